"""Figures that an article states again: one figure in several places, which would have to be wrong in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dvaudit.figure import Figure
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Outcome

Key = tuple[int, int]


def restated(audits: Sequence[Audit]) -> Mapping[Key, Figure]:
    """By the cell of each figure that is stated again: the figure as it was first stated, with all its places.

    Two statements are one figure where the text claims so, and they print the same. Not those that another claim sets
    beside each other.
    """
    decided = [
        one for audit in audits if audit.article is not None
        for one in (*(finding.confrontation for finding in audit.findings), *audit.held)
    ]  # fmt: skip
    again = [one for one in decided if _is_again(one)]
    if not again:
        return {}
    leader: dict[Key, Key] = {}
    figures: dict[Key, Figure] = {}
    for one in again:
        first, second = sorted(_lead(leader, _key(figure)) for figure in one.edit.figures)
        leader[second] = first
        figures.update((_key(figure), figure) for figure in one.edit.figures)
    beside = _beside(leader, (one for one in decided if not _is_again(one)))
    places: dict[Key, list[Figure]] = {}
    for key in sorted(figures):
        places.setdefault(_lead(leader, key), []).append(figures[key])
    found: dict[Key, Figure] = {}
    for led, alike in places.items():
        if led not in beside:
            whole = replace(alike[0], cells=tuple(cell for figure in alike for cell in figure.cells))
            found.update((_key(figure), whole) for figure in alike)
    return found


def _beside(leader: dict[Key, Key], decided: Iterable[Confrontation]) -> set[Key]:
    """The figures of which a claim has two statements."""
    found: set[Key] = set()
    for one in decided:
        led = [_lead(leader, _key(figure)) for figure in one.edit.figures if figure.cells]
        found.update(key for key in led if led.count(key) > 1)
    return found


def _is_again(one: Confrontation) -> bool:
    if one.outcome is not Outcome.HOLDS or one.edit.rule.kind != "equal" or not all(f.cells for f in one.edit.figures):
        return False
    first, second = one.edit.figures
    alike = first.printed is not None and second.printed is not None and first.printed.value == second.printed.value
    return alike and first.interval == second.interval and _places(first, second)


def _places(first: Figure, second: Figure) -> bool:
    """True for two places of one text, and not one of the text and one of a source."""
    return first.cells[0].row == second.cells[0].row


def _key(figure: Figure) -> Key:
    return figure.cells[0].row, figure.cells[0].column


def _lead(leader: dict[Key, Key], key: Key) -> Key:
    """The first statement of a figure (union-find with path halving)."""
    while leader.setdefault(key, key) != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key
