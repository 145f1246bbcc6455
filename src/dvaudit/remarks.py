"""What is to be said of a table beside its findings: how it was read, which rows and which rules are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dvaudit.bind import Groups, Plan, Records, Several
from dvaudit.column import LOOKED_AT
from dvaudit.confront import is_sum
from dvaudit.figure import Document
from dvaudit.lookup import UnboundNameError, column_texts
from dvaudit.message import Message, message
from dvaudit.numerals import readings
from dvaudit.reading import Column
from dvaudit.rule import Confrontation, Outcome, RuleSet, Tally

SHOWN = 3
"""So many of the lines that name a unit are all told."""
_LINES = ("number.unit_line", "number.rounding_note")


def open_format(decided: Iterable[Confrontation]) -> Iterator[Message]:
    """That a failure is told in one of two readings of its figures: said once."""
    for one in decided:
        if one.outcome is Outcome.FAILS:
            for figure in one.edit.figures:
                reason = figure.reason
                if len(figure.intervals) > 1 and reason is not None and reason.key == "number.two_readings":
                    yield message("confront.told_in_first", raw=figure.raw, why=reason, first=reason.values["first"])
                    return


def of_units(columns: Iterable[Column], plans: Mapping[str, Plan], document: Document) -> Iterator[Message]:
    """That whole numbers are taken as rounded because a line of the table says so, where sums are made of them."""
    added = {name for plan in plans.values() for name in _added(plan)}
    lines: dict[str, None] = {}
    for own in columns:
        said = [str(one.values["line"]) for one in own.form.why if one.key in _LINES]
        if said and own.name in added and own.form.decimals in (None, 0) and _has_whole(document, own.printed):
            lines |= dict.fromkeys(" ".join(line.split()) for line in said)
    if lines:
        listed = ", ".join(f'"{line}"' for line in [*lines][:SHOWN]) + (", ..." if len(lines) > SHOWN else "")
        yield message("confront.unit_rounded", lines=listed)


def _added(plan: Plan) -> Iterator[str]:
    """The figures of which sums are made."""
    match plan:
        case Records(templates):
            for template in templates:
                if is_sum(template.predicate) and len(template.names) > 2:
                    yield from template.names
        case Groups():
            yield from plan.names
        case Several(plans):
            for part in plans:
                yield from _added(part)
        case _:
            pass


def _has_whole(document: Document, column: str) -> bool:
    """True where one of the first cells of a column is a whole number."""
    texts = column_texts(document, column)[:LOOKED_AT]
    return any(found[0].whole for text in texts if text and (found := readings(text)))


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
