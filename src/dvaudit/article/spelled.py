"""Numbers written in words: ``forty-seven``, ``bảy``, ``siebenundvierzig``, ``vingt-deux mille``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dvaudit.article.language import Language
from dvaudit.article.tokens import Tokens

_LONGEST_WORD = 60


class Spelled(NamedTuple):
    """A number in words: tokens ``first`` to ``last`` (exclusive), and its value."""

    first: int
    last: int
    value: int


class _Numbers(NamedTuple):
    add: dict[str, int]
    times: dict[str, int]
    joiners: frozenset[str]
    never_alone: frozenset[str]
    after_count: frozenset[str]
    count_before: frozenset[str]
    compound: bool
    first: frozenset[str]


@lru_cache(maxsize=16)
def _numbers(known: Language) -> _Numbers:
    data = known.data["number_words"]
    add = {word: int(value) for word, value in data["add"].items()}
    times = {word: int(value) for word, value in data["times"].items()}
    begun = frozenset(word[:2] for word in (*add, *times))
    return _Numbers(
        add, times, frozenset(data["joiners"]), frozenset(data["never_alone"]), frozenset(data["needs_count_before"]),
        frozenset(data["count_before"]), "compound" in data, begun,
    )  # fmt: skip


def spelled(text: Tokens, known: Language) -> Iterator[Spelled]:
    """All numbers in words, in order; a word that is mostly no number (an article, ``năm``) is none by itself."""
    numbers = _numbers(known)
    before = known.data["number_words"]["ordinal_before"]
    at, count = 0, len(text)
    while at < count:
        word = text.words[at]
        if word[:2] not in numbers.first or not _parts(word, numbers):
            at += 1
            continue
        found = _from(text, at, numbers)
        if (
            found is None
            or (at and text.words[at - 1] in before)
            or text.numeral[at - 1 : at] == [True]
            or _before_numeral(text, found.last)
        ):
            at += 1
            continue
        yield found
        at = found.last


def _before_numeral(text: Tokens, at: int) -> bool:
    """True for ``năm 2016``: a word that names what the digits after it count."""
    return at < len(text) and text.numeral[at] and "\n" not in text.gap(at)


def _from(text: Tokens, at: int, numbers: _Numbers) -> Spelled | None:
    """The longest number in words that begins at a token."""
    values: list[tuple[int, bool]] = []
    last, end, best = at, at, None
    while end < len(text):
        word = text.words[end]
        if values and word in numbers.joiners and end + 1 < len(text):
            following = text.words[end + 1]
            if word == "-" and not (text.glued(end) and text.glued(end + 1)):
                break
            if not _parts(following, numbers) or following in numbers.joiners:
                break
            end += 1
            continue
        parts = _parts(word, numbers) if end == at or "\n" not in text.gap(end) else ()
        if not parts:
            break
        value = _value([*values, *parts])
        if value is None:
            break
        values += parts
        end += 1
        last, best = end, value
    if best is None or (last == at + 1 and text.words[at] in numbers.never_alone):
        return None
    if last == at + 1 and text.words[at] in numbers.after_count and text.word(at - 1) not in numbers.count_before:
        return None
    return Spelled(at, last, best)


def _parts(word: str, numbers: _Numbers) -> tuple[tuple[int, bool], ...]:
    """The values of a number word, each with whether it multiplies; several for ``siebenundvierzig``."""
    if word in numbers.add:
        return ((numbers.add[word], False),)
    if word in numbers.times:
        return ((numbers.times[word], True),)
    if numbers.compound and len(word) <= _LONGEST_WORD:
        return _split(word, numbers)
    return ()


def _split(word: str, numbers: _Numbers) -> tuple[tuple[int, bool], ...]:
    """A word taken apart into number words; empty where it is none."""
    units: list[tuple[tuple[int, bool], ...] | None] = [None] * (len(word) + 1)
    units[0] = ()
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 14), end):
            before, piece = units[start], word[start:end]
            if before is None:
                continue
            here: tuple[tuple[int, bool], ...] | None = None
            if piece in numbers.times:
                here = (*before, (numbers.times[piece], True))
            elif piece in numbers.add:
                here = (*before, (numbers.add[piece], False))
            elif piece in numbers.joiners and piece.isalpha() and before and end < len(word):
                here = before
            if here is not None and (units[end] is None or len(here) < len(units[end] or ())):
                units[end] = here
    found = units[len(word)]
    return found if found and _value(list(found)) is not None else ()


def _value(parts: list[tuple[int, bool]]) -> int | None:
    """The value of number words in a row; None where they are several numbers (``two three``)."""
    total, group, tens = 0, 0, 0
    smallest = None
    for index, (value, multiplies) in enumerate(parts):
        if multiplies and value >= 1000:
            if smallest is not None and value >= smallest:
                return None
            total += max(group, 1) * value
            group, tens, smallest = 0, 0, value
        elif multiplies:
            if (value == 100 and group >= 100) or (value != 100 and not 0 < group % 100 < 13 and index):
                return None
            units = group % 100 if value != 100 else group
            group = group - units + max(units, 1) * value
            tens = value
        elif value == 20 and group % 100 == 4 and index:
            group += 76  # quatre-vingts
            tens = 20
        elif group and not _fits(group, value, tens, parts, index):
            return None
        else:
            group += value
            tens = value if value >= 10 else tens
    return total + group


def _fits(group: int, value: int, tens: int, parts: list[tuple[int, bool]], index: int) -> bool:
    """True when a number may be added to a group below a thousand: 5 to 40, 40 to 5 (German), 17 to 60 (French)."""
    below = group % 100
    if value >= 100:
        return False
    if not below:
        return True
    if value < 10:
        return below % 10 == 0 and (below != 10 or tens == 10)
    if value < 20:
        return below in (60, 80)
    return below < 10 and parts[index - 1][0] < 10 and value % 10 == 0
