"""Predicates as SQL: what certainly fails and what certainly holds.

What lies within the rounding errors of the engine's arithmetic is neither: the judge decides it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dvaudit.interval import Exact, Interval
from dvaudit.predicate import Agree, All, HasInteger, NotEqual, Predicate, Within, cells
from dvaudit.screen.ends import (
    EPSILON,
    EXACT,
    Ends,
    Shared,
    blurred,
    both,
    common,
    either,
    ends,
    literal,
    named,
    opened,
    times,
    total,
)  # fmt: skip


class Verdict(NamedTuple):
    """When a predicate certainly fails, certainly holds, certainly cannot be decided (a divisor can be zero): SQL."""

    fails: str
    holds: str
    zero: str = "FALSE"


class Tolerance(NamedTuple):
    """What a rule allows beyond rounding: ``amount``, or ``share`` times the stated cell's larger end (``about``)."""

    amount: Exact = 0
    share: Exact = 0
    about: int = 0


NO_TOLERANCE = Tolerance()


def verdict(
    predicate: Predicate, values: Sequence[Ends], tolerance: Tolerance = NO_TOLERANCE, shared: Shared | None = None
) -> Verdict:
    """When a predicate about numbers certainly fails, and when it certainly holds, none of its cells being missing.

    ``shared`` takes what is computed once for several conditions; without it everything is written out.
    """
    shared = Shared(inline=True) if shared is None else shared
    match predicate:
        case Within(term, allowed):
            found = _within(named(ends(term, values, shared), shared), allowed, _allowance(tolerance, values))
            return _unless_repeated(found, predicate, values)
        case Agree(left, right):
            return _agree(values[left], values[right], _allowance(tolerance, values))
        case NotEqual(term):
            return _unless_repeated(_not_equal(named(ends(term, values, shared), shared)), predicate, values)
        case HasInteger(term):
            found = _has_integer(named(ends(term, values, shared), shared), _allowance(tolerance, values))
            return _unless_repeated(found, predicate, values)
        case All(parts):
            found_all = [verdict(part, values, tolerance, shared) for part in parts]
            return Verdict(
                either(one.fails for one in found_all),
                both(one.holds for one in found_all),
                both([either(one.zero for one in found_all), *(either([one.holds, one.zero]) for one in found_all)]),
            )
        case _:
            raise TypeError(f"no predicate about numbers: {type(predicate).__name__}")


def missed_by(predicate: Predicate, values: Sequence[Ends], shared: Shared) -> Ends:
    """The range of what a sum is missed by."""
    if not isinstance(predicate, Within):
        raise TypeError(f"no sum: {type(predicate).__name__}")
    return named(ends(predicate.term, values, shared), shared)


def _unless_repeated(found: Verdict, predicate: Predicate, values: Sequence[Ends]) -> Verdict:
    """The judge tightens the range of a cell that occurs twice; here the wide range says only what fails."""
    loose = [index for index, times in Counter(cells(predicate)).items() if times > 1 and not values[index].point]
    return found._replace(holds=both([found.holds, *(_is_point(values[index]) for index in loose)]))


def _is_point(value: Ends) -> str:
    return "TRUE" if value.point else f"({value.lo}) = ({value.hi})"


class _Allowance(NamedTuple):
    """A tolerance: an exact amount, and an expression times a factor."""

    amount: Fraction = Fraction(0)
    factor: Fraction = Fraction(0)
    size: str = "0"


def _allowance(tolerance: Tolerance, values: Sequence[Ends]) -> _Allowance:
    if not tolerance.share:
        return _Allowance(Fraction(tolerance.amount))
    about = values[tolerance.about]
    larger = f"greatest(abs({about.lo}), abs({about.hi}))"
    return _Allowance(factor=Fraction(tolerance.share) * about.factor, size=larger)


def _decided(found: Ends, fails: str, holds: str) -> Verdict:
    """A verdict that counts only where the ends mean something."""
    return Verdict(both([*found.sure, fails]), both([*found.sure, holds]), either(found.zero))


def _within(found: Ends, allowed: Interval, extra: _Allowance) -> Verdict:
    top = None if allowed.hi is None else (Fraction(allowed.hi) + extra.amount) / found.factor
    bottom = None if allowed.lo is None else (Fraction(allowed.lo) - extra.amount) / found.factor
    edges = max((abs(edge) for edge in (top, bottom) if edge is not None), default=Fraction(0))
    if found.limit is not None and not extra.factor and edges < EXACT:
        if found.point and top == bottom and top is not None and not (allowed.lo_open or allowed.hi_open):
            same = f"({found.lo}) = {literal(int(top))}" if top.denominator == 1 else "FALSE"
            return _decided(found, f"NOT ({same})", same)
        even = top is not None and bottom == -top and not (allowed.lo_open or allowed.hi_open)
        if found.center and top is not None and even:
            return _centered(found, Fraction(0), top)
        fails: list[str] = []
        if top is not None:
            strict = found.lo_open or allowed.hi_open
            fails.append(f"({found.lo}) >= {literal(ceil(top))}" if strict else f"({found.lo}) > {literal(floor(top))}")
        if bottom is not None:
            strict = found.hi_open or allowed.lo_open
            limit = f"<= {literal(floor(bottom))}" if strict else f"< {literal(ceil(bottom))}"
            fails.append(f"({found.hi}) {limit}")
        missed = either(fails)
        return _decided(found, missed, "TRUE" if missed == "FALSE" else f"NOT ({missed})")
    if found.center and not extra.factor and top is not None and top == bottom and not allowed.lo_open:
        return _centered(found, top, Fraction(0))
    more = f" + {literal(extra.factor / found.factor)} * ({extra.size})" if extra.factor else ""
    less = more.replace("+", "-", 1)
    steps = found.steps + 8
    edge = f" + {literal(edges)}" if edges else ""
    off = f"{literal(steps * EPSILON)} * ({found.size}{more}{edge})"
    beyond: list[str] = []
    inside: list[str] = []
    if top is not None:
        beyond.append(f"({found.lo}){less} - {off} > {literal(top)}")
        inside.append(f"({found.lo}){less} + {off} < {literal(top)}")
    if bottom is not None:
        beyond.append(f"({found.hi}){more} + {off} < {literal(bottom)}")
        inside.append(f"({found.hi}){more} - {off} > {literal(bottom)}")
    return _decided(found, either(beyond), both(inside))


def _centered(found: Ends, middle: Fraction, beside: Fraction) -> Verdict:
    """The verdict on a range with a middle: it has to come as near to another middle as both reach."""
    reach = found.half + beside
    apart = f"abs({found.center} - {literal(middle)})" if middle else f"abs({found.center})"
    if found.limit is not None and middle.denominator == 1:
        fails = f"{apart} > {literal(floor(reach))}"
        return _decided(found, fails, f"NOT ({fails})")
    off = f"{literal((found.steps + 8) * EPSILON)} * ({found.size}{f' + {literal(abs(middle))}' if middle else ''})"
    return _decided(found, f"{apart} - {off} > {literal(reach)}", f"{apart} + {off} < {literal(reach)}")


def _agree(one: Ends, other: Ends, extra: _Allowance) -> Verdict:
    (first, second), _, _ = common([(1, one), (1, other)])
    apart = _within(total([(1, one), (-1, other)], 0), Interval(0, 0), extra)
    exact = one.limit is not None and other.limit is not None
    if extra.amount or extra.factor:
        return apart
    if not exact or opened(one, other) or max(first * (one.limit or 0), second * (other.limit or 0)) >= EXACT:
        return Verdict("FALSE", "FALSE")  # whether two printed units are one is for exact arithmetic
    lows = f"{times(first, one.lo)} = {times(second, other.lo)}"
    if one.point and other.point:
        return Verdict(f"NOT ({lows})", lows)
    widths = f"{times(first, f'({one.hi}) - ({one.lo})')} = {times(second, f'({other.hi}) - ({other.lo})')}"
    holds = f"CASE WHEN {widths} THEN {lows} ELSE {apart.holds} END"
    return Verdict(f"NOT ({holds})", holds)


def _not_equal(found: Ends) -> Verdict:
    off = "0" if found.limit is not None else found.error
    apart = f"({found.lo}) - {off} > 0 OR ({found.hi}) + {off} < 0"
    if found.limit is None:
        wide = f"({found.hi}) - ({found.lo}) > 2 * {off}"
        return _decided(found, "FALSE", f"{apart} OR {wide}")
    same = f"({found.lo}) = 0 AND ({found.hi}) = 0"
    return _decided(found, same, f"NOT ({same})") if not opened(found) else _decided(found, "FALSE", apart)


def _has_integer(found: Ends, extra: _Allowance) -> Verdict:
    if extra.factor:
        return Verdict("FALSE", "FALSE")
    clear = blurred(found)
    steps = clear.steps + 8
    factor, amount = literal(clear.factor), literal(extra.amount)
    lo, hi = f"({clear.lo}) * {factor} - {amount}", f"({clear.hi}) * {factor} + {amount}"
    off = f"{literal(steps * EPSILON)} * (({clear.size}) * {factor} + {amount} + 1)"
    fails = f"floor({hi} + {off}) < ceil({lo} - {off})"
    holds = f"floor({hi} - {off}) >= ceil({lo} + {off})"
    return _decided(clear, fails, holds)
