"""The diagnostic format of reviewdog, which posts it as comments on GitHub, GitLab, Bitbucket and Gerrit.

Its columns count bytes of UTF-8 from 1, the end of a range is exclusive. A correction that is more than a guess is a
suggestion, at the figure that it is about.
"""

from __future__ import annotations

from typing import TextIO

from dvaudit.figure import Figure, Place
from dvaudit.render import facts, shown
from dvaudit.render.annotations import Annotation, in_lines, pinned, placed
from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json
from dvaudit.render.source import Sources, relative
from dvaudit.render.view import View
from dvaudit.report import Cause, Report

_SEVERITIES = {"problem": "ERROR", "error": "ERROR", "warning": "WARNING"}
_RELATED = 20
"""So many other figures of a discrepancy are told with their places."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the diagnostics, one a line."""
    import json

    sources = Sources()
    suggested: set[int] = set()
    found = [_diagnostic(one, sources, suggested, view) for one in pinned(report, view)]
    lines = (escape_json(json.dumps(one, ensure_ascii=False)) for one in found)
    stream.write('{"source": {"name": "dvaudit"}, "diagnostics": [' + ",".join(f"\n {line}" for line in lines))
    stream.write("\n]}\n")


def _diagnostic(one: Annotation, sources: Sources, suggested: set[int], view: View) -> Json:
    found: Json = {"message": placed(one, view), "severity": _SEVERITIES.get(one.mark, "INFO")}
    about = None
    if one.finding is not None:
        about = facts.stated(one.finding.confrontation.edit)
    found["location"] = _location(one.place, about, sources, view)
    if one.rule is not None:
        found["code"] = {"value": view.text(one.rule.id)} | ({"url": one.rule.link} if one.rule.link else {})
    if one.finding is not None:
        edit = one.finding.confrontation.edit
        related = [
            {
                "message": view.text(shown.figure(figure)),
                "location": _location(figure.cells[0].locate(), figure, sources, view),
            }
            for index, figure in enumerate(edit.figures)
            if index != edit.stated and figure.cells
        ]
        if related:
            found["related_locations"] = related[:_RELATED]
    if one.cause is not None and one.cause.number not in suggested and facts.proposes(one.cause):
        suggested.add(one.cause.number)
        suggestions = _suggestions(one.cause, sources)
        if suggestions:
            found["suggestions"] = suggestions
            found["location"] = _location(*_corrected(one.cause), sources, view)
    return found


def _corrected(cause: Cause) -> tuple[Place, Figure]:
    """The first figure of a correction and its place."""
    figure = cause.corrections[0][0].spots[0].figure
    return figure.cells[0].locate(), figure


def _suggestions(cause: Cause, sources: Sources) -> list[Json]:
    """The only correction of a cause as texts to be replaced in one file; none where that cannot be done."""
    suspect, correction = cause.corrections[0]
    found: list[Json] = []
    file = _corrected(cause)[0].file
    for spot, text in zip(suspect.spots, correction.texts, strict=True):
        span = sources.replaces(spot.figure, text)
        if span is None or spot.figure.cells[0].locate().file != file:
            return []
        found.append({"range": _range(span.line, span.first_byte, span.last_byte), "text": text})
    return found


def _location(place: Place, figure: Figure | None, sources: Sources, view: View) -> Json:
    found: Json = {"path": view.text(relative(place.file)) if place.file else "dvaudit"}
    span = None if figure is None else sources.span(figure)
    if span is not None:
        found["range"] = _range(span.line, span.first_byte, span.last_byte)
    elif in_lines(place).line is not None:
        column = sources.column_in_bytes(place)
        found["range"] = {"start": {"line": place.line} | ({} if column is None else {"column": column})}
    return found


def _range(line: int, start: int, end: int) -> Json:
    return {"start": {"line": line, "column": start}, "end": {"line": line, "column": end}}
