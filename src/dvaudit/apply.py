"""One rule set applied to one table: bind, confront, let the document decide, count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from dvaudit import formula, layout, reading, remarks, whole
from dvaudit.bind import Applies, Lags, Plan, below_zero, bind, counted
from dvaudit.confront import confront
from dvaudit.figure import Document, Figures, Record, Table
from dvaudit.findings import guesses, level, listed, proof, unbelieved
from dvaudit.interval import exact
from dvaudit.kinds import KINDS
from dvaudit.lookup import Names, UnboundNameError, column_texts
from dvaudit.message import AuditError, Message, Problem, message
from dvaudit.names import members, normalize
from dvaudit.numerals import Printed, plain_text
from dvaudit.predicate import Agree, Const, Within
from dvaudit.report import Audit
from dvaudit.rule import ROWS_KEPT, Confrontation, Edit, Origin, Outcome, Rule, RuleSet, Tally

if TYPE_CHECKING:
    from dvaudit.earlier import Before

Unbound = dict[str, UnboundNameError]
"""By rule, the name that keeps it from being used."""

TWICE = Rule("stated-twice", "equal", {}, Origin(None))
"""The rule that every document carries: a figure stated in several places is one figure."""


class Prepared(NamedTuple):
    """What was decided about a table before any figure is judged: how it is laid out, which rules apply, and to what.

    ``plans``, ``unbound`` and ``problems`` are as :func:`plan_rules` gives them, ``conditions`` has the names in each
    rule's ``when``. ``read`` are the figures that rules speak of; ``columns`` tells how these are to be read, and those
    that conditions look at.
    """

    ruleset: RuleSet
    document: Document
    names: Names
    plans: Mapping[str, Plan]
    unbound: Mapping[str, UnboundNameError]
    problems: Sequence[Problem]
    conditions: Mapping[str, Mapping[str, str]]
    read: tuple[str, ...]
    columns: Sequence[reading.Column]
    apart: Mapping[str, Unbound] = {}
    """Of several files that are one document, what rules miss in single ones."""

    @property
    def rules(self) -> Iterator[tuple[Rule, Plan]]:
        """The rules that have a plan, as the edits say them (with the names that figures have)."""
        for rule in self.ruleset.rules:
            if rule.id in self.plans:
                yield _with_optional(rule, self.names), self.plans[rule.id]

    def lacking(self, rule: Rule) -> dict[str, UnboundNameError]:
        """By file, the name that a rule misses in it: what it would say of the file's records cannot be told."""
        if not self.apart or rule.optional is True:
            return {}
        return {file: names[rule.id] for file, names in self.apart.items() if rule.id in names}


def apply(
    table: Table, ruleset: RuleSet, *, twice: bool = True, before: Before | None = None
) -> tuple[Audit, dict[str, Unbound]]:
    """One table confronted with one rule set; by file the names that kept a rule from being used.

    ``twice`` also confronts the statements of figures that are stated several times. ``before`` is the file of the
    earlier period. Raises AuditError where the rule set asks for a layout that the table does not have.
    """
    prepared = prepare(table, ruleset, before)
    document = prepared.document
    figures = reading.read(document, prepared.columns)
    tallies = new_tallies(prepared)
    found: list[Confrontation] = []
    for rule, plan in prepared.rules:
        negative = below_zero({name: figures[name] for name in counted(plan)})
        applies = conditional(rule, document, prepared.conditions[rule.id], figures)
        if document.present:
            printed = [prepared.names.printed[name] for name in plan.names]
            applies = where_present(applies, printed, document.present)
        found.extend(_confronted(prepared, rule, plan, figures, applies, negative, tallies[rule.id]))
    found.extend(not_here(prepared, tallies))
    stated = list(_stated_twice({name: figures[name] for name in prepared.read}, document)) if twice else []
    if stated:
        tallies[TWICE.id] = Tally(TWICE)
    decided, unit, notes = whole.decide([*found, *stated], len(document.records))
    known = proof(decided)
    notes = (*notes, *unbelieved(decided, known))
    decided = guesses(decided, known)
    for confrontation in decided:
        _count(tallies[confrontation.edit.rule.id], confrontation, document.file)
    own = {name: figures[name] for name in prepared.read}
    audit = reported(prepared, own, decided, tallies, notes)
    audit.problems += _unreached(decided, prepared.apart)
    audit.figures = sum(1 for column in own.values() for figure in column if figure.raw.strip())
    audit.rounded_to = unit
    audit.records = sum(1 for record in document.records if not record.heading)
    return audit, unbound(prepared)


def unbound(prepared: Prepared) -> dict[str, Unbound]:
    """By file, the names that kept a rule from being used."""
    document = prepared.document
    files = document.files or (document.file,)
    return {file: {**prepared.apart.get(file, {}), **prepared.unbound} for file in files}


def prepare(table: Table, ruleset: RuleSet, before: Before | None = None) -> Prepared:
    """What can be decided about a table under a rule set before its figures are judged.

    ``before`` is the file of the earlier period, from which series go on. Raises AuditError where the rule set asks for
    a layout that the table does not have.
    """
    known = known_names(ruleset)
    document = layout.document(table, ruleset.layout, known)
    names = Names(document, ruleset.figures)
    plans, missing, problems = plan_rules(ruleset, names)
    if before is not None:
        from dvaudit.earlier import continued

        plans, told = continued(plans, names, ruleset, before, known)
        problems += told
    apart = _apart(table, document, ruleset, known, problems)
    conditions = {rule.id: condition_names(rule, names) for rule in ruleset.rules if rule.id in plans}
    read = dict.fromkeys(name for plan in plans.values() for name in plan.names)
    asked = dict.fromkeys(name for found in conditions.values() for name in found.values() if name in names.printed)
    rounded = {name for plan in plans.values() for name in plan.rounded}
    columns = reading.columns(document, names, {**read, **asked}, ruleset.default, rounded)
    return Prepared(ruleset, document, names, plans, missing, problems, conditions, tuple(read), columns, apart)


def new_tallies(prepared: Prepared) -> dict[str, Tally]:
    """An empty tally for every rule that is reported on."""
    ruleset = prepared.ruleset
    return {r.id: Tally(r) for r in ruleset.rules if r.id in prepared.plans or not ruleset.only_if_complete}


def not_here(prepared: Prepared, tallies: Mapping[str, Tally]) -> Iterator[Confrontation]:
    """An undecided edit for each rule that the document lacks a figure of; notes that figure in its tally."""
    for rule in prepared.ruleset.rules:
        if rule.id in tallies and rule.id in prepared.unbound:
            unbound = prepared.unbound[rule.id]
            tallies[rule.id].absent = unbound.name
            if rule.optional is not True or unbound.repeated:
                yield _not_here(rule, unbound, prepared.document)


def reported(
    prepared: Prepared,
    read: Figures,
    decided: Sequence[Confrontation],
    tallies: Mapping[str, Tally],
    notes: Sequence[Message],
) -> Audit:
    """What is reported of a document, from its edits as they were decided and the tallies that count all of them."""
    ruleset, document = prepared.ruleset, prepared.document
    for tally in tallies.values():
        tally.level = level(tally)
    kept = [tally for tally in tallies.values() if not (ruleset.only_if_complete and tally.unbound)]
    any_used = bool(kept)
    return Audit(
        file=document.file,
        rules=ruleset,
        document=document,
        figures=0,
        tallies=kept,
        findings=listed(decided, document, tallies),
        undecided=[one for one in decided if one.outcome is Outcome.UNDECIDED],
        problems=[*document.problems, *prepared.problems],
        notes=[*notes, *remarks.open_format(decided), *remarks.of_units(prepared.columns, prepared.plans, document),
               *remarks.of_plans(prepared.plans, tallies, ruleset, used=any_used),
               *remarks.left_out(ruleset, prepared.unbound, used=any_used)],
        read=read,
        held=[one for one in decided if one.outcome is Outcome.HOLDS],
    )  # fmt: skip


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
            missing.document = names.document
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
    prepared: Prepared, rule: Rule, plan: Plan, figures: Figures, applies: Applies, negative: frozenset[str],
    tally: Tally,
) -> Iterator[Confrontation]:  # fmt: skip
    document, lacks, compared = prepared.document, prepared.lacking(rule), False
    for edit in bind(rule, plan, document, figures, applies, negative):
        outcome = judged(edit, applies, lacks)
        compared = compared or edit.applies
        if outcome is None:
            tally.passed_over += 1
        else:
            yield outcome
    if isinstance(plan, Lags) and plan.by and not compared and len(document.records) > 1:
        yield no_series(rule, plan)


def judged(edit: Edit, applies: Applies, lacks: Mapping[str, UnboundNameError]) -> Confrontation | None:
    """The outcome of an edit; None where the rule does not speak of its record. ``lacks`` as ``Prepared.lacking``."""
    if lacks:
        edit.undecided = _untold(edit, lacks) or edit.undecided
    asked = applies(edit.record)
    if asked is None and edit.undecided is None:
        edit.undecided = message("confront.when_unclear", when=edit.rule.when or "")
    return None if asked is False else confront(edit)


def no_series(rule: Rule, plan: Lags) -> Confrontation:
    """Every row is the first of its own series: that is a wrong `by`, and no check at all."""
    reason = message("confront.no_series", over=plan.over, by=", ".join(plan.by))
    edit = Edit(rule, Within(Const(0)), (), (), None, Record(0, {}), undecided=reason)
    return Confrontation(edit, Outcome.UNDECIDED, reason=reason)


def condition_names(rule: Rule, names: Names) -> dict[str, str]:
    """The names in a rule's ``when``, each with the figure or the column that it means; raises UnboundNameError."""
    if rule.when is None:
        return {}
    from dvaudit import condition

    asked = condition.names(condition.parse(rule.when, rule.origin))
    keys = set(names.document.key_columns)
    found = {name: names.column(name) for name in asked}
    return {name: column if column in keys else names.find(name) or column for name, column in found.items()}


def conditional(rule: Rule, document: Document, called: Mapping[str, str], figures: Figures) -> Applies:
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
        return seen(figure.raw, figure.state, figure.printed, len(figure.intervals))

    def applies(record: Record) -> bool | None:
        index = position.get(id(record))
        return True if index is None else condition.evaluate(asked, lambda name: printed(name, index))

    return applies


def where_present(applies: Applies, printed: Sequence[str], present: Mapping[str, Collection[int]]) -> Applies:
    """The same, but for records that none of the tables has of which a rule speaks."""
    tables = [rows for table, rows in present.items() if any(name.startswith(f"{table}.") for name in printed)]
    if not tables:
        return applies
    return lambda record: applies(record) if any(record.at in rows for rows in tables) or not record.row else False


def seen(raw: str, state: str, printed: Printed | None, readings: int) -> str | None:
    """What a condition sees of a figure: a number in plain digits, else what is printed; None for nothing, or doubt."""
    if state != "number" or printed is None:
        return raw.strip() or None
    return None if readings > 1 else plain_text(exact(printed.value, printed.column_scale))


def _untold(edit: Edit, lacks: Mapping[str, UnboundNameError]) -> Message | None:
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
    reason = _absent(unbound, document.called)
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


def _count(tally: Tally, one: Confrontation, file: str) -> None:
    if one.outcome is Outcome.HOLDS:
        tally.held += 1
    elif one.outcome is Outcome.FAILS:
        tally.failed += 1
        rows = tally.rows.setdefault(one.edit.record.file or file, [])
        if one.edit.record.row > 0 and len(rows) < ROWS_KEPT:
            rows.append(one.edit.record.row)
    else:
        tally.undecided += 1
