"""The benchmarks measure what they say: reports in which all holds, one error in each, and a verdict on every cause.

The long table is the same bytes everywhere, and an answer about it is only exact when it is the truth.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from dvaudit import cli
from dvaudit.numerals import readings

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import calibration
import diagnosis
import generate
import planted
import proposals
import references
import scale
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


@pytest.mark.parametrize(
    ("rows", "table", "truth"),
    [
        (1_000, "ca876772bac33786138efe859e1c9988", "1ae43933122c9777c0b8e4a5d65733e1"),
        (20_000, "c60dc57afda361f7c2b9d245a61b0da2", "0255f32912f12a1d6965d0d86ac3cfac"),
    ],
)
def test_the_long_table_is_the_same_bytes_everywhere(tmp_path: Path, rows: int, table: str, truth: str) -> None:
    written = generate.write(tmp_path, rows)
    assert [md5(path.read_bytes(), usedforsecurity=False).hexdigest() for path in written] == [table, truth]
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_the_long_table_does_not_depend_on_how_many_rows_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = generate.table(3000)
    monkeypatch.setattr(generate, "TOGETHER", 700)
    pieces = list(generate.table(3000))
    assert len(pieces) == 5
    assert [line for piece in pieces for line in generate.lines(piece)] == list(generate.lines(whole))
    assert [line for piece in pieces for line in piece.truth] == whole.truth


def test_dvaudit_tells_the_truth_about_the_long_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, written = generate.write(tmp_path, 600, rate=20)
    truth = scale.planted(written, 600)
    assert set(truth.failed) == set(references.BREAKS)
    assert min(truth.failed.values()) > 0
    rules = tmp_path / "seven.yml"
    rules.write_text(scale.RULES, encoding="utf-8")
    for form, most in (("json", 1000), ("concise", 10**6)):
        program = scale.dvaudit("auto", table, rules, form, most)
        assert cli.run(program.command[3:]) in program.ends
        assert program.answer is not None
        assert program.answer(program.out.read_text(encoding="utf-8"), truth) == "exact"
    assert capsys.readouterr().err == ""


def test_a_wrong_rule_is_broken_by_nearly_all_rows() -> None:
    truth = scale.where_wrong(5000)
    assert truth.failed == {"wrong_sum": 5000}
    assert truth.first == [(row, "wrong_sum") for row in range(1, 1001)]
    told = {"failed": 5000, "rows": list(range(1, 1001))}
    assert scale.by_count(json.dumps(told), truth) == "exact"
    assert scale.by_count(json.dumps(told | {"failed": 4999}), truth) == "missed 1 / extra 0"


TRUTH = scale.Truth(9, {"a": 2, "b": 1}, [(2, "a"), (2, "b"), (7, "a")])


@pytest.mark.parametrize(
    ("pairs", "answer"),
    [
        ("7,a\n2,b\n2,a\n", "exact"),
        ("7,a\n2,a\n", "missed 1 / extra 0"),
        ("7,a\n2,a\n3,b\n4,b\n", "missed 1 / extra 2"),
        ("", "missed 3 / extra 0"),
    ],
)
def test_a_list_of_failures_is_compared_with_the_truth(pairs: str, answer: str) -> None:
    assert scale.by_pairs(pairs, TRUTH) == answer
    lines = "".join(f"t.csv:{int(row) + 1}:5: {rule} figure 3 is not 4\n" for row, rule in split(pairs))
    assert scale.by_lines(lines + "t.csv: note: one\nt.csv:9:1: undecided: a what\n3 discrepancies\n", TRUTH) == answer


def split(pairs: str) -> Iterable[list[str]]:
    return (line.split(",") for line in pairs.split())


def report(listed: list[tuple[int, str]], **changed: dict[str, int]) -> str:
    tallies: dict[str, dict[str, Any]] = {
        "a": {"held": 7, "failed": 2, "undecided": 0},
        "b": {"held": 8, "failed": 1, "undecided": 0},
    }
    rules = [{"id": rule, **tally, **changed.get(rule, {})} for rule, tally in tallies.items()]
    failing = [{"rule": rule, "rows": [row for row, broken in TRUTH.first if broken == rule]} for rule in ("a", "b")]
    findings = [{"row": row, "rule": rule} for row, rule in listed]
    return json.dumps({"findings": findings, "rules": rules, "failing_rows": failing})


def test_a_report_has_to_count_all_and_to_list_the_first() -> None:
    assert scale.by_report(report(TRUTH.first), TRUTH, 1000) == "exact"
    assert scale.by_report(report([(2, "b"), (2, "a")]), TRUTH, 2) == "exact"
    assert scale.by_report(report(TRUTH.first[:2]), TRUTH, 1000) == "lists 2, not 3"
    assert scale.by_report(report([(2, "a"), (7, "a")]), TRUTH, 2) == "lists others than the first"
    assert scale.by_report(report([(2, "a"), (3, "a")]), TRUTH, 2) == "lists 1 that hold"
    assert scale.by_report(report(TRUTH.first[::-1]), TRUTH, 1000) == "lists others than the first"
    assert scale.by_report(report(TRUTH.first, a={"failed": 3}), TRUTH, 1000) == "missed 0 / extra 1"
    assert scale.by_report(report(TRUTH.first, b={"undecided": 1}), TRUTH, 1000) == "1 undecided"
    assert scale.by_report(report(TRUTH.first, b={"held": 5}), TRUTH, 1000) == "3 not checked"
    told = json.loads(report(TRUTH.first))
    told["failing_rows"][0]["rows"][0] += 1
    assert scale.by_report(json.dumps(told), TRUTH, 1000) == "missed 1 / extra 1"


def test_a_program_is_measured_with_all_its_processes() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(300_000_000)']); sys.exit(3)"
    cost = scale.measured([sys.executable, "-c", work], 60)
    assert cost.status == 3
    assert cost.memory > 300_000_000
    assert cost.cpu > 0
    stopped = scale.measured([sys.executable, "-c", "import time; print('on', flush=True); time.sleep(60)"], 0.2)
    assert stopped.status == -9


def test_proposals_are_measured_by_planted_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"p{n},{3 * n + 107},{n + 50},{2 * n + 57}" for n in range(9)]
    (tmp_path / "one.csv").write_text("\n".join(["place,total,a,b", *rows, ""]), encoding="utf-8")
    (tmp_path / "none.csv").write_text("place,x,y\np,1,2\nq,3,5\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["proposals.py", str(tmp_path)])
    assert proposals.main() == 0
    said = capsys.readouterr().out
    assert said.startswith("2 tables, 1 with proposals, 1 rules, ")
    assert said.endswith("planted errors: 5, found: 5 (100%)\n")
