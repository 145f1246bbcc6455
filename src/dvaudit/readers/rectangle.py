"""Where the table stands in a rectangle of cells: titles above, header rows, body, notes below.

Published tables are seldom a header and rows. What is decided here is decided by where the numbers stand: a column is a
value column when at least half of its cells from its first number on are numbers, and the body begins with the first
row whose value cells are numbers, years standing as headings aside. ``Layout.header`` and ``header_rows`` overrule it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.figure import Layout
from dvaudit.message import Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.cells import is_marker, is_number, is_unit, is_year

_SHORT, _LONG = 30, 80  # characters of a heading that spans columns, of one that is rather a title
_SAMPLE_CELLS = 100_000  # cells looked at to tell value columns from label columns, of at least
_SAMPLE_ROWS = 40  # ... so many rows
_TITLE = pattern(
    r"(?:table|bảng|biểu|tableau|tabelle|tabla|tabela|tabella|tab\.|phụ lục|appendix)\b|.*:", re.IGNORECASE
)
_NOTE = pattern(
    r"(?:sources?|notes?|nguồn(?: số liệu)?|ghi chú|chú thích|lưu ý|ký hiệu|quelle|anmerkung(?:en)?|fußnote"
    r"|fuentes?|notas?|fontes?|remarques?|champ|lecture|legend|symbols?)\s*(?:$|[:.(\[/–-])"
    r"|[^\w*†‡§]*(?:\(\d{1,2}\)|\[\w{1,12}\]|\d{1,2}[.)]|\d{1,2}|[*†‡§¹²³]++)"
    r"\S*+(?:\s++\S++)??\s++[^\W\d]+\s+[^\W\d]+"
    r"|\[|[*†‡§¹²³]+\s*\w|https?://",
    re.IGNORECASE,
)
_MARK = pattern(r"\(?(?:\d{1,2}|[*†‡§¹²³]+)[.)]?")
_NUMBERING = pattern(r"\(?([^\W\d_]|\d{1,3})\)?(?:\s*=\s*[\s\d()+\-*×x:/.,%]+)?")

Row = Sequence[str]
Spot = tuple[int, int]
"""A cell, by the index of its row and of its column."""


@dataclass(slots=True, eq=False, repr=False)
class Region:
    """A table found: column names, for each the row that names it, and the indices of the body's rows."""

    columns: tuple[str, ...]
    named_by: list[int]
    body: list[int]
    above: tuple[str, ...]
    below: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)


class Grid(NamedTuple):
    """The cells to look at. ``filled`` are the rows that are not blank: positions below count these."""

    file: str
    rows: Sequence[Row]
    lines: Sequence[int]
    filled: list[int]
    values: set[int]
    """The value columns."""
    sample: int
    """How many rows are looked at."""

    def row(self, position: int) -> Row:
        """The cells of a row that is not blank."""
        return self.rows[self.filled[position]]

    def line(self, position: int) -> int:
        """The line on which it begins."""
        return self.lines[self.filled[position]]

    def is_data(self, position: int) -> bool:
        """True for a row of figures."""
        return _is_data(self.row(position), self.values)


def find(
    file: str, rows: Sequence[Row], lines: Sequence[int], layout: Layout, merged: Mapping[Spot, Spot] | None = None
) -> Region:
    """The table in rows of cells (a blank line is an empty row), whose first lines are given.

    ``merged`` gives, where that is known, for each cell that another one covers which that is.
    Raises AuditError where there is no header row, nothing below it, or the declared header line is not there.
    """
    filled = [i for i, row in enumerate(rows) if any(map(_text, row))]
    if not filled:
        raise fail("read.empty", file=file)
    sample = max(_SAMPLE_ROWS, min(400, _SAMPLE_CELLS // max(len(rows[i]) for i in filled[:_SAMPLE_ROWS])))
    grid = Grid(file, rows, lines, filled, _value_columns([rows[i] for i in filled[:sample]]), sample)
    chosen = _found_header(grid, layout.header_rows) if layout.header is None else _declared_header(grid, layout)
    header = [filled[p] for p in chosen]
    body = filled[chosen[-1] + 1 :]
    problems: list[Problem] = []
    if body and _is_numbering(grid, body):
        problems.append(Problem(message("read.numbering_row"), file, lines[body[0]], fatal=False))
        body = body[1:]
    body, notes = _without_notes(grid, body)
    if not body:
        raise fail("read.header_only", file=file, line=lines[header[0]])
    problems += [*_told_notes(grid, notes), *_told_long(grid, header, body)]
    columns, named_by = _names(rows, header, max(_width(rows, header), _width(rows, body)), merged or {})
    above = tuple(_line_text(rows[i]) for i in filled if i < header[-1] and i not in header)
    return Region(columns, named_by, body, above, tuple(_line_text(rows[i]) for i in notes), problems)


def body_row(rows: Sequence[Row], i: int, width: int, merged: Mapping[Spot, Spot]) -> list[str | None]:
    """A row of the table: a label that covers cells below it stands in each, a figure only in its own."""
    row: list[str | None] = [*rows[i][:width], *[""] * (width - len(rows[i]))]
    for column in range(width) if merged else ():
        if (i, column) in merged:
            top, left = merged[i, column]
            text = rows[top][left] if left < len(rows[top]) else ""
            row[column] = None if is_number(text) or left != column else text
    return row


def _told_notes(grid: Grid, notes: list[int]) -> list[Problem]:
    if not notes:
        return []
    text = _line_text(grid.rows[notes[0]])[:80]
    told = message("read.notes_below", n=len(notes), last=grid.lines[notes[-1]], text=text)
    return [Problem(told, grid.file, grid.lines[notes[0]], fatal=False)]


def _told_long(grid: Grid, header: list[int], body: list[int]) -> list[Problem]:
    """Rows with more cells than the header: a number may have been split at its thousands separator."""
    declared = max(len(grid.rows[i]) for i in header)
    long = [i for i in body if len(grid.rows[i]) > declared and any(map(_text, grid.rows[i][declared:]))]
    if not long:
        return []
    told = message("read.long_rows", n=len(long), cells=len(grid.rows[long[0]]), header=declared)
    return [Problem(told, grid.file, grid.lines[long[0]], fatal=False)]


def _text(cell: str) -> str:
    return cell.strip()


def _line_text(row: Row) -> str:
    return " ".join(" ".join(cell.split()) for cell in row if _text(cell))


def _full(row: Row) -> set[int]:
    return {c for c, cell in enumerate(row) if _text(cell)}


def _width(rows: Sequence[Row], chosen: Sequence[int]) -> int:
    """One more than the last column that holds a text in any of the rows."""
    width = 0
    for i in chosen:
        row = rows[i]
        for c in range(len(row) - 1, width - 1, -1):
            if _text(row[c]):
                width = c + 1
                break
    return width


def _value_columns(rows: Sequence[Row]) -> set[int]:
    numbers: dict[int, int] = {}
    others: dict[int, int] = {}
    for row in rows:
        for c, cell in enumerate(row):
            if is_number(cell):
                numbers[c] = numbers.get(c, 0) + 1
            elif c in numbers and _text(cell) and not is_marker(cell):
                others[c] = others.get(c, 0) + 1
    return {c for c, n in numbers.items() if n >= others.get(c, 0)}


def _is_data(row: Row, values: set[int]) -> bool:
    """True when at least half of the row's cells in value columns, markers aside, are numbers; a year alone is none."""
    if len(values) > 1 and _full(row) <= {0}:
        return False
    cells = [row[c] for c in values if c < len(row) and _text(row[c])]
    numbers = sum(map(is_number, cells))
    return numbers > 0 and 2 * numbers >= sum(1 for cell in cells if not is_marker(cell) or is_number(cell))


def _found_header(grid: Grid, wanted: int | None) -> list[int]:
    """The positions of the header rows; ``wanted`` says how many they are."""
    count = len(grid.filled)
    first = next((p for p in range(count) if grid.is_data(p) and not _heads(grid, p)), None)
    if first is None:  # a table of texts
        top = next((p for p in range(count) if len(_full(grid.row(p))) > 1), 0)
        return _downward(grid, top, min(top + 4, count))[:wanted]
    used = set().union(*(_full(grid.row(p)) for p in range(first, min(first + grid.sample, count)) if grid.is_data(p)))
    core = max(range(first), key=lambda p: (len(_full(grid.row(p)) & used), -p), default=None)
    if core is None or (len(used) > 1 and not _full(grid.row(core)) - {0}):
        raise fail("read.no_header", file=grid.file, line=grid.line(first))
    below = _downward(grid, core, first)
    if wanted is None:
        return sorted({*_upward(grid, core, used), *below})
    if wanted > below[-1] + 1:
        raise fail("read.header_rows", file=grid.file, line=grid.line(0), wanted=wanted, n=below[-1] + 1)
    return list(range(below[-1] + 1 - max(wanted, 1), below[-1] + 1))


def _declared_header(grid: Grid, layout: Layout) -> list[int]:
    """The positions of the header rows, of which the first line is declared."""
    count = len(grid.filled)
    top = next((p for p in range(count) if grid.line(p) == layout.header), None)
    if top is None:
        raise fail("read.header_line", file=grid.file, line=layout.header)
    if layout.header_rows is not None:
        return list(range(top, min(top + max(layout.header_rows, 1), count)))
    return _downward(grid, top, next((p for p in range(top + 1, count) if grid.is_data(p)), top + 1))


def _heads(grid: Grid, position: int) -> bool:
    """True for a row with numbers that is a header all the same.

    Units, ages below titles alone (``under 15``, ``15-64``), years above other numbers, or 1, 2, 3 ... where no other
    row heads them.
    """
    row = grid.row(position)
    before = [grid.row(p) for p in range(position)]
    stated = {c: row[c] for c in sorted(grid.values) if 0 < c < len(row) and _text(row[c])}
    if not _text(row[0]) and stated and all(map(is_unit, stated.values())):
        return True
    titled = all(len(_full(other)) < 2 for other in before)
    if titled and any(not is_number(cell) and not is_marker(cell) for cell in stated.values()):
        return True
    cells = {c: cell for c, cell in stated.items() if is_number(cell)}
    headed = any(all(c < len(other) and _text(other[c]) and not is_number(other[c]) for c in cells) for other in before)
    if not cells or (headed and (_text(row[0]) or 0 in grid.values)):
        return False
    if all(map(is_year, cells.values())):
        after = [grid.row(p) for p in range(position + 1, min(position + 6, len(grid.filled)))]
        below = [other[c] for other in after for c in cells if c < len(other)]
        return titled or any(is_number(cell) and not is_year(cell) for cell in below)
    counted = [cell.strip() for cell in cells.values()]
    return len(counted) > 3 and counted == [str(n) for n in range(1, len(counted) + 1)] and not is_number(row[0])


def _upward(grid: Grid, core: int, used: set[int]) -> list[int]:
    """The positions of the core row and of the rows above it that belong to the header.

    A row above joins when it says what is missing below: the name of the first column, or the names that several
    columns share. A label alone waits until a row above it joins.
    """
    chosen: list[int] = [core]
    waiting: list[int] = []
    stub = 0 in _full(grid.row(core))
    for p in range(core - 1, -1, -1):
        full = _full(grid.row(p))
        if full == {0}:
            waiting.append(p)
            continue
        if not _joins(grid, p, core, used, stub=stub):
            break
        if not stub:
            chosen += waiting
            stub = bool(waiting) or 0 in full
        waiting = []
        chosen.append(p)
    return chosen


def _joins(grid: Grid, p: int, core: int, used: set[int], *, stub: bool) -> bool:
    """True when a row above the core row is part of the header; ``stub`` when the first column has its name already."""
    row = grid.row(p)
    full = _full(row)
    over = full - {0}
    if 0 in full:
        joins = not stub or len(over & used) > 1
    elif len(over) > 1:
        joins = True
    else:
        (only,) = over
        joins = not stub or (only == min(used - {0}, default=0) and len(_text(row[only])) <= _SHORT)
    titled = any(_TITLE.match(_text(row[c])) or len(row[c]) > _LONG or is_unit(row[c]) for c in over)
    if not joins or not titled or (not stub and 0 in full) or 2 * len(over & used) >= len(used):
        return joins
    # Something like a title stays only where the names below repeat and it alone tells them apart.
    names = [" ".join(cell.split()) for cell in grid.row(core)[1:] if _text(cell)]
    return p == core - 1 and len(set(names)) < len(names)


def _downward(grid: Grid, core: int, first: int) -> list[int]:
    """The positions of the core row and of the rows below it that belong to the header: units, sub-headings."""
    chosen = [core]
    taken = _full(grid.row(core))
    for p in range(core + 1, first):
        full = _full(grid.row(p))
        if full == {0}:
            continue
        if 0 in full and full & taken and not _is_units(grid.row(p)):
            break
        chosen.append(p)
        taken |= full
    return chosen


def _is_units(row: Row) -> bool:
    over = [row[c] for c in _full(row) - {0}]
    return bool(over) and all(map(is_unit, over))


def _is_named(rows: Sequence[Row], above: list[int], row: Row) -> bool:
    """True when every cell of a units row stands below a name of its own."""
    return all(any(c < len(rows[i]) and _text(rows[i][c]) for i in above) for c in _full(row) - {0})


def _names(
    rows: Sequence[Row], header: list[int], width: int, merged: Mapping[Spot, Spot]
) -> tuple[tuple[str, ...], list[int]]:
    """The name of each column and the row that says its last part."""
    units = [i for k, i in enumerate(header) if k and _is_units(rows[i]) and _is_named(rows, header[:k], rows[i])]
    named = [i for i in header if i not in units]
    texts = [[" ".join(cell.split()) for cell in rows[i][:width]] + [""] * (width - len(rows[i])) for i in named]
    if any(row in named for row, _ in merged):
        spread = [[_covering(texts, named, merged, r, c) for c in range(width)] for r in range(len(texts))]
    else:
        spread = [_spread(texts, r) for r in range(len(texts))]
    columns, named_by = [], []
    for c in range(width):
        parts: list[str] = []
        by = named[-1]
        for r, row in enumerate(spread):
            if row[c] and row[c] not in parts[-1:]:
                parts.append(row[c])
            if texts[r][c]:
                by = named[r]
        name = " / ".join(parts) or f"column {c + 1}"
        for i in units:
            unit = _text(rows[i][c]) if c and c < len(rows[i]) else ""
            bare = unit.strip("()[] ")
            name = f"{name} ({bare})" if bare else name
        columns.append(name)
        named_by.append(by)
    return tuple(columns), named_by


def _covering(texts: list[list[str]], named: list[int], merged: Mapping[Spot, Spot], r: int, c: int) -> str:
    """The text of a header cell, or of the one that covers it."""
    row, column = merged.get((named[r], c), (named[r], c))
    return texts[named.index(row)][column] if row in named and column < len(texts[r]) else texts[r][c]


def _spread(texts: list[list[str]], r: int) -> list[str]:
    """One header row with its merged cells spread to the right, over columns that a row below names."""
    row, below, above = texts[r], texts[r + 1 :], texts[:r]
    result, source = list(row), 0
    for c in range(1, len(row)):
        if row[c]:
            source = c
        elif (
            source
            and any(other[c] for other in below)
            and any(other[source] for other in below)
            and not any(other[k] for other in above for k in range(source + 1, c + 1))
        ):
            result[c] = row[source]
    return result


def _is_numbering(grid: Grid, body: list[int]) -> bool:
    """True for a first row that only numbers the columns: ``A,1,2,3`` or ``(1),(2),(3)``.

    ``A,1,2,3`` above ``B,4,5,6`` is data, and so is ``1,2,3`` above ``4,5,6``.
    """
    row, rest, values = grid.rows[body[0]], [grid.rows[i] for i in body[1:50]], grid.values
    cells = {c: _text(row[c]) for c in _full(row)}
    found = {c: _NUMBERING.fullmatch(cell) for c, cell in cells.items()}
    if len(rest) < 2 or not all(found.values()):
        return False
    counts = [int(m[1]) for c, m in found.items() if m is not None and m[1].isdigit() and (c or 0 in values)]
    bracketed = all(cell.startswith("(") for c, cell in cells.items() if c)
    if len(counts) < 2 or counts != list(range(counts[0], counts[0] + len(counts))) or counts[0] > 3:
        return False
    labels = [_text(other[0]) for other in rest if other and _text(other[0])]
    if 0 in values:
        return bracketed and cells.get(0, "(").startswith("(")
    return bool(labels) and not any(_NUMBERING.fullmatch(label) or is_number(label) for label in labels)


def _without_notes(grid: Grid, body: list[int]) -> tuple[list[int], list[int]]:
    """The body, and the note lines after its last row of figures."""
    rows, values = grid.rows, grid.values
    if values:
        last = next((p for p in range(len(body) - 1, -1, -1) if _is_data(rows[body[p]], values)), -1)
    else:
        last = next((p for p in range(len(body) - 1, -1, -1) if len(_full(rows[body[p]])) > 1), -1)
    for p in range(last + 1, len(body)):
        if _is_note(rows, body, p):
            return body[:p], body[p:]
    return body, []


def _is_note(rows: Sequence[Row], body: list[int], p: int) -> bool:
    row = rows[body[p]]
    full = _full(row)
    text = _text(row[min(full)])
    if _NOTE.match(text) or (len(full) == 1 and (0 not in full or len(text) > 60)):
        return True
    if 0 in full and len(full) == 2 and _MARK.fullmatch(text):
        return True
    apart = p > 0 and body[p] > body[p - 1] + 1
    return apart and (len(full) == 1 or (len(full) == 2 and len(row) > 3))
