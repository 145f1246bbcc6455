"""Interval arithmetic against its definition: every value the operands can take is inside, and the ends are tight."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dvaudit.interval import ANY, Exact, Interval, common, exact, nonzero, unite, without

values = st.builds(Fraction, st.integers(-20, 20), st.sampled_from((1, 2, 3)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    lo, hi = sorted((draw(values), draw(values)))
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from((Interval(None, hi), Interval(lo, None), Interval(None, hi, hi_open=True), ANY)))
    if lo == hi:
        return Interval(lo, hi)
    return Interval(lo, hi, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Some values inside: near each end, and the middle."""
    lo = Fraction(interval.lo if interval.lo is not None else (interval.hi or 0) - 100)
    hi = Fraction(interval.hi if interval.hi is not None else (interval.lo or 0) + 100)
    width = hi - lo
    inside = (lo, lo + width / 1000, lo + width / 2, hi - width / 1000, hi, Fraction(0))
    return [value for value in inside if interval.contains(value)]


OPERATIONS: dict[str, tuple[Callable[[Interval, Interval], Interval], Callable[[Fraction, Fraction], Fraction]]] = {
    "sum": (lambda a, b: a + b, lambda x, y: x + y),
    "difference": (lambda a, b: a - b, lambda x, y: x - y),
    "product": (lambda a, b: a * b, lambda x, y: x * y),
    "minimum": (Interval.minimum, min),
    "maximum": (Interval.maximum, max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=intervals(), b=intervals())
def test_result_holds_every_value_and_reaches_its_ends(name: str, a: Interval, b: Interval) -> None:
    of_intervals, of_values = OPERATIONS[name]
    result = of_intervals(a, b)
    found = [of_values(x, y) for x, y in product(members(a), members(b))]
    assert all(result.contains(value) for value in found)
    if result.lo is not None and not result.lo_open and a.lo is not None and b.lo is not None:
        assert min(found) == result.lo
    bounded = None not in (a.lo, a.hi, b.lo, b.hi)
    assert not bounded or (result.lo is not None and result.hi is not None)


@given(a=intervals(), b=intervals())
def test_quotient_holds_every_value_and_zero_divisors_are_refused(a: Interval, b: Interval) -> None:
    if b.contains(0):
        with pytest.raises(ZeroDivisionError):
            a / b
        return
    result = a / b
    assert all(result.contains(x / y) for x, y in product(members(a), members(b)))


@given(a=intervals(), factor=values)
def test_scaled_and_absolute_value(a: Interval, factor: Fraction) -> None:
    assert all(a.scaled(factor).contains(x * factor) for x in members(a))
    assert all(abs(a).contains(abs(x)) for x in members(a))
    assert not abs(a).contains(-1)


@given(a=intervals(), b=intervals())
def test_meeting_is_having_a_common_value(a: Interval, b: Interval) -> None:
    common = a.intersect(b)
    assert a.meets(b) == b.meets(a) == (not common.empty)
    for value in (*members(a), *members(b)):
        assert common.contains(value) == (a.contains(value) and b.contains(value))
    hull = a.hull(b)
    assert all(hull.contains(value) for value in (*members(a), *members(b)))


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        (Interval(1, 2), Interval(2, 3), True),
        (Interval(1, 2, hi_open=True), Interval(2, 3), False),
        (Interval(1, 2), Interval(2, 3, lo_open=True), False),
        (Interval(1, 2, hi_open=True), Interval(2, 3, lo_open=True), False),
        (Interval(1, 1), Interval(1, 1), True),
        (Interval(None, 0), Interval(0, None), True),
        (Interval(None, 0, hi_open=True), Interval(0, None), False),
    ],
)
def test_open_ends_that_touch_do_not_meet(a: Interval, b: Interval, meet: bool) -> None:
    assert a.meets(b) is meet


@given(a=intervals(), b=intervals())
def test_subtraction_swaps_the_open_ends(a: Interval, b: Interval) -> None:
    assume(None not in (a.lo, a.hi, b.lo, b.hi))
    result = a - b
    assert result.lo_open == (a.lo_open or b.hi_open)
    assert result.hi_open == (a.hi_open or b.lo_open)


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"), [(6, 3, 2), (Fraction(1, 2), Fraction(1, 4), 2), (10**30, 10, 10**29)]
)
def test_whole_quotients_are_ints(numerator: Exact, denominator: Exact, whole: int) -> None:
    assert exact(numerator, denominator) == whole
    assert isinstance(exact(numerator, denominator), int)


def test_open_end_at_zero_is_unbounded_in_the_reciprocal() -> None:
    assert Interval(0, 2, lo_open=True).reciprocal() == Interval(Fraction(1, 2), None)
    assert Interval(None, -2).reciprocal() == Interval(Fraction(-1, 2), 0, False, True)


unions = st.lists(intervals(), max_size=4).map(unite)


@given(st.lists(intervals(), max_size=5))
def test_united_intervals_are_sorted_with_gaps_between_them(some: list[Interval]) -> None:
    united = unite([*some, Interval(3, 3, lo_open=True)])
    for value in {*map(Fraction, range(-21, 22)), *(value for interval in some for value in members(interval))}:
        assert any(one.contains(value) for one in united) == any(one.contains(value) for one in some)
    for one, other in pairwise(united):
        assert one.hi is not None
        assert other.lo is not None
        assert one.hi < other.lo or (one.hi == other.lo and one.hi_open and other.lo_open)


@given(unions, unions)
def test_common_and_remaining_values_of_two_unions(a: tuple[Interval, ...], b: tuple[Interval, ...]) -> None:
    both, rest = common(a, b), without(a, b)
    assert both == unite(both)
    assert rest == unite(rest)
    for value in {*map(Fraction, range(-21, 22)), *(value for interval in a + b for value in members(interval))}:
        in_a, in_b = (any(one.contains(value) for one in union) for union in (a, b))
        assert any(one.contains(value) for one in both) == (in_a and in_b)
        assert any(one.contains(value) for one in rest) == (in_a and not in_b)


def test_touching_intervals_become_one() -> None:
    assert unite([Interval(2, 3), Interval(1, 2, hi_open=True)]) == (Interval(1, 3),)
    apart = (Interval(1, 2, hi_open=True), Interval(2, 3, lo_open=True))
    assert unite(reversed(apart)) == apart
    assert nonzero(ANY) == (Interval(None, 0, hi_open=True), Interval(0, None, lo_open=True))
    assert nonzero(Interval(0, 1, lo_open=True)) == (Interval(0, 1, lo_open=True),)


@given(a=intervals(), divisor=values.filter(bool))
def test_divided_is_scaled_by_the_inverse(a: Interval, divisor: Fraction) -> None:
    assert a.divided(divisor) == a.scaled(1 / divisor)
    assert a.has_zero == a.contains(0)
