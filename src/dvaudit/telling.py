"""How far long work is, told on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from dvaudit.message import Message
from dvaudit.render.words import language, say
from dvaudit.report import Progress

_QUIET_SECONDS = 2
"""For so long nobody wonders how far the work is."""


@contextmanager
def telling(lang: str | None, wanted: bool | None) -> Iterator[Callable[[Progress], None] | None]:
    """Tells on standard error how far the work is, from its third second on: in one line of a terminal."""
    in_place = sys.stderr.isatty()
    if not (in_place if wanted is None else wanted):
        yield None
        return
    start = last = monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        now = monotonic()
        if now - start < _QUIET_SECONDS or (not in_place and now - last < _QUIET_SECONDS):
            return
        last = now
        told = progress._asdict() | {"rate": int(progress.rows / (now - start))}
        text = say(Message("cli.progress", told), lang or language(os.environ))
        sys.stderr.write(f"\r\x1b[K{text}" if in_place else f"{text}\n")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if in_place and last > start:
            sys.stderr.write("\r\x1b[K")
