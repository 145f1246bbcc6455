"""A long table of reported figures with planted errors, and the truth about them: the same bytes on every machine.

    python benchmarks/generate.py ROWS [--data FOLDER] [--seed 7] [--rate 1000]

Writes ``L<ROWS>.csv``, in which one row in ``--rate`` carries one wrong figure, and ``T<ROWS>.csv``: a line for each
rule (``RULES``) that a row breaks, with the figure as it was and as it is reported. A wrong figure that breaks no rule
stands there with the rule ``none``. Needs numpy, which comes with pandas.

Everything random is splitmix64 of seed, row and field, and everything is reckoned in whole numbers, so that neither a
library nor its version has a say. Percentages are kept in hundredths.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Figures = npt.NDArray[np.int64]

YEARS = ("y2011", "y2012", "y2013", "y2014")
REPORTED = (
    *YEARS, "total", "minority", "minority_pct", "farmers", "farmers_pct", "population", "members",
)  # fmt: skip
"""The columns after ``id``."""

LINE = "%d,%d,%d,%d,%d,%d,%d,%d.%02d,%d,%d.%02d,%d,%d\n"
ERRORS = ("digit_inserted", "transposed", "wrong_sum", "digit_inserted", "transposed", "sign")
TOGETHER = 200_000
"""So many rows are made at once."""


class Rows(NamedTuple):
    """Some rows in a line: their figures by column, and the truth about them as lines."""

    figures: dict[str, Figures]
    truth: list[str]


def random(seed: int, rows: Figures, field: int) -> Words:
    """64 random bits for each row."""
    start = (seed * 0xD1B54A32D192ED03 + field * 0x8CB92BA72F3D8DD7) % 2**64
    with np.errstate(over="ignore"):
        mixed = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(start)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))


def between(seed: int, rows: Figures, field: int, low: int, high: int) -> Figures:
    """A random whole number from low to high for each row."""
    return low + (random(seed, rows, field) % np.uint64(high - low + 1)).astype(np.int64)


def percent(part: Figures, whole: Figures) -> Figures:
    """A share in hundredths of a per cent, half rounded up."""
    return (20_000 * part + whole) // (2 * whole)


def true_figures(seed: int, rows: Figures) -> dict[str, Figures]:
    """Rows in which every rule holds."""
    made = {year: between(seed, rows, field, 120, 4999) for field, year in enumerate(YEARS)}
    total = made["y2011"] + made["y2012"] + made["y2013"] + made["y2014"]
    minority = total * between(seed, rows, 10, 5, 420) // 1000
    farmers = total * between(seed, rows, 11, 150, 930) // 1000
    population = total * between(seed, rows, 12, 12, 900) + between(seed, rows, 13, 0, 999)
    return made | {
        "total": total,
        "minority": minority,
        "minority_pct": percent(minority, total),
        "farmers": farmers,
        "farmers_pct": percent(farmers, total),
        "population": population,
        "members": population * between(seed, rows, 14, 10, 180) // 1000,
    }


def corrupted(value: int, error: str, chance: int) -> int:
    """A figure with an error in it, as somebody who copies or adds it makes one."""
    digits = str(value)
    if error == "digit_inserted":
        at, digit = chance % (len(digits) + 1), chance // 64 % 10
        return int(digits[:at] + str(digit if at or digit else 1) + digits[at:])
    if error == "transposed":
        for turn in range(len(digits) - 1):
            at = (chance + turn) % (len(digits) - 1)
            if digits[at] != digits[at + 1] and not (at == 0 and digits[1] == "0"):
                return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        return value + 1
    if error == "wrong_sum":
        return value + 1 + chance % 40 if chance >> 20 & 1 else value - 1 - chance % 40
    return -value


def broken(row: dict[str, int]) -> list[str]:
    """The rules that a row breaks, in the order of the rule file; a share by more than half of its last digit."""
    total = row["total"]
    breaks = {
        "sum_years": sum(row[year] for year in YEARS) != total,
        "minority_le_total": row["minority"] > total,
        "farmers_le_total": row["farmers"] > total,
        "minority_pct": 2 * abs(row["minority_pct"] * total - 10_000 * row["minority"]) > abs(total),
        "farmers_pct": 2 * abs(row["farmers_pct"] * total - 10_000 * row["farmers"]) > abs(total),
        "total_ge_0": total < 0,
        "members_le_population": row["members"] > row["population"],
    }
    return [rule for rule, breaks_it in breaks.items() if breaks_it]


def shown(column: str, value: int) -> str:
    """A figure as the table prints it."""
    return f"{value // 100}.{value % 100:02d}" if column.endswith("_pct") else str(value)


def rows_from(first: int, last: int, seed: int, rate: int) -> Rows:
    """The rows from first up to last, counted from nought, with their errors."""
    rows = np.arange(first, last, dtype=np.int64)
    figures = true_figures(seed, rows)
    truth = []
    for at in np.nonzero(random(seed, rows, 20) % np.uint64(rate) == 0)[0].tolist():
        which, where, how = (int(random(seed, rows[at : at + 1], field)[0]) for field in (21, 22, 23))
        error = ERRORS[which % len(ERRORS)]
        column = "total" if error in {"wrong_sum", "sign"} else REPORTED[where % len(REPORTED)]
        original = int(figures[column][at])
        reported = corrupted(original, error, how)
        figures[column][at] = reported
        about = f"{column},{error},{shown(column, original)},{shown(column, reported)}"
        breaks = broken({name: int(values[at]) for name, values in figures.items()}) or ["none"]
        truth += [f"{first + at + 1},{rule},{about}\n" for rule in breaks]
    return Rows({"id": rows + 1, **figures}, truth)


def table(rows: int, seed: int = 7, rate: int = 1000) -> Iterator[Rows]:
    """The whole table, some rows at a time."""
    for first in range(0, rows, TOGETHER):
        yield rows_from(first, min(rows, first + TOGETHER), seed, rate)


def lines(made: Rows) -> Iterator[str]:
    """Rows as the lines of a CSV file."""
    printed: list[list[int]] = []
    for column, values in made.figures.items():
        printed += [(values // 100).tolist(), (values % 100).tolist()] if column.endswith("_pct") else [values.tolist()]
    return map(LINE.__mod__, zip(*printed, strict=True))


def write(folder: Path, rows: int, seed: int = 7, rate: int = 1000) -> tuple[Path, Path]:
    """Writes the table and the truth, under their names only when they are whole."""
    paths = (folder / f"L{rows}.csv", folder / f"T{rows}.csv")
    unfinished = [path.with_suffix(f".{os.getpid()}") for path in paths]
    with (
        unfinished[0].open("w", encoding="ascii", newline="\n") as file,
        unfinished[1].open("w", encoding="ascii", newline="\n") as truth,
    ):
        file.write(",".join(("id", *REPORTED)) + "\n")
        truth.write("id,rule,column,kind,original,reported\n")
        for made in table(rows, seed, rate):
            file.writelines(lines(made))
            truth.writelines(made.truth)
    for path, whole in zip(paths, unfinished, strict=True):
        whole.replace(path)
    return paths


def main() -> None:
    """Writes both files and says where they are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=lambda text: int(float(text)))
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=int, default=1000)
    asked = parser.parse_args()
    asked.data.mkdir(parents=True, exist_ok=True)
    for path in write(asked.data, asked.rows, asked.seed, asked.rate):
        print(path)


if __name__ == "__main__":
    main()
