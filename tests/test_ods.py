"""OpenDocument spreadsheets, and tables in pages: cells that cover others, signs of other countries, limits."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from dvaudit import readers
from dvaudit.cli import run
from dvaudit.figure import Layout, Table
from dvaudit.interval import Interval
from dvaudit.message import AuditError
from dvaudit.readers import ods
from dvaudit.run import read_figures

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    ' xmlns:style="s" xmlns:draw="d" xmlns:dc="c"><office:automatic-styles><style:style style:name="ta2"'
    ' style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"


def cell(shown: str, value: str = "", kind: str = "float", more: str = "") -> str:
    typed = f' office:value-type="{kind}" office:value="{value}"' if value else ' office:value-type="string"'
    return f"<table:table-cell{typed}{more}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Blatt", style: str = "") -> str:
    return f'<table:table table:name="{name}"{style}>{"".join(rows)}</table:table>'


def stored(*sheets: str, manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", HEAD + "".join(sheets) + TAIL)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def read(data: bytes, layout: Layout | None = None) -> list[Table]:
    return readers.read("-", layout or Layout(), io.BytesIO(data))


HEADER = row(cell("Land"), cell("Frauen"), cell("Anteil"))
GERMAN = sheet(
    HEADER,
    row(cell("Nord"), cell("46.706", "46706"), cell("92,36 %", "0.9236", "percentage")),
    row(cell("Süd"), cell("1.205", "1205.4"), cell("9,20 %", "0.092", "percentage")),
    row(cell("West"), cell("-", "0"), cell("", "0.5", "percentage")),
)


def test_values_tell_what_the_shown_signs_mean(tmp_path: Path) -> None:
    (tmp_path / "german.ods").write_bytes(stored(GERMAN))
    ((_, document, figures),) = read_figures(str(tmp_path / "german.ods"), [])
    half = Fraction(1, 2)
    assert [one.interval for one in figures["Frauen"]] == [
        Interval.point(46706), Interval(1205 - half, 1205 + half), Interval.point(0),
    ]  # fmt: skip
    assert [one.raw for one in figures["Anteil"]] == ["92,36 %", "9,20 %", ""]
    assert figures["Anteil"][0].interval == Interval(Fraction("92.355"), Fraction("92.365"))
    assert document.signs is not None
    assert (document.signs.decimal, document.signs.group) == (",", ".")


def test_repeated_covered_hidden_and_annotated_cells() -> None:
    note = "<office:annotation><dc:creator>Lan</dc:creator><text:p>ask 99</text:p></office:annotation>"
    noted = f'<table:table-cell office:value-type="float" office:value="5">{note}<text:p>5</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    main = sheet(
        '<table:table-column/><table:table-column table:visibility="collapse"/>',
        row(cell("Land"), cell("Jahr"), cell("a"), cell("b")),
        row(cell("Nord", more=' table:number-rows-spanned="2"'), cell("eins"), noted, cell("6", "6")),
        row(covered, cell("zwei"), cell("7", "7", more=' table:number-columns-repeated="2"')),
        row(cell("Süd"), cell("eins"), cell("8", "8"), cell("9", "9"), more=' table:visibility="filter"'),
        row('<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048570"'),
    )
    hidden = sheet(HEADER, row(cell("x"), cell("1", "1"), cell("2", "2")), name="calc", style=' table:style-name="ta2"')
    (table,) = read(stored(main, hidden))
    assert table.rows == [["Nord", "eins", "5", "6"], ["Nord", "zwei", "7", "7"], ["Süd", "eins", "8", "9"]]
    assert table.place(1, 0).cell == "A2"
    assert table.place(1, 3)[3:5] == ("Blatt", "D3")
    assert {one.message.key for one in table.problems} == {
        "read.hidden_sheet", "read.hidden_rows", "read.hidden_columns",
    }  # fmt: skip
    assert len(read(stored(main, hidden), Layout(sheet="calc"))) == 1


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (stored(GERMAN, manifest='<m><f full-path="content.xml"><encryption-data/></f></m>'), "book_locked"),
        (stored(GERMAN).replace(b"content.xml", b"contenx.xml"), "book"),
        (stored("<table:table>"), "book_damaged"),
        (stored(sheet(HEADER, name="leer")), "no_sheet"),
    ],
)
def test_spreadsheets_that_cannot_be_read(data: bytes, key: str) -> None:
    with pytest.raises(AuditError) as caught:
        read(data)
    assert caught.value.problem.message.key == f"read.{key}"


def test_repetition_cannot_make_endless_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods, "BOOK_LIMIT", 1000)
    many = row(cell("x"), cell("1", "1"), cell("2", "2"), more=' table:number-rows-repeated="1000000"')
    wide = row(cell("x"), cell("1", "1", more=' table:number-columns-repeated="1000000"'))
    for rows in (many, wide):
        with pytest.raises(AuditError) as caught:
            read(stored(sheet(HEADER, rows)))
        assert caught.value.problem.message.key == "read.book_too_large"


PAGE = """<!doctype html><html><body>
<table><caption>Table 1: members</caption>
<tr><th rowspan="2">Province</th><th rowspan="2">Half</th><th colspan="2">2023</th></tr>
<tr><th>Women</th><th>All</th></tr>
<tr><td rowspan="2">North</td><td>first</td><td>10</td><td>21</td></tr>
<tr><td>second</td><td>12</td><td>26</td></tr>
<tr><td>South</td><td>first</td><td>1,205</td><td>1,200</td></tr></table>
<table><tr><th>place</th><th>valid</th><th>ballots</th></tr><tr><td>x</td><td>15</td><td>12</td></tr>
<tr><td>y</td><td>5</td><td>11</td></tr></table>
</body></html>
"""


def test_tables_of_a_page_with_cells_that_span_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    first, second = readers.read(str(tmp_path / "page.html"), Layout())
    assert first.columns == ("Province", "Half", "2023 / Women", "2023 / All")
    assert [row[0] for row in first.rows] == ["North", "North", "South"]
    assert first.above == ("Table 1: members",)
    assert (first.part, second.part) == ("#1", "#2")
    assert first.place(1, 0) == first.place(0, 0)
    rules = ["-c", "valid <= ballots", "-c", "`2023 / Women` <= `2023 / All`"]
    assert run(["check", str(tmp_path / "page.html"), *rules, "--format", "concise"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{tmp_path / 'page.html'}:7:37: 2023-by-women-le-2023-by-all South")
    assert said[1].startswith(f"{tmp_path / 'page.html'}:8:79: valid-le-ballots x")
    assert PAGE.splitlines()[7][78:].startswith("15<")
