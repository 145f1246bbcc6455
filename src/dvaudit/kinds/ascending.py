"""Figures stand in ascending order.

What it checks
    Each figure is at most every later one in the list; less than it with `strict`.

Why
    Minimum, median and maximum, cumulated series and nested counts (voters, ballots, valid ballots) have an order
    that no true report breaks.

Holds
    valid 980 <= ballots 1,002 <= registered 1,310

Does not hold
    valid 1,020 <= ballots 1,002

Limits
    Equal figures are in order, unless `strict` says otherwise.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.interval import NON_POSITIVE, Interval
from dvaudit.kinds.slots import flag, pairs, texts
from dvaudit.lookup import Names
from dvaudit.predicate import Cell, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per pair of figures and record; raises UnboundNameError, AuditError."""
    figures = names.many(texts(rule, "figures"), optional=rule)
    allowed = Interval(None, 0, hi_open=True) if flag(rule, "strict") else NON_POSITIVE
    predicate = Within(linear((1, Cell(0)), (-1, Cell(1))), allowed)
    return Records(
        tuple(Template(predicate, pair, ("figure", "later"), shape="ascending") for pair in pairs(rule, figures))
    )


KIND = Kind(
    "ascending",
    (
        Slot("figures", "names", "the figures, smallest first", required=True),
        Slot("strict", "flag", "true: no two may be equal"),
    ),
    __doc__ or "",
    plan,
)
