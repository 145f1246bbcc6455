"""Spark as the engine that screens: the same report as the exact judge's, and clear words where it cannot be had."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dvaudit
from dvaudit import cli
from dvaudit.cli import options
from dvaudit.screen import spark as engine
from dvaudit.screen import sparksession
from tests import test_screen_groups as groups

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import generate
import scale

Check = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """One session for all tests; it is skipped only on a machine without pyspark or Java."""
    reason = "pyspark is not installed" if importlib.util.find_spec("pyspark") is None else None
    reason = reason or (None if sparksession.has_java() else "there is no Java")
    if reason is not None:
        if os.environ.get("DVAUDIT_TEST_SPARK"):
            pytest.fail(reason)
        pytest.skip(reason)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spark = sparksession._started("local[2]")
        yield spark
        spark.stop()


@pytest.fixture
def check(session: SparkSession, capsys: pytest.CaptureFixture[str]) -> Check:
    """The status and the JSON report of a run, without what differs between engines by nature."""

    def checked(engine: str, rules: Path, *files: Path, more: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
        given = ["check", *map(str, files), "--rules", str(rules), "--engine", engine, "--format", "json", *more]
        status = cli.run(given)
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return status, found

    assert session is not None
    return checked


def alike(report: dict[str, Any]) -> dict[str, Any]:
    """A report but for what tells its engine."""
    summary = {key: value for key, value in report["summary"].items() if key != "engine"}
    return {key: value for key, value in report.items() if key != "summary"} | {"summary": summary}


RULES = """dvaudit: 1
rules:
  - {id: sum, check: "total = a + b"}
  - {id: share, check: "pct = a / total in %"}
  - {id: most, check: "a <= total"}
"""


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def ruled(folder: Path, text: str = RULES) -> Path:
    return written(folder, text, "rules.yml")


def rows(first: int, last: int, wrong: int = 0) -> str:
    """Records of which every ``wrong``-th has a wrong total."""
    lines = []
    for number in range(first, last):
        a, b = 100 + number % 37, 200 + number % 91
        total = a + b + (1000 if wrong and number % wrong == 0 else 0)
        lines.append(f"r{number},{a},{b},{a + b if not wrong else total},{round(100 * a / (a + b), 1)}\n")
    return "".join(lines)


HEAD = "name,a,b,total,pct\n"


def test_planted_faults_are_found_and_nothing_else(check: Check, tmp_path: Path) -> None:
    table, written_truth = generate.write(tmp_path, 20_000)
    rules = ruled(tmp_path, scale.RULES)
    status, report = check("spark", rules, table)
    truth = {
        (int(line.split(",")[0]), line.split(",")[1])
        for line in written_truth.read_text(encoding="utf-8").splitlines()[1:]
    }
    assert status == options.FOUND
    assert report["summary"]["engine"] == "spark"
    assert {(one["row"], one["rule"]) for one in report["findings"]} == {one for one in truth if one[1] != "none"}
    assert alike(report) == alike(check("exact", rules, table)[1])


def test_only_what_is_needed_comes_back(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, rules = written(tmp_path, HEAD + rows(0, 3000, wrong=3)), ruled(tmp_path)
    monkeypatch.setattr(engine, "MOST_TAKEN", 10)
    more = ("--max-findings", "20", "--max-causes", "5")
    _, ours = check("spark", rules, file, more=more)
    _, theirs = check("exact", rules, file, more=more)
    assert ours["summary"]["capped"]
    assert ours["rules"] == theirs["rules"]
    assert ours["findings"] == theirs["findings"]


DIRTY = (
    'r1,100,200,300,33.3\n'
    'r2,1e2,200,300,33.3\n'
    '\n'
    'r3,"1,000",200,"1,200",83.3\n'
    'r4,n/a,200,300,33.3\n'
    ',,,,\n'
    'r5,100,,300,33.3\n'
    "r6,100 000,200,300,33.3\n"
    'r7,-5,200,195,-2.6\n'
    'r8,100,200\n'
    'r9,100,200,301,33.2,extra\n'
    'r10,"100",200,30"0,33.3\n'
    '   \n'
    'r11,100,200,300,33.33333\n'
    "r12,it's \\ so,200,300,33.3\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_dirty_cells_blank_lines_and_ragged_rows(check: Check, tmp_path: Path, ends: str, last: bool) -> None:
    text = (HEAD + rows(0, 40) + DIRTY + rows(40, 60, wrong=7)).replace("\n", ends)
    file, rules = written(tmp_path, text if last else text.removesuffix(ends)), ruled(tmp_path)
    _, ours = check("spark", rules, file)
    _, theirs = check("exact", rules, file)
    assert theirs["undecided"]
    assert alike(ours) == alike(theirs)


def test_cells_that_span_lines(check: Check, tmp_path: Path) -> None:
    odd = 'long\n"first\n\nsecond ""line"" 5",100,200,301,33.3\n\n"x\ny",1,2,3,33.3\n'.removeprefix("long\n")
    file = written(tmp_path, HEAD + rows(0, 30) + odd + rows(30, 40, wrong=4))
    _, ours = check("spark", ruled(tmp_path), file)
    _, theirs = check("exact", ruled(tmp_path), file)
    assert ours["findings"][0]["figures"][0]["line"] == 34
    assert alike(ours) == alike(theirs)


def test_a_folder_of_part_files_is_one_table(check: Check, session: SparkSession, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for number in (1, 2, 3, 10):
        text = HEAD + ("\n" if number == 2 else "") + rows(number * 100, number * 100 + 90, wrong=31)
        written(parts, text + (",,,,\n" if number == 2 else ""), f"part-{number}.csv")
    written(parts, "", "_SUCCESS")
    rules = ruled(tmp_path, RULES.replace("rules:", "together: true\nrules:"))
    before = session.conf.get("spark.sql.files.maxPartitionBytes", "128m")
    assert before is not None
    session.conf.set("spark.sql.files.maxPartitionBytes", "700b")
    try:
        _, ours = check("spark", rules, parts)
    finally:
        session.conf.set("spark.sql.files.maxPartitionBytes", before)
    _, theirs = check("exact", rules, parts)
    keys = ("rule", "file", "row", "figures", "message")
    assert [[one[key] for key in keys] for one in ours["findings"]] == [
        [one[key] for key in keys] for one in theirs["findings"]
    ]
    assert ours["rules"] == theirs["rules"]
    assert ours["summary"]["records"] == theirs["summary"]["records"] == 360


def test_an_address_is_read_by_spark(check: Check, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + rows(0, 50, wrong=9))
    _, report = check("spark", ruled(tmp_path), Path(), more=())
    given = ["check", file.as_uri(), "--rules", str(ruled(tmp_path)), "--engine", "spark", "--format", "concise"]
    assert report["problems"]
    assert cli.run(given) == options.FOUND


def test_parquet_prints_numbers_as_memory_does(check: Check, session: SparkSession, tmp_path: Path) -> None:
    folder = tmp_path / "data.parquet"
    sql = """SELECT CAST(concat('r', id) AS STRING) AS name, CAST(100 + id % 37 AS DOUBLE) AS a,
                    200 + id % 91 AS b, CAST(300 + id % 37 + id % 91 + IF(id % 50 = 7, 90, 0) AS INT) AS total,
                    IF(id = 3, NULL, round(100 * (100 + id % 37) / (300 + id % 37 + id % 91), 1)) AS pct,
                    CAST(id + 0.25 AS DECIMAL(12, 2)) AS amount, 3.0E7D + 0.5 AS large
             FROM range(1, 401, 1, 3)"""
    session.sql(sql).write.parquet(str(folder))
    _, ours = check("spark", ruled(tmp_path), folder)
    frame = session.read.parquet(*sorted(str(path) for path in folder.glob("*.parquet"))).collect()
    theirs = dvaudit.audit([row.asDict() for row in frame], ruled(tmp_path))
    found = {audit.document.records and one.confrontation.edit.record.key["name"] for audit in theirs.audits
             for one in audit.findings}
    assert {one["record"]["name"] for one in ours["findings"]} == found
    assert [rule["failed"] for rule in ours["rules"]] == [tally.failed for tally in theirs.audits[0].tallies]
    assert ours["summary"]["records"] == 400
    assert ours["findings"][0]["figures"][1]["raw"].isdigit()
    assert ours["findings"][0]["figures"][1]["line"] is None
    session.read.parquet(str(folder)).coalesce(1).write.parquet(str(tmp_path / "one"))
    (single,) = (tmp_path / "one").glob("*.parquet")
    assert alike(check("spark", ruled(tmp_path), single)[1]) == alike(check("exact", ruled(tmp_path), single)[1])


def test_rows_of_parquet_in_which_nothing_is_printed_are_records(
    check: Check, session: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = """SELECT IF(id % 40 = 9, NULL, concat('r', id)) AS name, IF(id % 40 = 9, NULL, id) AS a,
                    IF(id % 40 = 9, NULL, id + 1) AS b, IF(id % 40 = 9, NULL, 2 * id + IF(id % 7 = 3, 9, 1)) AS total
             FROM range(1, 401, 1, 1)"""
    session.sql(sql).write.parquet(str(tmp_path / "data"))
    (one,) = (tmp_path / "data").glob("*.parquet")
    rules = ruled(tmp_path, 'dvaudit: 1\nrules: ["total = a + b"]\n')
    monkeypatch.setattr(engine, "MOST_TAKEN", 10)
    ours, theirs = check("spark", rules, one)[1], check("exact", rules, one)[1]
    assert ours["summary"]["records"] == 400
    assert alike(ours) == alike(theirs)


def test_a_condition_and_a_share_of_tolerance(check: Check, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + rows(0, 60, wrong=5))
    rules = ruled(tmp_path, RULES.replace('a + b"}', "a + b\", when: \"name != 'r5' and a > 100\"}"))
    assert alike(check("spark", rules, file)[1]) == alike(check("exact", rules, file)[1])


@pytest.mark.parametrize(
    ("text", "rules", "said"),
    [
        (HEAD + rows(0, 9), f"{RULES}  - {{id: once, kind: unique, columns: [name], when: a > 1}}\n", "once (unique)"),
        (HEAD + rows(0, 9) + '"open,1,2,3,33.3\n', RULES, "swallows the lines"),
        (HEAD + rows(0, 9) + 'odd,1,2,3,5"\n' + rows(9, 12) + 'odd,1,2,3,5"\n', RULES, "swallows the lines"),
        ("name,value\na,1\nb,2\ntotal,3\n", 'dvaudit: 1\nrules: ["total = a + b"]', "one record a row"),
    ],
)
def test_what_spark_cannot_screen_is_said(
    session: SparkSession, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, rules: str, said: str
) -> None:
    assert session is not None
    given = ["check", str(written(tmp_path, text)), "--rules", str(ruled(tmp_path, rules)), "--engine", "spark"]
    assert cli.run(given) == options.FAILED
    told = capsys.readouterr()
    assert said in (told.out + told.err).replace("\n", " ")


SLIPS = {
    "some": [(3, 5, "7"), (6, 2, ""), (9, 1, "N"), (11, 4, "12,5")],
    "more": [(2, 2, "99"), (7, 3, ".."), (13, 0, "2001"), (5, 1, "s "), (8, 1, "Östliche")],
}


@pytest.mark.parametrize(
    "chosen", [("there", "known", "once", "tree", "guessed"), ("nation", "parts", "some", "carried", "moved")]
)
@pytest.mark.parametrize("slips", SLIPS)
def test_rules_about_several_rows(session: SparkSession, tmp_path: Path, chosen: tuple[str, ...], slips: str) -> None:
    assert session is not None
    file = written(tmp_path, groups.table(4, SLIPS[slips], shuffled=slips == "more"))
    rules = ruled(tmp_path, several(*chosen))
    assert groups.reported(file, rules, "spark") == groups.reported(file, rules, "exact")


def several(*chosen: str) -> str:
    listed = "".join(f"  - {groups.RULES[name]}\n" for name in chosen)
    return f"dvaudit: 1\nlayout: {{key: [year, region]}}\nrules:\n{listed}"


def test_keys_in_quotes_and_records_of_nothing(session: SparkSession, tmp_path: Path) -> None:
    lines = groups.table(4, [(3, 5, "7")], shuffled=False).splitlines(keepends=True)
    lines[6:6] = ['"",,,,,,\n', ",,,,,,\n", "\n"]
    lines.append('2001,"a ""b"" c",5,4,1,2,1\n2001,a "b" c,5,4,1,2,1\n\n')
    file = written(tmp_path, "".join(lines))
    rules = ruled(tmp_path, several("once", "known", "nation", "carried"))
    assert session is not None
    ours = groups.reported(file, rules, "spark")
    assert ours == groups.reported(file, rules, "exact")
    assert any("stands in 2 rows" in str(one) for one in ours["findings"])  # type: ignore[attr-defined]


def test_groups_across_part_files(check: Check, session: SparkSession, tmp_path: Path) -> None:
    head, *lines = groups.table(6, [(3, 5, "7"), (12, 2, "1"), (17, 1, "N")], shuffled=False).splitlines(keepends=True)
    for at in range(0, len(lines), 7):
        written(tmp_path / "parts", head + "".join(lines[at : at + 7]), f"{at:02}.csv")
    text = several("once", "nation", "carried", "there").replace("layout", "together: true\nlayout")
    rules = ruled(tmp_path, text)
    ours, theirs = (check(engine, rules, tmp_path / "parts")[1] for engine in ("spark", "exact"))
    keys = ("rule", "row", "figures", "message")
    listed = [
        [[one["row"] and one["file"], *(one[key] for key in keys)] for one in report["findings"]]
        for report in (ours, theirs)
    ]
    assert listed[0] == listed[1]
    assert len(listed[0]) == 4
    assert ours["rules"] == theirs["rules"]
    assert not [view.name for view in session.catalog.listTables() if view.name.endswith("_members")]


def test_groups_of_parquet(session: SparkSession, tmp_path: Path) -> None:
    file = written(tmp_path, groups.table(5, [(3, 5, "7"), (9, 2, ""), (17, 1, "N")], shuffled=False))
    frame = session.read.csv(str(file), header=True, inferSchema=True).coalesce(1)
    frame.write.parquet(str(tmp_path / "parquet"))
    (one,) = (tmp_path / "parquet").glob("*.parquet")
    rules = ruled(tmp_path, several("once", "nation", "carried", "known"))
    assert groups.reported(one, rules, "spark") == groups.reported(one, rules, "exact")


def test_other_headers_are_said(check: Check, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    written(parts, HEAD + rows(0, 9), "1.csv")
    written(parts, HEAD.replace("a,b", "b,a") + rows(0, 9), "2.csv")
    status, report = check("spark", ruled(tmp_path), parts)
    assert status == options.FAILED
    assert report["problems"][0]["file"].endswith("2.csv")


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_very_many_rules_are_told_apart(check: Check, tmp_path: Path, engine: str) -> None:
    file = written(tmp_path, HEAD + rows(0, 40) + "last,100,200,400,50.0\nodd,1e2,,300,1\n")
    rules = "".join(f'  - {{id: r{number}, check: "total = a + b + {number % 2}"}}\n' for number in range(0, 60, 2))
    ruled_by = ruled(tmp_path, f"dvaudit: 1\nrules:\n{rules}")
    assert alike(check(engine, ruled_by, file)[1]) == alike(check("exact", ruled_by, file)[1])


@pytest.mark.parametrize("lacking", ["pyspark", "java"])
def test_what_has_to_be_installed_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lacking: str
) -> None:
    if lacking == "pyspark":
        monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    else:
        monkeypatch.setattr(sparksession, "_found", lambda: None)
        monkeypatch.setattr(sparksession, "has_java", lambda: False)
    given = ["check", str(written(tmp_path, HEAD)), "--rules", str(ruled(tmp_path)), "--engine", "spark"]
    assert cli.run(given) == options.FAILED
    told = capsys.readouterr()
    assert {"pyspark": "pip install pyspark", "java": "Java 17"}[lacking] in told.err
