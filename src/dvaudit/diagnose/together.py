"""Several cells free at once: which edits clash, and which values each cell can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from dvaudit.diagnose.graph import Graph, Key, Tie, Values, around
from dvaudit.diagnose.integral import clash
from dvaudit.diagnose.linear import constraints
from dvaudit.diagnose.lp import Constraint, bounds
from dvaudit.interval import Interval, common, exact
from dvaudit.predicate import judge


def together(
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


def extents(spans: Mapping[Key, Values], shared: Sequence[Tie]) -> tuple[Values, ...]:
    """What each cell can be within its own values while the others fit in, where some values do."""
    free = {key: number for number, key in enumerate(spans)}
    given = [one for tie in shared for one in constraints(tie, free) or ()]
    given += [Constraint({free[key]: 1}, _hull(values)) for key, values in spans.items()]
    return tuple(common(values, (bounds({free[key]: 1}, given),)) for key, values in spans.items())
