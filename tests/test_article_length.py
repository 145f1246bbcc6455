"""What understanding a text takes grows as its length does, whatever it is made of: steps are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from dvaudit.article.audit import audit_text
from dvaudit.readers.prose import html
from dvaudit.text import Text

TOWN = "The town has 12,345 residents: 5,417 women and 6,683 men.\n\n"


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python run."""
    count = 0

    def traced(_frame: FrameType, _event: str, _argument: Any) -> Any:  # noqa: ANN401
        nonlocal count
        count += 1
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def understood(body: str) -> Callable[[], object]:
    return lambda: audit_text(Text("a.txt", body, ()))


def celled(rows: int) -> Callable[[], object]:
    table = "<table>" + "<tr><td>12,345<td>12,345<td>12,345" * rows + "</table>"
    text = html.text("a.html", f"<p>The town has 12,345 residents, of whom 5,000 are women.</p>{table}")
    return lambda: audit_text(text)


@pytest.mark.parametrize(
    ("unit", "times"),
    [("(", 3000), ("1,234 ", 80), ("1 000 ", 60), ("50% ", 100), ("12 people and 13 men ", 40), (TOWN, 12),
     ("a total of 12 and 13, ", 40), ("12/24 ", 60)],
)  # fmt: skip
def test_twice_the_text_takes_twice_the_steps(unit: str, times: int) -> None:
    end = "12 of 24 (50 percent)"
    understood(end)()  # what is read once for all texts
    once, twice = (steps(understood(unit * (times * many) + end)) for many in (1, 2))
    assert twice < 2.6 * once


def test_twice_the_cells_take_twice_the_steps() -> None:
    celled(1)()
    once, twice = (steps(celled(rows)) for rows in (60, 120))
    assert twice < 2.6 * once


def test_numbers_in_a_row_claim_nothing() -> None:
    article, _ = audit_text(Text("a.txt", "1,234 " * 50, ()))
    assert (len(article.mentions), article.claims) == (50, ())


def test_a_long_number_is_stated_again_in_any_language() -> None:
    said = "Wszystkich było 12,345,678 osób. Z tych 12,345,678 osób nikt nie przyszedł."
    article, _ = audit_text(Text("a.txt", said, ()))
    assert (article.language, [claim.kind for claim in article.claims]) == (None, ["same"])
    short, _ = audit_text(Text("a.txt", said.replace("12,345,678", "1,234"), ()))
    assert short.claims == ()
