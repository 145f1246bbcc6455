"""An article as a table and a rule file: what a person can edit, keep, and check again without the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from dvaudit import column
from dvaudit.article.edits import bound, figures_of
from dvaudit.claim import Article, Mention
from dvaudit.figure import Figure, Place
from dvaudit.interval import Exact, exact
from dvaudit.names import normalize
from dvaudit.numerals import locale_format, plain_text
from dvaudit.pattern import pattern
from dvaudit.printed import Declared
from dvaudit.rule import SlotValue

COLUMNS = ("figure", "value", "printed", "kind", "unit", "period", "line", "column", "page", "start", "end", "sentence")
"""What is written of each figure; rules are about ``figure`` and ``value``."""
_LOCALES = ("en", "vi", "fr", "de", "de-CH", "en-IN")
"""Locales of which one prints numbers as a text does; the first that fits is declared."""
_LONGEST = 60
_ODD = pattern(r"[`*?\"\[\](){}%|=<>\n\t]|\.{2,}")
"""What would be read as something else in a rule, a pattern or a unit."""
_ROUNDED = frozenset(("percent", "ratio", "mean", "index"))
_MAX_DECIMALS = 12


class Row(NamedTuple):
    """One figure: its name, the text that stands for it in the table, what the rule file says of it, and its place."""

    name: str
    value: str
    declared: Mapping[str, str]
    mention: Mention
    place: Place
    sentence: str


class Sheet(NamedTuple):
    """The figures of an article, and the rule file about them as nested mappings."""

    rows: tuple[Row, ...]
    rules: dict[str, object]


def sheet(article: Article, quoted: Sequence[str], labels: Sequence[str]) -> Sheet:
    """An article as figures and rules. ``quoted`` is the sentence of each mention, ``labels`` the words of each claim.

    Checking the table with the rules finds what checking the article finds: each figure stands in the table as the text
    prints it where that is read alike, else in plain digits, and the rule file says how far it was rounded.
    """
    claimed = {at for claim in article.claims if claim.understood for at in claim.mentions}
    kept = [at for at, one in enumerate(article.mentions) if at in claimed or (one.quantity and not one.spelled)]
    figures = figures_of(article.text, article.mentions)
    for at, name in zip(kept, _names([article.mentions[at] for at in kept]), strict=True):
        figures[at] = replace(figures[at], name=name)
    understood = [label for claim, label in zip(article.claims, labels, strict=True) if claim.understood]
    rules: list[dict[str, object]] = []
    loose: set[str] = set()
    for one, label in zip(bound(article.claims, figures), understood, strict=True):
        slots = {name: _plain(value) for name, value in one.rule.slots.items()}
        loose |= {str(slots[slot]) for slot in _ROUNDED & {*slots}}
        kind = {} if one.rule.kind == "formula" else {"kind": one.rule.kind}
        rules.append({"id": one.rule.id, "label": label, **kind, **slots})
    locale = article.language or "en"
    rows = tuple(
        Row(figures[at].name, *_written(figures[at], locale, figures[at].name in loose), article.mentions[at],
            article.text.place(article.mentions[at].start, article.mentions[at].end), quoted[at])
        for at in kept
    )  # fmt: skip
    declared = {row.name: dict(row.declared) for row in rows if row.declared}
    file: dict[str, object] = {
        "dvaudit": 1,
        "layout": {"figure": COLUMNS[0], "value": COLUMNS[1]},
        "locale": locale,
        "whole_numbers": "exact",
    }
    return Sheet(rows, {**file, **({"figures": declared} if declared else {}), "rules": rules})


def _names(mentions: Sequence[Mention]) -> Iterator[str]:
    """A name for each mention that no other has: what it counts, and a number where several count the same."""
    taken: Counter[str] = Counter()
    used: set[str] = set()
    for mention in mentions:
        words = " ".join(_ODD.sub(" ", mention.noun).split())[:_LONGEST].strip()
        base = words or ("share" if mention.kind == "percent" else _ODD.sub(" ", mention.unit).strip() or "figure")
        base = " ".join(f"{base} {_ODD.sub(' ', mention.period)}".split())
        name = base
        while normalize(name) in used or not normalize(name):
            taken[base] += 1
            name = f"{base} {taken[base] + 1}"
        used.add(normalize(name))
        yield name


def _plain(value: SlotValue) -> object:
    return list(value) if isinstance(value, tuple) else value


def _written(figure: Figure, locale: str, loose: bool) -> tuple[str, dict[str, str]]:
    """The text of a figure in the table, and what has to be declared so that it means what it means in the article.

    ``loose`` is set where a rule would take a whole number as rounded.
    """
    wanted = figure.intervals
    if figure.printed is None or figure.interval is None or figure.interval.lo is None or figure.interval.hi is None:
        point = figure.interval.lo if figure.interval is not None else None
        return (figure.raw if point is None else plain_text(point)), {}
    exactly = {"exact": "true"} if loose and figure.interval.is_point else {}
    for tag in (locale, *_LOCALES):
        for said in (exactly, *_steps(figure)):
            told = said if tag == locale else {"locale": tag, **said}
            if _read_as(figure.raw, tag, said, loose=loose) == wanted:
                return figure.raw, told
    low, high = figure.interval.lo, figure.interval.hi
    value = figure.printed.value if low + high == 2 * figure.printed.value else exact(low + high, 2)
    said = {"exact": "true"} if low == high else {"rounded_to": plain_text(exact(high - low))}
    return plain_text(value), {"locale": "en", **said}


def _steps(figure: Figure) -> Iterator[dict[str, str]]:
    """The step to which a figure is rounded, where it is not that of its last digit."""
    if figure.interval is None or figure.interval.lo is None or figure.interval.hi is None:
        return
    width = figure.interval.hi - figure.interval.lo
    yield {"rounded_to": plain_text(exact(width))} if width else {"exact": "true"}


@lru_cache(maxsize=64)
def _declared(tag: str, step: str, exactly: bool, loose: bool) -> Declared:
    from fractions import Fraction

    rounded_to: Exact | None = exact(Fraction(step)) if step else None
    return Declared(
        format=locale_format(tag), whole_numbers=None if step or exactly else "exact", rounded_to=rounded_to,
        exact=exactly or None, rounded=loose,
    )  # fmt: skip


def _read_as(text: str, tag: str, said: Mapping[str, str], loose: bool) -> tuple[object, ...]:
    """The intervals that a table's reader gives a text under a declaration; none for what is no number."""
    declared = _declared(tag, said.get("rounded_to", ""), "exact" in said, loose)
    found = column.read(text, column.decide([text], declared), declared)
    return found.intervals if found.state == "number" else ()
