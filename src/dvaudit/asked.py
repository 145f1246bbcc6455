"""What a command line asks for: the rule sets, the inputs and the rules it names, or why they cannot be had."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from dvaudit.message import AuditError, Message, Problem

if TYPE_CHECKING:
    from dvaudit.configuration import Configuration
    from dvaudit.disclosure.disclose import Width
    from dvaudit.report import Acceptances
    from dvaudit.rule import RuleSet


ACCEPTED = "dvaudit-accepted.yml"
"""The file of acceptances that is found by itself."""

ENGINES = ("auto", "exact", "duckdb", "spark")
"""How a check can be computed."""

TAKEN_AS = ("article", "table")
"""What an input can be taken as."""


def load(
    paths: Sequence[str], lines: Sequence[str], locale: str | None, quietly: bool = False
) -> tuple[list[RuleSet], list[Problem]]:
    """The rule sets that were asked for, else those that are found; a problem where there are none."""
    return configured(paths, lines, locale, quietly)[:2]


def configured(
    paths: Sequence[str], lines: Sequence[str], locale: str | None, quietly: bool = False
) -> tuple[list[RuleSet], list[Problem], Configuration | None]:
    """As :func:`load`, with the configuration that was found; none is looked for where rules are named."""
    from dvaudit import rulefile
    from dvaudit.kinds import KINDS

    said: Configuration | None = None
    if paths or lines:
        written = [_one_line(line) for line in lines]
        rulesets, problems = rulefile.load(paths, [line for line in written if line], KINDS)
        problems += [problem("cli.empty_line")] if "" in written else []
    else:
        rulesets, problems, said = rulefile.load_found(KINDS)
    told = {one.file for one in problems}
    silent = [ruleset.name for ruleset in rulesets if not ruleset.rules and not told & {*ruleset.files}]
    rulesets = [ruleset for ruleset in rulesets if ruleset.rules]
    problems += [problem("cli.no_rules_in", file=name) for name in silent if name in paths]
    if not rulesets and not problems and not quietly:
        problems.append(problem("cli.no_rules"))
    return (rulesets if locale is None else in_locale(rulesets, locale, problems)), problems, said


def articles(
    meant: Sequence[str], taken_as: str | None, stdin: BinaryIO
) -> tuple[frozenset[str], BinaryIO]:
    """Those of the inputs that are articles, and standard input to be read from its beginning."""
    from dvaudit.readers import taken

    if "-" not in meant or taken_as is not None:
        return taken.articles(meant, taken_as), stdin
    head, again = taken.seen(stdin)
    return taken.articles(meant, None, head), again


def _one_line(line: str) -> str:
    """A line, also where it was copied from a rule file with the dash of its list."""
    return line.strip().removeprefix("- ")


def in_locale(rulesets: Iterable[RuleSet], locale: str, problems: list[Problem]) -> list[RuleSet]:
    """The rule sets with numbers printed as in a locale, whatever they say themselves."""
    from dvaudit.numerals import locale_format

    try:
        form = locale_format(locale)
    except AuditError as error:
        problems.append(error.problem)
        return []
    return [
        one._replace(default=one.default._replace(declared=one.default.declared._replace(format=form)))
        for one in rulesets
    ]


def unknown_ids(rulesets: Sequence[RuleSet], ids: Iterable[str]) -> list[Problem]:
    """A problem for each id on the command line that no rule has."""
    from dvaudit.apply import TWICE

    known = [rule.id for ruleset in rulesets for rule in ruleset.rules]
    unknown = [one for one in ids if one not in (*known, TWICE.id)] if known else []
    if not unknown:
        return []
    from dvaudit.names import closest

    found = [(one, closest(one, known)) for one in unknown]
    return [
        problem("cli.unknown_rule", id=one) if nearest is None
        else problem("cli.unknown_rule_nearest", id=one, nearest=nearest)
        for one, nearest in found
    ]  # fmt: skip


def no_files(given: Sequence[str], rulesets: Sequence[RuleSet], problems: Sequence[Problem]) -> list[Problem]:
    """A problem where neither the command line nor a rule set says which files are meant."""
    if given or problems or any(ruleset.inputs.files for ruleset in rulesets):
        return []
    return [problem("cli.no_files")]


def accepted_file(given: str | None, said: Configuration | None = None) -> str:
    """The file of acceptances: the one that is named, else that beside the configuration or in the working directory.

    Where there is none yet, the place for it.
    """
    from dvaudit.discover import nearest

    named = given or (None if said is None else said.accept)
    if named is not None:
        return named
    try:
        beside = os.path.normpath(os.path.join(nearest()[1], ACCEPTED))
    except AuditError:  # told where the configuration is read
        return ACCEPTED
    return ACCEPTED if os.path.exists(ACCEPTED) else beside


def acceptances(
    given: str | None, said: Configuration | None, problems: list[Problem]
) -> Acceptances | None:
    """The known discrepancies, None where there is no file of them."""
    if given is None and said is None and not _lies_upward(ACCEPTED):
        return None  # most runs: nothing has to be loaded to look further
    path = accepted_file(given, said)
    if given is None and not os.path.exists(path):
        return None
    from dvaudit.acceptance import load as load_accepted

    found, wrong = load_accepted(path)
    problems += wrong
    return found


def _lies_upward(name: str) -> bool:
    """True where the working directory or one above it has a file of this name."""
    folder, below = os.getcwd(), None
    while folder != below:
        if os.path.lexists(os.path.join(folder, name)):
            return True
        folder, below = os.path.dirname(folder), folder
    return False


def protected(width: str | None, engine: str) -> tuple[Width | None, list[Problem]]:
    """How much room confidential cells have to be left, where that is said; a problem for what cannot be asked."""
    from dvaudit.disclosure.disclose import width as read_width

    wrong = [] if engine in ("auto", "exact") else [problem("disclosure.engine", engine=engine)]
    try:
        return (None if width is None else read_width(width)), wrong
    except AuditError as error:
        return None, [*wrong, error.problem]


def no_article(against: Sequence[str], articles: Collection[str]) -> list[Problem]:
    """A problem where figures are to be compared with a source and no input is an article."""
    return [problem("cli.against_no_article")] if against and not articles else []


def contradictions(options: Mapping[tuple[str, str], bool]) -> list[Problem]:
    """A problem for each pair of options that were given together and cannot both be meant."""
    return [problem("cli.contradiction", one=one, other=other) for (one, other), both in options.items() if both]


def read(
    rulesets: Iterable[RuleSet], named: Iterable[str], accepted: Acceptances | None, said: Configuration | None
) -> list[str]:
    """The files that are read beside the inputs, which no output may overwrite."""
    files = [*named, *(file for ruleset in rulesets for file in ruleset.files)]
    return files + [one.path for one in (accepted, said) if one is not None]


def problem(key: str, file: str | None = None, **values: object) -> Problem:
    """A problem that a catalogue says."""
    return Problem(Message(key, values), file)
