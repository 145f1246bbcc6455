"""Two versions of a report: which figures were revised, which discrepancies came and went with them."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import cli, rulefile
from dvaudit.kinds import KINDS
from dvaudit.render.versions import json_v1
from dvaudit.render.view import View
from dvaudit.versions.compare import Options, compare
from tests.conftest import Run

SUM = "total = men + women"
ROOT = Path(__file__).parents[1]

@pytest.fixture(name="run")
def compared(run: Run) -> Run:
    """Writes ``old`` and ``new`` and compares them."""

    def running(old: str, new: str, *arguments: str) -> tuple[int, str, str]:
        names = ("old.csv", "new.csv")
        for name, text in zip(names, (old, new), strict=True):
            Path(name).write_text(text, encoding="utf-8")
        return run("compare", *names, *(arguments or ("-c", SUM)))

    return running


@pytest.fixture
def told(run: Run) -> Callable[..., Any]:
    """The same as JSON."""

    def telling(old: str, new: str, *arguments: str) -> object:
        return json.loads(run(old, new, *(arguments or ("-c", SUM)), "--format", "json")[1])

    return telling


OLD = "place,total,men,women\nHue,10,4,6\nDa Nang,20,9,11\nHanoi,30,14,15\n"
NEW = "place,total,men,women\nHanoi,30,15,15\nHue,10,4,7\nDa Nang,20,9,11\n"


def test_what_came_went_and_with_which_figure(run: Run) -> None:
    status, out, err = run(OLD, NEW)
    assert (status, err) == (1, "")
    assert out == """\
old.csv -> new.csv: 3 records in both, 9 figures compared, the command line

 changed figure  record  before  now  revision      discrepancies
 ────────────────────────────────────────────────────────────────
 men             Hanoi       14   15  +1 (+7.1 %)   1 gone
 women           Hue          6    7  +1 (+16.7 %)  1 new

 is    rule             record  reported  the others give  off by  with
 ─────────────────────────────────────────────────────────────────────────────
 new   total-men-women  Hue     total 10  11                   -1  women (Hue)
 gone  total-men-women  Hanoi   total 30  29                   +1  men (Hanoi)

1 new discrepancy, 1 gone, 0 still there, 0 no longer checked, 0 accepted: 1 file, 3 records in
  both, 0 added, 0 removed; 9 figures compared, 2 with another value, 0 only printed otherwise.
"""


def test_the_order_of_rows_and_columns_changes_nothing(told: Callable[..., Any]) -> None:
    new = "women,place,men,total\n15,Hanoi,14,30\n6,Hue,4,10\n11,Da Nang,9,20\n"
    found = told(OLD, new, "-c", SUM, "--key", "place")
    assert found["figures"] == []
    assert [one["state"] for one in found["discrepancies"]] == ["still"]
    assert found["summary"]["records"] == 3


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_rows_in_any_order_and_planted_changes_are_what_is_told(data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.tuples(*[st.integers(10, 99)] * 3), min_size=1, max_size=6))
    rows = {f"p{at}": list(row) for at, row in enumerate(cells)}
    touched = data.draw(st.dictionaries(st.tuples(st.sampled_from(sorted(rows)), st.integers(0, 2)),
                                        st.integers(100, 999), max_size=4))  # fmt: skip
    new = {name: list(row) for name, row in rows.items()}
    for (name, at), number in touched.items():
        new[name][at] = number
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old.csv", "new.csv")]
        for path, table in zip(paths, (rows, new), strict=True):
            lines = [f"{name},{a},{b},{c}" for name, (a, b, c) in table.items()]
            order = data.draw(st.permutations(lines))
            path.write_text("\n".join(["place,total,men,women", *order]) + "\n", encoding="utf-8")
        rulesets, _ = rulefile.load((), [SUM], KINDS)
        (pair,) = compare(str(paths[0]), str(paths[1]), rulesets, Options(key=("place",))).pairs
    found = {
        (one.records[1].key["place"], ("total", "men", "women").index(one.name)): one.amount for one in pair.revisions
    }
    assert found == {(name, at): number - rows[name][at] for (name, at), number in touched.items()}

    def wrong(table: dict[str, list[int]]) -> set[str]:
        return {name for name, (total, men, women) in table.items() if total != men + women}

    states = {state: {one.finding.confrontation.edit.key["place"] for one in pair.turned if one.state == state}
              for state in ("new", "still", "gone")}  # fmt: skip
    if not any(one.finding.confrontation.rounding_sized for one in pair.turned):
        assert states["new"] | states["still"] <= wrong(new)
    assert states["gone"] <= wrong(rows)


def test_a_revision_is_exact(told: Callable[..., Any]) -> None:
    found = told("total,men,women\n0.7,0.3,0.4\n", "total,men,women\n0.7,0.1,0.4\n")
    (revision,) = found["figures"]
    assert (revision["amount"], revision["change"]) == ("-0.2", "revised")
    assert revision["exact"] == {"percent": "-200/3"}
    assert revision["old"]["raw"] == "0.3"
    assert revision["discrepancies"] == [{"state": "new", "id": found["discrepancies"][0]["id"]}]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("92.4 %", "92.40 %", "printing"),
        ("92.4 %", "92.38 %", "refined"),
        ("92.38 %", "92.4 %", "refined"),
        ("92.4 %", "92.5 %", "revised"),
        ("1.2 million", '"1,234,567"', "refined"),
        ("1200", '"1,200"', "printing"),
        ("more than 5000", "5120", "refined"),
        ("5000", "5120", "revised"),
        ("5000", "c", "withdrawn"),
        ("c", "5000", "filled"),
        ("5000", "", "withdrawn"),
        ("c", ":", "marked"),
        ("(500)", "-500", "printing"),
        ("500", "-500", "revised"),
    ],
)
def test_kinds_of_change(told: Callable[..., Any], old: str, new: str, change: str) -> None:
    rule = ("-c", "0 <= y")
    found = told(f'name,value\nx,{old}\ny,"1,000.5"\n', f'name,value\nx,{new}\ny,"1,000.5"\n', *rule)
    assert [one["change"] for one in found["figures"]] == [change]


def test_another_number_format_changes_no_value(run: Run, told: Callable[..., Any]) -> None:
    english = 'place,total,men\nA,"1,234.5","1,000.25"\nB,"2,234.5","2,000.25"\n'
    vietnamese = 'place,total,men\nA,"1.234,5","1.000,25"\nB,"2.234,5","2.000,25"\n'
    rule = ("-c", "men <= total")
    found = told(english, vietnamese, *rule)
    assert {one["change"] for one in found["figures"]} == {"printing"}
    status, out, _ = run(english, vietnamese, *rule)
    assert status == 0
    assert "4 figures have the same value and are printed otherwise; -v lists them" in out
    assert "1,234.5   1.234,5" in run(english, vietnamese, *rule, "-v")[1]


def test_the_same_text_in_another_number_format_is_another_value(told: Callable[..., Any]) -> None:
    found = told(
        'name,value\nbudget,"1.234"\nspent,"1.000,5"\n', 'name,value\nbudget,"1.234"\nspent,"1,000.5"\n',
        "-c", "0 <= budget",
    )  # fmt: skip
    changes = {one["name"]: (one["change"], one["amount"]) for one in found["figures"]}
    assert changes == {"budget": ("revised", "-1232.766"), "spent": ("printing", "0")}


def test_another_unit_above_a_column_is_said(run: Run) -> None:
    status, out, _ = run("place,men (thousand),total\nA,12,30\n", "place,men (million),total\nA,12,30\n", "-c",
                         "men <= total")  # fmt: skip
    assert status == 0
    assert "the unit above" in out
    assert "was 1000 and is 1000000" in out


def test_another_encoding_changes_nothing(tmp_path: Path, told: Callable[..., Any]) -> None:
    text = "nơi,Tổng số,Nam,Nữ\nHuế,10,4,6\nĐà Nẵng,20,9,10\n"
    told(OLD, OLD)
    Path("old.csv").write_bytes(text.encode("utf-16"))
    (tmp_path / "new.csv").write_bytes(text.encode("utf-8-sig"))
    out = io.StringIO()
    rulesets, _ = rulefile.load((), ["Tổng số = Nam + Nữ"], KINDS)
    json_v1.render(compare("old.csv", "new.csv", rulesets), out, View())
    found = json.loads(out.getvalue())
    assert found["figures"] == []
    assert [one["state"] for one in found["discrepancies"]] == ["still"]


def test_a_blanked_figure_does_not_make_a_discrepancy_go_unseen(run: Run, told: Callable[..., Any]) -> None:
    found = told(OLD, OLD.replace("30,14,15", "30,,15"))
    (one,) = found["discrepancies"]
    assert (one["state"], one["other"]) == ("gone", "undecided")
    assert found["unchecked"][0]["before"] == "fails"
    status, out, _ = run(OLD, OLD.replace("30,14,15", "30,,15"), "-c", SUM, "--fail-on", "new,unchecked")
    assert status == 1
    assert "cannot be checked now" in out


def test_a_dropped_column_leaves_everything_unchecked(run: Run) -> None:
    status, out, err = run(OLD, "place,total,men\nHue,10,4\nDa Nang,20,9\nHanoi,30,14\n")
    assert status == 2  # the rule's figure is not there
    assert "women" in err
    assert "1 figure only in the old version: women" in out
    assert "held before and cannot be checked now" in out


def test_records_that_only_one_version_has(run: Run) -> None:
    status, out, _ = run(OLD, OLD.replace("Hue,10,4,6\n", "") + "Vinh,5,2,4\n", "-c", SUM)
    assert status == 1
    assert "1 record only in the new version: Vinh" in out
    assert "1 record only in the old version: Hue" in out
    assert "; the old version has no such record or figure" in run(
        OLD, OLD + "Vinh,5,2,4\n", "-c", SUM, "--format", "concise"
    )[1]
    assert run(OLD, OLD.replace("Hue,10,4,6\n", ""), "-c", SUM)[0] == 0
    assert run(OLD, OLD.replace("Hue,10,4,6\n", ""), "-c", SUM, "--fail-on", "records")[0] == 1


def test_a_part_that_joined_is_what_a_discrepancy_went_with(run: Run) -> None:
    old, new = "name,value\ntotal,30\nq1,10\nq2,15\n", "name,value\ntotal,30\nq1,10\nq2,15\nq3,5\n"
    assert "gone: total-sum-q total 30 is not" in run(old, new, "-c", "total = sum(q*)", "--format", "concise")[1]
    assert "; q3 5 only in the new version" in run(old, new, "-c", "total = sum(q*)", "--format", "concise")[1]
    assert "; q3 5 only in the old version" in run(new, old, "-c", "total = sum(q*)", "--format", "concise")[1]


def test_duplicate_keys_are_matched_by_what_they_print_and_said(run: Run, told: Callable[..., Any]) -> None:
    old = "place,total,men,women\nA,10,4,6\nA,20,9,11\nA,30,14,16\n"
    new = "place,total,men,women\nA,30,14,16\nA,10,4,6\nA,20,9,12\n"
    found = told(old, new, "-c", SUM, "--key", "place")
    assert [(one["name"], one["old"]["raw"], one["new"]["raw"]) for one in found["figures"]] == [("women", "11", "12")]
    assert [(one["state"], one["row"]) for one in found["discrepancies"]] == [("new", 3)]
    assert "share a key (place)" in run(old, new, "-c", SUM, "--key", "place")[1]


def test_records_without_a_key_are_never_paired_by_chance(told: Callable[..., Any]) -> None:
    old = "total,men,women\n10,4,6\n20,9,11\n30,14,16\n"
    found = told(old, "total,men,women\n50,20,30\n10,4,6\n30,14,16\n20,9,11\n")
    assert found["figures"] == []
    assert [(one["change"], one["row"]) for one in found["records"]] == [("added", 1)]


def test_what_depends_on_the_number_format_is_said_to(told: Callable[..., Any]) -> None:
    found = told('name,value\nx,"46.706"\n', "name,value\nx,46706\n", "-c", "0 <= x")
    assert [one["change"] for one in found["figures"]] == ["unclear"]
    assert found["figures"][0]["amount"] is None


@pytest.mark.usefixtures("run")
def test_folders_are_paired_by_name(tmp_path: Path) -> None:
    for name, text in {
        "a/r1.csv": OLD, "b/r1.csv": NEW, "a/in/r2.csv": "total,men,women\n10,4,6\n",
        "b/in/r2.json": '[{"total": 10, "men": 4, "women": 6}]', "a/r3.csv": OLD,
        "b/r4.csv": "total,men,women\n9,4,6\n",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    status = cli.run(["compare", "a", "b", "-c", SUM, "--format", "json", "--output", "found.json"])
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    pairs = {(one["old"], one["new"]) for one in found["files"]}
    assert status == 1
    assert pairs == {("a/r1.csv", "b/r1.csv"), ("a/in/r2.csv", "b/in/r2.json"), ("a/r3.csv", None), (None, "b/r4.csv")}
    states = sorted((one["state"], one["file"], one["other"]) for one in found["discrepancies"])
    assert states == [
        ("gone", "a/r1.csv", "holds"), ("gone", "a/r3.csv", "absent"),
        ("new", "b/r1.csv", "holds"), ("new", "b/r4.csv", "absent"),
    ]  # fmt: skip
    assert found["summary"]["files"] == 2


@pytest.mark.usefixtures("run")
def test_files_that_are_one_document_are_compared_once(tmp_path: Path) -> None:
    for version, opening in (("old", "12840"), ("new", "12480")):
        for source in (ROOT / "samples" / "provinces").iterdir():
            target = tmp_path / version / "provinces" / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8").replace("12840", opening)
            target.write_text(text, encoding="utf-8")
    rules = (ROOT / "samples" / "provinces.yml").read_text(encoding="utf-8")
    (tmp_path / "rules.yml").write_text(rules.replace('"provinces/', '"**/provinces/'), encoding="utf-8")
    assert cli.run(["compare", "old", "new", "--rules", "rules.yml", "--format", "json", "--output", "found.json"]) == 0
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    summary = found["summary"]
    assert [summary[name] for name in ("files", "records", "figures", "revised", "gone")] == [8, 8, 32, 1, 3]
    assert [(one["name"], one["record"]) for one in found["figures"]] == [
        ("opening", {"province": "south", "year": "2024"}),
    ]  # fmt: skip
    assert {one["changed"][0]["name"] for one in found["discrepancies"]} == {"opening"}


@pytest.mark.usefixtures("run")
def test_sheets_of_workbooks_are_paired_by_their_names(tmp_path: Path) -> None:
    people: list[list[Any]] = [["place", "total", "men", "women"], ["Hue", 10, 4, 6], ["Hanoi", 30, 14, 16]]
    pupils: list[list[Any]] = [["district", "total", "men", "women"], ["X", 5, 2, 3], ["Y", 7, 3, 4]]
    changed = [*pupils[:2], ["Y", 7, 3, 5]]
    workbooks: dict[str, dict[str, list[list[Any]]]] = {
        "old.xlsx": {"A": people, "B": pupils}, "new.xlsx": {"B": changed, "A": people}, "less.xlsx": {"B": pupils},
    }  # fmt: skip
    for file, sheets in workbooks.items():
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(file)
    rulesets, _ = rulefile.load((), [SUM], KINDS)
    revisions = [one for pair in compare("old.xlsx", "new.xlsx", rulesets).pairs for one in pair.revisions]
    assert [(one.name, one.old.raw, one.new.raw) for one in revisions] == [("women", "4", "5")]
    less = compare("old.xlsx", "less.xlsx", rulesets)
    assert [one for pair in less.pairs for one in pair.revisions] == []
    assert [record.key["place"] for pair in less.pairs for record in pair.removed] == ["Hue", "Hanoi"]
    assert (tmp_path / "old.xlsx").exists()


def test_standard_input_can_be_one_of_the_two(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(OLD, NEW)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OLD.encode()), encoding="utf-8"))
    assert cli.run(["compare", "-", "new.csv", "-c", SUM, "--format", "concise"]) == 1
    assert "-:4:7: gone: total-men-women" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("old.csv", "absent.csv"), "absent.csv: no such file"),
        (("old.csv", "old.csv"), "old and new are the same file"),
        (("old.csv", "story.txt"), "dvaudit figures story.txt --format csv"),
        (("old.csv", "folder"), "compare two files or two folders"),
        (("folder", "empty"), "no file"),
        (("old.csv", "new.csv", "--key", "plase"), "the nearest is place"),
        (("old.csv", "new.csv", "--select", "nothing"), "no rule is called nothing"),
        (("old.csv", "new.csv", "--output", "new.csv"), "would overwrite"),
        (("old.csv", "new.csv", "--fail-on", "all"), "is none of new"),
        (("old.csv", "new.csv", "--max-findings", "1", "-c", "men = women"), "too many to compare"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    run(OLD, NEW)
    story = "Of the 120 members 45 are women, or 37.5 % of them. The others, 75, are men."
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    for name in ("folder", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder" / "r.csv").write_text(OLD, encoding="utf-8")
    assert cli.run(["compare", *arguments, "-c", SUM]) == 2
    _, err = capsys.readouterr()
    assert sentence in err
    assert "Traceback" not in err
    assert (tmp_path / "new.csv").read_text(encoding="utf-8") == NEW


@pytest.mark.parametrize("names", [("old.csv", "gone.csv"), ("gone.csv", "new.csv"), ("gone.csv", "lost.csv")])
@pytest.mark.parametrize("form", ["table", "json", "github"])
def test_an_unread_version_is_not_compared(
    run: Run, capsys: pytest.CaptureFixture[str], names: tuple[str, str], form: str
) -> None:
    run(OLD, NEW)
    assert cli.run(["compare", *names, "-c", SUM, "--format", form]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.partition(":")[0] for line in err.splitlines()] == [one for one in names if one[0] in "gl"]


def test_a_file_that_cannot_be_read_leaves_the_others_of_its_folder_compared(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(OLD, NEW)
    for folder, text in (("a", OLD), ("b", NEW)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "good.csv").write_text(text, encoding="utf-8")
        (tmp_path / folder / "bad.csv").write_text(text, encoding="utf-8")
    (tmp_path / "b" / "bad.csv").write_bytes(b"")
    assert cli.run(["compare", "a", "b", "-c", SUM, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert "bad.csv: the file is empty" in err
    assert "good.csv" in out
    assert "bad.csv" not in json.dumps(json.loads(out)["files"])


def test_figures_are_compared_where_no_rule_is_about_them(run: Run) -> None:
    status, out, err = run("a,b\nx,1\n", "a,b\nx,2\n", "-c", "0 <= c")
    assert status == 2
    assert "c" in err
    assert "+1 (+100.0 %)" in out


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [("new", 1), ("revised", 1), ("still", 0), ("unchecked", 0), ("records", 0), ("warning", 0), ("never", 0)],
)
def test_what_makes_the_status_1(run: Run, fail_on: str, status: int) -> None:
    assert run(OLD, NEW, "-c", SUM, "--fail-on", fail_on)[0] == status


def test_a_new_warning_is_no_new_error(run: Run, tmp_path: Path) -> None:
    rules = f"dvaudit: 1\nrules:\n  - {{id: s, check: {SUM}, level: warning}}\n"
    (tmp_path / "rules.yml").write_text(rules, encoding="utf-8")
    assert run(OLD, NEW, "--rules", "rules.yml")[0] == 0
    assert run(OLD, NEW, "--rules", "rules.yml", "--fail-on", "warning")[0] == 1


def test_a_screened_file_tells_the_same(told: Callable[..., Any]) -> None:
    rows = [f"p{n},{3 * n},{n},{2 * n}" for n in range(1, 400)]
    old = "place,total,men,women\n" + "\n".join(rows) + "\n"
    new = "place,total,men,women\n" + "\n".join([*rows[:200][::-1], *rows[200:]]).replace("p7,21,7,14", "p7,21,8,14")
    found = [told(old, new, "-c", SUM, "--engine", engine) for engine in ("exact", "duckdb")]
    for one in found:
        assert [(d["state"], d["record"], d["changed"][0]["name"]) for d in one["discrepancies"]] == [
            ("new", {"place": "p7"}, "men"),
        ]  # fmt: skip
    assert found[0]["figures"] == found[1]["figures"]
    assert found[0]["summary"] == found[1]["summary"]
    blanked = new.replace("p9,27,9,18", "p9,27,,18").replace("p7,21,8,14", "p7,21,7,")
    found = [told(new, blanked, "-c", SUM, "--engine", engine) for engine in ("exact", "duckdb")]
    for one in found:
        lost = [(lost["record"]["place"], lost["before"]) for lost in one["unchecked"]]
        assert sorted(lost) == [("p7", "fails"), ("p9", "holds")]
        assert [d["state"] for d in one["discrepancies"]] == ["gone"]
    again = told(blanked, blanked.replace("p5,15,5,10", "p5,15,5,11"), "-c", SUM, "--engine", "duckdb")
    assert again["unchecked"] == []


def test_what_is_accepted_is_no_new_discrepancy(run: Run, tmp_path: Path) -> None:
    assert run(OLD, NEW)[0] == 1
    assert cli.run(["accept", "--all", "--reason", "the office knows", "new.csv", "-c", SUM]) == 0
    assert (tmp_path / "dvaudit-accepted.yml").exists()
    status, out, _ = run(OLD, NEW)
    assert status == 0
    assert "0 new discrepancies, 1 gone, 0 still there, 0 no longer checked, 1 accepted" in out
    assert run(OLD, NEW.replace("Hue,10,4,7", "Hue,10,4,8"))[0] == 1


def test_several_rule_files_tell_each_revision_once(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text(f"dvaudit: 1\nrules: [{{id: {name}, check: {SUM}}}]\n", encoding="utf-8")
    found = json.loads(run(OLD, NEW, "--rules", "one.yml", "--rules", "two.yml", "--format", "json")[1])
    assert len(found["figures"]) == 2
    assert found["summary"]["figures"] == 9
    assert len(found["discrepancies"]) == 4


def test_spreadsheets_get_a_row_for_each_change(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(OLD, NEW + "=1+1,5,2,3\n", "-c", SUM, "--format", "csv")[1])))
    told = [(row["change"], row["key"], row["figure"], row["before"], row["now"], row["amount"]) for row in rows]
    assert told == [
        ("new", "place: Hue", "total", "", "10", ""),
        ("gone", "place: Hanoi", "total", "30", "", ""),
        ("revised", "place: Hanoi", "men", "14", "15", "1"),
        ("revised", "place: Hue", "women", "6", "7", "1"),
        ("added", "place: =1+1", "", "", "", ""),
    ]


def test_markdown_tells_what_the_table_does_and_escapes_data(run: Run) -> None:
    _, out, _ = run(OLD.replace("Hue", "![x](y)"), NEW.replace("Hue", "![x](y)"), "-c", SUM, "--format", "markdown")
    assert out.startswith("**1 new discrepancy, 1 gone")
    assert "| men | Hanoi | 14 | 15 | +1 (+7.1 %) | 1 gone |" in out
    assert "![x](y)" not in out


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab", "rdjson"])
def test_ci_formats_tell_only_what_is_new(run: Run, form: str) -> None:
    old = OLD + "Vinh,5,2,4\n"
    status, out, _ = run(old, NEW + "Vinh,5,2,4\n", "-c", SUM, "--format", form)
    assert status == 1
    assert "Hue" in out
    assert "Vinh" not in out
    assert "Hanoi" not in out


def test_hostile_texts_stay_texts(run: Run) -> None:
    bad = "\x1b[31m"
    status, out, _ = run(OLD.replace("Hue", bad), OLD.replace("Hue,10,4,6", f"{bad},10,4,'##[error]'"))
    assert status == 0
    assert "##[" not in out
    assert "\x1b" not in out
