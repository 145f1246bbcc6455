"""A comparison that the user writes.

What it checks
    Two sides (or a chain of them) compared by = <= >= < > or !=, built from figures and numbers with + - * / ( ),
    sum(), min(), max() and abs(). `in %` at the end multiplies a quotient by 100.

Why
    For relations that are none of the other kinds. A line that has the shape of another kind becomes that kind.

Holds
    births - deaths + arrivals - departures = population_change

Does not hold
    max(north, south) <= total where north 512 exceeds total 498

Limits
    A figure that occurs several times is taken at its full interval unless the formula is monotone in it: such a
    check may pass where a sharper one would not, and never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dvaudit import formula as language
from dvaudit.bind import Records
from dvaudit.interval import NON_NEGATIVE, NON_POSITIVE, Interval
from dvaudit.kinds.slots import text
from dvaudit.lookup import Names
from dvaudit.message import fail
from dvaudit.names import is_pattern
from dvaudit.predicate import Abs, All, Cell, Const, Div, Max, Min, Mul, NotEqual, Predicate, Term, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template
from dvaudit.term import children

_ALLOWED = {
    "<=": NON_POSITIVE,
    ">=": NON_NEGATIVE,
    "<": Interval(None, 0, hi_open=True),
    ">": Interval(0, None, lo_open=True),
}


def plan(rule: Rule, names: Names) -> Records:
    """One edit per record; raises UnboundNameError, and AuditError for a text that is no formula."""
    comparison = language.parse_formula(text(rule, "check") or "", rule.origin)
    sides = (comparison.first, *(side for _, side in comparison.rest))
    bare = [names.one(side.text) if isinstance(side, language.Name) else None for side in sides]
    order: dict[str, int] = {name: index for index, name in enumerate(dict.fromkeys(filter(None, bare)))}
    terms = [_term(side, names, order, [name for name in bare if name]) for side in sides]
    if comparison.percent:
        plain = [isinstance(side, (language.Name, language.Number)) for side in sides]
        if all(plain):
            plain = [index == 0 for index in range(len(sides))]
        terms = [term if is_plain else linear((100, term)) for term, is_plain in zip(terms, plain, strict=True)]
    stated = bare.index(next(filter(None, bare))) if any(bare) else None
    predicates: list[Predicate] = []
    for position, (operator, _) in enumerate(comparison.rest):
        # The stated side comes first, so that "off by" says how much it is too large.
        swap = stated == position + 1 and operator in ("=", "!=")
        left, right = (terms[position + 1], terms[position]) if swap else (terms[position], terms[position + 1])
        difference = linear((1, left), (-1, right))
        if operator == "!=":
            predicates.append(NotEqual(difference))
        else:
            predicates.append(Within(difference, _ALLOWED.get(operator, Interval(0, 0))))
    predicate = predicates[0] if len(predicates) == 1 else All(tuple(predicates))
    rounded: set[str] = set()
    for (left_side, right_side), (operator, _) in zip(pairwise(sides), comparison.rest, strict=True):
        for side, other in ((left_side, right_side), (right_side, left_side)):
            if operator == "=" and isinstance(side, language.Name) and _is_quotient(other):
                rounded.add(names.one(side.text))
    if any(isinstance(term, Div) and term.right == Const(0) for one in terms for term in _inside(one)):
        origin = rule.origin
        raise fail("kinds.zero_divisor", file=origin.file, line=origin.line, column=origin.column, rule=rule.id)
    figures = tuple(order)
    template = Template(
        predicate, figures, tuple("figure" for _ in figures), None if stated is None else 0,
        "points" if comparison.percent else "",
    )  # fmt: skip
    return Records((template,), frozenset(rounded))


def _inside(term: Term) -> Iterator[Term]:
    yield term
    for child in children(term):
        yield from _inside(child)


def _term(side: language.Expression, names: Names, order: dict[str, int], bare: list[str]) -> Term:
    match side:
        case language.Name(written):
            return Cell(order.setdefault(names.one(written), len(order)))
        case language.Number(value, written):
            # A column may be called 2020: what a figure is called comes before what a number says.
            column = names.find(written)
            return Const(value) if column is None else Cell(order.setdefault(column, len(order)))
        case language.Unary(_, operand):
            return linear((-1, _term(operand, names, order, bare)))
        case language.Binary(operator, left_side, right_side):
            left, right = _term(left_side, names, order, bare), _term(right_side, names, order, bare)
            if operator == "*":
                if isinstance(left, Const):
                    return linear((left.value, right))
                return linear((right.value, left)) if isinstance(right, Const) else Mul(left, right)
            if operator == "/":
                return Div(left, right)
            return linear((1, left), (1 if operator == "+" else -1, right))
        case language.Call(function, arguments):
            terms = tuple(term for argument in arguments for term in _spread(argument, names, order, bare))
            if function == "sum":
                return linear(*((1, term) for term in terms))
            if function == "abs":
                return Abs(linear(*((1, term) for term in terms)) if len(terms) != 1 else terms[0])
            return Min(terms) if function == "min" else Max(terms)


def _spread(side: language.Expression, names: Names, order: dict[str, int], bare: list[str]) -> tuple[Term, ...]:
    """An argument of a call; a pattern stands for all its figures but the ones that the formula is about."""
    if isinstance(side, language.Name) and is_pattern(side.text) and names.find(side.text) is None:
        found = names.many((side.text,), bare)
        return tuple(Cell(order.setdefault(name, len(order))) for name in found)
    return (_term(side, names, order, bare),)


def _is_quotient(side: language.Expression) -> bool:
    """True for a quotient, or one with constants added or multiplied: what a stated ratio or percentage equals."""
    match side:
        case language.Binary("/", _, _):
            return True
        case language.Binary("*", left, right):
            return any(isinstance(a, language.Number) and _is_quotient(b) for a, b in ((left, right), (right, left)))
        case language.Binary("+" | "-", left, right):
            sides = [(_is_quotient(one), isinstance(one, language.Number)) for one in (left, right)]
            return any(quotient for quotient, _ in sides) and all(quotient or number for quotient, number in sides)
        case language.Unary(_, operand):
            return _is_quotient(operand)
        case _:
            return False


KIND = Kind(
    "formula",
    (Slot("check", "formula", "the comparison", required=True),),
    __doc__ or "",
    plan,
)
