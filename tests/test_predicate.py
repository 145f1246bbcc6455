"""The judge and its inverse, against brute force over the values that cells can take."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvaudit.interval import ANY, NON_NEGATIVE, NON_POSITIVE, ZERO, Interval
from dvaudit.predicate import (
    Abs,
    Agree,
    All,
    Cell,
    Const,
    Div,
    HasInteger,
    Max,
    Min,
    Mul,
    NotEqual,
    Predicate,
    Term,
    Within,
    cells,
    implied,
    judge,
    linear,
)  # fmt: skip

CELLS = 3
bounds = st.integers(-6, 6)


@st.composite
def boxes(draw: st.DrawFn) -> list[Interval]:
    made = []
    for _ in range(CELLS):
        lo, hi = sorted((draw(bounds), draw(bounds)))
        made.append(Interval(lo, hi))
    return made


weights = st.integers(-3, 3).filter(bool)
leaves = st.one_of(st.integers(0, CELLS - 1).map(Cell), st.integers(-4, 4).map(Const))
terms: st.SearchStrategy[Term] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(st.tuples(weights, inner), min_size=1, max_size=3).map(lambda pairs: linear(*pairs)),
        st.tuples(inner, inner).map(lambda pair: Mul(*pair)),
        st.tuples(inner, inner).map(lambda pair: Div(*pair)),
        inner.map(Abs),
        st.tuples(inner, inner).map(Min),
        st.tuples(inner, inner).map(Max),
    ),
    max_leaves=6,
)


def value(term: Term, at: tuple[Fraction, ...]) -> Fraction:
    """The term's value at one point, by its definition."""
    match term:
        case Cell(index):
            return at[index]
        case Const(constant):
            return Fraction(constant)
        case Mul(left, right):
            return value(left, at) * value(right, at)
        case Div(left, right):
            return value(left, at) / value(right, at)
        case Abs(inner):
            return abs(value(inner, at))
        case Min(parts):
            return min(value(part, at) for part in parts)
        case Max(parts):
            return max(value(part, at) for part in parts)
        case _:
            return sum((weight * value(part, at) for weight, part in term.terms), Fraction(term.constant))


def points(box: list[Interval]) -> list[tuple[Fraction, ...]]:
    sides = [(Fraction(i.lo or 0), Fraction((i.lo or 0) + (i.hi or 0)) / 2, Fraction(i.hi or 0)) for i in box]
    return list(product(*sides))


@given(terms, boxes(), st.sampled_from((ZERO, NON_NEGATIVE, NON_POSITIVE, Interval(1, 2), Interval(0, None, True))))
def test_what_some_values_satisfy_holds(term: Term, box: list[Interval], allowed: Interval) -> None:
    predicate = Within(term, allowed)
    try:
        missed = judge(predicate, box)
    except ZeroDivisionError:
        return
    satisfied = [point for point in points(box) if allowed.contains(value(term, point))]
    assert missed is None or not satisfied
    for index in range(CELLS):
        possible = implied(predicate, index, box)
        assert all(possible.contains(point[index]) for point in satisfied)


@given(st.lists(st.tuples(weights, st.integers(0, CELLS - 1)), min_size=1, max_size=4), boxes(), bounds)
def test_linear_edits_are_judged_and_solved_exactly(
    pairs: list[tuple[int, int]], box: list[Interval], constant: int
) -> None:
    term = linear(*((weight, Cell(index)) for weight, index in pairs), constant=constant)
    ends = [value(term, tuple(Fraction(end) for end in point)) for point in product(*((i.lo, i.hi) for i in box))]  # type: ignore[arg-type]
    holds = min(ends) <= 0 <= max(ends)
    missed = judge(Within(term), box)
    assert (missed is None) == holds
    if missed is not None:
        assert missed == Interval(min(ends), max(ends))
    for index in set(cells(term)):
        solved = implied(Within(term), index, box)
        wanted = list(box)
        for tried in range(-60, 61):
            wanted[index] = Interval.point(tried)
            assert (judge(Within(term), wanted) is None) == solved.contains(tried)


@pytest.mark.parametrize(
    ("predicate", "box", "holds"),
    [
        (Agree(0, 1), [Interval(1, 3), Interval(2, 4)], False),  # one width: one rounding, two numbers
        (Agree(0, 1), [Interval(1, 3), Interval(3, 4)], True),
        (Agree(0, 1), [Interval(1, 3), Interval(1, 3)], True),
        (Agree(0, 1), [Interval(5, None), Interval(5, 5)], True),
        (NotEqual(linear((1, Cell(0)), (-1, Cell(1)))), [Interval(2, 2), Interval(2, 2)], False),
        (NotEqual(linear((1, Cell(0)), (-1, Cell(1)))), [Interval(1, 3), Interval(2, 2)], True),
        (HasInteger(Cell(0)), [Interval(Fraction(5, 4), Fraction(7, 4))], False),
        (HasInteger(Cell(0)), [Interval(Fraction(5, 4), 2)], True),
        (HasInteger(Cell(0)), [Interval(Fraction(5, 4), 2, hi_open=True)], False),
        (HasInteger(Cell(0)), [Interval(1, 2, True, True)], False),
        (HasInteger(Cell(0)), [Interval(1, 3, True, True)], True),
        (All((Within(Cell(0), NON_NEGATIVE), Within(Cell(0), Interval(None, 5)))), [Interval(6, 7)], False),
    ],
)
def test_other_predicates(predicate: Predicate, box: list[Interval], holds: bool) -> None:
    assert (judge(predicate, box) is None) is holds


def test_imbalance_is_seen_from_the_nearest_allowed_value() -> None:
    term = linear((1, Cell(0)), (-1, Cell(1)))
    assert judge(Within(term), [Interval.point(12133), Interval.point(8817)]) == Interval.point(3316)
    assert judge(Within(term, NON_POSITIVE), [Interval.point(443137), Interval.point(46706)]) == Interval.point(396431)
    assert judge(Within(Cell(0), Interval(0, 100)), [Interval.point(-3)]) == Interval.point(-3)
    assert judge(Within(Cell(0), Interval(0, 100)), [Interval.point(103)]) == Interval.point(3)


def test_slack_widens_what_is_allowed() -> None:
    term = linear((1, Cell(0)), (-1, Cell(1)))
    box = [Interval.point(12), Interval.point(10)]
    assert judge(Within(term), box, 1) is not None
    assert judge(Within(term), box, 2) is None


def test_a_repeated_cell_is_tightened_where_the_term_is_monotone() -> None:
    share = Div(Cell(0), linear((1, Cell(0)), (1, Cell(1))))
    box = [Interval(1, 2), Interval(2, 4), Interval(Fraction(11, 20), Fraction(3, 5))]
    # a/(a+b) is at most 2/(2+2); interval arithmetic without care would allow 2/(1+2).
    assert judge(Within(linear((1, Cell(2)), (-1, share))), box) is not None
    assert implied(Within(linear((1, Cell(2)), (-1, share))), 0, box) == ANY


def test_a_failing_part_decides_although_another_cannot_be_checked() -> None:
    undecided = Within(Div(Const(1), Cell(0)))
    failing = Within(Cell(1), NON_NEGATIVE)
    assert judge(All((undecided, failing)), [Interval(0, 1), Interval.point(-1)]) == Interval.point(-1)
    with pytest.raises(ZeroDivisionError):
        judge(All((undecided, failing)), [Interval(0, 1), Interval.point(1)])
