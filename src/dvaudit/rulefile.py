"""Rule files: YAML read into rule sets, with every mistake shown where it was made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dvaudit import discover as finding
from dvaudit import forms
from dvaudit import names as naming
from dvaudit.configuration import Configuration, Source, applied
from dvaudit.discover import bundled, discover, rule_files
from dvaudit.expand import MAX_RULES, expanded
from dvaudit.figure import FigureSpec, Layout
from dvaudit.message import AuditError, Problem, fail
from dvaudit.names import normalize
from dvaudit.printed import Declared
from dvaudit.rule import Inputs, Kind, Origin, Rule, RuleSet
from dvaudit.rulekeys import FIGURE, FILE, INPUTS, LAYOUT, PRINTED, Key, Spoken, names, spoken
from dvaudit.rulereader import Draft, draft, keyed
from dvaudit.schema import schema
from dvaudit.yamltext import At, Entries, Listing, Node, Page, Text, read_page, read_yaml

__all__ = ["COMMAND_LINE", "Source", "bundled", "discover", "load", "load_found", "schema"]

COMMAND_LINE = "command line"
"""The name of the rule set that ``-c`` makes."""

_DECLARED = {key: key for key in names(PRINTED)} | {"in": "scale", "locale": "format"}
"""What a key of a figure is called in :class:`Declared`."""

Said = dict[str, Any]


@dataclass(slots=True, eq=False, repr=False)
class Contents:
    """What one rule file says, what it includes already brought in."""

    path: str
    title: str | None = None
    layout: Layout | None = None
    tables: dict[str, Layout] = field(default_factory=dict)
    default: Said = field(default_factory=dict)
    inputs: Said = field(default_factory=dict)
    figures: dict[str, Said] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)


class _Reading(NamedTuple):
    """The reading of one rule file and all it includes: the kinds, the files so far, and what went wrong."""

    kinds: Mapping[str, Spoken]
    files: list[str]
    problems: list[Problem]

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell what goes wrong inside, and go on after it."""
        try:
            yield
        except AuditError as error:
            self.problems.append(error.problem)


def load(
    paths: Sequence[str | Source], lines: Sequence[str], kinds: Mapping[str, Kind]
) -> tuple[list[RuleSet], list[Problem]]:
    """The rule sets of rule files, one a file, and of lines from the command line.

    A folder stands for its rule files. What is wrong is told in the problems; the other files and rules are still
    there. The lines join the rule file when there is exactly one, otherwise they are a set of their own.
    """
    problems: list[Problem] = []
    known = spoken(dict(kinds))
    contents: list[tuple[Contents, list[str], Source]] = []
    for source in _files(paths, problems):
        reading = _Reading(known, [], problems)
        with reading.telling():
            found = _contents(source.path, (), reading)
            found.default = {**source.default, **found.default}
            found.inputs = {**source.inputs, **found.inputs}
            contents.append((found, reading.files, source))
    drafts = _from_command_line(lines, _Reading(known, [], problems))
    if drafts and len(contents) == 1:
        contents[0][0].drafts.extend(drafts)
    elif drafts:
        contents.append((Contents(COMMAND_LINE, drafts=drafts), [], Source("")))
    return [_rule_set(*one, problems) for one in contents], problems


def load_found(kinds: Mapping[str, Kind]) -> tuple[list[RuleSet], list[Problem], Configuration | None]:
    """The rule sets that are found in the working directory, under the configuration, where there is one."""
    try:
        said = finding.configuration()
    except AuditError as error:
        return [], [error.problem], None
    rulesets, problems = load(finding.found("", said), (), kinds)
    if said is None:
        return rulesets, problems, None
    problems += said.problems
    rulesets, unknown = applied(said, rulesets)
    return rulesets, problems + unknown, said


def _files(paths: Sequence[str | Source], problems: list[Problem]) -> list[Source]:
    """The rule files that the paths mean, each once."""
    found: dict[str, Source] = {}
    for given in paths:
        source = Source(given) if isinstance(given, str) else given
        inside = [source.path]
        if "://" in source.path:
            problems.append(fail("read.url", file=source.path).problem)
            continue
        if os.path.isdir(source.path):
            inside = rule_files(source.path)
            if not inside:
                problems.append(fail("rulefile.empty_folder", file=source.path).problem)
        for one in inside:
            found.setdefault(os.path.realpath(one), source._replace(path=one))
    return list(found.values())


def _from_command_line(lines: Sequence[str], reading: _Reading) -> list[Draft]:
    drafts: list[Draft] = []
    for line in lines:
        with reading.telling():
            drafts.append(draft(Text(line, At(Page(None, (line,)), None, None, 1)), reading.kinds))
    return drafts


def _contents(path: str, chain: tuple[str, ...], reading: _Reading) -> Contents:
    """What a file says, with what it includes. ``chain`` are the files that include it, outermost first.

    Raises AuditError when the file as a whole cannot be used.
    """
    page, text = read_page(path)
    reading.files.append(path)
    root = read_yaml(text, page)
    if root is None:
        raise fail("rulefile.empty", file=path)
    if not isinstance(root, Entries):
        raise root.at.error("rulefile.expected_file")
    version = root.get("dvaudit")
    if version is not None:
        forms.read(version, FILE[0])
    contents = Contents(path)
    by_name = {key.name: key for key in FILE}
    for key, value in root.pairs:
        with reading.telling():
            if key.value not in by_name:
                raise forms.unknown(key, "rulefile.unknown_key", key.value, names(FILE))
            _take(contents, by_name[key.value], value, reading)
    included = root.get("include")
    if included is not None:
        _include(contents, included, (*chain, path), reading)
    return contents


def _take(contents: Contents, key: Key, value: Node, reading: _Reading) -> None:
    """Put what one top-level key says into the contents."""
    match key.name:
        case "rules":
            _rules(contents, forms.listing(value, key), reading)
        case "figures":
            _figures(contents, forms.entries(value, key), reading)
        case "layout":
            contents.layout = _layout(value, key)
        case "tables":
            _tables(contents, forms.entries(value, key), reading)
        case "title":
            contents.title = forms.text(value, key)
        case _ if key in PRINTED:
            contents.default[key.name] = forms.read(value, key)
        case _ if key in INPUTS:
            contents.inputs[key.name] = forms.read(value, key)
        case _:
            forms.read(value, key)


def _tables(contents: Contents, tables: Entries, reading: _Reading) -> None:
    for name, body in tables.pairs:
        with reading.telling():
            if not name.value.isidentifier():
                raise name.at.error("rulefile.table_name", name=name.value)
            contents.tables[name.value] = _layout(body, Key(name.value, "layout", ""))


def _layout(value: Node, key: Key) -> Layout:
    """``sdmx``, or a mapping."""
    if isinstance(value, Text):
        forms.read(value, key._replace(takes="choice", choices=("sdmx",)))
        return Layout(sdmx=True)
    return Layout(**keyed(forms.entries(value, key), LAYOUT))


def _rules(contents: Contents, rules: Listing, reading: _Reading) -> None:
    for node in rules.items:
        room = MAX_RULES - len(contents.drafts)
        if room <= 0:
            raise node.at.error("rulefile.too_many_rules", n=len(rules.items), limit=MAX_RULES)
        with reading.telling():
            several = expanded(node, room) if isinstance(node, Entries) else [node]
            made = [draft(one, reading.kinds) for one in several]
            if len(made) > 1 and made[0].named and made[0].rule.id == made[1].rule.id:
                raise made[0].at.error("rulefile.for_id", id=made[0].rule.id)
            contents.drafts.extend(made)


def _figures(contents: Contents, figures: Entries, reading: _Reading) -> None:
    called: dict[str, int | None] = {}
    for key, body in figures.pairs:
        with reading.telling():
            name = naming.key(key.value)
            said: Said = {}
            if not (isinstance(body, Text) and body.blank):
                said = keyed(forms.entries(body, Key(key.value, "figure", "")), FIGURE)
            for other in dict.fromkeys((name, *map(normalize, said.get("aliases", ())))):
                if other in called:
                    raise key.at.error("rulefile.figure_twice", name=other, line=called[other])
                called[other] = key.at.line
            contents.figures[name] = {**said, "name": key.value}


def _include(contents: Contents, included: Node, chain: tuple[str, ...], reading: _Reading) -> None:
    """Bring in the included files: their rules before the file's own, its own word winning."""
    settled = {name: frozenset(said) for name, said in contents.figures.items()}
    default, inputs = frozenset(contents.default), frozenset(contents.inputs)
    settled_tables = frozenset(contents.tables)
    has_layout = contents.layout is not None
    drafts: list[Draft] = []
    for node in included.items if isinstance(included, Listing) else (included,):
        with reading.telling():
            other = _included(node, contents.path, chain, reading)
            if other is None:
                continue
            drafts.extend(other.drafts)
            if not has_layout and other.layout is not None:
                if contents.layout not in (None, other.layout):
                    raise node.at.error("rulefile.include_conflict", key="layout", file=other.path)
                contents.layout = other.layout
            for name in _merged(contents.tables, other.tables, settled_tables):
                raise node.at.error("rulefile.include_conflict", key=f"tables: {name}", file=other.path)
            for key in (
                *_merged(contents.default, other.default, default),
                *_merged(contents.inputs, other.inputs, inputs),
            ):
                raise node.at.error("rulefile.include_conflict", key=key, file=other.path)
            for name, said in other.figures.items():
                for key in _merged(contents.figures.setdefault(name, {}), said, settled.get(name, frozenset())):
                    raise node.at.error("rulefile.include_conflict_figure", key=key, figure=name, file=other.path)
    contents.drafts = drafts + contents.drafts


def _included(node: Node, includer: str, chain: tuple[str, ...], reading: _Reading) -> Contents | None:
    """The contents of an included file; None when another include has brought it in already."""
    written = forms.text(node, Key("include", "text", ""))
    if "://" in written:
        raise node.at.error("read.url")
    path = os.path.join(os.path.dirname(includer), written)
    real = os.path.realpath(path)
    if real in map(os.path.realpath, chain):
        circle = " -> ".join(os.path.basename(one) for one in (*chain, path))
        raise node.at.error("rulefile.include_circle", chain=circle)
    if real in map(os.path.realpath, reading.files):
        return None
    if os.path.isdir(path):
        raise node.at.error("rulefile.include_folder", path=path)
    if not os.path.isfile(path):
        raise node.at.error("rulefile.include_not_found", path=path)
    return _contents(path, chain, reading)


def _merged(into: Said, said: Said, settled: frozenset[str]) -> Iterator[str]:
    """Add what an included file says; yields the keys of which two of them differ, unless the includer settled them."""
    for key, value in said.items():
        if key in settled:
            continue
        if into.setdefault(key, value) != value and key != "name":
            yield key


def _rule_set(contents: Contents, files: Iterable[str], source: Source, problems: list[Problem]) -> RuleSet:
    """The rule set of a file, its rules with ids of their own."""
    return RuleSet(
        contents.path,
        tuple(_identified(contents.drafts, problems)),
        contents.layout or Layout(),
        {name: _spec(said) for name, said in contents.figures.items()},
        _spec(contents.default),
        contents.title,
        tuple(files),
        source.only_if_complete,
        Inputs(**contents.inputs),
        tuple(contents.tables.items()),
        source.only,
    )


def _identified(drafts: Sequence[Draft], problems: list[Problem]) -> Iterator[Rule]:
    """The rules with unique ids: one that was written stays, one made of a line gets a number where it must."""
    written: dict[str, Origin] = {}
    taken = {one.rule.id for one in drafts if one.named}
    for one in drafts:
        identity = one.rule.id
        if one.named and identity in written:
            first = written[identity]
            same = first.file == one.at.page.file
            key = "rulefile.duplicate_id" if same else "rulefile.duplicate_id_file"
            problems.append(one.at.error(key, id=identity, line=first.line, file=first.file).problem)
            continue
        number = 1
        while not one.named and identity in taken:
            number += 1
            identity = f"{one.rule.id}-{number}"
        taken.add(identity)
        written.setdefault(identity, one.at.origin)
        yield one.rule if identity == one.rule.id else one.rule._replace(id=identity)


def _spec(said: Said) -> FigureSpec:
    declared = {_DECLARED[key]: value for key, value in said.items() if key in _DECLARED}
    rest = {key: value for key, value in said.items() if key not in _DECLARED}
    return FigureSpec(Declared(**declared), **rest)
