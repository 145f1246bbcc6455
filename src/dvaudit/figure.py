"""The nouns of what was read: place, printed cell, table, record, document, figure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit import column
from dvaudit.column import Form, Read
from dvaudit.interval import Interval
from dvaudit.message import Message, Problem
from dvaudit.printed import TYPED, Declared, NumberFormat, Printed


class Place(NamedTuple):
    """Where a figure is printed.

    Lines and columns are 1-based; a workbook has a sheet and a cell address, a text has ``start`` and ``end`` offsets
    in characters, and a document with pages the 1-based ``page`` on which the lines are counted.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(slots=True, eq=False, repr=False)
class Table:
    """What a reader gives: a rectangle of printed texts below named columns, before any of it is understood.

    ``columns`` are the header texts as printed (two header rows are joined as ``2023 / Nam``). ``rows`` hold one
    text per column; ``None`` is a cell that the file does not have (a ragged row, an absent JSON key), ``""`` is a
    blank one. ``lines`` gives each row's first line. ``above`` are the title lines before the header and
    ``below`` the note lines after the last row, as printed. ``place`` finds a cell (row index, column index) in the
    file; it may be slow, it is only asked about cells that are shown. ``shape`` says how a reader that knows
    (JSON) means its rows: one object is one record, a list of objects is one record each; ``None`` lets
    the layout decide. ``problems`` says what was dropped or guessed.
    """

    file: str
    columns: tuple[str, ...]
    rows: list[list[str | None]]
    lines: list[int | None]
    place: Callable[[int, int], Place]
    header_place: Callable[[int], Place]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    shape: str | None = None
    typed: Collection[tuple[int, int]] = ()
    """The cells that the file itself has as numbers (JSON, workbooks), printed with ``signs``."""
    problems: list[Problem] = field(default_factory=list)
    given: int = 0
    """How many of the last columns are filled by the file's path."""
    parts: tuple[Table, ...] = ()
    """The tables of several files of which this one is made; their rows follow one another."""
    signs: NumberFormat = TYPED
    """How its typed cells are printed: in JSON with a decimal point and no thousands sign."""
    said: Callable[[int, int], Declared | None] | None = None
    """What the file itself says of how a cell (row, column) is printed: that it stores more digits than it shows
    (workbooks), how many decimals it has (SDMX)."""
    present: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Where several named tables were joined: the rows, counted from 1, that each of them has."""
    part: str | None = None
    """What a file with several tables calls this one: its sheet, its caption."""
    usual: NumberFormat | None = None
    """How the text around the table prints its numbers: that decides where the table's own cells do not tell."""


class Layout(NamedTuple):
    """How a rule file says that a table is to be read; every field may be left out.

    ``figure`` and ``value`` name the columns of a name/value list; with ``key`` columns it is a long table;
    ``key`` alone is one record a row. ``header`` is the 1-based line of the (first) header row,
    ``header_rows`` how many rows it has, ``delimiter``, ``encoding`` what the file uses; ``sheet`` and ``range``
    (``A3:F20``) where in a workbook the table stands. ``sdmx`` is SDMX-CSV, see :mod:`dvaudit.sdmx`.
    """

    figure: str | None = None
    value: str | None = None
    key: tuple[str, ...] = ()
    header: int | None = None
    header_rows: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    range: str | None = None
    sdmx: bool = False


class FigureSpec(NamedTuple):
    """What a rule file says of one figure: how it is printed, what it is called, how far it is trusted."""

    declared: Declared
    name: str = ""
    """The name as the rule file writes it."""
    label: str | None = None
    aliases: tuple[str, ...] = ()
    weight: int = 1
    trusted: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Record:
    """Figures confronted together. ``row`` is the 1-based data row of its file, ``key`` the key columns as printed.

    A row that is nowhere has number 0.
    """

    row: int
    key: dict[str, str]
    line: int | None = None
    heading: bool = False
    """A row that prints only a label, above the rows it speaks of; no rule is about it."""
    file: str | None = None
    """The file in which it stands, where that is not its document's."""
    sheet: str | None = None
    """The sheet of a workbook in which it stands; ``line`` is its row there."""
    at: int = 0
    """What tells it from the other records of its document, in their order: ``row``, unless there are several files.

    Below zero for a record of the earlier period's file, which is no record of the document.
    """

    def __post_init__(self) -> None:
        self.at = self.at or self.row

    def place(self, file: str) -> Place:
        """Where it stands, in its document's file where it has none of its own."""
        return Place(self.file or file, self.line, sheet=self.sheet)

    @property
    def earlier(self) -> bool:
        """True for a record of the earlier period's file."""
        return self.at < 0


@dataclass(slots=True, eq=False, repr=False)
class Document:
    """One table understood under one layout: records, and per figure name its cells over the records.

    ``names`` maps each normalized name (see ``names.normalize``) to the names as printed, more than one where a
    header is repeated. ``cells(name)`` gives, for a name as printed, one entry per record: the cells
    printed for it, several where a list states it twice, none where it is absent.
    """

    file: str
    records: list[Record]
    names: dict[str, list[str]]
    cells: Callable[[str], Sequence[tuple[RawCell, ...]]]
    key_columns: tuple[str, ...]
    layout: str  # "record", "list", "long"
    declared: bool = False
    """True where a layout names the key columns; otherwise they were chosen by what they hold."""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    header_place: Callable[[str], Place] | None = None
    """Where a figure's name is printed: its header, or its first line in a list."""
    given: tuple[str, ...] = ()
    """The key columns that are filled by the file's path."""
    table: Table | None = None
    """What it was made of."""
    part: str | None = None
    """Which of the tables of its file it is, by the name of its sheet or its caption."""
    signs: NumberFormat | None = None
    """How its typed cells are printed, where that is said of all of them (workbooks)."""
    present: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Where it joins several named tables: the records, by ``at``, that each of them has."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Where several files make one document: each of them with the number of its records."""
    plain: Callable[[str], Sequence[str | None] | None] = lambda _: None
    """The texts of a name where each record has one cell of it at most and the file says nothing of them: a column."""

    @property
    def called(self) -> str:
        """Its name for people: its file, and which of the tables of this file it is."""
        return self.file if self.part is None else f"{self.file} {self.part}"


class RawCell(NamedTuple):
    """A printed text, and what finds its place (asked only for what is shown)."""

    text: str
    place: Callable[[int, int], Place]
    row: int
    column: int
    typed: NumberFormat | None = None
    """The signs of a number that the file itself has as one, so that its format is no question."""
    said: Declared | None = None
    """What the file itself says of how it is printed; what a rule file declares goes before it."""

    def locate(self) -> Place:
        """Where it is printed; may take a while."""
        return self.place(self.row, self.column)


@dataclass(slots=True, eq=False, repr=False)
class Figure:
    """One reported figure: name, printed text, what the text can mean, and where it stands.

    ``state`` is ``number``, ``missing`` (blank, a marker, or not in this record) or ``unreadable``; ``reason`` says
    why it is not a number, or why it has more than one reading. ``intervals`` holds one interval per
    possible reading: one when it is clear, two when the number format is undecided, when ``-`` could be zero, or when
    it is stated twice with different texts. A ``None`` among them is the reading "missing".
    ``whole`` marks a printed whole number of which only the document can say whether it was rounded.
    ``double`` marks a computed value of 13 and more significant digits.
    """

    name: str
    raw: str
    state: str
    intervals: tuple[Interval | None, ...]
    printed: Printed | None = None
    whole: bool = False
    double: bool = False
    reason: Message | None = None
    form: Form | None = None
    declared: Declared | None = None
    cells: tuple[RawCell, ...] = ()
    spec: FigureSpec | None = None
    stated: tuple[Figure, ...] = ()
    """The single statements, where the figure is stated several times and they do not agree."""

    @property
    def interval(self) -> Interval | None:
        """The interval of the first (usually the only) reading."""
        return self.intervals[0] if self.intervals else None

    @property
    def why(self) -> tuple[Message, ...]:
        """Why the text is read as it is: number format, precision, unit."""
        if self.form is None or self.declared is None:
            return () if self.reason is None else (self.reason,)
        read = Read(self.state, self.intervals, self.printed, self.whole, self.double, self.reason)
        return column.why(read, self.form, self.declared)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place where the figure is stated, the first one first."""
        return tuple(cell.locate() for cell in self.cells)


Figures = Mapping[str, Sequence[Figure]]
"""Figure name to its figure in each record of a document."""
