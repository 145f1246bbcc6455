"""Which arithmetic a text states about its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from dvaudit.article.balances import differences
from dvaudit.article.changes import growths
from dvaudit.article.cues import NO_CUES, Cues
from dvaudit.article.hundred import hundreds
from dvaudit.article.language import language as language_of
from dvaudit.article.means import means, rates
from dvaudit.article.mention import Claim, Mention
from dvaudit.article.ratios import coverages, shares
from dvaudit.article.scene import Scene, scene
from dvaudit.article.sums import sums
from dvaudit.article.together import followed, signed
from dvaudit.article.twice import parts, repeats, restated
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
    by_at = {item.at: item.number for item in found.items}
    found.over = {by_at[claim.mentions[0]]: by_at[claim.mentions[1]] for claim in known}
    found.under = {den: num for num, den in found.over.items()}
    growing = list(growths(found))
    found.olds = {by_at[claim.mentions[1]] for claim in growing if claim.form == "" and claim.understood}
    differing = list(differences(found))
    strong = {frozenset(claim.mentions) for claim, said in differing if said}
    apart = [claim for claim, _ in differing]
    claims = [*known, *shares(found, taken)]
    values = {item.at: item for item in found.items}
    for claim in claims:
        if claim.kind == "percent_of" and claim.understood:
            found.wholes[by_at[claim.mentions[1]]] = values[claim.mentions[2]].value
    added = list(sums(found, {frozenset(claim.mentions) for claim in apart}))
    added = [claim for claim in added if frozenset(claim.mentions) not in strong]
    same = {frozenset(claim.mentions) for claim in added}
    apart = [claim for claim in apart if frozenset(claim.mentions) not in same]
    claims += [*growing, *apart, *hundreds(found), *added]
    said = {frozenset(claim.mentions) for claim in claims}
    more = [*followed(found, claims), *signed(found), *means(found), *rates(found)]
    claims += [claim for claim in more if frozenset(claim.mentions) not in said]
    together = {frozenset(pair) for claim in claims if claim.understood for pair in combinations(claim.mentions, 2)}
    yield from claims[len(known) :]
    yield from repeats(found, together)
    yield from restated(found)
    yield from parts(found, claims)


@lru_cache(maxsize=16)
def cues_of(language: str | None) -> Cues:
    """The cues of a language; none where it is not known."""
    return NO_CUES if language is None else Cues(language_of(language).data.get("claims", {}))
