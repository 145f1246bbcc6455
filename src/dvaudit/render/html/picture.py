"""Where a stated value lies against what its rule allows: both on one line of numbers, as positions in a picture.

The line begins at zero where that shows the proportion; it goes in steps of ten where one is many times the other, and
near both where zero is far away. An end that belongs to an interval is a full mark, one that does not a hollow mark,
and what goes on beyond the picture an arrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, log10
from typing import NamedTuple

from dvaudit.figure import Figure
from dvaudit.interval import Exact, Interval, exact, magnitude
from dvaudit.render import shown

WIDTH = 360
"""Of a picture, in its own units; a letter is about 6 of them wide."""
_MARGIN = 18
_EDGE = 5
_LETTER = 6.6
_SMALL_LETTER = 5.8
_LONGEST_LABEL = 50
_LONGEST_TICK = 18
_TIMES = 20  # so many times as large is told in steps of ten
_PART = 6  # a gap of less than this part of the value is looked at from near
_TICKS = 4


class Span(NamedTuple):
    """An interval as it is drawn; each end is ``closed``, ``open`` or ``beyond`` the picture."""

    left: float
    right: float
    left_end: str
    right_end: str

    @property
    def middle(self) -> float:
        """Where its label belongs: at an end that is seen, else between both."""
        if self.left_end == "beyond":
            return self.right
        return self.left if self.right_end == "beyond" else (self.left + self.right) / 2


class Label(NamedTuple):
    """A text, where it stands, and which part of it stands there (``start``, ``middle``, ``end``)."""

    text: str
    x: float
    anchor: str


class Picture(NamedTuple):
    """What is drawn: both intervals, the gap between them, marks of the axis and its scale.

    ``scale`` is ``zero`` (begins at zero), ``near`` (zero is far away) or ``tens`` (each mark is ``times``, a power of
    ten, times the one before).
    """

    stated: Span
    allowed: Span
    gap: tuple[float, float]
    stated_label: Label
    allowed_label: Label
    ticks: tuple[float, ...]
    tick_labels: tuple[Label, ...]
    scale: str
    times: int


class _Axis(NamedTuple):
    """A line from ``start`` to ``stop``, which are powers of ten where the scale is ``tens``."""

    scale: str
    start: Exact
    stop: Exact

    def x(self, value: Exact) -> float:
        """The position of a value in the picture."""
        if self.scale != "tens":
            part = float(Fraction(value - self.start) / Fraction(self.stop - self.start))
        elif value <= 0:
            part = 0.0
        else:
            part = (_log(value) - float(self.start)) / float(self.stop - self.start)
        return round(_MARGIN + min(max(part, 0.0), 1.0) * (WIDTH - 2 * _MARGIN), 1)


def draw(stated: Interval, allowed: Interval, like: Figure | None, texts: tuple[str, str]) -> Picture | None:
    """The picture of two intervals with their labels; None where they meet, or where neither has an end to be seen.

    Values are written as the figure ``like`` is printed.
    """
    ends = [end for one in (stated, allowed) for end in (one.lo, one.hi) if end is not None]
    if not ends or stated.empty or allowed.empty or stated.meets(allowed):
        return None
    axis = _axis(min(ends), max(ends), like)
    one, other = _span(stated, axis), _span(allowed, axis)
    gap = (one.right, other.left) if one.right <= other.left else (other.right, one.left)
    told, given = (_label(text, span.middle, _LETTER) for text, span in zip(texts, (one, other), strict=True))
    ticks = list(_ticks(axis, like))
    return Picture(
        one, other, gap, told, given, tuple(axis.x(tick) for tick in ticks), tuple(_told(ticks, axis, like, given)),
        axis.scale, 10 ** _every(axis) if axis.scale == "tens" else 1,
    )  # fmt: skip


def _axis(low: Exact, high: Exact, like: Figure | None) -> _Axis:
    """The line on which two values are seen best."""
    if low > 0 and high > _TIMES * low:
        start, stop = floor(_log(low)), ceil(_log(high))
        return _Axis("tens", start, max(stop, start + 1))
    if (high - low) * _PART > max(magnitude(low), magnitude(high)):
        return _Axis("zero", min(low, 0), max(high, 0))
    unit = like.printed.place if like is not None and like.printed is not None else 1
    around = max(exact(high - low, 2), unit)
    return _Axis("near", low - around, high + around)


def _log(value: Exact) -> float:
    """The decimal logarithm of a positive number, however long."""
    return log10(value.numerator) - log10(value.denominator)


def _span(found: Interval, axis: _Axis) -> Span:
    left = _EDGE if found.lo is None else axis.x(found.lo)
    right = WIDTH - _EDGE if found.hi is None else axis.x(found.hi)
    return Span(
        left, right,
        "beyond" if found.lo is None else "open" if found.lo_open else "closed",
        "beyond" if found.hi is None else "open" if found.hi_open else "closed",
    )  # fmt: skip


def _label(text: str, x: float, letter: float) -> Label:
    """A label centred on its mark where there is room, else at the edge; without its number where that is too long."""
    half = len(text) * letter / 2
    if x - half < _EDGE:
        return Label(text, _EDGE, "start")
    return Label(text, WIDTH - _EDGE, "end") if x + half > WIDTH - _EDGE else Label(text, x, "middle")


def fits(text: str) -> bool:
    """True for a label that has room in the picture."""
    return len(text) <= _LONGEST_LABEL


def _ticks(axis: _Axis, like: Figure | None) -> Iterator[Exact]:
    """The values that are marked: round ones, and no finer than the figure is printed."""
    if axis.scale == "tens":
        powers = range(int(axis.start), int(axis.stop) + 1, _every(axis))
        yield from (exact(10 ** max(power, 0), 10 ** max(-power, 0)) for power in powers)
        return
    step = _step(exact(axis.stop - axis.start, _TICKS))
    if axis.scale == "near" and like is not None and like.printed is not None:
        step = max(step, like.printed.place)
    first = ceil(Fraction(axis.start) / step)
    yield from (exact(step * at) for at in range(first, floor(Fraction(axis.stop) / step) + 1))


def _every(axis: _Axis) -> int:
    """Every how many powers of ten there is a mark."""
    return max(1, ceil((axis.stop - axis.start) / (2 * _TICKS)))


def _step(least: Exact) -> Exact:
    """The first of 1, 2, 5, 10, 20, 50 ... (or 0.1, 0.2 ...) that is not below a positive number."""
    power = floor(_log(magnitude(least)))
    ten = exact(10**power) if power >= 0 else exact(1, 10**-power)
    return next(ten * times for times in (1, 2, 5, 10, 20) if ten * times >= least)


def _told(ticks: list[Exact], axis: _Axis, like: Figure | None, beside: Label) -> Iterator[Label]:
    """The marks that are told in numbers: as many as have room beside the label of what is allowed."""
    taken = [_reach(beside, _LETTER)]
    for tick in ticks:
        text = shown.value(tick, like)
        label = _label(text, axis.x(tick), _SMALL_LETTER)
        left, right = _reach(label, _SMALL_LETTER)
        if len(text) <= _LONGEST_TICK and all(right + 8 < start or end + 8 < left for start, end in taken):
            taken.append((left, right))
            yield label


def _reach(label: Label, letter: float) -> tuple[float, float]:
    """Where a label begins and ends."""
    width = len(label.text) * letter
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width
