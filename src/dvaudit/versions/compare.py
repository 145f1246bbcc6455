"""Two versions compared: both are confronted with the rules, their records matched, figures and findings told apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from operator import attrgetter
from typing import BinaryIO, NamedTuple, TypeVar

from dvaudit import inputs, layout, readers, run
from dvaudit.apply import known_names
from dvaudit.figure import Document
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.names import normalize
from dvaudit.report import Acceptances, Audit, Report
from dvaudit.rule import RuleSet
from dvaudit.versions import discrepancies, figures, large
from dvaudit.versions.nouns import Comparison, Pair, Revision
from dvaudit.versions.records import matched


class Options(NamedTuple):
    """What is asked: which rules, how records are matched, how much is listed, how, and what of NEW is accepted."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    key: tuple[str, ...] = ()
    max_findings: int = 100_000
    engine: str = "auto"
    accepted: Acceptances | None = None


def compare(
    old: str, new: str, rulesets: Sequence[RuleSet], options: Options | None = None, stdin: BinaryIO | None = None
) -> Comparison:
    """Compares two files, or two folders whose files are paired by their names.

    Never raises for bad input: the comparison carries its problems. Standard input, ``-``, can be one of the two.
    """
    asked = options or Options()
    problems: list[Problem] = []
    try:
        files = paired(old, new)
    except AuditError as error:
        return Comparison(Report([], []), Report([], []), [], [error.problem])
    with readers.spooled(stdin if "-" in (old, new) else None) as (again, _):
        olds, news = ([pair[side] for pair in files] for side in (0, 1))
        reports = [_report(olds, rulesets, asked._replace(accepted=None), again), _report(news, rulesets, asked, again)]
        for report in reports:
            problems += (one for one in report.problems if one not in problems)
            if report.capped:
                problems.append(Problem(message("versions.capped", n=asked.max_findings), ", ".join(report.files)))
        pairs: list[Pair] = []
        unread = set(_unread(files, reports, again, problems))
        try:
            for ruleset in rulesets:
                pairs += _together(reports, ruleset, asked) if ruleset.inputs.together and not unread else ()
        except AuditError as error:
            problems.append(error.problem)
        for one in files:
            if not unread.isdisjoint(one):
                continue
            try:
                pairs += _documents(one, reports, rulesets, asked, again)
            except AuditError as error:
                if error.problem not in problems:
                    problems.append(error.problem)
    return Comparison(reports[0], reports[1], _told_once(pairs), problems)


_Files = tuple[str | None, str | None]


def _unread(
    files: Sequence[_Files], reports: Sequence[Report], stdin: BinaryIO | None, problems: list[Problem]
) -> Iterator[str]:
    """The files that could not be read, each with its problem: nothing can be said to be gone from them."""
    for pair in files:
        for file, report in zip(pair, reports, strict=True):
            if file is not None and not any(_of(audit, file) for audit in report.audits):
                try:
                    run.tables(file, run.NO_RULES, stdin)
                except AuditError as error:
                    problems += [error.problem] if error.problem not in problems else []
                    yield file


def paired(old: str, new: str) -> list[_Files]:
    """The files of two folders by their names within them, then by their names without ending; or the two files.

    Raises AuditError for a file beside a folder, an empty folder, and one and the same input.
    """
    if old == new or (old != "-" != new and os.path.realpath(old) == os.path.realpath(new)):
        raise fail("versions.same", file=old)
    folders = [os.path.isdir(one) for one in (old, new)]
    if not any(folders):
        return [(old, new)]
    if not all(folders):
        raise fail("versions.file_and_folder", file=old, other=new)
    found = [{os.path.relpath(file, one): file for file in inputs.meant(one)} for one in (old, new)]
    pairs: list[_Files] = [(file, found[1].pop(name)) for name, file in found[0].items() if name in found[1]]
    left = [{name: file for name, file in found[0].items() if file not in {one for one, _ in pairs}}, found[1]]
    stems = [_by_stem(one) for one in left]
    pairs += [(file, stems[1][stem]) for stem, file in stems[0].items() if stem in stems[1]]
    taken = {file for pair in pairs for file in pair}
    pairs += ((file, None) for file in left[0].values() if file not in taken)
    pairs += ((None, file) for file in left[1].values() if file not in taken)
    return pairs


def _by_stem(files: dict[str, str]) -> dict[str, str]:
    """The files by their names without ending, where that tells them apart."""
    stems = [name.partition(".")[0] for name in files]
    return {stem: file for stem, file in zip(stems, files.values(), strict=True) if stems.count(stem) == 1}


def _report(
    files: Sequence[str | None], rulesets: Sequence[RuleSet], asked: Options, stdin: BinaryIO | None
) -> Report:
    if stdin is not None:
        stdin.seek(0)
    given = [file for file in files if file is not None]
    if not given:
        return Report([], [])
    return run.audit(
        given, rulesets, select=asked.select, ignore=asked.ignore, max_findings=asked.max_findings, max_causes=0,
        stdin=stdin, engine=asked.engine, accepted=asked.accepted,
    )  # fmt: skip


def _together(reports: Sequence[Report], ruleset: RuleSet, asked: Options) -> Iterator[Pair]:
    """The pairs of a rule set for which all files of a version are one document."""
    sides = [[one for one in report.audits if one.rules.name == ruleset.name] for report in reports]
    for table, (old, new) in enumerate(zip_longest(*sides)):
        files = tuple(None if one is None else one.file for one in (old, new))
        documents = [None if one is None else one.document for one in (old, new)]
        pair = _pair((files[0], files[1]), table, (old, new), (documents[0], documents[1]), ruleset, asked)
        pair.files = max(len(one.files) for one in documents if one is not None)
        yield pair


def _documents(
    files: _Files, reports: Sequence[Report], rulesets: Sequence[RuleSet], asked: Options, stdin: BinaryIO | None
) -> Iterator[Pair]:
    """The pairs of one file: a file has a document for each rule set and each of its tables."""
    for ruleset in (one for one in rulesets if not one.inputs.together):
        sides = [
            [] if file is None else [one for one in report.audits if one.rules.name == ruleset.name and _of(one, file)]
            for file, report in zip(files, reports, strict=True)
        ]
        for table, (old, new) in enumerate(_tables(sides[0], sides[1], attrgetter("document.part"))):
            if old is not None and new is not None and (old.partly is not None or new.partly is not None):
                yield _large(files, (old, new), ruleset, asked, stdin)
                continue
            documents = [None if one is None else one.document for one in (old, new)]
            yield _pair(files, table, (old, new), (documents[0], documents[1]), ruleset, asked)
    named = [(report, file) for report, file in zip(reports, files, strict=True) if file is not None]
    if not any(_of(audit, file) for report, file in named for audit in report.audits):
        # No rule is about the file, and yet its figures are compared.
        read = [[] if file is None else run.tables(file, run.NO_RULES, stdin) for file in files]
        for table, both in enumerate(_tables(read[0], read[1], attrgetter("part"))):
            found = [None if one is None else layout.document(one, run.NO_RULES.layout) for one in both]
            yield _pair(files, table, (None, None), (found[0], found[1]), run.NO_RULES, asked)


_Table = TypeVar("_Table")


def _tables(
    olds: Sequence[_Table], news: Sequence[_Table], name: Callable[[_Table], str | None]
) -> list[tuple[_Table | None, _Table | None]]:
    """The tables of a file by what it calls them (sheets, captions), in their order where they have no names.

    What is left of named tables is one under another name where each version has one, and only in one version else.
    """
    waiting = list(news)
    found: list[tuple[_Table | None, _Table | None]] = []
    for old in olds:
        own = name(old)
        at = next((at for at, new in enumerate(waiting) if normalize(name(new) or "") == normalize(own or "")), None)
        found.append((old, None if at is None else waiting.pop(at)))
    lone = [at for at, (_, new) in enumerate(found) if new is None]
    if len(lone) == len(waiting) == 1:
        found[lone[0]] = found[lone[0]][0], waiting.pop()
    return [*found, *((None, new) for new in waiting)]


def _of(audit: Audit, file: str) -> bool:
    return audit.file == file or file in audit.document.files


_Audits = tuple[Audit | None, Audit | None]
_Documents = tuple[Document | None, Document | None]


def _pair(
    files: _Files, table: int, audits: _Audits, documents: _Documents, ruleset: RuleSet, asked: Options
) -> Pair:
    old, new = documents
    pair = Pair(files[0], files[1], ruleset, table)
    if old is None or new is None:
        only = old or new
        records = [] if only is None else [one for one in only.records if not one.heading]
        (pair.removed if new is None else pair.added).extend(records)
        discrepancies.compare(*audits, {}, pair)
        return pair
    _compared((old, new), figures.columns(old, new, ruleset), audits, asked, pair)
    return pair


def _large(
    files: _Files, audits: tuple[Audit, Audit], ruleset: RuleSet, asked: Options, stdin: BinaryIO | None
) -> Pair:
    """Two versions of which an engine screened one or both: only rows that do not print the same are looked into."""
    found = [run.tables(file or "", ruleset, stdin)[0] for file in files]
    tables = found[0], found[1]
    samples = large.sample(tables[0], ruleset), large.sample(tables[1], ruleset)
    pair = Pair(files[0], files[1], ruleset)
    read = figures.columns(*samples, ruleset)
    plain = samples[0].layout == samples[1].layout == "record" and tables[0].columns == tables[1].columns
    if not plain or not figures.all_alike(read):
        old, new = (layout.document(table, ruleset.layout, known_names(ruleset)) for table in tables)
        _compared((old, new), read, audits, asked, pair)
        return pair
    asked_about = [_numbers(audit) for audit in audits]
    apart = large.apart(tables, samples, ruleset, (asked_about[0], asked_about[1]))
    _compared(apart.documents, read, audits, asked, pair, apart)
    return pair


def _numbers(audit: Audit) -> set[int]:
    """The records of what did not hold or could not be checked."""
    found = [*(one.confrontation for one in audit.findings), *audit.undecided]
    return {record.at for one in found for record in one.edit.records or (one.edit.record,)}


def _compared(
    documents: tuple[Document, Document], read: figures.Columns, audits: _Audits, asked: Options, pair: Pair,
    apart: large.Apart | None = None,
) -> None:  # fmt: skip
    """Adds everything that is told of two documents to their pair."""
    old, new = documents
    alike, same = (0, dict[int, int]()) if apart is None else (apart.alike, apart.same)
    found = matched(old, new, asked.key)
    pair.both, pair.notes = len(found.pairs) + alike, [*found.notes]
    pair.removed = [old.records[at] for at in found.removed]
    pair.added = [new.records[at] for at in found.added]
    figures.compare(old, new, read, found, pair, alike)
    same |= {old.records[before].at: new.records[after].at for before, after in found.pairs}
    discrepancies.compare(*audits, same, pair)


def only_new(found: Comparison) -> Report:
    """The report on the new version with only those discrepancies that are new, and what can no longer be checked."""
    new = {id(one.finding) for pair in found.pairs for one in pair.turned if one.state == "new"}
    lost = {id(one.found) for pair in found.pairs for one in pair.unchecked}
    audits = []
    for audit in found.new.audits:
        findings = [one for one in audit.findings if id(one) in new]
        undecided = [one for one in audit.undecided if id(one) in lost]
        tallies = [
            replace(
                tally,
                failed=sum(one.confrontation.edit.rule.id == tally.rule.id for one in findings),
                undecided=sum(one.edit.rule.id == tally.rule.id for one in undecided),
            )
            for tally in audit.tallies
        ]
        audits.append(replace(audit, findings=findings, undecided=undecided, tallies=tallies))
    return replace(found.new, audits=audits, problems=found.problems)


def _told_once(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with every discrepancy, revision, record and column once.

    A document is read by each rule set, and several files that are one document belong to each of their pairs.
    """
    seen: set[tuple[object, ...]] = set()

    def fresh(*what: object) -> bool:
        known = what in seen
        seen.add(what)
        return not known

    for pair in pairs:
        own = pair.old, pair.new, pair.table
        pair.again = not fresh(*own)
        pair.turned = [one for one in pair.turned if fresh(id(one.finding))]
        pair.unchecked = [one for one in pair.unchecked if fresh(id(one.found))]
        pair.revisions = [one for one in pair.revisions if fresh(*own, *_cells(one))]
        pair.added = [one for one in pair.added if fresh(*own, "added", one.at)]
        pair.removed = [one for one in pair.removed if fresh(*own, "removed", one.at)]
        pair.columns_added = [one for one in pair.columns_added if fresh(*own, "+", normalize(one))]
        pair.columns_removed = [one for one in pair.columns_removed if fresh(*own, "-", normalize(one))]
        pair.notes = [one for one in pair.notes if fresh(*own, repr(one))]
    return list(pairs)


def _cells(revision: Revision) -> Iterator[object]:
    """What tells the figures of a revision from others of the same table."""
    for figure, record in zip((revision.old, revision.new), revision.records, strict=True):
        yield (figure.cells[0].row, figure.cells[0].column) if figure.cells else (record.at, normalize(figure.name))
