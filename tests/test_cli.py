"""The command line: flags, exit statuses, what goes to which stream."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dvaudit import cli
from tests.conftest import Run

GOOD = "total,men,women\n10,4,6\n"
BAD = "total,men,women\n10,4,7\n"
SUM = "total = men + women"
RULES = """\
dvaudit: 1
title: Test rules
rules:
  - id: people
    kind: sum
    total: total
    parts: [men, women]
    note: Everybody is one or the other here.
    examples:
      - {figures: {total: 10, men: 4, women: 6}, outcome: holds}
      - {figures: {total: 10, men: 4, women: 7}, outcome: fails}
  - {id: men-part, kind: part_of, part: men, whole: total, level: warning}
"""

@pytest.fixture
def run(run: Run) -> Run:
    """Runs the command line in a folder with reports and rules."""
    for name, text in {"good.csv": GOOD, "bad.csv": BAD, "rules.yml": RULES}.items():
        Path(name).write_text(text, encoding="utf-8")
    return run


def process(*arguments: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dvaudit", *arguments],
        cwd=folder,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)} | environ,
        check=False,
    )


# --- exit status


def test_clean_is_0_findings_1_and_work_not_done_2(run: Run) -> None:
    assert run("check", "good.csv", "-c", SUM)[0] == 0
    assert run("check", "bad.csv", "-c", SUM)[0] == 1
    assert run("check", "absent.csv", "-c", SUM)[0] == 2


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "warning"), 0),
        (("--fail-on", "warning,error"), 1),
        (("--fail-on", "undecided,unbound"), 0),
        (("--strict",), 1),
    ],
)
def test_fail_on_is_a_list(run: Run, options: tuple[str, ...], status: int) -> None:
    assert run("check", "bad.csv", "-c", SUM, *options)[0] == status


def test_warnings_and_undecided_rules_fail_only_when_asked(run: Run) -> None:
    Path("warn.csv").write_text("total,men,women\n10,14,-4\n8,,2\n", encoding="utf-8")
    check = ("check", "warn.csv", "--rules", "rules.yml")
    status, out, _ = run(*check)
    assert status == 0
    assert "men-part (warning)" in out
    assert run(*check, "--fail-on", "warning")[0] == 1
    assert run(*check, "--fail-on", "undecided")[0] == 1
    assert run(*check, "--strict")[0] == 1


def test_one_input_that_cannot_be_read_does_not_stop_the_others(run: Run) -> None:
    status, out, err = run("check", "absent.csv", "bad.csv", "-c", SUM)
    assert status == 2
    assert "total 10" in out
    assert err.startswith("absent.csv: ")


@pytest.mark.parametrize("option", ["--fail-on=x", "--format=pdf", "--lang=fr", "--engine=gpu", "--max-findings=0"])
def test_usage_errors_are_2(run: Run, option: str) -> None:
    status, out, err = run("check", "good.csv", "-c", SUM, option)
    assert (status, out) == (2, "")
    assert "Error: " in err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("empty.csv", ""),
        ("header.csv", "total,men,women\n"),
        ("broken.json", '{"total": 10,'),
        ("nan.json", '{"total": NaN, "men": 4, "women": 6}'),
        ("renamed.csv", "totl,men,women\n10,4,6\n"),
        ("repeated.csv", "total,men,women,men\n10,4,6,4\n"),
        ("other.csv", "a,b\n1,2\n"),
    ],
)
def test_bad_input_is_one_sentence_with_its_place(run: Run, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    status, out, err = run("check", name, "-c", SUM)
    assert status == 2
    assert name in err
    assert "Traceback" not in err + out
    assert "fault" not in err
    assert "No discrepancy" not in out


def test_renamed_headers_get_the_nearest_name(run: Run) -> None:
    Path("renamed.csv").write_text("totl,men,women\n10,4,6\n", encoding="utf-8")
    assert "totl" in run("check", "renamed.csv", "-c", SUM)[2]


def test_a_name_that_is_nowhere_is_told_once_with_what_there_is(run: Run) -> None:
    Path("sex.csv").write_text("region;women;man;total\nA;1;2;3\nB;2;3;5\n", encoding="utf-8")
    _, out, err = run("check", "sex.csv", "-c", "total = men + women")
    assert "no input has a figure called men; the closest name is man\n" in err
    assert "closest" not in out
    _, _, err = run("check", "sex.csv", "-c", "x = y")
    assert "no input has a figure called x; there are region, women, man, total\n" in err


def test_a_name_that_stands_in_a_column_gets_the_layout_of_a_long_table(run: Run) -> None:
    Path("long.csv").write_text("indicator,province,value\nmembers,Hue,1200\nwomen,Hue,1300\n", encoding="utf-8")
    said = run("check", "long.csv", "-c", "women <= members")[2].splitlines()[-1]
    layout = said.partition("layout: ")[2]
    assert layout == "{figure: indicator, value: value, key: [province]}"
    Path("r.yml").write_text(f"layout: {layout}\nrules: [women <= members]\n", encoding="utf-8")
    assert run("check", "long.csv", "--rules", "r.yml")[0] == 1


@pytest.mark.parametrize("name", ["nowhere/", "https://example.org/report.csv", "no\nsuch\x1b.csv"])
def test_inputs_that_are_no_files(run: Run, name: str) -> None:
    status, _, err = run("check", name, "-c", SUM)
    assert status == 2
    assert "\x1b" not in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rules:\n  - a: %x\n", "r.yml:2:8: "),
        ("rules:\n  - {id: a, kind: summ, total: t, parts: [x]}\n", "r.yml:2:19: "),
        ("rules:\n  - {id: a, kind: sum, totl: t, parts: [x]}\n", "r.yml:2:24: "),
        ("include: r.yml\nrules: []\n", "r.yml:1:10: "),
    ],
)
def test_mistakes_in_rule_files_are_shown_where_they_are(run: Run, text: str, place: str) -> None:
    Path("r.yml").write_text(text, encoding="utf-8")
    status, _, err = run("check", "good.csv", "--rules", "r.yml")
    assert status == 2
    first, shown, caret = err.splitlines()
    assert first.startswith(place)
    assert text.splitlines()[int(place.split(":")[1]) - 1] in shown
    assert caret.rstrip().endswith("^")


def test_mistakes_in_lines_are_shown_with_a_caret(run: Run) -> None:
    status, _, err = run("check", "good.csv", "-c", "total = men ** women")
    assert status == 2
    lines = err.splitlines()
    assert lines[0].startswith("dvaudit: ")
    assert lines[1].index("**") == lines[2].index("^")


def test_without_any_rule_it_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dvaudit import discover

    monkeypatch.setattr(discover, "bundled", lambda: tmp_path / "none")
    status, _, err = run("check", "good.csv")
    assert status == 2
    assert "--rules" in err


def test_a_bad_line_is_told_once_and_is_2(run: Run) -> None:
    Path("bad.jsonl").write_text('{"a": 1, "b": 2}\n{"a":\n{"a": 2, "b": 2}\n', encoding="utf-8")
    for arguments in (("check", "bad.jsonl", "-c", "a <= b"), ("figures", "bad.jsonl")):
        for form in (("--format", "table"), ("--format", "concise")) if arguments[0] == "check" else ((),):
            status, out, err = run(*arguments, *form)
            assert status == 2
            assert err.count("bad.jsonl:2:") == 1
            assert "bad.jsonl:2:" not in out
    found = json.loads(run("check", "bad.jsonl", "-c", "a <= b", "--format", "json")[1])
    assert [problem["line"] for problem in found["problems"]] == [2]
    assert found["summary"]["problems"] == 1


def test_a_named_file_without_rules_is_told(run: Run) -> None:
    Path("none.yml").write_text("dvaudit: 1\nfigures: {men: {}}\n", encoding="utf-8")
    status, _, err = run("check", "good.csv", "--rules", "rules.yml", "--rules", "none.yml")
    assert status == 2
    assert err.startswith("none.yml: ")
    assert run("check", "good.csv", "--rules", "none.yml", "-c", SUM)[0] == 0


# --- options of check


def test_a_file_named_twice_is_checked_once(run: Run) -> None:
    _, out, _ = run("check", "bad.csv", "./bad.csv", "-c", SUM)
    assert ": 1 file, " in out


def test_a_line_may_keep_the_dash_of_a_list(run: Run) -> None:
    assert run("check", "bad.csv", "-c", f"- {SUM}")[0] == 1
    assert run("check", "good.csv", "-c", f"- {SUM}")[0] == 0


def test_fail_if_makes_a_warning_whatever_is_listed(run: Run) -> None:
    Path("many.csv").write_text("total,men,women\n" + "10,4,6\n" * 98 + "10,4,7\n" * 2, encoding="utf-8")
    text = "rules:\n  - {id: people, check: total = men + women, fail_if: %s}\n"
    for share, status in (("'> 5 %'", 0), ("'> 1 %'", 1)):
        Path("share.yml").write_text(text % share, encoding="utf-8")
        for most in ("1", "1000"):
            check = ("check", "many.csv", "--rules", "share.yml", "--max-findings", most)
            assert run(*check)[0] == status
            assert run(*check, "--fail-on", "warning")[0] == 1 - status


def test_select_and_ignore(run: Run) -> None:
    check = ("check", "bad.csv", "--rules", "rules.yml")
    assert run(*check, "--select", "men-part")[0] == 0
    assert run(*check, "--ignore", "people")[0] == 0
    status, out, err = run(*check, "--ignore", "peple")
    assert (status, out) == (2, "")
    assert "people" in err


def test_output_goes_to_a_file_and_never_over_an_input(run: Run) -> None:
    assert run("check", "bad.csv", "-c", SUM, "--format", "json", "--output", "out.json") == (1, "", "")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["summary"]["failed"] == 1
    for inside in ("bad.csv", "./bad.csv", "rules.yml"):
        status, out, err = run("check", "bad.csv", "--rules", "rules.yml", "--output", inside)
        assert (status, out) == (2, "")
        assert inside in err
    assert Path("bad.csv").read_text(encoding="utf-8") == BAD
    assert run("check", "bad.csv", "-c", SUM, "--output", "good.csv/out.txt")[0] == 2


def test_problems_are_in_the_json_too(run: Run) -> None:
    status, out, _ = run("check", "absent.csv", "good.csv", "-c", SUM, "--format", "json")
    found = json.loads(out)
    assert status == 2
    assert [problem["file"] for problem in found["problems"]] == ["absent.csv"]
    assert found["summary"]["problems"] == 1
    assert found["summary"]["held"] == 1


def test_locale_says_how_numbers_are_printed(run: Run) -> None:
    Path("vi.csv").write_text('total;men;women\n"1.500";"1.000,5";"499,5"\n', encoding="utf-8")
    assert run("check", "vi.csv", "-c", SUM, "--locale", "vi")[0] == 0
    status, _, err = run("check", "vi.csv", "-c", SUM, "--locale", "xx")
    assert status == 2
    assert "xx" in err


def test_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Không tệp nào bị sửa" in run("check", "good.csv", "-c", SUM, "--lang", "vi")[1]
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert "Không tệp nào bị sửa" in run("check", "good.csv", "-c", SUM)[1]
    assert "file was changed" in run("check", "good.csv", "-c", SUM, "--lang", "en")[1]


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    status, out, _ = run("check", "-", "-c", SUM, "--format", "concise")
    assert status == 1
    assert out.startswith("-:2:1: ")


def test_width_is_what_columns_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("wide.csv").write_text(f"total,{'men_' * 40},women\n10,4,7\n", encoding="utf-8")
    check = ("check", "wide.csv", "-c", f"total = {'men_' * 40} + women")
    assert max(map(len, run(*check)[1].splitlines())) <= 100
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, run(*check)[1].splitlines())) <= 60
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert run(*check)[0] == 1


# --- the other verbs


def test_rules_tells_what_each_means_and_which_apply(run: Run) -> None:
    status, out, _ = run("rules", "--rules", "rules.yml")
    assert status == 0
    assert "total is the sum of men, women" in out
    Path("men.csv").write_text("total,men\n10,4\n", encoding="utf-8")
    status, out, _ = run("rules", "good.csv", "--rules", "rules.yml")
    assert status == 0
    listed = [line.split() for line in out.splitlines() if line.startswith((" people", " men-part"))]
    assert [(row[0], row[-1]) for row in listed] == [("people", "yes"), ("men-part", "yes")]


def test_a_rule_file_given_as_file_is_listed(run: Run) -> None:
    status, out, err = run("rules", "rules.yml")
    assert (status, err) == (0, "")
    assert "total is the sum of men, women" in out
    assert "applies" not in out


def test_a_rule_that_finds_no_figure_does_not_apply(run: Run) -> None:
    Path("other.yml").write_text(
        "rules:\n  - total = men + women\n  - {id: opt, check: total = men + boys, optional: true}\n", encoding="utf-8"
    )
    _, out, _ = run("rules", "good.csv", "--rules", "other.yml")
    assert [line.split()[-1] for line in out.splitlines() if " is the sum of " in line] == ["yes", "no"]
    status, out, _ = run("check", "good.csv", "--rules", "other.yml")
    assert status == 0
    assert "1 rule checked nothing: opt (no figure called boys here)" in out
    assert "1 rule (1 more checked nothing)" in out
    assert run("check", "good.csv", "--rules", "other.yml", "--fail-on", "unbound")[0] == 1


def test_a_rule_passed_over_everywhere_says_how_often(run: Run) -> None:
    Path("when.yml").write_text(
        "rules:\n  - total = men + women\n  - {id: late, check: men <= total, when: total > 99}\n", encoding="utf-8"
    )
    status, out, _ = run("check", "good.csv", "--rules", "when.yml")
    assert status == 0
    assert "late (1 passed over)" in out
    assert (
        "late checked nothing: 1 passed over"
        in run("check", "good.csv", "--rules", "when.yml", "--format", "concise")[1]
    )


def test_explain_a_kind_and_a_rule(run: Run) -> None:
    status, out, _ = run("explain", "share")
    assert status == 0
    assert "What it checks" in out
    assert "percent" in out
    assert "Parts add up" in run("explain", "balance")[1]
    status, out, _ = run("explain", "people", "--rules", "rules.yml")
    assert status == 0
    assert "Everybody is one or the other here." in out
    assert "fails with total 10, men 4, women 7" in out
    status, out, err = run("explain", "peple", "--rules", "rules.yml")
    assert (status, out) == (2, "")
    assert "people" in err


def test_test_runs_the_examples(run: Run) -> None:
    Path("sharp.yml").write_text(RULES.rpartition("\n  - {id")[0], encoding="utf-8")
    assert run("test", "sharp.yml")[0] == 0
    status, out, _ = run("test", "rules.yml")
    assert status == 0
    assert "1 rule has no example: men-part" in out
    blunt = RULES.partition("      - {figures: {total: 10, men: 4, women: 7}")[0]
    Path("blunt.yml").write_text(blunt, encoding="utf-8")
    status, out, _ = run("test", "blunt.yml")
    assert status == 1
    assert "people: no example fails" in out
    assert "1 rule, 1 example, 1 failure" in out
    wrong = RULES.replace("women: 7}, outcome: fails", "women: 6}, outcome: fails")
    Path("wrong.yml").write_text(wrong, encoding="utf-8")
    status, out, _ = run("test", "wrong.yml")
    assert status == 1
    assert "wrong.yml:11:" in out
    assert run("test", "absent.yml")[0] == 2


def test_figures_shows_texts_intervals_and_reasons(run: Run) -> None:
    Path("list.csv").write_text("name,value\npeople,1200\nshare,92.36 %\nrate,n/a\n", encoding="utf-8")
    status, out, _ = run("figures", "list.csv")
    assert status == 0
    rows = {line.split()[1]: line for line in out.splitlines() if line.startswith(" ") and ":" in line}
    assert "[92.355; 92.365]" in rows["share"]
    assert "missing" in rows["rate"]
    assert run("figures", "absent.csv")[0] == 2


def test_figures_tells_a_doubt_once_whatever_the_values(run: Run) -> None:
    Path("list.csv").write_text("name,value\na,1.200\nb,3.400\nc,(12)\nd,(14)\n", encoding="utf-8")
    _, out, _ = run("figures", "list.csv")
    assert "1.200  [1.1995; 1.2005] or 1200" in out
    assert out.count("can be read in two ways") == 1
    assert out.count("it can be negative or not") == 1


def test_schema_is_json(run: Run) -> None:
    status, out, _ = run("schema")
    assert status == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


def test_every_command_has_help_and_says_what_it_is_for(run: Run) -> None:
    assert isinstance(cli.dvaudit, click.Group)
    for name, command in cli.dvaudit.commands.items():
        assert run(name, "--help")[0] == 0
        assert command.help
        for option in command.params:
            assert isinstance(option, click.Argument) or option.help, (name, option.name)
    status, out, _ = run("--help")
    assert status == 0
    assert "Examples:" in out
    assert "..." not in out.partition("Commands:")[2].partition("Examples:")[0]
    assert run("--version")[1].startswith("dvaudit")


def test_an_unknown_command_gets_the_nearest_one(run: Run) -> None:
    status, out, err = run("chek", "good.csv")
    assert (status, out) == (2, "")
    assert "No such command 'chek'. Did you mean check?" in err
    assert "Did you mean" not in run("zzz")[2]


def test_an_empty_folder_tells_only_what_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, _, err = run("check", "empty", "-c", SUM)
    assert status == 2
    assert ".csv, " in err
    assert ".xlsx, " in err
    assert ".xls," not in err
    assert ".xlsb" not in err


# --- as a process


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, dvaudit.cli as cli; cli.run(sys.argv[1:]);"
        "print([name for name in ('pandas', 'numpy', 'babel', 'yaml', 'rich', 'jsonschema') if name in sys.modules])"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

    def heavy(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, env=environ, check=True
        )
        return done.stdout.decode().splitlines()[-1]

    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    assert heavy("--help") == "[]"
    assert heavy("check", "good.csv", "-c", SUM) in ("[]", "['yaml']")


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text("total,men,women\n" + "10,4,2\n" * 900, encoding="utf-8")
    command = f'"{sys.executable}" -m dvaudit check many.csv -c "{SUM}" --format concise | head -1'
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, env=environ, check=False)
    assert done.stdout.startswith(b"many.csv:2:1: ")
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_interrupted_is_130_and_one_sentence(tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LANG": "C"}
    waiting = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "dvaudit", "check", "-", "-c", SUM],
        cwd=tmp_path, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert waiting.stderr is not None
    # It comes to reading standard input only after this module is loaded.
    assert any(b"dvaudit.run" in line for line in waiting.stderr)
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=30)
    # Both are 130 to a shell: Python ends itself by the signal where it met it inside code compiled from a string.
    assert waiting.returncode in (130, -signal.SIGINT)
    told = [line for line in err.decode().splitlines() if line and not line.startswith("import time:")]
    assert told == ["Interrupted."]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "vi.csv").write_text("Tổng số,Nam,Nữ\n10,4,7\n", encoding="utf-8")
    done = process(
        "check", "vi.csv", "-c", "Tổng số = Nam + Nữ", "--lang", "vi", folder=tmp_path, PYTHONIOENCODING=encoding
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert ("─".encode() in done.stdout) is (encoding == "utf-8")


@pytest.mark.usefixtures("run")
def test_faults_are_told_and_never_look_like_a_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("dvaudit.run.audit", broken)
    assert cli.run(["check", "good.csv", "-c", SUM]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "This is a fault of dvaudit" in err
    assert "test_cli.py:" in err
    assert "KeyError" in err


def test_options_that_say_nothing_or_do_nothing_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("total,a,b\n3,1,2\n", encoding="utf-8")
    assert cli.run(["check", str(table), "-c", "", "-c", "total = a + b"]) == 2
    said = capsys.readouterr()
    assert "the line after -c is blank" in said.err
    assert "1 holds" in said.out
    assert cli.run(["check", str(table), "-c", "total = a + b", "--spark-master", "local"]) == 2
    assert "--spark-master and --engine auto contradict each other" in capsys.readouterr().err


def test_figures_of_many_records_are_shown_up_to_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("k,a\n" + "".join(f"r{n},{n}\n" for n in range(1200)), encoding="utf-8")
    assert cli.run(["figures", str(table)]) == 0
    out = capsys.readouterr().out
    assert "these are the first 1,000 records of 1,200; --max-records shows more" in out
    assert "r999" in out
    assert "r1000" not in out
    assert cli.run(["figures", str(table), "--max-records", "2000"]) == 0
    assert "r1199" in capsys.readouterr().out
