"""The graph that diagnosis works on: printed cells, and the edits that speak about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.confront import is_sum
from dvaudit.figure import Figure, Record
from dvaudit.interval import ANY, ZERO, Exact, Interval, common, exact, magnitude, unite
from dvaudit.predicate import Agree, Cell, Linear, Predicate, Within, cells, implied, reach, same_unit
from dvaudit.report import Spot
from dvaudit.rule import Confrontation, Edit, Outcome

Key = tuple[int, int]
"""What identifies a printed cell in its table: row and column."""

Values = tuple[Interval, ...]
"""A set of values: disjoint intervals in order."""

TIGHT = 20
"""An edit is tight where it leaves a figure at most a 20th of its value."""
ALIKE = ("part", "whole", "from", "to")
"""The roles of figures that are counted in one unit, whatever the edit does with them."""
LONG = 16
"""A sum of so many figures is long."""
NEARBY = 8
"""So many steps from edit to record and on to further edits are looked at; in a table one or two reach everything."""


@dataclass(slots=True, eq=False, repr=False)
class Tie:
    """An edit between cells: the ``key`` of each of its positions, None where nothing printed can be wrong.

    ``bound`` are its positions by key, ``weights`` those of its positions where it is a plain sum, ``wanted`` what is
    already known of :func:`wanted`, ``grains`` the steps of all cells, ``sides`` the cells of a sum by their weight.
    """

    found: Confrontation
    keys: tuple[Key | None, ...]
    bound: dict[Key, int]
    failed: bool
    number: int = 0
    weights: dict[int, Exact] = field(default_factory=dict)
    grains: Mapping[Key, Exact] = field(default_factory=dict)
    sides: dict[Exact, list[Key]] = field(default_factory=dict)
    wanted: dict[Key, Values] = field(default_factory=dict)
    whole: Interval | None = None
    repeats: bool = False
    """True where a cell may stand in two places of the edit."""

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
    """The step from one printed value to the next: 1 for a count; the finest of the numbers of its unit."""
    peers: dict[Key, Exact]
    """The same step of the other numbers of its unit."""
    in_row: dict[int, list[tuple[Key, Exact]]]
    """The cells of a record with the values that they print, the smallest first."""
    printing: dict[Exact, list[Key]]
    """The cells by the value that they print."""
    tie_of: dict[int, Tie]
    """By the identity of a confrontation: two that say the same are one edit."""


class _Known(NamedTuple):
    """What a graph has so far: the edits by their cells; by predicate the cells in it and their weights in a sum.

    ``restated`` are the figures that are stated again, by the cell of each statement.
    """

    about: dict[frozenset[Key], list[Tie]]
    said: dict[int, tuple[tuple[int, ...], dict[int, Exact]]]
    restated: Mapping[Key, Figure]


def graph(
    failed: Iterable[Confrontation], held: Sequence[Confrontation], restated: Mapping[Key, Figure] | None = None
) -> Graph:
    """The graph of the failed edits and of the edits that hold in their records and in those near them.

    Two rules that say the same of the same cells are one edit here: saying it twice is no second witness. Nor are two
    statements of a figure two figures, if ``restated`` gives the one that they are for the cell of each.
    """
    found = Graph([], {}, {}, {}, {}, {}, {}, {}, {})
    known = _Known({}, {}, restated or {})
    rows: set[int] = set()
    for one in failed:
        _add(one, found, known)
        rows.update(record.at for record in _records(one.edit))
    left = [one for one in held if one.values]
    for _ in range(NEARBY):
        near: list[Confrontation] = []
        far: list[Confrontation] = []
        more: set[int] = set()
        for one in left:
            edit = one.edit
            if not edit.records:
                (near if edit.record.at in rows else far).append(one)
            elif any(record.at in rows for record in edit.records):
                near.append(one)
                more.update(record.at for record in edit.records)
            else:
                far.append(one)
        for one in near:
            _add(one, found, known)
        if more <= rows:
            break
        rows |= more
        left = far
    for row in found.in_row.values():
        row.sort(key=lambda cell: (cell[1], cell[0]))
    return found


def _records(edit: Edit) -> tuple[Record, ...]:
    return edit.records or (edit.record,)


def _add(one: Confrontation, into: Graph, known: _Known) -> None:
    edit = one.edit
    keys = tuple([_spot(figure, position, edit, into, known) for position, figure in enumerate(edit.figures)])
    if isinstance(edit.predicate, Agree) and one.outcome is Outcome.HOLDS and None not in keys and len({*keys}) == 1:
        return
    said = known.said.get(id(edit.predicate))
    if said is None:
        said = tuple(dict.fromkeys(cells(edit.predicate))), _weights(edit.predicate)
        known.said[id(edit.predicate)] = said
    named = said[0] if one.values else ()  # what no number says binds no cell
    bound = {key: index for index in named if (key := keys[index]) is not None}
    tie = Tie(one, keys, bound, one.outcome is Outcome.FAILS, len(into.ties), said[1], into.grains)
    tie.repeats = len({*keys}) < len(keys)
    alike = known.about.setdefault(frozenset(bound), [])
    same = next((other for other in alike if _says_the_same(tie, other)), None)
    into.tie_of[id(one)] = same or tie
    if same is not None:
        return
    alike.append(tie)
    into.ties.append(tie)
    for key, index in bound.items():
        into.about.setdefault(key, []).append(tie)
        if tie.weights:
            tie.sides.setdefault(tie.weights[index], []).append(key)
    alike_units = _one_unit(tie)
    if len(alike_units) > 1:
        steps = [(_grain(edit.figures[at]), at) for at in alike_units]
        finest = min(steps)
        other = min((step for step in steps if step != finest), default=finest)
        for key, index in bound.items():
            if index not in alike_units:
                continue
            step = (other if index == finest[1] else finest)[0]
            into.peers[key] = min(step, into.peers.get(key, step))
            into.grains[key] = min(step, into.grains[key])


def _one_unit(tie: Tie) -> Sequence[int]:
    """The positions of figures that are printed alike: those of a sum, a part and its whole, a figure then and now."""
    if tie.weights:
        return tuple(tie.weights)
    roles = tie.found.edit.roles
    return [at for at, role in enumerate(roles) if role in ALIKE]


def _spot(figure: Figure, position: int, edit: Edit, into: Graph, known: _Known) -> Key | None:
    key = _key(figure)
    if key is not None and key in known.restated:
        figure = known.restated[key]
        key = _key(figure)
    if key is not None and key not in into.spots:
        record = edit.records[position] if edit.records else edit.record
        into.spots[key] = Spot(figure, record)
        into.about.setdefault(key, [])
        # A figure that is stated in several places would have to be wrong in all of them.
        into.weights[key] = (1 if figure.spec is None else figure.spec.weight) * len(figure.cells)
        into.grains[key] = _grain(figure)
        value = center(figure)
        into.in_row.setdefault(record.at, []).append((key, value))
        into.printing.setdefault(value, []).append(key)
    return key


def _weights(predicate: Predicate) -> dict[int, Exact]:
    """The weight of each position in a plain sum; nothing for any other edit."""
    if not (isinstance(predicate, Within) and isinstance(predicate.term, Linear) and is_sum(predicate)):
        return {}
    return {part.index: weight for weight, part in predicate.term.terms if isinstance(part, Cell)}


def _says_the_same(one: Tie, other: Tie) -> bool:
    """True for two edits about the same cells that ask the same of them: also total = a + b and b = total - a."""
    if one.failed != other.failed or one.found.slack != other.found.slack or not one.bound:
        return False
    if one.weights and other.weights and None not in one.keys and None not in other.keys:
        mine = {key: one.weights[index] for key, index in one.bound.items()}
        its = {key: other.weights[index] for key, index in other.bound.items()}
        alike = mine == its or mine == {key: -weight for key, weight in its.items()}
        return alike and _constant(one) == _constant(other) == 0
    if one.predicate != other.predicate or one.keys != other.keys:
        return False
    fixed = [at for at, key in enumerate(one.keys) if key is None]
    return all(one.found.values[at] == other.found.values[at] for at in fixed)


def _constant(tie: Tie) -> Exact | None:
    said = tie.predicate
    return said.term.constant if isinstance(said, Within) and isinstance(said.term, Linear) else None


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
    figure = tie.found.edit.figures[index]
    reach = tie.found.values[index] - Interval.point(center(figure))
    if reach == ZERO and figure.printed is not None and tie.grains[key] < figure.printed.place:
        return ZERO.widened(exact(tie.grains[key], 2))  # printed whole, where the numbers beside it have decimals
    return reach


def wanted(tie: Tie, key: Key, *, rounded: bool = True) -> Values:
    """The printed values of a cell for which the edit holds, all other cells being right.

    Without ``rounded``, the values themselves: a figure printed 9.2 may then only stand for what the edit asks for.
    """
    if not rounded and around(tie, key) != ZERO:
        return implied(tie.predicate, tie.bound[key], tie.found.values, tie.found.slack)
    known = tie.wanted.get(key)
    if known is None:
        tie.wanted[key] = known = _wanted(tie, key)
    return known


def _wanted(tie: Tie, key: Key) -> Values:
    index = tie.bound[key]
    found = tie.found
    if tie.repeats and tie.keys.count(key) > 1:
        return (ANY,)  # one cell in two places of an edit: the judge looks at each for itself
    off = around(tie, key)
    same = _same_text(tie.predicate, index, found, off)
    if same is not None:
        return (Interval.point(same),)
    solved = _solved(tie, index)
    if off == ZERO or solved == (ANY,):
        return solved
    back = -off
    return tuple(one + back for one in solved) if len(solved) < 2 else unite(one + back for one in solved)


def _solved(tie: Tie, index: int) -> Values:
    """What the others ask of a figure; in a long sum, what all of them make less this one, not all the others anew."""
    said, found = tie.predicate, tie.found
    if len(tie.weights) < LONG or not isinstance(said, Within) or said.repeated:
        return implied(said, index, found.values, found.slack)
    if tie.whole is None:
        tie.whole = reach(said.term, found.values)
    weight = tie.weights[index]
    whole, own = tie.whole, found.values[index].scaled(weight)
    if whole.lo is None or whole.hi is None or own.lo is None or own.hi is None or whole.lo_open or whole.hi_open:
        return implied(said, index, found.values, found.slack)
    rest = Interval(whole.lo - own.lo, whole.hi - own.hi)
    target = said.allowed.widened(found.slack)
    return ((target - rest).divided(weight) if weight > 0 else (rest - target).divided(-weight),)


def _same_text(predicate: Predicate, index: int, found: Confrontation, reach: Interval) -> Exact | None:
    """The one value that agrees with another statement of a figure, where both are printed to one unit."""
    if not isinstance(predicate, Agree) or found.slack:
        return None
    other = found.values[predicate.right if index == predicate.left else predicate.left]
    if other.lo is None or reach.lo is None or not same_unit(reach, other):
        return None
    return other.lo - reach.lo


def is_equation(tie: Tie) -> bool:
    """True where an edit says that something is equal; a limit is passed or not."""
    said = tie.predicate
    return isinstance(said, Agree) or (isinstance(said, Within) and said.allowed.is_point)


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
