"""Nothing is missing.

What it checks
    Each of the figures or columns is present in every record. With `expected`: every text of the list occurs in the
    column (all 63 provinces have reported), with `by` in every group of records (each year).

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
from dvaudit.column import LOOKED_AT
from dvaudit.kinds.slots import texts
from dvaudit.layout import is_period_header
from dvaudit.lists import listed
from dvaudit.lookup import Names, column_texts
from dvaudit.message import Message, message
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
    by = tuple(map(names.column, texts(rule, "by")))
    if not columns:  # the list is about the figures themselves
        return Counts(tuple(map(names.column, texts(rule, "figures"))), expected=expected, by=by)
    looked_at = tuple(map(names.column, columns))
    notes = _apart(rule, names, looked_at) if "by" not in rule.slots else ()
    return Several((Counts(looked_at, expected=expected, by=by), present), notes=notes)


def _apart(rule: Rule, names: Names, columns: tuple[str, ...]) -> tuple[Message, ...]:
    """That the records are of several periods, and looked through as one."""
    keys = (one for one in names.document.key_columns if one not in columns and is_period_header(one))
    period = next((one for one in keys if len({*column_texts(names.document, one)[:LOOKED_AT]}) > 1), None)
    return () if period is None else (message("confront.not_by_period", rule=rule.id, period=period),)


def _both(rule: Rule) -> tuple[str, ...]:
    return (*texts(rule, "columns"), *texts(rule, "figures"))


KIND = Kind(
    "complete",
    (
        Slot("figures", "names", "figures that must be present in every record"),
        Slot("columns", "texts", "columns in which every expected text must occur"),
        Slot("expected", "mapping", "the expected texts: a list, or {file, column}"),
        Slot("by", "texts", "the columns that tell groups apart, in each of which every text must occur (none)"),
    ),
    __doc__ or "",
    plan,
    one_of=(("figures", "columns"),),
)
