"""How far unknown cells are narrowed by everything that is said of them together.

Edits that are linear in the unknown cells are one linear program, solved exactly; of the others it counts what each
says of a single cell. A cell is not determined, and its bounds need not be computed, where two solutions that are found
on the way lie far enough apart: an audit of a thousand cells then takes few programs (M. Fischetti and J. J. Salazar,
"Solving the cell suppression problem on tabular data with linear constraints", 2001, section 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.confront import is_sum
from dvaudit.diagnose.graph import Tie
from dvaudit.diagnose.linear import Ways, constraints
from dvaudit.diagnose.lp import Budget, Constraint, Simplex, TooMuchError
from dvaudit.disclosure.cells import Key, Published, Said, Unknown
from dvaudit.interval import Exact, Interval, exact
from dvaudit.predicate import Agree, implied

if TYPE_CHECKING:
    from dvaudit.disclosure.propose import Proposer

LIMIT = 20_000_000
"""The budget of one connected group of cells."""
FEW, IDLE = 4, 3
"""Of more cells than a few solutions are proposed that move many of them at once, until some in a row show nothing."""

Enough = Callable[[Interval], bool]
"""Whether an interval leaves as much open as is asked for."""


class Bound(NamedTuple):
    """What is left of a cell: its values, and the edits that leave it no more. ``alone`` where they determine it."""

    allowed: Interval
    by: tuple[Said, ...]
    alone: bool


class Group(NamedTuple):
    """Cells that some edits connect, and what came out.

    ``bounds`` are those of the secret cells that are determined or not left enough, ``clash`` the edits that no values
    satisfy together, ``undecided`` those cells for which the work was given up at its limit.
    """

    cells: tuple[Key, ...]
    bounds: dict[Key, Bound]
    clash: tuple[Said, ...] = ()
    undecided: frozenset[Key] = frozenset()


def groups(found: Published) -> Iterable[list[Key]]:
    """The unknown cells that edits connect, secret ones among them."""
    about: dict[Key, list[int]] = {key: [] for key in found.unknown}
    for number, said in enumerate(found.said):
        for key in said.unknown.values():
            about[key].append(number)
    seen: set[Key] = set()
    for start in found.unknown:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            key = waiting.pop()
            group.append(key)
            for number in about[key]:
                new = [other for other in found.said[number].unknown.values() if other not in seen]
                waiting += dict.fromkeys(new)
                seen.update(new)
        if any(found.unknown[key].secret for key in group):
            yield group


def solve(found: Published, keys: Sequence[Key], said: Sequence[Said], enough: Enough | None) -> Group:
    """What is left of the secret cells of a group.

    Without ``enough``, only those are told that are determined: by sums, as sharply as these are printed, or because
    one value is left.
    """
    cells = {key: found.unknown[key] for key in keys}
    number = {key: at for at, key in enumerate(keys)}
    boxes = {key: cell.allowed for key, cell in cells.items()}
    rows: list[Constraint] = []
    origin: list[Said] = []
    equations: list[Mapping[int, Exact]] = []
    limiting: dict[Key, list[Said]] = {key: [] for key in keys}
    for one in said:
        free = {(number[key], 0): number[key] for key in one.unknown.values()}
        tie = _tie(one, {at: number[key] for at, key in one.unknown.items()})
        ways = _possible(constraints(tie, free), boxes, keys)
        if ways is None or len(ways) != 1:
            _limit(one, boxes, limiting)
            continue
        rows += ways[0]
        origin += [one] * len(ways[0])
        if len(ways[0]) == 1 and (isinstance(tie.predicate, Agree) or is_sum(tie.predicate)):
            equations.append(ways[0][0].weights)
    limits = [boxes[key] for key in keys]
    system = _System(rows, limits, [cells[key] for key in keys], enough)
    told = partial(_origins, origin=origin, limiting=[limiting[key] for key in keys])
    bounds: dict[Key, Bound] = {}
    left = {at for at, key in enumerate(keys) if cells[key].secret}
    try:
        alone = determined(equations, system.budget)
        left = system.not_open(left, alone)
        if not left:
            return Group(tuple(keys), {})
        simplex = Simplex([*rows, *(Constraint({at: 1}, box) for at, box in enumerate(limits))], system.budget)
        clash = simplex.clash()
        if clash is not None:
            return Group(tuple(keys), {}, told(sorted(clash)))
        for at in sorted(left):
            reached = simplex.reach({at: 1})
            own = _on_steps(reached.interval, cells[keys[at]].grain)
            known = at in alone or own.is_point
            by = _by_itself(keys[at], own, said, cells) or told(sorted(reached.low | reached.high))
            if (known if enough is None else not enough(own)) and by:
                bounds[keys[at]] = Bound(own, by, known)
            left.discard(at)
    except TooMuchError:
        return Group(tuple(keys), bounds, undecided=frozenset(keys[at] for at in left))
    return Group(tuple(keys), bounds)


def _by_itself(
    key: Key, left: Interval, said: Iterable[Said], cells: Mapping[Key, Unknown]
) -> tuple[Said, ...]:
    """The edit that alone narrows a cell as far as all of them together, which is more easily followed."""
    for one in said:
        at = next((at for at, own in one.unknown.items() if own == key), None)
        if at is not None:
            known = one.found.values
            values = [cells[one.unknown[n]].allowed if n in one.unknown else value for n, value in enumerate(known)]
            found = implied(one.found.edit.predicate, at, values, one.found.slack)
            if found:
                own = cells[key].allowed.intersect(found[0].hull(found[-1]))
                if _on_steps(own, cells[key].grain) == left:
                    return (one,)
    return ()


class _System:
    """The constraints on the cells of a group, and the values of each in the solutions that were seen."""

    def __init__(
        self, rows: Sequence[Constraint], limits: Sequence[Interval], cells: Sequence[Unknown], enough: Enough | None
    ) -> None:
        self.budget = Budget(LIMIT)
        self._rows, self._limits, self._cells, self._enough = rows, limits, cells, enough
        self._seen: list[Interval | None] = [None] * len(cells)

    def not_open(self, asked: AbstractSet[int], alone: AbstractSet[int]) -> set[int]:
        """The cells of which solutions do not prove that they are left open; ``alone`` are determined anyway."""
        left, certain = set(asked - alone), set(asked & alone)
        if len(self._cells) < FEW:
            return left | certain
        from dvaudit.disclosure.propose import Proposer

        proposer, idle = Proposer(self._rows, self._limits), 0
        turn = 0
        while len(left) >= FEW and idle < IDLE:
            before = len(left)
            left = self._still_closed(proposer, {at: _weight(at, turn) for at in sorted(left)}, left)
            idle = idle + 1 if len(left) == before else 0
            turn += 1
        for at in sorted(left):
            if at in left:
                left = self._still_closed(proposer, {at: 1}, left)
        return left | certain

    def _still_closed(self, proposer: Proposer, weights: Mapping[int, int], left: AbstractSet[int]) -> set[int]:
        for solution in proposer.solutions(weights):
            for at, number in enumerate(solution):
                own, known = Interval.point(number), self._seen[at]
                self._seen[at] = own if known is None else known.hull(own)
        return {at for at in left if not _is_open(self._seen[at], self._cells[at], self._enough)}


def _tie(one: Said, unknown: Mapping[int, int]) -> Tie:
    """An edit whose only free cells are the unknown ones, given by their numbers for its places."""
    nothing = (None,) * len(one.found.values)
    return Tie(one.found, nothing, {(number, 0): at for at, number in unknown.items()}, failed=False)


def _possible(ways: Ways | None, boxes: Mapping[Key, Interval], keys: Sequence[Key]) -> Ways | None:
    """The alternatives that the cells' own limits leave."""
    if ways is None or len(ways) < 2:
        return ways
    return [way for way in ways if Simplex([*way, *_boxes(way, boxes, keys)]).clash() is None]


def _boxes(way: Sequence[Constraint], boxes: Mapping[Key, Interval], keys: Sequence[Key]) -> list[Constraint]:
    used = sorted({name for weights, _ in way for name in weights})
    return [Constraint({name: 1}, boxes[keys[name]]) for name in used]


def _limit(one: Said, boxes: dict[Key, Interval], limiting: dict[Key, list[Said]]) -> None:
    """What an edit that is not linear says of each of its cells, the others being anything that they can be."""
    values = [boxes[one.unknown[at]] if at in one.unknown else value for at, value in enumerate(one.found.values)]
    for at, key in one.unknown.items():
        found = implied(one.found.edit.predicate, at, values, one.found.slack)
        if found:
            narrowed = boxes[key].intersect(found[0].hull(found[-1]))
            if narrowed != boxes[key] and not narrowed.empty:
                boxes[key] = narrowed
                limiting[key].append(one)


def _weight(at: int, turn: int) -> int:
    """Weights that are neither equal nor in any order, the same in every run: they move many cells at once."""
    return (at * 2_654_435_761 + turn * 40_503) % 1_009 - 504 or 1


def _origins(held: Iterable[int], origin: Sequence[Said], limiting: Sequence[Sequence[Said]]) -> tuple[Said, ...]:
    """The edits behind some constraints: their own, and those that limit single cells."""
    found: list[Said] = []
    for index in held:
        found += [origin[index]] if index < len(origin) else limiting[index - len(origin)]
    return tuple({id(one): one for one in found}.values())


def _is_open(seen: Interval | None, cell: Unknown, enough: Enough | None) -> bool:
    """True where the solutions that were seen leave a cell open, so that its bounds need not be known."""
    if seen is None or seen.lo is None or seen.hi is None:
        return False
    if enough is not None:
        return enough(seen)  # and what is wider is enough, too
    return seen.hi - seen.lo >= 2 * cell.grain if cell.grain else seen.hi > seen.lo


def _on_steps(found: Interval, grain: Exact | None) -> Interval:
    """The interval from the first to the last of the numbers inside that the cell can be."""
    if not grain:
        return found
    low, high = found.lo, found.hi
    if low is not None:
        first = ceil(exact(low, grain))
        low = grain * (first + 1 if found.lo_open and first * grain == low else first)
    if high is not None:
        last = floor(exact(high, grain))
        high = grain * (last - 1 if found.hi_open and last * grain == high else last)
    if low is not None and high is not None and low > high:
        return found
    return Interval(low, high)


def determined(equations: Iterable[Mapping[int, Exact]], budget: Budget | None = None) -> AbstractSet[int]:
    """The unknowns that linear equations determine, whatever their right sides are: Gauss and Jordan's elimination.

    The shortest equation goes first, and in it the unknown of the fewest others, so that they stay short.
    """
    rows = [dict(weights) for weights in equations if weights]
    columns: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for name in row:
            columns.setdefault(name, set()).add(number)
    left = set(range(len(rows)))
    while left:
        chosen = min(left, key=lambda number: (len(rows[number]), number))
        left.discard(chosen)
        row = rows[chosen]
        if not row:
            continue
        pivot = min(row, key=lambda name: (len(columns[name]), name))
        for other in columns[pivot] - {chosen}:
            changed = rows[other]
            factor = exact(changed[pivot], row[pivot])
            for name, weight in row.items():
                value = changed.get(name, 0) - factor * weight
                if value:
                    changed[name] = value
                    columns[name].add(other)
                elif name in changed:
                    del changed[name]
                    columns[name].discard(other)
            if budget is not None:
                budget.spend(len(row))
        columns[pivot] = {chosen}
    return {next(iter(row)) for row in rows if len(row) == 1}
