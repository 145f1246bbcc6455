"""What a column decides for its cells, and cells read under it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dvaudit import column
from dvaudit.column import Form, Read, decide, decide_file, read, why
from dvaudit.formats import BOTH_FORMATS
from dvaudit.interval import NON_NEGATIVE, ZERO, Exact, Interval
from dvaudit.markers import PRESETS
from dvaudit.message import message
from dvaudit.numerals import Declared, NumberFormat, locale_format, write
from dvaudit.printed import Marker
from dvaudit.render import LANGUAGES
from dvaudit.render.words import catalogue, say
from dvaudit.units import percent_in, percent_line, rounding_in, scale_in

ANY = Declared()
ENGLISH, VIETNAMESE = NumberFormat(".", ","), NumberFormat(",", ".")


def first(read: Read) -> Interval:
    interval = read.intervals[0]
    assert interval is not None
    return interval


def value_of(text: str, texts: list[str], declared: Declared = ANY) -> Exact | None:
    """The value that a text has in its column; None where both readings stay possible."""
    found = read(text, decide(texts, declared), declared)
    assert found.printed is not None
    return found.printed.value if len(found.intervals) == 1 else None


def around(value: Exact, unit: Exact) -> Interval:
    half = Fraction(unit) / 2
    return Interval(value - half, value + half)


@pytest.mark.parametrize(
    ("text", "others", "value"),
    [
        ("46.706", ["92,36 %"], 46706),
        ("46.706", ["1.234.567"], 46706),
        ("46.706", ["9.20"], Fraction(46706, 1000)),
        ("46.706", ["0.123"], Fraction(46706, 1000)),
        ("46.706", ["12345.678"], Fraction(46706, 1000)),
        ("46.706", ["12345"], Fraction(46706, 1000)),
        ("8.817", ["2206"], Fraction(8817, 1000)),
        ("46.706", ["12 345"], Fraction(46706, 1000)),
        ("46.706", ["1,234.5"], Fraction(46706, 1000)),
        ("46.706", ["443.137", "817"], 46706),
        ("46,706", ["8817", "443,137", "817"], 46706),
        ("46.706", ["443.137"], None),
        ("46.706", ["0"], None),
        ("46.706", ["8817"], None),  # Spanish prints 8817 beside 46.706
        ("46,706", ["1.234"], None),
        ("46.706", ["92,36", "9.20"], None),
    ],
)
def test_neighbours_decide_the_format(text: str, others: list[str], value: Exact | None) -> None:
    assert value_of(text, [text, *others]) == value


def test_one_slip_does_not_undo_what_the_column_shows() -> None:
    texts = ["9.20"] * 30 + ["92,36"]
    form = decide(texts, ANY)
    assert form.formats == (NumberFormat(".", ""),)
    assert read("92,36", form, ANY).state == "unreadable"


def test_the_file_decides_where_the_column_does_not() -> None:
    form = decide(["46.706", "443.137"], ANY, formats=[VIETNAMESE])
    assert read("46.706", form, ANY).printed == read("46.706", Form((VIETNAMESE,)), ANY).printed
    assert form.why == (message("number.format_file_both", decimal=",", group="."),)


def test_one_odd_cell_does_not_overrule_the_file_but_a_column_does() -> None:
    assert decide(["92,36"], ANY, formats=[ENGLISH]).formats == (ENGLISH,)
    assert decide(["92,36", "9,20", "44,09"], ANY, formats=[ENGLISH]).formats == (NumberFormat(",", ""),)


def test_a_declared_locale_decides() -> None:
    declared = Declared(format=locale_format("vi"))
    form = decide(["46.706"], declared, formats=[ENGLISH])
    assert first(read("46.706", form, declared)) == Interval.point(46706)
    broken = read("46.70", form, declared)
    assert (broken.state, broken.intervals) == ("unreadable", ())
    assert broken.reason == message("number.other_grouping", group=".", like="1.234")
    assert read("46,70.6", form, declared).reason == message("number.grouping")
    assert read("1,234,567", form, declared).reason == message("number.other_format", decimal=",")


def test_the_format_of_a_file() -> None:
    for texts, formats in (
        (["46706", "9.20", "12345.678"], (NumberFormat(".", ""),)),
        (["Name", "46.706", "92,36 %", "2011"], (VIETNAMESE,)),
        (["46.706", "12345"], BOTH_FORMATS),
        (["4,67,061", "12.5"], (NumberFormat(".", ",", indian=True),)),
        ([], BOTH_FORMATS),
    ):
        assert decide_file([texts], ANY, mixed=True) == formats


def test_one_column_can_tell_the_format_of_a_file() -> None:
    groups, silent, decimals = ["46,706", "8,817", "817"], ["46,706", "443,137"], ["46,706", "12345"]
    assert decide_file([silent, groups], ANY) == (ENGLISH,)
    assert decide_file([silent], ANY) == BOTH_FORMATS
    assert decide_file([silent, groups, decimals], ANY) == BOTH_FORMATS
    assert decide_file([silent, groups, ["92,36"]], ANY) == BOTH_FORMATS
    assert decide_file([silent, groups, ["92,36", "9,20", "44,09"]], ANY) == (NumberFormat(",", ""),)
    assert decide_file([silent], Declared(format=VIETNAMESE)) == (VIETNAMESE,)


def test_an_undecided_text_keeps_both_readings_in_the_order_of_the_formats() -> None:
    for text, values in {"46.706": ("46.706", "46706"), "46,706": ("46706", "46.706")}.items():
        found = read(text, decide([text], ANY), ANY)
        assert [first(found).contains(Fraction(values[0])), len(found.intervals)] == [True, 2]
        assert found.reason == message("number.two_readings", first=values[0], second=values[1])


def test_a_short_number_is_printed_with_the_thousands_sign_of_its_column() -> None:
    printed = read("817", decide(["817", "1,234,567"], ANY), ANY).printed
    assert printed is not None
    assert write(8817, printed) == "8,817"


DECIMALS = ["42.80", "8.31", "9.05", "39.92", "10.55", "8.36", "7.01", "46.66"]


def test_a_column_tells_the_precision_of_a_cell_that_lost_its_zero() -> None:
    form = decide([*DECIMALS, "9.2"], ANY)
    assert form.decimals == 2
    assert first(read("9.2", form, ANY)) == around(Fraction(46, 5), Fraction(1, 100))
    assert first(read("9", form, ANY)) == around(9, Fraction(1, 100))


@pytest.mark.parametrize("texts", [[*DECIMALS[:6], "9.2"], [*DECIMALS, "9.123"], DECIMALS + ["9.2"] * 3])
def test_too_few_cells_tell_no_precision(texts: list[str]) -> None:
    form = decide(texts, ANY)
    assert form.decimals is None
    assert first(read("9.2", form, ANY)) == around(Fraction(46, 5), Fraction(1, 10))


def test_whole_numbers_written_as_floats_are_whole() -> None:
    form = decide([f"{number}.0" for number in range(1200, 1210)], ANY)
    assert form.floats
    found = read("46706.0", form, ANY)
    assert (first(found), found.whole) == (Interval.point(46706), True)


def test_a_column_of_one_value_tells_nothing_about_floats() -> None:
    assert first(read("100.0", decide(["100.0"] * 10, ANY), ANY)) == around(100, Fraction(1, 10))


@pytest.mark.parametrize("text", ["9.120", "9.12000000000000000", "9.1200000000000000001", "9.1199999999999999999"])
def test_more_decimals_that_say_nothing_are_read_at_the_precision_of_the_column(text: str) -> None:
    form = decide(["9.12", "8.10"] * 5, ANY)
    assert read(text, form, ANY).intervals == read("9.12", form, ANY).intervals
    whole = decide(["46", "12", "7"] * 4, ANY)
    assert read("46.0", whole, ANY).intervals == (Interval.point(46),)
    assert read("46.5", whole, ANY).state == "unreadable"


def test_a_later_cell_that_prints_more_is_unreadable() -> None:
    form = decide(DECIMALS, ANY)
    assert read("9.123", form, ANY).reason == message("number.more_decimals", decimals=2)
    assert read("9.123", form, Declared(decimals=1)).state == "number"
    floats = decide([f"{number}.0" for number in range(10)], ANY)
    assert read("12.5", floats, ANY).state == "unreadable"


def test_missing_cells_do_not_count() -> None:
    assert decide(["", "..", "x", "-", *DECIMALS], ANY).decimals == 2
    nine = Declared(markers={"999.999": Marker("missing")})
    assert decide([*DECIMALS, "999.999"], nine).decimals == 2


def test_a_count_is_a_point_that_the_document_may_widen() -> None:
    form = decide(["46,706", "1,234,567"], ANY)
    found = read("46,706", form, ANY)
    assert (found.intervals, found.whole) == ((Interval.point(46706),), True)
    assert not read("46,706", form, Declared(whole_numbers="exact")).whole
    assert not read("46,706 %", form, ANY).whole


@pytest.mark.parametrize(
    "declared", [Declared(rounded=True), Declared(whole_numbers="rounded"), Declared(unit="%"), Declared(decimals=0)]
)
def test_whole_numbers_that_are_rounded_by_declaration(declared: Declared) -> None:
    found = read("12", decide(["12", "88"], declared), declared)
    assert (first(found), found.whole) == (around(12, 1), False)


@pytest.mark.parametrize(
    "said",
    [
        {"header": "Tỷ lệ (%)"},
        {"header": "minority_pct"},
        {"header": "Dân số (nghìn người)"},
        {"titles": ["Population by district", "ĐVT: Nghìn người"]},
        {"titles": ["Unit: %"]},
        {"notes": ["Figures may not add to totals due to rounding."]},
        {"notes": ["Số liệu có thể không khớp do làm tròn."]},
    ],
)
def test_whole_numbers_that_are_rounded_by_what_stands_around_them(said: dict[str, str]) -> None:
    form = decide(["12", "88"], ANY, **said)  # type: ignore[arg-type]
    found = read("12", form, ANY)
    assert (first(found), found.whole) == (around(12, 1), False)
    assert form.why


def test_exact_whole_numbers_win_over_a_unit_line_but_not_over_per_cent() -> None:
    exact = Declared(whole_numbers="exact")
    assert first(read("12", decide(["12"], exact, titles=["in thousands"]), exact)) == Interval.point(12)
    assert first(read("12", decide(["12"], exact, header="Share (%)"), exact)) == around(12, 1)


def test_a_unit_that_is_only_found_does_not_multiply_and_a_declared_one_does() -> None:
    form = decide(["46.7"], ANY, header="Population (thousand)")
    assert (form.scale, form.unit) == (1, 1000)
    assert first(read("46.7", form, ANY)) == around(Fraction(467, 10), Fraction(1, 10))
    declared = Declared(scale=1000)
    found = read("46.7", decide(["46.7"], declared), declared)
    assert first(found) == around(46_700, 100)
    assert found.printed is not None
    assert write(46_800, found.printed) == "46.8"
    assert first(read("46", decide(["46"], declared), declared)) == around(46_000, 1000)
    assert first(read("1.2 million", decide(["46"], declared), declared)) == around(1_200_000, 100_000)


def test_a_fraction_is_told_in_per_cent() -> None:
    declared = Declared(unit="fraction")
    form = decide(["0.9236"], declared)
    assert first(read("0.9236", form, declared)) == around(Fraction(9236, 100), Fraction(1, 100))
    assert first(read("92.36 %", form, declared)) == around(Fraction(9236, 100), Fraction(1, 100))


def test_a_computed_double_is_marked() -> None:
    texts = ["211.520102139044", "3.5", "17.25", "1.125", "2", "4.75", "9.0625", "8.5"]
    found = read("211.520102139044", decide(texts, ANY), ANY)
    assert found.double
    assert first(found).contains(Fraction("211.5201021395"))


@pytest.mark.parametrize("text", ["", "  ", "..", "...", "…", ":", "n/a", "NA", "x", "X", "(NA)", ": u", "NaN"])
def test_what_is_missing_where_nothing_is_declared(text: str) -> None:
    found = read(text, Form(), ANY)
    assert (found.state, found.intervals) == ("missing", ())
    assert found.reason is not None


@pytest.mark.parametrize("text", ["-", "–", "—", " − "])
def test_a_dash_can_be_missing_or_zero(text: str) -> None:
    found = read(text, Form(), ANY)
    assert (found.state, found.intervals) == ("missing", (None, ZERO))
    for mark in ("-", "–"):
        declared = Declared(markers={mark: Marker("nil")})
        assert read(text, Form(), declared).intervals == (ZERO,)


def test_a_confidential_number_is_not_negative() -> None:
    assert read("c", Form(), ANY).intervals == (NON_NEGATIVE,)
    below = Declared(markers={"c": Marker("confidential", below=5)})
    assert read("C", Form(), below).intervals == (Interval(0, 5, hi_open=True),)


def test_a_mark_beside_a_number_keeps_the_number() -> None:
    declared = Declared(markers={"(n)": Marker("unreliable"), "§u": Marker("unreliable"), "999": Marker("missing")})
    form = decide(["46"], declared)
    for text in ("46 (n)", "46§u", "§u 46", "46 [r]", "46 p"):
        assert first(read(text, form, declared)) == Interval.point(46)
    assert read("(n)", form, declared).state == "missing"
    assert read("999", form, declared).state == "missing"


def test_presets() -> None:
    for name, text, intervals in (("vn", "-", (ZERO,)), ("vn", "...", ()), ("eurostat", ":", ()), ("un", "—", (ZERO,))):
        assert read(text, Form(), Declared(markers=PRESETS[name])).intervals == intervals
    assert first(read("12 e", Form(), Declared(markers=PRESETS["eurostat"]))) == Interval.point(12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Total", "none"),
        ("2020-02-24", "none"),
        ("46.70.6", "grouping"),
        ("1,23,4", "grouping"),
        ("9" * 301, "many_digits"),
        ("word " * 200, "long_cell"),
    ],
)
def test_why_a_cell_is_unreadable(text: str, key: str) -> None:
    found = read(text, Form((ENGLISH,)), ANY)
    assert found.state == "unreadable"
    assert found.reason is not None
    assert found.reason.key == f"number.{key}"
    assert not any("{" in say(found.reason, lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "texts", "declared", "key"),
    [
        ("46706", [], ANY, "whole_auto"),
        ("46706", [], Declared(whole_numbers="exact"), "whole_exact"),
        ("46706", [], Declared(rounded=True), "whole_rounded"),
        ("46706.0", ["1.0", "2.0"] * 4, ANY, "floats"),
        ("12 %", [], ANY, "whole_rounded"),
        ("9.2", [], ANY, "printed_decimals"),
        ("9.2", DECIMALS, ANY, "column_decimals"),
        ("9.2", [], Declared(decimals=2), "declared_decimals"),
        ("9.2", [], Declared(exact=True), "declared_exact"),
        ("9.2", [], Declared(rounded_to=5), "declared_step"),
        ("9.2", [], Declared(rounding="truncate"), "rounding_truncate"),
        ("1.2 million", [], ANY, "scale_word"),
        ("211.520102139044", [], ANY, "double"),
        ("about 5", [], ANY, "about"),
        (">= 5", [], ANY, "at_least"),
        ("46.706", [], ANY, "two_readings"),
        ("9.2", ["9.2"], ANY, "format_column"),
        ("", [], ANY, "blank"),
        ("12", [], Declared(unit="%"), "whole_rounded"),
    ],
)
def test_says_how_a_cell_was_read(text: str, texts: list[str], declared: Declared, key: str) -> None:
    form = decide([*texts, text], declared)
    told = why(read(text, form, declared), form, declared)
    assert f"number.{key}" in [one.key for one in told]
    for lang in LANGUAGES:
        assert all(one.key in catalogue(lang) for one in told)
        assert not any("{" in say(one, lang) for one in told)


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("thousand persons", 10**3),
        ("Nghìn người", 10**3),
        ("ĐVT: Nghìn người", 10**3),
        ("Đơn vị tính: Tỷ đồng", 10**9),
        ("Dân số (Nghìn người) / Nam", 10**3),
        ("1000 t", 10**3),
        ("Number of persons (1,000)", 10**3),
        ("Mio. EUR", 10**6),
        ("in millions of dollars", 10**6),
        ("$ thousands", 10**3),
        ("($ millions)", 10**6),
        ("Exports of ICT goods. 2002-2008. NOK million", 10**6),
        ("Short messages, thousands 1)", 10**3),
        ("Claims, bn. USD", 10**9),
        ("Milliers de personnes", 10**3),
        ("Miles de personas", 10**3),
        ("Valori in migliaia", 10**3),
        ("in Tausend", 10**3),
        ("em milhões de reais", 10**6),
        ("₹ crore", 10**7),
        ("cities over 100 thousand inhabitants", None),
        ("Thousand Oaks", None),
        ("The million dollar question", None),
        ("Deaths per 1000", None),
        ("per 100,000 inhabitants", None),
        ("Per thousand", None),
        ("Population 1,000", None),
        ("Unit: persons", None),
        ("K", None),
        ("", None),
        ("2006 $ thousands", 1000),
        ("2019 million tonnes", 10**6),
        ("1999 million man march", None),
    ],
)
def test_units_in_headers_and_lines(line: str, scale: int | None) -> None:
    assert scale_in(line) == scale


def test_per_cent_and_rounding_in_words() -> None:
    for header in ("Tỷ lệ (%)", "minority_pct", "Per cent", "Anteil in Prozent", "pourcentage", "tỷ lệ phần trăm"):
        assert percent_in(header)
    for header in ("Percy", "Total", "recent", "Tổng số"):
        assert not percent_in(header)
    assert percent_line("Unit: %")
    assert percent_line("(in percent)")
    assert not percent_line("Percent distribution and number of cases, 2007")
    for note in ("due to rounding", "rounded", "Rundungsdifferenzen", "arrondis", "redondeo", "làm tròn"):
        assert rounding_in(note)
    for note in ("in surrounding areas", "all year round", "unfounded"):
        assert not rounding_in(note)


def test_numbers_of_both_kinds_in_one_file_leave_each_to_itself() -> None:
    columns = [["7454", "46.706", "7454", "7454"], ["2.99", "0.48", "2,99%", "n/a"], ["3921096", "3.921.096"]]
    formats = decide_file(columns, ANY)
    assert formats == BOTH_FORMATS
    form = decide(columns[1], ANY, formats=formats)
    assert [read(text, form, ANY).state for text in columns[1]] == ["number", "number", "number", "missing"]
    total = read("46.706", decide(columns[0], ANY, formats=formats), ANY)
    assert len(total.intervals) == 2


def test_the_values_of_a_list_are_different_figures() -> None:
    values = [["1,234*", "", "2468", "2500"]]
    assert decide_file(values, ANY) == (NumberFormat(",", ""),)
    assert decide_file(values, ANY, mixed=True) == BOTH_FORMATS
    assert decide_file([["46,706", "8,817", "817"]], ANY, mixed=True) == BOTH_FORMATS
    assert decide_file([["46,706", "8,817", "92.36 %"]], ANY, mixed=True) == (NumberFormat(".", ","),)


GROUPED = [["1,204", "2,318", "908", "4,430"], ["1,310", "2,402", "931", "4,643"], ["2,514", "4,720", "1,839", "9,073"]]
"""A table whose comma groups, as 908 and 931 show."""


@pytest.mark.parametrize("text", ["9,31", "43,27", "7,00", "1,2045"])
def test_one_number_that_lost_or_won_a_digit_does_not_decide_a_file(text: str) -> None:
    columns = [GROUPED[0], [text, *GROUPED[1][1:]], GROUPED[2]]
    formats = decide_file(columns, ANY)
    assert formats == (ENGLISH,)
    form = decide(columns[1], ANY, formats=formats)
    found = read(text, form, ANY)
    assert (found.state, found.reason) == ("unreadable", message("number.other_grouping", group=",", like="1,234"))
    assert first(read("4,643", form, ANY)) == Interval.point(4643)


def test_one_short_number_leaves_both_readings_where_nothing_else_tells() -> None:
    fixed = [["1.204", "2.318", "3.522"], ["1.310", "2.402", "9.31"]]
    formats = decide_file(fixed, ANY)
    assert formats == BOTH_FORMATS
    for texts in fixed:
        assert decide(texts, ANY, formats=formats).formats == BOTH_FORMATS
    assert len(read("1.204", decide(fixed[1], ANY, formats=formats), ANY).intervals) == 2
    assert decide_file(fixed, ANY, mixed=True) == BOTH_FORMATS
    assert decide_file([["1.204", "9.31"]], ANY) == (NumberFormat(".", ""),)


def test_a_column_does_not_decide_on_fewer_numbers_than_leave_the_file_open() -> None:
    columns = [["1,204", "2,318", "3,522"], ["1,204", "2,318", "3,52"]]
    formats = decide_file(columns, ANY)
    assert formats == BOTH_FORMATS
    assert decide(columns[1], ANY, formats=formats).formats == BOTH_FORMATS
    assert decide(["9,31", "3,52", "4,643"], ANY, formats=formats).formats == (NumberFormat(",", ""),)


def test_other_decimals_answer_a_number_that_lost_a_digit() -> None:
    counts = ["1,204", "2,318", "3,522", "1,310", "2,402", "4,643", "7,001", "9,073"]
    assert decide_file([[*counts, "9,31", "92.36 %"]], ANY, mixed=True) == (ENGLISH,)
    assert decide_file([[*counts, "9,31", "12,040,310"]], ANY, mixed=True) == (ENGLISH,)
    assert decide_file([[*counts[:4], "9,31", *["92.36 %"] * 9]], ANY, mixed=True) == (ENGLISH,)
    assert decide_file([[*counts, "9,31"]], ANY, mixed=True) == BOTH_FORMATS
    assert decide_file([[*counts, "9,31", "1.204.310"]], ANY, mixed=True) == (VIETNAMESE,)


def test_decimals_with_a_column_of_their_own_or_without_zeros_at_the_end_stay_decimals() -> None:
    lengths = [f"{number}.{number:03}" for number in range(110, 134)]
    assert decide_file([lengths, ["92.36", "9.20", "44.09"]], ANY) == (NumberFormat(".", ""),)
    assert decide_file([[*lengths, "0.931"]], ANY) == (NumberFormat(".", ""),)
    dropped = [text.rstrip("0") for text in lengths]
    assert sum(len(text) < 7 for text in dropped) == 3
    assert decide_file([dropped], ANY) == (NumberFormat(".", ""),)


grouped_columns = st.lists(st.lists(st.integers(1, 999_999), min_size=6, max_size=8), min_size=2, max_size=6).filter(
    lambda columns: all(any(one < 1000 for one in column) for column in columns)
)


@given(grouped_columns, st.data(), st.sampled_from(",."))
def test_a_lost_digit_never_turns_the_reading_of_a_grouped_table(
    numbers: list[list[int]], data: st.DataObject, sign: str
) -> None:
    columns = [[f"{number:,}".replace(",", sign) for number in column] for column in numbers]
    places = [(c, r) for c, column in enumerate(columns) for r, text in enumerate(column) if sign in text]
    assume(len(places) >= 9)
    column, row = data.draw(st.sampled_from(places))
    text = columns[column][row]
    columns[column][row] = text[:-1]
    formats = decide_file(columns, ANY)
    assert formats in (BOTH_FORMATS, (locale_format("en" if sign == "," else "vi"),))
    for texts in columns:
        form = decide(texts, ANY, formats=formats)
        assert all(
            len(one.intervals) == 2 or first(one).is_point
            for one in (read(t, form, ANY) for t in texts if sign in t and t != text[:-1])
        )


NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(1890, 2110).map(str),
    st.integers(0, 10**7).map(lambda value: f"{value:,}"),
    st.integers(0, 10**7).map(lambda value: f"{value:,}".replace(",", ".")),
    st.tuples(st.integers(0, 12_000), st.integers(0, 999)).map(lambda both: f"{both[0]}.{both[1]:03}"),
    st.tuples(st.integers(0, 120), st.integers(0, 99)).map(lambda both: f"{both[0]},{both[1]:02}"),
    st.integers(0, 900).map(lambda value: f"{value}.0"),
    st.sampled_from(["", "-", "..", "n/a", "007", "0", "1.5", "-12", "12 %", "3 million", "about 1950", "abc"]),
)


@given(st.lists(NUMBERS, min_size=1, max_size=40), st.sampled_from([40, 7]))
def test_numbers_of_one_form_decide_a_column_like_themselves(texts: list[str], looked_at: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column, "LOOKED_AT", looked_at)
        shared = decide(texts, ANY), decide_file([texts], ANY), decide_file([texts], ANY, mixed=True)
        patch.setattr(column, "forms", lambda own: own)
        assert shared == (decide(texts, ANY), decide_file([texts], ANY), decide_file([texts], ANY, mixed=True))


@pytest.mark.parametrize(
    ("texts", "text", "value"),
    [
        (["120", "(1,234)", "(5)"], "(5)", -5),  # a large one, as no figure is that is uncertain for being small
        (["12", "20", "(22)", "(23)"], "(22)", -22),
        (["120", "130", "(12)"], "(12)", None),
        (["120", "130", "(12)", "(14)"], "(12)", None),
        (["120", "-5", "(12)"], "(12)", 12),
        (["120", "-5", "(1,234)"], "(1,234)", None),
        (["30.5", "(2.5)"], "(2.5)", None),
    ],
)
def test_numbers_in_brackets_are_what_their_column_shows(texts: list[str], text: str, value: Exact | None) -> None:
    assert value_of(text, texts) == value


def test_a_small_number_alone_in_brackets_may_be_a_mark() -> None:
    def found(text: str, texts: list[str], notes: tuple[str, ...] = (), declared: Declared = ANY) -> tuple[str, str]:
        one = read(text, decide(texts, declared, notes=notes), declared)
        return one.state, one.reason.key if one.reason is not None else ""

    assert found("(1)", ["12", "(1)", "13"]) == ("unreadable", "number.bracket_mark")
    assert found("(1)", ["12", "(1)", "13"], ("(1) Số liệu ước tính.",)) == ("missing", "number.bracket_note")
    assert found("(12)", ["120", "(12)"], ("12) Sơ bộ",)) == ("missing", "number.bracket_note")
    assert found("(3)", ["(3)", "(4)", "(2)"]) == ("unreadable", "number.bracket_mark")
    assert found("(1)", ["(1,234)", "(1)"]) == ("number", "number.bracket_negative")
    assert found("(1)", ["(1,234)", "(1)"], ("(1) restated",)) == ("unreadable", "number.bracket_mark")
    assert found("(1)", ["12", "(1)"], ("1.5 million is the sum of both",)) == ("unreadable", "number.bracket_mark")
    marks = Declared(markers={"(n)": Marker("missing")})
    assert found("(1)", ["12", "(1)"], (), marks) == ("missing", "number.missing")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Figures in brackets are negative.", -7),
        ("() Aussagewert eingeschränkt", 7),
        ("Số trong ngoặc đơn: độ tin cậy thấp", 7),
        ("Số trong ngoặc là số âm", -7),
    ],
)
def test_lines_around_a_table_say_what_brackets_mean(said: str, value: int) -> None:
    for lines in ({"titles": [said]}, {"notes": [said]}):
        found = read("(7)", decide(["12", "(7)"], ANY, **lines), ANY)  # type: ignore[arg-type]
        assert found.intervals == (Interval.point(value),)
    declared = Declared(markers={"(n)": Marker("negative" if value < 0 else "unreliable")})
    found = read("(7)", decide(["12", "(7)"], declared), declared)
    assert found.printed is not None
    assert found.printed.value == value
    assert write(8, found.printed) == ("8" if value < 0 else "(8)")


def test_a_scale_word_under_a_header_with_a_unit_only_repeats_it() -> None:
    def value(text: str, header: str = "", titles: tuple[str, ...] = ()) -> Exact:
        found = read(text, decide([text, "7", "1"], ANY, header=header, titles=titles), ANY)
        assert found.printed is not None
        return found.printed.value

    assert value("5 mn", "Q1 (mn)") == 5
    assert value("5 mn", "Q1 (thousand)") == 5000
    assert value("1.25 million", "Q1 (thousand)") == 1250
    assert value("5 triệu", titles=("Đơn vị: triệu đồng",)) == 5
    assert value("5 mn", titles=("in thousands",)) == 5_000_000  # such a line may stand over other columns
    assert value("5e6", "Q1 (mn)") == 5_000_000
    assert value("5 mn") == 5_000_000
    found = read("5 mn", decide(["5 mn", "7"], ANY, header="Q1 (mn)"), ANY)
    assert found.intervals == (Interval(Fraction(9, 2), Fraction(11, 2)),)
    assert found.printed is not None
    assert write(6, found.printed) == "6 mn"


@pytest.mark.parametrize(
    ("text", "key"), [("5.", "sign_last"), ("-5,", "sign_last"), ("1,2,3", "grouping"), ("5..", "grouping")]
)
def test_why_a_text_is_no_number(text: str, key: str) -> None:
    found = read(text, decide([text], ANY), ANY)
    assert found.reason is not None
    assert found.reason.key == f"number.{key}"
