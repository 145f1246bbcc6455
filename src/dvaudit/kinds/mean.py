"""A stated mean is one that its total, its parts or its count allow.

What it checks
    With `total` and `count`: the mean is total / count. With `parts`: it lies between the smallest and the largest
    of them; with `weights` it is their weighted mean. With `count` alone: some whole total gives it (GRIM: N. Brown
    and J. Heathers, "The GRIM test", 2017).

Why
    A mean is computed; the figures it comes from bound it, even where only their number is known.

Holds
    total 130 of count 40: mean 3.25; count 28 alone: mean 3.18 (89 / 28)

Does not hold
    count 28 alone: mean 3.19, because 89 / 28 is 3.18 and 90 / 28 is 3.21

Limits
    A count that can be zero leaves the rule undecided. GRIM supposes that every single value is a whole number.
"""

from __future__ import annotations

from dvaudit.bind import Records
from dvaudit.interval import ANY, NON_NEGATIVE, NON_POSITIVE
from dvaudit.kinds.slots import text, texts
from dvaudit.lookup import Names, UnboundNameError
from dvaudit.predicate import All, Cell, Const, Div, HasInteger, Max, Min, Mul, Within, linear
from dvaudit.rule import Kind, Rule, Slot, Template


def plan(rule: Rule, names: Names) -> Records:
    """One edit per record; raises UnboundNameError."""
    mean = names.one(text(rule, "mean") or "")
    rounded = frozenset((mean,))
    total, count = text(rule, "total"), text(rule, "count")
    written = texts(rule, "parts")
    if written:
        parts = names.many(written, (mean,), rule)
        if not parts:
            raise UnboundNameError(", ".join(written))
        weights = names.many(texts(rule, "weights"), (mean, *parts))
        return Records((_of_parts(mean, parts, weights),), rounded)
    if total is not None and count is not None:
        figures = (mean, names.one(total), names.one(count))
        predicate = Within(linear((1, Cell(0)), (-1, Div(Cell(1), Cell(2)))))
        return Records((Template(predicate, figures, ("mean", "total", "count"), shape="mean_total"),), rounded)
    # The second part holds for every count but zero, of which there is no mean.
    grim = All((HasInteger(Mul(Cell(0), Cell(1))), Within(Div(Const(1), Cell(1)), ANY)))
    pair = (mean, names.one(count or ""))
    return Records((Template(grim, pair, ("mean", "count"), shape="mean_count"),), rounded)


def _of_parts(mean: str, parts: tuple[str, ...], weights: tuple[str, ...]) -> Template:
    values = tuple(Cell(1 + index) for index in range(len(parts)))
    if not weights:
        predicate = All((
            Within(linear((1, Cell(0)), (-1, Min(values))), NON_NEGATIVE),
            Within(linear((1, Cell(0)), (-1, Max(values))), NON_POSITIVE),
        ))  # fmt: skip
        return Template(predicate, (mean, *parts), ("mean", *("part" for _ in parts)), shape="mean_between")
    if len(weights) != len(parts):
        raise UnboundNameError(", ".join(weights))
    masses = tuple(Cell(1 + len(parts) + index) for index in range(len(weights)))
    weighted = linear(*((1, Mul(value, mass)) for value, mass in zip(values, masses, strict=True)))
    ratio = Div(weighted, linear(*((1, mass) for mass in masses)))
    roles = ("mean", *("part" for _ in parts), *("weight" for _ in weights))
    return Template(Within(linear((1, Cell(0)), (-1, ratio))), (mean, *parts, *weights), roles, shape="mean_weighted")


KIND = Kind(
    "mean",
    (
        Slot("mean", "name", "the stated mean", required=True, rounded=True),
        Slot("total", "name", "the total of all values"),
        Slot("count", "name", "how many values there are"),
        Slot("parts", "names", "the values, or the means of the parts"),
        Slot("weights", "names", "the weight of each part, in the same order"),
    ),
    __doc__ or "",
    plan,
    one_of=(("count", "parts"),),
)
