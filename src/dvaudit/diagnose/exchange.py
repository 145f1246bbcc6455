"""Two figures in each other's place: one slip of the hand that changes two cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from operator import itemgetter

from dvaudit import column, predicate
from dvaudit.diagnose.correct import holds
from dvaudit.diagnose.explains import edits_about
from dvaudit.diagnose.graph import Graph, Key, Tie, center, is_equation, possible
from dvaudit.diagnose.keystrokes import EXCHANGED, Keystroke
from dvaudit.figure import Figure
from dvaudit.interval import Interval
from dvaudit.numerals import write
from dvaudit.report import Correction

BESIDE = 60
"""So many figures of a record that print what is asked for are looked at: those that stand nearest."""

Pair = tuple[Key, Key]


def exchanges(graph: Graph, failed: Sequence[Tie]) -> tuple[list[tuple[Pair, Correction]], int]:
    """Pairs of cells that, exchanged, repair every failed edit and break none, in the order of the document.

    Beside them, how many such pairs are too short to be proposed.
    """
    found: dict[Pair, Correction] = {}
    rivals = 0
    if not any(map(is_equation, failed)):
        return [], 0  # a limit that is passed is kept when its two figures change places: that says nothing
    for pair in dict.fromkeys(_pairs(graph, failed)):
        correction, short = exchange(graph, failed, pair)
        if correction is not None and not short:
            found[pair] = correction
        rivals += short
    return sorted(found.items()), rivals


def exchange(graph: Graph, failed: Sequence[Tie], pair: Pair) -> tuple[Correction | None, bool]:
    """The correction that puts each of two figures in the other's place, where all edits about them then hold.

    Beside it, whether one of them is too short for that to be proposed.
    """
    one, other = (graph.spots[key].figure for key in pair)
    there, here = _in_place_of(one, other), _in_place_of(other, one)
    if there is None or here is None:
        return None, False
    group = {tie.number for tie in failed}
    if any(tie.failed and tie.number not in group for key in pair for tie in graph.about[key]):
        return None, False  # a figure of another cause, too
    change = dict(zip(pair, (there, here), strict=True))
    if not all(holds(tie, change) for tie in edits_about(graph, failed, pair)):
        return None, False
    return Correction((there.text, here.text), (EXCHANGED, EXCHANGED)), there.short or here.short


def between(graph: Graph, groups: Sequence[Sequence[Tie]]) -> list[tuple[int, int]]:
    """The groups of failed edits, by number, of which one exchange between them repairs both.

    Within a table row, for instance, it leaves the row's sum as it is and breaks two columns.
    """
    sole = {
        key: number for number, ties in enumerate(groups)
        for key in ties[0].bound if all(key in tie.bound for tie in ties)
    }  # fmt: skip
    found = []
    printed = {center(graph.spots[key].figure) for key in sole}
    in_row: dict[int, set[int]] = {}
    for key, number in sole.items():
        in_row.setdefault(graph.spots[key].record.at, set()).add(number)
    for key, number in sole.items():
        alone = len(in_row[graph.spots[key].record.at]) == 1
        if alone and not any(one.is_point and one.lo in printed for one in possible(groups[number], key)):
            continue  # no other group could have the figure whose place it took
        for there in _asked(graph, key, groups[number]):
            other = sole.get(there, number)
            both = (*groups[number], *groups[other])
            if other > number and exchange(graph, both, (min(key, there), max(key, there)))[0] is not None:
                found.append((number, other))
    return found


def _pairs(graph: Graph, failed: Sequence[Tie]) -> Iterator[Pair]:
    """The pairs that can be worth an exchange: they touch every failed edit, and one asks for the other's value."""
    for key in dict.fromkeys(key for tie in failed for key in tie.bound):
        own = [tie for tie in failed if key in tie.bound]
        others = [tie for tie in failed if key not in tie.bound]
        beside = own[0].bound if len(own) == 1 else {other for tie in own for other in tie.bound}
        unlike = dict.fromkeys(other for tie in own for other in _unlike(tie, key))
        likely = [other for other in unlike if all(_swaps(tie, key, other) for tie in own)]
        likely += (other for other in _asked(graph, key, own) if other != key and other not in beside)
        yield from ((min(key, other), max(key, other)) for other in likely if all(other in tie.bound for tie in others))


def _unlike(tie: Tie, key: Key) -> Iterator[Key]:
    """The cells of an edit that do not just add to it as this one does: two parts change places without effect."""
    own = tie.weights.get(tie.bound[key])
    if own is None:
        return (other for other in tie.bound if other != key)
    return (other for weight, keys in tie.sides.items() if weight != own for other in keys)


def _asked(graph: Graph, key: Key, failed: Sequence[Tie]) -> list[Key]:
    """The cells beside one that print what its failed edits ask for.

    Beside it are those of its record, of the rows above and below in its column, and, where one value is asked for, of
    the records that one of the edits spans.
    """
    values = possible(failed, key)
    spot = graph.spots[key]
    row, name = spot.record.at, spot.figure.name
    found = [other for one in values for other in _nearby(graph, row, one, key)]
    if len(values) != 1 or values[0].lo is None or not values[0].is_point:
        return found
    value = values[0].lo
    spanned = {record.at for tie in failed for record in tie.found.edit.records}
    if spanned:
        found += (other for other in graph.printing.get(value, ()) if graph.spots[other].record.at in spanned - {row})
    for beside in {row - 1, row + 1} - spanned:
        found += (
            other for other, printed in graph.in_row.get(beside, ())
            if printed == value
            and graph.spots[other].figure.name == name
            and graph.spots[other].record.file == spot.record.file
        )  # fmt: skip
    return found


def _nearby(graph: Graph, row: int, wanted: Interval, key: Key) -> list[Key]:
    """The cells of a record that print what is wanted; where many do, those nearest to the one that asks."""
    cells = graph.in_row[row]
    first = 0 if wanted.lo is None else bisect_left(cells, wanted.lo, key=itemgetter(1))
    last = len(cells) if wanted.hi is None else bisect_right(cells, wanted.hi, key=itemgetter(1))
    if last - first > BESIDE:
        near = nsmallest(BESIDE, cells[first:last], key=lambda cell: (abs(cell[0][1] - key[1]), cell[0]))
    else:
        near = cells[first:last]
    return [other for other, printed in near if wanted.contains(printed)]


def _swaps(tie: Tie, key: Key, other: Key) -> bool:
    """True where exchanging two cells can repair an edit, or has nothing to do with it."""
    if other not in tie.bound:
        return True
    one, two = tie.bound[key], tie.bound[other]
    if tie.weights:
        missed, change = tie.found.imbalance, tie.weights[one] - tie.weights[two]
        moved = (tie.found.values[two] - tie.found.values[one]).scaled(change)
        return missed is not None and (missed + moved).widened(tie.found.slack).contains(0)
    values = list(tie.found.values)
    values[one], values[two] = values[two], values[one]
    return predicate.holds(tie.predicate, values, tie.found.slack)


def _measure(figure: Figure) -> tuple[bool, bool, str | None]:
    """What tells figures that could stand in each other's place: percentages, means and ratios, units."""
    printed, form, declared = figure.printed, figure.form, figure.declared
    percent = (printed is not None and printed.percent) or (form is not None and form.percent)
    return percent, declared is not None and declared.rounded, None if declared is None else declared.unit


def _in_place_of(figure: Figure, other: Figure) -> Keystroke | None:
    """The number of another figure, printed and read as this one."""
    old, new, form, declared = figure.printed, other.printed, figure.form, figure.declared
    if old is None or new is None or form is None or declared is None or old.value == new.value:
        return None
    if _measure(figure) != _measure(other):
        return None  # nobody puts a percentage in the place of a count
    text = write(new.value, old._replace(decimals=new.decimals) if new.decimals > old.decimals else old)
    read = None if text is None else column.read(text, form, declared)
    if text is None or read is None or read.printed is None or read.intervals[0] is None:
        return None
    return Keystroke(EXCHANGED, text, new.value, read.intervals[0], min(old.digits, new.digits) <= 1)
