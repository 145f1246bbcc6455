"""Sums among columns, or among rows: a figure equals its neighbours, or a few others, in nearly all records.

Totals stand beside their parts, so windows beside each figure are tried first, at several strides. What is a part of a
sum that was found is left out, and the others are looked at again: so subtotals make totals, level by level (the way
of Jiang, Vitagliano, Hameed and Naumann, EDBT 2022). Then two or three figures anywhere, one of them with a minus.

An agreement counts by how unlikely it is: a sum of five digits that holds says more than many that are 0. It has to
outweigh the number of sums that were tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from dvaudit.propose.vectors import Vector, spread

SURE = 8
"""Bits by which an agreement must outweigh the number of tries: one in 256 is a coincidence."""
STRIDES = (1, 2, 3, 4)
PROBES = 12
LONGEST = 120
ROUNDS = 6
ANYWHERE_TWO, ANYWHERE_THREE = 40, 20
"""Among so many figures two, and three, that do not stand together are tried."""


class Sum(NamedTuple):
    """``total`` is the sum of ``parts``, less that of ``minus``; all are numbers of vectors."""

    total: int
    parts: tuple[int, ...]
    minus: tuple[int, ...] = ()

    @property
    def weights(self) -> dict[int, int]:
        """The relation as coefficients whose sum product is zero."""
        return {self.total: -1, **dict.fromkeys(self.parts, 1), **dict.fromkeys(self.minus, -1)}


class Support(NamedTuple):
    """How often a relation holds and does not, and how many bits of evidence that is."""

    held: int
    failed: int
    bits: int

    def enough(self, tries: int) -> bool:
        """True where it holds in at least half of the cases, and hardly by coincidence."""
        return self.held >= self.failed and self.held > 0 and self.bits >= SURE + tries.bit_length()


def support(vectors: Sequence[Vector], found: Sum) -> Support:
    """What speaks for a sum. Cases where at most one term is not zero say nothing; equal cases count once."""
    total = vectors[found.total]
    terms = [(1, vectors[one]) for one in found.parts] + [(-1, vectors[one]) for one in found.minus]
    exact, loose, failed, exact_bits, loose_bits = 0, 0, 0, 0, 0
    seen: set[tuple[int | None, ...]] = set()
    for at, stated in enumerate(total.value):
        values = [one.value[at] for _, one in terms]
        if stated is None or None in values:
            continue
        computed = sum(sign * value for (sign, _), value in zip(terms, values, strict=True) if value is not None)
        missed = abs(stated - computed)
        half = total.half[at] + sum(one.half[at] for _, one in terms)
        wide = total.loose[at] + sum(one.loose[at] for _, one in terms)
        # What is left without one term: a total and one large part are alike by nature.
        size = min(abs(stated), *(abs(stated - value) for value in values if value is not None))
        if sum(map(bool, values)) < 2:
            failed += missed > wide
            continue
        case = (stated, *values)
        new = case not in seen
        seen.add(case)
        if missed <= half:
            exact += 1
            exact_bits += new * _bits(size, 2 * half + total.unit[at])
        if missed <= wide:
            loose += 1
            loose_bits += new * _bits(size, 2 * wide + total.unit[at])
        else:
            failed += 1
    if 10 * exact >= 9 * loose:
        return Support(exact, failed + loose - exact, exact_bits)
    return Support(loose, failed, loose_bits)


def _bits(size: int, width: int) -> int:
    return (size // max(1, width)).bit_length()


def sums(vectors: Sequence[Vector], named: Iterable[int] = ()) -> list[Sum]:
    """The sums that hold in at least half of the cases and are no coincidence, none that follows from the others.

    ``named`` are the vectors whose name says total: of these fewer sums have to be tried.
    """
    known = _Known()
    totals = frozenset(named)
    alive = [at for at, one in enumerate(vectors) if one.known]
    for _ in range(ROUNDS):
        new = [one for one in _beside(vectors, alive, totals) if known.add(one.weights)]
        if not new:
            break
        known.found += new
        used = {part for one in new for part in one.parts}
        alive = [at for at in alive if at not in used]
    every = [at for at, one in enumerate(vectors) if one.known]
    known.found += [one for one in _anywhere(vectors, every) if known.add(one.weights)]
    return known.found


class _Known:
    """The sums so far, and their relations in echelon form."""

    def __init__(self) -> None:
        self.found: list[Sum] = []
        self._rows: dict[int, dict[int, Fraction]] = {}

    def add(self, weights: dict[int, int]) -> bool:
        """Adds a relation; False where it follows from those before."""
        left = {at: Fraction(weight) for at, weight in weights.items()}
        while left:
            lead = min(left)
            if lead not in self._rows:
                self._rows[lead] = {at: weight / left[lead] for at, weight in left.items()}
                return True
            factor = left[lead]
            for at, weight in self._rows[lead].items():
                left[at] = left.get(at, Fraction(0)) - factor * weight
            left = {at: weight for at, weight in left.items() if weight}
        return False


def _beside(vectors: Sequence[Vector], alive: Sequence[int], named: frozenset[int]) -> Iterator[Sum]:
    """Sums of figures that follow one another beside their total."""
    tries = 2 * len(STRIDES) * len(alive) * min(len(alive), LONGEST)
    for position, total in enumerate(alive):
        probes = spread([at for at, value in enumerate(vectors[total].value) if value], PROBES)
        found: list[tuple[int, Support, Sum]] = []
        for stride in STRIDES if probes else ():
            for sign in (1, -1):
                window = [alive[at] for at in _window(position, sign * stride, len(alive))]
                for size in _fitting(vectors, total, window, probes):
                    one = Sum(total, tuple(window[:size]))
                    given = support(vectors, one)
                    if given.enough(2 * len(STRIDES) * len(window) if total in named else tries):
                        found.append((stride, given, one))
                        break
        # The nearest that fits as well as any: no other is told from it by what holds.
        found.sort(key=lambda one: (one[1].failed - one[1].held, one[0]))
        yield from (one for _, _, one in found[:1])


def _window(position: int, step: int, size: int) -> range:
    end = max(position + step * LONGEST, -1) if step < 0 else min(position + step * LONGEST, size)
    return range(position + step, end, step)


def _fitting(vectors: Sequence[Vector], total: int, window: Sequence[int], probes: Sequence[int]) -> Iterator[int]:
    """How many figures of a window make the total in at least half of some cases; shortest first."""
    stated = vectors[total]
    left = {at: [stated.value[at] or 0, stated.loose[at]] for at in probes}
    rising = all((stated.value[at] or 0) > 0 for at in probes)
    for size, part in enumerate(window, 1):
        one = vectors[part]
        for at in list(left):
            value = one.value[at]
            if value is None:
                del left[at]
                continue
            rising = rising and value >= 0
            left[at][0] -= value
            left[at][1] += one.loose[at]
        if 2 * len(left) < len(probes):
            return
        if size > 1 and 2 * sum(abs(rest) <= slack for rest, slack in left.values()) >= len(left):
            yield size
        if rising and 2 * sum(rest < -slack for rest, slack in left.values()) > len(left):
            return


def _anywhere(vectors: Sequence[Vector], every: Sequence[int]) -> Iterator[Sum]:
    """Sums of two figures anywhere, and of three, one of them perhaps with a minus."""
    if len(every) <= ANYWHERE_TWO:
        tries = len(every) ** 3
        yield from (one for one in _chosen(vectors, _two(every)) if support(vectors, one).enough(tries))
    if len(every) <= ANYWHERE_THREE:
        tries = len(every) ** 4
        yield from (one for one in _chosen(vectors, _three(every)) if support(vectors, one).enough(tries))


def _two(every: Sequence[int]) -> Iterator[Sum]:
    return (Sum(total, pair) for pair in combinations(every, 2) for total in every if total not in pair)


def _three(every: Sequence[int]) -> Iterator[Sum]:
    for four in combinations(every, 4):
        for total in four:
            yield Sum(total, tuple(one for one in four if one != total))
        last = four[3]  # of two and two, the last is told by the others: closing = opening + in - out
        for minus in four[:3]:
            yield Sum(last, tuple(one for one in four[:3] if one != minus), (minus,))


def _chosen(vectors: Sequence[Vector], tried: Iterable[Sum]) -> Iterator[Sum]:
    """The sums that hold in at least half of a few cases."""
    size = len(vectors[0].value)
    probes = spread(range(size), PROBES)
    for one in tried:
        held = failed = 0
        for at in probes:
            values = [vectors[part].value[at] for part in (one.total, *one.parts, *one.minus)]
            if None in values:
                continue
            weights = (-1, *(1 for _ in one.parts), *(-1 for _ in one.minus))
            missed = sum(weight * (value or 0) for weight, value in zip(weights, values, strict=True))
            slack = sum(vectors[part].loose[at] for part in (one.total, *one.parts, *one.minus))
            if abs(missed) <= slack:
                held += 1
            else:
                failed += 1
                if failed > held + 1:
                    break
        if held and held >= failed:
            yield one
