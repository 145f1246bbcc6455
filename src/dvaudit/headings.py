"""Words that tell what a row or a column of a table is: a total, a part of another one, a rate that no sum can hold.

They are data: a language is added by adding its words. Labels are compared in normalized form, piece by piece, so
that the bilingual ``TỔNG SỐ - TOTAL`` is a total; ``Total revenue`` is a row of its own and no total of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

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
OVERALL = pattern(
    # all of what tables are classified by; "all wheat" is a row like "all rye"
    r"all (?:the )?(?:ages|age groups|(?:sub-?)?regions|areas|districts|provinces|counties|states|municipalities"
    r"|countries|sexes|genders|races|persons|people|industries|sectors|occupations|households|families|schools|levels"
    r"|grades|types|categories|classes|causes|sizes|nationalities|religions|units|items|groups)\b|both sexes\b"
    r"|(?:tất cả|toàn bộ) (?:các )?(?:vùng|tỉnh|huyện|xã|quận|độ tuổi|lứa tuổi|nhóm tuổi|ngành|khu vực|loại|cấp|nhóm)\b"
    r"|(?:cả )?hai giới\b|alle (?:altersgruppen|regionen|länder|kreise|gemeinden|branchen|geschlechter)\b"
    r"|(?:tous (?:les )?|toutes (?:les )?)(?:âges|groupes d'âges?|régions|départements|pays|secteurs|catégories)\b"
    r"|(?:todas las|todos los) (?:edades|regiones|provincias|países|sectores)\b"
    r"|(?:todas as|todos os) (?:idades|regiões|setores|províncias|países)\b"
    r"|(?:tutte le|tutti i) (?:età|regioni|province|paesi|settori)\b"
    r"|(?:les deux|ambos|entrambi i|beide) (?:sexes|sexos|sessi|geschlechter)\b"
)
WHOLE = pattern(
    # a row among its parts, or one of the countries of a list: only what adds up tells
    r"(?:national|nation|nationwide|country|viet ?nam|việt nam|quốc gia|world|thế giới|global|monde|welt|mundo|mondo)"
    r"(?: total)?|total (?:population|persons|people|employment|households|area|workforce|labou?r force)|tổng dân số"
)
SUBTOTAL = pattern(
    r"\b(?:sub-?\s?totals?|zwischensummen?|teilsummen?|sous-?\s?tota(?:l|ux)|subtotal(?:es|e|i)|subtotais"
    r"|tota(?:l|le) (?:parcial|parziale|partiel)|tổng phụ|tiểu cộng|tổng nhóm|cộng (?:nhóm|mục|chương|phần))\b"
)
OF_WHICH = (
    "trong đó", "of which", "of whom", "thereof", "including", "incl.", "among them", "darunter", "davon", "dont",
    "de los cuales", "de las cuales", "di cui", "dos quais", "das quais",
)  # fmt: skip
NOT_ADDITIVE = pattern(
    r"%|‰|\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu|mật độ|bình quân|trung bình|chỉ số|tốc độ|năng suất|xếp hạng"
    r"|per ?cent|percentage|rate|rates|share|ratio|density|average|mean|median|index|rank|per|growth|change|yield"
    r"|anteil|quote|dichte|durchschnitt|mittelwert|taux|densité|moyenne|médiane|indice|part(?![- ]time)|tasa"
    r"|densidad|promedio|media|porcentaje|tasso|densità|percentuale|taxa|densidade|média)\b"
)
RATES = pattern(
    # stricter than for columns: "part-time", "Media" and "Học lực trung bình" are rows of counts
    r"(?<!\d)(?<!\d\s)[%‰]|(?<!\d )\bper ?cent\b"
    r"|\b(?:cơ cấu|xếp hạng|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỷ số|mật độ|bình quân|trung vị|chỉ số|tốc độ"
    r"|năng suất"
    r"|(?:tuổi|thu nhập|giá|mức|điểm|tuổi thọ|số) trung bình|trung bình (?:cộng|mỗi|một|1)"
    r"|percentage|rate|ratio|density|average|mean|median|index(?!-)|life expectancy|share of"
    r"|per (?:capita|person|household|inhabitant|head|year|km2?|\d[\d ,.]*)|durchschnitt\w*"
    r"|mittelwert|medianalter|anteil|quote|dichte|taux|densité|moyenne|médiane?|indice|tasa|densidad|promedio|mediana"
    r"|porcentaje|tasso|densità|percentuale|taxa|densidade|média)\b"
)
LABELS = frozenset(
    # what numbers, codes or dates the rows
    "no.|№|#|tt|stt|id|no|number|code|mã|mã số|rang|rank|year|period|date|năm|kỳ|ngày"
    "|jahr|année|año|anno|ano|data".split("|")
)
_SHARES = pattern(
    r"%|\b(?:per ?cent|pct|percentage|shares?|cơ cấu|tỷ trọng|tỉ trọng|anteile?|porcentaje|percentuale|percentagem)\b"
)
_DATED = pattern(
    r"\b(?:year|founded|established|built|năm|thành lập|jahr|baujahr|gegründet|année|fondée?|año|anno|ano)\b"
)
BREAKDOWN = ("davon", "chia ra", "gồm", "bao gồm", "consisting of", "divided into")
"""What stands above all the parts of a total, not above some of them."""
CLASSIFIED = pattern(r"(?:phân theo|chia theo|phân tổ|by|broken down by|nach|par|por|per)\s")
"""How the heading of one of several complete breakdowns begins: ``Phân theo giới tính``."""
_PIECES = pattern(r"\s*[-–—/|:;,()\n]\s*")
_NUMBERING = pattern(r"^(?:[ivx]+|\d+|[a-z])[.)]\s*")
_BULLET = pattern(r"^\s*[-+*•–]")
_LISTED = pattern(r"\s*([-+*•–])\s*[^\W\d_]")


@lru_cache(maxsize=65536)
def is_total(label: str) -> bool:
    """True for the label of a total row or column of a table."""
    text = _NUMBERING.sub("", normalize(label))
    if text in TOTAL:
        return True
    return not is_subtotal(label) and any(piece in TOTAL for piece in _PIECES.split(text) if piece)


def totals_among(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels that say total; where none does, those that say all of something (``All ages``), or name a whole."""
    for says in (is_total, is_overall, is_whole):
        if found := tuple(label for label in labels if says(label)):
            return found
    return ()


@lru_cache(maxsize=65536)
def is_whole(label: str) -> bool:
    """True for the name of a whole that may be one row among others, too: ``World``, ``Viet Nam``."""
    return WHOLE.fullmatch(_NUMBERING.sub("", normalize(label))) is not None


@lru_cache(maxsize=65536)
def is_overall(label: str) -> bool:
    """True for a label that means all of something: ``Both sexes``, ``All regions``, ``Tất cả các vùng``."""
    return OVERALL.match(_NUMBERING.sub("", normalize(label))) is not None


@lru_cache(maxsize=65536)
def is_subtotal(label: str) -> bool:
    """True for a label that says that it sums some of the rows beside it (``Subtotal``, ``Zwischensumme Nord``)."""
    return SUBTOTAL.search(normalize(label)) is not None


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


@lru_cache(maxsize=65536)
def is_rate(label: str) -> bool:
    """True for the label of a row that says rate, mean, median and the like: no sum holds it, or makes it."""
    return RATES.search(normalize(label)) is not None


def is_share(name: str) -> bool:
    """True for the name of a column that may hold the shares of one whole: those under a total of 100 make it."""
    return _SHARES.search(normalize(name)) is not None


def is_dated(name: str) -> bool:
    """True for the name of a column that may hold years (``Year founded``)."""
    return _DATED.search(normalize(name)) is not None


def indentation(label: str) -> int:
    """How far a label is indented, in characters."""
    return len(label) - len(label.lstrip())


def depth(label: str) -> tuple[int, int]:
    """How deep a label stands: by its indentation, then by its list mark (``-``, and ``+`` below it)."""
    mark = _LISTED.match(label)
    return indentation(label), 0 if mark is None else 1 + (mark[1] == "+")
