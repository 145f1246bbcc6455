"""YAML read as located texts: no scalar is ever turned into a number, a truth value or a date.

A rule file says ``92.40``, ``NO``, ``012`` and ``12:30`` and means these texts. The tree is built from the parser's
events, so nesting and aliases are counted before anything is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit.message import AuditError, Message, Problem, fail
from dvaudit.pattern import pattern
from dvaudit.rule import Origin

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 16_000_000
MAX_DEPTH = 50
"""Levels of nesting, aliases expanded."""
MAX_EXPANDED = 100_000
"""Nodes that aliases add to a file."""
MAX_EXCERPT = 400

_BREAK = pattern("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_STARTED = r"(?:^\s*|[-:,\[{?]\s+|[\[{])([%@`*&!|>\"'])"


class Page(NamedTuple):
    """A file that is being read: its name as given and its lines, for excerpts."""

    file: str | None
    lines: tuple[str, ...]


class At(NamedTuple):
    """A place on a page, 1-based.

    ``inner`` is the column of a text's first character; None where columns inside the text cannot be counted
    (escapes, several lines).
    """

    page: Page
    line: int | None
    column: int | None
    inner: int | None = None

    @property
    def origin(self) -> Origin:
        """The place as rules remember it."""
        return Origin(self.page.file, self.line, self.column)

    def error(self, key: str, /, **values: object) -> AuditError:
        """An error at this place, with the line as its excerpt."""
        return AuditError(self._problem(Message(key, values), self.column))

    def moved(self, error: AuditError) -> AuditError:
        """An error that a text's own parser found, at its place on the page."""
        problem = error.problem
        inside = self.inner is not None and problem.column is not None
        column = self.inner + problem.column - 1 if inside else self.column  # type: ignore[operator]
        return AuditError(self._problem(problem.message, column))

    def _problem(self, message: Message, column: int | None) -> Problem:
        line = self.line or (1 if self.page.file is None else None)
        excerpt = self.page.lines[line - 1] if line and line <= len(self.page.lines) else None
        return Problem(message, self.page.file, self.line, column, excerpt and excerpt[:MAX_EXCERPT])


class Text(NamedTuple):
    """A scalar. ``blank`` when nothing at all was written (``label:``)."""

    value: str
    at: At
    blank: bool = False


class Listing(NamedTuple):
    """A sequence."""

    items: tuple[Node, ...]
    at: At


class Entries(NamedTuple):
    """A mapping; no key occurs twice, merge keys (``<<``) are filled in."""

    pairs: tuple[tuple[Text, Node], ...]
    at: At

    def get(self, key: str) -> Node | None:
        """The value of a key, None where it is absent."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node = Text | Listing | Entries


def read_page(path: str) -> tuple[Page, str]:
    """The page of a file and its text (UTF-8, or UTF-16 with a byte order mark).

    Raises AuditError for a file that cannot be opened or decoded.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise fail("rulefile.folder", file=path) from None
    except FileNotFoundError:
        raise fail("rulefile.not_found", file=path) from None
    except (OSError, ValueError):
        raise fail("rulefile.unreadable", file=path) from None
    if len(data) > MAX_BYTES:
        raise fail("rulefile.too_large", file=path, limit=MAX_BYTES // 1_000_000)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fail("rulefile.encoding", file=path, line=line) from None
    return Page(path, tuple(_BREAK.split(text))), text


def read_yaml(text: str, page: Page) -> Node | None:
    """The tree of a text, None when it holds nothing.

    Raises AuditError, with advice, for what is not YAML, for a key said twice, for more than one document and
    for nesting or aliases beyond the limits.
    """
    import yaml

    control = _CONTROL.search(text)
    if control is not None:
        before = _BREAK.split(text[: control.start()])
        at = At(page, len(before), len(before[-1]) + 1)
        raise at.error("rulefile.control", code=f"U+{ord(control[0]):04X}")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _tree(yaml.parse(text, Loader=loader), page)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or "") and error.problem_mark is not None:
            # Newer libyaml gives up on deep nesting while it looks ahead, before it has told how deep it is.
            raise At(page, error.problem_mark.line + 1, 1).error("rulefile.too_deep", limit=MAX_DEPTH) from None
        raise _advice(error.problem_mark, error.context_mark, page) from None
    except (yaml.YAMLError, RecursionError):
        raise fail("rulefile.yaml", file=page.file) from None


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """A sequence or mapping whose end has not been seen; ``size`` and ``height`` count what is inside."""

    mapping: bool
    anchor: str | None
    at: At
    children: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


class _Known(NamedTuple):
    """A finished node with its size and height, aliases expanded."""

    node: Node
    size: int = 1
    height: int = 1


def _tree(events: Iterator[yaml.Event], page: Page) -> Node | None:
    """The tree that the events describe, built without recursion."""
    import yaml

    anchors: dict[str, _Known] = {}
    top = _Open(mapping=False, anchor=None, at=At(page, 1, 1))
    frames = [top]
    documents = expanded = 0
    for event in events:
        at = _at(event, page)
        anchor: str | None = None
        match event:
            case yaml.ScalarEvent():
                _refuse_tag(event.tag, at)
                known = _Known(Text(event.value, at, blank=event.value == "" and not event.style))
                anchor = event.anchor
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                _refuse_tag(event.tag, at)
                frames.append(_Open(isinstance(event, yaml.MappingStartEvent), event.anchor, at))
                _refuse_depth(len(frames), at)
                continue
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                frame = frames.pop()
                known, anchor = _Known(_closed(frame), frame.size, frame.height + 1), frame.anchor
            case yaml.AliasEvent():
                known = _referred(event.anchor, anchors, at)
                _refuse_depth(len(frames) + known.height, at)
                expanded += known.size
                if expanded > MAX_EXPANDED:
                    raise at.error("rulefile.alias_bomb", limit=MAX_EXPANDED)
            case _:
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    raise at.error("rulefile.documents")
                continue
        if anchor is not None:
            anchors[anchor] = known
        frames[-1].children.append(known.node)
        frames[-1].size += known.size
        frames[-1].height = max(frames[-1].height, known.height)
    root = top.children[0] if top.children else None
    return None if isinstance(root, Text) and root.blank else root


def _referred(anchor: str | None, anchors: dict[str, _Known], at: At) -> _Known:
    if anchor is None or anchor not in anchors:
        raise at.error("rulefile.yaml_alias", text=f"*{anchor}")
    return anchors[anchor]


def _refuse_depth(depth: int, at: At) -> None:
    if depth > MAX_DEPTH:
        raise at.error("rulefile.too_deep", limit=MAX_DEPTH)


def _closed(frame: _Open) -> Node:
    """The sequence or mapping of a frame, with its keys looked at."""
    if not frame.mapping:
        return Listing(tuple(frame.children), frame.at)
    seen: dict[str, Text] = {}
    pairs: list[tuple[Text, Node]] = []
    merged: list[tuple[Text, Node]] = []
    for key, value in zip(frame.children[::2], frame.children[1::2], strict=True):
        if not isinstance(key, Text):
            raise key.at.error("rulefile.key_not_text")
        if key.value in seen:
            raise key.at.error("rulefile.duplicate_key", key=key.value, line=seen[key.value].at.line)
        seen[key.value] = key
        if key.value != "<<":
            pairs.append((key, value))
            continue
        for source in value.items if isinstance(value, Listing) else (value,):
            if not isinstance(source, Entries):
                raise key.at.error("rulefile.merge")
            merged.extend(source.pairs)
    for key, value in merged:
        if key.value not in seen:
            seen[key.value] = key
            pairs.append((key, value))
    return Entries(tuple(pairs), frame.at)


def _refuse_tag(tag: str | None, at: At) -> None:
    if tag is not None and tag != "!":
        raise at.error("rulefile.yaml_start", character="!")


def _at(event: yaml.Event, page: Page) -> At:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return At(page, None, None)
    line, column = start.line + 1, start.column + 1
    style = getattr(event, "style", None)
    if start.line != end.line or style in ("|", ">"):
        return At(page, line, column)
    if not style:
        return At(page, line, column, column)
    # Quoted without escapes, the text is as long as its source less the two quotes.
    plain = end.column - start.column == len(getattr(event, "value", "")) + 2
    return At(page, line, column, column + 1 if plain else None)


def _advice(problem: yaml.Mark | None, context: yaml.Mark | None, page: Page) -> AuditError:
    """What to say of a text that is not YAML, from what stands at the place where the parser gave up."""
    if problem is None or problem.line >= len(page.lines):
        return _unclosed(context, page) or fail("rulefile.yaml", file=page.file)
    line, at = page.lines[problem.line], At(page, problem.line + 1, problem.column + 1)
    here = line[problem.column : problem.column + 1]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return at._replace(column=indent.index("\t") + 1).error("rulefile.yaml_tab")
    if here and here in "%@`":
        return at.error("rulefile.yaml_start", character=here)
    if here == ":" and not line.startswith("%") and (context is None or context.line == problem.line):
        return at.error("rulefile.yaml_colon")
    return _after_start(line, at, here) or _unclosed(context, page) or at.error("rulefile.yaml")


def _after_start(line: str, at: At, here: str) -> AuditError | None:
    """What to say when the value before the place starts with a sign of YAML's own."""
    end = (at.column or 1) - 1
    begun = [found for found in re.finditer(_STARTED, line) if found.start(1) <= end]
    if not begun:
        return None
    column, character = begun[-1].start(1), begun[-1][1]
    start = at._replace(column=column + 1)
    if character == "*":
        return start.error("rulefile.yaml_alias", text=line[column:].partition(" ")[0])
    if character not in "\"'":
        return start.error("rulefile.yaml_start", character=character)
    if line.count(character, column, end) > 1:
        return at.error("rulefile.yaml_after_quote")
    return at.error("rulefile.yaml_escape") if here == "\\" else None


def _unclosed(context: yaml.Mark | None, page: Page) -> AuditError | None:
    """What to say when the parser was inside a quote or a bracket."""
    if context is None or context.line >= len(page.lines):
        return None
    opened = page.lines[context.line][context.column : context.column + 1]
    if not opened or opened not in "\"'[{":
        return None
    return At(page, context.line + 1, context.column + 1).error("rulefile.yaml_open", character=opened)
