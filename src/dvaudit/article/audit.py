"""A text confronted with what it says itself: figures, claims, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dvaudit.article.claims import find as find_claims
from dvaudit.article.edits import bound, figures_of
from dvaudit.article.figures import find, known_language
from dvaudit.article.language import codes, language
from dvaudit.article.mention import Claim, Mention
from dvaudit.bind import Given, bind
from dvaudit.confront import confront
from dvaudit.figure import Document, FigureSpec, Layout, Record
from dvaudit.findings import listed
from dvaudit.printed import Declared
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Outcome, RuleSet, Tally
from dvaudit.text import Text


@dataclass(slots=True, eq=False, repr=False)
class Article:
    """A text as it was understood.

    ``outcomes`` has one entry per claim, None for those that are not understood. ``language`` is None where it is not
    known: then only what brackets and signs say is a claim.
    """

    text: Text
    language: str | None
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    outcomes: tuple[Confrontation | None, ...]
    audit: Audit


def audit_text(text: Text, code: str | None = None) -> Article:
    """Confronts a text with the arithmetic that it states about its own figures.

    ``code`` is that of its language, such as ``vi``; where it is None, or none of the known ones, the document says it,
    or its words do.
    """
    known = language(code) if code in codes() else known_language(text)
    mentions = find(text, known)
    claims = find_claims(text, mentions, None if known is None else known.code)
    found = confronted(text, None if known is None else known.code, mentions, claims)
    believed = tuple(
        claim for claim, outcome in zip(claims, found.outcomes, strict=True)
        if outcome is None or outcome.outcome is not Outcome.FAILS or not _in_cells(text, mentions, claim)
    )  # fmt: skip
    return found if len(believed) == len(claims) else confronted(text, found.language, mentions, believed)


def _in_cells(text: Text, mentions: Sequence[Mention], claim: Claim) -> bool:
    """True for figures of a table, which is confronted as such: what stands side by side there is no sentence."""
    return all(text.blocks[mentions[at].block].kind == "cell" for at in claim.mentions) if text.blocks else False


def confronted(
    text: Text,
    language: str | None,
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
) -> Article:
    """The claims of a text judged."""
    record = Record(1, {}, file=text.file)
    figures = figures_of(text, mentions)
    rules = list(bound(claims, figures))
    tallies = {rule.id: Tally(rule) for rule, _, _ in rules}
    document = Document(text.file, [record], {}, lambda _: (), (), "list")
    decided: list[Confrontation] = []
    for rule, template, own in rules:
        plan = Given(((template, own, record),), template.names)
        for edit in bind(rule, plan, document, {}, lambda _: True, frozenset()):
            decided += filter(None, (confront(edit),))
    for one in decided:
        tally = tallies[one.edit.rule.id]
        tally.held += one.outcome is Outcome.HOLDS
        tally.failed += one.outcome is Outcome.FAILS
        tally.undecided += one.outcome is Outcome.UNDECIDED
    ruleset = RuleSet("", tuple(rule for rule, _, _ in rules), Layout(), {}, FigureSpec(Declared()))
    audit = Audit(
        file=text.file,
        rules=ruleset,
        document=document,
        figures=sum(mention.quantity and not mention.spelled for mention in mentions),
        tallies=list(tallies.values()),
        findings=listed(decided, document, tallies),
        undecided=[one for one in decided if one.outcome is Outcome.UNDECIDED],
        problems=list(text.problems),
        notes=[],
        records=1,
        read={figure.name: (figure,) for figure in figures},
        held=[one for one in decided if one.outcome is Outcome.HOLDS],
    )  # fmt: skip
    told = iter(decided)
    outcomes = tuple(next(told) if claim.understood else None for claim in claims)
    audit.article = Article(text, language, mentions, claims, outcomes, audit)
    return audit.article
