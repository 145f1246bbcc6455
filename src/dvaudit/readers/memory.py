"""Sources that are in memory: paths are passed on, lists of dicts and pandas DataFrames become tables.

A float is printed by its shortest repr, since nothing tells how many digits were meant; declare ``decimals`` where they
matter. A column of floats that are all whole is whole numbers, which pandas keeps as floats where one is missing.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from dvaudit.figure import Place, Table

if TYPE_CHECKING:
    import pandas as pd

RECORDS, FRAME = "<records>", "<DataFrame>"
"""What stands for the file name of a source in memory."""


@dataclass(slots=True, eq=False, repr=False)
class Frame:
    """A DataFrame as a source; its texts are made when they are asked for."""

    frame: pd.DataFrame
    file: str = FRAME


class TypedColumns(Collection[tuple[int, int]]):
    """All cells of some columns, by row and column."""

    def __init__(self, rows: int, columns: frozenset[int]) -> None:
        self.rows, self.columns = rows, columns

    def __contains__(self, cell: object) -> bool:
        return isinstance(cell, tuple) and cell[1] in self.columns

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in range(self.rows) for column in self.columns)

    def __len__(self) -> int:
        return self.rows * len(self.columns)


class Column(NamedTuple):
    """What the cells of a column are printed by.

    ``number`` where all are numbers, ``native`` where they are kept as such and not as objects; ``whole`` for floats
    that are all whole, ``short`` for floats of half the usual length.
    """

    number: bool
    native: bool
    whole: bool
    short: bool


def tables(source: object) -> list[str | Table | Frame]:
    """The paths of a source, or its one table; raises TypeError for anything that is neither."""
    if isinstance(source, (str, os.PathLike)):
        return [os.fspath(source)]
    if isinstance(source, Sequence) and all(isinstance(one, Mapping) for one in source):
        return [from_records(source)]
    if isinstance(source, Sequence) and all(isinstance(one, (str, os.PathLike)) for one in source):
        return [os.fspath(one) for one in source]
    if hasattr(source, "to_dict") and hasattr(source, "columns"):
        return [Frame(source)]  # type: ignore[arg-type]  # a DataFrame, told without loading pandas
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
    return table_of(frame, columns_of(frame))


def columns_of(frame: pd.DataFrame) -> list[Column]:
    """How each column of a DataFrame is printed."""
    return [_column(frame.iloc[:, position]) for position in range(frame.shape[1])]


def _column(series: pd.Series[Any]) -> Column:
    import numpy as np
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series):
        return Column(number=False, native=False, whole=False, short=False)
    dtype = getattr(series.dtype, "numpy_dtype", series.dtype)
    native = series.dtype.kind in "iuf" and not isinstance(series.dtype, pd.ArrowDtype)
    values = series.dropna().to_numpy(dtype="float64") if pd.api.types.is_float_dtype(series) else None
    whole = values is not None and bool((np.isfinite(values) & (values == np.floor(values))).all())
    return Column(number=True, native=native, whole=whole, short=str(dtype) in {"float32", "float16"})


def table_of(frame: pd.DataFrame, columns: Sequence[Column]) -> Table:
    """Some rows of a DataFrame, printed as the whole of it is."""
    printed = [texts(frame.iloc[:, position], column) for position, column in enumerate(columns)]
    rows: list[list[str | None]] = [list(row) for row in zip(*printed, strict=True)]
    numbers = frozenset(position for position, column in enumerate(columns) if column.number)
    return _table(FRAME, tuple(map(str, frame.columns)), rows, TypedColumns(len(rows), numbers))


def texts(series: pd.Series[Any], column: Column) -> list[str]:
    """A column as texts; blank where a value is missing."""
    import numpy as np
    import pandas as pd

    own: Iterable[str]
    if column.short:  # as the short float prints itself, and not the long one that Python makes of it
        own = map(_plain, series.to_numpy(dtype="float32", na_value=0).astype(str).tolist())
    elif series.dtype == np.float64:
        own = map(_plain, map(float.__repr__, series.tolist()))
    else:
        own = map(_text, series.tolist())
    missing = series.isna()
    if not missing.any():
        shown = list(own)
    else:
        shown = [
            "" if gone and (column.native or pd.api.types.is_scalar(value)) else text
            for value, text, gone in zip(series, own, missing.tolist(), strict=True)
        ]
    return [_whole(text) for text in shown] if column.whole else shown


def _whole(text: str) -> str:
    short = text.removesuffix(".0")
    return "0" if short == "-0" else short


def _table(
    file: str, columns: tuple[str, ...], rows: list[list[str | None]], typed: Collection[tuple[int, int]]
) -> Table:
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
    return _plain(float.__repr__(value))


def _plain(shown: str) -> str:
    """The text of a float in plain digits; blank where it is no number."""
    if shown == "nan":
        return ""
    if "e" not in shown:
        return shown
    from decimal import Decimal

    return format(Decimal(shown), "f")
