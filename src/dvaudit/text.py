"""A running text as read: what it says, and how it is laid out."""

from __future__ import annotations

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

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands: line and column of ``body``, both 1-based, and its offsets."""
        line = self.body.count("\n", 0, start) + 1
        return Place(self.file, line, start - self.body.rfind("\n", 0, start), start=start, end=end)
