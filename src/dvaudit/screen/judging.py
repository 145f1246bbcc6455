"""The judge's part in a large table: what the screen left open, some records at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit import layout, reading, whole
from dvaudit.apply import Prepared, conditional, judged
from dvaudit.confront import is_whole_sum
from dvaudit.figure import Document, Figures, Record
from dvaudit.findings import Proof, is_no_whole, is_partial, may_be_no_sum, partial
from dvaudit.report import Evidence, Limits, Progress
from dvaudit.rule import ROWS_KEPT, Confrontation, Outcome
from dvaudit.screen.answers import BATCH, Clean, batches, data_rows, how_many
from dvaudit.screen.parts import Edits, Part, Rounded, Rows, Source, Spanning, Unit
from dvaudit.screen.query import FAILS, SMALL, Slot
from dvaudit.screen.query import PASSED as PASSED_OVER
from dvaudit.screen.query import UNDECIDED as LACKING

HELD, FAILED, UNDECIDED, PASSED = range(4)
NOWHERE = -1
"""The number of a row that is not there, such as one that a list expects."""


class Judge(NamedTuple):
    """What the judge works with: what was prepared, each part with its edits, and the rows."""

    prepared: Prepared
    edits: Mapping[str, tuple[Part, Edits]]
    source: Source


class InHand(NamedTuple):
    """Some records in hand: the document of them, their figures, and the edits that were asked for, each with its part.

    ``passed`` counts the edits of each part that do not apply.
    """

    document: Document
    figures: Figures
    found: list[tuple[str, Confrontation]]
    number_of: Mapping[int, int]
    passed: Mapping[str, int]


class Open(NamedTuple):
    """An edit that came out failed or undecided: the number of its row, its part, and the unit where it has one.

    ``figure`` and ``mean`` (whether it may be no sum) are told where its structure is guessed.
    """

    number: int
    key: str
    unit: Unit | None = None
    figure: str = ""
    mean: bool = False


@dataclass(slots=True)
class Opened:
    """What the judge made of the edits that the screen left open.

    ``counts`` has held, failed, undecided and passed over for each part; ``failed`` and ``undecided`` are the first of
    these edits; ``rows`` has the numbers of the rows that failed, by part, figure where the structure is guessed, and
    whether it may be no sum; ``means`` counts, by part and figure, the failed edits of guessed structures that may be
    no sums.
    """

    counts: dict[str, list[int]] = field(default_factory=dict)
    failed: list[Open] = field(default_factory=list)
    undecided: list[Open] = field(default_factory=list)
    sums: int = 0
    small: list[Confrontation] = field(default_factory=list)
    small_count: int = 0
    large: int = 0
    proof: Proof = field(default_factory=lambda: Proof({}, set(), {}))
    rows: dict[tuple[str, str, bool], list[int]] = field(default_factory=dict)
    means: dict[tuple[str, str], int] = field(default_factory=dict)
    guessed: dict[tuple[str, str], int] = field(default_factory=dict)


def judge(
    worker: Judge, clean: Clean, rows: Rows, asked: Mapping[str, Collection[int]], rounded: Rounded
) -> InHand:
    """Judges edits of some records: ``asked`` tells for each part the rows about which it is asked."""
    prepared = worker.prepared
    own = rows.data_rows or data_rows(rows.numbers, clean.dropped)
    numbers = dict(zip(own, rows.numbers, strict=True))
    document = layout.of_rows(prepared.document, rows.table, own, prepared.ruleset.layout)
    figures = reading.read(document, prepared.columns)
    place = {number: at for at, number in enumerate(rows.numbers)}
    found: list[tuple[str, Confrontation]] = []
    passed: dict[str, int] = {}
    for key, (part, edits) in worker.edits.items():
        wanted = asked.get(key, ())
        if not wanted:
            continue
        applies = conditional(part.rule, document, prepared.conditions[part.rule.id], figures)

        def chosen(record: Record, wanted: Collection[int] = wanted) -> bool | None:
            return applies(record) if numbers[record.row] in wanted else False  # noqa: B023 - called at once

        for edit in edits(document, figures, place, chosen, clean.negative):
            if edit.record.row and numbers[edit.record.row] not in wanted:
                continue
            outcome = judged(edit, applies, {})
            if outcome is None:
                passed[key] = passed.get(key, 0) + 1
            else:
                found.append((key, outcome if rounded.to is None else whole.again_rounded(outcome, rounded.to)))
    return InHand(document, figures, found, numbers, passed)


def open_edits(
    worker: Judge, clean: Clean, asked_of: tuple[Sequence[Slot], Sequence[Spanning]], rounded: Rounded, limits: Limits
) -> Opened:
    """Judges what the screen left open of what it was asked: of single records, and of records that belong together."""
    import numpy as np

    slots, spanning = asked_of
    opened = Opened({key: [0, 0, 0, 0] for key in (*clean.open, *(one.part.key for one in spanning))})
    for index, slot in enumerate(slots):
        template = slot.template
        if template.guess:  # what certainly holds speaks for a guess, too
            others = how_many(clean, slots, index, FAILS, SMALL, LACKING, PASSED_OVER)
            held = clean.screened.rows - int(clean.open[slot.key].sum()) - others
            opened.proof.add(slot.rule.id, template.guess, template.names[0], held, 0)
    at = clean.screened.at
    every = np.zeros(len(at), dtype=bool)
    for mask in clean.open.values():
        every |= mask
    for batch in batches(np.flatnonzero(every)):
        numbers = at[batch].tolist()
        asked = {
            key: {number for number, is_open in zip(numbers, mask[batch].tolist(), strict=True) if is_open}
            for key, mask in clean.open.items()
        }
        in_hand = judge(worker, clean, worker.source.fetch(numbers), asked, rounded)
        _count(opened, in_hand, rounded, limits, {}, set())
        _tell(worker, clean, opened, limits)
    for one in spanning:
        key = one.part.key
        opened.counts[key][HELD] += sum(one.held.values())
        opened.counts[key][PASSED] += one.passed
        opened.sums += one.sums
        guess = getattr(one.part.plan, "guess", "")
        if guess:
            for figure, held in one.held.items():
                opened.proof.add(one.part.rule.id, guess, figure, held, 0)
        sums: set[frozenset[tuple[int, int, int]]] = set()
        for units in _portions(one.units):
            rows = worker.source.fetch(sorted({number for unit in units for number in unit.rows}))
            wanted = {number: unit for unit in units for number in unit.asked}
            wanted[NOWHERE] = units[0]
            in_hand = judge(worker, clean, rows, {key: wanted}, rounded)
            _count(opened, in_hand, rounded, limits, wanted, sums)
            _tell(worker, clean, opened, limits)
    return opened


def _tell(worker: Judge, clean: Clean, opened: Opened, limits: Limits) -> None:
    if limits.tell is not None:
        found = sum(counts[FAILED] for counts in opened.counts.values())
        rows = clean.screened.rows
        limits.tell(Progress(worker.prepared.document.file, rows, rows, found))


def _portions(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Units in portions that are judged at once."""
    held: list[Unit] = []
    size = 0
    for unit in units:
        if held and size + len(unit.rows) > BATCH:
            yield held
            held, size = [], 0
        held.append(unit)
        size += len(unit.rows)
    if held:
        yield held


def _count(
    opened: Opened, in_hand: InHand, rounded: Rounded, limits: Limits, units: Mapping[int, Unit],
    sums: set[frozenset[tuple[int, int, int]]],
) -> None:  # fmt: skip
    """Counts how edits came out, and keeps the first that did not hold; ``sums`` are the cells of those known."""
    places = {Outcome.HOLDS: HELD, Outcome.FAILS: FAILED, Outcome.UNDECIDED: UNDECIDED}
    for key, times in in_hand.passed.items():
        opened.counts[key][PASSED] += times
    whole.mark_small((one for _, one in in_hand.found), Evidence(0, 0, 0, rounded.unit))
    shown = partial(one for _, one in in_hand.found)
    opened.proof.partial.update(shown)
    for key, one in in_hand.found:
        if is_no_whole(one) or is_partial(one, shown):
            continue
        edit = one.edit
        opened.counts[key][places[one.outcome]] += 1
        number = in_hand.number_of.get(edit.record.row, NOWHERE)
        if edit.guess and one.outcome is not Outcome.UNDECIDED:
            wrong = one.outcome is Outcome.FAILS and not one.rounding_sized
            name = edit.figures[0].name
            opened.proof.add(edit.rule.id, edit.guess, name, not wrong, wrong)
            if one.outcome is Outcome.FAILS:
                both = key, name
                opened.guessed[both] = opened.guessed.get(both, 0) + 1
                opened.means[both] = opened.means.get(both, 0) + may_be_no_sum(one)
        if one.outcome is Outcome.FAILS:
            about = (edit.figures[0].name, may_be_no_sum(one)) if edit.guess else ("", False)
            rows = opened.rows.setdefault((key, *about), [])
            if number != NOWHERE and len(rows) < ROWS_KEPT:
                rows.append(number)
            if len(opened.failed) < limits.findings:
                opened.failed.append(Open(number, key, units.get(number), *about))
        if one.outcome is Outcome.UNDECIDED and len(opened.undecided) < limits.findings:
            opened.undecided.append(Open(number, key, units.get(number)))
        if one.outcome is not Outcome.UNDECIDED and is_whole_sum(edit) and (own := whole.cells_of(one)) not in sums:
            sums.add(own)
            opened.sums += 1
            opened.small_count += one.rounding_sized
            opened.large += one.outcome is Outcome.FAILS and not one.rounding_sized and whole.is_all(edit)
            if one.rounding_sized and len(opened.small) <= whole.PAIRED:
                opened.small.append(one)
