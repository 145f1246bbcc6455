"""How a kind takes what a rule says in its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from dvaudit.interval import Exact
from dvaudit.message import fail
from dvaudit.names import is_pattern
from dvaudit.numerals import parse_number
from dvaudit.rule import Rule


def text(rule: Rule, slot: str) -> str | None:
    """The text in a slot, or None where it is left out."""
    value = rule.slots.get(slot)
    return value if isinstance(value, str) else None


def texts(rule: Rule, slot: str) -> tuple[str, ...]:
    """The texts in a slot, one or several; none where it is left out."""
    value = rule.slots.get(slot)
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, (tuple, list)) else ()


def number(rule: Rule, slot: str) -> Exact | None:
    """The number in a slot, or None where it is left out or names a figure."""
    value = text(rule, slot)
    return None if value is None else parse_number(value)


def mapping(rule: Rule, slot: str) -> Mapping[str, object]:
    """The mapping in a slot; empty where it is left out."""
    value = rule.slots.get(slot)
    return value if isinstance(value, Mapping) else {}


MOST_COMPARED = 200
"""How many figures may be compared with each other in one rule."""


def pairs(rule: Rule, figures: Sequence[str]) -> list[tuple[str, str]]:
    """Every two of some figures, in their order; raises AuditError for a rule that names one, or for far too many."""
    origin = rule.origin
    if len(figures) < 2 and not rule.optional and not any(map(is_pattern, texts(rule, "figures"))):
        raise fail(
            "kinds.two_figures", file=origin.file, line=origin.line, column=origin.column,
            kind=rule.kind, names=", ".join(figures),
        )  # fmt: skip
    if len(figures) > MOST_COMPARED:
        raise fail(
            "kinds.too_many", file=origin.file, line=origin.line, column=origin.column,
            kind=rule.kind, n=len(figures), most=MOST_COMPARED,
        )  # fmt: skip
    return list(combinations(figures, 2))


def flag(rule: Rule, slot: str) -> bool:
    """The flag in a slot; False where it is left out."""
    return rule.slots.get(slot) is True
