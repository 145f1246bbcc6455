"""A large DataFrame as an engine reads it: its columns where they are, and the texts of those that are no numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from dvaudit.readers import memory
from dvaudit.screen.parts import Rows
from dvaudit.screen.readable import SAMPLE_ROWS, Readable, as_it_is

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd

    Values = np.ndarray[Any, np.dtype[Any]]


def opened(connection: duckdb.DuckDBPyConnection, source: memory.Frame) -> Readable:
    """A DataFrame; it is not changed, and what is made of its columns is as large as they are."""
    frame = source.frame
    columns = memory.columns_of(frame)
    made: dict[tuple[int, bool], Values] = {}
    views: dict[tuple[tuple[int, bool], ...], str] = {}

    def relation(wanted: Collection[int], typed: Collection[int]) -> str:
        asked = tuple((column, column in typed) for column in dict.fromkeys(wanted))
        for one in asked:
            if one not in made:
                made[one] = _values(frame.iloc[:, one[0]], columns[one[0]], typed=one[1])
        if asked not in views:
            views[asked] = f"frame{len(views)}"
            connection.register(views[asked], _frame({f"c{one[0]}": made[one] for one in asked}))
        return views[asked]

    def fetch(numbers: Sequence[int]) -> Rows:
        return Rows([*numbers], memory.table_of(frame.iloc[list(numbers)], columns))

    numeric = [number for number, column in enumerate(columns) if column.native]
    return Readable(
        connection, memory.table_of(frame.iloc[:SAMPLE_ROWS], columns), relation, numeric,
        lambda: len(frame), fetch, as_it_is, list, lambda: True,
        None if len(frame) <= SAMPLE_ROWS else lambda column: relation((column,), ()),
    )  # fmt: skip


def _values(series: pd.Series[Any], column: memory.Column, *, typed: bool) -> Values:
    """A column as numbers, NaN where one is missing, or as texts, blank where there is none."""
    import numpy as np

    if not typed:
        texts = np.empty(len(series), dtype=object)
        texts[:] = memory.texts(series, column)
        return texts
    if column.short:  # what is printed is the shortest text of a float, and not of the double
        return np.array([text or "nan" for text in memory.texts(series, column)]).astype(np.float64)
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def _frame(values: dict[str, Values]) -> pd.DataFrame:
    import pandas as pd

    made = {name: pd.Series(one, dtype=one.dtype, copy=False) for name, one in values.items()}
    return pd.DataFrame(made, copy=False)
