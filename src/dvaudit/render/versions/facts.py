"""What every format tells of a comparison: revisions, what discrepancies came and went with, everything counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dvaudit.figure import Figure, Record
from dvaudit.interval import Exact, Interval, magnitude
from dvaudit.message import Message, Problem, message
from dvaudit.printed import UNKNOWN_FORMAT
from dvaudit.render import facts, shown
from dvaudit.render.view import Shown
from dvaudit.versions.nouns import CHANGES, Comparison, Pair, Revision, Turned, Unchecked

STATES = ("new", "still", "gone")
"""The states of discrepancies, in the order in which they are told."""


def counted(found: Comparison) -> dict[str, int]:
    """Everything that was compared and found, by name."""
    changes = Counter(one.change for pair in found.pairs for one in pair.revisions)
    states = Counter(one.state for pair in found.pairs for one in pair.turned if one.finding.accepted is None)
    first = [pair for pair in found.pairs if not pair.again]
    return {
        "files": sum({(one.old, one.new): one.files for one in first if None not in (one.old, one.new)}.values()),
        "files_added": len({pair.new for pair in first if pair.old is None}),
        "files_removed": len({pair.old for pair in first if pair.new is None}),
        "records": sum(pair.both for pair in first),
        "records_added": sum(len(pair.added) for pair in first),
        "records_removed": sum(len(pair.removed) for pair in first),
        "figures": sum(pair.figures for pair in first),
        **{change: changes[change] for change in CHANGES},
        **{state: states[state] for state in STATES},
        "unchecked": sum(len(pair.unchecked) for pair in found.pairs),
        "accepted": sum(one.finding.accepted is not None and one.state != "gone"
                        for pair in found.pairs for one in pair.turned),
        "problems": len(found.problems),
    }  # fmt: skip


def summary(counts: dict[str, int]) -> Message:
    """The line that counts everything."""
    changed = sum(counts[change] for change in CHANGES if change != "printing")
    return Message("versions.summary", {**counts, "changed": changed})


def turned(pair: Pair) -> list[Turned]:
    """The discrepancies that nobody has accepted: new ones first, then those still there, then those that are gone."""
    kept = [one for one in pair.turned if one.finding.accepted is None]
    return sorted(kept, key=lambda one: STATES.index(one.state))


def revised(pair: Pair) -> list[Revision]:
    """The figures whose values may have changed."""
    return [one for one in pair.revisions if one.change != "printing"]


def texts(one: Revision) -> tuple[Shown, Shown]:
    """What both versions print of a figure; blank cells and figures that are not stated are said in words."""
    return _text(one.old), _text(one.new)


def _text(figure: Figure) -> Shown:
    if figure.raw.strip():
        return shown.clip(figure.raw)
    return message("versions.blank" if figure.cells else "versions.not_stated")


def size(one: Revision) -> Shown:
    """How large a revision is: the amount, and in per cent of the old value; what happened where no number says it."""
    amount, percent = one.amount, one.percent
    if amount is None or one.change in ("withdrawn", "filled", "marked", "unclear", "printing"):
        return message(f"versions.{one.change}")
    printed = one.new.printed or one.old.printed
    like = one.new if one.new.printed is not None else one.old
    finer = min((f for f in (one.old, one.new) if f.printed is not None), key=_place, default=like)
    points = printed is not None and printed.percent
    off = shown.difference(Interval.point(amount), finer, "points" if points else "")
    if points or percent is None:
        told: Shown = off
    else:
        told = message("versions.amount", off=off, percent=_percent(percent, like))
    return message("versions.refined", amount=told) if one.change == "refined" else told


def _place(figure: Figure) -> Exact:
    return figure.printed.place if figure.printed is not None else 1


def _percent(number: Exact, like: Figure) -> str:
    """A percentage with a sign, to one decimal, or two digits where it is smaller; in the number format of a figure."""
    size_of = magnitude(number)
    decimals = 1
    while size_of and size_of * 10**decimals < 10 and size_of < 1 and decimals < 12:
        decimals += 1
    text = shown.fixed(size_of, decimals)
    form = UNKNOWN_FORMAT if like.printed is None else like.printed.format
    sign = "," if form.decimal == "," or (not form.decimal and form.group == ".") else "."
    return f"{'-' if number < 0 else '+'}{text.replace('.', sign)} %"


def reason(one: Turned, *, briefly: bool = False) -> Shown:
    """With what a discrepancy came or went: the changed figures, else what the other version says.

    ``briefly``, where the texts of changed figures are told elsewhere, only their names.
    """
    changes: list[Shown] = [(_name if briefly else change)(revision) for revision in one.revisions]
    changes += [message("versions.joined", figure=shown.figure(figure)) for figure in one.joined]
    changes += [message("versions.left", figure=shown.figure(figure)) for figure in one.left]
    if changes:
        key = "versions.and_now_unchecked" if one.state == "gone" and one.other == "undecided" else "versions.with"
        return message(key, changes=facts.several(changes))
    if one.state == "still":
        return message("versions.unchanged")
    if one.other in ("absent", "passed_over", "undecided"):
        return message(f"versions.{one.state}_{one.other}")
    return message("versions.by_document")


def lost(one: Unchecked) -> Message:
    """What can no longer be checked, and why."""
    key = "versions.unchecked_held" if one.held else "versions.unchecked_failed"
    edit = one.found.edit
    key += "_in" if edit.key and facts.label(edit) else ""
    return message(key, rule=edit.rule.id, record=facts.label(edit), reason=facts.reason(one.found))


def _name(one: Revision) -> Shown:
    label = facts.record_label(one.records[1])
    name = shown.clip(one.name)
    return message("report.figure_in", figure=name, record=label) if one.records[1].key and label else name


def change(one: Revision) -> Message:
    """A figure with both texts, and its record where that has a key."""
    old, new = texts(one)
    label = facts.record_label(one.records[1])
    key = "versions.change_in" if one.records[1].key and label else "versions.change"
    return message(key, name=shown.clip(one.name), old=old, new=new, record=label)


def effects(one: Revision) -> list[Message]:
    """How many discrepancies came, stayed and went with a figure."""
    counts = Counter(found.state for found in one.turned)
    return [message(f"versions.n_{state}", n=counts[state]) for state in STATES if counts[state]]


def records(found: Sequence[Record]) -> object:
    """Some records by their keys or rows."""
    return facts.several([facts.record_label(one) for one in found])


def notes(found: Comparison) -> list[Problem]:
    """What a reader needs to know to trust the comparison, each once."""
    told: dict[str, Problem] = {}
    for pair in found.pairs:
        for note in pair.notes:
            told.setdefault(repr((pair.new, note)), Problem(note, pair.new or pair.old, fatal=False))
    for report in (found.old, found.new):
        for _, listed in facts.noted(report):
            for one in listed:
                told.setdefault(repr(one), one)
    return list(told.values())
