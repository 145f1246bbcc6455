"""A workbook for people who keep their figures in one: what seems wrong is coloured and has a comment.

Of a single workbook it is a copy, in which everything else is as it was; of other inputs a new one with their tables.
The last sheet lists everything that was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from dvaudit.figure import Figure, RawCell, Table
from dvaudit.message import AuditError
from dvaudit.render import facts, shown
from dvaudit.render.annotations import Annotation, annotate, problems
from dvaudit.render.view import View
from dvaudit.render.xlsx.package import Link, Mark, NotCopiedError, marked
from dvaudit.report import Report

BINARY = True
"""It is written to a stream of bytes."""

SUSPECT, FAILED = "FFC7CE", "FFEB9C"
"""The colours of what is most likely wrong, and of what does not fit the figures that it is checked with."""

_Address = Callable[[RawCell], tuple[str, str] | None]
"""The sheet and the address of a cell in the workbook that is written."""


def render(report: Report, stream: BinaryIO, view: View) -> None:
    """Write the workbook."""
    data = _copied(report, view)
    stream.write(_made(report, view) if data is None else data)


def _copied(report: Report, view: View) -> bytes | None:
    """A copy of the one input with its marks; None where that is no workbook, or several."""
    from dvaudit import readers
    from dvaudit.readers import archive, xlsx
    from dvaudit.readers.packed import ending_of

    files = {audit.file for audit in report.audits} or set(report.files)
    if len(files) != 1:
        return None
    (file,) = files
    if ending_of(file) not in (".xlsx", ".xlsm"):
        return None
    try:
        data = readers.load(file, None)
        paths = xlsx.parts(archive.opened(file, data))
        return _marked(data, paths, report, view, _in_file, "book.copied")
    except (AuditError, NotCopiedError):  # what cannot be read is told by the report
        return None


def _in_file(cell: RawCell) -> tuple[str, str] | None:
    place = cell.locate()
    return None if place.sheet is None or place.cell is None else (place.sheet, place.cell)


def _made(report: Report, view: View) -> bytes:
    """A new workbook with the tables of the report."""
    from dvaudit.readers import archive, xlsx
    from dvaudit.render.xlsx.fresh import workbook

    tables = {id(table): table for audit in report.audits if (table := audit.document.table) is not None}
    data, placed = workbook(tables.values())
    by_cell: dict[object, Table] = {table.place: table for table in tables.values()}

    def address(cell: RawCell) -> tuple[str, str] | None:
        table = by_cell.get(cell.place)
        if table is None:
            return None
        where = placed[id(table)]
        return where.sheet, where.address(cell.row, cell.column)

    paths = xlsx.parts(archive.opened("", data))
    partly = any(audit.partly is not None for audit in report.audits)
    return _marked(data, paths, report, view, address, "book.made_partly" if partly else "book.made")


def _marked(data: bytes, paths: Mapping[str, str], report: Report, view: View, address: _Address, about: str) -> bytes:
    told = [*problems(report, view), *annotate(report, view)]
    apart = len({one.place.file for one in told if one.finding is not None}) > 1
    listed: list[Sequence[str | Link]] = [
        [view.text(facts.summary(facts.counted(report)))],
        [view.say("book.colours")],
        [view.say(about)],
        [],
        [view.say(f"book.{name}") for name in ("level", "rule", "where", "record", "told")],
        *(_line(one, view, address, apart=apart) for one in told),
    ]
    return marked(data, paths, _marks(told, address), listed, bold=(0, 4))


def _line(one: Annotation, view: View, address: _Address, *, apart: bool) -> list[str | Link]:
    """A row of the list, the place a link to its cell."""
    where: str | Link = view.text(shown.place(one.place, with_file=apart)) if one.place.file else ""
    record = ""
    if one.finding is not None:
        edit = one.finding.confrontation.edit
        record = view.text(facts.label(edit)) if edit.key else ""
        about = facts.stated(edit)
        cell = address(about.cells[0]) if about is not None and about.cells else None
        if cell is not None and isinstance(where, str):
            where = Link(where, "'{}'!{}".format(cell[0].replace("'", "''"), cell[1]))
    rule = "" if one.rule is None else view.text(one.rule.id)
    return [view.say(f"book.{one.mark}"), rule, where, record, one.sentence]


def _marks(told: list[Annotation], address: _Address) -> dict[str, dict[str, Mark]]:
    """By sheet and address: the colour of a cell, and what is said of it."""
    found: dict[tuple[str, str], Mark] = {}
    for one in told:
        for colour, figure in _coloured(one):
            for cell in figure.cells:
                where = address(cell)
                if where is None:
                    continue
                before = found.get(where, Mark(colour, ""))
                texts = dict.fromkeys(filter(None, (*before.text.split("\n\n"), one.sentence)))
                worst = SUSPECT if SUSPECT in (colour, before.colour) else FAILED
                found[where] = Mark(worst, "\n\n".join(texts))
    marks: dict[str, dict[str, Mark]] = {}
    for (sheet, name), mark in found.items():
        marks.setdefault(sheet, {})[name] = mark
    return marks


def _coloured(one: Annotation) -> Iterator[tuple[str, Figure]]:
    """The figures that a discrepancy marks: those most likely wrong, and the one that it is told of."""
    if one.finding is None or one.mark == "accepted":
        return
    suspects = () if one.cause is None else one.cause.likeliest
    for suspect in suspects if len(suspects) == 1 else ():
        for spot in suspect.spots:
            yield SUSPECT, spot.figure
    about = facts.stated(one.finding.confrontation.edit)
    figures = one.finding.confrontation.edit.figures
    if about is not None and about.cells:
        yield FAILED, about
    elif not suspects:
        yield from ((FAILED, figure) for figure in figures)
