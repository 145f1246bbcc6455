"""Solutions of linear constraints, proposed by a solver that computes in doubles, and believed once they are checked.

Two exact solutions that differ in a cell prove that the cell is not determined; finding them exactly would take long
where a thousand cells hang together. HiGHS (Huangfu and Hall, 2018) finds them in doubles; its numbers are rounded to
those that the constraints can be made of, and what then does not satisfy every constraint exactly is not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from dvaudit.diagnose.lp import Constraint
from dvaudit.diagnose.solver import solver
from dvaudit.interval import Exact, Interval, exact, magnitude

FINER = (1, 4, 24)
"""A solution is looked for in the steps of the data, then in finer ones."""
SECONDS = 2.0
"""So long one programme may take."""


class Proposer:
    """Some constraints over unknowns numbered from 0, of which each has its own limits in ``boxes``."""

    def __init__(self, rows: Sequence[Constraint], boxes: Sequence[Interval]) -> None:
        self._rows, self._boxes = rows, boxes
        allowed = [*(row.allowed for row in rows), *boxes]
        numbers = [end for one in allowed for end in (one.lo, one.hi) if end is not None]
        self._steps = lcm(*(end.denominator for end in numbers), 1)
        # What is not bounded is looked for in reach of the data.
        far = 4 * sum(map(magnitude, numbers)) + 1_000
        self._model = solver(time_limit=SECONDS)
        self._variables = []
        for box in boxes:
            low, high = self._ends(box, -far, far)
            self._variables.append(self._model.addVariable(lb=low, ub=high))
        for row in rows:
            form = self._model.qsum(_double(weight) * self._variables[at] for at, weight in row.weights.items())
            low, high = self._ends(row.allowed, None, None)
            if low is not None and low == high:
                self._model.addConstr(form == low)
                continue
            if low is not None:
                self._model.addConstr(form >= low)
            if high is not None:
                self._model.addConstr(form <= high)

    def solutions(self, weights: Mapping[int, int]) -> list[list[Exact]]:
        """A solution where a weighted sum is small and one where it is large, as far as they could be proved."""
        form = self._model.qsum(weight * self._variables[at] for at, weight in weights.items())
        found = []
        for solve in (self._model.minimize, self._model.maximize):
            solve(form)
            values = self._model.vals(self._variables)
            solution = self._proved(values)
            if solution is not None:
                found.append(solution)
        return found

    def _ends(self, allowed: Interval, low: Exact | None, high: Exact | None) -> tuple[Any, Any]:
        """The ends of an interval as doubles, a little inside of open ones."""
        inside = exact(1, 4 * self._steps)
        first = low if allowed.lo is None else allowed.lo + (inside if allowed.lo_open else 0)
        last = high if allowed.hi is None else allowed.hi - (inside if allowed.hi_open else 0)
        return (None if first is None else _double(first)), (None if last is None else _double(last))

    def _proved(self, values: Sequence[Any]) -> list[Exact] | None:
        for finer in FINER:
            steps = self._steps * finer
            solution = [exact(round(Fraction(value) * steps), steps) for value in values]
            if all(box.contains(number) for box, number in zip(self._boxes, solution, strict=True)) and all(
                row.allowed.contains(sum(weight * solution[at] for at, weight in row.weights.items()))
                for row in self._rows
            ):
                return solution
        return None


def _double(number: Exact) -> Any:  # noqa: ANN401 - the solver has no types
    return number.numerator / number.denominator
