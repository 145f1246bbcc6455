"""Two large tables: the rows that print the same in both are set aside before anything is made of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit import layout
from dvaudit.apply import known_names
from dvaudit.column import LOOKED_AT
from dvaudit.figure import Document, Table
from dvaudit.rule import RuleSet


class Apart(NamedTuple):
    """The records of both versions that do not print the same.

    ``samples`` are the documents by whose first rows columns are read. ``alike`` counts the rows that were set aside,
    ``same`` gives of those that were asked about their numbers in both versions (from 1, as ``Record.at``).
    """

    documents: tuple[Document, Document]
    samples: tuple[Document, Document]
    alike: int
    same: dict[int, int]


def sample(table: Table, ruleset: RuleSet) -> Document:
    """The document of a table's first rows."""
    head = replace(table, rows=table.rows[:LOOKED_AT], lines=table.lines[:LOOKED_AT])
    return layout.document(head, ruleset.layout, known_names(ruleset))


def apart(
    tables: tuple[Table, Table],
    samples: tuple[Document, Document],
    ruleset: RuleSet,
    asked: tuple[Collection[int], Collection[int]],
) -> Apart:
    """The records that differ; ``asked`` are the numbers of records of each version that are to be found again.

    The tables have the same header, and one record a row.
    """
    old, new = tables
    waiting: dict[tuple[str | None, ...], list[int]] = {}
    for at, row in enumerate(old.rows):
        key = tuple(row)
        known = waiting.get(key)
        if known is None:
            waiting[key] = [at]
        else:
            known.append(at)
    for known in waiting.values():
        known.reverse()
    kept: list[int] = []
    same: dict[int, int] = {}
    for at, row in enumerate(new.rows):
        known = waiting.get(tuple(row))
        if not known:
            kept.append(at)
            continue
        before = known.pop() + 1
        if before in asked[0] or at + 1 in asked[1]:
            same[before] = at + 1
    left = sorted(at for known in waiting.values() for at in known)
    documents = _of(old, samples[0], left, ruleset), _of(new, samples[1], kept, ruleset)
    return Apart(documents, samples, len(new.rows) - len(kept), same)


def _of(table: Table, known: Document, rows: Sequence[int], ruleset: RuleSet) -> Document:
    """Some rows of a table as a document, at their places."""
    place = table.place
    some = replace(
        table,
        rows=[table.rows[at] for at in rows],
        lines=[table.lines[at] for at in rows],
        place=lambda row, column: place(rows[row], column),
        typed={(to, column) for to, at in enumerate(rows) for column in range(len(table.columns))
               if (at, column) in table.typed} if table.typed else (),
    )  # fmt: skip
    return layout.of_rows(known, some, [at + 1 for at in rows], ruleset.layout)
