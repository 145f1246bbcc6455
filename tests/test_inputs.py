"""Many files as one input: which files are meant, what their paths say, what holds across them."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

import dvaudit
from dvaudit import inputs, paths
from dvaudit.kinds import KINDS
from dvaudit.report import Report
from dvaudit.schema import schema
from tests.conftest import Run

GOOD = "total,men,women\n10,4,6\n"
BAD = "total,men,women\n10,4,7\n"
SUM = "total = men + women"

def write(files: Mapping[str, str], folder: Path | None = None) -> None:
    for name, text in files.items():
        path = (folder or Path()) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_of_two_groups_the_one_that_lacks_a_row_is_not_judged(run: Run) -> None:
    write({"t.csv": "p,k,a\n2023,nation,3\n2023,north,1\n2023,south,2\n2024,nation,3\n2024,north,1\n"})
    write({"r.yml": "layout: {key: [p, k]}\nrules: [{kind: totals, over: k, total: nation}]"})
    for engine in ("exact", "duckdb"):
        (tally,) = found_in(run, "t.csv", "--rules", "r.yml", "--engine", engine)["rules"]
        assert (tally["held"], tally["failed"], tally["undecided"]) == (1, 0, 1)
    assert "there is no row south in k" in " ".join(run("check", "t.csv", "--rules", "r.yml")[1].split())


def test_a_line_of_many_marks_below_a_table_is_read(run: Run) -> None:
    write({"t.csv": f"k,total,men,women\nx,10,4,6\n{'*' * 20_000},,,\n"})
    assert run("check", "t.csv", "-c", SUM)[0] == 0


# --- folders and patterns


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    names = (
        "in/report-10.csv in/report-9.csv in/old/a.tsv in/old/b.JSON in/.hidden.csv in/.git/c.csv in/read.me z[1].csv"
    )
    write(dict.fromkeys(names.split(), GOOD))
    write({"empty/read.me": "", "z1.csv": GOOD})
    return tmp_path


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("in", "in/old/a.tsv in/old/b.JSON in/report-9.csv in/report-10.csv"),
        ("in/", "in/old/a.tsv in/old/b.JSON in/report-9.csv in/report-10.csv"),
        ("in/*.csv", "in/report-9.csv in/report-10.csv"),
        ("in/report-?.csv", "in/report-9.csv"),
        ("in/report-[!1]*", "in/report-9.csv"),
        ("in/report-[1-3]0.csv", "in/report-10.csv"),
        ("*/old/*", "in/old/a.tsv in/old/b.JSON"),
        ("**/*.csv", "in/report-9.csv in/report-10.csv z1.csv z[1].csv"),
        ("in/**", "in/old/a.tsv in/old/b.JSON in/read.me in/report-9.csv in/report-10.csv"),
        ("z[1].csv", "z[1].csv"),
        ("z[1]*", "z1.csv"),
        ("absent.csv", "absent.csv"),
        ("-", "-"),
    ],
)
def test_folders_and_patterns_are_the_files_in_them(tree: Path, given: str, meant: str) -> None:
    found, notes = inputs.expanded([given])
    assert found == meant.split()
    assert not [one for one in notes if one.fatal]
    absolute, problems = inputs.expanded([str(tree / given)] if given != "-" else ["-"])
    assert [one.removeprefix(f"{tree}/") for one in absolute] == meant.split()
    assert not [one for one in problems if one.fatal]


def test_each_file_is_checked_once(tree: Path) -> None:
    given = ["in/report-9.csv", "in", str(tree / "in/report-10.csv"), "./in/*.csv", "-", "-"]
    assert inputs.expanded(given)[0] == [
        "in/report-9.csv",
        "in/old/a.tsv",
        "in/old/b.JSON",
        "in/report-10.csv",
        "-",
    ]


def test_links_do_not_lead_around_in_circles(tree: Path) -> None:
    os.symlink(tree / "in", tree / "in" / "again")
    os.symlink(tree / "empty", tree / "in" / "linked")
    write({"empty/c.csv": GOOD})
    assert inputs.expanded(["in"])[0][-1:] == ["in/report-10.csv"]
    assert "in/linked/c.csv" in inputs.expanded(["in"])[0]
    assert len(inputs.expanded(["in"])[0]) == 5
    assert inputs.expanded(["in/*/report-9.csv"])[0] == ["in/again/report-9.csv"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "nothing", ["empty", "in/*.parquet", "nowhere/**/*.csv", "in/[x].csv", "in/[z-a].csv", "in/[[].csv"]
)
def test_what_means_no_file_is_one_sentence_and_status_2(run: Run, nothing: str) -> None:
    status, out, err = run("check", nothing, "z1.csv", "-c", SUM)
    assert status == 2
    assert "1 file, 1 record" in out
    assert err.startswith(f"{nothing}: ")
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("tree")
def test_what_is_not_read_of_a_folder_is_told(run: Run) -> None:
    write({"in/old/b.JSON": '[{"total": 10, "men": 4, "women": 6}]'})
    write({"in/note.txt": "5", "in/z.dat": "6", "in/old/y.dat": "7"})
    status, out, _ = run("check", "in", "-c", SUM, "--strict")
    assert status == 0
    assert "note: 4 files of this folder are not read: note.txt, old/y.dat, read.me, ...; to have one" in out
    noted = [one["message"] for one in json.loads(run("check", "in", "-c", SUM, "--format", "json")[1])["notes"]]
    assert any("are not read" in one for one in noted)


def test_what_is_not_read_of_a_folder_keeps_nothing_from_being_done(run: Run) -> None:
    write({"in/a.csv": BAD, "in/z.dat": "6", "texts/a.md": "Of 12 apples 7 are red and 5 green.", "texts/z.dat": "6"})
    status, out, _ = run("accept", "--all", "in", "-c", SUM, "--reason", "known")
    assert (status, out.startswith("1 discrepancy accepted")) == (0, True)
    assert run("check", "in", "-c", SUM)[0] == 0
    rows = "".join(f"{n * n + 7 * n},{n * n},{7 * n}\n" for n in range(31, 71))
    write({"more/a.csv": f"total,men,women\n{rows}", "more/z.dat": "6"})
    status, out, err = run("init", "more")
    assert (status, "Written:" in out, "z.dat" in err) == (0, True, True)
    assert "no article here has any" in run("check", "texts", "-c", SUM)[2]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("given", ["in", "in/*.csv"])
def test_a_link_that_leads_nowhere_is_told(run: Run, given: str) -> None:
    write({"in/old/b.JSON": '[{"total": 10, "men": 4, "women": 6}]'})
    os.symlink("gone.csv", "in/lost.csv")
    status, out, err = run("check", given, "-c", SUM)
    assert status == 2
    assert err.startswith("in/lost.csv: no such file\n")
    assert "No discrepancy: " in out


@pytest.mark.usefixtures("tree")
def test_a_file_on_which_no_rule_ran_says_why(run: Run) -> None:
    _, _, err = run("check", "z1.csv", "-c", SUM, "--ignore", "total-men-women")
    assert err == "z1.csv: no rule is left to check this file with: see --select and --ignore\n"
    write({"none.yml": "dvaudit: 1\nrules:\n  - {check: total = men + women, when: total > 99}\n"})
    _, _, err = run("check", "z1.csv", "--rules", "none.yml")
    assert "1 rule was read, and no one says anything about this file" in err


@pytest.mark.usefixtures("tree")
def test_options_that_contradict_each_other_are_refused(run: Run) -> None:
    for options in (("-q", "-v"), ("--strict", "--fail-on", "never")):
        status, out, err = run("check", "z1.csv", "-c", SUM, *options)
        assert (status, out) == (2, "")
        assert "contradict each other" in err


@pytest.mark.usefixtures("tree")
def test_the_earlier_file_that_a_rule_file_names_is_not_overwritten(run: Run) -> None:
    write({"r.yml": f"dvaudit: 1\nfiles: z1.csv\nprevious: in/report-9.csv\nrules:\n  - {SUM}\n"})
    for given in ((), ("z1.csv",)):
        status, _, err = run("check", *given, "--rules", "r.yml", "--format", "csv:in/report-9.csv")
        assert status == 2
        assert "overwrite" in err
    assert Path("in/report-9.csv").read_text(encoding="utf-8") == GOOD


@pytest.mark.usefixtures("tree")
def test_the_output_is_none_of_the_files_that_a_folder_means(run: Run) -> None:
    status, _, err = run("check", "in", "-c", SUM, "--output", "in/report-9.csv")
    assert status == 2
    assert "overwrite" in err


def test_python_takes_folders_and_patterns(tree: Path) -> None:
    report = dvaudit.audit("in/*.csv", lines=SUM)
    assert report.files == ("in/report-9.csv", "in/report-10.csv")
    report = dvaudit.audit([tree / "empty", tree / "z1.csv"], lines=SUM)
    assert [one.message.key for one in report.problems] == ["inputs.empty_folder"]
    assert len(report.audits) == 1


# --- what a path says


@pytest.mark.parametrize(
    ("pattern", "path", "names"),
    [
        ("in/{province}_{period}.csv", "in/hanoi_2024.csv", {"province": "hanoi", "period": "2024"}),
        ("in/{province}_{period}.csv", "in/Hà Nội_2024-Q1.csv", {"province": "Hà Nội", "period": "2024-Q1"}),
        ("in/{ province }.csv", "in/hue.csv", {"province": "hue"}),
        ("{year}/{province}.csv", "2024/hue.csv", {"year": "2024", "province": "hue"}),
        ("**/{year}/*-{province}.csv", "a/b/2024/x-hue.csv", {"year": "2024", "province": "hue"}),
        ("in/*.csv", "in/hue.csv", {}),
        ("in/{province}.csv", "in/old/hue.csv", None),
        ("in/{province}.csv", "in/.csv", None),
        ("in/{province}.csv", "hue.csv", None),
        ("in/{province}.csv", "in/hue.tsv", None),
        ("in/{year}/{province}", "other/hue", None),
    ],
)
def test_a_path_says_what_stands_for_the_names(pattern: str, path: str, names: dict[str, str] | None) -> None:
    assert paths.said(pattern, "", path) == names
    assert paths.said(pattern, "/data", f"/data/{path}") == names


RULES = "files: 'in/{province}_{period}.csv'\nrules: [total = men + women]\n"


def test_the_names_in_a_path_are_key_columns(run: Run) -> None:
    write({"in/hue_2024.csv": BAD, "in/hanoi_2024.csv": GOOD, "other/x.csv": BAD, "r.yml": RULES})
    status, out, _ = run("check", "--rules", "r.yml", "--format", "json")
    assert status == 1
    found = json.loads(out)
    assert found["summary"]["files"] == 2
    assert [(one["file"], one["record"]) for one in found["findings"]] == [
        ("in/hue_2024.csv", {"province": "hue", "period": "2024"})
    ]
    for form in ("table", "concise"):
        assert "hue, 2024" in run("check", "--rules", "r.yml", "--format", form, "-v")[1]


def test_files_that_are_given_say_the_same(run: Run) -> None:
    write({"in/hue_2024.csv": BAD, "x.csv": BAD, "r.yml": RULES})
    out = run("check", "in/hue_2024.csv", "x.csv", "--rules", "r.yml", "--format", "json")[1]
    assert [one["record"] for one in json.loads(out)["findings"]] == [{"province": "hue", "period": "2024"}, {}]


@pytest.mark.parametrize("config", ["dvaudit.yml", "pyproject.toml"])
def test_the_configuration_names_files_for_the_rules_that_do_not(run: Run, config: str, tmp_path: Path) -> None:
    text = {
        "dvaudit.yml": "files: 'in/{province}.csv'\nrules: [r.yml, own.yml]\n",
        "pyproject.toml": "[tool.dvaudit]\nfiles = ['in/{province}.csv']\nrules = ['r.yml', 'own.yml']\n",
    }
    write({config: text[config], "r.yml": f"rules: [{SUM}]", "own.yml": f"files: 'own/*.csv'\nrules: [{SUM}]"})
    write({"in/hue.csv": BAD, "own/a.csv": BAD, "deep/x.csv": GOOD})
    os.chdir(tmp_path / "deep")
    status, out, _ = run("check", "--format", "json")
    assert status == 1
    assert [(one["file"], one["record"]) for one in json.loads(out)["findings"]] == [
        ("../in/hue.csv", {"province": "hue"}),
        ("../own/a.csv", {}),
    ]


def test_a_rule_set_without_files_is_about_those_of_the_others(run: Run) -> None:
    write({"in/hue_2024.csv": BAD, "r.yml": RULES, "s.yml": "rules: [men <= total]"})
    out = run("check", "--rules", "r.yml", "--rules", "s.yml", "--format", "json")[1]
    assert [(one["id"], one["held"], one["failed"]) for one in json.loads(out)["rules"]] == [
        ("total-men-women", 0, 1),
        ("men-le-total", 1, 0),
    ]


def test_names_of_the_path_take_part_in_rules(run: Run) -> None:
    rules = """
    files: "in/{province}_{period}.csv"
    rules:
      - {id: late, check: total = men + women, when: period >= 2024}
      - {id: known, kind: one_of, columns: province, expected: [hue, hanoi]}
      - {id: key, kind: unique, columns: [province, period, total]}
    """
    write({"in/hue_2023.csv": BAD, "in/hue_2024.csv": BAD, "in/huế_2024.csv": GOOD, "r.yml": rules})
    out = run("check", "--rules", "r.yml", "--format", "json")[1]
    assert [(one["rule"], one["file"]) for one in json.loads(out)["findings"]] == [
        ("late", "in/hue_2024.csv"),
        ("known", "in/huế_2024.csv"),
    ]


@pytest.mark.parametrize(
    ("layout", "text", "record"),
    [
        ("", "name,value\ntotal,10\nmen,4\nwomen,7\n", {"province": "hue"}),
        ("layout: {figure: name}", "name,value\ntotal,10\nmen,4\nwomen,7\n", {"province": "hue"}),
        (
            "layout: {figure: item, value: value, key: year}",
            "year,item,value\n2024,total,10\n2024,men,4\n2024,women,7\n",
            {"year": "2024", "province": "hue"},
        ),
        ("layout: {key: year}", "year,total,men,women\n2024,10,4,7\n", {"year": "2024", "province": "hue"}),
        ("layout: {key: province}", "year,total,men,women\n2024,10,4,7\n", {"province": "hue"}),
        ("", "area,total,men,women\nA,10,4,7\nB,10,4,6\n", {"area": "A", "province": "hue"}),
    ],
)
def test_names_of_the_path_stand_beside_the_keys_of_every_layout(
    run: Run, layout: str, text: str, record: dict[str, str]
) -> None:
    write({"in/hue.csv": text, "r.yml": f"files: 'in/{{province}}.csv'\n{layout}\nrules: [{SUM}]"})
    (found,) = json.loads(run("check", "--rules", "r.yml", "--format", "json")[1])["findings"]
    assert found["record"] == record


def test_figures_and_explain_know_the_names(run: Run) -> None:
    write({"in/hue_2024.csv": BAD, "r.yml": RULES})
    assert "province" not in run("figures", "in/hue_2024.csv", "--rules", "r.yml")[1]
    assert "hue, 2024" in run("explain", "total-men-women", "--file", "in/hue_2024.csv", "--rules", "r.yml")[1]


@pytest.mark.parametrize(
    ("files", "column", "says"),
    [
        ("in/{province.csv", 12, "no counterpart"),
        ("in/province}.csv", 20, "no counterpart"),
        ("in/{}.csv", 12, "empty"),
        ("in/{ }.csv", 12, "empty"),
        ("in/{a}_{A}.csv", 16, "twice"),
        ("in/{a}{b}.csv", 15, "nothing stands between"),
        ("in/{a/b}.csv", 12, "folders"),
        ("/in/{a}.csv", 8, "absolute"),
        ("C:/in/{a}.csv", 8, "absolute"),
        ("https://example.org/{a}.csv", 8, "web address"),
        ("in/{a}.csv", 8, "no file"),
        ("in/*.json", 8, "no file"),
        ("empty", 8, "no file"),
    ],
)
def test_bad_patterns_are_one_sentence_with_their_place(run: Run, files: str, column: int, says: str) -> None:
    write({"in/x_y.csv": GOOD, "empty/x.png": "", "r.yml": f"rules: [{SUM}]\nfiles: '{files}'\n"})
    if says == "no file":
        os.rename("in", "out")
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err.startswith(f"r.yml:2:{column}: ")
    assert says in err
    assert len([line for line in err.splitlines() if not line.startswith("  ")]) == 1


@pytest.mark.parametrize(
    ("files", "table", "says"),
    [
        ("in/{a}_{b}.csv", GOOD, "in two ways: a=x, b=y_z; or a=x_y, b=z"),
        ("in/{men}.csv", GOOD, "the file has men itself"),
        ("in/{Men}.csv", "name,value\nmen,4\n", "the file has Men itself"),
    ],
)
def test_what_a_path_cannot_say_is_one_sentence(run: Run, files: str, table: str, says: str) -> None:
    write({"in/x_y_z.csv": table, "r.yml": f"files: '{files}'\nrules: [{SUM}]"})
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err.startswith("in/x_y_z.csv:")
    assert says in err


def test_the_schema_knows_the_keys() -> None:
    properties = schema(KINDS)["properties"]
    assert {"files", "together", "previous"} <= properties.keys()


@pytest.mark.parametrize(
    "line", ["file: in/*.csv", "together: maybe", "previous: [a, b]", "files: []", "files: {a: b}"]
)
def test_other_keys_and_values_are_errors(run: Run, line: str) -> None:
    write({"a.csv": GOOD, "r.yml": f"{line}\nrules: [{SUM}]"})
    status, _, err = run("check", "a.csv", "--rules", "r.yml")
    assert status == 2
    assert err.startswith("r.yml:1:")


def test_no_files_at_all_is_told(run: Run) -> None:
    assert run("check", "-c", SUM)[0] == 2
    assert run("check", "-c", SUM)[2].count("\n") == 1


def test_the_output_is_none_of_the_files_that_a_rule_file_names(run: Run) -> None:
    write({"in/hue_2024.csv": GOOD, "r.yml": RULES})
    status, _, err = run("check", "--rules", "r.yml", "--output", "in/hue_2024.csv")
    assert status == 2
    assert "overwrite" in err
    assert Path("in/hue_2024.csv").read_text(encoding="utf-8") == GOOD


def test_included_rules_bring_their_files(run: Run) -> None:
    write({"sub/r.yml": RULES, "sub/in/hue_2024.csv": BAD, "top.yml": "include: sub/r.yml\nrules: [men <= total]"})
    out = run("check", "--rules", "top.yml", "--format", "json")[1]
    assert [one["file"] for one in json.loads(out)["findings"]] == ["sub/in/hue_2024.csv"]


# --- several files as one document

TOGETHER = "files: 'in/{province}_{period}.csv'\ntogether: true\nrules:\n"
"""What the rule files of these tests begin with."""


def found_in(run: Run, *arguments: str) -> dict[str, list[dict[str, object]]]:
    status, out, err = run("check", *arguments, "--format", "json")
    assert status < 2, err
    report: dict[str, list[dict[str, object]]] = json.loads(out)
    return report


def test_the_nation_is_the_sum_of_its_provinces_in_each_period(run: Run) -> None:
    write({f"in/{name}_{year}.csv": f"members\n{n}\n" for name, year, n in [
        ("nation", 2023, 30), ("hue", 2023, 10), ("hanoi", 2023, 20),
        ("nation", 2024, 32), ("hue", 2024, 11), ("hanoi", 2024, 20),
    ]})  # fmt: skip
    write({"r.yml": TOGETHER + " - {id: nation, kind: totals, over: province, total: nation}\n"})
    report = found_in(run, "--rules", "r.yml")
    (one,) = report["findings"]
    assert (one["file"], one["row"], one["record"]) == (
        "in/nation_2024.csv",
        1,
        {"period": "2024", "province": "nation"},
    )
    assert [(cell["file"], cell["line"]) for cell in one["figures"]] == [  # type: ignore[attr-defined]
        ("in/nation_2024.csv", 2),
        ("in/hanoi_2024.csv", 2),
        ("in/hue_2024.csv", 2),
    ]
    assert report["summary"]["files"] == report["summary"]["records"] == 6  # type: ignore[call-overload]
    for form in ("table", "concise"):
        out = run("check", "--rules", "r.yml", "--format", form, "-v")[1]
        assert "in/nation_2024.csv:2:1" in out
        assert "6 files, 6 records" in out


def test_hierarchies_series_and_keys_run_across_files(run: Run) -> None:
    rules = (
        TOGETHER
        + """
  - {id: tree, kind: hierarchy, over: province, parents: {nation: [hue, hanoi]}}
  - {id: growth, kind: series, over: period, figure: members, change: more}
  - {id: once, kind: unique, columns: [province, district]}
  - {id: all-there, kind: complete, columns: [province], expected: [nation, hue, hanoi, vinh]}
"""
    )
    files = {
        "in/nation_2023.csv": "district,members,more\nall,30,0\n",
        "in/hue_2023.csv": "district,members,more\nall,10,0\n",
        "in/hanoi_2023.csv": "district,members,more\nall,21,0\n",
        "in/hue_2024.csv": "district,members,more\nall2,12,1\n",
    }
    write({**files, "r.yml": rules})
    report = found_in(run, "--rules", "r.yml")
    assert [(one["rule"], one["file"], one["record"]) for one in report["findings"]] == [
        ("all-there", "in/{province}_{period}.csv", {"province": "vinh"}),
        ("growth", "in/hue_2024.csv", {"province": "hue", "period": "2024"}),
        ("tree", "in/nation_2023.csv", {"period": "2023", "province": "nation"}),
    ]


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("code,n\nA,1\nB,2\n", "code,n\nB,3\n", "csv"),
        ('[{"code": "A", "n": 1}, {"code": "B", "n": 2}]', '{"code": "B", "n": 3}', "json"),
    ],
)
def test_files_that_are_given_are_one_document_too(run: Run, one: str, two: str, kind: str) -> None:
    rules = "together: true\nlayout: {key: code}\nrules: [{id: once, kind: unique, columns: [code]}]"
    write({f"a.{kind}": one, f"b.{kind}": two, "r.yml": rules})
    report = found_in(run, f"a.{kind}", f"b.{kind}", "--rules", "r.yml")
    (twice,) = report["findings"]
    assert (twice["file"], twice["row"]) == (f"a.{kind}", 2)
    assert [cell["file"] for cell in twice["figures"]] == [f"a.{kind}", f"b.{kind}"]  # type: ignore[attr-defined]


def test_columns_are_combined_by_name(run: Run) -> None:
    write({
        "in/a_1.csv": "men,women,total\n4,6,10\n",
        "in/b_1.csv": "Total,Women,Men,extra\n10,6,5,\n",
        "r.yml": TOGETHER + " - total = men + women\n",
    })  # fmt: skip
    (one,) = found_in(run, "--rules", "r.yml")["findings"]
    assert (one["file"], one["row"]) == ("in/b_1.csv", 1)
    assert [cell["column"] for cell in one["figures"]] == [1, 6, 4]  # type: ignore[attr-defined]


def test_lists_of_names_and_values_are_one_record_each(run: Run) -> None:
    write({
        "in/a_1.csv": "name,value\ntotal,10\nmen,4\nwomen,6\n",
        "in/b_1.csv": "name,value\nmen,5\nwomen,6\ntotal,10\n",
        "r.yml": TOGETHER + " - total = men + women\n",
    })  # fmt: skip
    (one,) = found_in(run, "--rules", "r.yml")["findings"]
    assert (one["file"], one["record"]) == ("in/b_1.csv", {"province": "b", "period": "1"})
    write({"s.yml": "together: true\nrules: [total = men + women]"})
    report = found_in(run, "in", "--rules", "s.yml")
    assert [(one["rule"], one["file"]) for one in report["findings"]] == [("total-men-women", "in/b_1.csv")]


def test_records_without_a_key_are_told_with_their_file(run: Run) -> None:
    write({"a.csv": "x,y\n1,2\n3,4\n", "b.csv": "x,y\n1,1\n", "r.yml": "together: true\nrules: [x = y]"})
    out = run("check", "a.csv", "b.csv", "--rules", "r.yml")[1]
    assert "row 1 of a.csv" in out
    assert "a.csv + b.csv: 3 records" in out


def test_number_formats_are_decided_over_all_files(run: Run) -> None:
    write({"in/a_1.csv": "x;y\n1.234;1.234\n", "in/b_1.csv": "x;y\n1.234.567,5;1.234.567,5\n"})
    write({"r.yml": TOGETHER + " - x <= 1000\n"})
    singly, both = (run("check", "in", "-c", "x <= 1000", "--format", "json")[1], found_in(run, "--rules", "r.yml"))
    assert [one["file"] for one in both["findings"]] == ["in/a_1.csv", "in/b_1.csv"]
    assert [one["file"] for one in json.loads(singly)["undecided"]] == ["in/a_1.csv"]


def test_two_rule_sets_can_take_one_file_singly_and_together(run: Run) -> None:
    write({"in/a_1.csv": GOOD, "in/b_1.csv": BAD, "r.yml": TOGETHER + " - men <= total\n", "s.yml": f"rules: [{SUM}]"})
    report = found_in(run, "--rules", "r.yml", "--rules", "s.yml")
    assert report["summary"]["files"] == 2  # type: ignore[call-overload]
    assert report["summary"]["records"] == 2  # type: ignore[call-overload]
    assert [one["file"] for one in report["findings"]] == ["in/b_1.csv"]


# what cannot be taken together


def test_files_that_cannot_be_read_do_not_stop_the_others(run: Run) -> None:
    write({"in/a_1.csv": BAD, "in/b_1.csv": "", "in/c_1.csv": "total,men\n1", "r.yml": TOGETHER + f" - {SUM}\n"})
    os.rename("in/c_1.csv", "in/c_1.txt")
    status, out, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err == "in/b_1.csv: the file is empty\n"
    assert "total 10" in out


def test_a_column_that_one_file_lacks_is_told(run: Run) -> None:
    write({"in/a_1.csv": GOOD, "in/b_1.csv": "total,mne,women\n10,4,6\n", "r.yml": TOGETHER + f" - {SUM}\n"})
    status, out, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert "in/b_1.csv has no figure called men" in err
    assert "in/b_1.csv has no figure called men" in out


@pytest.mark.parametrize("rule", ["{kind: unique, columns: [code]}", "{kind: totals, over: code, by: [period]}"])
def test_a_key_column_that_one_file_lacks_is_told(run: Run, rule: str) -> None:
    write({"in/a_1.csv": "code,n\nTotal,3\nx,1\ny,2\n", "in/b_1.csv": "cod,n\nz,1\n", "r.yml": TOGETHER + f" - {rule}"})
    status, out, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert "in/b_1.csv" in err
    assert "in/b_1.csv has no figure called code" in out
    assert "do not" not in out.splitlines()[-2]


def test_a_column_of_the_layout_that_one_file_lacks_is_told(run: Run) -> None:
    rules = TOGETHER.replace("rules:", "layout: {key: code}\nrules:") + f" - {{id: sum, check: {SUM}}}\n"
    write({"in/a_1.csv": "code,total,men,women\nA,10,4,7\n", "in/b_1.csv": GOOD, "r.yml": rules})
    status, out, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err.startswith("in/b_1.csv: ")
    assert "code" in err
    assert "A, a, 1" in out
    assert "0 hold, 1 does not" in " ".join(out.split())


def test_files_of_which_none_can_be_read_are_told_one_by_one(run: Run) -> None:
    write({"in/a_1.csv": "", "in/b_1.csv": "", "r.yml": TOGETHER + f" - {SUM}\n"})
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err == "in/a_1.csv: the file is empty\nin/b_1.csv: the file is empty\n"


def test_a_figure_that_one_list_lacks_is_told(run: Run) -> None:
    write({"in/a_1.csv": "name,value\ntotal,10\nmen,4\nwomen,6\n", "in/b_1.csv": "name,value\ntotal,10\nmen,4\n"})
    write({"r.yml": TOGETHER + f" - {SUM}\n"})
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert "in/b_1.csv has no figure called women" in err


@pytest.mark.parametrize("optional", ["true", "men"])
def test_a_column_that_may_be_absent_is_not_told(run: Run, optional: str) -> None:
    rule = f"{{id: sum, check: {SUM}, optional: {optional}}}"
    write({"in/a_1.csv": GOOD, "in/b_1.csv": "total,women\n6,6\n", "r.yml": TOGETHER + f" - {rule}\n - women <= total"})
    assert run("check", "--rules", "r.yml")[0] == 0


def test_a_file_of_another_kind_is_told(run: Run) -> None:
    write({"in/a_1.csv": GOOD, "in/b_1.csv": "x,y\n10,4\n", "r.yml": TOGETHER + f" - {SUM}\n"})
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err.startswith("in/b_1.csv: ")


def test_formats_are_not_mixed(run: Run) -> None:
    write({"a.csv": GOOD, "b.json": '{"total": 1, "men": 4, "women": 6}', "c.csv": BAD})
    write({"r.yml": f"together: true\nrules: [{SUM}]"})
    status, out, err = run("check", "a.csv", "b.json", "c.csv", "--rules", "r.yml")
    assert status == 2
    assert err.startswith("b.json: the file has another format than a.csv")
    assert "c.csv" in out


def test_a_name_that_no_file_has_is_told_once(run: Run) -> None:
    write({"in/a_1.csv": GOOD, "in/b_1.csv": GOOD, "r.yml": TOGETHER + " - total = men + boys\n"})
    status, _, err = run("check", "--rules", "r.yml")
    assert status == 2
    assert err.count("figure called boys") == 1


# --- the period before

OPENING = "{id: opening, kind: series, figure: closing, over: period, opening: opening, by: [account]}"
BALANCE = "check: closing = opening + in - out"
BY_YEAR = f"files: 'in/{{period}}.csv'\nrules: [{OPENING}]"


def books(**years: str) -> dict[str, str]:
    """A file a year: accounts with their opening and closing, as ``cash 1 2; bank 3 4``."""
    return {
        f"in/{year.removeprefix('y')}.csv": "account,opening,closing\n"
        + "".join(",".join(row.split()) + "\n" for row in rows.split(";"))
        for year, rows in years.items()
    }


@pytest.mark.parametrize("by_rule", [True, False])
def test_opening_meets_the_closing_of_the_period_before(run: Run, by_rule: bool) -> None:
    write(books(y2023="cash 100 120; bank 50 70", y2024="bank 70 90; cash 130 140"))
    write({"r.yml": BY_YEAR + ("\nprevious: in/2023.csv" if by_rule else "")})
    given = ["in/2024.csv", "--rules", "r.yml", *([] if by_rule else ["--previous", "in/2023.csv"])]
    report = found_in(run, *given)
    (one,) = report["findings"]
    assert (one["file"], one["row"], one["record"]) == ("in/2024.csv", 2, {"account": "cash", "period": "2024"})
    assert [(cell["file"], cell["line"]) for cell in one["figures"]] == [  # type: ignore[attr-defined]
        ("in/2024.csv", 3),
        ("in/2023.csv", 2),
    ]
    assert report["summary"]["records"] == 2  # type: ignore[call-overload]
    assert report["summary"]["files"] == 1  # type: ignore[call-overload]
    (tally,) = report["rules"]
    assert (tally["held"], tally["failed"], tally["undecided"]) == (1, 1, 0)
    for form in ("table", "concise"):
        assert "in/2023.csv:2" in run("check", *given, "--format", form)[1]
    assert "in/2023.csv:2" in run("explain", "opening", "--file", "in/2024.csv", "--rules", "r.yml")[1] or not by_rule


def test_placeholders_of_the_earlier_file_are_filled_by_the_own_path(run: Run) -> None:
    rules = """
    files: "in/{account}_{year}.csv"
    previous: "in/{account}_2023.csv"
    rules: [{id: opening, kind: series, figure: closing, over: month, opening: opening}]
    """
    head = "month,opening,closing\n"
    write({
        "in/cash_2023.csv": head + "11,90,95\n12,95,100\n", "in/bank_2023.csv": head + "11,5,1\n12,1,7\n",
        "in/cash_2024.csv": head + "2,110,120\n1,100,110\n", "in/bank_2024.csv": head + "1,8,9\n",
        "r.yml": rules,
    })  # fmt: skip
    report = found_in(run, "in/*_2024.csv", "--rules", "r.yml")
    assert [(one["file"], one["row"]) for one in report["findings"]] == [("in/bank_2024.csv", 1)]
    assert report["rules"][0]["held"] == 2
    # The earlier files themselves have nothing before them.
    assert found_in(run, "--rules", "r.yml")["rules"][0]["held"] == 4
    write({"r.yml": rules.replace("files:", "together: true\n    files:")})
    report = found_in(run, "in/*_2024.csv", "--rules", "r.yml")
    assert [(one["file"], one["row"]) for one in report["findings"]] == [("in/bank_2024.csv", 1)]
    assert report["rules"][0]["held"] == 2


def test_a_series_may_be_one_row_a_file(run: Run) -> None:
    rules = """
    files: "in/{account}_{period}.csv"
    together: true
    previous: "old/{account}_2022.csv"
    rules: [{id: opening, kind: series, figure: closing, over: period, opening: opening}]
    """
    write({
        f"{name}.csv": f"opening,closing\n{row}\n" for name, row in {
            "old/cash_2022": "1,2", "in/cash_2023": "2,3", "in/cash_2024": "3,4",
            "old/bank_2022": "1,2", "in/bank_2023": "3,3", "in/bank_2024": "4,4",
        }.items()
    })  # fmt: skip
    write({"r.yml": rules})
    report = found_in(run, "--rules", "r.yml")
    assert [one["file"] for one in report["findings"]] == ["in/bank_2023.csv", "in/bank_2024.csv"]
    assert report["rules"][0]["held"] == 2


def test_changes_go_on_from_the_period_before(run: Run) -> None:
    write({"a.csv": "month,n,more\n12,10,1\n", "b.csv": "month,n,more\n1,12,2\n2,12,1\n"})
    write({"r.yml": "previous: a.csv\nrules: [{kind: series, figure: n, over: month, change: more}]"})
    report = found_in(run, "b.csv", "--rules", "r.yml")
    assert [one["row"] for one in report["findings"]] == [2]
    assert report["rules"][0]["held"] == 1


def test_a_series_without_counterpart_could_not_be_checked(run: Run) -> None:
    write({**books(y2023="cash 100 120", y2024="cash 120 130; bank 1 2"), "r.yml": BY_YEAR})
    status, out, _ = run("check", "in/2024.csv", "--rules", "r.yml", "--previous", "in/2023.csv", "--strict")
    assert status == 1
    assert "the earlier file in/2023.csv has no row for bank" in out
    assert "1 could not be checked" in " ".join(out.split())


def test_a_gap_between_the_files_is_told(run: Run) -> None:
    write({"a.csv": "m,o,c\n2023-09,1,2\n", "b.csv": "m,o,c\n2024-01,3,4\n2024-02,4,5\n2024-03,5,6\n"})
    write({"r.yml": "rules: [{kind: series, figure: c, over: m, opening: o}]"})
    out = run("check", "b.csv", "--rules", "r.yml", "--previous", "a.csv")[1]
    assert "the row before 2024-01 is 2023-09" in out


@pytest.mark.parametrize(
    ("before", "after", "counts", "why"),
    [
        ("2021 2; 2022 3", "2022 2 3; 2023 3 4", (2, 0, 0), ""),  # an overlap: 2022 opens where 2021 closes
        ("2021 2; 2022 3", "2022 3 9; 2023 9 4", (1, 1, 0), ""),
        ("2023-11 2; 2024-01 7", "2023-12 2 5", (1, 0, 0), ""),
        ("2024 7", "2023 8 9; 2024 9 9", (1, 0, 1), "no row for m before 2023"),
        ("2019 1; 2020 2", "2023 2 5; 2024 5 6", (1, 0, 1), "the row before 2023 is 2020"),
        ("2020 1; 2021 2", "2022 2 3; 2022 3 4; 2023 4 5; 2024 5 6", (1, 0, 3), "2022 occurs more than once"),
        ("11 1; 12 2", "1 2 3; 2 3 4", (2, 0, 0), ""),  # months begin again in every file
        ("May 1; June 2", "July 2 3", (1, 0, 0), ""),
    ],
)
def test_the_row_before_is_the_last_one_of_an_earlier_period(
    run: Run, before: str, after: str, counts: tuple[int, int, int], why: str
) -> None:
    def rows(text: str) -> str:
        return "".join(",".join(row.split()) + "\n" for row in text.split(";"))

    write({"a.csv": "m,c\n" + rows(before), "b.csv": "m,o,c\n" + rows(after)})
    write({"r.yml": "layout: {key: m}\nrules: [{kind: series, figure: c, over: m, opening: o}]"})
    given = ("b.csv", "--rules", "r.yml", "--previous", "a.csv")
    (tally,) = found_in(run, *given)["rules"]
    assert (tally["held"], tally["failed"], tally["undecided"]) == counts
    assert why in " ".join(run("check", *given)[1].split())


def test_a_period_that_ends_twice_is_told(run: Run) -> None:
    write({"a.csv": "m,o,c\n12,1,2\n12,1,3\n", "b.csv": "m,o,c\n1,3,4\n"})
    write({"r.yml": "layout: {key: m}\nrules: [{kind: series, figure: c, over: m, opening: o}, o <= c]"})
    assert "12 occurs more than once in m" in run("check", "b.csv", "--rules", "r.yml", "--previous", "a.csv")[1]


@pytest.mark.parametrize(
    ("previous", "says"),
    [
        ("in/2022.csv", "in/2022.csv: the earlier period's file cannot be used: no such file"),
        ("in", "in: the earlier period's file cannot be used: this is a folder"),
        ("in/{town}.csv", "in/2024.csv: the path of this file does not say town"),
        ("other.csv", "other.csv: the earlier period's file has no column or figure called account"),
        ("https://example.org/a.csv", "https://example.org/a.csv: the earlier period's file cannot be used"),
    ],
)
def test_an_earlier_file_that_cannot_be_used_is_a_problem(run: Run, previous: str, says: str) -> None:
    write({**books(y2024="cash 120 130"), "other.csv": "x,closing\n1,2\n", "r.yml": BY_YEAR})
    status, _, err = run("check", "in/2024.csv", "--rules", "r.yml", "--previous", previous)
    assert status == 2
    assert says in err
    if "://" not in previous:
        write({"r.yml": f"{BY_YEAR}\nprevious: '{previous}'"})
        assert run("check", "in/2024.csv", "--rules", "r.yml")[2].startswith(says)


def test_an_earlier_file_that_no_rule_looks_at_is_noted(run: Run) -> None:
    write({"a.csv": GOOD, "b.csv": GOOD})
    status, out, _ = run("check", "a.csv", "-c", SUM, "--previous", "b.csv")
    assert status == 0
    assert "no rule looks at the earlier period's file b.csv" in out


def test_python_names_the_earlier_file_too(run: Run) -> None:
    write({**books(y2023="cash 100 120", y2024="cash 130 140"), "r.yml": BY_YEAR})
    report = dvaudit.audit("in/2024.csv", "r.yml", previous=Path("in/2023.csv"))
    assert [one.file for audit in report.audits for one in audit.findings] == ["in/2024.csv"]
    assert run("check", "in/2024.csv", "--rules", "r.yml", "--previous", "in/2023.csv")[0] == 1


def test_causes_name_the_earlier_file(run: Run) -> None:
    write({
        "2023.csv": "account,opening,in,out,closing\ncash,100,30,10,120\n",
        "2024.csv": "account,opening,in,out,closing\ncash,210,30,10,140\n",
        "r.yml": f"layout: {{key: account}}\nprevious: 2023.csv\n"
        f"rules: [{OPENING.replace('period', 'account')}, {{{BALANCE}}}]",
    })  # fmt: skip
    report = found_in(run, "2024.csv", "--rules", "r.yml")
    (cause,) = report["causes"]
    ((suspect,),) = [one["figures"] for one in cause["suspects"]]  # type: ignore[attr-defined]
    assert (suspect["name"], suspect["raw"], suspect["file"]) == ("opening", "210", "2024.csv")
    out = run("check", "2024.csv", "--rules", "r.yml")[1]
    assert "2023.csv:2" in out
    assert "opening 210 (cash) is probably 120" in out


# --- one file or many: the same


RULES_OF_BOTH = """
layout: {key: [province, district, year]}
rules:
  - {id: sum, check: total = men + women}
  - {id: all, kind: totals, over: district, total: All, figures: [men, women, total]}
  - {id: growth, kind: series, figure: total, over: year, change: more}
  - {id: once, kind: unique, columns: [province, district, year]}
"""


def told(report: Report) -> tuple[list[str], list[str]]:
    """Findings and causes in words, without their places."""
    findings = [
        f"{dict(sorted(one.confrontation.edit.key.items()))} {one.confrontation.edit.rule.id} {one.cause}"
        f" {[figure.raw for figure in one.confrontation.edit.figures]}"
        for audit in report.audits
        for one in audit.findings
    ]
    causes = [
        f"{one.number} {one.confidence} {[[spot.figure.raw for spot in two.spots] for two in one.suspects]}"
        f" {[correction.texts for _, correction in one.corrections]}"
        for one in report.causes
    ]
    return sorted(findings), causes


@pytest.mark.parametrize("seed", range(12))
def test_a_table_says_the_same_in_one_file_and_in_many(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    head = "district,men,women,total,more\n"
    before: dict[tuple[str, str], int] = {}
    files: dict[str, list[list[str]]] = {}
    for province, year in product("pq", ("2023", "2024")):
        counts = [[chance.randint(100, 9999), chance.randint(100, 9999)] for _ in "AB"]
        counts.append([sum(column) for column in zip(*counts, strict=True)])
        files[f"{province}_{year}"] = []
        for name, (men, women) in zip(("A", "B", "All"), counts, strict=True):
            more = men + women - before.get((province, name), 0)
            before[province, name] = men + women
            files[f"{province}_{year}"].append([name, *map(str, (men, women, men + women, more))])
    for _ in range(chance.randint(1, 3)):
        row = chance.choice(files[chance.choice(list(files))])
        row[2] = str(int(row[2]) + 90)
    files["p_2023"] += files["p_2023"][:1] if seed % 3 == 0 else []
    one = ["province,year," + head]
    for name, listed in files.items():
        lines = [",".join(row) + "\n" for row in listed]
        write({f"in/{name}.csv": head + "".join(lines)}, tmp_path)
        one += [name.replace("_", ",") + "," + line for line in lines]
    write({"one.csv": "".join(one), "one.yml": RULES_OF_BOTH}, tmp_path)
    write({"many.yml": "files: 'in/{province}_{year}.csv'\ntogether: true" + RULES_OF_BOTH}, tmp_path)
    alone = dvaudit.audit(tmp_path / "one.csv", tmp_path / "one.yml")
    together = dvaudit.audit(tmp_path / "in", tmp_path / "many.yml")
    assert alone.problems == together.problems == []
    assert told(alone)[0]
    assert told(alone) == told(together)
