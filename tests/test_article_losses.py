"""Nothing of a document is lost without a word: what nests too deep, is hidden, or is a table that cannot be read."""

from __future__ import annotations

import pytest

from dvaudit.message import AuditError
from dvaudit.readers.limits import MARKDOWN_DEPTH
from dvaudit.render.words import say
from tests.test_article_readers import read


@pytest.mark.parametrize("depth", [1, 19, 20, 40, MARKDOWN_DEPTH - 3])
def test_quotations_are_read_however_deep(depth: int) -> None:
    assert "12 of 24" in read("a.md", "> " * depth + "12 of 24").body


@pytest.mark.parametrize("depth", [1, 18, 30, MARKDOWN_DEPTH // 2 - 2])
def test_lists_are_read_however_deep(depth: int) -> None:
    items = [f"{'  ' * at}- {at} of 24" for at in range(depth)]
    assert f"{depth - 1} of 24" in read("a.md", "\n".join(items)).body


DEEP_LIST = "\n".join("  " * at + "- 1 of 24" for at in range(99))


@pytest.mark.parametrize("content", ["> " * 20_000 + "12 of 24", DEEP_LIST])
def test_what_would_be_lost_is_a_problem(content: str) -> None:
    with pytest.raises(AuditError) as caught:
        read("a.md", content)
    assert "nested more than 100 levels deep" in say(caught.value.problem.message, "en")


TABLE = "<table><tr><th>District<th>A<th>Total<tr><td>N<td>100<td>300{}<tr><td>W<td>101<td>301</table>"
ROW = "<td>S<td>102<td>302"


@pytest.mark.parametrize(
    ("hidden", "figures"),
    [
        (f"<div hidden>{TABLE.format('')}</div>", 4),
        ("<p style='display: none'>102 and 302</p>", 2),
        (TABLE.replace("<table>", "<table style='display:none'>").format(""), 4),
        (TABLE.format(f"<tr hidden>{ROW}"), 2),
        (TABLE.format(f"<tbody style='visibility:hidden'><tr>{ROW}</tbody>"), 2),
        (TABLE.format("<tr><td>S<td style='display:none'>102<td>1<td>2"), 1),
    ],
)
def test_what_a_page_hides_is_not_read_and_told(hidden: str, figures: int) -> None:
    found = read("a.html", f"<html><body><p>In all 12 people.</p>{hidden}</body></html>")
    assert "102" not in found.body
    assert "302" not in found.body
    (problem,) = found.problems
    assert say(problem.message, "en").startswith(f"{figures} figure")
    assert not problem.fatal


def test_a_page_that_hides_no_figures_says_nothing() -> None:
    found = read("a.html", f"<html><body><p hidden>Menu</p><p>In all 12 people.</p>{TABLE.format('')}</body></html>")
    assert found.problems == []


def printed(*lines: str, gap: int = 1) -> bytes:
    """A page with these lines, their words so many spaces apart."""
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    for line in lines:
        document.cell(0, 6, (" " * gap).join(line.split(" ")), new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


ROWS = ("District Men Women Total", "North 1,204 2,307 3,511", "South 2,307 900 3,217")


def test_rows_of_a_pdf_that_are_no_table_are_told() -> None:
    (problem,) = read("a.pdf", printed("The town has 12,345 residents.", *ROWS)).problems
    assert say(problem.message, "en").startswith("2 lines look like rows of a table")


@pytest.mark.parametrize(
    "lines",
    [
        ("The town has 12,345 residents.", "In 2014 there were 12,100 of them."),
        ("Chapter 1 ... 12", "Chapter 2 ... 14"),
        ("It was 12 14 15",),
    ],
)
def test_lines_of_text_are_no_rows(lines: tuple[str, ...]) -> None:
    assert read("a.pdf", printed(*lines)).problems == []


def test_a_table_that_was_read_is_not_told_as_lost() -> None:
    found = read("a.pdf", printed(*ROWS, gap=12))
    assert found.tables
    assert found.problems == []
