"""What is to be said of a table beside its findings: how it was read, which rows and which rules are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dvaudit.bind import Plan
from dvaudit.lookup import UnboundNameError
from dvaudit.message import Message, message
from dvaudit.rule import Confrontation, Outcome, RuleSet, Tally


def open_format(decided: Iterable[Confrontation]) -> Iterator[Message]:
    """That a failure is told in one of two readings of its figures: said once."""
    for one in decided:
        if one.outcome is Outcome.FAILS:
            for figure in one.edit.figures:
                reason = figure.reason
                if len(figure.intervals) > 1 and reason is not None and reason.key == "number.two_readings":
                    yield message("confront.told_in_first", raw=figure.raw, why=reason, first=reason.values["first"])
                    return


def of_plans(
    plans: Mapping[str, Plan], tallies: Mapping[str, Tally], ruleset: RuleSet, *, used: bool
) -> list[Message]:
    """What plans have to tell of themselves, each thing once, and which rules that only offer themselves met nothing.

    Nothing where no rule of the set is used.
    """
    found: list[Message] = []
    for rule_id, plan in plans.items() if used else ():
        own: tuple[Message, ...] = getattr(plan, "notes", ())
        if not own and ruleset.only_if_complete and tallies[rule_id].unbound:
            own = (message("confront.met_nothing", rule=rule_id),)
        found += [note for note in own if note not in found]
    return found


def left_out(ruleset: RuleSet, unbound: Mapping[str, UnboundNameError], *, used: bool) -> list[Message]:
    """For rules that only offer themselves: which of a set that is used could not be, and for want of which figure."""
    if not ruleset.only_if_complete or not used:
        return []
    return [
        message("confront.rule_left_out", rule=rule_id, name=missing.name, source=ruleset.name)
        for rule_id, missing in unbound.items()
    ]
