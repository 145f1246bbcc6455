"""The forms a value in a rule file can take: how each one is read, and how JSON Schema says it.

A reader raises AuditError at the value's place. Editors load YAML with ordinary types, so the schemas take numbers and
truth values where the loader reads texts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from dvaudit.interval import Exact
from dvaudit.lines import parse_fail_if, parse_formula, parse_line, parse_tolerance
from dvaudit.markers import BRACKETED, IN_BRACKETS, MEANINGS, PRESETS
from dvaudit.message import AuditError, message
from dvaudit.numerals import locale_format, parse_number, parse_scale
from dvaudit.printed import Marker
from dvaudit.rule import Origin, Written
from dvaudit.rulekeys import CONDITIONS, LEVELS, VERSION, Key
from dvaudit.yamltext import Entries, Listing, Node, Text

Schema = dict[str, Any]
Value = Any
"""What a key says, as its form reads it."""

_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_PRINTED: Schema = {"type": ["string", "number", "boolean", "null"]}
_RECORD: Schema = {"type": "object", "additionalProperties": _PRINTED}
_STATED: Schema = {
    "type": "object",
    "additionalProperties": {"anyOf": [_PRINTED, {"type": "array", "items": _PRINTED, "minItems": 1}]},
}
_RULE_FILES: Schema = {
    "anyOf": [
        _SCALAR,
        {"type": "array", "items": {"anyOf": [_SCALAR, {"$ref": "#/$defs/for_files"}]}, "minItems": 1},
    ]
}
_FAIL_ON: Schema = {
    "anyOf": [
        {"enum": ["never", *CONDITIONS]},
        {"type": "string", "pattern": "^[a-z]+( *, *[a-z]+)+$"},
        {"type": "array", "items": {"enum": list(CONDITIONS)}, "minItems": 1},
    ]
}
_ACCEPTANCES: Schema = {
    "anyOf": [{"type": "array", "items": {"$ref": "#/$defs/acceptance"}}, {"type": "null"}],
}
_WHOLE: Schema = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^ *[+-]?[0-9]+ *$"}]}
_YES, _NO = ("true", "yes"), ("false", "no")
_HERE = Origin(None)
_MOST_DECIMALS = 300
_MOST = 1_000_000


class Form(NamedTuple):
    """One form: how it is read, and what JSON Schema says of it."""

    read: Callable[[Node, Key], object]
    schema: Callable[[Key], Schema]


def read(node: Node, key: Key) -> Value:
    """What a value says, in the form its key takes."""
    return FORMS[key.takes].read(node, key)


def text(node: Node, key: Key) -> str:
    """A text with something in it."""
    if not isinstance(node, Text):
        raise node.at.error("rulefile.expected_text", key=key.name)
    if not node.value.strip():
        raise node.at.error("rulefile.no_value", key=key.name)
    return node.value.strip()


def texts(node: Node, key: Key) -> tuple[str, ...]:
    """One text or a list of texts; an empty one says that no column tells groups apart."""
    if isinstance(node, Entries):
        raise node.at.error("rulefile.expected_texts", key=key.name)
    if isinstance(node, Text):
        return (text(node, key),)
    if not node.items and key.name != "by":
        raise node.at.error("rulefile.no_value", key=key.name)
    return tuple(text(item, key) for item in node.items)


def plain(node: Node) -> Value:
    """Nested YAML as dicts, lists and texts."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}


def entries(node: Node, key: Key) -> Entries:
    """A mapping with something in it."""
    if not isinstance(node, Entries):
        raise node.at.error("rulefile.expected_mapping", key=key.name)
    return node


def listing(node: Node, key: Key) -> Listing:
    """A list."""
    if not isinstance(node, Listing):
        raise node.at.error("rulefile.expected_list", key=key.name)
    return node


def flag(node: Node, key: Key) -> bool:
    """true, false, yes or no."""
    written = text(node, key).casefold()
    if written in _YES:
        return True
    if written not in _NO:
        raise node.at.error("rulefile.expected_flag", key=key.name, found=text(node, key))
    return False


def choice(node: Node, key: Key) -> str:
    """One of the key's choices."""
    written = text(node, key)
    if written not in key.choices:
        raise unknown(node, "rulefile.expected_choice", written, key.choices, key=key.name)
    return written


def unknown(node: Node, sentence: str, found: str, choices: tuple[str, ...], **values: object) -> AuditError:
    """An error about a word that is none of the known ones, with the nearest of them."""
    from difflib import get_close_matches

    near = get_close_matches(found.casefold(), choices, n=1, cutoff=0.6)
    advice = message("rulefile.one_of", words=", ".join(choices))
    if near:
        advice = message("rulefile.did_you_mean", word=near[0])
    return node.at.error(sentence, found=found, advice=advice, **values)


def _parsed(parse: Callable[[str], object], sentence: str | None = None) -> Callable[[Node, Key], Any]:
    """A reader of a text that has a parser of its own; its errors are placed on the page.

    With a ``sentence`` that is said instead of the parser's own.
    """

    def reader(node: Node, key: Key) -> object:
        written = text(node, key)
        try:
            found = parse(written)
        except AuditError as error:
            raise node.at.moved(error) from None
        if found is None:
            raise node.at.error(sentence or "", key=key.name, found=written)
        return found

    return reader


def _checked(parse: Callable[[str], object]) -> Callable[[Node, Key], str]:
    """A reader of a text that is only looked at here, and kept as written."""
    reader = _parsed(parse)

    def checked(node: Node, key: Key) -> str:
        reader(node, key)
        return text(node, key)

    return checked


def _condition(written: str) -> object:
    from dvaudit import condition  # few rules have one

    return condition.parse(written)


_number = _parsed(parse_number, "rulefile.expected_number")
_whole = _parsed(parse_number, "rulefile.expected_integer")


def _number_text(node: Node, key: Key) -> str:
    _number(node, key)
    return text(node, key)


def _positive_text(node: Node, key: Key) -> str:
    _positive_step(node, key)
    return text(node, key)


def _positive_step(node: Node, key: Key) -> Exact:
    value: Exact = _number(node, key)
    if value <= 0:
        raise node.at.error("rulefile.expected_positive", key=key.name, found=text(node, key))
    return value


def _integer(node: Node, key: Key) -> int:
    value = _whole(node, key)
    if not isinstance(value, int) or abs(value) > _MOST_DECIMALS:
        raise node.at.error("rulefile.expected_integer", key=key.name, found=text(node, key))
    return value


def _positive(node: Node, key: Key) -> int:
    value = _whole(node, key)
    if not isinstance(value, int) or not 0 < value <= _MOST:
        raise node.at.error("rulefile.expected_positive", key=key.name, found=text(node, key))
    return value


def _flag_or_texts(node: Node, key: Key) -> bool | tuple[str, ...]:
    if isinstance(node, Text) and node.value.strip().casefold() in (*_YES, *_NO):
        return flag(node, key)
    return texts(node, key)


def _range(node: Node, key: Key) -> str:
    """A part of a sheet: ``A3:F20``."""
    from dvaudit.readers.sheets import area  # few rule files name one

    written = text(node, key)
    if area(written) is None:
        raise node.at.error("rulefile.expected_range", key=key.name, found=written)
    return written


def _path(node: Node, key: Key) -> Written:
    """A path relative to the file that says so."""
    from dvaudit import paths  # few rule files name files

    written = text(node, key)
    try:
        paths.checked(written)
    except AuditError as error:
        raise node.at.moved(error) from None
    return Written(written, os.path.dirname(node.at.page.file or ""), node.at.origin)


def _paths(node: Node, key: Key) -> tuple[Written, ...]:
    texts(node, key)
    return tuple(_path(one, key) for one in (node.items if isinstance(node, Listing) else (node,)))


def _anything(node: Node, key: Key) -> Value:
    if isinstance(node, Text):
        return text(node, key)
    return plain(node)


def _version(node: Node, key: Key) -> str:
    if text(node, key) != VERSION:
        raise node.at.error("rulefile.version", found=text(node, key), known=VERSION)
    return VERSION


def _markers(node: Node, key: Key) -> dict[str, Marker]:
    """``vn``, or ``{preset: vn, "-": nil, c: {below: 5}}``."""
    if isinstance(node, Text):
        return _preset(node)
    found: dict[str, Marker] = {}
    for mark, meaning in entries(node, key).pairs:
        if mark.value == "preset":
            found = {**_preset(meaning), **found}
        elif isinstance(meaning, Entries):
            pairs = {part.value: value for part, value in meaning.pairs}
            if list(pairs) != ["below"]:
                raise meaning.at.error("rulefile.marker_below", mark=mark.value)
            below = _positive_step(pairs["below"], Key("below", "step", ""))
            found[mark.value] = Marker("confidential", below)
        else:
            choices = IN_BRACKETS if mark.value == BRACKETED else MEANINGS
            found[mark.value] = Marker(choice(meaning, Key(mark.value, "choice", "", choices=choices)))
    return found


def _preset(node: Node) -> dict[str, Marker]:
    return dict(PRESETS[choice(node, Key("preset", "choice", "", choices=tuple(PRESETS)))])


def _stated(node: Node, key: Key) -> dict[str, tuple[str, ...]]:
    """The printed texts of figures by name; a blank one is a figure that is not there."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in entries(node, key).pairs:
        several = value.items if isinstance(value, Listing) else (value,)
        if not several or not all(isinstance(one, Text) for one in several):
            raise value.at.error("rulefile.expected_texts", key=name.value)
        found[name.value] = tuple(one.value for one in several if isinstance(one, Text))
    return found


def printed(node: Node, key: Key) -> dict[str, str]:
    """Printed texts by name; a blank one is missing."""
    body = entries(node, key)
    for name, value in body.pairs:
        if not isinstance(value, Text):
            raise value.at.error("rulefile.expected_text", key=name.value)
    return {name.value: value.value for name, value in body.pairs if isinstance(value, Text)}


def _date(node: Node, key: Key) -> str:
    """A day as 2027-01-31."""
    from datetime import date

    written = text(node, key)
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise node.at.error("rulefile.expected_date", key=key.name, found=written) from None


def _fail_on(node: Node, key: Key) -> frozenset[str]:
    """Conditions in a list, or in one text with commas; ``never`` is none."""
    words = [word.strip() for one in texts(node, key) for word in one.split(",") if word.strip()]
    if words == ["never"]:
        return frozenset()
    if "never" in words:
        raise node.at.error("rulefile.never_alone", key=key.name)
    wrong = next((word for word in words if word not in CONDITIONS), None)
    if wrong is not None or not words:
        raise unknown(node, "rulefile.expected_choice", wrong or "", (*CONDITIONS, "never"), key=key.name)
    return frozenset(words)


def _elsewhere(_node: Node, key: Key) -> object:
    raise AssertionError(f"{key.name} is read by the loader itself")  # pragma: no cover


def _const(schema: Schema) -> Callable[[Key], Schema]:
    return lambda _key: dict(schema)


def _defined(name: str) -> Callable[[Key], Schema]:
    return _const({"$ref": f"#/$defs/{name}"})


_TEXT = _const(_SCALAR)


def _of_texts(key: Key) -> Schema:
    return {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": int(key.name != "by")}]}


_ANY_OF_FLAGS: Schema = {"enum": [True, False, *_YES, *_NO]}
_MARKERS: Schema = {
    "anyOf": [
        {"enum": list(PRESETS)},
        {
            "type": "object",
            "properties": {"preset": {"enum": list(PRESETS)}, BRACKETED: {"enum": list(IN_BRACKETS)}},
            "additionalProperties": {
                "anyOf": [
                    {"enum": list(MEANINGS)},
                    {
                        "type": "object",
                        "properties": {"below": {"type": ["number", "string"]}},
                        "required": ["below"],
                        "additionalProperties": False,
                    },
                ]
            },
        },
    ]
}
_FOR: Schema = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1}]},
}

FORMS: dict[str, Form] = {
    # what kinds take in their slots
    "name": Form(text, _TEXT),
    "names": Form(texts, _of_texts),
    "name_or_number": Form(text, _TEXT),
    "number": Form(_number_text, _const({"type": ["number", "string"]})),
    "positive_number": Form(_positive_text, _const({"type": ["number", "string"]})),
    "flag": Form(flag, _const(_ANY_OF_FLAGS)),
    "text": Form(text, _TEXT),
    "texts": Form(texts, _of_texts),
    "formula": Form(_checked(lambda written: parse_formula(written, _HERE)), _const({"type": "string"})),
    "mapping": Form(_anything, _const({"type": ["object", "array", "string", "number"]})),
    # what files, figures and rules take
    "line": Form(_parsed(lambda written: parse_line(written, _HERE)), _const({"type": "string"})),
    "condition": Form(_checked(_condition), _const({"type": "string"})),
    "tolerance": Form(_checked(parse_tolerance), _const({"type": ["number", "string"]})),
    "fail_if": Form(_checked(parse_fail_if), _const({"type": "string"})),
    "choice": Form(choice, lambda key: {"enum": list(key.choices)}),
    "integer": Form(_integer, _const(_WHOLE)),
    "positive": Form(_positive, _const(_WHOLE)),
    "range": Form(_range, _const({"type": "string", "pattern": "^[$A-Za-z0-9]*:[$A-Za-z0-9]*$"})),
    "step": Form(_positive_step, _const({"type": ["number", "string"]})),
    "scale": Form(_parsed(parse_scale, "rulefile.expected_scale"), _const({"type": ["string", "number"]})),
    "locale": Form(_parsed(locale_format), _TEXT),
    "markers": Form(_markers, _const(_MARKERS)),
    "flag_or_texts": Form(_flag_or_texts, lambda key: {"anyOf": [_ANY_OF_FLAGS, _of_texts(key)]}),
    "anything": Form(lambda node, _key: plain(node), _const({})),
    "path": Form(_path, _const({"type": "string"})),
    "paths": Form(_paths, _of_texts),
    "date": Form(_date, _const({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})),
    "stated": Form(_stated, _const(_STATED)),
    "printed": Form(printed, _const(_RECORD)),
    "version": Form(_version, _const({"enum": [int(VERSION), VERSION]})),
    "kind": Form(text, _TEXT),
    # mappings and lists that the loader walks itself, so that one bad entry leaves the others
    "layout": Form(_elsewhere, _defined("layout")),
    "tables": Form(_elsewhere, _const({"type": "object", "additionalProperties": {"$ref": "#/$defs/layout"}})),
    "figures": Form(_elsewhere, _const({"type": "object", "additionalProperties": {"$ref": "#/$defs/figure"}})),
    "rules": Form(_elsewhere, _const({"type": "array", "items": {"$ref": "#/$defs/rule"}})),
    "for": Form(_elsewhere, _const(_FOR)),
    "examples": Form(_elsewhere, _const({"type": "array", "items": {"$ref": "#/$defs/example"}})),
    "rule_files": Form(_elsewhere, _const(_RULE_FILES)),
    "levels": Form(_elsewhere, _const({"type": "object", "additionalProperties": {"enum": list(LEVELS)}})),
    "ignores": Form(_elsewhere, _const({"type": "array", "items": {"$ref": "#/$defs/ignore"}})),
    "fail_on": Form(_fail_on, _const(_FAIL_ON)),
    "acceptances": Form(_elsewhere, _const(_ACCEPTANCES)),
    "printed_rows": Form(_elsewhere, _const({"type": "array", "items": _RECORD, "minItems": 1})),
}
