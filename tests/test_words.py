"""The catalogues say everything that the code can say, in every language, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dvaudit.message import Message, message
from dvaudit.render import LANGUAGES
from dvaudit.render.words import catalogue, language, placeholders, say, speaker

SOURCE = Path(__file__).parents[1] / "src" / "dvaudit"
AREAS = {key.partition(".")[0] for key in catalogue("en")}
KEY = re.compile(rf"(?:{'|'.join(sorted(AREAS))})\.[a-z_0-9]+")
CHOSEN = re.compile(r"kinds\.[a-z_]+_means(?:_[a-z_]+)?")
"""Keys that pages.meaning chooses by their names."""


def strings() -> tuple[set[str], list[re.Pattern[str]]]:
    """The keys that stand in the code as they are, and patterns for those that are put together."""
    literal: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in SOURCE.rglob("*.py"):
        if "words" in path.parts and path.name != "__init__.py":
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        pieces = {id(piece) for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
        pieces |= {
            id(start)
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith"
            for start in node.args
        }
        for node in nodes:
            if id(node) in pieces:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                literal.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_0-9]+" for p in node.values]
                if str(node.values[0].value).startswith(tuple(f"{area}." for area in AREAS)):
                    patterns.append(re.compile("".join(map(str, parts))))
    return literal | in_templates(), patterns


def in_templates() -> set[str]:
    """The keys that stand in quotation marks in the templates of pages."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("templates/*.html")]
    return {key for text in texts for key in re.findall(r"[\"'](\S+?)[\"']", text) if KEY.fullmatch(key)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_said_has_a_sentence(lang: str) -> None:
    literal, patterns = strings()
    words = catalogue(lang)
    assert sorted(literal - set(words)) == []
    assert [pattern.pattern for pattern in patterns if not any(map(pattern.fullmatch, words))] == []


def test_every_sentence_is_said_somewhere() -> None:
    literal, patterns = strings()
    unsaid = [
        key
        for key in catalogue("en")
        if key not in literal and not CHOSEN.fullmatch(key) and not any(p.fullmatch(key) for p in patterns)
    ]
    assert unsaid == []


def test_the_languages_say_the_same() -> None:
    english, vietnamese = catalogue("en"), catalogue("vi")
    assert sorted(english) == sorted(vietnamese)
    unlike = [key for key in english if not placeholders(vietnamese[key]) <= placeholders(english[key])]
    assert unlike == []
    # A count may need no word in one language; a figure, a name or a place is never left out.
    counts = {"n", "small", "shown"}
    assert [k for k in english if placeholders(english[k]) - placeholders(vietnamese[k]) - counts] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_are_well_formed(lang: str) -> None:
    for key, template in catalogue(lang).items():
        bare = re.sub(r"\{\w+(?::n?(?:\|[^{}|]*)*)?\}", "", template)
        assert not re.search(r"\{\w*(?:\}|:n|\|)", bare), key
        assert template.strip(), key
        assert "  " not in template, key


def test_the_words_never_scold() -> None:
    scolding = re.compile(r"\b(?:please|invalid|illegal|error occurred|oops|sorry|vui lòng|không hợp lệ)\b")
    found = [key for lang in LANGUAGES for key, text in catalogue(lang).items() if scolding.search(text.casefold())]
    assert found == []


def test_counts_choose_their_noun() -> None:
    en, vi = speaker("en"), speaker("vi")
    assert en("report.scope", figures=1, rules=12_345) == "1 figure, 12,345 rules"
    assert en("report.outcomes", held=1, failed=0) == "1 holds, 0 do not"
    assert vi("report.scope", figures=1, rules=12_345) == "1 số liệu, 12.345 quy tắc"


def test_values_are_messages_lists_and_harmless_text() -> None:
    inner = message("report.between", low="1", high="2")
    assert say(message("report.literal", text=inner), "en") == "1 to 2"
    assert say(message("report.literal", text=["a", inner]), "vi") == "a, 1 đến 2"
    assert say(message("report.literal", text="a\x1b[31m\nb\u202e"), "en") == "a\\x1b[31m\\nb\\u202e"
    assert say(message("report.literal", text="{figure}"), "en") == "{figure}"


def test_a_key_without_a_sentence_still_tells_its_values() -> None:
    assert say(Message("no.such_key", {"figure": "x", "n": 3}), "vi") == "no.such_key figure=x n=3"


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LC_ALL": "", "LANG": "vi"}, "vi"),
        ({"LANG": "fr_FR@euro"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], wanted: str) -> None:
    assert language(environ) == wanted
