"""How reports look: every format, every width, whatever the data hold."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvaudit import rulefile, run
from dvaudit.figure import Figure, Place
from dvaudit.interval import Interval
from dvaudit.kinds import KINDS
from dvaudit.message import Problem, message
from dvaudit.numerals import NumberFormat, readings
from dvaudit.render import FORMATS, problems, shown
from dvaudit.render.escape import escape, escape_json
from dvaudit.render.grid import Column, cell_width, fold, grid, plain
from dvaudit.render.json_numbers import decimal, interval
from dvaudit.render.view import View, view_for
from dvaudit.report import Report

ROOT = Path(__file__).parents[1]
SNAPSHOTS = Path(__file__).parent / "snapshots"

ENGLISH = NumberFormat(".", ",")

exacts = st.one_of(st.integers(-(10**20), 10**20), st.fractions(max_denominator=10**9))


def report_of(folder: Path, text: str, *lines: str, name: str = "report.csv", max_findings: int = 1000) -> Report:
    """The report on a file with this text, checked with these lines; ``test_causes_render`` looks at causes."""
    (folder / name).write_text(text, encoding="utf-8")
    rulesets, faults = rulefile.load((), lines, KINDS)
    assert faults == []
    return run.audit([str(folder / name)], rulesets, max_findings=max_findings, max_causes=0)


def rendered(report: Report, form: str = "table", view: View | None = None) -> str:
    if form == "xlsx":
        return workbook_texts(report, view)
    stream = io.StringIO()
    import_module(FORMATS[form]).render(report, stream, view or View(width=200))
    return stream.getvalue()


def workbook_texts(report: Report, view: View | None) -> str:
    """Every text that a workbook shows, a line each."""
    written = io.BytesIO()
    import_module(FORMATS["xlsx"]).render(report, written, view or View(width=200))
    with zipfile.ZipFile(written) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join(text for part in parts for text in re.findall(r">([^<>]+)<", part))


def printed(text: str, low: str | None = None, high: str | None = None) -> Figure:
    """A figure printed like this; its interval is the printed value unless it is given."""
    (found,) = readings(text, [ENGLISH])
    first, last = (found.value if end is None else Fraction(end) for end in (low, high))
    return Figure("x", text, "number", (Interval(first, last),), printed=found)


PERCENT = printed("92.36 %", "92.355", "92.365")

# --- values


@pytest.mark.parametrize(
    ("allowed", "like", "wanted"),
    [
        (Interval(8817, 8817), printed("12,133"), "8,817"),
        (Interval.point(Fraction(22156850, 23353)), PERCENT, "948.78 %"),
        (Interval(None, 46706), printed("443,137"), "<= 46,706"),
        (Interval(46706, None, lo_open=True), printed("443,137"), "> 46,706"),
        (Interval(Fraction("479767.81"), Fraction("479819.76")), printed("46,706"), "479,768 to 479,819"),
        (Interval(Fraction(25, 2), Fraction(25, 2)), printed("15 %", "14.5", "15.5"), "12 % to 13 %"),
        (Interval(Fraction(11, 2), Fraction(11, 2)), printed("7"), "5.5"),
        (Interval(Fraction(16, 3), Fraction(16, 3)), printed("7"), "5.333333"),
        (Interval(10**18 + 1, 10**18 + 1), printed("1,000,000,000,000,000,000"), "1,000,000,000,000,000,001"),
        (Interval(-5, -5), printed("(12)"), "-5"),
        (Interval(30, 30), printed("12*"), "30"),
    ],
)
def test_expected_is_what_could_be_printed(allowed: Interval, like: Figure, wanted: str) -> None:
    assert View().text(shown.expected(allowed, like)) == wanted


def test_the_source_decides_how_numbers_look() -> None:
    like = Figure("x", "46.706,5", "number", (Interval(0, 1),), printed=readings("46.706,5")[0])
    assert shown.value(443137, like) == "443.137,0"
    assert shown.value(Fraction("9.25"), like) == "9,25"
    assert shown.value(443137, None) == "443137"


@pytest.mark.parametrize(
    ("missed", "like", "unit", "wanted"),
    [
        (Interval(396431, 396431), printed("443,137"), "", "+396,431"),
        (Interval(Fraction("-0.51"), Fraction("-0.49")), printed("100"), "", "-0.5"),
        (Interval(Fraction("-856.4237"), Fraction("-856.4137")), PERCENT, "points", "-856.42 points"),
        (Interval(Fraction(1, 1000), Fraction(1, 1000)), printed("7"), "", "+0.001"),
        (Interval(-9, 11), printed("7"), "", "-9 to +11"),
        (Interval(3, None), printed("7"), "", ">= +3"),
        (Interval(None, 0, hi_open=True), printed("7"), "", "< 0"),
        (Interval(Fraction(1, 2), Fraction(3, 2)), printed("7.0 %", "6.95", "7.05"), "", "+0.5 % to +1.5 %"),
    ],
)
def test_differences_are_signed(missed: Interval, like: Figure, unit: str, wanted: str) -> None:
    assert View().text(shown.difference(missed, like, unit)) == wanted


@given(exacts)
def test_plain_numbers_are_never_scientific(number: Fraction) -> None:
    text = shown.plain(number)
    assert re.fullmatch(r"-?\d+(\.\d+)?", text)
    assert abs(Fraction(text) - number) <= max(Fraction(1, 10**6), abs(number) / 10**4)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (Place("r.csv", 3, 18), "r.csv:3:18"),
        (Place("r.csv", 3), "r.csv:3"),
        (Place("r.csv"), "r.csv"),
        (Place("r.xlsx", sheet="S 1", cell="C2"), "r.xlsx S 1!C2"),
        (Place("::error::x.csv", 1), "./::error::x.csv:1"),
        (Place("-", 2, 1), "-:2:1"),
        (Place("-c.csv", 2, 1), "./-c.csv:2:1"),
    ],
)
def test_places(found: Place, wanted: str) -> None:
    assert shown.place(found) == wanted


# --- JSON numbers


@given(exacts, st.booleans())
def test_json_numbers_are_exact_or_rounded_outward(number: Fraction, up: bool) -> None:
    text, ratio = decimal(number, up)
    assert text is not None
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    if ratio is None:
        assert Fraction(text) == number
    else:
        assert Fraction(ratio) == number
        assert (Fraction(text) > number) if up else (Fraction(text) < number)
        assert abs(Fraction(text) - number) <= abs(number) / 10**11
        assert len(text.replace(".", "").lstrip("-0").rstrip("0")) <= 12


def test_json_intervals() -> None:
    assert interval(None) is None
    assert interval(Interval(None, 5, hi_open=True)) == {"low": None, "high": "5", "low_open": False, "high_open": True}
    assert interval(Interval(Fraction(1, 3), Fraction(1, 2))) == {
        "low": "0.333333333333",
        "high": "0.5",
        "low_open": False,
        "high_open": False,
        "exact": {"low": "1/3"},
    }
    assert decimal(Fraction(2 * 10**20, 3), up=True) == ("66666666666700000000", "200000000000000000000/3")
    assert decimal(Fraction(-1, 3 * 10**8), up=True)[0] == "-0.00000000333333333333"


# --- harmless text

ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


@given(st.text(st.characters(), max_size=60))
def test_escaped_text_acts_on_nothing(text: str) -> None:
    safe = escape(text)
    assert not ACTING.search(safe)
    assert "##[" not in safe
    assert not re.search(r"::[A-Za-z]", safe)
    assert escape(safe) == safe


@pytest.mark.parametrize("text", ["Tổng số", "46\u202f706", "数字", "a: b", "10::20", "C:\\data", "# note"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert escape(text) == text


@given(st.text(st.characters(), max_size=40))
def test_json_strings_keep_their_data(text: str) -> None:
    document = escape_json(json.dumps({"raw": text}, ensure_ascii=False, indent=1))
    assert json.loads(document) == {"raw": text}
    assert not ACTING.search(document.replace("\n", ""))
    assert "##[" not in document


# --- tables

cells = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z", "M")), max_size=60)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6), st.integers(60, 120))
def test_tables_fit_and_lose_nothing(texts: list[list[str]], width: int) -> None:
    columns = [Column("a"), Column("b"), Column("c", right=True, folds=False)]
    lines = list(plain(grid(columns, [[(text, "") for text in row] for row in texts], width, "-")))
    assert all(cell_width(line) <= width for line in lines)
    told = sorted("".join(lines[2:]).replace(" ", ""))
    assert told == sorted("".join(text for row in texts for text in row).replace(" ", ""))


@given(st.text("ab _-漢", max_size=80), st.integers(2, 30))
def test_folding_keeps_the_text(text: str, limit: int) -> None:
    lines = fold(text, limit)
    assert all(cell_width(line) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_names_fold_at_their_joints() -> None:
    assert fold("members_from_ethnic_minorities 443,137", 20) == ["members_from_ethnic_", "minorities 443,137"]


# --- reports

LIST = 'name,value\nmembers_total,"46,706"\nmembers_minority,"443,137"\nminority_pct,92.36 %\n'
SHARE = "minority_pct = members_minority / members_total in %"
ROWS = "district,total,men,women\nA,10,4,6\nB,12,5,6\nC,30,abc,15\nD,,1,2\n"
SUM = "total = men + women"


def test_a_finding_tells_rule_place_figure_expected_and_difference(tmp_path: Path) -> None:
    text = rendered(report_of(tmp_path, LIST, SHARE))
    row = next(line for line in text.splitlines() if "minority_pct 92.36 %" in line)
    assert re.search(r"4:14 +minority_pct 92\.36 % +948\.78 % +-856\.42 points$", row)
    assert "members_total 46,706" in text
    assert text.splitlines()[-1].endswith("No file was changed.")
    assert "1 discrepancy: 1 file, 1 record, 3 figures, 1 rule; 0 hold, 1 does not, 0 could not be" in text


def test_several_records_have_a_record_column_and_reasons_for_what_was_not_checked(tmp_path: Path) -> None:
    text = rendered(report_of(tmp_path, ROWS, SUM))
    assert re.search(r"B +3:3 +total 12 +11 +\(rounding\?\) \+1", text)
    assert text.count("could not be checked: ") == 2
    assert "men abc" in text


def test_quiet_is_the_summary_and_verbose_also_what_holds(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROWS, SUM)
    assert len(rendered(report, view=View(verbosity=-1, width=200)).splitlines()) == 1
    assert "1 holds, 1 does not, 2 could not be checked" in rendered(report, view=View(verbosity=1, width=200))


def test_concise_is_one_line_a_finding(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROWS, SUM)
    lines = rendered(report, "concise").splitlines()
    place = rf"^{re.escape(str(tmp_path))}/report\.csv:"
    assert len([line for line in lines if re.match(place + r"3:3: [\w-]+ B: total 12 ", line)]) == 1
    assert len([line for line in lines if re.match(place + r"\d+:\d+: undecided: [\w-]+ ", line)]) == 2


def test_json_says_everything(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROWS, SUM)
    found = json.loads(rendered(report, "json"))
    assert list(found) == [
        "dvaudit", "format", "summary", "findings", "undecided", "causes", "rules", "failing_rows", "problems", "notes",
        "accepted_in", "configuration",
    ]  # fmt: skip
    assert found["summary"] == {
        "files": 1, "records": 4, "figures": 11, "rules": 1, "confronted": 4, "held": 1, "failed": 1, "undecided": 2,
        "accepted": 0, "causes": 0, "corrections": 0, "undiagnosed": 1, "problems": 0, "capped": False,
        "engine": "exact",
    }  # fmt: skip
    (finding,) = found["findings"]
    assert finding["record"] == {"district": "B"}
    assert (finding["row"], finding["kind"], finding["level"], finding["cause"]) == (2, "sum", "error", None)
    assert finding["expected"] == {"low": "11", "high": "11", "low_open": False, "high_open": False}
    assert finding["imbalance"]["low"] == "1"
    assert [figure["role"] for figure in finding["figures"]] == ["total", "part", "part"]
    assert {"name", "raw", "line", "column", "sheet", "cell", "start", "end"} <= set(finding["figures"][0])
    assert [one["missing"] for one in found["undecided"]] == [[], ["total"]]
    assert found["rules"][0] | {"id": ""} == {
        "id": "", "kind": "sum", "held": 1, "failed": 1, "accepted": 0, "undecided": 2, "unbound": False,
    }  # fmt: skip


def test_what_is_not_listed_is_counted(tmp_path: Path) -> None:
    many = "total,men,women\n" + "10,4,2\n" * 30
    report = report_of(tmp_path, many, SUM, max_findings=3)
    text = rendered(report)
    assert "The first 3 of 30 discrepancies are listed" in text
    assert "30 discrepancies: " in text
    found = json.loads(rendered(report, "json"))
    assert found["summary"]["capped"] is True
    assert [one["rows"] for one in found["failing_rows"]] == [[*range(1, 31)]]


def test_a_scorecard_comes_first_where_there_are_several_files(tmp_path: Path) -> None:
    first = report_of(tmp_path, ROWS, SUM)
    second = report_of(tmp_path, "total,men,women\n9,4,5\n", SUM, name="b.csv")
    lines = rendered(Report([*first.audits, *second.audits], [])).splitlines()
    assert lines[0].split() == ["file", "records", "failed", "not", "checked"]
    assert lines[2].split()[-3:] == ["4", "1", "2"]
    assert lines[3].split()[-3:] == ["1", "0", "0"]


def test_vietnamese_reports_are_vietnamese(tmp_path: Path) -> None:
    text = rendered(report_of(tmp_path, ROWS, SUM), view=View(lang="vi"))
    assert "quy tắc" in text
    assert "Không tệp nào bị sửa." in text
    assert "could not" not in text


def test_ascii_terminals_get_ascii_lines(tmp_path: Path) -> None:
    assert rendered(report_of(tmp_path, ROWS, SUM), view=View(ascii=True)).isascii()


@pytest.mark.parametrize("form", FORMATS)
def test_data_never_act(tmp_path: Path, form: str) -> None:
    rows = 'key,total,a,b\n"::error::\n\x1b]0;x\x07\u202e[red]",5,1,2\n##[error]k,##[group]x,1,2\n'
    report = report_of(tmp_path, rows, "total = a + b", name="::error::x.csv")
    report.audits[0].file = "::error::\x1b.csv"
    for audited in report.audits:
        for finding in audited.findings:
            finding.file = "::error::\x1b.csv"
    text = rendered(report, form, View(verbosity=1))
    assert not ACTING.search(text.replace("\n", ""))
    assert "##[" not in text
    if form != "github":
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert ("\\[red\\]" if form == "markdown" else "[red]") in text


def test_colour_repeats_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    report = report_of(tmp_path, ROWS.replace("A,", "[bold]A :smile: 漢,"), SUM)
    report.audits[0].file = "[/x]" + "very-long-" * 20 + ".csv"
    coloured = rendered(report, view=View(colour=True, width=200))
    assert "\x1b[" in coloured
    bare = [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()]
    assert bare == rendered(report).splitlines()


def test_rule_file_problems_show_the_line() -> None:
    found = Problem(message("report.literal", text="unknown key totl"), "rules.yml", 12, 5, "    totl: [\x1b]")
    assert list(problems.told(found, View())) == [
        "rules.yml:12:5: unknown key totl",
        "  12 |     totl: [\\x1b]",
        "     |     ^",
    ]
    assert list(problems.told(Problem(message("report.literal", text="x")), View())) == ["dvaudit: x"]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "colour", "width"),
    [
        (io.StringIO(), {}, False, 100),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True, 100),
        (io.StringIO(), {"COLUMNS": "72"}, False, 72),
        (io.StringIO(), {"COLUMNS": "3"}, False, 40),
        (Terminal(), {}, True, 100),
        (Terminal(), {"NO_COLOR": "1"}, False, 100),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, 100),
        (Terminal(), {"TERM": "dumb"}, False, 100),
        (None, {"FORCE_COLOR": "1"}, False, 100),
    ],
)
def test_the_environment_decides_colour_and_width(
    stream: io.StringIO | None, environ: dict[str, str], colour: bool, width: int
) -> None:
    view = view_for(stream, environ, "en")
    assert (view.colour, view.width) == (colour, width)


def test_many_reasons_of_one_kind_are_told_together(tmp_path: Path) -> None:
    few = "total,men,women\n" + "".join(f"10,4,{word}\n" for word in ("aa", "bb"))
    many = "total,men,women\n10,4,6\n" + "".join(f"10,4,{word}\n" for word in ("aa", "bb", "cc", "dd", "ee", "ff"))
    assert rendered(report_of(tmp_path, few, SUM)).count("could not be checked: ") == 2
    text = rendered(report_of(tmp_path, many, SUM))
    assert "could not be checked in 6 cases, such as: " in text
    assert "aa" in text
    assert "ff" not in text
    assert "and 1 more)" in text


def test_cases_that_could_not_be_checked_have_their_place_and_record(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROWS, SUM)
    text = rendered(report)
    assert re.search(r"men abc cannot be read: .* \(C at 4:6\)", text)
    assert re.search(r"no number is given for total \(D at 5:3\)", text)
    many = report_of(tmp_path, "district,total,men,women\n" + "".join(f"D{n},10,4,\n" for n in range(30)), SUM)
    lines = rendered(many, "concise").splitlines()
    assert len([line for line in lines if ": undecided: " in line]) == 11
    assert any(re.search(r"report\.csv:2:9: undecided: \S+ D0: ", line) for line in lines)
    assert any(line.endswith(" and 20 more") for line in lines)
    assert rendered(many, "concise", View(verbosity=1)).count(": undecided: ") == 30
    assert "more)" not in rendered(many, view=View(verbosity=1, width=200))
    assert "D29 at 31:" in rendered(many, view=View(verbosity=1, width=200))


def test_a_missing_part_of_a_group_is_told_where_it_is_missing(tmp_path: Path) -> None:
    rows = "district,people\nNorth,5\nSouth,\nTotal,9\n"
    (tmp_path / "g.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "g.yml").write_text("rules:\n  - {id: t, kind: totals, over: district}\n", encoding="utf-8")
    rulesets, faults = rulefile.load([str(tmp_path / "g.yml")], (), KINDS)
    assert faults == []
    report = run.audit([str(tmp_path / "g.csv")], rulesets, max_causes=0)
    assert "(South at 3:7)" in rendered(report)
    assert re.search(r"g\.csv:3:7: undecided: t South: ", rendered(report, "concise"))


def test_a_row_that_is_not_there_has_no_place_and_no_figure(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("province,people\nNorth,5\nSouth,6\n", encoding="utf-8")
    text = "rules:\n  - {id: all, kind: complete, columns: [province], expected: [North, Centre, South]}\n"
    (tmp_path / "p.yml").write_text(text, encoding="utf-8")
    rulesets, faults = rulefile.load([str(tmp_path / "p.yml")], (), KINDS)
    assert faults == []
    report = run.audit([str(tmp_path / "p.csv")], rulesets, max_causes=0)
    assert [line.split() for line in rendered(report).splitlines() if line.startswith(" all ")] == [
        ["all", *"no row of province is Centre".split()]
    ]
    assert rendered(report).count("Centre") == 1
    assert rendered(report, "concise").splitlines()[0].endswith("p.csv: all no row of province is Centre")
    assert json.loads(rendered(report, "json"))["findings"][0]["row"] is None


@pytest.mark.parametrize("line", ["0 <= a - b", "a + b <= b + 1", "a != b - 1", "a * b = 40", "0 <= a - b <= 5"])
def test_no_sentence_has_a_hole(tmp_path: Path, line: str) -> None:
    report = report_of(tmp_path, "key,a,b\nN,5,6\n", line)
    assert report.audits[0].findings
    for lang in ("en", "vi"):
        text = rendered(report, "concise", View(lang=lang)).splitlines()[0]
        assert not re.search(r"  |\(\)|be $|là $", text), text


def test_percentages_differ_in_points(tmp_path: Path) -> None:
    report = report_of(tmp_path, "key,Women %\nN,52.3 %\n", "`Women %` < 50")
    assert "+2.3 points" in rendered(report)


def test_rows_without_a_key_are_called_by_their_number(tmp_path: Path) -> None:
    report = report_of(tmp_path, "district,group,total,men,women\n,,10,4,7\nN,x,10,4,6\n", SUM)
    assert re.search(r"row 1 +2:\d", rendered(report))
    assert ", ," not in rendered(report) + rendered(report, "concise")


def test_the_command_line_is_called_so_in_every_language(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROWS, SUM)
    assert "from the command line" in rendered(report)
    assert "dòng lệnh" in rendered(report, view=View(lang="vi"))


def test_records_are_counted_once_however_many_rule_sets_read_them(tmp_path: Path) -> None:
    first, second = report_of(tmp_path, ROWS, SUM), report_of(tmp_path, ROWS, "men <= total")
    second.audits[0].rules = second.audits[0].rules._replace(name="other")
    both = Report([*first.audits, *first.audits, *second.audits], [])
    assert json.loads(rendered(both, "json"))["summary"]["records"] == 8


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (Interval(5, 5), "5"),
        (Interval(Fraction("92.355"), Fraction("92.365")), "[92.355; 92.365]"),
        (Interval(Fraction("9.2"), Fraction("9.3"), hi_open=True), "[9.2; 9.3)"),
        (Interval(0, None), "[0; oo)"),
        (Interval(None, 5, hi_open=True), "(-oo; 5)"),
    ],
)
def test_intervals(found: Interval, wanted: str) -> None:
    assert shown.interval(found) == wanted


def test_numbers_of_any_length_are_shown() -> None:
    assert len(shown.plain(10**5000)) < 300
    assert decimal(10**9000, up=True)[0] == "1" + "0" * 9000
    assert decimal(Fraction(-(10**9000), 3), up=True)[1] == "-1" + "0" * 9000 + "/3"


# --- snapshots


@pytest.mark.parametrize(
    ("sample", "form", "lang"),
    [
        ("party-membership.csv", "table", "en"),
        ("party-membership.csv", "concise", "en"),
        ("party-membership.csv", "json", "en"),
        *(("party-membership.csv", form, "en") for form in ("csv", "github", "gitlab", "junit", "rdjson", "sarif")),
        ("party-membership-vi.csv", "markdown", "vi"),
        ("party-membership-vi.csv", "table", "vi"),
        ("epidemic-bulletin-italy.csv", "table", "en"),
    ],
)
def test_snapshots(sample: str, form: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole outputs at width 100. ``DVAUDIT_SNAPSHOTS=write`` rewrites them."""
    monkeypatch.chdir(ROOT)
    pack = {"party": "party-membership", "epide": "epidemic-bulletin"}[sample[:5]]
    rulesets, faults = rulefile.load([f"rules/{pack}.yml"], (), KINDS)
    assert faults == []
    text = rendered(run.audit([f"samples/{sample}"], rulesets), form, View(lang=lang, width=100))
    kept = SNAPSHOTS / f"{sample}.{form}.{lang}.txt"
    if os.environ.get("DVAUDIT_SNAPSHOTS") == "write":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")
