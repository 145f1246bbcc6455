"""What an engine reads: a table that is too large to be held, its rows as SQL, and any of them by number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Table
from dvaudit.message import Problem
from dvaudit.readers.database import quoted
from dvaudit.readers.together import named
from dvaudit.screen.parts import Rows

if TYPE_CHECKING:
    import duckdb

SAMPLE_ROWS = 10_200
"""So many rows at the head tell how a table is laid out and how its columns are printed."""


class NotScreenedError(Exception):
    """The screen cannot take this input, or these rules; the judge can."""


class Readable(NamedTuple):
    """A large table as an engine reads it.

    ``sample`` are its first rows. ``relation(columns, typed)`` is SQL for a table of some columns under the names c0,
    c1, ... in the order of the rows: their texts as they are printed (NULL or blank where nothing is), and those of
    ``typed`` as DOUBLE; only columns of ``numeric`` can be typed. ``records`` tells how many of the engine's rows there
    are to be. ``fetch`` takes ascending numbers of rows (0-based) and leaves out those that are no records, because
    nothing is printed in them.

    A large file shows only when it is read how it has to be. ``otherwise(rows)`` gives another way to read it when
    ``rows`` came out, or an error did (None), and None where these are the right ones; ``told`` gives the problems of
    the sample with their lines in the whole file. ``zeros`` tells whether a whole number may be written ``5.0``. These
    wait until all of it has been looked through.

    ``texts`` gives SQL for the texts of one column, whatever a file will turn out to be; None where the sample is all.
    """

    connection: duckdb.DuckDBPyConnection
    sample: Table
    relation: Callable[[Collection[int], Collection[int]], str]
    numeric: Collection[int]
    records: Callable[[], int]
    fetch: Callable[[Sequence[int]], Rows]
    otherwise: Callable[[int | None], Readable | None]
    told: Callable[[Sequence[Problem]], list[Problem]]
    zeros: Callable[[], bool]
    texts: Callable[[int], str] | None
    size: int = 0
    """How many bytes of text it has, as far as that is known: for telling how far the work is."""
    data_rows: Callable[[Sequence[int]], Sequence[int]] | None = None
    """The 1-based rows in the file of some records, where these do not just follow from their numbers."""

    def rows_sql(self, columns: Sequence[int], typed: Collection[int] = ()) -> str:
        """A query for some columns of all rows that can be records, with their numbers as ``rn``.

        Ask it of a table of which it is known that this is the way to read it.
        """
        listed = "".join(f", c{column}" for column in columns)
        numbered = f"SELECT row_number() OVER () - 1 AS rn{listed} FROM {self.relation(columns, typed)}"
        return f"SELECT rn{listed} FROM ({numbered}) WHERE rn < {self.records()}"


def as_it_is(rows: int | None) -> Readable | None:
    """For a table that can be read in one way only: what came out is right, and an error is one."""
    if rows is None:
        raise NotScreenedError
    return None


def with_names(readable: Readable, said: Mapping[str, str]) -> Readable:
    """The table with a column for each name in its path, the same text in every row."""
    if not said:
        return readable
    width = len(readable.sample.columns)
    texts, inner = dict(enumerate(said.values(), width)), readable.texts

    def relation(columns: Collection[int], typed: Collection[int]) -> str:
        own = [column for column in columns if column < width] or [0]
        more = "".join(f", {quoted(texts[column])} AS c{column}" for column in columns if column >= width)
        source = readable.relation(own, typed)
        return f"(SELECT *{more} FROM {source})" if more else source

    def fetch(numbers: Sequence[int]) -> Rows:
        found = readable.fetch(numbers)
        return found._replace(table=named(found.table, said))

    def otherwise(rows: int | None) -> Readable | None:
        other = readable.otherwise(rows)
        return None if other is None else with_names(other, said)

    def of_column(column: int) -> str:
        # What the path says is the same everywhere, and the sample tells enough of it.
        return relation((column,), ()) if inner is None or column >= width else inner(column)

    return readable._replace(
        sample=named(readable.sample, said), relation=relation, fetch=fetch, otherwise=otherwise,
        numeric=[column for column in readable.numeric if column < width], texts=inner and of_column,
    )  # fmt: skip
