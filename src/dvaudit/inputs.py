"""Which files are meant, on the command line or by a rule set, and what their paths say."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeVar

from dvaudit import paths
from dvaudit.figure import Table
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.names import normalize
from dvaudit.readers import ENDINGS, PROSE, READERS, REFUSED
from dvaudit.readers.memory import Frame
from dvaudit.rule import Inputs, Origin, RuleSet, Written

_NAMED = 3
"""So many files that are one document, or are not read, are all named."""

Source = str | Table | Frame
"""A path, or a table that is in memory."""

_Source = TypeVar("_Source", str, Table, Source)


class Batch(NamedTuple):
    """What is looked at together, with the rule sets that are about it. ``file`` is what a report calls it."""

    file: str
    sources: tuple[Source, ...]
    rulesets: tuple[RuleSet, ...]
    together: bool = False
    article: bool = False


def batches(
    given: Sequence[Source], rulesets: Sequence[RuleSet], articles: Collection[str] = ()
) -> tuple[list[Batch], list[Problem]]:
    """Each input with its rule sets: all of them where inputs are ``given``, else those that say so in ``files``.

    A rule set that names no files is about those that the others name. Rule sets that take the same files together are
    one batch. Those of the inputs that are ``articles`` need no rule set, and are taken one by one.
    """
    problems: list[Problem] = []
    own = {} if given else {written: _meant_by(written, problems) for one in rulesets for written in one.inputs.files}
    everything: list[Source] = [*given] or [*each_once(file for files in own.values() for file in files)]
    singly: dict[object, list[RuleSet]] = {_same(source): [] for source in everything}
    together: dict[tuple[str, tuple[Source, ...]], list[RuleSet]] = {}
    for ruleset in rulesets:
        files = each_once(file for written in ruleset.inputs.files for file in own.get(written, ()))
        meant_by_it = everything if given or not ruleset.inputs.files else [*files]
        if ruleset.only:
            meant_by_it = [one for one in meant_by_it if any(is_meant(written, one) for written in ruleset.only)]
        if ruleset.inputs.together:
            meant_by_it = [one for one in meant_by_it if one not in articles]
            label = called(meant_by_it, () if given else ruleset.inputs.files)
            together.setdefault((label, tuple(meant_by_it)), []).append(ruleset)
            continue
        for source in meant_by_it:
            singly[_same(source)].append(ruleset)
    found = [
        Batch(called([one]), (one,), tuple(sets), article=one in articles)
        for one in everything if (sets := singly[_same(one)]) or one in articles
    ]  # fmt: skip
    found += (Batch(label, files, tuple(sets), together=True) for (label, files), sets in together.items() if files)
    used = {_same(source) for batch in found for source in batch.sources}
    unused = [one for one in everything if _same(one) not in used and any(ruleset.only for ruleset in rulesets)]
    problems += (Problem(message("inputs.no_rules_for"), called([one])) for one in unused)
    return found, problems


def is_meant(written: Written, source: Source) -> bool:
    """True where a pattern that is written somewhere means a file."""
    return isinstance(source, str) and source != "-" and paths.said(written.path, written.folder, source) is not None


def names(found: Iterable[Batch]) -> list[str]:
    """The names of all inputs, each once."""
    sources = each_once(source for batch in found for source in batch.sources)
    return [one if isinstance(one, str) else one.file for one in sources]


def expanded(given: Sequence[_Source], taken_as: str | None = None) -> tuple[list[_Source], list[Problem]]:
    """The inputs that are meant, each once, and a problem for each folder or pattern that means none.

    A folder is all files in it that a reader knows by their ending: the tables, or the articles where there is no table
    or ``taken_as`` asks for them; a note says which of its files are not read. A pattern that is the name of a file is
    this file.
    Tables that are in memory stay as they are.
    """
    found: list[_Source] = []
    problems: list[Problem] = []
    for one in given:
        try:
            found += meant(one, taken_as, problems) if isinstance(one, str) else [one]
        except AuditError as error:
            problems.append(error.problem)
    return each_once(found), problems


def meant(path: str, taken_as: str | None = None, notes: list[Problem] | None = None) -> list[str]:
    """The files that one path means; raises AuditError for a folder or a pattern that means none.

    A note is added for the files of a folder that are not meant.
    """
    if path == "-" or "://" in path or os.path.isfile(path):
        return [path]
    if os.path.isdir(path):
        found, others = ([], []) if taken_as == "article" else paths.inside(path, ENDINGS)
        if not found and taken_as != "table":
            found, others = paths.inside(path, tuple(PROSE))
        if not found:
            endings = [ending for ending in (*READERS, *PROSE) if ending not in REFUSED]
            raise fail("inputs.empty_folder", file=path, endings=", ".join(endings))
        if notes is not None:
            notes += left_out(path, others)
        return found
    if not paths.is_pattern(path) or os.path.exists(path) or "\0" in path:
        return [path]
    found = paths.matching(path)
    if not found:
        raise fail("inputs.no_match", file=path)
    return found


def left_out(folder: str, others: Sequence[str]) -> list[Problem]:
    """A note on the files of a folder that are not read, where there are any."""
    names = ", ".join([*others[:_NAMED], *(["..."] if len(others) > _NAMED else [])])
    return [Problem(message("inputs.left_out", n=len(others), names=names), folder, fatal=False)] if others else []


def each_once(files: Iterable[_Source]) -> list[_Source]:
    """The inputs in order, a file that is named twice only once."""
    found: dict[object, _Source] = {}
    for file in files:
        found.setdefault(_same(file), file)
    return list(found.values())


def _same(source: Source) -> object:
    """What tells an input from others."""
    return os.path.realpath(source) if isinstance(source, str) and source != "-" else source


def earlier(sources: Iterable[Source], said: Inputs) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The files of the period before these, each with what its path says; none for one that is itself among them."""
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    if said.previous is None:
        return found, problems
    written = said.previous.path
    own = {_same(source) for source in sources}
    for source in sources:
        try:
            names = names_in(source, said.files) if isinstance(source, str) else {}
            path = os.path.join(said.previous.folder, paths.filled(written, names))
            path = path if "://" in path else os.path.normpath(path)
            used = {name: names[name] for name in names if name in paths.placeholders(written)}
            if _same(path) not in own:
                found.setdefault(path, names_in(path, said.files) or used)
        except KeyError as missing:
            file = source if isinstance(source, str) else source.file
            told = message("inputs.previous_unnamed", previous=written, name=missing.args[0])
            problems.append(Problem(told, file))
        except AuditError as error:
            problems.append(error.problem)
    return found, problems


def earlier_ones(found: Iterable[Batch]) -> list[str]:
    """The files of the earlier period that the rules of some inputs look at."""
    return [file for batch in found for ruleset in batch.rulesets for file in earlier(batch.sources, ruleset.inputs)[0]]


def after(previous: str, ruleset: RuleSet) -> RuleSet:
    """The rule set with another file of the earlier period, named on the command line."""
    written = Written(previous, "", Origin(None))
    return ruleset._replace(inputs=ruleset.inputs._replace(previous=written))


def filled(said: Inputs) -> frozenset[str]:
    """The placeholders, normalized, that name the file of the earlier period."""
    return frozenset(map(normalize, paths.placeholders("" if said.previous is None else said.previous.path)))


def names_in(path: str, files: Iterable[Written]) -> dict[str, str]:
    """What a path says for the placeholders of the first pattern that means it; nothing where none does.

    Raises AuditError where the pattern fits in two ways.
    """
    for written in files:
        found = paths.said(written.path, written.folder, path)
        if found is not None:
            return found
    return {}


def called(sources: Sequence[Source], files: Sequence[Written] = ()) -> str:
    """What a report calls inputs that are looked at together: by the patterns that mean them, else by their names."""
    names = [os.path.normpath(os.path.join(one.folder, one.path)) for one in files]
    names = names or [one if isinstance(one, str) else one.file for one in sources]
    return " + ".join(names if len(names) <= _NAMED else [names[0], "...", names[-1]])


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
