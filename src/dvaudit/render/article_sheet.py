"""An article's figures as CSV and its claims as a rule file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dvaudit.article.exported import COLUMNS, Sheet, sheet
from dvaudit.render import claims
from dvaudit.render.csv_rows import cell
from dvaudit.render.view import View

if TYPE_CHECKING:
    from dvaudit.claim import Article


def sheet_of(article: Article, view: View) -> Sheet:
    """The figures and rules of an article; each rule is labelled with the claim in the reader's words."""
    spans = article.sentences
    quoted = []
    for mention in article.mentions:
        own = claims.around(spans, [(mention.start, mention.end)])
        quoted.append(" ".join(claims.said_in(article.text.body, span) for span in own))
    return sheet(article, quoted, [view.text(claims.says(article, claim)) for claim in article.claims])


def csv_of(found: Sheet, view: View) -> str:
    """The figures as CSV. Column names are in English in every language: rules and programs know them."""
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in found.rows:
        mention, place = row.mention, row.place
        values = (
            row.name, row.value, mention.printed, mention.kind, mention.unit, mention.period,
            place.line, place.column, place.page, mention.start, mention.end, row.sentence,
        )  # fmt: skip
        writer.writerow([cell(value, view) for value in values])
    return stream.getvalue()


def rules_of(found: Sheet) -> str:
    """The claims as a rule file in YAML."""
    import yaml

    return yaml.safe_dump(found.rules, allow_unicode=True, sort_keys=False, width=110)
