"""What is read of each kind of document: blocks, tables, places, and one sentence for what cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dvaudit.figure import Layout
from dvaudit.message import AuditError
from dvaudit.readers import PROSE
from dvaudit.readers.prose import read_text, text_in
from dvaudit.render.words import say
from dvaudit.text import Text

TABLE = [["District", "2011", "2012"], ["North", "1,204", "2,307"], ["South", "2,307", "900"]]
PARAGRAPH = "In 2015 the province had 46,706 members, of whom 43,137 (92.36 %) belonged to ethnic minorities."


def said(text: Text) -> list[tuple[str, str]]:
    return [(block.kind, text.body[block.start : block.end]) for block in text.blocks]


def read(name: str, content: str | bytes) -> Text:
    return text_in(name, content.encode() if isinstance(content, str) else content, Layout())


def refused(name: str, content: bytes) -> str:
    with pytest.raises(AuditError) as caught:
        text_in(name, content, Layout())
    sentence = say(caught.value.problem.message, "en")
    assert say(caught.value.problem.message, "vi") != sentence
    return sentence


def docx_with(fill: Callable[[Any], None]) -> bytes:
    import docx

    document = docx.Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_report(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    document.add_heading("Report of 2015", 0)
    paragraph = document.add_paragraph("The province had ")
    paragraph.add_run("46,706").bold = True
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" members, ")
    paragraph.add_run("46,076").font.strike = True
    paragraph.add_run("of whom 43,137 were\N{SOFT HYPHEN} men.")
    document.add_paragraph("2,206 in 2011", style="List Bullet")
    document.add_paragraph("1,967 in 2012", style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph("Chapter 1 ..... 12", style="toc 1" if "toc 1" in document.styles else None)


ODT = """<?xml version="1.0" encoding="UTF-8"?>
<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<o:automatic-styles>
<s:style s:name="T1" s:family="text"><s:text-properties s:text-position="super 58%"/></s:style>
<s:style s:name="T2" s:family="text"><s:text-properties s:text-line-through-style="solid"/></s:style>
</o:automatic-styles>
<o:body><o:text><x:tracked-changes><x:changed-region><x:p>9</x:p></x:changed-region></x:tracked-changes>
<x:h x:outline-level="2">Report of 2015</x:h>
<x:p>The province had 46,706<x:span x:style-name="T1">1</x:span><x:s x:c="2"/>members<x:note x:note-class="footnote">
<x:note-citation>2</x:note-citation><x:note-body><x:p>As of 31 December.</x:p></x:note-body></x:note>,
<x:span x:style-name="T2">46,076</x:span>of whom<x:line-break/>43,137 men.</x:p>
<x:list><x:list-item><x:p>2,206 in 2011</x:p></x:list-item></x:list>
<t:table><t:table-row><t:table-cell><x:p>District</x:p></t:table-cell><t:table-cell><x:p>2011</x:p></t:table-cell>
<t:table-cell><x:p>2012</x:p></t:table-cell></t:table-row>
<t:table-row><t:table-cell><x:p>North</x:p></t:table-cell>
<t:table-cell t:number-columns-repeated="2"><x:p>7</x:p></t:table-cell></t:table-row></t:table>
</o:text></o:body></o:document-content>"""


def odt(content: str | bytes = ODT, manifest: str = "<manifest/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return stream.getvalue()


def pdf(write: Callable[[Any], None], locked: str = "") -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.set_auto_page_break(auto=False)
    document.set_font("Helvetica", size=11)
    write(document)
    if locked:
        document.set_encryption(locked, locked)
    return bytes(document.output())


def three_pages(document: Any) -> None:  # noqa: ANN401
    for page in range(3):
        document.add_page()
        document.cell(0, 5, "Yearbook 2015")
        document.ln(9)
        document.set_font(size=16)
        document.cell(0, 8, ["One", "Two", "Three"][page])
        document.ln(12)
        document.set_font(size=11)
        for part in (PARAGRAPH, "Then there were others."):
            document.multi_cell(0, 5, part)
            document.ln(4)
        for row in TABLE:
            for cell in row:
                document.cell(40, 6, cell)
            document.ln(6)
        document.ln(4)
        document.multi_cell(0, 5, "The board of the province has" if page == 0 else "43 members in all.")
        document.set_y(-20)
        document.cell(0, 5, f"Page {page + 1} of 3")


def test_every_format_has_a_reader() -> None:
    assert {*PROSE} == {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".odt", ".pdf"}


def test_a_plain_text_keeps_every_offset() -> None:
    parts = ["Report", "", "First part,", "second line: 46,706.", "", " - one 1", "   and more", " - two 2", ""]
    body = "\r\n".join([*parts, "1\tNorth\t5", "2\tSouth\t6"])
    text = read("a.txt", body)
    assert len(text.body) == len(body)
    assert said(text) == [
        ("heading", "Report"), ("paragraph", "First part, \nsecond line: 46,706."),
        ("item", "- one 1 \n   and more"), ("item", "- two 2"),
        ("cell", "1"), ("cell", "North"), ("cell", "5"), ("cell", "2"), ("cell", "South"), ("cell", "6"),
    ]  # fmt: skip
    at = text.body.index("46,706")
    place = text.place(at, at + 6)
    assert (place.line, place.column, place.start, place.end) == (4, 14, at, at + 6)
    assert body[at : at + 6] == "46,706"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
def test_encodings_are_those_of_tables(encoding: str) -> None:
    body = "Toàn tỉnh có 46.706 đảng viên, trong đó 43.137 là người dân tộc thiểu số; chiếm tỷ lệ cao."
    text = read("a.txt", _encoded(body, encoding))
    assert said(text) == [("paragraph", body)]


def _encoded(text: str, encoding: str) -> bytes:
    import unicodedata

    if encoding != "windows-1258":
        return text.encode(encoding)
    # It has tone marks as letters of their own.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", letter) if c not in tones))
        + "".join(c for c in unicodedata.normalize("NFD", letter) if c in tones)
        for letter in text
    )
    return apart.encode("windows-1258")


def test_lines_that_are_wrapped_make_one_paragraph_and_others_many() -> None:
    wrapped = "In 2015 the province had 46,706 members, of whom\n43,137 were men. It was much, as ever\nand so on."
    assert said(read("a.txt", wrapped)) == [("paragraph", wrapped)]
    one_a_line = f"{PARAGRAPH * 2}\n{PARAGRAPH * 2}"
    assert [kind for kind, _ in said(read("a.txt", one_a_line))] == ["paragraph", "paragraph"]


MARKDOWN = """---
title: Nine 9
---
# Report

The province had **46,706**[^1] members, ~~46,076~~
of whom `43,137` men.

- one
  - two

| District | 2011 |
|---|---|
| North | 1,204 |
| South | 2,307 |

[^1]: As of December.
"""


def test_markdown_tells_the_places_of_the_file() -> None:
    source = MARKDOWN
    text = read("a.md", source)
    assert said(text) == [
        ("heading", "Report"), ("paragraph", "The province had 46,706[1] members, of whom 43,137 men."),
        ("item", "one"), ("item", "two"), ("cell", "District"), ("cell", "2011"), ("cell", "North"), ("cell", "1,204"),
        ("cell", "South"), ("cell", "2,307"), ("note", "As of December."),
    ]  # fmt: skip
    lines = source.split("\n")
    for figure in ("46,706", "43,137", "1,204", "2,307"):
        start = text.body.index(figure)
        place = text.place(start, start + len(figure))
        assert lines[(place.line or 0) - 1].index(figure) + 1 == place.column, figure
    assert text.tables[0].columns == ("District", "2011")
    assert text.tables[0].rows == [["North", "1,204"], ["South", "2,307"]]
    assert text.tables[0].place(1, 1).line == 15


HTML = """<!doctype html><html lang="vi">
<head><meta charset="windows-1252"><title>9</title><script>var x = 12</script></head>
<body><nav>Menu 34</nav><article><h1>Report</h1>
<p>The province had <b>46,</b>706<sup>1</sup> members on 6,707&nbsp;km<sup>2</sup> (12 &lt; 13),
 <del>99</del>CO<sub>2</sub><br>of whom<span style="display: none">77</span> 43,137 men.</p>
<table><tr><th rowspan="2">District<th colspan="2">2013<tr><th>Men<th>Women
<tr><td>North<td>1<td>2<tr><td>South<td>3<td>4</table>
<table><tr><td><ul><li>laid out</ul><td>x</table></article><footer>Phone 0912</footer></body></html>"""


def test_html_is_what_a_reader_of_the_page_sees() -> None:
    text = read("a.html", HTML)
    assert said(text) == [
        ("heading", "Report"),
        ("paragraph", "The province had 46,706¹ members on 6,707\xa0km² (12 < 13), CO₂\nof whom 43,137 men."),
        *(("cell", cell) for cell in "District 2013 Men Women North 1 2 South 3 4".split()),
        ("item", "laid out"), ("paragraph", "x"),
    ]  # fmt: skip
    assert text.language == "vi"
    assert text.tables[0].columns == ("District", "2013 / Men", "2013 / Women")
    assert [problem.message.key for problem in text.problems] == ["read.hidden", "read.beside_article"]
    start = text.body.index("43,137")
    assert text.place(start, start + 6).line == 5


def test_html_in_the_encoding_that_it_declares() -> None:
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=tcvn3"><p>A \xb5 5</p></html>'
    assert said(read("a.html", page.encode("latin-1"))) == [("paragraph", "A à 5")]


def test_word_documents() -> None:
    text = read("a.docx", docx_with(a_report))
    assert said(text)[:4] == [
        ("heading", "Report of 2015"), ("paragraph", "The province had 46,706¹ members, of whom 43,137 were men."),
        ("item", "2,206 in 2011"), ("item", "1,967 in 2012"),
    ]  # fmt: skip
    assert text.tables[0].rows == TABLE[1:]
    start = text.body.index("43,137")
    place = text.place(start, start + 6)
    assert (place.line, place.column) == (2, 43)


def test_opendocument_texts() -> None:
    text = read("a.odt", odt())
    assert said(text) == [
        ("heading", "Report of 2015"), ("paragraph", "The province had 46,706¹ members[2], of whom\n43,137 men."),
        ("item", "2,206 in 2011"), ("cell", "District"), ("cell", "2011"), ("cell", "2012"), ("cell", "North"),
        ("cell", "7"), ("cell", "7"), ("note", "As of 31 December."),
    ]  # fmt: skip
    assert text.tables[0].rows == [["North", "7", "7"]]


def test_pdf_pages_paragraphs_and_tables_without_running_heads() -> None:
    text = read("a.pdf", pdf(three_pages))
    found = said(text)
    assert ("heading", "Two") in found
    assert not any("Yearbook" in one or "Page" in one for _, one in found)
    assert [one.replace("\n", " ") for kind, one in found if kind == "paragraph"][:2] == [
        PARAGRAPH, "Then there were others.",
    ]  # fmt: skip
    assert [table.rows for table in text.tables] == [TABLE[1:]] * 3
    place = text.tables[1].place(0, 1)
    assert place.page == 2
    start = text.body.rindex("46,706")
    assert (text.place(start, start + 6).page, text.place(start, start + 6).line) == (3, 2)


def test_a_sentence_that_a_page_cuts_stays_one() -> None:
    def write(document: Any) -> None:  # noqa: ANN401
        for part in ("The board of the province has", "43 members in all."):
            document.add_page()
            document.multi_cell(0, 5, part)

    assert said(read("a.pdf", pdf(write))) == [("paragraph", "The board of the province has\n43 members in all.")]


def test_tells_a_document_on_standard_input_by_what_it_holds() -> None:
    stream = io.BytesIO(odt())
    assert said(read_text("-", stdin=stream))[0] == ("heading", "Report of 2015")


def picture(document: Any) -> None:  # noqa: ANN401
    from PIL import Image

    document.add_page()
    document.image(Image.new("L", (40, 40)), w=100)


def test_a_scan_is_told_as_such() -> None:
    assert refused("a.pdf", pdf(picture)).startswith("the pages are pictures without text (a scan)")

    def both(document: Any) -> None:  # noqa: ANN401
        picture(document)
        document.add_page()
        document.cell(0, 5, PARAGRAPH)

    text = read("a.pdf", pdf(both))
    told = [say(one.message, "en") for one in text.problems]
    assert told == ["1 page is a picture without text and not read: page 1"]


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", lambda: pdf(three_pages, locked="a"), "this .pdf file is encrypted"),
        ("a.pdf", lambda: pdf(three_pages)[:200], "this .pdf file is damaged"),
        ("a.pdf", lambda: pdf(lambda document: document.add_page()), "the document has no text"),
        ("a.pdf", lambda: b"plain text", "this is no .pdf file"),
        ("a.docx", lambda: b"plain text", "this is no .docx file"),
        ("a.docx", lambda: docx_with(a_report)[:900], "this .docx file is damaged"),
        ("a.docx", lambda: OLD, "this is a document of an old Office version"),
        ("a.docx", lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "this .docx file is encrypted"),
        ("a.odt", lambda: odt(manifest="<x><manifest:encryption-data/></x>"), "this .odt file is encrypted"),
        ("a.odt", lambda: odt(ENTITIES), "content.xml in this document defines XML entities"),
        ("a.odt", lambda: odt(ENTITIES.encode("utf-16")), "content.xml in this document defines XML"),
        ("a.odt", lambda: odt("<x>" + "0" * (20 << 20) + "</x>"), "unpacked, this document is larger than any report"),
        ("a.odt", lambda: odt("<x>"), "this .odt file is damaged"),
        ("a.odt", lambda: odt("<x>" * 2000 + "</x>" * 2000), "this .odt file is damaged"),
        ("a.docx", odt, "this file holds ODT, whatever the ending .docx says"),
        ("a.txt", lambda: pdf(three_pages), "this file holds PDF, whatever the ending .txt says"),
        ("a.html", lambda: b"<div>" * 400 + b"5" + b"</div>" * 400, "elements nested more than 256 levels deep"),
        ("a.txt", lambda: b"a\0b\1\2", "this is binary, not text"),
        ("a.txt", lambda: b"{\\rtf1\\ansi 5}", "this is RTF, which is not read"),
        ("a.txt", lambda: b" \n", "the file is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(name: str, content: Callable[[], bytes], sentence: str) -> None:
    assert refused(name, content()).startswith(sentence)


def test_limits_of_the_file_system_are_those_of_tables(tmp_path: Path) -> None:
    with pytest.raises(AuditError) as caught:
        read_text(str(tmp_path / "nothing.docx"))
    assert caught.value.problem.message.key == "read.not_found"


def test_an_article_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0" * 40_000_000)
    with pytest.raises(AuditError) as caught:
        read_text(str(path))
    assert say(caught.value.problem.message, "en").startswith("more than 32 MB of text, which no article is")
