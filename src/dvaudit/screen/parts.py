"""What the judge is given of a large table: its rows, the parts of rules, and what has to be judged of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit.apply import Prepared
from dvaudit.bind import Applies, Plan, Several, bind
from dvaudit.figure import Document, Figures, Table
from dvaudit.interval import Exact
from dvaudit.rule import Edit, Rule

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Codes = np.ndarray[Any, np.dtype[np.uint8]]


class Rows(NamedTuple):
    """Some records of a large table: their numbers among the engine's rows, and the table of them.

    ``data_rows`` are their 1-based rows in the file, where these do not just follow from the numbers.
    """

    numbers: Sequence[int]
    table: Table
    data_rows: Sequence[int] | None = None


class Source(NamedTuple):
    """What the judge needs of a large table: how many rows it has, and any of them by number.

    ``fetch`` takes ascending numbers and leaves out those that turn out to be no records (blank, or notes at the end).
    ``data_rows`` gives their 1-based rows in the file, where these do not just follow from the numbers.
    """

    rows: int
    fetch: Callable[[Sequence[int]], Rows]
    data_rows: Callable[[Sequence[int]], Sequence[int]] | None = None


class Part(NamedTuple):
    """One plan of a rule; most rules have only one. ``key`` tells it from all others."""

    key: str
    rule: Rule
    plan: Plan


Edits = Callable[[Document, Figures, Mapping[int, int], Applies, "frozenset[str]"], Iterator[Edit]]
"""The edits of a part among some records: their document and figures, the place in it of each of the engine's rows, to
which records the rule applies, and the figures that are no counts."""


class Unit(NamedTuple):
    """Rows that have to be judged together, and those of them that edits are asked about."""

    rows: tuple[int, ...]
    asked: tuple[int, ...]


class Spanning(NamedTuple):
    """How a part that speaks of several records at once comes out.

    ``held`` edits certainly hold, by the figure that they are about, ``sums`` of them are sums over whole numbers;
    ``passed`` do not apply. All others are about ``units``, and ``edits`` finds them. ``about`` gives the units of all
    edits that have figures of some rows, those that hold too; None for a part that is not about figures.
    """

    part: Part
    held: Mapping[str, int]
    sums: int
    passed: int
    units: Sequence[Unit]
    edits: Edits
    about: Callable[[Collection[int]], Sequence[Unit]] | None = None


def parts(prepared: Prepared) -> list[Part]:
    """The plans of all rules one by one."""
    found: list[Part] = []
    for rule, plan in prepared.rules:
        several = _flat(plan)
        found += [Part(f"{rule.id}\0{number}", rule, one) for number, one in enumerate(several)]
    return found


def _flat(plan: Plan) -> list[Plan]:
    return [one for part in plan.plans for one in _flat(part)] if isinstance(plan, Several) else [plan]


def bound(part: Part) -> Edits:
    """The edits of a part whose plan can be bound to any records."""

    def edits(
        document: Document, figures: Figures, _: Mapping[int, int], applies: Applies, negative: frozenset[str]
    ) -> Iterator[Edit]:
        return bind(part.rule, part.plan, document, figures, applies, negative)

    return edits


class Rounded(NamedTuple):
    """The unit that all whole numbers have, and the one to which they are taken as rounded; None where exact."""

    unit: Exact
    to: Exact | None = None
