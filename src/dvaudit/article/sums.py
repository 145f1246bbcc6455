"""Totals and their parts: which figures a text adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, rarity_of_sum, repaired, says, unit_of
from dvaudit.article.mention import Claim
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.interval import Exact, magnitude

PEERS = 28
"""So many quantities after a total are looked at for its parts."""
REACH = 2600
"""So many characters."""
BLOCKS = 8
STARTS = 4
"""Parts may begin so many quantities after their total."""
_TRIED = 10
_OPEN_END = re.compile(r"^[^.?!;()]{0,60}(?:\.\.\.|\u2026|\betc\b|v\.v)")
_HEADER = re.compile(r":\s*\n")


class Sum(NamedTuple):
    """A total with the figures that may be its parts; ``prior`` is how much the words speak for it."""

    total: Item
    parts: tuple[Item, ...]
    prior: Fraction

    @property
    def claim(self) -> Claim:
        """The claim that it is."""
        roles = ("total", *("part" for _ in self.parts))
        return Claim("sum", (self.total.at, *(part.at for part in self.parts)), roles)


def sums(scene: Scene) -> Iterator[Claim]:
    """The claims that parts make up a total: those that hold, then those that a slip keeps from holding."""
    held: dict[frozenset[int], Sum] = {}
    for total in scene.items:
        if total.percent or total.low <= 0:
            continue
        for found in _best(scene, total):
            held.setdefault(frozenset((total.number, *(part.number for part in found.parts))), found)
    kept = _without_echoes(list(held.values()))
    yield from (one.claim for one in kept)
    used = [frozenset(part.number for part in one.parts) for one in kept]
    closed = {one.total.number for one in kept}
    for total in scene.items:
        if total.percent or total.low <= 0:
            continue
        failed = _failed(scene, total, used, known=total.number in closed)
        if failed is not None:
            used.append(frozenset(part.number for part in failed.parts))
            yield failed.claim


def _peers(scene: Scene, total: Item, step: int) -> list[Item]:
    """The quantities after (or before) a total that can be its parts."""
    found: list[Item] = []
    items, at = scene.items, total.number + step
    while 0 <= at < len(items) and len(found) < PEERS:
        item = items[at]
        at += step
        if magnitude(item.start - total.start) > REACH:
            break
        if magnitude(item.block - total.block) > BLOCKS:
            break
        if not item.percent and alike(item, total) and (not total.change or item.change) and item.low >= 0:
            found.append(item)
    return found if step > 0 else found[::-1]


def _variants(scene: Scene, peers: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The quantities, and those of them that no bracket or word marks as a detail of the one before."""
    yield peers
    steady = [item for item in peers if not item.change]
    if 2 <= len(steady) < len(peers):
        yield steady
        peers = steady
    outside = [item for item in peers if item.opened < 0]
    if 2 <= len(outside) < len(peers):
        yield outside
    plain = [item for n, item in enumerate(peers) if not n or not scene.cues.find("nested", item.lead)]
    if 2 <= len(plain) < len(peers):
        yield plain


def _best(scene: Scene, total: Item) -> list[Sum]:
    """The runs of figures after or before a total that make it up."""
    found: dict[tuple[int, ...], tuple[Fraction, Sum]] = {}
    for step in (1, -1):
        peers = _peers(scene, total, step)
        for listed in _variants(scene, peers):
            ordered = listed if step > 0 else listed[::-1]
            for start in range(min(STARTS, len(ordered) - 1)):
                for run in _adding_up(total, ordered, start):
                    parts = tuple(sorted(run, key=lambda item: item.number))
                    prior = _prior(scene, total, parts, start, step)
                    width = total.width + sum(part.width for part in parts)
                    rarity = rarity_of_sum(total.value, width, unit_of((total, *parts)))
                    odds = prior * rarity / _TRIED
                    key = tuple(part.number for part in parts)
                    if odds >= BELIEVED and (key not in found or odds > found[key][0]):
                        found[key] = odds, Sum(total, parts, prior)
    chosen: list[Sum] = []
    for _, one in sorted(found.values(), key=lambda pair: -pair[0]):
        mine = {part.number for part in one.parts}
        if not any(mine & {part.number for part in other.parts} for other in chosen):
            chosen.append(one)
    return chosen


def _adding_up(total: Item, ordered: Sequence[Item], start: int) -> Iterator[Sequence[Item]]:
    low: Exact = 0
    high: Exact = 0
    for end in range(start, len(ordered)):
        part = ordered[end]
        low, high = low + part.low, high + part.high
        if low > total.high:
            return
        if end > start and high >= total.low:
            yield ordered[start : end + 1]


def _prior(scene: Scene, total: Item, parts: Sequence[Item], start: int, step: int) -> Fraction:  # noqa: PLR0912 - one after the other
    cues = scene.cues
    first, last = parts[0], parts[-1]
    if step > 0:
        between = scene.text[total.end : first.start].lower()
        near = between[-_SPAN:] if len(between) > _SPAN else between
        prior = Fraction(1, 30)
        among = cues.find("among", near) or cues.starts("among", first.tail)
        if (first.head == total.number and first.opened == last.opened) or cues.find("closes", near):
            prior = Fraction(3)
        elif among or near.rstrip().endswith(":"):
            prior = Fraction(1)
        if prior >= 1 and cues.find("opens", first.lead):
            prior /= 20
    else:
        prior = Fraction(1, 30)
        if cues.find("total", total.lead) or cues.find("total", total.tail):
            prior = Fraction(2)
    if cues.find("total", total.lead) or cues.find("total", total.tail) or total.label & _total_words(scene, total):
        prior *= 3
    if cues.find("rest", last.lead) or cues.find("rest", last.tail):
        prior *= 4
    if total.noun and all(part.noun & (total.noun | first.noun) for part in parts):
        prior *= 3
    if all(_is_item(scene, item) for item in (total, *parts)):
        prior *= 8
        if _HEADER.search(scene.text[scene.items[first.number - 1].end : first.start]):
            start = 0
    elif not scene.same_block(*parts) and len({item.block for item in parts}) < len(parts):
        prior /= 4
    if _OPEN_END.match(scene.text[last.end : last.end + 70].lower()):
        prior /= 50
    return prior / (1 + 2 * start)


_SPAN = 120


def _total_words(scene: Scene, total: Item) -> frozenset[str]:
    return frozenset(word for word in total.label if scene.cues.find("total", word))


def _is_item(scene: Scene, item: Item) -> bool:
    """True where the figure stands in a line of its own, as in a list."""
    start, end = scene.block_of(item)
    return item.start - start <= 60 and end - item.end <= 80


def _without_echoes(found: list[Sum]) -> list[Sum]:
    """The sums without those that say the same of other mentions of a figure."""
    seen: dict[tuple[Exact, ...], Sum] = {}
    for one in sorted(found, key=lambda one: (-one.prior, one.parts[-1].start - one.total.start)):
        values = tuple(sorted(Fraction(item.value) for item in (one.total, *one.parts)))
        seen.setdefault(values, one)
    return sorted(seen.values(), key=lambda one: one.total.number)


def _failed(scene: Scene, total: Item, used: Sequence[frozenset[int]], *, known: bool) -> Sum | None:
    """The list that the text closes and that does not make up its total, where that is no chance."""
    best: tuple[Fraction, Sum] | None = None
    for one in _closed_lists(scene, total):
        numbers = frozenset(part.number for part in one.parts)
        if any(len(numbers & other) >= 2 for other in used):
            continue
        off = magnitude(total.value - sum(part.value for part in one.parts))
        items = (total, *one.parts)
        roles = ("total", *("part" for _ in one.parts))
        width = sum(item.width for item in items)
        if off <= width / 2:
            continue
        close = Fraction(total.value) / off
        rarity = rarity_of_sum(total.value, width, unit_of(items))
        slip = rarity * repaired(says("sum", "", roles), items)
        odds = one.prior * max(close if close >= 3 else Fraction(0), slip / 3)
        if known:
            odds /= 4
        if odds >= BELIEVED and (best is None or odds > best[0]):
            best = odds, one
    return None if best is None else best[1]


def _closed_lists(scene: Scene, total: Item) -> Iterator[Sum]:  # noqa: C901, PLR0912 - a list of the ways
    """The lists of which the text says that they make up the total."""
    cues = scene.cues
    peers = _peers(scene, total, 1)
    inside = [item for item in peers if item.head == total.number and item.opened >= 0]
    if len(inside) < 2 or len({item.opened for item in inside}) > 1:
        inside = []
    if inside:
        lead = inside[0].lead
        if not cues.find("opens", lead) and not _open(scene, inside[-1]):
            yield Sum(total, tuple(inside), Fraction(9 if cues.find("closes", lead) else 2))
    for listed in _variants(scene, peers):
        first = listed[0] if listed else None
        if first is None or first in inside:
            continue
        between = scene.between(total, first)
        if len(between) > 200 or cues.find("opens", first.lead):
            continue
        sentence = [item for item in listed if item.sentence == first.sentence]
        prior = Fraction(0)
        if cues.find("closes", between):
            prior = Fraction(3)
        elif cues.find("among", between) or cues.starts("among", first.tail):
            prior = Fraction(1)
        if prior and len(sentence) >= 2 and not _open(scene, sentence[-1]):
            if len(sentence) > 1 and cues.find("and", sentence[-1].lead):
                prior *= 2
            yield Sum(total, tuple(sentence), prior)
        if all(_is_item(scene, item) for item in (total, first)):
            for size in (2, 3, 4, 5, 6):
                run = listed[:size]
                if len(run) == size and all(_is_item(scene, item) for item in run):
                    yield Sum(total, tuple(run), Fraction(1, 2))
    if cues.find("total", total.lead) or cues.find("total", total.tail):
        back = _peers(scene, total, -1)
        for size in (2, 3, 4):
            run = back[-size:]
            if len(run) == size and total.sentence - run[0].sentence <= 1:
                yield Sum(total, tuple(run), Fraction(1, 2))


def _open(scene: Scene, last: Item) -> bool:
    return _OPEN_END.match(scene.text[last.end : last.end + 70].lower()) is not None
