"""Parts add up to their total.

What it checks
    The total is the sum of its parts, less what `minus` names. The total may be a number: shares make 100.

Why
    Most of the arithmetic in published tables is sums, and most mistakes in them are found by adding up.

Holds
    committees 281 + cells 465 = grassroots 746

Does not hold
    2,206 + 1,967 + 2,334 + 2,310 make 8,817 where admitted_total says 12,133

Limits
    Printed decimals count as rounded: 33.3 + 33.3 + 33.3 = 100 holds within rounding. Parts that make 100 (or 1)
    count as percentages, so their whole numbers are rounded too. Parts that the rule does not name are not
    missed by it: say `optional` where some may be absent.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.kinds.slots import number, text, texts
from dvaudit.lookup import Names, UnboundNameError
from dvaudit.predicate import Cell, Const, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template

SHARES = (1, 100)
"""The totals that shares have; parts of any other number are counts like all others."""


def plan(rule: Rule, names: Names) -> Records:
    """One edit per record; raises UnboundNameError."""
    stated = text(rule, "total") or ""
    value = number(rule, "total")
    # A column may be called 2020: what a figure is called comes before what a number says.
    name = names.find(stated)
    if name is None and value is None:
        name = names.one(stated)
    total = () if name is None else (name,)
    minus = names.many(texts(rule, "minus"), total, rule)
    parts = tuple(part for part in names.many(texts(rule, "parts"), (*total, *minus), rule) if part not in minus)
    if not parts:
        raise UnboundNameError(", ".join(texts(rule, "parts")))
    figures = (*total, *parts, *minus)
    roles = (*("total" for _ in total), *("part" for _ in parts), *("minus" for _ in minus))
    weights = [1 if role == "total" else -1 if role == "part" else 1 for role in roles]
    constant = () if name is not None or value is None else ((1, Const(value)),)
    term = linear(*((weight, Cell(index)) for index, weight in enumerate(weights)), *constant)
    template = Template(Within(term), figures, roles, 0 if total else None)
    return Records((template,), frozenset(figures) if not total and value in SHARES else frozenset())


KIND = Kind(
    "sum",
    (
        Slot("parts", "names", "the parts that are added", required=True),
        Slot("total", "name_or_number", "their total: a figure, or a number such as 100", required=True),
        Slot("minus", "names", "what is taken off the parts"),
    ),
    __doc__ or "",
    plan,
    aliases={"balance": {"opening": "parts", "in": "parts", "out": "minus", "closing": "total"}},
)
