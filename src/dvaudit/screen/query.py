"""What an engine is asked: one number for every record, which says how each rule comes out on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from dvaudit.bind import Plan, Records, Several
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

HOLDS, FAILS, UNDECIDED, UNKNOWN, PASSED, SMALL, NEGATIVE = range(7)
"""How a rule comes out: it holds; fails; lacks a figure; has to be judged; does not speak of the record; fails by no
more than rounding could explain; fails only because a count is negative."""
_BITS = 3
_WORD = 60


class Slot(NamedTuple):
    """One template of a rule; ``sums`` marks a sum over whole numbers of which only the document can say if they were
    rounded. ``sometimes`` are sums that are such only on some records, all of which are left to the judge."""

    rule: Rule
    template: Template
    sums: bool
    sometimes: bool = False


class Field(NamedTuple):
    """Where a small number stands in the words of an answer: word, first bit, number of bits."""

    word: int
    shift: int
    bits: int


class Beside(NamedTuple):
    """What is looked at besides figures: the blank cells of ``anchor`` count, too, the rest is for conditions."""

    anchor: Cells | None = None
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


def templates(plan: Plan) -> Iterator[Template] | None:
    """The templates of a plan that speaks of single records; None for any other plan."""
    match plan:
        case Records(found):
            return iter(found)
        case Several(plans) if all(isinstance(part, Records) for part in plans):
            return (template for part in plans if isinstance(part, Records) for template in part.templates)
        case _:
            return None


def query(
    rules: Sequence[tuple[Rule, Sequence[Template]]],
    columns: Mapping[str, Cells],
    conditions: Mapping[str, Condition],
    *,
    unit: Exact = 1,
    wide: Mapping[str, Cells] | None = None,
    beside: Beside | None = None,
) -> Query:
    """The question for some rules, each with its templates, over the cells of their figures.

    ``conditions`` says when a rule speaks of a record. ``unit`` is the one that all whole numbers have, for telling
    small misses; ``wide`` has the cells with whole numbers taken as rounded, where the document turned out to be.
    """
    anchor, more, texts = beside or Beside()
    slots = [_slot(rule, template, columns) for rule, own in rules for template in own]
    listed = dict.fromkeys(name for slot in slots for name in slot.template.names)
    counted = tuple(dict.fromkeys(name for s in slots if s.template.counts is not None for name in s.template.names))
    looked_at = {columns[name].source: columns[name] for name in listed}
    anchors = () if anchor is None else (anchor,)
    sources = tuple({one.source: one for one in (*more, *anchors, *looked_at.values())}.values())
    shared = Shared()
    outcomes = [_outcome(slot, columns, conditions.get(slot.rule.id), unit, wide, shared) for slot in slots]
    squares = " + ".join(f"{columns[name].value} * {columns[name].value}" for name in listed if columns[name].typed)
    fine = both([
        *(columns[name].whole for name in listed), *([f"{squares} < {literal(PLAIN_LIMIT**2)}"] if squares else ()),
        *(holds for _, holds in outcomes), *(f"{columns[name].value} >= 0" for name in counted),
    ])  # fmt: skip
    negative = [_negative(columns[name]) for name in counted]
    weights = [*((one, 1) for one in looked_at.values()), *((one, len(looked_at) + 1) for one in anchors)]
    blanks = " + ".join(f"CASE WHEN {one.blank} THEN {weight} ELSE 0 END" for one, weight in weights) or "0"
    expressions = [*(code for code, _ in outcomes), *negative, blanks]
    bits = [*(_BITS for _ in slots), *(2 for _ in counted), (2 * len(looked_at) + 1).bit_length()]
    fields = tuple(_packed(bits))
    words = [
        " + ".join(f"{literal(1 << field.shift)} * ({expression})" for field, expression in group)
        for _, group in groupby(zip(fields, expressions, strict=True), key=lambda pair: pair[0].word)
    ]
    sizes = [max(field.shift + field.bits for field in fields if field.word == word) for word in range(len(words))]
    stages = (*_together(one.stages for one in sources), *shared.stages, (("fine", fine),))
    typed = tuple(
        f"CAST(CASE WHEN fine THEN 0 ELSE {word} END AS {'INTEGER' if size < 31 else 'BIGINT'})"
        for word, size in zip(words, sizes, strict=True)
    )
    return Query(tuple(slots), counted, sources, stages, typed, fields, len(looked_at), anchor is not None, tuple(texts))


def _packed(bits: Iterable[int]) -> Iterator[Field]:
    word = shift = 0
    for size in bits:
        if shift + size > _WORD:
            word, shift = word + 1, 0
        yield Field(word, shift, size)
        shift += size


def _together(stages: Iterable[tuple[tuple[tuple[str, str], ...], ...]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The stages of several columns, one by one beside each other."""
    listed = list(stages)
    for level in range(max(map(len, listed), default=0)):
        yield tuple(pair for one in listed if level < len(one) for pair in one[level])


def _negative(cell: Cells) -> str:
    odd = f"WHEN NOT ({cell.plain}) AND NOT ({cell.missing}) THEN 2"
    return f"CASE {odd} WHEN {cell.value} < 0 THEN 1 ELSE 0 END"




def _slot(rule: Rule, template: Template, columns: Mapping[str, Cells]) -> Slot:
    exact = {columns[name].exact for name in template.names}
    absent = rule.missing == "zero" or bool(rule.optional)  # a figure that is not there may be any whole number
    sums = is_sum(template.predicate) and len(template.names) > 2 and (absent or "FALSE" not in exact)
    return Slot(rule, template, sums and exact == {"TRUE"}, sums and exact not in ({"TRUE"}, {"FALSE"}))


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


def _outcome(
    slot: Slot, columns: Mapping[str, Cells], condition: Condition | None, unit: Exact,
    wide: Mapping[str, Cells] | None, shared: Shared,
) -> tuple[str, str]:  # fmt: skip
    """How a template comes out on a record, and when it certainly holds (where all cells are plain)."""
    rule, template = slot.rule, slot.template
    cells = [columns[name] for name in template.names]
    if isinstance(template.predicate, Known):
        code, holds = _present(rule, cells[0])
    else:
        code, holds = _numbers(slot, cells, unit, wide, shared)
    if condition is not None:
        code = f"CASE WHEN {condition.never} THEN {PASSED} WHEN {condition.always} THEN {code} ELSE {UNKNOWN} END"
        holds = both([condition.always, holds])
    return code, holds


def _present(rule: Rule, cell: Cells) -> tuple[str, str]:
    absent = UNKNOWN if rule.optional else FAILS
    odd = f"NOT ({cell.plain}) AND NOT ({cell.missing})"
    return f"CASE WHEN {cell.missing} THEN {absent} WHEN {odd} THEN {UNKNOWN} ELSE {HOLDS} END", "TRUE"


def _numbers(
    slot: Slot, cells: Sequence[Cells], unit: Exact, wide: Mapping[str, Cells] | None, shared: Shared
) -> tuple[str, str]:
    rule, template, predicate = slot.rule, slot.template, slot.template.predicate
    addends = [template.roles[i] in ("part", "minus") and is_sum(predicate) for i in range(len(cells))]
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
    whole = both(either([cell.exact, cell.missing]) for cell in cells) if slot.sometimes else "FALSE"
    if slot.sometimes:
        arms.append((whole, str(UNKNOWN)))
    elif slot.sums and all(zero):
        arms.append((both(cell.missing for cell in cells), str(UNKNOWN)))  # no sum over whole numbers without any
    if rule.optional is True:
        arms.append((either(cell.missing for cell in cells), str(UNKNOWN)))
    about = template.stated or 0
    if allowed.amount and zero[about] and cells[about].scale != 1:
        arms.append((cells[about].missing, str(UNKNOWN)))  # a tolerance in the unit of a figure that is not there
    passing = zip(cells, optional, addends, strict=True)
    passed = either(cell.missing for cell, may, addend in passing if may and not addend)
    needed = either(cell.missing for cell, can in zip(cells, zero, strict=True) if not can)
    arms += [(passed, str(PASSED)), (needed, str(UNDECIDED)), (plain.fails, failed)]
    holds = plain.holds
    if template.counts is not None and all(cell.countable for cell in cells):
        counts = verdict(template.counts, values, allowed, shared)
        arms.append((both([counts.fails, plain.holds]), str(NEGATIVE)))
        holds = counts.holds
    elif template.counts is not None and any(zero):  # a figure that is not there is no obstacle to counting
        arms.append((either(cell.missing for cell in cells), str(UNKNOWN)))
    arms += [(holds, str(HOLDS)), (plain.zero, str(UNDECIDED))]
    listed = " ".join(f"WHEN {asked} THEN {code}" for asked, code in arms if asked != "FALSE")
    return f"CASE {listed} ELSE {UNKNOWN} END", both([holds, f"NOT ({whole})"]) if slot.sometimes else holds


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

