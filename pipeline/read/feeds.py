"""RSS and Atom → `Briefing`, read by feedparser. An entry is an item; its source is `FEED#ENTRY:PARAGRAPH`, counted from 1."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import time
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Origin
from pipeline.read import dates, entries, withheld
from pipeline.read.blocks import Block, Item, assemble
from pipeline.read.charset import text_of
from pipeline.read.entries import one, web
from pipeline.read.pages import tree
from pipeline.read.pages.about import host_of
from pipeline.regex import regex

_DECLARATION = regex(r"^\s*<\?xml[^>]*\?>")
_CLOCK = regex(r"\d{1,2}(?::\d\d){1,2}(?:\.\d+)?")
_MEDIA = regex(r"""xmlns:([\w.-]{1,30})\s*=\s*["']https?://search\.yahoo\.com/mrss/?["']""", re.IGNORECASE)

_PODCAST = regex(r"<itunes:(?:author|category|type|owner|explicit)\b", re.IGNORECASE)
_ROOT = regex(r"<((?:[\w-]+:)?(?:rss|feed|RDF|channel))\b", re.IGNORECASE)
_OPENS = regex(r"<(?:[\w-]+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_CLOSES = regex(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)

LONGEST_NOTES = 4_000
"""Characters that a podcast says of an episode, with their markup."""

_LISTS = frozenset(("links", "authors", "content", "media_content", "media_thumbnail", "media_credit", "enclosures"))
"""What feedparser keeps as lists of parts."""


def briefing_of(data: bytes, name: str, sha256: str) -> Briefing:
    """The briefing of a feed: an update an entry, with its full content where the feed has it, else its summary.

    Raises BriefingError for what is no feed, for one without entries, and for one that declares entities.
    """
    text = _DECLARATION.sub("", text_of(data, name), count=1)
    entries.refuse_too_large(text.count("<") + text.count("&lt;"), name)
    _refuse_entities(text, name)
    text = _captions_apart(text)
    import feedparser

    base = name if re.match(r"https?://", name) else ""
    try:
        # As a stream: a string could be taken for an address or a file's name.
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", **({"content-location": base} if base else {})},
            sanitize_html=True,
            resolve_relative_uris=True,
        )
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError, OverflowError) as error:
        raise BriefingError("this feed cannot be read", where=name, remedy="Give the feed's address, or save it again") from error
    if not parsed.entries:
        raise _no_entries(parsed, text, name)
    for found in (parsed.feed, *parsed.entries):
        _drop_foreign(found)
    feed = parsed.feed
    _refuse_a_podcast(parsed.entries, text, name)
    items = [_item(entry, number, name, feed) for number, entry in enumerate(parsed.entries[: entries.MAX_ENTRIES], 1)]
    return assemble(name, sha256, _as_far_as_whole(entries.of_these_days(items), text, name))


def _refuse_a_podcast(found: Iterable[Any], text: str, name: str) -> None:
    """Raise BriefingError for a podcast's own feed: what it has to say is in its sound."""
    if _PODCAST.search(text[:20_000]) and all(_is_sound(entry) for entry in found):
        remedy = "Give a feed of texts; of a podcast, paste its transcript"
        raise BriefingError(
            "this is a podcast’s feed: each entry is a sound file, and its text only speaks of it", where=name, remedy=remedy
        )


def _is_sound(entry: Any) -> bool:
    """Whether an entry is a sound or a film with a few words about it; an article that can be heard as well has more."""
    kinds = [str(each.get("type", "")) for each in entry.get("enclosures", [])]
    said = max([len(str(part.get("value", ""))) for part in entry.get("content", [])] + [len(str(entry.get("summary", "")))])
    return said <= LONGEST_NOTES and any(kind.startswith(("audio/", "video/")) for kind in kinds)


def _as_far_as_whole(items: list[Item], text: str, name: str) -> list[Item]:
    """The items of a feed; of one that was cut off the last is not told where it may be half, and a line says where it breaks off."""
    root = _ROOT.search(text)
    if root is None or f"</{root[1]}".lower() in text.lower():
        return items
    opened, closed = list(_OPENS.finditer(text)), list(_CLOSES.finditer(text))
    half = bool(opened) and (not closed or closed[-1].start() < opened[-1].start())
    whole = items[: len(opened) - 1] if half else items
    heading = items[len(whole)].heading if len(whole) < len(items) else ""
    where = "within this entry" if half else "here"
    reason = f"{withheld.CUT} {where}, and what came after it is missing: save it again, or give its address"
    return [*whole, Item((Block(heading, "furniture", reason),), file=f"{name}#{len(whole) + 1}")]


def _drop_foreign(found: Any) -> None:
    """Take out what is not of feedparser's own making: an element of a foreign name (`<links a="b">`) stands where it keeps its lists and parts."""
    for key in list(dict.keys(found)):
        value = dict.__getitem__(found, key)
        if key in _LISTS:
            kept = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
            dict.__setitem__(found, key, [each for each in kept if "rel" in each] if key == "links" else kept)
        elif (key == "source" or key.endswith("_detail")) and not isinstance(value, dict):
            dict.pop(found, key)
    if isinstance(source := dict.get(found, "source"), dict):
        _drop_foreign(source)


def _captions_apart(text: str) -> str:
    """Media RSS's titles and descriptions under other names: feedparser 6 takes those of a picture for the entry's own."""
    prefixes = "|".join(dict.fromkeys(re.escape(prefix) for prefix in _MEDIA.findall(text[:20_000])))
    if not prefixes:
        return text
    return re.sub(rf"(</?(?:{prefixes})):(description|title|text)(?=[\s>/])", r"\1:picture\2", text)


def _no_entries(parsed: Any, text: str, name: str) -> BriefingError:
    """Why there is nothing in it: it is broken, it is no feed, or it is an empty one."""
    problem = parsed.get("bozo_exception")
    if parsed.get("bozo") and problem is not None and (parsed.get("version") or "<rss" in text[:2000] or "<feed" in text[:2000]):
        line = getattr(problem, "getLineNumber", lambda: None)()
        what = getattr(problem, "getMessage", lambda: "")() or "it breaks off"
        return BriefingError(
            f"the feed is broken, and no entry of it can be read: {what}",
            where=f"{name}:{line}" if line else name,
            remedy="Save it again, or give the feed's address",
        )
    if parsed.get("version"):
        return BriefingError("the feed has no entries", where=name, remedy="Give another feed, or a page")
    remedy = "Give the address of an RSS or Atom feed; a page is read without --as feed"
    return BriefingError("this is no RSS or Atom feed", where=name, remedy=remedy)


class _Enough(Exception):  # noqa: N818 - it is no error
    """The document's first element: what comes before it has been seen."""


def _refuse_entities(text: str, name: str) -> None:
    """Raise BriefingError for a document type that declares entities, inside or outside the file: no feed needs any, attacks do.

    A plain DOCTYPE, such as that of RSS 0.91, is allowed; nothing is fetched for it.
    """
    parser = expat.ParserCreate("utf-8")

    def entity(*_: object) -> None:
        what = "the feed declares entities of its own, which are not read"
        raise BriefingError(what, where=f"{name}:{parser.CurrentLineNumber}", remedy="Take its <!ENTITY …> out, or give another feed")

    def element(*_: object) -> None:
        raise _Enough

    parser.EntityDeclHandler = entity
    parser.UnparsedEntityDeclHandler = entity
    parser.StartElementHandler = element
    # It ends at the first element, or where the document is not well-formed: feedparser may still read that.
    with contextlib.suppress(_Enough, expat.ExpatError):
        parser.Parse(text.encode("utf-8", "replace"), True)
    # Where expat gives up before the first element, feedparser reads on by other means.
    root = re.search(r"<(?:[\w-]+:)?(?:rss|feed|RDF|channel)\b", text)
    if re.search(r"<!ENTITY\b", text[: root.start()] if root else text, re.IGNORECASE):
        entity()


# ── one entry ────────────────────────────────────────────────────────────────────────────────────────────


def _item(entry: Any, number: int, name: str, feed: Any) -> Item:
    heading = _plain(entry.get("title_detail") or {"value": entry.get("title", "")}, name)
    blocks, images = _content(entry, name)
    source = entry.get("source") or {}
    published = _published(entry)
    rights = entry.get("license") or _plain(entry.get("rights_detail") or {"value": entry.get("rights", "")}, name)
    above = feed.get("license") or _plain(feed.get("rights_detail") or {"value": feed.get("rights", "")}, name)
    title = _plain(feed.get("title_detail") or {"value": feed.get("title", "")}, name)
    link = web(entry.get("link")) or web(entry.get("id"))
    publisher = _plain(source.get("title_detail") or {"value": source.get("title", "")}, name) or one(feed.get("publisher")) or title
    heading = heading.removesuffix(f" - {publisher}") if source else heading
    heading = entries.unbranded(heading, title)
    return Item(
        blocks=entries.told(blocks, heading, _categories(entry), link),
        heading=entries.unlabelled(heading),
        file=f"{name}#{number}",
        byline=_byline(entry, name),
        origin=Origin(publisher or host_of(link), link, one(rights) or one(above), published, title),
        images=tuple(dict.fromkeys((*_images(entry), *images)))[: tree.MAX_IMAGES],
        reason="an entry of the feed",
        related=tuple(dict.fromkeys(web(each.get("href")) for each in entry.get("links", []) if each.get("rel") in ("related", "via"))),
    )


def _categories(entry: Any) -> list[str]:
    listed = entry.get("tags", [])
    return (
        [one(each.get("term")) or one(each.get("label")) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )


def _content(entry: Any, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The entry's blocks: its longest content, else its summary."""
    parts = [part for part in entry.get("content", []) if str(part.get("type", "")).startswith(("text/", "application/xhtml"))]
    full = max(parts, key=lambda part: len(part.get("value", "")), default=None)
    summary = entry.get("summary_detail") or {"value": entry.get("summary", "")}
    for part in (full, summary):
        blocks, images = _blocks(part, name) if part else ([], ())
        if blocks:
            return blocks, images
    return [], ()


def _blocks(part: Any, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    return entries.blocks_of(str(part.get("value") or ""), name, text=part.get("type") == "text/plain")


def _plain(detail: Any, name: str) -> str:
    return entries.plain(str(detail.get("value") or ""), name)


def _byline(entry: Any, name: str) -> str:
    people = [_plain({"value": each.get("name", "")}, name) for each in entry.get("authors", []) if each.get("name")]
    given = people or [_plain({"value": entry.get("author", "")}, name)]
    # RSS wants an address there: "desk@example.org (Ann Writer)".
    known = [re.sub(r"^\S+@\S+\s*\(([^()]*)\)$", r"\1", each) for each in given]
    return " and ".join(dict.fromkeys(each for each in known if each and "@" not in each))


def _published(entry: Any) -> str:
    """When, as written where that can be read; else as feedparser reads it (it knows many odd forms), in UTC."""
    said = dict(entry)  # feedparser's own kind of dictionary gives `published` for a missing `updated`, and warns of it
    for key in ("published", "created", "updated"):
        written, known = said.get(key), said.get(f"{key}_parsed")
        if isinstance(written, str) and dates.moment(written):
            return dates.iso(written)
        if isinstance(known, time.struct_time) and _is_written(known, str(written)):
            with contextlib.suppress(ValueError):
                found = dt.datetime(*known[:6], tzinfo=dt.UTC)
                has_clock = not isinstance(written, str) or (":" in written and (any(known[3:5]) or "0:00" in written))
                return found.isoformat(timespec="seconds") if has_clock else found.date().isoformat()
    return one(said.get("published") or said.get("updated"))


def _is_written(known: time.struct_time, written: str) -> bool:
    """Whether a date has its day and its year from what is written; feedparser puts today's for those that it does not find."""
    with contextlib.suppress(ValueError, OverflowError):
        near = [dt.date(*known[:3]) + dt.timedelta(days=shift) for shift in (0, -1, 1)]  # it is in UTC, and the day may be another there
        numbers, digits = {int(n) for n in re.findall(r"\d{1,9}", _CLOCK.sub(" ", written))}, re.sub(r"\D", "", written)
        return any(
            f"{day:%Y%m%d}" in digits or f"{day:%y%j}" in digits or (day.day in numbers and {day.year, day.year % 100} & numbers)
            for day in near
        )
    return False


def _images(entry: Any) -> Iterable[Image]:
    """Pictures that stand beside the text: enclosures and Media RSS."""
    caption = one(entry.get("media_picturedescription")) or one(entry.get("media_picturetitle"))
    credit = ", ".join(one(each.get("content")) for each in entry.get("media_credit", []) if isinstance(each, dict))
    for each in (*entry.get("media_content", []), *entry.get("media_thumbnail", [])):
        if not str(each.get("type") or each.get("medium") or "image").startswith("image"):
            continue
        if url := web(each.get("url")):
            yield Image(url, caption, credit)
    for each in entry.get("enclosures", []):
        if str(each.get("type", "")).startswith("image") and (url := web(each.get("href"))):
            yield Image(url, caption, credit)
