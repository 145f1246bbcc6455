"""Printed lines of a page to the paragraphs, headings, items and tables that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from dvaudit.pattern import pattern
from dvaudit.readers.prose.plain import BULLET, ENDED
from dvaudit.readers.prose.written import Writing

_APART = 1.35
"""Lines that are so many times as far apart as usual belong to different paragraphs."""
_LARGER = 1.15
_SHORT = 0.85
_INDENT = 1.2
_HYPHEN = pattern(r"[\ufffe\x02]$")


class Span(NamedTuple):
    """Words of a line that stand together, from ``left`` to ``right`` in points."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """A line of a page: its spans from left to right, the height at which it stands, and that of its letters."""

    spans: tuple[Span, ...]
    bottom: float
    height: float

    @property
    def text(self) -> str:
        """What the line says."""
        return " ".join(span.text for span in self.spans)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.spans[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.spans[-1].right


class _Page(NamedTuple):
    """What is usual on a page: where lines begin and end, how far they are apart, how high their letters are."""

    left: float
    right: float
    pitch: float
    height: float


def write_page(lines: Sequence[Line], out: Writing) -> None:
    """Writes a page down."""
    out.page()
    if not lines:
        return
    usual = _usual(lines)
    for celled, group in groupby(_marked(lines), lambda marked: marked[1]):
        own = [line for line, _ in group]
        if celled:
            out.table(_rows(own))
            continue
        for paragraph in _paragraphs(own, usual):
            text, kind = "".join(_joined(line.text) for line in paragraph), _kind(paragraph, usual)
            above, before = out.last
            if paragraph[0] is lines[0] and kind == above == "paragraph" and not ENDED.search(before):
                out.go_on(text)  # a sentence that the page's end cut in two
            else:
                out.write(text, kind)


def _joined(text: str) -> str:
    """A line with what parts it from the next one: nothing where a hyphen only says that a word goes on."""
    return text[:-1] if _HYPHEN.search(text) else f"{text}\n"


def _usual(lines: Sequence[Line]) -> _Page:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.height, 1)] += len(line.text)
    height = weights.most_common(1)[0][0]
    own = [line for line in lines if abs(line.height - height) <= height / 10] or list(lines)
    gaps = sorted(above.bottom - below.bottom for above, below in pairwise(own) if above.bottom > below.bottom)
    left = Counter(round(line.left) for line in own).most_common(1)[0][0]
    return _Page(left, max(line.right for line in own), gaps[len(gaps) // 4] if gaps else height, height)


def _marked(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The lines, each with whether it is a row of a table: it has several cells, and so has a line next to it."""
    several = [False, *(len(line.spans) > 1 and not BULLET.match(line.text) for line in lines), False]
    for at, line in enumerate(lines, 1):
        yield line, several[at] and (several[at - 1] or several[at + 1])


def _paragraphs(lines: Sequence[Line], usual: _Page) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins(line, paragraph[-1], usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(line: Line, before: Line, usual: _Page) -> bool:
    """True where a line begins a paragraph, by what stands before it."""
    if BULLET.match(line.text):
        return True
    ended = ENDED.search(before.text) is not None
    if not line.height:  # a page that does not say where its lines stand
        return ended and not line.text[:1].islower()
    ratio = line.height / before.height if before.height else 1
    if not 1 / _LARGER <= ratio <= _LARGER:
        return True
    gap = before.bottom - line.bottom
    if gap < 0:  # the top of another column
        return ended
    if gap > _APART * max(usual.pitch, line.height):
        return True
    indented = line.left - usual.left > _INDENT * line.height > before.left - usual.left
    short = before.right - usual.left < _SHORT * (usual.right - usual.left)
    return ended and (short or indented)


def _kind(lines: Sequence[Line], usual: _Page) -> str:
    text = " ".join(line.text for line in lines)
    if BULLET.match(text):
        return "item"
    larger = lines[0].height > _LARGER * usual.height
    return "heading" if larger and not ENDED.search(text) else "paragraph"


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """The cells of a table, each in the column below which it stands."""
    usual = Counter(len(line.spans) for line in lines).most_common(1)[0][0]
    columns: list[tuple[float, float]] = []
    for line in lines:
        if len(line.spans) == usual:
            ends = [(span.left, span.right) for span in line.spans]
            both = zip(columns or ends, ends, strict=True)
            columns = [(min(left, own), max(right, end)) for (left, right), (own, end) in both]
    rows = []
    for line in lines:
        cells = [""] * usual
        for at, span in enumerate(line.spans):
            column = at if len(line.spans) == usual else max(
                range(usual), key=lambda c: min(span.right, columns[c][1]) - max(span.left, columns[c][0])
            )  # fmt: skip
            cells[column] = f"{cells[column]} {span.text}".strip()
        rows.append(cells)
    return rows
