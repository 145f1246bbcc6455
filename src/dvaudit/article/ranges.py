"""Ranges such as ``20 to 25 million``, of which only the second number has its unit beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.article.beside import Beside
from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens

_DASHES = frozenset("-–—‑")


def begins_range(text: Tokens, found: Sequence[Numeral], index: int, known: Language | None) -> bool:
    """True for the first number of a range: a dash or a word such as ``to`` is all that stands before the second."""
    one = found[index]
    if index + 1 == len(found) or found[index + 1].first != one.last + 1:
        return False
    sign = text.word(one.last)
    if sign in _DASHES and text.glued(one.last) == text.glued(one.last + 1):
        return True
    if known is None or sign not in known.data["ranges"]["to"]:
        return False
    at = one.first
    qualified = known.qualifiers.ending(text.words, at)
    at -= qualified[1] if qualified is not None else 0
    return text.word(at - 1) in known.data["ranges"]["from"]


def inherit(first: Beside, second: Beside, one: Numeral, other: Numeral) -> None:
    """The first number of a range takes scale, unit and kind of the second, which it cannot exceed."""
    plain = first.kind in ("count", "money") and first.scale == 1 and first.last == one.last
    if not plain or _size(one.core) >= _size(other.core):
        return
    if second.kind == "count" and second.scale == 1:
        return
    first.scale, first.unit, first.noun = second.scale, second.unit or first.unit, first.noun and second.noun
    if second.kind != "count":
        first.kind = second.kind


def _size(core: str) -> tuple[int, str]:
    """What compares numbers that are written alike: the digits before any sign, then all of it."""
    whole = core.partition(".")[0].partition(",")[0]
    return len(whole), core
