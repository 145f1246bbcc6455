"""Workbooks out: a copy with colours and comments, everything else as it was; from other inputs a new one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from dvaudit.cli import run

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
PACK = ROOT / "rules" / "party-membership.yml"
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"

Marked = dict[str, tuple[object, str, str]]


def marked(path: Path, sheet: str) -> Marked:
    """The cells with a comment: what they hold, their colour, and the comment."""
    made = load_workbook(path)[sheet]
    return {
        cell.coordinate: (cell.value, str(cell.fill.fgColor.rgb), cell.comment.text)
        for row in made.iter_rows() for cell in row if cell.comment is not None
    }  # fmt: skip


def listed(path: Path) -> list[list[str]]:
    """The list of what was found, below its heading."""
    return [[str(cell or "") for cell in row] for row in load_workbook(path)["dvaudit"].iter_rows(5, values_only=True)]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "checked.xlsx"


def check(*arguments: str | Path) -> int:
    return run(["check", *map(str, arguments)])


def test_the_founding_workbook_is_copied_with_marks(out: Path) -> None:
    source = SAMPLES / "party-membership.xlsx"
    before = source.read_bytes()
    assert check(source, "--rules", PACK, "--format", "xlsx", "--output", out) == 1
    assert source.read_bytes() == before
    cells = marked(out, "Report")
    assert {address: cell[:2] for address, cell in cells.items()} == {
        "B3": (443137, RED), "B4": (0.9236, YELLOW), "B10": (12133, YELLOW),
    }  # fmt: skip
    assert "probably 43,137 (high)" in cells["B3"][2]
    assert "minority_pct 92.36 % is not the share" in cells["B3"][2]
    sheet = load_workbook(out)["Report"]
    assert [sheet["B3"].number_format, sheet["B4"].number_format] == ["#,##0", "0.00\\ %"]
    heading, *rows = listed(out)
    assert heading == ["level", "rule", "where", "record", "what was found"]
    assert [row[:3] for row in rows] == [
        ["error", "minority-part", "Report!B3"],
        ["error", "minority-share", "Report!B4"],
        ["error", "admissions-sum", "Report!B10"],
    ]
    links = {cell.coordinate: cell.hyperlink.location for (cell,) in load_workbook(out)["dvaudit"]["C6:C8"]}
    assert links == {"C6": "'Report'!B3", "C7": "'Report'!B4", "C8": "'Report'!B10"}


def test_the_copy_says_the_same_when_it_is_checked_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for file in (SAMPLES / "party-membership.xlsx", out):
        check(SAMPLES / "party-membership.xlsx", "--rules", PACK, "--format", f"xlsx:{out}")
        capsys.readouterr()
        assert check(file, "--rules", PACK, "--format", "concise") == 1
        found.append(capsys.readouterr().out.replace(str(file), "").splitlines())
    assert [line for line in found[1] if line not in found[0]] == [
        " dvaudit: note: this sheet lists what an earlier check found and was left out"
    ]


def with_everything(path: Path) -> None:
    """A workbook with a chart, a formula and its stored value, somebody's comment, and a hidden sheet."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in (["area", "north", "south", "total"], ["a", 1, 2, 4], ["b", 4, 5, 9], ["c", 1, 1, 2]):
        sheet.append(row)
    sheet["D2"].comment = Comment("ask Lan", "Minh")
    sheet["A3"].comment = Comment("second row", "Minh")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F2")  # type: ignore[call-arg]  # the stubs know chart sheets only
    made.create_sheet("calc").sheet_state = "hidden"
    made.save(path)
    stored = parts(path.read_bytes())
    stored["xl/worksheets/sheet1.xml"] = stored["xl/worksheets/sheet1.xml"].replace(
        b'<c r="D3" t="n"><v>9</v></c>', b'<c r="D3"><f>B3+C3</f><v>9</v></c>'
    )
    assert b"<f>" in stored["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in stored.items():
            archive.writestr(name, data)


def test_everything_else_in_the_copy_is_as_it_was(tmp_path: Path, out: Path) -> None:
    source = tmp_path / "report.xlsx"
    with_everything(source)
    assert check(source, "-c", "total = north + south", "--format", f"xlsx:{out}") == 1
    before, after = parts(source.read_bytes()), parts(out.read_bytes())
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }  # fmt: skip
    assert {name for name in before if "chart" in name} <= after.keys() - changed
    assert b"<f>B3+C3</f><v>9</v>" in after["xl/worksheets/sheet1.xml"]
    cells = marked(out, "Sheet")
    assert cells["A3"][2] == "second row"
    assert cells["D2"][2].startswith("ask Lan")
    assert "total 4 is not the sum" in cells["D2"][2]
    assert load_workbook(out).sheetnames == ["Sheet", "calc", "dvaudit"]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.csv"
    path.write_text(
        "name,total,a,b\n=cmd|'/c calc'!A0,5,1,2\n+1+1,3,1,2\n@SUM(A1),3,1,2\n\"\x01\x1b[31m\u202e\",3,1,2\n"
        "#N/A,3,1,2\n<b>&amp;,3,1,2\n",
        encoding="utf-8",
    )
    return path


def texts(path: Path) -> Iterator[object]:
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            yield from (cell.value for cell in row)


def test_a_new_workbook_has_texts_only(hostile: Path, out: Path) -> None:
    assert check(hostile, "-c", "total = a + b", "--format", f"xlsx:{out}") == 1
    made = load_workbook(out)
    assert {cell.data_type for sheet in made for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert not any(b"<f>" in data for data in parts(out.read_bytes()).values())
    sheet = made["hostile"]
    assert [cell.value for cell in sheet["A"]] == [
        "name", "=cmd|'/c calc'!A0", "+1+1", "@SUM(A1)", "\\x01\\x1b[31m\\u202e", "#N/A", "<b>&amp;",
    ]  # fmt: skip
    assert sheet["A2"].quotePrefix
    assert list(marked(out, "hostile")) == ["B2"]


def test_several_inputs_are_one_new_workbook(hostile: Path, out: Path) -> None:
    other = SAMPLES / "party-membership.xlsx"
    assert check(hostile, other, "-c", "total = a + b", "--format", f"xlsx:{out}") == 2
    assert load_workbook(out).sheetnames[0] == "hostile"
    assert any(row[0] == "problem" for row in listed(out)) or listed(out)


def test_titles_headers_and_notes_keep_their_places(tmp_path: Path, out: Path) -> None:
    (tmp_path / "table.csv").write_text(
        "Table 1: votes,,\nplace,valid,all\nx,3,2\ny,1,2\nSource: made up,,\n", encoding="utf-8"
    )
    assert check(tmp_path / "table.csv", "-c", "valid <= all", "--format", f"xlsx:{out}") == 1
    sheet = load_workbook(out)["table"]
    assert [cell.value for cell in sheet["A"]] == ["Table 1: votes", "place", "x", "y", "Source: made up"]
    assert list(marked(out, "table")) == ["B3"]


def test_a_report_in_vietnamese_and_one_without_discrepancies(out: Path) -> None:
    assert check(SAMPLES / "party-membership-corrected.csv", "--rules", PACK, "--format", f"xlsx:{out}") == 0
    assert marked(out, "party-membership-corrected") == {}
    assert check(SAMPLES / "party-membership.ods", "--rules", PACK, "--format", f"xlsx:{out}", "--lang", "vi") == 1
    assert listed(out)[0][0] == "mức"
    assert list(marked(out, "Report")) == ["B3", "B4", "B10"]


def test_an_output_that_is_the_input_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.xlsx"
    own.write_bytes((SAMPLES / "party-membership.xlsx").read_bytes())
    assert check(own, "--rules", PACK, "--format", f"xlsx:{own}") == 2
    assert own.read_bytes() == (SAMPLES / "party-membership.xlsx").read_bytes()
    assert "own.xlsx" in capsys.readouterr().err
