"""One line for each finding, for editors, ``grep`` and CI: ``file:line:column: rule-id message``.

What is no error is marked by a word after the place: ``warning:``, ``undecided:``, ``unbound:``, ``accepted:``,
``note:``. These are for programs and the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from dvaudit.render import facts, shown
from dvaudit.render.annotations import Annotation, annotate
from dvaudit.render.view import View
from dvaudit.report import Report


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the lines; the summary is the last one."""
    stream.writelines(f"{line}\n" for line in _lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    if view.verbosity >= 0:
        for one in annotate(report, view):
            yield _line(one, view)
    counts = facts.counted(report)
    if counts.problems:
        yield view.say("report.summary_problems", n=counts.problems)
    if counts.confidential:
        yield view.text(facts.disclosed(counts))
    yield view.text(facts.summary(counts))


def _line(one: Annotation, view: View) -> str:
    where = view.text(shown.place(one.place)) if one.place.file else "-c"
    mark = "" if one.mark == "error" else f"{one.mark}: "
    rule = "" if one.rule is None else f"{view.text(one.rule.id)} "
    return f"{where}: {mark}{rule}{one.sentence}"
