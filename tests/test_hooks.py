"""dvaudit where its users already are: pre-commit, GitHub Actions, GitLab CI and the shells."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from junitparser import JUnitXml

from dvaudit.readers import ENDINGS

ROOT = Path(__file__).parents[1]
RULES = "rules:\n  - {id: people, check: total = men + women}\n"
GOOD, BAD = "total,men,women\n8517,4203,4314\n", "total,men,women\n9999,4203,4314\n"
PACKAGES = os.pathsep.join(dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib")))
OFFLINE = {
    # What is installed beside the tests stands for what an index would give.
    "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PYTHONPATH": PACKAGES, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
}  # fmt: skip


def environment(**more: str) -> dict[str, str]:
    """The environment of a step, without what a CI system may have put into ours."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PRE_COMMIT", "GIT_"))}
    return ours | OFFLINE | more


def ran(*command: str | Path, folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [*map(str, command)], cwd=folder, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def command(folder: Path) -> str:
    """A PATH on which ``dvaudit`` is this checkout."""
    folder.mkdir(exist_ok=True)
    script = folder / "dvaudit"
    source = Path(sys.modules["dvaudit"].__file__ or "").parents[1]
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m dvaudit "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def project(folder: Path) -> Path:
    """What pip needs of this project, without what lies around in a checkout."""
    folder.mkdir()
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


# --- pre-commit


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A repository whose commits go through the hook, as a new user would set it up, and the environment of git."""
    folder = tmp_path_factory.mktemp("gate")
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = environment(
        PRE_COMMIT_HOME=str(folder / "hooks"), GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull, **who
    )
    hook, repository = project(folder / "dvaudit"), folder / "reports"
    repository.mkdir()
    for one in (hook, repository):
        assert ran("git", "init", "-q", folder=one, env=env)[0] == 0
    assert ran("git", "add", "-A", folder=hook, env=env)[0] == 0
    assert ran("git", "commit", "-qm", "hook", folder=hook, env=env)[0] == 0
    revision = ran("git", "rev-parse", "HEAD", folder=hook, env=env)[1].strip()
    (repository / "rules.yml").write_text(RULES, encoding="utf-8")
    config = {
        "repos": [{
            "repo": str(hook), "rev": revision,
            "hooks": [{"id": "dvaudit", "args": ["--rules", "rules.yml", "--strict"]}, {"id": "dvaudit-test"}],
        }]
    }  # fmt: skip
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    status, said = ran(sys.executable, "-m", "pre_commit", "install", "--install-hooks", folder=repository, env=env)
    assert status == 0, said
    return repository, env


def commit(gated: tuple[Path, dict[str, str]], text: str) -> tuple[int, str]:
    """The report with this text committed; whether that went through, and what was said."""
    repository, env = gated
    (repository / "report.csv").write_text(text, encoding="utf-8")
    assert ran("git", "add", "-A", folder=repository, env=env)[0] == 0
    return ran("git", "commit", "-qm", "report", "--allow-empty", folder=repository, env=env)


def test_the_pre_commit_hook_is_a_gate(gated: tuple[Path, dict[str, str]]) -> None:
    repository, env = gated
    status, said = commit(gated, BAD)
    assert status == 1
    assert "figures agree with each other" in said
    assert "total 9999" in said
    # An acceptance with a reason lets it through.
    words = ("accept", "1", "report.csv", "--rules", "rules.yml", "--reason", "asked the source")
    status, said = ran(sys.executable, "-m", "dvaudit", *words, folder=repository, env=env)
    assert status == 0, said
    assert "reason: asked the source" in (repository / "dvaudit-accepted.yml").read_text(encoding="utf-8")
    status, said = commit(gated, BAD)
    assert status == 0, said
    # A changed digit makes it block again; a blank cell is caught by --strict.
    status, said = commit(gated, BAD.replace("9999", "9998"))
    assert status == 1
    assert "total 9998" in said
    status, said = commit(gated, BAD.replace("4314", ""))
    assert status == 1
    assert "could not be checked" in said
    (repository / "dvaudit-accepted.yml").unlink()
    assert commit(gated, GOOD)[0] == 0
    assert ran("git", "log", "--oneline", folder=repository, env=env)[1].count("\n") == 2


def test_the_hook_for_rules_runs_their_examples(gated: tuple[Path, dict[str, str]]) -> None:
    repository, _ = gated
    (repository / "rules").mkdir(exist_ok=True)
    rule = "rules:\n  - id: people\n    check: a = b\n    examples:\n      - {figures: {a: 1, b: 2}, outcome: holds}\n"
    (repository / "rules" / "more.yml").write_text(rule, encoding="utf-8")
    status, said = commit(gated, GOOD)
    assert status == 1
    assert "rules/more.yml:5:" in said
    (repository / "rules" / "more.yml").unlink()


def test_the_hook_is_about_every_table_that_can_be_read() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert all(hook["require_serial"] is True for hook in hooks.values())
    meant = re.compile(hooks["dvaudit"]["files"])
    # A gate has to name JSON, which can be anything, and pages and articles itself.
    left_out = re.compile(r"\.(json|html?|txt|md|docx|odt|pdf)(\.\w+)?")
    tables = [ending for ending in ENDINGS if not left_out.fullmatch(ending)]
    assert ".csv" in tables
    assert [ending for ending in tables if not meant.search(f"in/report{ending}")] == []
    assert not meant.search("package.json")
    assert not meant.search("rules.yml")


# --- GitHub Actions


ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def resolved(text: str, inputs: Mapping[str, str]) -> str:
    """A text of the action with its inputs filled in."""
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)


def act(folder: Path, path: str, given: Mapping[str, str], *, install: bool = False) -> tuple[int, str, str, str]:
    """The action's steps as a runner runs them: status, log, outputs and summary."""
    inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    inputs |= given
    files = {name: folder.parent / f"{name}.txt" for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    log, status = "", 0
    for file in files.values():
        file.write_text("", encoding="utf-8")
    for step in ACTION["runs"]["steps"][0 if install else 1 :]:
        added = files["GITHUB_PATH"].read_text(encoding="utf-8").split()
        env = environment(
            GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder), RUNNER_TEMP=str(folder.parent),
            GITHUB_ACTION_PATH=str(folder.parent / "dvaudit"), PATH=os.pathsep.join([*added, path]),
            **{name: str(file) for name, file in files.items()},
            **{name: resolved(value, inputs) for name, value in step["env"].items()},
        )  # fmt: skip
        assert step["shell"] == "bash"
        where = folder / resolved(step.get("working-directory", "."), inputs)
        script = folder.parent / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        status, said = ran("bash", "--noprofile", "--norc", "-eo", "pipefail", script, folder=where, env=env)
        log += said
        if status:
            break
    return status, log, files["GITHUB_OUTPUT"].read_text(encoding="utf-8"), files["GITHUB_STEP_SUMMARY"].read_text(
        encoding="utf-8"
    )  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> tuple[Path, str]:
    """A repository with reports and rules, and a PATH with dvaudit."""
    folder = tmp_path / "work"
    for name, text in {"rules.yml": RULES, "in/good one.csv": GOOD, "in/bad.csv": BAD}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder, command(tmp_path / "bin")


def test_the_action_is_well_formed_and_no_input_reaches_a_script() -> None:
    jsonschema.Draft7Validator(get_builtin_schema("vendor.github-actions")).validate(ACTION)
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
    asked = {name for step in ACTION["runs"]["steps"] for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step))}
    assert asked == set(ACTION["inputs"])


def test_the_action_installs_and_checks(workspace: tuple[Path, str]) -> None:
    folder, _ = workspace
    project(folder.parent / "dvaudit")
    given = {
        "files": "in/good one.csv\nin/bad.csv", "rules": "rules.yml", "formats": "sarif:out/a.sarif\njunit:out/a.xml",
        "python": sys.executable,
    }  # fmt: skip
    status, log, outputs, summary = act(folder, os.environ["PATH"], given, install=True)
    assert (status, outputs) == (1, "status=1\n"), log
    assert "total 9999" in log
    assert "::error file=in/bad.csv,line=2,endLine=2,col=1,endColumn=5,title=dvaudit people::" in log
    assert "| people |" in summary
    assert len(json.loads((folder / "out/a.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
    assert JUnitXml.fromfile(str(folder / "out/a.xml")).failures == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"files": "in", "fail-on": "never", "summary": "false", "arguments": "--select\npeople\n-q"}, 0),
        ({"files": "../in/good one.csv", "rules": "../rules.yml", "working-directory": "in", "strict": "true"}, 0),
        ({"files": "--help"}, 2),
        ({"files": "in\n$(touch pwned)\n`touch pwned`\n\"; touch pwned; \"\n'; touch pwned; '"}, 2),
        ({"files": "in", "rules": "rules.yml; touch pwned", "arguments": "$(touch pwned)"}, 2),
    ],
)
def test_the_action_passes_inputs_on_as_they_are(
    workspace: tuple[Path, str], given: dict[str, str], status: int
) -> None:
    folder, path = workspace
    ended, log, outputs, summary = act(folder, path, {"rules": "rules.yml"} | given)
    assert (ended, outputs) == (status, f"status={status}\n"), log
    assert bool(summary) == ("summary" not in given)
    assert not list(folder.parent.rglob("pwned"))
    assert "Traceback" not in log


# --- GitLab CI


def component(**given: str) -> dict[str, Any]:
    """The jobs of the component with its inputs filled in."""
    head, body = (ROOT / "templates" / "dvaudit.yml").read_text(encoding="utf-8").split("\n---\n")
    inputs = {name: one["default"] for name, one in yaml.safe_load(head)["spec"]["inputs"].items()}
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", body)) == set(inputs)

    def filled(node: object) -> object:
        if isinstance(node, dict):
            return {filled(key): filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(one) for one in node]
        if not isinstance(node, str):
            return node
        return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: (inputs | given)[found[1]], node)

    jobs = filled(yaml.safe_load(body))
    assert isinstance(jobs, dict)
    return jobs


def test_the_gitlab_component_is_well_formed() -> None:
    jobs = component()
    jsonschema.Draft7Validator(get_builtin_schema("vendor.gitlab-ci")).validate(jobs)
    assert list(jobs) == ["dvaudit"]
    text = (ROOT / "templates" / "dvaudit.yml").read_text(encoding="utf-8")
    assert "inputs." not in text.split("script:", 1)[1].split("artifacts:")[0].replace("before_script", "")


def test_the_gitlab_job_writes_its_reports(workspace: tuple[Path, str]) -> None:
    folder, path = workspace
    jobs = component(files="in/good one.csv\nin/bad.csv\n$(touch pwned)", rules="rules.yml", job="figures")
    job = jobs["figures"]
    status, log = ran(
        "bash", "-eo", "pipefail", "-c", "\n".join(job["script"]), folder=folder,
        env=environment(PATH=path, **job["variables"]),
    )  # fmt: skip
    assert status == 2, log
    assert "total 9999" in log
    reports = job["artifacts"]["reports"]
    issues = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    assert [issue["check_name"] for issue in issues] == ["dvaudit-problem", "people"]
    assert JUnitXml.fromfile(str(folder / reports["junit"])).failures == 1
    assert not list(folder.rglob("pwned"))


# --- shells


COMPLETIONS = {
    "bash": """
        source <(dvaudit completion bash)
        complete -p dvaudit
        for line in "dvaudit ch" "dvaudit check --form" "dvaudit check --format sa" "dvaudit explain sh"; do
            COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            _dvaudit_completion dvaudit
            printf '%s\\n' "${COMPREPLY[@]}"
        done
    """,
    "zsh": """
        autoload -Uz compinit; compinit -D -u
        source <(dvaudit completion zsh)
        print -- $_comps[dvaudit]
        compadd() { print -l -- $completions }
        _describe() { print -l -- ${completions_with_descriptions%%:*} }
        for line in "dvaudit ch" "dvaudit check --form" "dvaudit check --format sa" "dvaudit explain sh"; do
            words=(${=line}); CURRENT=${#words}
            _dvaudit_completion
        done
    """,
    "fish": """
        dvaudit completion fish | source
        complete -c dvaudit
        for line in "dvaudit ch" "dvaudit check --form" "dvaudit check --format sa" "dvaudit explain sh"
            complete -C $line | string replace -r '\\t.*' '' | cat
        end
    """,
}
"""For each shell a script that loads the completion and prints, after what it knows of it, what four lines become."""


@pytest.mark.parametrize("shell", COMPLETIONS)
def test_shells_complete_commands_options_and_formats(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed here")
    (tmp_path / "home").mkdir()
    plain = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    env = environment(PATH=command(tmp_path / "bin"), HOME=str(tmp_path / "home"))
    status, said = ran(found, *plain, "-c", COMPLETIONS[shell], folder=tmp_path, env=env)
    assert status == 0, said
    head, *words = said.split()[-5:]
    assert words == ["check", "--format", "sarif", "share"]
    assert "dvaudit" in head


def test_completion_knows_where_files_go() -> None:
    from click.shell_completion import ShellComplete

    from dvaudit.cli import dvaudit

    shell = ShellComplete(dvaudit, {}, "dvaudit", "_DVAUDIT_COMPLETE")
    for before in (["check"], ["check", "--rules"], ["figures"], ["compare"], ["test"], ["check", "--accept"]):
        assert [one.type for one in shell.get_completions(before, "in/")] == ["file"], before
