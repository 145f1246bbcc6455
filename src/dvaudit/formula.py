"""The formula language: one comparison of arithmetic over figures, read into a small tree.

::

    comparison = sum (("=" | "==" | "<=" | ">=" | "<" | ">" | "!=") sum)+ ["in %"]
    sum        = product (("+" | "-") product)*
    product    = signed (("*" | "/") signed)*
    signed     = ("-" | "+")* (number | name | ("sum" | "min" | "max" | "abs") "(" sum ("," sum)* ")" | "(" sum ")")

A *name* is a run of words, so it may hold blanks, diacritics, digits, dots and ranges: ``Tổng số``, ``m.2011..2014``.
A hyphen between two characters of a word belongs to the name (``covid-19``); one beside a blank or a bracket
is a minus. A ``*`` multiplies when blanks or brackets stand on both sides, or when one of the two things
it touches is a number (``2*a``); inside or at the end of a word it is a pattern (``admitted_*``). Backticks quote
everything else. Numbers are written plainly, with a decimal point and no thousands separator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dvaudit.interval import Exact, exact
from dvaudit.message import AuditError, Message, Problem
from dvaudit.names import is_pattern
from dvaudit.pattern import pattern
from dvaudit.rule import Origin

MAX_LENGTH = 20_000
"""Characters of one line."""
MAX_DEPTH = 100
"""Levels of a formula: brackets, signs, calls and operators inside one another."""
MAX_DIGITS = 300
"""Digits of one number."""
FUNCTIONS = ("sum", "min", "max", "abs")
_ALLOWED = "+ - * / ( ) = <= >= < > !=, sum() min() max() abs()"


class Name(NamedTuple):
    """A figure's name, or a pattern of names. ``quoted`` when it stood in backticks."""

    text: str
    quoted: bool = False


class Number(NamedTuple):
    """A constant, and how it was written."""

    value: Exact
    text: str


class Unary(NamedTuple):
    """A minus sign (``op`` is always ``-``)."""

    op: str
    operand: Expression


class Binary(NamedTuple):
    """Two expressions joined by one of ``+ - * /``."""

    op: str
    left: Expression
    right: Expression


class Call(NamedTuple):
    """``sum``, ``min``, ``max`` or ``abs`` of expressions; a pattern among them stands for all its figures."""

    name: str
    args: tuple[Expression, ...]


Expression = Name | Number | Unary | Binary | Call


class Comparison(NamedTuple):
    """``first op expression [op expression ...]``; ``percent`` when the line ended with ``in %``.

    ``op`` is one of ``= <= >= < > !=``.
    """

    first: Expression
    rest: tuple[tuple[str, Expression], ...]
    percent: bool = False


_SAME = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*", "÷": "/"}
_WORD = r"[^\s=<>!≤≥≠+\-−/÷×^(),;%`\"\[\]{}|~\\]"
_TOKEN = pattern(
    rf"""(?P<blank>\s+)
    |(?P<compare>==|<=|>=|!=|[=<>≤≥≠])
    |(?P<word>(?:{_WORD}|(?<={_WORD})-(?={_WORD}))+)
    |(?P<sign>[-+/−×÷])
    |(?P<bracket>[(),])
    |(?P<quoted>`[^`]*`)""",
    re.VERBOSE,
)
_PLAIN = pattern(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)


class _Token(NamedTuple):
    kind: str  # name, quoted, number, compare, sign, bracket, end
    text: str
    at: int


def names(comparison: Comparison) -> Iterator[str]:
    """The names in a comparison, as written, once for every time they occur."""
    stack: list[Expression] = [comparison.first, *(side for _, side in comparison.rest)]
    while stack:
        match stack.pop():
            case Name(text):
                yield text
            case Unary(_, operand):
                stack.append(operand)
            case Binary(_, left, right):
                stack += [left, right]
            case Call(_, args):
                stack += args
            case Number():
                pass


def parse_formula(text: str, origin: Origin) -> Comparison:
    """The tree of a formula.

    Raises AuditError, with the place of the offending character, for anything that is not one.
    """
    comparison, depth = parse(text, origin)
    if depth > MAX_DEPTH:
        raise error_at("lines.too_deep", text, 0, origin, limit=MAX_DEPTH)
    return comparison


def parse(text: str, origin: Origin) -> tuple[Comparison, int]:
    """The tree of a line and its height, which only a line that stays a formula has to keep low."""
    if len(text) > MAX_LENGTH:
        raise error_at("lines.too_long", text[:80], 0, origin, limit=MAX_LENGTH)
    body = _without_percent(text)
    tokens = _tokens(body if body is not None else text, origin)
    comparison = _Parser(text, tokens, origin).comparison(percent=body is not None)
    if not any(token.kind in ("name", "quoted") for token in tokens):
        raise error_at("lines.no_figure", text, tokens[0].at, origin)
    return comparison


def read_number(text: str) -> Exact | None:
    """The value of a number as rules write it (``0.5``, ``-12``), None when the text is none."""
    sign, digits = (-1, text[1:]) if text[:1] in ("-", "−") else (1, text)
    if len(digits) > MAX_DIGITS or not _PLAIN.fullmatch(digits):
        return None
    return sign * exact(Fraction(digits))


def error_at(key: str, text: str, at: int, origin: Origin, /, **values: object) -> AuditError:
    """An error at a character of the line; a line that is in no file is shown itself."""
    if origin.file is None:
        return AuditError(Problem(Message(key, values), column=at + 1, excerpt=text))
    column = None if origin.column is None else origin.column + at
    return AuditError(Problem(Message(key, values), origin.file, origin.line, column))


def _without_percent(text: str) -> str | None:
    """The line before a closing ``in %``, None when it does not close so."""
    body = text.rstrip()
    if not body.endswith("%"):
        return None
    body = body[:-1].rstrip()
    return body[:-2] if body.endswith("in") and (body[-3:-2].isspace() or body[-3:-2] in (")", "`")) else None


def _tokens(text: str, origin: Origin) -> list[_Token]:
    """The tokens of a line; words with only blanks between them are one name."""
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unexpected(text, at, origin)
        kind, part = str(found.lastgroup), found.group()
        if kind == "word" and "*" in part:
            _split_stars(text, found.start(), found.end(), tokens, origin)
        elif kind == "quoted":
            tokens.append(_Token(kind, part[1:-1].strip(), at))
            if not tokens[-1].text:
                raise error_at("lines.empty_quotes", text, at, origin)
        elif kind != "blank":
            tokens.append(_Token(kind, _SAME.get(part, part), at))
        at = found.end()
    return [*_joined(tokens, text, origin), _Token("end", "", len(text.rstrip()))]


def _split_stars(text: str, start: int, end: int, tokens: list[_Token], origin: Origin) -> None:
    """Take a word with ``*`` apart where the star multiplies."""
    word = text[start:end]
    if "**" in word:
        raise error_at("lines.power", text, start + word.index("**"), origin, allowed=_ALLOWED)
    pieces = word.split("*")
    held, held_at, star = pieces[0], start, start + len(pieces[0])
    for left, right in pairwise(pieces):
        multiplies = _multiplies(text, star, (left, right), tokens)
        if multiplies is None:
            raise error_at("lines.star_unclear", text, star, origin)
        if multiplies:
            if held:
                tokens.append(_Token("word", held, held_at))
            tokens.append(_Token("sign", "*", star))
            held, held_at = "", star + 1
        else:
            held += "*"
        held += right
        star += 1 + len(right)
    if held:
        tokens.append(_Token("word", held, held_at))


def _multiplies(text: str, star: int, touching: tuple[str, str], tokens: list[_Token]) -> bool | None:
    """Whether a ``*`` multiplies or belongs to a pattern, None where it could be either.

    ``touching`` is what stands directly before and after it in its word.
    """
    left, right = touching
    if left and right:
        return bool(_PLAIN.fullmatch(left) or _PLAIN.fullmatch(right))
    before, after = _before(text, star, tokens), _after(text, star + 1)
    if not left and not right:
        return bool(before and after)
    beyond = after if left else before
    return None if beyond == "apart" else beyond == "touching"


def _before(text: str, star: int, tokens: list[_Token]) -> str:
    """Where the operand before a star stands: ``touching``, ``apart`` by a blank, or empty where there is none."""
    if text[star - 1 : star] in (")", "`"):
        return "touching"
    return "apart" if tokens and (tokens[-1].kind in ("word", "quoted") or tokens[-1].text == ")") else ""


def _after(text: str, at: int) -> str:
    """Where the operand after a star stands: ``touching``, ``apart``, ``signed``, or empty where there is none."""
    if text[at : at + 1] in ("(", "`"):
        return "touching"
    found = _TOKEN.match(text, at)
    if found is not None and found.lastgroup == "blank":
        found = _TOKEN.match(text, found.end())
    if found is None:
        return ""
    if found.lastgroup in ("word", "quoted") or found.group() == "(":
        return "apart"
    return "signed" if found.group() in ("-", "−") else ""


def _joined(tokens: list[_Token], text: str, origin: Origin) -> list[_Token]:
    """Runs of words made into names, single plain numbers into numbers."""
    joined: list[_Token] = []
    index = 0
    while index < len(tokens):
        first = tokens[index]
        stop = index + 1
        if first.kind == "word":
            while stop < len(tokens) and tokens[stop].kind == "word":
                stop += 1
            words = [token.text for token in tokens[index:stop]]
            if not all(map(_PLAIN.fullmatch, words)):
                joined.append(_Token("name", " ".join(words), first.at))
            elif len(words) > 1:
                values = {"text": " ".join(words), "number": "".join(words)}
                raise error_at("lines.spaced_number", text, first.at, origin, **values)
            elif len(words[0]) > MAX_DIGITS:
                raise error_at("lines.digits", text, first.at, origin, limit=MAX_DIGITS)
            else:
                joined.append(_Token("number", words[0], first.at))
        else:
            joined.append(first)
        index = stop
    return joined


def _unexpected(text: str, at: int, origin: Origin) -> AuditError:
    """What to say of a character that begins nothing."""
    character = text[at]
    if character == "^":
        return error_at("lines.power", text, at, origin, allowed=_ALLOWED)
    if character == "%":
        return error_at("lines.percent", text, at, origin)
    if character == "`":
        return error_at("lines.quote_open", text, at, origin)
    return error_at("lines.character", text, at, origin, character=character)


class _Parser:
    """Recursive descent over the tokens; every method returns an expression and its height."""

    __slots__ = ("depth", "index", "origin", "text", "tokens")

    def __init__(self, text: str, tokens: list[_Token], origin: Origin) -> None:
        self.text, self.tokens, self.origin = text, tokens, origin
        self.index = self.depth = 0

    def comparison(self, *, percent: bool) -> tuple[Comparison, int]:
        if self.tokens[0].kind == "end":
            raise self.error("lines.empty")
        first, height = self.sum()
        rest: list[tuple[str, Expression]] = []
        while self.tokens[self.index].kind == "compare":
            op = self.take().text
            expression, other = self.sum()
            rest.append((op, expression))
            height = max(height, other)
        if self.sees(","):
            raise self.error("lines.comma")
        if self.sees(")"):
            raise self.error("lines.bracket_close")
        if self.tokens[self.index].kind != "end":
            raise self.error("lines.two_operands", found=self.tokens[self.index].text)
        if not rest:
            raise self.error("lines.no_comparison")
        return Comparison(first, tuple(rest), percent), height

    def sum(self) -> tuple[Expression, int]:
        return self.chain(("+", "-"), self.product)

    def product(self) -> tuple[Expression, int]:
        return self.chain(("*", "/"), self.signed)

    def chain(self, ops: tuple[str, str], operand: Callable[[], tuple[Expression, int]]) -> tuple[Expression, int]:
        left, height = operand()
        while self.tokens[self.index].kind == "sign" and self.tokens[self.index].text in ops:
            op = self.take().text
            right, other = operand()
            left, height = Binary(op, left, right), max(height, other) + 1
        return left, height

    def signed(self) -> tuple[Expression, int]:
        negative = False
        while self.tokens[self.index].kind == "sign" and self.tokens[self.index].text in ("-", "+"):
            negative ^= self.take().text == "-"
        operand, height = self.primary()
        return (Unary("-", operand), height + 1) if negative else (operand, height)

    def primary(self) -> tuple[Expression, int]:
        token = self.tokens[self.index]
        if token.kind == "number":
            self.take()
            return Number(exact(Fraction(token.text)), token.text), 1
        if token.kind in ("name", "quoted"):
            self.take()
            if token.kind == "name" and self.sees("("):
                return self.call(token)
            return Name(token.text, token.kind == "quoted"), 1
        if self.sees("("):
            self.take()
            self.deeper()
            inner, height = self.sum()
            self.close(token)
            return inner, height
        if token.kind == "end":
            raise self.error("lines.ends")
        raise self.error("lines.expected_operand", found=token.text)

    def call(self, function: _Token) -> tuple[Expression, int]:
        name = function.text.casefold()
        if name not in FUNCTIONS:
            self.index -= 1
            raise self.error("lines.call", name=function.text, allowed=_ALLOWED)
        before = self.index - 1
        opened = self.take()
        self.deeper()
        args: list[Expression] = []
        height = 0
        if self.sees(")"):
            raise self.error("lines.no_argument", name=name)
        while True:
            arg, other = self.sum()
            args.append(arg)
            height = max(height, other)
            if not self.sees(","):
                break
            if name == "abs":
                raise self.error("lines.one_argument", name=name)
            self.take()
        self.close(opened)
        if name != "abs" and len(args) == 1 and isinstance(args[0], Name) and not is_pattern(args[0].text):
            self.index = before
            raise self.error("lines.one_figure", name=name, figure=args[0].text)
        return Call(name, tuple(args)), height + 1

    def close(self, opened: _Token) -> None:
        self.depth -= 1
        found = self.tokens[self.index]
        if self.sees(","):
            raise self.error("lines.comma")
        if found.kind in ("name", "quoted", "number"):
            raise self.error("lines.two_operands", found=found.text)
        if not self.sees(")"):
            raise error_at("lines.bracket_open", self.text, opened.at, self.origin)
        self.take()

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.index -= 1
            raise self.error("lines.too_deep", limit=MAX_DEPTH)

    def sees(self, bracket: str) -> bool:
        token = self.tokens[self.index]
        return token.kind == "bracket" and token.text == bracket

    def take(self) -> _Token:
        self.index += 1
        return self.tokens[self.index - 1]

    def error(self, key: str, /, **values: object) -> AuditError:
        return error_at(key, self.text, self.tokens[self.index].at, self.origin, **values)
