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

from dvaudit.bind import Counts, Plan, Records, Several
from dvaudit.kinds.slots import texts
from dvaudit.lists import listed
from dvaudit.lookup import Names
from dvaudit.predicate import Known
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Plan:
    """One edit per figure and record, or per expected text; raises UnboundNameError or AuditError (unreadable list)."""
    figures = names.many(texts(rule, "figures") if "expected" in rule.slots else _both(rule))
    templates = tuple(Template(Known(0), (name,), ("figure",), None, shape="complete") for name in figures)
    present = Records(templates)
    if "expected" not in rule.slots:
        return present
    expected = listed(rule.slots["expected"], rule.origin)
    columns = texts(rule, "columns")
    if not columns:  # the list is about the figures themselves
        return Counts(tuple(map(names.column, texts(rule, "figures"))), expected=expected)
    return Several((Counts(tuple(map(names.column, columns)), expected=expected), present))


def _both(rule: Rule) -> tuple[str, ...]:
    return (*texts(rule, "columns"), *texts(rule, "figures"))


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
