"""Copies of a large file for an engine: unpacked, in UTF-8, with lines that end in one way, without notes at the end.

Each is written into a folder that its maker deletes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator

from dvaudit.message import Problem
from dvaudit.readers.decode import decode
from dvaudit.readers.limits import SIZE_LIMIT
from dvaudit.readers.packed import pieces
from dvaudit.screen.readable import NotScreenedError

_PIECE = 1 << 20


def unpacked(name: str, path: str, ending: str, folder: str) -> str:
    """What is packed in a file; raises AuditError for a damaged one."""
    with open(path, "rb") as stream:
        return _written(pieces(name, stream, ending), folder, "unpacked")


def in_utf8(name: str, path: str, encoding: str | None, folder: str) -> tuple[str, list[Problem]]:
    """A text in UTF-8, and what had to be guessed; raises AuditError where its encoding cannot be told."""
    if os.path.getsize(path) > SIZE_LIMIT:
        raise NotScreenedError("size")
    with open(path, "rb") as stream:
        text, problems = decode(stream.read(), name, encoding)
    parts = (text[at : at + _PIECE].encode("utf-8") for at in range(0, len(text), _PIECE))
    return _written(parts, folder, "utf-8"), problems


def in_lines(path: str, folder: str) -> str:
    """A text whose lines all end with a line feed."""
    return _written(_line_feeds(path), folder, "lines")


def head(path: str, size: int, folder: str) -> str:
    """The first bytes of a file."""
    target = os.path.join(folder, "head")
    with open(path, "rb") as stream, open(target, "wb") as copy:
        shutil.copyfileobj(stream, copy, _PIECE)
        copy.truncate(size)
    return target


def _line_feeds(path: str) -> Iterator[bytes]:
    with open(path, "rb") as stream:
        held = b""
        while piece := stream.read(_PIECE):
            piece = held + piece
            held = piece[-1:] if piece.endswith(b"\r") else b""
            yield piece[: len(piece) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if held:
            yield b"\n"


def _written(parts: Iterable[bytes], folder: str, name: str) -> str:
    target = os.path.join(folder, name)
    with open(target, "wb") as copy:
        copy.writelines(parts)
    return target
