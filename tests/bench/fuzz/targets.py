"""The readers that bytes are thrown at: each a function of bytes, with what it is sown from."""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline import edit, read, write
from pipeline.desk import opening
from pipeline.errors import EpisodeError
from pipeline.model import Briefing, Script
from pipeline.net import address as servers
from pipeline.read.web import Limits, Web
from pipeline.read.web import address as addresses
from pipeline.write import lexicon, told
from tests.bench.fuzz import seeds
from tests.read.web import site

SHOW = {"title": "The Daily Story", "tagline": "", "language": "en-GB", "disclosure": True}
NAMES = servers.Names("url", "key", "insecure", "/chat/completions", "the text")
TOLD = 30
"""Of so many inputs that are read, one is told."""
AT_MOST = Limits(total_s=30, max_bytes=1_000_000)


class BrokenError(Exception):
    """What came out is not what must come out: a finding though nothing was raised by itself."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reader."""

    name: str
    run: Callable[[bytes], object]
    """Takes any bytes; returns a few words that say what came of them, for inputs of a new kind to be kept. Raises EpisodeError."""
    seeds: Callable[[], Iterable[bytes]]
    words: tuple[bytes, ...]
    """Of the format, to be put in."""
    weight: int
    """Of 100 inputs, so many."""


def told_as(briefing: Briefing) -> str:
    """Edit, render, read back and say what was read. Whatever its text, it is data: none of this may fail."""
    said = ""
    for form in ("briefing", "story"):
        try:
            rundown = edit.edit(briefing, form=form)
            script = write.render(rundown, form=form, date=dt.date(2026, 11, 27), show=SHOW, briefing=briefing)
            text = write.format_script(script)
            again = write.parse_script(text, "x.md")
        except EpisodeError as error:
            raise BrokenError(f"what was read cannot be told: {error}") from error
        if write.format_script(again) != text:
            raise BrokenError("the script reads back as another")
        _say(script)
        said += f" {len(script.sections)}:{len(script.segments)}"
    return said


def _say(script: Script) -> None:
    for segment in script.segments:
        for passage in segment.passages:
            told.tell(passage)


def source(kind: str) -> Callable[[bytes], object]:
    """`read.read` as that kind, or by sniffing, and all that follows. The item file of what was read must be read as well."""

    def run(data: bytes) -> object:
        briefing = read.read(data, "x", kind=kind)
        read.items_json(briefing)
        shape = f"{len(briefing.updates)} {sorted({line.kind for line in briefing.lines})}"
        # What follows takes ten times as long as reading, and shows no more of each of a hundred inputs alike.
        if zlib.crc32(data) % TOLD:
            return shape
        try:
            again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
        except EpisodeError as error:
            raise BrokenError(f"its item file cannot be read: {error}") from error
        if len(again.updates) != len(briefing.updates):
            raise BrokenError("its item file has other updates")
        return shape + told_as(briefing)

    return run


def script_file(data: bytes) -> object:
    """A script that a human has edited: read, written, read again, said."""
    text = data.decode("utf-8", "replace")
    script = write.parse_script(text, "x.md")
    write.lines_of_segments(text, "x.md")
    write.is_edited(script)
    written = write.format_script(script)
    if write.format_script(write.parse_script(written, "x.md")) != written:
        raise BrokenError("the script reads back as another")
    _say(script)
    return f"{len(script.sections)} {len(script.segments)} {len(script.tones)}"


def settings(data: bytes) -> object:
    """A folder whose settings file holds this, under both names."""
    with tempfile.TemporaryDirectory() as folder:
        found: list[int | str] = []
        for name in ("episode.toml", "pyproject.toml"):
            file = Path(folder, name)
            file.write_bytes(data if name == "episode.toml" else data.replace(b"\n[", b"\n[tool.episode.") + b"\n# tool.episode\n")
            try:
                found.append(len(opening.find(Path(folder)).voices))
            except EpisodeError as error:
                if name == "pyproject.toml":
                    raise
                found.append(error.message)
            file.unlink()
        return found


def lexicon_file(data: bytes) -> object:
    """A show's pronunciations, as the file that settings name."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        entries = lexicon.parse_lexicon(lexicon.read_text(Path(file.name)), "x.yaml")
    again = lexicon.parse_lexicon(lexicon.format_lexicon(entries), "x.yaml")
    if len(again.entries) != len(entries.entries):
        raise BrokenError("the lexicon reads back as another")
    return len(entries.entries)


def pls(data: bytes) -> object:
    """A W3C pronunciation lexicon."""
    entries = lexicon.parse_pls(data, "x.pls")
    return len(lexicon.parse_pls(lexicon.format_pls(entries), "x.pls").entries)


@functools.cache
def _server() -> site.Site:
    """One for all inputs; it ends with the process."""
    server = site.Site()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def web(data: bytes) -> object:
    """A server on loopback that answers with these very bytes, now as the page, now as the rules for programs; and what that page is read as."""
    server = _server()
    server.pages.clear()
    server.asked.clear()
    server.pages["/robots.txt" if zlib.crc32(data) % 4 == 0 else "/page"] = site.raw(data)
    page = Web(allow=("127.0.0.1/32",), limits=AT_MOST).get(f"{server.url}/page")
    return len(read.read(page.data, page.name).updates)


def addresses_of(data: bytes) -> object:
    """What a user, a redirect or the settings name as an address."""
    text = data.decode("utf-8", "replace")
    base = addresses.parse("https://example.org/a/b?c")
    here = addresses.parse(text, base)
    servers.address(text, "", NAMES, {})
    return here.host


def _source(name: str, weight: int) -> Target:
    return Target(name, source("" if name == "sniff" else name), functools.partial(seeds.sources, name), seeds.words(name), weight)


TARGETS = {
    target.name: target
    for target in (
        _source("text", 2),
        _source("wire", 4),
        _source("html", 3),
        _source("feed", 4),
        _source("markdown", 3),
        _source("items", 15),
        _source("sniff", 3),
        Target("script", script_file, seeds.scripts, seeds.SCRIPT, 18),
        Target("settings", settings, seeds.settings, seeds.SETTINGS, 10),
        Target("lexicon", lexicon_file, seeds.lexicons, seeds.LEXICON, 12),
        Target("pls", pls, seeds.pls, seeds.PLS, 14),
        Target("web", web, seeds.answers, seeds.HTTP, 2),
        Target("address", addresses_of, seeds.addresses, seeds.ADDRESS, 10),
    )
}
"""Each reader by its name; the weights come to 100."""
