"""What the page tells of a cause and of a discrepancy: its figures, its rule in words, the picture, the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dvaudit.interval import ZERO
from dvaudit.message import message
from dvaudit.render import because, causes, claims, facts, pages, shown
from dvaudit.render.article import quotes, said
from dvaudit.render.html.picture import Picture, draw, fits
from dvaudit.render.steps import arithmetic
from dvaudit.render.view import Shown, View
from dvaudit.render.working import hand
from dvaudit.report import Cause, Finding, Report
from dvaudit.rule import Confrontation, Rule

_DETAILS = 12
"""So many discrepancies of a cause are shown in full; the table has all of them."""
_OF_PATTERN = 3
"""Of a reason in many records, so many are shown as examples."""
_FIGURES = 8


class Detail(NamedTuple):
    """A discrepancy in full, with its place, its record and the other figures of its rule where no block has them."""

    at: int
    where: str
    record: Shown
    rule: Rule
    meaning: Shown
    said: tuple[str, ...]
    sentence: Shown
    picture: Picture | None
    description: Shown
    working: tuple[Shown, ...]
    figures: tuple[tuple[Shown, str], ...] = ()
    more: int = 0


class Block(NamedTuple):
    """A cause: what is most likely wrong, its figures, why, what would hold then, what to ask, its discrepancies.

    ``quotes`` and ``claims`` are the sentences of an article, and what they claim.
    """

    cause: Cause
    id: str
    title: Shown
    where: str
    record: Shown
    confidence: Shown
    cells: tuple[causes.Cell, ...]
    columns: tuple[bool, bool]
    left: int
    quotes: tuple[list[claims.Piece], ...]
    claims: tuple[Shown, ...]
    why: Shown
    then: Shown
    ask: tuple[Shown, ...]
    accepted: tuple[Shown, ...]
    details: tuple[Detail, ...]
    more: int


def blocks(report: Report, chosen: Sequence[Cause], at: Mapping[int, int], view: View) -> Iterator[Block]:
    """The causes in full; ``at`` numbers the discrepancies on the page, by their identity."""
    ids, recorded, home = causes.short_ids(report.causes), causes.recorded(report), facts.home(report)
    for cause in chosen:
        cells, left = causes.cells(cause, every=view.verbosity > 0)
        findings = [finding for finding in cause.findings if id(finding) in at]
        article = home[id(cause.findings[0])].article
        most = _DETAILS if cause.pattern is None else _OF_PATTERN
        yield Block(
            cause, ids[cause.number], causes.title(cause), shown.place(causes.where(cause)),
            causes.record(cause, recorded) if article is None else "",
            message("causes.confidence", level=message(f"causes.level_{cause.confidence}")), tuple(cells),
            (any(cell.record for cell in cells), any(cell.remark for cell in cells)), left,
            () if article is None else tuple(quotes(cause, article)),
            () if article is None else tuple(said(cause, article)),
            because.why(cause), because.then(cause), tuple(because.ask(cause)),
            tuple(
                facts.accepted(own, facts.accepted_ones(found, _FIGURES))
                for own, found in facts.acceptances(cause.findings)
            ),
            tuple(detail(one, at[id(one)], view, cause) for one in findings[:most]), len(findings[most:]),
        )  # fmt: skip


def detail(finding: Finding, at: int, view: View, cause: Cause | None = None) -> Detail:
    """A discrepancy in full, with what the block of its cause does not show."""
    found, alone = finding.confrontation, cause is None or cause.pattern is not None
    apart = cause is None or alone or causes.several_records(cause)
    edit, rule = found.edit, found.edit.rule
    about = facts.subject(edit)
    others = [index for index, one in enumerate(edit.figures) if alone and one is not about and edit.record.row]
    picture, description = _picture(found, view)
    working = () if picture is None else tuple(arithmetic(found, hand(found, view), in_units=False))
    return Detail(
        at, shown.place(facts.place(edit, finding.file)) if apart else "", facts.label(edit) if apart else "",
        rule, pages.meaning(rule), tuple(text for text in (rule.label, rule.note) if text),
        facts.sentence(found), picture, description, working,
        tuple((facts.named(edit, index), _place(found, index)) for index in others[:_FIGURES]),
        len(others[_FIGURES:]),
    )  # fmt: skip


def _place(found: Confrontation, index: int) -> str:
    figure = found.edit.figures[index]
    return shown.place(figure.cells[0].locate(), with_file=False) if figure.cells else ""


def _picture(found: Confrontation, view: View) -> tuple[Picture | None, Shown]:
    """Where the stated value lies against what the others give; without a stated one, the difference against none."""
    edit, about, off = found.edit, facts.stated(found.edit), facts.difference(found)
    if found.imbalance is None or not found.values:
        return None, ""
    given = facts.expected(found)
    if about is not None and found.expected is not None and given:
        stated, allowed, like = found.values[edit.stated or 0], found.expected, about
        told = shown.clip(about.raw)
        texts = [message("html.reported", text=told), message("html.others_give", text=given)]
        bare = [message("report.reported"), message("report.others_give")]
        description = message("html.picture", reported=told, expected=given, off=off)
    elif off:
        stated, allowed, like = found.imbalance, ZERO, edit.figures[0]
        texts = [message("causes.off", off=off), message("html.no_difference")]
        bare = [message("report.off_by"), message("html.no_difference")]
        description = message("html.picture_difference", off=off)
    else:
        return None, ""
    said = [view.text(text) for text in texts]
    labels = [text if fits(text) else view.text(short) for text, short in zip(said, bare, strict=True)]
    return draw(stated, allowed, like, (labels[0], labels[1])), description
