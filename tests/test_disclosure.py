"""Confidential cells that the published ones give away: found by exact solving, and by trying everything."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dvaudit
from dvaudit import cli, rulefile, run
from dvaudit.disclosure.bounds import determined
from dvaudit.disclosure.disclose import Width, width
from dvaudit.interval import Interval
from dvaudit.kinds import KINDS
from dvaudit.message import AuditError

CROSSED = """\
region,total,farming,mining,trade
North,30,10,c,13
South,41,20,c,c
East,50,12,c,20
Total,121,42,37,c
"""
RULES = """\
dvaudit: 1
rules:
  - {id: columns, check: total = farming + mining + trade}
  - {id: rows, kind: totals, over: region, total: Total, figures: [total, farming, mining, trade]}
"""

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Check:
    """Checks a text in an English environment; whatever a library prints is seen, too."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def checking(text: str, *arguments: str, rules: str = RULES) -> tuple[int, str, str]:
        Path("report.csv").write_text(text, encoding="utf-8")
        Path("rules.yml").write_text(rules, encoding="utf-8")
        status = cli.run(["check", "report.csv", "--rules", "rules.yml", *(arguments or ("--disclosure",))])
        out, err = capfd.readouterr()
        return status, out, err

    return checking


@pytest.fixture
def told(check: Check) -> Callable[..., Any]:
    """The summary, and what is told of each confidential cell: its place to shape, values and rules."""

    def telling(text: str, *arguments: str, rules: str = RULES) -> object:
        found = json.loads(check(text, *(arguments or ("--disclosure",)), "--format", "json", rules=rules)[1])
        cells = {
            (one["figures"][0]["line"], one["figures"][0]["name"]): (
                one["expected"]["low"], one["expected"]["high"], one["message"],
            )
            for one in found["findings"] if one["rule"] == "disclosure"
        }  # fmt: skip
        return found["summary"], cells

    return telling


def test_a_cell_is_computed_from_its_row_and_the_rule_is_named(check: Check) -> None:
    text = CROSSED.replace("South,41,20,c,c", "South,41,20,12,9")
    status, out, err = check(text, "--disclosure", "--format", "concise")
    assert (status, err) == (1, "")
    assert (
        "report.csv:2:13: disclosure North: mining c is confidential and can be computed from total 30, farming 10, "
        "trade 13: 7 (columns)" in out
    )
    assert "computed from total 50, farming 12, trade 20: 18 (columns)" in out  # and by no detour
    assert "3 confidential cells: the published figures give 3 away" in out


def test_cells_are_computed_together(told: Callable[..., Any]) -> None:
    summary, cells = told(CROSSED)
    values = {place: found[:2] for place, found in cells.items()}
    assert values == {
        (2, "mining"): ("7", "7"), (3, "mining"): ("12", "12"), (3, "trade"): ("9", "9"),
        (4, "mining"): ("18", "18"), (5, "trade"): ("42", "42"),
    }  # fmt: skip
    assert (summary["confidential"], summary["disclosed"], summary["failed"]) == (5, 5, 0)
    assert "(columns, rows)" in cells[3, "trade"][2]


def test_what_is_protected_is_counted_and_told_to_nobody(check: Check, told: Callable[..., Any]) -> None:
    text = "region,total,farming,mining,trade\nNorth,30,10,c,c\nSouth,41,20,c,c\nTotal,71,30,20,21\n"
    summary, cells = told(text)
    assert (summary["confidential"], summary["disclosed"], cells) == (4, 0, {})
    status, out, _ = check(text)
    assert status == 0
    assert "4 are protected" in out


def test_too_little_room_is_told_where_a_width_is_asked_for(told: Callable[..., Any]) -> None:
    text = "region,total,farming,mining,trade\nNorth,12,10,c,c\nSouth,41,20,c,c\nTotal,53,30,11,12\n"
    assert told(text)[1] == {}
    summary, cells = told(text, "--protect", "3")
    assert summary["narrowed"] == 4
    assert cells[2, "mining"][:2] == ("0", "2")
    assert "leave it only 0 to 2" in cells[2, "mining"][2]
    assert told(text, "--protect", "2")[1] == {}
    assert len(told(text, "--protect", "30 %")[1]) == 2  # 0 to 2 is wide beside its middle, 9 to 11 is not


def test_a_zero_total_gives_its_parts_away(told: Callable[..., Any]) -> None:
    _, cells = told("region,total,farming,mining,trade\nNorth,10,10,c,c\nSouth,41,20,c,c\nTotal,51,30,11,10\n")
    assert cells[2, "mining"][:2] == ("0", "0")
    assert cells[3, "trade"][:2] == ("10", "10")


def test_rounded_figures_give_an_interval(told: Callable[..., Any]) -> None:
    text = "name,value\ntotal,10.4\nfarming,2.0\nmining,3.1\ntrade,c\n"
    rules = "dvaudit: 1\nrules:\n  - total = farming + mining + trade\n"
    _, cells = told(text, rules=rules)
    assert cells[5, "trade"][:2] == ("5.15", "5.45")
    assert told(text, "--protect", "0.3", rules=rules)[1] == {}
    assert cells[5, "trade"][2].endswith("5.2 to 5.4 (total-farming-mining-trade)")


def test_whole_numbers_that_are_rounded_give_no_exact_value(told: Callable[..., Any]) -> None:
    text = "name,value\ntotal,1040\nfarming,200\nmining,310\ntrade,c\n"
    rules = "dvaudit: 1\nwhole_numbers: rounded\nrounded_to: 10\nrules:\n  - total = farming + mining + trade\n"
    assert told(text, rules=rules)[1][5, "trade"][:2] == ("515", "545")
    assert told(text, "--protect", "30", rules=rules)[1] == {}
    assert told(text, "--protect", "31", rules=rules)[1][5, "trade"][:2] == ("515", "545")
    # The document itself shows it: three of its sums miss by one.
    rows = [f"{name},{total},10,{total - 10 + off}" for name, total, off in
            [("A", 31, 1), ("B", 41, -1), ("C", 51, 1), ("D", 61, 0), ("E", 71, 0)]]  # fmt: skip
    table = "place,total,x,y\n" + "\n".join([*rows, "F,90,40,c"]) + "\n"
    assert told(table, rules="dvaudit: 1\nrules:\n  - total = x + y\n")[1][7, "y"][:2] == ("49", "51")


def test_a_share_gives_its_part_away_where_the_whole_is_small(told: Callable[..., Any]) -> None:
    rules = "dvaudit: 1\nrules:\n  - women_pct = women / staff in %\n"
    assert told("name,value\nstaff,46\nwomen,c\nwomen_pct,15.2 %\n", rules=rules)[1][3, "women"][:2] == ("7", "7")
    assert told("name,value\nstaff,c\nwomen,7\nwomen_pct,15.2 %\n", rules=rules)[1][2, "staff"][:2] == ("46", "46")
    text = 'name,value\nstaff,"460,000"\nwomen,c\nwomen_pct,15.2 %\n'
    assert told(text, rules=rules)[1] == {}
    assert told(text, "--protect", "1000", rules=rules)[1][3, "women"][:2] == ("69690", "70150")


def test_a_limit_below_is_known_to_everybody(told: Callable[..., Any]) -> None:
    rules = "dvaudit: 1\nmarkers: {s: {below: 5}}\nrules:\n  - total = a + b\n"
    _, cells = told("name,value\ntotal,8\na,s\nb,s\n", rules=rules)
    assert {place: found[:2] for place, found in cells.items()} == {(3, "a"): ("4", "4"), (4, "b"): ("4", "4")}
    assert told("name,value\ntotal,7\na,s\nb,s\n", rules=rules)[1] == {}


def test_missing_cells_are_no_secret_and_hide_others(told: Callable[..., Any]) -> None:
    text = CROSSED.replace("North,30,10,c,13", "North,30,,c,13").replace("South,41,20,c,c", "South,41,20,11,10")
    summary, cells = told(text.replace("Total,121,42,37,c", "Total,121,,37,43"))
    assert (summary["confidential"], list(cells)) == (2, [(4, "mining")] if len(cells) == 1 else list(cells))
    alone = told("name,value\ntotal,30\nfarming,\nmining,c\ntrade,13\n", rules=RULES.splitlines()[0] + "\nrules:\n"
                 "  - total = farming + mining + trade\n")  # fmt: skip
    assert alone[1] == {}


def test_several_rule_files_are_taken_together(check: Check, tmp_path: Path) -> None:
    text = "name,value\nall,30\na,10\nb,c\nc1,c\nboth,12\n"
    (tmp_path / "more.yml").write_text("dvaudit: 1\nrules:\n  - both = b + b2\n", encoding="utf-8")
    rules = "dvaudit: 1\nrules:\n  - all = a + b + c1\n"
    assert check(text, rules=rules)[0] == 0
    (tmp_path / "more.yml").write_text("dvaudit: 1\nrules:\n  - c1 >= 8\n  - both <= b\n", encoding="utf-8")
    status, out, _ = check(text, "--disclosure", "--rules", "more.yml", "--format", "concise", rules=rules)
    assert status == 1
    assert "b c is confidential and can be computed from all 30, a 10, both 12: 12" in out


def test_a_guessed_structure_gives_nothing_away_unless_published_figures_prove_it(told: Callable[..., Any]) -> None:
    rules = "dvaudit: 1\nrules:\n  - {id: row, kind: totals}\n"
    proven = "place,men,women\nHue,4,6\nHanoi,c,8\nTotal,9,14\n"
    assert told(proven, rules=rules)[1][3, "men"][:2] == ("5", "5")
    assert told("place,men\nHue,4\nHanoi,c\nTotal,9\n", rules=rules)[1] == {}


def test_contradicting_figures_are_said_to_leave_nothing(check: Check) -> None:
    rules = "dvaudit: 1\nrules:\n  - total = a + b\n  - other = b + d\n"
    text = "name,value\ntotal,30\na,10\nb,c\nother,15\nd,1\n"
    status, out, _ = check(text, "--disclosure", "--format", "concise", rules=rules)
    assert status == 1
    assert "1 confidential cell is not safe, and no rule fails" in out
    assert "no value of b fits what is published: total-a-b, other-b-d contradict each other" in out
    assert check(text, "--disclosure", "--fail-on", "warning", rules=rules)[0] == 0


def test_no_confidential_cell_is_said(check: Check) -> None:
    status, out, _ = check(CROSSED.replace(",c", ",5"), "--disclosure", "--fail-on", "never")
    assert status == 0
    assert "no cell is marked as confidential" in out


def test_without_the_option_nothing_is_told(check: Check) -> None:
    status, out, _ = check(CROSSED, "-v")
    assert status == 0
    assert "confidential" not in out


def test_it_can_be_accepted_and_fails_nothing_more(check: Check) -> None:
    text = CROSSED.replace("South,41,20,c,c", "South,41,20,12,9").replace("37,c", "37,42")
    found = json.loads(check(text, "--disclosure", "--format", "json")[1])["findings"]
    known = ("report.csv", "--rules", "rules.yml", "--disclosure", "--reason", "public already")
    assert cli.run(["accept", found[0]["id"], *known]) == 0
    status, out, _ = check(text, "--disclosure", "--format", "concise")
    assert status == 1
    assert "report.csv:2:13: disclosure North" not in out
    assert "disclosure East" in out
    assert cli.run(["accept", "--all", *known]) == 0
    assert check(text)[0] == 0
    assert "disclosure" not in check(text, "-v")[1]  # nobody asked, so nothing is out of date


def test_discrepancies_beside_it_are_diagnosed_as_ever(check: Check) -> None:
    status, out, _ = check(CROSSED.replace("Total,121,42", "Total,121,24"))
    assert status == 1
    assert "farming 24 (Total) may be 42" in out


@pytest.mark.parametrize("bad", ["", "wide", "-5", "0", "about 5", "10 %%", "201 %"])
def test_a_width_is_a_number(check: Check, bad: str) -> None:
    status, _, err = check(CROSSED, "--protect", bad)
    assert status == 2
    assert "is no width" in err
    assert "Traceback" not in err


def test_engines_that_do_not_judge_every_record_are_refused(check: Check) -> None:
    status, _, err = check(CROSSED, "--disclosure", "--engine", "duckdb")
    assert status == 2
    assert "leave --engine duckdb out" in err


@pytest.mark.parametrize("as_frame", [False, True])
def test_tables_in_memory_are_asked_too(as_frame: bool) -> None:
    rows = [{"place": "A", "total": 30, "x": "c", "y": 13}, {"place": "B", "total": 20, "x": "c", "y": 5},
            {"place": "C", "total": 20, "x": "c", "y": "c"}]  # fmt: skip
    source = pd.DataFrame(rows, dtype=object) if as_frame else rows
    found = dvaudit.audit(source, lines="total = x + y", disclosure=True)
    told = [(one.confrontation.edit.record.row, one.confrontation.expected) for one in found.audits[0].findings]
    assert told == [(1, Interval(17, 17)), (2, Interval(15, 15))]
    wrong = dvaudit.audit(source, lines="total = x + y", protect="wide")
    assert [problem.message.key for problem in wrong.problems] == ["disclosure.width"]


def test_what_is_not_listed_is_said(check: Check) -> None:
    text = CROSSED.replace("South,41,20,c,c", "South,41,20,12,9").replace("37,c", "37,42")
    _, out, _ = check(text, "--disclosure", "--max-findings", "1")
    assert "The first 1 of 2 discrepancies are listed" in out
    assert "give 2 away" in out


def test_the_rule_has_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "disclosure"]) == 0
    assert capsys.readouterr().out.startswith("disclosure\n\nConfidential cells cannot be computed")


def test_work_that_is_given_up_is_said(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dvaudit.disclosure.bounds.LIMIT", 3)
    status, out, _ = check(CROSSED, "--disclosure", "--format", "concise")
    assert status == 0
    assert "hangs together with 5 cells, too many to be solved" in out
    assert "0 are protected, 5 could not be told" in out


def test_widths() -> None:
    assert width("5") == Width(5)
    assert width(" 10 % ") == Width(10, percent=True)
    with pytest.raises(AuditError):
        width("c")


def test_elimination_finds_what_is_determined() -> None:
    assert determined([{0: 1, 1: 1}, {1: 1, 2: 1}, {0: 1, 2: 1}]) == {0, 1, 2}  # an odd cycle
    assert determined([{0: 1, 1: 1}, {2: 1, 3: 1}, {0: 1, 2: 1}, {1: 1, 3: 1}]) == frozenset()  # an even one
    assert determined([{0: 1}, {0: 1, 1: 1}, {1: 2, 2: 3, 3: 1}]) == {0, 1}


def crossed(cells: list[list[int]], secret: set[tuple[int, int]]) -> str:
    """A table with totals, some of its cells hidden; row and column 0 are the totals."""
    whole = [[sum(row), *row] for row in cells]
    whole.insert(0, [sum(column) for column in zip(*whole, strict=True)])
    lines = ["region,all," + ",".join(f"x{at}" for at in range(1, len(whole[0])))]
    for at, row in enumerate(whole):
        shown = ["c" if (at, column) in secret else str(number) for column, number in enumerate(row)]
        lines.append(",".join([f"r{at}" if at else "Total", *shown]))
    return "\n".join(lines) + "\n"


def tried(cells: list[list[int]], secret: set[tuple[int, int]], far: int) -> dict[tuple[int, int], tuple[int, int]]:
    """The least and the largest value of each secret cell over all tables of whole numbers that are published alike.

    Values are tried up to ``far`` away from the true ones.
    """
    whole = [[sum(row), *row] for row in cells]
    whole.insert(0, [sum(column) for column in zip(*whole, strict=True)])
    order = sorted(secret)
    found: dict[tuple[int, int], list[int]] = {cell: [] for cell in order}
    spans = [range(max(0, whole[r][c] - far), whole[r][c] + far + 1) for r, c in order]
    for values in product(*spans):
        for (r, c), number in zip(order, values, strict=True):
            whole[r][c] = number
        rows = all(row[0] == sum(row[1:]) for row in whole)
        if rows and all(column[0] == sum(column[1:]) for column in zip(*whole, strict=True)):
            for cell, number in zip(order, values, strict=True):
                found[cell].append(number)
    return {cell: (min(values), max(values)) for cell, values in found.items()}


@st.composite
def tables(draw: st.DrawFn, most: int) -> tuple[list[list[int]], set[tuple[int, int]]]:
    height, wide = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    row = st.lists(st.integers(0, 3), min_size=wide, max_size=wide)
    cells = draw(st.lists(row, min_size=height, max_size=height))
    places = [(r, c) for r in range(height + 1) for c in range(wide + 1)]
    return cells, set(draw(st.lists(st.sampled_from(places), min_size=1, max_size=most)))


def disclosed(folder: Path, cells: list[list[int]], secret: set[tuple[int, int]], protect: int | None) -> dict[
    tuple[int, int], tuple[object, object]
]:
    (folder / "table.csv").write_text(crossed(cells, secret), encoding="utf-8")
    names = ", ".join(["all", *(f"x{at}" for at in range(1, len(cells[0]) + 1))])
    rules = folder / "rules.yml"
    rules.write_text(
        f"dvaudit: 1\nlayout: {{key: region}}\nrules:\n  - {{id: across, kind: sum, total: all, parts: ['x?']}}\n"
        f"  - {{id: down, kind: totals, over: region, total: Total, figures: [{names}]}}\n",
        encoding="utf-8",
    )
    rulesets, faults = rulefile.load([str(rules)], (), KINDS)
    assert faults == []
    wanted = None if protect is None else Width(protect)
    report = run.audit([str(folder / "table.csv")], rulesets, disclosure=True, protect=wanted, max_causes=0)
    assert all(found.undecided == [] for found in report.audits)
    told = [one.confrontation for found in report.audits for one in found.findings]
    return {
        (one.edit.record.row - 1, 0 if one.edit.figures[0].name == "all" else int(one.edit.figures[0].name[1:])): (
            None if one.expected is None else one.expected.lo, None if one.expected is None else one.expected.hi,
        )
        for one in told
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(tables(8))
def test_exactly_the_cells_with_one_value_are_given_away(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[list[list[int]], set[tuple[int, int]]]
) -> None:
    # Where a table of whole numbers has another solution, it has one in which no cell differs by more than one.
    cells, secret = table
    known = {cell: ends for cell, ends in tried(cells, secret, 1).items() if ends[0] == ends[1]}
    assert disclosed(tmp_path_factory.mktemp("d"), cells, secret, None) == known


@settings(max_examples=25, deadline=None)
@given(tables(4))
def test_exactly_the_cells_in_narrow_intervals_are_told_with_these(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[list[list[int]], set[tuple[int, int]]]
) -> None:
    cells, secret = table
    known = {cell: ends for cell, ends in tried(cells, secret, 8).items() if ends[1] - ends[0] < 3}
    assert disclosed(tmp_path_factory.mktemp("d"), cells, secret, 3) == known


def test_a_thousand_cells_at_once(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - a table like another
    cells = [[chance.randint(0, 900) for _ in range(20)] for _ in range(100)]
    secret = set(chance.sample([(r, c) for r in range(1, 101) for c in range(1, 21)], 1_000))
    (tmp_path / "big.csv").write_text(crossed(cells, secret), encoding="utf-8")
    lines = ["all = sum(x*)"]
    rulesets, _ = rulefile.load((), lines, KINDS)
    report = run.audit([str(tmp_path / "big.csv")], rulesets, disclosure=True)
    (found,) = report.audits
    alone = sum(1 for r in range(1, 101) if sum((r, c) in secret for c in range(1, 21)) == 1)
    assert found.disclosure is not None
    assert (found.disclosure.cells, found.disclosure.disclosed, found.disclosure.unclear) == (1_000, alone, 0)
