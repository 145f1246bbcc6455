"""SDMX-CSV: each observation says how it is printed, and whether it is kept back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dvaudit.cli import run
from dvaudit.interval import NON_NEGATIVE, Interval
from dvaudit.kinds import KINDS
from dvaudit.rulefile import load
from dvaudit.run import read_figures

HEADER = "DATAFLOW,FREQ:Frequency,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,DECIMALS,UNIT_MULT,OBS_STATUS,CONF_STATUS\n"
ROWS = """\
XX:POP(1.0),A,north,WOMEN,2023,12.3,1,3,A,F
XX:POP(1.0),A,north,MEN,2023,11.2,1,3,A,F
XX:POP(1.0),A,north,TOTAL,2023,23.6,1,3,A,F
XX:POP(1.0),A,south,WOMEN,2023,5,1,3,A: Normal,F
XX:POP(1.0),A,south,MEN,2023,,1,3,A,C
XX:POP(1.0),A,south,TOTAL,2023,4.0,1,3,A,F
XX:POP(1.0),A,west,WOMEN,2023,NaN,1,3,M,F
XX:POP(1.0),A,west,MEN,2023,2,1,3,A,F
XX:POP(1.0),A,west,TOTAL,2023,4000,0,0,P,F
"""
LONG = "dvaudit: 1\nlayout: {sdmx: true, figure: INDICATOR}\nrules:\n  - TOTAL = WOMEN + MEN\n"
RECORDS = (
    "dvaudit: 1\nlayout: sdmx\n"
    "rules:\n  - {id: t, kind: totals, over: INDICATOR, total: TOTAL, when: OBS_STATUS != P}\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "sdmx.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (tmp_path / "long.yml").write_text(LONG, encoding="utf-8")
    (tmp_path / "records.yml").write_text(RECORDS, encoding="utf-8")
    return tmp_path / "sdmx.csv"


def about(low: float, high: float) -> Interval:
    return Interval(Fraction(low), Fraction(high))


def test_values_are_printed_as_their_attributes_say(file: Path) -> None:
    rulesets, problems = load([str(file.parent / "long.yml")], [], KINDS)
    assert problems == []
    ((_, document, figures),) = read_figures(str(file), rulesets)
    assert document.key_columns == ("FREQ:Frequency", "REF_AREA", "TIME_PERIOD")
    assert [one.interval for one in figures["WOMEN"]] == [about(12250, 12350), about(4950, 5050), None]
    assert [one.interval for one in figures["MEN"]] == [about(11150, 11250), NON_NEGATIVE, about(1950, 2050)]
    assert [one.interval for one in figures["TOTAL"]][2] == about(3999.5, 4000.5)
    assert [one.state for one in figures["WOMEN"]] == ["number", "number", "missing"]


def test_a_sum_can_fail_on_a_value_that_is_kept_back(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(file), "--rules", str(file.parent / "long.yml"), "--format", "concise"]) == 1
    said = capsys.readouterr().out
    assert f"{file}:7:32: total-women-men A, south, 2023: TOTAL 4.0" in said
    assert "1 holds, 1 does not, 1 could not be checked" in said


def test_dimensions_are_the_key_and_attributes_are_no_figures(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(file), "--rules", str(file.parent / "records.yml"), "--format", "concise"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "t A, south, 2023, TOTAL: OBS_VALUE 4.0" in said[0]
    assert not any("DECIMALS" in line or "UNIT_MULT" in line for line in said)


def test_what_is_no_sdmx_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(["check", str(file), "--rules", str(file.parent / "records.yml")]) == 2
    assert "no column OBS_VALUE" in capsys.readouterr().err
    (file.parent / "bad.yml").write_text("layout: sdmxx\nrules: [a = b]\n", encoding="utf-8")
    assert run(["check", str(file), "--rules", str(file.parent / "bad.yml")]) == 2
    assert "bad.yml:1:9: " in capsys.readouterr().err


def test_many_observations_are_the_judges(file: Path) -> None:
    """An engine knows nothing of what single observations say."""
    rows = "".join(f"X,A,r{n},WOMEN,2023,1,0,0,A,F\nX,A,r{n},MEN,2023,1,0,0,A,F\nX,A,r{n},TOTAL,2023,3,0,0,A,F\n"
                   for n in range(4000))  # fmt: skip
    file.write_text(HEADER + rows, encoding="utf-8")
    assert run(["check", str(file), "--rules", str(file.parent / "long.yml"), "-q"]) == 0
