"""Exact linear constraints: can all of them hold, which of them clash, and how far can a weighted sum go.

The simplex method of B. Dutertre and L. de Moura ("A fast linear-arithmetic solver for DPLL(T)", 2006) over the
rationals: every constraint is a form (a weighted sum of free unknowns) inside an interval, and an open end is missed by
an infinitesimal. R. Bland's rule ("New finite pivoting rules for the simplex method", 1977) chooses every pivot, so
that it ends, and gives the same answer to the same question.

The constraints that are found to clash are as few as can be: their forms are bound by a single linear dependence, so
that without any one of them the others can take whatever values they like (J. Gleeson and J. Ryan, "Identifying
minimally infeasible subsystems of inequalities", 1990).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from dvaudit.interval import ANY, Exact, Interval, exact

Weights = Mapping[Any, Exact]
"""What each unknown, a number or a name, is multiplied by before all are added."""
_Value = tuple[Exact, Exact]  # a number, and how many infinitesimals beside it


class Constraint(NamedTuple):
    """The sum of weight times unknown lies in ``allowed``."""

    weights: Weights
    allowed: Interval


class Reach(NamedTuple):
    """The values that a weighted sum can take; ``low`` and ``high`` are the constraints that hold its two ends.

    An end is open where it is not attained, and none hold it where it is unbounded.
    """

    interval: Interval
    low: frozenset[int] = frozenset()
    high: frozenset[int] = frozenset()


class TooMuchError(Exception):
    """The work was given up at its limit."""


@dataclass(slots=True)
class Budget:
    """How many weights of solved forms may still be computed anew; a million take some seconds."""

    left: int

    def spend(self, weights: int) -> None:
        """Raises TooMuchError where no more is left."""
        self.left -= weights
        if self.left < 0:
            raise TooMuchError


def conflict(constraints: Sequence[Constraint]) -> frozenset[int] | None:
    """None where some values satisfy all constraints, else the indexes of some that are impossible together.

    Without any one of these the others are possible.
    """
    return Simplex(constraints).clash()


def bounds(weights: Weights, constraints: Sequence[Constraint]) -> Interval:
    """All values of a weighted sum over the solutions of the constraints; an empty interval where there are none."""
    simplex = Simplex(constraints)
    if simplex.clash() is not None:
        return Interval(0, 0, lo_open=True, hi_open=True)
    return simplex.reach(weights).interval


class Simplex:
    """Constraints in solved form, to be asked several questions.

    Unknowns and forms are numbered together, the unknowns first. Each one is either free to move inside its own bounds
    or ``basic``: the weighted sum of free ones that its row tells. Where the ``budget`` is spent, questions raise
    TooMuchError.
    """

    __slots__ = ("_budget", "_columns", "_empty", "_first", "_high", "_low", "_rows", "_unknowns", "_values")

    def __init__(self, constraints: Sequence[Constraint], budget: Budget | None = None) -> None:
        named = dict.fromkeys(name for weights, _ in constraints for name in weights)
        self._unknowns = {name: number for number, name in enumerate(named)}
        self._first = len(named)
        self._budget = budget
        self._values: list[_Value] = [(0, 0)] * self._first
        self._low: list[_Value | None] = [None] * self._first
        self._high: list[_Value | None] = [None] * self._first
        self._rows: dict[int, dict[int, Exact]] = {}
        self._columns: dict[int, set[int]] = {number: set() for number in range(self._first)}
        self._empty: set[int] = set()
        for index, (weights, allowed) in enumerate(constraints):
            self._add(weights)
            self.keep(index, allowed)

    def keep(self, index: int, allowed: Interval) -> None:
        """From now on, the constraint with this index asks for these values."""
        own = self._first + index
        self._low[own] = low = None if allowed.lo is None else (allowed.lo, int(allowed.lo_open))
        self._high[own] = high = None if allowed.hi is None else (allowed.hi, -int(allowed.hi_open))
        (self._empty.add if allowed.empty else self._empty.discard)(index)
        if own not in self._rows:
            if low is not None and self._values[own] < low:
                self._move(own, low)
            elif high is not None and self._values[own] > high:
                self._move(own, high)

    def value(self, index: int) -> tuple[Exact, Exact]:
        """What the form of a constraint is worth in the solution at hand, and how many infinitesimals beside that."""
        return self._values[self._first + index]

    def clash(self) -> frozenset[int] | None:
        """See :func:`conflict`; raises TooMuchError."""
        if self._empty:
            return frozenset((min(self._empty),))
        while (own := min(filter(self._missed, self._rows), default=None)) is not None:
            row, low, high = self._rows[own], self._low[own], self._high[own]
            rising = low is not None and self._values[own] < low
            target = low if rising else high
            movable = (free for free, weight in row.items() if self._moves(free, (weight > 0) == rising))
            other = min(movable, key=self._turn, default=None)
            if other is None or target is None:
                return frozenset(number - self._first for number in (own, *row))
            self._pivot(own, other)
            self._move(own, target)
        return None

    def reach(self, weights: Weights) -> Reach:
        """The values of a weighted sum, and what bounds it; the constraints must not clash. Raises TooMuchError."""
        if any(weight and name not in self._unknowns for name, weight in weights.items()):
            return Reach(ANY)
        own = self._add(weights)
        highest = self._highest(own)
        self._rows[own] = {free: -weight for free, weight in self._rows[own].items()}
        self._values[own] = -self._values[own][0], -self._values[own][1]
        lowest = self._highest(own)
        for free in self._rows.pop(own):
            self._columns[free].discard(own)
        for kept in (self._values, self._low, self._high):
            kept.pop()
        (hi, below), high = highest or ((None, 0), frozenset())
        (lo, above), low = lowest or ((None, 0), frozenset())
        return Reach(Interval(None if lo is None else -lo, hi, bool(above), bool(below)), low, high)

    def _add(self, weights: Weights) -> int:
        """The number of a new form, without bounds."""
        own, row = len(self._values), dict[int, Exact]()
        for name, weight in weights.items():
            if not weight:
                continue
            number = self._unknowns[name]
            for free, factor in self._rows.get(number, {number: 1}).items():
                row[free] = _plain(row.get(free, 0) + weight * factor)
        self._rows[own] = row = {free: weight for free, weight in row.items() if weight}
        for free in row:
            self._columns[free].add(own)
        parts = [(weight, self._values[free]) for free, weight in row.items()]
        self._values.append((
            _plain(sum(weight * number for weight, (number, _) in parts)),
            _plain(sum(weight * beside for weight, (_, beside) in parts)),
        ))  # fmt: skip
        self._low.append(None)
        self._high.append(None)
        return own

    def _highest(self, own: int) -> tuple[_Value, frozenset[int]] | None:
        """The highest value of a basic form without bounds and the constraints that hold it; None for no bound."""
        while True:
            row = self._rows[own]
            movable = (free for free, weight in row.items() if self._moves(free, weight > 0))
            entering = min(movable, key=self._turn, default=None)
            if entering is None:
                return self._values[own], frozenset(free - self._first for free in row)
            nearest = self._nearest(entering, row[entering] > 0)
            if nearest is None:
                return None
            _, leaving, target = nearest
            if leaving != entering:
                self._pivot(leaving, entering)
            self._move(leaving, target)

    def _nearest(self, entering: int, rising: bool) -> tuple[_Value, int, _Value] | None:
        """The bound that a moving one comes to first, its own or that of a basic one: how far, whose and where."""
        steps = []
        rates = [(entering, 1), *((basic, self._rows[basic][entering]) for basic in self._columns[entering])]
        for number, weight in rates:
            target = (self._high if (weight > 0) == rising else self._low)[number]
            if target is not None:
                rate, now = (weight if rising else -weight), self._values[number]
                step = _quotient(target[0] - now[0], rate), _quotient(target[1] - now[1], rate)
                steps.append((step, number, target))
        return min(steps, default=None)

    def _missed(self, number: int) -> bool:
        low, high, now = self._low[number], self._high[number], self._values[number]
        return (low is not None and now < low) or (high is not None and now > high)

    def _moves(self, number: int, rising: bool) -> bool:
        """True for one that is not yet at its bound."""
        end = (self._high if rising else self._low)[number]
        return end is None or self._values[number] != end

    def _turn(self, free: int) -> tuple[int, int]:
        """The order in which free ones become basic: unknowns, which stay so, the one in the fewest rows first."""
        return (len(self._columns[free]) if free < self._first else len(self._values), free)

    def _move(self, free: int, target: _Value) -> None:
        """A free one takes another value, and the basic ones with it."""
        number, beside = self._values[free]
        by, aside = target[0] - number, target[1] - beside
        self._values[free] = target
        for basic in self._columns[free]:
            weight, (number, beside) = self._rows[basic][free], self._values[basic]
            self._values[basic] = _plain(number + weight * by), _plain(beside + weight * aside)

    def _pivot(self, leaving: int, entering: int) -> None:
        """A basic one and a free one of its row change places; no value changes."""
        row = self._rows.pop(leaving)
        divisor = row.pop(entering)
        solved = {free: _quotient(-weight, divisor) for free, weight in row.items()}
        solved[leaving] = _quotient(1, divisor)
        touched = self._columns.pop(entering)
        self._columns[leaving] = {leaving}
        for free in solved:
            self._columns[free].discard(leaving)
            self._columns[free].add(entering)
        self._rows[entering] = solved
        for basic in touched - {leaving}:
            changed = self._rows[basic]
            factor = changed.pop(entering)
            for free, weight in solved.items():
                before = changed.get(free)
                if before is None:
                    changed[free] = _plain(factor * weight)
                    self._columns[free].add(basic)
                elif total := before + factor * weight:
                    changed[free] = _plain(total)
                else:
                    del changed[free]
                    self._columns[free].discard(basic)
        if self._budget is not None:
            self._budget.spend(len(solved) * len(touched))


def _quotient(number: Exact, divisor: Exact) -> Exact:
    return _plain(number * divisor) if divisor in (1, -1) else _plain(exact(number, divisor))


def _plain(number: Exact) -> Exact:
    """The number as ``int`` where it is whole."""
    return number.numerator if type(number) is Fraction and number.denominator == 1 else number
