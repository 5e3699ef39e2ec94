"""What a source is, by its content: a page, a feed, an agency's stories, Markdown, a list of items, or pasted text."""

from __future__ import annotations

import re

from pipeline.errors import BriefingError
from pipeline.read import json_feed, markups, sheets, wires
from pipeline.read.charset import text_of
from pipeline.regex import regex

LOOK = 20_000
"""Characters that show what a source is."""

_BINARY = (
    (b"%PDF-", "a PDF", "Copy its text into a file"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document, or one with a password",
        "Save it as .docx or as plain text, or copy its text into a file",
    ),
    (b"{\\rtf", "an RTF document", "Save it as plain text"),
    (b"bplist00", "a Safari web archive", "Save the page as its source (HTML)"),
    (b"\x89PNG", "a picture", "Give the text"),
    (b"\xff\xd8\xff", "a picture", "Give the text"),
    (b"GIF8", "a picture", "Give the text"),
    (b"BEGIN:VCALENDAR", "a calendar", "Copy the text of its entries into a file"),
    (b"ID3", "a sound file", "Give the text"),
    (b"OggS", "a sound file", "Give the text"),
    (b"RIFF", "a sound or a film", "Give the text"),
    (b"fLaC", "a sound file", "Give the text"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
)
_ZIPPED = (
    (b"word/document.xml", "a Word document that cannot be opened", "Save it again, or copy its text into a file"),
    (b"xl/workbook.xml", "an Excel workbook", "Save the sheet as CSV"),
    (b"ppt/presentation.xml", "slides", "Copy their text into a file"),
    (b"application/epub+zip", "an EPUB book", "Copy the text that is news into a file"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "a LibreOffice sheet", "Save it as CSV"),
    (b"application/vnd.oasis.opendocument", "a LibreOffice document that cannot be opened", "Save it again, or copy its text into a file"),
    (b"", "a zip archive or an office document", "Unpack it, save it as plain text, or copy its text into a file"),
)
"""What is in a zip archive, by a name that stands in it as it is."""
_OTHER_XML = {
    "opml": ("a list of feeds", "Give the addresses that stand in it as xmlUrl, or put them into `sources` in episode.toml"),
    "plist": ("a link or a setting of macOS", "Give the address itself, or the page's text"),
    "tt": ("subtitles as TTML", "Save them as SRT or WebVTT"),
    "Workbook": ("an Excel workbook", "Save the sheet as CSV"),
    "en-export": ("an export of Evernote", "Export the note as HTML, or copy its text into a file"),
}
"""By the element at the top."""
_COMMENTS = regex(r"\A(?:\s|<!--(?:[^-]|-(?!->))*-->|<\?(?:xml|mso-)[^>]*\?>)*")
_FEED = regex(r"<(?:[\w-]+:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE)
_DOCTYPE_FEED = regex(r"<!DOCTYPE\s+(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_DOCTYPE = regex(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_PAGE = regex(
    r"<(?:!DOCTYPE\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|ul|ol|table|span|a|br|script|blockquote)\b",
    re.IGNORECASE,
)
_SAVED = regex(r"^(?:From: |MIME-Version: ).*?^Content-Type: multipart/related", re.IGNORECASE | re.DOTALL | re.MULTILINE)
_ROOT = regex(r"<([A-Za-z_][\w.:-]*)")
_FRONT = regex(r"\A---[ ]*\n(?:[A-Za-z_][\w -]*:.*\n|[ #-].*\n|\n){0,60}?(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_SCRIPT = regex(r"^briefing_sha256:", re.MULTILINE)
_HEADING = regex(r"^#{1,6} +\S", re.MULTILINE)
_MARKS = regex(r"^(?:[-*+] +\S|\d+\. +\S|> |```|!\[)|\[[^\]\n]+\]\([^)\s]+\)|\*\*[^*\n]+\*\*", re.MULTILINE)
_KEYS = "id|title|body|lead|quotes|kind|importance|actors|source|pin|skip|time|place|byline|images|related|reasons"
_HEAD = r"\A(?:[ ]*(?:#[^\n]*)?\n)*(?:---[ ]*\n)?(?:[ ]*(?:#[^\n]*)?\n)*"
_LIST = regex(rf"{_HEAD}[ ]*-[ ]+[\"']?(?:{_KEYS})[\"']?[ ]*:(?:[ ]|\n|\Z)")
_MAPPING = regex(rf"{_HEAD}[A-Za-z_]+[ ]*:(?:[ ]|\n|\Z)")
_MAPPINGS = regex(r"(?:(?:- .*|[A-Za-z_]+[ ]*:(?: .*)?|#.*|---[ ]*| .*|)(?:\n|\Z))+")
"""Lines of which each that is not set in begins with a key or a dash."""
_ITEMS = regex(r"^items[ ]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*[ ]*-[ ]", re.MULTILINE)
_MARKED = regex(r"^episode_items:", re.MULTILINE)
_JSON = regex(r"\A\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]|\[))")


def kind_of(data: bytes, name: str) -> str:
    """The kind (see `pipeline.read`) of the bytes of a source. The name decides nothing, but tips the scales where the content leaves two ways open.

    Raises BriefingError for what can be none of them: office documents, pictures, XML of other kinds.
    """
    for mark, what, remedy in _BINARY:
        if data.startswith(mark):
            raise BriefingError(f"this is {what}, not text", where=name, remedy=remedy)
    if data[4:8] == b"ftyp":
        raise BriefingError("this is a film, a sound or a picture, not text", where=name, remedy="Give the text")
    if data.startswith(b"PK\x03\x04"):
        what, remedy = next((what, remedy) for sign, what, remedy in _ZIPPED if sign in data)
        raise BriefingError(f"this is {what}, not text", where=name, remedy=remedy)
    whole = text_of(data, name)
    text = whole[:LOOK]
    if _SAVED.search(text[:2000]):
        return "html"
    bare = text[_COMMENTS.match(text).end() :] if text.lstrip().startswith("<") else ""  # type: ignore[union-attr]
    if bare:
        return _markup(bare, text, name)
    if _JSON.match(text):
        return "feed" if json_feed.is_one(whole) else "wire" if wires.is_json(whole) else "items"
    if _MARKED.search(text):
        return "items"
    if front := _FRONT.match(text):
        if _SCRIPT.search(front[0]):
            raise _a_script(front[0], name)
        return "markdown"
    if _LIST.match(text) or (_MAPPING.match(text) and _ITEMS.search(text)):
        return "items"
    if _HEADING.search(text) or markups.is_one(text):
        return "markdown"
    if sheets.looks_like_one(data, name) or (name.lower().endswith((".yaml", ".yml")) and _MAPPINGS.fullmatch(whole)):
        return "items"
    if name.lower().endswith((".md", ".markdown")) and _MARKS.search(text):
        return "markdown"
    return "text"


def _a_script(front: str, name: str) -> BriefingError:
    """What a person gives who wants to hear what was changed in it: the words to type instead."""
    said = {key: value.strip(" '\"") for key, _, value in (line.partition(":") for line in front.splitlines())}
    form = f" --format {said['format']}" if said.get("format", "briefing") != "briefing" else ""
    command = f"episode build {said.get('briefing', '')} --date {said.get('date', '')}{form}"
    return BriefingError("this is an episode's script, not a briefing", where=name, remedy=f"It is spoken as it stands there by: {command}")


def _markup(bare: str, text: str, name: str) -> str:
    """A text that begins with `<`."""
    if _DOCTYPE_FEED.match(bare):
        return "feed"
    root = _DOCTYPE.sub("", bare, count=1) if bare[:9].upper() == "<!DOCTYPE" else bare
    root = root[_COMMENTS.match(root).end() :]  # type: ignore[union-attr]
    if _FEED.match(root):
        return "feed"
    if wires.is_xml(root):
        return "wire"
    if _PAGE.match(bare) or _PAGE.match(root):
        return "html"
    found = _ROOT.match(root)
    if found and found[1] in _OTHER_XML:
        what, remedy = _OTHER_XML[found[1]]
        raise BriefingError(f"this is {what}, neither a feed nor a page", where=name, remedy=remedy)
    if text.lstrip().startswith("<?xml") and found:
        remedy = "Give an RSS or Atom feed, NewsML, NITF, a saved page or a text; --as says which it is"
        raise BriefingError(f"this is XML with <{found[1]}> at its top, neither a feed nor a page", where=name, remedy=remedy)
    return "html" if _PAGE.search(bare) and "</" in bare else "text"
