"""What ``dvaudit init`` proposes for published tables, and whether planted errors are found by it.

    python benchmarks/proposals.py FOLDER [-v]

FOLDER holds tables as CSV (``tables/*.csv`` or ``*.csv``), such as those of ``benchmarks/aggregations.py``. For each
table ``dvaudit init`` writes its files into an empty folder, and ``dvaudit check`` must accept them: no problem, no
rule that fails in more than a tenth of its cases. Then errors are planted, one at a time: in a figure that a proposed
rule names, its first digit that is not 0 is replaced. An error is found when some rule fails that held before, or
the cell is said to be no number any more. Exits 1 where a rule file is not accepted, a rule fails too often, or fewer
than nine of ten errors are found.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from time import perf_counter

from dvaudit import cli, rulefile, run
from dvaudit.kinds import KINDS
from dvaudit.render import facts
from dvaudit.report import Report
from dvaudit.rule import Confrontation

PLANTED = 5
LEAST_FOUND = 0.9


def proposed(table: Path, folder: str) -> tuple[str | None, float]:
    """The rule file that init writes for a copy of a table, and the seconds that it takes."""
    start = perf_counter()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        cli.run(["init", table.name, "--lang", "en"])
    took = perf_counter() - start
    written = sorted(Path(folder, "rules").glob("*.yml"))
    return (f"rules/{written[0].name}" if written else None), took


def audited(table: str, rules: str) -> Report:
    """A table confronted with a rule file."""
    sets, problems = rulefile.load([rules], (), KINDS)
    return run.audit([table], sets, problems=problems, max_causes=0)


def outcomes(report: Report) -> dict[tuple[str, ...], bool]:
    """Every edit that came to a verdict, by its rule, figures and records: whether it holds."""
    found: dict[tuple[str, ...], bool] = {}
    for audit in report.audits:
        for one in audit.held:
            found[_called(one)] = True
        for finding in audit.findings:
            found[_called(finding.confrontation)] = False
    return found


def _called(one: Confrontation) -> tuple[str, ...]:
    edit = one.edit
    rows = edit.records or (edit.record,)
    return (edit.rule.id, *(figure.name for figure in edit.figures), *(str(record.row) for record in rows))


def cells(report: Report) -> list[tuple[int, int, str]]:
    """The cells of edits that hold: line, number of the column, and text."""
    found = {
        (cell.row, cell.column): (cell.locate().line or 0, cell.column, cell.text)
        for audit in report.audits for one in audit.held for figure in one.edit.figures for cell in figure.cells
    }  # fmt: skip
    return list(found.values())


def planted(path: Path, report: Report, random: Random) -> Iterator[tuple[str, str]]:
    """Writes the table with one digit replaced, several times; yields the old and the new text."""
    grid: list[list[str]] = []
    at: dict[int, int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader, line = csv.reader(file), 1
        for row in reader:
            at[line] = len(grid)
            grid.append(row)
            line = reader.line_num + 1
    usable = [one for one in cells(report) if one[0] in at and any(c in "123456789" for c in one[2])]
    for line, column, text in random.sample(usable, min(PLANTED, len(usable))):
        first = next(n for n, c in enumerate(text) if c in "123456789")
        wrong = text[:first] + str(int(text[first]) % 9 + 1) + text[first + 1 :]
        copy = [list(row) for row in grid]
        copy[at[line]][column] = wrong
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(copy)
        yield text, wrong


def main() -> int:
    """Proposes, checks and plants, and prints what came of it."""
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv[2:]
    tables = sorted(folder.glob("tables/*.csv")) or sorted(folder.glob("*.csv"))
    random = Random(7)  # noqa: S311 - planted errors, no secrets
    with_rules = rules = refused = failing = errors = found = 0
    slowest = 0.0
    for table in tables:
        with tempfile.TemporaryDirectory() as place, chdir(place):
            copy = Path(table.name)
            copy.write_bytes(table.read_bytes())
            written, took = proposed(copy, place)
            slowest = max(slowest, took)
            if written is None:
                continue
            with_rules += 1
            report = audited(table.name, written)
            refused += bool(facts.problems(report))
            tallies = facts.tallies(report.audits)
            rules += len(tallies)
            often = [one.rule.id for one in tallies if 10 * one.failed > one.held + one.failed or not one.held]
            failing += len(often)
            before = outcomes(report)
            if verbose or often or facts.problems(report):
                told = [problem.message for problem in facts.problems(report)]
                print(f"{table.name}: {len(tallies)} rules, {took:.2f} s", often or "", told or "")
            for old, new in planted(copy, report, random):
                errors += 1
                after = audited(table.name, written)
                read = (one for audit in after.audits for figures in audit.read.values() for one in figures)
                lost = [one for one in read if one.raw == new and one.state != "number"]
                worse = any(not holds and before.get(edit, True) for edit, holds in outcomes(after).items())
                found += worse or bool(lost)
                if verbose and not worse and not lost:
                    print(f"   missed: {old} -> {new}")
    print(f"{len(tables)} tables, {with_rules} with proposals, {rules} rules, slowest {slowest:.1f} s")
    print(f"not accepted by check: {refused}, rules failing in more than a tenth of their cases: {failing}")
    print(f"planted errors: {errors}, found: {found} ({found / max(1, errors):.0%})")
    return 1 if refused or failing or found < LEAST_FOUND * errors else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
