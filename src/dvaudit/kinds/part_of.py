"""A part does not exceed its whole.

What it checks
    The part is at most the whole, and not negative where both are counts.

Why
    A subgroup larger than the group it belongs to is always a mistake, and often one digit too many.

Holds
    border_districts 9 of districts 13

Does not hold
    members_minority 443,137 exceeds members_total 46,706 by 396,431

Limits
    It does not ask how large the part should be: `share` does, where the percentage is stated.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.interval import NON_NEGATIVE, NON_POSITIVE
from dvaudit.kinds.slots import text, texts
from dvaudit.lookup import Names
from dvaudit.predicate import All, Cell, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per part and record; raises UnboundNameError."""
    whole = names.one(text(rule, "whole") or "")
    at_most = Within(linear((1, Cell(0)), (-1, Cell(1))), NON_POSITIVE)
    counts = All((at_most, Within(Cell(0), NON_NEGATIVE)))
    return Records(
        tuple(
            Template(at_most, (part, whole), ("part", "whole"), counts=counts)
            for part in names.many(texts(rule, "part"), (whole,), rule)
            if part != whole
        )
    )


KIND = Kind(
    "part_of",
    (
        Slot("part", "names", "the part, or several parts of one whole", required=True),
        Slot("whole", "name", "the whole that the part belongs to", required=True),
    ),
    __doc__ or "",
    plan,
)
