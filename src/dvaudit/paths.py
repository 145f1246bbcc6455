"""Patterns of paths, and which files one means.

``*``, ``?`` and ``[...]`` stay within one folder, ``**`` is any number of folders. Hidden files and folders are meant
by none of them. Files come in natural order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from dvaudit.message import fail
from dvaudit.names import natural

_MAGIC = "*?["


def is_pattern(text: str) -> bool:
    """True for a text with ``*``, ``?`` or ``[``."""
    return any(sign in text for sign in _MAGIC)


def matching(text: str, folder: str = "") -> list[str]:
    """The files that a pattern means in a folder."""
    prefix, rest = _split(text)
    base = os.path.join(folder, prefix)
    depth = None if "**" in rest.split("/") else rest.count("/")
    wanted = re.compile(_expression(rest), re.DOTALL)
    found = [path for path in _files(base, depth) if wanted.fullmatch(path)]
    return [os.path.join(base, path) for path in sorted(found, key=natural)]


def inside(folder: str, endings: frozenset[str]) -> list[str]:
    """All files in a folder and the folders in it whose names end so."""
    found = (path for path in _files(folder, None) if os.path.splitext(path)[1].casefold() in endings)
    return [os.path.join(folder, path) for path in sorted(found, key=natural)]


def _split(text: str) -> tuple[str, str]:
    """The folders before the first sign that means several, and the rest."""
    first = min(at for at in (*map(text.find, _MAGIC), len(text)) if at >= 0)
    cut = text.rfind("/", 0, first) + 1
    return text[:cut], text[cut:]


def _files(folder: str, depth: int | None, before: str = "") -> Iterator[str]:
    """The files in a folder that are ``depth`` folders down (all of them for None), relative to it."""
    try:
        with os.scandir(folder or ".") as listed:
            entries = list(listed)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise fail("inputs.closed_folder", file=folder, reason=error.strerror or "") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A link to a folder is followed only where it cannot lead around in a circle.
        if entry.is_dir(follow_symlinks=depth is not None):
            if depth is None or depth > 0:
                yield from _files(
                    os.path.join(folder, entry.name), None if depth is None else depth - 1, f"{before}{entry.name}/"
                )
        elif not depth and entry.is_file():
            yield before + entry.name


def _expression(text: str) -> str:
    """A pattern as a regular expression."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = text.find("]", at + 3 if text[at + 1 : at + 2] == "!" else at + 2)
        if text.startswith("**/", at) and (at == 0 or text[at - 1] == "/"):
            parts.append("(?:[^/]+/)*")
            at += 3
        elif text.startswith("**", at):
            parts.append(".*" if at == 0 or text[at - 1] == "/" else "[^/]*")
            at += 2
        elif text[at] == "[" and end > 0 and (signs := _one_of(text[at + 1 : end])) is not None:
            parts.append(signs)
            at = end + 1
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(text[at], re.escape(text[at])))
            at += 1
    return "".join(parts)


def _one_of(signs: str) -> str | None:
    """One of some signs as a regular expression; None where they are none (``z-a``)."""
    escaped = re.sub(r"([\\\[&~|^])", r"\\\1", signs)
    found = f"(?!/)[{'^' + escaped[1:] if signs.startswith('!') else escaped}]"
    try:
        return None if "--" in signs else re.compile(found).pattern
    except re.error:
        return None
