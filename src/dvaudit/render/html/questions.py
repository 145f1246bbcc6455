"""What to ask whoever the figures are from: a list for each file, to be copied into a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from dvaudit.message import message
from dvaudit.render import because, causes, facts, shown
from dvaudit.render.view import Shown
from dvaudit.report import Cause, Finding, Report

_OF_RULE_FILE = ("unit", "rounding")
"""Reasons about which a block says what to write into the rule file, which is nothing to ask a source."""


class Question(NamedTuple):
    """One question, and the number of the cause or, where there is none, of the discrepancy that it is about."""

    text: Shown
    cause: int | None
    at: int | None = None


class Questions(NamedTuple):
    """The questions about one file."""

    file: str
    asked: tuple[Question, ...]


def questions(chosen: Sequence[Cause], loose: Sequence[tuple[int, Finding]], report: Report) -> Iterator[Questions]:
    """The questions of each file, causes first."""
    recorded = causes.recorded(report)
    found: dict[str, list[Question]] = {}
    for cause in chosen:
        if cause.pattern is not None and cause.pattern.kind == "rule":
            continue  # a question for whoever wrote the rule
        where, record = shown.place(causes.where(cause)), causes.record(cause, recorded)
        place: Shown = message("causes.at_record", place=where, record=record) if record else where
        text = message("html.question", place=place, asked=_asked(cause))
        found.setdefault(causes.where(cause).file, []).append(Question(text, cause.number))
    for at, finding in loose:
        edit = finding.confrontation.edit
        sentence: Shown = facts.sentence(finding.confrontation)
        if edit.key and facts.label(edit):
            sentence = message("report.in_record", record=facts.label(edit), sentence=sentence)
        where = shown.place(facts.place(edit, finding.file))
        text = message("html.question", place=where, asked=sentence)
        found.setdefault(finding.file, []).append(Question(text, None, at))
    return (Questions(file, tuple(asked)) for file, asked in found.items())


def _asked(cause: Cause) -> Shown:
    """What is asked about a cause: whether the source says what would repair it, else what its block asks.

    Whoever made the figures is not told which are wrong: they are asked.
    """
    if cause.pattern is None and 0 < len(cause.corrections) <= causes.ALTERNATIVES:
        told = {causes.key(spot.figure): spot for suspect, _ in cause.corrections for spot in suspect.spots}
        printed = causes.both([causes.figure(spot, cause) for spot in told.values()])
        texts = causes.either([
            correction.texts[0] if len(told) == 1
            else causes.both([
                message("causes.named", name=causes.name(spot, cause), text=text)
                for spot, text in zip(suspect.spots, correction.texts, strict=True)
            ])
            for suspect, correction in cause.corrections
        ])  # fmt: skip
        return message("html.ask_correction", printed=printed, texts=texts)
    title = causes.title(cause)
    asked: list[Shown] = because.ask(cause)
    if cause.pattern is not None and cause.pattern.kind in _OF_RULE_FILE:
        asked = [message("html.ask_rounding")] if cause.pattern.kind == "rounding" else []
    elif cause.pattern is None and len(cause.likeliest) == 1:
        spots = cause.likeliest[0].spots
        title = message("html.does_not_fit", figures=causes.both([causes.figure(spot, cause) for spot in spots]),
                        n=len(spots))  # fmt: skip
        asked = asked or [message("html.ask_figure")]
    if not asked:
        return title
    questions = reduce(lambda first, rest: message("html.questions", first=first, rest=rest), asked)
    return message("causes.clauses", first=title, rest=questions)
