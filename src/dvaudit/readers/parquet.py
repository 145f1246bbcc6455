"""Parquet: typed columns as the texts that they would be printed as.

Whole numbers have no sign for thousands and decimals as many digits as the file declares. A float is printed by its
shortest repr, and a column of floats that are all whole as whole numbers, as :mod:`dvaudit.readers.memory` does.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import fail
from dvaudit.readers.database import connected, quoted
from dvaudit.readers.limits import COLUMN_LIMIT
from dvaudit.readers.memory import TypedColumns

if TYPE_CHECKING:
    import duckdb

_NUMBERS = (
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
    "DECIMAL",
)  # fmt: skip
_FLOATS = ("DOUBLE", "FLOAT")


class Column(NamedTuple):
    """A column: its name, its type for DuckDB, and whether it has floats that are all whole."""

    name: str
    type: str
    whole: bool = False

    @property
    def is_number(self) -> bool:
        """True where every cell is a number, or missing."""
        return self.type in _FLOATS or self.type.partition("(")[0] in _NUMBERS


class Parquet(NamedTuple):
    """A Parquet file: ``file`` is its name for people, ``path`` where it is."""

    file: str
    path: str
    columns: Sequence[Column]
    rows: int

    @property
    def numeric(self) -> frozenset[int]:
        """The columns of numbers."""
        return frozenset(number for number, column in enumerate(self.columns) if column.is_number)

    def relation(self, columns: Collection[int], typed: Collection[int] = ()) -> str:
        """SQL for some columns as texts, c0, c1, ..., those of ``typed`` as DOUBLE; and ``rn``, the row."""
        listed = "".join(
            f"{_number(n, self.columns[n]) if n in typed else _text(n, self.columns[n])} AS c{n}, " for n in columns
        )
        return f"(SELECT {listed}rn FROM {self.source})"

    @property
    def source(self) -> str:
        """SQL for the table as it is stored: r0, r1, ... and the row as ``rn``."""
        # By position: names that differ in case only are one name to DuckDB.
        names = "".join(f"r{number}, " for number in range(len(self.columns)))
        return f"{_read(self.path)} AS source({names}rn)"

    def table(self, connection: duckdb.DuckDBPyConnection, condition: str = "TRUE") -> tuple[list[int], Table]:
        """The rows for which a condition on ``rn`` holds: their numbers, and the table of them."""
        columns = range(len(self.columns))
        listed = ", ".join(["rn", *(f"coalesce(c{number}, '')" for number in columns)])
        sql = f"SELECT {listed} FROM {self.relation(columns)} WHERE {condition} ORDER BY rn"
        found = connection.execute(sql).fetchall()
        rows: list[list[str | None]] = [list(row[1:]) for row in found]
        file = self.file
        return [row[0] for row in found], Table(
            file, tuple(column.name for column in self.columns), rows, [None] * len(rows),
            lambda _row, _column: Place(file), lambda _column: Place(file),
            shape="records", typed=TypedColumns(len(rows), self.numeric),
        )  # fmt: skip


def read(file: str, data: bytes, _: Layout) -> list[Table]:
    """The one table of a Parquet file. Raises AuditError for what is none, or has no rows."""
    with tempfile.TemporaryDirectory(prefix="dvaudit-", ignore_cleanup_errors=True) as folder:
        path = os.path.join(folder, "copy.parquet")
        with open(path, "wb") as copy:
            copy.write(data)
        with connected() as connection, _told(file):
            return [opened(connection, file, path).table(connection)[1]]


def opened(connection: duckdb.DuckDBPyConnection, file: str, path: str) -> Parquet:
    """A Parquet file at ``path``. Raises AuditError for what is none, or has no rows."""
    with _told(file):
        return _opened(connection, file, path)


@contextmanager
def _told(file: str) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error:
        raise fail("read.parquet", file=file) from None


def _opened(connection: duckdb.DuckDBPyConnection, file: str, path: str) -> Parquet:
    described = connection.execute(f"DESCRIBE SELECT * FROM {_read(path)}").fetchall()[:-1]
    names = _names(connection, path)
    columns = [Column(name, str(row[1])) for name, row in zip(names, described, strict=True)]
    if len(columns) > COLUMN_LIMIT:
        raise fail("read.too_many_columns", file=file, n=len(columns), limit=COLUMN_LIMIT)
    found = connection.execute(f"SELECT count(*) FROM {_read(path)}").fetchone()
    rows = 0 if found is None else int(found[0])
    if not rows:
        raise fail("read.no_rows", file=file)
    known = Parquet(file, path, columns, rows)
    floats = [number for number, column in enumerate(columns) if column.type in _FLOATS]
    if not floats:
        return known
    asked = ", ".join(f"bool_and(isnan(r{n}) OR (r{n} = floor(r{n}) AND NOT isinf(r{n})))" for n in floats)
    whole = connection.execute(f"SELECT {asked} FROM {known.source}").fetchone() or ()
    for number, is_whole in zip(floats, whole, strict=True):
        columns[number] = columns[number]._replace(whole=is_whole is not False)
    return known


def _names(connection: duckdb.DuckDBPyConnection, path: str) -> list[str]:
    """The names of the columns as the file has them."""
    schema = connection.execute(f"SELECT name, num_children FROM parquet_schema({quoted(path)})").fetchall()
    names: list[str] = []
    inside = 0  # how many nodes below the column at hand are still to come
    for name, children in schema[1:]:
        if inside:
            inside -= 1
        else:
            names.append(name)
        inside += children or 0
    return names


def _read(path: str) -> str:
    return f"read_parquet({quoted(path)}, file_row_number=true, hive_partitioning=false)"


def _number(number: int, column: Column) -> str:
    raw = f"r{number}"
    if column.type == "FLOAT" and not column.whole:
        raw = f"CAST({raw} AS VARCHAR)"  # what is printed is the shortest text of a float, and not of the double
    return f"nullif(CAST({raw} AS DOUBLE), 'nan'::DOUBLE)"


def _text(number: int, column: Column) -> str:
    text = f"CAST(r{number} AS VARCHAR)"
    if column.type not in _FLOATS:
        return text
    mantissa, power = f"split_part({text}, 'e', 1)", f"CAST(split_part({text}, 'e', 2) AS INTEGER)"
    digits = f"replace(replace({mantissa}, '-', ''), '.', '')"
    zeros = f"rpad({digits}, {power} + 1, '0')"
    plain = f"CASE WHEN {power} > 0 THEN {zeros} ELSE concat('0.', repeat('0', -{power} - 1), {digits}) END"
    signed = f"CASE WHEN r{number} < 0 THEN concat('-', {plain}) ELSE {plain} END"
    short = f"CASE WHEN right({text}, 2) = '.0' THEN left({text}, length({text}) - 2) ELSE {text} END"
    shown = short if column.whole else text
    nothing = f"r{number} IS NULL OR isnan(r{number})"
    return f"CASE WHEN {nothing} THEN NULL WHEN instr({text}, 'e') = 0 THEN {shown} ELSE {signed} END"
