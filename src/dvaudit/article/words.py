"""Words of a text and phrases of a language, compared in one form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from dvaudit.pattern import pattern

Value = TypeVar("Value")

_PIECES = pattern(r"(?:[^\W\d_]|[\u0300-\u036f])+|\d+|\S")
_ALIKE = {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("–"): "-", ord("‑"): "-", ord("−"): "-"}


def folded(text: str) -> str:
    """A text in the form in which words are compared: composed, lower case, one apostrophe and one dash."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).lower().translate(_ALIKE)


def pieces(text: str) -> list[str]:
    """The words, runs of digits and single signs of a phrase, folded."""
    return [folded(piece) for piece in _PIECES.findall(text)]


class Phrases(Generic[Value]):
    """Phrases of a language and what each stands for, found where they begin or end in a row of words."""

    def __init__(self, meanings: Mapping[str, Value]) -> None:
        self._starting: dict[str, list[tuple[list[str], Value]]] = {}
        self._ending: dict[str, list[tuple[list[str], Value]]] = {}
        for phrase, value in meanings.items():
            words = pieces(phrase)
            if words:
                self._starting.setdefault(words[0], []).append((words, value))
                self._ending.setdefault(words[-1], []).append((words, value))
        for found in (*self._starting.values(), *self._ending.values()):
            found.sort(key=lambda pair: -len(pair[0]))

    def starting(self, words: Sequence[str], at: int) -> tuple[Value, int] | None:
        """What the longest phrase means that begins at a word, and how many words it has."""
        for phrase, value in self._starting.get(words[at], ()) if at < len(words) else ():
            if len(phrase) == 1 or words[at : at + len(phrase)] == phrase:
                return value, len(phrase)
        return None

    def ending(self, words: Sequence[str], at: int) -> tuple[Value, int] | None:
        """What the longest phrase means that ends before a word, and how many words it has."""
        for phrase, value in self._ending.get(words[at - 1], ()) if at > 0 else ():
            if len(phrase) == 1 or (len(phrase) <= at and words[at - len(phrase) : at] == phrase):
                return value, len(phrase)
        return None
