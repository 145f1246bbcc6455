"""Statements that leave no choice of figures: found whether they hold or not, in every language that is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dvaudit.article.audit import audit_text
from dvaudit.article.language import detect
from dvaudit.rule import Outcome
from dvaudit.text import Text

FIXTURES = Path(__file__).parent / "articles"
EITHER = re.compile(r"\{([^|]*)\|([^}]*)\}")


def sentences(name: str) -> list[tuple[str, ...]]:
    """The language and the sentence of each line of a fixture."""
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ", maxsplit=1)) for line in lines if line and not line.startswith("#")]


def outcomes(body: str, language: str | None) -> set[Outcome | None]:
    """How the claims of a text come out; None for one that is not understood."""
    found = audit_text(Text("article.txt", body, ()), language)[1].article
    assert found is not None
    return {None if one is None else one.outcome for one in found.outcomes}


@pytest.mark.parametrize(("language", "sentence"), sentences("plain.txt"))
def test_what_is_stated_plainly_is_understood_whether_it_holds_or_not(language: str, sentence: str) -> None:
    right, wrong = EITHER.sub(r"\1", sentence), EITHER.sub(r"\2", sentence)
    assert right != wrong
    assert outcomes(right, language) == {Outcome.HOLDS}
    assert Outcome.FAILS in outcomes(wrong, language)


@pytest.mark.parametrize(("language", "body"), sentences("correct.txt"))
def test_no_error_is_seen_where_none_is_stated(language: str, body: str) -> None:
    assert Outcome.FAILS not in outcomes(body, language)


@pytest.mark.parametrize(("language", "sentence"), sentences("plain.txt"))
def test_one_sentence_is_enough_to_know_its_language(language: str, sentence: str) -> None:
    assert detect(EITHER.sub(r"\1", sentence)) == language


UNCLEAR = {
    "en parts that may overlap": "Of 812 patients, 409 died, 304 recovered and 350 are still ill.",
    "en answers of which two lack their sign": "52 percent support, 39 oppose, 12 are undecided.",
    "en a total of something else": "A total of 12 goals were scored in 5 home and 4 away games.",
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_is_claimed_of_figures_that_are_not_clear_is_told_as_not_understood(case: str) -> None:
    found = outcomes(UNCLEAR[case], case[:2])
    assert None in found
    assert Outcome.FAILS not in found
