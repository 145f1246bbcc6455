"""The causes of the JSON format."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from dvaudit.figure import Place
from dvaudit.interval import Interval
from dvaudit.render import because, causes, shown
from dvaudit.render.json_numbers import Json, interval
from dvaudit.render.view import View
from dvaudit.report import Cause, Cleared, Correction, Hint, Pattern, Spot, Suspect
from dvaudit.rule import Confrontation


def cause(one: Cause, view: View) -> Json:
    """A cause as the JSON format has it; ``implied`` is the hull of ``implied_all``."""
    ids = [finding.id for finding in one.findings]
    return {
        "cause": one.number,
        "id": one.id,
        "findings": ids,
        "confidence": one.confidence,
        "decided": one.decided,
        "title": view.text(causes.title(one)),
        "why": view.text(because.why(one)),
        "ask": [view.text(question) for question in because.ask(one)],
        "suspects": [
            {
                "figures": [
                    _implied(spot, values) for spot, values in zip(suspect.spots, suspect.implied, strict=True)
                ],
                "corrections": [_correction(suspect, correction, ids) for correction in suspect.corrections],
            }
            for suspect in one.suspects
        ],
        "cleared": [_cleared(cleared) for cleared in one.cleared],
        "hints": [_hint(hint) for hint in one.hints],
        "pattern": None if one.pattern is None else _pattern(one.pattern),
    }


def _spot(spot: Spot) -> Json:
    figure = spot.figure
    place = figure.cells[0].locate() if figure.cells else Place("")
    return {
        "name": figure.name,
        "raw": figure.raw,
        "record": dict(spot.record.key),
        "row": spot.record.row or None,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "start": place.start,
        "end": place.end,
    }


def _implied(spot: Spot, implied: Sequence[Interval]) -> Json:
    hull = reduce(Interval.hull, implied) if implied else None
    return _spot(spot) | {"implied": interval(hull), "implied_all": [interval(one) for one in implied]}


def _correction(suspect: Suspect, correction: Correction, ids: list[str]) -> Json:
    """``texts`` and ``edits`` have one entry for each of the suspect's figures, which may be called alike."""
    names = [spot.figure.name for spot in suspect.spots]
    return {
        "figures": dict(zip(names, correction.texts, strict=True)),
        "edit": correction.keystrokes[0],
        "texts": list(correction.texts),
        "edits": list(correction.keystrokes),
        "repairs": ids,
    }


def _cleared(cleared: Cleared) -> Json:
    return _implied(cleared.spot, cleared.implied) | {
        "against": _rules(cleared.against),
        "confirmed": _rules(cleared.confirmed),
    }


def _rules(held: Sequence[Confrontation]) -> list[str]:
    return list(dict.fromkeys(one.edit.rule.id for one in held))


def _hint(hint: Hint) -> Json:
    return {
        "kind": hint.kind,
        "rule": hint.failed.edit.rule.id,
        "figures": [_spot(spot) for spot in hint.spots],
        "size": interval(hint.size),
    }


def _pattern(pattern: Pattern) -> Json:
    return {
        "kind": pattern.kind,
        "names": list(pattern.names),
        "factor": shown.plain(pattern.factor),
        "explained": pattern.explained,
        "checked": pattern.checked,
        "first": None if pattern.first is None else dict(pattern.first.key),
        "row": None if pattern.first is None else pattern.first.row or None,
        "files": pattern.files,
    }
