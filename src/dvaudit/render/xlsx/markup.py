"""Elements of XML as libxml2 has them: namespaces keep the prefixes with which a program wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def parsed(data: bytes, *, lenient: bool = False) -> _Element:
    """The root of a document; ``lenient`` repairs what is not well-formed, as old programs wrote VML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=lenient)
    return etree.fromstring(data, parser)


def element(
    tag: str,
    attributes: Mapping[str, str] | None = None,
    nsmap: dict[str | None, str] | None = None,
    **others: str,
) -> _Element:
    """A new element."""
    from lxml import etree

    return etree.Element(tag, {**(attributes or {}), **others}, nsmap)  # type: ignore[arg-type]  # None: no prefix


def child(parent: _Element, tag: str, attributes: Mapping[str, str] | None = None, **others: str) -> _Element:
    """A new element, the last one in another."""
    from lxml import etree

    return etree.SubElement(parent, tag, {**(attributes or {}), **others})


def namespace(one: _Element) -> str | None:
    """The namespace of an element."""
    from lxml import etree

    return etree.QName(one).namespace


def written(root: _Element) -> bytes:
    """A document as a file."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
