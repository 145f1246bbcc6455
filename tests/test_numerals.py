"""Printed texts and the numbers they can mean."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dvaudit.formats import same_sign
from dvaudit.interval import Exact, Interval
from dvaudit.message import AuditError
from dvaudit.numerals import (
    MAX_CELL,
    MAX_DIGITS,
    Declared,
    NumberFormat,
    Printed,
    locale_format,
    merged,
    parse_number,
    parse_scale,
    readings,
    span,
    write,
)
from dvaudit.printed import Marker

ENGLISH, VIETNAMESE = NumberFormat(".", ","), NumberFormat(",", ".")
FORMATS = [
    ENGLISH,
    VIETNAMESE,
    NumberFormat(",", " "),
    NumberFormat(",", "\u00a0"),
    NumberFormat(",", "\u202f"),
    NumberFormat(".", "\u2009"),
    NumberFormat(".", "'"),
    NumberFormat(".", "’"),
    NumberFormat(".", ",", indian=True),
    NumberFormat(".", ""),
    NumberFormat(",", ""),
]


def one(text: str, *formats: NumberFormat) -> Printed:
    found = readings(text, formats or None)
    assert len(found) == 1, f"{text!r} has {len(found)} readings"
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        ("46706", 46706, 1),
        ("9.20", Fraction(46, 5), Fraction(1, 100)),
        ("9,20 %", Fraction(46, 5), Fraction(1, 100)),
        ("46 706", 46706, 1),
        ("46\u00a0706", 46706, 1),
        ("46\u202f706", 46706, 1),
        ("46\u2009706", 46706, 1),
        ("46'706", 46706, 1),
        ("46’706", 46706, 1),
        ("4,67,061", 467061, 1),
        ("1.234.567,8", Fraction(12345678, 10), Fraction(1, 10)),
        ("1,234,567.8", Fraction(12345678, 10), Fraction(1, 10)),
        ("(123)", -123, 1),
        ("−5", -5, 1),
        ("–5", -5, 1),
        ("- 4 029", -4029, 1),
        ("5-", -5, 1),
        ("+3", 3, 1),
        (".5", Fraction(1, 2), Fraction(1, 10)),
        ("0.123", Fraction(123, 1000), Fraction(1, 1000)),
        ("12·5", Fraction(25, 2), Fraction(1, 10)),
        ("007", 7, 1),
        ("1.2 million", 1_200_000, 100_000),
        ("1,2 triệu", 1_200_000, 100_000),
        ("3 lakh", 300_000, 100_000),
        ("3 lakh crore", 3 * 10**12, 10**12),
        ("1,2 nghìn tỷ", 12 * 10**11, 10**11),
        ("2 mil millones", 2 * 10**9, 10**9),
        ("1.5 Mio. EUR", 1_500_000, 100_000),
        ("1,5 Mrd. €", 15 * 10**8, 10**8),
        ("$1.2bn", 12 * 10**8, 10**8),
        ("5 M€", 5 * 10**6, 10**6),
        ("1.5E+05", 150_000, 10_000),
        ("1e-05", Fraction(1, 100_000), Fraction(1, 100_000)),
        ("１２３．５", Fraction(247, 2), Fraction(1, 10)),
        ("٤٦٬٧٠٦", 46706, 1),
        ("٣٫٥", Fraction(7, 2), Fraction(1, 10)),
        ("४६७०६", 46706, 1),
        ("1 234*", 1234, 1),
        ("1 234(2)", 1234, 1),
        ("1 234 1)", 1234, 1),
        ("1234¹", 1234, 1),
        ("123.4 bp", Fraction(617, 5), Fraction(1, 10)),
        ("12 [r]", 12, 1),
        ("9.9p", Fraction(99, 10), Fraction(1, 10)),
        ("185 e", 185, 1),
        ("9.9 e", Fraction(99, 10), Fraction(1, 10)),
        ("1.2m", 1_200_000, 100_000),
        ("300k", 300_000, 1_000),
        ("\ufeff12\u200b", 12, 1),
    ],
)
def test_reads(text: str, value: Exact, place: Exact) -> None:
    found = one(text)
    assert (found.value, found.place) == (value, place)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("12 km2", "km2"), ("12 km²", "km²"), ("5 ₫", "₫"), ("5 EUR", "EUR"), ("3 người", "người"), ("$ 5", "")],
)
def test_keeps_the_unit_beside_a_count(text: str, unit: str) -> None:
    found = one(text)
    assert found.whole
    assert found.style.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-24T18:00:00",
        "24.02.2020",
        "12:30",
        "5 pm",
        "3 January",
        "1st",
        "A12",
        "12B",
        "v2",
        "H2O",
        "2011-2014",
        "12 – 15",
        "1.2.3",
        "192.168.1.1",
        "+84 24 3825 1234",
        "1/2",
        "3 ½",
        "12 of 13",
        "12 e mezzo",
        "281 (37.7 %)",
        "(5",
        "5.",
        "12 -",
        "--5",
        "٣3",
        "1e999",
        "Total",
        "",
        "-",
        "%",
        "1,23,4",
        "46.70.6",
        "1.234.56",
        "12,34.5",
        "0,123,456",
        "1 2 3",
        "1234 567",
    ],
)
def test_is_no_number(text: str) -> None:
    assert readings(text) == ()


def test_limits_the_length_of_a_number() -> None:
    assert one("9" * MAX_DIGITS).digits == MAX_DIGITS
    assert readings("9" * (MAX_DIGITS + 1)) == ()
    assert readings(" " * MAX_CELL + "9") == ()


@pytest.mark.parametrize(
    ("text", "values"), [("46.706", (Fraction(46706, 1000), 46706)), ("46,706*", (46706, Fraction(46706, 1000)))]
)
def test_one_separator_before_three_digits_is_ambiguous(text: str, values: tuple[Exact, ...]) -> None:
    assert tuple(found.value for found in readings(text)) == values


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        ("46.706", VIETNAMESE, 46706),
        ("46.706", ENGLISH, Fraction(46706, 1000)),
        ("46.706", NumberFormat(",", ""), 46706),
        ("46 706", VIETNAMESE, 46706),
        ("46,706", NumberFormat("", " "), Fraction(46706, 1000)),
    ],
)
def test_a_format_decides(text: str, shown: NumberFormat, value: Exact) -> None:
    assert one(text, shown).value == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [("46.70", VIETNAMESE), ("92,36 %", ENGLISH), ("4,67,061", ENGLISH), ("46.706", NumberFormat(",", "\u202f"))],
)
def test_a_text_in_another_format_is_no_number(text: str, shown: NumberFormat) -> None:
    assert readings(text, [shown]) == ()


def test_readings_follow_the_order_of_the_formats() -> None:
    for text in ("46.706", "46,706"):
        first = [found.value for found in readings(text, [ENGLISH, VIETNAMESE])]
        assert first == [found.value for found in readings(text, [VIETNAMESE, ENGLISH])][::-1]
    assert len(readings("46706", [ENGLISH, VIETNAMESE])) == 1


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 5", "about"),
        ("~5", "about"),
        ("khoảng 5", "about"),
        ("environ 5", "about"),
        ("ca. 5", "about"),
        ("more than 5", "more"),
        ("> 5", "more"),
        ("hơn 5", "more"),
        ("über 5", "more"),
        ("at least 5", "at_least"),
        ("≥5", "at_least"),
        ("5 or more", "at_least"),
        ("5 trở lên", "at_least"),
        ("100+", "at_least"),
        ("less than 5", "less"),
        ("<5", "less"),
        ("gần 5", "less"),
        ("dưới 5", "less"),
        ("nearly 5", "less"),
        ("up to 5", "at_most"),
        ("bis zu 5", "at_most"),
        ("<= 5", "at_most"),
    ],
)
def test_reads_qualifiers(text: str, qualifier: str) -> None:
    assert one(text).qualifier == qualifier


ANY, NO_MORE = Declared(), Declared(exact=True)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("46706", ANY, Interval(46706, 46706)),
        ("12 %", ANY, Interval(Fraction(23, 2), Fraction(25, 2))),
        ("12", Declared(rounded=True), Interval(Fraction(23, 2), Fraction(25, 2))),
        ("12", Declared(whole_numbers="rounded"), Interval(Fraction(23, 2), Fraction(25, 2))),
        ("92.36 %", ANY, Interval(Fraction(92355, 1000), Fraction(92365, 1000))),
        ("1.2 million", ANY, Interval(1_150_000, 1_250_000)),
        ("9.2", NO_MORE, Interval(Fraction(46, 5), Fraction(46, 5))),
        ("46706", Declared(rounded_to=1000), Interval(46206, 47206)),
        ("46706", Declared(decimals=0), Interval(Fraction(93411, 2), Fraction(93413, 2))),
        ("46000", Declared(decimals=-3), Interval(45500, 46500)),
        ("9.2", Declared(decimals=2), Interval(Fraction(9195, 1000), Fraction(9205, 1000))),
        ("9.2", Declared(rounding="truncate"), Interval(Fraction(92, 10), Fraction(93, 10), hi_open=True)),
        ("-9.2", Declared(rounding="truncate"), Interval(Fraction(-93, 10), Fraction(-92, 10), lo_open=True)),
        ("0.0", Declared(rounding="truncate"), Interval(Fraction(-1, 10), Fraction(1, 10), True, True)),
        ("12", Declared(rounding="truncate"), Interval(12, 12)),
        ("10", Declared(rounding="random", rounded_to=5), Interval(5, 15, True, True)),
        ("3000", ANY, Interval(3000, 3000)),
        ("about 3000", ANY, Interval(2500, 3500)),
        ("about 12", ANY, Interval(Fraction(23, 2), Fraction(25, 2))),
        ("about 46,700", ANY, Interval(46700, 46700)),
        ("more than 5", ANY, Interval(5, None, lo_open=True)),
        ("at least 5", ANY, Interval(5, None)),
        ("less than 5", ANY, Interval(None, 5, hi_open=True)),
        ("up to 5", ANY, Interval(None, 5)),
    ],
)
def test_spans(text: str, declared: Declared, expected: Interval) -> None:
    assert span(one(text, ENGLISH), declared) == expected


def test_a_computed_double_is_good_to_twelve_digits() -> None:
    found = span(one("211.520102139044"), ANY)
    assert found.contains(Fraction("211.5201021394"))
    assert not found.contains(Fraction("211.5201021400"))


def test_a_number_beyond_doubles_stays_exact() -> None:
    assert span(one("1234567890123456789"), ANY) == Interval.point(1234567890123456789)


def rounds(true: Fraction, unit: Fraction, mode: str) -> set[Fraction]:
    """What a true value can be printed as: both neighbours where the mode leaves it open. A reference by definition."""
    below = true // unit * unit
    if below == true:
        return {true}
    above, rest = below + unit, true - below
    if mode == "floor":
        return {below}
    if mode == "ceil":
        return {above}
    if mode == "truncate":
        return {below if true > 0 else above}
    if mode == "random":
        return {below, above}
    if 2 * rest != unit:
        return {below if 2 * rest < unit else above}
    outward, inward = (above, below) if true > 0 else (below, above)
    even = below if (below / unit) % 2 == 0 else above
    return {"half_up": {outward}, "half_down": {inward}, "half_even": {even}}.get(mode, {below, above})


MODES = ["half_any", "truncate", "half_up", "half_down", "half_even", "floor", "ceil", "random"]
TRUE = st.builds(Fraction, st.integers(-(10**9), 10**9), st.sampled_from([1, 2, 3, 7, 20, 40, 200, 10**4]))


@given(TRUE, st.integers(1, 3), st.sampled_from(MODES), st.sampled_from(FORMATS[:3]))
def test_the_interval_holds_every_value_that_prints_like_this(
    true: Fraction, decimals: int, mode: str, shown: NumberFormat
) -> None:
    for value in rounds(true, Fraction(1, 10**decimals), mode):
        text = write(value, Printed(0, 1, decimals, 1, False, False, format=shown))
        assert text is not None
        found = span(one(text, shown), Declared(rounding=mode))
        assert found.contains(true)
        assert not found.contains(true + Fraction(1, 10**decimals) * 2)


@pytest.mark.parametrize("text", ["1000000000.000", "1,000,000,000.125", "12,345,678,901.25"])
def test_long_printed_numbers_are_no_computed_doubles(text: str) -> None:
    (printed,) = readings(text, [NumberFormat(".", ",")])
    found = span(printed, Declared())
    assert found == Interval(printed.value - printed.place / Fraction(2), printed.value + printed.place / Fraction(2))


@given(TRUE, st.sampled_from([1, 5, 10, 1000]), st.sampled_from(MODES))
def test_the_interval_holds_every_value_rounded_to_a_step(true: Fraction, step: int, mode: str) -> None:
    for value in rounds(true, Fraction(step), mode):
        assert span(one(str(int(value))), Declared(rounding=mode, rounded_to=step)).contains(true)


@given(st.integers(-(10**18), 10**18), st.integers(0, 6), st.sampled_from(FORMATS))
def test_what_is_written_is_read_back(number: int, decimals: int, shown: NumberFormat) -> None:
    like = Printed(0, 1, decimals, 1, decimals == 0, False, format=shown)
    text = write(Fraction(number, 10**decimals), like)
    assert text is not None
    found = [one for one in readings(text, [shown]) if one.value == Fraction(number, 10**decimals)]
    assert found
    assert (found[0].decimals, write(found[0].value, found[0])) == (decimals, text)


LIKE = [
    "46,706",
    "46.706,50",
    "(1 234)",
    "−5.0",
    "+3 %",
    "92,36 %",
    "1.2 million",
    "1,2 nghìn tỷ",
    "4,67,061.5",
    "１２，３４５．６",
    "٤٦٬٧٠٦٫٥",
    "४६७०६",
    "-$ 5",
    "5-",
    "about 12*",
    "≥ 5 km2",
    "12 [r]",
    "0045",
    ".5",
    "1.5E+05",
    "(12.5%)(2)",
]


@given(st.sampled_from(LIKE), st.integers(-(10**7), 10**7))
def test_a_value_is_printed_like_its_neighbour(text: str, number: int) -> None:
    like = readings(text)[0]
    value = number * like.place
    printed = write(value, like)
    assert printed is not None
    assert value in [found.value for found in readings(printed)]


SCRAPS = [*"0123456789.,' -+−()[]%*~<>/eEkMn€$đ٣٫५１，½²\u00a0\u202f", "000", " million", "tỷ", "about "]


@given(st.lists(st.sampled_from(SCRAPS), max_size=8).map("".join))
@example("1e300 million")
@example("(5)-")
@example("0.000")
def test_whatever_is_read_is_a_number_that_can_be_printed_again(text: str) -> None:
    for found in readings(text):
        printed = write(found.value, found)
        assert printed is not None
        assert found.value in [again.value for again in readings(printed)]


@pytest.mark.parametrize("text", LIKE)
def test_a_number_is_printed_as_it_was(text: str) -> None:
    for found in readings(text):
        assert write(found.value, found) == text


@pytest.mark.parametrize(
    ("like", "value", "expected"),
    [
        ("443,137", 43137, "43,137"),
        ("817", 8817, "8,817"),
        ("2480", 12480, "12480"),
        ("92.36 %", Fraction(9, 2), "4.50 %"),
        ("(123)", 5, "5"),
        ("123", -5, "-5"),
        ("−5", -6, "−6"),
        ("+3", 4, "+4"),
        ("1.2 million", 1_300_000, "1.3 million"),
        ("46706", Fraction(1, 2), None),
        ("1.2 million", 1_250_000, None),
    ],
)
def test_writes(like: str, value: Exact, expected: str | None) -> None:
    assert write(value, one(like, ENGLISH)) == expected


def test_a_declared_scale_multiplies_value_and_place_and_is_not_printed() -> None:
    found = one("46.7").scaled(1000)
    assert (found.value, found.place, write(46_800, found)) == (46_700, 100, "46.8")
    assert one("1.2 million").scaled(1000).value == 1_200_000


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("vi", VIETNAMESE),
        ("en", ENGLISH),
        ("en-IN", NumberFormat(".", ",", indian=True)),
        ("pt_BR", VIETNAMESE),
        ("fr", NumberFormat(",", "\u202f")),
        ("de-CH", NumberFormat(".", "'")),
    ],
)
def test_locales(tag: str, expected: NumberFormat) -> None:
    found = locale_format(tag)
    # Which of two apostrophes groups in Switzerland changes with the version of CLDR; they are read alike.
    assert found._replace(group=same_sign(found.group) if found.group == "’" else found.group) == expected


@pytest.mark.parametrize("tag", ["xx-nowhere", "", "../vi", "v i"])
def test_an_unknown_locale_is_told(tag: str) -> None:
    with pytest.raises(AuditError) as raised:
        locale_format(tag)
    assert raised.value.problem.message.key == "number.unknown_locale"


LOCALES = ["vi", "en", "de", "fr", "es", "it", "pt", "hi", "en-IN", "de-AT", "pl", "sv"]


@given(st.sampled_from(LOCALES), st.integers(0, 10**12), st.sampled_from([1, 10, 100, 1000]))
def test_numbers_printed_by_a_locale_are_read_under_it(tag: str, number: int, parts: int) -> None:
    from decimal import Decimal

    from babel.numbers import format_decimal

    text = format_decimal(Decimal(number) / parts, locale=tag.replace("-", "_"))
    assert one(text, locale_format(tag)).value == Fraction(number, parts)


@pytest.mark.parametrize(
    ("text", "value"),
    [("100", 100), ("-3", -3), ("0.5", Fraction(1, 2)), ("1e3", 1000), ("2.5E-1", Fraction(1, 4)), (" 7 ", 7)],
)
def test_numbers_of_rule_files(text: str, value: Exact) -> None:
    assert parse_number(text) == value


NO_RULE_NUMBERS = ["46,706", "1 000", "12:30", "0x10", "1_000", "NO", "", ".", "1e9999", "٣", "12 %", "nan"]


@pytest.mark.parametrize("text", NO_RULE_NUMBERS)
def test_other_texts_are_no_numbers_of_rule_files(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("thousand", 10**3),
        ("Nghìn", 10**3),
        ("nghìn tỷ", 10**12),
        ("triệu đồng", 10**6),
        ("Mio.", 10**6),
        ("lakh", 10**5),
        ("crore", 10**7),
        ("1000", 1000),
        ("1 000", 1000),
        ("1,000,000", 10**6),
        ("100", 100),
        ("persons", None),
        ("1.0", None),
        ("12", None),
        ("", None),
    ],
)
def test_scales(text: str, scale: int | None) -> None:
    assert parse_scale(text) == scale


def test_what_is_declared_of_a_figure_wins_over_the_file() -> None:
    nil, missing = Marker("nil"), Marker("missing")
    outer = Declared(rounding="truncate", decimals=1, markers={"-": missing, "x": missing})
    inner = Declared(decimals=2, unit="%", markers={"-": nil})
    assert merged(outer, inner) == Declared(unit="%", rounding="truncate", decimals=2, markers={"-": nil, "x": missing})
    assert merged(outer, Declared()) == outer
    assert merged(Declared(), inner) == inner
