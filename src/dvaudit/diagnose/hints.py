"""Explanations of a failed edit that are no keystrokes: a missing part, another whole, a running total.

An explanation is worth telling only where chance hardly gives it: with many figures in a report one of them is soon the
whole that a percentage of two digits fits. So the number of alternatives that are tried, times the share of all values
that would fit as well, must stay small. Cumulated subtotals and exchanged figures are among the systematic errors that
Scholtus (2008) lists for business statistics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from dvaudit.figure import Figure
from dvaudit.interval import ANY, ZERO, Exact, Interval, exact, magnitude
from dvaudit.kinds.change import stated_change
from dvaudit.pattern import pattern
from dvaudit.predicate import Predicate, Within, implied, judge
from dvaudit.report import Hint, Spot
from dvaudit.rule import Confrontation, Edit

RARE = Fraction(1, 20)
"""Chance, for a search among figures of one size: alternatives times the share of values that fit."""
SPREAD = Fraction(1, 4)
"""The same for a search in the whole report, whose figures are spread over several powers of ten."""
SPECIFIC = Fraction(1, 100)
"""The share of values that may equal a gap by which a figure of the report is named: three significant digits."""
ALONE = Fraction(1, 3)
"""The share of values that may fit the one alternative that a common mistake leaves: 3 % is 2.5 to 3.5."""
MOST = 3
"""So many figures are named at most."""
POWERS: tuple[Exact, ...] = tuple(power for zeros in range(1, 7) for power in (10**zeros, Fraction(1, 10**zeros)))
"""By how much a quotient is off that is stated for 1,000 instead of 100,000, the smaller powers first."""

_SUM = frozenset(("total", "part", "minus"))
_QUOTIENTS = (("percent", "part", "whole"), ("ratio", "numerator", "denominator"))
_CHANGES = (("from", "to"), ("before", "now"))
_DIGITS = pattern(r"\d{1,9}")

_Cell = tuple[int, int]


def hints(failed: Confrontation, figures: Sequence[Spot], held: Sequence[Confrontation] = ()) -> tuple[Hint, ...]:
    """What can explain a failed edit if no figure was mistyped, the most telling explanation first.

    ``figures`` are all figures that were read in the edit's records, ``held`` the edits that hold about the same
    records. Only equations are explained, and no miss that rounding explains.
    """
    edit = failed.edit
    equation = isinstance(edit.predicate, Within) and edit.predicate.allowed == ZERO
    if not equation or not failed.values or failed.imbalance is None or failed.rounding_sized:
        return ()
    own = {_cell(figure) for figure in edit.figures if figure.cells}
    others = [spot for spot in figures if _clear(spot.figure) and _cell(spot.figure) not in own]
    if _SUM.issuperset(edit.roles):
        told = [*(_cumulated(failed) or _subtotal(failed)), *_exchanged_in_sum(failed, held)]
        gap = _gap(failed, failed.imbalance, others)
        return (*told, gap) if gap.spots or not told else tuple(told)
    found = _change(failed) if edit.roles[1:] in _CHANGES else []
    found += _exchanged(failed, held)
    if edit.roles in _QUOTIENTS:
        found += _power(failed)
        if edit.unit == "points":
            found += _other_base(failed, others)
    return tuple(found)


def _gap(failed: Confrontation, gap: Interval, others: Sequence[Spot]) -> Hint:
    """The gap of a sum as a part of its size, with the figures of the report that have this size."""
    edit = failed.edit
    larger = gap.lo is not None and gap.lo >= 0
    size = gap if larger else -gap
    # In a table the parts of a column stand in that column.
    name = edit.figures[0].name if edit.records else None
    percent = _is_percent(edit.figures[0])
    alike = [spot for spot in others if name in (None, spot.figure.name) and _is_percent(spot.figure) == percent]
    window = _window(size)
    named = []
    for spot in alike if window <= SPECIFIC else ():
        value = _value(spot.figure)
        if size.meets(value):
            width = window + _width(value)
            if width <= SPECIFIC and len(alike) * width <= SPREAD:
                named.append(spot)
    return Hint("missing_part" if larger else "covers_more", failed, tuple(named[:MOST]), size)


def _cumulated(failed: Confrontation) -> list[Hint]:
    """Parts of a sequence that are running totals: the one that includes others, or all where the last is the total."""
    edit, values = failed.edit, failed.values
    excess = _excess(failed)
    order = _sequence(edit)
    if len(order) < 2 or 2 * (len(order) - 1) * _window(excess) > RARE:
        return []
    if not all(_free(edit.figures[position]) for position in order):
        return []
    found = []
    before = ZERO
    for step, (previous, position) in enumerate(pairwise(order)):
        before = before + values[previous]
        for taken in (values[previous], before)[: 1 + (step > 0)]:
            separate = values[position] - taken
            if _above(values[position], taken) and excess.meets(taken) and _repaired(failed, {position: separate}):
                found.append(Hint("cumulated", failed, (_spot(edit, position),)))
    rising = all(_above(values[now], values[earlier]) for earlier, now in pairwise(order))
    if len(order) > 2 and excess.meets(before) and (rising or not found):
        # The last part is the total: each part counts from the beginning.
        separated = {now: values[now] - values[earlier] for earlier, now in pairwise(order)}
        if _repaired(failed, separated):
            found.insert(0, Hint("cumulated", failed, tuple(_spot(edit, position) for position in order)))
    return found[:MOST]


def _above(larger: Interval, smaller: Interval) -> bool:
    """True where the first value can be as large as the second."""
    return larger.hi is None or smaller.lo is None or larger.hi >= smaller.lo


def _sequence(edit: Edit) -> tuple[int, ...]:
    """The parts in their order where their names, or the keys of their records, differ by rising numbers only."""
    parts = [position for position, role in enumerate(edit.roles) if role == "part"]
    labels = [
        " ".join(edit.records[position].key.values()) if edit.records else edit.figures[position].name
        for position in parts
    ]
    if len({_DIGITS.sub("#", label) for label in labels}) != 1:
        return ()
    numbers = [tuple(map(int, _DIGITS.findall(label))) for label in labels]
    for order in (numbers, [number[::-1] for number in numbers]):  # 2014-1 and 1/2014
        rising = sorted(set(order))
        if len(rising) == len(parts) and order in (rising, rising[::-1]):
            return tuple(parts if order == rising else parts[::-1])
    return ()


def _subtotal(failed: Confrontation) -> list[Hint]:
    """Parts without each of which the sum holds."""
    edit = failed.edit
    excess = _excess(failed)
    parts = [position for position, role in enumerate(edit.roles) if role == "part"]
    if len(parts) * _window(excess) > RARE:
        return []
    fitting = [
        position for position in parts
        if _clear(edit.figures[position]) and excess.meets(failed.values[position])
        and _repaired(failed, {position: ZERO})
    ]  # fmt: skip
    return [Hint("subtotal", failed, (_spot(edit, position),)) for position in fitting[:MOST]]


def _exchanged_in_sum(failed: Confrontation, held: Sequence[Confrontation]) -> Iterator[Hint]:
    """A figure on each side of a sum whose exchange makes it hold."""
    edit, values = failed.edit, failed.values
    free = [position for position in range(len(values)) if _free(edit.figures[position])]
    parts = [position for position in free if edit.roles[position] == "part"]
    sides = [position for position in free if edit.roles[position] != "part"]
    excess = _excess(failed)
    if len(sides) * len(parts) * _window(excess) > RARE:
        return
    half = excess.divided(2)
    for side in sides:
        # An exchange changes the sum by twice the difference of the two.
        target = values[side] + half
        for part in parts:
            if target.meets(values[part]):
                yield from _exchange(failed, (side, part), held)


def _exchanged(failed: Confrontation, held: Sequence[Confrontation]) -> Iterator[Hint]:
    """Two figures of a quotient, a change or another short equation whose exchange makes it hold."""
    edit = failed.edit
    if edit.stated is None or len(edit.figures) > 4:
        return
    free = [position for position in range(len(edit.figures)) if _free(edit.figures[position])]
    pairs = [
        (one, other) for one, other in combinations(free, 2)
        if _is_percent(edit.figures[one]) == _is_percent(edit.figures[other])
    ]  # fmt: skip
    if len(pairs) * _window(failed.values[edit.stated]) <= ALONE:
        for pair in pairs:
            yield from _exchange(failed, pair, held)


def _exchange(failed: Confrontation, pair: tuple[int, int], held: Sequence[Confrontation]) -> Iterator[Hint]:
    """The exchange of two figures of an edit, where it repairs it and breaks none that holds."""
    edit, values = failed.edit, failed.values
    one, other = pair
    if not _repaired(failed, {one: values[other], other: values[one]}):
        return
    moved = {_cell(edit.figures[one]): values[other], _cell(edit.figures[other]): values[one]}
    if all(_still_holds(confrontation, moved) for confrontation in held):
        yield Hint("exchanged", failed, (_spot(edit, one), _spot(edit, other)))


def _still_holds(held: Confrontation, moved: Mapping[_Cell, Interval]) -> bool:
    """True where an edit holds with other values in some cells too."""
    figures = held.edit.figures
    changes = {at: moved[_cell(figure)] for at, figure in enumerate(figures) if figure.cells and _cell(figure) in moved}
    return not changes or not held.values or _repaired(held, changes)


def _power(failed: Confrontation) -> list[Hint]:
    """A quotient that is stated for another power of ten: ``size`` times as much would be right."""
    edit, stated = failed.edit, failed.values[0]
    # Only the digits have to agree, which chance does more easily.
    if 2 * _window(stated) > ALONE or not _clear(edit.figures[0]):
        return []
    factors = [value / stated for value in implied(edit.predicate, 0, failed.values, failed.slack)]
    return [
        Hint("per", failed, (_spot(edit, 0),), Interval.point(power))
        for power in POWERS
        if any(factor.contains(power) for factor in factors) and _repaired(failed, {0: stated.scaled(power)})
    ]


def _other_base(failed: Confrontation, others: Sequence[Spot]) -> list[Hint]:
    """Other counts of the report that the percentage fits as its whole or as its part, the closest fits first."""
    edit = failed.edit
    counts = [spot for spot in others if not _is_rounded(spot.figure)]
    tried = len(counts)
    found = []
    for kind, position in (("other_whole", 2), ("other_part", 1)):
        asked = implied(edit.predicate, position, failed.values, failed.slack)
        fitting = asked[0] if len(asked) == 1 else ANY
        window = _width(fitting)
        for spot in counts if tried * window <= RARE else ():
            value, printed = _value(spot.figure), spot.figure.printed
            if fitting.meets(value):
                # Among small counts chance easily gives the same number once more.
                width = window + _width(value, 1 if printed is None else printed.place)
                if tried * width <= RARE and _repaired(failed, {position: value}):
                    found.append((width, Hint(kind, failed, (spot,))))
    return [hint for _, hint in sorted(found, key=lambda pair: pair[0])[:MOST]]


def _change(failed: Confrontation) -> list[Hint]:
    """A change told in the other of per cent and percentage points, or as a rise where it is a fall."""
    edit, values = failed.edit, failed.values
    if edit.roles[0] == "index" or _window(values[0]) > ALONE:
        return []
    found = []
    if all(_is_percent(figure) for figure in edit.figures[1:]):
        other = stated_change("amount" if edit.roles[0] == "percent" else "percent")
        if _holds(other, values, failed.slack):
            found.append(Hint("points", failed, tuple(_spot(edit, position) for position in range(3))))
    if _repaired(failed, {0: -values[0]}):
        found.append(Hint("direction", failed, (_spot(edit, 0),)))
    return found


def _excess(failed: Confrontation) -> Interval:
    """By how much the parts of a sum exceed its total, as far as the rule tolerates it."""
    return -(failed.imbalance or ZERO).widened(failed.slack)


def _repaired(confrontation: Confrontation, changes: Mapping[int, Interval]) -> bool:
    """True where an edit holds with other values at some positions."""
    values = [changes.get(position, value) for position, value in enumerate(confrontation.values)]
    return _holds(confrontation.edit.predicate, values, confrontation.slack)


def _holds(predicate: Predicate, values: Sequence[Interval], slack: Exact) -> bool:
    try:
        return judge(predicate, values, slack) is None
    except ZeroDivisionError:
        return False


def _width(value: Interval, least: Exact = 0) -> Exact:
    """The width of an interval, at ``least`` so much, as a share of its size: 1 and more where it tells nothing."""
    if value.lo is None or value.hi is None or value.contains(0):
        return 1
    return exact(max(value.hi - value.lo, least), max(magnitude(value.lo), magnitude(value.hi)))


def _window(value: Interval) -> Exact:
    """The share of values of this size that would fit as well; a round number is as wide as its last digit says."""
    width = _width(value)
    if width or value.lo is None:
        return width
    number = value.lo
    if isinstance(number, Fraction):
        return exact(1, magnitude(number.numerator))
    while number % 10 == 0:
        number //= 10
    return exact(1, magnitude(number))


def _clear(figure: Figure) -> bool:
    """True for a printed number with one reading that is not only "more than" or "up to" something."""
    value = figure.interval
    bounded = value is not None and value.lo is not None and value.hi is not None
    return bounded and figure.state == "number" and len(figure.intervals) == 1 and bool(figure.cells)


def _free(figure: Figure) -> bool:
    """True for a clear figure that may be wrong."""
    return _clear(figure) and not (figure.spec is not None and figure.spec.trusted)


def _value(figure: Figure) -> Interval:
    return figure.interval or ZERO


def _is_percent(figure: Figure) -> bool:
    fraction = figure.declared is not None and figure.declared.unit == "fraction"
    header = figure.form is not None and figure.form.percent
    return fraction or header or (figure.printed is not None and figure.printed.percent)


def _is_rounded(figure: Figure) -> bool:
    """True for a percentage, a ratio, a mean or an index: a figure that counts nothing."""
    return _is_percent(figure) or (figure.declared is not None and figure.declared.rounded)


def _cell(figure: Figure) -> _Cell:
    """Where a printed figure stands in its table."""
    return figure.cells[0].row, figure.cells[0].column


def _spot(edit: Edit, position: int) -> Spot:
    return Spot(edit.figures[position], edit.records[position] if edit.records else edit.record)
