"""One figure stated in several places is the same figure.

What it checks
    All statements can be one value: 9.2 and 9.20 agree, 9.20 and 9.21 do not.

Why
    Reports repeat their main figures in the summary, the text and the tables, and correct only one of them.

Holds
    population 507,672 in the summary and 507.7 thousand in the text

Does not hold
    members_total 46,706 on page 1 and 46,760 on page 9

Limits
    Statements printed to one decimal place must be the same number, since one rounding explains both.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.kinds.slots import pairs, texts
from dvaudit.lookup import Names
from dvaudit.predicate import Agree
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per pair of figures and record; raises UnboundNameError, AuditError."""
    figures = names.many(texts(rule, "figures"), optional=rule)
    return Records(tuple(Template(Agree(0, 1), pair, ("figure", "other")) for pair in pairs(rule, figures)))


KIND = Kind(
    "equal",
    (Slot("figures", "names", "the figures that state one quantity", required=True),),
    __doc__ or "",
    plan,
)
