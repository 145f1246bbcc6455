"""Series in a large table: the order of one series of each sort, and every row beside the one before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from dvaudit.bind import Applies, Lags, compared, unlike
from dvaudit.confront import is_sum
from dvaudit.figure import Document, Figures
from dvaudit.message import Message
from dvaudit.periods import ordered
from dvaudit.rule import Edit
from dvaudit.screen.cells import Cells
from dvaudit.screen.emit import verdict
from dvaudit.screen.ends import Ends, both
from dvaudit.screen.parts import Part, Spanning, Unit
from dvaudit.screen.table import Loaded, TooManyError, arrange, register, staged

MOST_LABELS = 3_000_000
"""So many rows of series that differ are put in order; a table of more is left to the judge alone."""
_NAME = re.compile(r"\b([a-z]\d+)\b")


class _Pair(NamedTuple):
    """A row that has to be judged beside the one before it."""

    now: int
    before: int
    reason: Message | None


def screened(loaded: Loaded, part: Part, columns: Mapping[str, Cells]) -> Spanning:
    """How a rule about series comes out. Raises TooManyError where the judge has to do it alone."""
    plan = part.plan
    if not isinstance(plan, Lags):
        raise TypeError(part.key)
    if plan.earlier is not None:
        raise TooManyError(part.rule.id)
    arrange(loaded, [loaded.text(column) for column in plan.by], loaded.text(plan.over), MOST_LABELS)
    listed = loaded.run(f"SELECT labels, times FROM {loaded.table('sorts')} ORDER BY sort")
    steps = [(sort, step) for sort, (labels, _) in enumerate(listed) for step in ordered(labels)]
    first = sum(listed[sort][1] for sort, step in steps if step.before is None)
    if not any(step.before is not None for _, step in steps):
        raise TooManyError(part.rule.id)  # every row is the first of its series: that is for the judge to say
    asked = [(sort, step) for sort, step in steps if step.before is not None]
    reasons = {(sort, step.now): unlike(plan, listed[sort][0], step) for sort, step in asked}
    register(loaded, "steps", {
        "sort": [sort for sort, _ in asked],
        "now": [step.now for _, step in asked],
        "before": [step.before or 0 for _, step in asked],
        "unlike": [int(reasons[sort, step.now] is not None) for sort, step in asked],
    })  # fmt: skip
    fine = "FALSE" if part.rule.when is not None else f"unlike = 0 AND {_fine(plan, columns)}"
    side = _side(loaded, columns, plan)
    loaded.create(
        "outcome", "SELECT n.rn AS rn, b.rn AS earlier, n.sort AS sort, steps.now AS now,"
        f" coalesce({fine}, FALSE) AS fine FROM {side} n JOIN {loaded.table('steps')} ON n.sort = steps.sort"
        f" AND n.pos = steps.now JOIN {side} b ON b.grp = n.grp AND b.pos = steps.before"
    )
    ((certain,),) = loaded.run(f"SELECT count(*) FROM {loaded.table('outcome')} WHERE fine")
    held: dict[str, int] = {}
    sums = 0
    for template, _ in plan.templates:
        held[template.names[0]] = held.get(template.names[0], 0) + certain
        whole = all(columns[name].exact == "TRUE" for name in template.names)
        sums += certain if whole and is_sum(template.predicate) and len(template.names) > 2 else 0
    pairs: dict[int, _Pair] = {}

    def chosen(condition: str) -> list[Unit]:
        found = [
            _Pair(now, before, reasons[sort, position])
            for now, before, sort, position in loaded.run(
                f"SELECT rn, earlier, sort, now FROM {loaded.table('outcome')} WHERE {condition} ORDER BY rn"
            )
        ]
        pairs.update((pair.now, pair) for pair in found)
        return [Unit((min(pair.now, pair.before), max(pair.now, pair.before)), (pair.now,)) for pair in found]

    units = chosen("NOT fine")

    def about(rows: Collection[int]) -> list[Unit]:
        listed = ", ".join(map(str, rows))
        return chosen(f"rn IN ({listed}) OR earlier IN ({listed})") if rows else []

    def edits(
        document: Document, figures: Figures, place: Mapping[int, int], applies: Applies, negative: frozenset[str]
    ) -> Iterator[Edit]:
        del applies, negative  # which rows are asked about is told by the pairs
        for _, pair in sorted(pairs.items()):
            if pair.now in place and pair.before in place:
                at = place[pair.now], place[pair.before]
                yield from compared(part.rule, plan, document, figures, at, pair.reason)

    return Spanning(part, held, sums, first * len(plan.templates), units, edits, about)


def _side(loaded: Loaded, columns: Mapping[str, Cells], plan: Lags) -> str:
    """The rows with what is computed of their cells, and where they stand in which series."""
    cells = staged(loaded, (columns[name] for name in plan.names))
    return (
        f"(SELECT * FROM ({cells}) JOIN {loaded.table('members')} USING (rn) JOIN {loaded.table('sorted')} USING (grp))"
    )


def _fine(plan: Lags, columns: Mapping[str, Cells]) -> str:
    """When all templates certainly hold for a row ``n`` and the row ``b`` before it."""
    found: list[str] = []
    for template, lags in plan.templates:
        cells = [
            (columns[name], "b" if lag else "n") for name, lag in zip(template.names, lags, strict=True)
        ]  # fmt: skip
        found += [_of(cell.plain, side) for cell, side in cells]
        values = [_ends(cell.ends, side) for cell, side in cells]
        found.append(verdict(template.predicate, values).holds)
    return both(found)


def _of(expression: str, side: str) -> str:
    """An expression about the cells of one of the two rows."""
    return _NAME.sub(rf"{side}.\1", expression)


def _ends(ends: Ends, side: str) -> Ends:
    return ends._replace(
        lo=_of(ends.lo, side), hi=_of(ends.hi, side), size=_of(ends.size, side), center=_of(ends.center, side)
    )


