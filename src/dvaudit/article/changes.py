"""Rises and falls: from which figure to which, by how much and by how many per cent; and what is left between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, rarity_of_ratio, rarity_of_sum, repaired, says, unit_of, verdict
from dvaudit.article.mention import Claim
from dvaudit.article.ratios import BELIEVED, partners
from dvaudit.article.scene import Item, Scene
from dvaudit.interval import magnitude

BACK, AHEAD = 9, 6
"""So many quantities before and after a change are looked at for what has changed."""
REACH = 700
FAR = 2
"""So many times as far for what an amount was added to."""
BALANCE_BACK = 24
_SHORT = 30
_LED = 8
_UNSIGNALLED = Fraction(1, 5)
"""The most that a pair of figures is worth of which no word says that one was before the other."""
_GROWTH = ("pct", "old", "new")
_BY = ("pct", "diff", "new")
_DIFFERENCE = ("diff", "a", "b")


class Change(NamedTuple):
    """A claim about a change with how much speaks for it: its words alone, and these with its figures."""

    claim: Claim
    items: tuple[Item, ...]
    prior: Fraction
    odds: Fraction
    sure: bool = True
    """Whether there is no other figure that may be meant."""


def growths(scene: Scene) -> Iterator[Claim]:
    """The claims that a quantity has changed by so many per cent."""
    used: set[frozenset[int]] = set()
    open_ones: list[list[Change]] = []
    for percent in scene.items:
        if not percent.percent or percent.points:
            continue
        candidates = [*_pairs(scene, percent), *_amounts(scene, percent)]
        if not percent.change:  # no word says so, but the two figures are led from one to the other
            candidates = [one for one in candidates if one.prior >= _LED]
        held = [one for one in candidates if verdict(_says(one.claim), one.items)]
        best = max(held, key=lambda one: one.odds, default=None)
        if best is not None and best.odds >= BELIEVED:
            used.add(frozenset(item.number for item in best.items[1:]))
            yield best.claim
        elif percent.change:
            open_ones.append(candidates)
    for candidates in open_ones:
        yield from _slipped(candidates, used)


def _slipped(candidates: Sequence[Change], used: set[frozenset[int]]) -> Iterator[Claim]:
    """The likeliest change that does not hold, where its words or a keystroke speak for it strongly enough."""
    best: tuple[Fraction, Change] | None = None
    for one in candidates:
        if frozenset(item.number for item in one.items[1:]) in used or one.prior <= _UNSIGNALLED or not one.sure:
            continue
        percent = one.items[0]
        rarity = Fraction(100) / (percent.width or 1) if one.claim.form == "" else 2 * percent.value / (percent.width or 1)
        odds = one.prior * rarity * repaired(_says(one.claim), one.items)
        if one.prior >= 6:
            odds = max(odds, one.prior * 2)
        if best is None or odds > best[0]:
            best = odds, one
    if best is not None and best[0] >= BELIEVED:
        yield best[1].claim
    elif candidates and max(one.prior for one in candidates) >= 1:
        first = max(candidates, key=lambda one: one.prior)
        yield first.claim._replace(understood=False)


def _says(claim: Claim):  # noqa: ANN202
    return says(claim.kind, claim.form, claim.roles, claim.sign)


def _beside(scene: Scene, percent: Item, amount: Item) -> bool:
    """True where words or a bracket say that amount and percentage are one change: 2.7 % or 897 people."""
    first, second = (percent, amount) if percent.number < amount.number else (amount, percent)
    touching = second.opened >= 0 and second.head == first.number and second.opened - first.end <= 12
    return scene.cues.ends("link", second.lead) or (touching and first is percent)


def _around(scene: Scene, item: Item, further: int = 1) -> list[Item]:
    items = scene.items
    near = items[max(0, item.number - BACK * further) : item.number + AHEAD + 1]
    return [
        one for one in near
        if one is not item and not one.percent and one.low > 0 and magnitude(one.start - item.start) <= REACH * further
    ]  # fmt: skip


def linked(scene: Scene, old: Item, new: Item) -> bool:
    """True where the words lead from one figure to the other: from 379 to 874, erano 5.091, sono diventate 14.786."""
    if not scene.same_sentence(old, new) or not old.number < new.number <= old.number + 2:
        return False
    if any(not one.percent for one in scene.items[old.number + 1 : new.number]):
        return False
    return scene.cues.ends("from", old.lead[-30:]) and scene.cues.ends("to", new.lead[-30:])


def _pairs(scene: Scene, percent: Item) -> Iterator[Change]:
    """The ordered pairs of figures near a percentage that may be the old and the new value."""
    near = _around(scene, percent)
    tied = {one.item.number for one in partners(scene, percent)}
    for new in near:
        for old in near:
            if old is new or not alike(old, new) or old.value == new.value:
                continue
            prior = _pair_prior(scene, percent, old, new, tied)
            if old.change or (new.change and new.number not in tied):
                prior /= 4
            if not prior:
                continue
            span = Fraction(100 * new.low) / old.high, Fraction(100 * new.high) / old.low
            odds = prior * rarity_of_ratio(percent, span, 100)
            items = (percent, old, new)
            claim = Claim("growth", tuple(item.at for item in items), _GROWTH, sign=percent.change)
            yield Change(claim, items, prior, odds)


def _pair_prior(scene: Scene, percent: Item, old: Item, new: Item, tied: set[int]) -> Fraction:
    cues = scene.cues
    if linked(scene, old, new):
        between = scene.items[min(percent.number, old.number) : max(percent.number, new.number) + 1]
        clean = all(one in (old, new, percent) for one in between)
        return Fraction(_LED) if clean and scene.same_sentence(percent, new) else Fraction(1, 2)
    signalled = False
    prior = Fraction(1, 2)
    if new.number in tied:
        prior = Fraction(1)
    elif not scene.same_sentence(new, percent):
        prior = Fraction(1, 8) if scene.same_block(new, percent) else Fraction(1, 30)
    if not scene.same_sentence(old, percent):
        prior /= 4 if scene.same_block(old, percent) else 12
    own_bracket = old.opened >= 0 and old.head in (percent.number, new.number) and len(old.lead) <= _SHORT
    if own_bracket and not cues.find("nested", old.lead):
        prior *= 3
        signalled = True
    elif cues.ends("was", old.lead) or cues.ends("than", old.lead) or cues.find("was", old.lead[-40:]):
        prior *= 2
        signalled = True
    if old.noun & new.noun:
        prior *= 2
    if old.number < new.number < percent.number:
        prior /= 2
    return prior if signalled else min(prior / 4, _UNSIGNALLED)


def _amounts(scene: Scene, percent: Item) -> Iterator[Change]:
    """An amount beside the percentage, and the figures that may be the new value."""
    for partner in partners(scene, percent):
        amount = partner.item
        if amount.low <= 0 or not (amount.change or _beside(scene, percent, amount)):
            continue
        rank = 0
        for new in sorted(_around(scene, percent, FAR), key=lambda one: _distance(scene, percent, one)):
            if new is amount or new.change or not alike(new, amount) or new.high < amount.low:
                continue
            prior = Fraction(8 if partner.tied else 1)
            if scene.same_sentence(new, percent):
                prior *= 1
            elif scene.same_block(new, percent):
                prior /= 2
            else:
                prior /= 3
            if new.noun & (amount.noun | percent.noun) or new.label & percent.label:
                prior *= 2
            prior /= 1 + Fraction(rank, 2)
            sure = rank == 0 and (scene.same_sentence(new, percent) or abs(new.number - percent.number) <= 2)
            rank += 1
            sign = percent.change
            old = new.value - sign * amount.value
            if old <= 0:
                continue
            low = Fraction(100 * amount.low) / (new.high - sign * amount.low)
            high = Fraction(100 * amount.high) / (new.low - sign * amount.high)
            odds = prior * rarity_of_ratio(percent, (min(low, high), max(low, high)))
            items = (percent, amount, new)
            claim = Claim("growth", tuple(item.at for item in items), _BY, "diff_new", sign)
            yield Change(claim, items, prior, odds, sure)


def _distance(scene: Scene, percent: Item, item: Item) -> tuple[int, int]:
    return abs(item.sentence - percent.sentence), abs(item.number - percent.number)


def differences(scene: Scene) -> Iterator[tuple[Claim, bool]]:
    """The claims that one figure is the distance of two others, and whether a word such as "surplus" says so."""
    for amount in scene.items:
        if amount.percent and not amount.points:
            continue
        if amount.low < 0:
            continue
        moved = None
        said = _left_over(scene, amount)
        if said is None:
            moved = _moved(scene, amount)
        if said is None and moved is None:
            said = _balanced(scene, amount)
        if said is not None:
            yield said, True
        elif moved is not None:
            yield moved, False


def _difference(amount: Item, larger: Item, smaller: Item) -> Claim:
    return Claim("difference", (amount.at, larger.at, smaller.at), _DIFFERENCE)


def _moved(scene: Scene, amount: Item) -> Claim | None:
    """A rise or fall by an amount, with the figures before and after it."""
    if not amount.change or amount.percent:
        return None
    best: tuple[Fraction, Claim] | None = None
    near = [one for one in _around(scene, amount) if not one.change and alike(one, amount)]
    left = next((one for one in reversed(near) if one.number < amount.number), None)
    for new in near:
        for old in near:
            if old is new:
                continue
            up = amount.change > 0
            larger, smaller = (new, old) if up else (old, new)
            prior = Fraction(1 if new is left else Fraction(1, 4))
            if old.opened >= 0 and old.head == amount.number:
                prior *= 4
            if scene.cues.find("was", old.lead) or scene.cues.find("than", old.lead):
                prior *= 2
            if not scene.same_sentence(old, new, amount):
                prior /= 8
            best = _better(best, prior, amount, larger, smaller)
    return None if best is None else best[1]


def _balanced(scene: Scene, amount: Item) -> Claim | None:
    """A surplus, a deficit, a difference, with the two figures it lies between."""
    cues = scene.cues
    if amount.percent and amount.points:
        pool = [one for one in _percents(scene, amount) if not one.points]
        weight = Fraction(1)
    else:
        said = cues.find("balance", amount.sentence_text) or cues.find("balance", amount.tail)
        if not said:
            return None
        items = scene.items[max(0, amount.number - BALANCE_BACK) : amount.number + 4]
        pool = [one for one in items if one is not amount and not one.percent and alike(one, amount) and one.low > 0]
        weight = Fraction(3)
    best: tuple[Fraction, Claim] | None = None
    for at, one in enumerate(pool):
        for other in pool[at + 1 :]:
            larger, smaller = (one, other) if one.value >= other.value else (other, one)
            prior = weight * 4 / (4 + abs(amount.number - one.number) + abs(amount.number - other.number))
            if one.mention.decimals == other.mention.decimals and one.mention.scale == other.mention.scale:
                prior *= 2
            best = _better(best, prior / 3, amount, larger, smaller)
    if best is None and not amount.percent:
        return _added_up(scene, amount)
    return None if best is None else best[1]


def _left_over(scene: Scene, amount: Item) -> Claim | None:
    """What is left of a/b: 238 of 316 were settled, the remaining 78 were not."""
    if not (scene.cues.find("rest", amount.sentence_text) or scene.cues.find("rest", amount.tail)) or amount.percent:
        return None
    for num, den in scene.over.items():
        one, whole = scene.items[num], scene.items[den]
        near = 0 < amount.number - den <= 3 and amount.sentence - whole.sentence <= 1
        if near and alike(amount, whole) and amount.low < whole.high:
            return _difference(amount, whole, one)
    return None


def _added_up(scene: Scene, amount: Item) -> Claim | None:
    """A balance that is the sum, or the distance, of two other balances."""
    balances = [
        one for one in scene.items[max(0, amount.number - BALANCE_BACK) : amount.number]
        if not one.percent and alike(one, amount) and scene.cues.find("balance", one.sentence_text) and one.low > 0
    ]  # fmt: skip
    for at, one in enumerate(balances):
        for other in balances[at + 1 :]:
            items = (amount, one, other)
            width = sum(item.width for item in items)
            low, high = one.low + other.low, one.high + other.high
            if low <= amount.high and amount.low <= high and rarity_of_sum(amount.value, width, unit_of(items)) > 99:
                return Claim("sum", tuple(item.at for item in items), ("total", "part", "part"))
    return None


def _percents(scene: Scene, amount: Item) -> list[Item]:
    near = scene.items[max(0, amount.number - 4) : amount.number + 4]
    return [one for one in near if one.percent and one is not amount and scene.same_sentence(one, amount)]


def _better(
    best: tuple[Fraction, Claim] | None, prior: Fraction, amount: Item, larger: Item, smaller: Item
) -> tuple[Fraction, Claim] | None:
    """The better of two claims, where the second holds or one keystroke is what it lacks."""
    items = (amount, larger, smaller)
    claim = _difference(*items)
    width = sum(item.width for item in items)
    rarity = rarity_of_sum(larger.value, width, unit_of(items))
    if amount.percent:
        rarity = min(rarity, Fraction(100))
    off = magnitude(amount.value - larger.value + smaller.value)
    odds = prior * rarity
    if 2 * off > width:
        if prior < Fraction(1, 4):
            return best
        rarity = rarity_of_sum(larger.value, larger.width + smaller.width, unit_of(items[1:]))
        odds = prior * rarity * repaired(_says(claim), items) / 2
        prior /= 100
    if odds >= BELIEVED and (best is None or prior > best[0]):
        return prior, claim
    return best
