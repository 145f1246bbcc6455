"""Word documents, by way of the HTML that mammoth makes of them: footnotes, text boxes and tracked changes included."""

from __future__ import annotations

import io

from dvaudit.figure import Layout
from dvaudit.readers import zipped
from dvaudit.readers.prose import markup
from dvaudit.readers.prose.written import Writing
from dvaudit.text import Text

_STYLES = "\n".join([
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Subtitle'] => h2:fresh",
    *(f"p[style-name='toc {level}'] => !" for level in range(1, 10)),
    "p[style-name='table of figures'] => !",
])
"""A table of contents says nothing of its own, and its page numbers are no figures."""


def read(file: str, data: bytes, _layout: Layout) -> Text:
    """The text of a .docx. Raises AuditError for what is none, or is damaged, encrypted or a bomb."""
    import logging

    import mammoth

    if not any(name.startswith("word/document") for name in zipped.opened(file, data, ".docx").namelist()):
        raise zipped.damaged(file, ".docx")
    logging.getLogger("mammoth").setLevel(logging.CRITICAL)
    try:
        pictures = mammoth.images.img_element(lambda _: {})
        html = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=pictures).value
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, it is the document
        raise zipped.damaged(file, ".docx") from None
    out = Writing(file)
    markup.write(markup.tree(file, f"<html><body>{html}</body></html>"), out)
    return out.text()
