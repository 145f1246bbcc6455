"""Binders: which cells take part in a rule.

A kind makes a plan of a rule once per document; :func:`bind` walks the records and yields the edits. The closed list
of binders is ``Records``, ``Groups``, ``Lags``, ``Counts`` and ``Given``; ``Several`` is more than one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from dvaudit import names as naming
from dvaudit.figure import Document, Figure, Figures, RawCell, Record
from dvaudit.interval import Interval
from dvaudit.lookup import Names, column_texts
from dvaudit.message import Message, message
from dvaudit.periods import Step, following, ordered
from dvaudit.predicate import Cell, Const, Known, OneOf, Within, linear
from dvaudit.rule import Edit, Rule, Template


class Records(NamedTuple):
    """Predicates over the figures of one record. ``rounded`` names figures whose whole numbers are rounded.

    ``without`` are records, by their place in the document, that the rule does not speak of.
    """

    templates: tuple[Template, ...]
    rounded: frozenset[str] = frozenset()
    without: frozenset[int] = frozenset()

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


Relate = Callable[[Names, Sequence[int]], Sequence[Relation]]
"""Finds the relations between the records of a document; for each record it is told for how many it stands."""


class Groups(NamedTuple):
    """In each relation between records, and for each figure, the total's value is the sum of its parts'.

    The relations are those between the labels in the column ``over``, among the records that have the same texts in the
    columns ``by``. ``relate`` finds them in other records of the same table, of which each may stand for several.
    """

    relations: tuple[Relation, ...]
    names: tuple[str, ...]
    shape: str
    over: str
    by: tuple[str, ...]
    relate: Relate
    guess: str = ""
    rounded: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()


class Past(NamedTuple):
    """A series in the earlier period's file: how many rows it has, their texts of ``over`` and what each row says.

    ``periods`` is None where the file has no such column; ``row`` gives the record of a row and its figures by name.
    """

    rows: int
    periods: Sequence[str] | None
    row: Callable[[int], tuple[Record, Mapping[str, Figure]]]


class Earlier(NamedTuple):
    """The series of the earlier period's file, by the texts of those ``by`` columns that tell them apart."""

    file: str
    by: tuple[int, ...]
    series: Mapping[tuple[str, ...], Past]


class Lags(NamedTuple):
    """Predicates over a record and the one before it: the template's names are looked up ``before`` or in the record.

    ``before`` flags, per name of the template, those that stand in the record before.
    """

    templates: tuple[tuple[Template, tuple[bool, ...]], ...]
    over: str
    by: tuple[str, ...]
    rounded: frozenset[str] = frozenset()
    earlier: Earlier | None = None
    """What comes before the first row of each series; nothing does where there is no earlier file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that are read."""
        return tuple(dict.fromkeys(name for template, _ in self.templates for name in template.names))


class Counts(NamedTuple):
    """Predicates about printed texts and how often they occur.

    ``columns`` (as printed) are looked at together for ``unique``, one by one for ``expected`` (every listed text
    occurs, among the records that have the same texts in the columns ``by``) and ``allowed`` (no other text occurs).
    """

    columns: tuple[str, ...]
    unique: bool = False
    expected: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rounded: frozenset[str] = frozenset()
    by: tuple[str, ...] = ()


class Given(NamedTuple):
    """Edits that come ready-made with their figures."""

    edits: tuple[tuple[Template, tuple[Figure, ...], Record], ...]
    names: tuple[str, ...] = ()
    rounded: frozenset[str] = frozenset()


class Several(NamedTuple):
    """Several plans of one rule (the rows and the columns of a crossed table)."""

    plans: tuple[Records | Groups | Counts, ...]
    rounded: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that are read."""
        return tuple(dict.fromkeys(name for plan in self.plans for name in plan.names))


Plan = Records | Groups | Lags | Counts | Given | Several


Applies = Callable[[Record], bool | None]
"""Whether a rule speaks of a record (``when``); None where that cannot be told."""


def bind(
    rule: Rule, plan: Plan, document: Document, figures: Figures, applies: Applies, negative: frozenset[str]
) -> Iterator[Edit]:
    """The edits of a rule in a document, in document order.

    ``negative`` are the figures that are no counts, as :func:`below_zero` tells. Rows that are only headings take part
    in none. Records to which the rule does not apply are left to the caller,
    who sees each edit's record, but for counts, which are about the chosen records alone.
    """
    match plan:
        case Records(templates, without=without):
            for template in templates:
                columns = [figures[name] for name in template.names]
                counts = template.counts is not None and negative.isdisjoint(template.names)
                used = template if counts else template._replace(counts=None)
                for position, record in enumerate(document.records):
                    if not record.heading and position not in without:
                        yield _edit(rule, used, tuple(column[position] for column in columns), record)
        case Groups():
            yield from _grouped(rule, plan, document, figures)
        case Lags():
            yield from _lagged(rule, plan, document, figures)
        case Counts():
            yield from _counted(rule, plan, document, applies)
        case Given(edits):
            for template, found, record in edits:
                yield _edit(rule, template, found, record)
        case Several(plans):
            for part in plans:
                yield from bind(rule, part, document, figures, applies, negative)


def counted(plan: Plan) -> frozenset[str]:
    """The figures of a plan that have to be known as counts or not."""
    match plan:
        case Records(templates):
            return frozenset(name for template in templates if template.counts is not None for name in template.names)
        case Several(plans):
            return frozenset().union(*map(counted, plans))
        case _:
            return frozenset()


NEGATIVE = 2
"""So many negative figures in a column say that it does not count anything."""


def below_zero(figures: Figures) -> frozenset[str]:
    """The names of figures that are negative in several records, as temperatures and balances are and counts not."""
    return frozenset(name for name, column in figures.items() if _goes_below_zero(column))


def _goes_below_zero(column: Sequence[Figure]) -> bool:
    negative = (figure for figure in column if figure.printed is not None and figure.printed.value < 0)
    return len(list(islice(negative, NEGATIVE))) == NEGATIVE


def _edit(rule: Rule, template: Template, figures: tuple[Figure, ...], record: Record) -> Edit:
    predicate = template.predicate
    if template.counts is not None and all(figure.printed is None or figure.printed.whole for figure in figures):
        predicate = template.counts
    return Edit(
        rule, predicate, figures, template.roles, template.stated, record,
        template.unit, template.shape, record.key, guess=template.guess,
    )  # fmt: skip


def _grouped(rule: Rule, plan: Groups, document: Document, figures: Figures) -> Iterator[Edit]:
    for relation in plan.relations:
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
                undecided=relation.undecided, records=records, guess=plan.guess,
            )  # fmt: skip


def _lagged(rule: Rule, plan: Lags, document: Document, figures: Figures) -> Iterator[Edit]:
    periods = column_texts(document, plan.over)
    keys = list(zip(*(column_texts(document, column) for column in plan.by), strict=True)) or [()] * len(periods)
    series: dict[tuple[str, ...], list[int]] = {}
    for index, key in enumerate(keys):
        if not document.records[index].heading:
            series.setdefault(key, []).append(index)
    steps: list[Step] = []
    for indexes in series.values():
        for step in ordered([periods[index] for index in indexes]):
            earlier, double = (None if at is None else indexes[at] for at in (step.before, step.duplicate))
            steps.append(Step(indexes[step.now], earlier, step.gap, double))
    for now, before, gap, duplicate in sorted(steps, key=lambda step: step.now):
        record = document.records[now]
        reason = unlike(plan, periods, Step(now, before, gap, duplicate))
        if before is None and plan.earlier is not None:
            own = series[keys[now]]
            place = own.index(now), [periods[index] for index in own]
            past, reason = _before(plan.earlier, plan.over, keys[now], place, reason)
            yield from _continued(rule, plan, figures, (now, record), past, reason)
            continue
        yield from compared(rule, plan, document, figures, (now, before), reason)


def unlike(plan: Lags, periods: Sequence[str], step: Step) -> Message | None:
    """Why a row and the one before it cannot be compared: a gap between them, or a period that occurs twice."""
    if step.before is not None and step.gap:
        return message("confront.gap", at=periods[step.now], earlier=periods[step.before])
    if step.duplicate is not None:
        return message("confront.duplicate_period", over=plan.over, at=periods[step.duplicate])
    return None


def compared(
    rule: Rule, plan: Lags, document: Document, figures: Figures, rows: tuple[int, int | None], reason: Message | None
) -> Iterator[Edit]:
    """The edits of a row and the one before it, by their places; ``reason`` says why they cannot be compared."""
    now, before = rows
    for template, lags in plan.templates:
        at = tuple(now if before is None or not lag else before for lag in lags)
        found = tuple(figures[name][row] for name, row in zip(template.names, at, strict=True))
        edit = _edit(rule, template, found, document.records[now])
        edit.undecided, edit.records = reason, tuple(document.records[row] for row in at)
        edit.applies = before is not None
        yield edit


_Row = tuple[Record, Mapping[str, Figure]]


def _before(
    earlier: Earlier, over: str, key: tuple[str, ...], place: tuple[int, list[str]], reason: Message | None
) -> tuple[_Row | None, Message | None]:
    """The row of the earlier period's file that comes before the first row of a series, and what speaks against it.

    ``place`` is the position of that first row among the texts of ``over`` of its series.
    """
    past = earlier.series.get(tuple(naming.normalize(key[at]) for at in earlier.by))
    called = ", ".join(key[at] for at in earlier.by) or over
    if past is None:
        return None, message("confront.not_in_earlier", file=earlier.file, series=called)
    if past.periods is None:  # its rows keep their order
        return past.row(past.rows - 1), reason
    now, texts = place
    step = following(past.periods, texts, now)
    if step.before is None:
        return None, message("confront.none_before", file=earlier.file, series=called, at=texts[now])
    at = past.periods[step.before]
    if step.duplicate is not None:
        reason = message("confront.duplicate_period", over=over, at=at)
    elif step.gap:
        reason = message("confront.gap", at=texts[now], earlier=at)
    return past.row(step.before), reason


def _continued(
    rule: Rule, plan: Lags, figures: Figures, first: tuple[int, Record], past: _Row | None, reason: Message | None
) -> Iterator[Edit]:
    """The edits of the first row of a series and the row before it, which is one of the earlier period's file."""
    now, record = first
    for template, lags in plan.templates:
        found = tuple(
            figures[name][now] if not lag else Figure(name, "", "missing", ()) if past is None else past[1][name]
            for name, lag in zip(template.names, lags, strict=True)
        )
        edit = _edit(rule, template, found, record)
        edit.undecided = reason
        edit.records = tuple(past[0] if lag and past is not None else record for lag in lags)
        yield edit


def _counted(rule: Rule, plan: Counts, document: Document, applies: Applies) -> Iterator[Edit]:
    asked = [(index, applies(record)) for index, record in enumerate(document.records) if not record.heading]
    open_one = next((index for index, answer in asked if answer is None), None)
    if open_one is not None:
        # Which records are counted cannot be told, so neither can how many there are.
        reason = message("confront.when_unclear", when=rule.when or "")
        yield Edit(rule, Within(Const(0)), (), (), None, document.records[open_one], undecided=reason)
        return
    chosen = [index for index, answer in asked if answer]
    if not chosen:
        return
    if plan.unique:
        yield from _unique(rule, plan.columns, document, chosen)
    for column in plan.columns:
        if plan.expected:
            yield from _expected(rule, plan, column, document, chosen)
        if plan.allowed:
            allowed = frozenset(map(naming.normalize, plan.allowed))
            for index in chosen:
                record, found = document.records[index], (_printed(document, column, index),)
                yield Edit(rule, OneOf(0, allowed), found, (column,), None, record, "", "one_of", record.key)


def _expected(rule: Rule, plan: Counts, column: str, document: Document, chosen: list[int]) -> Iterator[Edit]:
    texts, by = column_texts(document, column), [column_texts(document, own) for own in plan.by]
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for index in chosen:
        own = groups.setdefault(tuple(listed[index] for listed in by), {})
        own.setdefault(naming.normalize(texts[index]), index)
    for group, known in groups.items():
        for text in plan.expected:
            row = known.get(naming.normalize(text))
            key = {**dict(zip(plan.by, group, strict=True)), column: text}
            if row is None:
                nowhere = Record(0, key)
                absent = (Figure(text, "", "absent", ()),)
                yield Edit(rule, Known(0), absent, (column,), None, nowhere, "", "complete_expected", key)
            else:
                found = (replace(_printed(document, column, row), name=text),)
                record = document.records[row]
                yield Edit(rule, Known(0), found, (column,), None, record, "", "complete_expected", key)


def _unique(rule: Rule, columns: tuple[str, ...], document: Document, chosen: list[int]) -> Iterator[Edit]:
    texts = [column_texts(document, column) for column in columns]
    rows: dict[tuple[str, ...], list[int]] = {}
    for index in chosen:
        rows.setdefault(tuple(naming.normalize(column[index]) for column in texts), []).append(index)
    for key, indexes in rows.items():
        found = tuple(_printed(document, column, index) for index in indexes for column in columns)
        records = tuple(document.records[index] for index in indexes for _ in columns)
        first = document.records[indexes[0]]
        reason = None if any(key) else message("confront.blank_key", columns=", ".join(columns))
        yield Edit(
            rule, Within(Const(len(indexes)), Interval(1, 1)), found, columns * len(indexes), None, first,
            shape="unique", key=first.key, undecided=reason, records=records,
        )  # fmt: skip


def _printed(document: Document, column: str, index: int) -> Figure:
    """A cell of a text column, as a figure that is never read as a number."""
    record = document.records[index]
    cells: tuple[RawCell, ...]
    if column in document.key_columns and document.layout != "record":
        # The key of a long table stands on several lines: the record's first one is told.
        where = record.place(document.file)
        cells = (RawCell(record.key.get(column, ""), lambda _row, _column: where, record.at, 0),)
    else:
        cells = document.cells(column)[index]
    text = cells[0].text if cells else ""
    return Figure(column, text, "text" if text.strip() else "absent", (), cells=tuple(cells))
