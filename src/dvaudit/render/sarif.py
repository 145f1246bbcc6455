"""SARIF 2.1.0 (OASIS), the exchange format of code scanning on GitHub and elsewhere, and of editors.

A discrepancy is a result of kind ``fail``, a case that could not be checked one of kind ``open``: there was not enough
to decide. What kept work from being done, and notes, are notifications. A correction that is more than a guess is a
fix; an accepted discrepancy is suppressed, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from dvaudit import __version__
from dvaudit.figure import Figure, Place
from dvaudit.message import Problem
from dvaudit.render import facts, remarks, shown
from dvaudit.render.annotations import address, annotated, in_lines
from dvaudit.render.escape import escape_json
from dvaudit.render.json_numbers import Json
from dvaudit.render.sarif_rules import descriptors
from dvaudit.render.sarif_text import message, uri
from dvaudit.render.source import Sources
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report
from dvaudit.rule import Confrontation, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "dvaudit/v1"
_RELATED = 20
"""So many other figures of a discrepancy are told with their places."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the log: one run, a result a line."""
    import json

    def written(value: object) -> str:
        return escape_json(json.dumps(value, ensure_ascii=False))

    head = written({"$schema": _SCHEMA, "version": "2.1.0"})[:-1]
    lines = ",".join(f"\n {written(one)}" for one in _results(report, view))
    stream.write(f'{head}, "runs": [{written(_run(report, view))[:-1]}, "results": [{lines}\n]}}]}}\n')


def _rules(report: Report) -> dict[tuple[str, str], Rule]:
    """The rules of all rule sets, in the order in which the log describes them."""
    return {(audit.rules.name, tally.rule.id): tally.rule for audit in report.audits for tally in audit.tallies}


def _results(report: Report, view: View) -> Iterator[Json]:
    sources = Sources()
    causes = {cause.number: cause for cause in report.causes}
    index = {key: at for at, key in enumerate(_rules(report))}
    for audit in report.audits:
        own = {rule: at for (name, rule), at in index.items() if name == audit.rules.name}
        for finding in audit.findings:
            yield _finding(finding, causes.get(finding.cause or 0), own, sources, view)
        for one in audit.undecided:
            yield _undecided(audit, one, own, sources, view)


def _run(report: Report, view: View) -> Json:
    """The run but for its results."""
    files = dict.fromkeys(file for audit in report.audits for file in audit.document.files or (audit.file,))
    return {
        "tool": {
            "driver": {
                "name": "dvaudit",
                "fullName": f"dvaudit {__version__}",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": descriptors([*_rules(report).values()], view),
            }
        },
        "automationDetails": {"id": "dvaudit/"},
        "language": view.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, view)],
        "artifacts": [{"location": {"uri": uri(file)}, "roles": ["analysisTarget"]} for file in files],
    }


def _invocation(report: Report, view: View) -> Json:
    """How the run went: its exit status, what kept work from being done, what a reader has to know."""
    problems = facts.problems(report)
    notes = [note for _, found in facts.noted(report) for note in found]
    found: Json = {"executionSuccessful": not problems and not report.interrupted}
    if view.status is not None:
        found["exitCode"] = view.status
    told = [_notification(one, "error", view) for one in problems] + [_notification(one, "note", view) for one in notes]
    told += [{"level": "note", "message": message(view.text(said))} for said in remarks.worked(report)]
    if told:
        found["toolExecutionNotifications"] = told
    unbound = [
        {
            "level": "warning",
            "message": message(view.say("report.unbound_rule", rule=rule.id, why=why)),
            "associatedRule": {"id": view.text(rule.id)},
        }
        for rule, why in facts.unbound(report.audits)
    ]
    if unbound:
        found["toolConfigurationNotifications"] = unbound
    return found


def _notification(problem: Problem, level: str, view: View) -> Json:
    found: Json = {"level": level, "message": message(view.text(problem.message))}
    if problem.file is not None:
        place = Place(problem.file, problem.line, problem.column, problem.sheet)
        found["locations"] = [_location(place, None, Sources(), view)]
    return found


def _finding(finding: Finding, cause: Cause | None, rules: dict[str, int], sources: Sources, view: View) -> Json:
    edit, about = finding.confrontation.edit, facts.stated(finding.confrontation.edit)
    found = _result(finding.confrontation, rules, view) | {
        "kind": "fail",
        "level": finding.level,
        "message": message(annotated(replace(finding, accepted=None), cause, view).sentence),
        "locations": [_location(facts.place(edit, finding.file), about, sources, view)],
        "partialFingerprints": {_FINGERPRINT: finding.id},
    }
    properties = found["properties"]
    if cause is not None and isinstance(properties, dict):
        properties |= {"cause": cause.number, "confidence": cause.confidence}
    others = [figure for index, figure in enumerate(edit.figures) if index != edit.stated and figure.cells]
    if others:
        found["relatedLocations"] = [
            _location(figure.cells[0].locate(), figure, sources, view)
            | {"id": number, "message": message(view.text(shown.figure(figure)))}
            for number, figure in enumerate(others[:_RELATED], 1)
        ]
    if finding.accepted is not None:
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": view.text(finding.accepted.reason)}
        ]
    if cause is not None and facts.proposes(cause):
        fix = _fix(cause, sources, view)
        if fix is not None:
            found["fixes"] = [fix]
    return found


def _undecided(audit: Audit, found: Confrontation, rules: dict[str, int], sources: Sources, view: View) -> Json:
    place, record = facts.stumbled(found, audit.file)
    sentence = view.text(facts.reason(found))
    if found.edit.key and record:
        sentence = view.say("report.in_record", record=record, sentence=sentence)
    return _result(found, rules, view) | {
        "kind": "open",
        "level": "none",
        "message": message(sentence),
        "locations": [_location(place, None, sources, view)],
    }


def _result(found: Confrontation, rules: dict[str, int], view: View) -> Json:
    """What a result says however its edit came out."""
    edit = found.edit
    record = {view.text(name): view.text(text) for name, text in edit.key.items()}
    return {
        "ruleId": view.text(edit.rule.id),
        **({"ruleIndex": rules[edit.rule.id]} if edit.rule.id in rules else {}),
        "properties": {"record": record, "row": edit.record.row or None},
    }


def _location(place: Place, figure: Figure | None, sources: Sources, view: View) -> Json:
    """A place as file and region; one in a workbook or on a page, where no text has lines, as a logical location."""
    physical: Json = {"artifactLocation": {"uri": uri(place.file)}}
    region = _region(place, figure, sources, view)
    if region:
        physical["region"] = region
    found: Json = {"physicalLocation": physical}
    whole = view.text(address(place))
    if whole:
        kind = "cell" if place.cell is not None else "sheet" if place.sheet is not None else "page"
        name = whole if place.cell is None else view.text(place.cell)
        found["logicalLocations"] = [{"name": name, "fullyQualifiedName": whole, "kind": kind}]
    return found


def _region(place: Place, figure: Figure | None, sources: Sources, view: View) -> Json:
    """Line and columns as far as they are known; the end only where the file shows it."""
    span = None if figure is None else sources.span(figure)
    found: Json = {}
    if span is not None and figure is not None:
        found = {"startLine": span.line, "startColumn": span.column, "endColumn": span.end}
        found["snippet"] = {"text": view.text(figure.cells[0].text.strip())}
    elif in_lines(place).line is not None:
        found["startLine"] = place.line
        if place.column is not None:
            found["startColumn"] = place.column
    offset = None if figure is None else sources.offset(figure)
    if offset is not None and figure is not None:
        found |= {"charOffset": offset, "charLength": len(figure.cells[0].text.strip())}
    return found


def _fix(cause: Cause, sources: Sources, view: View) -> Json | None:
    """The only correction of a cause as replacements; None where one of them cannot be put into its file."""
    suspect, correction = cause.corrections[0]
    changes: dict[str, list[Json]] = {}
    texts: Sequence[str] = correction.texts
    for spot, text in zip(suspect.spots, texts, strict=True):
        span = sources.replaces(spot.figure, text)
        if span is None:
            return None
        region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.end}
        replacement: Json = {"deletedRegion": region, "insertedContent": {"text": text}}
        changes.setdefault(spot.figure.cells[0].locate().file, []).append(replacement)
    from dvaudit.render.causes import title

    return {
        "description": message(view.text(title(cause))),
        "artifactChanges": [
            {"artifactLocation": {"uri": uri(file)}, "replacements": replacements}
            for file, replacements in changes.items()
        ],
    }
