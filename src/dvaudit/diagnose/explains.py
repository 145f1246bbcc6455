"""Whether some cells can explain failed edits, and where they cannot, which edits clash.

A set of cells explains failed edits when some values for its cells make every edit about them hold, the failed ones and
those that hold already, while all other cells are right (Fellegi and Holt, 1976).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from dvaudit.diagnose.graph import Graph, Key, Tie, Values, center, possible, printable, wanted
from dvaudit.interval import ANY, common


class Explained(NamedTuple):
    """The sets of least weight that explain a group; ``decided`` is False where the search was given up at its limit.

    ``beyond`` tells that sets of more cells than were looked at may weigh as little.
    """

    sets: tuple[frozenset[Key], ...]
    decided: bool = True
    beyond: bool = False


def refute(graph: Graph, failed: Sequence[Tie], keys: Sequence[Key]) -> frozenset[Key] | None:
    """None where the cells explain the failed edits; otherwise the cells of edits that clash, without these.

    Whatever contains these cells and explains must contain one of the returned ones, too.
    """
    chosen = set(keys)
    untouched = [tie for tie in failed if chosen.isdisjoint(tie.bound)]
    if untouched:
        return frozenset(min(untouched, key=lambda tie: (len(tie.bound), tie.number)).bound)
    asked = edits_about(graph, failed, chosen)
    alone: dict[Key, list[Tie]] = {key: [] for key in keys}
    shared: list[Tie] = []
    for tie in asked:
        free = [key for key in keys if key in tie.bound]
        if len(free) == 1:
            alone[free[0]].append(tie)
        else:
            shared.append(tie)
    spans: dict[Key, Values] = {}
    for key, ties in alone.items():
        clashing, spans[key] = _alone(graph, key, ties)
        if clashing:
            return _cells(clashing) - chosen
    if shared:
        from dvaudit.diagnose.together import together  # what most causes never need

        clashing = together(graph, spans, alone, shared)
        if clashing:
            return _cells(clashing) - chosen
    return None


def edits_about(graph: Graph, failed: Sequence[Tie], chosen: Collection[Key]) -> list[Tie]:
    """The edits about some cells that have to hold: those that do already, and the failed ones of this group."""
    group = {tie.number for tie in failed}
    found = {tie.number: tie for key in chosen for tie in graph.about[key] if not tie.failed or tie.number in group}
    return [found[number] for number in sorted(found)]


def _cells(ties: Iterable[Tie]) -> frozenset[Key]:
    return frozenset(key for tie in ties for key in tie.bound)


def _alone(graph: Graph, key: Key, ties: Sequence[Tie]) -> tuple[Sequence[Tie], Values]:
    """The edits about one free cell that clash (none where they do not), and the values that satisfy all of them."""
    found: Values = (ANY,)
    for number, tie in enumerate(ties):
        own = wanted(tie, key)
        both = common(found, own)
        if not both:
            other = next((one for one in ties[:number] if not common(wanted(one, key), own)), None)
            return ([tie] if not own else ties[: number + 1] if other is None else [other, tie]), ()
        found = both
    if not printable(found, graph.grains[key]) or (_stays(graph, key, found) and any(tie.failed for tie in ties)):
        return ties, ()
    return (), found


def _stays(graph: Graph, key: Key, values: Values) -> bool:
    """True where all that is left is what is printed already: that could not be told exactly, for it fails."""
    return len(values) == 1 and values[0].is_point and values[0].lo == center(graph.spots[key].figure)


def implied_values(graph: Graph, failed: Sequence[Tie], keys: Sequence[Key]) -> tuple[Values, ...]:
    """For each cell of a set that explains, the printed values that it can have while the others have theirs."""
    asked = edits_about(graph, failed, keys)
    spans = {key: possible([tie for tie in asked if [k for k in keys if k in tie.bound] == [key]], key) for key in keys}
    shared = [tie for tie in asked if sum(key in tie.bound for key in keys) > 1]
    if not shared:
        return tuple(spans.values())
    from dvaudit.diagnose.together import extents

    return extents(spans, shared)
