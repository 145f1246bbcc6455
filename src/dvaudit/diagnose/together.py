"""Several cells free at once: which edits clash, and which values each cell can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Any

from dvaudit.diagnose.graph import Graph, Key, Tie, Values, around
from dvaudit.diagnose.integral import clash
from dvaudit.diagnose.linear import Ways, constraints
from dvaudit.diagnose.lp import Constraint, bounds
from dvaudit.interval import Exact, Interval, common, exact, unite
from dvaudit.predicate import judge

WAYS = 64
"""So many combinations of alternatives are looked into; where there are more, nothing is refuted."""


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
    said: list[tuple[Tie, Ways]] = []
    for tie in shared:
        ways = constraints(tie, free)
        if ways is not None:
            said.append((tie, [[_in_steps(one, steps) for one in way] for way in ways]))
            continue
        boxes = {key: _hull(spans[key]) for key in keys if key in tie.bound}
        if _impossible(tie, boxes):
            return [tie, *(one for key in boxes for one in alone[key])]
    clashing: dict[int, Tie] = {}
    # One product: it takes its choices one by one, but would take all those of a product in it at once.
    for tried, both in enumerate(product(*(ways for _, ways in said), *(spans[key] for key in keys))):
        if tried == WAYS:
            return []
        chosen: Sequence[Any] = both[: len(said)]
        pieces: Sequence[Any] = both[len(said) :]
        given = [one for way in chosen for one in way]
        sources: list[Sequence[Tie]] = [(tie,) for (tie, _), way in zip(said, chosen, strict=True) for _ in way]
        for number, (key, piece) in enumerate(zip(keys, pieces, strict=True)):
            given.append(Constraint({number: 1}, piece.scaled(exact(1, steps[number]))))
            sources.append(alone[key])
        impossible = clash(given)
        if impossible is None:
            return []
        clashing |= {tie.number: tie for index in impossible for tie in sources[index]}
    clashing |= {tie.number: tie for tie, ways in said if not ways}
    return [clashing[number] for number in sorted(clashing)]


def _in_steps(one: Constraint, steps: Sequence[Exact]) -> Constraint:
    return Constraint({n: weight * steps[n] for n, weight in one.weights.items() if isinstance(n, int)}, one.allowed)


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
    own = [Constraint({free[key]: 1}, _hull(values)) for key, values in spans.items()]
    ways = [constraints(tie, free) or [[]] for tie in shared]
    found: dict[Key, list[Interval]] = {key: [] for key in spans}
    for chosen in islice(product(*ways), WAYS):
        given = [*(one for way in chosen for one in way), *own]
        for key, number in free.items():
            found[key].append(bounds({number: 1}, given))
    possible = {key: unite(one for one in every if not one.empty) for key, every in found.items()}
    return tuple(common(values, possible[key]) for key, values in spans.items())
