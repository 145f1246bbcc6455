"""How sure a diagnosis is: a definition, whose calibration is measured in ``benchmarks/calibration.py``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from dvaudit.diagnose.correct import decimals_of
from dvaudit.diagnose.graph import Graph, Key, Tie, wanted
from dvaudit.diagnose.keystrokes import EXCHANGED, neighbours
from dvaudit.interval import ANY, Exact, Interval, exact
from dvaudit.report import Suspect

CHANCE = exact(1, 20)
"""A correction is no evidence where more than so many were to be expected by coincidence."""


def confidence(
    net: Graph,
    suspects: Sequence[tuple[tuple[Key, ...], Suspect]],
    rivals: int,
    chance: Exact | None,
    *,
    decided: bool,
) -> str:
    """``high``, ``medium`` or ``low``.

    high: over all smallest sets there is exactly one correction, a single slip of the hand in a figure that two or more
    rules bind, and these leave so little room that one by coincidence is unlikely.
    medium: exactly one correction otherwise; or one smallest set, without a correction.
    low: everything else.

    ``chance`` is :func:`by_chance` where it is known already.
    """
    found = [(keys, one) for keys, suspect in suspects for one in suspect.corrections]
    if not decided or rivals or len(found) > 1 or not suspects:
        return "low"
    if not found:
        return "medium" if len(suspects) == 1 else "low"
    ((keys, correction),) = found
    exchanged = set(correction.keystrokes) == {EXCHANGED}
    single = len(keys) == 1 or exchanged
    bound = all(len(_bound(net, key)) > 1 for key in keys)
    if not single or not bound:
        return "medium"
    chance = by_chance(net, suspects, exchanged=exchanged) if chance is None else chance
    return "high" if chance <= CHANCE else "medium"


def _bound(net: Graph, key: Key) -> list[Tie]:
    """The edits that leave a cell less than all values."""
    return [tie for tie in net.about[key] if wanted(tie, key) != (ANY,)]


def by_chance(net: Graph, suspects: Iterable[tuple[tuple[Key, ...], Suspect]], *, exchanged: bool = False) -> Exact:
    """About how many corrections were to be expected by coincidence, if the figures were wrong in some other way.

    Around the values that a figure would have to have, its neighbours one keystroke away are so and so dense; those
    values catch their share of them, and of the figures beside it, where it may have been ``exchanged`` with one.
    """
    single = ((keys[0], suspect) for keys, suspect in suspects if len(keys) == 1)
    return sum((_caught(net, key, suspect, exchanged) for key, suspect in single), start=0)


def _caught(net: Graph, key: Key, suspect: Suspect, exchanged: bool) -> Exact:
    (spot,), (values,) = suspect.spots, suspect.implied
    low, high = values[0].lo, values[-1].hi
    if low is None or high is None or spot.figure.printed is None:
        return 1
    grain = net.grains[key]
    around = sorted((exact(2 * (low + high), 6), exact(3 * (low + high), 4)))
    window = Interval(around[0] - 10 * grain, around[1] + 10 * grain)
    near = neighbours(spot.figure, window, decimals_of(net, key))
    near += _printed(net, spot.record.at, window) if exchanged else 0
    room, size = exact(high - low, grain) + 1, exact(around[1] - around[0], grain) + 21
    return exact(near * room, size)


def _printed(net: Graph, row: int, window: Interval) -> int:
    """How many cells of a record print a number inside a window."""
    cells = net.in_row[row]
    if window.lo is None or window.hi is None:
        return len(cells)
    return bisect_right(cells, window.hi, key=itemgetter(1)) - bisect_left(cells, window.lo, key=itemgetter(1))
