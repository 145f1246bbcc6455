"""``dvaudit figures``: how each figure of a file is read, and why."""

from __future__ import annotations

import sys

import click

from dvaudit import asked
from dvaudit.cli.options import (
    CLEAN,
    FAILED,
    FILE,
    lang_option,
    lines_option,
    locale_option,
    print_lines,
    refuse,
    rules_option,
    tell,
    view_for,
)


@click.command()
@click.argument("file", type=FILE)
@rules_option
@lines_option
@locale_option
@lang_option
def figures(
    file: str, rule_files: tuple[str, ...], lines: tuple[str, ...], locale: str | None, lang: str | None
) -> int:
    """Show every figure of FILE: its text, the values that the text can mean, and why."""
    from dvaudit import run
    from dvaudit.message import AuditError
    from dvaudit.render import pages

    view = view_for(lang)
    rulesets, problems = asked.load(rule_files, lines, locale) if rule_files or lines else ([], [])
    if locale is not None and not rulesets:
        rulesets = asked.in_locale([run.NO_RULES], locale, problems)
    tell(problems, view)
    try:
        found = run.read_figures(file, rulesets, stdin=sys.stdin.buffer)
    except AuditError as error:
        return refuse([error.problem], view)
    for ruleset, document, by_name in found:
        tell(document.problems, view)
        print_lines(pages.figures(ruleset, document, by_name, view), view)
        problems += [problem for problem in document.problems if problem.fatal]
    return FAILED if problems else CLEAN
