"""One rule set applied to one table: bind, confront, let the document decide, count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from dvaudit import formula, layout, reading, whole
from dvaudit.bind import Applies, Lags, Plan, bind
from dvaudit.confront import confront
from dvaudit.figure import Document, Figures, Record, Table
from dvaudit.findings import guesses, level, listed
from dvaudit.interval import exact
from dvaudit.kinds import KINDS
from dvaudit.lookup import Names, UnboundNameError, column_texts
from dvaudit.message import AuditError, Message, Problem, message
from dvaudit.names import members, normalize
from dvaudit.numerals import plain_text
from dvaudit.predicate import Agree, Const, Within
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Edit, Origin, Outcome, Rule, RuleSet, Tally

if TYPE_CHECKING:
    from dvaudit.earlier import Before

Unbound = dict[str, UnboundNameError]
"""By rule, the name that keeps it from being used."""

TWICE = Rule("stated-twice", "equal", {}, Origin(None))
"""The rule that every document carries: a figure stated in several places is one figure."""


def apply(
    table: Table, ruleset: RuleSet, *, twice: bool = True, before: Before | None = None
) -> tuple[Audit, dict[str, Unbound]]:
    """One table confronted with one rule set; by file the names that kept a rule from being used.

    ``twice`` also confronts the statements of figures that are stated several times. ``before`` is the file of the
    earlier period. Raises AuditError where the rule
    set asks for a layout that the table does not have.
    """
    known = known_names(ruleset)
    document = layout.document(table, ruleset.layout, known)
    names = Names(document, ruleset.figures)
    plans, unbound, problems = plan_rules(ruleset, names)
    if before is not None:
        from dvaudit.earlier import continued

        plans, told = continued(plans, names, ruleset, before, known)
        problems += told
    apart = _apart(table, document, ruleset, known, problems)
    conditions = {rule.id: condition_names(rule, names) for rule in ruleset.rules if rule.id in plans}
    read = dict.fromkeys(name for plan in plans.values() for name in plan.names)
    asked = dict.fromkeys(name for found in conditions.values() for name in found.values() if name in names.printed)
    rounded = {name for plan in plans.values() for name in plan.rounded}
    figures = reading.figures(document, names, {**read, **asked}, ruleset.default, rounded)
    tallies = {rule.id: Tally(rule) for rule in ruleset.rules if rule.id in plans or not ruleset.only_if_complete}
    found: list[Confrontation] = []
    for rule in ruleset.rules:
        if rule.id in plans:
            applies = _when(rule, document, conditions[rule.id], figures)
            meant = _with_optional(rule, names)
            lacks = {file: names[rule.id] for file, names in apart.items() if rule.id in names}
            found.extend(_confronted(meant, plans[rule.id], document, figures, applies, tallies[rule.id], lacks))
        elif rule.id in tallies and rule.id in unbound:
            tallies[rule.id].absent = unbound[rule.id].name
            if rule.optional is not True or unbound[rule.id].repeated:
                found.append(_not_here(rule, unbound[rule.id], document))
    stated = list(_stated_twice({name: figures[name] for name in read}, document)) if twice else []
    if stated:
        tallies[TWICE.id] = Tally(TWICE)
    decided, notes = whole.decide([*found, *stated], len(document.records))
    decided = guesses(decided)
    for confrontation in decided:
        _count(tallies[confrontation.edit.rule.id], confrontation.outcome)
    for tally in tallies.values():
        tally.level = level(tally)
    kept = [tally for tally in tallies.values() if not (ruleset.only_if_complete and tally.unbound)]
    used = {tally.rule.id for tally in kept}
    problems += _unreached(decided, apart)
    audit = Audit(
        file=document.file,
        rules=ruleset,
        document=document,
        figures=sum(1 for name in read for figure in figures[name] if figure.cells),
        tallies=kept,
        findings=listed(decided, document.file, tallies),
        undecided=[one for one in decided if one.outcome is Outcome.UNDECIDED],
        problems=[*document.problems, *problems],
        notes=[*notes, *_open_format(decided),
               *(note for rule_id, plan in plans.items() if rule_id in used for note in _notes(plan)),
               *_left_out(ruleset, unbound, bool(used))],
        records=sum(1 for record in document.records if not record.heading),
        read={name: figures[name] for name in read},
        held=[one for one in decided if one.outcome is Outcome.HOLDS],
    )  # fmt: skip
    return audit, {file: {**apart.get(file, {}), **unbound} for file in document.files or (document.file,)}


def no_verdict(undecided: int) -> Message:
    """That no rule came to a verdict on a file."""
    return message("confront.nothing_decided" if undecided else "confront.no_rule_ran", undecided=undecided)


def _apart(
    table: Table, document: Document, ruleset: RuleSet, known: set[str], problems: list[Problem]
) -> dict[str, Unbound]:
    """Of several files that are one document: those that do not have all its figures, and what rules miss in them.

    What such a rule would say of their records, or of sums over them, cannot be told. Nothing can where a file lacks
    a column that the layout names, which is a problem.
    """
    if not table.parts:
        return {}
    from dvaudit.readers.together import lacking

    found: dict[str, Unbound] = {}
    for part in lacking(table) if document.layout == "record" else table.parts:
        try:
            own = layout.document(part, ruleset.layout, known)
        except AuditError as error:
            problems.append(error.problem)
            missing = UnboundNameError(str(error.problem.message.values.get("name", "")))
            found[part.file] = {rule.id: missing for rule in ruleset.rules}
            continue
        if lacks := plan_rules(ruleset, Names(own, ruleset.figures))[1]:
            found[part.file] = lacks
    return found


def _unreached(decided: Iterable[Confrontation], apart: Iterable[str]) -> Iterator[Problem]:
    """A problem for each of these files on which no rule came to a verdict."""
    undecided = dict.fromkeys(apart, 0)
    for one in decided if undecided else ():
        for file in {record.file or "" for record in one.edit.records or (one.edit.record,)} & undecided.keys():
            if one.outcome is Outcome.UNDECIDED:
                undecided[file] += 1
            else:
                del undecided[file]
    return (Problem(no_verdict(times), file) for file, times in undecided.items())


def _open_format(decided: Iterable[Confrontation]) -> Iterator[Message]:
    """That a failure is told in one of two readings of its figures: said once."""
    for one in decided:
        if one.outcome is Outcome.FAILS:
            for figure in one.edit.figures:
                reason = figure.reason
                if len(figure.intervals) > 1 and reason is not None and reason.key == "number.two_readings":
                    yield message("confront.told_in_first", raw=figure.raw, why=reason, first=reason.values["first"])
                    return


def _notes(plan: Plan) -> tuple[Message, ...]:
    """What a plan has to tell of itself."""
    return getattr(plan, "notes", ())


def _left_out(ruleset: RuleSet, unbound: Mapping[str, UnboundNameError], used: bool) -> list[Message]:
    """For rules that only offer themselves: which of a set that is used could not be, and for want of which figure."""
    if not ruleset.only_if_complete or not used:
        return []
    return [
        message("confront.rule_left_out", rule=rule_id, name=missing.name, source=ruleset.name)
        for rule_id, missing in unbound.items()
    ]


def known_names(ruleset: RuleSet) -> set[str]:
    """The normalized names and aliases by which rules call figures."""
    known = {name for key, spec in ruleset.figures.items() for name in (key, *map(normalize, spec.aliases))}
    return known.union(*(map(normalize, called(rule)) for rule in ruleset.rules))


def _spelt_out(rule: Rule) -> Iterator[str]:
    """The names that a rule calls, the members of a range one by one."""
    for name in called(rule):
        yield from members(name) or (name,)


def called(rule: Rule) -> Iterator[str]:
    """The names by which a rule calls its figures, as written."""
    takes = {slot.name: slot.takes for slot in KINDS[rule.kind].slots}
    for slot, value in rule.slots.items():
        written = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
        if takes.get(slot) in ("name", "names", "name_or_number"):
            yield from (text for text in written if isinstance(text, str))
        elif takes.get(slot) == "formula":
            yield from formula.names(formula.parse_formula(str(value), rule.origin))


def plan_rules(ruleset: RuleSet, names: Names) -> tuple[dict[str, Plan], Unbound, list[Problem]]:
    """The plan of each rule by its id, the names that kept a rule from having one, and what else did."""
    plans: dict[str, Plan] = {}
    unbound: dict[str, UnboundNameError] = {}
    problems: list[Problem] = []
    spoken_for = {
        name for rule in ruleset.rules for text in _spelt_out(rule) if (name := names.known(text)) is not None
    }
    for rule in ruleset.rules:
        try:
            plan: Plan = KINDS[rule.kind].plan(rule, names)
            condition_names(rule, names)
            plans[rule.id] = plan
        except UnboundNameError as missing:
            missing.partly = any(names.has(name) for name in _spelt_out(rule) if name != missing.name)
            missing.spoken_for = spoken_for
            missing.place = names.again(missing.name) if missing.repeated else None
            unbound[rule.id] = missing
        except AuditError as error:
            if not ruleset.only_if_complete:  # a pack that only offers itself must not break the run
                problems.append(error.problem)
    return plans, unbound, problems


def _with_optional(rule: Rule, names: Names) -> Rule:
    """The rule with its optional figures under the names that their figures have."""
    if isinstance(rule.optional, bool):
        return rule
    return rule._replace(optional=tuple(names.known(text) or text for text in rule.optional))


def _confronted(
    rule: Rule, plan: Plan, document: Document, figures: Figures, applies: Applies, tally: Tally, lacks: Unbound
) -> Iterator[Confrontation]:
    compared = False
    for edit in bind(rule, plan, document, figures, applies):
        if lacks and rule.optional is not True:
            edit.undecided = _untold(edit, lacks) or edit.undecided
        asked = applies(edit.record)
        if asked is None and edit.undecided is None:
            edit.undecided = message("confront.when_unclear", when=rule.when or "")
        outcome = None if asked is False else confront(edit)
        compared = compared or edit.applies
        if outcome is None:
            tally.passed_over += 1
        else:
            yield outcome
    if isinstance(plan, Lags) and plan.by and not compared and len(document.records) > 1:
        # Every row is the first of its own series: that is a wrong `by`, and no check at all.
        reason = message("confront.no_series", over=plan.over, by=", ".join(plan.by))
        edit = Edit(rule, Within(Const(0)), (), (), None, Record(0, {}), undecided=reason)
        yield Confrontation(edit, Outcome.UNDECIDED, reason=reason)


def condition_names(rule: Rule, names: Names) -> dict[str, str]:
    """The names in a rule's ``when``, each with the figure or the column that it means; raises UnboundNameError."""
    if rule.when is None:
        return {}
    from dvaudit import condition

    asked = condition.names(condition.parse(rule.when, rule.origin))
    keys = set(names.document.key_columns)
    found = {name: names.column(name) for name in asked}
    return {name: column if column in keys else names.find(name) or column for name, column in found.items()}


def _when(rule: Rule, document: Document, called: Mapping[str, str], figures: Figures) -> Applies:
    """Whether a rule speaks of a record: None where a value that ``when`` asks for is missing or read in two ways.

    Numbers are compared by their printed value, read in their column's format; other texts as they are printed.
    """
    if rule.when is None:
        return lambda _: True
    from dvaudit import condition

    asked = condition.parse(rule.when, rule.origin)
    position = {id(record): index for index, record in enumerate(document.records)}
    texts = {name: column_texts(document, column) for name, column in called.items() if column not in figures}

    def printed(name: str, index: int) -> str | None:
        if name in texts:
            return texts[name][index].strip() or None
        figure = figures[called[name]][index]
        if figure.state != "number" or figure.printed is None:
            return figure.raw.strip() or None
        if len(figure.intervals) > 1:
            return None
        return plain_text(exact(figure.printed.value, figure.printed.column_scale))

    def applies(record: Record) -> bool | None:
        index = position.get(id(record))
        return True if index is None else condition.evaluate(asked, lambda name: printed(name, index))

    return applies


def _untold(edit: Edit, lacks: Unbound) -> Message | None:
    """Why nothing can be said of a record: its file, or any file that a missing row might be in, lacks a name."""
    everywhere = not edit.record.row
    files = lacks if everywhere else (record.file or "" for record in edit.records or (edit.record,))
    return next((_absent(lacks[file], file) for file in files if file in lacks), None)


def _absent(unbound: UnboundNameError, file: str) -> Message:
    """That a file has no figure of this name, or more than one."""
    if unbound.repeated:
        return message("confront.repeated_name", name=unbound.name, file=file)
    if unbound.nearest is None:
        return message("confront.not_in_file", name=unbound.name, file=file)
    return message("confront.not_in_file_near", name=unbound.name, file=file, nearest=unbound.nearest)


def _not_here(rule: Rule, unbound: UnboundNameError, document: Document) -> Confrontation:
    """The one undecided edit of a rule whose figure the document does not have."""
    reason = _absent(unbound, document.file)
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
