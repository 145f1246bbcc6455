"""``for``: one rule as written stands for several, a ``<group>`` in its texts filled from lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from dvaudit.forms import entries, flag, texts
from dvaudit.pattern import pattern
from dvaudit.rulekeys import Key
from dvaudit.yamltext import Entries, Listing, Node, Text

MAX_RULES = 10_000
"""Rules that one file may hold, ``for`` expanded."""

_PLACE = pattern(r"<([^<>=\s][^<>=]*)>")


def expanded(rule: Entries, room: int) -> list[Entries]:
    """The rules a mapping stands for; ``room`` is how many more the file may hold.

    Raises AuditError for lists of unequal length, a list that is never used, and too many rules.
    """
    lists = rule.get("for")
    if lists is None:
        return [rule]
    values = {name.value: texts(value, Key(name.value, "texts", "")) for name, value in _named(lists)}
    crossed = rule.get("cross")
    body = Entries(tuple(pair for pair in rule.pairs if pair[0].value not in ("for", "cross")), rule.at)
    used = set(_places(body))
    for name, _ in _named(lists):
        if name.value not in used:
            raise name.at.error("rulefile.for_unused", name=name.value)
    if crossed is not None and flag(crossed, Key("cross", "flag", "")):
        count = 1
        for several in values.values():
            count *= len(several)
    else:
        lengths = {len(several) for several in values.values()}
        if len(lengths) > 1:
            counts = ", ".join(f"{name}: {len(several)}" for name, several in values.items())
            raise lists.at.error("rulefile.for_lengths", counts=counts)
        count = lengths.pop()
        crossed = None
    if count > room:
        raise lists.at.error("rulefile.too_many_rules", n=count, limit=MAX_RULES)
    rows = zip(*values.values(), strict=True) if crossed is None else product(*values.values())
    return [_filled_entries(body, dict(zip(values, row, strict=True))) for row in rows]


def _named(lists: Node) -> tuple[tuple[Text, Node], ...]:
    named = entries(lists, Key("for", "for", "")).pairs
    if not named:
        raise lists.at.error("rulefile.no_value", key="for")
    return named


def _places(node: Node) -> Iterator[str]:
    """The names between angle brackets, everywhere in a rule."""
    if isinstance(node, Text):
        yield from _PLACE.findall(node.value)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _places(item)
    else:
        for key, value in node.pairs:
            yield from _places(key)
            yield from _places(value)


def _filled_entries(node: Entries, values: Mapping[str, str]) -> Entries:
    return Entries(tuple((_filled_text(key, values), _filled(value, values)) for key, value in node.pairs), node.at)


def _filled(node: Node, values: Mapping[str, str]) -> Node:
    if isinstance(node, Text):
        return _filled_text(node, values)
    if isinstance(node, Listing):
        return Listing(tuple(_filled(item, values) for item in node.items), node.at)
    return _filled_entries(node, values)


def _filled_text(node: Text, values: Mapping[str, str]) -> Text:
    filled = _PLACE.sub(lambda found: values.get(found[1], found[0]), node.value)
    if filled == node.value:
        return node
    # Columns inside a filled text are not those of the file.
    return node._replace(value=filled, at=node.at._replace(inner=None))
