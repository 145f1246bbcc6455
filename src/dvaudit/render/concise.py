"""One line for each finding, for editors, ``grep`` and CI: ``file:line:column: rule-id message``.

What is no error is marked by a word after the place: ``warning:``, ``undecided:``, ``unbound:``, ``accepted:``,
``note:``. These are for programs and the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from dvaudit.figure import Place
from dvaudit.render import facts, shown
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report

_CASES = 10  # that could not be checked for one reason


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the lines; the summary is the last one."""
    stream.writelines(f"{line}\n" for line in _lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    told = {cause.number: cause for cause in report.causes}
    if view.verbosity >= 0:
        for audit, notes in facts.noted(report):
            for finding in facts.reported(audit.findings):
                yield _finding(finding, told.get(finding.cause or 0), view)
            yield from _accepted(audit, told, view)
            yield from _unchecked(audit, view)
            for note in notes:
                where = Place(note.file or audit.file, note.line, note.column)
                yield f"{_at(where, view)}: note: {view.text(note.message)}"
        for rule, why in facts.unbound(report.audits):
            source = shown.path(rule.origin.file or "-c") + (f":{rule.origin.line}" if rule.origin.line else "")
            yield f"{view.text(source)}: unbound: {view.text(rule.id)} {view.say('report.checked_nothing', why=why)}"
    counts = facts.counted(report)
    if counts.problems:
        yield view.say("report.summary_problems", n=counts.problems)
    yield view.text(facts.summary(counts))


def _accepted(audit: Audit, told: Mapping[int, Cause], view: View) -> Iterator[str]:
    accepted = [finding for finding in audit.findings if finding.accepted is not None]
    for finding in accepted if view.verbosity > 0 else accepted[:_CASES]:
        yield _finding(finding, told.get(finding.cause or 0), view)
    if view.verbosity <= 0 and len(accepted) > _CASES:
        more = view.say("report.more", n=len(accepted) - _CASES)
        yield f"{_at(Place(audit.file), view)}: accepted: {more}"


def _finding(finding: Finding, cause: Cause | None, view: View) -> str:
    edit = finding.confrontation.edit
    mark = "" if finding.level == "error" else f"{finding.level}: "
    if finding.accepted is not None:
        mark, cause = "accepted: ", None
    sentence = view.text(facts.sentence(finding.confrontation))
    if edit.key and facts.label(edit):
        sentence = view.say("report.in_record", record=facts.label(edit), sentence=sentence)
    if cause is not None and len(cause.corrections) == 1:
        from dvaudit.render.causes import probably

        level = view.say(f"causes.level_{cause.confidence}")
        key = "causes.probably" if facts.proposes(cause) else "causes.perhaps"
        sentence = view.say(key, sentence=sentence, text=probably(cause, finding), level=level)
    elif cause is not None and (cause.pattern is not None or len(cause.likeliest) == 1):
        from dvaudit.render.causes import wrong

        suspected, level = wrong(cause), view.say(f"causes.level_{cause.confidence}")
        if suspected:
            sentence = view.say("causes.in_line", sentence=sentence, wrong=suspected, level=level)
    if finding.accepted is not None:
        sentence = view.text(facts.accepted(finding.accepted, sentence))
    return f"{_at(facts.place(edit, finding.file), view)}: {mark}{view.text(edit.rule.id)} {sentence}"


def _unchecked(audit: Audit, view: View) -> Iterator[str]:
    for group in facts.unchecked(audit):
        cases = group.cases if view.verbosity > 0 else group.cases[:_CASES]
        rule = view.text(group.rule.id)
        for case in cases:
            place, record = facts.stumbled(case, audit.file)
            sentence = view.text(facts.reason(case))
            if case.edit.key and record:
                sentence = view.say("report.in_record", record=record, sentence=sentence)
            yield f"{_at(place, view)}: undecided: {rule} {sentence}"
        if group.count > len(cases):
            more = view.say("report.more", n=group.count - len(cases))
            yield f"{_at(Place(audit.file), view)}: undecided: {rule} {more}"


def _at(place: Place, view: View) -> str:
    return view.text(shown.place(place))
