"""What every report says beside its discrepancies: each file's counts, what was not checked, notes, how it was worked.

Sentences; where they break into lines and how they are marked is each format's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Place
from dvaudit.message import Message, Problem, message
from dvaudit.render import facts, shown
from dvaudit.render.undecided import grouped
from dvaudit.render.view import Shown, View
from dvaudit.report import Audit, Cause, Report
from dvaudit.rule import Confrontation, Outcome

if TYPE_CHECKING:
    from dvaudit.claim import Article

_PLACES = 5
_ACCEPTED = 6  # discrepancies with one reason
_ENGINES = {"duckdb": "DuckDB", "spark": "Spark"}
"""What engines are called."""


class Score(NamedTuple):
    """The counts of one file: records, discrepancies, those accepted, what was not checked, corrections proposed.

    ``claims`` is the number of claims of an article, None for a table.
    """

    file: str
    claims: int | None
    records: int
    failed: int
    accepted: int
    undecided: int
    corrections: int


def scores(report: Report) -> Iterator[Score]:
    """The counts of each file, in order."""
    causes: dict[str, list[Cause]] = {}
    home = facts.home(report)
    for cause in report.causes:
        causes.setdefault(home[id(cause.findings[0])].file, []).append(cause)
    for file, audits in facts.by_file(report.audits):
        tallies = facts.tallies(audits)
        articles = [audit.article for audit in audits if audit.article is not None]
        yield Score(
            file,
            sum(len(one.claims) for one in articles) if articles else None,
            facts.records([audit for audit in audits if audit.article is None]),
            sum(tally.failed for tally in tallies),
            sum(tally.accepted for tally in tallies),
            sum(tally.undecided for tally in tallies),
            sum(map(facts.proposes, causes.get(file, ()))),
        )


def header(audit: Audit) -> Message:
    """What was read of one document, by which rules, and how that came out."""
    if audit.article is not None:
        return _of_article(audit, audit.article)
    tallies = [tally for tally in audit.tallies if tally.rule.kind != facts.DISCLOSURE]
    undecided = sum(tally.undecided for tally in tallies)
    scope = message(
        "report.scope_records" if audit.records > 1 else "report.scope",
        records=audit.records, figures=audit.figures, rules=sum(map(facts.ran, tallies)),
    )  # fmt: skip
    outcomes = message(
        "report.outcomes_undecided" if undecided else "report.outcomes",
        held=sum(tally.held for tally in tallies), failed=sum(tally.failed for tally in tallies), undecided=undecided,
    )  # fmt: skip
    return message(
        "report.header", file=shown.path(audit.document.called), scope=scope, rules=facts.rules_name(audit.rules),
        outcomes=outcomes,
    )  # fmt: skip


def _of_article(audit: Audit, article: Article) -> Message:
    """What was understood of an article, and how that came out."""
    from dvaudit.render import claims

    found = claims.outcomes(article)
    undecided, figures = found[Outcome.UNDECIDED], claims.quantities(article)
    file = shown.path(audit.file)
    if not figures:
        return message("article.header_no_figures", file=file, language=claims.language_of(article))
    return message(
        "article.header", file=file, language=claims.language_of(article), figures=figures, claims=len(article.claims),
        left=len(claims.unclaimed(article)),
        outcomes=message(
            "report.outcomes_undecided" if undecided else "report.outcomes",
            held=found[Outcome.HOLDS], failed=found[Outcome.FAILS], undecided=undecided,
        ),
    )  # fmt: skip


def accepted(audit: Audit, view: View) -> Iterator[str]:
    """The accepted discrepancies of a document, those with one reason together."""
    for own, findings in facts.acceptances(audit.findings):
        what = facts.accepted_ones(findings, len(findings) if view.verbosity > 0 else _ACCEPTED)
        yield view.say("accept.accepted", what=facts.accepted(own, what))


def unchecked(audit: Audit, view: View) -> Iterator[str]:
    """What could not be checked in a document, a sentence for each rule and reason, with the first places."""
    for group in grouped(audit):
        cases = group.cases if view.verbosity > 0 else group.cases[:_PLACES]
        places = list(dict.fromkeys(view.text(_whereabouts(audit, case)) for case in cases))
        places = [place for place in places if place]
        if group.count > len(cases):
            places.append(view.say("report.more", n=group.count - len(cases)))
        key = "report.unchecked" + ("_times" if group.count > 1 else "") + ("" if group.alike else "_such_as")
        reason = view.say("report.reason_at", reason=group.reason, places=places) if places else view.text(group.reason)
        yield view.say(key, rule=group.rule.id, reason=reason, n=group.count)


def _whereabouts(audit: Audit, case: Confrontation) -> Shown:
    """The record and the place of the figure that kept a case from being checked."""
    found, record = facts.stumbled(case, audit.file)
    where = shown.place(found, with_file=found.file != audit.file)
    if not where:
        return record
    # A row of a file is best told by its line.
    if not record or isinstance(record, Message):
        return message("report.at", place=where)
    return message("report.record_at", record=record, place=where)


def notes(audit: Audit, found: Sequence[Problem]) -> Iterator[Message]:
    """The notes on a document, each with its place."""
    for note in found:
        place = Place(note.file or audit.file, note.line, note.column, note.sheet)
        where = shown.place(place, with_file=place.file != audit.file)
        yield message("report.note_at" if where else "report.note", note=note.message, place=where)


def unbound(report: Report) -> Message | None:
    """The rules that checked nothing, each with why; None where all did."""
    rules = [message("report.unbound_rule", rule=rule.id, why=why) for rule, why in facts.unbound(report.audits)]
    return message("report.unbound", rules=rules, n=len(rules)) if rules else None


def worked(report: Report) -> Iterator[Message]:
    """How the work was done: which engine screened, what was capped, how far causes were sought, what is accepted."""
    counts = facts.counted(report)
    findings = [one for audit in report.audits for one in audit.findings]
    listed = sum(one.confrontation.edit.rule.kind != facts.DISCLOSURE for one in findings)
    looked = counts.failed - report.undiagnosed
    screened = sum(audit.records for audit in report.audits if audit.partly is not None)
    if screened:
        yield message("screen.engine", engine=_ENGINES[report.engine], rows=screened)
    if counts.warnings:
        yield message("report.warnings", n=counts.warnings)
    silent = facts.silent(report)
    if silent and counts.held + counts.failed:
        yield message("report.silent_articles", files=", ".join(shown.path(one.file) for one in silent))
    if report.capped:
        given_away = counts.disclosed + counts.narrowed
        yield message("report.capped", shown=len(findings), n=counts.failed + given_away)
    if 0 < looked < listed:
        yield message("causes.undiagnosed", looked=looked, n=counts.failed)
    if report.configuration is not None:
        yield message("config.used", file=report.configuration)
    if counts.confidential:
        yield facts.disclosed(counts)
    if report.accepted_in is not None and counts.accepted:
        yield message("accept.used", file=report.accepted_in, n=counts.accepted)
