"""Packed documents (docx, odt, xlsx ...): a zip of XML files, opened within limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dvaudit.message import AuditError, fail
from dvaudit.pattern import pattern
from dvaudit.readers.limits import BOMB_TIMES, DOCUMENT_LIMIT, PARTS_LIMIT

if TYPE_CHECKING:
    import zipfile

_ENTITIES = pattern(rb"<!(?:DOCTYPE|ENTITY)")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def opened(file: str, data: bytes, ending: str) -> zipfile.ZipFile:
    """The zip of a document, none of whose XML files can grow beyond what it says.

    Raises AuditError for what is no zip (an encrypted or old Office document among them), a damaged or encrypted one,
    one that unpacks to more than any document holds, and one whose XML defines entities.
    """
    import zipfile
    import zlib

    if data.startswith(_OLD):
        raise refused(file, data, ending)
    try:
        found = zipfile.ZipFile(io.BytesIO(data))
        parts = found.infolist()
        unpacked = sum(part.file_size for part in parts if _is_xml(part.filename))
        if len(parts) > PARTS_LIMIT or unpacked > DOCUMENT_LIMIT or unpacked > max(BOMB_TIMES * len(data), 1 << 24):
            raise fail("read.document_bomb", file=file, limit=DOCUMENT_LIMIT >> 20)
        for part in parts:
            if part.flag_bits & 1:
                raise encrypted(file, ending)
            if _is_xml(part.filename) and _ENTITIES.search(_plain(found.read(part))):
                raise fail("read.document_entities", file=file, part=part.filename)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error):
        raise damaged(file, ending) from None
    return found


def refused(file: str, data: bytes, ending: str) -> AuditError:
    """What is said of a file that is no document of its ending's kind: another one, or one that a password locks."""
    if data.startswith(_OLD):
        return encrypted(file, ending) if _ENCRYPTED in data else fail("read.document_old", file=file, ending=ending)
    return damaged(file, ending) if data.startswith(b"PK") else fail("read.document_none", file=file, ending=ending)


def damaged(file: str, ending: str) -> AuditError:
    """What is said of a document that cannot be taken apart."""
    return fail("read.document_damaged", file=file, ending=ending)


def encrypted(file: str, ending: str) -> AuditError:
    """What is said of a document that only its password opens."""
    return fail("read.document_encrypted", file=file, ending=ending)


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels"))


def _plain(part: bytes) -> bytes:
    """An XML file in one byte a letter, whichever of the encodings that parsers take it is written in."""
    return part.replace(b"\0", b"") if part[:4].count(b"\0") or part[:2] in {b"\xff\xfe", b"\xfe\xff"} else part

