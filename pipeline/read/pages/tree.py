"""HTML → tree → blocks: parsed by lxml, cut to what can be told, its paragraphs in order. Used for pages and for the HTML in feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read.blocks import Block, full_stop
from pipeline.read.decode import clean
from pipeline.regex import regex

MAX_ELEMENTS = 40_000
"""A long live blog has some 15,000. The time that extraction takes grows with the square of what stands in one element."""
MAX_CHILDREN = 4_000
"""In one element; a long live blog has a thousand."""
MAX_ATTRIBUTES = 3_000
"""In one tag, before lxml reads it: that takes the square of their number. A page's tags have some twenty."""
KEPT_ATTRIBUTES = 200
"""An element with more loses them: nothing that is looked for is among them."""
CELL_CHARS = 250
"""In a cell of a table, from which it holds a page's text."""
POSTS = 3
"""So many articles with headlines that lead nowhere are a live blog's posts."""
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
ENTRY = "a list's entry"
"""The reason of a block that is one."""
CAPTION_CHARS = 600
"""What is longer is no caption, whatever its class says."""
MAX_IMAGES = 40

DROPPED = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas map form button input select textarea label nav aside "
    "footer dialog menu head link meta title figure figcaption picture img table pre code graphic formula".split()
)
"""Tags of HTML and of trafilatura's own output whose words are not told."""
BLOCKS = frozenset(
    "html body main article section header hgroup div p ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 h6 hr address details summary center "
    "list item quote head cell row".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
_ENTRIES = frozenset("li dd item".split())

_CAPTION_CLASS = regex(
    r"(?:^|[\s_-])(?:caption|figcaption|(?:photo|image|picture|media|lead)[_-]?(?:caption|credit|copyright|source)|credit|wp-caption-text)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
_CREDIT_CLASS = regex(r"credit|copyright|byline|source|agency|photographer", re.IGNORECASE)
_CREDIT_WORDS = regex(r"\s*\(?\b(?:Photograph|Photo|Picture|Image|Credit)s?(?: credit| by)?\s?:\s*([^()]{2,80})\)?$|\s*[©]\s?(.{2,80})$")
_LONG_TAG = regex(rf"<[A-Za-z][^>]{{{2 * MAX_ATTRIBUTES},}}")
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'")
_STRUCK = ("del", "s", "strike")
"""What an editor has struck out."""
_REMARK = regex(r"\bmso(?:comanchor|comtxt)\b|\bmsocom|mso-element:\s?comment-list", re.IGNORECASE)
"""Word's remarks in the margin, in a document that was saved as a page."""
_XML = regex(r"^\s*<\?xml[^>]*\?>")


def parse(text: str, where: str) -> Any:
    """The root element of a page or of a piece of one. Raises BriefingError for what holds no element."""
    from lxml import etree, html

    refuse_long_tags(text, where)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(_XML.sub("", text, count=1), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise BriefingError("this page cannot be read as HTML", where=where, remedy="Save the page again, or paste its text") from error
    _within_limits(root, where)
    for element in [
        each
        for each in root.iter(*_STRUCK, "div", "a", "span")
        if each.tag in _STRUCK or _REMARK.search(f"{each.get('class')} {each.get('style')}")
    ]:
        cut(element)
    _open_layout(root)
    return root


def refuse_long_tags(text: str, where: str) -> None:
    """Raise BriefingError for a tag with so many attributes that parsing it would take minutes."""
    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag.group()).split()) > MAX_ATTRIBUTES:
            raise _too_large(where)


def _within_limits(root: Any, where: str) -> None:
    for count, element in enumerate(root.iter(), 1):
        if count > MAX_ELEMENTS or len(element) > MAX_CHILDREN:
            raise _too_large(where)
        if len(element.attrib) > KEPT_ATTRIBUTES:
            element.attrib.clear()


def _open_layout(root: Any) -> None:
    """Make blocks of what only lays out a page: tables with a cell of running text, or of a list, as letters and old sites have them (others hold figures), and
    lists of posts.
    """
    marked: set[Any] = {table for table in root.iter("table") if table.get("role") == "presentation"}
    for cell in root.iter("td", "th"):
        if next(cell.iter("ul", "ol"), None) is not None:
            marked.update(cell.iterancestors("table"))
        length = 0
        for text in cell.itertext():
            length += len(text)
            if length > CELL_CHARS:
                marked.update(table for table in cell.iterancestors("table"))
                break
    posts = [each for each in root.iter("article") if _is_post(each)]
    for post in posts if len(posts) >= POSTS else ():
        post.tag = "section"  # of several articles the extractor takes one
    for entry in [each for each in root.iter("li") if _is_post(each)]:
        entry.tag = "div"
        if entry.getparent() is not None and entry.getparent().tag in ("ol", "ul"):
            entry.getparent().tag = "div"
    parts = [e for e in root.iter(*_TABLE) if e in marked or next(e.iterancestors("table"), None) in marked] if marked else []
    for element in parts:
        element.tag = "div"


def _is_post(entry: Any) -> bool:
    """Whether a list's entry is a post of a live blog: a headline that leads nowhere, and its paragraphs."""
    headline = next(entry.iter("h2", "h3", "h4"), None)
    return (
        headline is not None
        and next(entry.iter("p"), None) is not None
        and not any(a.tag == "a" for a in (*headline.iter(), *headline.iterancestors()))
    )


def _too_large(where: str) -> BriefingError:
    what = f"the page is too large: more than {MAX_ELEMENTS:,} elements, {MAX_CHILDREN:,} in one, or {MAX_ATTRIBUTES:,} attributes"
    return BriefingError(what, where=where, remedy="Paste the article's text into a file")


def words(element: Any) -> str:
    """The text in an element, on one line."""
    return " ".join(clean(element.text_content()).split())


def take_pictures(root: Any) -> tuple[Image, ...]:
    """Cut the pictures and their captions out of a tree, and give them back."""
    found: list[Image] = []
    figures = [e for e in root.iter("figure") if not any(a.tag == "figure" for a in e.iterancestors())]
    for figure in figures:
        image = _picture(figure)
        if image is not None:
            found.append(image)
        cut(figure)
    for element in [
        e for e in root.iter("div", "p", "span", "figcaption", "small", "em", "dd") if _CAPTION_CLASS.search(e.get("class", ""))
    ]:
        text = words(element)
        if len(text) <= CAPTION_CHARS and element.getparent() is not None:
            if text and re.search(r"credit|copyright|source", element.get("class", ""), re.IGNORECASE) and found and not found[-1].credit:
                found[-1] = Image(found[-1].url, found[-1].caption, text)
            elif text:
                found.append(Image("", *_parted(text)))
            cut(element)
    return tuple(dict.fromkeys(found))[:MAX_IMAGES]


def _picture(figure: Any) -> Image | None:
    image = next(figure.iter("img"), None)
    url = next((image.get(key) for key in ("src", "data-src", "data-original") if image.get(key)), "") if image is not None else ""
    caption_in = next(figure.iter("figcaption"), None)
    if caption_in is None:
        caption = " ".join((image.get("alt") or "").split()) if image is not None else ""
        return Image(_address(url), clean(caption)) if image is not None else None
    marked = next((e for e in caption_in.iter() if e is not caption_in and _CREDIT_CLASS.search(str(e.get("class", "")))), None)
    credit = words(marked) if marked is not None else ""
    caption = words(caption_in)
    if credit:
        caption = " ".join(caption.replace(credit, " ").split())
    else:
        caption, credit = _parted(caption)
    return Image(_address(url), caption[:CAPTION_CHARS], credit[:200])


def _address(url: str) -> str:
    """An address without the pictures that are written out in it."""
    return "" if url.startswith("data:") else url[:2000]


def _parted(caption: str) -> tuple[str, str]:
    """A caption and the credit at its end."""
    match = _CREDIT_WORDS.search(caption)
    return (caption[: match.start()].strip(), (match[1] or match[2]).strip()) if match else (caption, "")


QUOTED_SHARE = 2
"""A page quotes at most one part in so many of its text."""
_MARKED = regex(r"[“”\"«»„]|^[‘'—–-]")
"""It has quotation marks of its own, or is the line that says whose words stand above."""
_NO_XML = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""lxml reads these in a page, and will not have them written."""


def cut(element: Any) -> None:
    """Take an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = _NO_XML.sub(" ", f"{before.tail or ''} {element.tail}")
        else:
            parent.text = _NO_XML.sub(" ", f"{parent.text or ''} {element.tail}")
    parent.remove(element)


def blocks_of(root: Any) -> list[Block]:
    """The paragraphs under an element, in order. Headings, entries of lists and quotations say what they are; the rest is to be judged."""
    collector = _Collector()
    collector.walk(root, "")
    collector.flush("")
    return _in_marks(collector.blocks, collector.quoted)


def _in_marks(blocks: list[Block], quoted: set[int]) -> list[Block]:
    """The blocks, with quotation marks around what the page sets as a quotation and gives none. A page that sets most of its text so indents it."""
    if QUOTED_SHARE * sum(len(blocks[i].text) for i in quoted) > sum(len(block.text) for block in blocks):
        return blocks
    return [
        Block(f"“{full_stop(block.text)}”", block.kind, block.reason) if i in quoted and not _MARKED.search(block.text) else block
        for i, block in enumerate(blocks)
    ]


def fragment(text: str, where: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks and the pictures of a piece of HTML, such as the content of a feed's entry."""
    if not text.strip():
        return [], ()
    root = parse(f"<div>{text}</div>", where)
    images = take_pictures(root)
    loose = [Image(_address(i.get("src", "")), clean(" ".join((i.get("alt") or "").split()))) for i in root.iter("img") if i.get("src")]
    return blocks_of(root), tuple(dict.fromkeys((*images, *loose)))[:MAX_IMAGES]


class _Collector:
    """Walks a tree and breaks its text where blocks begin and end. lxml allows 255 levels: recursion cannot run away."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.quoted: set[int] = set()
        """The places of those that stand in a quotation."""

    def walk(self, element: Any, kind: str) -> None:
        self.text.append(_flat(element.text))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in ("br", "lb"):
                self.text.append("\n")
            elif tag in BLOCKS:
                self.flush(kind)
                inner = (
                    "heading" if tag in _HEADINGS else "entry" if tag in _ENTRIES else "quote" if tag in ("blockquote", "quote") else kind
                )
                self.walk(child, inner)
                self.flush(inner)
            elif tag == "q" and not _MARKED.match("".join(child.itertext()).strip()):
                self.text.append("“")  # a browser puts its marks around it
                self.walk(child, kind)
                self.text.append("”")
            elif tag and tag not in DROPPED:
                self.walk(child, kind)
            self.text.append(_flat(child.tail))

    def flush(self, kind: str) -> None:
        lines = clean("".join(self.text)).split("\n")
        self.text = []
        for each in filter(None, (" ".join(line.split()) for line in lines)):
            if kind == "heading":
                self.blocks.append(Block(each, "heading", "a heading of the page"))
            elif kind == "entry":
                self.blocks.append(Block(full_stop(each), "", ENTRY))
            else:
                if kind == "quote":
                    self.quoted.add(len(self.blocks))
                self.blocks.append(Block(each))


def _flat(text: str | None) -> str:
    """Text of a node: its line ends are only spaces."""
    return re.sub(r"\s+", " ", text) if text else ""


def drop_repeated(blocks: Iterable[Block], heading: str) -> list[Block]:
    """The blocks without those that only repeat the heading, or the block before them."""
    out: list[Block] = []
    for block in blocks:
        if block.text.rstrip(".") == heading.rstrip(".") or (out and out[-1].text == block.text):
            continue
        out.append(block)
    return out
