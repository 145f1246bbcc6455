"""A rule written as one line: which kind it becomes, what its names are, and where a mistake is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvaudit.formula import MAX_DEPTH, MAX_LENGTH, Binary, Call, Comparison, Name, Number, Unary
from dvaudit.kinds import KINDS
from dvaudit.lines import line_id, parse_fail_if, parse_formula, parse_line, parse_tolerance
from dvaudit.message import AuditError
from dvaudit.rule import Origin

NOWHERE = Origin(None)

SHAPES = {
    "a = b + c": ("sum", {"parts": ("b", "c"), "total": "a"}),
    "b + c = a": ("sum", {"parts": ("b", "c"), "total": "a"}),
    "a = b + c - d - e": ("sum", {"parts": ("b", "c"), "minus": ("d", "e"), "total": "a"}),
    "a - b = c": ("sum", {"parts": ("a",), "minus": ("b",), "total": "c"}),
    "100 = a + b": ("sum", {"parts": ("a", "b"), "total": "100"}),
    "a + b == 100": ("sum", {"parts": ("a", "b"), "total": "100"}),
    "a = sum(b_*)": ("sum", {"parts": ("b_*",), "total": "a"}),
    "a = sum(b_2011..2014) + c": ("sum", {"parts": ("b_2011..2014", "c"), "total": "a"}),
    "Tổng số = Nam + Nữ": ("sum", {"parts": ("Nam", "Nữ"), "total": "Tổng số"}),
    "a <= b": ("part_of", {"part": ("a",), "whole": "b"}),
    "b >= a": ("part_of", {"part": ("a",), "whole": "b"}),
    "a ≤ b": ("part_of", {"part": ("a",), "whole": "b"}),
    "p = a / b in %": ("share", {"part": "a", "whole": "b", "percent": "p"}),
    "a / b = p in %": ("share", {"part": "a", "whole": "b", "percent": "p"}),
    "r = a / b": ("ratio", {"numerator": "a", "denominator": "b", "ratio": "r"}),
    "r = 1000 * a / b": ("ratio", {"numerator": "a", "denominator": "b", "ratio": "r", "per": "1000"}),
    "r = a / b * 1000": ("ratio", {"numerator": "a", "denominator": "b", "ratio": "r", "per": "1000"}),
    "r = 1000*a/b": ("ratio", {"numerator": "a", "denominator": "b", "ratio": "r", "per": "1000"}),
    "a = b": ("equal", {"figures": ("a", "b")}),
    "a = b = c": ("equal", {"figures": ("a", "b", "c")}),
    "a < b": ("ascending", {"figures": ("a", "b"), "strict": True}),
    "a < b < c": ("ascending", {"figures": ("a", "b", "c"), "strict": True}),
    "a <= b <= c": ("ascending", {"figures": ("a", "b", "c")}),
    "c >= b >= a": ("ascending", {"figures": ("a", "b", "c")}),
    "a >= 0": ("range", {"figures": ("a",), "min": "0"}),
    "100 >= *_pct": ("range", {"figures": ("*_pct",), "max": "100"}),
    "-5 <= a <= 99.5": ("range", {"figures": ("a",), "min": "-5", "max": "99.5"}),
    "100 >= a >= 0": ("range", {"figures": ("a",), "min": "0", "max": "100"}),
}


@pytest.mark.parametrize(("line", "expected"), SHAPES.items())
def test_shape_decides_the_kind(line: str, expected: tuple[str, object]) -> None:
    assert parse_line(line, NOWHERE) == expected


@pytest.mark.parametrize("line", SHAPES)
def test_slots_are_those_of_the_kind(line: str) -> None:
    kind, slots = parse_line(line, NOWHERE)
    declared = {slot.name: slot for slot in KINDS[kind].slots}
    assert slots.keys() <= declared.keys()
    assert {name for name, slot in declared.items() if slot.required} <= slots.keys()
    for name, value in slots.items():
        takes = declared[name].takes
        assert isinstance(value, tuple if takes in ("names", "texts") else bool if takes == "flag" else str)


@pytest.mark.parametrize(
    "line",
    [
        "a = b + b",  # a figure taken twice is arithmetic, not a list of parts
        "a = a + b",
        "a = b + 5",
        "a = 100",
        "a > 0",
        "a != b",
        "0 <= a <= b",
        "a < b <= c",
        "a + b = c + d",
        "a = -b",
        "p = (a + b) / c in %",
        "r = a / 1000",
        "r = 0 * a / b",
        "max(a, b) <= c",
        "a = b + c in %",
    ],
)
def test_anything_else_is_a_formula(line: str) -> None:
    assert parse_line(line, NOWHERE) == ("formula", {"check": line})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("covid-19 = flu", ["covid-19", "flu"]),
        ("a -b = c", ["a", "b", "c"]),
        ("a- b = c", ["a", "b", "c"]),
        ("0-14 = x", ["0-14", "x"]),
        ("Nam 2023 = Nữ 2023", ["Nam 2023", "Nữ 2023"]),
        ("a.b.c = x", ["a.b.c", "x"]),
        ("`2011` = `a + b`", ["2011", "a + b"]),
        ("in = x", ["in", "x"]),
        ("sum = total", ["sum", "total"]),
        ("Tổng   số = x", ["Tổng số", "x"]),
        ("a_* = b?", ["a_*", "b?"]),
        ("sum(*) = b", ["*", "b"]),
        ("sum(a*, *b) = x*y", ["a*", "*b", "x*y"]),
        ("a * b = c", ["a", "b", "c"]),
        ("2*a = b*2", ["a", "b"]),
        ("(a)*(b) = `c`*`d`", ["a", "b", "c", "d"]),
        ("Côte d'Ivoire = Gỗ & giấy", ["Côte d'Ivoire", "Gỗ & giấy"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    comparison = parse_formula(text, NOWHERE)
    assert [name for side in sides(comparison) for name in named(side)] == names


def sides(comparison: Comparison) -> list[object]:
    return [comparison.first, *(expression for _, expression in comparison.rest)]


def named(expression: object) -> list[str]:
    match expression:
        case Name(text):
            return [text]
        case Unary(_, operand):
            return named(operand)
        case Binary(_, left, right):
            return named(left) + named(right)
        case Call(_, args):
            return [name for arg in args for name in named(arg)]
    return []


def test_tree() -> None:
    comparison = parse_formula("-a + 2.50 * (b - `c`) <= min(d, e) / 4 in %", NOWHERE)
    product = Binary("*", Number(Fraction(5, 2), "2.50"), Binary("-", Name("b"), Name("c", quoted=True)))
    quotient = Binary("/", Call("min", (Name("d"), Name("e"))), Number(4, "4"))
    assert comparison == Comparison(Binary("+", Unary("-", Name("a")), product), (("<=", quotient),), percent=True)


def test_operators_of_one_rank_group_to_the_left() -> None:
    assert parse_formula("a - b - c = d / e / f", NOWHERE) == Comparison(
        Binary("-", Binary("-", Name("a"), Name("b")), Name("c")),
        (("=", Binary("/", Binary("/", Name("d"), Name("e")), Name("f"))),),
    )


def test_signs_of_other_keyboards() -> None:
    assert parse_formula("a × b ÷ c − d ≠ e", NOWHERE) == parse_formula("a * b / c - d != e", NOWHERE)


@pytest.mark.parametrize(
    ("line", "key", "column"),
    [
        ("", "lines.empty", 1),
        ("total", "lines.no_comparison", 6),
        ("1 + 1 = 2", "lines.no_figure", 1),
        ("a = ", "lines.ends", 4),
        ("a = + ", "lines.ends", 6),
        ("= a", "lines.expected_operand", 1),
        ("a = (b + c", "lines.bracket_open", 5),
        ("a = b)", "lines.bracket_close", 6),
        ("a = `b", "lines.quote_open", 5),
        ("a = `` + b", "lines.empty_quotes", 5),
        ("a = `b` c", "lines.two_operands", 9),
        ("a >= 0,5", "lines.comma", 7),
        ("a = b[1]", "lines.character", 6),
        ("a % = b", "lines.percent", 3),
        ("a >= 5 %", "lines.percent", 8),
        ("a = b ^ 2", "lines.power", 7),
        ("a = b**2", "lines.power", 6),
        ("a = b ** 2", "lines.power", 7),
        ("a = round(b)", "lines.call", 5),
        ("Area (km2) = a", "lines.call", 1),
        ("a = __import__(b)", "lines.call", 5),
        ("a = sum()", "lines.no_argument", 9),
        ("a = abs(b, c)", "lines.one_argument", 10),
        ("sum(`a b`) = 100", "lines.one_figure", 1),
        ("a = b *c", "lines.star_unclear", 7),
        ("a = b* c", "lines.star_unclear", 6),
        ("a <= 1 000", "lines.spaced_number", 6),
        ("a = " + "9" * 301, "lines.digits", 5),
    ],
)
def test_mistakes_are_shown_where_they_are(line: str, key: str, column: int) -> None:
    with pytest.raises(AuditError) as caught:
        parse_line(line, NOWHERE)
    problem = caught.value.problem
    assert (problem.message.key, problem.column, problem.excerpt) == (key, column, line)


def test_mistake_in_a_file_counts_from_the_line_s_own_column() -> None:
    with pytest.raises(AuditError) as caught:
        parse_line("a = b ^ 2", Origin("rules.yml", 7, 5))
    problem = caught.value.problem
    assert (problem.file, problem.line, problem.column) == ("rules.yml", 7, 11)


def test_long_sums_are_sums_and_deep_formulas_are_refused() -> None:
    parts = [f"part_{number}" for number in range(1500)]
    assert parse_line(f"total = {' + '.join(parts)}", NOWHERE) == ("sum", {"parts": tuple(parts), "total": "total"})
    for deep in (
        f"a <= {' + '.join(parts)}",
        f"a = {'(' * 5000}b{')' * 5000}",
        f"a = {'abs(' * 2000}b{')' * 2000}",
    ):
        with pytest.raises(AuditError) as caught:
            parse_line(deep, NOWHERE)
        assert caught.value.problem.message.key == "lines.too_deep"
        assert caught.value.problem.message.values["limit"] == MAX_DEPTH


def test_signs_do_not_nest() -> None:
    assert parse_formula(f"a = {'-' * 5001}b", NOWHERE) == parse_formula("a = -b", NOWHERE)


def test_long_lines_are_refused() -> None:
    with pytest.raises(AuditError) as caught:
        parse_line("a = " + "b" * MAX_LENGTH, NOWHERE)
    assert caught.value.problem.message.key == "lines.too_long"


@given(st.text(alphabet="ab1.*?-+/()=<>!`%, \t^[ộ", max_size=40))
def test_every_text_is_a_rule_or_a_located_mistake(text: str) -> None:
    try:
        kind, slots = parse_line(text, NOWHERE)
    except AuditError as error:
        column = error.problem.column
        assert column is not None
        assert 1 <= column <= len(text) + 1
    else:
        assert {slot.name for slot in KINDS[kind].slots} >= slots.keys()


@given(st.text(min_size=1, max_size=20).filter(lambda name: "`" not in name and name.strip()))
def test_backticks_hold_any_name(name: str) -> None:
    assert parse_line(f"total = `{name}` + rest", NOWHERE) in (
        ("sum", {"parts": (name.strip(), "rest"), "total": "total"}),
        ("formula", {"check": " ".join(f"total = `{name}` + rest".split())}),
    )


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("Tổng số = Nam + Nữ", "tong-so-nam-nu"),
        ("a <= b", "a-le-b"),
        ("a_2011..2014 >= 0", "a_2011..2014-ge-0"),
        ("p = a / b in %", "p-a-by-b-in-pct"),
        ("***", "rule"),
    ],
)
def test_id_of_a_line(line: str, identity: str) -> None:
    assert line_id(line) == identity


def test_tolerance() -> None:
    assert parse_tolerance("5") == (5, False)
    assert parse_tolerance(" 0.5 % ") == (Fraction(1, 200), True)
    for wrong in ("-1", "5 points", "%", "", "1,5"):
        with pytest.raises(AuditError):
            parse_tolerance(wrong)


def test_fail_if() -> None:
    assert parse_fail_if("> 0.1 %") == (">", Fraction(1, 1000))
    assert parse_fail_if(">=5%") == (">=", Fraction(1, 20))
    for wrong in ("0.1 %", "> 5", "> 101 %", "< 1 %", "> 1.2.3 %"):
        with pytest.raises(AuditError):
            parse_fail_if(wrong)
