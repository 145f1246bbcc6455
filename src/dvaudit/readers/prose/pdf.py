"""PDF: the text layer of each page, its lines put together to paragraphs and tables by where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dvaudit.figure import Layout, Table
from dvaudit.message import Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.prose.lines import Line, Span, write_page
from dvaudit.readers.prose.written import Writing
from dvaudit.text import Text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_LINE = pattern(r"[^\r\n]+")
_WORDS = pattern(r"[^ \t\r\n]+")
_DIGITS = pattern(r"\d+")
_FIGURE = pattern(r"[-−+]?\d+(?:[.,]\d+)*")
_GAP = 1.4
"""A gap between words that is so many times as wide as letters are high parts the cells of a table."""
_EDGE = 2
"""So many lines at the top and the bottom of a page may be its running head and foot."""
_RUNNING, _PAGES = 0.4, 3
"""A running head stands on so large a share of the pages, and on so many."""
_GARBLED = 0.3
"""So large a share of signs that are no letters says that a font does not tell which ones it shows."""
_PAGE_DIGITS = 5


def read(file: str, data: bytes, _layout: Layout) -> Text:
    """The text of a PDF, page by page.

    Raises AuditError for what is no PDF, for a damaged or encrypted one, and where no page has text that can be read.
    """
    document = _opened(file, data)
    try:
        pages: list[list[Line]] = []
        pictures: list[int] = []
        for number, page in enumerate(document, 1):
            pages.append(_lines(page))
            if not pages[-1] and _has_picture(page):
                pictures.append(number)
            page.close()
    finally:
        document.close()
    if not any(pages):
        raise fail("read.pdf_scanned" if pictures else "read.no_text", file=file)
    _refuse_garbled(file, pages)
    out = Writing(file)
    if pictures:
        told = message("read.pdf_pictures", pages=[str(number) for number in pictures[:10]], n=len(pictures))
        out.problems.append(Problem(told, file, fatal=False))
    for lines in _without_running(pages):
        write_page(lines, out)
    text = out.text()
    loose = list(_loose_rows(pages, text.tables))
    if loose:
        told = message("read.pdf_rows", n=len(loose), pages=[str(number) for number in dict.fromkeys(loose)][:10])
        text.problems.append(Problem(told, file, fatal=False))
    return text


def _loose_rows(pages: Sequence[Sequence[Line]], tables: Sequence[Table]) -> Iterator[int]:
    """The page of each line that looks like a row of a table, as the one beside it does, and is none of these tables'.

    Such a line has a label and, behind it, two figures or more. Where gaps are as narrow as those between words, nobody
    can tell the columns apart, but it must not seem as if the table had been checked.
    """
    known = {tuple(_FIGURE.findall(" ".join(filter(None, row)))) for table in tables for row in table.rows}
    for number, lines in enumerate(pages, 1):
        figures = [_row(line.text) for line in lines]
        for at, own in enumerate(figures):
            beside = (*figures[max(0, at - 1) : at], *figures[at + 1 : at + 2])
            if len(own) > 1 and any(len(other) == len(own) for other in beside) and own not in known:
                yield number


def _row(line: str) -> tuple[str, ...]:
    """The figures of a line in which nothing else stands behind the first one; none for any other line."""
    words = line.split()
    first = next((at for at, word in enumerate(words) if _FIGURE.fullmatch(word.strip("()%"))), len(words))
    figures = [word.strip("()%") for word in words[first:]]
    plain = first and all(map(_FIGURE.fullmatch, figures)) and not any(map(_DIGITS.search, words[:first]))
    return tuple(figures) if plain else ()


def _opened(file: str, data: bytes) -> PdfDocument:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
            raise fail("read.document_encrypted", file=file, ending=".pdf") from None
        raise fail("read.document_damaged", file=file, ending=".pdf") from None


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])), None) is not None


def _lines(page: PdfPage) -> list[Line]:
    """The lines of a page with where they stand, none for one without text."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    if not text.strip():
        text_page.close()
        return []
    # Where a character is no single code unit its place cannot be asked for.
    known = len(text) == text_page.count_chars()
    found = [line for own in _LINE.finditer(text) if (line := _line(own, text_page, known)) is not None]
    text_page.close()
    return found


def _line(found: re.Match[str], page: PdfTextPage, known: bool) -> Line | None:
    words = list(_WORDS.finditer(found[0]))
    if not words:
        return None
    if not known:
        return Line((Span(found[0].strip(), 0, 0),), 0, 0)
    boxes = [_box(page, found.start() + word.start(), found.start() + word.end() - 1) for word in words]
    height = max(top - bottom for _, bottom, _, top in boxes)
    spans: list[Span] = []
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or boxes[at][0] - boxes[at - 1][2] > _GAP * height:
            said = found[0][words[first].start() : words[at - 1].end()]
            spans.append(Span(said, boxes[first][0], boxes[at - 1][2]))
            first = at
    return Line(tuple(spans), min(box[1] for box in boxes), height)


def _box(page: PdfTextPage, first: int, last: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a word."""
    left, bottom, right, top = page.get_charbox(first, loose=True)
    if last == first:
        return left, bottom, right, top
    _, low, right, high = page.get_charbox(last, loose=True)
    return left, min(bottom, low), right, max(top, high)


def _refuse_garbled(file: str, pages: Sequence[Sequence[Line]]) -> None:
    """Raises AuditError where the fonts do not say which letters they show."""
    letters = Counter(
        unicodedata.category(letter) in {"Co", "Cn", "Cc"} or letter == "\ufffd"
        for lines in pages for line in lines for span in line.spans for letter in span.text if letter != "\ufffe"
    )  # fmt: skip
    if letters[True] > _GARBLED * letters.total():
        raise fail("read.pdf_garbled", file=file)


def _without_running(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The pages without what stands at the edge of most of them: the same text, or one that counts the pages."""
    found = Counter(
        key for number, lines in enumerate(pages)
        for key in {key for at in _edges(lines) for key in _keys(lines[at].text, number)}
    )  # fmt: skip
    running = {key for key, times in found.items() if times >= _PAGES and times > _RUNNING * len(pages)}
    for number, lines in enumerate(pages):
        first, last = 0, len(lines)
        while first < min(_EDGE, last) and not running.isdisjoint(_keys(lines[first].text, number)):
            first += 1
        while last > max(first, len(lines) - _EDGE) and not running.isdisjoint(_keys(lines[last - 1].text, number)):
            last -= 1
        yield lines[first:last]


def _edges(lines: Sequence[Line]) -> set[int]:
    """The places of the lines at the top and at the bottom of a page."""
    return {*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))}


def _keys(text: str, page: int) -> Iterator[str]:
    """What a line says, and what it says where its last number counts the pages, or its first one does."""
    yield text
    numbers = [one for one in _DIGITS.finditer(text) if len(one[0]) <= _PAGE_DIGITS]
    for one in {numbers[0], numbers[-1]} if numbers else ():
        yield f"{text[: one.start()]}\0{int(one[0]) - page}\0{text[one.end() :]}"
