"""A document of a word processor (.docx, .odt) → its text: a paragraph is a line, as it would be pasted.

What is struck, hidden, a remark, a footnote, a picture or a text box is not in it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import BriefingError

WORD, WRITER = "a Word document", "a LibreOffice document"
MAX_PART = 40_000_000
"""Bytes of one part, unpacked: a book of 300,000 words has some 20 million."""
MAX_STYLES = 12
"""Styles that may be based on one another."""
REMEDY = "Open it, and copy its text into a file"
_PARTS = {"word/document.xml": WORD, "content.xml": WRITER}
_TEXT = b"application/vnd.oasis.opendocument.text"
_NOT_TOLD = frozenset(
    "del moveFrom pict drawing object Fallback txbxContent fldSimpleInstr instrText annotation note tracked-changes frame custom-shape "
    "index-body table-of-content bibliography alphabetical-index ruby-text".split()
)
"""Elements of both formats, by their names without namespaces."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError, KeyError)
"""What unpacking raises: for a damaged file, one that is locked, one that is packed in another way."""
_CAPTION = "caption: "
"""In front of a caption, which a style calls so."""


@dataclass(slots=True)
class _Paragraph:
    """One paragraph, as its style has it."""

    text: str
    style: str = ""
    """`title`, `caption`, `list`, `apart` (a list of contents, a note), `heading 1` and so on; empty for any other."""


@dataclass(slots=True)
class _Styles:
    """What styles are called, by their ids, and what each is based on."""

    names: dict[str, str] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """What a paragraph of this style is."""
        for _ in range(MAX_STYLES):
            name = self.names.get(key, key).lower().replace("_20_", " ")
            if name == "title" or (name.startswith("heading ") and name[8:].isdigit()):
                return name
            if name in ("caption", "figure", "illustration"):
                return "caption"
            if name.startswith(("toc ", "contents ", "footnote", "endnote", "header", "footer")):
                return "apart"
            if name.startswith("list ") and name != "list paragraph":
                return "list"
            if key not in self.based:
                break
            key = self.based[key]
        return ""


def _kind_of(data: bytes) -> str:
    """WORD or WRITER for the bytes of such a document; empty for any others, and for one that cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return WORD
            return WRITER if "content.xml" in names and "mimetype" in names and _mimetype(archive) == _TEXT else ""
    except _DAMAGED:
        return ""


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as file:
        return file.read(len(_TEXT))


def text_of(data: bytes, name: str) -> bytes:
    """The text of such a document, in UTF-8; any other bytes as they are. Raises BriefingError for one that is damaged, locked, far too large or empty."""
    what = _kind_of(data)
    if not what:
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = next(each for each, kind in _PARTS.items() if kind == what)
            root = _parsed(archive, part, name)
            styles = _parsed(archive, "word/styles.xml" if what == WORD else "styles.xml", name, needed=False)
    except _DAMAGED as error:
        raise BriefingError(f"{what} that is damaged or locked", where=name, remedy=REMEDY) from error
    paragraphs = list(_of_word(root, styles) if what == WORD else _of_writer(root, styles))
    text = _laid_out(paragraphs)
    if not text.strip():
        raise BriefingError(f"{what} without a paragraph of text", where=name, remedy=REMEDY)
    return text.encode("utf-8", "replace")


def _parsed(archive: zipfile.ZipFile, part: str, name: str, *, needed: bool = True) -> Any:
    """The root of a part; None for one that is not there and not needed. Entities are not read, nor anything outside the file."""
    from lxml import etree

    if not needed and part not in archive.namelist():
        return None
    with archive.open(part) as file:
        data = file.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise BriefingError(f"its text has more than {MAX_PART // 1_000_000} MB unpacked", where=name, remedy="Keep one day's text in it")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BriefingError("it declares entities of its own, which are not read", where=name, remedy=REMEDY)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BriefingError("its text is damaged", where=name, remedy=REMEDY) from error


def _laid_out(paragraphs: Iterable[_Paragraph]) -> str:
    """The paragraphs as lines, with a blank one above each but the entries of a list, and what stands right below a heading.

    A heading on top that is the only one of its level is the title of the whole.
    """
    lines: list[str] = []
    above = ""
    told = [each for each in paragraphs if each.text.strip() and each.style != "apart"]
    if told and [each.style for each in told].count(told[0].style) == 1 and told[0].style.startswith("heading"):
        told[0].style = "title"
    for each in told:
        texts = [line for line in (" ".join(part.split()) for part in each.text.split("\n")) if line]
        if lines and not (above.startswith("heading") and not each.style) and not above == each.style == "list":
            lines.append("")
        sign = "• " if each.style == "list" else _CAPTION if each.style == "caption" else ""
        lines += [f"{sign}{texts[0]}", *texts[1:]]
        above = each.style
    return "\n".join([*lines, ""])


# ── Office Open XML (ECMA-376) ───────────────────────────────────────────────────────────────────────────


def _of_word(root: Any, styles: Any) -> Iterator[_Paragraph]:
    known = _Styles()
    for style in styles.iter("{*}style") if styles is not None else ():
        key = _said(style, "styleId")
        known.names[key] = _said(style.find("{*}name"), "val")
        if based := _said(style.find("{*}basedOn"), "val"):
            known.based[key] = based
    body = root.find("{*}body")
    for paragraph in _outside(body, "p") if body is not None else ():
        properties = paragraph.find("{*}pPr")
        style = known.of(_said(properties.find("{*}pStyle"), "val")) if properties is not None else ""
        if properties is not None and not style:
            level = _said(properties.find("{*}outlineLvl"), "val")
            numbered = properties.find("{*}numPr")
            listed = numbered is not None and _said(numbered.find("{*}numId"), "val") != "0"
            style = f"heading {int(level) + 1}" if level.isdigit() and int(level) < 9 else "list" if listed else ""
        yield _Paragraph("".join(_runs(paragraph)), style)


def _runs(element: Any) -> Iterator[str]:
    """What stands in a paragraph, but for what is struck, hidden or no text."""
    for child in element:
        tag = _tag(child)
        if tag in _NOT_TOLD:
            continue
        if tag == "t":
            yield child.text or ""
        elif tag in ("tab", "ptab"):
            yield " "
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "r":
            properties = child.find("{*}rPr")
            hidden = properties is not None and any(_on(properties.find(f"{{*}}{mark}")) for mark in ("vanish", "strike", "dstrike"))
            if not hidden:
                yield from _runs(child)
        elif tag not in ("pPr", "rPr", "p"):
            yield from _runs(child)


def _on(mark: Any) -> bool:
    return mark is not None and _said(mark, "val") not in ("0", "false", "off")


# ── OpenDocument 1.3 ─────────────────────────────────────────────────────────────────────────────────────


def _of_writer(root: Any, styles: Any) -> Iterator[_Paragraph]:
    known, struck = _Styles(), set()
    for tree in (styles, root):
        for style in tree.iter("{*}style") if tree is not None else ():
            key = _said(style, "name")
            known.names[key] = _said(style, "display-name") or key
            if based := _said(style, "parent-style-name"):
                known.based[key] = based
            text = style.find("{*}text-properties")
            if text is not None and (_said(text, "text-line-through-style") not in ("", "none") or _said(text, "display") == "none"):
                struck.add(key)
    body = root.find("{*}body/{*}text")
    for paragraph in _outside(body, "p", "h") if body is not None else ():
        level = _said(paragraph, "outline-level") or "1"
        style = f"heading {level}" if _tag(paragraph) == "h" else known.of(_said(paragraph, "style-name"))
        listed = any(_tag(parent) == "list-item" for parent in paragraph.iterancestors())
        yield _Paragraph("".join(_spans(paragraph, struck)), style or ("list" if listed else ""))


def _spans(element: Any, struck: set[str]) -> Iterator[str]:
    if _said(element, "style-name") in struck:
        return
    yield element.text or ""
    for child in element:
        tag = _tag(child)
        if tag in ("s", "tab"):
            yield " "
        elif tag == "line-break":
            yield "\n"
        elif tag not in _NOT_TOLD:
            yield from _spans(child, struck)
        yield child.tail or ""


# ── both ─────────────────────────────────────────────────────────────────────────────────────────────────


def _outside(element: Any, *tags: str) -> Iterator[Any]:
    """The paragraphs below an element, in order; none in what is not told. Without recursion: tables can stand in tables."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        tag = _tag(each)
        if tag in tags:
            yield each
        elif tag not in _NOT_TOLD:
            waiting += reversed(each)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _said(element: Any, key: str) -> str:
    """An attribute, in whatever namespace; empty for none."""
    if element is None:
        return ""
    return next((str(value) for name, value in element.attrib.items() if str(name).rpartition("}")[2] == key), "")
