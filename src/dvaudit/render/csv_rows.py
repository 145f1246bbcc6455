"""CSV: a row for each discrepancy, each case that could not be checked, each note and each problem.

The columns are those of ``Report.to_frame``, with the place, and ``outcome`` before them: ``fails``, ``accepted``,
``undecided``, ``unbound``, ``note`` or ``problem``. They are in English in every language: they are for programs.

A spreadsheet computes what begins like a formula, so such a cell has an apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from dvaudit.figure import Place
from dvaudit.pattern import pattern
from dvaudit.render import facts, remarks
from dvaudit.render.json_numbers import interval
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report, likeliest
from dvaudit.rule import Confrontation

COLUMNS = (
    "outcome", "file", "line", "column", "sheet", "cell", "row", "key", "rule", "kind", "level", "figure", "reported",
    "expected_low", "expected_high", "off_by_low", "off_by_high", "message", "cause", "confidence", "suspect",
    "correction", "accepted", "id",
)  # fmt: skip

_FORMULA = pattern(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = pattern(r"[+\-＋－](?=[.,'’\s]*\d)[\d.,'’\s]*%?")
"""Signs, digits and what groups them: nothing of it is computed."""

Row = dict[str, object]


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the header and the rows."""
    import csv

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(report, view):
        writer.writerow([cell(row.get(name), view) for name in COLUMNS])


def cell(value: object, view: View) -> str:
    """A value as text that no spreadsheet computes."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = "; ".join(f"{name}: {text}" for name, text in value.items())
    elif isinstance(value, (tuple, list)):
        value = "; ".join(map(str, value))
    text = view.text(str(value))
    return f"'{text}" if _FORMULA.match(text.lstrip()) and not _NUMBER.fullmatch(text.strip()) else text


def _rows(report: Report, view: View) -> Iterator[Row]:
    causes = {cause.number: cause for cause in report.causes}
    for problem in facts.problems(report):
        place = Place(problem.file or "", problem.line, problem.column, problem.sheet)
        yield _place(place) | {"outcome": "problem", "message": view.text(problem.message)}
    for audit, notes in facts.noted(report):
        for finding in audit.findings:
            yield _finding(finding, causes.get(finding.cause or 0), view)
        for one in audit.undecided:
            yield _undecided(audit, one, view)
        for note in notes:
            place = Place(note.file or audit.file, note.line, note.column, note.sheet)
            yield _place(place) | {"outcome": "note", "message": view.text(note.message)}
    for rule, why in facts.unbound(report.audits):
        yield {
            "outcome": "unbound", "file": rule.origin.file, "line": rule.origin.line, "rule": rule.id,
            "kind": rule.kind, "level": rule.level, "message": view.text(why),
        }  # fmt: skip
    if report.capped:
        for said in remarks.worked(report):
            yield {"outcome": "note", "message": view.text(said)}


def _place(place: Place) -> Row:
    return {name: getattr(place, name) for name in ("file", "line", "column", "sheet", "cell")}


def _edit(found: Confrontation) -> Row:
    """What is said of an edit, however it came out."""
    edit, about = found.edit, facts.stated(found.edit)
    return {
        "row": edit.record.row or None,
        "key": edit.key,
        "rule": edit.rule.id,
        "kind": edit.rule.kind,
        "level": edit.rule.level,
        "figure": None if about is None else about.name,
        "reported": None if about is None else about.raw,
    }


def _finding(finding: Finding, cause: Cause | None, view: View) -> Row:
    found = finding.confrontation
    expected, off = interval(found.expected) or {}, interval(found.imbalance) or {}
    return _place(facts.place(found.edit, finding.file)) | _edit(found) | likeliest(cause) | {
        "outcome": "fails" if finding.accepted is None else "accepted",
        "level": finding.level,
        "expected_low": expected.get("low"),
        "expected_high": expected.get("high"),
        "off_by_low": off.get("low"),
        "off_by_high": off.get("high"),
        "message": view.text(facts.sentence(found)),
        "cause": finding.cause,
        "accepted": None if finding.accepted is None else finding.accepted.reason,
        "id": finding.id,
    }  # fmt: skip


def _undecided(audit: Audit, found: Confrontation, view: View) -> Row:
    place, _ = facts.stumbled(found, audit.file)
    return _place(place) | _edit(found) | {"outcome": "undecided", "message": view.text(facts.reason(found))}
