"""An article's figures beside those of a source: which cell of a table states the same quantity, by its words.

Matching is conservative. A cell is one that a figure may speak of when everything that the table calls it (its column
and its row) stands in the figure's sentence, both are percentages or neither is, and the years agree. Where several
cells fit, the one that is called by most words is meant, and among those the one whose words stand between the figure
and its neighbours; where that leaves more than one, none is compared. A figure that disagrees is an error only where it
is a keystroke or a small distance away: another number in a sentence of the same words may count something else.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from dvaudit.article.language import Language, frequent
from dvaudit.article.sentences import Sentence
from dvaudit.article.words import folded
from dvaudit.claim import Mention
from dvaudit.diagnose.keystrokes import keystrokes
from dvaudit.figure import Document, Figure, Figures, FigureSpec, Place, RawCell
from dvaudit.headings import is_total
from dvaudit.interval import Interval
from dvaudit.names import normalize, without_unit
from dvaudit.pattern import pattern
from dvaudit.predicate import Agree, judge
from dvaudit.printed import Declared
from dvaudit.text import Text

_NEAR = Fraction(1, 5)
"""A figure this far from its source, at most, is that quantity stated wrongly."""
_WORD = pattern(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_YEAR = pattern(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")
_PARTS = pattern(r"\s+/\s+|[_,;:]+")
_LONGEST_STEM = 3


class Cell(NamedTuple):
    """A figure of a source: what it is called, as phrases of words, and the years that it is about."""

    figure: Figure
    phrases: tuple[tuple[str, ...], ...]
    years: frozenset[str]

    @property
    def percent(self) -> bool:
        """True for a percentage."""
        printed, form = self.figure.printed, self.figure.form
        return (printed is not None and printed.percent) or (form is not None and form.percent)

    @property
    def words(self) -> int:
        """By how many words it is called."""
        return sum(map(len, self.phrases))


class Matched(NamedTuple):
    """A mention, by its number, and the figure of a source that states the same quantity."""

    at: int
    source: Figure


class Compared(NamedTuple):
    """What came of a comparison: the pairs, and how many mentions were too unlike their cells to be sure."""

    matched: tuple[Matched, ...]
    unclear: int
    files: tuple[str, ...] = ()


Read = tuple[Document, Figures, Mapping[str, FigureSpec]]
"""A table of a source as it was read, with what a rule file says of its figures."""


def compared_with(
    text: Text, mentions: Sequence[Mention], said: Sequence[Sentence], beside: Sequence[Read], known: Language | None
) -> Compared:
    """The mentions of a text, of which these are the sentences, that state what a table states.

    The words of a name may stand in any order, but for Vietnamese, whose words are syllables of many.
    """
    idle = frozenset() if known is None else frequent(known.code)
    cells = list(_cells(beside, idle))
    found = compared(text.body, mentions, said, cells, known is None or known.code != "vi")
    return found._replace(files=tuple(dict.fromkeys(document.file for document, _, _ in beside)))


def _cells(beside: Iterable[Read], idle: Collection[str]) -> Iterator[Cell]:
    """The figures of tables, each with the words that it is called by."""
    number = 0
    for document, figures, specs in beside:
        titles = frozenset(year for line in (*document.above, document.file) for year in _YEAR.findall(line))
        periods = [name for name, column in figures.items() if _are_years(column)]
        for name, column in figures.items():
            spec = specs.get(normalize(name))
            called = [name] if spec is None else [spec.label or name, *spec.aliases]
            for at, (record, figure) in enumerate(zip(document.records, column, strict=True)):
                if figure.state != "number" or record.heading or name in periods:
                    continue
                number += 1
                keys = [text for text in record.key.values() if text.strip()]
                keys += (figures[period][at].raw for period in periods)
                kept = _apart(figure, ", ".join([*keys, document.file]), number)
                for one in called:
                    years = frozenset(year for text in (one, *keys) for year in _YEAR.findall(text))
                    phrases = tuple(dict.fromkeys(phrase for text in (one, *keys) for phrase in _phrases(text, idle)))
                    if phrases:
                        yield Cell(kept, phrases, years or (titles if len(titles) == 1 else frozenset()))


def _are_years(column: Sequence[Figure]) -> bool:
    """True for a column that tells of which year each row is."""
    stated = [figure.raw.strip() for figure in column if figure.raw.strip()]
    return bool(stated) and all(_YEAR.fullmatch(text) for text in stated)


def _apart(figure: Figure, of: str, number: int) -> Figure:
    """A figure of a source, which is never suspected, with a name and a place of its own beside those of an article."""
    spec = figure.spec or FigureSpec(figure.declared or Declared(), name=figure.name)
    first = figure.cells[0] if figure.cells else RawCell(figure.raw, lambda _row, _column: Place(""), 0, 0)

    def place(_row: int, _column: int) -> Place:
        return first.locate()

    cell = RawCell(figure.raw, place, 2, number)
    return replace(figure, name=f"{figure.name} ({of})", cells=(cell,), spec=spec._replace(trusted=True))


def _phrases(text: str, idle: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The phrases that a name is made of, without years, units and the words at their ends that say nothing."""
    for part in _PARTS.split(without_unit(text)):
        if is_total(part):
            continue
        words = [_stem(word) for word in _WORD.findall(folded(_YEAR.sub(" ", part)))]
        while words and words[0] in idle:
            words.pop(0)
        while words and words[-1] in idle:
            words.pop()
        if words:
            yield tuple(words)


def _stem(word: str) -> str:
    """A word without the plural's ending."""
    if word.endswith("ies") and len(word) > _LONGEST_STEM + 1:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and len(word) > _LONGEST_STEM else word


def compared(
    body: str, mentions: Sequence[Mention], said: Sequence[Sentence], cells: Sequence[Cell], free: bool
) -> Compared:
    """The mentions that state what a cell states. With ``free`` the words of a phrase may stand in any order."""
    by_word: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_word[cell.phrases[0][0]].append(cell)
    inside: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.quantity and mention.figure is not None and not mention.spelled:
            inside[mention.sentence, mention.kind == "percent"].append(at)
    matched: list[Matched] = []
    unclear = 0
    for (number, percent), own in inside.items():
        sentence = _Words(body, said[number].start, said[number].end, free)
        near = [cell for word in sentence.known for cell in by_word.get(word, ()) if cell.percent == percent]
        for at, cell in _assigned(mentions, own, near, sentence):
            if _agrees(mentions[at], cell) or (mentions[at].direction == 0 and _is_near(mentions[at], cell)):
                matched.append(Matched(at, cell.figure))
            else:
                unclear += 1
    return Compared(tuple(sorted(matched, key=lambda one: one.at)), unclear)


class _Words:
    """The words of a sentence and where they stand."""

    def __init__(self, body: str, start: int, end: int, free: bool) -> None:
        self.free = free
        self.years = frozenset(_YEAR.findall(body[start:end]))
        found = list(_WORD.finditer(body, start, end))
        self.words = [_stem(folded(word[0])) for word in found]
        self.places = [word.start() for word in found]
        self.known = frozenset(self.words)

    def places_of(self, phrase: tuple[str, ...]) -> list[int]:
        """Where a phrase stands; where it is enough that its words do, where the first of them stands."""
        size = len(phrase)
        rows = range(len(self.words) - size + 1)
        found = [self.places[at] for at in rows if tuple(self.words[at : at + size]) == phrase]
        if found or not self.free or not self.known.issuperset(phrase):
            return found
        return [self.places[at] for at, word in enumerate(self.words) if word == phrase[0]]

    def stands(self, phrase: tuple[str, ...], window: tuple[int, int]) -> bool:
        """True for a phrase that stands between two offsets."""
        return any(window[0] <= where < window[1] for where in self.places_of(phrase))


def _assigned(
    mentions: Sequence[Mention], own: Sequence[int], near: Sequence[Cell], sentence: _Words
) -> Iterator[tuple[int, Cell]]:
    """The mentions of one sentence with the cells that they mean, where that is clear."""
    possible = [cell for cell in near if all(sentence.places_of(phrase) for phrase in cell.phrases)]
    left = {at: [cell for cell in possible if _is_of(mentions[at], cell, sentence)] for at in own}
    windows = _windows(mentions, own)
    while True:
        suitors: dict[int, list[tuple[int, Cell]]] = defaultdict(list)
        for at, found in left.items():
            if (cell := _meant(found, windows[at], sentence)) is not None:
                suitors[id(cell.figure)].append((at, cell))
        if not suitors:
            return
        for taken, several in suitors.items():
            chosen = _chosen(several, mentions, windows, sentence)
            yield from chosen
            for at, _ in chosen:
                del left[at]
            left = {at: [cell for cell in found if id(cell.figure) != taken] for at, found in left.items()}


def _chosen(
    suitors: Sequence[tuple[int, Cell]], mentions: Sequence[Mention], windows: Mapping[int, tuple[int, int]],
    sentence: _Words,
) -> list[tuple[int, Cell]]:  # fmt: skip
    """Those of the mentions for one cell that mean it: the ones that agree, else the one that its words stand by."""
    agreeing = [(at, cell) for at, cell in suitors if _agrees(mentions[at], cell)]
    if agreeing or len(suitors) == 1:
        return agreeing or [*suitors]
    beside = {at: sum(sentence.stands(one, windows[at]) for one in cell.phrases) for at, cell in suitors}
    most = max(beside.values())
    first = [(at, cell) for at, cell in suitors if beside[at] == most]
    return first if len(first) == 1 else []


def _windows(mentions: Sequence[Mention], own: Sequence[int]) -> dict[int, tuple[int, int]]:
    """What stands between each mention and its neighbours of the same kind."""
    ends = [0, *(mentions[at].end for at in own)]
    starts = [*(mentions[at].start for at in own), sys.maxsize]
    return {at: (ends[place], starts[place + 1]) for place, at in enumerate(own)}


def _is_of(mention: Mention, cell: Cell, sentence: _Words) -> bool:
    """Whether a mention may be of the year that a cell is of."""
    years = frozenset(_YEAR.findall(mention.period)) or (sentence.years if len(sentence.years) == 1 else frozenset())
    return not cell.years or (bool(years) and years <= cell.years)


def _meant(found: Sequence[Cell], window: tuple[int, int], sentence: _Words) -> Cell | None:
    """The only cell that a mention can mean; None where several are as likely."""
    if not found:
        return None
    most = max(cell.words for cell in found)
    best = list({id(cell.figure): cell for cell in found if cell.words == most}.values())
    if len(best) == 1:
        return best[0]
    shared = frozenset.intersection(*(frozenset(cell.phrases) for cell in best))
    beside = [
        cell for cell in best
        if all(sentence.stands(phrase, window) for phrase in cell.phrases if phrase not in shared)
    ]  # fmt: skip
    return beside[0] if len(beside) == 1 else None


def _agrees(mention: Mention, cell: Cell) -> bool:
    return any(
        judge(Agree(0, 1), (one, other.scaled(unit))) is None
        for one in _readings(mention.figure) for other in _readings(cell.figure)
        for unit in {1, 1 if cell.figure.form is None else cell.figure.form.unit}
    )  # fmt: skip


def _is_near(mention: Mention, cell: Cell) -> bool:
    """True where a keystroke, or a small distance, parts a mention from its cell."""
    if mention.figure is None or cell.figure.printed is None or mention.value is None:
        return False
    units = {1, 1 if cell.figure.form is None else cell.figure.form.unit}
    values = [one.scaled(unit) for one in _readings(cell.figure) for unit in units]
    if any(keystrokes(mention.figure, (value,), rounded=True) for value in values):
        return True
    ends = [end for value in values for end in (value.lo, value.hi) if end is not None]
    return any(abs(mention.value - end) <= _NEAR * abs(Fraction(end)) for end in ends)


def _readings(figure: Figure | None) -> list[Interval]:
    return [] if figure is None else [one for one in figure.intervals if one is not None]
