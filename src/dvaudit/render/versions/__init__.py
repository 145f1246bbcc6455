"""A comparison of two versions as text: one file per format, each with its line here."""

from __future__ import annotations

FORMATS = {
    "table": "dvaudit.render.versions.table",
    "concise": "dvaudit.render.versions.concise",
    "json": "dvaudit.render.versions.json_v1",
}
"""Output formats, each with the module whose ``render(comparison, stream, view)`` writes it."""
