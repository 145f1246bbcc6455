"""Causes across records: one reason that shows in many records is told once.

A column in another unit, two exchanged columns (:mod:`dvaudit.diagnose.columns`), a rule that fails nearly everywhere,
sums that miss to one side, sums that miss by no more than rounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from dvaudit import whole
from dvaudit.apply import TWICE
from dvaudit.diagnose.columns import changes
from dvaudit.figure import Record
from dvaudit.interval import Exact, magnitude
from dvaudit.names import natural
from dvaudit.report import Audit, Cause, Evidence, Finding, Pattern

LEAST_RULE = 5
"""In so many records a rule must fail before it is suspected itself."""

LEAST_COLUMNS = 3
"""In so many columns a total row must be above its rows before a row is missed."""
LEAST_ONE_SIDED = 8
"""So many sums that miss to one side are no coincidence."""


def patterns(audits: Sequence[Audit]) -> list[Cause]:
    """The causes that explain findings of many records, in the order of files and rows; no finding is in two.

    Documents of one rule set are looked at together; files and rules may come in any order. Files of one record each
    are the rows of one table, in the order of their names.

    ``unit``: the other columns ask for this one divided by ``factor``, in half of the records that can tell and nine
    tenths of those that fail (of all documents, else of one), or in runs of at least three records; a zero tells
    nothing of its unit. ``exchanged``: nine tenths of the records in which two columns differ, or runs. ``rule``: four
    fifths of the records of all documents, else of one, at least five. ``row_missing``: see :func:`_missing_rows`.
    ``lacking``, ``overlapping``: see :func:`_one_sided`. ``rounding``: see :func:`_rounding`. Where two columns could
    explain, it is the one that explains more findings, then percentages for a factor of 100 and other figures for the
    rest, then the first in the document.

    Confidence of a unit and of an exchange is ``high`` with tight evidence (see :mod:`dvaudit.diagnose.columns`) from
    five records and no rival of the same kind that explains as much, ``low`` where the evidence is not tight, else
    ``medium``; of a rule ``medium`` where it fails in all of ten records or more, else ``low``; of rounding ``low``.
    """
    causes: list[Cause] = []
    for name in sorted({audit.rules.name for audit in audits}):
        chosen = sorted((audit for audit in audits if audit.rules.name == name), key=lambda audit: natural(audit.file))
        if sum(len(audit.findings) for audit in chosen) < 2:
            continue
        rank = {
            id(finding): (position, finding.confrontation.edit.record.at, finding.confrontation.edit.rule.id)
            for position, audit in enumerate(chosen) for finding in audit.findings
        }  # fmt: skip
        found = changes([audit for audit in chosen if _is_complete(audit)], rows=_are_rows(chosen))
        for step in (_wrong_rules, _missing_rows, _one_sided, _rounding):
            found += step(chosen, {id(finding) for cause in found for finding in cause.findings})
        for cause in found:
            cause.findings.sort(key=lambda finding: (rank[id(finding)], _column(finding), finding.id))
        causes += sorted(found, key=lambda cause: (rank[id(cause.findings[0])], cause.id))
    return causes


def _column(finding: Finding) -> int:
    """Where the figure stands that a finding is about, from left to right."""
    return next((figure.cells[0].column for figure in finding.confrontation.edit.figures if figure.cells), 0)


def _is_complete(audit: Audit) -> bool:
    """True where all records, or all up to some row, are in hand: then shares of them mean something."""
    return audit.partly is None or audit.partly.prefix


def _are_rows(audits: Sequence[Audit]) -> bool:
    """True where every file is a report of one record."""
    return len(audits) > 1 and all(audit.records == 1 for audit in audits)


def _wrong_rules(audits: Sequence[Audit], taken: Collection[int]) -> list[Cause]:
    """One cause for each rule that fails in most records of all documents, or of one.

    Not where most of its failures are no larger than rounding. Statements of one figure that differ are no rule.
    """
    left: dict[str, dict[int, list[Finding]]] = {}
    for position, audit in enumerate(audits):
        for finding in audit.findings:
            rule_id = finding.confrontation.edit.rule.id
            if id(finding) not in taken and rule_id != TWICE.id:
                left.setdefault(rule_id, {}).setdefault(position, []).append(finding)
    suspects = {rule_id for rule_id, by_file in left.items() if sum(map(len, by_file.values())) >= LEAST_RULE}
    checked: dict[tuple[str, int], set[Record]] = {}
    for position, audit in enumerate(audits):
        for one in (*audit.held, *(finding.confrontation for finding in audit.findings)):
            if one.edit.rule.id in suspects:
                checked.setdefault((one.edit.rule.id, position), set()).add(one.edit.record)
    causes = []
    everywhere, rows = range(len(audits)), _are_rows(audits)
    for rule_id in suspects:
        for positions in (everywhere, *([at] for at in everywhere if not rows)):
            findings = [finding for at in positions for finding in left[rule_id].get(at, ())]
            failing = len({finding.confrontation.edit.record for finding in findings})
            count = sum(len(checked.get((rule_id, at), ())) for at in positions)
            for at in positions:
                more, others = _beyond(rule_id, audits[at], len(checked.get((rule_id, at), ())))
                failing, count = failing + more, count + more + others
            small = sum(finding.confrontation.rounding_sized for finding in findings)
            if failing >= LEAST_RULE and 10 * failing >= 8 * count and 2 * small <= len(findings):
                confidence = "medium" if failing == count >= 2 * LEAST_RULE else "low"
                told = Pattern("rule", explained=failing, checked=count, files=rows)
                causes.append(Cause(findings, confidence, pattern=told))
                if positions is everywhere:
                    break
    return causes


def _beyond(rule_id: str, audit: Audit, in_hand: int) -> tuple[int, int]:
    """In how many records that are not in hand a rule fails, and holds."""
    tally = next((one for one in audit.tallies if one.rule.id == rule_id), None)
    if audit.partly is None or tally is None:
        return 0, 0
    edits = tally.held + tally.failed + tally.undecided + tally.passed_over
    times = max(1, edits // max(1, audit.records))  # so many edits of each record
    listed = sum(finding.confrontation.edit.rule.id == rule_id for finding in audit.findings)
    more = (tally.failed - listed) // times
    return more, max(0, (tally.held + tally.failed) // times - in_hand - more)


def _missing_rows(audits: Sequence[Audit], taken: Collection[int]) -> list[Cause]:
    """One cause for each total row that is above its rows in nearly all its columns: a row seems to be missing.

    At least three columns, and four fifths of those in which the same rows were added up, all to one side.
    """
    causes = []
    for audit in audits:
        left: dict[tuple[int, ...], list[Finding]] = {}
        for finding in audit.findings:
            one = finding.confrontation
            same_figure = len({figure.name for figure in one.edit.figures}) == 1
            if id(finding) not in taken and one.edit.records and one.edit.roles[0] == "total" and same_figure:
                left.setdefault(tuple(record.at for record in one.edit.records), []).append(finding)
        held = Counter(tuple(record.at for record in one.edit.records) for one in audit.held if one.edit.records)
        for rows, findings in left.items():
            gaps = [finding.confrontation.imbalance for finding in findings]
            missed = [gap.lo for gap in gaps if gap is not None and gap.lo is not None]
            count = held[rows] + len(findings)
            small = sum(finding.confrontation.rounding_sized for finding in findings)
            above = len(missed) == len(findings) and all(end > 0 for end in missed)
            if len(findings) >= LEAST_COLUMNS and 5 * len(findings) >= 4 * count and above and 2 * small < count:
                edit = findings[0].confrontation.edit
                label = next((text for text in edit.key.values() if text.strip()), edit.figures[0].name)
                told = Pattern("row_missing", (label,), explained=len(findings), checked=count, first=edit.record)
                causes.append(Cause(findings, "medium", pattern=told))
    return causes


def _one_sided(audits: Sequence[Audit], taken: Collection[int]) -> list[Cause]:
    """One cause for each sum that misses in many records and nearly always to the same side.

    Typing errors and rounding go both ways; a part that the rule does not name, or names twice, goes one way.
    """
    left: dict[str, list[Finding]] = {}
    complete = [audit for audit in audits if _is_complete(audit)]
    for finding in (finding for audit in complete for finding in audit.findings):
        edit = finding.confrontation.edit
        if id(finding) not in taken and edit.stated == 0 and edit.roles[0] == "total":
            left.setdefault(edit.rule.id, []).append(finding)
    checked = Counter(one.edit.rule.id for audit in audits for one in audit.held if one.edit.rule.id in left)
    failing = Counter((one.file, one.confrontation.edit.record.at) for audit in audits for one in audit.findings)
    causes, rows = [], _are_rows(audits)
    for rule_id, findings in left.items():
        missed = [one.lo for finding in findings if (one := finding.confrontation.imbalance) and one.lo is not None]
        above = sum(end > 0 for end in missed)
        small = sum(finding.confrontation.rounding_sized for finding in findings)
        count = checked[rule_id] + len(findings)
        alone = sum(failing[finding.file, finding.confrontation.edit.record.at] == 1 for finding in findings)
        if 2 * alone < len(findings):
            continue  # other rules fail with it: that tells which figure is wrong
        one_way = 20 * max(above, len(missed) - above) >= 19 * len(findings)
        if len(findings) >= LEAST_ONE_SIDED and 5 * len(findings) >= count and one_way and 2 * small < len(findings):
            name = findings[0].confrontation.edit.figures[0].name
            kind = "lacking" if 2 * above > len(missed) else "overlapping"
            told = Pattern(kind, (name,), explained=len(findings), checked=count, files=rows)
            causes.append(Cause(findings, "low", pattern=told))
    return causes


def _rounding(audits: Sequence[Audit], taken: Collection[int]) -> list[Cause]:
    """One cause for each document whose sums miss by no more than rounding, at least two of them.

    Not where all of them share one cell: that cell is off by a little. Where only some share one, it stays one cause,
    since in a rounded table a cell stands in several sums too; which of the two it is, the reader is asked. Files of
    one record each are one document; they must be such that their whole numbers would count as rounded there.
    """
    rows, causes = _are_rows(audits), []
    for group in [audits] if rows else [[audit] for audit in audits]:
        small = [
            (position, finding) for position, audit in enumerate(group) for finding in audit.findings
            if finding.confrontation.rounding_sized and id(finding) not in taken
        ]  # fmt: skip
        small = _without_crossings(small)
        if len(small) < 2:
            continue
        found = [
            whole.weigh([*audit.held, *(finding.confrontation for finding in audit.findings)])
            if audit.partly is None else audit.partly.evidence for audit in group
        ]  # fmt: skip
        weighed = Evidence(sum(one.sums for one in found), sum(one.small for one in found),
                                 sum(one.large for one in found), 1)  # fmt: skip
        cells = {
            frozenset((at, f.cells[0].row, f.cells[0].column) for f in one.confrontation.edit.figures if f.cells)
            for at, one in small
        }
        if weighed.rounded if rows else not frozenset.intersection(*cells):
            explained = max(len(cells), weighed.small if any(audit.partly for audit in group) else 0)
            told = Pattern("rounding", explained=explained, checked=weighed.sums, files=rows)
            causes.append(Cause([finding for _, finding in small], "low", pattern=told))
    return causes


def _without_crossings(small: Sequence[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
    """The findings but for those that one cell explains: two of its sums miss by the same, and by more than 1."""
    by_cell: dict[object, list[Finding]] = {}
    for at, finding in small:
        for figure in finding.confrontation.edit.figures:
            if figure.cells:
                by_cell.setdefault((at, figure.cells[0].row, figure.cells[0].column), []).append(finding)
    crossing: set[int] = set()
    for sharing in by_cell.values():
        by_size: dict[Exact, list[Finding]] = {}
        for finding in sharing:
            missed = finding.confrontation.imbalance
            if missed is not None and missed.lo is not None and missed.is_point and magnitude(missed.lo) > 1:
                by_size.setdefault(magnitude(missed.lo), []).append(finding)
        crossing |= {id(one) for alike in by_size.values() if len(alike) > 1 for one in alike}
    return [(at, finding) for at, finding in small if id(finding) not in crossing]
