"""Reports as text: one file per format and one catalogue per language, each with its line here.

Only the one that is asked for is loaded.
"""

from __future__ import annotations

FORMATS = {
    "table": "dvaudit.render.table",
    "concise": "dvaudit.render.concise",
    "json": "dvaudit.render.json_v1",
    "html": "dvaudit.render.html",
}
"""Output formats, each with the module whose ``render(report, stream, view)`` writes it."""

LANGUAGES = {
    "en": "dvaudit.render.words.en",
    "vi": "dvaudit.render.words.vi",
}
"""Languages of the sentences, each with the module that holds its ``WORDS`` and its ``THOUSANDS`` sign."""
