"""CSV: a row for each discrepancy, each changed figure, and what only one version has, for spreadsheets.

``change`` is ``new``, ``still``, ``gone`` or ``unchecked``; ``revised``, ``refined``, ``withdrawn``, ``filled``,
``marked``, ``unclear`` or ``printing``; ``added`` or ``removed``. Nothing in it is computed by a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dvaudit.figure import Figure, Place, Record
from dvaudit.render import facts as told
from dvaudit.render.csv_rows import Row, cell
from dvaudit.render.json_numbers import decimal
from dvaudit.render.versions import facts
from dvaudit.render.view import View
from dvaudit.versions.nouns import Comparison, Pair, Revision, Turned, Unchecked

COLUMNS = (
    "change", "file", "line", "column", "sheet", "cell", "row", "row_before", "key", "figure", "before", "now",
    "amount", "percent", "rule", "level", "message", "with", "id",
)  # fmt: skip


def render(found: Comparison, stream: TextIO, view: View) -> None:
    """Write the header and the rows."""
    import csv

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in found.pairs:
        for row in _rows(pair, view):
            writer.writerow([cell(row.get(name), view) for name in COLUMNS])


def _rows(pair: Pair, view: View) -> Iterator[Row]:
    yield from (_turned(one, view) for one in facts.turned(pair))
    yield from (_unchecked(one, view) for one in pair.unchecked)
    yield from (_revision(one, view) for one in pair.revisions)
    for change, file, records, names in (
        ("added", pair.new, pair.added, pair.columns_added),
        ("removed", pair.old, pair.removed, pair.columns_removed),
    ):
        yield from ({"change": change, **_record(one, file), "row": one.row} for one in records)
        for name in names:
            yield {"change": change, "file": file, "figure": name}


def _turned(one: Turned, view: View) -> Row:
    finding, edit = one.finding, one.finding.confrontation.edit
    about = told.subject(edit)
    return {
        "change": one.state,
        **_place(told.place(edit, finding.file)),
        "row": edit.record.row or None,
        "key": edit.key,
        "figure": None if about is None else about.name,
        "now": None if about is None or one.state == "gone" else about.raw,
        "before": about.raw if about is not None and one.state == "gone" else None,
        "rule": edit.rule.id,
        "level": finding.level,
        "message": view.text(told.sentence(finding.confrontation)),
        "with": view.text(facts.reason(one)),
        "id": finding.id,
    }


def _unchecked(one: Unchecked, view: View) -> Row:
    edit = one.found.edit
    return {
        "change": "unchecked",
        **_place(told.stumbled(one.found, one.file)[0]),
        "row": edit.record.row or None,
        "key": edit.key,
        "rule": edit.rule.id,
        "message": view.text(facts.lost(one)),
    }


def _revision(one: Revision, view: View) -> Row:
    old, new = one.records
    figure = one.new if one.new.cells else one.old
    return {
        "change": one.change,
        **_place(_where(figure)),
        "row": new.row,
        "row_before": old.row,
        "key": new.key,
        "figure": one.name,
        "before": one.old.raw,
        "now": one.new.raw,
        "amount": decimal(one.amount, up=False)[0],
        "percent": decimal(one.percent, up=False)[0],
        "with": "; ".join(map(view.text, facts.effects(one))),
    }


def _where(figure: Figure) -> Place:
    return figure.cells[0].locate() if figure.cells else Place("")


def _record(record: Record, file: str | None) -> Row:
    return {**_place(record.place(file or "")), "key": record.key}


def _place(place: Place) -> Row:
    return {
        "file": place.file or None, "line": place.line, "column": place.column, "sheet": place.sheet,
        "cell": place.cell,
    }  # fmt: skip
