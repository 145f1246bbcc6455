"""Percentages in brackets behind the parts of a total: of 2,882, 1,795 in towns (62.3 %) and 1,087 in the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dvaudit.article.plain.row import Plain, claimed, holds, plain
from dvaudit.article.plain.shares import SHARE, tied
from dvaudit.article.scene import Item, Scene

_NEAR = Fraction(5, 4)


def of_parts(scene: Scene, total: Item, parts: Sequence[Item]) -> Iterator[Plain]:
    """The shares that the parts of a total are of it, by the percentages behind them; ``parts`` make up the total.

    Where several have one and none of them is the share, they tell something else, such as how each has grown.
    """
    found = [_share(percent, part, total) for part in parts if (percent := _behind(scene, part)) is not None]
    right = any(holds(one.claim, one.items) for one in found)
    yield from found if right or len(found) == 1 else ()


def _behind(scene: Scene, part: Item) -> Item | None:
    """The bare percentage in a bracket right behind a figure: 1,795 people (62.3 percent)."""
    percent = scene.items[part.number + 1] if part.number + 1 < len(scene.items) else None
    if percent is None or percent.opened < 0 or percent.opened == part.opened or not tied(scene, part, percent):
        return None
    alone = scene.text[percent.mention.tail : percent.mention.tail + 1] == ")"
    return percent if alone and not percent.mention.sign else None


def _share(percent: Item, part: Item, total: Item) -> Plain:
    items = (percent, part, total)
    expected = Fraction(100 * part.value) / total.value if total.value else Fraction(0)
    return plain(claimed("percent_of", SHARE, items), items, expected, factor=_NEAR)
