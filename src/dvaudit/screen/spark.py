"""Spark as the engine that screens: files on many machines, of which only counts and candidates come back.

Every record is screened where it is. What comes back are counts for each rule and outcome, all records that the judge
has to decide, and the first ones that fail or lack a figure, each with its printed text, its file and its line.
Rules about several records are aggregates (``sparkgroups``), of which those groups come back that do not plainly hold.
"""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit import inputs, layout, paths
from dvaudit.apply import Prepared, Unbound, prepare
from dvaudit.bind import Records
from dvaudit.figure import Table
from dvaudit.message import Problem, fail
from dvaudit.readers import bulk as bulks
from dvaudit.readers import together
from dvaudit.readers.bulk import Bulk, Raw
from dvaudit.report import Audit, Limits
from dvaudit.rule import RuleSet
from dvaudit.screen import screened
from dvaudit.screen.answers import Screened, unpacked
from dvaudit.screen.duckdb import select
from dvaudit.screen.parts import Rounded, Rows, Source, parts
from dvaudit.screen.query import UNKNOWN, Query, Slot
from dvaudit.screen.screened import Task
from dvaudit.screen.sparkanswers import Answers
from dvaudit.screen.sparkfiles import Stored, records, spelt, stored
from dvaudit.screen.sparkgroups import Tables, outcomes, refuse_others, tables
from dvaudit.screen.sparksession import reason, session
from dvaudit.screen.sparktables import parquet, printed_table
from dvaudit.screen.task import MOST_TEXTS, Asked, Seen, asked_of, question_of, whole_unit

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ENDINGS = (".csv", ".parquet", ".tab", ".tsv")
MOST_TAKEN = 100_000
"""So many records, on which not everything plainly holds, are taken as they are; of more only those that are needed."""

MOST_LISTED = 10_000
"""So many numbers of records are listed in a query; more are joined."""

_RECORDS = "_dvaudit_records"  # where the records stand in a query


class _Opened(NamedTuple):
    """The files as Spark names or finds them, and the first rows of the first one."""

    files: Sequence[str]
    bulk: Bulk


def audit(
    sources: Sequence[str], label: str, ruleset: RuleSet, limits: Limits, master: str | None = None
) -> tuple[Audit, Unbound]:
    """Files, folders and patterns as one table, confronted with a rule set by Spark.

    ``label`` is what the report calls them. Raises AuditError for what cannot be read so, and for rules that compare
    records in other ways than Spark is asked about.
    """
    if ruleset.inputs.previous is not None:
        raise fail("spark.previous")
    notes: list[Problem] = []
    local = [one for source in sources for one in _files(source, notes)]
    with session(master) as spark:
        try:
            with _stored(spark, local, label, ruleset) as one:
                if len(one.files) > 1:
                    one.bulk.sample.file = label
                prepared = prepare(one.bulk.sample, ruleset)
                _refuse_others(prepared, label, one.rows)
                asked = asked_of(prepared, one.bulk.sample, layout.column_numbers(one.bulk.sample))
                held = _Held(one, label, asked, prepared, limits, {})
                with tables(spark) as made:
                    found = screened.audit(held.task(made), limits)
                _placed(found, held)
                found.problems += notes
                return found, dict(prepared.unbound)
        except Exception as error:
            if not _is_sparks(error):
                raise
            raise fail("spark.failed", file=label, reason=reason(error)) from error


def _is_sparks(error: Exception) -> bool:
    return type(error).__module__.partition(".")[0] in ("pyspark", "py4j")


def _files(source: str, notes: list[Problem]) -> list[str]:
    """The files that a source on this machine means, and a note on those left out; another address as it is."""
    if "://" in source:
        return [source]
    if source == "-":
        raise fail("spark.not_a_file", file=source, endings=", ".join(ENDINGS))
    if os.path.isdir(source):
        found, others = paths.inside(source, ENDINGS)
        notes += inputs.left_out(source, others)
        if not found:
            raise fail("inputs.empty_folder", file=source, endings=", ".join(ENDINGS))
        return found
    found = inputs.meant(source)
    for file in found:
        if not os.path.exists(file):
            raise fail("read.not_found", file=file)
        if os.path.splitext(file)[1].casefold() not in ENDINGS:
            raise fail("spark.not_a_file", file=file, endings=", ".join(ENDINGS))
    return found


@contextmanager
def _stored(spark: SparkSession, files: Sequence[str], label: str, ruleset: RuleSet) -> Iterator[Stored]:
    """The records of files, which are all delimited or all Parquet."""
    columnar = [file for file in files if os.path.splitext(file)[1].casefold() == ".parquet"]
    if columnar:
        if len(columnar) < len(files):
            other = next(file for file in files if file not in columnar)
            raise fail("spark.header", file=other, first=columnar[0])
        yield parquet(spark, files, label)
        return
    with _opened(spark, files, ruleset) as opened:
        _same_headers(opened)
        yield stored(spark, opened.files, opened.bulk)


@contextmanager
def _opened(spark: SparkSession, files: Sequence[str], ruleset: RuleSet) -> Iterator[_Opened]:
    """The first rows of the first file with any, from this machine or by Spark."""
    if not any("://" in file for file in files):
        full = [file for file in files if os.path.getsize(file)]
        if not full:
            raise fail("read.empty", file=files[0])
        yield _Opened(files, _bulk(full[0], full[0], ruleset))
        return
    from dvaudit.names import natural

    found = sorted(spark.read.text(list(files)).inputFiles(), key=natural)
    if not found:
        raise fail("read.not_found", file=files[0])
    lines = spark.read.option("lineSep", "\n").text(found[0]).limit(bulks.SAMPLE_ROWS + 200).collect()
    with tempfile.NamedTemporaryFile(prefix="dvaudit-") as held:
        held.write("".join(row["value"] + "\n" for row in lines).encode("utf-8"))
        held.flush()
        bulk = _bulk(found[0], held.name, ruleset)
        yield _Opened(found, bulk._replace(end=os.path.getsize(held.name)))


def _bulk(file: str, path: str, ruleset: RuleSet) -> Bulk:
    try:
        return bulks.open_bulk(file, path, ruleset.layout)
    except UnicodeDecodeError:
        raise fail("spark.encoding", file=file) from None


def _refuse_others(prepared: Prepared, label: str, rows: int) -> None:
    """Says which rule or layout Spark is not asked about, instead of leaving it out."""
    headed = rows <= layout.MOST_HEADED and any(record.heading for record in prepared.document.records)
    apart = any(isinstance(part.plan, Records) and part.plan.without for part in parts(prepared))
    if prepared.document.layout != "record" or headed or apart:
        raise fail("spark.layout", file=label)
    refuse_others(prepared)


def _same_headers(opened: _Opened) -> None:
    """Says which of several files on this machine does not begin as the first one does."""
    bulk = opened.bulk
    if len(opened.files) == 1:
        return
    with open(bulk.path, "rb") as stream:
        head = stream.read(bulk.start).decode("utf-8").removeprefix("\ufeff")
    wanted = [line.rstrip("\r") for line in head.split("\n")[:-1]]
    for file in opened.files:
        if "://" not in file and os.path.getsize(file):
            with open(file, encoding="utf-8-sig", errors="replace", newline="\n") as stream:
                found = [stream.readline().rstrip("\r\n") for _ in wanted]
            if found != wanted:
                raise fail("spark.header", file=file, line=1, first=bulk.file)


class _Held(NamedTuple):
    """Records in Spark, and what is asked of them."""

    stored: Stored
    label: str
    asked: Asked
    prepared: Prepared
    limits: Limits
    travelled: dict[int, _Candidate]

    def task(self, made: Tables) -> Task:
        """What the judge needs."""
        slots: list[Slot] = []
        unit = whole_unit(self.asked)
        travelled = self.travelled

        def answer(rounded: Rounded) -> Screened:
            question = self.question(rounded)
            slots[:] = question.slots
            return _screened(self, question)

        def fetch(numbers: Sequence[int]) -> Rows:
            missing = [number for number in numbers if number not in travelled]
            travelled.update(_fetched(self.stored, missing))
            found = [one for number in numbers if is_row(self, one := travelled[number])]
            return Rows([one.number for one in found], table_of(self, found))

        first = answer(Rounded(unit, None))
        answers: dict[Any, Screened] = {None: first}
        spanning, nowhere = outcomes(made, self.stored, self.prepared, self.asked, fetch)
        return Task(
            self.prepared, slots,
            lambda rounded: (answers.pop(rounded.to, None) or answer(rounded)).with_blank(nowhere),
            Source(first.rows, fetch), unit, len(self.prepared.read), "spark", spanning,
        )  # fmt: skip

    def question(self, rounded: Rounded) -> Query:
        """What Spark is asked of every record."""

        def texts(number: int) -> list[str] | None:
            table = records(self.stored, [number])
            rows = self.stored.spark.sql(f"SELECT DISTINCT c{number} FROM {table} LIMIT {MOST_TEXTS + 1}").collect()
            return None if len(rows) > MOST_TEXTS else [row[0] for row in rows if row[0] is not None]

        numeric = range(len(self.stored.bulk.sample.columns))
        return question_of(self.asked, rounded, Seen(texts, numeric))


class _Candidate(NamedTuple):
    """A record that came back: its number, its place, its printed text, and the words of its answer, if any."""

    number: int
    file: str
    line: int
    text: str
    suspect: bool = False
    words: tuple[int, ...] = ()


def _screened(held: _Held, question: Query) -> Screened:
    """Asks Spark, and takes back what the judge needs."""
    import numpy as np

    one, travelled = held.stored, held.travelled
    words = [f"_k{index}" for index in range(len(question.words))]
    wanted = _not_fine(one, question, words).persist()
    try:
        found = Answers(one, question, words, wanted)
        if found.rows <= MOST_TAKEN:
            rows, beyond, negative = {row["_n"]: row for row in found.all()}, {}, {}
        else:
            rows = {row["_n"]: row for row in [*found.open(), *found.first(held.limits)]}
            beyond, negative = found.counts(), found.negative
    finally:
        wanted.unpersist()
    at = np.array(sorted(rows), dtype=np.int64)
    for row in rows.values():
        listed = tuple(row[word] for word in words)
        travelled[row["_n"]] = _Candidate(row["_n"], row["_file"], row["_line"], row["value"], row["_suspect"], listed)
    ours = [travelled[number] for number in at.tolist()]
    kept = [np.array([own.words[index] for own in ours], dtype=np.int64) for index in range(len(words))]
    result = unpacked(question, one.rows, at, kept)
    closed = np.array([bool(beyond) and not rows[number]["_open"] for number in at.tolist()], dtype=bool)
    suspect = np.array([own.suspect for own in ours], dtype=bool)
    for index, code in enumerate(result.codes):
        code[suspect] = UNKNOWN
        values, times = np.unique(code[closed], return_counts=True)
        for value, count in zip(values.tolist(), times.tolist(), strict=True):
            if value:
                beyond[index, value] = beyond.get((index, value), 0) - count
    for name, bits in result.negative.items():
        bits[suspect] = 0
        if name in negative:
            result.negative_beyond = {**result.negative_beyond, name: negative[name] - int((bits == 1).sum())}
    result.beyond = beyond
    odd = [(own, is_row(held, own)) for own in ours]
    result.blank = np.array([own.number for own, is_one in odd if not is_one], dtype=np.int64)
    result.blanks = found.blanks + _blanks(held, [own for own, is_one in odd if own.suspect or not is_one], question)
    return result


def _blanks(held: _Held, ours: Sequence[_Candidate], question: Query) -> int:
    """By how much Spark's count of blank cells is off in records that it may take apart wrongly."""
    columns = [held.asked.numbers[name] for name in held.prepared.read]
    field = question.fields[-1]
    more = 0
    for own in ours:
        cells = bulks.cells_of(Raw(own.number, own.line, own.text), held.stored.bulk.dialect)
        more += sum(1 for column in columns if column >= len(cells) or not cells[column].strip())
        if not own.suspect:
            more -= own.words[field.word] >> field.shift & (1 << field.bits) - 1
    return more


def _not_fine(one: Stored, question: Query, words: Sequence[str]) -> DataFrame:
    """The records on which not everything plainly holds, with the words of their answers."""
    sources = dict.fromkeys((*(cells.source for cells in question.columns), *question.texts))
    decimals = {cells.source: len(str(cells.unit.denominator)) - 1 for cells in question.columns if cells.typed}
    carried = [*one.keys, *one.carried, "_suspect"]
    last = [*carried, *(f"{code} AS {word}" for code, word in zip(question.words, words, strict=True))]
    # A row's own number keeps the condition below from being moved down, where all stages would be written out in it.
    last.append("monotonically_increasing_id() AS _each")
    columns = [*dict.fromkeys((*carried, *(f"c{source}" for source in sources)))]
    sql = spelt(select(columns, _RECORDS, question.stages, last)).replace(_RECORDS, records(one, sources, decimals))
    some = " OR ".join([*(f"{word} <> 0" for word in words), "_suspect"])
    shown = ", ".join([*one.keys, f"{one.value} AS value", "_suspect", *words])
    return one.numbered(one.spark.sql(f"SELECT {shown} FROM ({sql}) WHERE _each >= 0 AND ({some})"))


def _fetched(one: Stored, numbers: Sequence[int]) -> dict[int, _Candidate]:
    """Records by number, which Spark reads once more."""
    if not numbers:
        return {}
    from pyspark.sql.functions import expr

    first, last = min(numbers), max(numbers)
    chosen = f"_n BETWEEN {first} AND {last}"
    rows = one.numbered(one.spark.table(one.view))
    if last - first + 1 > 2 * len(numbers):
        if len(numbers) > MOST_LISTED:
            rows = rows.join(one.spark.createDataFrame([(number,) for number in numbers], "_n BIGINT"), "_n")
        else:
            chosen += f" AND _n IN ({', '.join(map(str, numbers))})"
    rows = rows.where(chosen).withColumn("value", expr(one.value))
    wanted = {*numbers}
    return {
        row["_n"]: _Candidate(row["_n"], row["_file"], row["_line"], row["value"])
        for row in rows.collect() if row["_n"] in wanted
    }  # fmt: skip


def is_row(held: _Held, own: _Candidate) -> bool:
    """False for a record of a text in which nothing is printed; of a table in columns every row is one."""
    return not held.stored.delimited or bulks.is_row(held.stored.bulk, Raw(own.number, own.line, own.text))


def table_of(held: _Held, found: Sequence[_Candidate]) -> Table:
    """Some records as a table, each under the name of its file."""
    bulk, files = held.stored.bulk, held.stored.files

    def table(file: str, raws: Sequence[Raw]) -> Table:
        if held.stored.delimited:
            return bulks.table_of(bulk._replace(file=file), raws)
        return printed_table(held.stored, file, raws)

    if len(files) == 1:
        return table(files[0].name, [Raw(own.number, own.line, own.text) for own in found])
    parts_of: list[Table] = []
    firsts = [file.first for file in files]
    for at, group in groupby(found, key=lambda one: bisect_right(firsts, one.number) - 1):
        own = [Raw(one.number, one.line, one.text) for one in group]
        parts_of.append(table(files[at].name, own))
    if not parts_of:
        return table(held.label, [])
    return together.combined(held.label, parts_of)


def _placed(found: Audit, held: _Held) -> None:
    """Gives the records of several files their row in it, and tells how many each file has."""
    files = held.stored.files
    if len(files) == 1:
        return
    dropped = sorted(own.number for own in held.travelled.values() if not is_row(held, own))
    firsts: Mapping[str, int] = {file.name: file.first - bisect_left(dropped, file.first) for file in files}
    for record in found.document.records:
        record.row -= firsts.get(record.file or "", 0)
    starts, named = [*firsts.values()], [*firsts]
    for tally in found.tallies:
        for row in tally.rows.pop(held.label, []):
            at = bisect_right(starts, row - 1) - 1
            tally.rows.setdefault(named[at], []).append(row - starts[at])
    ends = [*list(firsts.values())[1:], found.records]
    found.document.files = {name: end - first for (name, first), end in zip(firsts.items(), ends, strict=True)}
