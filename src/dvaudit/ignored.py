"""Rules that the configuration leaves out for some files, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dvaudit import inputs
from dvaudit import names as naming
from dvaudit.rule import Ignored, RuleSet


def means(text: str) -> Callable[[str], bool]:
    """Whether an id or a pattern of ids means a rule."""
    if "*" not in text and "?" not in text:
        return lambda rule_id: rule_id == text
    return lambda rule_id: bool(naming.matching(text, (rule_id,)))


def left_out(ruleset: RuleSet, files: Sequence[str]) -> tuple[RuleSet, list[tuple[str, Ignored]]]:
    """A rule set without the rules that are ignored in some files, taken together, and why each is left out."""
    if not ruleset.ignored:
        return ruleset, []
    from dvaudit.apply import TWICE

    found: dict[str, Ignored] = {}
    for one in ruleset.ignored:
        if not one.files or all(any(inputs.is_meant(written, file) for written in one.files) for file in files):
            meant = means(one.rule)
            for rule in (*ruleset.rules, TWICE):
                if meant(rule.id):
                    found.setdefault(rule.id, one)
    if not found:
        return ruleset, []
    kept = tuple(rule for rule in ruleset.rules if rule.id not in found)
    return ruleset._replace(rules=kept), list(found.items())
