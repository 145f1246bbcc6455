"""Seven rules over a long table: dvaudit, the same work by hand, and other validators, side by side.

    python benchmarks/scale.py ROWS [--rounds 3] [--data FOLDER] [--engine auto ...] [--peers] [--every-row-fails]
                               [--limit 900] [--markdown] [--keep]

ROWS may be written 1e6. ``generate.py`` makes the table and the truth about it, unless FOLDER has them already. What
dvaudit is compared with is in ``references.py``; a package that is not there leaves its line out:

    pip install duckdb polars dataframely "pandera[polars]"

Every program is a whole process. They take turns within a round, so that a slow moment of the machine meets all of
them. Prints for each the smallest and the median wall time, the median CPU time, the largest memory of all its
processes together, the ratio of the median wall time to that of the DuckDB query by hand, and whether its answer is the
truth; exits 1 when one is not. ``--engine`` without a name leaves dvaudit out, and a program that takes longer than
``--limit`` seconds is stopped. With ``--every-row-fails`` a wrong rule is confronted as well, which nearly all rows
break: all are to be counted, and the first 1,000 listed.

Answers are read when everything has run: the system counts the memory of a process from before it becomes the program,
so the one that starts the others has to stay small.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

HERE = Path(__file__).parent
LISTED, EVERYTHING = 1000, 1_000_000
"""How many findings dvaudit lists by default, and more than there are."""

RULES = """
dvaudit: 1
rules:
  - {id: sum_years, check: total = y2011 + y2012 + y2013 + y2014}
  - {id: minority_le_total, check: minority <= total}
  - {id: farmers_le_total, check: farmers <= total}
  - {id: minority_pct, check: minority_pct = minority / total in %}
  - {id: farmers_pct, check: farmers_pct = farmers / total in %}
  - {id: total_ge_0, check: total >= 0}
  - {id: members_le_population, check: members <= population}
"""
WRONG = """
dvaudit: 1
rules:
  - {id: wrong_sum, check: total = y2011 + y2012 + y2013}
"""

NEEDED = {
    "read": "duckdb",
    "sql": "duckdb",
    "sql-one": "duckdb",
    "polars": "polars",
    "dataframely": "dataframely",
    "pandera": '"pandera[polars]"',
}
"""What pip has to install for a program of ``references.py``."""

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(HERE.parent / "src"),
}
"""Python may keep compiled modules, as it does for any installed program, and dvaudit is the one of this checkout."""

SAMPLED = 0.03
"""Seconds between two looks at the memory of all processes of a program."""

ROWS_TOLD = 100_000
"""Of so many rows that fail under one rule the JSON of dvaudit gives the numbers."""

Pair = tuple[int, str]


class Truth(NamedTuple):
    """What is wrong: how many rows break each rule, and the first of them, in the order of the table."""

    rows: int
    failed: dict[str, int]
    first: list[Pair]


class Cost(NamedTuple):
    """What one run took: seconds, seconds of processors, bytes; how it ended and what it printed."""

    wall: float
    cpu: float
    memory: int
    status: int
    said: str


class Program(NamedTuple):
    """Something that is measured; ``answer`` compares the file that it wrote with the truth, None if it has none."""

    name: str
    command: list[str]
    out: Path
    answer: Callable[[str, Truth], str] | None
    ends: frozenset[int] = frozenset({0})


def difference(found: Iterable[Pair], truth: Truth) -> str:
    """A list of failing rows and rules, compared with the truth."""
    known, told = set(truth.first), set(found)
    return "exact" if told == known else f"missed {len(known - told)} / extra {len(told - known)}"


def by_pairs(text: str, truth: Truth) -> str:
    """Lines ``id,rule``."""
    return difference(((int(row), rule) for row, rule in (line.split(",") for line in text.split())), truth)


def by_lines(text: str, truth: Truth) -> str:
    """The concise format of dvaudit: a line of the file is a row, after the header."""
    found = re.findall(r"^.*?:(\d+):\d+: (\w+) ", text, re.MULTILINE)
    return difference(((int(line) - 1, rule) for line, rule in found if rule in truth.failed), truth)


def by_report(text: str, truth: Truth, most: int) -> str:
    """The JSON of dvaudit: all are counted, their rows told, and so many at most listed in full, the first ones."""
    report = json.loads(text)
    listed = [(finding["row"], finding["rule"]) for finding in report["findings"]]
    rows = [(row, told["rule"]) for told in report["failing_rows"] for row in told["rows"]]
    every = difference(rows, truth) if len(rows) < ROWS_TOLD * len(truth.failed) else "exact"
    wrong = counted({rule["id"]: rule for rule in report["rules"]}, truth) or ("" if every == "exact" else every)
    return wrong or in_order(listed, truth, most)


def counted(tallies: Mapping[str, Mapping[str, Any]], truth: Truth) -> str:
    """Where the counts of the rules differ from the truth; nothing where none does."""
    if undecided := sum(tally["undecided"] for tally in tallies.values()):
        return f"{undecided} undecided"
    failed = Counter({rule: int(tally["failed"]) for rule, tally in tallies.items()})
    known = Counter(truth.failed)
    if failed != known:
        return f"missed {(known - failed).total()} / extra {(failed - known).total()}"
    checked = {rule: tally["held"] + tally["failed"] for rule, tally in tallies.items()}
    unchecked = sum(truth.rows - checked.get(rule, 0) for rule in truth.failed)
    return f"{unchecked} not checked" if unchecked else ""


def in_order(listed: Sequence[Pair], truth: Truth, most: int) -> str:
    """Whether what is listed, so many at most, is true and comes first in the table."""
    wanted = min(most, sum(truth.failed.values()))
    if len(set(listed)) != wanted:
        return f"lists {len(set(listed))}, not {wanted}"
    if extra := len(set(listed) - set(truth.first)):
        return f"lists {extra} that hold"
    first = [row for row, _ in truth.first[:wanted]]
    return "exact" if [row for row, _ in listed] == first else "lists others than the first"


def by_count(text: str, truth: Truth) -> str:
    """The query by hand for the wrong rule: how often it fails, and its first rows."""
    told = json.loads(text)
    (rule,) = truth.failed
    tally = {"failed": told["failed"], "held": truth.rows - told["failed"], "undecided": 0}
    return counted({rule: tally}, truth) or in_order([(row, rule) for row in told["rows"]], truth, LISTED)


def planted(path: Path, rows: int) -> Truth:
    """The truth as ``generate.py`` wrote it, without what no rule can see."""
    with path.open(encoding="ascii") as file:
        next(file)
        cells = (line.split(",", 2) for line in file)
        first = [(int(row), rule) for row, rule, _ in cells if rule != "none"]
    failed = re.findall(r"id: (\w+)", RULES)
    return Truth(rows, {rule: sum(broken == rule for _, broken in first) for rule in failed}, first)


def where_wrong(rows: int) -> Truth:
    """What the wrong rule finds, reckoned from the figures before they are printed."""
    import generate

    failed, first = 0, list[Pair]()
    for made in generate.table(rows):
        figures = made.figures
        breaks = figures["y2011"] + figures["y2012"] + figures["y2013"] != figures["total"]
        failed += int(breaks.sum())
        first += [(row, "wrong_sum") for row in figures["id"][breaks][: LISTED - len(first)].tolist()]
    return Truth(rows, {"wrong_sum": failed}, first)


def processes(session: int) -> tuple[int, float]:
    """Bytes and seconds of processors of all processes of a session that live now, where the system has /proc."""
    memory, cpu = 0, 0.0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            try:
                stat = Path("/proc", name, "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has ended since
            fields = stat.rpartition(")")[2].split()
            if int(fields[3]) == session:
                memory += int(fields[21]) * resource.getpagesize()
                cpu += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return memory, cpu


def measured(command: Sequence[str], limit: float) -> Cost:
    """Runs a program in a session of its own, and stops all of it after so many seconds."""
    most, ended = (0, 0.0), threading.Event()

    def watch(session: int) -> None:
        nonlocal most
        while not ended.wait(SAMPLED):
            memory, cpu = processes(session)
            most = (max(most[0], memory), max(most[1], cpu))

    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, env=ENVIRONMENT
        )
        watcher = threading.Thread(target=watch, args=(process.pid,), daemon=True)
        stopper = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        watcher.start()
        stopper.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        stopper.cancel()
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace").strip()
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    cpu = used.ru_utime + used.ru_stime
    return Cost(wall, max(cpu, most[1]), max(largest, most[0]), process.returncode, text)


def table_of(rows: int, folder: Path) -> tuple[Path, Path]:
    """The table and the truth, made where they are not there; the first program finds the table in memory, too."""
    table, truth = folder / f"L{rows}.csv", folder / f"T{rows}.csv"
    if not (table.exists() and truth.exists()):
        make = [sys.executable, str(HERE / "generate.py"), str(rows), "--data", str(folder)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    with table.open("rb") as file:
        while file.read(2**20):
            pass
    return table, truth


def by_hand(name: str, said: str, table: Path, work: Path, answer: Callable[[str, Truth], str] | None) -> list[Program]:
    """A program of ``references.py``; none, and a line that says so, where its package is missing."""
    if any(find_spec(package) is None for package in re.findall(r"\w+", NEEDED[name])):
        print(f"{said}: left out, needs pip install {NEEDED[name]}")
        return []
    out = work / f"{name}.out"
    return [Program(said, [sys.executable, str(HERE / "references.py"), name, str(table), str(out)], out, answer)]


def dvaudit(engine: str, table: Path, rules: Path, form: str, most: int = LISTED) -> Program:
    """One check by dvaudit, as a user runs it, or listing everything without looking for causes."""
    everything = most > LISTED
    name = f"dvaudit, {engine}: {form}" + (", all listed" if everything else "")
    out = rules.with_suffix(f".{engine}.{'all.' if everything else ''}{form}")
    command = [sys.executable, "-m", "dvaudit", "check", str(table), "--rules", str(rules), "--engine", engine]
    command += ["--format", form, "--output", str(out)]
    command += ["--max-findings", str(most), "--max-causes", "0"] if everything else []
    answer = partial(by_report, most=most) if form == "json" else by_lines
    return Program(name, command, out, answer, frozenset({0, 1}))


def seven_rules(table: Path, work: Path, engines: Sequence[str], *, peers: bool) -> list[Program]:
    """Everything that confronts the seven rules."""
    rules = work / "seven.yml"
    rules.write_text(RULES, encoding="utf-8")
    programs = by_hand("read", "DuckDB, only reading", table, work, None)
    programs += by_hand("sql", REFERENCE, table, work, by_pairs)
    programs += by_hand("polars", "polars, by hand", table, work, by_pairs)
    for engine in engines:
        programs.append(dvaudit(engine, table, rules, "json"))
        programs += [dvaudit(engine, table, rules, form, EVERYTHING) for form in ("json", "concise")]
    if peers:
        programs += by_hand("dataframely", "dataframely", table, work, by_pairs)
        programs += by_hand("pandera", "pandera (polars)", table, work, by_pairs)
    return programs


def wrong_rule(table: Path, work: Path, engines: Sequence[str]) -> list[Program]:
    """Everything that confronts the wrong rule."""
    rules = work / "wrong.yml"
    rules.write_text(WRONG, encoding="utf-8")
    programs = by_hand("sql-one", REFERENCE, table, work, by_count)
    return [*programs, *(dvaudit(engine, table, rules, "json") for engine in engines)]


REFERENCE = "DuckDB, by hand"
HEAD = ("wall s min", "median", "CPU s", "peak MB", "ratio", "answer")


def run(programs: Sequence[Program], rounds: int, limit: float) -> list[list[Cost]]:
    """Runs everything in turn; what was stopped or did not work is not tried again."""
    costs: list[list[Cost]] = [[] for _ in programs]
    for _ in range(rounds):
        for program, runs in zip(programs, costs, strict=True):
            if all(cost.status in program.ends for cost in runs):
                program.out.unlink(missing_ok=True)
                runs.append(measured(program.command, limit))
    return costs


def verdict(program: Program, runs: Sequence[Cost], truth: Truth) -> str:
    """How the answer of a program compares with the truth, or why there is none."""
    last = runs[-1]
    if last.status == -signal.SIGKILL:
        return "stopped"
    if last.status not in program.ends:
        return f"ended with {last.status}: {last.said.rpartition(chr(10))[2]}"
    if program.answer is None:
        return "-"
    if not program.out.exists():
        return "no answer"
    return program.answer(program.out.read_text(encoding="utf-8"), truth)


def print_table(lines: Sequence[Sequence[str]], *, markdown: bool) -> None:
    """Prints a table with its first column to the left, the last as it is, and numbers to the right."""
    if markdown:
        head, *rest = lines
        for line in (head, ["---", *["---:"] * (len(head) - 2), "---"], *rest):
            print(f"| {' | '.join(line)} |")
        return
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for name, *numbers, answer in lines:
        cells = "".join(f"  {number:>{width}}" for number, width in zip(numbers, widths[1:-1], strict=True))
        print(f"{name:{widths[0]}}{cells}  {answer}")


def compared(title: str, programs: Sequence[Program], truth: Callable[[], Truth], asked: argparse.Namespace) -> bool:
    """Runs programs and prints their table; True where every answer is the truth."""
    costs = run(programs, asked.rounds, asked.limit)
    known = truth()
    lines, exact = [[title, *HEAD]], True
    walls = {
        program.name: median(cost.wall for cost in runs)
        for program, runs in zip(programs, costs, strict=True)
        if runs[-1].status in program.ends
    }
    for program, runs in zip(programs, costs, strict=True):
        answer = verdict(program, runs, known)
        exact = exact and answer in {"exact", "-"}
        wall, cpu = median(cost.wall for cost in runs), median(cost.cpu for cost in runs)
        ratio = f"{wall / walls[REFERENCE]:.2f}" if {program.name, REFERENCE} <= walls.keys() else "-"
        memory = max(cost.memory for cost in runs) / 2**20
        least = min(cost.wall for cost in runs)
        lines.append([program.name, f"{least:.2f}", f"{wall:.2f}", f"{cpu:.2f}", f"{memory:,.0f}", ratio, answer])
    print_table(lines, markdown=asked.markdown)
    return exact


def asked_for() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=lambda text: int(float(text)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--engine", nargs="*", default=["auto"])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--every-row-fails", action="store_true")
    parser.add_argument("--limit", type=float, default=900)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder with tables and answers")
    return parser.parse_args()


def main() -> None:
    """Measures everything and prints the tables."""
    asked = asked_for()
    work = Path(tempfile.mkdtemp(prefix="dvaudit-scale-"))
    try:
        data = asked.data or work
        data.mkdir(parents=True, exist_ok=True)
        table, truth = table_of(asked.rows, data)
        programs = seven_rules(table, work, asked.engine, peers=asked.peers)
        wrong = wrong_rule(table, work, asked.engine) if asked.every_row_fails else []
        title = f"{asked.rows:,} rows, 7 rules"
        exact = compared(title, programs, lambda: planted(truth, asked.rows), asked)
        if wrong:
            print()
            exact &= compared(f"{asked.rows:,} rows, 1 wrong rule", wrong, lambda: where_wrong(asked.rows), asked)
        if asked.keep:
            print(f"\ntables and answers are in {work}" + ("" if data == work else f" and {data}"))
    finally:
        if not asked.keep:
            shutil.rmtree(work)
    sys.exit(0 if exact else 1)


if __name__ == "__main__":
    main()
