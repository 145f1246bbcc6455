"""What could not be checked, grouped by rule and reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from dvaudit.message import Message, message
from dvaudit.render import facts
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Rule

_REASONS = 3  # why one rule could not be checked, each told on its own


@dataclass(slots=True, eq=False, repr=False)
class Unchecked:
    """Why one rule could not be checked, and all the cases; ``alike`` where each has the same reason."""

    rule: Rule
    reason: Message
    cases: list[Confrontation] = field(default_factory=list)
    alike: bool = True
    count: int = 0


def _reason(confrontation: Confrontation) -> Message:
    """Why an edit could not be checked; the nearest name is said once, by the problem that a missing name is."""
    why = facts.reason(confrontation)
    return message("confront.not_in_file", **why.values) if why.key == "confront.not_in_file_near" else why


def grouped(audit: Audit) -> list[Unchecked]:
    """The undecided edits of a document, grouped by rule and reason; by kind of reason where there are many."""
    reasons: dict[tuple[str, str], list[Message]] = {}
    for confrontation in audit.undecided:
        known = reasons.setdefault((confrontation.edit.rule.id, _reason(confrontation).key), [])
        if len(known) <= _REASONS and _reason(confrontation) not in known:
            known.append(_reason(confrontation))
    groups: dict[tuple[str, str, int], Unchecked] = {}
    of_rule: dict[str, list[Unchecked]] = {}
    for confrontation in audit.undecided:
        rule, why = confrontation.edit.rule, _reason(confrontation)
        known = reasons[rule.id, why.key]
        alike = len(known) <= _REASONS
        key = rule.id, why.key, known.index(why) if alike else 0
        if key not in groups:
            groups[key] = Unchecked(rule, why, alike=alike)
            of_rule.setdefault(rule.id, []).append(groups[key])
        groups[key].cases.append(confrontation)
        groups[key].count += 1
    for tally in audit.tallies:
        own = of_rule.get(tally.rule.id, [])
        if len(own) == 1:  # the edits that are kept may have been capped, the tally counts all of them
            own[0].count = tally.undecided
    return list(groups.values())
