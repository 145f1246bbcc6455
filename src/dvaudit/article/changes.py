"""Rises and falls: from which figure to which, and by how many per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import (
    alike,
    rarity_of_ratio,
    repaired,
    says,
    significant,
    verdict,
)
from dvaudit.article.cues import words_of
from dvaudit.article.ratios import BELIEVED, fits, partners
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude
from dvaudit.predicate import Predicate

BACK, AHEAD = 9, 6
"""So many quantities before and after a change are looked at for what has changed."""
REACH = 700
FAR = 2
"""So many times as far for what an amount was added to."""
_SHORT = 30
_BESIDE = 40
_LED = 8
_SIZE = 3
_SWAPPED = 9
"""Two digits that change places make a number so many times as large, or less: 19 is 91."""
_STEPS = 3
_CLAUSE = re.compile(r"[,;:(\u2013\u2014]")
_TELLING = (
    "rise", "fall", "more", "less", "link", "share", "by", "is", "from", "to", "of", "signed_more", "signed_less",
)  # fmt: skip
"""Words that tell of the change itself; others name what changes."""
_LONG = 4
"""Digits of figures that a slip can be seen in, though it made a change of another size."""
_LOOKED_AT = 6
"""So many of the likeliest pairs are looked at for a keystroke that would make them right."""
_UNSIGNALLED = Fraction(1, 5)
"""The most that a pair of figures is worth of which no word says that one was before the other."""
_GROWTH = ("pct", "old", "new")
_BY = ("pct", "diff", "new")


class Change(NamedTuple):
    """A claim about a change with how much speaks for it: its words alone, and these with its figures."""

    claim: Claim
    items: tuple[Item, ...]
    prior: Fraction
    odds: Fraction
    sure: bool = True
    """Whether there is no other figure that may be meant."""
    agrees: bool = True
    """False where the figures move the other way."""


def growths(scene: Scene) -> Iterator[Claim]:
    """The claims that a quantity has changed by so many per cent."""
    used: set[frozenset[int]] = set()
    open_ones: list[list[Change]] = []
    known: list[Change] = []
    by_old: list[tuple[Change, list[Change]]] = []
    for percent in scene.items:
        if not percent.percent or percent.points:
            continue
        candidates = [*_pairs(scene, percent), *_amounts(scene, percent)]
        if not percent.change:  # no word says so, but the two figures are led from one to the other
            candidates = [one for one in candidates if one.prior >= _LED and not one.claim.form]
        held = [one for one in candidates if one.agrees and verdict(_says(one.claim), one.items)]
        best = max(held, key=lambda one: one.odds, default=None)
        if best is not None and best.odds >= BELIEVED and best.claim.form == "diff_old":
            by_old.append((best, candidates))
        elif best is not None and best.odds >= BELIEVED:
            used.add(frozenset(item.number for item in best.items[1:]))
            known.append(best)
            yield best.claim
        elif percent.change or (candidates and all(one.items[1].head == percent.number for one in candidates)):
            open_ones.append(candidates)
    for best, candidates in by_old:
        used.add(frozenset(item.number for item in best.items[1:]))
        yield (_paired(candidates, known) or best).claim
    for candidates in open_ones:
        one = _paired(candidates, known)
        if one is not None:
            yield one.claim
        else:
            yield from _slipped(candidates, used)


def _paired(candidates: Sequence[Change], known: Sequence[Change]) -> Change | None:
    """The change that stands among others in a list as its figure does among theirs, each called by its noun.

    "121 crashes, 101 deaths, 41 injured; up 7 crashes (6.1 %), up 17 deaths (7.4 %), down 8 injured (16.3 %)".
    """
    found: list[Change] = []
    for one in candidates:
        if one.claim.form != "diff_new" or not one.items[1].noun or not one.items[1].noun <= one.items[2].noun:
            continue
        beside = [other for other in known if other.claim.form == "diff_new" and _in_step(one, other)]
        if len(beside) > 1:
            found.append(one)
    return found[0] if len(found) == 1 else None


def _in_step(one: Change, other: Change) -> bool:
    """True where two changes are as far apart as their figures, those in one sentence and these in one."""
    (mine, amount, new), (its, other_amount, other_new) = one.items, other.items
    together = len({item.sentence for item in (mine, amount, its, other_amount)}) == 1
    together = together and new.sentence == other_new.sentence and new.block == mine.block
    return together and mine.number - its.number == 2 * (new.number - other_new.number) != 0


def _slipped(candidates: Sequence[Change], used: set[frozenset[int]]) -> Iterator[Claim]:
    """The likeliest change that does not hold, where its words or a keystroke speak for it strongly enough."""
    best: tuple[Fraction, Change] | None = None
    for one in sorted(candidates, key=lambda one: -one.prior)[:_LOOKED_AT]:
        if frozenset(item.number for item in one.items[1:]) in used or one.prior <= _UNSIGNALLED or not one.sure:
            continue
        percent = one.items[0]
        if percent.rate:
            continue
        near = not one.claim.form and _near(*one.items, size=_SWAPPED if one.prior >= _LED else _SIZE)
        if not one.claim.form and not near and any(significant(i) < _LONG for i in one.items[1:]):
            continue
        vague = not percent.mention.decimals or any(significant(item) < 2 for item in one.items[1:])
        if vague and one.prior < _LED:
            continue
        rarity = Fraction(2 * percent.value if one.claim.form else 100) / (percent.width or 1)
        odds = one.prior * rarity * repaired(_says(one.claim), one.items)
        if one.prior >= _LED and not one.claim.form and near:
            odds = max(odds, one.prior * 2)
        if best is None or odds > best[0]:
            best = odds, one
    if best is not None and best[0] >= BELIEVED:
        yield best[1].claim
    elif candidates and max(one.prior for one in candidates) >= 1:
        percent = candidates[0].items[0]
        yield Claim("growth", (percent.at,), ("pct",), sign=percent.change, understood=False)


def _near(percent: Item, old: Item, new: Item, *, size: int) -> bool:
    """True where the change between two figures is so many times what the percentage tells, or less."""
    change = magnitude(Fraction(100 * new.value) / old.value - 100)
    return change <= size * percent.value and percent.value <= size * change


def _says(claim: Claim) -> Predicate:
    return says(claim.kind, claim.form, claim.roles, claim.sign)


def _beside(scene: Scene, percent: Item, amount: Item) -> bool:
    """True where words or a bracket say that amount and percentage are one change: 2.7 % or 897 people."""
    first, second = (percent, amount) if percent.number < amount.number else (amount, percent)
    touching = second.opened >= 0 and second.head == first.number and second.opened - first.end <= 12
    return scene.cues.ends("link", second.lead) or (touching and first is percent)


def around(scene: Scene, item: Item, further: int = 1) -> list[Item]:
    """The quantities near another one, so many times further back as usual."""
    items = scene.items
    near = items[max(0, item.number - BACK * further) : item.number + AHEAD + 1]
    near = [one for one in near if one is not item and not one.percent and one.low > 0 and not one.mention.spelled]
    return [one for one in near if magnitude(one.start - item.start) <= REACH * further]


def linked(scene: Scene, old: Item, new: Item) -> bool:
    """True where the words lead from one figure to the other: from 379 to 874, erano 5.091, sono diventate 14.786."""
    if not scene.same_sentence(old, new) or not old.number < new.number <= old.number + 2:
        return False
    if any(not one.percent for one in scene.items[old.number + 1 : new.number]):
        return False
    return scene.cues.ends("from", old.lead[-30:]) and scene.cues.ends("to", new.lead[-30:])


def _pairs(scene: Scene, percent: Item) -> Iterator[Change]:
    """The ordered pairs of figures near a percentage that may be the old and the new value.

    Those that disagree with it are only looked at where words tell which is which.
    """
    near = around(scene, percent)
    tied = {one.item.number for one in partners(scene, percent)}
    reached = _next_step(scene, percent)
    for old in near:
        told = _told_before(scene, percent, old)
        for new in near:
            if old is new or old.value == new.value or not alike(old, new):
                continue
            step = reached is new and _nearest_before(scene, percent, new) is old
            follows = step and _reached(scene, old) and not _other_subject(scene, old, percent)
            led = linked(scene, old, new) or follows
            agree = _agrees(scene, percent, old, new)
            if not (agree or told or led):
                continue
            if step and led:
                prior = Fraction(_LED)
            else:
                prior = _pair_prior(scene, percent, old, new, tied, told=told, led=led)
                if reached not in (None, new) or (led and _parted(scene, percent, old, new)):
                    prior = min(prior, _UNSIGNALLED)  # the percentage is that of another step
                elif step:
                    prior = Fraction(2)
            if not led and (old.change or (new.change and new.number not in tied)):
                prior /= 4
            span = Fraction(100 * new.low) / old.high, Fraction(100 * new.high) / old.low
            odds = prior * rarity_of_ratio(percent, span, 100)
            items = (percent, old, new)
            claim = Claim("growth", tuple(item.at for item in items), _GROWTH, sign=percent.change)
            yield Change(claim, items, prior, odds, agrees=agree)


def _next_step(scene: Scene, percent: Item) -> Item | None:
    """The figure that a change leads to right behind it: 25 per cent to 3.0 million."""
    after = scene.items[percent.number + 1 : percent.number + 2]
    if not after or after[0].percent or not scene.same_sentence(percent, after[0]) or not percent.change:
        return None
    words = scene.between(percent, after[0])
    return after[0] if len(words) <= _SHORT and "," not in words and scene.cues.ends("to", after[0].lead) else None


def _nearest_before(scene: Scene, percent: Item, new: Item) -> Item | None:
    """The figure before a change that it may lead from: the nearest one that can be compared."""
    before = scene.items[max(0, percent.number - _STEPS) : percent.number]
    return next(
        (one for one in reversed(before) if not one.percent and not one.change and alike(one, new)
         and scene.same_sentence(one, percent)), None,
    )  # fmt: skip


def _reached(scene: Scene, item: Item) -> bool:
    """True for the figure that another change has led to: from 600 to 1,200."""
    before = scene.items[max(0, item.number - 2) : item.number]
    return any(linked(scene, one, item) for one in before)


def _parted(scene: Scene, percent: Item, old: Item, new: Item) -> bool:
    """True where another step or another subject begins between two figures and a percentage.

    "From 600 to 1,200 and then by 50 %", "from 500 to 450; those in farming fell 4 %"; but "..., a decrease of 10 %".
    """
    first, second = (new, percent) if new.number < percent.number else (percent, old)
    words = scene.between(first, second)
    if scene.cues.has("then", words):
        return True
    clause = _CLAUSE.split(words)
    return len(clause) > 1 and not _says_nothing_else(scene, clause[-1], old.noun | new.noun | old.label)


def _other_subject(scene: Scene, old: Item, percent: Item) -> bool:
    """True where the words between what one change led to and the next change name what changes."""
    words = scene.cues.without(("then",), scene.between(old, percent))
    return not _says_nothing_else(scene, words, old.noun | old.label)


def _says_nothing_else(scene: Scene, words: str, known: frozenset[str]) -> bool:
    said = scene.cues.without(_TELLING, words)
    return frozenset(words_of(said, scene.cues.stop)) <= known


def _agrees(scene: Scene, percent: Item, old: Item, new: Item) -> bool:
    """True where the two values can be so many per cent apart, in the direction that the words tell."""
    rises = percent.change >= 0 and new.value > old.value and fits(scene, percent, new, old, 100)
    return rises or (percent.change <= 0 and new.value < old.value and _falls(scene, percent, new, old))


def _falls(scene: Scene, percent: Item, new: Item, old: Item) -> bool:
    """True where the new value can be so many per cent less than the old one."""
    low, high = 100 * scene.grid - percent.grid[1], 100 * scene.grid - percent.grid[0]
    factor = 100 * scene.grid
    return factor * new.grid[0] <= high * old.grid[1] and low * old.grid[0] <= factor * new.grid[1]


def _told_before(scene: Scene, percent: Item, old: Item) -> bool:
    """True where words or a bracket of its own say that a figure is the earlier one."""
    cues = scene.cues
    if scene.is_added(old):
        return False
    if cues.ends("was", old.lead) or cues.ends("than", old.lead) or cues.has("was", old.lead[-40:]):
        return True
    own = old.opened >= 0 and len(old.lead) <= _SHORT and not cues.has("nested", old.lead)
    own = own and scene.items[old.number - 1].opened != old.opened
    return own and old.head is not None and old.head in (percent.number, percent.number - 1)


def _pair_prior(
    scene: Scene, percent: Item, old: Item, new: Item, tied: set[int], *, told: bool, led: bool
) -> Fraction:
    if led:
        between = scene.items[min(percent.number, old.number) : max(percent.number, new.number) + 1]
        clean = all(one in (old, new, percent) for one in between)
        clean = clean and min(abs(percent.start - new.end), abs(old.start - percent.end)) <= _BESIDE
        if not scene.same_sentence(percent, new):
            return Fraction(1, 30)
        return Fraction(_LED) if clean else _UNSIGNALLED
    prior = Fraction(1, 2)
    if new.number in tied:
        prior = Fraction(1)
    elif not scene.same_sentence(new, percent):
        prior = Fraction(1, 8) if scene.same_block(new, percent) else Fraction(1, 30)
    if not scene.same_sentence(old, percent):
        prior /= 4 if scene.same_block(old, percent) else 12
    if told:
        prior *= 3 if old.opened >= 0 else 2
    if old.noun & new.noun:
        prior *= 2
    if old.number < new.number < percent.number:
        prior /= 2
    return prior if told else min(prior / 4, _UNSIGNALLED)


def _amounts(scene: Scene, percent: Item) -> Iterator[Change]:
    """An amount beside the percentage, and the figures that may be the new value."""
    for partner in partners(scene, percent):
        amount = partner.item
        beside = _beside(scene, percent, amount)
        if amount.low <= 0 or not (amount.change or beside):
            continue
        one_change = partner.tied or beside  # 400 more than in May and 2 % more than last year are two
        rank = 0
        for new in sorted(around(scene, percent, FAR), key=lambda one: _distance(percent, one)):
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
            close = scene.same_sentence(new, percent) or abs(new.number - percent.number) <= 2
            sure = rank == 0 and one_change and close
            rank += 1
            yield from _of_old(scene, percent, amount, new, prior)
            sign = percent.change
            old = new.value - sign * amount.value
            if old <= 0:
                continue
            low = Fraction(100 * amount.low) / (new.high - sign * amount.low)
            high = Fraction(100 * amount.high) / (new.low - sign * amount.high)
            if _has_earlier(scene, percent, amount, new):
                prior *= _SIZE
            odds = prior * rarity_of_ratio(percent, (min(low, high), max(low, high)))
            items = (percent, amount, new)
            claim = Claim("growth", tuple(item.at for item in items), _BY, "diff_new", sign)
            yield Change(claim, items, prior, odds, sure)


def _of_old(scene: Scene, percent: Item, amount: Item, old: Item, prior: Fraction) -> Iterator[Change]:
    """The amount in per cent of a figure that the text gives as the earlier one."""
    if not fits(scene, percent, amount, old) or not scene.same_block(percent, old):
        return
    if percent.change and _has_earlier(scene, percent, amount, old):
        return
    span = Fraction(100 * amount.low) / old.high, Fraction(100 * amount.high) / old.low
    items = (percent, amount, old)
    claim = Claim("growth", tuple(item.at for item in items), ("pct", "diff", "old"), "diff_old", percent.change)
    yield Change(claim, items, prior / 2, prior / 2 * rarity_of_ratio(percent, span))


def _has_earlier(scene: Scene, percent: Item, amount: Item, new: Item) -> bool:
    """True where the sentence tells from what a figure has changed by an amount: it is no earlier one itself."""
    earlier = new.value - percent.change * amount.value
    near = scene.items[max(0, new.number - 2) : new.number + 3]
    return any(one.value == earlier and one.sentence == new.sentence and alike(one, new) for one in near)


def _distance(percent: Item, item: Item) -> tuple[int, int]:
    return abs(item.sentence - percent.sentence), abs(item.number - percent.number)
