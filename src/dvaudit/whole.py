"""Whole numbers: exact counts or rounded figures? Where nobody says, the document decides.

Votes are exact; a table in thousands prints rounded whole numbers, and its sums miss by one or two. In ``auto`` a
document's whole numbers are rounded when at least 12 % of its sums over them, and at least three, miss by no more
than half a unit per figure, and when such small misses outnumber the larger ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit.confront import confront, is_whole_sum, within_rounding
from dvaudit.figure import Figure
from dvaudit.interval import Exact, exact, magnitude
from dvaudit.message import Message, message
from dvaudit.rule import Confrontation, Edit, Outcome

AT_LEAST = 3
SHARE = exact(12, 100)


class Evidence(NamedTuple):
    """How the sums over whole numbers of one document come out, at the largest unit that divides them all."""

    sums: int
    small: int
    large: int
    unit: Exact

    @property
    def rounded(self) -> bool:
        """True where the document's whole numbers are rounded."""
        return self.small >= AT_LEAST and self.small >= SHARE * self.sums and self.small > self.large


def weigh(confrontations: Iterable[Confrontation]) -> Evidence:
    """Counts the sums over whole numbers that hold, miss by little and miss by more."""
    sums = [found for found in confrontations if found.outcome is not Outcome.UNDECIDED and is_whole_sum(found.edit)]
    unit = _unit(figure for found in sums for figure in found.edit.figures)
    missed = [found for found in sums if found.imbalance is not None]
    small = sum(1 for found in missed if _is_small(found, unit))
    return Evidence(len(sums), small, len(missed) - small, unit)


def _is_small(found: Confrontation, unit: Exact) -> bool:
    return found.imbalance is not None and within_rounding(found.imbalance, len(found.edit.figures), unit)


def _unit(figures: Iterable[Figure]) -> Exact:
    """The largest of 1, 5, 10, 50, 100, ... that divides all printed whole numbers but zero."""
    values = {magnitude(f.printed.value) for f in figures if f.whole and f.printed is not None and f.printed.value}
    unit, step = 1, 5
    while values and all(value % step == 0 for value in values):
        unit, step = step, step * 2 if step % 5 == 0 and str(step).startswith("5") else step * 5
    return unit


def as_rounded(edit: Edit, unit: Exact) -> Edit:
    """The edit with its undeclared whole numbers taken as rounded to a unit."""
    half = exact(unit, 2)

    def widened(figure: Figure) -> Figure:
        if not figure.whole:
            return figure
        intervals = tuple(None if v is None else v.widened(half) for v in figure.intervals)
        return replace(figure, intervals=intervals)

    return replace(edit, figures=tuple(widened(figure) for figure in edit.figures))


def decide(confrontations: Sequence[Confrontation], records: int) -> tuple[list[Confrontation], tuple[Message, ...]]:
    """The confrontations with the document's whole numbers exact or rounded as it turns out, and what to say of it.

    A single record never decides: its whole numbers stay exact.
    """
    evidence = weigh(confrontations)
    if records > 1 and evidence.rounded:
        again = [_again(found, evidence.unit) for found in confrontations]
        within = sum(
            1 for found, now in zip(confrontations, again, strict=True)
            if found.outcome is Outcome.FAILS and now.outcome is Outcome.HOLDS
        )  # fmt: skip
        said = message("confront.whole_rounded", sums=evidence.sums, within=within, unit=str(evidence.unit))
        return again, (said,)
    for found in confrontations:
        found.rounding_sized = (
            found.outcome is Outcome.FAILS and is_whole_sum(found.edit) and _is_small(found, evidence.unit)
        )
    if evidence.small:
        return list(confrontations), (message("confront.whole_exact", small=evidence.small, sums=evidence.sums),)
    return list(confrontations), ()


def _again(found: Confrontation, unit: Exact) -> Confrontation:
    """A confrontation judged once more with rounded whole numbers, where that can make a difference."""
    if found.outcome is not Outcome.FAILS or not any(figure.whole for figure in found.edit.figures):
        return found
    return confront(as_rounded(found.edit, unit)) or found
