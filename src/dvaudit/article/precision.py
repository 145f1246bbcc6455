"""How far a number in a running text can be off: the conventions by which people round in prose."""

from __future__ import annotations

from fractions import Fraction

from dvaudit.interval import Exact, Interval
from dvaudit.printed import Declared, Printed

_ROUND_FROM = 1000
"""Smaller whole numbers are exact even where they end in two zeros."""
_ZEROS = 2
_MOST_ZEROS = 4
_FEW_DIGITS = 2
_NOTHING = Declared()


def declared(printed: Printed, told: Declared = _NOTHING) -> Declared:
    """What is declared of a number: a whole one that ends in two zeros and more is rounded to the last other digit."""
    if not printed.whole or printed.decimals or abs(Fraction(printed.value)) < _ROUND_FROM:
        return told
    digits = str(abs(int(printed.value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return told._replace(rounded_to=int(10 ** min(zeros, _MOST_ZEROS))) if zeros >= _ZEROS else told


def loosened(interval: Interval, printed: Printed, qualifier: str) -> Interval:
    """The interval of a number with a word such as ``about`` or ``more than`` before it.

    Only numbers of one or two digits are loosened, because writers put such words before exact ones too: by one unit
    of the last digit in the direction of the word, by half of it in the other. A single digit is loose enough by half
    a unit (``about 60``), two digits are not (``about 59``).
    """
    if not qualifier or interval.lo is None or interval.hi is None or not printed.value:
        return interval
    counted = abs(int(Fraction(printed.value) / printed.place))
    place = Fraction(printed.place)
    while counted % 10 == 0:
        counted, place = counted // 10, place * 10
    digits, value = len(str(counted)), Fraction(printed.value)
    if digits > _FEW_DIGITS:
        # About 5,270,000 is rounded to ten thousands, however many zeros that are.
        rounded = place >= 10**_ZEROS * Fraction(printed.place) and place > interval.hi - interval.lo
        return Interval(value - place / 2, value + place / 2) if rounded else interval
    half = place if qualifier == "about" and digits == _FEW_DIGITS else place / 2
    up = place if qualifier in ("more", "at_least") else half
    down = place if qualifier in ("less", "at_most") else half
    return Interval(_least(interval.lo, value - down), -_least(-interval.hi, -(value + up)))


def _least(one: Exact, other: Exact) -> Exact:
    return min(one, other)
