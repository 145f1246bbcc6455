"""The period before: of each series in its file, the last row before the first one here comes before that.

No rule is about the records of that file. They are told apart from the document's own by numbers below zero, the last
row of the file being -1; so are the rows of their cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit import layout, reading
from dvaudit.bind import Earlier, Lags, Past, Plan
from dvaudit.figure import Document, Figure, FigureSpec, Place, RawCell, Record, Table
from dvaudit.lookup import Names, UnboundNameError, column_texts
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.names import normalize
from dvaudit.rule import RuleSet


class Before(NamedTuple):
    """The file of the earlier period; ``filled`` are the placeholders that named it, ``several`` all its tables."""

    table: Table
    filled: frozenset[str] = frozenset()
    several: tuple[Table, ...] = ()

    def of(self, table: Table) -> Before:
        """The same with the table that a table of this period follows: the one on a sheet of its name."""
        own = next((one for one in self.several if one.part == table.part), self.table)
        return self._replace(table=own)


class _There(NamedTuple):
    """The earlier document and what its names mean."""

    document: Document
    names: Names
    rows: int
    filled: frozenset[str]


def continued(
    plans: Mapping[str, Plan], names: Names, ruleset: RuleSet, before: Before, known: set[str]
) -> tuple[dict[str, Plan], list[Problem]]:
    """The plans of series with the last rows of the earlier period, and what kept them from having some."""
    found, problems = dict(plans), []
    lags = {rule_id: plan for rule_id, plan in plans.items() if isinstance(plan, Lags)}
    file = before.table.file
    if not lags:
        told = message("inputs.previous_unused", previous=file)
        return found, [] if ruleset.only_if_complete else [Problem(told, names.document.file, fatal=False)]
    try:
        document = layout.document(before.table, ruleset.layout, known)
    except AuditError as error:
        return found, [unread(error.problem)]
    problems += document.problems
    there = _There(document, Names(document, ruleset.figures), len(before.table.rows), before.filled)
    for rule in ruleset.rules:
        if rule.id in lags:
            try:
                plan = lags[rule.id]
                by = tuple(_compared(plan, names, there, written="by" in rule.slots))
                earlier = Earlier(file, tuple(at for at, _ in by), _series(plan, by, there, ruleset.default))
                found[rule.id] = plan._replace(earlier=earlier)
            except UnboundNameError as missing:
                problems.append(fail("inputs.previous_lacks", file=file, rule=rule.id, name=missing.name).problem)
    return found, problems


def unread(problem: Problem) -> Problem:
    """The same problem, said of the earlier period's file."""
    return problem._replace(message=message("inputs.previous_unread", why=problem.message))


def _compared(plan: Lags, names: Names, there: _There, *, written: bool) -> Iterator[tuple[int, str]]:
    """The columns that tell series apart, by their position among ``by``, each with its column in the earlier file.

    Where nothing says which these are, what only the paths say is compared where it named the earlier file: the rest of
    a path is what the two files differ in.
    """
    for position, column in enumerate(plan.by):
        by_path = column in names.document.given and normalize(column) not in there.filled
        try:
            found = there.names.column(column)
        except UnboundNameError:
            if written or not by_path:
                raise
            continue
        if written or not by_path or found not in there.document.given:
            yield position, found


def _series(
    plan: Lags, by: Sequence[tuple[int, str]], there: _There, default: FigureSpec
) -> dict[tuple[str, ...], Past]:
    """The series of the earlier file, by the texts of the columns that tell them apart."""
    document = there.document
    wanted = {
        name: there.names.one(name)
        for template, lags in plan.templates
        for name, lag in zip(template.names, lags, strict=True)
        if lag
    }
    rounded = {wanted[name] for name in plan.rounded & wanted.keys()}
    figures = reading.figures(document, there.names, dict.fromkeys(wanted.values()), default, rounded)
    periods = _texts(there, plan.over)
    series: dict[tuple[str, ...], list[int]] = {}
    columns = [column_texts(document, column) for _, column in by]
    for index, record in enumerate(document.records):
        if not record.heading:
            key = tuple(normalize(column[index]) for column in columns)
            series.setdefault(key, []).append(index)

    def row(index: int) -> tuple[Record, dict[str, Figure]]:
        found = {name: _moved(figures[own][index], there.rows, name) for name, own in wanted.items()}
        return _record(document.records[index], document, there.rows), found

    def past(indexes: list[int]) -> Past:
        texts = None if periods is None else [periods[index] for index in indexes]
        return Past(len(indexes), texts, lambda at: row(indexes[at]))

    return {key: past(indexes) for key, indexes in series.items()}


def _texts(there: _There, over: str) -> list[str] | None:
    try:
        return column_texts(there.document, there.names.column(over))
    except UnboundNameError:
        return None  # its rows keep their order


def _record(record: Record, document: Document, rows: int) -> Record:
    return replace(record, file=record.file or document.file, at=record.at - rows - 1)


def _moved(figure: Figure, rows: int, name: str) -> Figure:
    """The figure with its cells in rows below zero."""

    def moved(cell: RawCell) -> RawCell:
        def place(row: int, column: int) -> Place:
            return cell.place(row + rows, column)

        return cell._replace(place=place, row=cell.row - rows)

    return replace(figure, name=name, cells=tuple(map(moved, figure.cells)))
