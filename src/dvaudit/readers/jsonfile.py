"""JSON and JSON Lines: an object of figures, or a list of records; nested objects become dotted names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dvaudit.figure import Layout, Place, Table
from dvaudit.message import AuditError, Problem, fail, message
from dvaudit.pattern import pattern
from dvaudit.readers.decode import decode
from dvaudit.readers.jsontext import Node, Placer, Source, parse, placer
from dvaudit.readers.limits import COLUMN_LIMIT

_MOST_BAD_LINES = 20  # told one by one
_LINE = pattern(r"[^\r\n]+")


def read(file: str, data: bytes, layout: Layout) -> list[Table]:
    """The one table of a JSON file. Raises AuditError for what is no JSON, or holds no object of figures."""
    text, problems = decode(data, file, layout.encoding)
    return [table(file, text, problems)]


def read_lines(file: str, data: bytes, layout: Layout) -> list[Table]:
    """The one table of a JSON Lines file, one object a line; a line that is none is a fatal problem of the table."""
    text, problems = decode(data, file, layout.encoding)
    if text.lstrip().startswith("["):
        return [table(file, text, problems)]
    return [lines_table(file, text, problems)]


def table(file: str, text: str, problems: list[Problem]) -> Table:
    """The table in a JSON text that is decoded already."""
    source = Source(file, text, placer(text))
    top, after = parse(source)
    if after < len(text):
        if top.kind == "object" and text[after] == "{":
            return lines_table(file, text, problems)
        raise source.error(after, "read.json_after")
    records, beside = _records_inside(top) if top.kind == "object" else (top, [])
    if records is None:
        found = _assemble(source, [top], "record")
    else:
        found = _assemble(source, _objects(source, records), "records")
        found.above = tuple(f"{name}: {node.text}" for name, node in beside if node.text)
        found.problems = _told(source, beside)
    found.problems = [*problems, *found.problems]
    return found


def lines_table(file: str, text: str, problems: list[Problem]) -> Table:
    """The table of a text with one JSON object a line."""
    source = Source(file, text, placer(text))
    records: list[Node] = []
    bad: list[Problem] = []
    for found in _LINE.finditer(text):
        if found[0].strip(" \t\ufeff\x1a"):
            source.end = found.end()
            try:
                records.append(_line_object(source, found.start()))
            except AuditError as error:
                bad.append(error.problem)
    if not records:
        raise AuditError(bad[0]) if bad else fail("read.empty", file=file)
    result = _assemble(source, records, "records")
    result.problems = [*problems, *bad[:_MOST_BAD_LINES]]
    if len(bad) > _MOST_BAD_LINES:
        told = message("read.more_bad_lines", n=len(bad) - _MOST_BAD_LINES)
        result.problems.append(Problem(told, file, bad[_MOST_BAD_LINES].line))
    return result


def records_table(file: str, text: str, place: Placer, columns: Sequence[str]) -> Table:
    """The table of some lines of a file, under names that are known; ``place`` tells where they stand in it."""
    source = Source(file, text, place)
    records: list[Node] = []
    for found in _LINE.finditer(text):
        source.end = found.end()
        records.append(_line_object(source, found.start()))
    return _assemble(source, records, "records", columns)


def _line_object(source: Source, start: int) -> Node:
    node, after = parse(source, start)
    if node.kind != "object":
        raise source.error(node.start, "read.json_no_object")
    if after < source.end:
        raise source.error(after, "read.json_after")
    return node


def _objects(source: Source, array: Node) -> list[Node]:
    """The records of a list; every item must be an object."""
    if array.kind != "array":
        raise source.error(array.start, "read.json_no_figures")
    if not array.members:
        raise source.error(array.start, "read.json_no_records")
    for _, _, item in array.members:
        if item.kind != "object":
            raise source.error(item.start, "read.json_no_object")
    return [item for _, _, item in array.members]


def _records_inside(top: Node) -> tuple[Node | None, list[tuple[str, Node]]]:
    """The one list of objects inside an object (None when there is none or several), and the scalars beside it."""
    lists: list[Node] = []
    scalars: list[tuple[str, Node]] = []
    stack = [("", top)]
    while stack:
        name, node = stack.pop()
        if node.kind == "scalar":
            scalars.append((name, node))
        elif node.kind == "array" and node.members and all(item.kind == "object" for _, _, item in node.members):
            lists.append(node)
        else:
            named = ((key or str(count), child) for count, (key, _, child) in enumerate(node.members, 1))
            stack += [(f"{name}.{key}" if name else key, child) for key, child in named][::-1]
    return (lists[0] if len(lists) == 1 else None), scalars


def _told(source: Source, beside: list[tuple[str, Node]]) -> list[Problem]:
    """Numbers beside the list of records are figures of no record: that is said."""
    numbers = [(name, node) for name, node in beside if node.number]
    if not numbers:
        return []
    line, column = source.place(numbers[0][1].start)
    told = message("read.json_beside", n=len(numbers), name=numbers[0][0])
    return [Problem(told, source.file, line, column, fatal=False)]


def _leaves(record: Node) -> Iterator[tuple[str, int, Node]]:
    """The scalars of a record: dotted name, offset of the key, value. Items of a list are named by their number."""
    stack: list[tuple[str, int, Node]] = [("", record.start, record)]
    while stack:
        name, start, node = stack.pop()
        if node.kind == "scalar":
            yield name, start, node
            continue
        prefix = f"{name}." if name else ""
        if node.kind == "array":
            stack += [(f"{prefix}{n}", item.start, item) for n, (_, _, item) in enumerate(node.members, 1)][::-1]
        else:
            stack += [(prefix + key, key_start, child) for key, key_start, child in reversed(node.members)]


def _assemble(source: Source, records: list[Node], shape: str, known: Sequence[str] = ()) -> Table:
    """One row per record; a key that one object states twice gets a second column of the same name.

    The columns that are ``known`` come first.
    """
    columns: dict[tuple[str, int], int] = {(name, 1): position for position, name in enumerate(known)}
    keys: list[int] = [0] * len(known)
    rows: list[list[str | None]] = []
    offsets: list[list[int]] = []
    typed: set[tuple[int, int]] = set()
    for record in records:
        row: list[str | None] = [None] * len(keys)
        starts = [record.start] * len(keys)
        times: dict[str, int] = {}
        for name, key_start, node in _leaves(record):
            times[name] = times.get(name, 0) + 1
            position = columns.setdefault((name, times[name]), len(keys))
            if position == len(keys):
                if position >= COLUMN_LIMIT:
                    raise source.error(key_start, "read.too_many_columns", n=position + 1, limit=COLUMN_LIMIT)
                keys.append(key_start)
                row.append(None)
                starts.append(record.start)
            row[position], starts[position] = node.text, node.start
            if node.number:
                typed.add((len(rows), position))
        rows.append(row)
        offsets.append(starts)
    if not keys:
        raise source.error(records[0].start, "read.json_no_figures")
    for row, starts, record in zip(rows, offsets, records, strict=True):
        row.extend([None] * (len(keys) - len(row)))
        starts.extend([record.start] * (len(keys) - len(starts)))
    file, place = source.file, source.place
    return Table(
        file=file,
        columns=tuple(name for name, _ in columns),
        rows=rows,
        lines=[place(record.start)[0] for record in records],
        place=lambda row, column: Place(file, *place(offsets[row][column])),
        header_place=lambda column: Place(file, *place(keys[column])),
        shape=shape,
        typed=typed,
    )
