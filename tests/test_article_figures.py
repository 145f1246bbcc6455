"""The figures of running texts: number forms of seven languages, and what is no figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dvaudit.article.figures import find
from dvaudit.article.language import language
from dvaudit.article.mention import Mention
from dvaudit.text import Text


def mentions(body: str, code: str) -> tuple[Mention, ...]:
    return find(Text("article.txt", body, ()), language(code))


def quantities(body: str, code: str) -> list[tuple[str, Fraction | None]]:
    return [(one.printed, one.value) for one in mentions(body, code) if one.quantity and not one.spelled]


# Each trap of number formats in running texts.
TRAPS = [
    ("vi", "Trong quý, tòa thụ lý 1,193 vụ, chiếm 9,5% tổng số.", {"1,193": 1193, "9,5": Fraction(19, 2)}),
    ("vi", "Toàn xã có 1579 hộ, năm trước 1.587 hộ.", {"1579": 1579, "1.587": 1587}),
    ("vi", "Đã xét xử 7.761 vụ/13.147 bị cáo (đạt 78,35).",
     {"7.761": 7761, "13.147": 13147, "78,35": Fraction("78.35")}),
    ("vi", "Xuất khẩu đạt 13,894 tỷ USD, tỷ lệ 5,2%.", {"13,894": 13_894_000_000, "5,2": Fraction("5.2")}),
    ("vi", "Vốn đăng ký 2,5 nghìn tỷ đồng cho 12 đồng chí.", {"2,5": 2_500_000_000_000, "12": 12}),
    ("en", "The area was 1,028.14 lakh hectares and the cost Rs 4,67,061 crore.",
     {"1,028.14": 102_814_000, "4,67,061": 4_670_610_000_000}),
    ("en", "Of 8 258 births, 52,2% were boys; 1 629 410 people live here.",
     {"8 258": 8258, "52,2": Fraction("52.2"), "1 629 410": 1_629_410}),
    ("en", "The plan of N113.1bn exceeds the old one by N27 billion.",
     {"113.1": 113_100_000_000, "27": 27_000_000_000}),
    ("en", "In all 348^124 were counted, 25 (20 8%) of them late.",
     {"348^124": 348_124, "25": 25, "20 8": Fraction("20.8")}),
    ("de", "Statt 265.000 sind es 66,9 Millionen, davon 4,455 Millionen Kinder.",
     {"265.000": 265_000, "66,9": 66_900_000, "4,455": 4_455_000}),
    ("de", "Die Stadt zählt 401‘100 Personen, der Kanton 1'482'003, die Gemeinde 11’263.",
     {"401‘100": 401_100, "1'482'003": 1_482_003, "11’263": 11_263}),
    ("fr", "Total : 66,9 millions, dont 265.000 étrangers et 1\u202f885\u202f100 enfants.",
     {"66,9": 66_900_000, "265.000": 265_000, "1\u202f885\u202f100": 1_885_100}),
    ("fr", "En 2005 : 5 318 morts, soit 11,6 % de plus.", {"5 318": 5318, "11,6": Fraction("11.6")}),
    ("it", "Le auto sono 247,3 mila, le moto 3 mila e i bus 1.204.",
     {"247,3": 247_300, "3": 3000, "1.204": 1204}),
    ("es", "Gastó 3,5 mil millones de euros y 12 millones de pesos.", {"3,5": 3_500_000_000, "12": 12_000_000}),
    ("pt", "Foram 247,3 mil unidades e R$ 1,2 bilhão em vendas.", {"247,3": 247_300, "1,2": 1_200_000_000}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body", "expected"), TRAPS)
def test_number_forms(code: str, body: str, expected: dict[str, Fraction]) -> None:
    assert dict(quantities(body, code)) == expected
