"""CSV and its relatives: cells split by a delimiter that is found where none is declared, texts kept as printed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.cells import is_number
from dvaudit.readers.decode import decode
from dvaudit.readers.limits import CELL_LIMIT, COLUMN_LIMIT, LINE_LIMIT
from dvaudit.readers.rectangle import find

_CANDIDATES = ("\t", ";", "|", ",")
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
_DIRECTIVE = pattern(r"sep=(.)[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)  # a first line that spreadsheets write
_LINE_END = pattern(r"\r\n|\r|\n")
_SAMPLE_LINES = 200


class Dialect(NamedTuple):
    """How a text is split: ``spaced`` where blanks stand between the delimiter and an opening quote."""

    delimiter: str
    spaced: bool = False


def read(file: str, data: bytes, layout: Layout) -> list[Table]:
    """The one table of a delimited text. Raises AuditError for what cannot be read as one."""
    text, problems = decode(data, file, layout.encoding)
    return [table(file, text, layout, problems)]


def table(file: str, text: str, layout: Layout, problems: list[Problem]) -> Table:
    """The table in a delimited text that is decoded already."""
    return parsed(file, text, layout, problems).table


class Parsed(NamedTuple):
    """A table with what its text was taken apart into.

    ``records`` are all records with their first lines, those that are rows of the table by their numbers in ``body``.
    """

    table: Table
    dialect: Dialect
    records: list[list[str]]
    lines: list[int]
    body: list[int]


def parsed(file: str, text: str, layout: Layout, problems: list[Problem]) -> Parsed:
    """The table in a delimited text, and how it was found. Raises AuditError for a text that holds none."""
    text = text.removesuffix("\x1a")  # the end of a file, for DOS
    _refuse_long_line(file, text)
    directive = _DIRECTIVE.match(text)
    start = directive.end() if directive else 0
    dialect = _dialect(file, text[start:] if start else text, layout.delimiter, directive[1] if directive else None)
    records, lines, told = _split(file, text, start, dialect)
    region = find(file, records, lines, layout)
    width = len(region.columns)
    rows = [fitted(records[i], width) for i in region.body]
    body, named_by = region.body, region.named_by
    locate = _locator(file, text, lines, dialect)
    found = Table(
        file=file,
        columns=region.columns,
        rows=rows,
        lines=[lines[i] for i in body],
        place=lambda row, column: locate(body[row], column),
        header_place=lambda column: locate(named_by[column], column),
        above=region.above,
        below=region.below,
        problems=[*problems, *told, *region.problems],
    )
    return Parsed(found, dialect, records, lines, body)


def _refuse_long_line(file: str, text: str) -> None:
    """Raises AuditError for a line so long that taking it apart would fill the memory."""
    at = 0
    while len(text) - at > LINE_LIMIT:
        end = max(text.rfind(sign, at, at + LINE_LIMIT) for sign in "\n\r")
        if end < 0:
            raise fail("read.line_too_long", file=file, line=len(_LINE_END.findall(text, 0, at)) + 1, limit=LINE_LIMIT)
        at = end + 1


def find_delimiter(text: str) -> str | None:
    """The delimiter that splits the first lines most evenly into clean cells; None when none occurs.

    A cell is clean when it is a number or holds none of the delimiters, so ``1,5`` speaks for ``;`` and against ``,``.
    """
    head = _head(text)
    scores = {c: _evenness(head, c) for c in _CANDIDATES if c in head}
    best = max(scores, key=lambda c: scores[c], default=None)
    return best if best is not None and scores[best] > 0 else None


def _head(text: str) -> str:
    """The first lines, whole ones only."""
    position = 0
    for _ in range(_SAMPLE_LINES):
        end = _LINE_END.search(text, position)
        if end is None:
            return text
        position = end.end()
        if position > 1 << 18:
            break
    return text[:position]


def _evenness(head: str, delimiter: str) -> float:
    try:
        rows = [row for row, _ in split(head, Dialect(delimiter), strict=False) if row]
    except csv.Error:  # an endless cell, which is told when the file is split
        return 1e-6
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    usual = max(widths, key=lambda width: (widths[width], width))
    cells = [cell for row in rows if len(row) == usual for cell in row if cell.strip()]
    others = "".join(c for c in _CANDIDATES if c != delimiter)
    clean = sum(1 for cell in cells if is_number(cell) or not any(c in cell for c in others))
    return widths[usual] / len(rows) * (clean / len(cells) if cells else 0.5)


def _dialect(file: str, text: str, declared: str | None, directive: str | None) -> Dialect:
    delimiter = declared if declared is None else _NAMED.get(declared.casefold(), declared)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise fail("read.delimiter", file=file, delimiter=declared)
    delimiter = delimiter or directive or find_delimiter(text) or ","
    spaced = re.search(rf'(?:^|{re.escape(delimiter)}) +"', _head(text), re.MULTILINE) is not None
    return Dialect(delimiter, spaced)


def split(text: str, dialect: Dialect, *, strict: bool) -> Iterator[tuple[list[str], int]]:
    """The cells of each record and its last line, counted from 1."""
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=dialect.delimiter, skipinitialspace=dialect.spaced, strict=strict
        )
        for row in reader:
            yield row, reader.line_num
    finally:
        csv.field_size_limit(before)


def _split(file: str, text: str, start: int, dialect: Dialect) -> tuple[list[list[str]], list[int], list[Problem]]:
    """The records (blank ones empty), the first line of each, and the quotes that had to be read leniently."""
    skipped = 1 if start else 0
    body = text[start:] if start else text
    try:
        records, lines = _collect(file, body, skipped, dialect, strict=True)
    except csv.Error:
        records, lines = _collect(file, body, skipped, dialect, strict=False)
        return records, lines, _quotes(file, body, lines, skipped, dialect)
    return records, lines, []


def _collect(
    file: str, text: str, skipped: int, dialect: Dialect, *, strict: bool
) -> tuple[list[list[str]], list[int]]:
    records: list[list[str]] = []
    lines: list[int] = []
    line = skipped + 1
    try:
        for row, last in split(text, dialect, strict=strict):
            if len(row) > COLUMN_LIMIT:
                raise fail("read.too_many_columns", file=file, line=line, n=len(row), limit=COLUMN_LIMIT)
            records.append(row if any(row) else [])
            lines.append(line)
            line = last + skipped + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise fail("read.cell_too_large", file=file, line=line, limit=CELL_LIMIT) from None
        raise
    return records, lines


def _quotes(file: str, text: str, lines: list[int], skipped: int, dialect: Dialect) -> list[Problem]:
    """Says which records have text after a closing quote.

    Where such a cell, or one that is never closed, spans lines, the quote has swallowed records: that is an AuditError.
    """
    ends = [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]
    odd: list[int] = []
    for line, after in zip(lines, [*lines[1:], len(ends) + skipped], strict=True):
        raw = text[ends[line - skipped - 1] : ends[min(after - skipped - 1, len(ends) - 1)]]
        if '"' not in raw:
            continue
        try:
            list(split(raw, dialect, strict=True))
        except csv.Error as error:
            if after - line > 1 or "unexpected end" in str(error):
                raise fail("read.open_quote", file=file, line=line) from None
            odd.append(line)
    return [Problem(message("read.text_after_quote", n=len(odd)), file, odd[0], fatal=False)] if odd else []


def fitted(record: list[str], width: int) -> list[str | None]:
    """The record as one cell per column; None for a cell that a short record does not have."""
    cells: list[str | None] = [*record[:width]]
    return cells if len(cells) == width else [*cells, *[None] * (width - len(cells))]


def _locator(file: str, text: str, lines: list[int], dialect: Dialect) -> Callable[[int, int], Place]:
    """Finds the first character of a cell by reading its record again; lines are not counted before the first call."""
    starts: list[int] = []

    def locate(record: int, column: int) -> Place:
        if not starts:
            starts.extend([0, *(end.end() for end in _LINE_END.finditer(text))])
        line = lines[record]
        position = cell_start(text, starts[line - 1], column, dialect)
        if position is None:
            return Place(file, line)
        passed = [end.end() for end in _LINE_END.finditer(text, starts[line - 1], position)]
        return Place(file, line + len(passed), position - (passed[-1] if passed else starts[line - 1]) + 1)

    return locate


def cell_start(text: str, position: int, column: int, dialect: Dialect) -> int | None:
    """Where the cell with this index begins, at its quote if it has one; None when the record is shorter."""
    d = re.escape(dialect.delimiter)
    blanks = " *" if dialect.spaced else ""
    cell = re.compile(rf'{blanks}(?:"[^"]*(?:""[^"]*)*(?:"[^{d}\r\n]*)?|[^{d}\r\n]*)')
    while column:
        end = cell.match(text, position)
        if end is None or text[end.end() : end.end() + 1] != dialect.delimiter:
            return None
        position = end.end() + 1
        column -= 1
    while dialect.spaced and text[position : position + 1] == " ":
        position += 1
    return position
