"""Whether constraints have a solution in whole numbers: figures are printed in steps, a count has no decimals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import ceil, gcd, lcm

from dvaudit.diagnose.lp import Constraint, Simplex
from dvaudit.interval import Exact, Interval

BRANCHES = 60
"""So many branches are looked into; beyond that it is taken that there is a solution."""


def clash(constraints: Sequence[Constraint]) -> frozenset[int] | None:
    """None where whole numbers satisfy all constraints, else the indexes of some that are impossible together.

    Where all values are too many to be tried, None too.
    """
    simplex = Simplex(constraints)
    found = simplex.clash()
    if found is not None:
        return found
    single = {index: one.allowed for index, one in enumerate(constraints) if list(one.weights.values()) == [1]}
    if _divisible(constraints) and _branched(simplex, single, [BRANCHES]):
        return None
    return frozenset(range(len(constraints)))


def _branched(simplex: Simplex, boxes: dict[int, Interval], budget: list[int]) -> bool:
    """True where branch and bound finds a solution (Land and Doig, 1960), or gives up at its limit.

    ``boxes`` are the constraints that bound single unknowns.
    """
    if simplex.clash() is not None:
        return False
    for index, box in boxes.items():
        value, beside = simplex.value(index)
        if value == int(value) and not beside:
            continue
        budget[0] -= 1
        if budget[0] < 0:
            return True
        below = int(value) if value == int(value) and beside > 0 else ceil(value) - 1
        for side in (Interval(None, below), Interval(below + 1, None)):
            narrowed = box.intersect(side)
            if not narrowed.empty:
                simplex.keep(index, narrowed)
                if _branched(simplex, {**boxes, index: narrowed}, budget):
                    return True
        simplex.keep(index, box)
        return False
    return True


def _divisible(constraints: Sequence[Constraint]) -> bool:
    """False where the equations among the constraints have no solution in whole numbers: 2 x = 1.

    Each equation with a weight of one is put into the others; what is left must be divisible by its common factor.
    """
    equations = [_in_whole_weights(*one) for one in constraints if one.allowed.is_point and one.weights]
    while equations:
        weights, constant = equations.pop()
        factor = gcd(*weights.values())
        if constant % factor if factor else constant:
            return False
        solved = next((name for name, weight in weights.items() if weight in (1, -1)), None)
        if solved is not None:
            equations = [_put_into(weights, constant, solved, *one) for one in equations]
    return True


_Equation = tuple[dict[Hashable, int], int]


def _in_whole_weights(weights: Mapping[Hashable, Exact], allowed: Interval) -> _Equation:
    target = allowed.lo or 0
    factor = lcm(target.denominator, *(weight.denominator for weight in weights.values()))
    return {name: int(weight * factor) for name, weight in weights.items()}, int(target * factor)


def _put_into(
    solved: dict[Hashable, int], constant: int, name: Hashable, weights: dict[Hashable, int], target: int
) -> _Equation:
    """An equation without one unknown, which another one, where its weight is 1 or -1, tells."""
    times = weights.get(name, 0) * solved[name]
    found = {one: weights.get(one, 0) - times * solved.get(one, 0) for one in (*weights, *solved)}
    return {one: weight for one, weight in found.items() if weight}, target - times * constant
