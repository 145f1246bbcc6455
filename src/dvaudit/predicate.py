"""What an edit says: predicates over numbered cells, and two of their interpreters.

:func:`judge` decides whether some values inside all the cells' intervals satisfy a predicate; :func:`implied` tells
which values of one cell do, the others staying inside theirs. A predicate knows nothing of rules or files, so the
same tree can also be written as SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from dvaudit.interval import ANY, ZERO, Exact, Interval, common, exact, nonzero
from dvaudit.term import (
    Abs,
    Cell,
    Const,
    Div,
    Linear,
    Max,
    Min,
    Mul,
    Term,
    Union,
    children,
    leaves,
    linear,
    reach,
    solve,
)  # fmt: skip

__all__ = [
    "Abs", "Agree", "All", "Cell", "Const", "Div", "HasInteger", "Known", "Linear", "Max", "Min", "Mul", "NotEqual",
    "OneOf", "Predicate", "Term", "Within", "cells", "divisors", "holds",
    "implied", "judge", "linear", "reach",
    "same_unit",
]  # fmt: skip


@dataclass(slots=True, unsafe_hash=True, repr=False)
class Within:
    """The term takes a value inside ``allowed``. ``term`` is written as stated minus expected."""

    term: Term
    allowed: Interval = ZERO
    repeated: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "repeated", _repeated(self.term))


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


def cells(tree: Term | Predicate) -> Iterator[int]:
    """The numbers of the cells in a tree, once for every time they occur."""
    for term in _terms(tree):
        yield from leaves(term)


def divisors(tree: Term | Predicate) -> Iterator[int]:
    """The numbers of the cells that something is divided by."""
    for term in _terms(tree):
        if isinstance(term, Div):
            yield from leaves(term.right)
        for child in children(term):
            yield from divisors(child)


def _terms(tree: Term | Predicate) -> Iterator[Term]:
    match tree:
        case Within(term) | NotEqual(term) | HasInteger(term):
            yield term
        case Agree(left, right):
            yield from (Cell(left), Cell(right))
        case Known(index) | OneOf(index, _):
            yield Cell(index)
        case All(parts):
            for part in parts:
                yield from _terms(part)
        case _:
            yield tree


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
            if not slack and same_unit(one, other):
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


def implied(predicate: Predicate, index: int, values: Sequence[Interval], slack: Exact = 0) -> Union:
    """The values of one cell for which the predicate can hold while the other cells stay inside their intervals.

    They are the single values for which :func:`judge` says that it holds (so none for which a divisor can be zero), as
    sorted intervals with gaps between them: ``()`` where there are none, ``(ANY,)`` where the predicate has nothing to
    do with the cell. The answer is too wide, never too narrow, where a cell occurs more than once in a term (as
    :func:`dvaudit.term.solve` says), and for :class:`HasInteger`, which only leaves out zero divisors.
    :class:`Agree` gives the other cell's interval, :class:`Known` and :class:`OneOf` all values.
    """
    match predicate:
        case Within(term, allowed):
            return _solved(term, index, (allowed.widened(slack),), values, predicate.repeated)
        case NotEqual(term):
            return _solved(term, index, nonzero(ANY), values, _repeated(term))
        case HasInteger(term):
            return _solved(term, index, (ANY,), values, ())
        case Agree(left, right) if index in (left, right):
            return (values[right if index == left else left].widened(slack),)
        case All(parts):
            about = [index in cells(part) for part in parts]
            found: Union = (ANY,)
            for part, bound in zip(parts, about, strict=True):
                if bound:
                    found = common(found, implied(part, index, values, slack))
                elif any(about) and not holds(part, values, slack):
                    return ()
            return found
        case _:
            return (ANY,)


def _solved(term: Term, index: int, targets: Union, values: Sequence[Interval], repeated: Sequence[int]) -> Union:
    try:
        return solve(term, index, targets, values, repeated)
    except ZeroDivisionError:
        return ()


def holds(predicate: Predicate, values: Sequence[Interval], slack: Exact = 0) -> bool:
    """True where some values satisfy a predicate about numbers; False, too, where a divisor can be zero."""
    try:
        return isinstance(predicate, (Known, OneOf)) or judge(predicate, values, slack) is None
    except ZeroDivisionError:
        return False


def _repeated(term: Term) -> tuple[int, ...]:
    return tuple(index for index, times in Counter(leaves(term)).items() if times > 1)


def _beyond(found: Interval, allowed: Interval, slack: Exact) -> Interval | None:
    """None where the intervals meet within the slack, else the found interval seen from the nearest allowed value."""
    if found.meets(allowed.widened(slack)):
        return None
    above = allowed.hi is not None and found.lo is not None and found.lo >= allowed.hi
    nearest = allowed.hi if above else allowed.lo
    return found - Interval.point(nearest or 0)


def same_unit(one: Interval, other: Interval) -> bool:
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
