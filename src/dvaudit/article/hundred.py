"""Percentages that are the parts of one whole and so make a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from dvaudit.article.arithmetic import rarity_of_sum, repaired, says, unit_of
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude

LONGEST = 14
_OFF = 60
_TRIED = 10
_FINE = 400
"""A percentage may be left out of a list that makes a hundred otherwise, if that is no chance at all."""


def hundreds(scene: Scene) -> Iterator[Claim]:
    """The lists of percentages that make a hundred, and those that one keystroke keeps from it."""
    by_block: dict[int, list[Item]] = {}
    for item in scene.items:
        if item.percent and not item.change and not item.points and item.low >= 0:
            by_block.setdefault(item.block, []).append(item)
    rows = [[one] for one in by_block.values()]
    lists = [row[0] for row in rows]
    lists += _across(scene, by_block)
    taken: set[int] = set()
    for listed in lists:
        for start in range(len(listed)):
            if listed[start].number in taken:
                continue
            found = _from(scene, listed[start : start + LONGEST])
            if found is not None:
                taken.update(item.number for item in found)
                yield _claim(found)
    for listed in lists:
        found = _slipped(scene, [item for item in listed if item.number not in taken])
        if found is not None and not taken & {item.number for item in found}:
            taken.update(item.number for item in found)
            yield _claim(found)


def _across(scene: Scene, by_block: dict[int, list[Item]]) -> list[list[Item]]:
    """The percentages of lines that follow one another, the first of each, as in a list or a table."""
    found: list[list[Item]] = []
    run: list[Item] = []
    for block in sorted(by_block):
        first = by_block[block][0]
        start, end = scene.block_of(first)
        short = end - start <= 160
        if run and (block > run[-1].block + 1 or not short):
            found.append(run)
            run = []
        if short:
            run.append(first)
    return [one for one in (*found, run) if len(one) > 1]


def _claim(items: Sequence[Item]) -> Claim:
    return Claim("sum", tuple(item.at for item in items), tuple("part" for _ in items), "shares_100")


def _detail(scene: Scene, item: Item) -> bool:
    return item.opened >= 0 and bool(scene.cues.has("nested", item.lead))


def _from(scene: Scene, listed: Sequence[Item]) -> list[Item] | None:
    """The shortest list that begins with the first one and makes a hundred."""
    plain = [item for item in listed[:LONGEST] if not _detail(scene, item)]
    for variant in (plain, listed[:LONGEST]):
        for end in range(2, len(variant) + 1):
            run = variant[:end]
            if end == 2 and any(item.sentence == run[0].sentence for item in variant[2:]) and not _halves(scene, run):
                continue  # two of a longer list
            if _makes(scene, run) and _odds(scene, run) >= BELIEVED:
                return list(run)
    for end in range(3, min(len(plain), 9) + 1):
        for skipped in (1, 2):
            for out in combinations(range(1, end - 1), skipped):
                run = [item for at, item in enumerate(plain[:end]) if at not in out]
                if len(run) < 3 or not _makes(scene, run) or not scene.same_sentence(*run):
                    continue
                whole = skipped == 1 and scene.same_sentence(*run) and len(plain) == end
                if _rarity(run) >= (_FINE // 5 if whole else _FINE):
                    return run
    return None


def _makes(scene: Scene, run: Sequence[Item]) -> bool:
    whole = 100 * scene.grid
    return sum([item.grid[0] for item in run]) <= whole <= sum([item.grid[1] for item in run])


def _rarity(run: Sequence[Item]) -> Fraction:
    return rarity_of_sum(100, sum(item.width for item in run), unit_of(run))


def _odds(scene: Scene, run: Sequence[Item]) -> Fraction:
    prior = Fraction(1) if len(run) > 2 else Fraction(1, 2)
    if scene.same_sentence(*run):
        prior *= 2
    if _makes(scene, run) and max(item.value for item in run) >= 100:
        return Fraction(0)
    return prior * _rarity(run) / (_TRIED if _makes(scene, run) else 1)


def _slipped(scene: Scene, listed: Sequence[Item]) -> list[Item] | None:
    """All the percentages of one sentence, where a keystroke in one of them makes the hundred."""
    best: tuple[Fraction, list[Item]] | None = None
    by_sentence: dict[int, list[Item]] = {}
    for item in listed:
        by_sentence.setdefault(item.sentence, []).append(item)
    rows = list(by_sentence.values())
    if len(rows) == len(listed):
        rows = [list(listed)]  # lines of a list
    for row in rows:
        run = [item for item in row if not _detail(scene, item)]
        total = sum(item.value for item in run)
        whole = len(run) > 2 or (len(run) == 2 and _halves(scene, run))
        alike = len({item.mention.decimals for item in run}) == 1
        if not whole or not alike or _makes(scene, run) or magnitude(total - 100) > _OFF:
            continue
        if any(_makes(scene, pair) for pair in combinations(run, 2)):
            continue
        slip = repaired(says("sum", "shares_100", tuple("part" for _ in run)), run)
        odds = _odds(scene, run) * slip
        if odds >= BELIEVED and (best is None or odds > best[0]):
            best = odds, run
    return None if best is None else best[1]


def _halves(scene: Scene, run: Sequence[Item]) -> bool:
    """True for the shares of two that there is no third beside."""
    one, other = (item.lead[-40:] + item.tail[:40] for item in run)
    return scene.cues.complete(one, other)
