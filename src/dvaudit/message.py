"""What dvaudit has to say, as a key and values; the catalogues in ``render/words`` hold the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Message(NamedTuple):
    """One sentence to be said: its key in the catalogues and the values it names.

    Values are printed texts, counts or further messages; code never builds a sentence from pieces.
    """

    key: str
    values: Mapping[str, object] = {}  # never written to


def message(key: str, **values: object) -> Message:
    """A :class:`Message` with its values as keywords."""
    return Message(key, values)


class Problem(NamedTuple):
    """Something that kept part of the work from being done, and where: the report tells it.

    ``line`` and ``column`` are 1-based. ``excerpt`` is the offending line of a rule file, shown under the
    sentence with a caret at ``column``. ``fatal`` problems make the exit status 2; the others are notes
    that a reader needs to trust the result (a dropped line, an encoding that was guessed).
    """

    message: Message
    file: str | None = None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None
    fatal: bool = True
    sheet: str | None = None
    """The sheet of a workbook on which ``line`` is."""


class AuditError(Exception):
    """Work that could not be done. Carries the :class:`Problem` that says which and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.key)
        self.problem = problem


def fail(
    key: str,
    *,
    file: str | None = None,
    line: int | None = None,
    column: int | None = None,
    excerpt: str | None = None,
    sheet: str | None = None,
    **values: object,
) -> AuditError:
    """The :class:`AuditError` for one message; the caller raises it."""
    return AuditError(Problem(Message(key, values), file, line, column, excerpt, sheet=sheet))
