"""The language of a text, and the data files of the languages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from dvaudit.article import language as languages
from dvaudit.article.figures import find
from dvaudit.article.language import codes, detect, language
from dvaudit.interval import Interval
from dvaudit.text import Text

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
        "Antalet anställda steg från 1 204 till 1 331, en ökning med 127.",
        "Van de 580 werknemers zijn 306 vrouwen, of 53 procent.",
        "Din cei 580 de angajați, 306 sunt femei, adică 53 la sută.",
        "İşsizlik oranı yüzde 5,2'den 5,6'ya yükseldi.",
        "Dari 580 pegawai, 306 adalah perempuan, atau 53 persen.",
        "A 12, B 13",
        "Plan 2020: 45",
        "",
    ],
)
def test_a_language_without_data_is_none(text: str) -> None:
    assert detect(text) is None


def test_every_known_language_has_all_sections() -> None:
    sections = {code: set(language(code).data) for code in codes()}
    optional = {"attached_scales", "capital_nouns", "coins", "day_follows_month", "lower_months", "ordinal_dot"}
    optional |= {"day_in_digits", "letters", "medals", "names_lead", "news", "until", "until_day", "verb_endings"}
    assert sorted(sections) == ["de", "en", "es", "fr", "it", "pt", "vi"]
    assert all(found | optional == sections["en"] | optional for found in sections.values())


def test_phrases_that_begin_like_a_scale_word_are_none() -> None:
    scales = language("vi").scales
    assert scales.starting(["tỷ", "đồng"], 0) == (10**9, 1)
    assert scales.starting(["tỷ", "lệ"], 0) == (0, 2)


def test_an_unknown_language_has_no_data() -> None:
    with pytest.raises(KeyError):
        language("xx")


DUTCH = """
format: {decimal: ",", group: "."}
scales: {1000: [duizend], 1000000: [miljoen, mln]}
no_scales: []
number_words:
  add: {twee: 2, zeven: 7, twaalf: 12, veertig: 40}
  times: {honderd: 100, duizend: 1000}
  joiners: [en]
  never_alone: []
  needs_count_before: []
  count_before: []
  ordinal_before: []
  compound: "yes"
qualifiers: {about: [ongeveer], more: [meer dan], less: [bijna]}
qualifiers_after: {}
up: [stijging]
down: [daling]
up_after: [meer]
down_after: [minder]
ranges: {from: [van], to: [tot]}
percent_without_sign: []
percent: [procent]
points: [procentpunt]
money: {EUR: [euro]}
money_before: {EUR: ["€"]}
no_money: []
measures: [hectare]
durations: {jaar: year, maanden: month}
ages_before: []
ages: [jaar oud]
date_links: []
months: {mei: 5}
lower_months: "yes"
month_before: []
weekdays: [maandag]
day_before: [op]
year_words: [jaar]
year_before: [in]
year_in: [in]
year_after: []
quarter_before: []
clock_after: [uur]
clock_before: [om]
phones_before: []
labels_before: [bladzijde]
labels_and: [en]
weak_labels: []
counts_after_label: []
ordinals_before: []
ordinal_suffixes: [e]
verbs: [waren]
noun_stops: [in, en, van, de, het]
noun_links: []
abbreviations: [mln]
"""


def test_a_language_is_added_by_a_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nl.yml").write_text(DUTCH, encoding="utf-8")
    (tmp_path / "known.yml").write_text("nl: de het een van en in is dat op te zijn er waren\n", encoding="utf-8")
    monkeypatch.setattr(languages, "_FOLDER", str(tmp_path))
    for cached in (languages.language, languages._known_words, languages._weights):
        cached.cache_clear()
    try:
        body = "Op 5 mei 2015 waren er bijna 1,2 miljoen huizen en zevenenveertig van de 1.204 molens, 8,1 procent."
        assert detect(body) == "nl"
        found = find(Text("a.txt", body, ()), language("nl"))
    finally:
        for cached in (languages.language, languages._known_words, languages._weights):
            cached.cache_clear()
    assert [(one.printed, one.kind, one.value) for one in found] == [
        ("5", "date", 5), ("2015", "year", 2015), ("1,2", "count", 1_200_000), ("zevenenveertig", "count", 47),
        ("1.204", "count", 1204), ("8,1", "percent", Fraction("8.1")),
    ]  # fmt: skip
    assert (found[2].noun, found[2].approx, found[2].period) == ("huizen", "bijna", "5 mei 2015")


@pytest.mark.parametrize("code", WRITTEN)
def test_per_cent_and_scale_words_are_read_where_they_stand(code: str) -> None:
    known = language(code)
    for word in known.data["percent"]:
        (found,) = find(Text("a.txt", f"12,5 {word}", ()), known)
        assert (found.kind, found.figure is not None) == ("percent", True), word
        assert found.figure is not None
        assert found.figure.interval == Interval(Fraction("12.45"), Fraction("12.55")), word
    for worth, words in known.data["scales"].items():
        for word in words:
            (found, *_) = find(Text("a.txt", f"12,5 {word}", ()), known)
            assert found.value == Fraction("12.5") * int(worth), word
