"""``dvaudit init``: what holds in the files becomes rules that ``check`` accepts, and that find errors made later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import yaml

from dvaudit import rulefile
from dvaudit.kinds import KINDS
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
SAMPLES = {
    "party-membership.csv": ("11,360", "13,360"),
    "party-membership.json": ("11,360", "13,360"),
    "party-membership-vi.csv": ("11.360", "13.360"),
    "party-membership-long.csv": ("11,360", "13,360"),
    "party-membership-corrected.csv": ("2,334", "3,334"),
    "election-returns-bowie.csv": ("27,16,43", "27,96,43"),
    "election-turnout.csv": ('"1,471"', '"9,471"'),
    "epidemic-bulletin-italy.csv": ("101,26,127", "101,26,172"),
    "yearbook-table-en.csv": ("498,414", "598,414"),
    "yearbook-table-vi.csv": ("89,9", "98,9"),
}
"""Samples, each with an error to be made in a text."""


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder, for lines of 110 cells."""
    monkeypatch.setenv("COLUMNS", "110")
    return run


def checked(run: Run, *, status: int) -> dict[str, Any]:
    """The JSON report of a check of what the configuration names, which must end with this status."""
    ended, out, err = run("check", "--format", "json")
    assert (ended, err) == (status, "")
    report: dict[str, Any] = json.loads(out)
    return report


def proposed(run: Run, text: str, name: str = "report.csv") -> dict[str, dict[str, Any]]:
    """The rules that init writes for a table, by id, as they are written; check accepts them, and they hold."""
    Path(name).write_text(text, encoding="utf-8")
    status, _, err = run("init", name)
    assert (status, err) == (0, "")
    for rule in checked(run, status=0)["rules"]:
        assert rule["held"]
    return written()


def written() -> dict[str, dict[str, Any]]:
    """The rules of all rule files, by id."""
    files = sorted(Path("rules").glob("*.yml"))
    rules = [rule for path in files for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]]
    assert len({rule["id"] for rule in rules}) == len(rules)
    return {rule.pop("id"): rule for rule in rules}


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rolled(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - figures, no secrets


TABLE = "place,total,a,b\np,1203,701,502\nq,2410,1201,1209\nr,871,440,431\n"


def csv(rows: Sequence[Sequence[object]]) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


# --- what is written is accepted, and finds errors


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_proposed_for_the_samples_is_accepted_and_finds_an_error(run: Run, sample: str) -> None:
    shutil.copy(ROOT / "samples" / sample, sample)
    status, _, err = run("init", sample)
    assert (status, err) == (0, "")
    status, out, err = run("check", "--format", "json")
    assert status in {0, 1}
    assert err == ""
    before = json.loads(out)
    assert before["problems"] == []
    for rule in before["rules"]:
        assert rule["held"] > 0
        assert 10 * rule["failed"] <= rule["held"] + rule["failed"], rule
    changed(Path(sample), *SAMPLES[sample])
    after = checked(run, status=1)
    assert after["summary"]["failed"] > before["summary"]["failed"]


def test_of_a_single_record_names_tell_what_its_figures_say_alone(run: Run) -> None:
    shutil.copy(ROOT / "samples" / "party-membership.xlsx", "party.xlsx")
    assert run("init", "party.xlsx")[0] == 0
    rules = written()
    assert [name for name, rule in rules.items() if rule["kind"] == "share"] == [
        "admitted_minority_pct-share", "admitted_farmers_pct-share",
    ]  # fmt: skip
    assert {rule["whole"] for rule in rules.values()} == {"admitted_total"}
    assert checked(run, status=0)["summary"]["held"] == len(rules)
    # What the names say and the figures do not is told, and not proposed.
    text = Path("rules/party.yml").read_text(encoding="utf-8")
    assert "# admitted_total is the sum of admitted_2011, admitted_2012" in text
    assert "  # - id: admitted_total-sum\n" in text


def test_of_a_single_record_nothing_is_told_that_no_name_says(run: Run) -> None:
    Path("list.csv").write_text("name,value\nx,1203\ny,701\nz,502\nshare of it,58.3 %\n", encoding="utf-8")
    assert run("init", "list.csv")[0] == 2


# --- what is found


def test_subtotals_of_columns_that_no_name_tells(run: Run) -> None:
    random = rolled(3)
    rows = [["unit", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8"]]
    for n in range(12):
        a, b, c, d, e = (random.randint(100, 9000) for _ in range(5))
        rows.append([f"u{n}", *map(str, (a + b + c + d + e, a + b, a, b, c + d + e, c, d, e))])
    rules = proposed(run, csv(rows))
    assert [(rule["total"], rule["parts"]) for rule in rules.values()] == [
        ("x2", ["x3", "x4"]), ("x5", ["x6", "x7", "x8"]), ("x1", ["x2", "x5"]),
    ]  # fmt: skip


def test_sums_at_a_stride_and_of_columns_that_stand_apart(run: Run) -> None:
    random = rolled(4)
    rows = [["unit", "all", "all part", "b", "b part", "c", "c part", "rest", "d"]]
    for n in range(15):
        b, c, d = (random.randint(1000, 90000) for _ in range(3))
        rows.append([f"u{n}", *map(str, (b + c, random.random(), b, random.random(), c, random.random(), d + c, d))])
    rules = proposed(run, csv(rows))
    found = {(rule["total"], tuple(rule["parts"])) for rule in rules.values()}
    assert found == {("all", ("b", "c")), ("rest", ("c", "d"))}


def test_rows_that_make_others_without_total_words(run: Run) -> None:
    random = rolled(5)
    columns = [[random.randint(100, 9000) for _ in range(5)] for _ in range(6)]
    sums = [[a + b + c + d + e, a + b, a, b, c + d + e, c, d, e] for a, b, c, d, e in columns]
    labels = ["Realm", "East", "East 1", "East 2", "West", "West 1", "West 2", "West 3"]
    table = [["region", *(f"y{n}" for n in range(6))]]
    table += [[label, *(str(column[n]) for column in sums)] for n, label in enumerate(labels)]
    rules = proposed(run, csv(table))
    assert list(rules.values()) == [{
        "kind": "hierarchy", "over": "region",
        "parents": {
            "East": ["East 1", "East 2"], "West": ["West 1", "West 2", "West 3"], "Realm": ["East", "West"],
        },
    }]  # fmt: skip
    changed(Path("report.csv"), f"East 1,{columns[0][0]}", f"East 1,{columns[0][0] + 90}")
    assert {one["rule"] for one in checked(run, status=1)["findings"]} == {"region-hierarchy"}


def test_total_words_in_rows_and_columns(run: Run) -> None:
    table = "Huyện,Tổng số,Nam,Nữ\nTổng số,3210,1604,1606\nA,1100,540,560\nB,1250,640,610\nC,860,424,436\n"
    rules = proposed(run, table)
    assert list(rules.values()) == [
        {"kind": "sum", "total": "Tổng số", "parts": ["Nam", "Nữ"]},
        {"kind": "totals", "over": "Huyện"},
    ]


def test_shares_changes_rates_and_differences(run: Run) -> None:
    random = rolled(6)
    rows = [["area", "2022", "2023", "growth %", "difference", "women", "women share", "km2", "density"]]
    for n in range(14):
        before, after, size = (random.randint(10_000, 90_000) for _ in range(3))
        women = random.randint(1000, 9000)
        growth, density = 100 * (after - before) / before, 100 * after / size
        rows.append([
            f"a{n}", str(before), str(after), f"{growth:.2f}", str(after - before),
            str(women), f"{100 * women / after:.1f} %", f"{size / 100:.2f}", f"{density:.2f}",
        ])  # fmt: skip
    rules = proposed(run, csv(rows))
    assert [rule for rule in rules.values() if rule["kind"] in {"change", "share", "ratio"}] == [
        {"kind": "change", "from": "2022", "to": "2023", "percent": "growth %"},
        {"kind": "share", "part": "women", "whole": "2023", "percent": "women share"},
        {"kind": "ratio", "numerator": "2023", "denominator": "km2", "ratio": "density"},
    ]
    assert {tuple(sorted([rule["total"], *rule["parts"]])) for rule in rules.values() if rule["kind"] == "sum"} == {
        ("2022", "2023", "difference"),
    }  # fmt: skip


def test_balances_series_and_parts_that_the_header_tells(run: Run) -> None:
    random, stock = rolled(8), 5000
    rows = [["month", "opening", "came", "left", "closing", "change", "of which abroad"]]
    for n in range(1, 13):
        came, left = random.randint(100, 900), random.randint(100, 900)
        rows.append([f"2024-{n:02}", *map(str, (stock, came, left, stock + came - left, came - left, 40 + n))])
        stock += came - left
    rules = proposed(run, csv(rows))
    kinds = [rule["kind"] for rule in rules.values()]
    assert {"kind": "series", "figure": "closing", "over": "month", "opening": "opening"} in rules.values()
    assert {"kind": "series", "figure": "closing", "over": "month", "change": "change"} in rules.values()
    assert {"kind": "part_of", "part": "of which abroad", "whole": "change"} not in rules.values()
    assert kinds.count("sum") == 2
    changed(Path("report.csv"), rows[5][4], "9" + rows[5][4])
    assert len({one["rule"] for one in checked(run, status=1)["findings"]}) >= 3


def test_percentages_that_make_100(run: Run) -> None:
    rows = ["region,staff,men %,women %,other %"]
    for n, (a, b) in enumerate([(41.5, 50.1), (39.2, 55.5), (48.0, 48.9), (30.7, 61.3), (44.4, 52.2), (51.0, 45.1)]):
        rows.append(f"r{n},{900 + 37 * n},{a},{b},{100 - a - b:.1f}")
    rules = proposed(run, "\n".join(rows) + "\n")
    assert {"kind": "sum", "total": "100", "parts": ["men %", "women %", "other %"]} in rules.values()


def test_like_files_share_a_rule_file_and_others_have_their_own(run: Run) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        random = rolled(seed)
        rows = [(n, *(v := [random.randint(100, 900) for _ in range(2)]), sum(v)) for n in "pqr"]
        Path(f"{name}.csv").write_text(csv([("place", "men", "women", "total"), *rows]), encoding="utf-8")
    prices = "item,cost,tax,price\nx,1200,240,1440\ny,3310,662,3972\nz,95,19,114\n"
    Path("other.csv").write_text(prices, encoding="utf-8")
    assert run("init", "a.csv", "b.csv", "other.csv")[0] == 0
    said = yaml.safe_load(Path("dvaudit.yml").read_text(encoding="utf-8"))
    assert said["files"] == ["a.csv", "b.csv", "other.csv"]
    assert said["rules"] == [
        {"files": ["a.csv", "b.csv"], "rules": "rules/a.yml"}, {"files": ["other.csv"], "rules": "rules/other.yml"},
    ]  # fmt: skip
    assert checked(run, status=0)["summary"]["files"] == 3


def test_each_sheet_of_a_workbook_has_its_rules(run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    votes = book.create_sheet("Votes")
    for row in (["District", "Total", "Men", "Women"], ["N", 1012, 405, 607], ["S", 2040, 1212, 828], ["W", 9, 4, 5]):
        sheet.append(row)
    for row in (["Place", "Ballots", "Valid", "Invalid"], ["A", 1234, 1200, 34], ["B", 2345, 2300, 45], ["C", 9, 4, 5]):
        votes.append(row)
    book.save("two.xlsx")
    assert run("init", "two.xlsx")[0] == 0
    assert [rule["total"] for rule in written().values()] == ["Ballots", "Total"]
    assert checked(run, status=0)["summary"]["held"] == 6


def test_odd_names_survive_the_rule_file(run: Run) -> None:
    table = (
        '"a: b","  Tổng\u00a0số *","x#1, ""y""","- z\nw",2011..2012\n'
        "p,1203,701,502,3\nq,2410,1201,1209,4\nr,871,440,431,5\ns,5001,2600,2401,6\n"
    )
    rules = proposed(run, table)
    assert len(rules) == 1
    changed(Path("report.csv"), "701", "107")
    assert checked(run, status=1)["summary"]["failed"] == 1


def test_a_wide_table(run: Run) -> None:
    random = rolled(9)
    rows = [["place", *(f"c{n}" for n in range(200))]]
    for n in range(40):
        values = [random.randint(0, 99_999) for _ in range(200)]
        values[100] = sum(values[101:150])
        rows.append([f"p{n}", *map(str, values)])
    rules = proposed(run, csv(rows))
    assert [(rule["total"], len(rule["parts"])) for rule in rules.values()] == [("c100", 49)]


def test_of_a_large_file_the_beginning_is_looked_at(run: Run) -> None:
    rows = [("place", "total", "a", "b"), *((f"p{n}", 3 * n + 7, n, 2 * n + 7) for n in range(60_000))]
    Path("report.csv").write_text(csv(rows), encoding="utf-8")
    status, out, _ = run("init", "report.csv")
    assert status == 0
    assert "in 2,000 of 2,000" in out
    assert checked(run, status=0)["summary"]["held"] == 60_000


# --- what is not proposed


@pytest.mark.parametrize("seed", range(8))
def test_what_agrees_by_chance_is_not_proposed(run: Run, seed: int) -> None:
    random = rolled(seed)
    size, most = random.choice([1, 2, 4, 8, 16]), random.choice([3, 30, 300, 3000])
    width = random.choice([5, 10, 16])
    rows = [["place", *(f"n{n}" for n in range(width))]]
    rows += [[f"p{n}", *(str(random.randint(0, most)) for _ in range(width))] for n in range(size)]
    Path("report.csv").write_text(csv(rows), encoding="utf-8")
    status, out, err = run("init", "report.csv")
    assert (status, out) == (2, "")
    assert err.startswith("report.csv: no sum, share or total holds in most of its ")
    assert not Path("dvaudit.yml").exists()


def test_what_holds_too_seldom_is_a_comment_that_can_be_made_a_rule(run: Run) -> None:
    rows: list[tuple[object, ...]] = [("place", "total", "a", "b")]
    rows += [(f"p{n}", 300 + 7 * n + (50 if n < 2 else 0), 100 + 3 * n, 200 + 4 * n) for n in range(10)]
    Path("report.csv").write_text(csv(rows), encoding="utf-8")
    status, out, _ = run("init", "report.csv")
    assert status == 0
    assert "1 relation holds too seldom" in out
    assert "total 350 (line 2)" in " ".join(out.split())
    assert {rule["kind"] for rule in written().values()} == {"part_of"}
    path = Path("rules/report.yml")
    text = path.read_text(encoding="utf-8")
    start = text.index("  # - id:")
    path.write_text(text[:start] + text[start:].replace("  # ", "  "), encoding="utf-8")
    report = checked(run, status=1)
    assert [one["rule"] for one in report["findings"]] == ["total-sum", "total-sum"]


def test_evidence_stands_beside_each_rule(run: Run) -> None:
    rows: list[tuple[object, ...]] = [("place", "total", "a", "b")]
    rows += [(f"p{n}", 300 + 7 * n + (50 if n == 4 else 0), 100 + 3 * n, 200 + 4 * n) for n in range(20)]
    Path("report.csv").write_text(csv(rows), encoding="utf-8")
    assert run("init", "report.csv")[0] == 0
    text = " ".join(line.strip("# ") for line in Path("rules/report.yml").read_text(encoding="utf-8").splitlines())
    assert "total is the sum of a, b: holds in 19 of 20; not: total 378 (line 6)." in text
    assert "found in 20 records of report.csv" in text


# --- files


def test_nothing_is_overwritten(run: Run) -> None:
    Path("rules").mkdir()
    Path("rules/report.yml").write_text("mine", encoding="utf-8")
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    status, _, err = run("init", "report.csv")
    assert status == 2
    assert err.startswith("rules/report.yml: the file exists already")
    assert Path("rules/report.yml").read_text(encoding="utf-8") == "mine"
    assert not Path("dvaudit.yml").exists()


def test_a_configuration_that_is_there_stays(run: Run) -> None:
    Path("dvaudit.yml").write_text("rules: []\n", encoding="utf-8")
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    status, out, _ = run("init", "report.csv")
    assert status == 0
    assert "dvaudit.yml is left as it is: name rules/report.yml there" in " ".join(out.split())
    assert Path("dvaudit.yml").read_text(encoding="utf-8") == "rules: []\n"


def test_a_dry_run_writes_nothing(run: Run) -> None:
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    status, out, _ = run("init", "--dry-run", "report.csv")
    assert status == 0
    assert "total is the sum of a, b" in out
    assert [path.name for path in Path().iterdir()] == ["report.csv"]


def test_it_speaks_vietnamese_and_keeps_the_locale(run: Run) -> None:
    table = "nơi;tổng;a;b\np;1.203;701;502\nq;2.410;1.201;1.209\nr;8.710;4.400;4.310\n"
    Path("bao-cao.csv").write_text(table, encoding="utf-8")
    status, out, _ = run("init", "bao-cao.csv", "--lang", "vi", "--locale", "vi")
    assert status == 0
    assert "Đã ghi: rules/bao-cao.yml, dvaudit.yml" in out
    assert "\nlocale: vi\n" in Path("dvaudit.yml").read_text(encoding="utf-8")
    assert rulefile.load(["rules/bao-cao.yml"], (), KINDS)[1] == []
    assert checked(run, status=0)["summary"]["held"] == 3


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("none.csv",), "none.csv: no such file"),
        (("empty.csv",), "empty.csv: the file is empty"),
        (("-",), "-: name files"),
        (("one.csv",), "one.csv: no sum, share or total holds"),
        (("in/*.csv",), "in/*.csv: "),
        (("report.csv", "--locale", "xx-yy-zz"), "unknown locale"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, files: tuple[str, ...], said: str) -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    Path("one.csv").write_text("name\nx\n", encoding="utf-8")
    status, out, err = run("init", *files)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_one_file_that_cannot_be_read_does_not_stop_the_others(run: Run) -> None:
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    status, out, err = run("init", "none.csv", "report.csv")
    assert status == 2
    assert err == "none.csv: no such file\n"
    assert "rules/report.yml: 1 rule for report.csv" in out
    assert "Written: rules/report.yml, dvaudit.yml." in out
    assert Path("rules/report.yml").exists()


def test_files_without_relations_are_told_beside_the_others(run: Run) -> None:
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    Path("other.csv").write_text("place,x\np,1\nq,7\n", encoding="utf-8")
    status, out, err = run("init", "other.csv", "report.csv")
    assert status == 0
    assert err.startswith("other.csv: no sum, share or total holds in most of its 2 records")
    assert "Written: " in out
    assert yaml.safe_load(Path("dvaudit.yml").read_text(encoding="utf-8"))["files"] == ["report.csv"]


def test_an_article_needs_no_rules(run: Run) -> None:
    Path("report.csv").write_text(TABLE, encoding="utf-8")
    Path("said.txt").write_text("Of the 100 villages, 60 (60 %) have water, and 40 have none.\n", encoding="utf-8")
    status, out, err = run("init", "said.txt", "report.csv")
    assert (status, "rules/report.yml" in out) == (0, True)
    assert err.startswith("said.txt: this is an article, which needs no rules: dvaudit check said.txt")
    page = "<p>Here are the figures of all regions.</p><table><tr><th>" + TABLE.strip().replace(",", "</th><th>")
    Path("said.html").write_text(page.replace("\n", "</th></tr><tr><th>") + "</th></tr></table>", encoding="utf-8")
    assert run("init", "-n", "said.html")[2] == ""


def test_indented_rows_are_the_parts_of_those_above(run: Run) -> None:
    table = "area,2022,2023\nRealm,5210,5313\n"
    for name, (a, b) in {"North": (2004, 1006), "South": (1503, 697), "East": (910, 120)}.items():
        table += f"{name},{a + b},{a + b + 31}\n\u00a0 Men,{a},{a + 20}\n\u00a0 Women,{b},{b + 11}\n"
    rules = proposed(run, table)
    assert list(rules.values()) == [{"kind": "hierarchy", "over": "area", "by_order": True}]
    changed(Path("report.csv"), "Men,1503", "Men,1053")
    assert checked(run, status=1)["summary"]["failed"] == 1
