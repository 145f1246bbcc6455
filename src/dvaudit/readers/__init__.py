"""Readers: one file per format, each giving tables of printed texts that know their places."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import BinaryIO, cast

from dvaudit.figure import Layout, Table
from dvaudit.message import fail
from dvaudit.pattern import pattern
from dvaudit.readers import delimited
from dvaudit.readers.decode import decode
from dvaudit.readers.limits import SIZE_LIMIT
from dvaudit.readers.memory import Frame
from dvaudit.readers.packed import PACKED, ending_of, inner, pieces

Reader = Callable[[str, bytes, Layout], list[Table]]


def _later(module: str, function: str = "read") -> Reader:
    """A reader whose module is loaded when a file asks for it."""

    def read(file: str, data: bytes, layout: Layout) -> list[Table]:
        found: Reader = getattr(import_module(f"dvaudit.readers.{module}"), function)
        return found(file, data, layout)

    return read


READERS: dict[str, Reader] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".tab": delimited.read,
    ".json": _later("jsonfile"),
    ".jsonl": _later("jsonfile", "read_lines"),
    ".ndjson": _later("jsonfile", "read_lines"),
    ".parquet": _later("parquet"),
    ".xlsx": _later("xlsx"),
    ".xlsm": _later("xlsx"),
    ".xls": _later("xlsx"),
    ".xlsb": _later("xlsx"),
    ".ods": _later("ods"),
}
"""File name ending to the reader of its format. Other endings are read by what the content looks like."""

REFUSED = (".xls", ".xlsb")
"""The endings of which the reader only says what to do instead."""

PROSE = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
}
"""File name ending of an article to the module of ``readers.prose`` whose ``read(file, data, layout)`` reads it."""

ENDINGS = (*READERS, *(f"{ending}{packed}" for ending in READERS for packed in PACKED))
"""The endings of the files in a folder that are read."""

FORMATS = "CSV, TSV, JSON, JSON Lines, Parquet, workbooks (.xlsx, .xlsm, .ods)"
_UNSCREENED = {".json", ".xlsx", ".xlsm", ".ods", *REFUSED}
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")
_JSON = pattern(r"\s*(?:\{|\[\s*[\[{\]\"\d-])")


def read(path: str, layout: Layout, stdin: BinaryIO | None = None) -> list[Table]:
    """The tables of an input file; ``-`` is standard input.

    Raises AuditError, with a place where there is one, for every input that cannot be read: a URL, a folder, a missing,
    locked, empty, damaged or oversized file, binary content, an encoding that does not fit, a format that is not known.
    """
    data = load(path, stdin)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0\x1a"):
        raise fail("read.empty", file=path)
    reader = READERS.get(ending_of(path))
    if ending_of(path) == ".xls" and _by_mark(data) is None:
        reader = None  # texts are called so to make a spreadsheet program open them
    if reader is None and PROSE.get(ending_of(path), "plain") != "plain":
        reader = _later("prose", "tables_in")
    reader = reader or _by_mark(data)
    return reader(path, data, layout) if reader is not None else _by_content(path, data, layout)


LARGE, LARGE_ROWS = 1 << 18, 2_000
"""Bytes of a text, and rows, from which on an engine is quicker than the judge alone."""
_SHRINKS = 8  # packed, a text is so many times smaller, or even more


def is_large(source: str | Frame, *, forced: bool = False) -> bool:
    """True for an input that an engine should screen; ``forced`` takes one of any size."""
    if isinstance(source, Frame):
        return forced or len(source.frame) >= LARGE_ROWS
    if ending_of(source) in _UNSCREENED or not os.path.isfile(source):
        return False
    dense = os.path.splitext(source)[1].casefold() in {*PACKED, ".parquet"}
    return forced or os.path.getsize(source) >= (LARGE // _SHRINKS if dense else LARGE)


def _by_mark(data: bytes) -> Reader | None:
    """The reader of a workbook whose name does not say that it is one."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return READERS[".xls"]
    if not data.startswith(b"PK\x03\x04"):
        return None
    return READERS[".ods" if b"opendocument.spreadsheet" in data[:200] else ".xlsx"]


def _by_content(path: str, data: bytes, layout: Layout) -> list[Table]:
    text, problems = decode(data, path, layout.encoding)
    match looks_like(text, layout):
        case "json":
            from dvaudit.readers import jsonfile

            return [jsonfile.table(path, text, problems)]
        case "delimited":
            return [delimited.table(path, text, layout, problems)]
        case _:
            raise fail("read.format", file=path, formats=FORMATS)


def looks_like(text: str, layout: Layout) -> str | None:
    """What a text of which the name does not say it seems to be, by its first lines: ``json``, ``delimited``."""
    if _JSON.match(text):
        return "json"
    return "delimited" if layout.delimiter is not None or delimited.find_delimiter(text) is not None else None


@contextmanager
def spooled(stdin: BinaryIO | None) -> Iterator[tuple[BinaryIO | None, str | None]]:
    """Standard input, to be read as often as needed; if it is large, also the path of a file that holds it so long."""
    head = b"" if stdin is None else stdin.read(LARGE)
    if stdin is None or len(head) < LARGE:
        yield (None if stdin is None else io.BytesIO(head)), None
        return
    import shutil
    import tempfile

    with tempfile.NamedTemporaryFile(prefix="dvaudit-") as copy:
        copy.write(head)
        shutil.copyfileobj(stdin, copy, 1 << 20)
        copy.flush()
        copy.seek(0)
        yield cast("BinaryIO", copy), copy.name


def load(path: str, stdin: BinaryIO | None) -> bytes:
    """The bytes of a file or of standard input, within the size limit."""
    if _URL.match(path):
        raise fail("read.url", file=path)
    with told(path):
        if path == "-":
            return _all(_read_by(sys.stdin.buffer if stdin is None else stdin), path)
        packed = inner(path)[1]
        with open(path, "rb") as stream:
            return _all(_read_by(stream) if packed is None else pieces(path, stream, packed), path)


@contextmanager
def told(path: str) -> Iterator[None]:
    """What the system says of a file that cannot be opened, as an AuditError."""
    try:
        yield
    except FileNotFoundError:
        raise fail("read.not_found", file=path) from None
    except IsADirectoryError:
        raise fail("read.folder", file=path) from None
    except PermissionError:
        raise fail("read.folder" if os.path.isdir(path) else "read.permission", file=path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise fail("read.system", file=path, reason=getattr(error, "strerror", None) or str(error)) from None


def _read_by(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(1 << 22):
        yield chunk


def _all(chunks: Iterable[bytes], path: str) -> bytes:
    kept: list[bytes] = []
    size = 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size > SIZE_LIMIT:
            raise fail("read.too_large", file=path, limit=SIZE_LIMIT >> 30)
    return b"".join(kept)
