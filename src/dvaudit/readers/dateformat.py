"""Dates and times of day as a workbook cell shows them: days since 1900 or 1904 under a format code."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dvaudit.readers.formatcode import Section, Token

_DAY = 86_400
_LAST = 2_958_465  # 9999-12-31
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


class _Moment(NamedTuple):
    """A point in time: its day (None where there is none), and the seconds of its day, to the shown fraction."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    total: Decimal


def date_text(section: Section, value: Decimal, *, from_1904: bool) -> str:
    """The text of a serial number; ``###`` for one that is no date."""
    tokens = section.tokens
    places = _fraction_places(tokens)
    total = (value * _DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    moment = _moment(total, from_1904=from_1904)
    if moment is None and not any(token.kind == "elapsed" for token in tokens):
        return "###"
    moment = moment or _Moment(1900, 1, 0, 0, abs(total) % _DAY, total)
    noon = any(token.kind == "noon" for token in tokens)
    texts: list[str] = []
    for i, token in enumerate(tokens):
        if token.kind == "date":
            texts.append(_part(tokens, i, moment, section.lcid, noon=noon))
        elif token.kind == "elapsed":
            texts.append(_elapsed(token, moment))
        elif token.kind == "noon":
            before, after = token.text.split("/")
            texts.append(before if moment.seconds < _DAY // 2 else after)
        elif token.kind == "point" and _is_fraction(tokens, i):
            texts.append(".")
        elif token.kind == "digit" and places and _in_fraction(tokens, i):
            texts.append(_fraction_digit(tokens, i, moment))
        else:
            texts.append(token.text)
    return "".join(texts)


def _moment(total: Decimal, *, from_1904: bool) -> _Moment | None:
    days = int((total / _DAY).to_integral_value(ROUND_FLOOR))
    seconds = total - days * _DAY
    if days < 0 or days > _LAST:
        return None
    if from_1904:
        shown = date(1904, 1, 1) + timedelta(days)
        return _Moment(shown.year, shown.month, shown.day, shown.weekday(), seconds, total)
    weekday = (days + 5) % 7
    if days in (0, 60):  # 29 February 1900, which there was not, counts as a day, and so does one before the first
        return _Moment(1900, 1 + days // 60, 29 * (days // 60), weekday, seconds, total)
    shown = date(1899, 12, 31 if days < 60 else 30) + timedelta(days)
    return _Moment(shown.year, shown.month, shown.day, weekday, seconds, total)


def _part(tokens: tuple[Token, ...], i: int, moment: _Moment, lcid: int | None, *, noon: bool) -> str:
    written = tokens[i].text.lower()
    letter, length = written[0], len(written)
    if letter == "m" and _means_minutes(tokens, i):
        return str(int(moment.seconds) // 60 % 60).rjust(min(length, 2), "0")
    if letter == "h":
        hours = int(moment.seconds) // 3600
        return str((hours - 1) % 12 + 1 if noon else hours).rjust(min(length, 2), "0")
    if letter == "s":
        return str(int(moment.seconds) % 60).rjust(min(length, 2), "0")
    if letter in "ye":
        return str(moment.year) if length > 2 or letter == "e" else str(moment.year % 100).rjust(2, "0")
    if letter == "b":
        return str(moment.year + 543)
    number = moment.month if letter == "m" else moment.day
    if length <= 2:
        return str(number).rjust(length, "0")
    return _name(letter, length, moment, lcid)


def _name(letter: str, length: int, moment: _Moment, lcid: int | None) -> str:
    """The name of a month or a weekday, in the language that the format asks for."""
    names, at = (_MONTHS, moment.month - 1) if letter == "m" else (_DAYS, moment.weekday)
    short = length == 3
    found = _in_language(letter, at, lcid, short=short) or (names[at][:3] if short else names[at])
    return found[:1] if length == 5 else found


def _in_language(letter: str, at: int, lcid: int | None, *, short: bool) -> str | None:
    import locale

    tag = locale.windows_locale.get((lcid or 0) & 0xFFFF)
    if tag is None or tag.startswith("en"):
        return None
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return None
    names = known.months if letter == "m" else known.days
    return str(names["format"]["abbreviated" if short else "wide"][at + 1 if letter == "m" else at])


def _means_minutes(tokens: tuple[Token, ...], i: int) -> bool:
    """True for an ``m`` next after hours or next before seconds."""
    if len(tokens[i].text) > 2:
        return False
    times = [k for k, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    at = times.index(i)
    before = tokens[times[at - 1]].text[:1].lower() if at else ""
    after = tokens[times[at + 1]].text[:1].lower() if at + 1 < len(times) else ""
    return before == "h" or after == "s"


def _elapsed(token: Token, moment: _Moment) -> str:
    seconds = int(abs(moment.total))
    unit = {"h": 3600, "m": 60, "s": 1}[token.text[0].lower()]
    sign = "-" if moment.total < 0 else ""
    return sign + str(seconds // unit).rjust(len(token.text), "0")


def _is_fraction(tokens: tuple[Token, ...], i: int) -> bool:
    """True for a point between seconds and zeros: ``ss.000``."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and after.kind == "digit"


def _in_fraction(tokens: tuple[Token, ...], i: int) -> bool:
    while i and tokens[i].kind == "digit":
        i -= 1
    return tokens[i].kind == "point"


def _fraction_places(tokens: tuple[Token, ...]) -> int:
    return sum(token.kind == "digit" and _in_fraction(tokens, i) for i, token in enumerate(tokens))


def _fraction_digit(tokens: tuple[Token, ...], i: int, moment: _Moment) -> str:
    place = sum(1 for k in range(i) if tokens[k].kind == "digit" and _in_fraction(tokens, k))
    return str(int(moment.seconds.scaleb(place + 1)) % 10)
