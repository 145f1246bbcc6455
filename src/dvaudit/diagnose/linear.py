"""What an edit says of several cells at once, as linear constraints where that can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dvaudit.diagnose.graph import Key, Tie, around
from dvaudit.diagnose.lp import Constraint
from dvaudit.interval import ANY, ZERO, Exact, Interval, exact
from dvaudit.predicate import Agree, All, Cell, Div, Linear, Mul, Predicate, Term, Within, cells, reach, same_unit


class _Form(NamedTuple):
    """A term as weighted free cells plus everything else, which lies in an interval."""

    weights: dict[int, Exact]
    rest: Interval


Ways = list[list[Constraint]]
"""Alternatives: all constraints of one of them hold."""


def constraints(tie: Tie, free: Mapping[Key, int]) -> Ways | None:
    """The edit as constraints over the printed values of the ``free`` cells (key to number of the unknown).

    The other cells stay inside their values. A quotient is multiplied out for each sign that its divisor may have, so
    that a share with its percentage known is two constraints on part and whole. None where the edit is not linear in
    the free cells.
    """
    places = {tie.bound[key]: unknown for key, unknown in free.items() if key in tie.bound}
    return _said(tie.predicate, tie, places)


def _said(predicate: Predicate, tie: Tie, places: Mapping[int, int]) -> Ways | None:
    found = tie.found
    match predicate:
        case Within(term, allowed):
            return _within(term, allowed.widened(found.slack), tie, places)
        case Agree(left, right):
            return _agree(left, right, tie, places)
        case All(parts):
            ways: Ways = [[]]
            for part in parts:
                said = _said(part, tie, places)
                if said is None:
                    return None
                ways = [[*one, *more] for one in ways for more in said]
            return ways
        case _:
            return [[]] if not set(cells(predicate)) & places.keys() else None


def _agree(left: int, right: int, tie: Tie, places: Mapping[int, int]) -> Ways:
    """Two statements of one figure: the same text where they have the same unit, else a common value."""
    values = tie.found.values
    one, other = (values[index] for index in (left, right))
    if not tie.found.slack and same_unit(one, other):
        mine, its = (_cell(tie, index, places) for index in (left, right))
        apart = (mine.rest.lo or 0) - (its.rest.lo or 0)
        weights = {**mine.weights, **{unknown: -weight for unknown, weight in its.weights.items()}}
        return [[Constraint(weights, Interval.point(-apart))]]
    term = Linear(((1, Cell(left)), (-1, Cell(right))))
    return _within(term, ZERO.widened(tie.found.slack), tie, places) or [[]]


def _within(term: Term, allowed: Interval, tie: Tie, places: Mapping[int, int]) -> Ways | None:
    outside, quotients = _Form({}, Interval.point(term.constant if isinstance(term, Linear) else 0)), []
    for weight, part in term.terms if isinstance(term, Linear) else ((1, term),):
        form = _form(part, tie, places)
        if form is not None:
            outside = _sum(outside, _scaled(form, weight))
        elif isinstance(part, Div):
            quotients.append((weight, part))
        else:
            return None
    if not quotients:
        return [[Constraint(outside.weights, allowed - outside.rest)]]
    if outside.weights or len(quotients) > 1:
        return None  # a product of unknowns
    factor, quotient = quotients[0]
    return _quotient(quotient, (allowed - outside.rest).scaled(exact(1, factor)), tie, places)


def _quotient(quotient: Div, target: Interval, tie: Tie, places: Mapping[int, int]) -> Ways | None:
    """A quotient that lies in a target: with the divisor above zero, dividend - low * divisor >= 0, and so on.

    With the divisor below zero the same is said of both turned round.
    """
    above, below = _form(quotient.left, tie, places), _form(quotient.right, tie, places)
    if above is None or below is None:
        return None
    ways: Ways = []
    for sign in (1, -1):
        dividend, divisor = _scaled(above, sign), _scaled(below, sign)
        least = divisor.rest.lo
        if least is None:
            return None
        positive = Interval(-least, None, lo_open=not divisor.rest.lo_open)
        if not divisor.weights and not positive.contains(0):
            continue
        said = [Constraint(divisor.weights, positive)] if divisor.weights else []
        for low, high, ratio in ((0, None, target.lo), (None, 0, target.hi)):
            if ratio is not None:
                form = _sum(dividend, _scaled(divisor, -ratio))
                allowed = Interval(low, high, low == 0 and target.lo_open, high == 0 and target.hi_open)
                said.append(Constraint(form.weights, allowed - form.rest))
        ways.append(said)
    return ways


def _form(term: Term, tie: Tie, places: Mapping[int, int]) -> _Form | None:
    """A term as a weighted sum of free cells and a rest; None where a free cell is part of anything else."""
    if isinstance(term, Cell):
        return _cell(tie, term.index, places)
    if not set(cells(term)) & places.keys():
        return _Form({}, _fixed(term, tie))
    if isinstance(term, Linear):
        whole = _Form({}, Interval.point(term.constant))
        for weight, part in term.terms:
            form = _form(part, tie, places)
            if form is None:
                return None
            whole = _sum(whole, _scaled(form, weight))
        return whole
    if isinstance(term, Div | Mul):
        left, right = _form(term.left, tie, places), _form(term.right, tie, places)
        if left is not None and right is not None:
            if isinstance(term, Mul) and not left.weights:
                left, right = right, left
            if not right.weights and right.rest.is_point and right.rest.lo:
                return _scaled(left, right.rest.lo if isinstance(term, Mul) else exact(1, right.rest.lo))
    return None


def _sum(one: _Form, other: _Form) -> _Form:
    weights = dict(one.weights)
    for unknown, weight in other.weights.items():
        weights[unknown] = weights.get(unknown, 0) + weight
    return _Form({unknown: weight for unknown, weight in weights.items() if weight}, one.rest + other.rest)


def _scaled(form: _Form, factor: Exact) -> _Form:
    return _Form({unknown: factor * weight for unknown, weight in form.weights.items()}, form.rest.scaled(factor))


def _fixed(term: Term, tie: Tie) -> Interval:
    try:
        return reach(term, tie.found.values)
    except ZeroDivisionError:
        return ANY


def _cell(tie: Tie, index: int, places: Mapping[int, int]) -> _Form:
    unknown = places.get(index)
    if unknown is None:
        return _Form({}, tie.found.values[index])
    key = tie.keys[index]
    return _Form({unknown: 1}, ZERO if key is None else around(tie, key))
