"""OpenDocument texts: their XML turned into the few HTML elements that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dvaudit.figure import Layout
from dvaudit.readers import zipped
from dvaudit.readers.limits import SPAN_LIMIT
from dvaudit.readers.prose import markup
from dvaudit.readers.prose.written import Writing
from dvaudit.text import Text

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_NAMES = {
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}": "office:",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}": "text:",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}": "table:",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}": "style:",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}": "draw:",
    "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}": "manifest:",
}
_TAGS = {
    "text:p": "p",
    "text:list": "ul",
    "text:list-item": "li",
    "text:list-header": "li",
    "text:line-break": "br",
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
    "draw:text-box": "div",
    "text:section": "div",
}
_UNSAID = frozenset(
    "text:tracked-changes office:annotation text:table-of-content text:illustration-index text:table-index"
    " text:alphabetical-index text:page-number text:page-count table:covered-table-cell office:forms"
    " text:sequence-decls text:bookmark-ref draw:image draw:object".split()
)


def read(file: str, data: bytes, _layout: Layout) -> Text:
    """The text of an .odt. Raises AuditError for what is none, or is damaged, encrypted or a bomb."""
    from lxml import etree

    packed = zipped.opened(file, data, ".odt")
    if "content.xml" not in packed.namelist():
        raise zipped.damaged(file, ".odt")
    if "META-INF/manifest.xml" in packed.namelist() and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise zipped.encrypted(file, ".odt")
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(packed.read("content.xml"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise zipped.damaged(file, ".odt") from None
    found = _Page(root)
    text = next((one for one in root.iter() if _name(one) == "office:text"), None)
    if text is None:
        raise zipped.damaged(file, ".odt")
    out = Writing(file)
    markup.write(found.page(text), out)
    return out.text()


def _name(element: _Element) -> str:
    """The name of an element, with the usual prefix of its namespace."""
    space, _, own = str(element.tag).rpartition("}")
    return _NAMES.get(f"{space}}}", "") + own


def _given(element: _Element, name: str) -> str:
    """An attribute by its local name, blank where there is none."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


class _Page:
    """The HTML of a text, with its notes at the end."""

    def __init__(self, root: _Element) -> None:
        self._styles = {
            _given(style, "name"): tag
            for style in root.iter() if _name(style) == "style:style"
            for own in style if (tag := _shown_as(own))
        }  # fmt: skip
        self._notes: list[HtmlElement] = []

    def page(self, text: _Element) -> HtmlElement:
        """The page of a text."""
        from lxml.html import Element

        body = Element("body")
        self._fill(body, text)
        if self._notes:
            notes = Element("ol")
            notes.set("class", "footnotes")
            notes.extend(self._notes)
            body.append(notes)
        return body

    def _fill(self, into: HtmlElement, element: _Element) -> None:
        """Copies what an element says, and the elements in it."""
        _say(into, element.text)
        for child in element:
            self._add(into, child)
            _say(into, child.tail)

    def _add(self, into: HtmlElement, child: _Element) -> None:
        from lxml.html import Element

        name = _name(child)
        if name in _UNSAID:
            return
        if name in {"text:s", "text:tab"}:
            _say(into, "\t" if name == "text:tab" else " ")
        elif name == "text:note":
            self._note(into, child)
        elif name == "table:table-cell":
            for _ in range(_count(child, "number-columns-repeated")):
                cell = Element("td")
                for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
                    cell.set(ours, _given(child, theirs) or "1")
                self._fill(cell, child)
                into.append(cell)
        else:
            tag = f"h{min(6, _count(child, 'outline-level'))}" if name == "text:h" else _TAGS.get(name)
            tag = self._styles.get(_given(child, "style-name")) if tag is None else tag
            own = Element(tag or "span")
            self._fill(own, child)
            into.append(own)

    def _note(self, into: HtmlElement, note: _Element) -> None:
        """A note where it is referred to, and what it says for the end of the page."""
        from lxml.html import Element

        cited = "".join(str(text) for one in note if _name(one) == "text:note-citation" for text in one.itertext())
        _say(into, f"[{cited or len(self._notes) + 1}]")
        said = Element("li")
        for body in note:
            if _name(body) == "text:note-body":
                self._fill(said, body)
        self._notes.append(said)


def _say(into: HtmlElement, text: str | None) -> None:
    """Adds text at the end of an element."""
    if text and len(into):
        into[-1].tail = (into[-1].tail or "") + text
    elif text:
        into.text = (into.text or "") + text


def _count(element: _Element, name: str) -> int:
    given = _given(element, name)
    return max(1, min(int(given[:6]), SPAN_LIMIT)) if given.isdecimal() else 1


def _shown_as(properties: _Element) -> str | None:
    """The HTML element for text that is raised, lowered or struck out; None for any other."""
    position = _given(properties, "text-position")
    if position.startswith(("super", "sub")):
        return "sup" if position.startswith("super") else "sub"
    if position[:1] == "-" or position[:1].isdigit():
        return None if position.startswith("0") else "sub" if position.startswith("-") else "sup"
    return "s" if _given(properties, "text-line-through-style") not in {"", "none"} else None
