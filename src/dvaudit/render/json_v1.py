"""JSON, version 1: everything a program needs, exactly. Within version 1 fields are only added."""

from __future__ import annotations

from typing import TextIO

from dvaudit import __version__
from dvaudit.figure import Figure, Place
from dvaudit.message import Problem
from dvaudit.render import facts
from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json, interval
from dvaudit.render.view import View
from dvaudit.report import Audit, Finding, Report
from dvaudit.rule import Confrontation, Edit


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the report as one JSON document, an entry of a list on a line of its own."""
    import json

    def written(value: object) -> str:
        return escape_json(json.dumps(value, ensure_ascii=False))

    members = []
    for name, value in document(report, view).items():
        entries = ",\n  ".join(map(written, value)) if isinstance(value, list) else ""
        members.append(f' "{name}": ' + (f"[\n  {entries}\n ]" if entries else written(value)))
    stream.write("{\n" + ",\n".join(members) + "\n}\n")


def document(report: Report, view: View) -> Json:
    """The report as JSON has it: the summary, and a list for each kind of thing that is reported."""
    counts = facts.counted(report)
    notes = [note for _, notes in facts.noted(report) for note in notes]
    return {
        "dvaudit": __version__,
        "format": 1,
        "summary": {
            "files": counts.files,
            "records": counts.records,
            "figures": counts.figures,
            "rules": counts.rules,
            "confronted": counts.held + counts.failed + counts.undecided,
            "held": counts.held,
            "failed": counts.failed,
            "undecided": counts.undecided,
            "accepted": counts.accepted,
            "causes": counts.causes,
            "corrections": counts.corrections,
            "undiagnosed": report.undiagnosed,
            "problems": counts.problems,
            "capped": report.capped,
            "engine": report.engine,
            **_confidential(report, counts),
            **({name: counts.values[name] for name in ("articles", "claims", "compared")} if counts.articles else {}),
        },
        "findings": [finding_of(one, view) for audit in report.audits for one in audit.findings],
        "undecided": [_undecided(audit, one, view) for audit in report.audits for one in audit.undecided],
        "causes": _causes(report, view),
        "rules": [
            {
                "id": tally.rule.id,
                "kind": tally.rule.kind,
                "held": tally.held,
                "failed": tally.failed,
                "accepted": tally.accepted,
                "undecided": tally.undecided,
                "unbound": tally.unbound,
            }
            for tally in facts.tallies(report.audits)
        ],
        "failing_rows": [
            {"rule": tally.rule.id, "file": file, "rows": sorted(rows)}
            for audit in report.audits for tally in audit.tallies for file, rows in tally.rows.items() if rows
        ],
        **_articles(report, view),
        "problems": [problem_of(problem, view) for problem in facts.problems(report)],
        "notes": [problem_of(note, view) for note in notes],
        "accepted_in": report.accepted_in,
        "configuration": report.configuration,
    }


def _confidential(report: Report, counts: facts.Counts) -> Json:
    """How many cells are confidential and how many of them are given away, where that was asked."""
    if all(audit.disclosure is None for audit in report.audits):
        return {}
    names = ("confidential", "disclosed", "narrowed", "unclear")
    return {name: counts.values[name] for name in names}


def finding_of(finding: Finding, view: View) -> Json:
    """A discrepancy with everything that is known of it."""
    confrontation = finding.confrontation
    edit = confrontation.edit
    return {
        "id": finding.id,
        "rule": edit.rule.id,
        "kind": edit.rule.kind,
        "level": finding.level,
        "message": view.text(facts.sentence(confrontation)),
        "file": finding.file,
        "record": dict(edit.key),
        "row": edit.record.row or None,
        "figures": [figure_of(figure, role) for figure, role in zip(edit.figures, edit.roles, strict=True)],
        "expected": interval(confrontation.expected),
        "imbalance": interval(confrontation.imbalance),
        "rounding_sized": confrontation.rounding_sized,
        "cause": finding.cause,
        "accepted": None if finding.accepted is None else {
            "reason": finding.accepted.reason, "until": finding.accepted.until,
        },
    }


def figure_of(figure: Figure, role: str) -> Json:
    """A figure with the values that it stands for, and its place."""
    place = figure.cells[0].locate() if figure.cells else Place("")
    return {
        "name": figure.name,
        "role": role,
        "raw": figure.raw,
        **(interval(figure.interval) or {"low": None, "high": None, "low_open": False, "high_open": False}),
        "file": place.file or None,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "start": place.start,
        "end": place.end,
        **({} if place.page is None else {"page": place.page}),
    }


def _undecided(audit: Audit, confrontation: Confrontation, view: View) -> Json:
    edit: Edit = confrontation.edit
    return {
        "rule": edit.rule.id,
        "file": edit.record.file or audit.file,
        "record": dict(edit.key),
        "row": edit.record.row or None,
        "missing": list(confrontation.missing),
        "reason": view.text(facts.reason(confrontation)),
    }


def _causes(report: Report, view: View) -> list[Json]:
    if not report.causes:
        return []
    from dvaudit.render.json_causes import cause

    return [cause(one, view) for one in report.causes]


def _articles(report: Report, view: View) -> Json:
    """The articles with all their figures, and what they claim; nothing where there are none."""
    found = [audit for audit in report.audits if audit.article is not None]
    if not found:
        return {}
    from dvaudit.render.json_article import article, claims

    return {
        "articles": [article(audit) for audit in found],
        "claims": [claim for audit in found for claim in claims(audit, view)],
    }


def problem_of(problem: Problem, view: View) -> Json:
    """A problem or a note with its place."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "sheet": problem.sheet,
        "message": view.text(problem.message),
    }
