"""What the commands share: options, exit statuses, and how they speak."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from dvaudit.asked import TAKEN_AS
from dvaudit.render import FORMATS, LANGUAGES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from dvaudit.message import Problem
    from dvaudit.outputs import Output
    from dvaudit.render.grid import Line
    from dvaudit.render.view import View

CLEAN, FOUND, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141


if TYPE_CHECKING:
    _ToOutput = click.ParamType[Output]
    _ToText = click.ParamType[str]
else:
    _ToOutput = _ToText = click.ParamType  # generic only in the newest versions of click


class _File(_ToText):
    """The name of a file, which a shell can complete."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - asked so by click
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


FILE = _File()


class _Formats(_ToOutput):
    """A format, and after a colon the file that it is written to."""

    name = "format"

    def convert(self, value: str | Output, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        from dvaudit.outputs import Output

        if not isinstance(value, str):
            return value
        form, colon, place = value.partition(":")
        if form not in FORMATS:
            self.fail(f"{form!r} is not one of {', '.join(FORMATS)}.", param, ctx)
        if colon and not place:
            self.fail(f"after {value} goes the name of a file.", param, ctx)
        return Output(form, place if place and place != "-" else None)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - asked so by click
        from click.shell_completion import CompletionItem

        return [CompletionItem(form) for form in FORMATS if form.startswith(incomplete)]


format_option = click.option(
    "--format",
    "formats",
    type=_Formats(),
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"{', '.join(FORMATS)}. Several in one run, each to its file: --format json:out.json. {{stem}}, {{name}} or"
    " {folder} in a file's name make one file for each input.  [default: table]",
)
rules_option = click.option(
    "--rules", "rule_files", type=FILE, multiple=True, metavar="FILE", help="A rule file or a folder of them."
)
lines_option = click.option("-c", "lines", multiple=True, metavar="LINE", help="A rule: 'total = north + south'.")
accept_option = click.option(
    "--accept", "accept", type=FILE, metavar="FILE", help="The file of acceptances.  [default: dvaudit-accepted.yml]"
)
as_option = click.option(
    "--as",
    "taken_as",
    type=click.Choice(TAKEN_AS),
    help="Read the files as this.  [default: by their endings, .txt, .html and - by what they hold]",
)
disclosure_option = click.option(
    "--disclosure", is_flag=True, help="Tell also which confidential cells the published ones give away."
)
protect_option = click.option(
    "--protect", metavar="WIDTH", help="... or leave less room than this: 5 (units) or '10 %'."
)
locale_option = click.option("--locale", metavar="LOCALE", help="How the numbers are printed: en, vi, de ...")
lang_option = click.option(
    "--lang", type=click.Choice(list(LANGUAGES)), help="The language of the report.  [default: environment]"
)


def some_of(*known: str) -> Callable[[click.Context, click.Parameter, str | None], frozenset[str] | None]:
    """What reads a list of these words, or ``never`` for none of them; None where nothing is given."""

    def read(_context: click.Context, _option: click.Parameter, given: str | None) -> frozenset[str] | None:
        if given is None:
            return None
        asked = frozenset(word.strip() for word in given.split(",") if word.strip())
        if asked == {"never"}:
            return frozenset()
        unknown = sorted(asked - set(known))
        if unknown or not asked:
            raise click.BadParameter(f"{', '.join(unknown) or given!r} is none of {', '.join(known)}, never.")
        return asked

    return read


def view_for(lang: str | None, verbosity: int = 0, to_file: bool = False) -> View:
    """How to show things on standard output, or in a file."""
    from dvaudit.render import view
    from dvaudit.render.words import language

    stream = None if to_file else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still shows which one
    return view.view_for(stream, os.environ, lang or language(os.environ), verbosity)


def print_lines(lines: Iterator[Line], view: View) -> None:
    """Lines on standard output."""
    from dvaudit.render.table import write

    write(lines, sys.stdout, view)


def tell(problems: Iterable[Problem], view: View) -> None:
    """Problems on standard error, each once."""
    from dvaudit.render.problems import told

    for text in dict.fromkeys("\n".join(told(problem, view)) for problem in problems):
        sys.stderr.write(f"{text}\n")


def refuse(problems: Iterable[Problem], view: View) -> int:
    """Problems on standard error, and the status that says that the work was not done."""
    tell(problems, view)
    return FAILED


def say(key: str, lang: str | None = None, **values: object) -> None:
    """One sentence of the command line itself on standard error."""
    from dvaudit.message import Message
    from dvaudit.render import words

    sys.stderr.write(words.say(Message(key, values), lang or words.language(os.environ)) + "\n")
