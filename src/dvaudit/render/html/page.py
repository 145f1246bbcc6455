"""What the page shows, section by section; the templates only lay it out and say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dvaudit.figure import Place
from dvaudit.message import Message, Problem, message
from dvaudit.render import facts, pages, remarks, shown
from dvaudit.render.article import understood
from dvaudit.render.causes import recorded as recorded_files
from dvaudit.render.causes import wrong
from dvaudit.render.html.article import Text, texts
from dvaudit.render.html.blocks import Block, Detail, blocks, detail
from dvaudit.render.html.questions import Questions, questions
from dvaudit.render.view import Shown, View
from dvaudit.report import Cause, Finding, Report
from dvaudit.rule import Rule, Tally


class Row(NamedTuple):
    """A discrepancy in the table; ``at`` numbers it on the page, the last four are what it is filtered by."""

    at: int
    finding: Finding
    record: Shown
    place: str
    reported: Shown
    expected: Shown
    off: Shown
    wrong: Shown
    cause: int | None
    rule: str
    file: str
    level: str
    confidence: str


class Filter(NamedTuple):
    """One way to filter discrepancies: each value with what it is called and how many there are."""

    name: str
    label: Message
    choices: tuple[tuple[str, Shown, int], ...]


class RuleRow(NamedTuple):
    """A rule with what it means, what the rule file says of it, its counts, and why it checked nothing."""

    rule: Rule
    meaning: Shown
    said: tuple[str, ...]
    tally: Tally
    unbound: Shown


class Page(NamedTuple):
    """Everything on the page, in its order."""

    name: Shown
    counts: facts.Counts
    summary: Message
    scores: tuple[remarks.Score, ...]
    headers: tuple[Message, ...]
    worked: tuple[Message, ...]
    problems: tuple[tuple[str, Problem], ...]
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    loose: tuple[tuple[Row, Detail], ...]
    disclosed: tuple[tuple[Row, Detail], ...]
    texts: tuple[Text, ...]
    questions: tuple[Questions, ...]
    unchecked: tuple[tuple[str, tuple[str, ...]], ...]
    unbound: Message | None
    notes: tuple[tuple[str, Problem], ...]
    accepted: tuple[str, ...]
    claims: tuple[tuple[str, tuple[str, ...]], ...]
    rules: tuple[RuleRow, ...]


def page(report: Report, view: View) -> Page:
    """Everything on the page; only its beginning where the view is quiet, only the causes that were asked for."""
    quiet = view.verbosity < 0
    causes = report.causes if view.verbosity > 0 or view.show is not None else facts.open_causes(report)
    causes = [cause for cause in causes if view.show is None or cause.number in view.show]
    findings = [finding for audit in report.audits for finding in audit.findings]
    told = {cause.number: cause for cause in causes}
    listed = [
        one for one in facts.reported(findings) if not quiet and (view.show is None or (one.cause or 0) in told)
    ]  # fmt: skip
    recorded = recorded_files(report)
    rows = tuple(_rows(listed, told, recorded))
    at = {id(row.finding): row.at for row in rows}
    loose = [row for row in rows if row.cause is None and not _is_disclosure(row)]
    files = facts.by_file(report.audits)
    noted = [] if quiet else facts.noted(report)
    tallies = [] if quiet else facts.tallies(audit for audit in report.audits if audit.article is None)
    return Page(
        name=_name(report, [file for file, _ in files]),
        counts=facts.counted(report),
        summary=facts.summary(facts.counted(report)),
        scores=tuple(remarks.scores(report)) if len(files) > 1 and not quiet else (),
        headers=tuple(remarks.header(audit) for audit in report.audits),
        worked=tuple(remarks.worked(report)),
        problems=tuple((_where(one), one) for one in facts.problems(report)),
        filters=tuple(_filters(rows)),
        rows=rows,
        blocks=() if quiet else tuple(blocks(report, causes, at, view)),
        loose=tuple((row, detail(row.finding, row.at, view)) for row in loose),
        disclosed=tuple((row, detail(row.finding, row.at, view)) for row in rows if _is_disclosure(row)),
        texts=() if quiet else tuple(texts(report)),
        questions=tuple(questions(
            [cause for cause in causes if not cause.accepted], [(row.at, row.finding) for row in loose], report
        )),
        unchecked=tuple(
            (audit.file, tuple(remarks.unchecked(audit, view))) for audit, _ in noted if audit.undecided
        ),
        unbound=None if quiet else remarks.unbound(report),
        notes=tuple(
            (_where(note, audit.file, several=len(files) > 1), note) for audit, notes in noted for note in notes
        ),
        accepted=() if quiet else tuple(one for audit in report.audits for one in remarks.accepted(audit, view)),
        claims=tuple(
            (audit.file, tuple(understood(audit.article, view._replace(verbosity=1))))
            for audit in report.audits if audit.article is not None and not quiet
        ),
        rules=tuple(_rules(tallies, dict(_why_unbound(report)))),
    )  # fmt: skip


def _name(report: Report, files: Sequence[str]) -> Shown:
    """What the page is about: its file, or how many there are."""
    names = list(files) or list(report.files)
    if len(names) == 1:
        return shown.path(names[0])
    return message("html.files", n=len(names))


def _where(problem: Problem, file: str | None = None, *, several: bool = True) -> str:
    """The place of a problem, in the document ``file`` where it names none; with it where there are ``several``."""
    place = Place(problem.file or file or "", problem.line, problem.column)
    return shown.place(place, with_file=several or place.file != file) if place.file else ""


def _rows(findings: Sequence[Finding], causes: dict[int, Cause], recorded: set[str]) -> Iterator[Row]:
    """Discrepancies with their causes by number; ``recorded`` are the files in which a record has to be named."""
    apart = len({finding.file for finding in findings}) > 1
    rules = _numbered(finding.confrontation.edit.rule.id for finding in findings)
    files = _numbered(finding.file for finding in findings)
    for at, finding in enumerate(findings, start=1):
        found, cause = finding.confrontation, causes.get(finding.cause or 0)
        about = facts.subject(found.edit)
        yield Row(
            at, finding, facts.label(found.edit) if finding.file in recorded or found.edit.key else "",
            shown.place(facts.place(found.edit, finding.file), with_file=apart),
            "" if about is None else shown.figure(about),
            facts.expected(found) or facts.sentence(found),
            _off(finding),
            "" if cause is None else wrong(cause),
            None if cause is None else cause.number,
            rules[found.edit.rule.id], files[finding.file], finding.level,
            "none" if cause is None else cause.confidence,
        )  # fmt: skip


def _is_disclosure(row: Row) -> bool:
    """True for a confidential cell that is given away: no discrepancy, and nothing to ask a source."""
    return row.finding.confrontation.edit.rule.kind == facts.DISCLOSURE


def _numbered(names: Iterable[str]) -> dict[str, str]:
    """Short values that stand for names in the page."""
    return {name: str(at) for at, name in enumerate(dict.fromkeys(names))}


def _off(finding: Finding) -> Shown:
    off = facts.difference(finding.confrontation)
    return message("report.rounding_sized", off=off) if off and finding.confrontation.rounding_sized else off


_CONFIDENCE = {name: message(f"causes.level_{name}") for name in ("high", "medium", "low")}
_LEVEL = {"error": message("html.level_error"), "warning": message("html.level_warning")}


def _filters(rows: Sequence[Row]) -> Iterator[Filter]:
    """What tells the discrepancies apart; nothing that is the same for all of them."""
    rules = {row.rule: row.finding.confrontation.edit.rule.id for row in rows}
    files = {row.file: shown.path(row.finding.file) for row in rows}
    confidence: dict[str, Shown] = {**_CONFIDENCE, "none": message("html.no_cause")}
    levels: dict[str, Shown] = {**_LEVEL}
    for name, label, called in (
        ("rule", message("report.rule"), rules),
        ("file", message("report.file"), files),
        ("level", message("html.level"), levels),
        ("confidence", message("causes.confidence_column"), confidence),
    ):
        n = Counter(getattr(row, name) for row in rows)
        if len(n) > 1:
            yield Filter(name, label, tuple((value, called[value], n[value]) for value in called if value in n))


def _rules(tallies: Iterable[Tally], unbound: dict[int, Message]) -> Iterator[RuleRow]:
    for tally in tallies:
        rule = tally.rule
        said = tuple(text for text in (rule.label, rule.note) if text)
        yield RuleRow(rule, pages.meaning(rule), said, tally, unbound.get(id(rule), ""))


def _why_unbound(report: Report) -> Iterator[tuple[int, Message]]:
    for rule, why in facts.unbound(report.audits):
        yield id(rule), why
