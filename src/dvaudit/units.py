"""What a header, a title line or a note says about the numbers below: their unit, per cent, that they were rounded."""

from __future__ import annotations

import re
from functools import lru_cache

from dvaudit.interval import Exact
from dvaudit.wording import CURRENCY, PERCENT, SCALES, leading_scale, parse_scale

# Patterns stay texts until a line needs them: most headers name no unit, and are told apart without them.
_BRACKETED = r"[(\[]([^()\[\]]*)[)\]]"
_STATED = (
    r"(?:^|[\s(\[])(?:unit(?: of measure)?|đvt|đơn vị(?: tính)?|einheit|unité|unidad(?: de medida)?|"
    r"unità(?: di misura)?|unidade(?: de medida)?)\s*[:=]\s*([^;()\[\]]+)"
)
_IN = (
    r"(?:^|[\s(\[,])(?:in|en|em|tính bằng)\s+"
    r"((?:[^\W\d_]{0,3}\$\s*|[a-z]{3}\s+)?(?:1[ .,]?000|[^\W\d_]{2,}).*)"
)
_PIECES = r",(?!\d{3})|[;:]|\s/\s|\s[-–—]\s"
_SENTENCES = r"\.\s"
_MARK = r"(?:\s*\d{1,2}\)|\s*[*†‡¹²³⁰⁴-⁹]+|(?<=[^\W\d_]{4})\d{1,2}|\s*\\\d{1,2})$"
_YEAR = r"^(?:1[89]|20)\d\d\s+(?=\D)"
_IN_WORD = r"^(?:in|en|em)\s"
_MONEY = rf"(?i)^(?:current |constant )?(?:{CURRENCY}|(?!per|pro)[a-z]{{3}}(?=\s))\s*"
_THOUSANDS = r"^(?:(1(?:[ .,']?000)+)|['’]?(000)s?)(?![\d.,])"
_PUNCTUATION = dict.fromkeys(map(ord, "()[].,;:/$€£₹¥*†‡0123456789¹²³"), " ")
_MAX_WORDS = 8
_NOUN_LIST = (
    "of de d' di persons person people inhabitants population households tonnes tons ton t kg ha hectares km km2 m2 m3"
    " units unit head heads workers employees metric short current us u.s. dollar dollars euro euros eur usd vnd gbp"
    " pounds rupees yen personen einwohner tonnen stück haushalte personnes habitants ménages emplois hectares personas"
    " habitantes toneladas hogares hectáreas persone abitanti tonnellate ettari famiglie pessoas toneladas reais lượt"
    " người hộ tấn đồng con cái chiếc khách lao động kwh mwh gwh vnđ"
)
_NOUNS = frozenset(_NOUN_LIST.split())
_PERCENT_STEMS = (
    "%", "٪", "％", "prozent", "pourcent", "pour cent", "porcentaje", "percentual", "porcentagem", "percentagem",
    "phần trăm", "प्रतिशत",
)  # fmt: skip
_PERCENT_WORDS = frozenset(("percent", "percents", "percentage", "percentages", "pct", "perc"))
_ROUNDING_STEMS = (
    "rounding", "rounded", "rundung", "gerundet", "aufgerundet", "abgerundet", "arrondi", "redonde", "arrotond",
    "arredond",
)  # fmt: skip


@lru_cache(maxsize=4096)
def scale_in(line: str) -> Exact | None:
    """What one printed unit is worth by a header or title line; None where the line names no scale.

    ``(thousand persons)``, ``ĐVT: Nghìn người``, ``in millions of``, ``NOK million``, ``1000 t``. Only unit lines,
    bracketed units, ``in thousands`` and pieces that are nothing but a unit count: a title such as ``cities over 100
    thousand inhabitants`` names none.
    """
    folded = " ".join(line.casefold().replace("_", " ").split())
    if "000" not in folded and SCALES.keys().isdisjoint(folded.translate(_PUNCTUATION).split()):
        return None
    folded = re.sub(_YEAR, "", folded, count=1)  # a year before its unit: 2006 $ thousands
    stated = [*re.findall(_STATED, folded), *re.findall(_BRACKETED, folded), *re.findall(_IN, folded)]
    pieces = re.split(_PIECES, re.sub(_BRACKETED, " ", folded))
    pieces += [part for piece in pieces for part in re.split(_SENTENCES, piece)]
    found = (*(_scale(piece, stated=True) for piece in stated), *(_scale(piece, stated=False) for piece in pieces))
    return next((scale for scale in found if scale is not None), None)


@lru_cache(maxsize=4096)
def percent_in(header: str) -> bool:
    """True when a column header names per cent."""
    folded = " ".join(header.casefold().replace("_", " ").replace("per cent", "percent").split())
    words = folded.translate(_PUNCTUATION).split()
    return any(stem in folded for stem in _PERCENT_STEMS) or not _PERCENT_WORDS.isdisjoint(words)


@lru_cache(maxsize=4096)
def percent_line(line: str) -> bool:
    """True for a unit line that says per cent of everything below: ``Unit: %``, ``(in percent)``."""
    if not percent_in(line):
        return False
    folded = " ".join(line.casefold().split())
    pieces = [folded, *re.findall(_STATED, folded), *re.findall(_BRACKETED, folded)]
    return any(re.fullmatch(rf"(?:in |en |em )?(?:{PERCENT})", piece.strip()) for piece in pieces)


@lru_cache(maxsize=4096)
def rounding_in(line: str) -> bool:
    """True for a note that figures were rounded: ``may not add due to rounding`` and its like."""
    folded = line.casefold()
    return "làm tròn" in folded or any(
        word.startswith(_ROUNDING_STEMS) for word in folded.translate(_PUNCTUATION).split()
    )


def _scale(piece: str, *, stated: bool) -> Exact | None:
    """The scale of a piece that is a unit, ``stated`` where its place in the line says that it is one."""
    text = re.sub(_IN_WORD, "", re.sub(_MARK, "", piece.strip()))
    text = text if leading_scale(text) else re.sub(_MONEY, "", text, count=1)
    found = _thousands(text) or leading_scale(text)
    if found is None or found[0] < 1000:
        return None
    scale, rest = found
    words = [word.strip(".,") for word in re.sub(_MONEY, "", rest.strip(), count=1).split()]
    if stated:
        return scale if len(words) <= _MAX_WORDS and not any(word.isdigit() for word in words) else None
    # A lone 1,000 or K in running text is a number or a name.
    bare = not words and (text[0].isdigit() or len(text) < 3)
    return None if bare or any(word and word not in _NOUNS for word in words) else scale


def _thousands(text: str) -> tuple[Exact, str] | None:
    """The scale of ``1000 t``, ``1,000`` and ``000s``, and what follows."""
    match = re.match(_THOUSANDS, text)
    if match is None:
        return None
    return (parse_scale(match[1]) if match[1] else None) or 1000, text[match.end() :]
