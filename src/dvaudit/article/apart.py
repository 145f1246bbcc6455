"""Which numerals of a text are no quantities: dates, years, times, ranks, names of documents, tables and cases."""

from __future__ import annotations

from typing import NamedTuple

from dvaudit.article.codes import addresses, code
from dvaudit.article.dates import date_kinds, whole_date
from dvaudit.article.setting import Setting
from dvaudit.article.years import groups_thousands, year


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
    grouped = groups_thousands(setting.found)
    for index in range(count):
        if index in kinds:
            continue
        kind = "year" if year(setting, kinds, index, grouped=grouped) else code(setting, kinds, index)
        if kind is not None:
            kinds[index] = kind
    return Apart(kinds, dates)
