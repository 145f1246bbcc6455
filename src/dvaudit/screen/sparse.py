"""Columns of which the first rows print too little: their form is decided on the first cells that print something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dvaudit import column, reading
from dvaudit.apply import Prepared

More = Callable[[int, int], Sequence[str]]
"""The first texts of a column (by its number) in which something is printed, at most so many."""


def further(
    prepared: Prepared, texts: Mapping[str, Sequence[str]], numbers: Mapping[str, int], more: More
) -> Iterator[tuple[reading.Column, Sequence[str]]]:
    """The columns that are to be looked at beyond the first rows: their forms, and the texts that decided these.

    The judge decides a column's form on its first 10,000 cells that are not missing, wherever these stand.
    """
    document = prepared.document
    sparse = [own for own in prepared.columns if column.looked_at(texts[own.name], own.declared) < column.LOOKED_AT]
    formats = reading.file_formats(document, prepared.ruleset.default.declared) if sparse else ()
    brackets = reading.file_brackets(document) if sparse else None
    for own in sparse:
        first = _enough(own, numbers[own.printed], more)
        form = column.decide(
            first, own.declared, header=own.printed, titles=document.above, notes=document.below, formats=formats,
            brackets=brackets,
        )
        yield own._replace(form=form), first


def _enough(own: reading.Column, number: int, more: More) -> Sequence[str]:
    most = column.LOOKED_AT
    while True:
        found = more(number, most)
        if len(found) < most or column.looked_at(found, own.declared) >= column.LOOKED_AT:
            return found
        most *= 4
