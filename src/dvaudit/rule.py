"""The nouns of checking: rule, kind, plan, edit, outcome, confrontation, tally."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from dvaudit.figure import Figure, FigureSpec, Layout, Record
from dvaudit.interval import Exact, Interval
from dvaudit.message import Message
from dvaudit.predicate import Predicate


class Outcome(Enum):
    """What confronting an edit says."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"


class Origin(NamedTuple):
    """Where a rule was written: a rule file with 1-based line and column, or the command line."""

    file: str | None
    line: int | None = None
    column: int | None = None


class Slot(NamedTuple):
    """One named slot of a kind.

    ``takes`` is ``name`` (one figure), ``names`` (one or several, patterns allowed), ``name_or_number`` (a figure, or
    a number such as 100), ``number``, ``flag``, ``text``, ``texts`` (a list of texts), ``formula`` or ``mapping``
    (nested YAML, kept as dicts, lists and texts). ``rounded`` marks slots whose whole numbers are rounded
    (percent, ratio, mean, index).
    """

    name: str
    takes: str
    doc: str
    required: bool = False
    rounded: bool = False


class Example(NamedTuple):
    """A case that a rule carries: the figures of one record (or several rows) and the outcome it must have."""

    rows: tuple[Mapping[str, str], ...]
    outcome: Outcome
    origin: Origin


SlotValue = object
"""A slot as written: ``str`` for name, number, text, formula; ``tuple[str, ...]`` for names and texts; ``bool`` for
flags; nested ``dict``/``list``/``str`` for mappings. Patterns, ranges and numbers are still text."""


class Rule(NamedTuple):
    """One declarative rule, as written. ``slots`` hold texts; the kind turns them into a plan for a document.

    ``when`` is a condition as written, ``tolerance`` a number in the stated figure's unit or a share of it (``0.5 %``),
    ``missing`` ``undecided`` or ``zero``, ``optional`` True (a record without the figures is passed over) or the names
    that may be absent, ``fail_if`` the share of failing edits above which the rule counts as failed.
    """

    id: str
    kind: str
    slots: Mapping[str, SlotValue]
    origin: Origin
    level: str = "error"
    label: str | None = None
    message: str | None = None
    note: str | None = None
    link: str | None = None
    meta: Mapping[str, object] = {}
    when: str | None = None
    tolerance: str | None = None
    missing: str = "undecided"
    optional: bool | tuple[str, ...] = False
    fail_if: str | None = None
    examples: tuple[Example, ...] = ()


class Written(NamedTuple):
    """A path as a rule file or a configuration writes it, relative to ``folder``; see :mod:`dvaudit.paths`."""

    path: str
    folder: str
    origin: Origin


class Inputs(NamedTuple):
    """Which files a rule set is about."""

    files: tuple[Written, ...] = ()
    together: bool = False
    """True where the records of all files are one document."""
    previous: Written | None = None
    """The earlier period's file, its placeholders filled by what a file's own path says."""


class Ignored(NamedTuple):
    """Rules that are left out, by id or a pattern of ids, in some files or (where none are said) in all, and why."""

    rule: str
    reason: str
    files: tuple[Written, ...]
    origin: Origin


class RuleSet(NamedTuple):
    """A rule file with everything it includes: rules and how the figures are printed.

    ``figures`` maps normalized names to what is declared of them; ``default`` is declared of every figure
    (locale, markers, whole_numbers, rounding, in).
    """

    name: str
    rules: tuple[Rule, ...]
    layout: Layout
    figures: Mapping[str, FigureSpec]
    default: FigureSpec
    title: str | None = None
    files: tuple[str, ...] = ()
    only_if_complete: bool = False
    """True for discovered packs: only the rules whose figures all occur are used."""
    inputs: Inputs = Inputs()
    tables: tuple[tuple[str, Layout], ...] = ()
    """The tables that rules call by name (``t2.total``), each with where it stands."""
    only: tuple[Written, ...] = ()
    """The files that the rules are for, whatever files are given; all where empty."""
    ignored: tuple[Ignored, ...] = ()
    """What the configuration leaves out."""


ROWS_KEPT = 100_000
"""So many rows on which a rule failed are told by their number."""


class Template(NamedTuple):
    """A predicate over the figures of one record, before it is bound to a record.

    ``names`` are figure names as ``lookup.Names`` gives them, in the order in which the predicate's cells count them;
    ``roles`` the slot each one fills. ``stated`` is the index of the figure that the rule is about: the report tells
    how far it is off, and what the others give for it. ``unit`` says how that difference reads:
    ``points`` for percentage points, else empty.
    """

    predicate: Predicate
    names: tuple[str, ...]
    roles: tuple[str, ...]
    stated: int | None = 0
    unit: str = ""
    shape: str = ""
    """The catalogue key that says the edit in words; the kind's name where empty."""
    guess: str = ""
    """See :class:`Edit`."""
    counts: Predicate | None = None
    """What is confronted instead where every figure is a count (a whole number without unit)."""


@dataclass(slots=True, eq=False, repr=False)
class Edit:
    """A rule bound to figures: a predicate that can be confronted."""

    rule: Rule
    predicate: Predicate
    figures: tuple[Figure, ...]
    roles: tuple[str, ...]
    stated: int | None
    record: Record
    unit: str = ""
    shape: str = ""
    key: Mapping[str, str] = field(default_factory=dict)
    undecided: Message | None = None
    """Set by a binder that already knows why the edit cannot be checked (duplicate keys, a gap)."""
    records: tuple[Record, ...] = ()
    """The record of each figure, where they are not all in ``record`` (groups, series)."""
    applies: bool = True
    """False where the rule does not speak of this record (the first row of a series)."""
    guess: str = ""
    """Names the structure that was guessed, not declared: it must hold somewhere before it may fail elsewhere."""


class Kind(NamedTuple):
    """A rule kind: its slots and the plan it makes of a rule for one document.

    ``doc`` is the page that ``dvaudit explain`` prints: what it checks, why, an example that holds, one that fails,
    its limits. ``plan`` yields edits for the document's figures; it asks ``names`` which names the slots mean.
    """

    name: str
    slots: tuple[Slot, ...]
    doc: str
    plan: Callable[..., Any]  # (Rule, lookup.Names) -> bind.Plan, which live above this layer
    one_of: tuple[tuple[str, ...], ...] = ()
    """Groups of slots of which at least one must be given."""
    aliases: Mapping[str, Mapping[str, str]] = {}
    """Other names of the kind, each with its own slot names mapped to this kind's (``balance``)."""


@dataclass(slots=True, eq=False, repr=False)
class Confrontation:
    """One edit with its outcome.

    ``imbalance`` is the signed interval by which the edit is missed, ``expected`` what the other figures give for the
    stated one, ``reason`` why it could not be checked, ``missing`` the names of the figures that are absent.
    ``values`` are the values that were judged, one per figure of the edit (a printed number can have more than one
    reading, and a rounded whole number is wider than it looks), ``slack`` the tolerance in the stated figure's unit.
    """

    edit: Edit
    outcome: Outcome
    imbalance: Interval | None = None
    expected: Interval | None = None
    rounding_sized: bool = False
    reason: Message | None = None
    missing: tuple[str, ...] = ()
    values: tuple[Interval, ...] = ()
    slack: Exact = 0


@dataclass(slots=True, eq=False, repr=False)
class Tally:
    """How often a rule held, failed and could not be checked, over the whole input."""

    rule: Rule
    held: int = 0
    failed: int = 0
    undecided: int = 0
    passed_over: int = 0
    """Records to which the rule does not apply: ``when`` is not met, or an ``optional`` figure is absent."""
    absent: str | None = None
    """The figure that the rule names and the document does not have, as the rule writes it."""
    accepted: int = 0
    """How many of the failures are accepted."""
    level: str = "error"
    """The level of the rule's findings; a warning where so few fail that ``fail_if`` does not count them."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    """By file, the 1-based data rows on which it failed, the first ``ROWS_KEPT`` of each."""

    @property
    def unbound(self) -> bool:
        """True when the rule checked nothing: it met no record, or none of those that it speaks of."""
        return not (self.held or self.failed or self.undecided)
