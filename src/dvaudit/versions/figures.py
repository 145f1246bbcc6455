"""Which figures changed between two versions, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dvaudit import reading
from dvaudit.figure import Document, Figure, RawCell
from dvaudit.interval import Interval
from dvaudit.lookup import Names
from dvaudit.message import message
from dvaudit.names import normalize, without_unit
from dvaudit.reading import Column
from dvaudit.rule import RuleSet
from dvaudit.versions.nouns import Pair, Revision, value
from dvaudit.versions.records import Matched

Columns = tuple[dict[str, Column], dict[str, Column]]
"""How the figures of both versions are read, by a name that both have in common."""


def columns(old: Document, new: Document, ruleset: RuleSet) -> Columns:
    """How the figures of both versions are read."""
    before, after = _columns(old, ruleset), _columns(new, ruleset)
    _call_alike(before, after)
    return before, after


def compare(old: Document, new: Document, read: Columns, found: Matched, into: Pair, alike: int = 0) -> None:
    """Adds to a pair the figures that changed in the records that stand in both, and those that only one has.

    ``alike`` is how many more records print the same in both.
    """
    before, after = read
    into.columns_removed = [column.name for form, column in before.items() if form not in after]
    into.columns_added = [column.name for form, column in after.items() if form not in before]
    changes: list[Revision] = []
    for form, column in before.items():
        if form not in after:
            continue
        into.figures += len(found.pairs) + alike
        changes += _changed((old, new), (column, after[form]), found.pairs)
        units = column.form.unit, after[form].form.unit
        if units[0] != units[1]:
            told = message("versions.unit", name=after[form].name, old=str(units[0]), new=str(units[1]))
            into.notes.append(told)
    order = {id(record): at for at, record in enumerate(new.records)}
    into.revisions = sorted(changes, key=lambda one: order[id(one.records[1])])


def _columns(document: Document, ruleset: RuleSet) -> dict[str, Column]:
    """How each figure of a document is read, by the form in which names are compared; key columns are none."""
    names = Names(document, ruleset.figures)
    wanted = [name for name, printed in names.printed.items() if printed not in document.key_columns]
    return {
        normalize(column.name): column for column in reading.columns(document, names, wanted, ruleset.default)
    }  # fmt: skip


def _call_alike(before: dict[str, Column], after: dict[str, Column]) -> None:
    """Names that differ only by a bracketed unit are one, where only one of each version can be meant."""
    for bare, ours in _bare_names(before.keys() - after.keys()).items():
        theirs = _bare_names(after.keys() - before.keys()).get(bare, ())
        if len(ours) == len(theirs) == 1:
            before[theirs[0]] = before.pop(ours[0])


def _bare_names(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(without_unit(name), []).append(name)
    return found


def _changed(
    documents: tuple[Document, Document], both: tuple[Column, Column], pairs: Sequence[tuple[int, int]]
) -> Iterator[Revision]:
    """The changed figures of one name. A text that stays the same changes where the column is read otherwise."""
    cells = tuple(document.cells(column.printed) for document, column in zip(documents, both, strict=True))
    alike = read_alike(*both)
    left = [
        (before, after) for before, after in pairs
        if not (alike and _same_texts(cells[0][before], cells[1][after]))
    ]  # fmt: skip
    if not left:
        return
    olds = reading.read_cells(both[0], [cells[0][before] for before, _ in left])
    news = reading.read_cells(both[1], [cells[1][after] for _, after in left])
    for (before, after), old, new in zip(left, olds, news, strict=True):
        change = changed(old, new)
        if change is not None:
            records = documents[0].records[before], documents[1].records[after]
            yield Revision(both[1].name, change, old, new, records)


def all_alike(read: Columns) -> bool:
    """True where every text means the same in both versions."""
    before, after = read
    return before.keys() == after.keys() and all(read_alike(column, after[form]) for form, column in before.items())


def read_alike(one: Column, other: Column) -> bool:
    """True where the same text means the same in both columns, as far as its value goes."""
    ours, theirs = one.form, other.form
    return (ours.formats, ours.scale, ours.unit, ours.percent) == (
        theirs.formats, theirs.scale, theirs.unit, theirs.percent,
    ) and one.declared.markers == other.declared.markers  # fmt: skip


def _same_texts(ours: tuple[RawCell, ...], theirs: tuple[RawCell, ...]) -> bool:
    if len(ours) == len(theirs) == 1:
        return ours[0].text == theirs[0].text
    return [cell.text for cell in ours] == [cell.text for cell in theirs]


def changed(old: Figure, new: Figure) -> str | None:
    """How a figure changed, as :class:`Revision` tells it; None where it did not."""
    before, after = _values(old), _values(new)
    same_text = _bare(old.raw) == _bare(new.raw)
    if before is None or after is None:
        if before is None and after is None:
            return None if same_text else "marked"
        return "filled" if before is None else "withdrawn"
    if len(before) > 1 or len(after) > 1:
        if same_text and not before.isdisjoint(after):
            return None
        return "revised" if before.isdisjoint(after) else "unclear"
    if value(old) == value(new):
        return None if same_text else "printing"
    return "refined" if _refines(old, new) or _refines(new, old) else "revised"


def _values(figure: Figure) -> set[Interval] | None:
    """What the figure can mean, one entry a reading; None where no number is printed."""
    if figure.state == "number" and value(figure) is not None:
        return {one for one in figure.intervals if one is not None}
    return None


def _refines(fine: Figure, coarse: Figure) -> bool:
    """True where one text is sharper than the other, and its value one that the other allows."""
    inner, outer, exactly = fine.interval, coarse.interval, value(fine)
    if inner is None or outer is None or exactly is None or inner.lo is None or inner.hi is None:
        return False
    wider = outer.lo is None or outer.hi is None or outer.hi - outer.lo > inner.hi - inner.lo
    return wider and outer.contains(exactly)


def _bare(text: str) -> str:
    return " ".join(text.split())


def link(revisions: Iterable[Revision]) -> tuple[dict[tuple[int, str], Revision], dict[tuple[int, str], Revision]]:
    """The revisions by record and name, in the old version and in the new one."""
    listed = list(revisions)
    return (
        {(one.records[0].at, normalize(one.name)): one for one in listed},
        {(one.records[1].at, normalize(one.name)): one for one in listed},
    )
