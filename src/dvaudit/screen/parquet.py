"""A large Parquet file as an engine reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dvaudit.readers import parquet
from dvaudit.screen.parts import Rows
from dvaudit.screen.readable import SAMPLE_ROWS, Readable, as_it_is

if TYPE_CHECKING:
    import duckdb


def opened(connection: duckdb.DuckDBPyConnection, name: str, path: str) -> Readable:
    """A Parquet file at ``path``, called ``name``. Raises AuditError for what is none."""
    file = parquet.opened(connection, name, path)
    sample = file.table(connection, f"rn < {SAMPLE_ROWS}")[1]

    def relation(columns: Collection[int], typed: Collection[int]) -> str:
        return file.relation(columns, typed)

    def fetch(numbers: Sequence[int]) -> Rows:
        if not numbers:
            return Rows(*file.table(connection, "FALSE"))
        among = f"rn BETWEEN {numbers[0]} AND {numbers[-1]}"
        if len(numbers) <= numbers[-1] - numbers[0]:
            among += f" AND rn IN ({', '.join(map(str, numbers))})"
        return Rows(*file.table(connection, among))

    return Readable(
        connection, sample, relation, file.numeric, lambda: file.rows, fetch, as_it_is, list, lambda: True,
        None if file.rows <= SAMPLE_ROWS else lambda column: relation((column,), ()),
    )  # fmt: skip
