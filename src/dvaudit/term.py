"""Terms over numbered cells: the values that they can take, and which values of one cell give them wanted ones.

A term knows nothing of rules or files. :func:`reach` is interval arithmetic from the cells outward, :func:`solve`
undoes it from the outside in; both are exact where every cell occurs once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from dvaudit.interval import ANY, NON_NEGATIVE, ZERO, Exact, Interval, exact, nonzero, unite, without


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Const:
    """A constant."""

    value: Exact


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Cell:
    """The value of the cell with this number."""

    index: int


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Linear:
    """A weighted sum of terms plus a constant."""

    terms: tuple[tuple[Exact, Term], ...]
    constant: Exact = 0


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Mul:
    """A product."""

    left: Term
    right: Term


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Div:
    """A quotient; a divisor that can be zero leaves the predicate undecided."""

    left: Term
    right: Term


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Abs:
    """An absolute value."""

    term: Term


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Min:
    """The smallest of several terms."""

    terms: tuple[Term, ...]


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Max:
    """The largest of several terms."""

    terms: tuple[Term, ...]


Term = Const | Cell | Linear | Mul | Div | Abs | Min | Max


Union = tuple[Interval, ...]
"""Intervals as :func:`dvaudit.interval.unite` gives them: sorted, none empty, with a gap between any two."""

_EVERY: Union = (ANY,)


def linear(*weighted: tuple[Exact, Term], constant: Exact = 0) -> Linear:
    """A weighted sum with nested sums and constants taken together and equal cells counted once."""
    weights: dict[Term, Exact] = {}
    for weight, term in weighted:
        inner: tuple[tuple[Exact, Term], ...] = ((1, term),)
        if isinstance(term, Const):
            constant, inner = constant + weight * term.value, ()
        elif isinstance(term, Linear):
            constant, inner = constant + weight * term.constant, term.terms
        for factor, part in inner:
            weights[part] = weights.get(part, 0) + weight * factor
    return Linear(tuple((weight, term) for term, weight in weights.items() if weight), constant)


def leaves(term: Term) -> Iterator[int]:
    """The numbers of the cells in a term, once for every time they occur."""
    if isinstance(term, Cell):
        yield term.index
    for child in children(term):
        yield from leaves(child)


def children(term: Term) -> tuple[Term, ...]:
    """The terms that a term is made of."""
    match term:
        case Linear(terms):
            return tuple([part for _, part in terms])
        case Mul(left, right) | Div(left, right):
            return left, right
        case Min(parts) | Max(parts):
            return parts
        case Abs(inner):
            return (inner,)
        case _:
            return ()


def _has(term: Term, index: int) -> bool:
    """True where the cell occurs in the term."""
    return term.index == index if isinstance(term, Cell) else any(_has(part, index) for part in children(term))


def reach(term: Term, values: Sequence[Interval], repeated: Sequence[int] = ()) -> Interval:
    """An interval that holds every value the term can take; exact where no cell is ``repeated``.

    A repeated cell is held at its ends where the term is proven monotone in it (the sign of the interval
    derivative); elsewhere the wide interval stands. Raises ZeroDivisionError where a divisor can be zero.
    """
    wide = _span(term, values)
    if not repeated:
        return wide
    low, high = list(values), list(values)
    for index in repeated:
        cell = values[index]
        if cell.lo is None or cell.hi is None or cell.is_point:
            continue
        slope = _slope(term, index, values)
        if slope.lo is not None and slope.lo >= 0:
            low[index], high[index] = Interval.point(cell.lo), Interval.point(cell.hi)
        elif slope.hi is not None and slope.hi <= 0:
            low[index], high[index] = Interval.point(cell.hi), Interval.point(cell.lo)
    bottom, top = _span(term, low), _span(term, high)
    return wide.intersect(Interval(bottom.lo, top.hi, bottom.lo_open, top.hi_open))


def _span(term: Term, values: Sequence[Interval]) -> Interval:
    match term:
        case Cell(index):
            return values[index]
        case Linear():
            return _total(term, values)
        case Mul(left, right):
            return _span(left, values) * _span(right, values)
        case Div(left, right):
            return _span(left, values) / _span(right, values)
        case Const(value):
            return Interval.point(value)
        case Abs(inner):
            return abs(_span(inner, values))
        case Min(parts):
            found = _span(parts[0], values)
            for part in parts[1:]:
                found = found.minimum(_span(part, values))
            return found
        case Max(parts):
            found = _span(parts[0], values)
            for part in parts[1:]:
                found = found.maximum(_span(part, values))
            return found


def _total(term: Linear, values: Sequence[Interval], left_out: Term | None = None) -> Interval:
    """The range of a weighted sum, without one of its parts where asked."""
    lo: Exact | None = term.constant
    hi: Exact | None = term.constant
    lo_open = hi_open = False
    for weight, part in term.terms:
        if part is left_out:
            continue
        found = values[part.index] if isinstance(part, Cell) else _span(part, values)
        low, high, low_open, high_open = found.lo, found.hi, found.lo_open, found.hi_open
        if weight < 0:
            low, high, low_open, high_open = high, low, high_open, low_open
        if weight != 1:
            same = low is high
            low = None if low is None else weight * low
            high = low if same else None if high is None else weight * high
        # Adding to zero would cost as much as any other sum of Fractions.
        lo = None if lo is None or low is None else lo + low if lo else low
        hi = None if hi is None or high is None else hi + high if hi else high
        lo_open, hi_open = lo_open or low_open, hi_open or high_open
    return Interval(lo, hi, lo_open and lo is not None, hi_open and hi is not None)


def _slope(term: Term, index: int, values: Sequence[Interval]) -> Interval:
    """The interval of the term's derivative by one cell."""
    match term:
        case Cell(own):
            return Interval.point(1 if own == index else 0)
        case Const():
            return ZERO
        case Linear(terms):
            found = ZERO
            for weight, part in terms:
                found = found + _slope(part, index, values).scaled(weight)
            return found
        case Mul(left, right):
            return _slope(left, index, values) * _span(right, values) + _span(left, values) * _slope(
                right, index, values
            )
        case Div(left, right):
            divisor = _span(right, values)
            rise = _slope(left, index, values) * divisor - _span(left, values) * _slope(right, index, values)
            return rise / abs(divisor) / abs(divisor)
        case Abs(inner):
            slope, found = _slope(inner, index, values), _span(inner, values)
            if found.lo is not None and found.lo >= 0:
                return slope
            return -slope if found.hi is not None and found.hi <= 0 else slope.hull(-slope)
        case Min(parts) | Max(parts):
            found = _slope(parts[0], index, values)
            for part in parts[1:]:
                found = found.hull(_slope(part, index, values))
            return found


def solve(term: Term, index: int, targets: Union, values: Sequence[Interval], repeated: Collection[int] = ()) -> Union:
    """The values of one cell for which the term can be inside the targets, the other cells staying inside theirs.

    Values for which a divisor can be zero are left out. Exact where every cell occurs once, and for a cell on both
    sides of a quotient of two sums that have it as an addend, one of them with a single value beside it: x / (x + r),
    (r - x) / x. Where the cell occurs more than once in another way, all values; where another cell does, too many,
    except that ``repeated`` cells in the other addends of a sum are tightened as :func:`reach` does it.
    Raises ZeroDivisionError where a divisor without the cell can be zero.
    """
    match term:
        case Cell(own):
            return targets if own == index else _EVERY
        case Linear():
            return _solve_sum(term, index, targets, values, repeated)
        case Mul() | Div():
            return _solve_factor(term, index, targets, values)
        case Abs(inner):
            upper = [target.intersect(NON_NEGATIVE) for target in targets]
            return solve(inner, index, unite((*upper, *[-target for target in upper])), values)
        case Min(parts):
            return _solve_least(parts, index, targets, values)
        case Max(parts):
            # max(x, y) = -min(-x, -y)
            mirrored = unite([-target for target in targets])
            return _solve_least(tuple([linear((-1, part)) for part in parts]), index, mirrored, values)
        case Const():
            return _EVERY


def _solve_sum(
    term: Linear, index: int, targets: Union, values: Sequence[Interval], repeated: Collection[int]
) -> Union:
    own = _only(term, index)
    if own is None:
        return _EVERY
    weight, part = own
    if repeated:
        others = Linear(tuple([pair for pair in term.terms if pair is not own]), term.constant)
        rest = reach(others, values, [cell for cell in repeated if not _has(part, cell)])
    else:
        rest = _total(term, values, part)
    if weight > 0:
        found = [(target - rest).divided(weight) for target in targets]
    else:
        found = [(rest - target).divided(-weight) for target in targets]
    union = tuple(found) if len(found) == 1 else unite(found)
    return union if isinstance(part, Cell) else solve(part, index, union, values)


def _only(term: Linear, index: int) -> tuple[Exact, Term] | None:
    """The one addend with the cell, None where it is in none or in several."""
    own = None
    for pair in term.terms:
        part = pair[1]
        if part.index == index if isinstance(part, Cell) else _has(part, index):
            if own is not None:
                return None
            own = pair
    return own


def _solve_factor(term: Mul | Div, index: int, targets: Union, values: Sequence[Interval]) -> Union:
    left, right = term.left, term.right
    on_left, on_right = _has(left, index), _has(right, index)
    if on_left == on_right:
        both = on_left and isinstance(term, Div)
        return _solve_fraction(left, right, index, targets, values) if both else _EVERY
    part, beside = (left, right) if on_left else (right, left)
    other = _span(beside, values)
    if on_left and isinstance(term, Div):
        if other.has_zero:
            raise ZeroDivisionError("the divisor can be zero")
        return solve(part, index, unite([target * other for target in targets]), values)
    if other.has_zero and any(target.has_zero for target in targets):
        found = _EVERY
    elif isinstance(term, Mul):
        found = unite([target / side for side in nonzero(other) for target in targets])
    else:
        found = unite([other / side for target in targets for side in nonzero(target)])
    found = solve(part, index, found, values)
    return found if isinstance(term, Mul) else without(found, _zeros(part, index, values))


def _zeros(divisor: Term, index: int, values: Sequence[Interval]) -> Union:
    """The values of the cell for which the divisor can be zero, as far as they are known exactly."""
    if isinstance(divisor, Cell):
        return (ZERO,)
    once = sum(leaf == index for leaf in leaves(divisor)) == 1
    return solve(divisor, index, (ZERO,), values) if once else ()


def _solve_fraction(left: Term, right: Term, index: int, targets: Union, values: Sequence[Interval]) -> Union:
    """Solves a quotient with the cell on both sides, written so that it stands once; all values where that fails."""
    above, below = _addend(left, index), _addend(right, index)
    if above is None or below is None:
        return _EVERY
    rest = _total(below[1], values)
    if rest.lo is not None and rest.is_point:
        # (ax + r) / (bx + s) = a/b + (r - s a/b) / (bx + s)
        share = exact(above[0], below[0])
        quotient = Div(linear((1, above[1]), constant=-share * rest.lo), right)
        return solve(linear((1, quotient), constant=share), index, targets, values)
    rest = _total(above[1], values)
    if rest.lo is None or not rest.is_point:
        return _EVERY
    # The quotient is one over right / left, except that it is zero where left is.
    inverse = unite([side.reciprocal() for target in targets for side in nonzero(target)])
    found = _solve_fraction(right, left, index, inverse, values)
    if any(target.has_zero for target in targets):
        found = unite((*found, Interval.point(exact(-rest.lo, above[0]))))
    return without(found, _zeros(right, index, values))


def _addend(term: Term, index: int) -> tuple[Exact, Linear] | None:
    """The weight of a cell in a sum, and the sum without it; None where it is no addend of its own."""
    if isinstance(term, Cell):
        return 1, Linear(())
    own = _only(term, index) if isinstance(term, Linear) else None
    if own is None or not isinstance(term, Linear) or not isinstance(own[1], Cell):
        return None
    return own[0], Linear(tuple([pair for pair in term.terms if pair is not own]), term.constant)


def _solve_least(parts: tuple[Term, ...], index: int, targets: Union, values: Sequence[Interval]) -> Union:
    own = [part for part in parts if _has(part, index)]
    if len(own) != 1:
        return _EVERY
    found = list(targets)
    if len(parts) > 1:
        least = reduce(Interval.minimum, [_span(part, values) for part in parts if part is not own[0]])
        # The part is the smallest and hits the target, or the others are and hit it.
        found = [target.intersect(Interval(None, least.hi, hi_open=least.hi_open)) for target in targets]
        for target in targets:
            if target.meets(least):
                hit = target.intersect(least)
                found.append(Interval(hit.lo, None, hit.lo_open))
    return solve(own[0], index, unite(found), values)
