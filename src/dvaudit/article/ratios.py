"""Percentages of something: which figure a percentage is about, and of which whole it is a share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, percent_span, rarity_of_ratio, repaired, says, significant, verdict
from dvaudit.article.cues import words_of
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.diagnose.keystrokes import keystrokes
from dvaudit.interval import Interval, exact

BELIEVED = 10
"""A claim is believed where its figures agree so many times better than by chance."""
WINDOW = 32
"""So many quantities back a whole is looked for."""
REACH = 1800
"""So many characters back."""
_NEAR = 90
_SIZE = 3
_BETWEEN = 60
_SHORT = 20
_ALL_BACK = 3
"""So many sentences of its paragraph back the whole of "15.4 % of the total" is looked for."""
_NAMES = 4
_STEM = 6
"""Words that begin with so many equal letters are forms of one."""
_WHOLES = 12
"""So many shares back a whole is likelier than others."""
_LIKELY = 3
_CALLED = 12
"""So many quantities back one is looked for that is called as the subject of a percentage."""
_LIMITS = frozenset(("more", "less", "at_least", "at_most"))
"""Qualifiers of a limit, as of those under 30: no number of people."""
_SLASH = re.compile(r"^(?:\s?(?:[^\W\d_]+\s){0,2}[^\W\d_]+)?\s?/\s?$")
_BARE_SLASH = re.compile(r"^\s?/\s?$")


class Partner(NamedTuple):
    """The figure that a percentage speaks of, and whether words or brackets tie the two together."""

    item: Item
    tied: bool


def partners(scene: Scene, percent: Item) -> list[Partner]:
    """The figures that a percentage may speak of, the likeliest first."""
    items, cues = scene.items, scene.cues
    found: list[Partner] = []
    if percent.head is not None and percent.opened >= 0:
        head = items[percent.head]
        between = [item for item in items[head.number + 1 : percent.number] if not item.percent]
        if not head.percent and not between:
            found.append(Partner(head, tied=True))
    left = items[percent.number - 1] if percent.number else None
    if left is not None and not left.percent and scene.same_sentence(left, percent):
        gap = scene.between(left, percent)
        if len(gap) <= _NEAR and ";" not in gap and ": " not in gap and not (left.opened >= 0 and percent.opened < 0):
            tied = cues.ends("share", percent.lead) or cues.ends("link", percent.lead) or len(gap) <= 3
            if percent.opened < 0 or left.opened == percent.opened:
                found.append(Partner(left, tied))
    right = items[percent.number + 1] if percent.number + 1 < len(items) else None
    if right is not None and not right.percent and scene.same_sentence(right, percent):
        gap = scene.between(percent, right)
        in_bracket = right.opened >= 0 and right.head == percent.number and not cues.has("than", gap)
        in_bracket = in_bracket and len(right.lead) <= _SHORT
        linked = cues.ends("link", right.lead) and len(gap) <= 40
        if len(gap) <= _NEAR and (in_bracket or linked):
            found.append(Partner(right, tied=True))
    return list({one.item.number: one for one in reversed(found)}.values())[::-1]


def earlier(scene: Scene, percent: Item) -> list[Partner]:
    """Figures further off that a percentage may speak of.

    17 in 79 households, 21 %; a line of its own in a table; the one that is called the same: thefts made up 39 %.
    """
    items = scene.items
    back = items[max(0, percent.number - 2) : percent.number]
    found: list[Item] = []
    if len(back) == 2 and not any(item.percent for item in back):
        if scene.same_sentence(*back, percent) and percent.start - back[0].end <= 2 * _NEAR:
            found.append(back[0])
        elif scene.is_line(*back, percent) and not scene.same_block(back[-1], percent):
            found += reversed(back)
    if back and not back[-1].percent and scene.cues.ends("link", percent.lead):
        found.append(back[-1])
    after = items[percent.number + 1 : percent.number + 2]
    if after and not after[0].percent and scene.between(percent, after[0]).rstrip().endswith(":"):
        found += after
    named = [
        item for item in items[max(0, percent.number - _CALLED) : percent.number]
        if not item.percent and item.noun & percent.label and scene.same_block(item, percent)
    ]  # fmt: skip
    return [Partner(item, tied=False) for item in (*found, *reversed(named))]


def stated(scene: Scene, percent: Item) -> tuple[Item, Item] | None:
    """The part and the whole of "43,137 of 46,706 (92.36 %)", or of a percentage before such a pair."""
    items = scene.items
    for first, second in ((percent.number - 2, percent.number - 1), (percent.number + 1, percent.number + 2)):
        if first < 0 or second >= len(items):
            continue
        part, whole = items[first], items[second]
        if part.percent or whole.percent or not alike(part, whole) or not scene.same_sentence(part, whole, percent):
            continue
        near = percent.start - whole.end <= _NEAR and part.start - percent.end <= _NEAR
        if near and scene.cues.ends("of", whole.lead) and len(scene.between(part, whole)) <= _BETWEEN:
            return part, whole
    return None


def coverages(scene: Scene) -> Iterator[Claim]:
    """Claims such as 2,480/2,480, with the percentage where one follows."""
    items = scene.items
    for den in items[1:]:
        num = items[den.number - 1]
        if den.percent or not scene.same_block(num, den):
            continue
        gap = scene.between(num, den)
        if num.opened >= 0 and re.fullmatch(r"[^()]*\)\s?/\s?", gap) and num.head is not None:
            num = items[num.head]  # 176 (160 of one kind and 16 of the other)/221
        elif not _SLASH.match(gap):
            continue
        if num.percent or not _same_thing(num, den):
            continue
        percent = _percent_behind(scene, den)
        if percent is not None:
            roles = ("num", "den", "pct")
            claim = Claim("coverage", (num.at, den.at, percent.at), roles)
            holds = verdict(says("coverage", "", roles), (num, den, percent))
            said = scene.cues.ends("share", percent.lead) or scene.cues.ends("link", percent.lead) or (
                percent.opened >= 0 and percent.head == den.number
            )  # fmt: skip
            if holds or (said and not percent.change):
                yield claim
                continue
        if _BARE_SLASH.match(gap):
            yield Claim("coverage", (num.at, den.at), ("num", "den"), understood=num.low <= den.high)


def _same_thing(num: Item, den: Item) -> bool:
    """False where both name what they count and it is not the same: 7,761 cases/13,147 defendants is no ratio."""
    unit = frozenset(re.findall(r"[^\W\d_]+", num.after.partition("/")[0]))
    other = frozenset(re.findall(r"[^\W\d_]+", den.tail))
    return alike(num, den) and (not unit or not other or bool(unit & other) or "(" in num.after)


def _percent_behind(scene: Scene, item: Item) -> Item | None:
    if item.number + 1 >= len(scene.items):
        return None
    percent = scene.items[item.number + 1]
    near = percent.percent and scene.same_sentence(item, percent) and percent.start - item.end <= _NEAR
    return percent if near and not percent.change else None


def shares(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """Claims that one figure is so many per cent of another.

    ``taken`` are the percentages of which another claim is known already. Where no figure before fits, the claim is
    still believed if the text leaves only one whole, or if one keystroke would make it right.
    """
    used: list[tuple[int, Item]] = []  # the percentages understood so far, by number, each with its whole
    left: list[tuple[Item, list[Partner]]] = []
    for percent in scene.items:
        if not percent.percent or percent.change or percent.points or percent.at in taken:
            continue
        near = partners(scene, percent)
        pair = stated(scene, percent)
        tied = bool(near) and near[0].tied
        meant = pair is not None and tied and near[0].item is pair[1] and _explicit(percent, *pair)
        meant = meant and not _respectively(scene, percent)
        if pair is None or not (meant or fits(scene, percent, *pair)):
            near = [one for one in near if not one.item.change or one.item.mention.kind == "money"] or near
            wholes = {whole.number for _, whole in used[-_WHOLES:]}
            pair = _held(scene, percent, near, wholes) or _held(scene, percent, earlier(scene, percent), wholes)
        if pair is None:
            left.append((percent, near))
            continue
        used.append((percent.number, pair[1]))
        yield _claim(percent, *pair)
    numbers = [number for number, _ in used]
    for percent, near in left:
        at = bisect_left(numbers, percent.number)
        bases = [
            _base(other, one[0].item) for other, one in left
            if one and one[0].tied and other.low > 0 and scene.same_sentence(other, percent)
        ]  # fmt: skip
        beside = [(scene.items[number], whole) for number, whole in used[max(0, at - 3) : at + 2]]
        known = [
            whole for other, whole in beside
            if abs(other.sentence - percent.sentence) <= 2
            and (whole.number < percent.number or scene.same_block(other, whole, percent))
        ]  # fmt: skip
        failed = _failed(scene, percent, near, known, bases)
        if failed is not None:
            yield _claim(percent, *failed)
        elif near and near[0].tied:
            yield Claim("percent_of", (percent.at, near[0].item.at), ("pct", "part"), understood=False)


def _claim(percent: Item, part: Item, whole: Item) -> Claim:
    return Claim("percent_of", (percent.at, part.at, whole.at), ("pct", "part", "whole"))


def _explicit(percent: Item, part: Item, whole: Item) -> bool:
    """True where a pair that does not fit the percentage behind it is meant: its share is of that size."""
    share = Fraction(100 * part.value) / whole.value
    return part.low <= whole.high and share <= _SIZE * percent.value and percent.value <= _SIZE * share


def _candidates(scene: Scene, percent: Item, part: Item) -> list[Item]:
    """The figures that may be the whole, the nearest first, each value once."""
    items = scene.items
    first = max(0, percent.number - WINDOW)
    back = [item for item in items[first : max(part.number, percent.number)] if percent.start - item.start <= REACH]
    last = max(part.number, percent.number)
    ahead = [
        item for item in items[last + 1 : last + _CALLED]
        if scene.same_block(item, percent) and (
            (item.number < percent.number + 6 and item.sentence <= percent.sentence + 1)
            or scene.cues.has("total", item.lead)
        )
    ]  # fmt: skip
    found: dict[object, Item] = {}
    for item in (*reversed(back), *ahead):
        if item is not part and item is not percent and not item.change and alike(item, part) and item.low > 0:
            found.setdefault(item.value, item)
    return list(found.values())


def _held(
    scene: Scene, percent: Item, near: Sequence[Partner], wholes: Collection[int]
) -> tuple[Item, Item] | None:  # fmt: skip
    best: tuple[Fraction, Item, Item] | None = None
    for part, tied in near:
        candidates = _candidates(scene, percent, part)
        larger = [item for item in candidates if item.high >= part.low] or candidates
        for rank, whole in enumerate(candidates):
            if not fits(scene, percent, part, whole):
                continue
            span = percent_span(part, whole)
            if span is None:
                continue
            odds = rarity_of_ratio(percent, span) / max(len(larger), 1)
            if whole.number in wholes:
                odds *= 8
            if _named(scene, percent, whole):
                odds *= 8
            if scene.same_sentence(whole, percent):
                odds *= 3
            if not tied:
                odds /= 8
            if odds >= BELIEVED and (best is None or odds / (rank + 2) > best[0]):
                best = odds / (rank + 2), part, whole
    return None if best is None else best[1:]


def fits(scene: Scene, percent: Item, part: Item, whole: Item, less: int = 0) -> bool:
    """True where part / whole, in per cent and less so much, can be the percentage."""
    low, high = percent.grid[0] + less * scene.grid, percent.grid[1] + less * scene.grid
    factor = 100 * scene.grid
    return factor * part.grid[0] <= high * whole.grid[1] and low * whole.grid[0] <= factor * part.grid[1]


def _named(scene: Scene, percent: Item, whole: Item) -> bool:
    """True where the words behind the percentage name what the whole counts."""
    return bool(percent.noun & (whole.noun | whole.label)) or scene.cues.starts("whole", percent.tail.lstrip("% "))


def _base(percent: Item, part: Item) -> Interval:
    """The wholes of which a part can be so many per cent."""
    return Interval(exact(100 * part.low, percent.high), exact(100 * part.high, percent.low))


def _failed(
    scene: Scene, percent: Item, near: Sequence[Partner], wholes: Sequence[Item], bases: Sequence[Interval]
) -> tuple[Item, Item] | None:  # fmt: skip
    if not near or not near[0].tied:
        return None
    part = near[0].item
    if part.mention.spelled or part.mention.qualifier in _LIMITS or _of_another(scene, part, percent):
        return None
    if part.change or scene.cues.ends("of", part.lead):
        return None  # two of the 45 (4.4 %): it is the whole itself
    if any(
        other is not part and alike(other, part) and other.low > 0 and fits(scene, percent, part, other)
        for other in scene.items[max(0, percent.number - WINDOW) : percent.number + WINDOW]
    ):
        return None  # a whole that is told elsewhere
    candidates = _candidates(scene, percent, part)
    likely = {item.number: item for item in wholes if alike(item, part) and item is not part}
    back = [item for item in candidates if item.number < min(part.number, percent.number)]
    all_told = scene.cues.starts("whole", percent.tail.lstrip("% "))
    first = percent.sentence - (_ALL_BACK if all_told else 1)
    back = [item for item in back if item.sentence >= first and significant(item) > 1]
    if all_told:
        back = [item for item in back if item.sentence >= percent.sentence - 1 or item.block == percent.block]
    largest = max((item.value for item in back if item.block == percent.block), default=0)
    larger = [item for item in back if item.high >= part.low]
    for item in (*larger[:_LIKELY], *back[:1]):
        likely.setdefault(item.number, item)
    best: tuple[Fraction, Item] | None = None
    for whole in likely.values():
        odds = _slipped(percent, part, whole) / max(len(likely), 1)
        if any(whole is one for one in wholes):
            odds *= 4
        if all_told and whole.noun & part.noun and whole.value == largest:
            odds *= 8  # 15.4 % of all pupils: of the most pupils that the paragraph tells of
        if best is None or odds > best[0]:
            best = odds, whole
    if best is None or best[0] < BELIEVED:
        return None
    whole = best[1]
    if _of_other(scene, whole, percent):
        return None
    known = any(whole is one for one in wholes) or scene.same_sentence(whole, percent) or _one_slip(whole, bases)
    return (part, whole) if known or _counts_like(whole, part, percent) else None


def _respectively(scene: Scene, percent: Item) -> bool:
    """True for the first of two percentages that stand together, each of another figure: 42.3 % and 57.7 %."""
    after = scene.items[percent.number + 1 : percent.number + 2]
    if not after or not after[0].percent or after[0].change or not scene.same_sentence(percent, after[0]):
        return False
    words = scene.between(percent, after[0]).strip(" %")
    return " " not in words and scene.cues.has("and", words)


def _one_slip(whole: Item, bases: Sequence[Interval]) -> bool:
    """True where several percentages are those of one number, from which a whole is one keystroke away."""
    meant = reduce(Interval.intersect, bases)
    figure = whole.mention.figure
    return len(bases) > 1 and not meant.empty and figure is not None and bool(keystrokes(figure, (meant,)))


def _of_other(scene: Scene, whole: Item, percent: Item) -> bool:
    """True where the words behind a percentage name another whole: 33.1 per cent of the votes, but 350 seats.

    Where they name none, it is that of the percentage before it in the sentence.
    """
    listed = scene.items[max(0, percent.number - _CALLED) : percent.number + 1]
    named = [_whole_named(scene, one) for one in listed if one.percent and scene.same_sentence(one, percent)]
    names = named[-1] or next((one for one in reversed(named) if one), ())
    called = {word[:_STEM] for word in whole.noun | whole.label}
    return bool(names) and not called & {name[:_STEM] for name in names}  # members, membership


def _whole_named(scene: Scene, percent: Item) -> tuple[str, ...]:
    """What the words behind a percentage call its whole."""
    tail = percent.tail.lstrip("% ")
    if scene.cues.starts("whole", tail):
        generic = scene.cues.first("whole", tail)
        return words_of(tail[generic.end() if generic else 0 :], scene.cues.stop)[:_NAMES]
    return tuple(percent.noun) if scene.cues.starts("of", tail) else ()


def _counts_like(whole: Item, part: Item, percent: Item) -> bool:
    """True where a whole of another sentence is called like its part, or like what stands behind the percentage."""
    return bool((whole.noun | whole.label) & (part.noun | part.label | percent.noun))


def _of_another(scene: Scene, part: Item, percent: Item) -> bool:
    """True where the clause of a percentage has a subject of its own: loans were 54.9 bn, bad debts made up 1.12 %."""
    if percent.number <= part.number or percent.opened >= 0:
        return False
    comma, clause = scene.between(part, percent).rpartition(",")[1:]
    share = scene.cues.last("share", clause)
    said = words_of(clause[: share.start()] if share else "", scene.cues.stop)
    return bool(comma) and not frozenset(said) <= part.noun | part.label


def _slipped(percent: Item, part: Item, whole: Item) -> Fraction:
    """How much better a slip explains that the three figures disagree than that they have nothing to do."""
    roles = ("pct", "part", "whole")
    span = percent_span(part, whole)
    if span is None:
        return Fraction(0)
    rarity = rarity_of_ratio(percent, (percent.value, percent.value))
    off = max(span[0] - percent.high, percent.low - span[1])
    odds = Fraction(0)
    if percent.mention.decimals and off <= 2 * percent.width and whole.high >= part.low:
        odds = rarity / 5
    return max(odds, rarity * repaired(says("percent_of", "", roles), (percent, part, whole)))
