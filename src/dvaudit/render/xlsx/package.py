"""A workbook with marks on some of its cells and one more sheet, and all else in it exactly as it was.

The parts of the file are changed where they must be and copied where they need not: charts, pictures, macros, stored
values of formulas and whatever no library knows stay. Structure after ECMA-376 part 1 (SpreadsheetML) and part 4
(VML, in which comments are drawn).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from dvaudit.readers.sheets import letters, number_of
from dvaudit.render.xlsx.markup import child, element, namespace, parsed, written

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_VML, _OFFICE, _EXCEL = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", (
    "urn:schemas-microsoft-com:office:excel"
)  # fmt: skip
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_AFTER_DRAWING = "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()
"""What follows ``legacyDrawing`` in a sheet, whose elements have a fixed order."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR = "dvaudit"
_LONGEST = 32_000
"""Characters that a cell or a comment may have."""
_FIRST_SHAPE = 7_000_000
"""Ids of shapes that no other program gives."""


class Mark(NamedTuple):
    """What a cell gets: a fill colour (``FFC7CE``) and a comment."""

    colour: str
    text: str


class Link(NamedTuple):
    """A text that leads to a cell of the workbook (``'Sheet 1'!C2``)."""

    text: str
    target: str


Listed = Sequence[Sequence[str | Link]]
"""The rows of the sheet that is added."""


class NotCopiedError(Exception):
    """The workbook is of a kind whose parts cannot be changed one by one."""


def marked(
    data: bytes, paths: Mapping[str, str], marks: Mapping[str, Mapping[str, Mark]], listed: Listed, bold: Iterable[int]
) -> bytes:
    """The workbook with marks by sheet and address, and a sheet ``dvaudit`` with the rows ``listed``.

    ``paths`` are the parts of its sheets by name; the rows ``bold``, counted from 0, are printed so. Raises
    NotCopiedError where the workbook's parts are not as Excel and others write them.
    """
    package = _Package(data)
    styles = _Styles(package)
    for sheet, own in marks.items():
        if own and sheet in paths:
            _mark(package, paths[sheet], own, styles)
    _add_sheet(package, listed, frozenset(bold), styles)
    styles.store()
    return package.stored()


class _Package:
    """The parts of a workbook by their paths, parsed where they are changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, _Element] = {}
        self.workbook = next(
            (path for kind, path in self.related("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if self.workbook not in self.parts or namespace(self.tree(self.workbook)) != _MAIN:
            raise NotCopiedError

    def tree(self, path: str) -> _Element:
        """A part, to be changed."""
        if path not in self.trees:
            self.trees[path] = parsed(self.parts[path], lenient=path.endswith(".vml"))
        return self.trees[path]

    def add(self, path: str, tree: _Element, kind: str | None = None) -> None:
        """A new part; ``kind`` is its content type, where its ending does not say it."""
        self.trees[path] = tree
        self.parts[path] = b""
        if kind is not None:
            types = self.tree("[Content_Types].xml")
            child(types, f"{{{_TYPES}}}Override", PartName=f"/{path}", ContentType=kind)

    def default(self, ending: str, kind: str) -> None:
        """The content type of all parts with an ending."""
        types = self.tree("[Content_Types].xml")
        if not any(one.get("Extension") == ending for one in types):
            types.insert(0, element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind))

    def free(self, pattern: str) -> str:
        """A path that no part has."""
        return next(path for n in range(1, 1_000_000) if (path := pattern.format(n)) not in self.parts)

    def relations(self, part: str) -> str:
        """The path of the relations of a part."""
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: the kind and the path of each other one by the relation's id."""
        path = self.relations(part)
        if path not in self.parts:
            return {}
        folder = posixpath.dirname(part)
        known = self.trees[path] if path in self.trees else parsed(self.parts[path])
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in known if isinstance(one.tag, str) and one.get("TargetMode") != "External"
        }  # fmt: skip

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation between two parts; gives its id."""
        path = self.relations(part)
        if path not in self.parts:
            self.add(path, element(f"{{{_PACKAGE_REL}}}Relationships", nsmap={None: _PACKAGE_REL}))
        known = {one.get("Id") for one in self.tree(path)}
        identity = next(name for n in range(1, 1_000_000) if (name := f"rIdDvaudit{n}") not in known)
        child(
            self.tree(path), f"{{{_PACKAGE_REL}}}Relationship", Id=identity, Type=f"{_REL}/{kind}", Target=f"/{target}"
        )
        return identity

    def stored(self) -> bytes:
        """The workbook's file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in self.parts.items():
                tree = self.trees.get(path)
                archive.writestr(path, data if tree is None else written(tree))
        return stream.getvalue()


def _main(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


class _Styles:
    """The cell styles of a workbook, and those that are added: others with a colour, bold, and a wrapped text."""

    def __init__(self, package: _Package) -> None:
        self.path = next((path for kind, path in package.related(package.workbook).values() if kind == "styles"), "")
        if self.path not in package.parts:
            raise NotCopiedError
        self.root = package.tree(self.path)
        formats, fills, fonts = (self.root.find(_main(name)) for name in ("cellXfs", "fills", "fonts"))
        if formats is None or fills is None or fonts is None or not len(formats):
            raise NotCopiedError
        self.formats, self.fills, self.fonts = formats, fills, fonts
        self.known: dict[tuple[int, str], int] = {}
        self.colours: dict[str, int] = {}

    def coloured(self, style: int, colour: str) -> int:
        """A style with another fill."""
        if (style, colour) not in self.known:
            own = deepcopy(self.formats[min(style, len(self.formats) - 1)])
            own.set("fillId", str(self._fill(colour)))
            own.set("applyFill", "1")
            self.formats.append(own)
            self.known[style, colour] = len(self.formats) - 1
        return self.known[style, colour]

    def plain(self, *, bold: bool, wrapped: bool) -> int:
        """A style for texts, which are never taken for formulas."""
        key = (-1 - bold, str(wrapped))
        if key not in self.known:
            own = child(
                self.formats, _main("xf"), numFmtId="49", fontId=str(self._font() if bold else 0), fillId="0",
                borderId="0", xfId="0", quotePrefix="1", applyFont="1", applyAlignment="1",
            )  # fmt: skip
            child(own, _main("alignment"), vertical="top", wrapText=str(int(wrapped)))
            self.known[key] = len(self.formats) - 1
        return self.known[key]

    def store(self) -> None:
        """Says how many there are now."""
        for listed in (self.formats, self.fills, self.fonts):
            listed.set("count", str(len(listed)))

    def _fill(self, colour: str) -> int:
        if colour not in self.colours:
            fill = child(self.fills, _main("fill"))
            pattern = child(fill, _main("patternFill"), patternType="solid")
            child(pattern, _main("fgColor"), rgb=f"FF{colour}")
            child(pattern, _main("bgColor"), indexed="64")
            self.colours[colour] = len(self.fills) - 1
        return self.colours[colour]

    def _font(self) -> int:
        font = deepcopy(self.fonts[0])
        if font.find(_main("b")) is None:
            font.insert(0, element(_main("b")))
        self.fonts.append(font)
        return len(self.fonts) - 1


def _mark(package: _Package, path: str, marks: Mapping[str, Mark], styles: _Styles) -> None:
    """Colours and comments on the cells of a sheet."""
    sheet = package.tree(path)
    left = dict(marks)
    row = 0
    for line in sheet.iterfind(f"{_main('sheetData')}/{_main('row')}"):
        row = int(line.get("r", row + 1))
        column = -1
        for cell in line.iterfind(_main("c")):
            at = cell.get("r", "")
            column = number_of(at.rstrip("0123456789")) if at else column + 1
            mark = left.pop(f"{letters(column)}{row}", None)
            if mark is not None:
                cell.set("s", str(styles.coloured(int(cell.get("s", "0")), mark.colour)))
        if not left:
            break
    _comment(package, path, sheet, {address: mark.text for address, mark in marks.items() if mark.text})


def _comment(package: _Package, path: str, sheet: _Element, texts: Mapping[str, str]) -> None:
    related = package.related(path)
    comments = next((target for kind, target in related.values() if kind == "comments"), None)
    if comments is None or comments not in package.parts:
        comments = package.free("xl/commentsDvaudit{}.xml")
        made = element(_main("comments"), nsmap={None: _MAIN})
        child(made, _main("authors"))
        child(made, _main("commentList"))
        package.add(comments, made, f"{_KIND}comments+xml")
        package.relate(path, "comments", comments)
    root = package.tree(comments)
    authors, listed = root.find(_main("authors")), root.find(_main("commentList"))
    if authors is None or listed is None:
        raise NotCopiedError
    child(authors, _main("author")).text = _AUTHOR
    own = {one.get("ref"): one for one in listed}
    fresh = []
    for address, text in texts.items():
        if address in own:  # what somebody has written there stays, above what is added
            place = own[address].find(_main("text"))
            if place is not None:
                _say(child(place, _main("r")), f"\n{text}")
            continue
        fresh.append(address)
        made = child(listed, _main("comment"), ref=address, authorId=str(len(authors) - 1))
        _say(child(made, _main("text")), text)
    listed[:] = sorted(listed, key=lambda one: _row_first(one.get("ref", "A1")))
    _draw(package, path, sheet, {address: texts[address] for address in fresh})


def _say(parent: _Element, text: str) -> None:
    """A text with all its blanks, which programs would else drop at its ends."""
    child(parent, _main("t"), {_SPACE: "preserve"}).text = text[:_LONGEST]


def _row_first(address: str) -> tuple[int, int]:
    column = address.rstrip("0123456789")
    return int(address[len(column) :] or 0), number_of(column)


def _draw(package: _Package, path: str, sheet: _Element, texts: Mapping[str, str]) -> None:
    """The boxes in which comments are shown."""
    identity = sheet.find(_main("legacyDrawing"))
    drawing = None
    if identity is not None:
        drawing = package.related(path).get(identity.get(f"{{{_REL}}}id", ""), ("", ""))[1]
    if drawing is None or drawing not in package.parts:
        drawing = package.free("xl/drawings/vmlDrawingDvaudit{}.vml")
        package.add(drawing, _empty_drawing())
        package.default("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        made = element(_main("legacyDrawing"), {f"{{{_REL}}}id": package.relate(path, "vmlDrawing", drawing)})
        after = {_main(name) for name in _AFTER_DRAWING}
        at = next((n for n, one in enumerate(sheet) if one.tag in after), len(sheet))
        sheet.insert(at, made)
    root = package.tree(drawing)
    for number, (address, text) in enumerate(texts.items(), _FIRST_SHAPE + len(root)):
        root.append(_box(number, address, text))


def _empty_drawing() -> _Element:
    root = element("xml", nsmap={"v": _VML, "o": _OFFICE, "x": _EXCEL})
    kind = child(
        root, f"{{{_VML}}}shapetype",
        {"id": "_x0000_t202", "coordsize": "21600,21600", f"{{{_OFFICE}}}spt": "202",
         "path": "m,l,21600r21600,l21600,xe"},
    )  # fmt: skip
    child(kind, f"{{{_VML}}}stroke", joinstyle="miter")
    child(kind, f"{{{_VML}}}path", {"gradientshapeok": "t", f"{{{_OFFICE}}}connecttype": "rect"})
    return root


def _box(number: int, address: str, text: str) -> _Element:
    row, column = _row_first(address)
    height = min(20 + 14 * sum(1 + len(line) // 45 for line in text.split("\n")), 400)
    size = f"margin-left:80pt;margin-top:2pt;width:260pt;height:{height}pt"
    style = f"position:absolute;{size};z-index:1;visibility:hidden"
    box = element(
        f"{{{_VML}}}shape",
        {"id": f"_x0000_s{number}", "type": "#_x0000_t202", "style": style, "fillcolor": "#ffffe1",
         f"{{{_OFFICE}}}insetmode": "auto"},
    )  # fmt: skip
    child(box, f"{{{_VML}}}fill", color2="#ffffe1")
    child(box, f"{{{_VML}}}path", {f"{{{_OFFICE}}}connecttype": "none"})
    child(box, f"{{{_VML}}}textbox", style="mso-direction-alt:auto")
    data = child(box, f"{{{_EXCEL}}}ClientData", ObjectType="Note")
    child(data, f"{{{_EXCEL}}}MoveWithCells")
    child(data, f"{{{_EXCEL}}}SizeWithCells")
    child(data, f"{{{_EXCEL}}}AutoFill").text = "False"
    child(data, f"{{{_EXCEL}}}Row").text = str(row - 1)
    child(data, f"{{{_EXCEL}}}Column").text = str(column)
    return box


def _add_sheet(package: _Package, listed: Listed, bold: frozenset[int], styles: _Styles) -> None:
    """The sheet with the list, the last one of the workbook."""
    workbook = package.tree(package.workbook)
    sheets = workbook.find(_main("sheets"))
    if sheets is None:
        raise NotCopiedError
    taken = {one.get("name", "").casefold() for one in sheets}
    name = next(name for n in range(1, 1000) if (name := _AUTHOR if n == 1 else f"{_AUTHOR} {n}") not in taken)
    path = package.free("xl/worksheets/sheetDvaudit{}.xml")
    package.add(path, _sheet(listed, bold, styles), f"{_KIND}worksheet+xml")
    number = 1 + max(int(one.get("sheetId", "0")) for one in sheets)
    relation = package.relate(package.workbook, "worksheet", path)
    child(sheets, _main("sheet"), {"name": name, "sheetId": str(number), f"{{{_REL}}}id": relation})


def _sheet(listed: Listed, bold: frozenset[int], styles: _Styles) -> _Element:
    root = element(_main("worksheet"), nsmap={None: _MAIN, "r": _REL})
    columns = child(root, _main("cols"))
    for number, width in enumerate((12, 24, 26, 24, 90), 1):
        child(columns, _main("col"), min=str(number), max=str(number), width=str(width), customWidth="1")
    data = child(root, _main("sheetData"))
    links: list[tuple[str, str]] = []
    for n, texts in enumerate(listed, 1):
        row = child(data, _main("row"), r=str(n))
        style = str(styles.plain(bold=n - 1 in bold, wrapped=len(texts) > 1))
        for column, text in enumerate(texts):
            address = f"{letters(column)}{n}"
            cell = child(row, _main("c"), r=address, s=style, t="inlineStr")
            shown = text.text if isinstance(text, Link) else text
            _say(child(cell, _main("is")), shown)
            if isinstance(text, Link):
                links.append((address, text.target))
    if links:
        leading = child(root, _main("hyperlinks"))
        for address, target in links:
            child(leading, _main("hyperlink"), ref=address, location=target, display=target)
    return root
