"""JUnit XML: a suite for each input and rule file, a case for each rule.

A rule that fails anywhere is a failure. One that could not be checked, wholly or in part, or that checked nothing, is
skipped, and so is one of which all discrepancies are accepted. What could not be done at all is an error. The text of a
case lists its discrepancies with their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from dvaudit.message import Message
from dvaudit.render import facts, shown
from dvaudit.render.annotations import Annotation, annotated, problems, unchecked
from dvaudit.render.source import relative
from dvaudit.render.view import View
from dvaudit.report import Audit, Cause, Finding, Report
from dvaudit.rule import Tally

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
"""The counts of a suite, each with the element of a case that it counts."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the suites as one XML document."""
    from xml.etree.ElementTree import Element, indent, tostring

    suites = Element("testsuites", name="dvaudit")
    suites.extend(_suites(report, view))
    for name in ("tests", *_COUNTED):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(suites)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n")


class _By(NamedTuple):
    """What was found in one input, by the id of its rule."""

    findings: dict[str, list[Finding]]
    unchecked: dict[str, list[Annotation]]
    unbound: dict[str, Message]


def _suites(report: Report, view: View) -> Iterator[Element]:
    causes = {cause.number: cause for cause in report.causes}
    stopped = list(problems(report, view))
    if stopped:
        cases = [_case(relative(one.place.file) if one.place.file else "dvaudit", "input", view) for one in stopped]
        for case, one in zip(cases, stopped, strict=True):
            _add(case, "error", one.sentence, [_told(one, view)], "problem")
        yield _suite("dvaudit", cases, view)
    for audit in report.audits:
        found = _By(defaultdict(list), defaultdict(list), {rule.id: why for rule, why in facts.unbound([audit])})
        for finding in audit.findings:
            found.findings[finding.confrontation.edit.rule.id].append(finding)
        for one in unchecked(audit, view):
            found.unchecked["" if one.rule is None else one.rule.id].append(one)
        cases = [_rule(audit, tally, found, causes, view) for tally in audit.tallies]
        rules = "" if audit.article is not None else f" ({view.text(facts.rules_name(audit.rules))})"
        yield _suite(f"{relative(audit.file)}{rules}", cases, view)


def _suite(name: str, cases: list[Element], view: View) -> Element:
    from xml.etree.ElementTree import Element

    suite = Element("testsuite", name=view.text(name), tests=str(len(cases)))
    for counted, tag in _COUNTED.items():
        suite.set(counted, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _case(file: str, name: str, view: View) -> Element:
    from xml.etree.ElementTree import Element

    return Element("testcase", classname=view.text(file), name=view.text(name), file=view.text(file))


def _add(case: Element, tag: str, said: str, lines: list[str], kind: str = "") -> None:
    """An element that says how a case came out: a sentence, and all of it line by line."""
    from xml.etree.ElementTree import SubElement

    found = SubElement(case, tag, {"message": said} | ({"type": kind} if kind else {}))
    found.text = "\n".join(lines)


def _rule(audit: Audit, tally: Tally, found: _By, causes: dict[int, Cause], view: View) -> Element:
    """How one rule came out on one input."""
    case = _case(relative(audit.file), tally.rule.id, view)
    own, skipped = found.findings[tally.rule.id], found.unchecked[tally.rule.id]
    open_ = [annotated(finding, causes.get(finding.cause or 0), view) for finding in facts.reported(own)]
    failed = tally.failed - tally.accepted
    if failed:
        lines = [_told(one, view) for one in open_]
        if failed > len(open_):
            lines.append(view.say("report.more", n=failed - len(open_)))
        first = open_[0].sentence if open_ else lines[0]
        said = view.say("report.and_more", listed=[first], n=failed - 1) if failed > 1 and open_ else first
        _add(case, "failure", said, [*lines, *(_told(one, view) for one in skipped)], tally.level)
    elif tally.undecided:
        counts = view.say("report.partly_checked", n=tally.undecided, held=tally.held)
        _add(case, "skipped", counts, [_told(one, view) for one in skipped])
    elif tally.accepted:
        known = [annotated(finding, None, view) for finding in own if finding.accepted is not None]
        _add(case, "skipped", view.say("report.all_accepted", n=tally.accepted), [_told(one, view) for one in known])
    elif tally.unbound:
        _add(case, "skipped", view.say("report.checked_nothing", why=found.unbound[tally.rule.id]), [])
    return case


def _told(one: Annotation, view: View) -> str:
    where = view.text(shown.place(one.place)) if one.place.file else "dvaudit"
    mark = "" if one.mark in ("error", "problem") else f"{one.mark}: "
    return f"{where}: {mark}{one.sentence}"
