"""Values, intervals, differences and places as a reader sees them: the way the source prints its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from dvaudit import numerals
from dvaudit.figure import Figure, Place
from dvaudit.interval import Exact, Interval, exact, magnitude
from dvaudit.message import message
from dvaudit.pattern import pattern
from dvaudit.printed import Printed
from dvaudit.render.view import Shown

_LONGEST = 300
_TELLING = 20  # a difference is told to a twentieth of it at least
_EXTRA = 6  # decimals beyond the printed ones that a computed value may need
_CHUNK_DIGITS = 4000  # below the limit of Python's own conversion
_CHUNK = 10**_CHUNK_DIGITS
_FOOTNOTE = pattern(r"(?<![*†‡§¶#])[*†‡§¶#]+$|\[[^\W_]{1,4}\]$|(?<!\s)\(\d{1,2}\)$")


def expected(allowed: Interval, like: Figure | None, missed: Interval | None = None) -> Shown:
    """What could be printed for a figure: one number where its precision leaves no choice, else a range.

    A printed number fits when the interval that it stands for meets ``allowed``. With ``missed``, only the end that
    was missed is shown.
    """
    low, high = allowed.lo, allowed.hi
    if missed is not None and low is not None and high is not None and low != high:
        low, high = (None, high) if (missed.lo or missed.hi or 0) > 0 else (low, None)
    if low is None and high is None:
        return message("report.anything")
    below, above = _reach(like)
    step = _step(like)
    first = None if low is None else _on_grid(low - above, step, ceil)
    last = None if high is None else _on_grid(high + below, step, floor)
    if last is None:
        return f"{'>' if allowed.lo_open else '>='} {value(first or 0, like)}"
    if first is None:
        return f"{'<' if allowed.hi_open else '<='} {value(last, like)}"
    if first > last and low is not None and high is not None:  # nothing that could be printed: the values themselves
        first, last = (low, high) if high - low > step / Fraction(100) else (low, low)
    shown = value(first, like), value(last, like)
    return shown[0] if shown[0] == shown[1] else message("report.between", low=shown[0], high=shown[1])


def difference(missed: Interval, like: Figure | None, unit: str = "", signed: bool = True) -> Shown:
    """A difference, ``+396,431`` or ``-856.42 points``: its middle where the printed figure is no sharper.

    Without its sign where that is said in words (``3,316 less``).
    """
    low, high = missed.lo, missed.hi
    if low is None or high is None:
        end = low if high is None else high
        if end is None:
            return ""
        above = high is None or not signed  # without a sign it is the size that counts
        is_open = missed.lo_open if high is None else missed.hi_open
        text: Shown = f"{'>' if above else '<'}{'' if is_open else '='} {_signed(end, like, unit, signed)}"
    elif high - low <= 4 * max(_step(like), *_reach(like)):
        text = _signed(exact(low + high, 2), like, unit, signed)
    else:
        ends = (low, high) if signed or low >= 0 else (-high, -low)
        text = message("report.between", low=_signed(ends[0], like, unit, signed),
                       high=_signed(ends[1], like, unit, signed))  # fmt: skip
    return message("report.points", off=text) if unit == "points" else text


def interval(found: Interval, like: Figure | None = None) -> str:
    """An interval as ``[92.355; 92.365]``, with round brackets where an end is open; a single value as it is."""
    if found.is_point:
        return _bare(found.lo or 0, like)
    low = "(-oo" if found.lo is None else ("(" if found.lo_open else "[") + _bare(found.lo, like)
    high = "oo)" if found.hi is None else _bare(found.hi, like) + (")" if found.hi_open else "]")
    return f"{low}; {high}"


def value(number: Exact, like: Figure | None) -> str:
    """A number written as the figure is printed: grouping, unit, and more decimals only where it needs them."""
    if like is None or like.printed is None:
        return plain(number)
    return _written(number, _alike(like.printed))


def plain(number: Exact) -> str:
    """A number in digits: exactly where it ends within six decimals, else to six decimals or significant digits."""
    if isinstance(number, int):
        return clip(digits(number))
    decimals = _EXTRA
    while number and abs(number) * 10**decimals < 10 ** (_EXTRA - 1):
        decimals += 1
    return clip(fixed(number, decimals).rstrip("0").rstrip("."))


def digits(number: int) -> str:
    """A whole number in digits, however many: a product of long figures is longer than Python converts at once."""
    text, rest = "", abs(number)
    while rest >= _CHUNK:
        rest, tail = divmod(rest, _CHUNK)
        text = str(tail).rjust(_CHUNK_DIGITS, "0") + text
    return f"{'-' if number < 0 else ''}{rest}{text}"


def fixed(number: Exact, decimals: int) -> str:
    """A number in digits with this many decimals, halves away from zero."""
    scaled = floor(abs(Fraction(number)) * 10**decimals + Fraction(1, 2))
    text = digits(scaled).rjust(decimals + 1, "0")
    text = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    return f"-{text}" if number < 0 and scaled else text


def figure(one: Figure) -> str:
    """A figure as name and printed text, once where the text is all that it is called by."""
    if one.name.startswith(one.raw) and one.raw:
        return clip(one.raw)
    return f"{clip(one.name)} {clip(one.raw)}".rstrip()


def clip(text: str) -> str:
    """A text with its middle left out where it is longer than any name or number that a reader compares."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]} [...] {text[-_LONGEST // 3 :]}"


def path(file: str) -> str:
    """A file name that begins no workflow command and no option at the start of a line."""
    return file if file == "-" or re.match(r"[\w./\\~]", file) else f"./{file}"


def place(found: Place, with_file: bool = True) -> str:
    """``report.csv:3:18``, ``report.xlsx Sheet1!C2``, ``report.pdf:p7:3:18``, or without its file ``3:18``."""
    if found.cell is not None:
        where = f"{found.sheet}!{found.cell}" if found.sheet else found.cell
        return f"{path(found.file)} {where}" if with_file else where
    if found.sheet is not None:
        where = found.sheet if found.line is None else f"{found.sheet}!{found.line}"
        return f"{path(found.file)} {where}" if with_file else where
    page = () if found.page is None else (f"p{found.page}",)
    position = ":".join((*page, *(str(number) for number in (found.line, found.column) if number is not None)))
    if not with_file:
        return position
    return f"{path(found.file)}:{position}" if position else path(found.file)


def _alike(printed: Printed) -> Printed:
    """How a computed number is printed beside this one: without its qualifier, sign form and footnote marks."""
    style = printed.style
    tail = style.tail if printed.percent or printed.scale != printed.column_scale or style.unit else ""
    lead = "" if printed.qualifier else style.lead
    if lead.endswith("("):  # an uncertain figure in brackets
        lead, tail = lead[:-1], tail.replace(")", "", 1)
    signs = printed.format
    if not signs.decimal and signs.group == ".":
        signs = signs._replace(decimal=",")
    bare = style._replace(lead=lead, sign="", tail=_FOOTNOTE.sub("", tail), trailing=False, pad=1)
    return printed._replace(style=bare, format=signs)


def _bare(number: Exact, like: Figure | None) -> str:
    """A number with the signs of the figure and nothing around it, in full units."""
    if like is None or like.printed is None:
        return plain(number)
    printed = _alike(like.printed)
    return _written(number, printed._replace(style=numerals.Style(), scale=1, decimals=0))


def _written(number: Exact, like: Printed) -> str:
    for decimals in range(like.decimals, like.decimals + _EXTRA + 1):
        text = numerals.write(number, like._replace(decimals=decimals))
        if text is not None:
            return text
    step = exact(like.scale, 10 ** (like.decimals + _EXTRA))
    rounded = _on_grid(number, step, floor, half=True)
    return plain(number) if rounded == number else _written(rounded, like)


def _signed(number: Exact, like: Figure | None, unit: str, signed: bool = True) -> str:
    """A difference with its sign, to the printed place of the figure (``points`` have a word of their own)."""
    size, sign = (-number, "-") if number < 0 else (number, "+" if number else "")
    sign = sign if signed else ""
    if like is None or like.printed is None:
        return sign + plain(size)
    printed = _alike(like.printed)
    if unit:
        printed = printed._replace(style=printed.style._replace(gap="", tail=""))
    step = _step(like)
    rounded = _on_grid(size, step, floor, half=True)
    for _ in range(_EXTRA):  # a miss by half a unit is none by one
        if magnitude(rounded - size) * _TELLING <= size:
            break
        step = exact(step, 10)
        rounded = _on_grid(size, step, floor, half=True)
    return sign + _written(rounded or size, printed)


def _reach(like: Figure | None) -> tuple[Exact, Exact]:
    """How far below and above its printed value a figure can truly be."""
    if like is None or like.printed is None or like.interval is None:
        return 0, 0
    low, high, middle = like.interval.lo, like.interval.hi, like.printed.value
    if low is high:
        return 0, 0
    if low is None or high is None or not low <= middle <= high:
        return 0, 0
    return middle - low, high - middle


def _step(like: Figure | None) -> Exact:
    """One unit in the last place to which a figure is known."""
    if like is None or like.printed is None:
        return Fraction(1, 10**_EXTRA)
    width = sum(_reach(like))
    return min(like.printed.place, width) if width else like.printed.place


def _on_grid(number: Exact, step: Exact, rounded: Callable[[Fraction], int], half: bool = False) -> Exact:
    if step == 1 and type(number) is int:
        return number
    return exact(step * rounded(Fraction(number) / step + (Fraction(1, 2) if half else 0)))
