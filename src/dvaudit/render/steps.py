"""One rule on one file, step by step: what each figure stands for, the arithmetic, and why it holds or does not.

The steps follow the predicate that was judged, over the values that were judged. Numbers are written as the source
prints them and exactly; what has no finite decimal is rounded outward and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from dvaudit.apply import TWICE
from dvaudit.figure import Figure
from dvaudit.interval import Interval
from dvaudit.lists import listed
from dvaudit.message import Message, Problem, fail, message
from dvaudit.names import closest
from dvaudit.predicate import All, Known, OneOf, judge
from dvaudit.render import facts, pages, shown
from dvaudit.render.causes import SHORTEST
from dvaudit.render.grid import Column, Line, Segment, grid, wrapped
from dvaudit.render.view import Shown, View
from dvaudit.render.working import MOST, Hand, hand, interval, is_idle, worked
from dvaudit.report import Audit, Report
from dvaudit.rule import Confrontation, Edit, Outcome, Rule, RuleSet

_CASES = 5
_COLOURS = {Outcome.FAILS: "bold red", Outcome.UNDECIDED: "bold yellow", Outcome.HOLDS: "bold green"}
_SAID = ("number.whole_auto", "number.more", "number.at_least", "number.less", "number.at_most", "number.blank")
"""Reasons that the values themselves say, or the missing text."""
_OF_WHOLE = ("number.unit_line", "number.rounding_note", "number.percent_header")
"""Reasons that a column has for its whole numbers alone."""


class Explained(NamedTuple):
    """A rule in one document with its edits, the failed ones first; ``chosen`` where a finding's id asked for one."""

    audit: Audit
    rule: Rule
    cases: tuple[Confrontation, ...]
    chosen: bool = False


def about(report: Report, rulesets: Sequence[RuleSet], topic: str) -> list[Explained]:
    """What a rule id, or the first characters of a finding's id, asks for.

    Raises AuditError where several findings begin like that, or none and no rule is called so.
    """
    rules = {rule.id: rule for ruleset in rulesets for rule in (*ruleset.rules, TWICE)}
    found = [_of_rule(audit, rules[topic]) for audit in report.audits if topic in rules]
    if found:
        return [one for one in found if one.cases] or found[:1]
    findings = [finding for audit in report.audits for finding in audit.findings]
    ids = list(dict.fromkeys(finding.id for finding in findings))
    fitting = [one for one in ids if one.startswith(topic.casefold())] if len(topic) >= SHORTEST else []
    file = next(iter(report.files), None)
    if len(fitting) > 1:
        raise fail("explain.ambiguous", file=file, name=topic, ids=facts.several(fitting), n=len(fitting))
    if not fitting:
        nearest = closest(topic, [*rules, *ids])
        key = "explain.unknown" if nearest is None else "explain.unknown_nearest"
        raise fail(key, file=file, name=topic, nearest=nearest)
    return [
        Explained(audit, finding.confrontation.edit.rule, (finding.confrontation,), chosen=True)
        for audit in report.audits for finding in audit.findings if finding.id == fitting[0]
    ]  # fmt: skip


def problems(report: Report) -> list[Problem]:
    """What kept the file from being read; what keeps a rule from being used is told among its steps."""
    return [problem for problem in facts.problems(report) if not problem.message.key.startswith("confront.")]


def _of_rule(audit: Audit, rule: Rule) -> Explained:
    failed = [finding.confrontation for finding in audit.findings]
    found = [one for one in (*failed, *audit.undecided, *audit.held) if one.edit.rule.id == rule.id]
    return Explained(audit, rule, tuple(found))


def lines(asked: Sequence[Explained], view: View) -> Iterator[Line]:
    """The steps of every edit that was asked for, the first few of a rule that has many."""
    for index, one in enumerate(asked):
        if index:
            yield []
        yield from _rule(one, view)
        cases = one.cases if one.chosen else one.cases[:_CASES]
        for case in cases:
            yield []
            yield from _case(one.audit, case, view)
        left = [case.outcome for case in one.cases[len(cases) :]]
        if left:
            counts = [message(f"explain.rest_{kind.value}", n=left.count(kind)) for kind in Outcome if kind in left]
            yield []
            yield from wrapped(view.say("explain.rest", counts=counts), view.width)


def _rule(one: Explained, view: View) -> Iterator[Line]:
    """What the rule says, under which conditions, and how it comes out over the whole document."""
    rule, audit = one.rule, one.audit
    yield from wrapped(view.say("explain.rule", rule=rule.id, meaning=pages.meaning(rule)), view.width, style="bold")
    texts = [rule.label] if rule.label else []
    asked = {"when": rule.when, "tolerance": rule.tolerance, "missing": rule.missing, "optional": rule.optional,
             "fail_if": rule.fail_if}  # fmt: skip
    texts += [f"{name}: {pages.slot_text(said)}" for name, said in asked.items() if said and said != "undecided"]
    for text in texts:
        yield from wrapped(view.text(text), view.width, indent=3)
    tally = next((tally for tally in audit.tallies if tally.rule.id == rule.id), None)
    passed = None if tally is None or not tally.passed_over else message("explain.passed_over", n=tally.passed_over)
    if tally is None or tally.unbound:
        why = message("explain.none_twice") if tally is None else passed or next(
            why for unbound, why in facts.unbound([audit]) if unbound.id == rule.id
        )  # fmt: skip
        passed = None
        outcomes = message("report.checked_nothing", why=why)
    else:
        key = "report.outcomes_undecided" if tally.undecided else "report.outcomes"
        outcomes = message(key, held=tally.held, failed=tally.failed, undecided=tally.undecided)
    yield from wrapped(
        view.say("explain.header", file=shown.path(audit.document.called), rules=facts.rules_name(audit.rules),
                 outcomes=outcomes),
        view.width,
    )
    if passed is not None:
        yield from wrapped(view.text(passed), view.width, indent=3)
    small = any(case.rounding_sized for case in one.cases)
    for note in audit.notes:
        if note.values.get("rule", rule.id) == rule.id and (small or note.key != "confront.whole_exact"):
            yield from wrapped(view.say("report.note", note=note), view.width, indent=3)


def _case(audit: Audit, found: Confrontation, view: View) -> Iterator[Line]:
    edit = found.edit
    title = _title(audit, found)
    if title is not None:
        yield from wrapped(view.text(title), view.width, style=_COLOURS[found.outcome])
    judged, scaled = found, _in_units(found)
    if scaled is not None:
        judged = replace(found, values=scaled)
    writing = hand(judged, view)
    if any(figure.cells for figure in edit.figures):
        yield from _figures(found, writing, view)
    for text in arithmetic(judged, writing, in_units=scaled is not None):
        yield from wrapped(view.text(text), view.width, indent=3)


def _title(audit: Audit, found: Confrontation) -> Message | None:
    """The record and the figure that an edit is about, and how it comes out; nothing to say where it has neither."""
    edit, outcome = found.edit, message(f"confront.{found.outcome.value}")
    record = facts.label(edit) if audit.records > 1 or edit.key else ""
    figure = facts.subject(edit)
    what: Shown = "" if figure is None else shown.figure(figure)
    if edit.shape in ("unique", "complete_expected"):
        record, what = "", _key(edit) or edit.figures[0].name
    if record and what:
        return message("explain.case_of", record=record, what=what, outcome=outcome)
    return message("explain.case", what=record or what, outcome=outcome) if record or what else None


def _figures(found: Confrontation, writing: Hand, view: View) -> Iterator[Line]:
    """Each figure: its role and record, its printed text and place, the values it stands for, and why."""
    edit, say = found.edit, view.say
    apart = bool(edit.records) and any(record is not edit.records[0] for record in edit.records)
    alike = apart and len({figure.name for figure in edit.figures}) == 1
    roles = any(role not in ("figure", figure.name) for role, figure in zip(edit.roles, edit.figures, strict=True))
    wanted = [roles, apart, not alike, True, True, True]
    columns = [
        Column(say("explain.role")), Column(say("report.record")), Column(say("report.figure")),
        Column(say("report.text"), right=True), Column(say("report.where"), folds=False), Column(say("explain.means")),
    ]  # fmt: skip
    places = [figure.cells[0].locate() if figure.cells else None for figure in edit.figures[:MOST]]
    files = len({place.file for place in places if place is not None}) > 1
    reasons = [_why(figure, judged) for figure, judged in zip_longest(edit.figures, found.values)][:MOST]
    given = [why for why in reasons if why]
    common = given[0] if len(given) > 1 and all(why == given[0] for why in given) else []
    rows: list[list[Segment]] = []
    for index, (figure, why) in enumerate(zip(edit.figures, reasons, strict=False)):
        place = places[index]
        where = "" if place is None else shown.place(place, with_file=files)
        record = facts.record_label(edit.records[index]) if edit.records else ""
        means = _means(found, index, writing)
        if why and not common:
            means = message("explain.because", means=means, why=why)
        row: list[Segment] = [
            (view.text(edit.roles[index]), "dim"), (view.text(record), ""), (view.text(shown.clip(figure.name)), ""),
            (view.text(shown.clip(figure.raw)), ""), (view.text(where), "dim"), (view.text(means), ""),
        ]  # fmt: skip
        rows.append([segment for segment, kept in zip(row, wanted, strict=True) if kept])
    shows = [column for column, kept in zip(columns, wanted, strict=True) if kept]
    yield from ([("  ", ""), *line] for line in grid(shows, rows, view.width - 2, view.rule))
    if len(edit.figures) > MOST:
        yield [(f"   {say('report.more', n=len(edit.figures) - MOST)}", "")]
    if common:
        yield from wrapped(say("explain.common_why", why=common), view.width, indent=3)


def _means(found: Confrontation, index: int, writing: Hand) -> Shown:
    """The values that a figure stands for, those that were judged where it was."""
    figure = found.edit.figures[index]
    judged = found.values[index] if found.values else None
    if figure.state == "text":
        return ""
    if figure.state in ("missing", "absent") and judged is not None:
        return message("explain.as_zero")
    readings = figure.intervals if judged is None else (judged,)
    means: list[Shown] = [
        message("report.missing_figure") if one is None
        else message("explain.exactly", value=interval(one, writing)) if one.is_point
        else interval(one, writing)
        for one in readings
    ]  # fmt: skip
    if not means:
        means = [message("report.unreadable_figure" if figure.state == "unreadable" else "report.missing_figure")]
    return means[0] if len(means) == 1 else message("explain.either", one=means[0], other=means[1])


def _why(figure: Figure, judged: Interval | None) -> list[Message]:
    """Why a figure stands for these values, without what decided the signs of its digits."""
    whole = figure.printed is not None and figure.printed.whole
    reasons = [
        reason for reason in figure.why
        if not reason.key.startswith("number.format") and reason.key not in _SAID
        and (whole or reason.key not in _OF_WHOLE)
    ]  # fmt: skip
    if any(reason.key in _OF_WHOLE for reason in reasons):
        reasons = [reason for reason in reasons if reason.key != "number.whole_rounded"]
    if judged is not None:
        if figure.whole and not judged.is_point:
            reasons.append(message("explain.rounded_sums"))
        if figure.double and judged not in figure.intervals:
            reasons.append(message("explain.sharpened"))
        if len(figure.intervals) > 1:
            reasons.append(message("explain.same_verdict"))
    return reasons


def arithmetic(found: Confrontation, writing: Hand, *, in_units: bool) -> Iterator[Shown]:
    """The arithmetic of one edit with its verdict, or why it could not be checked."""
    edit, predicate = found.edit, found.edit.predicate
    if found.outcome is Outcome.UNDECIDED:
        yield message("explain.undecided", reason=facts.reason(found))
        return
    held = found.outcome is Outcome.HOLDS
    if isinstance(predicate, Known):
        yield message("explain.stated" if held else "explain.not_stated")
    elif isinstance(predicate, OneOf):
        texts = facts.several(listed(edit.rule.slots.get("expected"), edit.rule.origin))
        yield message("explain.listed" if held else "explain.not_listed", texts=texts)
    elif edit.shape == "unique":
        rows = len({record.at for record in edit.records})
        yield message("explain.unique" if held else "explain.not_unique", text=_key(edit), n=rows)
    else:
        if in_units:
            yield message("explain.in_units")
        yield from worked(found, predicate, writing)
    if isinstance(predicate, All) and len([part for part in predicate.parts if not is_idle(part)]) > 1:
        yield message("explain.all_hold" if held else "explain.not_all_hold")
    if found.rounding_sized:
        yield message("explain.rounding_sized")


def _key(edit: Edit) -> str:
    return ", ".join(figure.raw for figure in edit.figures[: len(set(edit.roles))])


def _in_units(found: Confrontation) -> tuple[Interval, ...] | None:
    """The values in the units that the columns' headers name, where the edit holds only in these."""
    if found.outcome is not Outcome.HOLDS or not found.values:
        return None
    if judge(found.edit.predicate, found.values, found.slack) is None:
        return None
    units = [1 if figure.form is None else figure.form.unit for figure in found.edit.figures]
    return tuple(value.scaled(unit) for value, unit in zip(found.values, units, strict=True))
