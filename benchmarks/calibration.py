"""How far a confidence can be believed: reports with one planted error, and what the diagnosis says of them.

    python benchmarks/calibration.py [--cases 6000] [--seed 1] [--show CASE]

Each case carries a slip of somebody who copies figures; half as many more carry another value that no slip explains.
Prints, with 95 % intervals (Wilson, 1927), how often the first suspect is the wrong figure and the first correction its
true value, by confidence, shape, error and size; then the targets, and the first misses of each kind, which
``--show`` prints in full. Exits 1 when a target is missed.

An error that breaks no rule is counted apart. A cause is right where every figure of its first suspect is wrong
indeed; a correction is right where it gives each of them its true value. A rule *binds* a wrong figure here where it
fails, or where the true others leave the figure less than a tenth of its size.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import planted
from dvaudit.diagnose.causes import diagnose
from dvaudit.interval import magnitude
from dvaudit.numerals import readings
from dvaudit.predicate import implied
from dvaudit.report import Audit, Cause, Correction, Spot, Suspect
from dvaudit.rule import Confrontation
from planted import Planted
from shapes import Cell

HIGH, MEDIUM, TWO_RULES, FALSE_HIGH = 0.99, 0.85, 0.95, 0.01
MISSES = 20


class Verdict(NamedTuple):
    """What the diagnosis says of one cause of a case, and how far it is right.

    ``corrected`` is None where nothing is proposed. ``failing`` and ``binding`` count the rules that fail about the
    wrong figure, and those that fail or bind it; of two wrong figures the smaller number.
    """

    number: int
    case: Planted
    cause: Cause
    suspected: bool
    corrected: bool | None
    failing: int
    binding: int

    @property
    def right(self) -> bool:
        """What its confidence promises: the correction is right, or without any the suspect."""
        return self.suspected if self.corrected is None else self.corrected

    @property
    def digits(self) -> int:
        """The significant digits of the wrong figure, the fewer of the true and the printed ones."""
        cells = (self.case.report.cells, self.case.cells)
        return min(one[cell].digits for one in cells for cell in self.case.wrong)


@dataclass(slots=True)
class Run:
    """The verdicts over many cases, and how many errors went unseen."""

    verdicts: list[Verdict]
    cases: int = 0
    unseen: int = 0


def cell_of(spot: Spot, case: Planted) -> Cell:
    """The cell at which a diagnosis points."""
    return (spot.record.row - 1 if case.report.labels else 0, spot.figure.name)


def proposes_truth(suspect: Suspect, correction: Correction, case: Planted) -> bool:
    """Whether a correction gives wrong figures their true values, in whatever form they are printed."""
    for spot, text in zip(suspect.spots, correction.texts, strict=True):
        cell = cell_of(spot, case)
        true = case.report.cells[cell].value
        # Where nothing in a report shows its decimal sign, a correction may print the other one.
        read = readings(text, (case.report.shown,)) or readings(text)
        if cell not in case.wrong or all(one.value != true for one in read):
            return False
    return True


def verdicts(number: int, case: Planted) -> list[Verdict]:
    """What is said of each cause in a case; nothing where the error breaks no rule."""
    audit = case.report.audit(case.texts)
    if not audit.findings:
        return []
    failing, binding = witnesses(case, audit)
    found = []
    for cause in diagnose([audit], len(audit.findings))[0]:
        first = cause.suspects[0] if cause.suspects else None
        suspected = first is not None and {cell_of(spot, case) for spot in first.spots} <= set(case.wrong)
        corrected = proposes_truth(*cause.corrections[0], case) if cause.corrections else None
        found.append(Verdict(number, case, cause, suspected, corrected, failing, binding))
    return found


def witnesses(case: Planted, audit: Audit) -> tuple[int, int]:
    """How many edits fail about the wrong figure, and how many fail or bind it."""
    failed = [identity(finding.confrontation, case) for finding in audit.findings]
    held = case.report.audit(case.report.texts).held
    tight = {cell: {identity(one, case) for one in held if binds(one, cell, case)} for cell in case.wrong}
    failing = {cell: {one for one in failed if cell in one[1]} for cell in case.wrong}
    return min(map(len, failing.values())), min(len(failing[cell] | tight[cell]) for cell in case.wrong)


def identity(found: Confrontation, case: Planted) -> tuple[str, tuple[Cell, ...]]:
    """An edit by its rule and its cells."""
    edit = found.edit
    records = edit.records or (edit.record,) * len(edit.figures)
    spots = map(Spot, edit.figures, records)
    return edit.rule.id, tuple(cell_of(spot, case) for spot in spots)


def binds(found: Confrontation, cell: Cell, case: Planted) -> bool:
    """Whether the other figures of an edit leave a figure less than a tenth of its size."""
    cells = identity(found, case)[1]
    if cell not in cells:
        return False
    free = implied(found.edit.predicate, cells.index(cell), found.values, found.slack)
    if not free or free[0].lo is None or free[-1].hi is None:
        return False
    return 10 * (free[-1].hi - free[0].lo) <= magnitude(case.report.cells[cell].value)


def run(seed: int, numbers: Sequence[int]) -> Run:
    """The diagnosis of every case."""
    done = Run([])
    for number in numbers:
        found = verdicts(number, planted.case(seed, number))
        done.cases += 1
        done.unseen += not found
        done.verdicts += found
    return done


# --- the tables


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, 1927)."""
    if not tries:
        return 0.0, 1.0
    z, share = 1.96, hits / tries
    middle = share + z * z / (2 * tries)
    spread = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    return (middle - spread) / (1 + z * z / tries), (middle + spread) / (1 + z * z / tries)


def share(hits: int, tries: int) -> str:
    """A share with its interval."""
    low, high = wilson(hits, tries)
    return f"{hits / tries:7.2%} [{low:6.1%}, {high:6.1%}]" if tries else f"{'-':>25}"


def tabled(title: str, found: Sequence[Verdict], of: Callable[[Verdict], object]) -> None:
    """Prints one line for each value of a property."""
    print(f"\n{title:28}{'causes':>7}{'first suspect right':>26}{'first correction right':>26}   high medium  low")
    for value in sorted({of(one) for one in found}, key=str):
        own = [one for one in found if of(one) == value]
        suspected = share(sum(one.suspected for one in own), len(own))
        corrected = share(sum(one.corrected is True for one in own), len(own))
        levels = [sum(one.cause.confidence == level for one in own) / len(own) for level in ("high", "medium", "low")]
        print(f"{value!s:28}{len(own):7} {suspected} {corrected}  " + " ".join(f"{part:5.0%}" for part in levels))


def described(found: Verdict) -> str:
    """A verdict on one line: the case, what is wrong in it, and what the diagnosis says first."""
    case, cause = found.case, found.cause
    true = case.report.texts
    wrong = ", ".join(f"{cell[1]} {true[cell]} -> {case.texts[cell]}" for cell in case.wrong)
    said = "; ".join(proposals(cause)) or ", ".join("+".join(s.figure.name for s in x.spots) for x in cause.suspects)
    rules = f"{found.failing} fail, {found.binding} bind"
    return f"  {found.number:6} {case.report.shape}: {case.error}: {wrong} ({rules}); {cause.confidence}: {said[:150]}"


def proposals(cause: Cause) -> Iterator[str]:
    """The corrections of a cause in words."""
    for suspect, correction in cause.corrections:
        names = "+".join(spot.figure.name for spot in suspect.spots)
        yield f"{names} = {', '.join(correction.texts)} ({', '.join(correction.keystrokes)})"


def show(seed: int, number: int) -> None:
    """Prints one case in full."""
    case = planted.case(seed, number)
    for rule in case.report.rules:
        print(rule.id, dict(rule.slots))
    for cell, text in case.texts.items():
        print(f"{cell[0]:4} {cell[1]:14} {text:>20}" + (f"   truly {case.report.texts[cell]}" * (cell in case.wrong)))
    for found in verdicts(number, case):
        print(described(found))


def judged(title: str, hits: int, tries: int, target: float, *, most: bool = False) -> bool:
    """Prints a target beside its result; True where it is met."""
    met = not tries or (hits / tries < target if most else hits / tries >= target)
    print(f"{'ok  ' if met else 'MISS'} {title:62}{'<' if most else '>='}{target:5.0%} {share(hits, tries)} of {tries}")
    return met


def main() -> None:
    """Runs everything and prints the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int)
    asked = parser.parse_args()
    if asked.show is not None:
        show(asked.seed, asked.show)
        return
    slip = run(asked.seed, range(asked.cases))
    other = run(asked.seed, range(planted.OTHERS, planted.OTHERS + asked.cases // 2))
    for title, done in (("SLIPS", slip), ("OTHER VALUES", other)):
        print(f"\n{title}: {done.cases} cases, {done.unseen} break no rule, {len(done.verdicts)} causes")
        tabled("confidence", done.verdicts, lambda one: one.cause.confidence)
        tabled("shape", done.verdicts, lambda one: one.case.report.shape)
        tabled("error", done.verdicts, lambda one: one.case.error)
        tabled("digits of the wrong figure", done.verdicts, lambda one: one.digits)
        tabled("rules failing about it", done.verdicts, lambda one: one.failing)
        tabled("rules binding it", done.verdicts, lambda one: one.binding)
    high = [one for one in slip.verdicts if one.cause.confidence == "high"]
    medium = [one for one in slip.verdicts if one.cause.confidence == "medium"]
    two = [one for one in slip.verdicts if one.failing > 1 and one.digits > 1]
    lax = [one for one in slip.verdicts if one.binding > 1 and one.digits > 1]
    false = [one for one in other.verdicts if one.cause.confidence == "high" and not one.corrected]
    untrue = [one for one in other.verdicts if one.cause.confidence == "medium" and not one.right]
    print()
    met = [
        judged("high: the correction is right", sum(one.corrected is True for one in high), len(high), HIGH),
        judged("medium: the correction, or without one the suspect, is right",
               sum(one.right for one in medium), len(medium), MEDIUM),
        judged("two rules fail about the figure: right correction first",
               sum(one.corrected is True for one in two), len(two), TWO_RULES),
        judged("other values: called high", len(false), len(other.verdicts), FALSE_HIGH, most=True),
    ]  # fmt: skip
    firsts = sum(one.corrected is True for one in lax)
    print(f"     two rules fail about it or bind it: right correction first    {share(firsts, len(lax))} of {len(lax)}")
    print(f"     other values: called medium and wrong    {share(len(untrue), len(other.verdicts))}")
    for title, missed in (
        ("high, and wrong", [one for one in high if not one.corrected]),
        ("medium, and wrong", [one for one in medium if not one.right]),
        ("two rules fail, and the right correction is not first", [one for one in two if not one.corrected]),
        ("another value, called high", false),
        ("another value, called medium and wrong", untrue),
    ):
        print(f"\n{title}: {len(missed)}")
        for one in missed[:MISSES]:
            print(described(one))
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
