"""The quantities of a text in their order, each with the words around it: where claims are looked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import lcm

from dvaudit.article.cues import Cues, words_of
from dvaudit.claim import Mention
from dvaudit.interval import Exact, Interval, exact
from dvaudit.text import Text

_LINE = 80
_WRAPPED = 30
_HEAD = 60
_FAR_HEAD = 90
"""So many characters may stand between a figure and the bracket that speaks of it."""
_LINKED = 45
_TOUCHING = 12
_OFTEN = 10
_ARTICLE = 3
_AT_ONCE = 10
_NAMED = 24
_MOST = 6
_OPENING = 16
_REACH = 160
"""So many characters before and after a figure are looked at for its words."""
_BREAK = re.compile(r"[;:(\[{|\u2022]|[.?!](?=\s|$)|\s[-\u2013\u2014]\s")
_AFTER = re.compile(r"[;:()\[\]{}|\u2022,]|[.?!](?=\s|$)|\s[-\u2013\u2014]\s")
_CLOSING = r"[.?!\u2026]+[\"'\u2019\u201d\u00bb)\]]*\s+"
_STOP = re.compile(
    rf"(?<![\W\d_])(?<!\b[^\W\d_])(?<!\bMio)(?<!\bMrd)(?<!\bTsd)(?<!\bvgl)(?<!\bapprox)(?<!\b[A-Z\u0110][A-Za-z]){_CLOSING}(?=[^\W_])"
    rf"|(?<=[\d%)\]\"\u201d\u00bb])(?<!\b\d)(?<!\b\d\d){_CLOSING}(?=[^\W\d_])"
    rf"|(?<=\d[.,]\d){_CLOSING}(?=[^\W\d_])"
)
_MONEY = re.compile(
    r"(?:(?<![^\W\d_])[a-z]{0,3})?[$\u20ac\u00a3\u20a6\u20b9\u00a5]\s?$|(?<=\s)(?:n|r|rs|usd|eur|chf|vnd)\.?\s?$"
)
_SHORT_NAME = re.compile(r"^\(([^\W\d_]{2,8})\)")
"""How it will be called: 709 local organizations (LO)."""
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_GROUPED = re.compile(r"\d[^\d\w]\d{3}")
_SIGN = re.compile(r"(?:^|[\s(\[\u2019'])([+\u2212\u2013-])\s?$")


@dataclass(slots=True, eq=False, repr=False)
class Item:
    """One quantity.

    ``at`` is its index among the mentions, ``number`` its own among the quantities. ``before`` and ``after`` are the
    lower-case texts to the quantities beside it, inside one block; ``lead`` the last clause of ``before``, ``tail`` the
    first one of ``after``. ``opened`` is the offset of the bracket around it (-1 for none), ``head`` the number of the
    quantity before that bracket. ``change`` is 1 or -1 where its words say that it is a rise or a fall.
    """

    at: int
    number: int
    mention: Mention
    value: Exact
    interval: Interval
    low: Exact
    high: Exact
    width: Exact
    percent: bool
    start: int
    end: int
    grid: tuple[int, int] = (0, 0)
    """The least and the greatest value in a unit of which all quantities of the text are whole multiples."""
    sentence: int = 0
    block: int = 0
    before: str = ""
    after: str = ""
    lead: str = ""
    tail: str = ""
    opened: int = -1
    head: int | None = None
    change: int = 0
    points: bool = False
    times: int = 1
    """How many things have this number each: 2 for "Essex and Devon 8 each"."""
    rate: bool = False
    """True for what goes for each year or each person: it is no part of a total, and no change from first to last."""
    noun: frozenset[str] = frozenset()
    label: frozenset[str] = frozenset()
    sentence_after: str = ""
    sentence_text: str = ""
    opening: str = ""
    """The first words of its sentence."""
    years: tuple[str, ...] = ()
    own_years: tuple[str, ...] = ()
    """The years that the words right behind it name."""


@dataclass(slots=True, eq=False, repr=False)
class Scene:
    """A text's quantities in order, with the cues of its language."""

    text: str
    mentions: Sequence[Mention]
    cues: Cues
    blocks: Sequence[tuple[int, int]]
    items: list[Item] = field(default_factory=list)
    cells: frozenset[int] = frozenset()
    """The numbers of the blocks that are cells of a table."""
    grid: int = 1
    """So many units of ``Item.grid`` make one."""
    over: dict[int, int] = field(default_factory=dict)
    """Of figures told as a/b, the number of b by that of a."""
    under: dict[int, int] = field(default_factory=dict)
    """The number of a by that of b."""
    olds: set[int] = field(default_factory=set)
    """The numbers of figures that are told as earlier values."""
    ends: set[frozenset[int]] = field(default_factory=set)
    """The numbers of two figures of which one is told as the earlier value of the other."""
    wholes: dict[int, Exact] = field(default_factory=dict)
    """Of figures that are told as a share, the value of the whole."""

    def between(self, one: Item, other: Item) -> str:
        """The lower-case text between two quantities in the order of the text."""
        return _flat(self.text[one.end : other.start])

    def same_sentence(self, *items: Item) -> bool:
        """True where all of them stand in one sentence."""
        return len({item.sentence for item in items}) == 1

    def same_block(self, *items: Item) -> bool:
        """True where all of them stand in one paragraph, list item or heading."""
        return len({item.block for item in items}) == 1

    def is_line(self, *items: Item) -> bool:
        """True where each of them stands in a short line, as in a list or a table that was made text."""
        return all(
            item.start - self.blocks[item.block][0] <= _LINE and self.blocks[item.block][1] - item.end <= _LINE
            for item in items
        )

    def is_listed(self, *items: Item) -> bool:
        """True where each of them stands in a short line with no other figure but percentages."""
        return self.is_line(*items) and not any(
            other.block == item.block and not other.percent
            for item in items
            for other in self.items[max(0, item.number - 2) : item.number + 3]
            if other is not item
        )

    def is_added(self, item: Item) -> bool:
        """True for a figure to which the next one is added: 2,944 + 313."""
        return item.mention.tail <= item.end and self.text[item.end : item.end + 3].strip().startswith("+")

    def unread(self, items: Sequence[Item]) -> bool:
        """True where a numeral that could not be read stands among some figures, or right before: 5,939.009.29."""
        places = [item.at for item in items]
        among = self.mentions[max(0, min(places) - 1) : max(places)]
        return any(mention.value is None and mention.kind == "code" for mention in among)

    def block_of(self, item: Item) -> tuple[int, int]:
        """Where the block of a quantity begins and ends."""
        return self.blocks[item.block]


def scene(text: Text, mentions: Sequence[Mention], cues: Cues) -> Scene:
    """The quantities of a text with what stands around them."""
    cues.forget()
    blocks = [(block.start, block.end) for block in text.blocks] or paragraphs(text.body)
    cells = frozenset(at for at, block in enumerate(text.blocks) if block.kind == "cell")
    found = Scene(text.body, mentions, cues, blocks, cells=cells)
    grouped = any(_GROUPED.fullmatch(mention.printed) for mention in mentions)
    idle = _idle_cells(mentions, cells)
    for at, mention in enumerate(mentions):
        bare = at in idle or (_bare(mention) and (grouped or not mention.noun))
        if mention.quantity and mention.value is not None and not bare and not _factor(found, mention):
            found.items.append(_item(at, len(found.items), mention))
    _gridded(found)
    _places(found)
    _brackets(found)
    _around(found)
    _inherited(found)
    return found


def _idle_cells(mentions: Sequence[Mention], cells: frozenset[int]) -> set[int]:
    """The figures of tables that the sentences do not state, or state as another one: a table is read as a table."""
    stated = {(one.kind == "percent", one.value) for one in mentions if one.block not in cells} if cells else set()
    idle: set[int] = set()
    for at, one in enumerate(mentions):
        if one.block in cells:
            key = one.kind == "percent", one.value
            if key not in stated:
                idle.add(at)
            stated.discard(key)
    return idle


def _item(at: int, number: int, mention: Mention) -> Item:
    value = exact(mention.value or 0)
    interval = (None if mention.figure is None else mention.figure.interval) or Interval.point(value)
    low = value if interval.lo is None else exact(interval.lo)
    high = value if interval.hi is None else exact(interval.hi)
    percent = mention.kind == "percent"
    return Item(at, number, mention, value, interval, low, high, high - low, percent, mention.start, mention.end)


def _bare(mention: Mention) -> bool:
    """True for four bare digits that may be a year: of "in June 1854" no arithmetic is stated.

    They are one where nothing is counted, or where the text prints thousands with a sign.
    """
    count = mention.kind == "count" and mention.scale == 1 and not mention.unit
    return count and _YEAR.fullmatch(mention.printed) is not None


def _factor(found: Scene, mention: Mention) -> bool:
    """True for 3.4 in "3.4 times as many", of which nothing is a part; "812 times" tells how often."""
    if mention.kind != "count" or not (mention.decimals or (mention.value or 0) < _OFTEN):
        return False
    return found.cues.starts("times", _flat(found.text[mention.end : mention.end + _TOUCHING]))


def _gridded(found: Scene) -> None:
    """Counts all quantities in one unit, so that the many that are tried need no fractions."""
    found.grid = lcm(*(end.denominator for item in found.items for end in (item.low, item.high)))
    for item in found.items:
        low, high = item.low * found.grid, item.high * found.grid
        item.grid = low.numerator, high.numerator


def paragraphs(body: str) -> list[tuple[int, int]]:
    """The paragraphs of a text of which only the characters are known: its lines, broken ones put together again."""
    found: list[tuple[int, int]] = []
    begun = 0
    lines = body.splitlines(keepends=True)
    at = 0
    for line, after in pairwise([*lines, ""]):
        at += len(line)
        full = len(line) > _WRAPPED and line.rstrip()[-1:] not in ".:;!?|"
        follows = after[:1].islower() or (after[:1].isdigit() and line.rstrip()[-1:].isalpha())
        if full and follows:
            continue
        if body[begun:at].strip():
            found.append((begun, at))
        begun = at
    return found or [(0, len(body))]


def _places(found: Scene) -> None:
    """Tells for each quantity its block and its sentence; a colon or semicolon ends none."""
    begins = [start for start, _ in found.blocks]
    stops = sorted({*begins, *(match.end() for match in _STOP.finditer(found.text))})
    sentence, before, passed = 0, -1, 0
    for item in found.items:
        item.block = max(bisect_right(begins, item.start) - 1, 0)
        stop = bisect_right(stops, item.start)
        if stop != passed and item.mention.sentence != before:
            sentence += 1
        before, passed, item.sentence = item.mention.sentence, stop, sentence
        begun = stops[stop - 1] if stop else 0
        item.opening = _flat(found.text[begun : min(begun + _OPENING, item.start)])


def _around(found: Scene) -> None:
    text, cues, items = found.text, found.cues, found.items
    years = [m for m in found.mentions if m.kind == "year"]
    year_starts = [m.start for m in years]
    for number, item in enumerate(items):
        start, stop = found.blocks[item.block]
        left = items[number - 1].end if number else 0
        right = items[number + 1].start if number + 1 < len(items) else len(text)
        begin = max(item.start - _REACH, left, start)
        end = min(item.end + _REACH, right, max(stop, item.end))
        item.before = _MONEY.sub("", _flat(text[begin : item.start]))
        item.after = _flat(text[item.end : end])
        breaks = list(_BREAK.finditer(item.before))
        item.lead = item.before[breaks[-1].end() :] if breaks else item.before
        cut = _AFTER.search(item.after)
        item.tail = item.after[: cut.start()] if cut else item.after
        item.sentence_after = re.split(r"[;\u2022]|[.?!,]\s", _flat(text[item.end : min(item.end + _REACH, stop)]))[0]
        item.times = _times(item, cues)
        item.points = item.percent and cues.starts("points", item.tail)
        item.change = item.mention.sign or _change(item, cues, ends=cut is not None or end < right)
        item.rate = _is_rate(item, cues)
        item.noun = frozenset((*words_of(item.tail, cues.stop)[:4], *_SHORT_NAME.findall(item.after[len(item.tail) :])))
        label = re.split(r"[;|\u2022]|[.?!]\s", item.before)[-1]
        item.label = frozenset(words_of(label, cues.stop)[-8:])
        item.sentence_text = _flat(text[max(start, item.start - _REACH) : item.start])
        item.sentence_text = re.split(r"[;|\u2022]|[.?!]\s", item.sentence_text)[-1]
        near = years[bisect_left(year_starts, begin) : bisect_left(year_starts, end)]
        item.years = tuple(m.printed for m in near)
        item.own_years = tuple(_YEAR.findall(item.tail))


def _times(item: Item, cues: Cues) -> int:
    """How many names stand before a number that each of them has; 1 where none says "each"."""
    if item.percent or not (cues.has("each", item.lead[-_NAMED:]) or cues.has("each", item.tail[:_NAMED])):
        return 1
    names = item.lead.partition(",")[2] or item.lead
    many = names.count(",") + 1 + sum(cues.has("and", word) for word in names.split())
    return many if many <= _MOST else 1


def _is_rate(item: Item, cues: Cues) -> bool:
    tail = item.tail[max(0, item.mention.tail - item.end) :]
    if tail.lstrip().startswith("/") or (item.percent and cues.ends("mean", item.lead[-_NAMED:])):
        return True
    if item.change and cues.has("per_unit", item.lead.rpartition(",")[2][-_NAMED - _TOUCHING :]):
        return True  # each year it grew by 7.2 %
    word = cues.first("per_unit", tail[: 2 * _NAMED])
    if word is None or word.start() > (_AT_ONCE if item.percent else _NAMED):
        return False
    return not cues.starts("was", tail[word.start() :]) and not cues.has("than", tail[: word.end()])


def _inherited(found: Scene) -> None:
    """A change told twice, "a gain of 424 or 5.4 %", is one in both of its figures."""
    for one, other in pairwise(found.items):
        if one.percent and other.percent and found.cues.ends("from", one.lead) and found.cues.ends("to", other.lead):
            one.change = other.change = 0  # from 12 % to 4 % are levels
        if one.percent == other.percent or one.sentence != other.sentence or other.start - one.end > _LINKED:
            continue
        room = _LINKED if one.change and not one.percent else _TOUCHING
        bracket = other.opened >= 0 and other.head == one.number and other.opened - one.end <= room
        bracket = bracket or _compared_right_behind(found, one, other)
        if bracket or found.cues.ends("link", other.lead):
            other.change = other.change or one.change
            if one.percent or (not bracket and "," not in found.between(one, other)):
                one.change = one.change or other.change


def _compared_right_behind(found: Scene, one: Item, other: Item) -> bool:
    """True for a percentage that is compared right behind a change: up 58, 6.1 % on the year before."""
    if not one.change or not other.percent or other.change or other.opened != one.opened:
        return False
    _, comma, words = _flat(found.text[one.end : other.mention.lead]).rpartition(",")
    return bool(comma) and len(words.strip()) <= _ARTICLE and found.cues.starts("than", other.tail.lstrip("% "))


def _flat(text: str) -> str:
    """In lower case, on one line."""
    return text.lower().replace("\n", " ")


def _change(item: Item, cues: Cues, *, ends: bool) -> int:
    """1 or -1 where the words beside a figure, or its sign, say that it is a change.

    ``ends`` tells that no other figure stands right behind its words: "500 in 2022 and another 20 %".
    """
    sign = _SIGN.search(item.before)
    if sign is not None:
        return 1 if sign[1] == "+" else -1
    if cues.ends("level", item.lead[-60:]):
        return 0
    return _compared(item, cues, ends=ends) or _moved(item, cues)


def _compared(item: Item, cues: Cues, *, ends: bool) -> int:
    """The direction that the words after a figure tell: 137 more than, 3.5 % inferior a."""
    tail = item.tail[:48]
    first = (49, 0)
    for name, way in (("more", 1), ("less", -1)):
        word = cues.first(name, tail)
        if word is not None and word.start() <= (22 if item.percent else 30):
            rest = tail[word.end() :]
            if item.percent or (ends and not rest.strip()) or cues.starts("than", rest):
                first = min(first, (word.start(), way))
    return first[1]


def _moved(item: Item, cues: Cues) -> int:
    """The direction that the words before a figure tell: rose by, giảm, the increase in ten years was."""
    lead = item.lead[-60:] if item.percent else item.lead.rsplit(",", 1)[-1][-60:]
    if item.percent and cues.ends("share", lead):
        return 0
    for name, way in (("signed_more", 1), ("signed_less", -1)):
        if item.percent and cues.ends(name, lead):
            return way
    room = 32 if item.percent else 12
    for names, text in (
        (("rise", "fall"), lead[-room - 24 :]),
        (("more", "less"), lead if cues.ends("by", item.lead) else ""),
        (("rise", "fall"), lead if not item.percent and cues.ends("is", lead) else ""),
    ):
        best = (-1, 0)
        for name, way in zip(names, (1, -1), strict=True):
            word = cues.last(name, text) if text else None
            if word is not None and (text is lead or len(text) - word.end() <= room):
                best = max(best, (word.end(), way))
        if best[1]:
            return best[1]
    if cues.ends("by", item.lead):
        return next((w for name, w in (("rise", 1), ("fall", -1)) if cues.has(name, item.sentence_after)), 0)
    return 0


def _brackets(found: Scene) -> None:
    """Tells for each quantity the innermost round bracket around it, and the quantity before that."""
    text, items = found.text, found.items
    open_at: list[tuple[int, int, int]] = []  # offset, block, number of the last quantity before it
    number = block = 0
    for match in re.finditer(r"[()]", text):
        while number < len(items) and items[number].start < match.start():
            _inside(items, number, open_at)
            number += 1
        while block + 1 < len(found.blocks) and found.blocks[block + 1][0] <= match.start():
            block += 1
            open_at.clear()  # a bracket ends with its block, closed or not
        if match[0] == "(":
            open_at.append((match.start(), block, number - 1))
        elif open_at:
            open_at.pop()
    for rest in range(number, len(items)):
        _inside(items, rest, open_at)


def _inside(items: list[Item], number: int, open_at: list[tuple[int, int, int]]) -> None:
    item = items[number]
    if not open_at or open_at[-1][1] != item.block:
        return
    item.opened, _, head = open_at[-1]
    room = 0 if head < 0 else _FAR_HEAD if items[head].percent else _HEAD
    near = head >= 0 and item.opened - items[head].end <= room and items[head].block == item.block
    item.head = head if near else None
