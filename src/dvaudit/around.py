"""What stands around the digits of a printed number: qualifier, sign, currency, per cent, scale words, unit, marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from dvaudit.interval import Exact, exact
from dvaudit.printed import PLAIN_STYLE, Style
from dvaudit.wording import (
    AFTER,
    ATTACHED_UNITS,
    CURRENCY,
    LETTER_SCALES,
    NOT_UNITS,
    PERCENT,
    QUALIFIERS,
    SCALES,
    leading_scale,
)

MINUS = "-−–—‐‑－﹣"
MAX_POWER = 300
"""The largest exponent of ten that a number in scientific form may have."""
_MAX_UNIT = 60
_ESTIMATED = "e"  # the flag of Eurostat's tables; more words make it an "and"

# Patterns stay texts until the first number that needs one: most files never do, and compiling them takes longer than
# a small file.
_BEFORE = rf"(?s)(?P<lead>.*?)(?P<sign>[{MINUS}+＋(]?)(?P<gap>\s*(?:(?:{CURRENCY}|[%％٪])\s*)?)"
_ANY_CURRENCY = rf"(?i:{CURRENCY})"
_EXPONENT = r"[eE]([+-]?\d{1,3})(?!\d)"
_MARK = (
    r"(?:\s?[*†‡§¶#]+|\s?(?<![^\W\d_])[¹²³⁰⁴-⁹ᵃ-ᶻ⁽⁾]+|(?<!\s)\(\d{1,2}\)|\s\(\d\)|\s?\[[^\W_]{1,4}\]"
    r"|\s?\([^\W\d_]{1,2}[.*]?\)|\s?\\\d{1,2}|\s\d{1,2}\))$"
)
_PERCENT = rf"\s*(?:{PERCENT})(?!\w)"
_WORD = r"(?![²³])(?:°?[^\W\d_]+(?:['’.\-][^\W\d_]+)*[23²³]?\.?|[^\W\d_]{0,3}[€$£¥₫₹₩₽฿°‰])"
_UNIT = rf"/?{_WORD}(?:(?:\s?[/·&]\s?|,?\s){_WORD})*"
_RATE = r"(?:/|per|pro|je|pour|por|trên)\s?1(?:[ ,.]?0+)+\b"
_OF = r"^(?:of|de|di|d['’])\s?"


class Around(NamedTuple):
    """What surrounds the digits, and what it makes of them."""

    negative: bool = False
    percent: bool = False
    scale: Exact = 1
    qualifier: str | None = None
    style: Style = PLAIN_STYLE


BARE = Around()
"""Nothing around the digits."""


def around(before: str, after: str, *, decimals: bool, zero: str = "0") -> Around | None:
    """What the text on both sides of the digits says; None when it makes the text no number.

    ``decimals`` tells that the digits show a separator; ``zero`` is the digit zero of their script.
    """
    beside = _before(before)
    if beside is None:
        return None
    lead, sign, gap = beside
    words = " ".join(re.sub(rf"(?:{CURRENCY})$", "", lead.strip()).casefold().split()) if lead else ""
    if words and words not in QUALIFIERS:
        return None
    tail = _unbracketed(after) if sign == "(" else after
    trailing = not sign and after in ("-", "−")
    found = None if tail is None else BARE if trailing else _tail(tail, _has_currency(before), decimals)
    if found is None or (words and found.qualifier is not None):
        return None
    if trailing:
        sign, after = after, ""
    return found._replace(
        negative=sign != "" and sign not in "+＋",
        percent=found.percent or any(c in gap for c in "%％٪"),
        qualifier=QUALIFIERS.get(words, found.qualifier),
        style=Style(lead, sign, gap, after, trailing, zero, 1, found.style.unit),
    )


def _before(text: str) -> tuple[str, str, str] | None:
    """The text before the digits in three: up to the sign, the sign, between sign and digits."""
    match = re.fullmatch(_BEFORE, text) if text else None
    if match is None:
        return None if text else ("", "", "")
    lead, sign, gap = match["lead"], match["sign"], match["gap"]
    spaces = 0 if sign else len(gap) - len(gap.lstrip())
    return lead + gap[:spaces], sign, gap[spaces:]


def _has_currency(text: str) -> bool:
    return text != "" and re.search(_ANY_CURRENCY, text) is not None


def _unbracketed(text: str) -> str | None:
    """The text after ``(123`` without its closing bracket."""
    inside, closing, outside = text.partition(")")
    return inside + outside if closing else None


def _tail(text: str, money: bool, decimals: bool) -> Around | None:
    """What follows the digits; None when it makes the text no number."""
    exponent = re.match(_EXPONENT, text) if text[:1] in "eE" else None
    if exponent is not None:
        text = text[exponent.end() :]
    while text and (mark := re.search(_MARK, text)) is not None:
        text = text[: mark.start()]
    scale = _power(exponent)
    found = BARE if not text or text.isspace() else _words(text, money, decimals)
    if scale is None or found is None or (exponent is not None and found.scale != 1):
        return None
    return found._replace(scale=found.scale * scale)


def _power(exponent: re.Match[str] | None) -> Exact | None:
    """The power of ten of a number in scientific form; None where it is absurdly large."""
    power = 0 if exponent is None else int(exponent[1])
    if abs(power) > MAX_POWER:
        return None
    return 10**power if power >= 0 else exact(1, 10**-power)


def _words(text: str, money: bool, decimals: bool) -> Around | None:
    """Per cent, scale words, a later qualifier (``or more``) or a unit."""
    folded = text.casefold()
    percent = re.match(_PERCENT, folded)
    rest = folded if percent is None else folded[percent.end() :]
    attached = percent is None and not text[0].isspace()
    words = " ".join(rest.split())
    if words[:1] + words[-1:] == "()":
        words = words[1:-1]
    scale: Exact = 1
    scaled = None if percent is not None else leading_scale(words) or _letter_scale(text, money, decimals)
    if scaled is not None:
        scale, words, attached = scaled[0], re.sub(_OF, "", scaled[1]), False
    if not words or words in AFTER:
        return Around(False, percent is not None, scale, AFTER.get(words))
    if not _is_unit(words) or not (percent is not None or _stands(words, attached, text[0].islower())):
        return None
    return Around(False, percent is not None, scale, style=Style(unit=_as_printed(words, text)))


def _letter_scale(text: str, money: bool, decimals: bool) -> tuple[Exact, str] | None:
    """``$5m``, ``1.2M``, ``1.2m``: a letter scales an amount of money, a capital a number with decimals.

    An ``m`` that touches the number is a million too: no statistical office has it for a footnote mark.
    """
    touching, bare = text[:1] == "m", text.strip()
    letter, rest = bare[:1], bare[1:].strip()
    if letter.casefold() not in LETTER_SCALES or rest[:1].isalpha():
        return None
    if touching or money or (decimals and letter.isupper()) or re.fullmatch(_ANY_CURRENCY, rest):
        return LETTER_SCALES[letter.casefold()], rest.casefold()
    return None


def _is_unit(words: str) -> bool:
    """True for what can name a unit: no digits but exponents (``km2``) and rates (``per 1,000``)."""
    rated = re.sub(_RATE, "per", words)
    if len(words) > _MAX_UNIT or re.fullmatch(rf"{_UNIT}(?:\s?\({_UNIT}\))?", rated) is None:
        return False
    parts = re.split(r"[^\w€$]|[23²³]", rated)
    numeric = any(c.isnumeric() and c not in "23²³" for c in rated)
    return not numeric and not any(part in SCALES and len(part) > 2 for part in parts)


def _stands(words: str, attached: bool, small: bool) -> bool:
    """False for words that make of the number something else: ``3 January``, ``1st``, ``12B``.

    Without a space after the digits stand known units, currencies, or one small letter, which is a footnote mark.
    """
    first = re.split(r"[\s.,()/]", words, maxsplit=1)[0]
    if not attached or not first[:1].isalpha():
        return words == _ESTIMATED or first not in NOT_UNITS
    if len(first) == 1:
        return small
    return first in ATTACHED_UNITS or re.fullmatch(_ANY_CURRENCY, first) is not None


def _as_printed(words: str, text: str) -> str:
    """Case-folded words as the text prints them."""
    printed = " ".join(text.split()).rstrip(")")
    return printed[len(printed) - len(words) :] if printed.casefold().endswith(words) else words
