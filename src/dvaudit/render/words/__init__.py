"""The catalogues: a message key and its values to a sentence, and the choice of the language.

A template names values in braces: ``{figure}``. A count chooses its noun: ``{n:n|figure|figures}`` is "1 figure" or
"3 figures" (the last form given serves every other count, so Vietnamese gives one); ``{n:n}`` is the count alone
and ``{n:|is|are}`` the word alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module

from dvaudit.message import Message
from dvaudit.pattern import pattern
from dvaudit.render import LANGUAGES
from dvaudit.render.escape import escape

_LONGEST = 1200
"""Characters of one value in a sentence; the middle of a longer one is left out."""
_FIELD = pattern(r"\{(\w+)(?::(n?)((?:\|[^{}|]*)*))?\}")


def catalogue(lang: str) -> Mapping[str, str]:
    """The templates of one language."""
    words: Mapping[str, str] = import_module(LANGUAGES[lang]).WORDS
    return words


def say(message: Message, lang: str) -> str:
    """The sentence of a message, on one line; every value from data or rule files is escaped."""
    template = catalogue(lang).get(message.key)
    if template is None:  # a key without a sentence is a bug, but what it has to say is not lost
        template = " ".join([message.key, *(f"{name}={{{name}}}" for name in message.values)])

    def value(found: re.Match[str]) -> str:
        name, number, nouns = found.groups()
        if name not in message.values:
            return found[0]
        given = message.values[name]
        if number is None or not isinstance(given, int):
            return _text(given, lang)
        return " ".join(([count(given, lang)] if number else []) + ([_noun(given, nouns)] if nouns else []))

    return _FIELD.sub(value, template)


def speaker(lang: str) -> Callable[..., str]:
    """``say`` for one language, its message given as key and values."""

    def speak(key: str, **values: object) -> str:
        return say(Message(key, values), lang)

    return speak


def count(number: int, lang: str) -> str:
    """A count as the language writes it: ``12,345`` or ``12.345``."""
    return f"{number:,}".replace(",", import_module(LANGUAGES[lang]).THOUSANDS)


def language(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for, English when it asks for one without a catalogue."""
    wanted = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    code = re.split(r"[_.@-]", wanted.lower())[0]
    return code if code in LANGUAGES else "en"


def placeholders(template: str) -> set[str]:
    """The names of the values that a template asks for."""
    return {found[0] for found in _FIELD.findall(template)}


def _noun(number: int, nouns: str) -> str:
    forms = nouns.split("|")[1:]
    return forms[0] if number == 1 else forms[-1]


def _text(value: object, lang: str) -> str:
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item, lang) for item in value)
    if value is None:
        return ""
    text = str(value)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} [...] {text[-_LONGEST // 4 :]}"
    return escape(text)
