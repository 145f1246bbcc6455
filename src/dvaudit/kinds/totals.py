"""The total row and the total column of a table equal their parts.

What it checks
    For every figure the total row is the sum of the other rows of its group; with `columns` the total column is the
    sum of its columns, in every row. `rows` and `columns` together describe a crossed table. Subtotal rows are sums of
    the rows next to them and no parts of the total. Where rows are indented, with blanks or list marks, a row is the
    sum of those indented below it.

Why
    A table's totals are where its readers look first, and a wrong cell shows in its row and in its column.

Holds
    Total 1,203 over District A 701 and District B 502

Does not hold
    Total 1,230 over the same two rows

Limits
    Total, subtotal and "of which" rows are known by the words of several languages; `total`, `parts` and `ignore` name
    them otherwise. Columns whose name says rate, mean, index or per cent are not added unless `figures` names them,
    nor rows called so unless `parts` does; the report says which. Where the structure is guessed (no `over`, no
    `total`), it must hold somewhere before it may fail elsewhere. Subtotals and indented rows always are a guess:
    where they do not make their row in most places they may be only some of its parts, and a note says which rows were
    not checked; `parents` of a `hierarchy` declares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dvaudit import names as naming
from dvaudit.bind import Groups, Plan, Records, Relation, Several
from dvaudit.column import LOOKED_AT
from dvaudit.headings import (
    depth,
    is_classification,
    is_overall,
    is_part_only,
    is_rate,
    is_share,
    is_subtotal,
    is_total,
    totals_among,
)
from dvaudit.kinds import columns, nested
from dvaudit.kinds.columns import texts
from dvaudit.kinds.groups import Row, added, by_columns, groups, not_added, repeated, selected
from dvaudit.kinds.slots import mapping, text
from dvaudit.lookup import Names, column_texts
from dvaudit.message import Message, message
from dvaudit.numerals import readings
from dvaudit.rule import Kind, Rule, Slot

SHOWN = 5
"""So many of the rows that are left out are all named."""
LABELS = 12
"""Among how many columns on the left the row labels are looked for."""


def plan(rule: Rule, names: Names) -> Plan:
    """Edits for the total rows, the total columns or both; raises UnboundNameError."""
    plans: list[Groups | Records] = []
    about_rows = {**rule.slots, **_axis(rule, "rows", "over")}
    over = _label_column(about_rows, names)
    figures, left_out = added(rule, names, over)
    notes: tuple[Message, ...] = ()
    small = len(names.document.records) <= LOOKED_AT  # the rows of a larger table are data, of which none is told
    asked = "rows" in rule.slots or "over" in rule.slots or "columns" not in rule.slots
    if asked and over is not None:  # a list of names and values has no rows to total
        plans += _rows(rule, names, about_rows, over, figures)
        shares = _shares(rule, names, about_rows, over, left_out)
        plans += shares
        left_out = tuple(name for name in left_out if not any(name in plan.names for plan in shares))
    if asked and small and not any(isinstance(one, Groups) and one.relations for one in plans):
        notes += (message("confront.no_total_row_met", rule=rule.id),)
    rates = _rates(names, about_rows, over) if small else ()
    if "columns" in rule.slots:
        found = columns.records(names, _axis(rule, "columns", "total"), figures)
        if not found.templates:
            notes += (message("confront.no_total_column_met", rule=rule.id),)
        plans.append(found._replace(without=frozenset(at for at, _ in rates)))
    if small and over is not None:
        notes += _told(rule, names, over, [label for _, label in rates], asked=asked)
    return Several(tuple(plans), notes=(*not_added(rule, left_out), *notes))


def _rates(names: Names, said: Mapping[str, object], over: str | None) -> tuple[tuple[int, str], ...]:
    """The rows that are no sums and make none by their labels, unless the rule names them."""
    if over is None or names.document.layout == "list":
        return ()
    labels = column_texts(names.document, over)
    named = selected((*texts(said, "total"), *texts(said, "parts")), labels)
    pairs = zip(labels, names.document.records, strict=True)
    return tuple(
        (at, label) for at, (label, record) in enumerate(pairs)
        if is_rate(label) and not record.heading and label not in named
    )  # fmt: skip


def _told(rule: Rule, names: Names, over: str, rates: Sequence[str], *, asked: bool) -> tuple[Message, ...]:
    """Which rows are not added, and which nothing is said about."""
    labels = column_texts(names.document, over)
    ignored = texts(_axis(rule, "rows", "over"), "ignore") or texts(rule.slots, "ignore")
    notes = [
        message("confront.ignored_nowhere", rule=rule.id, label=label, over=over)
        for label in ignored if not selected((label,), labels)
    ]
    if rates:
        notes.append(message("confront.rates_apart", rows=_listed(rates)))
    if asked and not {"parts", "ignore"} & {*rule.slots, *_axis(rule, "rows", "over")}:
        apart = [
            row.label.strip()
            for _, rows in groups(names, over, by_columns(rule, names, over))
            for row in nested.loose([row for row in rows if not is_rate(row.label)])
        ]
        if apart:
            notes.append(message("confront.rows_loose", rule=rule.id, rows=_listed(apart)))
    return tuple(notes)


def _listed(labels: Sequence[str]) -> str:
    """Some labels, the first ones of many."""
    shown = [*dict.fromkeys(" ".join(label.split()) for label in labels)]
    return ", ".join(shown[:SHOWN]) + (", ..." if len(shown) > SHOWN else "")


def _axis(rule: Rule, slot: str, bare: str) -> Mapping[str, object]:
    """What is said of the rows or the columns; a bare text is their ``bare`` slot, unless it only says yes."""
    written = text(rule, slot)
    if written is None:
        return mapping(rule, slot)
    return {} if written.casefold() in ("auto", "true", "yes") else {bare: written}


def _label_column(said: Mapping[str, object], names: Names) -> str | None:
    over = said.get("over")
    if isinstance(over, str):
        return names.column(over)
    keys = names.document.key_columns
    # A number or a code may stand before the label: the label column is the one that says total.
    columns = dict.fromkeys((*keys, *list(names.printed.values())[:LABELS]))
    shown = {column: tuple(dict.fromkeys(column_texts(names.document, column)[:LOOKED_AT])) for column in columns}
    for says in (is_total, is_overall):
        telling = next((column for column in columns if any(map(says, shown[column]))), None)
        if telling is not None:
            return telling
    return next(iter(keys), None)


def _rows(
    rule: Rule, names: Names, said: Mapping[str, object], over: str, figures: tuple[str, ...]
) -> list[Groups]:
    """The total rows with what they add; then what the table shows by itself, subtotals and indented rows."""
    total, parts, ignore = (texts(said, slot) for slot in ("total", "parts", "ignore"))
    declared = bool(total or parts or isinstance(said.get("over"), str))
    axis = _Axis(over, total, parts, ignore, declared)
    by = by_columns(rule, names, over)

    def relate(known: Names, times: Sequence[int]) -> list[Relation]:
        return _relations(known, axis, by, times)

    # The first rows tell, in every engine alike.
    shown = list(dict.fromkeys(column_texts(names.document, over)[:LOOKED_AT]))
    guess = "" if declared else "rows"
    if not total and not any(map(is_total, shown)):
        guess = nested.OVERALL
    found = [Groups(tuple(relate(names, ())), figures, "totals", over, by, relate, guess)]
    if parts:
        return found
    if any(map(is_subtotal, shown)):
        found.append(_nested(names, axis, by, figures, nested.SUBTOTALS))
    if len({*map(depth, shown)}) > 1:
        found.append(_nested(names, axis, by, figures, nested.INDENTED))
    return found


def _nested(names: Names, axis: _Axis, by: tuple[str, ...], figures: tuple[str, ...], guess: str) -> Groups:
    """Subtotals, or rows that others are indented under: their structure is guessed, whatever is declared."""
    over = axis.over
    look = nested.indented if guess == nested.INDENTED else nested.subtotals

    def relate(known: Names, _: Sequence[int]) -> list[Relation]:
        relations: list[Relation] = []
        for key, rows in groups(known, over, by):
            added_up, heads = _split(rows, axis)
            relations += look(added_up, heads, key, over)
        return relations

    return Groups(tuple(relate(names, ())), figures, "totals", over, by, relate, guess)


def _shares(
    rule: Rule, names: Names, said: Mapping[str, object], over: str, left_out: Sequence[str]
) -> list[Groups]:
    """Columns of percentages with a total row of 100 among the first rows, as every engine sees them."""
    found = []
    for name in filter(is_share, left_out):
        (base, *_) = _rows(rule, names, said, over, (name,))
        printed = column_texts(names.document, names.printed[name])[:LOOKED_AT]
        heads = (one.total for one in base.relations)
        if any(at is not None and at < len(printed) and _is_100(printed[at]) for at in heads):
            found.append(base._replace(guess=nested.SHARES))
    return found


def _is_100(text: str) -> bool:
    return any(one.value == 100 for one in readings(text))


def _split(rows: Sequence[Row], axis: _Axis) -> tuple[list[Row], list[Row]]:
    """The rows of a group that are added or totals, and those of them that are totals."""
    labels = [row.label for row in rows]
    named, left_out = selected((*axis.total, *axis.parts), labels), selected(axis.ignore, labels)
    apart = {row.label for row in rows if row.label in left_out or (is_rate(row.label) and not row.heading)} - named
    kept = [row for row in rows if row.label not in apart]
    heads = selected(axis.total, labels) if axis.total else set(totals_among([r.label for r in kept if not r.heading]))
    return kept, [row for row in kept if row.label in heads and not row.heading]


def _relations(names: Names, axis: _Axis, by: tuple[str, ...], times: Sequence[int]) -> list[Relation]:
    """The totals and their parts in each group of rows; ``times`` as :data:`dvaudit.bind.Relate` has it."""
    over, total, parts, ignore = axis[:4]
    relations: list[Relation] = []
    broken_down: list[Relation] = []
    for key, listed in groups(names, over, by):
        rows, stated = _split(listed, axis)
        sections = [rows] if len(stated) < 2 else _sections(rows)
        breakdowns = _breakdowns(rows, stated[0]) if len(stated) == 1 and not parts else []
        for section in breakdowns or sections:
            heads = stated if breakdowns else [row for row in section if row in stated]
            relation = _relation(key, section, heads, axis)
            if relation is not None:
                (broken_down if breakdowns else relations).append(relation)
    if not (parts or ignore):
        relations = _complete(relations, names, over, times)
    relations += broken_down  # two breakdowns have no row in common
    if not any(relation.total is not None for relation in relations):
        # A group without a total row counts as incomplete only where others have one.
        relations = [relation for relation in relations if total]
    return relations


def _sections(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows below each heading, the heading left out; the rows before the first one come first."""
    sections: list[list[Row]] = [[]]
    for row in rows:
        if row.heading and not is_part_only(row.label):
            sections.append([])
        else:
            sections[-1].append(row)
    return [section for section in sections if section]


def _breakdowns(rows: Sequence[Row], total: Row) -> list[list[Row]]:
    """The rows of each complete breakdown of the one total: below a heading that begins one, and before the first.

    Empty where no heading says so (by sex, by age).
    """
    found: list[list[Row]] = [[]]
    inside = True
    for row in rows:
        if row.heading and not is_part_only(row.label):
            inside = is_classification(row.label)
            if inside:
                found.append([])
        elif inside and row is not total:
            found[-1].append(row)
    return [section for section in found if section] if len(found) > 1 else []


def _complete(relations: Sequence[Relation], names: Names, over: str, times: Sequence[int]) -> list[Relation]:
    """The relations with those undecided that lack a row which most groups have, or the other one of two."""
    labels = column_texts(names.document, over)
    shown = [{naming.normalize(labels[index]): labels[index] for index in relation.parts} for relation in relations]
    counts: Counter[str] = Counter()
    every = 0
    for relation, found in zip(relations, shown, strict=True):
        alike = times[relation.parts[0]] if times and relation.parts else 1
        every += alike
        counts.update(dict.fromkeys(found, alike))
    # Of two groups nobody knows whether one lacks a row or the other has one more.
    usual = [label for label, count in counts.items() if 2 * count > every > 2 or count < every == 2]
    result = []
    for relation, found in zip(relations, shown, strict=True):
        lacking = [label for label in usual if label not in found]
        if lacking and relation.undecided is None and 2 * len(found) >= len(usual):
            reason = message("confront.row_missing", over=over, label=", ".join(lacking))
            result.append(relation._replace(undecided=reason))
        else:
            result.append(relation)
    return result


class _Axis(NamedTuple):
    """What a rule says of a table's rows; ``declared`` where it says anything at all."""

    over: str
    total: tuple[str, ...]
    parts: tuple[str, ...]
    ignore: tuple[str, ...]
    declared: bool


def _relation(key: Mapping[str, str], rows: Sequence[Row], heads: Sequence[Row], axis: _Axis) -> Relation | None:
    over, total, parts, _, declared = axis
    if len(heads) > 1:
        several = message("confront.several_totals", over=over, labels=", ".join(row.label for row in heads))
        return Relation(heads[0].at, (), key, several)
    others = [row for row in rows if row not in heads]
    if parts:
        wanted = selected(parts, [row.label for row in others])
        missing = [part for part in parts if not selected((part,), wanted)]
        found = [row for row in others if row.label in wanted and not row.heading]
        if missing:
            lacking = message("confront.row_missing", over=over, label=", ".join(missing))
            return Relation(heads[0].at if heads else None, tuple(row.at for row in found), key, lacking)
    else:
        found = nested.parts(nested.within_total(others, heads))
    indexes = tuple(row.at for row in found)
    if not heads:
        if not (declared and found):
            return None
        lacking = message("confront.no_total_row", over=over)
        if total:
            lacking = message("confront.row_missing", over=over, label=", ".join(total))
        return Relation(None, indexes, key, lacking)
    if len(found) < 2 and not declared:
        if not any(row.heading and is_part_only(row.label) for row in others):
            return None
        found = []  # what stands below "of which" may be all there is, or not
    double = repeated(row.label for row in found)
    reason: Message | None = None
    if double is not None:
        reason = message("confront.duplicate_row", over=over, label=double)
    elif not found:
        reason = message("confront.no_parts", over=over, label=heads[0].label)
    return Relation(heads[0].at, indexes, {**key, over: heads[0].label}, reason)


KIND = Kind(
    "totals",
    (
        Slot("over", "text", "the column of row labels (the first label column)"),
        Slot("total", "texts", "the label of the total row (known total words)"),
        Slot("parts", "texts", "the labels of the rows that make it (all others)"),
        Slot("ignore", "texts", "labels of rows that are neither"),
        Slot("figures", "names", "the figures that are added (all columns of counts and amounts)"),
        Slot("by", "texts", "the columns that tell one group from another (all other key columns)"),
        Slot("rows", "mapping", "for a crossed table: {over, total, parts, ignore} of the rows"),
        Slot("columns", "mapping", "the total column: auto, or {total, parts, ignore}"),
    ),
    __doc__ or "",
    plan,
)
