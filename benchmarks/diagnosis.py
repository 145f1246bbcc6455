"""How long it takes to tell which figure is wrong, beside the time that confronting the same figures takes.

    python benchmarks/diagnosis.py [--records 1000] [--seed 1]

The inputs carry planted slips (``planted.py``). Every diagnosis is measured three times, a slow one once, and the
smallest time counts.
Prints for each case the causes, how many of the wrong figures are named in the first suspect of a cause, the time of
confronting alone, the time of the diagnosis, their ratio and the limit; exits 1 when a time is over its limit.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

import planted
from dvaudit.diagnose.causes import diagnose
from dvaudit.numerals import NumberFormat
from dvaudit.report import Audit, Cause
from dvaudit.rule import Origin, Rule
from planted import Planted
from shapes import Cell, Maker, Report, crossed, dice

ROOT = Path(__file__).parents[1]
ENGLISH = NumberFormat(".", ",")
ROUNDS, SLOW = 3, 1.0
ALL = 1_000_000
CAUSE_MS, MANY_S, BIG_S = 1.0, 15.0, 2.0
"""The limits: median milliseconds per cause, seconds for 10,000 broken records, seconds for one big record."""

YEARS = ("y2011", "y2012", "y2013", "y2014")
LINES = (
    "total = y2011 + y2012 + y2013 + y2014",
    "minority <= members",
    "farmers <= members",
    "minority_pct = minority / members in %",
    "farmers_pct = farmers / members in %",
    "members <= population",
    "total <= members",
)
RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("sum", {"parts": YEARS, "total": "total"}),
    ("part_of", {"part": ("minority",), "whole": "members"}),
    ("part_of", {"part": ("farmers",), "whole": "members"}),
    ("share", {"part": "minority", "whole": "members", "percent": "minority_pct"}),
    ("share", {"part": "farmers", "whole": "members", "percent": "farmers_pct"}),
    ("part_of", {"part": ("members",), "whole": "population"}),
    ("part_of", {"part": ("total",), "whole": "members"}),
)
"""The same rules as lines, for a rule file, and as kinds."""


class Timed(NamedTuple):
    """One diagnosis: what confronting took, what the diagnosis took (seconds), its causes and how many are right."""

    confronting: float
    diagnosing: float
    causes: list[Cause]
    named: int


def membership(rng: Random) -> Report:
    """A record of 11 figures under 7 rules, as the founding report has them."""
    make = Maker(rng, 4)
    total = sum((make_year(make, name) for name in YEARS), Fraction())
    make.put("total", total)
    members = total + rng.randrange(10_000, 90_000)
    make.put("members", members)
    make.put("population", members * rng.randint(8, 20))
    for name in ("minority", "farmers"):
        part = Fraction(rng.randrange(1000, int(members)))
        make.put(name, part)
        make.put(f"{name}_pct", 100 * part / members, 2, " %")
    rules = tuple(Rule(f"r{at}", kind, slots, Origin(None)) for at, (kind, slots) in enumerate(RULES))
    return Report("membership", make.cells, rules, ENGLISH, declared=True)


def make_year(make: Maker, name: str) -> Fraction:
    """States one amount and gives its value."""
    value = make.amount()
    make.put(name, value)
    return value


def broken_memberships(seed: int) -> Iterable[Planted]:
    """Records, each with one slip that breaks a rule."""
    rng = dice(seed)
    while True:
        case = planted.plant(rng, membership(rng), rng.choice(planted.KEYSTROKES))
        if case is not None and case.report.audit(case.texts).findings:
            yield case


def big_record(rng: Random, leaves: int = 140, rules: int = 60) -> Report:
    """A record of 200 figures under 60 sums of 4 to 8 parts that overlap; some parts are totals of earlier sums."""
    make = Maker(rng, 5)
    values: dict[str, Fraction] = {}
    for at in range(leaves):
        values[f"leaf{at}"] = make_year(make, f"leaf{at}")
    untouched = list(values)
    for at in range(rules):
        size = rng.randint(4, 8)
        fresh = [untouched.pop() for _ in range(min(3, len(untouched)))]
        parts = {*fresh, *rng.sample(sorted(values), size - len(fresh))}
        values[f"total{at}"] = make.sum(f"total{at}", {name: values[name] for name in sorted(parts)})
    return Report("200 figures", make.cells, tuple(make.rules), ENGLISH, declared=True)


def near(report: Report) -> dict[str, set[str]]:
    """The figures that share a rule with each figure."""
    found: dict[str, set[str]] = {}
    for rule in report.rules:
        names = {*_names(rule.slots["parts"]), str(rule.slots["total"])}
        for name in names:
            found.setdefault(name, set()).update(names)
    return found


def _names(slot: object) -> tuple[str, ...]:
    return slot if isinstance(slot, tuple) else ()


def three_errors(rng: Random, *, apart: bool) -> Planted:
    """A big record with three slips whose rules share no figure, or are all connected."""
    report = big_record(rng)
    beside = near(report)
    while True:
        names = rng.sample(sorted(beside), 3)
        touching = sum(bool(beside[one] & beside[other]) for one, other in combinations(names, 2))
        if touching == 0 if apart else touching >= 2:
            return slipped(rng, report, [(0, name) for name in names])


def slipped(rng: Random, report: Report, wrong: Sequence[Cell]) -> Planted:
    """The report with a digit replaced in each of some cells."""
    cells = dict(report.cells)
    for cell in wrong:
        cells[cell] = rng.choice(list(planted.SLIPS["digit replaced"](cells[cell], report.shown)))
    return Planted(report, cells, tuple(wrong), "digit replaced")


def crossed_table(rng: Random, errors: int) -> Planted:
    """A table of 30 rows and 12 columns with totals both ways, and some wrong cells."""
    make = Maker(rng, 4)
    crossed(make, 30, 12)
    report = Report("crossed", make.cells, tuple(make.rules), ENGLISH, declared=True, labels=make.labels)
    return slipped(rng, report, rng.sample(sorted(report.cells), errors))


def timed(case: Planted) -> Timed:
    """Confronting and diagnosing one report."""
    confronting: list[float] = []
    diagnosing: list[float] = []
    while not diagnosing or (len(diagnosing) < ROUNDS and diagnosing[0] < SLOW):
        start = time.perf_counter()
        audit = case.report.audit(case.texts)
        middle = time.perf_counter()
        causes = diagnosed(audit)
        diagnosing.append(time.perf_counter() - middle)
        confronting.append(middle - start)
    return Timed(min(confronting), min(diagnosing), causes, named(case, causes))


def diagnosed(audit: Audit) -> list[Cause]:
    """All causes of one document."""
    return diagnose([audit], ALL)[0]


def named(case: Planted, causes: Sequence[Cause]) -> int:
    """How many wrong figures stand in the first suspect of some cause."""
    table = bool(case.report.labels)
    first = {
        (spot.record.row - 1 if table else 0, spot.figure.name)
        for cause in causes
        for suspect in cause.suspects[:1]
        for spot in suspect.spots
    }
    return len(first & set(case.wrong))


def line(title: str, causes: str, confronting: float, diagnosing: float, limit: float | None = None) -> bool:
    """Prints one line of the table, times in seconds; True where the time keeps its limit."""
    told = "" if limit is None else f"   {diagnosing / limit:6.0%} of {limit * 1000:,.0f} ms"
    print(f"{title:48}{causes:>22}{confronting * 1000:12.2f}{diagnosing * 1000:12.2f}"
          f"{diagnosing / confronting:9.2f}{told}")  # fmt: skip
    return limit is None or diagnosing <= limit


def several(title: str, cases: Iterable[Planted], limit: float | None) -> bool:
    """Measures reports of one kind and prints the median and the slowest."""
    found = [(case, timed(case)) for case in cases]
    errors = sum(len(case.wrong) for case, _ in found)
    causes = f"{sum(len(one.causes) for _, one in found)}, {sum(one.named for _, one in found)}/{errors} named"
    confronting = median(one.confronting for _, one in found)
    line(f"{title}, median of {len(found)}", causes, confronting, median(one.diagnosing for _, one in found))
    return line(f"{title}, slowest", "", confronting, max(one.diagnosing for _, one in found), limit)


def per_cause(records: int, seed: int) -> bool:
    """The time per cause on small records."""
    found = []
    for case, _ in zip(broken_memberships(seed), range(records), strict=False):
        found.append((case, timed(case)))
    causes = sum(len(one.causes) for _, one in found)
    right = sum(one.named for _, one in found)
    told = f"{causes}, {right}/{sum(len(case.wrong) for case, _ in found)} named"
    each = [one.diagnosing / max(1, len(one.causes)) for _, one in found]
    confronting = median(one.confronting for _, one in found)
    title = f"11 figures, 7 rules: per cause, median of {records}"
    kept = line(title, told, confronting, median(each), CAUSE_MS / 1000)
    line("11 figures, 7 rules: per cause, 95th percentile", "", confronting, quantiles(each, n=20)[-1])
    return kept


def end_to_end(records: int, seed: int) -> bool:
    """Whole processes over a file of broken records: confronting alone, and with every cause."""
    with tempfile.TemporaryDirectory() as folder:
        table, rules = Path(folder, "records.csv"), Path(folder, "rules.yml")
        rules.write_text("dvaudit: 1\nrules:\n" + "".join(f"  - {line}\n" for line in LINES), encoding="utf-8")
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            for at, case in zip(range(records), broken_memberships(seed), strict=False):
                if not at:
                    writer.writerow(["id", *(name for _, name in case.texts)])
                writer.writerow([f"r{at}", *case.texts.values()])
        command = ["check", str(table), "--rules", str(rules), "--locale", "en", "--format", "json"]
        command += ["--max-findings", str(ALL), "--output", str(Path(folder, "report.json")), "--max-causes"]
        confronting, diagnosing = process([*command, "0"]), process([*command, str(records)])
    return line(f"{records:,} broken records, whole process", f"{records:,}", confronting, diagnosing, MANY_S)


def process(arguments: Sequence[str]) -> float:
    """The wall time of one run that finds discrepancies."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "dvaudit", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 1:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - start


def main() -> None:
    """Measures everything and prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = dice(asked.seed)
    print(f"{'':48}{'causes':>22}{'confront ms':>12}{'diagnose ms':>12}{'ratio':>9}")
    kept = [
        per_cause(asked.records, asked.seed),
        several("200 figures, 60 rules, 3 errors apart", (three_errors(rng, apart=True) for _ in range(10)), BIG_S),
        several("200 figures, 60 rules, 3 connected", (three_errors(rng, apart=False) for _ in range(10)), BIG_S),
        several("table of 30 x 12, one wrong cell", (crossed_table(rng, 1) for _ in range(20)), None),
        several("table of 30 x 12, five wrong cells", (crossed_table(rng, 5) for _ in range(5)), None),
        end_to_end(10 * asked.records, asked.seed),
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
