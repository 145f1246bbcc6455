"""The nouns of comparing two versions: a revision, a discrepancy that came, went or stayed, a pair of documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.figure import Figure, Record
from dvaudit.interval import Exact, exact, magnitude
from dvaudit.message import Message, Problem
from dvaudit.report import Finding, Report
from dvaudit.rule import Confrontation, RuleSet

CHANGES = ("revised", "refined", "withdrawn", "filled", "marked", "unclear", "printing")
"""What can happen to a figure; the last one leaves its value as it was."""


@dataclass(slots=True, eq=False, repr=False)
class Revision:
    """A figure that is printed otherwise in the new version.

    ``change`` is

    - ``revised``: another value;
    - ``refined``: printed more or less sharply, with a value that the coarser of the two texts allows;
    - ``withdrawn``: a number before, none now (blank, a mark, no longer stated); ``filled``: the other way round;
    - ``marked``: no number in either, but another mark or text;
    - ``unclear``: whether the value changed depends on how the numbers are read;
    - ``printing``: the same value, printed otherwise.
    """

    name: str
    change: str
    old: Figure
    new: Figure
    records: tuple[Record, Record]
    turned: list[Turned] = field(default_factory=list)
    """The discrepancies that came, went or changed with it."""

    @property
    def amount(self) -> Exact | None:
        """The new value less the old one; None where one of them is no number, or can be read in two ways."""
        before, after = value(self.old), value(self.new)
        return None if before is None or after is None or self.change == "unclear" else after - before

    @property
    def percent(self) -> Exact | None:
        """The revision in per cent of the old value's size; None where that is zero, or there is no amount."""
        amount, before = self.amount, value(self.old)
        return None if amount is None or not before else exact(100 * amount, magnitude(before))


class Turned(NamedTuple):
    """A discrepancy that is ``new``, ``gone`` or ``still`` there.

    ``finding`` is that of the new version, or of the old one where it is gone; ``before`` the old one of those that
    are still there. ``other`` tells what the other version says of the same rule and figures: ``holds``,
    ``undecided``, ``absent`` (it does not have the record or the figure), ``passed_over`` (the rule does not speak of
    it), or nothing where that is not known. ``revisions`` are the changed figures among its own; ``joined`` and
    ``left`` are figures that the rule has only in the new version or only in the old one, as name and printed text.
    """

    state: str
    finding: Finding
    before: Finding | None = None
    other: str = ""
    revisions: tuple[Revision, ...] = ()
    joined: tuple[Figure, ...] = ()
    left: tuple[Figure, ...] = ()


class Unchecked(NamedTuple):
    """What the old version let a rule decide and the new one does not, because of the changed figures ``revisions``."""

    found: Confrontation
    file: str
    held: bool
    revisions: tuple[Revision, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Pair:
    """Two versions of one document, or the only one that there is; ``table`` is its number in its file, from 0.

    ``files`` counts the files that are one document, ``both`` the records that stand in both; ``added`` and ``removed``
    are the other records, ``columns_added`` and ``columns_removed`` the figures that no record of the other version
    has.
    """

    old: str | None
    new: str | None
    rules: RuleSet
    table: int = 0
    again: bool = False
    """True where another rule set read the same document before."""
    files: int = 1
    both: int = 0
    figures: int = 0
    added: list[Record] = field(default_factory=list)
    removed: list[Record] = field(default_factory=list)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


class Comparison(NamedTuple):
    """Everything that is told of two versions: their reports, and each document with its other version."""

    old: Report
    new: Report
    pairs: list[Pair]
    problems: list[Problem]


def value(figure: Figure) -> Exact | None:
    """The printed number, zero for a mark that stands for it; None where there is none."""
    if figure.printed is not None and figure.state == "number":
        return figure.printed.value
    only = figure.interval if len(figure.intervals) == 1 else None
    return only.lo if only is not None and only.is_point else None


def conditions(found: Comparison) -> set[str]:
    """What ``--fail-on`` can name and this comparison has.

    ``new`` and ``warning`` are new discrepancies of these levels, ``still`` those that stayed, ``unchecked`` what can
    no longer be checked, ``revised`` figures with another value, and ``records`` files, records and figures that
    only one version has. Accepted discrepancies count for nothing.
    """
    told: set[str] = set()
    for pair in found.pairs:
        for one in pair.turned:
            if one.state != "gone" and one.finding.accepted is None:
                told.add("still" if one.state == "still" else "new" if one.finding.level == "error" else "warning")
        told |= {"unchecked"} if pair.unchecked else set()
        told |= {"revised"} if any(one.change != "printing" for one in pair.revisions) else set()
        lone = pair.added or pair.removed or pair.columns_added or pair.columns_removed
        told |= {"records"} if lone or pair.old is None or pair.new is None else set()
    return told
