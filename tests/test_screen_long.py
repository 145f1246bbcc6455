"""A long table comes out the same, whoever looks at it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_screen_groups import reported

RULES = """
dvaudit: 1
layout: {figure: indicator, value: value, key: [year, region]}
rules:
  - Total = Men + Women
  - {id: share, check: Share = Women / Total in %, when: region != S}
  - {id: nation, kind: totals, over: region, total: T, figures: [Men, Women], by: [year]}
  - {id: once, kind: unique, columns: [year, region]}
"""


def lines(years: int) -> list[str]:
    """The lines of a long table that keeps all rules."""
    found = []
    for year in range(years):
        rows = [(region, 40 + year + at, 60 - year) for at, region in enumerate(("N", "S"))]
        total = ("T", sum(men for _, men, _ in rows), sum(women for _, _, women in rows))
        for region, men, women in (*rows, total):
            share = f"{100 * women / (men + women):.2f}"
            for name, value in (("Men", men), ("Women", women), ("Total", men + women), ("Share", share)):
                found.append(f"{2000 + year},{region},{name},{value}")
    return found


texts = st.sampled_from(("", "..", "7", "70", "12.5", "n/a", "1e3"))
slips = st.lists(st.tuples(st.integers(0, 200), texts), max_size=3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(2, 5), slips, st.lists(st.integers(0, 200), max_size=2), st.booleans())
def test_a_long_table_is_judged_alike(
    tmp_path: Path, years: int, slipped: list[tuple[int, str]], dropped: list[int], apart: bool
) -> None:
    rows = lines(years)
    for at, text in slipped:
        rows[at % len(rows)] = rows[at % len(rows)].rpartition(",")[0] + "," + text
    for at in dropped:
        del rows[at % len(rows)]
    if apart:
        rows = rows[::3] + rows[1::3] + rows[2::3]
    path, rules = tmp_path / "t.csv", tmp_path / "r.yml"
    path.write_text("\n".join(("year,region,indicator,value", *rows, "")), encoding="utf-8")
    rules.write_text(RULES, encoding="utf-8")
    assert reported(path, rules, "duckdb") == reported(path, rules, "exact")
