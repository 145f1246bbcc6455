"""Numbers in brackets: negative ones of accounts, uncertain ones of statistics, or the mark of a footnote.

``(1,234)`` is a loss where accountants write, a figure of low reliability where a statistical office says so, and
``(1)`` alone may be a footnote's mark. A table decides it as it decides its number format: by what its other cells
show, or by what its notes say; where nothing tells, no reading is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dvaudit.interval import Exact, exact, magnitude
from dvaudit.markers import BRACKETED
from dvaudit.pattern import pattern
from dvaudit.printed import Declared, Printed

NEGATIVE, UNCERTAIN, SIGNED, MARK, OPEN = "negative", "uncertain", "signed", "mark", "open"
"""What numbers in brackets are: negative, as they stand but of low reliability (because it is said, or because negative
ones have a minus sign), marks and no numbers (because it is said), or nothing tells."""
_DECLARED = {"negative": NEGATIVE, "unreliable": UNCERTAIN, "missing": MARK}
_LARGE = 100
"""Uncertain figures are small, being about few cases; a bracketed number from here on is an amount."""
_MARKS = 10
"""Below this a whole number in brackets may be a footnote's mark."""
_SAID = pattern(
    r"\(\s*\)|\b(?:brackets?|parenthes[ei]s|klammern?|eingeklammert\w*|parenthèses?|paréntesis|parentesi|parênteses"
    r"|ngoặc)\b"
)
_UNCERTAIN = pattern(
    r"reliab|uncertain|unsicher|aussage|sampling|quality|precisi|fiab|tin cậy|ước|estimat|schätz|eingeschränkt|small"
)
_NEGATIVE = pattern(
    r"negativ|négati|loss|deficit|decrease|outflow|expense|lỗ\b|\bâm\b|thâm hụt|giảm|verlust|défici|perte|pérdida"
    r"|perdita"
)


class Shown(NamedTuple):
    """What some cells show: numbers in brackets, by their size, the smallest other one, and whether one has a minus."""

    sizes: frozenset[Exact] = frozenset()
    least: Exact | None = None
    minus: bool = False


def shown(cells: Iterable[Sequence[Printed]]) -> Shown:
    """What cells show of brackets and signs, each cell given by its readings."""
    sizes: set[Exact] = set()
    least: Exact | None = None
    minus = False
    for readings in cells:
        for one in readings:
            if is_bracketed(one):
                sizes.add(magnitude(one.value))
            elif one.value < 0:
                minus = True
            elif one.value and (least is None or one.value < least):
                least = one.value
    return Shown(frozenset(sizes), least, minus)


def together(parts: Iterable[Shown]) -> Shown:
    """What the columns of a file show together; how large a number is among others, each column tells for itself."""
    listed = list(parts)
    return Shown(frozenset().union(*(one.sizes for one in listed)), None, any(one.minus for one in listed))


def is_bracketed(one: Printed) -> bool:
    """True for a number that stands in brackets, sign and all."""
    return one.style.sign == "("


def said(lines: Iterable[str]) -> str | None:
    """What the lines around a table say of figures in brackets; None where they say nothing."""
    for line in lines:
        folded = line.casefold()
        if _SAID.search(folded):
            if _UNCERTAIN.search(folded):
                return UNCERTAIN
            if _NEGATIVE.search(folded):
                return NEGATIVE
    return None


def told(own: Shown, file: Shown) -> str:
    """What numbers in brackets are in a column, by what it and its file show."""
    large = any(size >= _LARGE for size in file.sizes)
    if file.minus:
        return SIGNED if own.minus and not large else OPEN
    # Several, one of them no smaller than a number without: no figures that are uncertain for being small, nor marks.
    marks = all(size < _MARKS and exact(size).denominator == 1 for size in own.sizes)
    several = len(own.sizes) > 1 and not marks and (own.least is None or max(own.sizes) > own.least)
    return NEGATIVE if large or several else OPEN


def decide(
    cells: Sequence[Sequence[Printed]],
    declared: Declared,
    file: Shown | None,
    titles: Sequence[str],
    notes: Sequence[str],
) -> tuple[str, tuple[str, ...]]:
    """What numbers in brackets are in a column of cells, and the notes that may explain some of them as marks.

    Decided in this order: what is declared, what the lines around the table say, what the column and its ``file`` show.
    """
    if not any(is_bracketed(one) for found in cells for one in found[:1]):
        return NEGATIVE, ()
    mark = (declared.markers or {}).get(BRACKETED)
    if mark is not None:
        return _DECLARED[mark.meaning], ()
    around = said((*titles, *notes))
    if around is not None:
        return around, ()
    own = shown(cells)
    return told(own, own if file is None else together((own, file))), tuple(notes)


def is_mark(one: Printed) -> bool:
    """True for what can be a footnote's mark as well as a number: ``(1)`` to ``(9)``."""
    return one.whole and 0 < magnitude(one.value) < _MARKS


def noted(one: Printed, notes: Iterable[str]) -> str | None:
    """The note below a table that explains this mark; None where none does."""
    if not one.whole or one.digits > 2:
        return None
    number = f"{magnitude(one.value)}"
    for note in notes:
        start = note.strip().lstrip("([").lstrip()
        rest = start[len(number) :] if start.startswith(number) else ""
        if rest[:1] in (")", "]") or rest[:2] in (". ", ": "):
            return note.strip()
    return None


def positive(one: Printed) -> Printed:
    """The number that brackets only mark, printed with them."""
    style = one.style._replace(lead=f"{one.style.lead}(", sign="")
    return one._replace(value=-one.value, style=style)
