"""Whether some cells can explain failed edits, and where they cannot, which edits clash.

A set of cells explains failed edits when some values for its cells make every edit about them hold, the failed ones and
those that hold already, while all other cells are right (Fellegi and Holt, 1976).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from dvaudit.diagnose.graph import Graph, Key, Tie, Values, around, possible, printable, wanted
from dvaudit.diagnose.integral import clash
from dvaudit.diagnose.linear import constraints
from dvaudit.diagnose.lp import Constraint, bounds
from dvaudit.interval import ANY, Interval, common, exact
from dvaudit.predicate import judge


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
        clashing = _together(graph, spans, alone, shared)
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
    if not printable(found, graph.grains[key]):
        return ties, ()
    return (), found


def _together(
    graph: Graph, spans: Mapping[Key, Values], alone: Mapping[Key, Sequence[Tie]], shared: Sequence[Tie]
) -> list[Tie]:
    """The edits that clash when several cells are free, none where some values satisfy all of them.

    Exact where the edits are linear in the free cells; of others only what intervals tell is used. A solution counts
    where numbers of the figures' looks can state it: a count has no decimals.
    """
    keys = list(spans)
    free = {key: number for number, key in enumerate(keys)}
    steps = [graph.grains[key] for key in keys]
    given: list[Constraint] = []
    sources: list[Sequence[Tie]] = []
    for tie in shared:
        said = constraints(tie, free)
        if said is None:
            boxes = {key: _hull(spans[key]) for key in keys if key in tie.bound}
            if _impossible(tie, boxes):
                return [tie, *(one for key in boxes for one in alone[key])]
        else:
            given += (Constraint({n: w * steps[n] for n, w in one.weights.items()}, one.allowed) for one in said)
            sources += [(tie,)] * len(said)
    sources += [alone[key] for key in keys]
    clashing: dict[int, Tie] = {}
    for pieces in product(*(spans[key] for key in keys)):
        scaled = [piece.scaled(exact(1, step)) for piece, step in zip(pieces, steps, strict=True)]
        impossible = clash([*given, *(Constraint({number: 1}, box) for number, box in enumerate(scaled))])
        if impossible is None:
            return []
        clashing |= {tie.number: tie for index in impossible for tie in sources[index]}
    return [clashing[number] for number in sorted(clashing)]


def _hull(values: Values) -> Interval:
    found = values[0]
    for one in values[1:]:
        found = found.hull(one)
    return found


def _impossible(tie: Tie, boxes: Mapping[Key, Interval]) -> bool:
    """True where an edit fails for all values inside the boxes."""
    values = list(tie.found.values)
    for key, box in boxes.items():
        values[tie.bound[key]] = box + around(tie, key)
    try:
        return judge(tie.predicate, values, tie.found.slack) is not None
    except ZeroDivisionError:
        return False


def implied_values(graph: Graph, failed: Sequence[Tie], keys: Sequence[Key]) -> tuple[Values, ...]:
    """For each cell of a set that explains, the printed values that it can have while the others have theirs."""
    asked = edits_about(graph, failed, keys)
    spans = {key: possible([tie for tie in asked if [k for k in keys if k in tie.bound] == [key]], key) for key in keys}
    shared = [tie for tie in asked if sum(key in tie.bound for key in keys) > 1]
    if not shared:
        return tuple(spans[key] for key in keys)
    free = {key: number for number, key in enumerate(keys)}
    given = [one for tie in shared for one in constraints(tie, free) or ()]
    given += [Constraint({free[key]: 1}, _hull(spans[key])) for key in keys]
    return tuple(common(spans[key], (bounds({free[key]: 1}, given),)) for key in keys)
