"""Terms as SQL: the range of their values, in an engine that computes with doubles.

A printed number is a whole count of some unit, and doubles count whole numbers exactly up to 2**53. So a cell comes as
two whole doubles, the ends of its interval, and sums of such cells are exact. Products and quotients are not: they come
with a bound of their rounding error (of the kind that N. Higham, *Accuracy and Stability of Numerical Algorithms*,
2002, chapter 3 derives).

The SQL is the common ground of the engines: arithmetic, comparisons, ``CASE``, ``abs``, ``floor``, ``ceil``, ``least``,
``greatest``, ``nullif``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from dvaudit.interval import Exact
from dvaudit.pattern import pattern
from dvaudit.predicate import Abs, Cell, Const, Div, Linear, Max, Min, Mul, Term

EXACT = 1 << 53
"""Whole numbers below this are exact as doubles."""
_PRODUCT = 1 << 46
_LEAST = Fraction(1, 10**150)
"""A product of whole numbers below this is exact, and so are sums of many such products."""
EPSILON = 2.0**-52


class Ends(NamedTuple):
    """The range of a term as SQL: every value lies between ``lo`` and ``hi``, times ``factor`` (positive).

    ``limit`` bounds the ends where they are whole numbers computed exactly; None where they are computed with rounding
    errors: then they are off by at most ``steps`` times 2**-52 times ``size``. ``lo_open`` and ``hi_open`` tell that
    the ends themselves are not reached; ``point`` that they are equal. ``zero`` says, for each divisor, when it
    certainly can be zero. The ends mean something only where all of ``sure`` are true: a divisor certainly is not zero,
    a product is small enough to be exact. Where ``center`` is given, the ends are ``half`` below and above it.
    """

    lo: str
    hi: str
    factor: Fraction
    limit: int | None
    size: str
    steps: int = 0
    lo_open: bool = False
    hi_open: bool = False
    point: bool = False
    zero: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    center: str = ""
    half: int = 0

    @property
    def error(self) -> str:
        """How far the ends can be off, as SQL."""
        return f"{literal(self.steps * EPSILON)} * ({self.size})"


class Shared:
    """Expressions that are computed once: each gets a name, in a stage above those of the names that it uses.

    Where they are ``inline``, they are written out instead wherever they are used.
    """

    def __init__(self, *, inline: bool = False) -> None:
        self.inline = inline
        self.named: dict[str, str] = {}
        self.level: dict[str, int] = {}

    def name(self, expression: str) -> str:
        """The name of an expression; a bare name or number needs none."""
        if _BARE.fullmatch(expression):
            return expression
        if self.inline:
            return f"({expression})"
        if expression not in self.named:
            found = f"e{len(self.named)}"
            used = [self.level[found_name] for found_name in _NAME.findall(expression) if found_name in self.level]
            self.named[expression], self.level[found] = found, 1 + max(used, default=0)
        return self.named[expression]

    @property
    def stages(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The named expressions, each list computed from those before."""
        levels = range(1, 1 + max(self.level.values(), default=0))
        named = [(name, expression) for expression, name in self.named.items()]
        return tuple(tuple(pair for pair in named if self.level[pair[0]] == level) for level in levels)


_BARE = pattern(r"\w+|\(-\d+\)")
_NAME = pattern(r"\be\d+\b")


def literal(value: Exact | float) -> str:
    """A number as SQL; whole numbers that fit 32 bits stay whole."""
    if -(1 << 31) < value < 1 << 31 and value == int(value):
        return str(int(value)) if value >= 0 else f"({int(value)})"
    return double(value)


def double(value: Exact | float) -> str:
    """A number as SQL that is a double in every engine, so that no product of such numbers is too large.

    Raises OverflowError for a number of which a product might not be a double.
    """
    if value and not _LEAST < (value if value > 0 else -value) < 1 / _LEAST:
        raise OverflowError("no double")
    shown = f"{float(value):.17e}"
    return shown if value >= 0 else f"({shown})"


def both(conditions: Iterable[str]) -> str:
    """All of several conditions."""
    asked = [one for one in dict.fromkeys(conditions) if one != "TRUE"]
    if "FALSE" in asked:
        return "FALSE"
    return " AND ".join(f"({one})" for one in asked) or "TRUE"


def either(conditions: Iterable[str]) -> str:
    """Any of several conditions."""
    asked = [one for one in dict.fromkeys(conditions) if one != "FALSE"]
    if "TRUE" in asked:
        return "TRUE"
    return " OR ".join(f"({one})" for one in asked) or "FALSE"


def named(found: Ends, shared: Shared) -> Ends:
    """The same range, its ends computed once."""
    if found.center:  # both ends are told by the middle
        return found._replace(center=shared.name(found.center))
    lo = shared.name(found.lo)
    return found._replace(lo=lo, hi=lo if found.point else shared.name(found.hi))


def ends(term: Term, values: Sequence[Ends], shared: Shared) -> Ends:
    """The range of a term."""
    match term:
        case Cell(index):
            return values[index]
        case Const(value):
            return _constant(value)
        case Linear(terms, constant):
            return total([(weight, ends(part, values, shared)) for weight, part in terms], constant)
        case Mul(left, right):
            return _product(ends(left, values, shared), ends(right, values, shared), shared)
        case Div(left, right):
            return _quotient(ends(left, values, shared), ends(right, values, shared), shared)
        case Abs(inner):
            return _absolute(ends(inner, values, shared))
        case Min(parts):
            return _least([ends(part, values, shared) for part in parts], "least")
        case Max(parts):
            return _least([ends(part, values, shared) for part in parts], "greatest")


def _constant(value: Exact) -> Ends:
    whole = Fraction(value)
    shown, size = double(whole.numerator), double(abs(whole.numerator))
    limit = abs(whole.numerator)
    exact = limit < EXACT
    steps = 0 if exact else 1
    return Ends(shown, shown, Fraction(1, whole.denominator), limit if exact else None, size, steps, point=True)


def common(parts: Sequence[tuple[Exact, Ends]], constant: Exact = 0) -> tuple[list[int], int, Fraction]:
    """Whole weights of parts and a whole constant over one common factor."""
    weights = [Fraction(weight) * part.factor for weight, part in parts]
    base = lcm(*(weight.denominator for weight in (*weights, Fraction(constant))))
    whole = [int(weight * base) for weight in weights]
    added = int(Fraction(constant) * base)
    shared = gcd(*whole, added) or 1
    return [weight // shared for weight in whole], added // shared, Fraction(shared, base)


def times(weight: int, expression: str) -> str:
    """An expression times a whole weight."""
    inner = expression if _BARE.fullmatch(expression) else f"({expression})"
    if weight in (1, -1):
        return inner if weight == 1 else f"-1 * {inner}"
    return f"{literal(weight)} * {inner}"


def total(parts: Sequence[tuple[Exact, Ends]], constant: Exact) -> Ends:
    """The range of a weighted sum."""
    weights, added, factor = common(parts, constant)
    low: list[str] = []
    high: list[str] = []
    size: list[str] = []
    lo_open = hi_open = False
    limit: int | None = abs(added)
    for weight, (_, part) in zip(weights, parts, strict=True):
        first, second = (part.lo, part.hi) if weight > 0 else (part.hi, part.lo)
        low.append(times(weight, first))
        high.append(times(weight, second))
        size.append(times(abs(weight), part.size))
        opened = (part.lo_open, part.hi_open) if weight > 0 else (part.hi_open, part.lo_open)
        lo_open, hi_open = lo_open or opened[0], hi_open or opened[1]
        limit = None if limit is None or part.limit is None else limit + abs(weight) * part.limit
    if added or not parts:
        low.append(double(added))
        high.append(double(added))
        size.append(double(abs(added)))
    center, half = _centers(weights, [part for _, part in parts], added)
    exact = limit is not None and limit < EXACT
    steps = 0 if exact else max((part.steps for _, part in parts), default=0) + len(parts) + 4
    point = all(part.point for _, part in parts)
    lo = _added(low)
    return Ends(
        lo, lo if point else _added(high), factor, limit if exact else None, " + ".join(size), steps,
        lo_open, hi_open, point, *_divisors(part for _, part in parts), center, half,
    )  # fmt: skip


def _centers(weights: Sequence[int], parts: Sequence[Ends], added: int) -> tuple[str, int]:
    """The middle of a weighted sum, and how far its ends are from it; nothing where some part has no middle."""
    listed = [part.lo if part.point else part.center for part in parts]
    if not all(listed) or all(part.point for part in parts):
        return "", 0
    terms = [times(weight, center) for weight, center in zip(weights, listed, strict=True)]
    half = sum(abs(weight) * part.half for weight, part in zip(weights, parts, strict=True))
    return _added([*terms, *([literal(added)] if added else ())]), half


def _added(terms: Sequence[str]) -> str:
    """A sum of terms; a minus sign before one is taken as such."""
    found = " + ".join(terms)
    return found.replace(" + -1 * ", " - ")


def _divisors(parts: Iterable[Ends]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = list(parts)
    zero = dict.fromkeys(one for part in listed for one in part.zero)
    sure = dict.fromkeys(one for part in listed for one in part.sure)
    return tuple(zero), tuple(sure)


def _product(left: Ends, right: Ends, shared: Shared) -> Ends:
    exact = left.limit is not None and right.limit is not None
    if left.point and right.point:
        lo = hi = shared.name(f"({left.lo}) * ({right.lo})")
    elif left.point or right.point:
        one, other = (left, right) if left.point else (right, left)
        pair = f"({one.lo}) * ({other.lo}), ({one.lo}) * ({other.hi})"
        lo, hi = shared.name(f"least({pair})"), shared.name(f"greatest({pair})")
    else:
        pairs = ", ".join(f"({a}) * ({b})" for a in (left.lo, left.hi) for b in (right.lo, right.hi))
        lo, hi = shared.name(f"least({pairs})"), shared.name(f"greatest({pairs})")
    zero, sure = _divisors((left, right))
    limit = None
    if left.limit is not None and right.limit is not None and not opened(left, right):
        limit = min(left.limit * right.limit, _PRODUCT)
        if limit == _PRODUCT:
            sure = (*sure, *(f"abs({end}) < {literal(_PRODUCT)}" for end in dict.fromkeys((lo, hi))))
    # Of exact ends the product is off by no more than its own last digit.
    size = _larger(lo, hi) if exact else f"({left.size}) * ({right.size})"
    steps = 0 if limit is not None else left.steps + right.steps + 4
    point = left.point and right.point
    return Ends(lo, hi, left.factor * right.factor, limit, size, steps, point=point, zero=zero, sure=sure)


def _larger(lo: str, hi: str) -> str:
    return f"abs({lo})" if lo == hi else f"greatest(abs({lo}), abs({hi}))"


def opened(*parts: Ends) -> bool:
    """True where some end is not reached."""
    return any(part.lo_open or part.hi_open for part in parts)


def _quotient(left: Ends, right: Ends, shared: Shared) -> Ends:
    low, high = f"nullif({right.lo}, 0)", f"nullif({right.hi}, 0)"
    if left.point and right.point:
        lo = hi = shared.name(f"({left.lo}) / {low}")
    else:
        tops, bottoms = dict.fromkeys((left.lo, left.hi)), dict.fromkeys((low, high))
        pairs = ", ".join(f"({a}) / {b}" for a in tops for b in bottoms)
        lo, hi = shared.name(f"least({pairs})"), shared.name(f"greatest({pairs})")
    if left.limit is not None and right.limit is not None:
        size = _larger(lo, hi)
    else:
        nearest = f"abs({low})" if right.point else f"least(abs({low}), abs({high}))"
        size = f"({left.size}) / {nearest} * (1 + ({right.size}) / {nearest})"
    zero, sure = _divisors((left, right))
    if right.limit is not None and not opened(right):
        is_zero = f"({right.lo}) = 0" if right.point else f"({right.lo}) <= 0 AND ({right.hi}) >= 0"
        never = f"({right.lo}) <> 0" if right.point else f"({right.lo}) > 0 OR ({right.hi}) < 0"
    else:  # twice the error, so that it stays small against the divisor
        off = f"2 * {right.error}" if right.limit is None else "0"
        is_zero = f"({right.lo}) + {off} < 0 AND ({right.hi}) - {off} > 0"
        never = f"({right.lo}) - {off} > 0 OR ({right.hi}) + {off} < 0"
    return Ends(
        lo, hi, left.factor / right.factor, None, size, left.steps + right.steps + 8,
        point=left.point and right.point, zero=(*zero, is_zero), sure=(*sure, never),
    )  # fmt: skip


def _absolute(inner: Ends) -> Ends:
    if inner.point:
        value = f"abs({inner.lo})"
        return inner._replace(lo=value, hi=value)
    lo = f"CASE WHEN ({inner.lo}) >= 0 THEN {inner.lo} WHEN ({inner.hi}) <= 0 THEN -({inner.hi}) ELSE 0 END"
    hi = f"greatest(-({inner.lo}), {inner.hi})"
    return blurred(inner)._replace(lo=lo, hi=hi, center="")


def blurred(found: Ends) -> Ends:
    """The same ends, of which it is left open whether they are reached."""
    if not opened(found):
        return found
    return found._replace(limit=None, steps=found.steps + 1, lo_open=False, hi_open=False, center="")


def _least(parts: Sequence[Ends], function: str) -> Ends:
    weights, _, factor = common([(1, part) for part in parts])
    clear = [blurred(part) for part in parts]
    scaled = list(zip(weights, clear, strict=True))
    point = all(part.point for part in clear)
    lo = f"{function}({', '.join(times(weight, part.lo) for weight, part in scaled)})"
    hi = lo if point else f"{function}({', '.join(times(weight, part.hi) for weight, part in scaled)})"
    limits = [None if part.limit is None else weight * part.limit for weight, part in scaled]
    known = [limit for limit in limits if limit is not None]
    exact = len(known) == len(limits) and max(known) < EXACT
    size = " + ".join(times(weight, part.size) for weight, part in scaled)
    steps = 0 if exact else max(part.steps for part in clear) + 4
    return Ends(lo, hi, factor, max(known) if exact else None, size, steps, False, False, point, *_divisors(clear))
