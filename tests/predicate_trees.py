"""Predicates over cells made at random, for tests that compare what an engine and the judge make of them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import NamedTuple

from dvaudit.interval import ZERO, Exact, Interval
from dvaudit.predicate import Agree, All, HasInteger, NotEqual, Predicate, Within, linear
from dvaudit.screen.cells import PLAIN_LIMIT
from dvaudit.screen.emit import Tolerance
from dvaudit.screen.ends import Ends
from dvaudit.term import Abs, Cell, Const, Div, Max, Min, Mul, Term

LARGEST = PLAIN_LIMIT - 1
WIDTHS = {"both": (1, 1, False, False), "floor": (0, 2, False, True), "ceil": (2, 0, True, False),
          "random": (2, 2, True, True)}  # fmt: skip
"""How a cell was rounded: how many half units its ends are from the printed number, and whether they are open."""


class Kind(NamedTuple):
    """How the cells of a column are printed: the unit they count, how many of it they are rounded to, and how."""

    unit: Fraction
    half: int
    mode: str


class Trees:
    """Random cells, predicates about them, and values for them."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)  # noqa: S311 - no secret
        self.kinds = [
            Kind(
                Fraction(random.choice((1, 1, 1, 1000)), 10 ** random.choice((0, 0, 1, 2, 3, 9))),
                random.choice((0, 0, 0, 1, 1, 5, 100)),
                random.choice(("both", "both", "both", "floor", "random", "ceil")),
            )
            for _ in range(random.randint(1, 4))
        ]  # fmt: skip

    def ends(self) -> list[Ends]:
        """The cells as SQL over the columns x0, x1, ..."""
        found = []
        for index, (unit, half, mode) in enumerate(self.kinds):
            value, center = f"x{index}", f"2 * x{index}"
            if not half:
                found.append(Ends(value, value, unit, PLAIN_LIMIT, f"abs({value})", point=True))
                continue
            below, above, lo_open, hi_open = WIDTHS[mode]
            found.append(Ends(
                f"{center} - {below * half}", f"{center} + {above * half}", unit / 2, 2 * PLAIN_LIMIT + 2 * half,
                f"abs({center}) + {2 * half}", lo_open=lo_open, hi_open=hi_open,
            ))  # fmt: skip
        return found

    def intervals(self, values: list[int]) -> list[Interval]:
        """What the judge sees of so many units."""
        found = []
        for (unit, half, mode), value in zip(self.kinds, values, strict=True):
            below, above, lo_open, hi_open = WIDTHS[mode]
            lo, hi = (2 * value - below * half) * unit / 2, (2 * value + above * half) * unit / 2
            found.append(Interval(lo, hi, lo_open, hi_open) if half else Interval.point(value * unit))
        return found

    def predicate(self, depth: int = 3) -> Predicate:
        """Any predicate about numbers."""
        random, cells = self.random, range(len(self.kinds))
        kind = random.randrange(10)
        if kind < 6:
            return Within(self.term(depth), self.allowed())
        if kind == 6:
            return Agree(random.choice(cells), random.choice(cells))
        if kind == 7:
            return NotEqual(self.term(depth))
        if kind == 8:
            return HasInteger(self.term(depth))
        return All(tuple(self.predicate(2) for _ in range(random.randint(1, 3))))

    def sum(self) -> Predicate:
        """A sum, as most rules are."""
        return Within(linear(*((self.random.choice((1, -1)), Cell(index)) for index in range(len(self.kinds)))))

    def term(self, depth: int) -> Term:
        """Any term; cells may occur more than once."""
        random = self.random
        if not depth or random.random() < 0.25:
            return Cell(random.randrange(len(self.kinds))) if random.random() < 0.85 else Const(self.constant())
        kind = random.randrange(7)
        if kind < 3:
            weights = (1, 1, -1, -1, 100, -100, Fraction(1, 10), Fraction(1, 3))
            parts = [(random.choice(weights), self.term(depth - 1)) for _ in range(random.randint(1, 4))]
            return linear(*parts, constant=self.constant() if random.random() < 0.3 else 0)
        if kind < 5:
            return (Mul if kind == 3 else Div)(self.term(depth - 1), self.term(depth - 1))
        if kind == 5:
            return Abs(self.term(depth - 1))
        return random.choice((Min, Max))(tuple(self.term(depth - 1) for _ in range(random.randint(1, 3))))

    def constant(self) -> Exact:
        """A constant."""
        return self.random.choice((0, 1, 2, -1, 100, Fraction(1, 3), Fraction(1, 10), 10**6, -Fraction(7, 2)))

    def allowed(self) -> Interval:
        """Values that are allowed."""
        low, high = sorted((self.constant(), self.constant()))
        return self.random.choice((
            ZERO, ZERO, ZERO, Interval(None, 0), Interval(0, None), Interval(None, 0, hi_open=True),
            Interval(0, None, lo_open=True), Interval(low, high), Interval(low, None), Interval(None, None),
            Interval(low, high + 1, lo_open=True, hi_open=True),
        ))  # fmt: skip

    def tolerance(self) -> Tolerance:
        """A tolerance, mostly none."""
        random = self.random
        if random.random() < 0.6:
            return Tolerance()
        if random.random() < 0.5:
            return Tolerance(amount=random.choice((1, Fraction(1, 2), Fraction(1, 20), 5, 1000)))
        share = random.choice((Fraction(1, 20), Fraction(1, 1000), 1))
        return Tolerance(share=share, about=random.randrange(len(self.kinds)))

    def rows(self, count: int) -> list[list[int]]:
        """Values of the cells in their units: small, zero, huge; in every third row the first is about their sum."""
        random = self.random
        found = [[self._value() for _ in self.kinds] for _ in range(count)]
        unit, half, _ = self.kinds[0]
        for row in found[::3]:
            total = sum((value * kind.unit for value, kind in zip(row[1:], self.kinds[1:], strict=True)), Fraction(0))
            near = int(total / unit) + random.choice((-1, 0, 0, 1, half, -half))
            row[0] = near if abs(near) <= LARGEST else row[0]
        return found

    def _value(self) -> int:
        random, kind = self.random, self.random.random()
        if kind < 0.1:
            return 0
        if kind < 0.5:
            return random.randint(-12, 12)
        if kind < 0.7:
            return random.randint(-3000, 3000)
        return random.choice((1, -1)) * (LARGEST - random.randint(0, 3) if kind < 0.8 else random.randint(0, LARGEST))
