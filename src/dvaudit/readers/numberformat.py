"""What a workbook cell shows: its number under its number format, in exact decimal arithmetic.

The format codes are those of ECMA-376 part 1, 18.8.31: up to four sections, conditions, placeholders, scaling commas,
per cent, exponents, fractions, currencies and dates. Signs are those in which the code is written: a decimal point and
thousands commas, whatever country a reader's program is set to. A cell has 15 significant digits, half a unit is
rounded away from zero, and :class:`Shown` tells whether digits were cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from dvaudit.pattern import pattern
from dvaudit.readers.formatcode import Section, Token, sections

_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_PLAIN = pattern(r"-?(?:0|[1-9][0-9]{0,29})")
"""A whole number, all of whose digits count: where a file has more of them than a double can hold, they are meant."""
_MOST_PLAIN = 21  # digits of a whole number that General prints without an exponent
_LEAST_PLAIN = -9  # ... and the power of ten of the smallest that it prints without one


class Shown(NamedTuple):
    """The text of a cell; ``rounded`` where the cell stores a number that is not the one shown."""

    text: str
    rounded: bool = False


class _Laid(NamedTuple):
    """A number laid out by placeholders: the number that is shown, and the one that is meant."""

    text: str
    number: Decimal | Fraction
    exact: Decimal | Fraction


def shown(number: str, code: str, *, from_1904: bool = False) -> Shown:
    """The number (as the file writes it) under a format code; ``from_1904`` is the workbook's calendar.

    A number that is none is shown as it is written, and one that no section is for as ``###``.
    """
    if code == "General" and _PLAIN.fullmatch(number):
        return Shown("0" if number == "-0" else number)
    return _shown(number, code, from_1904)


@lru_cache(maxsize=1 << 16)
def _shown(number: str, code: str, from_1904: bool) -> Shown:
    try:
        value = Decimal(number) if _PLAIN.fullmatch(number) else _DIGITS.create_decimal(number.strip())
    except InvalidOperation:
        return Shown(number)
    if not value.is_finite() or abs(value.adjusted()) > 310:
        return Shown(number)
    found = _section(sections(code), value)
    if found is None:
        return Shown("###")
    section, signed = found
    if section.is_date:
        from dvaudit.readers.dateformat import date_text

        return Shown(date_text(section, value, from_1904=from_1904))
    minus = "-" if value < 0 and signed else ""
    size = abs(value)
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds:
        return Shown(minus + "".join(general(size) if t.kind == "general" else t.text for t in section.tokens))
    if "digit" not in kinds:
        return Shown(minus * ("text" in kinds) + "".join(general(size) if t.kind == "text" else t.text
                                                         for t in section.tokens))  # fmt: skip
    if "exponent" in kinds:
        laid = _scientific(section.tokens, size)
    elif _is_fraction(section.tokens):
        laid = _fraction(section.tokens, size)
    else:
        laid = _fixed(section.tokens, size)
    return Shown((minus if laid.number else "") + laid.text, laid.number != laid.exact)


def shown_text(text: str, code: str) -> str:
    """A text under the text section of a format code, where it has one."""
    if "@" not in code:
        return text
    found = sections(code)
    section = found[3] if len(found) > 3 else found[-1]
    if not any(token.kind == "text" for token in section.tokens):
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


def general(value: Decimal) -> str:
    """A number, not below zero, of which no format says how it is printed: all its digits, at most 15."""
    if not value:
        return "0"
    digits = value.normalize(_WIDE)
    if _LEAST_PLAIN <= digits.adjusted() < _MOST_PLAIN:
        return format(digits, "f")
    mantissa, _, power = format(digits, "E").partition("E")
    return f"{mantissa}E{power[0]}{power[1:].rjust(2, '0')}"


def _section(found: tuple[Section, ...], value: Decimal) -> tuple[Section, bool] | None:
    """The section for a number, and whether its minus sign is to be printed; None where there is none for it."""
    if any(section.condition for section in found[:2]):
        return _by_condition(found, value)
    numbers = [section for section in found[:3] if not _is_for_text(section)] or [found[0]]
    if len(numbers) == 1 or value > 0 or (value == 0 and len(numbers) < 3):
        return numbers[0], len(numbers) == 1
    return (numbers[1], False) if value < 0 else (numbers[2], False)


def _is_for_text(section: Section) -> bool:
    kinds = {token.kind for token in section.tokens}
    return "text" in kinds and "digit" not in kinds


def _by_condition(found: tuple[Section, ...], value: Decimal) -> tuple[Section, bool] | None:
    first = found[0].condition
    for number, section in enumerate(found[:3]):
        condition = section.condition
        if condition is None:
            if number == 0 and first is None:
                condition = (">", Decimal(0))
            elif number == 1 and len(found) > 2:
                condition = ("<", Decimal(0))
            else:
                return section, True
        if _meets(value, *condition):
            return section, not (condition[0] in ("<", "<=") and condition[1] <= 0)
    return None


def _meets(value: Decimal, operator: str, limit: Decimal) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[operator]  # fmt: skip


def _fixed(tokens: tuple[Token, ...], size: Decimal) -> _Laid:
    """A number by placeholders, with decimals, thousands, scaling commas and per cent."""
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [i for i, token in enumerate(tokens) if token.kind == "digit" and i < point]
    decimals = [i for i, token in enumerate(tokens) if token.kind == "digit" and i > point]
    last = whole[-1] if whole else point
    end = decimals[-1] if decimals else last
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    grouped = any(whole and whole[0] < i < last for i in commas)
    scaling = sum(1 for i in commas if last < i < point or i > end)
    percents = sum(token.kind == "percent" for token in tokens)
    exact = size.scaleb(2 * percents - 3 * scaling, _WIDE)
    number = exact.quantize(Decimal(1).scaleb(-len(decimals)), context=_WIDE)
    before, _, after = format(number, "f").partition(".")
    laid = {**_whole_digits(tokens, whole, "" if before == "0" else before, grouped=grouped),
            **_decimal_digits(tokens, decimals, after)}  # fmt: skip
    texts = []
    for i, token in enumerate(tokens):
        if i in laid:
            texts.append(laid[i])
        elif token.kind == "point":
            texts.append(("" if whole else before * (before != "0")) + "." * any(laid[k] for k in decimals))
        elif token.kind != "comma":
            texts.append(token.text)
    return _Laid("".join(texts), number, exact)


def _whole_digits(tokens: tuple[Token, ...], places: list[int], digits: str, *, grouped: bool) -> dict[int, str]:
    """What each placeholder before the point shows; the first one also what there is no placeholder for."""
    found: dict[int, str] = {}
    for distance, i in enumerate(reversed(places)):
        digit = digits[len(digits) - 1 - distance] if distance < len(digits) else _blank(tokens[i])
        found[i] = digit + ("," if grouped and distance and distance % 3 == 0 and digit.strip() else "")
    if places and len(digits) > len(places):
        left = ""
        for distance in range(len(digits) - 1, len(places) - 1, -1):
            left += digits[len(digits) - 1 - distance] + ("," if grouped and distance % 3 == 0 else "")
        found[places[0]] = left + found[places[0]]
    return found


def _decimal_digits(tokens: tuple[Token, ...], places: list[int], digits: str) -> dict[int, str]:
    kept = len(digits.rstrip("0"))
    return {i: digits[k] if k < kept else _blank(tokens[i]) for k, i in enumerate(places)}


def _blank(token: Token) -> str:
    """What a placeholder shows where there is no digit for it."""
    return {"0": "0", "?": " "}.get(token.text, "")


def _scientific(tokens: tuple[Token, ...], size: Decimal) -> _Laid:
    at = next(i for i, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, power = tokens[:at], tokens[at + 1 :]
    point = next((i for i, token in enumerate(mantissa) if token.kind == "point"), at)
    whole = sum(token.kind == "digit" for token in mantissa[:point]) or 1
    decimals = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = size.adjusted() if size else 0
    exponent -= exponent % whole if whole > 1 else 0
    for _ in range(2):  # 9.99 may become 10.0, which belongs to the next power
        rounded = size.scaleb(-exponent, _WIDE).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
        if not rounded or rounded.adjusted() < whole:
            break
        exponent += whole
    text = _fixed(mantissa, rounded).text
    sign = "-" if exponent < 0 else "+" * (tokens[at].text[1] == "+")
    width = sum(token.kind == "digit" for token in power)
    tail = "".join(token.text for token in power if token.kind not in ("digit", "comma"))
    written = f"{text}E{sign}{str(abs(exponent)).rjust(width, '0')}{tail}"
    return _Laid(written, rounded.scaleb(exponent, _WIDE), size)


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    return any(
        token.kind == "slash" and 0 < i < len(tokens) - 1 and tokens[i - 1].kind == "digit"
        for i, token in enumerate(tokens)
    )


def _fraction(tokens: tuple[Token, ...], size: Decimal) -> _Laid:
    """A fraction: ``# ?/?``, ``# ??/??``, ``# ?/8``."""
    at = next(i for i, token in enumerate(tokens) if token.kind == "slash")
    upper = at
    while upper and tokens[upper - 1].kind == "digit":
        upper -= 1
    lower = at + 1
    while lower < len(tokens) and (tokens[lower].kind == "digit" or tokens[lower].text.isdigit()):
        lower += 1
    below = "".join(token.text for token in tokens[at + 1 : lower])
    mixed = any(token.kind == "digit" for token in tokens[:upper])
    value = Fraction(size)
    whole = int(value) if mixed else 0
    rest = value - whole
    if below.strip("#?0"):
        bottom = int(re.sub(r"\D", "0", below))
        top = int(rest * bottom + Fraction(1, 2))
    else:
        near = rest.limit_denominator(10 ** len(below) - 1)
        top, bottom = near.numerator, near.denominator
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    lead = _fixed(tokens[:upper], Decimal(whole)).text.strip() if mixed and whole else "" if top else "0"
    tail = "".join(_literal(tokens[lower:]))
    width = sum(token.kind == "digit" for token in tokens[upper:at])
    part = f"{str(top).rjust(width)}/{str(bottom).ljust(len(below))}" if top or not mixed else ""
    return _Laid(f"{lead} {part}".strip() + tail, whole + Fraction(top, bottom), value)


def _literal(tokens: tuple[Token, ...]) -> Iterator[str]:
    return (token.text for token in tokens if token.kind not in ("digit", "comma"))
