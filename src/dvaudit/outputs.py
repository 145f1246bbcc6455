"""Where a report goes: which formats, to which places, one file for all inputs or one for each."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import IO, TYPE_CHECKING, NamedTuple

from dvaudit.asked import problem
from dvaudit.message import Problem
from dvaudit.render import FORMATS

if TYPE_CHECKING:
    from dvaudit.inputs import Batch
    from dvaudit.render.view import View
    from dvaudit.report import Report

DEFAULT = "table"
_FOR_PEOPLE = ("table", "concise")
_IN_LOGS = "github"
"""Commands that a runner picks out of a log, so that they can share standard output with what people read."""
_PLACEHOLDER = r"\{(\w*)\}"
_PLACEHOLDERS = ("stem", "name", "folder")
_ENDINGS = {
    ".csv": ("csv",),
    ".html": ("html",),
    ".json": ("json", "gitlab", "rdjson", "sarif"),
    ".jsonl": ("jsonl",),
    ".md": ("markdown",),
    ".sarif": ("sarif",),
    ".xlsx": ("xlsx",),
    ".xml": ("junit",),
}
"""File name ending to the formats that it says; other endings say nothing."""
_TOGETHER = " + "
"""Joins the names of files that are one document."""


class Output(NamedTuple):
    """A format and the file it goes to; None is standard output.

    ``{stem}``, ``{name}`` and ``{folder}`` in the file's name stand for those of each input.
    """

    form: str
    place: str | None = None


class Writing(NamedTuple):
    """One file to be written (standard output where ``path`` is None), about all inputs or about ``file`` alone."""

    form: str
    path: str | None
    file: str | None = None


def asked(
    given: Sequence[Output], output: str | None, environ: Mapping[str, str]
) -> tuple[list[Output], list[Problem]]:
    """The outputs that a command line asks for; a problem for those that cannot be had together.

    ``output`` is the place of the only format. On GitHub Actions, ``github`` joins the table where nothing else is
    asked for.
    """
    wanted = [*given] or [Output(DEFAULT)]
    problems = []
    if output is not None:
        if len(wanted) == 1 and wanted[0].place is None:
            wanted = [Output(wanted[0].form, None if output == "-" else output)]
        else:
            problems.append(problem("cli.output_of_several", output=output, form=wanted[0].form))
    if environ.get("GITHUB_ACTIONS") == "true" and {one.form for one in wanted} == {DEFAULT}:
        wanted.append(Output(_IN_LOGS))
    shown = [one.form for one in wanted if one.place is None]
    mixed = [form for form in shown if form != _IN_LOGS] if set(shown) & {*_FOR_PEOPLE} else shown
    if len(mixed) > 1:
        problems.append(problem("cli.outputs_mixed", forms=mixed, form=mixed[-1]))
    for one in wanted:
        unknown = [word for word in re.findall(_PLACEHOLDER, one.place or "") if word not in _PLACEHOLDERS]
        known = ", ".join(f"{{{word}}}" for word in _PLACEHOLDERS)
        problems += (problem("cli.output_placeholder", word=f"{{{word}}}", known=known) for word in unknown[:1])
    return wanted, problems


def planned(
    outputs: Sequence[Output], batches: Sequence[Batch], kept: Iterable[str]
) -> tuple[list[Writing], list[Problem]]:
    """What is to be written, and a problem for each output that would destroy a file.

    That is one of those to be ``kept`` (inputs and rule files), or what another output says. A file whose ending says
    another format than it gets is a problem, too.
    """
    kept = [one for one in kept if one != "-"]
    found: list[Writing] = []
    problems: list[Problem] = []
    taken: dict[str, Writing] = {}
    for output in outputs:
        for one in _of(output, batches):
            if one.path is None:
                found.append(one)
                continue
            before = taken.setdefault(os.path.normcase(os.path.realpath(one.path)), one)
            if any(is_same(one.path, other) for other in kept):
                problems.append(problem("cli.output_is_input", output=one.path))
            elif one.form not in (said := _ENDINGS.get(os.path.splitext(one.path)[1].casefold(), (one.form,))):
                problems.append(problem("cli.output_ending", output=one.path, form=one.form, said=said[0]))
            elif before is one:
                found.append(one)
            elif before.file is None or one.file is None or before.form != one.form:
                problems.append(problem("cli.outputs_alike", first=before.form, second=one.form, output=one.path))
            else:
                told = {"output": one.path, "first": before.file, "second": one.file}
                problems.append(problem("cli.inputs_alike", folder="{folder}", name="{name}", **told))
    return found, problems


def _of(output: Output, batches: Sequence[Batch]) -> Iterator[Writing]:
    if output.place is None or re.search(_PLACEHOLDER, output.place) is None:
        yield Writing(output.form, output.place)
        return
    for file, together in {batch.file: batch.together for batch in batches}.items():
        values = _values(file.split(_TOGETHER) if together else [file])
        path = re.sub(_PLACEHOLDER, lambda found, values=values: values[found[1]], output.place)  # type: ignore[misc]
        yield Writing(output.form, path, file)


def _values(files: Sequence[str]) -> dict[str, str]:
    """What the placeholders stand for; of a document that several files make, all of their names."""
    from dvaudit.readers.packed import PACKED

    names, stems = [], []
    for file in files:
        name = "stdin" if file == "-" else os.path.basename(os.path.normpath(file))
        stem, ending = os.path.splitext(name)
        names.append(name)
        stems.append(os.path.splitext(stem)[0] if ending.casefold() in PACKED else stem)
    folder = os.path.basename(os.path.dirname(os.path.abspath(files[0])))
    return {"stem": _safe("+".join(stems)), "name": _safe("+".join(names)), "folder": _safe(folder)}


def _safe(name: str) -> str:
    """The name without the signs of patterns and addresses, which no file system has to take."""
    return re.sub(r'[*?"<>|:{}\\/\x00-\x1f]', "_", name)


def is_same(path: str, other: str) -> bool:
    """True for two names of one file."""
    if os.path.realpath(path) == os.path.realpath(other):
        return True
    try:
        return os.path.samefile(path, other)  # by another name, or a hard link
    except (OSError, ValueError):
        return False


def write(report: Report, writings: Sequence[Writing], view_of: Callable[[bool], View]) -> list[Problem]:
    """Writes everything; a problem for each file that cannot be written.

    ``view_of`` says how to show things, in a file or on standard output. Raises BrokenPipeError where nobody
    reads standard output any more.
    """
    problems = []
    for one in writings:
        module = import_module(FORMATS[one.form])
        binary = getattr(module, "BINARY", False)
        told = report if one.file is None else _about(report, one.file)
        try:
            if one.path is None and binary and sys.stdout.isatty():
                problems.append(problem("cli.output_binary", form=one.form))
                continue
            with opened(one.path, binary) as stream:
                module.render(told, stream, view_of(one.path is not None))
        except OSError as error:
            if one.path is None and isinstance(error, BrokenPipeError):
                raise
            problems.append(problem("cli.output_unwritable", output=one.path or "-", reason=error.strerror or ""))
    return problems


@contextmanager
def opened(path: str | None, binary: bool) -> Iterator[IO[str] | IO[bytes]]:
    """Standard output, or the file that takes its place, in folders that are made for it."""
    if path is None:
        yield sys.stdout.buffer if binary else sys.stdout
        sys.stdout.flush()  # a full disk is told as such
        return
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") if binary else open(path, "w", encoding="utf-8", newline="\n") as stream:
        yield stream


def _about(report: Report, file: str) -> Report:
    """What a report says of one input: its audits, what kept work on it from being done, the causes in it.

    Causes keep their numbers, so that a number means the same in every output.
    """
    audits = [audit for audit in report.audits if audit.file == file]
    own = {id(finding) for audit in audits for finding in audit.findings}
    causes = [
        replace(cause, findings=[finding for finding in cause.findings if id(finding) in own])
        for cause in report.causes
    ]
    causes = [cause for cause in causes if cause.findings]
    failed = sum(tally.failed for audit in audits for tally in audit.tallies)
    explained = sum(len(cause.findings) for cause in causes)
    files = {file, *(name for audit in audits for name in audit.document.files)}
    others = {*report.files, *(audit.file for audit in report.audits)} - files
    return replace(
        report,
        audits=audits,
        problems=[one for one in report.problems if one.file not in others],
        files=tuple(sorted(files & {*report.files})) or (file,),
        causes=causes,
        undiagnosed=min(report.undiagnosed, failed - explained),
    )
