"""Multiples and fractions in words: doubled from 1,200 to 2,400; three in four of the 800 villages, or 600."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dvaudit.article.arithmetic import alike
from dvaudit.article.plain.changes import led
from dvaudit.article.plain.row import Plain, claimed, gap, holds, plain
from dvaudit.article.scene import Item, Scene

_BEFORE = 90
_LAST = 30
_SHORT = 14
_TIMES, _PART = Fraction(1, 20), Fraction(1, 60)
"""What words such as "doubled" and "a third of" are good to, where no other word loosens them."""
_ROUNDED = 5
"""Rounded figures have some play of their own, so that the words have so many times less."""
_LOOSE = Fraction(3, 20)
_UNSURE = Fraction(1, 50)
"""What is off by so much more may still have been meant."""
_OPEN = Fraction(1, 2)


def multiples(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The multiples and fractions of a sentence, each with the two figures that it lies between."""
    if not scene.cues.counts(scene.text[max(0, row[0].start - _BEFORE) : row[-1].end + _LAST].lower()):
        return
    for at in range(len(row) - 1):
        one, other = row[at], row[at + 1]
        before = _said_before(scene, row, at)
        ends = led(scene, one, other)
        if ends is not None:
            yield from _risen(scene, before, *ends)
            yield from _risen(scene, f"{other.tail[:_LAST]} ", *ends)
        elif not one.percent and not other.percent and alike(one, other):
            yield from _times(scene, one, other)
            words = gap(scene, row[at - 1], one) if at else ","
            if "," in words or not scene.cues.has("and", words):  # half the 412 and a third of the 240, or 286
                yield from _part(scene, before, one, other)


def _said_before(scene: Scene, row: Sequence[Item], at: int) -> str:
    """The words of its sentence before a figure, to the figure before it."""
    start = scene.block_of(row[at])[0] if not at else row[at - 1].mention.tail
    return scene.text[max(start, row[at].start - _BEFORE) : row[at].mention.lead].lower().replace("\n", " ")


def _risen(scene: Scene, before: str, old: Item, new: Item) -> Iterator[Plain]:
    """Doubled from one figure to another, grew by a third."""
    cues = scene.cues
    found = cues.worth("multiples", before)
    if found is not None and len(before) - found[0].end() <= _LAST:
        yield from _multiple(scene, before[: found[0].start()], found[1], _TIMES, new, old)
        return
    found = cues.worth("fractions", before)
    rest = "" if found is None else before[found[0].end() :].strip(" ,(")
    if found is None or not (cues.ends("from", rest) or cues.ends("to", rest)) or len(rest) > _SHORT or " " in rest:
        return
    said = before[: found[0].start()]
    rises, falls = cues.last("rise", said[-_LAST:]), cues.last("fall", said[-_LAST:])
    if rises is not None or falls is not None:
        way = 1 if falls is None or (rises is not None and rises.start() > falls.start()) else -1
        yield from _multiple(scene, said, 1 + way * found[1], _TIMES * found[1], new, old)


def _times(scene: Scene, new: Item, old: Item) -> Iterator[Plain]:
    """2,400, twice the 1,200 of the year before."""
    words = gap(scene, new, old)
    found = scene.cues.worth("multiples", words)
    if found is None or ";" in words or len(words) - found[0].end() > _SHORT or len(words) > _BEFORE:
        return
    if not set(words[: found[0].end()]) & {",", "("} and len(words) > _LAST:
        return
    yield from _multiple(scene, words[: found[0].start()], found[1], _TIMES, new, old)


def _part(scene: Scene, before: str, one: Item, other: Item) -> Iterator[Plain]:
    """Three in four of the 800 villages, or 600; 600, or three in four of the 800 villages."""
    cues = scene.cues
    found = cues.worth("fractions", before)
    if found is not None and _of(scene, before[found[0].end() :]) and cues.ends("link", other.lead[-_SHORT:]):
        yield from _multiple(scene, before[: found[0].start()], found[1], _PART, other, one)
        return
    words = gap(scene, one, other)
    found = cues.worth("fractions", words)
    if found is not None and _of(scene, words[found[0].end() :]):
        said = words[: found[0].start()]
        if cues.ends("link", said) or said.strip() in {",", "("}:
            yield from _multiple(scene, said, found[1], _PART, one, other)


def _of(scene: Scene, words: str) -> bool:
    """True where only "of the" stands between a fraction and its whole."""
    return len(words) <= _LAST and scene.cues.starts("of", words) and scene.cues.ends("of", words)


def _multiple(
    scene: Scene, said: str, worth: Fraction, good: Fraction, new: Item, old: Item
) -> Iterator[Plain]:  # fmt: skip
    """One figure told as so many times another; ``said`` are the words before the multiple, which may loosen it."""
    if old.low <= 0 or new.low < 0 or worth <= 0:
        return
    if new.width or old.width:
        good /= _ROUNDED
    low, high = worth - worth * good, worth + worth * good
    if scene.cues.ends("over", said):
        low, high = worth, worth + worth * _OPEN
    elif scene.cues.ends("under", said):
        low, high = worth * _OPEN, worth
    elif scene.cues.ends("about", said):
        low, high = worth - worth * _LOOSE, worth + worth * _LOOSE
    roles = ("new", f"old*{low}..{high}")
    found = plain(claimed("other", roles, (new, old), "multiple"), (new, old), worth * old.value)
    if holds(found.claim, (new, old)) or not _nearly(new, old, low, high):
        yield found
    else:
        yield found._replace(likely=False)


def _nearly(new: Item, old: Item, low: Fraction, high: Fraction) -> bool:
    ratio = Fraction(new.value) / old.value
    return low - low * _UNSURE <= ratio <= high + high * _UNSURE
