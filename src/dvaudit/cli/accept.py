"""``dvaudit accept``: known discrepancies, accepted with a reason."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from dvaudit import asked
from dvaudit.cli.options import (
    CLEAN,
    FILE,
    accept_option,
    as_option,
    disclosure_option,
    lang_option,
    lines_option,
    locale_option,
    protect_option,
    refuse,
    rules_option,
    say,
    view_for,
)

if TYPE_CHECKING:
    from dvaudit.message import Problem
    from dvaudit.report import Finding, Report

_LISTED = 20


def _day(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    from datetime import date

    try:
        return None if given is None else date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.BadParameter(f"{given} is no day such as 2027-01-31.") from None


def _reason(_context: click.Context, _option: click.Parameter, given: str) -> str:
    if not given.strip():
        raise click.BadParameter("say why.")
    return given.strip()


@click.command(short_help="Accept a known discrepancy, with a reason.")
@click.argument("words", nargs=-1, type=FILE, metavar="[ID] [FILES]...")
@click.option("--all", "every", is_flag=True, help="Accept all that is found now: a baseline.")
@click.option("--reason", required=True, callback=_reason, metavar="TEXT", help="Why it is accepted.")
@click.option("--until", callback=_day, metavar="DATE", help="The last day on which it is: 2027-01-31.")
@accept_option
@rules_option
@lines_option
@click.option("--previous", type=FILE, metavar="FILE", help="The earlier period's file: series go on from it.")
@click.option(
    "--against", multiple=True, type=FILE, metavar="FILE", help="A table that an article's figures are compared with."
)
@disclosure_option
@protect_option
@as_option
@locale_option
@lang_option
def accept(  # noqa: PLR0913, PLR0917 - one parameter per flag
    words: tuple[str, ...], every: bool, reason: str, until: str | None, accept: str | None,
    rule_files: tuple[str, ...], lines: tuple[str, ...], previous: str | None, against: tuple[str, ...],
    disclosure: bool, protect: str | None, taken_as: str | None, locale: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Accept a discrepancy that `dvaudit check` found, with a reason.

    ID is the number or the id of a cause, as check prints them, or the id of one discrepancy that has none (check -v);
    FILES, --rules and -c are those of check. What is accepted is written to dvaudit-accepted.yml, where it can be read
    and changed by hand. It stays accepted until a printed digit of it changes, or until its date.
    """
    from dvaudit import acceptance, accepting, inputs, run
    from dvaudit.render import facts
    from dvaudit.report import Report

    view = view_for(lang)
    if until is not None and until < acceptance.today():
        return refuse([asked.problem("accept.past", until=until)], view)
    if not every and not words:
        return refuse([asked.problem("accept.no_id")], view)
    files = words if every else words[1:]
    meant, told = inputs.expanded(files, taken_as)
    problems = [one for one in told if one.fatal]  # what is not read of a folder keeps nothing from being accepted
    articles, stdin = asked.articles(meant, taken_as, sys.stdin.buffer)
    alone = bool(meant) and len(articles) == len(meant) and not rule_files and not lines
    rulesets, more, said = ([], [], None) if alone else asked.configured(rule_files, lines, locale)
    path = asked.accepted_file(accept, said)
    accepted = asked.acceptances(path, None, problems) if os.path.exists(path) else None
    problems += [*more, *asked.no_files(files, rulesets, more)]
    width, wrong = asked.protected(protect, "auto") if protect is not None else (None, [])
    problems += wrong
    # Where part of the work cannot be done more may be wrong.
    report = Report([], problems) if problems else run.audit(
        meant, rulesets, max_findings=sys.maxsize, previous=previous, articles=articles, stdin=stdin, accepted=accepted,
        locale=locale, against=against, disclosure=disclosure or protect is not None, protect=width,
    )  # fmt: skip
    if facts.problems(report):
        return refuse(facts.problems(report), view)
    if every:
        chosen = [finding for audit in report.audits for finding in audit.findings]
    else:
        chosen, unknown = _meant(report, words[0])
        if unknown:
            return refuse(unknown, view)
    new = [finding for finding in chosen if finding.accepted is None]
    if not new:
        say("accept.already" if chosen else "accept.nothing", lang, file=path)
        return CLEAN
    problems = accepting.write(path, new, reason, until)
    if problems:
        return refuse(problems, view)
    click.echo(view.say("accept.written", n=len(new), file=path, what=facts.accepted_ones(new, _LISTED)))
    return CLEAN


_FEW = 1000
"""So many discrepancies check lists, if it is not asked for more: their causes have the same numbers there."""


def _meant(report: Report, word: str) -> tuple[list[Finding], list[Problem]]:
    """The findings of the cause with this number or id, or the one finding with this id."""
    from dvaudit.render import causes, facts

    failed = facts.counted(report).failed
    numbered = [cause.findings for cause in report.causes if word == str(cause.number)]
    if numbered and failed > _FEW:
        return [], [asked.problem("accept.number_of_many", n=failed)]
    if numbered:
        return numbered[0], []
    start = word.casefold() if len(word) >= causes.SHORTEST else " "
    found = [cause.findings for cause in report.causes if cause.id.startswith(start)]
    found = found or [[one] for audit in report.audits for one in audit.findings if one.id.startswith(start)]
    if len(found) > 1:
        return [], [asked.problem("accept.several", id=word, n=len(found))]
    return (found[0], []) if found else ([], [asked.problem("accept.no_such_id", id=word)])
