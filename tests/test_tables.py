"""Named tables of one workbook: rules within them and across them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from dvaudit.cli import run

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rows = list[list[object]]

SEX: Rows = [["Province", "Women", "Men", "Total"], ["North", 20, 22, 42], ["South", 31, 30, 61], ["West", 5, 5, 10]]
BRANCHES: Rows = [["Code", "Province", "Members"], [1, "north", 42], [2, "South", 61], [4, "East", 3]]
SUMMARY: Rows = [["name", "value"], ["members", 113], ["meetings", 15]]
TABLES = (
    "tables:\n  t1: {sheet: sex, key: Province}\n  t2: {sheet: branches, key: Province}\n  sum: {sheet: summary}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Workbook()
    for name, rows in (("sex", SEX), ("branches", BRANCHES), ("summary", SUMMARY)):
        sheet: Worksheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.remove(made.worksheets[0])
    made.save(tmp_path / "book.xlsx")
    return tmp_path


class Check:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *rules: str, status: int, tables: str = TABLES) -> dict[str, Any]:
        text = "dvaudit: 1\n" + tables + "rules:\n" + "".join(f"  - {rule}\n" for rule in rules)
        (self.folder / "rules.yml").write_text(text, encoding="utf-8")
        arguments = ["check", str(self.folder / "book.xlsx"), "--rules", str(self.folder / "rules.yml")]
        assert run([*arguments, "--format", "json"]) == status
        said = self.capsys.readouterr()
        return dict(json.loads(said.out)) if status < 2 else {"err": said.err}


@pytest.fixture
def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    return Check(folder, capsys)


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    summary = report["summary"]
    return summary["held"], summary["failed"], summary["undecided"]


def test_a_rule_in_one_table_is_about_its_records_only(check: Check) -> None:
    assert counts(check("t1.Total = t1.Women + t1.Men", status=0)) == (3, 0, 0)
    assert counts(check("t1.Total = t1.Women + t1.Men", "t1.Total = t2.Members", status=0)) == (5, 0, 2)


def test_records_are_matched_by_their_keys_and_what_one_table_lacks_is_said(check: Check) -> None:
    report = check("t1.Total = t2.Members", status=0)
    assert counts(report) == (2, 0, 2)
    assert [(one["record"], one["missing"]) for one in report["undecided"]] == [
        ({"Province": "West"}, ["t2.Members"]), ({"Province": "East"}, ["t1.Total"]),
    ]  # fmt: skip


def test_a_list_stands_beside_every_record(check: Check) -> None:
    report = check("{id: all, check: t1.Total < sum.members}", status=0)
    assert counts(report) == (3, 0, 0)


def test_a_rule_that_names_no_table_is_about_each_by_itself(check: Check) -> None:
    report = check("Total = Women + Men", "{id: many, check: Members >= 3}", "meetings <= 15", status=0)
    assert counts(report) == (8, 0, 0)


def test_one_wrong_cell_is_one_cause_over_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(__file__).parents[1] / "samples"
    arguments = [str(root / "yearbook-tables.xlsx"), "--rules", str(root / "yearbook-tables.yml")]
    assert run(["check", *arguments, "--format", "json", "--output", str(folder / "out.json")]) == 1
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    (cause,) = report["causes"]
    assert (cause["confidence"], len(cause["findings"])) == ("high", 3)
    (suspect,) = cause["suspects"]
    (figure,) = suspect["figures"]
    assert (figure["sheet"], figure["cell"], figure["raw"]) == ("2.1", "D4", "6,515")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("tables", "rule", "says"),
    [
        ("tables: {t1: {sheet: sxe}}\n", "t1.Total > 1", "the nearest is sex"),
        ("tables: {t1: {}}\n", "t1.Total > 1", "3 tables were found where t1 should be one"),
        ("tables: {t 1: {sheet: sex}}\n", "a > 1", "rules.yml:2:10: a table is called by one word"),
        ("tables: {t1: {sheet: sex, rang: A1}}\n", "t1.Total > 1", "rules.yml:2:27: "),
        ("tables: {t1: {sheet: sex, range: A1}}\n", "t1.Total > 1", "takes a part of a sheet such as A3:F20"),
        (TABLES, "t1.Totl = t2.Members", "t1.Total"),
        (
            "tables:\n  t1: {sheet: sex, key: [Province, Women]}\n  t2: {sheet: branches, key: Province}\n",
            "t1.Total = t2.Members", "do not have as many key columns",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_where_it_is_written(check: Check, tables: str, rule: str, says: str) -> None:
    assert says in check(rule, status=2, tables=tables)["err"]


def test_a_key_that_stands_twice_cannot_be_matched(check: Check, folder: Path) -> None:
    made = Workbook()
    for name, rows in (("sex", [*SEX, ["South", 1, 1, 2]]), ("branches", BRANCHES)):
        sheet: Worksheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.remove(made.worksheets[0])
    made.save(folder / "book.xlsx")
    tables = TABLES.replace("  sum: {sheet: summary}\n", "")
    said = check("t1.Total = t2.Members", status=2, tables=tables)["err"]
    assert f"{folder / 'book.xlsx'} sex!5: the key South stands in table t1 a second time" in said
