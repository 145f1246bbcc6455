"""Several formats in one run, each to its place, and one file for each input where its name says so."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from dvaudit.render import FORMATS
from tests.conftest import Run

GOOD = "total,men,women\n10,4,6\n"
BAD = "total,men,women\n10,4,7\n"
SUM = "total = men + women"
CHECK = ("check", "bad.csv", "-c", SUM)

@pytest.fixture
def run(run: Run) -> Run:
    """Runs the command line in a folder with a good and a bad report."""
    for name, text in {"good.csv": GOOD, "bad.csv": BAD, "hue/bad.csv": BAD, "vinh/bad.csv": BAD}.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return run


def told(path: str) -> dict[str, int]:
    """The summary of a report in JSON."""
    summary: dict[str, int] = json.loads(Path(path).read_text(encoding="utf-8"))["summary"]
    return summary


def test_several_formats_each_to_its_place(run: Run) -> None:
    alone = run(*CHECK)[1]
    status, out, err = run(
        *CHECK, "--format", "table", "--format", "json:new/folder/a.json", "--format", "concise:a.txt"
    )
    assert (status, out, err) == (1, alone, "")
    assert told("new/folder/a.json")["failed"] == 1
    assert Path("a.txt").read_text(encoding="utf-8") == run(*CHECK, "--format", "concise")[1]


def test_a_file_of_its_own_for_each_input(run: Run) -> None:
    status, out, err = run("check", "good.csv", "bad.csv", "absent.csv", "-c", SUM, "--format", "json:o/{stem}.json")
    assert (status, out) == (2, "")
    assert err.startswith("absent.csv: ")
    assert sorted(os.listdir("o")) == ["absent.json", "bad.json", "good.json"]
    assert [told(f"o/{name}.json")["failed"] for name in ("good", "bad")] == [0, 1]
    assert [told(f"o/{name}.json")["problems"] for name in ("good", "bad", "absent")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("{folder}-{stem}.json", ["hue-bad.json", "vinh-bad.json"]),
        ("{folder}/{name}.json", ["hue/bad.csv.json", "vinh/bad.csv.json"]),
    ],
)
def test_names_of_files_are_made_of_those_of_inputs(run: Run, place: str, names: list[str]) -> None:
    assert run("check", "hue", "vinh", "-c", SUM, "--format", f"json:out/{place}")[0] == 1
    assert [told(f"out/{name}")["files"] for name in names] == [1, 1]


def test_packed_inputs_and_standard_input_have_names_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    Path("b.csv.gz").write_bytes(gzip.compress(BAD.encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert run("check", "b.csv.gz", "-", "-c", SUM, "--format", "json:{stem}.json")[0] == 1
    assert told("b.json")["failed"] == told("stdin.json")["failed"] == 1


def test_files_that_are_one_document_have_one_answer(run: Run) -> None:
    Path("r.yml").write_text("together: true\nrules:\n  - total = men + women\n", encoding="utf-8")
    assert run("check", "hue/bad.csv", "good.csv", "--rules", "r.yml", "--format", "json:o/{stem}.json")[0] == 1
    assert os.listdir("o") == ["bad+good.json"]
    assert told("o/bad+good.json")["files"] == 2


def test_a_reason_in_many_files_is_told_to_each_sender_about_its_own(run: Run) -> None:
    for n in range(8):
        Path(f"{n}.csv").write_text("total,men,women\n10,400,600\n", encoding="utf-8")
    files = [f"{n}.csv" for n in range(8)]
    run("check", *files, "-c", SUM, "--format", "json:all.json", "--format", "json:o/{stem}.json")
    everything = json.loads(Path("all.json").read_text(encoding="utf-8"))
    assert {len(cause["findings"]) for cause in everything["causes"]} == {8}
    one = json.loads(Path("o/3.json").read_text(encoding="utf-8"))
    assert [cause["findings"] for cause in one["causes"]] == [[found["id"] for found in one["findings"]]]
    assert one["summary"]["undiagnosed"] == 0


# --- what cannot be written


@pytest.mark.parametrize("place", ["bad.csv", "./bad.csv", "{name}", "rules.yml", "link.csv", "dvaudit-accepted.yml"])
def test_no_output_overwrites_what_was_read(run: Run, place: str) -> None:
    Path("rules.yml").write_text("rules:\n  - total = men + women\n", encoding="utf-8")
    os.link("bad.csv", "link.csv")
    Path("dvaudit-accepted.yml").write_text("accepted: []\n", encoding="utf-8")
    arguments = ("check", "bad.csv", "--rules", "rules.yml", "--format", f"json:{place}")
    assert run(*arguments)[:2] == (2, "")
    status, out, err = run(*arguments, "--format", "concise", "--format", "json:kept.json")
    assert status == 2
    assert out.startswith("bad.csv:2:1: ")
    assert len(err.splitlines()) == 1
    assert told("kept.json")["failed"] == 1
    assert Path("bad.csv").read_text(encoding="utf-8") == BAD
    assert "rules:" in Path("rules.yml").read_text(encoding="utf-8")


def test_two_inputs_never_write_one_file(run: Run) -> None:
    check = ("check", "hue/bad.csv", "vinh/bad.csv", "-c", SUM)
    status, out, err = run(*check, "--format", "json:o/{stem}.json", "--format", "concise")
    assert status == 2
    assert out.startswith("hue/bad.csv:2:1: ")
    assert all(text in err for text in ("o/bad.json", "hue/bad.csv", "vinh/bad.csv", "{folder}"))
    assert len(err.splitlines()) == 1


def test_two_formats_never_write_one_file(run: Run) -> None:
    status, _, err = run(*CHECK, "--format", "json:out", "--format", "concise:./out")
    assert status == 2
    assert all(text in err for text in ("json", "concise", "out"))
    assert told("out")["failed"] == 1


@pytest.mark.parametrize("place", ["hue", "good.csv/x.json"])
def test_a_place_that_cannot_be_written_is_told_and_the_others_are_written(run: Run, place: str) -> None:
    status, out, err = run(*CHECK, "--format", f"json:{place}", "--format", "concise", "--format", "json:kept.json")
    assert status == 2
    assert out.startswith("bad.csv:2:1: ")
    assert told("kept.json")["failed"] == 1
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "json", "--format", "table"),
        ("--format", "json", "--format", "concise:a.txt", "--output", "b.json"),
        ("--format", "json:a.json", "--output", "b.json"),
        ("--format", "json:{steam}.json"),
        ("--format", "json:"),
        ("--format", "jsom:a.json"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, options: tuple[str, ...]) -> None:
    before = sorted(os.listdir())
    status, out, err = run(*CHECK, *options)
    assert (status, out) == (2, "")
    assert err
    assert "Traceback" not in err
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "html:x.xlsx"), "x.xlsx would hold html, and its ending says xlsx"),
        (("--format", "json", "--output", "x.CSV"), "x.CSV would hold json, and its ending says csv"),
        (("--output", "{stem}.json"), "bad.json would hold table, and its ending says json"),
        (("--format", "junit:x.md"), "x.md would hold junit, and its ending says markdown"),
    ],
)
def test_an_ending_that_says_another_format_is_refused(run: Run, options: tuple[str, ...], said: str) -> None:
    before = sorted(os.listdir())
    status, out, err = run(*CHECK, *options)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize("place", ["x", "x.txt", "x.log", "x.json", "x.sarif"])
def test_an_ending_that_says_the_same_or_nothing_is_free(run: Run, place: str) -> None:
    assert run(*CHECK, "--format", f"sarif:{place}") == (1, "", "")
    assert json.loads(Path(place).read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_output_is_the_place_of_the_only_format(run: Run) -> None:
    assert run(*CHECK, "--format", "json", "--output", "new/{stem}.json") == (1, "", "")
    assert told("new/bad.json")["failed"] == 1
    assert run(*CHECK, "--output", "-")[1] == run(*CHECK)[1]
    assert run(*CHECK, "--format", "concise:-")[1] == run(*CHECK, "--format", "concise")[1]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_a_full_disk_is_told_also_where_nobody_reads_standard_output(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LC_ALL": "C.UTF-8"}

    def ended(stdout: int, *options: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "dvaudit", *CHECK, *options]
        done = subprocess.run(
            command, cwd=tmp_path, env=env, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
        )
        return done.returncode, done.stderr

    status, err = ended(subprocess.DEVNULL, "--format", "json:/dev/full", "--format", "concise")
    assert (status, err.partition(": No")[0]) == (2, "dvaudit: /dev/full cannot be written")
    with open("/dev/full", "wb") as full:
        status, err = ended(full.fileno())
    assert (status, err.partition(": No")[0]) == (2, "dvaudit: - cannot be written")
    reading, writing = os.pipe()
    os.close(reading)
    _, err = ended(writing, "--format", "json:/dev/full", "--format", "concise")
    os.close(writing)
    assert err.startswith("dvaudit: /dev/full cannot be written")
    assert len(err.splitlines()) == 1


# --- formats that are no text


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format of bytes."""
    module = types.ModuleType("packed_format")
    module.BINARY = True  # type: ignore[attr-defined]
    module.render = lambda _report, stream, _view: stream.write(b"\x00\xff")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "packed_format", module)
    monkeypatch.setitem(FORMATS, "packed", "packed_format")


@pytest.mark.usefixtures("packed")
def test_bytes_go_to_files_and_pipes_but_to_no_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(*CHECK, "--format", "packed:a.bin") == (1, "", "")
    assert Path("a.bin").read_bytes() == b"\x00\xff"
    pipe = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", pipe)
    assert run(*CHECK, "--format", "packed")[0] == 1
    assert pipe.buffer.getvalue() == b"\x00\xff"
    monkeypatch.setattr(sys, "stdout", _Terminal(io.BytesIO()))
    status, _, err = run(*CHECK, "--format", "packed", "--format", "concise:a.txt")
    assert status == 2
    assert "--format packed:FILE" in err
    assert Path("a.txt").exists()


def test_only_the_format_that_is_asked_for_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    code = (
        "import sys, dvaudit.cli as cli; cli.run(sys.argv[1:]); from dvaudit.render import FORMATS;"
        "print(sorted(form for form in FORMATS if FORMATS[form] in sys.modules))"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for options, loaded in (((), "['table']"), (("--format", "github:a.txt"), "['github']")):
        command = [sys.executable, "-c", code, "check", "good.csv", "-c", SUM, *options]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines()[-1] == loaded
