"""The time that a figure speaks of: the nearest date, month or year of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens

_LINKS = frozenset((*".,-–/'", "i", "ii", "iii", "iv"))
_PARTING = frozenset(",;()")
_FAR = 10


class Period(NamedTuple):
    """A stretch of tokens that names a time."""

    first: int
    last: int
    printed: str


def periods(text: Tokens, found: Sequence[Numeral], kinds: Mapping[int, str], known: Language | None) -> list[Period]:
    """All times that a text names: dates, months and years that stand together are one."""
    marked: dict[int, int] = {}
    for index, kind in kinds.items():
        if kind in ("date", "year"):
            marked[found[index].first] = found[index].last
    words = named_by = frozenset[str]()
    if known is not None:
        months = known.words("months")
        named_by = known.words("month_before", "quarter_before")
        words = named_by | known.words("date_links", "ordinal_suffixes")
        for at, word in enumerate(text.words):
            if word in months and (text.printed(at)[:1].isupper() or "lower_months" in known.data):
                marked.setdefault(at, at + 1)
    named: list[Period] = []
    for first in sorted(marked):
        last, begun = marked[first], first
        while text.word(begun - 1) in named_by:
            begun -= 1
        if named and _joins(text, named[-1].last, begun, words):
            begun = named.pop().first
        named.append(Period(begun, last, " ".join(text.body[text.starts[begun] : text.ends[last - 1]].split())))
    return named


def _joins(text: Tokens, last: int, first: int, words: frozenset[str]) -> bool:
    if first - last > 2:
        return False
    between = text.words[last:first]
    return all(word in _LINKS or word in words for word in between) and "\n" not in text.gap(first)


def nearest(text: Tokens, named: Sequence[Period], at: int, limits: tuple[int, int], known: Language | None) -> str:
    """The period nearest to a token within its sentence, as printed; the one before wins where both are as near.

    A comma or bracket between them takes it further away, and one that follows at once is the nearest: in ``2,206 in
    2011, 1,967 in 2012 and 2,334 in 2013`` each has its own.
    """
    leading = known.words("year_before") if known is not None else frozenset()
    place = bisect_left(named, (at,))
    best, distance = "", _FAR * (limits[1] - limits[0] + 1)
    for one in named[max(0, place - 1) : place + 1]:
        if limits[0] <= one.first < limits[1]:
            before = one.first < at
            between = text.words[one.last : at] if before else text.words[at + 1 : one.first]
            away = len(between) + (not before) + _FAR * sum(word in _PARTING for word in between)
            if not before and (not between or (len(between) == 1 and between[0] in leading)):
                away = -1
            if away < distance:
                best, distance = one.printed, away
    return best
