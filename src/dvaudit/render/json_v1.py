"""JSON, version 1: everything a program needs, exactly. Within version 1 fields are only added.

A number is a decimal string, never in scientific form. An end that no finite decimal can state is rounded outward to
twelve significant digits, and ``exact`` holds it as ``p/q``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TextIO

from dvaudit import __version__
from dvaudit.figure import Figure, Place
from dvaudit.interval import Exact, Interval
from dvaudit.message import Problem
from dvaudit.render import facts, shown
from dvaudit.render.escape import escape_json
from dvaudit.render.view import View
from dvaudit.report import Audit, Finding, Report
from dvaudit.rule import Confrontation, Edit

_DIGITS = 12

Json = dict[str, object]


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the report as one JSON document."""
    import json

    stream.write(escape_json(json.dumps(_report(report, view), ensure_ascii=False, indent=1)) + "\n")


def _report(report: Report, view: View) -> Json:
    counts = facts.counted(report)
    notes = [note for _, notes in facts.noted(report) for note in notes]
    return {
        "dvaudit": __version__,
        "format": 1,
        "summary": {
            "files": counts.files,
            "records": counts.records,
            "figures": counts.figures,
            "rules": counts.rules,
            "confronted": counts.held + counts.failed + counts.undecided,
            "held": counts.held,
            "failed": counts.failed,
            "undecided": counts.undecided,
            "accepted": counts.accepted,
            "causes": counts.causes,
            "problems": counts.problems,
            "capped": report.capped,
            "engine": report.engine,
        },
        "findings": [_finding(finding, view) for audit in report.audits for finding in audit.findings],
        "undecided": [_undecided(audit, one, view) for audit in report.audits for one in audit.undecided],
        "causes": [],
        "rules": [
            {
                "id": tally.rule.id,
                "kind": tally.rule.kind,
                "held": tally.held,
                "failed": tally.failed,
                "undecided": tally.undecided,
                "unbound": tally.unbound,
            }
            for tally in facts.tallies(report.audits)
        ],
        "problems": [_problem(problem, view) for problem in facts.problems(report)],
        "notes": [_problem(note, view) for note in notes],
    }


def _finding(finding: Finding, view: View) -> Json:
    confrontation = finding.confrontation
    edit = confrontation.edit
    return {
        "id": finding.id,
        "rule": edit.rule.id,
        "kind": edit.rule.kind,
        "level": finding.level,
        "message": view.text(facts.sentence(confrontation)),
        "file": finding.file,
        "record": dict(edit.key),
        "row": edit.record.row or None,
        "figures": [_figure(figure, role) for figure, role in zip(edit.figures, edit.roles, strict=True)],
        "expected": interval(confrontation.expected),
        "imbalance": interval(confrontation.imbalance),
        "rounding_sized": confrontation.rounding_sized,
        "cause": finding.cause,
        "accepted": finding.accepted,
    }


def _figure(figure: Figure, role: str) -> Json:
    place = figure.cells[0].locate() if figure.cells else Place("")
    return {
        "name": figure.name,
        "role": role,
        "raw": figure.raw,
        **(interval(figure.interval) or {"low": None, "high": None, "low_open": False, "high_open": False}),
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "start": place.start,
        "end": place.end,
    }


def _undecided(audit: Audit, confrontation: Confrontation, view: View) -> Json:
    edit: Edit = confrontation.edit
    return {
        "rule": edit.rule.id,
        "file": audit.file,
        "record": dict(edit.key),
        "row": edit.record.row or None,
        "missing": list(confrontation.missing),
        "reason": view.text(facts.reason(confrontation)),
    }


def _problem(problem: Problem, view: View) -> Json:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": view.text(problem.message),
    }


def interval(found: Interval | None) -> Json | None:
    """An interval with its ends as decimal strings; None for none."""
    if found is None:
        return None
    low, high = decimal(found.lo, up=False), decimal(found.hi, up=True)
    ends: Json = {"low": low[0], "high": high[0], "low_open": found.lo_open, "high_open": found.hi_open}
    inexact = {name: end[1] for name, end in (("low", low), ("high", high)) if end[1] is not None}
    return ends | ({"exact": inexact} if inexact else {})


def decimal(number: Exact | None, up: bool) -> tuple[str | None, str | None]:
    """A number as a decimal string, and as ``p/q`` where that string had to be rounded (``up`` or down)."""
    if number is None or isinstance(number, int):
        return (None if number is None else shown.digits(number)), None
    places = _finite(number.denominator)
    if places is not None:
        return _digits(number.numerator * 10**places // number.denominator, places), None
    places = _DIGITS - _magnitude(number)
    scaled = number * Fraction(10) ** places
    rounded = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    text = _digits(rounded, places) if places > 0 else shown.digits(rounded * 10**-places)
    return text, f"{shown.digits(number.numerator)}/{shown.digits(number.denominator)}"


def _finite(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _magnitude(number: Fraction) -> int:
    """The number of digits before the decimal point (zero or less for numbers below 0.1)."""
    size = abs(number)
    digits = len(shown.digits(size.numerator)) - len(shown.digits(size.denominator))
    return digits + 1 if size >= Fraction(10) ** digits else digits


def _digits(scaled: int, places: int) -> str:
    digits = shown.digits(abs(scaled)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if scaled < 0 else "") + whole + (f".{decimals}" if decimals else "")
