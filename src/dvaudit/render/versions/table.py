"""A comparison for people: the figures that changed, the discrepancies that came and went, one line that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TextIO

from dvaudit.message import Problem
from dvaudit.render import facts as told
from dvaudit.render import shown
from dvaudit.render.grid import Column, Line, Segment, grid, wrapped
from dvaudit.render.table import write
from dvaudit.render.versions import facts
from dvaudit.render.view import View
from dvaudit.versions.nouns import Comparison, Pair, Revision, Turned

_LISTED = 100  # changed figures of one document, unless more is asked for


def render(found: Comparison, stream: TextIO, view: View) -> None:
    """Write the comparison for people."""
    write(_lines(found, view), stream, view)


def _lines(found: Comparison, view: View) -> Iterator[Line]:
    if view.verbosity >= 0:
        for pair in found.pairs:
            body = [*_figures(pair, view), *_discrepancies(pair, view), *_rest(pair, view)]
            if body or (not pair.again and (len(found.pairs) == 1 or view.verbosity > 0)):
                yield from wrapped(header(pair, view), view.width, style="bold")
                yield []
                yield from body
        notes = [one for one in facts.notes(found) if is_told(one, view)]
        for note in notes:
            where = shown.path(note.file or "") + ("" if note.line is None else f":{note.line}")
            yield from wrapped(view.say("report.note_at", note=note.message, place=where), view.width, indent=3)
        if notes:
            yield []
    counts = facts.counted(found)
    yield from wrapped(view.text(facts.summary(counts)), view.width, style="bold")
    if counts["problems"]:
        yield from wrapped(view.say("report.summary_problems", n=counts["problems"]), view.width, style="bold")


def header(pair: Pair, view: View) -> str:
    """Which two versions are compared, under which rules."""
    if pair.old is None or pair.new is None:
        only = shown.path(pair.old or pair.new or "")
        return view.say("versions.only_new" if pair.old is None else "versions.only_old", file=only)
    return view.say(
        "versions.header", old=shown.path(pair.old), new=shown.path(pair.new), records=pair.both, figures=pair.figures,
        rules=told.rules_name(pair.rules) or view.say("versions.no_rules"),
    )  # fmt: skip


def _figures(pair: Pair, view: View) -> Iterator[Line]:
    """The changed figures as a table; those that are only printed otherwise are counted, or listed where asked."""
    in_full = view.verbosity > 0
    wanted = pair.revisions if in_full else facts.revised(pair)
    listed = wanted if in_full else wanted[:_LISTED]
    if listed:
        say = view.say
        kept = [True, any(one.records[1].key for one in listed), True, True, True, any(one.turned for one in listed)]
        rows = [list(compress(figure_row(one, view), kept)) for one in listed]
        yield from grid(list(compress(figure_columns(view), kept)), rows, view.width, view.rule)
        if len(listed) < len(wanted):
            yield from wrapped(say("versions.more_figures", n=len(wanted) - len(listed)), view.width, indent=1)
        yield []


def figure_columns(view: View) -> list[Column]:
    """The columns that tell of a changed figure."""
    say = view.say
    return [
        Column(say("versions.figure")), Column(say("report.record")), Column(say("versions.before"), right=True),
        Column(say("versions.now"), right=True), Column(say("versions.revision")),
        Column(say("versions.discrepancies")),
    ]  # fmt: skip


def figure_row(one: Revision, view: View) -> list[Segment]:
    """A changed figure, its record, both texts, the size of the revision, and what came and went with it."""
    old, new = facts.texts(one)
    effects = ", ".join(map(view.text, facts.effects(one)))
    style = "red" if any(found.state == "new" for found in one.turned) else ""
    return [
        (view.text(shown.clip(one.name)), ""),
        (view.text(told.record_label(one.records[1])) if one.records[1].key else "", ""),
        (view.text(old), "dim"),
        (view.text(new), ""),
        (view.text(facts.size(one)), ""),
        (effects, style),
    ]


def _discrepancies(pair: Pair, view: View) -> Iterator[Line]:
    found = facts.turned(pair)
    if not found:
        return
    keyed = any(one.finding.confrontation.edit.key for one in found) or pair.both > 1
    kept = [True, True, keyed, True, True, True, True]
    rows = [list(compress(turned_row(one, view), kept)) for one in found]
    yield from grid(list(compress(turned_columns(view), kept)), rows, view.width, view.rule)
    yield []


_COLOURS = {"new": "red", "still": "", "gone": "green"}


def turned_columns(view: View) -> list[Column]:
    """The columns that tell of a discrepancy."""
    say = view.say
    return [
        Column(say("versions.state"), folds=False), Column(say("report.rule")), Column(say("report.record")),
        Column(say("report.reported")), Column(say("report.others_give")),
        Column(say("report.off_by"), right=True, folds=False), Column(say("versions.because")),
    ]  # fmt: skip


def turned_row(one: Turned, view: View) -> list[Segment]:
    """A discrepancy, whether it is new, still there or gone, and with what."""
    confrontation = one.finding.confrontation
    edit = confrontation.edit
    about = told.subject(edit)
    rule = view.text(edit.rule.id)
    return [
        (view.say(f"versions.state_{one.state}"), _COLOURS[one.state]),
        (rule if one.finding.level == "error" else view.say("report.warning", rule=edit.rule.id), ""),
        (view.text(told.label(edit)), ""),
        (view.text(shown.figure(about)) if about is not None else "", ""),
        (view.text(told.expected(confrontation) or told.sentence(confrontation)), ""),
        (view.text(told.difference(confrontation)), ""),
        (view.text(facts.reason(one, briefly=True)), ""),
    ]


def _rest(pair: Pair, view: View) -> Iterator[Line]:
    texts = rest(pair, view)
    for text in texts:
        yield from wrapped(text, view.width, indent=3)
    if texts:
        yield []


def rest(pair: Pair, view: View) -> list[str]:
    """Records and figures that only one version has, and what can no longer be checked."""
    texts = [view.text(facts.lost(one)) for one in pair.unchecked]
    alone = pair.old is None or pair.new is None
    lone: Sequence[tuple[str, object, int]] = (
        ("versions.records_added", facts.records(pair.added), len(pair.added)),
        ("versions.records_removed", facts.records(pair.removed), len(pair.removed)),
        ("versions.figures_added", told.several(pair.columns_added), len(pair.columns_added)),
        ("versions.figures_removed", told.several(pair.columns_removed), len(pair.columns_removed)),
    )
    texts += [view.say(key, n=n, names=names) for key, names, n in lone if n and not alone]
    printing = sum(one.change == "printing" for one in pair.revisions)
    if printing and view.verbosity <= 0:
        texts.append(view.say("versions.printing_only", n=printing))
    return texts


def is_told(note: Problem, view: View) -> bool:
    """True for a note about the comparison itself; what was noted of each version is told where more is asked for."""
    return view.verbosity > 0 or note.message.key.startswith("versions.")
