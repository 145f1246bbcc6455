"""The JSON Schemas of the files that people write, made of the same declarations that the loader reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dvaudit.forms import FORMS
from dvaudit.rule import Kind
from dvaudit.rulekeys import (
    ACCEPTANCE,
    ACCEPTED,
    CHECK,
    CONFIGURATION,
    EXAMPLE,
    FIGURE,
    FILE,
    FOR_FILES,
    IGNORE,
    KIND,
    LAYOUT,
    RULE,
    Key,
    Spoken,
    spoken,
)

Schema = dict[str, Any]


def schema(kinds: Mapping[str, Kind]) -> Schema:
    """The schema (draft 2020-12) of a rule file: every key the loader knows, and nothing else."""
    known = spoken(dict(kinds))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dvaudit rule file",
        **_mapping(FILE),
        "$defs": {
            "layout": {"anyOf": [{"const": "sdmx"}, _mapping(LAYOUT)]},
            "figure": {"anyOf": [{"enum": [None, ""]}, _mapping(FIGURE)]},
            "example": {**_mapping(EXAMPLE), "oneOf": [{"required": ["figures"]}, {"required": ["rows"]}]},
            "rule": {
                "anyOf": [
                    {"type": "string", "description": CHECK.doc},
                    _mapping((*RULE, CHECK)),
                    *({"$ref": f"#/$defs/kind_{name}"} for name in known),
                ]
            },
            **{f"kind_{name}": _kind(name, kind, kinds[kind.kind].doc) for name, kind in known.items()},
        },
    }


def configuration_schema() -> Schema:
    """The schema of a configuration, ``dvaudit.yml``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dvaudit configuration",
        **_mapping(CONFIGURATION),
        "$defs": {"for_files": _mapping(FOR_FILES), "ignore": _mapping(IGNORE)},
    }


def accepted_schema() -> Schema:
    """The schema of a file of acceptances."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dvaudit acceptances",
        **_mapping(ACCEPTED),
        "$defs": {"acceptance": _mapping(ACCEPTANCE)},
    }


def _kind(name: str, kind: Spoken, doc: str) -> Schema:
    """The schema of a rule that names this kind."""
    found = _mapping((KIND, *RULE, *kind.slots))
    found["title"] = name
    found["description"] = doc.strip().partition("\n")[0]
    found["properties"][KIND.name] = {"const": name, "description": KIND.doc}
    several = [group for group in kind.needed if len(group) > 1]
    if several:
        found["allOf"] = [{"anyOf": [{"required": [slot]} for slot in group]} for group in several]
    return found


def _mapping(keys: Iterable[Key]) -> Schema:
    """The schema of a mapping with these keys and no others."""
    listed = tuple(keys)
    required = [key.name for key in listed if key.required]
    return {
        "type": "object",
        "properties": {key.name: {**FORMS[key.takes].schema(key), "description": key.doc} for key in listed},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }
