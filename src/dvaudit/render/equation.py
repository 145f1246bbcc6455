"""A relation written with its figures as printed: ``43,137 / 46,706 = 92.36 %``."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.interval import NON_NEGATIVE, NON_POSITIVE, ZERO, Exact, Interval, exact, magnitude
from dvaudit.predicate import (
    Abs,
    Agree,
    All,
    Cell,
    Const,
    Div,
    Linear,
    Max,
    Min,
    Mul,
    NotEqual,
    Predicate,
    Term,
    Within,
    judge,
)
from dvaudit.render import shown
from dvaudit.rule import Confrontation

LONGEST = 120
"""Characters of an equation; a longer one is not read."""
_OPERATORS = {
    ZERO: "=",
    NON_POSITIVE: "<=",
    NON_NEGATIVE: ">=",
    Interval(None, 0, hi_open=True): "<",
    Interval(0, None, lo_open=True): ">",
}
_Weighted = Sequence[tuple[Exact, Term]]


def equation(found: Confrontation, texts: Sequence[str]) -> str:
    """What a failed edit asks for, with these texts for its figures; empty where that is too long or no equation."""
    match _failing(found):
        case Agree(left, right):
            text = f"{texts[left]} = {texts[right]}"
        case NotEqual(term):
            text = _compared(term, "!=", texts)
        case Within(term, allowed) if allowed == ZERO:
            text = _stated(found, term, texts) or _compared(term, "=", texts)
        case Within(term, allowed) if allowed in _OPERATORS:
            text = _compared(term, _OPERATORS[allowed], texts)
        case Within(term, allowed):
            low = "" if allowed.lo is None else f"{shown.plain(allowed.lo)} {'<' if allowed.lo_open else '<='} "
            high = "" if allowed.hi is None else f" {'<' if allowed.hi_open else '<='} {shown.plain(allowed.hi)}"
            text = f"{low}{_term(term, texts)}{high}"
        case _:
            text = ""
    return text if len(text) <= LONGEST else ""


def _failing(found: Confrontation) -> Predicate:
    """The part of an edit that fails."""
    predicate = found.edit.predicate
    while isinstance(predicate, All):
        predicate = next((part for part in predicate.parts if _fails(part, found)), predicate.parts[0])
    return predicate


def _fails(part: Predicate, found: Confrontation) -> bool:
    try:
        return judge(part, found.values, found.slack) is not None
    except ZeroDivisionError:
        return False


def _stated(found: Confrontation, term: Term, texts: Sequence[str]) -> str:
    """The other figures on the left, the stated one on the right; a share is left as it is where it says per cent."""
    stated = found.edit.stated
    if stated is None or not isinstance(term, Linear):
        return ""
    weight = next((weight for weight, part in term.terms if part == Cell(stated)), 0)
    if weight not in (1, -1):
        return ""
    others = [(-weight * factor, part) for factor, part in term.terms if part != Cell(stated)]
    constant = -weight * term.constant
    printed = found.edit.figures[stated].printed
    if printed is not None and printed.percent and all(exact(one, 100).denominator == 1 for one, _ in others):
        others, constant = [(exact(one, 100), part) for one, part in others], exact(constant, 100)
    return f"{_sum(others, constant, texts)} = {texts[stated]}"


def _compared(term: Term, operator: str, texts: Sequence[str]) -> str:
    """What is added on the left, what is taken off on the right."""
    terms, constant = (term.terms, term.constant) if isinstance(term, Linear) else (((1, term),), 0)
    left = [(weight, part) for weight, part in terms if weight > 0]
    right = [(-weight, part) for weight, part in terms if weight < 0]
    return f"{_sum(left, max(constant, 0), texts)} {operator} {_sum(right, max(-constant, 0), texts)}"


def _sum(terms: _Weighted, constant: Exact, texts: Sequence[str]) -> str:
    text = ""
    for weight, part in (*terms, *(((1, Const(constant)),) if constant else ())):
        factor = "" if magnitude(weight) == 1 else f"{shown.plain(magnitude(weight))} * "
        if isinstance(part, Const) and part.value < 0:
            weight, part = -weight, Const(-part.value)  # noqa: PLW2901 - "- 1" instead of "+ -1"
        sign = (" - " if weight < 0 else " + ") if text else ("-" if weight < 0 else "")
        text += f"{sign}{factor}{_term(part, texts)}"
    return text or "0"


def _term(term: Term, texts: Sequence[str]) -> str:
    match term:
        case Cell(index):
            return texts[index]
        case Const(value):
            return shown.plain(value)
        case Linear(terms, constant):
            return f"({_sum(terms, constant, texts)})"
        case Mul(left, right):
            return f"{_term(left, texts)} * {_term(right, texts)}"
        case Div(left, right):
            divisor = _term(right, texts)
            return f"{_term(left, texts)} / {f'({divisor})' if isinstance(right, (Mul, Div)) else divisor}"
        case Abs(inner):
            return f"abs({_bare(inner, texts)})"
        case Min(parts) | Max(parts):
            name = "min" if isinstance(term, Min) else "max"
            return f"{name}({', '.join(_bare(part, texts) for part in parts)})"


def _bare(term: Term, texts: Sequence[str]) -> str:
    """A term that stands in brackets already."""
    return _sum(term.terms, term.constant, texts) if isinstance(term, Linear) else _term(term, texts)
