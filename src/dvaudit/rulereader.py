"""One rule of a rule file: a line or a mapping, read into a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dvaudit import forms
from dvaudit.lines import line_id
from dvaudit.message import AuditError
from dvaudit.rule import Example, Outcome, Rule
from dvaudit.rulekeys import CHECK, EXAMPLE, KIND, RULE, Key, Spoken, names
from dvaudit.yamltext import At, Entries, Listing, Node, Text

_FIELDS = set(Rule._fields)
_PRINTED = Key("figures", "printed", "")
_OPERATORS = "=<>≤≥≠"


class Draft(NamedTuple):
    """A rule whose id may still get a suffix: only an id that was written (``named``) must be unique."""

    rule: Rule
    named: bool
    at: At


def draft(node: Node, kinds: Mapping[str, Spoken]) -> Draft:
    """The rule that a node says, ``for`` already expanded.

    Raises AuditError for an unknown key or kind, a missing slot, and a value that its key does not take.
    """
    if isinstance(node, Text):
        kind, slots = forms.read(node, CHECK)
        return Draft(Rule(line_id(node.value), kind, slots, node.at.origin), named=False, at=node.at)
    if isinstance(node, Listing):
        raise node.at.error("rulefile.expected_rule")
    called = node.get(KIND.name)
    if called is None:
        line = node.get(CHECK.name)
        if line is None:
            raise _no_kind(node, kinds)
        said = keyed(node, (*RULE, CHECK))
        kind, slots = said.pop(CHECK.name)
        written = forms.text(line, CHECK)
    else:
        kind, slots, said = _slotted(node, called, kinds)
        written = " ".join((forms.text(called, KIND), *_texts(slots.values())))
    named = "id" in said
    identity = said.pop("id", None) or line_id(written)
    at = next((value.at for key, value in node.pairs if key.value == "id"), node.at)
    return Draft(Rule(identity, kind, slots, node.at.origin, **_rule_fields(said)), named, at)


def keyed(node: Entries, keys: Iterable[Key]) -> dict[str, Any]:
    """The values of a mapping whose keys are declared.

    Raises AuditError at an unknown key and at a value that its key does not take.
    """
    by_name = {key.name: key for key in keys}
    _refuse_unknown(node, by_name.values())
    return {
        key.value: examples(value) if by_name[key.value].takes == "examples" else forms.read(value, by_name[key.value])
        for key, value in node.pairs
    }


def examples(node: Node) -> tuple[Example, ...]:
    """The cases that a rule carries."""
    return tuple(_example(item) for item in forms.listing(node, Key("examples", "examples", "")).items)


def _slotted(node: Entries, called: Node, kinds: Mapping[str, Spoken]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Kind, slots and the other values of a rule that names its kind."""
    name = forms.text(called, KIND)
    if name not in kinds:
        raise forms.unknown(called, "rulefile.unknown_kind", name, tuple(kinds))
    spoken = kinds[name]
    said = keyed(node, (KIND, *RULE, *spoken.slots))
    del said[KIND.name]
    for group in spoken.needed:
        if not any(slot in said for slot in group):
            key = "rulefile.missing_slot" if len(group) == 1 else "rulefile.missing_one_of"
            raise called.at.error(key, kind=name, slot=group[0], slots=", ".join(group))
    slots: dict[str, Any] = {}
    for slot in spoken.slots:
        if slot.name not in said:
            continue
        value, target = said.pop(slot.name), spoken.target[slot.name]
        slots[target] = (*slots[target], *value) if target in slots and isinstance(value, tuple) else value
    return spoken.kind, slots, said


def _rule_fields(said: dict[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in said.items() if name in _FIELDS}
    if "meta" in values and not isinstance(values["meta"], dict):
        values["meta"] = {"meta": values["meta"]}
    return values


def _refuse_unknown(node: Entries, keys: Iterable[Key]) -> None:
    known = names(keys)
    for key, value in node.pairs:
        if key.value in known:
            continue
        if isinstance(value, Text) and value.blank:
            # In braces a comma ends a value: {check: a = sum(b, c)} leaves a key "c)" behind.
            raise key.at.error("rulefile.comma_in_braces", key=key.value)
        if any(operator in key.value for operator in _OPERATORS):
            raise key.at.error("rulefile.line_as_key", key=key.value)
        raise forms.unknown(key, "rulefile.unknown_key", key.value, known)


def _no_kind(node: Entries, kinds: Mapping[str, Spoken]) -> AuditError:
    """What to say of a mapping that names neither a kind nor a line."""
    for key, _ in node.pairs:
        if any(operator in key.value for operator in _OPERATORS):
            return key.at.error("rulefile.line_as_key", key=key.value)
        if key.value in kinds:
            return key.at.error("rulefile.kind_as_key", kind=key.value)
    slots = {slot.name for kind in kinds.values() for slot in kind.slots}
    for key, _ in node.pairs:
        if key.value not in slots and key.value not in names(RULE):
            return forms.unknown(key, "rulefile.unknown_key", key.value, (*names(RULE), KIND.name, CHECK.name))
    return node.at.error("rulefile.no_kind", kinds=", ".join(kinds))


def _texts(values: Iterable[object]) -> list[str]:
    found: list[str] = []
    for value in values:
        found.extend([value] if isinstance(value, str) else value if isinstance(value, tuple) else [])
    return found


def _example(node: Node) -> Example:
    body = forms.entries(node, Key("examples", "examples", ""))
    _refuse_unknown(body, EXAMPLE)
    outcome = body.get("outcome")
    if outcome is None:
        raise body.at.error("rulefile.missing_outcome")
    figures, rows = body.get("figures"), body.get("rows")
    if (figures is None) == (rows is None):
        raise body.at.error("rulefile.example_figures")
    said = Outcome(forms.read(outcome, next(key for key in EXAMPLE if key.name == "outcome")))
    listed = (figures,) if figures is not None else forms.listing(rows or body, Key("rows", "printed_rows", "")).items
    if not listed:
        raise body.at.error("rulefile.no_value", key="rows")
    return Example(tuple(forms.printed(row, _PRINTED) for row in listed if row is not None), said, body.at.origin)
