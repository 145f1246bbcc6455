"""JSON Lines: the JSON report as one object a line, for programs that read as it comes.

The first line is the summary (``"type": "report"``); each other one is an entry of a list of the JSON report, and its
``type`` says of which: ``finding``, ``undecided``, ``cause``, ``rule``, ``problem``, ``note``, or the list's own name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json
from dvaudit.render.json_v1 import document
from dvaudit.render.view import View
from dvaudit.report import Report

TYPES = {
    "findings": "finding",
    "causes": "cause",
    "rules": "rule",
    "problems": "problem",
    "notes": "note",
}
"""The lists of the JSON report that are called by what each entry is."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the lines."""
    import json

    lines = (json.dumps(line, ensure_ascii=False) for line in _lines(document(report, view)))
    stream.writelines(f"{escape_json(line)}\n" for line in lines)


def _lines(found: Json) -> Iterator[Json]:
    yield {"type": "report", **{name: value for name, value in found.items() if not isinstance(value, list)}}
    for name, entries in found.items():
        if isinstance(entries, list):
            yield from ({"type": TYPES.get(name, name), **entry} for entry in entries)
