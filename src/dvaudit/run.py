"""The straight line: read, figure, confront, diagnose, report."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from dvaudit import inputs, layout, readers, reading, unmet
from dvaudit.apply import TWICE, Unbound, apply, known_names, plan_rules
from dvaudit.figure import Document, Figures, FigureSpec, Layout, Table
from dvaudit.ignored import left_out
from dvaudit.inputs import Batch, Source
from dvaudit.lookup import Names
from dvaudit.message import AuditError, Message, Problem, fail, message
from dvaudit.numerals import Declared
from dvaudit.readers.memory import Frame, from_frame
from dvaudit.report import Acceptances, Audit, Cause, Limits, Progress, Report
from dvaudit.rule import Ignored, Inputs, Rule, RuleSet, Tally
from dvaudit.unmet import Absent

if TYPE_CHECKING:
    from dvaudit.article.against import Read
    from dvaudit.disclosure.disclose import Width
    from dvaudit.earlier import Before
    from dvaudit.text import Text

NO_RULES = RuleSet("", (), Layout(), {}, FigureSpec(Declared()))


def audit(  # noqa: PLR0913 - the limits and choices of a run
    sources: Sequence[Source],
    rulesets: Sequence[RuleSet],
    *,
    problems: Sequence[Problem] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    max_findings: int = 1000,
    max_causes: int = 100,
    previous: str | None = None,
    stdin: BinaryIO | None = None,
    engine: str = "auto",
    spark_master: str | None = None,
    accepted: Acceptances | None = None,
    disclosure: bool = False,
    protect: Width | None = None,
    tell: Callable[[Progress], None] | None = None,
    articles: Collection[str] = (),
    locale: str | None = None,
    against: Sequence[str] = (),
) -> Report:
    """Confronts every source with every rule set: files by their path, and tables that are in memory.

    Without sources, each rule set is confronted with the files that it names.
    ``previous`` is the file of the earlier period, whatever the rule sets say.
    ``max_causes`` is the number of records for which the causes of their findings are looked for.
    ``engine`` is ``exact`` (the judge alone), ``duckdb`` (large tables are screened), ``auto`` (by their size) or
    ``spark``, for which each source can be a folder, a pattern or an address, that is one table; ``spark_master`` is
    where it runs.

    ``accepted`` are known discrepancies: their findings are marked and counted, and listed beside ``max_findings``
    others.
    ``disclosure`` also asks whether the published figures give confidential ones away, or leave them less room than
    ``protect``; every record is judged then, without an engine.
    ``tell`` is told how far the work on a large input is.
    ``articles`` are the sources that are confronted with what they claim themselves; the rule sets are about the
    tables in them. ``locale`` says in which language they are, ``against`` are files
    of tables with which their figures are compared.

    Never raises for bad input: the report carries its problems. Where it is interrupted, the report is about what was
    done until then.
    """
    chosen = [ruleset._replace(rules=_chosen(ruleset.rules, select, ignore)) for ruleset in rulesets]
    if previous is not None:
        chosen = [inputs.after(previous, ruleset) for ruleset in chosen]
    batches, unmeant = inputs.batches(sources, chosen, articles)
    given = [*problems, *unmeant]
    notes = [one for one in given if not one.fatal]
    report = Report([], [one for one in given if one.fatal], files=tuple(inputs.names(batches)), notes=notes)
    twice = TWICE.id not in ignore and (not select or TWICE.id in select)
    absent: Absent = {}
    # So many more findings may have to be in hand, for that many can turn out to be accepted.
    known = 0 if accepted is None else len(accepted.entries)
    limits = Limits(max_findings + known, max_causes and max_causes + known, tell)
    with readers.spooled(stdin if "-" in sources else None) as (again, spool):
        chosen_engine = "exact" if disclosure else engine
        beside = _beside(against, chosen, report) if articles else []
        way = _Way(chosen_engine, limits, spool, spark_master, again, twice, (locale or "")[:2].lower(), beside)
        for done, batch in enumerate(batches):
            try:
                confronted = _article if batch.article else _confronted
                used, read = confronted(batch, way, report, absent)
            except KeyboardInterrupt:
                report.interrupted = True
                report.problems.append(Problem(message("run.interrupted", done=done, n=len(batches)), batch.file))
                break
            report.audits.extend(used)
            if read and not any(tally.held or tally.failed for found in used for tally in found.tallies):
                report.problems.append(Problem(unmet.nothing_ran(batch, used), batch.file))
    told = any(one.fatal for one in problems)
    if rulesets and batches and not against and all(batch.article for batch in batches) and not told:
        tables = any(found.article is None or found.article.text.tables for found in report.audits)
        if report.audits and not tables and not report.interrupted:
            report.problems.append(Problem(message("article.rules_unused"), batches[0].file))
    audited = {file for found in report.audits for file in found.document.files or (found.file,)}
    report.problems.extend(unmet.unknown(absent, len(audited)))
    figures_of = list(report.audits)
    if disclosure:
        from dvaudit.disclosure.disclose import apart, disclose

        for file in dict.fromkeys(found.file for found in report.audits):
            disclose([one for one in report.audits if one.file == file and one.article is None], protect)
        figures_of = apart(report.audits)
    if accepted is not None:
        from dvaudit.acceptance import mark

        mark(report.audits, accepted)
        report.accepted_in = accepted.path
    if any(found.findings for found in figures_of):
        from dvaudit.diagnose.causes import diagnose

        report.causes, report.undiagnosed = diagnose(figures_of, max_causes)
        report.undiagnosed += sum(_not_listed(found, report.causes) for found in report.audits)
    return _capped(report, max_findings)


class _Way(NamedTuple):
    """How inputs are confronted: the engine and its limits, where standard input can be read again, and what is asked.

    ``spool`` is the path of standard input, where that is large.
    """

    engine: str
    limits: Limits
    spool: str | None
    spark_master: str | None
    stdin: BinaryIO | None
    twice: bool
    language: str = ""
    beside: Sequence[Read] = ()


def _confronted(batch: Batch, way: _Way, report: Report, absent: Absent) -> tuple[list[Audit], bool]:
    """An input confronted with its rule sets, and whether anything of it could be read."""
    used: list[Audit] = []
    tables: dict[tuple[Layout, Inputs], list[Table]] = {}
    earlier: dict[tuple[Layout, Inputs], Before | None] = {}
    files = [source if isinstance(source, str) else batch.file for source in batch.sources]
    for whole in batch.rulesets:
        ruleset, ignored = left_out(whole, files)
        own = way._replace(twice=way.twice and all(rule_id != TWICE.id for rule_id, _ in ignored))
        found: list[tuple[Audit, Mapping[str, Unbound]]] = []
        try:
            large = _screened(batch, ruleset, way)
            if large is not None:
                report.engine = "spark" if way.engine == "spark" else "duckdb"
                found = [(large[0], {large[0].file: large[1]})]
            elif ruleset.tables:
                from dvaudit.several import named

                read_as = partial(_tables, batch, stdin=way.stdin, problems=report.problems)
                found = named(read_as, batch.file, ruleset, twice=own.twice)
            else:
                read = ruleset.layout, ruleset.inputs
                if read not in tables:
                    tables[read] = _tables(batch, ruleset, way.stdin, report.problems)
                    earlier[read] = _earlier(batch, ruleset, way.stdin, report.problems)
                found = _applied(tables[read], ruleset, own, earlier[read])
        except AuditError as error:
            if error.problem not in report.problems:
                report.problems.append(error.problem)
        for audit_of_table, unbound in found:
            audit_of_table.notes += _ignored(ignored)
            report.problems += (
                told for told in audit_of_table.problems if told.fatal and told not in report.problems
            )
            if audit_of_table.tallies or not ruleset.only_if_complete:
                used.append(audit_of_table)
            for file, lacks in unbound.items():
                unmet.note_absent(absent, file, ruleset, lacks)
    if len(batch.rulesets) > 1:
        unmet.only_unused(used)
    return used, bool(used) or any(tables.values())


def _ignored(found: Iterable[tuple[str, Ignored]]) -> Iterator[Message]:
    """That rules are left out, and why."""
    return (message("run.ignored", rule=rule_id, reason=why.reason) for rule_id, why in found)


def _article(batch: Batch, way: _Way, report: Report, absent: Absent) -> tuple[list[Audit], bool]:
    """An article confronted with what it claims, and the tables in it with the rule sets; no rule need be about it."""
    from dvaudit.article.audit import audit_text
    from dvaudit.article.signs import usual
    from dvaudit.readers.prose import read_text

    try:
        text = read_text(batch.file, stdin=way.stdin)
    except AuditError as error:
        report.problems.append(error.problem)
        return [], False
    article, audit = audit_text(text, way.language or None, way.beside)
    audit.rules = audit.rules._replace(name=batch.file)
    if article.language is None and audit.figures:
        audit.notes.append(message("article.unknown_language"))
    used = [audit]
    for table in text.tables:
        table.usual = usual(article)
    for whole in batch.rulesets or _discovered(text, report):
        ruleset, ignored = left_out(whole, [batch.file])
        try:
            found = _applied(text.tables, ruleset, way, None) if text.tables else []
        except AuditError as error:
            # Rules that only offer themselves, or were named beside a source, need not be about a table here.
            if not ruleset.only_if_complete and not way.beside:
                report.problems.append(error.problem)
            continue
        for audit_of_table, _ in found:
            audit_of_table.notes += _ignored(ignored)
        used += (one for one, _ in found if any(map(_came_to_something, one.tallies)))
        for _, unbound in found if batch.rulesets and not way.beside else ():
            unmet.note_absent(absent, batch.file, ruleset, unbound.get(batch.file, {}))
    return used, len(used) > 1 and bool(batch.rulesets)


def _came_to_something(tally: Tally) -> bool:
    """True for a rule that has all its figures in a table."""
    return bool(tally.held or tally.failed or (tally.undecided and tally.absent is None))


def _beside(against: Sequence[str], rulesets: Sequence[RuleSet], report: Report) -> list[Read]:
    """The tables of the sources, read as the rule sets say; a problem for each file that cannot be read."""
    found: list[Read] = []
    for path in against:
        try:
            for ruleset, document, by_name in read_figures(path, [one for one in rulesets if one.figures]):
                found.append((document, by_name, {} if ruleset is None else ruleset.figures))
        except AuditError as error:
            report.problems.append(error.problem)
    return found


def _discovered(text: Text, report: Report) -> list[RuleSet]:
    """The rule sets for the tables of an article of which none are given."""
    if not text.tables:
        return []
    from dvaudit import rulefile
    from dvaudit.kinds import KINDS

    found, problems, _ = rulefile.load_found(KINDS)
    report.problems += (problem for problem in problems if problem not in report.problems)
    return found


def _applied(
    tables: Sequence[Table], ruleset: RuleSet, way: _Way, before: Before | None
) -> list[tuple[Audit, Mapping[str, Unbound]]]:
    """The tables of an input confronted with a rule set."""
    if len(tables) > 1:
        from dvaudit.several import applied

        return applied(tables, ruleset, twice=way.twice, before=before)
    return [apply(table, ruleset, twice=way.twice, before=before and before.of(table)) for table in tables]


def _not_listed(found: Audit, causes: Sequence[Cause]) -> int:
    """How many findings of a large table are counted and not listed, but for those of rules that are suspected."""
    if found.partly is None or not found.partly.capped:
        return 0
    suspected = {
        cause.findings[0].confrontation.edit.rule.id
        for cause in causes if cause.pattern is not None and cause.pattern.kind == "rule"
    }  # fmt: skip
    listed = Counter(finding.confrontation.edit.rule.id for finding in found.findings)
    return sum(tally.failed - listed[tally.rule.id] for tally in found.tallies if tally.rule.id not in suspected)


def read_figures(
    path: str, rulesets: Sequence[RuleSet], stdin: BinaryIO | None = None, records: int | None = None
) -> list[tuple[RuleSet | None, Document, Figures]]:
    """Every figure of a file as it is read, under each rule set (or none), whether or not a rule names it.

    With ``records`` only those of so many records, the first ones.

    Raises AuditError for a file that cannot be read.
    """
    stdin = io.BytesIO(stdin.read()) if stdin is not None and path == "-" else None
    found: list[tuple[RuleSet | None, Document, Figures]] = []
    for ruleset in rulesets or (None,):
        whole = ruleset or NO_RULES
        several = [whole._replace(layout=where) for _, where in whole.tables] or [whole]
        for used, table in ((one, table) for one in several for table in tables(path, one, stdin)):
            document = layout.document(table, used.layout, known_names(used))
            known = Names(document, used.figures)
            wanted = [name for name, printed in known.printed.items() if printed not in document.key_columns]
            rounded = {name for plan in plan_rules(used, known)[0].values() for name in plan.rounded}
            figures = reading.figures(document, known, wanted, used.default, rounded, records)
            found.append((ruleset, document, figures))
    return found


def _screened(batch: Batch, ruleset: RuleSet, way: _Way) -> tuple[Audit, Unbound] | None:
    """A large input screened by an engine; None where the judge takes it alone."""
    if way.engine == "spark":
        return _distributed(batch, ruleset, way)
    source = batch.sources[0]
    if way.engine == "exact" or batch.together or isinstance(source, Table):
        return None
    if ruleset.layout.sdmx or ruleset.tables or ruleset.inputs.previous is not None:
        return None
    if source == "-" and way.spool is not None:
        source = way.spool
    if not readers.is_large(source, forced=way.engine != "auto"):
        return None
    from dvaudit.screen.files import NotScreenedError, audit

    try:
        return audit(batch.file, source, ruleset, way.limits)
    except NotScreenedError:
        return None


def _distributed(batch: Batch, ruleset: RuleSet, way: _Way) -> tuple[Audit, Unbound]:
    """An input screened by Spark, which is never judged another way instead."""
    from dvaudit.screen import spark

    files = [source for source in batch.sources if isinstance(source, str)]
    if len(files) < len(batch.sources) or ruleset.layout.sdmx or ruleset.tables:
        raise fail("spark.not_a_file", file=batch.file, endings=", ".join(spark.ENDINGS))
    return spark.audit(files, batch.file, ruleset, way.limits, way.spark_master)


def _tables(batch: Batch, ruleset: RuleSet, stdin: BinaryIO | None, problems: list[Problem]) -> list[Table]:
    """The tables of a batch; of files that are taken together those that can be read, and a problem for the others."""
    if not batch.together:
        return tables(batch.sources[0], ruleset, stdin)
    from dvaudit.readers.together import combined, matched

    found: list[list[Table]] = []
    for source in batch.sources:
        try:
            found.append(tables(source, ruleset, stdin))
        except AuditError as error:
            if error.problem not in problems:
                problems.append(error.problem)
    return [combined(batch.file, tables) for tables in matched(found)]


def _earlier(batch: Batch, ruleset: RuleSet, stdin: BinaryIO | None, problems: list[Problem]) -> Before | None:
    """The file of the period before, or the files as one; a problem for each that cannot be read."""
    if ruleset.inputs.previous is None:
        return None
    from dvaudit.earlier import Before, unread
    from dvaudit.readers.together import combined, matched

    files, told = inputs.earlier(batch.sources, ruleset.inputs)
    found: list[list[Table]] = []
    for path, said in files.items():
        try:
            found.append(_named(readers.read(path, ruleset.layout, stdin), said))
        except AuditError as error:
            told.append(unread(error.problem))
    problems += (one for one in told if one not in problems)
    if not found:
        return None
    label = inputs.called(list(files))
    several = [own[0] if len(own) == 1 else combined(label, own) for own in matched(found)]
    return Before(several[0], inputs.filled(ruleset.inputs), tuple(several))


def tables(source: Source, ruleset: RuleSet, stdin: BinaryIO | None) -> list[Table]:
    """The tables of a source, with what its path says.

    Standard input is read from its start, because a second layout reads it again.
    """
    if isinstance(source, Table):
        return [source]
    if isinstance(source, Frame):
        return [from_frame(source.frame)]
    if stdin is not None and source == "-":
        stdin.seek(0)
    return _named(readers.read(source, ruleset.layout, stdin), inputs.names_in(source, ruleset.inputs.files))


def _named(tables: list[Table], said: dict[str, str]) -> list[Table]:
    """Tables with what their path says."""
    if not said:
        return tables
    from dvaudit.readers.together import named

    return [named(table, said) for table in tables]


def _chosen(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if (not select or rule.id in select) and rule.id not in ignore)


def _capped(report: Report, most: int) -> Report:
    """The report with at most so many findings kept that are not accepted, and the causes of what is kept.

    The tallies count all of them.
    """
    left = most
    for found in report.audits:
        beyond = found.partly is not None and found.partly.capped
        reported = [finding for finding in found.findings if finding.accepted is None]
        report.capped = report.capped or beyond or len(reported) > left
        dropped = set(map(id, reported[left:]))
        found.findings = [finding for finding in found.findings if id(finding) not in dropped]
        left -= len(reported[:left])
    if report.capped:
        kept = {id(finding) for found in report.audits for finding in found.findings}
        for cause in report.causes:
            own = [finding for finding in cause.findings if id(finding) in kept]
            report.undiagnosed += 0 if own else len(cause.findings)
            cause.findings = own
        report.causes = [cause for cause in report.causes if cause.findings]
        for number, cause in enumerate(report.causes, 1):
            cause.number = number
            for finding in cause.findings:
                finding.cause = number
    return report
