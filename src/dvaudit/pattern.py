"""Regular expressions that are compiled when they are first used.

Compiling is the larger part of starting a small program, and a check of a small file uses few of them.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast


class _Pattern:
    """Stands for a compiled pattern until one of its methods is asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        # Kept in the instance, so that the next look-up finds the pattern's own method.
        found = self.__dict__[name] = getattr(re.compile(self._source, self._flags), name)
        return found


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression for use at module level, like ``re.compile``."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
