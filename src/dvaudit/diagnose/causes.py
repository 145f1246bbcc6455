"""From failed edits to causes: what explains them, how surely, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dvaudit.apply import TWICE
from dvaudit.diagnose.confidence import CHANCE, by_chance, confidence
from dvaudit.diagnose.correct import corrections
from dvaudit.diagnose.exchange import between, exchanges
from dvaudit.diagnose.explains import Explained, edits_about, implied_values
from dvaudit.diagnose.graph import Graph, Key, Tie, Values, center, graph, possible, tight, wanted
from dvaudit.diagnose.hints import hints
from dvaudit.diagnose.keystrokes import DIGITS
from dvaudit.diagnose.localize import BUDGET, apart, groups, localize
from dvaudit.diagnose.restated import restated
from dvaudit.diagnose.statements import single_statements
from dvaudit.interval import ANY, ZERO, Exact, Interval, common
from dvaudit.report import Audit, Cause, Cleared, Finding, Hint, Spot, Suspect
from dvaudit.rule import Confrontation, Outcome

RULES = ("rule", "lacking", "overlapping")
"""The patterns that suspect a rule; an explanation that fits nearly all its failures is told beside."""
SAMPLE = 20
_SURENESS = ("high", "medium", "low")


def diagnose(audits: Sequence[Audit], most: int) -> tuple[list[Cause], int]:
    """The causes of all findings, the surest first and numbered, and how many findings were not looked at.

    One reason in many records is one cause; what no such pattern explains is looked into for the first ``most``
    records that have a finding, with the findings that share a figure with these; records of which all is accepted come
    last, and so do their causes. Sets ``Finding.cause``.
    """
    if not most:
        return [], sum(len(audit.findings) for audit in audits)
    found = _patterns(audits)
    taken = {id(finding) for cause in found for finding in cause.findings}
    left, skipped = most, 0
    for same in _tables(audits):
        left_over = [(finding, audit) for audit in same for finding in audit.findings if id(finding) not in taken]
        findings = [one for one, audit in left_over if not _is_numeric(one) or _is_judged(one, audit)]
        skipped += len(left_over) - len(findings)
        first = sorted(findings, key=lambda finding: finding.accepted is not None)
        rows = dict.fromkeys(finding.confrontation.edit.record.at for finding in first)
        looked_at = set(list(rows)[:left])
        left -= len(looked_at)
        near = [one for one in findings if one.confrontation.edit.record.at in looked_at]
        cells = {key for one in near for key in _cells(one)}
        chosen = [
            one for one in findings
            if one.confrontation.edit.record.at in looked_at or not cells.isdisjoint(_cells(one))
        ]  # fmt: skip
        skipped += len(findings) - len(chosen)
        found += _in_table(same, chosen)
    place = {id(finding): number for number, finding in enumerate(f for audit in audits for f in audit.findings)}
    found.sort(
        key=lambda cause: (
            cause.accepted, _SURENESS.index(cause.confidence), -len(cause.findings), place[id(cause.findings[0])],
        )
    )  # fmt: skip
    for number, cause in enumerate(found, 1):
        cause.number = number
        for finding in cause.findings:
            finding.cause = number
    return found, skipped


def _is_judged(finding: Finding, audit: Audit) -> bool:
    """False for a record of a large table of which not all edits are in hand: its causes cannot be told."""
    edit = finding.confrontation.edit
    return audit.partly is None or all(record.at in audit.partly.judged for record in edit.records or (edit.record,))


def _cells(finding: Finding) -> Iterator[Key]:
    return (
        (figure.cells[0].row, figure.cells[0].column)
        for figure in finding.confrontation.edit.figures if figure.cells
    )  # fmt: skip


def _patterns(audits: Sequence[Audit]) -> list[Cause]:
    """The causes across records, where findings are about several, or several of them may be rounding."""
    findings = [(audit.file, one.confrontation) for audit in audits for one in audit.findings]
    records = {(file, one.edit.record.at) for file, one in findings}
    spanning = any(one.edit.records for _, one in findings)
    if len(records) < 2 and not spanning and sum(one.rounding_sized for _, one in findings) < 2:
        return []
    from dvaudit.diagnose import across

    found = across.patterns(audits)
    for cause in found:
        if cause.pattern is not None and cause.pattern.kind in RULES:
            cause.hints = _common_hints(cause, audits)
    return found


def _tables(audits: Sequence[Audit]) -> Iterator[list[Audit]]:
    """The audits of one table, whichever rule files they come from, together."""
    by_table: dict[object, list[Audit]] = {}
    for audit in audits:
        by_table.setdefault(_table(audit), []).append(audit)
    return iter(by_table.values())


def _table(audit: Audit) -> object:
    """What tells a table from another: its file, and the function that finds the place of its cells."""
    cells = (figure.cells[0] for column in audit.read.values() for figure in column if figure.cells)
    first = next(cells, None)
    return audit.file, None if first is None else first.place


def _in_table(audits: Sequence[Audit], findings: Sequence[Finding]) -> list[Cause]:
    findings = [one for one in findings if _is_numeric(one)]  # nothing else can be diagnosed
    if not findings:
        return []
    single = list(single_statements(one for audit in audits for one in audit.undecided))
    failed = [*(one.confrontation for one in findings), *(one for one in single if one.outcome is Outcome.FAILS)]
    held = [one for audit in audits for one in audit.held] + [one for one in single if one.outcome is Outcome.HOLDS]
    net = graph(failed, held, restated(audits))
    found_by: dict[int, list[Finding]] = {}
    for finding in findings:
        found_by.setdefault(net.tie_of[id(finding.confrontation)].number, []).append(finding)
    rows = [(audit, {record.at: at for at, record in enumerate(audit.document.records)}) for audit in audits]
    # An article is one record, and so is a list: every cause asks for the same figures.
    read_in = lru_cache(maxsize=1)(lambda asked: _spots(rows, asked))
    place = {id(finding): number for number, finding in enumerate(findings)}
    found = []
    for ties, explained in _explained(net, groups(tie for tie in net.ties if tie.failed)):
        own = sorted((one for tie in ties for one in found_by.get(tie.number, ())), key=lambda one: place[id(one)])
        if own:
            found.append(_cause(net, ties, explained, own, read_in))
    return found


def _is_numeric(finding: Finding) -> bool:
    found = finding.confrontation
    return bool(found.values) and any(figure.printed is not None for figure in found.edit.figures)


class _Group(NamedTuple):
    ties: list[Tie]
    explained: Explained


_Rows = Sequence[tuple[Audit, Mapping[int, int]]]
"""Audits, each with the position of its records by row."""

_ReadIn = Callable[[frozenset[int]], Sequence[Spot]]
"""Every figure that was read in some records."""


def _explained(net: Graph, found: Iterable[list[Tie]]) -> list[_Group]:
    """Each group of failed edits with the sets that explain it.

    Where a set has a cell of another group's sets, or of its failed edits, the two are solved as one.
    """
    budget = [BUDGET]
    left = [_Group(ties, localize(net, ties, budget)) for ties in _joined(net, list(found))]
    while True:
        leader = list(range(len(left)))
        owner = {key: number for number, (ties, _) in enumerate(left) for tie in ties for key in tie.bound}
        for number, (_, explained) in enumerate(left):
            for key in (key for keys in explained.sets for key in keys):
                one, other = leader[number], leader[owner.setdefault(key, number)]
                if one != other:
                    leader = [min(one, other) if led in (one, other) else led for led in leader]
        merged: dict[int, list[Tie]] = {}
        for number, (ties, _) in enumerate(left):
            merged[leader[number]] = sorted((*merged.get(leader[number], ()), *ties), key=lambda tie: tie.number)
        if len(merged) == len(left):
            return [part for group in left for one in _loosened(net, group, budget) for part in _parts(net, one)]
        left = [
            left[number] if len(ties) == len(left[number].ties) else _Group(ties, localize(net, ties, budget))
            for number, ties in merged.items()
        ]


def _loosened(net: Graph, group: _Group, budget: list[int]) -> list[_Group]:
    """A group that could not be solved, without what single cells explain."""
    if group.explained.decided:
        return [group]
    rest, *parts = apart(net, group.ties)
    if not parts:
        return [group]
    again = [_Group(rest, localize(net, rest, budget))] if rest else []
    return [*again, *(_Group(ties, localize(net, ties, budget)) for ties in parts)]


def _joined(net: Graph, found: list[list[Tie]]) -> list[list[Tie]]:
    """The groups, two of them as one where exchanging a cell of each repairs both."""
    for first, second in between(net, found):
        if found[first] and found[second]:
            found[first] = sorted((*found[first], *found[second]), key=lambda tie: tie.number)
            found[second] = []
    return [ties for ties in found if ties]


def _parts(net: Graph, group: _Group) -> list[_Group]:
    """A group in parts that have nothing to do with each other: each choice for one goes with each for another."""
    ties, explained = group
    if len(ties) < 2 or not explained.sets or not explained.decided or max(map(len, explained.sets)) < 2:
        return [group]
    if exchanges(net, ties)[0]:
        return [group]  # two figures in each other's place are one cause
    leader = list(range(len(ties)))
    for keys in explained.sets:
        for key in keys:
            own = [number for number, tie in enumerate(ties) if key in tie.bound]
            for number in own:
                old, new = leader[number], leader[own[0]]
                leader = [new if one == old else one for one in leader]
    parts = [[number for number in range(len(ties)) if leader[number] == one] for one in dict.fromkeys(leader)]
    if len(parts) < 2:
        return [group]
    found, combinations = [], 1
    for part in parts:
        cells = {key for number in part for key in ties[number].bound}
        sets = dict.fromkeys(frozenset(keys & cells) for keys in explained.sets)
        if any(_coupled(net, keys, cells) for keys in explained.sets):
            return [group]
        combinations *= len(sets)
        found.append(_Group([ties[number] for number in part], Explained(tuple(sets))))
    return found if combinations == len(explained.sets) else [group]


def _coupled(net: Graph, keys: frozenset[Key], cells: set[Key]) -> bool:
    """True where an edit speaks of a cell in the part and of one in another part."""
    inside, outside = keys & cells, keys - cells
    return any(not outside.isdisjoint(tie.bound) for key in inside for tie in net.about[key])


def _cause(net: Graph, failed: list[Tie], explained: Explained, findings: list[Finding], read_in: _ReadIn) -> Cause:
    suspects, rivals, chance = _suspects(net, failed, explained)
    involved = dict.fromkeys(key for tie in failed for key in tie.bound)
    named = {key for keys in explained.sets for key in keys}
    cause = Cause(
        findings,
        suspects=tuple(suspect for _, suspect in suspects),
        cleared=tuple(_cleared(net, failed, key) for key in involved if key not in named),
        decided=explained.decided and not explained.beyond,
        beside=_beside(net, involved),
        rivals=rivals,
    )
    cause.confidence = confidence(net, suspects, rivals, chance, decided=cause.decided)
    if cause.confidence == "high" and all(map(_is_keyed_twice, findings)):
        cause.confidence = "medium"
    if not cause.corrections:
        cause.hints = _hints(net, failed, read_in)
    elif cause.confidence == "medium" and len(failed) == 1:
        # One sum alone cannot tell a slip from a part that is not there.
        cause.hints = _missing_part(failed[0])
    return cause


def _is_keyed_twice(finding: Finding) -> bool:
    """True where two rows have one key and differ: then the key may be what is wrong."""
    edit = finding.confrontation.edit
    return edit.rule is TWICE and bool(edit.key)


class _Suspects(NamedTuple):
    """The smallest sets, the likeliest first; how many corrections are too short to be proposed; chance, if known."""

    sets: list[tuple[tuple[Key, ...], Suspect]]
    rivals: int
    chance: Exact | None


def _suspects(net: Graph, failed: list[Tie], explained: Explained) -> _Suspects:
    """The smallest sets with their corrections.

    Two figures in each other's place are one slip, so such a pair is told beside smaller sets; it is not looked for
    where one digit explains everything and hardly by coincidence, or where there is a choice already.
    """
    found: dict[tuple[Key, ...], Suspect] = {}
    order: dict[tuple[Key, ...], tuple[bool, Exact]] = {}
    rivals = 0
    for cells in explained.sets:
        keys = tuple(sorted(cells))
        spans = _real(net, failed, keys)
        repaired = corrections(net, failed, keys, spans)
        rivals, order[keys] = rivals + repaired.rivals, repaired.order
        found[keys] = Suspect(tuple(net.spots[key] for key in keys), spans, repaired.proposed)
    found = _sensible(net, found)
    slips = [one.keystrokes for suspect in found.values() for one in suspect.corrections]
    chance = by_chance(net, found.items()) if len(slips) == 1 and not rivals else None
    sure = chance is not None and chance <= CHANCE and set(DIGITS).issuperset(slips[0])
    exchanged, short = ([], 0) if sure or len(slips) > 1 else exchanges(net, failed)
    for pair, correction in exchanged:
        spots = tuple(net.spots[key] for key in pair)
        values = tuple((Interval.point(center(spot.figure)),) for spot in reversed(spots))
        known = found.get(pair, Suspect(spots, values))
        found[pair] = known._replace(corrections=(correction, *known.corrections))
    ranked = sorted(found.items(), key=lambda one: _rank(net, one[0], one[1], order.get(one[0], (True, 0))))
    return _Suspects(ranked, rivals + short, chance)


def _sensible(net: Graph, found: dict[tuple[Key, ...], Suspect]) -> dict[tuple[Key, ...], Suspect]:
    """The sets but for those that would make a count negative where no count beside it is, if others are left.

    A lost minus sign is one keystroke, and stays.
    """
    sensible = {}
    for keys, suspect in found.items():
        below = [
            spot for spot, values in zip(suspect.spots, suspect.implied, strict=True)
            if values and values[-1].hi is not None and values[-1].hi < 0
        ]  # fmt: skip
        rows = {spot.record.at for spot in below}
        signed = any(net.in_row[row][0][1] < 0 for row in rows)
        if not below or suspect.corrections or signed:
            sensible[keys] = suspect
    return sensible or found


def _rank(net: Graph, keys: tuple[Key, ...], suspect: Suspect, order: tuple[bool, Exact]) -> tuple[object, ...]:
    """Corrected sets first, then small ones, those that no tight edit speaks for, likely slips, long numbers."""
    speaking = sum(1 for key in keys for tie in net.about[key] if not tie.failed and tight(tie, key))
    digits = sum(spot.figure.printed.digits for spot in suspect.spots if spot.figure.printed is not None)
    return not suspect.corrections, len(keys), speaking, order, -digits, keys


def _real(net: Graph, failed: list[Tie], keys: tuple[Key, ...]) -> tuple[Values, ...]:
    """The values that the cells would have to have; those of a single cell without its rounding, where one fits all."""
    if len(keys) == 1:
        found: Values = (ANY,)
        for tie in edits_about(net, failed, keys):
            found = common(found, wanted(tie, keys[0], rounded=False))
        if found:
            return (found,)
    return implied_values(net, failed, keys)


def _cleared(net: Graph, failed: list[Tie], key: Key) -> Cleared:
    own = [tie for tie in failed if key in tie.bound]
    asked = possible(own, key)
    held = [tie for tie in net.about[key] if not tie.failed]
    against = tuple(tie.found for tie in held if asked and not common(asked, wanted(tie, key)))
    confirmed = tuple(tie.found for tie in held if tight(tie, key))
    return Cleared(net.spots[key], asked, against, confirmed)


def _beside(net: Graph, keys: Iterable[Key]) -> tuple[Confrontation, ...]:
    """The edits that hold and speak about some of the cells."""
    ties = {tie.number: tie for key in keys for tie in net.about[key] if not tie.failed}
    return tuple(ties[number].found for number in sorted(ties))


def _hints(net: Graph, failed: list[Tie], read_in: _ReadIn) -> tuple[Hint, ...]:
    found: list[Hint] = []
    for tie in failed:
        edit = tie.found.edit
        spots = read_in(frozenset(record.at for record in edit.records or (edit.record,)))
        held = {other.number: other.found for key in tie.bound for other in net.about[key] if not other.failed}
        found += hints(tie.found, spots, tuple(held.values()))
    return tuple(found)


def _common_hints(cause: Cause, audits: Sequence[Audit]) -> tuple[Hint, ...]:
    """What explains nearly all of some findings of one rule: its first such hints."""
    sample = {id(finding) for finding in cause.findings[:SAMPLE]}
    home = {id(finding): audit.file for audit in audits for finding in audit.findings if id(finding) in sample}
    files = set(home.values())
    rows = [
        (audit, {record.at: at for at, record in enumerate(audit.document.records)})
        for audit in audits if audit.file in files
    ]  # fmt: skip
    found: dict[tuple[str, ...], list[Hint]] = {}
    for finding in cause.findings[:SAMPLE]:
        edit = finding.confrontation.edit
        own = [one for one in rows if one[0].file == home[id(finding)]]
        for hint in hints(
            finding.confrontation, _spots(own, frozenset(record.at for record in edit.records or (edit.record,)))
        ):
            if hint.spots:
                found.setdefault((hint.kind, *(spot.figure.name for spot in hint.spots)), []).append(hint)
    repeated = [_repeats(finding.confrontation) for finding in cause.findings[:SAMPLE]]
    for name in dict.fromkeys(hint.spots[0].figure.name for hints_of in repeated for hint in hints_of):
        alike = [hint for hints_of in repeated for hint in hints_of if hint.spots[0].figure.name == name]
        found[f"repeats {name}",] = alike
    most = 9 * len(cause.findings[:SAMPLE])
    common = [alike[0] for alike in found.values() if 10 * len(alike) >= most]
    repeats = tuple(hint for hint in common if hint.kind == "repeats")
    return repeats or tuple(common)  # a total that repeats a part can also be told of the others


def _repeats(failed: Confrontation) -> list[Hint]:
    """The parts of a sum that its total just repeats."""
    edit = failed.edit
    if edit.stated is None or "total" not in edit.roles:
        return []
    total = failed.values[edit.stated]
    return [
        Hint("repeats", failed, (Spot(figure, edit.records[at] if edit.records else edit.record),))
        for at, (figure, role) in enumerate(zip(edit.figures, edit.roles, strict=True))
        if role == "part" and failed.values[at] == total and total != ZERO
    ]


def _missing_part(tie: Tie) -> tuple[Hint, ...]:
    """That a part may be missing, where a sum is less than its stated total."""
    edit, missed = tie.found.edit, tie.found.imbalance
    if not tie.weights or edit.stated is None or edit.roles[edit.stated] != "total":
        return ()
    above = missed is not None and missed.lo is not None and missed.lo > 0
    return (Hint("missing_part", tie.found, size=missed),) if above else ()


def _spots(rows: _Rows, asked: frozenset[int]) -> list[Spot]:
    """Every figure that was read in some records, each once."""
    found: dict[Key, Spot] = {}
    for audit, position in rows:
        for row in sorted(asked & position.keys()):
            record = audit.document.records[position[row]]
            for column in audit.read.values():
                figure = column[position[row]]
                if figure.cells:
                    found.setdefault((figure.cells[0].row, figure.cells[0].column), Spot(figure, record))
    return list(found.values())
