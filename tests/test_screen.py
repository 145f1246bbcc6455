"""Whoever looks at a delimited file, the judge alone or an engine and then the judge: the report is the same."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import column, layout, reading
from dvaudit.diagnose import causes
from dvaudit.figure import Layout
from dvaudit.printed import Declared
from dvaudit.readers import bulk
from dvaudit.run import audit
from dvaudit.screen import delimited
from dvaudit.screen import duckdb as engine
from dvaudit.screen.query import Query
from tests.delimited_files import Made, difference, ruleset, said

seeds = st.integers(0, 10**9)
HEADER = "key,status,a,b,c,t\n"
SUM = {"id": "sum", "kind": "sum", "parts": ["a", "b", "c"], "total": "t"}


@contextmanager
def without_causes() -> Iterator[pytest.MonkeyPatch]:
    """Causes are looked for in findings, which are compared; they take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(causes, "diagnose", lambda _audits, _most: ([], 0))
        yield patch


@contextmanager
def small(seed: int = 0) -> Iterator[pytest.MonkeyPatch]:
    """A file of some dozen rows is a large one of which only the first dozen are known beforehand."""
    with without_causes() as patch:
        patch.setattr(bulk, "SAMPLE_ROWS", 12)
        patch.setattr(bulk, "_BEYOND", 3)
        patch.setattr(bulk, "_TAIL", (1 << 16, 300)[seed % 2])
        patch.setattr(bulk, "_CHUNK", 97)
        patch.setattr(column, "LOOKED_AT", 8)
        patch.setattr(reading, "EVIDENCE", 8 * 13)
        patch.setattr(layout, "MOST_HEADED", 5)
        yield patch


def compared(
    folder: Path, data: bytes | str, rules: dict[str, Any], name: str = "report.csv"
) -> tuple[str, dict[str, Any]]:
    """The engine that was used, and what both say, which is the same."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    used = ruleset(folder / "rules.yml", rules)
    exact, _ = said(path, used, "exact")
    screened, report = said(path, used, "duckdb")
    assert difference(exact, screened) == []
    return report.engine, exact


def both(folder: Path, data: str, *rules: dict[str, Any], **declared: object) -> dict[str, Any]:
    """What both engines say of a file that is screened."""
    used, found = compared(folder, data, {"dvaudit": "1", "rules": list(rules), **declared})
    assert used == "duckdb"
    return found


@given(seeds)
@settings(max_examples=45, deadline=None)
def test_both_engines_report_alike(seed: int) -> None:
    made = Made(seed)
    with tempfile.TemporaryDirectory() as folder, without_causes():
        compared(Path(folder), made.content(), made.rules())


@given(seeds)
@settings(max_examples=45, deadline=None)
def test_both_engines_report_alike_where_the_first_rows_do_not_tell_of_later_ones(seed: int) -> None:
    made = Made(seed)
    with tempfile.TemporaryDirectory() as folder, small(seed):
        compared(Path(folder), made.content(), made.rules())


def test_files_of_the_properties_are_screened(tmp_path: Path) -> None:
    with without_causes():
        found = [compared(tmp_path, made.content(), made.rules())[0] for made in map(Made, range(12))]
    assert found.count("duckdb") > 6


DIRTY = """\
id,y2011,y2012,y2013,y2014,total,minority,minority_pct,farmers,farmers_pct,population,members
1,2461,1829,2509,655,7454,223,2.99,6544,87.79,3921096,270555
2,24610,18290,2509,1297,46.706,223,0.48,6544,14.01,3921096,270555
3,2461,1829,2509,655,7454,223,"2,99%",6544,"87,79%",3921096,270555
4,2461,1829,2509,655,7454,,n/a,6544,87.79,3.921.096,270555
"""
DIRTY_RULES = (
    {"id": "total", "check": "total = y2011 + y2012 + y2013 + y2014"},
    {"id": "minority", "check": "minority_pct = minority / total in %"},
    {"id": "farmers", "check": "farmers_pct = farmers / total in %"},
    {"id": "members", "check": "members <= population"},
)


@pytest.mark.parametrize("locale", [None, "vi", "de", "en"])
def test_a_dirty_file_has_no_broken_rule_but_cells_that_cannot_be_read(tmp_path: Path, locale: str | None) -> None:
    declared = {} if locale is None else {"locale": locale}
    found = both(tmp_path, DIRTY, *DIRTY_RULES, **declared)
    undecided = {(one["rule"], one["row"]) for one in found["undecided"]}
    assert ("minority", 4) in undecided
    if locale in ("vi", "de"):
        # The points of the percentages are no decimal points there, and 46.706 is the sum of the four years.
        assert found["findings"] == []
        assert {("minority", 1), ("farmers", 1), ("farmers", 4)} <= undecided
        assert not any(row == 3 or rule in ("total", "members") for rule, row in undecided)
    if locale == "en":
        assert {("minority", 3), ("farmers", 3), ("members", 4)} <= undecided
        assert {(one["rule"], one["row"]) for one in found["findings"]} == {
            ("total", 2), ("minority", 2), ("farmers", 2),
        }  # fmt: skip


def test_what_later_cells_contradict_is_said_alike(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n}.5,{n}.8,0.0,{2 * n + 1}.3\n" for n in range(30))
    later = "l1,x,1.25,1.5,0.0,2.8\nl2,x,12;5,1.5,0.0,2.8\nl3,x,1,1.5,0.0,2.5\nl4,x,1.50,1.5,0.0,3.0\n"
    with small():
        found = both(tmp_path, HEADER + lines + later, SUM)
    reasons = {one["record"]["key"]: one["reason"] for one in found["undecided"]}
    assert set(reasons) == {"l1", "l2"}
    assert "more decimals" in reasons["l1"]
    assert found["findings"] == []


def test_the_engine_does_not_take_a_whole_number_with_a_zero_for_a_count(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n},2,0,{n + 2}\n" for n in range(10))
    found = both(tmp_path, HEADER + lines + "l,x,1.000,2,0,1002\nm,x,1.000,2,0,3\n", SUM, locale="de")
    assert [one["record"]["key"] for one in found["findings"]] == ["m"]
    found = both(tmp_path, HEADER + lines + "l,x,1.000,2,0,1002\nm,x,5.0,2,0,7\n", SUM)
    assert {one["record"]["key"] for one in found["undecided"]} <= {"l"}


def test_a_mark_of_digits_is_no_number(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n},2,0,{n + 2}\n" for n in range(10, 20))
    markers = {"a": {"markers": {"99": "missing"}}}
    found = both(tmp_path, f"{HEADER}{lines}l,x,99,2,0,101\n", SUM, figures=markers)
    assert [one["row"] for one in found["undecided"]] == [11]


def test_negative_figures_that_the_engine_cannot_read_are_negative(tmp_path: Path) -> None:
    part = {"id": "part", "kind": "part_of", "part": "a", "whole": "t"}
    lines = "".join(f"k{n},x,{n},2,0,50000\n" for n in range(10, 20))
    one = both(tmp_path, f"{HEADER}{lines}l,x,-5,2,0,50000\n", part)
    two = both(tmp_path, f"{HEADER}{lines}l,x,-5,2,0,50000\nm,x,-5*,2,0,50000\n", part)
    assert (one["rules"][0]["failed"], two["rules"][0]["failed"]) == (1, 0)


def test_a_missing_whole_does_not_keep_a_part_from_being_a_count(tmp_path: Path) -> None:
    part = {"id": "part", "kind": "part_of", "part": "a", "whole": "t", "missing": "zero"}
    both(tmp_path, f"{HEADER}k,x,-974,2,0,\nl,x,5,2,0,7\n", part, figures={"t": {"unit": "fraction"}})


def test_a_blank_row_and_a_row_without_its_first_cell_count_no_figures(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{'' if n % 3 else n},,,{'' if n % 3 == 1 else n}\n" for n in range(30))
    with small():
        both(tmp_path, f"{HEADER}{lines},,,,,\n,,5,,,5\n", SUM)


def test_rules_about_the_same_cells_are_one_sum(tmp_path: Path) -> None:
    lines = "".join(f"k{n},{'xy'[n % 2]},{n},2,1,{n + 3 + (n % 5 == 0)}\n" for n in range(40))
    again = {**SUM, "id": "again", "when": "status = x"}
    first = {**SUM, "id": "first", "when": "status = y"}
    found = both(tmp_path, HEADER + lines, first, again, SUM)
    assert "of 40 sums" in found["notes"][0]["message"]


def test_misses_from_different_parts_of_a_table_are_different_sums(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n},2,1,{n + 3}\n" for n in range(40))
    lines += "l,x,10,2,1,14\nm,x,20,2,1234*,99\nn,x,9,2,1,13\n"
    with without_causes():
        found = both(tmp_path, HEADER + lines, SUM)
    assert "2 sums of 43" in found["notes"][0]["message"]


@pytest.mark.parametrize("later", ["", "l,x,7005,3000,2000,12005\n", "l,x,7001,3000,2000,12001\n"])
def test_a_small_miss_is_told_by_the_unit_of_all_whole_numbers(tmp_path: Path, later: str) -> None:
    lines = "".join(f"k{n},x,{n * 1000},3000,2000,{n * 1000 + 5000 + 1000 * (n % 4 == 0)}\n" for n in range(40))
    with small():
        found = both(tmp_path, HEADER + lines + later, SUM)
    assert ("rounded to 1000" in str(found["notes"])) == (not later)
    with small():
        both(tmp_path, HEADER + lines + later, SUM, {"id": "p", "kind": "part_of", "part": "a", "whole": "t"})


@pytest.mark.parametrize("power", ["1" + 200 * "0", "0." + 200 * "0" + "1"])
def test_numbers_in_a_rule_that_are_no_doubles_are_left_to_the_judge(tmp_path: Path, power: str) -> None:
    lines = "".join(f"k{n},x,{n},2,1,{n + n % 2}\n" for n in range(20))
    sums = {"id": "s", "check": f"t = a * {power} * {power} + b"}
    ratios = {"id": "r", "check": f"t * {power} * {power} / a = {power} * {power}", "when": f"a < {power}"}
    found = both(tmp_path, HEADER + lines, sums, ratios)
    assert found["rules"][0]["failed"] > 0


def test_the_rows_of_what_is_not_listed_are_told(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    wrong = {*range(5, 6_000, 7)}
    rows = (f"{n},{n},{n + 1},{2 * n + 1 + 5 * (n in wrong)}\n" for n in range(1, 6_001))
    path.write_text("id,a,b,t\n" + "".join(rows))
    rules = ruleset(tmp_path / "rules.yml", {"dvaudit": "1", "rules": [{"id": "sum", "check": "t = a + b"}]})
    for way in ("exact", "duckdb"):
        (found,) = audit([str(path)], [rules], engine=way, max_findings=2).audits
        assert len(found.findings) == 2
        assert found.tallies[0].rows == {str(path): sorted(wrong)}


def test_a_condition_passes_over_the_records_that_do_not_meet_it(tmp_path: Path) -> None:
    lines = "".join(f"k{n},{'xy'[n % 2]},{n},2,1,{n}\n" for n in range(40))
    found = both(tmp_path, HEADER + lines, {**SUM, "when": "status = x"})
    assert found["rules"][0]["failed"] == 20


def test_rows_that_are_only_headings_are_left_to_the_judge(tmp_path: Path) -> None:
    data = f"{HEADER}Region,x:,,,,\nk1,x,1,2,3,6\nk2,x,1,2,3,6\n"
    rules = {"dvaudit": "1", "layout": {"key": ["key", "status"]}, "rules": [SUM]}
    assert compared(tmp_path, data, rules)[0] == "exact"


def test_a_column_that_is_blank_at_first_is_decided_by_its_first_cells(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n}.25,1.50,,{n + 1}.75\n" for n in range(30))
    later = "".join(f"l{n},x,1.25,1.5,{n}.4{n % 10},{n + 3}.1{n % 10}\n" for n in range(20))
    with small():
        both(tmp_path, f"{HEADER}{lines}{later}m,x,1.25,1.50,2.4,5.19\n", {**SUM, "optional": ["c"]})


@pytest.mark.parametrize("tail", [300, 1 << 16])
def test_notes_below_a_large_table_stand_on_their_lines(tmp_path: Path, tail: int) -> None:
    lines = "".join(f"k{n},x,{n},2,1,{n + 3}\n" for n in range(60))
    with small() as patch:
        patch.setattr(bulk, "_TAIL", tail)
        found = both(tmp_path, f"{HEADER}{lines}Source: the office\nNote: some are estimates\n", SUM)
    assert found["notes"][0]["line"] == 62
    assert "up to line 63" in found["notes"][0]["message"]


def test_long_rows_are_counted_where_others_end_with_a_delimiter(tmp_path: Path) -> None:
    lines = "".join(f"k{n},x,{n},2,1,{n + 3}{',' if n == 5 else ''}\n" for n in range(60))
    with small() as patch:
        patch.setattr(bulk, "_TAIL", 300)
        both(tmp_path, HEADER + lines, SUM)
        rules = {"dvaudit": "1", "rules": [SUM]}
        _, found = compared(tmp_path, HEADER + lines.replace("k20,x,20,", "k20,x,20,,"), rules)
    assert "more cells than the header" in found["notes"][0]["message"]


NAMES = ('a "b"', "it's", "Tổng số", "c [d]", "{e}", "%f")


def test_names_texts_and_paths_with_signs_of_sql(tmp_path: Path) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["key", "the \"so\"; it's", *NAMES])
    for n in range(30):
        writer.writerow([f"k{n}", ("it's", 'say "so"', "a;b -- c", "x' OR '1'='1")[n % 4], *[n] * 5, n + (n % 7 == 0)])
    last = {"kind": "equal", "figures": list(NAMES[-2:])}
    rules = [
        {"id": "equal", "kind": "equal", "figures": list(NAMES)},
        {**last, "id": "when", "when": "`the \"so\"; it's` in [\"it's\", 'say \"so\"']"},
        {**last, "id": "not", "when": "not `the \"so\"; it's` = \"x' OR '1'='1\""},
    ]
    for name in ("it's [1] {x} *?.csv", "Tổng số 'ñ' \"q\".csv", "a b;c,d.csv"):
        used, found = compared(tmp_path, stream.getvalue(), {"dvaudit": "1", "rules": rules}, name)
        assert used == "duckdb"
        assert [one["failed"] for one in found["rules"]] == [25, 3, 4]


def test_many_columns_rules_and_templates(tmp_path: Path) -> None:
    names = [f"n{n}" for n in range(2000)]
    lines = "".join(f"k{n},{','.join(str(n + c // 40) for c in range(2000))}\n" for n in range(12))
    rules: list[dict[str, Any]] = [
        {"id": f"r{n}", "kind": "part_of", "part": f"n{30 * n}", "whole": f"n{30 * n + 29 - 60 * (n == 40)}"}
        for n in range(60)
    ]  # fmt: skip
    rules.append({"id": "many", "kind": "ascending", "figures": [f"n{n}" for n in range(0, 2000, 100)]})
    with without_causes():
        found = both(tmp_path, f"key,{','.join(names)}\n{lines}", *rules)
    assert found["rules"][-1]["held"] == 12 * 190
    assert sum(one["failed"] for one in found["rules"]) == 12


CELLS = (
    "1.5", "2.0", "x e5", "ab_1", "-", "", "5.", "1e3", "1_0", ".5", "+5", "0x1F", "é", "1E-2", "3e+4", "nan", "+-9",
)  # fmt: skip


def text_of(random: Random) -> tuple[str, str]:
    """A delimiter and a text with quotes, empty lines and cells that span lines."""
    delimiter, end = random.choice(",,;\t"), random.choice(("\n", "\n", "\r\n"))
    lines = [delimiter.join(("k", "a", "b", "c"))]
    for n in range(random.randint(3, 60)):
        cells = [
            f"k{n}", str(random.randint(-99, 9999)), random.choice((*CELLS, *["7"] * 20)),
            random.choice(("t", 'it"s', "a,b", "x;y", f"two{end}lines", f"{end}{end}", "", '"', *["7"] * 20)),
        ]  # fmt: skip
        quoted = [
            '"' + cell.replace('"', '""') + '"'
            if any(sign in cell for sign in f'{delimiter}"\r\n') or random.random() < 0.05 else cell
            for cell in cells
        ]  # fmt: skip
        lines.append("" if random.random() < 0.08 else delimiter.join(quoted))
    return delimiter, end.join(lines) + (end if random.random() < 0.7 else "")


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_any_record_is_found_by_its_number(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    delimiter, text = text_of(random)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_CHUNK", random.choice((7, 16, 31, 64, 1 << 18)))
        path = Path(folder, "f.csv")
        path.write_bytes(text.encode())
        opened = bulk.open_bulk(str(path), str(path), Layout(delimiter=delimiter))
        index = bulk.scan(opened)
        expected = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row][1:]
        assert index.records == len(expected)
        numbers = sorted(random.sample(range(len(expected)), random.randint(1, len(expected))))
        for raw in bulk.fetch(opened, index, numbers):
            assert bulk.cells_of(raw, opened.dialect) == expected[raw.number]
            assert raw.text.startswith(text.split("\n")[raw.line - 1][:5])


def test_numbers_that_only_an_engine_reads_are_noticed(tmp_path: Path) -> None:
    """What DuckDB takes for a number, and the plain form does not have, shows in the scan or means the same to us."""
    random, connection = Random(5), duckdb.connect()  # noqa: S311 - no secret
    cells = {"".join(random.choice("0159.-+eE_ xndif%") for _ in range(random.randint(1, 6))) for _ in range(800)}
    for text in sorted(cells):
        path = tmp_path / "f.csv"
        path.write_text(f"k,a,b\nu,1,2\nk,{text},1\nk,3,4\n", encoding="utf-8")
        opened = bulk.open_bulk(str(path), str(path), Layout(delimiter=","))
        source = delimited.sql(opened, [1], delimited.Way(numbers=True, quotes=False, padded=False))
        try:
            value = connection.execute(f"SELECT c1 FROM {source} LIMIT 1 OFFSET 1").fetchall()[0][0]
        except duckdb.Error:
            continue
        read = column.read(text, column.Form(), Declared())
        ours = None if read.printed is None else float(read.printed.value)
        if value is not None and not isnan(value) and (read.state != "number" or ours != value):
            assert bulk.scan(opened).loose, text


@given(seeds)
@settings(max_examples=8, deadline=None)
def test_queries_are_common_to_engines(seed: int) -> None:
    asked: list[str] = []
    made = Made(seed)

    def kept(query: Query, source: str) -> str:
        sql = original(query, source)
        asked.append(original(query, "report"))
        return sql

    original = engine.row_query
    with tempfile.TemporaryDirectory() as folder, without_causes() as patch:
        patch.setattr(engine, "row_query", kept)
        compared(Path(folder), made.content(), made.rules())
    for sql in asked:
        for dialect in ("duckdb", "spark"):
            assert len(sqlglot.parse(sql, dialect=dialect)) == 1
