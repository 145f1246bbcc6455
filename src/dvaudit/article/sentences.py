"""The sentences of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dvaudit.article.language import Language
from dvaudit.article.words import folded
from dvaudit.text import Text

_STOP = re.compile(r"[.!?…:;]+[\"'”’»)\]]*(?=\s|$)|\n[ \t]*\n\s*|\n")
_SHORT_LINE = 48
"""A line of no more characters may be a cell or a heading rather than a wrapped line."""
_LAST_WORD = re.compile(r"(?:[^\W\d_][^\W\d_.]*\.)*[^\W\d_]+\Z")
_ITEM = re.compile(r"[-•*–—·▪●+]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")


class Sentence(NamedTuple):
    """A sentence: ``text.body[start:end]``; ``block`` is the index of its block."""

    start: int
    end: int
    block: int


def sentences(text: Text, known: Language | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text, in order. An item of a list, a cell and a heading are sentences of their own.

    No sentence ends in a number, in a date such as ``13.11.`` or after an abbreviation of the language.
    """
    abbreviations = known.words("abbreviations") if known is not None else frozenset()
    links = known.words("noun_stops", "noun_links") if known is not None else frozenset()
    dotted = known is not None and "ordinal_dot" in known.data
    found: list[Sentence] = []
    blocks = [(block.start, block.end) for block in text.blocks] or [(0, len(text.body))]
    for number, (start, end) in enumerate(blocks):
        begun = start
        for stop in _stops(text.body, start, end, abbreviations, links, dotted):
            _add(found, text.body, begun, stop, number)
            begun = stop
        _add(found, text.body, begun, end, number)
    return tuple(found)


def _add(found: list[Sentence], body: str, start: int, end: int, block: int) -> None:
    said = body[start:end]
    inner = said.strip()
    if inner:
        begun = start + len(said) - len(said.lstrip())
        found.append(Sentence(begun, begun + len(inner), block))


def _stops(
    body: str, start: int, end: int, abbreviations: frozenset[str], links: frozenset[str], dotted: bool
) -> Iterator[int]:
    """The offsets at which the sentences of a block end."""
    line = start
    for match in _STOP.finditer(body, start, end):
        mark = match[0]
        if mark[0] == "\n":
            if "\n" in mark[1:] or _line_ends(body, line, match.start(), match.end(), end, links):
                yield match.start()
            line = match.end()
            continue
        ordinal = dotted and mark == "." and _ordinal(body, start, match.start(), match.end(), links)
        if mark[0] not in ":;" and not ordinal and _ends(body, start, match, end, abbreviations):
            yield match.end()


def _ends(body: str, start: int, match: re.Match[str], end: int, abbreviations: frozenset[str]) -> bool:
    """True when a full stop ends a sentence."""
    after = body[match.end() : min(end, match.end() + 40)].lstrip(" \t\u00a0\n\"'“‘„«([*-–—•")
    if not after:
        return True
    if match[0] != ".":
        return not after[0].islower()
    before = body[max(start, match.start() - 24) : match.start()]
    word = _LAST_WORD.search(before)
    if word is not None:
        last = folded(word[0])
        initial = len(last) == 1 and word[0].isupper() and not before[: word.start()].endswith(("'", "’"))
        if last in abbreviations or (initial and after[0].isupper()):
            return False
    return not after[0].islower()


def _ordinal(body: str, start: int, stop: int, following: int, links: frozenset[str]) -> bool:
    """True for the full stop of ``3. Quartal`` and ``31. Dezember``, where a language writes ordinals like this."""
    number = re.search(r"(?<![\d.,])\d{1,2}\Z", body[max(start, stop - 4) : stop])
    word = re.match(r"\s+([^\W\d_]+)", body[following : following + 40])
    return number is not None and word is not None and folded(word[1]) not in links


def _line_ends(body: str, line: int, stop: int, following: int, end: int, links: frozenset[str]) -> bool:
    """True when the end of a line ends a sentence too; wrapped lines do not."""
    said, after = body[line:stop].strip(), body[following : min(end, following + 40)].lstrip(" \t")
    if not said or not after:
        return True
    if said[-1] in ".!?…:;" or _ITEM.match(after):
        return True
    if len(said) > _SHORT_LINE or not after[0].isupper():
        return False
    last = re.search(r"[^\W\d_]+\Z", said)
    return last is None or (folded(last[0]) not in links and said[-1] != ",")
