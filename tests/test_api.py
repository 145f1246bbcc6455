"""The Python face: paths, lists of dicts and DataFrames give the same findings as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import dvaudit

ROOT = Path(__file__).parents[1]
LINES = ("total = north + south", "share = north / total in %")
ROWS: list[dict[str, object]] = [
    {"north": 1204, "south": 2307, "total": 3511, "share": 34.3},
    {"north": 1204, "south": 2307, "total": 3151, "share": 34.3},
    {"north": 5, "south": None, "total": 9, "share": 55.6},
]


def found(source: object) -> list[tuple[object, object, object]]:
    frame = dvaudit.audit(source, lines=LINES).to_frame()  # type: ignore[arg-type]
    return list(zip(frame["row"], frame["rule"], frame["reported"], strict=True))


def test_a_path_and_its_rule_file() -> None:
    report = dvaudit.audit(ROOT / "samples" / "party-membership.csv", ROOT / "rules" / "party-membership.yml")
    frame = report.to_frame()
    assert list(frame["figure"]) == ["members_minority", "minority_pct", "admitted_total"]
    assert list(frame["off_by_low"])[::2] == [396431, 3316]
    assert report.problems == []


def test_dicts_frames_and_files_agree(tmp_path: Path) -> None:
    frame = pd.DataFrame(ROWS)
    assert frame["south"].dtype == np.float64  # as pandas keeps whole numbers beside a missing one
    path = tmp_path / "rows.csv"
    path.write_text("north,south,total,share\n1204,2307,3511,34.3\n1204,2307,3151,34.3\n5,,9,55.6\n", encoding="utf-8")
    expected = [(2, "total-north-south", "3151"), (2, "share-north-by-total-in-pct", "34.3")]
    assert [row[::2] for row in found(ROWS)] == [row[::2] for row in expected]
    assert found(ROWS) == found(frame) == found([path])


def test_typed_numbers_have_no_thousands_sign() -> None:
    assert found([{"north": 1.204, "south": 2.307, "total": 3.512, "share": 34.3}]) == []
    assert len(found([{"north": 1.204, "south": 2.307, "total": 3.516, "share": 34.2}])) == 1


@pytest.mark.parametrize("value", [1e22, 1.5e-7, 10**30])
def test_numbers_are_never_in_scientific_form(value: float) -> None:
    for source in ([{"a": value, "b": value}], pd.DataFrame({"a": [value], "b": [value]}, dtype=object)):
        report = dvaudit.audit(source, lines=["a = b", "a != b"])
        assert [row for row in report.to_frame()["reported"] if "e" in str(row)] == []
        assert report.audits[0].tallies[0].held == 1


def test_what_is_wrong_is_in_the_report(tmp_path: Path) -> None:
    report = dvaudit.audit([tmp_path / "none.csv"], lines=LINES)
    assert [problem.message.key for problem in report.problems] == ["read.not_found"]
    report = dvaudit.audit([{"a": 1}], tmp_path / "none.yml")
    assert report.problems
    assert report.to_frame().empty


def test_what_could_not_be_checked_is_told() -> None:
    report = dvaudit.audit(pd.DataFrame(ROWS[1:]), lines=LINES[:1])
    assert list(report.to_frame()["row"]) == [1]
    assert [one.edit.record.row for one in report.undecided] == [2]
    assert repr(report) == "<Report: 1 files, 1 discrepancies, 1 undecided, 0 problems>"
    assert "no number is given for south" in dvaudit.as_text(report)
    assert "south không có số" in dvaudit.as_text(report, lang="vi")
    assert json.loads(dvaudit.as_text(report, "json"))["summary"]["undecided"] == 1
    told = dvaudit.problems(dvaudit.audit(ROWS, lines=["total = north + east"]))
    assert any("no input has a figure called east" in one for one in told)


@pytest.mark.parametrize(
    ("options", "says"),
    [({"engine": "fast"}, "engine"), ({"taken_as": "text"}, "taken_as"), ({"max_causes": -1}, "0 or more")],
)
def test_choices_that_there_are_not_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dvaudit.audit(ROWS, lines=LINES, **options)


@pytest.mark.parametrize("options", [{"form": "xlsx"}, {"form": "pdf"}, {"lang": "tlh"}])
def test_texts_that_there_are_not_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is no text format|lang is"):
        dvaudit.as_text(dvaudit.audit(ROWS, lines=LINES), **options)


def test_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="DataFrame"):
        dvaudit.audit(5, lines=LINES)  # type: ignore[arg-type]


def test_a_renamed_column_in_one_of_several_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "ok.csv").write_text("id,a,b,t\nx,1,2,3\n", encoding="utf-8")
    (tmp_path / "renamed.csv").write_text("id,a,b,tt\nx,1,2,9\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("id,x,y\nx,1,2\n", encoding="utf-8")
    rules = ["t = a + b", "x <= y"]
    both = dvaudit.audit([tmp_path / "ok.csv", tmp_path / "renamed.csv"], lines=rules[:1])
    assert any(problem.message.key.startswith("confront.unknown_here") for problem in both.problems)
    apart = dvaudit.audit([tmp_path / "ok.csv", tmp_path / "other.csv"], lines=rules)
    assert apart.problems == []
