"""Which figure is wrong and what it should have been, told as its users meet it: reports in, causes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

import dvaudit
from dvaudit import cli
from dvaudit.report import Cause, Report

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
PACK = ROOT / "rules" / "party-membership.yml"
TWO_SUMS = ("t = a + b", "s = b + c")

Row = dict[str, str]


class Told(NamedTuple):
    """What is said of a cause: how sure, about which rules, its suspects, its corrections as figure and text."""

    confidence: str
    rules: tuple[str, ...]
    suspects: tuple[tuple[str, ...], ...]
    corrections: tuple[Row, ...] = ()


def told(cause: Cause) -> Told:
    return Told(
        cause.confidence,
        tuple(dict.fromkeys(finding.confrontation.edit.rule.id for finding in cause.findings)),
        tuple(tuple(spot.figure.name for spot in suspect.spots) for suspect in cause.suspects),
        tuple(
            {spot.figure.name: text for spot, text in zip(suspect.spots, one.texts, strict=True)}
            for suspect, one in cause.corrections
        ),
    )


def audited(row: Mapping[str, str] | Sequence[Mapping[str, str]], *lines: str) -> Report:
    report = dvaudit.audit([row] if isinstance(row, Mapping) else row, lines=lines)
    assert report.problems == []
    return report


def causes(row: Mapping[str, str] | Sequence[Mapping[str, str]], *lines: str) -> list[Told]:
    return [told(cause) for cause in audited(row, *lines).causes]


def corrected(row: Mapping[str, str], *lines: str) -> Row:
    """The one correction that is told with high confidence; the report that it leads to has no findings."""
    (cause,) = causes(row, *lines)
    assert cause.confidence == "high"
    (correction,) = cause.corrections
    assert not any(audit.findings for audit in audited({**row, **correction}, *lines).audits)
    return correction


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., Report]:
    """Audits records with a rule file of this text."""

    def audit(text: str, *rows: Mapping[str, str]) -> Report:
        path = tmp_path / "rules.yml"
        path.write_text(f"dvaudit: 1\n{text}", encoding="utf-8")
        return dvaudit.audit(rows, path)

    return audit


@pytest.mark.parametrize(
    ("sample", "rules", "group"),
    [
        ("party-membership.csv", PACK, ","),
        ("party-membership.json", PACK, ","),
        ("party-membership-vi.csv", PACK, "."),
        ("party-membership-long.csv", SAMPLES / "party-membership-long.yml", ","),
    ],
)
def test_the_founding_report_has_one_likely_typing_error_and_one_open_question(
    sample: str, rules: Path, group: str
) -> None:
    report = dvaudit.audit(SAMPLES / sample, rules)
    assert sum(len(audit.findings) for audit in report.audits) == 3
    minority, admissions = report.causes

    assert told(minority) == Told(
        "high",
        ("minority-part", "minority-share"),
        (("members_minority",),),
        ({"members_minority": f"43{group}137"},),
    )
    assert minority.suspects[0].spots[0].figure.raw == f"443{group}137"
    assert not minority.hints

    years = tuple((f"admitted_{year}",) for year in range(2011, 2015))
    assert told(admissions) == Told("low", ("admissions-sum",), years)
    (total,) = admissions.cleared
    assert total.spot.figure.name == "admitted_total"
    assert [one.edit.rule.id for one in total.confirmed] == ["minority-admitted", "farmers-admitted"]
    (hint,) = admissions.hints
    assert (hint.kind, hint.size and hint.size.lo, hint.size and hint.size.hi) == ("missing_part", 3316, 3316)


def test_the_command_line_says_it_in_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert cli.run(["check", str(SAMPLES / "party-membership.csv"), "--rules", str(PACK), "--lang", "en"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "members_minority 443,137 is probably 43,137 confidence: high" in out
    assert "43,137 <= 46,706, and 43,137 / 46,706 = 92.36 %" in out
    assert "3,316 less confidence: low" in out
    assert "12,133 is confirmed by two percentages (93.63 %, 44.09 %)" in out
    assert "a missing part of 3,316" in out
    assert "3 discrepancies, 2 causes, 1 correction proposed" in out
    assert "No file was changed." in out


def test_a_missing_part_that_the_report_has_is_named() -> None:
    row = {
        "t": "12,133", "a": "2,206", "b": "1,967", "c": "2,334", "d": "2,310", "earlier": "3,316", "all": "20,000",
        "share": "16.58 %",
    }  # fmt: skip
    (cause,) = audited(row, "t = a + b + c + d", "share = earlier / all in %").causes
    assert [spot.figure.name for hint in cause.hints for spot in hint.spots] == ["earlier"]


# --- the number format of the source is kept


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"a": "11.111", "b": "443.137", "t": "54.248", "c": "22.222", "s": "65.359"}, "43.137"),
        ({"a": "11 111", "b": "443 137", "t": "54 248", "c": "22 222", "s": "65 359"}, "43 137"),
        (
            {
                "a": "11\u202f111",
                "b": "443\u202f137",
                "t": "54\u202f248",
                "c": "22\u202f222",
                "s": "65\u202f359",
            },
            "43\u202f137",
        ),
        ({"a": "1,11,111", "b": "44,43,137", "t": "5,54,248", "c": "2,22,222", "s": "6,65,359"}, "4,43,137"),
        ({"a": "1'111", "b": "4'331", "t": "5'424", "c": "2'222", "s": "6'535"}, "4'313"),
        ({"a": "1.111,5", "b": "4.331,5", "t": "5.425,0", "c": "2.222,5", "s": "6.536,0"}, "4.313,5"),
        ({"a": "10,11 %", "b": "292,36 %", "t": "102,47 %", "c": "1,25 %", "s": "93,61 %"}, "92,36 %"),
        ({"a": "21.11 million", "b": "83.15 million", "t": "59.26 million", "c": "14.22 million",
          "s": "52.37 million"}, "38.15 million"),
        ({"a": "1,111", "b": "(123)", "t": "1,234", "c": "222", "s": "345"}, "123"),
        ({"a": "1,111", "b": "123", "t": "988", "c": "222", "s": "99"}, "-123"),
        ({"a": "1,111", "b": "4,331*", "t": "5,424", "c": "2,222", "s": "6,535"}, "4,313*"),
        ({"a": "1,111", "b": "4,331 (2)", "t": "5,424", "c": "2,222", "s": "6,535"}, "4,313 (2)"),
    ],
)  # fmt: skip
def test_a_correction_is_printed_as_the_source_prints(row: Row, text: str) -> None:
    assert corrected(row, *TWO_SUMS) == {"b": text}


def test_a_round_number_is_never_told_in_scientific_form() -> None:
    rules = ("t = a + b", "p = b / t in %", "q = a / t in %")
    row = {"t": "110000", "a": "40000", "b": "60000", "p": "60.00 %", "q": "40.00 %"}
    assert corrected(row, *rules) == {"t": "100000"}
    row = {"t": "100000", "a": "40000", "b": "70000", "p": "63.64 %", "q": "36.36 %"}
    assert corrected(row, *rules) == {"t": "110000"}


# --- what trips other tools


@pytest.mark.parametrize("digits", [5, 8, 12, 17, 40])
def test_figures_of_any_size_are_exact(digits: int) -> None:
    true = {name: ("123456789" * 5)[start : start + digits] for name, start in (("a", 0), ("b", 3), ("c", 5))}
    sums = {"t": str(int(true["a"]) + int(true["b"])), "s": str(int(true["b"]) + int(true["c"]))}
    assert corrected({**true, **sums, "b": true["b"][1::-1] + true["b"][2:]}, *TWO_SUMS) == {"b": true["b"]}
    off_by_one = {**true, **sums, "b": str(int(true["b"]) + 1)}
    assert [one.suspects for one in causes(off_by_one, *TWO_SUMS)] == [(("b",),)] or digits < 6


def test_a_sign_is_found() -> None:
    row = {"profit": "1,250", "revenue": "8,400", "cost": "9,650", "margin": "-14.88 %"}
    assert corrected(row, "profit = revenue - cost", "margin = profit / revenue in %") == {"profit": "-1,250"}


def test_fewest_figures_explain_where_one_part_is_in_two_sums() -> None:
    row = {"t": "43,137", "a": "20,000", "b": "21,337", "s": "30,000", "c": "6,863"}
    assert causes(row, *TWO_SUMS) == [Told("high", ("t-a-b", "s-b-c"), (("b",),), ({"b": "23,137"},))]


def test_a_total_that_is_stated_twice_is_not_to_blame() -> None:
    row = {"t": "43,137", "again": "43,137", "a": "20,000", "b": "21,337"}
    (cause,) = causes(row, "t = a + b", "again = a + b")
    assert set(cause.suspects) == {("a",), ("b",)}
    assert cause.corrections == ({"b": "23,137"},)


def test_saying_a_rule_twice_is_no_second_witness() -> None:
    row = {"t": "110,000", "a": "40,123", "b": "60,000"}
    assert causes(row, "t = a + b") == [one._replace(rules=("t-a-b",)) for one in causes(row, "t = a + b", "a + b = t")]


def test_what_explains_equally_well_is_told_as_a_tie_and_never_drawn() -> None:
    row = {"t": "110000", "a": "40000", "b": "60000"}
    (cause,) = causes(row, "t = a + b")
    assert cause.confidence == "low"
    assert set(cause.suspects) == {("t",), ("a",), ("b",)}
    assert sorted(map(str, cause.corrections)) == ["{'a': '50000'}", "{'b': '70000'}", "{'t': '100000'}"]
    assert all(causes(row, "t = a + b") == [cause] for _ in range(5))


HELD_TOGETHER = (
    "first = a + b", "second = c + d", "total = first + second",
    "pa = a / z in %", "pb = b / z in %", "pc = c / z in %", "pd = d / z in %",
)  # fmt: skip
APART = {
    "a": "12345", "b": "23456", "c": "34567", "d": "45678", "z": "1000000", "pa": "1.2345 %", "pb": "2.3456 %",
    "pc": "3.4567 %", "pd": "4.5678 %", "first": "35801", "second": "80245", "total": "116046",
}  # fmt: skip


def test_two_subtotals_that_only_a_rule_that_holds_connects_are_one_cause() -> None:
    assert causes(APART, *HELD_TOGETHER) == []
    moved = {**APART, "first": "36831", "second": "79215"}
    (cause,) = causes(moved, *HELD_TOGETHER)
    assert cause == Told("medium", ("first-a-b", "second-c-d"), (("first", "second"),))
    exchanged = {**APART, "first": "80245", "second": "35801"}
    assert corrected(exchanged, *HELD_TOGETHER) == {"first": "35801", "second": "80245"}


def test_a_trusted_figure_is_never_suspected(said: Callable[..., Report]) -> None:
    row = {"t": "443137", "a": "20000", "b": "23137"}
    (cause,) = said("figures:\n  t: {trusted: true}\nrules:\n  - t = a + b\n", row).causes
    assert set(told(cause).suspects) == {("a",), ("b",)}
    everything = "figures:\n" + "".join(f"  {name}: {{trusted: true}}\n" for name in row)
    (cause,) = said(f"{everything}rules:\n  - t = a + b\n", row).causes
    assert told(cause) == Told("low", ("t-a-b",), ())


def test_a_heavier_figure_is_suspected_later(said: Callable[..., Report]) -> None:
    row = {"t": "443137", "a": "20000", "b": "23137"}
    (cause,) = said("figures:\n  t: {weight: 5}\n  a: {weight: 2}\nrules:\n  - t = a + b\n", row).causes
    assert told(cause).suspects == (("b",),)
    # Two light figures together weigh less than one heavy one that would explain both rules.
    row = {"t": "43137", "a": "20000", "b": "21337", "s": "30000", "c": "6863"}
    rules = "rules:\n  - t = a + b\n  - s = b + c\n"
    (cause,) = said(f"figures:\n  b: {{weight: 2}}\n{rules}", row).causes
    assert ("b",) in told(cause).suspects
    assert ("t", "s") in told(cause).suspects
    found = said(f"figures:\n  b: {{weight: 3}}\n{rules}", row).causes
    assert not any("b" in names for cause in found for names in told(cause).suspects)


def test_what_rules_leave_no_value_for_has_no_suspect(said: Callable[..., Report]) -> None:
    report = said("figures:\n  a: {trusted: true}\n  b: {trusted: true}\nrules:\n  - t = a + b\n  - t = a - b\n",
                  {"t": "50", "a": "40", "b": "20"})  # fmt: skip
    (cause,) = report.causes
    assert (cause.confidence, cause.suspects, cause.corrections) == ("low", (), ())


# --- rounding


def test_sums_that_miss_by_rounding_are_one_cause_with_both_lines_to_choose_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sums = [(1234 + 77 * n, 4321 + 31 * n) for n in range(20)]
    rows = "".join(f"{a},{b},{a + b + (n in (3, 13))}\n" for n, (a, b) in enumerate(sums))
    (tmp_path / "table.csv").write_text(f"a,b,t\n{rows}", encoding="utf-8")
    (cause,) = dvaudit.audit(tmp_path / "table.csv", lines="t = a + b").causes
    assert cause.pattern is not None
    assert (cause.pattern.kind, len(cause.findings), cause.corrections) == ("rounding", 2, ())
    cli.run(["check", str(tmp_path / "table.csv"), "-c", "t = a + b", "--lang", "en"])
    out = capsys.readouterr().out
    assert "whole_numbers: rounded" in out
    assert "whole_numbers: exact" in out


# --- figures that say less than a number


@pytest.mark.parametrize("mark", ["more than 5,000", "over 5,000", "> 5,000", "at least 5,000", "hơn 5,000"])
def test_more_than_is_never_taken_for_a_number(mark: str) -> None:
    row = {"a": mark, "b": "43,137", "t": "47,000", "s": "53,137", "c": "10,000"}
    (cause,) = causes(row, *TWO_SUMS)
    assert cause.confidence != "high"
    assert causes({**row, "t": "50,000"}, *TWO_SUMS) == []


@pytest.mark.parametrize("blank", ["", "..", "n/a", "…"])
def test_what_is_missing_is_neither_wrong_nor_zero(blank: str) -> None:
    row = {"a": blank, "b": "23,137", "t": "43,137", "s": "30,000", "c": "6,863"}
    assert causes(row, *TWO_SUMS) == []
    (cause,) = causes({**row, "b": "21,337"}, *TWO_SUMS)
    assert cause.rules == ("s-b-c",)
    assert cause.confidence != "high"
    assert set(cause.suspects) == {("b",), ("s",), ("c",)}


def test_a_confidential_figure_is_not_suspected() -> None:
    (cause,) = causes({"a": "c", "b": "23,137", "t": "20,000"}, "t = a + b")
    assert set(cause.suspects) == {("b",), ("t",)}
    assert cause.confidence == "low"


def test_a_blank_that_counts_as_zero_may_be_what_was_left_out(said: Callable[..., Report]) -> None:
    rule = "rules:\n  - {kind: sum, total: t, parts: [a, b], missing: zero}\n"
    (cause,) = said(rule, {"t": "43137", "a": "20000", "b": ""}).causes
    assert ("b",) in told(cause).suspects
    assert cause.confidence != "high"


def test_a_point_that_may_be_a_thousands_sign_makes_nothing_certain() -> None:
    assert causes({"a": "46.706", "b": "43.137", "c": "3.569"}, "a = b + c") == []
    found = causes({"a": "46.706", "b": "43.317", "c": "3.569"}, "a = b + c")
    assert [(one.confidence, one.corrections) for one in found] == [("medium", ({"b": "43.137"},))]


@pytest.mark.parametrize("wrong", [0, 1])
def test_of_a_figure_that_is_stated_twice_the_rules_tell_which_statement_is_right(tmp_path: Path, wrong: int) -> None:
    stated = ["5,424", "5,424"]
    stated[wrong] = "5,442"
    lines = ["name,value", f'total,"{stated[0]}"', 'a,"1,111"', 'b,"4,313"', f'total,"{stated[1]}"']
    (tmp_path / "report.csv").write_text("\n".join(lines), encoding="utf-8")
    (cause,) = dvaudit.audit(tmp_path / "report.csv", lines="total = a + b").causes
    (suspect,) = cause.suspects
    (spot,) = suspect.spots
    assert (spot.figure.raw, spot.figure.cells[0].locate().line) == ("5,442", (2, 5)[wrong])
    assert [one.texts for one in suspect.corrections] == [("5,424",)]


def test_of_two_statements_alone_neither_is_surer(tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text('name,value\ntotal,"5,424"\na,"1,111"\ntotal,"7,913"\n', encoding="utf-8")
    (cause,) = dvaudit.audit(tmp_path / "report.csv", lines="a <= total").causes
    assert cause.confidence == "low"
    assert len(cause.suspects) == 2


# --- one reason in many reports


@pytest.fixture
def reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[list[Cause], str]]:
    """60 reports of two parts and their total as a list each, spoilt by what is given; causes, and the words for them.

    The words are one line: a table folds them as its width asks.
    """

    def audit(spoil: Callable[[int, int, int], tuple[int, int, int]]) -> tuple[list[Cause], str]:
        paths = []
        for number in range(1, 61):
            a, b = (100_007 + number * step % 899_981 for step in (791_957, 548_586))
            figures = spoil(number, a, b)
            lines = [f'{name},"{value:,}"' for name, value in zip(("a", "b", "total"), figures, strict=True)]
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_text("\n".join(["name,value", *lines]), encoding="utf-8")
        report = dvaudit.audit(paths, lines="total = a + b")
        assert cli.run(["check", *map(str, paths), "-c", "total = a + b", "--lang", "en"]) == 1
        return report.causes, " ".join(capsys.readouterr().out.split())

    return audit


Reports = Callable[..., tuple[list[Cause], str]]


def test_a_column_in_thousands_is_one_cause(reports: Reports) -> None:
    (cause,), out = reports(lambda n, a, b: (a, b if n % 10 == 0 else round(b / 1000), a + b))
    assert cause.pattern is not None
    assert (cause.pattern.kind, cause.pattern.names, cause.confidence) == ("unit", ("b",), "high")
    assert len(cause.findings) == 54
    assert "b is 1000 times too small in 54 of 60 files" in out


def test_exchanged_columns_are_one_cause(reports: Reports) -> None:
    (cause,), out = reports(lambda n, a, b: (a, a + b, b) if n > 20 else (a, b, a + b))
    assert cause.pattern is not None
    assert (cause.pattern.kind, set(cause.pattern.names), len(cause.findings)) == ("exchanged", {"b", "total"}, 40)
    assert "columns b and total" in out
    assert "exchanged" in out
    assert "40 of 60 files" in out


def test_a_wrong_rule_is_one_cause(reports: Reports) -> None:
    (cause,), out = reports(lambda n, a, b: (a, b, a + b + 50_000 + 377 * n))
    assert cause.pattern is not None
    assert (cause.pattern.kind, len(cause.findings)) == ("rule", 60)
    assert "fails in 60 of 60 files: suspect the rule" in out


def test_single_errors_in_many_reports_stay_single(reports: Reports) -> None:
    found, out = reports(lambda n, a, b: (a, b, a + b + (10_000 if n in (7, 31) else 0)))
    assert [(cause.pattern, len(cause.findings)) for cause in found] == [(None, 1), (None, 1)]
    assert "2 discrepancies, 2 causes" in out


def suspected(report: Report) -> list[list[set[str]]]:
    return [[{spot.figure.name for spot in one.spots} for one in cause.suspects] for cause in report.causes]


PAIRS = ["t1 = A + A2", "t2 = A + A2 + Z", "t3 = B + B2 + Z", "t4 = B + B2"]


def test_sets_that_only_a_rule_that_holds_ties_together_are_a_tie() -> None:
    row = {
        "A": 2150,
        "A2": 3000,
        "B": 4950,
        "B2": 6000,
        "Z": 7777,
        "t1": 5100,
        "t2": 12877,
        "t3": 18777,
        "t4": 11000,
        "t5": 7100,
    }
    report = dvaudit.audit([{name: str(value) for name, value in row.items()}], lines=[*PAIRS, "t5 = A + B"])
    (sets,) = suspected(report)
    assert sorted(map(sorted, sets)) == [["A", "B"], ["A2", "B2"]]
    assert report.causes[0].confidence == "low"


def test_figures_that_explain_alone_but_not_together_are_no_set() -> None:
    row = {
        "A": 2150,
        "A2": 3000,
        "B": 4950,
        "B2": 6000,
        "Z": 7777,
        "t1": 5200,
        "t2": 12977,
        "t3": 19077,
        "t4": 11300,
        "cap": 7150,
    }
    report = dvaudit.audit([{name: str(value) for name, value in row.items()}], lines=[*PAIRS, "A + B <= cap + 310"])
    (sets,) = suspected(report)
    assert sorted(map(sorted, sets)) == [["A", "B2"], ["A2", "B"], ["A2", "B2"]]


def test_a_figure_of_another_groups_rules_joins_the_two() -> None:
    row = {"A": "1400", "B": "8030", "C": "8350", "D": "320", "E": "5000"}
    report = dvaudit.audit([row], lines=["A + B = 9090", "C = B + D", "C = 8010"])
    assert suspected(report) == [[{"B", "C"}]]


def test_two_wrong_cells_that_are_off_by_little_are_no_rounding() -> None:
    values = [[3917 + 731 * row + 1009 * column for column in range(5)] for row in range(7)]
    table = [[*row, sum(row)] for row in values]
    table.append([sum(row[column] for row in table) for column in range(6)])
    table[1][3] += 2
    table[5][0] += 1
    names = ["a", "b", "c", "d", "e", "Total"]
    labels = [f"District {number}" for number in range(7)] + ["Total"]
    rows = [
        {"district": label, **dict(zip(names, map(str, row), strict=True))}
        for label, row in zip(labels, table, strict=True)
    ]
    report = dvaudit.audit(rows, PACK.with_name("yearbook-table.yml"))
    located = {(spot.record.row, spot.figure.name) for cause in report.causes for spot in cause.suspects[0].spots}
    assert located == {(2, "d"), (6, "a")}


def test_one_number_without_its_thousands_sign_is_still_a_count() -> None:
    rows = [
        {"parts": "31,799", "more": "1125", "total": "32,698"},
        *(
            {"parts": f"{12_000 + 37 * n:,}", "more": f"{2_000 + 41 * n:,}", "total": f"{14_000 + 78 * n:,}"}
            for n in range(1, 6)
        ),
    ]
    report = dvaudit.audit(rows, lines=["total = parts + more"])
    (finding,) = report.audits[0].findings
    assert finding.confrontation.edit.record.row == 1
