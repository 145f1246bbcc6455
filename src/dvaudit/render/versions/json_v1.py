"""A comparison for programs: JSON output, version 1. Within version 1 fields are only added.

``amount`` and ``percent`` of a revision are exact decimal strings; a percentage that no finite decimal can state is
rounded to twelve significant digits, and ``exact`` holds it as ``p/q``.
"""

from __future__ import annotations

import json
from typing import TextIO

from dvaudit import __version__
from dvaudit.figure import Figure, Record
from dvaudit.render import facts as told
from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json, decimal
from dvaudit.render.json_v1 import figure_of, finding_of, problem_of
from dvaudit.render.versions import facts
from dvaudit.render.view import View
from dvaudit.versions.nouns import Comparison, Pair, Revision, Turned, Unchecked


def render(found: Comparison, stream: TextIO, view: View) -> None:
    """Write the comparison as JSON."""
    stream.write(escape_json(json.dumps(_comparison(found, view), ensure_ascii=False, indent=2)) + "\n")


def _comparison(found: Comparison, view: View) -> Json:
    return {
        "dvaudit": __version__,
        "format": 1,
        "summary": facts.counted(found),
        "discrepancies": [_turned(one, view) for pair in found.pairs for one in pair.turned],
        "unchecked": [_unchecked(one, view) for pair in found.pairs for one in pair.unchecked],
        "figures": [_revision(one, pair) for pair in found.pairs for one in pair.revisions],
        "records": [
            {
                "change": change, "file": one.file or file, "line": one.line, "sheet": one.sheet,
                "record": dict(one.key), "row": one.row,
            }
            for pair in found.pairs
            for change, file, listed in (("added", pair.new, pair.added), ("removed", pair.old, pair.removed))
            for one in listed
        ],
        "columns": [
            {"change": change, "file": file, "name": name}
            for pair in found.pairs
            for change, file, names in (
                ("added", pair.new, pair.columns_added), ("removed", pair.old, pair.columns_removed),
            )
            for name in names
        ],
        "files": [{"old": pair.old, "new": pair.new} for pair in found.pairs if not pair.again],
        "problems": [problem_of(problem, view) for problem in found.problems],
        "notes": [problem_of(note, view) for note in facts.notes(found)],
    }  # fmt: skip


def _turned(one: Turned, view: View) -> Json:
    """A discrepancy as ``check`` tells it, with its state and the changed figures it came or went with."""
    before = one.before
    return {
        "state": one.state,
        "other": one.other or None,
        "changed": [_called(revision) for revision in one.revisions],
        "joined": [figure_of(figure, "") for figure in one.joined],
        "left": [figure_of(figure, "") for figure in one.left],
        **finding_of(one.finding, view),
        "before": None if before is None else finding_of(before, view),
    }


def _called(one: Revision) -> Json:
    old, new = one.records
    return {"name": one.name, "record": dict(new.key), "row_old": old.row, "row_new": new.row}


def _unchecked(one: Unchecked, view: View) -> Json:
    edit = one.found.edit
    return {
        "rule": edit.rule.id,
        "before": "holds" if one.held else "fails",
        "file": one.file,
        "record": dict(edit.key),
        "row": edit.record.row or None,
        "missing": list(one.found.missing),
        "reason": view.text(told.reason(one.found)),
        "changed": [_called(revision) for revision in one.revisions],
    }


def _revision(one: Revision, pair: Pair) -> Json:
    old, new = one.records
    amount, percent = decimal(one.amount, up=False), decimal(one.percent, up=False)
    return {
        "name": one.name,
        "record": dict(new.key),
        "change": one.change,
        "old": _figure(one.old, pair.old, old),
        "new": _figure(one.new, pair.new, new),
        "amount": amount[0],
        "percent": percent[0],
        **({} if percent[1] is None else {"exact": {"percent": percent[1]}}),
        "discrepancies": [{"state": found.state, "id": found.finding.id} for found in one.turned],
    }


def _figure(figure: Figure, file: str | None, record: Record) -> Json:
    told_of = figure_of(figure, "")
    del told_of["role"], told_of["name"]
    return {**told_of, "file": told_of["file"] or record.file or file, "row": record.row}
