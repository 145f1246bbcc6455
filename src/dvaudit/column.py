"""Decisions over a column of printed numbers, and one cell read under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from dvaudit import brackets as bracketing
from dvaudit.brackets import MARK, NEGATIVE, OPEN, SIGNED, Shown
from dvaudit.formats import BOTH_FORMATS, OWN_VOTES, SIGNS, Cells, fits, same_sign, signs_of, vote, vote_of_file
from dvaudit.interval import NON_NEGATIVE, ZERO, Exact, Interval, exact, magnitude
from dvaudit.markers import fold, marker, without_mark
from dvaudit.message import Message, message
from dvaudit.numerals import MAX_CELL, MAX_DIGITS, readings, span, write
from dvaudit.printed import Declared, Marker, NumberFormat, Printed
from dvaudit.rounding import is_double, unit_of
from dvaudit.units import percent_in, percent_line, rounding_in, scale_in

LOOKED_AT = 10_000
"""So many non-missing cells of a column decide its format and precision, in every engine alike."""
_ENOUGH_CELLS = 8
_ENOUGH_SHARE = (4, 5)
_DOUBLE = 1 << 52
"""A double tells two numbers apart that differ by more than this part of them."""
_YEAR_DIGITS, _POINTS = 4, (".", ",")
_NO_SIGNS = dict.fromkeys(map(ord, SIGNS))


class Form(NamedTuple):
    """What was decided for a column, or for a whole file.

    ``formats`` is one number format, or two where both readings stay possible. ``decimals`` is the precision of the
    column, None where each cell keeps its own printed digits. ``floats``: whole numbers written as ``46706.0``.
    ``scale`` is what one printed unit is worth by declaration; a unit only found in header, title or notes makes
    whole numbers ``rounded`` and is told by ``unit``, but does not multiply, because such lines often stand over
    some of the columns only. ``why`` tells the decisions.
    ``headed`` marks a unit of the column's own header. ``brackets`` tells what numbers in brackets are, of which some
    may be marks that one of the ``notes`` explains.
    """

    formats: tuple[NumberFormat, ...] = BOTH_FORMATS
    decimals: int | None = None
    floats: bool = False
    scale: Exact = 1
    rounded: bool = False
    percent: bool = False
    why: tuple[Message, ...] = ()
    unit: Exact = 1
    headed: bool = False
    brackets: str = NEGATIVE
    notes: tuple[str, ...] = ()


class Read(NamedTuple):
    """One cell as read: ``state`` is ``number``, ``missing`` or ``unreadable``.

    ``intervals`` has one entry per possible reading (None is the reading "missing"); it is empty for cells that are
    missing or unreadable. A dash of which nothing is declared is missing with the two readings None and zero.
    ``whole`` marks a printed whole number of which only the document can say whether it was rounded.
    """

    state: str
    intervals: tuple[Interval | None, ...]
    printed: Printed | None
    whole: bool = False
    double: bool = False
    reason: Message | None = None


def decide_file(
    columns: Iterable[Iterable[str]], declared: Declared, *, mixed: bool = False
) -> tuple[NumberFormat, ...]:
    """The number format of a file: one, or both that stay possible. All cells tell, then what single columns show.

    A column of ``46,706``, ``8,817`` and ``817`` shows that the comma groups, and so for the whole file where no
    other column shows the opposite. ``mixed`` columns hold different figures (the values of a list): that one of them
    is printed 2468 or 817 tells nothing of 1,234 beside it.
    """
    if declared.format is not None:
        return (declared.format,)
    cells = [_numbers(texts) for texts in columns]
    told = vote_of_file(cells, mixed=mixed)
    return BOTH_FORMATS if told is None else (told,)


def brackets_of_file(columns: Iterable[Iterable[str]]) -> Shown:
    """What the cells of a file show of numbers in brackets."""
    listed = [list(texts) for texts in columns]
    if not any("(" in text for texts in listed for text in texts):
        return Shown()
    return bracketing.together(bracketing.shown(found for found, _ in _numbers(texts)) for texts in listed)


def _numbers(texts: Iterable[str]) -> Cells:
    times = Counter(forms([text for text in texts if text]))
    return [(found, number) for text, number in times.items() if (found := readings(text))]


def decide(
    texts: Sequence[str],
    declared: Declared,
    *,
    header: str = "",
    titles: Sequence[str] = (),
    notes: Sequence[str] = (),
    formats: Sequence[NumberFormat] = (),
    brackets: Shown | None = None,
) -> Form:
    """Number format and precision of one column, from its first cells, its header and the lines around the table.

    ``formats`` is what was decided for the file: it holds where the column itself does not tell. ``brackets`` is what
    the file shows of numbers in brackets.
    """
    cells = _first(texts, declared)
    chosen, told = _format(cells, declared, formats)
    percent = declared.unit == "%" or percent_in(header) or any(map(percent_line, titles))
    lines = () if percent or declared.whole_numbers == "exact" else (header, *titles, *notes)
    scaled = None if declared.scale is not None else next((line for line in lines if scale_in(line)), None)
    noted = next((line for line in lines[1:] if rounding_in(line)), None)
    decimals, floats = _precision(cells, chosen)
    why = (
        told,
        message("number.percent_header") if percent and declared.unit != "%" else None,
        message("number.unit_line", line=scaled) if scaled is not None else None,
        message("number.rounding_note", line=noted) if noted is not None else None,
        message("number.floats") if floats else None,
        message("number.column_decimals", decimals=decimals) if decimals else None,
    )
    kind, marks = bracketing.decide([found for found, _ in cells], declared, brackets, titles, notes)
    return Form(
        chosen,
        decimals,
        floats,
        declared.factor,
        rounded=percent or declared.rounded or declared.whole_numbers == "rounded" or bool(scaled) or bool(noted),
        percent=percent,
        why=tuple(one for one in why if one is not None),
        unit=scale_in(scaled or "") or 1,
        headed=scaled is not None and scaled == header,
        brackets=kind,
        notes=marks,
    )


def read(text: str, form: Form, declared: Declared) -> Read:
    """One cell under the decisions of its column."""
    if declared.markers and (mark := declared.markers.get(text.strip())) is not None:
        return _marked(text, mark if mark.meaning != "unreliable" else Marker("missing"))
    found = readings(text, form.formats)
    if not found:
        return _no_number(text, form, declared)
    if found[0].style.sign == "(":
        return _bracketed(found, form, declared)
    return _read(found, form, declared)


def _read(found: tuple[Printed, ...], form: Form, declared: Declared) -> Read:
    """A number by its readings under the format of its column."""
    repeated = form.unit != 1 and found[0].scale != 1 and _repeats_unit(found[0], form)
    if repeated:
        found = tuple([one.divided(form.unit) for one in found])
    if len(found) > 1:
        return _ambiguous(found, form, declared)
    printed = _at_precision(found[0] if form.scale == 1 else found[0].scaled(form.scale), form, declared)
    if printed is None:
        told = message("number.more_decimals", decimals=form.decimals)
        return Read("unreadable", (), None, reason=told)
    interval = span(printed, declared, form.decimals, form.rounded)
    whole = interval.lo is interval.hi and not declared.exact and declared.whole_numbers in (None, "auto")
    double = printed.digits > 12 and is_double(printed, declared, form.decimals)
    return Read("number", (interval,), printed, whole, double, message("number.unit_repeated") if repeated else None)


def _repeats_unit(one: Printed, form: Form) -> bool:
    """True where the scale word of a cell only says again in what its column is counted, as ``5 mn`` under ``(mn)``."""
    exponent = one.style.tail[:1] in ("e", "E") and one.style.tail[1:2].strip("+-").isdecimal()
    return not exponent and (form.headed or one.scale == form.unit)


def _bracketed(found: tuple[Printed, ...], form: Form, declared: Declared) -> Read:
    """A number in brackets, by what these are in its column."""
    first, kind = found[0], form.brackets
    if kind == MARK:
        return Read("missing", (), None, reason=message("number.missing"))
    note = bracketing.noted(first, form.notes)
    if note is not None and kind in (SIGNED, OPEN):
        return Read("missing", (), None, reason=message("number.bracket_note", note=note))
    if bracketing.is_mark(first) and (note is not None or kind in (SIGNED, OPEN)):
        return Read("unreadable", (), None, reason=message("number.bracket_mark"))
    as_positive = tuple(map(bracketing.positive, found))
    if kind == OPEN:
        every = [_read((one,), form, declared) for one in (*found, *as_positive)]
        intervals = tuple(dict.fromkeys(interval for one in every for interval in one.intervals))
        told = message("number.bracket_open", first=_plain(first), second=_plain(as_positive[0]))
        return every[0]._replace(intervals=intervals, reason=told)
    one = _read(found if kind == NEGATIVE else as_positive, form, declared)
    return one if one.reason is not None else one._replace(reason=message(f"number.bracket_{kind}"))


def why(read: Read, form: Form, declared: Declared) -> tuple[Message, ...]:
    """Why a cell was read like this, for people: what decided its format and how far it can be off."""
    printed = read.printed
    if printed is None:
        return () if read.reason is None else (read.reason,)
    told = [] if read.reason is None else [read.reason]
    if printed.qualifier is not None:
        told.append(message(f"number.{printed.qualifier}"))
    if printed.qualifier in (None, "about"):
        told.append(_precision_told(printed, form, declared, read.double))
        if declared.rounding not in (None, "half_any") and read.intervals[0] != Interval.point(printed.value):
            told.append(message(f"number.rounding_{declared.rounding}"))
    signs = printed.decimals or printed.format.group
    for one in form.why:
        if one not in told and (signs or not one.key.startswith("number.format")):
            told.append(one)
    return tuple(told)


def looked_at(texts: Sequence[str], declared: Declared) -> int:
    """How many of some texts of a column would be looked at to decide its form, were there no limit."""
    known = declared.markers or {}
    odd = [text for text in texts if known or not text[:1].isdecimal()]
    return len(texts) - sum(1 for text in odd if not text or _is_missing(text, known))


def _is_missing(text: str, known: Mapping[str, Marker]) -> bool:
    return text.strip() in known or (not readings(text) and (marker(text, known) is not None or fold(text) == "-"))


def _first(texts: Sequence[str], declared: Declared) -> Cells:
    """The readings of the first non-missing cells; cells that are no number are passed over."""
    markers = declared.markers or {}
    printed = [text for text in texts if text and not (markers and text.strip() in markers)]
    readings_of: dict[str, tuple[Printed, ...] | None] = {}

    def known(like: str) -> tuple[Printed, ...] | None:
        """The readings of a text, None where it is missing."""
        if like not in readings_of:
            found = readings(like)
            missing = not found and (marker(like, markers) is not None or fold(like) == "-")
            readings_of[like] = None if missing else found
        return readings_of[like]

    first = Counter(forms(printed[:LOOKED_AT]))
    if len(printed) > LOOKED_AT and any(known(like) is None for like in first):
        first = Counter(islice((like for like in forms(printed) if known(like) is not None), LOOKED_AT))
    return [(found, times) for like, times in first.items() if (found := known(like))]


_ONES = str.maketrans("23456789", "11111111")
_PLAIN = dict.fromkeys(map(ord, "0123456789.,\n"))


def forms(texts: Sequence[str]) -> Sequence[str]:
    """For each text one that shows the same of its format and precision: in a column of plain numbers few.

    A column has ten thousand different numbers and few forms of them: zeros are kept and other digits are ones, where
    neither the value (of years, of floats with one decimal) nor other signs tell anything.
    """
    joined = "\n".join(texts)
    ones = joined.translate(_ONES).split("\n")
    if not joined.isascii() or joined.translate(_PLAIN) or len(ones) != len(texts):
        return texts
    return [
        text if len(text) == _YEAR_DIGITS or text[-2:-1] in _POINTS else one
        for text, one in zip(texts, ones, strict=True)
    ]  # fmt: skip


def _format(
    cells: Cells, declared: Declared, formats: Sequence[NumberFormat]
) -> tuple[tuple[NumberFormat, ...], Message | None]:
    """The format of a column, and what decided it: the rule file, the column, the file, or nothing."""
    if declared.format is not None:
        return (declared.format,), _told("number.format_declared", declared.format)
    filed = tuple(formats)
    signs = signs_of(cells)
    own = vote(signs, infer=len(filed) != 1)
    if own is not None and len(filed) > 1 and own[1] < signs.undecided[same_sign(own[0].decimal)]:
        own = None  # what leaves the file open is not decided by fewer numbers
    if own is not None and (len(filed) != 1 or own[1] >= OWN_VOTES):
        return (own[0],), _told("number.format_column", own[0])
    if len(filed) == 1:
        return filed, _told("number.format_file", filed[0])
    undecided = any(len(found) > 1 for found, _ in cells)
    return BOTH_FORMATS, message("number.format_open") if undecided else None


def _told(key: str, shown: NumberFormat) -> Message | None:
    if shown.decimal and shown.group:
        return message(f"{key}_both", decimal=shown.decimal, group=shown.group)
    if shown.decimal:
        return message(key, decimal=shown.decimal)
    return message(f"{key}_group", group=shown.group) if shown.group else None


def _precision(cells: Cells, chosen: tuple[NumberFormat, ...]) -> tuple[int | None, bool]:
    """The decimals on which enough cells of a column agree, and whether they are whole numbers written as floats."""
    number = sum(times for _, times in cells)
    if len(chosen) > 1:
        # Whole numbers without any sign are whole numbers in every format.
        plain = number >= _ENOUGH_CELLS and all(found[0].whole and not found[0].format.group for found, _ in cells)
        return (0 if plain else None), False
    every = [(one, times) for found, times in cells for one in found]
    fitting = {shown for shown in {one.format for one, _ in every} if fits(shown, chosen[0])}
    shown = [(one, times) for one, times in every if one.format in fitting and one.scale == 1]
    counts: Counter[int] = Counter()
    for one, times in shown:
        counts[one.decimals] += times
    if counts.total() < _ENOUGH_CELLS:
        return None, False
    most = max(counts)
    if counts[most] * _ENOUGH_SHARE[1] < counts.total() * _ENOUGH_SHARE[0]:
        return None, False
    if most == 1 and all(type(one.value) is int for one, _ in shown) and len({one.value for one, _ in shown}) > 1:
        return 0, True
    return most, False


def _at_precision(printed: Printed, form: Form, declared: Declared) -> Printed | None:
    """The number at the precision of its column; None where it prints more decimals than the first cells decided.

    ``92.360`` and ``92.36000000000000001`` are 92.36 in a column of two decimals: zeros at the end, and what is beyond
    the precision of a computed double, are no digits that somebody printed on purpose.
    """
    if form.decimals is None or printed.decimals <= form.decimals or printed.scale != printed.column_scale:
        return printed
    if declared.decimals is not None or declared.rounded_to is not None or declared.exact:
        return printed
    place = printed.place * 10 ** (printed.decimals - form.decimals)
    shown = round(Fraction(printed.value) / place) * place
    if shown == printed.value:
        return printed
    if magnitude(printed.value - shown) * _DOUBLE > magnitude(shown):
        return None
    count = magnitude(int(shown / place))
    digits = len(str(count)) if count else 0
    return printed._replace(value=exact(shown), place=place, decimals=form.decimals, digits=digits)


def _ambiguous(found: tuple[Printed, ...], form: Form, declared: Declared) -> Read:
    scaled = [one.scaled(form.scale) for one in found]
    intervals = tuple(span(one, declared, None, form.rounded) for one in scaled)
    told = [_plain(one) for one in found]
    return Read("number", intervals, scaled[0], reason=message("number.two_readings", first=told[0], second=told[-1]))


def _plain(printed: Printed) -> str:
    """The value in plain digits with a point, to tell two readings apart."""
    like = Printed(0, 1, printed.decimals, 0, False, False, printed.scale, None, NumberFormat(".", ""))
    return write(printed.value, like) or ""


def _no_number(text: str, form: Form, declared: Declared) -> Read:
    """A cell that is no number under the column's format: a mark, a number with a mark, or unreadable."""
    mark = marker(text, declared.markers) if len(text) <= MAX_CELL else None
    if mark is not None:
        return _marked(text, mark)
    if fold(text) == "-":
        return Read("missing", (None, ZERO), None, reason=message("number.dash"))
    bare = without_mark(text, declared.markers)
    if bare is not None and readings(bare, form.formats):
        return read(bare, form, declared)
    return Read("unreadable", (), None, reason=_unreadable(text, form))


def _unreadable(text: str, form: Form) -> Message:
    """Why a text is no number in its column."""
    if len(text) > MAX_CELL:
        return message("number.long_cell", length=len(text), limit=MAX_CELL)
    if sum(map(str.isdecimal, text)) > MAX_DIGITS:
        return message("number.many_digits", limit=MAX_DIGITS)
    if readings(text):
        shown = form.formats[0]
        if same_sign(shown.group) in {same_sign(one.format.decimal) for one in readings(text)} - {""}:
            return message("number.other_grouping", group=shown.group, like=f"1{shown.group}234")
        if not shown.decimal:
            return message("number.other_group", group=shown.group)
        return message("number.other_format", decimal=shown.decimal)
    bare = "".join(text.split()).lstrip("+-−")
    if not bare.translate(_NO_SIGNS).isdecimal():
        return message("number.none")
    if bare[-1:] in SIGNS and bare[:-1].isdecimal():
        return message("number.sign_last", sign=bare[-1])
    return message("number.grouping")


def _marked(text: str, mark: Marker) -> Read:
    """A cell that holds a mark alone."""
    if mark.meaning == "nil":
        return Read("number", (ZERO,), None, reason=message("number.nil"))
    if mark.meaning == "confidential":
        if mark.below is None:
            return Read("number", (NON_NEGATIVE,), None, reason=message("number.confidential"))
        told = message("number.confidential_below", below=str(mark.below))
        return Read("number", (Interval(0, mark.below, hi_open=True),), None, reason=told)
    if not text.strip():
        return Read("missing", (), None, reason=message("number.blank"))
    return Read("missing", (), None, reason=message("number.missing"))


def _precision_told(printed: Printed, form: Form, declared: Declared, double: bool) -> Message:
    """What decided how far the number can be off: the first reason that holds."""
    own_scale = printed.scale != printed.column_scale
    shown = printed.decimals and not form.floats
    rounded = unit_of(printed, declared, form.decimals, form.rounded) is not None
    reasons = (
        (declared.exact, message("number.declared_exact")),
        (declared.rounded_to is not None, message("number.declared_step", step=str(declared.rounded_to))),
        (declared.decimals is not None, message("number.declared_decimals", decimals=declared.decimals)),
        (double, message("number.double", digits=printed.digits)),
        (own_scale, message("number.scale_word")),
        (form.decimals, message("number.column_decimals", decimals=form.decimals)),
        (shown, message("number.printed_decimals", decimals=printed.decimals)),
        (rounded, message("number.whole_rounded")),
        (declared.whole_numbers == "exact", message("number.whole_exact")),
    )
    return next((told for holds, told in reasons if holds), message("number.whole_auto"))
