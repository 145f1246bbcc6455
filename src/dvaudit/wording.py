"""The words that printed numbers carry: scales, qualifiers, per cent, currencies.

English, Vietnamese, German, French, Spanish, Italian, Portuguese, and the lakh and crore of South Asia. ``billion`` is
the English one; the long-scale ``Billion`` of German is told apart only in its plural.
"""

from __future__ import annotations

import re

from dvaudit.interval import Exact

_SCALES = {
    2: "hundred hundreds trăm",
    3: "thousand thousands thous nghìn ngàn tausend tsd mille millier milliers mil miles mila migliaia milhar milhares"
    " hazar hazaar हज़ार हजार k k€ k$ тыс",
    4: "vạn",
    5: "lakh lakhs lac lacs लाख",
    6: "million millions mn mln mill mil. triệu tr millionen mio millón millones milione milioni milhão milhões"
    " m€ m$ € mio млн",
    7: "crore crores cr करोड़",
    9: "billion billions bn bln tỷ tỉ milliarde milliarden mrd mia milliard milliards md mds miliardo miliardi mld"
    " bilhão bilhões md€ mds€ mrd€ bn€ млрд",
    12: "trillion trillions trn billionen bio billón billones bilione bilioni bilião biliões trilhão trilhões",
}
SCALES: dict[str, int] = {word: 10**power for power, words in _SCALES.items() for word in words.split() if word != "€"}
"""What a scale word is worth; words are case folded and without a final full stop."""

LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}
"""Single letters that scale an amount of money: ``$5m``, ``1.2 M€``."""

_QUALIFIERS = {
    "about": "~|≈|∼|≃|about|approximately|approx|approx.|around|roughly|some|circa|ca|ca.|c.|khoảng|chừng|độ|xấp xỉ|"
    "ước|ước khoảng|environ|env.|près de|autour de|rund|etwa|ungefähr|zirka|alrededor de|aproximadamente|cerca de|"
    "aprox.|intorno a|cerca di|por volta de|लगभग",
    "more": ">|more than|over|above|greater than|exceeding|hơn|trên|lớn hơn|nhiều hơn|plus de|supérieur à|über|"
    "mehr als|más de|superior a|mais de|acima de|più di|oltre",
    "at_least": ">=|≥|=>|at least|no less than|not less than|no fewer than|minimum|min.|ít nhất|tối thiểu|không dưới|"
    "không ít hơn|từ|au moins|mindestens|wenigstens|al menos|por lo menos|como mínimo|almeno|pelo menos|"
    "ao menos|no mínimo",
    "less": "<|less than|fewer than|under|below|almost|nearly|close to|dưới|gần|ít hơn|nhỏ hơn|chưa đến|chưa tới|"
    "moins de|presque|inférieur à|weniger als|unter|fast|knapp|menos de|casi|inferior a|meno di|quasi|quase",
    "at_most": "<=|≤|=<|up to|at most|no more than|not more than|maximum|max.|tối đa|không quá|nhiều nhất|đến|tới|"
    "jusqu'à|jusqu’à|au plus|bis zu|höchstens|maximal|hasta|como máximo|a lo sumo|fino a|al massimo|até|"
    "no máximo",
}
QUALIFIERS = {word: name for name, words in _QUALIFIERS.items() for word in words.split("|")}
"""What stands before a number and widens it."""

_AFTER = {
    "at_least": "+|or more|and more|and over|or over|or greater|trở lên|et plus|ou plus|und mehr|oder mehr|o más|y más|"
    "ou mais|e mais|o più|e oltre|e più",
    "at_most": "or less|or fewer|and under|or under|trở xuống|et moins|ou moins|oder weniger|und weniger|o menos|"
    "y menos|ou menos|o meno|e meno",
}
AFTER = {word: name for name, words in _AFTER.items() for word in words.split("|")}
"""What stands after a number and widens it."""

PERCENT = (
    r"[%٪％]|\((?:%|per ?cent)\)|per ?cent(?:age)?(?: points?)?|pct|pp|phần trăm|điểm (?:phần trăm|%)|"
    r"prozent(?:punkte?)?|v\. ?h\.|pour ?cent|points? de pourcentage|por ?ci?ento|per ?cento|punti percentuali|"
    r"pontos percentuais|puntos porcentuales|प्रतिशत"
)
"""Regular expression of per cent and percentage points, to be matched on case-folded text."""

CURRENCY = (
    r"[A-Za-z]{0,3}\$|[€£¥₫₹₩₽฿₱₦₺₴¢₪₡]|Rs\.?|RM|Rp\.?|(?:EUR|USD|VND|VNĐ|GBP|JPY|CHF|INR|CNY|SEK|NOK|DKK|PLN|CZK|HUF|"
    r"AUD|CAD|NZD|SGD|THB|BRL|MXN|ZAR|KRW|RUB|TRY)\b|đồng|đ(?!\w)|euros?\b|dollars?\b"
)
"""Regular expression of currency signs and codes."""

_ATTACHED = (
    "km km2 km3 km² m m2 m3 m² m³ cm mm ha kg g mg t l ml hl kwh mwh gwh twh mw gw kw °c °f ° bp bps pp pts eur usd vnd"
    " vnđ đ người"
)
ATTACHED_UNITS = frozenset(_ATTACHED.split())
"""Units that are written without a space after the number."""

_SENTENCE = (
    "st nd rd th am pm of to by and or vs from until through bis von und oder à au et ou de a al y o e di da do até"
    " đến và của trong"
    " jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december januar februar märz mai juni juli oktober dezember janvier février mars avril juin"
    " juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre"
    " octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
    " janeiro fevereiro março maio junho julho setembro outubro novembro dezembro"
)
NOT_UNITS = frozenset(_SENTENCE.split())
"""Words that make of a number something else (a date, a rank, part of a sentence)."""


_ROUND = r"10{0,2}(?:[ ,.'’]?000){0,10}"


def leading_scale(words: str) -> tuple[Exact, str] | None:
    """The scale that a case-folded text begins with, and what follows; ``nghìn tỷ người`` gives 10**12 and ``người``.

    None where it does not begin with a scale word.
    """
    scale, rest = 1, words.strip()
    while rest:
        word, _, after = rest.partition(" ")
        power = SCALES.get(word) or SCALES.get(word.rstrip("."))
        if power is None:
            break
        scale, rest = scale * power, after.lstrip()
    return (scale, rest) if scale != 1 else None


def parse_scale(text: str) -> Exact | None:
    """What one printed unit is worth, as ``in:`` names it: ``thousand``, ``nghìn tỷ``, ``Mio. EUR``, ``1000``.

    None when the text names no scale.
    """
    folded = " ".join(text.casefold().split())
    if re.fullmatch(_ROUND, folded):
        return int("1" + "0" * folded.count("0"))
    found = leading_scale(folded)
    return None if found is None else found[0]
