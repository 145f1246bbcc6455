"""What a document says, written down as one text: a block a line, a table a row a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import groupby

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import AuditError, Problem
from dvaudit.pattern import pattern
from dvaudit.readers.delimited import fitted
from dvaudit.readers.rectangle import Spot, body_row, find
from dvaudit.text import Block, Text, line_starts

_SPACES = pattern(r"[ \t\n\r\f\v]+")
_LINES = pattern(r"[ \t\r\f\v]*\n[ \t\r\f\v]*")
_BLANKS = pattern(r"[ \t]{2,}")
_PARAGRAPHS = pattern(r"\n{2,}")
_UNSEEN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
"""Soft hyphens, zero-width spaces, word joiners: they only say where a line may break."""
_WORD = pattern(r"\w+(?:[.,]\w+)*")
_LOOKED_AHEAD = 4_000
"""Characters of the file in which the next word of a block is looked for."""

Merged = dict[Spot, Spot]
"""For each cell of a table that another one covers, which that is."""
Grid = Sequence[Sequence[str]]


class Writing:
    """A text that is being put together, block by block."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.language: str | None = None
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._lines: list[int] = []
        self._merged: list[Merged] = []
        self._pages: list[int] = []

    def page(self) -> None:
        """Begins a page."""
        self._pages.append(self._length)

    def write(self, text: str, kind: str, level: int = 0, line: int = 0) -> None:
        """Adds what a block says, as several blocks where blank lines part it; nothing for a blank one.

        ``line`` is the one of the file on which it begins, 0 where that is not known.
        """
        text = text.translate(_UNSEEN).strip()
        for part in _PARAGRAPHS.split(_LINES.sub("\n", text)):
            said = _BLANKS.sub(" ", part.strip())
            if said:
                self._append(said, line, "\n", Block(kind, 0, 0, level, len(self._pages) or None))

    @property
    def last(self) -> tuple[str, str]:
        """Kind and text of the block that was written last; blank where there is none."""
        return (self._blocks[-1].kind, self._parts[-2]) if self._blocks else ("", "")

    def go_on(self, text: str) -> None:
        """Adds to what the last block says, on a line of its own."""
        said = _BLANKS.sub(" ", _LINES.sub("\n", text.translate(_UNSEEN).strip()))
        self._parts += (said, "\n")
        self._length += len(said) + 1
        self._blocks[-1] = self._blocks[-1]._replace(end=self._length - 1)

    def table(self, rows: Grid, lines: Sequence[int] = (), merged: Merged | None = None) -> None:
        """Adds a table: a line for each row, with tabs between its cells; a cell that is blank is no block.

        ``merged`` gives for each cell that another one covers which that is.
        """
        number = len(self._merged)
        self._merged.append(merged or {})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                said, end = _SPACES.sub(" ", cell.translate(_UNSEEN)).strip(), "\t" if column < len(cells) - 1 else "\n"
                page = len(self._pages) or None
                line = lines[row] if lines else 0
                self._append(said, line, end, Block("cell", 0, 0, 0, page, number, row, column))

    def _append(self, said: str, line: int, end: str, block: Block) -> None:
        if said:
            self._blocks.append(block._replace(start=self._length, end=self._length + len(said)))
            self._lines.append(line)
        self._parts += (said, end)
        self._length += len(said) + len(end)

    def text(self, source: str | None = None) -> Text:
        """The text as written; ``source`` is that of the file, in which the places of words are looked for."""
        found = Text(
            self.file, "".join(self._parts), tuple(self._blocks), language=self.language,
            problems=self.problems, pages=tuple(self._pages),
        )  # fmt: skip
        if source is not None:
            found.source = _places(found, self._lines, source)
        found.tables = tables(found, self._merged)
        return found


def tables(text: Text, merged: Sequence[Merged] = ()) -> tuple[Table, ...]:
    """The tables that the cells of a text make, as readers give tables; none for one without a header or rows.

    Where there are several, each is told from the others by its number.
    """
    cells = groupby((block for block in text.blocks if block.table is not None), lambda block: block.table)
    made = (_table(text, list(own), merged[number or 0] if merged else {}) for number, own in cells)
    found = [table for table in made if table is not None]
    for number, table in enumerate(found if len(found) > 1 else (), 1):
        table.part = f"#{number}"
    return tuple(found)


def _table(text: Text, cells: list[Block], merged: Merged) -> Table | None:
    width = 1 + max(block.column or 0 for block in cells)
    at = {(block.row or 0, block.column or 0): block for block in cells}
    printed = [[""] * width for _ in range(1 + max(row for row, _ in at))]
    for (row, column), block in at.items():
        printed[row][column] = text.body[block.start : block.end]
    leftmost = dict(sorted(at, reverse=True))
    records = [row if any(row) else [] for row in printed]
    try:
        region = find(text.file, records, list(range(1, len(records) + 1)), Layout(), merged)
    except AuditError:
        return None

    def place(row: int, column: int) -> Place:
        block = at.get(merged.get((row, column), (row, column)))
        if block is None:  # a blank cell is where the one before it in its row is
            before = next((at[row, own] for own in range(column - 1, -1, -1) if (row, own) in at), cells[0])
            block = before if before is not cells[0] else at.get((row, leftmost.get(row, 0)), before)
        return text.place(block.start, block.end)

    return Table(
        text.file,
        region.columns,
        [
            body_row(records, row, len(region.columns), merged) if merged else fitted(records[row], len(region.columns))
            for row in region.body
        ],
        [place(row, leftmost.get(row, 0)).line for row in region.body],
        lambda row, column: place(region.body[row], column),
        lambda column: place(region.named_by[column], column),
        region.above,
        region.below,
        problems=[one._replace(line=None) for one in region.problems],
    )


def _places(text: Text, lines: Sequence[int], source: str) -> Callable[[int], tuple[int, int] | None]:
    """Finds the line and column of the file for an offset: its words follow one another there as in its block."""
    blocks = [block.start for block in text.blocks]
    starts: list[int] = []
    begins: dict[int, int] = {}
    seen: dict[int, tuple[int, int]] = {}

    def line_and_column(offset: int) -> tuple[int, int] | None:
        at = bisect_right(blocks, offset) - 1
        if at < 0 or not lines[at]:
            return None
        if not starts:
            starts.extend(line_starts(source))
            for number, line in enumerate(lines):
                begins.setdefault(line, blocks[number])
        begin, position = begins[lines[at]], starts[min(lines[at], len(starts)) - 1]
        known = seen.get(lines[at])
        if known is not None and known[0] <= offset:  # a block may be the whole file, where this is all on one line
            begin, position = known
        found = position
        for word in _WORD.finditer(text.body, begin):
            if word.start() > offset:
                break
            seen[lines[at]] = word.start(), position
            there = source.find(word[0], position, position + _LOOKED_AHEAD)
            if there >= 0:
                found, position = there + offset - word.start(), there + len(word[0])
        line = bisect_right(starts, found)
        return line, found - starts[line - 1] + 1

    return line_and_column
