"""The rule kinds. A kind is one file here, one fixture in ``tests/kinds`` and one line in this dict."""

from __future__ import annotations

from dvaudit.kinds import (
    ascending,
    change,
    complete,
    equal,
    formula,
    hierarchy,
    mean,
    one_of,
    part_of,
    range,
    ratio,
    series,
    share,
    sum,
    totals,
    unique,
)
from dvaudit.rule import Kind

KINDS: dict[str, Kind] = {
    "sum": sum.KIND,
    "part_of": part_of.KIND,
    "share": share.KIND,
    "ratio": ratio.KIND,
    "change": change.KIND,
    "mean": mean.KIND,
    "ascending": ascending.KIND,
    "range": range.KIND,
    "equal": equal.KIND,
    "formula": formula.KIND,
    "totals": totals.KIND,
    "hierarchy": hierarchy.KIND,
    "series": series.KIND,
    "complete": complete.KIND,
    "unique": unique.KIND,
    "one_of": one_of.KIND,
}
