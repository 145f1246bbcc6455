"""Real reports with known discrepancies: dvaudit has to count exactly those.

    python benchmarks/real.py FOLDER

FOLDER holds ``italy-covid19-national.csv`` (Dipartimento della Protezione Civile, CC BY 4.0) and ``texas-*-2012.csv``
(precinct returns collected by OpenElections). Prints what each rule found beside what is known, and exits 1 when they
differ.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

PACKS = Path(__file__).parents[1] / "rules"

KNOWN = {
    "italy-covid19-national.csv": (
        "epidemic-bulletin.yml",
        {"hospitalized-sum": 1, "active-sum": 2, "cases-sum": 13, "active-change": 0},
    ),
    "texas-bosque-2012.csv": ("election-returns.yml", {"votes-sum": 1}),
    "texas-grimes-2012.csv": ("election-returns.yml", {"votes-sum": 834}),
    "texas-bowie-2012.csv": ("election-returns.yml", {"votes-sum": 434}),
}
"""File to the pack that checks it and how often each rule is known to fail."""


def main() -> None:
    """Checks every file and prints the comparison."""
    folder = Path(sys.argv[1])
    differ = 0
    for file, (pack, known) in KNOWN.items():
        start = time.perf_counter()
        command = [sys.executable, "-m", "dvaudit", "check", str(folder / file), "--rules", str(PACKS / pack)]
        done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
        took = time.perf_counter() - start
        if done.returncode not in {0, 1}:
            sys.exit(done.stderr)
        tallies = {rule["id"]: rule for rule in json.loads(done.stdout)["rules"]}
        for rule, expected in known.items():
            tally = tallies[rule]
            differ += tally["failed"] != expected
            rest = f"{tally['held']} hold, {tally['undecided']} undecided"
            print(f"{file:28} {rule:18} {tally['failed']:5} fail (known: {expected}), {rest}   {took:.1f} s")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
