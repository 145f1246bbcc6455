"""The README shows what is: its terminal blocks are run and compared, its rule files tested.

``python tests/test_docs.py`` rewrites the shown output with the real one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dvaudit import examples, rulefile
from dvaudit.kinds import KINDS
from dvaudit.render import FORMATS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return [body for kind, body in BLOCK.findall(README.read_text(encoding="utf-8")) if kind == language]


def named(bodies: list[str]) -> list[object]:
    """The blocks as test parameters, each called by its first line."""
    return [pytest.param(body, id=body.splitlines()[0][:70]) for body in bodies]


def transcript(block: str, folder: Path) -> str:
    """A console block as it really goes: every ``$ command`` with what it prints, in a copy of packs and samples."""
    for name in ("rules", "samples"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "COLUMNS"))},
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
    }
    shown, status = [], 0
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        script = f'dvaudit() {{ "{sys.executable}" -m dvaudit "$@"; }}; (exit {status}); {line[2:]}'
        done = subprocess.run(
            ["bash", "-c", script],  # noqa: S607
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        status = done.returncode
        shown += [line, *(text.rstrip() for text in done.stdout.splitlines())]
    return "\n".join(shown) + "\n"


@pytest.mark.parametrize("block", named(blocks("console")))
def test_shown_terminal_output_is_the_real_one(block: str, tmp_path: Path) -> None:
    assert transcript(block, tmp_path) == block


@pytest.mark.parametrize("block", named([body for body in blocks("yaml") if body.startswith("dvaudit:")]))
def test_shown_rule_files_pass_their_own_examples(block: str, tmp_path: Path) -> None:
    (tmp_path / "shown.yml").write_text(block, encoding="utf-8")
    rulesets, problems = rulefile.load([str(tmp_path / "shown.yml")], (), KINDS)
    assert not problems
    assert all(result.ok for ruleset in rulesets for result in examples.run(ruleset))


@pytest.mark.parametrize("block", named(blocks("python")))
def test_shown_python_runs(block: str) -> None:
    assert "assert" in block
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (path.parent / target).exists()]


def test_every_kind_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert not [kind for kind in KINDS if f"`{kind}`" not in text]


def test_every_format_is_in_the_readme() -> None:
    rows = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [form for form in FORMATS if not any(f"`{form}`" in row.split(" | ")[0] for row in rows)] == []


def test_every_layer_is_in_the_contributing_guide() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "src" / "dvaudit").iterdir() if path.stem.isidentifier()}
    modules -= {"__init__", "__main__", "__pycache__", "py"}
    assert not [name for name in sorted(modules) if f"`{name}`" not in text and f"`{name}/`" not in text]


def rewrite() -> None:
    """Puts the real output into the README."""

    def real(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        with tempfile.TemporaryDirectory() as folder:
            return f"```console\n{transcript(match[2], Path(folder))}```"

    README.write_text(BLOCK.sub(real, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
