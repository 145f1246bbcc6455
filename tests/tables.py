"""Tables and rule sets made in memory, for tests that are about rules and not about files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dvaudit.apply import apply
from dvaudit.figure import FigureSpec, Layout, Place, Table
from dvaudit.names import key
from dvaudit.numerals import Declared
from dvaudit.report import Audit
from dvaudit.rule import Origin, Rule, RuleSet


def table(rows: Sequence[Mapping[str, str]]) -> Table:
    """One record a row; a cell's place is its row and column number."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return Table(
        "made.csv",
        columns,
        [[row.get(column) for column in columns] for row in rows],
        [number + 2 for number in range(len(rows))],
        lambda row, column: Place("made.csv", row + 2, column + 1),
        lambda column: Place("made.csv", 1, column + 1),
        shape="records",
    )


def rule(kind: str, **slots: object) -> Rule:
    """A rule of a kind, called after it."""
    common = {
        name: slots.pop(name) for name in ("missing", "tolerance", "optional", "when", "fail_if") if name in slots
    }
    return Rule(kind, kind, slots, Origin(None), **common)  # type: ignore[arg-type]


def check(
    rows: Sequence[Mapping[str, str]],
    *rules: Rule,
    figures: Mapping[str, Declared] | None = None,
    default: Declared | None = None,
    layout: Layout | None = None,
) -> Audit:
    """The rows confronted with the rules."""
    specs = {key(name): FigureSpec(declared, name) for name, declared in (figures or {}).items()}
    ruleset = RuleSet("made", tuple(rules), layout or Layout(), specs, FigureSpec(default or Declared()))
    return apply(table(rows), ruleset)[0]
