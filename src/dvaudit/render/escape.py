"""Text from data and rule files made harmless: nothing in it can move a cursor, reorder a line or command a CI log."""

from __future__ import annotations

import re

from dvaudit.pattern import pattern

_ACTING = pattern(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: newlines, tabs, terminal escapes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls reorder what is read
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\ufffe\uffff]"  # no characters, and none of XML
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

_COMMAND = pattern(r"##(?=\[|vso\[)|::(?=[A-Za-z])")
"""Workflow commands. A CI runner acts on ``##[error]`` anywhere in a line and on ``::error::`` after leading blanks,
so a folded table cell could start one."""


def escape(text: str) -> str:
    r"""The text on one line, its control, bidirectional and separator characters shown as ``\n``, ``\x1b``, ``\u202e``.

    Escaping twice changes nothing.
    """
    return _COMMAND.sub(lambda found: f"\\x{ord(found[0][0]):02x}{found[0][1]}", _ACTING.sub(_shown, text))


def escape_json(text: str) -> str:
    r"""A JSON document that acts on nothing either: the same characters as ``\uXXXX``, so its data are unchanged."""
    safe = _ACTING.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)
    return safe.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return _NAMED.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
