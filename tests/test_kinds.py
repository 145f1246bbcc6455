"""Every kind behaves as its fixture says; the fixtures are rule files with examples, as users write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dvaudit import examples, rulefile
from dvaudit.kinds import KINDS
from dvaudit.rule import Outcome

FIXTURES = Path(__file__).parent / "kinds"
LOADED = {path.stem: rulefile.load([str(path)], [], KINDS) for path in sorted(FIXTURES.glob("*.yml"))}
RESULTS = {kind: examples.run(rulesets[0]) for kind, (rulesets, _) in LOADED.items()}


def test_every_kind_has_a_fixture_and_every_fixture_a_kind() -> None:
    assert sorted(LOADED) == sorted(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_fixture_is_read_without_problems_and_is_about_its_kind(kind: str) -> None:
    rulesets, problems = LOADED[kind]
    assert problems == []
    assert kind in {rule.kind for rule in rulesets[0].rules}
    assert examples.never_failing(rulesets[0]) == []


@pytest.mark.parametrize(
    "result",
    [pytest.param(r, id=f"{kind}-{r.rule.id}-{n}") for kind, found in RESULTS.items() for n, r in enumerate(found)],
)
def test_example(result: examples.ExampleResult) -> None:
    figures = result.example.rows
    assert result.outcome is result.example.outcome, (figures, result.message)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_outcome_that_the_kind_can_have_is_shown(kind: str) -> None:
    shown = {result.example.outcome for result in RESULTS[kind]}
    possible = {Outcome.HOLDS, Outcome.FAILS}
    if kind not in ("complete", "unique"):
        possible.add(Outcome.UNDECIDED)
    assert shown == possible


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_page_of_a_kind_has_its_headings(kind: str) -> None:
    page = KINDS[kind].doc
    headings = [line for line in page.splitlines() if line and not line.startswith(" ")]
    assert headings[1:] == ["What it checks", "Why", "Holds", "Does not hold", "Limits"]
