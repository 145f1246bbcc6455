"""What every diagnosis promises, on generated reports with planted errors: of any kind, in many shapes and formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dvaudit
from dvaudit.formats import grouped
from dvaudit.numerals import NumberFormat
from dvaudit.report import Audit, Cause, Correction, Report, Suspect
from dvaudit.rule import Edit, Outcome

ROOT = Path(__file__).parents[1]
FORMATS = {
    "en": NumberFormat(".", ","),
    "vi": NumberFormat(",", "."),
    "fr": NumberFormat(",", "\u202f"),
    "en-IN": NumberFormat(".", ",", indian=True),
    "de-CH": NumberFormat(".", "’"),
    "C": NumberFormat(".", ""),
}
seeds = st.integers(0, 2**32)

Cell = tuple[int, str]
"""A record's index and a figure's name."""


def dice(seed: object) -> Random:
    """Random choices that are the same for the same seed."""
    return Random(f"{seed}")  # noqa: S311 - nothing has to be kept secret


@dataclass
class Made:
    """A report in which every rule holds: per cell the printed units, how many are decimals, what stands behind.

    ``labels`` are the texts of its key columns, record by record.
    """

    chance: Random
    rules: list[str] = field(default_factory=list)
    cells: dict[Cell, tuple[int, int, str]] = field(default_factory=dict)
    labels: list[dict[str, str]] = field(default_factory=lambda: [{}])

    def put(self, name: str, value: Fraction | int, decimals: int = 0, tail: str = "", at: int = 0) -> int:
        """States a figure, rounded to so many decimals; its printed units."""
        units: int = floor(value * 10**decimals + Fraction(1, 2))
        self.cells[at, name] = units, decimals, tail
        return units

    def some(self, name: str, least: int = 1, at: int = 0) -> int:
        """States a count of one to seven digits, ``least`` or more."""
        return self.put(name, self.chance.randint(least, least * 10 ** self.chance.randint(1, 6)), at=at)

    def rows(self, shown: NumberFormat) -> list[dict[str, str]]:
        rows = [dict(labels) for labels in self.labels]
        for (at, name), (units, decimals, tail) in self.cells.items():
            digits = str(abs(units)).rjust(decimals + 1, "0")
            cut = len(digits) - decimals
            fraction = shown.decimal + digits[cut:] if decimals else ""
            rows[at][name] = "-" * (units < 0) + grouped(digits[:cut], shown) + fraction + tail
        return rows

    def spoil(self, cell: Cell) -> None:
        """Another value in a cell: a slip of a hand, or anything."""
        units, decimals, tail = self.cells[cell]
        chance, digits = self.chance, str(abs(units)).rjust(decimals + 1, "0")
        at = chance.randrange(len(digits))
        new = chance.choice("0123456789")
        slip = {
            "replaced": digits[:at] + new + digits[at + 1 :],
            "added": digits[:at] + new + digits[at:],
            "omitted": digits[:at] + digits[at + 1 :] or "0",
            "swapped": digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :] if at else digits,
            "factor": digits + "000",
            "other": str(chance.randrange(10 ** (len(digits) + 1))),
            "sign": digits,
        }
        kind = chance.choice(list(slip))
        negative = (units < 0) != (kind == "sign")
        self.cells[cell] = -int(slip[kind]) if negative else int(slip[kind]), decimals, tail


def a_sum(made: Made, total: str = "t", parts: Sequence[str] = ("a", "b", "c")) -> None:
    for part in parts:
        if (0, part) not in made.cells:
            made.some(part)
    made.put(total, sum(made.cells[0, part][0] for part in parts))
    made.rules.append(f"{total} = {' + '.join(parts)}")


def a_share(made: Made, percent: str = "p", part: str = "a", whole: str = "t") -> None:
    value = Fraction(100 * made.cells[0, part][0], made.cells[0, whole][0])
    made.put(percent, value, made.chance.randint(0, 2), " %")
    made.rules.append(f"{percent} = {part} / {whole} in %")


def sum_and_shares(made: Made) -> None:
    a_sum(made)
    a_share(made)
    a_share(made, "q", "b")


def shared_part(made: Made) -> None:
    a_sum(made)
    a_sum(made, "s", ("c", "d"))
    made.rules.append("c <= t")


def balance(made: Made) -> None:
    made.put("result", made.some("income") - made.some("cost"))
    made.rules += ["result = income - cost", "cost <= 10000000"]


def crossed(made: Made) -> None:
    for row in "ab":
        a_sum(made, row, [f"{row}1", f"{row}2"])
    for column in "12":
        a_sum(made, f"t{column}", [f"a{column}", f"b{column}"])
    a_sum(made, "t", ("a", "b"))
    made.rules.append("t = t1 + t2")


def in_order(made: Made) -> None:
    low, middle, high = sorted(made.chance.sample(range(10**6), 3))
    for name, value in (("low", low), ("middle", middle), ("high", high), ("again", middle)):
        made.put(name, value)
    made.rules += ["low <= middle <= high", "0 <= low <= 1000000", "again = middle"]


def rates(made: Made) -> None:
    people, area = made.some("people", 1000), made.some("area", 10)
    made.put("density", Fraction(people, area), 2)
    made.put("index", Fraction(100 * people, made.some("before", 1000)), 1)
    made.put("change", (Fraction(people, made.cells[0, "before"][0]) - 1) * 100, 1, " %")
    made.put("more", people - made.cells[0, "before"][0])
    made.rules += [
        "density = people / area", "index = 100 * people / before",
        "{kind: change, from: before, to: people, percent: change, amount: more}",
    ]  # fmt: skip


def decimals(made: Made) -> None:
    for name in "abc":
        made.put(name, Fraction(made.chance.randint(1, 10**5), 100), 2)
    made.put("t", Fraction(sum(made.cells[0, name][0] for name in "abc"), 100), 2)
    made.rules += ["t = a + b + c", "a <= t"]


def group_sums(made: Made) -> None:
    places = ("North", "South", "East", "Total")
    made.labels = [{"region": place, "year": str(year)} for year in (2021, 2022) for place in places]
    for at, labels in enumerate(made.labels):
        if labels["region"] == "Total":
            for name in ("men", "women"):
                made.put(name, sum(made.cells[other, name][0] for other in range(at - 3, at)), at=at)
        else:
            made.some("men", 100, at=at)
            made.some("women", 100, at=at)
        made.put("all", made.cells[at, "men"][0] + made.cells[at, "women"][0], at=at)
    made.rules += ["{kind: totals, over: region, total: Total, by: year}", "all = men + women"]


def over_time(made: Made) -> None:
    made.labels = [{"month": str(month)} for month in range(1, 7)]
    before = 0
    for at in range(6):
        made.put("opening", before, at=at)
        stock = made.some("stock", 1000, at=at)
        made.put("change", stock - before, at=at)
        before = stock
    made.rules.append("{kind: series, figure: stock, over: month, change: change, opening: opening}")


SHAPES: dict[str, Callable[[Made], None]] = {
    shape.__name__: shape
    for shape in (
        a_sum, sum_and_shares, shared_part, balance, crossed, in_order, rates, decimals, group_sums, over_time,
    )
}  # fmt: skip


def rule_file(folder: Path, rules: Iterable[str], locale: str = "") -> Path:
    path = folder / "rules.yml"
    said = f"locale: {locale}\n" if locale not in ("", "C") else ""
    lines = [f"  - {rule if rule.startswith('{') else repr(rule)}\n" for rule in rules]
    path.write_text(f"dvaudit: 1\n{said}rules:\n{''.join(lines)}", encoding="utf-8")
    return path


def identity(edit: Edit) -> tuple[object, ...]:
    """What stays the same in an edit when a figure is corrected: its rule, what it says, and its cells."""
    return edit.rule.id, edit.predicate, tuple((figure.name, figure.cells[0].row) for figure in edit.figures)


def outcomes(report: Report) -> dict[tuple[object, ...], Outcome]:
    """How each edit came out."""
    return {
        identity(one.edit): one.outcome
        for audit in report.audits
        for one in (*audit.held, *audit.undecided, *(finding.confrontation for finding in audit.findings))
    }


def written(rows: Sequence[Mapping[str, str]], suspect: Suspect, correction: Correction) -> list[dict[str, str]]:
    """The records with the correction in place of what is printed."""
    changed = [dict(row) for row in rows]
    for spot, text in zip(suspect.spots, correction.texts, strict=True):
        changed[spot.record.row - 1][spot.figure.name] = text
    return changed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("generated")


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25)
@given(seeds, st.sampled_from(sorted(FORMATS)), st.integers(1, 4))
def test_every_correction_repairs_all_findings_of_its_cause_and_breaks_no_rule(
    shape: str, folder: Path, seed: int, locale: str, errors: int
) -> None:
    made = Made(dice(seed))
    SHAPES[shape](made)
    rules = rule_file(folder, made.rules, locale)
    assert not any(audit.findings for audit in dvaudit.audit(made.rows(FORMATS[locale]), rules).audits)
    for cell in made.chance.sample(sorted(made.cells), min(errors, len(made.cells))):
        made.spoil(cell)
    rows = made.rows(FORMATS[locale])
    report = dvaudit.audit(rows, rules)
    before = outcomes(report)
    for cause in report.causes:
        failed = [identity(finding.confrontation.edit) for finding in cause.findings]
        for suspect, correction in cause.corrections[:8]:
            after = outcomes(dvaudit.audit(written(rows, suspect, correction), rules))
            assert after.keys() == before.keys()
            held = [edit for edit, outcome in before.items() if outcome is Outcome.HOLDS]
            assert [edit for edit in (*failed, *held) if after[edit] is not Outcome.HOLDS] == []


# --- crossed tables


SIZES = ((0, 9), (1, 9999), (-500, 500), (10**15, 10**17))


def crossed_table(chance: Random, rows: int, columns: int, low: int, high: int) -> list[list[int]]:
    """A table with a total column and a total row."""
    body = [[chance.randint(low, high) for _ in range(columns)] for _ in range(rows)]
    body.append([sum(column) for column in zip(*body, strict=True)])
    return [[*row, sum(row)] for row in body]


def by_pack(table: Sequence[Sequence[int]], folder: Path) -> tuple[Report, dict[Cell, tuple[int, int]]]:
    """Audited as a yearbook prints it; where each cell stands in the table."""
    names = [*(f"c{column}" for column in range(len(table[0]) - 1)), "Total"]
    places = [*(f"District {row}" for row in range(len(table) - 1)), "Total"]
    lines = [",".join(["district", *names])]
    lines += [",".join([place, *map(str, row)]) for place, row in zip(places, table, strict=True)]
    path = folder / "table.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    where = {(row + 1, name): (row, column) for row in range(len(table)) for column, name in enumerate(names)}
    return dvaudit.audit(path, ROOT / "rules" / "yearbook-table.yml"), where


def by_lines(table: Sequence[Sequence[int]], _: Path) -> tuple[Report, dict[Cell, tuple[int, int]]]:
    """Audited as one record with a rule a line; where each figure stands in the table."""
    last_row, last = len(table) - 1, len(table[0]) - 1
    cells = {f"x{row}_{column}": (row, column) for row in range(last_row + 1) for column in range(last + 1)}
    lines = [
        f"x{row}_{last} = {' + '.join(f'x{row}_{column}' for column in range(last))}" for row in range(last_row + 1)
    ]
    lines += [
        f"x{last_row}_{column} = {' + '.join(f'x{row}_{column}' for row in range(last_row))}"
        for column in range(last + 1)
    ]
    report = dvaudit.audit([{name: str(table[row][column]) for name, (row, column) in cells.items()}], lines=lines)
    return report, {(1, name): place for name, place in cells.items()}


READINGS = (by_pack, by_lines)


def located(cause: Cause, where: Mapping[Cell, tuple[int, int]]) -> list[list[tuple[int, int]]]:
    return [[where[spot.record.row, spot.figure.name] for spot in suspect.spots] for suspect in cause.suspects]


@pytest.mark.parametrize("read", READINGS)
@settings(max_examples=60)
@given(seeds, st.integers(2, 6), st.integers(2, 8))
def test_one_wrong_cell_of_a_crossed_table_is_at_its_crossing(
    read: Callable[..., tuple[Report, dict[Cell, tuple[int, int]]]], folder: Path, seed: int, rows: int, columns: int
) -> None:
    chance = dice(seed)
    table = crossed_table(chance, rows, columns, *chance.choice(SIZES))
    row, column = chance.randint(0, rows), chance.randint(0, columns)
    right = table[row][column]
    others = (right + 1, -right, right * 1000, right // 10, chance.randint(0, 2 * abs(right) + 9))
    table[row][column] = chance.choice([other for other in others if other != right])
    report, where = read(table, folder)
    assert report.problems == []
    (cause,) = report.causes
    assert located(cause, where) == [[(row, column)]]
    if cause.confidence == "high":
        assert [one.texts for _, one in cause.corrections] == [(str(right),)]


@pytest.mark.parametrize("read", READINGS)
def test_each_cell_of_a_small_crossed_table_is_located_totals_and_grand_total_too(
    read: Callable[..., tuple[Report, dict[Cell, tuple[int, int]]]], folder: Path
) -> None:
    for row in range(3):
        for column in range(3):
            table = crossed_table(dice(7), 2, 2, 1, 99)
            table[row][column] += 3
            report, where = read(table, folder)
            assert [located(cause, where) for cause in report.causes] == [[[(row, column)]]]


@pytest.mark.parametrize("errors", [2, 3, 4, 5])
@settings(max_examples=4)
@given(seeds)
def test_several_independent_wrong_cells_of_a_crossed_table_are_each_at_their_crossing(
    errors: int, folder: Path, seed: int
) -> None:
    chance = dice(seed)
    table = crossed_table(chance, 6, 8, 10**7, 10**9)
    wrong = list(zip(chance.sample(range(7), errors), chance.sample(range(9), errors), strict=True))
    for number, (row, column) in enumerate(wrong):
        table[row][column] += 10**number * 137
    report, where = by_lines(table, folder)
    suspects = [located(cause, where) for cause in report.causes]
    assert sorted(suspects) == sorted([[cell]] for cell in wrong)


# --- the order of the input


def said(cause: Cause, order: Sequence[int]) -> tuple[object, ...]:
    """All that is said of a cause, in an order of its own; ``order`` is where each record stood before."""
    found = []
    for suspect in cause.suspects:
        cells = [(order[spot.record.row - 1], spot.figure.name, spot.figure.raw) for spot in suspect.spots]
        slots = zip(cells, suspect.implied, strict=True)
        pairs = [sorted(zip(cells, one.texts, one.keystrokes, strict=True)) for one in suspect.corrections]
        texts = sorted(map(str, pairs))
        found.append((sorted(map(str, slots)), texts))
    rules = sorted(finding.confrontation.edit.rule.id for finding in cause.findings)
    return cause.confidence, rules, sorted(found), sorted(hint.kind for hint in cause.hints), cause.decided


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=15)
@given(seeds, st.integers(1, 2))
def test_the_order_of_rules_figures_and_rows_changes_nothing_but_the_order(
    shape: str, folder: Path, seed: int, errors: int
) -> None:
    made = Made(dice(seed))
    SHAPES[shape](made)
    for cell in made.chance.sample(sorted(made.cells), errors):
        made.spoil(cell)
    rows = made.rows(FORMATS["en"])
    straight = dvaudit.audit(rows, rule_file(folder, made.rules, "en"))

    order = made.chance.sample(range(len(rows)), len(rows))
    keys = list(made.labels[0])  # the columns on the left are what tells the records apart
    names = keys + made.chance.sample([name for name in rows[0] if name not in keys], len(rows[0]) - len(keys))
    shuffled = [{name: rows[at][name] for name in names} for at in order]
    rules = made.chance.sample(made.rules, len(made.rules))
    other = dvaudit.audit(shuffled, rule_file(folder, rules, "en"))
    assert sorted(str(said(cause, order)) for cause in other.causes) == sorted(
        str(said(cause, range(len(rows)))) for cause in straight.causes
    )


def everything(audits: Sequence[Audit], causes: Sequence[Cause]) -> str:
    """A report to its last figure, in its own order."""
    same = range(1 + max(len(audit.document.records) for audit in audits))
    return str([
        (
            cause.id, said(cause, same), [finding.id for finding in cause.findings],
            [[spot.figure.name for spot in suspect.spots] for suspect in cause.suspects],
            [(one.spot.figure.name, one.implied) for one in cause.cleared],
            [(hint.kind, hint.size, [spot.figure.name for spot in hint.spots]) for hint in cause.hints],
        )
        for cause in causes
    ])  # fmt: skip


@pytest.mark.parametrize("errors", [1, 3, 5])
@settings(max_examples=4)
@given(seeds)
def test_the_same_input_gives_the_same_report(errors: int, folder: Path, seed: int) -> None:
    made = Made(dice(seed))
    group_sums(made)
    for cell in made.chance.sample(sorted(made.cells), errors):
        made.spoil(cell)
    rows, rules = made.rows(FORMATS["C"]), rule_file(folder, made.rules)
    first, second = (dvaudit.audit(rows, rules) for _ in range(2))
    assert everything(first.audits, first.causes) == everything(second.audits, second.causes)
