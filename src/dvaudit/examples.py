"""The examples that rules carry: each must come out as it says, and a rule must have one that fails."""

from __future__ import annotations

from typing import NamedTuple

from dvaudit.apply import apply
from dvaudit.figure import Layout, Place, Table
from dvaudit.message import AuditError, Message, message
from dvaudit.rule import Example, Outcome, Rule, RuleSet


class ExampleResult(NamedTuple):
    """How one example came out; ``message`` says what was expected and found where it is not ``ok``."""

    rule: Rule
    example: Example
    outcome: Outcome | None
    ok: bool
    message: Message | None = None


def run(ruleset: RuleSet) -> list[ExampleResult]:
    """Every example of a rule set, confronted with its own rule only."""
    return [_result(rule, example, ruleset) for rule in ruleset.rules for example in rule.examples]


def never_failing(ruleset: RuleSet) -> list[Rule]:
    """The rules without an example that fails: nothing shows that they can find anything."""
    return [rule for rule in ruleset.rules if all(e.outcome is not Outcome.FAILS for e in rule.examples)]


def _result(rule: Rule, example: Example, ruleset: RuleSet) -> ExampleResult:
    columns = {name for row in example.rows for name in row}
    # An example is always written as records, whatever the layout of the files that the rules are for.
    keys = tuple(name for name in ruleset.layout.key if name in columns)
    alone = ruleset._replace(rules=(rule,), only_if_complete=False, layout=Layout(key=keys))
    try:
        audit, unbound = apply(_table(example), alone)
    except AuditError as error:
        return ExampleResult(rule, example, None, False, error.problem.message)
    missing = next((lacks[rule.id] for lacks in unbound.values() if rule.id in lacks), None)
    if missing is not None:
        said = message("confront.unknown_figure", rule=rule.id, name=missing.name)
        return ExampleResult(rule, example, None, False, said)
    tally = next(tally for tally in audit.tallies if tally.rule.id == rule.id)
    outcome = None
    if tally.failed:
        outcome = Outcome.FAILS
    elif tally.undecided:
        outcome = Outcome.UNDECIDED
    elif tally.held:
        outcome = Outcome.HOLDS
    if outcome is example.outcome:
        return ExampleResult(rule, example, outcome, True)
    found = "none" if outcome is None else outcome.value
    said = message(f"confront.example_{found}", rule=rule.id, expected=message(f"confront.{example.outcome.value}"))
    return ExampleResult(rule, example, outcome, False, said)


def _table(example: Example) -> Table:
    """The rows of an example as a table, one record each."""
    columns = tuple(dict.fromkeys(name for row in example.rows for name in row))
    file = example.origin.file or ""
    place = Place(file, example.origin.line, example.origin.column)
    rows = [[row.get(column) for column in columns] for row in example.rows]
    return Table(
        file, columns, rows, [example.origin.line] * len(rows), lambda _row, _column: place, lambda _column: place,
        shape="records",
    )  # fmt: skip
