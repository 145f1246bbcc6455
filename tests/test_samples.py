"""The founding report says the same in every form it is printed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest

from dvaudit.cli import run

ROOT = Path(__file__).parents[1]
PACK = ROOT / "rules" / "party-membership.yml"
SAMPLES = ROOT / "samples"
FORMS = {
    "party-membership.csv": PACK,
    "party-membership.json": PACK,
    "party-membership-vi.csv": PACK,
    "party-membership.xlsx": PACK,
    "party-membership.ods": PACK,
    "party-membership-long.csv": SAMPLES / "party-membership-long.yml",
}


class Check(Protocol):
    """``dvaudit check`` with these arguments, which must end with this exit status; gives the JSON report."""

    def __call__(self, *arguments: str | Path, status: int) -> dict[str, Any]: ...


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def checked(*arguments: str | Path, status: int) -> dict[str, Any]:
        ended = run(["check", *map(str, arguments), "--format", "json"])
        said = capsys.readouterr()
        assert ended == status, said
        report: dict[str, Any] = json.loads(said.out)
        return report

    return checked


def told(report: dict[str, Any]) -> set[tuple[str, str | None, str | None]]:
    """What the findings say, apart from how the figures are printed: rule, what the others give, what is off."""
    return {
        (finding["rule"], json.dumps(finding["expected"]), json.dumps(finding["imbalance"]))
        for finding in report["findings"]
    }


@pytest.mark.parametrize("form", FORMS)
def test_founding_report_has_three_discrepancies_in_every_form(form: str, check: Check) -> None:
    report = check(SAMPLES / form, "--rules", FORMS[form], status=1)
    assert [finding["rule"] for finding in report["findings"]] == ["minority-part", "minority-share", "admissions-sum"]
    assert report["summary"]["undecided"] == 0
    assert report["problems"] == []
    assert told(report) == told(check(SAMPLES / "party-membership.csv", "--rules", PACK, status=1))


def test_founding_figures_are_told_with_what_the_others_give(check: Check) -> None:
    report = check(SAMPLES / "party-membership.csv", "--rules", PACK, status=1)
    part, share, admissions = report["findings"]
    assert part["expected"]["high"] == "46706"
    assert part["imbalance"]["low"] == part["imbalance"]["high"] == "396431"
    assert round(float(share["expected"]["low"]), 2) == 948.78
    assert admissions["expected"]["low"] == admissions["expected"]["high"] == "8817"
    assert admissions["imbalance"]["low"] == "3316"


def test_founding_figures_are_told_with_their_places(check: Check) -> None:
    report = check(SAMPLES / "party-membership.csv", "--rules", PACK, status=1)
    places = {figure["name"]: (figure["line"], figure["column"]) for figure in report["findings"][1]["figures"]}
    assert places == {"members_minority": (3, 18), "members_total": (2, 15), "minority_pct": (4, 14)}


def test_corrected_report_has_none(check: Check) -> None:
    report = check(SAMPLES / "party-membership-corrected.csv", "--rules", PACK, status=0)
    assert report["findings"] == []
    assert report["summary"]["held"] == report["summary"]["confronted"] > 0


def test_a_line_says_the_same_as_the_pack(check: Check) -> None:
    sample = SAMPLES / "party-membership.csv"
    lines = [
        "members_minority <= members_total",
        "minority_pct = members_minority / members_total in %",
        "admitted_total = sum(admitted_2011..2014)",
    ]
    by_line = check(sample, *(word for line in lines for word in ("-c", line)), status=1)
    by_pack = check(sample, "--rules", PACK, status=1)
    assert {what[1:] for what in told(by_line)} == {what[1:] for what in told(by_pack)}


def test_one_wrong_figure_breaks_its_own_file_the_nation_and_the_year_before(check: Check) -> None:
    report = check("--rules", SAMPLES / "provinces.yml", status=1)
    assert [finding["rule"] for finding in report["findings"]] == ["nation", "balance", "opening"]
    (cause,) = report["causes"]
    assert [one["figures"] for one in cause["suspects"][0]["corrections"]] == [{"opening": "12480"}]
    assert report["summary"]["files"] == 8
