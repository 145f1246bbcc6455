"""A text is understood the same however its letters are stored, and what is told points into the text as read."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from dvaudit.article.audit import audit_text
from dvaudit.article.composed import composed
from dvaudit.claim import Article
from dvaudit.text import Block, Text

ROOT = Path(__file__).parents[1]
SAID = {
    "vi": "Toàn tỉnh có 850 trường, gồm 260 trường mầm non, 310 trường tiểu học, 210 trường THCS và 80 trường THPT.",
    "de": "Für das Gebäude wurden 1.200 Stühle gezählt, davon waren 300 beschädigt, das sind 30 %.",
    "fr": "Le département compte 1 250 élèves, dont 500 étrangers, soit 45,00 % des élèves.",
    "es": "La población es de 24.500 habitantes, de los cuales 4.900 son niños, el 30,00 % de la población.",
    "pt": "A região tem 24.500 habitantes, dos quais 4.900 são crianças, ou seja, 30,00% da população.",
    "en": "The café sold 1,250 crêpes, of which 500, or 45.00 percent of the crêpes, were à la carte.",
}


def understood(body: str, code: str) -> Article:
    return audit_text(Text("a.txt", body, ()), code)[0]


def plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said)


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
@pytest.mark.parametrize("code", [*SAID, "sample"])
def test_every_normal_form_is_understood_alike(code: str, form: Literal["NFD", "NFKD"]) -> None:
    sample = (ROOT / "samples/party-membership-article-vi.txt").read_text("utf-8")
    body = unicodedata.normalize("NFC", SAID.get(code, sample))
    other = unicodedata.normalize(form, body)
    assert len(other) > len(body)
    one, two = (understood(text, "vi" if code == "sample" else code) for text in (body, other))
    assert any(one.outcomes)
    assert one.claims == two.claims
    assert [o and o.outcome for o in one.outcomes] == [o and o.outcome for o in two.outcomes]
    for mine, its in zip(one.mentions, two.mentions, strict=True):
        assert mine[2:13] == its[2:13]
        for (start, end), own in (((mine.start, mine.end), its[:2]), ((mine.lead, mine.tail), (its.lead, its.tail))):
            assert plain(other[slice(*own)]) == plain(body[start:end])
    for (start, end), own in zip(one.sentences, two.sentences, strict=True):
        assert plain(other[slice(*own)]) == plain(body[start:end])


def test_places_are_those_of_the_text_as_read() -> None:
    body = unicodedata.normalize("NFD", "Tỉnh có\n850 trường học và 21 \u212b.")
    found = understood(body, "vi")
    places = [found.text.place(one.start, one.end) for one in found.mentions]
    assert [(one.line, one.column) for one in places] == [(2, 1), (2, body.split("\n")[1].index("21") + 1)]
    assert [body[one.start : one.end] for one in places] == ["850", "21"]


def test_blocks_keep_what_they_say() -> None:
    first, second = (unicodedata.normalize("NFD", said) for said in ("Tổng số: 850 trường.", "Gồm 260 và 590 trường."))
    body = f"{first}\n{second}"
    blocks = Block("heading", 0, len(first)), Block("paragraph", len(first) + 1, len(body))
    found = composed(Text("a.txt", body, blocks))
    said = [found.text.body[block.start : block.end] for block in found.text.blocks]
    assert said == ["Tổng số: 850 trường.", "Gồm 260 và 590 trường."]
    assert [found.as_read(block.end) for block in found.text.blocks] == [len(first), len(body)]


def test_what_has_no_composed_form_stays() -> None:
    """A letter with a mark that no character has, one that is taken apart in composed form, and a mark alone."""
    body = "\u0301 1 x\u0301 2 \u0958 3 \u212b 4 e\u0323\u0302 5"
    found = composed(Text("a.txt", body, ()))
    assert found.text.body == unicodedata.normalize("NFC", body)
    for digit in "12345":
        assert body[found.as_read(found.text.body.index(digit))] == digit
