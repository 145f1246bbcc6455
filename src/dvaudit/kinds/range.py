"""A figure lies between two limits.

What it checks
    The figure can be at least `min` and at most `max`.

Why
    A percentage of a whole is between 0 and 100; a count is not negative; an age has an end.

Holds
    minority_pct 92.36 % between 0 and 100

Does not hold
    minority_pct 923.6 % between 0 and 100

Limits
    Limits are numbers. For a limit that is another figure use `part_of` or `ascending`.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.interval import Interval
from dvaudit.kinds.slots import number, text, texts
from dvaudit.lookup import Names
from dvaudit.message import fail
from dvaudit.predicate import Cell, Within
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per figure and record; raises UnboundNameError, AuditError."""
    low, high, origin = number(rule, "min"), number(rule, "max"), rule.origin
    if low is not None and high is not None and low > high:
        raise fail(
            "kinds.min_over_max", file=origin.file, line=origin.line, column=origin.column,
            low=text(rule, "min"), high=text(rule, "max"),
        )  # fmt: skip
    predicate = Within(Cell(0), Interval(low, high))
    return Records(
        tuple(Template(predicate, (name,), ("figure",)) for name in names.many(texts(rule, "figures"), optional=rule))
    )


KIND = Kind(
    "range",
    (
        Slot("figures", "names", "the figures", required=True),
        Slot("min", "number", "the smallest value that is right"),
        Slot("max", "number", "the largest value that is right"),
    ),
    __doc__ or "",
    plan,
    one_of=(("min", "max"),),
)
