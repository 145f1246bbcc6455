"""One line for each discrepancy, each changed figure and each lone record: ``file:line:column: word: sentence``.

The words after the place (``new:``, ``still:``, ``gone:``, ``unchecked:``, ``revised:`` and the like) are for programs
and the same in every language. What is gone stands at its place in the old version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dvaudit.figure import Place, Record
from dvaudit.render import facts as told
from dvaudit.render import shown
from dvaudit.render.versions import facts
from dvaudit.render.view import View
from dvaudit.versions.nouns import Comparison, Pair, Revision, Turned


def render(found: Comparison, stream: TextIO, view: View) -> None:
    """Write the lines; the summary is the last one."""
    stream.writelines(f"{line}\n" for line in _lines(found, view))


def _lines(found: Comparison, view: View) -> Iterator[str]:
    if view.verbosity >= 0:
        for pair in found.pairs:
            yield from (_turned(one, view) for one in facts.turned(pair))
            for lost in pair.unchecked:
                place, _ = told.stumbled(lost.found, lost.file)
                yield f"{_at(place, view)}: unchecked: {view.text(facts.lost(lost))}"
            shown_ones = pair.revisions if view.verbosity > 0 else facts.revised(pair)
            yield from (_revision(one, pair, view) for one in shown_ones)
            yield from (_record(one, pair.new, "added", view) for one in pair.added)
            yield from (_record(one, pair.old, "removed", view) for one in pair.removed)
            for word, file, names in (
                ("added", pair.new, pair.columns_added), ("removed", pair.old, pair.columns_removed),
            ):  # fmt: skip
                yield from (f"{_at(Place(file or ''), view)}: {word}: {view.text(name)}" for name in names)
        for note in facts.notes(found):
            yield f"{_at(Place(note.file or '', note.line), view)}: note: {view.text(note.message)}"
    counts = facts.counted(found)
    if counts["problems"]:
        yield view.say("report.summary_problems", n=counts["problems"])
    yield view.text(facts.summary(counts))


def _turned(one: Turned, view: View) -> str:
    finding = one.finding
    edit = finding.confrontation.edit
    sentence = view.text(told.sentence(finding.confrontation))
    if edit.key and told.label(edit):
        sentence = view.say("report.in_record", record=told.label(edit), sentence=sentence)
    mark = "" if finding.level == "error" else f"{finding.level}: "
    where = _at(told.place(edit, finding.file), view)
    return f"{where}: {one.state}: {mark}{view.text(edit.rule.id)} {sentence}; {view.text(facts.reason(one))}"


def _revision(one: Revision, pair: Pair, view: View) -> str:
    figure, record = (one.new, one.records[1]) if one.new.cells else (one.old, one.records[0])
    place = figure.cells[0].locate() if figure.cells else Place(pair.new or "", record.line)
    amount = "" if one.change == "printing" else f": {view.text(facts.size(one))}"
    return f"{_at(place, view)}: {one.change}: {view.text(facts.change(one))}{amount}"


def _record(record: Record, file: str | None, word: str, view: View) -> str:
    return f"{_at(record.place(file or ''), view)}: {word}: {view.text(told.record_label(record))}"


def _at(place: Place, view: View) -> str:
    return view.text(shown.place(place))
