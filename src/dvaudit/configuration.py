"""What a project's configuration says: which rules are for which files, their levels, what is left out and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from dvaudit import forms
from dvaudit import names as naming
from dvaudit.ignored import means
from dvaudit.message import AuditError, Problem
from dvaudit.rule import Ignored, RuleSet, Written
from dvaudit.rulekeys import CONFIGURATION, FOR_FILES, IGNORE, INPUTS, LEVEL, PRINTED, Key, names
from dvaudit.rulereader import keyed
from dvaudit.yamltext import At, Entries, Listing, Node

_Said = TypeVar("_Said")


class Source(NamedTuple):
    """A rule file or a folder of them.

    ``default`` is what the configuration says of all figures, ``inputs`` what it says of the input files, where the
    file does not; ``only`` are the files that the rules are for, all where empty. ``only_if_complete`` marks packs of
    which only the rules whose figures all occur are used.
    """

    path: str
    only_if_complete: bool = False
    default: Mapping[str, Any] = {}
    inputs: Mapping[str, Any] = {}
    only: tuple[Written, ...] = ()


class Level(NamedTuple):
    """The level that rules have here, by their id or a pattern of ids."""

    rule: str
    level: str
    at: At


class Configuration(NamedTuple):
    """A configuration as it is written; ``default`` is what holds of all figures, ``inputs`` which the files are.

    ``fail_on`` and ``accept`` are as ``check`` has them, None where nothing is said.
    """

    path: str
    sources: tuple[Source, ...] = ()
    default: Mapping[str, Any] = {}
    inputs: Mapping[str, Any] = {}
    levels: tuple[Level, ...] = ()
    ignored: tuple[tuple[Ignored, At], ...] = ()
    fail_on: frozenset[str] | None = None
    accept: str | None = None
    lang: str | None = None
    problems: tuple[Problem, ...] = ()


def read(root: Entries, path: str, folder: str) -> Configuration:
    """The configuration that a mapping says; what is wrong in it is among its problems, and the rest counts."""
    said: dict[str, Any] = {"sources": [], "default": {}, "inputs": {}, "levels": [], "ignored": []}
    problems: list[Problem] = []
    by_name = {key.name: key for key in CONFIGURATION}
    for key, value in root.pairs:
        try:
            if key.value not in by_name:
                raise forms.unknown(key, "rulefile.unknown_key", key.value, names(CONFIGURATION))
            _take(said, by_name[key.value], value, folder, problems)
        except AuditError as error:
            problems.append(error.problem)
    sources = tuple(
        one._replace(default=said["default"], inputs={**said["inputs"], **one.inputs}) for one in said["sources"]
    )
    listed = {"sources": sources, "levels": tuple(said["levels"]), "ignored": tuple(said["ignored"])}
    return Configuration(**{**said, **listed, "path": path, "problems": tuple(problems)})


def _take(said: dict[str, Any], key: Key, value: Node, folder: str, problems: list[Problem]) -> None:
    """Put what one key says into what is said."""
    several = value.items if isinstance(value, Listing) else (value,)
    match key.name:
        case "rules":
            said["sources"] += _each(several, lambda item: _sources(item, folder), problems)
        case "levels":
            pairs = forms.entries(value, key).pairs
            said["levels"] += (Level(rule.value, forms.choice(level, LEVEL), rule.at) for rule, level in pairs)
        case "ignore":
            said["ignored"] += _each(several, _ignored, problems)
        case "accept":
            said["accept"] = os.path.normpath(os.path.join(folder, forms.text(value, key)))
        case _ if key in PRINTED:
            said["default"][key.name] = forms.read(value, key)
        case _ if key in INPUTS:
            said["inputs"][key.name] = forms.read(value, key)
        case "fail_on" | "lang":
            said[key.name] = forms.read(value, key)
        case _:
            forms.read(value, key)


def _each(items: Iterable[Node], read: Callable[[Node], Iterable[_Said]], problems: list[Problem]) -> Iterator[_Said]:
    """What the items of a list say; what is wrong with one leaves the others."""
    for item in items:
        try:
            yield from read(item)
        except AuditError as error:
            problems.append(error.problem)


def _sources(item: Node, folder: str) -> list[Source]:
    """The rule files of one entry under ``rules``: a path, or paths for files of their own."""
    if not isinstance(item, Entries):
        return [Source(_path(item, folder))]
    if any(key.value in ("check", "kind") for key, _ in item.pairs):
        raise item.at.error("config.rule_here")
    said = keyed(item, FOR_FILES)
    missing = next((key.name for key in FOR_FILES if key.name not in said), None)
    if missing is not None:
        raise item.at.error("config.missing", key=missing)
    written = item.get("rules")
    paths = written.items if isinstance(written, Listing) else (written,) if written is not None else ()
    only = said["files"]
    return [Source(_path(one, folder), inputs={"files": only}, only=only) for one in paths]


def _path(node: Node, folder: str) -> str:
    """A path of a rule file or a folder of them; raises AuditError for a rule."""
    written = forms.text(node, Key("rules", "text", ""))
    if is_line(written):
        raise node.at.error("config.rule_here")
    return os.path.normpath(os.path.join(folder, written))


def is_line(text: str) -> bool:
    """True for a rule where a path of a rule file could stand."""
    return any(sign in text for sign in "=<>")


def _ignored(node: Node) -> list[tuple[Ignored, At]]:
    body = forms.entries(node, Key("ignore", "", ""))
    said = keyed(body, IGNORE)
    missing = next((key.name for key in IGNORE if key.required and key.name not in said), None)
    if missing is not None:
        raise body.at.error("config.no_reason" if missing == "reason" else "config.missing", key=missing)
    rule = body.get("rule")
    at = body.at if rule is None else rule.at
    return [(Ignored(said["rule"], said["reason"], said.get("files", ()), at.origin), at)]


def applied(found: Configuration, rulesets: Sequence[RuleSet]) -> tuple[list[RuleSet], list[Problem]]:
    """The rule sets with the levels that the configuration gives them, and with what it leaves out.

    A problem for each rule that it speaks of and that there is not.
    """
    from dvaudit.apply import TWICE

    known = [rule.id for ruleset in rulesets for rule in ruleset.rules]
    spoken = [(one.rule, one.at, known) for one in found.levels]
    spoken += [(one.rule, at, [*known, TWICE.id]) for one, at in found.ignored]
    problems = [
        _unknown(rule, at, among) for rule, at, among in spoken if known and not any(map(means(rule), among))
    ]
    ignored = tuple(one for one, _ in found.ignored)
    changed = []
    for ruleset in rulesets:
        rules = ruleset.rules
        for one in found.levels:
            rules = tuple(rule._replace(level=one.level) if means(one.rule)(rule.id) else rule for rule in rules)
        changed.append(ruleset._replace(rules=rules, ignored=ignored))
    return changed, problems


def _unknown(rule: str, at: At, known: Sequence[str]) -> Problem:
    nearest = naming.closest(rule, known)
    key = "cli.unknown_rule" if nearest is None else "cli.unknown_rule_nearest"
    return at.error(key, id=rule, nearest=nearest).problem
