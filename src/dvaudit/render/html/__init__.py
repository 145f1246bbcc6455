"""One web page that holds everything: to be read in a browser, printed, or mailed. Nothing is loaded from elsewhere."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, TextIO

from dvaudit import __version__
from dvaudit.render.view import View
from dvaudit.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDEST, _LONGEST_WORD = 40, 22
"""Characters of a number, and of a word, that stay on one line."""


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the page. Every value is escaped; the page's policy allows its own style and script and nothing else."""
    from dvaudit.render.html.page import page

    written = _templates().get_template("page.html").stream(
        page=page(report, view), view=view, version=__version__,
        text=lambda shown: _composed(view.text(shown)), say=lambda key, **values: _composed(view.say(key, **values)),
        unwieldy=_unwieldy,
    )  # fmt: skip
    if (stream.encoding or "utf-8").casefold().replace("-", "") == "utf8":
        stream.writelines(written)
        return
    # The page says that it is UTF-8: where that cannot be written, every other letter is written by its number.
    stream.writelines(part.encode("ascii", "xmlcharrefreplace").decode("ascii") for part in written)


@cache
def _templates() -> Environment:
    """The templates, with the style and the script that they hold."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    loader = PackageLoader("dvaudit.render.html")
    found = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    for name, file in (("style", "page.css"), ("script", "page.js")):
        source = loader.get_source(found, file)[0]
        found.globals[name] = Markup(source)  # noqa: S704 - a file of this package, no data
        found.globals[f"{name}_hash"] = _hash(source)
    return found


def _composed(text: str) -> str:
    """The text in composed letters (NFC); a mark at its start stands on a circle, lest it join the tag before it."""
    text = unicodedata.normalize("NFC", text)
    return f"\N{DOTTED CIRCLE}{text}" if text and unicodedata.combining(text[0]) else text


def _unwieldy(text: str) -> bool:
    """True for a text that is to be broken anywhere, lest it push a table off the page."""
    return len(text) > _WIDEST or any(len(word) > _LONGEST_WORD for word in text.split())


def _hash(source: str) -> str:
    """What a content security policy calls a text that may be used."""
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()
