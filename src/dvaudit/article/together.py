"""Claims that follow from other claims: what is said of a total and of its parts, beside that they add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from dvaudit.article.arithmetic import alike, repaired, says, unit_of, verdict
from dvaudit.article.ratios import BELIEVED, partners
from dvaudit.article.scene import Item, Scene
from dvaudit.claim import Claim
from dvaudit.interval import Exact, magnitude

SIGNED = 6
"""So many gains and losses in a row are added up."""


def followed(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What other claims imply about the percentages and changes that stand beside their figures."""
    by_at = {item.at: item for item in scene.items}
    told = {claim.mentions[0] for claim in claims if claim.kind == "percent_of" and claim.understood}
    for claim in claims:
        if not claim.understood or claim.kind != "sum":
            continue
        items = [by_at[at] for at in claim.mentions]
        if claim.form == "shares_100":
            if not told & set(claim.mentions):
                yield from _of_their_sum(scene, items)
            shares = [share for at in claim.mentions for share in claims if _is_share(share, at)]
            if len(shares) == len(items) and len({share.mentions[2] for share in shares}) == 1:
                mentions = shares[0].mentions[2], *(share.mentions[1] for share in shares)
                yield Claim("sum", mentions, ("total", *("part" for _ in shares)))
        elif verdict(says("sum", "", claim.roles), items) and not items[0].percent:
            yield from _weighted(scene, items)
            yield from _alongside(scene, items)


def overlapping(scene: Scene, claims: Sequence[Claim]) -> set[Claim]:
    """The sums that do not hold though each of their parts is confirmed by its share: the groups overlap.

    Of 51 members 9 are women (17.6 %), 5 under 40 (9.8 %) and 38 sat before (74.5 %).
    """
    by_at = {item.at: item for item in scene.items}
    shares = [
        claim.mentions for claim in claims
        if claim.kind == "percent_of" and claim.understood
        and verdict(says("percent_of", "", claim.roles), [by_at[at] for at in claim.mentions])
    ]  # fmt: skip
    wholes = {percent: by_at[whole].value for percent, _, whole in shares}
    percent_of = {(by_at[whole].value, part): by_at[percent] for percent, part, whole in shares}
    found: set[Claim] = set()
    for claim in claims:
        if claim.kind != "sum" or not claim.understood:
            continue
        items = [by_at[at] for at in claim.mentions]
        if verdict(says("sum", claim.form, claim.roles), items):
            continue
        if claim.form == "shares_100":
            confirmed = {wholes.get(item.at) for item in items}
            if len(confirmed) == 1 and None not in confirmed:
                found.add(claim)
            continue
        percents = [percent_of.get((items[0].value, item.at)) for item in items[1:]]
        told = [percent for percent in percents if percent is not None]
        whole = sum(one.low for one in told) <= 100 <= sum(one.high for one in told)
        if len(told) == len(percents) and not whole:
            found.add(claim)
    return found


def _is_share(claim: Claim, at: int) -> bool:
    return claim.kind == "percent_of" and claim.understood and claim.mentions[0] == at


def _beside(scene: Scene, items: Sequence[Item], *, change: bool) -> list[Item] | None:
    """The percentage that belongs to each figure: its share, or its change."""
    own: dict[int, Item] = {}
    for percent in scene.items[max(0, min(i.number for i in items) - 3) : max(i.number for i in items) + 5]:
        if percent.percent and bool(percent.change) == change and not percent.points:
            near = [one.item for one in partners(scene, percent)[:1]] or _own(scene, percent, items)
            for item in near:
                own.setdefault(item.number, percent)
    found = [own.get(item.number) for item in items]
    every = [one for one in found if one is not None]
    return every if len(every) == len(items) and len({one.number for one in every}) == len(every) else None


def _own(scene: Scene, percent: Item, items: Sequence[Item]) -> list[Item]:
    """The one of these figures that stands before a percentage in its sentence, with other percentages between."""
    before = [item for item in items if item.number < percent.number and scene.same_sentence(item, percent)]
    if not before or not all(one.percent for one in scene.items[before[-1].number + 1 : percent.number]):
        return []
    return before[-1:]


def _weighted(scene: Scene, items: Sequence[Item]) -> Iterator[Claim]:
    """The change of a total lies between those of its parts, weighted by how large they are."""
    growths = _beside(scene, items, change=True)
    if growths is None:
        return
    pairs = [one for pair in zip(growths, items, strict=True) for one in pair]
    roles = ["pct_total", "total"]
    for letter in "abcdefghijklmnopqrstuvwxyz"[: len(items) - 1]:
        roles += [f"pct_{letter}", letter]
    if len(roles) != len(pairs):
        return
    falls = sum(1 << at for at, one in enumerate(growths) if one.change < 0)
    claim = Claim("other", tuple(item.at for item in pairs), tuple(roles), "weighted_growth", falls)
    holds = verdict(says("other", "weighted_growth", roles, falls), pairs)
    if holds or _outside(growths):
        yield claim


def _outside(growths: Sequence[Item]) -> bool:
    """True where the total changes more, or less, than each of its parts."""
    low = [one.low if one.change > 0 else -one.high for one in growths]
    high = [one.high if one.change > 0 else -one.low for one in growths]
    return low[0] > max(high[1:]) or high[0] < min(low[1:])


def _alongside(scene: Scene, items: Sequence[Item]) -> Iterator[Claim]:
    """Shares of one whole, and changes by an amount, add up as the figures do that they stand beside."""
    roles = ("total", *("part" for _ in items[1:]))
    beside = [_beside(scene, items, change=False), _amounts(scene, items)]
    for found in beside:
        if found is not None and verdict(says("sum", "", roles), found):
            yield Claim("sum", tuple(item.at for item in found), roles)


def _amounts(scene: Scene, items: Sequence[Item]) -> list[Item] | None:
    found = []
    for item in items:
        after = scene.items[item.number + 1 : item.number + 2]
        if not after or after[0].percent or not after[0].change or not scene.same_sentence(item, after[0]):
            return None
        found += after
    return found if len({item.change for item in found}) == 1 else None


def _of_their_sum(scene: Scene, percents: Sequence[Item]) -> Iterator[Claim]:
    """Shares that make a hundred are those of the figures beside them in these figures' own sum."""
    near = [_count_beside(scene, percent) for percent in percents]
    counts = [item for item in near if item is not None]
    if len(counts) < len(percents) or len({item.number for item in counts}) < len(counts) or len(counts) < 3:
        return
    roles = ("pct", "part", *("rest" for _ in counts[1:]))
    for percent, count in zip(percents, counts, strict=True):
        items = (percent, count, *(item for item in counts if item is not count))
        if verdict(says("other", "percent_of_sum", roles), items):
            yield Claim("other", tuple(item.at for item in items), roles, "percent_of_sum")


def _count_beside(scene: Scene, percent: Item) -> Item | None:
    left = scene.items[percent.number - 1] if percent.number else None
    return left if left is not None and not left.percent and scene.same_block(left, percent) else None


def signed(scene: Scene) -> Iterator[Claim]:
    """The claims that gains less losses make a change: births less deaths, arrivals less departures."""
    named = {item.number: way for item in scene.items if (way := _way(scene, item))}
    moved = {item.number: item.change for item in scene.items if item.change and not item.percent and item.low > 0}
    for result in scene.items:
        if result.percent or result.low <= 0 or not (result.change or scene.cues.has("balance", result.sentence_text)):
            continue
        for ways in (named, moved):
            best: tuple[Fraction, Claim] | None = None
            for run in _runs(scene, result, ways):
                best = _better(best, result, run, ways, slips=ways is named)
            if best is not None:
                yield best[1]


def _way(scene: Scene, item: Item) -> int:
    """1 for a gain, -1 for a loss, 0 for neither."""
    if item.percent or item.low <= 0:
        return 0
    cues = scene.cues
    for text in (item.tail[:40], item.lead[-40:]):
        plus, minus = cues.has("plus", text), cues.has("minus", text)
        if plus and not minus:
            return 1
        if minus and not plus:
            return -1
    return 0


def _runs(scene: Scene, result: Item, ways: Mapping[int, int]) -> Iterator[list[Item]]:
    """Gains and losses that follow one another near a change, in which there are both."""
    near = [
        item for item in scene.items[max(0, result.number - 8) : result.number + 14]
        if item.number in ways and item is not result and abs(item.block - result.block) <= 1
    ]  # fmt: skip
    for start in range(len(near)):
        for end in range(start + 2, min(start + SIGNED, len(near)) + 1):
            run = near[start:end]
            if not all(alike(item, result) for item in run):
                break
            if {ways[item.number] for item in run} == {1, -1}:
                yield run


def _better(
    best: tuple[Fraction, Claim] | None, result: Item, run: Sequence[Item], ways: Mapping[int, int], *, slips: bool
) -> tuple[Fraction, Claim] | None:
    total: Exact = sum(ways[item.number] * item.value for item in run)
    ordered = run
    if total * (result.change or 1) < 0:
        ways, total = {number: -way for number, way in ways.items()}, -total
    items = (result, *ordered)
    roles = ("result", *("plus" if ways[item.number] > 0 else "minus" for item in ordered))
    width = sum(item.width for item in items)
    prior = Fraction(1, 4) if len(run) > 2 else Fraction(1, 2)
    odds = prior * Fraction(sum(magnitude(item.value) for item in run)) / (width + unit_of(items))
    off = magnitude(result.value - total)
    if 2 * off > width:
        printed = result.mention.figure.printed if result.mention.figure else None
        pairs = len(run) >= 3 and sum(ways[item.number] for item in run) == 0  # each gain with its loss
        near = pairs and abs(result.block - run[0].block) <= 1 and run[-1].sentence - run[0].sentence <= 2
        enough = slips and near and printed is not None and printed.digits >= 3
        odds *= repaired(says("other", "signed_sum", roles), items) if enough else 0
    if odds >= BELIEVED and (best is None or odds > best[0]):
        return odds, Claim("other", tuple(item.at for item in items), roles, "signed_sum")
    return best
