"""Where rules are found when none are named: the project's configuration, a folder of rules, the bundled packs."""

from __future__ import annotations

import os
import re

from dvaudit import forms
from dvaudit.configuration import Configuration, Source, is_line, read
from dvaudit.message import AuditError, fail
from dvaudit.pattern import pattern
from dvaudit.rulekeys import CONFIGURATION, FILE, Key, names
from dvaudit.yamltext import At, Entries, Listing, Node, Text, read_page, read_yaml

SUFFIXES = (".yml", ".yaml")
CONFIG = ("dvaudit.yml", "dvaudit.yaml")
PYPROJECT = "pyproject.toml"
FOLDER = "rules"

_CONFIGURATION_KEYS = frozenset(names(CONFIGURATION)) - frozenset(names(FILE))
_RULE_FILE_KEYS = frozenset(names(FILE)) - frozenset(names(CONFIGURATION))
"""What only a configuration says, and what only a rule file does."""


def discover(start: str = "") -> list[Source]:
    """The rules that apply in a folder (the working directory by default), none when nothing is found.

    The first of: the nearest ``dvaudit.yml`` or ``[tool.dvaudit]`` upward, ``rules/`` in the folder, the bundled
    packs. Raises AuditError for a configuration that cannot be read.
    """
    return found(start, configuration(start))


def found(start: str, said: Configuration | None) -> list[Source]:
    """The rules of a configuration, those in ``rules/`` or the bundled ones where it names none."""
    if said is not None and (said.sources or said.problems):
        return list(said.sources)
    default, given = ({}, {}) if said is None else (said.default, said.inputs)
    for folder in (os.path.join(start, FOLDER), bundled()):
        if rule_files(folder):
            return [Source(folder, only_if_complete=True, default=default, inputs=given)]
    return []


def rule_files(folder: str) -> list[str]:
    """The rule files in a folder, by name; none where there is no such folder."""
    listed = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in listed if name.endswith(SUFFIXES)]


def bundled() -> str:
    """The folder of the packs that come with dvaudit, in an installed wheel as in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, FOLDER)
    return installed if os.path.isdir(installed) else os.path.normpath(os.path.join(here, os.pardir, os.pardir, FOLDER))


def configuration(start: str = "") -> Configuration | None:
    """The nearest configuration, None where there is none; a rule file in its place is one that names itself.

    Raises AuditError for a ``pyproject.toml`` that cannot be read.
    """
    path, folder, table = nearest(start)
    if path is None:
        return None
    return _from_yaml(path, folder) if table is None else read(table, path, folder)


def nearest(start: str = "") -> tuple[str | None, str, Entries | None]:
    """The nearest configuration upward, its folder, and the table that ``pyproject.toml`` has of it.

    Without one it is None, and the folder where it was looked for. Raises AuditError for a ``pyproject.toml`` that
    cannot be read.
    """
    folder = start
    while True:
        for name in CONFIG:
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(path):
                return path, folder, None
        path = os.path.normpath(os.path.join(folder, PYPROJECT))
        table = _from_toml(path) if os.path.isfile(path) else None
        if table is not None:
            return path, folder, table
        above = os.path.join(folder, os.pardir)
        if os.path.abspath(above) == os.path.abspath(folder):
            return None, start, None
        folder = above


def _from_yaml(path: str, folder: str) -> Configuration:
    itself = Configuration(path, (Source(path),))  # a rule file, or one that the loader will refuse
    try:
        page, text = read_page(path)
        root = read_yaml(text, page)
    except AuditError:
        return itself
    if not isinstance(root, Entries):
        return itself
    rules = root.get("rules")
    own = isinstance(rules, Listing) and any(map(_is_rule, rules.items))
    if not own and _RULE_FILE_KEYS.isdisjoint(key.value for key, _ in root.pairs):
        return read(root, path, folder)
    misplaced = [key for key, _ in root.pairs if key.value in _CONFIGURATION_KEYS]
    if misplaced:
        told = tuple(key.at.error("config.in_rule_file", key=key.value).problem for key in misplaced)
        return Configuration(path, problems=told)
    return itself


def _is_rule(node: Node) -> bool:
    """True for an entry that is a rule, and names no rule file."""
    if isinstance(node, Text):
        return is_line(node.value)
    return isinstance(node, Entries) and any(key.value in ("check", "kind") for key, _ in node.pairs)


_MAY_HAVE_TABLE = pattern(
    r"""(?m)\btool["']?\s*\.\s*["']?dvaudit\b|^\s*\[\s*["']?tool["']?\s*\]|^\s*["']?tool["']?\s*="""
)


_PLACE = pattern(r"\(at line (\d+), column (\d+)\)")


def _from_toml(path: str) -> Entries | None:
    """The table ``[tool.dvaudit]``, None where there is none."""
    page, text = read_page(path)
    if not _MAY_HAVE_TABLE.search(text):  # reading TOML takes as long as a small check
        return None
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("dvaudit")
    except tomllib.TOMLDecodeError as error:
        said = _PLACE.search(str(error))
        line, column = (int(said[1]), int(said[2])) if said else (None, None)
        excerpt = page.lines[line - 1] if line is not None and line <= len(page.lines) else None
        raise fail("rulefile.toml", file=page.file, line=line, column=column, excerpt=excerpt) from None
    if table is None:
        return None
    node = _node(table, _where("dvaudit", _where("tool", At(page, 1, 1))))
    return forms.entries(node, Key("tool.dvaudit", "", ""))


def _node(value: forms.Value, at: At) -> Node:
    """A TOML value as texts, each key at its place."""
    if isinstance(value, dict):
        pairs = []
        for key, inner in value.items():
            own = _where(key, at)
            pairs.append((Text(key, own), _node(inner, own)))
        return Entries(tuple(pairs), at)
    if isinstance(value, list):
        return Listing(tuple(_node(inner, at) for inner in value), at)
    return Text(str(value).lower() if isinstance(value, bool) else str(value), at)


def _where(key: str, after: At) -> At:
    """The first place from a line on that says a key, as TOML readers tell no places; that line where none does."""
    said = re.compile(rf"(?:^|[{{,\s.\[])(['\"]?){re.escape(key)}\1\s*(?:=|\]|\.)")
    for line in range(after.line or 1, len(after.page.lines) + 1):
        found = said.search(after.page.lines[line - 1])
        if found is not None:
            return At(after.page, line, found.start(1) + 1)
    return after
