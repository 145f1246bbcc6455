"""Rule files: what they are read into, and how every mistake in them is shown."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from dvaudit import rulefile
from dvaudit.expand import MAX_RULES
from dvaudit.figure import Layout
from dvaudit.kinds import KINDS
from dvaudit.message import Problem
from dvaudit.numerals import locale_format
from dvaudit.printed import Marker
from dvaudit.render.problems import told
from dvaudit.render.view import View
from dvaudit.render.words.en import WORDS as EN
from dvaudit.render.words.vi import WORDS as VI
from dvaudit.rule import Outcome, Rule, RuleSet
from dvaudit.rulekeys import FIGURE, FILE, LAYOUT, RULE, spoken

FILES = Path(__file__).parent / "rulefiles"
OK = sorted((FILES / "ok").glob("*.yml"))
ERR = sorted((FILES / "err").glob("*.yml"))
PACKS = sorted((Path(__file__).parents[1] / "rules").glob("*.yml"))
SCHEMA = rulefile.schema(KINDS)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class Texts(yaml.SafeLoader):
    """All scalars as texts; merge keys are still merged."""

    yaml_implicit_resolvers = {"<": yaml.SafeLoader.yaml_implicit_resolvers["<"]}  # noqa: RUF012


def load(folder: Path, text: str, lines: tuple[str, ...] = ()) -> tuple[list[RuleSet], list[Problem]]:
    (folder / "r.yml").write_text(text, encoding="utf-8")
    return rulefile.load([str(folder / "r.yml")], lines, KINDS)


def load_ok(folder: Path, text: str, lines: tuple[str, ...] = ()) -> RuleSet:
    sets, problems = load(folder, text, lines)
    assert not problems
    return sets[0]


def keys(problems: list[Problem]) -> list[str]:
    return [problem.message.key for problem in problems]


def by_id(ruleset: RuleSet) -> dict[str, Rule]:
    return {rule.id: rule for rule in ruleset.rules}


# files that must load, and files that must not


@pytest.mark.parametrize("path", [*OK, *PACKS], ids=lambda path: path.stem)
def test_ok_files_load_and_the_schema_accepts_them(path: Path) -> None:
    sets, problems = rulefile.load([str(path)], [], KINDS)
    assert not problems
    assert sets[0].rules
    for loader in (Texts, yaml.SafeLoader):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        VALIDATOR.validate(json.loads(json.dumps(content, default=str)))


@pytest.mark.parametrize("path", ERR, ids=lambda path: path.stem)
def test_err_files_are_told_exactly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    _, problems = rulefile.load([path.name], [], KINDS)
    shown = "".join(f"{line}\n" for problem in problems for line in told(problem, View()))
    assert shown == path.with_suffix(".out").read_text(encoding="utf-8")
    assert all(problem.fatal for problem in problems)


@pytest.mark.parametrize("path", ERR, ids=lambda path: path.stem)
def test_every_mistake_has_words_in_both_languages(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    _, problems = rulefile.load([path.name], [], KINDS)
    assert problems
    for problem in problems:
        assert problem.message.key in EN
        assert problem.message.key in VI


def test_there_is_a_mistake_for_every_expected_output() -> None:
    assert {path.stem for path in (FILES / "err").glob("*.out")} == {path.stem for path in ERR}


@pytest.mark.parametrize(
    "name", ["unknown_key", "unknown_kind", "level", "wrong_type", "missing_slot", "flag", "layout", "not_a_rule"]
)
def test_schema_refuses_what_the_loader_refuses(name: str) -> None:
    content = yaml.load((FILES / "err" / f"{name}.yml").read_text(encoding="utf-8"), Loader=Texts)
    assert list(VALIDATOR.iter_errors(content))


def test_schema_is_one_and_knows_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() == {key.name for key in FILE}
    assert SCHEMA["$defs"]["layout"]["anyOf"][1]["properties"].keys() == {key.name for key in LAYOUT}
    assert SCHEMA["$defs"]["figure"]["anyOf"][1]["properties"].keys() == {key.name for key in FIGURE}
    for name, kind in spoken(KINDS).items():
        found = SCHEMA["$defs"][f"kind_{name}"]
        assert found["properties"].keys() == {"kind", *(k.name for k in RULE), *(slot.name for slot in kind.slots)}
        assert found["additionalProperties"] is False
        assert all(value.get("description") for value in found["properties"].values())


# what is read


def test_scalars_stay_texts() -> None:
    rules = by_id(rulefile.load([str(FILES / "ok" / "texts.yml")], [], KINDS)[0][0])
    expected = ["NO", "yes", "012", "12:30", "92.40", "2020-01-01", "1e3", "null", "~"]
    assert rules["NO"].slots["expected"] == expected
    assert rules["012"].slots == {"figures": ("1e3",), "min": "92.40"}


def test_lines_and_kinds_give_the_same_rules(tmp_path: Path) -> None:
    ruleset = load_ok(
        tmp_path,
        """
        rules:
          - {id: line, check: a = b + c - d}
          - {id: kind, kind: sum, total: a, parts: [b, c], minus: d}
          - {id: line-share, check: p = a / b in %}
          - {id: kind-share, kind: share, part: a, whole: b, percent: p}
        """,
    )
    rules = by_id(ruleset)
    assert rules["line"].slots == rules["kind"].slots
    assert rules["line-share"].slots == rules["kind-share"].slots


def test_balance_is_a_sum(tmp_path: Path) -> None:
    ruleset = load_ok(tmp_path, "rules: [{kind: balance, opening: o, in: [a, b], out: c, closing: z}]")
    rule = ruleset.rules[0]
    assert (rule.kind, rule.slots) == ("sum", {"parts": ("o", "a", "b"), "minus": ("c",), "total": "z"})


def test_everything_a_rule_may_say() -> None:
    ruleset = rulefile.load([str(FILES / "ok" / "everything.yml")], [], KINDS)[0][0]
    rule = by_id(ruleset)["minority-share"]
    assert (rule.level, rule.missing, rule.tolerance, rule.fail_if) == ("warning", "zero", "0.1", "> 0.1 %")
    assert (rule.when, rule.optional) == ("status = final and year >= 2020", ("members_minority",))
    assert (rule.label, rule.message) == ("Share of minority", "the share of minority is off")
    assert rule.meta == {"owner": "statistics", "tags": ["a", "b"]}
    assert [example.outcome for example in rule.examples] == [Outcome.HOLDS, Outcome.FAILS]
    assert rule.examples[0].rows == ({"members_minority": "1", "members": "2", "minority_pct": "50.0"},)
    assert rule.examples[1].rows[1] == {"members_minority": "", "members": "2", "minority_pct": "12:30"}
    assert ruleset.title == "Everything a rule may say"
    assert ruleset.layout == Layout("indicator", "value", ("province", "year"), 3, 2, ";")


def test_what_figures_declare() -> None:
    ruleset = rulefile.load([str(FILES / "ok" / "everything.yml")], [], KINDS)[0][0]
    default, figures = ruleset.default.declared, ruleset.figures
    assert (default.unit, default.scale, default.whole_numbers, default.rounding) == (
        "persons",
        1000,
        "rounded",
        "half_up",
    )
    assert default.format == locale_format("vi")
    assert default.markers is not None
    assert default.markers["-"] == Marker("nil")
    assert default.markers["c"] == Marker("confidential", 5)
    assert default.markers["(n)"] == Marker("unreliable")
    minority = figures["minority_pct"]
    assert (minority.declared.unit, minority.declared.decimals, minority.weight) == ("%", 2, 2)
    assert (minority.label, minority.aliases) == ("Share of minorities", ("Tỷ lệ dân tộc",))
    assert figures["*_pct"].declared.unit == "%"
    assert (figures["count"].declared.exact, figures["count"].trusted) == (True, True)
    assert figures["area"].declared.format == locale_format("en")
    assert figures["plain"].name == "plain"


def test_figures_are_found_by_normalized_name(tmp_path: Path) -> None:
    ruleset = load_ok(tmp_path, "figures: {Tổng  Số: {unit: người}}\nrules: [a <= b]")
    assert ruleset.figures["tổng số"].name == "Tổng  Số"


def test_ids_of_lines_are_stable_and_never_twice(tmp_path: Path) -> None:
    ruleset = load_ok(tmp_path, "rules: [a <= b, a <= b, {id: a-le-b-2, check: a <= c}, A  <=  B]")
    assert [rule.id for rule in ruleset.rules] == ["a-le-b", "a-le-b-3", "a-le-b-2", "a-le-b-4"]


def test_origin_is_where_the_rule_stands(tmp_path: Path) -> None:
    ruleset = load_ok(tmp_path, "rules:\n  - a <= b\n  - id: x\n    check: a <= c\n")
    assert [(rule.origin.line, rule.origin.column) for rule in ruleset.rules] == [(2, 5), (3, 5)]


@pytest.mark.parametrize(
    ("written", "column"),
    [("a = b ^ 2", 11), ("'a = b ^ 2'", 12), ('"a = b ^ 2"', 12), ('"a\\u0020= b ^ 2"', 5), ("|\n    a = b ^ 2", 5)],
)
def test_column_of_a_mistake_inside_a_line(tmp_path: Path, written: str, column: int) -> None:
    _, problems = load(tmp_path, f"rules:\n  - {written}\n")
    assert [(p.message.key, p.line, p.column) for p in problems] == [("lines.power", 2, column)]


def test_a_broken_rule_leaves_the_others(tmp_path: Path) -> None:
    text = (
        "titel: x\nfigures: {a: {unit: '%'}, b: {unt: '%'}}\nrules:\n  - a <= b\n  - a <\n  - {kind: sum}\n  - c <= d\n"
    )
    sets, problems = load(tmp_path, text)
    assert [rule.id for rule in sets[0].rules] == ["a-le-b", "c-le-d"]
    assert set(sets[0].figures) == {"a"}
    assert keys(problems) == ["rulefile.unknown_key", "rulefile.unknown_key", "lines.ends", "rulefile.missing_slot"]


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("rules: [a <= b", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("rules: [a <= b]", encoding="utf-8")
    (tmp_path / "c.txt").write_text("no rule file", encoding="utf-8")
    sets, problems = rulefile.load([str(tmp_path), str(tmp_path / "none.yml")], [], KINDS)
    assert [Path(one.name).name for one in sets] == ["b.yaml"]
    assert keys(problems) == ["rulefile.yaml_open", "rulefile.not_found"]


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (b"", "rulefile.empty", None),
        (b"\xff\xfe\x00", "rulefile.encoding", 1),
        (b"rules:\n  - T\xe1\xbb\n", "rulefile.encoding", 2),
        (b"rules:\n  - a <= b\x07\n", "rulefile.control", 2),
        (b"a <= b", "rulefile.expected_file", 1),
        (b"- a <= b", "rulefile.expected_file", 1),
        (b"? [a, b]\n: c\n", "rulefile.key_not_text", 1),
        (b"<<: a\n", "rulefile.merge", 1),
        (b"%x: 1\n", "rulefile.yaml_start", 1),
        (b'x: "\\d"\n', "rulefile.yaml_escape", 1),
        (b"[" * 100_000, "rulefile.too_deep", 1),
        (b"- " * 5_000, "rulefile.too_deep", 1),
    ],
)
def test_files_that_are_none(tmp_path: Path, content: bytes, key: str, line: int | None) -> None:
    (tmp_path / "r.yml").write_bytes(content)
    sets, problems = rulefile.load([str(tmp_path / "r.yml")], [], KINDS)
    assert not sets
    assert [(problem.message.key, problem.line) for problem in problems] == [(key, line)]


def test_utf16_and_byte_order_marks(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "r.yml").write_text("rules: [Tổng <= b]", encoding=encoding)
        sets, problems = rulefile.load([str(tmp_path / "r.yml")], [], KINDS)
        assert not problems
        assert sets[0].rules[0].slots["part"] == ("Tổng",)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert keys(rulefile.load([str(tmp_path)], [], KINDS)[1]) == ["rulefile.empty_folder"]


def test_an_alias_that_refers_to_itself(tmp_path: Path) -> None:
    assert keys(load(tmp_path, "meta: &a [*a]\n")[1]) == ["rulefile.yaml_alias"]


# for


def test_for_zips_and_cross_multiplies(tmp_path: Path) -> None:
    ruleset = load_ok(
        tmp_path,
        """
        rules:
          - {id: z-<a>-<b>, check: <a>_x <= <b>_y, for: {a: [p, q], b: [r, s]}}
          - {id: c-<a>-<b>, check: <a>_x <= <b>_y, for: {a: [p, q], b: [r, s]}, cross: yes}
          - {check: <a>_* <= total, for: {a: one}}
        """,
    )
    ids = ["z-p-r", "z-q-s", "c-p-r", "c-p-s", "c-q-r", "c-q-s", "one_-le-total"]
    assert [rule.id for rule in ruleset.rules] == ids
    assert ruleset.rules[1].slots == {"part": ("q_x",), "whole": "s_y"}
    assert ruleset.rules[6].slots == {"part": ("one_*",), "whole": "total"}


def test_for_is_limited_over_the_whole_file(tmp_path: Path) -> None:
    values = ", ".join(f"v{number}" for number in range(MAX_RULES // 2 + 1))
    rule = f"{{id: %s-<v>, check: <v> <= t, for: {{v: [{values}]}}}}"
    sets, problems = load(tmp_path, f"rules:\n  - {rule % 'a'}\n  - {rule % 'b'}\n  - x <= y\n")
    assert keys(problems) == ["rulefile.too_many_rules"]
    assert len(sets[0].rules) == MAX_RULES // 2 + 2


# include


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")


def test_include_brings_in_and_the_includer_wins(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, base="locale: de\nlayout: {key: year}\nfigures: {p: {unit: '%', weight: 2}}\nrules: [a <= b]")
    write(tmp_path / "sub", other="include: ../base.yml\nrules: [c <= d]")
    text = (
        "include: [sub/other.yml, base.yml]\nlocale: vi\nlayout: {key: x}\nfigures: {p: {weight: 3}}\nrules: [e <= f]"
    )
    ruleset = load_ok(tmp_path, text)
    assert [rule.id for rule in ruleset.rules] == ["a-le-b", "c-le-d", "e-le-f"]
    assert ruleset.default.declared.format == locale_format("vi")
    assert ruleset.layout == Layout(key=("x",))
    assert (ruleset.figures["p"].declared.unit, ruleset.figures["p"].weight) == ("%", 3)
    assert [Path(file).name for file in ruleset.files] == ["r.yml", "other.yml", "base.yml"]
    assert Path(ruleset.rules[0].origin.file or "").name == "base.yml"


@pytest.mark.parametrize(
    ("one", "two", "settled", "key"),
    [
        ("locale: de", "locale: en", "locale: vi", "rulefile.include_conflict"),
        ("layout: {key: a}", "layout: {key: b}", "layout: {key: c}", "rulefile.include_conflict"),
        (
            "figures: {p: {unit: a}}",
            "figures: {p: {unit: b}}",
            "figures: {p: {unit: c}}",
            "rulefile.include_conflict_figure",
        ),
    ],
)
def test_includes_that_disagree(tmp_path: Path, one: str, two: str, settled: str, key: str) -> None:
    write(tmp_path, one=one, two=two)
    includes = "include:\n  - one.yml\n  - two.yml\nrules: [a <= b]\n"
    problems = load(tmp_path, includes)[1]
    assert [(problem.message.key, problem.line) for problem in problems] == [(key, 3)]
    assert load_ok(tmp_path, f"{includes}{settled}\n")


def test_one_id_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, one="rules: [{id: x, check: a <= b}]")
    sets, problems = load(tmp_path, "include: one.yml\nrules:\n  - {id: x, check: a <= c}\n")
    assert [(p.message.key, p.line, Path(str(p.message.values["file"])).name) for p in problems] == [
        ("rulefile.duplicate_id_file", 3, "one.yml")
    ]
    assert len(sets[0].rules) == 1


def test_circle_names_its_files(tmp_path: Path) -> None:
    write(tmp_path, one="include: two.yml", two="include: r.yml\nrules: [a <= b]")
    sets, problems = load(tmp_path, "include: one.yml\nrules: [c <= d]")
    assert keys(problems) == ["rulefile.include_circle"]
    assert problems[0].message.values["chain"] == "r.yml -> one.yml -> two.yml -> r.yml"
    assert Path(problems[0].file or "").name == "two.yml"
    assert [rule.id for rule in sets[0].rules] == ["a-le-b", "c-le-d"]


def test_a_folder_is_not_included(tmp_path: Path) -> None:
    assert keys(load(tmp_path, "include: .\nrules: [a <= b]")[1]) == ["rulefile.include_folder"]


# the command line


def test_lines_alone() -> None:
    sets, problems = rulefile.load([], ["total = north + south", "a ="], KINDS)
    assert [(one.name, [rule.id for rule in one.rules]) for one in sets] == [("command line", ["total-north-south"])]
    assert [(p.message.key, p.file, p.column, p.excerpt) for p in problems] == [("lines.ends", None, 4, "a =")]


def test_lines_join_one_rule_file_and_stand_beside_two(tmp_path: Path) -> None:
    ruleset = load_ok(tmp_path, "locale: vi\nrules: [a <= b]", ("c <= d",))
    assert [rule.id for rule in ruleset.rules] == ["a-le-b", "c-le-d"]
    write(tmp_path, other="rules: [e <= f]")
    sets, _ = rulefile.load([str(tmp_path)], ["c <= d"], KINDS)
    assert [Path(one.name).name for one in sets] == ["other.yml", "r.yml", "command line"]


# discovery


def discovered(start: Path) -> list[tuple[str, bool]]:
    return [(Path(one.path).name, one.only_if_complete) for one in rulefile.discover(str(start))]


def test_rules_are_found_in_order(tmp_path: Path) -> None:
    work = tmp_path / "deep" / "work"
    work.mkdir(parents=True)
    assert [one.path for one in rulefile.discover(str(work))] == [rulefile.bundled()]
    (work / "rules").mkdir()
    write(work / "rules", mine="rules: [a <= b]")
    assert discovered(work) == [("rules", True)]
    (tmp_path / "pyproject.toml").write_text(
        "[tool.dvaudit]\nrules = ['one.yml', 'more']\nexact = true\n", encoding="utf-8"
    )
    assert discovered(work) == [("one.yml", False), ("more", False)]
    (work.parent / "pyproject.toml").write_text("[tool.other]\nx = 'dvaudit'\n", encoding="utf-8")
    assert discovered(work) == [("one.yml", False), ("more", False)]
    write(work.parent, dvaudit="rules: [a <= b]")
    assert discovered(work) == [("dvaudit.yml", False)]
    write(work.parent, dvaudit="rules: [mine.yml]\nwhole_numbers: rounded")
    assert discovered(work) == [("mine.yml", False)]


def test_configuration_speaks_where_the_file_does_not(tmp_path: Path) -> None:
    write(tmp_path, dvaudit="rules: [one.yml, two.yml]\nwhole_numbers: rounded", one="rules: [a <= b]")
    write(tmp_path, two="whole_numbers: exact\nrules: [a <= b]")
    sets, problems = rulefile.load(rulefile.discover(str(tmp_path)), [], KINDS)
    assert not problems
    assert [one.default.declared.whole_numbers for one in sets] == ["rounded", "exact"]


def test_packs_are_used_only_where_complete(tmp_path: Path) -> None:
    sets, problems = rulefile.load(rulefile.discover(str(tmp_path)), [], KINDS)
    assert not problems
    assert all(one.only_if_complete for one in sets)
    assert len(sets) == len(list(Path(rulefile.bundled()).glob("*.yml")))
