"""No two records have the same key.

What it checks
    The texts of `columns`, taken together, occur once.

Why
    A row that stands twice is counted twice in every total.

Holds
    (North, 2023), (North, 2024), (South, 2023)

Does not hold
    (North, 2023) stands on lines 2 and 7

Limits
    Texts are compared like figure names: case, blanks and footnote marks do not matter.
"""

from __future__ import annotations

from dvaudit.bind import Counts
from dvaudit.kinds.slots import texts
from dvaudit.lookup import Names
from dvaudit.rule import Kind, Rule, Slot


def plan(rule: Rule, names: Names) -> Counts:
    """One edit per key; raises UnboundNameError."""
    return Counts(tuple(map(names.column, (*texts(rule, "columns"), *texts(rule, "figures")))), unique=True)


KIND = Kind(
    "unique",
    (
        Slot("columns", "texts", "the columns that make the key"),
        Slot("figures", "names", "figures that make the key"),
    ),
    __doc__ or "",
    plan,
    one_of=(("columns", "figures"),),
)
