"""Long work says how far it is, and what was found stays when it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest  # noqa: TC002 - where a reader looks for it

from dvaudit import cli, run, telling
from dvaudit.apply import apply
from dvaudit.report import Progress


def test_progress_is_told_from_the_third_second_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter((0.0, 1.0, 3.0, 4.0, 6.0))
    monkeypatch.setattr(telling, "monotonic", lambda: next(seconds))
    with telling.telling("en", wanted=True) as tell:
        assert tell is not None
        for rows in (100, 300, 400, 600):
            tell(Progress("t.csv", rows, 1000, 2))
    assert capsys.readouterr().err.splitlines() == [
        "t.csv: 300 of about 1,000 rows, 100 a second, 2 discrepancies so far",
        "t.csv: 600 of about 1,000 rows, 100 a second, 2 discrepancies so far",
    ]


def test_no_progress_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with telling.telling("en", wanted=None) as tell:
        assert tell is None
    assert capsys.readouterr().err == ""


def test_a_large_file_tells_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,total\n" + "1,2,3\n" * 30_000 + "1,2,4\n", encoding="utf-8")
    told: list[Progress] = []
    from dvaudit import rulefile
    from dvaudit.kinds import KINDS

    sets, _ = rulefile.load([], ["total = a + b"], KINDS)
    report = run.audit([str(path)], sets, engine="duckdb", tell=told.append)
    assert report.audits[0].tallies[0].failed == 1
    assert all(one.rows <= one.of * 1.2 for one in told)


def test_what_was_found_before_an_interruption_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("a,b,total\n1,2,4\n", encoding="utf-8")
    calls = []

    def once(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return apply(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "apply", once)
    paths = [str(tmp_path / name) for name in ("one.csv", "two.csv")]
    assert cli.run(["check", *paths, "-c", "total = a + b", "--lang", "en"]) == 130
    shown = capsys.readouterr()
    assert "total 4" in shown.out
    assert "interrupted; 1 of 2 inputs were checked before" in shown.err
