"""Markdown, for job summaries, merge requests, wikis and mails: what the table format says, without its widths.

Everything that comes from data or rule files is escaped: it stays text and is no link, image, HTML or code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TextIO

from dvaudit.pattern import pattern
from dvaudit.render import because, causes, facts, remarks, shown
from dvaudit.render.escape import escape
from dvaudit.render.problems import place
from dvaudit.render.table import row
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report

_ACTIVE = pattern(r"[\\`*_\[\]<>|~&#!@$]|:(?=//|[\w+-]*[^\W\d][\w+-]*:)|(?<=\bwww)\.")
"""What can begin markup, a link or a reference in CommonMark or in what GitHub and GitLab add to it."""
_FIRST = pattern(r"\d+(?=[.)](?:\s|$))|(?=[-+=](?:[-+=\s]|$))")
"""After this a backslash keeps the beginning of a line from being a list or from underlining a title."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the report."""
    stream.writelines(f"{line}\n" for line in _lines(report, view))


def marked(text: str) -> str:
    """A text that Markdown shows as it is."""
    found = _ACTIVE.sub(lambda sign: f"\\{sign[0]}", text.strip())
    lead = _FIRST.match(found)
    return found if lead is None else f"{lead[0]}\\{found[lead.end() :]}"


def _lines(report: Report, view: View) -> Iterator[str]:
    counts = facts.counted(report)
    yield f"**{marked(view.text(facts.summary(counts)))}**"
    if counts.problems:
        yield from ("", f"**{marked(view.say('report.summary_problems', n=counts.problems))}**", "")
        yield from _list([marked(f"{escape(place(one))} {view.text(one.message)}") for one in facts.problems(report)])
    if view.verbosity < 0:
        return
    for audit, notes in facts.noted(report):
        findings = facts.reported(audit.findings)
        yield from ("", f"### {marked(view.text(remarks.header(audit)))}")
        if findings:
            yield ""
            yield from _table(audit, findings, report.causes, view)
        told = [
            *remarks.accepted(audit, view),
            *remarks.unchecked(audit, view),
            *map(view.text, remarks.notes(audit, notes)),
        ]
        if told:
            yield ""
            yield from _list([marked(text) for text in told])
    chosen = facts.open_causes(report) if view.verbosity <= 0 else report.causes
    if view.show is not None:
        chosen = [one for one in report.causes if one.number in view.show]
    for cause in chosen:
        yield ""
        yield from _cause(cause, report, view)
    left = [remarks.unbound(report), *remarks.worked(report)]
    for said in left:
        if said is not None:
            yield from ("", marked(view.text(said)))


def _list(items: Sequence[str]) -> Iterator[str]:
    yield from (f"- {item}" for item in items)


def _table(audit: Audit, findings: Sequence[Finding], found: Sequence[Cause], view: View) -> Iterator[str]:
    """The discrepancies of a document, one a row; without columns that say nothing."""
    told = {cause.number: cause for cause in found}
    titles = ("rule", "record", "where", "reported", "others_give", "off_by")
    head = [*(view.say(f"report.{title}") for title in titles), view.say("causes.wrong")]
    apart = bool(audit.document.files)
    rows = [[text for text, _ in row(finding, told.get(finding.cause or 0), view, apart=apart)] for finding in findings]
    wanted = [any(cells) for cells in zip(*rows, strict=True)]
    wanted[1] = audit.records > 1 or any(finding.confrontation.edit.key for finding in findings)
    aligned = ["--:" if title == "off_by" else "---" for title in (*titles, "")]
    for cells in (head, aligned, *rows):
        kept = compress(cells, wanted)
        yield "| " + " | ".join(kept if cells is aligned else map(marked, kept)) + " |"


def _cause(cause: Cause, report: Report, view: View) -> Iterator[str]:
    """A cause: its title, how sure it is, its place, and why, then, ask as a list."""
    sure = view.say("causes.confidence", level=view.say(f"causes.level_{cause.confidence}"))
    yield f"#### {cause.number} · {marked(view.text(causes.title(cause)))}"
    where, record = view.text(shown.place(causes.where(cause))), causes.record(cause, causes.recorded(report))
    where = view.say("causes.at_record", place=where, record=record) if record else where
    yield from ("", f"{marked(where)} · {marked(sure)}", "")
    told = {"why": [because.why(cause)], "then": [because.then(cause)], "ask": because.ask(cause)}
    for name, texts in told.items():
        label = view.say(f"causes.label_{name}")
        yield from _list([f"*{marked(label)}* {marked(view.text(text))}" for text in texts if text])
