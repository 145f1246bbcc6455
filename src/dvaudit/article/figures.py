"""The figures of a running text: every numeral, what it stands for, and what its words say of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from dvaudit.article.apart import apart
from dvaudit.article.beside import Beside, beside
from dvaudit.article.compound import Compound, compound
from dvaudit.article.language import Language, detect, language
from dvaudit.article.numeral import Numeral, numerals
from dvaudit.article.periods import Period, nearest, periods
from dvaudit.article.precision import declared, loosened
from dvaudit.article.ranges import begins_range, inherit, shares_percent
from dvaudit.article.sentences import Sentence, sentences
from dvaudit.article.setting import Setting
from dvaudit.article.signs import Signs, decide, read
from dvaudit.article.spelled import spelled
from dvaudit.article.tokens import Tokens, tokens
from dvaudit.claim import QUANTITIES, Mention
from dvaudit.column import Form
from dvaudit.figure import Figure, Place, RawCell
from dvaudit.formats import same_sign
from dvaudit.interval import Interval, exact
from dvaudit.numerals import readings
from dvaudit.printed import Declared, NumberFormat, Printed
from dvaudit.rounding import span
from dvaudit.text import Text
from dvaudit.wording import leading_scale

_OTHER = {".": ",", ",": "."}


def known_language(text: Text) -> Language | None:
    """The language of a text, as its document says or its words show; None when it is none of the known ones."""
    said = (text.language or "").casefold().replace("_", "-").partition("-")[0]
    found = detect(text.body)
    code = found or said
    try:
        return language(code)
    except KeyError:
        return None


class _Reading(NamedTuple):
    """A text taken apart: its tokens, numerals and sentences, and what was decided for all of it."""

    text: Text
    words: Tokens
    known: Language | None
    found: Sequence[Numeral]
    kinds: Mapping[int, str]
    dates: Mapping[int, int]
    signs: Signs
    named: Sequence[Period]
    lettered: bool
    said: Sequence[Sentence]
    begins: Sequence[int]

    def sentence(self, offset: int) -> tuple[int, tuple[int, int]]:
        """The sentence at an offset, and its first token and the one after its last."""
        if not self.said:
            return 0, (0, len(self.words))
        number = max(0, bisect_right(self.begins, offset) - 1)
        one = self.said[number]
        return number, (self.words.at(one.start), self.words.at(one.end))

    def placed(self, mention: Mention, number: int) -> Mention:
        """The mention with its sentence and block."""
        return mention._replace(sentence=number, block=self.said[number].block if self.said else 0)


def find(text: Text, known: Language | None = None, said: Sequence[Sentence] | None = None) -> tuple[Mention, ...]:
    """Every numeral of a text in order, with its value, kind and figure, and the numbers in words.

    ``known`` is the language of the text and ``said`` its sentences; both are found out where they are not given. A
    text in no known language is read by its digits and signs alone.
    """
    reading = _reading(text, known_language(text) if known is None else known, said)
    mentions: list[Mention] = []
    index = 0
    while index < len(reading.found):
        mention, last = _mentioned(reading, index)
        mentions.append(mention)
        index = last + 1
    if reading.known is not None:
        mentions += _in_words(reading, reading.known, [(mention.start, mention.tail) for mention in mentions])
        mentions.sort(key=lambda mention: mention.start)
    for number, mention in enumerate(mentions):
        if mention.figure is not None:
            place = partial(_place, text, mention.start, mention.end)
            mention.figure.cells = (RawCell(mention.figure.raw, place, mention.sentence, number),)
    return tuple(mentions)


def _reading(text: Text, known: Language | None, said: Sequence[Sentence] | None) -> _Reading:
    words = tokens(text.body)
    found = numerals(words, known)
    kinds, dates = apart(Setting(words, found, known))
    signs = decide((one.core for index, one in enumerate(found) if index not in kinds), known)
    named = periods(words, found, kinds, known)
    lettered = any(map(partial(_lettered, words, known), found))
    if said is None:
        said = sentences(text, known)
    return _Reading(text, words, known, found, kinds, dates, signs, named, lettered, said, [one.start for one in said])


def _mentioned(reading: _Reading, index: int) -> tuple[Mention, int]:
    """The mention that begins with a numeral, and the last numeral of it."""
    text, words, known, found, kinds = reading.text, reading.words, reading.known, reading.found, reading.kinds
    one, last = found[index], index
    number, limits = reading.sentence(one.start)
    if index in reading.dates:
        last = reading.dates[index]
        return reading.placed(_named(text, one.start, found[last].end, "date"), number), last
    around = beside(words, one, known, limits, lettered=reading.lettered)
    if begins_range(words, found, index, known):
        second = found[index + 1]
        led = words.letters(around.first - 1)
        inherit(around, beside(words, second, known, limits, lettered=reading.lettered), one, second, led=led)
    elif around.kind == "count" and around.last == one.last and shares_percent(words, found, index, known):
        around.kind, around.unit, around.noun = "percent", "%", ""
    steps = None if index in kinds else compound(words, found, kinds, index, around, known)
    if steps is None:
        mention = _mention(text, words, one, around, kinds.get(index) or around.kind, reading.signs)
    else:
        last = steps.last
        mention = _in_steps(text, words, one, found[last], steps)
    while last + 1 < len(found) and found[last + 1].start < mention.tail:
        last += 1  # 12,5 p. 100
    if mention.quantity:
        mention = mention._replace(period=nearest(words, reading.named, one.last - 1, limits, known))
    return reading.placed(mention, number), last


def _lettered(words: Tokens, known: Language | None, one: Numeral) -> bool:
    """True for ``$5m`` and ``27.8m``, which show that letters scale numbers in this text."""
    if known is None or not words.glued(one.last) or words.word(one.last) not in known.attached_scales:
        return False
    return words.word(one.last) != "k" and (not one.core.isdecimal() or words.word(one.first - 1) in {"$", "£", "€"})


def _named(text: Text, start: int, end: int, kind: str) -> Mention:
    """A numeral that has no value."""
    return Mention(start, end, text.body[start:end], None, kind=kind, lead=start, tail=end)


def _mention(text: Text, words: Tokens, one: Numeral, around: Beside, kind: str, signs: Signs) -> Mention:
    """A numeral as the text mentions it, with what was read of it as its figure, still without a place."""
    quantity = kind in QUANTITIES
    if "/" in one.core:
        return _with_fraction(text, words, one, around, kind)
    meant = ("scaled" if around.scale != 1 else kind) if quantity else "count"
    if meant == "count" and quantity and not around.counted:
        meant = "bare"
    printed = read(one.core, signs, meant)
    if printed is None:
        return _named(text, one.start, one.end, "code")
    mention = _named(text, one.start, one.end, kind)._replace(value=Fraction(printed.value), decimals=printed.decimals)
    if not quantity:
        return mention._replace(unit=around.unit if kind == "other" else "")
    return mention._replace(
        value=Fraction(printed.value) * around.scale,
        figure=_figure(text, words, one, around, printed, _format(printed, signs), percent=kind == "percent"),
        **_said(words, one, around),
    )


def _in_steps(text: Text, words: Tokens, one: Numeral, last: Numeral, steps: Compound) -> Mention:
    """A number told in several steps, as one mention."""
    around = steps.around
    raw = text.body[one.start : words.ends[around.scaled - 1]]
    figure = Figure(around.noun or raw, raw, "number", (steps.interval,), steps.printed)
    mention = _named(text, one.start, last.end, around.kind)
    return mention._replace(value=Fraction(steps.value), figure=figure, **_said(words, one, around))


def _with_fraction(text: Text, words: Tokens, one: Numeral, around: Beside, kind: str) -> Mention:
    """A number with a common fraction, which is exact: ``2 1/2 million``."""
    whole, _, part = one.core.partition(" ")
    value = (int(whole) + Fraction(part)) * around.scale
    raw = text.body[one.start : words.ends[around.scaled - 1]]
    mention = _named(text, one.start, one.end, kind)._replace(value=value)
    if kind not in QUANTITIES:
        return mention
    figure = Figure(around.noun or raw, raw, "number", (Interval.point(exact(value)),))
    return mention._replace(figure=figure, **_said(words, one, around))


def _said(words: Tokens, one: Numeral, around: Beside) -> dict[str, Any]:
    """What the words beside a number say, as fields of its mention."""
    return {
        "scale": around.scale,
        "unit": around.unit,
        "noun": around.noun,
        "direction": around.direction,
        "approx": around.approx,
        "qualifier": around.qualifier,
        "sign": around.sign,
        "lead": words.starts[min(around.first, one.first)],
        "tail": words.ends[around.last - 1],
    }


def _figure(
    text: Text, words: Tokens, one: Numeral, around: Beside, printed: Printed, form: NumberFormat, *, percent: bool
) -> Figure:
    """What the judge takes a numeral for; ``raw`` is as much of the text as reads as that number again."""
    raw = text.body[one.start : words.ends[around.scaled - 1]]
    again = _again(raw, one, around, printed, form) if one.core == text.body[one.start : one.end] else None
    if again is not None:
        shown, told, column = again, Declared(), Form((form,))
    else:
        raw, scale = one.core, around.scale if around.scale != 1 else None
        shown = (readings(raw, (form,)) or (printed,))[0].scaled(around.scale)
        told = Declared(unit="%" if percent else None, scale=scale, rounded=percent)
        column = Form((form,), scale=around.scale, percent=percent, rounded=percent)
    told = declared(shown, told)
    interval = loosened(span(shown._replace(qualifier=None), told, None, percent), shown, around.qualifier)
    return Figure(around.noun or raw, raw, "number", (interval,), shown, form=column, declared=told)


def _again(raw: str, one: Numeral, around: Beside, printed: Printed, form: NumberFormat) -> Printed | None:
    """The number with its scale words or per cent as a cell would be read; None where that reads as something else."""
    value, tail = printed.value * around.scale, raw[one.end - one.start :]
    if around.scale != 1 and leading_scale(tail.casefold()) == (around.scale, ""):
        # What a cell is read as, without looking for units, marks and footnotes.
        for base in readings(one.core, (form,)):
            style, place = base.style._replace(tail=tail), base.place * around.scale
            return base._replace(value=value, place=place, whole=False, scale=around.scale, style=style)
    again = readings(raw, (form,))
    return again[0] if len(again) == 1 and again[0].value == value else None


def _format(printed: Printed, signs: Signs) -> NumberFormat:
    """The signs of one number, completed by those of its text where it shows only one or none."""
    shown = printed.format
    decimal, group = shown.decimal, shown.group
    if not decimal and not group:
        return NumberFormat(signs.decimal, signs.group if same_sign(signs.group) != same_sign(signs.decimal) else "")
    if not decimal:
        decimal = signs.decimal if same_sign(signs.decimal) != same_sign(group) else _OTHER.get(same_sign(group), "")
    if not group:
        group = signs.group if same_sign(signs.group) != same_sign(decimal) else _OTHER.get(same_sign(decimal), "")
    return NumberFormat(decimal, group, shown.indian)


def _in_words(reading: _Reading, known: Language, numbers: Sequence[tuple[int, int]]) -> list[Mention]:
    """The numbers in words outside of those in digits (``5 per cento``), each as a mention."""
    text, words = reading.text, reading.words
    found: list[Mention] = []
    for one in spelled(words, known):
        start, end = words.starts[one.first], words.ends[one.last - 1]
        before = numbers[max(0, bisect_right(numbers, (start,)) - 1)] if numbers else (0, 0)
        if before[0] < start < before[1]:
            continue
        number, limits = reading.sentence(start)
        numeral = Numeral(one.first, one.last, start, end, str(one.value))
        around = beside(words, numeral, known, limits)
        value, printed = one.value * around.scale, text.body[start:end]
        # Nothing of it is printed in digits, so that it is never a suspect.
        figure = Figure(around.noun or printed, printed, "number", (Interval.point(value),))
        mention = _named(text, start, end, around.kind)._replace(
            value=Fraction(value), spelled=True, figure=figure if around.kind in QUANTITIES else None,
            **_said(words, numeral, around),
        )  # fmt: skip
        found.append(reading.placed(mention, number))
    return found


def _place(text: Text, start: int, end: int, _row: int, _column: int) -> Place:
    return text.place(start, end)
