"""Which files are meant, on the command line or by a rule set, and what their paths say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from dvaudit import paths
from dvaudit.figure import Table
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.readers import READERS
from dvaudit.rule import RuleSet, Written

_Source = TypeVar("_Source", str, Table, str | Table)


class Batch(NamedTuple):
    """What is looked at together, with the rule sets that are about it. ``file`` is what a report calls it."""

    file: str
    sources: tuple[str | Table, ...]
    rulesets: tuple[RuleSet, ...]


def batches(given: Sequence[str | Table], rulesets: Sequence[RuleSet]) -> tuple[list[Batch], list[Problem]]:
    """Each input with its rule sets: all of them where inputs are ``given``, else those that say so in ``files``.

    A rule set that names no files is about those that the others name.
    """
    problems: list[Problem] = []
    own = {} if given else {written: _meant_by(written, problems) for one in rulesets for written in one.inputs.files}
    everything: list[str | Table] = [*given] or [*each_once(file for files in own.values() for file in files)]
    about: dict[object, list[RuleSet]] = {_same(source): [] for source in everything}
    for ruleset in rulesets:
        files = each_once(file for written in ruleset.inputs.files for file in own.get(written, ()))
        for source in everything if given or not ruleset.inputs.files else files:
            about[_same(source)].append(ruleset)
    return [
        Batch(one if isinstance(one, str) else one.file, (one,), tuple(about[_same(one)])) for one in everything
    ], problems


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
        found.setdefault(_same(file), file)
    return list(found.values())


def _same(source: str | Table) -> object:
    """What tells an input from others."""
    return os.path.realpath(source) if isinstance(source, str) and source != "-" else source


def names_in(path: str, files: Iterable[Written]) -> dict[str, str]:
    """What a path says for the placeholders of the first pattern that means it; nothing where none does.

    Raises AuditError where the pattern fits in two ways.
    """
    for written in files:
        found = paths.said(written.path, written.folder, path)
        if found is not None:
            return found
    return {}


def _meant_by(written: Written, problems: list[Problem]) -> list[str]:
    """The files that a path in a rule file means; a problem at its place where there are none."""
    path = os.path.normpath(os.path.join(written.folder, written.path))
    several = paths.is_pattern(written.path) or paths.placeholders(written.path)
    try:
        if not several or os.path.exists(path):
            return meant(path)
        found = paths.matching(written.path, written.folder, names=True)
        if found:
            return found
        raise fail("inputs.no_match")
    except AuditError as error:
        problems.append(Problem(message("inputs.files", path=path, why=error.problem.message), *written.origin))
    return []
