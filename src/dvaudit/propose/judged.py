"""Rules as the judge finds them in the files at hand: what decides whether they are proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dvaudit.apply import apply
from dvaudit.figure import FigureSpec
from dvaudit.lines import line_id
from dvaudit.message import AuditError
from dvaudit.propose.look import Group
from dvaudit.report import Finding
from dvaudit.rule import Confrontation, Origin, Rule, RuleSet

MOST_FAILING = 10
"""A rule that fails in more than one case of so many is not proposed."""
MOST_DOUBTFUL = 2
"""One that fails in at most one of so many is shown, for a person to decide."""


@dataclass(slots=True, eq=False, repr=False)
class Proposal:
    """A rule with how often it holds and fails in the files; ``failing`` are its discrepancies.

    ``bits`` is how unlikely it is that its sums hold by coincidence.
    """

    rule: Rule
    held: int = 0
    failed: int = 0
    undecided: int = 0
    bits: int = 0
    failing: list[Finding] = field(default_factory=list)

    @property
    def proposed(self) -> bool:
        """True where it fails in no more than a tenth of the cases."""
        return self.held > 0 and MOST_FAILING * self.failed <= self.held + self.failed

    @property
    def doubtful(self) -> bool:
        """True where it fails more often, and still holds in at least half of the cases."""
        return not self.proposed and self.held > 0 and MOST_DOUBTFUL * self.failed <= self.held + self.failed


def confronted(rules: Sequence[Rule], group: Group) -> list[Proposal]:
    """Rules as the judge finds them in the files of a group."""
    found = {rule.id: Proposal(rule) for rule in rules}
    ruleset = RuleSet("", tuple(rules), group.layout, {}, FigureSpec(group.declared))
    for table in group.tables if rules else ():
        try:
            audit, _ = apply(table, ruleset, twice=False)
        except AuditError:  # told when the file was read
            continue
        for tally in audit.tallies:
            one = found[tally.rule.id]
            one.held += tally.held
            one.failed += tally.failed
            one.undecided += tally.undecided
        for one_held in audit.held:
            found[one_held.edit.rule.id].bits += _bits(one_held)
        for finding in audit.findings:
            found[finding.confrontation.edit.rule.id].failing.append(finding)
    return list(found.values())


def _bits(held: Confrontation) -> int:
    """How many bits of evidence a sum is: what is left of its total without its largest part, in printed units."""
    total, *parts = held.edit.figures
    values = [figure.printed.value for figure in parts if figure.printed is not None]
    if total.printed is None or len(values) < 2:
        return 0
    left = min(abs(Fraction(total.printed.value) - value) for value in values)
    return int(left / total.printed.place).bit_length()


def made(kind: str, about: str, slots: Mapping[str, object]) -> Rule:
    """A rule of a kind, called after the figure that it is about."""
    return Rule(f"{line_id(about)[:60].strip('-')}-{kind.replace('_', '-')}", kind, slots, Origin(None))
