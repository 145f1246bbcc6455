"""The unit that all whole numbers of a large table have: 1, 5, 10, 50, ..., by which a small miss is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from dvaudit import whole
from dvaudit.bind import Groups, Lags, Records
from dvaudit.confront import is_sum
from dvaudit.interval import Exact, magnitude
from dvaudit.numerals import readings
from dvaudit.screen.cells import Cells
from dvaudit.screen.ends import both, either, literal
from dvaudit.screen.parts import Part

_LOOKED_AT = 300  # rows that usually show that whole numbers have no common unit


def added(parts: Iterable[Part]) -> dict[str, None]:
    """The names of the figures that are added up somewhere."""
    found: dict[str, None] = {}
    for part in parts:
        match part.plan:
            case Records(templates):
                found |= dict.fromkeys(n for one in templates if is_sum(one.predicate) for n in one.names)
            case Lags(templates):
                found |= dict.fromkeys(n for one, _ in templates if is_sum(one.predicate) for n in one.names)
            case Groups():
                found |= dict.fromkeys(part.plan.names)
            case _:
                pass
    return found


def likely(texts: Iterable[Sequence[str]]) -> Exact:
    """The unit that all whole numbers seem to have, from the first texts of some figures."""
    listed = list(texts)
    unit = whole.common_unit(set(_values(own[:_LOOKED_AT] for own in listed)))
    return unit if unit == 1 else whole.common_unit(set(_values(listed)))


def _values(texts: Iterable[Sequence[str]]) -> Iterator[Exact]:
    for own in texts:
        for text in own:
            for one in readings(text)[:1]:
                if one.whole and one.value:
                    yield magnitude(one.value)


def smaller(unit: Exact) -> list[int]:
    """The unit and all smaller ones but 1, the largest first."""
    found, step = [], 5
    while step <= unit:
        found.append(step)
        step = step * 2 if str(step).startswith("5") else step * 5
    return found[::-1]


def others(cells: Mapping[str, Cells], names: Collection[str], unit: Exact) -> list[str]:
    """For each unit of :func:`smaller`, SQL for whether a whole number of a row has another one."""
    counted = [cells[name] for name in names if cells[name].exact == "TRUE"]
    return [either(_differs(cell, Fraction(step) / cell.unit) for cell in counted) for step in smaller(unit)]


def _differs(cell: Cells, step: Fraction) -> str:
    size = literal(step)
    return both([cell.plain, f"{cell.value} <> {size} * floor({cell.value} / {size})"])
