"""What rules say by themselves, before any report: which contradict each other, follow from others, or leave no choice.

Every rule that is linear becomes constraints over exact figures (rounding is a matter of printed texts, and what is
impossible for all values is impossible for all texts). For these the answers are exact. A quotient, such as a share
with its percentage free, takes part by the limits that it gives: its range over the other rules is a linear program
again, after A. Charnes and W. Cooper ("Programming with linear fractional functionals", 1962). Whatever else there is
takes no part, and is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from dvaudit.diagnose.lp import Budget, Constraint, Reach, Simplex, TooMuchError
from dvaudit.diagnose.relations import Form, Quotient, Relations, Row, plus, relations, row_of
from dvaudit.interval import ANY, ZERO, Exact, Interval, exact
from dvaudit.message import Message
from dvaudit.rule import Rule, RuleSet

LIMIT = 600_000
"""The budget of all comparisons of one rule set."""
MOST_ROWS = 2_000
"""How many constraints are compared."""


class Contradiction(NamedTuple):
    """Rules that no figures satisfy together; without any one of them some do.

    ``counts`` is True where it takes figures that are counts, which are not negative.
    """

    rules: tuple[Rule, ...]
    counts: bool = False


class Implied(NamedTuple):
    """A rule that holds wherever the rules ``by`` do; ``same`` where it also works the other way round."""

    rule: Rule
    by: tuple[Rule, ...]
    same: bool


class Bounded(NamedTuple):
    """The values that the rules ``by`` leave a figure: one, or narrower than what single rules say of it alone."""

    name: str
    interval: Interval
    by: tuple[Rule, ...]
    counts: bool = False


class RuleSetCheck(NamedTuple):
    """What the rules of a set say together.

    ``fixed`` are figures with one value left, ``ranges`` those with a limit. ``unused`` gives by reason (see
    :class:`relations.Relations`) the rules that took no part, or only by their limits; ``broken`` are rules that no
    file can be checked with. ``decided`` is False where the work was given up at its
    limit; what is said is right also then. Rules that contradict earlier ones count no further.
    """

    contradictions: tuple[Contradiction, ...] = ()
    implied: tuple[Implied, ...] = ()
    fixed: tuple[Bounded, ...] = ()
    ranges: tuple[Bounded, ...] = ()
    unused: Mapping[str, tuple[Rule, ...]] = {}
    broken: tuple[tuple[Rule, Message], ...] = ()
    decided: bool = True

    @property
    def impossible(self) -> bool:
        """True where some rules can never be met, alone or together."""
        return bool(self.broken) or not all(found.counts for found in self.contradictions)


class _System(NamedTuple):
    rows: Sequence[Row]
    simplex: Simplex


def checked(ruleset: RuleSet) -> RuleSetCheck:
    """What the rules of a set say together."""
    rules, said = ruleset.rules, relations(ruleset)
    contradictions: list[Contradiction] = []
    implied: list[Implied] = []
    bounded: list[Bounded] = []
    decided = len(said.rows) <= MOST_ROWS
    budget = Budget(LIMIT)
    try:
        if decided:
            system = _system(said.rows, budget)
            kept = _without_contradictions(system, frozenset(range(len(rules))), rules, contradictions)
            implied.extend(_implied(system, kept, kept - said.unused.keys(), rules))
            system = _system([*said.rows, *_limits(said, kept, budget)], budget)
            kept = _without_contradictions(system, kept, rules, contradictions)
            bounded.extend(_bounded(system, kept, rules))
    except TooMuchError:
        decided = False
    unused: dict[str, tuple[Rule, ...]] = {}
    for number, reason in sorted(said.unused.items()):
        unused[reason] = (*unused.get(reason, ()), rules[number])
    return RuleSetCheck(
        tuple(contradictions),
        tuple(implied),
        tuple(one for one in bounded if one.interval.is_point),
        tuple(one for one in bounded if not one.interval.is_point),
        unused,
        tuple((rules[number], why) for number, why in said.broken.items()),
        decided,
    )


def _system(rows: Sequence[Row], budget: Budget) -> _System:
    return _System(rows, Simplex([row.constraint for row in rows], budget))


def _limits(said: Relations, kept: AbstractSet[int], budget: Budget) -> Iterator[Row]:
    """What the quotients say within the limits of the other rules, as far as that is linear."""
    rows = [row for row in said.rows if row.rules <= kept]
    simplex = _system(rows, budget).simplex
    simplex.clash()  # finds values, of which there are some
    for quotient in said.quotients:
        divisor = simplex.reach(quotient.below.weights)
        values = divisor.interval + Interval.point(quotient.below.constant)
        # A divisor is not zero where the rule can be checked: what is not negative is positive.
        sign, why = 0, frozenset[int]()
        if values.lo is not None and values.lo >= 0:
            sign, why = 1, divisor.low
        elif values.hi is not None and values.hi <= 0:
            sign, why = -1, divisor.high
        signed = [rows[index] for index in why]
        yield from _multiplied(quotient, simplex.reach(quotient.outside.weights), sign, rows, signed)
        if sign:
            yield from _divided(quotient, sign, rows, signed, budget)


def _multiplied(
    quotient: Quotient, outside: Reach, sign: int, rows: Sequence[Row], signed: Sequence[Row]
) -> Iterator[Row]:
    """The limits that what stands beside a quotient gives it, multiplied by its divisor."""
    left = quotient.allowed - outside.interval - Interval.point(quotient.outside.constant)
    found = left.scaled(exact(1, quotient.factor))
    low, high = (outside.high, outside.low) if quotient.factor > 0 else (outside.low, outside.high)
    if found.is_point and found.lo is not None:
        taken = [rows[index] for index in low | high]
        yield _derived(plus(quotient.above, quotient.below, -found.lo), ZERO, quotient.rule, taken)
    elif sign and not found.empty:
        for end, why, side in ((found.lo, low, _above(0, found)), (found.hi, high, _below(0, found))):
            if end is not None:
                form = plus(quotient.above, quotient.below, -end)
                taken = [*signed, *(rows[index] for index in why)]
                yield _derived(form, side if sign > 0 else -side, quotient.rule, taken)


def _divided(
    quotient: Quotient, sign: int, rows: Sequence[Row], signed: Sequence[Row], budget: Budget
) -> Iterator[Row]:
    """The limits that the range of a quotient over the other rules gives what stands beside it.

    When every figure is divided by the divisor, the quotient is linear and the constraints stay so; ``None`` is the
    unknown that stands for 1 / divisor.
    """
    divided, origin = [], []
    for row in rows:
        weights, allowed = row.constraint
        for end, side in ((allowed.lo, _above(0, allowed)), (allowed.hi, _below(0, allowed))):
            if end is not None:
                divided.append(Constraint({**weights, None: -end}, side))
                origin.append(row)
    above, below = (plus(Form({}, 0), form, sign) for form in (quotient.above, quotient.below))
    divided.append(Constraint({**below.weights, None: below.constant}, Interval.point(1)))
    divided.append(Constraint({None: 1}, Interval(0, None, lo_open=True)))
    simplex = Simplex(divided, budget)
    if simplex.clash() is not None:
        return
    found = simplex.reach({**above.weights, None: above.constant})
    left = quotient.allowed - found.interval.scaled(quotient.factor)
    low, high = (found.high, found.low) if quotient.factor > 0 else (found.low, found.high)
    for why, side in ((low, _above(left.lo, left)), (high, _below(left.hi, left))):
        if side != ANY:
            taken = [*signed, *(origin[index] for index in why if index < len(origin))]
            yield _derived(quotient.outside, side, quotient.rule, taken)


def _above(end: Exact | None, like: Interval) -> Interval:
    """All from an end on, without it where the lower end of an interval is open."""
    return Interval(end, None, lo_open=like.lo_open)


def _below(end: Exact | None, like: Interval) -> Interval:
    """All up to an end, without it where the upper end of an interval is open."""
    return Interval(None, end, hi_open=like.hi_open)


def _derived(form: Form, allowed: Interval, rule: int, taken: Iterable[Row]) -> Row:
    origin = list(taken)
    rules = frozenset((rule,)).union(*(row.rules for row in origin))
    return row_of(form, allowed, rules, any(row.counts for row in origin), derived=True)


def _clash(
    system: _System, rules: frozenset[int], counts: bool, instead: tuple[int, Interval] | None = None
) -> frozenset[int] | None:
    """The rules of a contradiction among these; ``instead`` asks something else of one row, whosever it is."""
    for index, row in enumerate(system.rows):
        used = row.rules <= rules and (counts or not row.counts)
        system.simplex.keep(index, row.constraint.allowed if used else ANY)
    if instead is not None:
        system.simplex.keep(*instead)
    found = system.simplex.clash()
    if found is None:
        return None
    others = (system.rows[index].rules for index in found if instead is None or index != instead[0])
    return frozenset[int]().union(*others)


def _smallest(found: frozenset[int], asked: Callable[[frozenset[int]], frozenset[int] | None]) -> frozenset[int]:
    """Of rules that are enough those without any of which they are not; later ones are left out first.

    ``asked`` gives those of some rules that are enough, or None.
    """
    for rule in sorted(found, reverse=True):
        fewer = asked(found - {rule}) if rule in found else None
        found = found if fewer is None else fewer
    return found


def _without_contradictions(
    system: _System, kept: frozenset[int], rules: Sequence[Rule], contradictions: list[Contradiction]
) -> frozenset[int]:
    """The rules that are left when of every contradiction the last rule is taken away."""
    for counts in (False, True):
        asked = partial(_clash, system, counts=counts)
        while (found := asked(kept)) is not None:
            found = _smallest(found, asked)
            contradictions.append(Contradiction(_named(found, rules), counts))
            kept -= {max(found)}
    return kept


def _implied(
    system: _System, kept: frozenset[int], candidates: AbstractSet[int], rules: Sequence[Rule]
) -> Iterator[Implied]:
    """The rules that follow from others, the later ones from the earlier ones where it goes both ways."""
    for rule in sorted(candidates, reverse=True):
        asked = partial(_enough, system, rule)
        by = asked(kept - {rule})
        if by:
            by = _smallest(by, asked)
            kept -= {rule}
            back = len(by) == 1 and by <= candidates and _enough(system, min(by), frozenset((rule,)))
            yield Implied(rules[rule], _named(by, rules), same=bool(back))


def _enough(system: _System, rule: int, others: frozenset[int]) -> frozenset[int] | None:
    """Those of other rules that a rule follows from; None where it says more than they do."""
    found: frozenset[int] = frozenset()
    for index, row in enumerate(system.rows):
        if row.counts or row.derived or row.rules != {rule}:
            continue
        allowed = row.constraint.allowed
        for end, beyond in (
            (allowed.lo, Interval(None, allowed.lo, hi_open=not allowed.lo_open)),
            (allowed.hi, Interval(allowed.hi, None, lo_open=not allowed.hi_open)),
        ):
            if end is not None:
                by = _clash(system, others, counts=False, instead=(index, beyond))
                if by is None:
                    return None
                found |= by
    return found


def _bounded(system: _System, kept: frozenset[int], rules: Sequence[Rule]) -> Iterator[Bounded]:
    """The figures with one value left, and those that the rules together leave fewer than each rule for itself."""
    _clash(system, kept, counts=True)
    alone: dict[str, Interval] = {}
    for (weights, allowed), taken, counts, derived in system.rows:
        for name, weight in weights.items():
            alone.setdefault(name, ANY)
            if len(weights) == 1 and taken <= kept and not counts and not derived:
                alone[name] = alone[name].intersect(allowed.scaled(exact(1, weight)))
    for name, stated in alone.items():
        found = system.simplex.reach({name: 1})
        reached = found.interval
        told = reached.hi is not None or reached.lo not in {None, 0}
        if told and (reached.is_point or reached != stated):
            origin = [system.rows[index] for index in found.low | found.high]
            by = _named(frozenset[int]().union(*(row.rules for row in origin)), rules)
            yield Bounded(name, reached, by, any(row.counts for row in origin))


def _named(found: Iterable[int], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    return tuple(rules[number] for number in sorted(found))
