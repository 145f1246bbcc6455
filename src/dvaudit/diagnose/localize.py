"""Error localization: the smallest sets of cells that can explain why edits fail.

A set that does not explain is refuted by edits that clash; every larger set that explains must contain a further cell
of these, so the search branches on them only (hitting sets: Reiter, 1987) and misses none. Sets are taken up in the
order of their weight; where more than three cells are needed, ``cover`` goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dvaudit.diagnose.explains import Explained, refute
from dvaudit.diagnose.graph import Graph, Key, Tie, possible

LARGEST = 3
"""The most cells of a set that is searched for exactly."""
MATCHES = 24
"""So many ways to match cells with failed edits are told at most."""
STEPS = 6_000
"""So many sets are tried before the search is handed on."""
FEW = 300
"""So many sets every group may try, whatever the others have used."""
BUDGET = 60_000
"""So many more all groups of one report may try together."""
ROUND = 100
"""So many of these is one round of the integer programme worth."""


def localize(graph: Graph, failed: Sequence[Tie], budget: list[int] | None = None) -> Explained:
    """All sets of least weight that explain the failed edits.

    ``budget`` holds how many steps are left for hard groups of one report, and is drawn on; where it is used up, a
    group that needs more than a few is given up.
    """
    budget = [BUDGET] if budget is None else budget
    matched = match(graph, failed)
    if matched:
        return Explained(matched)
    conflicts: list[frozenset[Key]] = []
    found = _search(graph, failed, conflicts, budget)
    if not found.beyond:
        return found
    if budget[0] < ROUND:
        return Explained((), decided=False)
    from dvaudit.diagnose.cover import cover

    explained, rounds = cover(graph, failed, conflicts, budget[0] // ROUND)
    budget[0] -= rounds * ROUND
    return explained


def apart(graph: Graph, failed: Sequence[Tie]) -> list[list[Tie]]:
    """A group too entangled to be solved, in parts: the rest, and what single cells explain, several edits each.

    Only cells that have no rival for their edits.
    """
    by_cell: dict[Key, list[Tie]] = {}
    for tie in failed:
        for key in tie.bound:
            by_cell.setdefault(key, []).append(tie)
    able = {key: ties for key, ties in by_cell.items() if len(ties) > 1 and refute(graph, ties, (key,)) is None}
    times = Counter(tie.number for ties in able.values() for tie in ties)
    parts = [ties for ties in able.values() if all(times[tie.number] == 1 for tie in ties)]
    taken = {tie.number for ties in parts for tie in ties}
    return [[tie for tie in failed if tie.number not in taken], *parts]


def match(graph: Graph, failed: Sequence[Tie]) -> tuple[frozenset[Key], ...]:
    """The sets of cells of which each repairs as many failed edits as any cell is in, all others than the rest does.

    No smaller set can explain: in a table with totals, as many wrong cells as half of the sums that fail. None for
    few failed edits, which the search answers, or where there is no such set, or too many.
    """
    if len(failed) <= LARGEST:
        return ()
    by_cell: dict[Key, list[Tie]] = {}
    for tie in failed:
        for key in tie.bound:
            by_cell.setdefault(key, []).append(tie)
    most = max(map(len, by_cell.values()), default=0)
    if most < 2 or len(failed) % most or any(weight != 1 for weight in map(graph.weights.__getitem__, by_cell)):
        return ()
    likely = {key: ties for key, ties in by_cell.items() if len(ties) == most and possible(ties, key)}
    able = {key: ties for key, ties in likely.items() if refute(graph, ties, (key,)) is None}
    if len(able) < len(likely):
        return ()  # with a further figure one of these may repair as many, and an edit that holds stays as it is
    found: list[frozenset[Key]] = []
    _match(able, {tie.number for tie in failed}, (), found)
    if len(found) > MATCHES or any(refute(graph, failed, sorted(keys)) is not None for keys in found):
        return ()
    return tuple(sorted(found, key=sorted))


def _match(
    able: Mapping[Key, Sequence[Tie]], left: set[int], chosen: tuple[Key, ...], found: list[frozenset[Key]]
) -> None:
    """Every way to cover what is left, each edit by one cell (exact cover, depth first)."""
    if not left:
        found.append(frozenset(chosen))
        return
    choices = {number: [key for key, ties in able.items() if left.issuperset(t.number for t in ties)
                        and any(t.number == number for t in ties)] for number in left}  # fmt: skip
    scarcest = min(sorted(left), key=lambda number: len(choices[number]))
    for key in choices[scarcest]:
        if len(found) > MATCHES:
            return
        _match(able, left - {tie.number for tie in able[key]}, (*chosen, key), found)


def _search(
    graph: Graph, failed: Sequence[Tie], conflicts: list[frozenset[Key]], budget: list[int]
) -> Explained:  # fmt: skip
    """The sets of up to three cells; what was refuted on the way is added to the conflicts."""
    left: dict[int, list[tuple[Key, ...]]] = {0: [()]}
    seen: set[tuple[Key, ...]] = set()
    found: list[frozenset[Key]] = []
    dropped: list[int] = []
    steps = 0
    while left and not found:
        weight = min(left)
        for keys in sorted(left.pop(weight), key=lambda one: (len(one), one)):
            steps += 1
            budget[0] -= steps > FEW
            if steps > STEPS or budget[0] < 0:
                return Explained((), beyond=True)
            # Edits that clashed for other cells clash for these, too, unless one of the cells could change that.
            refuted = next((one for one in conflicts if one.isdisjoint(keys)), None)
            if refuted is None:
                refuted = refute(graph, failed, keys)
                if refuted is None:
                    found.append(frozenset(keys))
                    continue
                conflicts.append(refuted)
            for key in refuted:
                more = tuple(sorted((*keys, key)))
                if len(more) > LARGEST:
                    dropped.append(weight + graph.weights[key])
                elif more not in seen:
                    seen.add(more)
                    left.setdefault(weight + graph.weights[key], []).append(more)
    beyond = bool(dropped) and (not found or min(dropped) <= weight)
    return Explained(tuple(sorted(found, key=sorted)), beyond=beyond)


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
