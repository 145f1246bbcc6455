"""The nouns of what is reported: finding, cause, suspect, correction, audit, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Document, Figure, Figures, Record
from dvaudit.interval import Exact, Interval, exact
from dvaudit.message import Message, Problem
from dvaudit.rule import Confrontation, Origin, RuleSet, Tally

if TYPE_CHECKING:
    import pandas as pd

    from dvaudit.claim import Article


AT_LEAST, SHARE = 3, exact(12, 100)
"""So many sums, and such a share of all, must miss by little before a document's whole numbers are rounded."""


class Acceptance(NamedTuple):
    """A known discrepancy, accepted with a reason while every digit of it stays as it is.

    ``file`` is relative to the folder of the file that holds the acceptance, ``record`` the key of its record,
    ``figures`` the printed texts by figure name, in the order of the rule. ``until`` is its last day (2027-01-31).
    """

    rule: str
    file: str
    record: Mapping[str, str]
    figures: Mapping[str, tuple[str, ...]]
    reason: str
    until: str | None
    origin: Origin


class Acceptances(NamedTuple):
    """The acceptances of a file, and the day (2026-11-26) on which they are looked at."""

    path: str
    entries: tuple[Acceptance, ...]
    today: str


@dataclass(slots=True, eq=False, repr=False)
class Finding:
    """One failed edit as it is reported: ``id`` is stable while rule, file, key and printed figures are the same."""

    id: str
    confrontation: Confrontation
    file: str
    level: str
    cause: int | None = None
    accepted: Acceptance | None = None


class Progress(NamedTuple):
    """How far the work on an input is: how many of about so many rows were read, and how many findings there are."""

    file: str
    rows: int
    of: int
    findings: int = 0


class Limits(NamedTuple):
    """How many findings are listed, for how many records causes are looked for, and who is told of the progress."""

    findings: int = 1000
    causes: int = 100
    tell: Callable[[Progress], None] | None = None


class Spot(NamedTuple):
    """A figure in its record: something that can be wrong."""

    figure: Figure
    record: Record


class Correction(NamedTuple):
    """What should have been printed for the figures of a suspect: one keystroke away, it repairs its whole cause.

    ``texts`` and ``keystrokes`` have one entry per figure: the text in the number format of the source, and which of
    ``diagnose.keystrokes.KEYSTROKES`` made the printed text of it (``digit added``).
    """

    texts: tuple[str, ...]
    keystrokes: tuple[str, ...]


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

    ``kind`` is

    - ``missing_part``: the total is ``size`` larger than its parts: a part is missing, or the total covers more; each
      of ``spots`` is a figure of the report that is exactly this large;
    - ``covers_more``: the parts make ``size`` more than the total: they overlap or cover more than it; ``spots`` alike;
    - ``subtotal``: the sum holds without the part ``spots[0]``, which another part may include;
    - ``cumulated``: ``spots`` are running totals where the rule adds separate figures;
    - ``other_whole``, ``other_part``: the percentage fits ``spots[0]`` as its whole, as its part;
    - ``points``: ``spots[0]``, told as a change in per cent, is the difference of the percentages ``spots[1]`` and
      ``spots[2]`` in points; told as their difference, it is the change in per cent;
    - ``direction``: the change ``spots[0]`` fits with the opposite sign;
    - ``per``: the ratio or percentage ``spots[0]`` fits when it is multiplied by ``size``, a power of ten;
    - ``exchanged``: the two figures of ``spots`` stand in each other's place.
    - ``repeats``: the total is the same as its part ``spots[0]``.
    """

    kind: str
    failed: Confrontation
    spots: tuple[Spot, ...] = ()
    size: Interval | None = None


class Pattern(NamedTuple):
    """One reason that explains findings in many records.

    ``kind`` is ``unit`` (the column ``names[0]`` is ``factor`` times too large, or too small where it is below 1),
    ``exchanged`` (the columns ``names`` stand in each other's place from the record ``first`` on), ``rule`` (the rule
    fails nearly everywhere: suspect the rule), ``lacking`` and ``overlapping`` (the total ``names[0]`` is above, or
    below, its parts wherever the rule fails), ``row_missing`` (the total row ``names[0]`` is above its rows in nearly
    all columns), ``rounding`` (sums miss by no more than rounding).
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

    ``confidence`` is ``high``, ``medium`` or ``low``, as ``diagnose.confidence`` defines it. ``suspects`` are all the
    sets of figures of least total weight that explain the findings, the likeliest first; none where no set does (the
    rules contradict each other, or only trusted figures are left), or where ``pattern`` explains them. Beside them
    stand pairs of figures that seem to be exchanged; left out are sets that would make a count negative. ``decided``
    is False where the search was given up at its limit. ``beside`` are the edits that hold and speak about the same
    figures. ``rivals`` is how many more keystrokes would repair everything, in figures of a single digit, too short to
    tell.
    """

    findings: list[Finding]
    confidence: str = "low"
    suspects: tuple[Suspect, ...] = ()
    cleared: tuple[Cleared, ...] = ()
    hints: tuple[Hint, ...] = ()
    pattern: Pattern | None = None
    decided: bool = True
    beside: tuple[Confrontation, ...] = ()
    rivals: int = 0
    number: int = 0

    @property
    def id(self) -> str:
        """Stays the same while its findings do: the id of the first one."""
        return self.findings[0].id

    @property
    def accepted(self) -> bool:
        """True where all its findings are accepted."""
        return all(finding.accepted is not None for finding in self.findings)

    @property
    def corrections(self) -> tuple[tuple[Suspect, Correction], ...]:
        """All corrections, the likeliest first."""
        return tuple((suspect, one) for suspect in self.suspects for one in suspect.corrections)

    @property
    def likeliest(self) -> tuple[Suspect, ...]:
        """The suspects that have a correction, all of them where none has, or rivals have: one is most likely wrong."""
        corrected = tuple(suspect for suspect in self.suspects if suspect.corrections)
        return self.suspects if self.rivals or not corrected else corrected


class Partly(NamedTuple):
    """What is known of a large table beyond the records in hand.

    ``engine`` screened it, ``evidence`` is how all its sums over whole numbers come out; ``capped`` tells that it has
    more findings than are listed, ``prefix`` that the records in hand are all of those up to the last one. ``judged``
    are the places in the document of the records of which all edits are in hand; of the others it is only some.
    """

    engine: str
    evidence: Evidence
    capped: bool
    prefix: bool
    judged: frozenset[int]


class Evidence(NamedTuple):
    """How the sums over whole numbers of one document come out, at the largest unit that divides them all."""

    sums: int
    small: int
    large: int
    unit: Exact

    @property
    def rounded(self) -> bool:
        """True where the document's whole numbers are rounded."""
        return self.small >= AT_LEAST and self.small >= SHARE * self.sums and self.small > self.large


class Disclosure(NamedTuple):
    """The confidential cells of a document: all of them, and those that published figures determine or narrow too much.

    Of ``unclear`` ones that cannot be told, because no value fits what is published of the ``impossible`` ones; the
    others are protected.
    """

    cells: int
    disclosed: int
    narrowed: int
    unclear: int
    impossible: int = 0

    @property
    def protected(self) -> int:
        """How many the published figures do not give away."""
        return self.cells - self.disclosed - self.narrowed - self.unclear


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
    partly: Partly | None = None
    """Set where only some records of a large table are in hand; the tallies count all of them."""
    article: Article | None = None
    """The text and what was understood of it, where the rules are what an article claims."""
    rounded_to: Exact | None = None
    """The unit to which the document's whole numbers turned out to be rounded; None where they are exact."""
    disclosure: Disclosure | None = None
    """Set where it was asked whether the published figures give confidential ones away."""


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
    configuration: str | None = None
    """The configuration that was used."""
    accepted_in: str | None = None
    """The file of acceptances that was used."""
    interrupted: bool = False
    """True where the work was stopped by hand: the report is about what was done until then."""
    notes: list[Problem] = field(default_factory=list)
    """What is to be known of the inputs as a whole, such as files of a folder that are not read."""

    def __repr__(self) -> str:
        found = sum(len(audit.findings) for audit in self.audits)
        return (
            f"<Report: {len(self.files)} files, {found} discrepancies, {len(self.undecided)} undecided, "
            f"{len(self.problems)} problems>"
        )

    @property
    def undecided(self) -> list[Confrontation]:
        """The checks that could not be made, because a figure is blank, unreadable or can be read in several ways."""
        return [one for audit in self.audits for one in audit.undecided]

    def to_frame(self) -> pd.DataFrame:
        """The discrepancies as a pandas DataFrame, one row each; what could not be checked is not among them.

        Columns: file, row (the record, counted from 1), key (a dict), rule, kind, level, figure and reported (the
        stated one, as printed), the ends of what the others give and of the difference as exact numbers (``int`` or
        ``Fraction``, None where unbounded), id; the number of its cause, how sure that is, the names of the suspected
        figures where one set of them is the likeliest, and the texts that would correct them where there is only one
        correction (tuples of str); the reason for which it is accepted, None where it is not.
        """
        import pandas as pd

        rows = []
        causes = {cause.number: cause for cause in self.causes}
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
                    "cause": finding.cause,
                    **likeliest(causes.get(finding.cause or 0)),
                    "accepted": None if finding.accepted is None else finding.accepted.reason,
                })  # fmt: skip
        columns = [
            "file", "row", "key", "rule", "kind", "level", "figure", "reported",
            "expected_low", "expected_high", "off_by_low", "off_by_high", "id",
            "cause", "confidence", "suspect", "correction", "accepted",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns, dtype=object)


def likeliest(cause: Cause | None) -> dict[str, object]:
    """What a row of a table says of the cause of its finding: confidence, suspect and correction, if there is one."""
    sets = () if cause is None else cause.likeliest
    corrections = () if cause is None else cause.corrections
    return {
        "confidence": None if cause is None else cause.confidence,
        "suspect": tuple(spot.figure.name for spot in sets[0].spots) if len(sets) == 1 else None,
        "correction": corrections[0][1].texts if len(corrections) == 1 else None,
    }
