"""Delimited files in Spark: every record with its file, its line and its number.

Files are read line by line, so that a large one is split among many; Spark numbers the lines of a split, and one count
of the lines in each split tells where it begins. Where quoted cells span lines, lines are put together first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote
from uuid import uuid4

from dvaudit.message import fail
from dvaudit.names import natural
from dvaudit.pattern import pattern
from dvaudit.readers.bulk import Bulk

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_PLACE = 33  # bits of Spark's row ids that count within a partition
_LITERAL = pattern(r"'((?:[^']|'')*)'")
_SIGNS = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class File(NamedTuple):
    """One of the files: its name for people, the number of its first record, and how many it has."""

    name: str
    first: int
    rows: int


class Stored(NamedTuple):
    """Records that Spark holds.

    ``view`` has the columns of ``keys``, of which ``numbered`` makes ``_n`` (the number of the record), ``_file`` and
    ``_line``; ``suspect`` says when a record's cells may be others than those that Spark finds, ``among`` which of
    the numbered rows are records (and no header lines). ``value`` makes the text of a record of the ``carried``
    columns; ``typed`` are columns of numbers, where there are types.
    """

    spark: SparkSession
    bulk: Bulk
    view: str
    keys: tuple[str, ...]
    places: DataFrame
    files: tuple[File, ...]
    suspect: str
    among: str = "true"
    carried: tuple[str, ...] = ("value",)
    value: str = "value"
    typed: frozenset[int] = frozenset()

    @property
    def delimited(self) -> bool:
        """True for lines of text, False for records that Spark has in columns."""
        return self.value == "value"

    @property
    def rows(self) -> int:
        """How many records there are."""
        return sum(one.rows for one in self.files)

    def numbered(self, frame: DataFrame) -> DataFrame:
        """A frame that has the keys with the number, the file and the line of each record, headers left out."""
        from pyspark.sql.functions import broadcast

        joined = frame.join(broadcast(self.places), [key for key in self.keys if key in ("_file", "_block")])
        rest = [column for column in frame.columns if column not in self.keys]
        places = [column for column in ("_file", "_last") if column in joined.columns]
        line = "_line" if "_line" in self.keys else "_lid + _line0" if "_lid" in self.keys else "0"
        found = joined.selectExpr(f"{line} AS _line", "_rid + _n0 AS _n", *places, *rest)
        return found.where(self.among).drop("_last")


class _Block(NamedTuple):
    """A split of a file, as Spark reads it: where it begins, and its lines and records with their first id."""

    file: str
    start: int
    lines: int
    rows: int
    first: int


def spelt(sql: str) -> str:
    """The texts in a query as Spark writes them."""
    return _LITERAL.sub(lambda found: text(found[1].replace("''", "'")), sql)


def text(value: str) -> str:
    """A text as an SQL literal of Spark."""
    return "'" + "".join(_SIGNS.get(sign, sign) for sign in value) + "'"


def stored(spark: SparkSession, paths: Sequence[str], bulk: Bulk) -> Stored:
    """The records of delimited files, laid out as the first of them is."""
    delimiter = text(bulk.dialect.delimiter)
    blank = f"translate(value, concat({delimiter}, ' \\t\\r'), '') = ''"
    lines = spark.read.option("lineSep", "\n").text([escaped(path) for path in paths]).selectExpr(
        "value", "_metadata.file_path AS _file", "_metadata.file_block_start AS _block",
        "monotonically_increasing_id() AS _lid",
    )  # fmt: skip
    odd = _odd(bulk)
    valid = "is_valid_utf8(value)" if spark.catalog.functionExists("is_valid_utf8") else "true"
    counted = lines.groupBy("_file", "_block").agg(*expressions(
        "count(*) AS lines", f"sum(CASE WHEN {blank} THEN 0 ELSE 1 END) AS rows", "min(_lid) AS first",
        f"sum({odd}) AS odd", "sum(CASE WHEN instr(rtrim('\\r', value), '\\r') > 0 THEN 1 ELSE 0 END) AS returns",
        f"sum(CASE WHEN {valid} THEN 0 ELSE 1 END) AS invalid",
    )).collect()  # fmt: skip
    known = {local(path): path for path in paths}
    names: dict[str, str] = {row["_file"]: known.get(local(row["_file"]), row["_file"]) for row in counted}
    for row in counted:
        if row["invalid"]:
            raise fail("spark.encoding", file=names[row["_file"]])
        if row["returns"] and not row["odd"]:
            raise fail("spark.returns", file=names[row["_file"]])
    blocks = [_Block(row["_file"], row["_block"], row["lines"], row["rows"], row["first"]) for row in counted]
    made = _Made(spark, bulk, lines, blank, odd, blocks, names)
    return _spanning(made, paths) if any(row["odd"] for row in counted) else _single(made, paths)


class _Made(NamedTuple):
    """What is known of lines before they are records."""

    spark: SparkSession
    bulk: Bulk
    lines: DataFrame
    blank: str
    odd: str
    blocks: Sequence[_Block]
    names: Mapping[str, str]

    @property
    def suspect(self) -> str:
        """When a line has quotes inside cells, of which readers think differently, or nothing but quotes."""
        held, sign = _marked(self.bulk)
        stray = f"{held} RLIKE '[^{sign}\"\\n]\"[^{sign}\"\\r\\n]'"
        empty = f"translate({held}, concat({text(self.bulk.dialect.delimiter)}, '\" \\t\\r'), '') = ''"
        return f"(instr(value, '\"') > 0 AND ({stray} OR {empty}))"

    @property
    def swallows(self) -> str:
        """When a line that should begin a quoted cell and not end it does not."""
        held, sign = _marked(self.bulk)
        return f"NOT {held} RLIKE '(^|{sign})\"([^\"]|\"\")*$'"

    def order(self, paths: Sequence[str]) -> list[str]:
        """Spark's names of the files in our order."""
        places = {path: at for at, path in enumerate(paths)}
        return sorted(self.names, key=lambda uri: (places.get(self.names[uri], len(places)), natural(uri)))


def _single(made: _Made, paths: Sequence[str]) -> Stored:
    """Records that are lines."""
    head, head_rows, tail, tail_rows = _around(made.bulk)
    starts = _starts(made.blocks)
    found: list[tuple[str, int, int, int, int]] = []
    files: list[File] = []
    for uri in made.order(paths):
        own = sorted((block for block in made.blocks if block.file == uri), key=lambda block: block.start)
        cut, cut_rows = (tail, tail_rows) if not files else (0, 0)
        last = sum(block.lines for block in own) - cut
        number, line = (files[-1].first + files[-1].rows if files else 0) - head_rows, 1
        rows = sum(block.rows for block in own) - head_rows - cut_rows
        files.append(File(made.names[uri], number + head_rows, max(rows, 0)))
        for block in own:
            found.append((uri, block.start, line - block.first, number - starts[block], last))
            line += block.lines
            number += block.rows
    own_view = view(made.lines.where(f"NOT ({made.blank})").selectExpr("*", "monotonically_increasing_id() AS _rid"))
    places = made.spark.createDataFrame(found, "_file STRING, _block BIGINT, _line0 BIGINT, _n0 BIGINT, _last BIGINT")
    keys, among = ("_file", "_block", "_lid", "_rid"), f"_line > {head} AND _line <= _last"
    return Stored(made.spark, made.bulk, own_view, keys, places, tuple(files), made.suspect, among)


def _starts(blocks: Iterable[_Block]) -> dict[_Block, int]:
    """The id of the first record of each split; ids count within a partition, which may have several splits."""
    found: dict[_Block, int] = {}
    before: dict[int, int] = {}
    for block in sorted(blocks, key=lambda block: block.first):
        partition = block.first >> _PLACE
        found[block] = (partition << _PLACE) + before.get(partition, 0)
        before[partition] = before.get(partition, 0) + block.rows
    return found


def _spanning(made: _Made, paths: Sequence[str]) -> Stored:
    """Records of which some are several lines, put together file by file."""
    spark, bulk = made.spark, made.bulk
    head, _, tail, _ = _around(bulk)
    lines: list[tuple[str, int, int, int]] = []
    for at, uri in enumerate(made.order(paths)):
        line = 1
        own = sorted((block for block in made.blocks if block.file == uri), key=lambda block: block.start)
        last = sum(block.lines for block in own) - (tail if at == 0 else 0)
        for block in own:
            lines.append((uri, block.start, line - block.first, last))
            line += block.lines
    from pyspark.sql.functions import broadcast

    starts = spark.createDataFrame(lines, "_file STRING, _block BIGINT, _line0 BIGINT, _last BIGINT")
    each = view(made.lines.join(broadcast(starts), ["_file", "_block"]).selectExpr(
        "_file", "_lid + _line0 AS _line", "_last", "value",
    ).where(f"_line > {head} AND _line <= _last"))  # fmt: skip
    order = "PARTITION BY _file ORDER BY _line ROWS BETWEEN UNBOUNDED PRECEDING AND"
    joined = f"""
        SELECT _file, min(_line) AS _line, max(_odd) % 2 AS _open, max(_bad) AS _bad,
               concat_ws('\\n', transform(array_sort(collect_list(struct(_line, value))), one -> one.value)) AS value
        FROM (SELECT *, sum(CASE WHEN _begins THEN 1 ELSE 0 END) OVER ({order} CURRENT ROW) AS _record
              FROM (SELECT *, _before % 2 = 0 AS _begins,
                           _odd % 2 = 1 AND _before % 2 = 0 AND {made.swallows} AS _bad
                    FROM (SELECT *, sum({made.odd}) OVER ({order} CURRENT ROW) AS _odd,
                                 coalesce(sum({made.odd}) OVER ({order} 1 PRECEDING), 0) AS _before FROM {each}))
              WHERE NOT (_begins AND {made.blank}))
        GROUP BY _file, _record
    """
    whole = spark.sql(
        f"SELECT *, row_number() OVER (PARTITION BY _file ORDER BY _line) - 1 AS _rid FROM ({joined})"
    ).persist()
    counts = {row["_file"]: row for row in whole.groupBy("_file").agg(*expressions(
        "count(*) AS rows", "max_by(_open, _line) AS open", "max(_line) AS last",
        "min(CASE WHEN _bad THEN _line END) AS bad",
    )).collect()}  # fmt: skip
    files: list[File] = []
    found: list[tuple[str, int, int]] = []
    for uri in made.order(paths):
        first, row = files[-1].first + files[-1].rows if files else 0, counts.get(uri)
        if row is not None and (row["bad"] or row["open"]):
            raise fail("read.open_quote", file=made.names[uri], line=row["bad"] or row["last"])
        files.append(File(made.names[uri], first, 0 if row is None else row["rows"]))
        found.append((uri, first, (1 << 62)))
    places = spark.createDataFrame(found, "_file STRING, _n0 BIGINT, _last BIGINT")
    return Stored(spark, bulk, view(whole), ("_file", "_line", "_rid"), places, tuple(files), made.suspect)


def _around(bulk: Bulk) -> tuple[int, int, int, int]:
    """The lines before the first record and after the last one, and how many of each are not blank."""
    with open(bulk.path, "rb") as stream:
        before = stream.read(bulk.start).decode("utf-8").removeprefix("\ufeff").split("\n")[:-1]
        stream.seek(bulk.end)
        after = stream.read().decode("utf-8").split("\n")
    after = after[:-1] if after[-1] == "" else after
    signs = f"{bulk.dialect.delimiter} \t\r"
    printed = [sum(1 for one in lines if one.strip(signs)) for lines in (before, after)]
    return len(before), printed[0], len(after), printed[1]


def _odd(bulk: Bulk) -> str:
    """1 for a line in which a quoted cell begins or ends that spans lines, else 0."""
    held, sign = _marked(bulk)
    quotes = f"regexp_replace({held}, '(?<=[^{sign}\"])\"(?=[^{sign}\"\\r])', '')"
    count = f"length({quotes}) - length(replace({quotes}, '\"', ''))"
    return f"CASE WHEN instr(value, '\"') > 0 THEN ({count}) % 2 ELSE 0 END"


def _marked(bulk: Bulk) -> tuple[str, str]:
    """A line in which quotes stand right behind delimiters, and the delimiter for a regular expression."""
    delimiter = bulk.dialect.delimiter
    held = f"replace(value, {text(delimiter + ' ')}, {text(delimiter)})" if bulk.dialect.spaced else "value"
    return held, f"\\\\x{ord(delimiter):02x}" if ord(delimiter) < 128 else delimiter


def records(one: Stored, columns: Iterable[int], decimals: Mapping[int, int] = {}) -> str:
    """The records as a table of the columns c0, c1, ... beside their keys and what is carried.

    The columns of ``decimals`` are numbers, of which a plain one has so many decimals at most; any other text is NaN.
    """
    kept = [*one.keys, *one.carried]
    if one.delimited:
        schema = ", ".join(f"c{number} STRING" for number in range(one.bulk.width))
        spaced = "true" if one.bulk.dialect.spaced else "false"
        options = {"sep": one.bulk.dialect.delimiter, "quote": '"', "escape": '"', "ignoreLeadingWhiteSpace": spaced}
        given = ", ".join(f"{text(name)}, {text(value)}" for name, value in options.items())
        parsed = f"from_csv(rtrim('\\r', value), {text(schema)}, map({given})) AS _cells"
        source, cell = f"(SELECT {', '.join(kept)}, {one.suspect} AS _suspect, {parsed} FROM {one.view})", "_cells.c"
    else:
        source, cell = f"(SELECT *, {one.suspect} AS _suspect FROM {one.view})", "r"
    cells = [f"{_number(f'{cell}{at}', decimals[at]) if at in decimals else f'{cell}{at}'} AS c{at}" for at in columns]
    return f"(SELECT {', '.join([*kept, '_suspect', *cells])} FROM {source})"


def _number(cell: str, decimals: int) -> str:
    """A text as a number: NULL where it is blank, NaN where it is no plain number."""
    behind = f"(\\\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    plain = f"{cell} RLIKE '^-?[0-9]{{1,12}}{behind}$'"
    return f"CASE WHEN {plain} THEN TRY_CAST({cell} AS DOUBLE) WHEN trim({cell}) <> '' THEN double('NaN') END"


def expressions(*given: str) -> list[Any]:
    """Columns that are written as SQL."""
    from pyspark.sql.functions import expr

    return [expr(one) for one in given]


def view(frame: DataFrame) -> str:
    """A name of its own for a frame."""
    name = f"dvaudit_{uuid4().hex}"
    frame.createOrReplaceTempView(name)
    return name


def escaped(path: str) -> str:
    """A path of this machine in which no sign means a pattern."""
    if "://" in path:
        return path
    return "".join("\\" + sign if sign in "*?[]{}\\" else sign for sign in os.path.abspath(path))


def local(path: str) -> str:
    """What tells a file, by its path or by Spark's name of it."""
    if path.startswith("file:"):
        return os.path.realpath("/" + unquote(path.removeprefix("file:")).lstrip("/"))
    return path if "://" in path else os.path.realpath(path)
