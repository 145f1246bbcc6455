"""A comparison of two versions as text: one file per format, each with its line here."""

from __future__ import annotations

FORMATS = {
    "table": "dvaudit.render.versions.table",
    "concise": "dvaudit.render.versions.concise",
    "csv": "dvaudit.render.versions.csv_rows",
    "markdown": "dvaudit.render.versions.markdown",
    "json": "dvaudit.render.versions.json_v1",
}
"""Output formats, each with the module whose ``render(comparison, stream, view)`` writes it."""

NEW_ONLY = ("sarif", "junit", "github", "gitlab", "rdjson")
"""Formats of :data:`dvaudit.render.FORMATS` in which a comparison tells only what is new, beside its lines."""
