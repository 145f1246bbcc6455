"""The tables of one file confronted with one rule set: each rule is about those that have its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dvaudit.apply import TWICE, Unbound, apply
from dvaudit.figure import Table
from dvaudit.message import AuditError, Problem, message
from dvaudit.report import Audit
from dvaudit.rule import RuleSet

if TYPE_CHECKING:
    from dvaudit.earlier import Before

Applied = tuple[Audit, Mapping[str, Unbound]]


def applied(
    tables: Sequence[Table], ruleset: RuleSet, *, twice: bool = True, before: Before | None = None
) -> list[Applied]:
    """The tables confronted one by one, as :func:`dvaudit.apply.apply` does.

    A rule that some table has all figures of does not miss them in another one, unless that has some of them, or
    nearly their names. A table of which no rule speaks, or that the layout does not fit, is told in the notes of the
    first one that is left. Raises AuditError where the layout fits none.
    """
    found: list[Applied] = []
    told: list[Problem] = []
    for table in tables:
        try:
            found.append(apply(table, ruleset, twice=twice, before=before))
        except AuditError as error:
            told.append(error.problem._replace(sheet=table.part))
    if not found:
        raise AuditError(told[0])
    lacked = [unbound.get(audit.file, {}) for audit, unbound in found]
    used = {rule.id for rule in ruleset.rules if any(rule.id not in lacks for lacks in lacked)}
    if not used:
        return found
    kept: list[Applied] = []
    for (audit, _), lacks in zip(found, lacked, strict=True):
        elsewhere = {
            rule for rule, missing in lacks.items() if rule in used and not (missing.partly or missing.suspect)
        }
        audit.tallies = [one for one in audit.tallies if one.rule.id not in elsewhere]
        audit.undecided = [one for one in audit.undecided if one.edit.rule.id not in elsewhere]
        if all(one.rule.id == TWICE.id for one in audit.tallies) and not audit.findings:
            told.append(Problem(message("confront.table_unused"), audit.file, sheet=audit.document.part))
            continue
        missing = {rule: one for rule, one in lacks.items() if rule not in used or one.suspect}
        kept.append((audit, {audit.file: missing}))
    kept[0][0].problems += (one._replace(fatal=False) for one in told)
    return kept
