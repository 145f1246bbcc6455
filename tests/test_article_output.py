"""Articles on the command line: what is taken as one, what is understood of it, and how that is told."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import dvaudit
from dvaudit.cli import run
from dvaudit.readers import taken

ROOT = Path(__file__).parents[1]

CLEAN = (
    "In 2014 the party had 46,706 members. Of the 46,706 members, 43,137 (92.36 %) belonged to ethnic minorities."
)
WRONG = CLEAN.replace("43,137", "443,137")
TABLE = "District;2011;2012;total\nNorth;1,204;2,307;3,511\nSouth;2,307;900;3,207\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Said:
    """How a run ended, and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.status = run(list(arguments))
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def test_a_text_is_checked_without_a_rule_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(WRONG, encoding="utf-8")
    said = Said(capsys, "check", "a.txt")
    assert said.status == 1
    assert said.out.startswith("a.txt: article in English, 4 figures, ")
    assert "443,137 is probably 43,137" in said.out
    assert ">443,137<" in said.out
    (folder / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert Said(capsys, "check", "a.txt").status == 0


def test_equal_cells_of_a_table_are_no_figure_stated_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = "".join(f"<tr>{'<td>12,345' * 4}" for _ in range(4))
    (folder / "a.html").write_text(f"<p>{CLEAN}</p><table>{cells}</table>", encoding="utf-8")
    said = Said(capsys, "check", "a.html", "--as", "article", "--format", "json")
    assert sorted(one["kind"] for one in said.json["claims"]) == ["percent_of", "same"]  # both in the paragraph


def test_what_holds_only_by_rounding_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for amount, said in (("3,300", " holds: "), ("3,200", " holds only because its figures are rounded: ")):
        (folder / "a.txt").write_text(f"The population rose by {amount} to 48,700 from 45,400.", encoding="utf-8")
        out = " ".join(Said(capsys, "check", "a.txt", "-v").out.split())
        assert f"{said}48,700 and 45,400 are {amount} apart (1:24)" in out


@pytest.mark.parametrize(
    ("name", "content", "article"),
    [
        ("a.txt", CLEAN, True),
        ("a.txt", f"Title, of 2014\n\n{CLEAN}\n\n{CLEAN}\n", True),
        ("a.txt", "\n".join([CLEAN] * 30), True),
        ("a.txt", "- North, 12\n- South, 13\nTogether, as was said, 25 of them.\n", True),
        ("a.txt", TABLE, False),
        ("a.txt", TABLE.replace(";", "\t"), False),
        ("a.txt", f"Table 1. Members, 2011 to 2012\n\n{TABLE}Source: made up, for this test\n", False),
        ("a.txt", "name,value\nnorth,12\nsouth,13\n", False),
        ("a.txt", '{"north": 12}', False),
        ("a.csv", CLEAN, False),
        ("a", CLEAN, True),
        ("a.log", TABLE, False),
        ("a.md", TABLE, True),
        ("a.docx", "anything", True),
        ("a.html", f"<p>{CLEAN}</p><table><tr><td>a<td>b<tr><td>c<td>1</table>", True),
        ("a.html", "<p>Of 2011</p><table><tr><th>District<th>Men<tr><td>North<td>12<tr><td>South<td>13</table>", False),
        ("a.txt", "", False),
    ],
)  # fmt: skip
def test_what_is_an_article(folder: Path, name: str, content: str, article: bool) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    assert taken.is_article(name) is article
    if name in {"a.txt", "a"}:
        assert taken.is_article("-", head=content.encode()) is article
    assert taken.is_article(name, "article")
    assert not taken.is_article(name, "table")


def test_standard_input_is_either(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    given(WRONG)
    assert Said(capsys, "check", "-").out.startswith("-: article in English")
    given(TABLE)
    said = Said(capsys, "check", "-", "-c", "total = `2011` + `2012`")
    assert (said.status, said.out.partition(",")[0]) == (0, "-: 2 records")
    given(TABLE)
    assert Said(capsys, "check", "-", "--as", "article").out.startswith("-: article in a language that is not known")
    given("x" * (1 << 19) + " 12")
    assert Said(capsys, "check", "-").status == 0


def test_articles_and_tables_in_one_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(WRONG, encoding="utf-8")
    (folder / "b.csv").write_text(TABLE, encoding="utf-8")
    (folder / "c.docx").write_bytes(b"no document")
    said = Said(capsys, "check", "a.txt", "b.csv", "c.docx", "-c", "total = `2011` + `2012`")
    assert said.status == 2
    assert "c.docx: this is no .docx file" in said.err
    lines = said.out.splitlines()
    assert lines[0].split() == ["file", "claims", "records", "failed", "not", "checked", "corrections"]
    assert [line.split()[0] for line in lines[2:4]] == ["a.txt", "b.csv"]
    both = Said(capsys, "check", "a.txt", "b.csv", "-c", "total = `2011` + `2012`", "--format", "json")
    summary = both.json["summary"]
    assert (summary["files"], summary["records"], summary["rules"], summary["articles"]) == (2, 2, 1, 1)


def test_a_folder_means_its_tables_or_else_its_articles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(WRONG, encoding="utf-8")
    assert Said(capsys, "check", "in").out.startswith("in/a.md: article")
    (folder / "in" / "b.csv").write_text(TABLE, encoding="utf-8")
    assert Said(capsys, "check", "in", "-c", "total = `2011` + `2012`").out.startswith("in/b.csv: 2 records")
    assert Said(capsys, "check", "in", "--as", "article").out.startswith("in/a.md: article")


def test_tables_in_a_document_are_tables_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["District | 2011 | 2012 | all", "-|-|-|-", "North | 1,204 | 2,307 | 3,511", "South | 2,307 | 900 | 3,270"]
    table = "".join(f"| {row} |\n" for row in rows)
    (folder / "a.md").write_text(f"{CLEAN}\n\n{table}\n{CLEAN}\n", encoding="utf-8")
    said = Said(capsys, "check", "a.md", "-c", "all = `2011` + `2012`", "--format", "json")
    assert said.status == 1
    (finding,) = said.json["findings"]
    assert finding["record"] == {"District": "South"}
    assert (finding["figures"][0]["raw"], finding["figures"][0]["line"]) == ("3,270", 6)
    only = Said(capsys, "check", "a.md", "--as", "table", "-c", "all = `2011` + `2012`")
    assert (only.status, only.out.partition(",")[0]) == (1, "a.md: 2 records")
    assert Said(capsys, "check", "a.md", "-c", "nothing = `2011` + `2012`").status == 2
    some = Said(capsys, "check", "a.md", "-c", "nothing = `2011` + `2012`", "-c", "all = `2011` + `2012`")
    assert (some.status, "has a figure called nothing" in some.err) == (2, True)


def test_what_keeps_rules_from_the_tables_of_a_document_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text(f"{CLEAN}\n\n| k | a | b | t |\n|-|-|-|-|\n| x | | 2 | 4 |\n", encoding="utf-8")
    blank = Said(capsys, "check", "a.md", "-c", "t = a + b")
    assert "no number is given for a (x at 5:3)" in " ".join(blank.out.split())
    assert Said(capsys, "check", "a.md", "-c", "t = a + b", "--strict").status == 1
    (folder / "r.yml").write_text("dvaudit: 1\nlayout: {key: kk}\nrules: [t = a + b]\n", encoding="utf-8")
    unfit = Said(capsys, "check", "a.md", "--rules", "r.yml")
    assert (unfit.status, unfit.err.startswith("a.md: layout names the column kk")) == (2, True)


def test_an_article_of_which_no_claim_was_understood_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_text("There are 12 apples and 13 pears here, and nobody said more.", encoding="utf-8")
    (folder / "b.csv").write_text("all,x,y\n3,1,2\n", encoding="utf-8")
    said = Said(capsys, "check", "a.txt", "b.csv", "-c", "all = x + y", "--strict")
    assert said.status == 1
    assert "No claim was understood in a.txt: --strict asks for one." in said.out


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_text_without_figures_is_said_to_have_none(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    (folder / "a.txt").write_text("Nothing is counted here, and that is all.", encoding="utf-8")
    said = Said(capsys, "check", "a.txt", "--lang", lang)
    assert said.status == 0
    assert said.out.splitlines() == {
        "en": [
            "a.txt: article in English, without figures", "",
            "Nothing to check: 1 article without figures. No file was changed.",
        ],
        "vi": [
            "a.txt: bài viết bằng tiếng Anh, không có số liệu", "",
            "Không có gì để kiểm tra: 1 bài viết không có số liệu. Không tệp nào bị thay đổi.",
        ],
    }[lang]  # fmt: skip


def test_an_unknown_language_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("Zu wa 46 ba da 12 ko.", encoding="utf-8")
    said = Said(capsys, "check", "a.txt")
    assert said.status == 0
    assert "the language is not known here" in said.out


def test_from_python(folder: Path) -> None:
    (folder / "a.txt").write_text(WRONG, encoding="utf-8")
    report = dvaudit.audit("a.txt")
    assert report.problems == []
    assert report.to_frame()["correction"].tolist() == [("43,137",)]
    assert dvaudit.audit("a.txt", taken_as="table").problems


def test_json_has_every_figure_and_every_claim(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(WRONG, encoding="utf-8")
    report = Said(capsys, "check", "a.txt", "--format", "json").json
    (article,) = report["articles"]
    assert article["language"] == "en"
    for figure in article["figures"]:
        assert WRONG[figure["start"] : figure["end"]] == figure["text"]
    assert [figure["value"] for figure in article["figures"]] == ["2014", "46706", "46706", "443137", "92.36"]
    shares = [claim for claim in report["claims"] if claim["kind"] == "percent_of"]
    assert [claim["outcome"] for claim in shares] == ["fails"]
    assert shares[0]["sentence"] == WRONG.partition(". ")[2]
    assert shares[0]["finding"] == report["findings"][0]["id"]
    assert {WRONG[one["start"] : one["end"]] for one in shares[0]["figures"]} == {"92.36", "443,137", "46,706"}
    for finding in report["findings"]:
        for figure in finding["figures"]:
            assert WRONG[figure["start"] : figure["end"]] in figure["raw"]


def test_the_web_page_shows_the_whole_text(folder: Path) -> None:
    import html5lib

    table = "| District | 2011 |\n|-|-|\n| North & <b>x</b> | 1,204 |\n| South | 2,307 |\n"
    (folder / "a.md").write_text(f"# Report\n\n{WRONG} In 7 places\u202e.\n\n- one 1\n\n{table}", encoding="utf-8")
    assert run(["check", "a.md", "--format", "html:a.html"]) == 1
    page = (folder / "a.html").read_text(encoding="utf-8")
    tree = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False).parse(page)
    section = next(element for element in tree.iter("section") if element.get("id") == "text1")
    figures = [one for one in section.iter("span") if one.get("class", "").startswith("figure") and one.text]
    shown = {figure.text: figure.get("class") for figure in figures}
    assert shown["443,137"] == "figure fails suspect"
    assert shown["92.36"] == "figure fails"
    assert shown["7"] == "figure none"
    assert "2014" not in shown
    (told,) = (figure for figure in figures if figure.text == "443,137")
    assert told.get("tabindex") == "0"
    tip = next(element for element in told.iter() if element.get("id") == told.get("aria-describedby"))
    said = [" ".join(one.itertext()) for one in tip]
    assert said[0] == "443,137 is probably 43,137"
    assert said[-1].startswith("does not hold: 92.36 % is not the share of 443,137 in")
    cells = ["".join(cell.itertext()) for cell in section.iter("td")]
    assert cells == ["District", "2011", "North & x", "1,204", "South", "2,307"]
    assert [("".join(p.itertext()), p.get("class")) for p in section.iter("p")][1] == ("Report", "heading")


TEXTS = {
    "en": (
        "A hundred years\n\nAt the end of 2014 the party had 46,706 members. Of the 46,706 members, 443,137 (92.36 %) "
        "belonged to ethnic minorities. Of 12,133 new members, 11,360 (93.63 %) were young and about 60 (0.49 %) old.\n"
    ),
    "vi": (
        "Toàn tỉnh có 46.706 đảng viên, trong đó 43.173 là người dân tộc thiểu số, chiếm 92,36 %. Năm 2014 kết nạp "
        "12.133 đảng viên, trong đó 11.360 là đảng viên trẻ, chiếm 93,63 %. Thu 1,2 triệu đồng, trong đó thuế "
        "600 nghìn đồng, chiếm 50 %; xuất khẩu 4.700 tấn, trong đó 2.300 tấn gạo, chiếm 49 %.\n"
    ),
    "de": (
        "Im Jahr 2014 hatte die Partei 46.706 Mitglieder. Von den 46.706 Mitgliedern waren 43.173 (92,36 %) Frauen und "
        "rund 3 Millionen Euro, das sind 25 % von 12 Millionen Euro, kamen vom Staat.\n"
    ),
    "words": (
        "The number of teachers doubled from 1,204 to 2,688 last year. The plant has 4 units of 637 MW each, 2,612 MW "
        "in total. Sales grew by a third, from 3,012 to 4,016 tonnes.\n"
    ),
}


@pytest.mark.parametrize("lang", TEXTS)
def test_figures_and_rules_of_an_article_say_what_it_says(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    (folder / "a.txt").write_text(TEXTS[lang], encoding="utf-8")
    whole = Said(capsys, "check", "a.txt", "--format", "json").json
    assert len([claim for claim in whole["claims"] if claim["outcome"] in {"holds", "fails"}]) >= 2
    assert Said(capsys, "figures", "a.txt", "--format", "csv", "--output", "f.csv", "--rules-out", "r.yml").status == 0
    pair = Said(capsys, "check", "f.csv", "--rules", "r.yml", "--format", "json").json
    assert pair["problems"] == []

    def told(report: dict[str, Any]) -> dict[str, object]:
        keys = ("id", "held", "failed", "undecided")
        texts = {one["id"]: one for one in report["findings"]}
        causes = [
            ([texts[one]["rule"] for one in cause["findings"]], cause["confidence"],
             [correction["texts"] for suspect in cause["suspects"] for correction in suspect["corrections"]])
            for cause in report["causes"]
        ]  # fmt: skip
        rules = [[rule[key] for key in keys] for rule in report["rules"]]
        # What a formula is off by depends on how it is written.
        findings = [one for one in report["findings"] if one["kind"] != "formula"]
        expected = [(one["rule"], one["expected"], one["imbalance"]) for one in findings]
        return {"rules": rules, "causes": causes, "expected": expected}

    assert told(pair) == told(whole)
    lines = (folder / "f.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "figure,value,printed,kind,unit,period,line,column,page,start,end,sentence"
    assert Said(capsys, "figures", "a.txt").out.startswith("a.txt: ")


def test_what_figures_refuses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(CLEAN, encoding="utf-8")
    (folder / "b.csv").write_text(TABLE, encoding="utf-8")
    assert Said(capsys, "figures", "b.csv", "--format", "csv").status == 2
    assert Said(capsys, "figures", "a.txt", "--format", "csv", "--output", "a.txt").status == 2
    assert Said(capsys, "figures", "a.txt", "--rules-out", "nowhere/r.yml").status == 2
    assert Said(capsys, "figures", "nothing.md", "--format", "csv").status == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The agency opened 12 offices. It has 44 cars.\n", 1),
        ("Nothing is counted here.\n", 0),
        ("It has 300 members, 120 women and 180 men.\n\nOf the 300 members, 120 (40.0 %) are women.\n", 0),
    ],
)
def test_a_strict_gate_wants_a_claim_that_was_understood(tmp_path: Path, text: str, status: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert run(["check", str(path), "--strict"]) == status
    assert run(["check", str(path)]) == 0


IN_IT = "| Town | Men | Women | Total |\n|---|---|---|---|\n| North | {} | {} | {} |\n| South | 2,300 | 900 | 3,200 |\n"


@pytest.mark.parametrize(
    ("said", "row", "held"),
    [
        (CLEAN, ("1,500", "500", "2,000"), True),
        ("The price was 5,8 euros in 12 of the 24 shops of the town.", ("1,500", "500", "2,000"), False),
        (CLEAN, ("1.500,0", "500,0", "2.000,0"), False),  # what the table itself says goes before
    ],
)
def test_the_text_says_how_a_table_in_it_prints_its_numbers(
    folder: Path, capsys: pytest.CaptureFixture[str], said: str, row: tuple[str, ...], held: bool
) -> None:
    (folder / "a.md").write_text(f"{said}\n\n{IN_IT.format(*row)}", encoding="utf-8")
    found = Said(capsys, "check", "a.md", "-c", "Total = Men + Women", "--format", "json").json
    (rule,) = [one for one in found["rules"] if one["kind"] == "sum"]
    assert (rule["held"] == 2) is held
    assert rule["failed"] == 0 or not held
