"""The numerals of a text: which digits, spaces and signs belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dvaudit.article.language import Language
from dvaudit.article.tokens import Tokens
from dvaudit.formats import SPACES

_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,'’‘´])\d{3})+")
_NOISE = re.compile(r"(?<=\s)[;:,.][^\W\d_]|[^\W\d_][£^»«¬§~|•][^\W\d_]|[^\W\d_][•£^][^\W\d_]|(?<=\s)[•^¬](?=[^\W\d_])")
_DENOMINATOR = 16
"""Larger ones are counts: 238/316."""
_EXPONENTS = frozenset("23")
_SQUARED = frozenset(("km", "m", "cm", "mm", "dm", "hm"))
_STRAY = '^*•~`¬|°_´¨"'
"""Signs that an optical reader puts for a comma."""


@dataclass(slots=True, eq=False, repr=False)
class Numeral:
    """Digits that are one number in the text: tokens ``first`` to ``last`` (exclusive), and their offsets.

    ``core`` are the digits and separators as they are to be read, which differ from the printed ones only where an
    optical reader broke the number.
    """

    first: int
    last: int
    start: int
    end: int
    core: str


def numerals(text: Tokens, known: Language | None) -> list[Numeral]:
    """All numerals, in order; a group of digits that was set apart by a space belongs to the number before."""
    noisy = _NOISE.search(text.body) is not None
    spaced = noisy or _spaces_group(text, known)
    found: list[Numeral] = []
    at, count = 0, len(text)
    while at < count:
        if not text.numeral[at] or (text.words[at] in _EXPONENTS and text.glued(at) and text.words[at - 1] in _SQUARED):
            at += 1
            continue
        last, core = at + 1, text.words[at]
        joined = _mixed(text, at) or _broken(text, at, noisy)
        if joined is not None:
            last, core = joined
        elif re.fullmatch(r"[1-9]\d{0,2}", core):
            last, core = _grouped(text, at, spaced, known)
        found.append(Numeral(at, last, text.starts[at], text.ends[last - 1], core))
        at = last
    return found


def _mixed(text: Tokens, at: int) -> tuple[int, str] | None:
    """``2 1/2``: the token after a number with a common fraction, and both."""
    if at + 3 >= len(text) or not (text.numeral[at + 1] and text.word(at + 2) == "/" and text.numeral[at + 3]):
        return None
    whole, over, under = text.words[at], text.words[at + 1], text.words[at + 3]
    if text.gap(at + 1) != " " or not (text.glued(at + 2) and text.glued(at + 3)):
        return None
    small = all(part.isdecimal() and len(part) <= 3 for part in (whole, over, under))
    if not small or not 0 < int(over) < int(under) <= _DENOMINATOR:
        return None
    return at + 4, f"{whole} {over}/{under}"


def _grouped(text: Tokens, at: int, spaced: bool, known: Language | None) -> tuple[int, str]:
    """The tokens of a number whose thousands are set apart by spaces, and its digits."""
    last = at + 1
    gaps: list[str] = []
    while last < len(text) and text.numeral[last] and _GROUP.fullmatch(text.words[last]):
        gap = text.gap(last)
        if len(gap) != 1 or gap not in SPACES or (gaps and gap != gaps[0]):
            break
        gaps.append(gap)
        last += 1
        if not text.words[last - 1].isdecimal():
            break
    if not gaps:
        return at + 1, text.words[at]
    # Only the rest of a number begins with a zero (22 051,7).
    sure = len(gaps) > 1 or text.words[at + 1][0] == "0"
    if not sure and ((gaps[0] == " " and not spaced) or _labelled(text, at, known)):
        return at + 1, text.words[at]
    return last, gaps[0].join(text.words[at:last])


def _labelled(text: Tokens, at: int, known: Language | None) -> bool:
    """True when the first group belongs to the word before: ``Table 3 120 people``, ``tháng 6 120 người``."""
    if known is None:
        return False
    if known.phrases("month_before").ending(text.words, at) or known.phrases("quarter_before").ending(text.words, at):
        return True
    if "day_follows_month" in known.data and known.phrases("months").ending(text.words, at):
        return True
    label = known.phrases("labels_before").ending(text.words, at)
    return label is not None and label[0] not in known.data["weak_labels"]


def _spaces_group(text: Tokens, known: Language | None) -> bool:
    """True when a space between digits can be a thousands sign here: no other sign is, or some number shows it."""
    signs, spaces = 0, 0
    decimal = known.format.decimal if known is not None else ""
    for at, word in enumerate(text.words):
        if not text.numeral[at]:
            continue
        grouped = _GROUPED.fullmatch(word) if len(word) > 4 else None
        signs += grouped is not None and (grouped[1] != decimal or word.count(decimal) > 1)
        spaces += (
            len(word) <= 3 and at + 2 < len(text)
            and text.numeral[at + 1] and text.gap(at + 1) in SPACES and len(text.words[at + 1]) == 3
            and text.numeral[at + 2] and text.gap(at + 2) in SPACES and _GROUP.fullmatch(text.words[at + 2]) is not None
        )  # fmt: skip
    return not signs or spaces > 0 or (known is not None and known.format.group in SPACES)


def _broken(text: Tokens, at: int, noisy: bool) -> tuple[int, str] | None:
    """A number that an optical reader broke: the token after it and its digits; None for any other."""
    one, two, three = text.words[at], text.word(at + 1), text.word(at + 2)
    if at + 1 >= len(text):
        return None
    # (20 8%): the decimal sign of a percentage in brackets is lost.
    if (
        text.numeral[at + 1] and text.word(at - 1) == "(" and two.isdecimal() and len(two) <= 2
        and one.isdecimal() and len(one) <= 2 and text.gap(at + 1) == " " and (three, text.word(at + 3)) == ("%", ")")
    ):  # fmt: skip
        return at + 2, f"{one}.{two}"
    short = re.fullmatch(r"[1-9]\d{0,2}", one) is not None
    next_is_group = at + 2 < len(text) and text.numeral[at + 2] and re.fullmatch(r"\d{3}(?:[.,]\d+)*", three)
    if short and next_is_group and text.glued(at + 1) and text.glued(at + 2) and two in _STRAY:
        return at + 3, f"{one},{three}"
    if short and next_is_group and two in (",", ".") and text.glued(at + 1) != text.glued(at + 2):
        gap = text.gap(at + 1) + text.gap(at + 2)
        if gap == " " and (noisy or (text.glued(at + 2) and two == ",")):
            return at + 3, f"{one}{two}{three}"
    if noisy and two == "." and text.glued(at + 2) and text.gap(at + 1) == " " and re.fullmatch(r"\d{1,2}", three):
        return at + 3, f"{one}.{three}"
    if noisy and text.numeral[at + 1] and text.gap(at + 1) == " ":
        whole = one + two
        separated = not (one.isdecimal() and two.isdecimal())
        if separated and re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", whole):
            return at + 2, whole
    return None
