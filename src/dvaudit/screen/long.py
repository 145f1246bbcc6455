"""Long tables as an engine reads them: one row for each record, one column for each of its figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from dvaudit.apply import Prepared
from dvaudit.names import normalize
from dvaudit.readers.database import quoted
from dvaudit.screen.parts import Rows
from dvaudit.screen.readable import NotScreenedError, Readable

_TABLE = "main.pivoted"
MOST_NAMES = 100_000
"""So many different texts name figures; a table of more is left to the judge alone."""


class Pivoted(NamedTuple):
    """A long table as one of records: ``columns`` are the numbers of its key columns and of its figures by name."""

    readable: Readable
    columns: dict[str, int]


def pivoted(readable: Readable, prepared: Prepared) -> Pivoted:
    """The records of a long table. Raises NotScreenedError where the judge has to look at them alone.

    A record that states a figure twice is for the judge, and so is a row that names no figure.
    """
    named = prepared.ruleset.layout
    columns = readable.sample.columns
    texts = [normalize(text) for text in columns]
    try:
        name, value = (texts.index(normalize(text or "")) for text in (named.figure, named.value))
        keys = [columns.index(text) for text in prepared.document.key_columns]
    except ValueError:
        raise NotScreenedError("layout") from None
    if readable.sample.typed:
        raise NotScreenedError("typed cells")
    right = _right_way(readable)
    wanted = {own.printed: len(keys) + at for at, own in enumerate(prepared.columns)}
    run = right.connection.execute
    run(f"CREATE OR REPLACE TABLE main.stated AS {right.rows_sql([*dict.fromkeys((*keys, name, value))])}")
    found = run(f"SELECT DISTINCT c{name} FROM main.stated LIMIT {MOST_NAMES + 1}").fetchall()
    if len(found) > MOST_NAMES or any(text is None or not text.strip() for (text,) in found):
        raise NotScreenedError("names")
    forms: dict[str, list[str]] = {}
    for (text,) in found:
        forms.setdefault(normalize(text), []).append(text)
    said = {
        number: f"c{name} IN ({', '.join(map(quoted, forms.get(normalize(printed), ['']))) })"
        for printed, number in wanted.items()
    }
    by = [f"coalesce(c{key}, '')" for key in keys]
    listed = ", ".join([
        *(f"{text} AS c{at}" for at, text in enumerate(by)),
        *(f"max(c{value}) FILTER ({own}) AS c{number}" for number, own in said.items()),
    ])  # fmt: skip
    twice = " OR ".join(f"count(*) FILTER ({own}) > 1" for own in said.values()) or "FALSE"
    run(
        f"CREATE OR REPLACE TABLE {_TABLE} AS SELECT row_number() OVER (ORDER BY first) - 1 AS rn, * FROM ("
        f"SELECT min(rn) AS first, {twice} AS twice, list(rn ORDER BY rn) AS listed, {listed}"
        f" FROM main.stated GROUP BY {', '.join(by)}) ORDER BY first"
    )
    ((records, double),) = run(f"SELECT count(*), count(*) FILTER (twice) FROM {_TABLE}").fetchall()
    if double:
        raise NotScreenedError("stated twice")

    def relation(asked: Collection[int], _: Collection[int]) -> str:
        return f"(SELECT {', '.join(f'c{column}' for column in asked)} FROM {_TABLE} ORDER BY rn)"

    def fetch(numbers: Sequence[int]) -> Rows:
        if not numbers:
            return Rows([], right.fetch([]).table, [])
        asked = ", ".join(map(str, numbers))
        rows = run(f"SELECT rn, first, listed FROM {_TABLE} WHERE rn IN ({asked}) ORDER BY rn").fetchall()
        raw = right.fetch(sorted(number for _, _, own in rows for number in own))
        return Rows([number for number, _, _ in rows], raw.table, [first + 1 for _, first, _ in rows])

    def data_rows(numbers: Sequence[int]) -> list[int]:
        asked = ", ".join(map(str, {*numbers})) or "NULL"
        first = dict(run(f"SELECT rn, first + 1 FROM {_TABLE} WHERE rn IN ({asked})").fetchall())
        return [first[number] for number in numbers]

    result = right._replace(
        relation=relation, numeric=(), records=lambda: int(records), fetch=fetch, otherwise=lambda _: None,
        data_rows=data_rows,
        texts=right.texts and (lambda column: relation((column,), ())),
    )  # fmt: skip
    keyed = {text: at for at, text in enumerate(prepared.document.key_columns)}
    return Pivoted(result, keyed | wanted | {own.name: wanted[own.printed] for own in prepared.columns})


def _right_way(readable: Readable) -> Readable:
    """The way in which the rows have to be read, which shows when they are counted."""
    import duckdb

    while True:
        rows: int | None = None
        try:
            sql = f"SELECT count(*) FROM {readable.relation((0,), ())}"
            ((rows,),) = readable.connection.execute(sql).fetchall()
        except duckdb.Error:
            rows = None
        other = readable.otherwise(rows)
        if other is None:
            break
        readable = other
    if rows != readable.records():
        raise NotScreenedError("rows that are no records")
    return readable
