"""Exact intervals over the rationals, with open and closed ends.

A printed figure is an interval: ``9.2`` is every value in [9.15, 9.25]. All verdicts of dvaudit
are statements about such intervals, so nothing in this module ever touches a float.

The arithmetic is that of interval analysis (R. E. Moore, *Interval Analysis*, 1966), extended by
open ends and by unbounded ends, which are written ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

Exact = int | Fraction
"""An exact number: ``int`` where it is whole (fast), ``Fraction`` otherwise."""

_End = tuple[Exact | None, bool]  # an end (None is unbounded) and whether it is open


def exact(numerator: Exact, denominator: Exact = 1) -> Exact:
    """The exact quotient, as ``int`` where it is whole.

    Raises ZeroDivisionError when the denominator is zero.
    """
    if denominator == 1:
        return numerator
    # One Fraction made from four whole numbers takes half the time of dividing two.
    quotient = Fraction(numerator.numerator * denominator.denominator, numerator.denominator * denominator.numerator)
    return quotient.numerator if quotient.denominator == 1 else quotient


def magnitude(value: Exact) -> Exact:
    """The absolute value."""
    return -value if value < 0 else value


@dataclass(slots=True, unsafe_hash=True)
class Interval:
    """All values between two ends; ``None`` is unbounded on that side.

    An unbounded side counts as open. ``Interval(3, 3)`` is the single value 3.
    """

    lo: Exact | None
    hi: Exact | None
    lo_open: bool = False
    hi_open: bool = False

    @staticmethod
    def point(value: Exact) -> Interval:
        """The interval that holds this one value."""
        return Interval(value, value)

    @property
    def empty(self) -> bool:
        """True when no value lies inside."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))

    @property
    def is_point(self) -> bool:
        """True when exactly one value lies inside."""
        return self.lo is not None and self.lo == self.hi and not (self.lo_open or self.hi_open)

    @property
    def has_zero(self) -> bool:
        """True when zero lies inside."""
        # The numerator has the sign, and is compared in a fifth of the time of a Fraction.
        lo = -1 if self.lo is None else self.lo.numerator
        hi = 1 if self.hi is None else self.hi.numerator
        return (lo < 0 or (lo == 0 and not self.lo_open)) and (hi > 0 or (hi == 0 and not self.hi_open))

    def contains(self, value: Exact) -> bool:
        """True when the value lies inside."""
        if self.lo is not None and (value < self.lo or (value == self.lo and self.lo_open)):
            return False
        return self.hi is None or not (value > self.hi or (value == self.hi and self.hi_open))

    def meets(self, other: Interval) -> bool:
        """True when some value lies inside both (neither may be empty)."""
        return _reaches(self.hi, self.hi_open, other.lo, other.lo_open) and _reaches(
            other.hi, other.hi_open, self.lo, self.lo_open
        )

    def intersect(self, other: Interval) -> Interval:
        """The values inside both; it may be empty."""
        lo, lo_open = self.lo, self.lo_open
        if other.lo is not None and (lo is None or other.lo > lo or (other.lo == lo and other.lo_open)):
            lo, lo_open = other.lo, other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if other.hi is not None and (hi is None or other.hi < hi or (other.hi == hi and other.hi_open)):
            hi, hi_open = other.hi, other.hi_open
        return Interval(lo, hi, lo_open, hi_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both (neither may be empty)."""
        lo, lo_open = _lower((self.lo, self.lo_open), (other.lo, other.lo_open))
        hi, hi_open = _upper((self.hi, self.hi_open), (other.hi, other.hi_open))
        return Interval(lo, hi, lo_open, hi_open)

    def widened(self, slack: Exact) -> Interval:
        """The interval with both ends moved outward by a non-negative amount."""
        if not slack:
            return self
        return Interval(
            None if self.lo is None else self.lo - slack,
            None if self.hi is None else self.hi + slack,
            self.lo_open,
            self.hi_open,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.hi is None else -self.hi,
            None if self.lo is None else -self.lo,
            self.hi_open,
            self.lo_open,
        )

    def __add__(self, other: Interval) -> Interval:
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        lo_open, hi_open = self.lo_open or other.lo_open, self.hi_open or other.hi_open
        return Interval(lo, hi, lo_open and lo is not None, hi_open and hi is not None)

    def __sub__(self, other: Interval) -> Interval:
        if other.lo == 0 == other.hi:
            return self
        if self.lo == 0 == self.hi:
            return -other
        lo = None if self.lo is None or other.hi is None else self.lo - other.hi
        hi = None if self.hi is None or other.lo is None else self.hi - other.lo
        lo_open, hi_open = self.lo_open or other.hi_open, self.hi_open or other.lo_open
        return Interval(lo, hi, lo_open and lo is not None, hi_open and hi is not None)

    def scaled(self, factor: Exact) -> Interval:
        """Every value times a constant."""
        if factor == 0:
            return Interval(0, 0)
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        if factor > 0:
            return Interval(lo, hi, self.lo_open, self.hi_open)
        return Interval(hi, lo, self.hi_open, self.lo_open)

    def divided(self, divisor: Exact) -> Interval:
        """Every value divided by a constant; raises ZeroDivisionError when it is zero."""
        if divisor == 1:
            return self
        if divisor == 0:
            raise ZeroDivisionError("the divisor is zero")
        lo = None if self.lo is None else exact(self.lo, divisor)
        hi = lo if self.hi is self.lo else None if self.hi is None else exact(self.hi, divisor)
        if divisor > 0:
            return Interval(lo, hi, self.lo_open, self.hi_open)
        return Interval(hi, lo, self.hi_open, self.lo_open)

    def __mul__(self, other: Interval) -> Interval:
        if self.lo is not None and self.is_point:
            return other.scaled(self.lo)
        if other.lo is not None and other.is_point:
            return self.scaled(other.lo)
        ends = [
            _product(a, a_open, a_sign, b, b_open, b_sign)
            for a, a_open, a_sign in ((self.lo, self.lo_open, -1), (self.hi, self.hi_open, 1))
            for b, b_open, b_sign in ((other.lo, other.lo_open, -1), (other.hi, other.hi_open, 1))
        ]
        lo, lo_open, _ = min(ends, key=lambda end: (_rank(end), end[1]))
        hi, hi_open, _ = max(ends, key=lambda end: (_rank(end), not end[1]))
        return Interval(lo, hi, lo_open, hi_open)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; raises ZeroDivisionError when the divisor can be zero."""
        if other.lo is not None and other.is_point:
            return self.divided(other.lo)
        if self.lo is not None and self.is_point:
            return other.reciprocal(self.lo)
        return self * other.reciprocal()

    def reciprocal(self, numerator: Exact = 1) -> Interval:
        """The values numerator/x; raises ZeroDivisionError when the interval contains zero.

        An open end at zero becomes an unbounded one.
        """
        if self.has_zero:
            raise ZeroDivisionError("the divisor can be zero")
        if numerator == 0:
            return ZERO
        lo, lo_open = _inverse(numerator, self.hi, self.hi_open)
        hi, hi_open = _inverse(numerator, self.lo, self.lo_open)
        return Interval(lo, hi, lo_open, hi_open) if numerator > 0 else Interval(hi, lo, hi_open, lo_open)

    def __abs__(self) -> Interval:
        if self.lo is not None and self.lo >= 0:
            return self
        if self.hi is not None and self.hi <= 0:
            return -self
        return Interval(0, None).intersect(self.hull(-self))

    def minimum(self, other: Interval) -> Interval:
        """The values min(x, y) for x in this interval and y in the other."""
        below = self.hull(other)
        above = self.intersect(Interval(None, other.hi, hi_open=other.hi_open))
        return Interval(below.lo, above.hi, below.lo_open, above.hi_open)

    def maximum(self, other: Interval) -> Interval:
        """The values max(x, y) for x in this interval and y in the other."""
        return -((-self).minimum(-other))


ANY = Interval(None, None)
ZERO = Interval(0, 0)
NON_NEGATIVE = Interval(0, None)
NON_POSITIVE = Interval(None, 0)


def unite(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The values inside any of some intervals: sorted, none empty, with a gap between any two; ``()`` for no value."""
    found = [interval for interval in intervals if not interval.empty]
    if len(found) < 2:
        return tuple(found)
    found.sort(key=_start)
    merged = found[:1]
    for interval in found[1:]:
        last = merged[-1]
        if _touches(last, interval):
            merged[-1] = last.hull(interval)
        else:
            merged.append(interval)
    return tuple(merged)


def common(some: tuple[Interval, ...], others: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The values inside both of two unions, each as :func:`unite` gives it."""
    if len(some) == 1 == len(others):
        both = some[0].intersect(others[0])
        return () if both.empty else (both,)
    return tuple(both for one in some for other in others if not (both := one.intersect(other)).empty)


def without(some: tuple[Interval, ...], others: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The values inside the first of two unions and not inside the second, each as :func:`unite` gives it."""
    for other in others:
        if any(one.meets(other) for one in some):
            below = () if other.lo is None else (Interval(None, other.lo, hi_open=not other.lo_open),)
            above = () if other.hi is None else (Interval(other.hi, None, lo_open=not other.hi_open),)
            some = common(some, below + above)
    return some


def nonzero(interval: Interval) -> tuple[Interval, ...]:
    """The values inside other than zero."""
    return without((interval,), (ZERO,)) if interval.has_zero else (interval,)


def _start(interval: Interval) -> tuple[bool, Exact, bool]:
    """Orders intervals by where they begin."""
    return interval.lo is not None, interval.lo or 0, interval.lo_open


def _touches(one: Interval, later: Interval) -> bool:
    """True where no value lies between two intervals, the second of which begins no earlier."""
    if one.hi is None or later.lo is None:
        return True
    return one.hi > later.lo or (one.hi == later.lo and not (one.hi_open and later.lo_open))


def _inverse(numerator: Exact, end: Exact | None, end_open: bool) -> _End:
    """The end of a quotient that one end of the divisor gives."""
    if end is None:
        return 0, True
    return (None, False) if end == 0 else (exact(numerator, end), end_open)


def _reaches(hi: Exact | None, hi_open: bool, lo: Exact | None, lo_open: bool) -> bool:
    """True when an upper end reaches a lower one."""
    if hi is None or lo is None:
        return True
    return hi > lo or (hi == lo and not (hi_open or lo_open))


def _lower(a: _End, b: _End) -> _End:
    """The lower of two lower ends; at one value the closed one reaches further."""
    if a[0] is None or b[0] is None:
        return None, False
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return a if a[0] < b[0] else b


def _upper(a: _End, b: _End) -> _End:
    """The upper of two upper ends; at one value the closed one reaches further."""
    if a[0] is None or b[0] is None:
        return None, False
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return a if a[0] > b[0] else b


def _product(
    a: Exact | None, a_open: bool, a_sign: int, b: Exact | None, b_open: bool, b_sign: int
) -> tuple[Exact | None, bool, int]:
    """The product of two ends: its value (None is infinite), whether it is open, its sign."""
    if a == 0 or b == 0:
        # Zero is reached wherever one factor reaches it, whatever the other does.
        return 0, not ((a == 0 and not a_open) or (b == 0 and not b_open)), 0
    sign = (a_sign if a is None else 1 if a > 0 else -1) * (b_sign if b is None else 1 if b > 0 else -1)
    if a is None or b is None:
        return None, False, sign
    return a * b, a_open or b_open, sign


def _rank(end: tuple[Exact | None, bool, int]) -> tuple[int, Exact]:
    """Orders ends from minus to plus infinity."""
    value, _, sign = end
    return (sign, 0) if value is None else (0, value)
