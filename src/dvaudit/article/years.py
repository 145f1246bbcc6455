"""Years among the numerals of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dvaudit.article.dates import YEARS, is_year
from dvaudit.article.numeral import Numeral
from dvaudit.article.setting import DASHES, Setting

_SURE = range(1900, 2101)
_BRACKETED = 1700
_DATE_GAP = 3
_OLD = 1700
_GROUPED = re.compile(r"[1-9][.,'’‘´ \u00a0\u202f]\d{3}(?:[.,]\d+)?")
_LARGER = re.compile(r"[1-9]\d{1,2}(?:[.,'’‘´ \u00a0\u202f]\d{3})+")
_LINKS = frozenset(".,-'")


def groups_thousands(found: Sequence[Numeral]) -> bool:
    """True for a text that groups numbers of four digits (``1,347``), so that 2015 is a year in it.

    One that groups larger ones does so too, unless it prints some number of four digits that can be no year.
    """
    if any(_GROUPED.fullmatch(one.core) for one in found):
        return True
    plain = any(len(one.core) == 4 and one.core.isdecimal() and int(one.core) not in YEARS for one in found)
    return not plain and any(_LARGER.fullmatch(one.core) for one in found)


def year(setting: Setting, kinds: Mapping[int, str], index: int, *, grouped: bool) -> bool:
    """True for a numeral that is a year: in words around it, in a range of years, or because it can be no count.

    ``grouped`` tells that 2015 can be no count here: numbers of four digits are grouped, or years stand everywhere.
    """
    one = setting.found[index]
    if not one.core.isdecimal():
        return False
    if len(one.core) == 2:
        return _short(setting, kinds, index)
    if len(one.core) != 4 or int(one.core) not in YEARS:
        return False
    if setting.measured(one.last) and not (int(one.core) in _SURE and setting.before("year_before", one.first)):
        return False
    glued = setting.text.glued(one.first) and setting.text.letters(one.first - 1)
    if glued and not setting.space_lost(one.first - 1):
        return setting.before("year_words", one.first) != ""  # FY2018
    return (
        _said(setting, index, grouped=grouped)
        or _in_range(setting, kinds, index)
        or _only(setting, kinds, index, grouped=grouped)
    )


def _said(setting: Setting, index: int, *, grouped: bool) -> bool:
    """True where a month or a word that goes with years stands before: ``năm 2015``, ``October 2019``."""
    one, text = setting.found[index], setting.text
    value = int(one.core)
    if setting.before("year_words", one.first) or setting.after("year_after", one.last):
        return True
    if setting.before("months", one.first):
        return True
    linked = text.word(one.first - 1) in _LINKS or text.word(one.first - 1) in setting.data_words("date_links")
    if linked and setting.before("months", one.first - 1):
        return True
    if text.word(one.first - 1).isdecimal() and setting.before("month_before", one.first - 1):
        return True
    preceded, counts = setting.before("year_before", one.first), setting.counts(one.last)
    if setting.before("year_in", one.first) and value >= _OLD and (grouped or (value % 100 and not counts)):
        return True
    if not preceded or value % 100 == 0:
        return False
    return value in _SURE or (grouped and not counts)


def _in_range(setting: Setting, kinds: Mapping[int, str], index: int) -> bool:
    """``2011-2014``, ``2017-18``, ``1990 and 1999`` after ``between``."""
    one, text = setting.found[index], setting.text
    following = setting.near(index, DASHES)
    if following is not None and (is_year(following.core) or continues(one.core, following.core)):
        return True
    if not index or kinds.get(index - 1) not in ("year", "date"):
        return False
    before = setting.found[index - 1]
    between = text.words[before.last : one.first]
    if kinds[index - 1] == "date" and len(between) <= _DATE_GAP:  # May 12th, 1820
        linking = setting.data_words("ordinal_suffixes") | setting.data_words("date_links")
        return all(not word.isalpha() or word in linking for word in between)
    return len(between) == 0 or (len(between) == 1 and (between[0] in DASHES or int(one.core) in _SURE))


def _only(setting: Setting, kinds: Mapping[int, str], index: int, *, grouped: bool) -> bool:
    """True where nothing says that it is a year, but it is hardly a count either."""
    one, text = setting.found[index], setting.text
    value = int(one.core)
    if value not in _SURE:
        if grouped and value > _OLD and value % 100 and not setting.counts(one.last):
            return True
        return value > _BRACKETED and text.word(one.first - 1) == "(" and text.word(one.last) == ")"
    return grouped or not setting.counts(one.last) or (kinds.get(index - 1) == "year" and value % 100 != 0)


def _short(setting: Setting, kinds: Mapping[int, str], index: int) -> bool:
    """The second half of ``2017-18``, and ``'08``."""
    one, text = setting.found[index], setting.text
    if index and kinds.get(index - 1) == "year":
        before = setting.found[index - 1]
        linked = one.first - before.last == 1 and text.word(before.last) in DASHES and text.glued(one.first)
        if linked and len(before.core) == 4 and continues(before.core, one.core):
            return True
    return text.word(one.first - 1) == "'" and text.glued(one.first) and not text.glued(one.first - 1)


def continues(one: str, short: str) -> bool:
    """True for ``2017-18``: one of the next years in two digits."""
    return len(short) == 2 and short.isdecimal() and 0 < (int(short) - int(one[2:])) % 100 <= 10
