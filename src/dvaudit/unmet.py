"""Rules that met nothing: figures that no input has, files on which no rule ran, and why."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.apply import Unbound, no_verdict
from dvaudit.inputs import Batch
from dvaudit.lookup import UnboundNameError
from dvaudit.message import Message, Problem, message
from dvaudit.names import normalize
from dvaudit.report import Audit
from dvaudit.rule import Rule, RuleSet

Absent = dict[tuple[str, str], list[tuple[str, Rule, UnboundNameError]]]
"""Rule set and rule to the files that lack one of its figures."""


def note_absent(absent: Absent, file: str, ruleset: RuleSet, unbound: Unbound) -> None:
    """Remembers which rules lacked a figure in this file, unless the rule set only offers itself."""
    if ruleset.only_if_complete:
        return
    for rule in ruleset.rules:
        if rule.id in unbound and (rule.optional is not True or unbound[rule.id].suspect):
            absent.setdefault((ruleset.name, rule.id), []).append((file, rule, unbound[rule.id]))


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
        elif unbound.nearest is not None:
            key += "_near"
        origin, place = rule.origin, unbound.place
        problem = Problem(Message(key, values), origin.file, origin.line, origin.column)
        if place is not None:
            problem = Problem(Message(key, values), place.file, place.line, place.column)
        found.setdefault((normalize(unbound.name), origin.file), problem)
    return list(found.values())


def nothing_ran(batch: Batch, used: Sequence[Audit]) -> Message:
    """A file on which no rule came to a verdict is work that was not done: why there is none."""
    undecided = sum(tally.undecided for found in used for tally in found.tallies)
    if undecided or batch.article:
        return no_verdict(undecided)
    if not any(ruleset.rules for ruleset in batch.rulesets):
        return message("confront.none_chosen")
    given = sum(len(ruleset.rules) for ruleset in batch.rulesets if not ruleset.only_if_complete)
    return message("confront.no_given_rule_ran", n=given, file=batch.file) if given else no_verdict(0)
