"""The rules of a run as SARIF describes them: what each means, and the page of its kind as its help."""

from __future__ import annotations

from collections.abc import Sequence

from dvaudit.kinds import KINDS
from dvaudit.pattern import pattern
from dvaudit.render.json_numbers import Json
from dvaudit.render.markdown import marked
from dvaudit.render.pages import meaning
from dvaudit.render.sarif_text import message
from dvaudit.render.view import View
from dvaudit.rule import Rule

_ADDRESS = pattern(r"https?://[!-~]+")
_WORD = pattern(r"[^\W_]+")


def descriptors(rules: Sequence[Rule], view: View) -> list[Json]:
    """A descriptor for each rule, in their order."""
    return [_descriptor(rule, view) for rule in rules]


def _descriptor(rule: Rule, view: View) -> Json:
    means = view.text(meaning(rule))
    label = view.text(rule.label or means)
    texts = [means, *([view.text(rule.note)] if rule.note else [])]
    found: Json = {
        "id": view.text(rule.id),
        "name": "".join(word[:1].upper() + word[1:] for word in _WORD.findall(rule.id)) or rule.kind,
        "shortDescription": message(label),
        "fullDescription": message(". ".join(texts)),
        "defaultConfiguration": {"level": rule.level},
        "properties": {"kind": rule.kind, "tags": ["dvaudit", rule.kind]},
    }
    kind = KINDS.get(rule.kind)
    if kind is not None:
        page = kind.doc.strip()
        found["help"] = message(f"{means}\n\n{page}") | {"markdown": f"{marked(means)}\n\n{_marked_page(page)}"}
    if rule.link is not None and _ADDRESS.fullmatch(rule.link):
        found["helpUri"] = rule.link
    return found


def _marked_page(page: str) -> str:
    """A page of a kind as Markdown: its headings, which stand at the margin, are bold."""
    blocks = []
    for block in page.split("\n\n"):
        first, *rest = block.splitlines()
        text = " ".join(line.strip() for line in rest)
        blocks.append(f"**{first}**\n\n{marked(text)}" if rest else marked(first))
    return "\n\n".join(blocks)
