"""An article on a terminal: the sentences of a contradiction, and the claims that were understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dvaudit.figure import Figure, Place
from dvaudit.message import Message, message
from dvaudit.render import claims, shown
from dvaudit.render.grid import Line, fold
from dvaudit.render.view import View
from dvaudit.report import Cause

if TYPE_CHECKING:
    from dvaudit.claim import Article, Mention

_LISTED = 3
"""So many claims that are not understood are quoted; all of them with ``--verbose``."""
_FIGURES = 12
_QUOTED = 8
_MARKS = {"suspected": (">", "<"), "figure": ("[", "]")}
_STYLES = {"suspected": "bold red", "figure": "bold"}


def sentences(cause: Cause, article: Article, indent: int, view: View) -> Iterator[Line]:
    """The sentences that contradict each other, their figures marked: ``>443,137<`` is suspected, ``[46,706]`` not."""
    every = list(quotes(cause, article))
    for quote in every[:_QUOTED]:
        pieces = [
            (piece.kind, "".join((before, view.text(piece.text), after)))
            for piece in quote
            for before, after in (_MARKS.get(piece.kind, ("", "")),)
        ]
        texts = fold("".join(text for _, text in pieces).strip(), view.width - indent - 2)
        marked = [(kind, text) for kind, text in pieces if kind]
        for text in texts:
            yield [(" " * (indent + 1), ""), *_styled(text, marked)]
    if len(every) > _QUOTED:
        yield [(" " * (indent + 1) + view.say("causes.more", n=len(every) - _QUOTED), "dim")]


def quotes(cause: Cause, article: Article) -> Iterator[list[claims.Piece]]:
    """The sentences that contradict each other, in pieces: each figure of the cause is one, suspected or not.

    One that the text repeats word for word is quoted once.
    """
    figures = {span for finding in cause.findings for span in _spans(finding.confrontation.edit.figures)}
    suspected = {span for one in cause.likeliest for spot in one.spots for span in _places(spot.figure)}
    told: set[tuple[claims.Piece, ...]] = set()
    for span in claims.around(article.sentences, sorted(figures | suspected)):
        inside = [{one for one in spans if span[0] <= one[0] < span[1]} for spans in (figures, suspected)]
        quoted = tuple(claims.quoted(article.text.body, span, *inside))
        if quoted not in told:
            told.add(quoted)
            yield list(quoted)


def _styled(text: str, marked: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A line with its marked figures set off; those that it holds are taken from the list."""
    while marked and (at := text.find(marked[0][1])) >= 0:
        kind, figure = marked.pop(0)
        yield text[:at], ""
        yield figure, _STYLES[kind]
        text = text[at + len(figure) :]
    yield text, ""


def _spans(figures: Iterable[Figure]) -> Iterator[claims.Span]:
    for figure in figures:
        span = claims.span_of(figure)
        if span is not None:
            yield span


def _places(figure: Figure) -> Iterator[claims.Span]:
    """Every place where a figure is stated."""
    for cell in figure.cells:
        place = cell.locate()
        if place.start is not None and place.end is not None:
            yield place.start, place.end


def said(cause: Cause, article: Article) -> list[Message]:
    """What the text claims that does not hold."""
    failed = {id(finding.confrontation) for finding in cause.findings}
    both = zip(article.claims, article.outcomes, strict=True)
    every = [claims.says(article, claim) for claim, outcome in both if id(outcome) in failed]
    return list({repr(one): one for one in every}.values())  # what is claimed again is told once


def understood(article: Article, view: View) -> Iterator[str]:
    """The claims that were not understood; where everything is to be told, all others too, and the figures in none."""
    told = claims.told(article)
    lost = [one for one in told if one.found is None]
    every = view.verbosity > 0
    for one in told if every else ():
        if one.found is not None:
            key = "rounded" if claims.only_rounded(article, one) else one.outcome
            yield view.say(f"article.claim_{key}", place=_place(one.place), says=one.says)
    for found in article.sourced if every else ():
        figure, source = (shown.figure(one) for one in found.edit.figures)
        where = _place(found.edit.figures[0].cells[0].locate())
        yield view.say(f"article.source_{found.outcome.value}", figure=figure, source=source, place=where)
    for one in lost if every else lost[:_LISTED]:
        yield view.say("article.claim_not_understood", place=_place(one.place), sentence=shown.clip(one.sentence))
    if len(lost) > _LISTED and not every:
        yield view.say("article.more_not_understood", n=len(lost) - _LISTED)
    left = claims.unclaimed(article)
    if left and every:
        more = len(left) - _FIGURES
        listed = [_located(article, article.mentions[at]) for at in left]
        texts: object = listed if more <= 1 else message("report.and_more", listed=listed[:_FIGURES], n=more)
        yield view.say("article.unclaimed", figures=texts, n=len(left))


def _place(found: Place) -> str:
    return shown.place(found, with_file=False)


def _located(article: Article, mention: Mention) -> Message:
    where = _place(article.text.place(mention.start, mention.end))
    return message("report.figure_in", figure=claims.printed(mention), record=where)
