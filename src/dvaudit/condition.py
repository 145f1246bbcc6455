"""Conditions on printed values: the ``when`` of a rule.

::

    condition = both ("or" both)*
    both      = one ("and" one)*
    one       = "not" one | "(" condition ")" | name compare value | name ["not"] "in" "[" value ("," value)* "]"

``compare`` is one of ``= == != < <= > >=``. Names and values may hold blanks (``province = Hà Nội and year >= 2020``);
quotes hold a value that would be ambiguous, backticks a name, also on the right side. The words and, or, not, in
are lower case, so that ``OR`` and ``IN`` stay values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dvaudit.formula import MAX_LENGTH, error_at, read_number
from dvaudit.message import AuditError
from dvaudit.names import normalize
from dvaudit.rule import Origin

MAX_DEPTH = 100
"""Levels of brackets and ``not``."""
_MET = {"=": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}


class Compare(NamedTuple):
    """A printed value compared with a text, or with another printed value where ``column``."""

    name: str
    op: str
    value: str
    column: bool = False


class Among(NamedTuple):
    """A printed value is one of several texts."""

    name: str
    values: tuple[str, ...]


class Not(NamedTuple):
    """The opposite of a condition."""

    inner: Condition


class Every(NamedTuple):
    """All of several conditions."""

    inner: tuple[Condition, ...]


class Some(NamedTuple):
    """At least one of several conditions."""

    inner: tuple[Condition, ...]


Condition = Compare | Among | Not | Every | Some


def parse(text: str, origin: Origin | None = None) -> Condition:
    """The tree of a condition. Raises AuditError at the offending character."""
    return _Parser(text, origin or Origin(None)).condition_only()


def names(condition: Condition) -> tuple[str, ...]:
    """The names a condition looks at, in order, each once."""
    return tuple(dict.fromkeys(_names(condition)))


def evaluate(condition: Condition, lookup: Callable[[str], str | None]) -> bool | None:
    """Whether the condition is met; None when a missing value leaves it open.

    ``lookup`` gives the printed value of a name, None or a blank one where it is missing. Two plain numbers are
    compared as numbers, other values as texts in normalized form; a number is neither before nor after a text.
    """
    match condition:
        case Compare(name, op, value, column):
            left, right = _printed(lookup(name)), _printed(lookup(value)) if column else normalize(value)
            return None if left is None or right is None else _holds(left, op, right)
        case Among(name, values):
            left = _printed(lookup(name))
            return None if left is None else any(_holds(left, "=", normalize(value)) for value in values)
        case Not(inner):
            met = evaluate(inner, lookup)
            return None if met is None else not met
        case Every(several):
            return _first_or_open((evaluate(one, lookup) for one in several), decisive=False)
        case Some(several):
            return _first_or_open((evaluate(one, lookup) for one in several), decisive=True)


def _names(condition: Condition) -> Iterator[str]:
    match condition:
        case Compare(name, _, value, column):
            yield name
            if column:
                yield value
        case Among(name):
            yield name
        case Not(inner):
            yield from _names(inner)
        case Every(several) | Some(several):
            for one in several:
                yield from _names(one)


def _printed(text: str | None) -> str | None:
    return normalize(text) or None if text is not None else None


def _holds(left: str, op: str, right: str) -> bool | None:
    one, other = read_number(left), read_number(right)
    if one is not None and other is not None:
        order = (one > other) - (one < other)
    elif op in ("=", "!="):
        order = int(left != right)
    elif one is not None or other is not None:
        return None
    else:
        order = (left > right) - (left < right)
    return order in _MET[op]


def _first_or_open(outcomes: Iterator[bool | None], *, decisive: bool) -> bool | None:
    """The decisive outcome where one occurs, else None where one is open (Kleene's three-valued logic)."""
    is_open = False
    for outcome in outcomes:
        if outcome is decisive:
            return decisive
        is_open = is_open or outcome is None
    return None if is_open else not decisive


_SIGNS = r"""(?P<blank>\s+)
    |(?P<compare>==|<=|>=|!=|[=<>≤≥≠])
    |(?P<bracket>[()\[\],])
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<name>`[^`]+`)
    |(?P<word>[^\s=<>!≤≥≠()\[\],"'`][^\s=<>!≤≥≠()\[\],"`]*)"""
_COMPARE = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}
_KEYWORDS = ("and", "or", "not", "in")


class _Token(NamedTuple):
    kind: str  # compare, bracket, text, name, words, keyword, end
    text: str
    at: int


class _Parser:
    __slots__ = ("depth", "index", "origin", "text", "tokens")

    def __init__(self, text: str, origin: Origin) -> None:
        self.text, self.origin, self.index, self.depth = text, origin, 0, 0
        self.tokens: list[_Token] = []
        if len(text) > MAX_LENGTH:
            raise self.error("lines.too_long", 0, limit=MAX_LENGTH)
        self.tokens = self.scan()

    def scan(self) -> list[_Token]:
        tokens: list[_Token] = []
        words: list[str] = []
        start = at = 0
        token = re.compile(_SIGNS, re.VERBOSE)  # compiled only where a rule has a condition
        while at < len(self.text):
            found = token.match(self.text, at)
            if found is None:
                key = "lines.quote_open" if self.text[at] in "`\"'" else "lines.character"
                raise self.error(key, at, character=self.text[at])
            kind, part = str(found.lastgroup), found.group()
            if kind == "word" and part not in _KEYWORDS:
                start = start if words else at
                words.append(part)
            elif kind != "blank":
                if words:
                    tokens.append(_Token("words", " ".join(words), start))
                    words = []
                if kind in ("text", "name"):
                    part = part[1:-1]
                tokens.append(_Token("keyword" if kind == "word" else kind, _COMPARE.get(part, part), at))
            at = found.end()
        if words:
            tokens.append(_Token("words", " ".join(words), start))
        return [*tokens, _Token("end", "", len(self.text.rstrip()))]

    def condition_only(self) -> Condition:
        if self.tokens[0].kind == "end":
            raise self.unexpected("when.empty")
        found = self.condition()
        if self.tokens[self.index].kind != "end":
            raise self.unexpected("when.expected_and")
        return found

    def condition(self) -> Condition:
        several = [self.both()]
        while self.take("keyword", "or"):
            several.append(self.both())
        return several[0] if len(several) == 1 else Some(tuple(several))

    def both(self) -> Condition:
        several = [self.one()]
        while self.take("keyword", "and"):
            several.append(self.one())
        return several[0] if len(several) == 1 else Every(tuple(several))

    def one(self) -> Condition:
        if self.take("keyword", "not"):
            self.deeper()
            negated = Not(self.one())
            self.depth -= 1
            return negated
        opened = self.tokens[self.index]
        if self.take("bracket", "("):
            self.deeper()
            inner = self.condition()
            self.depth -= 1
            if not self.take("bracket", ")"):
                raise self.error("lines.bracket_open", opened.at)
            return inner
        name = self.tokens[self.index]
        if name.kind not in ("words", "name") or read_number(name.text) is not None:
            raise self.unexpected("when.expected_name")
        self.index += 1
        negated_among = self.take("keyword", "not")
        if self.take("keyword", "in"):
            among = Among(name.text, self.values())
            return Not(among) if negated_among else among
        compare = self.tokens[self.index]
        if negated_among or compare.kind != "compare":
            raise self.unexpected("when.expected_compare", name=name.text)
        self.index += 1
        value = self.value("words", "text", "name")
        return Compare(name.text, compare.text, value.text, value.kind == "name")

    def values(self) -> tuple[str, ...]:
        opened = self.tokens[self.index]
        if not self.take("bracket", "["):
            raise self.unexpected("when.expected_list")
        values = [self.value("words", "text").text]
        while self.take("bracket", ","):
            values.append(self.value("words", "text").text)
        if not self.take("bracket", "]"):
            raise self.error("lines.bracket_open", opened.at)
        return tuple(values)

    def value(self, *kinds: str) -> _Token:
        found = self.tokens[self.index]
        if found.kind not in kinds:
            raise self.unexpected("when.expected_value")
        self.index += 1
        return found

    def take(self, kind: str, text: str) -> bool:
        found = self.tokens[self.index]
        if (found.kind, found.text) != (kind, text):
            return False
        self.index += 1
        return True

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("lines.too_deep", 0, limit=MAX_DEPTH)

    def unexpected(self, key: str, /, **values: object) -> AuditError:
        token = self.tokens[self.index]
        return self.error(key, token.at, found=token.text, **values)

    def error(self, key: str, at: int, /, **values: object) -> AuditError:
        return error_at(key, self.text, at, self.origin, **values)
