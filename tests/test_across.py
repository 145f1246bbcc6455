"""Causes across records: a unit, exchanged columns, a rule, rounding; and what is none of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import run
from dvaudit.diagnose.across import patterns
from dvaudit.diagnose.causes import diagnose
from dvaudit.figure import FigureSpec, Layout
from dvaudit.numerals import Declared
from dvaudit.report import Audit, Cause
from dvaudit.rule import Rule, RuleSet
from tests.tables import check, rule, table

SUM = rule("sum", parts=("a", "b"), total="t")
SHARE = rule("share", part="a", whole="t", percent="p")
PART = rule("part_of", part="a", whole="t")

Row = dict[str, str]


def decimals(value: Fraction, places: int) -> str:
    return f"{Decimal(value.numerator) / value.denominator:.{places}f}"


def right(count: int, seed: int = 1) -> list[Row]:
    """So many records in which all of the rules hold; no figure is a round number."""
    rows = []
    for n in range(1, count + 1):
        a, b = (100_007 + (n * step + seed * 1_299_709) % 7_000_000 for step in (7_919_573, 15_485_863))
        rows.append({"a": str(a), "b": str(b), "t": str(a + b), "p": decimals(Fraction(100 * a, a + b), 2)})
    return rows


def with_(row: Row, **new: object) -> Row:
    return {**row, **{name: str(value) for name, value in new.items()}}


def thousand(row: Row, name: str) -> Row:
    """The figure told in thousands, with one decimal."""
    return with_(row, **{name: decimals(Fraction(int(row[name]), 1000), 1)})


def swap(row: Row, one: str = "a", other: str = "b") -> Row:
    return with_(row, **{one: row[other], other: row[one]})


def files(rows: Sequence[Row], *rules: Rule) -> list[Audit]:
    """Every record a file of its own."""
    tables = []
    for number, row in enumerate(rows, 1):
        made = table([row])
        made.file = f"report-{number}.csv"
        tables.append(made)
    ruleset = RuleSet("made", rules, Layout(), {}, FigureSpec(Declared()))
    return run.audit(tables, [ruleset], max_causes=0).audits


def told(causes: Sequence[Cause]) -> list[tuple[object, ...]]:
    """What is said of each cause, and how many findings it has."""
    return [
        (cause.pattern.kind, *cause.pattern.names, cause.pattern.factor, cause.pattern.explained,
         cause.pattern.checked, None if cause.pattern.first is None else cause.pattern.first.row,
         cause.confidence, len(cause.findings))
        for cause in causes if cause.pattern is not None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "confidence", "findings"),
    [((SUM,), "high", 58), ((SHARE,), "medium", 58), ((SUM, SHARE), "high", 116), ((SUM, SHARE, PART), "high", 116)],
)
def test_a_column_in_thousands_in_most_rows_is_one_cause_whatever_the_rules(
    rules: tuple[Rule, ...], confidence: str, findings: int
) -> None:
    rows = [row if n in (3, 9, 20, 31, 50) else thousand(row, "a") for n, row in enumerate(right(63))]
    expected = ("unit", "a", Fraction(1, 1000), 58, 63, None, confidence, findings)
    assert told(patterns([check(rows, *rules)])) == [expected]


def test_a_column_in_thousands_in_all_rows_is_too_small_and_its_whole_numbers_are_rounded() -> None:
    rows = [with_(row, b=round(Fraction(row["b"]) / 1000)) for row in right(63)]
    assert told(patterns([check(rows, SUM)])) == [("unit", "b", Fraction(1, 1000), 63, 63, None, "high", 63)]


def test_where_both_parts_are_in_thousands_it_is_the_total_that_alone_explains() -> None:
    rows = [with_(row, a=round(Fraction(row["a"]) / 1000), b=round(Fraction(row["b"]) / 1000)) for row in right(20)]
    assert told(patterns([check(rows, SUM, SHARE)])) == [("unit", "t", 1000, 20, 20, None, "high", 40)]


def test_the_unit_that_is_told_repairs_all_when_the_rule_file_says_it() -> None:
    rows = [with_(row, a=round(Fraction(row["a"]) / 1000)) for row in right(30)]
    (cause,) = patterns([check(rows, SUM, SHARE)])
    assert cause.pattern is not None
    said = Declared(scale=Fraction(1) / cause.pattern.factor)
    assert check(rows, SUM, SHARE, figures={cause.pattern.names[0]: said}).findings == []


def test_a_column_in_thousands_from_a_row_on_has_a_start() -> None:
    rows = [*right(50), *(thousand(row, "a") for row in right(4, 2))]
    assert told(patterns([check(rows, SUM)])) == [("unit", "a", Fraction(1, 1000), 4, 54, 51, "medium", 4)]
    rows = [*right(10), *(thousand(row, "a") for row in right(40, 2))]
    assert told(patterns([check(rows, SUM)])) == [("unit", "a", Fraction(1, 1000), 40, 50, 11, "high", 40)]


def test_a_zero_tells_nothing_of_its_unit() -> None:
    rows = [*right(50), *(thousand(row, "a") for row in right(9, 2))]
    rows[54] = with_(rows[54], a=0, t=rows[54]["b"])
    assert told(patterns([check(rows, SUM)])) == [("unit", "a", Fraction(1, 1000), 8, 58, 51, "high", 8)]


def test_a_percentage_told_as_a_fraction_is_its_own_unit() -> None:
    rows = [with_(row, p=decimals(Fraction(row["p"]) / 100, 4)) for row in right(30)]
    assert told(patterns([check(rows, SHARE)])) == [("unit", "p", Fraction(1, 100), 30, 30, None, "medium", 30)]
    assert told(patterns([check(rows, SHARE, SUM)])) == [("unit", "p", Fraction(1, 100), 30, 30, None, "high", 30)]


def test_a_unit_explains_the_sums_over_records_too() -> None:
    rows = right(12)
    total = {name: str(sum(int(row[name]) for row in rows)) for name in ("a", "b", "t")}
    key = [*(f"area {n}" for n in range(12)), "Total"]
    table_rows = [{"area": area, **row} for area, row in zip(key, [*rows, total], strict=True)]
    changed = [thousand(row, "a") if n < 12 else row for n, row in enumerate(table_rows)]
    totals = rule("totals", over="area", total="Total", figures=("a", "b", "t"))
    layout = Layout(key=("area",))
    cause = patterns([check(changed, SUM, totals, layout=layout)])
    assert told(cause) == [("unit", "a", Fraction(1, 1000), 12, 13, None, "high", 13)]
    # Where the column's own sum holds as printed, the column is not what is wrong in these rows.
    held = with_(table_rows[12], a=round(sum(Fraction(row["a"]) for row in changed[:12])))
    held_rule = rule("totals", over="area", total="Total", figures=("a",), tolerance="1")
    assert patterns([check([*changed[:12], held], SHARE, held_rule, layout=layout)])[0].pattern is not None
    assert "a" not in told(patterns([check([*changed[:12], held], SHARE, held_rule, layout=layout)]))[0]


def test_two_columns_exchanged_from_a_row_on() -> None:
    rows = [swap(row) if n >= 39 else row for n, row in enumerate(right(63))]
    assert told(patterns([check(rows, SUM, SHARE)])) == [("exchanged", "a", "b", 1, 24, 63, 40, "high", 24)]


def test_two_columns_exchanged_everywhere_even_where_a_typo_comes_on_top() -> None:
    rows = [swap(row, "a", "t") for row in right(63)]
    assert told(patterns([check(rows, SUM, SHARE)])) == [("exchanged", "a", "t", 1, 63, 63, None, "high", 126)]
    rows[20] = with_(rows[20], b=12)
    (cause,) = patterns([check(rows, SUM, SHARE)])
    assert told([cause]) == [("exchanged", "a", "t", 1, 62, 63, None, "high", 124)]
    assert 21 not in {finding.confrontation.edit.record.row for finding in cause.findings}


def test_a_limit_alone_is_weak_evidence() -> None:
    rows = [swap(row, "a", "t") if n < 7 else row for n, row in enumerate(right(30))]
    assert patterns([check(rows, PART)]) == []
    rows = [swap(row, "a", "t") for row in right(30)]
    assert told(patterns([check(rows, PART)])) == [("exchanged", "a", "t", 1, 30, 30, None, "low", 30)]


def test_figures_that_are_trusted_are_never_wrong() -> None:
    rows = [swap(row) for row in right(20)]
    trusted = {"a": FigureSpec(Declared(), "a", trusted=True)}
    ruleset = RuleSet("made", (SUM, SHARE), Layout(), trusted, FigureSpec(Declared()))
    (cause,) = patterns(run.audit([table(rows)], [ruleset], max_causes=0).audits)
    assert told([cause]) == [("rule", 1, 20, 20, None, "medium", 20)]


def test_a_wrong_rule_over_sixty_files_is_one_cause() -> None:
    rows = [with_(row, c=17) for row in right(60)]
    wrong = rule("sum", parts=("a", "b", "c"), total="t")
    (cause,) = patterns(files(rows, wrong, SHARE))
    assert told([cause]) == [("rule", 1, 60, 60, None, "medium", 60)]
    assert cause.pattern is not None
    assert cause.pattern.files
    assert {finding.confrontation.edit.rule.id for finding in cause.findings} == {"sum"}


def test_a_wrong_rule_that_two_of_63_reports_satisfy() -> None:
    rows = [with_(row, c=0 if n in (5, 40) else 1234) for n, row in enumerate(right(63))]
    (cause,) = patterns(files(rows, rule("sum", parts=("a", "b", "c"), total="t")))
    assert told([cause]) == [("rule", 1, 61, 63, None, "low", 61)]


@pytest.mark.parametrize(("wrong", "checked"), [(4, 4), (7, 10)])
def test_a_rule_that_fails_in_few_records_or_not_in_most_is_not_suspected(wrong: int, checked: int) -> None:
    rows = [with_(row, c=1234 + n if n < wrong else 0) for n, row in enumerate(right(checked))]
    assert patterns(files(rows, rule("sum", parts=("a", "b", "c"), total="t"))) == []


def test_a_rule_that_fails_throughout_one_file_of_several_is_told_for_this_file() -> None:
    good, bad = table([with_(row, c=0) for row in right(30)]), table([with_(row, c=1234) for row in right(12)])
    good.file, bad.file = "good.csv", "bad.csv"
    ruleset = RuleSet(
        "made", (rule("sum", parts=("a", "b", "c"), total="t"),), Layout(), {}, FigureSpec(Declared())
    )  # fmt: skip
    (cause,) = patterns(run.audit([good, bad], [ruleset], max_causes=0).audits)
    assert told([cause]) == [("rule", 1, 12, 12, None, "medium", 12)]
    assert {finding.file for finding in cause.findings} == {"bad.csv"}


def test_files_of_one_record_are_rows_in_the_order_of_their_numbers() -> None:
    rows = [thousand(row, "a") if n >= 8 else row for n, row in enumerate(right(12))]
    audits = files(rows, SUM)
    (cause,) = patterns(audits[::-1])
    assert cause.pattern is not None
    assert cause.pattern.files
    assert [finding.file for finding in cause.findings] == [f"report-{n}.csv" for n in (9, 10, 11, 12)]
    assert told([cause]) == [("unit", "a", Fraction(1, 1000), 4, 12, 1, "medium", 4)]
    assert cause.pattern.first is audits[8].document.records[0]


def test_a_column_exchanged_in_all_files() -> None:
    (cause,) = patterns(files([swap(row) for row in right(60)], SUM, SHARE))
    assert told([cause]) == [("exchanged", "a", "b", 1, 60, 60, None, "high", 60)]


def test_lists_and_long_tables_have_columns_too() -> None:
    rows = [thousand(row, "t") for row in right(20)]
    listed = []
    for number, row in enumerate(rows):
        made = table([{"figure": name, "value": text} for name, text in row.items()])
        made.file, made.shape = f"list-{number}.csv", None
        listed.append(made)
    ruleset = RuleSet("made", (SUM, SHARE), Layout(), {}, FigureSpec(Declared()))
    (cause,) = patterns(run.audit(listed, [ruleset], max_causes=0).audits)
    assert told([cause]) == [("unit", "t", Fraction(1, 1000), 20, 20, None, "high", 40)]
    long = [{"area": str(n), "figure": name, "value": text} for n, row in enumerate(rows) for name, text in row.items()]
    layout = Layout(figure="figure", value="value", key=("area",))
    assert told(patterns([check(long, SUM, SHARE, layout=layout)])) == told([cause])


def test_sums_that_miss_by_rounding_are_one_cause_of_the_document() -> None:
    rows = [with_(row, t=int(row["t"]) + (n in (4, 70))) for n, row in enumerate(right(90))]
    assert told(patterns([check(rows, SUM)])) == [("rounding", 1, 2, 90, None, "low", 2)]


def test_one_cell_off_by_one_in_its_row_and_its_column_is_no_rounding() -> None:
    rows = right(12)
    total = {name: str(sum(int(row[name]) for row in rows)) for name in ("a", "b", "t")}
    rows[3] = with_(rows[3], a=int(rows[3]["a"]) + 1)
    named = [{"area": f"area {n}", **row} for n, row in enumerate(rows)]
    totals = rule("totals", over="area", total="Total", figures=("a", "b", "t"))
    audit = check([*named, {"area": "Total", **total}], SUM, totals, layout=Layout(key=("area",)))
    assert [finding.confrontation.rounding_sized for finding in audit.findings] == [True, True]
    assert patterns([audit]) == []


def test_reports_whose_sums_often_miss_by_one_are_rounded() -> None:
    rows = [with_(row, t=int(row["t"]) + n % 2) for n, row in enumerate(right(40))]
    assert told(patterns(files(rows, SUM))) == [("rounding", 1, 20, 40, None, "low", 20)]
    few = [with_(row, t=int(row["t"]) + (n in (3, 8))) for n, row in enumerate(right(40))]
    assert patterns(files(few, SUM)) == []


def mistyped(text: str, draw: Random) -> str:
    at = draw.randrange(len(text))
    digit = draw.choice("0123456789")
    return draw.choice([text[:at] + digit + text[at + 1 :], text[:at] + digit + text[at:], text[:at] + text[at + 1 :]])


@given(st.randoms(use_true_random=False), st.sampled_from([None, "a", "t", "p"]))
def test_independent_typos_are_no_pattern(draw: Random, column: str | None) -> None:
    rows = right(60, draw.randrange(1000))
    for index in draw.sample(range(60), 10):
        name = column or draw.choice("abtp")
        rows[index][name] = mistyped(rows[index][name], draw)
    causes = patterns([check(rows, SUM, SHARE, PART)])
    assert [cause for cause in causes if cause.pattern is not None and cause.pattern.kind != "rounding"] == []


@pytest.mark.parametrize("where", [(7, 8, 9), (7, 30, 41)])
def test_the_same_slip_in_three_records_is_no_unit(where: tuple[int, ...]) -> None:
    rows = [with_(row, a=row["a"] + "0") if n in where else row for n, row in enumerate(right(60))]
    assert patterns([check(rows, SUM, SHARE)]) == []


def test_a_slip_of_three_zeros_here_and_there_is_no_unit() -> None:
    rows = [with_(row, a=row["a"] + "000") if n in (7, 30, 41, 50) else row for n, row in enumerate(right(60))]
    assert patterns([check(rows, SUM, SHARE)]) == []


def content(causes: Sequence[Cause]) -> list[tuple[object, ...]]:
    return [(*one, cause.id, {f.id for f in cause.findings}) for one, cause in zip(told(causes), causes, strict=True)]


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rules_and_files_changes_nothing(draw: Random) -> None:
    tables = []
    for number, change in enumerate((swap, lambda row: thousand(row, "t"), dict, lambda row: with_(row, b=5))):
        made = table(
            [with_(change(row), c=n, d=7 - number) if n > 4 else row for n, row in enumerate(right(14, number))]
        )
        made.file = f"{number}.csv"
        tables.append(made)
    rules = [SUM, SHARE, PART, rule("equal", figures=("c", "d")), rule("range", figures=("p",), max="100")]

    def found() -> list[tuple[object, ...]]:
        ruleset = RuleSet("made", tuple(rules), Layout(), {}, FigureSpec(Declared()))
        return content(patterns(run.audit(tables, [ruleset], max_causes=0).audits))

    expected = found()
    assert [kind for kind, _ in groupby(sorted(str(one[0]) for one in expected))] == ["exchanged", "rule", "unit"]
    draw.shuffle(tables)
    draw.shuffle(rules)
    assert found() == expected


def test_no_finding_is_in_two_causes_and_each_is_one_of_the_audits() -> None:
    rows: list[Mapping[str, str]] = [
        with_(thousand(row, "t") if n < 30 else swap(row) if n < 60 else row, c=n, d=2 * n, e=n + 3)
        for n, row in enumerate(right(80))
    ]
    audit = check(rows, SUM, SHARE, PART, rule("ratio", numerator="e", denominator="d", ratio="c"))
    causes = patterns([audit])
    assert [one[0] for one in told(causes)] == ["unit", "rule", "exchanged"]
    taken = [finding.id for cause in causes for finding in cause.findings]
    assert len(taken) == len(set(taken)) <= len(audit.findings)


def districts(**total: str) -> list[Row]:
    rows = [
        {"district": name, "boys": str(1000 + 7 * n), "girls": str(1100 + 13 * n), "staff": str(80 + 3 * n)}
        for n, name in enumerate(("North", "East", "South", "West", "Mid"))
    ]
    sums = {name: str(sum(int(row[name]) for row in rows)) for name in ("boys", "girls", "staff")}
    return [*rows, {"district": "Total", **sums, **total}]


TOTALS = rule("totals", over="district", total="Total")


def test_a_row_that_is_missing_is_one_cause_for_all_its_columns() -> None:
    rows = districts()
    del rows[2]
    (cause,) = patterns([check(rows, TOTALS)])
    assert cause.pattern is not None
    assert (cause.pattern.kind, cause.pattern.names, cause.pattern.explained) == ("row_missing", ("Total",), 3)
    gaps = [finding.confrontation.imbalance for finding in cause.findings]
    assert [gap and gap.lo for gap in gaps] == [1014, 1126, 86]  # what the South had, from left to right


def test_totals_that_are_off_to_both_sides_miss_no_row() -> None:
    assert patterns([check(districts(boys="6070", girls="4630", staff="530"), TOTALS)]) == []


@pytest.mark.parametrize(("more", "kind"), [(500, "lacking"), (-500, "overlapping")])
def test_a_sum_that_always_misses_to_one_side_suspects_the_rule(more: int, kind: str) -> None:
    rows = [with_(row, t=int(row["t"]) + (more + n if n % 3 == 0 else 0)) for n, row in enumerate(right(60))]
    (cause,) = patterns([check(rows, SUM)])
    assert cause.pattern is not None
    assert (cause.pattern.kind, cause.pattern.names, cause.pattern.explained) == (kind, ("t",), 20)


def test_a_total_that_repeats_one_of_its_parts_is_asked_about() -> None:
    rows = [with_(row, t=row["b"]) if n % 3 == 0 else row for n, row in enumerate(right(60))]
    causes, _ = diagnose([check(rows, SUM)], 100)
    assert [(hint.kind, [spot.figure.name for spot in hint.spots]) for hint in causes[0].hints] == [("repeats", ["b"])]
