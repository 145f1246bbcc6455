"""What the text of one cell looks like, as far as finding the header and the body of a table needs it."""

from __future__ import annotations

import re
from functools import cache

from dvaudit.numerals import readings
from dvaudit.pattern import pattern

_DIGIT = pattern(r"\d")
_PLAIN = pattern(r"\s*[-+]?\d[\d.,]*\s*%?\s*")
_HEADING = pattern(
    r"\s*(?:1[5-9]|20|21)\d\d(?:\W{0,4}[^\W\d]{2}|-\s*$|/(?:I{1,3}|IV|[1-4])\s*$)"  # 2003 $ thousands, 1994-
    r"|\s*\d+-[^\W\d]"  # 2-year institution
    r"|.*\b(?:years?|tuổi|ans|jahren?|años|anni|anos)\b",  # under 19 years
    re.IGNORECASE,
)
_YEAR = pattern(r"(?:1[5-9]|20|21)\d\d(?:\.0)?-?(?:\s*(?:[*pref]|\\\d|\(\w\)|\[\w\])|\d)?(?:/(?:I{1,3}|IV|[1-4]))?")
_MARKER = pattern(r"\W*|\W*(?:n\W?a|n\.?d|x|c|f|r|e|p|nil)\W*", re.IGNORECASE)
_UNIT = (
    r"[\s(\[]*(?:"
    r"%|‰|phần trăm|per ?cent|percentages?|prozent|pct\.?"
    r"|(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|thousands?|millions?|billions?|tausend|mio\.?|mrd\.?|milliers?|millones|milhões)"
    r"\s*)?"
    r"(?:of |de |d['’])?"
    r"(?:người|nhân khẩu|hộ|lượt người|đồng|vnđ|vnd|usd|eur|euros?|dollars?|us\$|\$|€|£|¥|yên|km2?|km²|m2?|m²|m3|m³|ha"
    r"|hecta?|kg|gam|tạ|tấn|tonnes?|tons?|t|lít|kwh|mwh|gwh|con|cái|chiếc|trường|lớp|học sinh|cơ sở|doanh nghiệp"
    r"|lao động|giường|xã|thôn"
    r"|persons?|people|inhabitants|households?|number|no\.?|units?|personen|personnes|personas|habitants|einwohner|stück"
    r"|heads?|days?|ngày|hours?|giờ|points?|điểm|lần|times)"
    r"(?:\s*/\s*[^\W\d]{1,10}[23²³]?)?"
    r"|nghìn|ngàn|triệu|tỷ|tỉ|thousands?|millions?|billions?|(?<=[(\[])1[,. ]?000|tausend|mio\.?|mrd\.?"
    r")[\s)\]]*"
)


def is_number(text: str) -> bool:
    """True when the text can be read as a printed number, and not rather as a heading (``2003 $ thousands``)."""
    if _PLAIN.fullmatch(text):
        return True  # most cells, and the full reading is slow
    return _DIGIT.search(text) is not None and _HEADING.match(text) is None and readings(text) != ()


def is_year(text: str) -> bool:
    """True for a year as a heading prints it: ``2019``, ``2019.0``, ``2019*``, ``20191`` with a footnote."""
    return _YEAR.fullmatch(text.strip()) is not None


def is_marker(text: str) -> bool:
    """True for what stands in a table in place of a number: ``..``, ``-``, ``n/a``, ``x``."""
    return _MARKER.fullmatch(text.strip()) is not None


def is_unit(text: str) -> bool:
    """True for a cell that only names a unit: ``Nghìn người``, ``%``, ``(1,000)``."""
    return _unit().fullmatch(text.strip()) is not None


@cache
def _unit() -> re.Pattern[str]:
    """Compiled when first asked: a program that only prints its help should not wait for it."""
    return re.compile(_UNIT, re.IGNORECASE)
