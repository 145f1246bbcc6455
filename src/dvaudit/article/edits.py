"""Claims as rules: each with its predicate, ready for the judge, and as a line that a rule file could hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dvaudit.article.arithmetic import says, span_of_multiple
from dvaudit.claim import Claim, Mention
from dvaudit.figure import Figure, Place, RawCell
from dvaudit.interval import Interval, exact
from dvaudit.predicate import Predicate
from dvaudit.rule import Origin, Rule, SlotValue, Template
from dvaudit.text import Text

_SHARE = ("percent", "part", "whole")
ROUNDED = ("mean", "a")
_TOTAL = ("total", "result")


class Shape(NamedTuple):
    """How a claim is told: the rule kind, the catalogue's sentence (the kind's own where empty), and its roles.

    ``roles`` are those of the rule (the claim's own where there are none), ``order`` the places of the claim's figures
    in their order. ``stated`` is the one that the rule is about.
    """

    kind: str = "formula"
    shape: str = ""
    roles: tuple[str, ...] = ()
    order: tuple[int, ...] = ()
    stated: int | None = 0
    unit: str = ""


SHAPES: Mapping[tuple[str, str], Shape] = {
    ("sum", ""): Shape("sum"),
    ("sum", "shares_100"): Shape("sum", stated=None),
    ("other", "signed_sum"): Shape("sum"),
    ("difference", ""): Shape(shape="difference", roles=("amount", "to", "from")),
    ("part_of", ""): Shape("part_of", roles=("part", "whole")),
    ("percent_of", ""): Shape("share", roles=_SHARE, unit="points"),
    ("coverage", ""): Shape("share", roles=_SHARE, order=(2, 0, 1), unit="points"),
    ("other", "product"): Shape(shape="product"),
    ("other", "multiple"): Shape(shape="multiple", roles=("new", "old")),
    ("growth", ""): Shape(shape="change_percent", roles=("percent", "from", "to"), unit="points"),
    ("growth", "diff_new"): Shape(shape="change_by", roles=("percent", "amount", "to"), unit="points"),
    ("growth", "diff_old"): Shape("share", roles=_SHARE, unit="points"),
    ("same", ""): Shape("equal", roles=("figure", "other")),
    ("other", ""): Shape(),
}


def shape_of(claim: Claim) -> Shape:
    """How a claim is told."""
    if claim.kind == "coverage" and len(claim.mentions) == 2:
        return shape_of(claim._replace(kind="part_of"))
    known = SHAPES.get((claim.kind, claim.form)) or SHAPES[claim.kind, ""]
    roles = known.roles or claim.roles
    if known.kind == "sum":
        roles = tuple("minus" if one == "minus" else "total" if one in _TOTAL else "part" for one in claim.roles)
    return known._replace(roles=roles, order=known.order or tuple(range(len(claim.mentions))))


class Bound(NamedTuple):
    """A claim as a rule, what that says, and its figures."""

    rule: Rule
    template: Template
    figures: tuple[Figure, ...]


def bound(claims: Iterable[Claim], figures: Sequence[Figure]) -> Iterator[Bound]:
    """The claims that are understood, each bound to its figures; ``figures`` are those of the mentions."""
    taken: Counter[str] = Counter()
    for claim in claims:
        if not claim.understood:
            continue
        shape = shape_of(claim)
        own = tuple(_rounded(figures[claim.mentions[at]], claim, at) for at in shape.order)
        stated = own[shape.stated or 0]
        name = f"{_called(claim)}-{''.join(c for c in stated.raw if c.isalnum() or c in '.,')}"
        taken[name] += 1
        rule_id = name if taken[name] == 1 else f"{name}-{taken[name]}"
        rule = Rule(rule_id, shape.kind, _slots(claim, shape, own), Origin(None))
        names = tuple(one.name for one in own)
        template = Template(_predicate(claim, shape), names, shape.roles, shape.stated, shape.unit, shape.shape)
        yield Bound(rule, template, own)


def _rounded(figure: Figure, claim: Claim, at: int) -> Figure:
    """A mean or a rate is rounded even where it is printed whole."""
    interval, printed = figure.interval, figure.printed
    rounded = claim.kind == "other" and claim.roles[at] in ROUNDED
    if not rounded or interval is None or printed is None or not interval.is_point:
        return figure
    return replace(figure, intervals=(interval.widened(exact(printed.place, 2)),))


def _called(claim: Claim) -> str:
    names = {"percent_of": "share", "coverage": "share", "growth": "change", "part_of": "part"}
    return names.get(claim.kind, claim.form.replace("_", "-") if claim.kind == "other" else claim.kind)


def _predicate(claim: Claim, shape: Shape) -> Predicate:
    """What the claim says of its figures in the order of its shape."""
    if claim.kind == "coverage":
        return says("percent_of" if len(claim.mentions) == 3 else "part_of", "", shape.roles)
    return says(claim.kind, claim.form, claim.roles, claim.sign)


def _slots(claim: Claim, shape: Shape, figures: Sequence[Figure]) -> dict[str, SlotValue]:
    """The slots of the rule as a rule file would write them."""
    names = [figure.name for figure in figures]
    by_role: dict[str, list[str]] = {}
    for role, name in zip(shape.roles, names, strict=True):
        by_role.setdefault(role, []).append(name)
    match shape.kind:
        case "sum":
            total = by_role.get("total", ["100"])[0]
            slots: dict[str, SlotValue] = {"parts": tuple(by_role["part"]), "total": total}
            return {**slots, "minus": tuple(by_role["minus"])} if "minus" in by_role else slots
        case "part_of":
            return {"part": (names[0],), "whole": names[1]}
        case "equal":
            return {"figures": tuple(names)}
        case "formula":
            return {"check": _formula(claim, [f"`{name}`" for name in names])}
        case _:
            return {role: found[0] for role, found in by_role.items()}


def _formula(claim: Claim, names: Sequence[str]) -> str:
    """The claim as a line of a rule file."""
    form = claim.form or claim.kind
    if form == "weighted_sum":
        weights = [role.partition("*")[2] or "1" for role in claim.roles]
        return f"{names[0]} = " + " + ".join(f"{w} * {name}" for w, name in list(zip(weights, names, strict=True))[1:])
    if form == "weighted_growth":
        pairs = list(zip(names[::2], names[1::2], strict=True))
        signs = ["-" if claim.sign >> at & 1 else "+" for at in range(len(pairs))]
        old = [f"{name} / (100 {sign} {growth})" for (growth, name), sign in zip(pairs, signs, strict=True)]
        return f"{old[0]} = " + " + ".join(old[1:])
    if form == "multiple":
        low, high = span_of_multiple(claim.roles[1])
        return f"abs({names[0]} - {(low + high) / 2} * {names[1]}) <= {(high - low) / 2} * {names[1]}"
    if form == "diff_new" and not claim.sign:  # which way it went is not said
        return f"{names[0]} = {names[1]} / {names[2]} in %"
    if form == "growth" and claim.sign:
        form = "rise" if claim.sign > 0 else "fall"
    return _FORMULAS[form].format(*names, sign="-" if claim.sign > 0 else "+", sum=" + ".join(names[1:]))


_FORMULAS = {
    "difference": "{0} = {1} - {2}",
    "growth": "{0} = abs({2} / {1} * 100 - 100)",
    "rise": "{0} = {2} / {1} * 100 - 100",
    "fall": "{0} = 100 - {2} / {1} * 100",
    "diff_new": "{0} = {1} / ({2} {sign} {1}) in %",
    "product": "{0} = {1} * {2}",
    "mean": "{0} = {1} / {2}",
    "mean_per_year": "{0} = {1} / ({3} - {2} + 1)",
    "ratio": "{0} / {1} = {2} / {3}",
    "percent_of_sum": "{0} = {1} / ({sum}) in %",
}


def figures_of(text: Text, mentions: Iterable[Mention]) -> list[Figure]:
    """The figures of the mentions, each with its place and a name of its own."""
    found: list[Figure] = []
    taken: Counter[str] = Counter()
    for at, mention in enumerate(mentions):
        figure = mention.figure or _unprinted(mention)
        taken[figure.name] += 1
        name = figure.name if taken[figure.name] == 1 else f"{figure.name} ({taken[figure.name]})"
        cell = RawCell(figure.raw, _placed(text, mention), 1, at)
        found.append(replace(figure, name=name, cells=(cell,)))
    return found


def _unprinted(mention: Mention) -> Figure:
    """A numeral that is no quantity: a year is a number, of which nothing printed can be wrong."""
    if mention.value is None:
        return Figure(mention.printed, mention.printed, "unreadable", ())
    return Figure(mention.printed, mention.printed, "number", (Interval.point(exact(mention.value)),))


def _placed(text: Text, mention: Mention) -> Callable[[int, int], Place]:
    """Finds where a mention stands; asked only for what is shown."""
    return lambda _row, _column: text.place(mention.start, mention.end)
