"""Excel workbooks (.xlsx, .xlsm): what each cell shows, by its number format, with its sheet and address."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache

from dvaudit.figure import Layout, Table
from dvaudit.message import fail
from dvaudit.pattern import pattern
from dvaudit.readers.archive import Archive, opened
from dvaudit.readers.cells import is_number
from dvaudit.readers.limits import BOOK_LIMIT, CELL_LIMIT
from dvaudit.readers.numberformat import Shown, shown, shown_text
from dvaudit.readers.sheets import Sheet, letters, number_of, tables

_ADDRESS = pattern(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MOST_MERGED = 1_000_000
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    # Dates that each reader's program shows in its own country's way are shown as ISO 8601.
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    5: '"$"#,##0;("$"#,##0)', 6: '"$"#,##0;("$"#,##0)', 7: '"$"#,##0.00;("$"#,##0.00)', 8: '"$"#,##0.00;("$"#,##0.00)',
    41: '#,##0;(#,##0);"-"', 42: '"$"#,##0;("$"#,##0);"-"', 43: '#,##0.00;(#,##0.00);"-"',
    44: '"$"#,##0.00;("$"#,##0.00);"-"',
}  # fmt: skip
"""The number formats that a workbook names by their number only."""


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook refer to."""

    archive: Archive
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    """The format code of each cell style."""
    indents: dict[int, int] = field(default_factory=dict)
    """How far the cell styles that indent their texts do so."""
    from_1904: bool = False
    cells: int = 0
    """How many cells were read, blank ones left of others among them."""

    def format(self, style: str | None) -> str:
        """The number format of a cell style; General where there is none."""
        number = int(style) if style is not None and style.isdecimal() else 0
        return self.formats[number] if number < len(self.formats) else "General"

    def indent(self, style: str | None) -> str:
        """The blanks that stand for the indentation of a cell style."""
        deep = self.indents.get(int(style)) if style is not None and style.isdecimal() else None
        return "" if deep is None else _INDENT * deep


def read(file: str, data: bytes, layout: Layout) -> list[Table]:
    """The tables of a workbook, one a sheet.

    Raises AuditError for a workbook of the old binary formats, one locked by a password, a damaged one, and one that
    holds too much.
    """
    if data.startswith(_OLE):
        raise fail("read.book_locked" if _LOCKED in data else "read.book_old", file=file)
    return tables(file, sheets(opened(file, data)), layout)


def parts(archive: Archive) -> dict[str, str]:
    """The part of each sheet of a workbook by its name."""
    book, path = _opened(archive)
    related = _relations(archive, path)
    return {name: related[identity][1] for name, identity, _ in _listed(book, path) if identity in related}


def _opened(archive: Archive) -> tuple[_Book, str]:
    """A workbook, and the part that lists its sheets."""
    root = _relations(archive, "")
    path = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    if path.endswith(".bin") or not archive.has(path):
        raise fail("read.book_binary" if path.endswith(".bin") else "read.book", file=archive.file)
    return _Book(archive), path


def sheets(archive: Archive) -> list[Sheet]:
    """All sheets of a workbook."""
    book, path = _opened(archive)
    listed = _listed(book, path)
    related = _relations(archive, path)
    for kind, target in related.values():
        if kind == "sharedStrings" and archive.has(target):
            _read_strings(book, target)
        elif kind == "styles" and archive.has(target):
            _read_formats(book, target)
    return [
        _sheet(book, name, related[identity][1], hidden=hidden)
        for name, identity, hidden in listed
        if identity in related and related[identity][0] == "worksheet"
    ]


def _local(name: str) -> str:
    return name[name.find(":") + 1 :]


def _nothing(_: str) -> None:
    """What most elements are: of no interest."""


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: the kind of each other part and its path, by the id of the relation."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], target

    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if archive.has(path):
        archive.parse(path, start, _nothing, _nothing)
    return found


def _listed(book: _Book, path: str) -> list[tuple[str, str, bool]]:
    """Name and relation of each sheet, and whether it is hidden."""
    found: list[tuple[str, str, bool]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = _local(tag)
        if local == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), identity, attributes.get("state", "visible") != "visible"))
        elif local == "workbookPr":
            book.from_1904 = attributes.get("date1904") in _TRUE

    book.archive.parse(path, start, _nothing, _nothing)
    return found


def _unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold: ``_x000D_`` is a carriage return."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _read_strings(book: _Book, path: str) -> None:
    parts: list[str] = []
    reading = skipped = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal reading, skipped
        local = _local(tag)
        reading = local == "t" and not skipped
        skipped = skipped or local == "rPh"  # how a Japanese text is pronounced

    def end(tag: str) -> None:
        nonlocal reading, skipped
        local = _local(tag)
        reading = False
        if local == "rPh":
            skipped = False
        elif local == "si":
            book.strings.append(_text(book, "".join(parts)))
            parts.clear()

    def text(found: str) -> None:
        if reading:
            parts.append(found)

    book.archive.parse(path, start, end, text)


def _text(book: _Book, text: str) -> str:
    if len(text) > CELL_LIMIT:
        raise fail("read.book_cell", file=book.archive.file, limit=CELL_LIMIT)
    return _unescaped(text)


def _read_formats(book: _Book, path: str) -> None:
    codes = dict(_BUILT_IN)
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        local = _local(tag)
        if local == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode") or "General"
        elif local == "cellXfs":
            inside = True
        elif local == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            book.formats.append(codes.get(int(number), "General") if number.isdecimal() else "General")
        elif local == "alignment" and inside and attributes.get("indent", "0") in _DEEP:
            book.indents[len(book.formats) - 1] = int(attributes["indent"])

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and _local(tag) != "cellXfs"

    book.archive.parse(path, start, end, _nothing)


@dataclass(slots=True)
class _Reading:
    """The reading of one sheet: the row and the cell at hand, how the cell is stored, and its texts so far."""

    book: _Book
    sheet: Sheet
    row: int = 0
    column: int = -1
    kind: str = "n"
    style: str | None = None
    formula: bool = False
    inside: bool = False
    value: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    typed: int = 0
    rounded: int = 0
    known: dict[tuple[str | None, str], Shown] = field(default_factory=dict)
    """Numbers that were shown before, by style and value."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "v":  # the most frequent ones first
            self.inside = True
            return
        match tag if tag in _OFTEN else _local(tag):
            case "c":
                at = attributes.get("r")
                self.column = self.column + 1 if at is None else _column(at.rstrip("0123456789"))
                self.kind, self.style, self.formula = attributes.get("t", "n"), attributes.get("s"), False
                self.value.clear()
            case "v" | "t":
                self.inside = True
            case "f":
                self.formula = True
            case "row":
                number = attributes.get("r", "")
                self.row = int(number) if number.isdecimal() else self.row + 1
                self.column, self.typed, self.rounded = -1, 0, 0
                self.cells = []
                if attributes.get("hidden") in _TRUE:
                    self.sheet.hidden_rows.append(self.row)
            case "mergeCell":
                _merge(self.book, self.sheet, attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in _TRUE:
                last = min(int(attributes["max"]), 1 << 14)
                self.sheet.hidden_columns += range(int(attributes["min"]) - 1, last)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.inside = False
        if tag == "v":
            return
        match tag if tag in _OFTEN else _local(tag):
            case "c":
                self._end_of_cell()
            case "row" if self.cells:
                self.book.cells += len(self.cells)
                if self.book.cells > BOOK_LIMIT:
                    raise fail("read.book_too_large", file=self.book.archive.file, limit=BOOK_LIMIT)
                self.sheet.add(self.row, self.cells, self.typed, self.rounded)

    def text(self, found: str) -> None:
        """A text, or a part of one."""
        if self.inside:
            self.value.append(found)

    def _end_of_cell(self) -> None:
        column, cells = self.column, self.cells
        if self.formula and not self.value:
            self.sheet.unstored.append(f"{letters(column)}{self.row}")
        value = self.value[0] if len(self.value) == 1 else "".join(self.value)
        if not value:
            return
        if self.kind == "n":
            found = self.known.get((self.style, value))
            if found is None:
                found = shown(value, self.book.format(self.style), from_1904=self.book.from_1904)
                if len(self.known) < _KNOWN:
                    self.known[self.style, value] = found
            text = found.text
            self.typed |= 1 << column
            self.rounded |= found.rounded << column
        else:
            text = _text_of(self.book, self.kind, self.style, value)
            if self.book.indents and text and not is_number(text):
                text = self.book.indent(self.style) + text
        if not text:
            return
        if len(cells) < column:
            cells.extend([""] * (column - len(cells)))
        if len(cells) > column:  # a cell that is written twice
            cells[column] = text
        else:
            cells.append(text)


def _sheet(book: _Book, name: str, path: str, *, hidden: bool) -> Sheet:
    reading = _Reading(book, Sheet(name, hidden))
    book.archive.parse(path, reading.start, reading.end, reading.text)
    return reading.sheet


_TRUE = ("1", "true")
_INDENT = "  "
_DEEP = frozenset(map(str, range(1, 251)))  # as deep as the program goes
_KNOWN = 1 << 16
_column = lru_cache(maxsize=1 << 10)(number_of)
_OFTEN = frozenset(("c", "v", "row", "f", "t", "is"))


def _text_of(book: _Book, kind: str, style: str | None, value: str) -> str:
    """The text of a cell that holds no number."""
    match kind:
        case "s":
            number = int(value) if value.isdecimal() else len(book.strings)
            if number >= len(book.strings):
                raise fail("read.book_damaged", file=book.archive.file, part="sharedStrings")
            return shown_text(book.strings[number], book.format(style))
        case "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        case _:
            return _text(book, value)


def _merge(book: _Book, sheet: Sheet, reference: str) -> None:
    """Notes for each cell of a merged area which one covers it."""
    corners = [_ADDRESS.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return
    (left, top), (right, bottom) = ((number_of(corner[1]), int(corner[2])) for corner in corners if corner is not None)
    # Whole columns and rows are merged too, far beyond what has texts.
    bottom = min(bottom, max(sheet.numbers, default=0))
    right = min(right, max(map(len, sheet.rows), default=0))
    if len(sheet.merged) + (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
        raise fail("read.book_merged", file=book.archive.file, area=reference)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                sheet.merged[row, column] = top, left
