"""A rule written as a line and the same rule written as a kind make the same plan: the same edits."""

from __future__ import annotations

import pytest

from dvaudit import layout
from dvaudit.figure import Layout
from dvaudit.kinds import KINDS
from dvaudit.lines import parse_line
from dvaudit.lookup import Names
from dvaudit.rule import Origin, Rule
from tests.tables import rule, table

HERE = Origin(None)
ROW = {
    "a": "1",
    "b": "2",
    "c": "3",
    "p": "33.3 %",
    "t": "6",
    "admitted_2011": "1",
    "admitted_2012": "2",
    "Tổng số": "3",
}
SAME = [
    ("t = a + b + c", rule("sum", parts=("a", "b", "c"), total="t")),
    ("a + b + c = t", rule("sum", parts=("a", "b", "c"), total="t")),
    ("t = a + b - c", rule("sum", parts=("a", "b"), minus=("c",), total="t")),
    ("t = sum(admitted_2011..2012)", rule("sum", parts=("admitted_2011..2012",), total="t")),
    ("t = sum(admitted_*)", rule("sum", parts=("admitted_*",), total="t")),
    ("Tổng số = a + b", rule("sum", parts=("a", "b"), total="Tổng số")),
    ("a + b = 100", rule("sum", parts=("a", "b"), total="100")),
    ("a <= b", rule("part_of", part=("a",), whole="b")),
    ("b >= a", rule("part_of", part=("a",), whole="b")),
    ("p = a / c in %", rule("share", part="a", whole="c", percent="p")),
    ("c = a / b", rule("ratio", numerator="a", denominator="b", ratio="c")),
    ("c = 1000 * a / b", rule("ratio", numerator="a", denominator="b", ratio="c", per="1000")),
    ("a <= b <= c", rule("ascending", figures=("a", "b", "c"))),
    ("a < b < c", rule("ascending", figures=("a", "b", "c"), strict=True)),
    ("0 <= p <= 100", rule("range", figures=("p",), min="0", max="100")),
    ("a >= 0", rule("range", figures=("a",), min="0")),
    ("a = b", rule("equal", figures=("a", "b"))),
]


@pytest.mark.parametrize(("line", "kind"), SAME, ids=[line for line, _ in SAME])
def test_a_line_and_its_kind_make_the_same_plan(line: str, kind: Rule) -> None:
    names = Names(layout.document(table([ROW, ROW]), Layout()), {})
    name, slots = parse_line(line, HERE)
    written = Rule("written", name, slots, HERE)
    assert name == kind.kind
    assert KINDS[name].plan(written, names) == KINDS[kind.kind].plan(kind, names)
