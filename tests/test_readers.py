"""Readers: what they give for real files, and one clear sentence for every file that cannot be read."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import readers
from dvaudit.figure import Layout, Table
from dvaudit.message import AuditError, Problem
from dvaudit.readers import delimited, jsontext
from dvaudit.readers.codepages import TCVN3, VISCII
from dvaudit.readers.decode import decode
from dvaudit.readers.limits import CELL_LIMIT, DEPTH_LIMIT
from dvaudit.render.words import en, vi

VIETNAMESE = "Tên,Giá trị\nTổng số đảng viên,46706\nDân tộc thiểu số,43137\nKết nạp mới trong năm,12\n"


def read(data: str | bytes, layout: Layout | None = None) -> Table:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    (table,) = readers.read("-", layout or Layout(), stream)
    return table


def refused(data: str | bytes, layout: Layout | None = None) -> Problem:
    with pytest.raises(AuditError) as caught:
        read(data, layout)
    return caught.value.problem


def outcome(data: bytes) -> Table | Problem:
    try:
        return read(data)
    except AuditError as error:
        return error.problem


def told(table: Table) -> dict[str, int | None]:
    return {problem.message.key.removeprefix("read."): problem.line for problem in table.problems}


def cp1258(text: str) -> bytes:
    """Windows-1258 has letters, and tone marks as characters of their own."""
    result = bytearray()
    for c in text:
        try:
            result += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            tone = parts[-1] if parts[-1] in "\u0300\u0301\u0303\u0309\u0323" else parts[1]
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            result += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(result)


def by_table(text: str, table: str) -> bytes:
    codes = {c: code for code, c in reversed(list(enumerate(table, 128)))}
    return bytes(ord(c) if c < "\x80" else codes[c] for c in text)


# --- delimited text


def test_texts_are_kept_as_printed() -> None:
    table = read("name,value\nshare,92.40\ncode,007\nspaced, 5 \n")
    assert table.columns == ("name", "value")
    assert table.rows == [["share", "92.40"], ["code", "007"], ["spaced", " 5 "]]
    assert table.lines == [2, 3, 4]
    assert table.problems == []


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\nx,1\n", ","),
        ("tên;giá trị\nx;1,5\ny;2,5\n", ";"),
        ("a;b;c\nx;1,5;2,25\ny;3,5;4,75\n", ";"),
        ("a\tb\nx, y\t1,5\n", "\t"),
        ("a|b\nx|1,5\n", "|"),
        ('a,b\n"x;y;z",1\n"u;v;w",2\n', ","),
        ("Report; 2023\na,b,c\nx,1,2\ny,3,4\nz,5,6\n", ","),
        ("just words\nand more words\n", None),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str | None) -> None:
    assert delimited.find_delimiter(text) == delimiter


def test_a_declared_delimiter_wins() -> None:
    assert read("a;b,c\nx;1,2\n", Layout(delimiter=",")).columns == ("a;b", "c")
    assert read("a\tb,c\nx\t1,2\n", Layout(delimiter="tab")).columns == ("a", "b,c")
    assert refused("a,b\n1,2\n", Layout(delimiter="ab")).message.key == "read.delimiter"


def test_the_directive_of_spreadsheets_names_the_delimiter() -> None:
    table = read("sep=|\r\na,x|b\r\nk|1\r\n")
    assert table.columns == ("a,x", "b")
    assert table.place(0, 1).line == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    table = read(end.join(["a,b", "x,1", "", '"y', 'z",2', "w,3"]))
    assert [row[1] for row in table.rows] == ["1", "2", "3"]
    assert table.lines == [2, 4, 6]
    assert (table.place(1, 1).line, table.place(1, 1).column) == (5, 4)
    assert (table.place(2, 1).line, table.place(2, 1).column) == (6, 3)


def test_mixed_line_ends_count_as_one_each() -> None:
    assert read("a,b\rx,1\ny,2\r\nz,3").lines == [2, 3, 4]


def test_places_are_where_the_cells_begin() -> None:
    table = read('name,value,"un""it"\n"x ""y"", z","1,234",k\n')
    assert [table.place(0, column).column for column in range(3)] == [1, 14, 22]
    assert [table.header_place(column).column for column in range(3)] == [1, 6, 12]
    assert table.columns[2] == 'un"it'


def test_blanks_before_an_opening_quote() -> None:
    table = read('a, b, c\nx, "1,5", 2\n')
    assert table.rows == [["x", "1,5", "2"]]
    assert [table.place(0, column).column for column in range(3)] == [1, 4, 11]


def test_short_rows_miss_cells_and_long_rows_lose_none() -> None:
    table = read("a,b,c\nx,1,2\ny,3\nz,1,234,5\n")
    assert table.rows[1] == ["y", "3", None, None]
    assert table.rows[2] == ["z", "1", "234", "5"]
    assert table.columns == ("a", "b", "c", "column 4")
    assert told(table) == {"long_rows": 4}


def test_blank_columns_on_the_right_are_dropped() -> None:
    assert read("a,b,,,\nx,1,,,\n,,,,\ny,2,,,\n").rows == [["x", "1"], ["y", "2"]]


def test_a_quote_that_swallows_lines_is_refused_where_it_opens() -> None:
    problem = refused('a,b\nx,1\n"y,2\nz,3\nw,4\n')
    assert (problem.message.key, problem.line) == ("read.open_quote", 3)
    problem = refused('a,b\n"x,1\ny,2\n"z",3\nw,4\n')
    assert (problem.message.key, problem.line) == ("read.open_quote", 2)


def test_text_after_a_closing_quote_is_kept_and_told() -> None:
    table = read('a,b\n"5" inch,1\ny,2\n')
    assert table.rows == [["5 inch", "1"], ["y", "2"]]
    assert told(table) == {"text_after_quote": 2}


def test_limits() -> None:
    problem = refused("a,b\nx," + "9" * (CELL_LIMIT + 1) + "\n")
    assert (problem.message.key, problem.line) == ("read.cell_too_large", 2)
    assert refused("," * 60_000 + "\n1,2\n").message.key == "read.too_many_columns"


# --- where the table stands


def test_titles_above_and_notes_below() -> None:
    table = read(
        "Bảng 1. Dân số,,\n,,Đơn vị: Nghìn người\nTỉnh,Nam,Nữ\nHà Nội,10,11\nHuế,12,13\n\n"
        "Nguồn: Cục Thống kê,,\n1 Sơ bộ,,\n"
    )
    assert table.columns == ("Tỉnh", "Nam", "Nữ")
    assert table.rows == [["Hà Nội", "10", "11"], ["Huế", "12", "13"]]
    assert table.above == ("Bảng 1. Dân số", "Đơn vị: Nghìn người")
    assert table.below == ("Nguồn: Cục Thống kê", "1 Sơ bộ")
    assert told(table) == {"notes_below": 7}


@pytest.mark.parametrize(
    "note",
    [
        "Source: someone",
        "1 Because of rounding, parts may differ.",
        "* provisional",
        "Ghi chú: số sơ bộ",
        "Quelle: Amt",
    ],
)
def test_notes_right_below_the_table(note: str) -> None:
    table = read(f'place,a,b\nx,1,2\ny,3,4\n"{note}",,\n')
    assert table.below == (note,)
    assert len(table.rows) == 2


def test_a_last_row_without_figures_stays_a_row() -> None:
    assert read("place,a,b\nx,1,2\nTotal,,\n").rows[-1] == ["Total", "", ""]
    assert read("place,a,b\nx,1,2\nTotal,..,..\n").rows[-1] == ["Total", "..", ".."]


def test_section_headings_stay_rows() -> None:
    table = read("kind,2019,2020\nEnergy,,\n- Oil,1,2\nHeat,,\n- Peat,3,4\n")
    assert [row[0] for row in table.rows] == ["Energy", "- Oil", "Heat", "- Peat"]


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("year,2019,2020,2021", ("year", "2019", "2020", "2021")),
        (",2019,2020,20211", ("column 1", "2019", "2020", "20211")),
        ("Tỉnh,2023,,2024\n,Nam,Nữ,Nam", ("Tỉnh", "2023 / Nam", "2023 / Nữ", "2024 / Nam")),
        ("Region,Total,Armed,\n,,Guns,Knives", ("Region", "Total", "Armed / Guns", "Armed / Knives")),
        (
            "Tỉnh,Dân số,Nam,Tỷ lệ\n,Nghìn người,Nghìn người,%",
            ("Tỉnh", "Dân số (Nghìn người)", "Nam (Nghìn người)", "Tỷ lệ (%)"),
        ),
        ("Month,Year,,\n,2003,2004,2005", ("Month", "Year / 2003", "Year / 2004", "Year / 2005")),
        ("age,under 15,15-64,65+", ("age", "under 15", "15-64", "65+")),
        ("region,2003 $ thousands,2004 kg,n", ("region", "2003 $ thousands", "2004 kg", "n")),
        ('"Total\npersons",a,b,a', ("Total persons", "a", "b", "a")),
    ],
)
def test_headers(head: str, columns: tuple[str, ...]) -> None:
    table = read(f"{head}\nHà Nội,10,20,30\nHuế,40,50,60\n")
    assert table.columns == columns
    assert [row[0] for row in table.rows] == ["Hà Nội", "Huế"]
    assert table.problems == []


def test_header_places_name_the_last_part() -> None:
    table = read("Title\nTỉnh,2023,\n,Nam,Nữ\nHà Nội,10,20\n")
    assert [(table.header_place(c).line, table.header_place(c).column) for c in range(3)] == [(2, 1), (3, 2), (3, 6)]


@pytest.mark.parametrize("row", ["A,1,2,3", "(1),(2),(3),(4)", "A,(1),(2),(3)=(1)+(2)", "A,1,2,3=1+2"])
def test_a_row_that_numbers_the_columns_is_dropped_and_told(row: str) -> None:
    table = read(f"Tỉnh,a,b,c\n{row}\nHà Nội,10,20,30\nHuế,40,50,60\n")
    assert [line[0] for line in table.rows] == ["Hà Nội", "Huế"]
    assert told(table) == {"numbering_row": 2}


@pytest.mark.parametrize(
    "body",
    [
        "A,1,2,3\nB,4,5,9\nC,1,1,2\n",
        "1,2,3,4\n5,6,7,8\n1,1,1,1\n",
        "A,1,2,3\nTotal,1,2,3\n",
        "North,1,2,3\nSouth,3,4,7\nx,1,1,1\n",
    ],
)
def test_small_figures_are_no_numbering(body: str) -> None:
    table = read(f"d,a,b,c\n{body}")
    assert len(table.rows) == body.count("\n")
    assert table.problems == []


def test_figures_that_look_like_years_are_figures() -> None:
    assert read("name,value\nmembers,2014\ntotal,2015\n").rows == [["members", "2014"], ["total", "2015"]]
    assert read("place,year,n\nx,2014,5\ny,2015,6\n").rows[0] == ["x", "2014", "5"]


def test_a_first_row_of_text_is_no_header() -> None:
    assert read("name,value\nnote,abc\nmembers,5\n").rows == [["note", "abc"], ["members", "5"]]


def test_no_header_and_nothing_but_a_header() -> None:
    problem = refused("members_total,46706\nother,5\n")
    assert (problem.message.key, problem.line) == ("read.no_header", 1)
    assert refused("a,b\n").message.key == "read.header_only"
    assert refused("Title\n\na,b\n").line == 3


def test_the_layout_says_where_the_header_is() -> None:
    text = "1,2,3\na,b,c\n1,2,3\n"
    assert read(text, Layout(header=2)).columns == ("a", "b", "c")
    two = read("x,2023,2023\ny,Nam,Nữ\nz,1,2\n", Layout(header=1, header_rows=2))
    assert two.columns == ("x / y", "2023 / Nam", "2023 / Nữ")
    assert read("Regions\nx,a,b\n,u,v\nz,1,2\n", Layout(header_rows=1)).columns == ("column 1", "u", "v")
    assert refused(text, Layout(header=9)).message.key == "read.header_line"
    assert refused("a,b\n1,2\n", Layout(header_rows=3)).message.key == "read.header_rows"


# --- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_need_no_guess(encoding: str) -> None:
    table = read(VIETNAMESE.encode(encoding))
    assert table.columns == ("Tên", "Giá trị")
    assert table.problems == []
    assert table.place(0, 0).column == 1


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("windows-1258", cp1258(VIETNAMESE)),
        ("tcvn3", by_table(VIETNAMESE, TCVN3)),
        ("viscii", by_table(VIETNAMESE, VISCII)),
    ],
)
def test_vietnamese_code_pages(encoding: str, data: bytes) -> None:
    text, problems = decode(data, "f.csv")
    assert text == VIETNAMESE
    assert [problem.message.values["encoding"] for problem in problems] == [encoding]
    assert not problems[0].fatal
    assert decode(data, "f.csv", encoding) == (VIETNAMESE, [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1252", "Région;Été\nÎle-de-France;5\nRhône;6\n"),
        ("windows-1252", "Gebiet;Männer\nThüringen;5\nBaden-Württemberg;6 €\n"),
        ("windows-1252", "Area (km²),°C\nLondon,£5\n"),
        ("windows-1252", "Región;Población\nCataluña;5\nLeón;6\n"),
        ("windows-1250", "Województwo;Ludność\nŁódzkie;5\nŚląskie;6\n"),
        ("windows-1251", "Регион;Всего\nМосква;5\nТверь;6\n"),
        ("cp932", "地域;人口\n東京都;5\n大阪府;6\n北海道;8\n"),
    ],
)
def test_other_code_pages(encoding: str, text: str) -> None:
    decoded, problems = decode(text.encode(encoding), "f.csv")
    assert decoded == text
    assert problems[0].message.values["encoding"] == encoding


def test_encodings_that_do_not_fit() -> None:
    damaged = refused("Tổng số,5\nđảng viên,".encode() + b"\xff6\n")
    assert (damaged.message.key, damaged.line, damaged.column) == ("read.encoding_damaged", 2, 11)
    declared = refused("a,b\né,1\n".encode("latin-1"), Layout(encoding="utf-8"))
    assert (declared.message.key, declared.line, declared.column) == ("read.encoding_declared", 2, 1)
    assert refused("a,b\n1,2\n", Layout(encoding="no-such")).message.key == "read.encoding_unknown"
    assert refused("a,b\n1,2\n", Layout(encoding="hex")).message.key == "read.encoding_unknown"
    assert refused(b"\xff\xfea\x00,\x00\x00\xd8").message.key == "read.encoding_mark"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    assert decode(text.encode(), "f.csv") == (text.removeprefix("\ufeff"), [])


# --- JSON


def test_an_object_is_one_record_of_printed_texts() -> None:
    first = '{"share": 92.40, "n": 1e3, "text": "46.706", "yes": true, "none": null,'
    table = read(first + '\n "members": {"total": 5, "by": [1, "x"]}}')
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "share": "92.40",
        "n": "1e3",
        "text": "46.706",
        "yes": "true",
        "none": "",
        "members.total": "5",
        "members.by.1": "1",
        "members.by.2": "x",
    }
    assert table.shape == "record"
    assert (table.place(0, 0).line, table.place(0, 0).column) == (1, 11)
    assert (table.place(0, 5).line, table.place(0, 5).column) == (2, 23)
    assert (table.header_place(5).line, table.header_place(5).column) == (2, 15)


def test_a_list_of_objects_is_one_record_each() -> None:
    table = read('[{"a": 1, "b": 2},\n {"b": 3.0, "c": {"d": 4}}]')
    assert table.columns == ("a", "b", "c.d")
    assert table.rows == [["1", "2", None], [None, "3.0", "4"]]
    assert table.lines == [1, 2]
    assert (table.place(1, 2).line, table.place(1, 2).column) == (2, 24)


def test_a_key_stated_twice_is_kept_twice() -> None:
    table = read('{"a": 1, "a": 2}')
    assert (table.columns, table.rows) == (("a", "a"), [["1", "2"]])


def test_the_one_list_of_records_inside_an_object() -> None:
    table = read('{"title": "Report", "data": {"rows": [{"a": 1}, {"a": 2}]}, "total": 3}')
    assert table.rows == [["1"], ["2"]]
    assert table.above == ("title: Report", "total: 3")
    assert [problem.message.values["name"] for problem in table.problems] == ["total"]


def test_several_lists_are_numbered() -> None:
    assert read('{"a": [{"x": 1}], "b": [{"x": 2}]}').columns == ("a.1.x", "b.1.x")


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ('{"a": 1,\n "b": NaN}', "json_not_finite", 2, 7),
        ('{"a": -Infinity}', "json_not_finite", 1, 7),
        ('{"a": 1,}', "json_syntax", 1, 9),
        ('{"a" 1}', "json_syntax", 1, 6),
        ('{"a": 1 "b": 2}', "json_syntax", 1, 9),
        ('{"a": 012}', "json_syntax", 1, 8),
        ('{"a": +1}', "json_syntax", 1, 7),
        ("{'a': 1}", "json_syntax", 1, 2),
        ('{"a": [1, 2}', "json_syntax", 1, 12),
        ('{"a": 1', "json_syntax", 1, 8),
        ('{"a": "x\n"}', "json_string", 1, 9),
        ('{"a": "\\q"}', "json_string", 1, 8),
        ('{"a": 1} x', "json_after", 1, 10),
        ('[{"a": 1}, 5]', "json_no_object", 1, 12),
        ("[[1, 2]]", "json_no_object", 1, 2),
        ("{}", "json_no_figures", 1, 1),
        ("[{}]", "json_no_figures", 1, 2),
        ('{"a": ' + "9" * 2000 + "}", "json_number", 1, 7),
        ('{"a": "' + "x" * (CELL_LIMIT + 1) + '"}', "cell_too_large", 1, 7),
        ("[" * 100_000, "json_depth", 1, DEPTH_LIMIT + 1),
        ('{"a":' * 100_000, "json_depth", 1, 5 * DEPTH_LIMIT + 1),
    ],
)
def test_what_is_no_json_is_told_with_its_place(tmp_path: Path, text: str, key: str, line: int, column: int) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        readers.read(str(path), Layout())
    problem = caught.value.problem
    assert (problem.message.key, problem.line, problem.column) == (f"read.{key}", line, column)
    assert problem.file == str(path)


def test_an_empty_list_and_a_bare_value(tmp_path: Path) -> None:
    for text, key in (("[]", "read.json_no_records"), ("5", "read.json_no_figures")):
        (tmp_path / "r.json").write_text(text)
        with pytest.raises(AuditError) as caught:
            readers.read(str(tmp_path / "r.json"), Layout())
        assert caught.value.problem.message.key == key


def test_half_a_surrogate_pair_cannot_reach_the_terminal() -> None:
    assert read('{"a": "x\\ud800"}').rows[0][0].encode()  # type: ignore[union-attr]


def test_json_lines_reads_the_good_lines_and_tells_the_bad(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2,}\n[3]\n{"a": 4, "b": 5} 6\n{"a": 7}\n', encoding="utf-8")
    (table,) = readers.read(str(path), Layout())
    assert [row[0] for row in table.rows] == ["1", "7"]
    assert table.lines == [1, 6]
    assert [(p.message.key, p.line, p.column, p.fatal) for p in table.problems] == [
        ("read.json_syntax", 3, 9, True),
        ("read.json_no_object", 4, 1, True),
        ("read.json_after", 5, 18, True),
    ]


def test_json_lines_without_one_good_line(tmp_path: Path) -> None:
    path = tmp_path / "r.ndjson"
    path.write_text("{\n" * 100, encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        readers.read(str(path), Layout())
    assert caught.value.problem.line == 1


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"a": 1}\n' + "x\n" * 100, encoding="utf-8")
    problems = readers.read(str(path), Layout())[0].problems
    assert problems[-1].message.values["n"] == 80
    assert len(problems) == 21


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@settings(max_examples=200)
@given(st.dictionaries(st.text(), scalars | st.lists(scalars) | st.dictionaries(st.text(), scalars)), st.booleans())
def test_json_is_read_as_python_reads_it(value: object, spread: bool) -> None:
    import json

    def plain(node: jsontext.Node) -> object:
        if node.kind == "object":
            return {key: plain(child) for key, _, child in node.members}
        if node.kind == "array":
            return [plain(child) for _, _, child in node.members]
        return node.text

    def printed(one: object) -> object:
        if isinstance(one, dict):
            return {key: printed(child) for key, child in one.items()}
        if isinstance(one, list):
            return [printed(child) for child in one]
        return "" if one is None else one if isinstance(one, str) else json.dumps(one)

    text = json.dumps(value, ensure_ascii=False, indent=2 if spread else None)
    node, after = jsontext.parse(jsontext.Source("f", text, jsontext.placer(text)))
    assert after == len(text)
    assert plain(node) == printed(value)


# --- inputs


def test_a_format_is_chosen_by_its_ending_and_else_by_content(tmp_path: Path) -> None:
    for name, text in (
        ("r.CSV", "a;b\nx;1\n"),
        ("r.tsv", "a\tb\nx\t1\n"),
        ("r.txt", "a,b\nx,1\n"),
        ("r.data", '[{"a": "x", "b": 1}]'),
        ("r.json", '{"a": "x", "b": 1}\n{"a": "x", "b": 1}\n'),
        ("r.jsonl", '[{"a": "x", "b": 1}]'),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (table,) = readers.read(str(path), Layout())
        assert (table.columns, table.rows[0]) == (("a", "b"), ["x", "1"])
        assert table.file == str(path)


def test_inputs_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"\xef\xbb\xbf \n")
    (tmp_path / "words.md").write_text("Just a sentence.\n")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x00\x00")
    for path, key in (
        (str(tmp_path / "missing.csv"), "not_found"),
        (str(tmp_path), "folder"),
        ("https://example.org/r.csv", "url"),
        (str(tmp_path / "empty.csv"), "empty"),
        (str(tmp_path / "words.md"), "no_table"),
        (str(tmp_path / "book.xlsx"), "book"),
        ("a\0b.csv", "system"),
    ):
        with pytest.raises(AuditError) as caught:
            readers.read(path, Layout())
        assert caught.value.problem.message.key == f"read.{key}"
        assert caught.value.problem.file == path


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("builtins.open", locked)
    with pytest.raises(AuditError) as caught:
        readers.read("locked.csv", Layout())
    assert caught.value.problem.message.key == "read.permission"


def test_a_file_beyond_the_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "SIZE_LIMIT", 10)
    assert refused("a,b\n" + "1,2\n" * 10).message.key == "read.too_large"


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(alphabet='ab1,;\t"\n\r {}[]:.x', max_size=80).map(str.encode))
def test_no_input_gives_anything_but_a_table_or_a_sentence(data: bytes) -> None:
    found = outcome(data)
    if isinstance(found, Problem):
        assert found.message.key in en.WORDS
        assert found.message.key in vi.WORDS
        return
    assert all(len(row) == len(found.columns) for row in found.rows)
    for row in range(len(found.rows)):
        for column, text in enumerate(found.rows[row]):
            assert text is None or found.place(row, column).column is not None


cells = st.text(alphabet='ab 1.,;"\n\u1ec7', min_size=1, max_size=6).filter(lambda text: text.strip() == text)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5), st.sampled_from([",", ";", "\t", "|"]))
def test_every_cell_is_found_again_where_its_place_says(rows: list[tuple[str, str]], delimiter: str) -> None:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "value"), *rows])
    layout = Layout(header=1, header_rows=1, delimiter=delimiter)
    table = read(out.getvalue(), layout)
    lines = out.getvalue().split("\n")
    for row in range(len(table.rows)):
        for column, text in enumerate(table.rows[row]):
            place = table.place(row, column)
            assert place.line is not None
            assert place.column is not None
            rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
            assert rest.startswith('"' + (text or "").replace('"', '""'))
