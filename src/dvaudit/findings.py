"""From outcomes to findings: what a guessed structure is worth, how severe a failure is, how it is recognized again."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load all of OpenSSL for one digest
from collections.abc import Iterable, Mapping
from fractions import Fraction

from dvaudit.lines import parse_fail_if
from dvaudit.message import message
from dvaudit.rule import Confrontation, Finding, Outcome, Tally


def guesses(found: list[Confrontation]) -> list[Confrontation]:
    """The confrontations with those failures undecided that only a wrong guess of the structure may explain.

    A structure that no rule declares (which rows make the total) is believed where at least half of its edits hold;
    elsewhere nothing tells whether the figures or the guess is wrong.
    """
    counts: dict[str, list[int]] = {}
    for one in found:
        if one.edit.guess and one.outcome is not Outcome.UNDECIDED:
            counts.setdefault(one.edit.guess, [0, 0])[one.outcome is Outcome.FAILS] += 1
    return [_unless_unproven(one, counts) for one in found]


def _unless_unproven(one: Confrontation, counts: Mapping[str, list[int]]) -> Confrontation:
    if one.outcome is not Outcome.FAILS or not one.edit.guess:
        return one
    held, failed = counts[one.edit.guess]
    if held >= failed:
        return one
    name = one.edit.figures[0].name
    reason = message("confront.unproven_structure", name=name, held=held, checked=held + failed)
    return Confrontation(one.edit, Outcome.UNDECIDED, reason=reason)


def listed(found: Iterable[Confrontation], file: str, tallies: Mapping[str, Tally]) -> list[Finding]:
    """The failed edits as findings, in the order of the file."""
    findings = [
        Finding(fingerprint(one, file), one, file, _level(tallies[one.edit.rule.id]))
        for one in found
        if one.outcome is Outcome.FAILS
    ]
    rank = {rule_id: number for number, rule_id in enumerate(tallies)}
    return sorted(findings, key=lambda f: (f.confrontation.edit.record.row, rank[f.confrontation.edit.rule.id]))


def _level(tally: Tally) -> str:
    """The level of a rule's findings: a warning where so few fail that ``fail_if`` does not count them."""
    if tally.rule.fail_if is None:
        return tally.rule.level
    operator, share = parse_fail_if(tally.rule.fail_if)
    failing = Fraction(tally.failed, tally.held + tally.failed)
    exceeded = failing > share if operator == ">" else failing >= share
    return tally.rule.level if exceeded else "warning"


def fingerprint(one: Confrontation, file: str) -> str:
    """An id that stays the same while rule, file, key and printed figures do."""
    edit = one.edit
    parts = [edit.rule.id, file, *(f"{column}={text}" for column, text in edit.key.items())]
    parts += [f"{figure.name}={figure.raw}" for figure in edit.figures]
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
