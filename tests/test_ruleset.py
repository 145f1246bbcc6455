"""What rules say by themselves: contradictions, rules that follow from others, figures without a choice."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit import cli, rulefile
from dvaudit.diagnose import ruleset as comparison
from dvaudit.diagnose.lp import Constraint, conflict
from dvaudit.diagnose.relations import relations
from dvaudit.diagnose.ruleset import RuleSetCheck, checked
from dvaudit.figure import Document, FigureSpec, Layout, Record
from dvaudit.interval import Exact, Interval
from dvaudit.kinds import KINDS
from dvaudit.lookup import Names
from dvaudit.message import AuditError
from dvaudit.names import key
from dvaudit.numerals import Declared
from dvaudit.predicate import judge
from dvaudit.rule import Rule, RuleSet
from tests.tables import rule

PACKS = Path(__file__).parents[1] / "rules"


def written(*lines: str) -> RuleSet:
    rulesets, problems = rulefile.load((), lines, KINDS)
    assert not problems
    return rulesets[0]


def made(*rules: Rule, figures: dict[str, FigureSpec] | None = None) -> RuleSet:
    named = tuple(one._replace(id=f"r{number}") for number, one in enumerate(rules, 1))
    specs = {key(name): spec for name, spec in (figures or {}).items()}
    return RuleSet("made", named, Layout(), specs, FigureSpec(Declared()))


def contradictions(found: RuleSetCheck) -> list[tuple[list[str], bool]]:
    return [([one.id for one in each.rules], each.counts) for each in found.contradictions]


def implied(found: RuleSetCheck) -> list[tuple[str, list[str], bool]]:
    return [(each.rule.id, [one.id for one in each.by], each.same) for each in found.implied]


def limits(found: RuleSetCheck) -> dict[str, Interval]:
    return {one.name: one.interval for one in (*found.fixed, *found.ranges)}


@pytest.mark.parametrize(
    ("lines", "clashing"),
    [
        (("a >= 5", "b >= 0", "a <= 3"), [["a-ge-5", "a-le-3"]]),
        (("a = b + c", "b = a + 1", "c >= 0"), [["a-b-c", "b-a-1", "c-ge-0"]]),
        (("a < b", "b < c", "c < a"), [["a-lt-b", "b-lt-c", "c-lt-a"]]),
        (("a <= b", "b <= c", "c <= a"), []),
        (("max(a, b) <= c", "c <= 10", "b >= 11"), [["max-a-b-le-c", "c-le-10", "b-ge-11"]]),
        (("abs(a - b) <= 2", "a = b + 2"), []),
        (("abs(a - b) <= 2", "a = b - 3"), [["abs-a-minus-b-le-2", "a-b-minus-3"]]),
        (("min(a, b) <= 3", "a >= 4", "b >= 4"), []),  # not convex: nothing is claimed
        (("p = a / b in %", "p = 50", "a = b", "b >= 1"), [["p-a-by-b-in-pct", "p-50", "a-b", "b-ge-1"]]),
        (("a >= 5", "a <= 3", "a <= 2"), [["a-ge-5", "a-le-3"], ["a-ge-5", "a-le-2"]]),
    ],
)
def test_contradictory_rules_and_with_whom(lines: Sequence[str], clashing: list[list[str]]) -> None:
    found = checked(written(*lines))
    assert contradictions(found) == [(each, False) for each in clashing]
    assert found.impossible == bool(clashing)
    assert found.decided


def test_a_contradiction_among_counts_is_no_more_than_a_note() -> None:
    found = checked(written("p = a / b in %", "a <= b", "p >= 150"))
    assert contradictions(found) == [(["p-a-by-b-in-pct", "a-le-b", "p-ge-150"], True)]
    assert not found.impossible
    # -3 °C is no more than -2 °C, and 150 % of it; a figure with decimals is no count.
    figures = {"a": FigureSpec(Declared(decimals=1), "a")}
    ruleset = written("p = a / b in %", "a <= b", "p >= 150")._replace(figures=figures)
    assert contradictions(checked(ruleset)) == []


def test_a_rule_that_holds_only_sometimes_contradicts_nothing() -> None:
    final = rule("range", figures="a", min="5", when="status = final")
    found = checked(made(final, rule("range", figures="a", max="3")))
    assert contradictions(found) == []
    assert {reason: [one.id for one in rules] for reason, rules in found.unused.items()} == {"when": ["r1"]}


def test_rules_that_follow_from_others() -> None:
    assert implied(checked(written("a <= b", "b <= c", "a <= c"))) == [("a-le-c", ["a-le-b", "b-le-c"], False)]
    assert implied(checked(written("a <= b", "b >= a"))) == [("b-ge-a", ["a-le-b"], True)]
    assert implied(checked(written("a = b + c", "a - c = b", "b = a - c"))) == [
        ("b-a-minus-c", ["a-b-c"], True),
        ("a-minus-c-b", ["a-b-c"], True),
    ]
    assert implied(checked(written("b <= c", "a = a + c", "a = a + b", "b = 0")))[0] == ("b-0", ["a-a-b"], True)
    assert implied(checked(written("a <= 3", "a <= 5"))) == [("a-le-5", ["a-le-3"], False)]
    assert implied(checked(written("a <= 3", "a < 3"))) == [("a-le-3", ["a-lt-3"], False)]
    assert implied(checked(written("a <= b", "a < b + 1", "c <= a"))) == [("a-lt-b-1", ["a-le-b"], False)]
    found = checked(
        made(rule("ascending", figures=("low", "middle", "high")), rule("part_of", part="low", whole="high"))
    )
    assert implied(found) == [("r2", ["r1"], False)]


def test_figures_with_one_value_left_and_figures_with_limits() -> None:
    found = checked(written("a = b + c", "b = 5", "c = 2"))
    assert [(one.name, one.interval.lo, [each.id for each in one.by]) for one in found.fixed] == [
        ("a", 7, ["a-b-c", "b-5", "c-2"]),
        ("b", 5, ["b-5"]),
        ("c", 2, ["c-2"]),
    ]
    for line, name, value in (("c = 7", "c", 7), ("2 * f = 1", "f", Fraction(1, 2)), ("p + q = q", "p", 0)):
        assert limits(checked(written(line))) == {name: Interval.point(value)}
    assert limits(checked(written("x <= y", "y <= x"))) == {}  # equal to each other, whatever they are
    shares = checked(written("p + q = 100", "0 <= p <= 40", "q >= 0"))
    assert limits(shares) == {"q": Interval(60, 100)}
    assert limits(checked(written("a < b", "b <= 5"))) == {"a": Interval(None, 5, hi_open=True)}
    assert limits(checked(written("a <= b", "b <= 5"))) == {"a": Interval(0, 5), "b": Interval(0, 5)}
    assert limits(checked(written("3 * a = b", "b = 1")))["a"] == Interval.point(Fraction(1, 3))
    assert limits(checked(written("a <= b"))) == {}  # that counts are not negative needs no telling


def test_quotients_give_limits_and_take_them() -> None:
    share = checked(written("p = a / b in %", "a <= b"))
    assert limits(share) == {"p": Interval(0, 100)}
    assert [one.counts for one in share.ranges] == [True]
    assert limits(checked(written("p = a / b in %", "p = 50", "b = 300")))["a"] == Interval.point(150)
    assert limits(checked(written("p = a / b in %", "10 <= p <= 50", "10 <= b <= 300"))) == {"a": Interval(1, 150)}
    growth = made(
        rule("change", **{"from": "old", "to": "new", "percent": "growth"}),
        rule("range", figures="old", min="10", max="20"),
        rule("range", figures="new", min="5", max="30"),
    )
    assert limits(checked(growth)) == {"growth": Interval(-75, 200)}
    falling = made(
        rule("ratio", numerator="n", denominator="d", ratio="q", per="1"),
        rule("range", figures="d", min="-4", max="-1"),
        rule("range", figures="n", min="2", max="8"),
    )
    assert limits(checked(falling)) == {"q": Interval(-8, Fraction(-1, 2))}


def test_what_could_not_be_compared_is_said() -> None:
    ruleset = made(
        rule("sum", parts=("part_20??",), total="total"),
        rule("series", figure="total", over="year", change="growth"),
        rule("range", figures="total", max="5", tolerance="1 %"),
        rule("ratio", numerator="n", denominator="d", ratio="q"),
        rule("share", part="n", whole="d", percent="p"),
        rule("formula", check="n * d = total"),
        rule("range", figures="*_pct", min="0", max="100"),
    )
    found = checked(ruleset)
    assert {reason: [one.id for one in rules] for reason, rules in found.unused.items()} == {
        "pattern": ["r1", "r7"], "data": ["r2"], "tolerance": ["r3"], "per": ["r4"], "quotient": ["r5"],
        "nonlinear": ["r6"],
    }  # fmt: skip
    assert not found.impossible


def test_a_pattern_speaks_of_each_figure_that_rules_name() -> None:
    every = rule("range", figures="*_pct", min="0", max="100")
    found = checked(made(every, rule("formula", check="a_pct = b_pct + 200")))
    assert contradictions(found) == [(["r1", "r2"], False)]


def test_a_figure_under_two_names_is_one() -> None:
    figures = {"members": FigureSpec(Declared(), "members", aliases=("Đảng viên",))}
    over, under = rule("range", figures="Đảng viên", min="5"), rule("range", figures="members", max="3")
    assert contradictions(checked(made(over, under, figures=figures))) == [(["r1", "r2"], False)]
    assert contradictions(checked(made(under, over, figures=figures))) == [(["r1", "r2"], False)]
    assert contradictions(checked(made(over, under))) == []


def test_numbers_and_ranges_of_names() -> None:
    year = [rule("range", figures=f"m_{number}", max="30") for number in range(1, 4)]
    found = checked(made(rule("sum", parts=("m_1..3",), total="100"), *year))
    assert contradictions(found) == [(["r1", "r2", "r3", "r4"], False)]


def test_a_tolerance_widens() -> None:
    lines = rule("sum", parts=("a", "b"), total="t"), rule("formula", check="t = a + b + 2")
    assert contradictions(checked(made(*lines))) == [(["r1", "r2"], False)]
    loose = lines[0]._replace(tolerance="1")
    assert contradictions(checked(made(loose, lines[1]))) == [(["r1", "r2"], False)]
    assert contradictions(checked(made(loose._replace(tolerance="2"), lines[1]))) == []


def test_a_rule_that_no_file_can_be_checked_with() -> None:
    found = checked(made(rule("range", figures="a", min="5", max="3")))
    assert [(one.id, why.key) for one, why in found.broken] == [("r1", "kinds.min_over_max")]
    assert found.impossible


def test_too_much_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = written("a <= b", "b <= c", "a <= c", "c <= d", "d >= a", "a = b + c + d")
    assert checked(ruleset).decided
    monkeypatch.setattr(comparison, "LIMIT", 5)
    assert not checked(ruleset).decided
    monkeypatch.setattr(comparison, "MOST_ROWS", 3)
    assert checked(ruleset) == RuleSetCheck(decided=False)


def test_the_bundled_packs_contradict_nothing() -> None:
    rulesets, problems = rulefile.load([str(PACKS)], (), KINDS)
    assert not problems
    for ruleset in rulesets:
        found = checked(ruleset)
        assert (found.contradictions, found.implied, found.fixed, found.decided) == ((), (), (), True)


names = st.sampled_from("abcd")
number = st.integers(-6, 6).map(str)
sides = st.one_of(
    names, number,
    st.builds("{} + {}".format, names, names), st.builds("{} - {}".format, names, names),
    st.builds("{} * {}".format, st.integers(2, 3), names),
    st.builds("{} + {} + {}".format, names, names, number),
)  # fmt: skip
linear_lines = st.builds("{} {} {}".format, names, st.sampled_from(("=", "<=", ">=", "<")), sides)
other_lines = st.one_of(
    st.builds("p = {} / {} in %".format, names, names),
    st.builds("p {} {}".format, st.sampled_from(("<=", ">=")), st.sampled_from(("-50", "0", "40", "100", "250"))),
    st.builds("({} + {}) / {} <= {}".format, names, names, names, number),
    st.builds("{}({}, {}) <= {}".format, st.sampled_from(("max", "min")), names, names, sides),
    st.builds("abs({} - {}) <= {}".format, names, names, sides),
    st.builds("{} >= {}({}, {})".format, names, st.sampled_from(("max", "min")), names, names),
)


def rules_of(lines: Sequence[str]) -> RuleSet | None:
    """The rules of the lines that are rules: ``1 = 2`` is none."""
    rulesets, _ = rulefile.load((), list(dict.fromkeys(lines)), KINDS)
    return rulesets[0] if rulesets and rulesets[0].rules else None


def possible(ruleset: RuleSet, *more: Constraint) -> bool:
    said = relations(ruleset)
    return conflict([*(row.constraint for row in said.rows if not row.counts), *more]) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(linear_lines, min_size=1, max_size=7))
def test_linear_rules_are_compared_exactly(lines: list[str]) -> None:
    ruleset = rules_of(lines)
    if ruleset is None:
        return
    found = checked(ruleset)
    kept = list(ruleset.rules)
    for each in found.contradictions:
        if each.counts:
            return
        assert not possible(ruleset._replace(rules=each.rules))
        for one in each.rules:
            assert possible(ruleset._replace(rules=tuple(other for other in each.rules if other is not one)))
        kept = [one for one in kept if one is not each.rules[-1]]
    assert possible(ruleset._replace(rules=tuple(kept)))
    follows = {each.rule.id: each for each in found.implied}
    for one in reversed(tuple(kept)):
        others = tuple(other for other in kept if other is not one)
        by = follows[one.id].by if one.id in follows else others
        said = [row.constraint for row in relations(ruleset._replace(rules=(one,))).rows if not row.counts]
        if any(weights for weights, _ in said):
            assert all(follow(ruleset._replace(rules=by), each) for each in said) == (one.id in follows)
        if one.id in follows:
            kept = list(others)
            for left_out in by:
                fewer = ruleset._replace(rules=tuple(other for other in by if other is not left_out))
                assert not all(follow(fewer, each) for each in said)


def follow(ruleset: RuleSet, constraint: Constraint) -> bool:
    weights, allowed = constraint
    below = Interval(None, allowed.lo, hi_open=not allowed.lo_open)
    above = Interval(allowed.hi, None, lo_open=not allowed.hi_open)
    sides = [side for side, end in ((below, allowed.lo), (above, allowed.hi)) if end is not None]
    return not any(possible(ruleset, Constraint(weights, side)) for side in sides)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(linear_lines, other_lines), min_size=1, max_size=10),
    st.fixed_dictionaries({name: st.integers(-6, 9) for name in "abcd"}),
    st.sampled_from((-50, 0, 40, 50, 100, Fraction(100, 3), 150, 200, 250)),
)
def test_what_some_figures_satisfy_is_never_called_impossible(
    lines: list[str], counts: dict[str, int], percent: Exact
) -> None:
    ruleset = rules_of(lines)
    if ruleset is None:
        return
    figures: dict[str, Exact] = {**counts, "p": percent}
    ruleset = ruleset._replace(rules=tuple(one for one in ruleset.rules if holds(one, figures)))
    found = checked(ruleset)
    assert not found.impossible
    if min(figures.values()) >= 0:
        assert not found.contradictions
    for one in (*found.fixed, *found.ranges):
        if min(figures.values()) >= 0 or not one.counts:
            assert one.interval.contains(figures[one.name])


def holds(one: Rule, figures: dict[str, Exact]) -> bool:
    printed = {name: [name] for name in figures}
    named = Names(Document("", [Record(1, {})], printed, lambda _: [()], (), "record"), {})
    try:
        plan = KINDS[one.kind].plan(one, named)
        return all(
            judge(template.predicate, [Interval.point(figures[name]) for name in template.names]) is None
            for template in plan.templates
        )
    except (ZeroDivisionError, AuditError):  # a quotient of nothing, a figure compared with itself
        return False


CLASHING = """\
dvaudit: 1
rules:
  - {id: low, check: members <= 3}
  - {id: part, check: women <= members}
  - {id: high, check: women >= 5}
  - {id: small, check: women <= 4}
"""


def test_the_command_tells_where_rules_contradict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clashing.yml").write_text(CLASHING, encoding="utf-8")
    assert cli.run(["test", "clashing.yml", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "clashing.yml:5:5: high contradicts low, part:" in out
    assert "4 rules, 0 examples, 1 failure" in out
    assert "note: small follows from low, part:" in out
    assert cli.run(["test", "clashing.yml", "--lang", "vi"]) == 1
    assert "high mâu thuẫn với low, part:" in capsys.readouterr().out
    Path("clear.yml").write_text(CLASHING.replace(">= 5", ">= 1"), encoding="utf-8")
    assert cli.run(["test", "clear.yml", "--lang", "en"]) == 0
    assert "women is limited to 1 to 3 (low, part, high)" in capsys.readouterr().out
