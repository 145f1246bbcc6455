"""The words by which a language says that its figures belong together, as its file lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

NAMES = (
    "closes", "among", "opens", "nested", "rest", "share", "whole", "link", "rise", "fall", "more", "less", "by", "points",
    "than", "was", "from", "to", "total", "balance", "mean", "each", "per", "plus", "minus", "and", "stop",
)  # fmt: skip
"""The groups of words, as ``claims:`` of a language file names them; its head says what each of them means."""

_NEVER = re.compile(r"(?!)")


class Cues:
    """The words of one language, in groups, found in lower-case text as whole words; ``*`` stands for any ending."""

    __slots__ = ("_anywhere", "_first", "_last", "known", "stop")

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        written = {name: tuple(groups.get(name, ())) for name in NAMES}
        self.known = any(written.values())
        self.stop = frozenset(written["stop"])
        one_of = {name: _one_of(words) for name, words in written.items()}
        self._anywhere = {name: _compiled(r"(?<!\w)", words, r"(?!\w)") for name, words in one_of.items()}
        self._first = {name: _compiled(r"[\W_]*", words, r"(?!\w)") for name, words in one_of.items()}
        self._last = {name: _compiled(r"(?<!\w)", words, r"\W*$") for name, words in one_of.items()}

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first word of a group in a text."""
        return self._anywhere[name].search(text)

    def last(self, name: str, text: str) -> re.Match[str] | None:
        """The last word of a group in a text."""
        every = list(self._anywhere[name].finditer(text))
        return every[-1] if every else None

    def starts(self, name: str, text: str) -> bool:
        """True where a text begins with a word of the group."""
        return self._first[name].match(text) is not None

    def ends(self, name: str, text: str) -> bool:
        """True where a text ends with a word of the group."""
        return self._last[name].search(text) is not None


def _one_of(words: Sequence[str]) -> str:
    longest = sorted({word.lower() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split()) for word in longest)


def _compiled(before: str, words: str, after: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{words}){after}") if words else _NEVER


@lru_cache(maxsize=4096)
def words_of(text: str, stop: frozenset[str]) -> tuple[str, ...]:
    """The words of a text that say something: no numbers, none that a language uses everywhere."""
    return tuple(word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in stop)


NO_CUES = Cues({})
"""Those of a language that is not known."""
