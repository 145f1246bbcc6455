"""What Spark tells of the records on which not everything plainly holds: counts, and the records that are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dvaudit import whole
from dvaudit.bind import NEGATIVE as NEGATIVES
from dvaudit.message import fail
from dvaudit.report import Limits
from dvaudit.screen.query import FAILS, NEGATIVE, SMALL, UNDECIDED, UNKNOWN, Field, Query
from dvaudit.screen.sparkfiles import Stored

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MOST_OPEN = 2_000_000
"""So many records can be left to the judge; where there are more, the rules or the files are not what they seem."""


class Answers:
    """What is asked of the records on which not everything plainly holds."""

    def __init__(self, one: Stored, question: Query, words: Sequence[str], wanted: DataFrame) -> None:
        self.spark, self.question, self.words = one.spark, question, words
        self.view = f"{one.view}_asked"
        wanted.createOrReplaceTempView(self.view)
        count = len(question.slots)
        fields = dict(zip(question.counted, question.fields[count:-1], strict=True))
        asked = [f"sum(CASE WHEN {_bits(field)} = 1 AND NOT _suspect THEN 1 ELSE 0 END)" for field in fields.values()]
        sums = ", ".join(["count(*)", f"sum(CASE WHEN _suspect THEN 0 ELSE {_bits(question.fields[-1])} END)", *asked])
        row = self.spark.sql(f"SELECT {sums} FROM {self.view}").collect()[0]
        self.rows, self.blanks = int(row[0]), int(row[1] or 0)
        self.negative = {name: int(row[2 + index] or 0) for index, name in enumerate(fields)}
        below = {name for name, times in self.negative.items() if times >= NEGATIVES}
        self.opened = " OR ".join(["_suspect", *dict.fromkeys(self._left_open(below))])

    def _left_open(self, below: set[str]) -> Iterator[str]:
        """When a slot is left to the judge."""
        for slot, field in zip(self.question.slots, self.question.fields, strict=False):
            codes = [UNKNOWN]
            codes += [] if below.intersection(slot.template.names) else [NEGATIVE]
            codes += [FAILS, SMALL] if slot.template.guess else []
            yield f"{_bits(field)} IN ({', '.join(map(str, codes))})"

    def all(self) -> list[Any]:
        """All of them."""
        return list(self.spark.sql(f"SELECT *, true AS _open FROM {self.view}").collect())

    def open(self) -> list[Any]:
        """All records that the judge has to look at."""
        number = self.spark.sql(f"SELECT count(*) FROM {self.view} WHERE {self.opened}").collect()[0][0]
        if number > MOST_OPEN:
            raise fail("spark.too_many_open", n=number, most=MOST_OPEN)
        return list(self.spark.sql(f"SELECT *, true AS _open FROM {self.view} WHERE {self.opened}").collect())

    def first(self, limits: Limits) -> list[Any]:
        """The first records that fail or lack a figure, for each slot."""
        most = max(limits.findings, whole.PAIRED) + 1
        ranked = f"""
            SELECT DISTINCT _n FROM (
                SELECT _n, row_number() OVER (PARTITION BY _slot, _class ORDER BY _n) AS _rank
                FROM (SELECT _n, _slot, explode(CASE _code WHEN {FAILS} THEN array(0) WHEN {SMALL} THEN array(0, 1)
                             ELSE array(2) END) AS _class
                      FROM (SELECT _n, posexplode({self._codes()}) AS (_slot, _code)
                            FROM {self.view} WHERE NOT ({self.opened}))
                      WHERE _code IN ({FAILS}, {SMALL}, {UNDECIDED})))
            WHERE _rank <= {most}
        """
        sql = f"SELECT {self.view}.*, false AS _open FROM {self.view} LEFT SEMI JOIN ({ranked}) USING (_n)"
        return list(self.spark.sql(sql).collect())

    def counts(self) -> dict[tuple[int, int], int]:
        """How often each slot comes out in each way, on the records that need no judge."""
        rows = self.spark.sql(f"""
            SELECT _slot, _code, count(*) FROM (
                SELECT posexplode({self._codes()}) AS (_slot, _code) FROM {self.view} WHERE NOT ({self.opened}))
            WHERE _code <> 0 GROUP BY _slot, _code
        """).collect()
        return {(row[0], row[1]): row[2] for row in rows}

    def _codes(self) -> str:
        fields = self.question.fields[: len(self.question.slots)]
        return f"array({', '.join(f'CAST({_bits(field)} AS INT)' for field in fields)})"


def _bits(field: Field) -> str:
    return f"(shiftright(CAST(_k{field.word} AS BIGINT), {field.shift}) & {(1 << field.bits) - 1})"
