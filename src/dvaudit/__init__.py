"""Finds the figures in a report that contradict each other.

``audit(source, rules)`` is the whole of it for Python; the command line is ``dvaudit.cli``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from dvaudit.report import Report

    Path = str | PathLike[str]
    Source = Path | Sequence[Path] | Sequence[Mapping[str, object]] | pd.DataFrame

__version__ = "0.1.0"
__all__ = ["as_text", "audit", "problems"]


def audit(  # noqa: PLR0913 - the choices of a run
    source: Source,
    rules: Path | Sequence[Path] | None = None,
    *,
    lines: str | Iterable[str] = (),
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    max_findings: int = 1000,
    max_causes: int = 100,
    engine: str = "auto",
    previous: Path | None = None,
    accept: Path | None = None,
    spark_master: str | None = None,
    taken_as: str | None = None,
    disclosure: bool = False,
    protect: str | None = None,
) -> Report:
    """Confront the figures of a source with rules.

    ``source`` is a path (of a file, a folder or a pattern) or several, a list of dicts (one record each) or a pandas
    DataFrame (one record a row).
    ``rules`` are rule files or folders of them, ``lines`` rules written as one line; without either the rules are found
    as the command line finds them. ``select`` and ``ignore`` are rule ids. Causes are looked for in
    the first ``max_causes`` records that have a discrepancy. ``previous`` is the file of the earlier period, from which
    series go on. ``accept`` is a file of acceptances; none is looked for. With the ``engine`` ``spark`` a folder or a
    pattern is one table, read by the session that is active, or where ``spark_master`` says. Never raises for what is
    wrong with a source or a rule: :func:`problems` says it. ``Report.to_frame()`` gives the discrepancies as a
    DataFrame, ``Report.undecided`` what could not be checked, :func:`as_text` all of it in any format.

    ``disclosure`` also finds confidential cells that the published ones give away, ``protect`` (``5``, ``10 %``) those
    that are left less room.

    Raises TypeError for a source of another type, ValueError for a choice that there is not.
    """
    from dvaudit import asked, inputs, rulefile, run
    from dvaudit.kinds import KINDS
    from dvaudit.readers import taken
    from dvaudit.readers.memory import tables

    if engine not in asked.ENGINES:
        raise ValueError(f"engine is {engine!r}, and not one of {', '.join(asked.ENGINES)}")
    if taken_as not in (None, *asked.TAKEN_AS):
        raise ValueError(f"taken_as is {taken_as!r}, and not one of {', '.join(asked.TAKEN_AS)}")
    if min(max_findings, max_causes) < 0:
        raise ValueError("max_findings and max_causes are 0 or more")
    written = (lines,) if isinstance(lines, str) else tuple(lines)
    named = [] if rules is None else [rules] if isinstance(rules, (str, PathLike)) else list(rules)
    given = tables(source)
    meant, empty = (given, []) if engine == "spark" else inputs.expanded(given, taken_as)
    articles = taken.articles(meant, taken_as)
    alone = bool(meant) and len(articles) == len(meant)
    if named or written or alone:
        rulesets, problems = rulefile.load([str(one) for one in named], written, KINDS)
    else:
        rulesets, problems, _ = rulefile.load_found(KINDS)
    accepted = None
    if accept is not None:
        from dvaudit import acceptance

        accepted, wrong = acceptance.load(str(accept))
        problems += wrong
    width = None
    if disclosure or protect is not None:
        from dvaudit.asked import protected

        width, wrong = protected(protect, engine)
        problems += wrong
    return run.audit(
        meant,
        rulesets,
        problems=[*problems, *empty],
        max_findings=max_findings,
        max_causes=max_causes,
        engine=engine,
        accepted=accepted,
        articles=articles,
        previous=None if previous is None else str(previous),
        select=(select,) if isinstance(select, str) else select,
        spark_master=spark_master,
        ignore=(ignore,) if isinstance(ignore, str) else ignore,
        disclosure=disclosure or protect is not None,
        protect=width,
    )


def as_text(report: Report, form: str = "table", *, lang: str = "en", verbose: bool = False) -> str:
    """A report in one of the output formats that are texts (``table``, ``json``, ``markdown``, ``html`` ...).

    ``lang`` is the language of its sentences, ``verbose`` tells also what holds. Raises ValueError for another format
    or language.
    """
    from importlib import import_module
    from io import StringIO

    from dvaudit.render import FORMATS, LANGUAGES
    from dvaudit.render.view import View

    module = import_module(FORMATS[form]) if form in FORMATS else None
    if module is None or getattr(module, "BINARY", False):
        raise ValueError(f"{form!r} is no text format")
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}, and not one of {', '.join(map(repr, LANGUAGES))}")
    stream = StringIO()
    module.render(report, stream, View(lang, verbosity=int(verbose)))
    return stream.getvalue()


def problems(report: Report, *, lang: str = "en") -> list[str]:
    """What kept part of the work from being done, each in a sentence with its place."""
    from dvaudit.render.facts import problems as every
    from dvaudit.render.problems import told
    from dvaudit.render.view import View

    return ["\n".join(told(one, View(lang))) for one in every(report)]
