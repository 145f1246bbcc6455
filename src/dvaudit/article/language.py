"""What is known of one language: how its texts write figures, from one data file per language."""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from dvaudit.article.words import Phrases, folded
from dvaudit.pattern import pattern
from dvaudit.printed import NumberFormat

_FOLDER = os.path.join(os.path.dirname(__file__), "languages")
_WORD = pattern(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_LOOKED_AT = 4000
"""So many words of a text tell its language."""
_ENOUGH = 3
"""The least weight of known words; a line or two of a foreign language reach less."""
_SHARE = 0.08
_MARGIN = 1.15
_FEW = 60
"""A text of so many words, or less, may be known by fewer of them."""
_LEAST, _AHEAD, _OWN = 1.5, 1.4, 0.34
"""What its words have to be worth then, how far ahead of the next language, and how many of them it has to know."""
_TALKING = (
    "news", "up", "down", "percent", "points", "durations", "months", "verbs", "noun_stops", "weekdays", "year_words",
)  # fmt: skip
"""Sections of a language file whose words are those of a text as well as of a number."""

QUALIFIERS = ("about", "more", "less", "at_least", "at_most")


class Language:
    """The data file of a language. ``data`` is all of it, as texts, lists and mappings of texts."""

    def __init__(self, code: str, data: Mapping[str, Any]) -> None:
        self.code = code
        self.data = data

    @cached_property
    def format(self) -> NumberFormat:
        """How numbers are printed where nothing in the text tells."""
        return NumberFormat(self.data["format"]["decimal"], self.data["format"]["group"])

    @cached_property
    def scales(self) -> Phrases[int]:
        """Scale words and what they are worth; 0 for phrases that only begin like one (``tỷ lệ``)."""
        worth = {word: int(power) for power, words in self.data["scales"].items() for word in words}
        return Phrases({**worth, **dict.fromkeys(self.data["no_scales"], 0)})

    @cached_property
    def attached_scales(self) -> dict[str, int]:
        """Letters that scale a number only where they touch it."""
        return {letter: int(worth) for letter, worth in self.data.get("attached_scales", {}).items()}

    @lru_cache(maxsize=256)  # noqa: B019 - there is one of each language, for as long as the program runs
    def words(self, *sections: str) -> frozenset[str]:
        """The single words of sections."""
        return frozenset(folded(word) for section in sections for word in self.data.get(section, ()))

    @lru_cache(maxsize=256)  # noqa: B019 - as above
    def phrases(self, section: str) -> Phrases[str]:
        """The phrases of a section and what each means.

        A list, of which each phrase means itself; a mapping from phrases to meanings, or from meanings to lists.
        """
        found = self.data.get(section, ())
        if isinstance(found, Mapping) and any(isinstance(one, list) for one in found.values()):
            return Phrases({phrase: meaning for meaning, phrases in found.items() for phrase in phrases})
        return Phrases(found if isinstance(found, Mapping) else {phrase: phrase for phrase in found})

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that the file knows: those around numbers, those that state something, and numbers themselves."""
        sections = [self.data.get(section, ()) for section in _TALKING]
        sections += [*self.data["scales"].values(), *self.data["claims"].values()]
        sections += [self.data["number_words"][name] for name in ("add", "times")]
        return frozenset(piece for section in sections for phrase in section for piece in _WORD.findall(folded(phrase)))

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that no other known language has."""
        return frozenset(self.data.get("letters", ""))

    @cached_property
    def qualifiers(self) -> Phrases[tuple[str, str]]:
        """What loosens a number, before it: the kind of qualifier and the phrase.

        ``none`` are phrases that only end like one (``in meno delle``).
        """
        return _qualifiers(self.data["qualifiers"])

    @cached_property
    def qualifiers_after(self) -> Phrases[tuple[str, str]]:
        """What loosens a number, after it."""
        return _qualifiers(self.data["qualifiers_after"])


def _qualifiers(data: Mapping[str, Any]) -> Phrases[tuple[str, str]]:
    return Phrases({phrase: (kind, phrase) for kind in (*QUALIFIERS, "none") for phrase in data.get(kind, ())})


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of a code such as ``vi``. Raises KeyError for one that has no data file."""
    if code not in codes():
        raise KeyError(code)
    return Language(code, _read(f"{code}.yml"))


def codes() -> tuple[str, ...]:
    """The codes of the languages that have a data file."""
    return tuple(_known_words())


def frequent(code: str) -> frozenset[str]:
    """The frequent words by which a language is known; they name nothing."""
    return frozenset(_known_words()[code].split())


def detect(text: str) -> str | None:
    """The code of the language a text is written in, by its frequent words; None when it is none of the known ones.

    A few lines hold too few of them: there all the words count that the languages' own files know, and letters that
    only one of them has.
    """
    words = [folded(word) for word in _WORD.findall(text[: 10 * _LOOKED_AT])[:_LOOKED_AT]]
    found = _likeliest(words, _weights(), max(_ENOUGH, _SHARE * len(words)), _MARGIN)
    return _of_a_few(words) if found is None and len(words) <= _FEW else found


def _likeliest(words: Sequence[str], weights: Mapping[str, Sequence[str]], enough: float, margin: float) -> str | None:
    """The language that the words speak for; a word of several of them counts less."""
    scores: dict[str, float] = {}
    for word, count in Counter(words).items():
        for code in weights.get(word, ()):
            scores[code] = scores.get(code, 0) + count / len(weights[word])
    best = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    if not best or best[0][1] < enough or (len(best) > 1 and best[0][1] < margin * best[1][1]):
        return None
    return best[0][0]


def _of_a_few(words: Sequence[str]) -> str | None:
    """The language of a line or two, of which at least so many words have to be known."""
    known = {code: frequent(code) | language(code).vocabulary for code in codes()}
    weights = {word: [code for code, own in known.items() if word in own] for word in set(words)}
    for word in set(words):
        lettered = [code for code in known if not language(code).letters.isdisjoint(word)]
        if len(lettered) == 1 and not set(weights[word]) - set(lettered):
            weights[word] = lettered
    found = _likeliest(words, weights, _LEAST, _AHEAD)
    own = sum(found in weights[word] for word in words)
    return found if own >= _OWN * len(words) else None


@lru_cache(maxsize=1)
def _weights() -> dict[str, list[str]]:
    """Each frequent word with the languages it is frequent in."""
    found: dict[str, list[str]] = {}
    for code, words in _known_words().items():
        for word in words.split():
            found.setdefault(word, []).append(code)
    return found


@lru_cache(maxsize=1)
def _known_words() -> dict[str, str]:
    return dict(_read("known.yml"))


def _read(name: str) -> dict[str, Any]:
    """A data file of this package; every scalar is a text, as in rule files (``no`` and ``on`` are words)."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        data: dict[str, Any] = yaml.load(file.read(), Loader=loader)  # noqa: S506 - the base loader makes only texts
    return data
