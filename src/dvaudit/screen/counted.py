"""Texts and how often they occur in a large table: each different text is looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dvaudit.bind import Counts
from dvaudit.names import normalize
from dvaudit.screen.parts import Part, Spanning, Unit, bound
from dvaudit.screen.table import Loaded, TooManyError, register

MOST_TEXTS = 1_000_000
"""So many texts that are no plain words are compared as people would; a table of more is left to the judge alone."""
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789_-./:+,"


def screened(loaded: Loaded, part: Part) -> Spanning:
    """How a rule about texts comes out. Raises TooManyError where the judge has to do it alone."""
    plan = part.plan
    if not isinstance(plan, Counts):
        raise TypeError(part.key)
    if part.rule.when is not None or plan.by:
        raise TooManyError(part.rule.id)  # which rows count together is for the judge to say
    held = 0
    units: list[Unit] = []
    if plan.unique:
        held, units = _unique(loaded, plan)
    elif plan.expected:
        units = _expected(loaded, plan)
    elif plan.allowed:
        held, units = _allowed(loaded, plan)
    return Spanning(part, {"": held}, 0, 0, units, bound(part))


def _folded(loaded: Loaded, column: str) -> tuple[str, str]:
    """The texts of a column in the form in which names are compared, as SQL; and what has to be joined for that."""
    text = loaded.text(column)
    plain = f"translate(lower({text}), '{_PLAIN}', '') = ''"
    others = [found for (found,) in loaded.run(f"SELECT DISTINCT {text} FROM {loaded.rows} WHERE NOT ({plain})"
                                               f" LIMIT {MOST_TEXTS + 1}")]  # fmt: skip
    if len(others) > MOST_TEXTS:
        raise TooManyError(column)
    if not others:
        return f"lower({text})", ""
    name = f"folded{loaded.numbers[column]}"
    register(loaded, name, {"raw": others, "form": [*map(normalize, others)]})
    return f"coalesce({name}.form, lower({text}))", f" LEFT JOIN {loaded.table(name)} ON {name}.raw = {text}"


def _unique(loaded: Loaded, plan: Counts) -> tuple[int, list[Unit]]:
    forms = [_folded(loaded, column) for column in dict.fromkeys(plan.columns)]
    keys = ", ".join(f"{form} AS k{index}" for index, (form, _) in enumerate(forms))
    joins = "".join(join for _, join in forms)
    names = ", ".join(f"k{index}" for index in range(len(forms)))
    blank = " AND ".join(f"k{index} = ''" for index in range(len(forms)))
    loaded.create(
        "keyed", f"SELECT {names}, count(*) AS times, min(rn) AS grp, {loaded.engine.listed('rn', 'rn')} AS listed"
        f" FROM (SELECT rn, {keys} FROM {loaded.rows}{joins}) GROUP BY {names}"
    )  # fmt: skip
    keyed = loaded.table("keyed")
    ((held,),) = loaded.run(f"SELECT count(*) FROM {keyed} WHERE times = 1 AND NOT ({blank})")
    found = loaded.run(f"SELECT listed FROM {keyed} WHERE times > 1 OR ({blank}) ORDER BY grp")
    return held, [Unit(tuple(rows), tuple(rows)) for (rows,) in found]


def _texts(loaded: Loaded, column: str) -> list[tuple[str, int, int]]:
    """The different texts of a column, how often each occurs, and where first."""
    text = loaded.text(column)
    found = loaded.run(f"SELECT {text}, count(*), min(rn) FROM {loaded.rows} GROUP BY 1 LIMIT {MOST_TEXTS + 1}")
    if len(found) > MOST_TEXTS:
        raise TooManyError(column)
    return [(text, times, row) for text, times, row in found]


def _expected(loaded: Loaded, plan: Counts) -> list[Unit]:
    """One unit with the first row of every expected text, and the first row of all."""
    wanted = set(map(normalize, plan.expected))
    ((first,),) = loaded.run(f"SELECT min(rn) FROM {loaded.rows}")
    rows = {first}
    for column in plan.columns:
        by_form: dict[str, int] = {}
        for text, _, row in _texts(loaded, column):
            form = normalize(text)
            if form in wanted:
                by_form[form] = min(row, by_form.get(form, row))
        rows.update(by_form.values())
    listed = tuple(sorted(rows))
    return [Unit(listed, listed)]


def _allowed(loaded: Loaded, plan: Counts) -> tuple[int, list[Unit]]:
    """How many texts are on the list, and a unit for each row in which one is not."""
    allowed = set(map(normalize, plan.allowed))
    odd: Mapping[str, Sequence[str]] = {
        column: [text for text, _, _ in _texts(loaded, column) if not text.strip() or normalize(text) not in allowed]
        for column in plan.columns
    }
    ((rows,),) = loaded.run(f"SELECT count(*) FROM {loaded.rows}")
    from dvaudit.readers.database import quoted

    conditions = [
        f"{loaded.text(column)} IN ({', '.join(map(quoted, texts))})" for column, texts in odd.items() if texts
    ]
    if not conditions:
        return rows * len(plan.columns), []
    found = loaded.run(f"SELECT rn FROM {loaded.rows} WHERE {' OR '.join(conditions)} ORDER BY rn")
    return (rows - len(found)) * len(plan.columns), [Unit((row,), (row,)) for (row,) in found]
