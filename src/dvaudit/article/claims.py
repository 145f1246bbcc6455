"""Which arithmetic a text states about its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from dvaudit.article.balances import differences
from dvaudit.article.changes import growths
from dvaudit.article.cues import NO_CUES, Cues
from dvaudit.article.hundred import hundreds
from dvaudit.article.language import language as language_of
from dvaudit.article.means import means, rates
from dvaudit.article.plain.settle import settled
from dvaudit.article.ratios import coverages, shares
from dvaudit.article.scene import Scene, scene
from dvaudit.article.sums import sums
from dvaudit.article.together import followed, overlapping, signed
from dvaudit.article.twice import parts, repeats, restated
from dvaudit.claim import Claim, Mention
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
    found = scene(text, mentions, cues)
    claims = settled(found, list(_every(found)))
    return tuple(sorted(claims, key=lambda claim: max(claim.mentions)))


def _every(found: Scene) -> Iterator[Claim]:
    """The claims kind by kind; what one kind tells of figures, those after it know."""
    number = {item.at: item.number for item in found.items}
    value = {item.at: item.value for item in found.items}
    percents = {item.at for item in found.items if item.percent}
    covered = list(coverages(found))
    found.over = {number[claim.mentions[0]]: number[claim.mentions[1]] for claim in covered}
    found.under = {den: num for num, den in found.over.items()}
    growing = list(growths(found))
    found.olds = {number[claim.mentions[1]] for claim in growing if not claim.form and claim.understood}
    found.ends = {
        frozenset(number[at] for at in claim.mentions[1:]) for claim in growing if not claim.form and claim.understood
    }
    told = {at for claim in (*covered, *growing) if claim.understood for at in claim.mentions if at in percents}
    claims = [*covered, *shares(found, told)]
    for claim in claims:
        if claim.kind == "percent_of" and claim.understood:
            found.wholes[number[claim.mentions[1]]] = value[claim.mentions[2]]
    claims += [*growing, *hundreds(found), *_sums(found)]
    more = [*followed(found, claims), *signed(found), *means(found), *rates(found)]
    claims = _each_once([*claims, *more])
    open_ones = overlapping(found, claims)
    claims = [claim for claim in claims if claim not in open_ones]
    together = {frozenset(pair) for claim in claims if claim.understood for pair in combinations(claim.mentions, 2)}
    yield from claims
    yield from repeats(found, together)
    yield from restated(found)
    yield from parts(found, claims)


def _sums(found: Scene) -> list[Claim]:
    """Differences and sums: of those about the same figures the one that the words speak for."""
    differing = differences(found)
    added = list(sums(found, {frozenset(claim.mentions) for claim, _ in differing}))
    said = [claim for claim, said in differing if said]
    return _each_once([*said, *added, *(claim for claim, _ in differing)])


def _each_once(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those about the same figures as one before: it would be said twice."""
    kept: dict[frozenset[int], Claim] = {}
    for claim in claims:
        kept.setdefault(frozenset(claim.mentions), claim)
    return list(kept.values())


@lru_cache(maxsize=16)
def cues_of(language: str | None) -> Cues:
    """The cues of a language; none where it is not known."""
    if language is None:
        return NO_CUES
    data = language_of(language).data
    loose = data["qualifiers"]
    return Cues({"about": loose["about"], "over": loose["more"], "under": loose["less"], **data["claims"]})
