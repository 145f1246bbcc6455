"""Texts and file names as SARIF wants them."""

from __future__ import annotations

import os

from dvaudit.render.json_numbers import Json
from dvaudit.render.source import relative


def message(text: str) -> Json:
    """A plain text message, in which nothing is a placeholder (``{0}``) or a link (``[text](address)``)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def uri(file: str) -> str:
    """The address of a file: relative to the working directory where it is below, with forward slashes, encoded."""
    from urllib.parse import quote

    path = relative(file)
    if "://" in path:
        return quote(path, safe=":/?=&")
    address = quote(path, safe="/", errors="surrogatepass")
    return f"file://{'' if address.startswith('/') else '/'}{address}" if os.path.isabs(path) else address
