"""Averages, and how many of one there are for so many of another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, permutations

from dvaudit.article.arithmetic import alike, rarity_of_sum, unit_of
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim, Mention

NEAR = 6
"""So many quantities before and after an average are looked at for its total and count."""
_SPAN = 160
_BASES = (100, 1000, 10_000, 100_000, 1_000_000)


def means(scene: Scene) -> Iterator[Claim]:
    """The claims that a figure is a total divided by a count, or by the years that are named."""
    for mean in scene.items:
        said = scene.cues.has("mean", mean.lead[-40:]) or scene.cues.has("mean", mean.tail[:40])
        if mean.percent or mean.low <= 0 or not said:
            continue
        near = [one for one in scene.items[max(0, mean.number - NEAR) : mean.number + NEAR] if one is not mean]
        near = [one for one in near if not one.percent and one.low > 0 and abs(one.sentence - mean.sentence) <= 1]
        found = _over_years(scene, mean, near) or _over_count(scene, mean, near)
        if found is not None:
            yield found


def _over_years(scene: Scene, mean: Item, near: list[Item]) -> Claim | None:
    """A total of some years, and its average a year: the two years stand before it in its sentence."""
    before = enumerate(scene.mentions[max(0, mean.at - _SPAN) : mean.at], max(0, mean.at - _SPAN))
    years = [
        (at, one) for at, one in before
        if one.kind == "year" and 0 < mean.start - one.start <= 2 * _SPAN and one.value is not None
    ]  # fmt: skip
    roles = ("mean", "total", "from", "to")
    for (first, begin), (last, end) in reversed(list(pairwise(years))):
        count = _count(begin, end)
        for total in near:
            if count > 1 and total.start > begin.start and _is_mean(mean, total, Fraction(count), Fraction(count)):
                return Claim("other", (mean.at, total.at, first, last), roles, "mean_per_year")
    return None


def _count(begin: Mention, end: Mention) -> int:
    return int((end.value or 0) - (begin.value or 0)) + 1


def _over_count(scene: Scene, mean: Item, near: list[Item]) -> Claim | None:
    roles = ("mean", "total", "count")
    for total in near:
        for count in near:
            if count is total or count.value == 1 or count.width or not scene.same_block(mean, total, count):
                continue
            if alike(total, mean) and _is_mean(mean, total, Fraction(count.low), Fraction(count.high)):
                return Claim("other", (mean.at, total.at, count.at), roles, "mean")
    return None


def _is_mean(mean: Item, total: Item, low: Fraction, high: Fraction) -> bool:
    """True where the total divided by the count can be the mean, and that is no chance."""
    half = Fraction(unit_of((mean,))) / 2
    if low <= 0 or not (total.low / high <= mean.high + half and mean.low - half <= total.high / low):
        return False
    width = mean.width + half + (total.high / low - total.low / high)
    return rarity_of_sum(mean.value, width, unit_of((mean,))) >= 4 * BELIEVED


def rates(scene: Scene) -> Iterator[Claim]:
    """The claims that there are so many of one for a hundred, a thousand of another, where the text counts both."""
    for base in scene.items[1:]:
        rate = scene.items[base.number - 1]
        if base.value in _BASES and not rate.percent and scene.cues.has("per", base.lead[-24:]):
            yield from _rate(scene, rate, base)


def _rate(scene: Scene, rate: Item, base: Item) -> Iterator[Claim]:
    roles = ("a", "b", "num", "den")
    half = Fraction(unit_of((rate,))) / 2
    if rate.value / (2 * half) < 20 * BELIEVED:
        return
    near = [one for one in scene.items[max(0, rate.number - NEAR) : base.number + NEAR] if one.value not in _BASES]
    near = [one for one in near if not one.percent and one is not rate and one.low > 0]
    for num, den in permutations(near, 2):
        low, high = Fraction(base.value * num.low) / den.high, Fraction(base.value * num.high) / den.low
        if alike(num, den) and low <= rate.high + half and rate.low - half <= high:
            yield Claim("other", (rate.at, base.at, num.at, den.at), roles, "ratio")
            return
