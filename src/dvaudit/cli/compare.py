"""``dvaudit compare``: two versions of a report, which figures were revised and which discrepancies came and went."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from dvaudit import asked, outputs
from dvaudit.cli.options import (
    CLEAN,
    FAILED,
    FILE,
    FOUND,
    accept_option,
    lang_option,
    lines_option,
    locale_option,
    refuse,
    rules_option,
    say,
    some_of,
    tell,
    view_for,
)
from dvaudit.render.versions import FORMATS, NEW_ONLY

CONDITIONS = ("new", "warning", "unchecked", "still", "revised", "records")


@click.command(
    short_help="Tell what a new version of a report changed.",
    epilog="Exit status: 0 nothing that --fail-on names, 1 something, 2 the work could not be done.",
)
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@rules_option
@lines_option
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, *NEW_ONLY]), default="table", show_default=True,
    help=f"Output format; {', '.join(NEW_ONLY)} tell only what is new.",
)  # fmt: skip
@click.option("--output", type=FILE, metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--key", multiple=True, metavar="COLUMN", help="What tells records apart.  [default: layout, or guessed]")
@accept_option
@locale_option
@lang_option
@click.option("--select", multiple=True, metavar="ID", help="Run only this rule.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave this rule out.")
@click.option(
    "--fail-on",
    default="new",
    show_default=True,
    callback=some_of(*CONDITIONS),
    metavar="LIST",
    help="What makes the exit status 1: new,warning (new ones of that level),unchecked (checked before, not now),still,"
    "revised (a figure has another value),records (only one version has it) or never.",
)
@click.option(
    "--max-findings", type=click.IntRange(1), default=100_000, show_default=True,
    help="Compare so many discrepancies of each version; more are refused.",
)  # fmt: skip
@click.option("--engine", type=click.Choice(("auto", "exact", "duckdb")), default="auto", show_default=True,
              help="How to compute.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print only the summary; a file is written whole.")
@click.option("-v", "--verbose", is_flag=True, help="List all figures, also those that are only printed otherwise.")
def compare(  # noqa: PLR0913, PLR0917 - one parameter per flag
    old: str, new: str, rule_files: tuple[str, ...], lines: tuple[str, ...], form: str, output: str | None,
    key: tuple[str, ...], accept: str | None, locale: str | None, lang: str | None,
    select: tuple[str, ...], ignore: tuple[str, ...], fail_on: frozenset[str],
    max_findings: int, engine: str, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Compare two versions of a report: the figures that were revised, the discrepancies that are new, gone or stay.

    OLD and NEW are two files, or two folders whose files are paired by name; one of them can be - (standard input).
    What is accepted of the new version is no new discrepancy.
    """
    from dvaudit import render
    from dvaudit.versions.compare import Options, compare, only_new
    from dvaudit.versions.nouns import conditions

    rulesets, problems, said = asked.configured(rule_files, lines, locale)
    lang = lang if said is None else lang or said.lang
    view = view_for(lang, verbosity=1 if verbose else -1 if quiet and output is None else 0, to_file=output is not None)
    accepted = asked.acceptances(accept, said, problems)
    refused = asked.unknown_ids(rulesets, [*select, *ignore])
    absent = [one for one in (old, new) if one != "-" and not os.path.exists(one)]
    refused += [asked.problem("read.not_found", file=one) for one in absent]
    refused += asked.contradictions({("-q", "-v"): quiet and verbose})
    articles, stdin = asked.articles([one for one in (old, new) if not os.path.isdir(one)], None, sys.stdin.buffer)
    refused += [asked.problem("versions.article", file=one, name=one) for one in sorted(articles)]
    if output is not None:
        kept = asked.read(rulesets, [old, new, *rule_files], accepted, said)
        refused += outputs.planned([outputs.Output(form, output)], (), kept)[1]
    if refused:
        return refuse([*problems, *refused], view)
    options = Options(select, ignore, key, max_findings, engine, accepted)
    found = compare(old, new, rulesets, options, stdin=stdin)
    found = found._replace(problems=[*problems, *found.problems])
    tell(found.problems, view)
    if not found.pairs:
        return FAILED
    try:
        with outputs.opened(output, binary=False) as stream:
            if form in NEW_ONLY:
                import_module(render.FORMATS[form]).render(only_new(found), stream, view)
            else:
                import_module(FORMATS[form]).render(found, stream, view)
    except BrokenPipeError:
        raise
    except OSError as error:
        say("cli.output_unwritable", lang, output=output or "-", reason=error.strerror or "")
        return FAILED
    if found.problems:
        return FAILED
    return FOUND if conditions(found) & fail_on else CLEAN
