"""Words that tell what a row or a column of a table is: a total, a part of another one, a rate that no sum can hold.

They are data: a language is added by adding its words. Labels are compared in normalized form, piece by piece, so
that the bilingual ``TỔNG SỐ - TOTAL`` is a total; ``Total revenue`` is a row of its own and no total of the table.
"""

from __future__ import annotations

from dvaudit.names import normalize
from dvaudit.pattern import pattern

TOTAL = frozenset(
    # Vietnamese
    "tổng|tổng số|tổng cộng|cộng|tổng chung|toàn tỉnh|toàn thành phố|toàn huyện|toàn quốc|cả nước|chung|tổng toàn tỉnh"
    # English
    "|total|totals|grand total|sum|all|overall|whole country|total number"
    # German, French, Spanish, Italian, Portuguese
    "|insgesamt|gesamt|summe|zusammen|gesamtsumme|ensemble|total général|total general|totales|totale"
    "|totale generale|in complesso|complesso|total geral|totais".split("|")
)
OF_WHICH = (
    "trong đó", "of which", "of whom", "thereof", "including", "incl.", "among them", "darunter", "davon", "dont",
    "de los cuales", "de las cuales", "di cui", "dos quais", "das quais",
)  # fmt: skip
NOT_ADDITIVE = pattern(
    r"%|‰|\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu|mật độ|bình quân|trung bình|chỉ số|tốc độ|năng suất|xếp hạng"
    r"|per ?cent|percentage|rate|rates|share|ratio|density|average|mean|median|index|rank|per|growth|change|yield"
    r"|anteil|quote|dichte|durchschnitt|mittelwert|taux|densité|moyenne|médiane|indice|part|tasa|densidad|promedio"
    r"|media|porcentaje|tasso|densità|percentuale|taxa|densidade|média)\b"
)
LABELS = frozenset(
    # what numbers, codes or dates the rows
    "no.|№|#|tt|stt|id|no|number|code|mã|mã số|rang|rank|year|period|date|năm|kỳ|ngày"
    "|jahr|année|año|anno|ano|data".split("|")
)
BREAKDOWN = ("davon", "chia ra", "gồm", "bao gồm", "consisting of", "divided into")
"""What stands above all the parts of a total, not above some of them."""
CLASSIFIED = pattern(r"(?:phân theo|chia theo|phân tổ|by|broken down by|nach|par|por|per)\s")
"""How the heading of one of several complete breakdowns begins: ``Phân theo giới tính``."""
_PIECES = pattern(r"\s*[-–—/|:;,()\n]\s*")
_NUMBERING = pattern(r"^(?:[ivx]+|\d+|[a-z])[.)]\s*")
_BULLET = pattern(r"^\s*[-+*•–]")


def is_total(label: str) -> bool:
    """True for the label of a total row or column of a table."""
    text = _NUMBERING.sub("", normalize(label))
    return text in TOTAL or any(piece in TOTAL for piece in _PIECES.split(text) if piece)


def is_of_which(label: str) -> bool:
    """True for a label that only repeats a part of another row (``Trong đó: Nữ``)."""
    text = normalize(label).lstrip("-+*•– ")
    return any(text == word or (text.startswith(word) and not text[len(word)].isalnum()) for word in OF_WHICH)


def is_part_only(label: str) -> bool:
    """True for a column heading above some parts of a total; ``davon`` stands above all of them."""
    text = normalize(label)
    return is_of_which(label) and not any(text.startswith(word) for word in BREAKDOWN)


def is_classification(label: str) -> bool:
    """True for the heading of one complete breakdown among several (by sex, by age)."""
    text = normalize(label)
    return CLASSIFIED.match(text) is not None or any(text.rstrip(":") == word for word in BREAKDOWN)


def is_bulleted(label: str) -> bool:
    """True for a label that begins with a list mark, as the lines below ``Trong đó:`` do."""
    return _BULLET.match(label) is not None


def is_label(name: str) -> bool:
    """True for the name of a column that numbers, codes or dates the rows."""
    return normalize(name) in LABELS


def is_additive(name: str) -> bool:
    """False for names that say rate, mean, index, density and the like: their totals are no sums.

    Nor is a column added that numbers or dates the rows.
    """
    text = normalize(name)
    return text not in LABELS and NOT_ADDITIVE.search(text) is None


def indentation(label: str) -> int:
    """How far a label is indented, in characters."""
    return len(label) - len(label.lstrip())
