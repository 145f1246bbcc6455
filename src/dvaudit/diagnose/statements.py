"""A figure stated twice with different texts: each statement for itself, to see which one the rules support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dvaudit.confront import confront
from dvaudit.rule import Confrontation, Outcome

STATEMENTS = 4
"""Of figures that are stated more often with different texts, nothing is told apart."""


def single_statements(undecided: Iterable[Confrontation]) -> Iterator[Confrontation]:
    """The edits that only a doubly stated figure leaves undecided, once for each of its statements.

    Where one statement lets an edit hold and the other does not, the rule speaks for the first.
    """
    for found in undecided:
        edit = found.edit
        stated = [at for at, figure in enumerate(edit.figures) if 1 < len(figure.stated) <= STATEMENTS]
        if len(stated) != 1 or edit.undecided is not None:
            continue
        at = stated[0]
        single = [
            confront(replace(edit, figures=(*edit.figures[:at], one, *edit.figures[at + 1 :])))
            for one in edit.figures[at].stated
        ]
        if all(one is not None and one.outcome is not Outcome.UNDECIDED for one in single):
            yield from (one for one in single if one is not None)
