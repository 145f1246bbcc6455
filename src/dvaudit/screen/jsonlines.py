"""A large file of JSON Lines as an engine reads it: a copy with a cell for each value, as long as the file is regular.

Every line is parsed strictly, and numbers keep the text that they are printed with. What is not regular (a line that is
no object, a name that comes twice or late, numbers and texts under one name) is left to the judge.
"""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO

from dvaudit.figure import Table
from dvaudit.readers import jsonfile
from dvaudit.readers.database import quoted
from dvaudit.readers.limits import CELL_LIMIT
from dvaudit.screen.parts import Rows
from dvaudit.screen.readable import SAMPLE_ROWS, NotScreenedError, Readable, as_it_is

if TYPE_CHECKING:
    import duckdb

_BLANK = b" \t\r\n"
_WORDS: dict[object, str] = {True: "true", False: "false", None: ""}


class _Number(str):
    """The text of a number."""

    __slots__ = ()


@dataclass(slots=True)
class _Lines:
    """Where the records of a file begin, and on which lines, once a blank line stood among them."""

    starts: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    loose: bool = False
    """True where a number is written with an exponent."""

    def line(self, number: int) -> int:
        """The 1-based line of a record."""
        return self.lines[number] if self.lines else number + 1


def opened(connection: duckdb.DuckDBPyConnection, name: str, path: str, folder: str) -> Readable:
    """A file of JSON Lines at ``path``, called ``name``; ``folder`` takes a copy of it."""
    sample = _sample(name, path)
    copy, known = os.path.join(folder, "flat"), _Lines()
    try:
        _flatten(path, copy, sample, known)
    except (KeyError, ValueError, RecursionError) as error:
        raise NotScreenedError(str(error)) from error
    width = range(len(sample.columns))

    def relation(_: Collection[int], typed: Collection[int]) -> str:
        types = ", ".join(f"'c{c}': '{'DOUBLE' if c in typed else 'VARCHAR'}'" for c in width)
        options = "delim=',', quote='\"', escape='\"', header=false, auto_detect=false, strict_mode=true"
        return f"read_csv({quoted(copy)}, {options}, columns={{{types}}})"

    def fetch(numbers: Sequence[int]) -> Rows:
        return Rows([*numbers], _table(name, path, sample, known, numbers))

    def otherwise(rows: int | None) -> Readable | None:
        return as_it_is(rows if rows == len(known.starts) else None)

    numeric = () if known.loose else {column for _, column in sample.typed}
    return Readable(
        connection, sample, relation, numeric, lambda: len(known.starts), fetch, otherwise, list, lambda: True,
        None if len(known.starts) <= SAMPLE_ROWS else lambda _: relation((), ()),
    )  # fmt: skip


def _sample(name: str, path: str) -> Table:
    """The table of the first lines."""
    with open(path, "rb") as stream:
        lines = [line for line, _ in zip(stream, range(SAMPLE_ROWS), strict=False)]
    text = b"".join(lines).decode("utf-8-sig")
    if not text.lstrip().startswith("{"):
        raise NotScreenedError("no lines of objects")
    sample = jsonfile.lines_table(name, text, [])
    if sample.problems:
        raise NotScreenedError("a bad line")
    return sample


def _flatten(path: str, copy: str, sample: Table, known: _Lines) -> None:
    """Writes the copy. Raises ValueError for what is not regular, and NotScreenedError."""

    def exponent(text: str) -> _Number:
        known.loose = known.loose or "e" in text or "E" in text
        return _Number(text)

    decode = json.JSONDecoder(
        object_pairs_hook=_pairs, parse_int=_Number, parse_float=exponent, parse_constant=_refuse
    ).decode
    arrange, usual = _arranger(sample), _usual(sample).fullmatch
    with open(path, "rb") as stream, open(copy, "w", encoding="utf-8", newline="") as target:
        write = csv.writer(target, lineterminator="\n").writerow
        for text in _texts(stream, known):
            found = usual(text)
            if found is not None:
                target.write(",".join(found.groups("")) + "\n")
            else:
                write(arrange(decode(text)))


def _usual(sample: Table) -> re.Pattern[str]:
    """What nearly every line of a file looks like that a program wrote: it takes one step to read such a line."""
    numbers = {column for _, column in sample.typed}
    values = {True: r"(-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?)", False: r'("[^"\\\x00-\x1f]*")'}
    members = (
        f"{re.escape(json.dumps(name, ensure_ascii=False))}:[ ]?(?:{values[column in numbers]}|null)"
        for column, name in enumerate(sample.columns)
    )
    return re.compile(r"\{" + ",[ ]?".join(members) + r"\}")


def _texts(stream: BinaryIO, known: _Lines) -> Iterator[str]:
    """The lines that are not blank; notes where they stand."""
    at = len(codecs.BOM_UTF8) if stream.read(3) == codecs.BOM_UTF8 else 0
    stream.seek(at)
    for number, line in enumerate(stream, 1):
        if line.strip(_BLANK):
            bare = line.rstrip(b"\r\n")
            if len(line) > CELL_LIMIT or b"\r" in bare or b"\\u0000" in bare:
                raise NotScreenedError("an odd line")
            if known.lines or number != len(known.starts) + 1:
                if not known.lines:
                    known.lines.extend(range(1, len(known.starts) + 1))
                known.lines.append(number)
            known.starts.append(at)
            yield bare.decode("utf-8")
        at += len(line)


def _arranger(sample: Table) -> Callable[[Any], Sequence[object]]:
    """A function from the pairs of a line to its cells."""
    numbers = {column for _, column in sample.typed}
    for row, cells in enumerate(sample.rows):
        if any(cells[column] and (row, column) not in sample.typed for column in numbers):
            raise NotScreenedError("numbers and texts")
    columns = {name: column for column, name in enumerate(sample.columns)}
    if len(columns) < len(sample.columns):
        raise NotScreenedError("names that come twice")

    def arrange(pairs: Any) -> Sequence[object]:  # noqa: ANN401 - what a line of JSON holds
        if type(pairs) is not tuple:
            raise NotScreenedError("no object")
        cells: list[object] = [None] * len(columns)
        for name, value in _leaves("", pairs):
            column = columns[name]  # KeyError: a name that comes late
            is_number = type(value) is _Number
            if cells[column] is not None or (value is not None and is_number != (column in numbers)):
                raise NotScreenedError("not regular")
            cells[column] = _WORDS.get(value, value)
        return cells

    return arrange


def _leaves(name: str, value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - what a line of JSON holds
    """The values of a line by their dotted names, as :mod:`dvaudit.readers.jsonfile` names them."""
    prefix = f"{name}." if name else ""
    if type(value) is tuple:
        for key, inner in zip(*value, strict=True):
            yield from _leaves(prefix + key, inner)
    elif type(value) is list:
        for number, inner in enumerate(value, 1):
            yield from _leaves(f"{prefix}{number}", inner)
    else:
        yield name, value


def _pairs(pairs: list[tuple[str, Any]]) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    if not pairs:
        return (), ()
    names, values = zip(*pairs, strict=True)
    if len({*names}) < len(names):
        raise NotScreenedError("a name that comes twice")
    return names, values


def _refuse(text: str) -> None:
    raise NotScreenedError(text)


def _table(name: str, path: str, sample: Table, known: _Lines, numbers: Sequence[int]) -> Table:
    """Some records as the judge reads them, under the names of the sample."""
    texts: list[str] = []
    with open(path, "rb") as stream:
        for number in numbers:
            stream.seek(known.starts[number])
            texts.append(stream.readline().decode("utf-8").rstrip("\r\n"))
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def place(offset: int) -> tuple[int, int]:
        at = bisect_right(starts, offset) - 1
        return known.line(numbers[at]), offset - starts[at] + 1

    found = jsonfile.records_table(name, "\n".join(texts), place, sample.columns)
    found.header_place = sample.header_place
    return found
