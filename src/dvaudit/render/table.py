"""The terminal report, for people.

The discrepancies as a table and each cause as a block; where there are several files or many causes, a scorecard, one
line a cause and the surest ones in full. Then what could not be checked; notes; and one line that counts everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TextIO

from dvaudit.figure import Figure
from dvaudit.message import Problem
from dvaudit.render import facts, remarks, shown
from dvaudit.render.grid import Column, Line, Segment, grid, plain, wrapped
from dvaudit.render.view import Shown, View
from dvaudit.report import Audit, Cause, Finding, Report

_TOLD_IN_FULL = 8  # findings, or causes; beyond that, one line each
_OTHERS = 6


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the report for people."""
    write(lines(report, view), stream, view)


def write(found: Iterator[Line], stream: TextIO, view: View) -> None:
    """Write lines, with colour where the view asks for it; the text is the same."""
    if not view.colour:
        stream.writelines(f"{line}\n" for line in plain(found))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in found:
        console.print(Text.assemble(*line))


def lines(report: Report, view: View) -> Iterator[Line]:
    """The lines of the report."""
    if view.verbosity >= 0:
        if view.show is not None:
            yield from _blocks(report, [cause for cause in report.causes if cause.number in view.show], view)
        elif len(facts.by_file(report.audits)) > 1 or len(facts.open_causes(report)) > _TOLD_IN_FULL:
            yield from _many(report, view)
        else:
            for audit, notes in facts.noted(report):
                yield from _audit(audit, notes, report.causes, view)
            yield from _blocks(report, _told_in_full(report, view), view)
            yield from _unbound(report, view)
    yield from _summary(report, view)


def _many(report: Report, view: View) -> Iterator[Line]:
    """A scorecard, the causes and the surest of them in full, and of the documents what no cause tells."""
    yield from _scorecard(report, view)
    causes = _told_in_full(report, view)
    if causes:
        from dvaudit.render.blocks import SUREST, listed

        yield from listed(report, causes, view)
        yield from _blocks(report, causes if view.verbosity > 0 else causes[:SUREST], view)
        if view.verbosity <= 0 and len(causes) > SUREST:
            yield from wrapped(view.say("causes.show_more"), view.width)
            yield []
    for audit, notes in facts.noted(report):
        if view.verbosity > 0 or notes or audit.undecided or any(one.cause is None for one in audit.findings):
            yield from _audit(audit, notes, report.causes, view, left=view.verbosity <= 0)
    yield from _unbound(report, view)


def _told_in_full(report: Report, view: View) -> list[Cause]:
    """The causes of which not everything is accepted; all of them where everything is to be told."""
    return report.causes if view.verbosity > 0 else facts.open_causes(report)


def _blocks(report: Report, causes: Sequence[Cause], view: View) -> Iterator[Line]:
    if causes:
        from dvaudit.render.blocks import blocks

        yield from blocks(report, causes, view)


def _scorecard(report: Report, view: View) -> Iterator[Line]:
    say = view.say
    accepted = any(tally.accepted for audit in report.audits for tally in audit.tallies)
    scores = list(remarks.scores(report))
    articles = any(score.claims is not None for score in scores)
    names = ["records"] if any(score.records for score in scores) or not articles else []
    names += ["failed", *(["accepted"] if accepted else []), "not_checked"]
    columns = [
        Column(say("report.file")),
        *([Column(say("article.claims"), right=True, folds=False)] if articles else []),
        *(Column(say(f"report.{name}"), right=True, folds=False) for name in names),
        *([Column(say("causes.corrected"), right=True, folds=False)] if report.causes else []),
    ]
    rows: list[list[Segment]] = []
    for score in scores:
        row = [
            (view.text(shown.path(score.file)), ""),
            *([("" if score.claims is None else view.counted(score.claims), "")] if articles else []),
            *([(view.counted(score.records) if score.records else "", "")] if "records" in names else []),
            (view.counted(score.failed), "red" if score.failed > score.accepted else ""),
            *([(view.counted(score.accepted), "")] if accepted else []),
            (view.counted(score.undecided), ""),
            (view.counted(score.corrections), ""),
        ]
        rows.append(row[: len(columns)])
    yield from grid(columns, rows, view.width, view.rule)
    yield []


def _audit(
    audit: Audit, notes: Sequence[Problem], causes: Sequence[Cause], view: View, left: bool = False
) -> Iterator[Line]:
    """A document; with ``left`` only those findings of it that no cause tells."""
    findings = [one for one in facts.reported(audit.findings) if not left or one.cause is None]
    yield from wrapped(view.text(remarks.header(audit)), view.width, style="bold")
    yield []
    if findings:
        yield from _discrepancies(audit, findings, causes, view)
        yield []
    told = [*remarks.accepted(audit, view), *remarks.unchecked(audit, view)]
    told += map(view.text, remarks.notes(audit, notes))
    if audit.article is not None:
        from dvaudit.render.article import understood

        told += understood(audit.article, view)
    elif view.verbosity > 0:
        told += _held(audit, view)
    for sentence in told:
        yield from wrapped(sentence, view.width, indent=3)
    if told:
        yield []


def _discrepancies(audit: Audit, findings: Sequence[Finding], causes: Sequence[Cause], view: View) -> Iterator[Line]:
    """The table: a row per failed rule, with what is most likely wrong.

    Where findings are few the figures that contradict the stated one follow, unless the block of a cause has them;
    where there is one for each finding, the table has no places either. With everything told, those without a cause
    have their ids, by which they can be accepted.
    """
    say = view.say
    told = {cause.number: cause for cause in causes}
    keyed = any(finding.confrontation.edit.key for finding in findings)
    alone = any(finding.cause not in told for finding in findings)
    wanted = [
        True, audit.records > 1 or keyed, alone, True, True, True,
        any(finding.cause in told for finding in findings), alone and view.verbosity > 0,
    ]  # fmt: skip
    columns = [
        Column(say("report.rule" if audit.article is None else "article.claim")),
        Column(say("report.record")),
        Column(say("report.where"), folds=False),
        Column(say("report.reported")),
        Column(say("report.others_give")),
        Column(say("report.off_by"), right=True, folds=False),
        Column(say("causes.wrong")),
        Column(say("causes.id"), folds=False),
    ]
    apart = bool(audit.document.files)
    in_full = view.verbosity > 0 or len(findings) <= _TOLD_IN_FULL
    rows: list[list[Segment]] = []
    for finding in findings:
        cause = told.get(finding.cause or 0)
        rows.append([*row(finding, cause, view, apart=apart), (finding.id if cause is None else "", "dim")])
        if in_full:
            below = _contradicting(finding, view, told=cause is not None, apart=apart)
            rows += ([*one, ("", "")] for one in below)
    kept = list(compress(columns, wanted))
    yield from grid(kept, [list(compress(row, wanted)) for row in rows], view.width, view.rule)


def row(finding: Finding, cause: Cause | None, view: View, apart: bool) -> list[Segment]:
    """Rule, record, place, reported figure, what the others give, difference, what is most likely wrong.

    Places have their file where a document has several and they stand ``apart``.
    """
    confrontation = finding.confrontation
    edit = confrontation.edit
    about = facts.subject(edit)
    given = facts.expected(confrontation)
    if not given:  # what no number says
        given = facts.sentence(confrontation)
    off = view.text(facts.difference(confrontation))
    wrong: Shown = ""
    if cause is not None:
        from dvaudit.render.causes import wrong as most_likely

        wrong = most_likely(cause)
    return [
        (view.text(edit.rule.id) if finding.level == "error" else view.say("report.warning", rule=edit.rule.id), ""),
        (view.text(facts.label(edit)), ""),
        (view.text(shown.place(facts.place(edit, finding.file), with_file=apart)), "dim"),
        (view.text(shown.figure(about)) if about is not None else "", "red"),
        (view.text(given), ""),
        (view.say("report.rounding_sized", off=off) if confrontation.rounding_sized else off, ""),
        (view.text(wrong), ""),
    ]


def _contradicting(finding: Finding, view: View, told: bool, apart: bool) -> Iterator[list[Segment]]:
    """The rule's own message, and unless a cause has ``told`` them the other figures and places of a finding."""
    edit = finding.confrontation.edit
    about = facts.subject(edit)
    row = 0 if told else edit.record.row
    others = [index for index, figure in enumerate(edit.figures) if figure is not about and row]
    texts: list[tuple[Shown, str]] = []
    if about is not None and not told:
        texts += [(shown.figure(about), shown.place(cell.locate(), with_file=apart)) for cell in about.cells[1:]]
    every = len(texts) + len(others)
    most = every if view.verbosity > 0 or every <= _OTHERS + 1 else _OTHERS
    for index in others[: max(0, most - len(texts))]:  # the place of a cell is looked for when it is shown
        texts.append((facts.named(edit, index), _first_place(edit.figures[index], apart)))
    rows = [(view.text(text), view.text(where)) for text, where in texts[:most]]
    if edit.rule.message is not None:
        rows.insert(0, (view.text(edit.rule.message), ""))
    if most < every:
        rows.append((view.say("report.more", n=every - most), ""))
    for text, where in rows:
        yield [("", ""), ("", ""), (where, "dim"), (f"  {text}", "dim"), ("", ""), ("", ""), ("", "")]


def _first_place(figure: Figure, apart: bool) -> str:
    return shown.place(figure.cells[0].locate(), with_file=apart) if figure.cells else ""


def _held(audit: Audit, view: View) -> Iterator[str]:
    for tally in audit.tallies:
        yield view.say(
            "report.tally", rule=tally.rule.id, held=tally.held, failed=tally.failed,
            undecided=tally.undecided, passed_over=tally.passed_over,
        )  # fmt: skip


def _unbound(report: Report, view: View) -> Iterator[Line]:
    rules = remarks.unbound(report)
    if rules is not None:
        yield from wrapped(view.text(rules), view.width)
        yield []


def _summary(report: Report, view: View) -> Iterator[Line]:
    counts = facts.counted(report)
    for remark in remarks.worked(report):
        yield from wrapped(view.text(remark), view.width)
    yield from wrapped(view.text(facts.summary(counts)), view.width, style="bold")
    if counts.problems:
        yield from wrapped(view.say("report.summary_problems", n=counts.problems), view.width, style="bold")
