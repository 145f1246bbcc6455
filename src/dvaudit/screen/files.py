"""A large input opened for an engine, and the rules confronted with it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.apply import Unbound
from dvaudit.inputs import names_in
from dvaudit.message import Problem
from dvaudit.readers.bulk import LineEndsError
from dvaudit.readers.database import connected
from dvaudit.readers.memory import Frame
from dvaudit.readers.packed import ending_of, inner
from dvaudit.report import Audit, Limits
from dvaudit.rule import RuleSet
from dvaudit.screen import copies, delimited, frames, jsonlines, parquet, task
from dvaudit.screen import duckdb as engine
from dvaudit.screen.readable import NotScreenedError, Readable, with_names
from dvaudit.screen.table import TooManyError

if TYPE_CHECKING:
    import duckdb

__all__ = ["Limits", "NotScreenedError", "audit"]


class _Work(NamedTuple):
    """What an input is screened with: ``name`` is what a report calls it, ``folder`` takes copies of it."""

    name: str
    folder: str
    connection: duckdb.DuckDBPyConnection
    ruleset: RuleSet
    limits: Limits


def audit(name: str, source: str | Frame, ruleset: RuleSet, limits: Limits) -> tuple[Audit, Unbound]:
    """A large input, a DataFrame or what stands at a path, confronted with a rule set.

    Raises AuditError for a file that is no table, NotScreenedError where the judge has to do it alone.
    """
    import duckdb

    try:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dvaudit-", ignore_cleanup_errors=True))
            work = _Work(name, folder, stack.enter_context(connected(folder)), ruleset, limits)
            if isinstance(source, Frame):
                return _audited(work, frames.opened(work.connection, source))
            path = _within_reach(work, source)
            if ending_of(name) == ".parquet":
                return _audited(work, parquet.opened(work.connection, name, path))
            if ending_of(name) in {".jsonl", ".ndjson"}:
                return _audited(work, jsonlines.opened(work.connection, name, path, folder))
            if ending_of(name) == ".json":
                raise NotScreenedError("JSON")
            return _texts(work, path)
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except (duckdb.Error, UnicodeDecodeError, OSError, OverflowError, TooManyError) as error:
        raise NotScreenedError(str(error)) from error
    except RuntimeError as error:
        if "interrupted" not in str(error):  # what a signal becomes inside the engine
            raise
        raise KeyboardInterrupt from None


def _within_reach(work: _Work, path: str) -> str:
    """The path, of what is packed or of a link where an engine would take it for a pattern."""
    packed = inner(path)[1]
    if packed is not None:
        return copies.unpacked(work.name, path, packed, work.folder)
    if not engine.has_pattern(path):
        return path
    link = os.path.join(work.folder, "input")
    os.symlink(os.path.abspath(path), link)
    return link


def _texts(work: _Work, path: str) -> tuple[Audit, Unbound]:
    """A delimited file: as it is, else a copy in UTF-8, or one with lines that end in one way."""
    layout = work.ruleset.layout
    told: Sequence[Problem] = ()
    recoded = lined = False
    while True:
        try:
            if layout.encoding is not None and not recoded:
                raise UnicodeDecodeError("utf-8", b"", 0, 0, layout.encoding)  # noqa: TRY301 - as if found out later
            opened = delimited.opened(work.connection, work.name, path, layout, told, lined=lined)
            with opened as readable:
                return _audited(work, readable)
        except UnicodeDecodeError:
            if recoded:
                raise
            path, told = copies.in_utf8(work.name, path, layout.encoding, work.folder)
            recoded = True
        except LineEndsError as error:
            if lined:
                raise NotScreenedError("line ends") from error
            path, lined = copies.in_lines(path, work.folder), True


def _audited(work: _Work, readable: Readable) -> tuple[Audit, Unbound]:
    said = names_in(work.name, work.ruleset.inputs.files)
    return task.audit(with_names(readable, said), work.ruleset, work.limits)
