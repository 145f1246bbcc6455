"""The command line: flags in, an exit status out. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dvaudit import __version__, asked
from dvaudit.render import FORMATS, LANGUAGES

if TYPE_CHECKING:
    from typing import TextIO

    from dvaudit.message import Problem
    from dvaudit.render.grid import Line
    from dvaudit.render.view import View
    from dvaudit.report import Report
    from dvaudit.rule import RuleSet, Tally

CLEAN, FOUND, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
ENGINES = ("auto", "exact", "duckdb", "spark")
CONDITIONS = ("error", "warning", "undecided", "unbound")

_EXAMPLES = """\b
Examples:
  dvaudit check report.csv --rules rules/party-membership.yml
  dvaudit check report.csv -c 'total = north + south'
  dvaudit check reports --format concise
  dvaudit figures report.csv
  dvaudit explain share
"""


def main() -> None:
    """Run the command line and exit with its status."""
    # Figures are many and make no cycles: looking for garbage among them would cost a fifth of a run.
    gc.set_threshold(100_000, 50, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the status is 0, 1 or 2 as ``check`` documents it, 130 when interrupted."""
    try:
        status = dvaudit.main(list(arguments), prog_name="dvaudit", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as refused:
        refused.show()
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python flushes on exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except (click.Abort, KeyboardInterrupt):
        _say("cli.interrupted")
        return INTERRUPTED
    except (RecursionError, MemoryError):
        _say("cli.too_much")
        return FAILED
    except Exception as fault:  # noqa: BLE001 - the last resort: one sentence, and no status that looks like a verdict
        _say("cli.fault", fault=f"{type(fault).__name__}: {fault}", place=_raised_at(fault))
        return FAILED
    return status if isinstance(status, int) else CLEAN


def _raised_at(fault: Exception) -> str:
    """The file and line of dvaudit where something went wrong that nobody thought of."""
    found = fault.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    return "" if found is None else f"{found.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{found.tb_lineno}"


def _conditions(_context: click.Context, _option: click.Parameter, given: str) -> frozenset[str]:
    asked = frozenset(word.strip() for word in given.split(",") if word.strip())
    if asked == {"never"}:
        return frozenset()
    unknown = sorted(asked - set(CONDITIONS))
    if unknown or not asked:
        raise click.BadParameter(f"{', '.join(unknown) or given!r} is none of {', '.join(CONDITIONS)}, never.")
    return asked


_rules = click.option("--rules", "rule_files", multiple=True, metavar="FILE", help="A rule file or a folder of them.")
_lines = click.option("-c", "lines", multiple=True, metavar="LINE", help="A rule: 'total = north + south'.")
_locale = click.option("--locale", metavar="LOCALE", help="How the numbers are printed: en, vi, de ...")
_lang = click.option(
    "--lang", type=click.Choice(list(LANGUAGES)), help="The language of the report.  [default: environment]"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXAMPLES)
@click.version_option(__version__, prog_name="dvaudit")
def dvaudit() -> None:
    """Finds the figures in a report that contradict each other, and says which and by how much."""


@dvaudit.command(epilog="Exit status: 0 nothing found, 1 findings (see --fail-on), 2 the work could not be done.")
@click.argument("files", nargs=-1)
@_rules
@_lines
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True, help="Output format."
)
@click.option("--previous", metavar="FILE", help="The earlier period's file: series go on from it.")
@click.option("--output", metavar="FILE", help="Write the report to a file instead of standard output.")
@_locale
@_lang
@click.option("--select", multiple=True, metavar="ID", help="Run only this rule.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave this rule out.")
@click.option(
    "--fail-on",
    default="error",
    show_default=True,
    callback=_conditions,
    metavar="LIST",
    help="What makes the exit status 1: error,warning,undecided,unbound or never.",
)
@click.option("--strict", is_flag=True, help="Fail on everything that --fail-on can name.")
@click.option(
    "--max-findings", type=click.IntRange(1), default=1000, show_default=True, help="List so many; all are counted."
)
@click.option(
    "--max-causes",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="Look for causes in so many records; 0 for none.",
)
@click.option("--show", multiple=True, metavar="ID|N|all", help="Tell these causes in full, and only these.")
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="How to compute.")
@click.option("--spark-master", metavar="MASTER", help="Where Spark runs.  [default: its own configuration, local[*]]")
@click.option(
    "--progress/--no-progress", default=None, help="Tell how far long work is.  [default: on a terminal]"
)
@click.option("-q", "--quiet", is_flag=True, help="Print only the summary.")
@click.option("-v", "--verbose", is_flag=True, help="Tell also what holds, and all figures of each discrepancy.")
def check(  # noqa: PLR0913, PLR0917 - one parameter per flag
    files: tuple[str, ...], rule_files: tuple[str, ...], lines: tuple[str, ...], form: str, previous: str | None,
    output: str | None,
    locale: str | None, lang: str | None, select: tuple[str, ...], ignore: tuple[str, ...],
    fail_on: frozenset[str], strict: bool, max_findings: int, max_causes: int, show: tuple[str, ...], engine: str,
    spark_master: str | None, progress: bool | None, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Confront the figures in FILES with rules and print what does not hold.

    FILES can be folders, patterns ('reports/**/*.csv') and - (standard input). Without FILES those are checked that
    the rule file or the configuration names in files:.
    """
    from importlib import import_module

    from dvaudit import inputs, run
    from dvaudit.render import facts
    from dvaudit.report import Report
    from dvaudit.telling import telling

    view = _view(lang, verbosity=1 if verbose else -1 if quiet else 0, to_file=output is not None)
    rulesets, problems = asked.load(rule_files, lines, locale)
    # For Spark a folder or a pattern is one table of many files.
    meant, empty = (list(files), []) if engine == "spark" else inputs.expanded(files)
    problems += empty
    refused = asked.unknown_ids(rulesets, [*select, *ignore]) + asked.no_files(files, rulesets, problems)
    if output is not None:
        read = [*inputs.names(inputs.batches(meant, rulesets)[0]), *([] if previous is None else [previous])]
        refused += asked.overwritten(output, [*read, *(file for ruleset in rulesets for file in ruleset.files)])
    if refused:
        return _refuse([*problems, *refused], view)
    if rulesets and (meant or not files):
        with telling(lang, progress) as tell:
            report = run.audit(
                meant, rulesets, problems=problems, select=select, ignore=ignore,
                max_findings=max_findings, max_causes=max_causes, previous=previous, stdin=sys.stdin.buffer,
                engine=engine, spark_master=spark_master, tell=tell,
            )  # fmt: skip
    else:
        report = Report([], problems, files=tuple(meant))
    _tell(facts.problems(report), view)
    if show:
        from dvaudit.render import causes

        chosen, unknown = causes.asked(report, show)
        if unknown:
            return _refuse([asked.problem("causes.not_found", id=one, n=len(report.causes)) for one in unknown], view)
        view = view._replace(show=tuple(chosen))
    try:
        with _opened(output) as stream:
            import_module(FORMATS[form]).render(report, stream, view)
    except BrokenPipeError:
        raise
    except OSError as error:
        _say("cli.output_unwritable", lang, file=output or "-", reason=error.strerror or "")
        return FAILED
    return INTERRUPTED if report.interrupted else _status(report, frozenset(CONDITIONS) if strict else fail_on)


@dvaudit.command()
@click.argument("file", required=False)
@_rules
@_lines
@_lang
def rules(file: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...], lang: str | None) -> int:
    """List the rules that would be used and what each means; with FILE, which of them apply to it.

    A rule file given as FILE, without --rules, is listed itself.
    """
    from dvaudit import run
    from dvaudit.render import facts, pages

    view = _view(lang)
    if file is not None and not rule_files and file.lower().endswith((".yml", ".yaml")):
        rule_files, file = (file,), None
    rulesets, problems = asked.load(rule_files, lines, None)
    if file is None:
        _tell(problems, view)
        _print(pages.rules([(ruleset, None) for ruleset in rulesets], view), view)
        return FAILED if problems else CLEAN
    report = run.audit([file], rulesets, problems=problems, stdin=sys.stdin.buffer)
    problems = facts.problems(report)
    _tell(problems, view)
    tallies: dict[str, list[Tally]] = {}
    for audit in report.audits:
        tallies.setdefault(audit.rules.name, []).extend(audit.tallies)
    _print(pages.rules([(ruleset, tallies.get(ruleset.name, [])) for ruleset in rulesets], view), view)
    return FAILED if problems else CLEAN


@dvaudit.command()
@click.argument("topic", metavar="KIND|RULE-ID|ID")
@click.option("--file", metavar="FILE", help="Show step by step how the rule comes out on this file (or -).")
@_rules
@_lines
@_locale
@_lang
def explain(
    topic: str, file: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...], locale: str | None,
    lang: str | None,
) -> int:  # fmt: skip
    """Explain a kind of rule (sum, share, totals ...) or one rule; with --file, its arithmetic step by step.

    With --file, the first characters of a discrepancy's id (4 or more) ask for that one alone.
    """
    from dvaudit.kinds import KINDS
    from dvaudit.render import pages

    view = _view(lang)
    if file is not None:
        return _explain_on(file, topic, *asked.load(rule_files, lines, locale), view)
    kind = next((one for one in KINDS.values() if topic == one.name or topic in one.aliases), None)
    if kind is not None and not rule_files:
        _print(pages.kind(kind, view), view)
        return CLEAN
    rulesets, problems = asked.load(rule_files, lines, locale, quietly=True)
    found = [rule for ruleset in rulesets for rule in ruleset.rules if rule.id == topic]
    if not found:
        from dvaudit.names import closest

        known = [*KINDS, *(rule.id for ruleset in rulesets for rule in ruleset.rules)]
        nearest = closest(topic, known)
        said = {"name": topic, "kinds": list(KINDS)} if nearest is None else {"name": topic, "nearest": nearest}
        key = "cli.unknown_topic" if nearest is None else "cli.unknown_topic_nearest"
        return _refuse([*problems, asked.problem(key, **said)], view)
    _tell(problems, view)
    for one in found:
        _print(pages.rule(one, view), view)
    return FAILED if problems else CLEAN


def _explain_on(file: str, topic: str, rulesets: list[RuleSet], problems: list[Problem], view: View) -> int:
    """One rule, or one discrepancy, of a file step by step."""
    from dvaudit import run
    from dvaudit.message import AuditError
    from dvaudit.render import steps

    # The rule sets that have the rule, whole: the other sums of a document tell whether its figures are rounded.
    own = [one._replace(only_if_complete=False) for one in rulesets if any(rule.id == topic for rule in one.rules)]
    report = run.audit(
        [file], own or rulesets, problems=problems, max_findings=sys.maxsize, max_causes=0, stdin=sys.stdin.buffer
    )
    problems = steps.problems(report)
    _tell(problems, view)
    if problems and not report.audits:
        return FAILED
    try:
        _print(steps.lines(steps.about(report, rulesets, topic), view), view)
    except AuditError as error:
        return _refuse([error.problem], view)
    return FAILED if problems else CLEAN


@dvaudit.command()
@click.argument("rule_files", nargs=-1, required=True, metavar="RULEFILE...")
@_lang
def test(rule_files: tuple[str, ...], lang: str | None) -> int:
    """Run the examples of rule files (or folders): each must come out as it says.

    A rule with examples must have one that fails, to show that it can find anything. Rules must not contradict each
    other; what else they say together is told as notes.
    """
    from dvaudit import examples, rulefile
    from dvaudit.diagnose.ruleset import checked
    from dvaudit.kinds import KINDS
    from dvaudit.render import pages

    view = _view(lang)
    rulesets, problems = rulefile.load(rule_files, (), KINDS)
    _tell(problems, view)
    wrong = False
    for ruleset in rulesets:
        results = examples.run(ruleset)
        toothless = [rule for rule in examples.never_failing(ruleset) if rule.examples]
        together = checked(ruleset)
        wrong = wrong or bool(toothless) or together.impossible or not all(result.ok for result in results)
        _print(pages.tested(ruleset, results, toothless, together, view), view)
    return FAILED if problems else FOUND if wrong else CLEAN


@dvaudit.command()
@click.argument("file")
@_rules
@_lines
@_locale
@_lang
def figures(
    file: str, rule_files: tuple[str, ...], lines: tuple[str, ...], locale: str | None, lang: str | None
) -> int:
    """Show every figure of FILE: its text, the values that the text can mean, and why."""
    from dvaudit import run
    from dvaudit.message import AuditError
    from dvaudit.render import pages

    view = _view(lang)
    rulesets, problems = asked.load(rule_files, lines, locale) if rule_files or lines else ([], [])
    if locale is not None and not rulesets:
        rulesets = asked.in_locale([run.NO_RULES], locale, problems)
    _tell(problems, view)
    try:
        found = run.read_figures(file, rulesets, stdin=sys.stdin.buffer)
    except AuditError as error:
        return _refuse([error.problem], view)
    for ruleset, document, by_name in found:
        _tell(document.problems, view)
        _print(pages.figures(ruleset, document, by_name, view), view)
        problems += [problem for problem in document.problems if problem.fatal]
    return FAILED if problems else CLEAN


@dvaudit.command()
def schema() -> int:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from dvaudit.kinds import KINDS
    from dvaudit.schema import schema as schema_of

    click.echo(json.dumps(schema_of(KINDS), ensure_ascii=False, indent=1))
    return CLEAN


def _status(report: Report, fail_on: frozenset[str]) -> int:
    """What the shell is told: 2 where part of the work could not be done, 1 where --fail-on names what was found."""
    from dvaudit.render import facts

    if any(problem.fatal for problem in facts.problems(report)):
        return FAILED
    return FOUND if facts.conditions(report) & fail_on else CLEAN


def _view(lang: str | None, verbosity: int = 0, to_file: bool = False) -> View:
    """How to show things on standard output, or in a file."""
    from dvaudit.render.view import view_for
    from dvaudit.render.words import language

    stream = None if to_file else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still shows which one
    return view_for(stream, os.environ, lang or language(os.environ), verbosity)


@contextmanager
def _opened(output: str | None) -> Iterator[TextIO]:
    """Standard output, or the file that takes its place."""
    if output is None:
        yield sys.stdout
        return
    with open(output, "w", encoding="utf-8", newline="\n") as stream:
        yield stream


def _print(lines: Iterator[Line], view: View) -> None:
    from dvaudit.render.table import write

    write(lines, sys.stdout, view)


def _tell(problems: Iterable[Problem], view: View) -> None:
    """Problems on standard error, each once."""
    from dvaudit.render.problems import told

    for text in dict.fromkeys("\n".join(told(problem, view)) for problem in problems):
        sys.stderr.write(f"{text}\n")


def _refuse(problems: Iterable[Problem], view: View) -> int:
    _tell(problems, view)
    return FAILED


def _say(key: str, lang: str | None = None, **values: object) -> None:
    from dvaudit.message import Message
    from dvaudit.render.words import language, say

    sys.stderr.write(say(Message(key, values), lang or language(os.environ)) + "\n")
