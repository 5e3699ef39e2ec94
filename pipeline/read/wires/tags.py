"""XML of agencies: parsed without entities and without the network, and the text in it → blocks."""

from __future__ import annotations

import html.entities
import re
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read import entries, wrapped
from pipeline.read.blocks import Block
from pipeline.read.pages import tree
from pipeline.regex import regex
from pipeline.text.entities import unescaped

REMEDY = "Get the file again"
SET_IN = 2
"""Spaces in front of a line from which it is set in."""

_DECLARATION = regex(r"^\s*<\?xml[^>]*\?>")
_NAMED = regex(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")
_REFERENCE = regex(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);")
_COLUMNS = regex(r"\S(?: {3,}|\t+)\S")
_BREAK = "\u2029"
"""Stands for a <br/> among line ends that only lay out the file."""
_HTML = {
    "hl1": "h2", "hl2": "h3", "bq": "blockquote", "block": "div", "media": "figure", "media-caption": "figcaption", "media-reference": "img",
    "nitf-table": "table", "custom-table": "table", "body.content": "div", "DataContent": "div", "abstract": "div",
    **dict.fromkeys(("note", "fn", "datasource", "media-metadata", "media-producer", "media-object", "body.head", "body.end", "nitf-col", "pronounce"), "aside"),
}  # fmt: skip
"""What NITF calls elements that `pages.tree` knows by HTML's names; an aside is not told."""


def parse(text: str, name: str) -> Any:
    """The root element, all names without their namespaces. Raises BriefingError for what is not well-formed, and for entities of its own."""
    from lxml import etree

    entries.refuse_too_large(text.count("<"), name)
    tree.refuse_long_tags(text, name)
    if "<!ENTITY" in text:
        what = "it declares entities of its own, which are not read"
        raise BriefingError(what, where=name, remedy="Take its <!ENTITY …> out")
    text = _NAMED.sub(lambda match: html.entities.html5.get(match[1], match[0]), _DECLARATION.sub("", text, count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        what = f"not valid XML: {' '.join(str(getattr(error, 'msg', error)).split())[:200]}"
        raise BriefingError(what, where=f"{name}:{line}" if line else name, remedy=REMEDY) from error
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    return root


def words(element: Any) -> str:
    """The text in an element, on one line; empty for none."""
    return "" if element is None else _plain(" ".join("".join(element.itertext()).split()))


def first(element: Any, path: str) -> str:
    """The text of the first element at a path that has one."""
    return next(filter(None, map(words, element.iterfind(path))), "")


def blocks(element: Any, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The paragraphs and the pictures in an element of XHTML or NITF. What is no paragraph (a table, a caption, a footnote) is left out."""
    from lxml import etree

    for each in list(element.iter("*")):
        if each.tag == "media-reference":
            each.set("src", each.get("source", ""))
        elif each.tag == "p" and not each.findall(".//p"):
            _lines_apart(each)
        elif each.tag == "pre":
            _typewritten(each)
        each.tag = _HTML.get(each.tag, each.tag)
    return of_html(etree.tostring(element, encoding="unicode", method="html", with_tail=False), name)


def of_html(text: str, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The same of a text with HTML in it."""
    found, images = entries.blocks_of(text, name)
    return [Block(_plain(block.text), block.kind, block.reason) for block in found], images


def typed(text: str) -> list[str]:
    """The paragraphs of a text as an agency's system types it: a line that is set in begins one, and the others go on from the line above.

    Empty for any other text, as one whose lines are all set in only as the file is laid out.
    """
    lines = text.split("\n")
    depths = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    if not depths or min(depths) >= SET_IN or max(depths) < SET_IN:
        return []
    found: list[list[str]] = []
    above = ""
    for line in lines:
        words_of = line.split()
        if words_of and (not above or not found or len(line) - len(line.lstrip()) >= SET_IN):
            found.append([])
        if words_of:
            found[-1] += words_of
        above = line.strip()
    return [" ".join(each) for each in found]


def _lines_apart(paragraph: Any) -> None:
    """Make a paragraph whose lines are typed, or broken by <br/>, into as many as there are."""
    from lxml import etree

    for each in paragraph.iter("br"):
        each.text = _BREAK
    text = "".join(paragraph.itertext())
    found = typed(text)
    if not found and _BREAK in text:
        lines = "\n".join(" ".join(line.split()) for line in text.split(_BREAK))
        found = wrapped.joined(lines)[0].split("\n")
    for each in paragraph.iter("br"):
        each.text = None
    if not found or any(each.tag in ("img", "media", "table") for each in paragraph.iter()):
        return
    tail = paragraph.tail
    paragraph.clear()
    paragraph.tag, paragraph.tail = "div", tail
    for line in filter(str.strip, found):
        etree.SubElement(paragraph, "p").text = line


def _typewritten(element: Any) -> None:
    """Make paragraphs of a text that was typed into a <pre>; a table of figures, and lists of names and results, stay what they are."""
    from lxml import etree

    text = "".join(element.itertext()).strip("\n")
    lines = [line for line in text.split("\n") if line.strip()]
    columns = sum(_COLUMNS.search(line.strip()) is not None for line in lines)
    if 2 * sum(word[0].islower() for word in text.split()) < len(text.split()) or 2 * columns >= len(lines):
        return
    # A blank line parts paragraphs; one that is set in among others begins one.
    found = [each for part in re.split(r"\n\s*\n", text) for each in typed(f"\n{part}") or [" ".join(part.split())]]
    tail = element.tail
    element.clear()
    element.tag, element.tail = "div", tail
    for each in filter(None, found):
        etree.SubElement(element, "p").text = each


def _plain(text: str) -> str:
    """Without the references that some systems write twice over (`&amp;#39;`)."""
    return unescaped(text) if _REFERENCE.search(text) else text
