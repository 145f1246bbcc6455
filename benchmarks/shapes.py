"""Reports in which every rule holds, in many shapes: one sum, crossed tables, shares, ratios, changes, means.

A report is a list of names and values, or a table where its rules are about rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from random import Random
from typing import NamedTuple

from dvaudit.apply import apply
from dvaudit.figure import FigureSpec, Layout, Place, Table
from dvaudit.formats import grouped
from dvaudit.numerals import Declared, NumberFormat
from dvaudit.report import Audit
from dvaudit.rule import Origin, Rule, RuleSet

Cell = tuple[int, str]
"""A row (0 in a list of names and values) and a figure's name."""

FORMATS = tuple(NumberFormat(*signs) for signs in ((".", ","), (",", "."), (",", " "), (".", ""), (",", "")))


def dice(seed: object) -> Random:
    """Random choices that are the same every time."""
    return Random(f"{seed}")  # noqa: S311 - nothing has to be kept secret


class Number(NamedTuple):
    """A figure as digits: before and after the decimal sign, the sign before and what is printed behind."""

    whole: str
    decimals: str = ""
    negative: bool = False
    tail: str = ""

    @property
    def value(self) -> Fraction:
        """What it is worth."""
        size = Fraction(int(self.whole + self.decimals), 10 ** len(self.decimals))
        return -size if self.negative else size

    @property
    def digits(self) -> int:
        """How many significant digits are printed."""
        return len((self.whole + self.decimals).lstrip("0"))

    def text(self, shown: NumberFormat) -> str:
        """The figure as a report prints it."""
        decimals = shown.decimal + self.decimals if self.decimals else ""
        return f"{'-' * self.negative}{grouped(self.whole, shown)}{decimals}{self.tail}"


def number(value: Fraction, decimals: int, tail: str = "") -> Number:
    """A value rounded to so many decimals, ties away from zero."""
    digits = str(floor(abs(value) * 10**decimals + Fraction(1, 2))).rjust(decimals + 1, "0")
    cut = len(digits) - decimals
    return Number(digits[:cut], digits[cut:], value < 0 and int(digits) > 0, tail)


class Report(NamedTuple):
    """True figures and rules about them that all hold.

    ``labels`` are the row labels of a table, none for a list of names and values. ``declared`` tells that the rule
    file says how numbers are printed.
    """

    shape: str
    cells: dict[Cell, Number]
    rules: tuple[Rule, ...]
    shown: NumberFormat
    declared: bool
    labels: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[Cell, str]:
        """Every figure as printed."""
        return printed(self.cells, self.shown)

    @property
    def ruleset(self) -> RuleSet:
        """The rules as a rule file gives them."""
        declared = Declared(format=self.shown if self.declared else None)
        return RuleSet("planted", self.rules, Layout(), {}, FigureSpec(declared))

    def table(self, texts: dict[Cell, str]) -> Table:
        """The report as a reader gives it, with these texts."""
        if not self.labels:
            return table(("figure", "value"), [[name, text] for (_, name), text in texts.items()])
        names = tuple(dict.fromkeys(name for _, name in texts))
        rows = [[label, *(texts[row, name] for name in names)] for row, label in enumerate(self.labels)]
        return table(("area", *names), rows)

    def audit(self, texts: dict[Cell, str]) -> Audit:
        """The report with these texts, confronted with its rules."""
        return apply(self.table(texts), self.ruleset)[0]


def printed(cells: dict[Cell, Number], shown: NumberFormat) -> dict[Cell, str]:
    """Figures as a report prints them."""
    return {cell: found.text(shown) for cell, found in cells.items()}


def table(columns: tuple[str, ...], rows: Sequence[Sequence[str]], file: str = "planted.csv") -> Table:
    """A table in memory."""
    return Table(
        file,
        columns,
        [list(row) for row in rows],
        [at + 2 for at in range(len(rows))],
        lambda row, column: Place(file, row + 2, column + 1),
        lambda column: Place(file, 1, column + 1),
    )


@dataclass(slots=True)
class Maker:
    """A report being made.

    ``size`` is the usual number of digits, ``places`` the decimals of amounts, ``fine`` adds digits that rounding takes
    away; ``percent_places`` and ``tail`` tell how percentages and ratios are printed.
    """

    rng: Random
    size: int
    places: int = 0
    fine: bool = False
    percent_places: int = 2
    tail: str = ""
    cells: dict[Cell, Number] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    labels: tuple[str, ...] = ()

    def amount(self) -> Fraction:
        """A value of the usual size, now and then a round one, one with zeros inside or a smaller one."""
        draw = self.rng.random()
        digits = self.rng.randint(1, self.size) if draw < 0.15 else self.size
        value = self.rng.randrange(10 ** (digits - 1), 10**digits)
        if 0.15 <= draw < 0.22:
            value = 10 ** (digits - 1)
        elif 0.22 <= draw < 0.29 and digits > 3:
            value -= value % 1000
        elif 0.29 <= draw < 0.36 and digits > 2:
            value = value // 10 ** (digits - 1) * 10 ** (digits - 1) + value % 10
        shaken = self.rng.randint(-499, 499) if self.fine else 0
        return Fraction(value * 1000 + shaken, 1000 * 10**self.places)

    def put(self, name: str, value: Fraction, decimals: int | None = None, tail: str = "", row: int = 0) -> str:
        """States a figure and gives its name."""
        self.cells[row, name] = number(value, self.places if decimals is None else decimals, tail)
        return name

    def rule(self, kind: str, **slots: object) -> None:
        """States a rule; a slot that Python reserves is written with an underscore behind."""
        named = {slot.rstrip("_"): value for slot, value in slots.items()}
        self.rules.append(Rule(f"{kind}-{len(self.rules) + 1}", kind, named, Origin(None)))

    def sum(self, total: str, parts: dict[str, Fraction]) -> Fraction:
        """States parts, their total and the rule; gives the total's value."""
        for name, value in parts.items():
            if (0, name) not in self.cells:
                self.put(name, value)
        value = sum(parts.values(), Fraction())
        self.put(total, value)
        self.rule("sum", parts=tuple(parts), total=total)
        return value

    def parts(self, prefix: str, least: int, most: int) -> dict[str, Fraction]:
        """Several amounts by name."""
        return {f"{prefix}{at + 1}": self.amount() for at in range(self.rng.randint(least, most))}

    def percent(self, name: str, value: Fraction) -> str:
        """States a percentage and gives its name."""
        return self.put(name, value, self.percent_places, self.tail)

    def share(self, part: str, whole: str, values: tuple[Fraction, Fraction]) -> None:
        """States what per cent of a whole a part is."""
        percent = self.percent(f"{part}_pct", 100 * values[0] / values[1])
        self.rule("share", part=part, whole=whole, percent=percent)


def _one_sum(make: Maker) -> None:
    make.sum("total", make.parts("part", 2, 8))


def _sum_share(make: Maker) -> None:
    parts = make.parts("part", 2, 5)
    total = make.sum("total", parts)
    make.share("part1", "total", (parts["part1"], total))


def _sum_part_of(make: Maker) -> None:
    total = make.sum("total", make.parts("part", 2, 5))
    make.put("women", total * make.rng.randint(1, 99) / 100)
    make.rule("part_of", part=("women",), whole="total")


def _two_sums(make: Maker) -> None:
    shared = make.amount()
    make.sum("first", {**make.parts("a", 1, 3), "shared": shared})
    make.sum("second", {"shared": shared, **make.parts("b", 1, 3)})


def _twice(make: Maker) -> None:
    make.put("total_again", make.sum("total", make.parts("part", 2, 5)))
    make.rule("equal", figures=("total", "total_again"))


def _tree(make: Maker) -> None:
    groups = {f"group{at}": make.sum(f"group{at}", make.parts(f"g{at}_", 2, 4)) for at in range(make.rng.randint(2, 4))}
    make.sum("total", groups)


def _grid(make: Maker) -> dict[tuple[int, int], Fraction]:
    rows, columns = make.rng.randint(2, 4), make.rng.randint(2, 4)
    return {(row, column): make.amount() for row in range(rows) for column in range(columns)}


def _crossed_sums(make: Maker) -> dict[str, Fraction]:
    grid = _grid(make)
    named = {f"r{row}c{column}": value for (row, column), value in grid.items()}
    across: dict[str, Fraction] = {}
    down: dict[str, Fraction] = {}
    for row in dict.fromkeys(row for row, _ in grid):
        own = {name: value for name, value in named.items() if name.startswith(f"r{row}")}
        across[f"row{row}"] = make.sum(f"row{row}", own)
    for column in dict.fromkeys(column for _, column in grid):
        own = {name: value for name, value in named.items() if name.endswith(f"c{column}")}
        down[f"column{column}"] = make.sum(f"column{column}", own)
    total = make.sum("total", across)
    make.sum("total", down)
    return {**named, **across, **down, "total": total}


def _crossed_table(make: Maker) -> None:
    rows, columns = make.rng.randint(2, 6), make.rng.randint(2, 5)
    crossed(make, rows, columns)


def crossed(make: Maker, rows: int, columns: int) -> None:
    """A table with a total row and a total column, under one rule of kind ``totals``."""
    sums: list[Fraction] = [Fraction()] * (columns + 1)
    for row in range(rows):
        values = [make.amount() for _ in range(columns)]
        values.append(sum(values, Fraction()))
        sums = [total + value for total, value in zip(sums, values, strict=True)]
        for column, value in enumerate(values):
            make.put(f"c{column}" if column < columns else "total", value, row=row)
    for column, value in enumerate(sums):
        make.put(f"c{column}" if column < columns else "total", value, row=rows)
    make.labels = (*(f"District {chr(ord('A') + row % 26)}{row // 26 or ''}" for row in range(rows)), "Total")
    make.rule("totals", rows={"over": "area", "total": "Total"}, columns={"total": "total"})


def _founding(make: Maker) -> None:
    members = make.amount()
    minority = members * make.rng.randint(1, 99) / 100
    make.put("members", members)
    make.put("minority", minority)
    make.rule("part_of", part=("minority",), whole="members")
    make.share("minority", "members", (minority, members))


def _ratio(make: Maker) -> None:
    population = make.amount()
    cases = number(population * make.rng.randint(1, 999) / 1000, make.places).value
    men = number(cases * make.rng.randint(1, 99) / 100, make.places).value
    make.put("population", population)
    make.sum("cases", {"men": men, "women": cases - men})
    per = make.rng.choice((1000, 100000))
    make.put("rate", per * cases / population, make.percent_places)
    make.rule("ratio", numerator="cases", denominator="population", ratio="rate", per=str(per))


def _change(make: Maker) -> None:
    before = make.parts("before_", 2, 4)
    after = {
        name.replace("before", "after"): number(value * make.rng.randint(70, 140) / 100, make.places).value
        for name, value in before.items()
    }
    old, new = make.sum("before", before), make.sum("after", after)
    make.rule("change", from_="before", to="after", percent=make.percent("growth", 100 * (new / old - 1)))


def _shares_of_100(make: Maker) -> None:
    parts = make.parts("part", 2, 5)
    total = make.sum("total", parts)
    for name, value in parts.items():
        make.share(name, "total", (value, total))
    make.rule("sum", parts=tuple(f"{name}_pct" for name in parts), total="100")


def _percents_alone(make: Maker) -> None:
    parts = make.parts("part", 2, 5)
    total = sum(parts.values(), Fraction())
    for name, value in parts.items():
        make.percent(f"{name}_pct", 100 * value / total)
    make.rule("sum", parts=tuple(f"{name}_pct" for name in parts), total="100")


def _mean(make: Maker) -> None:
    total = make.sum("total", make.parts("part", 2, 4))
    count = Fraction(make.rng.randint(2, 999))
    make.put("count", count, 0)
    make.put("mean", total / count, make.percent_places)
    make.rule("mean", mean="mean", total="total", count="count")


def _balance(make: Maker) -> None:
    opening, came, went = make.amount(), make.amount(), make.amount()
    for name, value in (("opening", opening), ("in", came), ("out", went)):
        make.put(name, value)
    make.put("closing", opening + came - went)
    make.put("net", came - went)
    make.rule("sum", parts=("opening", "in"), minus=("out",), total="closing")
    make.rule("change", from_="opening", to="closing", amount="net")


def _rich(make: Maker) -> None:
    values = _crossed_sums(make)
    for name, value in values.items():
        if name != "total":
            make.share(name, "total", (value, values["total"]))


SHAPES: dict[str, Callable[[Maker], object]] = {
    "one sum": _one_sum,
    "sum and a share": _sum_share,
    "sum and a part of it": _sum_part_of,
    "two sums, one part shared": _two_sums,
    "total stated twice": _twice,
    "tree of sums": _tree,
    "crossed, as sums": _crossed_sums,
    "crossed, as a table": _crossed_table,
    "share and part": _founding,
    "ratio and sum": _ratio,
    "change of two sums": _change,
    "sum and shares of 100": _shares_of_100,
    "shares of 100 alone": _percents_alone,
    "mean and sum": _mean,
    "balance and net": _balance,
    "crossed and shares of all": _rich,
}


def report(rng: Random, shape: str) -> Report:
    """A report of a shape in which every rule holds, as printed too."""
    while True:
        size, places = rng.randint(1, 9), rng.choice((0, 0, 0, 1, 2))
        fine, percent_places, tail = rng.random() < 0.5, rng.randint(1, 2), rng.choice((" %", "%", ""))
        make = Maker(rng, max(size, places + 1), places, places > 0 and fine, percent_places, tail)
        SHAPES[shape](make)
        made = finished(make, shape)
        audit = made.audit(made.texts)
        if not (audit.findings or audit.undecided or audit.problems):
            return made


def finished(make: Maker, shape: str) -> Report:
    """The report that was made, printed in one of the usual formats, which the rule file declares or not."""
    shown, declared = make.rng.choice(FORMATS), make.rng.random() < 0.5
    return Report(shape, make.cells, tuple(make.rules), shown, declared, make.labels)
