"""Rises and falls of which the words tell both ends: from 1,204 to 1,331, an increase of 127."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from dvaudit.article.arithmetic import alike
from dvaudit.article.plain.row import (
    Plain,
    begins,
    behind,
    claimed,
    compatible,
    counted,
    distance,
    gap,
    holds,
    leads,
    plain,
    told,
)
from dvaudit.article.scene import Item, Scene
from dvaudit.interval import magnitude

_LED = 90
"""So many characters may stand between what something rose from and what it rose to."""
_NEAR = 60
_BEFORE = 24
_LAST = 32
_TOUCHING = 5
_POINTS = 100
_ASIDE = 4
_WITHIN = Fraction(1, 100)
_GROWTH = ("pct", "old", "new")
_DIFFERENCE = ("diff", "a", "b")


def changes(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The changes of a sentence, each with the figure before and the one after it."""
    pairs = {at: ends for at in range(len(row) - 1) if (ends := led(scene, row[at], row[at + 1])) is not None}
    taken = {item.number for ends in pairs.values() for item in ends}
    for at, (old, new) in pairs.items():
        for amount in _beside(scene, row, at, taken):
            yield from _by(scene, amount, old, new)
    for at in range(len(row) - 2):
        if row[at].opened >= 0 and row[at + 1].opened != row[at].opened:
            continue  # 1.2 billion kroner (174 million dollars), 300 million more than
        yield from _three(scene, row[at : at + 4], taken)
        yield from _told_twice(scene, row[at], row[at + 1], row[at + 2], taken)
        yield from _led_to(scene, *row[at : at + 3])
        inside = next((n for n in range(at + 1, min(at + _ASIDE, len(row))) if row[n].opened < 0), at + 1)
        if inside > at + 1 and row[at].opened < 0 and row[at + 1].head == row[at].number:
            yield from _three(scene, [row[at], *row[inside : inside + 3]], taken)


def led(scene: Scene, one: Item, other: Item) -> tuple[Item, Item] | None:
    """The earlier and the later of two figures that the words lead from one to the other; None where they do not."""
    words = gap(scene, one, other)
    percents = one.percent or other.percent
    if len(words) > _LED or ";" in words or one.opened != other.opened:
        return None
    if not alike(one, other) and not (percents and one.mention.decimals == other.mention.decimals):
        return None
    if _unscaled(one, other):
        return None
    cues, first, last = scene.cues, one.lead[-_LAST:], other.lead[-_LAST:]
    if cues.ends("than", last) and not cues.ends("from", last):
        return None  # compared to 6.22
    if cues.ends("from", first) and cues.ends("to", last):
        both = cues.ends("is", first) and told(scene, one)  # augmente de 38 à 412: by, not from
        return None if both and 2 * one.value < other.value else (one, other)
    if cues.ends("to", first) and cues.ends("from", last) and "," not in words and not cues.has("and", words):
        return other, one
    return None


def _unscaled(one: Item, other: Item) -> bool:
    """True where one of two figures lacks the scale word of the other: von 412 auf 455 Millionen."""
    ratio = Fraction(one.value or 1) / (other.value or 1)
    return one.mention.scale != other.mention.scale and not _WITHIN <= ratio <= 1 / _WITHIN


def _beside(scene: Scene, row: Sequence[Item], at: int, taken: set[int]) -> Iterator[Item]:
    """The figures before and after a pair that tell by how much it changed: 137, or 11.4 per cent."""
    before = row[at - 1] if at and row[at - 1].number not in taken else None
    words = gap(scene, before, row[at]) if before is not None else ""
    room = _LED if ":" in words and len(row) == at + 2 else _BEFORE
    if before is not None and _tells(scene, before, words, room):
        yield before
    elif before is not None and at > 1 and _twice(scene, row[at - 2], before):
        yield from (item for item in row[at - 2 : at] if item.number not in taken)
    after = [item for item in row[at + 2 : at + 4] if item.number not in taken]
    words = behind(scene, row[at + 1], after[0]) if after else ""
    if after and _tells(scene, after[0], words, _NEAR) and begins(scene, words.rpartition(",")[2]):
        yield after[0]
        if len(after) > 1 and _twice(scene, *after):
            yield after[1]


def _tells(scene: Scene, item: Item, words: str, most: int) -> bool:
    """True for a change that is told so near its figures, with these words between."""
    by = scene.cues.ends("by", item.lead[-_LAST:]) or leads(scene, "gained", item.lead[-_LAST:])
    return len(words) <= most and ";" not in words and (told(scene, item) != 0 or item.points or by)


def _twice(scene: Scene, one: Item, other: Item) -> bool:
    """True where the second figure tells the first one again: 137, or 11.4 per cent."""
    linked = leads(scene, "link", other.lead) or (other.opened >= 0 and other.head == one.number)
    return one.percent != other.percent and linked and (told(scene, one) != 0 or told(scene, other) != 0)


def _by(scene: Scene, amount: Item, old: Item, new: Item, *, named: bool = True) -> Iterator[Plain]:
    """A change by an amount, by points or by per cent."""
    if old.value <= 0 or amount.low < 0:
        return
    named = named and not amount.rate  # 120 a year
    levels, expected, way = old.percent or new.percent, distance(new, old), told(scene, amount)
    contrary = _contrary(way, old, new) and not (levels and amount.percent)
    larger, smaller = (new, old) if new.value >= old.value else (old, new)
    if contrary:
        larger, smaller = smaller, larger
    difference = (amount, larger, smaller)
    growth = (amount, old, new)
    named = named and not _of_its_own(scene, amount)
    by_amount = plain(claimed("difference", _DIFFERENCE, difference), difference, expected, named=named)
    by_percent = plain(claimed("growth", _GROWTH, growth, sign=way), growth, _percent(old, new), named=named)
    if levels and amount.percent:
        points = amount.points or amount.mention.unit == "points"
        if points and magnitude(amount.value - _POINTS * expected) * 5 <= amount.value:
            return  # basis points
        if points or holds(by_amount.claim, difference):
            yield by_amount
        else:
            yield by_percent._replace(likely=False)
    elif amount.percent and not amount.points and not levels:
        yield by_percent._replace(contrary=contrary)
    elif not amount.percent and not levels and alike(amount, new):
        yield by_amount._replace(contrary=contrary)


def _of_its_own(scene: Scene, amount: Item) -> bool:
    """True for a change in a time that is told with it: an increase of 45 in June alone."""
    period = amount.mention.period.lower()
    compared = any(scene.cues.has(name, amount.tail) for name in ("than", "was", "apart"))
    return bool(period) and period in amount.tail and not compared


def _contrary(way: int, old: Item, new: Item) -> bool:
    """True where figures rise of which the words say that they fall, or the other way round."""
    if old.mention.sign or new.mention.sign:
        return False
    return (way > 0 and new.high < old.low) or (way < 0 and new.low > old.high)


def _percent(old: Item, new: Item) -> Fraction:
    return abs(Fraction(100 * new.value) / old.value - 100)


def _three(scene: Scene, row: Sequence[Item], taken: set[int]) -> Iterator[Plain]:
    """A figure with an earlier one and the change between them, in either order."""
    if len(row) < 3 or "\n" in scene.text[row[0].end : row[2].start].strip():
        return
    gaps = [gap(scene, *pair) for pair in pairwise(row[:3])]
    if any(len(words) > _LED or ";" in words for words in gaps):
        return
    found = _ordered(scene, row, taken)
    if found is None:
        return
    amount, old, new = found
    if amount.number in taken or old.percent != new.percent or not alike(new, old):
        return
    if not old.percent or amount.points or amount.mention.unit == "points":
        yield from _by(scene, amount, old, new, named=compatible(scene, new, old))


def _ordered(scene: Scene, row: Sequence[Item], taken: set[int]) -> tuple[Item, Item, Item] | None:
    """The change, the old and the new value among three figures; None where the words do not tell."""
    first, second, third = row[:3]
    than = third.number not in taken and _than(scene, second, third)
    if than and told(scene, first) and scene.cues.ends("to", second.lead[-_LAST:]):
        return first, third, second
    if than and told(scene, second):
        if first.percent != second.percent and scene.cues.ends("link", second.lead) and "," not in second.lead:
            return None  # 310 or 5.3 % more than: both are the change
        aside = second.opened >= 0 and third.opened != second.opened
        return (second, third, first) if _opens(scene, first, second) and not aside else None
    if than and told(scene, first) and _reached(scene, second):
        return first, third, second
    if _before_all(scene, first) and told(scene, second) and _reached(scene, third):
        return second, first, third
    if not told(scene, third) or second.number in taken or not _earlier(scene, first, second):
        return None
    if not _opens(scene, second, third) or _compared_again(scene, third, row[3:]):
        return None
    backwards = told(scene, third) * (first.value - second.value) < 0
    if backwards and not _worded(scene, first, second):  # two periods, of which no word says which was the earlier
        return third, first, second
    return third, second, first


def _before_all(scene: Scene, old: Item) -> bool:
    """True for an earlier value told first: compared with 2022 (1,121), the number rose by 83 to 1,204."""
    words = old.sentence_text if old.opened < 0 else old.sentence_text.rpartition("(")[0]
    return scene.cues.starts("than", words) and len(words) < _LED


def _told_twice(scene: Scene, new: Item, amount: Item, percent: Item, taken: set[int]) -> Iterator[Plain]:
    """A change that is told as an amount and in per cent behind what it led to: 74,064, 1,242 or 1.6 % fewer."""
    if amount.percent:
        amount, percent = percent, amount
    way = told(scene, amount) or told(scene, percent)
    first, second = (amount, percent) if amount.number < percent.number else (percent, amount)
    plainly = not new.percent and not amount.percent and percent.percent and not percent.points
    if not plainly or not way or not {new.number, amount.number}.isdisjoint(taken) or told(scene, new):
        return
    old = new.value - way * amount.value
    if not _twice(scene, first, second) or not _opens(scene, new, first) or not alike(new, amount) or old <= 0:
        return
    items = (percent, amount, new)
    claim = claimed("growth", ("pct", "diff", "new"), items, "diff_new", way)
    yield plain(claim, items, Fraction(100 * amount.value) / old, named=compatible(scene, amount, new))


def _led_to(scene: Scene, amount: Item, new: Item, percent: Item) -> Iterator[Plain]:
    """A rise by an amount to a figure, with the change in per cent behind it: by 2,874 to 203,518 people (1.4 %)."""
    way = told(scene, amount)
    counts = not amount.percent and not new.percent and percent.percent and not percent.points
    if not counts or not way or amount.mention.qualifier or not alike(new, amount) or amount.value >= new.value:
        return
    words = gap(scene, amount, new)
    if len(words) > _LED or set(";:(") & set(words) or not _reached(scene, new) or amount.opened != new.opened:
        return
    if not scene.cues.ends("by", amount.lead[-_LAST:]):
        return
    words = gap(scene, new, percent)
    bracket = percent.opened >= 0 and percent.head == new.number and percent.opened != new.opened
    bracket = bracket and not scene.text[percent.opened + 1 : percent.mention.lead].strip(" +-\u2212\u2013")
    same_way = told(scene, percent) == way and len(words) <= _NEAR and _opens(scene, new, percent)
    if (bracket and told(scene, percent) in (0, way)) or (same_way and not scene.cues.has("then", words)):
        items = (percent, amount, new)
        old = new.value - way * amount.value
        claim = claimed("growth", ("pct", "diff", "new"), items, "diff_new", way)
        found = plain(claim, items, Fraction(100 * amount.value) / old if old else Fraction(0))
        other = not bracket and scene.cues.has("than", percent.tail)  # 13 % less than five years ago
        yield found._replace(likely=found.likely and not other)


def _opens(scene: Scene, one: Item, amount: Item) -> bool:
    """True where a change begins a clause of its own right behind a figure."""
    words = behind(scene, one, amount)
    sign = max(words.rfind(","), words.rfind("("))
    clause = words[sign + 1 :]
    follows = scene.cues.starts("and", clause)
    own = begins(scene, clause) and (not follows or scene.cues.starts("making", clause.strip().partition(" ")[2]))
    return len(clause) <= _LAST and own and (sign >= 0 or follows or len(words) <= _TOUCHING)


def _reached(scene: Scene, item: Item) -> bool:
    """True where words say that a change led to a figure: to 1,042, at 1,042."""
    lead = item.lead[-_LAST:]
    return scene.cues.ends("to", lead) or (scene.cues.ends("level", lead) and not scene.cues.ends("from", lead))


def _compared_again(scene: Scene, amount: Item, after: Sequence[Item]) -> bool:
    """True where a change behind two figures is one from a third: 0.6 points above what it was a year ago (0.9 %)."""
    cues = scene.cues
    return cues.has("than", amount.tail) or cues.has("was", amount.tail) or any(
        _than(scene, amount, item) for item in after[:1]
    )  # fmt: skip


def _than(scene: Scene, amount: Item, old: Item) -> bool:
    """True where words say right before a figure that it is the one that an amount was added to."""
    cues, lead = scene.cues, old.lead[-_LAST:]
    if (_unscaled(amount, old) and not amount.percent and amount.value > old.value) or scene.is_added(old):
        return False
    if old.opened >= 0 and old.opened != amount.opened:
        words = scene.text[amount.end : old.opened].lower()
        said = any(cues.has(name, words) for name in ("than", "was", "apart"))
        return cues.ends("was", old.lead) or (said and old.lead.strip() == "")
    if old.mention.qualifier and " " not in old.mention.approx and counted(scene, amount):
        return False  # 30 children under 12
    if leads(scene, "apart", lead):
        return True
    words = gap(scene, amount, old)
    if scene.cues.has("and", words):
        return False
    if any(scene.cues.starts(name, words) for name in ("from", "than")) and "," not in words and cues.ends("is", lead):
        return True  # from the previous week's revised figure of 406,000
    if _when(scene, gap(scene, amount, old)):
        return True
    if told(scene, old) and (cues.ends("by", lead) or cues.ends("is", lead) or not leads(scene, "than", lead)):
        return False
    if leads(scene, "than", lead) or leads(scene, "was", lead):
        return True
    return cues.ends("from", lead) and not cues.ends("is", lead)


def _when(scene: Scene, words: str) -> bool:
    """True for "more than in the year before, when 658 were counted": the figure behind it is the earlier one."""
    before, comma, clause = words.rpartition(",")
    compared = scene.cues.has("than", before) or scene.cues.has("was", before)
    return bool(comma) and compared and scene.cues.starts("when", clause) and len(clause) <= _NEAR


def _earlier(scene: Scene, one: Item, old: Item) -> bool:
    """True where words say that the second of two figures is the earlier value of the first one."""
    if _worded(scene, one, old):
        return True
    mine, its = one.mention.period, old.mention.period
    return bool(mine and its and mine != its) and compatible(scene, one, old)


def _worded(scene: Scene, one: Item, old: Item) -> bool:
    return _than(scene, one, old) or scene.cues.has("was", gap(scene, one, old))
