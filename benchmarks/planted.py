"""Reports with one planted error whose true text is known.

Everything follows from a seed and a number, so that one case can be looked at again: ``case(1, 4711)``. The errors are
the slips of people who copy figures (:data:`SLIPS`), and from case ``OTHERS`` on, for control, other values that no
slip explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import NamedTuple

from dvaudit.numerals import NumberFormat
from shapes import SHAPES, Cell, Number, Report, dice, number, printed, report


class Planted(NamedTuple):
    """A report with one error. ``wrong`` are the cells that print something else than the truth."""

    report: Report
    cells: dict[Cell, Number]
    wrong: tuple[Cell, ...]
    error: str

    @property
    def texts(self) -> dict[Cell, str]:
        """Every figure as printed."""
        return printed(self.cells, self.report.shown)


def _replaced(true: Number, _: NumberFormat) -> Iterator[Number]:
    digits = true.whole + true.decimals
    for at, old in enumerate(digits):
        yield from (_with(true, digits[:at] + new + digits[at + 1 :]) for new in "0123456789" if new != old)


def _omitted(true: Number, _: NumberFormat) -> Iterator[Number]:
    for at in range(len(true.whole) if len(true.whole) > 1 else 0):
        yield true._replace(whole=true.whole[:at] + true.whole[at + 1 :])
    for at in range(len(true.decimals) if len(true.decimals) > 1 else 0):
        yield true._replace(decimals=true.decimals[:at] + true.decimals[at + 1 :])


def _added(true: Number, _: NumberFormat) -> Iterator[Number]:
    for new in "0123456789":
        yield from (true._replace(whole=true.whole[:at] + new + true.whole[at:]) for at in range(len(true.whole) + 1))
        for at in range(len(true.decimals) + 1 if true.decimals else 0):
            yield true._replace(decimals=true.decimals[:at] + new + true.decimals[at:])


def _swapped(true: Number, _: NumberFormat) -> Iterator[Number]:
    digits = true.whole + true.decimals
    for at in range(len(digits) - 1):
        yield _with(true, digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _sign(true: Number, _: NumberFormat) -> Iterator[Number]:
    yield true._replace(negative=not true.negative)


def _point(true: Number, _: NumberFormat) -> Iterator[Number]:
    if true.decimals:
        yield true._replace(whole=true.whole[:-1] or "0", decimals=true.whole[-1] + true.decimals)
    if len(true.decimals) > 1:
        yield true._replace(whole=(true.whole + true.decimals[0]).lstrip("0") or "0", decimals=true.decimals[1:])


def _thousand(true: Number, _: NumberFormat) -> Iterator[Number]:
    whole = (true.whole + true.decimals.ljust(3, "0")).lstrip("0") or "0"
    yield from (true._replace(whole=whole, decimals=kept) for kept in sorted({"", "0" * len(true.decimals)}))
    if not true.decimals and len(true.whole) > 3 and true.whole.endswith("000"):
        yield true._replace(whole=true.whole[:-3])


def _separator(true: Number, shown: NumberFormat) -> Iterator[Number]:
    if true.decimals:
        yield true._replace(whole=(true.whole + true.decimals).lstrip("0") or "0", decimals="")
    elif len(true.whole) > 3 and shown.group:
        yield true._replace(whole=true.whole[:-3], decimals=true.whole[-3:])


def _with(true: Number, digits: str) -> Number:
    cut = len(true.whole)
    return true._replace(whole=digits[:cut], decimals=digits[cut:])


SLIPS: dict[str, Callable[[Number, NumberFormat], Iterator[Number]]] = {
    "digit replaced": _replaced,
    "digit omitted": _omitted,
    "digit added": _added,
    "digits swapped": _swapped,
    "sign": _sign,
    "decimal sign moved": _point,
    "factor 1000": _thousand,
    "separator": _separator,
}
"""What a slip can make of a number: all texts that it can leave behind, at every position."""

EXCHANGED = "cells exchanged"
KEYSTROKES = (*SLIPS, EXCHANGED)
RANDOM = ("other digits", "up to 10 % off", "another size")
OTHERS = 1_000_000
"""From this number on, the cases of a seed carry errors that are no slips."""


def neighbours(true: Number, shown: NumberFormat) -> Iterator[tuple[str, Number]]:
    """Every number of another value that one slip makes of this one, with the slip's name."""
    for error, slip in SLIPS.items():
        yield from ((error, made) for made in slip(true, shown) if made.value != true.value)


def _other(true: Number, error: str, rng: Random) -> Number:
    """A value for which the true one gives no reason, or little."""
    places = len(true.decimals)
    if error == "up to 10 % off":
        return number(true.value * (1 + Fraction(rng.randint(-1000, 1000), 10_000)), places, true.tail)
    size = len(true.whole) + places if error == "other digits" else rng.randint(1 + places, max(9, 1 + places))
    value = Fraction(rng.randrange(10 ** (size - 1), 10**size), 10**places)
    return number(-value if true.negative else value, places, true.tail)


def case(seed: int, at: int) -> Planted:
    """Case ``at`` of a seed: the shapes take turns; report, error, cell and position are drawn."""
    rng = dice(f"{seed}/{at}")
    errors = KEYSTROKES if at < OTHERS else RANDOM
    true = report(rng, tuple(SHAPES)[at % len(SHAPES)])
    while True:
        found = plant(rng, true, rng.choice(errors))
        if found is not None:
            return found


def plant(rng: Random, true: Report, error: str) -> Planted | None:
    """The report with one error of a kind in some cell; None where it has no cell for it."""
    cells = rng.sample(sorted(true.cells), len(true.cells))
    if error == EXCHANGED:
        first = true.cells[cells[0]]
        alike = [
            cell for cell in cells[1:]
            if true.cells[cell].value != first.value
            and true.cells[cell].tail == first.tail
            and len(true.cells[cell].decimals) == len(first.decimals)
        ]  # fmt: skip
        if not alike:
            return None
        pair = (cells[0], alike[0])
        return Planted(true, {**true.cells, pair[0]: true.cells[pair[1]], pair[1]: first}, pair, error)
    for cell in cells:
        found = true.cells[cell]
        if error in RANDOM:
            near = {made.value for _, made in neighbours(found, true.shown)} | {found.value}
            options = [made for made in (_other(found, error, rng) for _ in range(5)) if made.value not in near]
        else:
            options = [made for made in SLIPS[error](found, true.shown) if made.value != found.value]
        if options:
            return Planted(true, {**true.cells, cell: rng.choice(options)}, (cell,), error)
    return None
