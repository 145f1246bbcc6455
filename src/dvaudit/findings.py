"""From outcomes to findings: what a guessed structure is worth, how severe a failure is, how it is recognized again."""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load all of OpenSSL for one digest
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from dvaudit.figure import Document
from dvaudit.interval import magnitude
from dvaudit.kinds.nested import INDENTED, OVERALL, SHARES, SUBTOTALS
from dvaudit.lines import parse_fail_if
from dvaudit.message import Message, message
from dvaudit.report import Finding
from dvaudit.rule import Confrontation, Outcome, Tally

SHOWN = 5
"""So many rows are named of which it cannot be told what they total."""
FAR = 20
"""Percentages that miss their total of 100 by more than so many points are no shares of one whole."""
PROVEN = 3
"""So many sums that hold for each that does not prove a guessed structure for every figure."""


Parent = tuple[str, tuple[tuple[str, str], ...]]
"""A row that others are indented under, by the rule that adds these and by its key, of which the label is the last."""


class Proof(NamedTuple):
    """How the edits of guessed structures come out: held and failed by rule and guess, and the figures that add up.

    ``partial`` are the rows that the rows indented below them make in no figure: they are some of their parts.
    """

    counts: dict[tuple[str, str], list[int]]
    adds_up: set[tuple[str, str]]
    partial: dict[Parent, None]

    def add(self, rule_id: str, guess: str, figure: str, held: int, failed: int) -> None:
        """Adds the edits of one guess about one figure."""
        found = self.counts.setdefault((rule_id, guess), [0, 0])
        found[0] += held
        found[1] += failed
        if held:
            self.adds_up.add((rule_id, figure))


def proof(found: Iterable[Confrontation]) -> Proof:
    """How the edits of guessed structures come out."""
    listed = list(found)
    known = Proof({}, set(), partial(listed))
    for one in listed:
        if one.edit.guess and one.outcome is not Outcome.UNDECIDED and not is_partial(one, known.partial):
            wrong = one.outcome is Outcome.FAILS and not one.rounding_sized
            known.add(one.edit.rule.id, one.edit.guess, one.edit.figures[0].name, not wrong, wrong)
    return known


def is_partial(one: Confrontation, rows: Collection[Parent]) -> bool:
    """True for a sum of indented rows that are only some of the parts of their row."""
    return one.edit.guess == INDENTED and _parent(one) in rows


def _parent(one: Confrontation) -> Parent:
    return one.edit.rule.id, tuple(one.edit.key.items())


def partial(found: Iterable[Confrontation]) -> dict[Parent, None]:
    """The rows that are more than the rows indented below them in all of several figures."""
    counts: dict[Parent, list[int]] = {}
    for one in found:
        if one.edit.guess == INDENTED and one.outcome is not Outcome.UNDECIDED:
            short = one.outcome is Outcome.FAILS and not one.rounding_sized and may_be_no_sum(one)
            own = counts.setdefault(_parent(one), [0, 0])
            own[short] += 1
    return {row: None for row, (others, short) in counts.items() if short > 1 and not others}


def guesses(found: Iterable[Confrontation], known: Proof) -> list[Confrontation]:
    """The confrontations with those failures undecided that only a wrong guess of the structure may explain.

    A structure that no rule declares (which rows make the total) is believed where at least half of its edits hold or
    miss by no more than rounding; elsewhere nothing tells whether the figures or the guess is wrong. Nor is a figure
    believed to be added that adds up nowhere and whose total lies among its parts: it may be a mean, or a last value.
    Subtotals, and rows indented below another, are left out where that is so: :func:`unbelieved` tells of them.
    """
    kept = (one for one in found if not (is_nested(one.edit.guess) and _is_doubtful(one, known)))
    return [_unless_unproven(one, known) for one in kept]


def is_nested(guess: str) -> bool:
    """True for what nothing declares or says: subtotals, rows indented below others, a total that is not called so."""
    return guess in (INDENTED, SUBTOTALS, OVERALL, SHARES)


def is_believed(known: Proof, rule_id: str, guess: str) -> bool:
    """True for a guessed structure that holds in as many places at least as it does not; a total of 100 is enough."""
    if guess == SHARES:
        return True
    held, failed = known.counts.get((rule_id, guess), (0, 0))
    return held >= failed and held > 0


def is_no_whole(one: Confrontation) -> bool:
    """True for percentages that do not make their total where that is not 100: they are rates, and nothing is said."""
    if one.edit.guess != SHARES or one.outcome is Outcome.HOLDS:
        return False
    printed = one.edit.figures[0].printed
    return printed is None or printed.value != 100


def _is_doubtful(one: Confrontation, known: Proof) -> bool:
    """True for what nothing is said about a subtotal or an indented row, because it may be none."""
    rule_id, guess = one.edit.rule.id, one.edit.guess
    if not is_believed(known, rule_id, guess):
        return True
    if is_no_whole(one) or is_partial(one, known.partial):
        return True
    unsure = one.outcome is Outcome.FAILS and not is_proven(known, rule_id, guess, one.edit.figures[0].name)
    return unsure and may_be_no_sum(one)


def unbelieved(found: Iterable[Confrontation], known: Proof) -> list[Message]:
    """That rows which others are indented under, and subtotals, are not checked: the rows and how often they hold."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    for rule_id, key in known.partial:
        rows.setdefault((rule_id, INDENTED), {})[key[-1][1]] = None
    for one in found:
        if not is_nested(one.edit.guess) or one.outcome is Outcome.HOLDS or is_no_whole(one):
            continue
        if _is_doubtful(one, known):
            label = [*one.edit.key.values()][-1]
            rows.setdefault((one.edit.rule.id, one.edit.guess), {})[label] = None
    told = []
    for about, labels in rows.items():
        held, failed = known.counts.get(about, (0, 0))
        listed = ", ".join([*labels][:SHOWN]) + (", ..." if len(labels) > SHOWN else "")
        told.append(message(f"confront.not_{about[1]}", rows=listed, held=held, checked=held + failed))
    return told


def _unless_unproven(one: Confrontation, known: Proof) -> Confrontation:
    if one.outcome is not Outcome.FAILS or one.edit.guess in ("", SHARES):
        return one
    name = one.edit.figures[0].name
    held, failed = known.counts[one.edit.rule.id, one.edit.guess]
    if not is_proven(known, one.edit.rule.id, one.edit.guess, name) and may_be_no_sum(one):
        return Confrontation(one.edit, Outcome.UNDECIDED, reason=message("confront.no_total", name=name))
    if held >= failed:
        return one
    reason = message("confront.unproven_structure", name=name, held=held, checked=held + failed)
    return Confrontation(one.edit, Outcome.UNDECIDED, reason=reason)


def is_proven(known: Proof, rule_id: str, guess: str, figure: str) -> bool:
    """True for a figure that is added: the same figure adds up elsewhere, or nearly all others do.

    That the same figure adds up elsewhere does not tell that all rows of a list are there.
    """
    if guess == SHARES:
        return False
    held, failed = known.counts.get((rule_id, guess), (0, 0))
    return (guess != INDENTED and (rule_id, figure) in known.adds_up) or (held >= PROVEN and held >= PROVEN * failed)


def may_be_no_sum(one: Confrontation) -> bool:
    """True where the stated total lies among its parts, none negative, as a mean, a median or a last value does.

    For rows indented below another: where they make less than it, as some of its parts do. For percentages under a
    total of 100: also where they are far from it.
    """
    if one.edit.guess == SHARES and one.imbalance is not None:
        ends = (one.imbalance.lo, one.imbalance.hi)
        if all(end is not None and magnitude(end) > FAR for end in ends):
            return True
    if one.edit.guess == INDENTED:
        return one.imbalance is not None and one.imbalance.lo is not None and one.imbalance.lo > 0
    total, *parts = (figure.interval for figure in one.edit.figures)
    lows = [part.lo for part in parts if part is not None and part.lo is not None]
    highs = [part.hi for part in parts if part is not None and part.hi is not None]
    if total is None or total.lo is None or total.hi is None or not lows or len(lows) + len(highs) < 2 * len(parts):
        return False
    return min(lows) >= 0 and total.hi >= min(lows) and total.lo <= max(highs)


def listed(found: Iterable[Confrontation], document: Document, tallies: Mapping[str, Tally]) -> list[Finding]:
    """The failed edits as findings, in the order of the file."""
    findings = []
    times: dict[str, int] = {}
    for one in found:
        if one.outcome is Outcome.FAILS:
            own = one.edit.record.file or document.file
            called = own if document.part is None else document.called
            plain = fingerprint(one, called)
            times[plain] = times.get(plain, 0) + 1
            unique = plain if times[plain] == 1 else fingerprint(one, called, times[plain])
            findings.append(Finding(unique, one, own, tallies[one.edit.rule.id].level))
    rank = {rule_id: number for number, rule_id in enumerate(tallies)}
    return sorted(findings, key=lambda f: (f.confrontation.edit.record.at, rank[f.confrontation.edit.rule.id]))


def level(tally: Tally) -> str:
    """The level of a rule's findings: a warning where so few fail that ``fail_if`` does not count them."""
    if tally.rule.fail_if is None or not tally.failed:
        return tally.rule.level
    operator, share = parse_fail_if(tally.rule.fail_if)
    failing = Fraction(tally.failed, tally.held + tally.failed)
    exceeded = failing > share if operator == ">" else failing >= share
    return tally.rule.level if exceeded else "warning"


def fingerprint(one: Confrontation, file: str, number: int = 1) -> str:
    """An id that stays the same while rule, file, key and printed figures do.

    ``number`` tells apart findings that are alike in all of these, in the order of the document.
    """
    edit = one.edit
    parts = [edit.rule.id, file, *(f"{column}={text}" for column, text in edit.key.items())]
    parts += [f"{figure.name}={figure.raw}" for figure in edit.figures]
    parts += [] if number == 1 else [str(number)]
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
