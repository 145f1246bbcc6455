"""Which numerals of a text are no quantities: dates, years, times, ranks, names of documents, tables and cases."""

from __future__ import annotations

from typing import NamedTuple

from dvaudit.article.codes import addresses, code
from dvaudit.article.dates import date_kinds, whole_date
from dvaudit.article.setting import Setting
from dvaudit.article.years import groups_thousands, year

_MANY = 4
"""A text that names so many years speaks of times."""


class Apart(NamedTuple):
    """``kinds`` of the numerals that are no quantities, by index; ``dates`` are whole ones, first to last numeral."""

    kinds: dict[int, str]
    dates: dict[int, int]


def apart(setting: Setting) -> Apart:
    """The numerals that are no quantities."""
    kinds = dict.fromkeys(addresses(setting), "code")
    dates: dict[int, int] = {}
    count = len(setting.found)
    for index in range(count):
        if index in kinds:
            continue
        last = whole_date(setting, index)
        if last is not None:
            dates[index] = last
            kinds.update(dict.fromkeys(range(index, last + 1), "date"))
        else:
            kinds.update(enumerate(date_kinds(setting, index), index))
    grouped, years = groups_thousands(setting.found), 0
    for index in range(count):
        if index in kinds:
            continue
        kind = code(setting, kinds, index)
        if year(setting, kinds, index, grouped=grouped or years >= _MANY):
            kind, years = "year", years + 1
        if kind is not None:
            kinds[index] = kind
    named = {setting.found[index].core for index, kind in kinds.items() if kind == "year"}
    for index, one in enumerate(setting.found):
        # What is a year in one place is one in the next: the war of 1812 reached ...
        if index not in kinds and one.core in named and setting.before("year_before", one.first):
            kinds[index] = "year"
    return Apart(kinds, dates)
