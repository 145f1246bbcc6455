"""A delimited file that is too large to be held: its first rows as a table, and any other record by its number.

An engine reads the file itself and counts records; this module says where the rows begin and end, whether numbers in it
are written as an engine might misread them, and what stands in record 5,031,977, on which line.
"""

from __future__ import annotations

import codecs
import csv
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import Problem, fail
from dvaudit.readers import delimited
from dvaudit.readers.decode import is_text
from dvaudit.readers.delimited import Dialect
from dvaudit.readers.limits import CELL_LIMIT, LINE_LIMIT

if TYPE_CHECKING:
    import numpy as np

    Bytes = np.ndarray[Any, np.dtype[np.uint8]]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]

SAMPLE_ROWS = 10_000
"""So many records at the head of a file tell how it is laid out and how its columns are printed."""
_BEYOND = 200  # so many lines more, for what stands above the table and for blank lines
_TAIL = 1 << 16  # bytes at the end, among which notes are looked for
_CHUNK = 1 << 18
_HEAD_STEP = 1 << 20


class LineEndsError(Exception):
    """Lines end in different ways, and not all that read a file see the same lines."""


class Bulk(NamedTuple):
    """A large delimited file.

    ``file`` is its name for people, ``path`` the UTF-8 text that is read (a copy where the file is packed or in another
    encoding). ``sample`` are its first rows, ``complete`` when these are all. Rows begin at byte ``start`` on line
    ``first_line`` and end at byte ``end``; ``width`` is how many cells they have, ``regular`` whether all of the sample
    have as many.
    """

    file: str
    path: str
    sample: Table
    dialect: Dialect
    start: int
    first_line: int
    end: int
    width: int
    regular: bool
    complete: bool
    joined: tuple[int, int]
    """The first line that stands after the head, and of the head with the end the first line below the table."""


class Index(NamedTuple):
    """Where the records of a file stand.

    ``records`` counts those that are not empty lines, ``lines`` all. ``loose`` tells that numbers are written so that
    an engine might read what no person printed (``1e3``, ``1_000``, ``5.``, ``+-5``), ``zeros`` that some digit after a
    point is a zero (``5.0``), ``quotes`` that cells are quoted, ``mixed`` that lines end in different ways. ``before``
    counts the line ends before each chunk, ``empty`` are the numbers of empty lines, and ``starts`` and ``line_of``
    tell of each record where some span lines.
    """

    records: int
    lines: int
    loose: bool
    zeros: bool
    quotes: bool
    mixed: bool
    before: Numbers
    empty: Numbers
    starts: Sequence[int] = ()
    line_of: Sequence[int] = ()


class Raw(NamedTuple):
    """One record: its number, its first line (1-based), and its text."""

    number: int
    line: int
    text: str


def open_bulk(file: str, path: str, layout: Layout, problems: Sequence[Problem] = ()) -> Bulk:
    """The head of a delimited file in UTF-8, of which ``path`` is the place.

    Raises AuditError for a file in which no table is found or a line has no end, UnicodeDecodeError for one in another
    encoding, LineEndsError where a carriage return alone ends a line.
    """
    size = os.path.getsize(path)
    with open(path, "rb") as stream:
        head = _head(file, stream)
        tail = b"" if len(head) == size else _tail(stream, len(head), size)
    mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    text = (head[mark:] + tail).decode("utf-8")
    if not is_text(head):
        raise _no_text(head)
    if text.count("\r") != text.count("\r\n"):
        raise LineEndsError
    whole = delimited.parsed(file, text, layout, list(problems))
    head_lines = head.count(b"\n") + 1 if tail else len(text) + 1
    ours = [record for record in whole.body if whole.lines[record] < head_lines]
    if not ours:
        raise fail("read.header_only", file=file, line=whole.lines[0] if whole.lines else 1)
    first = ours[0]
    widths = Counter(len(whole.records[record]) for record in ours)
    table = whole.table
    table.rows, table.lines = table.rows[: len(ours)], table.lines[: len(ours)]
    notes = [line for record, line in enumerate(whole.lines) if record > whole.body[-1] and whole.records[record]]
    end = size - len(_from_line(head[mark:] + tail, notes[0])) if notes else size
    start = mark + _offset(head[mark:], whole.lines[first])
    return Bulk(
        file, path, table, whole.dialect, start, whole.lines[first], end, max(widths), len(widths) == 1,
        len(head) == size, (head_lines, notes[0] if notes else head_lines),
    )  # fmt: skip


def first_text(path: str) -> str:
    """The first characters of a text; raises UnicodeDecodeError for one that is not in UTF-8."""
    with open(path, "rb") as stream:
        data = stream.read(_HEAD_STEP)
    if not is_text(data):
        raise _no_text(data)
    return codecs.getincrementaldecoder("utf-8-sig")("strict").decode(data)


def _no_text(data: bytes) -> UnicodeDecodeError:
    """For what would be UTF-8 but for characters that no text has: another encoding, or no text at all."""
    return UnicodeDecodeError("utf-8", data[:1], 0, 1, "control characters")


def located(bulk: Bulk, index: Index, problems: Sequence[Problem]) -> list[Problem]:
    """Problems of the head and the end of a file, with their lines in the whole of it."""
    head, joined = bulk.joined
    beyond = bulk.first_line + index.lines - joined

    def moved(line: int) -> int:
        return line + beyond if line >= head else line

    found: list[Problem] = []
    for one in problems:
        message, line = one.message, one.line
        if line is not None:
            last = message.values.get("last")
            if isinstance(last, int):
                message = message._replace(values={**message.values, "last": moved(last)})
            line = moved(line)
        found.append(one._replace(message=message, line=line))
    return found


def _head(file: str, stream: BinaryIO) -> bytes:
    """The first records, whole ones only."""
    wanted = SAMPLE_ROWS + _BEYOND
    found = bytearray()
    lines = begun = 0  # whole lines, and bytes of the one that goes on
    returns = False
    while lines < wanted and (more := stream.read(_HEAD_STEP)):
        found += more
        lines += more.count(b"\n")
        returns = returns or b"\r" in more
        if returns and lines <= found.endswith(b"\n"):
            raise LineEndsError
        begun = len(more) - more.rfind(b"\n") - 1 if b"\n" in more else begun + len(more)
        if begun > LINE_LIMIT:
            raise fail("read.line_too_long", file=file, line=lines + 1, limit=LINE_LIMIT)
    if lines < wanted:
        return bytes(found)
    size = whole = 0
    quoted = False
    for line in bytes(found).split(b"\n", wanted)[:wanted]:
        quoted ^= line.count(b'"') % 2 == 1
        size += len(line) + 1
        whole = whole if quoted else size
    return bytes(found[:whole])


def _tail(stream: BinaryIO, begun: int, size: int) -> bytes:
    """The last lines, whole ones only; none where a quoted cell may span lines there."""
    stream.seek(max(begun, size - _TAIL))
    found = stream.read()
    if size - _TAIL > begun:
        found = found[found.find(b"\n") + 1 :]
    spanning = any(line.count(b'"') % 2 for line in found.splitlines())
    return b"" if spanning else found


def _offset(data: bytes, line: int) -> int:
    """Where a 1-based line begins."""
    return len(data) - len(_from_line(data, line))


def _from_line(data: bytes, line: int) -> bytes:
    at = 0
    for _ in range(line - 1):
        at = data.find(b"\n", at) + 1
    return data[at:]


@dataclass(slots=True)
class _Seen:
    """What was counted in the chunks so far."""

    delimiter: int
    before: list[int] = field(default_factory=list)
    empty: list[Numbers] = field(default_factory=list)
    lines: int = 0
    returns: int = 0
    paired: int = 0
    marks: int = 0
    loose: bool = False
    zeros: bool = False
    spanning: bool = False


def scan(bulk: Bulk) -> Index:
    """Where the records of a file stand, and how its numbers are written; raises UnicodeDecodeError."""
    import numpy as np

    seen = _Seen(ord(bulk.dialect.delimiter))
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    raw = bytearray(_CHUNK + 2)
    raw[:2] = b"\n\n"
    buffer: Bytes = np.frombuffer(raw, dtype=np.uint8)
    left = bulk.end - bulk.start
    with open(bulk.path, "rb", buffering=0) as stream:
        stream.seek(bulk.start)
        view = memoryview(raw)
        while left > 0 and (n := stream.readinto(view[2 : 2 + min(_CHUNK, left)])):
            left -= n
            if not seen.loose and raw.find(b"+", 1, 2 + n) >= 0:  # one byte is found far quicker than two
                seen.loose = raw.find(b"+-", 1, 2 + n) >= 0
            seen.zeros = seen.zeros or raw.find(b".0", 1, 2 + n) >= 0
            if _look(seen, buffer, n) > 127:
                decoder.decode(view[2 : 2 + n])
            raw[:2] = raw[n : n + 2]
    decoder.decode(b"", final=True)
    open_end = bulk.end > bulk.start and raw[1] != 10
    blanks = np.concatenate(seen.empty) if seen.empty else np.empty(0, dtype=np.int64)
    total = seen.lines + open_end
    mixed = seen.returns > 0 and not seen.returns == seen.paired == seen.lines
    before = np.array(seen.before or [0], dtype=np.int64)
    found = Index(total - len(blanks), total, seen.loose, seen.zeros, seen.marks > 0, mixed, before, blanks)
    return _spanning(bulk, found) if seen.spanning or seen.marks % 2 else found


def _look(seen: _Seen, buffer: Bytes, n: int) -> int:
    """Counts in a chunk that stands behind the two bytes before it; gives its largest byte."""
    import numpy as np

    here, last = buffer[2 : 2 + n], buffer[1 : 1 + n]
    text = buffer[2 : 2 + n].tobytes()
    breaks = here == 10
    seen.before.append(seen.lines)
    largest = int(here.max())
    if b"\0" in text:
        raise _no_text(b"\0")
    if largest > 57 and not seen.loose:
        seen.loose = _loose_letters(buffer, n)
    stopped = (last == 46) & (here < 48)
    if seen.delimiter > 57:
        stopped |= (last == 46) & (here == seen.delimiter)
    if _some(stopped):
        at = np.flatnonzero(stopped)
        at = at[(buffer[at] - 48) < 10]
        seen.loose = seen.loose or bool(np.isin(here[at], (10, 13, 32, 34, seen.delimiter)).any())
    blank = breaks & (last == 10)
    if b"\r" in text or buffer[1] == 13:
        seen.returns += text.count(b"\r")
        closing = breaks & (last == 13)
        seen.paired += int(np.count_nonzero(closing))
        blank |= closing & (buffer[:n] == 10)
    if _some(blank):
        seen.empty.append(seen.lines + np.searchsorted(np.flatnonzero(breaks), np.flatnonzero(blank)))
    if b'"' in text:
        marks = here == 34
        upto = np.searchsorted(np.flatnonzero(marks), np.flatnonzero(breaks)) + seen.marks
        seen.spanning = seen.spanning or bool((upto % 2).any())
        seen.marks += int(np.count_nonzero(marks))
    elif seen.marks % 2:
        seen.spanning = seen.spanning or bool(breaks.any())
    seen.lines += int(np.count_nonzero(breaks))
    return largest


def _some(found: np.ndarray[Any, np.dtype[np.bool_]]) -> bool:
    """True where any is; the largest of many bytes is found ten times as fast as ``any`` finds none."""
    import numpy as np

    return bool(found.view(np.uint8).max())


def _loose_letters(buffer: Bytes, n: int) -> bool:
    """True where a letter e or an underscore stands inside digits."""
    import numpy as np

    here = buffer[2 : 2 + n]
    at = np.flatnonzero(((here | 32) == 101) | (here == 95))
    if not at.size:
        return False
    at = at[((buffer[at + 1] - 48) < 10) | (buffer[at + 1] == 46)]
    if not at.size:
        return False
    following = np.where(at + 3 < n + 2, buffer[np.minimum(at + 3, n + 1)], 48)
    return bool((((following - 48) < 10) | (following == 43) | (following == 45)).any())


def _spanning(bulk: Bulk, index: Index) -> Index:
    """The index of a file in which cells span lines, record by record."""
    starts, line_of = array("q"), array("q")
    ends = array("q", [bulk.start])
    before = csv.field_size_limit(CELL_LIMIT)

    def texts(stream: BinaryIO) -> Iterator[str]:
        at = bulk.start
        for line in stream:
            if at >= bulk.end:
                return
            at += len(line)
            ends.append(at)
            yield line.decode("utf-8")

    try:
        with open(bulk.path, "rb") as stream:
            stream.seek(bulk.start)
            delimiter, spaced = bulk.dialect
            reader = csv.reader(texts(stream), delimiter=delimiter, skipinitialspace=spaced, strict=True)
            last = 0
            for row in reader:
                if row:
                    starts.append(ends[last])
                    line_of.append(last)
                last = reader.line_num
    except csv.Error:
        raise fail("read.open_quote", file=bulk.file, line=bulk.first_line + last) from None
    finally:
        csv.field_size_limit(before)
    starts.append(ends[last])
    return index._replace(records=len(line_of), starts=starts, line_of=line_of)


def fetch(bulk: Bulk, index: Index, numbers: Iterable[int]) -> Iterator[Raw]:
    """The records with these numbers (0-based, ascending)."""
    import numpy as np

    wanted = np.fromiter(numbers, dtype=np.int64)
    with open(bulk.path, "rb") as stream:
        if index.starts:
            for number in wanted.tolist():
                stream.seek(index.starts[number])
                text = stream.read(index.starts[number + 1] - index.starts[number]).decode("utf-8")
                yield Raw(number, bulk.first_line + index.line_of[number], text)
            return
        shifted = index.empty - np.arange(len(index.empty))
        lines = wanted + np.searchsorted(shifted, wanted, side="right")
        chunks = np.searchsorted(index.before, lines - 1, side="right") - 1
        held, breaks = -1, np.empty(0, dtype=np.int64)
        for number, line, chunk in zip(wanted.tolist(), lines.tolist(), chunks.tolist(), strict=True):
            at = bulk.start
            if line:
                if chunk != held:
                    stream.seek(bulk.start + chunk * _CHUNK)
                    breaks = np.flatnonzero(np.frombuffer(stream.read(_CHUNK), dtype=np.uint8) == 10)
                    held = chunk
                at += chunk * _CHUNK + int(breaks[line - 1 - int(index.before[chunk])]) + 1
            stream.seek(at)
            yield Raw(number, bulk.first_line + line, stream.readline().decode("utf-8"))


def table_of(bulk: Bulk, found: Sequence[Raw]) -> Table:
    """Some records of a file as a table under its header."""
    sample, dialect = bulk.sample, bulk.dialect
    width = len(sample.columns)
    rows = [delimited.fitted(cells_of(raw, dialect), width) for raw in found]

    def place(row: int, column: int) -> Place:
        raw = found[row]
        at = delimited.cell_start(raw.text, 0, column, dialect)
        if at is None:
            return Place(bulk.file, raw.line)
        passed = raw.text.count("\n", 0, at)
        return Place(bulk.file, raw.line + passed, at - (raw.text.rfind("\n", 0, at) + 1 if passed else 0) + 1)

    return Table(
        bulk.file, sample.columns, rows, [raw.line for raw in found], place, sample.header_place, sample.above,
        sample.below, sample.shape, (), list(sample.problems),
    )  # fmt: skip


def cells_of(raw: Raw, dialect: Dialect) -> list[str]:
    """The cells of a record as the whole file's reader takes them apart."""
    for cells, _ in delimited.split(raw.text, dialect, strict=False):
        return cells
    return []


def is_row(bulk: Bulk, raw: Raw) -> bool:
    """False for a record in which nothing is printed."""
    return any(cell.strip() for cell in cells_of(raw, bulk.dialect))
