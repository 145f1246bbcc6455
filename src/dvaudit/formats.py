"""Number formats: how digits and separators can be taken apart, what they fit, and on which format numbers agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from dvaudit.printed import UNKNOWN_FORMAT, NumberFormat, Printed

SPACES = " \u00a0\u2007\u2008\u2009\u202f"
SIGNS = ".,٫٬·．，'’‘´"
BOTH_FORMATS = (NumberFormat(".", ","), NumberFormat(",", "."))
"""What ``46.706`` can be where nothing decides."""
OWN_VOTES = 3
"""So many numbers of a column decide against its file."""

_SURE_SHARE = (9, 10)
_DOUBT_VOTES, _SURE_VOTES, _SURE_MARGIN = 3, 5, 8
"""So many numbers of three digits after a sign cast doubt on one other; the rest of the file may outvote it where
they are so many, and so many times more."""
_OTHER = {".": ",", ",": "."}

_ALIKE = dict.fromkeys(SPACES, " ") | {"．": ".", "，": ",", "’": "'", "‘": "'", "´": "'"}
_DECIMAL_ONLY, _GROUP_ONLY = frozenset("٫·"), frozenset(" '٬")


def same_sign(sign: str) -> str:
    """A separator in the form in which two are compared: all spaces are one, all apostrophes too."""
    return _ALIKE.get(sign, sign)


def splits(core: str) -> list[tuple[str, str, NumberFormat]]:
    """Every way to take digits and separators apart: digits before and after the decimal sign, and the format."""
    if core.isdigit():
        return [(core, "", UNKNOWN_FORMAT)]
    runs = re.split(r"\D", core)
    signs = [c for c in core if not c.isdigit()]
    kinds = [same_sign(sign) for sign in signs]
    last = kinds[-1]
    found: list[tuple[str, str, NumberFormat]] = []
    indian = _grouping(runs)
    if indian is not None and len(set(kinds)) == 1 and last not in _DECIMAL_ONLY and (not indian or last == ","):
        found.append(("".join(runs), "", NumberFormat("", signs[-1], indian)))
    if last not in _GROUP_ONLY and kinds.count(last) == 1 and runs[-1]:
        if len(runs) == 2:
            if not runs[0] or runs[0].isdigit():
                found.insert(0 if last == "." else 1, (runs[0], runs[1], NumberFormat(signs[-1], "")))
        elif len(set(kinds[:-1])) == 1 and kinds[0] not in _DECIMAL_ONLY:
            indian = _grouping(runs[:-1])
            if indian is not None and (not indian or kinds[0] == ","):
                found.append(("".join(runs[:-1]), runs[-1], NumberFormat(signs[-1], signs[0], indian)))
    return found


def _grouping(runs: Sequence[str]) -> bool | None:
    """False for digits grouped by three, True for the Indian way (4,67,061), None for neither."""
    first = runs[0]
    if len(runs) < 2 or not 1 <= len(first) <= 3 or first[0] == "0" or len(runs[-1]) != 3:
        return None
    inner = {len(run) for run in runs[1:-1]}
    if inner <= {3}:
        return False
    return True if inner == {2} and len(first) <= 2 else None


def grouped(whole: str, shown: NumberFormat) -> str:
    """Digits with thousands signs as the format prints them."""
    if not shown.group or len(whole) <= 3 or whole[0] == "0":
        return whole
    size = 2 if shown.indian else 3
    head, groups = whole[:-3], [whole[-3:]]
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return shown.group.join(groups)


def fits(shown: NumberFormat, wanted: NumberFormat) -> bool:
    """True when a number printed with these signs can stand in a text of the wanted format."""
    decimal, group = same_sign(shown.decimal), same_sign(shown.group)
    wanted_decimal, wanted_group = same_sign(wanted.decimal), same_sign(wanted.group)
    if decimal and decimal not in _DECIMAL_ONLY:
        if wanted_decimal and decimal != wanted_decimal:
            return False
        if not wanted_decimal and decimal == wanted_group:
            return False
    if group and group not in _GROUP_ONLY:
        if group == wanted_decimal or (wanted_group and group != wanted_group):
            return False
        if shown.indian and wanted.group and not wanted.indian:
            return False
    return True


@dataclass(slots=True, eq=False, repr=False)
class Signs:
    """The signs that the numbers of some cells show.

    ``undecided`` are those of numbers such as ``46.706``, which could stand for decimals or for thousands;
    ``short`` tells that some of these would have four digits, ``tens`` that some end in 0. ``fixed`` are the
    decimal signs of numbers such as ``0.706``, with three places too. ``longest`` is the most digits of a whole number
    printed without a sign, ``small`` counts those of one to three digits, ``plain`` those of four and more.
    """

    decimal: Counter[str] = field(default_factory=Counter)
    group: Counter[str] = field(default_factory=Counter)
    undecided: Counter[str] = field(default_factory=Counter)
    short: bool = False
    tens: bool = False
    fixed: set[str] = field(default_factory=set)
    longest: int = 0
    small: int = 0
    plain: int = 0
    indian: int = 0
    western: int = 0


Cells = Sequence[tuple[tuple[Printed, ...], int]]
"""Cells that are numbers, each given by all its readings, and how many there are that are printed like it."""


def signs_of(cells: Iterable[tuple[tuple[Printed, ...], int]]) -> Signs:
    """The signs that cells show."""
    signs = Signs()
    for found, times in cells:
        one = found[0]
        shown = one.format
        if len(found) > 1:
            signs.undecided[same_sign(shown.decimal or shown.group)] += times
            signs.short = signs.short or one.digits == 4
            signs.tens = signs.tens or one.value % (10 * one.place) == 0
        elif shown.decimal or shown.group:
            _count(one, times, signs)
        elif one.whole and not 1900 <= one.value < 2100:  # a year is printed without a sign everywhere
            signs.longest = max(signs.longest, one.digits)
            signs.small += times * (0 < one.digits < 4)
            signs.plain += times * (one.digits > 3)
    return signs


def _count(one: Printed, times: int, signs: Signs) -> None:
    decimal, group = same_sign(one.format.decimal), same_sign(one.format.group)
    if group:
        signs.group[group] += times
        signs.indian += times * one.format.indian
        signs.western += times * (not one.format.indian and one.digits - one.decimals > 6)
    if decimal or group in _OTHER:
        signs.decimal[decimal or _OTHER[group]] += times
    if one.decimals == 3:
        signs.fixed.add(decimal)


def _doubted(signs: Signs) -> str | None:
    """The sign whose few numbers that must be decimals (``9,31``) may have lost a digit; None where there is none.

    It stands in many more numbers before exactly three digits, as thousands do. So it does in decimals of three places
    too; but there are some below 1, or where zeros at the end are dropped none ends in 0 and many are shorter.
    """
    for sign, other in _OTHER.items():
        clear, three = signs.decimal[sign], signs.undecided[sign]
        few = three >= _DOUBT_VOTES if clear == 1 else signs.tens and three >= _SURE_MARGIN * clear
        if clear and few and sign not in signs.fixed and not signs.group[other] and not _is_sure(signs, other):
            return sign
    return None


def _is_sure(signs: Signs, decimal: str) -> bool:
    return signs.decimal[decimal] * _SURE_SHARE[1] >= signs.decimal.total() * _SURE_SHARE[0]


def _outvoted(signs: Signs, doubted: str) -> bool:
    """True where the numbers that show the ``doubted`` sign as decimal are too few to count."""
    return signs.undecided[doubted] >= max(_SURE_VOTES, _SURE_MARGIN * signs.decimal[doubted])


def _answered(signs: Signs, doubted: str) -> tuple[NumberFormat, int] | None:
    """The format in which the ``doubted`` sign groups, where as many other numbers show the other one as decimal."""
    other = _OTHER[doubted]
    if not _outvoted(signs, doubted) or signs.decimal[other] < signs.decimal[doubted]:
        return None
    return NumberFormat(other, doubted, signs.indian > signs.western), signs.undecided[doubted]


def vote_of_file(columns: Sequence[Cells], *, mixed: bool) -> NumberFormat | None:
    """The format of a file given by the readings of its columns; None where both stay possible.

    ``mixed`` columns hold different figures, so that one tells nothing of the next.
    """
    every, shown = signs_of(chain.from_iterable(columns)), [signs_of(cells) for cells in columns]
    doubted = _doubted(every)
    if doubted and any(one.decimal[doubted] >= max(OWN_VOTES, 1 + one.undecided[doubted]) for one in shown):
        doubted = None  # the decimals have a column of their own
    told = _answered(every, doubted) if doubted else _clear(every)
    answerable = _outvoted(every, doubted) if doubted else not every.decimal
    if told is None and answerable and not mixed and len(every.decimal) < 2:
        told = _by_columns(shown, doubted)
    return None if told is None else told[0]


def _by_columns(columns: Iterable[Signs], doubted: str | None) -> tuple[NumberFormat, int] | None:
    """The format that columns show by themselves where none shows another decimal sign.

    Numbers that show the ``doubted`` sign as decimal speak only in a column whose other numbers can answer them.
    """
    shown = Counter[NumberFormat]()
    for signs in columns:
        own = None if doubted and signs.decimal and not _doubted(signs) else vote(signs, infer=True)
        if own is not None:
            shown[own[0]] += own[1]
    return shown.most_common(1)[0] if len({one.decimal for one in shown}) == 1 else None


def vote(signs: Signs, *, infer: bool) -> tuple[NumberFormat, int] | None:
    """The format on which the numbers agree, and how many say so; None where nothing decides.

    ``infer`` lets numbers without a sign decide too, which says something in one column but not over a whole file. A
    column that prints 12345 beside 46.706 does not use the point for thousands. Four digits say so only where numbers
    of four digits would be grouped, because Spanish and Portuguese print 8817 beside 46.706. A column that prints 817
    beside 46.706 and 8.817 does: decimals would not all be three or none. The same answers one doubted number.
    """
    doubted = _doubted(signs)
    found = _answered(signs, doubted) if doubted else _clear(signs)
    silent = _outvoted(signs, doubted) if doubted else not (signs.decimal or signs.group)
    if found is None and infer and silent and len(signs.undecided) == 1:
        return _inferred(signs)
    return found


def _clear(signs: Signs) -> tuple[NumberFormat, int] | None:
    """The format on which the unambiguous numbers agree, and how many they are."""
    if signs.decimal:
        decimal, votes = signs.decimal.most_common(1)[0]
        if not _is_sure(signs, decimal):
            return None
        groups = {*signs.group, *signs.undecided} - {decimal}
        group = groups.pop() if len(groups) == 1 else ""
        return NumberFormat(decimal, group, signs.indian > signs.western), votes
    if signs.group:
        return NumberFormat("", next(iter(signs.group)) if len(signs.group) == 1 else ""), signs.group.total()
    return None


def _inferred(signs: Signs) -> tuple[NumberFormat, int] | None:
    """What numbers without a sign say about the one undecided sign."""
    sign, votes = signs.undecided.most_common(1)[0]
    ungrouped = signs.longest > 4 or (signs.longest == 4 and signs.short)
    if ungrouped and signs.plain == 1 and votes >= OWN_VOTES:
        return None  # one number without a sign among several with it: there the sign was forgotten, perhaps
    grouped = signs.small > 0 and signs.small + votes >= OWN_VOTES and sign in _OTHER
    if ungrouped == grouped:
        return None
    return (NumberFormat(sign, ""), votes) if ungrouped else (NumberFormat(_OTHER[sign], sign), signs.small + votes)
