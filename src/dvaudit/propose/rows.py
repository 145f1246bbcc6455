"""Totals among the rows of a table, and changes from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dvaudit.column import LOOKED_AT
from dvaudit.figure import Document
from dvaudit.headings import indentation, is_of_which, is_total
from dvaudit.kinds.totals import LABELS
from dvaudit.layout import is_period_header
from dvaudit.lookup import Names, column_texts
from dvaudit.names import normalize
from dvaudit.periods import are_dates
from dvaudit.propose.judged import confronted, made
from dvaudit.propose.look import Look
from dvaudit.propose.sums import SURE, Sum, sums
from dvaudit.propose.vectors import Vector, turned
from dvaudit.readers.cells import is_year
from dvaudit.rule import Rule

MOST = 400
"""Among so many rows sums are looked for; in a longer table only total words tell of them."""


def row_rules(found: Look) -> Iterator[Rule]:
    """Rules about several rows: what the first document says, for the others have the same columns."""
    yield from _totals(found)
    yield from _series(found)


def _totals(found: Look) -> Iterator[Rule]:
    """The rows that are the sums of others: by total words, by what adds up, or by indentation."""
    document = found.documents[0]
    if document.layout == "list" or len(document.records) < 2 or not document.key_columns:
        return
    over, labels = _labels(document)
    kept = [at for at, record in enumerate(document.records) if not record.heading]
    columns = [
        one.at(range(len(kept))) for at, one in enumerate(found.vectors) if at not in found.percents and one.known
    ]  # fmt: skip
    shown = [labels[at] for at in kept]
    relations = _relations(columns, shown)
    # A column in which no row is the sum of others is no amount, or has an error: the rule is tried with all, and
    # with the others.
    figures = _adding(columns, shown, relations)
    partly: dict[str, object] = {} if len(figures) in (0, len(columns)) else {"figures": figures}
    totals = [made("totals", over, {"over": over, **extra}) for extra in ({}, partly)]
    totals = totals[: 1 + bool(partly)] if any(map(is_total, shown)) else []
    yield from _sure(totals, found)
    if any(one.proposed for one in confronted(totals, found.group)):
        relations = [one for one in relations if not is_total(shown[one.total])]
    unique = _once(shown)
    tree = {
        shown[one.total]: tuple(shown[at] for at in sorted(one.parts))
        for one in relations if all(normalize(shown[at]) in unique for at in (one.total, *one.parts))
    }  # fmt: skip
    listed = [made("hierarchy", over, {"over": over, "parents": tree})] if tree else []
    is_indented = len(set(map(indentation, shown))) > 1
    indented = [made("hierarchy", over, {"over": over, "by_order": True})] if is_indented else []
    if _held(_sure(indented, found), found) >= max(1, _held(listed, found)):
        yield from indented
        return
    yield from listed
    if listed and partly:
        yield made("hierarchy", over, {"over": over, "parents": tree, **partly})


def _held(rules: Sequence[Rule], found: Look) -> int:
    """How often rules that can be proposed hold."""
    return sum(one.held for one in confronted(rules, found.group) if one.proposed)


def _sure(rules: Sequence[Rule], found: Look) -> list[Rule]:
    """The rules that hardly hold by coincidence, or do not hold."""
    return [one.rule for one in confronted(rules, found.group) if one.bits >= SURE or not one.held]


def _labels(document: Document) -> tuple[str, list[str]]:
    """The column of row labels, as ``totals`` finds it, and its texts."""
    columns = dict.fromkeys((*document.key_columns, *list(Names(document, {}).printed.values())[:LABELS]))
    telling = (one for one in columns if any(map(is_total, column_texts(document, one)[:LOOKED_AT])))
    over = next(telling, document.key_columns[0])
    return over, column_texts(document, over)


def _once(labels: Sequence[str]) -> set[str]:
    """The labels that stand on one row only."""
    forms = [normalize(label) for label in labels]
    return {form for form in forms if form and forms.count(form) == 1}


def _relations(columns: Sequence[Vector], labels: Sequence[str]) -> list[Sum]:
    """The sums among the rows; what is told as "of which" is a part of nothing."""
    if not columns or not 3 <= len(labels) <= MOST:
        return []
    rows = turned(columns, labels)
    chosen = [at for at, label in enumerate(labels) if label.strip() and not is_of_which(label)]
    found = sums([rows[at] for at in chosen], [n for n, at in enumerate(chosen) if is_total(labels[at])])
    return [
        Sum(chosen[one.total], tuple(chosen[at] for at in one.parts))
        for one in found if not one.minus
    ]  # fmt: skip


def _adding(columns: Sequence[Vector], labels: Sequence[str], relations: Sequence[Sum]) -> tuple[str, ...]:
    """The columns in which the sums hold, at least half of them."""
    rows = turned(columns, labels)
    found = []
    for at, column in enumerate(columns):
        held = failed = 0
        for one in relations:
            values = [rows[row].value[at] for row in (one.total, *one.parts)]
            if None in values:
                continue
            stated, *parts = (value or 0 for value in values)
            slack = sum(rows[row].loose[at] for row in (one.total, *one.parts))
            held, failed = held + (abs(stated - sum(parts)) <= slack), failed + (abs(stated - sum(parts)) > slack)
        if held and held >= failed:
            found.append(column.name)
    return tuple(found)


def _series(found: Look) -> Iterator[Rule]:
    """Columns that state the change of another one from row to row, or repeat what it was before."""
    document = found.documents[0]
    over = next((one for one in document.key_columns if _is_period(document, one)), None)
    if over is None or len(document.records) < 4 or len(found.documents) > 1:
        return
    columns = [(at, one) for at, one in enumerate(found.vectors) if at not in found.percents]
    for _, figure in columns:
        for _, stated in columns:
            for slot in ("change", "opening"):
                if stated is not figure and _follows(figure, stated, slot, len(columns)):
                    slots = {"figure": figure.name, "over": over, slot: stated.name}
                    yield made("series", stated.name, slots)


def _is_period(document: Document, column: str) -> bool:
    """True for a key column of years, months or days, by its header or its texts."""
    texts = [record.key[column] for record in document.records]
    return is_period_header(column) or are_dates(texts) or all(map(is_year, texts))


def _follows(figure: Vector, stated: Vector, slot: str, columns: int) -> bool:
    """True where a column is the difference of another to the row before, or that row's value, and hardly by chance."""
    held = failed = bits = 0
    seen: set[tuple[int, int]] = set()
    for at in range(1, len(figure.value)):
        now, before, said = figure.value[at], figure.value[at - 1], stated.value[at]
        if now is None or before is None or said is None:
            continue
        wanted = before if slot == "opening" else now - before
        slack = figure.half[at] + figure.half[at - 1] + stated.half[at]
        if abs(wanted - said) > slack:
            failed += 1
        elif said:
            held += 1
            new = (said, wanted) not in seen
            seen.add((said, wanted))
            bits += new * (abs(said) // (2 * slack + stated.unit[at])).bit_length()
    return held >= failed and held > 2 and bits >= SURE + (2 * columns * columns).bit_length()
