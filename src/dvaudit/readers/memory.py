"""Sources that are in memory: paths are passed on, lists of dicts and pandas DataFrames become tables.

A float is printed by its shortest repr, since nothing tells how many digits were meant; declare ``decimals`` where they
matter. A column of floats that are all whole is whole numbers, which pandas keeps as floats where one is missing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dvaudit.figure import Place, Table

if TYPE_CHECKING:
    import pandas as pd

RECORDS, FRAME = "<records>", "<DataFrame>"
"""What stands for the file name of a source in memory."""


def tables(source: object) -> list[str | Table]:
    """The paths of a source, or its one table; raises TypeError for anything that is neither."""
    if isinstance(source, (str, os.PathLike)):
        return [os.fspath(source)]
    if isinstance(source, Sequence) and all(isinstance(one, Mapping) for one in source):
        return [from_records(source)]
    if isinstance(source, Sequence) and all(isinstance(one, (str, os.PathLike)) for one in source):
        return [os.fspath(one) for one in source]
    if hasattr(source, "to_dict") and hasattr(source, "columns"):
        return [from_frame(source)]  # type: ignore[arg-type]  # a DataFrame, told without loading pandas
    raise TypeError(f"a path, paths, a list of dicts or a DataFrame, not {type(source).__name__}")


def from_records(rows: Sequence[Mapping[str, object]]) -> Table:
    """One record a dict; numbers keep their Python text, None is missing."""
    columns = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    texts = [[_text(row[name]) if name in row else None for name in columns] for row in rows]
    typed = {
        (at, column) for at, row in enumerate(rows) for column, name in enumerate(columns) if _is_number(row.get(name))
    }
    return _table(RECORDS, columns, texts, typed)


def from_frame(frame: pd.DataFrame) -> Table:
    """One record a row, columns by their names; missing values are blank."""
    import pandas as pd

    columns = tuple(map(str, frame.columns))
    typed_columns: list[list[str | None]] = []
    numeric: set[int] = set()
    for position in range(len(columns)):
        series = frame.iloc[:, position]
        if pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series):
            numeric.add(position)
            present = series.dropna()
            if pd.api.types.is_float_dtype(series) and bool((present % 1 == 0).all()):
                typed_columns.append(["" if pd.isna(value) else str(int(value)) for value in series])
                continue
        typed_columns.append([
            "" if pd.api.types.is_scalar(value) and pd.isna(value) else _text(value) for value in series.tolist()
        ])  # fmt: skip
    rows = [list(row) for row in zip(*typed_columns, strict=True)] if typed_columns else []
    return _table(FRAME, columns, rows, {(row, column) for row in range(len(rows)) for column in numeric})


def _table(file: str, columns: tuple[str, ...], rows: list[list[str | None]], typed: set[tuple[int, int]]) -> Table:
    return Table(
        file, columns, rows, [None] * len(rows), lambda _row, _column: Place(file), lambda _column: Place(file),
        shape="records", typed=typed,
    )  # fmt: skip


def _is_number(value: object) -> bool:
    return hasattr(value, "__index__") or isinstance(value, float)


def _text(value: object) -> str:
    """A value as text: a float by its shortest repr in plain digits, never in scientific form."""
    if value is None:
        return ""
    if not isinstance(value, float):
        return str(value)
    shown = float.__repr__(value)
    if shown == "nan":
        return ""
    if "e" not in shown:
        return shown
    from decimal import Decimal

    return format(Decimal(shown), "f")
