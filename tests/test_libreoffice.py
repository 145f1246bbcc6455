"""Workbooks as LibreOffice has them: what it shows is what is read. One run of it for everything."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dvaudit import readers
from dvaudit.cli import run
from dvaudit.figure import Layout
from dvaudit.readers.numberformat import shown

ROOT = Path(__file__).parents[1]
SAMPLES, PACK = ROOT / "samples", ROOT / "rules" / "party-membership.yml"
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (Debian: libreoffice-calc)")

NUMBERS = (
    "0 1 -1 0.5 -0.5 0.9236 92.355 46706 46706.4 1234567.891 -1234.5 0.005 2.675 0.00001 1234567890123"
    " 0.333333333333333 999.995 -0.4 12.75 1000000000000000"
).split()
FORMATS = (
    "General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0 %", "#,##0;(#,##0)",
    "#,##0.0;[Red]-#,##0.0", '#,##0;-#,##0;"-"', "#,##0_);(#,##0)", "0.00E+00", "##0.0E+0", "#,##0,", '0.0,,"M"',
    "[$€-407] #,##0.00", '#,##0.00\\ "₫"', '"$"#,##0.00', "#.##", "#.0#", "0.0##", "00000", "[<1]0.00;0.0",
    '0" người"', "# ##0", "#\\ ##0.0", "?0.0?", ".00", "@", "000-00", "0;;;@",
    '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "[Color5]0.0", "0.00\\%", "#,##0.###", "0\\.00", "+0;-0;0",
    '"a;b"0', '[<=0]"none";0', "#,##0.0,", "0,0.0",
)  # fmt: skip
FRACTIONS = {"# ?/?": "0.5 1 12.75 46706", "# ??/??": "0.9236 2.675 12.75", "# ?/8": "0.5 12.75 46706.4"}
# Before 1 March 1900 it counts days otherwise than Excel, which has a 29 February of that year.
DATES = "61 45000 45000.5 45000.754321 36526".split()
DATE_FORMATS = (
    "yyyy-mm-dd", "dd/mm/yyyy", "d.m.yy", "mmm-yy", "mmmm d, yyyy", "dddd", "ddd", "hh:mm", "h:mm AM/PM", "hh:mm:ss",
    "mm:ss.0", "[h]:mm", "[mm]:ss", "yyyy", "m/d/yyyy h:mm", "[$-407]mmmm yyyy", "[$-40C]dddd d mmmm", "mmmmm", "d-mmm",
    "yyyy\\-mm", "[s]", "hh\\hmm",
)  # fmt: skip
CASES = (
    [(number, code) for code in FORMATS for number in NUMBERS]
    + [(number, code) for code, numbers in FRACTIONS.items() for number in numbers.split()]
    + [(number, code) for code in DATE_FORMATS for number in DATES]
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The cases as a workbook, and as what LibreOffice makes of it."""
    cases = Workbook()
    sheet = cases.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["number", "shown"])
    for row, (number, code) in enumerate(CASES, 2):
        sheet.cell(row, 1, f"case {row}")
        cell = sheet.cell(row, 2, float(number) if "." in number else int(number))
        cell.number_format = code
    with tempfile.TemporaryDirectory(prefix="dvaudit-") as name:
        cases.save(Path(name) / "cases.xlsx")
        office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", Path(name) / "cases.xlsx")
        os.rename(Path(name) / "cases.csv", Path(name) / "shown.csv")
        office("ods", Path(name) / "cases.xlsx")
        for source in (SAMPLES / "party-membership.xlsx", SAMPLES / "party-membership.csv"):
            made = Path(name) / f"{source.suffix[1:]}-checked.xlsx"
            assert run(["check", str(source), "--rules", str(PACK), "--format", f"xlsx:{made}"]) == 1
            office("ods", made)
        yield Path(name)


def office(form: str, file: Path) -> None:
    """The file as another one beside it."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    arguments = [str(OFFICE), "--headless", profile, "--convert-to", form, "--outdir", str(file.parent), str(file)]
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)


def test_numbers_are_shown_as_libreoffice_shows_them(folder: Path) -> None:
    with (folder / "shown.csv").open(encoding="utf-8", newline="") as stream:
        theirs = [row[1].strip() for row in csv.reader(stream)][1:]
    ours = [shown(number, code).text.strip() for number, code in CASES]
    unlike = [(case, own, other) for case, own, other in zip(CASES, ours, theirs, strict=True) if own != other]
    assert unlike == []


def test_both_formats_of_workbooks_give_the_same_texts_and_marks(folder: Path) -> None:
    (excel,) = readers.read(str(folder / "cases.xlsx"), Layout())
    (open_document,) = readers.read(str(folder / "cases.ods"), Layout())
    assert [row[0] for row in excel.rows] == [row[0] for row in open_document.rows]
    strip = [[(row[1] or "").strip() for row in table.rows] for table in (excel, open_document)]
    assert strip[0] == strip[1]
    assert [excel.place(n, 1).cell for n in range(3)] == [open_document.place(n, 1).cell for n in range(3)]


@pytest.mark.parametrize(("form", "sheet"), [("xlsx", "Report"), ("csv", "party-membership")])
def test_a_workbook_with_marks_opens_in_libreoffice(folder: Path, form: str, sheet: str) -> None:
    with zipfile.ZipFile(folder / f"{form}-checked.ods") as archive:
        content = archive.read("content.xml").decode()
    assert re.findall(r'<table:table table:name="([^"]+)"', content) == [sheet, "dvaudit"]
    cells = re.findall(r"<table:table-cell[^>]*><office:annotation.*?</table:table-cell>", content, re.DOTALL)
    assert ["43,137 (high)" in cell for cell in cells] == [True, True, False]
    texts = [re.sub(r"<office:annotation.*</office:annotation>|<[^>]+>", "", cell, flags=re.DOTALL) for cell in cells]
    assert texts == ["443,137", "92.36 %", "12,133"]
    assert "#ffc7ce" in content
    assert "#ffeb9c" in content
    assert 'xlink:href="#' in content
