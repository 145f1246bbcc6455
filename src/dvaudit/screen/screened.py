"""A large table confronted with a rule set: the engine screens all rows, the judge decides what it leaves and shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from dvaudit import whole
from dvaudit.apply import Prepared, new_tallies, not_here, reported
from dvaudit.bind import Records
from dvaudit.findings import guesses, is_proven
from dvaudit.interval import Exact
from dvaudit.message import Message
from dvaudit.report import Audit, Evidence, Partly
from dvaudit.rule import Confrontation, Outcome, Tally
from dvaudit.screen.answers import Clean, Screened, certain, cleaned, data_row, how_many
from dvaudit.screen.judging import FAILED, HELD, PASSED, UNDECIDED, InHand, Judge, Open, Opened, judge, open_edits
from dvaudit.screen.parts import Edits, Limits, Part, Rounded, Source, Spanning, bound
from dvaudit.screen.query import FAILS, SMALL, Slot
from dvaudit.screen.query import PASSED as PASSED_OVER
from dvaudit.screen.query import UNDECIDED as LACKING

DENSE = 5
"""Where one record in so many has a finding, all records up to the last one shown are looked at together."""

Answer = Callable[[Rounded], Screened]
"""Asks the engine about the rules that speak of single records."""


class Task(NamedTuple):
    """A large table to be audited.

    ``prepared`` is what its first rows decided, ``slots`` what the engine is asked of each row, ``spanning`` how the
    parts of rules come out that speak of several rows at once. ``columns`` counts the figures of a record.
    """

    prepared: Prepared
    slots: Sequence[Slot]
    answer: Answer
    source: Source
    unit: Exact
    columns: int
    engine: str
    spanning: Sequence[Spanning] = ()


class _Pass(NamedTuple):
    """What one pass over the table found."""

    task: Task
    worker: Judge
    clean: Clean
    opened: Opened
    rounded: Rounded
    limits: Limits


def audit(task: Task, limits: Limits) -> Audit:
    """A large table confronted with all rules of a rule set."""
    plain = _pass(task, limits, Rounded(task.unit))
    evidence = _evidence(plain)
    if plain.clean.screened.rows < 2 or not evidence.rounded:
        return _reported(plain, evidence)
    rounded = _pass(task, limits, Rounded(task.unit, evidence.unit))
    before, after = (_failing(one) for one in (plain, rounded))
    still = {(one.number, one.key) for one in after}
    first = [one for one in before if (one.number, one.key) not in still][: whole.SHOWN]
    return _reported(rounded, evidence, _failures(plain) - _failures(rounded), first)


def _pass(task: Task, limits: Limits, rounded: Rounded) -> _Pass:
    clean = cleaned(task.answer(rounded), task.slots, task.source, task.columns)
    edits: dict[str, tuple[Part, Edits]] = {}
    for slot in task.slots:
        part = Part(slot.key, slot.rule, slot.plan)
        edits.setdefault(slot.key, (part, bound(part)))
    edits |= {one.part.key: (one.part, one.edits) for one in task.spanning}
    worker = Judge(task.prepared, edits, task.source)
    return _Pass(task, worker, clean, open_edits(worker, clean, task.spanning, rounded, limits), rounded, limits)


def _certain(found: _Pass, index: int, *codes: int) -> list[int]:
    listed: list[int] = certain(found.clean, found.task.slots, index, *codes).tolist()
    return listed


def _count(found: _Pass, index: int, *codes: int) -> int:
    return how_many(found.clean, found.task.slots, index, *codes)


def _failures(found: _Pass) -> int:
    slots = range(len(found.task.slots))
    counts = found.opened.counts.values()
    return sum(_count(found, index, FAILS, SMALL) for index in slots) + sum(one[FAILED] for one in counts)


def _failing(found: _Pass) -> list[Open]:
    return _first(found, found.opened.failed, FAILS, SMALL)


def _first(found: _Pass, opened: Iterable[Open], *codes: int) -> list[Open]:
    """The first edits that come out in one of some ways, in the order of rows; all of them of the last row."""
    most = found.limits.findings
    listed = [*opened]
    for index, slot in enumerate(found.task.slots):
        listed += [Open(number, slot.key) for number in _certain(found, index, *codes)[: most + 1]]
    listed.sort(key=lambda one: one.number)
    last = listed[most - 1].number if len(listed) > most else None
    return [one for one in listed if last is None or one.number <= last]


def _evidence(found: _Pass) -> Evidence:
    """How the sums over whole numbers come out, as :func:`dvaudit.whole.weigh` counts them."""
    opened, rows = found.opened, found.clean.screened.rows
    sums, small, large = opened.sums, opened.small_count, opened.large
    misses: dict[str, set[int]] = {}
    for index, slot in enumerate(found.task.slots):
        if slot.sums:
            misses.setdefault(slot.key, set()).update(_certain(found, index, SMALL)[: whole.PAIRED + 1])
            small += _count(found, index, SMALL)
            large += _count(found, index, FAILS)
            sums += rows - int(found.clean.open[slot.key].sum()) - _count(found, index, LACKING, PASSED_OVER)
    if 0 < small <= whole.PAIRED:
        # A few small misses may be those of wrong cells: that shows only beside one another.
        numbers = sorted(set().union(*misses.values()))
        in_hand = judge(found.worker, found.clean, found.task.source.fetch(numbers), misses, Rounded(found.task.unit))
        at_hand = [*opened.small, *(one for _, one in in_hand.found if one.outcome is Outcome.FAILS)]
        whole.mark_small(at_hand, Evidence(0, 0, 0, found.task.unit))
        if whole.pair_off([one for one in at_hand if one.rounding_sized]):
            small, large = 0, large + small
    return Evidence(sums, small, large, found.task.unit)


def _reported(found: _Pass, evidence: Evidence, within: int = 0, first_within: Sequence[Open] = ()) -> Audit:
    """The audit of a large table: all of it counted, the first findings and what is about them in hand."""
    task, clean, limits = found.task, found.clean, found.limits
    failing, lacking = _failing(found), _first(found, found.opened.undecided, LACKING)
    asked: dict[str, set[int]] = {key: set() for key in found.worker.edits}
    needed: set[int] = set()
    for one in (*failing, *lacking, *first_within):
        asked[one.key].add(one.number)
        needed.update(one.unit.rows if one.unit is not None else ())
    with_findings = list(dict.fromkeys(one.number for one in failing if one.number >= 0))
    last = with_findings[-1] if with_findings else -1
    prefix = not task.spanning and len(with_findings) * DENSE >= last + 1 > 0
    whole_records = range(last + 1) if prefix else with_findings[: limits.causes]
    if not task.spanning:
        for own in asked.values():
            own.update(whole_records)
    full = _beside(found, asked, needed, whole_records) if task.spanning else set(whole_records)
    rows = task.source.fetch(sorted(needed.union(*asked.values()) - {-1}))
    known = judge(found.worker, clean, rows, asked, found.rounded)
    tallies = _tallies(found)
    missing = list(not_here(task.prepared, tallies))
    listed = {(one.number, one.key) for one in first_within}
    shown = [
        judged.edit for key, judged in known.found
        if (known.number_of.get(judged.edit.record.row, -1), key) in listed
    ]  # fmt: skip
    notes = whole.told(evidence, clean.screened.rows, found.rounded.to, within, shown[: whole.SHOWN])
    if found.rounded.to is None:
        whole.mark_small((outcome for _, outcome in known.found), evidence)
    decided = guesses([*(outcome for _, outcome in known.found), *missing], found.opened.proof)
    for absent in missing:
        tallies[absent.edit.rule.id].undecided += 1
    return _audit(found, evidence, known, _Told(decided, tallies, notes, prefix, full))


def _beside(found: _Pass, asked: dict[str, set[int]], needed: set[int], rows: Iterable[int]) -> set[int]:
    """Asks for every edit about the records whose causes are looked for; gives the rows that are then in hand whole."""
    full = set(rows)
    units = {
        one.part.key: {number: unit for unit in one.units for number in unit.rows} for one in found.task.spanning
    }
    for number in list(full):
        for known in units.values():
            if number in known:
                full.update(known[number].rows)
    for key, own in asked.items():
        if key in units:
            for number in full & units[key].keys():
                own.update(units[key][number].asked)
                needed.update(units[key][number].rows)
        else:
            own.update(full)
    # A record of a group that holds has edits which are not in hand.
    return {number for number in full if all(number in known for known in units.values())}


class _Told(NamedTuple):
    """What is to be reported: the edits in hand as they were decided, the counts of all, notes, and what is in hand."""

    decided: Sequence[Confrontation]
    tallies: dict[str, Tally]
    notes: Sequence[Message]
    prefix: bool
    full: set[int]


def _audit(found: _Pass, evidence: Evidence, known: InHand, told: _Told) -> Audit:
    task, clean = found.task, found.clean
    read = {name: known.figures[name] for name in task.prepared.read}
    result = reported(task.prepared, read, told.decided, told.tallies, told.notes)
    result.document = known.document
    result.records = clean.screened.rows
    result.figures = task.columns * clean.screened.rows - clean.screened.blanks
    capped = sum(tally.failed for tally in told.tallies.values()) > len(result.findings)
    rows = {data_row(number, clean.dropped) for number in told.full}
    full = frozenset(record.at for record in known.document.records if record.row in rows)
    result.partly = Partly(task.engine, evidence, capped, told.prefix, full)
    return result


def _tallies(found: _Pass) -> dict[str, Tally]:
    """How often each rule held, failed and could not be checked, over the whole table."""
    tallies = new_tallies(found.task.prepared)
    for index, slot in enumerate(found.task.slots):
        tally = tallies[slot.rule.id]
        failed, undecided, passed = (
            _count(found, index, *codes) for codes in ((FAILS, SMALL), (LACKING,), (PASSED_OVER,))
        )
        rows = found.clean.screened.rows - int(found.clean.open[slot.key].sum())
        tally.failed += failed
        tally.undecided += undecided
        tally.passed_over += passed
        tally.held += rows - failed - undecided - passed
    for key, counts in found.opened.counts.items():
        tally = tallies[found.worker.edits[key][0].rule.id]
        tally.held += counts[HELD]
        tally.failed += counts[FAILED]
        tally.undecided += counts[UNDECIDED]
        tally.passed_over += counts[PASSED]
    for (key, figure), failed in found.opened.guessed.items():
        part = found.worker.edits[key][0]
        guess = getattr(part.plan, "guess", "") or _guess(part)
        doubtful = _doubtful(found.opened, part.rule.id, guess, (key, figure), failed)
        tallies[part.rule.id].failed -= doubtful
        tallies[part.rule.id].undecided += doubtful
    return tallies


def _guess(part: Part) -> str:
    """The structure that the columns of a crossed table are guessed to have."""
    plan = part.plan
    return next((one.guess for one in plan.templates if one.guess), "") if isinstance(plan, Records) else ""


def _doubtful(opened: Opened, rule_id: str, guess: str, about: tuple[str, str], failed: int) -> int:
    """How many of the failed edits about a figure only a wrong guess of the structure may explain."""
    held, wrong = opened.proof.counts.get((rule_id, guess), (0, 0))
    if held < wrong:
        return failed
    return 0 if is_proven(opened.proof, rule_id, guess, about[1]) else opened.means.get(about, 0)
