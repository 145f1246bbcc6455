"""Columns and rows of figures as whole numbers of one small unit, in which arithmetic is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from dvaudit.figure import Figure
from dvaudit.interval import Exact


class Vector(NamedTuple):
    """One column or row of figures: values in the common unit, None where there is no number.

    ``half`` is how far a true value can lie from the printed one; ``loose`` the same if whole numbers are rounded too;
    ``unit`` one unit in the last printed place.
    """

    name: str
    value: tuple[int | None, ...]
    half: tuple[int, ...]
    loose: tuple[int, ...]
    unit: tuple[int, ...]

    @property
    def known(self) -> int:
        """How many numbers there are."""
        return sum(one is not None for one in self.value)

    def at(self, places: Sequence[int]) -> Vector:
        """The vector in some of its places."""
        half, loose, unit = (tuple(part[at] for at in places) for part in (self.half, self.loose, self.unit))
        return Vector(self.name, tuple(self.value[at] for at in places), half, loose, unit)


class _Number(NamedTuple):
    middle: Exact
    half: Exact
    unit: Exact


def vectors(columns: Iterable[tuple[str, Sequence[Figure]]]) -> tuple[list[Vector], int]:
    """Columns of figures as vectors, and how many of the common units make one."""
    read = [(name, [_number(figure) for figure in figures]) for name, figures in columns]
    sizes = {size for _, numbers in read for one in numbers if one is not None for size in one}
    scale = 2 * lcm(*{size.denominator for size in sizes}) if sizes else 2
    return [_vector(name, numbers, scale) for name, numbers in read], scale


def _number(figure: Figure) -> _Number | None:
    """What is printed, as far as it is one number and no half-line."""
    interval, printed = figure.interval, figure.printed
    if figure.state != "number" or interval is None or printed is None or interval.lo is None or interval.hi is None:
        return None
    if interval.is_point:
        return _Number(interval.lo, 0, printed.place)
    return _Number(Fraction(interval.lo + interval.hi) / 2, Fraction(interval.hi - interval.lo) / 2, printed.place)


def _vector(name: str, numbers: Sequence[_Number | None], scale: int) -> Vector:
    rows = [
        (None, 0, 0, 1) if one is None else (
            int(one.middle * scale), int(one.half * scale),
            int(max(one.half, Fraction(one.unit) / 2) * scale), max(1, int(one.unit * scale)),
        )
        for one in numbers
    ]  # fmt: skip
    value, half, loose, unit = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Vector(name, value, half, loose, unit)


def sampled(vectors: Sequence[Vector], most: int) -> list[Vector]:
    """The vectors in at most so many of their places, evenly spread."""
    size = len(vectors[0].value) if vectors else 0
    if size <= most:
        return list(vectors)
    kept = spread(range(size), most)
    return [one.at(kept) for one in vectors]


def constant(name: str, number: int, like: Vector, scale: int) -> Vector:
    """A number that is the same everywhere."""
    size = len(like.value)
    return Vector(name, (number * scale,) * size, (0,) * size, (0,) * size, (1,) * size)


def turned(columns: Sequence[Vector], labels: Sequence[str]) -> list[Vector]:
    """The rows of some columns, each called by its label."""
    return [
        Vector(
            label,
            tuple(column.value[row] for column in columns), tuple(column.half[row] for column in columns),
            tuple(column.loose[row] for column in columns), tuple(column.unit[row] for column in columns),
        )
        for row, label in enumerate(labels)
    ]  # fmt: skip


def spread(items: Sequence[int], most: int) -> list[int]:
    """At most so many of some places, evenly spread."""
    if len(items) <= most:
        return list(items)
    return [items[number * len(items) // most] for number in range(most)]
