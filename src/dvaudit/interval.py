"""Exact intervals over the rationals, with open and closed ends.

A printed figure is an interval: ``9.2`` is every value in [9.15, 9.25]. All verdicts of dvaudit
are statements about such intervals, so nothing in this module ever touches a float.

The arithmetic is that of interval analysis (R. E. Moore, *Interval Analysis*, 1966), extended by
open ends and by unbounded ends, which are written ``None``.
"""

from __future__ import annotations

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
    if type(numerator) is int and type(denominator) is int:
        quotient = Fraction(numerator, denominator)
    else:
        quotient = Fraction(numerator) / denominator
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
        return Interval(
            None if self.lo is None or other.lo is None else self.lo + other.lo,
            None if self.hi is None or other.hi is None else self.hi + other.hi,
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Exact) -> Interval:
        """Every value times a constant."""
        if factor == 0:
            return Interval(0, 0)
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        if factor > 0:
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
        if other.contains(0):
            raise ZeroDivisionError("the divisor can be zero")
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """The values 1/x; raises ZeroDivisionError when the interval contains zero.

        An open end at zero becomes an unbounded one.
        """
        if self.contains(0):
            raise ZeroDivisionError("the divisor can be zero")
        lo, lo_open = (
            (0, True) if self.hi is None else (None, True) if self.hi == 0 else (exact(1, self.hi), self.hi_open)
        )
        hi, hi_open = (
            (0, True) if self.lo is None else (None, True) if self.lo == 0 else (exact(1, self.lo), self.lo_open)
        )
        return Interval(lo, hi, lo_open, hi_open)

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
