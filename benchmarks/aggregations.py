"""Annotated sums of published tables: how many are flagged, and how many planted faults are found.

    python benchmarks/aggregations.py FOLDER [-v]

FOLDER holds ``tables/*.csv``, ``labels.jsonl`` (which cells a person marked as a sum of which others) and
``faults.jsonl`` (changes of one cell). The data are those of Jiang, Vitagliano, Hameed and Naumann, "Aggregation
Detection in CSV Files", EDBT 2022 (Apache-2.0).

Every table is read by dvaudit's own reader, every column is decided as in any audit, and every annotated sum is judged
by the same judge as any rule; whole numbers are exact or rounded as the table itself decides. A sum is flagged when it
then fails; the share is that of the sums that could be checked. A fault counts when it breaks an annotated sum by more
than half a unit in the last printed digit of every cell, reckoned here independently from the printed texts. It is
found when dvaudit flags one of the sums it breaks, or says that the changed cell is no number any more.
Exits 1 when more than 6 % of the sums are flagged or fewer than 97 % of such faults are found.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from dvaudit import readers, reading, whole
from dvaudit.confront import confront
from dvaudit.figure import Document, Figure, FigureSpec, Layout, RawCell, Record, Table
from dvaudit.lookup import Names
from dvaudit.message import AuditError
from dvaudit.predicate import Cell, Within, linear
from dvaudit.printed import Declared
from dvaudit.rule import Confrontation, Edit, Origin, Outcome, Rule

MOST_FLAGGED, LEAST_FOUND = 0.06, 0.97

Address = tuple[int, int]
Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sum:
    """An annotated sum: where the total and where its parts are printed, zero-based row and column."""

    target: Address
    sources: tuple[Address, ...]

    @property
    def cells(self) -> tuple[Address, ...]:
        """The total and its parts."""
        return (self.target, *self.sources)


def as_document(table: Table) -> Document:
    """A table as records and columns whose names are unique, whatever its header repeats."""
    unique = {f"{index} · {name}": index for index, name in enumerate(table.columns)}

    def cells(name: str) -> list[tuple[RawCell, ...]]:
        column = unique[name]
        texts = [row[column] for row in table.rows]
        return [() if text is None else (RawCell(text, table.place, row, column),) for row, text in enumerate(texts)]

    records = [Record(row + 1, {}, line) for row, line in enumerate(table.lines)]
    names = {name.casefold(): [name] for name in unique}
    return Document(table.file, records, names, cells, (), "record", above=table.above, below=table.below)


def figures_by_address(path: Path) -> tuple[dict[Address, Figure], int]:
    """Every figure of a table by its zero-based row and column in the file, and the number of records."""
    first_lines: dict[int | None, int] = {}
    with path.open(newline="", encoding="utf-8") as file:
        reader, line = csv.reader(file), 1
        for number, _ in enumerate(reader):
            first_lines[line] = number
            line = reader.line_num + 1
    (table,) = readers.read(str(path), Layout())
    document = as_document(table)
    names = Names(document, {})
    figures = reading.figures(document, names, list(names.printed), FigureSpec(Declared()))
    columns = list(figures.values())
    return {
        (first_lines[record.line], column): columns[column][row]
        for row, record in enumerate(document.records)
        for column in range(len(columns))
    }, len(document.records)


def judged(path: Path, sums: list[Sum]) -> list[Confrontation | None]:
    """Every sum with its outcome; None where a cell is not among the figures that are read."""
    try:
        figures, records = figures_by_address(path)
    except AuditError as error:
        print(f"{path.name}: {error.problem.message.key}", file=sys.stderr)
        return [None] * len(sums)
    given: dict[int, Confrontation] = {}
    for number, annotated in enumerate(sums):
        if not all(address in figures for address in annotated.cells):
            continue
        predicate = Within(linear((1, Cell(0)), *((-1, Cell(1 + part)) for part in range(len(annotated.sources)))))
        roles = ("total", *("part" for _ in annotated.sources))
        cells = tuple(figures[address] for address in annotated.cells)
        rule = Rule(f"sum-{number}", "sum", {}, Origin(None))
        found = confront(Edit(rule, predicate, cells, roles, 0, Record(annotated.target[0], {})))
        if found is not None:
            given[number] = found
    decided, *_ = whole.decide(list(given.values()), records)
    by_number = dict(zip(given, decided, strict=True))
    return [by_number.get(number) for number in range(len(sums))]


def printed(text: str, number_format: str) -> tuple[Fraction, Fraction]:
    """Value and half a unit in the last printed digit of a text, by the annotators' number format alone."""
    group, decimal = ({"Comma": ",", "Point": ".", "Space": " ", "None": ""}[word] for word in number_format.split())
    kept = "".join(c for c in text if c.isdigit() or c in f"-−({decimal}").replace(decimal, ".").replace("−", "-")
    body = kept.replace(group, "") if group and group != decimal else kept
    sign = -1 if body.startswith(("-", "(")) else 1
    body = body.strip("-(.")
    digits = len(body.partition(".")[2])
    return sign * Fraction(body or 0), Fraction(1, 2 * 10**digits)


def breaks(grid: Grid, number_format: str, annotated: Sum) -> bool:
    """Whether a sum misses by more than half a unit in the last printed digit of every cell."""
    try:
        total, *parts = (printed(grid[row][column], number_format) for row, column in annotated.cells)
    except ValueError:
        return False
    miss = abs(total[0] - sum(value for value, _ in parts))
    return miss > total[1] + sum(half for _, half in parts)


def refuses(found: Confrontation, text: str) -> bool:
    """Whether a sum could not be checked because this text is reported to be no number (``2,65`` among thousands)."""
    return any(figure.state == "unreadable" and figure.raw == text for figure in found.edit.figures)


def reason(found: Confrontation | None) -> str:
    """How a sum came out, and the message key that says why, in a word for the log."""
    if found is None:
        return "not read"
    return found.outcome.value + (f" ({found.reason.key})" if found.reason is not None else "")


def sums_of(label: dict[str, Any]) -> dict[int, Sum]:
    """The annotated sums of a table by their number among its relations."""
    return {
        number: Sum(tuple(relation["target"]), tuple(map(tuple, relation["sources"])))
        for number, relation in enumerate(label["relations"])
        if relation["op"] == "sum"
    }


def with_fault(folder: Path, label: dict[str, Any], fault: dict[str, Any], spare: Path) -> tuple[Path, Grid]:
    """A copy of a table with one cell changed, as a file and as a grid."""
    with (folder / label["file"]).open(newline="", encoding="utf-8") as file:
        grid = list(csv.reader(file))
    row, column = fault["cell"]
    grid[row][column] = fault["corrupted"]
    path = spare / Path(label["file"]).name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(grid)
    return path, grid


def main() -> None:
    """Judges everything and prints the shares."""
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv[2:]
    labels = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["id"]] = label
    outcomes: dict[str, Counter[str]] = {}
    for label in labels.values():
        sums = sums_of(label)
        counts = outcomes.setdefault(label["corpus"], Counter())
        results = judged(folder / label["file"], list(sums.values()))
        counts.update("not read" if found is None else found.outcome.value for found in results)
        if verbose:
            print(label["id"], dict(Counter(map(reason, results))), file=sys.stderr)
    print(f"{'corpus':8}{'sums':>7}{'hold':>7}{'flagged':>9}{'undecided':>11}{'not read':>10}{'flagged':>10}")
    everything = sum(outcomes.values(), Counter[str]())
    for corpus, counts in [*sorted(outcomes.items()), ("all", everything)]:
        share = counts["fails"] / max(1, counts["fails"] + counts["holds"])
        numbers = f"{counts['holds']:7}{counts['fails']:9}{counts['undecided']:11}{counts['not read']:10}"
        print(f"{corpus:8}{counts.total():7}{numbers}{share:10.1%}")
    flagged = everything["fails"] / (everything["fails"] + everything["holds"])
    planted = failing = unreadable = 0
    with tempfile.TemporaryDirectory() as spare:
        for line in (folder / "faults.jsonl").read_text(encoding="utf-8").splitlines():
            fault = json.loads(line)
            label = labels[fault["table"]]
            path, grid = with_fault(folder, label, fault, Path(spare))
            sums = sums_of(label)
            broken = [sums[number] for number in fault["broken_relations"] if number in sums]
            broken = [annotated for annotated in broken if breaks(grid, label["number_format"], annotated)]
            if not broken:
                continue
            planted += 1
            outcome = dict(zip(sums.values(), judged(path, list(sums.values())), strict=True))
            about = [judgement for annotated in broken if (judgement := outcome[annotated]) is not None]
            fails = any(judgement.outcome is Outcome.FAILS for judgement in about)
            refused = not fails and any(refuses(judgement, fault["corrupted"]) for judgement in about)
            failing += fails
            unreadable += refused
            if verbose and not fails:
                print("unreadable" if refused else "missed", fault, list(map(reason, about)), file=sys.stderr)
    found = failing + unreadable
    print(f"faults that break a sum beyond rounding: {planted}, found: {found} ({found / planted:.1%}),")
    print(f"  {failing} because the sum fails, {unreadable} because what the fault leaves is no number any more")
    sys.exit(1 if flagged > MOST_FLAGGED or found < LEAST_FOUND * planted else 0)


if __name__ == "__main__":
    main()
