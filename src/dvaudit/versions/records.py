"""Which records of two versions are the same, whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from dvaudit.figure import Document
from dvaudit.lookup import column_texts
from dvaudit.message import Message, fail, message
from dvaudit.names import closest, normalize


class Matched(NamedTuple):
    """Records of two versions by their positions: those that stand in both, and those that only one has."""

    pairs: list[tuple[int, int]]
    removed: list[int]
    added: list[int]
    notes: list[Message]


def matched(old: Document, new: Document, key: Sequence[str] = ()) -> Matched:
    """The records of both versions, matched by what their key columns print; ``key`` names other columns than these.

    Records with the same key, or without any, are matched where they print the same, then in their order where both
    versions have as many of them: which of several is which cannot be told otherwise, and the notes say so. Raises
    AuditError for a key that is no column.
    """
    columns = tuple((_column(old, name), _column(new, name)) for name in key) or _common(old, new)
    before, after = _keys(old, [one for one, _ in columns]), _keys(new, [other for _, other in columns])
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for side, keys in enumerate((before, after)):
        for at, own in keys.items():
            groups.setdefault(own, ([], []))[side].append(at)
    found = Matched([], [], [], [])
    repeated = 0
    rows = _rows(old), _rows(new)
    for ours, theirs in groups.values():
        if len(ours) == len(theirs) == 1:
            found.pairs.append((ours[0], theirs[0]))
        elif not ours or not theirs:
            found.removed.extend(ours)
            found.added.extend(theirs)
        else:
            repeated += max(len(ours), len(theirs))
            _alike(ours, theirs, rows, found)
    found.pairs.sort(key=lambda pair: pair[::-1])
    found.removed.sort()
    found.added.sort()
    if repeated:
        names = [name for name, _ in columns]
        key_of = message("versions.repeated_key", n=repeated, columns=names)
        found.notes.append(key_of if names else message("versions.no_key", n=repeated))
    return found


def _alike(ours: list[int], theirs: list[int], rows: tuple[_Row, _Row], into: Matched) -> None:
    """Records of one key: those that print the same, then the others in order if both versions have as many."""
    printed: dict[Hashable, list[int]] = {}
    for at in reversed(ours):
        printed.setdefault(rows[0](at), []).append(at)
    left = []
    for at in theirs:
        same = printed.get(rows[1](at))
        if same:
            into.pairs.append((same.pop(), at))
        else:
            left.append(at)
    others = sorted(at for same in printed.values() for at in same)
    if len(others) == len(left):
        into.pairs.extend(zip(others, left, strict=True))
    else:
        into.removed.extend(others)
        into.added.extend(left)


_Row = Callable[[int], Hashable]


def _rows(document: Document) -> _Row:
    """What each record prints, by the names of its figures; made when it is first asked for."""
    columns: list[tuple[str, list[str]]] = []

    def row(at: int) -> Hashable:
        if not columns:
            names = sorted({name for printed in document.names.values() for name in printed})
            columns.extend((normalize(name), column_texts(document, name)) for name in names)
        return tuple((name, texts[at].strip()) for name, texts in columns)

    return row


def _keys(document: Document, columns: Sequence[str]) -> dict[int, Hashable]:
    """The key of each record by its position; headings are no records."""
    texts = [column_texts(document, column) for column in columns]
    return {
        at: tuple(normalize(column[at]) for column in texts)
        for at, record in enumerate(document.records) if not record.heading
    }  # fmt: skip


def _common(old: Document, new: Document) -> tuple[tuple[str, str], ...]:
    """The key columns of both versions, as each prints their names.

    Where they were guessed from what the columns hold, and differently, only those that both guesses have.
    """
    theirs = {normalize(name): name for name in new.key_columns}
    return tuple((name, theirs[normalize(name)]) for name in old.key_columns if normalize(name) in theirs)


def _column(document: Document, name: str) -> str:
    """The column, as printed, that a name means."""
    known = {normalize(printed): printed for several in document.names.values() for printed in several}
    known |= {normalize(column): column for column in document.key_columns}
    if normalize(name) not in known:
        near = closest(name, list(known.values()))
        if near is None:
            raise fail("versions.no_column", file=document.file, name=name)
        raise fail("versions.no_column_near", file=document.file, name=name, near=near)
    return known[normalize(name)]
