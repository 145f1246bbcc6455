"""The graph that diagnosis works on: printed cells, and the edits that speak about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dvaudit.confront import is_sum
from dvaudit.figure import Figure, Record
from dvaudit.interval import ANY, ZERO, Exact, Interval, common, magnitude, unite
from dvaudit.predicate import Agree, Predicate, cells, implied
from dvaudit.report import Spot
from dvaudit.rule import Confrontation, Edit, Outcome

Key = tuple[int, int]
"""What identifies a printed cell in its table: row and column."""

Values = tuple[Interval, ...]
"""A set of values: disjoint intervals in order."""

TIGHT = 20
"""An edit is tight where it leaves a figure at most a 20th of its value."""
NEARBY = 3
"""So many steps from edit to record and on to further edits are looked at: no set of three figures reaches farther."""


@dataclass(slots=True, eq=False, repr=False)
class Tie:
    """An edit between cells: the ``key`` of each of its positions, None where nothing printed can be wrong.

    ``bound`` are its positions by key, ``wanted`` what is already known of :meth:`Graph.wanted`.
    """

    found: Confrontation
    keys: tuple[Key | None, ...]
    bound: dict[Key, int]
    failed: bool
    number: int = 0
    wanted: dict[Key, Values] = field(default_factory=dict)

    @property
    def predicate(self) -> Predicate:
        """What the edit says."""
        return self.found.edit.predicate


@dataclass(slots=True, eq=False, repr=False)
class Graph:
    """All cells that can be wrong and the edits about them, failed and holding."""

    ties: list[Tie]
    about: dict[Key, list[Tie]]
    spots: dict[Key, Spot]
    weights: dict[Key, int]
    grains: dict[Key, Exact]
    """The step from one printed value to the next: 1 for a count; the finest of the numbers that it is added to."""
    peers: dict[Key, Exact]
    """The same step of the other numbers in its sums."""
    in_row: dict[int, list[Key]]
    printing: dict[Exact, list[Key]]
    """The cells by the value that they print."""
    tie_of: dict[int, Tie]
    """By the identity of a confrontation: two that say the same are one edit."""


def graph(failed: Iterable[Confrontation], held: Sequence[Confrontation]) -> Graph:
    """The graph of the failed edits and of the edits that hold in their records and in those near them.

    Two rules that say the same of the same cells are one edit here: saying it twice is no second witness.
    """
    found = Graph([], {}, {}, {}, {}, {}, {}, {}, {})
    known: dict[tuple[object, ...], Tie] = {}
    rows: set[int] = set()
    for one in failed:
        _add(one, found, known)
        rows.update(record.row for record in _records(one.edit))
    left = [one for one in held if one.values]
    for _ in range(NEARBY):
        near: list[Confrontation] = []
        far: list[Confrontation] = []
        more: set[int] = set()
        for one in left:
            edit = one.edit
            if not edit.records:
                (near if edit.record.row in rows else far).append(one)
            elif any(record.row in rows for record in edit.records):
                near.append(one)
                more.update(record.row for record in edit.records)
            else:
                far.append(one)
        for one in near:
            _add(one, found, known)
        if more <= rows:
            break
        rows |= more
        left = far
    return found


def _records(edit: Edit) -> tuple[Record, ...]:
    return edit.records or (edit.record,)


def _add(one: Confrontation, into: Graph, known: dict[tuple[object, ...], Tie]) -> None:
    edit = one.edit
    keys: list[Key | None] = []
    for position, figure in enumerate(edit.figures):
        key = _key(figure)
        keys.append(key)
        if key is not None and key not in into.spots:
            into.spots[key] = Spot(figure, edit.records[position] if edit.records else edit.record)
            into.weights[key] = 1 if figure.spec is None else figure.spec.weight
            into.grains[key] = _grain(figure)
            into.in_row.setdefault(into.spots[key].record.row, []).append(key)
            into.printing.setdefault(center(figure), []).append(key)
    named = dict.fromkeys(cells(edit.predicate)) if one.values else {}  # what no number says binds no cell
    bound = {key: index for index in named if (key := keys[index]) is not None}
    tie = Tie(one, tuple(keys), bound, one.outcome is Outcome.FAILS)
    same = (edit.predicate, tuple(keys), one.slack, tie.failed, *(one.values[i] for i in named if keys[i] is None))
    if same in known:
        into.tie_of[id(one)] = known[same]
        return
    known[same] = into.tie_of[id(one)] = tie
    tie.number = len(into.ties)
    into.ties.append(tie)
    for key in bound:
        into.about.setdefault(key, []).append(tie)
    if is_sum(edit.predicate):
        steps = [(_grain(figure), at) for at, figure in enumerate(edit.figures)]
        finest = min(steps)
        other = min((step for step in steps if step != finest), default=finest)
        for key, index in bound.items():
            step = (other if index == finest[1] else finest)[0]
            into.peers[key] = min(step, into.peers.get(key, step))
            into.grains[key] = min(step, into.grains[key])


def _key(figure: Figure) -> Key | None:
    """The cell of a figure that may be wrong: printed, a number (or a blank that counts as one), and not trusted."""
    if not figure.cells or (figure.spec is not None and figure.spec.trusted):
        return None
    if figure.printed is None and figure.intervals and figure.intervals[0] != ZERO:
        return None  # confidential: nothing is printed that could be wrong
    cell = figure.cells[0]
    return cell.row, cell.column


def center(figure: Figure) -> Exact:
    """The printed value; zero for a mark or a blank that counts as zero."""
    return 0 if figure.printed is None else figure.printed.value


def around(tie: Tie, key: Key) -> Interval:
    """How far the values that the edit was judged with reach around the printed value: rounding, as an interval."""
    index = tie.bound[key]
    return tie.found.values[index] - Interval.point(center(tie.found.edit.figures[index]))


def wanted(tie: Tie, key: Key, *, rounded: bool = True) -> Values:
    """The printed values of a cell for which the edit holds, all other cells being right.

    Without ``rounded``, the values themselves: a figure printed 9.2 may then only stand for what the edit asks for.
    """
    if not rounded:
        return implied(tie.predicate, tie.bound[key], tie.found.values, tie.found.slack)
    known = tie.wanted.get(key)
    if known is None:
        tie.wanted[key] = known = _wanted(tie, key)
    return known


def _wanted(tie: Tie, key: Key) -> Values:
    index = tie.bound[key]
    found = tie.found
    if tie.keys.count(key) > 1:
        return (ANY,)  # one cell in two places of an edit: the judge looks at each for itself
    reach = around(tie, key)
    same = _same_text(tie.predicate, index, found, reach)
    if same is not None:
        return (Interval.point(same),)
    solved = implied(tie.predicate, index, found.values, found.slack)
    if reach == ZERO or solved == (ANY,):
        return solved
    back = -reach
    return tuple(one + back for one in solved) if len(solved) < 2 else unite(one + back for one in solved)


def _same_text(predicate: Predicate, index: int, found: Confrontation, reach: Interval) -> Exact | None:
    """The one value that agrees with another statement of a figure, where both are printed to one unit."""
    if not isinstance(predicate, Agree) or found.slack:
        return None
    other = found.values[predicate.right if index == predicate.left else predicate.left]
    if other.lo is None or other.hi is None or reach.lo is None or reach.hi is None:
        return None
    alike = other.hi - other.lo == reach.hi - reach.lo
    return other.lo - reach.lo if alike and (other.lo_open, other.hi_open) == (reach.lo_open, reach.hi_open) else None


def possible(ties: Iterable[Tie], key: Key) -> Values:
    """The printed values of a cell for which each of the edits holds, all other cells being right."""
    found: Values = (ANY,)
    for tie in ties:
        found = common(found, wanted(tie, key))
    return found


def printable(values: Values, grain: Exact) -> bool:
    """True where a text in steps of the grain (a count has no decimals) can state one of the values."""
    return any(_has_multiple(one, grain) for one in values)


def _grain(figure: Figure) -> Exact:
    """The step from one printed value to the next: 1 for a count, the unit of the last place for decimals."""
    if figure.printed is None:
        return 1
    place, interval = figure.printed.place, figure.interval
    if interval is None or interval.lo is None or interval.hi is None or interval.is_point:
        return place
    return min(place, interval.hi - interval.lo)


def _has_multiple(one: Interval, step: Exact) -> bool:
    """True where a whole multiple of the step lies inside."""
    if one.lo is None or one.hi is None:
        return True
    first = -(-one.lo // step)
    if one.lo_open and first * step == one.lo:
        first += 1
    return one.contains(first * step)


def tight(tie: Tie, key: Key) -> bool:
    """True where an edit leaves a cell so little room that it would hardly hold if the figure were wrong."""
    values = wanted(tie, key)
    low, high = (values[0].lo, values[-1].hi) if values else (None, None)
    if low is None or high is None:
        return False
    return TIGHT * (high - low) <= max(magnitude(low), magnitude(high))
