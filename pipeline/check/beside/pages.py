"""The notes, the page and the transcript as HTML: whole, nothing of a template or of the news left in them as markup, and what they say is so.

A show may have templates of its own: only what every page has to keep is an error; what ours has is held against the record where it is there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from pipeline.check.beside.chapters import Entry, same
from pipeline.check.beside.html import Node, Page
from pipeline.check.beside.match import Piece, matched
from pipeline.check.beside.told import Told, as_read, clock, finding
from pipeline.check.finding import WARNING, Finding
from pipeline.regex import regex

RESIDUE = ("{{", "}}", "{%", "%}", "{#")
"""Of a Jinja template."""
NOTHING = frozenset(("None", "undefined", "Undefined", "null", "NaN", "[object Object]"))
"""What a program writes where it had nothing to say."""
ACTIVE = frozenset("script style iframe object embed form input button link base svg math".split())
"""Not in notes, which feeds carry to anywhere, nor in a transcript."""
SCHEMES = frozenset(("", "http", "https", "mailto"))
ABSOLUTE = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
TIMED = regex(r"\(?(?:(\d{1,2}):)?(\d{1,2}):(\d\d)\)?\s+(\S.*)")
"""A chapter in a description, as Spotify and YouTube read it."""
FEWEST = 2
"""So many such rows on end are a list of chapters; one alone may be a sentence."""
ISO = regex(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
NEAR_MS = 1000
TEMPLATES = "Build it again: episode build; where the show has a template of its own, mend that first."


def check(told: Told) -> Iterator[Finding]:
    """What is wrong with them."""
    notes, page, transcript = told.name("notes", "notes.html"), told.name("page", "index.html"), told.name("html", "transcript.html")
    for name, check_one in ((notes, _notes), (page, _page), (transcript, _transcript)):
        text = told.read(name)
        if text is not None:
            read = Page(text)
            yield from _whole(told, name, read, plain=name != page)
            yield from check_one(told, name, read)
    name = told.name("notes_text", "notes.txt")
    rows = [(n, row.strip()) for n, row in enumerate((told.read(name) or "").split("\n"), 1)]
    yield from _residue(told, name, rows)
    yield from _listed(told, name, rows)


def _whole(told: Told, name: str, page: Page, *, plain: bool) -> Iterator[Finding]:
    """What holds for each of them."""
    for line, message in page.faults:
        yield finding("html", told.where(name, line), message, remedy=TEMPLATES)
    yield from _residue(told, name, page.rows())
    ids = [node.about["id"] for node in page.nodes if "id" in node.about]
    known = frozenset(ids)
    for node in page.nodes:
        for kind, message in _element(told, node, known, plain=plain):
            yield finding(kind, told.where(name, node.line), message, remedy=TEMPLATES)
    for double, count in Counter(ids).items():
        if count > 1:
            yield finding("html", told.where(name), f"has the id {double!r} {count} times", remedy=TEMPLATES)


def _element(told: Told, node: Node, ids: frozenset[str], *, plain: bool) -> Iterator[tuple[str, str]]:
    """(kind, what is wrong) of one element by itself."""
    for key, value in node.about.items():
        if value in NOTHING:
            yield "residue", f"<{node.name}> has {key}={value!r}, which a program left there"
        if key.startswith("on"):
            yield "html-script", f"<{node.name}> has {key}=, which runs as a program"
        if key in ("href", "src") and (fault := _link(told, node, value, ids)):
            yield "link", fault
    if plain and node.name in ACTIVE:
        yield "html-script", f"has <{node.name}> in it, which is not for text"


def _residue(told: Told, name: str, rows: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    for line, row in rows:
        mark = next((mark for mark in RESIDUE if mark in row and not _says(told, mark)), "")
        if mark:
            yield finding("residue", told.where(name, line), f"has {mark} of a template in it: {row[:60]!r}", remedy=TEMPLATES)
        elif row in NOTHING and not any(row == said.text for said in told.sentences):
            yield finding("residue", told.where(name, line), f"says {row!r} alone, which a program left there", remedy=TEMPLATES)


def _says(told: Told, words: str) -> bool:
    """Whether the episode itself says these words."""
    return any(
        words in text for text in (told.title, told.show, *(each.text for each in told.segments), *(mark.title for mark in told.chapters))
    )


def _link(told: Told, node: Node, value: str, ids: frozenset[str]) -> str:
    """What is wrong with where a link leads to."""
    shown = repr(value[:60])
    try:
        parts = urlsplit(value)
    except ValueError:
        return f"leads to {shown}, no address"
    if parts.scheme.lower() not in SCHEMES:
        return (
            ""
            if parts.scheme == "data" and node.name in ("link", "img")
            else f"leads to {shown}: only the web and files beside it may be linked to"
        )
    if parts.scheme or parts.netloc:
        return "" if parts.scheme == "mailto" or parts.hostname else f"leads to {shown}, no address"
    if not parts.path:
        return f"leads to {shown}, which is not in it" if parts.fragment and unquote(parts.fragment) not in ids else ""
    path = unquote(parts.path)
    inside = not path.startswith("/") and ".." not in path.split("/")
    return f"leads to {shown}, which is not there" if inside and not (told.folder / path).exists() else ""


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────


def _notes(told: Told, name: str, page: Page) -> Iterator[Finding]:
    yield from _listed(told, name, page.rows())


def _listed(told: Told, name: str, rows: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """The chapters of notes that list them."""
    run: list[Entry] = []
    for line, row in [*rows, (0, "")]:
        if found := TIMED.fullmatch(row):
            h, m, s = (int(part or 0) for part in found.groups()[:3])
            run.append(Entry(line, found[4], ((h * 60 + m) * 60 + s) * 1000))
        else:
            if len(run) >= FEWEST:
                yield from same(told, name, run, whole=False, unit_ms=1000)
            run = []


# ── page ─────────────────────────────────────────────────────────────────────────────────────────────────


def _page(told: Told, name: str, page: Page) -> Iterator[Finding]:
    titles = [page.text(node) for node in page.nodes if node.name in ("title", "h1")]
    if not any(as_read(told.title) in each for each in titles):
        yield finding("html-title", told.where(name), f"has no title {told.title!r}", severity=WARNING, remedy=TEMPLATES)
    yield from _scripts(told, name, page)
    yield from _player(told, name, page)
    lengths = [ms for node in page.nodes if node.name == "time" and (ms := _iso_ms(node.about.get("datetime", ""))) is not None]
    if lengths and not any(abs(ms - told.duration_ms) <= NEAR_MS for ms in lengths):
        yield finding(
            "page-duration",
            told.where(name),
            f"says that it lasts {clock(lengths[0])}, and it lasts {clock(told.duration_ms)}",
            remedy=TEMPLATES,
        )
    yield from _spoken(told, name, page)


def _player(told: Told, name: str, page: Page) -> Iterator[Finding]:
    """The sound that the page plays is this episode's."""
    sources = [
        node
        for node in page.nodes
        if node.about.get("src") and (node.name == "audio" or (node.name == "source" and node.parent == "audio"))
    ]
    for node in sources:
        if not ABSOLUTE.match(node.about["src"]) and unquote(node.about["src"]).removeprefix("./") not in told.audio:
            yield finding(
                "page-audio",
                told.where(name, node.line),
                f"plays {node.about['src']!r}, which is no sound of this episode",
                remedy=TEMPLATES,
            )
    linked = {unquote(node.about.get("href", "")).removeprefix("./") for node in page.nodes}
    if not sources and not linked & set(told.audio):
        yield finding("page-audio", told.where(name), "plays nothing, and links to no sound", severity=WARNING, remedy=TEMPLATES)


def _scripts(told: Told, name: str, page: Page) -> Iterator[Finding]:
    """Each script is one that the page's own policy knows, and stands where the template put it."""
    policy = next(
        (node.about.get("content", "") for node in page.nodes if node.about.get("http-equiv", "").lower() == "content-security-policy"),
        None,
    )
    for node in page.nodes:
        if node.name != "script":
            continue
        where = told.where(name, node.line)
        if node.parent not in ("head", "body"):
            yield finding("html-script", where, f"has a script inside <{node.parent}>: of the text, not of the template", remedy=TEMPLATES)
        elif node.about.get("type") == "application/ld+json":
            yield from _about(told, where, node.data)
        elif policy is not None and base64.b64encode(hashlib.sha256(node.data.encode()).digest()).decode() not in policy:
            yield finding("html-script", where, "has a script that the page's own policy does not let run", remedy=TEMPLATES)


def _about(told: Told, where: str, data: str) -> Iterator[Finding]:
    """What search engines are told (schema.org)."""
    try:
        about = json.loads(data)
    except (ValueError, RecursionError) as problem:
        yield finding("json", where, f"its JSON-LD is no JSON: {problem}", remedy=TEMPLATES)
        return
    if not isinstance(about, dict):
        return
    ms = _iso_ms(str(about.get("duration", "")))
    if ms is not None and abs(ms - told.duration_ms) > NEAR_MS:
        yield finding(
            "page-duration",
            where,
            f"tells search engines that it lasts {clock(ms)}, and it lasts {clock(told.duration_ms)}",
            remedy=TEMPLATES,
        )
    if about.get("@type") == "PodcastEpisode" and about.get("name") != told.title:
        yield finding("html-title", where, f"tells search engines of {str(about.get('name'))[:60]!r}", remedy=TEMPLATES)


def _spoken(told: Told, name: str, page: Page) -> Iterator[Finding]:
    """The words and the chapters of the page that carry times."""
    pieces, entries = [], []
    for node in page.nodes:
        start, end = node.about.get("data-start", ""), node.about.get("data-end", "")
        if not start.isdecimal() or not end.isdecimal():
            continue
        if node.name == "span":
            times = node.about.get("data-words", "").split()
            stamps = tuple(int(at) for at in times if at.isdecimal())
            if times and len(times) != len(page.text(node).split()):
                yield finding("word-time", told.where(name, node.line), f"{len(times)} times for the words of a sentence", at_ms=int(start))
            pieces.append(Piece(node.line, page.text(node), None, int(start), int(end), stamps))
        elif node.name == "a" and (title := TIMED.fullmatch(page.text(node))):
            entries.append(Entry(node.line, title[4], int(start), int(end)))
    for piece in pieces:
        if any(not (piece.start_ms or 0) <= at < (piece.end_ms or 0) for at in piece.stamps):
            yield finding("word-time", told.where(name, piece.line), "a word has a time outside its sentence", at_ms=piece.start_ms)
    if pieces:
        yield from matched(told, name, pieces)
    if entries:
        yield from same(told, name, entries, whole=True)


def _iso_ms(text: str) -> int | None:
    found = ISO.fullmatch(text)
    if not found or text == "PT":
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(((hours * 60 + minutes) * 60 + seconds) * 1000)


# ── transcript ───────────────────────────────────────────────────────────────────────────────────────────


def _transcript(told: Told, name: str, page: Page) -> Iterator[Finding]:
    """Podcasting 2.0's form: speaker, time, paragraph."""
    title = next((page.text(node) for node in page.nodes if node.name == "title"), "")
    if title != as_read(told.title):
        yield finding("html-title", told.where(name), f"has the title {title!r}, and the episode {told.title!r}")
    pieces, times = [], []
    speaker: str | None = None
    for node in page.nodes:
        if node.name == "cite":
            speaker = page.text(node).removesuffix(":")
        elif node.name == "time":
            times.append((node.line, page.text(node)))
        elif node.name == "p":
            pieces.append(Piece(node.line, page.text(node), speaker))
    yield from matched(told, name, pieces)
    starts = [each.start_ms for each in told.segments if any(said.text.strip() for said in each.sentences)]
    for (line, text), start in zip(times, starts, strict=False):
        whole = re.fullmatch(r"(?:(\d+):)?(\d+):(\d\d)", text)
        h, m, s = (int(part or 0) for part in whole.groups()) if whole else (0, 0, -1)
        if (h * 60 + m) * 60 + s != start // 1000:
            yield finding("cue-time", told.where(name, line), f"gives {text!r} as the time of what begins at {clock(start)}", at_ms=start)
