"""``explain RULE --file``: the arithmetic of a rule over one file, as people read it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvaudit import cli, rulefile, run
from dvaudit.interval import Exact, Interval, magnitude
from dvaudit.kinds import KINDS
from dvaudit.message import AuditError
from dvaudit.numerals import NumberFormat
from dvaudit.predicate import judge
from dvaudit.render import steps, working
from dvaudit.render.grid import plain
from dvaudit.render.view import View
from dvaudit.report import Report
from dvaudit.rule import Confrontation, Outcome, Rule
from tests.tables import check, rule

ROOT = Path(__file__).parents[1]
WIDE = View(width=200)

exacts = st.one_of(st.integers(-(10**12), 10**12), st.fractions(max_denominator=10**6))
Run = Callable[..., tuple[int, str, str]]


def told(rows: Sequence[Mapping[str, str]], one: Rule, view: View = WIDE) -> str:
    audit = check(rows, one)
    asked = steps.about(Report([audit], []), [audit.rules], one.id)
    return "\n".join(plain(steps.lines(asked, view)))


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``explain`` in an empty folder; status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("COLUMNS", "120")

    def running(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(["explain", *arguments])
        return status, *capsys.readouterr()

    return running


def test_the_founding_report_in_both_languages(explain: Run) -> None:
    pack = str(ROOT / "rules" / "party-membership.yml")
    status, out, err = explain("minority-share", "--file", str(ROOT / "samples/party-membership.csv"), "--rules", pack)
    assert (status, err) == (0, "")
    assert "minority_pct 92.36 %: does not hold" in out
    assert re.search(r"percent +minority_pct +92\.36 % +4:14 +92\.355 to 92\.365 \(rounded to the 2 decimals", out)
    assert re.search(r"part +members_minority +443,137 +3:18 +exactly 443,137\n", out)
    assert "100 × 443,137 / 46,706 = 948.77960...\n" in out
    assert "reported 92.355 to 92.365; the others give 948.77960...: off by -856.42 points, so it does not hold" in out
    vietnamese = str(ROOT / "samples/party-membership-vi.csv")
    _, out, _ = explain("admissions-sum", "--file", vietnamese, "--rules", pack, "--lang", "vi")
    assert "2.206 + 1.967 + 2.334 + 2.310 = 8.817" in out
    assert "báo cáo ghi 12.133; các số khác cho 8.817: chênh lệch +3.316, nên không khớp" in out


@pytest.mark.parametrize(
    ("one", "row", "said"),
    [
        (rule("sum", parts=("a", "b"), total="c"), {"a": "9.2", "b": "3.2", "c": "12.5"},
         ["(9.15 to 9.25) + (3.15 to 3.25) = 12.3 to 12.5", "both can be 12.45 to 12.5, so it holds",
          "ranges: rounded to the 1 decimal printed"]),
        (rule("sum", parts=("a", "b"), total="100"), {"a": "50 %", "b": "40 %"},
         ["(49.5 to 50.5) + (39.5 to 40.5) = 89 to 91", "100 on one side, 89 to 91 on the other: off by +10 points"]),
        (rule("sum", parts=("a", "b"), minus=("c",), total="d"), {"a": "5", "b": "4", "c": "2", "d": "7"},
         ["5 + 4 - 2 = 7", "reported 7; the others give 7: holds"]),
        (rule("sum", parts=("a", "b"), total="c", missing="zero"), {"a": "5", "b": "", "c": "6"},
         ["missing: zero", "0 (not printed: counts as zero here)", "5 + 0 = 5", "off by +1, so it does not hold"]),
        (rule("sum", parts=("a", "b"), total="c", tolerance="0.5"), {"a": "9.2", "b": "3.2", "c": "12.9"},
         ["the nearest values are 0.35 apart, within the tolerance of 0.5, so it holds"]),
        (rule("sum", parts=("a", "b"), total="c", tolerance="2"), {"a": "1", "b": "1", "c": "12"},
         ["the nearest values are 10 apart, more than the tolerance of 2, so it does not hold"]),
        (rule("part_of", part=("a",), whole="b"), {"a": "7", "b": "5"},
         ["7 <= 5: off by +2, so it does not hold", "7 >= 0: holds", "not all of these hold, so the rule does not"]),
        (rule("part_of", part=("a",), whole="b"), {"a": "7.1", "b": "7.0"},
         ["(7.05 to 7.15) <= (6.95 to 7.05): some of these values fit, so it holds"]),
        (rule("share", part="a", whole="b", percent="p"), {"a": "1", "b": "3", "p": "33.3 %"},
         ["100 × 1 / 3 = 33.3333...", "one lies within the other, so it holds"]),
        (rule("share", part="a", whole="b", percent="p"), {"a": "1", "b": "0", "p": "33.3 %"},
         ["could not be checked: b can be zero, and nothing can be divided by zero"]),
        (rule("change", **{"from": "a", "to": "b", "percent": "p"}), {"a": "1,200", "b": "1,250", "p": "4.2 %"},
         ["100 × 1,250 / 1,200 - 100 = 4.1666..."]),
        (rule("mean", mean="m", count="n"), {"m": "3.48", "n": "20"},
         ["(3.475 to 3.485) × 20 = 69.5 to 69.7", "69.5 to 69.7 has no whole number in it: off by"]),
        (rule("mean", mean="m", parts=("a", "b")), {"m": "9", "a": "3", "b": "5"},
         ["min(3; 5) = 3", "max(3; 5) = 5", "(8.5 to 9.5) <= 5: off by +4, so it does not hold"]),
        (rule("mean", mean="m", parts=("a", "b"), weights=("c", "d")),
         {"m": "4.5", "a": "3", "b": "5", "c": "1", "d": "3"},
         ["3 × 1 + 5 × 3 = 18", "1 + 3 = 4", "18 / 4 = 4.5"]),
        (rule("ascending", figures=("a", "b"), strict=True), {"a": "3", "b": "3"}, ["3 < 3: does not hold"]),
        (rule("range", figures=("a",), min="0", max="10"), {"a": "12.9"},
         ["12.85 to 12.95, allowed is 0 to 10: off by"]),
        (rule("range", figures=("a",), min="0"), {"a": "-1"}, ["-1 >= 0: off by -1", "exactly -1"]),
        (rule("equal", figures=("a", "b")), {"a": "9.1", "b": "9.2"},
         ["stated as 9.05 to 9.15 and as 9.15 to 9.25: off by", "both are printed to the same place"]),
        (rule("formula", check="a = b - abs(c) / 2"), {"a": "3", "b": "4", "c": "-3"},
         ["abs(-3) = 3", "3 / 2 = 1.5", "4 - 1.5 = 2.5"]),
        (rule("formula", check="a = a * b / c"), {"a": "12.5", "b": "2.3", "c": "1.1"},
         ["a figure stands on both sides; taken together, left less right is about"]),
        (rule("formula", check="a != b"), {"a": "3", "b": "3"}, ["3 != 3: does not hold"]),
        (rule("one_of", columns=("a",), expected=["X", "Y"]), {"a": "Q"},
         ["none of the texts that the rule lists", "X, Y"]),
        (rule("complete", figures=("a",)), {"a": ""}, ["a: does not hold", "it is not stated: does not hold"]),
        (rule("sum", parts=("a", "b"), total="c", when="d = x"), {"a": "1", "b": "2", "c": "3", "d": "y"},
         ["when: d = x", "checked nothing: 1 passed over"]),
        (rule("sum", parts=("a", "nowhere"), total="c"), {"a": "1", "c": "3"}, ["no figure called nowhere"]),
    ],
)  # fmt: skip
def test_every_kind_has_steps(one: Rule, row: Mapping[str, str], said: Sequence[str]) -> None:
    text = told([row], one)
    for part in said:
        assert part in text
    if "so it holds" not in text and "checked nothing" not in text:
        assert told([row], one, View("vi", 80, ascii=True))


def test_rows_of_a_group_are_told_by_their_record() -> None:
    rows = [{"area": "Total", "2023": "33"}, {"area": "A", "2023": "11"}, {"area": "B", "2023": "23"}]
    text = told(rows, rule("totals", over="area"))
    assert "Total, 2023 33: does not hold" in text
    assert re.search(r"part +A +11 +3:2 +exactly 11\n", text)
    assert "11 + 23 = 34" in text
    assert "rounding could make a difference of this size" in text


def test_a_series_shows_the_row_before() -> None:
    rows = [{"year": "2020", "pop": "1000", "open": ""}, {"year": "2021", "pop": "1100", "open": "1010"}]
    text = told(rows, rule("series", figure="pop", over="year", opening="open"))
    assert re.search(r"before +2020 +pop +1000", text)
    assert "stated as 1010 and as 1000: off by +10, so it does not hold" in text
    assert "1 passed over" in text


def test_keys_that_occur_twice() -> None:
    text = told([{"id": "x", "v": "1"}, {"id": "x", "v": "2"}, {"id": "y", "v": "3"}], rule("unique", columns=("id",)))
    assert "x stands in 2 rows and should stand in one: does not hold" in text
    assert "y stands in 1 row: holds" in text


def test_the_failed_ones_come_first_and_the_rest_is_counted() -> None:
    rows = [{"a": "1", "b": "2", "c": str(3 + 50 * (number > 5))} for number in range(9)]
    text = told(rows, rule("sum", parts=("a", "b"), total="c"))
    assert re.findall(r"^row (\d)", text, re.MULTILINE) == ["7", "8", "9", "1", "2"]
    assert "Not shown: 4 more that hold." in text


def test_figures_in_other_units_are_told_in_theirs() -> None:
    rows = [{"total (thousand)": "10.0", "men": "4,000", "women": "6,000"}]
    text = told(rows, rule("sum", parts=("men", "women"), total="total"))
    assert "the headers name different units; in these units it holds:" in text
    assert "reported 9,950 to 10,050; the others give 10,000" in text


def test_long_sums_are_not_written_out() -> None:
    row = {f"p{number}": "1" for number in range(100)} | {"t": "100"}
    text = told([row], rule("sum", parts=("p*",), total="t"))
    assert "and 61 more" in text
    assert "1 + ... + 1 = 100" in text


def test_a_figure_stated_twice(explain: Run) -> None:
    Path("r.csv").write_text("name,value\ntotal,12\nnorth,6\nsouth,6\ntotal,13\n", encoding="utf-8")
    status, out, _ = explain("stated-twice", "--file", "r.csv", "-c", "total = north + south")
    assert status == 0
    assert "stated as 12 and as 13: off by -1, so it does not hold" in out
    Path("r.csv").write_text("name,value\ntotal,12\nnorth,6\nsouth,6\n", encoding="utf-8")
    _, out, _ = explain("stated-twice", "--file", "r.csv", "-c", "total = north + south")
    assert "checked nothing: no figure is stated more than once" in out


def test_an_id_of_a_discrepancy_is_explained_alone(explain: Run) -> None:
    rows = "".join(f"{number},1,1\n" for number in range(3, 60))
    Path("r.csv").write_text(f"total,a,b\n{rows}", encoding="utf-8")
    line = "total = a + b"
    rulesets, _ = rulefile.load([], [line], KINDS)
    ids = [finding.id for finding in run.audit(["r.csv"], rulesets).audits[0].findings]
    asked = ids[20]
    status, out, _ = explain(asked[:10], "--file", "r.csv", "-c", line)
    assert status == 0
    assert "row 21, total 23: does not hold" in out
    assert out.count("does not hold") == 2
    assert explain(asked[:3], "--file", "r.csv", "-c", line)[0] == 2
    status, out, err = explain("total-a-c", "--file", "r.csv", "-c", line)
    assert (status, out) == (2, "")
    assert "no rule and no discrepancy here is called total-a-c; the nearest is total-a-b" in err
    assert explain("total-a-b", "--file", "none.csv", "-c", line)[::2] == (2, "none.csv: no such file\n")


def test_an_id_that_several_begin_with_is_refused() -> None:
    audit = check([{"a": "1", "b": "2"}, {"a": "1", "b": "3"}], rule("equal", figures=("a", "b")))
    for finding, text in zip(audit.findings, ("abcd11", "abcd22"), strict=True):
        finding.id = text
    report = Report([audit], [], files=("made.csv",))
    with pytest.raises(AuditError) as refused:
        steps.about(report, [audit.rules], "abcd")
    assert refused.value.problem.message.key == "explain.ambiguous"
    assert len(steps.about(report, [audit.rules], "ABCD2")) == 1


def test_standard_input_and_the_locale(explain: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"total;a;b\n1.500;1.000;500\n")))
    status, out, _ = explain("total-a-b", "--file", "-", "-c", "total = a + b", "--locale", "vi")
    assert status == 0
    assert "1.000 + 500 = 1.500" in out


def test_the_other_sums_still_say_whether_figures_are_rounded(explain: Run) -> None:
    rows = "".join(f"x{n},{10 + n},{4 + n},{7 if n % 3 else 6},{n},{n}\n" for n in range(30))
    Path("r.csv").write_text(f"key,t,a,b,c,d\n{rows}", encoding="utf-8")
    _, out, _ = explain("t-a-b", "--file", "r.csv", "-c", "t = a + b", "-c", "a <= t")
    assert "a whole number, rounded: the sums of the document show it" in out
    assert "whole numbers are taken as rounded to 1" in out


@given(exacts, exacts, st.booleans(), st.booleans(), st.integers(0, 6), st.sampled_from([".", ","]))
def test_ranges_are_shown_exactly_or_rounded_outward(
    one: Exact, other: Exact, lo_open: bool, hi_open: bool, decimals: int, sign: str
) -> None:
    writing = working.Hand(WIDE, NumberFormat(sign, ""), decimals)
    lo, hi = (one, other) if one <= other else (other, one)
    text = working.interval(Interval(lo, hi, lo_open, hi_open) if lo != hi else Interval.point(lo), writing)
    shown = [Fraction(found.replace(sign, ".")) for found in re.findall(r"-?\d+(?:[.,]\d+)?", text)]
    if lo == hi:
        assert (shown[0] == lo) is not text.endswith("...")
        assert abs(shown[0]) <= magnitude(lo) < abs(shown[0]) + Fraction(1, 10**decimals)
    elif text.startswith("about"):
        assert shown[0] <= lo < hi <= shown[1]
    else:
        assert shown == [lo, hi]


@given(st.lists(st.integers(-999, 9999), min_size=4, max_size=4))
def test_the_arithmetic_is_right(values: list[int]) -> None:
    x, a, b, c = values
    row = dict(zip("xabc", map(str, values), strict=True))
    text = told([row], rule("formula", check="x = a * b - 2 * c + 5"))

    def operand(value: int) -> str:
        return f"({value})" if value < 0 else str(value)

    expected = a * b - 2 * c + 5
    assert f"{operand(a)} × {operand(b)} - 2 × {operand(c)} + 5 = {expected}\n" in text
    assert f"reported {x}; the others give {expected}: {'holds' if x == expected else 'off by'}" in text


@given(
    st.sampled_from(["a = b + c", "a <= b", "a < b < c", "a = b / c in %", "a = max(b, c)", "a = a * b / c", "a != b"]),
    st.lists(st.sampled_from(["1", "2", "2.0", "3.1", "0", "-1", "1.9", ">2", "50 %", ""]), min_size=3, max_size=3),
)
def test_the_steps_come_to_the_verdict(line: str, texts: list[str]) -> None:
    audit = check([dict(zip("abc", texts, strict=True))], rule("formula", check=line))
    found: list[Confrontation] = [*(one.confrontation for one in audit.findings), *audit.undecided, *audit.held]
    for case in found:
        text = told([dict(zip("abc", texts, strict=True))], rule("formula", check=line))
        body = text.partition("\n\n")[2]
        if case.outcome is Outcome.UNDECIDED:
            assert "could not be checked: " in body
        else:
            failed = judge(case.edit.predicate, case.values, case.slack) is not None
            assert ("does not hold" in body) is failed is (case.outcome is Outcome.FAILS)
