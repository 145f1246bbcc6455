"""Acceptances: what is accepted with a reason fails nothing, until a digit of it changes or its day is over."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

import dvaudit
from dvaudit import acceptance, accepting
from dvaudit.schema import accepted_schema
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
RULES = """\
dvaudit: 1
rules:
  - {id: people, check: total = men + women}
  - {id: men-part, check: men <= total, level: warning}
"""
REPORT = "district,total,men,women\nNorth,10,4,7\nSouth,20,12,8\nWest,9,11,1\n"
ACCEPTED = "dvaudit-accepted.yml"

@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a folder with a bad report and its rules."""
    monkeypatch.setattr(acceptance, "today", lambda: "2026-11-26")
    Path("rules.yml").write_text(RULES, encoding="utf-8")
    Path("report.csv").write_text(REPORT, encoding="utf-8")
    return run


def check(run: Run, *options: str, file: str = "report.csv") -> tuple[int, dict[str, Any]]:
    """The exit status and the JSON report of a check."""
    status, out, err = run("check", file, "--rules", "rules.yml", "--format", "json", *options)
    assert "fault" not in err, err
    report: dict[str, Any] = json.loads(out)
    return status, report


def accept(run: Run, *words: str) -> tuple[int, str, str]:
    return run("accept", *words, "report.csv", "--rules", "rules.yml", "--reason", "Known since 2024")


def accepted(report: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """Rule, district and reason of every finding."""
    return [
        (one["rule"], one["record"]["district"], one["accepted"] and one["accepted"]["reason"])
        for one in report["findings"]
    ]


def changed(old: str, new: str, file: str = "report.csv") -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


# --- a gate, as a new user would try it


def test_a_gate_blocks_lets_through_what_is_accepted_and_blocks_again(run: Run) -> None:
    assert check(run)[0] == 1
    status, out, _ = accept(run, "--all")
    assert status == 0
    assert out.startswith(f"3 discrepancies accepted in {ACCEPTED}: ")
    assert check(run)[0] == 0
    assert check(run, "--strict")[0] == 0
    changed("9,11,1", "9,11,2")
    status, report = check(run)
    assert status == 1
    assert (report["summary"]["failed"], report["summary"]["accepted"]) == (3, 2)
    changed("9,11,2", "9,11,1")
    changed("12,8", "12,")
    assert check(run)[0] == 0
    assert check(run, "--strict")[0] == 1


def test_what_is_accepted_is_counted_and_told(run: Run) -> None:
    ident = check(run)[1]["findings"][0]["id"]
    status, _, _ = accept(run, ident)
    assert status == 0
    status, report = check(run)
    assert status == 1
    assert accepted(report) == [
        ("people", "North", "Known since 2024"), ("people", "West", None), ("men-part", "West", None),
    ]  # fmt: skip
    assert report["summary"]["failed"] == 3
    assert report["summary"]["accepted"] == 1
    assert report["accepted_in"] == ACCEPTED
    assert {one["id"]: one["accepted"] for one in report["rules"]} == {"people": 1, "men-part": 0}
    table = run("check", "report.csv", "--rules", "rules.yml")[1]
    assert 'accepted: people total 10 (North) ("Known since 2024")' in table
    assert "\n people  North" not in table
    assert f"1 discrepancy is accepted in {ACCEPTED}." in table
    assert "1 accepted. No file was changed." in " ".join(table.split())
    concise = run("check", "report.csv", "--rules", "rules.yml", "--format", "concise")[1]
    assert [line for line in concise.splitlines() if ": accepted: people North:" in line]


def test_a_number_names_the_cause_that_check_prints_and_all_its_findings(run: Run) -> None:
    report = check(run)[1]
    (west,) = (cause for cause in report["causes"] if len(cause["findings"]) == 2)
    assert accept(run, str(west["cause"]))[0] == 0
    report = check(run)[1]
    assert [one for one in accepted(report) if one[2]] == [
        ("people", "West", "Known since 2024"), ("men-part", "West", "Known since 2024"),
    ]  # fmt: skip
    assert [cause["accepted"] for cause in report["causes"]] == [False, True]


def test_an_accepted_figure_takes_part_in_the_search_for_causes(run: Run) -> None:
    before = check(run)[1]["causes"]
    entry = "accepted:\n- {rule: men-part, file: report.csv, record: {district: West}, reason: r, figures: {men: 11, "
    Path(ACCEPTED).write_text(entry + "total: 9}}\n", encoding="utf-8")
    after = check(run)[1]["causes"]
    assert [{**cause, "accepted": None} for cause in after] == [{**cause, "accepted": None} for cause in before]
    table = run("check", "report.csv", "--rules", "rules.yml")[1]
    assert 'accepted  men-part men 11 (West) ("r")' in table


# --- matching


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("North,10", "North,100"), "people is accepted with total 10, and total 100 is printed now"),
        (("North,10,4", "North,10,3"), "people (total 10, men 4, women 7) is accepted, and is no discrepancy any more"),
        (("North,10,4,7", "North,10,4,7.0"), "people is accepted with women 7, and women 7.0 is printed now"),
        (("North,10,4,7", "North,10,,7"), "people (total 10, men 4, women 7) is accepted, and could not be checked"),
        (("North,10,4,7", "North,10,4,x?"), "people (total 10, men 4, women 7) is accepted, and could not be checked"),
        (("North,", "Far North,"), "people (total 10, men 4, women 7) is accepted, and is no discrepancy any more"),
    ],
)
def test_it_lapses_when_anything_printed_changes(run: Run, change: tuple[str, str], said: str) -> None:
    accept(run, check(run)[1]["findings"][0]["id"])
    changed(*change)
    _, report = check(run)
    assert report["summary"]["accepted"] == 0
    (note,) = (note for note in report["notes"] if note["file"] == ACCEPTED)
    assert note["message"].startswith(said)
    assert note["line"] == 5


def test_an_entry_beyond_the_cases_that_are_listed_is_not_called_gone(run: Run) -> None:
    accept(run, check(run)[1]["findings"][0]["id"])
    lacking = "".join(f"Place {n},10,,7\n" for n in range(30_000))
    Path("report.csv").write_text(f"district,total,men,women\n{lacking}North,10,,7\n", encoding="utf-8")
    _, report = check(run)
    (note,) = (note for note in report["notes"] if note["file"] == ACCEPTED)
    assert "is no discrepancy any more, or could not be checked" in note["message"]


def test_it_lapses_after_its_last_day(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert accept(run, "--all", "--until", "2027-01-31")[0] == 0
    monkeypatch.setattr(acceptance, "today", lambda: "2027-01-31")
    assert check(run)[0] == 0
    monkeypatch.setattr(acceptance, "today", lambda: "2027-02-01")
    status, report = check(run)
    assert status == 1
    assert report["summary"]["accepted"] == 0
    notes = [note["message"] for note in report["notes"]]
    assert notes[0].startswith("people (total 10, men 4, women 7) was accepted until 2027-01-31")


def test_each_entry_accepts_one_discrepancy(run: Run) -> None:
    Path("report.csv").write_text("total,men,women\n10,4,17\n3,1,2\n10,4,17\n", encoding="utf-8")
    accept(run, check(run)[1]["findings"][0]["id"])
    status, report = check(run)
    assert (status, report["summary"]["failed"], report["summary"]["accepted"]) == (1, 2, 1)
    accept(run, "--all")
    assert check(run)[0] == 0
    assert accept(run, "--all")[1:] == ("", f"Everything that is meant is accepted already, in {ACCEPTED}.\n")


def test_it_speaks_of_one_file_wherever_it_is_called_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(run, "--all")
    Path("other.csv").write_text(REPORT, encoding="utf-8")
    assert check(run, file="other.csv")[0] == 1
    Path("below").mkdir()
    monkeypatch.chdir("below")
    arguments = ("check", "../report.csv", "--rules", "../rules.yml")
    assert run(*arguments)[0] == 1
    assert run(*arguments, "--accept", f"../{ACCEPTED}")[0] == 0


def test_it_is_found_beside_the_configuration(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("dvaudit.yml").write_text("rules: [rules.yml]\n", encoding="utf-8")
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert run("accept", "--all", "../report.csv", "--reason", "r")[0] == 0
    assert Path("..", ACCEPTED).exists()
    assert run("check", "../report.csv")[0] == 0


def test_only_entries_about_what_was_checked_are_called_stale(run: Run) -> None:
    accept(run, "--all")
    Path("good.csv").write_text("district,total,men,women\nNorth,10,4,6\n", encoding="utf-8")
    assert check(run, file="good.csv")[1]["notes"] == []
    assert check(run, "--select", "men-part")[1]["notes"] == []


def test_rules_over_several_rows_and_missing_rows_are_accepted_too(run: Run) -> None:
    Path("rules.yml").write_text(
        "rules:\n- {id: all, kind: totals, over: district, total: Total}\n"
        "- {id: there, kind: complete, columns: district, expected: [North, South, East, Total]}\n",
        encoding="utf-8",
    )
    Path("report.csv").write_text("district,people\nNorth,4\nSouth,5\nTotal,10\n", encoding="utf-8")
    assert check(run)[0] == 1
    accept(run, "--all")
    text = Path(ACCEPTED).read_text(encoding="utf-8")
    assert "      people:\n      - '10'\n      - '4'\n      - '5'\n" in text
    status, report = check(run)
    assert (status, report["summary"]["accepted"]) == (0, 2)
    changed("North,4\nSouth,5", "North,5\nSouth,4")
    assert check(run)[0] == 1


# --- the file


def test_it_is_written_to_be_read_and_what_stands_there_is_kept(run: Run) -> None:
    mine = (
        "# Ours.\r\naccepted:\r\n"
        "    - {rule: people, file: report.csv, record: {district: North}, reason: 'Typo, see letter', "
        "figures: {total: 10, men: 4, women: 7}}   # by hand\r\n"
    )
    Path(ACCEPTED).write_bytes(mine.encode())
    assert accept(run, "--all")[0] == 0
    written = Path(ACCEPTED).read_bytes().decode()
    assert written.startswith(mine)
    assert written[len(mine) :].splitlines()[:9] == [
        "    - rule: people",
        "      file: report.csv",
        "      record:",
        "        district: West",
        "      figures:",
        "        total: '9'",
        "        men: '11'",
        "        women: '1'",
        "      reason: Known since 2024",
    ]
    assert "\n" not in written.replace("\r\n", "")
    assert check(run)[0] == 0


@pytest.mark.usefixtures("run")
def test_any_text_can_be_accepted() -> None:
    names = 'x: "y" # z\x85\u2028', "- a\n b", "Tổng\u00a0số", "\U0001f600 [1]", "yes", "''", "{", "012"
    frame = pd.DataFrame({name: [f"{number},000"] for number, name in enumerate(names)} | {"sum": ["1"]})
    report = dvaudit.audit(frame, lines=[f"sum = sum(`{names[2]}`, yes, `012`)"])
    findings = report.audits[0].findings
    assert accepting.write(ACCEPTED, findings, "because: # of\nthis", None) == []
    known, problems = acceptance.load(ACCEPTED)
    assert problems == []
    assert known.entries[0].reason == "because: # of\nthis"
    again = dvaudit.audit(frame, lines=[f"sum = sum(`{names[2]}`, yes, `012`)"], accept=ACCEPTED)
    assert list(again.to_frame()["accepted"]) == ["because: # of\nthis"]


def test_the_schema_accepts_what_is_written(run: Run) -> None:
    import yaml

    accept(run, "--all", "--until", "2027-01-31")
    jsonschema.validate(yaml.safe_load(Path(ACCEPTED).read_text(encoding="utf-8")), accepted_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"accepted": [{"rule": "a", "file": "b"}]}, accepted_schema())


@pytest.mark.parametrize(
    ("entry", "place", "said"),
    [
        ("{rule: people, file: report.csv, figures: {total: 10}}", "2:3", "an acceptance needs reason"),
        ("{rule: people, file: report.csv, reason: '  '}", "2:44", "reason has no value"),
        ("{rule: people, reason: r}", "2:3", "an acceptance needs file"),
        ("{rule: people, file: a, reason: r, untill: 2027-01-31}", "2:38", "did you mean until?"),
        ("{rule: people, file: a, reason: r, until: 31.1.2027}", "2:45", "until takes a day such as 2027-01-31"),
        ("{rule: people, file: a, reason: r, figures: {a: {b: c}}}", "2:51", "a takes a text or a list of texts"),
        ("people", "2:3", "accepted takes keys with values"),
    ],
)
def test_a_bad_entry_is_shown_where_it_is_and_the_others_count(run: Run, entry: str, place: str, said: str) -> None:
    good = "{rule: men-part, file: report.csv, record: {district: West}, figures: {men: 11, total: 9}, reason: r}"
    Path(ACCEPTED).write_text(f"accepted:\n- {entry}\n- {good}\n", encoding="utf-8")
    status, out, err = run("check", "report.csv", "--rules", "rules.yml", "--format", "json")
    assert status == 2
    assert err.startswith(f"{ACCEPTED}:{place}: ")
    assert said in err
    assert json.loads(out)["summary"]["accepted"] == 1
    before = Path(ACCEPTED).read_text(encoding="utf-8")
    assert accept(run, "--all")[0] == 2
    assert Path(ACCEPTED).read_text(encoding="utf-8") == before


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "accepted:\n", "dvaudit: 1\naccepted: []\n"])
def test_a_file_without_entries_accepts_nothing(run: Run, text: str) -> None:
    Path(ACCEPTED).write_text(text, encoding="utf-8")
    assert check(run)[0] == 1


@pytest.mark.parametrize(
    "text", ["- a\n", "accepted: x\n", "acepted: []\n", "accepted: [\n", "accepted: []\ndvaudit: 2\n"]
)
def test_what_is_no_file_of_acceptances_is_said(run: Run, text: str) -> None:
    Path(ACCEPTED).write_text(text, encoding="utf-8")
    status, _, err = run("check", "report.csv", "--rules", "rules.yml")
    assert status == 2
    assert err.startswith(f"{ACCEPTED}:")
    assert "Traceback" not in err


@pytest.mark.parametrize("text", ["accepted: [{rule: a, file: b, reason: c}]\n", "accepted: []\nnote: n\n"])
def test_a_file_that_cannot_be_added_to_is_left_alone(run: Run, text: str) -> None:
    Path(ACCEPTED).write_text(text, encoding="utf-8")
    status, _, err = accept(run, "--all")
    assert status == 2
    assert "let accepted: be its last key" in err
    assert Path(ACCEPTED).read_text(encoding="utf-8") == text
    assert sorted(path.name for path in Path().iterdir()) == [ACCEPTED, "report.csv", "rules.yml"]


def test_a_named_file_has_to_be_there(run: Run) -> None:
    status, _, err = run("check", "report.csv", "--rules", "rules.yml", "--accept", "none.yml")
    assert (status, err) == (2, "none.yml: no such file of acceptances; dvaudit accept makes one\n")


# --- the command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zzzz",), "no cause and no discrepancy has the number or the id zzzz"),
        (("99",), "has the number or the id 99"),
        (("--all", "--until", "2026-11-25"), "2026-11-25 is over"),
        (("--all", "--until", "soon"), "soon is no day"),
        (("--all", "absent.csv"), "absent.csv: no such file"),
    ],
)
def test_what_cannot_be_accepted_is_said_and_nothing_is_written(run: Run, words: tuple[str, ...], said: str) -> None:
    status, out, err = accept(run, *words)
    assert (status, out) == (2, "")
    assert said in err
    assert not Path(ACCEPTED).exists()


def test_a_reason_is_needed(run: Run) -> None:
    for options in ((), ("--reason", " ")):
        status, _, err = run("accept", "--all", "report.csv", "--rules", "rules.yml", *options)
        assert status == 2
        assert "--reason" in err


def test_a_discrepancy_without_a_cause_is_named_by_its_own_id(run: Run) -> None:
    Path("rules.yml").write_text("rules: [{id: once, kind: unique, columns: district}]\n", encoding="utf-8")
    Path("report.csv").write_text("district,total\nNorth,1\nNorth,2\nSouth,3\nSouth,4\n", encoding="utf-8")
    told = run("check", "report.csv", "--rules", "rules.yml", "-v")[1]
    ids = [one["id"] for one in check(run)[1]["findings"]]
    assert [one for one in ids if one in told] == ids
    assert ids[0] not in run("check", "report.csv", "--rules", "rules.yml")[1]
    assert accept(run, ids[1][:6])[0] == 0
    assert [one["accepted"] is not None for one in check(run)[1]["findings"]] == [False, True]


def test_nothing_to_accept(run: Run) -> None:
    Path("report.csv").write_text("total,men,women\n10,4,6\n", encoding="utf-8")
    assert accept(run, "--all") == (0, "", f"There is no discrepancy to accept in {ACCEPTED}.\n")


# --- large inputs


def large(bad: Collection[int], rows: int = 30_000) -> str:
    lines = [f"d{n},{n % 7 + 30},{n % 7 + 10},{20 + 7 * (n in bad)}" for n in range(rows)]
    return "\n".join(["district,total,men,women", *lines, ""])


def test_a_screened_file_counts_the_same(run: Run) -> None:
    bad = list(range(100, 30_000, 1000))
    Path("report.csv").write_text(large(bad), encoding="utf-8")
    _, report = check(run)
    assert (report["summary"]["engine"], report["summary"]["failed"]) == ("duckdb", 30)
    assert accept(run, "--all")[0] == 0
    status, report = check(run)
    assert (status, report["summary"]["accepted"]) == (0, 30)
    # One more, behind all that is accepted and beyond what is listed and looked into.
    Path("report.csv").write_text(large([*bad, 29_990]), encoding="utf-8")
    status, report = check(run, "--max-findings", "1", "--max-causes", "1")
    assert (status, report["summary"]["failed"], report["summary"]["accepted"]) == (1, 31, 30)
    assert [one["record"]["district"] for one in report["findings"] if one["accepted"] is None] == ["d29990"]
    assert [cause["accepted"] for cause in report["causes"]] == [False]


def test_entries_beyond_what_is_listed_are_not_called_stale(run: Run) -> None:
    Path("report.csv").write_text(large([29_990]), encoding="utf-8")
    accept(run, "--all")
    Path("report.csv").write_text(large(range(29_995)), encoding="utf-8")
    status, report = check(run, "--max-findings", "5", "--max-causes", "0")
    assert (status, report["summary"]["failed"], report["summary"]["accepted"]) == (1, 29_995, 0)
    (note,) = report["notes"]
    assert note["message"].startswith("1 entry of dvaudit-accepted.yml could not be looked for")
