"""The numerals of a text among its words: what the phrases of the language say right before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens

DASHES = "-–—‑/"


class Setting(NamedTuple):
    """A text as tokens, its numerals, and its language where that is known."""

    text: Tokens
    found: Sequence[Numeral]
    known: Language | None

    def before(self, section: str, at: int) -> str:
        """The phrase of a section that ends before a token; empty where there is none."""
        match = None if self.known is None else self.known.phrases(section).ending(self.text.words, at)
        return "" if match is None else match[0]

    def after(self, section: str, at: int) -> str:
        """What a phrase of a section means that begins at a token; empty where there is none."""
        match = None if self.known is None else self.known.phrases(section).starting(self.text.words, at)
        return "" if match is None else match[0]

    def any_after(self, sections: Sequence[str], at: int) -> bool:
        """True when a phrase of any of the sections begins at a token."""
        return any(self.after(section, at) for section in sections)

    def says(self, section: str) -> bool:
        """True when the language has an entry that others leave out."""
        return self.known is not None and section in self.known.data

    def data_words(self, section: str) -> frozenset[str]:
        """The single words of a section."""
        return frozenset() if self.known is None else self.known.words(section)

    def near(self, index: int, signs: str) -> Numeral | None:
        """The numeral after one, where a single sign stands between them and no space."""
        here = self.found[index]
        if index + 1 >= len(self.found) or self.text.word(here.last) not in signs:
            return None
        other = self.found[index + 1]
        if other.first != here.last + 1 or not self.text.glued(here.last) or not self.text.glued(other.first):
            return None
        return other

    def space_lost(self, at: int) -> bool:
        """True for a word that is no part of a name, though no space follows it: ``in2015``, ``có120``."""
        word = self.text.printed(at)
        return len(word) > 1 and word.islower() and word in self.data_words("noun_stops")

    def scaled(self, at: int) -> bool:
        """True when a scale word begins at a token."""
        return self.known is not None and self.known.scales.starting(self.text.words, at) is not None

    def measured(self, at: int) -> bool:
        """True when a unit, a currency, per cent or a scale word begins at a token."""
        if self.text.word(at) == "%":
            return True
        return self.scaled(at) or self.any_after(("measures", "percent", "points", "money"), at)

    def counts(self, at: int) -> bool:
        """True when a word follows that may be what is counted; one that only links what follows is none."""
        if not self.text.letters(at):
            return False
        if self.known is None:
            return True
        if self.text.printed(at)[:1].isupper() and not self.says("capital_nouns"):
            return False
        return self.text.word(at) not in self.known.words("noun_stops")
