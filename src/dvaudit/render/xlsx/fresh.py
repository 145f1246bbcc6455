"""A new workbook with the tables that were read, every cell as the text that was printed."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Table
from dvaudit.readers.sheets import letters
from dvaudit.render.escape import escape

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NO_NAME = r"[\[\]:*?/\\\x00-\x1f]"
_LONGEST_NAME, _LONGEST = 31, 32_000


class Placed(NamedTuple):
    """A table in the new workbook: its sheet, and the row of its first record."""

    sheet: str
    first: int

    def address(self, row: int, column: int) -> str:
        """The cell of a table's row and column, counted from 0."""
        return f"{letters(column)}{self.first + row}"


def workbook(tables: Iterable[Table]) -> tuple[bytes, dict[int, Placed]]:
    """The file of a workbook with a sheet for each table, and where each one stands by its identity."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    made = Workbook()
    made.properties.creator = "dvaudit"
    found: dict[int, Placed] = {}
    for table in tables:
        sheet = made.create_sheet(_name(table, made.sheetnames))
        header = 1 + len(table.above)
        for row, line in enumerate(table.above, 1):
            _write(sheet, row, [line])
        _write(sheet, header, table.columns)
        for cell in sheet[header]:
            cell.font = Font(bold=True)
        for row, texts in enumerate(table.rows, header + 1):
            _write(sheet, row, texts)
        for row, line in enumerate(table.below, header + 1 + len(table.rows)):
            _write(sheet, row, [line])
        found[id(table)] = Placed(sheet.title, header + 1)
    if found:
        del made[made.sheetnames[0]]
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue(), found


def _write(sheet: Worksheet, row: int, texts: Iterable[str | None]) -> None:
    """A row of texts, none of which is taken for a formula, a number or an error."""
    for column, text in enumerate(texts, 1):
        if text:
            cell = sheet.cell(row, column, escape(text)[:_LONGEST])
            cell.data_type = "s"
            if text.lstrip()[:1] in "=+-@":
                cell.quotePrefix = True


def _name(table: Table, taken: Iterable[str]) -> str:
    """A name for the sheet that no other one has."""
    called = table.part or os.path.splitext(os.path.basename(table.file))[0]
    known = {name.casefold() for name in taken}
    bare = re.sub(_NO_NAME, "_", called).strip("' ")[:_LONGEST_NAME] or "table"
    name, number = bare, 1
    while name.casefold() in {*known, "history", "dvaudit"}:
        number += 1
        name = f"{bare[: _LONGEST_NAME - 5]} {number}"
    return name
