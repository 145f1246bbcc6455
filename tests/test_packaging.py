"""What the wheel holds, and that an installed dvaudit finds its packs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The project built as a wheel, opened."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.Path(built)


def contents(wheel: zipfile.Path) -> set[str]:
    return {name for name in wheel.root.namelist() if not name.endswith("/")}


def test_wheel_holds_every_pack(wheel: zipfile.Path) -> None:
    packs = {f"dvaudit/rules/{path.name}" for path in (ROOT / "rules").glob("*.yml")}
    assert packs
    assert packs <= contents(wheel)


def test_wheel_holds_every_module_and_nothing_else(wheel: zipfile.Path) -> None:
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    rest = {name for name in contents(wheel) if not name.startswith(("dvaudit/rules/", "dvaudit-"))}
    assert {name for name in rest if name.endswith(".py")} == modules
    languages = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("languages/*.yml")}
    templates = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("templates/*")}
    assert len(languages) == 8
    assert templates
    assert rest - modules == {"dvaudit/py.typed"} | languages | templates


def test_wheel_needs_no_development_tool(wheel: zipfile.Path) -> None:
    (metadata,) = (name for name in contents(wheel) if name.endswith(".dist-info/METADATA"))
    lines = (wheel / metadata).read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert needed
    assert not [line for line in needed if any(tool in line for tool in ("pytest", "hypothesis", "mypy", "ruff"))]


def test_wheel_runs_without_the_checkout(wheel: zipfile.Path, tmp_path: Path) -> None:
    wheel.root.extractall(tmp_path / "installed")
    (tmp_path / "list.csv").write_text('name,value\nmembers_total,"46,706"\nmembers_minority,"443,137"\n')
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})\n"
        "from dvaudit.__main__ import main\n"
        "import dvaudit; assert 'installed' in dvaudit.__file__\n"
        "sys.argv = ['dvaudit', 'check', 'list.csv', '--format', 'concise']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "minority-part" in done.stdout


def test_version_is_said_once(wheel: zipfile.Path) -> None:
    import dvaudit

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert dvaudit.__version__ == declared
    assert any(name.startswith(f"dvaudit-{declared}.dist-info/") for name in contents(wheel))
