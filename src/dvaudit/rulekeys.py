"""What a rule file may say: every key, what it takes and what it means. The loader and the JSON Schema both read this.

What a key ``takes`` is one of the forms in :mod:`dvaudit.forms`; kinds declare their own slots in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dvaudit.rule import Kind, Slot

VERSION = "1"
ROUNDINGS = ("half_any", "half_up", "half_down", "half_even", "truncate", "floor", "ceil", "random")
LEVELS = ("error", "warning")
CONDITIONS = ("error", "warning", "undecided", "unbound")
"""What can make the exit status 1."""


class Key(NamedTuple):
    """One key of a mapping; ``choices`` are the texts that a ``choice`` allows."""

    name: str
    takes: str
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()


PRINTED = (
    Key("unit", "text", "The unit: %, fraction (0.9236 stands for 92.36 %), or any text."),
    Key("in", "scale", "What one printed unit is worth: thousand, million, nghìn, triệu, lakh ..."),
    Key("decimals", "integer", "Decimals that are printed; -3 means thousands. 0 is rounded to whole numbers."),
    Key("rounded_to", "step", "The step to which numbers are rounded, in printed units: 5, 50, 1000."),
    Key("exact", "flag", "true: the printed number is the number, nothing was rounded."),
    Key("rounding", "choice", "How numbers were rounded; half_any allows ties both ways.", choices=ROUNDINGS),
    Key("whole_numbers", "choice", "Whether whole numbers were rounded; auto lets the document decide.",
        choices=("exact", "rounded", "auto")),
    Key("markers", "markers", "Marks in place of numbers: a preset, or each mark with its meaning."),
    Key("locale", "locale", "The language in which numbers are printed: vi, en, de, fr-CH ..."),
)  # fmt: skip
"""How figures are printed: said of a figure, or of all figures of the file."""

INPUTS = (
    Key("files", "paths", "The files that the rules are about, relative to this one: in/{province}_{period}.csv. What "
        "stands for {province} becomes a column of every record."),
    Key("together", "flag", "true: the records of all files are one document, and rules run across files."),
    Key("previous", "path", "The earlier period's file: in/{province}_2023.csv. Its last rows come before the first of "
        "each series."),
)  # fmt: skip
"""Which files there are."""

FIGURE = (
    *PRINTED,
    Key("label", "text", "The name that people read."),
    Key("aliases", "texts", "Other names under which the figure occurs."),
    Key("weight", "positive", "How much the figure is trusted when a culprit is looked for; 1 by default."),
    Key("trusted", "flag", "true: the figure is never suspected."),
)

LAYOUT = (
    Key("figure", "text", "The column that holds figure names (name/value list, long table)."),
    Key("value", "text", "The column that holds their values."),
    Key("key", "texts", "The columns that tell records apart."),
    Key("header", "positive", "The line of the first header row, counted from 1."),
    Key("header_rows", "positive", "How many header rows there are."),
    Key("delimiter", "text", "What separates columns."),
    Key("encoding", "text", "The file's encoding."),
    Key("sheet", "text", "The sheet of a workbook that holds the table."),
    Key("sdmx", "flag", "true: SDMX-CSV; dimensions are the key, OBS_VALUE the figure (or figure: a dimension)."),
    Key("range", "range", "The part of a sheet that holds the table: A3:F20, B:D, 3:20."),
)

FILE = (
    Key("dvaudit", "version", "The version of this format: 1."),
    Key("title", "text", "What the rules are about."),
    Key("description", "text", "For people who read this file."),
    Key("note", "text", "For people who read this file."),
    Key("link", "text", "Where to read more."),
    Key("source", "text", "Where the rules come from."),
    Key("licence", "text", "The terms under which the rules may be used."),
    *INPUTS,
    Key("layout", "layout", "How the tables are laid out."),
    Key("tables", "tables", "Several tables of one file by name, each with its layout: {t2: {sheet: Votes}}. Rules "
        "call their figures t2.total."),
    *PRINTED,
    Key("figures", "figures", "What is known of figures: by name, or by pattern (*_pct)."),
    Key("include", "texts", "Rule files to bring in, relative to this one."),
    Key("rules", "rules", "The rules: lines such as total = north + south, or mappings."),
)

RULE = (
    Key("id", "text", "The rule's name in reports."),
    Key("level", "choice", "error (default) or warning.", choices=LEVELS),
    Key("label", "text", "The rule in a few words."),
    Key("message", "text", "What to say when the rule does not hold."),
    Key("note", "text", "Why the rule holds, and where it comes from."),
    Key("link", "text", "Where to read more."),
    Key("meta", "anything", "Anything else; it is kept and not looked at."),
    Key("when", "condition", "Only records that meet this are checked: status = final and year >= 2020."),
    Key("tolerance", "tolerance", "Allowed beyond rounding: 5 (in the stated figure's unit), or 0.5 % of it."),
    Key("missing", "choice", "What a missing figure is: undecided (default), or zero.", choices=("undecided", "zero")),
    Key(
        "optional",
        "flag_or_texts",
        "true: all figures may be absent. Or those that may be: an absent addend is zero, other checks are left out.",
    ),
    Key("for", "for", "Makes one rule per value: {group: [women, minority]} fills <group>."),
    Key("cross", "flag", "true: several lists of `for` are multiplied; otherwise they go side by side."),
    Key("fail_if", "fail_if", "The share of records from which the rule counts as failed: > 0.1 %."),
    Key("examples", "examples", "Cases with the outcome that they must have; `dvaudit test` runs them."),
)
"""What every rule may say, whatever its kind."""

KIND = Key("kind", "kind", "The kind of rule; it decides which slots there are.", required=True)
CHECK = Key("check", "line", "The rule as one line: total = north + south.", required=True)

EXAMPLE = (
    Key("figures", "printed", "The figures of one record, as printed."),
    Key("rows", "printed_rows", "The figures of several records."),
    Key("outcome", "choice", "What the rule must say.", required=True, choices=("holds", "fails", "undecided")),
)

CONFIGURATION = (
    Key("dvaudit", "version", "The version of this format: 1."),
    Key("note", "text", "For people who read this file."),
    Key("rules", "rule_files", "The rule files and folders of them, relative to this file; {files: [in/*.csv], rules: "
        "[a.yml]} are rules for these files only."),
    *INPUTS,
    *PRINTED,
    Key("levels", "levels", "Other levels for some rules: {minority-share: warning}. The id can be a pattern."),
    Key("ignore", "ignores", "Rules to leave out: {rule, reason}, with files: in these files only."),
    Key("fail_on", "fail_on", "What makes the exit status 1: error (default), warning, undecided, unbound, or never."),
    Key("accept", "text", "The file of acceptances, relative to this one; dvaudit-accepted.yml by default."),
    Key("lang", "choice", "The language of the report.", choices=("en", "vi")),
)  # fmt: skip
"""What a configuration may say."""

FOR_FILES = (
    Key("files", "paths", "The files that the rules are for, relative to the configuration.", required=True),
    Key("rules", "texts", "The rule files, relative to the configuration.", required=True),
)

IGNORE = (
    Key("rule", "text", "The id of the rule that is left out, or a pattern of ids.", required=True),
    Key("reason", "text", "Why it is left out.", required=True),
    Key("files", "paths", "The files in which it is left out, relative to the configuration; all by default."),
)

LEVEL = Key("levels", "choice", "", choices=LEVELS)

ACCEPTED = (
    Key("dvaudit", "version", "The version of this format: 1."),
    Key("note", "text", "For people who read this file."),
    Key("accepted", "acceptances", "The discrepancies that are known and accepted."),
)
"""What a file of acceptances may say."""

ACCEPTANCE = (
    Key("rule", "text", "The id of the rule that does not hold.", required=True),
    Key("file", "text", "The file in which it does not, relative to this one; - is standard input.", required=True),
    Key("record", "printed", "The key of the record, as printed."),
    Key("figures", "stated", "The figures of the rule as printed; a list where several have one name."),
    Key("reason", "text", "Why it is accepted.", required=True),
    Key("until", "date", "The last day on which it is accepted: 2027-01-31."),
    Key("note", "text", "For people who read this file."),
)


class Spoken(NamedTuple):
    """A kind under one of its names: the slots as that name calls them, and the slot of the kind each one fills.

    ``needed`` are groups of slots of which at least one must be given.
    """

    kind: str
    slots: tuple[Key, ...]
    target: dict[str, str]
    needed: tuple[tuple[str, ...], ...]


def spoken(kinds: dict[str, Kind]) -> dict[str, Spoken]:
    """Every name a kind goes by, its aliases included."""
    found: dict[str, Spoken] = {}
    for name, kind in kinds.items():
        own = {slot.name: slot.name for slot in kind.slots}
        for called, target in {name: own, **kind.aliases}.items():
            by_name = {slot.name: slot for slot in kind.slots}
            sources = {slot: tuple(alias for alias, aim in target.items() if aim == slot) for slot in by_name}
            required = [sources[slot.name] for slot in kind.slots if slot.required]
            choices = [tuple(alias for slot in group for alias in sources[slot]) for group in kind.one_of]
            found[called] = Spoken(
                kind.name,
                tuple(_key(alias, by_name[aim], (alias,) in required) for alias, aim in target.items()),
                dict(target),
                tuple(group for group in (*required, *choices) if group),
            )
    return found


def names(keys: Iterable[Key]) -> tuple[str, ...]:
    """The names of the keys."""
    return tuple(key.name for key in keys)


def _key(name: str, slot: Slot, required: bool) -> Key:
    return Key(name, slot.takes, slot.doc, required)
