"""Patterns of paths: which files one means, and what a path says where the pattern has a ``{name}``.

``*``, ``?`` and ``[...]`` stay within one folder, ``**`` is any number of folders, ``{name}`` one or more characters
but ``/``. Hidden files and folders are meant by none of them. Files come in natural order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from dvaudit.message import fail
from dvaudit.names import natural, normalize
from dvaudit.pattern import pattern

_MAGIC = "*?["
_ALL = pattern(r"\{([^{}]*)\}")
_ABSOLUTE = pattern(r"[/\\]|[A-Za-z]:[/\\]")
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_pattern(text: str) -> bool:
    """True for a text with ``*``, ``?`` or ``[``."""
    return any(sign in text for sign in _MAGIC)


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(found[1].strip() for found in _ALL.finditer(text))


def checked(text: str) -> str:
    """A path that a rule file may write; raises AuditError, with the column in the text, for what cannot be one."""
    if _URL.match(text):
        raise fail("inputs.url", text=text)
    if _ABSOLUTE.match(text):
        raise fail("inputs.absolute", path=text)
    bare = _ALL.sub(lambda found: " " * len(found[0]), text)
    brace = re.search(r"[{}]", bare)
    if brace is not None:
        raise fail("inputs.brace", column=brace.start() + 1, brace=brace[0], path=text, example="{name}")
    seen: set[str] = set()
    end = -1
    for found in _ALL.finditer(text):
        name, column = found[1].strip(), found.start() + 1
        if not name:
            raise fail("inputs.no_name", column=column, path=text, example="{province}")
        if "/" in name:
            raise fail("inputs.slash_in_name", column=column, name=name)
        if normalize(name) in seen:
            raise fail("inputs.name_twice", column=column, name=name, path=text)
        if found.start() == end:
            raise fail("inputs.names_touch", column=column, name=name, path=text)
        seen.add(normalize(name))
        end = found.end()
    return text


def matching(text: str, folder: str = "", *, names: bool = False) -> list[str]:
    """The files that a pattern means in a folder; ``names`` where braces are placeholders."""
    prefix, rest = _split(text, names=names)
    base = os.path.join(folder, prefix)
    depth = None if "**" in rest.split("/") else rest.count("/")
    wanted = re.compile(_expression(rest, names=names), re.DOTALL)
    found = [path for path in _files(base, depth) if wanted.fullmatch(path)]
    return [os.path.join(base, path) for path in sorted(found, key=natural)]


def inside(folder: str, endings: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """All files in a folder and the folders in it: those whose names end so, and the others, relative to it."""
    found: tuple[list[str], list[str]] = ([], [])
    for path in sorted(_files(folder, None), key=natural):
        found[not path.casefold().endswith(endings)].append(path)
    return [os.path.join(folder, path) for path in found[0]], found[1]


def said(text: str, folder: str, path: str) -> dict[str, str] | None:
    """What a path says for each placeholder of a pattern; None where the pattern does not mean this path.

    Raises AuditError where the pattern fits the path in two ways.
    """
    prefix, rest = _split(text, names=True)
    base = os.path.abspath(os.path.join(folder, prefix))
    try:
        own = os.path.relpath(os.path.abspath(path), base).replace(os.sep, "/")
    except ValueError:  # another drive
        return None
    if own.startswith("../"):
        return None
    names = placeholders(rest)
    first, second = (
        re.compile(_expression(rest, names=True, lazy=lazy), re.DOTALL).fullmatch(own) for lazy in (False, True)
    )
    if first is None or second is None:
        return None
    # The greediest and the laziest way to fit are the same only where there is one way.
    if first.regs[1:] != second.regs[1:]:
        ways = [", ".join(f"{n}={t}" for n, t in zip(names, one.groups(), strict=True)) for one in (second, first)]
        raise fail("inputs.two_ways", file=path, pattern=text, one=ways[0], other=ways[1])
    return dict(zip(names, first.groups(), strict=True))


def filled(text: str, values: dict[str, str]) -> str:
    """A pattern with its placeholders replaced; raises KeyError for one that has no value."""
    by_form = {normalize(name): value for name, value in values.items()}
    return _ALL.sub(lambda found: by_form[normalize(found[1].strip())], text)


def _split(text: str, *, names: bool) -> tuple[str, str]:
    """The folders before the first sign that means several, and the rest."""
    first = re.search(r"[*?\[{]" if names else r"[*?\[]", text)
    cut = text.rfind("/", 0, len(text) if first is None else first.start()) + 1
    return text[:cut], text[cut:]


def _files(
    folder: str, depth: int | None, before: str = "", above: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The files in a folder that are ``depth`` folders down (all of them for None), relative to it.

    ``above`` are the folders that this one lies in, through whatever links. A link that leads nowhere is a file, of
    which the reader says so.
    """
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
        path = os.path.join(folder, entry.name)
        if entry.is_dir():
            within = above | {os.path.realpath(folder)}
            # Where no depth ends the search, a link must not lead around in a circle.
            if (depth is None and os.path.realpath(path) not in within) or (depth is not None and depth > 0):
                yield from _files(path, None if depth is None else depth - 1, f"{before}{entry.name}/", within)
        elif not depth and (entry.is_file() or (entry.is_symlink() and not os.path.exists(path))):
            yield before + entry.name


def _expression(text: str, *, names: bool, lazy: bool = False) -> str:
    """A pattern as a regular expression with one group for each placeholder."""
    least = "?" if lazy else ""
    parts: list[str] = []
    at = 0
    while at < len(text):
        own = _ALL.match(text, at) if names else None
        end = text.find("]", at + 3 if text[at + 1 : at + 2] == "!" else at + 2)
        if own is not None:
            parts.append(f"([^/]+{least})")
            at = own.end()
        elif text.startswith("**/", at) and (at == 0 or text[at - 1] == "/"):
            parts.append(f"(?:[^/]+/)*{least}")
            at += 3
        elif text.startswith("**", at):
            parts.append(f".*{least}" if at == 0 or text[at - 1] == "/" else f"[^/]*{least}")
            at += 2
        elif text[at] == "[" and end > 0 and (signs := _one_of(text[at + 1 : end])) is not None:
            parts.append(signs)
            at = end + 1
        else:
            parts.append({"*": f"[^/]*{least}", "?": "[^/]"}.get(text[at], re.escape(text[at])))
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
