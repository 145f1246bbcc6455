"""Markdown: CommonMark with tables, footnotes and struck-out text, by way of HTML, for it may hold such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dvaudit.figure import Layout
from dvaudit.message import fail
from dvaudit.readers.decode import decode
from dvaudit.readers.limits import MARKDOWN_DEPTH
from dvaudit.readers.prose import markup
from dvaudit.readers.prose.written import Writing
from dvaudit.text import Text

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read(file: str, data: bytes, layout: Layout) -> Text:
    """The text of a Markdown file; places are those of the file.

    Raises AuditError for what is no text, or nests too deep.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    source, problems = decode(data, file, layout.encoding)
    parser = MarkdownIt("commonmark", {"maxNesting": MARKDOWN_DEPTH}).enable(["table", "strikethrough"])
    parser = parser.use(footnote_plugin).use(front_matter_plugin)
    tokens = parser.parse(source)
    if max((token.level for token in tokens), default=0) >= MARKDOWN_DEPTH - 1:
        raise fail("read.markdown_depth", file=file, limit=MARKDOWN_DEPTH)  # what lies deeper was left out
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    out = Writing(file)
    out.problems += problems
    markup.write(markup.tree(file, parser.renderer.render(tokens, parser.options, {})), out, _line)
    return out.text(source)


def _line(element: HtmlElement) -> int:
    """The line that its block, or the one around it, begins on."""
    given = next((one.get("data-line") for one in (element, *element.iterancestors()) if one.get("data-line")), None)
    return int(given) if given is not None and given.isdecimal() else 0
