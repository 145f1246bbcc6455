"""What to ask whoever the figures are from: a list for each file, to be copied into a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from dvaudit.message import message
from dvaudit.render import because, causes, facts, shown
from dvaudit.render.view import Shown
from dvaudit.report import Cause, Finding, Report


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
    """What is asked about a cause: whether the source says what would repair it, else what its block asks."""
    if cause.pattern is None and 0 < len(cause.corrections) <= causes.ALTERNATIVES:
        spots = {causes.key(spot.figure): spot for suspect, _ in cause.corrections for spot in suspect.spots}
        printed = causes.both([causes.figure(spot, cause) for spot in spots.values()])
        texts = causes.either([
            correction.texts[0] if len(spots) == 1
            else causes.both([
                message("causes.named", name=causes.name(spot, cause), text=text)
                for spot, text in zip(suspect.spots, correction.texts, strict=True)
            ])
            for suspect, correction in cause.corrections
        ])  # fmt: skip
        return message("html.ask_correction", printed=printed, texts=texts)
    asked: list[Shown] = because.ask(cause)
    if not asked and len(cause.likeliest) == 1:
        asked = [message("html.ask_figure", n=len(cause.likeliest[0].spots))]
    return reduce(lambda first, rest: message("causes.clauses", first=first, rest=rest), [causes.title(cause), *asked])
