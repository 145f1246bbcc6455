"""Tables with what their paths say, and the tables of several files as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest

from dvaudit.figure import Place, Table
from dvaudit.message import Problem, fail, message
from dvaudit.names import normalize
from dvaudit.printed import TYPED, Declared, NumberFormat


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


def matched(files: Sequence[Sequence[Table]]) -> list[list[Table]]:
    """The tables of several files, those that belong together: of the same name, or in the same place."""
    if max(map(len, files), default=0) > 1 and all(table.part for tables in files for table in tables):
        by_name: dict[str | None, list[Table]] = {}
        for table in (table for tables in files for table in tables):
            by_name.setdefault(table.part, []).append(table)
        return list(by_name.values())
    return [[table for table in tables if table is not None] for tables in zip_longest(*files)]


def combined(file: str, tables: Sequence[Table]) -> Table:
    """The tables of several files as one, their columns by name, in order of first appearance; those of paths last.

    A cell whose column its file does not have is one that is not there (None). A file of another format than the first
    is left out, and told in the problems: what CSV leaves open, JSON says.
    """
    first = tables[0].shape
    parts = tuple(table for table in tables if (table.shape is None) == (first is None))
    odd = [table.file for table in tables if table not in parts]
    order = _order(parts)
    wheres = [[own.get(slot) for slot in order] for own in map(_positions, parts)]
    starts = list(accumulate((len(part.rows) for part in parts), initial=0))

    def place(row: int, column: int) -> Place:
        at = bisect_right(starts, row) - 1
        part, own = parts[at], wheres[at][column]
        return Place(part.file, part.lines[row - starts[at]]) if own is None else part.place(row - starts[at], own)

    signs = _signs(parts)

    def said(row: int, column: int) -> Declared | None:
        at = bisect_right(starts, row) - 1
        part, own = parts[at], wheres[at][column]
        return None if part.said is None or own is None else part.said(row - starts[at], own)

    def headed(column: int) -> tuple[Table, int]:
        """The first part that has a column, and which of its own it is."""
        return next(
            (part, own) for part, where in zip(parts, wheres, strict=True) if (own := where[column]) is not None
        )

    def header_place(column: int) -> Place:
        part, own = headed(column)
        return part.header_place(own)

    return Table(
        file,
        tuple(part.columns[own] for part, own in map(headed, range(len(order)))),
        [row for part, where in zip(parts, wheres, strict=True) for row in _arranged(part, where)],
        [line for part in parts for line in part.lines],
        place,
        header_place,
        above=tuple(dict.fromkeys(line for part in parts for line in part.above)),
        below=tuple(dict.fromkeys(line for part in parts for line in part.below)),
        shape=first if all(part.shape == first for part in parts) else "records",
        typed=_typed(parts, wheres, starts) if signs is not None else (),
        signs=signs or TYPED,
        said=said if any(part.said is not None for part in parts) else None,
        problems=[
            *(problem for part in parts for problem in part.problems),
            *(Problem(message("inputs.other_format", first=parts[0].file), one) for one in odd),
        ],
        given=len({slot for part in parts for slot in _given(part)}),
        parts=parts,
        part=parts[0].part if len({part.part for part in parts}) == 1 else None,
    )


def lacking(table: Table) -> list[Table]:
    """The parts of a combined table that do not have all its columns."""
    every = set(_positions(table))
    return [part for part in table.parts if every - set(_positions(part))]


_Slot = tuple[str, int]
"""A column by its normalized name, and how often the name stood before."""


def _positions(table: Table) -> dict[_Slot, int]:
    """Where each column of a table is."""
    seen: dict[str, int] = {}
    found: dict[_Slot, int] = {}
    for at, form in enumerate(map(normalize, table.columns)):
        seen[form] = seen.get(form, -1) + 1
        found[form, seen[form]] = at
    return found


def _given(table: Table) -> list[_Slot]:
    """The columns that the path fills."""
    return list(_positions(table))[len(table.columns) - table.given :]


def _order(parts: Sequence[Table]) -> list[_Slot]:
    given = dict.fromkeys(slot for part in parts for slot in _given(part))
    every = dict.fromkeys(slot for part in parts for slot in _positions(part))
    return [*(slot for slot in every if slot not in given), *given]


def _arranged(part: Table, where: Sequence[int | None]) -> Iterable[list[str | None]]:
    """The rows of a part in the order of the columns of the whole."""
    if where == list(range(len(part.columns))):
        return part.rows
    return ([None if c is None else row[c] for c in where] for row in part.rows)


def _signs(parts: Sequence[Table]) -> NumberFormat | None:
    """The signs of the numbers of all parts; None where these use different ones."""
    found = {part.signs for part in parts if part.typed} or {TYPED}
    grouped = {one for one in found if one.group} or found
    if len(grouped) > 1 or len({one.decimal for one in found}) > 1:
        return None
    return grouped.pop()


def _typed(
    parts: Sequence[Table], wheres: Sequence[Sequence[int | None]], starts: Sequence[int]
) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for part, where, start in zip(parts, wheres, starts, strict=False):
        if part.typed:
            there = {own: c for c, own in enumerate(where) if own is not None}
            found.update((start + row, there[column]) for row, column in part.typed)
    return found
