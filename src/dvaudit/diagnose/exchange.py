"""Two figures in each other's place: one slip of the hand that changes two cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dvaudit import column
from dvaudit.diagnose.correct import holds
from dvaudit.diagnose.explains import edits_about
from dvaudit.diagnose.graph import Graph, Key, Tie, Values, center, possible
from dvaudit.diagnose.keystrokes import EXCHANGED, Keystroke
from dvaudit.figure import Figure
from dvaudit.numerals import write
from dvaudit.predicate import judge
from dvaudit.report import Correction

Pair = tuple[Key, Key]

ALIKE = 5
"""Cells with one value, of which any may be the one that stands in another's place."""


def exchanges(graph: Graph, failed: Sequence[Tie]) -> list[tuple[Pair, Correction]]:
    """Pairs of cells that, exchanged, repair every failed edit and break none, in the order of the document."""
    found: dict[Pair, Correction] = {}
    for pair in dict.fromkeys(_pairs(graph, failed)):
        correction = exchange(graph, failed, pair)
        if correction is not None:
            found[pair] = correction
    return sorted(found.items())


def exchange(graph: Graph, failed: Sequence[Tie], pair: Pair) -> Correction | None:
    """The correction that puts each of two figures in the other's place, where all edits about them then hold."""
    one, other = (graph.spots[key].figure for key in pair)
    there, here = _in_place_of(one, other), _in_place_of(other, one)
    if there is None or here is None or there.short or here.short:
        return None
    change = dict(zip(pair, (there, here), strict=True))
    if not all(holds(tie, change) for tie in edits_about(graph, failed, pair)):
        return None
    return Correction((there.text, here.text), (EXCHANGED, EXCHANGED))


def across(graph: Graph, groups: Sequence[Sequence[Tie]]) -> list[tuple[int, int]]:
    """The groups of failed edits, by number, of which one exchange between them repairs both.

    Within a table row, for instance, it leaves the row's sum as it is and breaks two columns.
    """
    sole = {
        key: number for number, ties in enumerate(groups)
        for key in ties[0].bound if all(key in tie.bound for tie in ties)
    }  # fmt: skip
    found = []
    for key, number in sole.items():
        for there in _asked(graph, possible(groups[number], key)):
            other = sole.get(there, number)
            both = (*groups[number], *groups[other])
            if other > number and exchange(graph, both, (min(key, there), max(key, there))) is not None:
                found.append((number, other))
    return found


def _pairs(graph: Graph, failed: Sequence[Tie]) -> Iterator[Pair]:
    """The pairs that can be worth an exchange: they touch every failed edit, and one asks for the other's value."""
    for key in dict.fromkeys(key for tie in failed for key in tie.bound):
        own = [tie for tie in failed if key in tie.bound]
        others = [tie for tie in failed if key not in tie.bound]
        asked = possible(own, key)
        beside = {other for tie in own for other in tie.bound if other != key}
        likely = [other for other in beside if all(_swaps(tie, key, other) for tie in own)]
        for other in graph.in_row[graph.spots[key].record.row]:
            value = center(graph.spots[other].figure)
            if other != key and other not in beside and any(one.contains(value) for one in asked):
                likely.append(other)
        likely += (other for other in _asked(graph, asked) if other != key and other not in beside)
        yield from ((min(key, other), max(key, other)) for other in likely if all(other in tie.bound for tie in others))


def _asked(graph: Graph, values: Values) -> Sequence[Key]:
    """The cells that print the one value that is asked for, unless so many do that it says nothing."""
    if len(values) != 1 or values[0].lo is None or not values[0].is_point:
        return ()
    found = graph.printing.get(values[0].lo, ())
    return found if len(found) <= ALIKE else ()


def _swaps(tie: Tie, key: Key, other: Key) -> bool:
    """True where exchanging two cells can repair an edit; two parts of a sum may change places without effect."""
    if other not in tie.bound:
        return True
    values = list(tie.found.values)
    one, two = tie.bound[key], tie.bound[other]
    values[one], values[two] = values[two], values[one]
    try:
        return judge(tie.predicate, values, tie.found.slack) is None
    except ZeroDivisionError:
        return False


def _in_place_of(figure: Figure, other: Figure) -> Keystroke | None:
    """The number of another figure, printed and read as this one."""
    old, new, form, declared = figure.printed, other.printed, figure.form, figure.declared
    if old is None or new is None or form is None or declared is None or old.value == new.value:
        return None
    text = write(new.value, old._replace(decimals=new.decimals) if new.decimals > old.decimals else old)
    read = None if text is None else column.read(text, form, declared)
    if text is None or read is None or read.printed is None or len(read.intervals) != 1 or read.intervals[0] is None:
        return None
    return Keystroke(EXCHANGED, text, new.value, read.intervals[0], min(old.digits, new.digits) <= 1)
