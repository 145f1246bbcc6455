"""What each kind of claim says as a predicate, whether it holds, and how much its figures speak for it being meant.

Numbers agree by chance as well: that two of thirty figures have a ratio of "about a half" says nothing, that the
ratio is 92.36 % to four digits says a lot. :func:`rarity` counts how many other values a figure could have had; a
claim is believed where that outweighs how many ways of putting figures together were tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from dvaudit.article.scene import Item
from dvaudit.diagnose.keystrokes import FACTOR, POINT, SEPARATOR, SIGN, keystrokes
from dvaudit.interval import ANY, NON_POSITIVE, Exact, exact, magnitude
from dvaudit.predicate import Abs, Agree, Cell, Div, Mul, Predicate, Term, Within, implied, judge, linear

Says = Callable[[tuple[Cell, ...], Sequence[str], int], Predicate]


def says(kind: str, form: str, roles: Sequence[str], sign: int = 0) -> Predicate:
    """The predicate of a claim over its figures, in the order of its roles."""
    cells = tuple(Cell(at) for at in range(len(roles)))
    known = FORMS.get((kind, form)) or FORMS[kind, ""]
    return known(cells, roles, sign)


def _balance(cells: tuple[Cell, ...], roles: Sequence[str], _: int) -> Predicate:
    weights = (1 if role in ("total", "diff", "result", "minus", "b") else -1 for role in roles)
    return Within(linear(*zip(weights, cells, strict=True)))


def _at_most(cells: tuple[Cell, ...], *_: object) -> Predicate:
    return Within(linear((1, cells[0]), (-1, cells[1])), NON_POSITIVE)


def _share(percent: Cell, part: Term, whole: Term) -> Predicate:
    return Within(linear((1, percent), (-100, Div(part, whole))))


def _coverage(cells: tuple[Cell, ...], *_: object) -> Predicate:
    return _at_most(cells) if len(cells) == 2 else _share(cells[2], cells[0], cells[1])


def _growth(cells: tuple[Cell, ...], _: Sequence[str], sign: int) -> Predicate:
    """A percentage is printed without its sign: a fall of 5 %."""
    percent, old, new = cells
    if sign:
        return Within(linear((1, percent), (-sign * 100, Div(new, old)), constant=sign * 100))
    return Within(linear((1, percent), (-1, Abs(linear((100, Div(new, old)), constant=-100)))))


def _weighted_sum(cells: tuple[Cell, ...], roles: Sequence[str], _: int) -> Predicate:
    weights = (-int(role.partition("*")[2] or 1) for role in roles[1:])
    return Within(linear((1, cells[0]), *zip(weights, cells[1:], strict=True)))


def _weighted_growth(cells: tuple[Cell, ...], _: Sequence[str], falls: int) -> Predicate:
    """The old total, total / (1 + growth), is the sum of the old parts; bit n of ``falls`` marks growth n as one."""
    old = []
    for at in range(0, len(cells), 2):
        way = -1 if falls >> (at // 2) & 1 else 1
        old.append(Div(cells[at + 1], linear((way, cells[at]), constant=100)))
    return Within(linear((100, old[0]), *((-100, part) for part in old[1:])))


def _multiple(cells: tuple[Cell, ...], roles: Sequence[str], _: int) -> Predicate:
    """The new figure is from so many to so many times the old one."""
    low, high = span_of_multiple(roles[1])
    new, old = cells
    middle, half = exact((low + high) / 2), exact((high - low) / 2)
    return Within(linear((1, Abs(linear((1, new), (-middle, old)))), (-half, old)), NON_POSITIVE)


def span_of_multiple(role: str) -> tuple[Fraction, Fraction]:
    """From how many times to how many, as the role of the old figure tells: ``old*19/10..21/10``."""
    low, _, high = role.partition("*")[2].partition("..")
    return Fraction(low), Fraction(high)


FORMS: Mapping[tuple[str, str], Says] = {
    ("sum", ""): _balance,
    ("sum", "shares_100"): lambda cells, *_: Within(linear(*((1, cell) for cell in cells), constant=-100)),
    ("difference", ""): _balance,
    ("part_of", ""): _at_most,
    ("percent_of", ""): lambda cells, *_: _share(*cells),
    ("coverage", ""): _coverage,
    ("growth", ""): _growth,
    ("growth", "diff_new"): lambda c, _, sign: _share(c[0], c[1], linear((1, c[2]), (-sign, c[1]))),
    ("growth", "diff_old"): lambda cells, *_: _share(*cells),
    ("same", ""): lambda *_: Agree(0, 1),
    ("other", "signed_sum"): _balance,
    ("other", "weighted_sum"): _weighted_sum,
    ("other", "multiple"): _multiple,
    ("other", "product"): lambda c, *_: Within(linear((1, c[0]), (-1, Mul(c[1], c[2])))),
    ("other", "mean"): lambda c, *_: Within(linear((1, c[0]), (-1, Div(c[1], c[2])))),
    ("other", "mean_per_year"): lambda c, *_: Within(
        linear((1, c[0]), (-1, Div(c[1], linear((1, c[3]), (-1, c[2]), constant=1))))
    ),
    ("other", "ratio"): lambda c, *_: Within(linear((1, Div(c[0], c[1])), (-1, Div(c[2], c[3])))),
    ("other", "percent_of_sum"): lambda c, *_: _share(c[0], c[1], linear(*((1, cell) for cell in c[1:]))),
    ("other", "weighted_growth"): _weighted_growth,
}
"""What each kind and form of claim says; a new one is one line here and one in ``edits.SHAPES``."""


def verdict(predicate: Predicate, items: Sequence[Item]) -> bool | None:
    """Whether the predicate holds for the figures; None where something can be divided by zero."""
    try:
        return judge(predicate, [item.interval for item in items]) is None
    except ZeroDivisionError:
        return None


def percent_span(part: Item, whole: Item) -> tuple[Exact, Exact] | None:
    """The least and the greatest that part / whole can be, in per cent; None where the whole can be zero or less."""
    if whole.low <= 0 or part.low < 0:
        return None
    return Fraction(100 * part.low) / whole.high, Fraction(100 * part.high) / whole.low


def rarity_of_ratio(percent: Item, span: tuple[Exact, Exact], base: int = 0) -> Fraction:
    """About how many values of a quotient were possible for each that agrees with the percentage.

    Two quantities of which one is part of the other stand in any proportion; ``base`` is 100 for a change, of which
    the quotient is near one anyway.
    """
    width = span[1] - span[0] + percent.width
    size = magnitude(percent.value) if not base else Fraction(base, 2)
    return Fraction(2 * size) / (width or 1) if width else Fraction(10**6)


def rarity_of_sum(size: Exact, width: Exact, unit: Exact) -> Fraction:
    """About how many values a sum of this size could have had for each that agrees with its parts."""
    return Fraction(magnitude(size)) / (width + unit)


def unit_of(items: Sequence[Item]) -> Exact:
    """The finest unit in which one of the figures is printed."""
    units = [item.mention.figure.printed.place for item in items if item.mention.figure and item.mention.figure.printed]
    return min(units, default=1)


def significant(item: Item) -> int:
    """How many digits a number has, without the zeros at its end."""
    printed = item.mention.figure.printed if item.mention.figure else None
    if printed is None:
        return 0
    return printed.digits if printed.decimals else len(str(int(item.value / printed.place)).rstrip("0"))


_SMALLER = Fraction(1, 5)
_FEW = (FACTOR, SEPARATOR)


def repaired(predicate: Predicate, items: Sequence[Item]) -> Fraction:
    """How likely a slip of the hand is what keeps a claim from holding: 0 where no keystroke makes it right.

    The inverse of how many keystrokes there were to choose from; digits have many neighbours, a lost scale word few.
    """
    values = [item.interval for item in items]
    best = Fraction(0)
    for at, item in enumerate(items):
        figure = item.mention.figure
        if figure is None or figure.printed is None:
            continue
        digits = figure.printed.digits
        wanted = implied(predicate, at, values)
        if not wanted or wanted == (ANY,):
            continue
        around = tuple(one.widened(_half(item)) for one in wanted)
        for slip in keystrokes(figure, around):
            few = slip.kind in _FEW or (slip.kind == POINT and _thousandfold(slip.value, figure.printed.value))
            if slip.kind == SIGN or (slip.short and slip.kind != FACTOR):
                continue
            ratio = magnitude(Fraction(slip.value) / (item.value or 1))
            good = _half(item) * (ratio if ratio < _SMALLER else 1)
            if not any(one.widened(good).contains(slip.value) for one in wanted):
                continue  # a thousandth of a number is good to a thousandth of what that is good to
            ways = 4 if few else {"digits swapped": digits, "digit added": digits}.get(slip.kind, 9 * digits)
            best = max(best, Fraction(1, ways))
    return best * Fraction(2, len(items) + 1)


def _thousandfold(value: Exact, printed: Exact) -> bool:
    """True for a thousand times as much or as little: another scale word."""
    return 1000 * value == printed or value == 1000 * printed


def may_be_slip(off: Exact, items: Sequence[Item]) -> bool:
    """False where no keystroke in one of these counts can be off by so much: asked before they are looked for.

    A replaced digit is off by a digit and zeros, swapped ones by nine times as much; what is added or omitted changes
    a number by nearly all of it.
    """
    digits = str(off).rstrip("0")
    if len(digits) < 2 or 2 * off >= min(item.value for item in items):
        return True
    return off % 9 == 0 and len(str(off // 9).rstrip("0")) < 2


def _half(item: Item) -> Exact:
    return item.width / 2 if isinstance(item.width, Fraction) else Fraction(item.width, 2)


def alike(one: Item, other: Item) -> bool:
    """True for two quantities that can be added or compared: both percentages, or counts, or of one unit."""
    if one.percent or other.percent:
        return one.percent and other.percent
    mine, its = one.mention, other.mention
    if mine.kind != its.kind:
        return _unnamed(one) or _unnamed(other)
    return not mine.unit or not its.unit or _one_unit(mine.unit, its.unit)


def _unnamed(item: Item) -> bool:
    """True for a number of which no word tells what it counts, or none behind it: staff cost 438.2 million."""
    mention = item.mention
    return mention.kind == "count" and (
        not mention.noun or (mention.scale > 1 and mention.noun.lower() not in item.tail)
    )  # fmt: skip


def _one_unit(one: str, other: str) -> bool:
    """True for one unit written in two ways, as ha and hectares."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short == long or (len(long) > _ABBREVIATION and long[:1] == short[:1] and "/" not in long)


_ABBREVIATION = 3
