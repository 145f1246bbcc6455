"""Format codes of workbook cells, taken apart: sections, their conditions, and what stands in them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dvaudit.pattern import pattern

_TOKEN = pattern(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[\$(?P<currency>[^\]-]*)(?:-(?P<lcid>[0-9A-Fa-f]*)[^\]]*)?\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]"
    r"|\[(?P<condition>(?:<>|<=|>=|<|>|=)\s*-?[0-9.]+(?:[Ee][+-]?[0-9]+)?)\]"
    r"|\[(?P<other>[^\]]*)\]"
    r"|(?P<general>General|Standard)"
    r"|(?P<noon>AM/PM|A/P)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|e+|[Bb]{1,2}(?=[1-9]|[Yy]|$))"
    r"|(?P<digit>[0#?])"
    r"|(?P<point>\.)"
    r"|(?P<comma>,)"
    r"|(?P<percent>%)"
    r"|(?P<slash>/)"
    r"|(?P<text>@)"
    r"|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)


class Token(NamedTuple):
    """A part of a section: what it is, and how it is written."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the parts of a format code that ``;`` separates."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    lcid: int | None

    @property
    def is_date(self) -> bool:
        """True where it shows a date or a time of day."""
        return any(token.kind in ("date", "elapsed", "noon") for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """A format code taken apart."""
    parts: list[list[Token]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    lcids: list[int | None] = [None]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "literal"
        if kind == "lcid":
            kind = "currency"
        text = found[kind] or ""
        if kind == "literal" and text == ";":
            parts.append([])
            conditions.append(None)
            lcids.append(None)
        elif kind == "condition":
            operator = text.rstrip("0123456789.-+eE ").strip()
            conditions[-1] = operator, Decimal(text[len(operator) :].strip())
        elif kind == "currency":
            lcids[-1] = int(found["lcid"], 16) if found["lcid"] else lcids[-1]
            parts[-1].append(Token("literal", text))
        elif kind in ("quoted", "escaped"):
            parts[-1].append(Token("literal", text))
        elif kind == "space":
            parts[-1].append(Token("literal", " "))
        elif kind not in ("fill", "other"):
            parts[-1].append(Token(kind, text))
    return tuple(map(Section, map(tuple, parts), conditions, lcids))
