"""A rule written as one line: its shape decides its kind.

=====================================  ======================================================
``a = b + c - d``, ``100 = a + b``     sum; so does ``a = sum(b_*)``
``a <= b``, ``b >= a``                 part_of
``p = a / b in %``                     share
``r = a / b``, ``r = 1000 * a / b``    ratio
``a = b``, ``a = b = c``               equal
``a <= b <= c``, ``a < b``             ascending, strict with ``<``
``0 <= a <= 100``, ``a >= 0``          range
anything else                          formula
=====================================  ======================================================

:mod:`dvaudit.formula` describes the names, numbers and operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dvaudit.formula import (
    MAX_DEPTH,
    Binary,
    Call,
    Comparison,
    Expression,
    Name,
    Number,
    Unary,
    parse,
    parse_formula,
    read_number,
)
from dvaudit.interval import Exact, exact
from dvaudit.message import fail
from dvaudit.names import normalize, unaccented
from dvaudit.pattern import pattern
from dvaudit.rule import Origin, SlotValue

__all__ = ["line_id", "parse_fail_if", "parse_formula", "parse_line", "parse_tolerance"]

Slots = dict[str, SlotValue]

_SPELT = {"<=": "le", ">=": "ge", "!=": "ne", "<": "lt", ">": "gt", "/": "by", " - ": "minus", "%": "pct"}
_MIRRORED = {">=": "<=", ">": "<"}
_SHARE = pattern(r"(>=?)\s*([\d.]+)\s*%")


def parse_line(text: str, origin: Origin) -> tuple[str, Slots]:
    """The kind and the slots of a line.

    Raises AuditError at the offending character when the line is no comparison of figures.
    """
    comparison, depth = parse(text, origin)
    for shape in (_share, _ratio, _sum, _equal, _order, _range):
        found = shape(comparison)
        if found is not None:
            return found
    if depth > MAX_DEPTH:
        parse_formula(text, origin)
    return "formula", {"check": " ".join(text.split())}


def parse_tolerance(text: str) -> tuple[Exact, bool]:
    """A tolerance as written: its amount, and whether it is a share (``0.5 %`` is 1/200, True) of the stated figure.

    Raises AuditError for anything but a number that is not negative, with or without ``%``.
    """
    body = text.strip()
    amount = read_number(body.removesuffix("%").rstrip())
    if amount is None or amount < 0:
        raise fail("lines.tolerance", text=text)
    return (exact(amount, 100), True) if body.endswith("%") else (amount, False)


def parse_fail_if(text: str) -> tuple[str, Exact]:
    """The share of failing edits from which a rule fails: ``> 0.1 %`` is (``>``, 1/1000).

    Raises AuditError for anything but ``> p %`` or ``>= p %``.
    """
    found = _SHARE.fullmatch(text.strip())
    amount = read_number(found[2]) if found else None
    if found is None or amount is None or amount > 100:
        raise fail("lines.fail_if", text=text)
    return found[1], exact(amount, 100)


def line_id(text: str) -> str:
    """An id made of a line: lower case, without accents, the same whenever the line is the same."""
    words = unaccented(text)
    for sign, word in _SPELT.items():
        words = words.replace(sign, f" {word} ")
    return re.sub(r"[^\w.]+", "-", words).strip("-.")[:80].strip("-.") or "rule"


def _share(comparison: Comparison) -> tuple[str, Slots] | None:
    if not comparison.percent:
        return None
    for stated, other in _sides(comparison):
        match stated, other:
            case Name(percent), Binary("/", Name(part), Name(whole)):
                return "share", {"part": part, "whole": whole, "percent": percent}
    return None


def _ratio(comparison: Comparison) -> tuple[str, Slots] | None:
    if comparison.percent:
        return None
    for stated, other in _sides(comparison):
        if not isinstance(stated, Name):
            continue
        match other:
            case Binary("/", Name(numerator), Name(denominator)):
                return "ratio", {"numerator": numerator, "denominator": denominator, "ratio": stated.text}
            case (
                Binary("/", Binary("*", Number(value, per), Name(numerator)), Name(denominator))
                | Binary("/", Binary("*", Name(numerator), Number(value, per)), Name(denominator))
                | Binary("*", Number(value, per), Binary("/", Name(numerator), Name(denominator)))
                | Binary("*", Binary("/", Name(numerator), Name(denominator)), Number(value, per))
            ) if value:
                slots: Slots = {"numerator": numerator, "denominator": denominator, "ratio": stated.text, "per": per}
                return "ratio", slots
    return None


def _sum(comparison: Comparison) -> tuple[str, Slots] | None:
    if comparison.percent:
        return None
    for stated, other in _sides(comparison):
        total = stated.text if isinstance(stated, Name) else _constant(stated)
        if total is None or not isinstance(other, Binary | Call):
            continue
        parts: list[str] = []
        minus: list[str] = []
        for positive, term in _terms(other):
            names = _summed(term)
            if names is None:
                break
            (parts if positive else minus).extend(names)
        else:
            named = [normalize(name) for name in (*parts, *minus, total)]
            if parts and len(set(named)) == len(named):  # a figure taken twice is arithmetic, not a list of parts
                slots: Slots = {"parts": tuple(parts), "total": total}
                return "sum", slots | ({"minus": tuple(minus)} if minus else {})
    return None


def _equal(comparison: Comparison) -> tuple[str, Slots] | None:
    names = _all_names(comparison)
    if comparison.percent or names is None or any(op != "=" for op, _ in comparison.rest):
        return None
    return "equal", {"figures": names}


def _order(comparison: Comparison) -> tuple[str, Slots] | None:
    names, op = _all_names(comparison), _one_op(comparison)
    if comparison.percent or names is None or op not in ("<=", ">=", "<", ">"):
        return None
    figures = names[::-1] if op in _MIRRORED else names
    strict = _MIRRORED.get(op, op) == "<"
    if strict:
        return "ascending", {"figures": figures, "strict": True}
    if len(figures) == 2:
        return "part_of", {"part": figures[:1], "whole": figures[1]}
    return "ascending", {"figures": figures}


def _range(comparison: Comparison) -> tuple[str, Slots] | None:
    operands = (comparison.first, *(expression for _, expression in comparison.rest))
    op = _one_op(comparison)
    if comparison.percent or op not in ("<=", ">="):
        return None
    match operands if op == "<=" else operands[::-1]:
        case (low, Name(figure)):
            bounds = {"min": _constant(low)}
        case (Name(figure), high):
            bounds = {"max": _constant(high)}
        case (low, Name(figure), high):
            bounds = {"min": _constant(low), "max": _constant(high)}
        case _:
            return None
    if None in bounds.values():
        return None
    return "range", {"figures": (figure,), **bounds}


def _sides(comparison: Comparison) -> Iterator[tuple[Expression, Expression]]:
    """The two sides of one ``=``, either one as the stated side; nothing for other comparisons."""
    if len(comparison.rest) == 1 and comparison.rest[0][0] == "=":
        yield comparison.first, comparison.rest[0][1]
        yield comparison.rest[0][1], comparison.first


def _terms(expression: Expression) -> list[tuple[bool, Expression]]:
    """The terms of a chain of + and -, first to last, each with its sign; a loop, as chains can be long."""
    terms: list[tuple[bool, Expression]] = []
    while isinstance(expression, Binary) and expression.op in ("+", "-"):
        terms.append((expression.op == "+", expression.right))
        expression = expression.left
    return [(True, expression), *reversed(terms)]


def _summed(term: Expression) -> list[str] | None:
    """The names of a term that only adds: one name, or ``sum()`` of names."""
    match term:
        case Name(text):
            return [text]
        case Call("sum", args) if all(isinstance(arg, Name) for arg in args):
            return [arg.text for arg in args if isinstance(arg, Name)]
    return None


def _all_names(comparison: Comparison) -> tuple[str, ...] | None:
    operands = (comparison.first, *(expression for _, expression in comparison.rest))
    names = tuple(operand.text for operand in operands if isinstance(operand, Name))
    return names if len(names) == len(operands) else None


def _one_op(comparison: Comparison) -> str | None:
    """The sign of a comparison that uses a single one."""
    ops = {op for op, _ in comparison.rest}
    return ops.pop() if len(ops) == 1 else None


def _constant(expression: Expression) -> str | None:
    """The text of a number, with its sign."""
    match expression:
        case Number(_, text):
            return text
        case Unary("-", Number(_, text)):
            return f"-{text}"
    return None
