"""HTML: the text of a saved page."""

from __future__ import annotations

import re

from dvaudit.figure import Layout
from dvaudit.message import Problem, message
from dvaudit.pattern import pattern
from dvaudit.readers.decode import decode
from dvaudit.readers.prose import markup
from dvaudit.readers.prose.written import Writing
from dvaudit.text import Text

_CHARSET = pattern(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LOOKED_AT = 1 << 12


def read(file: str, data: bytes, layout: Layout) -> Text:
    """The text of a page: its only ``main`` or ``article`` where it has one, else its body.

    Raises AuditError for what is no text, or nests too deep.
    """
    declared = _CHARSET.search(data[:_LOOKED_AT])
    encoding = layout.encoding or (declared[1].decode("ascii") if declared and not _is_utf8(data) else None)
    source, problems = decode(data, file, encoding)
    found = text(file, source)
    found.problems += problems
    return found


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8, whatever a page says of itself: it may have been converted when it was saved."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def text(file: str, source: str) -> Text:
    """The text of a page that is decoded already."""
    root = markup.tree(file, source)
    out = Writing(file)
    out.language = (root.get("lang") or root.get("xml:lang") or "")[:2].casefold() or None
    chosen = [one for name in ("main", "article") for one in root.iter(name)]
    alone = [one for one in chosen if sum(other.tag == one.tag for other in chosen) == 1]
    beside = markup.write(alone[0] if alone else root, out, lambda element: element.sourceline or 0)
    if beside or alone:
        out.problems.append(Problem(message("read.beside_article"), file, fatal=False))
    return out.text(source)


def is_table(file: str, source: str) -> bool:
    """True for a page that is mostly tables of figures."""
    found = text(file, source)
    cells = sum(block.end - block.start for block in found.blocks if block.kind == "cell")
    return bool(found.tables) and 2 * cells > sum(block.end - block.start for block in found.blocks)
