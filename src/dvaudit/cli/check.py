"""``dvaudit check``: confronts files with rules and prints what does not hold."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from dvaudit import asked, browse, outputs
from dvaudit.cli.options import (
    CLEAN,
    FAILED,
    FILE,
    FOUND,
    INTERRUPTED,
    accept_option,
    as_option,
    disclosure_option,
    format_option,
    lang_option,
    lines_option,
    locale_option,
    protect_option,
    refuse,
    rules_option,
    some_of,
    tell,
    view_for,
)

if TYPE_CHECKING:
    from dvaudit.outputs import Output
    from dvaudit.render.view import View
    from dvaudit.report import Report

CONDITIONS = ("error", "warning", "undecided", "unbound")


@click.command(
    short_help="Confront figures with rules and print what does not hold.",
    epilog="Exit status: 0 nothing found, 1 findings (see --fail-on), 2 the work could not be done.",
)
@click.argument("files", nargs=-1, type=FILE)
@as_option
@rules_option
@lines_option
@format_option
@disclosure_option
@protect_option
@click.option(
    "--against", multiple=True, type=FILE, metavar="FILE", help="A table that an article's figures are compared with."
)
@click.option("--previous", type=FILE, metavar="FILE", help="The earlier period's file: series go on from it.")
@accept_option
@click.option("--output", type=FILE, metavar="FILE", help="The file for the only format, instead of standard output.")
@click.option("--open", "opens", is_flag=True, help="Show the report as a web page in the browser, too.")
@locale_option
@lang_option
@click.option("--select", multiple=True, metavar="ID", help="Run only this rule.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave this rule out.")
@click.option(
    "--fail-on",
    callback=some_of(*CONDITIONS),
    metavar="LIST",
    help="What makes the exit status 1: error,warning,undecided,unbound or never.  [default: error]",
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
@click.option("--engine", type=click.Choice(asked.ENGINES), default="auto", show_default=True,
              help="How to compute.")  # fmt: skip
@click.option("--spark-master", metavar="MASTER", help="Where Spark runs.  [default: its own configuration, local[*]]")
@click.option("--progress/--no-progress", default=None, help="Tell how far long work is.  [default: on a terminal]")
@click.option("-q", "--quiet", is_flag=True, help="Print only the summary; files are written whole.")
@click.option("-v", "--verbose", is_flag=True, help="Tell also what holds, and all figures of each discrepancy.")
def check(  # noqa: PLR0913, PLR0917 - one parameter per flag
    files: tuple[str, ...], taken_as: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...],
    formats: tuple[Output, ...], disclosure: bool, protect: str | None, against: tuple[str, ...],
    previous: str | None, accept: str | None, output: str | None, opens: bool,
    locale: str | None, lang: str | None, select: tuple[str, ...], ignore: tuple[str, ...],
    fail_on: frozenset[str] | None, strict: bool, max_findings: int, max_causes: int, show: tuple[str, ...],
    engine: str, spark_master: str | None, progress: bool | None, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Confront the figures in FILES with rules and print what does not hold.

    An article (.txt, .md, .html, .docx, .odt, .pdf) needs no rules: it is confronted with what it claims itself.
    FILES can be folders, patterns ('reports/**/*.csv') and - (standard input). Without FILES those are checked that
    the rule file or the configuration names in files:.
    """
    from dvaudit import inputs, run
    from dvaudit.render import facts
    from dvaudit.report import Report
    from dvaudit.telling import telling

    # For Spark a folder or a pattern is one table of many files.
    meant, empty = (list(files), []) if engine == "spark" else inputs.expanded(files, taken_as)
    articles, stdin = asked.articles(meant, taken_as, sys.stdin.buffer)
    alone = bool(meant) and len(articles) == len(meant) and not rule_files and not lines
    rulesets, problems, said = ([], [], None) if alone else asked.configured(rule_files, lines, locale)
    lang = lang if said is None else lang or said.lang
    view, accepted = view_for(lang), asked.acceptances(accept, said, problems)
    problems += empty
    both = {("-q", "-v"): quiet and verbose, ("--strict", "--fail-on never"): strict and fail_on == frozenset(),
            ("--spark-master", f"--engine {engine}"): spark_master is not None and engine != "spark"}  # fmt: skip
    refused = asked.unknown_ids(rulesets, [*select, *ignore]) + asked.no_files(files, rulesets, problems)
    refused += asked.contradictions(both) + asked.no_article(against, articles)
    wanted, impossible = outputs.asked(browse.asked(formats, output) if opens else formats, output, os.environ)
    width = None
    if disclosure or protect is not None:
        width, wrong = asked.protected(protect, engine)
        refused += wrong
    if refused or impossible:
        return refuse([*problems, *refused, *impossible], view)
    batches = inputs.batches(meant, rulesets, articles)[0] if any(one.place for one in wanted) else []
    kept = [*inputs.names(batches), *inputs.earlier_ones(batches), *against, *([] if previous is None else [previous])]
    kept += asked.read(rulesets, rule_files, accepted, said)
    writings, unwritten = outputs.planned(wanted, batches, kept)
    if unwritten and not writings:
        return refuse([*problems, *unwritten], view)
    if (rulesets or articles) and (meant or not files):
        with telling(lang, progress) as progress_of:
            report = run.audit(
                meant, rulesets, problems=problems, select=select, ignore=ignore,
                max_findings=max_findings, max_causes=max_causes, previous=previous, stdin=stdin,
                engine=engine, spark_master=spark_master, accepted=accepted, tell=progress_of, articles=articles,
                disclosure=disclosure or protect is not None, protect=width,
                locale=locale, against=against,
            )  # fmt: skip
    else:
        report = Report([], problems, files=tuple(meant))
    report.configuration = None if said is None else said.path
    tell(facts.problems(report), view)
    chosen = None
    if show:
        from dvaudit.render import causes

        chosen, unknown = causes.asked(report, show)
        if unknown:
            return refuse([asked.problem("causes.not_found", id=one, n=len(report.causes)) for one in unknown], view)

    if fail_on is None:
        fail_on = frozenset({"error"}) if said is None or said.fail_on is None else said.fail_on
    status = INTERRUPTED if report.interrupted else _status(report, frozenset(CONDITIONS) if strict else fail_on)

    def view_of(to_file: bool) -> View:
        found = view_for(lang, verbosity=1 if verbose else -1 if quiet and not to_file else 0, to_file=to_file)
        return found._replace(show=None if chosen is None else tuple(chosen), status=status)

    writings = browse.planned(writings) if opens else writings
    tell(unwritten, view)
    # Files first: what is wrong with them is told even where nobody reads standard output to its end.
    for part in ([one for one in writings if one.path is not None], [one for one in writings if one.path is None]):
        failed = outputs.write(report, part, view_of)
        tell(failed, view)
        unwritten += failed
    if opens:
        tell(browse.show(writings, unwritten), view)
    return FAILED if unwritten and status != INTERRUPTED else status


def _status(report: Report, fail_on: frozenset[str]) -> int:
    """What the shell is told: 2 where part of the work could not be done, 1 where --fail-on names what was found."""
    from dvaudit.render import facts

    if any(problem.fatal for problem in facts.problems(report)):
        return FAILED
    return FOUND if facts.conditions(report) & fail_on else CLEAN
