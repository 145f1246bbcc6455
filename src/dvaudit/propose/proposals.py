"""From what holds among figures to rules, each confronted with the files by the judge before it is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from dvaudit.headings import TOTAL, is_of_which
from dvaudit.names import normalize
from dvaudit.propose.judged import Proposal, confronted, made
from dvaudit.propose.look import Group, Look, likeness, look, says_change, says_total, words
from dvaudit.propose.quotients import Likeness, Quotient, quotients
from dvaudit.propose.rows import row_rules
from dvaudit.propose.sums import Sum, sums
from dvaudit.propose.vectors import Vector, constant, sampled
from dvaudit.rule import Rule

SAMPLE = 400
"""In so many records relations among columns are looked for; the judge looks at all."""


class Proposals(NamedTuple):
    """What is proposed for a group of files, and what holds too seldom and is left to a person."""

    group: Group
    records: int
    proposed: tuple[Proposal, ...]
    doubtful: tuple[Proposal, ...]


def proposals(group: Group) -> Proposals:
    """The rules that hold in nearly all records of some like files."""
    found = look(group)
    strong = _distinct([*_column_rules(found), *row_rules(found)])
    said = [rule for rule in _named(found) if all(rule.slots != other.slots for other in strong)]
    strong = _distinct([*strong, *said])
    first = confronted(strong, group)
    proposed = [one.rule for one in first if one.proposed]
    known = {(rule.kind, str(rule.slots.get("total", rule.slots.get("over")))) for rule in proposed}
    proposed = [rule for rule in proposed if not _is_covered(rule, proposed)]
    doubtful = [
        one for one in first
        if (one.doubtful or (one.failed and one.rule in said)) and "figures" not in one.rule.slots
        and (one.rule.kind != "sum" or (one.rule.kind, str(one.rule.slots["total"])) not in known)
    ]  # fmt: skip
    # Where a total is wrong too often to say so, its parts are still no larger than it.
    others = [*(rule for one in doubtful for rule in _weaker(one.rule)), *_named_parts(found, strong)]
    weaker = _distinct([*strong, *others])[len(strong) :]
    proposed += [one.rule for one in confronted(weaker, group) if not one.failed]
    records = sum(not record.heading for document in found.documents for record in document.records)
    return Proposals(group, records, tuple(_settled(proposed, group)), tuple(doubtful))


def _is_covered(rule: Rule, others: Iterable[Rule]) -> bool:
    """True for a rule about some figures that is there for all of them, too."""
    bare = {name: value for name, value in rule.slots.items() if name != "figures"}
    return "figures" in rule.slots and any(other.kind == rule.kind and other.slots == bare for other in others)


def _settled(rules: Sequence[Rule], group: Group) -> list[Proposal]:
    """The rules that are proposed together: what others say of a table also decides how its figures are read."""
    while True:
        found = confronted(rules, group)
        kept = [one for one in found if one.proposed]
        if len(kept) == len(found):
            return found
        rules = [one.rule for one in kept]


def _distinct(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with ids of their own, none twice."""
    taken: set[str] = set()
    said: set[str] = set()
    found = []
    for rule in rules:
        content = f"{rule.kind} {rule.slots}"
        if content in said:
            continue
        said.add(content)
        identity, number = rule.id, 1
        while identity in taken:
            number += 1
            identity = f"{rule.id}-{number}"
        taken.add(identity)
        found.append(rule._replace(id=identity))
    return found


def _column_rules(found: Look) -> Iterator[Rule]:
    """Sums, quotients and parts among the columns."""
    columns = sampled(found.vectors, SAMPLE)
    totals = frozenset(at for at, one in enumerate(columns) if says_total(one.name))
    counts = [at for at in range(len(columns)) if at not in found.percents]
    stated: set[tuple[str, ...]] = set()
    for chosen in (counts, sorted(found.percents)):
        own = [columns[at] for at in chosen]
        named = [number for number, at in enumerate(chosen) if at in totals]
        for one in sums(own, named) if len(own) > 2 else ():
            if not found.single or _is_told(own, one, named):
                yield _sum(own, one)
            stated.add(tuple(sorted(own[at].name for at in one.parts)))
    yield from _hundreds(columns, found, stated)
    changes = frozenset(at for at in found.quotients if says_change(columns[at].name))
    like = Likeness(found.percents, found.quotients, dict(likeness(found)), found.rates, changes, found.scale)
    for quotient in quotients(columns, like):
        if not found.single or like.like.get(quotient.stated) == quotient.part:
            yield _quotient(columns, quotient, like)
    yield from _parts(columns)


def _named(found: Look) -> Iterator[Rule]:
    """What the names of a single record say, whether it holds or not: ``admitted_total`` of ``admitted_2011`` ..."""
    if not found.single:
        return
    columns = [one.name for at, one in enumerate(found.vectors) if at not in found.rates]
    totals = {name: about for name in columns if says_total(name) and (about := words(name) - TOTAL)}
    for whole, about in totals.items():
        parts = tuple(name for name in columns if about < words(name) and all(map(str.isdigit, words(name) - about)))
        if len(parts) > 1:
            yield made("sum", whole, {"total": whole, "parts": parts})
    for stated, at in likeness(found).items():
        part = found.vectors[at].name
        wholes = [name for name, about in totals.items() if about < words(part) and name != part]
        if stated in found.percents and len(wholes) == 1:
            name = found.vectors[stated].name
            yield made("share", name, {"part": part, "whole": wholes[0], "percent": name})


def _is_told(columns: Sequence[Vector], one: Sum, named: Iterable[int]) -> bool:
    """True where names say so, too: one record alone agrees by coincidence now and then."""
    return one.total in named and not one.minus and abs(one.total - one.parts[0]) <= 1 and len(columns) > 2


def _sum(columns: Sequence[Vector], one: Sum) -> Rule:
    slots: dict[str, object] = {
        "total": columns[one.total].name, "parts": tuple(columns[at].name for at in sorted(one.parts)),
    }  # fmt: skip
    if one.minus:
        slots["minus"] = tuple(columns[at].name for at in one.minus)
    return made("sum", columns[one.total].name, slots)


def _hundreds(columns: Sequence[Vector], found: Look, stated: Collection[tuple[str, ...]]) -> Iterator[Rule]:
    """Percentages side by side that make 100, but for those of which a column states the sum."""
    columns = [columns[at] for at in sorted(found.percents)]
    if len(columns) < 2 or found.single:
        return
    whole = constant("100", 100, columns[0], found.scale)
    for start in range(len(columns) - 1):
        for step in (1, 2):
            window = columns[start::step]
            for one in sums([whole, *window], (0,)):
                if one.total == 0 and not one.minus and one.parts[0] == 1:
                    parts = tuple(window[at - 1].name for at in sorted(one.parts))
                    if tuple(sorted(parts)) in stated:
                        continue
                    yield made("sum", f"{parts[0]} 100", {"total": "100", "parts": parts})


def _quotient(columns: Sequence[Vector], one: Quotient, like: Likeness) -> Rule:
    stated, part, whole = (columns[at].name for at in (one.stated, one.part, one.whole))
    if one.change:
        return made("change", stated, {"from": whole, "to": part, "percent": stated})
    if one.per == 100 and one.stated in like.percents:
        return made("share", stated, {"part": part, "whole": whole, "percent": stated})
    per: dict[str, object] = {} if one.per == 1 else {"per": str(one.per)}
    return made("ratio", stated, {"numerator": part, "denominator": whole, "ratio": stated, **per})


def _parts(columns: Sequence[Vector]) -> Iterator[Rule]:
    """Columns that say "of which" are no larger than the one before them that does not."""
    before: str | None = None
    for one in columns:
        pieces = one.name.split(" / ")
        if not any(map(is_of_which, pieces)):
            before = one.name
        elif before is not None:
            yield made("part_of", one.name, {"part": one.name, "whole": before})


def _named_parts(found: Look, known: Sequence[Rule]) -> Iterator[Rule]:
    """Columns that by their names are parts of a total are no larger: ``members_women`` and ``members_total``."""
    columns = [one.name for at, one in enumerate(found.vectors) if at not in found.rates]
    added = {
        (rule.slots["total"], part) for rule in known if rule.kind == "sum" and isinstance(rule.slots["parts"], tuple)
        for part in rule.slots["parts"]
    }  # fmt: skip
    for whole in columns:
        about = words(whole) - TOTAL if says_total(whole) else frozenset()
        for part in columns if about else ():
            if about < words(part) and not says_total(part) and (whole, part) not in added:
                yield made("part_of", part, {"part": part, "whole": whole})


def _weaker(rule: Rule) -> Iterator[Rule]:
    """What is left of a sum or a share that does not hold often enough: its parts are no larger than the whole."""
    parts, whole = rule.slots.get("parts"), rule.slots.get("total")
    if rule.kind == "sum" and isinstance(parts, tuple) and isinstance(whole, str) and "minus" not in rule.slots:
        for part in parts:
            if normalize(whole) != "100":
                yield made("part_of", str(part), {"part": part, "whole": whole})
    elif rule.kind == "share":
        part = str(rule.slots["part"])
        yield made("part_of", part, {"part": part, "whole": rule.slots["whole"]})
