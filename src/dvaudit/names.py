"""Figure names: when two are the same, which ones a pattern means, which one is nearest to a misspelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dvaudit.pattern import pattern

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_MOST_MEMBERS = 10_000
_ALIKE = 5
"""Among so many names that look alike the nearest one is looked for."""
_LONGEST = 1000
"""Characters beyond which a text is compared as it is: no name has a footnote mark there."""
_FOOTNOTE = pattern(r"(?:\s*(?:\((?:\d{1,2}|[a-z*])\)|\[(?:\d{1,2}|[a-z])\]|[*†‡§¹²³⁰⁴-⁹]|\\\d{1,2}))+$")
_CLOSED = pattern(r"(?<=\S) \d{1,2}\)$")
"""The mark of a footnote as ``Men 1)`` has it, where no bracket is open."""
_DIGITS = pattern(r"\d+")
_NUMBER = pattern(r"(\d+)")
_UNIT = pattern(r"\s*[(\[][^()\[\]]*[)\]]$")
_RANGE = pattern(r"^(.*?)(?<!\d)(\d{1,9})\.\.(?:\1)?(\d{1,9})$")


def fold(name: str) -> str:
    """NFC, case folded, white space collapsed, invisible characters dropped; footnote marks kept."""
    return " ".join(unicodedata.normalize("NFC", name).translate(_INVISIBLE).split()).casefold()


def key(name: str) -> str:
    """The form under which a rule file's name or pattern is kept: the ``*`` at a pattern's end is no footnote mark."""
    return fold(name) if is_pattern(name) else normalize(name)


@lru_cache(maxsize=65536)
def normalize(name: str) -> str:
    """The form in which two names are compared.

    NFC, case folded, white space and line breaks collapsed, invisible characters and footnote marks at the end
    dropped. Empty only when the name is.
    """
    text = fold(name)
    if len(text) > _LONGEST:
        return text
    if text.endswith(")") and text.count(")") > text.count("("):
        text = _CLOSED.sub("", text)
    return _FOOTNOTE.sub("", text).strip() or text


@lru_cache(maxsize=65536)
def without_unit(name: str) -> str:
    """The normalized name without a bracketed unit at its end: ``Area (km2)`` and ``Area`` are one name.

    Compared only where the full names differ, because ``Pupils (girls)`` and ``Pupils (boys)`` are two.
    """
    text = normalize(name)
    return (normalize(_UNIT.sub("", text)) or text) if len(text) <= _LONGEST else text


def is_pattern(name: str) -> bool:
    """True for ``admitted_*``, ``year_20??`` and ranges such as ``admitted_2011..2014``."""
    return "*" in name or "?" in name or (".." in name and len(name) <= _LONGEST and _RANGE.match(name) is not None)


def members(pattern: str) -> list[str]:
    """The names that a range spells out (``m_09..11``: m_09, m_10, m_11); none for any other name or pattern."""
    span = _RANGE.match(fold(pattern)) if is_pattern(pattern) and not set("*?") & set(pattern) else None
    if span is None:
        return []
    prefix, first, last = span.groups()
    width = len(first) if first.startswith("0") else 0
    return [f"{prefix}{number:0{width}d}" for number in range(int(first), int(last) + 1)[:_MOST_MEMBERS]]


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The names a pattern means, in the order given; ``*`` any text, ``?`` one character, ``a..b`` a range.

    A range counts as its numbers do (``m09..m12``).
    """
    listed = list(names)
    expanded = set(members(pattern))
    if expanded:
        return [name for name in listed if normalize(name) in expanded]
    first, *others = ("".join("." if c == "?" else re.escape(c) for c in part) for part in fold(pattern).split("*"))
    if others:
        # Each part is looked for once, from where the one before it ends: no other place could do better.
        first += "".join(f"(?>.*?{part})" for part in others[:-1]) + f".*{others[-1]}"
    compiled = re.compile(first, re.DOTALL)
    return [name for name in listed if compiled.fullmatch(normalize(name))]


def natural(text: str) -> list[str | tuple[int, str]]:
    """The key that puts ``report-9`` before ``report-10``."""
    return [(int(part), part) if number % 2 else part for number, part in enumerate(_NUMBER.split(text))]


def unaccented(text: str) -> str:
    """The text without diacritics (``Tổng số`` as ``tong so``), for suggestions only."""
    folded = unicodedata.normalize("NFD", normalize(text)).replace("đ", "d")
    return "".join(c for c in folded if not unicodedata.combining(c))


def misspelt(name: str, names: Iterable[str]) -> bool:
    """True where one of the names differs from this one by little: an accent, a letter, an ending."""
    import difflib

    wanted, digits = unaccented(name), _DIGITS.findall(name)
    # admitted_2013 is no misspelling of admitted_2014.
    alike = {unaccented(known) for known in names if _DIGITS.findall(known) == digits}
    return bool(difflib.get_close_matches(wanted, alike, n=1, cutoff=0.9))


def closest(name: str, names: Sequence[str]) -> str | None:
    """The name most like a misspelt or unaccented one, to be suggested and never bound; None when none is near."""
    import difflib

    wanted = unaccented(name)
    by_form = {unaccented(known): known for known in reversed(names)}
    found = difflib.get_close_matches(wanted, list(by_form), n=_ALIKE, cutoff=0.6)
    # Long names look more alike than short ones: men is one letter away from man, and two from women.
    nearest = min(found, key=lambda form: _letters_apart(wanted, form), default=None)
    return None if nearest is None else by_form[nearest]


def _letters_apart(one: str, other: str) -> int:
    """How many letters have to be replaced, added or left out to make one text of the other."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one[:_LONGEST], 1):
        now = [row]
        for column, beside in enumerate(other[:_LONGEST], 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != beside)))
        before = now
    return before[-1]
