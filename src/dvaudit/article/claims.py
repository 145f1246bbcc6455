"""Which arithmetic a text states about its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dvaudit.article.cues import NO_CUES, Cues
from dvaudit.article.language import language as language_of
from dvaudit.article.mention import Claim, Mention
from dvaudit.article.ratios import coverages, shares
from dvaudit.article.scene import Scene, scene
from dvaudit.article.sums import sums
from dvaudit.text import Text


def find(text: Text, mentions: Sequence[Mention], language: str | None) -> tuple[Claim, ...]:
    """The claims of a text about its figures, in the order of the text.

    Words of the language decide whether anything is claimed, arithmetic between the figures that may be meant. A claim
    of which the figures are not clear is given as not ``understood``. Without a language only brackets and signs
    speak.
    """
    return found_by(text, mentions, cues_of(language))


def found_by(text: Text, mentions: Sequence[Mention], cues: Cues) -> tuple[Claim, ...]:
    """The claims of a text by these cues."""
    return tuple(sorted(_every(scene(text, mentions, cues)), key=lambda claim: max(claim.mentions)))


def _every(found: Scene) -> Iterator[Claim]:
    percents = {item.at for item in found.items if item.percent}
    known = list(coverages(found))
    yield from known
    taken = {at for claim in known for at in claim.mentions if at in percents}
    yield from shares(found, taken)
    yield from sums(found)


@lru_cache(maxsize=16)
def cues_of(language: str | None) -> Cues:
    """The cues of a language; none where it is not known."""
    return NO_CUES if language is None else Cues(language_of(language).data.get("claims", {}))
