"""Which inputs are articles and which are tables: by what was asked for, by their endings, else by what they hold."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO, cast

from dvaudit.figure import Layout
from dvaudit.message import AuditError
from dvaudit.pattern import pattern
from dvaudit.readers import ENDINGS, LARGE, delimited, load, looks_like, told
from dvaudit.readers.decode import decode
from dvaudit.readers.packed import ending_of, inner, pieces

ARTICLES = (".docx", ".markdown", ".md", ".odt", ".pdf")
"""The endings of documents that are read as articles, unless tables are asked for."""
OPEN = (".htm", ".html", ".txt", ".xhtml")
"""The endings of files that are either; so are standard input and files without a known ending."""
_SENTENCE = pattern(r"^\s*[-*•]\s|\w\s+\w+\W+\w.*[.!?:;…][\"'”’»)\]]*\s*$")
"""A line that is an item of a list, or ends as a sentence does."""
_ROWS = 0.5
"""At least this share of the lines of a table has as many cells as most have."""
_CELL = 40
"""Characters of a cell of a table, on average, at most."""


def articles(sources: Iterable[object], asked: str | None = None, head: bytes = b"") -> frozenset[str]:
    """The files among some sources that are articles; ``asked`` is ``article``, ``table`` or None.

    ``head`` is how standard input begins.
    """
    return frozenset(one for one in sources if isinstance(one, str) and is_article(one, asked, head))


def is_article(path: str, asked: str | None = None, head: bytes = b"") -> bool:
    """True for a file to be read as an article; a file that cannot be read is none."""
    if asked is not None or "://" in path:
        return asked == "article"
    ending = ending_of(path) if path != "-" else ""
    if ending in ARTICLES:
        return True
    if f".{ending.lstrip('.')}" in ENDINGS and ending not in OPEN:
        return False
    try:
        begun = head if path == "-" else _head(path)
        return _holds_prose(path, begun, ending)
    except (AuditError, OSError, ValueError):
        return False


def seen(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """How a stream begins, and a stream that gives it all."""
    head = stream.read(LARGE)
    return head, io.BytesIO(head) if len(head) < LARGE else cast("BinaryIO", _Chained(head, stream))


class _Chained:
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all of them where ``size`` is negative."""
        if size < 0:
            found, self._head = self._head + self._rest.read(), b""
        elif self._head:
            found, self._head = self._head[:size], self._head[size:]
        else:
            found = self._rest.read(size)
        return found


def _head(path: str) -> bytes:
    packed = inner(path)[1]
    if packed is None and os.path.getsize(path) <= LARGE:
        return load(path, None)
    with told(path), open(path, "rb") as stream:
        return stream.read(LARGE) if packed is None else b"".join(islice(pieces(path, stream, packed), 1))


def _holds_prose(path: str, head: bytes, ending: str) -> bool:
    from dvaudit.readers import prose

    if not head.strip():
        return False
    if prose.held_in(head) is not None:
        return True
    if len(head) >= LARGE:  # up to the last whole line, whatever the encoding
        head = head[: head.rfind(b"\n") + 1] or head
        head = head[:-1] if head[:2] == b"\xff\xfe" and len(head) % 2 else head
    text, _ = decode(head, path)
    if ending in OPEN and ending != ".txt":
        from dvaudit.readers.prose import html

        return not html.is_table(path, text)
    return looks_like_prose(text)


def looks_like_prose(text: str) -> bool:
    """True for lines that are no rows of one table."""
    kind = looks_like(text, Layout())
    if kind == "json":
        return False
    delimiter = delimited.find_delimiter(text)
    if delimiter is None:
        return True
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if delimiter in ",;" and 2 * sum(_SENTENCE.search(line) is not None for line in lines) >= len(lines):
        return True
    rows = [row for row, _ in delimited.split("\n".join(lines), delimited.Dialect(delimiter), strict=False) if row]
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return True
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    own = [row for row in rows if len(row) == usual]
    cells = [cell for row in own for cell in row]
    long = sum(map(len, cells)) > _CELL * len(cells)
    return len(own) < 2 or len(own) < _ROWS * len(rows) or long
