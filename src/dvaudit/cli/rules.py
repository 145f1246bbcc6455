"""``dvaudit rules``: which rules would be used, and what each means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from dvaudit import asked
from dvaudit.cli.options import (
    CLEAN,
    FAILED,
    FILE,
    lang_option,
    lines_option,
    print_lines,
    rules_option,
    tell,
    view_for,
)

if TYPE_CHECKING:
    from dvaudit.rule import Tally


@click.command(short_help="List the rules that would be used, and what each means.")
@click.argument("file", required=False, type=FILE)
@rules_option
@lines_option
@lang_option
def rules(file: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...], lang: str | None) -> int:
    """List the rules that would be used and what each means; with FILE, which of them apply to it.

    A rule file given as FILE, without --rules, is listed itself.
    """
    from dvaudit import run
    from dvaudit.render import facts, pages

    view = view_for(lang)
    if file is not None and not rule_files and file.lower().endswith((".yml", ".yaml")):
        rule_files, file = (file,), None
    rulesets, problems = asked.load(rule_files, lines, None)
    if file is None:
        tell(problems, view)
        print_lines(pages.rules([(ruleset, None) for ruleset in rulesets], view), view)
        return FAILED if problems else CLEAN
    report = run.audit([file], rulesets, problems=problems, stdin=sys.stdin.buffer)
    problems = facts.problems(report)
    tell(problems, view)
    tallies: dict[str, list[Tally]] = {}
    for audit in report.audits:
        tallies.setdefault(audit.rules.name, []).extend(audit.tallies)
    print_lines(pages.rules([(ruleset, tallies.get(ruleset.name, [])) for ruleset in rulesets], view), view)
    return FAILED if problems else CLEAN
