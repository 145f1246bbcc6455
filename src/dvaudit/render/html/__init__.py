"""One web page that holds everything: to be read in a browser, printed, or mailed. Nothing is loaded from elsewhere."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import TextIO

from dvaudit import __version__
from dvaudit.render.view import Shown, View
from dvaudit.report import Report


def render(report: Report, stream: TextIO, view: View) -> None:
    """Write the page. Every value is escaped; the page's policy allows its own style and script and nothing else."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from dvaudit.render.html.page import page

    loader = PackageLoader("dvaudit.render.html")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style, script = (loader.get_source(templates, name)[0] for name in ("page.css", "page.js"))
    templates.globals |= {"text": _writer(view), "say": lambda key, **values: _composed(view.say(key, **values))}
    written = templates.get_template("page.html").stream(
        page=page(report, view), view=view, version=__version__,
        style=Markup(style), style_hash=_hash(style),  # noqa: S704 - files of this package, no data
        script=Markup(script), script_hash=_hash(script),  # noqa: S704 - the same
    )  # fmt: skip
    if (stream.encoding or "utf-8").casefold().replace("-", "") == "utf8":
        stream.writelines(written)
        return
    # The page says that it is UTF-8: where that cannot be written, every other letter is written by its number.
    stream.writelines(part.encode("ascii", "xmlcharrefreplace").decode("ascii") for part in written)


def _writer(view: View) -> Callable[[Shown | None], str]:
    return lambda shown: _composed(view.text(shown))


def _composed(text: str) -> str:
    """The text in composed letters (NFC); a mark at its start stands on a circle, lest it join the tag before it."""
    text = unicodedata.normalize("NFC", text)
    return f"\N{DOTTED CIRCLE}{text}" if text and unicodedata.combining(text[0]) else text


def _hash(source: str) -> str:
    """What a content security policy calls a text that may be used."""
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()
