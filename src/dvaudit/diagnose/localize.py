"""Error localization: the smallest sets of cells that can explain why edits fail.

A set that does not explain is refuted by edits that clash; every larger set that explains must contain a further cell
of these, so the search branches on them only (hitting sets: Reiter, 1987) and misses none. Sets are taken up in the
order of their weight; where more than three cells are needed, ``cover`` goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from dvaudit.diagnose.cover import Explained, cover
from dvaudit.diagnose.explains import refute
from dvaudit.diagnose.graph import Graph, Key, Tie

LARGEST = 3
"""The most cells of a set that is searched for exactly."""
STEPS = 6_000
"""So many sets are tried before the search is handed on."""


def localize(graph: Graph, failed: Sequence[Tie]) -> Explained:
    """All sets of least weight that explain the failed edits."""
    conflicts: list[frozenset[Key]] = []
    found = _search(graph, failed, conflicts)
    if not found.beyond:
        return found
    return cover(graph, failed, conflicts)


def _search(graph: Graph, failed: Sequence[Tie], conflicts: list[frozenset[Key]]) -> Explained:
    """The sets of up to three cells; what was refuted on the way is added to the conflicts."""
    queue: list[tuple[int, int, tuple[Key, ...]]] = [(0, 0, ())]
    seen: set[tuple[Key, ...]] = set()
    found: list[frozenset[Key]] = []
    best: int | None = None
    dropped: int | None = None
    for _ in range(STEPS):
        if not queue or (best is not None and queue[0][0] > best):
            beyond = dropped is not None and (best is None or dropped <= best)
            return Explained(tuple(sorted(found, key=sorted)), beyond=beyond)
        weight, size, keys = heappop(queue)
        # Edits that clashed for other cells clash for these, too, unless one of the cells could change that.
        refuted = next((one for one in conflicts if one.isdisjoint(keys)), None)
        if refuted is None:
            refuted = refute(graph, failed, keys)
            if refuted is None:
                best = weight
                found.append(frozenset(keys))
                continue
            conflicts.append(refuted)
        for key in refuted:
            more = tuple(sorted((*keys, key)))
            heavier = weight + graph.weights[key]
            if size == LARGEST:
                dropped = heavier if dropped is None else min(dropped, heavier)
            elif more not in seen and (best is None or heavier <= best):
                seen.add(more)
                heappush(queue, (heavier, size + 1, more))
    return Explained((), beyond=True)


def groups(failed: Iterable[Tie]) -> list[list[Tie]]:
    """The failed edits in groups that share no cell, in the order of their first edits."""
    leader: dict[int, int] = {}
    owner: dict[Key, int] = {}
    ties = {tie.number: tie for tie in failed}

    def lead(number: int) -> int:
        while leader.setdefault(number, number) != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for number, tie in ties.items():
        for key in tie.bound:
            first, second = sorted((lead(number), lead(owner.setdefault(key, number))))
            leader[second] = first
    found: dict[int, list[Tie]] = {}
    for number, tie in ties.items():
        found.setdefault(lead(number), []).append(tie)
    return list(found.values())
