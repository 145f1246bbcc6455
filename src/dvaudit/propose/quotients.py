"""Percentages, rates and changes among columns: a column is what two others give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dvaudit.propose.sums import Support
from dvaudit.propose.vectors import Vector

NEAR = 12
"""In wide tables the two columns are looked for so many places around the quotient."""
WIDE = 40
PER = (1, 1_000, 10_000, 100_000)
"""What a rate is per, beside per cent."""


class Quotient(NamedTuple):
    """``stated`` is ``per`` times part / whole; for a change it is the growth from whole to part in per cent."""

    stated: int
    part: int
    whole: int
    per: int
    change: bool = False


class Likeness(NamedTuple):
    """Which columns may be quotients, per cent or others, and which of the others a quotient is named after.

    ``like`` gives for a quotient the part that its name speaks of, if it speaks of one; ``rates`` are those whose name
    says rate or the like, ``changes`` those whose name says growth. ``scale`` is as of the vectors.
    """

    percents: frozenset[int]
    quotients: frozenset[int]
    like: dict[int, int]
    rates: frozenset[int]
    changes: frozenset[int]
    scale: int


def quotients(vectors: Sequence[Vector], likeness: Likeness) -> list[Quotient]:
    """The quotients that hold in at least half of the cases and are no coincidence; the best for each column."""
    found = []
    for stated in sorted(likeness.quotients):
        best: tuple[int, bool, int, Quotient] | None = None
        named = likeness.like.get(stated)
        for one in _tried(vectors, stated, likeness):
            given = support(vectors, one, likeness.scale)
            needed = 2 * len(vectors) if one.part == named else 0
            if given.enough(needed or _tries(len(vectors))):
                near = -abs(one.part - stated) - abs(one.whole - stated)
                rank = (given.held - given.failed, one.change == (stated in likeness.changes), near, one)
                best = rank if best is None else max(best, rank, key=lambda other: other[:3])
        if best is not None:
            found.append(best[3])
    return [one for one in found if not any(_is_better(other, one, likeness) for other in found)]


def _is_better(other: Quotient, one: Quotient, likeness: Likeness) -> bool:
    """True where another one says the same the other way round (size = people / density), and is called a rate."""
    turned = other.part == one.part and {other.stated, other.whole} == {one.stated, one.whole} and other != one
    return turned and (other.stated in likeness.rates, other.stated) > (one.stated in likeness.rates, one.stated)


def _tries(columns: int) -> int:
    near = min(columns, 2 * NEAR) if columns > WIDE else columns
    return near * near * (len(PER) + 2)


def _tried(vectors: Sequence[Vector], stated: int, likeness: Likeness) -> Iterator[Quotient]:
    """Every quotient that fits where the column is largest, or where it is second to that."""
    said = vectors[stated]
    ranked = sorted((at for at, value in enumerate(said.value) if value), key=lambda at: -abs(said.value[at] or 0))
    wide = len(vectors) > WIDE
    others = [
        at for at in range(len(vectors))
        if at != stated and at not in likeness.percents and (not wide or abs(at - stated) <= NEAR)
    ]  # fmt: skip
    shapes = ((100, False), (100, True), *(() if stated in likeness.percents else ((per, False) for per in PER)))
    seen: set[Quotient] = set()
    for at in ranked[:2]:
        value, loose = said.value[at] or 0, said.loose[at]
        parts = [(one, top, vectors[one].half[at]) for one in others if (top := vectors[one].value[at]) is not None]
        for whole, below, wholly in parts:
            if below <= wholly:
                continue
            for per, change in shapes:
                # part is value * whole / per, but for what rounding leaves open.
                aim = (value + 100 * likeness.scale * change) * below
                slack = loose * below + abs(value + 100 * likeness.scale * change) * wholly + loose * wholly
                size = per * likeness.scale
                for part, top, partly in parts:
                    if abs(size * top - aim) <= slack + size * partly and part != whole:
                        one = Quotient(stated, part, whole, per, change)
                        if one not in seen:
                            seen.add(one)
                            yield one


def support(vectors: Sequence[Vector], one: Quotient, scale: int) -> Support:
    """What speaks for a quotient; equal cases count once, and those that are 0 or 100 by nature say nothing."""
    held = failed = bits = 0
    seen: set[tuple[int | None, ...]] = set()
    for at, stated in enumerate(vectors[one.stated].value):
        holds = _holds(vectors, one, at, scale)
        if holds is None or stated is None:
            continue
        held, failed = held + holds, failed + (not holds)
        part, whole = vectors[one.part].value[at], vectors[one.whole].value[at]
        case = (stated, part, whole)
        if holds and case not in seen and part and part != whole:
            seen.add(case)
            bits += (abs(stated) // max(1, 2 * vectors[one.stated].loose[at])).bit_length()
    return Support(held, failed, bits)


def _holds(vectors: Sequence[Vector], one: Quotient, at: int, scale: int) -> bool | None:
    """Whether some values that are printed here make the quotient; None where that cannot be told."""
    stated, part, whole = vectors[one.stated], vectors[one.part], vectors[one.whole]
    said, above, below = stated.value[at], part.value[at], whole.value[at]
    if said is None or above is None or below is None or below - whole.half[at] <= 0:
        return None
    said += 100 * scale if one.change else 0
    low, high = (said - stated.loose[at]), (said + stated.loose[at])
    ends = [
        (top, bottom)
        for top in (above - part.half[at], above + part.half[at])
        for bottom in (below - whole.half[at], below + whole.half[at])
    ]
    # per * top / bottom lies in [low, high] / scale for some ends, or the ends enclose it.
    over = [one.per * scale * top - high * bottom for top, bottom in ends]
    under = [one.per * scale * top - low * bottom for top, bottom in ends]
    return min(over) <= 0 <= max(under)
