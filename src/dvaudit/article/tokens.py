"""The words, numerals and signs of a text, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from dvaudit.article.words import folded

GLUE = ".,٫٬·．，'’‘´"
"""What may stand between the digits of one numeral."""
_NUMERAL = rf"\d+(?:[{GLUE}]\d+)*"
_WORD = r"[^\W\d_]+"
_MARKED_WORD = r"(?:[^\W\d_]|[\u0300-\u036f])+"


@dataclass(slots=True, eq=False, repr=False)
class Tokens:
    """Parallel lists: each token as words are compared, and where it stands; ``numeral`` marks those of digits."""

    body: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    numeral: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The first token that begins at an offset or after it."""
        return bisect_left(self.starts, offset)

    def word(self, index: int) -> str:
        """A token as words are compared; empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def printed(self, index: int) -> str:
        """A token as the text prints it; empty outside the text."""
        return self.body[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """True when nothing stands between a token and the one before."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def gap(self, index: int) -> str:
        """What stands between a token and the one before."""
        return self.body[self.ends[index - 1] : self.starts[index]] if 0 < index < len(self.words) else ""

    def letters(self, index: int) -> bool:
        """True for a word."""
        return self.word(index)[:1].isalpha()


def tokens(body: str) -> Tokens:
    """All tokens of a text; what is no letter, digit or space is one of its own."""
    marked = not body.isascii() and re.search("[\u0300-\u036f]", body) is not None
    found = Tokens(body, [], [], [], [])
    for match in re.finditer(rf"({_NUMERAL})|{_MARKED_WORD if marked else _WORD}|\S", body):
        found.words.append(_folded(match[0]))
        found.starts.append(match.start())
        found.ends.append(match.end())
        found.numeral.append(match[1] is not None)
    return found


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return folded(word)
