"""What an engine is asked: one number for every record, which says how each rule comes out on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from dvaudit.bind import Records
from dvaudit.confront import is_sum
from dvaudit.interval import Exact
from dvaudit.lines import parse_tolerance
from dvaudit.lookup import is_optional
from dvaudit.predicate import Known
from dvaudit.rule import Rule, Template
from dvaudit.screen.cells import PLAIN_LIMIT, Cells
from dvaudit.screen.conditions import Condition
from dvaudit.screen.emit import NO_TOLERANCE, Tolerance, missed_by, verdict
from dvaudit.screen.ends import Ends, Shared, both, either, literal
from dvaudit.screen.parts import Part

HOLDS, FAILS, UNDECIDED, UNKNOWN, PASSED, SMALL, NEGATIVE = range(7)
"""How a rule comes out: it holds; fails; lacks a figure; has to be judged; does not speak of the record; fails by no
more than rounding could explain; fails only because a count is negative."""
_BITS = 3
_WORD = 52  # the words are reckoned as doubles, which count whole numbers up to 2**53


class Slot(NamedTuple):
    """One template of a part.

    ``sums`` marks a sum over whole numbers of which only the document can say if they were rounded; ``sometimes`` one
    that is such on some records only, all of which are left to the judge.
    """

    rule: Rule
    template: Template
    sums: bool
    key: str
    plan: Records
    sometimes: bool = False


class Field(NamedTuple):
    """Where a small number stands in the words of an answer: word, first bit, number of bits."""

    word: int
    shift: int
    bits: int


class Beside(NamedTuple):
    """What is looked at besides the figures of single records.

    The blank cells of ``figures`` and of ``anchor`` count, too; ``cells`` and ``texts`` are for conditions.
    """

    anchor: Cells | None = None
    figures: Sequence[Cells] = ()
    cells: Sequence[Cells] = ()
    texts: Sequence[int] = ()


class Query(NamedTuple):
    """What is asked of every record.

    ``stages`` are named expressions over the table's columns, each list computed from those before; ``words`` the
    expressions of the answer. ``fields`` has one field for each of ``slots``, then one for each of ``counted`` (1 where
    that figure is negative, 2 where it is not plain), then how many cells of the ``looked_at`` columns are blank, to
    which a blank anchor adds one more than there are columns. ``texts`` are columns that conditions compare as they are
    printed.
    """

    slots: tuple[Slot, ...]
    counted: tuple[str, ...]
    columns: tuple[Cells, ...]
    stages: tuple[tuple[tuple[str, str], ...], ...]
    words: tuple[str, ...]
    fields: tuple[Field, ...]
    looked_at: int
    anchored: bool = False
    texts: tuple[int, ...] = ()


def query(
    parts: Sequence[Part],
    columns: Mapping[str, Cells],
    conditions: Mapping[str, Condition],
    *,
    unit: Exact = 1,
    wide: Mapping[str, Cells] | None = None,
    beside: Beside | None = None,
) -> Query:
    """The question for the parts of rules that speak of single records, over the cells of their figures.

    ``conditions`` says when a rule speaks of a record. ``unit`` is the one that all whole numbers have, for telling
    small misses; ``wide`` has the cells with whole numbers taken as rounded, where the document turned out to be.
    """
    anchor, others, more, texts = beside or Beside()
    slots = [
        _slot(part, plan, template, columns)
        for part in parts if isinstance(plan := part.plan, Records) for template in plan.templates
    ]  # fmt: skip
    listed = dict.fromkeys(name for slot in slots for name in slot.template.names)
    counted = tuple(dict.fromkeys(name for s in slots if s.template.counts is not None for name in s.template.names))
    looked_at = {one.source: one for one in (*(columns[name] for name in listed), *others)}
    anchors = () if anchor is None else (anchor,)
    sources = tuple({one.source: one for one in (*more, *anchors, *looked_at.values())}.values())
    shared = Shared()
    outcomes = [_outcome(slot, columns, conditions.get(slot.rule.id), unit, wide, shared) for slot in slots]
    squares = " + ".join(f"{columns[name].value} * {columns[name].value}" for name in listed if columns[name].typed)
    good = both([
        *(columns[name].whole for name in listed), *([f"{squares} < {literal(PLAIN_LIMIT**2)}"] if squares else ()),
        *(f"NOT ({one.blank})" for one in others),
    ])  # fmt: skip
    # Where counts hold, no figure of them is negative.
    unsure = dict.fromkeys(name for s in slots if not _are_counts(s, columns) for name in s.template.names)
    fine = both([
        "good", *(one.holds for one in outcomes), *(f"{columns[n].value} >= 0" for n in counted if n in unsure)
    ])  # fmt: skip
    negative = [_negative(columns[name]) for name in counted]
    weights = [*((one, 1) for one in looked_at.values()), *((one, len(looked_at) + 1) for one in anchors)]
    blanks = " + ".join(f"CASE WHEN {one.blank} THEN {weight} ELSE 0 END" for one, weight in weights) or "0"
    expressions = [*((one.plain, one.code) for one in outcomes), *negative, ("0", blanks)]
    bits = [*(_BITS for _ in slots), *(2 for _ in counted), (2 * len(looked_at) + 1).bit_length()]
    fields = tuple(_packed(bits))
    sizes = [max(field.shift + field.bits for field in own) for _, own in groupby(fields, key=lambda field: field.word)]
    words = [
        [
            " + ".join(f"{_place(field, sizes)} * ({expression[way]})" for field, expression in group)
            for way in (0, 1)
        ]
        for group in (
            list(pairs) for _, pairs in groupby(zip(fields, expressions, strict=True), key=lambda pair: pair[0].word)
        )
    ]
    stages = (*together(one.stages for one in sources), *shared.stages, (("good", good),), (("fine", fine),))
    typed = tuple(
        f"CAST(CASE WHEN fine THEN 0 WHEN good THEN {plain} ELSE {word} END AS {'INTEGER' if size < 31 else 'BIGINT'})"
        for (plain, word), size in zip(words, sizes, strict=True)
    )
    return Query(
        tuple(slots), counted, sources, stages, typed, fields, len(looked_at), anchor is not None, tuple(texts)
    )  # fmt: skip


def _place(field: Field, sizes: Sequence[int]) -> str:
    """What a field counts for in its word; a double where the word does not fit 32 bits."""
    return str(1 << field.shift) if sizes[field.word] < 31 else f"{1 << field.shift}e0"


def _packed(bits: Iterable[int]) -> Iterator[Field]:
    word = shift = 0
    for size in bits:
        if shift + size > _WORD:
            word, shift = word + 1, 0
        yield Field(word, shift, size)
        shift += size


def together(stages: Iterable[tuple[tuple[tuple[str, str], ...], ...]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The stages of several columns, one by one beside each other."""
    listed = list(stages)
    for level in range(max(map(len, listed), default=0)):
        yield tuple(pair for one in listed if level < len(one) for pair in one[level])


def _negative(cell: Cells) -> tuple[str, str]:
    """Whether a cell is negative, where all cells are plain, and anywhere."""
    arm, odd = f"WHEN {cell.value} < 0 THEN 1", f"WHEN NOT ({cell.plain}) AND NOT ({cell.missing}) THEN 2"
    return f"CASE {arm} ELSE 0 END", f"CASE {odd} {arm} ELSE 0 END"


def _are_counts(slot: Slot, columns: Mapping[str, Cells]) -> bool:
    """True where the holding of a slot says that no figure of it is negative."""
    template = slot.template
    return template.counts is not None and all(columns[name].countable for name in template.names)


def _slot(part: Part, plan: Records, template: Template, columns: Mapping[str, Cells]) -> Slot:
    rule, exact = part.rule, {columns[name].exact for name in template.names}
    absent = rule.missing == "zero" or bool(rule.optional)  # a figure that is not there may be any whole number
    sums = is_sum(template.predicate) and len(template.names) > 2 and (absent or "FALSE" not in exact)
    sometimes = sums and exact not in ({"TRUE"}, {"FALSE"})
    return Slot(rule, template, sums and exact == {"TRUE"}, part.key, plan, sometimes)


def tolerance(slot: Slot, cells: Sequence[Cells]) -> Tolerance:
    """The tolerance of a rule in the unit of its cells, as :func:`dvaudit.confront.slack_of` takes it."""
    rule, template = slot.rule, slot.template
    if rule.tolerance is None:
        return NO_TOLERANCE
    value, share = parse_tolerance(rule.tolerance)
    about = template.stated or 0
    if share:
        return Tolerance(share=value, about=about)
    return Tolerance(amount=value * cells[about].scale)


class _Outcome(NamedTuple):
    """How a template comes out on a record: its ``code``, the same where all cells are ``plain``, and when it holds."""

    code: str
    plain: str
    holds: str


def _outcome(
    slot: Slot, columns: Mapping[str, Cells], condition: Condition | None, unit: Exact,
    wide: Mapping[str, Cells] | None, shared: Shared,
) -> _Outcome:  # fmt: skip
    """How a template comes out on a record."""
    rule, template = slot.rule, slot.template
    cells = [columns[name] for name in template.names]
    if isinstance(template.predicate, Known):
        found = _Outcome(_present(rule, cells[0]), str(HOLDS), "TRUE")
    else:
        try:
            found = _numbers(slot, cells, unit, wide, shared)
        except OverflowError:  # the rule has numbers that are no doubles
            found = _Outcome(str(UNKNOWN), str(UNKNOWN), "FALSE")
    if condition is None:
        return found
    always, never = condition
    code, plain = (
        f"CASE WHEN {never} THEN {PASSED} WHEN {always} THEN {one} ELSE {UNKNOWN} END" for one in found[:2]
    )
    return _Outcome(code, plain, both([always, found.holds]))


def _present(rule: Rule, cell: Cells) -> str:
    absent = UNKNOWN if rule.optional else FAILS
    odd = f"NOT ({cell.plain}) AND NOT ({cell.missing})"
    return f"CASE WHEN {cell.missing} THEN {absent} WHEN {odd} THEN {UNKNOWN} ELSE {HOLDS} END"


def _numbers(
    slot: Slot, cells: Sequence[Cells], unit: Exact, wide: Mapping[str, Cells] | None, shared: Shared
) -> _Outcome:
    rule, template, predicate = slot.rule, slot.template, slot.template.predicate
    adds = is_sum(predicate)
    addends = [adds and role in ("part", "minus") for role in template.roles]
    optional = [is_optional(rule, name) for name in template.names]
    zero = [rule.missing == "zero" or (may and addend) for may, addend in zip(optional, addends, strict=True)]
    allowed = tolerance(slot, cells)
    values = [_or_zero(cell.ends, can) for cell, can in zip(cells, zero, strict=True)]
    plain = verdict(predicate, values, allowed, shared)
    failed = _failed(slot, cells, values, unit, shared)
    if wide is not None:
        again = verdict(
            predicate, [_or_zero(wide[n].ends, can) for n, can in zip(template.names, zero, strict=True)], allowed
        )
        failed = f"CASE WHEN {again.fails} THEN {failed} WHEN {again.holds} THEN {HOLDS} ELSE {UNKNOWN} END"
    if _units_differ(cells):
        failed = str(UNKNOWN)
    arms = [(either(f"NOT ({cell.plain}) AND NOT ({cell.missing})" for cell in cells), str(UNKNOWN))]
    if rule.optional is True:
        arms.append((either(cell.missing for cell in cells), str(UNKNOWN)))
    about = template.stated or 0
    if allowed.amount and zero[about] and cells[about].scale != 1:
        arms.append((cells[about].missing, str(UNKNOWN)))  # a tolerance in the unit of a figure that is not there
    passing = zip(cells, optional, addends, strict=True)
    passed = either(cell.missing for cell, may, addend in passing if may and not addend)
    needed = either(cell.missing for cell, can in zip(cells, zero, strict=True) if not can)
    arms += [(passed, str(PASSED)), (needed, str(UNDECIDED))]
    decided = [(plain.fails, failed)]
    holds = plain.holds
    if slot.sometimes:
        whole = both(either([cell.exact, cell.missing]) for cell in cells)
        decided.insert(0, (whole, str(UNKNOWN)))
        holds = both([holds, f"NOT ({whole})"])
    elif slot.sums and all(zero):
        arms.append((both(cell.missing for cell in cells), str(UNKNOWN)))  # no sum over whole numbers without any
    if template.counts is not None and all(cell.countable for cell in cells):
        counts = verdict(template.counts, values, allowed, shared)
        decided.append((both([counts.fails, plain.holds]), str(NEGATIVE)))
        holds = counts.holds
    elif template.counts is not None and any(zero):  # a figure that is not there is no obstacle to counting
        arms.append((either(cell.missing for cell in cells), str(UNKNOWN)))
    decided += [(holds, str(HOLDS)), (plain.zero, str(UNDECIDED))]
    return _Outcome(_cases([*arms, *decided]), _cases(decided), holds)


def _cases(arms: Iterable[tuple[str, str]]) -> str:
    listed = " ".join(f"WHEN {asked} THEN {code}" for asked, code in arms if asked != "FALSE")
    return f"CASE {listed} ELSE {UNKNOWN} END" if listed else str(UNKNOWN)


def _or_zero(found: Ends, can: bool) -> Ends:
    """The ends of a cell, zero where it is missing; whether it is readable at all is asked before."""
    if not can:
        return found
    lo, hi = f"coalesce({found.lo}, 0)", f"coalesce({found.hi}, 0)"
    return found._replace(lo=lo, hi=lo if found.point else hi, size=f"coalesce({found.size}, 0)")


def _failed(slot: Slot, cells: Sequence[Cells], values: Sequence[Ends], unit: Exact, shared: Shared) -> str:
    """The code of a failure: sums over whole numbers that miss by little are told apart."""
    template = slot.template
    if not slot.sums:
        return str(FAILS)
    off = missed_by(template.predicate, values, shared)
    most = Fraction(len(cells)) * Fraction(unit) / 2 / off.factor
    small = f"abs({off.lo}) <= {literal(int(most))}"
    return f"CASE WHEN {small} THEN {SMALL} ELSE {FAILS} END"


def _units_differ(cells: Sequence[Cells]) -> bool:
    """True where headers name different units: then a failure is judged in both readings."""
    return len({cell.header_unit for cell in cells}) > 1

