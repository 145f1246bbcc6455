"""A figure that states a change agrees with the row before.

What it checks
    In the order of `over`, within each `by` group: `change` is this row's figure minus the one before, `percent` and
    `index` are the change in per cent and the index; `opening` equals the figure of the row before.

Why
    Bulletins print a figure and its daily change; balances print an opening that must be yesterday's closing.

Holds
    totale_positivi 221, then 311 with variazione 90

Does not hold
    opening 1,250 where the row before closes at 1,205

Limits
    The first row of a series has nothing before it and is passed over. A gap in a regular series, or a period that
    occurs twice, leaves the row undecided. Numbers, ISO dates, months and quarters are put in order; other labels
    keep the order of the file.
"""

from __future__ import annotations

from dvaudit.bind import Lags
from dvaudit.kinds.change import stated_change
from dvaudit.kinds.groups import by_columns
from dvaudit.kinds.slots import text
from dvaudit.lookup import Names
from dvaudit.predicate import Agree
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Lags:
    """One edit per stated change and record but the first of each series; raises UnboundNameError."""
    figure = names.one(text(rule, "figure") or "")
    over = names.column(text(rule, "over") or "")
    by = by_columns(rule, names, over)
    templates: list[tuple[Template, tuple[bool, ...]]] = []
    rounded = set()
    for slot, how in (("change", "amount"), ("percent", "percent"), ("index", "index")):
        stated = text(rule, slot)
        if stated is None:
            continue
        name = names.one(stated)
        unit = "points" if how == "percent" else ""
        roles = (slot, "before", "now")
        template = Template(stated_change(how), (name, figure, figure), roles, 0, unit, f"series_{slot}")
        templates.append((template, (False, True, False)))
        if how != "amount":
            rounded.add(name)
    opening = text(rule, "opening")
    if opening is not None:
        pair = (names.one(opening), figure)
        templates.append((Template(Agree(0, 1), pair, ("opening", "before"), shape="series_opening"), (False, True)))
    return Lags(tuple(templates), over, by, frozenset(rounded))


KIND = Kind(
    "series",
    (
        Slot("figure", "name", "the figure that changes", required=True),
        Slot("over", "text", "the column that orders the rows", required=True),
        Slot("by", "texts", "the columns that tell one series from another (all other key columns)"),
        Slot("change", "name", "the figure that states the difference to the row before"),
        Slot("percent", "name", "the figure that states the change in per cent", rounded=True),
        Slot("index", "name", "the figure that states the index (row before = 100)", rounded=True),
        Slot("opening", "name", "the figure that repeats the row before"),
    ),
    __doc__ or "",
    plan,
    one_of=(("change", "percent", "index", "opening"),),
)
