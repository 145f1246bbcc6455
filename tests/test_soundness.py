"""Never a false alarm: what was true and then rounded as declared holds, under every kind and every rounding mode.

And never a miss: a stated figure one unit beyond what the others allow is found. The bounds are computed here by brute
force over the corners of the printed figures, independently of the code under test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dvaudit.numerals import Declared, NumberFormat
from dvaudit.rule import Rule
from tests.tables import check, rule

PLAIN = NumberFormat(".", "")
"""How these tests print: 1.000 is one, which a text alone does not tell."""
MODES = ("half_any", "half_up", "half_down", "half_even", "truncate", "floor", "ceil")


def rounded(value: Fraction, decimals: int, mode: str, tie_up: bool) -> Fraction:
    """The value rounded to so many decimals; a tie under ``half_any`` goes either way."""
    scaled = value * 10**decimals
    below, above = floor(scaled), ceil(scaled)
    half = scaled - below
    if mode == "floor" or (mode == "truncate" and value >= 0):
        chosen = below
    elif mode in ("ceil", "truncate"):
        chosen = above
    elif half != Fraction(1, 2):
        chosen = below if half < Fraction(1, 2) else above
    elif mode == "half_any":
        chosen = above if tie_up else below
    elif mode == "half_even":
        chosen = below if below % 2 == 0 else above
    else:
        away = above if value > 0 else below
        chosen = away if mode == "half_up" else below + above - away
    return Fraction(chosen, 10**decimals)


def text(value: Fraction, decimals: int) -> str:
    """The value in plain digits."""
    whole = abs(value * 10**decimals)
    assert whole.denominator == 1
    digits = str(whole.numerator).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}")


amounts = st.builds(Fraction, st.integers(-(10**7), 10**7), st.sampled_from((1, 2, 3, 7, 8, 10, 100, 1000)))
positive = st.builds(Fraction, st.integers(1, 10**7), st.sampled_from((1, 2, 3, 7, 8, 10, 100, 1000)))
huge = st.builds(Fraction, st.integers(10**17, 10**19), st.just(1))
modes = st.sampled_from(MODES)
places = st.integers(0, 4)


Relation = tuple[Rule, Callable[[Sequence[Fraction]], dict[str, Fraction]]]


def _mean_weighted(v: Sequence[Fraction]) -> dict[str, Fraction]:
    mean = (v[0] * abs(v[2]) + v[1] * abs(v[3])) / (abs(v[2]) + abs(v[3]))
    return {"mean": mean, "a": v[0], "b": v[1], "na": abs(v[2]), "nb": abs(v[3])}


# Each relation: a rule, and true figures that satisfy it made of four amounts that are not zero.
RELATIONS: dict[str, Relation] = {
    "sum": (
        rule("sum", parts=("a", "b", "c"), minus="d", total="t"),
        lambda v: {"a": v[0], "b": v[1], "c": v[2], "d": v[3], "t": v[0] + v[1] + v[2] - v[3]},
    ),
    "part_of": (
        rule("part_of", part="a", whole="b"),
        lambda v: {"a": min(abs(v[0]), abs(v[1])), "b": max(abs(v[0]), abs(v[1]))},
    ),
    "share": (
        rule("share", part="a", whole="b", percent="p"),
        lambda v: {"a": v[0], "b": v[1], "p": 100 * v[0] / v[1]},
    ),
    "ratio": (
        rule("ratio", numerator="a", denominator="b", ratio="r", per="1000"),
        lambda v: {"a": v[0], "b": v[1], "r": 1000 * v[0] / v[1]},
    ),
    "change": (
        rule("change", **{"from": "a", "to": "b", "percent": "p", "amount": "d", "index": "i"}),
        lambda v: {"a": v[0], "b": v[1], "p": 100 * (v[1] / v[0] - 1), "d": v[1] - v[0], "i": 100 * v[1] / v[0]},
    ),
    "mean_total": (
        rule("mean", mean="m", total="t", count="n"),
        lambda v: {"m": v[0] / v[1], "t": v[0], "n": v[1]},
    ),
    "mean_between": (
        rule("mean", mean="m", parts=("a", "b", "c")),
        lambda v: {"m": (v[0] + v[1] + v[2]) / 3, "a": v[0], "b": v[1], "c": v[2]},
    ),
    "mean_weighted": (rule("mean", mean="mean", parts=("a", "b"), weights=("na", "nb")), _mean_weighted),
    "mean_count": (
        rule("mean", mean="m", count="n"),
        lambda v: {"m": Fraction(floor(v[0]), 1 + floor(abs(v[1]))), "n": Fraction(1 + floor(abs(v[1])))},
    ),
    "ascending": (
        rule("ascending", figures=("a", "b", "c")),
        lambda v: dict(zip("abc", sorted(v[:3]), strict=True)),
    ),
    "range": (rule("range", figures=("a",), min=f"-{10**20}", max=f"{10**20}"), lambda v: {"a": v[0]}),
    "equal": (rule("equal", figures=("a", "b")), lambda v: {"a": v[0], "b": v[0]}),
    "formula": (
        rule("formula", check="s = a / (a + b) in %"),
        lambda v: {"s": 100 * abs(v[0]) / (abs(v[0]) + abs(v[1])), "a": abs(v[0]), "b": abs(v[1])},
    ),
}  # fmt: skip


@given(st.data(), modes, st.booleans())
@settings(max_examples=250, deadline=None)
def test_true_figures_rounded_as_declared_are_never_found(data: st.DataObject, mode: str, tie_up: bool) -> None:
    name = data.draw(st.sampled_from(sorted(RELATIONS)))
    tried, truth = RELATIONS[name]
    nonzero = st.one_of(amounts, positive, huge).filter(bool)
    true = truth([data.draw(nonzero) for _ in range(4)])
    whole_count = name == "mean_count"
    decimals = {figure: data.draw(places) for figure in true}
    if whole_count:
        decimals["n"] = 0
    printed = {f: text(rounded(value, decimals[f], mode, tie_up), decimals[f]) for f, value in true.items()}
    declared = {f: Declared(decimals=decimals[f], rounding=mode) for f in true if not (whole_count and f == "n")}
    audit = check([printed], tried, figures=declared, default=Declared(format=PLAIN))
    assert [finding.confrontation.edit.figures for finding in audit.findings] == []


@given(st.data(), st.booleans(), places)
@settings(max_examples=80, deadline=None)
def test_true_tables_rounded_are_never_found(data: st.DataObject, tie_up: bool, decimals: int) -> None:
    cells = data.draw(st.lists(st.lists(amounts, min_size=3, max_size=3), min_size=2, max_size=5))
    grid = [[*row, sum(row)] for row in cells]
    grid.append([sum(column) for column in zip(*grid, strict=True)])
    names = ("A", "B", "C", "Total")
    rows = [
        {
            "place": "Total" if number == len(cells) else f"P{number}",
            **{
                n: text(rounded(Fraction(v), decimals, "half_any", tie_up), decimals)
                for n, v in zip(names, r, strict=True)
            },
        }
        for number, r in enumerate(grid)
    ]
    tried = rule("totals", rows={"over": "place"}, columns={"total": "Total"})
    audit = check(rows, tried, default=Declared(decimals=decimals, format=PLAIN))
    assert audit.tallies[0].held == 4 + len(grid)
    assert audit.findings == []


@given(st.lists(amounts, min_size=2, max_size=8), st.booleans(), places)
@settings(max_examples=60, deadline=None)
def test_true_series_rounded_are_never_found(values: list[Fraction], tie_up: bool, decimals: int) -> None:
    def shown(value: Fraction) -> str:
        return text(rounded(value, decimals, "half_any", tie_up), decimals)

    before = [values[0], *values]
    rows = [
        {"year": str(2000 + n), "v": shown(now), "d": shown(now - then)}
        for n, (now, then) in enumerate(zip(values, before, strict=False))
    ]
    audit = check(
        rows, rule("series", figure="v", over="year", change="d"), default=Declared(decimals=decimals, format=PLAIN)
    )
    assert audit.tallies[0].held == len(values) - 1
    assert audit.findings == []


# For kinds that state a value: the figure that is stated, and how it follows from the others.
STATED: dict[str, tuple[str, tuple[str, ...], Callable[..., Fraction]]] = {
    "sum": ("t", ("a", "b", "c", "d"), lambda a, b, c, d: a + b + c - d),
    "share": ("p", ("a", "b"), lambda a, b: 100 * a / b),
    "ratio": ("r", ("a", "b"), lambda a, b: 1000 * a / b),
    "change": ("d", ("a", "b"), lambda a, b: b - a),
    "mean_total": ("m", ("t", "n"), lambda t, n: t / n),
}


@given(st.data(), st.sampled_from((-1, 1)))
@settings(max_examples=200, deadline=None)
def test_one_unit_beyond_what_the_others_allow_is_always_found(data: st.DataObject, side: int) -> None:
    name = data.draw(st.sampled_from(sorted(STATED)))
    tried, truth = RELATIONS[name]
    stated, others, formula = STATED[name]
    true = truth([data.draw(amounts.filter(bool)) for _ in range(4)])
    decimals = {figure: data.draw(places) for figure in true}
    printed = {f: rounded(value, decimals[f], "half_any", True) for f, value in true.items()}
    half = {f: Fraction(1, 2 * 10 ** decimals[f]) for f in true}
    corners = [(printed[f] - half[f], printed[f] + half[f]) for f in others]
    if name not in ("sum", "change"):
        assume(corners[-1][0] * corners[-1][1] > 0)
    allowed = [formula(*ends) for ends in product(*corners)]
    unit = 2 * half[stated]
    first_outside = floor(max(allowed) / unit + Fraction(1, 2)) + 1
    if side < 0:
        first_outside = ceil(min(allowed) / unit - Fraction(1, 2)) - 1
    shown = {f: text(value, decimals[f]) for f, value in printed.items()}
    specs = {f: Declared(decimals=decimals[f]) for f in true}
    shown[stated] = text(first_outside * unit, decimals[stated])
    found = check([shown], tried, figures=specs, default=Declared(format=PLAIN)).findings
    assert stated in {finding.confrontation.edit.figures[0].name for finding in found}
    shown[stated] = text((first_outside - side) * unit, decimals[stated])
    found = check([shown], tried, figures=specs, default=Declared(format=PLAIN)).findings
    assert stated not in {finding.confrontation.edit.figures[0].name for finding in found}
