"""The benchmarks measure what they say: reports in which all holds, one error in each, and a verdict on every cause."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dvaudit.numerals import readings

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import calibration
import diagnosis
import planted
import shapes
from shapes import dice


@pytest.mark.parametrize("shape", shapes.SHAPES)
def test_every_rule_of_a_report_holds(shape: str) -> None:
    for seed in range(5):
        report = shapes.report(dice(seed), shape)
        audit = report.audit(report.texts)
        assert audit.held
        assert audit.findings == []
        assert audit.undecided == []
        assert len({rule.id for rule in report.rules}) == len(report.rules)


@pytest.mark.parametrize("shape", shapes.SHAPES)
def test_a_report_prints_what_its_figures_are_worth(shape: str) -> None:
    report = shapes.report(dice(7), shape)
    for cell, text in report.texts.items():
        assert [one.value for one in readings(text, (report.shown,))] == [report.cells[cell].value]


@pytest.mark.parametrize("error", [*planted.KEYSTROKES, *planted.RANDOM])
def test_only_the_wrong_figures_are_changed(error: str) -> None:
    rng = dice(3)
    cases = [planted.plant(rng, shapes.report(rng, shape), error) for shape in shapes.SHAPES for _ in range(3)]
    found = [case for case in cases if case is not None]
    assert len(found) > 5
    for case in found:
        true = case.report.cells
        assert {cell for cell in true if true[cell].value != case.cells[cell].value} == set(case.wrong)
        slips = [{kind for kind, made in planted.neighbours(true[cell], case.report.shown)
                  if made.value == case.cells[cell].value} for cell in case.wrong]  # fmt: skip
        assert error == planted.EXCHANGED or (error in slips[0] if error in planted.SLIPS else not slips[0])


def test_a_case_is_the_same_every_time() -> None:
    for number in (0, 4711, planted.OTHERS + 12):
        assert planted.case(1, number).texts == planted.case(1, number).texts
    assert planted.case(1, 5).texts != planted.case(2, 5).texts


def test_a_digit_at_a_crossing_is_found_and_set_right() -> None:
    case = diagnosis.crossed_table(dice(1), 1)
    (verdict,) = calibration.verdicts(0, case)
    assert verdict.cause.confidence == "high"
    assert (verdict.suspected, verdict.corrected, verdict.failing) == (True, True, 2)


def test_another_value_is_no_correction() -> None:
    report = shapes.report(dice(1), "crossed, as sums")
    case = planted.plant(dice(2), report, "other digits")
    assert case is not None
    assert all(not verdict.corrected for verdict in calibration.verdicts(0, case))


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = calibration.wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)


def test_every_error_of_a_big_record_breaks_a_rule() -> None:
    for apart in (True, False):
        case = diagnosis.three_errors(dice(4), apart=apart)
        assert len(case.report.cells) == 200
        assert len(case.report.rules) == 60
        audit = case.report.audit(case.texts)
        wrong = {name for _, name in case.wrong}
        named = {figure.name for finding in audit.findings for figure in finding.confrontation.edit.figures}
        assert wrong <= named
