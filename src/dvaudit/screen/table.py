"""A large table loaded as texts into the engine, for rules that speak of several rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dvaudit.apply import Prepared
from dvaudit.screen.cells import Cells
from dvaudit.screen.parts import Rows


class TooManyError(Exception):
    """The groups of a table differ too much for the screen; the judge can look at them."""


class Engine(NamedTuple):
    """What an engine does for rules about several rows, and what two engines say differently.

    ``run`` gives the rows of a query, ``create`` makes a table of them, ``register`` one of given values (whole numbers
    and texts, in columns called as SQL calls them with their types). ``listed`` is the list of what an expression gives
    in a group, in the order of another one; ``length`` the function that tells how long a list is.
    """

    run: Callable[[str], list[tuple[Any, ...]]]
    create: Callable[[str, str], None]
    register: Callable[[str, Mapping[str, Sequence[int | str]]], None]
    listed: Callable[[str, str], str]
    length: str


class Loaded(NamedTuple):
    """A table in the engine, what was prepared of it, and any of its rows; ``numbers`` are its columns by name.

    ``rows`` is the engine's name of it: the number of each row is ``rn``, and its columns are c0, c1, ... What is
    computed for one part of a rule stands in tables with a ``prefix`` of its own.
    """

    engine: Engine
    prepared: Prepared
    numbers: Mapping[str, int]
    fetch: Callable[[Sequence[int]], Rows]
    rows: str
    prefix: str = ""

    def text(self, column: str) -> str:
        """The printed texts of a column as SQL; blank where there are none."""
        return f"coalesce(c{self.numbers[column]}, '')"

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return self.engine.run(sql)

    def create(self, table: str, sql: str) -> None:
        """Makes a table of this part of what a query gives."""
        self.engine.create(self.prefix + table, sql)

    def table(self, name: str) -> str:
        """A table of this part, in a query."""
        return f"{self.prefix}{name} AS {name}"


def apart(loaded: Loaded, number: int) -> Loaded:
    """The same table with a place for one part of a rule."""
    return loaded._replace(prefix=f"{loaded.rows}_{number}_")


def drop(loaded: Loaded, numbers: Sequence[int]) -> None:
    """Takes out rows that are no records; the others keep their numbers."""
    if len(numbers):
        listed = ", ".join(map(str, numbers))
        loaded.engine.create(loaded.rows, f"SELECT * FROM {loaded.rows} WHERE rn NOT IN ({listed})")


def blank(loaded: Loaded, columns: Iterable[int]) -> list[int]:
    """The rows in which nothing is printed in some columns."""
    nothing = " AND ".join(f"trim(coalesce(c{column}, '')) = ''" for column in dict.fromkeys(columns))
    return [number for (number,) in loaded.run(f"SELECT rn FROM {loaded.rows} WHERE {nothing} ORDER BY rn")]


def staged(loaded: Loaded, cells: Iterable[Cells]) -> str:
    """The loaded rows with what is computed of the cells of some figures."""
    found = f"SELECT * FROM {loaded.rows}"
    listed = list({one.source: one for one in cells}.values())
    for level in range(max((len(one.stages) for one in listed), default=0)):
        pairs = [pair for one in listed if level < len(one.stages) for pair in one.stages[level]]
        found = f"SELECT *, {', '.join(f'{expression} AS {name}' for name, expression in pairs)} FROM ({found})"
    return found


def arrange(loaded: Loaded, keys: Sequence[str], label: str, most: int) -> None:
    """Puts the rows into groups with the same ``keys``, and the groups into sorts with the same labels in a row.

    Makes the tables ``members`` (rn, grp, pos), ``sorts`` (labels, times, grp, sort) and ``sorted`` (grp, sort); a
    group is named by the number of its first row. Raises TooManyError where the sorts have more than ``most`` labels.
    """
    if not keys and loaded.run(f"SELECT count(*) FROM {loaded.rows}")[0][0] > most:
        raise TooManyError(str(most))
    apart = f"PARTITION BY {', '.join(keys)}" if keys else ""
    position = f"row_number() OVER ({apart} ORDER BY rn) - 1 AS pos"
    first = f"min(rn) OVER ({apart}) AS grp"
    loaded.create("members", f"SELECT rn, {first}, {position}, {label} AS label FROM {loaded.rows}")
    labels, members = loaded.engine.listed("label", "pos"), loaded.table("members")
    loaded.create("labelled", f"SELECT grp, {labels} AS labels FROM {members} GROUP BY grp")
    loaded.create(
        "sorts", "SELECT labels, count(*) AS times, min(grp) AS grp, row_number() OVER (ORDER BY min(grp)) - 1 AS sort"
        f" FROM {loaded.table('labelled')} GROUP BY labels"
    )  # fmt: skip
    size = f"sum({loaded.engine.length}(labels))"
    ((number,),) = loaded.run(f"SELECT coalesce({size}, 0) FROM {loaded.table('sorts')}")
    if number > most:
        raise TooManyError(str(number))
    loaded.create(
        "sorted", "SELECT labelled.grp, sorts.sort"
        f" FROM {loaded.table('labelled')} JOIN {loaded.table('sorts')} ON labelled.labels = sorts.labels"
    )  # fmt: skip


def sorts(loaded: Loaded) -> list[tuple[int, list[int]]]:
    """How many groups there are of each sort, and the rows of the first of them."""
    return [
        (times, numbers)
        for times, numbers in loaded.run(
            f"SELECT sorts.times, {loaded.engine.listed('members.rn', 'members.pos')}"
            f" FROM {loaded.table('sorts')} JOIN {loaded.table('members')} ON sorts.grp = members.grp"
            " GROUP BY sorts.sort, sorts.times ORDER BY sorts.sort"
        )
    ]


def rows_of(loaded: Loaded, condition: str) -> list[tuple[int, int, list[int]]]:
    """The groups that meet a condition over ``outcome``: the sort and the rows of each, in the order of the table."""
    return [
        (group, sort, numbers)
        for group, sort, numbers in loaded.run(
            f"SELECT outcome.grp, outcome.sort, {loaded.engine.listed('members.rn', 'members.pos')}"
            f" FROM {loaded.table('outcome')} JOIN {loaded.table('members')} ON outcome.grp = members.grp"
            f" WHERE {condition} GROUP BY outcome.grp, outcome.sort ORDER BY 1"
        )
    ]


def register(loaded: Loaded, name: str, columns: Mapping[str, Sequence[int | str]]) -> None:
    """Makes a table of this part of whole numbers and texts, by column."""
    loaded.engine.register(loaded.prefix + name, columns)
