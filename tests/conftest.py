"""Property tests draw anew on a developer's machine; a gate repeats itself, so that its verdict is about the change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from dvaudit import cli

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "desk")

os.environ.pop("GITHUB_ACTIONS", None)  # what a run prints in other places is tested where it is the point

Run = Callable[..., tuple[int, str, str]]
"""Runs the command line with some arguments; status, output and errors."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in an empty folder with an English environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def running(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(arguments)
        out, err = capsys.readouterr()
        assert "fault of dvaudit" not in err
        return status, out, err

    return running
