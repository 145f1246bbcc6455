"""Packed files: what is in them, piece by piece, within limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

from dvaudit.message import AuditError, fail
from dvaudit.readers.limits import BOMB_SIZE, BOMB_TIMES

PACKED = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
"""File name ending to the module that unpacks it."""
_REFUSED = (".zst", ".zip", ".7z", ".rar", ".lz4", ".br")
_PIECE = 1 << 20


def inner(path: str) -> tuple[str, str | None]:
    """The name of what is packed, and the ending that says how; None where nothing is packed.

    Raises AuditError for a packing that cannot be undone here.
    """
    name, ending = os.path.splitext(path)
    if ending.casefold() in _REFUSED:
        raise fail("read.packed_otherwise", file=path, ending=ending, endings=", ".join(PACKED))
    return (name, ending.casefold()) if ending.casefold() in PACKED else (path, None)


def ending_of(path: str) -> str:
    """The ending that tells the format, of what is packed where something is."""
    name, ending = os.path.splitext(path.casefold())
    return os.path.splitext(name)[1] if ending in PACKED else ending


def pieces(file: str, stream: BinaryIO, ending: str) -> Iterator[bytes]:
    """What is packed in a file, of which ``ending`` says how.

    Raises AuditError for a damaged one, and for one that unpacks to so much more than it is that it must be meant so.
    """
    import zlib

    size = os.fstat(stream.fileno()).st_size
    left = max(BOMB_SIZE, BOMB_TIMES * size)
    module = import_module(PACKED[ending])
    damaged = (EOFError, zlib.error, getattr(module, "LZMAError", EOFError))
    try:
        with module.open(stream, "rb") as unpacked:
            while piece := unpacked.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise fail("read.packed_bomb", file=file, times=BOMB_TIMES)
                yield piece
    except damaged:
        raise _damaged(file, ending) from None
    except OSError as error:
        if error.errno is not None:  # the disk's word, and not that of the one who unpacks
            raise
        raise _damaged(file, ending) from None


def _damaged(file: str, ending: str) -> AuditError:
    return fail("read.packed_damaged", file=file, ending=ending)
