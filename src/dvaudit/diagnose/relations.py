"""What the rules of a set say, as linear constraints and quotients over the figures that they call.

Figures are exact here: rounding is a matter of printed texts, and what no values satisfy no texts do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dvaudit.apply import called
from dvaudit.bind import Records
from dvaudit.diagnose.lp import Constraint
from dvaudit.figure import Document, Record
from dvaudit.interval import ZERO, Exact, Interval, exact
from dvaudit.kinds import KINDS
from dvaudit.lines import parse_tolerance
from dvaudit.lookup import Names, UnboundNameError
from dvaudit.message import AuditError, Message
from dvaudit.names import is_pattern, members, normalize
from dvaudit.numerals import parse_number
from dvaudit.predicate import Abs, Agree, All, Cell, Const, Div, Linear, Max, Min, Mul, Predicate, Term, Within
from dvaudit.rule import Rule, RuleSet, Template

_RECORD_KINDS = frozenset("sum part_of share ratio change mean ascending range equal formula".split())
_EACH = {"range": "figures", "equal": "figures", "part_of": "part"}
"""Slots in which a pattern speaks of each figure that it means, so that it says something of those that are known."""


class Row(NamedTuple):
    """A constraint over named figures and the rules (by number) that it takes.

    ``counts`` marks those that hold for counts only, ``derived`` those that no rule says for itself.
    """

    constraint: Constraint
    rules: frozenset[int]
    counts: bool = False
    derived: bool = False


class Form(NamedTuple):
    """A weighted sum of named figures plus a constant."""

    weights: Mapping[str, Exact]
    constant: Exact


class Quotient(NamedTuple):
    """``outside`` + ``factor`` * ``above`` / ``below`` lies in ``allowed``."""

    rule: int
    outside: Form
    factor: Exact
    above: Form
    below: Form
    allowed: Interval


@dataclass(slots=True)
class Relations:
    """What the rules of a set say: as constraints, as quotients, and why some say less or nothing (see ``unused``).

    ``unused`` gives the reason by the number of the rule: ``data`` (it compares records or texts), ``pattern`` (only a
    file shows which figures it calls), ``when`` (it is conditional), ``tolerance`` (in per cent), ``per`` (only a file
    shows whether the ratio is in per cent), ``quotient``, ``nonlinear``. ``broken`` are rules that no file can be
    checked with.
    """

    rows: list[Row] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    unused: dict[int, str] = field(default_factory=dict)
    broken: dict[int, Message] = field(default_factory=dict)


def relations(ruleset: RuleSet) -> Relations:
    """Every rule as constraints or quotients, or the reason why it is neither."""
    found, names = Relations(), _names(ruleset)
    for number, rule in enumerate(ruleset.rules):
        reason = _apart(rule, names)
        if reason is not None:
            found.unused[number] = reason
            continue
        try:
            plan = KINDS[rule.kind].plan(rule, names)
        except UnboundNameError:
            found.unused[number] = "pattern"
            continue
        except AuditError as error:
            found.broken[number] = error.problem.message
            continue
        for template in plan.templates if isinstance(plan, Records) else ():
            before = len(found.rows)
            _take(template, number, _slack(rule, template, names, ruleset), found)
            if template.counts is not None and not any(_is_measured(name, names) for name in template.names):
                assumed = Relations()
                _add(template.counts, template.names, number, 0, assumed)
                said = found.rows[before:]
                found.rows += [row._replace(counts=True) for row in assumed.rows if row not in said]
    return found


def _names(ruleset: RuleSet) -> Names:
    """The names that the rules call, as if a file had them; of a figure's name and aliases it has one."""
    known: dict[str, str] = {}
    for key, spec in ruleset.figures.items():
        known.update(dict.fromkeys(map(normalize, (key, *spec.aliases, spec.label or key)), key))
    columns: dict[str, str] = {}
    for name in (name for rule in ruleset.rules for name in _single(rule)):
        form = normalize(name)
        key = known.get(form, form)
        if key == normalize(columns.get(key, key)):  # who prints an alias is found by the figure's own name, too
            columns[key] = name
    printed = {normalize(name): [name] for name in columns.values()}
    document = Document("", [Record(1, {})], printed, lambda _: [()], (), "record")
    return Names(document, ruleset.figures)


def _single(rule: Rule) -> Iterator[str]:
    """The names that a rule calls, those of a range one by one, without patterns and numbers."""
    either = [slot.name for slot in KINDS[rule.kind].slots if slot.takes == "name_or_number"]
    numbers = {text for text in map(rule.slots.get, either) if isinstance(text, str) and parse_number(text) is not None}
    for text in called(rule):
        if is_pattern(text):
            yield from members(text)
        elif text not in numbers:
            yield text


def _apart(rule: Rule, names: Names) -> str | None:
    """Why a rule cannot be compared with others, as far as that can be told before it is planned."""
    if rule.kind not in _RECORD_KINDS:
        return "data"
    if rule.when is not None:
        return "when"
    if rule.tolerance is not None and parse_tolerance(rule.tolerance)[1]:
        return "tolerance"
    each = rule.slots.get(_EACH.get(rule.kind, ""), ())
    wild = {text for text in called(rule) if is_pattern(text) and not members(text)}
    if wild - ({each} if isinstance(each, str) else set(each) if isinstance(each, tuple) else set()):
        return "pattern"
    if rule.kind == "ratio" and "per" not in rule.slots:
        name = names.known(str(rule.slots.get("ratio")))
        spec = None if name is None else names.spec(name)
        if spec is None or spec.declared.unit is None:
            return "per"
    return None


def _is_measured(name: str, names: Names) -> bool:
    """True for a figure that is declared to be something else than a count."""
    spec = names.spec(name)
    return spec is not None and (spec.declared.unit in ("%", "fraction") or (spec.declared.decimals or 0) > 0)


def _slack(rule: Rule, template: Template, names: Names, ruleset: RuleSet) -> Exact:
    """The tolerance of a rule, in the unit in which its stated figure is declared to be printed."""
    if rule.tolerance is None:
        return 0
    spec = names.spec(template.names[template.stated or 0])
    declared = (ruleset.default if spec is None or spec.declared.scale is None else spec).declared
    return parse_tolerance(rule.tolerance)[0] * (1 if declared.scale is None else declared.scale)


def _take(template: Template, rule: int, slack: Exact, found: Relations) -> None:
    """What a template says; why it says less than all, where that is so."""
    before = len(found.quotients)
    if not _add(template.predicate, template.names, rule, slack, found):
        found.unused[rule] = "quotient" if len(found.quotients) > before else "nonlinear"


def _add(predicate: Predicate, names: Sequence[str], rule: int, slack: Exact, found: Relations) -> bool:
    """Add the constraints of a predicate; False where they do not say all of it."""
    match predicate:
        case Within(term, allowed):
            return _add_within(term, allowed.widened(slack), names, rule, found)
        case Agree(left, right):
            difference = Linear(((1, Cell(left)), (-1, Cell(right))))
            return _add_within(difference, ZERO.widened(slack), names, rule, found)
        case All(parts):
            complete = [_add(part, names, rule, slack, found) for part in parts]
            return all(complete)
        case _:
            return False


def _add_within(term: Term, allowed: Interval, names: Sequence[str], rule: int, found: Relations) -> bool:
    outside, others = Form({}, term.constant if isinstance(term, Linear) else 0), []
    for weight, part in term.terms if isinstance(term, Linear) else ((1, term),):
        form = _form(part, names)
        if form is None:
            others.append((weight, part))
        else:
            outside = plus(outside, form, weight)
    if len(others) > 1:
        return False
    if not others:
        found.rows.append(row_of(outside, allowed, frozenset((rule,))))
        return True
    weight, part = others[0]
    if isinstance(part, Div):
        above, below = _form(part.left, names), _form(part.right, names)
        if above is not None and below is not None:
            found.quotients.append(Quotient(rule, outside, weight, above, below, allowed))
        return False
    choices = part.terms if isinstance(part, (Max, Min)) else (part.term,) if isinstance(part, Abs) else ()
    forms = [form for choice in choices if (form := _form(choice, names)) is not None]
    if not forms or len(forms) < len(choices):
        return False
    if isinstance(part, Abs):
        forms.append(plus(Form({}, 0), forms[0], -1))
    # No choice is above a limit where the largest is not: that is linear, the other end is not.
    upper = (weight > 0) != isinstance(part, Min)
    side = Interval(None, allowed.hi, hi_open=allowed.hi_open) if upper else Interval(allowed.lo, None, allowed.lo_open)
    found.rows += [row_of(plus(outside, form, weight), side, frozenset((rule,))) for form in forms]
    return side == allowed


def _form(term: Term, names: Sequence[str]) -> Form | None:
    """A term as a weighted sum of figures; None where it is not one."""
    match term:
        case Const(value):
            return Form({}, value)
        case Cell(index):
            return Form({names[index]: 1}, 0)
        case Linear(terms, constant):
            found = Form({}, constant)
            for weight, part in terms:
                form = _form(part, names)
                if form is None:
                    return None
                found = plus(found, form, weight)
            return found
        case Div(left, right) | Mul(left, right):
            one, other = _form(left, names), _form(right, names)
            if isinstance(term, Mul) and one is not None and not one.weights:
                one, other = other, one
            if one is None or other is None or other.weights or not other.constant:
                return None
            by = exact(1, other.constant) if isinstance(term, Div) else other.constant
            return plus(Form({}, 0), one, by)
        case _:
            return None


def plus(form: Form, other: Form, factor: Exact) -> Form:
    """A weighted sum plus ``factor`` times another."""
    weights = dict(form.weights)
    for name, weight in other.weights.items():
        weights[name] = weights.get(name, 0) + factor * weight
    return Form({n: w for n, w in weights.items() if w}, form.constant + factor * other.constant)


def row_of(form: Form, allowed: Interval, rules: frozenset[int], counts: bool = False, derived: bool = False) -> Row:
    """The constraint that a weighted sum lies in ``allowed``."""
    return Row(Constraint(form.weights, allowed - Interval.point(form.constant)), rules, counts, derived)
