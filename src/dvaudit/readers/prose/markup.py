"""The text of an HTML tree: what a reader of the page sees, block by block, without what only decorates it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from dvaudit.message import Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.limits import MARKUP_DEPTH, SPAN_LIMIT
from dvaudit.readers.prose.written import Merged, Writing

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LISTS = frozenset("ul ol menu dl".split())
_UNSAID = frozenset(
    "audio button canvas datalist del embed head iframe input map math meter noscript object progress s script select"
    " strike style svg template textarea title video".split()
)
"""Elements that say nothing: programs, pictures, fields to fill in, and what is struck out."""
_BESIDE = frozenset("aside footer nav".split())
"""Elements that stand beside an article."""
_SPACES = pattern(r"[ \t\n\r\f\v]+")
_BACK = pattern(r"\s*[↑↩]\ufe0e?\s*$")
_DECLARATION = pattern(r"\s*<\?xml\b[^>]*>")
_NUMBER = pattern(r"\d+")
_FIGURE = pattern(r"\d+(?:[.,]\d+)*")
_UP, _DOWN = (str.maketrans("0123456789+-", signs) for signs in ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"))


def write(root: HtmlElement, out: Writing, line_of: Callable[[HtmlElement], int] = lambda _: 0) -> int:
    """Writes down what a tree says; the number of figures that stand beside the article, which are left out.

    ``line_of`` gives the line of the file on which an element begins, 0 where that is not known. Figures in parts that
    the document does not show are told.
    """
    found = _Walk(out, line_of)
    found.block(root, "paragraph", 0)
    if found.hidden:
        out.problems.append(Problem(message("read.hidden", n=found.hidden), out.file, fatal=False))
    return found.beside


class _Walk:
    """A walk through a tree: inline text is gathered until a block begins or ends."""

    def __init__(self, out: Writing, line_of: Callable[[HtmlElement], int]) -> None:
        self.out = out
        self.line_of = line_of
        self.beside = self.hidden = 0
        self._said: list[str] = []
        self._line = 0

    def block(self, element: HtmlElement, kind: str, level: int) -> None:
        """What one block says, and the blocks in it."""
        self._flush(kind, level)
        self._say(element, element.text)
        for child in element:
            self._child(child, kind, level)
            self._say(element, child.tail)
        self._flush(kind, level)

    def _child(self, child: HtmlElement, kind: str, level: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _UNSAID:
            return
        if _is_hidden(child):
            self.hidden += _figures_in(child)
            return
        if tag in _BESIDE or child.get("role") in {"navigation", "complementary", "contentinfo"}:
            self.beside += _figures_in(child)
        elif tag == "table" and (laid := _rows(child)) is not None:
            self._flush(kind, level)
            rows, merged = laid
            self.hidden += sum(map(_figures_in, _hidden_in(child)))
            self.out.table([texts for _, texts in rows], [self.line_of(row) for row, _ in rows], merged)
        elif tag in _HEADINGS:
            self._within(child, "heading", _HEADINGS[tag], kind, level)
        elif _is_note(child):
            self._within(child, "note", level, kind, level)
        elif tag in {"li", "dd", "dt"} and kind != "note":
            self._within(child, "item", max(1, level), kind, level)
        elif tag in _LISTS:
            self._within(child, kind, level + 1 if kind in {"item", "paragraph"} else level, kind, level)
        elif tag in _BLOCKS:
            self._within(child, kind, level, kind, level)
        else:
            self._inline(child, kind, level)

    def _within(self, child: HtmlElement, kind: str, level: int, around: str, depth: int) -> None:
        self._flush(around, depth)
        self.block(child, kind, level)

    def _inline(self, element: HtmlElement, kind: str, level: int) -> None:
        if element.tag == "br":
            self._said.append("\n")
        elif element.tag in {"sup", "sub"}:
            self._said.append(_raised(element, "".join(self._said[-1:])))
        else:
            self._say(element, element.text)
            for child in element:
                self._child(child, kind, level)
                self._say(element, child.tail)

    def _say(self, element: HtmlElement, text: str | None) -> None:
        if not text:
            return
        if not self._line and text.strip():
            self._line = self.line_of(element)
        self._said.append(text if element.tag == "pre" else _SPACES.sub(" ", text))

    def _flush(self, kind: str, level: int) -> None:
        text = _BACK.sub("", "".join(self._said))
        self.out.write(text, kind, level if kind in {"heading", "item"} else 0, self._line)
        self._said.clear()
        self._line = 0


def _figures_in(element: HtmlElement) -> int:
    return sum(len(_FIGURE.findall(text)) for text in element.itertext())


def _hidden_in(table: HtmlElement) -> Iterator[HtmlElement]:
    """What a table does not show: groups of rows, rows and cells."""
    for part in table:
        if _is_hidden(part):
            yield part
        elif isinstance(part.tag, str) and part.tag not in {"td", "th"}:
            yield from _hidden_in(part)


def _rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows that a table shows."""
    for row in table.iter("tr"):
        around = takewhile(lambda one: one is not table, row.iterancestors())
        if not _is_hidden(row) and not any(map(_is_hidden, around)):
            yield row


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_note(element: HtmlElement) -> bool:
    """True for a footnote, or the list of them, as converters write them."""
    called = (element.get("id") or "").partition(":")[0]
    named = "footnotes" in (element.get("class") or "").split() or (element.get("role") or "").startswith("doc-endnote")
    return named or (element.tag == "li" and called.startswith(("fn", "footnote", "endnote")))


def _raised(element: HtmlElement, before: str) -> str:
    """What is raised or lowered: digits as such signs, so that a note's number never lengthens a figure."""
    text = _SPACES.sub(" ", element.text_content()).strip()
    after_digit = before[-1:].isdigit()
    if _NUMBER.fullmatch(text.lstrip("+-−")) and text:
        return text.replace("−", "-").translate(_UP if element.tag == "sup" else _DOWN)
    if after_digit and len(text) == 1 and text.isalpha():
        return f"[{text}]"
    if after_digit and _NUMBER.match(text):
        return f" ({text})" if element.tag == "sub" else text.translate(_UP)
    return text


def _rows(table: HtmlElement) -> tuple[list[tuple[HtmlElement, list[str]]], Merged] | None:
    """The rows of a table of figures with their texts, one that spans several cells in the first; None for a layout.

    With them, for each cell that another one covers, which that is.

    A table lays a page out when it holds another one, headings or lists, or has no two rows and columns.
    """
    if next(table.iterdescendants("table", "h1", "h2", "h3", "ul", "ol", "form"), None) is not None:
        return None
    rows: list[tuple[HtmlElement, list[str]]] = [(one, [_cell(one)]) for one in table.iterchildren("caption")]
    captions = len(rows)
    merged: Merged = {}
    below: dict[int, int] = {}
    for row in _rows_of(table):
        cells: list[str] = []
        for cell in (one for one in row if one.tag in {"td", "th"} and not _is_hidden(one)):
            _skip_covered(cells, below)
            down, right = (_span(cell, name) for name in ("rowspan", "colspan"))
            text = _cell(cell)
            if text:
                covered = ((len(rows) + r, len(cells) + c) for r in range(down) for c in range(right) if r or c)
                merged.update(dict.fromkeys(covered, (len(rows), len(cells))))
            for number in range(right):
                below[len(cells)] = down - 1
                cells.append("" if number else text)
        _skip_covered(cells, below)
        rows.append((row, cells))
    if sum(sum(map(bool, texts)) > 1 for _, texts in rows[captions:]) < 2:
        return None
    return rows, merged


def _skip_covered(cells: list[str], below: dict[int, int]) -> None:
    """Fills the places that cells of rows above cover."""
    while below.get(len(cells), 0):
        below[len(cells)] -= 1
        cells.append("")


def _span(cell: HtmlElement, name: str) -> int:
    given = cell.get(name) or "1"
    return min(int(given[:6]), SPAN_LIMIT) or 1 if given.isdecimal() else 1


def _cell(cell: HtmlElement) -> str:
    return _SPACES.sub(" ", "".join(_texts(cell))).strip()


def _texts(element: HtmlElement) -> Iterator[str]:
    """The texts of a cell in order, with spaces where blocks or lines part them."""
    last = element.text or ""
    yield last
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSAID and not _is_hidden(child):
            apart = child.tag in _BLOCKS or child.tag == "br"
            if child.tag in {"sup", "sub"}:
                yield _raised(child, last)
            else:
                yield " " if apart else ""
                yield from _texts(child)
                yield " " if apart else ""
        last = child.tail or ""
        yield last


def _blanked(found: re.Match[str]) -> str:
    """As many lines, without what they say."""
    return "\n" * found[0].count("\n")


def tree(file: str, text: str) -> HtmlElement:
    """The tree of a page. Raises AuditError for one that nests deeper than any page does."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        found: HtmlElement = document_fromstring(_DECLARATION.sub(_blanked, text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise fail("read.no_text", file=file) from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise fail("read.html_depth", file=file, limit=MARKUP_DEPTH)
    return found
