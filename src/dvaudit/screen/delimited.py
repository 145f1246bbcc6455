"""A large delimited file as an engine reads it: in the quickest way that the whole of it turns out to allow."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Layout
from dvaudit.message import Problem
from dvaudit.readers import bulk as bulks
from dvaudit.readers import looks_like
from dvaudit.readers.bulk import Bulk, Index, LineEndsError
from dvaudit.readers.database import quoted
from dvaudit.readers.packed import ending_of
from dvaudit.screen import copies
from dvaudit.screen.parts import Rows
from dvaudit.screen.readable import NotScreenedError, Readable

if TYPE_CHECKING:
    import duckdb

ENDINGS = (".csv", ".tsv", ".tab")
"""The endings that say that a file is delimited; of others its content has to say so."""
_COUNTED = {"read.long_rows", "read.text_after_quote"}
"""Problems that count rows of the whole file, which the sample does not know."""


class Way(NamedTuple):
    """How a file is read; each field gives way where the file turns out to be otherwise.

    ``numbers`` where the engine may read numbers by itself, ``quotes`` where cells are quoted, ``padded`` where some
    rows are shorter than others.
    """

    numbers: bool
    quotes: bool
    padded: bool


class _File(NamedTuple):
    """A delimited file with the index that is being made of it."""

    bulk: Bulk
    indexed: Callable[[], Index]
    connection: duckdb.DuckDBPyConnection
    lined: bool
    """True where all lines end in one way, because they were made so."""


@contextmanager
def opened(
    connection: duckdb.DuckDBPyConnection, name: str, path: str, layout: Layout, problems: Sequence[Problem], *,
    lined: bool,
) -> Iterator[Readable]:  # fmt: skip
    """A delimited file in UTF-8 at ``path``, called ``name``; ``lined`` where its lines were made to end in one way.

    Raises AuditError for a file that is no table; it and what is read raise UnicodeDecodeError for another encoding,
    LineEndsError for one whose lines end in different ways.
    """
    with ExitStack() as stack:
        if ending_of(name) not in ENDINGS and looks_like(bulks.first_text(path), layout) != "delimited":
            raise NotScreenedError("another format")
        bulk = bulks.open_bulk(name, path, layout, problems)
        if any(one.message.key in _COUNTED for one in bulk.sample.problems):
            raise NotScreenedError("rows to be counted")
        if bulk.end < os.path.getsize(path):
            folder = stack.enter_context(TemporaryDirectory(prefix="dvaudit-", ignore_cleanup_errors=True))
            bulk = bulk._replace(path=copies.head(path, bulk.end, folder))
        indexed = stack.enter_context(ThreadPoolExecutor(1)).submit(bulks.scan, bulk)
        way = Way(numbers=True, quotes=_has_quotes(bulk), padded=not bulk.regular)
        yield _readable(_File(bulk, indexed.result, connection, lined), way)


def _readable(file: _File, way: Way) -> Readable:
    bulk = file.bulk

    def relation(_: Collection[int], typed: Collection[int]) -> str:
        return sql(bulk, typed, way)

    def fetch(numbers: Sequence[int]) -> Rows:
        found = [raw for raw in bulks.fetch(bulk, file.indexed(), numbers) if bulks.is_row(bulk, raw)]
        return Rows([raw.number for raw in found], bulks.table_of(bulk, found))

    def otherwise(rows: int | None) -> Readable | None:
        index = file.indexed()
        if (file.lined and index.starts) or (index.mixed and not index.starts):
            raise LineEndsError
        other = _worse(way, index) if rows is None else _contradicted(way, index, rows)
        if other is None and rows is None:
            raise NotScreenedError("unreadable")
        if other is None and _goes_beyond(file, way):
            raise NotScreenedError("rows to be counted")
        return None if other is None else _readable(file, other)

    return Readable(
        file.connection, bulk.sample, relation, range(bulk.width) if way.numbers else (),
        lambda: file.indexed().records, fetch, otherwise,
        lambda problems: bulks.located(bulk, file.indexed(), problems), lambda: file.indexed().zeros,
        None if bulk.complete else lambda _: sql(bulk, (), Way(numbers=False, quotes=True, padded=True)),
        bulk.end - bulk.start,
    )  # fmt: skip


def sql(bulk: Bulk, typed: Collection[int], way: Way) -> str:
    """The rows of a delimited file as a table of the columns c0, c1, ...; those of ``typed`` are read as numbers."""
    types = ", ".join(f"'c{c}': '{'DOUBLE' if c in typed else 'VARCHAR'}'" for c in range(bulk.width))
    quote = '"' if way.quotes else ""
    options = {
        "delim": quoted(bulk.dialect.delimiter), "quote": quoted(quote), "escape": quoted(quote),
        "header": "false", "auto_detect": "false", "skip": str(bulk.first_line - 1), "columns": f"{{{types}}}",
        "null_padding": str(way.padded).lower(), "strict_mode": "true",
    }  # fmt: skip
    return f"read_csv({quoted(bulk.path)}, {', '.join(f'{name}={value}' for name, value in options.items())})"


def _goes_beyond(file: _File, way: Way) -> bool:
    """True where something is printed in cells to the right of the header's, where the sample has only blank ones."""
    beyond = range(len(file.bulk.sample.columns), file.bulk.width)
    asked = " OR ".join(f"trim(c{column}) <> ''" for column in beyond)
    return bool(asked) and bool(
        file.connection.execute(f"SELECT 1 FROM {sql(file.bulk, (), way)} WHERE {asked} LIMIT 1").fetchall()
    )


def _has_quotes(bulk: Bulk) -> bool:
    with open(bulk.path, "rb") as stream:
        return b'"' in stream.read(1 << 20)


def _worse(way: Way, index: Index) -> Way | None:
    """The next way to read a file that could not be read so."""
    if index.quotes and not way.quotes:
        return way._replace(quotes=True)
    if way.numbers:
        return way._replace(numbers=False)
    return None if way.padded else way._replace(padded=True)


def _contradicted(way: Way, index: Index, rows: int) -> Way | None:
    """Another way to read a file of which the whole shows that it was read wrongly; None where it was not."""
    if index.quotes and not way.quotes:
        return way._replace(quotes=True)
    if index.loose and way.numbers:
        return way._replace(numbers=False)
    if rows != index.records:
        raise NotScreenedError(f"{rows} rows, {index.records} records")
    return None
