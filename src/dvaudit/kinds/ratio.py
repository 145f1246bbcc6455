"""A stated ratio matches its numerator and denominator.

What it checks
    The numerator over the denominator, times `per`, can be the stated ratio, as it is printed.

Why
    Densities, figures per head and rates per 100,000 are computed; a wrong one points at a wrong count or unit.

Holds
    population 331,000 over area 120.5 is density 2,747

Does not hold
    12 deaths of population 240,000 per 100,000 is 5.0, not 50

Limits
    A denominator that can be zero leaves the rule undecided. Units are taken as declared (`in: thousand`). A ratio
    that is printed in per cent is compared in per cent.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.kinds.slots import number, text
from dvaudit.lookup import Names
from dvaudit.predicate import Cell, Div, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per record; raises UnboundNameError."""
    figures = tuple(names.one(text(rule, slot) or "") for slot in ("ratio", "numerator", "denominator"))
    per = number(rule, "per")
    # 62.5 % is 0.625: a ratio that is printed in per cent is told in per cent.
    percent = per is None and names.is_percent(figures[0])
    factor = 100 if percent else 1 if per is None else per
    predicate = Within(linear((1, Cell(0)), (-factor, Div(Cell(1), Cell(2)))))
    roles = ("ratio", "numerator", "denominator")
    return Records((Template(predicate, figures, roles, unit="points" if percent else ""),), frozenset(figures[:1]))


KIND = Kind(
    "ratio",
    (
        Slot("numerator", "name", "what is divided", required=True),
        Slot("denominator", "name", "what it is divided by", required=True),
        Slot("ratio", "name", "the stated ratio", required=True, rounded=True),
        Slot("per", "positive_number", "what the ratio is stated for: 1000, 100000 (1 if left out)"),
    ),
    __doc__ or "",
    plan,
)
