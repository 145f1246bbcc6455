"""What is one keystroke away from a printed figure, found again from the typed text, in the source's own look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dvaudit import column
from dvaudit.diagnose.keystrokes import KEYSTROKES, Keystroke, keystrokes
from dvaudit.figure import Figure, Place, RawCell
from dvaudit.interval import ANY, Exact, Interval, exact
from dvaudit.markers import BRACKETED
from dvaudit.numerals import Declared, Marker, NumberFormat

FORMATS = (
    NumberFormat(".", ""),
    NumberFormat(".", ","),
    NumberFormat(",", "."),
    NumberFormat(",", "\u202f"),
    NumberFormat(".", "’"),
    NumberFormat(".", ",", indian=True),
)
PERCENTS = ("92.36", "12.50", "33.10", "1.25", "9.99", "10.00", "17.34", "20.20", "55.55")
FLOATS = tuple(f"{n}.0" for n in range(200, 212))
DIGITS = KEYSTROKES[:4]


def figure(raw: str, beside: Sequence[str] = (), **declared: object) -> Figure:
    """A figure of a column that also prints these, where numbers in brackets are negative."""
    said = Declared(**{"markers": {BRACKETED: Marker("negative")}, **declared})  # type: ignore[arg-type]
    form = column.decide((raw, *beside), said)
    read = column.read(raw, form, said)
    return Figure(
        "x", raw, read.state, read.intervals, read.printed, read.whole, read.double, read.reason, form, said
    )  # fmt: skip


def near(*values: Exact | str) -> list[Interval]:
    return [Interval.point(exact(Fraction(value))) for value in values]


def told(found: Sequence[Keystroke]) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in found]


@pytest.mark.parametrize(
    ("raw", "value", "kind", "text"),
    [
        ("443,137.0", 43137, "digit added", "43,137.0"),
        ("443137", 43137, "digit added", "43137"),
        ("46 706", 46906, "digit replaced", "46 906"),
        ("46 706", -46706, "sign", "-46 706"),
        ("(123)", 123, "sign", "123"),
        ("123-", 123, "sign", "123"),
        ("−5.25", "5.25", "sign", "5.25"),
        ("-12.5 %", "-13.5", "digit replaced", "-13.5 %"),
        ("9236 %", "92.36", "decimal point", "92.36 %"),
        ("0.9236", "92.36", "decimal point", "92.36"),
        ("92.36", "29.36", "digits swapped", "29.36"),
        ("92.36", "93.26", "digits swapped", "93.26"),
        ("92.37", "92.7", "digit added", "92.7"),
        ("92.366", "92.36", "digit replaced", "92.360"),  # the same value with a digit less
        ("92.3", "92.36", "digit omitted", "92.36"),
        ("4,67,061", 4670613, "digit omitted", "46,70,613"),
        ("4,67,061", 46761, "digit added", "46,761"),
        ("1.2 million", 1300000, "digit replaced", "1.3 million"),
        ("1.2 million", 12000000, "decimal point", "12 million"),
        ("12,5 triệu", 135 * 10**5, "digit replaced", "13,5 triệu"),
        ("$5m", 6000000, "digit replaced", "$6m"),
        ("about 40", 50, "digit replaced", "about 50"),
        ("1,234(2)", 12345, "digit omitted", "12,345(2)"),
        ("1,234*", 1324, "digits swapped", "1,324*"),
        ("٤٦٧٠٦", 46760, "digits swapped", "٤٦٧٦٠"),
        ("４６７０６", 4670, "digit added", "４６７０"),
        ("110000", 100000, "digit replaced", "100000"),
        ("100000", 10**6, "digit omitted", "1000000"),
        ("46", 46000, "factor 1000", "46000"),
        ("46000", 46, "factor 1000", "46"),
        ("4670600", 46706, "decimal point", "46706"),
        (str(2**53), 2**53 + 1, "digit replaced", str(2**53 + 1)),
        ("1" * 40, int("1" * 39 + "8"), "digit replaced", "1" * 39 + "8"),
        ("0.5", "0.05", "digit omitted", "0.05"),
        (".5", ".25", "digit omitted", ".25"),
    ],
)  # fmt: skip
def test_a_keystroke_in_a_single_figure(raw: str, value: Exact | str, kind: str, text: str) -> None:
    (found,) = keystrokes(figure(raw), near(value))
    assert (found.kind, found.text, found.value) == (kind, text, Fraction(value))


@pytest.mark.parametrize(
    ("raw", "beside", "value", "kind", "text"),
    [
        ("9236.00", PERCENTS, "92.36", "decimal point", "92.36"),
        ("9236", PERCENTS, "92.36", "decimal point", "92.36"),
        ("92.36", PERCENTS, "923.60", "decimal point", "923.60"),
        ("92.3", PERCENTS, "92.36", "digit omitted", "92.36"),
        ("46706.0", FLOATS, 467006, "digit omitted", "467006.0"),
        ("46706.0", FLOATS, 4676, "digit added", "4676.0"),
        ("46.706", ("1.25", "1,234.5"), 46706, "separator", "46,706"),
        ("46.706 %", ("1,25 %", "1.234,5 %"), "46.706", "separator", "46,706 %"),
        ("817", ("46.706", "1.234.567"), 8817, "digit omitted", "8.817"),
        ("8817", ("46.706", "1.234.567"), 88170, "digit omitted", "88.170"),
        ("8817", ("46.706", "1.234.567"), 8877, "digit replaced", "8877"),
    ],
)
def test_a_keystroke_in_a_column(raw: str, beside: Sequence[str], value: Exact | str, kind: str, text: str) -> None:
    (found,) = keystrokes(figure(raw, beside), near(value))
    assert (found.kind, found.text, found.value) == (kind, text, Fraction(value))


@pytest.mark.parametrize(
    ("raw", "beside", "value"),
    [
        ("92.36", PERCENTS, "92.6"),  # the column has two decimals
        ("92.36", PERCENTS, "92.365"),
        ("9236", (), "92.36"),  # a count has no decimals
        ("923", (), "0.923"),
        ("46706.0", FLOATS, "4670.6"),
        ("46,706", ("1,234,567",), "46.706"),
        ("123", (), "0.123"),
        ("92.3", (), 9),
        ("0.3", (), 3000),
        ("46,706", ("1,234,567",), 46706),  # what it says already
    ],
)
def test_what_is_no_keystroke(raw: str, beside: Sequence[str], value: Exact | str) -> None:
    assert keystrokes(figure(raw, beside), near(value)) == ()


def test_units_are_applied_and_come_off_again() -> None:
    thousands = keystrokes(figure("46,706", scale=1000), near(46760000))
    assert told(thousands) == [("digits swapped", "46,760")]
    assert thousands[0].interval == Interval(46759500, 46760500)
    assert told(keystrokes(figure("0.9236", unit="fraction"), near("93.36"))) == [("digit replaced", "0.9336")]
    percent = figure("9236", unit="%")
    assert told(keystrokes(percent, near("92.36"))) == [("decimal point", "92.36")]
    assert told(keystrokes(figure("9236", rounded=True), near("92.36"))) == [("decimal point", "92.36")]


def test_declared_marks_and_outer_spaces() -> None:
    marked = figure(" 46,706 p", markers={"p": Marker("unreliable")})
    assert told(keystrokes(marked, near(46760))) == [("digits swapped", "46,760 p")]


def test_the_interval_is_what_the_text_means_in_its_column() -> None:
    (found,) = keystrokes(figure("92.36", PERCENTS), near("92.46"))
    assert found.interval == Interval(Fraction("92.455"), Fraction("92.465"))
    (found,) = keystrokes(figure("more than 40"), near(50))
    assert found.interval == Interval(50, None, lo_open=True)


def test_where_the_number_format_is_open_both_readings_have_keystrokes() -> None:
    open_format = figure("443.137")
    assert len(open_format.intervals) == 2
    found = keystrokes(open_format, near(43137, "43.137"))
    assert {(one.kind, one.text, one.value) for one in found} == {
        ("digit added", "43.137", 43137),
        ("digit added", "43.137", Fraction("43.137")),
    }
    assert Interval.point(43137) in [one.interval for one in found]


def test_a_number_that_the_file_writes_itself_has_its_own_format() -> None:
    own = figure("46.706", ("1.234,5", "1,25"))
    typed = column.read("46.706", column.Form((NumberFormat(".", ""),)), Declared())
    own.printed, own.intervals = typed.printed, typed.intervals
    own.cells = (RawCell("46.706", lambda row, at: Place("made.json", row, at), 1, 1, typed=NumberFormat(".", "")),)
    assert told(keystrokes(own, near("46.806"))) == [("digit replaced", "46.806")]
    assert told(keystrokes(own, near(46706))) == [("separator", "46706")]


def test_short_figures_are_rivals_only() -> None:
    assert all(one.short for one in keystrokes(figure("7"), [ANY]))
    found = {one.text: one.short for one in keystrokes(figure("17"), [ANY])}
    assert found["7"]
    assert found["1"]
    assert not found["18"]
    assert not found["107"]
    assert {one.short for one in keystrokes(figure("0"), [ANY])} == {True}


@pytest.mark.parametrize("raw", ["", "-", "n/a", "none", "4.7e4", "1E5", "+"])
def test_no_number_no_keystroke(raw: str) -> None:
    assert keystrokes(figure(raw), [ANY]) == ()


def test_the_likeliest_comes_first_and_nothing_is_wanted_of_no_value() -> None:
    kinds = [one.kind for one in keystrokes(figure("443,137.5"), [ANY])]
    assert kinds == sorted(kinds, key=KEYSTROKES.index)
    assert set(kinds) == {*DIGITS, "sign", "decimal point", "factor 1000"}
    assert keystrokes(figure("443137"), []) == ()
    assert keystrokes(figure("443137"), [Interval(5, 4), Interval(43137, 43138, True, True)]) == ()


# The digits with their point, in plain ASCII: what a person types before the source groups it.


def grouped(typed: str, shown: NumberFormat) -> str:
    """Typed digits as a source prints them, independently of the code under test."""
    whole, point, decimals = typed.partition(".")
    text, size = whole[-3:], 2 if shown.indian else 3
    rest = whole[:-3]
    while rest and shown.group:
        text, rest = rest[-size:] + shown.group + text, rest[:-size]
    return (rest + text) + (shown.decimal if point else "") + decimals


def neighbours(typed: str) -> Iterator[tuple[str, str]]:
    """Kind and text of all typed digits from which this one comes by a slip of one digit."""
    for at, c in enumerate(typed):
        if c != ".":
            yield from (("digit replaced", typed[:at] + d + typed[at + 1 :]) for d in "0123456789" if d != c)
            yield "digit added", typed[:at] + typed[at + 1 :]
    for at in range(len(typed) + 1):
        yield from (("digit omitted", typed[:at] + d + typed[at:]) for d in "0123456789")
    digits, point = typed.replace(".", ""), typed.find(".")
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if swapped != digits:
            yield "digits swapped", swapped if point < 0 else swapped[:point] + "." + swapped[point:]


def printable(typed: str) -> bool:
    """True for digits that look like a printed number: no zero before others, digits on both sides of a point."""
    whole, point, decimals = typed.partition(".")
    return whole != "" and (whole == "0" or whole[0] != "0") and (not point or decimals != "")


wholes = st.one_of(st.integers(0, 99), st.integers(0, 10**7), st.integers(10**15, 10**20))
typed_numbers = st.tuples(wholes, st.text("0123456789", max_size=4)).map(
    lambda parts: f"{parts[0]}.{parts[1]}" if parts[1] else str(parts[0])
)
shapes = st.sampled_from(
    [("", ""), ("-", ""), ("", " %"), ("", " triệu"), ("−", "%"), ("", "*"), ("$", ""), ("(", ")")]
)


@given(typed_numbers, st.sampled_from(FORMATS), shapes, st.none() | st.integers(0, 4))
def test_all_slips_of_a_digit_and_no_others(
    typed: str, shown: NumberFormat, shape: tuple[str, str], fixed: int | None
) -> None:
    before, after = shape
    raw = before + grouped(typed, shown) + after
    own = figure(raw, format=shown, decimals=fixed)
    assume(own.printed is not None)
    assert own.printed is not None
    unit = own.printed.scale if before not in ("-", "−", "(") else -own.printed.scale
    expected: dict[Exact, str] = {}
    for kind, text in sorted(neighbours(typed), key=lambda one: KEYSTROKES.index(one[0])):
        decimals = len(text.partition(".")[2])
        possible = printable(text) and (fixed in (None, decimals) or decimals == own.printed.decimals)
        value = Fraction(text) * unit if possible else own.printed.value
        if value != own.printed.value and not (value == 0 and unit < 0):
            expected.setdefault(value, kind)
    found = [one for one in keystrokes(own, [ANY]) if one.kind in DIGITS]
    assert {one.value: one.kind for one in found} == expected
    alike = {(kind, before + grouped(text, shown) + after) for kind, text in neighbours(typed)}
    assert {(one.kind, one.text) for one in found} <= alike


@given(typed_numbers, st.sampled_from(FORMATS), shapes, st.data())
def test_every_text_reads_back_and_only_what_is_wanted_is_given(
    typed: str, shown: NumberFormat, shape: tuple[str, str], data: st.DataObject
) -> None:
    raw = shape[0] + grouped(typed, shown) + shape[1]
    own = figure(raw, format=shown)
    assume(own.printed is not None)
    assert own.form is not None
    assert own.declared is not None
    every = keystrokes(own, [ANY])
    values = [one.value for one in every]
    assert len(set(values)) == len(values)
    assert len({one.text for one in every}) == len(values)
    assert own.printed is not None
    assert own.printed.value not in values
    for one in every:
        read = column.read(one.text, own.form, own.declared)
        assert read.printed is not None
        assert (read.printed.value, read.intervals) == (one.value, (one.interval,))
        assert "e" not in one.text.casefold()
        assert one.short == (min(read.printed.digits, own.printed.digits) <= 1)
    ends = st.sampled_from([*values, own.printed.value]) | st.none()
    wanted = data.draw(st.lists(st.builds(Interval, ends, ends, st.booleans(), st.booleans()), max_size=3))
    inside = [one for one in every if any(not w.empty and w.contains(one.value) for w in wanted)]
    assert list(keystrokes(own, wanted)) == inside
    assert list(keystrokes(own, wanted[::-1])) == inside


@given(typed_numbers, st.sampled_from(FORMATS), shapes, st.data())
def test_a_planted_slip_is_found_again(
    typed: str, shown: NumberFormat, shape: tuple[str, str], data: st.DataObject
) -> None:
    """Not planted, because not found by definition: the only decimal lost, or one where there was none."""
    kind, wrong = data.draw(st.sampled_from(list(neighbours(typed))))
    assume(printable(wrong) and Fraction(wrong) != Fraction(typed))
    assume(("." in wrong) == ("." in typed))
    truth, own = (figure(shape[0] + grouped(text, shown) + shape[1], format=shown) for text in (typed, wrong))
    assume(truth.printed is not None and own.printed is not None)
    assert truth.printed is not None
    assume(truth.printed.value != 0 or shape[0] not in ("-", "−", "("))
    (found,) = keystrokes(own, near(truth.printed.value))
    undone = {"digit omitted": "digit added", "digit added": "digit omitted"}.get(kind, kind)
    if found.kind == undone:
        assert found.text == truth.raw
    else:
        # 92.360 for 92.36 has the same value by a likelier slip.
        assert KEYSTROKES.index(found.kind) < KEYSTROKES.index(undone)
    assert found.value == truth.printed.value


@given(typed_numbers, st.sampled_from(FORMATS), st.integers(1, 30))
def test_a_planted_sign_point_or_factor_is_found_again(typed: str, shown: NumberFormat, shift: int) -> None:
    assume(Fraction(typed))
    own = figure(grouped(typed, shown) + " %", format=shown)
    assert own.printed is not None
    digits = str(int(typed.replace(".", "")))
    moved = Fraction(int(digits), 10 ** min(shift, len(digits)))
    for value in (-own.printed.value, moved, own.printed.value * 1000):
        if value != own.printed.value:
            (found,) = keystrokes(own, near(value))
            assert found.value == value
