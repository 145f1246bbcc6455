"""Sums inside a table that its rows show by themselves: subtotal rows, and rows indented below the one they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dvaudit.bind import Relation
from dvaudit.headings import depth, indentation, is_bulleted, is_of_which, is_part_only, is_subtotal
from dvaudit.kinds.groups import Row

INDENTED, SUBTOTALS, OVERALL, SHARES = "indented", "subtotals", "overall", "shares"
"""Structures that are guessed, whatever is declared. ``OVERALL`` is that of total rows which do not say total,
``SHARES`` that of percentages under a total of 100."""


def parts(rows: Sequence[Row]) -> list[Row]:
    """The rows that make a total: no headings, nothing below "of which", only the outermost indentation."""
    found: list[Row] = []
    inside: int | None = None
    for row in rows:
        indented = indentation(row.label)
        if is_of_which(row.label) and (is_part_only(row.label) or not row.heading):
            # "Trong đó:" alone opens a list; "Trong đó: Nữ" with figures is a list of one, continued by bullets.
            inside = indented
            lists = row.heading
        elif inside is not None and (lists or is_bulleted(row.label) or indented > inside):
            if lists and indented < inside:
                inside = None
                found.append(row)
        else:
            inside = None
            if not row.heading:
                found.append(row)
    outer = min((depth(row.label) for row in found), default=(0, 0))
    return [row for row in found if depth(row.label) == outer]


def blocks(rows: Sequence[Row], heads: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Each subtotal row with the rows that it can total: those next to it, up to another subtotal, total or heading.

    They stand above it, but for a table whose first row is a subtotal.
    """
    plain = [row for row in rows if not row.heading and row not in heads]
    above = bool(plain) and not is_subtotal(plain[0].label)
    found: list[tuple[Row, list[Row]]] = []
    block: list[Row] = []
    for row in rows if above else reversed(rows):
        if row in heads or (row.heading and not is_part_only(row.label)):
            block = []
        elif is_subtotal(row.label) and not row.heading:
            found.append((row, block if above else block[::-1]))
            block = []
        else:
            block.append(row)
    return found if above else found[::-1]


def within_total(rows: Sequence[Row], heads: Sequence[Row]) -> list[Row]:
    """The rows without the subtotals whose own rows are there to be counted instead."""
    double = {row.at for row, block in blocks(rows, heads) if block and depth(block[0].label) <= depth(row.label)}
    return [row for row in rows if row.at not in double]


def subtotals(rows: Sequence[Row], heads: Sequence[Row], key: Mapping[str, str], over: str) -> Iterator[Relation]:
    """The relations between subtotal rows and theirs."""
    for head, block in blocks(rows, heads):
        made_of = parts(block)
        if made_of:
            yield _relation(head, made_of, key, over)


def indented(rows: Sequence[Row], heads: Sequence[Row], key: Mapping[str, str], over: str) -> Iterator[Relation]:
    """The relations between rows and those indented below them, two at least: one alone is not all of anything."""
    for row, below in below_each(rows):
        made_of = [one for one in parts(below) if not is_subtotal(one.label)]
        if row not in heads and not is_subtotal(row.label) and len(made_of) > 1:
            yield _relation(row, made_of, key, over)


def loose(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows that no total adds: indented alone below another, and subtotals with no rows of their own."""
    for _, below in below_each(rows):
        if len(parts(below)) == 1 and not any(is_of_which(row.label) for row in below):
            yield parts(below)[0]
    yield from (row for row, block in blocks(rows, ()) if not parts(block))


def below_each(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row under which others are indented, with all of these, whatever their depth."""
    if all(row.label[:1].isalnum() for row in rows):
        return
    open_rows: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if is_of_which(row.label) and not row.heading:
            for _, below in open_rows:
                below.append(row)
            continue
        own = depth(row.label)
        while open_rows and depth(open_rows[-1][0].label) >= own:
            head, below = open_rows.pop()
            if below:
                yield head, below
        for _, below in open_rows:
            below.append(row)
        if not row.heading:
            open_rows.append((row, []))
    while open_rows:
        head, below = open_rows.pop()
        if below:
            yield head, below


def _relation(head: Row, made_of: Sequence[Row], key: Mapping[str, str], over: str) -> Relation:
    return Relation(head.at, tuple(row.at for row in made_of), {**key, over: head.label.strip()})
