"""What an edit says: terms and predicates over numbered cells, and two of their interpreters.

:func:`judge` decides whether some values inside all the cells' intervals satisfy a predicate; :func:`implied` tells
which values of one cell do, the others staying inside theirs. A predicate knows nothing of rules or files, so the
same tree can also be written as SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from dvaudit.interval import ANY, ZERO, Exact, Interval, exact


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


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Within:
    """The term takes a value inside ``allowed``. ``term`` is written as stated minus expected."""

    term: Term
    allowed: Interval = ZERO
    repeated: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        counts = Counter(cells(self.term))
        object.__setattr__(self, "repeated", tuple(index for index, times in counts.items() if times > 1))


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Agree:
    """Two cells state one quantity: their intervals have a common point.

    Two texts printed to the same unit must be the same number, since one rounding explains both.
    """

    left: int
    right: int


@dataclass(slots=True, unsafe_hash=True, repr=False)
class NotEqual:
    """The term is not zero; only a term that can be nothing else fails."""

    term: Term


@dataclass(slots=True, unsafe_hash=True, repr=False)
class HasInteger:
    """The term can be a whole number (GRIM: Brown and Heathers, 2017)."""

    term: Term


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Known:
    """The cell is present."""

    index: int


@dataclass(slots=True, unsafe_hash=True, repr=False)
class OneOf:
    """The printed text of the cell is one of these, in normalized form."""

    index: int
    texts: frozenset[str]


@dataclass(slots=True, unsafe_hash=True, repr=False)
class All:
    """Every one of several predicates holds."""

    parts: tuple[Predicate, ...]


Predicate = Within | Agree | NotEqual | HasInteger | Known | OneOf | All


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


def cells(tree: Term | Predicate) -> Iterator[int]:
    """The numbers of the cells in a tree, once for every time they occur."""
    match tree:
        case Cell(index) | Known(index) | OneOf(index, _):
            yield index
        case Agree(left, right):
            yield left
            yield right
        case _:
            for child in _children(tree):
                yield from cells(child)


def divisors(tree: Term | Predicate) -> Iterator[int]:
    """The numbers of the cells that something is divided by."""
    if isinstance(tree, Div):
        yield from cells(tree.right)
    for child in _children(tree):
        yield from divisors(child)


def _children(tree: Term | Predicate) -> tuple[Term | Predicate, ...]:
    match tree:
        case Linear(terms):
            return tuple(term for _, term in terms)
        case Mul(left, right) | Div(left, right):
            return left, right
        case Min(parts) | Max(parts):
            return parts
        case Abs(term) | Within(term) | NotEqual(term) | HasInteger(term):
            return (term,)
        case All(predicates):
            return predicates
        case _:
            return ()


def judge(
    predicate: Predicate, values: Sequence[Interval], slack: Exact = 0, texts: Sequence[str | None] = ()
) -> Interval | None:
    """None where the predicate holds, otherwise the signed interval by which it is missed.

    It holds when some values inside the intervals satisfy it, each part of an :class:`All` for itself; ``slack``
    widens what :class:`Within` allows. ``texts`` are the printed texts, None where a cell is absent; only
    :class:`Known` and :class:`OneOf` look at them. Raises ZeroDivisionError where a divisor can be zero.
    """
    match predicate:
        case Within(term, allowed):
            found = reach(term, values, predicate.repeated)
            return _beyond(found, allowed, slack)
        case Agree(left, right):
            one, other = values[left], values[right]
            if not slack and _same_unit(one, other):
                return None if one == other else one - other
            return _beyond(one - other, ZERO, slack)
        case NotEqual(term):
            found = reach(term, values, _repeated(term))
            return found if found.is_point and found.lo == 0 else None
        case HasInteger(term):
            found = reach(term, values, _repeated(term)).widened(slack)
            return _off_integer(found)
        case Known(index):
            return ZERO if texts[index] is None else None
        case OneOf(index, allowed_texts):
            return None if texts[index] in allowed_texts else ZERO
        case All(parts):
            undecided: ZeroDivisionError | None = None
            for part in parts:
                try:
                    missed = judge(part, values, slack, texts)
                except ZeroDivisionError as reason:
                    undecided = reason
                    continue
                if missed is not None:
                    return missed
            if undecided is not None:
                raise undecided
    return None


def implied(predicate: Predicate, index: int, values: Sequence[Interval], slack: Exact = 0) -> Interval:
    """The values of one cell for which the predicate can hold while the other cells stay inside their intervals.

    Where the predicate does not bind the cell, or binds it in a way that cannot be solved for it, all values: the
    answer may be too wide, never too narrow.
    """
    match predicate:
        case Within(term, allowed):
            return ANY if index in predicate.repeated else _solve(term, index, allowed.widened(slack), values)
        case Agree(left, right) if index in (left, right):
            return values[right if index == left else left].widened(slack)
        case All(parts):
            found = ANY
            for part in parts:
                found = found.intersect(implied(part, index, values, slack))
            return found
        case _:
            return ANY


def reach(term: Term, values: Sequence[Interval], repeated: Sequence[int] = ()) -> Interval:
    """An interval that holds every value the term can take; exact where no cell is ``repeated``.

    A repeated cell is held at its ends where the term is proven monotone in it (the sign of the interval
    derivative); elsewhere the wide interval stands. Raises ZeroDivisionError where a divisor can be zero.
    """
    wide = _range(term, values)
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
    bottom, top = _range(term, low), _range(term, high)
    return wide.intersect(Interval(bottom.lo, top.hi, bottom.lo_open, top.hi_open))


def _repeated(term: Term) -> tuple[int, ...]:
    return tuple(index for index, times in Counter(cells(term)).items() if times > 1)


def _range(term: Term, values: Sequence[Interval]) -> Interval:
    match term:
        case Cell(index):
            return values[index]
        case Linear(terms, constant):
            lo: Exact | None = constant
            hi: Exact | None = constant
            lo_open = hi_open = False
            for weight, part in terms:
                found = values[part.index] if isinstance(part, Cell) else _range(part, values)
                low, high, low_open, high_open = found.lo, found.hi, found.lo_open, found.hi_open
                if weight < 0:
                    low, high, low_open, high_open = high, low, high_open, low_open
                lo = None if lo is None or low is None else lo + (low if weight == 1 else weight * low)
                hi = None if hi is None or high is None else hi + (high if weight == 1 else weight * high)
                lo_open, hi_open = lo_open or low_open, hi_open or high_open
            return Interval(lo, hi, lo_open, hi_open)
        case Mul(left, right):
            return _range(left, values) * _range(right, values)
        case Div(left, right):
            return _range(left, values) / _range(right, values)
        case Const(value):
            return Interval.point(value)
        case Abs(inner):
            return abs(_range(inner, values))
        case Min(parts):
            found = _range(parts[0], values)
            for part in parts[1:]:
                found = found.minimum(_range(part, values))
            return found
        case Max(parts):
            found = _range(parts[0], values)
            for part in parts[1:]:
                found = found.maximum(_range(part, values))
            return found


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
            return _slope(left, index, values) * _range(right, values) + _range(left, values) * _slope(
                right, index, values
            )
        case Div(left, right):
            divisor = _range(right, values)
            rise = _slope(left, index, values) * divisor - _range(left, values) * _slope(right, index, values)
            return rise / abs(divisor) / abs(divisor)
        case Abs(inner):
            slope, found = _slope(inner, index, values), _range(inner, values)
            if found.lo is not None and found.lo >= 0:
                return slope
            return -slope if found.hi is not None and found.hi <= 0 else slope.hull(-slope)
        case Min(parts) | Max(parts):
            found = _slope(parts[0], index, values)
            for part in parts[1:]:
                found = found.hull(_slope(part, index, values))
            return found


def _solve(term: Term, index: int, target: Interval, values: Sequence[Interval]) -> Interval:
    """The values of a cell, occurring once, for which the term can be inside the target."""
    match term:
        case Cell(own):
            return target if own == index else ANY
        case Linear(terms, constant):
            rest = Linear(tuple(pair for pair in terms if index not in cells(pair[1])), constant)
            for weight, part in terms:
                if index in cells(part):
                    remainder = target - _range_or_any(rest, values)
                    return _solve(part, index, remainder.scaled(exact(1, weight)), values)
        case Mul(left, right):
            inner, other = (left, right) if index in cells(left) else (right, left)
            factor = _range_or_any(other, values)
            return _solve(inner, index, ANY if factor.contains(0) else target / factor, values)
        case Div(left, right):
            if index in cells(left):
                return _solve(left, index, target * _range_or_any(right, values), values)
            if index in cells(right):
                numerator = _range_or_any(left, values)
                return _solve(right, index, ANY if target.contains(0) else numerator / target, values)
        case Abs(inner):
            positive = target.intersect(Interval(0, None))
            return _solve(inner, index, positive.hull(-positive), values) if not positive.empty else positive
        case Min(parts):
            branch, others = _split(parts, index)
            free = others and _range_or_any(Min(others), values).meets(target)
            above = Interval(target.lo, None if free else target.hi, target.lo_open, not free and target.hi_open)
            return _solve(branch, index, above, values)
        case Max(parts):
            branch, others = _split(parts, index)
            free = others and _range_or_any(Max(others), values).meets(target)
            below = Interval(None if free else target.lo, target.hi, not free and target.lo_open, target.hi_open)
            return _solve(branch, index, below, values)
        case Const():
            pass
    return ANY


def _split(parts: tuple[Term, ...], index: int) -> tuple[Term, tuple[Term, ...]]:
    """The part that holds the cell (a constant where none does), and the others."""
    own = next((part for part in parts if index in cells(part)), Const(0))
    return own, tuple(part for part in parts if part is not own)


def _range_or_any(term: Term, values: Sequence[Interval]) -> Interval:
    try:
        return _range(term, values)
    except ZeroDivisionError:
        return ANY


def _beyond(found: Interval, allowed: Interval, slack: Exact) -> Interval | None:
    """None where the intervals meet within the slack, else the found interval seen from the nearest allowed value."""
    if found.meets(allowed.widened(slack)):
        return None
    above = allowed.hi is not None and found.lo is not None and found.lo >= allowed.hi
    nearest = allowed.hi if above else allowed.lo
    return found - Interval.point(nearest or 0)


def _same_unit(one: Interval, other: Interval) -> bool:
    """True for two intervals of one width and one kind of ends, as numbers printed to one unit have."""
    if one.lo is None or one.hi is None or other.lo is None or other.hi is None:
        return False
    ends = (one.lo_open, one.hi_open) == (other.lo_open, other.hi_open)
    return ends and one.hi - one.lo == other.hi - other.lo


def _off_integer(found: Interval) -> Interval | None:
    """None where the interval contains a whole number, else the interval seen from the nearest one."""
    if found.lo is None or found.hi is None:
        return None
    first = ceil(found.lo)
    if found.lo_open and first == found.lo:
        first += 1
    if found.contains(first):
        return None
    below = floor(found.lo)
    middle = exact(found.lo + found.hi, 2)
    nearest = below if middle - below <= first - middle else first
    return found - Interval.point(nearest)
