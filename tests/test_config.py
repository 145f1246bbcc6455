"""The configuration: which rules are for which files, levels, what is left out and why, what fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import dvaudit
from dvaudit.rulekeys import CONFIGURATION
from dvaudit.schema import configuration_schema
from tests.conftest import Run

PEOPLE = "rules:\n- {id: people, check: total = men + women}\n- {id: men-part, check: men <= total}\n"
VOTES = "rules:\n- {id: votes, check: ballots = valid + invalid}\n"
FILES = {
    "rules/people.yml": PEOPLE,
    "rules/votes.yml": VOTES,
    "in/north_2024.csv": "total,men,women\n10,4,7\n",
    "in/south_2024.csv": "total,men,women\n10,4,6\n",
    "votes/a.csv": "ballots,valid,invalid\n10,9,2\n",
}


@pytest.fixture
def run(run: Run) -> Run:
    """Runs the command line in a folder with reports and rules, but no configuration."""
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return run


def configured(text: str, name: str = "dvaudit.yml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def found(run: Run, *options: str, status: int) -> dict[str, Any]:
    """The JSON report of a check, which must end with this status."""
    ended, out, err = run("check", *options, "--format", "json")
    assert ended == status, err
    report: dict[str, Any] = json.loads(out)
    return report


def told(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["file"], one["rule"]) for one in report["findings"]]


TWO = "rules:\n- {files: in/*.csv, rules: rules/people.yml}\n- {files: [votes/*.csv], rules: [rules/votes.yml]}\n"


def test_each_file_gets_the_rules_that_are_for_it(run: Run) -> None:
    configured(TWO)
    report = found(run, status=1)
    assert told(report) == [("in/north_2024.csv", "people"), ("votes/a.csv", "votes")]
    assert report["summary"]["files"] == 3
    assert report["configuration"] == "dvaudit.yml"
    assert told(found(run, "votes", "in/south_2024.csv", status=1)) == [("votes/a.csv", "votes")]


def test_paths_are_relative_to_the_configuration(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(TWO)
    monkeypatch.chdir("in")
    report = found(run, "north_2024.csv", status=1)
    assert told(report) == [("north_2024.csv", "people")]
    assert report["configuration"] == "../dvaudit.yml"


def test_a_file_that_no_rules_are_for_is_not_passed_over(run: Run) -> None:
    configured(TWO)
    Path("other.csv").write_text("total,men,women\n10,4,6\n", encoding="utf-8")
    status, _, err = run("check", "other.csv", "in/south_2024.csv")
    assert status == 2
    assert err.startswith("other.csv: the configuration has no rules for this file")


def test_rules_that_are_named_stand_for_themselves(run: Run) -> None:
    configured("rules: [rules/votes.yml]\nfail_on: never\nlevels: {people: warning}\nlang: vi\n")
    status, out, _ = run("check", "in/north_2024.csv", "--rules", "rules/people.yml")
    assert status == 1
    assert "Configuration" not in out
    assert "discrepancy" in out


def test_levels_and_what_fails(run: Run) -> None:
    configured("files: in/*.csv\nrules: [rules/people.yml]\nlevels: {people: warning}\n")
    report = found(run, status=0)
    assert [one["level"] for one in report["findings"]] == ["warning"]
    configured("files: in/*.csv\nrules: [rules/people.yml]\nlevels: {people: warning}\nfail_on: [warning]\n")
    found(run, status=1)
    found(run, "--fail-on", "error", status=0)
    configured("files: in/*.csv\nrules: [rules/people.yml]\nfail_on: never\n")
    found(run, status=0)
    found(run, "--strict", status=1)


def test_what_is_ignored_is_left_out_and_told_with_its_reason(run: Run) -> None:
    start = "rules: [rules/people.yml]\nfiles: in/*.csv\nignore:\n"
    configured(start + "- {rule: people, files: in/north_*.csv, reason: Women are estimated there}\n")
    report = found(run, status=0)
    assert report["summary"]["confronted"] == 3
    (note,) = report["notes"]
    assert (note["file"], note["message"]) == ("in/north_2024.csv", 'people is left out: "Women are estimated there"')
    configured(start + "- {rule: 'peo*', reason: Nobody counts}\n")
    assert found(run, status=0)["summary"]["confronted"] == 2


def test_its_language_and_file_of_acceptances_are_used(run: Run) -> None:
    configured("files: in/*.csv\nrules: [rules/people.yml]\nlang: vi\naccept: known/discrepancies.yml\n")
    assert "Cấu hình: dvaudit.yml." in run("check")[1]
    assert "Configuration: dvaudit.yml." in run("check", "--lang", "en")[1]
    Path("known").mkdir()
    assert run("accept", "--all", "--reason", "r")[0] == 0
    assert "file: ../in/north_2024.csv" in Path("known/discrepancies.yml").read_text(encoding="utf-8")
    assert run("check")[0] == 0


def test_python_uses_it_where_no_rules_are_named(run: Run) -> None:
    configured("rules: [rules/people.yml]\nlevels: {people: warning}\n")
    report = dvaudit.audit("in")
    assert list(report.to_frame()["level"]) == ["warning"]
    assert run("rules", "in/north_2024.csv")[0] == 0


def test_pyproject_says_the_same(run: Run) -> None:
    configured(
        "[project]\nname = 'x'\n[tool.dvaudit]\nfiles = ['in/*.csv']\nfail_on = ['warning']\n"
        "levels = {people = 'warning'}\n[[tool.dvaudit.rules]]\nfiles = 'in/*.csv'\nrules = ['rules/people.yml']\n"
        "[[tool.dvaudit.ignore]]\nrule = 'men-part'\nreason = 'r'\n",
        "pyproject.toml",
    )
    report = found(run, status=1)
    assert [one["level"] for one in report["findings"]] == ["warning"]
    assert report["configuration"] == "pyproject.toml"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("rules: [rules/people.yml]\nlevel: {}\n", "2:1", "level is not a key here; did you mean levels?"),
        ("rules: [rules/people.yml]\nlevels: {people: warn}\n", "2:18", "levels cannot be warn; did you mean warning?"),
        ("rules: [rules/people.yml]\nlevels: {poeple: warning}\n", "2:10", "no rule is called poeple; the nearest is "),
        ("rules: [rules/people.yml]\nfail_on: errors\n", "2:10", "fail_on cannot be errors; did you mean error?"),
        ("rules: [rules/people.yml]\nfail_on: [never, error]\n", "2:10", "fail_on: never stands alone"),
        ("rules: [rules/people.yml]\nlang: fr\n", "2:7", "lang cannot be fr"),
        ("rules: [rules/people.yml]\nignore:\n- {rule: people}\n", "3:3", "what is ignored needs reason"),
        ("rules: [rules/people.yml]\nignore:\n- {rule: people, reason: }\n", "3:26", "reason has no value"),
        ("rules: [rules/people.yml]\nignore:\n- {reason: r}\n", "3:3", "rule is missing here"),
        ("rules: [rules/people.yml]\nignore:\n- {rule: b, reason: r}\n", "3:10", "no rule is called b"),
        ("rules: [rules/people.yml]\nignore: people\n", "2:9", "ignore takes keys with values"),
        ("rules:\n- rules/people.yml\n- {files: in}\n", "3:3", "rules is missing here"),
        ("rules:\n- {file: in, rules: r.yml}\n", "2:4", "file is not a key here; did you mean files?"),
        ("fail_on: error\nrules:\n- a <= b\n", "1:1", "fail_on is said in a configuration, and this is a rule file"),
        ("rules: [none.yml]\n", "", "no such rule file"),
        ("dvaudit: 2\n", "1:10", "dvaudit: 2 is a version"),
    ],
)
def test_mistakes_are_shown_where_they_are(run: Run, text: str, place: str, said: str) -> None:
    configured(text)
    status, _, err = run("check", "in/north_2024.csv")
    assert status == 2
    assert said in err
    assert err.startswith(f"dvaudit.yml:{place}: " if place else "none.yml: ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[tool.dvaudit]\nrules = ['rules/people.yml']\nlevl = 1\n", "3:1"),
        ("[tool.dvaudit]\nrules = ['rules/people.yml'\nlang = 'vi'\n", "3:1"),
        ("[tool.dvaudit]\nrules = ['rules/people.yml']\n\n[tool.dvaudit.levels]\npeople = 'warn'\n", "5:1"),
        ("[tool]\ndvaudit = {rules = ['rules/people.yml'], fail_on = 'x'}\n", "2:42"),
        ("[tool.dvaudit]\nrules = ['rules/people.yml']\n[[tool.dvaudit.ignore]]\nrule = 'people'\n", "3:16"),
    ],
)
def test_mistakes_in_pyproject_too(run: Run, text: str, place: str) -> None:
    configured(text, "pyproject.toml")
    status, _, err = run("check", "in/north_2024.csv")
    assert status == 2
    assert err.startswith(f"pyproject.toml:{place}: ")


def test_discrepancies_that_are_only_warned_of_are_said_to_be(run: Run) -> None:
    configured("rules: [rules/people.yml]\nlevels: {people: warning}\n")
    status, out, _ = run("check", "in", "--format", "table")
    assert status == 0
    assert "of the level warning." in out


def test_one_mistake_leaves_the_rest(run: Run) -> None:
    configured("levels: {people: warning}\nfail: x\nrules: [rules/people.yml]\n")
    status, out, err = run("check", "in/north_2024.csv", "--format", "json")
    assert status == 2
    assert len(err.splitlines()) == 3
    assert [one["level"] for one in json.loads(out)["findings"]] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        "dvaudit: 1\nnote: n\nfiles: a\ntogether: true\nprevious: b\nrules: a.yml\nlocale: vi\nwhole_numbers: exact\n",
        "levels: {a: error, 'b-*': warning}\nignore:\n- {rule: a, reason: b, files: [c]}\nfail_on: error, unbound\n",
        "fail_on: [error, warning]\naccept: a.yml\nlang: en\n",
    ],
)
def test_the_schema_accepts_what_is_right(text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), configuration_schema())


@pytest.mark.parametrize("text", ["ignore:\n- {rule: a}\n", "levels: {a: warn}\n", "x: 1\n", "rules:\n- {rules: a}\n"])
def test_the_schema_refuses_what_is_wrong(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), configuration_schema())


def test_the_schema_is_printed_with_every_key(run: Run) -> None:
    printed = json.loads(run("schema", "config")[1])
    assert printed == configuration_schema()
    assert list(printed["properties"]) == [key.name for key in CONFIGURATION]
    assert json.loads(run("schema", "accepted")[1])["title"] == "dvaudit acceptances"
    assert json.loads(run("schema")[1])["title"] == "dvaudit rule file"


def test_rules_for_the_tables_of_an_article_are_configured_too(run: Run) -> None:
    start = "rules: [rules/people.yml]\n"
    Path("article.md").write_text(
        "# Staff\n\nThe offices differ.\n\n| total | men | women |\n|---|---|---|\n| 100 | 40 | 70 |\n",
        encoding="utf-8",
    )
    configured(start + "levels: {people: warning}\n")
    report = found(run, "article.md", status=0)
    assert [(one["rule"], one["level"]) for one in report["findings"]] == [("people", "warning")]
    configured(start + "ignore:\n- {rule: people, reason: Some are neither}\n")
    report = found(run, "article.md", status=0)
    assert report["findings"] == []
    assert 'people is left out: "Some are neither"' in [note["message"] for note in report["notes"]]


def test_that_a_figure_is_stated_twice_can_be_ignored_too(run: Run) -> None:
    Path("list.csv").write_text("name,value\ntotal,10\nmen,4\nwomen,6\nmen,5\n", encoding="utf-8")
    start = "rules: [rules/people.yml]\nignore:\n- {rule: men-part, reason: r}\n"
    configured(start)
    assert [one["rule"] for one in found(run, "list.csv", status=1)["findings"]] == ["stated-twice"]
    configured(start + "- {rule: stated-twice, reason: The second one is of last year}\n")
    # Which of the two is meant is still open, so the sum of them is: nothing comes to a verdict.
    report = found(run, "list.csv", status=2)
    assert report["findings"] == []
    assert [one["rule"] for one in report["undecided"]] == ["people"]
