"""What a cause says: what is most likely wrong, its title, and the figures that take part.

Why that is so, what would hold then and what to ask is in ``because``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from math import ceil
from typing import NamedTuple

from dvaudit.figure import Figure, Place, Record
from dvaudit.interval import ANY, Interval, exact, magnitude
from dvaudit.message import Message, message
from dvaudit.render import facts, shown
from dvaudit.render.view import Shown
from dvaudit.report import Cause, Correction, Finding, Pattern, Report, Spot, Suspect
from dvaudit.rule import Confrontation

LISTED = 10
"""So many figures of a cause are listed, all of them with ``--verbose``."""
ALTERNATIVES = 3
"""So many corrections make a title; more of them say nothing."""
TOGETHER = 5
"""So many texts are listed as one."""
SHORTEST = 4
"""The fewest characters of a short id."""
_ADDS = ("sum", "totals", "totals_columns", "hierarchy")

Key = tuple[int, int] | int


class Cell(NamedTuple):
    """One figure of a cause as a block lists it: its place, whether it is suspected, record, name, text and remark."""

    place: str
    suspected: bool
    record: Shown
    name: str
    text: str
    remark: Shown


def short_ids(causes: Sequence[Cause]) -> dict[int, str]:
    """Number of each cause to the first characters of its id that tell it from the others."""
    ids = [cause.id for cause in causes]
    length = next(
        (n for n in range(SHORTEST, max(map(len, ids), default=0)) if len({one[:n] for one in ids}) == len(ids)), None
    )
    return {cause.number: cause.id[:length] for cause in causes}


def asked(report: Report, words: Iterable[str]) -> tuple[list[int], list[str]]:
    """The numbers of the causes that ``--show`` names, in order, and the words that name none.

    A word is a number, ``all``, or the first characters of the id of a cause or of one of its findings.
    """
    chosen: set[int] = set()
    unknown = []
    for word in words:
        found = {cause.number for cause in report.causes if word == "all" or _is_called(cause, word)}
        if not found and word != "all":
            unknown.append(word)
        chosen |= found
    return sorted(chosen), unknown


def _is_called(cause: Cause, word: str) -> bool:
    if word == str(cause.number):
        return True
    return len(word) >= SHORTEST and any(finding.id.startswith(word.casefold()) for finding in cause.findings)


def key(figure: Figure) -> Key:
    """What tells a figure from the others of its table: where it is printed."""
    return (figure.cells[0].row, figure.cells[0].column) if figure.cells else id(figure)


def spots(cause: Cause) -> list[Spot]:
    """The figures of the failed edits and the suspects, each once, in the order of their (first) places."""
    found = {key(spot.figure): spot for suspect in cause.suspects for spot in suspect.spots}
    again = {(cell.row, cell.column) for spot in found.values() for cell in spot.figure.cells[1:]}
    for finding in cause.findings:
        for spot in _of_edit(finding):
            if key(spot.figure) not in again:
                found.setdefault(key(spot.figure), spot)
    return [found[place] for place in sorted(place for place in found if isinstance(place, tuple))]


def _of_edit(finding: Finding) -> Iterator[Spot]:
    edit = finding.confrontation.edit
    records = edit.records or (edit.record,) * len(edit.figures)
    return (Spot(figure, record) for figure, record in zip(edit.figures, records, strict=True) if figure.cells)


def several_records(cause: Cause) -> bool:
    """True where figures of more than one record take part, so that a name alone does not tell which is meant."""
    rows = {record.at for finding in cause.findings for record in finding.confrontation.edit.records}
    rows |= {finding.confrontation.edit.record.at for finding in cause.findings}
    return len(rows) > 1


def name(spot: Spot, cause: Cause) -> Shown:
    """What a figure is called among those of its cause."""
    return _in_record(shown.clip(spot.figure.name), spot.record, cause)


def figure(spot: Spot, cause: Cause) -> Shown:
    """A figure by name and printed text."""
    return _in_record(shown.figure(spot.figure), spot.record, cause)


def _in_record(text: str, record: Record, cause: Cause) -> Shown:
    if not several_records(cause):
        return text
    return message("report.figure_in", figure=text, record=facts.record_label(record))


def values(implied: Sequence[Interval], like: Figure) -> Shown:
    """The values that a figure would have to have, as it would print them; nothing where it could be any number."""
    if not implied or ANY in implied:
        return ""
    if len(implied) > ALTERNATIVES:
        implied = (reduce(Interval.hull, implied),)
    return either([_possible(one, like) for one in implied])


def _possible(implied: Interval, like: Figure) -> Shown:
    """Values as the figure would print them; of a count those that are none are told with all decimals."""
    low, high = implied.lo, implied.hi
    if low is None or high is None or like.printed is None or not like.printed.whole:
        return shown.expected(implied, like)
    whole = ceil(low) + (implied.lo_open and ceil(low) == low)
    if implied.contains(whole):
        return shown.expected(implied, like)
    first, last = shown.value(low, like), shown.value(high, like)
    told = first if first == last else message("report.between", low=first, high=last)
    return message("causes.no_whole", values=told)


def either(texts: Sequence[Shown]) -> Shown:
    """Alternatives, as one text."""
    return reduce(lambda first, second: message("causes.or", first=first, second=second), texts)


def both(texts: Sequence[Shown]) -> Shown:
    """Texts that belong together, as one; the first of many."""
    if len(texts) == 1:
        return texts[0]
    if len(texts) > TOGETHER:
        return message("report.and_more", listed=texts[: TOGETHER - 1], n=len(texts) - TOGETHER + 1)
    return message("causes.and", first=texts[:-1], second=texts[-1])


# --- what is most likely wrong


def wrong(cause: Cause) -> Shown:
    """What is most likely wrong, in few words; nothing where nothing can be said."""
    if cause.pattern is not None:
        names = [shown.clip(one) for one in cause.pattern.names]
        return Message(f"causes.wrong_{cause.pattern.kind}", {"names": both(names) if names else ""})
    found = cause.likeliest
    if not found:
        return ""
    if len(found) == 1:
        return both([name(spot, cause) for spot in found[0].spots])
    alone = all(len(one.spots) == 1 for one in found)
    return message("causes.one_of" if alone else "causes.one_of_sets", n=len(found))


def probably(cause: Cause, finding: Finding) -> Shown:
    """The only text that is proposed, with the figure's name unless the finding is about it."""
    suspect, correction = cause.corrections[0]
    about = facts.subject(finding.confrontation.edit)
    if len(suspect.spots) == 1 and about is not None and key(about) == key(suspect.spots[0].figure):
        return correction.texts[0]
    return both([
        message("causes.named", name=name(spot, cause), text=text)
        for spot, text in zip(suspect.spots, correction.texts, strict=True)
    ])  # fmt: skip


# --- title


def title(cause: Cause) -> Shown:
    """One sentence: the correction where there is one, else the suspect, else what the imbalance says."""
    if cause.pattern is not None:
        return _of_pattern(cause, cause.pattern)
    if 0 < len(cause.corrections) <= ALTERNATIVES:
        return _corrected(cause, cause.corrections)
    if len(cause.likeliest) == 1:
        suspected = cause.likeliest[0].spots
        return message("causes.is_wrong", figures=both([figure(spot, cause) for spot in suspected]), n=len(suspected))
    first = imbalance(cause.findings[0].confrontation)
    more = len(cause.findings) - 1
    return message("causes.and_more", title=first, n=more) if more else first


def _corrected(cause: Cause, found: Sequence[tuple[Suspect, Correction]]) -> Shown:
    about = [suspect.spots for suspect, _ in found]
    if len(found) > 1 and len(about[0]) == 1 and all(one is about[0] for one in about):
        texts = either([correction.texts[0] for _, correction in found])
        return message("causes.may_be", figures=figure(about[0][0], cause), text=texts)
    alternatives = [_change(cause, suspect, correction) for suspect, correction in found]
    return reduce(lambda first, second: message("causes.or_else", first=first, second=second), alternatives)


def _change(cause: Cause, suspect: Suspect, correction: Correction) -> Shown:
    figures = both([figure(spot, cause) for spot in suspect.spots])
    sure = facts.proposes(cause)
    if "cells exchanged" in correction.keystrokes:
        return Message("causes.is_exchanged" if sure else "causes.may_be_exchanged", {"figures": figures})
    values = {"figures": figures, "text": both(correction.texts), "n": len(suspect.spots)}
    return Message("causes.is_probably" if sure else "causes.may_be", values)


def imbalance(found: Confrontation) -> Message:
    """What a failed edit says of its figures: how much the parts make, what the share is."""
    edit, shape = found.edit, facts.shape(found.edit)
    about, given = facts.stated(edit), facts.expected(found)
    named = {role: facts.named(edit, edit.roles.index(role)) for role in edit.roles}
    if about is None or found.imbalance is None or edit.rule.message is not None or not given:
        return facts.sentence(found)
    off = shown.difference(found.imbalance, about, edit.unit, signed=False)
    above = (found.imbalance.lo or found.imbalance.hi or 0) > 0
    if shape in _ADDS and "minus" not in named and off:
        sign = "less" if above else "more"
        return Message(f"causes.adds_{shape}_{sign}", {
            "figure": facts.named(edit, edit.stated or 0), "n": len(edit.figures) - 1, "expected": given, "off": off,
        })  # fmt: skip
    if shape == "share":
        return message("causes.share", part=named["part"], whole=named["whole"], expected=given,
                       text=shown.clip(about.raw))  # fmt: skip
    if shape == "part_of" and above:
        return message("causes.part_of", part=named["part"], whole=named["whole"], off=off)
    return facts.sentence(found)


def is_sum(found: Confrontation) -> bool:
    """True for an edit that compares a total with what its parts make."""
    return facts.shape(found.edit) in _ADDS and found.edit.stated is not None


def counted(pattern: Pattern) -> Message:
    """In how many of how many records, files or sums a pattern shows."""
    sums = pattern.kind == "rounding" or (pattern.kind in ("lacking", "overlapping") and not pattern.files)
    kind = "sums" if sums else "files" if pattern.files else "records"
    return Message(f"causes.of_{kind}", {"explained": pattern.explained, "n": pattern.checked})


def _of_pattern(cause: Cause, pattern: Pattern) -> Message:
    names = [shown.clip(one) for one in pattern.names]
    where = counted(pattern)
    if pattern.kind == "unit":
        large = pattern.factor >= 1
        factor = shown.plain(pattern.factor if large else exact(1, pattern.factor))
        return message("causes.unit_large" if large else "causes.unit_small", name=names[0], factor=factor, where=where)
    if pattern.kind == "exchanged":
        key = "causes.columns_exchanged" if pattern.first is None else "causes.columns_exchanged_from"
        first: Shown = "" if pattern.first is None else facts.record_label(pattern.first)
        if pattern.files:
            first = shown.path(cause.findings[0].file)
        return Message(key, {"names": both(names), "first": first, "where": where})
    if pattern.kind == "row_missing":
        return message("causes.row_missing", name=names[0], n=pattern.explained, checked=pattern.checked)
    if pattern.kind in ("lacking", "overlapping"):
        return Message(f"causes.{pattern.kind}", {"name": names[0], "where": where})
    if pattern.kind == "rule":
        return message("causes.rule_fails", rule=cause.findings[0].confrontation.edit.rule.id, where=where)
    missed = [one for f in cause.findings if (one := f.confrontation.imbalance) is not None]
    sizes = sorted({magnitude(one.lo) for one in missed if one.lo is not None and one.is_point}) or [0]
    low, high = (shown.value(size, _subject(cause.findings[0])) for size in (sizes[0], sizes[-1]))
    off = low if low == high else message("report.between", low=low, high=high)
    return message("causes.rounding_sized", where=where, off=off)


def _subject(finding: Finding) -> Figure | None:
    return facts.subject(finding.confrontation.edit)


# --- place and figures


def where(cause: Cause) -> Place:
    """Where a cause is best looked at: the suspect, else the figure that its first finding is about."""
    first = cause.findings[0]
    suspected = cause.likeliest[0].spots[0].figure if len(cause.likeliest) == 1 else None
    if suspected is not None and suspected.cells:
        return suspected.cells[0].locate()
    return facts.place(first.confrontation.edit, first.file)


def recorded(report: Report) -> set[str]:
    """The files in which a record has to be named."""
    return {file for audit in report.audits if audit.records > 1 for file in (audit.file, *audit.document.files)}


def record(cause: Cause, recorded: set[str]) -> Shown:
    """The record of what is suspected, or of the first finding, where the file has several; a pattern is about many."""
    first = cause.findings[0]
    if cause.pattern is not None or not (first.file in recorded or first.confrontation.edit.key):
        return ""
    if len(cause.likeliest) == 1 and several_records(cause):
        return facts.record_label(cause.likeliest[0].spots[0].record)
    return facts.label(first.confrontation.edit)


def cells(cause: Cause, every: bool) -> tuple[list[Cell], int]:
    """The figures of a cause in order, and how many were left out: not the suspects while there is room.

    A pattern is shown by the figures that its first findings are about.
    """
    if cause.pattern is not None:
        return _examples(cause, every)
    listed = spots(cause)
    chosen = listed if every or len(listed) <= LISTED + 1 else _foremost(cause, listed)
    suspected = {key(spot.figure) for suspect in cause.likeliest for spot in suspect.spots}
    places = [spot.figure.cells[0].locate() for spot in chosen]
    apart = len({(place.line, place.sheet) for place in places}) == len(places) and not any(p.page for p in places)
    files = len({place.file for place in places}) > 1
    several = several_records(cause)
    found = [
        Cell(
            str(place.line) if apart and place.line and place.cell is None and not files
            else shown.place(place, with_file=files),
            key(spot.figure) in suspected,
            facts.record_label(spot.record) if several else "",
            shown.clip(spot.figure.name),
            shown.clip(spot.figure.raw),
            _remark(spot, cause) or (_elsewhere(spot) if every else ""),
        )
        for spot, place in zip(chosen, places, strict=True)
    ]  # fmt: skip
    return found, len(listed) - len(chosen)


def _foremost(cause: Cause, listed: Sequence[Spot]) -> list[Spot]:
    """As many as are listed: the likeliest figures, stated ones, other suspects, then the rest, in order."""
    ranks = {key(spot.figure): 2 if suspect.corrections else 3 for suspect in cause.suspects for spot in suspect.spots}
    stated = [key(about) for finding in cause.findings if (about := _subject(finding)) is not None]
    ranks |= dict.fromkeys(stated, 2) | dict.fromkeys(stated[:1], 1)  # what the parts are compared with is seen
    if len(cause.likeliest) == 1:
        ranks |= {key(spot.figure): 0 for spot in cause.likeliest[0].spots}
    by_rank = sorted(range(len(listed)), key=lambda at: ranks.get(key(listed[at].figure), 4))
    return [listed[at] for at in sorted(by_rank[:LISTED])]


def _remark(spot: Spot, cause: Cause) -> Shown:
    """What a suspected figure should have been: its corrections, else the values that it would have to have."""
    texts: list[Shown] = []
    told: list[Shown] = []
    for suspect in cause.likeliest:
        at = next((at for at, one in enumerate(suspect.spots) if key(one.figure) == key(spot.figure)), None)
        if at is None:
            continue
        for one in suspect.corrections:
            keystroke = Message(f"causes.keystroke_{one.keystrokes[at].replace(' ', '_')}")
            texts.append(one.texts[at])
            told.append(message("causes.correction", text=one.texts[at], keystroke=keystroke))
        if not suspect.corrections and len(suspect.spots) == 1 and len(cause.likeliest) > 1:
            given = values(suspect.implied[0], spot.figure)
            told += [message("causes.to_be", values=given)] if given else []
    if len(texts) > ALTERNATIVES:
        return message("causes.keystrokes_away", n=len(texts))
    if len(texts) > 2:
        return message("causes.corrections", texts=texts)
    return either(told) if told else ""


def _elsewhere(spot: Spot) -> Shown:
    """The further places of a figure that is stated more than once."""
    places = [shown.place(cell.locate(), with_file=False) for cell in spot.figure.cells[1:]]
    return message("causes.also_at", places=facts.several(places)) if places else ""


def _examples(cause: Cause, every: bool) -> tuple[list[Cell], int]:
    findings = cause.findings if every or len(cause.findings) <= LISTED + 1 else cause.findings[:LISTED]
    apart = len({finding.file for finding in cause.findings}) > 1
    rows = any(finding.confrontation.edit.key for finding in findings) or several_records(cause)
    found = []
    for finding in findings:
        edit, about = finding.confrontation.edit, _subject(finding)
        place = facts.place(edit, finding.file)
        off = facts.difference(finding.confrontation)
        found.append(Cell(
            shown.place(place, with_file=apart), False, facts.label(edit) if rows else "",
            edit.rule.id if about is None else shown.clip(about.name), "" if about is None else shown.clip(about.raw),
            message("causes.off", off=off) if off else "",
        ))  # fmt: skip
    return found, len(cause.findings) - len(findings)
