"""A text is one of a code list.

What it checks
    Every text of the columns is in `expected`.

Why
    A misspelt status or region code drops its row out of every sum that selects by it.

Holds
    status is final or provisional

Does not hold
    status is "finall"

Limits
    Blank cells are undecided: `complete` says that they must be filled. `expected` is a list, or a table
    {file, column}.
"""

from __future__ import annotations

from dvaudit.bind import Counts
from dvaudit.kinds.slots import texts
from dvaudit.lists import listed
from dvaudit.lookup import Names
from dvaudit.rule import Kind, Rule, Slot


def plan(rule: Rule, names: Names) -> Counts:
    """One edit per record and column; raises UnboundNameError, AuditError for an unreadable list."""
    columns = tuple(map(names.column, (*texts(rule, "columns"), *texts(rule, "figures"))))
    return Counts(columns, allowed=listed(rule.slots.get("expected"), rule.origin))


KIND = Kind(
    "one_of",
    (
        Slot("columns", "texts", "the columns"),
        Slot("figures", "names", "figures whose printed text is a code"),
        Slot("expected", "mapping", "the code list: a list, or {file, column}", required=True),
    ),
    __doc__ or "",
    plan,
    one_of=(("columns", "figures"),),
)
