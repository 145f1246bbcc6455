"""Causes on a terminal: a block for each, or a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from dvaudit.render import because, causes, facts, shown
from dvaudit.render.grid import Column, Line, Segment, cell_width, fold, grid, untitled, wrapped
from dvaudit.render.view import Shown, View
from dvaudit.report import Cause, Report

if TYPE_CHECKING:
    from dvaudit.claim import Article

SUREST = 3
"""So many causes are told in full where there are many."""
_LISTED = 6  # accepted findings of one cause
_WIDEST = 100  # where the confidence stands on a wide terminal
_COLOURS = {"high": "green", "medium": "yellow", "low": "dim"}


def blocks(report: Report, chosen: Sequence[Cause], view: View) -> Iterator[Line]:
    """The causes in full, with their numbers."""
    indent = len(str(max(cause.number for cause in report.causes))) + 2
    recorded, home = causes.recorded(report), facts.home(report)
    for cause in chosen:
        article = home[id(cause.findings[0])].article
        yield from _title(cause, indent, view)
        yield from wrapped(_where(cause, recorded if article is None else set(), view), view.width, indent, "dim")
        if article is not None:
            from dvaudit.render.article import sentences

            yield from sentences(cause, article, indent, view)
        yield from _cells(cause, indent, view)
        yield from _paragraphs(cause, article, indent, view)
        yield []


def listed(report: Report, chosen: Sequence[Cause], view: View) -> Iterator[Line]:
    """One line for each of some causes: number, short id, record, place, what is wrong, how sure that is."""
    say = view.say
    ids, recorded = causes.short_ids(report.causes), causes.recorded(report)
    apart = len(report.files) > 1
    keyed = any(causes.record(cause, recorded) for cause in chosen)
    columns = [
        Column("", right=True, folds=False), Column(say("causes.id"), folds=False), Column(say("report.where")),
        *([Column(say("report.record"))] if keyed else []),
        Column(say("causes.cause")), Column(say("causes.confidence_column"), folds=False),
    ]  # fmt: skip
    rows: list[list[Segment]] = [
        [
            (str(cause.number), "bold"),
            (ids[cause.number], "dim"),
            (view.text(shown.place(causes.where(cause), with_file=apart)), "dim"),
            *([(view.text(causes.record(cause, recorded)), "")] if keyed else []),
            (view.text(causes.title(cause)), ""),
            (say(f"causes.level_{cause.confidence}"), _COLOURS[cause.confidence]),
        ]
        for cause in chosen
    ]
    yield from grid(columns, rows, view.width, view.rule)
    yield []


def _where(cause: Cause, recorded: set[str], view: View) -> str:
    where, record = view.text(shown.place(causes.where(cause))), causes.record(cause, recorded)
    return view.say("causes.at_record", place=where, record=record) if record else where


def _title(cause: Cause, indent: int, view: View) -> Iterator[Line]:
    """The number, the title, and the confidence at the right end of the line."""
    sure = view.say("causes.confidence", level=view.say(f"causes.level_{cause.confidence}"))
    width = min(view.width, _WIDEST) - 2
    texts = fold(view.text(causes.title(cause)), max(width - indent - cell_width(sure) - 2, view.width // 3))
    gap = " " * max(2, width - indent - cell_width(texts[0]) - cell_width(sure))
    number = str(cause.number).ljust(indent)
    yield [(number + texts[0], "bold"), (gap, ""), (sure, _COLOURS[cause.confidence])]
    for text in texts[1:]:
        yield [(" " * indent + text, "bold")]


def _cells(cause: Cause, indent: int, view: View) -> Iterator[Line]:
    """The figures of a cause, one a line: place, mark, record, name, printed text, remark."""
    found, left = causes.cells(cause, every=view.verbosity > 0)
    wanted = [True, True, any(cell.record for cell in found), True, True, True]
    columns = [
        Column("", right=True, folds=False, gap=1),
        Column("", folds=False, gap=1),
        Column(""),
        Column(""),
        Column("", right=True, folds=False, gap=3),
        Column(""),
    ]
    rows: list[list[Segment]] = []
    for cell in found:
        style = "red" if cell.suspected else ""
        row: list[Segment] = [
            (view.text(cell.place), "dim"), (">" if cell.suspected else " ", style), (view.text(cell.record), ""),
            (view.text(cell.name), style), (view.text(cell.text), style), (view.text(cell.remark), ""),
        ]  # fmt: skip
        rows.append(list(compress(row, wanted)))
    for line in untitled(list(compress(columns, wanted)), rows, view.width - indent - 1):
        yield [(" " * (indent + 1), ""), *line]
    if left:
        yield [(" " * (indent + 2) + view.say("causes.more", n=left), "dim")]


def _paragraphs(cause: Cause, article: Article | None, indent: int, view: View) -> Iterator[Line]:
    """What an article claims, why, what would hold then, what to ask: each a paragraph behind its label."""
    told: dict[str, Sequence[Shown]] = {}
    if article is not None:
        from dvaudit.render.article import said

        told["claim"] = said(cause, article)
    told |= {"why": [because.why(cause)], "then": [because.then(cause)], "ask": because.ask(cause)}
    if accepted := facts.acceptances(cause.findings):
        told["accepted"] = [facts.accepted(own, facts.accepted_ones(findings, _LISTED)) for own, findings in accepted]
    labels = {name: view.say(f"causes.label_{name}") for name in told}
    hanging = max(map(cell_width, labels.values())) + 2
    for name, texts in told.items():
        label = labels[name]
        for text in texts:
            if not text:
                continue
            for line in fold(view.text(text), view.width - indent - hanging):
                yield [(" " * indent + label + " " * (hanging - cell_width(label)), "bold"), (line, "")]
                label = ""
