"""Several named tables of one file as one: a record for each key, with the figures of all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from dvaudit.figure import Document, Layout, Place, RawCell, Record, Table
from dvaudit.layout import document
from dvaudit.message import fail
from dvaudit.names import normalize
from dvaudit.printed import TYPED, Declared, NumberFormat, merged
from dvaudit.units import rounding_in, scale_in

_Key = tuple[str, ...]


class _Column(NamedTuple):
    """A column of the whole: its name, its cell in each record, and where its name is printed."""

    name: str
    cells: list[RawCell | None]
    header: Place


def joined(tables: Mapping[str, tuple[Table, Layout]], names: Iterable[str] = ()) -> tuple[Table, Layout]:
    """The tables as one, each figure called after its table (``t2.total``), and the layout of the whole.

    A table that is one record without a key stands beside every record of the others. ``names`` are those by which
    rules call figures. Raises AuditError where records of two tables cannot be told to be the same.
    """
    known = [*names]
    documents = {
        name: document(table, layout, {one.removeprefix(f"{normalize(name)}.") for one in known})
        for name, (table, layout) in tables.items()
    }
    rows = _matched(documents)
    first = next((one for one in documents.values() if one.key_columns), None)
    keys = () if first is None else first.key_columns
    labels = [_record(documents, found) for found in rows]
    columns = [column for name, one in documents.items() for column in _columns(name, one, rows)]
    signs = _signs(columns)
    file, width = next(iter(documents.values())).file, len(keys)

    def cell(row: int, column: int) -> RawCell | None:
        return columns[column - width].cells[row] if column >= width else None

    def place(row: int, column: int) -> Place:
        found = cell(row, column)
        return labels[row].place(file) if found is None else found.locate()

    def said(row: int, column: int) -> Declared | None:
        found = cell(row, column)
        return None if found is None else found.said

    whole = Table(
        file,
        (*keys, *(column.name for column in columns)),
        [
            [*list(label.key.values())[:width], *(_text(column.cells[row]) for column in columns)]
            for row, label in enumerate(labels)
        ],
        [label.line for label in labels],
        place,
        lambda column: columns[column - width].header if column >= width else Place(file),
        shape="records" if keys else "record",
        typed=set() if signs is None else {
            (row, width + number) for number, column in enumerate(columns)
            for row, one in enumerate(column.cells) if one is not None and one.typed
        },
        problems=[problem for one in documents.values() for problem in one.problems],
        signs=signs or TYPED,
        said=said,
        part=" + ".join(documents),
        present={name: {n for n, found in enumerate(rows, 1) if name in found} for name in documents},
    )  # fmt: skip
    return whole, Layout(key=keys)


def _matched(documents: Mapping[str, Document]) -> list[dict[str, int]]:
    """For each record of the whole, the tables that have it and which of their records it is."""
    found: dict[_Key, dict[str, int]] = {}
    keyed = {name: one for name, one in documents.items() if one.key_columns}
    widths = {len(one.key_columns): name for name, one in keyed.items()}
    if len(widths) > 1:
        one, other = list(widths.values())[:2]
        raise fail("read.keys_unlike", file=documents[one].file, first=one, second=other)
    for name, own in keyed.items():
        for number, record in enumerate(own.records):
            if record.heading:
                continue
            key = tuple(normalize(record.key[column]) for column in own.key_columns)
            if name in found.setdefault(key, {}):
                at, label = record.place(own.file), ", ".join(record.key.values())
                raise fail("read.key_again", file=at.file, line=at.line, sheet=at.sheet, table=name, label=label)
            found[key][name] = number
    for name in documents.keys() - keyed.keys():
        if len(documents[name].records) != 1:
            raise fail("read.table_without_key", file=documents[name].file, table=name)
    rows = list(found.values()) or [{}]
    beside = [name for name in documents if name not in keyed]
    return [{**row, **dict.fromkeys(beside, 0)} for row in rows]


def _record(documents: Mapping[str, Document], found: Mapping[str, int]) -> Record:
    """The record of the first table that has a key for it."""
    keyed = [name for name in found if documents[name].key_columns]
    name = (keyed or [*found])[0]
    return documents[name].records[found[name]]


def _columns(name: str, own: Document, rows: list[dict[str, int]]) -> Iterable[_Column]:
    """The figures of a table over the records of the whole."""
    rounded = any(scale_in(line) or rounding_in(line) for line in (*own.above, *own.below))
    for printed in dict.fromkeys(one for several in own.names.values() for one in several):
        if printed in own.key_columns:
            continue
        cells = own.cells(printed)
        header = Place(own.file) if own.header_place is None else own.header_place(printed)
        chosen = [_cell(cells[found[name]], rounded=rounded) if name in found else None for found in rows]
        yield _Column(f"{name}.{printed}", chosen, header)


def _text(cell: RawCell | None) -> str | None:
    return None if cell is None else cell.text


def _cell(cells: tuple[RawCell, ...], *, rounded: bool) -> RawCell | None:
    """The first statement of a figure; the unit that stands over its table goes with it."""
    if not cells or not rounded:
        return cells[0] if cells else None
    return cells[0]._replace(said=merged(Declared(rounded=True), cells[0].said or Declared()))


def _signs(columns: Collection[_Column]) -> NumberFormat | None:
    """The signs of all typed numbers; None where tables use different ones."""
    found = {one.typed for column in columns for one in column.cells if one is not None and one.typed} or {TYPED}
    grouped = {one for one in found if one.group} or found
    return grouped.pop() if len(grouped) == 1 and len({one.decimal for one in found}) == 1 else None
