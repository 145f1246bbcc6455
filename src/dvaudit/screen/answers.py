"""The answers of an engine that gives one code for each row and slot: unpacked, and ready for the judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit import layout, reading
from dvaudit.apply import Prepared
from dvaudit.bind import NEGATIVE as NEGATIVES
from dvaudit.screen.parts import Source
from dvaudit.screen.query import FAILS, HOLDS, NEGATIVE, SMALL, UNKNOWN, Field, Query, Slot

if TYPE_CHECKING:
    import numpy as np

    from dvaudit.screen.parts import Codes, Numbers

BATCH = 4_000
"""So many records are judged at once."""


@dataclass(slots=True)
class Screened:
    """The answers of an engine: the rows on which not everything plainly holds, and how each slot comes out on them.

    ``at`` are their numbers, ascending; ``codes`` has one array for each slot, ``negative`` one for each counted figure
    (1 where it is negative, 2 where that is for the judge to say); ``blank`` are the rows in which all looked-at cells
    are blank; ``blanks`` counts all blank cells. An engine may keep rows to itself on which all slots are decided:
    ``beyond`` counts these by slot and code, ``negative_beyond`` those in which a counted figure is negative.
    """

    rows: int
    at: Numbers
    codes: list[Codes]
    negative: dict[str, Codes]
    blank: Numbers
    blanks: int
    beyond: Mapping[tuple[int, int], int] = field(default_factory=dict)
    negative_beyond: Mapping[str, int] = field(default_factory=dict)

    def with_blank(self, numbers: Sequence[int]) -> Screened:
        """The same answers, in which some more rows are known to be blank."""
        import numpy as np

        blank = np.union1d(self.blank, np.array(numbers, dtype=np.int64))
        return replace(self, blank=blank)


class Clean(NamedTuple):
    """The answers without what is no record.

    ``dropped`` are the numbers of rows that are none, ``negative`` the figures that are no counts, ``open`` tells for
    each part which rows of ``screened.at`` the judge has to decide.
    """

    screened: Screened
    dropped: Numbers
    negative: frozenset[str]
    open: Mapping[str, Codes]


def decoded(query: Query, words: Sequence[np.ndarray[Any, np.dtype[Any]]]) -> Screened:
    """The answers of an engine, which are one array over all rows for each word of the query."""
    import numpy as np

    rows = len(words[0])
    some = words[0] != 0
    for word in words[1:]:
        some |= word != 0
    at = np.flatnonzero(some)
    return unpacked(query, rows, at, [word[at] for word in words])


def unpacked(query: Query, rows: int, at: Numbers, kept: Sequence[np.ndarray[Any, np.dtype[Any]]]) -> Screened:
    """The answers of an engine on the rows ``at`` of so many, which are one array for each word of the query."""
    import numpy as np

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


def cleaned(screened: Screened, slots: Sequence[Slot], prepared: Prepared, source: Source) -> Clean:
    """The answers without blank rows, and with negative counts decided."""
    import numpy as np

    dropped: list[int] = []
    for batch in batches(screened.blank):
        found = set(source.fetch(batch).numbers)
        dropped += [number for number in batch if number not in found]
    clean = _without(screened, dropped, len(prepared.read))
    negative = frozenset(
        name for name in clean.negative if _goes_below_zero(clean, prepared, name, source)
    )  # fmt: skip
    opened: dict[str, Codes] = {}
    for slot, code in zip(slots, clean.codes, strict=True):
        code[code == NEGATIVE] = HOLDS if negative.intersection(slot.template.names) else UNKNOWN
        if slot.template.guess:  # what a guessed structure is worth depends on the figures
            code[(code == FAILS) | (code == SMALL)] = UNKNOWN
        mask = code == UNKNOWN
        opened[slot.key] = mask | opened[slot.key] if slot.key in opened else mask
    for group in same_sums(slots):  # only one of these counts, which the judge tells where it sees them all
        together = {slots[index].key for index in group}
        for key in together if len(together) > 1 else ():
            opened[key] = np.logical_or.reduce([opened[other] for other in together])
    return Clean(clean, np.array(sorted(dropped), dtype=np.int64), negative, opened)


def _goes_below_zero(clean: Screened, prepared: Prepared, name: str, source: Source) -> bool:
    """True for a figure that is negative in several records, those counted in which the engine cannot read it."""
    import numpy as np

    bits = clean.negative[name]
    found = int(np.count_nonzero(bits == 1)) + clean.negative_beyond.get(name, 0)
    if found >= NEGATIVES:
        return True
    own = [column for column in prepared.columns if column.name == name]
    for batch in batches(clean.at[bits == 2]):
        rows = source.fetch(batch)
        numbers = rows.data_rows or range(1, 1 + len(rows.numbers))
        document = layout.of_rows(prepared.document, rows.table, numbers, prepared.ruleset.layout)
        figures = reading.read(document, own)[name]
        found += sum(1 for figure in figures if figure.printed is not None and figure.printed.value < 0)
        if found >= NEGATIVES:
            return True
    return False


def same_sums(slots: Sequence[Slot]) -> list[list[int]]:
    """The sums over whole numbers by their numbers, those about the same figures together."""
    groups: dict[frozenset[str], list[int]] = {}
    for index, slot in enumerate(slots):
        if slot.sums:
            groups.setdefault(frozenset(slot.template.names), []).append(index)
    return list(groups.values())


def batches(numbers: Numbers) -> Iterator[list[int]]:
    """Numbers in portions that are judged at once."""
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH].tolist()


def _without(screened: Screened, dropped: Collection[int], columns: int) -> Screened:
    """The answers without rows that turned out to be no records; their numbers stay those of the engine."""
    import numpy as np

    if not dropped:
        return screened
    kept = ~np.isin(screened.at, np.fromiter(dropped, dtype=np.int64))
    return Screened(
        screened.rows - len(dropped), screened.at[kept], [code[kept] for code in screened.codes],
        {name: bits[kept] for name, bits in screened.negative.items()}, screened.blank[:0],
        screened.blanks - columns * len(dropped), screened.beyond, screened.negative_beyond,
    )  # fmt: skip


def certain(clean: Clean, slots: Sequence[Slot], index: int, *wanted: int) -> Numbers:
    """The rows on which a slot certainly comes out in one of some ways."""
    import numpy as np

    code = clean.screened.codes[index]
    found: Numbers = clean.screened.at[np.isin(code, wanted) & ~clean.open[slots[index].key]]
    return found


def how_many(clean: Clean, slots: Sequence[Slot], index: int, *wanted: int) -> int:
    """On how many rows a slot certainly comes out in one of some ways."""
    beyond = clean.screened.beyond
    return len(certain(clean, slots, index, *wanted)) + sum(beyond.get((index, code), 0) for code in wanted)


def data_rows(numbers: Sequence[int], dropped: Numbers) -> list[int]:
    """The 1-based data rows of some of the engine's rows."""
    import numpy as np

    asked = np.array(numbers, dtype=np.int64)
    found: list[int] = (asked + 1 - dropped.searchsorted(asked)).tolist()
    return found
