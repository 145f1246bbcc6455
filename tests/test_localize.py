"""Error localization against brute force over all sets of up to three figures, and what trips the known tools."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit.confront import confront
from dvaudit.diagnose.explains import refute
from dvaudit.diagnose.graph import graph
from dvaudit.diagnose.localize import groups, localize
from dvaudit.figure import Figure, Place, RawCell, Record
from dvaudit.interval import Exact, Interval
from dvaudit.predicate import All, Cell, Div, Predicate, Within, linear
from dvaudit.printed import Printed
from dvaudit.rule import Confrontation, Edit, Origin, Outcome, Rule

RECORD = Record(1, {})
HALF = Fraction(1, 2)


def place(row: int, column: int) -> Place:
    return Place("made.csv", row, column)


def figure(number: int, value: Exact, half: Exact = 0) -> Figure:
    cell = RawCell(str(value), place, 0, number)
    interval = Interval.point(value).widened(half)
    printed = Printed(value, 1, 0, len(str(value)), whole=True, percent=False)
    return Figure(f"f{number}", str(value), "number", (interval,), printed, cells=(cell,))


class Said(NamedTuple):
    """An edit, the figures it is about, and the same in plain arithmetic."""

    predicate: Predicate
    figures: tuple[int, ...]
    holds: Callable[..., bool]


def total(whole: int, *parts: int) -> Said:
    weights = [(1, Cell(0)), *((-1, Cell(at + 1)) for at in range(len(parts)))]
    return Said(Within(linear(*weights)), (whole, *parts), lambda stated, *given: stated == sum(given))


def at_most(part: int, whole: int) -> Said:
    predicate = Within(linear((1, Cell(0)), (-1, Cell(1))), Interval(None, 0))
    return Said(predicate, (part, whole), lambda one, other: one <= other)


def share(percent: int, part: int, whole: int) -> Said:
    """The percentage is printed as a whole number, so it is rounded; wholes stay above zero."""
    predicate = Within(linear((1, Cell(0)), (-100, Div(Cell(1), Cell(2)))))
    return Said(predicate, (percent, part, whole), lambda p, n, d: d != 0 and abs(p - Fraction(100 * n, d)) <= HALF)


def inside(one: int, low: int, high: int) -> Said:
    predicate = All((Within(Cell(0), Interval(low, None)), Within(Cell(0), Interval(None, high))))
    return Said(predicate, (one,), lambda value: low <= value <= high)


System = Sequence[Said]


def confronted(figures: Mapping[int, Figure], system: System) -> list[Confrontation]:
    found = []
    for number, (predicate, cells, _) in enumerate(system):
        rule = Rule(f"r{number}", "formula", {}, Origin(None))
        roles = tuple(f"c{cell}" for cell in cells)
        one = confront(Edit(rule, predicate, tuple(figures[cell] for cell in cells), roles, 0, RECORD))
        assert one is not None
        found.append(one)
    return found


def solved(figures: Mapping[int, Figure], system: System) -> dict[frozenset[str], set[frozenset[str]]]:
    """For each group of failed rules, the sets of figures that are suspected."""
    found = confronted(figures, system)
    net = graph(
        [one for one in found if one.outcome is Outcome.FAILS], [one for one in found if one.outcome is Outcome.HOLDS]
    )
    result = {}
    for group in groups(tie for tie in net.ties if tie.failed):
        sets = localize(net, group).sets
        names = {frozenset(net.spots[key].figure.name for key in keys) for keys in sets}
        result[frozenset(tie.found.edit.rule.id for tie in group)] = names
    return result


def explains(
    values: Sequence[int], system: System, needed: Iterable[int], chosen: tuple[int, ...], tried: range
) -> bool:
    """Brute force: for some whole numbers for the chosen figures every needed edit holds."""
    asked = [system[number] for number in needed]
    at = list(values)
    if not all(one.holds(*(at[cell] for cell in one.figures)) for one in asked if not set(chosen) & set(one.figures)):
        return False
    for candidate in product(tried, repeat=len(chosen)):
        for cell, value in zip(chosen, candidate, strict=True):
            at[cell] = value
        if all(one.holds(*(at[cell] for cell in one.figures)) for one in asked):
            return True
    return False


FIGURES = 5
cells = st.integers(0, FIGURES - 1)
edits = st.one_of(
    st.lists(cells, min_size=3, max_size=4, unique=True).map(lambda found: total(*found)),
    st.lists(cells, min_size=2, max_size=2, unique=True).map(lambda found: at_most(*found)),
    st.tuples(cells, st.integers(0, 2), st.integers(3, 4)).map(lambda found: inside(*found)),
)


def grouped(values: Sequence[int], system: System) -> tuple[list[set[int]], set[int]]:
    """The numbers of the failed rules, those that share figures together, and those of the rules that hold."""
    holding = {n for n, one in enumerate(system) if one.holds(*(values[cell] for cell in one.figures))}
    left, found = set(range(len(system))) - holding, []
    while left:
        group: set[int] = set()
        touched = set(system[min(left)].figures)
        while more := {number for number in left - group if touched & set(system[number].figures)}:
            group |= more
            touched |= {cell for number in more for cell in system[number].figures}
        left -= group
        found.append(group)
    return found, holding


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 4), min_size=FIGURES, max_size=FIGURES),
    st.lists(
        edits, min_size=1, max_size=5, unique_by=lambda one: (one.predicate, one.figures[0], frozenset(one.figures))
    ),
    st.randoms(use_true_random=False),
)
def test_the_suspects_are_those_of_brute_force_in_any_order(
    values: list[int], system: list[Said], chance: random.Random
) -> None:
    figures = {number: figure(number, value) for number, value in enumerate(values)}
    found = solved(figures, system)
    groups_of_failed, holding = grouped(values, system)
    for group in groups_of_failed:
        sets = found[frozenset(f"r{number}" for number in group)]
        largest = len(next(iter(sets))) if sets else 3
        for size in range(1, min(largest, 3) + 1):
            for chosen in combinations(range(FIGURES), size):
                needed = [*group, *(number for number in holding if set(chosen) & set(system[number].figures))]
                if frozenset(f"f{cell}" for cell in chosen) in sets:
                    assert explains(values, system, needed, chosen, range(-24, 25))
                else:
                    assert not explains(values, system, needed, chosen, range(-6, 9) if size == 3 else range(-12, 13))
    order = list(range(len(system)))
    chance.shuffle(order)
    again = solved(figures, [system[number] for number in order])
    renamed = {frozenset(f"r{order.index(int(one[1:]))}" for one in group): sets for group, sets in found.items()}
    assert again == renamed


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(1, 12), min_size=4, max_size=4),
    st.integers(0, 100),
    st.lists(st.one_of(edits, st.just(share(4, 0, 1)), st.just(share(4, 2, 3))), min_size=1, max_size=3),
)
def test_what_whole_numbers_can_explain_is_not_refuted(counts: list[int], percent: int, more: list[Said]) -> None:
    values = [*counts, percent]
    figures = {number: figure(number, value) for number, value in enumerate(counts)} | {4: figure(4, percent, HALF)}
    system = [share(4, 0, 1), *(one for one in more if 4 not in one.figures or len(one.figures) == 3)]
    found = confronted(figures, system)
    by_id = {one.edit.rule.id: number for number, one in enumerate(found)}
    held = [one for one in found if one.outcome is Outcome.HOLDS]
    net = graph([one for one in found if one.outcome is Outcome.FAILS], held)
    for group in groups(tie for tie in net.ties if tie.failed):
        for size in (1, 2):
            for chosen in combinations(sorted(net.spots), size):
                if refute(net, group, chosen) is not None:
                    numbers = [by_id[tie.found.edit.rule.id] for tie in group]
                    numbers += [by_id[one.edit.rule.id] for one in held]
                    assert not explains(values, system, numbers, tuple(key[1] for key in chosen), range(101))
