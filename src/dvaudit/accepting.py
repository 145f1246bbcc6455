"""Acceptances written: entries added to a file that people edit, everything that stands in it kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from dvaudit import acceptance
from dvaudit.acceptance import relative, texts
from dvaudit.message import Problem, fail, message
from dvaudit.report import Acceptance, Acceptances, Finding

_HEAD = """\
# Discrepancies that are known and accepted. An entry holds while rule, record and every printed figure stay as they
# are here, and until its date; then the discrepancy counts again. Change or delete entries by hand as you like.
dvaudit: 1
accepted:
"""


def write(path: str, findings: Sequence[Finding], reason: str, until: str | None) -> list[Problem]:
    """Adds an entry for each finding to the file of acceptances at ``path``, which is made where there is none.

    What cannot be added to without changing what stands there is left as it is, and told.
    """
    spare = f"{path}.{os.getpid()}"
    try:
        known, before = Acceptances(path, (), ""), ""
        if os.path.exists(path):
            known, problems = acceptance.load(path)
            if problems:
                return problems
            with open(path, encoding="utf-8-sig", newline="") as stream:
                before = stream.read()
        with open(spare, "w", encoding="utf-8", newline="") as stream:
            stream.write(_added(before, known.entries, _yaml(_said(findings, path, reason, until))))
        again, wrong = acceptance.load(spare)
        if wrong or len(again.entries) != len(known.entries) + len(findings):
            return [Problem(message("accept.not_addable"), path)]
        os.replace(spare, path)
    except UnicodeDecodeError:
        return [Problem(message("accept.not_addable"), path)]
    except OSError as error:
        return [fail("accept.unwritable", file=path, reason=error.strerror or "").problem]
    finally:
        if os.path.exists(spare):
            os.remove(spare)
    return []


def _said(findings: Sequence[Finding], path: str, reason: str, until: str | None) -> list[dict[str, Any]]:
    """What an entry says of each finding."""
    found = []
    for finding in findings:
        edit = finding.confrontation.edit
        said: dict[str, Any] = {"rule": edit.rule.id, "file": relative(finding.file, path)}
        if edit.key:
            said["record"] = dict(edit.key)
        if edit.figures:
            said["figures"] = {name: own[0] if len(own) == 1 else list(own) for name, own in texts(finding).items()}
        found.append(said | {"reason": reason} | ({} if until is None else {"until": until}))
    return found


def _yaml(said: list[dict[str, Any]]) -> str:
    """Entries as YAML; every scalar is a text, quoted only where it has to be."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(_readable(said), Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6))


def _readable(said: Any) -> Any:  # noqa: ANN401 - nested texts
    """Nested texts without what no file in UTF-8 can hold."""
    if isinstance(said, dict):
        return {_readable(key): _readable(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_readable(value) for value in said]
    return said.encode("utf-8", "replace").decode()


def _added(before: str, known: Sequence[Acceptance], entries: str) -> str:
    """The text of the file with entries at its end, indented as those before are, its line ends kept."""
    end = "\r\n" if "\r\n" in before else "\n"
    first = before.splitlines()[(known[-1].origin.line or 1) - 1] if known else "  "
    indent = first[: len(first) - len(first.lstrip())]
    head = before if before.strip() else _HEAD
    head = head if head.endswith("\n") else head + end
    return head + "".join(f"{indent}{line}{end}" for line in entries.splitlines())
