"""Figures that a text states twice, and figures of which it says that they are a part of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from dvaudit.article.arithmetic import alike, significant
from dvaudit.article.ratios import Partner, partners
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude

PARTS = 3
"""So many parts of an open list are named; of a longer one only the first."""
_DIGITS = 3
_LISTED = 45
_AGAIN = 60
"""So many quantities on, a number of four digits may be another one by chance."""
_NEAR_CUE = 20
_LATEST = 24
"""So many of the latest figures with one value are looked at for the one that is stated again."""


def repeats(scene: Scene, together: set[frozenset[int]]) -> Iterator[Claim]:
    """Figures that are stated again with the same value; ``together`` are pairs of one claim, which are two figures.

    Two cells of tables are two figures: of those with one value only the first is stated again in the text.
    """
    seen: dict[tuple[object, ...], list[Item]] = {}
    celled: set[tuple[object, ...]] = set()
    for item in scene.items:
        if item.number in scene.over and significant(item) < 2 * _DIGITS:
            continue
        key = (item.percent, item.value)
        cell = item.block in scene.cells
        if cell and key in celled:
            continue
        if not _speaks(scene, item):
            continue
        for earlier in islice(reversed(seen.get(key, [])), _LATEST):
            apart = frozenset((earlier.at, item.at)) in together or (cell and earlier.block in scene.cells)
            if not apart and _same(scene, earlier, item):
                yield Claim("same", (earlier.at, item.at), ("a", "b"))
                break
        seen.setdefault(key, []).append(item)
        if cell:
            celled.add(key)


def _speaks(scene: Scene, item: Item) -> bool:
    """True where words stand beside a figure; in a language that is not known, where it is long or has a noun too.

    Numbers in a row say nothing, and a number that comes again among them is no figure stated again.
    """
    if item.block in scene.cells or (scene.cues.known and (item.noun or item.label)):
        return True
    if not any(map(str.isalpha, item.before + item.after)):
        return False
    return scene.cues.known or significant(item) >= 2 * _DIGITS


def _same(scene: Scene, one: Item, other: Item) -> bool:
    """True where two mentions of one number are about one thing: a long number, or words in common."""
    if not alike(one, other):
        return False
    digits = significant(one)
    words = (one.noun | one.label) & (other.noun | other.label)
    if one.percent:
        if other.number - one.number > _AGAIN:
            return False
        if scene.same_sentence(one, other) or bool(one.change) != bool(other.change) or _apart(scene, one, other):
            return False
        if one.mention.decimals >= 2 and digits >= 4 and not scene.same_block(one, other):
            return True
        if one.change and digits >= _DIGITS and set(one.years) & set(other.years):
            return True
        return bool(words) and digits >= 2
    if bool(one.change) != bool(other.change) and digits <= _DIGITS:
        return False
    if digits > _DIGITS:
        return other.number - one.number <= (_AGAIN if digits == _DIGITS + 1 and not words else 10 * _AGAIN)
    titled = one.block == 0 and other.block > 0 and one.mention.scale == other.mention.scale
    return digits == _DIGITS and (bool(words) or titled or other.number in scene.under)


def _apart(scene: Scene, one: Item, other: Item) -> bool:
    """True for two percentages that belong to two different figures."""
    mine, its = (next((p.item for p in partners(scene, item)), None) for item in (one, other))
    return mine is not None and its is not None and mine.value != its.value and not _close(mine, its)


def _close(one: Item, other: Item) -> bool:
    return 100 * magnitude(one.value - other.value) <= magnitude(one.value)


def restated(scene: Scene) -> Iterator[Claim]:
    """Two figures that differ a little, each with the same exact percentage beside it: one of them is a slip."""
    seen: dict[object, list[tuple[Item, Item]]] = {}
    for percent in scene.items:
        if not percent.percent or percent.mention.decimals < 2 or percent.change:
            continue
        near = partners(scene, percent) or beside(scene, percent)
        for own in [one.item for one in near]:
            for other, earlier in seen.get(percent.value, [])[-_LATEST:]:
                if alike(own, other) and own.value != other.value and _close(own, other) and own.low > 100:
                    yield Claim("same", (other.at, own.at), ("a", "b"))
                    yield Claim("same", (earlier.at, percent.at), ("a", "b"))
            seen.setdefault(percent.value, []).append((own, percent))


def beside(scene: Scene, percent: Item) -> list[Partner]:
    """The figures left and right of a percentage in its own line or sentence."""
    near = scene.items[max(0, percent.number - 1) : percent.number + 2]
    return [Partner(one, tied=False) for one in near if not one.percent and scene.same_sentence(one, percent)]


def parts(scene: Scene, known: Sequence[Claim]) -> Iterator[Claim]:
    """Figures that the text names as a part of the one before; a part that is too large needs a share beside it."""
    totals = [claim.mentions for claim in known if claim.kind == "sum" and not claim.form]
    in_sums = {(total[0], part) for total in totals for part in total}
    told = [claim.mentions for claim in known if claim.kind == "percent_of" and claim.understood]
    shares = {(one[2], one[1]) for one in told}
    for first in scene.items:
        whole = _whole(scene, first)
        if whole is None:
            continue
        listed = [first] if first.opened >= 0 else _list_of(scene, first)
        if first.low > whole.high and (whole.at, first.at) not in shares:
            continue
        for part in listed if len(listed) <= PARTS else listed[:1]:
            if part.noun and whole.noun and not part.noun & whole.noun and part is not first:
                whole = _called(scene, part) or whole
            if (whole.at, part.at) in in_sums:
                continue
            if part.low <= whole.high or (whole.at, part.at) in shares:
                yield Claim("part_of", (part.at, whole.at), ("part", "whole"))


def _called(scene: Scene, part: Item) -> Item | None:
    """The nearest larger figure before a part that counts the same."""
    before = scene.items[max(0, part.number - _AGAIN // 4) : part.number]
    return next((i for i in reversed(before) if i.noun & part.noun and alike(i, part) and i.low > part.high), None)


def _list_of(scene: Scene, first: Item) -> list[Item]:
    """The figures of a list of which the first one is named as a part."""
    found = [first]
    for item in scene.items[first.number + 1 : first.number + 12]:
        if item.percent or item.number in scene.under:
            continue
        if not scene.same_sentence(first, item) or item.opened != first.opened or not alike(item, first):
            break
        if ";" in scene.between(found[-1], item) or scene.cues.ends("per", item.lead):
            break
        if item.change or len(item.lead) > _LISTED or _is_limit(item):
            break
        found.append(item)
    return found


def _is_limit(item: Item) -> bool:
    """True for what others are told from by: 96 children under 14."""
    return item.mention.qualifier not in ("", "about") and not item.noun


def _whole(scene: Scene, part: Item) -> Item | None:
    cues = scene.cues
    if part.opened >= 0 and part.head is not None and cues.has("nested", part.lead):
        head = scene.items[part.head]
        if head.percent and not part.percent:
            head = next((one.item for one in partners(scene, head)), head)
        return head if alike(head, part) and not part.change and not head.change else None
    near = part.lead[-_NEAR_CUE:]
    if part.change or part.percent or _is_limit(part):
        return None
    if not (cues.has("among", part.lead) or cues.has("opens", near)):
        return None
    candidates = [
        scene.items[scene.under.get(item.number, item.number)]  # of a/b, a is what there is
        for item in reversed(scene.items[max(0, part.number - 5) : part.number])
        if item.sentence >= part.sentence - 1 and scene.same_block(item, part) and item.number not in scene.olds
        and alike(item, part) and not item.change and item.opened < 0 and item.value > 1
    ]  # fmt: skip
    called = [item for item in candidates if item.noun & part.noun]
    found = next(iter((*called, *candidates)), None)
    shares = [item for item in candidates if found is not None and scene.wholes.get(item.number) == found.value]
    return next(iter(shares), found)  # 3,716 are 71.5 % of the 5,200 planned, of which 1,108 in the spring
