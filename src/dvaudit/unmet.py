"""Rules that met nothing: figures that no input has, files on which no rule ran, and why."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.apply import Unbound, no_verdict
from dvaudit.inputs import Batch
from dvaudit.layout import is_values_header
from dvaudit.lookup import UnboundNameError
from dvaudit.message import Message, Problem, message
from dvaudit.names import normalize
from dvaudit.report import Audit
from dvaudit.rule import Rule, RuleSet

_LISTED = 8
"""So many of the names that a table has are listed."""

Absent = dict[tuple[str, str], list[tuple[str, Rule, UnboundNameError]]]
"""Rule set and rule to the files that lack one of its figures."""


def note_absent(absent: Absent, file: str, ruleset: RuleSet, unbound: Unbound) -> None:
    """Remembers which rules lacked a figure in this file, unless the rule set only offers itself."""
    if ruleset.only_if_complete:
        return
    for rule in ruleset.rules:
        if rule.id in unbound and (rule.optional is not True or unbound[rule.id].suspect):
            absent.setdefault((ruleset.name, rule.id), []).append((file, rule, unbound[rule.id]))


def only_unused(audits: Sequence[Audit]) -> None:
    """Leaves out that no rule speaks of a table where another rule set does, and tells the others once."""
    spoken_of = {audit.document.part for audit in audits if audit.tallies}
    told: set[str | None] = set()
    for audit in audits:
        kept = []
        for problem in audit.problems:
            if problem.message.key == "confront.table_unused":
                if problem.sheet in spoken_of or problem.sheet in told:
                    continue
                told.add(problem.sheet)
            kept.append(problem)
        audit.problems = kept


def unknown(absent: Absent, files: int) -> list[Problem]:
    """A problem for every name that is in no input, is missing beside its like, or stands in a header twice."""
    found: dict[tuple[str, str | None], Problem] = {}
    for cases in absent.values():
        file, rule, unbound = next((case for case in cases if case[2].partly or case[2].suspect), cases[0])
        if len(cases) < files and not (unbound.partly or unbound.suspect):
            continue
        values: dict[str, object] = {"rule": rule.id, "name": unbound.name, "nearest": unbound.nearest, "file": file}
        key = "confront.unknown_figure" if len(cases) >= files else "confront.unknown_here"
        if unbound.repeated:
            key = "confront.repeated_header"
        elif unbound.column is not None:
            key, values["layout"] = "confront.unknown_in_column", _long_layout(unbound)
        elif unbound.nearest is not None:
            key += "_near"
        elif key == "confront.unknown_figure" and unbound.known:
            listed = list(dict.fromkeys(unbound.known))
            values["known"] = ", ".join(listed[:_LISTED]) + (", ..." if len(listed) > _LISTED else "")
            key += "_known"
        origin, place = rule.origin, unbound.place
        problem = Problem(Message(key, values), origin.file, origin.line, origin.column)
        if place is not None:
            problem = Problem(Message(key, values), place.file, place.line, place.column)
        found.setdefault((normalize(unbound.name), origin.file), problem)
    return list(found.values())


def _long_layout(unbound: UnboundNameError) -> str:
    """The layout that a table would have in which the name stands, as a rule file says it."""
    document = unbound.document
    columns = [] if document is None else [one for printed in document.names.values() for one in printed]
    left = [column for column in columns if column != unbound.column]
    value = next((one for one in left if is_values_header(normalize(one))), left[-1] if left else "value")
    others = ", ".join(column for column in left if column != value)
    return f"{{figure: {unbound.column}, value: {value}" + (f", key: [{others}]}}" if others else "}")


def nothing_ran(batch: Batch, used: Sequence[Audit]) -> Message:
    """A file on which no rule came to a verdict is work that was not done: why there is none."""
    undecided = sum(tally.undecided for found in used for tally in found.tallies)
    if undecided or batch.article:
        return no_verdict(undecided)
    if not any(ruleset.rules for ruleset in batch.rulesets):
        return message("confront.none_chosen")
    given = sum(len(ruleset.rules) for ruleset in batch.rulesets if not ruleset.only_if_complete)
    return message("confront.no_given_rule_ran", n=given, file=batch.file) if given else no_verdict(0)
