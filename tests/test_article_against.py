"""Figures of an article beside those of a table: the same quantity by its words, at the article's own precision."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dvaudit.cli import run

LIST = "indicator,2013,2014\nMembers,45210,46706\nEthnic minorities,41800,43137\nShare of women,26.1 %,26.9 %\n"
ROWS = """Province,Year,Population,Area (km2)
Hanoi,2023,8587100,3359.8
Hue,2023,1166500,4947.1
Hue,2022,1160220,4947.1
Total,2023,11960324,8306.9
"""

Checked = Callable[..., dict[str, Any]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checked:
    """What a text says beside a table: pairs of the article's figure, the source's name, and the outcome."""
    monkeypatch.chdir(tmp_path)

    def checked(text: str, table: str, *arguments: str) -> dict[str, Any]:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        (tmp_path / "t.csv").write_text(table, encoding="utf-8")
        status = run(["check", "a.txt", "--against", "t.csv", "--format", "json", *arguments])
        said = capsys.readouterr()
        report: dict[str, Any] = json.loads(said.out)
        (article,) = report["articles"]
        pairs = {}
        for one in article["compared"]:
            name = one["source"]["name"].partition(" (")[0]
            pairs[article["figures"][one["figure"]]["text"], name, one["source"]["raw"]] = one["outcome"]
        return {"status": status, "pairs": pairs, "report": report, "err": said.err}

    return checked


@pytest.mark.parametrize(
    ("text", "table", "pairs"),
    [
        # at the article's own precision
        ("The population of the two was about 12 million in 2023.", ROWS, {("12", "Population", "11960324"): "holds"}),
        ("In 2023 the population was 11.96 million.", ROWS, {("11.96", "Population", "11960324"): "holds"}),
        ("In 2023 the population was 11.69 million.", ROWS, {("11.69", "Population", "11960324"): "fails"}),
        ("The party had 46,700 members in 2014.", LIST, {("46,700", "2014", "46706"): "holds"}),
        ("The party had 46,706 members in 2014.", LIST, {("46,706", "2014", "46706"): "holds"}),
        ("The party had 46,760 members in 2014.", LIST, {("46,760", "2014", "46706"): "fails"}),
        # another year is another quantity, and so is one without a year where the table has several
        ("The party had 45,210 members in 2013.", LIST, {("45,210", "2013", "45210"): "holds"}),
        ("The party had 44,000 members in 2012.", LIST, {}),
        ("The party has 44,000 members.", LIST, {}),
        # the words of the row and of the column have to be there
        ("In 2023 Hue had 4,947.1 km2 and many guests.", ROWS, {}),
        ("The area of Hue was 4,947.1 km2 in 2023.", ROWS, {("4,947.1", "Area", "4947.1"): "holds"}),
        # each figure of a sentence belongs to the row that stands beside it
        (
            "In 2023 the population of Hanoi was 8.6 million and that of Hue 1.2 million.", ROWS,
            {("8.6", "Population", "8587100"): "holds", ("1.2", "Population", "1166500"): "holds"},
        ),
        (
            "In 2014 the party had 46,706 members, of whom 43,173 belonged to ethnic minorities.", LIST,
            {("46,706", "2014", "46706"): "holds", ("43,173", "2014", "43137"): "fails"},
        ),
        # a number in a sentence of the same words may count something else
        ("In 2014 the party paid 512 dong to its members.", LIST, {}),
        ("In 2014 the party had 46,706 members, 5,350 more than ever.", LIST, {("46,706", "2014", "46706"): "holds"}),
        # a percentage is no count, and a count no percentage
        ("In 2014 the share of women was 26.9 % among 26 members.", LIST, {("26.9", "2014", "26.9 %"): "holds"}),
    ],
)  # fmt: skip
def test_what_is_compared(check: Checked, text: str, table: str, pairs: dict[tuple[str, str, str], str]) -> None:
    found = check(text, table)
    assert found["pairs"] == pairs
    assert found["status"] == (1 if "fails" in pairs.values() else 0)


def test_a_source_is_never_suspected_and_helps_to_find_what_is_wrong(check: Checked) -> None:
    text = "In 2014 the party had 46,706 members, of whom 443,137 (92.36 %) belonged to ethnic minorities."
    report = check(text, LIST)["report"]
    (cause,) = report["causes"]
    assert cause["confidence"] == "high"
    assert [one["raw"] for suspect in cause["suspects"] for one in suspect["figures"]] == ["443,137"]
    assert cause["suspects"][0]["corrections"][0]["texts"] == ["43,137"]
    (source,) = [one for finding in report["findings"] for one in finding["figures"] if one["file"] == "t.csv"]
    assert (source["line"], source["column"], source["raw"]) == (3, 25, "43137")
    (note,) = report["notes"]
    told = "2 of 3 figures compared with t.csv: 1 agrees, 1 does not; 0 may count something else, 1 is not in it by"
    assert note["message"] == f"{told} its words"


def test_labels_of_a_rule_file_are_words_too(check: Checked, tmp_path: Path) -> None:
    (tmp_path / "r.yml").write_text(
        "dvaudit: 1\nfigures:\n  tv: {label: Đảng viên, aliases: [Tổng số đảng viên]}\nrules:\n  - tv <= 50000\n",
        encoding="utf-8",
    )
    text = "Toàn tỉnh hiện có 46.706 đảng viên và nhiều người khác."
    assert check(text, "name,value\ntv,46706\n")["pairs"] == {}
    found = check(text, "name,value\ntv,46706\n", "--rules", "r.yml")
    assert found["pairs"] == {("46.706", "tv", "46706"): "holds"}
    assert found["status"] == 0


def test_a_source_in_thousands(check: Checked) -> None:
    table = "Province,Population (thousand persons)\nHanoi,8587.1\nHue,1166.5\n"
    assert check("The population of Hanoi was 8,587,100.", table)["pairs"] == {
        ("8,587,100", "Population", "8587.1"): "holds"
    }


def test_what_cannot_be_compared_is_said(check: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    found = check("The party had 46,706 members in 2014.", LIST, "--against", "nothing.csv")
    assert found["status"] == 2
    assert "nothing.csv: no such file" in found["err"]
    assert found["pairs"]
    assert run(["check", "t.csv", "--against", "t.csv"]) == 2
    assert "none of the files is one" in capsys.readouterr().err
    assert run(["check", "a.txt", "--against", "t.csv", "-v"]) == 0
    said = capsys.readouterr().out
    assert "agrees: members 46,706 with 2014 (Members, t.csv) 46706 (1:15)" in said
    assert "1 article, 1 figure, 0 claims and 1 comparison checked" in said
