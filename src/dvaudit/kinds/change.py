"""A stated change matches the two values it lies between.

What it checks
    `percent` is (to / from - 1) times 100, `amount` is to - from, `index` is 100 times to / from; each that is given
    is checked for itself.

Why
    "Up 5.3 % from last year" is computed from two figures that are usually printed beside it.

Holds
    from 2,000 to 2,106: 5.3 %, 106 more, index 105.3

Does not hold
    from 2,000 to 2,106: 53 %

Limits
    A `from` that can be zero leaves percent and index undecided. For a change against the row before use `series`.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.kinds.slots import text
from dvaudit.lookup import Names
from dvaudit.predicate import Cell, Div, Predicate, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template

STATED = ("percent", "amount", "index")
"""The ways to state a change."""


def stated_change(how: str) -> Predicate:
    """The edit for a stated change (cell 0) from cell 1 to cell 2."""
    if how == "percent":
        return Within(linear((1, Cell(0)), (-100, Div(Cell(2), Cell(1))), constant=100))
    if how == "index":
        return Within(linear((1, Cell(0)), (-100, Div(Cell(2), Cell(1)))))
    return Within(linear((1, Cell(0)), (-1, Cell(2)), (1, Cell(1))))


def plan(rule: Rule, names: Names) -> Records:
    """One edit per stated change and record; raises UnboundNameError."""
    ends = names.one(text(rule, "from") or ""), names.one(text(rule, "to") or "")
    templates, rounded = [], set()
    for how in STATED:
        stated = text(rule, how)
        if stated is None:
            continue
        name = names.one(stated)
        unit = "points" if how == "percent" else ""
        templates.append(Template(stated_change(how), (name, *ends), (how, "from", "to"), 0, unit, f"change_{how}"))
        if how != "amount":
            rounded.add(name)
    return Records(tuple(templates), frozenset(rounded))


KIND = Kind(
    "change",
    (
        Slot("from", "name", "the earlier value", required=True),
        Slot("to", "name", "the later value", required=True),
        Slot("percent", "name", "the stated change in per cent", rounded=True),
        Slot("amount", "name", "the stated difference"),
        Slot("index", "name", "the stated index (from = 100)", rounded=True),
    ),
    __doc__ or "",
    plan,
    one_of=(STATED,),
)
