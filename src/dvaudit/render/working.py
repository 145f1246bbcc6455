"""The arithmetic of an edit in steps: each operation over the values that were judged, and what is compared.

Numbers are written with the signs of the edit's own figures. What ends within a few decimals is written in full; a
single value that does not is broken off ("948.7796..."), a range is rounded outward ("about 1.33 to 1.34").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, trunc
from typing import NamedTuple

from dvaudit.interval import ANY, Exact, Interval, exact, magnitude
from dvaudit.message import Message, message
from dvaudit.numerals import write
from dvaudit.predicate import (
    Abs,
    Agree,
    All,
    Cell,
    Const,
    Div,
    HasInteger,
    Linear,
    Max,
    Min,
    Mul,
    NotEqual,
    Predicate,
    Term,
    Within,
    cells,
    judge,
    reach,
)
from dvaudit.printed import NumberFormat, Printed
from dvaudit.render import facts, shown
from dvaudit.render.equation import OPERATORS, bare, sides
from dvaudit.render.view import Shown, View
from dvaudit.rule import Confrontation

MOST = 40
"""How many figures are listed, and how many terms of one sum are written."""
_BEYOND = 3  # decimals beyond the printed ones
_IN_FULL = 3  # further decimals that a number may have to be written in full
_SIGNIFICANT = 4
_DEEPEST = 60


class Hand(NamedTuple):
    """How the numbers of one edit are written: in which language and signs, to how many decimals."""

    view: View
    signs: NumberFormat
    decimals: int


def hand(found: Confrontation, view: View) -> Hand:
    """The signs of an edit's figures, the stated one first, and decimals enough to show by how much it is missed."""
    edit = found.edit
    about = edit.figures[edit.stated : edit.stated + 1] if edit.stated is not None else ()
    printed = [figure.printed for figure in (*about, *edit.figures) if figure.printed is not None]
    decimal = next((one.format.decimal for one in printed if one.format.decimal), "")
    grouped = next((one.format for one in printed if one.format.group), None)
    group, indian = ("", False) if grouped is None else (grouped.group, grouped.indian)
    if not decimal:
        decimal = "," if group == "." else "."
    signs = NumberFormat(decimal, "" if group == decimal else group, indian)
    decimals = max((one.decimals for one in printed), default=0) + _BEYOND
    missed = found.imbalance
    ends = [magnitude(end) for end in (missed.lo, missed.hi) if end] if missed is not None else []
    while ends and min(ends) * 10**decimals < 100 and decimals < _DEEPEST:
        decimals += 1
    return Hand(view, signs, decimals)


def interval(found: Interval, writing: Hand) -> str:
    """A range of values in words; a single value as it is."""
    lo, hi = found.lo, found.hi
    if found.is_point:
        return _number(lo or 0, writing)
    decimals = max((_decimals(end, writing) for end in (lo, hi) if end is not None), default=0)
    about = any(_full(end, writing) is None for end in (lo, hi) if end is not None)
    low = "" if lo is None else _written(Fraction(floor(lo * 10**decimals), 10**decimals) if about else lo, writing)
    high = "" if hi is None else _written(Fraction(ceil(hi * 10**decimals), 10**decimals) if about else hi, writing)
    if lo is None or hi is None:
        key = "report.anything"
        if lo is not None:
            key = "explain.above" if found.lo_open else "explain.from"
        elif hi is not None:
            key = "explain.below" if found.hi_open else "explain.up_to"
    else:
        opened = ("_above" if found.lo_open else "") + ("_below" if found.hi_open else "")
        key = f"explain.range{opened}" if opened else "report.between"
    said = writing.view.say(key, low=low, high=high)
    return writing.view.say("explain.about", range=said) if about else said


def _number(value: Exact, writing: Hand) -> str:
    """A number in full where its decimals end soon, else broken off."""
    if _full(value, writing) is not None:
        return _written(value, writing)
    decimals = _decimals(value, writing)
    return _written(exact(trunc(value * 10**decimals), 10**decimals), writing, at_least=decimals) + "..."


def _full(value: Exact, writing: Hand) -> int | None:
    """The decimals of a number that ends; None where it does not, or not soon."""
    most = _decimals(value, writing) + _IN_FULL
    return next((n for n in range(most + 1) if (value * 10**n).denominator == 1), None)


def _decimals(value: Exact, writing: Hand) -> int:
    decimals = writing.decimals
    while value and magnitude(value) * 10**decimals < 10 ** (_SIGNIFICANT - 1) and decimals < _DEEPEST:
        decimals += 1
    return decimals


def _written(value: Exact, writing: Hand, at_least: int = 0) -> str:
    ends = (n for n in range(at_least, 2 * _DEEPEST) if (value * 10**n).denominator == 1)
    decimals = next(ends, 0)
    like = Printed(0, 1, decimals, 0, whole=False, percent=False, format=writing.signs)
    return shown.clip(write(value, like) or shown.plain(value))


def worked(found: Confrontation, predicate: Predicate, writing: Hand) -> Iterator[Shown]:
    """The steps of a predicate and its verdict; for several at once, those of each."""
    if isinstance(predicate, All):
        for part in predicate.parts:
            yield from worked(found, part, writing)
        return
    if is_idle(predicate):
        return
    try:
        missed = judge(predicate, found.values, found.slack)
    except ZeroDivisionError:
        yield message("explain.undecided_part")
        return
    steps: list[str] = []
    compared = list(_compared(found, predicate, missed, writing, steps))
    yield from dict.fromkeys(steps)
    yield from compared


def is_idle(predicate: Predicate) -> bool:
    """True for a part that only asks whether there is a value at all, which any number satisfies."""
    return isinstance(predicate, Within) and predicate.allowed == ANY


def _compared(
    found: Confrontation, predicate: Predicate, missed: Interval | None, writing: Hand, steps: list[str]
) -> Iterator[Message]:
    """What is compared, and the verdict; how the sides came about goes into the steps."""
    values = found.values
    verdict = _verdict(found, predicate, missed, writing)
    match predicate:
        case Agree(first, second):
            one, other = values[first], values[second]
            yield _meeting("explain.agree", one, other, verdict, writing)
            if missed is not None and one.meets(other):
                yield message("explain.one_rounding")
        case HasInteger(term):
            given = _worked(term, values, writing, steps)
            key = "explain.integer" if missed is None else "explain.no_integer"
            yield message(key, given=given, verdict=verdict)
        case NotEqual(term):
            left, right = (_side(side, values, writing, steps) for side in sides(term, None))
            yield message("explain.compare", left=left, operator="!=", right=right, verdict=verdict)
        case Within(term, allowed) if allowed in OPERATORS:
            yield from _weighed(found, predicate, verdict, writing, steps)
        case Within(term, allowed):
            given = _worked(term, values, writing, steps)
            yield message("explain.allowed", given=given, allowed=interval(allowed, writing), verdict=verdict)


def _weighed(
    found: Confrontation, predicate: Within, verdict: Message, writing: Hand, steps: list[str]
) -> Iterator[Message]:
    """Both sides of a comparison: what is reported and what the others give, or left and right."""
    values, operator = found.values, OPERATORS[predicate.allowed]
    stated = found.edit.stated if operator == "=" else None
    left, right = sides(predicate.term, stated)
    one, other = (_reach(side, values) for side in (left, right))
    texts = [_side(side, values, writing, steps) for side in (left, right)]
    truly = reach(predicate.term, values, predicate.repeated)
    if truly != one - other:  # a figure on both sides, which can only be at one end at a time
        yield message("explain.repeated", range=interval(truly, writing))
    elif operator == "=":
        key = "explain.reported" if stated is not None and left == Cell(stated) else "explain.sides"
        yield _meeting(key, one, other, verdict, writing)
        return
    elif verdict.key == "confront.holds" and truly.intersect(predicate.allowed) != truly:
        verdict = message("explain.possible")
    yield message("explain.compare", left=texts[0], operator=operator, right=texts[1], verdict=verdict)


def _meeting(key: str, one: Interval, other: Interval, verdict: Message, writing: Hand) -> Message:
    """Two ranges that must meet; where they do, what both can be."""
    common = one.intersect(other)
    if verdict.key == "confront.holds" and not common.empty and not (one.is_point and other.is_point):
        inside = common in (one, other)
        verdict = message("explain.inside") if inside else message("explain.common", common=interval(common, writing))
    return message(key, left=interval(one, writing), right=interval(other, writing), verdict=verdict)


def _verdict(found: Confrontation, predicate: Predicate, missed: Interval | None, writing: Hand) -> Message:
    """Whether one predicate holds, and what it is off by, with or without the tolerance."""
    strictly = judge(predicate, found.values) if found.slack else missed
    if strictly is None:
        return message("confront.holds")
    if found.slack:
        # Of two ranges it is their nearest values that the tolerance must bridge.
        gap = min(magnitude(end) for end in (strictly.lo, strictly.hi) if end is not None)
        key = "explain.within_tolerance" if missed is None else "explain.beyond_tolerance"
        return message(key, gap=_number(gap, writing), tolerance=_number(found.slack, writing))
    off = facts.difference(replace(found, imbalance=strictly))
    return message("explain.off", off=off) if off else message("confront.fails")


def _reach(term: Term, values: Sequence[Interval]) -> Interval:
    repeated = tuple(index for index, times in Counter(cells(term)).items() if times > 1)
    return reach(term, values, repeated)


def _worked(term: Term, values: Sequence[Interval], writing: Hand, steps: list[str]) -> str:
    """A term's values as a text; how they came about goes into the steps."""
    term = bare(term)
    result = interval(_reach(term, values), writing)
    if not isinstance(term, (Cell, Const)):
        formula = _formula(term, values, writing, steps)
        steps.append(writing.view.say("explain.step", formula=formula, result=result))
    return result


def _side(term: Term, values: Sequence[Interval], writing: Hand, steps: list[str]) -> str:
    """A term on one side of a comparison: its value, a range in brackets."""
    text = _worked(term, values, writing, steps)
    return text if _reach(term, values).is_point else f"({text})"


def _operand(term: Term, values: Sequence[Interval], writing: Hand, steps: list[str]) -> str:
    """A term as it stands in a formula: its value, in brackets where it would not read as one number."""
    term = bare(term)
    text = _worked(term, values, writing, steps)
    found = _reach(term, values)
    return text if found.is_point and (found.lo or 0) >= 0 else f"({text})"


def _factor(term: Term, values: Sequence[Interval], writing: Hand, steps: list[str]) -> str:
    """A term in a sum: products and quotients of single figures are written there, others are worked out before."""
    if isinstance(term, (Mul, Div)) and all(isinstance(bare(side), (Cell, Const)) for side in (term.left, term.right)):
        return _formula(term, values, writing, steps)
    return _operand(term, values, writing, steps)


def _formula(term: Term, values: Sequence[Interval], writing: Hand, steps: list[str]) -> str:
    times = "*" if writing.view.ascii else "\N{MULTIPLICATION SIGN}"
    match term:
        case Linear(terms, constant):
            ordered = sorted(terms, key=lambda pair: pair[0] < 0)
            pieces = [
                (weight < 0, ("" if weight in (1, -1) else f"{_number(magnitude(weight), writing)} {times} ")
                 + _factor(part, values, writing, steps))
                for weight, part in (ordered if len(ordered) <= MOST else ordered[: MOST - 1] + ordered[-1:])
            ]  # fmt: skip
            if len(ordered) > MOST:
                pieces.insert(-1, (pieces[-1][0], "..."))
            if constant:
                pieces.append((constant < 0, _number(magnitude(constant), writing)))
            text = "".join(f" {'-' if taken else '+'} {piece}" for taken, piece in pieces)
            return f"-{text[3:]}" if pieces[0][0] else text[3:]
        case Mul(left, right):
            return f" {times} ".join(_operand(side, values, writing, steps) for side in (left, right))
        case Div(left, right):
            return " / ".join(_operand(side, values, writing, steps) for side in (left, right))
        case Abs(inner):
            return f"abs({_worked(inner, values, writing, steps)})"
        case Min(parts) | Max(parts):
            name = "min" if isinstance(term, Min) else "max"
            return f"{name}({'; '.join(_worked(part, values, writing, steps) for part in parts)})"
        case _:
            return _operand(term, values, writing, steps)
