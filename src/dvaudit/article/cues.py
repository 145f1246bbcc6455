"""The words by which a language says that its figures belong together, as its file lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

NAMES = (
    "closes", "among", "opens", "nested", "rest", "share", "whole", "of", "halves", "link", "is", "by",
    "rise", "fall", "more", "less", "signed_more", "signed_less", "level", "points", "than", "was", "from", "to",
    "about", "over", "under", "total", "balance", "natural", "carried", "opposed", "composes", "undecided", "rate",
    "making", "mean", "apart", "negated", "gained", "both", "when", "each", "per", "plus", "minus", "and", "then",
    "times", "per_unit", "stop",
)  # fmt: skip
"""The groups of words, as ``claims:`` of a language file names them.

``closes`` introduces all the parts of a total, ``among`` some of them, ``opens`` examples, ``nested`` a detail of
what stands before, ``rest`` all the others. ``share`` stands before a percentage of something, ``whole`` and ``of``
before that something, ``link`` between two ways of telling one figure, ``is`` and ``by`` before a number. ``halves``
are pairs of words that there is no third beside. ``rise`` and ``fall`` stand before a change, ``more`` and ``less``
behind it, ``signed_more`` and ``signed_less`` right before it; ``level`` stands before what a change leads from or to,
``than`` and ``was`` before an earlier value, ``from`` and ``to`` before both. ``plus`` and ``minus`` name gains and
losses, ``opposed`` are pairs of words of which a balance lies between: exports and imports; ``natural`` stands
before a rise or fall that is a balance. ``then`` leads from one step to the next, ``times`` stands behind a factor,
``per_unit`` behind what goes for each year or person. ``stop`` are words that say nothing of what is counted.

Some serve plain statements alone. ``apart`` leads from an amount to what it was added to (above the), ``making`` from
figures to what follows of them (leaving a), ``gained`` stands before a loss or a gain, ``when`` before an earlier value
told in a clause of its own. ``carried`` are balances that what was there before may be in. ``composes`` stands between
a thing and its share, ``rate`` before a percentage with a name, ``negated`` behind the rest of two, ``undecided``
names those without an answer, ``both`` what has two opposed sides. ``about``, ``over`` and ``under`` loosen a multiple.
"""

WORTH = ("multiples", "fractions")
"""The groups of words that say how many times as much something is (``doubled``), or which part of it (``a third``)."""

_LEAD = re.compile(r"[\W_]*")
_TAIL = re.compile(r"\W*$")


class Cues:
    """The words of one language, in groups, found in lower-case text as whole words; ``*`` stands for any ending."""

    __slots__ = ("_firsts", "_found", "_opposed", "_patterns", "_words", "_worth", "halves", "stop")

    def __init__(self, groups: Mapping[str, Any]) -> None:
        self._words = {name: tuple(word.lower() for word in groups.get(name, ())) for name in NAMES}
        self._firsts = {name: _firsts(words) for name, words in self._words.items()}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._found: dict[tuple[str, str, str], bool] = {}
        self._worth = {name: {k.lower(): Fraction(v) for k, v in dict(groups.get(name, ())).items()} for name in WORTH}
        self.stop = frozenset(self._words["stop"])
        self.halves = tuple(_pair(words) for words in self._words["halves"])
        self._opposed = tuple(_pair(words) for words in self._words["opposed"])

    def has(self, name: str, text: str) -> bool:
        """True where a word of the group stands in a text."""
        return self._ask("in", name, text)

    def starts(self, name: str, text: str) -> bool:
        """True where a text begins with a word of the group."""
        return self._ask("first", name, text)

    def ends(self, name: str, text: str) -> bool:
        """True where a text ends with a word of the group."""
        return self._ask("last", name, text)

    def first(self, name: str, text: str) -> re.Match[str] | None:
        """The first word of a group in a text."""
        return self._pattern(name).search(text) if self._may_hold(name, text) else None

    def last(self, name: str, text: str) -> re.Match[str] | None:
        """The last word of a group in a text."""
        every = list(self._pattern(name).finditer(text)) if self._may_hold(name, text) else []
        return every[-1] if every else None

    def without(self, names: Sequence[str], text: str) -> str:
        """A text without the words of some groups."""
        for name in names:
            if self._may_hold(name, text):
                text = self._pattern(name).sub(" ", text)
        return text

    def complete(self, one: str, other: str) -> bool:
        """True where two texts name two things that there is no third beside, as men and women."""
        return _named(self.halves, one, other)

    def opposed(self, one: str, other: str) -> bool:
        """True where two texts name two things of which one is taken from the other, as exports and imports."""
        return _named(self._opposed, one, other)

    def worth(self, name: str, text: str) -> tuple[re.Match[str], Fraction] | None:
        """The last multiple or fraction in a text, and what it is worth."""
        if not any(phrase in text for phrase in self._worth[name]):
            return None
        if name not in self._patterns:
            self._patterns[name] = re.compile(rf"(?<!\w)(?:{_one_of(tuple(self._worth[name]))})(?!\w)")
        found = list(self._patterns[name].finditer(text))
        return (found[-1], self._worth[name][" ".join(found[-1][0].split())]) if found else None

    def counts(self, text: str) -> bool:
        """True where a multiple or a fraction may stand in a text."""
        return any(phrase in text for phrases in self._worth.values() for phrase in phrases)

    @property
    def known(self) -> bool:
        """False for a language of which no words are known."""
        return any(self._words.values())

    def forget(self) -> None:
        """Forgets what was asked of the texts before."""
        self._found.clear()

    def _ask(self, where: str, name: str, text: str) -> bool:
        key = where, name, text
        known = self._found.get(key)
        if known is None:
            self._found[key] = known = self._may_hold(name, text) and self._stands(where, name, text)
        return known

    def _may_hold(self, name: str, text: str) -> bool:
        """False where no word of a group can stand in a text, which most texts show at no cost."""
        return any(first in text for first in self._firsts[name])

    def _stands(self, where: str, name: str, text: str) -> bool:
        pattern = self._pattern(name)
        if where == "first":
            lead = _LEAD.match(text)
            return lead is not None and pattern.match(text, lead.end()) is not None
        found = pattern.search(text)
        while where == "last" and found is not None and _TAIL.match(text, found.end()) is None:
            found = pattern.search(text, found.start() + 1)
        return found is not None

    def _pattern(self, name: str) -> re.Pattern[str]:
        found = self._patterns.get(name)
        if found is None:
            found = self._patterns[name] = re.compile(rf"(?<!\w)(?:{_one_of(self._words[name])})(?!\w)")
        return found


def _firsts(words: Sequence[str]) -> frozenset[str]:
    """How the words of a group begin, up to their first gap or open ending."""
    return frozenset(re.split(r"[\s*]", word.strip(), maxsplit=1)[0] for word in words)


def _pair(words: str) -> tuple[str, str]:
    """Two words, or with a dash between them two names of several words: thành thị - nông thôn."""
    one, _, other = words.partition(" - " if " - " in words else " ")
    return one, other


def _named(pairs: Iterable[Sequence[str]], one: str, other: str) -> bool:
    return any((_in(a, one) and _in(b, other)) or (_in(b, one) and _in(a, other)) for a, b in pairs)


@lru_cache(maxsize=4096)
def _in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", text) is not None


def _one_of(words: Sequence[str]) -> str:
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split()) for word in longest)


@lru_cache(maxsize=4096)
def words_of(text: str, stop: frozenset[str]) -> tuple[str, ...]:
    """The words of a text that say something: no numbers, none that a language uses everywhere."""
    return tuple(word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in stop)


NO_CUES = Cues({})
"""Those of a language that is not known."""
