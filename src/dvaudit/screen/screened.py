"""A large table confronted with a rule set: the engine screens all rows, the judge decides what it leaves and shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from dvaudit import whole
from dvaudit.apply import Prepared, new_tallies, not_here, reported
from dvaudit.bind import Records
from dvaudit.findings import guesses, is_believed, is_nested, is_proven, unbelieved
from dvaudit.interval import Exact
from dvaudit.kinds.nested import SHARES
from dvaudit.message import Message, message
from dvaudit.report import Audit, Evidence, Limits, Partly
from dvaudit.rule import ROWS_KEPT, Confrontation, Outcome, Tally
from dvaudit.screen.answers import Clean, Screened, certain, cleaned, data_rows, how_many, same_sums
from dvaudit.screen.judging import (
    FAILED,
    HELD,
    NOWHERE,
    PASSED,
    UNDECIDED,
    InHand,
    Judge,
    Open,
    Opened,
    judge,
    open_edits,
)
from dvaudit.screen.parts import Edits, Part, Rounded, Source, Spanning, bound, parts
from dvaudit.screen.query import FAILS, SMALL, Slot
from dvaudit.screen.query import PASSED as PASSED_OVER
from dvaudit.screen.query import UNDECIDED as LACKING

MOST_WHOLE = 20_000
"""So many rows are looked at whole where rules speak of several rows at once."""
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
    clean = cleaned(task.answer(rounded), task.slots, task.prepared, task.source)
    spanning = {one.part.key: (one.part, one.edits) for one in task.spanning}
    edits: dict[str, tuple[Part, Edits]] = {
        part.key: spanning.get(part.key, (part, bound(part))) for part in parts(task.prepared)
    }
    worker = Judge(task.prepared, edits, task.source)
    opened = open_edits(worker, clean, (task.slots, task.spanning), rounded, limits)
    return _Pass(task, worker, clean, opened, rounded, limits)


def _certain(found: _Pass, index: int, *codes: int) -> list[int]:
    listed: list[int] = certain(found.clean, found.task.slots, index, *codes).tolist()
    return listed


def _count(found: _Pass, index: int, *codes: int) -> int:
    return how_many(found.clean, found.task.slots, index, *codes)


def _kept(found: _Pass, index: int, *codes: int) -> int:
    """On how many rows that the engine kept to itself a slot comes out in one of some ways."""
    return sum(found.clean.screened.beyond.get((index, code), 0) for code in codes)


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
    for group in same_sums(found.task.slots):
        # Rules about the same cells are one sum: the first one that comes to a verdict tells how it comes out.
        left = ~found.clean.open[found.task.slots[group[0]].key]
        sums += rows - len(left)
        for index in group:
            code = found.clean.screened.codes[index]
            own = found.clean.screened.at[left & (code == SMALL)]
            misses.setdefault(found.task.slots[index].key, set()).update(own[: whole.PAIRED + 1].tolist())
            small += len(own)
            large += int((left & (code == FAILS)).sum())
            open_still = (code == LACKING) | (code == PASSED_OVER)
            sums += int((left & ~open_still).sum())
            left &= open_still
        first = group[0]
        small += _kept(found, first, SMALL)
        large += _kept(found, first, FAILS)
        sums -= _kept(found, first, LACKING, PASSED_OVER)
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
        asked[one.key].update((one.number,) if one.unit is None else one.unit.asked)
        needed.update(one.unit.rows if one.unit is not None else ())
    with_findings = list(dict.fromkeys(one.number for one in failing if one.number != NOWHERE))
    last = with_findings[-1] if with_findings else -1
    prefix = not task.spanning and len(with_findings) * DENSE >= last + 1 > 0
    tallies = _tallies(found)
    numeric = [one for one in failing if one.number != NOWHERE and not _is_textual(found, one)]
    numeric.sort(key=lambda one: _is_everywhere(found, tallies, one))
    rows_first = dict.fromkeys(one.number for one in numeric)
    chosen = set(range(last + 1) if prefix else [*rows_first][: limits.causes])
    full = _whole(found, [one for one in numeric if one.number in chosen], chosen)
    _ask(found, full, asked, needed)
    rows = task.source.fetch(sorted(needed.union(*asked.values()) - {NOWHERE}))
    known = judge(found.worker, clean, rows, asked, found.rounded)
    missing = list(not_here(task.prepared, tallies))
    listed = {(one.number, one.key, one.figure) for one in first_within}
    shown = [
        edit for key, edit in ((key, judged.edit) for key, judged in known.found)
        if (known.number_of.get(edit.record.row, NOWHERE), key, edit.figures[0].name if edit.guess else "") in listed
    ]  # fmt: skip
    notes = whole.told(evidence, clean.screened.rows, found.rounded.to, within, shown[: whole.SHOWN])
    if found.rounded.to is None:
        whole.mark_small((outcome for _, outcome in known.found), evidence)
    judged = [*(outcome for _, outcome in known.found), *missing]
    notes = (*notes, *unbelieved(judged, found.opened.proof))
    decided = guesses(judged, found.opened.proof)
    for absent in missing:
        tallies[absent.edit.rule.id].undecided += 1
    return _audit(found, evidence, known, _Told(decided, tallies, notes, prefix, full))


def _is_textual(found: _Pass, one: Open) -> bool:
    """True for an edit without numbers, of which no cause is looked for."""
    return any(one.key == other.part.key and other.about is None for other in found.task.spanning)


def _is_everywhere(found: _Pass, tallies: Mapping[str, Tally], one: Open) -> bool:
    """True where a rule fails nearly everywhere: it is suspected itself, and others are looked into first."""
    tally = tallies[found.worker.edits[one.key][0].rule.id]
    return 10 * tally.failed >= 8 * (tally.held + tally.failed)


def _whole(found: _Pass, failing: Iterable[Open], chosen: set[int]) -> set[int]:
    """The rows of which every edit is to be in hand: those chosen, and those that stand in one edit with them.

    Where these are too many no cause is looked for.
    """
    rows = set(chosen)
    for one in failing:
        rows.update(one.unit.rows if one.unit is not None else ())
        if found.task.spanning and len(rows) > MOST_WHOLE:
            return set()
    return rows


def _ask(found: _Pass, full: set[int], asked: dict[str, set[int]], needed: set[int]) -> None:
    """Asks for every edit about some rows, and for the rows beside them that these edits need."""
    spanning = {one.part.key: one for one in found.task.spanning}
    for key, own in asked.items():
        if key not in spanning:
            own.update(full)
            continue
        about = spanning[key].about
        for unit in () if about is None else about(sorted(full)):
            own.update(unit.asked)
            needed.update(unit.rows)


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
    full = frozenset(record.at for record in known.document.records if known.number_of[record.row] in told.full)
    unchecked = sum(tally.undecided for tally in told.tallies.values())
    if unchecked > len(result.undecided):
        result.notes.append(message("screen.undecided_capped", shown=len(result.undecided), n=unchecked))
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
        if _is_dropped(found, key):
            continue
        tally = tallies[found.worker.edits[key][0].rule.id]
        tally.held += counts[HELD]
        tally.failed += counts[FAILED]
        tally.undecided += counts[UNDECIDED]
        tally.passed_over += counts[PASSED]
    for (key, figure), failed in found.opened.guessed.items():
        part = found.worker.edits[key][0]
        guess = getattr(part.plan, "guess", "") or _guess(part, figure)
        doubtful = _doubtful(found.opened, part.rule.id, guess, (key, figure), failed)
        if not _is_dropped(found, key):
            tallies[part.rule.id].failed -= doubtful
            tallies[part.rule.id].undecided += 0 if is_nested(guess) else doubtful
        for mean in (False, True):
            if doubtful == failed or (doubtful and mean):
                found.opened.rows.pop((key, figure, mean), None)
    for rule_id, numbers in _failing_rows(found).items():
        tallies[rule_id].rows[found.task.prepared.document.file] = numbers
    return tallies


def _is_dropped(found: _Pass, key: str) -> bool:
    """True for subtotals and indented rows that turn out to be none: nothing is said about them."""
    part = found.worker.edits[key][0]
    guess = getattr(part.plan, "guess", "")
    return is_nested(guess) and not is_believed(found.opened.proof, part.rule.id, guess)


def _failing_rows(found: _Pass) -> dict[str, list[int]]:
    """For each rule the data rows on which it failed, the first of them."""
    numbers: dict[str, list[int]] = {}
    for index, slot in enumerate(found.task.slots):
        numbers.setdefault(slot.rule.id, []).extend(_certain(found, index, FAILS, SMALL)[:ROWS_KEPT])
    for (key, _, _), judged in found.opened.rows.items():
        numbers.setdefault(found.worker.edits[key][0].rule.id, []).extend(judged)
    source, dropped = found.task.source, found.clean.dropped
    return {
        rule_id: [*(source.data_rows(first) if source.data_rows is not None else data_rows(first, dropped))]
        for rule_id, own in numbers.items() if (first := sorted(own)[:ROWS_KEPT])
    }  # fmt: skip


def _guess(part: Part, figure: str) -> str:
    """The structure that the columns of a crossed table are guessed to have, of which this is the total."""
    templates = part.plan.templates if isinstance(part.plan, Records) else ()
    return next((one.guess for one in templates if one.guess and one.names[0] == figure), "")


def _doubtful(opened: Opened, rule_id: str, guess: str, about: tuple[str, str], failed: int) -> int:
    """How many of the failed edits about a figure only a wrong guess of the structure may explain."""
    held, wrong = opened.proof.counts.get((rule_id, guess), (0, 0))
    if held < wrong and guess != SHARES:
        return failed
    return 0 if is_proven(opened.proof, rule_id, guess, about[1]) else opened.means.get(about, 0)
