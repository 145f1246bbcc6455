"""OpenDocument spreadsheets (.ods): the text that each cell shows, as its program has written it beside the value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from dvaudit.figure import Layout, Table
from dvaudit.interval import Exact
from dvaudit.message import fail
from dvaudit.numerals import parse_number, readings
from dvaudit.printed import NumberFormat
from dvaudit.readers.archive import Archive, Start, opened
from dvaudit.readers.limits import BOOK_LIMIT, CELL_LIMIT
from dvaudit.readers.numberformat import shown
from dvaudit.readers.sheets import Sheet, letters, tables

_NUMBERS = frozenset(("float", "percentage", "currency"))
_ASIDE = frozenset(("office:annotation", "draw:frame", "draw:g", "table:tracked-changes"))
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


def read(file: str, data: bytes, layout: Layout) -> list[Table]:
    """The tables of a spreadsheet, one a sheet.

    Raises AuditError for one locked by a password, a damaged one, and one that holds too much.
    """
    return tables(file, sheets(opened(file, data)), layout)


def sheets(archive: Archive) -> list[Sheet]:
    """All sheets of a spreadsheet."""
    if not archive.has(_CONTENT):
        raise fail("read.book", file=archive.file)
    if archive.has(_MANIFEST):
        archive.parse(_MANIFEST, _refuses_locked(archive), _nothing, _nothing)
    reading = _Reading(archive.file)
    archive.parse(_CONTENT, reading.start, reading.end, reading.text)
    for sheet in reading.sheets:
        sheet.signs = reading.signs()
    return reading.sheets


def _nothing(_: str) -> None:
    """What most elements are: of no interest."""


def _refuses_locked(archive: Archive) -> Start:
    def refuse(tag: str, _: dict[str, str]) -> None:
        if tag.endswith("encryption-data"):
            raise fail("read.book_locked", file=archive.file)

    return refuse


@dataclass(slots=True)
class _Reading:
    """The reading of all sheets: the styles that hide, the row and the cell at hand, and how numbers are printed."""

    file: str
    sheets: list[Sheet] = field(default_factory=list)
    hiding: set[str] = field(default_factory=set)
    """The table styles that hide their sheets."""
    style: str = ""
    row: int = 0
    column: int = 0
    rows_alike: int = 1
    cells_alike: int = 1
    hidden_row: bool = False
    cell: dict[str, str] = field(default_factory=dict)
    covered: bool = False
    note: int = 0
    """How deep inside a comment or a picture, whose texts are not shown in a cell."""
    inside: bool = False
    value: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    typed: int = 0
    rounded: int = 0
    cells: int = 0
    printed: Counter[NumberFormat] = field(default_factory=Counter)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in _ASIDE:
            self.note += 1
        if self.note:
            return
        match tag:
            case "table:table-cell" | "table:covered-table-cell":
                self.cell, self.covered = attributes, tag.endswith("covered-table-cell")
                self.cells_alike = _times(attributes, "table:number-columns-repeated")
                self.value.clear()
            case "text:p":
                self.value.append("\n" if self.value else "")
                self.inside = True
            case "text:s" if self.inside:
                self.value.append(" " * min(_times(attributes, "text:c"), CELL_LIMIT))
            case "text:tab" | "text:line-break" if self.inside:
                self.value.append(" ")
            case "table:table-row":
                self.rows_alike = _times(attributes, "table:number-rows-repeated")
                self.hidden_row = attributes.get("table:visibility", "visible") != "visible"
                self.column, self.typed, self.rounded = 0, 0, 0
                self.texts = []
            case "table:table-column":
                self._column(attributes)
            case "table:table":
                hidden = attributes.get("table:style-name") in self.hiding
                self.sheets.append(Sheet(attributes.get("table:name", ""), hidden))
                self.row, self.column = 0, 0
            case "style:style":
                self.style = attributes.get("style:name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self.hiding.add(self.style)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.note -= tag in _ASIDE
        if self.note:
            return
        match tag:
            case "text:p":
                self.inside = False
            case "table:table-cell" | "table:covered-table-cell":
                self._end_of_cell()
            case "table:table-row":
                self._end_of_row()

    def text(self, found: str) -> None:
        """A text, or a part of one."""
        if self.inside and not self.note:
            self.value.append(found)

    def signs(self) -> NumberFormat | None:
        """The signs of the numbers, as most of those show whose value leaves one reading."""
        found = [one for one, _ in self.printed.most_common() if one.decimal or one.group]
        decimal = next((one.decimal for one in found if one.decimal), "")
        group = next((one.group for one in found if one.group and one.group != decimal), "")
        if not decimal and group in (",", "."):
            decimal = "," if group == "." else "."
        return NumberFormat(decimal or ".", group) if found else None

    def _column(self, attributes: dict[str, str]) -> None:
        times = min(_times(attributes, "table:number-columns-repeated"), 1 << 14)
        if attributes.get("table:visibility", "visible") != "visible" and self.sheets:
            self.sheets[-1].hidden_columns += range(self.column, self.column + times)
        self.column += times

    def _end_of_cell(self) -> None:
        text, number, cut = self._shown()
        alike = self.cells_alike
        if self.cell.get("table:number-columns-spanned") or self.cell.get("table:number-rows-spanned"):
            self._merge()
        if text and not self.covered:
            self._count(self.column + alike - len(self.texts))
            self.texts.extend([""] * (self.column - len(self.texts)))
            self.texts.extend([text] * alike)
            bits = ((1 << alike) - 1) << self.column
            self.typed |= bits * number
            self.rounded |= bits * cut
        if self.cell.get("table:formula") and not text and "office:value" not in self.cell and self.sheets:
            self.sheets[-1].unstored.append(f"{letters(self.column)}{self.row + 1}")
        self.column += alike

    def _end_of_row(self) -> None:
        if self.texts and self.sheets:
            self._count(len(self.texts) * (self.rows_alike - 1))
            for number in range(self.row + 1, self.row + 1 + self.rows_alike):
                self.sheets[-1].add(number, self.texts, self.typed, self.rounded)
                if self.hidden_row:
                    self.sheets[-1].hidden_rows.append(number)
        self.row += self.rows_alike

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > BOOK_LIMIT:
            raise fail("read.book_too_large", file=self.file, limit=BOOK_LIMIT)

    def _shown(self) -> tuple[str, bool, bool]:
        """The text that a cell shows, whether it holds a number, and whether that is another than the one shown."""
        text = "".join(self.value)
        if len(text) > CELL_LIMIT:
            raise fail("read.book_cell", file=self.file, limit=CELL_LIMIT)
        stored = self.cell.get("office:value")
        if stored is None or self.cell.get("office:value-type") not in _NUMBERS:
            return text, False, False
        value = parse_number(stored)
        if value is None:
            return text, False, False
        if not self.value:  # some programs write no text, which is then what any other would show
            percent = self.cell["office:value-type"] == "percentage"
            return shown(stored, "0.############%" if percent else "General").text, True, False
        return text, True, self._is_cut(text, value)

    def _is_cut(self, text: str, value: Exact) -> bool:
        """True where the text prints another number than the value; notes which signs it prints it with."""
        found = {one.format: one for one in readings(text)}
        meant = {form: Fraction(one.value) / (100 if one.percent else 1) for form, one in found.items()}
        nearest = min(meant, key=lambda form: abs(meant[form] - value), default=None)
        if nearest is None:
            return False
        self.printed[nearest] += 1
        return meant[nearest] != value

    def _merge(self) -> None:
        if not self.sheets:
            return
        columns = _times(self.cell, "table:number-columns-spanned")
        rows = _times(self.cell, "table:number-rows-spanned")
        self._count(columns * rows)
        for row in range(self.row + 1, self.row + 1 + rows):
            for column in range(self.column, self.column + columns):
                if (row, column) != (self.row + 1, self.column):
                    self.sheets[-1].merged[row, column] = self.row + 1, self.column


def _times(attributes: dict[str, str], name: str) -> int:
    found = attributes.get(name, "1")
    return max(1, int(found)) if found.isdecimal() else 1
