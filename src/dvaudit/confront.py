"""The judge's loop: each edit against its figures, with one of three outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

from dvaudit.figure import Figure
from dvaudit.interval import ANY, ZERO, Exact, Interval, magnitude
from dvaudit.lines import parse_tolerance
from dvaudit.lookup import is_optional
from dvaudit.message import Message, message
from dvaudit.names import normalize
from dvaudit.predicate import All, Cell, Known, Linear, OneOf, Predicate, Within, divisors, implied, judge
from dvaudit.rule import Confrontation, Edit, Outcome

_SHARED = ("number.two_readings", "number.bracket_open")
"""Doubts that are one for all figures of an edit."""
READINGS = 64
"""How many combinations of readings are judged; beyond that the edit is undecided."""


def confront(edit: Edit) -> Confrontation | None:
    """The outcome of an edit; None where the rule does not speak of the record."""
    if not edit.applies or _passed_over(edit):
        return None
    if edit.undecided is not None:
        return Confrontation(edit, Outcome.UNDECIDED, reason=edit.undecided)
    if isinstance(edit.predicate, (Known, OneOf)):
        return _textual(edit)
    clear = [figure.intervals[0] for figure in edit.figures if figure.state == "number" and len(figure.intervals) == 1]
    if len(clear) == len(edit.figures):
        return _judged(edit, [value or ZERO for value in clear])
    blocked = _blocked(edit)
    if blocked is not None:
        return blocked
    alternatives = [_alternatives(edit, position) for position in range(len(edit.figures))]
    if all(len(readings) == 1 for readings in alternatives):
        return _judged(edit, [readings[0] or ZERO for readings in alternatives])
    return _several(edit, alternatives)


def _passed_over(edit: Edit) -> bool:
    """Where an optional figure is not printed for this record; a blank or a marker is a figure that is missing."""
    if edit.rule.optional is True:
        return any(not figure.cells and figure.state == "missing" for figure in edit.figures)
    return any(
        figure.state == "missing" and is_optional(edit.rule, figure.name) and not _is_addend(edit, position)
        for position, figure in enumerate(edit.figures)
    )


def _textual(edit: Edit) -> Confrontation:
    """Whether a text is there, or is one of a list."""
    figure = edit.figures[0]
    absent = figure.state in ("missing", "absent")
    if absent and isinstance(edit.predicate, OneOf):
        return _undecided(edit, message("confront.missing", names=figure.name), (figure.name,))
    if absent and figure.intervals:
        return _undecided(edit, message("confront.unclear_marker", name=figure.name, raw=figure.raw), (figure.name,))
    text = None if absent else figure.raw if isinstance(edit.predicate, Known) else normalize(figure.raw)
    failed = judge(edit.predicate, (), texts=(text,)) is not None
    return Confrontation(edit, Outcome.FAILS if failed else Outcome.HOLDS)


def _blocked(edit: Edit) -> Confrontation | None:
    """An undecided outcome where a figure that is needed cannot be read or is missing."""
    missing = [
        position for position, figure in enumerate(edit.figures)
        if figure.state == "missing" and not figure.intervals and not _as_zero(edit, position)
    ]  # fmt: skip
    unreadable = next((f for f in edit.figures if f.state == "unreadable"), None)
    if unreadable is not None:
        why = unreadable.reason or message("number.no_number")
        reason = message("confront.unreadable", name=unreadable.name, raw=unreadable.raw, why=why)
        return _undecided(edit, reason, tuple(dict.fromkeys(edit.figures[position].name for position in missing)))
    if missing:
        names = tuple(dict.fromkeys(edit.figures[position].name for position in missing))
        return _undecided(edit, message("confront.missing", names=", ".join(names)), names)
    return None


def _undecided(edit: Edit, reason: Message, missing: tuple[str, ...] = ()) -> Confrontation:
    return Confrontation(edit, Outcome.UNDECIDED, reason=reason, missing=missing)


def _as_zero(edit: Edit, position: int) -> bool:
    """Where a missing figure counts as zero: by ``missing: zero``, or as an addend that may be absent."""
    name = edit.figures[position].name
    return edit.rule.missing == "zero" or (is_optional(edit.rule, name) and _is_addend(edit, position))


def _is_addend(edit: Edit, position: int) -> bool:
    return edit.roles[position] in ("part", "minus") and is_sum(edit.predicate)


def _alternatives(edit: Edit, position: int) -> tuple[Interval | None, ...]:
    figure = edit.figures[position]
    if figure.state == "missing" and (not figure.intervals or edit.rule.missing == "zero"):
        return (ZERO,)
    return figure.intervals or (None,)


def _several(edit: Edit, alternatives: Sequence[tuple[Interval | None, ...]]) -> Confrontation:
    """Every combination of readings judged: one verdict counts, different ones leave the edit undecided."""
    unclear = [figure for figure, readings in zip(edit.figures, alternatives, strict=True) if len(readings) > 1]
    combinations = list(islice(_combinations(edit.figures, alternatives), READINGS + 1))
    if len(combinations) > READINGS:
        return _undecided(edit, _unclear(unclear[0]))
    found = [_judged(edit, [v or ZERO for v in values]) for values in combinations if None not in values]
    outcomes = {confrontation.outcome for confrontation in found}
    nil = next((figure for figure in unclear if None in figure.intervals), None)
    if nil is not None:
        # One of the readings is "missing", which decides nothing; the others tell what a zero would do.
        key = {Outcome.HOLDS: "confront.holds_if_zero", Outcome.FAILS: "confront.fails_if_zero"}
        only = outcomes.pop() if len(outcomes) == 1 else None
        reason = message(key.get(only, "confront.unclear_marker") if only else "confront.unclear_marker",
                         name=nil.name, raw=nil.raw)  # fmt: skip
        return _undecided(edit, reason, (nil.name,))
    return found[0] if len(outcomes) == 1 else _undecided(edit, _unclear(unclear[0]))


def _combinations(
    figures: Sequence[Figure], alternatives: Sequence[tuple[Interval | None, ...]]
) -> Iterator[list[Interval | None]]:
    """The readings taken together.

    A number format is one for all figures, and so is what brackets mean; any other doubt is each figure's own.
    """
    about = [
        figure.reason.key if len(readings) > 1 and figure.reason is not None and figure.reason.key in _SHARED else ""
        for figure, readings in zip(figures, alternatives, strict=True)
    ]
    shared = {
        key: max(len(readings) for readings, own in zip(alternatives, about, strict=True) if own == key)
        for key in about if key
    }  # fmt: skip
    for numbers in product(*map(range, shared.values())):
        chosen = dict(zip(shared, numbers, strict=True))
        yield from map(list, product(*(
            (readings[min(chosen[key], len(readings) - 1)],) if key else readings
            for readings, key in zip(alternatives, about, strict=True)
        )))  # fmt: skip


def _unclear(figure: Figure) -> Message:
    return message("confront.unclear", name=figure.name, raw=figure.raw, why=figure.reason)


def _judged(edit: Edit, values: list[Interval]) -> Confrontation:
    values = _sharpened(edit, values)
    slack = slack_of(edit, values)
    try:
        missed = judge(edit.predicate, values, slack)
    except ZeroDivisionError:
        return _undecided(edit, message("confront.zero_divisor", names=_zeros(edit, values)))
    if missed is None or _holds_in_units(edit, values, slack):
        return Confrontation(edit, Outcome.HOLDS, values=tuple(values), slack=slack)
    expected = None
    if edit.stated is not None:
        possible = implied(failing(edit.predicate, values, slack), edit.stated, values)
        expected = possible[0].hull(possible[-1]) if possible else None
        expected = None if expected == ANY else expected
    return Confrontation(edit, Outcome.FAILS, missed, expected, values=tuple(values), slack=slack)


def _holds_in_units(edit: Edit, values: Sequence[Interval], slack: Exact) -> bool:
    """True where the columns' headers name different units (thousand, million) and the edit holds in these.

    Whether a header's unit is meant for the figures of a rule, only ``in:`` can tell; until then neither reading fails.
    """
    units = [_header_unit(figure) for figure in edit.figures]
    if len(set(units)) < 2:
        return False
    scaled = [value.scaled(unit) for value, unit in zip(values, units, strict=True)]
    try:
        return judge(edit.predicate, scaled, slack * units[edit.stated or 0]) is None
    except ZeroDivisionError:
        return False


def _header_unit(figure: Figure) -> Exact:
    declared = figure.declared is not None and figure.declared.scale is not None
    return 1 if figure.form is None or declared else figure.form.unit


def failing(predicate: Predicate, values: Sequence[Interval], slack: Exact) -> Predicate:
    """The part of a predicate that fails."""
    if not isinstance(predicate, All):
        return predicate
    for part in predicate.parts:
        try:
            if judge(part, values, slack) is not None:
                return failing(part, values, slack)
        except ZeroDivisionError:
            continue
    return predicate


def _zeros(edit: Edit, values: Sequence[Interval]) -> str:
    """What can be zero and is divided by, for the message; a constant where no figure is."""
    divided = dict.fromkeys(divisors(edit.predicate))
    return ", ".join(edit.figures[index].name for index in divided if values[index].contains(0)) or "0"


def _sharpened(edit: Edit, values: list[Interval]) -> list[Interval]:
    """Computed doubles in a sum, at the decimals that the printed figures of the same sum have."""
    if not any(figure.double for figure in edit.figures) or not is_sum(edit.predicate):
        return values
    decimals = [f.printed.decimals for f in edit.figures if f.printed is not None and not f.double]
    if not decimals or max(decimals) < 1:
        return values
    half = Fraction(1, 2 * 10 ** max(decimals))
    return [v.widened(half) if f.double else v for f, v in zip(edit.figures, values, strict=True)]


def is_sum(predicate: Predicate) -> bool:
    """True for a plain sum: figures added and taken away make another one."""
    if not (isinstance(predicate, Within) and predicate.allowed == ZERO and isinstance(predicate.term, Linear)):
        return False
    return all(weight in (1, -1) and isinstance(term, Cell) for weight, term in predicate.term.terms)


def is_whole_sum(edit: Edit) -> bool:
    """True for a sum over whole numbers of which only the document can say whether they were rounded."""
    if not is_sum(edit.predicate) or len(edit.figures) < 3:
        return False
    return all(figure.whole or figure.state != "number" for figure in edit.figures) and any(
        figure.whole for figure in edit.figures
    )


def within_rounding(missed: Interval, figures: int, unit: Exact) -> bool:
    """True for a miss of at most half a unit per figure."""
    if missed.lo is None or missed.hi is None:
        return False
    return 2 * min(magnitude(missed.lo), magnitude(missed.hi)) <= figures * unit


_tolerance = lru_cache(maxsize=256)(parse_tolerance)


def slack_of(edit: Edit, values: Sequence[Interval]) -> Exact:
    """The tolerance of a rule in the unit of its stated figure, for these values of its figures."""
    if edit.rule.tolerance is None:
        return 0
    value, share = _tolerance(edit.rule.tolerance)
    if not share:
        # In the unit in which the stated figure is printed; a fraction is told in percentage points.
        about = edit.figures[edit.stated or 0]
        fraction = about.declared is not None and about.declared.unit == "fraction"
        return value if about.printed is None or fraction else value * about.printed.column_scale
    stated = values[edit.stated or 0]
    ends = [magnitude(end) for end in (stated.lo, stated.hi) if end is not None]
    return value * max(ends, default=0)
