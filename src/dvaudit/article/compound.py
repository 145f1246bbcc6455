"""Numbers told in two steps: ``2 tỷ 300 triệu``, ``83 mil 291``, ``25 milioni e 193 mila``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dvaudit.article.beside import Beside, beside
from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens
from dvaudit.interval import Interval, exact
from dvaudit.printed import Printed

_GROUP = 3
_LONGEST = 9


def _small(core: str) -> bool:
    """True for digits that can be one step of a number."""
    return core.isdecimal() and len(core) <= _LONGEST


class Compound(NamedTuple):
    """``last`` is the index of its last numeral, ``around`` what stands beside the whole of it.

    ``unit`` is one unit of the last step, to which the number is rounded.
    """

    last: int
    around: Beside
    value: int
    unit: int

    @property
    def printed(self) -> Printed:
        """The number as it was read; nothing else is ever printed like it."""
        return Printed(self.value, self.unit, 0, len(str(self.value).rstrip("0")), self.unit == 1, False, self.unit)

    @property
    def interval(self) -> Interval:
        """What it can mean: exact in its last step, or rounded to that."""
        return Interval.point(self.value) if self.unit == 1 else Interval.point(self.value).widened(exact(self.unit, 2))


def compound(
    text: Tokens,
    found: Sequence[Numeral],
    kinds: Mapping[int, str],
    index: int,
    around: Beside,
    known: Language | None,
) -> Compound | None:
    """The number of which a numeral is the first step; None where no other step follows its scale words."""
    if known is None or around.scale == 1 or not _small(found[index].core) or around.kind == "percent":
        return None
    joiners = known.data["number_words"]["joiners"]
    value, last, here = int(found[index].core) * around.scale, index, around
    while last + 1 < len(found) and last + 1 not in kinds and here.scale > 1:
        following = found[last + 1]
        joined = text.word(here.scaled) in joiners
        if following.first != here.scaled + joined or not _small(following.core):
            break
        if "\n" in text.gap(following.first):
            break
        step = beside(text, following, known, (following.first, min(len(text), following.last + 12)))
        amount = int(following.core) * step.scale
        hundreds = step.scale == 1 and here.scale == 10**_GROUP and len(following.core) <= _GROUP
        smaller = 1 < step.scale < here.scale or (hundreds and not joined)
        if not smaller or amount >= here.scale or step.kind == "percent":
            break
        value, last, here = value + amount, last + 1, step
    if last == index:
        return None
    here.first, here.begin, here.sign = around.first, around.begin, around.sign
    here.qualifier, here.approx, here.direction = around.qualifier, around.approx, around.direction or here.direction
    if around.kind == "money" and here.kind == "count":
        here.kind, here.unit = "money", around.unit
    return Compound(last, here, value, here.scale)
