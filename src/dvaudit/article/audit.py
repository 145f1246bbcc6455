"""A text confronted with what it says itself: figures, claims, verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dvaudit.article.claims import find as find_claims
from dvaudit.article.composed import composed
from dvaudit.article.edits import bound, figures_of
from dvaudit.article.figures import find, known_language
from dvaudit.article.language import codes, language
from dvaudit.article.sentences import sentences
from dvaudit.bind import Given, bind
from dvaudit.claim import Article, Claim, Mention
from dvaudit.confront import confront
from dvaudit.figure import Document, Figure, FigureSpec, Layout, Record
from dvaudit.findings import listed
from dvaudit.message import Message, message
from dvaudit.predicate import Agree
from dvaudit.printed import Declared
from dvaudit.report import Audit
from dvaudit.rule import Confrontation, Edit, Origin, Outcome, Rule, RuleSet, Tally
from dvaudit.text import Text

if TYPE_CHECKING:
    from dvaudit.article.against import Compared, Read


def audit_text(text: Text, code: str | None = None, beside: Sequence[Read] = ()) -> tuple[Article, Audit]:
    """Confronts a text with the arithmetic that it states about its own figures: what is understood, and the verdict.

    ``code`` is that of its language, such as ``vi``; where it is None, or none of the known ones, the document says it,
    or its words do. ``beside`` are tables with which its figures are compared.
    """
    form = composed(text)
    known = language(code) if code in codes() else known_language(form.text)
    said = sentences(form.text, known)
    found = find(form.text, known, said)
    claims = find_claims(form.text, found, None if known is None else known.code)
    compared = None
    if beside:
        from dvaudit.article.against import compared_with

        compared = compared_with(form.text, found, said, beside, known)
    name = None if known is None else known.code
    read = Article(text, name, form.spans(said), form.mentions(found), form.claims(claims))
    article, audit = confronted(read, compared)
    believed = tuple(
        claim for claim, outcome in zip(article.claims, article.outcomes, strict=True)
        if outcome is None or outcome.outcome is not Outcome.FAILS or not _in_cells(article, claim)
    )  # fmt: skip
    if len(believed) == len(claims):
        return article, audit
    return confronted(replace(article, claims=believed), compared)


def _in_cells(article: Article, claim: Claim) -> bool:
    """True for figures of a table, which is confronted as such: what stands side by side there is no sentence."""
    blocks = article.text.blocks
    return all(blocks[article.mentions[at].block].kind == "cell" for at in claim.mentions) if blocks else False


def confronted(found: Article, compared: Compared | None = None) -> tuple[Article, Audit]:
    """The claims of a text judged, and its figures that were ``compared`` with those of a source."""
    text, mentions, claims = found.text, found.mentions, found.claims
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
    told = iter(decided.copy())
    outcomes = tuple(next(told) if claim.understood else None for claim in claims)
    sourced = list(_sourced(compared, figures, record))
    tallies |= {one.edit.rule.id: Tally(one.edit.rule) for one in sourced}
    decided += sourced
    for one in decided:
        tally = tallies[one.edit.rule.id]
        tally.held += one.outcome is Outcome.HOLDS
        tally.failed += one.outcome is Outcome.FAILS
        tally.undecided += one.outcome is Outcome.UNDECIDED
    ruleset = RuleSet("", tuple(tally.rule for tally in tallies.values()), Layout(), {}, FigureSpec(Declared()))
    article = replace(found, outcomes=outcomes, sourced=tuple(sourced))
    audit = Audit(
        file=text.file,
        rules=ruleset,
        document=document,
        figures=sum(mention.quantity and not mention.spelled for mention in mentions),
        tallies=list(tallies.values()),
        findings=listed(decided, document, tallies),
        undecided=[one for one in decided if one.outcome is Outcome.UNDECIDED],
        problems=list(text.problems),
        notes=[] if compared is None else [_told(compared, sourced, mentions)],
        records=1,
        read={figure.name: (figure,) for figure in figures},
        held=[one for one in decided if one.outcome is Outcome.HOLDS],
        article=article,
    )  # fmt: skip
    return article, audit


def _told(compared: Compared, sourced: Sequence[Confrontation], mentions: Sequence[Mention]) -> Message:
    """How many figures were compared with the sources, and what became of the others."""
    figures = sum(mention.quantity and not mention.spelled for mention in mentions)
    found = len({one.at for one in compared.matched})
    return message(
        "article.compared", file=", ".join(compared.files), n=found, figures=figures, unclear=compared.unclear,
        held=sum(one.outcome is Outcome.HOLDS for one in sourced),
        failed=sum(one.outcome is Outcome.FAILS for one in sourced), left=figures - found - compared.unclear,
    )  # fmt: skip


def _sourced(compared: Compared | None, figures: Sequence[Figure], record: Record) -> Iterator[Confrontation]:
    """The figures that a source states too, each confronted with what it says."""
    taken: Counter[str] = Counter()
    for at, stated in () if compared is None else compared.matched:
        figure = figures[at]
        name = f"source-{''.join(c for c in figure.raw if c.isalnum() or c in '.,')}"
        taken[name] += 1
        rule_id = name if taken[name] == 1 else f"{name}-{taken[name]}"
        rule = Rule(rule_id, "equal", {"figures": (figure.name, stated.name)}, Origin(None))
        edit = Edit(rule, Agree(0, 1), (figure, stated), ("figure", "other"), 0, record)
        found = confront(edit)
        if found is not None:
            yield found
