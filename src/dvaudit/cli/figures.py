"""``dvaudit figures``: how each figure of a file is read, and why; the figures of an article as a table with rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from dvaudit import asked
from dvaudit.cli.options import (
    CLEAN,
    FAILED,
    FILE,
    as_option,
    lang_option,
    lines_option,
    locale_option,
    print_lines,
    refuse,
    rules_option,
    say,
    tell,
    view_for,
)

if TYPE_CHECKING:
    from typing import BinaryIO

    from dvaudit.claim import Article
    from dvaudit.render.view import View


@click.command(short_help="Show how each number of a file is read.")
@click.argument("file", type=FILE)
@as_option
@rules_option
@lines_option
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True,
              help="csv writes the figures of an article as a table.")  # fmt: skip
@click.option("--output", type=FILE, metavar="FILE", help="The file for the figures, instead of standard output.")
@click.option("--rules-out", type=FILE, metavar="FILE",
              help="The file for what an article claims, as rules about that table.")  # fmt: skip
@click.option("--max-records", type=click.IntRange(1), default=1000, show_default=True,
              help="Show the figures of so many records.")  # fmt: skip
@locale_option
@lang_option
def figures(  # noqa: PLR0913, PLR0917 - one parameter per flag
    file: str, taken_as: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...], form: str,
    output: str | None, rules_out: str | None, max_records: int, locale: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Show every figure of FILE: its text, the values that the text can mean, and why.

    Of an article, --format csv with --rules-out writes what 'dvaudit check FIGURES.csv --rules RULES.yml' checks again.
    """
    from dvaudit import run
    from dvaudit.message import AuditError
    from dvaudit.outputs import is_same
    from dvaudit.render import pages

    view = view_for(lang)
    articles, stdin = asked.articles([file], taken_as, sys.stdin.buffer)
    refused = [] if articles or (form == "table" and rules_out is None) else [asked.problem("cli.no_article", file)]
    refused += (
        asked.problem("cli.output_is_input", output=path)
        for path in (output, rules_out) if path is not None and any(is_same(path, one) for one in (file, *rule_files))
    )  # fmt: skip
    if refused:
        return refuse(refused, view)
    if articles:
        return _of_article(file, stdin, (form, output, rules_out), locale, view)
    rulesets, problems = asked.load(rule_files, lines, locale) if rule_files or lines else ([], [])
    if locale is not None and not rulesets:
        rulesets = asked.in_locale([run.NO_RULES], locale, problems)
    tell(problems, view)
    try:
        found = run.read_figures(file, rulesets, stdin, max_records)
    except AuditError as error:
        return refuse([error.problem], view)
    for ruleset, document, by_name in found:
        tell(document.problems, view)
        print_lines(pages.figures(ruleset, document, by_name, view), view)
        problems += [problem for problem in document.problems if problem.fatal]
    return FAILED if problems else CLEAN


def _of_article(
    file: str, stdin: BinaryIO, wanted: tuple[str, str | None, str | None], locale: str | None, view: View
) -> int:
    """The figures of an article, and what it claims about them, each to its place."""
    from dvaudit.article.audit import audit_text
    from dvaudit.message import AuditError
    from dvaudit.readers.prose import read_text
    from dvaudit.render import pages

    form, output, rules_out = wanted
    try:
        article, audit = audit_text(read_text(file, stdin=stdin), (locale or "")[:2].lower() or None)
    except AuditError as error:
        return refuse([error.problem], view)
    tell(article.text.problems, view)
    if form == "table" and output is None and rules_out is None:
        print_lines(pages.figures_of_article(article, audit, view), view)
        return CLEAN
    return _written(article, form, output, rules_out, view)


def _written(article: Article, form: str, output: str | None, rules_out: str | None, view: View) -> int:
    """Writes the figures where they are asked for, and the rules about them."""
    from dvaudit.render import article_sheet

    written = article_sheet.sheet_of(article, view)
    wanted = [(output, article_sheet.csv_of(written, view))] if form == "csv" or output is not None else []
    wanted += [] if rules_out is None else [(rules_out, article_sheet.rules_of(written))]
    for path, text in wanted:
        if path is None:
            click.echo(text, nl=False)
            continue
        try:
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except OSError as error:
            say("cli.output_unwritable", view.lang, output=path, reason=error.strerror or "")
            return FAILED
    return CLEAN
