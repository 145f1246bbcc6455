"""Where printed texts stand in their files, exactly: what an editor needs to mark a figure or to propose another text.

A place says where a cell begins; how long it is and whether it is quoted, only the file says.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NamedTuple

from dvaudit.figure import Figure, Place
from dvaudit.message import AuditError
from dvaudit.pattern import pattern

_LARGEST = 1 << 26
"""Files of more bytes are not read a second time."""
_LINE_END = pattern(r"\r\n|\r|\n")
_BEFORE = pattern(r"""[\s"']*""")
_NUMBER_SIGNS = pattern(r"[^\W_]+|\s+")


class Span(NamedTuple):
    """A printed text within one line of its file: 1-based columns, ``end`` is that of the first character after it.

    ``column`` and ``end`` count characters, ``first_byte`` and ``last_byte`` the same in bytes of UTF-8.
    """

    line: int
    column: int
    end: int
    first_byte: int
    last_byte: int
    quoted: bool


class _Read(NamedTuple):
    text: str
    lines: list[str]


class Sources:
    """The texts of files that are read again, each file once."""

    def __init__(self) -> None:
        self._texts: dict[str, _Read] = {}

    def span(self, figure: Figure) -> Span | None:
        """Where a figure's text stands; None where its file does not print it in one line at its place."""
        if not figure.cells:
            return None
        text, place = figure.cells[0].text.strip(), figure.cells[0].locate()
        if not text or place.line is None or place.column is None:
            return None
        lines = self._read(place.file).lines
        if place.line > len(lines):
            return None
        line = lines[place.line - 1]
        lead = _BEFORE.match(line, place.column - 1)  # blanks and the quote before the text
        start = place.column - 1 if lead is None else lead.end()
        if not line.startswith(text, start):
            return None
        before = len(line[:start].encode())
        return Span(
            place.line, start + 1, start + len(text) + 1, before + 1, before + len(text.encode()) + 1,
            line[start - 1 : start] in ('"', "'") and line[start + len(text) :][:1] == line[start - 1 : start],
        )  # fmt: skip

    def replaces(self, figure: Figure, text: str) -> Span | None:
        """Where another text for a figure can be put without harm to its file: no sign is new, or it is quoted."""
        span = self.span(figure)
        if span is None:
            return None
        signs, known = (set(_NUMBER_SIGNS.sub("", one)) for one in (text, figure.cells[0].text))
        return span if span.quoted or signs <= known else None

    def column_in_bytes(self, place: Place) -> int | None:
        """The column of a place, counted in bytes of UTF-8; None where it cannot be known."""
        if place.line is None or place.column is None:
            return None
        lines = self._read(place.file).lines
        if place.line > len(lines) or place.column > len(lines[place.line - 1]) + 1:
            return None
        return len(lines[place.line - 1][: place.column - 1].encode()) + 1

    def offset(self, figure: Figure) -> int | None:
        """How many characters of its file stand before a figure's text; None where its place does not tell so."""
        if not figure.cells:
            return None
        text, place = figure.cells[0].text.strip(), figure.cells[0].locate()
        if not text or place.start is None:
            return None
        return place.start if self._read(place.file).text.startswith(text, place.start) else None

    def _read(self, file: str) -> _Read:
        if file not in self._texts:
            text = _text(file)
            self._texts[file] = _Read(text, _LINE_END.split(text))
        return self._texts[file]


def _text(file: str) -> str:
    """The text of a file; an empty one of what is no file, no text or too large."""
    from dvaudit.readers.decode import decode

    try:
        if not os.path.isfile(file) or os.path.getsize(file) > _LARGEST:
            return ""
        with open(file, "rb") as stream:
            text, _ = decode(stream.read(), file)
    except (AuditError, OSError, ValueError):
        return ""
    return text


def relative(file: str, base: str = "") -> str:
    """A file as CI systems name it: with forward slashes, and relative to ``base`` (the working directory) if below."""
    if file == "-" or "://" in file:
        return file
    path = os.path.normpath(file)
    if base or os.path.isabs(path):
        with suppress(ValueError):  # another drive of Windows
            below = os.path.relpath(path, base or None)
            path = path if below.split(os.sep)[0] == os.pardir else below
    return path.replace(os.sep, "/")
