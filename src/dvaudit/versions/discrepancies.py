"""Which discrepancies are new, gone or still there, and with which changed figures."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from dvaudit.figure import Figure, Record
from dvaudit.names import normalize
from dvaudit.report import Audit, Finding
from dvaudit.rule import Confrontation, Edit
from dvaudit.versions.figures import link
from dvaudit.versions.nouns import Pair, Revision, Turned, Unchecked

_Called = Callable[[Record], Hashable]
"""What a record is called in both versions."""


def compare(old: Audit | None, new: Audit | None, same: Mapping[int, int], into: Pair) -> None:
    """Adds to a pair the discrepancies of both audits, and what can no longer be checked.

    ``same`` gives for the records of the old version (by ``Record.at``) those of the new one.
    """
    called = (_caller(same, "old"), _caller({at: at for at in same.values()}, "new"))
    olds, news = link(into.revisions)
    before, after = (() if one is None else one.findings for one in (old, new))
    twins = _twins(before, after, called)
    elsewhere = _elsewhere(old, called[0]), _elsewhere(new, called[1])
    for finding in after:
        twin = twins.get(id(finding))
        edit, revisions = _edit(finding), _among(_edit(finding), news)
        other, state = ("", _edit(twin)) if twin is not None else elsewhere[0](edit, called[1])
        if twin is not None:
            revisions = _once(revisions, _among(_edit(twin), olds))
        apart = ((), ()) if state is None else _apart(state, edit, called)
        into.turned.append(Turned("new" if twin is None else "still", finding, twin, other, revisions, *apart))
    kept = {id(twin) for twin in twins.values()}
    for finding in before:
        if id(finding) not in kept:
            edit = _edit(finding)
            other, state = elsewhere[1](edit, called[0])
            apart = ((), ()) if state is None else _apart(edit, state, called)
            into.turned.append(Turned("gone", finding, None, other, _among(edit, olds), *apart))
    into.unchecked = _unchecked((old, new), called, news)
    for one in into.turned:
        for revision in one.revisions:
            revision.turned.append(one)


def _apart(
    before: Edit, after: Edit, called: tuple[_Called, _Called]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The figures that an edit has only in the new version, and only in the old one."""
    ours, theirs = _members(before, called[0]), _members(after, called[1])
    return (
        tuple(figure for own, figure in theirs.items() if own not in ours),
        tuple(figure for own, figure in ours.items() if own not in theirs),
    )


def _members(edit: Edit, called: _Called) -> dict[Hashable, Figure]:
    records = edit.records or (edit.record,) * len(edit.figures)
    return {
        (normalize(figure.name), called(record)): figure for figure, record in zip(edit.figures, records, strict=True)
    }  # fmt: skip


def _edit(finding: Finding) -> Edit:
    return finding.confrontation.edit


def _caller(same: Mapping[int, int], side: str) -> _Called:
    def called(record: Record) -> Hashable:
        if record.at > 0 and record.row:
            return same.get(record.at, (side, record.at))
        return tuple(normalize(text) for text in record.key.values())

    return called


def _twins(
    before: Sequence[Finding], after: Sequence[Finding], called: tuple[_Called, _Called]
) -> dict[int, Finding]:
    """The old finding of each new one that is still there, by the new one's identity.

    Findings are the same that are about the same figures of the same records; then, where a sum has other parts than
    before, those that are about the same stated figure.
    """
    found: dict[int, Finding] = {}
    left = list(before)
    for exactly in (True, False):
        waiting: dict[Hashable, list[Finding]] = {}
        for one in reversed(left):
            waiting.setdefault(_identity(_edit(one), called[0], exactly), []).append(one)
        for one in after:
            alike = waiting.get(_identity(_edit(one), called[1], exactly))
            if id(one) not in found and alike:
                found[id(one)] = alike.pop()
        taken = {id(one) for one in found.values()}
        left = [one for one in left if id(one) not in taken]
    return found


def _identity(edit: Edit, called: _Called, exactly: bool) -> Hashable:
    """What an edit is about: its rule and its figures, or only the stated one."""
    about = range(len(edit.figures)) if exactly or edit.stated is None else (edit.stated,)
    figures = tuple(
        (normalize(edit.figures[at].name), edit.roles[at] if at < len(edit.roles) else "",
         called(edit.records[at] if edit.records else edit.record))
        for at in about
    )  # fmt: skip
    return edit.rule.id, edit.shape, called(edit.record), figures


_Said = Callable[[Edit, _Called], tuple[str, Edit | None]]


def _elsewhere(audit: Audit | None, called: _Called) -> _Said:
    """What a version says of an edit that does not fail in it, see :class:`Turned`, and its own edit if it has one."""
    if audit is None:
        return lambda _edit, _called: ("absent", None)
    known: dict[Hashable, tuple[str, Edit]] = {}
    for exactly in (False, True):
        for word, found in (("undecided", audit.undecided), ("holds", audit.held)):
            known |= {_identity(one.edit, called, exactly): (word, one.edit) for one in found}
    present = {called(record) for record in audit.document.records}
    unbound = {tally.rule.id for tally in audit.tallies if tally.absent is not None}
    partly = audit.partly is not None

    def said(edit: Edit, own: _Called) -> tuple[str, Edit | None]:
        for exactly in (True, False):
            found = known.get(_identity(edit, own, exactly))
            if found is not None:
                return found
        if edit.rule.id in unbound:
            return "absent", None
        if partly:
            return "", None
        return ("passed_over" if not edit.record.row or own(edit.record) in present else "absent"), None

    return said


def _among(edit: Edit, revisions: Mapping[tuple[int, str], Revision]) -> tuple[Revision, ...]:
    """The changed figures of an edit, without those that are only printed otherwise."""
    records = edit.records or (edit.record,) * len(edit.figures)
    found = (
        revisions.get((record.at, normalize(figure.name)))
        for figure, record in zip(edit.figures, records, strict=True)
    )
    return _once(one for one in found if one is not None and one.change != "printing")


def _once(*several: Iterable[Revision]) -> tuple[Revision, ...]:
    return tuple({id(one): one for listed in several for one in listed}.values())


def _unchecked(
    audits: tuple[Audit | None, Audit | None],
    called: tuple[_Called, _Called],
    revisions: Mapping[tuple[int, str], Revision],
) -> list[Unchecked]:
    """What held or failed in the old version and cannot be checked in the new one."""
    old, new = audits
    if old is None or new is None:
        return []
    decided: dict[Hashable, bool] = {}
    for holding, found in ((True, old.held), (False, [one.confrontation for one in old.findings])):
        decided |= {_identity(one.edit, called[0], exactly=True): holding for one in found}
        decided |= {_identity(one.edit, called[0], exactly=False): holding for one in found}
    if old.partly is not None:  # what held is not all in hand: it is what neither failed nor was undecided
        open_before = {_identity(one.edit, called[0], exactly=True) for one in old.undecided}
        for one in new.undecided:
            own = _identity(one.edit, called[1], exactly=True)
            if one.edit.record.row and isinstance(called[1](one.edit.record), int) and own not in open_before:
                decided.setdefault(own, True)
    lost = []
    for one in new.undecided:
        held = next((h for exactly in (True, False)
                     if (h := decided.get(_identity(one.edit, called[1], exactly))) is not None), None)  # fmt: skip
        whole = one.edit.record.row == 0 and _ran(old, one)
        if held is not None or whole:
            file = one.edit.record.file or new.file
            lost.append(Unchecked(one, file, held is not False, _among(one.edit, revisions)))
    return lost


def _ran(audit: Audit, one: Confrontation) -> bool:
    """True where a rule that now lacks a figure came to a verdict before."""
    return any(tally.rule.id == one.edit.rule.id and (tally.held or tally.failed) for tally in audit.tallies)
