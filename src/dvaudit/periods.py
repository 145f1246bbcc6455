"""The order of a series: numbers, ISO periods and quarters by their value, anything else as it stands in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dvaudit.interval import Exact
from dvaudit.names import normalize
from dvaudit.numerals import parse_number
from dvaudit.pattern import pattern

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DATE = pattern(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}.*)?")
_MONTH = pattern(r"(\d{4})[-m](0[1-9]|1[0-2])|(\d{4})m(\d)")
_MONTH_FIRST = pattern(r"(?:tháng |t)?(0?[1-9]|1[0-2])[/-](\d{4})")
_QUARTER = pattern(r"(\d{4})[- ]?q([1-4])")
_QUARTER_FIRST = pattern(r"(?:quý |q)?(iv|i{1,3}|(?<=q)[1-4]|(?<=quý )[1-4])[/ -]+(\d{4})")


_YEARS = 1000
"""From here on a number that orders a series is a year."""


class Step(NamedTuple):
    """A row of a series and the one before it, by position; ``gap`` where a regular series skips a period.

    ``before`` is None for the first row. ``duplicate`` is the one of the two whose period occurs more than once.
    """

    now: int
    before: int | None
    gap: bool = False
    duplicate: int | None = None


def ordered(texts: Sequence[str]) -> list[Step]:
    """The rows of a series in order, each with the row before it.

    The texts are ordered by value where all of them are of one kind (numbers, days, months, quarters), otherwise they
    keep their order. A series is regular when one step between neighbours occurs at least as often as all others
    together; a longer step is then a gap.
    """
    values = _values(texts)
    if values is None:
        return [Step(now, now - 1 if now else None) for now in range(len(texts))]
    sequence = sorted(range(len(texts)), key=lambda position: (values[position], position))
    counts = Counter(values)
    differences = [values[b] - values[a] for a, b in pairwise(sequence) if values[a] != values[b]]
    usual = _usual(differences)
    steps = [Step(at, None, False, at if counts[values[at]] > 1 else None) for at in sequence[:1]]
    for before, now in pairwise(sequence):
        gap = usual is not None and values[now] - values[before] > usual
        steps.append(Step(now, before, gap, next((at for at in (now, before) if counts[values[at]] > 1), None)))
    return steps


def following(earlier: Sequence[str], texts: Sequence[str], now: int) -> Step:
    """The row among ``earlier`` ones that comes before one of the ``texts``, the first of its series.

    It is the last of those whose period lies before. It is simply the last one where the periods are no values, or
    begin again in every file (months by their number).
    """
    values = _values([*earlier, *texts])
    if values is None:
        return Step(now, len(earlier) - 1)
    past, own = values[: len(earlier)], values[len(earlier) + now]
    again = max(values) < _YEARS and not are_dates(texts)
    sooner = [position for position, value in enumerate(past) if again or value < own]
    if not sooner:
        return Step(now, None)
    before = max(sooner, key=lambda position: (past[position], position))
    usual = _usual([b - a for a, b in pairwise(sorted({*values}))])
    gap = usual is not None and own - past[before] > usual
    return Step(now, before, gap, before if past.count(past[before]) > 1 else None)


def are_dates(texts: Sequence[str]) -> bool:
    """True where all texts are days, or all are months or quarters."""
    forms = [normalize(text) for text in texts]
    return bool(forms) and any(_all(parse, forms) is not None for parse in (_day, _month, _quarter))


def _usual(differences: Sequence[Exact]) -> Exact | None:
    """The step of a regular series, None where there is none."""
    if len(differences) < 2:
        return None
    counts = Counter(differences)
    step = min(counts, key=lambda difference: (-counts[difference], difference))
    return step if 2 * counts[step] >= len(differences) else None


def _values(texts: Sequence[str]) -> list[Exact] | None:
    forms = [normalize(text) for text in texts]
    for parse in (parse_number, _day, _month, _quarter):
        values = _all(parse, forms)
        if values is not None:
            return values
    return None


def _all(parse: Callable[[str], Exact | None], forms: Sequence[str]) -> list[Exact] | None:
    values: list[Exact] = []
    for form in forms:
        value = parse(form)
        if value is None:
            return None
        values.append(value)
    return values


def _day(text: str) -> int | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    from datetime import date

    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal()
    except ValueError:
        return None


def _month(text: str) -> int | None:
    found = _MONTH.fullmatch(text)
    if found is not None:
        return int(found[1] or found[3]) * 12 + int(found[2] or found[4])
    found = _MONTH_FIRST.fullmatch(text)
    return None if found is None else int(found[2]) * 12 + int(found[1])


def _quarter(text: str) -> int | None:
    found = _QUARTER.fullmatch(text)
    if found is not None:
        return int(found[1]) * 4 + int(found[2])
    found = _QUARTER_FIRST.fullmatch(text)
    return None if found is None else int(found[2]) * 4 + (_ROMAN.get(found[1]) or int(found[1]))
