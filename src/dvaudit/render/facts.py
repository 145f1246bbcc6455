"""What every format tells of a report: sentences of findings, reasons grouped, everything counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dvaudit.figure import Figure, Place, Record
from dvaudit.message import Message, Problem, message
from dvaudit.names import closest
from dvaudit.render import shown
from dvaudit.render.view import Shown
from dvaudit.render.words import catalogue, placeholders
from dvaudit.report import Acceptance, Audit, Cause, Finding, Report
from dvaudit.rule import Confrontation, Edit, Rule, RuleSet, Tally

_LISTED = 4  # figures in one sentence
DISCLOSURE = "disclosure"
"""The kind of the rule that confidential cells are not given away."""
_LOOKED_THROUGH = 200  # texts among which the nearest one is looked for


@dataclass(slots=True, eq=False, repr=False)
class Counts:
    """Everything that a run did, over the whole input."""

    files: int = 0
    records: int = 0
    figures: int = 0
    rules: int = 0
    held: int = 0
    failed: int = 0
    undecided: int = 0
    unbound: int = 0
    accepted: int = 0
    causes: int = 0
    corrections: int = 0
    problems: int = 0
    articles: int = 0
    claims: int = 0
    confidential: int = 0
    disclosed: int = 0
    narrowed: int = 0
    unclear: int = 0
    impossible: int = 0
    warnings: int = 0
    compared: int = 0
    lost: int = 0

    @property
    def values(self) -> dict[str, int]:
        """The counts by name, as the catalogues and the JSON format name them."""
        return {name: getattr(self, name) for name in self.__slots__}


def counted(report: Report) -> Counts:
    """The counts of a report."""
    counts = Counts()
    files: set[str] = set()
    for audit in report.audits:
        counts.figures += audit.figures
        files.update(audit.document.files or (audit.file,))
        counts.articles += audit.article is not None
    counts.files = len(files)
    counts.records = records(report.audits)
    for audit in report.audits:
        if audit.disclosure is not None:
            counts.confidential += audit.disclosure.cells
            counts.disclosed += audit.disclosure.disclosed
            counts.narrowed += audit.disclosure.narrowed
            counts.unclear += audit.disclosure.unclear
            counts.impossible += audit.disclosure.impossible
    # A secret that is given away is no discrepancy, and keeping it no rule about the figures.
    summed = [one for one in tallies(report.audits) if one.rule.kind != DISCLOSURE]
    articles = [audit for audit in report.audits if audit.article is not None]
    counts.compared = sum(len(audit.article.sourced) for audit in articles if audit.article is not None)
    counts.claims = sum(ran(tally) for audit in articles for tally in audit.tallies) - counts.compared
    counts.lost = sum(not one.understood for a in articles if a.article is not None for one in a.article.claims)
    tables = tallies(audit for audit in report.audits if audit.article is None)
    counts.rules = sum(ran(one) for one in tables if one.rule.kind != DISCLOSURE)
    for tally in summed:
        counts.unbound += tally.unbound
        counts.held += tally.held
        counts.failed += tally.failed
        counts.accepted += tally.accepted
        counts.undecided += tally.undecided
    every = (tally for audit in report.audits for tally in audit.tallies)
    counts.warnings = sum(tally.failed - tally.accepted for tally in every if tally.level == "warning")
    counts.causes = len(report.causes)
    counts.corrections = sum(map(proposes, report.causes))
    counts.problems = len(problems(report))
    return counts


def summary(counts: Counts) -> Message:
    """The line that counts everything: nothing that was not checked may read as if it held."""
    clean = "report.summary_partly" if counts.undecided else "report.summary_clean"
    nothing = clean if counts.held else "report.summary_nothing"
    failed = "causes.summary" if counts.causes else "report.summary"
    if counts.failed == counts.accepted:
        failed = "report.summary_accepted"
    secrets = counts.disclosed + counts.narrowed + counts.impossible
    if secrets:
        nothing = "report.summary_secrets"
    values: dict[str, object] = {**counts.values, "secrets": secrets}
    if counts.articles:
        from dvaudit.render import claims

        if counts.articles == counts.files and not counts.rules:
            return claims.summary(counts.values)
    if counts.claims or counts.compared:
        values["rules"] = message("article.rules_and_claims", rules=counts.rules, claims=claims.counted(counts.values))
    elif counts.unbound:
        values["rules"] = message("report.rules_and_unbound", rules=counts.rules, unbound=counts.unbound)
    return Message(failed if counts.failed else nothing, values)


def disclosed(counts: Counts) -> Message:
    """How many confidential cells the published figures give away, narrow too much, and leave protected."""
    protected = counts.confidential - counts.disclosed - counts.narrowed - counts.unclear
    return Message("disclosure.summary", {**counts.values, "protected": protected})


def proposes(cause: Cause) -> bool:
    """True for a cause with one correction that is more than a guess."""
    return len(cause.corrections) == 1 and cause.confidence != "low"


def conditions(report: Report) -> set[str]:
    """What ``--fail-on`` can name and this report has: error, warning, undecided, unbound.

    From the tallies, because the findings that are kept may be capped. What is accepted fails nothing.
    """
    found = {tally.level for audit in report.audits for tally in audit.tallies if tally.failed > tally.accepted}
    # Where no value of a confidential cell fits, the published figures contradict each other.
    found |= {"error" for audit in report.audits if audit.disclosure is not None and audit.disclosure.impossible}
    summed = tallies(report.audits)
    found |= {"undecided" for tally in summed if tally.undecided}
    return found | ({"unbound"} if silent(report) or any(tally.unbound for tally in summed) else set())


def silent(report: Report) -> list[Audit]:
    """The articles with figures of which no claim was understood."""
    articles = (one for one in report.audits if one.article is not None and one.figures)
    return [one for one in articles if not any(map(ran, one.tallies))]


def noted(report: Report) -> list[tuple[Audit, list[Problem]]]:
    """The notes on each document, each told once however many rule files read it; first those on all the inputs.

    Where a cause asks whether the whole numbers are rounded, no note does.
    """
    told: set[str] = set()
    found = []
    asked = {
        finding.file for cause in report.causes for finding in cause.findings
        if cause.pattern is not None and cause.pattern.kind == "rounding"
    }  # fmt: skip
    for number, audit in enumerate(report.audits):
        general = () if number else report.notes
        notes = _each_once([*(one for one in (*general, *audit.problems) if not one.fatal),
                            *(Problem(note, audit.file, fatal=False) for note in audit.notes
                              if note.key != "confront.whole_exact"
                              or asked.isdisjoint((audit.file, *audit.document.files)))])  # fmt: skip
        found.append((audit, [note for key, note in notes.items() if key not in told]))
        told |= notes.keys()
    return found


def _each_once(problems: Iterable[Problem]) -> dict[str, Problem]:
    """Problems by all that they say, the first of its like."""
    found: dict[str, Problem] = {}
    for problem in problems:
        found.setdefault(repr(problem), problem)
    return found


def by_file(audits: Iterable[Audit]) -> list[tuple[str, list[Audit]]]:
    """The audits of each file, in order (a file is audited once per rule file)."""
    return [(file, list(group)) for file, group in groupby(audits, key=lambda audit: audit.file)]


def home(report: Report) -> dict[int, Audit]:
    """The audit that each finding stands in, by the finding's identity."""
    return {id(finding): audit for audit in report.audits for finding in audit.findings}


def records(audits: Iterable[Audit]) -> int:
    """The records of all tables of the files, each counted once however many rule sets read it."""
    found: dict[tuple[str, str | None], dict[str, int]] = {}
    for audit in audits:
        for file, number in (audit.document.files or {audit.file: audit.records}).items():
            read = found.setdefault((file, audit.document.part), {})
            read[audit.rules.name] = read.get(audit.rules.name, 0) + (number if audit.article is None else 0)
    return sum(max(read.values()) for read in found.values())


def rules_name(ruleset: RuleSet) -> Shown:
    """What a rule set is called: its file, or the command line in the reader's language."""
    return ruleset.name if ruleset.files or not ruleset.name else message("report.command_line")


def ran(tally: Tally) -> bool:
    """True for a rule that came to an outcome, whichever."""
    return bool(tally.held or tally.failed or tally.undecided)


def tallies(audits: Iterable[Audit]) -> list[Tally]:
    """The counts of each rule over all files."""
    summed: dict[tuple[str, str], Tally] = {}
    for audit in audits:
        for tally in audit.tallies:
            total = summed.setdefault((audit.rules.name, tally.rule.id), Tally(tally.rule, absent=tally.absent))
            total.absent = total.absent if tally.absent is not None else None
            total.held += tally.held
            total.failed += tally.failed
            total.accepted += tally.accepted
            total.undecided += tally.undecided
            total.passed_over += tally.passed_over
    return list(summed.values())


def problems(report: Report) -> list[Problem]:
    """Everything that could not be done, in the order in which it came up, each once."""
    everything = [*report.problems, *(problem for audit in report.audits for problem in audit.problems)]
    return list(_each_once(problem for problem in everything if problem.fatal).values())


def reported(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that nobody has accepted yet."""
    return [finding for finding in findings if finding.accepted is None]


def open_causes(report: Report) -> list[Cause]:
    """The causes of which not everything is accepted."""
    return [cause for cause in report.causes if not cause.accepted]


def acceptances(findings: Iterable[Finding]) -> list[tuple[Acceptance, list[Finding]]]:
    """The accepted findings by why and until when they are accepted."""
    found: dict[tuple[str, str | None], tuple[Acceptance, list[Finding]]] = {}
    for finding in findings:
        if finding.accepted is not None:
            own = finding.accepted
            found.setdefault((own.reason, own.until), (own, []))[1].append(finding)
    return list(found.values())


def accepted(own: Acceptance, what: object) -> Message:
    """That something is accepted, why, and until when where that is said."""
    key = "accept.because" if own.until is None else "accept.because_until"
    return message(key, what=what, reason=own.reason, until=own.until)


def accepted_ones(findings: Sequence[Finding], most: int) -> list[Message]:
    """Accepted findings as rule, figure and record: so many of them."""
    listed = [_accepted_one(finding.confrontation.edit) for finding in findings[:most]]
    return [*listed, message("report.more", n=len(findings) - most)] if len(findings) > most else listed


def _accepted_one(edit: Edit) -> Message:
    about, record = subject(edit), label(edit) if edit.key else ""
    said = {"rule": edit.rule.id, "figure": "" if about is None else shown.figure(about), "record": record}
    return Message("accept.rule" if about is None else "accept.one_in" if record else "accept.one", said)


def stated(edit: Edit) -> Figure | None:
    """The figure that an edit is about."""
    return None if edit.stated is None or not edit.figures else edit.figures[edit.stated]


def sentence(confrontation: Confrontation) -> Message:
    """A failed edit in words: the rule's own message, else what its kind says, else that it does not hold."""
    edit = confrontation.edit
    if edit.rule.message is not None:
        return message("report.literal", text=edit.rule.message)
    given, off = expected(confrontation), difference(confrontation)
    key, near = f"kinds.{shape(edit)}", _nearest(edit)
    if key == "kinds.sum" and "minus" in edit.roles:
        key = "kinds.sum_minus"
    elif near is not None:
        key = "kinds.one_of_near"
    lacking = {name for name, value in (("expected", given), ("off", off)) if not value}
    together = edit.stated is None and shape(edit) in ("sum", "formula")
    if together or lacking & placeholders(catalogue("en").get(key, "")):  # no sentence with a hole in it
        key = "kinds.together" if off else "kinds.together_bare"
    whole = key.startswith("kinds.together")
    others = [named(edit, index) for index in range(len(edit.figures)) if whole or index != edit.stated]
    values: dict[str, object] = {role: named(edit, edit.roles.index(role)) for role in edit.roles}
    values |= {
        "rule": edit.rule.slots.get("check", edit.rule.id),
        "key": ", ".join(figure.raw for figure in edit.figures[: len(set(edit.roles))]),
        "rows": len({record.at for record in edit.records}),
        "others": several(others),
        "n": len(others),
        "figure": named(edit, edit.stated or 0) if edit.figures else "",
        "column": ", ".join(edit.key),
        "text": ", ".join(edit.key.values()),
        "expected": given,
        "off": off,
        "parts": several(_playing(edit, "part")),
        "minus": several(_playing(edit, "minus")),
        "near": near,
    }
    before = next((record for record in edit.records if record.earlier), None)
    if before is None:
        return Message(key, values)
    where = shown.place(Place(before.file or "", before.line))
    return message("report.after_earlier", sentence=Message(key, values), place=where)


def _playing(edit: Edit, role: str) -> list[Shown]:
    """The figures of one role."""
    return [named(edit, index) for index, own in enumerate(edit.roles) if own == role]


def _nearest(edit: Edit) -> str | None:
    """The allowed text that is most like a printed one."""
    listed = edit.rule.slots.get("expected")
    if shape(edit) != "one_of" or not isinstance(listed, (list, tuple)) or len(listed) > _LOOKED_THROUGH:
        return None
    return closest(edit.figures[0].raw, list(map(str, listed)))


def shape(edit: Edit) -> str:
    """The name of the sentence that says an edit."""
    return edit.shape or edit.rule.kind


def subject(edit: Edit) -> Figure | None:
    """The figure to be shown for an edit: the stated one, or the only one it has; none for a row that is not there."""
    if not edit.record.row:
        return None
    return stated(edit) or (edit.figures[0] if len(edit.figures) == 1 else None)


def named(edit: Edit, index: int) -> Shown:
    """A figure of an edit as name, printed text and, where it stands in another record, that record."""
    text = shown.figure(edit.figures[index])
    other = edit.records[index] if edit.records else edit.record
    if other is edit.record:
        return text
    called = record_label(other)
    if called == record_label(edit.record):
        called = _row(other, beside=edit.record.file)
    return message("report.figure_in", figure=text, record=called)


def several(texts: Sequence[Shown]) -> object:
    """A list of texts, shortened where it is long."""
    if len(texts) <= _LISTED + 1:
        return texts
    return message("report.and_more", listed=texts[:_LISTED], n=len(texts) - _LISTED)


def expected(confrontation: Confrontation) -> Shown:
    """What the other figures give for the stated one."""
    about = stated(confrontation.edit)
    if confrontation.expected is None or about is None:
        return ""
    one_sided = shape(confrontation.edit) in ("part_of", "ascending")
    return shown.expected(confrontation.expected, about, confrontation.imbalance if one_sided else None)


def difference(confrontation: Confrontation) -> Shown:
    """How far the stated figure is off, percentages in points; nothing where no number says it."""
    missed, edit = confrontation.imbalance, confrontation.edit
    printed = [figure.printed for figure in edit.figures if figure.printed is not None]
    if missed is None or not printed or (missed.lo == 0 and missed.hi == 0):
        return ""
    about = stated(edit)
    percent = about.printed.percent if about is not None and about.printed else all(one.percent for one in printed)
    return shown.difference(missed, about or edit.figures[0], edit.unit or ("points" if percent else ""))


def label(edit: Edit) -> Shown:
    """The key of the record (or group) that an edit is about, its row where it has none; nothing for no row at all."""
    if not edit.record.row:
        return ""
    return _key(edit.key.values()) or record_label(edit.record)


def record_label(record: Record) -> Shown:
    """The key of a record as printed, its row where it has none."""
    if not record.row:
        return ""
    called = _key(record.key.values()) or message("report.row", row=record.row)
    if record.earlier:
        where = shown.place(record.place(""))
        return message("report.record_in", record=called, place=where)
    return _key(record.key.values()) or _row(record)


def _row(record: Record, beside: str | None = None) -> Message:
    """A record by its row, and by its file where that is neither its document's nor the one ``beside`` it."""
    if record.file in (None, beside):
        return message("report.row", row=record.row)
    return message("report.row_of", row=record.row, file=shown.path(record.file or ""))


def _key(texts: Iterable[str]) -> str:
    return ", ".join(text for text in texts if text.strip())


def place(edit: Edit, file: str) -> Place:
    """Where an edit is best looked at: the figure it is about, else its first printed one, else its record."""
    about = stated(edit)
    for figure in ([about] if about is not None else []) + list(edit.figures):
        if figure.cells:
            return figure.cells[0].locate()
    return edit.record.place(file)


def stumbled(confrontation: Confrontation, file: str) -> tuple[Place, Shown]:
    """Where an edit could not be checked: the place and the record of the figure that is missing or unreadable."""
    edit = confrontation.edit
    doubtful = [
        index for index, figure in enumerate(edit.figures)
        if figure.name in confrontation.missing or figure.state == "unreadable" or len(figure.intervals) > 1
    ]  # fmt: skip
    # What stopped the check first, in the order in which it looks.
    ranked = sorted(doubtful, key=lambda index: edit.figures[index].state != "unreadable")
    ranked = [index for index in ranked if edit.figures[index].state != "number"] or ranked
    if not ranked:
        return place(edit, edit.record.file or file), label(edit)
    figure, record = edit.figures[ranked[0]], edit.records[ranked[0]] if edit.records else edit.record
    where = figure.cells[0].locate() if figure.cells else record.place(file)
    return where, label(edit) if record is edit.record else record_label(record)


def reason(confrontation: Confrontation) -> Message:
    """Why an edit could not be checked."""
    if confrontation.reason is not None:
        return confrontation.reason
    return message("report.missing", names=several([shown.clip(name) for name in confrontation.missing]),
                   n=len(confrontation.missing))  # fmt: skip


def unbound(audits: Iterable[Audit]) -> Iterator[tuple[Rule, Message]]:
    """The rules that checked nothing in any file, each with why."""
    for tally in tallies(audits):
        if not tally.unbound:
            continue
        if tally.absent is not None:
            yield tally.rule, message("report.not_here", name=shown.clip(tally.absent))
        elif tally.passed_over:
            yield tally.rule, message("report.passed_over", n=tally.passed_over)
        else:
            yield tally.rule, message("report.met_nothing")
