"""The ``when`` of a rule as SQL: when it certainly is met, and when it certainly is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dvaudit.condition import Among, Compare, Every, Not, Some, evaluate
from dvaudit.condition import Condition as Tree
from dvaudit.formula import read_number
from dvaudit.names import normalize
from dvaudit.readers.database import quoted
from dvaudit.screen.cells import Cells
from dvaudit.screen.ends import both, either, literal


class Condition(NamedTuple):
    """When a condition certainly is met, when it certainly is not, and otherwise left to the judge: SQL."""

    always: str
    never: str


NOT_KNOWN = Condition("FALSE", "FALSE")


class Texts(NamedTuple):
    """A column of printed texts: its number, and what a condition sees of each text that it holds."""

    source: int
    known: Mapping[str, str | None]


Looked = Callable[[str], Cells | Texts | None]
"""The cells or the texts of a name in a condition; None for what no engine can tell."""


def condition(tree: Tree, lookup: Looked) -> Condition:
    """The SQL of a condition."""
    match tree:
        case Compare(_, _, _, True):
            return NOT_KNOWN
        case Compare(name, op, value):
            found = lookup(name)
            if isinstance(found, Cells):
                try:
                    return _number(found, op, value)
                except OverflowError:  # compared with a number that is no double
                    return NOT_KNOWN
            return NOT_KNOWN if found is None else _texts(tree, name, found)
        case Among(name, values):
            found = lookup(name)
            if isinstance(found, Cells):
                return condition(Some(tuple(Compare(name, "=", value) for value in values)), lookup)
            return NOT_KNOWN if found is None else _texts(tree, name, found)
        case Not(inner):
            found_inner = condition(inner, lookup)
            return Condition(found_inner.never, found_inner.always)
        case Every(several):
            parts = [condition(one, lookup) for one in several]
            return Condition(both(one.always for one in parts), either(one.never for one in parts))
        case Some(several):
            parts = [condition(one, lookup) for one in several]
            return Condition(either(one.always for one in parts), both(one.never for one in parts))


def _texts(tree: Tree, name: str, found: Texts) -> Condition:
    """Each text of the column decided once."""
    outcomes: Mapping[bool | None, list[str]] = {True: [], False: [], None: []}
    for text, seen in found.known.items():
        outcomes[evaluate(tree, {name: seen}.get)].append(text)
    return Condition(_among(f"c{found.source}", outcomes[True]), _among(f"c{found.source}", outcomes[False]))


def _among(raw: str, texts: Sequence[str]) -> str:
    return f"coalesce({raw} IN ({', '.join(map(quoted, texts))}), FALSE)" if texts else "FALSE"


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _number(cell: Cells, op: str, value: str) -> Condition:
    """A plain number compared with a constant, both as printed."""
    number = read_number(normalize(value))
    plain = f"coalesce({cell.plain}, FALSE)"
    if number is None:
        return {"=": Condition("FALSE", plain), "!=": Condition(plain, "FALSE")}.get(op, NOT_KNOWN)
    edge = Fraction(number) / cell.unit  # in counted units, of which a cell has a whole number
    return Condition(both([plain, _met(cell.value, op, edge)]), both([plain, _met(cell.value, _OPPOSITE[op], edge)]))


def _met(value: str, op: str, edge: Fraction) -> str:
    whole = edge.denominator == 1
    match op:
        case "=":
            return f"{value} = {literal(int(edge))}" if whole else "FALSE"
        case "!=":
            return f"{value} <> {literal(int(edge))}" if whole else "TRUE"
        case "<":
            return f"{value} < {literal(ceil(edge))}"
        case "<=":
            return f"{value} <= {literal(floor(edge))}"
        case ">":
            return f"{value} > {literal(floor(edge))}"
        case _:
            return f"{value} >= {literal(ceil(edge))}"
