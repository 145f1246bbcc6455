"""From printed cells to figures: each column's number format and precision, then each cell under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations, islice
from typing import NamedTuple

from dvaudit import column, numerals
from dvaudit.brackets import NEGATIVE, Shown
from dvaudit.column import Read
from dvaudit.figure import Document, Figure, Figures, FigureSpec, RawCell
from dvaudit.formats import BOTH_FORMATS
from dvaudit.interval import Interval
from dvaudit.lookup import Names
from dvaudit.message import message
from dvaudit.numerals import Declared, Marker, NumberFormat, readings
from dvaudit.predicate import Agree, judge

_Memory = dict[str | tuple[str, NumberFormat], Read]
"""The texts of a column that were read before, with the signs of those that are numbers in their file."""
EVIDENCE = 10_000
"""How many cells of a file are looked at for its number format."""


class Column(NamedTuple):
    """How the cells of one figure are to be read: what was decided for its column, and what the rule file declares."""

    name: str
    printed: str
    form: column.Form
    declared: Declared
    spec: FigureSpec | None


def figures(
    document: Document, names: Names, wanted: Iterable[str], default: FigureSpec, rounded: Collection[str] = (),
    records: int | None = None,
) -> Figures:  # fmt: skip
    """The wanted figures of every record, or of the first ``records``, each column read as :func:`columns` decides."""
    return read(document, columns(document, names, wanted, default, rounded), records)


def columns(
    document: Document, names: Names, wanted: Iterable[str], default: FigureSpec, rounded: Collection[str] = ()
) -> list[Column]:
    """How the columns of the wanted figures are to be read.

    ``default`` is declared of every figure, the rule file's word on a single one wins; ``rounded`` names the figures
    that some rule uses as percentage, ratio, mean or index, so that their whole numbers are rounded.
    """
    formats, brackets = file_formats(document, default.declared), file_brackets(document)
    found: list[Column] = []
    for name in wanted:
        spec = names.spec(name)
        declared = default.declared if spec is None else numerals.merged(default.declared, spec.declared)
        if name in rounded:
            declared = declared._replace(rounded=True)
        printed = names.printed[name]
        texts, typed, printed_texts = _texts(document, printed)
        if document.signs is not None and typed and not printed_texts:
            stated, known = declared._replace(format=None), [document.signs]
        else:
            stated, known = declared, [*formats]
        form = column.decide(
            texts, stated, header=printed, titles=document.above, notes=document.below, formats=known, brackets=brackets
        )
        if typed and printed_texts:
            form = _beside_numbers(form, typed, printed_texts, declared, formats)
        found.append(Column(name, printed, form, declared, spec))
    return found


def _texts(document: Document, printed: str) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The first texts of all records that have any; those of typed cells and those of others, without blanks."""
    plain = document.plain(printed)
    if plain is not None:
        texts = [text for text in plain if text is not None]
        return texts, (), texts
    cells = [cell for row in document.cells(printed) for cell in row[:1]]
    filled = [cell for cell in cells if cell.text]
    return (
        [cell.text for cell in cells], [cell.text for cell in filled if cell.typed],
        [cell.text for cell in filled if not cell.typed],
    )  # fmt: skip


def _beside_numbers(
    form: column.Form, typed: Sequence[str], texts: Sequence[str], declared: Declared, formats: tuple[NumberFormat, ...]
) -> column.Form:
    """The form of a column with numbers and with texts, such as ``45,210*``: it reads the texts as the numbers show.

    What they show is theirs and not the texts': but where they print thousands signs, and never three decimals, the
    sign before three digits of a text is a thousands sign, too, whichever it is.
    """
    grouped = any("," in text for text in typed) and not any(text[-4:-3] == "." for text in typed)
    signs = {one.format.group for text in texts if len(found := readings(text)) > 1 for one in found} - {""}
    if len(formats) > 1 and grouped and len(signs) == 1:
        formats = tuple(shown for shown in BOTH_FORMATS if shown.group in signs) or formats
    own = column.decide(texts, declared, formats=formats)
    told = [one for one in own.why if one.key.startswith("number.format")]
    others = (one for one in form.why if not one.key.startswith("number.format"))
    return form._replace(formats=own.formats, why=(*told, *others))


def read(document: Document, wanted: Iterable[Column], records: int | None = None) -> Figures:
    """The figures of every record, or of the first ``records``, read as it was decided for their columns."""
    return {own.name: read_cells(own, islice(document.cells(own.printed), records)) for own in wanted}


def read_cells(own: Column, cells: Iterable[tuple[RawCell, ...]]) -> Sequence[Figure]:
    """The figures that cells of one column print, one for each record's."""
    memory: _Memory = {}
    return [_figure(own, memory, row) for row in cells]


def file_formats(document: Document, declared: Declared) -> tuple[NumberFormat, ...]:
    """The number format of a whole file: declared, or told by any of its first cells, or by the text around it."""
    if declared.format is not None:
        return (declared.format,)
    told = column.decide_file(_evidence(document), declared, mixed=document.layout != "record")
    usual = None if document.table is None else document.table.usual
    return told if len(told) == 1 or usual is None else (usual,)


def file_brackets(document: Document) -> Shown:
    """What the first cells of a whole file show of numbers in brackets."""
    return column.brackets_of_file(_evidence(document))


def _evidence(document: Document) -> list[list[str]]:
    """The first texts of every column; the whole value column of a list counts as one."""
    names = [one for printed in document.names.values() for one in printed if one not in document.given]
    share = max(1, EVIDENCE // max(1, len(names)))
    columns = [_untyped(document, name, share) for name in names]
    return columns if document.layout == "record" else [[text for texts in columns for text in texts]]


def _untyped(document: Document, name: str, most: int) -> list[str]:
    """The texts of the first records, but for typed numbers."""
    plain = document.plain(name)
    if plain is not None:
        return [text for text in plain[:most] if text is not None]
    return [cell.text for row in document.cells(name)[:most] for cell in row if not cell.typed]


def _figure(own: Column, memory: _Memory, cells: tuple[RawCell, ...]) -> Figure:
    if not cells:
        return Figure(own.name, "", "missing", (), reason=message("number.absent"), spec=own.spec)
    text = cells[0].text
    if len(cells) > 1 and any(cell.text.strip() != text.strip() for cell in cells):
        return _stated_differently([_single(own, memory, (cell,)) for cell in cells], cells)
    return _single(own, memory, cells)


def _single(own: Column, memory: _Memory, cells: tuple[RawCell, ...]) -> Figure:
    """The figure of a record; ``memory`` holds the texts of its column that were read before."""
    name, _, form, declared, spec = own
    text = cells[0].text
    said = cells[0].said
    if said is not None:
        declared = numerals.merged(said, declared)
        decimals = form.decimals if said.decimals is None else None
        form = form._replace(scale=declared.factor, decimals=decimals, rounded=form.rounded or declared.rounded)
    signs = cells[0].typed
    found: Read | None = None
    if signs is not None:
        found = memory.get((text, signs)) if said is None else None
        if found is None:
            found = _typed(text, form._replace(formats=(signs,), brackets=NEGATIVE, notes=()), declared)
            if said is None:
                memory[text, signs] = found
    elif said is not None:
        found = column.read(text, form, declared)
    else:
        found = memory.get(text)
    if found is None:
        found = memory[text] = column.read(text, form, declared)
    return Figure(
        name, text, found.state, found.intervals, found.printed, found.whole, found.double, found.reason,
        form, declared, cells, spec,
    )  # fmt: skip


def _typed(text: str, form: column.Form, declared: Declared) -> Read:
    """A cell that the file has as a number, so that one shown as a dash is zero."""
    if "-" in text and not any(map(str.isalnum, text)):
        declared = declared._replace(markers={**(declared.markers or {}), text.strip(): Marker("nil")})
    return column.read(text, form, declared)


def _stated_differently(stated: Sequence[Figure], cells: tuple[RawCell, ...]) -> Figure:
    """One figure stated with several texts: their common values, or every reading where they have none."""
    first = stated[0]
    clear = [figure.interval for figure in stated if figure.interval is not None and len(figure.intervals) == 1]
    pairs = combinations(range(len(clear)), 2)
    if len(clear) == len(stated) and all(judge(Agree(one, other), clear) is None for one, other in pairs):
        finest = min(stated, key=lambda figure: figure.printed.place if figure.printed is not None else 1)
        return replace(finest, intervals=(reduce(Interval.intersect, clear),), cells=cells)
    possible = tuple(dict.fromkeys(interval for figure in stated for interval in figure.intervals))
    reason = message("number.stated_twice", texts=", ".join(figure.raw for figure in stated))
    return replace(first, intervals=possible or first.intervals, reason=reason, cells=cells, stated=tuple(stated))
