"""How much the words around some figures speak for their being the parts of a total.

Each answer is a factor on the odds, to be held against how many other figures would agree as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from dvaudit.article.arithmetic import alike
from dvaudit.article.cues import words_of
from dvaudit.article.scene import Item, Scene

_OPEN_END = re.compile(r"^[^.?!;()]{0,60}(?:\.\.\.|\u2026|\betc\b|v\.v)")
_HEADER = re.compile(r":\s*\n")
_SPAN = 120
"""So many characters before the first part are looked at for the word that introduces a list."""
_TITLE = 160
_NAME = 40
_SILENT = Fraction(1, 30)
"""For figures of which no word says that they are parts."""
_LIST = 12
_LATER = 3
_GAP = 40
_TAIL = 30
_FEW = 5


def prior_of(scene: Scene, total: Item, parts: Sequence[Item], start: int, step: int) -> Fraction:
    """The odds that the text means the parts to make up the total.

    ``step`` is -1 for parts before their total; ``start`` tells how many figures stand between them and it.
    """
    last = parts[-1]
    prior = _ahead(scene, total, parts) if step > 0 else _concluded(scene, total)
    if _totals(scene, total):
        prior *= 3
    if scene.cues.has("rest", last.lead) or scene.cues.has("rest", last.tail):
        prior *= 4
    if total.noun and all(part.noun & (total.noun | parts[0].noun) for part in parts):
        prior *= 3
    listed = scene.is_line(total, *parts)
    if listed:
        prior *= 8
        among = scene.items[parts[0].number : last.number]
        if any(not item.percent and item not in parts for item in among):
            prior /= 20
    elif 1 < len({item.block for item in parts}) < len(parts):
        prior /= 4
    elif len(parts) > _FEW and not scene.same_block(*parts) and not all(part.noun & parts[0].noun for part in parts):
        prior /= 20
    if is_open(scene, last) or _goes_on(scene, last) or any(part.value < total.width for part in parts):
        prior /= 50  # what is left out, or smaller than rounding, makes no sum that could be told from others
    if any(bool(part.change) != bool(total.change) for part in parts):
        prior /= 3
    if named(scene, total, parts):
        prior *= 10
    if _halves(scene, parts):
        prior *= 30
    if any(scene.wholes.get(part.number) == total.value for part in parts):
        prior *= 10
    return prior / _distance(scene, parts[0], start, step, listed=listed)


def all_of_sentence(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True for three or more parts that are all that a later sentence counts, with "and" before the last."""
    first, last = parts[0], parts[-1]
    if len(parts) < 3 or not 0 < first.sentence - total.sentence <= _LATER or last.sentence != first.sentence:
        return False
    if not scene.cues.has("and", last.lead) or any(part.change for part in parts):
        return False
    among = scene.items[first.number - 1 : last.number + 2]
    alone = among[0].sentence < first.sentence and (among[-1] is last or among[-1].sentence > last.sentence)
    return alone and all(item.percent for item in among[1:-1] if item not in parts)


def _distance(scene: Scene, first: Item, start: int, step: int, *, listed: bool) -> int:
    """How many other lists could have been meant: those that begin further off, less where something begins there."""
    before = scene.items[first.number - 1]
    if listed and _HEADER.search(scene.text[before.end : first.start]):
        return 1
    if start and step > 0 and before.sentence != first.sentence:
        return 2
    return 1 + 2 * start


def _ahead(scene: Scene, total: Item, parts: Sequence[Item]) -> Fraction:
    """What speaks for parts behind their total: the words between, or that they are all that a sentence counts."""
    return _introduced(scene, total, parts) * (8 if all_of_sentence(scene, total, parts) else 1)


def _introduced(scene: Scene, total: Item, parts: Sequence[Item]) -> Fraction:
    """What the words between a total and its parts say."""
    cues, first = scene.cues, parts[0]
    if all(cues.ends("by", item.lead) for item in (total, *parts)):
        return Fraction(2)
    between = scene.text[total.end : first.start].lower()
    near = between[-_SPAN:]
    if (first.head == total.number and first.opened == parts[-1].opened) or cues.has("closes", near):
        prior = Fraction(3)
    elif (
        cues.has("among", near) or cues.starts("among", first.tail) or ":" in near[-45:]
        or (first.sentence == total.sentence and cues.has("total", total.lead))
    ):  # fmt: skip
        prior = Fraction(1)
    elif cues.has("closes", re.split(r"[.?!;]\s", between)[0]) or cues.ends("closes", total.lead):
        return Fraction(1, 3)
    else:
        return _SILENT
    return prior / 20 if cues.has("opens", first.lead) else prior


def _halves(scene: Scene, parts: Sequence[Item]) -> bool:
    if len(parts) != 2:
        return False
    one, other = parts
    return scene.cues.complete(one.lead[-40:] + one.tail[:40], other.lead[-40:] + other.tail[:40])


def _concluded(scene: Scene, total: Item) -> Fraction:
    """What the words at a total say that stands behind its parts."""
    return Fraction(2) if _totals(scene, total) else _SILENT


def _totals(scene: Scene, total: Item) -> bool:
    return any(scene.cues.has("total", text) for text in (total.lead, total.tail))


def named(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True where the sentence of the total names what each of the parts counts."""
    _, end = scene.block_of(total)
    after = scene.text[total.end : min(end, total.end + _TITLE)].lower()
    words = set(words_of(re.split(r"[.?!]\s", after)[0], scene.cues.stop)) - total.noun
    return len(parts) > 1 and all((part.noun | part.label) & words for part in parts)


def _goes_on(scene: Scene, last: Item) -> bool:
    """True where the list has another figure in a bracket of its own after its last one: Kent (212), Essex (187)."""
    after = next((item for item in scene.items[last.number + 1 : last.number + 3] if not item.percent), None)
    if after is None or last.opened < 0 or after.opened in (-1, last.opened) or not scene.same_sentence(last, after):
        return False
    return after.opened - last.end <= _NAME and last.start - last.opened <= 2


def is_open(scene: Scene, last: Item) -> bool:
    """True where a list goes on after its last figure: "...", "etc."."""
    return _OPEN_END.match(scene.text[last.end : last.end + 70].lower()) is not None


def outright(scene: Scene, total: Item) -> tuple[Item, ...]:
    """The list of a sentence that a word right at its total closes, whatever the size of its figures; else nothing.

    12 offices in the north, 15 in the south and 9 in the east, together 38. It has to be all that its sentence counts.
    """
    cues = scene.cues
    around = scene.items[max(0, total.number - _LIST) : total.number + _LIST]
    near = [item for item in around if item.sentence == total.sentence]
    parts = [item for item in near if item is not total]
    if not 2 <= len(parts) < _LIST - 1 or not cues.has("and", parts[-1].lead) or any(
        item.percent or item.change or item.times > 1 or item.mention.spelled or item.opened >= 0
        or not alike(item, total) or item.mention.scale != 1 or item.mention.decimals for item in near
    ):  # fmt: skip
        return ()
    if parts[-1].number < total.number:
        gap = scene.between(parts[-1], total).lower()
        said = "," in gap and len(gap) <= _GAP and (
            cues.ends("total", gap) or cues.has("total", total.tail[:_TAIL])
        )  # fmt: skip
    elif parts[0].number > total.number:
        gap = scene.between(total, parts[0]).lower()
        said = len(parts) > 2 and len(gap) <= _GAP and cues.ends("closes", gap)
    else:
        return ()
    added = sum(item.value for item in parts)
    likely = max(item.value for item in parts) < total.value and 4 * total.value <= 5 * added <= 6 * total.value
    return tuple(parts) if said and likely and _of_one_thing(scene, total, parts) else ()


def _of_one_thing(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """False where a total counts what none of its parts counts: 12 games at home and 15 away, 30 goals in total."""
    named_alike = not total.noun or any(part.noun & total.noun for part in parts)
    return named_alike or (len(parts) == 2 and scene.cues.complete(parts[0].tail[:_TAIL], parts[1].tail[:_TAIL]))
