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

_CORRECTED = ("name", "file", "line", "column", "sheet", "cell", "start", "end")


def cause(one: Cause, view: View) -> Json:
    """A cause as the JSON format has it; ``implied`` is the hull of ``implied_all``."""
    ids = [finding.id for finding in one.findings]
    return {
        "cause": one.number,
        "id": one.id,
        "findings": ids,
        "accepted": one.accepted,
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
        "rivals": one.rivals,
        "pattern": None if one.pattern is None else _pattern(one.pattern, one.findings[0].file),
    }


def _spot(spot: Spot) -> Json:
    figure = spot.figure
    place = figure.cells[0].locate() if figure.cells else Place("")
    return {
        "name": figure.name,
        "raw": figure.raw,
        "file": place.file,
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
    """``texts``, ``edits`` and ``spots`` have an entry for each figure; ``figures`` none where two are called alike."""
    texts, edits = correction.texts, correction.keystrokes
    by_name = {spot.figure.name: text for spot, text in zip(suspect.spots, texts, strict=True)}
    return {
        "figures": by_name if len(by_name) == len(texts) else {},
        "edit": ", ".join(dict.fromkeys(edits)),
        "texts": list(texts),
        "edits": list(edits),
        "spots": [
            {name: told for name, told in _spot(spot).items() if name in _CORRECTED} | {"text": text, "edit": edit}
            for spot, text, edit in zip(suspect.spots, texts, edits, strict=True)
        ],
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


def _pattern(pattern: Pattern, file: str) -> Json:
    return {
        "kind": pattern.kind,
        "names": list(pattern.names),
        "factor": shown.plain(pattern.factor),
        "explained": pattern.explained,
        "checked": pattern.checked,
        "first": None if pattern.first is None else dict(pattern.first.key),
        "row": None if pattern.first is None else pattern.first.row or None,
        "file": None if pattern.first is None else file,
        "files": pattern.files,
    }
