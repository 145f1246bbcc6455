"""Totals with all their parts, and balances of two things that are each other's opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from dvaudit.article.arithmetic import alike
from dvaudit.article.cues import words_of
from dvaudit.article.listing import is_open
from dvaudit.article.plain.row import Plain, begins, claimed, compatible, counted, distance, gap, plain, told, trailing
from dvaudit.article.scene import Item, Scene

_INTRODUCED = 100
_GAP = 90
_AROUND = 40
_TAIL = 24
_NOUN = 12
_PARTS = 12
_BACK = 40
_BACK_FEW = 6
_NEXT = 12
_OFF = Fraction(5, 4)
_ARTICLE = 3
_STEM = 4
_DIFFERENCE = ("diff", "a", "b")


def lists(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The totals of a sentence with the list behind or before each, and its balances."""
    for at, total in enumerate(row):
        if total.percent or total.low <= 0:
            continue
        found = [*_balance(scene, row, at), *_balance_of_two(scene, row, at), *_product(scene, row, at)]
        yield from found
        yield from _mean(scene, row, at)
        yield from _mean_per(scene, row, at)
        if any(one.items[0] is total for one in found):
            continue
        after = _after(scene, total, row[at + 1 : at + 2 * _PARTS])
        if after:
            one = _sum(total, after)
            swapped = _all_of_bracket(scene, total, after) and _swapped(total, after)
            if one.likely or _strictly(scene, total, after):
                yield one._replace(likely=swapped or (one.likely and not _overlapping(scene, total, after)))
        before = _before(scene, total, row[max(0, at - _PARTS) : at])
        if before:
            one = _sum(total, before)
            unsure = _known(scene, total, before[0]) or scene.unread(one.items)
            yield one._replace(likely=one.likely and not unsure)


def spelled_lists(scene: Scene, row: Sequence[Item]) -> Iterator[Plain]:
    """The totals of a sentence of which some of the parts are told in words: nine, seven and 5."""
    for at, total in enumerate(row):
        after = row[at + 1 : at + 2 * _PARTS]
        if total.percent or total.low <= 0 or not any(item.mention.spelled for item in after):
            continue
        parts = _after(scene, total, after)
        if parts and ":" in gap(scene, total, parts[0]):
            yield _sum(total, parts)


def _sum(total: Item, parts: Sequence[Item]) -> Plain:
    expected = sum(part.value for part in parts)
    named = len({(part.mention.kind, part.rate) for part in (total, *parts)}) == 1
    items = (total, *parts)
    return plain(claimed("sum", ("total", *("part" for _ in parts)), items), items, expected, factor=_OFF, named=named)


def _after(scene: Scene, total: Item, row: Sequence[Item]) -> list[Item]:
    """The parts behind a total, to the figure behind "and": a total of 12, 5 men and 7 women."""
    cues = scene.cues
    parts = _run(scene, total, row)
    if len(parts) < 2 or (total.opened >= 0 and parts[0].opened != total.opened):
        return []  # 17,270 (15,940 in 2023), made up of
    words = gap(scene, total, parts[0])
    said = trailing(scene, "total", total.lead[-_AROUND:])
    colon = ":" in words
    closes = cues.has("closes", words)
    first = total.lead.rpartition(",")[2].strip()
    of = cues.starts("of", first) and cues.ends("of", first) and bool(counted(scene, total))
    rest = cues.has("rest", parts[-1].lead) or cues.has("rest", parts[-1].tail[:_AROUND])
    joined = cues.has("and", parts[-1].lead) and len(words) <= _INTRODUCED
    rest = rest or (of and len(parts) == 2 and cues.starts("negated", parts[1].tail))
    if is_open(scene, parts[-1]) or _of_another(scene, total, parts):
        return []
    halves = len(parts) == 2 and cues.complete(*(_called(part) for part in parts))
    if cues.has("opens", words) or (cues.has("among", words) and not closes):
        return parts if rest or (halves and not cues.has("opens", words)) else []
    over = of and joined and sum(part.low for part in parts) > total.high
    if joined and len(parts) > 2 and _all_of_bracket(scene, total, parts) and _swapped(total, parts):
        return parts
    if (joined and (said or colon or closes)) or (of and (rest or over)) or (said and colon) or (colon and closes):
        return parts
    return []


def _all_of_bracket(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True for parts that are all that a bracket right behind their total tells: 43 medals (11 gold, 9 silver ...)."""
    first, last = parts[0], parts[-1]
    whole = first.opened >= 0 and first.head == total.number and last.opened == first.opened
    return whole and not any(item.opened == first.opened for item in scene.items[last.number + 1 : last.number + 2])


def _swapped(total: Item, parts: Sequence[Item]) -> bool:
    """True where parts make up their total, or the number that it is with two digits swapped."""
    added = sum(part.value for part in parts)
    return total.mention.scale == 1 and sorted(str(added)) == sorted(str(total.value))


def _of_another(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True for parts that all count one thing, which is not what the total counts: 1,344 crashes, 563 people."""
    own = frozenset.intersection(*(counted(scene, part) for part in parts))
    whole = counted(scene, total)
    return bool(own) and bool(whole) and not own & whole


def trade(scene: Scene, total: Item) -> Iterator[Plain]:
    """Exports and imports whose sum a text has told: foreign trade of 148 billion. Exports were 74, imports 74."""
    if total.percent or total.change or not scene.cues.has("both", total.lead[-_INTRODUCED:]):
        return
    after = scene.items[total.number + 1 : total.number + _NEXT]
    sides = [item for item in after if not item.percent and item.block == total.block and alike(item, total)]
    sides = [item for item in sides if not item.change and not scene.cues.has("among", item.lead)]
    if len(sides) > 1 and scene.cues.opposed(sides[0].lead[-_AROUND:], sides[1].lead[-_AROUND:]):
        yield _sum(total, sides[:2])


def _called(part: Item) -> str:
    return part.lead[-_AROUND:] + part.tail[:_AROUND]


def next_sentence(scene: Scene, before: Sequence[Item], row: Sequence[Item]) -> Iterator[Plain]:
    """The list that a sentence begins with, of the one figure of the sentence before: of these, 297 ... and 285."""
    totals = [item for item in before if not item.percent and not item.change and item.opened < 0]
    opening, cues = row[0].opening, scene.cues
    if len(totals) != 1 or not cues.starts("closes", opening) or cues.starts("opens", opening):
        return
    parts = _run(scene, totals[0], row)
    plainly = len(parts) > 2 and parts[0] is row[0] and cues.has("and", parts[-1].lead)
    if plainly and not is_open(scene, parts[-1]) and not _of_another(scene, totals[0], parts):
        yield _sum(totals[0], parts)


def _strictly(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True for a list that more than a colon closes."""
    return trailing(scene, "total", total.lead[-_AROUND:]) or ":" not in gap(scene, total, parts[0])


def _overlapping(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """True for parts that are more than their total and may be counted twice: of 333, 122 women, 230 students."""
    words = gap(scene, total, parts[0])
    closed = ":" in words or scene.cues.has("closes", words) or trailing(scene, "total", total.lead[-_AROUND:])
    rest = scene.cues.has("rest", parts[-1].lead) or scene.cues.has("rest", parts[-1].tail[:_AROUND])
    closed = closed or (len(parts) == 2 and scene.cues.complete(*(_called(part) for part in parts)))
    return not closed and not rest and not scene.cues.starts("negated", parts[-1].tail)


def _run(scene: Scene, total: Item, row: Sequence[Item]) -> list[Item]:
    """The figures behind a total that can be its parts, as far as they follow one another."""
    parts: list[Item] = []
    cues, last = scene.cues, total
    for item in row:
        words = gap(scene, last, item)
        if item.percent:
            last = item
            continue
        if ";" in words or "\n" in scene.text[last.end : item.start] or len(words) > _GAP:
            break
        if len(parts) > 1 and cues.has("and", parts[-1].lead):
            break
        ended = cues.ends("than", item.lead[-_AROUND:]) or cues.ends("was", item.lead[-_AROUND:])
        ended = ended and not cues.has("among", item.lead)  # de los que
        if ended or not alike(item, total) or item.opened != (parts[0] if parts else item).opened:
            break
        if told(scene, item) or item.mention.sign or cues.ends("of", item.lead[-_TAIL:]) or cues.has("each", item.lead):
            return []
        parts.append(item)
        last = item
    return parts


def _before(scene: Scene, total: Item, row: Sequence[Item]) -> list[Item]:
    """The parts before a total that its words name as one: 250 men and 300 women, a total of 550."""
    cues = scene.cues
    clause = total.lead.rpartition(",")[2]
    word = cues.last("total", clause)
    among = word is not None and cues.ends("of", clause[: word.start()])  # out of a total of
    said = not among and (trailing(scene, "total", clause) or cues.starts("total", total.tail[:_TAIL]))
    if not said or not row or len(gap(scene, row[-1], total)) > _GAP:
        return []
    parts: list[Item] = []
    after = total
    for item in reversed(row):
        if ";" in gap(scene, item, after):
            break
        if not item.percent:
            if not alike(item, total) or item.change or item.opened >= 0:
                return []
            parts.append(item)
        after = item
    joined = parts and any(cues.has("and", part.lead) for part in parts)
    alike_ones = all(compatible(scene, part, total) and not cues.has("each", part.lead) for part in parts)
    joined = joined or (alike_ones and all("," in gap(scene, *pair) for pair in pairwise([*parts[::-1], total])))
    return parts[::-1] if len(parts) >= 2 and joined and not _of_another(scene, total, parts) else []


def _known(scene: Scene, total: Item, first: Item) -> bool:
    """True for a total that the text has told before: it may be that of more than the list before it."""
    return any(item.value == total.value for item in scene.items[max(0, first.number - _BACK) : first.number])


def _product(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """A count of things that have so much each, and what they have together."""
    if at + 2 >= len(row):
        return
    one, two, total = row[at : at + 3]
    pairs = (one, two), (two, total)
    if one.percent or two.percent or total.percent or any(";" in gap(scene, *pair) for pair in pairs):
        return
    for count, each in ((one, two), (two, one)):
        if not count.width and not count.mention.unit and alike(each, total) and _each(scene, count, each, total):
            items = (total, count, each)
            yield plain(claimed("other", ("total", "count", "each"), items, "product"), items, count.value * each.value)


def _mean(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """1,204 pupils in 48 classes, an average of 25 per class."""
    if at + 2 >= len(row):
        return
    total, count, mean = row[at : at + 3]
    words, clause = gap(scene, total, count), gap(scene, count, mean).rpartition(",")[2]
    cues = scene.cues
    close = len(words) <= _GAP // 2 and not set(",;:(") & set(words) and "," in gap(scene, count, mean)
    plainly = not any(one.percent or told(scene, one) for one in (total, count, mean)) and not count.width
    said = trailing(scene, "mean", clause) and begins(scene, clause, ("mean",)) and cues.has("per", mean.tail[:_TAIL])
    if close and plainly and said and count.value > 1 and not count.mention.unit and alike(total, mean):
        items = (mean, total, count)
        claim = claimed("other", ("mean", "total", "count"), items, "mean")
        yield plain(claim, items, Fraction(total.value) / count.value, factor=_OFF * _OFF)


def _mean_per(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """24 matches before 934,080 spectators, an average of 38,920 per match: the last word names the count."""
    mean, cues = row[at], scene.cues
    clause = mean.lead.rpartition(",")[2]
    per = cues.first("per", mean.tail[:_TAIL])
    if at < 2 or per is None or told(scene, mean) or not trailing(scene, "mean", clause):
        return
    unit = mean.tail[per.end() :].split()[:1]
    before = [one for one in row[max(0, at - _BACK_FEW) : at] if not one.percent and not one.change]
    named = [one for one in before if unit and not one.width and _counts(scene, one, unit[0].strip(".,;:)"))]
    totals = [one for one in before if one not in named and one.opened < 0 and alike(one, mean)]
    if len(named) != 1 or not totals or named[0].value < 2 or not begins(scene, clause, ("mean",)):
        return
    items = (mean, totals[-1], named[0])
    claim = claimed("other", ("mean", "total", "count"), items, "mean")
    yield plain(claim, items, Fraction(totals[-1].value) / named[0].value, factor=1)  # only a slip


def _counts(scene: Scene, item: Item, word: str) -> bool:
    """True for a figure that counts what a word names, in the singular or the plural: partite, partita."""
    return len(word) > _ARTICLE and any(
        one[: max(_STEM, len(word) - 2)] == word[: max(_STEM, len(word) - 2)] for one in counted(scene, item)
    )


def _each(scene: Scene, count: Item, each: Item, total: Item) -> bool:
    """True where words say that each of those counted has so much: 4 units of 600 MW each, 2,400 MW in total."""
    cues = scene.cues
    if each.number < count.number:
        named = counted(scene, count) & set(words_of(each.lead, frozenset()))
        return cues.has("each", each.lead[-_AROUND:]) and bool(named) and compatible(scene, each, total)
    clause = gap(scene, each, total).rpartition(",")[2]
    own = begins(scene, clause, ("total", "each"))
    if not own or not compatible(scene, each, total) or cues.has("mean", each.tail):
        return False
    said = cues.has("each", gap(scene, count, each)) or cues.has("each", each.tail[:_TAIL])
    word = cues.last("total", clause)
    summed = cues.starts("total", total.tail) or trailing(scene, "total", total.tail) or cues.ends("link", total.lead)
    summed = summed or (word is not None and len(clause[word.end() :].strip()) <= _NOUN)
    return summed and (said or cues.has("each", count.lead[-_AROUND:]))


def _balance(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """A surplus or deficit behind the two figures that it lies between, or before them."""
    if at + 2 >= len(row):
        return
    one, two, three = row[at : at + 3]
    for amount, first, second in ((three, one, two), (one, two, three)):
        if amount is one and not set(":(") & set(gap(scene, one, two)):
            continue
        if amount.percent or first.percent or second.percent or not (alike(first, second) and alike(amount, first)):
            continue
        said = scene.cues.has("balance", amount.lead[-_AROUND:]) or scene.cues.has("balance", amount.tail[:_TAIL])
        said = said or (amount is three and told(scene, amount) != 0 and scene.cues.has("natural", amount.lead))
        clause = amount.lead.rpartition(",")[2]
        apart = amount is three and ";" in gap(scene, two, three) and not begins(scene, clause, ("balance", "natural"))
        voted = amount is three and scene.cues.ends("to", second.lead) and not scene.cues.ends("from", first.lead)
        voted = voted and (not amount.tail.strip() or bool(counted(scene, amount) & counted(scene, first)))
        if said and not apart and (_opposed(scene, first, second) or voted):
            larger, smaller = (first, second) if first.value >= second.value else (second, first)
            items = (amount, larger, smaller)
            named = amount is one or (begins(scene, clause, ("balance", "natural")) and _ends_so(scene, clause))
            if scene.cues.has("carried", clause) and not scene.cues.has("natural", clause):
                named = False  # what was there before may be in it
            named = named and not scene.cues.has("was", clause)
            yield plain(claimed("difference", _DIFFERENCE, items), items, distance(first, second), named=named)


def _balance_of_two(scene: Scene, row: Sequence[Item], at: int) -> Iterator[Plain]:
    """A natural increase behind one of its two figures, of which the other stands in a sentence before."""
    if at + 1 == len(row):
        return
    one, amount = row[at : at + 2]
    clause = amount.lead.rpartition(",")[2]
    if amount.percent or one.percent or not alike(one, amount) or not scene.cues.has("natural", clause):
        return
    before = scene.items[max(0, one.number - _BACK_FEW) : one.number]
    others = [other for other in before if other.block == one.block and not other.percent and alike(one, other)]
    found = [other for other in others if _opposed(scene, one, other)]
    if len(found) == 1 and found[0].sentence != one.sentence:
        larger, smaller = (one, found[0]) if one.value >= found[0].value else (found[0], one)
        items = (amount, larger, smaller)
        named = begins(scene, clause, ("natural",))
        yield plain(claimed("difference", _DIFFERENCE, items), items, distance(one, found[0]), named=named)


def _ends_so(scene: Scene, clause: str) -> bool:
    """True where a clause that names a balance says nothing else before its figure: a surplus of, not interest paid."""
    cues = scene.cues
    word = cues.last("natural", clause) or cues.last("balance", clause)
    rest = clause[word.end() :] if word is not None else ""
    if cues.has("making", rest):
        return True
    return all(any(cues.has(name, one) for name in ("is", "rise", "fall")) for one in words_of(rest, cues.stop))


def _opposed(scene: Scene, one: Item, other: Item) -> bool:
    first, second = (item.lead[-_AROUND:] + " " + item.tail[:_AROUND] for item in (one, other))
    return scene.cues.opposed(first, second)
