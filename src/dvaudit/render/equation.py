"""A relation written with its figures as printed: ``43,137 / 46,706 = 92.36 %``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dvaudit.confront import failing
from dvaudit.interval import NON_NEGATIVE, NON_POSITIVE, ZERO, Exact, Interval, exact, magnitude
from dvaudit.predicate import (
    Abs,
    Agree,
    Cell,
    Const,
    Div,
    Linear,
    Max,
    Min,
    Mul,
    NotEqual,
    Term,
    Within,
    cells,
    linear,
)
from dvaudit.render import shown
from dvaudit.rule import Confrontation

LONGEST = 120
"""Characters of an equation; a longer one is not read."""
OPERATORS = {
    ZERO: "=",
    NON_POSITIVE: "<=",
    NON_NEGATIVE: ">=",
    Interval(None, 0, hi_open=True): "<",
    Interval(0, None, lo_open=True): ">",
}
"""How a relation is written that compares a difference with zero."""
_MINUS = "-\N{MINUS SIGN}"
_Weighted = Sequence[tuple[Exact, Term]]


def equation(found: Confrontation, texts: Sequence[str]) -> str:
    """What a failed edit asks for, with these texts for its figures; empty where that is too long or no equation."""
    match failing(found.edit.predicate, found.values, found.slack):
        case Agree(left, right):
            text = f"{texts[left]} = {texts[right]}"
        case NotEqual(term):
            text = _compared(term, "!=", texts)
        case Within(term, allowed) if allowed == ZERO:
            text = _balance(found, term, texts)
        case Within(term, allowed) if allowed in OPERATORS:
            text = _compared(term, OPERATORS[allowed], texts)
        case Within(term, allowed):
            low = "" if allowed.lo is None else f"{shown.plain(allowed.lo)} {'<' if allowed.lo_open else '<='} "
            high = "" if allowed.hi is None else f" {'<' if allowed.hi_open else '<='} {shown.plain(allowed.hi)}"
            text = f"{low}{_term(term, texts)}{high}"
        case _:
            text = ""
    return text if len(text) <= LONGEST else ""


def sides(term: Term, stated: int | None) -> tuple[Term, Term]:
    """A difference as two sides: the stated figure and all others, or what is added and what is taken off."""
    if not isinstance(term, Linear):
        return term, Const(0)
    weights = {part: weight for weight, part in term.terms}
    if stated is not None and weights.get(Cell(stated)) in (1, -1) and Counter(cells(term))[stated] == 1:
        about = Cell(stated)
        rest = linear((1, term), (-weights[about], about))
        return about, bare(linear((-weights[about], rest)))
    added = linear(*((w, part) for w, part in term.terms if w > 0), constant=max(term.constant, 0))
    taken = linear(*((-w, part) for w, part in term.terms if w < 0), constant=max(-term.constant, 0))
    return bare(added), bare(taken)


def bare(term: Term) -> Term:
    """The term itself where it is a sum of one thing."""
    if not isinstance(term, Linear):
        return term
    if not term.terms:
        return Const(term.constant)
    (weight, part), *others = term.terms
    return part if weight == 1 and not others and not term.constant else term


def _balance(found: Confrontation, term: Term, texts: Sequence[str]) -> str:
    """The other figures on the left, the stated one on the right; a share is left as it is where it says per cent."""
    about, others = sides(term, found.edit.stated)
    if found.edit.stated is None or about != Cell(found.edit.stated):
        return _compared(term, "=", texts)
    printed = found.edit.figures[found.edit.stated].printed
    if printed is not None and printed.percent and isinstance(others, Linear):
        part = linear((exact(1, 100), others))
        others = part if all(weight.denominator == 1 for weight, _ in part.terms) else others
    return f"{_unbracketed(others, texts)} = {_term(about, texts)}"


def _compared(term: Term, operator: str, texts: Sequence[str]) -> str:
    """What is added on the left, what is taken off on the right."""
    left, right = sides(term, None)
    return f"{_unbracketed(left, texts)} {operator} {_unbracketed(right, texts)}"


def _sum(terms: _Weighted, constant: Exact, texts: Sequence[str]) -> str:
    text = ""
    for weight, part in (*terms, *(((1, Const(constant)),) if constant else ())):
        factor = "" if magnitude(weight) == 1 else f"{shown.plain(magnitude(weight))} * "
        value = _term(part, texts)
        taken = weight < 0
        if isinstance(part, (Cell, Const)) and (text or taken) and (size := _size(value)):
            taken, value = not taken, size  # "- 1" instead of "+ -1"
        sign = (" - " if taken else " + ") if text else ("-" if taken else "")
        text += f"{sign}{factor}{value}"
    return text or "0"


def _size(text: str) -> str:
    """A negative number's text without its sign; empty for others."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1]
    return text[1:] if text[0] in _MINUS else ""


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
            return f"abs({_unbracketed(inner, texts)})"
        case Min(parts) | Max(parts):
            name = "min" if isinstance(term, Min) else "max"
            return f"{name}({', '.join(_unbracketed(part, texts) for part in parts)})"


def _unbracketed(term: Term, texts: Sequence[str]) -> str:
    """A term that needs no brackets where it stands."""
    return _sum(term.terms, term.constant, texts) if isinstance(term, Linear) else _term(term, texts)
