"""A running text as read: what it says, and how it is laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.figure import Place, Table
from dvaudit.message import Problem


class Block(NamedTuple):
    """A part of a text that stands for itself; ``text.body[start:end]`` is what it says.

    ``kind`` is ``heading``, ``paragraph``, ``item`` (of a list), ``note`` (a footnote) or ``cell`` (of a table that is
    laid out in the text). ``level`` is the depth of a heading or item, 1-based; ``page`` the 1-based page, where a
    text has pages; ``table`` is the 0-based number of the table of a cell, ``row`` and ``column`` its 0-based position.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(slots=True, eq=False, repr=False)
class Text:
    """A text of which the characters are counted: ``body``, with its ``blocks`` in order.

    Offsets count code points of ``body``. ``tables`` are those inside the text, in order, as readers give tables, and
    ``problems`` what was left out or guessed.
    """

    file: str
    body: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    language: str | None = None
    """What the document itself says of its language (``vi``, ``en`` ...)."""
    problems: list[Problem] = field(default_factory=list)
    pages: tuple[int, ...] = ()
    """Where in ``body`` each page begins, where the document has pages."""
    source: Callable[[int], tuple[int, int] | None] | None = None
    """Finds the line and column of an offset in the file, where ``body`` is not what the file itself says."""
    _starts: list[int] = field(default_factory=list)

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands: line and column, both 1-based, and its offsets in ``body``.

        In a text file, Markdown and HTML they are those of the file; in a PDF those of the page; in other documents
        those of ``body``, where each paragraph is a line.
        """
        page = bisect_right(self.pages, start)
        found = None if self.source is None else self.source(start)
        if found is None:
            if not self._starts:
                self._starts.extend(line_starts(self.body))
            line = bisect_right(self._starts, start)
            above = bisect_right(self._starts, self.pages[page - 1]) - 1 if page else 0
            found = line - above, start - self._starts[line - 1] + 1
        return Place(self.file, *found, start=start, end=end, page=page or None)


def line_starts(text: str) -> Iterator[int]:
    """Where each line of a text begins."""
    position = 0
    while position >= 0:
        yield position
        position = text.find("\n", position) + 1 or -1
