"""Problems as an editor and a person can use them: the place, a sentence, the line of the rule file with a caret."""

from __future__ import annotations

from collections.abc import Iterator

from dvaudit.figure import Place
from dvaudit.message import Problem
from dvaudit.render import shown
from dvaudit.render.escape import escape
from dvaudit.render.grid import cell_width
from dvaudit.render.view import View


def place(problem: Problem) -> str:
    """``file:line:column:``, as far as it is known; ``dvaudit:`` for what stands on the command line."""
    if problem.file is None:
        return "dvaudit:"
    if problem.sheet is not None:
        return f"{shown.place(Place(problem.file, problem.line, sheet=problem.sheet))}:"
    position = [str(number) for number in (problem.line, problem.column) if number is not None]
    return "".join(f"{part}:" for part in [shown.path(problem.file), *position])


def told(problem: Problem, view: View) -> Iterator[str]:
    """The lines that tell a problem."""
    yield f"{escape(place(problem))} {view.text(problem.message)}"
    if problem.excerpt is None:
        return
    number = "" if problem.line is None else str(problem.line)
    yield f"  {number} | {escape(problem.excerpt)}"
    if problem.column is not None:
        before = escape(problem.excerpt[: problem.column - 1])
        yield f"  {' ' * len(number)} | {' ' * cell_width(before)}^"
