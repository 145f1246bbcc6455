"""Error localization where more than three cells are needed: an integer programme proposes, the exact check decides.

The programme (HiGHS: Huangfu and Hall, 2018) looks for the cells of least weight whose change can balance every sum, as
far as floating point tells, and that hit every clash of edits that is known. The exact check confirms its answer or
finds the next clash (implicit hitting sets: Moreno-Centeno and Karp, 2013). It counts in imbalances, not in the
figures' values, so that no value is too large for it; nothing that it says is believed unchecked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil, floor
from typing import Any

from dvaudit.diagnose.explains import Explained, refute
from dvaudit.diagnose.graph import Graph, Key, Tie
from dvaudit.diagnose.solver import solver
from dvaudit.interval import Interval, exact, magnitude
from dvaudit.predicate import Within, reach

ROUNDS = 60
"""So many sets are checked before the search is given up."""
SETS = 8
"""So many sets of equal weight are told at most."""
CELLS = 1_500
"""With more cells the programme knows of clashes only, not of sums."""
NODES = 500
"""So many nodes of one programme are looked into."""
SECONDS = 2.0
"""So long one programme may take, should the nodes be slow."""
FINE = 1_000_000
"""The largest imbalance, in the units that the programme counts in: whole ones, so that none is lost in rounding."""


def cover(
    graph: Graph, failed: Sequence[Tie], conflicts: Sequence[frozenset[Key]], rounds: int = ROUNDS
) -> tuple[Explained, int]:
    """The sets of least weight that explain the failed edits, starting from clashes that are known.

    With them how many sets were checked: ``rounds`` at most, where that is less than usual.
    """
    ties = _within_reach(graph, failed)
    cells = sorted({key for tie in ties for key in tie.bound}.union(*conflicts))
    model, flags = _programme(graph, ties if len(cells) <= CELLS else (), cells)
    for clash in conflicts:
        _hit(graph, model, flags, clash)
    found: list[frozenset[Key]] = []
    best: int | None = None
    checked = 0
    for checked in range(1, min(ROUNDS, rounds) + 1):
        if len(found) == SETS:
            break
        ended, chosen = _lightest(model, flags)
        weight = sum(graph.weights[key] for key in chosen)
        if ended or (best is not None and weight > best):
            return Explained(tuple(sorted(found, key=sorted))), checked
        if not chosen:
            break
        refuted = refute(graph, failed, sorted(chosen))
        if refuted is None:
            best = weight
            found.append(chosen)
            model.addConstr(model.qsum(flags[key] for key in sorted(chosen)) <= len(chosen) - 1)
        elif refuted:
            _hit(graph, model, flags, refuted)
        else:
            return Explained(()), checked
    return Explained(tuple(sorted(found, key=sorted)), decided=False), checked


def _within_reach(graph: Graph, failed: Sequence[Tie]) -> list[Tie]:
    """The failed edits of a group and those that hold about their cells, and about the cells of these."""
    found = {tie.number: tie for tie in failed}
    for _ in range(2):
        keys = sorted({key for tie in found.values() for key in tie.bound})
        found |= {tie.number: tie for key in keys for tie in graph.about[key] if not tie.failed}
    return [found[number] for number in sorted(found)]


def _programme(graph: Graph, ties: Iterable[Tie], cells: Sequence[Key]) -> tuple[Any, dict[Key, Any]]:
    """The integer programme with a flag for each cell; flagged cells may change by any amount that the gaps suggest."""
    model = solver(mip_rel_gap=0.0, mip_max_nodes=NODES, time_limit=SECONDS)
    balances = [(tie, room) for tie in ties if tie.weights and (room := _room(tie)) is not None]
    ends = [magnitude(end) for _, room in balances for end in (room.lo, room.hi) if end is not None]
    unit, most = max(ends, default=1) or 1, sum(ends) or 1
    bound = ceil(exact(most, unit) * FINE)
    flags = {key: model.addBinary(obj=graph.weights[key]) for key in cells}
    changes = {key: model.addVariable(lb=-bound, ub=bound) for key in cells}
    for key in cells:
        model.addConstr(changes[key] - bound * flags[key] <= 0)
        model.addConstr(changes[key] + bound * flags[key] >= 0)
    for tie, room in balances:
        form = model.qsum(tie.weights[index] * changes[key] for key, index in tie.bound.items())
        if room.lo is not None:
            model.addConstr(form >= floor(exact(room.lo, unit) * FINE))
        if room.hi is not None:
            model.addConstr(form <= ceil(exact(room.hi, unit) * FINE))
    return model, flags


def _room(tie: Tie) -> Interval | None:
    """By how much the sum of an edit may change, or has to, for it to hold."""
    if not isinstance(tie.predicate, Within):
        return None
    now = reach(tie.predicate.term, tie.found.values)
    return tie.predicate.allowed.widened(tie.found.slack) - now


def _hit(
    graph: Graph, model: Any, flags: dict[Key, Any], clash: Collection[Key]  # noqa: ANN401 - the solver has no types
) -> None:  # fmt: skip
    """One of the cells has to be in the set; some may lie further off than the programme knew."""
    for key in sorted(clash):
        if key not in flags:
            flags[key] = model.addBinary(obj=graph.weights[key])
    model.addConstr(model.qsum(flags[key] for key in sorted(clash)) >= 1)


def _lightest(model: Any, flags: dict[Key, Any]) -> tuple[bool, frozenset[Key]]:  # noqa: ANN401 - as above
    """Whether the programme has no more answers, and the flagged cells of its best one; neither at its limit."""
    from highspy import HighsModelStatus

    model.minimize()
    status = model.getModelStatus()
    if status != HighsModelStatus.kOptimal:
        return status == HighsModelStatus.kInfeasible, frozenset()
    values = model.vals(list(flags.values()))
    return False, frozenset(key for key, value in zip(flags, values, strict=True) if 2 * value > 1)
