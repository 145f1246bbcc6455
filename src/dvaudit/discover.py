"""Where rules are found when none are named: the project's configuration, a folder of rules, the bundled packs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from dvaudit import forms
from dvaudit.message import AuditError, fail
from dvaudit.rulekeys import FILE, INPUTS, PRINTED, Key, names
from dvaudit.yamltext import At, Entries, Listing, Node, Text, read_page, read_yaml

SUFFIXES = (".yml", ".yaml")
CONFIG = ("dvaudit.yml", "dvaudit.yaml")
PYPROJECT = "pyproject.toml"
FOLDER = "rules"

_CONFIG_KEYS = (*(key for key in FILE if key.name in ("dvaudit", "rules")), *PRINTED, *INPUTS)


class Source(NamedTuple):
    """A rule file or a folder of them.

    ``default`` is what the configuration says of all figures, ``inputs`` what it says of the input files, where the
    file does not; ``only_if_complete`` marks packs of which only the rules whose figures all occur are used.
    """

    path: str
    only_if_complete: bool = False
    default: Mapping[str, Any] = {}
    inputs: Mapping[str, Any] = {}


class _Settings(NamedTuple):
    """What a configuration says: the rules it names, what holds of all figures, and which the input files are."""

    sources: list[Source]
    default: Mapping[str, Any] = {}
    inputs: Mapping[str, Any] = {}


def discover(start: str = "") -> list[Source]:
    """The rules that apply in a folder (the working directory by default), none when nothing is found.

    The first of: the nearest ``dvaudit.yml`` or ``[tool.dvaudit]`` upward, ``rules/`` in the folder, the bundled
    packs. Raises AuditError for a configuration that cannot be read.
    """
    said = _configured(start)
    if said.sources:
        return said.sources
    for folder in (os.path.join(start, FOLDER), bundled()):
        if rule_files(folder):
            return [Source(folder, only_if_complete=True, default=said.default, inputs=said.inputs)]
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


def _configured(start: str) -> _Settings:
    """What the nearest configuration says."""
    path, folder, table = nearest(start)
    if path is None:
        return _Settings([])
    return _from_yaml(path, folder) if table is None else _settings(table, folder)


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


def _from_yaml(path: str, folder: str) -> _Settings:
    try:
        page, text = read_page(path)
        root = read_yaml(text, page)
    except AuditError:
        root = None
    if isinstance(root, Entries) and {key.value for key, _ in root.pairs} <= {*names(_CONFIG_KEYS)}:
        rules = root.get("rules")
        if rules is None or (isinstance(rules, Listing) and all(_is_path(item, folder) for item in rules.items)):
            return _settings(root, folder)
    return _Settings([Source(path)])  # a rule file, or one that the loader will refuse


def _from_toml(path: str) -> Entries | None:
    """The table ``[tool.dvaudit]``, None where there is none."""
    page, text = read_page(path)
    if "dvaudit" not in text:
        return None
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("dvaudit")
    except tomllib.TOMLDecodeError:
        raise fail("rulefile.toml", file=page.file) from None
    if table is None:
        return None
    node = _node(table, At(page, None, None))
    return forms.entries(node, Key("tool.dvaudit", "", ""))


def _settings(root: Entries, folder: str) -> _Settings:
    """What a configuration says, with the sources that it names."""
    default: dict[str, Any] = {}
    inputs: dict[str, Any] = {}
    paths: tuple[str, ...] = ()
    by_name = {key.name: key for key in _CONFIG_KEYS}
    for key, value in root.pairs:
        if key.value not in by_name:
            raise forms.unknown(key, "rulefile.unknown_key", key.value, names(_CONFIG_KEYS))
        if key.value == "rules":
            paths = forms.texts(value, Key("rules", "texts", ""))
        elif by_name[key.value] in PRINTED:
            default[key.value] = forms.read(value, by_name[key.value])
        elif by_name[key.value] in INPUTS:
            inputs[key.value] = forms.read(value, by_name[key.value])
        else:
            forms.read(value, by_name[key.value])
    named = [os.path.normpath(os.path.join(folder, path)) for path in paths]
    return _Settings([Source(path, default=default, inputs=inputs) for path in named], default, inputs)


def _is_path(node: Node, folder: str) -> bool:
    """True for an entry that names a rule file or a folder, and is no line."""
    if not isinstance(node, Text) or any(sign in node.value for sign in "=<>"):
        return False
    return node.value.endswith(SUFFIXES) or os.path.isdir(os.path.join(folder, node.value))


def _node(value: forms.Value, at: At) -> Node:
    """A TOML value as texts."""
    if isinstance(value, dict):
        return Entries(tuple((Text(key, at), _node(inner, at)) for key, inner in value.items()), at)
    if isinstance(value, list):
        return Listing(tuple(_node(inner, at) for inner in value), at)
    return Text(str(value).lower() if isinstance(value, bool) else str(value), at)
