"""Every text that lies one keystroke away from a printed figure, in the number format of its source.

The four slips of a digit are those of S. Scholtus, *Automatic correction of simple typing errors in numerical data
with balance edits* (2009): one digit is replaced, omitted, added, or two neighbours are swapped. They are looked for
by whole-number arithmetic on the digits; a text is written only for a number that is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit import column
from dvaudit.column import Form
from dvaudit.figure import Figure
from dvaudit.formats import fits
from dvaudit.interval import Exact, Interval, exact, magnitude
from dvaudit.numerals import MAX_DIGITS, Printed, readings, write
from dvaudit.printed import Declared, NumberFormat

KEYSTROKES = (
    "digit replaced",
    "digit omitted",
    "digits swapped",
    "digit added",
    "sign",
    "decimal point",
    "factor 1000",
    "separator",
    "cells exchanged",
)
"""What went wrong in the source, the likeliest first. "digit added": the source has a digit too many.

Of 152 real typing errors 112 replaced a digit, 15 omitted one, 14 swapped two, 11 added one (Scholtus 2009).
Exchanged cells need two figures, so :func:`keystrokes` never gives them.
"""
REPLACED, OMITTED, SWAPPED, ADDED, SIGN, POINT, FACTOR, SEPARATOR, EXCHANGED = KEYSTROKES
DIGITS = (REPLACED, OMITTED, SWAPPED, ADDED)

_RANK = {kind: rank for rank, kind in enumerate(KEYSTROKES)}
_MOST = 10 ** (2 * MAX_DIGITS)
_ZEROS = 2
"""A whole number may have been written with so many decimals: 46706.00, which without its point is 4670600."""

_Near = list[tuple[int, int]]  # wanted whole numbers, as closed ranges in rising order


class Keystroke(NamedTuple):
    """A text that a figure may have been before one keystroke went wrong.

    ``kind`` is one of :data:`KEYSTROKES`. ``text`` is what the source would print: the same signs, scale word, unit
    and footnote mark; ``value`` what it reads as (like ``Printed.value``), ``interval`` what it means in its column.
    ``short`` marks that the old or the new number has one significant digit or none: no correction, but a rival.
    """

    kind: str
    text: str
    value: Exact
    interval: Interval
    short: bool


class _Source(NamedTuple):
    """One reading of the printed text, taken apart.

    ``digits`` are all its digits as ASCII, leading zeros too, ``number`` the same as a whole number. ``fixed`` is the
    number of decimals that its column has, ``places`` the number of decimals of its other values (None: any number);
    ``whole`` tells that these are whole numbers, ``rounded`` that numbers with decimals may stand for a value beside
    them, ``blunt`` that this one may. ``others`` are the readings of the text in other number formats.
    """

    printed: Printed
    number: int
    digits: str
    fixed: int | None
    places: int | None
    whole: bool
    rounded: bool
    blunt: bool
    others: tuple[Printed, ...]


class _Look(NamedTuple):
    """How a source prints other numbers.

    ``like`` is its own look with the signs of its column, ``wide`` the format of numbers of five and more digits,
    ``before`` and ``after`` what stands around the number and was not read.
    """

    like: Printed
    wide: NumberFormat
    before: str
    after: str


class _Slip(NamedTuple):
    """A number that the source may have meant: ``number`` in units of its last decimal."""

    kind: str
    number: int
    decimals: int
    negative: bool


def keystrokes(
    figure: Figure, within: Sequence[Interval], decimals: int = 0, *, rounded: bool = False, first: bool = False
) -> tuple[Keystroke, ...]:
    """Every text one keystroke away whose printed value lies inside one of the intervals, the likeliest kind first.

    ``decimals`` is how many the numbers have that the figure is added to: one that is printed without any may have
    lost its decimal sign. With ``rounded`` a text counts that can stand for a value inside, when it is rounded.
    Of a figure with two readings both are looked at, or only the ``first`` one.

    Each value is given once, with its likeliest kind; within a kind from the first digit to the last. The present
    value is never given. There is none for a figure that prints no number (a marker, a dash), and none for a number
    in scientific form (``4.7e4``), because a program wrote it.

    A digit too many or too few stands on one side of the decimal sign and leaves the other side alone; after the sign
    it changes the number of decimals, which a column of fixed decimals allows only towards its own. A moved decimal
    sign is filled up with zeros to the decimals of its column (``923.60`` for ``92.36``). What the very same text
    means in another number format (``46.706`` for 46706) is a separator, not a moved decimal sign or a factor.
    """
    printed, form, declared = figure.printed, figure.form, figure.declared
    if printed is None or form is None or declared is None or re.match(r"[eE][+-]?\d", printed.style.tail):
        return ()
    signs = figure.cells[0].typed if figure.cells else None
    if signs is not None:
        form = form._replace(formats=(signs,))
    read: tuple[Printed, ...] = (printed,)
    if len(figure.intervals) > 1:
        read = tuple([one.scaled(form.scale) for one in readings(figure.raw, form.formats)]) or read
    present = {one.value for one in read}
    slips: list[tuple[_Look, _Slip]] = []
    for one in read[:1] if first else read:
        source = _source(one, figure, present, decimals, rounded=rounded)
        wanted = list(_slips(source, within))
        if wanted:
            look = _look(source, figure.raw, form)
            slips += [(look, slip) for slip in wanted]
    if len(read) > 1:
        slips.sort(key=lambda pair: _RANK[pair[1].kind])
    found: dict[Exact, Keystroke] = {}
    places: dict[Exact, int] = {}
    for look, slip in slips:
        amount = exact(slip.number * look.like.scale, 10**slip.decimals)
        value = -amount if slip.negative else amount
        # A moved sign can give the value of a factor with more decimals: then the text that looks like the present one.
        again = slip.kind == FACTOR and places.get(value) != slip.decimals == look.like.decimals
        if value not in present and (value not in found or again):
            text = _text(slip, value, look)
            back = _read_back(text, value, form, declared, len(read))
            if back is not None:
                short = min(back[0].digits, look.like.digits) < 2
                found[value] = Keystroke(slip.kind, text, value, back[1], short)
                places[value] = slip.decimals
    return tuple(found.values())


_OBSERVED = {REPLACED: 112, OMITTED: 15, SWAPPED: 14, ADDED: 11}
_UNCOMMON = 2


def likelihood(slip: Keystroke, figure: Figure) -> Fraction:
    """How likely one slip is among all that may happen to a number of this length, up to a factor.

    The observed typing errors of its kind, shared by the slips of that kind that the number allows; no figures are
    known for the kinds beyond the digits.
    """
    digits = max(1, figure.printed.digits if figure.printed is not None else 1)
    ways = {REPLACED: 9 * digits, OMITTED: 10 * digits + 1, SWAPPED: max(1, digits - 1), ADDED: digits, POINT: digits}
    return Fraction(_OBSERVED.get(slip.kind, _UNCOMMON), ways.get(slip.kind, 1))


def neighbours(figure: Figure, within: Interval, decimals: int = 0) -> int:
    """How many numbers inside the interval lie one keystroke away; fewer than texts, because none is written."""
    if figure.printed is None:
        return 0
    source = _source(figure.printed, figure, {figure.printed.value}, decimals, rounded=False)
    return len({(slip.number, slip.decimals, slip.negative) for slip in _slips(source, (within,))})


def _source(printed: Printed, figure: Figure, present: set[Exact], decimals: int, *, rounded: bool) -> _Source:
    form, declared = figure.form or Form(), figure.declared or Declared()
    number = int(magnitude(exact(printed.value, printed.place)))
    digits = str(number).rjust(printed.decimals + printed.style.pad, "0")
    fixed = form.decimals if printed.scale == printed.column_scale else None
    if declared.decimals is not None:
        fixed = declared.decimals
    places = fixed
    if fixed is None:
        # A count has no decimals; a percentage or a mean that is printed whole may have lost its decimal sign.
        places = decimals if printed.whole and not (form.percent or declared.rounded) else None
    elif form.floats or fixed < 0:
        places = printed.decimals
    others: tuple[Printed, ...] = ()
    if printed.format.decimal or printed.format.group:
        every = [one.scaled(form.scale) for one in readings(figure.raw)]
        others = tuple([one for one in every if one.value not in present])
    interval = figure.interval
    blunt = rounded and interval is not None and not interval.is_point
    whole = places == 0 or form.floats
    return _Source(printed, number, digits, fixed, places, whole, rounded, blunt, others)


def _slips(source: _Source, within: Sequence[Interval]) -> Iterator[_Slip]:
    """The wanted numbers, kind by kind; a number can come up again."""
    printed, pad = source.printed, source.printed.style.pad
    negative = printed.style.sign not in ("", "+", "＋")  # -0.0 is negative, too
    for kind, digits, decimals in _digit_slips(source, within, negative):
        number = int(digits)
        # What would begin with a zero is not how the source prints: 012, or 1 in a column of 001.
        if digits == str(number).rjust(decimals + pad, "0"):
            yield _Slip(kind, number, decimals, negative)
    if not source.number:
        return
    if _inside(source.number, _near(within, source, printed.decimals, not negative)):
        yield _Slip(SIGN, source.number, printed.decimals, not negative)
    for kind, number, decimals in (*_moved(source), *_thousands(source)):
        if _inside(number, _near(within, source, decimals, negative)):
            value = exact(number * printed.scale, 10**decimals)
            if all(magnitude(one.value) != value for one in source.others):
                yield _Slip(kind, number, decimals, negative)
    for one in source.others:
        if _inside(int(magnitude(exact(one.value, one.place))), _near(within, source, one.decimals, negative)):
            decimals = one.decimals if source.places is None else source.places
            counted = magnitude(exact(one.value * 10**decimals, printed.scale))
            if counted.denominator == 1:
                yield _Slip(SEPARATOR, int(counted), decimals, negative)


def _digit_slips(source: _Source, within: Sequence[Interval], negative: bool) -> Iterator[tuple[str, str, int]]:
    """Kind, digits and number of decimals of what is one digit away."""
    decimals, fixed = source.printed.decimals, source.fixed
    point, size = len(source.digits) - decimals, len(source.digits)
    near = _near(within, source, decimals, negative)
    finer = coarser = near[:0]
    if decimals and (fixed is None or fixed == decimals + 1):
        finer = _near(within, source, decimals + 1, negative)
    if decimals > 1 and (fixed is None or fixed == decimals - 1):
        coarser = _near(within, source, decimals - 1, negative)
    for digits in _replaced(source, near):
        yield REPLACED, digits, decimals
    for digits in _with_one_more(source, range(point + 1), near):
        yield OMITTED, digits, decimals
    for digits in _with_one_more(source, range(point, size + 1), finer):
        yield OMITTED, digits, decimals + 1
    for digits in _swapped(source, near):
        yield SWAPPED, digits, decimals
    for digits in _with_one_less(source, range(point), near):
        yield ADDED, digits, decimals
    for digits in _with_one_less(source, range(point, size), coarser):
        yield ADDED, digits, decimals - 1


def _replaced(source: _Source, near: _Near) -> Iterator[str]:
    digits, number = source.digits, source.number
    for at, digit in enumerate(map(int, digits)) if near else ():
        unit = 10 ** (len(digits) - 1 - at)
        for other in _fitting(number - digit * unit, unit, near):
            if other != digit:
                yield f"{digits[:at]}{other}{digits[at + 1 :]}"


def _with_one_more(source: _Source, gaps: range, near: _Near) -> Iterator[str]:
    digits, number = source.digits, source.number
    for at in gaps if near else ():
        unit = 10 ** (len(digits) - at)
        for other in _fitting(10 * number - 9 * (number % unit), unit, near):
            yield f"{digits[:at]}{other}{digits[at:]}"


def _swapped(source: _Source, near: _Near) -> Iterator[str]:
    digits, number = source.digits, source.number
    for at in range(len(digits) - 1) if near else ():
        one, other = digits[at], digits[at + 1]
        if one != other and _inside(number + 9 * (int(other) - int(one)) * 10 ** (len(digits) - 2 - at), near):
            yield digits[:at] + other + one + digits[at + 2 :]


def _with_one_less(source: _Source, places: range, near: _Near) -> Iterator[str]:
    digits, number = source.digits, source.number
    for at in places if near and len(digits) > 1 else ():
        unit = 10 ** (len(digits) - 1 - at)
        if _inside(number // (10 * unit) * unit + number % unit, near):
            yield digits[:at] + digits[at + 1 :]


def _moved(source: _Source) -> Iterator[tuple[str, int, int]]:
    """The same digits with the decimal sign at another place, or without one."""
    number, decimals, places = source.number, source.printed.decimals, source.places
    for at in range((decimals + _ZEROS if source.whole else len(str(number))) + 1):
        if at == decimals:
            continue
        if places is None:
            yield POINT, number, at
        else:
            counted, rest = divmod(number * 10**places, 10**at)
            if not rest:
                yield POINT, counted, places


def _thousands(source: _Source) -> Iterator[tuple[str, int, int]]:
    """A thousand times as much, or a thousandth where the source can print it."""
    yield FACTOR, source.number * 1000, source.printed.decimals
    decimals = source.printed.decimals
    if source.number % 1000 == 0:
        yield FACTOR, source.number // 1000, decimals
    elif not source.whole and source.fixed is None:
        yield FACTOR, source.number, decimals + 3


def _near(within: Sequence[Interval], source: _Source, decimals: int, negative: bool) -> _Near:
    """The wanted numbers of one sign, without it, in units of the last of so many decimals; a unit off when rounded."""
    scale, found = source.printed.scale, []
    grow, shrink = 10**decimals * scale.denominator, scale.numerator
    for one in within:
        lo, hi, lo_open, hi_open = one.lo, one.hi, one.lo_open, one.hi_open
        if negative:
            lo, hi = None if hi is None else -hi, None if lo is None else -lo
            lo_open, hi_open = hi_open, lo_open
        first, last = int(negative), _MOST
        blur = int(source.blunt or (source.rounded and decimals != source.printed.decimals))
        if lo is not None:
            below, rest = divmod(lo.numerator * grow, lo.denominator * shrink)
            first = max(first, below + (rest > 0 or lo_open) - blur)
        if hi is not None:
            last, rest = divmod(hi.numerator * grow, hi.denominator * shrink)
            last += blur - (hi_open and not rest)
        if first <= last:
            found.append((first, last))
    if len(found) > 1:
        found.sort()
    return found


def _fitting(base: int, unit: int, near: _Near) -> list[int]:
    """The digits that make of ``base`` and so many ``unit`` a wanted number."""
    found: list[int] = []
    for first, last in near:
        if last >= base and first <= base + 9 * unit:
            found += range(max(0, -((base - first) // unit)), min(9, (last - base) // unit) + 1)
    return found


def _inside(number: int, near: _Near) -> bool:
    for first, last in near:  # noqa: SIM110 - a generator takes three times as long
        if first <= number <= last:
            return True
    return False


def _look(source: _Source, raw: str, form: Form) -> _Look:
    printed, shown = source.printed, source.printed.format
    column_format = next((one for one in form.formats if fits(shown, one)), shown)
    full = NumberFormat(shown.decimal or column_format.decimal, shown.group, shown.indian or column_format.indian)
    # Who prints 8817 beside 46.706 sets no sign into four digits, but into five.
    four = not shown.group and len(source.digits) - printed.decimals == 4
    before = after = ""
    if not readings(raw, form.formats):  # a declared mark stands beside the number (46,706 p) and was taken off
        before, _, after = raw.strip().partition(write(printed.value, printed) or raw.strip())
    wide = full._replace(group=column_format.group) if four and len(form.formats) == 1 else full
    return _Look(printed._replace(format=full), wide, before, after)


def _text(slip: _Slip, value: Exact, look: _Look) -> str:
    """The value as the source would print it; empty for more digits than one number may have."""
    like = look.like
    shown = look.wide if slip.number >= 10 ** (slip.decimals + 4) else like.format
    if slip.decimals != like.decimals or shown is not like.format:
        like = like._replace(decimals=slip.decimals, format=shown)
    text = write(value, like)
    return "" if text is None else look.before + text + look.after


def _read_back(text: str, value: Exact, form: Form, declared: Declared, most: int) -> tuple[Printed, Interval] | None:
    """The reading of a text that gives the value; None where its column reads it otherwise, or in too many ways."""
    read = column.read(text, form, declared)
    if read.printed is None or len(read.intervals) > most:
        return None
    every: tuple[Printed, ...] = (read.printed,)
    if len(read.intervals) > 1:
        every = tuple([one.scaled(form.scale) for one in readings(text, form.formats)])
    for one, interval in zip(every, read.intervals, strict=True):
        if one.value == value and interval is not None:
            return one, interval
    return None
