"""Printed cells as SQL: which of them are plain numbers of their column's form, and the ends of these.

A column is read as the engine's own numbers where the first cells are digits with a decimal point and nothing else,
else as texts that are taken apart with a few string functions. Whatever is not plain (another number format, a scale
word, a mark, more decimals than the first cells had) is left to the judge, who reads the printed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from dvaudit.column import Form, forms
from dvaudit.interval import Exact
from dvaudit.markers import DEFAULT_MARKERS, fold, marker
from dvaudit.numerals import readings
from dvaudit.pattern import pattern
from dvaudit.printed import Declared, NumberFormat
from dvaudit.readers.database import quoted
from dvaudit.reading import Column
from dvaudit.rounding import unit_of
from dvaudit.screen.ends import Ends, both, literal

_DIGITS = 12
PLAIN_LIMIT = 10**_DIGITS
"""Numbers of more digits are left to the judge: they may be computed doubles, and sums of them would not be exact."""
_MOST_DECIMALS = 9
_ROUND = "6755399441055744e0"
_PLAIN = pattern(r"-?[0-9]{1,12}(?:\.([0-9]{1,9}))?")
_SHARE = 2


class Cells(NamedTuple):
    """The cells of one figure as SQL.

    ``source`` is the number of the table's column, ``typed`` whether the engine reads it as numbers. ``stages`` are
    named expressions, each list computed from the one before. ``plain`` says when a cell is a plain number, ``whole``
    the quicker part of it: that a number below :data:`PLAIN_LIMIT` counts whole units. ``missing`` says when it
    certainly is missing (a blank or a mark), ``blank`` when nothing is printed. ``ends`` are those of a plain number;
    ``countable`` tells whether such a cell can be a count (a whole number without a unit), ``exact`` when it is a whole
    number of which only the document can say if it was rounded. ``value`` times ``unit`` is the printed number, before
    a declared scale; ``scale`` is what the unit of a tolerance is worth, ``header_unit`` what the header says of it.
    """

    source: int
    typed: bool
    stages: tuple[tuple[tuple[str, str], ...], ...]
    plain: str
    whole: str
    missing: str
    blank: str
    ends: Ends
    value: str
    unit: Fraction
    countable: bool
    exact: str
    scale: Exact
    header_unit: Exact


def cells(
    own: Column, source: int, texts: Sequence[str], *, numbers: bool, zeros: bool = True,
    whole_unit: Exact | None = None,
) -> Cells:  # fmt: skip
    """The SQL for a column, of which the first texts are given.

    ``numbers`` allows the engine to read numbers by itself; ``zeros`` says that whole numbers may be written ``5.0``,
    of which it would not tell. ``whole_unit`` takes whole numbers as rounded to a unit, where nothing declares another
    precision.
    """
    form, declared = own.form, own.declared
    marks = missing_marks(declared)
    digits = any(any(map(str.isdigit, mark)) for mark in declared.markers or ())
    printed = [
        text for text in texts if (not digits and text[:1].isdecimal()) or (text.strip() and fold(text) not in marks)
    ]
    shapes = {*forms(printed)}
    simple = all(_PLAIN.fullmatch(text) is not None for text in shapes)
    decimals = _decimals(form, shapes)
    static = not _varies(form, declared, decimals)
    number = NumberFormat(".", "")
    fits = all(one.decimal in ("", ".") and one.group != "." for one in form.formats)
    if not fits or (not decimals and _varies(form, declared, 1)):
        static = static and not decimals and not zeros  # 5.0 and 5.000 would be whole numbers to the engine
    blanks = len(texts) - len(printed) == sum(1 for text in texts if not text) and "" in marks
    if numbers and static and blanks and simple and not digits:
        return _typed(own, source, decimals, whole_unit)
    if len(form.formats) == 1:
        number = form.formats[0]
    elif decimals or any(readings(text)[:1] and readings(text)[0].format.group for text in printed[:1000]):
        number = NumberFormat("", "")
    percents = sum(1 for text in printed if text.rstrip().endswith("%"))
    return _text(own, source, decimals, number, _SHARE * percents > len(printed), marks, whole_unit)


def missing_marks(declared: Declared) -> frozenset[str]:
    """The marks, folded, that certainly mean a missing figure; a lone dash is left to the judge."""
    known = (*DEFAULT_MARKERS, *(declared.markers or ()))
    found = {fold(text) for text in known if (mark := marker(text, declared.markers)) and mark.meaning == "missing"}
    return frozenset(text for text in found if text.isascii())


def _decimals(form: Form, printed: Iterable[str]) -> int:
    """The most decimals that are plain: those of the column, else the most of its first cells."""
    if form.decimals is not None:
        return min(form.decimals, _MOST_DECIMALS)
    most = 0
    for text in printed:
        for one in readings(text, form.formats)[:1]:
            most = max(most, one.decimals)
    return min(most, _MOST_DECIMALS)


def _varies(form: Form, declared: Declared, decimals: int) -> bool:
    """True where each cell's own decimals tell its precision."""
    said = declared.exact or declared.rounded_to is not None or declared.decimals is not None
    return bool(decimals) and not said and form.decimals is None


def _units(own: Column, decimals: int, percent: bool) -> list[Exact | None]:
    """The unit to which a number with so many decimals of its own is rounded, for none up to ``decimals``."""
    from dvaudit.printed import Printed

    found: list[Exact | None] = []
    for places in range(decimals + 1):
        place = Fraction(1, 10**places)
        one = Printed(1, place, places, 1, not (places or percent), percent).scaled(own.form.scale)
        found.append(unit_of(one, own.declared, own.form.decimals, own.form.rounded))
    return found


def _scaled(own: Column, value: str, decimals: int, units: Sequence[Exact | None], places: str | None) -> Ends:
    """The ends of a plain number that counts units of 10**-decimals; ``places`` is its own number of decimals."""
    step = Fraction(own.form.scale) / 10**decimals
    widths = [Fraction(0) if unit is None else Fraction(unit) / step for unit in units]  # in counted units
    if places is None or len(set(widths)) == 1:
        widths = widths[-1:]
    mode = own.declared.rounding or "half_any"
    halves = lcm(*((width / 2).denominator for width in widths))
    # In so many parts of a counted unit both ends are whole numbers.
    center = value if halves == 1 else f"{halves} * {value}"
    spans = [int(width / 2 * halves) for width in widths]
    point = not any(spans)
    limit = PLAIN_LIMIT * halves + 2 * max(spans)
    factor = step / halves
    if point:
        return Ends(center, center, factor, limit, f"abs({center})", point=True)
    half = literal(spans[0]) if len(spans) == 1 else _chosen(places or "0", spans)
    size = f"abs({center}) + 2 * ({half})"
    return _rounded(mode, value, Ends(center, center, factor, limit, size), half)


def _chosen(places: str, spans: Sequence[int]) -> str:
    cases = " ".join(f"WHEN {index} THEN {literal(span)}" for index, span in enumerate(spans))
    return f"CASE {places} {cases} END"


_STATIC: dict[str, tuple[int, int, bool, bool]] = {
    "half_any": (1, 1, False, False), "floor": (0, 2, False, True), "ceil": (2, 0, True, False),
    "random": (2, 2, True, True),
}  # fmt: skip
"""How far the ends are from the number, in half units, and whether they are open."""


def _rounded(mode: str, value: str, center: Ends, half: str) -> Ends:
    """The ends of the interval that a rounding takes to a number."""
    if mode in _STATIC:
        below, above, lo_open, hi_open = _STATIC[mode]
        lo = f"{center.lo} - {below} * ({half})" if below else center.lo
        hi = f"{center.hi} + {above} * ({half})" if above else center.hi
        found = center._replace(lo=lo, hi=hi, lo_open=lo_open, hi_open=hi_open)
        return found._replace(center=center.lo, half=int(half)) if mode == "half_any" and half.isdecimal() else found
    if mode == "truncate":
        lo = f"CASE WHEN {value} > 0 THEN {center.lo} ELSE {center.lo} - 2 * ({half}) END"
        hi = f"CASE WHEN {value} < 0 THEN {center.hi} ELSE {center.hi} + 2 * ({half}) END"
        return center._replace(lo=lo, hi=hi, limit=None, steps=1)
    # Which end a tie belongs to depends on the number: that is left open.
    return center._replace(lo=f"{center.lo} - ({half})", hi=f"{center.hi} + ({half})", limit=None, steps=1)


def _widened(own: Column, units: list[Exact | None], whole_unit: Exact | None) -> list[Exact | None]:
    """The units with whole numbers taken as rounded, as :func:`dvaudit.whole.as_rounded` takes them."""
    if whole_unit is None:
        return units
    declared, said = own.declared, own.declared.whole_numbers
    if said == "rounded" and declared.rounded_to is None and declared.decimals is None and own.form.scale == 1:
        return [whole_unit, *units[1:]]
    if is_auto(declared):
        return [whole_unit if unit is None else unit for unit in units]
    return units


def is_auto(declared: Declared) -> bool:
    """True where only the document can say whether a whole number was rounded."""
    return not declared.exact and declared.whole_numbers in (None, "auto")


def _typed(own: Column, source: int, decimals: int, whole_unit: Exact | None) -> Cells:
    raw, value, power = f"c{source}", f"x{source}" if decimals else f"c{source}", 10**decimals
    # Adding and taking away 1.5 * 2**52 rounds to a whole number, in two of the quickest steps that there are.
    nearest = f"({raw} * {power} + {_ROUND}) - {_ROUND}" if decimals else f"({raw} + {_ROUND}) - {_ROUND}"
    whole = f"{raw} = {value} / {power}" if decimals else f"{raw} = {nearest}"
    plain = f"({whole} AND abs({raw}) < {literal(Fraction(PLAIN_LIMIT, power))})"
    units = _widened(own, _units(own, decimals, percent=False), whole_unit)
    ends = _scaled(own, value, decimals, units, None)
    stages = (((value, nearest),),) if decimals else ()
    missing, exact = f"{raw} IS NULL", "TRUE" if ends.point and is_auto(own.declared) else "FALSE"
    unit, count = Fraction(1, power), own.form.scale == 1
    return Cells(source, True, stages, plain, whole, missing, missing, ends, value, unit, count, exact, *_worth(own))


def _text(
    own: Column, source: int, decimals: int, number: NumberFormat, percent: bool, marks: frozenset[str],
    whole_unit: Exact | None,
) -> Cells:  # fmt: skip
    """The SQL for printed texts: a minus, digits with thousands signs, a decimal sign, digits, a per cent sign."""
    name: Callable[[str], str] = lambda letter: f"{letter}{source}"  # noqa: E731 - a shorthand for ten uses
    raw, trimmed, bare, body, whole, digits = (name(letter) for letter in ("c", "t", "b", "u", "w", "d"))
    at, own_places, value, plain = name("a"), name("o"), name("x"), name("p")
    cut = f"trim(substr({trimmed}, 1, length({trimmed}) - 1))"
    ends_so = f"substr({trimmed}, length({trimmed}), 1) = '%'"
    text = f"CASE WHEN {ends_so} THEN {cut} END" if percent else trimmed
    decimal, group = quoted(number.decimal), quoted(number.group)
    places = f"CASE WHEN {at} = 0 THEN 0 ELSE length({body}) - {at} END" if number.decimal else "0"
    head = f"CASE WHEN {at} = 0 THEN {body} ELSE substr({body}, 1, {at} - 1) END" if number.decimal else body
    single = number.group and not number.indian and len(number.group) == 1
    joined = f"replace({whole}, {group}, '')" if single else whole
    behind = f"CASE WHEN {at} = 0 THEN '' ELSE substr({body}, {at} + 1) END"
    every = f"concat({digits}, {behind})" if number.decimal else digits
    stages: list[tuple[tuple[str, str], ...]] = [
        ((trimmed, f"trim({raw})"),),
        ((bare, text),),
        ((body, f"CASE WHEN substr({bare}, 1, 1) = '-' THEN substr({bare}, 2) ELSE {bare} END"),),
        ((at, f"instr({body}, {decimal})" if number.decimal else "0"),),
        ((whole, head), (own_places, places)),
        ((digits, joined),),
        ((name("n"), every),),
    ]
    numeric = ", ".join(quoted(mark) for mark in own.declared.markers or () if any(map(str.isdigit, mark)))
    conditions = [
        f"translate({name('n')}, '0123456789', '') = ''",
        f"length({digits}) BETWEEN 1 AND {_DIGITS - decimals}",
        f"{own_places} <= {decimals}",
        f"({at} = 0 OR {own_places} > 0)" if number.decimal else "TRUE",
        *_grouped(whole, digits, group if single else None),
        "FALSE" if percent and own.form.scale != 1 else "TRUE",
        f"{trimmed} NOT IN ({numeric})" if numeric else "TRUE",
    ]
    power = " ".join(f"WHEN {k} THEN {literal(10 ** (decimals - k))}" for k in range(decimals + 1))
    counted = f"TRY_CAST(CASE WHEN {plain} THEN {name('n')} END AS DOUBLE)"
    counted = f"{counted} * CASE {own_places} {power} END" if decimals else counted
    signed = f"CASE WHEN substr({bare}, 1, 1) = '-' THEN -({counted}) ELSE {counted} END"
    stages += [((plain, both(conditions)),), ((value, signed),)]
    units = _widened(own, _units(own, decimals, percent), whole_unit)
    ends = _scaled(own, value, decimals, units, own_places)
    listed = ", ".join(quoted(mark) for mark in sorted(marks) if mark)
    blank = f"({raw} IS NULL OR {trimmed} = '')"
    missing = f"({blank} OR lower({trimmed}) IN ({listed}))" if listed else blank
    if "" not in marks:
        missing = "FALSE"
    count = own.form.scale == 1 and not percent
    points = [unit is None for unit in units]
    exact = "FALSE" if not points[0] or not is_auto(own.declared) else "TRUE" if all(points) else f"{own_places} = 0"
    unit, plain = Fraction(1, 10**decimals), f"coalesce({plain}, FALSE)"
    return Cells(
        source, False, tuple(stages), plain, plain, missing, blank, ends, value, unit, count, exact, *_worth(own)
    )


def blank_only(source: int) -> Cells:
    """A column of which only is asked whether anything is printed."""
    raw = f"c{source}"
    blank, nothing = f"({raw} IS NULL OR trim({raw}) = '')", Ends("0", "0", Fraction(1), 0, "0", point=True)
    return Cells(source, False, (), "TRUE", "TRUE", "FALSE", blank, nothing, "0", Fraction(1), False, "FALSE", 1, 1)


def _worth(own: Column) -> tuple[Exact, Exact]:
    """What one printed unit is worth to a tolerance, and by its header."""
    scale = 1 if own.declared.unit == "fraction" else own.form.scale
    return scale, 1 if own.declared.scale is not None else own.form.unit


def _grouped(whole: str, digits: str, group: str | None) -> list[str]:
    """That thousands signs, where there are any, stand before every third digit from the right."""
    if group is None:
        return []
    count = f"length({whole}) - length({digits})"
    right = f"{count} = floor((length({digits}) - 1) / 3)"
    places = [f"({count} < {k} OR substr({whole}, length({whole}) - {4 * k - 1}, 1) = {group})" for k in (1, 2, 3)]
    return [f"({count} = 0 OR ({right} AND substr({whole}, 1, 1) <> '0'))", *places]
