"""What every format tells of a report: sentences of findings, reasons grouped, everything counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from dvaudit.figure import Figure, Place, Record
from dvaudit.message import Message, Problem, message
from dvaudit.render import shown
from dvaudit.render.view import Shown
from dvaudit.rule import Audit, Confrontation, Edit, Finding, Report, Rule, Tally

_LISTED = 4  # figures in one sentence
_REASONS = 3  # why one rule could not be checked, each told on its own


@dataclass(slots=True)
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
    problems: int = 0

    @property
    def values(self) -> dict[str, int]:
        """The counts by name, as the catalogues and the JSON format name them."""
        return {name: getattr(self, name) for name in self.__slots__}


def counted(report: Report) -> Counts:
    """The counts of a report."""
    counts = Counts()
    for _, audits in by_file(report.audits):
        counts.files += 1
        counts.records += max(audit.records for audit in audits)
        counts.figures += sum(audit.figures for audit in audits)
    for tally in tallies(report.audits):
        counts.rules += ran(tally)
        counts.unbound += tally.unbound
        counts.held += tally.held
        counts.failed += tally.failed
        counts.undecided += tally.undecided
    findings = [finding for audit in report.audits for finding in audit.findings]
    counts.accepted = sum(finding.accepted is not None for finding in findings)
    counts.causes = len({finding.cause for finding in findings if finding.cause is not None})
    counts.problems = len(problems(report))
    return counts


def verdict(counts: Counts) -> str:
    """The key of the summary: nothing that was not checked may read as if it held."""
    if counts.failed:
        return "report.summary"
    return "report.summary_clean" if counts.held else "report.summary_nothing"


def conditions(report: Report) -> set[str]:
    """What ``--fail-on`` can name and this report has: error, warning, undecided, unbound."""
    found = {finding.level for audit in report.audits for finding in reported(audit.findings)}
    summed = tallies(report.audits)
    if report.capped:  # a finding that is not listed counts as well
        found |= {tally.rule.level for tally in summed if tally.failed and tally.rule.fail_if is None}
    found |= {"undecided" for tally in summed if tally.undecided}
    return found | {"unbound" for tally in summed if tally.unbound}


def noted(report: Report) -> list[tuple[Audit, list[Problem]]]:
    """The notes on each document, each told once however many rule files read it."""
    told: list[Problem] = []
    found = []
    for audit in report.audits:
        notes = [*(one for one in audit.problems if not one.fatal),
                 *(Problem(note, audit.file, fatal=False) for note in audit.notes)]  # fmt: skip
        found.append((audit, [note for note in notes if note not in told]))
        told += notes
    return found


def by_file(audits: Iterable[Audit]) -> list[tuple[str, list[Audit]]]:
    """The audits of each file, in order (a file is audited once per rule file)."""
    return [(file, list(group)) for file, group in groupby(audits, key=lambda audit: audit.file)]


def ran(tally: Tally) -> bool:
    """True for a rule that came to an outcome, whichever."""
    return bool(tally.held or tally.failed or tally.undecided)


def tallies(audits: Iterable[Audit]) -> list[Tally]:
    """The counts of each rule over all files."""
    summed: dict[tuple[str, str], Tally] = {}
    for audit in audits:
        for tally in audit.tallies:
            total = summed.setdefault((audit.rules.name, tally.rule.id), Tally(tally.rule))
            total.held += tally.held
            total.failed += tally.failed
            total.undecided += tally.undecided
            total.passed_over += tally.passed_over
    return list(summed.values())


def problems(report: Report) -> list[Problem]:
    """Everything that could not be done, in the order in which it came up, each once."""
    everything = [*report.problems, *(problem for audit in report.audits for problem in audit.problems)]
    unlike: list[Problem] = []
    for problem in everything:
        if problem.fatal and problem not in unlike:
            unlike.append(problem)
    return unlike


def reported(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that nobody has accepted yet."""
    return [finding for finding in findings if finding.accepted is None]


def stated(edit: Edit) -> Figure | None:
    """The figure that an edit is about."""
    return None if edit.stated is None or not edit.figures else edit.figures[edit.stated]


def sentence(confrontation: Confrontation) -> Message:
    """A failed edit in words: the rule's own message, else what its kind says."""
    edit = confrontation.edit
    if edit.rule.message is not None:
        return message("report.literal", text=edit.rule.message)
    others = [named(edit, index) for index in range(len(edit.figures)) if index != edit.stated]
    values: dict[str, object] = {role: named(edit, edit.roles.index(role)) for role in edit.roles}
    values |= {
        "rule": edit.rule.slots.get("check", edit.rule.id),
        "key": ", ".join(figure.raw for figure in edit.figures[: len(set(edit.roles))]),
        "rows": len({record.row for record in edit.records}),
        "others": several(others),
        "n": len(others),
        "figure": named(edit, edit.stated or 0) if edit.figures else "",
        "expected": expected(confrontation),
        "off": difference(confrontation),
    }
    shape = edit.shape or edit.rule.kind
    together = edit.stated is None and shape in ("sum", "formula")
    return Message("kinds.together" if together else f"kinds.{shape}", values)


def subject(edit: Edit) -> Figure | None:
    """The figure to be shown for an edit: the stated one, or the only one it has."""
    return stated(edit) or (edit.figures[0] if len(edit.figures) == 1 else None)


def named(edit: Edit, index: int) -> str:
    """A figure of an edit as name, printed text and, where it stands in another record, that record."""
    text = shown.figure(edit.figures[index])
    other = record_label(edit.records[index]) if edit.records else ""
    return f"{text} ({other})" if other and other != record_label(edit.record) else text


def several(texts: list[str]) -> object:
    """A list of texts, shortened where it is long."""
    if len(texts) <= _LISTED + 1:
        return texts
    return message("report.and_more", listed=texts[:_LISTED], n=len(texts) - _LISTED)


def expected(confrontation: Confrontation) -> Shown:
    """What the other figures give for the stated one."""
    about = stated(confrontation.edit)
    if confrontation.expected is None or about is None:
        return ""
    one_sided = (confrontation.edit.shape or confrontation.edit.rule.kind) in ("part_of", "ascending")
    return shown.expected(confrontation.expected, about, confrontation.imbalance if one_sided else None)


def difference(confrontation: Confrontation) -> Shown:
    """How far the stated figure is off; nothing where no number says it."""
    if confrontation.imbalance is None or not any(figure.printed for figure in confrontation.edit.figures):
        return ""
    like = stated(confrontation.edit) or confrontation.edit.figures[0]
    return shown.difference(confrontation.imbalance, like, confrontation.edit.unit)


def label(edit: Edit) -> str:
    """The key of the record (or group) that an edit is about, its row where it has none."""
    return ", ".join(edit.key.values()) or record_label(edit.record)


def record_label(record: Record) -> str:
    """The key of a record as printed."""
    return ", ".join(record.key.values())


def place(edit: Edit, file: str) -> Place:
    """Where an edit is best looked at: the figure it is about, else its first printed one, else its record."""
    about = stated(edit)
    for figure in ([about] if about is not None else []) + list(edit.figures):
        if figure.cells:
            return figure.cells[0].locate()
    return Place(file, edit.record.line)


@dataclass(slots=True)
class Unchecked:
    """Why one rule could not be checked, and all the edits it concerns; ``alike`` where each has the same reason."""

    rule: Rule
    reason: Message
    edits: list[Edit] = field(default_factory=list)
    alike: bool = True
    count: int = 0


def unchecked(audit: Audit) -> list[Unchecked]:
    """The undecided edits of a document, grouped by rule and reason; by kind of reason where there are many."""
    reasons: dict[tuple[str, str], list[Message]] = {}
    for confrontation in audit.undecided:
        known = reasons.setdefault((confrontation.edit.rule.id, reason(confrontation).key), [])
        if len(known) <= _REASONS and reason(confrontation) not in known:
            known.append(reason(confrontation))
    groups: dict[tuple[str, str, int], Unchecked] = {}
    for confrontation in audit.undecided:
        rule, why = confrontation.edit.rule, reason(confrontation)
        known = reasons[rule.id, why.key]
        alike = len(known) <= _REASONS
        group = groups.setdefault(
            (rule.id, why.key, known.index(why) if alike else 0), Unchecked(rule, why, alike=alike)
        )
        group.edits.append(confrontation.edit)
        group.count += 1
    for tally in audit.tallies:
        own = [group for group in groups.values() if group.rule.id == tally.rule.id]
        if len(own) == 1:  # the edits that are kept may have been capped, the tally counts all of them
            own[0].count = tally.undecided
    return list(groups.values())


def reason(confrontation: Confrontation) -> Message:
    """Why an edit could not be checked."""
    if confrontation.reason is not None:
        return confrontation.reason
    return message("report.missing", names=several([shown.clip(name) for name in confrontation.missing]),
                   n=len(confrontation.missing))  # fmt: skip


def unbound(audits: Iterable[Audit]) -> Iterator[Rule]:
    """The rules that met no record of any file."""
    return (tally.rule for tally in tallies(audits) if tally.unbound)
