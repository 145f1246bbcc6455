"""Parquet in Spark: every record with its file and its number, its numbers printed as the judge is shown them.

A float is printed by its shortest digits, as a float in memory is; a column of floats that all are whole is whole
numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dvaudit.figure import Place, Table
from dvaudit.names import natural
from dvaudit.readers.bulk import SAMPLE_ROWS, Bulk, Raw, cells_of
from dvaudit.readers.delimited import Dialect
from dvaudit.screen.sparkfiles import File, Stored, escaped, expressions, local, text, view

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_CELLS = Dialect(",", spaced=False)
_WHOLE = 10**15  # whole floats below this are printed with all their digits


def parquet(spark: SparkSession, paths: Sequence[str], label: str) -> Stored:
    """The records of Parquet files."""
    frame = spark.read.parquet(*map(escaped, paths))
    names = tuple(frame.columns)
    kinds = [field.dataType.typeName() for field in frame.schema.fields]
    quoted = [f"`{name.replace('`', '``')}`" for name in names]
    floats = [at for at, kind in enumerate(kinds) if kind in ("float", "double")]
    fractions = _fractions(frame, [quoted[at] for at in floats])
    broken = {at for at, has in zip(floats, fractions, strict=True) if has}
    printed = [f"{_printed(quoted[at], kind, at in broken)} AS r{at}" for at, kind in enumerate(kinds)]
    made = view(frame.selectExpr("_metadata.file_path AS _file", "_metadata.row_index AS _rid", *printed))
    counts: dict[str, int] = {row["_file"]: row["rows"] for row in spark.table(made).groupBy("_file").agg(
        *expressions("count(*) AS rows")).collect()}  # fmt: skip
    known: dict[str, str] = {local(path): path for path in paths}
    order = sorted(counts, key=lambda uri: natural(known.get(local(uri)) or uri))
    files: list[File] = []
    for uri in order:
        files.append(File(known.get(local(uri), uri), files[-1].first + files[-1].rows if files else 0, counts[uri]))
    places = spark.createDataFrame(
        [(uri, file.first) for uri, file in zip(order, files, strict=True)], "_file STRING, _n0 BIGINT"
    )
    typed = frozenset(at for at, kind in enumerate(kinds) if kind in _NUMBERS)
    listed = ", ".join(f"r{at}" for at in range(len(names)))
    value = f"to_csv(struct({listed}), map('quoteAll', 'true', 'escape', {text(chr(34))}, 'nullValue', ''))"
    file = files[0].name if len(files) == 1 else label
    empty = Table(
        file, names, [], [], lambda _row, _column: Place(file), lambda _column: Place(file), shape="records"
    )  # fmt: skip
    bulk = Bulk(file, "", empty, _CELLS, 0, 1, 0, len(names), True, False, (0, 0))
    found = Stored(
        spark, bulk, made, ("_file", "_rid"), places, tuple(files), "false", "true",
        tuple(f"r{at}" for at in range(len(names))), value, typed,
    )  # fmt: skip
    head = [] if not order else spark.table(made).where(f"_file = {text(order[0])} AND _rid < {SAMPLE_ROWS}").orderBy(
        "_rid").selectExpr(f"{value} AS value").collect()  # fmt: skip
    sample = printed_table(found, file, [Raw(at, 0, row["value"]) for at, row in enumerate(head)])
    return found._replace(bulk=bulk._replace(sample=sample))


_NUMBERS = frozenset("byte tinyint short smallint integer long bigint float double decimal".split())


def _fractions(frame: DataFrame, columns: Sequence[str]) -> list[bool]:
    """Which columns of floats have numbers that are not whole."""
    if not columns:
        return []
    asked = [
        f"max(CASE WHEN isnan({name}) THEN false ELSE {name} <> floor({name}) END) AS f{at}"
        for at, name in enumerate(columns)
    ]
    row: Any = frame.agg(*expressions(*asked)).collect()[0]
    return [bool(has) for has in row]


def _printed(column: str, kind: str, broken: bool) -> str:
    """A column as text."""
    if kind not in ("float", "double"):
        return f"initcap(CAST({column} AS STRING))" if kind == "boolean" else f"CAST({column} AS STRING)"
    shown = f"CAST({column} AS STRING)"
    whole = f"CAST(CAST({column} AS BIGINT) AS STRING)"
    digits = f"rtrim('0', CAST(CAST({shown} AS DECIMAL(38, 18)) AS STRING))"
    return (
        f"CASE WHEN isnan({column}) THEN NULL WHEN NOT abs({column}) < {_WHOLE} THEN {shown}"
        f" WHEN {column} = floor({column}) THEN {f'concat({whole}, {text(chr(46) + chr(48))})' if broken else whole}"
        f" WHEN abs({column}) >= 1e7 THEN {digits} ELSE {shown} END"
    )


def printed_table(one: Stored, file: str, found: Sequence[Raw]) -> Table:
    """Some records as a table; numbers that Spark wrote with an exponent are written out."""
    rows: list[list[str | None]] = []
    for raw in found:
        cells: list[str | None] = [*cells_of(raw, _CELLS)]
        for at in one.typed:
            cells[at] = _plain(cells[at] or "")
        rows.append(cells)
    return replace(
        one.bulk.sample, file=file, rows=rows, lines=[None] * len(rows), place=lambda _row, _column: Place(file),
        header_place=lambda _column: Place(file),
        typed={(row, at) for row in range(len(rows)) for at in one.typed},
    )  # fmt: skip


def _plain(shown: str) -> str:
    if "E" not in shown:
        return shown
    from decimal import Decimal

    return format(Decimal(shown), "f")
