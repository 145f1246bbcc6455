"""Plain text: paragraphs parted by blank lines, items by their bullets; nothing of it is changed, so offsets stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from dvaudit.figure import Layout
from dvaudit.message import fail
from dvaudit.pattern import pattern
from dvaudit.readers.decode import decode
from dvaudit.readers.prose.written import tables
from dvaudit.text import Block, Text

_LINE = pattern(r"[^\n]+")
BULLET = pattern(r"(?:[-*+•●▪■◦‣–—·][ \t]+|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)][ \t]+)(?=\S)", re.IGNORECASE)
_NOTE = pattern(r"(?:\[\^?\w{1,3}\]:?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*†‡]{1,3}(?!\s))[ \t]*(?=\w)")
ENDED = pattern(r"[.!?…:;][\"'”’»)\]]*$")
_CELL = pattern(r"[^\t|]+")
_PARAGRAPH = 160
"""A line of so many characters is not wrapped: it is a paragraph."""
_FULL = 0.7
"""A line of a wrapped paragraph is at least this share of its longest one, unless it is the last."""
_HEADING = 100
"""Characters that a heading has at most."""

Line = tuple[int, int]
"""Where a line begins and ends, without blanks around it."""


def read(file: str, data: bytes, layout: Layout) -> Text:
    """The text of a plain text file. Raises AuditError for what is no text."""
    if data.startswith(b"{\\rtf"):
        raise fail("read.rtf", file=file)
    body, problems = decode(data, file, layout.encoding)
    found = text(file, body.removesuffix("\x1a"))
    found.problems += problems
    return found


def text(file: str, body: str) -> Text:
    """A text with its blocks; line ends of other systems are replaced, by as many characters."""
    body = body.replace("\r\n", " \n").replace("\r", "\n")
    found = Text(file, body, tuple(_blocks(body)))
    found.tables = tables(found)
    return found


def _blocks(body: str) -> Iterator[Block]:
    """The headings, paragraphs, items, notes and cells of a text that blank lines, bullets and tabs lay out."""
    number = 0
    for lines in _parted(body):
        for celled, group in groupby(lines, lambda line: len(_cells(body, line)) > 1):
            own = list(group)
            if celled and len(own) > 1:
                yield from _table(body, own, number)
                number += 1
            else:
                yield from _prose(body, own, alone=len(lines) == 1)


def _parted(body: str) -> Iterator[list[Line]]:
    """The lines between blank ones."""
    group: list[Line] = []
    for line in _LINE.finditer(body):
        said = line[0].strip()
        start = line.start() + line[0].find(said)
        if group and (not said or body.count("\n", group[-1][1], start) > 1):
            yield group
            group = []
        if said:
            group.append((start, start + len(said)))
    if group:
        yield group


def _cells(body: str, line: Line) -> list[re.Match[str]]:
    """The cells of a line with tabs or bars between them; one where there are none."""
    return list(_CELL.finditer(body, *line))


def _table(body: str, lines: list[Line], number: int) -> Iterator[Block]:
    for row, line in enumerate(lines):
        for column, cell in enumerate(_cells(body, line)):
            said = cell[0].strip()
            start = cell.start() + cell[0].find(said)
            if said:
                yield Block("cell", start, start + len(said), table=number, row=row, column=column)


def _prose(body: str, lines: list[Line], alone: bool) -> Iterator[Block]:
    """The blocks of lines that no blank line parts: an item at each bullet, else one wrapped paragraph, or several."""
    width = max(end - start for start, end in lines)
    first = [0]
    first += (at for at, (line, after) in enumerate(pairwise(lines), 1) if _breaks(body, line, after, width))
    for begin, beyond in pairwise([*first, len(lines)]):
        start, end = lines[begin][0], lines[beyond - 1][1]
        own = alone or (begin == 0 and beyond < len(lines))
        yield Block(_kind(body, start, end, alone=own), start, end, level=_level(body, start))


def _breaks(body: str, line: Line, after: Line, width: int) -> bool:
    """True where the line after this one begins something new."""
    start, end = line
    if width > _PARAGRAPH or BULLET.match(body, after[0]) or _NOTE.match(body, after[0]):
        return True
    if end - start >= _FULL * width:
        return False
    return ENDED.search(body, start, end) is not None or not (body[after[0]].islower() or body[after[0]].isdigit())


def _kind(body: str, start: int, end: int, alone: bool) -> str:
    if BULLET.match(body, start):
        return "item"
    if _NOTE.match(body, start):
        return "note"
    return "heading" if alone and end - start <= _HEADING and not ENDED.search(body, start, end) else "paragraph"


def _level(body: str, start: int) -> int:
    """The depth of an item by its indentation, 0 for what is none."""
    if not BULLET.match(body, start):
        return 0
    indent = body[body.rfind("\n", 0, start) + 1 : start].expandtabs(4)
    return 1 + len(indent) // 2
