"""Which files are meant by what is named: files, folders and patterns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

from dvaudit import paths
from dvaudit.figure import Table
from dvaudit.message import AuditError, Problem, fail
from dvaudit.readers import READERS

_Source = TypeVar("_Source", str, Table, str | Table)


def expanded(given: Sequence[_Source]) -> tuple[list[_Source], list[Problem]]:
    """The inputs that are meant, each once, and a problem for each folder or pattern that means none.

    A folder is all files in it that a reader knows by their ending; a pattern that is the name of a file is this file.
    Tables that are in memory stay as they are.
    """
    found: list[_Source] = []
    problems: list[Problem] = []
    for one in given:
        try:
            found += [one] if isinstance(one, Table) else meant(one)
        except AuditError as error:
            problems.append(error.problem)
    return each_once(found), problems


def meant(path: str) -> list[str]:
    """The files that one path means; raises AuditError for a folder or a pattern that means none."""
    if path == "-" or "://" in path or os.path.isfile(path):
        return [path]
    if os.path.isdir(path):
        found = paths.inside(path, frozenset(READERS))
        if not found:
            raise fail("inputs.empty_folder", file=path, endings=", ".join(READERS))
        return found
    if not paths.is_pattern(path) or os.path.exists(path) or "\0" in path:
        return [path]
    found = paths.matching(path)
    if not found:
        raise fail("inputs.no_match", file=path)
    return found


def each_once(files: Iterable[_Source]) -> list[_Source]:
    """The inputs in order, a file that is named twice only once."""
    found: dict[object, _Source] = {}
    for file in files:
        found.setdefault(os.path.realpath(file) if isinstance(file, str) and file != "-" else file, file)
    return list(found.values())
