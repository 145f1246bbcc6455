"""DuckDB, as a reader of files: where they are, nothing is loaded or installed from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


@contextmanager
def connected(folder: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own, in memory, that never looks for an extension or an address.

    What does not fit into memory goes to a ``folder``.
    """
    import duckdb

    settings: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if folder is not None:
        settings["temp_directory"] = folder
    connection = duckdb.connect(":memory:", config=settings)
    # What a row needs only where something is wrong with it must not be computed for all rows.
    connection.execute("SET disabled_optimizers = 'common_subexpressions'")
    connection.execute("SET max_expression_depth TO 100000")  # a sum of thousands of columns is one expression
    try:
        yield connection
    finally:
        connection.close()


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
