"""Totals and their parts: which figures a text adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from dvaudit.article.arithmetic import alike, may_be_slip, rarity_of_sum, repaired, says, significant, unit_of
from dvaudit.article.closed import SAYS, Sum, amid, both_halves, closed_lists, peers_of, variants
from dvaudit.article.listing import outright, prior_of
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import Exact, magnitude

STARTS = 4
"""Parts may begin so many quantities after their total."""
_TRIED = 10
_CLOSE = 50
_HALVES = 10
"""Two halves that the words name are off by less than one in so many of their total."""


def sums(scene: Scene, known: set[frozenset[int]]) -> Iterator[Claim]:
    """The claims that parts make up a total: those that hold, then those that a slip keeps from holding.

    ``known`` are the mentions of claims that say the same in another way: that one figure is the difference of two.
    """
    held: dict[frozenset[int], Sum] = {}
    for total in scene.items:
        if (total.percent and not total.points) or total.low <= 0:
            continue
        for found in _best(scene, total):
            likelier = found.prior < 1 or (len(found.parts) == 2 and _compared(scene, total, found.parts[0]))
            if likelier and frozenset((total.at, *(part.at for part in found.parts))) in known:
                continue
            held.setdefault(frozenset((total.number, *(part.number for part in found.parts))), found)
    kept = _without_echoes(list(held.values()))
    yield from (one.claim for one in kept)
    used: dict[int, list[frozenset[int]]] = {}
    for one in kept:
        _use(used, one)
    closed = {one.total.number for one in kept}
    for total in scene.items:
        if (total.percent and not total.points) or total.low <= 0:
            continue
        part = total.number in used
        listed = outright(scene, total)
        if listed and not part and total.number not in closed:
            failed: Sum | None = Sum(total, listed, Fraction(3))
        else:
            failed = _failed(scene, total, used, known=total.number in closed, part=part)
        if failed is not None:
            _use(used, failed)
            yield failed.claim


def _compared(scene: Scene, total: Item, part: Item) -> bool:
    """True for a change of a total that its words compare with an earlier figure: 47, 5 more than a year ago (42)."""
    compared = scene.cues.has("than", part.tail) or scene.cues.has("was", part.tail)
    return compared and part.change != 0 and not total.change


def _use(used: dict[int, list[frozenset[int]]], found: Sum) -> None:
    """Notes the parts of a sum: by the number of each, the lists that it is in."""
    numbers = frozenset(part.number for part in found.parts)
    for number in numbers:
        used.setdefault(number, []).append(numbers)


def _best(scene: Scene, total: Item) -> list[Sum]:
    """The runs of figures after or before a total that make it up."""
    found: dict[tuple[int, ...], tuple[Fraction, Sum]] = {}
    for step in (1, -1):
        peers = peers_of(scene, total, step)
        for listed in variants(scene, total, peers):
            ordered = listed if step > 0 else listed[::-1]
            for start in _starts(ordered, step):
                if step > 0 and ordered[0].sentence != total.sentence and amid(scene, ordered, start):
                    continue
                for run in _adding_up(total, ordered, start):
                    parts = tuple(sorted(run, key=lambda item: item.number))
                    prior = prior_of(scene, total, parts, start, step)
                    width = total.width + sum(part.width for part in parts)
                    rarity = rarity_of_sum(total.value, width, unit_of((total, *parts)))
                    odds = prior * rarity / _TRIED
                    key = tuple(part.number for part in parts)
                    if odds >= BELIEVED and (key not in found or odds > found[key][0]):
                        found[key] = odds, Sum(total, parts, prior)
    chosen: list[Sum] = []
    for _, one in sorted(found.values(), key=lambda pair: (_scattered(pair[1]), -pair[0])):
        mine = {part.number for part in one.parts}
        if not any(mine & {part.number for part in other.parts} for other in chosen):
            chosen.append(one)
    return chosen


def _scattered(one: Sum) -> bool:
    """True for parts of several sentences of one paragraph, which are less likely meant than those of one sentence."""
    return len({part.sentence for part in one.parts}) > 1 and len({part.block for part in one.parts}) == 1


def _starts(ordered: Sequence[Item], step: int) -> list[int]:
    """Where a list of parts may begin: beside the total, or with a sentence or a paragraph after it."""
    near = range(min(STARTS if step > 0 else 2, len(ordered) - 1))
    later = [
        at for at in range(len(near), len(ordered) - 1)
        if step > 0 and ordered[at].sentence != ordered[at - 1].sentence
    ]  # fmt: skip
    return [*near, *later]


def _adding_up(total: Item, ordered: Sequence[Item], start: int) -> Iterator[Sequence[Item]]:
    low = high = 0
    least, most = total.grid
    for end in range(start, len(ordered)):
        part, times = ordered[end].grid, ordered[end].times
        low, high = low + times * part[0], high + times * part[1]
        if low > most:
            return
        if end > start and high >= least:
            yield ordered[start : end + 1]


def _without_echoes(found: list[Sum]) -> list[Sum]:
    """The sums without those that say the same of other mentions of a figure."""
    seen: dict[tuple[Exact, ...], Sum] = {}
    for one in sorted(found, key=lambda one: (-one.prior, one.parts[-1].start - one.total.start)):
        values = tuple(sorted(Fraction(item.value) for item in (one.total, *one.parts)))
        seen.setdefault(values, one)
    return sorted(seen.values(), key=lambda one: one.total.number)


def _failed(
    scene: Scene, total: Item, used: Mapping[int, Sequence[frozenset[int]]], *, known: bool, part: bool
) -> Sum | None:
    """The list that the text closes and that does not make up its total, where that is no chance."""
    best: tuple[Fraction, Sum] | None = None
    for one in closed_lists(scene, total):
        numbers = frozenset(part.number for part in one.parts)
        if any(item.mention.spelled or item.times > 1 for item in (total, *one.parts)) or _uneven(one):
            continue
        if {scene.wholes.get(item.number) for item in one.parts} & {item.value for item in one.parts}:  # nested
            continue
        if any(len(numbers & other) >= 2 for number in numbers for other in used.get(number, ())):
            continue
        if any(part.rate != total.rate for part in one.parts):
            continue  # 105 boys for 100 girls
        off = magnitude(total.value - sum(part.value for part in one.parts))
        items = (total, *one.parts)
        roles = ("total", *("part" for _ in one.parts))
        width = sum(item.width for item in items)
        if off <= width / 2 or scene.unread((total, *one.parts)) or _nearer(scene, one, off):
            continue
        close = _closeness(one, off)
        if both_halves(scene, one) and total.value > _HALVES * off:
            close = max(close, Fraction(_CLOSE))
        rarity = rarity_of_sum(total.value, width, unit_of(items))
        slip = Fraction(0)
        if one.prior * rarity >= BELIEVED and (width or may_be_slip(off, items)):
            slip = rarity * repaired(says("sum", "", roles), items)
        odds = one.prior * max(close, slip / 3)
        if known or (part and one.parts[0].sentence != total.sentence):
            odds /= 3
        if odds >= BELIEVED and (best is None or odds > best[0]):
            best = odds, one
    return None if best is None else best[1]


def _nearer(scene: Scene, one: Sum, off: Exact) -> bool:
    """True where a list in a later sentence comes nearer to a figure after its total: 6,124, of which 2,219 now."""
    total, parts = one.total, one.parts
    if parts[0].sentence == total.sentence or parts[0].number < total.number:
        return False
    added = sum(part.value for part in parts)
    between = scene.items[total.number + 1 : parts[0].number]
    return any(alike(item, total) and item.value > 0 and magnitude(item.value - added) < off for item in between)


def _uneven(one: Sum) -> bool:
    """True for a few parts of one digit under a large total: they number something else."""
    small = [part for part in one.parts if part.value < 10 and not part.noun and not part.mention.decimals]
    return one.total.value >= 1000 and 2 * len(small) >= len(one.parts)


def _closeness(one: Sum, off: Exact) -> Fraction:
    """How near the parts come to their total, where both are numbers of which that says something.

    A list that the words do not close has to come nearer.
    """
    total = one.total
    if any(part.high >= total.low for part in one.parts) or significant(total) < SAYS:
        return Fraction(0)
    if any(item.mention.decimals != total.mention.decimals for item in one.parts) and not total.mention.scale > 1:
        return Fraction(0)
    close = Fraction(total.value) / off
    return close if close >= (3 if one.prior >= 3 else _CLOSE) else Fraction(0)
