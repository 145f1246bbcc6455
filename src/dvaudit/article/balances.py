"""Distances between two figures: a surplus, what is left over, by how much something rose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, rarity_of_sum, repaired, says, significant, unit_of
from dvaudit.article.changes import around
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude

BACK = 24
"""So many quantities back a balance is looked for the two figures it lies between."""
_DIFFERENCE = ("diff", "a", "b")
_PAIRS = 8
"""So many of the nearest pairs are looked at for a keystroke that would make them right."""
_RARE = Fraction(1, 8)
"""So likely is a slip that is one of a few."""
_CLOSE = 350
_SURE = 4
_SHORT = 16
_BESIDE = 40
_EXACT = 3
"""Digits that a number must have to be told from others by a keystroke."""


class Best(NamedTuple):
    """The likeliest claim so far, and how much its words speak for it."""

    prior: Fraction
    claim: Claim


def differences(scene: Scene) -> list[tuple[Claim, bool]]:
    """The claims that one figure is the distance of two others, and whether a word such as "surplus" says so."""
    found: list[tuple[Claim, bool]] = []
    left: list[Item] = []
    for amount in scene.items:
        if (amount.percent and not amount.points) or amount.low < 0 or amount.mention.spelled:
            continue
        said = _left_over(scene, amount)
        moved = None if said is not None else _moved(scene, amount)
        said = said or (None if moved is not None else _balanced(scene, amount))
        if said is not None:
            found.append((said, True))
        elif moved is not None:
            found.append((moved, False))
        elif not amount.percent:
            left.append(amount)
    used = {at for claim, _ in found for at in claim.mentions}
    for amount in left:
        slipped = _balanced(scene, amount, used) or _moved(scene, amount, slips=True)
        if slipped is not None:
            found.append((slipped, True))
    return found


def _difference(amount: Item, larger: Item, smaller: Item) -> Claim:
    return Claim("difference", (amount.at, larger.at, smaller.at), _DIFFERENCE)


def _moved(scene: Scene, amount: Item, *, slips: bool = False) -> Claim | None:
    """A rise or fall by an amount, with the figures before and after it."""
    if not amount.change or amount.percent:
        return None
    told = _told(scene, amount)
    if told is not None:
        return None if slips or amount.rate else _difference(amount, *told)
    best: Best | None = None
    near = [one for one in around(scene, amount) if not one.change and alike(one, amount)]
    left = next((one for one in reversed(near) if one.number < amount.number), None)
    for new in near:
        for old in near:
            larger, smaller = (new, old) if amount.change > 0 else (old, new)
            if old is not new and (slips or _holds(amount, larger, smaller)):
                prior = _moved_prior(scene, amount, old, new, nearest=new is left)
                if (prior >= _SURE and not amount.rate) or not slips:
                    best = _better(best, prior, amount, larger, smaller, slips=slips)
    return None if best is None else best.claim


def _told(scene: Scene, amount: Item) -> tuple[Item, Item] | None:
    """The larger and the smaller of "446,500, 10,000 lower than the revised 465,500": the words leave no choice."""
    if not 0 < amount.number < len(scene.items) - 1 or amount.mention.approx:
        return None
    new, old = scene.items[amount.number - 1], scene.items[amount.number + 1]
    if old.percent or old.change or new.percent or new.change or not scene.same_sentence(new, amount, old):
        return None
    if min(significant(new), significant(old)) < _EXACT or not (alike(new, amount) and alike(old, amount)):
        return None
    touching = scene.between(new, amount) == ", " and new.mention.kind == old.mention.kind
    words = scene.between(amount, old)
    than = scene.cues.first("than", words)
    if not touching or than is None or len(words) - than.end() > _SHORT or any(sign in words for sign in ",;:("):
        return None
    if not (scene.cues.has("more", words[: than.start()]) or scene.cues.has("less", words[: than.start()])):
        return None
    return (new, old) if amount.change > 0 else (old, new)


def _moved_prior(scene: Scene, amount: Item, old: Item, new: Item, *, nearest: bool) -> Fraction:
    prior = Fraction(1 if nearest else Fraction(1, 4))
    if old.opened >= 0 and old.head == amount.number:
        prior *= 4
    if scene.cues.has("was", old.lead) or scene.cues.has("than", old.lead):
        prior *= 2
    return prior if scene.same_sentence(old, new, amount) else prior / 8


def _balanced(scene: Scene, amount: Item, used: set[int] | None = None) -> Claim | None:
    """A surplus, a deficit, a difference, with the two figures it lies between.

    Where ``used`` is given, the two figures are looked for that a keystroke keeps from it, other than those used.
    """
    if used is not None and (amount.at in used or significant(amount) < _EXACT):
        return None
    if significant(amount) < 2 and not amount.percent:
        return None  # a threshold, as "fewer than 50,000"
    cues = scene.cues
    if amount.percent and amount.points:
        pool = [one for one in _percents(scene, amount) if not one.points]
        weight = Fraction(1)
    else:
        said = cues.has("balance", amount.sentence_text) or cues.has("balance", amount.tail)
        if used is not None:  # where it does not hold the word has to be right beside it
            said = cues.has("balance", amount.lead[-_BESIDE:]) or cues.has("balance", amount.tail[:_BESIDE])
            said = said and not cues.has("was", amount.lead)
        if not said:
            return None
        items = scene.items[max(0, amount.number - BACK) : amount.number + 4]
        pool = [one for one in items if one is not amount and not one.percent and alike(one, amount) and one.low > 0]
        pool = [one for one in pool if not one.mention.spelled]
        pool = [one for one in pool if one.at not in (used or ())]
        weight = Fraction(3)
    pairs = sorted(_weighed(amount, pool, weight, holding=used is None), key=lambda pair: -pair[0])
    best: Best | None = None
    slips = used is not None
    two = [one for one in pool if one.number < amount.number and one.sentence >= amount.sentence - 1][-2:]
    for prior, larger, smaller in pairs if used is None else pairs[:_PAIRS]:
        near = larger in two and smaller in two and magnitude(amount.start - two[0].start) <= _CLOSE
        coarse = smaller.value <= larger.width + amount.width or amount.value <= larger.width + smaller.width
        twice = larger.value == smaller.value or frozenset((larger.number, smaller.number)) in scene.ends
        if coarse or (slips and twice):
            continue
        best = _better(best, prior, amount, larger, smaller, slips=slips, near=near)
    if best is None and not amount.percent and used is None:
        return _added_up(scene, amount)
    return None if best is None else best.claim


def _weighed(
    amount: Item, pool: Sequence[Item], weight: Fraction, *, holding: bool
) -> Iterator[tuple[Fraction, Item, Item]]:
    """The pairs of figures that an amount may lie between, larger and smaller, by how likely each is meant.

    With ``holding`` only those whose distance it is.
    """
    for at, one in enumerate(pool):
        for other in pool[at + 1 :]:
            if holding and not _holds(amount, one, other) and not _holds(amount, other, one):
                continue
            larger, smaller = (one, other) if one.value >= other.value else (other, one)
            prior = weight * 4 / (4 + abs(amount.number - one.number) + abs(amount.number - other.number))
            if one.mention.decimals == other.mention.decimals and one.mention.scale == other.mention.scale:
                prior *= 2
            yield prior / 3, larger, smaller


def _left_over(scene: Scene, amount: Item) -> Claim | None:
    """What is left of a/b: 238 of 316 were settled, the remaining 78 were not."""
    said = scene.cues.has("rest", amount.sentence_text) or scene.cues.has("rest", amount.tail)
    if not said or amount.percent or amount.change:
        return None
    for whole in reversed(scene.items[max(0, amount.number - 3) : amount.number]):
        if whole.number not in scene.under or amount.sentence - whole.sentence > 1:
            continue
        one = scene.items[scene.under[whole.number]]
        other = amount.noun and whole.noun and not amount.noun & (whole.noun | whole.label | one.noun | one.label)
        if alike(amount, whole) and amount.low < whole.high and scene.same_block(amount, whole) and not other:
            return _difference(amount, whole, one)
    return None


def _added_up(scene: Scene, amount: Item) -> Claim | None:
    """A balance that is the sum, or the distance, of two other balances."""
    balances = [
        one for one in scene.items[max(0, amount.number - BACK) : amount.number]
        if not one.percent and alike(one, amount) and scene.cues.has("balance", one.sentence_text) and one.low > 0
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


def _holds(amount: Item, larger: Item, smaller: Item) -> bool:
    """True where an amount is the distance of two figures, as they are printed."""
    low, high = larger.grid[0] - smaller.grid[1], larger.grid[1] - smaller.grid[0]
    return low <= amount.grid[1] and amount.grid[0] <= high


def _better(
    best: Best | None, prior: Fraction, amount: Item, larger: Item, smaller: Item, *,
    slips: bool = False, near: bool = True,
) -> Best | None:  # fmt: skip
    """The better of two claims, where the second holds; or, with ``slips``, where one keystroke is what it lacks.

    Of figures that are not ``near`` only a lost scale word is looked for, which has no like.
    """
    if best is not None and prior <= best.prior:
        return best
    holds = _holds(amount, larger, smaller)
    if holds == slips or (slips and prior < Fraction(1, 4)):
        return best
    items = (amount, larger, smaller)
    claim = _difference(*items)
    if holds:
        rarity = rarity_of_sum(larger.value, sum(item.width for item in items), unit_of(items))
        odds = prior * (min(rarity, Fraction(100)) if amount.percent else rarity)
    else:
        rarity = rarity_of_sum(larger.value, larger.width + smaller.width, unit_of(items[1:]))
        odds = prior * rarity / 2
        if odds >= BELIEVED:
            slip = repaired(says("difference", "", _DIFFERENCE), items)
            odds *= slip if near or slip >= _RARE else 0
    return Best(prior, claim) if odds >= BELIEVED else best
