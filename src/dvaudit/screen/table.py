"""A large table loaded as texts into the engine, for rules that speak of several rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit.apply import Prepared
from dvaudit.screen.cells import Cells
from dvaudit.screen.parts import Rows

if TYPE_CHECKING:
    import duckdb

ROWS = "main.loaded_rows"
"""The engine's name of the table: the number of each row as ``rn``, and its columns as c0, c1, ..."""


class TooManyError(Exception):
    """The groups of a table differ too much for the screen; the judge can look at them."""


class Loaded(NamedTuple):
    """A table in the engine, what was prepared of it, and any of its rows; ``numbers`` are its columns by name.

    What is computed for one part of a rule stands in a ``schema`` of its own.
    """

    connection: duckdb.DuckDBPyConnection
    prepared: Prepared
    numbers: Mapping[str, int]
    fetch: Callable[[Sequence[int]], Rows]
    schema: str = "main"

    def text(self, column: str) -> str:
        """The printed texts of a column as SQL; blank where there are none."""
        return f"coalesce(c{self.numbers[column]}, '')"

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        self.connection.execute(f"SET schema = '{self.schema}'")
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found


def apart(loaded: Loaded, number: int) -> Loaded:
    """The same table with a schema for one part of a rule."""
    own = loaded._replace(schema=f"part{number}")
    loaded.run(f"CREATE SCHEMA {own.schema}")
    return own


def load(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Loads the rows that a query gives, with their numbers as ``rn``. Raises duckdb.Error."""
    connection.execute(f"CREATE OR REPLACE TABLE {ROWS} AS {rows}")


def drop(loaded: Loaded, numbers: Sequence[int]) -> None:
    """Takes out rows that are no records; the others keep their numbers."""
    if len(numbers):
        loaded.run(f"DELETE FROM {ROWS} WHERE rn IN ({', '.join(map(str, numbers))})")


def blank(loaded: Loaded, columns: Iterable[int]) -> list[int]:
    """The rows in which nothing is printed in some columns."""
    nothing = " AND ".join(f"trim(coalesce(c{column}, '')) = ''" for column in dict.fromkeys(columns))
    return [number for (number,) in loaded.run(f"SELECT rn FROM {ROWS} WHERE {nothing} ORDER BY rn")]


def staged(cells: Iterable[Cells]) -> str:
    """The loaded rows with what is computed of the cells of some figures."""
    found = f"SELECT * FROM {ROWS}"
    listed = list({one.source: one for one in cells}.values())
    for level in range(max((len(one.stages) for one in listed), default=0)):
        pairs = [pair for one in listed if level < len(one.stages) for pair in one.stages[level]]
        found = f"SELECT *, {', '.join(f'{expression} AS {name}' for name, expression in pairs)} FROM ({found})"
    return found


def arrange(loaded: Loaded, keys: Sequence[str], label: str, most: int) -> None:
    """Puts the rows into groups with the same ``keys``, and the groups into sorts with the same labels in a row.

    Makes the tables ``members`` (rn, grp, pos), ``sorts`` (labels, times, grp, sort) and ``sorted`` (grp, sort); a
    group is named by the number of its first row. Raises TooManyError where the sorts have more than ``most`` labels.
    """
    apart = f"PARTITION BY {', '.join(keys)}" if keys else ""
    position = f"row_number() OVER ({apart} ORDER BY rn) - 1 AS pos"
    loaded.run(
        f"CREATE OR REPLACE TABLE members AS SELECT rn, min(rn) OVER ({apart}) AS grp, {position},"
        f" {label} AS label FROM {ROWS}"
    )
    labels_of = "SELECT grp, list(label ORDER BY pos) AS labels FROM members GROUP BY grp"
    loaded.run(f"CREATE OR REPLACE TABLE labelled AS {labels_of}")
    loaded.run(
        "CREATE OR REPLACE TABLE sorts AS SELECT labels, count(*) AS times, min(grp) AS grp,"
        " row_number() OVER (ORDER BY min(grp)) - 1 AS sort FROM labelled GROUP BY labels"
    )
    ((labels,),) = loaded.run("SELECT coalesce(sum(len(labels)), 0) FROM sorts")
    if labels > most:
        raise TooManyError(str(labels))
    loaded.run(
        "CREATE OR REPLACE TABLE sorted AS SELECT labelled.grp, sorts.sort FROM labelled JOIN sorts USING (labels)"
    )


def sorts(loaded: Loaded) -> list[tuple[int, list[int]]]:
    """How many groups there are of each sort, and the rows of the first of them."""
    return [
        (times, numbers)
        for times, numbers in loaded.run(
            "SELECT sorts.times, list(members.rn ORDER BY members.pos) FROM sorts JOIN members USING (grp)"
            " GROUP BY sorts.sort, sorts.times ORDER BY sorts.sort"
        )
    ]


def rows_of(loaded: Loaded, condition: str) -> list[tuple[int, int, list[int]]]:
    """The groups that meet a condition over ``outcome``: the sort and the rows of each, in the order of the table."""
    return [
        (group, sort, numbers)
        for group, sort, numbers in loaded.run(
            "SELECT outcome.grp, outcome.sort, list(members.rn ORDER BY members.pos)"
            f" FROM outcome JOIN members USING (grp) WHERE {condition} GROUP BY outcome.grp, outcome.sort ORDER BY 1"
        )
    ]


def register(loaded: Loaded, name: str, columns: Mapping[str, Sequence[int]]) -> None:
    """Makes a table of whole numbers."""
    import pandas as pd

    frame = pd.DataFrame({column: pd.array(list(values), dtype="int64") for column, values in columns.items()})
    loaded.connection.register("registered", frame)
    loaded.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM registered")
    loaded.connection.unregister("registered")
