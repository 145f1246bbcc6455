"""Corrections: the texts, one keystroke from the printed ones, that repair every failed edit of a cause and break none.

The keystrokes are those of Scholtus (2009); candidates that break an edit that holds, an inequality or a percentage
included, are dropped before any are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dvaudit import predicate
from dvaudit.confront import slack_of
from dvaudit.diagnose.explains import edits_about
from dvaudit.diagnose.graph import Graph, Key, Tie, Values, around, wanted
from dvaudit.diagnose.keystrokes import Keystroke, keystrokes, likelihood
from dvaudit.interval import ANY, Exact, Interval, common, exact, magnitude
from dvaudit.predicate import implied
from dvaudit.report import Correction

TRIED = 400
"""So many combinations of keystrokes are tried for a set of several cells."""

Change = Mapping[Key, Keystroke]


class Corrections(NamedTuple):
    """The corrections of one set of cells; ``rivals`` counts those in figures too short to be proposed.

    ``order`` tells how the first of them compares with those of other sets: the lower, the likelier.
    """

    proposed: tuple[Correction, ...]
    rivals: int
    order: tuple[bool, Exact]


def corrections(graph: Graph, failed: Sequence[Tie], keys: Sequence[Key], spans: Sequence[Values]) -> Corrections:
    """The corrections of a set that explains the failed edits, the likeliest first.

    ``spans`` are the values that its cells can have.
    """
    ties = edits_about(graph, failed, keys)
    budget = [TRIED]
    tried = _changes(graph, ties, keys, spans, budget)
    found = [change for change in tried if all(holds(tie, change) for tie in ties)]
    if budget[0] < 0:
        return Corrections((), 1, (True, 0))  # there may be any number of them
    proposed = [change for change in found if not any(one.short for one in change.values())]
    by_key = dict(zip(keys, spans, strict=True))
    ranked = sorted(proposed, key=lambda change: _rank(graph, change, by_key))
    texts = [Correction(tuple(one[key].text for key in keys), tuple(one[key].kind for key in keys)) for one in ranked]
    order = _rank(graph, ranked[0], by_key) if ranked else (True, 0)
    return Corrections(tuple(dict.fromkeys(texts)), len(found) - len(proposed), order)


def _rank(graph: Graph, change: Change, spans: Mapping[Key, Values]) -> tuple[bool, Exact]:
    """First what has as many decimals as the numbers that it is added to; then the likelier and the more central."""
    unlike, likely = False, Fraction(1)
    for key, one in change.items():
        low, high = one.interval.lo, one.interval.hi
        place = None if low is None or high is None else high - low or 1
        unlike = unlike or graph.peers.get(key, place) != place
        off = magnitude(2 * one.value - _twice_middle(spans[key]))
        likely *= likelihood(one, graph.spots[key].figure) / (1 + exact(off, 2 * graph.grains[key]))
    return unlike, -likely


def _twice_middle(span: Values) -> Exact:
    low, high = (span[0].lo, span[-1].hi) if span else (None, None)
    return 2 * (low or high or 0) if low is None or high is None else low + high


def _changes(
    graph: Graph, ties: Sequence[Tie], keys: Sequence[Key], spans: Sequence[Values], budget: list[int]
) -> Iterator[Change]:
    if len(keys) == 1:
        yield from ({keys[0]: one} for one in _keystrokes(graph, ties, keys[0], spans[0]))
        return
    narrow = sorted(zip(keys, spans, strict=True), key=lambda one: (_width(one[1]), graph.spots[one[0]].figure.name))
    yield from _several(graph, ties, narrow, {}, budget)


def _keystrokes(graph: Graph, ties: Sequence[Tie], key: Key, span: Values) -> tuple[Keystroke, ...]:
    """The keystrokes of a figure; of one with two readings only in the first where other figures have two as well.

    The edits were judged with the first reading of all of them: a number format is the same for all figures.
    """
    figure = graph.spots[key].figure
    unclear = len(figure.intervals) > 1 and any(
        len(other.intervals) > 1 for tie in ties for other, at in zip(tie.found.edit.figures, tie.keys, strict=True)
        if at != key
    )  # fmt: skip
    return keystrokes(figure, span, decimals_of(graph, key), rounded=True, first=unclear)


def _width(span: Values) -> tuple[bool, Exact]:
    low, high = (span[0].lo, span[-1].hi) if span else (0, 0)
    return (True, 0) if low is None or high is None else (False, high - low)


def decimals_of(graph: Graph, key: Key) -> int:
    """How many decimals the numbers have that a cell is added to."""
    grain, decimals = graph.grains[key], 0
    while (grain * 10**decimals).denominator != 1:
        decimals += 1
    return decimals


def _several(
    graph: Graph, ties: Sequence[Tie], left: Sequence[tuple[Key, Values]], change: Change, budget: list[int]
) -> Iterator[Change]:
    """A keystroke for every cell of a set, each within what the ones before it leave."""
    if not left:
        yield change
        return
    (key, span), *others = left
    open_keys = {other for other, _ in others}
    for tie in ties:
        if key in tie.bound and open_keys.isdisjoint(tie.bound):
            span = common(span, _wanted(tie, key, change))
    for one in _keystrokes(graph, ties, key, span):
        budget[0] -= 1
        if budget[0] < 0:
            return
        yield from _several(graph, ties, others, {**change, key: one}, budget)


def _wanted(tie: Tie, key: Key, change: Change) -> Values:
    """The printed values of a cell for which the edit holds once other cells are changed."""
    if change.keys().isdisjoint(tie.bound):
        return wanted(tie, key)
    if tie.keys.count(key) > 1:
        return (ANY,)
    solved = implied(tie.predicate, tie.bound[key], _values(tie, change), tie.found.slack)
    back = -around(tie, key)
    return tuple(one if one == ANY else one + back for one in solved)


def _values(tie: Tie, change: Change) -> list[Interval]:
    values = list(tie.found.values)
    for key, one in change.items():
        index = tie.bound.get(key)
        if index is not None:
            figure = tie.found.edit.figures[index]
            plain = figure.interval == values[index]
            values[index] = one.interval if plain else Interval.point(one.value) + around(tie, key)
    return values


def holds(tie: Tie, change: Change) -> bool:
    """True where an edit holds once some cells are changed."""
    values = _values(tie, change)
    # A tolerance of so many per cent is one of the figure as corrected.
    slack = tie.found.slack and slack_of(tie.found.edit, values)
    return predicate.holds(tie.predicate, values, slack)
