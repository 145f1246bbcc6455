"""Shares of which the words tell the part and the whole: 306 of 580, or 53 %; of 580 staff, 306 are women."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dvaudit.article.arithmetic import alike
from dvaudit.article.cues import words_of
from dvaudit.article.plain.row import Plain, claimed, compatible, counted, gap, leads, plain
from dvaudit.article.scene import Item, Scene

SHARE = ("pct", "part", "whole")
"""The roles of a share."""
_OF = 60
_TIED = 48
_NEAR = 60
_LINK = 16
_AMONG = 30
_FIRST = 90
_LIST = 24
_ALONE = 3
_LESS = Fraction(2, 3)
_ARTICLE = 3
_ANY = 10**9


def shares(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The shares of a sentence, and the parts that it names with their whole."""
    for at in range(len(row) - 1):
        yield from _of(scene, row, at)
        yield from _in_bracket(scene, row[at : at + 3])
    steady = [item for item in row if not (item.percent and item.change)]
    for at in range(len(steady) - 1):
        yield from _whole_first(scene, steady, at)
    if len(row) == _ALONE:
        yield from _only_whole(scene, *row)


def _of(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """A part of a whole with its percentage before, between or behind them."""
    one, other = row[at], row[at + 1]
    after = row[at + 2] if at + 2 < len(row) else None
    if not one.percent and not other.percent and _is_of(scene, one, other):
        if after is not None and _paired(scene, after, row[at + 3 : at + 4]):
            return
        if after is not None and tied(scene, other, after):
            yield _share(after, one, other)
        elif at and _leads(scene, row[at - 1], one):
            yield _share(row[at - 1], one, other)
    elif after is not None and tied(scene, one, other) and not after.percent and _is_of(scene, other, after, one):
        yield _share(other, one, after)  # 306 or 53 % of the 580


def _paired(scene: Scene, percent: Item, after: Sequence[Item]) -> bool:
    """True for the first of two percentages of two figures: 742 and 1,013 of 1,755, or 42.3 % and 57.7 %."""
    words = gap(scene, percent, after[0]).strip() if after else ""
    return bool(words) and percent.percent and after[0].percent and " " not in words and scene.cues.has("and", words)


def _in_bracket(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """A share whose whole stands behind what it is called: 5,214, or 78.3 % of the estimate (6,659)."""
    if len(row) < _ALONE:
        return
    part, percent, whole = row
    own = whole.opened >= 0 and whole.head == percent.number and part.opened == percent.opened != whole.opened
    if own and not whole.percent and alike(part, whole) and tied(scene, part, percent):
        inside = scene.text[whole.opened + 1 : whole.mention.lead].strip()
        named = scene.text[percent.mention.tail : whole.opened].strip()
        rest = scene.text[whole.mention.tail :].partition(")")[0].strip()
        own_noun = not rest or bool(counted(scene, whole) & counted(scene, part))
        if not inside and own_noun and named and len(named) <= _TIED and not set(",;") & set(named):
            yield _share(percent, part, whole)


def _is_of(scene: Scene, one: Item, whole: Item, part: Item | None = None) -> bool:
    """True for the whole in "306 of 580", where nothing but the name of the part and a percentage stands between."""
    words = gap(scene, one, whole)
    said = scene.cues.ends("of", whole.lead[-_OF:]) or words.strip() == "/"
    return said and len(words) <= _OF and not set(",;:") & set(words) and (part or one).opened == whole.opened


def tied(scene: Scene, one: Item, percent: Item) -> bool:
    """True where a percentage is told of the figure right before it: 306 (53 %), 306 or 53 %, 306, chiếm 53 %."""
    if one.percent or not percent.percent or percent.change or percent.points:
        return False
    words = gap(scene, one, percent)
    if percent.opened >= 0 and percent.head == one.number and percent.opened != one.opened:
        return scene.text[percent.opened + 1 : percent.mention.lead].strip() == ""
    said = leads(scene, "share", percent.lead) or leads(scene, "link", percent.lead)
    said = said or scene.cues.has("rate", words.rpartition(",")[2])
    bare = words.rpartition(",")[2].strip()  # 1.902, el 75 %
    said = said or ("," in words and len(bare) <= _ARTICLE and not scene.cues.has("and", bare))
    return len(words) <= _TIED and ";" not in words and said and percent.opened == one.opened


def _leads(scene: Scene, percent: Item, part: Item) -> bool:
    """True where a percentage is told before its figures: 53 % of staff, 306 of 580."""
    if not percent.percent or percent.change or percent.points:
        return False
    words = gap(scene, percent, part)
    if len(words) > _NEAR or ";" in words:
        return False
    last = max(words.rfind(sign) for sign in ",:(\u2013\u2014")
    clause = words[last + 1 :].strip()
    if words[: max(last, 0)].strip() and not scene.cues.starts("of", words):
        return False  # 94.1 % effective: 185 of the 196 cases
    colon = words[last : last + 1] == ":" and len(clause) <= _LINK
    return colon or (last >= 0 and not clause) or (scene.cues.ends("link", clause) and len(clause) <= _LINK)


def _share(percent: Item, part: Item, whole: Item) -> Plain:
    items = (percent, part, whole)
    expected = Fraction(100 * part.value) / whole.value if whole.value else Fraction(0)
    return plain(claimed("percent_of", SHARE, items), items, expected)


def _whole_first(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """The parts of a whole that the words name before them: of the 580 staff; 580 staff, of whom."""
    whole, part = row[at], row[at + 1]
    words = gap(scene, whole, part)
    if whole.percent or whole.change or len(words) > _FIRST or ";" in words or not alike(part, whole):
        return
    if part.opened >= 0 and part.opened != whole.opened and not scene.cues.has("among", words):
        return  # of 83,418 valid ballots (84,125 were cast)
    if part.percent or part.change or scene.cues.has("opens", part.lead):
        return
    before = scene.items[whole.number - 1].end if whole.number else 0
    clause = whole.lead.strip()
    begins = at == 0 or ";" in scene.text[before : whole.start]
    named_first = begins and scene.cues.starts("of", clause) and leads(scene, "of", clause)
    named_first = named_first and bool(counted(scene, whole))
    if not named_first and not _among(scene, words, whole, part):
        return
    inside = plain(claimed("part_of", ("part", "whole"), (part, whole)), (part, whole), whole.value, factor=_ANY)
    if part.low > whole.high:
        yield inside._replace(likely=compatible(scene, part, whole))
        return
    found = list(_with_percents(scene, row[at + 1 : at + _LIST]))
    for one, percent in found:
        yield _share(percent, one, whole)
    if named_first and not found:
        yield inside


def _only_whole(scene: Scene, whole: Item, part: Item, percent: Item) -> Iterator[Plain]:
    """The one whole of a sentence, whose part is called alike: of 1,204 adults asked 614, or 51 percent, agreed."""
    if whole.percent or whole.change or part.change or part.high > whole.high or whole.opened != part.opened:
        return
    mine, its = counted(scene, part), counted(scene, whole)
    told_of = scene.text[percent.mention.tail : percent.mention.tail + _OF].lower()
    other = scene.cues.starts("of", told_of) and not its & frozenset(words_of(told_of, frozenset()))
    if tied(scene, part, percent) and alike(part, whole) and not other and (not mine or mine & its):
        found = _share(percent, part, whole)
        size = Fraction(100 * part.value) / (whole.value * percent.value) if percent.value else Fraction(0)
        yield found._replace(likely=found.likely and _LESS <= size <= 1 / _LESS)


def _among(scene: Scene, words: str, whole: Item, part: Item) -> bool:
    """True for "580 staff, of whom 306", but not for "4 of them ..., 8"."""
    cue = scene.cues.first("among", words)
    near = cue is not None and len(words[: cue.start()].strip(" ,(")) > 1 and len(words) - cue.end() <= _AMONG
    return near and (part.opened < 0 or part.head == whole.number)


def _with_percents(scene: Scene, row: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """The parts of a list, each with its percentage, as long as one follows the other."""
    at = 0
    while at + 1 < len(row) and tied(scene, row[at], row[at + 1]):
        if at and scene.cues.has("among", row[at].lead):
            return
        yield row[at], row[at + 1]
        at += 2
