"""Many files as one input: which files are meant, what their paths say, what holds across them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import dvaudit
from dvaudit import cli, inputs

GOOD = "total,men,women\n10,4,6\n"
BAD = "total,men,women\n10,4,7\n"
SUM = "total = men + women"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in an empty folder with an English environment; status, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def running(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(arguments)
        out, err = capsys.readouterr()
        assert "fault of dvaudit" not in err
        return status, out, err

    return running


def write(files: Mapping[str, str], folder: Path | None = None) -> None:
    for name, text in files.items():
        path = (folder or Path()) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# --- folders and patterns


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    names = (
        "in/report-10.csv in/report-9.csv in/old/a.tsv in/old/b.JSON in/.hidden.csv in/.git/c.csv in/read.me z[1].csv"
    )
    write(dict.fromkeys(names.split(), GOOD))
    write({"empty/read.me": "", "z1.csv": GOOD})
    return tmp_path


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("in", "in/old/a.tsv in/old/b.JSON in/report-9.csv in/report-10.csv"),
        ("in/", "in/old/a.tsv in/old/b.JSON in/report-9.csv in/report-10.csv"),
        ("in/*.csv", "in/report-9.csv in/report-10.csv"),
        ("in/report-?.csv", "in/report-9.csv"),
        ("in/report-[!1]*", "in/report-9.csv"),
        ("in/report-[1-3]0.csv", "in/report-10.csv"),
        ("*/old/*", "in/old/a.tsv in/old/b.JSON"),
        ("**/*.csv", "in/report-9.csv in/report-10.csv z1.csv z[1].csv"),
        ("in/**", "in/old/a.tsv in/old/b.JSON in/read.me in/report-9.csv in/report-10.csv"),
        ("z[1].csv", "z[1].csv"),
        ("z[1]*", "z1.csv"),
        ("absent.csv", "absent.csv"),
        ("-", "-"),
    ],
)
def test_folders_and_patterns_are_the_files_in_them(tree: Path, given: str, meant: str) -> None:
    assert inputs.expanded([given]) == (meant.split(), [])
    absolute, problems = inputs.expanded([str(tree / given)] if given != "-" else ["-"])
    assert [one.removeprefix(f"{tree}/") for one in absolute] == meant.split()
    assert problems == []


def test_each_file_is_checked_once(tree: Path) -> None:
    given = ["in/report-9.csv", "in", str(tree / "in/report-10.csv"), "./in/*.csv", "-", "-"]
    assert inputs.expanded(given)[0] == [
        "in/report-9.csv",
        "in/old/a.tsv",
        "in/old/b.JSON",
        "in/report-10.csv",
        "-",
    ]


def test_links_do_not_lead_around_in_circles(tree: Path) -> None:
    os.symlink(tree / "in", tree / "in" / "again")
    assert len(inputs.expanded(["in"])[0]) == 4
    assert inputs.expanded(["in/*/report-9.csv"])[0] == ["in/again/report-9.csv"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "nothing", ["empty", "in/*.parquet", "nowhere/**/*.csv", "in/[x].csv", "in/[z-a].csv", "in/[[].csv"]
)
def test_what_means_no_file_is_one_sentence_and_status_2(run: Run, nothing: str) -> None:
    status, out, err = run("check", nothing, "z1.csv", "-c", SUM)
    assert status == 2
    assert "1 file, 1 record" in out
    assert err.startswith(f"{nothing}: ")
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("tree")
def test_the_output_is_none_of_the_files_that_a_folder_means(run: Run) -> None:
    status, _, err = run("check", "in", "-c", SUM, "--output", "in/report-9.csv")
    assert status == 2
    assert "overwrite" in err


def test_python_takes_folders_and_patterns(tree: Path) -> None:
    report = dvaudit.audit("in/*.csv", lines=SUM)
    assert report.files == ("in/report-9.csv", "in/report-10.csv")
    report = dvaudit.audit([tree / "empty", tree / "z1.csv"], lines=SUM)
    assert [one.message.key for one in report.problems] == ["inputs.empty_folder"]
    assert len(report.audits) == 1
