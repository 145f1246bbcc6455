"""DuckDB as the engine that screens: files are read where they are, nothing is loaded or installed from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from dvaudit.screen.cells import Cells
from dvaudit.screen.query import Query
from dvaudit.screen.table import Engine

if TYPE_CHECKING:
    import duckdb
    import numpy as np

    Words = Sequence[np.ndarray[Any, np.dtype[Any]]]

Stages = Sequence[Sequence[tuple[str, str]]]


def select(columns: Sequence[str], source: str, stages: Stages, last: Sequence[str]) -> str:
    """A query of some expressions over named stages, each computed from the one before."""
    found = f"SELECT {', '.join(columns)} FROM {source}"
    for stage in stages:
        listed = ", ".join(f"{expression} AS {alias}" for alias, expression in stage)
        found = f"SELECT *, {listed} FROM ({found})"
    return f"SELECT {', '.join(last)} FROM ({found})"


def sources(query: Query) -> list[int]:
    """The columns of the table that a query looks at, one at least."""
    return list(dict.fromkeys((*(one.source for one in query.columns), *query.texts))) or [0]


def row_query(query: Query, source: str) -> str:
    """What is asked of every row of a table, in the order of its rows."""
    columns = [f"c{number}" for number in sources(query)]
    last = [f"{word} AS w{index}" for index, word in enumerate(query.words)]
    return select(columns, source, query.stages, last)


def answers(connection: duckdb.DuckDBPyConnection, sql: str, words: int) -> Words:
    """The answers of a query, one array for each word. Raises duckdb.Error."""
    found: Mapping[str, Any] = connection.execute(sql).fetchnumpy()
    return [found[f"w{index}"] for index in range(words)]


def groups(connection: duckdb.DuckDBPyConnection) -> Engine:
    """What DuckDB does for rules about several rows."""

    def run(sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found

    def create(name: str, sql: str) -> None:
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def register(name: str, columns: Mapping[str, Sequence[int | str]]) -> None:
        import pandas as pd

        texts = {column for column, values in columns.items() if values and isinstance(values[0], str)}
        frame = pd.DataFrame({
            column: pd.array(list(values), dtype=object if column in texts else "int64")
            for column, values in columns.items()
        })  # fmt: skip
        cast = [f"CAST({column} AS {'VARCHAR' if column in texts else 'BIGINT'}) AS {column}" for column in columns]
        connection.register("registered", frame)
        create(name, f"SELECT {', '.join(cast)} FROM registered")
        connection.unregister("registered")

    return Engine(run, create, register, lambda value, order: f"list({value} ORDER BY {order})", "len")


@contextmanager
def watched(connection: duckdb.DuckDBPyConnection, tell: Callable[[float], None] | None) -> Iterator[None]:
    """Tells twice a second how much of a query's input was read (a share), while the query runs."""
    if tell is None:
        yield
        return
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    done = Event()

    def look() -> None:
        while not done.wait(0.5):
            tell(max(0.0, connection.query_progress()) / 100)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def distinct(connection: duckdb.DuckDBPyConnection, source: str, column: int, most: int) -> list[str] | None:
    """All texts of a column, None where there are more than ``most``. Raises duckdb.Error."""
    rows = connection.execute(f"SELECT DISTINCT c{column} FROM {source} LIMIT {most + 1}").fetchall()
    return None if len(rows) > most else [text for (text,) in rows if text is not None]


def first_texts(connection: duckdb.DuckDBPyConnection, source: str, column: int, most: int) -> list[str]:
    """The first texts of a column in which something is printed. Raises duckdb.Error."""
    sql = f"SELECT c{column} FROM {source} AS source WHERE trim(c{column}) <> '' LIMIT {most}"
    return [text for (text,) in connection.execute(sql).fetchall()]


def typed_columns(columns: Iterable[Cells]) -> list[int]:
    """The columns that are read as numbers."""
    return [one.source for one in columns if one.typed]


def has_pattern(path: str) -> bool:
    """True for a path that an engine would expand as a pattern."""
    return any(sign in os.fspath(path) for sign in "*?[]{}")
