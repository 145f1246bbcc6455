"""Reports as text: one file per format and one catalogue per language, each with its line here.

Only the one that is asked for is loaded.
"""

from __future__ import annotations

FORMATS = {
    "table": "dvaudit.render.table",
    "concise": "dvaudit.render.concise",
    "json": "dvaudit.render.json_v1",
    "jsonl": "dvaudit.render.jsonl",
    "csv": "dvaudit.render.csv_rows",
    "markdown": "dvaudit.render.markdown",
    "xlsx": "dvaudit.render.xlsx",
    "html": "dvaudit.render.html",
    "sarif": "dvaudit.render.sarif",
    "junit": "dvaudit.render.junit",
    "github": "dvaudit.render.github",
    "gitlab": "dvaudit.render.gitlab",
    "rdjson": "dvaudit.render.rdjson",
}
"""Output formats, each with the module whose ``render(report, stream, view)`` writes it."""

LANGUAGES = {
    "en": "dvaudit.render.words.en",
    "vi": "dvaudit.render.words.vi",
}
"""Languages of the sentences, each with the module that holds its ``WORDS`` and its ``THOUSANDS`` sign."""
