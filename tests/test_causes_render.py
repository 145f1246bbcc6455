"""What is told of causes: the block, the line, JSON, the DataFrame, in every shape that a cause can have."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from dvaudit import cli, rulefile, run
from dvaudit.diagnose.keystrokes import KEYSTROKES
from dvaudit.figure import Record
from dvaudit.interval import Exact, Interval
from dvaudit.kinds import KINDS
from dvaudit.message import Message
from dvaudit.render import FORMATS, LANGUAGES, because, causes, facts
from dvaudit.render.equation import LONGEST, equation
from dvaudit.render.view import View
from dvaudit.report import Cause, Cleared, Correction, Hint, Pattern, Report, Spot, Suspect
from dvaudit.rule import Confrontation
from tests.tables import check, rule

ROOT = Path(__file__).parents[1]
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ROW = "total,a,b,c\n4431,1000,2000,413\n"
SUM = "total = a + b + c"
GROUPS = "region,people\nNorth,5\nSouth,6\nTotal,12\n"


def report_of(folder: Path, text: str, *lines: str, name: str = "report.csv", most: int = 0) -> Report:
    """The report on a file with this text; its causes are left to the test unless ``most`` is given."""
    (folder / name).write_text(text, encoding="utf-8")
    rulesets, faults = rulefile.load((), lines, KINDS)
    assert faults == []
    return run.audit([str(folder / name)], rulesets, max_causes=most)


def with_causes(report: Report, *found: Cause) -> Report:
    for number, cause in enumerate(found, 1):
        cause.number = number
        for finding in cause.findings:
            finding.cause = number
    report.causes = list(found)
    return report


def _is_binary(module: str) -> bool:
    """True for a format of bytes, whose own tests reopen what it writes."""
    return getattr(import_module(module), "BINARY", False)


def rendered(report: Report, form: str = "table", view: View | None = None) -> str:
    stream = io.StringIO()
    import_module(FORMATS[form]).render(report, stream, view or View())
    return stream.getvalue()


def say(text: str | Message, lang: str = "en") -> str:
    return View(lang).text(text)


def spot(report: Report, name: str) -> Spot:
    edit = report.audits[0].findings[0].confrontation.edit
    return Spot(next(figure for figure in edit.figures if figure.name == name), edit.record)


def suspect(report: Report, name: str, *texts: str, implied: Exact | None = None, kind: str = KEYSTROKES[0]) -> Suspect:
    values = () if implied is None else (Interval.point(implied),)
    return Suspect((spot(report, name),), (values,), tuple(Correction((text,), (kind,)) for text in texts))


def cause_of(report: Report, *suspects: Suspect, **more: object) -> Cause:
    return Cause(report.audits[0].findings, suspects=suspects, **more)  # type: ignore[arg-type]


def block(report: Report) -> str:
    """The text of all blocks, on one line each paragraph."""
    return rendered(report, view=View(width=300, show=tuple(cause.number for cause in report.causes)))


# --- what is most likely wrong, and the title


def test_one_correction_is_the_title_and_its_figure_is_named(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    cause = cause_of(
        report, suspect(report, "total", "3413", kind="digits swapped"), suspect(report, "a", implied=2018),
        confidence="medium",
    )  # fmt: skip
    text = block(with_causes(report, cause))
    assert say(causes.wrong(cause)) == "total"
    assert text.startswith("1  total 4431 is probably 3413 ")
    assert re.search(r"> total +4431 +3413: two digits swapped\n", text)
    assert "  a      1000\n" in text
    assert "why   the only keystroke that repairs the discrepancy; a would have to be 2018\n" in text
    assert "then  1000 + 2000 + 413 = 3413\n" in text
    assert "ask" not in text


def test_equal_figures_are_told_as_a_tie(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    cause = cause_of(report, *(suspect(report, name, implied=1) for name in "abc"))
    text = block(with_causes(report, cause))
    assert say(causes.wrong(cause)) == "one of 3 figures"
    assert text.startswith("1  the 3 parts of total 4431 make 3413, 1018 less ")
    assert text.count("would have to be 1\n") == 3
    assert "no keystroke closes the gap; each of these 3 figures alone could explain the discrepancy\n" in text
    assert "ask   which of these figures does the source give differently?\n" in text


def test_a_few_corrections_are_alternatives_and_many_are_none(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    same = cause_of(report, suspect(report, "a", "2018", "1081"), suspect(report, "b"))
    assert say(causes.title(same)) == "a 1000 may be 2018 or 1081"
    assert say(causes.wrong(same)) == "a"
    apart = cause_of(report, suspect(report, "a", "2018"), suspect(report, "b", "3018"))
    assert say(causes.title(apart)) == "a 1000 may be 2018, or b 2000 may be 3018"
    assert say(causes.wrong(apart)) == "one of 2 figures"
    assert "one keystroke away: 1, 2, 3" in block(with_causes(report, cause_of(report, suspect(report, "a", *"123"))))
    many = cause_of(report, suspect(report, "a", "1", "2", "3", "4"))
    assert say(causes.title(many)) == "a 1000 is most likely wrong"
    assert re.search(r"> a +1000 +4 different keystrokes\n", block(with_causes(report, many)))
    assert facts.counted(report).corrections == 0


def test_a_guess_is_told_as_one_and_counts_as_no_correction(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    guess = with_causes(report, cause_of(report, suspect(report, "total", "3413"), suspect(report, "a", implied=2018)))
    assert block(guess).startswith("1  total 4431 may be 3413 ")
    assert "0 corrections proposed" in block(guess)
    assert rendered(guess, "concise").splitlines()[0].endswith("; perhaps 3413 (low)")
    guess.causes[0].confidence = "medium"
    assert block(guess).startswith("1  total 4431 is probably 3413 ")
    assert "1 correction proposed" in block(guess)


def test_keystrokes_in_figures_of_one_digit_are_rivals(tmp_path: Path) -> None:
    report = report_of(tmp_path, "t,a,b\n22,7,5\n", "t = a + b", most=9)
    (cause,) = report.causes
    text = block(report)
    assert cause.rivals == 2
    assert say(causes.wrong(cause)) == "one of 3 figures"
    assert text.startswith("1  t 22 may be 12 ")
    assert (
        "why   1 keystroke would repair the discrepancy; 2 further keystrokes in figures of one digit would repair it "
        "too (too short to tell); each of these 3 figures alone could explain the discrepancy\n"
    ) in text
    assert re.search(r"> a +7 +would have to be 17\n", text)
    assert "only keystroke" not in text
    assert "which of these figures" in text
    only = cause_of(report, suspect(report, "t"), rivals=1)
    assert say(because.why(only)) == (
        "the only figure that can explain the discrepancy; 1 keystroke in a figure of one digit would repair it (too "
        "short to tell)"
    )


def test_a_single_figure_without_a_keystroke_is_named_with_what_it_would_have_to_be(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    cause = cause_of(report, suspect(report, "total", implied=3413), confidence="medium")
    text = block(with_causes(report, cause))
    assert text.startswith("1  total 4431 is most likely wrong ")
    assert "the only figure that can explain the discrepancy; no keystroke closes the gap; " in text
    assert "total would have to be 3413\n" in text


def test_counts_would_have_to_be_whole_numbers(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    like = spot(report, "a").figure
    between = Interval(Fraction("479767.81"), Fraction("479819.76"))
    assert say(causes.values((between,), like)) == "479768 to 479819"
    assert say(causes.values((Interval(1, 1), Interval(3, 3)), like)) == "1 or 3"
    assert say(causes.values(tuple(Interval(n, n) for n in range(9)), like)) == "0 to 8"
    assert causes.values((Interval(None, None),), like) == causes.values((), like) == ""


def test_two_figures_together(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    pair = Suspect((spot(report, "a"), spot(report, "b")), ((), ()))
    bare = cause_of(report, pair)
    assert say(causes.wrong(bare)) == "a and b"
    assert say(causes.title(bare)) == "a 1000 and b 2000 are most likely wrong"
    several = cause_of(report, pair, Suspect((spot(report, "a"), spot(report, "c")), ((), ())))
    assert say(causes.wrong(several)) == "2 ways to explain it"
    assert "no figure alone can explain the discrepancy; 2 together can, in 2 different ways" in say(
        because.why(several)
    )
    sure = {"confidence": "medium"}
    both = cause_of(report, pair._replace(corrections=(Correction(("2018", "2001"), KEYSTROKES[:2]),)), **sure)
    assert say(causes.title(both)) == "a 1000 and b 2000 are probably 2018 and 2001"
    assert say(because.then(both)) == "2018 + 2001 + 413 = 4431"
    swapped = pair._replace(corrections=(Correction(("2000", "1000"), ("cells exchanged",) * 2),))
    assert say(causes.title(cause_of(report, swapped, **sure))) == "a 1000 and b 2000 are probably exchanged"
    guesses = cause_of(report, suspect(report, "c", "431"), swapped)
    assert say(causes.title(guesses)) == "c 413 may be 431, or a 1000 and b 2000 may be exchanged"
    assert say(causes.wrong(guesses)) == "2 ways to explain it"
    assert say(causes.both(list("abcdefg"))) == "a, b, c, d and 3 more"


def test_what_speaks_for_a_figure(tmp_path: Path) -> None:
    text = "total,a,b,pct\n4431,1000,2000,22.6 %\n"
    report = report_of(tmp_path, text, "total = a + b", "pct = a / total in %", "a <= total")
    share, part = report.audits[0].held
    tie = (suspect(report, "a"), suspect(report, "b"))
    one = Cleared(spot(report, "total"), (Interval.point(3000),), (share,), (share,))
    hint = Hint("missing_part", report.audits[0].findings[0].confrontation, (), Interval.point(1431))
    said = say(because.why(cause_of(report, *tie, cleared=(one,), hints=(hint,))))
    assert said == (
        "no keystroke closes the gap; 4431 is confirmed by a percentage (22.6 %), so one of the other 2 figures, or a "
        "missing part of 1431, is the likelier place"
    )
    said = say(because.why(cause_of(report, *tie, cleared=(one._replace(confirmed=(share, part)),))))
    assert "4431 is confirmed by the rules pct-a-by-total-in-pct, a-le-total, so one of" in said
    against = one._replace(confirmed=())
    said = say(because.why(cause_of(report, suspect(report, "a", "2431"), cleared=(against,))))
    assert said.endswith("total would have to be 3000, and then pct-a-by-total-in-pct would not hold")


def test_a_search_that_was_given_up_and_one_that_found_nothing_say_so(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    assert "stopped at its limit" in say(because.why(cause_of(report, suspect(report, "a"), decided=False)))
    nothing = cause_of(report)
    assert causes.wrong(nothing) == ""
    assert say(because.why(nothing)).startswith("no figure, alone or with others, can explain the discrepancy: ")
    unsearched = say(because.why(cause_of(report, decided=False)))
    assert "stopped at its limit" in unsearched
    assert "no figure" not in unsearched


def test_no_part_is_missing_where_one_figure_explains_several_rules(tmp_path: Path) -> None:
    report = report_of(tmp_path, "a,b,d,e,f\n4121,2318,7983,1535,7974\n", "d = a + b", "f = d + e", most=9)
    (cause,) = report.causes
    assert {hint.kind for hint in cause.hints} == {"missing_part", "covers_more"}
    assert because.ask(cause) == []
    del cause.findings[1:]
    assert "do the 2 parts cover everything that d 7983 covers?" in map(say, because.ask(cause))


def test_questions_are_capped(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    failed = report.audits[0].findings[0].confrontation
    hints = tuple(Hint("subtotal", failed, (spot(report, name),), Interval.point(5)) for name in "abcab")
    told = [say(one) for one in because.ask(cause_of(report, suspect(report, "a"), hints=hints))]
    assert told[2:] == ["is c 413 contained in another part? Without it the sum holds", "... 2 more"]


def test_what_is_taken_off_is_no_part(tmp_path: Path) -> None:
    report = report_of(tmp_path, "sales,cost,profit\n-500,18915,-1130\n", "profit = sales - cost", most=9)
    (cause,) = report.causes
    assert say(causes.title(cause)) == "profit -1130 is not sales -500 less cost 18915: that is -19415 (+18285)"
    assert [say(one) for one in because.ask(cause)] == ["is an amount of 18285 left out, or counted twice?"]
    whole = report_of(tmp_path, "a,b\n31,28\n", "100 = a + b")
    hint = Hint("missing_part", whole.audits[0].findings[0].confrontation, (), Interval.point(41))
    tie = cause_of(whole, suspect(whole, "a"), suspect(whole, "b"), hints=(hint,))
    assert [say(one) for one in because.ask(tie)] == ["is an amount of 41 left out, or counted twice?"]


def test_an_equation_is_told_once(tmp_path: Path) -> None:
    report = report_of(tmp_path, "x,y,z\n4512,4512,4521\n", "x = y = z", "z = x", "y = z")
    assert say(because.then(cause_of(report, suspect(report, "z", "4512")))) == "4512 = 4512"


def test_a_count_can_have_no_value_between_whole_numbers(tmp_path: Path) -> None:
    like = spot(report_of(tmp_path, ROW, SUM), "a").figure
    told = "0.3 to 0.5, where no whole number lies"
    assert say(causes.values((Interval(Fraction(3, 10), Fraction(1, 2)),), like)) == told
    assert "no whole number" in say(causes.values((Interval(0, 1, lo_open=True, hi_open=True),), like))


def test_findings_without_numbers_have_no_cause(tmp_path: Path) -> None:
    (tmp_path / "s.yml").write_text(
        "rules:\n  - {id: st, kind: one_of, columns: [status], expected: [Final, Draft]}\n", encoding="utf-8"
    )
    (tmp_path / "s.csv").write_text("name,status\nA,finall\nB,x\n", encoding="utf-8")
    rulesets, _ = rulefile.load([str(tmp_path / "s.yml")], (), KINDS)
    report = run.audit([str(tmp_path / "s.csv")], rulesets)
    text = rendered(report)
    assert "most likely wrong" not in text
    assert "confidence" not in text
    assert "2 discrepancies: 1 file" in text
    one, other, _ = rendered(report, "concise").splitlines()
    assert one.endswith("status finall is none of the texts that the rule lists; did you mean Final?")
    assert other.endswith("status x is none of the texts that the rule lists")
    assert json.loads(rendered(report, "json"))["causes"] == []


# --- records


def test_figures_of_several_records_are_told_with_their_record(tmp_path: Path) -> None:
    (tmp_path / "g.yml").write_text("rules:\n  - {id: t, kind: totals, over: region}\n", encoding="utf-8")
    (tmp_path / "g.csv").write_text(GROUPS, encoding="utf-8")
    rulesets, _ = rulefile.load([str(tmp_path / "g.yml")], (), KINDS)
    report = run.audit([str(tmp_path / "g.csv")], rulesets, max_causes=0)
    edit = report.audits[0].findings[0].confrontation.edit
    south = Suspect((Spot(edit.figures[2], edit.records[2]),), ((),), (Correction(("7",), (KEYSTROKES[0],)),))
    cause = cause_of(report, south, confidence="medium")
    text = block(with_causes(report, cause))
    assert say(causes.wrong(cause)) == "people (South)"
    assert "people 6 (South) is probably 7" in text
    assert "g.csv:3:7 (South)\n" in text
    assert re.search(r" 2   North  people +5\n +3 > South  people +6 +7: one digit replaced\n +4   Total", text)
    assert "then  5 + 7 = 12\n" in text
    tied = cause_of(report, Suspect((Spot(edit.figures[1], edit.records[1]),), ((),)), south._replace(corrections=()))
    assert say(causes.title(tied)) == "the 2 rows under people 12 make 11, 1 less"


def test_a_record_is_named_where_there_are_several(tmp_path: Path) -> None:
    report = report_of(tmp_path, "key,total,a,b\nX,3,1,2\nY,9,1,2\n", "total = a + b", most=9)
    assert "report.csv:3:3 (Y)" in block(report)
    alone = report_of(tmp_path, "total,a,b\n9,1,2\n", "total = a + b", most=9)
    assert "report.csv:2:1\n" in block(alone)


def test_figures_on_one_line_are_told_by_their_column(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    assert re.search(r" 2:1 +total", block(with_causes(report, cause_of(report, suspect(report, "a")))))
    apart = report_of(tmp_path, "name,value\ntotal,9\na,1\nb,2\n", "total = a + b")
    assert re.search(r" 2 +total", block(with_causes(apart, cause_of(apart, suspect(apart, "a")))))


def test_the_total_is_seen_among_many_suspects(tmp_path: Path) -> None:
    names = [f"p{n:02}" for n in range(14)]
    row = f"{','.join(names)},total\n{','.join(str(1000 + 37 * n) for n in range(14))},17467\n"
    report = report_of(tmp_path, row, "total = sum(p*)", most=9)
    assert all(one.corrections for one in report.causes[0].suspects)
    text = block(report)
    assert re.search(r"> total +17467 +17367: ", text)
    assert "... 5 more" in text


def test_long_causes_are_capped_but_not_their_suspects(tmp_path: Path) -> None:
    names = [f"p{n:02}" for n in range(30)]
    row = f"{','.join(names)},total\n{','.join('5' for _ in names)},999\n"
    report = report_of(tmp_path, row, "total = sum(p*)")
    found = with_causes(report, cause_of(report, suspect(report, "p27", "54"), suspect(report, "p28")))
    text = block(found)
    assert len(re.findall(r"^ +2:\d+", text, re.MULTILINE)) == causes.LISTED
    assert "... 21 more" in text
    assert re.search(r"> p27 +5 +54: ", text)
    assert re.search(r"  total +999\n", text)
    assert "then  the 30 parts make 999\n" in text
    everything = rendered(found, view=View(verbosity=1))
    assert len(re.findall(r"^ +2:\d+", everything, re.MULTILINE)) == 31
    assert "... " not in everything


# --- every shape of a cause says something whole, in every language


def shapes(report: Report) -> list[Cause]:
    """Causes of every kind of hint and pattern."""
    failed = report.audits[0].findings[0].confrontation
    one, two = spot(report, "a"), spot(report, "b")
    sizes = {"missing_part": 5, "covers_more": 5, "per": 1000}
    kinds = ["missing_part", "covers_more", "subtotal", "cumulated", "other_whole", "other_part", "points"]
    hints = [
        Hint(kind, failed, spots, Interval.point(sizes.get(kind, 1)))
        for kind in [*kinds, "direction", "per", "exchanged"]
        for spots in ((one, two), (one,), *([()] if kind in ("missing_part", "covers_more") else []))
    ]
    tied = (suspect(report, "a", implied=5), suspect(report, "b", implied=6))
    found = [cause_of(report, *tied, hints=(hint,)) for hint in hints]
    first = Record(2, {"key": "X"}, 2)
    patterns = [
        Pattern("unit", ("a",), 1000, 58, 63),
        Pattern("unit", ("a",), Fraction(1, 1000), 58, 63, files=True),
        Pattern("exchanged", ("a", "b"), 1, 20, 63, first),
        Pattern("exchanged", ("a", "b"), 1, 20, 63),
        Pattern("rule", ("r",), 1, 61, 63, files=True),
        Pattern("rounding", (), 1, 7, 120),
        Pattern("lacking", ("a",), 1, 7, 12),
        Pattern("overlapping", ("a",), 1, 7, 12, files=True),
    ]
    found += [cause_of(report, pattern=pattern) for pattern in patterns]
    found += [cause_of(report, suspect(report, "a", "7", kind=kind)) for kind in KEYSTROKES[:-1]]
    pair = Suspect((one, two), ((), ()), (Correction(("2", "1"), (KEYSTROKES[-1],) * 2),))
    found += [cause_of(report, suspect(report, "a", *texts), rivals=2) for texts in ((), ("7",))]
    return [*found, cause_of(report, pair), cause_of(report, pair._replace(corrections=()))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_has_a_hole(tmp_path: Path, lang: str) -> None:
    report = report_of(tmp_path, "key,total,a,b\nX,9,1,2\nY,3,1,2\n", "total = a + b")
    for cause in shapes(report):
        with_causes(report, cause)
        for text in (rendered(report, view=View(lang, 4000, 1)), rendered(report, "concise", View(lang, 4000))):
            assert not re.search(r"causes\.|[{}]|\(\)|None|\w  \.|; ;", text), text
        sentences = [causes.title(cause), because.why(cause), because.then(cause), *because.ask(cause)]
        assert not [text for one in sentences if re.search(r"  | [,;:?]|^\W|: $", text := say(one, lang))]


def test_patterns_have_words_of_their_own(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    found = {}
    for pattern in (
        Pattern("unit", ("a",), 1000, 58, 63),
        Pattern("exchanged", ("a", "b"), 1, 20, 63, Record(40, {})),
        Pattern("rule", (), 1, 61, 63, files=True),
        Pattern("rounding", (), 1, 7, 120),
        Pattern("lacking", ("total",), 1, 9, 12),
        Pattern("overlapping", ("total",), 1, 9, 12, files=True),
    ):
        cause = cause_of(report, pattern=pattern)
        found[pattern.kind] = say(causes.wrong(cause)), say(causes.title(cause))
    assert found == {
        "unit": ("the unit of a", "a is 1000 times too large in 58 of 63 records: another unit?"),
        "exchanged": ("columns a and b", "columns a and b seem to be exchanged from row 40 on, in 20 of 63 records"),
        "rule": ("the rule", "total-a-b-c fails in 61 of 63 files: suspect the rule"),
        "rounding": ("rounding", "7 of 120 sums differ by 1018, no more than rounding explains"),
        "lacking": (
            "the rule",
            "total is more than its parts in 9 of 12 sums: a part is missing, or the total covers more",
        ),
        "overlapping": (
            "the rule",
            "total is less than its parts in 9 of 12 files: a part is counted twice, or the total covers less",
        ),
    }


def test_a_pattern_over_files_starts_in_a_file(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    pattern = Pattern("exchanged", ("a", "b"), 1, 4, 9, Record(1, {}), files=True)
    cause = with_causes(report, cause_of(report, pattern=pattern)).causes[0]
    file = report.audits[0].file
    assert say(causes.title(cause)) == f"columns a and b seem to be exchanged from {file} on, in 4 of 9 files"
    assert json.loads(rendered(report, "json"))["causes"][0]["pattern"]["file"] == file


def test_a_rounding_cause_takes_the_place_of_the_note(tmp_path: Path) -> None:
    rows = "key,total,a,b\n" + "".join(f"R{n},{5 + (n < 2)},2,3\n" for n in range(30))
    report = report_of(tmp_path, rows, "total = a + b")
    assert "are off by no more than rounding" in rendered(report)
    with_causes(report, cause_of(report, pattern=Pattern("rounding", (), 1, 2, 30)))
    text = rendered(report)
    assert "note:" not in text
    assert "`whole_numbers: rounded`" in text
    assert "`whole_numbers: exact`" in text.replace("\n         ", " ")


# --- the report


MANY = "key,total,a,b\n" + "".join(
    f"R{n},{1006 + 37 * n + (n * n + 450 if n < 12 else 0) * (-1) ** n},{501 + 37 * n},505\n" for n in range(40)
)
"""Twelve records of forty do not add up, each for a reason of its own."""


def test_many_causes_have_a_line_each_and_the_surest_are_told_in_full(tmp_path: Path) -> None:
    report = report_of(tmp_path, MANY, "total = a + b")
    with_causes(report, *(Cause([finding]) for finding in report.audits[0].findings))
    report.causes[0].confidence = "high"
    report.causes[0].suspects = (suspect(report, "a", "900"),)
    lines = rendered(report, view=View(width=200)).splitlines()
    assert lines[0].split() == ["file", "records", "failed", "not", "checked", "corrections"]
    assert lines[2].split()[-4:] == ["40", "12", "0", "1"]
    short = causes.short_ids(report.causes)
    assert (
        sum(bool(re.match(rf" +\d+  {short[n]}  {n + 1}:\d +R{n - 1} ", line)) for n in short for line in lines) == 12
    )
    assert sum("confidence: " in line for line in lines) == 3
    assert not [line for line in lines if line.startswith(" rule ")]
    verbose = rendered(report, view=View(width=200, verbosity=1))
    assert verbose.count("confidence: ") == 12
    assert " most likely wrong" in verbose


def test_what_no_cause_tells_is_still_listed(tmp_path: Path) -> None:
    report = report_of(tmp_path, MANY, "total = a + b", most=9)
    assert len(report.causes) == 9
    left = [finding for finding in report.audits[0].findings if finding.cause is None]
    assert left
    text = rendered(report)
    for finding in left:
        assert say(facts.label(finding.confrontation.edit)) in text
    assert f"Causes were looked for in the first {12 - report.undiagnosed} of 12 discrepancies" in text


def test_a_capped_list_says_nothing_of_causes_that_were_looked_for(tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text(MANY, encoding="utf-8")
    rulesets, _ = rulefile.load((), ("total = a + b",), KINDS)
    text = rendered(run.audit([str(tmp_path / "many.csv")], rulesets, max_findings=5))
    assert "The first 5 of 12 discrepancies are listed" in text
    assert "Causes were looked for" not in text


def test_short_ids_tell_causes_apart(tmp_path: Path) -> None:
    report = report_of(tmp_path, MANY, "total = a + b")
    findings = report.audits[0].findings
    for number, finding in enumerate(findings):
        finding.id = f"abcd{number % 6}{number:07}"
    with_causes(report, *(Cause([finding]) for finding in findings))
    short = causes.short_ids(report.causes)
    assert len(set(short.values())) == 12
    assert {len(one) for one in short.values()} == {12}
    assert causes.short_ids(report.causes[:6]) == {n: f"abcd{n - 1}" for n in range(1, 7)}
    assert causes.short_ids(report.causes[:1]) == {1: "abcd"}
    assert causes.short_ids([]) == {}


def test_quiet_says_only_the_summary(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM, most=9)
    (line,) = rendered(report, view=View(verbosity=-1, width=300)).splitlines()
    assert line == (
        "1 discrepancy, 1 cause, 0 corrections proposed: 1 file, 1 record, 4 figures, 1 rule; 0 hold, 1 does not, 0 "
        "could not be checked, 0 accepted. No file was changed."
    )


def test_concise_lines_end_with_the_correction(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    with_causes(report, cause_of(report, suspect(report, "total", "3413"), confidence="high"))
    assert rendered(report, "concise").splitlines()[0].endswith("; probably 3413 (high)")
    with_causes(report, cause_of(report, suspect(report, "a", "2018"), confidence="medium"))
    assert rendered(report, "concise").splitlines()[0].endswith("; probably a 2018 (medium)")
    with_causes(report, cause_of(report, suspect(report, "a", "2018", "1"), confidence="low"))
    assert "probably" not in rendered(report, "concise")


def test_json_has_the_causes(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    pieces = (Interval.point(5), Interval(Fraction(28, 3), 10))
    one = Suspect((spot(report, "a"),), (pieces,), (Correction(("2018",), ("digit added",)),))
    held = Cleared(spot(report, "b"), (), (), ())
    hint = Hint("missing_part", report.audits[0].findings[0].confrontation, (spot(report, "c"),), Interval.point(5))
    with_causes(report, cause_of(report, one, confidence="high", cleared=(held,), hints=(hint,)))
    whole = json.loads(rendered(report, "json"))
    (found,) = whole["causes"]
    (finding,) = whole["findings"]
    assert (found["cause"], found["confidence"], found["findings"]) == (1, "high", [finding["id"]])
    assert finding["cause"] == 1
    ((figure,),) = (one["figures"] for one in found["suspects"])
    assert {name: figure[name] for name in ("name", "raw", "line", "column")} == {
        "name": "a", "raw": "1000", "line": 2, "column": 6,
    }  # fmt: skip
    assert (figure["implied"]["low"], figure["implied"]["high"]) == ("5", "10")
    assert [one["low"] for one in figure["implied_all"]] == ["5", "9.33333333333"]
    ((correction,),) = (one["corrections"] for one in found["suspects"])
    assert correction["figures"] == {"a": "2018"}
    assert (correction["edit"], correction["repairs"]) == ("digit added", [finding["id"]])
    assert found["cleared"][0]["implied"] is None
    assert (found["hints"][0]["kind"], found["hints"][0]["size"]["low"]) == ("missing_part", "5")
    assert (found["pattern"], found["decided"]) == (None, True)
    with_causes(report, cause_of(report, pattern=Pattern("unit", ("a",), Fraction(1, 1000), 5, 6, Record(2, {}))))
    assert json.loads(rendered(report, "json"))["causes"][0]["pattern"] == {
        "kind": "unit", "names": ["a"], "factor": "0.001", "explained": 5, "checked": 6, "first": {}, "row": 2,
        "file": report.audits[0].file, "files": False,
    }  # fmt: skip


def test_json_tells_each_figure_of_a_correction(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    file = report.audits[0].file
    pair = (spot(report, "a"), spot(report, "b"))
    swapped = Suspect(pair, ((), ()), (Correction(("2000", "1000"), ("cells exchanged",) * 2),))
    alike = Suspect((pair[0], pair[0]), ((), ()), (Correction(("5", "6"), ("sign", "digit added")),))
    with_causes(report, cause_of(report, swapped, alike, rivals=3))
    (found,) = json.loads(rendered(report, "json"))["causes"]
    first, second = (one["corrections"][0] for one in found["suspects"])
    assert (first["figures"], first["edit"]) == ({"a": "2000", "b": "1000"}, "cells exchanged")
    told = [tuple(one[name] for name in ("name", "file", "line", "column", "text", "edit")) for one in first["spots"]]
    assert told == [("a", file, 2, 6, "2000", "cells exchanged"), ("b", file, 2, 11, "1000", "cells exchanged")]
    assert (second["figures"], second["edit"]) == ({}, "sign, digit added")
    assert (second["texts"], second["edits"]) == (["5", "6"], ["sign", "digit added"])
    assert [figure["file"] for one in found["suspects"] for figure in one["figures"]] == [file] * 4
    assert found["rivals"] == 3


def test_a_frame_has_the_cause_of_each_discrepancy(tmp_path: Path) -> None:
    report = report_of(tmp_path, ROW, SUM)
    columns = ["cause", "confidence", "suspect", "correction"]
    assert list(report.to_frame()[columns].iloc[0]) == [None, None, None, None]
    with_causes(report, cause_of(report, suspect(report, "a", "2018"), suspect(report, "b"), confidence="medium"))
    assert list(report.to_frame()[columns].iloc[0]) == [1, "medium", ("a",), ("2018",)]
    with_causes(report, cause_of(report, suspect(report, "a"), suspect(report, "b")))
    assert list(report.to_frame()[columns].iloc[0]) == [1, "low", None, None]


@pytest.mark.parametrize("form", [form for form, where in FORMATS.items() if not _is_binary(where)])
def test_data_never_act(tmp_path: Path, form: str) -> None:
    rows = 'key,"::error::\n\x1b]0;x\x07\u202e[red]",a,b\n"##[error]k\x1b",900,1,2\n'
    report = report_of(tmp_path, rows, "a <= b")
    names = [name for name in report.audits[0].document.names.values() if "error" in name[0]]
    report = report_of(tmp_path, rows, f"`{names[0][0]}` = a + b", most=9)
    assert report.causes
    text = rendered(report, form)
    assert not ACTING.search(text.replace("\n", ""))
    assert "##[" not in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_blocks_fit_the_width(width: int) -> None:
    rulesets, _ = rulefile.load([str(ROOT / "rules" / "party-membership.yml")], (), KINDS)
    report = run.audit([str(ROOT / "samples" / "party-membership.csv")], rulesets)
    assert len(report.causes) == 2
    for view in (View(width=width, ascii=True), View(width=width, verbosity=1, ascii=True)):
        text = rendered(report, view=view)
        paths = re.compile(r"\S*party-membership\S*")
        assert [line for line in text.splitlines() if len(line) > width and not paths.search(line)] == []
        assert text.isascii()


def test_colour_repeats_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    report = report_of(tmp_path, ROW, SUM, most=9)
    coloured = rendered(report, view=View(colour=True))
    assert "\x1b[" in coloured
    bare = [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()]
    assert bare == rendered(report).splitlines()


# --- the command line

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``check`` on a file with twelve discrepancies; status, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("many.csv").write_text(MANY, encoding="utf-8")

    def running(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(["check", "many.csv", "-c", "total = a + b", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return running


def test_show_tells_the_causes_that_are_asked_for(command: Run) -> None:
    _, out, _ = command("--format", "json")
    found = json.loads(out)["causes"]
    assert len(found) > 8
    status, by_number, _ = command("--show", "5")
    assert (status, by_number.count("confidence: ")) == (1, 1)
    assert by_number.splitlines()[-2].startswith("12 discrepancies, ")
    assert command("--show", found[4]["id"][:8])[1] == by_number
    assert command("--show", found[4]["findings"][-1].upper())[1] == by_number
    assert command("--show", "all")[1].count("confidence: ") == len(found)
    assert command("--show", "5", "--show", "2")[1].count("confidence: ") == 2


@pytest.mark.parametrize("asked", ["99", "zzzz", "0", "a"])
def test_an_unknown_cause_is_status_2_and_said(command: Run, asked: str) -> None:
    status, out, err = command("--show", asked)
    assert (status, out) == (2, "")
    assert f"no cause has the number or the id {asked}; there are " in err


def test_max_causes(command: Run) -> None:
    _, out, _ = command("--max-causes", "0")
    assert "confidence" not in out
    assert "12 discrepancies: 1 file" in out
    assert "Causes were looked for" not in out
    _, out, _ = command("--max-causes", "2")
    assert "Causes were looked for in the first 2 of 12 discrepancies" in out


# --- equations


def relation(row: dict[str, str], kind: str, **slots: object) -> str:
    (finding,) = check([row], rule(kind, **slots)).findings
    found: Confrontation = finding.confrontation
    return equation(found, [figure.raw for figure in found.edit.figures])


@pytest.mark.parametrize(
    ("row", "kind", "slots", "wanted"),
    [
        ({"t": "9", "a": "1", "b": "2", "c": "3"}, "sum",
         {"total": "t", "parts": ("a", "b"), "minus": ("c",)}, "1 + 2 - 3 = 9"),
        ({"a": "50 %", "b": "20 %"}, "sum", {"total": "100", "parts": ("a", "b")}, "100 = 50 % + 20 %"),
        ({"a": "9", "b": "2"}, "part_of", {"part": ("a",), "whole": "b"}, "9 <= 2"),
        ({"a": "1", "b": "2", "p": "9.0 %"}, "share", {"part": "a", "whole": "b", "percent": "p"}, "1 / 2 = 9.0 %"),
        ({"a": "1", "b": "2", "p": "9.0"}, "share", {"part": "a", "whole": "b", "percent": "p"}, "100 * 1 / 2 = 9.0"),
        ({"a": "1", "b": "2", "r": "7.0"}, "ratio",
         {"numerator": "a", "denominator": "b", "ratio": "r", "per": "1000"}, "1000 * 1 / 2 = 7.0"),
        ({"a": "4", "b": "2", "p": "9.0 %"}, "change", {"from": "a", "to": "b", "percent": "p"}, "2 / 4 - 1 = 9.0 %"),
        ({"a": "4", "b": "2", "d": "9"}, "change", {"from": "a", "to": "b", "amount": "d"}, "2 - 4 = 9"),
        ({"t": "-1130", "a": "500", "b": "-915"}, "sum", {"total": "t", "parts": ("a",), "minus": ("b",)},
         "500 + 915 = -1130"),
        ({"t": "9", "a": "-500", "b": "(915)"}, "sum", {"total": "t", "parts": ("a", "b")}, "-500 - 915 = 9"),
        ({"a": "5"}, "range", {"figures": ("a",), "min": "1", "max": "4"}, "1 <= 5 <= 4"),
        ({"a": "5"}, "range", {"figures": ("a",), "max": "4"}, "5 <= 4"),
        ({"a": "5", "b": "4"}, "equal", {"figures": ("a", "b")}, "5 = 4"),
        ({"a": "5", "b": "4"}, "ascending", {"figures": ("a", "b"), "strict": True}, "5 < 4"),
        ({"a": "5", "b": "4"}, "formula", {"check": "a * (b + 1) = 3"}, "5 * (4 + 1) = 3"),
        ({"a": "5", "b": "4"}, "formula", {"check": "b = 10 / (a * 2)"}, "10 / (2 * 5) = 4"),
        ({"a": "5", "b": "4"}, "formula", {"check": "b >= max(a, b + 1)"}, "4 >= max(5, 4 + 1)"),
        ({"a": "5", "b": "4"}, "formula", {"check": "a - b != 1"}, "5 != 4 + 1"),
        ({"a": "5", "b": "4"}, "formula", {"check": "abs(a - b) < 1"}, "abs(5 - 4) < 1"),
        ({"a": "5", "b": "4"}, "formula", {"check": "0 <= b - a <= 3"}, "5 <= 4"),
    ],
)  # fmt: skip
def test_equations(row: dict[str, str], kind: str, slots: dict[str, object], wanted: str) -> None:
    assert relation(row, kind, **slots) == wanted


def test_a_long_equation_is_none() -> None:
    row = {f"p{n}": "123456" for n in range(30)} | {"t": "5"}
    assert relation(row, "sum", total="t", parts=tuple(f"p{n}" for n in range(30))) == ""
    assert LONGEST < 200
