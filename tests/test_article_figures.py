"""The figures of running texts: number forms of seven languages, and what is no figure."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit.article.figures import find
from dvaudit.article.language import language
from dvaudit.article.sentences import sentences
from dvaudit.claim import Mention
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
    ("vi", "Doanh thu 2 tỷ 300 triệu đồng, 1 triệu 200 nghìn người, 5 vạn tấn.",
     {"2 tỷ 300": 2_300_000_000, "1 triệu 200": 1_200_000, "5": 50_000}),
    ("es", "Vendieron 83 mil 291 turismos y 12 mil 20 motos.", {"83 mil 291": 83_291, "12 mil 20": 12_020}),
    ("it", "Le famiglie sono 25 milioni e 193 mila; 2 milioni e 3 case.",
     {"25 milioni e 193": 25_193_000, "2": 2_000_000, "3": 3}),
    ("en", "It cost Rs 2 crore 35 lakh, once $1.5 lakh crore, or Rs 1,200-crore.",
     {"2 crore 35": 23_500_000, "1.5": 1_500_000_000_000, "1,200": 12_000_000_000}),
    ("en", "After 3 1/2 years, 2 1/2 million men and 73 1/3 persons to the mile; 238/316 are done.",
     {"3 1/2": Fraction(7, 2), "2 1/2": 2_500_000, "73 1/3": Fraction(220, 3), "238": 238, "316": 316}),
    ("en", "The sex ratio was 1.039; 46,706 people and 9.2% live here.",
     {"1.039": Fraction("1.039"), "46,706": 46_706, "9.2": Fraction("9.2")}),
    ("en", "The disease killed 1,302 of 4.2 million people, a rate of 310 per million.",
     {"1,302": 1302, "4.2": 4_200_000, "310": 310}),
    ("vi", "Cả nước có 1.302 ca, tỷ lệ 310 ca trên 1 triệu dân.", {"1.302": 1302, "310": 310, "1": 1_000_000}),
    ("en", "Text of a page: the46,706members in2015.", {"46,706": 46_706}),
    ("pt", "Foram 247,3 mil unidades e R$ 1,2 bilhão em vendas.", {"247,3": 247_300, "1,2": 1_200_000_000}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body", "expected"), TRAPS)
def test_number_forms(code: str, body: str, expected: dict[str, Fraction]) -> None:
    assert dict(quantities(body, code)) == expected


# What is no quantity, in each language: every numeral of the sentence with its kind.
APART = [
    ("vi", "Nghị quyết số 18/2019/NQ-CP ngày 12/02/2019 nêu ở Điều 5, trang 15, có 24 hộ.",
     {"18": "code", "2019": "year", "12/02/2019": "date", "5": "code", "15": "code", "24": "count"}),
    ("vi", "Lúc 14h30 ngày 5/3, quý 2 năm 2020, tháng 10, bệnh nhân BN6087-6126 là 40 ca.",
     {"14": "other", "30": "other", "5": "date", "3": "date", "2": "date", "2020": "year", "10": "date", "6087": "code",
      "6126": "code", "40": "count"}),
    ("vi", "Trong 6 tháng, ông A, 45 tuổi, xếp thứ 3 ở phường 12, gọi hotline 0243.825.1234.",
     {"6": "other", "45": "other", "3": "ordinal", "12": "code", "0243.825.1234": "code"}),
    ("en", "On 5 March 2019 at 9:30 am, page 12 and Tables 3, 4 and 5 of Act No. 12 of 2003 listed 14 cases.",
     {"5": "code", "2019": "year", "9": "other", "30": "other", "12": "code", "3": "code", "4": "code", "2003": "year",
      "14": "count"}),
    ("en", "It grew in April. 12 of the 45 members came, on Sept. 12 and 3 May.",
     {"12": "date", "45": "count", "3": "date"}),
    ("en", "In all it fell in June. 18 firms closed.", {"18": "count"}),
    ("en", "Flight BA2490, an A320 with 180 aboard, a 78-year-old among them, came 5th; call +44 20 7946 0958.",
     {"2490": "code", "320": "code", "180": "count", "78": "other", "5": "ordinal", "44": "code", "20": "code",
      "7946": "code", "0958": "code"}),
    ("en", "Receipts of $113,168 in 1819 and 1820, under the act of May 12th, 1818, and 1,347 men of 1820 fame.",
     {"113,168": "money", "1819": "year", "1820": "year", "12": "date", "1818": "year", "1,347": "count"}),
    ("en", "On the 3d March the 82d Congress saw 66° 31' south, the 60's, (1) one law and (2) another. 3. Peace.",
     {"3": "ordinal", "82": "ordinal", "66": "other", "31": "other", "60": "other", "1": "ordinal", "2": "ordinal"}),
    ("fr", "Le recensement débute jeudi 16, dans 16 villes.", {"16": "count"}),
    ("it", "I 15-24enni sono 22 milioni 457mila.", {"15": "other", "24": "other", "22 milioni 457": "count"}),
    ("vi", "Đã cấp 234, chỉ số 105, quân số 120.", {"234": "count", "105": "count", "120": "count"}),
    ("vi", "Có 8 xã loại 1, tiêm mũi 2 là 372 liều, đợt 4, lần 2.",
     {"8": "count", "1": "code", "2": "code", "372": "count", "4": "code"}),
    ("vi", "Ngày 20.6 có 3 ca, BN20509 - BN21035.", {"20.6": "date", "3": "count", "20509": "code", "21035": "code"}),
    ("vi", "Ngày 15/3 có 3 ca; 16/3: 5 ca.", {"15": "date", "3": "date", "16": "date", "5": "count"}),
    ("de", "Die CDU kam auf 32,9, die SPD auf 20,5 und Grüne auf 8,9 Prozent, 1,5 Kinder.",
     {"32,9": "percent", "20,5": "percent", "8,9": "percent", "1,5": "count"}),
    ("en", "Labour had 40.0, the Lib Dems 7.4 per cent; rice 345.89, pulses 105.52 lakh ha, up 5.25 per cent.",
     {"40.0": "percent", "7.4": "percent", "345.89": "count", "105.52": "measure", "5.25": "percent"}),
    ("vi", "Số ca: Nghệ An (1), Huế (2), Hà Tĩnh (3).", {"1": "count", "2": "count", "3": "count"}),
    ("de", "Den 1094 Zuzügen von 1834 Personen standen 1902 Wegzüge gegenüber.",
     {"1094": "count", "1834": "count", "1902": "count"}),
    ("en", "In 2017-18 and June 30th, 2019, 31 firms wrote to www.a1.org/2019/12 under ISO 9001, 5G and B2B.",
     {"2017": "year", "18": "year", "30": "date", "2019": "code", "31": "count", "1": "code", "12": "code",
      "9001": "code", "5": "code", "2": "code"}),
    ("de", "Am 31. Dezember 2023 (Stichtag 13.11.) um 14 Uhr lag der 3. Platz, siehe Tabelle 4, S. 12, bei 45 Punkten.",
     {"31": "date", "2023": "year", "13.11": "date", "14": "other", "3": "ordinal", "4": "code", "12": "code",
      "45": "count"}),
    ("fr", "Le 1er janvier 2012 à 12h30, l'article L. 123-4 et le décret n° 2011-345, page 8, 65 ans et plus, 16 cas.",
     {"1": "date", "2012": "year", "12": "other", "30": "other", "123": "code", "4": "code", "2011": "year",
      "345": "code", "8": "code", "65": "other", "16": "count"}),
    ("es", "El 12 de octubre de 2017, a las 10:30, la Ley 39/2015 y la página 8 dieron el 3.º lugar a 16 casos.",
     {"12": "date", "2017": "year", "10": "other", "30": "other", "39": "code", "2015": "year", "8": "code",
      "3": "ordinal", "16": "count"}),
    ("it", "Alle ore 12.30 del 25.12.2012 la legge n. 104/1992, pag. 8, il 3° posto e 16 casi.",
     {"12.30": "other", "25.12.2012": "date", "104": "code", "1992": "year", "8": "code", "3": "ordinal",
      "16": "count"}),
    ("it", "Il saldo nel 2010 ha fatto segnare 380 casi, su 12 ha.", {"2010": "year", "380": "count", "12": "measure"}),
    ("pt", "Na quinta-feira (4), nos 9 primeiros meses, houve 16 casos.", {"4": "date", "9": "other", "16": "count"}),
    ("en", "Sent on Monday at 21:31 (GMT+7), tel. (0911) 179-3632.",
     {"21": "other", "31": "other", "7": "code", "0911": "code", "179": "code", "3632": "code"}),
    ("pt", "A 12 de março de 2020, às 10h30, a Lei nº 8.666/1993, página 8, deu o 3.º lugar a 16 casos.",
     {"12": "date", "2020": "year", "10": "other", "30": "other", "8.666": "code", "1993": "year", "8": "code",
      "3": "ordinal", "16": "count"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body", "expected"), APART)
def test_what_is_no_quantity(code: str, body: str, expected: dict[str, str]) -> None:
    assert {one.printed: one.kind for one in mentions(body, code) if not one.spelled} == expected


IN_WORDS = {
    "vi": {"hai mươi mốt": 21, "ba trăm linh năm": 305, "bốn mươi lăm": 45, "hai nghìn": 2000, "mười hai": 12},
    "en": {"forty-seven": 47, "one hundred and twenty-three": 123, "two dozen": 24, "three thousand five hundred": 3500,
           "seventeen": 17},
    "de": {"siebenundvierzig": 47, "zweihundertdreizehn": 213, "zwölf": 12, "dreitausendfünfhundert": 3500,
           "einundzwanzig": 21},
    "fr": {"quatre-vingt-dix-sept": 97, "vingt et un": 21, "deux cents": 200, "soixante-douze": 72,
           "trois mille": 3000},
    "es": {"treinta y cinco": 35, "doscientas": 200, "dos mil trescientos": 2300, "veintiún": 21, "ciento dos": 102},
    "it": {"ventuno": 21, "sessantotto": 68, "duemilatrecento": 2300, "centoventi": 120, "trentatré": 33},
    "pt": {"vinte e dois": 22, "duzentas": 200, "cento e trinta e cinco": 135, "três mil": 3000, "dezessete": 17},
}  # fmt: skip


SPELLED = [(code, words, value) for code, known in IN_WORDS.items() for words, value in known.items()]


@pytest.mark.parametrize(("code", "words", "value"), SPELLED)
def test_numbers_in_words(code: str, words: str, value: int) -> None:
    body = f"xxx {words} yyy. {words.capitalize()}, 7"
    found = [one for one in mentions(body, code) if one.spelled]
    assert [(one.value, body[one.start : one.end].lower()) for one in found] == [(Fraction(value), words)] * 2


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("vi", "Trong năm 2016, tư liệu này không trùng."),
        ("en", "One of them said a million things, for one."),
        ("de", "Ein Mann und eine Frau nehmen sich in acht."),
        ("fr", "Un homme et une femme, neuf et beau."),
        ("it", "Un uomo con una donna: per cento anni 5 per cento."),
    ],
)
def test_words_that_only_look_like_numbers(code: str, body: str) -> None:
    assert [one.printed for one in mentions(body, code) if one.spelled and one.quantity] in ([], ["cento"])


# What the words beside a number say: noun, unit, direction (of the last number), word that loosens it, period.
BESIDE = [
    ("vi", "Năm 2017, giảm 400 vụ (-18,74%).", ("400", "vụ", "", -1, "", "2017")),
    ("vi", "Thu ngân sách đạt gần 1.234 tỷ đồng trong quý I/2013.",
     ("1.234", "Thu ngân sách", "VND", 0, "gần", "2013")),
    ("vi", "Năng suất 56,7 tạ/ha, sản lượng 70.000 tấn.", ("70.000", "sản lượng", "tấn", 0, "", "")),
    ("en", "Total\n1,234\nMale\n700", ("1,234", "Total", "", 0, "", "")),
    ("vi", "Mật độ 215 người, tốc độ 12 km/h.", ("215", "người", "", 0, "", "")),
    ("en", "In August 2023 some 137 more travellers came.", ("137", "", "", 1, "some", "August 2023")),
    ("en", "Exports exceeded 5,450,000 in January.", ("5,450,000", "", "", 1, "", "January")),
    ("en", "Deaths were 271, births numbered 312.", ("271", "Deaths", "", 0, "", "")),
    ("en", "About 12 people died of 8-inch guns.", ("12", "people", "", 0, "about", "")),
    ("en", "New members: 2,206 in 2011, 1,967 in 2012 and 2,334 in 2013.", ("2,334", "", "", 0, "", "2013")),
    ("en", "Women (1,507) and men.", ("1,507", "Women", "", 0, "", "")),
    ("en", "Cross-border: 166,465 tonnes, -11.1%.", ("166,465", "Cross-border", "tonnes", 0, "", "")),
    ("de", "Rund 95.000 Menschen mehr waren es im Mai 2022.", ("95.000", "Menschen", "", 1, "rund", "Mai 2022")),
    ("fr", "Une augmentation de + 0,4 % (- 2 000).", ("2 000", "", "", -1, "", "")),
    ("fr", "Près de 60 000 voix de moins en 2015.", ("60 000", "voix", "", -1, "près de", "2015")),
    ("es", "Unos 20.000 asistentes más que en 2016.", ("20.000", "asistentes", "", 1, "unos", "2016")),
    ("it", "Il 10,37% in meno delle 38.017 auto di ottobre.", ("38.017", "auto", "", -1, "", "ottobre")),
    ("pt", "Cerca de 220,2 mil unidades em setembro de 2020.",
     ("220,2", "unidades", "", 0, "cerca de", "setembro de 2020")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "body", "expected"), BESIDE)
def test_what_the_words_beside_a_number_say(code: str, body: str, expected: tuple[object, ...]) -> None:
    (one,) = (one for one in mentions(body, code) if one.printed == expected[0])
    assert (one.printed, one.noun, one.unit, one.direction, one.approx, one.period) == expected


# What the judge may take a number for.
INTERVALS = [
    ("46,706 members", "46706", "46706"),
    ("60,000 members", "55000", "65000"),
    ("1,300 members", "1250", "1350"),
    ("300 members", "300", "300"),
    ("9.20% of them", "9.195", "9.205"),
    ("64% of them", "63.5", "64.5"),
    ("6.4 million members", "6350000", "6450000"),
    ("about 7,780 members", "7780", "7780"),
    ("about 60 members", "55", "65"),
    ("more than 50 members", "45", "60"),
    ("nearly 4% of them", "3", "4.5"),
    ("about 59% of them", "58", "60"),
    ("over 88 thousand members", "87500", "89000"),
    ("more than 1,579 members", "1579", "1579"),
    ("N170.2 billion", "170150000000", "170250000000"),
]


@pytest.mark.parametrize(("body", "low", "high"), INTERVALS)
def test_how_far_a_number_can_be_off(body: str, low: str, high: str) -> None:
    (one,) = mentions(f"There were {body}.", "en")
    assert one.figure is not None
    assert one.figure.interval is not None
    assert (one.figure.interval.lo, one.figure.interval.hi) == (Fraction(low), Fraction(high))


def test_a_range_has_one_unit() -> None:
    found = quantities("They own from 1.5 to 2 million ha, or 10-20% of it.", "en")
    assert [value for _, value in found] == [Fraction(value) for value in (1_500_000, 2_000_000, 10, 20)]
    assert [one.unit for one in mentions("từ 20 đến 25 triệu đồng", "vi")] == ["VND", "VND"]


def test_a_figure_stands_at_its_line_column_and_offsets() -> None:
    body = "Một dòng.\nCó 2.480 xóm,\nđạt 9,20% dân số."
    found = mentions(body, "vi")
    places = [one.figure.places[0] for one in found if one.figure is not None and not one.spelled]
    assert [(one.line, one.column, one.start, one.end) for one in places] == [(2, 4, 13, 18), (3, 5, 28, 32)]
    assert all(body[one.start : one.end] == one.printed for one in found)
    assert [body[one.lead : one.tail] for one in found if not one.spelled] == ["2.480", "9,20%"]


def test_a_corrected_figure_is_printed_like_the_wrong_one() -> None:
    from dvaudit.diagnose.keystrokes import keystrokes
    from dvaudit.interval import Interval

    (one,) = (one for one in mentions("Trong đó có 443.137 người, tức 92,36%.", "vi") if one.printed == "443.137")
    assert one.figure is not None
    assert [slip.text for slip in keystrokes(one.figure, (Interval(43_135, 43_139),))] == ["43.137"]


def test_offsets_count_characters_of_decomposed_text() -> None:
    import unicodedata

    body = unicodedata.normalize("NFD", "Cả tỉnh có 1,2 triệu người, giảm 96 hộ.")
    first, second = (one for one in mentions(body, "vi") if not one.spelled)
    assert body[first.start : first.end] == "1,2"
    assert (first.value, second.direction) == (Fraction(1_200_000), -1)


def test_an_unknown_language_is_read_by_digits_signs_and_scale_words() -> None:
    text = Text("a.txt", "Gmina: 1204 gospodarstw, 8,1% wszystkich, 3,5 mln zł, $5 000.", ())
    expected = {"1204": Fraction(1204), "8,1": Fraction("8.1"), "3,5": Fraction(3_500_000), "5 000": Fraction(5000)}
    assert {one.printed: one.value for one in find(text)} == expected


ODD = ["", " \n\n", "No number at all.", "." * 50, "1" * 5000, "5 " + "tỷ " * 5000, "½ ② x² ٣٤ 1e999", "\ufeff7\u200b"]
ODD += ["1" * 5000 + " triệu 2 nghìn"]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_odd_texts_are_read_without_failing(body: str) -> None:
    for code in ("vi", "en", "de", "fr", "es", "it", "pt"):
        assert all(body[one.start : one.end] == one.printed for one in mentions(body, code))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.,'’ -–/%()\n:;$€ tỷ triệu năm million Mio. vom 5.", max_size=80))
def test_any_text_is_read(body: str) -> None:
    for code in ("vi", "de", "en"):
        found = mentions(body, code)
        assert all(body[one.start : one.end] == one.printed for one in found)
        starts = [one.start for one in found]
        assert starts == sorted(starts)
        assert all(one.end <= other.start for one, other in pairwise(found))


STYLES = {
    "vi": [(",", "."), (".", ","), (",", ""), (",", " ")],
    "en": [(".", ","), (".", ""), (".", " "), (".", "\u00a0")],
    "de": [(",", "."), (",", ""), (".", "'"), (".", "’"), (",", " ")],
    "fr": [(",", " "), (",", "\u00a0"), (",", "\u202f"), (",", "."), (",", "")],
    "es": [(",", "."), (".", ","), (",", " "), (",", "")],
    "it": [(",", "."), (",", ""), (".", "'")],
    "pt": [(",", "."), (",", ""), (",", " ")],
}
SENTENCES = {
    "vi": ("Toàn tỉnh có {count} hộ nghèo (chiếm {percent}%), sản lượng {scaled} triệu tấn.", "hộ nghèo"),
    "en": ("The province counted {count} households ({percent} per cent) and {scaled} million tonnes.", "households"),
    "de": ("Das Land zählte {count} Haushalte ({percent} Prozent) und {scaled} Mio. Tonnen.", "Haushalte"),
    "fr": ("La région compte {count} ménages ({percent} %) et {scaled} millions de tonnes.", "ménages"),
    "es": ("La región cuenta con {count} hogares ({percent} por ciento) y {scaled} millones de toneladas.", "hogares"),
    "it": ("La regione conta {count} famiglie ({percent} per cento) e {scaled} milioni di tonnellate.", "famiglie"),
    "pt": ("A região tem {count} famílias ({percent} por cento) e {scaled} milhões de toneladas.", "famílias"),
}
EVERY_STYLE = [(code, decimal, group) for code, styles in STYLES.items() for decimal, group in styles]


def grouped(number: int, group: str) -> str:
    return f"{number:,}".replace(",", group)


@pytest.mark.parametrize(("code", "decimal", "group"), EVERY_STYLE)
@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(1, 10**9).filter(lambda number: not 1500 <= number <= 2100),
    percent=st.integers(0, 10**4), places=st.integers(1, 2), scaled=st.integers(1, 10**6),
)  # fmt: skip
def test_a_number_in_any_style_is_found(
    code: str, decimal: str, group: str, count: int, percent: int, places: int, scaled: int
) -> None:
    def printed(number: int) -> str:
        return f"{grouped(number // 10**places, group)}{decimal}{number % 10**places:0{places}}"

    sentence, noun = SENTENCES[code]
    body = sentence.format(count=grouped(count, group), percent=printed(percent), scaled=printed(scaled))
    first, second, third = (one for one in mentions(body, code) if not one.spelled)
    assert (first.printed, first.kind, first.noun) == (grouped(count, group), "count", noun)
    assert first.value == count
    assert (second.printed, second.value, second.kind) == (printed(percent), Fraction(percent, 10**places), "percent")
    assert (third.printed, third.value) == (printed(scaled), Fraction(scaled * 10**6, 10**places))
    assert third.unit[:3] in ("tấn", "ton", "Ton")


def test_sentences_end_where_they_do() -> None:
    def said(body: str, code: str) -> list[str]:
        return [body[one.start : one.end] for one in sentences(Text("a", body, ()), language(code))]

    de = "Am 13.11. waren es 4,5 Mio. Menschen, vgl. S. 12. Im 3. Quartal sank die Zahl. Die 20. Wahl war am 3. Mai."
    assert said(de, "de") == [
        "Am 13.11. waren es 4,5 Mio. Menschen, vgl. S. 12.", "Im 3. Quartal sank die Zahl.",
        "Die 20. Wahl war am 3. Mai.",
    ]  # fmt: skip
    en = "Mr. J. Smith paid $1.5 million. Was it 2.5? 'Yes.' Total\n1,234\nMale\n700\n- one item\n- another\n\nEnd"
    assert said(en, "en") == [
        "Mr. J. Smith paid $1.5 million.", "Was it 2.5?", "'Yes.'", "Total\n1,234", "Male\n700", "- one item",
        "- another", "End",
    ]  # fmt: skip
    assert said("Số liệu của TP. Hồ Chí Minh là 1.234 người. Năm 2013,\ncó 15 xã.", "vi") == [
        "Số liệu của TP. Hồ Chí Minh là 1.234 người.", "Năm 2013,\ncó 15 xã.",
    ]  # fmt: skip


def test_reading_takes_time_in_proportion_to_length() -> None:
    sentence = "Năm 2015, toàn tỉnh có 46.706 đảng viên, chiếm 9,20% dân số, tăng 400 người (+1,5%) so với năm 2014. "

    def took(times: int) -> float:
        start = time.process_time()
        find(Text("a.txt", sentence * times, ()), language("vi"))
        return time.process_time() - start

    took(20)
    assert took(400) < 30 * took(40)
