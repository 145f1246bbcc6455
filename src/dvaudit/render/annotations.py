"""A report as what can be pinned to a place: discrepancies, what could not be checked, notes, problems.

Each is a sentence with its place and its rule; the formats of editors, logs and CI systems differ only in how they
write that down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dvaudit.figure import Place
from dvaudit.message import message
from dvaudit.render import facts, remarks, shown
from dvaudit.render.undecided import grouped
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report
from dvaudit.rule import Rule

_CASES = 10
"""So many cases that could not be checked for one reason are told, and so many accepted discrepancies of a document;
all of them with ``--verbose``."""


class Annotation(NamedTuple):
    """One sentence about one place.

    ``mark`` is ``error`` or ``warning`` (a discrepancy), ``accepted`` (a known one), ``undecided``, ``unbound``,
    ``note``, or ``problem`` for what could not be done at all. ``place`` has an empty file where it is the command
    line.
    """

    mark: str
    sentence: str
    place: Place
    rule: Rule | None = None
    finding: Finding | None = None
    cause: Cause | None = None


def annotate(report: Report, view: View) -> Iterator[Annotation]:
    """Everything that a report says of places, but for problems, which can keep a place from being known."""
    told = {cause.number: cause for cause in report.causes}
    for audit, notes in facts.noted(report):
        for finding in facts.reported(audit.findings):
            yield annotated(finding, told.get(finding.cause or 0), view)
        yield from _accepted(audit, view)
        yield from unchecked(audit, view)
        for note in notes:
            where = Place(note.file or audit.file, note.line, note.column, note.sheet)
            yield Annotation("note", view.text(note.message), where)
    for rule, why in facts.unbound(report.audits):
        sentence = view.say("report.checked_nothing", why=why)
        yield Annotation("unbound", sentence, Place(rule.origin.file or "", rule.origin.line), rule)


def pinned(report: Report, view: View) -> Iterator[Annotation]:
    """What a merge request should show: problems first, nothing that is accepted, and that not everything is listed."""
    yield from problems(report, view)
    yield from (one for one in annotate(report, view) if one.mark != "accepted")
    if report.capped:
        yield from (Annotation("note", view.text(said), Place("")) for said in remarks.worked(report))


def problems(report: Report, view: View) -> Iterator[Annotation]:
    """What could not be done."""
    for one in facts.problems(report):
        yield Annotation("problem", view.text(one.message), Place(one.file or "", one.line, one.column, one.sheet))


def annotated(finding: Finding, cause: Cause | None, view: View) -> Annotation:
    """A discrepancy with, in its sentence, what is most likely wrong; of an accepted one why it is."""
    edit = finding.confrontation.edit
    where = facts.place(edit, finding.file)
    sentence = view.text(facts.sentence(finding.confrontation))
    if edit.key and facts.label(edit):
        sentence = view.say("report.in_record", record=facts.label(edit), sentence=sentence)
    if finding.accepted is not None:
        said = view.text(facts.accepted(finding.accepted, sentence))
        return Annotation("accepted", said, where, edit.rule, finding, cause)
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
    return Annotation(finding.level, sentence, where, edit.rule, finding, cause)


def _accepted(audit: Audit, view: View) -> Iterator[Annotation]:
    """The known discrepancies of a document; of many the first ones."""
    found = [finding for finding in audit.findings if finding.accepted is not None]
    listed = found if view.verbosity > 0 else found[:_CASES]
    yield from (annotated(finding, None, view) for finding in listed)
    if len(listed) < len(found):
        yield Annotation("accepted", view.say("report.more", n=len(found) - len(listed)), Place(audit.file))


def unchecked(audit: Audit, view: View) -> Iterator[Annotation]:
    """The cases of a document that could not be checked; of many for one reason the first ones."""
    for group in grouped(audit):
        cases = group.cases if view.verbosity > 0 else group.cases[:_CASES]
        for case in cases:
            place, record = facts.stumbled(case, audit.file)
            sentence = view.text(facts.reason(case))
            if case.edit.key and record:
                sentence = view.say("report.in_record", record=record, sentence=sentence)
            yield Annotation("undecided", sentence, place, group.rule)
        if group.count > len(cases):
            more = view.say("report.more", n=group.count - len(cases))
            yield Annotation("undecided", more, Place(audit.file), group.rule)


def placed(one: Annotation, view: View) -> str:
    """The sentence, with what tells the place where no line of a text does, for formats that only know lines."""
    where = address(one.place)
    if not where:
        return one.sentence
    return view.say("report.reason_at", reason=message("report.literal", text=one.sentence), places=[where])


def address(place: Place) -> str:
    """A place in a workbook (``Sheet1!C2``) or on a page (``p7:3:18``); nothing for one in a text, which has lines."""
    if place.cell is None and place.sheet is None and place.page is None:
        return ""
    return shown.place(place, with_file=False)


def in_lines(place: Place) -> Place:
    """The place as an editor of texts can go to it: only the file where it is one of a workbook or on a page."""
    return Place(place.file) if address(place) else place
