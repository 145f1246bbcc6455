"""One rule set applied to one table: bind, confront, let the document decide, count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from dvaudit import layout, reading, whole
from dvaudit.bind import Names, Plan, UnboundNameError, bind, column_texts
from dvaudit.confront import confront
from dvaudit.figure import Document, Figures, Record, Table
from dvaudit.findings import guesses, listed
from dvaudit.kinds import KINDS
from dvaudit.message import message
from dvaudit.names import normalize
from dvaudit.predicate import Agree, Const, Within
from dvaudit.rule import Audit, Confrontation, Edit, Origin, Outcome, Rule, RuleSet, Tally

TWICE = Rule("stated-twice", "equal", {}, Origin(None))
"""The rule that every document carries: a figure stated in several places is one figure."""


def apply(table: Table, ruleset: RuleSet) -> tuple[Audit, dict[str, UnboundNameError]]:
    """One table confronted with one rule set, and the names that kept a rule from being used.

    Raises AuditError where the rule set asks for a layout that the table does not have.
    """
    document = layout.document(table, ruleset.layout, known_names(ruleset))
    names = Names(document, ruleset.figures)
    plans, unbound = plan_rules(ruleset, names)
    wanted = dict.fromkeys(name for plan in plans.values() for name in plan.names)
    rounded = {name for plan in plans.values() for name in plan.rounded}
    figures = reading.figures(document, names, wanted, ruleset.default, rounded)
    tallies = {rule.id: Tally(rule) for rule in ruleset.rules if rule.id in plans or not ruleset.only_if_complete}
    found: list[Confrontation] = []
    for rule in ruleset.rules:
        if rule.id in plans:
            found.extend(_confronted(rule, plans[rule.id], document, names, figures, tallies[rule.id]))
        elif rule.id in tallies and rule.optional is True and not unbound[rule.id].repeated:
            tallies[rule.id].passed_over += len(document.records)
        elif rule.id in tallies:
            found.append(_not_here(rule, unbound[rule.id], document))
    twice = list(_stated_twice(figures, document))
    if twice:
        tallies[TWICE.id] = Tally(TWICE)
    decided, notes = whole.decide(guesses([*found, *twice]), len(document.records))
    for confrontation in decided:
        _count(tallies[confrontation.edit.rule.id], confrontation.outcome)
    kept = [tally for tally in tallies.values() if not (ruleset.only_if_complete and tally.unbound)]
    said = [note for plan in plans.values() for note in getattr(plan, "notes", ())]
    return Audit(
        file=document.file,
        rules=ruleset,
        document=document,
        figures=sum(1 for column in figures.values() for figure in column if figure.cells),
        tallies=kept,
        findings=listed(decided, document.file, tallies),
        undecided=[one for one in decided if one.outcome is Outcome.UNDECIDED],
        problems=list(document.problems),
        notes=[*notes, *said],
        records=sum(1 for record in document.records if not record.heading),
    ), unbound


def known_names(ruleset: RuleSet) -> set[str]:
    """The normalized names and aliases by which rules call figures."""
    known = {name for key, spec in ruleset.figures.items() for name in (key, *map(normalize, spec.aliases))}
    for rule in ruleset.rules:
        called = {slot.name for slot in KINDS[rule.kind].slots if slot.takes in ("name", "names", "name_or_number")}
        for value in (rule.slots[slot] for slot in rule.slots if slot in called):
            written = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
            known.update(normalize(text) for text in written if isinstance(text, str))
    return known


def plan_rules(ruleset: RuleSet, names: Names) -> tuple[dict[str, Plan], dict[str, UnboundNameError]]:
    """The plan of each rule by its id, and the names that kept a rule from having one."""
    plans: dict[str, Plan] = {}
    unbound: dict[str, UnboundNameError] = {}
    for rule in ruleset.rules:
        try:
            plan = KINDS[rule.kind].plan(rule, names)
            _when(rule, names)
            plans[rule.id] = plan
        except UnboundNameError as missing:
            unbound[rule.id] = missing
    return plans, unbound


def _confronted(
    rule: Rule, plan: Plan, document: Document, names: Names, figures: Figures, tally: Tally
) -> Iterator[Confrontation]:
    applies = _when(rule, names)
    for edit in bind(rule, plan, document, figures):
        asked = applies(edit.record)
        if asked is None:
            edit.undecided = message("confront.when_missing", when=rule.when or "")
        outcome = None if asked is False else confront(edit)
        if outcome is None:
            tally.passed_over += 1
        else:
            yield outcome


def _when(rule: Rule, names: Names) -> Callable[[Record], bool | None]:
    """Whether a rule speaks of a record: None where a value that ``when`` asks for is missing.

    Raises UnboundNameError for a column that the document does not have.
    """
    if rule.when is None:
        return lambda _: True
    from dvaudit import condition

    asked = condition.parse(rule.when, rule.origin)
    document = names.document
    columns = {name: column_texts(document, names.column(name)) for name in condition.names(asked)}
    position = {id(record): index for index, record in enumerate(document.records)}

    def applies(record: Record) -> bool | None:
        return condition.evaluate(asked, lambda name: columns[name][position[id(record)]].strip() or None)

    return applies


def _not_here(rule: Rule, unbound: UnboundNameError, document: Document) -> Confrontation:
    """The one undecided edit of a rule whose figure the document does not have."""
    key = "confront.repeated_name" if unbound.repeated else "confront.not_in_file"
    reason = message(key, name=unbound.name, file=document.file)
    edit = Edit(rule, Within(Const(0)), (), (), None, Record(0, {}), undecided=reason)
    return Confrontation(edit, Outcome.UNDECIDED, reason=reason, missing=(unbound.name,))


def _stated_twice(figures: Figures, document: Document) -> Iterator[Confrontation]:
    """An edit for every two statements of one figure that differ."""
    for column in figures.values():
        for figure, record in zip(column, document.records, strict=True):
            for pair in combinations(figure.stated, 2):
                edit = Edit(TWICE, Agree(0, 1), pair, ("figure", "other"), 0, record, shape="equal", key=record.key)
                outcome = confront(edit)
                if outcome is not None:
                    yield outcome


def _count(tally: Tally, outcome: Outcome) -> None:
    if outcome is Outcome.HOLDS:
        tally.held += 1
    elif outcome is Outcome.FAILS:
        tally.failed += 1
    else:
        tally.undecided += 1
