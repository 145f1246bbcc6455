"""From a large delimited file to what an engine is asked, and to its rows."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dvaudit import column, condition, layout, reading, whole
from dvaudit.apply import Prepared, Unbound, prepare, seen
from dvaudit.bind import Counts, Groups, Lags, Records
from dvaudit.interval import Exact, magnitude
from dvaudit.numerals import readings
from dvaudit.readers import bulk as bulks
from dvaudit.readers.bulk import Bulk, Index
from dvaudit.report import Audit
from dvaudit.rule import RuleSet
from dvaudit.screen import counted, grouped, lagged, screened
from dvaudit.screen import duckdb as engine
from dvaudit.screen.answers import Screened, decoded
from dvaudit.screen.cells import Cells, blank_only, cells
from dvaudit.screen.conditions import Condition, Texts
from dvaudit.screen.conditions import condition as emitted
from dvaudit.screen.duckdb import Way
from dvaudit.screen.parts import Limits, Part, Rounded, Rows, Source, Spanning, parts
from dvaudit.screen.query import Beside, Query, Slot, query
from dvaudit.screen.screened import Task
from dvaudit.screen.sparse import completed
from dvaudit.screen.table import ROWS, Loaded, TooManyError, apart, blank, drop, load

if TYPE_CHECKING:
    import duckdb

MOST_TEXTS = 100_000
"""Of a column with more different texts than this, no condition is told from a list of them."""
_LOOKED_AT = 300  # rows that usually show that whole numbers have no common unit


class NotScreenedError(Exception):
    """The screen cannot take this file, or these rules; the judge can."""


class Asked(NamedTuple):
    """The rules of a rule set that the screen takes, and the cells that they look at."""

    parts: Sequence[Part]
    texts: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    columns: Mapping[str, int]


def audit(file: str, ruleset: RuleSet, limits: Limits) -> tuple[Audit, Unbound]:
    """A large file confronted with a rule set.

    Raises AuditError for a file that is no table, NotScreenedError where the judge has to do it alone.
    """
    import duckdb

    with _reachable(file) as reached, engine.connected() as connection, ThreadPoolExecutor(1) as beside:
        try:
            bulk = bulks.open_bulk(file, reached, ruleset.layout)
            indexed = beside.submit(bulks.scan, bulk)
            prepared = prepare(bulk.sample, ruleset)
            asked = _asked(prepared, bulk)
            if not bulk.complete:
                plain = engine.delimited(bulk, (), Way(quotes=True, lenient=True))
                more = partial(engine.first_texts, connection, plain)
                prepared, texts = completed(prepared, asked.texts, asked.numbers, more)
                asked = asked._replace(texts=texts)
            task = _task(connection, bulk, prepared, asked, indexed.result)
            return screened.audit(task, limits), dict(prepared.unbound)
        except (duckdb.Error, UnicodeDecodeError, TooManyError) as error:
            raise NotScreenedError(str(error)) from error


@contextmanager
def _reachable(path: str) -> Iterator[str]:
    """The path, or a link to it where an engine would take it for a pattern."""
    if not engine.has_pattern(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="dvaudit-") as folder:
        link = os.path.join(folder, "input")
        os.symlink(os.path.abspath(path), link)
        yield link


def _asked(prepared: Prepared, bulk: Bulk) -> Asked:
    own = parts(prepared)
    if any(record.heading for record in prepared.document.records):
        raise NotScreenedError("headings")  # a table for people, and small
    numbers = layout.column_numbers(bulk.sample)
    texts = {
        own.name: [row[0].text if row else "" for row in prepared.document.cells(own.printed)]
        for own in prepared.columns
    }
    figures = {column.name: numbers[column.printed] for column in prepared.columns}
    return Asked(own, texts, figures, {**numbers, **figures})


class _Mode(NamedTuple):
    """How the engine reads a file; each field gives way where the file turns out to be otherwise."""

    numbers: bool
    way: Way
    zeros: bool = False


def _task(
    connection: duckdb.DuckDBPyConnection, bulk: Bulk, prepared: Prepared, asked: Asked, indexed: Callable[[], Index]
) -> Task:
    import duckdb

    notes = bulk.end < os.path.getsize(bulk.path)
    mode = _Mode(numbers=not notes, way=Way(_has_quotes(bulk), lenient=notes or not bulk.regular))
    unit = _whole_unit(asked)
    slots: list[Slot] = []

    def answer(rounded: Rounded) -> Screened:
        nonlocal mode
        unit, wide = rounded
        while True:
            index: Index | None = None
            try:
                source = engine.delimited(bulk, _typed(prepared, asked, mode), mode.way)
                question = _question(connection, source, bulk, prepared, asked, _Read(mode, unit, wide))
                slots[:] = question.slots
                words = engine.answers(connection, engine.row_query(question, source), len(question.words))
                index = indexed()
            except duckdb.Error:
                worse = _worse(mode, indexed())
                if worse is None:
                    raise
                mode = worse
                continue
            worse = _contradicted(mode, index, len(words[0]), bulk)
            careful = mode._replace(zeros=index.zeros)
            if worse is None and _typed(prepared, asked, careful) != _typed(prepared, asked, mode):
                worse = careful
            if worse is None:
                return decoded(question, [word[: index.records] for word in words])
            mode = worse

    first = answer(Rounded(unit))
    index = indexed()
    answers: dict[Exact | None, Screened] = {None: first}

    def fetch(numbers: Sequence[int]) -> Rows:
        found = [raw for raw in bulks.fetch(bulk, index, numbers) if bulks.is_row(bulk, raw)]
        return Rows([raw.number for raw in found], bulks.table_of(bulk, found))

    spanning = [part for part in asked.parts if not isinstance(part.plan, Records)]
    outcomes: list[Spanning] = []
    nowhere: list[int] = []
    if spanning:
        source = engine.delimited(bulk, (), mode.way)
        loaded, nowhere = _loaded(connection, source, prepared, asked, (spanning, index.records, fetch))
        texts = _cells(prepared, asked, mode._replace(numbers=False))
        outcomes = [_spanning(apart(loaded, at), part, texts) for at, part in enumerate(spanning)]

    def answered(rounded: Rounded) -> Screened:
        found = answers.pop(rounded.to, None) or answer(rounded)
        return found.with_blank(nowhere)

    source_of_rows = Source(first.rows, fetch)
    return Task(prepared, slots, answered, source_of_rows, unit, len(prepared.read), "duckdb", outcomes)


def _loaded(
    connection: duckdb.DuckDBPyConnection, source: str, prepared: Prepared, asked: Asked,
    rows: tuple[Sequence[Part], int, Callable[[Sequence[int]], Rows]],
) -> tuple[Loaded, list[int]]:  # fmt: skip
    """The columns that rules about several rows look at, loaded; and the rows that turn out to be no records."""
    spanning, records, fetch = rows
    numbers = asked.columns
    columns = [numbers[name] for part in spanning for name in _columns(part)]
    load(connection, source, columns)
    loaded = Loaded(connection, prepared, numbers, fetch)
    loaded.run(f"DELETE FROM {ROWS} WHERE rn >= {records}")
    empty = blank(loaded, columns)
    there = set(fetch(empty).numbers)
    nowhere = [number for number in empty if number not in there]
    drop(loaded, nowhere)
    return loaded, nowhere


def _columns(part: Part) -> list[str]:
    """The columns that a plan looks at, and the figures that it reads."""
    plan = part.plan
    keys = [getattr(plan, "over", None), *getattr(plan, "by", ()), *getattr(plan, "columns", ())]
    return [*(name for name in keys if name is not None), *plan.names]


def _spanning(loaded: Loaded, part: Part, columns: Mapping[str, Cells]) -> Spanning:
    match part.plan:
        case Groups():
            return grouped.screened(loaded, part, columns)
        case Lags():
            return lagged.screened(loaded, part, columns)
        case Counts():
            return counted.screened(loaded, part)
        case _:
            raise NotScreenedError(part.rule.id)


def _has_quotes(bulk: Bulk) -> bool:
    with open(bulk.path, "rb") as stream:
        return b'"' in stream.read(1 << 20)


def _worse(mode: _Mode, index: Index) -> _Mode | None:
    """The next way to read a file that could not be read so."""
    if index.quotes and not mode.way.quotes:
        return mode._replace(way=mode.way._replace(quotes=True))
    if mode.numbers:
        return mode._replace(numbers=False)
    return None if mode.way.lenient else mode._replace(way=mode.way._replace(lenient=True))


def _contradicted(mode: _Mode, index: Index, rows: int, bulk: Bulk) -> _Mode | None:
    """Another way to read a file of which the whole shows that it was read wrongly; None where it was not."""
    if index.quotes and not mode.way.quotes:
        return mode._replace(way=mode.way._replace(quotes=True))
    if index.loose and mode.numbers:
        return mode._replace(numbers=False)
    if rows != index.records and not (rows > index.records and bulk.end < os.path.getsize(bulk.path)):
        raise NotScreenedError(f"{rows} rows, {index.records} records")
    return None


def _cells(prepared: Prepared, asked: Asked, mode: _Mode, wide: Exact | None = None) -> dict[str, Cells]:
    return {
        own.name: cells(
            own, asked.numbers[own.name], asked.texts[own.name],
            numbers=mode.numbers, zeros=mode.zeros, whole_unit=wide,
        )
        for own in prepared.columns
    }


def _typed(prepared: Prepared, asked: Asked, mode: _Mode) -> list[int]:
    return engine.typed_columns(_cells(prepared, asked, mode).values())


class _Read(NamedTuple):
    """How numbers are read: ``unit`` is that of all whole numbers, ``wide`` the one they are rounded to, if any."""

    mode: _Mode
    unit: Exact
    wide: Exact | None


def _question(
    connection: duckdb.DuckDBPyConnection, source: str, bulk: Bulk, prepared: Prepared, asked: Asked, read: _Read
) -> Query:
    mode, unit, wide = read
    columns = _cells(prepared, asked, mode)
    conditions: dict[str, Condition] = {}
    beside: list[Cells] = []
    texts: list[int] = []
    numbers = layout.column_numbers(bulk.sample)
    for _, rule, _ in asked.parts:
        if rule.when is None or rule.id in conditions:
            continue

        def lookup(name: str, called: Mapping[str, str] = prepared.conditions[rule.id]) -> Cells | Texts | None:
            column = called[name]
            own = columns.get(column)
            if own is not None and own.typed:
                beside.append(own)
                return own
            number = asked.numbers[column] if own is not None else numbers[column]
            known = engine.distinct(connection, source, number, MOST_TEXTS)
            if known is None:
                if own is not None:
                    beside.append(own)
                return own
            texts.append(number)
            form = next((one for one in prepared.columns if one.name == column), None)
            return Texts(number, {text: _seen(text, form) for text in known})

        conditions[rule.id] = emitted(condition.parse(rule.when, rule.origin), lookup)
    figures = [columns[name] for name in prepared.read]
    also = Beside(_anchor(bulk, prepared, asked), figures, beside, texts)
    rounded = None if wide is None else _cells(prepared, asked, mode, wide)
    return query(asked.parts, columns, conditions, unit=unit, wide=rounded, beside=also)


def _seen(text: str, own: reading.Column | None) -> str | None:
    """What a condition sees of a text, in a column of figures or of keys."""
    if own is None:
        return text.strip() or None
    found = column.read(text, own.form, own.declared)
    return seen(text, found.state, found.printed, len(found.intervals))


def _anchor(bulk: Bulk, prepared: Prepared, asked: Asked) -> Cells | None:
    """A column that tells a blank row from one in which only the figures are missing, where none of these does."""
    read = {asked.numbers[name] for name in prepared.read}
    rows = bulk.sample.rows
    if any(all(row[number] for row in rows) for number in read):
        return None
    full = next((number for number in range(len(bulk.sample.columns)) if all(row[number] for row in rows)), None)
    if full is None or full in read:
        return None
    return blank_only(full)


def _whole_unit(asked: Asked) -> Exact:
    """The unit that all whole numbers seem to have, from the first rows."""
    names = [name for part in asked.parts for name in part.plan.names]
    values: set[Exact] = set()
    for name in dict.fromkeys(names):
        for text in asked.texts[name][:_LOOKED_AT]:
            values.update(magnitude(one.value) for one in readings(text)[:1] if one.whole and one.value)
    return whole.common_unit(values)
