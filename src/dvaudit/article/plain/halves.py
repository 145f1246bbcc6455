"""Shares of things that there is no other beside, which make a hundred: men and women; yes, no and undecided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dvaudit.article.cues import words_of
from dvaudit.article.plain.row import Plain, gap, leads
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude

_OFF = 12
"""What the shares of all are off by at the most, in per cent; others are shares of different wholes."""
_GAP = 90
_NAME = 40
_MOST = 5
_REST = 16


def halves(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The percentages of a sentence that are those of all there is."""
    shares = [item for item in row if item.percent and not item.change and not item.points and item.low > 0]
    for pair in pairwise(shares):
        if _of_one(scene, *pair) and _whole(scene, pair) and _made(pair).likely:
            yield _made(pair)
    if len(shares) > 2 and len(shares) == len(row) and _with_rest(scene, shares[-1]):
        made = _made(shares)
        if made.likely and len({item.mention.decimals for item in shares}) == 1:
            yield made
    if 2 < len(row) <= _MOST and row[0] in shares and _asked(scene, row) and _alike(row):
        made = _made(row)
        bare = any(not item.percent for item in row)
        if not bare or 2 * magnitude(sum(item.value for item in row) - 100) > len(row):
            yield made._replace(likely=made.likely and not bare)


def _made(shares: Sequence[Item]) -> Plain:
    claim = Claim("sum", tuple(item.at for item in shares), tuple("part" for _ in shares), "shares_100")
    return Plain(claim, tuple(shares), magnitude(sum(item.value for item in shares) - 100) <= _OFF)


def _with_rest(scene: Scene, last: Item) -> bool:
    """True for the share of all the others: and the remaining 20 percent."""
    words = scene.text[last.mention.tail : last.mention.tail + _REST].lower()
    return scene.cues.has("rest", last.lead[-_NAME:]) or (words[:1] != "," and scene.cues.starts("rest", words))


def _alike(row: Sequence[Item]) -> bool:
    """True for percentages, the later ones perhaps without their sign: 52 percent support, 39 oppose."""
    bare = [item for item in row if not item.percent]
    return all(item.mention.kind == "count" and item.value < 100 and not item.mention.decimals for item in bare)


def _of_one(scene: Scene, one: Item, other: Item) -> bool:
    words = gap(scene, one, other)
    if ";" in words or len(words) > _GAP or one.opened != other.opened or one.number + 1 != other.number:
        return False
    mine, its = (_shared(scene, item) for item in (one, other))
    return not its or bool(mine & its)


def _shared(scene: Scene, item: Item) -> frozenset[str]:
    """What a percentage is told to be one of: 52 percent of the members."""
    words = scene.text[item.mention.tail : item.mention.tail + _NAME].lower()
    return frozenset(words_of(words, scene.cues.stop)[:3]) if scene.cues.starts("of", words) else frozenset()


def _whole(scene: Scene, pair: Sequence[Item]) -> bool:
    """True for "men make up 52.4 % and women 47.6 %", "52.4 % are men and 47.6 % women"; not for "52.4 % of men"."""
    cues, (one, other) = scene.cues, pair
    first, second = (_behind(scene, item) for item in pair)
    if first and second and cues.complete(first, second):
        return True
    makes = leads(scene, "composes", one.lead)
    return makes and cues.complete(one.lead[-_NAME:], other.lead[-_NAME:])


def _behind(scene: Scene, item: Item) -> str:
    """The name right behind a percentage, with or without "are"."""
    words = scene.text[item.mention.tail : item.mention.tail + _NAME].lower().lstrip(" %")
    verb = scene.cues.first("is", words)
    words = words[verb.end() :].lstrip() if verb is not None and verb.start() == 0 else words
    return words.partition(" ")[0]


def _asked(scene: Scene, shares: Sequence[Item]) -> bool:
    """True for the answers to one question: for, against, and those who do not know."""
    cues = scene.cues
    texts = [item.lead[-_NAME:] + " " + item.tail[:_NAME] for item in shares]
    return cues.has("undecided", texts[-1]) and any(cues.opposed(a, b) for a, b in pairwise(texts[:-1]))
