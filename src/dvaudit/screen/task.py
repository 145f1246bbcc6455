"""From a large table and a rule set to what an engine is asked of every row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from dvaudit import column, condition, layout, reading
from dvaudit.apply import Prepared, Unbound, prepare, seen
from dvaudit.bind import Counts, Groups, Lags, Records
from dvaudit.figure import Table
from dvaudit.interval import Exact
from dvaudit.lookup import column_texts
from dvaudit.printed import TYPED
from dvaudit.report import Audit, Limits, Progress
from dvaudit.rule import RuleSet
from dvaudit.screen import counted, grouped, lagged, screened, units
from dvaudit.screen import duckdb as engine
from dvaudit.screen.answers import Screened, decoded
from dvaudit.screen.cells import Cells, blank_only, cells
from dvaudit.screen.conditions import Condition, Texts
from dvaudit.screen.conditions import condition as emitted
from dvaudit.screen.long import pivoted
from dvaudit.screen.parts import Part, Rounded, Source, Spanning, parts
from dvaudit.screen.query import Beside, Query, Slot, query, together
from dvaudit.screen.readable import NotScreenedError, Readable
from dvaudit.screen.screened import Task
from dvaudit.screen.sparse import further
from dvaudit.screen.table import Loaded, apart, blank, drop

MOST_TEXTS = 100_000
"""Of a column with more different texts than this, no condition is told from a list of them."""


class Asked(NamedTuple):
    """The rules of a rule set that the screen takes, and the cells that they look at.

    ``prepared`` has the forms of all columns decided. ``figures`` tells how these are read, ``texts`` are their first
    cells. ``numbers`` are their columns of the table, ``columns`` those of all names.
    """

    prepared: Prepared
    parts: Sequence[Part]
    figures: Sequence[reading.Column]
    texts: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    columns: Mapping[str, int]


def audit(readable: Readable, ruleset: RuleSet, limits: Limits) -> tuple[Audit, Unbound]:
    """A large table confronted with a rule set.

    Raises NotScreenedError where the judge has to do it alone.
    """
    prepared = prepare(readable.sample, ruleset)
    _check(readable, prepared)
    if prepared.document.layout == "long":
        records, columns = pivoted(readable, prepared)
    else:
        records, columns = readable, layout.column_numbers(readable.sample)
    about = _about(readable)
    file = prepared.document.file

    def read(share: float) -> None:
        if limits.tell is not None:
            limits.tell(Progress(file, int(share * about), about))

    with engine.watched(readable.connection, None if limits.tell is None else read):
        task = _task(records, prepared, columns)
    return screened.audit(task, limits), dict(prepared.unbound)


def _about(readable: Readable) -> int:
    """About how many rows there are, by the size of the first ones."""
    rows = readable.sample.rows[:1000]
    size = sum(len(text or "") + 1 for row in rows for text in row)
    return max(len(readable.sample.rows), readable.size * len(rows) // size if size else 0)


def _check(readable: Readable, prepared: Prepared) -> None:
    """Raises NotScreenedError for a table in which a row is not one record, each name one column."""
    document, table = prepared.document, readable.sample
    if document.layout == "list" or not table.columns:
        raise NotScreenedError(document.layout)
    if any(record.heading for record in document.records):
        raise NotScreenedError("headings")  # a table for people, and small
    if any(isinstance(part.plan, Records) and part.plan.without for part in parts(prepared)):
        raise NotScreenedError("rates among the rows")  # likewise
    if table.shape is not None and len({*table.columns}) < len(table.columns):
        raise NotScreenedError("repeated names")


More = Callable[[int, int], Sequence[str]]
"""Gives the first texts of a column, so many of them, of a table that is not looked through."""


def _decided(
    prepared: Prepared, numbers: Mapping[str, int], more: More | None
) -> tuple[Prepared, dict[str, Sequence[str]]]:
    """What was prepared, and the first texts of each figure, with sparse columns looked at as far as needed."""
    texts: dict[str, Sequence[str]] = {
        one.name: column_texts(prepared.document, one.printed) for one in prepared.columns
    }
    if more is None:
        return prepared, texts
    found = {own.name: (own, first) for own, first in further(prepared, texts, numbers, more)}
    columns = [found[own.name][0] if own.name in found else own for own in prepared.columns]
    seen = {name: [*texts[name], *first] for name, (_, first) in found.items()}
    return prepared._replace(columns=columns), texts | seen


def asked_of(prepared: Prepared, sample: Table, numbers: Mapping[str, int], more: More | None = None) -> Asked:
    """What rules look at in a table that begins as the sample."""
    prepared, texts = _decided(prepared, numbers, more)
    own = parts(prepared)
    typed = {number for _, number in sample.typed}
    figures = [
        one._replace(form=one.form._replace(formats=(TYPED,))) if numbers[one.printed] in typed else one
        for one in prepared.columns
    ]
    known = {one.name: numbers[one.printed] for one in figures}
    return Asked(prepared, own, figures, texts, known, {**numbers, **known})


def _task(readable: Readable, prepared: Prepared, columns: Mapping[str, int]) -> Task:
    import duckdb

    more = readable.texts

    def first_texts(column: int, most: int) -> Sequence[str]:
        return [] if more is None else engine.first_texts(readable.connection, more(column), column, most)

    asked = asked_of(prepared, readable.sample, columns, None if more is None else first_texts)
    prepared = asked.prepared
    unit = whole_unit(asked)
    slots: list[Slot] = []
    zeros = False

    def answer(rounded: Rounded) -> Screened:
        nonlocal readable, zeros
        while True:
            try:
                question = question_of(asked, rounded, _seen_in(readable, asked, zeros=zeros))
                slots[:] = question.slots
                source = readable.relation(engine.sources(question), engine.typed_columns(question.columns))
                words = engine.answers(
                    readable.connection, engine.row_query(question, source), len(question.words)
                )  # fmt: skip
            except duckdb.Error:
                other = readable.otherwise(None)
            else:
                other = readable.otherwise(len(words[0]))
                doubted = other is None and not zeros and _matter(readable, asked) and readable.zeros()
                if other is None and not doubted:
                    return decoded(question, [word[: readable.records()] for word in words])
                zeros = zeros or doubted
            readable = other or readable

    first = answer(Rounded(unit))
    likely, unit = unit, _unit(readable, asked, unit)
    if unit != likely:
        first = answer(Rounded(unit))
    prepared.document.problems[:] = readable.told(prepared.document.problems)
    answers: dict[Exact | None, Screened] = {None: first}
    spanning = [part for part in asked.parts if not isinstance(part.plan, Records)]
    outcomes: list[Spanning] = []
    nowhere: list[int] = []
    if spanning:
        groups, rows = engine.groups(readable.connection), "loaded_rows"
        groups.create(rows, readable.rows_sql(columns_of(asked, spanning)))
        loaded = Loaded(groups, prepared, asked.columns, readable.fetch, rows)
        nowhere = clear(loaded, columns_of(asked, spanning))
        texts = texts_of(asked)
        outcomes = [outcome(apart(loaded, at), part, texts) for at, part in enumerate(spanning)]

    def answered(rounded: Rounded) -> Screened:
        found = answers.pop(rounded.to, None) or answer(rounded)
        return found.with_blank(nowhere)

    source = Source(first.rows, readable.fetch, readable.data_rows)
    return Task(prepared, slots, answered, source, unit, len(prepared.read), "duckdb", outcomes)


def columns_of(asked: Asked, spanning: Sequence[Part]) -> list[int]:
    """The columns that rules about several rows look at."""
    return list(dict.fromkeys(asked.columns[name] for part in spanning for name in _columns(part)))


def clear(loaded: Loaded, columns: Sequence[int]) -> list[int]:
    """Takes out the rows that turn out to be no records, and tells their numbers."""
    empty = blank(loaded, columns)
    there = set(loaded.fetch(empty).numbers)
    nowhere = [number for number in empty if number not in there]
    drop(loaded, nowhere)
    return nowhere


def _columns(part: Part) -> list[str]:
    """The columns that a plan looks at, and the figures that it reads."""
    plan = part.plan
    keys = [getattr(plan, "over", None), *getattr(plan, "by", ()), *getattr(plan, "columns", ())]
    return [*(name for name in keys if name is not None), *plan.names]


def outcome(loaded: Loaded, part: Part, columns: Mapping[str, Cells]) -> Spanning:
    """How a part comes out that speaks of several rows. Raises NotScreenedError or TooManyError where none can tell."""
    try:
        match part.plan:
            case Groups():
                return grouped.screened(loaded, part, columns)
            case Lags():
                return lagged.screened(loaded, part, columns)
            case Counts():
                return counted.screened(loaded, part)
            case _:
                raise NotScreenedError(part.rule.id)
    except OverflowError as error:  # the rule has numbers that are no doubles
        raise NotScreenedError(part.rule.id) from error


def texts_of(asked: Asked) -> dict[str, Cells]:
    """The cells of all figures, read as texts."""
    return _cells((), asked)


def _cells(
    numeric: Collection[int], asked: Asked, wide: Exact | None = None, *, zeros: bool = True
) -> dict[str, Cells]:
    return {
        own.name: cells(
            own, asked.numbers[own.name], asked.texts[own.name],
            numbers=asked.numbers[own.name] in numeric, zeros=zeros, whole_unit=wide,
        )
        for own in asked.figures
    }  # fmt: skip


def _matter(readable: Readable, asked: Asked) -> bool:
    """True where a column would be read otherwise if a whole number in it might be written ``5.0``."""
    known, doubted = (_cells(readable.numeric, asked, zeros=zeros).values() for zeros in (False, True))
    return engine.typed_columns(known) != engine.typed_columns(doubted)


class Seen(NamedTuple):
    """What an engine tells of a table before it is asked of every row.

    ``texts`` gives all texts of a column, None where they are very many; only columns of ``numeric`` can be numbers to
    it. ``anchor`` is a column that tells blank rows; ``zeros`` says that whole numbers may be written ``5.0``.
    """

    texts: Callable[[int], Sequence[str] | None]
    numeric: Collection[int]
    anchor: Cells | None = None
    zeros: bool = True


def _seen_in(readable: Readable, asked: Asked, *, zeros: bool) -> Seen:
    def texts(number: int) -> Sequence[str] | None:
        return engine.distinct(readable.connection, readable.relation((number,), ()), number, MOST_TEXTS)

    return Seen(texts, readable.numeric, _anchor(readable, asked.prepared, asked), zeros)


def question_of(asked: Asked, rounded: Rounded, table: Seen) -> Query:
    """What is asked of every row."""
    prepared, (unit, wide) = asked.prepared, rounded
    columns = _cells(table.numeric, asked, zeros=table.zeros)
    conditions: dict[str, Condition] = {}
    beside: list[Cells] = []
    texts: list[int] = []
    for _, rule, _ in asked.parts:
        if rule.when is None or rule.id in conditions:
            continue

        def lookup(name: str, called: Mapping[str, str] = prepared.conditions[rule.id]) -> Cells | Texts | None:
            column = called[name]
            own = columns.get(column)
            if own is not None and own.typed:
                beside.append(own)
                return own
            number = asked.columns[column]
            known = table.texts(number)
            if known is None:
                if own is not None:
                    beside.append(own)
                return own
            texts.append(number)
            form = next((one for one in asked.figures if one.name == column), None)
            return Texts(number, {text: _seen(text, form) for text in known})

        conditions[rule.id] = emitted(condition.parse(rule.when, rule.origin), lookup)
    figures = [columns[name] for name in prepared.read]
    also = Beside(table.anchor, figures, beside, texts)
    again = None if wide is None else _cells(table.numeric, asked, wide, zeros=table.zeros)
    return query(asked.parts, columns, conditions, unit=unit, wide=again, beside=also)


def _seen(text: str, own: reading.Column | None) -> str | None:
    """What a condition sees of a text, in a column of figures or of keys."""
    if own is None:
        return text.strip() or None
    found = column.read(text, own.form, own.declared)
    return seen(text, found.state, found.printed, len(found.intervals))


def _anchor(readable: Readable, prepared: Prepared, asked: Asked) -> Cells | None:
    """A column that tells a blank row from one in which only the figures are missing, where none of these does."""
    read = {asked.numbers[name] for name in prepared.read}
    rows = readable.sample.rows
    if prepared.document.layout == "long" or any(all(row[number] for row in rows) for number in read):
        return None
    full = next((number for number in range(len(readable.sample.columns)) if all(row[number] for row in rows)), None)
    if full is None or full in read:
        return None
    return blank_only(full)


def _unit(readable: Readable, asked: Asked, likely: Exact) -> Exact:
    """The unit that all whole numbers have, which is the likely one or a smaller one."""
    if likely == 1:
        return 1
    columns = _cells(readable.numeric, asked)
    names = [name for name in units.added(asked.parts) if columns[name].exact == "TRUE"]
    used = list({columns[name].source: columns[name] for name in names}.values())
    found = [f"coalesce(bool_or({one}), FALSE)" for one in units.others(columns, names, likely)]
    source = readable.relation([one.source for one in used] or [0], engine.typed_columns(used))
    stages = together(one.stages for one in used)
    listed = [f"c{one.source}" for one in used] or ["c0"]
    (answer,) = readable.connection.execute(engine.select(listed, source, list(stages), found)).fetchall()
    fits = [unit for unit, differs in zip(units.smaller(likely), answer, strict=True) if not differs]
    return fits[0] if fits else 1


def whole_unit(asked: Asked) -> Exact:
    """The unit that all whole numbers seem to have, from the first rows."""
    return units.likely(asked.texts[name] for name in units.added(asked.parts))
