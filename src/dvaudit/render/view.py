"""How a reader wants to see a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple, TextIO

from dvaudit.message import Message
from dvaudit.render.escape import escape
from dvaudit.render.words import count, say, speaker

_PAGE, _NARROWEST = 100, 40
_LINE = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"

Shown = str | Message
"""A text to be shown: as printed in a source, or a message that a catalogue says."""


class View(NamedTuple):
    """Language, width in terminal cells, how much to tell, colour, and whether the output can only carry ASCII.

    ``verbosity`` is -1 for the summary alone, 1 to tell also what holds. ``show`` are the numbers of the causes that
    were asked for, None where none was. ``status`` is the exit status of the run, where it is known.
    """

    lang: str = "en"
    width: int = 100
    verbosity: int = 0
    colour: bool = False
    ascii: bool = False
    show: tuple[int, ...] | None = None
    status: int | None = None

    @property
    def say(self) -> Callable[..., str]:
        """Says a message given as key and values."""
        return speaker(self.lang)

    @property
    def rule(self) -> str:
        """The character that draws the line below a table's titles."""
        return "-" if self.ascii else _LINE

    def counted(self, number: int) -> str:
        """A count as the language writes it."""
        return count(number, self.lang)

    def text(self, shown: Shown | None) -> str:
        """The shown text on one harmless line."""
        if isinstance(shown, Message):
            return say(shown, self.lang)
        return escape(shown or "")


def view_for(stream: TextIO | None, environ: Mapping[str, str], lang: str, verbosity: int = 0) -> View:
    """How to show things on a stream, or in a file in UTF-8 where it is None.

    Colour needs a terminal (or FORCE_COLOR) and gives way to NO_COLOR; the width is what COLUMNS says, else that of the
    terminal, else that of a page.
    """
    terminal = stream is not None and stream.isatty()
    forced = stream is not None and bool(environ.get("FORCE_COLOR"))
    plain = bool(environ.get("NO_COLOR")) or (environ.get("TERM") == "dumb" and not forced)
    return View(
        lang,
        _width(stream if terminal else None, environ.get("COLUMNS", "")),
        verbosity,
        (terminal or forced) and not plain,
        stream is not None and not _carries(_LINE, stream.encoding or "ascii"),
    )


def _width(terminal: TextIO | None, asked: str) -> int:
    if asked.isdecimal() and 0 < len(asked) < 5:
        return max(_NARROWEST, int(asked))
    if terminal is None:
        return _PAGE
    try:
        columns = os.get_terminal_size(terminal.fileno()).columns
    except OSError:
        columns = 0
    return max(_NARROWEST, columns) if columns else _PAGE  # some terminals do not know


def _carries(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
