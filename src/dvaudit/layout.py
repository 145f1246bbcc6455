"""A table understood under a layout: one record a row, a name/value list, or a long table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat

from dvaudit.figure import Document, Layout, RawCell, Record, Table
from dvaudit.headings import is_bulleted, is_classification, is_of_which
from dvaudit.message import Problem, fail, message
from dvaudit.names import closest, normalize, without_unit
from dvaudit.pattern import pattern
from dvaudit.readers.cells import is_marker, is_number, is_year

_NAMES = (
    "name|names|figure|figures|indicator|indicators|item|items|measure|measurement|variable|metric|description|label"
    "|tên|tên chỉ tiêu|chỉ tiêu|chỉ số|các chỉ tiêu|tên số liệu|nội dung|hạng mục|khoản mục|tiêu chí|danh mục"
    "|merkmal|bezeichnung|indikator|kennzahl|position|größe|nom|indicateur|libellé|intitulé|rubrique|désignation"
    "|nombre|indicador|concepto|rubro|descripción|nome|descrição|indicatore|voce|descrizione|nama|показатель"
    "|наименование|指标|项目|名称|項目|指標|지표|항목"
)
_VALUES = (
    "value|values|amount|number|reported|reported value|count|result|figure|figures|giá trị|trị giá|số liệu|số lượng"
    "|trị số|kết quả|số báo cáo|thực hiện|wert|werte|betrag|anzahl|zahl|valeur|valeurs|montant|valor|valores|cantidad"
    "|quantidade|valore|valori|nilai|значение|数值|值|数据|値|数値|값"
)
_NAME_HEADERS, _VALUE_HEADERS = frozenset(_NAMES.split("|")), frozenset(_VALUES.split("|"))
"""The headers of a name/value list."""
_PERIOD = pattern(
    r"\b(?:year|quarter|month|period|date|day|week|năm|quý|tháng|kỳ|ngày|tuần|jahr|quartal|monat|datum|année|annee|an"
    r"|trimestre|mois|periode|période|año|mes|fecha|periodo|período|ano|mês|data|anno|mese|tahun|год|年|月)\b"
)
_Cells = Callable[[str], Sequence[tuple[RawCell, ...]]]
_SAMPLE = 500  # rows looked at to choose key columns
_MOST_KEYS = 3
MOST_HEADED = 10_000
"""In a table of more rows than this, a row without figures is a record that lacks them, and no heading."""


def document(table: Table, layout: Layout, names: Iterable[str] = ()) -> Document:
    """The records and figures of a table.

    ``names`` are the normalized names and aliases by which rules call figures; they are evidence only, for telling a
    name/value list from a table of records where the layout says neither. Raises AuditError for a layout that names a
    column the table does not have, or has more than once.
    """
    if layout.sdmx:
        from dvaudit.sdmx import understood

        table, layout = understood(table, layout)
    given = range(len(table.columns) - table.given, len(table.columns))
    key = tuple(dict.fromkeys((*(_column(table, text) for text in layout.key), *given)))
    figure = None if layout.figure is None else _column(table, layout.figure)
    value = None if layout.value is None else _column(table, layout.value)
    if figure is None and value is None and not layout.key and _is_list(table, set(names)):
        figure, value = 0, 1
    elif (figure is None) != (value is None):
        figure, value = _the_other(table, figure, value, key)
    if figure is None or value is None:
        return _records(table, key if layout.key else (*_label_columns(table), *given), declared=bool(layout.key))
    return _long(table, figure, value, key) if key or table.parts else _list(table, figure, value)


def of_rows(known: Document, table: Table, rows: Sequence[int], layout: Layout) -> Document:
    """Some records of a table, understood as the whole of it was.

    ``known`` was made from others under the same header; ``rows`` are the 1-based data rows of the records, the first
    ones where a record has several.
    """
    if known.layout == "long":
        found = document(table, layout)
    else:
        printed = _printed_names(table)
        key = tuple(printed.index(name) for name in known.key_columns)
        found = _records(table, key, declared=known.declared)
    for record, row in zip(found.records, rows, strict=True):
        record.row, record.at, record.heading = row, row, False
    return found


def is_figures_header(name: str) -> bool:
    """True for what stands above the names of a list, by its normalized text."""
    return name in _NAME_HEADERS


def is_values_header(name: str) -> bool:
    """True for what stands above the values of a list, by its normalized text."""
    return name in _VALUE_HEADERS


def is_period_header(name: str) -> bool:
    """True for what stands above years, months or days."""
    return _PERIOD.search(normalize(name)) is not None


def column_numbers(table: Table) -> dict[str, int]:
    """The number of each column by the name under which a document of one record a row knows it."""
    return {name: number for number, name in reversed(list(enumerate(_printed_names(table))))}


def _column(table: Table, text: str) -> int:
    """The column that a layout names; a bracketed unit in the header may be left out."""
    for form in (normalize, without_unit):
        found = [c for c, printed in enumerate(table.columns) if form(printed) == normalize(text)]
        if len(found) == 1:
            return found[0]
        if found:
            place = table.header_place(found[1])
            raise fail("read.repeated_column", file=table.file, line=place.line, column=place.column, name=text)
    near = closest(text, table.columns)
    if near is None:
        raise fail("read.no_column", file=table.file, name=text)
    raise fail("read.no_column_near", file=table.file, name=text, near=near)


def _the_other(table: Table, figure: int | None, value: int | None, key: tuple[int, ...]) -> tuple[int, int]:
    """Names and values where the layout names one of the two columns and only one column is left to be the other."""
    taken = {figure, value, *key}
    left = [c for c in range(len(table.columns) - table.given) if c not in taken]
    if len(left) != 1:
        raise fail("read.figure_and_value", file=table.file)
    return (left[0] if figure is None else figure, left[0] if value is None else value)


def _is_list(table: Table, names: set[str]) -> bool:
    """True for two columns that are names and values.

    Their headers say so, or the rules name what stands in the first column. Rules that name the second column's header
    and nothing in the first column speak of records.
    """
    if len(table.columns) - table.given != 2 or table.shape == "record":
        return False
    first, second = (without_unit(column) for column in table.columns[:2])
    texts = {normalize(row[0]) for row in table.rows if row[0]}
    listed = bool(names & texts)
    if not listed and names & {second, normalize(table.columns[1])}:
        return False
    if first in _NAME_HEADERS and second in _VALUE_HEADERS:
        return listed or table.shape is None
    numbers = sum(1 for row in table.rows if row[0] and is_number(row[0]))
    return listed and 2 * numbers < len(table.rows) and not names & {second, normalize(table.columns[1])}


def _printed_names(table: Table) -> list[str]:
    """The column names, each once: a repeated header gets its count, ``Nam`` and ``Nam#2``.

    A JSON key that one object states twice is the same figure stated twice, and keeps its name.
    """
    taken = set(table.columns)
    seen: dict[str, int] = {}
    result = []
    for name in table.columns:
        seen[name] = seen.get(name, 0) + 1
        if seen[name] == 1 or table.shape is not None:
            result.append(name)
            continue
        while f"{name}#{seen[name]}" in taken:
            seen[name] += 1
        taken.add(f"{name}#{seen[name]}")
        result.append(f"{name}#{seen[name]}")
    return result


def _records(table: Table, key: tuple[int, ...], *, declared: bool) -> Document:
    """One record a row."""
    printed = _printed_names(table)
    columns: dict[str, list[int]] = {}
    for c, name in enumerate(printed):
        columns.setdefault(name, []).append(c)
    names: dict[str, list[str]] = {}
    for name in dict.fromkeys(printed):
        base = table.columns[columns[name][0]]
        names.setdefault(normalize(base), []).append(name)
        if base != name:
            names.setdefault(normalize(name), []).append(name)

    def plain(name: str) -> Sequence[str | None] | None:
        at = columns.get(name, [])
        return [row[at[0]] for row in table.rows] if len(at) == 1 and not table.typed and table.said is None else None

    @lru_cache(maxsize=16)
    def cells(name: str) -> Sequence[tuple[RawCell, ...]]:
        at = columns.get(name, [])
        if (texts := plain(name)) is not None:
            place, column = table.place, at[0]
            return [() if text is None else (RawCell(text, place, row, column),) for row, text in enumerate(texts)]
        return [_cells(table, ((index, c) for c in at)) for index in range(len(table.rows))]

    keys = [(c, printed[c]) for c in key]
    headings = _headings(table, key)
    records = [
        Record(
            number, {name: row[c] or "" for c, name in keys}, table.lines[index], index in headings, file, at=index + 1
        )
        for index, (row, (file, number)) in enumerate(zip(table.rows, _origins(table), strict=True))
    ]
    found = _document(table, "record", records, names, cells)
    found.plain = plain
    found.key_columns = tuple(name for _, name in keys)
    found.declared = declared
    found.header_place = lambda name: table.header_place(columns[name][0])
    return found


def _list(table: Table, figure: int, value: int) -> Document:
    """One record, each row a figure; a name stated twice is one figure with two cells."""
    stated, names, problems = _statements(table, figure)

    @lru_cache(maxsize=16)
    def cells(name: str) -> Sequence[tuple[RawCell, ...]]:
        return [_cells(table, ((row, value) for row in stated.get(normalize(name), ())))]

    record = Record(1, {}, table.lines[0] if table.lines else None)
    found = _document(table, "list", [record], names, cells)
    found.problems += problems
    found.header_place = lambda name: table.place(stated[normalize(name)][0], figure)
    return found


def _long(table: Table, figure: int, value: int, key: tuple[int, ...]) -> Document:
    """A record for each combination of keys in a file, in order of first appearance; a row states one figure of it."""
    stated, names, problems = _statements(table, figure)
    for name in table.columns[len(table.columns) - table.given :]:
        if normalize(name) in names:
            place = table.place(stated[normalize(name)][0], figure)
            raise fail("inputs.column_taken", file=place.file, line=place.line, column=place.column, name=name)
    numbers: dict[tuple[str | None, ...], int] = {}
    records: list[Record] = []
    record_of: list[int] = []
    for index, (row, (file, line)) in enumerate(zip(table.rows, _origins(table), strict=True)):
        texts = tuple(row[c] or "" for c in key)
        number = numbers.setdefault((file, *texts), len(records))
        record_of.append(number)
        if number == len(records):
            labels = {table.columns[c]: text for c, text in zip(key, texts, strict=True)}
            records.append(Record(line, labels, table.lines[index], file=file, at=index + 1))

    @lru_cache(maxsize=16)
    def cells(name: str) -> Sequence[tuple[RawCell, ...]]:
        rows = stated.get(normalize(name), ())
        found: dict[int, list[int]] = {}
        for index in rows:
            found.setdefault(record_of[index], []).append(index)
        return [_cells(table, ((row, value) for row in found.get(number, ()))) for number in range(len(records))]

    result = _document(table, "long", records, names, cells)
    result.key_columns = tuple(table.columns[c] for c in key)
    result.declared = True
    result.problems += problems
    result.header_place = lambda name: table.place(stated[normalize(name)][0], figure)
    return result


def _origins(table: Table) -> Iterator[tuple[str | None, int]]:
    """The file of each row, where it is not the table's, and its number in it."""
    if not table.parts:
        return zip(repeat(None), range(1, len(table.rows) + 1))
    return ((part.file, number) for part in table.parts for number in range(1, len(part.rows) + 1))


def _cells(table: Table, places: Iterable[tuple[int, int]]) -> tuple[RawCell, ...]:
    """The cells at these rows and columns that the file has."""
    rows, place, typed, said, signs = table.rows, table.place, table.typed, table.said, table.signs
    return tuple(
        RawCell(
            text, place, row, column, signs if typed and (row, column) in typed else None,
            None if said is None else said(row, column),
        )
        for row, column in places
        if (text := rows[row][column]) is not None
    )


def _statements(table: Table, figure: int) -> tuple[dict[str, list[int]], dict[str, list[str]], list[Problem]]:
    """Normalized name to the rows that state it, and to the name as first printed; rows without a name are told."""
    stated: dict[str, list[int]] = {}
    names: dict[str, list[str]] = {}
    nameless: list[int] = []
    for index, row in enumerate(table.rows):
        text = row[figure]
        if text is None or not text.strip():
            nameless.append(index)
            continue
        form = normalize(text)
        stated.setdefault(form, []).append(index)
        names.setdefault(form, [" ".join(text.split())])
    if not nameless:
        return stated, names, []
    told = message("read.no_name", n=len(nameless))
    place = table.place(nameless[0], figure)
    return stated, names, [Problem(told, place.file, table.lines[nameless[0]], fatal=False)]


def _document(table: Table, layout: str, records: list[Record], names: dict[str, list[str]], cells: _Cells) -> Document:
    """A document with what the table says of itself; key columns and header places are for the caller to add."""
    above, below, problems = table.above, table.below, list(table.problems)
    found = Document(table.file, records, names, cells, (), layout, above=above, below=below, problems=problems)
    found.table, found.present = table, table.present
    found.given = table.columns[len(table.columns) - table.given :]
    if table.part is not None and table.rows and table.place(0, 0).sheet is not None:
        for record in records:
            record.sheet = table.place(record.at - 1, 0).sheet if table.present else table.part
    found.part, found.signs = table.part, table.signs if table.part is not None else None
    counts = Counter(record.file for record in records if not record.heading)
    found.files = {part.file: counts[part.file] for part in table.parts}
    return found


def _label_columns(table: Table) -> tuple[int, ...]:
    """The columns that tell the records apart: at most three, of the label columns on the left and of periods.

    They stand beside those that the path gives, and are chosen by how many records they separate, the leftmost first
    among equals.
    """
    rows = table.rows[:_SAMPLE]
    given = range(len(table.columns) - table.given, len(table.columns))
    candidates = _candidates(table, rows)
    if not candidates:
        return ()
    # Of a running number and a label that tell the rows apart alike, the label is what people know them by.
    numeric = {c: 2 * sum(is_number(row[c] or "") for row in rows) > len(rows) for c in candidates}
    chosen: list[int] = []
    distinct = len({tuple(row[k] for k in given) for row in rows})
    while len(chosen) < _MOST_KEYS and distinct < len(rows):
        known = (*given, *chosen)
        counts = {c: len({tuple(row[k] for k in (*known, c)) for row in rows}) for c in candidates if c not in chosen}
        best = max(counts, key=lambda c: (counts[c], not numeric[c], -c), default=None)
        if best is None or counts[best] <= distinct:
            break
        chosen.append(best)
        distinct = counts[best]
    return tuple(sorted(chosen)) or (() if given else (candidates[0],))


def _candidates(table: Table, rows: Sequence[Sequence[str | None]]) -> list[int]:
    """Text columns left of the figures, whole numbers among them (codes, ranks), and columns headed year, month ...

    Three columns of numbers in a row are the figures.
    """
    found: list[int] = []
    codes: list[int] = []
    numeric = 0
    for c, header in enumerate(table.columns[: min(12, len(table.columns) - table.given)]):
        printed = [text for row in rows if (text := row[c])]
        texts = [text for text in printed if not is_marker(text)]
        numbers = sum(map(is_number, texts))
        if 2 * numbers < len(texts) or (not texts and any(map(str.isalnum, printed))):
            if numeric < 3:
                found += [*codes, c]
                codes = []
            numeric = 0 if numeric < 3 else numeric
        elif texts and (_PERIOD.search(normalize(header)) or (c == 0 and all(map(is_year, texts)))):
            found.append(c)
        elif texts:
            numeric += 1
            if numeric < 3 and all(text.strip().isdigit() for text in texts):
                codes.append(c)
    return sorted(found)


def _headings(table: Table, key: tuple[int, ...]) -> set[int]:
    """The rows that print a label and nothing else, above the rows they speak of.

    A district without figures looks the same, so more must speak for a heading: it is the first row, it ends with a
    colon, it says "of which", lines below it are list items or stand further to the right, or the table prints a marker
    wherever a figure is missing. The last row heads nothing. Tables of very many rows are data, and have no headings.
    Of several files each is a table of its own.
    """
    if table.shape is not None or not key or len(table.rows) > MOST_HEADED:
        return set()
    others = [c for c in range(len(table.columns)) if c not in key]
    found: set[int] = set()
    start = 0
    for part in table.parts or (table,):
        rows = table.rows[start : start + len(part.rows)]
        found.update(start + index for index in _headings_in(rows, key, others))
        start += len(rows)
    return found


def _headings_in(rows: Sequence[Sequence[str | None]], key: tuple[int, ...], others: Sequence[int]) -> set[int]:
    bare = [
        index
        for index, row in enumerate(rows)
        if not any((text := row[c]) and not text.isspace() for c in others) and any(row[c] for c in key)
    ]
    if not bare or not others or 2 * len(bare) > len(rows):
        return set()
    marked = any(row[c] and is_marker(row[c] or "") for row in rows for c in others)
    labels = [next((text for c in key if (text := row[c])), "") for row in rows]
    silent = set(bare)
    return {
        index
        for index in bare
        if index + 1 < len(rows)
        and (
            index == 0
            or is_classification(labels[index])
            or marked
            or labels[index].rstrip().endswith(":")
            or is_of_which(labels[index])
            or (index + 1 not in silent and _is_under(labels[index], labels[index + 1]))
        )
    }


def _is_under(label: str, below: str) -> bool:
    indented = len(below) - len(below.lstrip()) > len(label) - len(label.lstrip())
    return indented or (is_bulleted(below) and not is_bulleted(label))
