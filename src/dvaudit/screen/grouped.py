"""Totals and hierarchies in a large table: one structure for all groups with the same labels, one statement for sums.

Groups of a large table are many and alike: each year has the same provinces. So the groups are told apart by the
sequence of their labels, the kind finds the relations of one group of each sort, and the engine adds up all of them.
Groups in which everything certainly holds are counted; the others go to the judge whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from dvaudit import layout
from dvaudit.bind import Applies, Groups, Relation, bind
from dvaudit.figure import Document, Figures
from dvaudit.lookup import Names, column_texts
from dvaudit.rule import Edit
from dvaudit.screen.cells import Cells
from dvaudit.screen.ends import EXACT, both
from dvaudit.screen.parts import Part, Spanning, Unit
from dvaudit.screen.table import Loaded, arrange, register, rows_of, sorts, staged

MOST_LABELS = 1_000_000
"""So many labels of groups that differ are looked at; a table of more is left to the judge alone."""


class _Sort(NamedTuple):
    """Groups with the same labels: how many they are, and the relations between their rows, by position."""

    times: int
    relations: tuple[Relation, ...]


def screened(loaded: Loaded, part: Part, columns: Mapping[str, Cells]) -> Spanning:
    """How a rule about groups comes out. Raises TooManyError where the groups differ too much."""
    plan = part.plan
    if not isinstance(plan, Groups):
        raise TypeError(part.key)
    arrange(loaded, [loaded.text(column) for column in plan.by], loaded.text(plan.over), MOST_LABELS)
    known = _sorts(loaded, plan)
    cells = [columns[name] for name in plan.names]
    _add_up(loaded, known, cells)
    judged = [sort for sort, one in enumerate(known) if any(relation.undecided for relation in one.relations)]
    everything = part.rule.when is not None or not cells
    listed = f"outcome.sort IN ({', '.join(map(str, judged))})" if judged else "FALSE"
    asked = "TRUE" if everything else f"(NOT outcome.fine OR {listed})"
    held: dict[str, int] = {}
    sums = 0
    for sort, times in loaded.run(
        f"SELECT sort, count(*) FROM {loaded.table('outcome')} WHERE NOT {asked} GROUP BY sort"
    ):
        relations = known[sort].relations
        for name, cell in zip(plan.names, cells, strict=True):
            held[name] = held.get(name, 0) + times * len(relations)
            if cell.exact == "TRUE":
                sums += times * sum(len(one.parts) > 1 for one in relations)
    open_groups = rows_of(loaded, asked)
    units = [Unit(tuple(numbers), tuple(numbers)) for _, _, numbers in open_groups]
    sort_of = {numbers[0]: (known[sort], numbers) for _, sort, numbers in open_groups}

    def about(rows: Collection[int]) -> list[Unit]:
        if not rows:
            return []
        listed = ", ".join(map(str, rows))
        own = f"SELECT own.grp FROM {loaded.prefix}members AS own WHERE own.rn IN ({listed})"
        found = rows_of(loaded, f"outcome.grp IN ({own})")
        sort_of.update({numbers[0]: (known[sort], numbers) for _, sort, numbers in found})
        return [Unit(tuple(numbers), tuple(numbers)) for _, _, numbers in found]

    def edits(
        document: Document, figures: Figures, place: Mapping[int, int], applies: Applies, negative: frozenset[str]
    ) -> Iterator[Edit]:
        found = tuple(_placed(sort_of, plan, document, place))
        return bind(part.rule, plan._replace(relations=found), document, figures, applies, negative)

    return Spanning(part, held, sums, 0, units, edits, about)


def _members(relation: Relation) -> tuple[int, ...]:
    return (*(() if relation.total is None else (relation.total,)), *relation.parts)


def _sorts(loaded: Loaded, plan: Groups) -> list[_Sort]:
    """The sorts of groups, each with the relations that the kind finds in the first group of it."""
    first = sorts(loaded)
    rows = loaded.fetch(sorted(number for _, numbers in first for number in numbers))
    prepared = loaded.prepared
    places = [number + 1 for number in rows.numbers]
    document = layout.of_rows(prepared.document, rows.table, places, prepared.ruleset.layout)
    home = {number: (sort, at) for sort, (_, numbers) in enumerate(first) for at, number in enumerate(numbers)}
    homes = [home[number] for number in rows.numbers]
    found: list[list[Relation]] = [[] for _ in first]
    names = Names(document, prepared.ruleset.figures)
    for relation in plan.relate(names, [first[sort][0] for sort, _ in homes]):
        members = _members(relation)
        if members:
            total = None if relation.total is None else homes[relation.total][1]
            here = relation._replace(total=total, parts=tuple(homes[index][1] for index in relation.parts))
            found[homes[members[0]][0]].append(here)
    return [_Sort(count, tuple(own)) for (count, _), own in zip(first, found, strict=True)]


def _add_up(loaded: Loaded, known: Sequence[_Sort], cells: Sequence[Cells]) -> None:
    """Makes the table ``outcome`` (grp, sort, fine): whether all figures of all relations certainly add up."""
    entries = [
        (sort, number, position, 1 if position == relation.total else -1)
        for sort, one in enumerate(known) for number, relation in enumerate(one.relations)
        for position in _members(relation)
    ]  # fmt: skip
    names = ("sort", "rel", "pos", "weight")
    register(loaded, "relations", {name: [entry[at] for entry in entries] for at, name in enumerate(names)})
    sums: list[str] = []
    for index, cell in enumerate(cells):
        lo, hi = cell.ends.lo, cell.ends.hi
        sums += [
            f"bool_and({cell.plain}) AS plain{index}",
            f"sum(CASE WHEN weight = 1 THEN {lo} ELSE -({hi}) END) AS lo{index}",
            f"sum(CASE WHEN weight = 1 THEN {hi} ELSE -({lo}) END) AS hi{index}",
            f"sum({cell.ends.size}) AS size{index}",
        ]
    fine = both(_fine(index, cell) for index, cell in enumerate(cells))
    loaded.create(
        "outcome", "SELECT grp, sort, bool_and(coalesce(fine, FALSE)) AS fine FROM ("
        f"SELECT grp, sort, {fine} AS fine FROM (SELECT grp, sort, rel, {', '.join(sums) or '0 AS nothing'}"
        f" FROM ({staged(loaded, cells)}) JOIN {loaded.table('members')} USING (rn)"
        f" JOIN {loaded.table('sorted')} USING (grp) JOIN {loaded.table('relations')} USING (sort, pos)"
        " GROUP BY grp, sort, rel)) GROUP BY grp, sort"
    )


def _fine(index: int, cell: Cells) -> str:
    """When a figure certainly adds up, its sums being called lo, hi and size, with its number."""
    ends = cell.ends
    reached = ends.limit is not None and not (ends.lo_open or ends.hi_open)
    inside = f"lo{index} <= 0 AND hi{index} >= 0" if reached else f"lo{index} < -1 AND hi{index} > 1"
    return both([f"plain{index}", inside, f"size{index} < {EXACT}"])


def _placed(
    known: Mapping[int, tuple[_Sort, list[int]]], plan: Groups, document: Document, place: Mapping[int, int]
) -> Iterator[Relation]:
    """The relations of the groups that are in hand whole, by the places of their rows."""
    texts = {column: column_texts(document, column) for column in plan.by}
    for sort, numbers in known.values():
        if all(number in place for number in numbers):
            at = [place[number] for number in numbers]
            for relation in sort.relations:
                total = None if relation.total is None else at[relation.total]
                key = {**relation.key, **{column: texts[column][at[0]] for column in plan.by}}
                yield relation._replace(total=total, parts=tuple(at[i] for i in relation.parts), key=key)
