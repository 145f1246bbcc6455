"""Acceptances: known discrepancies, each with a reason, that fail nothing while no digit of theirs changes.

A file of acceptances is YAML that people write and read; :mod:`dvaudit.accepting` adds to it. An entry is matched by
rule, file, record key and printed figures, and stands for one discrepancy.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dvaudit import forms
from dvaudit.message import AuditError, Message, Problem, fail, message
from dvaudit.names import normalize
from dvaudit.report import Acceptance, Acceptances, Audit, Finding
from dvaudit.rulekeys import ACCEPTANCE, ACCEPTED, Key, names
from dvaudit.rulereader import keyed
from dvaudit.yamltext import At, Entries, Text, read_page, read_yaml

Texts = Mapping[str, tuple[str, ...]]

_Key = tuple[str, str, frozenset[tuple[str, str]], tuple[tuple[str, tuple[str, ...]], ...]]
"""Rule, file, record and figures as they are compared."""


def today() -> str:
    """The day on which acceptances are looked at."""
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


def load(path: str) -> tuple[Acceptances, list[Problem]]:
    """The acceptances of a file, and a problem for each entry that is none; an empty file has none."""
    problems: list[Problem] = []
    entries: list[Acceptance] = []
    try:
        if not os.path.exists(path):
            raise fail("accept.not_found", file=path)
        page, text = read_page(path)
        root = read_yaml(text, page) or Entries((), At(page, 1, 1))
        if not isinstance(root, Entries):
            raise root.at.error("accept.expected_file")
        by_name = {key.name: key for key in ACCEPTED}
        for key, value in root.pairs:
            if key.value not in by_name:
                raise forms.unknown(key, "rulefile.unknown_key", key.value, names(ACCEPTED))
            if key.value != "accepted":
                forms.read(value, by_name[key.value])
            elif not (isinstance(value, Text) and value.blank):
                for node in forms.listing(value, by_name["accepted"]).items:
                    try:
                        entries.append(_entry(forms.entries(node, Key("accepted", "", ""))))
                    except AuditError as error:
                        problems.append(error.problem)
    except AuditError as error:
        problems.append(error.problem)
    return Acceptances(path, tuple(entries), today()), problems


def _entry(node: Entries) -> Acceptance:
    """One entry; raises AuditError for an unknown key and for what an acceptance has to say and does not."""
    said = keyed(node, ACCEPTANCE)
    for key in ACCEPTANCE:
        if key.required and key.name not in said:
            raise node.at.error("accept.no_reason" if key.name == "reason" else "accept.missing", key=key.name)
    return Acceptance(
        said["rule"], said["file"], said.get("record", {}), said.get("figures", {}), said["reason"],
        said.get("until"), node.at.origin,
    )  # fmt: skip


def relative(file: str, path: str) -> str:
    """A file as the file of acceptances at ``path`` calls it: relative to its folder."""
    if file == "-" or "://" in file:
        return file
    try:
        found = os.path.relpath(os.path.abspath(file), os.path.dirname(os.path.abspath(path)))
    except ValueError:  # another drive
        found = os.path.abspath(file)
    return found.replace(os.sep, "/")


def texts(finding: Finding) -> Texts:
    """The printed figures of a finding by name, in the order of the rule."""
    found: dict[str, tuple[str, ...]] = {}
    for figure in finding.confrontation.edit.figures:
        found[figure.name] = (*found.get(figure.name, ()), figure.raw)
    return found


def mark(audits: Sequence[Audit], known: Acceptances) -> None:
    """Marks the findings that are accepted, each by one entry, and tells which entries accept nothing any more."""
    waiting: dict[_Key, list[Acceptance]] = defaultdict(list)
    for one in known.entries:
        waiting[_key(one.rule, one.file, one.record, one.figures)].append(one)
    for audit in audits:
        tallies = {tally.rule.id: tally for tally in audit.tallies}
        for finding in audit.findings:
            own = waiting.get(_key_of(finding, known.path), [])
            valid = next((one for one in own if not _is_over(one, known)), None)
            if valid is not None:
                own.remove(valid)
                finding.accepted = valid
                tallies[finding.confrontation.edit.rule.id].accepted += 1
    left = [one for own in waiting.values() for one in own]
    for audit in audits if left else ():
        told = list(_told(audit, left, known))
        left = [one for one in left if all(one.origin.line != problem.line for problem in told)]
        audit.problems += told


def _is_over(one: Acceptance, known: Acceptances) -> bool:
    return one.until is not None and one.until < known.today


def _told(audit: Audit, left: Iterable[Acceptance], known: Acceptances) -> Iterator[Problem]:
    """What a document says about entries that accepted nothing in it."""
    files = {normalized(relative(file, known.path)) for file in (audit.file, *audit.document.files)}
    ran = {tally.rule.id for tally in audit.tallies}
    own = [one for one in left if one.rule in ran and normalized(one.file) in files]
    if own and audit.partly is not None and audit.partly.capped:
        yield Problem(message("accept.not_looked_for", n=len(own), file=known.path), fatal=False)
        return
    still: dict[object, list[Finding]] = defaultdict(list)
    for finding in audit.findings if own else ():
        if finding.accepted is None:
            still[_key_of(finding, known.path)[:3]].append(finding)
    for one in own:
        alike = still.get(_key(one.rule, one.file, one.record, one.figures)[:3], [])
        why = _why(one, alike, known, None if alike else _unchecked(one, audit))
        yield Problem(why, one.origin.file, one.origin.line, one.origin.column, fatal=False)


def _unchecked(one: Acceptance, audit: Audit) -> str | None:
    """What is said of an entry whose rule could not be checked in its record, or perhaps could not; None if it was."""
    found = [confrontation.edit for confrontation in audit.undecided if confrontation.edit.rule.id == one.rule]
    if any(_record(edit.key) == _record(one.record) for edit in found):
        return "accept.unchecked"
    counted = sum(tally.undecided for tally in audit.tallies if tally.rule.id == one.rule)
    return "accept.perhaps_unchecked" if counted > len(found) else None


def _why(one: Acceptance, alike: Sequence[Finding], known: Acceptances, unchecked: str | None) -> Message:
    """Why an entry accepts nothing: its time is over, a figure has changed or is gone, or all is well now."""
    said = {"rule": one.rule, "figures": listed(one.figures)}
    if _is_over(one, known):
        return message("accept.over", until=one.until, **said)
    if unchecked is not None:
        return message(unchecked, **said)
    nearest = max(alike, key=lambda finding: _same(texts(finding), one.figures), default=None)
    if nearest is None or (len(alike) > 1 and not _same(texts(nearest), one.figures)):
        return message("accept.gone", **said)
    before = {name: own for name, own in one.figures.items() if own != texts(nearest).get(name)}
    now = {name: own for name, own in texts(nearest).items() if own != one.figures.get(name)}
    return message("accept.changed", before=listed(before), now=listed(now), **said)


def _same(some: Texts, others: Texts) -> int:
    return sum(others.get(name) == own for name, own in some.items())


def listed(figures: Texts) -> list[str]:
    """Figures as names with their printed texts."""
    return [f"{name} {', '.join(own)}" for name, own in figures.items()]


def normalized(text: str) -> str:
    """A printed text as it is compared: spaces of any kind and number are one, lone surrogates are unreadable."""
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _key_of(finding: Finding, path: str) -> _Key:
    edit = finding.confrontation.edit
    return _key(edit.rule.id, relative(finding.file, path), edit.key, texts(finding))


def _key(rule: str, file: str, record: Mapping[str, str], figures: Texts) -> _Key:
    return (
        rule,
        normalized(file),
        _record(record),
        tuple(sorted((normalize(name), tuple(map(normalized, own))) for name, own in figures.items())),
    )


def _record(record: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((normalize(column), normalized(text)) for column, text in record.items())
