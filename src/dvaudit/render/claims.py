"""What an article claims, in words: each claim, the sentences that make it, and the figures that are in none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.figure import Figure, Place
from dvaudit.message import Message, message
from dvaudit.render import shown
from dvaudit.render.words import catalogue
from dvaudit.rule import Confrontation, Outcome

if TYPE_CHECKING:
    from dvaudit.claim import Article, Claim, Mention

_LONGEST = 600
"""Characters of what is quoted; where it is longer, only what is near its figures."""
_AROUND = 60
_LEFT_OUT = "[...]"
_BREAKS = str.maketrans("\n\t", "  ")

Span = tuple[int, int]


class Told(NamedTuple):
    """A claim as it is told: what it says, where its first figure stands, the sentences, and how it came out.

    ``found`` is None for a claim that is not understood.
    """

    claim: Claim
    says: Message
    place: Place
    sentence: str
    found: Confrontation | None

    @property
    def outcome(self) -> str:
        """``holds``, ``fails``, ``undecided``, or ``not_understood``."""
        return "not_understood" if self.found is None else self.found.outcome.value


def told(article: Article) -> list[Told]:
    """The claims of an article, in its order."""
    spans = article.sentences
    found = []
    for claim, outcome in zip(article.claims, article.outcomes, strict=True):
        mentions = [article.mentions[at] for at in claim.mentions]
        first = min(mentions, key=lambda mention: mention.start)
        own = around(spans, [(one.start, one.end) for one in mentions] + ([claim.cue] if claim.cue else []))
        quoted = " ".join(said_in(article.text.body, span) for span in own)
        place = article.text.place(first.start, first.end)
        found.append(Told(claim, says(article, claim), place, quoted, outcome))
    return found


def says(article: Article, claim: Claim) -> Message:
    """What a claim says, with its figures as printed."""
    texts = [printed(article.mentions[at]) for at in claim.mentions]
    key = f"article.says_{claim.kind}" + (f"_{claim.form}" if claim.form else "")
    if claim.kind == "other":
        key = f"article.says_{claim.form}"
    elif claim.kind == "coverage" and len(texts) == 3:
        key = "article.says_coverage_percent"
    if key not in catalogue("en"):
        key = "article.says_other"
    minus = [text for text, role in zip(texts, claim.roles, strict=True) if role in ("minus", "b")]
    values: dict[str, object] = dict(zip("abcd", texts, strict=False))
    parts = [text for text, role in list(zip(texts, claim.roles, strict=True))[1:] if role not in ("minus", "b")]
    return Message(key, {**values, "all": texts, "rest": texts[1:], "parts": parts, "minus": minus})


def only_rounded(article: Article, one: Told) -> bool:
    """True for a sum or a difference that holds, but not between the figures as they are printed."""
    claim, linear = one.claim, one.claim.kind in ("sum", "difference") and one.claim.form != "shares_100"
    if not linear or one.found is None or one.found.outcome is not Outcome.HOLDS:
        return False
    values = [article.mentions[at].value or 0 for at in claim.mentions]
    added = zip(values, claim.roles, strict=True)
    return sum(value if role in ("total", "diff", "b") else -value for value, role in added) != 0


def printed(mention: Mention) -> str:
    """A figure as the text prints it, with its unit and scale word."""
    return shown.clip(mention.printed if mention.figure is None else mention.figure.raw)


def unclaimed(article: Article) -> list[int]:
    """The quantities that are in no claim that was understood, by their number among the mentions."""
    used = {at for claim in article.claims if claim.understood for at in claim.mentions}
    return [at for at, one in enumerate(article.mentions) if at not in used and one.quantity and not one.spelled]


def quantities(article: Article) -> int:
    """How many figures an article has, years and codes not counted."""
    return sum(one.quantity and not one.spelled for one in article.mentions)


def outcomes(article: Article) -> dict[Outcome, int]:
    """How many claims came out which way."""
    found = [*article.outcomes, *article.sourced]
    return {one: sum(o is not None and o.outcome is one for o in found) for one in Outcome}


def summary(counts: Mapping[str, int]) -> Message:
    """The line that counts everything where all inputs are articles."""
    if not counts["figures"]:
        key = "article.summary_no_figures"
    elif not counts["claims"] + counts["compared"]:
        key = "article.summary_no_claims"
    elif not counts["failed"]:
        key = "article.summary_clean"
    elif counts["failed"] == counts["accepted"]:
        key = "article.summary_accepted"
    else:
        key = "article.summary"
    return Message(key, {**counts, "claims": counted(counts)})


def counted(counts: Mapping[str, int]) -> int | Message:
    """How many claims were checked and how many not understood, and how many figures compared with a source."""
    claims: int | Message = counts["claims"]
    if counts["lost"]:
        every = counts["claims"] + counts["lost"]
        claims = message("article.claims_of", claims=counts["claims"], n=every, lost=counts["lost"])
    if not counts["compared"]:
        return claims
    return message("article.claims_and_compared", claims=claims, n=counts["compared"])


def said_in(body: str, span: Span) -> str:
    """What stands there, on one line."""
    return " ".join(body[slice(*span)].translate(_BREAKS).split(" ")).strip()


def around(spans: Sequence[Span], places: Iterable[Span]) -> list[Span]:
    """The sentences in which some places are, each once, in order."""
    if not spans:
        return []
    return sorted({spans[max(0, bisect_right(spans, start, key=itemgetter(0)) - 1)] for start, _ in places})


class Piece(NamedTuple):
    """A part of what is quoted: plain, or a figure that takes part, or one that is suspected."""

    text: str
    kind: str = ""


def quoted(body: str, span: Span, figures: Collection[Span], suspected: Collection[Span]) -> Iterator[Piece]:
    """A sentence in pieces, its figures apart; of a long one what is near them."""
    start, end = span
    inside = sorted(one for one in {*figures, *suspected} if start <= one[0] and one[1] <= end)
    short = end - start <= _LONGEST
    at = start
    for number, (begin, beyond) in enumerate(inside):
        if begin < at:
            continue
        yield Piece(_between(body, at, begin, short, first=number == 0))
        yield Piece(body[begin:beyond], "suspected" if (begin, beyond) in suspected else "figure")
        at = beyond
    yield Piece(_between(body, at, end, short, last=True))


def _between(body: str, start: int, end: int, short: bool, first: bool = False, last: bool = False) -> str:
    """What stands between two figures, its middle left out where it is long."""
    text = body[start:end].translate(_BREAKS)
    if short or len(text) <= 2 * _AROUND + len(_LEFT_OUT):
        return text
    before = "" if first else text[:_AROUND].rpartition(" ")[0] + " "
    after = "" if last else " " + text[-_AROUND:].partition(" ")[2]
    return f"{before}{_LEFT_OUT}{after}"


def span_of(figure: Figure) -> Span | None:
    """Where a figure stands in its text; None for one that stands in none."""
    place = figure.cells[0].locate() if figure.cells else Place("")
    return None if place.start is None or place.end is None else (place.start, place.end)


def language_of(article: Article) -> Message:
    """The language that an article is understood in."""
    known = f"article.language_{article.language}"
    return message(known if known in catalogue("en") else "article.language_other", code=article.language or "")
