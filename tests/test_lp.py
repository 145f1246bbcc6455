"""Linear constraints: what is impossible together, and how far a weighted sum goes, against elimination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit.diagnose.lp import Budget, Constraint, Simplex, TooMuchError, bounds, conflict
from dvaudit.interval import ANY, Exact, Interval

UNKNOWNS = 3

small = st.integers(-3, 3)
ends = st.one_of(st.none(), small, st.fractions(-3, 3, max_denominator=3))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans()) | small.map(Interval.point)
constraints = st.lists(
    st.builds(Constraint, st.dictionaries(st.integers(0, UNKNOWNS - 1), small, max_size=UNKNOWNS), intervals),
    max_size=7,
)

Row = tuple[tuple[Exact, ...], bool]  # weights and constant: their sum is not negative, or positive


def inequalities(system: Sequence[Constraint]) -> list[Row]:
    rows: list[Row] = []
    for weights, allowed in system:
        form = [weights.get(number, 0) for number in range(UNKNOWNS)]
        if allowed.lo is not None:
            rows.append(((*form, -allowed.lo), allowed.lo_open))
        if allowed.hi is not None:
            rows.append(((*(-weight for weight in form), allowed.hi), allowed.hi_open))
    return rows


def eliminated(rows: list[Row], number: int) -> list[Row]:
    """Fourier and Motzkin: what the inequalities say of the other unknowns."""
    kept = {row for row in rows if not row[0][number]}
    for low, low_open in (row for row in rows if row[0][number] > 0):
        for high, high_open in (row for row in rows if row[0][number] < 0):
            pairs = zip(low, high, strict=True)
            kept.add((tuple(a * -high[number] + b * low[number] for a, b in pairs), low_open or high_open))
    return list(kept)


def possible(system: Sequence[Constraint]) -> bool:
    rows = inequalities(system)
    for number in range(UNKNOWNS):
        rows = eliminated(rows, number)
    return not any(row[-1] < 0 or (is_open and row[-1] == 0) for row, is_open in rows)


def extent(weights: Mapping[int, Exact], system: Sequence[Constraint]) -> Interval:
    """The range of a sum, as an unknown more (the last one) that is equal to it."""
    rows = [((*row[:-1], 0, row[-1]), is_open) for row, is_open in inequalities(system)]
    form = [weights.get(number, 0) for number in range(UNKNOWNS)]
    rows += [((*form, -1, 0), False), ((*(-weight for weight in form), 1, 0), False)]
    for number in range(UNKNOWNS):
        rows = eliminated(rows, number)
    found = ANY
    for row, is_open in rows:
        weight, constant = row[-2:]
        if weight:
            end = Fraction(-constant, weight)
            side = Interval(end, None, lo_open=is_open) if weight > 0 else Interval(None, end, hi_open=is_open)
            found = found.intersect(side)
    return found


@settings(max_examples=400)
@given(constraints)
def test_what_is_impossible_is_found_and_as_small_as_can_be(system: list[Constraint]) -> None:
    found = conflict(system)
    assert (found is None) == possible(system)
    if found is not None:
        assert not possible([system[index] for index in found])
        assert all(possible([system[index] for index in found - {left_out}]) for left_out in found)


@settings(max_examples=400)
@given(constraints, st.dictionaries(st.integers(0, UNKNOWNS - 1), small))
def test_the_range_of_a_sum(system: list[Constraint], weights: dict[int, int]) -> None:
    found = bounds(weights, system)
    if possible(system):
        assert found == extent(weights, system)
    else:
        assert found.empty


@settings(max_examples=200)
@given(constraints, st.lists(st.tuples(st.integers(0, 6), intervals), max_size=6))
def test_one_solved_form_answers_like_a_fresh_one(
    system: list[Constraint], changes: list[tuple[int, Interval]]
) -> None:
    simplex = Simplex(system)
    for index, allowed in changes:
        if index < len(system):
            system[index] = system[index]._replace(allowed=allowed)
            simplex.keep(index, allowed)
        found = simplex.clash()
        assert (found is None) == (conflict(system) is None)
        if found is None:
            reach = simplex.reach({0: 1, 1: -2})
            assert reach.interval == bounds({0: 1, 1: -2}, system)
            # The constraints that are named hold the ends by themselves.
            low = bounds({0: 1, 1: -2}, [system[number] for number in reach.low])
            high = bounds({0: 1, 1: -2}, [system[number] for number in reach.high])
            assert (low.lo, low.lo_open) == (reach.interval.lo, reach.interval.lo_open)
            assert (high.hi, high.hi_open) == (reach.interval.hi, reach.interval.hi_open)


def test_open_ends_are_exact() -> None:
    below = Constraint({"a": 1, "b": -1}, Interval(None, 0, hi_open=True))
    back = Constraint({"b": 1, "a": -1}, Interval(None, 0))
    assert conflict([below, back]) == frozenset((0, 1))
    assert conflict([below._replace(allowed=Interval(None, 0)), back]) is None
    system = [below, Constraint({"b": 1}, Interval(None, 5))]
    assert bounds({"a": 2}, system) == Interval(None, 10, hi_open=True)
    assert bounds({"c": 1}, system) == ANY
    assert bounds({}, system) == Interval(0, 0)


def test_values_beyond_any_float_stay_exact() -> None:
    large = 2**53
    system = [
        Constraint({"total": 1, "a": -1, "b": -1}, Interval(0, 0)),
        Constraint({"a": 1}, Interval.point(large)),
        Constraint({"b": 1}, Interval(1, 1)),
    ]
    assert bounds({"total": 1}, system) == Interval.point(large + 1)
    assert conflict([*system, Constraint({"total": 1}, Interval.point(large))]) == frozenset(range(4))
    third = [Constraint({"a": 3}, Interval(1, 2))]
    assert bounds({"a": 1}, third) == Interval(Fraction(1, 3), Fraction(2, 3))


def test_a_wheel_of_ties_comes_to_an_end() -> None:
    # Beale's problem, on which simplex without a rule against it goes round for ever.
    system = [
        Constraint({1: Fraction(1, 4), 2: -60, 3: Fraction(-1, 25), 4: 9}, Interval(None, 0)),
        Constraint({1: Fraction(1, 2), 2: -90, 3: Fraction(-1, 50), 4: 3}, Interval(None, 0)),
        Constraint({3: 1}, Interval(None, 1)),
        *(Constraint({number: 1}, Interval(0, None)) for number in (1, 2, 3, 4)),
    ]
    objective: dict[int, Exact] = {1: Fraction(-3, 4), 2: 150, 3: Fraction(-1, 50), 4: 6}
    assert bounds(objective, system).lo == Fraction(-1, 20)


def test_the_work_has_a_limit() -> None:
    chain = [Constraint({number: 1, number + 1: -1}, Interval(1, 2)) for number in range(50)]
    with pytest.raises(TooMuchError):
        Simplex([*chain, Constraint({0: 1, 50: -1}, Interval(None, 7))], Budget(10)).clash()
