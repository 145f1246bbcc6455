"""Articles in JSON: every figure with its offsets, and every claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dvaudit.render import claims as told_claims
from dvaudit.render.json_numbers import Json, decimal, interval
from dvaudit.render.view import View
from dvaudit.report import Audit
from dvaudit.rule import Confrontation

if TYPE_CHECKING:
    from dvaudit.claim import Article, Mention


def article(audit: Audit) -> Json:
    """A text as it was understood: its language, its figures in order, and the numbers of those in no claim.

    ``start`` and ``end`` count code points of the text as read; of a text file they are those of the file.
    """
    if audit.article is None:
        return {}
    return {
        "file": audit.file,
        "language": audit.article.language,
        "characters": len(audit.article.text.body),
        "figures": [_mention(audit.article, one) for one in audit.article.mentions],
        "unclaimed": told_claims.unclaimed(audit.article),
        "compared": [_compared(found) for found in audit.article.sourced],
    }


def _mention(found: Article, one: Mention) -> Json:
    place = found.text.place(one.start, one.end)
    return {
        "start": one.start,
        "end": one.end,
        "text": one.printed,
        "value": None if one.value is None else decimal(one.value, up=False)[0],
        "kind": one.kind,
        "unit": one.unit or None,
        "noun": one.noun or None,
        "period": one.period or None,
        "line": place.line,
        "column": place.column,
        "page": place.page,
    }


def _compared(found: Confrontation) -> Json:
    """A figure, by its number, beside what a source states."""
    figure, source = found.edit.figures
    place = source.cells[0].locate()
    return {
        "figure": figure.cells[0].column,
        "rule": found.edit.rule.id,
        "outcome": found.outcome.value,
        "source": {
            "name": source.name, "raw": source.raw, "file": place.file, "line": place.line, "column": place.column,
            "sheet": place.sheet, "cell": place.cell,
        },
    }  # fmt: skip


def claims(audit: Audit, view: View) -> Iterator[Json]:
    """What a text claims, in its order; ``figures`` of a claim are numbers of the figures of its article."""
    if audit.article is None:
        return
    ids = {id(finding.confrontation): finding.id for finding in audit.findings}
    for one in told_claims.told(audit.article):
        edit = None if one.found is None else one.found.edit
        yield {
            "file": audit.file,
            "rule": None if edit is None else edit.rule.id,
            "kind": one.claim.kind,
            "form": one.claim.form or None,
            "figures": [
                {"role": role, "figure": at, "start": audit.article.mentions[at].start,
                 "end": audit.article.mentions[at].end}
                for role, at in zip(one.claim.roles, one.claim.mentions, strict=True)
            ],
            "outcome": one.outcome,
            "says": view.text(one.says),
            "sentence": one.sentence,
            "expected": None if one.found is None else interval(one.found.expected),
            "finding": ids.get(id(one.found)),
        }  # fmt: skip
