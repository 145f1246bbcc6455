"""The language of a text, and the data files of the languages."""

from __future__ import annotations

import pytest

from dvaudit.article.language import codes, detect, language

WRITTEN = {
    "vi": "Cả huyện có 1.204 hộ nghèo, giảm 96 hộ so với năm trước và chiếm 8,1% số hộ của toàn huyện.",
    "en": "The district counted 1,204 poor households, 96 fewer than in the year before, or 8.1% of all of them.",
    "de": "Der Kreis zählte 1.204 arme Haushalte und damit 96 weniger als im Jahr zuvor, also 8,1 Prozent aller.",
    "fr": "Le canton comptait 1 204 ménages pauvres, soit 96 de moins que l'année précédente et 8,1 % de l'ensemble.",
    "es": "El distrito contaba con 1.204 hogares pobres, 96 menos que el año anterior y el 8,1 % de todos los hogares.",
    "it": "Il distretto contava 1.204 famiglie povere, 96 in meno rispetto all'anno prima, pari all'8,1% del totale.",
    "pt": "O distrito tinha 1.204 famílias pobres, 96 a menos do que no ano anterior, ou 8,1% do total das famílias.",
}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_language_of_one_sentence(code: str) -> None:
    assert detect(WRITTEN[code]) == code


def test_vietnamese_with_combining_marks() -> None:
    import unicodedata

    assert detect(unicodedata.normalize("NFD", WRITTEN["vi"])) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "Gmina liczyła 1204 ubogie gospodarstwa, o 96 mniej niż rok wcześniej, czyli 8,1% wszystkich.",
        "Kunnassa oli 1 204 köyhää kotitaloutta, 96 vähemmän kuin vuotta aiemmin eli 8,1 prosenttia kaikista.",
        "1204 | 96 | 8,1 %",
        "",
    ],
)
def test_a_language_without_data_is_none(text: str) -> None:
    assert detect(text) is None


def test_every_known_language_has_all_sections() -> None:
    sections = {code: set(language(code).data) for code in codes()}
    optional = {"attached_scales", "no_money", "money_before"}
    assert sorted(sections) == ["de", "en", "es", "fr", "it", "pt", "vi"]
    assert all(found | optional == sections["en"] | optional for found in sections.values())


def test_phrases_that_begin_like_a_scale_word_are_none() -> None:
    scales = language("vi").scales
    assert scales.starting(["tỷ", "đồng"], 0) == (10**9, 1)
    assert scales.starting(["tỷ", "lệ"], 0) == (0, 2)


def test_an_unknown_language_has_no_data() -> None:
    with pytest.raises(KeyError):
        language("xx")
