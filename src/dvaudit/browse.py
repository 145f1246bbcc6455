"""The web page of a report in the reader's browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from dvaudit.asked import problem
from dvaudit.message import Problem
from dvaudit.outputs import Output, Writing

_PAGE = "html"
_TABS = 8
"""So many pages are opened at once; the others are there to be opened."""


def asked(formats: Sequence[Output], output: str | None) -> list[Output]:
    """The formats without the page that goes to standard output: it is shown in the browser instead."""
    return [one for one in formats if output is not None or one.form != _PAGE or one.place is not None]


def planned(writings: Sequence[Writing]) -> list[Writing]:
    """What is to be written, with a page in it: in a temporary file, which only the user can read, where none is."""
    if any(one.form == _PAGE and one.path is not None for one in writings):
        return [*writings]
    from tempfile import mkstemp

    handle, path = mkstemp(prefix="dvaudit-", suffix=".html")
    os.close(handle)
    return [*writings, Writing(_PAGE, path)]


def show(writings: Iterable[Writing], unwritten: Iterable[Problem]) -> list[Problem]:
    """Opens the pages that were written; a problem for what cannot be opened."""
    import webbrowser
    from pathlib import Path

    failed = {one.message.values.get("output") for one in unwritten}
    pages = [one.path for one in writings if one.form == _PAGE and one.path is not None and one.path not in failed]
    return [
        problem("cli.no_browser", page=page) for page in pages[:_TABS]
        if not webbrowser.open(Path(page).resolve().as_uri())
    ]  # fmt: skip
