"""Markdown, for merge requests and job summaries: what the table format says, every text from data escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from dvaudit.render.grid import Segment
from dvaudit.render.markdown import marked
from dvaudit.render.versions import facts, table
from dvaudit.render.view import View
from dvaudit.versions.nouns import Comparison, Pair


def render(found: Comparison, stream: TextIO, view: View) -> None:
    """Write the comparison."""
    stream.writelines(f"{line}\n" for line in _lines(found, view))


def _lines(found: Comparison, view: View) -> Iterator[str]:
    counts = facts.counted(found)
    yield f"**{marked(view.text(facts.summary(counts)))}**"
    if counts["problems"]:
        yield from ("", f"**{marked(view.say('report.summary_problems', n=counts['problems']))}**", "")
        yield from (f"- {marked(view.text(problem.message))}" for problem in found.problems)
    if view.verbosity < 0:
        return
    for pair in found.pairs:
        body = list(_body(pair, view))
        if body:
            yield from ("", f"### {marked(table.header(pair, view))}", *body)
    notes = [marked(view.text(note.message)) for note in facts.notes(found) if table.is_told(note, view)]
    if notes:
        yield from ("", *(f"- {note}" for note in notes))


def _body(pair: Pair, view: View) -> Iterator[str]:
    listed = pair.revisions if view.verbosity > 0 else facts.revised(pair)
    turned = facts.turned(pair)
    if turned:
        yield from ("", *_table([column.title for column in table.turned_columns(view)],
                                [table.turned_row(one, view) for one in turned]))  # fmt: skip
    if listed:
        yield from ("", *_table([column.title for column in table.figure_columns(view)],
                                [table.figure_row(one, view) for one in listed]))  # fmt: skip
    rest = table.rest(pair, view)
    if rest:
        yield from ("", *(f"- {marked(text)}" for text in rest))


def _table(titles: Sequence[str], rows: Sequence[Sequence[Segment]]) -> Iterator[str]:
    """A table without the columns that say nothing."""
    texts = [[text for text, _ in row] for row in rows]
    kept = [at for at, cells in enumerate(zip(*texts, strict=True)) if any(cells)]
    for cells in (titles, ["---"] * len(titles), *texts):
        yield "| " + " | ".join(cells[at] if cells[at] == "---" else marked(cells[at]) for at in kept) + " |"
