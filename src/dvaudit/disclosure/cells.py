"""What a reader of the published figures does not know: confidential and missing cells, and what the rules say of them.

An edit whose other figures are published is a constraint on the cells that are not. Everything is seen with the eyes of
somebody who has only the report and believes its rules (A. Hundepool et al., "Statistical Disclosure Control", 2012,
chapter 4: the attacker's problem).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.confront import confront, slack_of
from dvaudit.figure import Figure, Record
from dvaudit.interval import ANY, ZERO, Exact, Interval
from dvaudit.lines import parse_tolerance
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Edit, Outcome
from dvaudit.whole import as_rounded

Key = tuple[object, ...]
"""What tells an unknown cell from others: its place, or its record and name where nothing is printed."""

_USABLE = ("confront.missing", "confront.zero_divisor")
"""Why an edit is undecided that tells something all the same: a figure is not known, or may be zero."""
SECRET = ("number.confidential", "number.confidential_below")


@dataclass(slots=True, eq=False, repr=False)
class Unknown:
    """A cell that is not published: ``secret``, or simply missing. ``allowed`` is what is known of it by itself.

    ``grain`` is the step of its numbers, 1 for a count; 0 where nothing tells, or its neighbours are rounded. ``like``
    is a published figure of the same unit.
    """

    figure: Figure
    record: Record
    allowed: Interval
    secret: bool
    grain: Exact | None = None
    like: Figure | None = None


class Said(NamedTuple):
    """What an edit says of unknown cells: with the ``values`` of its figures, ``unknown`` being those of its places."""

    found: Confrontation
    unknown: dict[int, Key]
    audit: Audit


@dataclass(slots=True, eq=False, repr=False)
class Published:
    """The unknown cells of a document, what is said of them, and those of which something cannot be read."""

    unknown: dict[Key, Unknown] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    unclear: set[Key] = field(default_factory=set)


def is_secret(figure: Figure) -> bool:
    """True for a cell that is kept secret."""
    return figure.reason is not None and figure.reason.key in SECRET


def published(audits: Iterable[Audit]) -> Published:
    """What the audits of one document, by whatever rule files, say of its unknown cells."""
    into = Published()
    for audit in audits:
        for name_of in audit.read.values():
            for figure, record in zip(name_of, audit.document.records, strict=True):
                if is_secret(figure):
                    _note(figure, record, into)
        found = [*audit.held, *(one.confrontation for one in audit.findings), *audit.undecided]
        believed = _believed(found)
        for one in found:
            if one.edit.guess and (one.edit.rule.id, one.edit.guess) not in believed:
                continue
            if any(is_secret(figure) for figure in one.edit.figures) or one.missing:
                _read(one, audit, into)
    return into


_DOUBTED = ("confront.unproven_structure", "confront.no_total")


def _believed(found: Iterable[Confrontation]) -> set[tuple[str, str]]:
    """The structures that were guessed and that published figures alone prove: more hold than are doubted."""
    balance: Counter[tuple[str, str]] = Counter()
    for one in found:
        own = one.edit.rule.id, one.edit.guess
        if one.reason is not None and one.reason.key in _DOUBTED:
            balance[own] -= 1
        elif one.outcome is Outcome.HOLDS and not any(map(is_secret, one.edit.figures)):
            balance[own] += 1
    return {own for own, more in balance.items() if more > 0}


def _note(figure: Figure, record: Record, into: Published) -> Key:
    """The key of an unknown cell, which is new or known."""
    cell = figure.cells[0] if figure.cells else None
    key: Key = (record.file, record.at, figure.name)
    if cell is not None:
        key = (cell.locate(), cell.row, cell.column)  # a table that is in memory has no places, only rows and columns
    if key not in into.unknown:
        secret = is_secret(figure)
        allowed = figure.intervals[0] if secret else None
        into.unknown[key] = Unknown(figure, record, allowed or ANY, secret)
    return key


def _read(one: Confrontation, audit: Audit, into: Published) -> None:
    """Takes in what an edit says, if it can be held against anything: what fails says nothing that can be believed."""
    edit = one.edit
    records = edit.records or (edit.record,) * len(edit.figures)
    usable = one.reason is not None and one.reason.key in _USABLE
    if one.outcome is Outcome.UNDECIDED and not usable:
        for figure, record in zip(edit.figures, records, strict=True):
            if is_secret(figure):
                into.unclear.add(_note(figure, record, into))
        return
    found = _judged(one, audit)
    if found is None:
        return
    unknown: dict[int, Key] = {}
    for at, (figure, record) in enumerate(zip(edit.figures, records, strict=True)):
        if is_secret(figure) or (usable and found.values[at] == ANY):
            unknown[at] = _note(figure, record, into)
    into.said.append(Said(found, unknown, audit))
    _measure(found, unknown, into)


def _judged(one: Confrontation, audit: Audit) -> Confrontation | None:
    """The edit with the values that stand for its figures, ANY for those that are missing; None where it fails."""
    edit = one.edit if audit.rounded_to is None else as_rounded(one.edit, audit.rounded_to)
    if one.outcome is not Outcome.UNDECIDED:
        again = one if edit is one.edit else confront(edit)
        return again if again is not None and again.outcome is Outcome.HOLDS and again.values else None
    if edit.rule.tolerance is not None and parse_tolerance(edit.rule.tolerance)[1]:
        return None  # a share of what may be the unknown figure
    values = tuple(_value(figure, edit) for figure in edit.figures)
    return Confrontation(edit, Outcome.HOLDS, values=values, slack=slack_of(edit, values))


def _value(figure: Figure, edit: Edit) -> Interval:
    if figure.state == "missing" and not figure.intervals:
        return ZERO if edit.rule.missing == "zero" else ANY
    return figure.intervals[0] or ANY if len(figure.intervals) == 1 else ANY


_ALIKE = ("part", "whole", "total", "minus", "from", "to")
"""The roles of figures that are counted in one unit."""


def _measure(found: Confrontation, unknown: dict[int, Key], into: Published) -> None:
    """What the published figures beside an unknown one in a sum tell of its steps: whole counts, or rounded numbers."""
    edit = found.edit
    alike = [at for at, role in enumerate(edit.roles) if role in _ALIKE]
    peers = [(edit.figures[at], found.values[at]) for at in alike if at not in unknown]
    steps = list(_steps(peers))
    for at in alike:
        if at in unknown and steps:
            cell = into.unknown[unknown[at]]
            step = min(steps)
            cell.grain = step if cell.grain is None else min(cell.grain, step)
            cell.like = cell.like or next(figure for figure, _ in peers if figure.printed is not None)


def _steps(peers: Sequence[tuple[Figure, Interval]]) -> Iterator[Exact]:
    for figure, value in peers:
        if figure.printed is not None:
            yield figure.printed.place if value.is_point else 0
