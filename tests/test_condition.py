"""Conditions on printed values: what they mean, what a missing value leaves open, where a mistake is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvaudit import condition
from dvaudit.message import AuditError

ROW = {
    "status": "Final ",
    "year": "2020",
    "tỉnh": "Hà Nội",
    "printed": "12",
    "reported": "12.0",
    "note": "",
    "state": "OR",
}


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("status = final", True),
        ("status == FINAL", True),
        ("status != final", False),
        ("year >= 2020", True),
        ("year >= 2020.0", True),
        ("year < 999", False),
        ("status = final and year >= 2020", True),
        ("status = draft and year >= 2020", False),
        ("status = draft or year >= 2020", True),
        ("not status = draft", True),
        ("not (status = final or year = 1999) or status = final", True),
        ("tỉnh = Hà Nội", True),
        ("tỉnh in [Hà Nội, Huế]", True),
        ("tỉnh not in [Hà Nội, Huế]", False),
        ("year in [2019, 2020]", True),
        ("state = OR", True),
        ("state in [IN, OR]", True),
        ("status = 'final'", True),
        ('status in ["a, b", "final"]', True),
        ("`year` = 2020", True),
        ("printed = `reported`", True),
        ("year <> 2020", None),
    ],
)
def test_meaning(text: str, met: bool | None) -> None:
    if met is None:
        with pytest.raises(AuditError):
            condition.parse(text)
    else:
        assert condition.evaluate(condition.parse(text), ROW.get) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("absent = 1", None),
        ("note = x", None),
        ("not absent = 1", None),
        ("absent in [1, 2]", None),
        ("absent = 1 and status = draft", False),
        ("absent = 1 and status = final", None),
        ("absent = 1 or status = final", True),
        ("absent = 1 or status = draft", None),
        ("status = `absent`", None),
        ("status >= 2020", None),  # a text is neither before nor after a number
        ("status = 2020", False),
    ],
)
def test_missing_values_leave_it_open(text: str, met: bool | None) -> None:
    assert condition.evaluate(condition.parse(text), ROW.get) is met


def test_iso_dates_are_in_order() -> None:
    asked = condition.parse("date >= 2020-03-01 and date < 2020-04-01")
    assert condition.evaluate(asked, {"date": "2020-03-17"}.get) is True
    assert condition.evaluate(asked, {"date": "2020-04-01"}.get) is False


def test_names_in_order_each_once() -> None:
    asked = condition.parse("b = 1 and (not a in [x] or b = `c`)")
    assert condition.names(asked) == ("b", "a", "c")


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ("", "when.empty", 1),
        ("status", "when.expected_compare", 7),
        ("= final", "when.expected_name", 1),
        ("2020 <= year", "when.expected_name", 1),
        ("status =", "when.expected_value", 9),
        ("status = and", "when.expected_value", 10),
        ("status in final", "when.expected_list", 11),
        ("status in []", "when.expected_value", 12),
        ("status in [a, b", "lines.bracket_open", 11),
        ("(status = final", "lines.bracket_open", 1),
        ("status = final)", "when.expected_and", 15),
        ("status = final AND year = 2020", "when.expected_and", 25),
        ("status = 'final", "lines.quote_open", 10),
        ("status not = x", "when.expected_compare", 12),
        ("status ! x", "lines.character", 8),
        ("not " * 200 + "a = b", "lines.too_deep", 1),
    ],
)
def test_mistakes_are_shown_where_they_are(text: str, key: str, column: int) -> None:
    with pytest.raises(AuditError) as caught:
        condition.parse(text)
    assert (caught.value.problem.message.key, caught.value.problem.column) == (key, column)


@given(st.text(alphabet="ab1 =<>!()[],`'\"not inadr", max_size=40))
def test_every_text_is_a_condition_or_a_located_mistake(text: str) -> None:
    try:
        asked = condition.parse(text)
    except AuditError as error:
        column = error.problem.column
        assert column is not None
        assert 1 <= column <= len(text) + 1
    else:
        assert condition.names(asked)
