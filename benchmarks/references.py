"""The work of ``scale.py`` without dvaudit: written by hand for DuckDB and for polars, and with other validators.

    python benchmarks/references.py NAME FILE OUT

FILE is a table of ``generate.py``. OUT gets a line ``id,rule`` for each rule that a row breaks; ``sql-one`` writes how
often the wrong rule fails, and its first thousand rows. Each needs its own package only:

    pip install duckdb polars dataframely "pandera[polars]"

All of them read floats, so that 9.2 and 9.20 are the same to them, and how far a percentage may be off was worked out
by hand for columns of two decimals.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

TOLERANCE = 0.005 + 1e-9

BREAKS = {
    "sum_years": "y2011 + y2012 + y2013 + y2014 <> total",
    "minority_le_total": "minority > total",
    "farmers_le_total": "farmers > total",
    "minority_pct": f"abs(minority_pct - 100.0 * minority / total) > {TOLERANCE}",
    "farmers_pct": f"abs(farmers_pct - 100.0 * farmers / total) > {TOLERANCE}",
    "total_ge_0": "total < 0",
    "members_le_population": "members > population",
}
"""Rule to the SQL that is true where a row breaks it."""

WRONG = "y2011 + y2012 + y2013 <> total"
"""The same for a wrong rule, which nearly every row breaks."""

LISTED = 1000


def read(file: str, _out: str) -> None:
    """Nothing but reading every column and taking its smallest and its largest value: no audit can be faster."""
    duckdb = import_module("duckdb")
    print(duckdb.sql(f"select min(columns(*)), max(columns(*)) from read_csv('{file}')").fetchall())


def sql(file: str, out: str) -> None:
    """One DuckDB query by hand."""
    duckdb = import_module("duckdb")
    flags = ", ".join(f"case when {breaks} then '{rule}' end" for rule, breaks in BREAKS.items())
    duckdb.sql(f"""
        copy (
            select id, unnest(broken) as rule
            from (select id, list_filter([{flags}], lambda rule: rule is not null) as broken from read_csv('{file}'))
            where len(broken) > 0
        ) to '{out}' (format csv, header false)
    """)


def sql_one(file: str, out: str) -> None:
    """One DuckDB query by hand: how many rows break the wrong rule, and the first of them."""
    duckdb = import_module("duckdb")
    query = f"select count(*), min(id, {LISTED}) from read_csv('{file}') where {WRONG}"
    ((count, first),) = duckdb.sql(query).fetchall()
    Path(out).write_text(json.dumps({"failed": count, "rows": first}), encoding="ascii")


def expressions(polars: ModuleType) -> dict[str, Any]:
    """Rule to the polars expression that is true where a row keeps it."""
    c = polars.col
    return {
        "sum_years": c("y2011") + c("y2012") + c("y2013") + c("y2014") == c("total"),
        "minority_le_total": c("minority") <= c("total"),
        "farmers_le_total": c("farmers") <= c("total"),
        "minority_pct": (c("minority_pct") - 100 * c("minority") / c("total")).abs() <= TOLERANCE,
        "farmers_pct": (c("farmers_pct") - 100 * c("farmers") / c("total")).abs() <= TOLERANCE,
        "total_ge_0": c("total") >= 0,
        "members_le_population": c("members") <= c("population"),
    }


def polars(file: str, out: str) -> None:
    """One lazy polars query by hand, streamed."""
    library = import_module("polars")
    breaks = {rule: ~keeps for rule, keeps in expressions(library).items()}
    rows = library.scan_csv(file).select("id", **breaks).filter(library.any_horizontal(list(breaks)))
    flags = rows.collect(engine="streaming").unpivot(index="id", variable_name="rule")
    flags.filter("value").select("id", "rule").write_csv(out, include_header=False)


def dataframely(file: str, out: str) -> None:
    """A dataframely schema with a method for each rule, which must not be called as a column is."""
    library, frames = import_module("dataframely"), import_module("polars")
    data = frames.read_csv(file)
    members: dict[str, Any] = {
        name: library.Float64() if kind == frames.Float64 else library.Int64() for name, kind in data.schema.items()
    }
    for rule, keeps in expressions(frames).items():
        members[f"keeps_{rule}"] = library.rule()(lambda _schema, keeps=keeps: keeps)
    schema: Any = type("Rows", (library.Schema,), members)
    failed = schema.filter(data).failure.details()
    with Path(out).open("w", encoding="ascii") as file_of_pairs:
        for rule in BREAKS:
            ids = failed.filter(failed[f"keeps_{rule}"].cast(frames.String) == "invalid")["id"]
            file_of_pairs.writelines(f"{row},{rule}\n" for row in ids.to_list())


def pandera(file: str, out: str) -> None:
    """A pandera schema with a check each, for a polars frame."""
    library, frames = import_module("pandera.polars"), import_module("polars")
    checks = [
        library.Check(lambda data, keeps=keeps, rule=rule: data.lazyframe.select(keeps.alias(rule)), name=rule)
        for rule, keeps in expressions(frames).items()
    ]
    data = frames.read_csv(file)
    try:
        library.DataFrameSchema(checks=checks).validate(data, lazy=True)
    except library.errors.SchemaErrors as errors:
        failed = errors.failure_cases.unique(["index", "check"])
        pairs = failed.select(data["id"].gather(failed["index"]).alias("id"), "check")
        pairs.write_csv(out, include_header=False)


RUN = {
    "read": read,
    "sql": sql,
    "sql-one": sql_one,
    "polars": polars,
    "dataframely": dataframely,
    "pandera": pandera,
}


def main() -> None:
    """Does the work once."""
    name, file, out = sys.argv[1:]
    RUN[name](file, out)


if __name__ == "__main__":
    main()
