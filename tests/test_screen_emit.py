"""What an engine says of a predicate with certainty is what the judge says; of sums of whole numbers it always does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dvaudit.interval import Exact, Interval, magnitude
from dvaudit.predicate import Cell, Const, HasInteger, Mul, NotEqual, Predicate, Within, judge, linear
from dvaudit.screen.duckdb import select
from dvaudit.screen.emit import NO_TOLERANCE, Tolerance, verdict
from dvaudit.screen.ends import Ends, Shared
from dvaudit.term import Abs
from tests.predicate_trees import Kind, Trees

seeds = st.integers(0, 10**9)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    yield connection
    connection.close()


def said(
    engine: duckdb.DuckDBPyConnection, predicate: Predicate, cells: list[Ends], tolerance: Tolerance,
    rows: list[list[int]],
) -> list[str]:  # fmt: skip
    """What the engine says of each row: fails, holds, zero, or unknown."""
    shared = Shared()
    found = verdict(predicate, cells, tolerance, shared)
    names = ", ".join(f"x{index}" for index in range(len(cells)))
    values = ", ".join(f"({', '.join(f'{value}::DOUBLE' for value in row)}, {n})" for n, row in enumerate(rows))
    source = f"(VALUES {values}) AS t({names}, n)"
    sql = select(["*"], source, shared.stages, [*(f"coalesce({one}, FALSE)" for one in found), "n"])
    answers: list[tuple[Any, ...]] = engine.execute(f"{sql} ORDER BY n").fetchall()
    ways = ("fails", "holds", "zero")
    assert all(sum(answer[:3]) < 2 for answer in answers)
    return [next((way for way, yes in zip(ways, answer, strict=False) if yes), "unknown") for answer in answers]


def judged(predicate: Predicate, values: list[Interval], tolerance: Tolerance) -> str:
    slack: Exact = tolerance.amount
    if tolerance.share:
        about = values[tolerance.about]
        slack = tolerance.share * max(magnitude(about.lo or 0), magnitude(about.hi or 0))
    try:
        return "holds" if judge(predicate, values, slack) is None else "fails"
    except ZeroDivisionError:
        return "zero"


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_what_is_certain_is_what_the_judge_says(engine: duckdb.DuckDBPyConnection, seed: int) -> None:
    made = Trees(seed)
    predicate, tolerance, rows = made.predicate(), made.tolerance(), made.rows(30)
    found = said(engine, predicate, made.ends(), tolerance, rows)
    for row, answer in zip(rows, found, strict=True):
        assert answer in ("unknown", judged(predicate, made.intervals(row), tolerance))


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_sums_are_always_decided(engine: duckdb.DuckDBPyConnection, seed: int) -> None:
    made = Trees(seed)
    made.kinds = [Kind(Fraction(1, one.unit.denominator), one.half, one.mode) for one in made.kinds]
    if max(one.unit.denominator for one in made.kinds) > 1000:
        made.kinds = [one._replace(unit=Fraction(1)) for one in made.kinds]
    predicate, rows = made.sum(), made.rows(30)
    found = said(engine, predicate, made.ends(), NO_TOLERANCE, rows)
    assert found == [judged(predicate, made.intervals(row), NO_TOLERANCE) for row in rows]


@pytest.mark.parametrize(
    "predicate",
    [
        NotEqual(linear((1, Mul(Cell(0), Const(1))), (-1, Cell(0)))),
        HasInteger(linear((1, Mul(Cell(0), Const(1))), (-1, Cell(0)), constant=Fraction(1, 2))),
        Within(linear((1, Abs(Cell(0))), (-1, Cell(0)), constant=Fraction(1, 4))),
    ],
)
def test_a_rounded_cell_that_occurs_twice_never_holds_by_its_wide_range(
    engine: duckdb.DuckDBPyConnection, predicate: Predicate
) -> None:
    cell = Ends("2 * x0 - 5", "2 * x0 + 5", Fraction(1, 2), 2 * 10**12 + 10, "abs(2 * x0) + 10")
    assert judged(predicate, [Interval(Fraction(15, 2), Fraction(25, 2))], NO_TOLERANCE) == "fails"
    assert said(engine, predicate, [cell], NO_TOLERANCE, [[10]]) == ["unknown"]


def test_products_of_constants_are_no_matter_of_whole_numbers_of_the_engine(engine: duckdb.DuckDBPyConnection) -> None:
    predicate = Within(linear((1, Cell(0)), (-1, Mul(Const(10**6), Const(10**6)))))
    cell = Ends("x0", "x0", Fraction(1), 10**12, "abs(x0)", point=True)
    assert said(engine, predicate, [cell], NO_TOLERANCE, [[10]]) == ["fails"]
