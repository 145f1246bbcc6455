"""No text of a document is lost without a word: what is nested too deep, what is hidden."""

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
