"""Totals and their parts: which figures a text adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.arithmetic import alike, may_be_slip, rarity_of_sum, repaired, says, significant, unit_of
from dvaudit.article.cues import words_of
from dvaudit.article.listing import is_open, named, outright, prior_of
from dvaudit.article.ratios import BELIEVED
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import Exact, magnitude

PEERS = 28
"""So many quantities after a total are looked at for its parts."""
REACH = 2600
"""So many characters."""
BLOCKS = 8
STARTS = 4
"""Parts may begin so many quantities after their total."""
_TRIED = 10
_SKIPPED = 2
_CLOSE = 50
_HALVES = 10
"""Two halves that the words name are off by less than one in so many of their total."""
_SAYS = 3
"""Digits that a total must have for it to mean something that its parts come near it."""
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


def sums(scene: Scene, known: set[frozenset[int]]) -> Iterator[Claim]:
    """The claims that parts make up a total: those that hold, then those that a slip keeps from holding.

    ``known`` are the mentions of claims that say the same in another way: that one figure is the difference of two.
    """
    held: dict[frozenset[int], Sum] = {}
    for total in scene.items:
        if (total.percent and not total.points) or total.low <= 0:
            continue
        for found in _best(scene, total):
            if found.prior < 1 and frozenset((total.at, *(part.at for part in found.parts))) in known:
                continue
            held.setdefault(frozenset((total.number, *(part.number for part in found.parts))), found)
    kept = _without_echoes(list(held.values()))
    yield from (one.claim for one in kept)
    used: dict[int, list[frozenset[int]]] = {}
    for one in kept:
        _use(used, one)
    closed = {one.total.number for one in kept}
    for total in scene.items:
        if (total.percent and not total.points) or total.low <= 0:
            continue
        part = total.number in used
        listed = outright(scene, total)
        if listed and not part and total.number not in closed:
            failed: Sum | None = Sum(total, listed, Fraction(3))
        else:
            failed = _failed(scene, total, used, known=total.number in closed, part=part)
        if failed is not None:
            _use(used, failed)
            yield failed.claim


def _use(used: dict[int, list[frozenset[int]]], found: Sum) -> None:
    """Notes the parts of a sum: by the number of each, the lists that it is in."""
    numbers = frozenset(part.number for part in found.parts)
    for number in numbers:
        used.setdefault(number, []).append(numbers)


def _peers(scene: Scene, total: Item, step: int) -> list[Item]:
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


def _variants(scene: Scene, total: Item, peers: Sequence[Item]) -> Iterator[Sequence[Item]]:
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
    plain = [item for n, item in enumerate(peers) if not n or not scene.cues.has("nested", item.lead)]
    if 2 <= len(plain) < len(peers):
        yield plain


def _best(scene: Scene, total: Item) -> list[Sum]:
    """The runs of figures after or before a total that make it up."""
    found: dict[tuple[int, ...], tuple[Fraction, Sum]] = {}
    for step in (1, -1):
        peers = _peers(scene, total, step)
        for listed in _variants(scene, total, peers):
            ordered = listed if step > 0 else listed[::-1]
            for start in _starts(ordered, step):
                if step > 0 and ordered[0].sentence != total.sentence and _amid(scene, ordered, start):
                    continue
                for run in _adding_up(total, ordered, start):
                    parts = tuple(sorted(run, key=lambda item: item.number))
                    prior = prior_of(scene, total, parts, start, step)
                    width = total.width + sum(part.width for part in parts)
                    rarity = rarity_of_sum(total.value, width, unit_of((total, *parts)))
                    odds = prior * rarity / _TRIED
                    key = tuple(part.number for part in parts)
                    if odds >= BELIEVED and (key not in found or odds > found[key][0]):
                        found[key] = odds, Sum(total, parts, prior)
    chosen: list[Sum] = []
    for _, one in sorted(found.values(), key=lambda pair: -pair[0]):
        mine = {part.number for part in one.parts}
        if not any(mine & {part.number for part in other.parts} for other in chosen):
            chosen.append(one)
    return chosen


def _starts(ordered: Sequence[Item], step: int) -> list[int]:
    """Where a list of parts may begin: beside the total, or with a sentence or a paragraph after it."""
    near = range(min(STARTS if step > 0 else 2, len(ordered) - 1))
    later = [
        at for at in range(len(near), len(ordered) - 1)
        if step > 0 and ordered[at].sentence != ordered[at - 1].sentence
    ]  # fmt: skip
    return [*near, *later]


def _adding_up(total: Item, ordered: Sequence[Item], start: int) -> Iterator[Sequence[Item]]:
    low = high = 0
    least, most = total.grid
    for end in range(start, len(ordered)):
        part, times = ordered[end].grid, ordered[end].times
        low, high = low + times * part[0], high + times * part[1]
        if low > most:
            return
        if end > start and high >= least:
            yield ordered[start : end + 1]


def _without_echoes(found: list[Sum]) -> list[Sum]:
    """The sums without those that say the same of other mentions of a figure."""
    seen: dict[tuple[Exact, ...], Sum] = {}
    for one in sorted(found, key=lambda one: (-one.prior, one.parts[-1].start - one.total.start)):
        values = tuple(sorted(Fraction(item.value) for item in (one.total, *one.parts)))
        seen.setdefault(values, one)
    return sorted(seen.values(), key=lambda one: one.total.number)


def _failed(
    scene: Scene, total: Item, used: Mapping[int, Sequence[frozenset[int]]], *, known: bool, part: bool
) -> Sum | None:
    """The list that the text closes and that does not make up its total, where that is no chance."""
    best: tuple[Fraction, Sum] | None = None
    for one in _closed_lists(scene, total):
        numbers = frozenset(part.number for part in one.parts)
        if any(item.mention.spelled or item.times > 1 for item in (total, *one.parts)) or _uneven(one):
            continue
        if {scene.wholes.get(item.number) for item in one.parts} & {item.value for item in one.parts}:  # nested
            continue
        if any(len(numbers & other) >= 2 for number in numbers for other in used.get(number, ())):
            continue
        if any(part.rate != total.rate for part in one.parts):
            continue  # 105 boys for 100 girls
        off = magnitude(total.value - sum(part.value for part in one.parts))
        items = (total, *one.parts)
        roles = ("total", *("part" for _ in one.parts))
        width = sum(item.width for item in items)
        if off <= width / 2 or _misses(scene, one) or _nearer(scene, one, off):
            continue
        close = _closeness(one, off)
        if _both_halves(scene, one) and total.value > _HALVES * off:
            close = max(close, Fraction(_CLOSE))
        rarity = rarity_of_sum(total.value, width, unit_of(items))
        slip = Fraction(0)
        if one.prior * rarity >= BELIEVED and (width or may_be_slip(off, items)):
            slip = rarity * repaired(says("sum", "", roles), items)
        odds = one.prior * max(close, slip / 3)
        if known or (part and one.parts[0].sentence != total.sentence):
            odds /= 3
        if odds >= BELIEVED and (best is None or odds > best[0]):
            best = odds, one
    return None if best is None else best[1]


def _misses(scene: Scene, one: Sum) -> bool:
    """True where a numeral that could not be read stands in a list, or right before it: 5,939.009.29."""
    first, last = min(one.total.at, one.parts[0].at), max(one.total.at, one.parts[-1].at)
    listed = scene.mentions[max(0, first - 1) : last]
    return any(mention.value is None and mention.kind == "code" for mention in listed)


def _nearer(scene: Scene, one: Sum, off: Exact) -> bool:
    """True where a list in a later sentence comes nearer to a figure after its total: up by 6,124, 2,219 of them now."""
    total, parts = one.total, one.parts
    if parts[0].sentence == total.sentence or parts[0].number < total.number:
        return False
    added = sum(part.value for part in parts)
    between = scene.items[total.number + 1 : parts[0].number]
    return any(alike(item, total) and item.value > 0 and magnitude(item.value - added) < off for item in between)


def _uneven(one: Sum) -> bool:
    """True for a few parts of one digit under a large total: they number something else."""
    small = [part for part in one.parts if part.value < 10 and not part.noun and not part.mention.decimals]
    return one.total.value >= 1000 and 2 * len(small) >= len(one.parts)


def _closeness(one: Sum, off: Exact) -> Fraction:
    """How near the parts come to their total, where both are numbers of which that says something.

    A list that the words do not close has to come nearer.
    """
    total = one.total
    if any(part.high >= total.low for part in one.parts) or significant(total) < _SAYS:
        return Fraction(0)
    if any(item.mention.decimals != total.mention.decimals for item in one.parts) and not total.mention.scale > 1:
        return Fraction(0)
    close = Fraction(total.value) / off
    return close if close >= (3 if one.prior >= 3 else _CLOSE) else Fraction(0)


def _closed_lists(scene: Scene, total: Item) -> Iterator[Sum]:
    """The lists of which the text says that they make up the total."""
    if not scene.cues.known:
        return
    peers = [item for item in _peers(scene, total, 1) if item.number not in scene.olds]
    inside = [item for item in peers if item.head == total.number and item.opened >= 0]
    if len(inside) >= 2 and len({item.opened for item in inside}) == 1:
        lead = scene.text[inside[0].opened : inside[0].start].lower()
        if not scene.cues.has("opens", lead) and not is_open(scene, inside[-1]):
            closed = scene.cues.has("closes", lead) or _year_by_year(total, inside)
            yield Sum(total, tuple(inside), Fraction(9 if closed else 1))
    else:
        inside = []
    for listed in _variants(scene, total, peers):
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


def _amid(scene: Scene, listed: Sequence[Item], start: int) -> bool:
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
        if len(run) > 2 and scene.same_block(total, *run) and total.noun & last.noun | run[0].noun & total.noun:
            yield Sum(total, tuple(run), Fraction(1, 2))


def _two_halves(scene: Scene, one: Item, other: Item) -> bool:
    """True for two figures of which the words say that there is no third beside them: men and women."""
    return scene.cues.complete(one.lead[-40:] + one.tail[:40], other.lead[-40:] + other.tail[:40])


def _both_halves(scene: Scene, one: Sum) -> bool:
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
    back = _peers(scene, total, -1)
    for sentence in (total.sentence, total.sentence - 1, total.sentence - 2):
        run = [item for item in back if item.sentence == sentence]
        if any(scene.cues.starts("was", item.tail) for item in run):
            return  # an earlier value of one of them
        here = sentence == total.sentence
        if len(run) >= 2 and (here or (len(run) == 2 and significant(total) > _SAYS)):
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
        for size in range(3, min(len(run), 9) + 1):
            alike_ones = sum(bool(item.noun & total.noun) for item in run[:size])
            if 2 * alike_ones > size:
                yield Sum(total, tuple(run[:size]), Fraction(1, 8))
