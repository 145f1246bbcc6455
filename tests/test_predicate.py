"""The judge and its inverse, against brute force over the values that cells can take."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit.interval import ANY, NON_NEGATIVE, NON_POSITIVE, ZERO, Exact, Interval, exact
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


def inside(union: tuple[Interval, ...], value: Exact) -> bool:
    return any(interval.contains(value) for interval in union)


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
        assert all(inside(possible, point[index]) for point in satisfied)


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
            assert (judge(Within(term), wanted) is None) == inside(solved, tried)


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
    assert implied(Within(linear((1, Cell(2)), (-1, share))), 0, box) == (Interval(Fraction(22, 9), 6),)
    assert implied(Within(linear((1, Cell(2)), (-1, share))), 2, box) == (Interval(Fraction(1, 5), Fraction(1, 2)),)
    # At -13/25 the judge cannot tell whether the sum rises or falls with cell 0, and says that it holds.
    both = Within(linear((1, Mul(Cell(2), Cell(0))), (1, share)))
    assert holds(both, at(box, 2, Fraction(-13, 25)))
    assert inside(implied(both, 2, box), Fraction(-13, 25))


def test_a_repeated_cell_that_cannot_be_solved_may_be_anything() -> None:
    box = [Interval(1, 2), Interval(1, 2)]
    assert implied(Within(linear((1, Cell(0)), (1, Mul(Cell(0), Cell(1))), constant=-6)), 0, box) == (ANY,)
    assert implied(Within(Div(Cell(1), Mul(Cell(0), Cell(0))), NON_NEGATIVE), 0, box) == (ANY,)


def test_a_failing_part_decides_although_another_cannot_be_checked() -> None:
    undecided = Within(Div(Const(1), Cell(0)))
    failing = Within(Cell(1), NON_NEGATIVE)
    assert judge(All((undecided, failing)), [Interval(0, 1), Interval.point(-1)]) == Interval.point(-1)
    with pytest.raises(ZeroDivisionError):
        judge(All((undecided, failing)), [Interval(0, 1), Interval.point(1)])


any_ends: st.SearchStrategy[Exact] = st.sampled_from(
    (-3, -2, -1, Fraction(-1, 2), 0, Fraction(2, 3), 1, 2, 3)
)  # few, so that ends meet


@st.composite
def any_intervals(draw: st.DrawFn) -> Interval:
    """Points, open and closed ends, unbounded sides; often around zero."""
    lo, hi = sorted((draw(any_ends), draw(any_ends)))
    shape = draw(st.sampled_from(("point", "bounded", "bounded", "below", "above", "any")))
    if shape == "point" or (shape == "bounded" and lo == hi):
        return Interval.point(lo)
    lo_open, hi_open = draw(st.booleans()), draw(st.booleans())
    return {
        "bounded": Interval(lo, hi, lo_open, hi_open),
        "below": Interval(None, hi, False, hi_open),
        "above": Interval(lo, None, lo_open),
        "any": ANY,
    }[shape]


any_boxes = st.lists(any_intervals(), min_size=CELLS, max_size=CELLS)


@st.composite
def terms_without_repetition(draw: st.DrawFn, numbers: tuple[int, ...] = tuple(range(CELLS))) -> Term:
    """A term of every kind in which each of the cells occurs once."""
    if len(numbers) == 1 and draw(st.booleans()):
        return Cell(numbers[0])
    cut = draw(st.integers(1, len(numbers) - 1)) if len(numbers) > 1 else 1
    one = draw(terms_without_repetition(numbers[:cut]))
    other = draw(terms_without_repetition(numbers[cut:])) if numbers[cut:] else Const(draw(any_ends))
    if draw(st.booleans()):
        one, other = other, one
    made: dict[str, Term] = {
        "sum": linear((draw(weights), one), (draw(weights), other), constant=draw(bounds)),
        "product": Mul(one, other),
        "quotient": Div(one, other),
        "size": Abs(linear((1, one), (draw(weights), other))),
        "least": Min((one, other)),
        "most": Max((one, other)),
    }
    return made[draw(st.sampled_from(tuple(made)))]


def tried(union: tuple[Interval, ...]) -> set[Exact]:
    """Values in and around the intervals, and whole numbers."""
    ends = [end for interval in union for end in (interval.lo, interval.hi) if end is not None]
    beside = [end + Fraction(sign, 7) for end in ends for sign in (-1, 1)]
    middles = [exact(one + other, 2) for one, other in pairwise(sorted(ends))]
    return {*ends, *beside, *middles, *range(-60, 61)}


def holds(predicate: Predicate, box: list[Interval], slack: Exact = 0) -> bool:
    try:
        return judge(predicate, box, slack) is None
    except ZeroDivisionError:
        return False


def at(box: list[Interval], index: int, value: Exact) -> list[Interval]:
    return [*box[:index], Interval.point(value), *box[index + 1 :]]


def is_union(union: tuple[Interval, ...]) -> bool:
    """Sorted, none empty, a gap between any two."""
    gaps = [
        one.hi is not None and other.lo is not None
        and (one.hi < other.lo or (one.hi == other.lo and one.hi_open and other.lo_open))
        for one, other in pairwise(union)
    ]  # fmt: skip
    return all(gaps) and not any(interval.empty for interval in union)


def agrees_with_the_judge(predicate: Predicate, index: int, box: list[Interval], slack: Exact = 0) -> None:
    solved = implied(predicate, index, box, slack)
    assert is_union(solved)
    for value in tried(solved):
        assert inside(solved, value) == holds(predicate, at(box, index, value), slack), value


slacks = st.sampled_from((0, 0, 1, Fraction(1, 2)))


@settings(max_examples=300)
@given(
    st.one_of(
        st.builds(Within, terms_without_repetition(), any_intervals()),
        st.builds(Within, terms_without_repetition()),
        st.builds(NotEqual, terms_without_repetition()),
    ),
    any_boxes,
    st.integers(0, CELLS - 1),
    slacks,
)
def test_the_values_of_a_cell_are_those_that_the_judge_accepts(
    predicate: Predicate, box: list[Interval], index: int, slack: Exact
) -> None:
    agrees_with_the_judge(predicate, index, box, slack)


@given(terms_without_repetition(), any_intervals(), any_boxes, terms_without_repetition(), st.integers(0, CELLS - 1))
def test_all_parts_have_to_hold(term: Term, allowed: Interval, box: list[Interval], other: Term, index: int) -> None:
    beside = Within(Cell((index + 1) % CELLS), NON_NEGATIVE)
    agrees_with_the_judge(All((Within(term, allowed), NotEqual(other), beside)), index, box)


@st.composite
def quotients_with_a_cell_on_both_sides(draw: st.DrawFn) -> Term:
    """(ax + r) / (bx + s), with cells on one side besides x, in a sum with another cell."""
    rests: tuple[Term, ...] = (Cell(1), Mul(Cell(1), Cell(2)), linear((2, Cell(1)), (-1, Cell(2))), Const(2))
    rest = draw(st.sampled_from(rests))
    plain: Term = Const(draw(bounds))
    if draw(st.booleans()):
        rest, plain = plain, rest
    left, right = linear((draw(weights), Cell(0)), (1, rest)), linear((draw(weights), Cell(0)), (1, plain))
    return linear((1, Cell(3)), (draw(weights), Div(left, right)))


@given(
    quotients_with_a_cell_on_both_sides(), any_intervals(), st.lists(any_intervals(), min_size=4, max_size=4), slacks
)
def test_a_cell_on_both_sides_of_a_quotient_is_solved(
    term: Term, allowed: Interval, box: list[Interval], slack: Exact
) -> None:
    agrees_with_the_judge(Within(term, allowed), 0, box, slack)


@given(terms, any_intervals(), any_boxes, slacks)
def test_with_repeated_cells_the_values_are_never_too_few(
    term: Term, allowed: Interval, box: list[Interval], slack: Exact
) -> None:
    for predicate in (Within(term, allowed), NotEqual(term), HasInteger(term)):
        for index in set(cells(term)):
            solved = implied(predicate, index, box, slack)
            assert is_union(solved)
            for value in tried(solved):
                assert inside(solved, value) or not holds(predicate, at(box, index, value), slack)


@given(terms, weights, any_intervals(), st.lists(any_intervals(), min_size=CELLS + 1, max_size=CELLS + 1))
def test_beside_repeated_cells_an_addend_is_solved_as_the_judge_sees_it(
    term: Term, weight: int, allowed: Interval, box: list[Interval]
) -> None:
    agrees_with_the_judge(Within(linear((weight, Cell(CELLS)), (1, term)), allowed), CELLS, box)


def test_an_end_that_is_not_reached_gives_no_value() -> None:
    box = [ANY, Interval(0, 3, hi_open=True)]
    assert implied(Within(Min((Cell(0), Cell(1))), Interval(3, 5)), 0, box) == ()
    assert implied(Within(Max((Cell(0), Cell(1))), Interval(None, 0, hi_open=True)), 0, box) == ()


def test_several_pieces() -> None:
    box = [ANY, Interval(-1, 2), Interval.point(3)]
    assert implied(Within(Abs(Cell(0)), Interval.point(5)), 0, box) == (Interval.point(-5), Interval.point(5))
    apart = NotEqual(linear((1, Cell(0)), (-1, Cell(2))))
    assert implied(apart, 0, box) == (Interval(None, 3, hi_open=True), Interval(3, None, lo_open=True))
    assert implied(NotEqual(linear((1, Cell(0)), (-1, Cell(1)))), 0, box) == (ANY,)
    assert implied(Within(Mul(Cell(0), Cell(1)), Interval(2, 4)), 0, box) == (Interval(None, -2), Interval(1, None))
    assert implied(Within(Div(Cell(2), Cell(0)), Interval(-1, 1)), 0, box) == (Interval(None, -3), Interval(3, None))


def test_a_value_that_leaves_the_edit_undecided_does_not_make_it_hold() -> None:
    box = [Interval.point(5), Interval(-1, 1)]
    assert implied(Within(Div(Cell(0), Cell(1))), 0, box) == ()
    grim = All((HasInteger(Mul(Cell(0), Cell(1))), Within(Div(Const(1), Cell(1)), ANY)))
    assert implied(grim, 1, box) == (Interval(None, 0, hi_open=True), Interval(0, None, lo_open=True))


def test_a_part_without_the_cell_has_to_hold_by_itself() -> None:
    count = All((Within(linear((1, Cell(0)), (-1, Cell(1))), NON_POSITIVE), Within(Cell(0), NON_NEGATIVE)))
    assert implied(count, 1, [Interval.point(5), ANY]) == (Interval(5, None),)
    assert implied(count, 1, [Interval.point(-5), ANY]) == ()
    assert implied(count, 2, [Interval.point(-5), ANY]) == (ANY,)


def test_agreeing_figures_leave_the_width_to_the_judge() -> None:
    assert implied(Agree(0, 1), 0, [ANY, Interval(1, 2, hi_open=True)], 1) == (Interval(0, 3, hi_open=True),)
