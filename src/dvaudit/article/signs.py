"""Which sign groups and which one sets off decimals: decided for a text as a whole, and for each number in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dvaudit.article.language import Language, language
from dvaudit.claim import Article
from dvaudit.formats import BOTH_FORMATS, same_sign
from dvaudit.numerals import readings
from dvaudit.printed import NumberFormat, Printed

_SURE = (3, 4)
_OTHER = {".": ",", ",": "."}


class Signs(NamedTuple):
    """What the numerals of a text show: its decimal sign, and whether it shows it (or only its language does)."""

    decimal: str
    group: str
    shown: bool
    consistent: bool
    """True where the text shows a decimal sign and another one that groups."""
    swapped: bool
    """True where texts of the language are met that use both signs the other way round, for whole numbers at least."""


def decide(cores: Iterable[str], known: Language | None) -> Signs:
    """The signs of a text, from all its numerals that can be read in one way only; else those of its language."""
    votes = Counter[str]()
    groups = Counter[str]()
    undecided = Counter[str]()
    for core in cores:
        if core.isdecimal():
            continue
        found = readings(core)
        if len(found) == 1:
            shown = found[0].format
            decimal, group = same_sign(shown.decimal), same_sign(shown.group)
            if decimal:
                votes[decimal] += 1
            elif group in _OTHER:
                votes[_OTHER[group]] += 1
            if group:
                groups[group] += 1
        elif found:
            undecided[same_sign(found[0].format.decimal or found[0].format.group)] += 1
    swapped = known is not None and "also_swapped" in known.data["format"]
    usual = known.format if known is not None else NumberFormat("", "")
    if votes:
        decimal, most = votes.most_common(1)[0]
        if most * _SURE[1] >= votes.total() * _SURE[0]:
            consistent = decimal not in groups
            groups.update({sign: count for sign, count in undecided.items() if sign != decimal})
            own = groups.most_common(1)[0][0] if groups else _OTHER.get(decimal, "")
            return Signs(decimal, own, True, consistent and bool(groups), swapped)
    return Signs(usual.decimal, usual.group, False, False, swapped)


def usual(article: Article) -> NumberFormat | None:
    """How an article prints its numbers, for tables in it that do not tell; None where it does not tell either."""
    known = None if article.language is None else language(article.language)
    signs = decide((one.printed for one in article.mentions if one.quantity and not one.spelled), known)
    if not signs.shown and (known is None or signs.swapped):
        return None
    return next((one for one in BOTH_FORMATS if one.decimal == same_sign(signs.decimal)), None)


def read(core: str, signs: Signs, kind: str) -> Printed | None:
    """The number that digits and separators stand for.

    ``kind`` is ``count`` where only whole numbers make sense, ``bare`` where nothing is named that could be counted.

    ``46.706`` people are 46706, whatever sign the text uses for decimals; ``4.455`` million follow the text. None where
    the signs make no number (``1.2.3``).
    """
    found = readings(core)
    if len(found) < 2:
        return found[0] if found else None
    whole = next((one for one in found if one.whole), found[0])
    decimal = next((one for one in found if not one.whole), found[0])
    sign = same_sign(decimal.format.decimal)
    if kind == "count" or (kind == "bare" and (signs.swapped or not signs.consistent)):
        return whole
    if kind == "money" and not signs.shown and signs.swapped:
        return whole
    return decimal if sign == signs.decimal else whole
