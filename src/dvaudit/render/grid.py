"""Tables for a terminal: columns as wide as their contents, folded and never cut where the width ends.

A line is a list of (text, style) segments; styles only repeat what the words say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

Segment = tuple[str, str]
Line = list[Segment]

_GAP = 2
_NARROWEST = 8


class Column(NamedTuple):
    """A column's title, whether it is aligned right and folds before the others do, and how many blanks follow it."""

    title: str
    right: bool = False
    folds: bool = True
    gap: int = _GAP


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Segment]], total: int, rule: str) -> Iterator[Line]:
    """The lines of a table: titles, a line of ``rule`` characters, one or more lines per row."""
    widths = _widths(columns, rows, total - 1)
    yield from _row(columns, [(column.title, "bold") for column in columns], widths)
    yield [(" " + rule * (sum(widths) + _gaps(columns)), "dim")]
    for row in rows:
        yield from _row(columns, row, widths)


def untitled(columns: Sequence[Column], rows: Sequence[Sequence[Segment]], total: int) -> Iterator[Line]:
    """The lines of a table without its titles."""
    widths = _widths(columns, rows, total - 1)
    for row in rows:
        yield from _row(columns, row, widths)


def wrapped(text: str, width: int, indent: int = 0, style: str = "") -> Iterator[Line]:
    """A sentence on lines of this width, the following ones indented further."""
    first = fold(text, width - indent)[0]
    yield [(" " * indent + first, style)]
    rest = text[len(first) :].lstrip()
    for line in fold(rest, width - indent - 2) if rest else ():
        yield [(" " * (indent + 2) + line, style)]


def plain(lines: Iterable[Line]) -> Iterator[str]:
    """The lines without their styles."""
    return ("".join(text for text, _ in line).rstrip() for line in lines)


def cell_width(text: str) -> int:
    """How many terminal cells a text takes: two for wide East Asian characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def fold(text: str, limit: int) -> list[str]:
    """The text on lines of at most ``limit`` cells, broken after a blank or a joint of a name where there is one."""
    lines = []
    while cell_width(text) > limit:
        end, used = 0, 0
        while used + _cells(text[end]) <= limit or end == 0:
            used += _cells(text[end])
            end += 1
        blank = text.rfind(" ", 0, end + 1)
        joint = max(text.rfind(mark, 0, end) for mark in "_-/.") + 1
        cut = blank if blank > 0 else joint if joint > limit // 3 else end
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def _gaps(columns: Sequence[Column]) -> int:
    return sum(column.gap for column in columns[:-1])


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Segment]], total: int) -> list[int]:
    """Natural widths, then the widest columns narrowed until the table fits; numbers keep theirs longest."""
    widths = [
        min(total, max([cell_width(column.title), *(cell_width(row[index][0]) for row in rows)]))
        for index, column in enumerate(columns)
    ]
    available = total - _gaps(columns)
    for narrowing in (True, False):
        foldable = [index for index, column in enumerate(columns) if column.folds is narrowing]
        while sum(widths) > available and foldable:
            widest = max(foldable, key=lambda index: widths[index])
            if widths[widest] <= _NARROWEST:
                break
            widths[widest] -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[Segment], widths: Sequence[int]) -> Iterator[Line]:
    folded = [fold(text, width) for (text, _), width in zip(row, widths, strict=True)]
    for texts in zip_longest(*folded, fillvalue=""):
        line: Line = [(" ", "")]
        for column, text, width, (_, style) in zip(columns, texts, widths, row, strict=True):
            blanks = " " * (width - cell_width(text))
            line += [(blanks, ""), (text, style)] if column.right else [(text, style), (blanks, "")]
            line.append((" " * column.gap, ""))
        yield line[:-1]


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
