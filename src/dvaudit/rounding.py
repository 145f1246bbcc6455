"""The interval that a printed number stands for: every value that prints like this."""

from __future__ import annotations

from fractions import Fraction

from dvaudit.interval import Exact, Interval, exact
from dvaudit.printed import Declared, Printed

DOUBLE_DIGITS = 13
"""A number of so many significant digits was computed in binary floating point, not rounded for print."""
_GOOD_DIGITS = 12
_TRUSTED_DECIMALS = 4


def span(printed: Printed, declared: Declared, decimals: int | None = None, rounded: bool = False) -> Interval:
    """The values that a printed number can stand for.

    ``decimals`` is the precision of the column (None: each number's own); ``rounded`` tells that whole numbers in it
    are rounded.
    """
    value, kind = printed.value, printed.qualifier
    if kind is not None and kind != "about":
        return _half_line(value, kind)
    unit = unit_of(printed, declared, decimals, rounded)
    if kind == "about":
        loose = _last_significant(printed)
        unit = loose if unit is None else max(unit, loose) if loose is not None else unit
    if unit is None:
        return Interval(value, value)
    mode = declared.rounding
    if mode is None or mode == "half_any" or is_double(printed, declared, decimals):
        half = Fraction(unit.numerator, 2 * unit.denominator)
        return Interval(value - half, value + half)
    return _rounded(value, unit, mode)


def unit_of(printed: Printed, declared: Declared, decimals: int | None, rounded: bool) -> Exact | None:
    """The unit to which the number is rounded; None when it is exact."""
    if declared.exact:
        return None
    if declared.rounded_to is not None:
        return declared.rounded_to * printed.column_scale
    if declared.decimals is not None:
        return _places(declared.decimals) * printed.scale
    if is_double(printed, declared, decimals):
        return printed.place * int(10 ** (printed.digits - _GOOD_DIGITS))
    return _shown_unit(printed, declared, decimals, rounded)


def _shown_unit(printed: Printed, declared: Declared, decimals: int | None, rounded: bool) -> Exact | None:
    """The unit that the column or the number itself shows."""
    own_scale = printed.scale != printed.column_scale
    if decimals and not own_scale:
        return _places(decimals) * printed.scale
    if own_scale or printed.percent or (printed.decimals and decimals is None):
        return printed.place
    # A whole number, or one printed 46706.0 in a column of whole numbers that were written as floats.
    return printed.column_scale if is_rounded(printed, declared, rounded) else None


def _places(decimals: int) -> Exact:
    """One unit in so many decimal places; negative ones count tens, hundreds, thousands."""
    return exact(1, 10**decimals) if decimals >= 0 else int(10**-decimals)


def is_rounded(printed: Printed, declared: Declared, rounded: bool = False) -> bool:
    """True when whole numbers like this one are rounded, whatever the document shows."""
    if rounded or declared.rounded or declared.whole_numbers == "rounded":
        return True
    return printed.column_scale != 1 and declared.whole_numbers != "exact"


def is_double(printed: Printed, declared: Declared, decimals: int | None = None) -> bool:
    """True for a computed value such as ``211.520102139044``: its last digits are noise, not precision.

    A program writes doubles without thousands signs and without a zero at the end; a person printed the others.
    """
    return (
        printed.digits >= DOUBLE_DIGITS
        and printed.decimals > 0
        and not printed.format.group
        and (printed.value / printed.place) % 10 != 0
        and not declared.exact
        and declared.rounded_to is None
        and declared.decimals is None
        and (decimals is None or decimals > _TRUSTED_DECIMALS)
    )


def _half_line(value: Exact, kind: str) -> Interval:
    if kind in ("more", "at_least"):
        return Interval(value, None, lo_open=kind == "more")
    return Interval(None, value, hi_open=kind == "less")


def _last_significant(printed: Printed) -> Exact | None:
    """The unit that ``about`` loosens to: the place of the last digit that is not a padding zero.

    None with three and more significant digits, because writers put ``about`` before exact numbers too.
    """
    counted = int(Fraction(printed.value) / printed.place)
    counted, place = abs(counted), printed.place
    while counted and counted % 10 == 0:
        counted, place = counted // 10, place * 10
    return place if 0 < counted < 100 else None


def _rounded(value: Exact, unit: Exact, mode: str) -> Interval:
    """The values that the named rounding takes to ``value`` in steps of ``unit``."""
    if mode == "truncate":
        mode = "floor" if value > 0 else "ceil" if value < 0 else "random"
    if mode == "random":
        return Interval(value - unit, value + unit, True, True)
    if mode == "floor":
        return Interval(value, value + unit, hi_open=True)
    if mode == "ceil":
        return Interval(value - unit, value, lo_open=True)
    half = Fraction(unit.numerator, 2 * unit.denominator)
    lo_open = hi_open = False
    if mode == "half_up":  # ties go away from zero, so the end further from zero is out of reach
        lo_open, hi_open = value <= 0, value >= 0
    elif mode == "half_down":
        lo_open, hi_open = value > 0, value < 0
    elif mode == "half_even":
        steps = Fraction(value) / unit
        lo_open = hi_open = steps.denominator == 1 and steps.numerator % 2 == 1
    return Interval(value - half, value + half, lo_open, hi_open)
