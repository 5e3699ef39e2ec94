"""Markdown → `Briefing`: front matter, headings as items, lists as sentences; links as plain text, code and raw HTML not told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.errors import BriefingError
from pipeline.model import ORDERS, Briefing, Image, Origin
from pipeline.read import dates, digests, greetings, markups, notebooks, page, pictures, tables, withheld, yamltree
from pipeline.read.blocks import Block, Item, assemble, full_stop
from pipeline.read.charset import text_of
from pipeline.read.forecasts import KIND, is_forecast, kind_of
from pipeline.read.trims import trimmed, without_symbols
from pipeline.regex import regex

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_CHARS = 1_000_000
"""A day's text has some tens of thousands; the slowest Markdown is read at 150,000 a second."""
ITEM_LEVEL = 2
"""Headings down to this level open an item; those below it are headings inside one."""

_FRONT = regex(r"\A---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_MARK = regex(r"\[\^[^\]\s]{1,40}\](?!:)")
"""A footnote's mark: Markdown without the extension shows it as it stands."""
_NOTE = regex(r"\[\^[^\]\s]{1,40}\]:")
_TABLE = regex(r"[^\n]*\|[^\n]*\n[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)*(?:\n|\Z)")
_KEYS = tuple(
    "title date source author byline place licence license order url publisher draft status embargo embargoed publishdate expires expirydate".split()
)
DRAFT = ("draft", "hold", "on hold", "held", "killed", "embargoed")
_WORD = regex(r"[^\W\d_]")
ENTRY = "a list's entry"
_NUMBERED = regex(r"\(?\d{1,2}[.)]\s+(?=\S)")
"""In front of a newsletter's headings. Told in another order the numbers are wrong."""
_READING = regex(
    r"(?:and )?what (?:else )?(?:we['’]re|we are|i['’]m|i am) (?:reading|watching|listening to).{0,30}|(?:our |the |this week['’]s |"
    r"weekend )?(?:reading list|further reading)|"
    r"(?:more|related|useful|other) (?:links|reading|articles)|(?:also )?worth (?:reading|a read|your time)|from around the web|elsewhere on the web",
    re.IGNORECASE,
)
_ENDS = regex(r"[.!?…:][”\"’)]*$")
_LINK = regex(r"\s*(?:[\[(–—|-].{0,40})?")
"""What may stand behind a link in a list of them: `(The Example)`, `– The Example`."""


def briefing_of(data: bytes, name: str, sha256: str, now: dt.datetime | None = None) -> Briefing:
    """The briefing of a Markdown file, as it may be told `now`; sources are its lines. Raises BriefingError where the front matter is not YAML."""
    text = text_of(data, name)
    if len(text) > MAX_CHARS:
        what = f"it has {len(text) / 1e6:.1f} million characters; at most {MAX_CHARS // 1_000_000} million is read"
        raise BriefingError(what, where=name, remedy="Keep one day's text in it")
    front = _FRONT.match(text)
    said = _front(front[1], name) if front else {}
    # Blank lines in place of the front matter: what follows keeps its numbers.
    body = "\n" * text[: front.end()].count("\n") + text[front.end() :] if front else text
    reader = _Reader()
    reader.read(notebooks.plain(markups.as_markdown(body)))
    items = _items(reader, said)
    if why := _held(said, now or dt.datetime.now(dt.UTC)):
        items = [
            replace(
                item, blocks=tuple(replace(block, kind="furniture", reason=why) if block.kind == "body" else block for block in item.blocks)
            )
            for item in items
        ]
    order = said.get("order", "")
    found = assemble(name, sha256, items, order=order if order in ORDERS else "")
    return replace(found, lines=tuple(sorted(found.lines, key=lambda line: line.n)))


def _held(said: dict[str, str], now: dt.datetime) -> str:
    """Why nothing of a file may be told now: its front matter calls it a draft, embargoed or expired; empty for what may be told."""
    if said.get("draft", "").lower() == "true" or said.get("status", "").lower() in DRAFT:
        return "held back: its front matter calls it a draft"
    until = next((said[key] for key in ("embargo", "embargoed", "publishdate") if said.get(key)), "")
    gone = next((said[key] for key in ("expires", "expirydate") if said.get(key)), "")
    return (withheld.embargoed(until, now) if until else "") or withheld.expired(gone, now)


def _front(text: str, name: str) -> dict[str, str]:
    """What the front matter says, of what is known here; other keys are a site's own."""
    if not text.strip():
        return {}
    try:
        node = yamltree.load(text, name)
    except BriefingError as error:
        file, _, line = error.where.rpartition(":")
        where = f"{file}:{int(line) + 1}" if line.isdigit() else error.where
        raise BriefingError(f"the front matter: {error.message}", where=where, remedy=error.remedy) from error
    found = node.plain()
    if not isinstance(found, dict):
        return {}
    said = {key.lower(): " ".join(value.split()) for key, value in found.items() if key.lower() in _KEYS and isinstance(value, str)}
    source = found.get("source")
    if isinstance(source, dict):
        pairs = (("publisher", "name"), ("url", "url"), ("licence", "licence"))
        said |= {key: value for key, own in pairs if isinstance(value := source.get(own), str)}
    elif isinstance(source, str):
        said["url" if re.match(r"https?://", source) else "publisher"] = " ".join(source.split())
    return said


def _items(reader: _Reader, said: dict[str, str]) -> list[Item]:
    """The items that have blocks, each with what the front matter says of all. A single first heading over others is the title."""
    parts = _entries_apart([part for part in reader.parts if part.blocks or part.heading or part.images])
    title = said.get("title", "")
    tops = [part for part in parts if part.level == 1]
    if len(tops) == 1 and parts[0] is tops[0] and len(parts) > 1:
        title = title or tops[0].heading
    origin = Origin(
        said.get("publisher", ""),
        said.get("url", ""),
        said.get("licence", said.get("license", "")),
        dates.iso(said["date"]) if "date" in said else "",
        title,
    )
    items = []
    numbered = sum(_NUMBERED.match(part.heading) is not None for part in parts) > 1
    for part in _with_forecasts_apart(parts):
        head = [Block(part.heading, "heading", "a heading", part.line, part.line)] if part.heading else []
        items.append(
            Item(
                blocks=(*head, *part.blocks),
                heading=(_NUMBERED.sub("", part.heading, count=1) if numbered else part.heading) or (title if len(parts) == 1 else ""),
                byline=said.get("byline", said.get("author", "")),
                place=said.get("place", ""),
                origin=origin if origin != Origin() else None,
                images=tuple(part.images),
                reason="a heading stands above it" if part.heading else "it stands by itself",
                kind=KIND
                if part.forecast
                else kind_of(part.heading, next((block.text for block in part.blocks if block.kind == "body"), "")),
            )
        )
    return items


def _entries_apart(parts: list[_Part]) -> list[_Part]:
    """The items; of a digest without headings each entry of its list is one."""
    told = [block for part in parts for block in part.blocks if block.kind == "body"]
    listed = [block for block in told if block.reason == ENTRY and len(block.text.split()) >= digests.SHORTEST]
    if any(part.heading for part in parts) or len(listed) < digests.LISTED or 2 * len(listed) < len(told):
        return parts
    found: list[_Part] = []
    for part in parts:
        found.append(replace(part, blocks=[]))
        for block in part.blocks:
            if block in listed:
                found.append(_Part(line=block.line))
            found[-1].blocks.append(block)
    return [part for part in found if part.blocks or part.images]


@dataclass(slots=True)
class _Part:
    """What stands under one heading."""

    heading: str = ""
    level: int = 0
    line: int = 0
    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    forecast: bool = False
    """Weather of its own, that stood among other news."""


def _with_forecasts_apart(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The items, and behind one of more than that each line `Weather: …` in it: it is no part of that story, and no headline."""
    for part in parts:
        sky = [block for block in part.blocks if block.kind == "body" and is_forecast(block.text)]
        told = [block for block in part.blocks if block.kind == "body"]
        if not sky or len(sky) == len(told):
            yield part
            continue
        yield replace(part, blocks=[block for block in part.blocks if block not in sky])
        yield from (_Part(level=part.level, line=block.line, blocks=[block], forecast=True) for block in sky)


class _Reader:
    """Goes through the tokens and keeps what is told, with its lines."""

    def __init__(self) -> None:
        self.parts = [_Part()]
        self.lists = 0
        self.quotes = 0

    def read(self, text: str) -> None:
        from markdown_it import MarkdownIt

        tokens = MarkdownIt("commonmark").enable("strikethrough").parse(text)
        level = 0
        for token in tokens:
            first, last = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = 0
            elif token.type == "hr" and not any(part.heading for part in self.parts):
                self.parts.append(_Part())
            elif token.type in ("fence", "code_block", "html_block"):
                what = "raw HTML" if token.type == "html_block" else "code"
                self.drop(token.content, first, last, "furniture", f"{what} is not told")
            elif token.type.startswith("list_item_"):
                self.lists += token.nesting
            elif token.type.startswith("blockquote_"):
                self.quotes += token.nesting
            elif token.type == "inline":
                self.inline(token, first, last, level)

    def drop(self, text: str, first: int, last: int, kind: str, reason: str) -> None:
        self.parts[-1].blocks.append(Block(" ".join(text.split())[:200], kind, reason, first, last))

    def inline(self, token: Token, first: int, last: int, level: int) -> None:
        """A paragraph or a heading."""
        text, images = _words(token.children or [])
        if level and level <= ITEM_LEVEL and not self.lists and not self.quotes:
            self.parts.append(_Part(without_symbols(text) or text, level, first, images=images))
            return
        part = self.parts[-1]
        part.images += images
        if level:
            self.drop(text, first, last, "heading", "a heading inside an item")
        elif _TABLE.match(token.content):
            self.drop(text, first, last, "furniture", "a table is not told")
        elif _NOTE.match(token.content):
            self.drop(text, first, last, "furniture", "a footnote")
        elif not _WORD.search(text):
            captions = "; ".join(image.caption for image in images if image.caption)
            self.drop(captions or token.content, first, last, "caption", "a picture" if images else "no words")
        elif self.lists and _READING.fullmatch(part.heading.strip(" :")) and _is_link(token.children or []):
            self.drop(text, first, last, "furniture", "a link, in a list of links")
        elif reason := notebooks.aside(text, token.content):
            self.drop(text, first, last, "furniture", reason)
        elif not part.blocks and not part.heading and not _ENDS.search(text) and digests.is_title(text):
            self.drop(text, first, last, "heading", "the title of a digest")
        elif around := _around(text):
            self.drop(text, first, last, *around)
        else:
            if self.lists:
                text = full_stop(text)
            elif self.quotes and part.blocks and part.blocks[-1].text.endswith(":") and not re.match(r"[“\"‘']", text):
                text = f"“{full_stop(text)}”"
            reason = ENTRY if self.lists else "a paragraph"
            part.blocks.append(Block(text, "body", reason, first, last, trim=True))


def _around(text: str) -> tuple[str, str] | None:
    """The kind of a paragraph that is part of a newsletter and not of its news, and why; None for news."""
    if reason := page.furniture(text):
        return "furniture", reason
    if pictures.is_credit(text):
        return "credit", "names a photographer or an agency"
    news = trimmed(text)
    if reason := pictures.caption(news):
        return "caption", reason
    if not greetings.news_of(news):
        return "furniture", greetings.why(news)
    if reason := page.promo(news):
        return "promo", reason
    return ("furniture", reason) if (reason := tables.reason(news)) else None


def _is_link(tokens: Sequence[Token]) -> bool:
    """True for inline tokens that are one link, with at most who published it behind it."""
    if not tokens or tokens[0].type != "link_open":
        return False
    end = next((i for i, token in enumerate(tokens) if token.type == "link_close"), len(tokens))
    return _LINK.fullmatch("".join(token.content for token in tokens[end + 1 :])) is not None


def _words(tokens: Iterable[Token]) -> tuple[str, list[Image]]:
    """The plain text of inline tokens, and the pictures in them."""
    words: list[str] = []
    images: list[Image] = []
    struck = 0
    for token in tokens:
        struck += token.nesting if token.type in ("s_open", "s_close") else 0
        if token.type in ("text", "code_inline") and not struck:
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            alt, _ = _words(token.children or [])
            caption = str(token.attrs.get("title", "")) or alt
            images.append(Image(str(token.attrs.get("src", "")), caption))
    text = _MARK.sub("", " ".join("".join(words).split()))
    return re.sub(r"\s+([,.;:!?])", r"\1", text) if images else text, images
