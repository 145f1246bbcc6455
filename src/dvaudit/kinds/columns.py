"""The total columns of a table, and the columns that they add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dvaudit import names as naming
from dvaudit.bind import Records
from dvaudit.headings import is_overall, is_part_only, is_subtotal, is_total
from dvaudit.lookup import Names
from dvaudit.predicate import Cell, Within, linear
from dvaudit.rule import Template


def texts(said: Mapping[str, object], slot: str) -> tuple[str, ...]:
    """A text or a list of texts that is said."""
    value = said.get(slot)
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def records(names: Names, said: Mapping[str, object], figures: tuple[str, ...]) -> Records:
    """The total and subtotal columns with what they add, as ``said``, among the figures that are added."""
    total, parts, ignore = (texts(said, slot) for slot in ("total", "parts", "ignore"))
    without = names.many(ignore) if ignore else ()
    candidates = [name for name in figures if name not in without]
    if total and parts:
        heads = names.many(total)
        chosen = {head: tuple(p for p in names.many(parts, (*heads, *without)) if p != head) for head in heads}
    else:
        plain = [name for name in candidates if not is_subtotal(name)]
        heads = names.many(total) if total else _total_columns(plain)
        chosen = {head: _column_parts(head, heads, plain) for head in heads}
        if not total:
            chosen |= {name: _beside(name, heads, candidates) for name in candidates if name not in plain}
    templates = []
    for head, columns in chosen.items():
        if len(columns) < 2 and not parts:
            continue
        term = linear((1, Cell(0)), *((-1, Cell(1 + index)) for index in range(len(columns))))
        roles = ("total", *("part" for _ in columns))
        guess = "" if total else f"columns {head}"
        templates.append(Template(Within(term), (head, *columns), roles, shape="totals_columns", guess=guess))
    return Records(tuple(templates))


def _total_columns(names: Sequence[str]) -> tuple[str, ...]:
    """The columns that say total; where none does, those that say all of something (``All ages``)."""
    found = tuple(name for name in names if any(map(is_total, name.split(" / "))))
    return found or tuple(name for name in names if _total_piece(name) is not None)


def _total_piece(name: str) -> int | None:
    """Which level of a header says total, or all of something; None where none does."""
    pieces = name.split(" / ")
    return next((level for says in (is_total, is_overall) for level, one in enumerate(pieces) if says(one)), None)


def _beside(head: str, heads: Sequence[str], candidates: Sequence[str]) -> tuple[str, ...]:
    """The columns that a subtotal column sums: those before it, up to another subtotal or total."""
    found: list[str] = []
    for name in reversed(candidates[: candidates.index(head)]):
        if name in heads or is_subtotal(name):
            break
        found.insert(0, name)
    return tuple(name for name in found if not any(is_part_only(piece) for piece in name.split(" / ")))


def _column_parts(head: str, heads: Sequence[str], candidates: Sequence[str]) -> tuple[str, ...]:
    """The columns that a total column sums: those that differ from it only where it says total.

    A total above no second header row takes the columns that follow it, up to the next total.
    """
    pieces = [naming.normalize(piece) for piece in head.split(" / ")]
    level = _total_piece(head) or 0
    found = []
    for name in candidates:
        own = [naming.normalize(piece) for piece in name.split(" / ")]
        alike = len(own) == len(pieces) and own[:level] + own[level + 1 :] == pieces[:level] + pieces[level + 1 :]
        if alike and name not in heads and not is_part_only(name):
            found.append(name)
    if len(found) >= 2 or len(pieces) > 1:
        return tuple(found)
    following = list(candidates[candidates.index(head) + 1 :]) if head in candidates else []
    stop = next((index for index, name in enumerate(following) if name in heads), len(following))
    return tuple(name for name in following[:stop] if not any(is_part_only(piece) for piece in name.split(" / ")))
