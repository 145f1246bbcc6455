"""How long dvaudit takes to start and to check, as ratios to a reference run beside it.

    python benchmarks/startup.py [rounds]

Every command is a whole process. Commands alternate within a round, so that a slow moment of the machine meets all of
them, and the smallest time of all rounds counts: it is the one least disturbed. Prints seconds, the ratio to the
reference, and the limit; exits 1 when a ratio is over its limit.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "party-membership.csv"
ARTICLE = ROOT / "samples" / "party-membership-article.txt"
PACK = ROOT / "rules" / "party-membership.yml"

COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, in which Python may keep compiled modules as it does for any installed program."""

RULES = """
dvaudit: 1
rules:
  - total = sum(y2011..y2014)
  - minority <= members
  - farmers <= members
  - minority_pct = minority / members in %
  - farmers_pct = farmers / members in %
  - members <= population
  - total <= members
"""


def thousand_records(folder: Path) -> list[str]:
    """Writes a table of 1,000 records that keep seven rules, and gives the command that checks it."""
    table, rules = folder / "records.csv", folder / "rules.yml"
    rules.write_text(RULES, encoding="utf-8")
    years = ["y2011", "y2012", "y2013", "y2014"]
    header = ["id", *years, "total", "minority", "minority_pct", "farmers", "farmers_pct", "population", "members"]
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in range(1000):
            parts = [1000 + row * 7 % 613 + year for year in range(4)]
            members = 20000 + row * 13 % 7919
            minority, farmers = members * 2 // 3, members // 3
            shares = [f"{100 * minority / members:.2f} %", f"{100 * farmers / members:.2f} %"]
            counts = [sum(parts), minority, shares[0], farmers, shares[1], members * 12, members]
            writer.writerow([f"r{row}", *parts, *counts])
    return ["-m", "dvaudit", "check", str(table), "--rules", str(rules)]


def seconds(arguments: list[str], allowed: set[int]) -> float:
    """The wall time of one Python process with these arguments, which must end with an allowed status."""
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=COMPILED)
    took = time.perf_counter() - start
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}{done.stdout[-2000:]}")
    return took


def modules_of(arguments: list[str]) -> set[str]:
    """The top-level modules that a run imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}


def main() -> None:
    """Runs everything and prints the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    check = ["-m", "dvaudit", "check", str(SAMPLE), "--rules", str(PACK)]
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "import click": (["-c", "import click"], {0}),
            "dvaudit --help": (["-m", "dvaudit", "--help"], {0}),
            "import click, yaml, rich": (["-c", "import click, yaml, rich.console, rich.table"], {0}),
            "dvaudit check (founding sample)": (check, {1}),
            "dvaudit check (an article)": (["-m", "dvaudit", "check", str(ARTICLE)], {1}),
            "dvaudit check (1,000 records, 7 rules)": (thousand_records(Path(folder)), {0}),
        }
        best = {name: min(seconds(*command) for _ in range(1)) for name, command in commands.items()}
        for _ in range(rounds):
            for name, command in commands.items():
                best[name] = min(best[name], seconds(*command))
    limits = {
        "dvaudit --help": 1.5 * best["import click"],
        "dvaudit check (founding sample)": 1.5 * best["import click, yaml, rich"],
        "dvaudit check (an article)": 2.5 * best["import click, yaml, rich"],
        "dvaudit check (1,000 records, 7 rules)": 0.5,
    }
    for name, took in best.items():
        limit = limits.get(name)
        print(f"{name:40} {took * 1000:7.0f} ms" + (f"   {took / limit:4.0%} of its limit" if limit else ""))
    heavy = modules_of(check) & {"pandas", "numpy"}
    print("the founding sample is checked", f"importing {sorted(heavy)}" if heavy else "without pandas and numpy")
    sys.exit(1 if heavy or any(best[name] > limit for name, limit in limits.items()) else 0)


if __name__ == "__main__":
    main()
