"""JSON as it is printed: an iterative parser that keeps the text of every number and the place of every value.

The grammar is RFC 8259 and nothing beside it. Python's own parser gives no places and no limit of depth.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]

from dvaudit.message import AuditError, Message, Problem, message
from dvaudit.pattern import pattern
from dvaudit.readers.limits import CELL_LIMIT, DEPTH_LIMIT, NUMBER_LIMIT

_SPACE = pattern(r"[ \t\r\n]*")
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NOT_FINITE = pattern(r"-?(?:NaN|Infinity|nan|inf)\b")
_PLAIN_MEMBER = pattern(
    r'"([^"\\\x00-\x1f\ud800-\udfff]{0,200})"[ \t\r\n]*:[ \t\r\n]*'
    r'(?:"([^"\\\x00-\x1f\ud800-\udfff]{0,200})"|(-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?))'
    r'[ \t\r\n]*,[ \t\r\n]*(?=")'
)  # nearly every member of a file of records, read in one step
_WORDS = {"true": "true", "false": "false", "null": ""}
_LINE_END = pattern(r"\r\n|\r|\n")

Placer = Callable[[int], tuple[int, int]]
"""From an offset in the text to its 1-based line and column."""

Members = list[tuple[str, int, "Node"]]
"""Key, offset of the key, value; the items of an array have no key."""

_NONE: Members = []


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """One JSON value: a ``scalar`` with its printed text, an ``object`` or ``array`` with its members.

    ``start`` is the offset of its first character, inside the quotes of a string. ``number`` marks a scalar that is a
    JSON number; null is the blank text.
    """

    kind: str
    start: int
    text: str
    number: bool
    members: Members


@dataclass(slots=True, eq=False, repr=False)
class Source:
    """A JSON text, the file it came from, and the offset at which reading stops."""

    file: str
    text: str
    place: Placer
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.end = len(self.text)

    def error(self, position: int, key: str, **values: object) -> AuditError:
        """The error for one message about what stands at an offset."""
        line, column = self.place(position)
        return AuditError(Problem(Message(key, values), self.file, line, column))


def placer(text: str) -> Placer:
    """Finds lines and columns in this text; the lines are counted once, when first asked."""
    starts: list[int] = []

    def place(offset: int) -> tuple[int, int]:
        if not starts:
            starts.extend([0, *(end.end() for end in _LINE_END.finditer(text))])
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return place


def parse(source: Source, start: int = 0) -> tuple[Node, int]:
    """The JSON value at ``start`` and the offset after it and the white space that follows.

    Raises AuditError with line and column for what is no JSON, for NaN and Infinity, and beyond the limits of depth,
    of a number's length and of a text's.
    """
    stack: list[Node] = []
    key: tuple[str, int] = ("", start)
    position = _skip(source, start)
    while True:
        node, position = _value(source, position)
        if stack:
            stack[-1].members.append((*key, node))
        position = _skip(source, position)
        if node.kind != "scalar":
            if len(stack) >= DEPTH_LIMIT:
                raise source.error(node.start, "read.json_depth", limit=DEPTH_LIMIT)
            stack.append(node)
            if _sign(source, position) != _closing(node):
                key, position = _key(source, position, node)
                continue
        while stack:
            sign = _sign(source, position)
            if sign == "," and stack[-1].members:
                key, position = _key(source, _skip(source, position + 1), stack[-1])
                break
            if sign != _closing(stack[-1]):
                expected = message("read.json_comma", closing=_closing(stack[-1]))
                raise source.error(position, "read.json_syntax", expected=expected)
            position = _skip(source, position + 1)
            node = stack.pop()
        else:
            return node, position


def _closing(node: Node) -> str:
    return "}" if node.kind == "object" else "]"


def _sign(source: Source, position: int) -> str:
    return source.text[position] if position < source.end else ""


def _skip(source: Source, position: int) -> int:
    found = _SPACE.match(source.text, position, source.end)
    return position if found is None else found.end()


def _key(source: Source, position: int, parent: Node) -> tuple[tuple[str, int], int]:
    """The key of the next member (none in an array) and the offset of its value; plain members before it are read."""
    if parent.kind == "array":
        return ("", position), position
    while (plain := _PLAIN_MEMBER.match(source.text, position, source.end)) is not None:
        name, string, number = plain.groups()
        if string is None:
            node = Node("scalar", plain.start(3), number, True, _NONE)
        else:
            node = Node("scalar", plain.start(2), string, False, _NONE)
        parent.members.append((name, position + 1, node))
        position = plain.end()
    if _sign(source, position) != '"':
        raise source.error(position, "read.json_syntax", expected=message("read.json_key"))
    name, after = _string(source, position)
    after = _skip(source, after)
    if _sign(source, after) != ":":
        raise source.error(after, "read.json_syntax", expected=message("read.json_colon"))
    return (name, position + 1), _skip(source, after + 1)


def _value(source: Source, position: int) -> tuple[Node, int]:
    """The scalar at an offset, or the empty beginning of an object or array, and the offset after it."""
    sign = _sign(source, position)
    if sign in {"{", "["}:
        return Node("object" if sign == "{" else "array", position, "", False, []), position + 1
    if sign == '"':
        string, after = _string(source, position)
        return Node("scalar", position + 1, string, False, _NONE), after
    number = _NUMBER.match(source.text, position, source.end)
    if number is not None:
        if len(number[0]) > NUMBER_LIMIT:
            raise source.error(position, "read.json_number", limit=NUMBER_LIMIT)
        return Node("scalar", position, number[0], True, _NONE), number.end()
    for word, printed in _WORDS.items():
        if source.text.startswith(word, position, source.end):
            return Node("scalar", position, printed, False, _NONE), position + len(word)
    endless = _NOT_FINITE.match(source.text, position, source.end)
    if endless is not None:
        raise source.error(position, "read.json_not_finite", text=endless[0])
    raise source.error(position, "read.json_syntax", expected=message("read.json_value"))


def _string(source: Source, position: int) -> tuple[str, int]:
    """The string whose opening quote stands at an offset, and the offset after it."""
    try:
        string, after = scanstring(source.text, position + 1, True)
    except json.JSONDecodeError as error:
        raise source.error(min(error.pos, len(source.text)), "read.json_string") from None
    if len(string) > CELL_LIMIT:
        raise source.error(position, "read.cell_too_large", limit=CELL_LIMIT)
    if not string.isascii():
        # Half a surrogate pair is no character and could not be printed.
        string = string.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return string, after
