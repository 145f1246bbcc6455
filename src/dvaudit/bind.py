"""Binders: which cells take part in a rule.

A kind makes a plan of a rule once per document; :func:`bind` walks the records and yields the edits. The closed list
of plans is ``Records``, ``Groups``, ``Lags``, ``Counts`` and ``Given``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from dvaudit import names as naming
from dvaudit.figure import Document, Figure, Figures, FigureSpec, Record
from dvaudit.interval import Interval
from dvaudit.message import Message, message
from dvaudit.periods import Step, ordered
from dvaudit.predicate import Cell, Const, Known, OneOf, Within, linear
from dvaudit.rule import Edit, Rule, Template


class UnboundNameError(Exception):
    """A rule names a figure that the document does not have, or has more than once (``repeated``)."""

    def __init__(self, name: str, known: Iterable[str] = (), repeated: bool = False) -> None:
        super().__init__(name)
        self.name, self.known, self.repeated = name, tuple(known), repeated

    @property
    def nearest(self) -> str | None:
        """The name most like it among those that the document has, to be suggested."""
        return naming.closest(self.name, self.known)


class Names:
    """Which figure of a document a name in a rule means.

    A figure is called what the rule file calls it, whether the document prints that name, an alias or the label;
    a figure that no rule file describes is called what the document prints.
    """

    def __init__(self, document: Document, specs: Mapping[str, FigureSpec]) -> None:
        self.document, self.specs = document, specs
        self.printed: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._loose: dict[str, list[str]] = {}
        self._repeated = {form for form, printed in document.names.items() if len(printed) > 1}
        known = self._described()
        for form, printed_names in document.names.items():
            for printed in printed_names:
                name = known.get(form, printed) if len(printed_names) == 1 else printed
                self.printed[name] = printed
                self._exact.setdefault(naming.normalize(name), name)
                self._exact.setdefault(form, name)
                self._exact.setdefault(naming.fold(printed), name)
                self._loose.setdefault(naming.without_unit(form), []).append(name)

    def _described(self) -> dict[str, str]:
        """Normalized printed name -> name in the rule file, each figure at the first of its names that is printed."""
        known: dict[str, str] = {}
        loose: dict[str, list[str]] = {}
        for form in self.document.names:
            loose.setdefault(naming.without_unit(form), []).append(form)
        for key, spec in self.specs.items():
            if naming.is_pattern(key):
                continue
            forms = [key, *map(naming.normalize, spec.aliases), *([naming.normalize(spec.label)] if spec.label else ())]
            found = next((form for form in forms if form in self.document.names), None)
            if found is None:
                near = (loose.get(naming.without_unit(form), []) for form in forms)
                found = next((only[0] for only in near if len(only) == 1), None)
            if found is not None:
                known.setdefault(found, spec.name or key)
        return known

    def find(self, text: str) -> str | None:
        """The figure that a literal name means, or None; raises UnboundNameError for a repeated header."""
        form = naming.key(text)
        if form in self._repeated:
            raise UnboundNameError(text, repeated=True)
        if form in self._exact:
            return self._exact[form]
        near = self._loose.get(naming.without_unit(form), [])
        return near[0] if len(near) == 1 else None

    def one(self, text: str) -> str:
        """The one figure that a name (or a pattern with a single match) means; raises UnboundNameError."""
        found = self.many((text,))
        if len(found) != 1:
            raise UnboundNameError(text, repeated=True)
        return found[0]

    def many(self, texts: Iterable[str], without: Iterable[str] = (), optional: Rule | None = None) -> tuple[str, ...]:
        """The figures that names and patterns mean, in the order written, each once, ``without`` left out of patterns.

        Raises UnboundNameError for a name or pattern that means none, unless the rule declares it optional.
        """
        excluded = set(without)
        found: dict[str, None] = {}
        for text in texts:
            literal = self.find(text)
            if literal is not None:
                found[literal] = None
                continue
            matched = self._matching(text) if naming.is_pattern(text) else []
            matched = [name for name in matched if name not in excluded]
            if not matched and not (optional is not None and is_optional(optional, text)):
                raise UnboundNameError(text, [*self.printed, *self.printed.values()])
            found.update(dict.fromkeys(matched))
        return tuple(found)

    def _matching(self, pattern: str) -> list[str]:
        by_own = set(naming.matching(pattern, self.printed))
        by_print = set(naming.matching(pattern, self.printed.values()))
        return [name for name, printed in self.printed.items() if name in by_own or printed in by_print]

    def column(self, text: str) -> str:
        """The column, as printed, that a rule names for its texts: a key column or not; raises UnboundNameError."""
        form = naming.normalize(text)
        for column in self.document.key_columns:
            if form in (naming.normalize(column), naming.without_unit(column)):
                return column
        name = self.find(text)
        if name is None:
            raise UnboundNameError(text, [*self.document.key_columns, *self.printed.values()])
        return self.printed[name]

    def spec(self, name: str) -> FigureSpec | None:
        """What the rule file declares of a figure: by its name, else by the first pattern that matches it."""
        literal = self.specs.get(naming.normalize(name))
        if literal is not None:
            return literal
        patterns = (key for key in self.specs if naming.is_pattern(key))
        return next((self.specs[key] for key in patterns if naming.matching(key, [name, self.printed[name]])), None)


def is_optional(rule: Rule, name: str) -> bool:
    """True where the rule lets this figure be absent."""
    if isinstance(rule.optional, bool):
        return False
    form = naming.normalize(name)
    return any(form == naming.normalize(text) or name in naming.matching(text, [name]) for text in rule.optional)


class Records(NamedTuple):
    """Predicates over the figures of one record. ``rounded`` names figures whose whole numbers are rounded."""

    templates: tuple[Template, ...]
    rounded: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that are read."""
        return tuple(dict.fromkeys(name for template in self.templates for name in template.names))


class Relation(NamedTuple):
    """One total and its parts among the records of a group, by their index."""

    total: int | None
    parts: tuple[int, ...]
    key: Mapping[str, str]
    undecided: Message | None = None


class Groups(NamedTuple):
    """In each relation between records, and for each figure, the total's value is the sum of its parts'."""

    relations: tuple[Relation, ...]
    names: tuple[str, ...]
    shape: str
    guess: str = ""
    rounded: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()


class Lags(NamedTuple):
    """Predicates over a record and the one before it: the template's names are looked up ``before`` or in the record.

    ``before`` flags, per name of the template, those that stand in the record before.
    """

    templates: tuple[tuple[Template, tuple[bool, ...]], ...]
    over: str
    by: tuple[str, ...]
    rounded: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that are read."""
        return tuple(dict.fromkeys(name for template, _ in self.templates for name in template.names))


class Counts(NamedTuple):
    """Predicates about printed texts and how often they occur.

    ``columns`` (as printed) are looked at together for ``unique``, one by one for ``expected`` (every listed text
    occurs) and ``allowed`` (no other text occurs).
    """

    columns: tuple[str, ...]
    unique: bool = False
    expected: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rounded: frozenset[str] = frozenset()


class Given(NamedTuple):
    """Edits that come ready-made with their figures."""

    edits: tuple[tuple[Template, tuple[Figure, ...], Record], ...]
    names: tuple[str, ...] = ()
    rounded: frozenset[str] = frozenset()


class Several(NamedTuple):
    """Several plans of one rule (the rows and the columns of a crossed table)."""

    plans: tuple[Records | Groups, ...]
    rounded: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that are read."""
        return tuple(dict.fromkeys(name for plan in self.plans for name in plan.names))


Plan = Records | Groups | Lags | Counts | Given | Several


def bind(rule: Rule, plan: Plan, document: Document, figures: Figures) -> Iterator[Edit]:
    """The edits of a rule in a document, in document order."""
    match plan:
        case Records(templates):
            for template in templates:
                columns = [figures[name] for name in template.names]
                for position, record in enumerate(document.records):
                    if not record.heading:
                        yield _edit(rule, template, tuple(column[position] for column in columns), record)
        case Groups():
            yield from _grouped(rule, plan, document, figures)
        case Lags():
            yield from _lagged(rule, plan, document, figures)
        case Counts():
            yield from _counted(rule, plan, document)
        case Given(edits):
            for template, found, record in edits:
                yield _edit(rule, template, found, record)
        case Several(plans):
            for part in plans:
                yield from bind(rule, part, document, figures)


def _edit(rule: Rule, template: Template, figures: tuple[Figure, ...], record: Record) -> Edit:
    predicate = template.predicate
    if template.counts is not None and all(figure.printed is None or figure.printed.whole for figure in figures):
        predicate = template.counts
    return Edit(
        rule, predicate, figures, template.roles, template.stated, record,
        template.unit, template.shape, record.key, guess=template.guess,
    )  # fmt: skip


def _grouped(rule: Rule, plan: Groups, document: Document, figures: Figures) -> Iterator[Edit]:
    for number, relation in enumerate(plan.relations):
        members = (*(() if relation.total is None else (relation.total,)), *relation.parts)
        if not members:
            continue
        weights = (1, *(-1 for _ in relation.parts))
        predicate = Within(linear(*((weight, Cell(i)) for i, weight in enumerate(weights))))
        records = tuple(document.records[index] for index in members)
        roles = ("total", *("part" for _ in relation.parts))
        for name in plan.names:
            found = tuple(figures[name][index] for index in members)
            yield Edit(
                rule, predicate, found, roles[: len(members)], 0, records[0], shape=plan.shape, key=relation.key,
                undecided=relation.undecided, records=records, guess=f"{plan.guess} {number}" if plan.guess else "",
            )  # fmt: skip


def _lagged(rule: Rule, plan: Lags, document: Document, figures: Figures) -> Iterator[Edit]:
    periods = column_texts(document, plan.over)
    keys = list(zip(*(column_texts(document, column) for column in plan.by), strict=True)) or [()] * len(periods)
    series: dict[tuple[str, ...], list[int]] = {}
    for index, key in enumerate(keys):
        series.setdefault(key, []).append(index)
    steps: list[tuple[int, int | None, Step]] = []
    for indexes in series.values():
        steps += [
            (indexes[step.now], None if step.before is None else indexes[step.before], step)
            for step in ordered([periods[index] for index in indexes])
        ]
    for now, before, step in sorted(steps, key=lambda entry: entry[0]):
        record = document.records[now]
        reason: Message | None = None
        if before is None:
            reason = message("confront.first_of_series")
        elif step.gap:
            reason = message("confront.gap", at=periods[now], earlier=periods[before])
        elif step.duplicate:
            reason = message("confront.duplicate_period", over=plan.over, at=periods[now])
        for template, lags in plan.templates:
            rows = tuple(now if before is None or not lag else before for lag in lags)
            found = tuple(figures[name][row] for name, row in zip(template.names, rows, strict=True))
            edit = _edit(rule, template, found, record)
            edit.undecided, edit.records = reason, tuple(document.records[row] for row in rows)
            edit.applies = before is not None
            yield edit


def _counted(rule: Rule, plan: Counts, document: Document) -> Iterator[Edit]:
    texts = [column_texts(document, column) for column in plan.columns]
    if plan.unique:
        rows: dict[tuple[str, ...], list[int]] = {}
        for index, printed in enumerate(zip(*texts, strict=True)):
            rows.setdefault(tuple(map(naming.normalize, printed)), []).append(index)
        for indexes in rows.values():
            found = tuple(_printed(document, column, index) for index in indexes for column in plan.columns)
            roles = tuple(plan.columns) * len(indexes)
            records = tuple(document.records[index] for index in indexes for _ in plan.columns)
            predicate = Within(Const(len(indexes)), Interval(1, 1))
            first = document.records[indexes[0]]
            yield Edit(rule, predicate, found, roles, None, first, "", "unique", first.key, records=records)
    for column, column_text in zip(plan.columns, texts, strict=True):
        known = {naming.normalize(text): index for index, text in reversed(list(enumerate(column_text)))}
        for text in plan.expected:
            row = known.get(naming.normalize(text))
            record = document.records[row or 0]
            absent = Figure(text, "", "absent", ())
            cells = (absent if row is None else replace(_printed(document, column, row), name=text),)
            yield Edit(rule, Known(0), cells, (column,), None, record, "", "complete", {column: text})
        if plan.allowed:
            allowed = frozenset(map(naming.normalize, plan.allowed))
            for index, record in enumerate(document.records):
                cells = (_printed(document, column, index),)
                yield Edit(rule, OneOf(0, allowed), cells, (column,), None, record, "", "one_of", record.key)


def _printed(document: Document, column: str, index: int) -> Figure:
    """A cell of a text column, as a figure that is never read as a number."""
    cells = document.cells(column)[index]
    text = cells[0].text if cells else ""
    return Figure(column, text, "text" if text.strip() else "absent", (), cells=tuple(cells))


def column_texts(document: Document, column: str) -> list[str]:
    """The printed texts of a column over the records; blank where a record has none."""
    if column in document.key_columns:
        return [record.key.get(column, "") for record in document.records]
    return [cells[0].text if cells else "" for cells in document.cells(column)]
