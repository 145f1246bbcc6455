"""What `totals` and `hierarchy` share: the labels of a table's rows, its groups, and the columns that can be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dvaudit import names as naming
from dvaudit.column import LOOKED_AT
from dvaudit.headings import is_additive, is_dated, is_label
from dvaudit.kinds.slots import texts
from dvaudit.lookup import Names, column_texts
from dvaudit.message import Message, message
from dvaudit.numerals import readings
from dvaudit.readers.cells import is_year
from dvaudit.rule import Rule

SAMPLE = 50
"""How many cells tell whether a column holds numbers."""


class Row(NamedTuple):
    """One row of a group: its record's index, its label as printed, and whether it prints only the label."""

    at: int
    label: str
    heading: bool


def groups(names: Names, over: str, by: tuple[str, ...]) -> Iterator[tuple[dict[str, str], list[Row]]]:
    """The rows of a document by the texts of the ``by`` columns, in document order."""
    document = names.document
    labels = column_texts(document, over)
    keys = [column_texts(document, column) for column in by]
    found: dict[tuple[str, ...], list[Row]] = {}
    for index, (label, record) in enumerate(zip(labels, document.records, strict=True)):
        key = tuple(column[index] for column in keys)
        found.setdefault(key, []).append(Row(index, label, record.heading))
    for key, rows in found.items():
        yield dict(zip(by, key, strict=True)), rows


def by_columns(rule: Rule, names: Names, over: str) -> tuple[str, ...]:
    """The columns that tell one group from another: as written, else all other key columns.

    Key columns that neither a layout nor the path declares count only where their texts repeat: a running number or a
    remark tells every row from every other, and no group from another.
    """
    if "by" in rule.slots:
        return tuple(map(names.column, texts(rule, "by")))
    document = names.document
    others = tuple(column for column in document.key_columns if column != over)
    return tuple(
        column for column in others if document.declared or column in document.given or _repeats(names, column)
    )


def _repeats(names: Names, column: str) -> bool:
    """False where (almost) all texts of a column differ."""
    printed = column_texts(names.document, column)[:LOOKED_AT]
    return 10 * len(set(printed)) <= 9 * len(printed)


def added(rule: Rule, names: Names, over: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures that are added: as written, else every column of numbers whose name does not say rate or mean.

    Also gives the columns of numbers that are left out.
    """
    written = texts(rule, "figures")
    if written:
        return names.many(written, optional=rule), ()
    keys = {*names.document.key_columns, over}
    columns = [
        name for name, printed in names.printed.items() if printed not in keys and _holds_numbers(names, printed)
    ]
    columns = [name for name in columns if not is_label(name) and not (is_dated(name) and _holds_years(names, name))]
    left_out = [name for name in columns if not is_additive(name)]
    return tuple(name for name in columns if name not in left_out), tuple(left_out)


def not_added(rule: Rule, columns: Sequence[str]) -> tuple[Message, ...]:
    """That these columns are left out."""
    return (message("confront.not_added", rule=rule.id, columns=", ".join(columns)),) if columns else ()


def _holds_years(names: Names, name: str) -> bool:
    """True where all of the first numbers are years: when something was founded or built."""
    filled = (cells[0].text for cells in names.document.cells(names.printed[name]) if cells and cells[0].text.strip())
    return all(is_year(text) for text, _ in zip(filled, range(SAMPLE), strict=False))


def _holds_numbers(names: Names, printed: str) -> bool:
    filled = (cells[0].text for cells in names.document.cells(printed) if cells and cells[0].text.strip())
    sample = [text for text, _ in zip(filled, range(SAMPLE), strict=False)]
    return 2 * sum(1 for text in sample if readings(text)) > len(sample)


def selected(patterns: Iterable[str], labels: Iterable[str]) -> set[str]:
    """The labels that some text or pattern means."""
    known = list(labels)
    found: set[str] = set()
    for pattern in patterns:
        literal = [label for label in known if naming.normalize(label) == naming.normalize(pattern)]
        found.update(literal or (naming.matching(pattern, known) if naming.is_pattern(pattern) else ()))
    return found


def repeated(labels: Iterable[str]) -> str | None:
    """A label that stands on two rows, or None."""
    seen: set[str] = set()
    for label in labels:
        form = naming.normalize(label)
        if form in seen:
            return label
        seen.add(form)
    return None
