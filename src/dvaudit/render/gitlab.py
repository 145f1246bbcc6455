"""GitLab's code quality report: a list of issues, which a merge request shows beside its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from dvaudit.render.annotations import Annotation, in_lines, pinned, placed
from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json
from dvaudit.render.source import relative
from dvaudit.render.view import View
from dvaudit.report import Report

_SEVERITIES = {"problem": "critical", "error": "major", "warning": "minor"}
"""How severe each mark is; everything else is for information."""
_NOWHERE = "dvaudit"
"""Stands for the command line: an issue needs a path."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the issues, one a line."""
    import json

    lines = (escape_json(json.dumps(one, ensure_ascii=False)) for one in _issues(report, view))
    stream.write("[" + ",".join(f"\n {line}" for line in lines) + "\n]\n")


def _issues(report: Report, view: View) -> Iterator[Json]:
    seen: Counter[str] = Counter()
    for one in pinned(report, view):
        found = fingerprint(one)
        seen[found] += 1
        yield {
            "description": placed(one, view),
            "check_name": view.text(one.rule.id) if one.rule is not None else f"dvaudit-{one.mark}",
            # GitLab shows one of several issues with the same fingerprint.
            "fingerprint": found if seen[found] == 1 else _hash(f"{found} {seen[found]}"),
            "severity": _SEVERITIES.get(one.mark, "info"),
            "location": {
                "path": view.text(relative(one.place.file)) if one.place.file else _NOWHERE,
                "lines": {"begin": in_lines(one.place).line or 1},
            },
        }


def fingerprint(one: Annotation) -> str:
    """Stays the same while the issue does: a finding's id, else what is said of which file and rule."""
    if one.finding is not None:
        return _hash(one.finding.id)
    return _hash(f"{one.mark} {one.place.file} {one.rule.id if one.rule is not None else ''} {one.sentence}")


def _hash(text: str) -> str:
    from hashlib import blake2b

    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
