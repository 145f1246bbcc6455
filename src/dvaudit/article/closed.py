"""The lists of which a text says that they make up a total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, significant
from dvaudit.article.cues import words_of
from dvaudit.article.listing import all_of_sentence, is_open, named
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import magnitude

PEERS = 28
"""So many quantities after a total are looked at for its parts."""
REACH = 2600
"""So many characters."""
BLOCKS = 8
SAYS = 3
"""Digits that a total must have for it to mean something that its parts come near it."""
_SKIPPED = 2
_FAR = 300
_CLAUSE = 16
_COLON = 45
_NEAR = 90


class Sum(NamedTuple):
    """A total with the figures that may be its parts; ``prior`` is how much the words speak for it."""

    total: Item
    parts: tuple[Item, ...]
    prior: Fraction

    @property
    def claim(self) -> Claim:
        """The claim that it is."""
        mentions = self.total.at, *(part.at for part in self.parts)
        if any(part.times > 1 for part in self.parts):
            each = (f"part*{part.times}" if part.times > 1 else "part" for part in self.parts)
            return Claim("other", mentions, ("total", *each), "weighted_sum")
        return Claim("sum", mentions, ("total", *("part" for _ in self.parts)))


def peers_of(scene: Scene, total: Item, step: int) -> list[Item]:
    """The quantities after (or before) a total that can be its parts."""
    found: list[Item] = []
    items, at = scene.items, total.number + step
    while 0 <= at < len(items) and len(found) < PEERS:
        item = items[at]
        at += step
        if magnitude(item.start - total.start) > REACH:
            break
        if magnitude(item.block - total.block) > BLOCKS:
            break
        if item.points == total.points and (not item.percent or item.points) and alike(item, total) and item.low >= 0:
            found.append(item)
    return found if step > 0 else found[::-1]


def variants(scene: Scene, total: Item, peers: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The quantities, and those of them that no bracket or word marks as a detail of the one before."""
    if any(item.number in scene.olds for item in peers):
        peers = [item for item in peers if item.number not in scene.olds]
    yield peers
    if any(item.number in scene.under for item in (total, *peers)):
        wanted = total.number in scene.under
        alike_ones = [item for item in peers if (item.number in scene.under) == wanted]
        if 2 <= len(alike_ones) < len(peers):
            yield alike_ones
            peers = alike_ones
    latest = max((year for item in peers for year in item.own_years), default="")
    current = [item for item in peers if not item.own_years or latest in item.own_years] if latest else peers
    if 2 <= len(current) < len(peers):
        yield current
        yield [item for item in current if not item.change]
    steady = [item for item in peers if not item.change]
    if 2 <= len(steady) < len(peers):
        yield steady
    if total.change:
        moving = [item for item in peers if item.change]
        if 2 <= len(moving) < len(peers):
            yield moving
    peers = steady
    heads = list({item.block: item for item in reversed(peers) if item.block != total.block}.values())[::-1]
    if 2 <= len(heads) < len(peers):
        yield heads
    outside = [item for item in peers if item.opened < 0]
    if 2 <= len(outside) < len(peers):
        yield outside
    plain = [
        item for n, item in enumerate(peers)
        if not n or item.sentence != peers[n - 1].sentence or not scene.cues.has("nested", item.lead)
    ]  # fmt: skip
    if 2 <= len(plain) < len(peers):
        yield plain


def closed_lists(scene: Scene, total: Item) -> Iterator[Sum]:
    """The lists of which the text says that they make up the total."""
    if not scene.cues.known:
        return
    peers = [item for item in peers_of(scene, total, 1) if item.number not in scene.olds]
    inside = [item for item in peers if item.head == total.number and item.opened >= 0]
    if len(inside) >= 2 and len({item.opened for item in inside}) == 1:
        lead = scene.text[inside[0].opened : inside[0].start].lower()
        if not scene.cues.has("opens", lead) and not is_open(scene, inside[-1]):
            closed = scene.cues.has("closes", lead) or _year_by_year(total, inside)
            yield Sum(total, tuple(inside), Fraction(9 if closed else 1))
    else:
        inside = []
    for listed in variants(scene, total, peers):
        for start in range(min(_SKIPPED, len(listed) - 1)):
            first = listed[start]
            if _inside_list(scene, total, listed, start) and not _begins(scene, first):
                continue  # a list is taken whole
            if first not in inside:
                yield from _introduced(scene, total, listed[start:], start)
        yield from _lines(scene, total, listed)
        yield from _with_rest(scene, total, listed)
    yield from _paragraphs(scene, total, peers)
    if scene.cues.has("total", total.lead) or scene.cues.has("total", total.tail):
        yield from _before(scene, total)


def _year_by_year(total: Item, parts: Sequence[Item]) -> bool:
    """True where each part is that of one year, and together they are those from the first to the last of the total."""
    own = sorted(int(part.own_years[0]) for part in parts if len(part.own_years) == 1)
    span = sorted(int(year) for year in total.years if year.isdecimal())
    ends = own[:1] + own[-1:]
    return len(own) == len(parts) and own == list(range(own[0], own[-1] + 1)) and set(ends) <= set(span)


def _introduced(scene: Scene, total: Item, listed: Sequence[Item], skipped: int) -> Iterator[Sum]:
    """A list that a word or a colon introduces, to the end of its sentence or to the figure behind its "and"."""
    cues, first = scene.cues, listed[0]
    between = scene.between(total, first) if not skipped else first.lead
    _, semicolon, clause = scene.between(total, first).rpartition(";")
    if len(between) > _FAR or cues.has("opens", first.lead) or (
        semicolon and first.sentence == total.sentence and not cues.has("closes", clause[:_CLAUSE])
    ):  # fmt: skip
        return
    sentence = [item for item in listed if item.sentence == first.sentence]
    ends = [at for at, item in enumerate(sentence) if at and cues.has("and", item.lead)]
    if any(cues.ends("was", item.lead) or cues.ends("than", item.lead) for item in sentence):
        return
    here = first.sentence == total.sentence
    if not here and cues.ends("of", first.lead):
        return  # of 480 letters 120 were ...
    opening = first.opening
    among = cues.has("among", between[-_COLON:] if here else opening) or cues.starts("among", first.tail)
    colon = ":" in between[-_COLON:] and here
    closes = cues.has("closes", between[-_NEAR:]) if here else _opens(scene, total, first)
    prior = Fraction(0)
    called = total.noun & (first.noun | frozenset(words_of(opening + " " + first.lead, cues.stop)))
    parted = not here and not (closes or among or (called and first.block == total.block))
    if len(sentence) > 1 and _two_halves(scene, sentence[0], sentence[1]) and not parted:
        prior, ends = Fraction(4), [1]
    elif closes:
        prior = Fraction(3)
    elif among or colon:
        prior = Fraction(1)
    if first.sentence != total.sentence:
        prior /= 1 if skipped and first.sentence == total.sentence + 1 else 4
    prior /= 1 + skipped
    for size in dict.fromkeys((*(end + 1 for end in ends[:1]), len(sentence))):
        run = sentence[:size]
        if prior and size >= 2 and not is_open(scene, run[-1]) and sum(item.low > 2 * total.high for item in run) < 2:
            yield Sum(total, tuple(run), prior * (2 if size - 1 in ends else 1))


def _opens(scene: Scene, total: Item, first: Item) -> bool:
    """True where the words of a later sentence introduce the parts of a total, and none name another subject."""
    text = first.sentence_text
    closing = scene.cues.last("closes", text[-_NEAR:]) or scene.cues.first("closes", first.opening)
    if closing is None:
        return False
    subject = frozenset(words_of(closing.string[: closing.start()], scene.cues.stop))
    return not subject or bool(subject & (total.noun | frozenset(words_of(total.sentence_text, scene.cues.stop))))


def _inside_list(scene: Scene, total: Item, listed: Sequence[Item], start: int) -> bool:
    """True for a figure of a list that a word has introduced before the figures skipped."""
    if not start or listed[start - 1].sentence != listed[start].sentence:
        return False
    before = listed[0].lead
    return listed[0].sentence != total.sentence or scene.cues.has("closes", before) or scene.cues.has("among", before)


def amid(scene: Scene, listed: Sequence[Item], start: int) -> bool:
    """True for a later figure of a list that the first words of its sentence introduce."""
    first = listed[start]
    later = start > 0 and listed[start - 1].sentence == first.sentence and not listed[start - 1].change
    return later and scene.cues.starts("closes", first.opening) and not _begins(scene, first)


def _begins(scene: Scene, first: Item) -> bool:
    """True where a list is introduced right before a figure."""
    cues, lead = scene.cues, first.lead
    return cues.has("closes", lead) or cues.has("among", lead) or ":" in first.before[-_COLON:]


def _with_rest(scene: Scene, total: Item, listed: Sequence[Item]) -> Iterator[Sum]:
    """A list further on in the paragraph that ends with all the others."""
    cues = scene.cues
    ends = [at for at, item in enumerate(listed) if cues.has("rest", item.lead) or cues.has("rest", item.tail)]
    for end in ends[:2]:
        last = listed[end]
        run = [item for item in listed[: end + 1] if item.sentence == last.sentence and not item.percent]
        called = total.noun & last.noun | run[0].noun & total.noun
        if len(run) > 2 and scene.same_block(total, *run) and (called or all_of_sentence(scene, total, run)):
            yield Sum(total, tuple(run), Fraction(1, 2))


def _two_halves(scene: Scene, one: Item, other: Item) -> bool:
    """True for two figures of which the words say that there is no third beside them: men and women."""
    return scene.cues.complete(one.lead[-40:] + one.tail[:40], other.lead[-40:] + other.tail[:40])


def both_halves(scene: Scene, one: Sum) -> bool:
    """True for two halves of what their total counts: 7.4 m nights; the domestic market had 2.4 m nights and ..."""
    return len(one.parts) == 2 and bool(one.total.noun & one.parts[0].noun) and _two_halves(scene, *one.parts)


def _lines(scene: Scene, total: Item, listed: Sequence[Item]) -> Iterator[Sum]:
    """The lines after the line of a total."""
    if listed and scene.is_listed(total, listed[0]):
        for size in (2, 3, 4, 5, 6):
            run = listed[:size]
            if len(run) == size and scene.is_listed(*run):
                yield Sum(total, tuple(run), Fraction(1, 2))


def _before(scene: Scene, total: Item) -> Iterator[Sum]:
    """All the figures before one that is called a total in its sentence, or those of a sentence before."""
    back = peers_of(scene, total, -1)
    for sentence in (total.sentence, total.sentence - 1, total.sentence - 2):
        run = [item for item in back if item.sentence == sentence]
        if any(scene.cues.starts("was", item.tail) for item in run):
            return  # an earlier value of one of them
        here = sentence == total.sentence
        if len(run) >= 2 and (here or (len(run) == 2 and significant(total) > SAYS)):
            joined = scene.cues.has("and", run[-1].lead)
            yield Sum(total, tuple(run), Fraction(1 if joined else Fraction(1, 2)))
            return


def _paragraphs(scene: Scene, total: Item, peers: Sequence[Item]) -> Iterator[Sum]:
    """Parts that head the paragraphs after their total, or that fill one; both have to be called like the total."""
    later = [item for item in peers if item.block > total.block and not item.change]
    heads = list({item.block: item for item in reversed(later)}.values())[::-1]
    for size in range(2, len(heads) + 1):
        if named(scene, total, heads[:size]):
            yield Sum(total, tuple(heads[:size]), Fraction(2))
    for block in dict.fromkeys(item.block for item in later):
        run = [item for item in later if item.block == block]
        if scene.cues.starts("of", run[0].opening) or scene.cues.starts("among", run[0].opening):
            continue  # of these
        for size in range(3, min(len(run), 9) + 1):
            if all(item.noun & total.noun for item in run[:size]):
                yield Sum(total, tuple(run[:size]), Fraction(1, 8))
