"""Columns in another unit, and exchanged columns.

Both are a *change* of columns. It is tried on the judged values of the records where edits about these columns fail,
and is believed where it repairs all of them, breaks none that holds, and does so in too many records to be chance.
Candidates are found on a sample of the records and then judged on all of them.

Evidence is *tight* where a repaired edit binds a changed figure from both sides: ten times more and ten times less
would fail again. ``a <= b`` never does: whatever makes ``a`` small enough repairs it, and so several typos can look
like one change of the column. Evidence that is not tight has to come from more records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, groupby
from typing import NamedTuple, TypeVar

from dvaudit.figure import Figure, Record
from dvaudit.interval import Exact, Interval
from dvaudit.predicate import implied, judge
from dvaudit.report import Audit, Cause, Finding, Pattern
from dvaudit.rule import Confrontation, Outcome

THOUSANDS: tuple[Exact, ...] = (Fraction(1, 1000), 1000, Fraction(1, 10**6), 10**6)
"""How many times too large a column in another unit is, in the order in which they are believed."""
HUNDREDS: tuple[Exact, ...] = (Fraction(1, 100), 100)
"""Between a percentage and a fraction; so are slips of two digits."""
TENS: tuple[Exact, ...] = (10, Fraction(1, 10))
"""Slips of a digit."""
FACTORS = (*THOUSANDS, *HUNDREDS, *TENS)
LEAST = 3
"""So many records make a pattern."""
LEAST_DIGIT = 5
"""So many where a wrong digit in each of them could do the same."""
LEAST_LOOSE = 8
"""So many where the evidence is not tight."""
SAMPLE = 40
"""So many of the records in which a rule fails are looked at for candidates."""
TRIAL = 200
"""So many of them show whether a candidate is worth a look at all."""
PAIRED = 8
"""In so many of these any two figures are exchanged."""
FIGURES = 40
"""So many figures of one record are paired."""
WEIGHED = 20
"""So many records tell how tight the evidence is."""

_HALF = Fraction(1, 2)
_T = TypeVar("_T")


class _Change(NamedTuple):
    """What is tried on the columns: one of them, ``factor`` times too large, divided; or two in each other's place.

    ``rounds`` takes whole numbers of thousands as rounded: those of the column, or where it is brought to thousands
    those of the others.
    """

    names: tuple[str, ...]
    factor: Exact = 1
    rounds: bool = False

    @property
    def is_unit(self) -> bool:
        return len(self.names) == 1


class _After(NamedTuple):
    """A record under a change: its edits about the changed figures, which all hold; the first ones are ``repaired``."""

    repaired: int
    edits: list[Confrontation]


class _Trial(NamedTuple):
    """A change, the records in which edits about its figures fail, and those of them that it repairs."""

    change: _Change
    failing: Collection[Record]
    repaired: Collection[Record]


class _Extent(NamedTuple):
    """The records that a change explains, of how many that could show it; the first one where it has a start."""

    records: list[Record]
    checked: int
    first: Record | None
    tight: bool


_Votes = dict[_Change, dict[Record, list[int]]]
"""For each change the records of the sample that it repairs, each with the identities of the edits it repairs there."""


@dataclass(slots=True, eq=False, repr=False)
class _Scope:
    """The documents to which one rule set was applied, and what no cause was found for yet.

    ``rows``: every document is one record, and all together are one table. ``findings`` are those within one record,
    by record; ``edits`` all edits of these records, failed ones first; ``about`` the records in which edits about these
    figures were decided. ``spanning`` are findings, ``joined`` edits that hold, over several records. ``order`` are the
    figures that may be wrong, each with its place in the document; ``shares`` those that are percentages or means.
    """

    audits: Sequence[Audit]
    rows: bool
    findings: dict[Record, list[Finding]] = field(default_factory=dict)
    edits: dict[Record, list[Confrontation]] = field(default_factory=dict)
    about: dict[tuple[str, ...], set[Record]] = field(default_factory=dict)
    spanning: list[Finding] = field(default_factory=list)
    joined: list[Confrontation] = field(default_factory=list)
    order: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)
    shares: set[str] = field(default_factory=set)


def _spread(items: Sequence[_T], most: int) -> list[_T]:
    """At most so many items, evenly spread."""
    return list(items) if len(items) <= most else [items[number * len(items) // most] for number in range(most)]


def _scope(audits: Sequence[Audit], rows: bool) -> _Scope:
    scope = _Scope(audits, rows)
    for finding in (finding for audit in audits for finding in audit.findings):
        one = finding.confrontation
        if one.edit.records:
            scope.spanning.append(finding)
        elif one.values:
            scope.findings.setdefault(one.edit.record, []).append(finding)
            scope.edits.setdefault(one.edit.record, []).append(one)
            _note(scope, one)
    for one in (one for audit in audits for one in audit.held):
        if one.edit.records:
            scope.joined.append(one)
        elif one.values:
            if one.edit.record in scope.edits:
                scope.edits[one.edit.record].append(one)
            _note(scope, one)
    for position, audit in enumerate(audits):
        for name, figures in audit.read.items():
            first = next((figure for figure in figures if figure.cells), None)
            if first is None or name in scope.order or (first.spec is not None and first.spec.trusted):
                continue
            scope.order[name] = (position, first.cells[0].column, first.cells[0].row, name)
            percent = first.form is not None and first.form.percent
            if percent or (first.declared is not None and first.declared.rounded):
                scope.shares.add(name)
    return scope


def _note(scope: _Scope, one: Confrontation) -> None:
    scope.about.setdefault(tuple([figure.name for figure in one.edit.figures]), set()).add(one.edit.record)


def _is_about(one: Confrontation, change: _Change) -> bool:
    return not {figure.name for figure in one.edit.figures}.isdisjoint(change.names)


def _holds(one: Confrontation, values: Sequence[Interval]) -> bool:
    try:
        return judge(one.edit.predicate, values, one.slack) is None
    except ZeroDivisionError:
        return False


def _own(scope: _Scope, record: Record) -> dict[str, Interval]:
    """The values of a record's figures, as its edits were judged."""
    own: dict[str, Interval] = {}
    for one in scope.edits[record]:
        for figure, value in zip(one.edit.figures, one.values, strict=True):
            known = own.get(figure.name, value)
            own[figure.name] = value if known is value else known.hull(value)
    return own


def _scaled(figure: Figure, value: Interval, change: _Change) -> Interval:
    """A value in another unit."""
    if change.rounds and change.factor < 1:
        value = _rounded(figure, value)
    return value.divided(change.factor)


def _rounded(figure: Figure, value: Interval) -> Interval:
    return value.widened(_HALF) if figure.whole and value.is_point else value


def _changed(one: Confrontation, change: _Change, own: Mapping[str, Interval]) -> Sequence[Interval] | None:
    """The values of an edit within one record, whose values are ``own``; None where it is about no changed figure."""
    names, figures = change.names, one.edit.figures
    touched = [(index, figure) for index, figure in enumerate(figures) if figure.name in names]
    if not touched:
        return None
    values = list(one.values)
    if change.rounds and change.factor > 1:
        values = [_rounded(figure, value) for figure, value in zip(figures, values, strict=True)]
    for index, figure in touched:
        if change.is_unit:
            values[index] = _scaled(figure, one.values[index], change)
        else:
            values[index] = own[names[1] if figure.name == names[0] else names[0]]
    return values


def _after(scope: _Scope, change: _Change, record: Record, own: Mapping[str, Interval] | None = None) -> _After | None:
    """The record under a change; None where an edit about the changed figures fails then, or none is repaired.

    ``own`` are the record's values, where they are known already. An edit that only holds in the units of its headers
    says nothing of the printed values.
    """
    own = own or ({} if change.is_unit else _own(scope, record))
    if own and not all(name in own for name in change.names):
        return None
    repaired, edits = 0, []
    for one in scope.edits[record]:
        values = _changed(one, change, own)
        if values is None:
            continue
        failed = one.outcome is Outcome.FAILS
        if _holds(one, values):
            repaired += failed
            edits.append(Confrontation(one.edit, Outcome.HOLDS, values=tuple(values), slack=one.slack))
        elif failed or _holds(one, one.values):
            return None
    return _After(repaired, edits) if repaired else None


def _is_tight(after: _After, change: _Change) -> bool:
    """True where a repaired edit would fail with ten times more and with ten times less of a changed figure."""
    for one in after.edits[: after.repaired]:
        for name in change.names:
            tenfold = [values for factor in TENS if (values := _changed(one, _Change((name,), factor), {}))]
            if tenfold and not any(_holds(one, values) for values in tenfold):
                return True
    return False


def _asked(scope: _Scope, change: _Change, records: Sequence[Record]) -> int | None:
    """In how many records a change must show, as these do, to be believed; None where it never is.

    Without tight evidence a factor must be one between units and do without rounding, and a tenth of it must not do.
    """
    found = [(record, after) for record in _spread(records, WEIGHED) if (after := _after(scope, change, record))]
    if 2 * sum(_is_tight(after, change) for _, after in found) > len(found):
        return LEAST_DIGIT if change.is_unit and change.factor not in THOUSANDS else LEAST
    if not change.is_unit:
        return LEAST_LOOSE
    plain = change._replace(rounds=False)
    less = plain._replace(factor=change.factor * (TENS[1] if change.factor > 1 else TENS[0]))
    needed = sum(_after(scope, plain, one) is not None and _after(scope, less, one) is None for one, _ in found)
    return LEAST_LOOSE if change.factor in THOUSANDS and 10 * needed >= 9 * len(found) else None


def changes(audits: Sequence[Audit], *, rows: bool) -> list[Cause]:
    """The causes that are a change of columns in the documents of one rule set, in their order.

    See :func:`dvaudit.diagnose.across.patterns`, also for ``rows``. What explains most is looked for first.
    """
    scope = _scope(audits, rows)
    votes = _votes(scope)
    asked = {change: _asked(scope, change, list(seen)) for change, seen in votes.items()}
    explained = {change: {one for ones in seen.values() for one in ones} for change, seen in votes.items()}

    def rank(change: _Change) -> tuple[object, ...]:
        unusual = (change.factor in HUNDREDS) != (change.names[0] in scope.shares)
        factor = 0 if not change.is_unit else FACTORS.index(change.factor)
        place = [scope.order[name] for name in change.names]
        return -len(explained[change]), asked[change], not change.is_unit, unusual, factor, place

    causes = []
    believed = [change for change in votes if asked[change] is not None]
    for change in sorted(believed, key=rank):
        rival = any(
            other is not change and other.is_unit == change.is_unit and explained[other] >= explained[change]
            for other in believed
        )  # fmt: skip
        failing = [
            record for record, findings in scope.findings.items()
            if any(_is_about(finding.confrontation, change) for finding in findings)
        ]  # fmt: skip
        trial = _spread(failing, TRIAL)
        if len(trial) < len(failing) and sum(_after(scope, change, one) is not None for one in trial) * 20 < TRIAL:
            continue  # less than a twentieth: a coincidence here and there
        repaired = {record for record in failing if _after(scope, change, record) is not None}
        for extent in _extents(scope, _Trial(change, set(failing), repaired)):
            cause = _taken(scope, change, extent, sole=not rival)
            causes += [] if cause is None else [cause]
    return causes


def _votes(scope: _Scope) -> _Votes:
    """The changes that repair several of the sampled records of some rule."""
    by_rule: dict[str, list[Record]] = {}
    for record, findings in scope.findings.items():
        for rule_id in {finding.confrontation.edit.rule.id for finding in findings}:
            by_rule.setdefault(rule_id, []).append(record)
    votes: _Votes = {}
    for rule_id, records in by_rule.items():
        some = _spread(records, SAMPLE)
        if len(records) < LEAST:
            continue
        units = Counter(change for record in some for change in set(_units(scope, rule_id, record)))
        exchanges = {change for record in _spread(some, PAIRED) for change in _exchanges(scope, rule_id, record)}
        for change in (*(change for change, times in units.items() if times >= LEAST), *exchanges):
            for record in some:
                after = _after(scope, change, record)
                if after is not None:
                    votes.setdefault(change, {})[record] = [id(one.edit) for one in after.edits[: after.repaired]]
    return {change: seen for change, seen in votes.items() if len(seen) >= LEAST}


def _failed(scope: _Scope, rule_id: str, record: Record) -> list[Confrontation]:
    return [one for one in scope.edits[record] if one.outcome is Outcome.FAILS and one.edit.rule.id == rule_id]


def _units(scope: _Scope, rule_id: str, record: Record) -> Iterator[_Change]:
    """The units that may repair a rule in a record, seen roughly: with whole numbers wider than any rounding."""
    for one in _failed(scope, rule_id, record):
        figures = one.edit.figures
        wide = [value.widened(1) if figure.whole else value for figure, value in zip(figures, one.values, strict=True)]
        for index, figure in enumerate(figures):
            if figure.name in scope.order and not one.values[index].contains(0):
                target = implied(one.edit.predicate, index, wide, one.slack)
                for change in (_Change((figure.name,), factor, factor in THOUSANDS) for factor in FACTORS):
                    if any(map(_scaled(figure, wide[index], change).meets, target)):
                        yield change


def _exchanges(scope: _Scope, rule_id: str, record: Record) -> Iterator[_Change]:
    """The exchanges that repair a rule, and all else about the two figures, in a record."""
    own = _own(scope, record)
    names = sorted((name for name in own if name in scope.order), key=scope.order.__getitem__)[:FIGURES]
    failed = {figure.name for one in _failed(scope, rule_id, record) for figure in one.edit.figures}
    for change in map(_Change, combinations(names, 2)):
        if not failed.isdisjoint(change.names) and _after(scope, change, record, own) is not None:
            yield change


def _extents(scope: _Scope, trial: _Trial) -> list[_Extent]:
    """Where a change shows: in all documents, else in whole documents, else in runs of records."""
    tables = _checked(scope, trial.change)
    everywhere = _throughout(scope, trial, [record for table in tables for record in table])
    if everywhere is not None:
        return [everywhere]
    found = [_throughout(scope, trial, table) or _in_runs(scope, trial, table) for table in tables]
    return [extent for extent in found if extent is not None]


def _checked(scope: _Scope, change: _Change) -> list[list[Record]]:
    """The records that can show a change, by document: where an edit was decided and the change makes a difference."""
    about = {one for names, ones in scope.about.items() if not set(names).isdisjoint(change.names) for one in ones}
    tables = []
    for audit in scope.audits:
        if all(name in audit.read for name in change.names):
            columns = zip(audit.document.records, *(audit.read[name] for name in change.names), strict=True)
            tables.append([record for record, *figures in columns if record in about and _makes_difference(figures)])
    return [[record for table in tables for record in table]] if scope.rows else tables


def _makes_difference(figures: Sequence[Figure]) -> bool:
    values = [figure.interval for figure in figures]
    if len(values) == 2:
        return values[0] != values[1]
    return values[0] is None or not values[0].contains(0)


def _throughout(scope: _Scope, trial: _Trial, table: Sequence[Record]) -> _Extent | None:
    """The records that a change explains where these are most of a table."""
    taken = [record for record in table if record in trial.repaired]
    wrong = sum(record in trial.failing for record in table)
    most = 10 * len(taken) >= 9 * (wrong if trial.change.is_unit else len(table)) and 2 * len(taken) >= len(table)
    least = _asked(scope, trial.change, taken)
    if not most or least is None or len(taken) < least:
        return None
    starts = len(_runs(table, trial)) == 1 and taken[0] is not table[0]
    return _Extent(taken, len(table), taken[0] if starts else None, least < LEAST_LOOSE)


def _in_runs(scope: _Scope, trial: _Trial, table: Sequence[Record]) -> _Extent | None:
    """The records that a change explains in runs, where it does not explain more that stand alone.

    Without tight evidence these runs must hold nearly all that fails.
    """
    runs = [run for run in _runs(table, trial) if len(run) >= LEAST]
    least = _asked(scope, trial.change, [record for run in runs for record in run])
    taken = [record for run in runs if least is not None and len(run) >= least for record in run]
    repaired, wrong = (sum(record in some for record in table) for some in (trial.repaired, trial.failing))
    if least is None or not taken or 2 * len(taken) < repaired:
        return None
    if least == LEAST_LOOSE and 10 * len(taken) < 9 * wrong:
        return None
    return _Extent(taken, len(table), taken[0], least < LEAST_LOOSE)


def _runs(table: Sequence[Record], trial: _Trial) -> list[list[Record]]:
    """The longest stretches of records that a change repairs."""
    return [list(run) for repaired, run in groupby(table, trial.repaired.__contains__) if repaired]


def _taken(scope: _Scope, change: _Change, extent: _Extent, *, sole: bool) -> Cause | None:
    """The cause of a change, with what it repairs over several records; None where it breaks more of that.

    From here on the records are as they are under the change.
    """
    records = set(extent.records)
    findings = [finding for finding in scope.spanning if _holds_along(scope, finding.confrontation, change, records)]
    broken = sum(_holds_along(scope, one, change, records) is False and _holds(one, one.values) for one in scope.joined)
    if broken > len(findings):
        return None
    along = {id(finding) for finding in findings}
    scope.spanning = [finding for finding in scope.spanning if id(finding) not in along]
    for record in extent.records:
        here = scope.findings.pop(record)
        findings += (finding for finding in here if _is_about(finding.confrontation, change))
        others = [finding for finding in here if not _is_about(finding.confrontation, change)]
        after = _after(scope, change, record) if others else None
        if after is not None:
            scope.findings[record] = others
            kept = [one for one in scope.edits[record] if not _is_about(one, change)]
            scope.edits[record] = [*kept, *after.edits]
    high = sole and extent.tight and len(extent.records) >= LEAST_DIGIT
    kind = "unit" if change.is_unit else "exchanged"
    told = Pattern(kind, change.names, change.factor, len(extent.records), extent.checked, extent.first, scope.rows)
    return Cause(findings, "high" if high else "medium" if extent.tight else "low", pattern=told)


def _holds_along(scope: _Scope, one: Confrontation, change: _Change, records: Collection[Record]) -> bool | None:
    """Whether an edit over several records holds with these changed; None where it takes none of them."""
    values, touched = list(one.values), False
    for index, (figure, record) in enumerate(zip(one.edit.figures, one.edit.records, strict=True)):
        if values and figure.name in change.names and record in records:
            touched = True
            if change.is_unit:
                values[index] = _scaled(figure, values[index], change)
            else:
                values[index] = _own(scope, record)[change.names[1 - change.names.index(figure.name)]]
    return _holds(one, values) if touched else None
