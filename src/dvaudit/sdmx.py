"""SDMX-CSV, in which each observation says how it is printed, and whether it may be published.

After the SDMX-CSV field guide (SDMX 2.1 and 3.0): columns that say which data set a row is of, then the dimensions,
``OBS_VALUE``, and the attributes. Of these ``DECIMALS`` and ``UNIT_MULT`` say how a value is printed,
``OBS_STATUS`` and ``CONF_STATUS`` why one is not. A header may carry a label beside its code (``FREQ:Frequency``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from dvaudit.figure import Layout, Table
from dvaudit.interval import Exact, exact
from dvaudit.message import fail
from dvaudit.printed import Declared, Marker
from dvaudit.readers.cells import is_number

VALUE = "OBS_VALUE"
_CONTROL = frozenset(
    [*"DATAFLOW STRUCTURE STRUCTURE_ID STRUCTURE_NAME ACTION DATASET SERIES_KEY KEY".split(), "LAST UPDATE"]
)
_MISSING = Marker("missing")
_HIDDEN = Marker("confidential")
_NO_NUMBER = {"NaN": _MISSING, "nan": _MISSING, ":": _MISSING}
_CONFIDENTIAL = frozenset("C N D S A O T M G P".split())
"""Codes of CONF_STATUS for values that are kept back, ``F`` and ``R`` being free ones."""
_KEPT_BACK = "Q"
"""The code of OBS_STATUS for a value that is suppressed."""
_MOST = 30  # decimals and powers of ten that an observation can be printed with


def understood(table: Table, layout: Layout) -> tuple[Table, Layout]:
    """The table with what its attributes say of each value, and the layout that its columns make.

    Attributes that are numbers (``DECIMALS``) are left out, for nothing is to be reckoned with them.
    Raises AuditError where it has no column of values.
    """
    codes = [_code(column) for column in table.columns]
    if VALUE not in codes:
        raise fail("read.no_sdmx", file=table.file)
    value = codes.index(VALUE)
    at = {code: column for column, code in reversed(list(enumerate(codes)))}
    said = _sayings(table, at)
    given = len(table.columns) - table.given
    own = layout.key or tuple(
        table.columns[c] for c, code in enumerate(codes[:given]) if c < value and code not in _CONTROL
    )
    kept = [c for c in range(len(codes)) if c <= value or c >= given or not _is_number(table, c)]
    columns = tuple(VALUE if c == value else table.columns[c] for c in kept)
    whole = table
    table = replace(
        table,
        columns=columns,
        rows=[[row[c] for c in kept] for row in table.rows],
        place=lambda row, column: whole.place(row, kept[column]),
        header_place=lambda column: whole.header_place(kept[column]),
        said=lambda row, column: said(row) if column == value else None,
    )
    key = tuple(column for column in own if layout.figure is None or _code(column) != _code(layout.figure))
    figure = next((column for column in columns if layout.figure and _code(column) == _code(layout.figure)), None)
    figure = figure or layout.figure
    return table, layout._replace(key=key, figure=figure, value=None if figure is None else VALUE, sdmx=False)


def _is_number(table: Table, column: int) -> bool:
    """True for an attribute that is a number in every row, and no figure for that."""
    texts = [row[column] for row in table.rows if row[column]]
    return bool(texts) and all(map(is_number, filter(None, texts)))


def _code(column: str) -> str:
    """The code of a column, without its label."""
    return column.partition(":")[0].strip().upper()


def _sayings(table: Table, at: Mapping[str, int]) -> Callable[[int], Declared | None]:
    """What is said of the value of a row."""
    columns = [at.get(name) for name in ("DECIMALS", "UNIT_MULT", "OBS_STATUS", "CONF_STATUS")]

    def said(row: int) -> Declared | None:
        cells = table.rows[row]
        return _said(*("" if column is None else _code(cells[column] or "") for column in columns))

    return said


@lru_cache(maxsize=1024)
def _said(decimals: str, power: str, status: str, secrecy: str) -> Declared:
    """What the attributes of an observation say."""
    kept_back = secrecy in _CONFIDENTIAL or status == _KEPT_BACK
    return Declared(
        decimals=int(decimals) if decimals.isdecimal() and int(decimals) <= _MOST else None,
        scale=_power_of_ten(power),
        markers={**_NO_NUMBER, "": _HIDDEN if kept_back else _MISSING},
    )


def _power_of_ten(text: str) -> Exact | None:
    bare = text.removeprefix("-")
    if not bare.isdecimal() or int(bare) > _MOST or not int(bare):
        return None
    return exact(1, 10 ** int(bare)) if text.startswith("-") else 10 ** int(bare)
