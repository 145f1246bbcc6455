"""Rule sets and delimited files made at random, for tests that compare what two engines say of them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random
from typing import Any

from dvaudit import rulefile
from dvaudit.kinds import KINDS
from dvaudit.render.json_v1 import render
from dvaudit.render.view import View
from dvaudit.report import Report
from dvaudit.rule import RuleSet
from dvaudit.run import audit

Value = Any
EVERYTHING = 10**6
"""More findings than any of these files has."""

NAMES = ("a", "b", "c", "d", "t", "p", "r", "q", "m", "n")
MODES = ("half_any", "half_up", "half_down", "half_even", "truncate", "floor", "ceil", "random")
ODD = (
    "", "", "", "n/a", "..", "-", "–", "x", "c", "1e3", "1_000", "5.", ".5", "+5", " 5 ", "007", "0x10", "nan", "inf",
    "-inf", "NaN", "9007199254740993", "123456789012", "1234567890123", "123456789012345678901234567890",
    "-3", "0", "-0", "0.0", "92.3600", "92.36000000000000001", "0.30000000000000004", "１２", "12*", "12(2)", "12 (2)",
    "1,234", "1.234", "1 234", "1,234.5", "1.234,5", "12,5", "12.5", "12.50", "-12.5", "(12)", "12 %", "12%", "12.5%",
    "12.5 %", "text", "a,b", 'say "so"', "two\nlines", "~12", "< 5", "> 3", "about 10", "1.2 million", "3 thousand",
    "$5", "−5", "5-", "1'234", "1\u00a0234", "12.345678901234567", "211.520102139044", "1e400", "1d", "true",
    "t", "0.5", "100", "1.", "1.0", "1.00", "1.000", "00.5", "--5", "5e", "e5", "1e-3", "5E+2", "#N/A", "NULL", "(NA)",
    ": c", "\t5", "5\u200b", "5\u00a0", "\u00a0", "10%", "2020", "999999999999", "1000000000000", "12,", "1,2,3",
    "4,67,061",
)  # fmt: skip
"""What is printed where a plain number is expected."""


def rounded(value: Fraction, decimals: int) -> int:
    """The value in units of its last printed place, a tie up."""
    found: int = floor(value * 10**decimals + Fraction(1, 2))
    return found


def printed(count: int, decimals: int, decimal: str = ".", group: str = "") -> str:
    """So many units of a last printed place."""
    digits = str(abs(count)).rjust(decimals + 1, "0")
    whole, rest = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    if group and len(whole) > 3:
        head = len(whole) % 3 or 3
        whole = group.join([whole[:head], *(whole[k : k + 3] for k in range(head, len(whole), 3))])
    return ("-" if count < 0 else "") + whole + (decimal + rest if rest else "")


class Made:
    """A file and its rules; ``random`` decides all that is left open."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)  # noqa: S311 - no secret
        self.decimal, self.group = random.choice(
            ((".", ""), (".", ""), (".", ""), (".", ","), (",", "."), (",", ""), (",", " "), (".", " "), (".", "'"),
             (",", "\u00a0"))
        )  # fmt: skip
        self.decimals = {name: random.choice((0, 0, 0, 1, 2, 3)) for name in NAMES}
        if random.random() < 0.5:
            self.decimals |= dict.fromkeys("abcdt", 0)
        self.decimals |= {name: random.choice((0, 1, 2, 2)) for name in "prqm"}
        self.decimals["n"] = 0
        self.drops = {name for name in NAMES if random.random() < 0.1}
        self.percent = {name for name in "pq" if random.random() < 0.2}
        self.noise = random.choice((0, 0, 0.01, 0.03, 0.15))
        self.wrong = random.choice((0.02, 0.1, 0.4))
        self.large = random.choice((50, 1000, 1000, 10**6, 10**11))
        self.negative = random.choice((0, 0, 0.05, 0.3))
        self.zeros = random.choice((0, 0.05))
        self.blank = {name: random.choice((0, 0, 0, 0.1, 0.6)) for name in NAMES}

    def amount(self, name: str) -> Fraction:
        """A value for a column of amounts."""
        random, decimals = self.random, self.decimals[name]
        if random.random() < self.zeros:
            return Fraction(0)
        count = random.randint(0, self.large * 10**decimals) if random.random() < 0.8 else random.randint(0, 20)
        sign = -1 if random.random() < self.negative else 1
        return sign * Fraction(count, 10**decimals)

    def row(self) -> dict[str, str]:
        """One record as it is printed."""
        random = self.random
        v: dict[str, Fraction] = {name: self.amount(name) for name in "abcdn"}
        v["n"] = Fraction(int(v["n"]))
        v["t"] = v["a"] + v["b"] + v["c"] - random.choice((0, 1)) * v["d"]
        v["p"] = 100 * v["a"] / v["t"] if v["t"] else Fraction(0)
        v["r"] = 1000 * v["a"] / v["b"] if v["b"] else Fraction(5)
        v["q"] = 100 * (v["b"] / v["a"] - 1) if v["a"] else Fraction(1)
        v["m"] = v["c"] / v["n"] if v["n"] else (v["a"] + v["b"]) / 2
        return {name: self.text(name, v[name]) for name in NAMES}

    def text(self, name: str, value: Fraction) -> str:
        """How a value is printed: mostly right, mostly plainly."""
        random, decimals = self.random, self.decimals[name]
        if random.random() < self.blank[name]:
            return random.choice(("", "", "", "", " ", "n/a", ".."))
        if random.random() < self.noise:
            return random.choice(ODD)
        count = rounded(value, decimals)
        if random.random() < self.wrong:
            count += random.choice((1, -1, 1, -1, 2, -2, 10, 100, -count, count * 9))
        text = printed(count, decimals, self.decimal, self.group)
        if name in self.drops and self.decimal in text:
            text = text.rstrip("0").rstrip(self.decimal)
        return text + random.choice(("%", " %")) if name in self.percent else text

    def content(self) -> bytes:
        """The file."""
        random = self.random
        headers = {name: name for name in NAMES}
        rows: list[list[str]] = []
        count = random.randint(8, 60)
        labels = random.choice(LABELS)
        for number in range(count):
            own = self.row()
            year = random.choice(("2019", "2020", "2020", "2021", "", "n/a")) if self.noise else "2020"
            rows.append([f"k{number}", random.choice(labels), year, *(own[name] for name in NAMES)])
        delimiter = random.choice((",", ",", ",", ";", "\t", "|"))
        always = random.random() < 0.1
        lines = []
        for row in rows:
            cells = list(row)
            if random.random() < self.noise:
                cells = random.choice((
                    cells[:-1], cells[:-4], [*cells, ""], [*cells, "9"], [""] * len(cells), [], [" "], cells[:1],
                ))  # fmt: skip
            lines.append(delimiter.join(_quoted(cell, delimiter, always=always) for cell in cells))
        ends = random.choice(("\n", "\n", "\n", "\r\n", "mixed"))
        shape = random.random()
        above = random.choice(ABOVE) if shape < 0.1 else ()
        below = random.choice((*BELOW, (delimiter * 3, "1) a note here"))) if 0.1 < shape < 0.2 or shape > 0.95 else ()
        header = delimiter.join(["key", "status", "year", *(headers[name] for name in NAMES)])
        every = [*above, header, *lines, *below]
        text = "".join(line + (random.choice(("\n", "\r\n")) if ends == "mixed" else ends) for line in every)
        if random.random() < 0.2:
            text = text.rstrip("\r\n")
        data = text.encode("utf-8")
        coding = random.random()
        if coding < 0.08:
            data = b"\xef\xbb\xbf" + data
        elif coding < 0.12:
            data = text.replace("k1", "Hà").encode("utf-16")
        elif coding < 0.15:
            data = text.replace("final", "é").encode("latin-1", "replace")
        return data

    def rules(self) -> dict[str, Value]:
        """A rule file."""
        random = self.random
        rules: list[dict[str, Value]] = []
        for number in range(random.randint(1, 6)):
            rule: dict[str, Value] = {"id": f"r{number}", **self.kind()}
            if random.random() < 0.25:
                rule["tolerance"] = random.choice(("1", "0.5", "5 %", "0.1 %", "0.05", "100", "0"))
            if random.random() < 0.2:
                rule["missing"] = "zero"
            if random.random() < 0.2:
                rule["optional"] = random.choice(("true", ["b"], ["c", "d"], ["t"], ["p", "a"]))
            if random.random() < 0.25:
                rule["when"] = self.condition(2)
            if random.random() < 0.1:
                rule["fail_if"] = random.choice(("> 10 %", ">= 50 %"))
            if random.random() < 0.1:
                rule["level"] = "warning"
            rules.append(rule)
        found: dict[str, Value] = {"dvaudit": "1", "rules": rules}
        if random.random() < 0.4:
            found["figures"] = {name: self.declared() for name in random.sample(NAMES, random.randint(1, 3))}
        if random.random() < 0.25:
            found |= random.choice(
                ({"locale": "en"}, {"locale": "de"}, {"locale": "vi"}, {"locale": "fr"}, {"locale": "en-IN"},
                 {"markers": "vn"}, {"markers": "eurostat"}, {"markers": {"-": "nil", "c": {"below": "5"}}},
                 {"whole_numbers": "rounded"}, {"whole_numbers": "exact"}, {"rounding": random.choice(MODES)},
                 {"rounded_to": "10"}, {"in": "thousand"}, {"decimals": "1"}, {"exact": "true"})
            )  # fmt: skip
        return found

    def declared(self) -> dict[str, Value]:
        """What is said of a figure."""
        random = self.random
        found: dict[str, Value] = {}
        for _ in range(random.randint(1, 2)):
            found |= random.choice(
                ({"decimals": random.choice(("0", "1", "2", "-1"))}, {"exact": "true"},
                 {"rounded_to": random.choice(("5", "10", "1000", "0.5"))}, {"rounding": random.choice(MODES)},
                 {"in": random.choice(("thousand", "million"))}, {"unit": "%"}, {"unit": "fraction"},
                 {"whole_numbers": random.choice(("exact", "rounded", "auto"))},
                 {"markers": {"-": random.choice(("nil", "missing"))}}, {"markers": {"c": {"below": "10"}}},
                 {"markers": {"0": "missing", "*": "unreliable"}}, {"markers": {"5": "nil", "": "nil"}},
                 {"locale": random.choice(("de", "en"))}, {"trusted": "true"})
            )  # fmt: skip
        return found

    def condition(self, depth: int) -> str:
        """A condition."""
        random = self.random
        if depth and random.random() < 0.4:
            one, other = (self.condition(depth - 1) for _ in range(2))
            return random.choice((f"({one}) and ({other})", f"({one}) or ({other})", f"not ({one})"))
        name = random.choice((*NAMES[:6], "status", "status", "year", "year", "key"))
        op = random.choice(("=", "!=", "<", "<=", ">", ">="))
        value = random.choice(ASKED)
        if random.random() < 0.25:
            return f"{name} {random.choice(('in', 'not in'))} [{value}, final, 2021]"
        if random.random() < 0.1:
            return f"{name} {op} `{random.choice(NAMES)}`"
        return f"{name} {op} {value}"

    def kind(self) -> dict[str, Value]:
        """A rule of some kind over the columns that are made for it."""
        random = self.random
        return random.choice(
            (
                {"kind": "sum", "parts": ["a", "b", "c"], "total": "t"},
                {"kind": "sum", "parts": ["a", "b", "c"], "minus": "d", "total": "t"},
                {"kind": "sum", "parts": ["a", "b"], "total": random.choice(("c", "100", "1"))},
                {"kind": "part_of", "part": ["a", "b"], "whole": "t"},
                {"kind": "part_of", "part": "a", "whole": random.choice("bt")},
                {"kind": "share", "part": "a", "whole": "t", "percent": "p"},
                {"kind": "ratio", "numerator": "a", "denominator": "b", "ratio": "r", "per": "1000"},
                {"kind": "change", "from": "a", "to": "b", "percent": "q"},
                {"kind": "change", "from": "a", "to": "b", "percent": "q", "amount": "d", "index": "r"},
                {"kind": "mean", "mean": "m", "total": "c", "count": "n"},
                {"kind": "mean", "mean": "m", "count": "n"},
                {"kind": "mean", "mean": "m", "parts": ["a", "b", "c"]},
                {"kind": "mean", "mean": "m", "parts": ["a", "b"], "weights": ["c", "n"]},
                {"kind": "ascending", "figures": ["a", "b", "t"], **random.choice(({}, {"strict": "true"}))},
                {"kind": "range", "figures": ["a", "p"][: random.randint(1, 2)], **random.choice(LIMITS)},
                {"kind": "equal", "figures": random.choice((["a", "b"], ["p", "q"], ["c", "d", "t"], ["m", "p"]))},
                {"kind": "complete", "figures": ["a", "p", "n"]},
                {"check": random.choice(FORMULAS)},
                {"check": random.choice(FORMULAS)},
            )
        )  # fmt: skip


LABELS = (("x1", "x2"), ("final", "draft", "FINAL "), ("it's", 'the "so"', "a,b;c"), ("1", "02", "3"))
ABOVE = (
    ("Table 1: what is counted",), ("Unit: thousand persons",), ("Figures may not add due to rounding",),
    ("", "A title", ""),
)  # fmt: skip
BELOW = (("Source: the office",), ("", "Note: some are estimates"), ("Nguồn: TCTK",))
LIMITS = ({"min": "0"}, {"max": "100"}, {"min": "0.5", "max": "99.95"})
ASKED = (
    "2020", "10", "0", "-1.5", "0.05", "100", "final", '"it\'s"', "'the \"so\"'", "02", "n/a", "12.345", "x1", "1e3",
)  # fmt: skip
FORMULAS = (
    "t = a + b + c", "t = a + b + c - d", "p = a / t in %", "t >= a", "a < b", "a != b", "a + b != t",
    "m = (a + b) / 2", "abs(a - b) <= d", "max(a, b, c) <= t", "min(a, b) < c", "a * b > c",
    "r = a / b * 1000", "p = a / (a + b) in %",
    "q = (b - a) / a in %", "t = 2 * a", "0.1 * a + 0.2 * b = c", "a / b = c / d", "(a + b) / (a - b) > 1",
    "a < b < t", "t = sum(a, b, c)", "a / (b - 2) < 3", "p + q <= 100", "a * a >= 0", "a - a = 0", "abs(a) = a",
    "min(a, b) / max(a, b) <= 1", "1 / n < 2", "m * n = c", "a = 12", "a = 1/3", "t - a - b - c = 0",
)  # fmt: skip


def _quoted(cell: str, delimiter: str, *, always: bool) -> str:
    if always or delimiter in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def ruleset(path: Path, contents: dict[str, Value], lines: Sequence[str] = ()) -> RuleSet:
    """The rule set of a rule file that is written for it."""
    path.write_text(json.dumps(contents, ensure_ascii=False, indent=1), encoding="utf-8")
    (found,), problems = rulefile.load([str(path)], lines, KINDS)
    assert not problems, problems
    return found


def said(path: Path, rules: RuleSet, engine: str) -> tuple[dict[str, Value], Report]:
    """What an engine says of a file, as JSON tells it, without the name of the engine."""
    report = audit([str(path)], [rules], engine=engine, max_findings=EVERYTHING, max_causes=EVERYTHING)
    stream = io.StringIO()
    render(report, stream, View())
    told: dict[str, Value] = json.loads(stream.getvalue())
    told["summary"].pop("engine")
    for note in told["notes"]:  # which sums are named as examples is left open
        if "only within rounding" in note["message"]:
            note["message"] = note["message"].partition("(")[0]
    return told, report


def difference(one: Value, other: Value, path: str = "") -> list[str]:
    """Where two reports differ, in a few lines."""
    if type(one) is not type(other):
        return [f"{path}: {one!r} != {other!r}"]
    if isinstance(one, dict):
        return [d for key in {**one, **other} for d in difference(one.get(key), other.get(key), f"{path}.{key}")]
    if isinstance(one, list):
        if len(one) != len(other):
            missing = [x for x in one if x not in other]
            more = [x for x in other if x not in one]
            return [f"{path}: {len(one)} != {len(other)}; exact only {missing[:2]}; screen only {more[:2]}"]
        return [d for n, (a, b) in enumerate(zip(one, other, strict=True)) for d in difference(a, b, f"{path}[{n}]")]
    return [] if one == other else [f"{path}: {one!r} != {other!r}"]
