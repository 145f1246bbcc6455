"""Rules about several rows in Spark: the tables that these are told from, and the rows of which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from dvaudit.apply import Prepared
from dvaudit.bind import Counts, Groups, Lags, Records
from dvaudit.message import AuditError, fail
from dvaudit.readers.bulk import Raw, cells_of
from dvaudit.screen.parts import Part, Rows, Spanning, parts
from dvaudit.screen.readable import NotScreenedError
from dvaudit.screen.sparkanswers import MOST_OPEN
from dvaudit.screen.sparkfiles import Stored, records, spelt
from dvaudit.screen.table import Engine, Loaded, TooManyError, apart
from dvaudit.screen.task import Asked, clear, columns_of, outcome, texts_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SCREENED = (Records, Counts, Groups, Lags)
"""The plans that Spark is asked about."""


class Tables:
    """Tables of one run: each is computed once and kept until the run ends."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        self.made: dict[str, list[DataFrame]] = {}
        self.engine = Engine(self._run, self._create, self._register, _listed, "size")

    def keep(self, name: str, frame: DataFrame) -> None:
        """Makes a table of a frame."""
        self.made.setdefault(name, []).append(frame.persist())
        frame.createOrReplaceTempView(name)

    def drop(self) -> None:
        """Takes all tables away."""
        for name, frames in self.made.items():
            self.spark.catalog.dropTempView(name)
            for frame in frames:
                frame.unpersist()

    def _run(self, sql: str) -> list[tuple[Any, ...]]:
        rows = self.spark.sql(spelt(sql)).limit(MOST_OPEN + 1).collect()
        if len(rows) > MOST_OPEN:
            raise fail("spark.too_many_open", n=len(rows), most=MOST_OPEN)
        return [tuple(row) for row in rows]

    def _create(self, name: str, sql: str) -> None:
        self.keep(name, self.spark.sql(spelt(sql)))

    def _register(self, name: str, columns: Mapping[str, Sequence[int | str]]) -> None:
        kinds = [
            f"{column} {'STRING' if values and isinstance(values[0], str) else 'BIGINT'}"
            for column, values in columns.items()
        ]  # fmt: skip
        rows = [*zip(*columns.values(), strict=True)]
        self.keep(name, self.spark.createDataFrame(rows, ", ".join(kinds)))


def _listed(value: str, order: str) -> str:
    pairs = f"collect_list(struct({order} AS _order, {value} AS _value))"
    return f"transform(array_sort({pairs}), one -> one._value)"


@contextmanager
def tables(spark: SparkSession) -> Iterator[Tables]:
    """Tables that go when the run ends."""
    found = Tables(spark)
    try:
        yield found
    finally:
        found.drop()


def outcomes(
    found: Tables, one: Stored, prepared: Prepared, asked: Asked, fetch: Callable[[Sequence[int]], Rows]
) -> tuple[list[Spanning], list[int]]:  # fmt: skip
    """How rules about several rows come out, and the rows that turn out to be no records."""
    spanning = [part for part in asked.parts if not isinstance(part.plan, Records)]
    if not spanning:
        return [], []
    columns = columns_of(asked, spanning)
    name = f"dvaudit_{uuid4().hex}"
    found.keep(name, _rows(one, columns))
    loaded = Loaded(found.engine, prepared, asked.columns, fetch, name)
    nowhere = clear(loaded, columns)
    texts = texts_of(asked)
    listed: list[Spanning] = []
    for at, part in enumerate(spanning):
        try:
            listed.append(outcome(apart(loaded, at), part, texts))
        except (TooManyError, NotScreenedError):
            raise refused(part) from None
    rows = {number for own in listed for unit in own.units for number in unit.rows}
    if len(rows) > MOST_OPEN:
        raise fail("spark.too_many_open", n=len(rows), most=MOST_OPEN)
    fetch(sorted(rows))
    return listed, nowhere


def refused(part: Part) -> AuditError:
    """Says which rule Spark does not screen."""
    rule = part.rule
    return fail(
        "spark.rule", file=rule.origin.file, line=rule.origin.line, column=rule.origin.column,
        rule=rule.id, kind=rule.kind,
    )  # fmt: skip


def refuse_others(prepared: Prepared) -> None:
    """Says which rule Spark is not asked about, instead of leaving it out."""
    for part in parts(prepared):
        conditional = isinstance(part.plan, Counts) and part.rule.when is not None
        if conditional or not isinstance(part.plan, SCREENED):
            raise refused(part)


def _rows(one: Stored, columns: Sequence[int]) -> DataFrame:
    """The number of each record as rn, and some of its columns; cells of which readers think differently as we do."""
    names = [f"c{column}" for column in columns]
    shown = ", ".join([*one.keys, *names])
    plain = one.spark.sql(f"SELECT {shown} FROM {records(one, columns)} WHERE NOT _suspect")
    found = one.numbered(plain).selectExpr("_n AS rn", *names)
    if not one.delimited:
        return found
    chosen = one.spark.sql(f"SELECT {', '.join(one.keys)}, value FROM {one.view} WHERE {one.suspect}")
    odd = one.numbered(chosen).limit(MOST_OPEN + 1).collect()
    if len(odd) > MOST_OPEN:
        raise fail("spark.too_many_open", n=len(odd), most=MOST_OPEN)
    if not odd:
        return found
    rows: list[tuple[int | str | None, ...]] = []
    for row in odd:
        cells = cells_of(Raw(row["_n"], row["_line"], row["value"]), one.bulk.dialect)
        rows.append((row["_n"], *(cells[at] if at < len(cells) else None for at in columns)))
    schema = ", ".join(["rn BIGINT", *(f"{name} STRING" for name in names)])
    return found.union(one.spark.createDataFrame(rows, schema))
