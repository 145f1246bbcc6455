"""Every pack: the schema accepts it, its examples pass, and its sample has the discrepancies that are known."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from dvaudit.cli import run

ROOT = Path(__file__).parents[1]
PACKS = sorted((ROOT / "rules").glob("*.yml"))

KNOWN = {
    ("party-membership", "party-membership.csv"): {"minority-part": 1, "minority-share": 1, "admissions-sum": 1},
    ("election-returns", "election-returns-bowie.csv"): {"votes-sum": 10},
    ("election-returns", "election-turnout.csv"): {"turnout-share": 1, "ballots-sum": 1},
    ("epidemic-bulletin", "epidemic-bulletin-italy.csv"): {"hospitalized-sum": 1, "active-sum": 2, "cases-sum": 13},
    ("yearbook-table", "yearbook-table-vi.csv"): {"total-row": 1, "total-column": 1},
    ("yearbook-table", "yearbook-table-en.csv"): {"total-row": 1, "total-column": 1},
}
"""Pack and sample to how often each rule fails; ``samples/README.md`` says the same in words."""


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_schema_accepts_the_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    content = yaml.load(pack.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(content, schema)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_every_rule_has_examples_that_hold_and_that_fail(pack: Path) -> None:
    for rule in yaml.load(pack.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["rules"]:
        outcomes = {example["outcome"] for example in rule["examples"]}
        assert {"holds", "fails"} <= outcomes, rule["id"]


def test_all_examples_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", str(ROOT / "rules")]) == 0, capsys.readouterr()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_every_pack_has_a_sample(pack: Path) -> None:
    assert pack.stem in {name for name, _ in KNOWN}


@pytest.mark.parametrize(("pack", "sample"), KNOWN)
def test_sample_has_the_known_discrepancies(pack: str, sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    rules = ROOT / "rules" / f"{pack}.yml"
    status = run(["check", str(ROOT / "samples" / sample), "--rules", str(rules), "--format", "json"])
    said = capsys.readouterr()
    assert status == 1, said
    report = json.loads(said.out)
    assert Counter(finding["rule"] for finding in report["findings"]) == KNOWN[pack, sample]


@pytest.mark.parametrize("sample", sorted({sample for _, sample in KNOWN}))
def test_sample_finds_its_pack_by_itself(
    sample: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    run(["check", f"samples/{sample}", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    failing = {finding["rule"] for finding in report["findings"]}
    for (_, known), rules in KNOWN.items():
        if known == sample:
            assert failing >= set(rules)


def test_every_sample_is_described() -> None:
    described = (ROOT / "samples" / "README.md").read_text(encoding="utf-8")
    samples = [path.name for path in (ROOT / "samples").iterdir() if path.name != "README.md"]
    assert samples
    assert not [name for name in samples if f"`{name}`" not in described and f"samples/{name}`" not in described]
