"""A whole article on the page: each figure with how its claims came out, and their arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.message import message
from dvaudit.render import causes, claims, facts, shown
from dvaudit.render.equation import equation
from dvaudit.render.view import Shown
from dvaudit.report import Report
from dvaudit.rule import Confrontation, Outcome
from dvaudit.text import Block

if TYPE_CHECKING:
    from dvaudit.claim import Article

_WORST = (Outcome.FAILS, Outcome.UNDECIDED, Outcome.HOLDS)
_BREAKS = str.maketrans("\t\n", "  ")


class Part(NamedTuple):
    """A piece of text. Of a figure ``outcome`` is that of its claims, or ``none``; ``told`` is what hovering tells."""

    text: str
    outcome: str = ""
    at: int = 0
    told: tuple[Shown, ...] = ()
    suspected: bool = False


class Paragraph(NamedTuple):
    """A heading, paragraph, item or note; or a table, as rows of cells."""

    kind: str
    parts: tuple[Part, ...] = ()
    rows: tuple[tuple[tuple[Part, ...], ...], ...] = ()
    page: int | None = None


class Text(NamedTuple):
    """An article as it was read."""

    file: str
    paragraphs: tuple[Paragraph, ...]


def texts(report: Report) -> Iterator[Text]:
    """The articles of a report."""
    suspected = _suspected(report)
    for audit in report.audits:
        if audit.article is not None:
            known = suspected.get(audit.file, {})
            yield Text(audit.file, tuple(_paragraphs(audit.article, _figures(audit.article, known))))


def _suspected(report: Report) -> dict[str, dict[int, Shown]]:
    """What is most likely wrong, by file and offset, with what its cause says."""
    found: dict[str, dict[int, Shown]] = defaultdict(dict)
    for cause in report.causes:
        for suspect in cause.likeliest:
            for spot in suspect.spots:
                place = spot.figure.cells[0].locate() if spot.figure.cells else None
                if place is not None and place.start is not None:
                    found[place.file].setdefault(place.start, causes.title(cause))
    return found


def _figures(article: Article, suspected: Mapping[int, Shown]) -> dict[int, Part]:
    """The figures of an article by their offsets."""
    told: dict[int, list[tuple[Confrontation, Shown]]] = defaultdict(list)
    lost: dict[int, list[Shown]] = defaultdict(list)
    for claim, outcome in zip(article.claims, article.outcomes, strict=True):
        says = claims.says(article, claim)
        for at in claim.mentions:
            if outcome is None:
                lost[at].append(message("article.tip_not_understood"))
            else:
                told[at].append((outcome, _said(outcome, says)))
    for one in article.sourced:
        told[one.edit.figures[0].cells[0].column].append((one, _said(one, facts.sentence(one))))
    found = {}
    for at, mention in enumerate(article.mentions):
        if at not in told and not (mention.quantity and not mention.spelled):
            continue
        outcomes = {confrontation.outcome for confrontation, _ in told[at]}
        worst = next((one.value for one in _WORST if one in outcomes), "none")
        texts = {repr(says): says for says in [*(says for _, says in told[at]), *lost[at]]}
        why = suspected.get(mention.start)
        found[mention.start] = Part(
            article.text.body[mention.start : mention.end], worst, at,
            (*(() if why is None else (why,)), *texts.values()), why is not None,
        )  # fmt: skip
    return found


def _said(found: Confrontation, says: Shown) -> Shown:
    """What a claim says and how that comes out, as an equation where there is one."""
    if found.outcome is Outcome.FAILS:
        return message("article.tip_fails", says=facts.sentence(found))
    if found.outcome is Outcome.UNDECIDED:
        return message("article.tip_undecided", says=says, why=facts.reason(found))
    worked = equation(found, [shown.clip(figure.raw) for figure in found.edit.figures])
    return message("article.tip_holds", says=worked or says)


def _paragraphs(article: Article, figures: Mapping[int, Part]) -> Iterator[Paragraph]:
    """The blocks of a text, the cells of a table together."""
    starts = sorted(figures)
    place = 0

    def parts(block: Block) -> tuple[Part, ...]:
        nonlocal place
        while place < len(starts) and starts[place] < block.start:
            place += 1
        found: list[Part] = []
        at = block.start
        while place < len(starts) and starts[place] < block.end:
            figure = figures[starts[place]]
            found += (Part(article.text.body[at : starts[place]].translate(_BREAKS)), figure)
            at = starts[place] + len(figure.text)
            place += 1
        found.append(Part(article.text.body[at : block.end].translate(_BREAKS)))
        return tuple(one for one in found if one.text)

    for table, blocks in groupby(article.text.blocks, lambda block: block.table):
        own = list(blocks)
        if table is None:
            yield from (Paragraph(block.kind, parts(block), page=block.page) for block in own)
        else:
            yield Paragraph("table", rows=tuple(_rows(own, parts)), page=own[0].page)


def _rows(
    cells: Sequence[Block], parts: Callable[[Block], tuple[Part, ...]]
) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """The rows of a table, each with all its cells."""
    width = 1 + max(block.column or 0 for block in cells)
    for _, own in groupby(cells, lambda block: block.row):
        row: list[tuple[Part, ...]] = [()] * width
        for block in own:
            row[block.column or 0] = parts(block)
        yield tuple(row)
