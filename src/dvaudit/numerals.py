"""One printed text and the numbers it can mean: reading it, and printing another value alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from dvaudit.around import BARE, MINUS, Around, around
from dvaudit.formats import SIGNS, SPACES, fits, grouped, splits
from dvaudit.interval import Exact, exact
from dvaudit.markers import DEFAULT_MARKERS, MEANINGS, PRESETS
from dvaudit.message import fail
from dvaudit.pattern import pattern
from dvaudit.printed import (
    PLAIN_STYLE,
    UNKNOWN_FORMAT,
    Declared,
    Marker,
    NumberFormat,
    Printed,
    Style,
    merged,
)
from dvaudit.rounding import span
from dvaudit.wording import parse_scale

__all__ = [
    "DEFAULT_MARKERS",
    "MAX_CELL",
    "MAX_DIGITS",
    "MEANINGS",
    "PRESETS",
    "Declared",
    "Marker",
    "NumberFormat",
    "Printed",
    "Style",
    "locale_format",
    "merged",
    "parse_number",
    "parse_scale",
    "plain_text",
    "readings",
    "span",
    "write",
]

MAX_CELL = 500
"""The longest text, in characters, that is looked at as a number."""
MAX_DIGITS = 300
"""The most digits that one number may have."""

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u061c"))
_INVISIBLE |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Zero-width and directional characters, which no reader sees."""

_PLAIN = pattern(r"([0-9]{1,300})\.([0-9]{1,300})")
_SIMPLE = pattern(rf"(-?)([0-9][0-9{SPACES}.,'’]*)((?:[ \u00a0\u202f]?%)?)")
_CORE = rf"[.,٫·．，]?\d+(?:[{SIGNS}]\d+|[{SPACES}]\d{{3}}(?!\d))*"


def readings(text: str, formats: Sequence[NumberFormat] | None = None) -> tuple[Printed, ...]:
    """All ways to read a text as a number that fit one of the formats (any format when None).

    Empty when it is no number, or none in these formats; two where ``46.706`` is undecided. The first one
    follows the order of ``formats``.
    """
    return _known(text, None if formats is None else tuple(formats))


# A column's cells are looked at for the file's format, for the column's, and to be read.
@lru_cache(maxsize=32_768)
def _known(text: str, formats: tuple[NumberFormat, ...] | None) -> tuple[Printed, ...]:
    if text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS:
        return (_whole(text, formats),)
    every = _every(text) if len(text) <= MAX_CELL else ()
    if not every or formats is None:
        return every
    if len(formats) == 1:
        wanted = formats[0]
        return tuple([_in_format(one, wanted) for one in every if fits(one.format, wanted)])
    return tuple(dict.fromkeys(one for wanted in formats for one in every if fits(one.format, wanted)))


def write(value: Exact, like: Printed) -> str | None:
    """A value printed the way ``like`` is: signs, decimals, sign form, per cent, scale word, unit.

    None when the value has more decimals than that.
    """
    counted = exact(value, like.scale) * 10**like.decimals
    if counted.denominator != 1:
        return None
    number, style = int(counted), like.style
    if number.bit_length() > 4 * MAX_DIGITS:
        return None
    digits = str(abs(number)).rjust(like.decimals + style.pad, "0")
    whole, decimals = (digits[: -like.decimals], digits[-like.decimals :]) if like.decimals else (digits, "")
    body = grouped(whole, like.format) + ((like.format.decimal or ".") + decimals if decimals else "")
    if style.zero != "0":
        body = body.translate({ord("0") + n: chr(ord(style.zero) + n) for n in range(10)})
    tail = style.tail.replace(")", "", 1) if style.sign == "(" and number >= 0 else style.tail
    if number < 0 and style.trailing:
        return f"{style.lead}{style.gap}{body}{style.sign}{tail}"
    minus = style.sign if style.sign and (style.sign in MINUS or style.sign == "(") else "-"
    plus = style.sign if style.sign in ("+", "＋") and number > 0 else ""
    return f"{style.lead}{minus if number < 0 else plus}{style.gap}{body}{tail}"


@lru_cache(maxsize=64)
def locale_format(tag: str) -> NumberFormat:
    """How a locale (``vi``, ``en-IN``, ``pt_BR``) prints numbers, from Unicode CLDR as Babel carries it.

    Raises AuditError for an unknown locale.
    """
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(tag.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise fail("number.unknown_locale", locale=tag) from None
    decimal = get_decimal_symbol(locale, numbering_system="latn")
    group = get_group_symbol(locale, numbering_system="latn")
    return NumberFormat(decimal, group, locale.decimal_formats[None].grouping == (3, 2))


def plain_text(value: Exact) -> str:
    """A value in plain digits with a decimal point, as rule files write numbers; ``p/q`` where it has no end."""
    decimals = 0
    while (value * 10**decimals).denominator != 1 and decimals < MAX_DIGITS:
        decimals += 1
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        return str(value)
    digits = str(abs(int(scaled))).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


_NUMBER = r"([+-]?)([0-9]{1,300})(?:\.([0-9]{1,300}))?(?:[eE]([+-]?[0-9]{1,3}))?"


def parse_number(text: str) -> Exact | None:
    """The exact value of a number as rule files write it: ``100``, ``-3``, ``0.5``, ``1e-3``; None if it is none."""
    match = re.fullmatch(_NUMBER, text.strip())
    if match is None:
        return None
    sign, whole, decimals, exponent = match.groups(default="")
    power = int(exponent or 0) - len(decimals)
    value = int(sign + whole + decimals)
    return value * 10**power if power >= 0 else exact(value, 10**-power)


def _whole(digits: str, formats: Sequence[NumberFormat] | None) -> Printed:
    """A whole number in plain digits. Too short to show a thousands sign, it takes that of the column."""
    value = int(digits)
    shown = UNKNOWN_FORMAT if formats is None or len(formats) != 1 or len(digits) > 3 else formats[0]
    if digits[0] == "0":
        return Printed(value, 1, 0, len(digits.lstrip("0")), True, False, 1, None, shown, 1, Style(pad=len(digits)))
    return Printed(value, 1, 0, len(digits), True, False, 1, None, shown)


_POINT = NumberFormat(".", "")


def _fraction(whole: str, decimals: str) -> Printed:
    """A number in plain digits with a decimal point."""
    both = whole + decimals
    style = Style(pad=len(whole)) if whole[0] == "0" and len(whole) > 1 else PLAIN_STYLE
    significant = len(both.lstrip("0"))
    value, places = _decimal(both, len(decimals)), len(decimals)
    return Printed(value, _place(places), places, significant, False, False, 1, None, _POINT, 1, style)


def _decimal(digits: str, decimals: int) -> Exact:
    if not decimals:
        return int(digits)
    value = Fraction(int(digits), 10**decimals)
    return value.numerator if value.denominator == 1 else value


@lru_cache(maxsize=1024)
def _place(decimals: int) -> Exact:
    return exact(1, 10**decimals)


@lru_cache(maxsize=16384)
def _every(text: str) -> tuple[Printed, ...]:
    """All readings of a text, whatever the format; a column is read twice, to decide its form and under it."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        whole, decimals = plain.groups()
        if len(decimals) != 3 or len(whole) > 3 or whole[0] == "0":
            return (_fraction(whole, decimals),)
    text = text.strip()
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        sign, core, tail = simple.groups()
        digits = core.rstrip(SPACES)
        if not sign and not tail:
            return _numbers(digits, BARE)
        style = Style(sign=sign, tail=core[len(digits) :] + tail)
        return _numbers(digits, Around(negative=sign != "", percent=tail != "", style=style))
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE).strip())
    found = re.search(_CORE, text)
    if found is None:
        return ()
    core, zero = _western(found[0])
    beside = around(text[: found.start()], text[found.end() :], decimals=not found[0].isdecimal(), zero=zero)
    return () if beside is None else _numbers(core, beside)


def _western(core: str) -> tuple[str, str]:
    """Digits of any script as ASCII ones, and the script's zero; digits of mixed scripts stay, and are no number."""
    if core.isascii():
        return core, "0"
    zeros = {chr(ord(c) - unicodedata.decimal(c)) for c in core if c.isdecimal()}
    if len(zeros) != 1:
        return core, "0"
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in core), zeros.pop()


def _numbers(core: str, beside: Around) -> tuple[Printed, ...]:
    """The readings of digits and separators (``1.234,5``): a decimal sign, thousands signs, or either."""
    found: list[Printed] = []
    scale, style = beside.scale, beside.style
    for whole, decimals, shown in splits(core):
        digits = whole + decimals
        if len(digits) > MAX_DIGITS or not digits.isascii():
            return ()
        value, place = _decimal(digits, len(decimals)), _place(len(decimals))
        if scale != 1:
            value, place = value * scale, place * scale
        pad = len(whole) if not whole or whole[0] == "0" else 1
        found.append(
            Printed(
                -value if beside.negative else value,
                place,
                len(decimals),
                len(digits.lstrip("0")),
                not (decimals or beside.percent or scale != 1),
                beside.percent,
                scale,
                beside.qualifier,
                shown,
                1,
                style if pad == style.pad else style._replace(pad=pad),
            )
        )
    return tuple(found)


def _in_format(one: Printed, wanted: NumberFormat) -> Printed:
    """The reading with the signs it does not show itself taken from its column, so that it can be printed alike."""
    shown = one.format
    short = not shown.group and -1000 * one.scale < one.value < 1000 * one.scale
    decimal = shown.decimal or wanted.decimal
    group, indian = (wanted.group, wanted.indian) if short else (shown.group, shown.indian or wanted.indian)
    if (decimal, group, indian) == (shown.decimal, shown.group, shown.indian):
        return one
    found = NumberFormat(decimal, group, indian)
    return Printed(
        one.value, one.place, one.decimals, one.digits, one.whole, one.percent, one.scale, one.qualifier, found,
        one.column_scale, one.style,
    )  # fmt: skip
