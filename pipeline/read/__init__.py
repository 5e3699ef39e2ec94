"""A source → `Briefing`: every line accounted for, the page around the text set aside, the updates found."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import LISTED, Briefing, Line
from pipeline.regex import regex

__all__ = ["SOURCE_KINDS", "held_back", "held_lines", "items_file", "items_json", "newest", "read", "together", "waits"]

SOURCE_KINDS = ("text", "html", "feed", "markdown", "items", "wire")
"""What `read` takes as `kind`."""
SHORTEST_HEADLINE = 4
"""Words."""
_EMBARGO = regex(rb"embargo|expire|date\.release|statuswillchange|not (?:for|to be) (?:publ|releas|broadcast)", re.IGNORECASE)
_TIMED = regex(
    rb"(?:^|[,;\t|-])[ ]?[\"']?(?:embargo(?:ed)?(?: until)?|publishdate|not before|hold until|expires|expiry(?:date)?|valid until|not after)[\"']?[ ]*(?:[:;,\t|\r]|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A key of a list, or a sheet's column."""


def read(
    data: bytes,
    name: str,
    *,
    to_tell: bool = True,
    kind: str = "",
    newest: Mapping[str, tuple[str, str]] | None = None,
    now: dt.datetime | None = None,
) -> Briefing:
    """The briefing in a source's bytes: pasted text, a saved page, a feed, an agency's stories, Markdown, a list of items, or an item file
    that a human has corrected.

    `name` is what sources will carry: a file's name or an address. `kind` is one of SOURCE_KINDS; without it the content shows it. `newest`
    are the versions of stories in the files that are read with it, as the function of that name finds them; `now` is when it is told. Raises
    BriefingError for bytes that are none of these, and, where it is read `to_tell` it, for a source that leaves nothing to tell.
    """
    if kind and kind not in SOURCE_KINDS:
        raise BriefingError(f"there is no kind of source called {kind!r}", where=name, remedy=f"Say one of {', '.join(SOURCE_KINDS)}")
    sha256 = hashlib.sha256(data).hexdigest()
    data = _opened(data, name)
    kind = kind or _kind_of(data, name)
    found = _wire(data, name, sha256, newest) if kind == "wire" else _READERS[kind](data, name, sha256)
    if not _decided(data, name, kind):
        from pipeline.read import withdrawn, withheld

        found = withdrawn.heeded(withheld.heeded(found, now or dt.datetime.now(dt.UTC), apart=kind in ("feed", "items")))
    if to_tell and not found.updates:
        raise _nothing(found)
    if to_tell and all(update.skip for update in found.updates):
        raise BriefingError("no update is left to tell", where=name, remedy="Take 'skip' from at least one")
    return found


def _opened(data: bytes, name: str) -> bytes:
    """The text in an e-mail or in a word processor's document; any other bytes as they are."""
    if data.startswith(b"PK\x03\x04"):
        from pipeline.read import documents

        return documents.text_of(data, name)
    if b"\n" not in data or not (b": " in data[:200] or b"=\n" in data or b"=\r\n" in data):
        return data
    from pipeline.read import letters

    return letters.text_of(data, name) if letters.is_one(data) else letters.unquoted(data)


def _decided(data: bytes, name: str, kind: str) -> bool:
    """Whether it is decided otherwise what may be told of a source: by an agency's own marks, by the person who corrected an item file."""
    from pipeline.read.charset import text_of
    from pipeline.read.items import looks_like_items

    return (kind == "wire" and _coded(data)) or (kind == "items" and looks_like_items(text_of(data, name)))


def waits(data: bytes) -> bool:
    """Whether what may be told of a source can depend on the hour at which it is read: it speaks of an embargo, or of a time at which it expires."""
    from pipeline.read import embargoes

    try:
        plain = _opened(data, "").replace(b"\0", b"")
    except BriefingError:  # said where it is read
        return False
    if _coded(data):
        return _EMBARGO.search(plain) is not None
    return _TIMED.search(plain) is not None or any(map(embargoes.notice, plain.decode("utf-8", "replace").splitlines()))


def held_back(briefing: Briefing) -> list[str]:
    """What of a source may not be told yet, for whoever makes the programme: a line each, with the place and the reason."""
    from pipeline.read import withheld

    return withheld.notes(briefing)


def held_lines(briefing: Briefing) -> list[Line]:
    """The same, line by line."""
    from pipeline.read import withheld

    return withheld.lines_of(briefing)


def newest(sources: Sequence[tuple[bytes, str]], kind: str = "") -> dict[str, tuple[str, str]]:
    """The newest version of each story of an agency in several sources (bytes and name), by what its versions share."""
    from pipeline.read import wires
    from pipeline.read.sniff import kind_of

    def is_wire(data: bytes, name: str) -> bool:
        try:
            return _coded(data) and (kind or kind_of(data, name)) == "wire"
        except BriefingError:
            return False

    return wires.newest_of(data for data, name in sources if is_wire(data, name)) if sum(_coded(data) for data, _ in sources) > 1 else {}


def _coded(data: bytes) -> bool:
    """Whether bytes may be JSON or XML."""
    return data.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1] in (b"{", b"[", b"<")


def together(briefings: Sequence[Briefing]) -> Briefing:
    """Several briefings as one; see `pipeline.read.together`."""
    from pipeline.read.joining import join

    return join(briefings)


def items_file(briefing: Briefing) -> str:
    """The YAML item file of a briefing, for a human to correct."""
    from pipeline.read import items

    return items.to_yaml(briefing)


def items_json(briefing: Briefing) -> dict[str, Any]:
    """How the source was read, as plain values: the document of `episode items --json`."""
    from pipeline.read.images import images_of

    images = images_of(briefing) if len(briefing.files) == 1 else {update.id: [] for update in briefing.updates}
    return {
        "order": briefing.order,
        **({"files": list(briefing.files)} if briefing.files != (briefing.file,) else {}),
        "lines": [_line(line) for line in briefing.lines],
        "updates": [
            {
                "id": update.id,
                "kind": update.kind,
                "start": update.start,
                **({"file": update.paragraphs[0].source.file} if update.paragraphs[0].source.file != briefing.file else {}),
                "lines": [p.source.first_line for p in update.paragraphs],
                "lead": update.paragraphs[0].text,
                "actors": list(update.actors),
                "time": update.time,
                "stamp": update.stamp,
                "date": update.date,
                "place": update.place,
                "byline": update.byline,
                "heading": update.heading,
                "images": [{key: getattr(each, key) for key in each.__slots__} for each in update.images] or images[update.id],
                "origin": {key: getattr(update.origin, key) for key in update.origin.__slots__} if update.origin else None,
                "quotes": [{"speaker": each.speaker, "text": each.text, "confidence": each.confidence} for each in update.quotes],
                "importance": update.importance,
                "pin": update.pin,
                "skip": update.skip,
                "related": list(update.related),
                "confidence": update.confidence,
                "reason": update.reason,
            }
            for update in briefing.updates
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    found = {"n": line.n, "kind": line.kind, "reason": line.reason, "confidence": line.confidence}
    return {"file": line.file, **found} if line.file else found


def _nothing(found: Briefing) -> BriefingError:
    weights: Counter[tuple[str, str]] = Counter()
    for line in found.lines:
        if line.kind not in ("blank", "heading"):
            weights[line.kind, line.reason] += len(line.text)
    dropped = sorted({line.kind for line in found.lines if line.kind != "blank"})
    if weights and 2 * max(weights.values()) >= weights.total():
        kind, reason = weights.most_common(1)[0][0]
        what = reason if kind == "furniture" else f"{kind} ({reason})"
    else:
        kind = reason = ""
        what = f"it has only lines of the kind {', '.join(dropped)}" if dropped else "no words were found in it"
    given = [line.text.removeprefix("URL=") for line in found.lines if line.kind != "blank" and line.text != "[InternetShortcut]"]
    if given and all(re.fullmatch(r"https?://\S+", text) for text in given):
        return BriefingError("it has only addresses, and no text", where=found.file, remedy=f"Give each address itself: {given[0]}")
    remedy = "See 'episode items' for how each line was read, or set a line's kind with 'episode items --edit'"
    heads = sum(line.kind == "heading" and len(line.text.split()) >= SHORTEST_HEADLINE for line in found.lines)
    if heads > 1 and not held_lines(found):
        what = "it has only headlines, and no text below them"
        remedy = "Paste the texts as well; of headlines alone, paste nothing else, one a line"
    if reason.startswith("embargoed until"):
        remedy = "Build again then, or move the lines into an update with 'episode items --edit' if they may be told before"
    return BriefingError(f"nothing in it can be told: {what}", where=found.file, remedy=remedy)


# ── one reader a kind; each is imported when it is needed ────────────────────────────────────────────────


def _kind_of(data: bytes, name: str) -> str:
    from pipeline.read.decode import decode
    from pipeline.read.sniff import kind_of

    if not data.strip():
        decode(data, name)  # says that it is empty
    return kind_of(data, name)


def _text(data: bytes, name: str, sha256: str) -> Briefing:
    from pipeline.read import kinds, listed, subtitles, threads, transcripts, updates, wrapped
    from pipeline.read.decode import decode, without_references

    text, ends = subtitles.joined(threads.joined(without_references(decode(data, name))))
    text = transcripts.joined(text)
    if not ends:
        text, ends = wrapped.joined(text)
    lines = wrapped.accounted(kinds.classify(text), ends)
    found = wrapped.spread(updates.updates_of(lines, name), ends)
    order = LISTED if listed.is_listed(lines, found) else updates.order_of(found)
    return Briefing(name, sha256, order, lines, found)


def _html(data: bytes, name: str, sha256: str) -> Briefing:
    from pipeline.read import pages

    return pages.briefing_of(data, name, sha256)


def _feed(data: bytes, name: str, sha256: str) -> Briefing:
    from pipeline.read import feeds, json_feed
    from pipeline.read.charset import text_of

    if (text := text_of(data, name)).lstrip().startswith("{"):
        return json_feed.briefing_of(text, name, sha256)
    return feeds.briefing_of(data, name, sha256)


def _wire(data: bytes, name: str, sha256: str, newest: Mapping[str, tuple[str, str]] | None) -> Briefing:
    """A file of an agency's or an API's stories; what an agency sends as plain text is read as text."""
    from pipeline.read import wires
    from pipeline.read.charset import text_of

    if text_of(data, name).lstrip()[:1] not in ("{", "[", "<"):
        return _text(data, name, sha256)
    return wires.briefing_of(data, name, sha256, newest=newest)


def _markdown(data: bytes, name: str, sha256: str) -> Briefing:
    from pipeline.read import markdown

    return markdown.briefing_of(data, name, sha256)


def _items(data: bytes, name: str, sha256: str) -> Briefing:
    from pipeline.read import item_lists, items, sheets
    from pipeline.read.charset import text_of

    if sheets.looks_like_one(data, name):
        return sheets.briefing_of(data, name, sha256)
    text = text_of(data, name)
    return items.from_yaml(text, name, sha256) if items.looks_like_items(text) else item_lists.briefing_of(text, name, sha256)


_READERS: dict[str, Callable[[bytes, str, str], Briefing]] = {
    "text": _text,
    "html": _html,
    "feed": _feed,
    "markdown": _markdown,
    "items": _items,
}
