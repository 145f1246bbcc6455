"""Dates and times of day among the numerals of a text."""

from __future__ import annotations

import re

from dvaudit.article.setting import DASHES, Setting

_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})")
_LINKS = frozenset(".-")
_HOURS = 25
YEARS = range(1500, 2101)


def whole_date(setting: Setting, index: int) -> int | None:
    """The last numeral of a whole date that begins with this one: ``25/05/2017``, ``31-12-2013``, ``1.12.2013``."""
    first = setting.found[index].core
    dotted = _DOTTED_DATE.fullmatch(first)
    if dotted is not None:
        return index if _is_day(dotted[1], dotted[2]) else None
    second = setting.near(index, DASHES)
    third = None if second is None else setting.near(index + 1, setting.text.word(setting.found[index].last))
    if second is None or third is None:
        return None
    european = _is_day(first, second.core) or _is_day(second.core, first)
    if (european and is_year(third.core, short=True)) or (is_year(first) and _is_day(third.core, second.core)):
        return index + 2
    return None


def date_kinds(setting: Setting, index: int) -> tuple[str, ...]:
    """The kinds of this numeral and those after it where they are a date without a year, or a time; else empty."""
    one = setting.found[index]
    second = setting.near(index, DASHES)
    if second is not None:
        sign = setting.text.word(one.last)
        if sign == "/" and _is_month(one.core) and is_year(second.core):
            return ("date", "year")
        if sign in "/-" and _is_day(one.core, second.core):
            told = setting.text.word(second.last) == ":" and setting.found[index - 1 : index] != []  # 15/3: 12; 16/3: 9
            if setting.before("day_before", one.first) or (told and setting.says("day_in_digits")):
                return ("date", "date")
            if sign == "/" and setting.says("day_in_digits") and _until(setting, index):
                return ("date", "date")
    if _dotted_day(setting, index):
        return ("date",)
    if _dotted_time(setting, index):
        return ("other",)
    if not one.core.isdecimal() or len(one.core) > 2:
        return ()
    return _clock(setting, index) or (("date",) if _day_or_month(setting, index) else ())


def _until(setting: Setting, index: int) -> bool:
    """True for a day behind what it ends: ``từ nay đến 31/12``, ``từ ngày 22/1 đến 2/2``."""
    at = setting.found[index].first
    if setting.before("until", at):
        return True
    begun = index - 2
    linked = begun >= 0 and setting.text.word(at - 1) in setting.data_words("until_day")
    return linked and setting.found[index - 1].last == at - 1 and date_kinds(setting, begun) == ("date", "date")


def _dotted_day(setting: Setting, index: int) -> bool:
    """``13.11.`` in a language that writes decimals with a comma."""
    one, text = setting.found[index], setting.text
    match = _DOTTED_DAY.fullmatch(one.core)
    if match is None or setting.known is None or setting.known.format.decimal != "," or not _is_day(match[1], match[2]):
        return False
    if text.word(one.last) != "." or not text.glued(one.last):
        return setting.says("day_in_digits") and setting.before("day_before", one.first) != ""  # ngày 4.7
    after = one.last + 1
    inside = text.printed(after)[:1].islower() or text.word(after) in {")", ",", ";", ":", "-", ""}
    return inside or setting.before("day_before", one.first) != ""


def _dotted_time(setting: Setting, index: int) -> bool:
    """``alle ore 12.30``, ``12.30 Uhr``, ``9.30 am``."""
    one = setting.found[index]
    if re.fullmatch(r"(?:1?\d|2[0-3])\.[0-5]\d", one.core) is None:
        return False
    marked = setting.after("clock_after", one.last)
    return (marked != "" and not setting.after("durations", one.last)) or (
        setting.text.word(one.first - 1) in setting.data_words("clock_after")
    )


def _clock(setting: Setting, index: int) -> tuple[str, ...]:
    """``21:31``, ``12h23``, ``5 pm``, ``9 Uhr``."""
    one = setting.found[index]
    if int(one.core) >= _HOURS:
        return ()
    minutes = setting.near(index, ":h")
    if minutes is not None and re.fullmatch(r"[0-5]\d", minutes.core):
        seconds = setting.near(index + 1, ":")
        return ("other",) * (2 if seconds is None else 3)
    marked = setting.after("clock_after", one.last)
    lasting = setting.after("durations", one.last) != ""
    if marked and (not lasting or setting.before("clock_before", one.first)):
        return ("other",)
    return ()


def _day_or_month(setting: Setting, index: int) -> bool:
    """``31. Dezember``, ``11 de marzo``, ``June 30th``, ``29-Oct``, ``ngày 5``, ``tháng 10``, ``quý 3``."""
    one, text, known = setting.found[index], setting.text, setting.known
    value = int(one.core)
    if known is None or not 1 <= value <= 31:
        return False
    if value <= 12 and setting.before("month_before", one.first):
        return True
    if value <= 4 and setting.before("quarter_before", one.first):
        return True
    bracketed = text.word(one.first - 1) == "(" and text.word(one.last) == ")"
    if setting.before("weekdays", one.first - bracketed) and (bracketed or not setting.counts(one.last)):
        return True  # jeudi 16, na quinta-feira (4)
    months = known.phrases("months")
    at = one.last
    if text.glued(at) and setting.after("ordinal_suffixes", at):
        at += 1
    at += _links(setting, at)
    if months.starting(text.words, at):
        return True
    if setting.says("day_follows_month"):
        before = one.first - _links(setting, one.first - 1)
        named = months.ending(text.words, before) is not None and text.printed(before - 1)[:1].isupper()
        if text.word(before) == ".":  # Sept. 12, but "... in April. 12 of them ..."
            named = named and text.word(before - 1) in known.words("abbreviations") and "\n" not in text.gap(one.first)
        return named and not setting.measured(one.last)
    if known.data["month_before"] and setting.before("day_before", one.first):
        return not text.letters(one.last) or setting.after("month_before", one.last) != ""
    return False


def _links(setting: Setting, at: int) -> bool:
    """True for a word or sign that stands between the parts of a date."""
    return setting.text.word(at) in _LINKS or setting.text.word(at) in setting.data_words("date_links")


def _is_day(day: str, month: str) -> bool:
    return day.isdecimal() and 1 <= int(day) <= 31 and _is_month(month)


def _is_month(month: str) -> bool:
    return month.isdecimal() and len(month) <= 2 and 1 <= int(month) <= 12


def is_year(year: str, *, short: bool = False) -> bool:
    """True for four digits that can be a year, or where ``short`` for its last two."""
    if not year.isdecimal():
        return False
    return (len(year) == 4 and int(year) in YEARS) or (short and len(year) == 2)
