"""Nothing is missing.

What it checks
    Each of the figures or columns is present in every record. With `expected`: every text of the list occurs in the
    column (all 63 provinces have reported).

Why
    A sum over what happens to be there is right and means nothing while a part is missing.

Holds
    province lists North, Centre and South, and all three rows are there

Does not hold
    no row of province is "South"

Limits
    A marker such as `..` counts as missing. `expected` is a list, or a table {file, column}.
"""

from __future__ import annotations

from dvaudit.bind import Counts, Plan, Records
from dvaudit.kinds.slots import texts
from dvaudit.lists import listed
from dvaudit.lookup import Names
from dvaudit.predicate import Known
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Plan:
    """One edit per figure and record, or per expected text; raises UnboundNameError or AuditError (unreadable list)."""
    if "expected" in rule.slots:
        columns = tuple(map(names.column, texts(rule, "columns") or texts(rule, "figures")))
        return Counts(columns, expected=listed(rule.slots["expected"], rule.origin))
    figures = names.many(texts(rule, "figures") or texts(rule, "columns"))
    templates = tuple(Template(Known(0), (name,), ("figure",), None, shape="complete") for name in figures)
    return Records(templates)


KIND = Kind(
    "complete",
    (
        Slot("figures", "names", "figures that must be present in every record"),
        Slot("columns", "texts", "columns in which every expected text must occur"),
        Slot("expected", "mapping", "the expected texts: a list, or {file, column}"),
    ),
    __doc__ or "",
    plan,
    one_of=(("figures", "columns"),),
)
