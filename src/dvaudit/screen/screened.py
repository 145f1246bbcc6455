"""A large table confronted with a rule set: the engine screens all rows, the judge decides what it leaves and shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit import layout, reading, whole
from dvaudit.apply import Prepared, conditional, judged, new_tallies, not_here, reported
from dvaudit.bind import NEGATIVE as NEGATIVES
from dvaudit.bind import bind
from dvaudit.confront import is_whole_sum
from dvaudit.figure import Document, Figures, Record, Table
from dvaudit.findings import guesses, proof
from dvaudit.interval import Exact
from dvaudit.report import Audit, Evidence, Partly
from dvaudit.rule import Confrontation, Outcome, Tally
from dvaudit.screen.query import (
    FAILS,
    HOLDS,
    NEGATIVE,
    PASSED,
    SMALL,
    UNDECIDED,
    UNKNOWN,
    Field,
    Query,
    Slot,
)  # fmt: skip

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Codes = np.ndarray[Any, np.dtype[np.uint8]]

BATCH = 4_000
"""So many records are judged at once."""
DENSE = 5
"""Where one record in so many has a finding, all records up to the last one shown are looked at together."""


class Rows(NamedTuple):
    """Some records of a large table: their numbers among the engine's rows, and the table of them."""

    numbers: Sequence[int]
    table: Table


class Source(NamedTuple):
    """What the judge needs of a large table: how many rows it has, and any of them by number.

    ``fetch`` takes ascending numbers and leaves out those that turn out to be no records (blank, or notes at the end).
    """

    rows: int
    fetch: Callable[[Sequence[int]], Rows]


@dataclass(slots=True)
class Screened:
    """The answers of an engine: the rows on which not everything plainly holds, and how each slot comes out on them.

    ``at`` are their numbers, ascending; ``codes`` has one array for each slot, ``negative`` one for each counted
    figure (1 where it is negative, 2 where that is for the judge to say); ``blank`` are the rows in which all looked-at cells are blank; ``blanks`` counts all blank cells.
    """

    rows: int
    at: Numbers
    codes: list[Codes]
    negative: dict[str, Codes]
    blank: Numbers
    blanks: int


def decoded(query: Query, words: Sequence[np.ndarray[Any, np.dtype[Any]]]) -> Screened:
    """The answers of an engine, which are one array over all rows for each word of the query."""
    import numpy as np

    rows = len(words[0])
    some = words[0] != 0
    for word in words[1:]:
        some |= word != 0
    at = np.flatnonzero(some)
    kept = [word[at] for word in words]

    def part(field: Field) -> np.ndarray[Any, np.dtype[Any]]:
        return (kept[field.word] >> field.shift) & ((1 << field.bits) - 1)

    count = len(query.slots)
    codes = [part(field).astype(np.uint8) for field in query.fields[:count]]
    negative = {
        name: part(field).astype(np.uint8)
        for name, field in zip(query.counted, query.fields[count:-1], strict=True)
    }  # fmt: skip
    blanks = part(query.fields[-1])
    blank = at[blanks == (2 * query.looked_at + 1 if query.anchored else query.looked_at)]
    return Screened(rows, at, codes, negative, blank, int((blanks % (query.looked_at + 1)).sum()))


def without(screened: Screened, dropped: Collection[int], columns: int) -> Screened:
    """The answers without rows that turned out to be no records; their numbers stay those of the engine."""
    import numpy as np

    if not dropped:
        return screened
    kept = ~np.isin(screened.at, np.fromiter(dropped, dtype=np.int64))
    return Screened(
        screened.rows - len(dropped), screened.at[kept], [code[kept] for code in screened.codes],
        {name: bits[kept] for name, bits in screened.negative.items()}, screened.blank[:0],
        screened.blanks - columns * len(dropped),
    )  # fmt: skip


class Limits(NamedTuple):
    """How many findings are listed, and for how many records causes are looked for."""

    findings: int = 1000
    causes: int = 100


Answer = Callable[[Exact, "Exact | None"], Screened]
"""Asks the engine: the unit of the whole numbers, and the unit to which they are taken as rounded, if they are."""


class Task(NamedTuple):
    """A large table to be audited: what was prepared from its first rows, what was asked, and where its rows are."""

    prepared: Prepared
    slots: Sequence[Slot]
    answer: Answer
    source: Source
    unit: Exact
    columns: int
    engine: str


class _Rounding(NamedTuple):
    """That whole numbers are rounded to a unit: how many edits hold only within that, and the first rows and rules."""

    unit: Exact | None = None
    within: int = 0
    first: Sequence[tuple[int, str]] = ()


EXACT = _Rounding()


class _Clean(NamedTuple):
    """The answers of the engine without what is no record.

    ``dropped`` are the numbers of rows that are none, ``negative`` the figures that are no counts, ``open`` tells for
    each rule which rows of ``screened.at`` the judge has to decide.
    """

    screened: Screened
    dropped: Numbers
    negative: frozenset[str]
    open: Mapping[str, Codes]


class _Judged(NamedTuple):
    """Some records in hand: the document of them, their figures, and the edits that were asked for."""

    document: Document
    figures: Figures
    found: list[Confrontation]


class _Opened(NamedTuple):
    """What the judge made of the edits that the screen left open.

    ``counts`` has held, failed, undecided and passed over for each rule; ``listed`` the first rows and rules that came
    out failed or undecided; ``sums`` are the edits among them that are sums over whole numbers.
    """

    counts: Mapping[str, list[int]]
    failed: Sequence[tuple[int, str]]
    undecided: Sequence[tuple[int, str]]
    sums: Sequence[Confrontation]


def audit(task: Task, limits: Limits) -> Audit:
    """A large table confronted with the rules that speak of single records."""
    exact = _clean(task, task.answer(task.unit, None))
    opened = _open_edits(task, exact, None, limits)
    evidence = _evidence(task, exact, opened)
    unit = evidence.unit if exact.screened.rows > 1 and evidence.rounded else None
    if unit is None:
        return _reported(task, exact, opened, evidence, limits)
    failed, first = _failures(task, exact, opened), _pairs(task, exact, limits.findings, opened.failed, FAILS, SMALL)
    rounded = _clean(task, task.answer(task.unit, unit))
    opened = _open_edits(task, rounded, unit, limits)
    within = failed - _failures(task, rounded, opened)
    still = set(_pairs(task, rounded, limits.findings, opened.failed, FAILS, SMALL))
    shown = [pair for pair in first if pair not in still][: whole.SHOWN]
    return _reported(task, rounded, opened, evidence, limits, _Rounding(unit, within, shown))


def _clean(task: Task, screened: Screened) -> _Clean:
    """The answers without blank rows, and with negative counts decided."""
    import numpy as np

    dropped: list[int] = []
    for batch in _batches(screened.blank):
        found = set(task.source.fetch(batch).numbers)
        dropped += [number for number in batch if number not in found]
    clean = without(screened, dropped, task.columns)
    negative = frozenset(name for name, bits in clean.negative.items() if _goes_below_zero(task, clean, name, bits))
    rules: dict[str, Codes] = {}
    for slot, code in zip(task.slots, clean.codes, strict=True):
        code[code == NEGATIVE] = HOLDS if negative.intersection(slot.template.names) else UNKNOWN
        known = rules.get(slot.rule.id)
        rules[slot.rule.id] = code == UNKNOWN if known is None else known | (code == UNKNOWN)
    for group in _same_sums(task.slots):
        together = {task.slots[index].rule.id for index in group}
        for rule_id in together if len(together) > 1 else ():
            rules[rule_id] = np.logical_or.reduce([rules[other] for other in together])
    return _Clean(clean, np.array(sorted(dropped), dtype=np.int64), negative, rules)


def _goes_below_zero(task: Task, clean: Screened, name: str, bits: Codes) -> bool:
    """True for a figure that is negative in several records, those counted in which the engine cannot read it."""
    import numpy as np

    found = int(np.count_nonzero(bits == 1))
    if found >= NEGATIVES:
        return True
    own = [column for column in task.prepared.columns if column.name == name]
    for batch in _batches(clean.at[bits == 2]):
        rows = task.source.fetch(batch)
        document = layout.of_rows(task.prepared.document, rows.table, range(1, 1 + len(rows.numbers)))
        figures = reading.read(document, own)[name]
        found += sum(1 for figure in figures if figure.printed is not None and figure.printed.value < 0)
        if found >= NEGATIVES:
            return True
    return False


def _batches(numbers: Numbers) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH].tolist()


def _open_edits(task: Task, clean: _Clean, unit: Exact | None, limits: Limits) -> _Opened:
    """Judges what the screen left open, some records at a time."""
    import numpy as np

    at = clean.screened.at
    every = np.zeros(len(at), dtype=bool)
    for mask in clean.open.values():
        every |= mask
    counts = {rule_id: [0, 0, 0, 0] for rule_id in clean.open}
    failed: list[tuple[int, str]] = []
    undecided: list[tuple[int, str]] = []
    sums: list[Confrontation] = []
    for batch in _batches(np.flatnonzero(every)):
        numbers = at[batch].tolist()
        asked = {
            rule_id: {number for number, is_open in zip(numbers, mask[batch].tolist(), strict=True) if is_open}
            for rule_id, mask in clean.open.items()
        }
        rows = task.source.fetch(numbers)
        number_of = _data_rows(rows.numbers, clean.dropped)
        judged_rows = _judge(task, clean, rows, asked, unit)
        for rule_id, own in asked.items():
            counts[rule_id][3] += len(own) * sum(slot.rule.id == rule_id for slot in task.slots)
        for one in judged_rows.found:
            rule_id, number = one.edit.rule.id, number_of[one.edit.record.row]
            place = (Outcome.HOLDS, Outcome.FAILS, Outcome.UNDECIDED).index(one.outcome)
            counts[rule_id][place] += 1
            counts[rule_id][3] -= 1
            if one.outcome is Outcome.FAILS and len(failed) < limits.findings:
                failed.append((number, rule_id))
            if one.outcome is Outcome.UNDECIDED and len(undecided) < limits.findings:
                undecided.append((number, rule_id))
            if one.outcome is not Outcome.UNDECIDED and is_whole_sum(one.edit):
                sums.append(one)
    return _Opened(counts, failed, undecided, sums)


def _data_rows(numbers: Iterable[int], dropped: Numbers) -> dict[int, int]:
    """The engine's number of each row by its 1-based data row."""
    return {_data_row(number, dropped): number for number in numbers}


def _data_row(number: int, dropped: Numbers) -> int:
    return number + 1 - int(dropped.searchsorted(number))


def _judge(
    task: Task, clean: _Clean, rows: Rows, asked: Mapping[str, Collection[int]], unit: Exact | None
) -> _Judged:
    """Judges edits of some records: ``asked`` tells for each rule the rows about which it is asked."""
    prepared = task.prepared
    number_of = _data_rows(rows.numbers, clean.dropped)
    document = layout.of_rows(prepared.document, rows.table, list(number_of))
    figures = reading.read(document, prepared.columns)
    found: list[Confrontation] = []
    for rule, plan in prepared.rules:
        wanted = asked.get(rule.id, ())
        if not wanted:
            continue
        chosen = conditional(rule, document, prepared.conditions[rule.id], figures)

        def applies(
            record: Record, wanted: Collection[int] = wanted, chosen: Callable[[Record], bool | None] = chosen
        ) -> bool | None:
            return chosen(record) if number_of[record.row] in wanted else False

        for edit in bind(rule, plan, document, figures, applies, clean.negative):
            outcome = judged(edit, applies, {})
            if outcome is not None:
                found.append(outcome if unit is None else whole.again_rounded(outcome, unit))
    return _Judged(document, figures, found)


def _certain(task: Task, clean: _Clean, index: int, *wanted: int) -> Numbers:
    """The rows on which a slot certainly comes out in one of some ways."""
    import numpy as np

    code = clean.screened.codes[index]
    found: Numbers = clean.screened.at[np.isin(code, wanted) & ~clean.open[task.slots[index].rule.id]]
    return found


def _failures(task: Task, clean: _Clean, opened: _Opened) -> int:
    certain = sum(len(_certain(task, clean, index, FAILS, SMALL)) for index in range(len(task.slots)))
    return certain + sum(counts[1] for counts in opened.counts.values())


def _evidence(task: Task, clean: _Clean, opened: _Opened) -> Evidence:
    """How the sums over whole numbers come out, as :func:`dvaudit.whole.weigh` counts them."""
    import numpy as np

    sums = small = large = 0
    misses: dict[str, set[int]] = {}
    for group in _same_sums(task.slots):
        # Rules about the same cells are one sum: the first one that comes to a verdict tells how it comes out.
        left = ~clean.open[task.slots[group[0]].rule.id]
        sums += clean.screened.rows - len(left)
        for index in group:
            code = clean.screened.codes[index]
            own = clean.screened.at[left & (code == SMALL)]
            misses.setdefault(task.slots[index].rule.id, set()).update(own[: whole.PAIRED + 1].tolist())
            small += len(own)
            large += int(np.count_nonzero(left & (code == FAILS)))
            sums += int(np.count_nonzero(left & np.isin(code, (HOLDS, SMALL, FAILS))))
            left &= np.isin(code, (UNDECIDED, PASSED))
    # A few small misses may be those of wrong cells: that shows only beside one another.
    at_hand = list(opened.sums)
    if small and small <= whole.PAIRED:
        rows = task.source.fetch(sorted(set().union(*misses.values())))
        found = _judge(task, clean, rows, misses, None).found
        at_hand += [one for one in found if is_whole_sum(one.edit) and whole.is_small(one, task.unit)]
        sums, small = sums - small, 0
    judged_sums = whole.weigh(at_hand, task.unit)
    return Evidence(sums + judged_sums.sums, small + judged_sums.small, large + judged_sums.large, task.unit)


def _same_sums(slots: Sequence[Slot]) -> list[list[int]]:
    """The sums over whole numbers by their numbers, those about the same figures together."""
    groups: dict[frozenset[str], list[int]] = {}
    for index, slot in enumerate(slots):
        if slot.sums:
            groups.setdefault(frozenset(slot.template.names), []).append(index)
    return list(groups.values())


def _reported(
    task: Task, clean: _Clean, opened: _Opened, evidence: Evidence, limits: Limits, rounding: _Rounding = EXACT
) -> Audit:
    """The audit of a large table: all of it counted, the first findings and what is about them in hand."""
    unit, within, first_within = rounding
    failing = _pairs(task, clean, limits.findings, opened.failed, FAILS, SMALL)
    lacking = _pairs(task, clean, limits.findings, opened.undecided, UNDECIDED)
    asked: dict[str, set[int]] = {rule_id: set() for rule_id in clean.open}
    for number, rule_id in (*failing, *lacking, *first_within):
        asked[rule_id].add(number)
    with_findings = list(dict.fromkeys(number for number, _ in failing))
    last = with_findings[-1] if with_findings else -1
    prefix = len(with_findings) * DENSE >= last + 1 > 0
    for own in asked.values():
        own.update(range(last + 1) if prefix else with_findings[: limits.causes])
    rows = task.source.fetch(sorted(set().union(*asked.values())))
    known = _judge(task, clean, rows, asked, unit)
    tallies = _tallies(task, clean, opened)
    missing = list(not_here(task.prepared, tallies))
    listed = {(row, rule_id) for number, rule_id in first_within for row in (_data_row(number, clean.dropped),)}
    shown = [one.edit for one in known.found if (one.edit.record.row, one.edit.rule.id) in listed]
    notes = whole.told(evidence, clean.screened.rows, unit, within, shown[: whole.SHOWN])
    if unit is None:
        whole.mark_small(known.found, evidence)
    decided = guesses([*known.found, *missing], proof(known.found))
    for one in missing:
        tallies[one.edit.rule.id].undecided += 1
    found = reported(task.prepared, {name: known.figures[name] for name in task.prepared.read}, decided, tallies, notes)
    found.document = known.document
    found.records = clean.screened.rows
    found.figures = task.columns * clean.screened.rows - clean.screened.blanks
    capped = sum(tally.failed for tally in tallies.values()) > len(found.findings)
    found.partly = Partly(task.engine, evidence, capped, prefix)
    return found


def _pairs(
    task: Task, clean: _Clean, most: int, opened: Iterable[tuple[int, str]], *codes: int
) -> list[tuple[int, str]]:
    """The first rows, with the rule, that come out in one of some ways; all rules of the last row."""
    import numpy as np

    found = [(_certain(task, clean, index, *codes), slot.rule.id) for index, slot in enumerate(task.slots)]
    every = np.concatenate([rows[: most + 1] for rows, _ in found]) if found else np.empty(0, dtype=np.int64)
    listed = [*opened]
    ordered = np.sort(np.concatenate([every, np.array([number for number, _ in listed], dtype=np.int64)]))
    if not len(ordered):
        return []
    last = int(ordered[min(most, len(ordered)) - 1])
    pairs = {(number, rule_id) for rows, rule_id in found for number in rows[: most + 1].tolist() if number <= last}
    return sorted({*pairs, *((number, rule_id) for number, rule_id in listed if number <= last)})


def _tallies(task: Task, clean: _Clean, opened: _Opened) -> dict[str, Tally]:
    """How often each rule held, failed and could not be checked, over the whole table."""
    tallies = new_tallies(task.prepared)
    for index, slot in enumerate(task.slots):
        tally = tallies[slot.rule.id]
        failed = len(_certain(task, clean, index, FAILS, SMALL))
        undecided = len(_certain(task, clean, index, UNDECIDED))
        passed = len(_certain(task, clean, index, PASSED))
        rows = clean.screened.rows - int(clean.open[slot.rule.id].sum())
        tally.failed += failed
        tally.undecided += undecided
        tally.passed_over += passed
        tally.held += rows - failed - undecided - passed
    for rule_id, (held, failed, undecided, passed) in opened.counts.items():
        tally = tallies[rule_id]
        tally.held += held
        tally.failed += failed
        tally.undecided += undecided
        tally.passed_over += passed
    return tallies
