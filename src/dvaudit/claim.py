"""The nouns of an article: a figure where the text mentions it, what the text claims, what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from dvaudit.figure import Figure
from dvaudit.rule import Confrontation
from dvaudit.text import Text

QUANTITIES = frozenset(("count", "percent", "money", "measure"))
"""The kinds of numerals that can take part in arithmetic."""


class Mention(NamedTuple):
    """One numeral of a text. ``start`` and ``end`` are its offsets: the numeral alone, without sign, unit, scale word.

    ``value`` is exact and scaled (``1.2 million`` is 1200000 with ``scale`` 1000000 and ``decimals`` 1); a percentage
    keeps its number. It is None where the numeral has no value (a whole date). ``kind`` is ``count``, ``percent``,
    ``money``, ``measure``, ``year``, ``date``, ``ordinal``, ``code`` or ``other``; of these only counts, percentages,
    money and measures are quantities. ``noun`` is the phrase that it counts (``passenger cars``), ``unit`` what it is
    measured in (``%``, ``km``, ``USD``), ``direction`` -1, 0 or 1 as the words around it say that it is a decrease or
    an increase, ``approx`` the word before it that loosens it.
    """

    start: int
    end: int
    printed: str
    value: Fraction | None
    decimals: int = 0
    scale: int = 1
    kind: str = "count"
    unit: str = ""
    noun: str = ""
    period: str = ""
    direction: int = 0
    approx: str = ""
    sentence: int = 0
    block: int = 0
    figure: Figure | None = None
    """The same as the judge takes it: what the printed digits allow."""
    spelled: bool = False
    """True for a number in words, which is a figure only where a claim needs it."""
    sign: int = 0
    """The printed sign, -1 or 1; the value itself has none."""
    qualifier: str = ""
    """The kind of ``approx``: ``about``, ``more``, ``at_least``, ``less`` or ``at_most``."""
    lead: int = 0
    tail: int = 0
    """Where the numeral begins and ends together with its sign, currency, scale words and unit."""

    @property
    def quantity(self) -> bool:
        """True for what can take part in arithmetic."""
        return self.kind in QUANTITIES


class Claim(NamedTuple):
    """A piece of arithmetic that the text states about its figures.

    ``kind`` and ``form`` say which, ``mentions`` are indexes into the mentions in the order of ``roles``; ``sign`` is
    that of a change. ``cue`` are the offsets of the words that make it a claim, where there are any.
    ``understood`` is False where it is clear that something is claimed, but not of which figures.
    """

    kind: str
    mentions: tuple[int, ...]
    roles: tuple[str, ...]
    form: str = ""
    sign: int = 0
    cue: tuple[int, int] | None = None
    understood: bool = True


@dataclass(slots=True, eq=False, repr=False)
class Article:
    """A text as it was understood.

    ``outcomes`` has one entry per claim, None for those that are not understood. ``language`` is None where it is not
    known: then only what brackets and signs say is a claim. ``sentences`` are offsets, in order.
    """

    text: Text
    language: str | None
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    outcomes: tuple[Confrontation | None, ...] = ()
    sourced: tuple[Confrontation, ...] = ()
    """What came of the figures that were compared with a source."""
