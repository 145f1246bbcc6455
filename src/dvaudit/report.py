"""The nouns of what is reported: finding, cause, suspect, correction, audit, report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Document, Figure, Figures, Record
from dvaudit.interval import Exact, Interval
from dvaudit.message import Message, Problem
from dvaudit.rule import Confrontation, RuleSet, Tally

if TYPE_CHECKING:
    import pandas as pd


@dataclass(slots=True, eq=False, repr=False)
class Finding:
    """One failed edit as it is reported: ``id`` is stable while rule, file, key and printed figures are the same."""

    id: str
    confrontation: Confrontation
    file: str
    level: str
    cause: int | None = None
    accepted: str | None = None


class Spot(NamedTuple):
    """A figure in its record: something that can be wrong."""

    figure: Figure
    record: Record


class Correction(NamedTuple):
    """What should have been printed for the figures of a suspect: one keystroke away, it repairs its whole cause.

    ``texts`` has one text per figure, in the number format of the source; ``keystroke`` is one of
    ``diagnose.keystrokes.KEYSTROKES``: how the printed text came about from this one (``digit added``).
    """

    texts: tuple[str, ...]
    keystroke: str


class Suspect(NamedTuple):
    """A smallest set of figures that can explain a cause: for some values of them every edit about them holds.

    ``implied`` gives for each figure the values that it would have to have, the others of the record being right.
    """

    spots: tuple[Spot, ...]
    implied: tuple[tuple[Interval, ...], ...]
    corrections: tuple[Correction, ...] = ()


class Cleared(NamedTuple):
    """A figure of a failed edit that cannot explain the cause alone, and why.

    ``implied`` is what the failed edits ask of it (empty where they ask for different things); ``against`` are edits
    that hold and would not; ``confirmed`` those among them that bind the figure tightly.
    """

    spot: Spot
    implied: tuple[Interval, ...]
    against: tuple[Confrontation, ...] = ()
    confirmed: tuple[Confrontation, ...] = ()


class Hint(NamedTuple):
    """An explanation of a failed edit that is no keystroke.

    ``kind`` is ``missing_part`` (the total has a part more, of ``size``), ``covers_more`` (the parts make ``size`` less
    than a total that may cover more), ``other_whole`` (the percentage fits ``spots[0]`` as its whole), ``cumulated``
    (``spots[0]`` is a running total, not a subtotal), ``points`` (percentage points are told as per cent),
    ``exchanged`` (the two figures of ``spots`` stand in each other's place).
    """

    kind: str
    failed: Confrontation
    spots: tuple[Spot, ...] = ()
    size: Interval | None = None


class Pattern(NamedTuple):
    """One reason that explains findings in many records.

    ``kind`` is ``unit`` (the column ``names[0]`` is ``factor`` times too large, or too small where it is below 1),
    ``exchanged`` (the columns ``names`` stand in each other's place from the record ``first`` on), ``rule`` (the rule
    fails nearly everywhere: suspect the rule), ``rounding`` (sums miss by no more than rounding).
    ``explained`` of ``checked`` records or sums show it; ``records`` names the unit: ``files`` where every file holds
    one record.
    """

    kind: str
    names: tuple[str, ...] = ()
    factor: Exact = 1
    explained: int = 0
    checked: int = 0
    first: Record | None = None
    files: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Cause:
    """Findings that one wrong figure (or rule, column, unit) explains.

    ``confidence`` is ``high``, ``medium`` or ``low``, as docs and README define it. ``suspects`` are all the sets of
    figures of least total weight that explain the findings, the likeliest first; none where no set does (the rules
    contradict each other, or only trusted figures are left), or where ``pattern`` explains them. ``decided`` is False
    where the search was given up at its limit. ``beside`` are the edits that hold and speak about the same figures.
    """

    findings: list[Finding]
    confidence: str = "low"
    suspects: tuple[Suspect, ...] = ()
    cleared: tuple[Cleared, ...] = ()
    hints: tuple[Hint, ...] = ()
    pattern: Pattern | None = None
    decided: bool = True
    beside: tuple[Confrontation, ...] = ()
    number: int = 0

    @property
    def id(self) -> str:
        """Stays the same while its findings do: the id of the first one."""
        return self.findings[0].id

    @property
    def corrections(self) -> tuple[tuple[Suspect, Correction], ...]:
        """All corrections, the likeliest first."""
        return tuple((suspect, one) for suspect in self.suspects for one in suspect.corrections)


@dataclass(slots=True, eq=False, repr=False)
class Audit:
    """One document confronted with one rule set."""

    file: str
    rules: RuleSet
    document: Document
    figures: int
    tallies: list[Tally]
    findings: list[Finding]
    undecided: list[Confrontation]
    problems: list[Problem]
    notes: list[Message]
    records: int = 0
    read: Figures = field(default_factory=dict)
    """Every figure that some rule names, by name."""
    held: list[Confrontation] = field(default_factory=list)
    """The edits that hold."""


@dataclass(slots=True, eq=False, repr=False)
class Report:
    """Everything that one run found, for the renderers."""

    audits: list[Audit]
    problems: list[Problem]
    engine: str = "exact"
    capped: bool = False
    files: tuple[str, ...] = ()
    causes: list[Cause] = field(default_factory=list)
    undiagnosed: int = 0
    """The findings for which no cause was looked for, because ``--max-causes`` was reached."""

    def to_frame(self) -> pd.DataFrame:
        """The discrepancies as a pandas DataFrame, one row each.

        Columns: file, row, key (a dict), rule, kind, level, figure and reported (the stated one, as printed), the ends
        of what the others give and of the difference as exact numbers (``int`` or ``Fraction``, None where unbounded),
        id.
        """
        import pandas as pd

        rows = []
        for audit in self.audits:
            for finding in audit.findings:
                found, edit = finding.confrontation, finding.confrontation.edit
                stated = None if edit.stated is None or not edit.figures else edit.figures[edit.stated]
                rows.append({
                    "file": finding.file, "row": edit.record.row, "key": dict(edit.key), "rule": edit.rule.id,
                    "kind": edit.rule.kind, "level": finding.level,
                    "figure": None if stated is None else stated.name,
                    "reported": None if stated is None else stated.raw,
                    "expected_low": None if found.expected is None else found.expected.lo,
                    "expected_high": None if found.expected is None else found.expected.hi,
                    "off_by_low": None if found.imbalance is None else found.imbalance.lo,
                    "off_by_high": None if found.imbalance is None else found.imbalance.hi,
                    "id": finding.id,
                })  # fmt: skip
        columns = [
            "file", "row", "key", "rule", "kind", "level", "figure", "reported",
            "expected_low", "expected_high", "off_by_low", "off_by_high", "id",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns, dtype=object)
