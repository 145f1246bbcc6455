"""When two names are the same, what a pattern means, what is suggested."""

from __future__ import annotations

import pytest

from dvaudit.names import closest, is_pattern, matching, normalize, without_unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổng số", "TỔNG SỐ"), ("Tổng\nsố", "tổng  số"), ("to\u0301ng", "tóng"), ("\ufeffTotal", "total"),
        ("Total*", "total"), ("Total (1)", "total"), ("Total [a]", "total"), ("Total¹", "total"), ("Total †", "total"),
        ("to\u200btal", "total"), ("Estimates base \\2", "estimates base"),
    ],
)  # fmt: skip
def test_one_name(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tổng số", "Tong so"), ("Pupils (girls)", "Pupils (boys)"), ("a_1", "a_2"), ("Total 2023", "Total")],
)
def test_two_names(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


def test_a_unit_in_brackets_may_be_left_out() -> None:
    assert without_unit("Area (km2)") == without_unit("area") == "area"
    assert without_unit("(1)") == normalize("(1)")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("m_*", ["m_01", "m_02", "m_10", "m_total"]),
        ("m_??", ["m_01", "m_02", "m_10"]),
        ("m_01..m_09", ["m_01", "m_02"]),
        ("m_01..09", ["m_01", "m_02"]),
        ("2019..2020", ["2019", "2020"]),
        ("M_0*", ["m_01", "m_02"]),
        ("x*", []),
    ],
)
def test_patterns_mean_the_names_that_are_there(pattern: str, found: list[str]) -> None:
    assert is_pattern(pattern)
    assert matching(pattern, ["m_01", "m_02", "m_10", "m_total", "2019", "2020", "2021"]) == found


def test_many_marks_and_stars_take_no_time_worth_telling() -> None:
    # Each of these would not end within the lifetime of a test run if the work grew with a power of the length.
    assert normalize("*" * 900 + "x") == "*" * 900 + "x"
    assert normalize("x" + "*" * 900) == "x"
    assert matching("*a" * 40, ["a" * 5000]) == ["a" * 5000]
    assert matching("*a" * 40 + "b", ["a" * 5000]) == []


@pytest.mark.parametrize("name", ["a.b", "Tổng số", "v1.2", "a..b", "…", "x[1]"])
def test_other_names_are_no_patterns(name: str) -> None:
    assert not is_pattern(name)


def test_the_nearest_name_is_found_without_accents_and_with_a_misspelling() -> None:
    names = ["members_total", "members_minority", "Tổng số đảng viên"]
    assert closest("members_totl", names) == "members_total"
    assert closest("tong so dang vien", names) == "Tổng số đảng viên"
    assert closest("zzz", names) is None
    assert closest("men", ["region", "women", "man", "total"]) == "man"


def test_very_long_texts_are_compared_in_linear_time() -> None:
    # Each of these took a second or more with patterns that try every start.
    for text in ("1" * 100_000 + "x", "(1)" * 50_000 + "x", "9" * 100_000 + ".." + "9" * 100_000):
        assert normalize(text) == text
        assert not is_pattern(text)
        assert without_unit(text) == text
