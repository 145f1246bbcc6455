"""Workbooks: what a cell shows is the printed text, its sheet and address are the place."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

import dvaudit
from dvaudit import readers
from dvaudit.cli import run
from dvaudit.figure import Layout, Table
from dvaudit.interval import Interval
from dvaudit.message import AuditError, Problem
from dvaudit.numerals import readings
from dvaudit.printed import Declared, NumberFormat
from dvaudit.readers import xlsx
from dvaudit.readers.limits import BOMB_TIMES, PARTS_SIZE
from dvaudit.readers.numberformat import shown, shown_text
from dvaudit.readers.sheets import area, letters, number_of
from dvaudit.run import read_figures

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
PACK = ROOT / "rules" / "party-membership.yml"

Rows = list[list[object]]


def filled(sheet: Worksheet, rows: Rows, formats: dict[str, str] | None = None) -> Worksheet:
    for row in rows:
        sheet.append(row)
    for address, code in (formats or {}).items():
        for line in sheet[address] if ":" in address else ((sheet[address],),):
            for cell in line:
                cell.number_format = code
    return sheet


def book(rows: Rows, formats: dict[str, str] | None = None) -> Workbook:
    made = Workbook()
    assert isinstance(made.active, Worksheet)
    filled(made.active, rows, formats)
    return made


def stored(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(made: Workbook | bytes, layout: Layout | None = None) -> list[Table]:
    data = made if isinstance(made, bytes) else stored(made)
    return readers.read("-", layout or Layout(), io.BytesIO(data))


def refused(made: Workbook | bytes, layout: Layout | None = None) -> Problem:
    with pytest.raises(AuditError) as caught:
        read(made, layout)
    return caught.value.problem


def told(table: Table) -> dict[str, str | None]:
    return {problem.message.key.removeprefix("read."): problem.sheet for problem in table.problems}


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with its parts changed; None leaves one out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


PLAIN: Rows = [["area", "north", "south", "total"], ["a", 1, 2, 3], ["b", 4, 5, 9]]


@pytest.mark.parametrize(
    ("number", "code", "text", "rounded"),
    [
        ("0.92359999999999998", "0.00%", "92.36%", False),  # as programs write doubles
        ("0.923586", "0.00 %", "92.36 %", True),
        ("46706", "#,##0", "46,706", False),
        ("46706.4", "#,##0", "46,706", True),
        ("46706", "General", "46706", False),
        ("9.2", "0.00", "9.20", False),
        ("123456789012345679", "General", "123456789012345679", False),  # more than a double holds, and so meant
        ("123456789012345679", "#,##0", "123,456,789,012,345,679", False),
        ("123456789012345679.5", "#,##0", "123,456,789,012,346,000", False),
        ("0.30000000000000004", "General", "0.3", False),
        ("2.675", "0.00", "2.68", True),  # not 2.67, as floats have it
        ("1.005", "0%", "101%", True),
        ("1234567", "#,##0,", "1,235", True),
        ("1234567.8", '0.0,,"M"', "1.2M", True),
        ("-1234.5", "#,##0.0;(#,##0.0)", "(1,234.5)", False),
        ("-0.4", "0", "0", True),
        ("0", '#,##0;-#,##0;"-"', "-", False),
        ("1234.5", "[$€-407] #,##0.00", "€ 1,234.50", False),
        ("1500", '#,##0 "nghìn"', "1,500 nghìn", False),
        ("-5", "[>=1000]0;0.0", "-5.0", False),
        ("12", "0000", "0012", False),
        ("0.00012345", "0.00E+00", "1.23E-04", True),
        ("12.75", "# ?/?", "12 3/4", False),
        ("45000", "yyyy-mm-dd", "2023-03-15", False),
        ("45000.75", "d.m.yy h:mm AM/PM", "15.3.23 6:00 PM", False),
        ("1.5", "[h]:mm:ss", "36:00:00", False),
        ("60", "yyyy-mm-dd", "1900-02-29", False),  # a day that there was not, and that spreadsheets have
        ("-1", "yyyy-mm-dd", "###", False),
        ("45000", "[$-407]mmmm yyyy", "März 2023", False),
        ("5", '[=1]"one"', "###", False),
        ("about 5", "0.0", "about 5", False),
    ],
)
def test_a_number_is_shown_by_its_format(number: str, code: str, text: str, rounded: bool) -> None:
    assert shown(number, code) == (text, rounded)


@given(
    st.decimals(-(10**7), 10**7, allow_nan=False, allow_infinity=False, places=6),
    st.sampled_from(["General", "0", "0.0", "0.00", "#,##0", "#,##0.0", "0%", "0.0 %", "#,##0.00;(#,##0.00)", "0.###"]),
)
def test_what_is_shown_is_the_value_or_as_near_as_its_digits_allow(value: Decimal, code: str) -> None:
    found = shown(format(value, "f"), code)
    (printed, *others) = readings(found.text, (NumberFormat(".", ","),))
    assert others == []
    meant = Fraction(printed.value) / (100 if printed.percent else 1)
    place = Fraction(printed.place) / (100 if printed.percent else 1)
    if code == "0.###":  # zeros at the end are not shown
        place = Fraction(1, 1000)
    assert abs(meant - Fraction(value)) <= place / 2
    assert found.rounded == (meant != Fraction(value))


def test_the_calendar_of_1904_and_the_section_for_texts() -> None:
    assert shown("0", "yyyy-mm-dd", from_1904=True).text == "1904-01-01"
    assert shown_text("south", '0;0;0;"area "@') == "area south"
    assert shown_text("south", "0.0") == "south"


def test_the_founding_report_says_the_same_as_a_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers are stored as numbers: 0.9236 shown as 92.36 %."""
    reports = {}
    for ending in ("csv", "xlsx", "ods"):
        arguments = ["check", str(SAMPLES / f"party-membership.{ending}"), "--rules", str(PACK), "--format", "json"]
        assert run(arguments) == 1
        reports[ending] = json.loads(capsys.readouterr().out)

    def findings(report: dict[str, Any]) -> list[object]:
        own = ("id", "file", "figures")
        return [
            [{k: v for k, v in one.items() if k not in own}, [figure["raw"] for figure in one["figures"]]]
            for one in report["findings"]
        ]

    assert findings(reports["xlsx"]) == findings(reports["csv"]) == findings(reports["ods"])
    for ending in ("xlsx", "ods"):
        share = reports[ending]["findings"][1]
        places = {one["name"]: (one["sheet"], one["cell"], one["line"], one["column"]) for one in share["figures"]}
        assert places == {
            "minority_pct": ("Report", "B4", None, None),
            "members_minority": ("Report", "B3", None, None),
            "members_total": ("Report", "B2", None, None),
        }
        (correction,) = reports[ending]["causes"][0]["suspects"][0]["corrections"]
        assert correction["figures"] == {"members_minority": "43,137"}


def test_places_are_sheets_and_addresses_in_every_output(capsys: pytest.CaptureFixture[str]) -> None:
    file = SAMPLES / "party-membership.xlsx"
    assert run(["check", str(file), "--rules", str(PACK), "--format", "concise"]) == 1
    assert f"{file} Report!B3: minority-part" in capsys.readouterr().out
    assert run(["check", str(file), "--rules", str(PACK)]) == 1
    said = capsys.readouterr().out
    assert "party-membership.xlsx Report!B10" in said
    assert "Report!B3 > members_minority  443,137   43,137: one digit too many" in said


def figures(path: Path) -> dict[str, list[Interval | None]]:
    ((_, _, found),) = read_figures(str(path), [])
    return {name: [figure.interval for figure in column] for name, column in found.items()}


def test_a_cell_that_stores_more_than_it_shows_is_rounded(tmp_path: Path) -> None:
    made = book([["area", "a", "b"], ["x", 100.4, 100], ["y", 0.5, 1]], {"B2:B3": "#,##0"})
    made.save(tmp_path / "rounded.xlsx")
    (table,) = read(made)
    assert [row[1] for row in table.rows] == ["100", "1"]
    assert table.said is not None
    assert [table.said(0, 1), table.said(1, 1), table.said(0, 2)] == [Declared(rounded=True)] * 2 + [None]
    half = Fraction(1, 2)
    assert figures(tmp_path / "rounded.xlsx") == {
        "a": [Interval(100 - half, 100 + half), Interval(half, 1 + half)],
        "b": [Interval.point(100), Interval.point(1)],
    }


def test_zero_shown_as_a_dash_is_zero(tmp_path: Path) -> None:
    made = book([["area", "a"], ["x", 0], ["y", 2]], {"B2:B3": '#,##0;-#,##0;"-"'})
    made.save(tmp_path / "dash.xlsx")
    assert figures(tmp_path / "dash.xlsx")["a"] == [Interval.point(0), Interval.point(2)]


def test_indented_cells_are_the_parts_of_the_row_above(tmp_path: Path) -> None:
    rows: Rows = [["area", "n"], ["Total", 30], ["North", 10], ["a", 4], ["b", 6], ["South", 20], ["c", 12], ["d", 9]]
    made = book(rows)
    for row in (4, 5, 7, 8):
        made.worksheets[0][f"A{row}"].alignment = Alignment(indent=1)
    (table,) = read(made)
    assert [row[0] for row in table.rows] == ["Total", "North", "  a", "  b", "South", "  c", "  d"]
    made.save(tmp_path / "t.xlsx")
    audit = dvaudit.audit(tmp_path / "t.xlsx", PACK.with_name("yearbook-table.yml")).audits[0]
    assert [(tally.held, tally.failed) for tally in audit.tallies[:1]] == [(2, 1)]


@pytest.mark.parametrize("sign", [",", "."])
def test_a_text_beside_numbers_with_thousands_signs_has_them_too(tmp_path: Path, sign: str) -> None:
    rows: Rows = [["item", "n", "m"], ["a", 12345, 12345], ["b", 23456, 23456], ["c", *[f"45{sign}210*"] * 2]]
    book(rows, {"B2:B4": "#,##0", "C2:C4": "0"}).save(tmp_path / "t.xlsx")
    ((_, _, found),) = read_figures(str(tmp_path / "t.xlsx"), [])
    assert [figure.interval for figure in found["n"]] == [*map(Interval.point, (12345, 23456, 45210))]
    assert len(found["m"][2].intervals) == 2  # numbers that show no sign say nothing of it


def test_the_locale_is_that_of_texts_and_not_of_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = book([["area", "a", "b"], ["x", 46.706, "46.706"]])
    made.save(tmp_path / "signs.xlsx")
    assert run(["figures", str(tmp_path / "signs.xlsx"), "--locale", "vi"]) == 0
    said = capsys.readouterr().out
    assert "[46.7055; 46.7065]" in said
    assert "a whole number" in said
    assert "decimals after ',', thousands by '.': declared" in said


def test_merged_header_cells_and_row_labels() -> None:
    made = book([
        ["Table 1: population", None, None, None, None],
        ["Province", "Year", 2023, None, None],
        [None, None, "Men", "Women", "All"],
        ["North", "first", 10, 11, 21],
        [None, "second", 12, 13, 25],
        ["South", "first", 5, 6, 11],
    ])  # fmt: skip
    sheet = made.worksheets[0]
    for merged in ("A1:E1", "A2:A3", "B2:B3", "C2:E2", "A4:A5"):
        sheet.merge_cells(merged)
    (table,) = read(made)
    assert table.columns == ("Province", "Year", "2023 / Men", "2023 / Women", "2023 / All")
    assert [row[0] for row in table.rows] == ["North", "North", "South"]
    assert table.above == ("Table 1: population",)
    assert table.place(1, 0).cell == "A4"
    assert table.place(1, 3)[3:5] == ("Sheet", "D5")
    assert table.header_place(3).cell == "D3"


def test_a_merged_figure_stands_once() -> None:
    made = book([["area", "a", "b"], ["x", 1, 2], ["y", None, 3], ["z", 4, 5]])
    made.worksheets[0].merge_cells("B2:B3")
    (table,) = read(made)
    assert [row[1] for row in table.rows] == ["1", None, "4"]


def test_what_is_hidden_is_said() -> None:
    made = book(PLAIN)
    sheet = made.worksheets[0]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    filled(made.create_sheet("calc"), [["x", "y"], [1, 2]]).sheet_state = "hidden"
    filled(made.create_sheet("notes"), [["only words"]])
    (table,) = read(made)
    assert len(table.rows) == 2
    assert told(table) == {
        "hidden_rows": "Sheet", "hidden_columns": "Sheet", "hidden_sheet": "calc", "sheet_without_figures": "notes",
    }  # fmt: skip
    (hidden,) = read(made, Layout(sheet="calc"))
    assert hidden.columns == ("x", "y")


def test_a_formula_without_a_stored_value_is_missing_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = book([["area", "a", "b", "total"], ["x", 1, 2, "=B2+C2"], ["y", 1, 2, 3]])
    made.save(tmp_path / "formula.xlsx")
    assert run(["check", str(tmp_path / "formula.xlsx"), "-c", "total = a + b", "--strict"]) == 1
    said = capsys.readouterr().out
    assert "1 formula has no stored value, the first one in D2" in said
    assert "Sheet!D2" in said


def test_the_layout_says_where_the_table_is() -> None:
    made = book([["a", "b", None, "c", "d"], [1, 2, None, 3, 4], [5, 6, None, 7, 8], [9, 10, None, "x", "y"]])
    filled(made.create_sheet("2.1"), [["u", "v"], [1, 2]])
    (table,) = read(made, Layout(sheet="Sheet", range="D1:E3"))
    assert (table.columns, table.rows) == (("c", "d"), [["3", "4"], ["7", "8"]])
    assert table.place(1, 1).cell == "E3"
    (other,) = read(made, Layout(sheet=" 2.1"))
    assert other.columns == ("u", "v")
    assert refused(made, Layout(sheet="2.2")).message.key == "read.no_such_sheet_near"
    assert refused(made, Layout(sheet="population")).message.values["sheets"] == "Sheet, 2.1"
    assert len(read(made)) == 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A3:F20", (3, 0, 20, 5)), ("$B$2:$c$4", (2, 1, 4, 2)), ("B:D", (1, 1, 1 << 20, 3)),
        ("3:20", (3, 0, 20, (1 << 14) - 1)), ("A3", None), ("F20:A3", None), (":", None), ("total", None),
    ],
)  # fmt: skip
def test_ranges(text: str, meant: tuple[int, int, int, int] | None) -> None:
    assert area(text) == meant


def test_columns_are_called_by_letters() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(number_of(letters(n)) == n for n in range(2000))


def test_each_rule_is_about_the_sheets_that_have_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = book(PLAIN)
    filled(made.create_sheet("votes"), [["place", "valid", "invalid", "ballots"], ["p", 10, 1, 12]])
    filled(made.create_sheet("prices"), [["good", "price"], ["bread", 3]])
    made.save(tmp_path / "several.xlsx")
    rules = ["-c", "total = north + south", "-c", "ballots = valid + invalid"]
    assert run(["check", str(tmp_path / "several.xlsx"), *rules, "--format", "concise", "--strict"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in said[:2]] == ["prices", "votes!D2"]
    assert "2 hold, 1 does not, 0 could not be checked" in said[-1]
    # A name that is in no sheet is in no sheet; one that is nearly there is looked at.
    assert run(["check", str(tmp_path / "several.xlsx"), "-c", "total = north + east"]) == 2
    assert run(["check", str(tmp_path / "several.xlsx"), "-c", "total = nort + south"]) == 2
    assert "north" in capsys.readouterr().err


def test_sheets_with_rule_files_of_their_own_are_spoken_of_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book([["place", "total", "a", "b"], *([name, 30 + n, 10, 20 + n] for n, name in enumerate("pqrst"))])
    rows: Rows = [["area", "men", "women", "all"], *([name, 5 + n, 7, 12 + n] for n, name in enumerate("ghijklm"))]
    filled(made.create_sheet("Tab 2"), rows)["D5"] = 99
    made.save(tmp_path / "office.xlsx")
    monkeypatch.chdir(tmp_path)
    assert run(["init", "office.xlsx"]) == 0
    assert "all 99 (Tab 2!D5)" in capsys.readouterr().out
    rules = [(tmp_path / "rules" / name).read_text(encoding="utf-8") for name in ("office.yml", "office-2.yml")]
    (tmp_path / "rules" / "office-2.yml").write_text("rules: [all = men + women]\n", encoding="utf-8")
    assert "total-sum" in rules[0]
    assert run(["check", "-v"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "no rule speaks" not in said
    assert "1 file, 12 records" in said
    assert run(["check", "office.xlsx", "--rules", "rules/office.yml"]) == 0
    assert "no rule speaks of this table (Tab 2)" in capsys.readouterr().out


@pytest.mark.parametrize("head", [["kk", "t", "a", "b"], ["k", "t", "a", "b", "k"]])
def test_a_sheet_with_the_figures_of_a_rule_that_the_layout_does_not_fit_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: list[str]
) -> None:
    made = book([["k", "t", "a", "b"], ["x", 3, 1, 2]])
    filled(made.create_sheet("other"), [[*head], ["x", 9, 1, 2, ""]])
    filled(made.create_sheet("notes"), [["remark", "year"], ["provisional", 2023]])
    made.save(tmp_path / "b.xlsx")
    (tmp_path / "r.yml").write_text("dvaudit: 1\nlayout: {key: k}\nrules: [t = a + b]\n", encoding="utf-8")
    assert run(["check", str(tmp_path / "b.xlsx"), "--rules", str(tmp_path / "r.yml")]) == 2
    said = capsys.readouterr()
    assert "b.xlsx other" in said.err
    assert "(notes)" in said.out


def test_the_same_finding_in_two_sheets_has_two_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = book([["area", "a", "b"], ["x", 2, 1]])
    filled(made.create_sheet("other"), [["area", "a", "b"], ["x", 2, 1]])
    made.save(tmp_path / "twice.xlsx")
    assert run(["check", str(tmp_path / "twice.xlsx"), "-c", "a <= b", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert len({one["id"] for one in found}) == 2


def test_workbooks_that_are_none() -> None:
    good = stored(book(PLAIN))
    assert refused(b"PK\x03\x04 and nothing else").message.key == "read.book"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).message.key == "read.book_old"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked).message.key == "read.book_locked"
    assert refused(good[: len(good) // 2]).message.key == "read.book"
    without = repacked(good, lambda name, part: None if name.endswith("sheet1.xml") else part)
    assert refused(without).message.key == "read.book_lacks"
    broken = repacked(good, lambda name, part: part[:-20] if name.endswith("sheet1.xml") else part)
    assert refused(broken).message.key == "read.book_damaged"
    sample = (SAMPLES / "party-membership.xlsx").read_bytes()
    odd = repacked(sample, lambda _, part: part.replace(b't="s"><v>0<', b't="s"><v>999<'))
    assert refused(odd).message.key == "read.book_damaged"
    assert refused(book([["only"], ["words"]])).message.key == "read.no_sheet"


def test_texts_that_are_called_workbooks(tmp_path: Path) -> None:
    (tmp_path / "export.xls").write_text("area\ta\nx\t1\n", encoding="utf-8")
    (table,) = readers.read(str(tmp_path / "export.xls"), Layout())
    assert table.columns == ("area", "a")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO(stored(book(PLAIN)))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/bomb.xml", bytes(PARTS_SIZE + 1))
    assert len(stream.getvalue()) * BOMB_TIMES < PARTS_SIZE
    assert refused(stream.getvalue()).message.key == "read.packed_bomb"


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 108))
    + b"]>"
)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_an_xml_bomb_is_refused(part: str) -> None:
    def laughing(name: str, own: bytes) -> bytes:
        return LAUGHS + own.partition(b"?>")[2] if name == part else own

    assert refused(repacked(stored(book(PLAIN)), laughing)).message.key == "read.book_doctype"


def test_deep_nesting_and_endless_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = stored(book(PLAIN))
    deep = repacked(good, lambda _, own: own.replace(b"<sheetData>", b"<a>" * 20_000 + b"<sheetData>"))
    assert refused(deep).message.key == "read.book_depth"
    # What a sheet says of its size is not believed, and a cell at its far end costs only what it holds.
    far = repacked(good, lambda _, own: own.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"').replace(b'"D3"', b'"XFD3"'))
    (table,) = read(far)
    assert table.place(1, len(table.columns) - 1).cell == "XFD3"
    monkeypatch.setattr(xlsx, "BOOK_LIMIT", 10)
    assert refused(good).message.key == "read.book_too_large"


def test_merging_whole_columns_costs_no_more_than_their_texts() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="F1:G1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    (table,) = read(repacked(stored(book(PLAIN)), lambda _, own: own.replace(b"</sheetData>", merged)))
    assert [row[0] for row in table.rows] == ["a", "a"]


def test_workbooks_taken_together_are_matched_by_their_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sheets stand in another order, and only one workbook groups its thousands."""
    for name, times in (("north", 1), ("south", 1000)):
        made = Workbook()
        people = filled(made.create_sheet("people"), [["area", "women", "men", "total"], ["x", 20 * times, 22, 42]])
        for cell in people[2]:
            cell.number_format = "#,##0"
        filled(made.create_sheet("votes", 0 if times == 1 else 2), [["place", "ballots", "valid"], ["p", 11, 5]])
        made.remove(made["Sheet"])
        made.save(tmp_path / f"{name}.xlsx")
    rules = tmp_path / "rules.yml"
    rules.write_text(
        'files: "{province}.xlsx"\ntogether: true\nrules: [total = women + men, valid <= ballots]\n', encoding="utf-8"
    )
    assert run(["check", "--rules", str(rules), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["summary"]["held"], report["summary"]["failed"], report["summary"]["undecided"]) == (3, 1, 0)
    (finding,) = report["findings"]
    assert finding["record"] == {"province": "south"}
    assert [one["raw"] for one in finding["figures"]] == ["42", "20,000", "22"]
    assert finding["figures"][1]["cell"] == "B2"


def test_each_sheet_follows_the_one_of_its_name_in_the_earlier_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, opening, first in ((2023, 5, "votes"), (2024, 7, "members")):
        made = Workbook()
        for name in (first, "members" if first == "votes" else "votes"):
            times = 10 if name == "votes" else 1
            head: list[object] = ["area", "year", "opening", "closing"]
            filled(made.create_sheet(name), [head, ["x", year, opening * times, (opening + 1) * times]])
        made.remove(made["Sheet"])
        made.save(tmp_path / f"{year}.xlsx")
    rules = tmp_path / "rules.yml"
    rules.write_text(
        "rules:\n  - {id: s, kind: series, figure: closing, over: year, opening: opening}\n", encoding="utf-8"
    )
    arguments = [str(tmp_path / "2024.xlsx"), "--rules", str(rules), "--previous", str(tmp_path / "2023.xlsx")]
    assert run(["check", *arguments, "--format", "concise"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert ["opening 7" in said[0], "opening 70" in said[1]] == [True, True]
