"""One line for each finding, for editors, ``grep`` and CI: ``file:line:column: rule-id message``.

What is no error is marked by a fixed word after the place: ``warning:``, ``undecided:``, ``unbound:``, ``note:``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dvaudit.figure import Place
from dvaudit.render import facts, shown
from dvaudit.render.view import View
from dvaudit.rule import Audit, Finding, Report


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the lines; the summary is the last one."""
    stream.writelines(f"{line}\n" for line in _lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    if view.verbosity >= 0:
        for audit, notes in facts.noted(report):
            for finding in facts.reported(audit.findings):
                yield _finding(finding, view)
            yield from _unchecked(audit, view)
            for note in notes:
                where = Place(note.file or audit.file, note.line, note.column)
                yield f"{_at(where, view)}: note: {view.text(note.message)}"
        for rule in facts.unbound(report.audits):
            source = shown.path(rule.origin.file or "-c") + (f":{rule.origin.line}" if rule.origin.line else "")
            yield f"{view.text(source)}: unbound: {view.text(rule.id)} {view.say('report.met_nothing')}"
    counts = facts.counted(report)
    yield view.say(facts.verdict(counts), **counts.values)


def _finding(finding: Finding, view: View) -> str:
    edit = finding.confrontation.edit
    mark = "" if finding.level == "error" else f"{finding.level}: "
    sentence = view.text(facts.sentence(finding.confrontation))
    if edit.key:
        sentence = view.say("report.in_record", record=facts.label(edit), sentence=sentence)
    return f"{_at(facts.place(edit, finding.file), view)}: {mark}{view.text(edit.rule.id)} {sentence}"


def _unchecked(audit: Audit, view: View) -> Iterator[str]:
    for group in facts.unchecked(audit):
        where = _at(facts.place(group.edits[0], audit.file), view)
        sentence = view.text(group.reason)
        if group.count > 1:
            sentence = view.say("report.times" if group.alike else "report.times_such_as", sentence=sentence,
                                n=group.count)  # fmt: skip
        yield f"{where}: undecided: {view.text(group.rule.id)} {sentence}"


def _at(place: Place, view: View) -> str:
    return view.text(shown.place(place))
