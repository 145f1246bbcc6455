"""Readers of texts: one file per format, each giving what a document says as one text with its blocks."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from dvaudit import readers
from dvaudit.figure import Layout, Table
from dvaudit.message import fail
from dvaudit.readers import PROSE, zipped
from dvaudit.readers.limits import ARTICLE_LIMIT
from dvaudit.readers.packed import ending_of
from dvaudit.text import Text

Reader = Callable[[str, bytes, Layout], Text]

PACKED = ("docx", "odt", "pdf")
"""The formats that are no text to begin with."""


def read_text(path: str, layout: Layout | None = None, stdin: BinaryIO | None = None) -> Text:
    """What a document says; ``-`` is standard input, and tells its format by what it holds.

    Raises AuditError for every document that cannot be read: those of ``readers.read``, one that is not what its name
    says, an encrypted, damaged or scanned one, and one that is longer or unpacks to more than any document holds.
    """
    data = readers.load(path, stdin)
    if len(data) > ARTICLE_LIMIT and held_in(data) is None:
        raise fail("read.article_too_long", file=path, limit=ARTICLE_LIMIT >> 20)
    return text_in(path, data, layout or Layout())


def text_in(path: str, data: bytes, layout: Layout) -> Text:
    """What the bytes of a document say."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0\x1a"):
        raise fail("read.empty", file=path)
    ending = ending_of(path)
    named, held = PROSE.get(ending), held_in(data)
    if held is not None and named not in {None, held}:
        raise fail("read.not_as_named", file=path, held=held.upper(), ending=ending)
    if held is None and named in PACKED:
        raise zipped.refused(path, data, ending)
    reader: Reader = import_module(f"dvaudit.readers.prose.{held or named or 'plain'}").read
    return reader(path, data, layout)


def tables_in(path: str, data: bytes, layout: Layout) -> list[Table]:
    """The tables of a document. Raises AuditError where it has none, or cannot be read."""
    found = text_in(path, data, layout)
    if not found.tables:
        raise fail("read.no_table", file=path)
    return list(found.tables)


def held_in(data: bytes) -> str | None:
    """The format of a document that its first bytes tell; None for a text, of which only its name can tell."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    if b"word/document" in data:
        return "docx"
    return "odt" if b"content.xml" in data and b"opendocument.spreadsheet" not in data else None
