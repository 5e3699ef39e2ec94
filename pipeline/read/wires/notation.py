"""JSON: ninjs (IPTC, 1 to 3), what news APIs answer (NewsAPI, the Guardian's, WordPress's, …), and schema.org's articles as a file."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read import entries
from pipeline.read.blocks import HALVES, Block
from pipeline.read.entries import one, web
from pipeline.read.pages import jsonld
from pipeline.read.pages.jsonld import ARTICLES
from pipeline.read.wires import nitf, tags
from pipeline.read.wires.story import TABLE, Story

REMEDY = "Get the file again"
DEPTH = 8
"""Levels down to a story; an answer has up to five."""

Node = dict[str, Any]

_AROUND = (
    "item items articles results response data hits _source docs documents posts stories news value entries newsitems @graph itemlistelement"
).split()
"""Keys below which APIs put their stories."""
_SIGNS = re.compile(
    r'"(?:versioncreated|pubstatus|publishedAt|webPublicationDate|articleBody|liveBlogUpdate|body_html)"\s*:', re.IGNORECASE
)
_DATES = (
    "publishedat published_at webpublicationdate pubdate pub_date datepublished published_date publish_date firstpublisheddate publisheddate date_gmt"
).split()
_TITLES = ("title", "headline", "webtitle", "name")
_BODIES = ("body", "content", "html", "bodyhtml", "articlebody", "full_text", "text", "bodytext", "plaintext")
_SUMMARIES = ("description", "summary", "abstract", "lead_paragraph", "excerpt", "standfirst", "trailtext", "snippet")
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+?\d+ (?:chars|characters)\]\s*$")
"""Behind what NewsAPI has of a text."""
_REMOVED = ("[Removed]", "[removed]")


def is_one(text: str) -> bool:
    """Whether a text is JSON with stories in it, or what an API answers instead; for damaged JSON, whether it has the keys of one."""
    try:
        value = _loads(text)
        return next(_found(value, 0), None) is not None or _answered(value) is not None
    except (ValueError, RecursionError):
        return _SIGNS.search(text) is not None


def stories(text: str, name: str) -> list[Story]:
    """The stories in a JSON text, wherever an API puts them. Raises BriefingError for what is no JSON."""
    entries.refuse_too_large(text.count("<") + text.count("\\u003c"), name)
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        raise BriefingError(f"not valid JSON: {error.msg}", where=f"{name}:{error.lineno}", remedy=REMEDY) from error
    except (RecursionError, ValueError) as error:
        raise BriefingError("nested too deeply, or it holds a number that is none", where=name, remedy=REMEDY) from error
    if message := _answered(value):
        raise BriefingError(f"the service sent no stories but a message: {message[:200]}", where=name, remedy="Ask it again, and look at what is sent")
    return [each for node in _found(value, 0) for each in _stories(node, name)][: entries.MAX_ENTRIES]


def _answered(value: Any) -> str | None:
    """What an API says where it sends no stories: its message, or nothing for an empty list of them; None for what is no such answer."""
    inside = value.get("response") if isinstance(value, dict) else None
    node = inside if isinstance(inside, dict) else value if isinstance(value, dict) else {}
    said = next((one(node[key]) for key in ("message", "error", "error_message") if one(node.get(key))), "")
    if said and ("code" in node or "error" in node or node.get("status") in ("error", "fail", "failed")):
        return said
    return "" if node.get("status") == "ok" and next((key for key in ("articles", "results") if node.get(key) == []), None) else None


def _loads(text: str) -> Any:
    """The value of a text; a list for one that has a value on each line."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        try:
            return [json.loads(line, strict=False) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError:
            raise error from None


def _found(value: Any, depth: int) -> Iterator[Node]:
    """The stories in a value, all keys in small letters: it is one, it lists some, or they stand below a key that APIs have for it."""
    if depth > DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _found(each, depth + 1)
    elif isinstance(value, dict):
        node = {key.lower(): each for key, each in value.items()}
        if _is_ninjs(node) or _is_article(node):
            yield node
            return
        for key in _AROUND:
            yield from _found(node.get(key), depth + 1)


def _is_ninjs(node: Node) -> bool:
    named = any(isinstance(node.get(key), str) for key in ("uri", "guid", "_id", "headline", "slugline"))
    return named and any(key in ("versioncreated", "pubstatus", "bodies", "representationtype") or key.startswith("body_") for key in node)


def _is_article(node: Node) -> bool:
    if jsonld.types(_typed(node)) & {*ARTICLES, jsonld.LIVE}:
        return True
    dated = any(isinstance(node.get(key), str | int) for key in _DATES)
    title = next((node[key] for key in _TITLES if key in node), None)
    return bool(_said(title)) and (dated or (isinstance(title, dict) and "rendered" in title))


def _stories(node: Node, name: str) -> Iterator[Story]:
    if _is_ninjs(node):
        yield _ninjs(node, name)
        yield from (
            each
            for inner in _parts(node.get("associations"))
            if _is_ninjs(inner) and _kind(inner) == "text"
            for each in _stories(inner, name)
        )
        return
    posts = node.get("liveblogupdate") or (node["blocks"].get("body") if isinstance(node.get("blocks"), dict) else None)
    story = _article(node, name)
    updates = [_post(each, story, name) for each in _parts(posts)]
    yield from updates or [story]


# ── ninjs ────────────────────────────────────────────────────────────────────────────────────────────────


def _ninjs(node: Node, name: str) -> Story:
    bodies = _roled(node, "bodies", "body")
    blocks, images = _fullest(bodies, name)
    if not blocks:
        blocks, images = _fullest(_roled(node, "descriptions", "description"), name)
    heads = _roled(node, "headlines", "headline")
    main = [text for role, _, text in heads if role in ("main", "")]
    kind = _kind(node)
    sources = [one(each.get("name")) for each in _parts(node.get("infosources") or node.get("infosource"))]
    urgency = node.get("urgency")
    embargo = node.get("embargoed")
    return Story(
        blocks=tuple(blocks),
        images=(*_pictures(node), *images),
        heading=entries.plain(
            one(node.get("headline")) or next(iter([*main, *(text for _, _, text in heads), one(node.get("title"))])), name
        ),
        key=one(node.get("guid")) or one(node.get("uri")) or one(node.get("_id")),
        version=_word(node.get("version")),
        made=one(node.get("versioncreated")),
        status=one(node.get("pubstatus")),
        embargo=embargo if isinstance(embargo, str) and embargo.strip() else None if not embargo else "",
        urgency=urgency if isinstance(urgency, int) and not isinstance(urgency, bool) else nitf.number(_word(urgency)),
        genre=next((_word(each.get("name")) for each in _parts(node.get("genres") or node.get("genre"))), "")
        or (kind if kind == "advisory" else ""),
        note=entries.plain(one(node.get("ednote")), name),
        other=f"no text: its type is “{kind[:30]}”" if kind not in ("", "text", "composite", "advisory") else TABLE if bodies and not blocks else "",
        language=one(node.get("language")),
        byline=entries.plain(one(node.get("by")) or one(node.get("byline")), name),
        place=one(node.get("located")),
        publisher=_name(node.get("source"))
        or next(filter(None, sources), "")
        or one(node.get("copyrightholder"))
        or _name(node.get("provider")),
        url=web(node.get("url")),
        rights=entries.plain(one(node.get("copyrightnotice")) or one(node.get("copyrightholder")), name),
        terms=entries.plain(one(node.get("usageterms")), name),
        published=one(node.get("versioncreated")) or one(node.get("firstcreated")),
    )


def _kind(node: Node) -> str:
    return one(node.get("type")).lower()


def _roled(node: Node, plural: str, single: str) -> list[tuple[str, str, str]]:
    """Role, type and text of all that 2 and 3 list under one key, and 1 under keys of their own (`body_html`)."""
    listed = [(one(each.get("role")).lower(), one(each.get("contenttype")).lower(), each.get("value")) for each in _parts(node.get(plural))]
    keyed = [
        (key.removeprefix(f"{single}_"), key.removeprefix(f"{single}_"), value)
        for key, value in node.items()
        if key.startswith(f"{single}_")
    ]
    return [(role, kind, text) for role, kind, text in (*listed, *keyed) if isinstance(text, str) and text.strip()]


def _fullest(texts: list[tuple[str, str, str]], name: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks of the text that says most; markup before plain, whose paragraphs are often lost. One that is damaged is passed over."""
    found: list[tuple[int, int, list[Block], tuple[Image, ...]]] = []
    for _, kind, text in texts:
        with contextlib.suppress(BriefingError):
            blocks, images = _blocks(kind, HALVES.sub("", text), name)
            found.append((sum(len(block.text) for block in blocks), len(blocks), blocks, images))
    most = max((length for length, *_ in found), default=0)
    full = [each for each in found if each[0] * 10 >= most * 9]
    return max(full, key=lambda each: (each[1], each[0]))[2:] if full else ([], ())


def _blocks(kind: str, text: str, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    if "nitf" in kind or re.match(r"\s*<(?:\?xml|nitf|body\.content)\b", text):
        whole = text.lstrip()[:5] in ("<?xml", "<nitf")
        told = nitf.body_of(tags.parse(text if whole else f"<nitf><body><body.content>{text}</body.content></body></nitf>", name), name)
        return list(told["blocks"]), told["images"]
    return entries.blocks_of(text, name, text="html" not in kind)


def _pictures(node: Node) -> Iterator[Image]:
    for each in _parts(node.get("associations")):
        if _kind(each) in ("picture", "graphic"):
            address = next((web(part.get("href")) for part in _parts(each.get("renditions")) if web(part.get("href"))), "")
            caption = next((text for _, _, text in _roled(each, "descriptions", "description")), "")
            yield Image(
                address,
                one(re.sub(r"<[^<>]*>", "", caption)),
                one(each.get("byline")) or one(each.get("by")) or one(each.get("copyrightholder")),
            )


# ── APIs ─────────────────────────────────────────────────────────────────────────────────────────────────


def _article(node: Node, name: str) -> Story:
    fields = node.get("fields")
    node = {**node, **({key.lower(): value for key, value in fields.items()} if isinstance(fields, dict) else {})}
    heading = entries.plain(next(filter(None, (_said(node.get(key)) for key in _TITLES)), ""), name)
    texts = [_said(node.get(key)) for key in _BODIES]
    whole = [(key, "html", text) for key, text in zip(_BODIES, texts, strict=True) if text and not _CUT.search(text)]
    blocks, images = _fullest(whole, name)
    if not blocks:
        blocks, images = _fullest([(key, "html", text) for key in _SUMMARIES if (text := _said(node.get(key)))][:1], name)
    locked = isinstance(node.get("content"), dict) and node["content"].get("protected") is True
    status = node.get("status")
    link = next((web(node.get(key)) for key in ("url", "link", "weburl", "web_url", "mainentityofpage", "@id") if web(node.get(key))), "")
    picture = next(
        (web(node.get(key)) for key in ("urltoimage", "image_url", "image", "thumbnail", "feature_image") if web(node.get(key))), ""
    )
    types = jsonld.types(_typed(node))
    return Story(
        blocks=tuple(blocks),
        images=tuple(dict.fromkeys((*([Image(picture)] if picture else []), *images))),
        heading="" if heading in _REMOVED else heading,
        key=link or _word(node.get("id")),
        made=one(node.get("datemodified")) or one(node.get("updatedat")),
        status="password" if locked else status if isinstance(status, str) and "title" in node else "",
        other="removed by the service"
        if heading in _REMOVED
        else "an advert: its type says so"
        if "AdvertiserContentArticle" in types
        else "",
        language=_word(node.get("language")) or _word(node.get("lang")) or _word(node.get("inlanguage")),
        byline=_author(node),
        publisher=next(filter(None, (_name(node.get(key)) for key in ("publication", "source", "publisher", "provider"))), ""),
        url=link,
        rights=one(node.get("license")) or one(node.get("copyrightnotice")),
        published=next((_word(node.get(key)) for key in _DATES if _word(node.get(key))), ""),
    )


def _post(node: Node, around: Story, name: str) -> Story:
    """One update of a live blog; what it does not say of itself, the blog says."""
    own = _article(node, name)
    return Story(
        blocks=own.blocks, images=own.images, heading=own.heading, key=_word(node.get("id")) or _word(node.get("@id")), language=around.language,
        byline=own.byline or around.byline, publisher=around.publisher, url=own.url or around.url, rights=around.rights,
        published=own.published or around.published, status=around.status,
    )  # fmt: skip


def _author(node: Node) -> str:
    inside = node.get("_embedded")
    written = [node.get(key) for key in ("byline", "author", "creator", "authors")]
    if isinstance(inside, dict):
        written.append(inside.get("author"))
    found = [
        " and ".join(jsonld.names(each.get("original") if isinstance(each, dict) and "original" in each else each)[:4]) for each in written
    ]
    return next((each for each in found if each and "@" not in each), "")


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────


def _parts(value: Any) -> list[Node]:
    """The objects in a list, or below the keys of an object, all keys in small letters."""
    listed = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [{key.lower(): each for key, each in part.items()} for part in listed if isinstance(part, dict)]


def _typed(node: Node) -> Node:
    return {"@type": node.get("@type", [])}


def _said(value: Any) -> str:
    """A text, or the one in what some wrap it: `{"rendered": …}`, `{"main": …}`."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("rendered", "main", "value", "text") if key in value), "")
    return value if isinstance(value, str) and value.strip() else ""


def _name(value: Any) -> str:
    """A name, in any of the forms in which it comes."""
    return next(iter(jsonld.names(value)), "")


def _word(value: Any) -> str:
    """A text, or the number that some write in its place."""
    return one(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
