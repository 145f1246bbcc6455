"""Workflow commands of GitHub Actions: each discrepancy beside its line in a pull request.

GitHub shows the first ten errors, warnings and notices of a step, so errors come first.
"""

from __future__ import annotations

import os
from typing import TextIO

from dvaudit.render import facts
from dvaudit.render.annotations import Annotation, in_lines, pinned, placed
from dvaudit.render.source import Sources, relative
from dvaudit.render.view import View
from dvaudit.report import Report

_COMMANDS = {"problem": "error", "error": "error", "warning": "warning"}
"""What each mark is for GitHub; everything else is a notice."""
_ORDER = ("error", "warning", "notice")


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the commands, and the summary as the first notice."""
    told = [*pinned(report, view)] if view.verbosity >= 0 else []
    sources, base = Sources(), os.environ.get("GITHUB_WORKSPACE", "")
    ranked = sorted(((_COMMANDS.get(one.mark, "notice"), one) for one in told), key=lambda pair: _ORDER.index(pair[0]))
    stream.write(f"::notice title=dvaudit::{_data(view.text(facts.summary(facts.counted(report))))}\n")
    stream.writelines(
        f"::{command} {_properties(one, sources, base, view)}::{_data(placed(one, view))}\n" for command, one in ranked
    )


def _properties(one: Annotation, sources: Sources, base: str, view: View) -> str:
    """Where the command points to, and its title."""
    place, found = in_lines(one.place), {}
    if place.file:
        found["file"] = view.text(relative(place.file, base))
    if place.line is not None:
        found["line"] = str(place.line)
        found["endLine"] = str(place.line)
    if place.column is not None:
        about = None if one.finding is None else facts.stated(one.finding.confrontation.edit)
        span = None if about is None else sources.span(about)
        found["col"] = str(place.column if span is None else span.column)
        if span is not None:
            found["endColumn"] = str(span.end)
    titled = [view.text(one.rule.id)] if one.rule is not None else []
    if one.mark not in _COMMANDS:
        titled.append(view.say(f"report.mark_{one.mark}"))
    found["title"] = " ".join(["dvaudit", *titled])
    return ",".join(f"{name}={_property(text)}" for name, text in found.items())


def _data(text: str) -> str:
    """Text after the second ``::``."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text between the name of the command and the second ``::``."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
