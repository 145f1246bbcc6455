"""README and docs show what is: terminal blocks are run and compared, rule files tested, the pages built.

``python tests/test_docs.py [PAGE...]`` rewrites the shown output with the real one, and the pages of the kinds.
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
from dvaudit.rule import Kind

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
FOLDER = ROOT / "docs" / "kinds"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"^  - id: .*\n(?:(?:    |\n).*\n?)*", re.MULTILINE)
_EXAMPLE = re.compile(r"^      - .*\n(?:        .*\n)*", re.MULTILINE)


def pages() -> dict[Path, str]:
    """The text of every page by its file, and of the list of all."""
    found = {FOLDER / f"{kind.name}.md": page(kind) for kind in KINDS.values()}
    listed = "\n".join(f"| [`{kind.name}`]({kind.name}.md) | {_summary(kind)} |" for kind in KINDS.values())
    tree = "\n".join(KINDS)
    found[FOLDER / "index.md"] = (
        "# Kinds of rules\n\nEach page is what `dvaudit explain KIND` prints. "
        "A rule of most kinds can be written as one line, see [Write rules](../rules.md).\n\n"
        f"| kind | says |\n|---|---|\n{listed}\n\n"
        f"```{{toctree}}\n:hidden:\n\n{tree}\n```\n"
    )
    return found


def page(kind: Kind) -> str:
    """One kind: its docstring, a rule with an example that holds and one that fails, its slots."""
    parts = [f"# {kind.name}", *_sections(kind.doc)]
    parts += ["## In a rule file", f"```yaml\ndvaudit: 1\nrules:\n{_example(kind)}```"]
    rows = "\n".join(
        f"| `{slot.name}` | {'required' * slot.required} | {slot.takes.replace('_', ' ')} | {_cell(slot.doc)} |"
        for slot in kind.slots
    )
    parts += ["## Slots", f"| slot | | takes | meaning |\n|---|---|---|---|\n{rows}"]
    if kind.one_of:
        either = "; ".join(" or ".join(f"`{slot}`" for slot in group) for group in kind.one_of)
        parts.append(f"At least one of these is needed: {either}.")
    for name, slots in kind.aliases.items():
        told = ", ".join(f"`{own}` for `{meant}`" for own, meant in slots.items())
        parts.append(f"`{name}` is another name of this kind, with slots of its own: {told}.")
    return "\n\n".join(parts) + "\n"


def _summary(kind: Kind) -> str:
    return _cell(kind.doc.strip().splitlines()[0])


def _sections(doc: str) -> list[str]:
    """The paragraphs of a docstring, its unindented lines after the first one as headings."""
    first, *lines = doc.strip().splitlines()
    parts, text = [first], list[str]()
    for line in [*lines, "end"]:
        if line and not line.startswith(" "):
            if text:
                parts.append("\n".join(text).strip())
            parts.append(f"## {line}")
            text = []
        else:
            text.append(line.strip())
    return [part for part in parts[:-1] if part]


def _example(kind: Kind) -> str:
    """The first rule of the kind's fixture, with one example that holds and one that fails."""
    text = (ROOT / "tests" / "kinds" / f"{kind.name}.yml").read_text(encoding="utf-8")
    found = _RULE.search(text)
    assert found is not None, kind.name
    head, _, examples = found[0].partition("    examples:\n")
    cases = _EXAMPLE.findall(examples)
    chosen = [next(case for case in cases if f"outcome: {outcome}" in case) for outcome in ("holds", "fails")]
    return f"{head}    examples:\n{''.join(chosen)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def blocks(language: str, start: str = "") -> list[object]:
    """The fenced blocks of one language that begin so, as test parameters called by their page and first line."""
    found = [
        (page, body) for page in PAGES for kind, body in BLOCK.findall(page.read_text(encoding="utf-8"))
        if kind == language and body.startswith(start)
    ]  # fmt: skip
    return [pytest.param(body, id=f"{page.stem}: {body.splitlines()[0][:60]}") for page, body in found]


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


@pytest.mark.parametrize("block", blocks("console"))
def test_shown_terminal_output_is_the_real_one(block: str, tmp_path: Path) -> None:
    assert transcript(block, tmp_path) == block


@pytest.mark.parametrize("block", blocks("yaml", "dvaudit:"))
def test_shown_rule_files_pass_their_own_examples(block: str, tmp_path: Path) -> None:
    (tmp_path / "shown.yml").write_text(block, encoding="utf-8")
    rulesets, problems = rulefile.load([str(tmp_path / "shown.yml")], (), KINDS)
    assert not problems
    assert all(result.ok for ruleset in rulesets for result in examples.run(ruleset))


@pytest.mark.parametrize("block", blocks("python"))
def test_shown_python_runs(block: str) -> None:
    assert "assert" in block
    exec(compile(block, "shown.py", "exec"), {})  # noqa: S102


@pytest.mark.parametrize("path", sorted({*ROOT.glob("*.md"), *PAGES}), ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize(("path", "text"), pages().items(), ids=lambda value: getattr(value, "stem", ""))
def test_the_page_of_a_kind_is_what_explain_says(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text
    assert {path.stem for path in FOLDER.glob("*.md")} == {*KINDS, "index"}


def test_the_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-d", tmp_path / "kept", ROOT / "docs", tmp_path],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    built = (tmp_path / "kinds" / "sum.html").read_text(encoding="utf-8")
    assert "Parts add up to their total." in built


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [README]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        targets = re.findall(r"\]\((?!https?:)([^)#]+\.md)", page.read_text(encoding="utf-8"))
        waiting += {(page.parent / target).resolve() for target in targets} - seen
    assert set(PAGES) <= seen


def test_every_format_has_its_line() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert [form for form in FORMATS if not any(f"`{form}`" in row.split(" | ")[0] for row in rows)] == []


def test_every_layer_is_in_the_contributing_guide() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "src" / "dvaudit").iterdir() if path.stem.isidentifier()}
    modules -= {"__init__", "__main__", "__pycache__", "py"}
    assert not [name for name in sorted(modules) if f"`{name}`" not in text and f"`{name}/`" not in text]


def rewrite(chosen: list[str]) -> None:
    """Puts the real output into the pages, all or those that are named by their stem, and writes those of the kinds."""

    def real(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        with tempfile.TemporaryDirectory() as folder:
            return f"```console\n{transcript(match[2], Path(folder))}```"

    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if (not chosen or page.stem in chosen) and "```console" in text:
            page.write_text(BLOCK.sub(real, text), encoding="utf-8")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
