"""Archives of XML parts, as workbooks are: opened within limits, and read without what XML can do to its reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from dvaudit.message import fail
from dvaudit.readers.limits import BOMB_TIMES, PART_LIMIT, PARTS_SIZE

_PIECE = 1 << 18
_PROLOG = 1 << 12
"""A document type stands before the first element; so much of a part is looked at for it."""

_DEEPEST = 10_000
"""So many elements inside one another, give or take some, cost more memory than any sheet does."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Archive(NamedTuple):
    """A zip file: its name for people, and its parts."""

    file: str
    parts: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """True where there is a part of this name."""
        return part in self.parts.NameToInfo

    def parse(self, part: str, start: Start, end: End, text: Callable[[str], None]) -> None:
        """Reads a part from its start to its end; elements and attributes come with the prefixes that they have there.

        Raises AuditError for a part that is not there, damaged, or holds what no workbook does.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuses(part)
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = text
        depth = 0
        try:
            for piece in self._pieces(part):
                depth += _deeper(piece)
                if depth > _DEEPEST:
                    raise fail("read.book_depth", file=self.file, part=part, limit=_DEEPEST)
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, KeyError, OverflowError):
            raise fail("read.book_damaged", file=self.file, part=part) from None

    def head(self, part: str) -> bytes:
        """The first bytes of a part."""
        return next(self._pieces(part), b"")[:_PROLOG]

    def _pieces(self, part: str) -> Iterator[bytes]:
        import zlib

        try:
            with self.parts.open(part) as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except KeyError:
            raise fail("read.book_lacks", file=self.file, part=part) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise fail("read.book_damaged", file=self.file, part=part) from None

    def _refuses(self, part: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise fail("read.book_doctype", file=self.file, part=part)

        return refuse


def _deeper(piece: bytes) -> int:
    """How many more elements a piece of a part opens than it closes, but for signs that stand in texts."""
    plain = piece.replace(b"\0", b"") if b"\0" in piece[:4] else piece
    return plain.count(b"<") - 2 * plain.count(b"</") - plain.count(b"/>") - plain.count(b"<?") - plain.count(b"<!")


def opened(file: str, data: bytes) -> Archive:
    """The archive in the bytes of a file.

    Raises AuditError for what is none, for one that unpacks to so much more than it is that it must be meant so, and
    for a part that declares a document type, through which XML makes much of little.
    """
    try:
        archive = Archive(file, zipfile.ZipFile(io.BytesIO(data)))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise fail("read.book", file=file) from None
    listed = archive.parts.infolist()
    if len(listed) > PART_LIMIT:
        raise fail("read.book_parts", file=file, n=len(listed), limit=PART_LIMIT)
    if sum(one.file_size for one in listed) > max(PARTS_SIZE, BOMB_TIMES * len(data)):
        raise fail("read.packed_bomb", file=file, times=BOMB_TIMES)
    if any(one.flag_bits & 1 for one in listed):
        raise fail("read.book_locked", file=file)
    for part in archive.parts.namelist():
        if part.endswith((".xml", ".rels", ".vml")) and b"<!DOCTYPE" in archive.head(part):
            raise fail("read.book_doctype", file=file, part=part)
    return archive
