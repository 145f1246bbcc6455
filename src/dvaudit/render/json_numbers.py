"""Numbers of the JSON format: decimal strings, never in scientific form.

An end that no finite decimal can state is rounded outward to twelve significant digits, and ``exact`` holds it as
``p/q``.
"""

from __future__ import annotations

from fractions import Fraction

from dvaudit.interval import Exact, Interval
from dvaudit.render import shown

Json = dict[str, object]

_DIGITS = 12


def interval(found: Interval | None) -> Json | None:
    """An interval with its ends as decimal strings; None for none."""
    if found is None:
        return None
    low, high = decimal(found.lo, up=False), decimal(found.hi, up=True)
    ends: Json = {"low": low[0], "high": high[0], "low_open": found.lo_open, "high_open": found.hi_open}
    inexact = {name: end[1] for name, end in (("low", low), ("high", high)) if end[1] is not None}
    return ends | ({"exact": inexact} if inexact else {})


def decimal(number: Exact | None, up: bool) -> tuple[str | None, str | None]:
    """A number as a decimal string, and as ``p/q`` where that string had to be rounded (``up`` or down)."""
    if number is None or isinstance(number, int):
        return (None if number is None else shown.digits(number)), None
    places = _finite(number.denominator)
    if places is not None:
        return _digits(number.numerator * 10**places // number.denominator, places), None
    places = _DIGITS - _magnitude(number)
    scaled = number * Fraction(10) ** places
    rounded = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    text = _digits(rounded, places) if places > 0 else shown.digits(rounded * 10**-places)
    return text, f"{shown.digits(number.numerator)}/{shown.digits(number.denominator)}"


def _finite(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _magnitude(number: Fraction) -> int:
    """The number of digits before the decimal point (zero or less for numbers below 0.1)."""
    size = abs(number)
    digits = len(shown.digits(size.numerator)) - len(shown.digits(size.denominator))
    return digits + 1 if size >= Fraction(10) ** digits else digits


def _digits(scaled: int, places: int) -> str:
    digits = shown.digits(abs(scaled)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if scaled < 0 else "") + whole + (f".{decimals}" if decimals else "")
