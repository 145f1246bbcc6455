"""Sheets of a workbook: rectangles of shown texts, and the tables that stand in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import AuditError, Message, Problem, fail, message
from dvaudit.names import closest, normalize
from dvaudit.pattern import pattern
from dvaudit.printed import Declared, NumberFormat
from dvaudit.readers.cells import is_number
from dvaudit.readers.rectangle import Region, body_row, find

_RANGE = pattern(r"\$?([A-Z]{1,3})?\$?([0-9]{1,7})?(?::\$?([A-Z]{1,3})?\$?([0-9]{1,7})?)?", re.IGNORECASE)
_OWN = pattern(r"dvaudit(?: [0-9]+)?")
"""The sheets that an earlier report has added; see :mod:`dvaudit.render.xlsx`."""
_CUT = Declared(rounded=True)
"""What is said of a cell that stores more digits than it shows."""
_LISTED = 5
"""So many hidden rows are all named."""

Spot = tuple[int, int]
"""A cell by its row, counted from 1, and its column, counted from 0."""


@dataclass(slots=True)
class Sheet:
    """A sheet as it is shown.

    ``rows`` holds the texts of the rows of ``numbers`` (as the program counts them, from 1), each from column A on and
    as long as it has texts. ``typed`` and ``rounded`` say of each row, bit by bit, which of its cells hold a number,
    and which a number that is not the one shown. ``merged`` gives for each cell covered by another one which that is.
    """

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    typed: list[int] = field(default_factory=list)
    rounded: list[int] = field(default_factory=list)
    merged: dict[Spot, Spot] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    unstored: list[str] = field(default_factory=list)
    """The cells with a formula whose value is not stored."""
    signs: NumberFormat | None = None
    """The signs of its numbers, where they are not a decimal point and thousands commas."""

    def add(self, number: int, texts: list[str], typed: int, rounded: int) -> None:
        """A row below the others."""
        self.rows.append(texts)
        self.numbers.append(number)
        self.typed.append(typed)
        self.rounded.append(rounded)

    def has_figures(self) -> bool:
        """True where some cell is a number, typed or printed."""
        return any(self.typed) or any(is_number(text) for row in self.rows for text in row if text)


class Marks(Collection[tuple[int, int]]):
    """Cells of a table, by row and column, of which each row says bit by bit whether it is one of them."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = rows

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, tuple):
            return False
        row, column = cell
        return bool(self.rows[row] >> column & 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for row, bits in enumerate(self.rows):
            yield from ((row, column) for column in range(bits.bit_length()) if bits >> column & 1)

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self.rows)

    def __bool__(self) -> bool:
        return any(self.rows)


class Area(NamedTuple):
    """A part of a sheet, as ``range`` names it: rows counted from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def letters(column: int) -> str:
    """The name of a column that is counted from 0: A, B, ..., Z, AA."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(65 + letter) + name
    return name


def number_of(name: str) -> int:
    """The column, counted from 0, that is called so."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def area(text: str) -> Area | None:
    """The part of a sheet that a range means: ``A3:F20``, ``B:D``, ``3:20``; None for what is no range."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or ":" not in text or not any(found.groups()):
        return None
    left, top, right, bottom = found.groups()
    asked = Area(
        int(top or 1), number_of(left or "A"), int(bottom or 1 << 20), number_of(right) if right else (1 << 14) - 1
    )
    return asked if 0 < asked.top <= asked.bottom and asked.left <= asked.right else None


def tables(file: str, sheets: Sequence[Sheet], layout: Layout) -> list[Table]:
    """The table of each sheet that is shown and holds figures, or of the one that the layout names.

    A sheet in which no table can be found, and a hidden one, is told in the problems of the first table. Raises
    AuditError where there is no table at all.
    """
    if layout.sheet is not None:
        return [_of_sheet(file, _named(file, sheets, layout.sheet), layout)]
    found: list[Table] = []
    told: list[Problem] = []
    for sheet in sheets:
        if _OWN.fullmatch(sheet.name):
            told.append(_note(file, sheet, message("read.own_sheet")))
        elif sheet.hidden:
            if any(sheet.rows):
                told.append(_note(file, sheet, message("read.hidden_sheet", sheet=sheet.name)))
        elif not sheet.has_figures():
            if any(sheet.rows) and len(sheets) > 1:
                told.append(_note(file, sheet, message("read.sheet_without_figures", sheet=sheet.name)))
        else:
            try:
                found.append(_of_sheet(file, sheet, layout))
            except AuditError as error:
                told.append(error.problem)
    if not found:
        failed = next((one for one in told if one.fatal), None)
        raise AuditError(failed) if failed is not None else fail("read.no_sheet", file=file)
    found[0].problems += (one._replace(fatal=False) for one in told)
    return found


def _note(file: str, sheet: Sheet, said: Message) -> Problem:
    return Problem(said, file, fatal=False, sheet=sheet.name)


def _named(file: str, sheets: Sequence[Sheet], name: str) -> Sheet:
    """The sheet that a layout names."""
    found = [sheet for sheet in sheets if sheet.name == name] or [
        sheet for sheet in sheets if normalize(sheet.name) == normalize(name)
    ]
    if found:
        return found[0]
    known = [sheet.name for sheet in sheets]
    near = closest(name, known)
    if near is None:
        raise fail("read.no_such_sheet", file=file, name=name, sheets=", ".join(known))
    raise fail("read.no_such_sheet_near", file=file, name=name, near=near)


def _of_sheet(file: str, sheet: Sheet, layout: Layout) -> Table:
    """The table in a sheet. Raises AuditError, at its place in the sheet, where there is none."""
    try:
        return _table(file, sheet, layout)
    except AuditError as error:
        raise AuditError(error.problem._replace(sheet=sheet.name)) from None


def _table(file: str, sheet: Sheet, layout: Layout) -> Table:
    asked = None if layout.range is None else area(layout.range)
    rows, kept = _spaced(sheet, asked)
    first = asked.left if asked is not None else _first_column(rows)
    last = asked.right if asked is not None else 1 << 14
    cells = [_from(row, first, last) for row in rows]
    numbers = [sheet.numbers[k] if k is not None else 0 for k in kept]
    at = {number: i for i, number in enumerate(numbers) if number}
    covered = {
        (at[row], column - first): (at[top], left - first)
        for (row, column), (top, left) in sheet.merged.items()
        if row in at and top in at and column >= first and left >= first
    }
    region = find(file, cells, numbers, layout, covered)
    width = len(region.columns)
    body = [body_row(cells, i, width, covered) for i in region.body]
    marks = [(sheet.typed[k] >> first, sheet.rounded[k] >> first) for i in region.body if (k := kept[i]) is not None]

    def place(row: int, column: int) -> Place:
        i = region.body[row]
        i, column = covered.get((i, column), (i, column))
        return Place(file, sheet=sheet.name, cell=f"{letters(column + first)}{numbers[i]}")

    def header_place(column: int) -> Place:
        i = region.named_by[column]
        i, column = covered.get((i, column), (i, column))
        return Place(file, sheet=sheet.name, cell=f"{letters(column + first)}{numbers[i]}")

    return Table(
        file, region.columns, body, [numbers[i] for i in region.body], place, header_place,
        above=region.above, below=region.below, part=sheet.name,
        typed=Marks([typed for typed, _ in marks]),
        said=lambda row, column: _CUT if marks[row][1] >> column & 1 else None,
        signs=sheet.signs or _signs(body, [typed for typed, _ in marks]),
        problems=[*(one._replace(sheet=sheet.name) for one in region.problems),
                  *_told(file, sheet, region, numbers, first)],
    )  # fmt: skip


def _spaced(sheet: Sheet, asked: Area | None) -> tuple[list[list[str]], list[int | None]]:
    """The rows asked for, a blank one wherever the sheet leaves some out, and which row of the sheet each one is."""
    rows: list[list[str]] = []
    kept: list[int | None] = []
    last = None
    for k, (number, row) in enumerate(zip(sheet.numbers, sheet.rows, strict=True)):
        if asked is not None and not asked.top <= number <= asked.bottom:
            continue
        if last is not None and number > last + 1:
            rows.append([])
            kept.append(None)
        rows.append(row)
        kept.append(k)
        last = number
    return rows, kept


def _first_column(rows: Sequence[Sequence[str]]) -> int:
    """The first column with texts, of rows that have several: a title alone may stand left of its table."""
    firsts = [next(c for c, text in enumerate(row) if text) for row in rows if sum(map(bool, row)) > 1]
    alone = [c for row in rows for c, text in enumerate(row) if text]
    return min(firsts or alone, default=0)


def _from(row: list[str], first: int, last: int) -> list[str]:
    """A row from its first column on; a title that stands left of that comes first."""
    kept = row[first : last + 1]
    if first and not any(kept):
        return [" ".join(filter(None, row[:first]))] if any(row[:first]) else []
    return kept if any(kept) else []


def _signs(rows: Sequence[Sequence[str | None]], typed: Sequence[int]) -> NumberFormat:
    """The signs of the numbers of a table: a comma groups where any of them has one."""
    grouped = any(
        text is not None and "," in text and bits >> column & 1
        for row, bits in zip(rows, typed, strict=True) for column, text in enumerate(row)
    )  # fmt: skip
    return NumberFormat(".", "," if grouped else "")


def _told(file: str, sheet: Sheet, region: Region, numbers: Sequence[int], first: int) -> Iterator[Problem]:
    """What a reader of the sheet would not see, and what is not stored in it."""
    inside = {numbers[i] for i in region.body}
    rows = [row for row in sheet.hidden_rows if row in inside]
    columns = [column for column in sheet.hidden_columns if first <= column < first + len(region.columns)]
    if rows:
        named = ", ".join(map(str, rows[:_LISTED])) + (", ..." if len(rows) > _LISTED else "")
        yield _note(file, sheet, message("read.hidden_rows", n=len(rows), rows=named))
    if columns:
        named = ", ".join(map(letters, columns))
        yield _note(file, sheet, message("read.hidden_columns", n=len(columns), columns=named))
    if sheet.unstored:
        yield _note(file, sheet, message("read.no_stored_value", n=len(sheet.unstored), cell=sheet.unstored[0]))
