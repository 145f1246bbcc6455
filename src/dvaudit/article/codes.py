"""Numbers that only name something: documents, tables, pages, telephones, cases, ranks, items of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dvaudit.article.dates import is_year
from dvaudit.article.numeral import Numeral
from dvaudit.article.setting import DASHES, Setting

_ADDRESS = r"(?:https?://|www\.)[^\s]{1,300}|[\w.+-]{1,64}@[\w.-]{1,255}"
_ROMAN = re.compile(r"[ivx]{1,4}")
_AND = frozenset(",&+")
_MAY_TOUCH = ("measures", "percent", "points", "money", "durations", "ages", "ordinal_suffixes", "clock_after")
_LABELLED = re.compile(r"\d{1,2}(?:\.\d{1,3})+")
_NEAR = 12
"""So many numerals around one are looked at for the other marks of its enumeration."""
_WORD = 4
"""Letters of so many that touch a number are a word to which a space is missing, not the rest of a name."""


def addresses(setting: Setting) -> set[int]:
    """The numerals inside web and mail addresses."""
    body = setting.text.body
    if "@" not in body and "www." not in body and "://" not in body:
        return set()
    spans = [match.span() for match in re.finditer(_ADDRESS, body)]
    found: set[int] = set()
    at = 0
    for index, one in enumerate(setting.found):
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        if at < len(spans) and spans[at][0] <= one.start:
            found.add(index)
    return found


def code(setting: Setting, kinds: Mapping[int, str], index: int) -> str | None:
    """``ordinal``, ``code`` or ``other`` for a numeral that names something; None for one that may be a quantity."""
    one, text = setting.found[index], setting.text
    plain = one.core.isdecimal()
    if plain and len(one.core) <= 2 and (_list_mark(setting, index) or _dotted_ordinal(setting, index)):
        return "ordinal"
    if _joined_before(setting, one.first):
        return "code"
    joined = _joined_after(setting, one.last)
    if joined is not None:
        return joined
    if _follows(setting, kinds, index):
        return "code"
    if plain and text.glued(one.last) and _is_ordinal(setting, one.last):
        return "ordinal"
    if _on_a_scale(setting, one):
        return "other"
    if _labelled(setting, index) or _telephone(setting, kinds, index):
        return "code"
    if plain and setting.before("ages_before", one.first):
        return "other"
    if plain and setting.before("ordinals_before", one.first):
        return "ordinal"
    return "code" if plain and len(one.core) > 2 and one.core[0] == "0" else None


def _list_mark(setting: Setting, index: int) -> bool:
    """``(1)`` and ``1.`` before a paragraph or a sentence, and ``(1)`` before each part of an enumeration."""
    one, text = setting.found[index], setting.text
    bracketed = text.word(one.first - 1) == "("
    begun = one.first - bracketed
    gap = text.gap(begun) if begun else "\n"
    if not text.glued(one.last) or text.word(one.last) not in (")" if bracketed else ").") or not gap:
        return False
    after = one.last + 1
    if "\n" in gap:
        return text.gap(after)[:1] in {" ", "\t", "\u00a0"} and not setting.after("months", after)
    if text.word(begun - 1) in {".", ";"} and text.printed(after)[:1].isupper():
        return (bracketed or text.word(one.last) == ".") and not setting.after("months", after)
    return bracketed and text.letters(after) and _enumerated(setting, index)


def _enumerated(setting: Setting, index: int) -> bool:
    """True for one of ``(1) ... (2) ...``, each before words; counts in brackets stand behind theirs."""
    marks = [one for one in setting.found[max(0, index - _NEAR) : index + _NEAR + 1] if _is_mark(setting, one)]
    value = int(setting.found[index].core)
    values = [int(one.core) for one in marks]
    return 1 in values and (value + 1 in values or value - 1 in values) and values == sorted(values)


def _is_mark(setting: Setting, one: Numeral) -> bool:
    text = setting.text
    before = text.word(one.first - 1) == "(" and text.glued(one.first) and text.word(one.last) == ")"
    small = one.core.isdecimal() and len(one.core) <= 2
    return (
        before
        and small
        and text.letters(one.last + 1)
        and text.word(one.last + 1) not in setting.data_words("labels_and")
    )


def _dotted_ordinal(setting: Setting, index: int) -> bool:
    """``im 3. Quartal``, where a language writes ordinals like this."""
    one, text = setting.found[index], setting.text
    if setting.known is None or not setting.says("ordinal_dot"):
        return False
    if text.word(one.last) != "." or not text.glued(one.last) or not text.letters(one.last + 1):
        return False
    return "\n" not in text.gap(one.last + 1) and text.word(one.last + 1) not in setting.known.words("noun_stops")


def _is_ordinal(setting: Setting, at: int) -> bool:
    """True for the ending of a rank; a letter that is a coin too only before a name: ``3d March``, but ``6d a day``."""
    if not setting.after("ordinal_suffixes", at):
        return False
    coin = setting.known is not None and setting.text.word(at) in setting.known.data.get("coins", ())
    return not coin or setting.text.printed(at + 1)[:1].isupper()


def _on_a_scale(setting: Setting, one: Numeral) -> bool:
    """``66° 31' south``, ``the 60's``: degrees, minutes, decades."""
    text = setting.text
    sign, after = text.word(one.last), text.word(one.last + 1)
    if sign == "°" and after not in {"c", "f"}:
        return True
    if text.word(one.first - 1) == "°" and sign in {"'", "′"}:
        return True
    return sign == "'" and text.glued(one.last) and after == "s" and text.glued(one.last + 1)


def _joined_before(setting: Setting, at: int) -> bool:
    """``BN17577``, ``COVID-19``, ``A320``, ``NĐ/2019``, ``[12]``, ``§ 5``: a number that is part of a name."""
    text = setting.text
    joint = text.word(at - 1)
    if joint in {"[", "#", "§", "№"}:
        return True
    if not text.glued(at):
        return False
    if text.letters(at - 1):
        return not _is_currency(setting, at) and not setting.space_lost(at - 1)
    if not text.glued(at - 1) or not text.letters(at - 2):
        return False
    if joint in "-+":  # COVID-19, GMT+7
        return not setting.before("months", at - 1)
    name = text.printed(at - 2)
    return joint == "_" or (joint == "/" and name.isupper() and len(name) > 1 and not _ROMAN.fullmatch(name.lower()))


def _is_currency(setting: Setting, at: int) -> bool:
    """True for a currency that touches its amount: ``N113.1bn``, ``Rs500``."""
    match = None if setting.known is None else setting.known.phrases("money_before").ending(setting.text.words, at)
    return match is not None and setting.text.printed(at - 1)[:1].isupper() and not setting.text.glued(at - match[1])


def _joined_after(setting: Setting, at: int) -> str | None:
    """``5G``, ``12b``: part of a name; ``78-year-old``, ``20-jährige``: part of a word."""
    text = setting.text
    if not text.glued(at):
        return None
    if text.letters(at) and not _may_touch(setting, at):
        return "code" if len(text.words[at]) < _WORD else None
    if text.word(at) != "-" or not text.glued(at + 1) or not text.letters(at + 1):
        return None
    lasting = setting.any_after(("durations", "ages"), at + 1)
    compound = text.word(at + 2) == "-" and text.glued(at + 2)  # 78-year-old
    return "other" if compound or lasting or not _may_touch(setting, at + 1) else None


def _may_touch(setting: Setting, at: int) -> bool:
    """True for a word that may touch its number: a unit, a scale word, an ordinal ending."""
    if setting.known is None:
        return False
    text = setting.text
    if setting.scaled(at) or text.word(at) in setting.known.attached_scales:
        return True
    if text.word(at) in setting.known.data.get("coins", ()):
        return True
    return setting.any_after(_MAY_TOUCH, at) and not (len(text.word(at)) == 1 and text.printed(at) in "GD")


def _follows(setting: Setting, kinds: Mapping[int, str], index: int) -> bool:
    """The rest of a row of names: ``BN17577-17727``, ``Tables 1, 2 and 3``."""
    if not index:
        return False
    one, before = setting.found[index], setting.found[index - 1]
    if kinds.get(index - 1) == "year":  # décret n° 2012-345
        numbered = setting.before("labels_before", before.first) in setting.data_words("labels_before")
        return numbered and setting.near(index - 1, "-/") is one
    if kinds.get(index - 1) != "code":
        return False
    between = setting.text.words[before.last : one.first]
    if not one.core.isdecimal() or len(between) > 1 or setting.measured(one.last):
        return False
    if not between or between[0] in DASHES:
        return True
    if setting.counts(one.last) or setting.any_after(("durations", "ages"), one.last):
        return False
    small = len(one.core) <= len(before.core) + 1
    return small and (between[0] in _AND or between[0] in setting.data_words("labels_and"))


def _labelled(setting: Setting, index: int) -> bool:
    """``page 12``, ``Quyết định số 219``, ``No. 5``, ``tel. 024 3825 1234``."""
    one, text = setting.found[index], setting.text
    if setting.known is None or setting.measured(one.last) or setting.before("counts_after_label", one.first):
        return False
    label = setting.before("labels_before", one.first)
    if not label and text.word(one.first - 1) == "." and len(text.word(one.first - 2)) == 1:
        label = setting.before("labels_before", one.first - 2)  # article L. 123
    if not label or not (one.core.isdecimal() or _LABELLED.fullmatch(one.core)):
        return False
    counted, after = setting.counts(one.last), text.word(one.last)
    following = setting.near(index, "/")
    if following is not None and is_year(following.core):
        return True  # Ley 39/2015
    strong = label not in setting.known.data["weak_labels"]
    if not one.core.isdecimal() and not strong:
        return False
    if strong or (len(one.core) < 3 and text.printed(one.first - 1)[:1].isupper() and text.glued(one.first) is False):
        return not counted or len(one.core) < 5
    return not counted and (after not in {"/", "("} or (after == "/" and text.letters(one.last + 1)))


def _telephone(setting: Setting, kinds: Mapping[int, str], index: int) -> bool:
    """``Tel.: 030 12345678``, ``+44 20 7946 0958``."""
    one, text = setting.found[index], setting.text
    at = one.first
    while text.word(at - 1) in {":", "(", "+", "."}:
        at -= 1
    if setting.before("phones_before", at):
        return one.core.isdecimal() or "." in one.core
    if (
        text.word(one.first - 1) == "+"
        and text.glued(one.first)
        and len(one.core) < 4
        and index + 2 < len(setting.found)
    ):
        second, third = setting.found[index + 1], setting.found[index + 2]
        return second.first == one.last and third.first == second.last
    if kinds.get(index - 1) != "code" or not one.core.isdecimal():
        return False
    between = text.words[setting.found[index - 1].last : one.first]
    return not between or (between[0] in ")/-" and len(between) == 1)
