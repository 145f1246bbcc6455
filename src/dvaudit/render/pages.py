"""What the other verbs print: how figures were read, which rules there are, what a kind means, how examples went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dvaudit.apply import TWICE
from dvaudit.diagnose.ruleset import Bounded, RuleSetCheck
from dvaudit.examples import ExampleResult
from dvaudit.figure import Document, Figure, Figures, Place, Record
from dvaudit.interval import Interval
from dvaudit.message import Message, message
from dvaudit.render import claims, facts, remarks, shown
from dvaudit.render.grid import Column, Line, Segment, grid, wrapped
from dvaudit.render.view import View
from dvaudit.render.words import catalogue, placeholders
from dvaudit.rule import Kind, Rule, RuleSet, Tally

if TYPE_CHECKING:
    from dvaudit.claim import Article
    from dvaudit.report import Audit

_OPEN = ("two_readings", "bracket_open")
"""Reasons that are told once for all figures, whatever their values."""
_LIMITS = 5  # figures whose limits are told one by one


def figures(ruleset: RuleSet | None, document: Document, found: Figures, view: View) -> Iterator[Line]:
    """Each figure of a document, in its order: its text, what the text can mean, and why.

    Most figures are read for the same few reasons, so these are numbered and told once, below the table.
    """
    say = view.say
    total = sum(figure.state == "number" for row in found.values() for figure in row)
    source = "" if ruleset is None else facts.rules_name(ruleset)
    yield [(say("cli.figures_header_rules" if source else "cli.figures_header", file=shown.path(document.called),
                figures=total, layout=Message(f"cli.layout_{document.layout}"), rules=source), "bold")]  # fmt: skip
    yield []
    keyed = len(document.records) > 1
    columns = [
        Column(say("report.where"), folds=False),
        *([Column(say("report.record"))] if keyed else []),
        Column(say("report.figure")),
        Column(say("report.text"), right=True),
        Column(say("report.means"), right=True),
        Column(say("report.why")),
    ]
    rows: list[list[Segment]] = []
    numbers: dict[str, int] = {}
    for record, stated in zip(document.records, zip(*found.values(), strict=True), strict=False):
        for figure in stated:
            row = _figure(figure, record, numbers, view)
            rows.append(row if keyed else [row[0], *row[2:]])
    yield from grid(columns, rows, view.width, view.rule)
    yield []
    for reason, number in numbers.items():
        yield from wrapped(f"{number:>2}  {reason}", view.width, indent=1)
    yield []
    shown_ones = max(map(len, found.values()), default=0)
    if shown_ones < len(document.records):
        yield from wrapped(say("cli.figures_more", shown=shown_ones, n=len(document.records)), view.width)
        yield []


def figures_of_article(article: Article, audit: Audit, view: View) -> Iterator[Line]:
    """Each figure of an article as a page of figures tells them, and what it counts."""
    yield [(view.text(remarks.header(audit)), "bold")]
    yield []
    columns = [
        Column(view.say("report.where"), folds=False),
        Column(view.say("report.text"), right=True),
        Column(view.say("report.means"), right=True),
        Column(view.say("article.kind"), folds=False),
        Column(view.say("article.counts")),
        Column(view.say("article.period")),
    ]
    rows: list[list[Segment]] = []
    for mention in article.mentions:
        if mention.spelled or not mention.quantity or mention.figure is None:
            continue
        where = article.text.place(mention.start, mention.end)
        means = view.say("report.or").join(_meaning(one, mention.figure, view) for one in mention.figure.intervals)
        rows.append([
            (view.text(shown.place(where, with_file=False)), "dim"), (view.text(claims.printed(mention)), ""),
            (means, ""), (view.say(f"article.kind_{mention.kind}"), ""),
            (view.text(shown.clip(mention.noun or mention.unit)), ""), (view.text(shown.clip(mention.period)), ""),
        ])  # fmt: skip
    yield from grid(columns, rows, view.width, view.rule)
    yield []


def _figure(figure: Figure, record: Record, numbers: dict[str, int], view: View) -> list[Segment]:
    where = [shown.place(cell.locate(), with_file=False) for cell in figure.cells]
    if figure.state == "number":
        means = view.say("report.or").join(_meaning(interval, figure, view) for interval in figure.intervals)
    else:
        means = view.say(f"report.{figure.state}_figure")
    reasons = list(figure.why)
    if figure.reason is not None and figure.reason not in reasons:
        reasons.append(figure.reason)
    return [
        (view.text(" ".join(where)), "dim"),
        (view.text(facts.record_label(record)), ""),
        (view.text(shown.clip(figure.name)), ""),
        (view.text(shown.clip(figure.raw)), ""),
        (means, "" if figure.state == "number" else "red"),
        (" ".join(str(numbers.setdefault(view.text(_once(one)), len(numbers) + 1)) for one in reasons), "dim"),
    ]


def _once(reason: Message) -> Message:
    """A reason without the values of one figure, which the page shows beside it."""
    name = reason.key.removeprefix("number.")
    return message(f"number.any_{name}") if name in _OPEN else reason


def _meaning(interval: Interval | None, figure: Figure, view: View) -> str:
    if interval is None:
        return view.say("report.missing_figure")
    return shown.interval(interval, figure)


def rules(sets: Iterable[tuple[RuleSet, Sequence[Tally] | None]], view: View) -> Iterator[Line]:
    """The rules of each rule file with what they mean; with tallies, whether they apply to the file at hand."""
    for ruleset, tallies in sets:
        title = view.text(ruleset.title) if ruleset.title else ""
        head = view.say("cli.rules_header", source=facts.rules_name(ruleset), rules=len(ruleset.rules))
        yield [(f"{head}: {title}" if title else head, "bold")]
        used = {tally.rule.id for tally in tallies or () if facts.ran(tally) and tally.absent is None}
        columns = [Column(view.say(f"report.{name}")) for name in ("rule", "kind", "meaning")]
        if tallies is not None:
            columns.append(Column(view.say("report.applies")))
        rows: list[list[Segment]] = []
        for rule in ruleset.rules:
            row: list[Segment] = [(view.text(rule.id), ""), (rule.kind, ""), (view.text(meaning(rule)), "")]
            if tallies is not None:
                row.append((view.say("report.yes" if rule.id in used else "report.no"), ""))
            rows.append(row)
        yield from grid(columns, rows, view.width, view.rule)
        yield []


def meaning(rule: Rule) -> Message:
    """What a rule says in words: of the sentences of its kind, the one that says most of its slots.

    ``kinds.range_means_min_max`` is for a range with both; what a sentence names, the rule must have, too.
    """
    if rule is TWICE:
        return Message("explain.twice")
    slots = {name: slot_text(value) for name, value in rule.slots.items()}
    start = f"kinds.{rule.kind}_means"
    asked = {
        key: (set(key.removeprefix(start).split("_")) - {""}) | placeholders(template)
        for key, template in catalogue("en").items()
        if key == start or key.startswith(f"{start}_")
    }
    fitting = [(len(needed), key) for key, needed in asked.items() if needed <= set(slots)]
    return Message(max(fitting)[1], slots) if fitting else Message("report.literal", {"text": rule.kind})


def slot_text(value: object) -> str:
    """A slot as it could be written on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {slot_text(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(slot_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def tested(
    ruleset: RuleSet, results: Sequence[ExampleResult], toothless: Sequence[Rule], together: RuleSetCheck, view: View
) -> Iterator[Line]:
    """How the examples of a rule file came out: one line when all is well, else one for each that is not.

    Below it notes, among them what the rules say together.
    """
    wrong = [result for result in results if not result.ok]
    for result in wrong:
        origin = result.example.origin
        yield from _at(origin.file or ruleset.name, origin.line, origin.column, result.message, view)
    about = [(rule, Message("cli.never_fails", {"rule": rule.id})) for rule in toothless]
    about += _impossible(together)
    for rule, said in about:
        yield from _at(rule.origin.file or ruleset.name, rule.origin.line, rule.origin.column, said, view)
    bare = [rule.id for rule in ruleset.rules if not rule.examples]
    failed = len(wrong) + len(about)
    key = "cli.test_failed" if failed else "cli.test_passed" if results else "cli.test_none"
    yield [(view.say(key, file=shown.path(ruleset.name), rules=len(ruleset.rules), examples=len(results),
                     failed=failed), "bold")]  # fmt: skip
    notes = [Message("cli.no_example", {"n": len(bare), "rules": bare})] if bare and results else []
    for note in (*notes, *_together(together)):
        yield from wrapped(view.say("report.note", note=note), view.width, indent=3)


def _impossible(together: RuleSetCheck) -> Iterator[tuple[Rule, Message]]:
    """The rules that can never hold, alone or with others: told where the last of them is written."""
    for broken, why in together.broken:
        yield broken, Message("ruleset.broken", {"rule": broken.id, "why": why})
    for found in together.contradictions:
        *others, last = found.rules
        if not found.counts:
            key = "ruleset.contradicts" if others else "ruleset.never_holds"
            yield last, Message(key, {"rule": last.id, "others": _ids(others)})


def _together(together: RuleSetCheck) -> Iterator[Message]:
    """What else rules say together, and which could not be compared."""
    for found in together.contradictions:
        *others, last = found.rules
        if found.counts:
            yield Message("ruleset.contradicts_counts", {"rule": last.id, "others": _ids(others)})
    for one in together.implied:
        yield Message("ruleset.same" if one.same else "ruleset.implied", {"rule": one.rule.id, "by": _ids(one.by)})
    bounded = (*together.fixed, *together.ranges)
    for limit in bounded[:_LIMITS]:
        yield _bounded(limit)
    if bounded[_LIMITS:]:
        names = [shown.clip(limit.name) for limit in bounded[_LIMITS:]]
        yield Message("ruleset.more", {"n": len(names), "names": facts.several(names)})
    for reason, rules in together.unused.items():
        yield Message(f"ruleset.unused_{reason}", {"rules": _ids(rules)})
    if not together.decided:
        yield Message("ruleset.undecided")


def _bounded(limit: Bounded) -> Message:
    key = ("fixed" if limit.interval.is_point else "range") + ("_counts" if limit.counts else "")
    values = shown.expected(limit.interval, None)
    return Message(f"ruleset.{key}", {"name": shown.clip(limit.name), "values": values, "by": _ids(limit.by)})


def _ids(rules: Iterable[Rule]) -> object:
    return facts.several([rule.id for rule in rules])


def _at(file: str, line: int | None, column: int | None, said: Message | None, view: View) -> Iterator[Line]:
    yield [(f"{view.text(shown.place(Place(file, line, column)))}: {view.text(said)}", "")]


def page(name: str, doc: str) -> Iterator[Line]:
    """A docstring below its name."""
    yield [(name, "bold")]
    yield []
    for line in doc.strip().splitlines():
        yield [(line, "")]


def kind(found: Kind, view: View) -> Iterator[Line]:
    """The page of a kind, and its slots."""
    yield from page(found.name, found.doc)
    yield []
    yield [(view.say("cli.slots"), "bold")]
    columns = [Column(view.say(f"report.{name}")) for name in ("slot", "takes", "meaning")]
    rows: list[list[Segment]] = [
        [(slot.name + ("" if slot.required else "?"), ""), (slot.takes.replace("_", " "), ""), (slot.doc, "")]
        for slot in found.slots
    ]
    yield from grid(columns, rows, view.width, view.rule)


def rule(one: Rule, view: View) -> Iterator[Line]:
    """Everything that is written of one rule."""
    yield [(view.text(one.id), "bold")]
    texts = [view.text(meaning(one)), *(view.text(text) for text in (one.label, one.message, one.note) if text)]
    origin = f"{shown.path(one.origin.file)}:{one.origin.line}" if one.origin.file else "-c"
    texts.append(view.say("cli.written_at", place=origin, kind=one.kind, level=one.level))
    conditions = {"when": one.when, "tolerance": one.tolerance, "fail_if": one.fail_if, "link": one.link}
    texts += [view.text(f"{name}: {text}") for name, text in conditions.items() if text]
    for text in texts:
        yield from wrapped(text, view.width, indent=3)
    for example in one.examples:
        rows = [", ".join(f"{name} {text}" for name, text in row.items()) for row in example.rows]
        yield from wrapped(
            view.say(f"cli.example_{example.outcome.value}", figures=" / ".join(rows)), view.width, indent=3
        )
