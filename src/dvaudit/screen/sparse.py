"""Columns of which the first rows print too little: their form is decided on the first cells that print something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dvaudit import column, reading
from dvaudit.apply import Prepared

More = Callable[[int, int], Sequence[str]]
"""The first texts of a column (by its number) in which something is printed, at most so many."""


def completed(
    prepared: Prepared, texts: Mapping[str, Sequence[str]], numbers: Mapping[str, int], more: More
) -> tuple[Prepared, dict[str, Sequence[str]]]:
    """What was prepared, and the first texts of each figure, with sparse columns looked at further down.

    The judge decides a column's form on its first 10,000 cells that are not missing, wherever these stand.
    """
    known = dict(texts)
    found: list[reading.Column] = []
    formats = reading.file_formats(prepared.document, prepared.ruleset.default.declared)
    for own in prepared.columns:
        if column.looked_at(texts[own.name], own.declared) < column.LOOKED_AT:
            first = _enough(own, numbers[own.name], more)
            known[own.name] = [*texts[own.name], *first]
            above, below = prepared.document.above, prepared.document.below
            form = column.decide(
                first, own.declared, header=own.printed, titles=above, notes=below, formats=formats
            )  # fmt: skip
            found.append(own._replace(form=form))
        else:
            found.append(own)
    return prepared._replace(columns=found), known


def _enough(own: reading.Column, number: int, more: More) -> Sequence[str]:
    most = column.LOOKED_AT
    while True:
        found = more(number, most)
        if len(found) < most or column.looked_at(found, own.declared) >= column.LOOKED_AT:
            return found
        most *= 4
