"""Tables with what their paths say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dvaudit.figure import Place, Table
from dvaudit.message import fail
from dvaudit.names import normalize


def named(table: Table, names: Mapping[str, str]) -> Table:
    """The table with a column for each name in its path, the same text in every row.

    Raises AuditError where the table has a column of that name already.
    """
    if not names:
        return table
    width, file, lines = len(table.columns), table.file, table.lines
    taken = {normalize(column): at for at, column in reversed(list(enumerate(table.columns)))}
    for name in names:
        if normalize(name) in taken:
            own = table.header_place(taken[normalize(name)])
            raise fail("inputs.column_taken", file=file, line=own.line, column=own.column, name=name)
    texts = list(names.values())

    def place(row: int, column: int) -> Place:
        return table.place(row, column) if column < width else Place(file, lines[row])

    return replace(
        table,
        columns=(*table.columns, *names),
        rows=[[*row, *texts] for row in table.rows],
        place=place,
        header_place=lambda column: table.header_place(column) if column < width else Place(file),
        given=len(texts),
    )
