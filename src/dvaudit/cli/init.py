"""``dvaudit init``: a first configuration and rule files, from what holds in the files that there are."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from dvaudit import asked
from dvaudit.cli.options import CLEAN, FAILED, FILE, lang_option, locale_option, print_lines, refuse, tell, view_for

if TYPE_CHECKING:
    from dvaudit.message import Problem

CONFIGURATION = "dvaudit.yml"


@click.command(short_help="Propose rules from what holds in nearly all records.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@locale_option
@lang_option
@click.option("-n", "--dry-run", is_flag=True, help="Tell what is proposed, and write nothing.")
def init(files: tuple[str, ...], locale: str | None, lang: str | None, dry_run: bool) -> int:
    """Propose rules for FILES: sums, shares and totals that hold in nearly all of their records.

    Writes dvaudit.yml and a rule file in rules/ for each kind of table, with what speaks for each rule beside it. What
    holds need not be a rule: read them. No file is overwritten.
    """
    from dvaudit import inputs
    from dvaudit.discover import nearest
    from dvaudit.message import AuditError
    from dvaudit.numerals import locale_format
    from dvaudit.printed import Declared
    from dvaudit.propose.look import groups
    from dvaudit.propose.proposals import proposals
    from dvaudit.render import draft

    view = view_for(lang)
    try:
        declared = Declared() if locale is None else Declared(format=locale_format(locale))
        known = nearest()[0]
    except AuditError as error:
        return refuse([error.problem], view)
    if "-" in files:
        return refuse([asked.problem("init.stdin", "-")], view)
    meant, problems = inputs.expanded(files)
    articles, _ = asked.articles(meant, None, sys.stdin.buffer)
    running = [path for path in meant if path in articles and not _has_table(path)]
    found, unread = groups([path for path in meant if path not in running], declared)
    problems += unread
    empty = [asked.problem("init.article", path, name=path) for path in running]
    writing: dict[str, str] = {}
    chosen: list[tuple[tuple[str, ...], str]] = []
    for group in found:
        try:
            one = proposals(group)
        except AuditError as error:
            problems.append(error.problem)
            continue
        if not one.proposed and not one.doubtful:
            empty.append(asked.problem("init.nothing", group.files[0], n=one.records))
            continue
        path = draft.name_for(group.files, list(writing))
        print_lines(draft.told(one, path, view), view)
        if one.proposed:
            writing[path] = draft.rule_file(one, view)
            chosen.append((group.files, path))
        else:
            empty.append(asked.problem("init.only_doubtful", group.files[0]))
    if writing and known is None:
        writing[CONFIGURATION] = draft.configuration(chosen, locale, view)
    taken = [path for path in writing if os.path.lexists(path)]
    if taken:
        return refuse([*problems, *empty, *(asked.problem("init.exists", path) for path in taken)], view)
    unwritten = [] if dry_run else _written(writing)
    tell([*problems, *empty, *unwritten], view)
    if writing and not unwritten:
        key = "init.dry" if dry_run else "init.written" if known is None else "init.written_beside"
        click.echo(view.say(key, files=list(writing), configuration=known, rules=[path for _, path in chosen]))
    return FAILED if any(one.fatal for one in problems) or unwritten or not writing else CLEAN


def _has_table(path: str) -> bool:
    """True for an article with a table, for which there can be rules."""
    from dvaudit.message import AuditError
    from dvaudit.readers.prose import read_text

    try:
        return bool(read_text(path).tables)
    except AuditError:
        return True  # told by whoever reads it next


def _written(writing: dict[str, str]) -> list[Problem]:
    """Writes new files; a problem for each that cannot be."""
    problems = []
    for path, text in writing.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except OSError as error:
            problems.append(asked.problem("init.unwritable", path, reason=error.strerror or ""))
    return problems
