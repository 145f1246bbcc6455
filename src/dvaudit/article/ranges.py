"""Numbers that share what stands beside the last of them: ``20 to 25 million``, ``CDU 32,9, SPD 20,5 Prozent``."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.article.beside import Beside
from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens

_DASHES = frozenset("-–—‑")
_STOPS = frozenset(".;:()[]")
_LONGEST = 12
"""The most numbers of such a list."""
_WORDS = 6
"""The most words between two of them."""
_WHOLE = 3


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


def shares_percent(text: Tokens, found: Sequence[Numeral], index: int, known: Language | None) -> bool:
    """True for a bare number of a list that ends in one with per cent; all of them have the same decimals."""
    one = found[index]
    decimals = _decimals(one.core)
    if known is None or not decimals:
        return False
    ands = known.words("labels_and")
    for following in found[index + 1 : index + 1 + _LONGEST]:
        between = text.words[one.last : following.first]
        listed = between[:1] == [","] or (bool(between) and between[0] in ands)
        if not listed or len(between) > _WORDS or _decimals(following.core) != decimals:
            return False
        if any(word in _STOPS for word in between[1:]) or "\n" in text.gap(following.first):
            return False
        at = following.last
        if text.word(at) == "%" or known.phrases("percent").starting(text.words, at) is not None:
            return True
        one = following
    return False


def _decimals(core: str) -> int:
    """The decimals of a number that can be a percentage: one or two, after one to three digits."""
    whole, sign, part = core.partition("." if "." in core else ",")
    return (
        len(part)
        if sign and whole.isdecimal() and len(whole) < _WHOLE and part.isdecimal() and len(part) < _WHOLE
        else 0
    )


def inherit(first: Beside, second: Beside, one: Numeral, other: Numeral, *, led: bool) -> None:
    """The first number of a range takes scale, unit and kind of the second.

    One with more digits is a count of its own, as in "from 900 to 2 million", and so is any larger one that no word
    leads from, as in "(12 or 5 per cent)".
    """
    plain = first.kind in ("count", "money") and first.scale == 1 and first.last == one.last
    mine, its = _size(one.core), _size(other.core)
    falls = led and mine[0] <= its[0] + (second.kind == "percent")
    if not plain or not (mine < its or falls):
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
