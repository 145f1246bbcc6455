"""What the words beside a numeral make of it: scale, per cent, money, unit, what is counted, which way it goes."""

from __future__ import annotations

from dataclasses import dataclass

from dvaudit.around import MINUS
from dvaudit.article.language import Language
from dvaudit.article.numeral import Numeral
from dvaudit.article.tokens import Tokens
from dvaudit.wording import SCALES

_LOOK_BACK = 8
"""So many words before a number may say which way it goes."""
_LOOK_AHEAD = 4
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_PARTED = frozenset("(:|–-")
_NOUN = 5
"""The most words of what is counted."""
_CLAUSE = frozenset(',;.:()–—-…!?[]|•"“”')
_LONG = 4
"""A duration of so many digits was counted."""
_MOST = 10**12
"""No scale word follows one that is worth so much."""
_MONEY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₫": "VND", "₹": "INR", "₦": "NGN"}
_PERCENT = frozenset("%٪％")


@dataclass(slots=True, eq=False, repr=False)
class Beside:
    """What stands beside a numeral. ``last`` is the token after all that belongs to the number and its unit.

    ``sign`` is the printed one. ``counted`` tells whether the number can only be whole.
    """

    first: int
    last: int
    kind: str = "count"
    scale: int = 1
    unit: str = ""
    noun: str = ""
    qualifier: str = ""
    approx: str = ""
    sign: int = 0
    direction: int = 0
    scaled: int = 0
    """The token after scale words and per cent."""
    counted: bool = False
    """True where what is counted stands after the number."""
    begin: int = 0
    """The first token with a word such as ``about`` before all."""


def beside(
    text: Tokens, one: Numeral, known: Language | None, limits: tuple[int, int], *, lettered: bool = False
) -> Beside:
    """What stands beside a numeral within a sentence, given as the first token and the one after the last.

    ``lettered`` tells that the text scales numbers by single letters.
    """
    found = Beside(one.first, one.last, scaled=one.last)
    _lead(text, one, known, found)
    _scale(text, known, found, one, lettered=lettered)
    _unit(text, known, found, one)
    _sign(text, found)
    if known is not None:
        _qualify(text, known, found)
        found.direction = found.sign or _direction(text, known, found, limits)
        if found.kind != "percent":
            found.noun = _noun(text, known, found, limits)
    return found


def _lead(text: Tokens, one: Numeral, known: Language | None, found: Beside) -> None:
    """A currency before the number."""
    before = text.word(one.first - 1)
    if known is not None and "money_before" in known.data:
        sign = known.phrases("money_before").ending(text.words, one.first)
        if sign is not None:
            word = text.printed(one.first - 1)
            letters = word[:1].isalpha()
            touching = text.glued(one.first)
            if not letters or (word[:1].isupper() and (touching or len(word) > 1)):
                found.kind, found.unit, found.first = "money", sign[0], one.first - sign[1]
                return
    if before in _MONEY_SIGNS:
        found.kind, found.unit, found.first = "money", _MONEY_SIGNS[before], one.first - 1


def _scale(text: Tokens, known: Language | None, found: Beside, one: Numeral, *, lettered: bool) -> None:
    """Scale words after the number, such as ``nghìn tỷ`` or ``Mio.``."""
    if known is None:
        _scale_anywhere(text, found)
        return
    at = one.last
    if text.word(at) == "-" and text.glued(at) and text.glued(at + 1):
        at += 1  # 1.2-million
    letter = text.word(at)
    if letter in known.attached_scales and text.glued(at):
        # 27m alone is a length, except where the text writes $5.2m or 27.8m.
        decimal = not one.core.isdecimal()
        if found.kind == "money" or decimal or lettered or text.printed(at) == "k":
            found.scale = known.attached_scales[letter]
            found.last = found.scaled = at + 1
            return
    while found.scale < _MOST and (scaled := known.scales.starting(text.words, at)) is not None:
        worth, count = scaled
        if not worth or "\n" in text.gap(at):
            break
        found.scale *= worth
        at += count
        found.last = found.scaled = at
        if text.word(at - 1) == "€":  # Md€
            found.kind, found.unit = "money", "EUR"
            return


def _scale_anywhere(text: Tokens, found: Beside) -> None:
    """A scale word of any language, in a text of none that is known."""
    at = found.last
    while found.scale < _MOST and text.word(at) in SCALES and "\n" not in text.gap(at):
        found.scale *= SCALES[text.word(at)]
        at += 1 + (text.word(at + 1) == "." and text.printed(at + 2)[:1].islower())
        found.last = found.scaled = at


def _unit(text: Tokens, known: Language | None, found: Beside, one: Numeral) -> None:
    """Per cent, a currency, a measure or a duration after the number."""
    at = found.last
    after = text.word(at) in _PERCENT
    if after or text.word(one.first - 1) in _PERCENT:
        found.kind, found.unit = "percent", "%"
        found.last = found.scaled = at + after
        return
    if known is None or "\n\n" in text.gap(at) or _percent_in_words(text, known, found, one):
        return
    if _bare_percent(text, known, found, one):
        found.kind, found.unit = "percent", "%"
        return
    if "no_money" in known.data and known.phrases("no_money").starting(text.words, at) is not None:
        return
    if text.word(at) == "-" and text.glued(at) and text.glued(at + 1):
        at += 1  # 8-inch
    linked = at
    while text.word(linked) in known.words("noun_links"):
        linked += 1
    if text.word(at) in _MONEY_SIGNS or text.word(at) == "‰":
        found.kind, found.unit = ("measure", "‰") if text.word(at) == "‰" else ("money", _MONEY_SIGNS[text.word(at)])
        found.last = at + 1
        return
    if _coins(text, known, found):
        return
    for section, kind in (("money", "money"), ("measures", "measure")):
        for start in dict.fromkeys((at, linked)):
            match = known.phrases(section).starting(text.words, start)
            if match is not None and _stands_alone(text, start, match[1], one):
                if found.kind == "count" or section == "money":
                    found.kind, found.unit, found.last = kind, match[0], start + match[1]
                return
    _duration(text, known, found, one)


def _medals(text: Tokens, known: Language, found: Beside) -> bool:
    """True for bronze, which is also a currency, in a list behind silver: 246 bạc và 318 đồng."""
    medals = known.data.get("medals", {})
    back = found.first - 1
    return text.word(found.last) in medals and any(
        text.word(at) == medals[text.word(found.last)] for at in (back, back - 1)
    )  # fmt: skip


def _coins(text: Tokens, known: Language, found: Beside) -> bool:
    """``7s 6d``: letters that touch their number, where the other coin stands beside; no coin of bronze medals."""
    if _medals(text, known, found):
        return True
    coins, at = known.data.get("coins", {}), found.last
    coin = coins.get(text.word(at))
    if coin is None or not text.glued(at):
        return False
    ahead = at + 1 + (text.word(at + 1) == ".")
    followed = text.word(ahead).isdecimal() and text.word(ahead + 1) in coins and text.glued(ahead + 1)
    back = found.first - 1 - (text.word(found.first - 1) == ".")
    if not followed and not (text.word(back) in coins and text.word(back - 1).isdecimal()):
        return False
    found.kind, found.unit, found.last = "money", coin, ahead
    return True


def _percent_in_words(text: Tokens, known: Language, found: Beside, one: Numeral) -> bool:
    """Per cent or percentage points as words; ``18 points`` alone can be anything, ``1,5 punti`` hardly."""
    at = found.last
    if text.word(at) == "-" and text.glued(at) and text.glued(at + 1):
        at += 1  # a 5-percent rise
    for section, unit in (("points", "points"), ("percent", "%")):
        match = known.phrases(section).starting(text.words, at)
        if match is not None and not (section == "points" and one.core.isdecimal() and match[1] == 1):
            found.kind, found.unit = "percent", unit
            found.last = found.scaled = at + match[1]
            return True
    return False


def _bare_percent(text: Tokens, known: Language, found: Beside, one: Numeral) -> bool:
    """``(đạt 78,35)``: a share in brackets, of which the sign was left out."""
    if found.scale != 1 or one.core.isdecimal() or text.word(one.last) != ")":
        return False
    return known.phrases("percent_without_sign").ending(text.words, one.first) is not None


def _duration(text: Tokens, known: Language, found: Beside, one: Numeral) -> None:
    """An age or a time: no quantity, unless it is so long or so exact that it was counted."""
    at = found.last
    aged = known.phrases("ages").starting(text.words, at)
    lasting = known.phrases("durations").starting(text.words, at)
    whole = one.core.isdecimal() and len(one.core) < _LONG
    few = whole and len(one.core) < _LONG - 1
    if lasting is None and aged is None and few and text.letters(at) and "\n" not in text.gap(at + 1):
        lasting = known.phrases("durations").starting(text.words, at + 1)  # nine first months
        at += 1
    if aged is not None:
        found.kind, found.unit, found.last = "other", "age", at + aged[1]
    elif lasting is not None and found.scale == 1:
        found.kind, found.unit, found.last = "other" if whole else "measure", lasting[0], at + lasting[1]


def _stands_alone(text: Tokens, at: int, count: int, one: Numeral) -> bool:
    """False for a single letter that is no unit here, but the first of ``s. o.`` or of a name."""
    if count > 1 or len(text.word(at)) > 1 or not text.letters(at):
        return True
    after = text.word(at + 1)
    if after == "." and not text.glued(at):
        return text.gap(at + 2) != "" or at + 2 >= len(text)
    return (text.printed(at).islower() or text.glued(at)) and after != "'" and at >= one.last


def _sign(text: Tokens, found: Beside) -> None:
    """A plus or minus that touches the number or its currency, and no dash between two words or numbers."""
    at = found.first - 1
    sign = text.printed(at)
    if not sign or (sign not in MINUS and sign not in "+＋±"):
        return
    if sign == "±" or "\n" in text.gap(at + 1):
        return
    if not text.glued(at + 1) and (text.word(at - 1) != "(" and (sign in MINUS or text.numeral[at - 1 : at] == [True])):
        return  # (- 1 %) and + 0,4 % are signs, 4 - 1 and a dash are none
    if text.glued(at) and text.word(at - 1) not in {"(", "[", "/", "|", "="}:
        return
    if sign in MINUS and sign not in "-−" and text.numeral[at - 1] if at else False:
        return
    found.sign = 1 if sign in "+＋" else -1
    found.first = at


def _qualify(text: Tokens, known: Language, found: Beside) -> None:
    """A word that loosens the number: ``about``, ``more than``, ``gần``; or ``or more`` after it."""
    at = found.begin = found.first
    for skip in (0, 1):
        before = known.qualifiers.ending(text.words, at - skip)
        if before is not None:
            (found.qualifier, found.approx), count = before
            found.begin = at - skip - count
            if found.qualifier == "none":
                found.qualifier = found.approx = ""
            return
        if not known.phrases("money").ending(text.words, at):
            break
    after = known.qualifiers_after.starting(text.words, found.last)
    if after is not None:
        (found.qualifier, found.approx), _ = after


def _direction(text: Tokens, known: Language, found: Beside, limits: tuple[int, int]) -> int:
    """-1 or 1 where the words of the clause say a decrease or an increase; 0 where they say neither."""
    after = _direction_after(text, known, found, limits)
    if after:
        return after
    at, seen = found.first, 0
    while at > limits[0] and seen < _LOOK_BACK:
        if known.phrases("down").ending(text.words, at):
            return -1
        if known.phrases("up").ending(text.words, at):
            return 1
        at -= 1
        if text.word(at) in _CLAUSE or (text.numeral[at] and seen > 2):
            break
        seen += 1
    return 0


def _direction_after(text: Tokens, known: Language, found: Beside, limits: tuple[int, int]) -> int:
    at = found.last
    for seen in range(_LOOK_AHEAD):
        if at + seen >= limits[1]:
            break
        if known.phrases("down_after").starting(text.words, at + seen):
            return -1
        if known.phrases("up_after").starting(text.words, at + seen):
            return 1
        word = text.word(at + seen)
        if word in _CLAUSE or text.numeral[at + seen]:
            break
    return 0


def _noun(text: Tokens, known: Language, found: Beside, limits: tuple[int, int]) -> str:
    """The phrase that a number counts; else what stands before it in ``Ukraine (59,820)`` and ``Women: 120``."""
    stops, links = known.words("noun_stops", "up", "down", "months", "year_words"), known.words("noun_links")
    capital = "capital_nouns" in known.data
    at = found.last
    while text.word(at) in links:
        at += 1
    begun = at
    last = at
    while at < limits[1] and at - begun < 2 * _NOUN and "\n" not in text.gap(at):
        word = text.word(at)
        joint = word == "-" and text.glued(at) and at > begun
        if word in stops or not (text.letters(at) or word in links or joint):
            break
        if capital and last > begun and text.printed(last - 1)[:1].isupper() and text.printed(at)[:1].islower():
            break
        at += 1
        if word not in links and word != "-":
            last = at
        if last - begun >= _NOUN:
            break
    endings = tuple(known.data.get("verb_endings", ()))
    while endings and last > begun and text.word(last - 1).endswith(endings):
        last -= 1  # people died
    found.counted = last > begun
    if found.counted:
        return " ".join(text.body[text.starts[begun] : text.ends[last - 1]].split()).rstrip(_MARKS)
    return _label(text, known, found, limits)


def _label(text: Tokens, known: Language, found: Beside, limits: tuple[int, int]) -> str:
    """The words that name a number before it: ``Ukraine (59,820)``, ``Women: 120``, ``Deaths were 271``, ``Rice 36``.

    Empty where they only lead to it: no name is better than a wrong one.
    """
    at = found.begin
    parted = text.word(at - 1) in _PARTED
    verb = None if parted else known.phrases("verbs").ending(text.words, at)
    end = at - (1 if parted else 0 if verb is None else verb[1])
    stops = known.words("noun_stops", "year_before", "up", "down", "months", "verbs")
    at = end
    while at > limits[0] and end - at < _NOUN and text.letters(at - 1) and text.word(at - 1) not in stops:
        at -= 3 if text.word(at - 2) == "-" and text.glued(at - 1) and text.glued(at - 2) else 1
    begins = at <= limits[0] or not (text.letters(at - 1) or text.numeral[at - 1])
    named = begins and (text.printed(at)[:1].isupper() or "names_lead" in known.data)
    if at >= end or not (parted or verb is not None or named):
        return ""
    return " ".join(text.body[text.starts[max(at, limits[0])] : text.ends[end - 1]].split())
