"""Findings about confidential cells: those that can be computed, and those that are left too little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit.disclosure.bounds import Bound, Enough, Group, groups, solve
from dvaudit.disclosure.cells import Key, Published, Said, Unknown, published
from dvaudit.figure import Figure, Record
from dvaudit.findings import listed
from dvaudit.interval import Exact, Interval, exact, magnitude
from dvaudit.message import Message, fail, message
from dvaudit.numerals import readings
from dvaudit.predicate import Const, Within
from dvaudit.report import Audit, Disclosure
from dvaudit.rule import Confrontation, Edit, Origin, Outcome, Rule, Tally

CONTRADICTION = "disclosure.contradiction"
"""Why nothing can be said of a cell for which no value fits."""

SECRECY = Rule("disclosure", "disclosure", {}, Origin(None))
"""The rule that ``--disclosure`` adds: a confidential cell cannot be computed from the published ones."""


MOST = 200
"""So many per cent of its middle is an interval from 0 wide; none of positive numbers is wider."""


class Width(NamedTuple):
    """How much room a confidential cell has to be left: so many units, or per cent of the middle of what is left."""

    size: Exact
    percent: bool = False

    def enough(self, left: Interval) -> bool:
        """True where an interval is at least as wide."""
        if left.lo is None or left.hi is None:
            return True
        wanted = exact(self.size * magnitude(left.lo + left.hi), 200) if self.percent else self.size
        return left.hi - left.lo >= wanted


def width(text: str) -> Width:
    """A width as it is written, ``5`` or ``10 %``; raises AuditError."""
    bare = text.strip()
    percent = bare.endswith("%")
    found = readings(bare.removesuffix("%").strip())
    one = found[0] if len(found) == 1 else None
    if one is None or one.percent or one.qualifier is not None or not 0 < one.value <= (MOST if percent else one.value):
        raise fail("disclosure.width", found=text)
    return Width(one.value, percent)


def disclose(audits: Sequence[Audit], protect: Width | None = None) -> None:
    """Adds to the audits of one document the findings about its confidential cells, and counts the protected ones.

    Every cell is told in the audit whose rules give it away, or that read it first.
    """
    if not audits:
        return
    found = published(audits)
    secret = [key for key, cell in found.unknown.items() if cell.secret]
    if not secret:
        audits[0].notes.append(message("disclosure.none"))
        return
    about: dict[Key, list[Said]] = {}
    for said in found.said:
        for key in said.unknown.values():
            about.setdefault(key, []).append(said)
    told: dict[int, list[Confrontation]] = {}
    counts = dict.fromkeys(("disclosed", "narrowed", "unclear", "impossible"), 0)
    enough: Enough | None = None if protect is None else protect.enough
    for keys in groups(found):
        asked = {id(said): said for key in keys for said in about.get(key, ())}
        group = solve(found, keys, list(asked.values()), enough)
        for key in keys:
            if not found.unknown[key].secret:
                continue
            outcome = _outcome(found, key, group)
            if outcome is not None:
                counts[_name(outcome)] += 1
                counts["impossible"] += outcome.reason is not None and outcome.reason.key == CONTRADICTION
                by = group.bounds[key].by if key in group.bounds else group.clash
                told.setdefault(id(by[0].audit if by else audits[0]), []).append(outcome)
    audits[0].disclosure = Disclosure(len(secret), **counts)
    protected = audits[0].disclosure.protected
    for number, audit in enumerate(audits):
        own = told.get(id(audit), [])
        if number and not own:
            continue
        tally = Tally(SECRECY, held=0 if number else protected)
        tally.failed = sum(one.outcome is Outcome.FAILS for one in own)
        tally.undecided = len(own) - tally.failed
        audit.tallies.append(tally)
        audit.findings += listed(own, audit.document, {SECRECY.id: tally})
        audit.undecided += (one for one in own if one.outcome is Outcome.UNDECIDED)


def apart(audits: Sequence[Audit]) -> list[Audit]:
    """The audits without what is said of confidential cells, which is no error that has a cause."""
    return [
        replace(
            audit,
            findings=[one for one in audit.findings if one.confrontation.edit.rule.kind != SECRECY.kind],
            undecided=[one for one in audit.undecided if one.edit.rule.kind != SECRECY.kind],
            tallies=[tally for tally in audit.tallies if tally.rule.id != SECRECY.id],
        )
        for audit in audits
    ]


def _name(outcome: Confrontation) -> str:
    return "unclear" if outcome.outcome is Outcome.UNDECIDED else outcome.edit.shape.partition("_")[0]


def _outcome(found: Published, key: Key, group: Group) -> Confrontation | None:
    """What there is to tell of a confidential cell; None where it is protected."""
    cell = found.unknown[key]
    if key in group.bounds:
        return _given_away(found, key, group.bounds[key])
    if group.clash:
        rules = list(dict.fromkeys(said.found.edit.rule.id for said in group.clash))
        return _unclear(cell, message(CONTRADICTION, name=cell.figure.name, rules=rules))
    if key in group.undecided:
        return _unclear(cell, message("disclosure.too_large", name=cell.figure.name, n=len(group.cells)))
    if key in found.unclear:
        return _unclear(cell, message("disclosure.unreadable", name=cell.figure.name))
    return None


def _unclear(cell: Unknown, reason: Message) -> Confrontation:
    edit = _edit(cell, (), "disclosed", SECRECY)
    edit.undecided = reason
    return Confrontation(edit, Outcome.UNDECIDED, reason=reason)


def _given_away(found: Published, key: Key, bound: Bound) -> Confrontation:
    cell = found.unknown[key]
    others: dict[Key, tuple[Figure, Record]] = {}
    for said in bound.by:
        edit = said.found.edit
        records = edit.records or (edit.record,) * len(edit.figures)
        for at, (figure, record) in enumerate(zip(edit.figures, records, strict=True)):
            if at not in said.unknown and figure.cells:
                same = (record.file, record.at) == (cell.record.file, cell.record.at)
                place = figure.cells[0].row, figure.cells[0].column, record.at
                others.setdefault(place, (figure, cell.record if same else record))
    rules = ", ".join(dict.fromkeys(said.found.edit.rule.id for said in bound.by))
    shape = ("disclosed" if bound.alone else "narrowed") + ("" if others else "_alone")
    edit = _edit(cell, tuple(others.values()), shape, SECRECY._replace(slots={"check": rules}))
    return Confrontation(edit, Outcome.FAILS, expected=bound.allowed)


def _edit(cell: Unknown, others: Sequence[tuple[Figure, Record]], shape: str, rule: Rule) -> Edit:
    """An edit that holds the confidential cell and the published ones; it is printed as they are."""
    figure = cell.figure if cell.like is None else replace(cell.figure, printed=cell.like.printed)
    return Edit(
        rule, Within(Const(0)), (figure, *(one for one, _ in others)), ("secret", *("published" for _ in others)), 0,
        cell.record, shape=shape, key=cell.record.key, records=(cell.record, *(record for _, record in others)),
    )  # fmt: skip
