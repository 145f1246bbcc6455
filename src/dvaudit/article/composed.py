"""A text in the form in which it is understood: letters and their marks as one character (Unicode's form NFC).

Systems differ in how they store the same text: ``ế`` is one code point or three. What is understood must not depend on
it, and what is told must point into the text as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dvaudit.article.sentences import Sentence
from dvaudit.claim import Claim, Mention
from dvaudit.text import Text


class Composed(NamedTuple):
    """A text in composed form, and how its offsets and those of the text as read go together.

    ``ends`` and ``own_ends`` say where what was composed ends, in ``text`` and in the text as read; both are empty
    where the text was in composed form already.
    """

    text: Text
    ends: Sequence[int] = ()
    own_ends: Sequence[int] = ()

    def as_read(self, offset: int) -> int:
        """The offset in the text as read."""
        return _moved(offset, self.ends, self.own_ends)

    def mentions(self, found: Iterable[Mention]) -> tuple[Mention, ...]:
        """Mentions of the composed text as those of the text as read."""
        if not self.ends:
            return tuple(found)
        back = self.as_read
        return tuple(
            one._replace(start=back(one.start), end=back(one.end), lead=back(one.lead), tail=back(one.tail))
            for one in found
        )

    def claims(self, found: Iterable[Claim]) -> tuple[Claim, ...]:
        """Claims with their words where they stand in the text as read."""
        if not self.ends:
            return tuple(found)
        back = self.as_read
        cued = ((one, one.cue and (back(one.cue[0]), back(one.cue[1]))) for one in found)
        return tuple(one._replace(cue=cue) for one, cue in cued)

    def spans(self, found: Iterable[Sentence]) -> tuple[tuple[int, int], ...]:
        """Where sentences begin and end in the text as read."""
        return tuple((self.as_read(one.start), self.as_read(one.end)) for one in found)


def composed(text: Text) -> Composed:
    """A text in composed form; itself where it is in that form."""
    body = text.body
    if unicodedata.is_normalized("NFC", body):
        return Composed(text)
    pieces: list[str] = []
    ends: list[int] = []
    own_ends: list[int] = []
    at = length = 0
    for match in _parted(body).finditer(body):
        together = unicodedata.normalize("NFC", match[0])
        pieces += (body[at : match.start()], together)
        length += match.start() - at + len(together)
        at = match.end()
        if len(together) != len(match[0]):
            ends.append(length)
            own_ends.append(at)
    pieces.append(body[at:])
    blocks = tuple(
        block._replace(start=_moved(block.start, own_ends, ends), end=_moved(block.end, own_ends, ends))
        for block in text.blocks
    )
    return Composed(Text(text.file, "".join(pieces), blocks, language=text.language), ends, own_ends)


def _parted(body: str) -> re.Pattern[str]:
    """What may stand for one character in this text: a letter with its marks, a character with a better one."""
    used = sorted(set(body))
    marks = "".join(one for one in used if unicodedata.combining(one) or 0x1160 <= ord(one) < 0x1200)
    other = "".join(one for one in used if not unicodedata.is_normalized("NFC", one))
    alone = f"[{re.escape(other)}]" if other else "(?!)"
    return re.compile(f"[^{re.escape(marks)}][{re.escape(marks)}]+|{alone}" if marks else alone, re.DOTALL)


def _moved(offset: int, ends: Sequence[int], others: Sequence[int]) -> int:
    """An offset of one text in the other, given where in both what differs ends."""
    before = bisect_right(ends, offset)
    return offset + (others[before - 1] - ends[before - 1] if before else 0)
