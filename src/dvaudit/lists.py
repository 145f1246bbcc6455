"""Lists and small tables that a rule names: written in the rule, or as a CSV file beside the rule file."""

from __future__ import annotations

import os
from collections.abc import Mapping

from dvaudit.figure import Layout
from dvaudit.message import fail
from dvaudit.readers import read
from dvaudit.rule import Origin


def listed(value: object, origin: Origin) -> tuple[str, ...]:
    """The texts of a list, or of one column of a table ``{file, column}``; raises AuditError.

    A bare text is refused: it may have been meant for a file's name, or for a list.
    """
    if isinstance(value, str):
        raise fail("kinds.expected_list", file=origin.file, line=origin.line, column=origin.column, text=value)
    if isinstance(value, Mapping):
        rows = table_rows(value, origin)
        column = str(value.get("column") or next(iter(rows[0]), "") if rows else "")
        if rows and column not in rows[0]:
            known = ", ".join(rows[0])
            raise fail("kinds.no_column", file=origin.file, line=origin.line, wanted=column, known=known)
        return tuple(dict.fromkeys(row[column] for row in rows if row.get(column)))
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def table_rows(value: object, origin: Origin) -> list[dict[str, str]]:
    """The rows of a table written as a list of mappings, or as ``{file}`` beside the rule file; raises AuditError."""
    if isinstance(value, Mapping):
        path = str(value.get("file") or "")
        beside = os.path.join(os.path.dirname(origin.file or ""), path)
        table = read(beside, Layout())[0]
        return [
            {column: (text or "").strip() for column, text in zip(table.columns, row, strict=False)}
            for row in table.rows
        ]
    rows = value if isinstance(value, (list, tuple)) else ()
    return [{str(key): str(text) for key, text in row.items()} for row in rows if isinstance(row, Mapping)]
