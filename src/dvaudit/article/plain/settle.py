"""The plain statements of a text beside the claims that were found by their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from dvaudit.article.plain.changes import changes
from dvaudit.article.plain.halves import halves
from dvaudit.article.plain.lists import lists, next_sentence, spelled_lists, trade
from dvaudit.article.plain.multiples import multiples
from dvaudit.article.plain.parts import of_parts
from dvaudit.article.plain.row import Plain, holds, rows
from dvaudit.article.plain.shares import shares
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim


def settled(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with those added that the words state plainly, and without those that read the same words otherwise.

    What holds between the figures that were found stays; where it does not, or nothing was found, the words decide.
    """
    if not scene.cues.known:
        return list(claims)
    by_at = {item.at: item for item in scene.items}
    kept = dict(enumerate(claims))
    last = len(kept)
    about: dict[int, list[int]] = {}  # the numbers of the claims about a figure
    for number, claim in kept.items():
        _note(about, number, claim)
    found = chain.from_iterable(_every(scene, row) for row in rows(scene))
    following = chain.from_iterable(next_sentence(scene, *pair) for pair in pairwise(rows(scene)))
    in_words = chain.from_iterable(spelled_lists(scene, row) for row in rows(scene, spelled=True))
    made_up = chain.from_iterable(_of_parts(scene, claim, by_at) for claim in claims)
    for one in chain(found, following, in_words, made_up):
        near = {number: kept[number] for number in about.get(one.items[0].at, ()) if number in kept}
        added, gone = _with(near, one, by_at)
        for number in gone:
            del kept[number]
        if added is not None:
            kept[last] = added
            _note(about, last, added)
            last += 1
    return list(kept.values())


def _of_parts(scene: Scene, claim: Claim, by_at: Mapping[int, Item]) -> Iterator[Plain]:
    if claim.kind == "sum" and claim.understood and not claim.form and _held(claim, by_at):
        total, *parts = (by_at[at] for at in claim.mentions)
        yield from of_parts(scene, total, parts)


def _note(about: dict[int, list[int]], number: int, claim: Claim) -> None:
    for at in claim.mentions:
        about.setdefault(at, []).append(number)


def _every(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    yield from chain.from_iterable(trade(scene, item) for item in row)
    if len(row) > 1:
        yield from changes(scene, row)
        yield from multiples(scene, row)
        yield from shares(scene, row)
        yield from lists(scene, row)
        yield from halves(scene, row)


def _with(
    near: Mapping[int, Claim], one: Plain, by_at: Mapping[int, Item]
) -> tuple[Claim | None, list[int]]:  # fmt: skip
    """What a plain statement adds, and the numbers of the claims about its first figure that it takes the place of."""
    mentions = set(one.claim.mentions)
    same = [number for number, claim in near.items() if claim.understood and _as_much(claim, one.claim)]
    if same and one.contrary:
        return one.claim, same
    held = holds(one.claim, one.items)
    if same and held and all(near[number].kind in _LESS_THAN.get(one.claim.kind, ()) for number in same):
        return one.claim, same
    if same or held is None:
        return None, []
    about = {number: claim for number, claim in near.items() if _as_kind(claim, one.claim)}
    if held:
        return one.claim, [n for n, claim in about.items() if not claim.understood or not _held(claim, by_at)]
    others = [claim for claim in about.values() if claim.understood]
    if any(len(mentions & set(claim.mentions)) > 1 or _held(claim, by_at) for claim in others):
        return None, []
    return one.claim if one.likely else one.claim._replace(understood=False), list(about)


def _as_much(claim: Claim, other: Claim) -> bool:
    """True for a claim about the same figures, or that tells of a part and its whole also how large a share it is."""
    if other.kind == "part_of" and claim.kind == "percent_of":
        return set(other.mentions) <= set(claim.mentions)
    return set(claim.mentions) == set(other.mentions)


def _as_kind(claim: Claim, other: Claim) -> bool:
    """True for two claims that cannot both be meant of one figure."""
    return claim.mentions[0] == other.mentions[0] or not claim.understood or _GROUP[claim.kind] == _GROUP[other.kind]


_GROUP = {
    "sum": "sum", "part_of": "part", "difference": "change", "growth": "change", "percent_of": "share",
    "coverage": "share", "same": "same", "other": "other",
}  # fmt: skip
_LESS_THAN = {"difference": ("sum",), "growth": ("percent_of",)}
"""What its figures also make where the words state a change: 47 are 42 and 5 more, and 5 are a share of 47."""


def _held(claim: Claim, by_at: Mapping[int, Item]) -> bool | None:
    """Whether a claim holds; None where it cannot be judged, as one about years."""
    return holds(claim, [by_at[at] for at in claim.mentions]) if all(at in by_at for at in claim.mentions) else None
