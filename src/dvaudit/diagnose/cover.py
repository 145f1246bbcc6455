"""Error localization where more than three cells are needed: sets that hit every known clash, checked exactly.

Each clash of edits says that one of some cells has to be in every set that explains. The set of least weight that does
so for all known clashes is found by an integer program of zeros and ones (HiGHS: Huangfu and Hall, 2018); the exact
check then confirms it or finds the next clash (implicit hitting sets: Moreno-Centeno and Karp, 2013). The program knows
nothing of the figures' values, so that no value is too large for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from dvaudit.diagnose.explains import refute
from dvaudit.diagnose.graph import Graph, Key, Tie

ROUNDS = 400
"""So many sets are checked before the search is given up."""
SETS = 24
"""So many sets of equal weight are told at most."""


class Explained(NamedTuple):
    """The sets of least weight that explain a group; ``decided`` is False where the search was given up at its limit.

    ``beyond`` tells that sets of more cells than were looked at may weigh as little.
    """

    sets: tuple[frozenset[Key], ...]
    decided: bool = True
    beyond: bool = False


def cover(graph: Graph, failed: Sequence[Tie], conflicts: Sequence[Collection[Key]]) -> Explained:
    """The sets of least weight that explain the failed edits, starting from clashes that are known."""
    known = [frozenset(one) for one in conflicts] or [refuted for refuted in (refute(graph, failed, ()),) if refuted]
    found: list[frozenset[Key]] = []
    best: int | None = None
    for _ in range(ROUNDS):
        chosen = None if len(found) == SETS else _lightest(graph.weights, known, found)
        weight = 0 if chosen is None else sum(graph.weights[key] for key in chosen)
        if chosen is None or (best is not None and weight > best):
            return Explained(tuple(sorted(found, key=sorted)), decided=len(found) < SETS)
        refuted = refute(graph, failed, sorted(chosen))
        if refuted is None:
            best = weight
            found.append(chosen)
        else:
            known.append(refuted)
    return Explained(tuple(sorted(found, key=sorted)), decided=False)


def _lightest(
    weights: Mapping[Key, int], clashes: Sequence[frozenset[Key]], known: Sequence[frozenset[Key]]
) -> frozenset[Key] | None:
    """The cells of least total weight that hit every clash and contain none of the known sets; None for none."""
    from highspy import Highs, HighsModelStatus

    model: Any = Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)  # the same answer every time
    model.setOptionValue("mip_rel_gap", 0.0)
    cells = sorted({key for clash in clashes for key in clash})
    unknowns = {key: model.addBinary(obj=weights[key]) for key in cells}
    for clash in clashes:
        model.addConstr(model.qsum(unknowns[key] for key in sorted(clash)) >= 1)
    for keys in known:
        model.addConstr(model.qsum(unknowns[key] for key in sorted(keys)) <= len(keys) - 1)
    model.minimize()
    if model.getModelStatus() != HighsModelStatus.kOptimal:
        return None
    return frozenset(
        key for key, value in zip(cells, model.vals(list(unknowns.values())), strict=True) if value > 1 / 2
    )
