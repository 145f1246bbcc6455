"""Explanations that are no keystrokes: each kind on figures as they are published, and that chance gives none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import readers, rulefile
from dvaudit.apply import apply
from dvaudit.diagnose.hints import hints
from dvaudit.interval import ZERO, Exact, Interval
from dvaudit.kinds import KINDS
from dvaudit.numerals import Declared, NumberFormat
from dvaudit.predicate import judge
from dvaudit.report import Audit, Hint, Spot
from dvaudit.rule import Confrontation, Rule
from tests.tables import check, rule

ROOT = Path(__file__).parents[1]
PLAIN = Declared(format=NumberFormat(".", ","))
PERCENT = Declared(unit="%")


def explained(audit: Audit, rule_id: str) -> tuple[Hint, ...]:
    """The hints for the one finding of a rule, with all that the audit read and held."""
    (failed,) = (f.confrontation for f in audit.findings if f.confrontation.edit.rule.id == rule_id)
    return hints(failed, spots_of(audit, failed), audit.held)


def spots_of(audit: Audit, failed: Confrontation) -> list[Spot]:
    rows = {record.row for record in failed.edit.records or (failed.edit.record,)}
    return [
        Spot(figure, record)
        for column in audit.read.values()
        for figure, record in zip(column, audit.document.records, strict=True)
        if record.row in rows
    ]


def told(found: Sequence[Hint]) -> list[tuple[str, tuple[str, ...], Interval | None]]:
    return [(hint.kind, tuple(spot.figure.name for spot in hint.spots), hint.size) for hint in found]


def one(
    row: Mapping[str, str], *rules: Rule, about: str | None = None, percent: Sequence[str] = ()
) -> list[tuple[str, tuple[str, ...], Interval | None]]:
    """What is told of the failed rule (the first) in a report of one record."""
    audit = check([row], *rules, figures=dict.fromkeys(percent, PERCENT), default=PLAIN)
    return told(explained(audit, about or rules[0].id))


def named(kind: str, rule_id: str, **slots: object) -> Rule:
    return rule(kind, **slots)._replace(id=rule_id)


def read(*names: str) -> list[Rule]:
    """Checks that hold of any figures and have them read."""
    return [named("range", f"seen-{name}", figures=(name,), min="-1000000000") for name in names]


def point(value: Exact) -> Interval:
    return Interval.point(value)


# --- sums

ADMITTED = {
    "admitted_2011": "2,206", "admitted_2012": "1,967", "admitted_2013": "2,334", "admitted_2014": "2,310",
    "admitted_total": "12,133",
}  # fmt: skip
YEARS = rule("sum", parts=("admitted_2011..2014",), total="admitted_total")


def test_founding_report_lacks_a_part_of_the_gap() -> None:
    (rules,), _ = rulefile.load([str(ROOT / "rules" / "party-membership.yml")], (), KINDS)
    (table,) = readers.read(str(ROOT / "samples" / "party-membership.csv"), rules.layout, None)
    assert told(explained(apply(table, rules)[0], "admissions-sum")) == [("missing_part", (), point(3316))]


def test_a_figure_that_is_exactly_the_gap_is_named() -> None:
    row = {**ADMITTED, "admitted_2010": "3,316", "members": "46,706"}
    assert one(row, YEARS, *read("admitted_2010", "members")) == [("missing_part", ("admitted_2010",), point(3316))]


def test_a_gap_of_two_digits_names_no_figure() -> None:
    row = {"men": "125", "women": "130", "total": "285", "border": "30", "posts": "30"}
    found = one(row, rule("sum", parts=("men", "women"), total="total"), *read("border", "posts"))
    assert found == [("missing_part", (), point(30))]


def test_a_gap_of_three_digits_names_no_figure_among_hundreds() -> None:
    names = [f"n{index}" for index in range(90)]
    row = {"men": "1,250", "women": "1,300", "total": "2,863", **{name: f"3,{100 + len(name)}" for name in names}}
    row["n7"] = "313"
    summed = rule("sum", parts=("men", "women"), total="total")
    assert one(row, summed, *read(*names)) == [("missing_part", (), point(313))]
    assert one(row, summed, *read("n7", "n8")) == [("missing_part", ("n7",), point(313))]


def test_a_percentage_is_no_missing_part_of_a_count() -> None:
    row = {"men": "1,250", "women": "1,300", "total": "2,863", "index": "313 %"}
    found = one(row, rule("sum", parts=("men", "women"), total="total"), *read("index"), percent=["index"])
    assert found == [("missing_part", (), point(313))]


def test_parts_that_exceed_their_total_cover_more() -> None:
    row = {"men": "1,250", "women": "1,300", "total": "2,237", "abroad": "313"}
    found = one(row, rule("sum", parts=("men", "women"), total="total"), *read("abroad"))
    assert found == [("covers_more", ("abroad",), point(313))]


def test_shares_that_miss_a_hundred_lack_a_category() -> None:
    row = {"men": "48.2 %", "women": "47.1 %"}
    ((kind, _, size),) = one(row, rule("sum", parts=("men", "women"), total="100"), percent=["men", "women"])
    assert (kind, size) == ("missing_part", Interval(Fraction("4.6"), Fraction("4.8")))


def test_a_part_that_another_one_includes() -> None:
    row = {"crops": "4,120", "livestock": "2,310", "of_it_poultry": "875", "total": "6,430"}
    found = one(row, rule("sum", parts=("crops", "livestock", "of_it_poultry"), total="total"))
    assert found == [("subtotal", ("of_it_poultry",), None)]


def test_small_parts_are_no_subtotals_by_chance() -> None:
    row = {"a": "4", "b": "5", "c": "9", "total": "14"}
    assert [kind for kind, *_ in one(row, rule("sum", parts=("a", "b", "c"), total="total"))] == ["covers_more"]


QUARTERS = rule("sum", parts=("q1", "q2", "q3", "q4"), total="year")


@pytest.mark.parametrize(
    ("figures", "spots"),
    [
        (("1,210", "1,345", "1,290", "1,405", "5,250"), None),
        (("1,210", "2,555", "1,290", "1,405", "5,250"), ("q2",)),  # the half year
        (("1,210", "1,345", "3,845", "1,405", "5,250"), ("q3",)),  # nine months
        (("1,210", "1,345", "1,290", "5,250", "5,250"), ("q4",)),  # the whole year
        (("1,210", "1,345", "1,290", "2,695", "5,250"), ("q4",)),  # the second half year
        (("1,210", "2,555", "3,845", "5,250", "5,250"), ("q1", "q2", "q3", "q4")),
    ],
)
def test_running_totals_in_place_of_separate_figures(figures: Sequence[str], spots: Sequence[str] | None) -> None:
    audit = check([dict(zip(("q1", "q2", "q3", "q4", "year"), figures, strict=True))], QUARTERS, default=PLAIN)
    if spots is None:
        assert not audit.findings
    else:
        assert told(explained(audit, "sum")) == [("cumulated", spots, None)]


def test_rows_of_a_table_can_be_running_totals_too() -> None:
    rows = [
        {"month": "2024-01", "births": "1,210"},
        {"month": "2024-02", "births": "2,555"},
        {"month": "2024-03", "births": "3,845"},
        {"month": "Total", "births": "3,845"},
    ]
    audit = check(rows, rule("totals", over="month"), default=PLAIN)
    found = explained(audit, "totals")
    # From January on, or March alone: 80 births in March is possible too.
    assert [(hint.kind, [spot.record.row for spot in hint.spots]) for hint in found] == [
        ("cumulated", [1, 2, 3]), ("cumulated", [3]),
    ]  # fmt: skip


def test_parts_without_an_order_are_no_running_totals() -> None:
    row = {"men": "1,210", "women": "2,555", "unknown": "290", "total": "2,845"}
    found = one(row, rule("sum", parts=("men", "women", "unknown"), total="total"))
    assert found == [("subtotal", ("men",), None)]


def test_a_part_that_would_become_negative_is_no_running_total() -> None:
    row = {"q1": "2,555", "q2": "1,210", "q3": "1,290", "q4": "1,405", "year": "3,905"}
    assert one(row, QUARTERS) == [("subtotal", ("q1",), None)]


def test_in_a_table_a_gap_is_looked_for_in_its_own_column() -> None:
    rows = [
        {"district": "A", "men": "1,000", "women": "313"},
        {"district": "B", "men": "2,000", "women": "400"},
        {"district": "Total", "men": "3,313", "women": "713"},
    ]
    audit = check(rows, rule("totals", over="district"), default=PLAIN)
    assert told(explained(audit, "totals")) == [("missing_part", (), point(313))]


# --- exchanged figures


def test_total_and_part_in_each_others_place() -> None:
    row = {"committees": "746", "cells": "465", "organizations": "281"}
    found = one(row, rule("sum", parts=("committees", "cells"), total="organizations"))
    assert found == [("exchanged", ("organizations", "committees"), None)]


def test_an_exchange_that_breaks_a_rule_is_not_told() -> None:
    row = {"committees": "746", "cells": "465", "organizations": "281", "villages": "300", "per_village": "2.487"}
    summed = rule("sum", parts=("committees", "cells"), total="organizations")
    binding = rule("ratio", numerator="committees", denominator="villages", ratio="per_village")
    assert "exchanged" not in {kind for kind, *_ in one(row, summed, binding)}
    assert "exchanged" in {kind for kind, *_ in one(row, summed, *read("committees"))}


def test_part_and_whole_of_a_share_exchanged() -> None:
    row = {"pupils": "9,318", "girls": "19,455", "girls_pct": "47.90 %"}
    share = rule("share", part="girls", whole="pupils", percent="girls_pct")
    assert one(row, share) == [("exchanged", ("girls", "pupils"), None)]


def test_the_two_years_of_a_change_exchanged() -> None:
    row = {"y2022": "1,480", "y2023": "1,160", "growth": "27.6 %"}
    assert one(row, rule("change", **{"from": "y2022", "to": "y2023", "percent": "growth"})) == [
        ("exchanged", ("y2022", "y2023"), None)
    ]


def test_an_inequality_is_not_explained() -> None:
    assert one({"part": "4,123", "whole": "1,234"}, rule("part_of", part="part", whole="whole")) == []


# --- percentages of another whole

SHARE = rule("share", part="admitted_minority", whole="members", percent="minority_pct")
REPORT = {"admitted_minority": "11,360", "members": "46,706", "minority_pct": "93.63 %", "admitted_total": "12,133"}


def test_another_total_of_the_report_is_the_whole() -> None:
    assert one({**REPORT, "population": "507,000"}, SHARE, *read("admitted_total", "population")) == [
        ("other_whole", ("admitted_total",), None)
    ]


def test_another_figure_of_the_report_is_the_part() -> None:
    row = {**REPORT, "members_minority": "43,731"}
    found = one(row, SHARE, *read("members_minority"))
    assert found == [("other_part", ("members_minority",), None)]


def test_three_fitting_figures_at_most() -> None:
    row = {**REPORT, "b": "12,133", "c": "12,133", "d": "12,133"}
    assert [kind for kind, *_ in one(row, SHARE, *read("admitted_total", "b", "c", "d"))] == ["other_whole"] * 3


@pytest.mark.parametrize(("percent", "expected"), [("94 %", False), ("93.6 %", True)])
def test_a_coarse_percentage_fits_by_chance_among_many_figures(percent: str, expected: bool) -> None:
    others = {f"n{index}": f"{1000 + 37 * index:,}" for index in range(14)}
    row = {**REPORT, **others, "minority_pct": percent}
    found = one(row, SHARE, *read("admitted_total", *others))
    assert [kind for kind, *_ in found] == (["other_whole"] if expected else [])


def test_a_small_count_fits_by_chance() -> None:
    # 31 of 37 is 83.78 %, but a 37 stands in many reports.
    others = {f"n{index}": str(12 + index) for index in range(9)}
    row = {"boats": "31", "ships": "46", "share": "83.78 %", "crews": "37", **others}
    share = rule("share", part="boats", whole="ships", percent="share")
    assert one(row, share, *read("crews", *others)) == []
    assert one(row, share, *read("crews")) == [("other_whole", ("crews",), None)]
    row = {"boats": "3,117", "ships": "4,641", "share": "83.79 %", "crews": "3,720", **others}
    assert one(row, share, *read("crews", *others)) == [("other_whole", ("crews",), None)]


def test_a_percentage_is_no_whole() -> None:
    row = {**REPORT, "admitted_total": "12,133 %"}
    assert one(row, SHARE, *read("admitted_total"), percent=["admitted_total"]) == []


def test_more_than_a_figure_fits_nothing() -> None:
    row = {**REPORT, "admitted_total": "more than 12,000"}
    assert one(row, SHARE, *read("admitted_total")) == []


# --- ratios and changes


@pytest.mark.parametrize(("stated", "power"), [("5.0", None), ("50.2", "1/10"), ("0.052", "100")])
def test_a_rate_for_another_power_of_ten(stated: str, power: str | None) -> None:
    row = {"deaths": "12", "population": "240,000", "rate": stated}
    rate = rule("ratio", numerator="deaths", denominator="population", ratio="rate", per="100000")
    audit = check([{**row, "rate": stated.replace("2", "0")}], rate, default=PLAIN)
    if power is None:
        assert not audit.findings
    else:
        assert told(explained(audit, "ratio")) == [("per", ("rate",), point(Fraction(power)))]
        assert one(row, rate) == []


@pytest.mark.parametrize(("before", "after", "stated"), [("40.2 %", "43.5 %", "3.3 %"), ("40 %", "43 %", "3 %")])
def test_percentage_points_told_as_per_cent(before: str, after: str, stated: str) -> None:
    row = {"rate_2019": before, "rate_2020": after, "change": stated}
    change = rule("change", **{"from": "rate_2019", "to": "rate_2020", "percent": "change"})
    assert one(row, change, percent=list(row)) == [("points", ("change", "rate_2019", "rate_2020"), None)]


def test_per_cent_told_as_percentage_points() -> None:
    row = {"rate_2019": "40.2 %", "rate_2020": "43.5 %", "change": "8.2"}
    change = rule("change", **{"from": "rate_2019", "to": "rate_2020", "amount": "change"})
    assert one(row, change, percent=["rate_2019", "rate_2020"]) == [
        ("points", ("change", "rate_2019", "rate_2020"), None)
    ]


def test_counts_have_no_percentage_points() -> None:
    row = {"y2019": "402", "y2020": "435", "change": "33.0 %"}
    assert one(row, rule("change", **{"from": "y2019", "to": "y2020", "percent": "change"})) == []


def test_a_fall_told_as_a_rise() -> None:
    row = {"y2022": "2,106", "y2023": "1,868", "growth": "11.3 %"}
    found = one(row, rule("change", **{"from": "y2022", "to": "y2023", "percent": "growth"}))
    assert found == [("direction", ("growth",), None)]


def test_a_series_is_explained_like_a_change() -> None:
    rows = [
        {"year": "2021", "poor": "9.88 %", "change": ""},
        {"year": "2022", "poor": "8.21 %", "change": "-1.67 %"},
    ]
    series = rule("series", figure="poor", over="year", percent="change")
    audit = check(rows, series, figures={"poor": PERCENT}, default=PLAIN)
    (hint,) = explained(audit, "series")
    assert (hint.kind, [spot.record.row for spot in hint.spots]) == ("points", [2, 1, 2])


# --- what is said can be checked

counts = st.integers(1, 99_999)


def confirmed(hint: Hint, held: Sequence[Confrontation]) -> bool:
    """Whether the edit holds with what the hint says, by the figures as they are printed."""
    edit, values = hint.failed.edit, list(hint.failed.values)
    at = [next(i for i, figure in enumerate(edit.figures) if figure is spot.figure) for spot in hint.spots]
    if hint.kind == "subtotal":
        values[at[0]] = ZERO
    elif hint.kind == "exchanged":
        values[at[0]], values[at[1]] = values[at[1]], values[at[0]]
        for other in held:
            place = {id(figure): value for figure, value in zip(edit.figures, values, strict=True)}
            pairs = zip(other.edit.figures, other.values, strict=True)
            if judge(other.edit.predicate, [place.get(id(f), v) for f, v in pairs], other.slack) is not None:
                return False
    elif len(at) == 1:
        before = [values[i] for i, role in enumerate(edit.roles) if role == "part" and i < at[0]]
        taken = (before[-1], sum(before, ZERO))
        repaired = [[*values[: at[0]], values[at[0]] - less, *values[at[0] + 1 :]] for less in taken]
        return any(judge(edit.predicate, changed) is None for changed in repaired)
    else:
        for i, j in zip(at[::-1], at[-2::-1], strict=False):
            values[i] = values[i] - values[j]
    return judge(edit.predicate, values, hint.failed.slack) is None


@given(st.lists(counts, min_size=3, max_size=6), st.sampled_from(("part", "running", "all", "swap", "any")), st.data())
@settings(max_examples=200, deadline=None)
def test_every_hint_of_a_sum_makes_it_hold(figures: list[int], error: str, data: st.DataObject) -> None:
    total = sum(figures)
    at = data.draw(st.integers(0, len(figures) - 1))
    printed = list(figures)
    if error == "part":
        printed.append(figures[at])
    elif error == "running":
        printed[at] += sum(figures[:at])
    elif error == "all":
        printed = [sum(figures[: i + 1]) for i in range(len(figures))]
    elif error == "swap":
        printed[at], total = total, figures[at]
    else:
        total = data.draw(counts)
    row = {**{f"q{i}": str(value) for i, value in enumerate(printed)}, "total": str(total), "half": str(total / 2)}
    summed = rule("sum", parts=tuple(f"q{i}" for i in range(len(printed))), total="total")
    audit = check([row], summed, named("range", "positive", figures=("q0", "total"), min="0"), default=PLAIN)
    for finding in audit.findings:
        found = hints(finding.confrontation, spots_of(audit, finding.confrontation), audit.held)
        assert found == hints(finding.confrontation, spots_of(audit, finding.confrontation), audit.held)
        assert all(confirmed(hint, audit.held) for hint in found if hint.kind not in ("missing_part", "covers_more"))
