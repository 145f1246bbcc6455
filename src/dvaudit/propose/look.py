"""What rules are looked for in: the tables of like files, read as any audit reads them."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple

from dvaudit import layout, readers, reading
from dvaudit.figure import Document, Figure, Figures, FigureSpec, Layout, Table
from dvaudit.headings import TOTAL, is_additive, is_label, is_total
from dvaudit.kinds.groups import SAMPLE
from dvaudit.layout import is_figures_header, is_values_header
from dvaudit.lookup import Names
from dvaudit.message import AuditError, Problem
from dvaudit.names import normalize
from dvaudit.numerals import readings
from dvaudit.printed import Declared
from dvaudit.propose.vectors import Vector, vectors
from dvaudit.units import percent_in

MOST_ROWS = 2_000
MOST_BYTES = 1 << 19
"""Of a larger file the beginning is looked at."""
_CUT = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")
_WORDS = re.compile(r"[\W_]+")
_RATES = frozenset(
    "pct percent percentage share rate ratio avg average mean median index growth density yield prozent anteil quote"
    " taux indice tasa tasso taxa".split()
)
_CHANGES = frozenset(
    "change changes growth increase decrease tăng giảm veränderung wachstum variation croissance evolution variación"
    " crecimiento variazione crescita variação crescimento".split()
)


class Group(NamedTuple):
    """Like files: their tables have the same columns, so one rule file is for all of them.

    ``declared`` is how their numbers are printed, as far as it is said.
    """

    tables: tuple[Table, ...]
    layout: Layout
    declared: Declared = Declared()

    @property
    def files(self) -> tuple[str, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys(table.file for table in self.tables))


@dataclass(slots=True, eq=False, repr=False)
class Look:
    """The figures of a group of tables: ``vectors`` are its columns of numbers over all records.

    ``scale`` is how many of their units make one; ``percents``, ``rates`` (by their names) and
    ``quotients`` (what may be one) are numbers of vectors.
    """

    group: Group
    documents: list[Document]
    vectors: list[Vector]
    scale: int
    percents: frozenset[int]
    rates: frozenset[int]
    quotients: frozenset[int]

    @property
    def single(self) -> bool:
        """True for one record, whose figures can agree by coincidence."""
        return sum(len(document.records) for document in self.documents) == 1


def groups(paths: Sequence[str], declared: Declared) -> tuple[list[Group], list[Problem]]:
    """The tables of some files, like ones together; a problem for each file that cannot be read."""
    found: dict[object, list[Table]] = {}
    layouts: dict[object, Layout] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            with _beginning(path) as beginning:
                tables = readers.read(beginning, Layout())
        except AuditError as error:
            problems.append(error.problem)
            continue
        for table in tables:
            short = replace(table, file=path, rows=table.rows[:MOST_ROWS], lines=table.lines[:MOST_ROWS])
            guessed = _layout(short)
            like = (guessed, tuple(map(normalize, short.columns)), _list_names(short, guessed))
            found.setdefault(like, []).append(short)
            layouts[like] = guessed
    return [Group(tuple(tables), layouts[like], declared) for like, tables in found.items()], problems


@contextmanager
def _beginning(path: str) -> Iterator[str]:
    """The path, or that of a copy of the file's beginning where it is large."""
    if os.path.splitext(path)[1].casefold() not in _CUT or not os.path.isfile(path) or _size(path) <= MOST_BYTES:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="dvaudit-", ignore_cleanup_errors=True) as folder:
        copy = os.path.join(folder, os.path.basename(path))
        with open(path, "rb") as whole, open(copy, "wb") as short:
            data = whole.read(MOST_BYTES)
            short.write(data[: data.rfind(b"\n") + 1] or data)
        yield copy


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _layout(table: Table) -> Layout:
    """The layout of a long table, which has to be declared: one column of figure names, one of values, and keys."""
    columns = [normalize(name) for name in table.columns]
    if len(columns) < 3 or table.shape == "record":
        return Layout()
    named = [at for at, name in enumerate(columns) if is_figures_header(name)]
    values = [at for at, name in enumerate(columns) if is_values_header(name) and at not in named[:1]]
    if not named or not values or not _is_numeric(table, values[0]) or _is_numeric(table, named[0]):
        return Layout()
    keys = [at for at in range(len(columns)) if at not in (named[0], values[0])]
    cases = {tuple(row[at] for at in (*keys, named[0])) for row in table.rows}
    if 10 * len(cases) < 9 * len(table.rows):
        return Layout()
    return Layout(table.columns[named[0]], table.columns[values[0]], tuple(table.columns[at] for at in keys))


def _is_numeric(table: Table, column: int) -> bool:
    texts = [text for row in table.rows[:SAMPLE] if (text := row[column]) and text.strip()]
    return 2 * sum(bool(readings(text)) for text in texts) > len(texts)


def _list_names(table: Table, guessed: Layout) -> tuple[str, ...]:
    """What a list of names and values names: two lists are alike where they name the same."""
    if guessed.figure is not None or len(table.columns) != 2:
        return ()
    return tuple(sorted(normalize(row[0] or "") for row in table.rows)) if len(table.rows) <= SAMPLE else ()


def look(group: Group) -> Look:
    """The figures of a group of tables."""
    documents: list[Document] = []
    columns: dict[str, list[Figure]] = {}
    for table in group.tables:
        document = layout.document(table, group.layout)
        figures = _figures(document, Names(document, {}), group.declared)
        kept = [at for at, record in enumerate(document.records) if not record.heading]
        for name, cells in figures.items():
            columns.setdefault(name, []).extend(cells[at] for at in kept)
        documents.append(document)
    size = max(map(len, columns.values()), default=0)
    whole = {name: cells for name, cells in columns.items() if len(cells) == size}
    found, scale = vectors(whole.items())
    percents = frozenset(
        at for at, one in enumerate(found)
        if percent_in(one.name) or any(f.printed is not None and f.printed.percent for f in whole[one.name])
    )  # fmt: skip
    rates = percents | {at for at, one in enumerate(found) if _says_rate(one.name)}
    quotients = rates | {at for at, one in enumerate(found) if _has_decimals(one, scale)}
    return Look(group, documents, found, scale, percents, rates, quotients)


def _figures(document: Document, names: Names, declared: Declared) -> Figures:
    """The figures of every column of numbers that is no key and no running number."""
    wanted = [
        name for name, printed in names.printed.items()
        if printed not in document.key_columns and not is_label(name) and _holds_numbers(document, printed)
    ]  # fmt: skip
    return reading.figures(document, names, wanted, FigureSpec(declared))


def _holds_numbers(document: Document, printed: str) -> bool:
    filled = [cells[0].text for cells in document.cells(printed) if cells and cells[0].text.strip()][:SAMPLE]
    return 2 * sum(bool(readings(text)) for text in filled) > len(filled)


def _says_rate(name: str) -> bool:
    """True for a name that says rate, mean or index."""
    return not is_additive(name) or not _RATES.isdisjoint(words(name))


def _has_decimals(one: Vector, scale: int) -> bool:
    return any(value is not None and unit < scale for value, unit in zip(one.value, one.unit, strict=True))


def says_change(name: str) -> bool:
    """True for a name that says growth: a quotient that is also one of a difference is told as a change then."""
    return not _CHANGES.isdisjoint(words(name))


def words(name: str) -> frozenset[str]:
    """The words of a name: ``admitted_minority_pct`` has three."""
    return frozenset(_WORDS.split(normalize(name))) - {""}


def says_total(name: str) -> bool:
    """True for a name that says total, as a word among others: ``admitted_total``, ``Tổng số đảng viên``."""
    text = " ".join(_WORDS.split(normalize(name)))
    return is_total(name) or any(f" {word} " in f" {text} " for word in TOTAL)


def likeness(found: Look) -> Mapping[int, int]:
    """For each quotient the column that its name speaks of: ``admitted_minority`` for ``admitted_minority_pct``."""
    like = {}
    others = [at for at in range(len(found.vectors)) if at not in found.percents]
    for stated in found.quotients:
        own = words(found.vectors[stated].name)
        alike = [(_alike(own, words(found.vectors[at].name)), -at) for at in others if at != stated]
        ranked = sorted(alike, reverse=True)
        if ranked and ranked[0][0] >= _ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0]):
            like[stated] = -ranked[0][1]
    return like


_ALIKE = 50
"""Two names are about one thing where so many per cent of their words are the same."""


def _alike(some: frozenset[str], others: frozenset[str]) -> int:
    return 100 * len(some & others) // max(1, len(some | others))
