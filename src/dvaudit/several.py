"""The tables of one file confronted with one rule set.

Each rule is about those that have its figures; rules that call tables by name (``t2.total``) are about these, and
tables that one rule names together are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from dvaudit import condition
from dvaudit.apply import TWICE, Unbound, apply, called, known_names
from dvaudit.figure import Layout, Table
from dvaudit.joined import joined
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.names import key, normalize
from dvaudit.report import Audit
from dvaudit.rule import Rule, RuleSet

if TYPE_CHECKING:
    from dvaudit.earlier import Before

_HEAD = 20
"""So many rows may stand before the header, or be more of it."""

Applied = tuple[Audit, Mapping[str, Unbound]]


def applied(
    tables: Sequence[Table],
    ruleset: RuleSet,
    *,
    twice: bool = True,
    before: Before | None = None,
    layouts: Sequence[Layout] = (),
) -> list[Applied]:
    """The tables confronted one by one, as :func:`dvaudit.apply.apply` does.

    A rule that some table has all figures of does not miss them in another one, unless that has some of them, or
    nearly their names. A table of which no rule speaks, or that the layout does not fit, is told in the notes of the
    first one that is left; where it has all figures of a rule and the layout does not fit it, that is a problem.
    ``layouts`` are those of the tables, where these have their own. Raises AuditError where the layout fits none.
    """
    found: list[Applied] = []
    told: list[Problem] = []
    for table, layout in zip_longest(tables, layouts):
        own = ruleset if layout is None else ruleset._replace(layout=layout)
        try:
            found.append(apply(table, own, twice=twice, before=before and before.of(table)))
        except AuditError as error:
            told.append(error.problem._replace(sheet=table.part, fatal=_has_figures(table, own)))
    if not found:
        raise AuditError(told[0]._replace(fatal=True))
    lacked = [_everywhere(unbound) for _, unbound in found]
    used = {rule.id for rule in ruleset.rules if any(rule.id not in lacks for lacks in lacked)}
    if not used:
        return found
    kept: list[Applied] = []
    for (audit, unbound), lacks in zip(found, lacked, strict=True):
        elsewhere = {
            rule for rule, missing in lacks.items() if rule in used and not (missing.partly or missing.suspect)
        }
        audit.tallies = [one for one in audit.tallies if one.rule.id not in elsewhere]
        audit.undecided = [one for one in audit.undecided if one.edit.rule.id not in elsewhere]
        if all(one.rule.id == TWICE.id for one in audit.tallies) and not audit.findings:
            unused = Problem(message("confront.table_unused"), audit.file, sheet=audit.document.part, fatal=False)
            told.append(unused)
            continue
        missing = {rule: one for rule, one in lacks.items() if rule not in used or one.suspect}
        kept.append((audit, {file: _without(own, lacks.keys() - missing.keys()) for file, own in unbound.items()}))
    kept[0][0].problems += told
    return kept


def _has_figures(table: Table, ruleset: RuleSet) -> bool:
    """True where a rule's figures all stand by name at the head of a table, or in its first column."""
    if ruleset.only_if_complete:
        return False
    texts = {normalize(text) for row in (table.columns, *table.rows[:_HEAD]) for text in row if text}
    texts |= {normalize(row[0]) for row in table.rows if row and row[0]}
    wanted = ([*called(rule)] for rule in ruleset.rules)
    return any(names and all(normalize(name) in texts for name in names) for names in wanted)


def _everywhere(unbound: Mapping[str, Unbound]) -> Unbound:
    """The rules that lack a figure in every file of a document."""
    first, *others = unbound.values()
    return {rule: missing for rule, missing in first.items() if all(rule in other for other in others)}


def _without(lacks: Unbound, rules: Collection[str]) -> Unbound:
    return {rule: missing for rule, missing in lacks.items() if rule not in rules}


def named(read: Callable[[RuleSet], Sequence[Table]], file: str, ruleset: RuleSet, *, twice: bool) -> list[Applied]:
    """The tables that a rule set calls by name, confronted with its rules; ``read`` reads a file under a rule set.

    Rules that name no table are about each by itself; of the others, those that name the same tables, directly or
    through other rules, are about these tables joined.
    """
    tables: dict[str, tuple[Table, Layout]] = {}
    for name, layout in ruleset.tables:
        several = read(ruleset._replace(layout=layout))
        if len(several) > 1:
            raise fail("read.several_tables", file=file, n=len(several), name=name)
        if not several:
            return []  # what kept it from being read is told already
        tables[name] = several[0], layout
    calls = {rule.id: _tables_of(rule, tables) for rule in ruleset.rules}
    found: list[Applied] = []
    alone = tuple(rule for rule in ruleset.rules if not calls[rule.id])
    if alone:
        parts = [replace(table, part=name) for name, (table, _) in tables.items()]
        layouts = [layout for _, layout in tables.values()]
        found += applied(parts, ruleset._replace(rules=alone), twice=twice, layouts=layouts)
    for group in _groups(calls.values()):
        rules = tuple(rule for rule in ruleset.rules if calls[rule.id] & group)
        own = ruleset._replace(rules=rules)
        whole, layout = joined({name: tables[name] for name in tables if name in group}, known_names(own))
        found.append(apply(whole, own._replace(layout=layout), twice=twice))
    return found


def _tables_of(rule: Rule, tables: Iterable[str]) -> frozenset[str]:
    """The tables that a rule names."""
    names = [*called(rule)]
    if rule.when is not None:
        names += condition.names(condition.parse(rule.when, rule.origin))
    return frozenset(table for table in tables if any(key(name).startswith(f"{key(table)}.") for name in names))


def _groups(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Sets that have something in common, put together."""
    found: list[frozenset[str]] = []
    for one in sets:
        apart = [group for group in found if not group & one]
        found = [*apart, one.union(*(group for group in found if group & one))] if one else found
    return found
