"""Layouts: which records and figures a table holds."""

from __future__ import annotations

import io

import pytest

from dvaudit import readers
from dvaudit.figure import Document, Layout
from dvaudit.layout import document
from dvaudit.message import AuditError


def understood(text: str, layout: Layout | None = None, names: set[str] | None = None) -> Document:
    (table,) = readers.read("-", layout or Layout(), io.BytesIO(text.encode()))
    return document(table, layout or Layout(), names or ())


def texts(found: Document, name: str) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in found.cells(name)]


@pytest.mark.parametrize(
    "header",
    ["name,value", "Figure,Reported value", "Chỉ tiêu,Giá trị", "Merkmal,Wert", "Indicateur,Valeur (%)", "Tên,Số liệu"],
)
def test_two_columns_headed_name_and_value_are_a_list(header: str) -> None:
    found = understood(f"{header}\nmembers,46706\nshare,92.36 %\n")
    assert found.layout == "list"
    assert len(found.records) == 1
    assert found.records[0].key == {}
    assert texts(found, "members") == [["46706"]]
    assert found.key_columns == ()


def test_a_name_stated_twice_has_two_cells() -> None:
    found = understood("name,value\nMembers,46706\nother,5\nmembers,46707\n")
    assert found.names == {"members": ["Members"], "other": ["other"]}
    (cells,) = found.cells("Members")
    assert [(cell.text, cell.locate().line, cell.locate().column) for cell in cells] == [
        ("46706", 2, 9),
        ("46707", 4, 9),
    ]


def test_two_other_columns_are_a_list_when_the_rules_name_their_rows() -> None:
    text = "Chỉ tiêu,2023\nNam,10\nNữ,20\n"
    assert understood(text).layout == "record"
    assert understood(text, names={"nam"}).layout == "list"


def test_rules_that_name_the_value_column_speak_of_records() -> None:
    assert understood("name,value\nx,5\ny,6\n", names={"value"}).layout == "record"
    assert understood("name,value\nx,5\ny,6\n", names={"value", "x"}).layout == "list"


def test_one_record_a_row() -> None:
    found = understood("province,year,male,female\nHà Nội,2019,1,2\nHuế,2019,3,\nHà Nội,2020,5\n")
    assert found.layout == "record"
    assert [record.row for record in found.records] == [1, 2, 3]
    assert [record.line for record in found.records] == [2, 3, 4]
    assert found.key_columns == ("province", "year")
    assert found.records[2].key == {"province": "Hà Nội", "year": "2020"}
    assert texts(found, "female") == [["2"], [""], []]
    assert found.cells("male")[2][0].locate().column == 13


def test_declared_keys_are_records_with_those_keys() -> None:
    layout = Layout(key=("Year",))
    found = understood("province,year,n\nx,2019,1\nx,2020,2\n", layout)
    assert found.key_columns == ("year",)
    assert [record.key for record in found.records] == [{"year": "2019"}, {"year": "2020"}]


def test_label_columns_tell_the_records_apart() -> None:
    text = "county,precinct,office,candidate,votes\n"
    names = [f"{office},{office} {letter}" for office in ("Mayor", "Judge") for letter in "AB"]
    text += "".join(f"Bosque,{precinct},{name},{len(name)}\n" for precinct in "12" for name in names)
    assert understood(text).key_columns == ("precinct", "candidate")
    assert understood("n,m\n1,2\n3,4\n").key_columns == ()
    assert understood("year,n\n2019,2\n2020,4\n").key_columns == ("year",)
    assert understood("name,a,b\nc,1,2\nx,3,4\n").key_columns == ("name",)


def test_a_repeated_header_is_told_apart_and_known_as_repeated() -> None:
    found = understood("place,Nam,Nữ,Nam\nx,1,2,3\ny,4,5,6\n")
    assert found.names["nam"] == ["Nam", "Nam#2"]
    assert texts(found, "Nam") == [["1"], ["4"]]
    assert texts(found, "Nam#2") == [["3"], ["6"]]
    assert found.header_place is not None
    assert [found.header_place(name).column for name in found.names["nam"]] == [7, 14]


def test_a_header_that_already_looks_counted() -> None:
    found = understood("place,Nam,Nam#2,Nam\nx,1,2,3\ny,4,5,6\n")
    assert found.names["nam"] == ["Nam", "Nam#3"]
    assert texts(found, "Nam#2") == [["2"], ["5"]]


def test_a_long_table() -> None:
    layout = Layout(figure="indicator", value="value", key=("province", "year"))
    found = understood(
        "province,year,indicator,value\nx,2019,a,1\ny,2019,a,2\nx,2019,b,3\nx,2020,a,4\nx,2019,a,5\n", layout
    )
    assert found.layout == "long"
    assert [record.key for record in found.records] == [
        {"province": "x", "year": "2019"},
        {"province": "y", "year": "2019"},
        {"province": "x", "year": "2020"},
    ]
    assert texts(found, "a") == [["1", "5"], ["2"], ["4"]]
    assert texts(found, "b") == [["3"], [], []]
    assert found.cells("a")[0][1].locate().line == 6


def test_rows_without_a_name_are_told() -> None:
    found = understood("name,value\na,1\n,2\nb,3\n")
    assert list(found.names) == ["a", "b"]
    assert [(problem.message.key, problem.line) for problem in found.problems] == [("read.no_name", 3)]


def test_one_of_figure_and_value_is_enough_where_one_column_is_left() -> None:
    assert understood("quantity,size\na,1\nb,2\n", Layout(value="size")).layout == "list"
    with pytest.raises(AuditError) as caught:
        understood("quantity,size,more\na,1,2\nb,2,3\n", Layout(value="size"))
    assert caught.value.problem.message.key == "read.figure_and_value"


def test_columns_that_a_layout_names_must_be_there_once() -> None:
    with pytest.raises(AuditError) as caught:
        understood("indicator,value\na,1\n", Layout(figure="indicater", value="value"))
    assert caught.value.problem.message.values["near"] == "indicator"
    with pytest.raises(AuditError) as caught:
        understood("k,n,k\na,1,b\n", Layout(key=("k",)))
    assert (caught.value.problem.message.key, caught.value.problem.column) == ("read.repeated_column", 5)
    assert understood("area (km2),n\na,1\nb,2\n", Layout(key=("area",))).key_columns == ("area (km2)",)


def test_json_shapes() -> None:
    found = understood('{"a": 1, "b": 2, "a": 3}')
    assert texts(found, "a") == [["1", "3"]]
    assert found.names == {"a": ["a"], "b": ["b"]}
    assert understood('{"name": "x", "value": 5}').layout == "record"
    assert understood('[{"name": "x", "value": 5}, {"name": "y", "value": 6}]').layout == "record"
    assert understood('[{"name": "x", "value": 5}, {"name": "y", "value": 6}]', names={"x"}).layout == "list"
    layout = Layout(figure="name", value="value")
    assert understood('[{"name": "x", "value": 5}, {"name": "y", "value": 6}]', layout).layout == "list"


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        (["Energy,,", "Oil,1,2", "Gas,3,4"], [0]),
        (["Oil,1,2", "Of these:,,", "Gas,3,4"], [1]),
        (["Oil,1,2", "Heat,,", "- Gas,3,4"], [1]),
        (["Oil,1,2", "Heat,,", "  Gas,3,4"], [1]),
        (["Tổng,1,2", "Trong đó,,", "Gas,3,4"], [1]),
        (["Oil,1,..", "Heat,,", "Gas,3,4"], [1]),
        (["Oil,1,2", "Huế,,", "Gas,3,4"], []),
        (["Oil,1,2", "Gas,3,4", "Total:,,"], []),
    ],
)
def test_section_headings_are_told_from_rows_without_figures(rows: list[str], headings: list[int]) -> None:
    found = understood("\n".join(["kind,2019,2020", *rows, ""]))
    assert [index for index, record in enumerate(found.records) if record.heading] == headings


def test_wide_tables_touch_only_what_is_asked() -> None:
    header = ",".join(["r", *(f"c{i}" for i in range(2000))])
    rows = "".join(",".join([f"id{k}", *(str(k + i) for i in range(2000))]) + "\n" for k in range(3))
    found = understood(f"{header}\n{rows}")
    assert len(found.names) == 2001
    assert texts(found, "c1999") == [["1999"], ["2000"], ["2001"]]
    assert found.cells("c1999") is found.cells("c1999")
