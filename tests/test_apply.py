"""One rule set applied to one table: names, three outcomes, what the document decides, what is told."""

from __future__ import annotations

import pytest

from dvaudit.apply import apply
from dvaudit.figure import FigureSpec, Layout
from dvaudit.numerals import Declared, NumberFormat
from dvaudit.report import Audit
from dvaudit.rule import Outcome, Rule, RuleSet
from tests.tables import check, rule, table

SUM = rule("sum", parts=("a", "b"), total="t")


def outcomes(audit: Audit) -> tuple[int, int, int, int]:
    tally = audit.tallies[0]
    return tally.held, tally.failed, tally.undecided, tally.passed_over


def reasons(audit: Audit) -> list[str]:
    return [one.reason.key for one in audit.undecided if one.reason is not None]


def with_figures(rows: list[dict[str, str]], **figures: FigureSpec) -> Audit:
    ruleset = RuleSet("made", (SUM,), Layout(), dict(figures), FigureSpec(Declared()))
    return apply(table(rows), ruleset)[0]


def test_the_three_outcomes_are_counted() -> None:
    rows = [{"a": "1", "b": "2", "t": "3"}, {"a": "1", "b": "2", "t": "4"}, {"a": "1", "b": "", "t": "3"}]
    audit = check(rows, SUM)
    assert outcomes(audit) == (1, 1, 1, 0)
    assert audit.undecided[0].missing == ("b",)
    (finding,) = audit.findings
    assert finding.confrontation.edit.record.row == 2


@pytest.mark.parametrize("printed", ["A", "a ", "\ufeffa", "a*", "a (1)", "a 1)", "a\u200b", "A (persons)"])
def test_names_are_compared_without_case_marks_and_units(printed: str) -> None:
    assert outcomes(check([{printed: "1", "b": "2", "t": "3"}], SUM)) == (1, 0, 0, 0)


def test_two_names_that_differ_only_in_their_bracket_are_two_figures() -> None:
    girls_and_boys = rule("sum", parts=("Pupils (girls)", "Pupils (boys)"), total="Pupils")
    audit = check([{"Pupils (girls)": "1", "Pupils (boys)": "2", "Pupils": "3"}], girls_and_boys)
    assert outcomes(audit) == (1, 0, 0, 0)
    audit = check([{"Pupils (girls)": "1", "Pupils (boys)": "2"}], rule("range", figures="Pupils", min="0"))
    assert reasons(audit) == ["confront.not_in_file_near"]
    audit = check([{"Pupils (girls)": "1"}], rule("range", figures="Pupils (boys)", min="0"))
    assert reasons(audit) == ["confront.not_in_file_near"]


def test_an_alias_or_a_label_binds_and_the_figure_keeps_its_name_in_the_rules() -> None:
    spec = FigureSpec(Declared(), "t", label="Tổng số", aliases=("Total of all",))
    for printed in ("Total of all", "tổng số"):
        audit = with_figures([{"a": "1", "b": "2", printed: "4"}], t=spec)
        assert [figure.name for figure in audit.findings[0].confrontation.edit.figures] == ["t", "a", "b"]


def test_an_unaccented_name_is_not_bound() -> None:
    audit = check([{"a": "1", "b": "2", "Tong so": "3"}], rule("sum", parts=("a", "b"), total="Tổng số"))
    assert reasons(audit) == ["confront.not_in_file_near"]


def test_a_pattern_never_includes_its_total() -> None:
    audit = check([{"m_1": "1", "m_2": "2", "m_total": "3"}], rule("sum", parts=("m_*",), total="m_total"))
    assert outcomes(audit) == (1, 0, 0, 0)


def test_a_repeated_header_is_told_when_a_rule_names_it() -> None:
    made = table([{"a": "1", "b": "2", "t": "3"}])
    made.columns, made.rows, made.shape = ("a", "b", "t", "t"), [["1", "2", "3", "4"]], None
    ruleset = RuleSet("made", (SUM,), Layout(), {}, FigureSpec(Declared()))
    audit, unbound = apply(made, ruleset)
    assert unbound["made.csv"]["sum"].repeated
    assert reasons(audit) == ["confront.repeated_name"]


def test_one_figure_stated_with_two_values_is_a_finding() -> None:
    made = table([{"a": "1", "b": "2", "t": "3"}])
    made.columns, made.rows, made.shape = ("a", "b", "t", "t"), [["1", "2", "3", "4"]], "record"
    audit, _ = apply(made, RuleSet("made", (SUM,), Layout(), {}, FigureSpec(Declared())))
    assert {f.confrontation.edit.rule.id for f in audit.findings} == {"stated-twice"}
    assert reasons(audit) == ["confront.unclear"]


def test_one_figure_stated_twice_alike_is_one_figure_with_two_places() -> None:
    made = table([{"a": "1", "b": "2", "t": "3"}])
    made.columns, made.rows, made.shape = ("a", "b", "t", "t"), [["1", "2", "4", "4"]], "record"
    audit, _ = apply(made, RuleSet("made", (SUM,), Layout(), {}, FigureSpec(Declared())))
    (finding,) = audit.findings
    assert [place.column for place in finding.confrontation.edit.figures[0].places] == [3, 4]


def test_one_figure_stated_with_two_precisions_is_what_both_allow() -> None:
    made = table([{"a": "1.00", "b": "2.00", "t": "3.1"}])
    made.columns, made.rows, made.shape = ("a", "b", "t", "t"), [["1.00", "2.00", "3.1", "3.06"]], "record"
    audit, _ = apply(made, RuleSet("made", (SUM,), Layout(), {}, FigureSpec(Declared())))
    assert outcomes(audit) == (0, 1, 0, 0)
    assert len(audit.findings) == 1


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("status = final", (1, 0, 0, 2)),
        ("year >= 2021", (0, 1, 1, 1)),
        ("status in [final, draft]", (1, 1, 0, 1)),
        ("status != final", (0, 1, 1, 1)),
    ],
)
def test_when_chooses_the_records(when: str, expected: tuple[int, int, int, int]) -> None:
    rows = [
        {"status": "final", "year": "2020", "a": "1", "b": "2", "t": "3"},
        {"status": "draft", "year": "2021", "a": "1", "b": "2", "t": "4"},
        {"status": "late", "year": "2022", "a": "1", "b": "..", "t": "4"},
    ]
    assert outcomes(check(rows, rule("sum", parts=("a", "b"), total="t", when=when))) == expected


def test_a_missing_value_in_when_leaves_the_rule_undecided() -> None:
    rows = [{"status": "", "a": "1", "b": "2", "t": "4"}]
    audit = check(rows, rule("sum", parts=("a", "b"), total="t", when="status = final"))
    assert reasons(audit) == ["confront.when_unclear"]


def test_a_dash_is_judged_both_ways() -> None:
    audit = check([{"a": "3", "b": "-", "t": "3"}, {"a": "3", "b": "-", "t": "9"}], SUM)
    assert reasons(audit) == ["confront.holds_if_zero", "confront.fails_if_zero"]


def test_an_ambiguous_format_counts_where_both_readings_agree() -> None:
    both = check([{"a": "1,204", "b": "2,307", "t": "3,511"}, {"a": "1,204", "b": "2,307", "t": "5,511"}], SUM)
    assert outcomes(both) == (1, 1, 0, 0)
    apart = check([{"a": "1,204", "b": "2,307", "t": "3,512"}], SUM)
    assert reasons(apart) == ["confront.unclear"]
    told = Declared(format=NumberFormat(".", ","))
    assert outcomes(check([{"a": "1,204", "b": "2,307", "t": "3,512"}], SUM, default=told)) == (0, 1, 0, 0)


def test_an_unreadable_cell_makes_its_rule_undecided_and_no_other() -> None:
    other = rule("part_of", part="a", whole="t")
    audit = check([{"a": "1", "b": "twelve?", "t": "4"}], SUM, other)
    assert reasons(audit) == ["confront.unreadable"]
    assert audit.tallies[1].held == 1


def test_fail_if_makes_rare_failures_warnings() -> None:
    rows = [{"a": "1", "b": "2", "t": "3"}] * 9 + [{"a": "1", "b": "2", "t": "9"}]
    for fail_if, level in (("> 10 %", "warning"), (">= 10 %", "error"), ("> 9 %", "error")):
        audit = check(rows, rule("sum", parts=("a", "b"), total="t", fail_if=fail_if))
        assert [finding.level for finding in audit.findings] == [level]


def test_optional_excuses_a_figure_that_is_not_there_and_no_blank_cell() -> None:
    optional = rule("sum", parts=("a", "b"), total="t", optional=True)
    audit = check([{"a": "1", "b": "", "t": "3"}, {"a": "1", "b": "2", "t": "4"}], optional)
    assert outcomes(audit) == (0, 1, 1, 0)
    (tally,) = check([{"a": "1", "t": "3"}], optional).tallies
    assert (tally.undecided, tally.unbound, tally.absent) == (0, True, "b")


def test_an_optional_addend_is_zero_and_any_other_optional_figure_is_left_out() -> None:
    rows = [{"a": "1", "b": "", "t": "1"}]
    assert outcomes(check(rows, rule("sum", parts=("a", "b"), total="t", optional=("b",)))) == (1, 0, 0, 0)
    (tally,) = check(rows, rule("ascending", figures=("a", "b", "t"), optional=("b",))).tallies
    assert (tally.held, tally.failed, tally.passed_over) == (1, 0, 2)


def whole_table(misses: list[int]) -> Audit:
    rows = [{"a": str(11 + n), "b": str(23 + 2 * n), "t": str(34 + 3 * n + miss)} for n, miss in enumerate(misses)]
    return check(rows, SUM)


def test_small_misses_of_many_sums_mean_rounded_whole_numbers() -> None:
    audit = whole_table([1, -1, 1, 0, 0, 0, 0, 0, 0, 0])
    assert outcomes(audit) == (10, 0, 0, 0)
    (note,) = audit.notes
    assert (note.key, note.values["within"], note.values["sums"]) == ("confront.whole_rounded", 3, 10)


@pytest.mark.parametrize(
    "misses", [[1, -1, *[0] * 8], [1, -1, 1, *[0] * 30], [1, -1, 1, 50, 60, 70], [1]],
    ids=["two only", "under 12 %", "as many larger ones", "one record"],
)  # fmt: skip
def test_otherwise_whole_numbers_stay_exact_and_small_misses_are_marked(misses: list[int]) -> None:
    audit = whole_table(misses)
    assert audit.tallies[0].failed == sum(1 for miss in misses if miss)
    sized = [finding.confrontation.rounding_sized for finding in audit.findings]
    assert sized == [abs(miss) == 1 for miss in misses if miss]
    assert [note.key for note in audit.notes] == ["confront.whole_exact"]


def test_a_table_rounded_to_tens_is_found_to_be() -> None:
    rows = [{"a": str(110 + 10 * n), "b": "230", "t": str(340 + 10 * n + (10 if n % 2 else 0))} for n in range(10)]
    audit = check(rows, SUM)
    assert outcomes(audit) == (10, 0, 0, 0)
    assert audit.notes[0].values["unit"] == "10"


def test_declared_exact_whole_numbers_stay_exact() -> None:
    rows = [{"a": "11", "b": "23", "t": "35"}] * 5
    assert outcomes(check(rows, SUM, default=Declared(whole_numbers="exact"))) == (0, 5, 0, 0)
    assert outcomes(check(rows, SUM, default=Declared(whole_numbers="rounded"))) == (5, 0, 0, 0)


def test_a_guessed_structure_must_hold_somewhere_before_it_may_fail() -> None:
    rows = [
        {"place": "Total", "x": "30", "y": "31", "z": "9"},
        {"place": "A", "x": "10", "y": "11", "z": "1"},
        {"place": "B", "x": "20", "y": "20", "z": "3"},
    ]
    audit = check(rows, rule("totals"))
    assert outcomes(audit) == (2, 1, 0, 0)
    rows[0]["y"] = "99"
    audit = check(rows, rule("totals"))
    assert outcomes(audit) == (1, 0, 2, 0)
    assert set(reasons(audit)) == {"confront.unproven_structure"}


def test_rates_are_left_out_of_totals_and_said() -> None:
    rows = [
        {"place": "Total", "people": "30", "density": "5"},
        {"place": "A", "people": "10", "density": "4"},
        {"place": "B", "people": "20", "density": "6"},
    ]
    audit = check(rows, rule("totals", over="place"))
    assert outcomes(audit) == (1, 0, 0, 0)
    assert [note.key for note in audit.notes] == ["confront.not_added"]


def named(*rows: tuple[str, str], **slots: object) -> Audit:
    return check([{"place": place, "v": value} for place, value in rows], rule("totals", **slots))


def test_rows_of_rates_are_no_parts_and_no_sums_and_are_said() -> None:
    rows = [("A", "10"), ("B", "20"), ("Total", "30"), ("Median", "15"), ("Bình quân", "15"), ("Part-time", "7")]
    audit = named(*rows[:5], over="place")
    assert outcomes(audit) == (1, 0, 0, 0)
    assert [(note.key, note.values["rows"]) for note in audit.notes] == [("confront.rates_apart", "Median, Bình quân")]
    assert outcomes(named(*rows[:4], over="place", total="Median", parts=("A", "B"))) == (0, 1, 0, 0)
    assert outcomes(named(*rows[:3], rows[5], over="place")) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    "label",
    ["Mean age", "Sex ratio", "% of total", "Tỷ lệ (%)", "Cơ cấu (%)", "Mật độ dân số", "Growth rate (%)"],
)
def test_no_column_of_a_row_of_rates_is_added(label: str) -> None:
    totals = (("A", "3"), ("B", "3"), (label, "1.5"))
    rows = [{"place": place, "Total": total, "a": "1", "b": "2"} for place, total in totals]
    assert outcomes(check(rows, rule("totals", columns="auto"))) == (2, 0, 0, 0)


@pytest.mark.parametrize("label", ["Over 30 %", "Học lực trung bình", "Media", "Part-time", "Sales tax", "Rates"])
def test_rows_of_counts_are_no_rates(label: str) -> None:
    assert outcomes(named(("A", "10"), (label, "20"), ("Total", "30"), over="place")) == (1, 0, 0, 0)


def test_years_in_which_something_was_founded_are_not_added() -> None:
    rows = [
        {"place": place, "Year founded": year, "Year": value, "schools": value}
        for place, year, value in (("A", "1901", "12"), ("B", "1950", "20"), ("Total", "", "32"))
    ]
    assert outcomes(check(rows, rule("totals", over="place"))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "label", ["All regions", "Both sexes", "Tất cả các vùng", "Toutes les régions", "World", "Việt Nam"]
)
def test_all_of_what_a_table_is_about_is_its_total_where_no_row_says_total(label: str) -> None:
    def checked(total: str, other: str) -> Audit:
        rows = [("A", "10", "30"), ("B", "20", "40"), (label, total, other)]
        return check([{"place": place, "v": v, "w": w} for place, v, w in rows], rule("totals", over="place"))

    assert outcomes(checked("30", "700")) == (1, 1, 0, 0)
    assert outcomes(checked("31", "70")) == (1, 1, 0, 0)
    # It may be one row among others: where it does not add up, nothing is said but that.
    audit = checked("15", "20")
    assert audit.tallies[0].unbound
    assert [(note.key, note.values["rows"]) for note in audit.notes] == [("confront.not_overall", label)]
    assert outcomes(named(("A", "10"), (label, "21"), ("Total", "31"), over="place")) == (1, 0, 0, 0)


@pytest.mark.parametrize("label", ["All other regions", "All wheat", "World trade", "Total revenue"])
def test_what_names_no_whole_is_no_total(label: str) -> None:
    audit = named(("A", "10"), ("B", "20"), (label, "30"))
    assert [note.key for note in audit.notes] == ["confront.no_total_row_met"]


def test_rows_indented_below_another_may_be_some_of_its_parts() -> None:
    north, south = ("North", "100"), ("South", "200")
    below = [("  a", "40"), ("  b", "50")]
    audit = named(("Total", "300"), north, *below, south, ("  c", "120"), ("  d", "80"))
    assert outcomes(audit) == (2, 0, 0, 0)
    assert [(note.key, note.values["rows"]) for note in audit.notes] == [("confront.not_indented", "North")]
    # They cannot be all more than it, and where nearly all others make theirs these should, too.
    more = named(("Total", "300"), north, ("  a", "90"), below[1], south, ("  c", "120"), ("  d", "80"))
    assert outcomes(more) == (2, 1, 0, 0)
    others = [row for n in range(3) for row in ((f"R{n}", "90"), ("  a", "40"), ("  b", "50"))]
    assert outcomes(named(("Total", "370"), north, *below, *others)) == (4, 1, 0, 0)
    # Where most do not, nothing is said about any of them, not even where one makes its row.
    some = [row for n in range(3) for row in ((f"R{n}", "100"), ("  a", "40"), ("  b", "50"))]
    audit = named(("Total", "400"), north, ("  a", "40"), ("  b", "60"), *some)
    assert outcomes(audit) == (1, 0, 0, 0)
    assert [note.values["rows"] for note in audit.notes] == ["R0, R1, R2"]
    # What makes it in no figure is some of its parts, however many others are made.
    many = [("Total", "460", "460"), ("North", "100", "100"), ("  a", "40", "41"), ("  b", "50", "51")]
    many += [row for n in range(4) for row in ((f"R{n}", "90", "90"), ("  a", "40", "41"), ("  b", "50", "49"))]
    audit = check([{"place": p, "v": v, "w": w} for p, v, w in many], rule("totals"))
    assert outcomes(audit) == (10, 0, 0, 0)
    assert [note.values["rows"] for note in audit.notes] == ["North"]
    many[2] = ("  a", "50", "41")
    assert outcomes(check([{"place": p, "v": v, "w": w} for p, v, w in many], rule("totals"))) == (11, 1, 0, 0)
    # What stands below "of which" never is all.
    audit = named(("Total", "300"), north, ("  Trong đó: a", "40"), ("    a1", "10"), ("    a2", "10"), south)
    assert outcomes(audit) == (1, 0, 0, 0)


def test_what_no_sum_speaks_of_is_said() -> None:
    audit = named(("Total", "30"), ("North", "10"), ("  a", "4"), ("South", "20"))
    assert [(note.key, note.values["rows"]) for note in audit.notes] == [("confront.rows_loose", "a")]
    assert [note.key for note in named(("North", "10"), ("South", "20")).notes] == ["confront.no_total_row_met"]
    no_column = check([{"place": "A", "v": "1", "w": "2"}], rule("totals", columns="auto"))
    assert [note.key for note in no_column.notes] == ["confront.no_total_column_met"]


def test_subtotals_that_total_nothing_beside_them_are_said() -> None:
    rows = ("x", "10"), ("z", "40"), ("Subtotal", "60"), ("y", "20"), ("Total", "70")
    audit = named(*rows)
    assert outcomes(audit) == (1, 0, 0, 0)
    assert [note.key for note in audit.notes] == ["confront.not_subtotals"]
    audit = named(("Subtotal", "50"), *rows[:2], ("Subtotal B", "90"), ("u", "20"), ("v", "60"), ("Total", "130"))
    assert outcomes(audit) == (2, 1, 0, 0)


def test_subtotal_columns_are_no_parts_and_sum_those_before_them() -> None:
    rows = [{"place": place, "a": "1", "b": "2", "Subtotal": "3", "c": "4", "Total": "7"} for place in ("A", "B")]
    assert outcomes(check(rows, rule("totals", columns="auto"))) == (4, 0, 0, 0)
    rows[1]["Subtotal"] = "4"
    assert outcomes(check(rows, rule("totals", columns="auto"))) == (3, 1, 0, 0)


def test_misses_of_what_may_be_some_parts_do_not_hide_that_whole_numbers_are_rounded() -> None:
    columns = [f"c{n}" for n in range(12)]
    places = [("Total", 41), ("A", 11), ("  a1", 2), ("  a2", 3), ("B", 23), ("  b1", 2), ("  b2", 4), ("C", 7)]
    rows = [
        {"place": place, **{c: str(base + 3 * n + (place == "Total") * (6 * n + n % 2)) for n, c in enumerate(columns)}}
        for place, base in places
    ]
    audit = check(rows, rule("totals"))
    assert (audit.rounded_to, outcomes(audit)[:2]) == (1, (12, 0))  # the two that hold by chance do not count


def test_what_is_expected_in_each_period_is_asked_for_by_name() -> None:
    rows = [
        {"year": year, "province": province, "v": "1"}
        for year, province in (("2023", "North"), ("2023", "South"), ("2024", "North"))
    ]
    key = Layout(key=("year", "province"))
    slots = {"columns": "province", "expected": ["North", "South"]}
    audit = check(rows, rule("complete", **slots), layout=key)
    assert outcomes(audit) == (2, 0, 0, 0)
    assert [(note.key, note.values["period"]) for note in audit.notes] == [("confront.not_by_period", "year")]
    audit = check(rows, rule("complete", **slots, by="year"), layout=key)
    assert outcomes(audit) == (3, 1, 0, 0)
    assert [finding.confrontation.edit.key for finding in audit.findings] == [{"year": "2024", "province": "South"}]
    assert check(rows, rule("complete", **slots, by=()), layout=key).notes == []


def test_percentages_under_a_total_of_100_make_it() -> None:
    def checked(*texts: str, name: str = "Share (%)") -> Audit:
        places = ("North", "South", "West", "Total")
        return check([{"place": place, name: text} for place, text in zip(places, texts, strict=True)], rule("totals"))

    assert outcomes(checked("45.2", "30.1", "24.7", "100")) == (1, 0, 0, 0)
    assert outcomes(checked("54.2", "30.1", "24.7", "100")) == (0, 1, 0, 0)
    assert outcomes(checked("45.2 %", "30.1 %", "24.7 %", "100.0 %", name="Cơ cấu")) == (1, 0, 0, 0)
    # A rate has no such total, and what each reached of its plan makes no 100.
    assert checked("4.2", "3.1", "4.7", "4.1").notes[0].key == "confront.not_added"
    assert [note.key for note in checked("98", "103", "99", "100").notes] == ["confront.not_shares"]
    assert [note.key for note in checked("61", "55", "70", "100").notes] == ["confront.not_shares"]


def test_a_unit_line_by_which_whole_numbers_are_rounded_is_said() -> None:
    def notes(rows: list[dict[str, str]], *rules: Rule, line: str = "Unit: million") -> list[tuple[str, object]]:
        made = table(rows)
        made.above = (line,)
        ruleset = RuleSet("made", rules, Layout(), {}, FigureSpec(Declared()))
        return [(note.key, note.values.get("lines")) for note in apply(made, ruleset)[0].notes]

    rows = [{"a": "1200", "b": "1300", "t": "2501"}]
    assert notes(rows, SUM) == [("confront.unit_rounded", '"Unit: million"')]
    assert notes(rows, SUM, line="Budget") == [("confront.whole_exact", None)]
    assert notes(rows, rule("part_of", part="a", whole="t")) == []
    assert notes([{"a": "1.2", "b": "1.3", "t": "2.5"}], SUM) == []


def test_a_label_that_is_left_out_and_occurs_nowhere_is_said() -> None:
    audit = named(("A", "10"), ("B", "20"), ("Total", "30"), over="place", ignore="Bzz")
    assert [(note.key, note.values["label"]) for note in audit.notes] == [("confront.ignored_nowhere", "Bzz")]


def test_a_tree_by_code_may_stand_under_parents() -> None:
    rows = [{"code": code, "v": value} for code, value in (("1", "30"), ("11", "10"), ("12", "25"))]
    assert outcomes(check(rows, rule("hierarchy", over="code", parents={"by_code": "prefix"}))) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (rule("hierarchy", over="a", parents={"1": ["2", "2"]}), "kinds.child_twice"),
        (rule("one_of", columns="a", expected="codes.csv"), "kinds.expected_list"),
        (rule("complete", columns="a", expected="North, South"), "kinds.expected_list"),
        (rule("formula", check="t = a / 0"), "kinds.zero_divisor"),
    ],
)
def test_rules_that_can_only_be_a_mistake_are_refused(made: Rule, key: str) -> None:
    audit = check([{"a": "1", "b": "2", "t": "3"}], made)
    assert [problem.message.key for problem in audit.problems] == [key]


def test_findings_have_ids_that_change_only_with_what_was_found() -> None:
    rows = [{"a": "1", "b": "2", "t": "4"}, {"a": "1", "b": "2", "t": "5"}]
    first, again = check(rows, SUM), check(list(rows), SUM)
    assert [f.id for f in first.findings] == [f.id for f in again.findings]
    assert len({f.id for f in first.findings}) == 2
    moved = check([{"a": "9", "b": "9", "t": "18"}, *rows], SUM)
    assert [f.id for f in moved.findings] == [f.id for f in first.findings]


def test_order_of_rules_does_not_change_what_is_found() -> None:
    other = rule("part_of", part="a", whole="b")
    rows = [{"a": "5", "b": "2", "t": "4"}, {"a": "1", "b": "2", "t": "5"}]
    one, two = check(rows, SUM, other), check(rows, other, SUM)
    assert {f.id for f in one.findings} == {f.id for f in two.findings}
    assert {o.outcome for o in one.undecided} <= {Outcome.UNDECIDED}


def test_two_neighbouring_statements_of_one_unit_are_two_values() -> None:
    made = table([{"a": "1", "b": "2", "t": "3"}])
    made.columns, made.rows, made.shape = ("a", "b", "t", "t"), [["4.20", "5.00", "9.20", "9.21"]], "record"
    audit, _ = apply(made, RuleSet("made", (SUM,), Layout(), {}, FigureSpec(Declared())))
    assert {f.confrontation.edit.rule.id for f in audit.findings} == {"stated-twice"}


def test_a_running_number_does_not_make_every_row_its_own_series() -> None:
    rows = [{"id": str(n), "day": f"2024-01-0{n}", "v": str(10 * n), "new": "4"} for n in range(1, 8)]
    series = rule("series", figure="v", over="day", change="new")
    assert outcomes(check(rows, series)) == (0, 6, 0, 1)
    told = check(rows, rule("series", figure="v", over="day", change="new", by=("id",)))
    assert reasons(told) == ["confront.no_series"]


def test_a_number_before_the_label_is_not_taken_for_the_label() -> None:
    rows = [
        {"no": "", "place": "Total", "x": "30"},
        {"no": "1", "place": "A", "x": "10"},
        {"no": "2", "place": "B", "x": "20"},
    ]  # fmt: skip
    assert outcomes(check(rows, rule("totals"))) == (1, 0, 0, 0)


def test_when_chooses_the_records_that_are_counted() -> None:
    rows = [{"k": "A", "status": s, "v": "1"} for s in ("draft", "final", "final")]
    unique = rule("unique", columns=("k",), when="status = final")
    assert outcomes(check(rows, unique))[:2] == (0, 1)
    assert outcomes(check(rows[:2], unique))[:2] == (1, 0)
    years = [{"province": "N", "year": "2022"}, {"province": "S", "year": "2022"}, {"province": "N", "year": "2023"}]
    complete = rule("complete", columns=("province",), expected=["N", "S"], when="year = 2023")
    assert outcomes(check(years, complete))[:2] == (1, 1)


def test_when_compares_numbers_as_rules_read_them() -> None:
    rows = [{"y": "12.000", "a": "1", "b": "2", "t": "9"}]
    asked = rule("sum", parts=("a", "b"), total="t", when="y >= 10000")
    vietnamese = Declared(format=NumberFormat(",", "."))
    assert outcomes(check(rows, asked, default=vietnamese)) == (0, 1, 0, 0)
    assert reasons(check(rows, asked)) == ["confront.when_unclear"]


def test_a_count_compared_with_a_quotient_stays_a_count() -> None:
    majority = rule("formula", check="yes > members / 2")
    assert outcomes(check([{"yes": "50", "members": "100"}], majority)) == (0, 1, 0, 0)
    seats = rule("sum", parts=("a", "b", "c"), total="500")
    assert outcomes(check([{"a": "200", "b": "199", "c": "100"}], seats)) == (0, 1, 0, 0)


def test_headings_take_part_in_nothing() -> None:
    made = table(
        [
            {"place": p, "v": v}
            for p, v in zip(("North:", "A", "B", "South:", "C"), ("", "1", "2", "", "3"), strict=True)
        ]
    )
    made.shape = None
    allowed = rule("one_of", columns=("place",), expected=["A", "B", "C"])
    audit, _ = apply(made, RuleSet("made", (allowed,), Layout(), {}, FigureSpec(Declared())))
    assert [record.heading for record in audit.document.records] == [True, False, False, True, False]
    assert outcomes(audit)[:2] == (3, 0)


def test_complete_does_not_say_that_an_undeclared_dash_is_missing() -> None:
    assert reasons(check([{"a": "-"}], rule("complete", figures=("a",)))) == ["confront.unclear_marker"]


def test_a_figure_says_its_own_precision_over_the_file() -> None:
    rows = [{"a": "11", "b": "23", "t": "35"}]
    own = {name: Declared(exact=False, decimals=0) for name in "abt"}
    assert outcomes(check(rows, SUM, default=Declared(exact=True), figures=own)) == (1, 0, 0, 0)
    tenths = {name: Declared(decimals=1) for name in "abt"}
    loose = Declared(rounded_to=10)
    assert outcomes(check([{"a": "1.0", "b": "2.0", "t": "4.0"}], SUM, default=loose, figures=tenths)) == (0, 1, 0, 0)


def test_a_tolerance_counts_printed_units() -> None:
    thousand = Declared(scale=1000, whole_numbers="exact")
    rows = [{"a": "1", "b": "2", "t": "4"}]
    for tolerance, failed in (("1", 0), ("0.5", 1)):
        audit = check(rows, rule("sum", parts=("a", "b"), total="t", tolerance=tolerance), default=thousand)
        assert audit.tallies[0].failed == failed


def test_what_is_told_is_the_difference_and_not_what_is_left_of_it() -> None:
    audit = check([{"a": "100", "b": "200", "t": "312"}], rule("sum", parts=("a", "b"), total="t", tolerance="5"))
    missed = audit.findings[0].confrontation.imbalance
    assert missed is not None
    assert (missed.lo, missed.hi) == (12, 12)


def test_a_guess_is_weighed_after_rounding_and_by_its_own_rule() -> None:
    names = [f"c{n}" for n in range(12)]
    rows = [{"place": p, **{c: str(base + 7 * n) for n, c in enumerate(names)}} for p, base in (("A", 11), ("B", 23))]
    total = {"place": "Total", **{c: str(34 + 14 * n + (n % 3 > 0)) for n, c in enumerate(names)}}
    audit = check([total, *rows], rule("totals"))
    assert outcomes(audit)[:3] == (12, 0, 0)


def test_a_guessed_total_that_is_no_larger_than_a_part_may_be_a_mean() -> None:
    rows = [
        {"place": "A", "staff": "10", "price": "19"}, {"place": "B", "staff": "20", "price": "15"},
        {"place": "Total", "staff": "30", "price": "17"},
    ]  # fmt: skip
    assert reasons(check(rows, rule("totals"))) == ["confront.no_total"]


def test_findings_that_are_alike_have_ids_of_their_own() -> None:
    audit = check([{"a": "1", "b": "2", "t": "9"}] * 3, SUM)
    assert len({finding.id for finding in audit.findings}) == 3


def test_a_ratio_printed_in_per_cent_is_compared_in_per_cent() -> None:
    stated = rule("ratio", ratio="p", numerator="a", denominator="b")
    assert outcomes(check([{"p": "62.5 %", "a": "20", "b": "32"}], stated)) == (1, 0, 0, 0)
    assert outcomes(check([{"p": "0.625", "a": "20", "b": "32"}], stated)) == (1, 0, 0, 0)


def test_a_rule_that_cannot_be_planned_keeps_no_other_from_its_work() -> None:
    many = rule("equal", figures=("c*",))
    row = {f"c{n}": "1" for n in range(300)} | {"a": "1", "b": "2", "t": "3"}
    audit = check([row], many, SUM)
    assert [problem.message.key for problem in audit.problems] == ["kinds.too_many"]
    assert audit.tallies[1].held == 1


def test_whole_numbers_that_are_said_to_be_rounded_are_rounded_to_what_divides_them_all() -> None:
    rows = [{"a": str(500 + 100 * n), "b": "2300", "t": str(2900 + 100 * n)} for n in range(12)]
    audit = check(rows, SUM, default=Declared(whole_numbers="rounded"))
    assert outcomes(audit) == (12, 0, 0, 0)
    assert [note.key for note in audit.notes] == ["confront.whole_unit"]
    few = check(rows[:2], SUM, default=Declared(whole_numbers="rounded"))
    assert few.tallies[0].failed == 2


def test_a_range_that_lacks_a_member_is_no_smaller_range() -> None:
    row = {"p_2011": "50", "p_2012": "60", "p2013": "920"}
    audit = check([row], rule("range", figures="p_2011..2013", min="0", max="100"))
    assert reasons(audit) == ["confront.not_in_file_near"]


def test_negative_columns_are_no_counts() -> None:
    part_of = rule("part_of", part="tmin", whole="tmax")
    assert outcomes(check([{"tmin": "-5", "tmax": "-3"}, {"tmin": "-7", "tmax": "2"}], part_of)) == (2, 0, 0, 0)
    assert outcomes(check([{"tmin": "-5", "tmax": "3"}, {"tmin": "1", "tmax": "2"}], part_of)) == (1, 1, 0, 0)


def test_a_group_that_lacks_a_row_of_the_others_is_undecided() -> None:
    rows = [
        {"y": y, "r": r, "v": v}
        for y in "1234"
        for r, v in (("A", "1"), ("B", "2"), ("Total", "3"))
        if (y, r) != ("4", "B")
    ]
    audit = check(rows, rule("totals", over="r", by=("y",)))
    assert outcomes(audit) == (3, 0, 1, 0)
    assert reasons(audit) == ["confront.row_missing"]


def test_complete_breakdowns_each_make_the_total() -> None:
    labels = ("TỔNG SỐ", "Phân theo giới tính", "Nam", "Nữ", "Phân theo thành thị, nông thôn", "Thành thị", "Nông thôn")
    made = table([{"place": p, "v": v} for p, v in zip(labels, ("9", "", "4", "5", "", "3", "7"), strict=True)])
    made.shape = None
    ruleset = RuleSet("made", (rule("totals", over="place"),), Layout(), {}, FigureSpec(Declared()))
    audit, _ = apply(made, ruleset)
    assert outcomes(audit) == (1, 1, 0, 0)


def test_davon_stands_above_all_parts_and_darunter_above_some() -> None:
    def found(word: str) -> tuple[int, ...]:
        row = {"Kreis": "A", "Insgesamt": "35", f"{word} / männlich": "10", f"{word} / weiblich": "20"}
        rows = [row, {**row, "Kreis": "B", "Insgesamt": "30"}, {**row, "Kreis": "C", "Insgesamt": "30"}]
        return outcomes(check(rows, rule("totals", columns="auto")))

    assert found("davon") == (2, 1, 0, 0)
    assert found("darunter") == (0, 0, 0, 0)


def test_complete_looks_for_the_expected_texts_of_a_figure_too() -> None:
    rows = [{"id": "1", "a": "2"}, {"id": "2", "a": "3"}]
    assert outcomes(check(rows, rule("complete", figures=("id",), expected=["1", "2", "3"])))[:2] == (2, 1)


def test_only_what_is_divided_by_is_named() -> None:
    audit = check([{"p": "0 %", "a": "0", "b": "0"}], rule("share", part="a", whole="b", percent="p"))
    assert audit.undecided[0].reason is not None
    assert audit.undecided[0].reason.values == {"names": "b"}


def test_a_total_below_all_its_parts_is_no_mean() -> None:
    def audited(wrong: str) -> tuple[int, ...]:
        rows = [
            {"region": "North", "a": "1", "b": "2", "c": "500"},
            {"region": "South", "a": "3", "b": "4", "c": "800"},
            {"region": "Total", "a": "4", "b": "6", "c": wrong},
        ]
        return outcomes(check(rows, rule("totals")))

    assert audited("130") == (2, 1, 0, 0)
    assert audited("1330") == (2, 1, 0, 0)
    assert audited("650") == (2, 0, 1, 0)


def test_a_guess_that_holds_for_most_groups_may_fail_in_one() -> None:
    rows = [
        {"year": str(2000 + n), "place": place, "v": value}
        for n in range(6)
        for place, value in (("A", "10"), ("B", "25"), ("Total", "35" if n else "53"))
    ]
    assert outcomes(check(rows, rule("totals"), layout=Layout(key=("year", "place"))))[:2] == (5, 1)


def test_a_neighbouring_year_is_no_misspelling() -> None:
    _, unbound = apply(
        table([{"admitted_2013": "1", "total": "3"}]),
        RuleSet("made", (rule("part_of", part="admitted_2014", whole="total", optional=True),), Layout(), {},
                FigureSpec(Declared())),
    )  # fmt: skip
    assert not unbound["made.csv"]["part_of"].suspect
    _, unbound = apply(
        table([{"turnout_prc": "1", "total": "3"}]),
        RuleSet("made", (rule("part_of", part="turnout_pct", whole="total", optional=True),), Layout(), {},
                FigureSpec(Declared())),
    )  # fmt: skip
    assert unbound["made.csv"]["part_of"].suspect


@pytest.mark.parametrize("code", ["NA", "x", "c", "VN"])
def test_when_takes_a_code_for_a_code_though_it_is_a_marker_elsewhere(code: str) -> None:
    rows = [{"country": code, "a": "1", "b": "2", "t": "9"}, {"country": "QQ", "a": "1", "b": "2", "t": "3"}]
    assert outcomes(check(rows, rule("sum", parts=("a", "b"), total="t", when=f"country = {code}"))) == (0, 1, 0, 1)


def test_when_speaks_of_what_is_printed() -> None:
    rows = [{"pop": "5", "a": "1", "b": "2", "t": "9"}]
    asked = rule("sum", parts=("a", "b"), total="t", when="pop > 6")
    assert outcomes(check(rows, asked, figures={"pop": Declared(scale=1000)})) == (0, 0, 0, 1)


def test_a_member_of_a_range_may_be_optional_and_may_have_a_unit() -> None:
    row = {"a_2011": "1", "a_2012": "2", "a_2014": "3", "total": "6"}
    optional = rule("sum", parts=("a_2011..2014",), total="total", optional=("a_2013",))
    assert outcomes(check([row], optional)) == (1, 0, 0, 0)
    weighed = {"m_09": "1", "m_10 (kg)": "2", "m_11": "3", "total": "6"}
    assert outcomes(check([weighed], rule("sum", parts=("m_09..11",), total="total"))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "check_line",
    [
        "growth = now / before * 100 - 100",
        "growth = 100 * (now - before) / before",
        "growth = 100 * now / before - 100",
    ],
)
def test_whole_percentages_are_rounded_however_the_formula_is_written(check_line: str) -> None:
    growth = rule("formula", check=check_line)
    assert outcomes(check([{"before": "800", "now": "898", "growth": "12"}], growth)) == (1, 0, 0, 0)
    assert outcomes(check([{"before": "800", "now": "898", "growth": "13"}], growth)) == (0, 1, 0, 0)


def test_what_is_left_of_a_comparison_when_a_figure_is_absent() -> None:
    (tally,) = check([{"a": "1"}], rule("equal", figures=("a", "b"), optional=("b",))).tallies
    assert tally.unbound
    (tally,) = check([{"a_1": "1"}], rule("ascending", figures=("a_*",))).tallies
    assert tally.unbound
    audit = check([{"a": "1"}], rule("equal", figures=("a",)))
    assert [problem.message.key for problem in audit.problems] == ["kinds.two_figures"]


def test_a_small_panel_keeps_its_series_apart() -> None:
    rows = [
        {"province": p, "year": y, "v": v, "ch": c}
        for p, y, v, c in (("A", "2020", "10", ""), ("A", "2021", "14", "4"), ("B", "2020", "20", ""),
                           ("B", "2021", "29", "4"), ("C", "2021", "30", ""))
    ]  # fmt: skip
    assert outcomes(check(rows, rule("series", figure="v", over="year", change="ch")))[:2] == (1, 1)


def test_a_period_that_occurs_twice_is_the_one_that_is_named() -> None:
    years = [("A", year) for year in ("2020", "2021", "2023", "2022", "2022")]
    rows = [{"province": p, "year": y, "v": "5", "ch": "0"} for p, y in [("B", "2020"), ("B", "2021"), *years]]
    audit = check(rows, rule("series", figure="v", over="year", change="ch"))
    told = {one.edit.record.key["year"]: one.reason and one.reason.values["at"] for one in audit.undecided}
    assert told == {"2022": "2022", "2023": "2022"}


def test_an_alias_may_be_optional() -> None:
    male = FigureSpec(Declared(), "male", aliases=("Nam",))
    rules = (rule("sum", parts=("Nam", "Nu"), total="t", optional=("Nam",)),)
    audit, _ = apply(table([{"Nam": "", "Nu": "3", "t": "3"}]),
                     RuleSet("made", rules, Layout(), {"male": male}, FigureSpec(Declared())))  # fmt: skip
    assert outcomes(audit) == (1, 0, 0, 0)


def test_one_sum_seen_by_three_rules_is_one_piece_of_evidence() -> None:
    rows = [{"a": "11", "b": "23", "t": "35"}, {"a": "12", "b": "23", "t": "35"}]
    three = [rule("sum", parts=("a", "b"), total="t")._replace(id=f"s{n}") for n in range(3)]
    assert [tally.failed for tally in check(rows, *three).tallies] == [1, 1, 1]


def sectioned(*rows: tuple[str, str, str]) -> Audit:
    made = table([{"place": place, "v": v, "w": w} for place, v, w in rows])
    made.shape = None
    ruleset = RuleSet("made", (rule("totals", over="place", total="Total"),), Layout(), {}, FigureSpec(Declared()))
    return apply(made, ruleset)[0]


def test_the_rows_before_the_first_breakdown_make_the_total_too() -> None:
    audit = sectioned(
        ("Total", "100", "150"), ("North", "40", "60"), ("South", "60", "99"),
        ("By type", "", ""), ("State", "10", "10"), ("Private", "90", "140"),
    )  # fmt: skip
    assert outcomes(audit)[:3] == (3, 1, 0)


def test_davon_below_a_total_is_a_complete_breakdown() -> None:
    audit = sectioned(
        ("Total", "830", "832"), ("davon:", "", ""), ("Bayern", "330", "342"), ("Hessen", "500", "500"),
        ("nach Geschlecht:", "", ""), ("Männer", "400", "400"), ("Frauen", "430", "432"),
    )  # fmt: skip
    assert outcomes(audit)[:3] == (3, 1, 0)


def test_what_only_stands_below_of_which_is_told() -> None:
    made = table([
        {"place": p, "v": v} for p, v in (("Total", "10"), ("Of which", ""), ("A", "3"), ("B", "4"), ("C", "2"))
    ])  # fmt: skip
    made.shape = None
    audit, _ = apply(made, RuleSet("made", (rule("totals"),), Layout(), {}, FigureSpec(Declared())))
    assert reasons(audit) == ["confront.no_parts"]


def test_declared_parts_are_looked_for_in_all_sections() -> None:
    made = table([
        {"place": p, "v": v}
        for p, v in (("Total", "10"), ("By sex", ""), ("Men", "3"), ("Women", "7"), ("By area", ""), ("Urban", "4"),
                     ("Rural", "5"))
    ])  # fmt: skip
    made.shape = None
    parts = rule("totals", over="place", total="Total", parts=("Urban", "Rural"))
    audit, _ = apply(made, RuleSet("made", (parts,), Layout(), {}, FigureSpec(Declared())))
    assert outcomes(audit) == (0, 1, 0, 0)


def test_one_digit_too_many_in_one_of_many_years_is_found() -> None:
    years = [str(year) for year in range(2019, 2024)]
    rows = [
        {"place": "Total", **dict(zip(years, ("3000", "3300", "3600", "3900", "4200"), strict=True))},
        {"place": "A", **dict(zip(years, ("1000", "1100", "1200", "1300", "1400"), strict=True))},
        {"place": "B", **dict(zip(years, ("2000", "2200", "24000", "2600", "2800"), strict=True))},
    ]
    assert outcomes(check(rows, rule("totals"))) == (4, 1, 0, 0)


def test_the_key_of_a_long_table_is_counted_like_any_column() -> None:
    rows = [{"province": p, "indicator": "pop", "value": v} for p, v in (("A", "1"), ("B", "2"), ("X", "3"))]
    made = table(rows)
    layout = Layout(figure="indicator", value="value", key=("province",))
    rules = (
        rule("complete", columns=("province",), expected=["A", "B", "C"]),
        rule("one_of", columns=("province",), expected=["A", "B"]),
    )
    audit, _ = apply(made, RuleSet("made", rules, layout, {}, FigureSpec(Declared())))
    assert [(t.held, t.failed, t.undecided) for t in audit.tallies] == [(2, 1, 0), (2, 1, 0)]


def test_headers_in_different_units_are_read_both_ways() -> None:
    part = rule("part_of", part="Women (thousand)", whole="Total (million)")
    row = {"Women (thousand)": "500", "Total (million)": "1.0"}
    assert outcomes(check([row], part)) == (1, 0, 0, 0)
    assert outcomes(check([{**row, "Women (thousand)": "1500"}], part)) == (0, 1, 0, 0)


def test_a_column_that_numbers_the_rows_is_no_figure_and_no_note() -> None:
    rows = [
        {"STT": "", "place": "Total", "v": "3"},
        {"STT": "1", "place": "A", "v": "1"},
        {"STT": "2", "place": "B", "v": "2"},
    ]
    audit = check(rows, rule("totals"))
    assert (outcomes(audit), audit.notes) == ((1, 0, 0, 0), [])
