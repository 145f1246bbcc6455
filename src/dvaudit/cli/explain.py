"""``dvaudit explain``: a kind of rule, one rule, or its arithmetic on a file."""

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
    locale_option,
    print_lines,
    refuse,
    rules_option,
    tell,
    view_for,
)

if TYPE_CHECKING:
    from dvaudit.message import Problem
    from dvaudit.render.view import View
    from dvaudit.rule import RuleSet


def _kinds(_context: click.Context, _argument: click.Parameter, begun: str) -> list[str]:
    """The kinds that a topic can be."""
    from dvaudit.kinds import KINDS

    return [name for name in KINDS if name.startswith(begun)]


@click.command(short_help="Explain a kind of rule, or how a rule comes out on a file.")
@click.argument("topic", metavar="KIND|RULE-ID|ID", shell_complete=_kinds)
@click.option("--file", type=FILE, metavar="FILE", help="Show step by step how the rule comes out on this file (or -).")
@rules_option
@lines_option
@locale_option
@lang_option
def explain(
    topic: str, file: str | None, rule_files: tuple[str, ...], lines: tuple[str, ...], locale: str | None,
    lang: str | None,
) -> int:  # fmt: skip
    """Explain a kind of rule (sum, share, totals ...) or one rule; with --file, its arithmetic step by step.

    With --file, the first characters of a discrepancy's id (4 or more) ask for that one alone.
    """
    from dvaudit.kinds import KINDS
    from dvaudit.render import pages

    view = view_for(lang)
    if file is not None:
        return _explain_on(file, topic, *asked.load(rule_files, lines, locale), view)
    kind = next((one for one in KINDS.values() if topic == one.name or topic in one.aliases), None)
    if kind is not None and not rule_files:
        print_lines(pages.kind(kind, view), view)
        return CLEAN
    if topic == "disclosure" and not rule_files:
        from dvaudit import disclosure

        print_lines(pages.page(topic, disclosure.__doc__ or ""), view)
        return CLEAN
    rulesets, problems = asked.load(rule_files, lines, locale, quietly=True)
    found = [rule for ruleset in rulesets for rule in ruleset.rules if rule.id == topic]
    if not found:
        from dvaudit.names import closest

        known = [*KINDS, *(rule.id for ruleset in rulesets for rule in ruleset.rules)]
        nearest = closest(topic, known)
        said = {"name": topic, "kinds": list(KINDS)} if nearest is None else {"name": topic, "nearest": nearest}
        key = "cli.unknown_topic" if nearest is None else "cli.unknown_topic_nearest"
        return refuse([*problems, asked.problem(key, **said)], view)
    tell(problems, view)
    for one in found:
        print_lines(pages.rule(one, view), view)
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
    tell(problems, view)
    if problems and not report.audits:
        return FAILED
    try:
        print_lines(steps.lines(steps.about(report, rulesets, topic), view), view)
    except AuditError as error:
        return refuse([error.problem], view)
    return FAILED if problems else CLEAN
