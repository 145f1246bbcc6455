"""Whole numbers: exact counts or rounded figures? Where nobody says, the document decides.

Votes are exact; a table in thousands prints rounded whole numbers, and its sums miss by one or two. In ``auto`` a
document's whole numbers are rounded when at least 12 % of its sums over them, and at least three, miss by no more
than half a unit per figure, and when such small misses outnumber the larger ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit.confront import confront, is_whole_sum, within_rounding
from dvaudit.figure import Figure
from dvaudit.interval import Exact, Interval, exact, magnitude
from dvaudit.kinds.nested import INDENTED, SHARES
from dvaudit.message import Message, message
from dvaudit.report import Evidence
from dvaudit.rule import Confrontation, Edit, Outcome

SHOWN = 10
"""How many of the sums that hold only within rounding are named."""
ENOUGH = 12
"""How many different whole numbers must share a divisor before it tells to what they are rounded."""
PAIRED = 8
"""Of more misses it is not asked whether they pair off: among many, some do."""


def weigh(confrontations: Iterable[Confrontation], known_unit: Exact | None = None) -> Evidence:
    """Counts the sums over whole numbers that hold, miss by little and miss by more.

    ``known_unit`` is the unit of all whole numbers where these sums are only some of the document's.
    """
    by_cells: dict[object, Confrontation] = {}
    for found in confrontations:
        if found.outcome is not Outcome.UNDECIDED and is_whole_sum(found.edit):
            # Three rules about the same cells are one sum, however often it is found wrong.
            by_cells.setdefault(cells_of(found), found)
    sums = list(by_cells.values())
    unit = known_unit or _unit(figure for found in sums for figure in found.edit.figures)
    missed = [found for found in sums if found.imbalance is not None]
    small = [found for found in missed if is_small(found, unit)]
    large = sum(1 for found in missed if not is_small(found, unit) and is_all(found.edit))
    if pair_off(small):
        return Evidence(len(sums), 0, large + len(small), unit)
    return Evidence(len(sums), len(small), large, unit)


def is_all(edit: Edit) -> bool:
    """False for rows indented below another, which may be only some of its parts: that they miss it tells nothing.

    Nor does it of percentages, which may be rates.
    """
    return edit.guess not in (INDENTED, SHARES)


def pair_off(small: Sequence[Confrontation]) -> bool:
    """True where the misses are those of a few wrong cells: two by two they share a cell and miss by the same.

    A wrong cell of a table with totals breaks its row and its column; rounding leaves rows and columns by themselves.
    """
    if len(small) % 2 or not small or len(small) > PAIRED:
        return False
    first, *others = small
    cells = cells_of(first)
    for at, other in enumerate(others):
        alike = first.imbalance is not None and other.imbalance is not None and _size(first) == _size(other)
        if (
            alike
            and len(cells & cells_of(other)) == 1
            and (len(others) == 1 or pair_off(others[:at] + others[at + 1 :]))
        ):
            return True
    return False


def cells_of(found: Confrontation) -> frozenset[tuple[int, int, int]]:
    """The cells of an edit, of which the record tells those apart that come from different parts of a large table."""
    records = found.edit.records or (found.edit.record,) * len(found.edit.figures)
    return frozenset(
        (record.at, cell.row, cell.column)
        for figure, record in zip(found.edit.figures, records, strict=True) for cell in figure.cells[:1]
    )  # fmt: skip


def _size(found: Confrontation) -> Exact:
    missed = found.imbalance
    return 0 if missed is None or missed.lo is None else magnitude(missed.lo)


def is_small(found: Confrontation, unit: Exact) -> bool:
    """True for a sum that is missed by no more than half a unit per figure."""
    return found.imbalance is not None and within_rounding(found.imbalance, len(found.edit.figures), unit)


def _unit(figures: Iterable[Figure]) -> Exact:
    """The largest of 1, 5, 10, 50, 100, ... that divides all printed whole numbers but zero; 1 for a few of them."""
    return common_unit(
        {magnitude(f.printed.value) for f in figures if _is_whole(f) and f.printed is not None and f.printed.value}
    )


def common_unit(values: Collection[Exact]) -> Exact:
    """The largest of 1, 5, 10, 50, 100, ... that divides all of some positive values; 1 for a few of them."""
    unit, step = 1, 5
    while len(values) >= ENOUGH and all(value % step == 0 for value in values):
        unit, step = step, step * 2 if str(step).startswith("5") else step * 5
    return unit


def _is_whole(figure: Figure) -> bool:
    return figure.whole or _is_said_rounded(figure)


def _is_said_rounded(figure: Figure) -> bool:
    """True for a printed whole number that the rule file says is rounded, without saying to what."""
    said, printed = figure.declared, figure.printed
    if said is None or printed is None or not printed.whole or printed.column_scale != 1:
        return False
    return said.whole_numbers == "rounded" and said.rounded_to is None and said.decimals is None


def as_rounded(edit: Edit, unit: Exact) -> Edit:
    """The edit with its whole numbers taken as rounded to a unit, where nothing declares another precision."""
    half = exact(unit, 2)

    def widened(figure: Figure) -> Figure:
        if _is_said_rounded(figure) and figure.printed is not None:
            return replace(figure, intervals=(Interval.point(figure.printed.value).widened(half),))
        if not figure.whole:
            return figure
        intervals = tuple(None if v is None else v.widened(half) for v in figure.intervals)
        return replace(figure, intervals=intervals)

    return replace(edit, figures=tuple(widened(figure) for figure in edit.figures))


class Decided(NamedTuple):
    """The confrontations with a document's whole numbers as they turn out, and what to say of it.

    ``unit`` is that to which they are rounded, None where they are exact.
    """

    confrontations: list[Confrontation]
    unit: Exact | None
    notes: tuple[Message, ...]


def decide(confrontations: Sequence[Confrontation], records: int) -> Decided:
    """The confrontations with the document's whole numbers exact or rounded as it turns out, and what to say of it.

    A single record never decides: its whole numbers stay exact.
    """
    evidence = weigh(confrontations)
    unit = rounded_to(confrontations, evidence, records)
    again = list(confrontations) if unit is None else [again_rounded(found, unit) for found in confrontations]
    within = [
        found.edit for found, now in zip(confrontations, again, strict=True)
        if found.outcome is Outcome.FAILS and now.outcome is Outcome.HOLDS
    ]  # fmt: skip
    if unit is None:
        mark_small(again, evidence)
    return Decided(again, unit, told(evidence, records, unit, len(within), within[:SHOWN]))


def rounded_to(confrontations: Iterable[Confrontation], evidence: Evidence, records: int) -> Exact | None:
    """The unit to which whole numbers are rounded, by the evidence or where the rule file says so; None if exact."""
    if records > 1 and evidence.rounded:
        return evidence.unit
    said = [figure for found in confrontations for figure in found.edit.figures if _is_said_rounded(figure)]
    unit = _unit(said) if said else 1
    return unit if unit > 1 else None


def told(
    evidence: Evidence, records: int, unit: Exact | None, within: int, shown: Sequence[Edit]
) -> tuple[Message, ...]:
    """What to say of a document's whole numbers; ``within`` sums hold only within rounding, ``shown`` are the first."""
    if records > 1 and evidence.rounded:
        rows = ", ".join(dict.fromkeys(map(_row, shown))) + (", ..." if within > len(shown) else "")
        return (
            message("confront.whole_rounded", sums=evidence.sums, within=within, unit=str(evidence.unit), rows=rows),
        )
    if unit is not None:
        return (message("confront.whole_unit", unit=str(unit)),)
    return (message("confront.whole_exact", small=evidence.small, sums=evidence.sums),) if evidence.small else ()


def mark_small(confrontations: Iterable[Confrontation], evidence: Evidence) -> None:
    """Marks the failed sums over whole numbers that miss by no more than rounding could."""
    for found in confrontations:
        found.rounding_sized = (
            found.outcome is Outcome.FAILS and is_whole_sum(found.edit) and is_small(found, evidence.unit)
        )


def _row(edit: Edit) -> str:
    """A record in few words: its key, or its number."""
    record = edit.record
    row = str(record.row) if record.file is None else f"{record.file}:{record.line or record.row}"
    return " ".join(text for text in edit.key.values() if text) or row


def again_rounded(found: Confrontation, unit: Exact) -> Confrontation:
    """A confrontation judged once more with rounded whole numbers, where that can make a difference."""
    if found.outcome is not Outcome.FAILS or not any(map(_is_whole, found.edit.figures)):
        return found
    return confront(as_rounded(found.edit, unit)) or found
