"""A percentage matches its ratio.

What it checks
    100 times the part over the whole can be the stated percentage, as it is printed.

Why
    The percentage is computed from the two counts. Where it disagrees with them, one of the three was mistyped,
    and the other two usually tell which.

Holds
    admitted_minority 11,360 of admitted_total 12,133 is 93.63 %

Does not hold
    443,137 of 46,706 is 948.78 %, not 92.36 %

Limits
    A whole that can be zero leaves the rule undecided. A whole-number percentage (`12`) means 11.5 to 12.5. Where
    the column holds fractions (0.9236), say `unit: fraction` for the figure.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.kinds.slots import text
from dvaudit.lookup import Names
from dvaudit.predicate import Cell, Div, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per record; raises UnboundNameError."""
    figures = tuple(names.one(text(rule, slot) or "") for slot in ("percent", "part", "whole"))
    predicate = Within(linear((1, Cell(0)), (-100, Div(Cell(1), Cell(2)))))
    template = Template(predicate, figures, ("percent", "part", "whole"), unit="points")
    return Records((template,), frozenset(figures[:1]))


KIND = Kind(
    "share",
    (
        Slot("part", "name", "the part", required=True),
        Slot("whole", "name", "the whole", required=True),
        Slot("percent", "name", "the stated percentage", required=True, rounded=True),
    ),
    __doc__ or "",
    plan,
)
