"""What inputs grow from: whole files of the tests, and the words of each format."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline import edit, read, write
from pipeline.desk import init
from pipeline.write import lexicon
from tests.bench.fuzz import hostile
from tests.read.test_any_bytes import PIECES

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "briefings" / "sample.txt"


def _split(text: str) -> tuple[bytes, ...]:
    return tuple(piece.replace("␤", "\n").encode() for piece in text.split("¦"))


SCRIPT = _split(
    "---␤¦title: ¦date: 2026-11-27␤¦show: x␤¦format: story␤¦briefing: x␤¦briefing_sha256: ¦cut: ¦rendered_sha256: ¦␤# Chapter␤¦**Anchor:** ¦**Anchor (slower):** "
    "¦**Voice of Ann:** ¦**A**B:** ¦(, ,)¦[pause 1s]¦[pause 0.5 ms]¦[pause 1e9s]¦[sting: open]¦[bed: stop]"
    "¦[tone: casualties]¦[tone:␤¦[^1]¦[^1]: a.txt:1␤¦[^2]: a:3-1␤¦[^ ]"
    "¦[^1]: :1␤¦{Kyiv|ˈkiːjɪv}¦{|}¦\\{¦\\\\¦\\[^¦<!-- x -->␤¦␤␤¦␤¦&a [*a]¦!!python/name:os.system ¦*a¦{a: b}¦- x␤¦? x␤¦2026-99-99¦12:30:99¦'"
)
SETTINGS = _split(
    "title = ¦[voices]␤¦anchor = ¦[pace]␤¦[pace.x]␤¦[music]␤¦[music.stings]␤¦[feed]␤¦[page]␤¦[writer]␤¦[[feed]]␤¦[chain]␤¦["
    '¦]¦[a.b.c]␤¦a.b = ¦{a=1}¦{¦}¦"¦"""¦\'\'\'¦= ¦␤¦1979-05-27'
    '¦0x_1¦1e400¦-inf¦nan¦true¦[]¦[1,[2]]¦99:99:99¦2026-99-99¦\\uD800¦\\U00110000¦../..¦/etc/passwd¦C:\\\\x¦a/../b¦~root¦NUL¦loudness = ¦networks = ["0.0.0.0/0"]␤'
    '¦sources = ["file:///etc/passwd"]␤¦cover = "../x.png"␤¦cover = "/dev/zero"␤¦url = "http://a\\r\\nX: y"'
    '¦accent = "#zzzzzz"¦formats = ¦tool = 1␤¦tool.episode = 1␤'
)
LEXICON = _split(
    "Kyiv: ˈkiːjɪv␤¦: ¦{ipa: x, alias: y}¦- grapheme: a␤¦  ipa: b␤¦  alias: ¦  lang: en¦  case: any␤¦␤¦[¦]¦{¦}¦&a ¦*a"
    "¦<<: *a␤¦!!python/object/apply:os.system [x]¦!!binary ¦? ¦|␤¦>␤"
    '¦---␤¦...␤¦%YAML 1.1␤¦%TAG ! x␤¦null¦true¦1e3¦0o7¦1:2:3¦2026-11-27¦"\\ud800"¦\'¦"¦#¦ˈ¦ː¦ɪ¦tʃ¦͡¦ ¦.¦-␤¦- - - '
)
PLS = _split(
    "<?xml version='1.0' encoding='utf-16'?>¦<!DOCTYPE x [<!ENTITY a \"b\">]>¦<!ENTITY x SYSTEM 'file:///etc/passwd'>¦&a;"
    "¦&#0;¦&lt;¦<lexicon>¦</lexicon>¦<lexeme>¦</lexeme>¦<grapheme>"
    "¦</grapheme>¦<phoneme>¦</phoneme>¦<phoneme prefer='true'>¦<alias>¦</alias>¦<![CDATA[¦]]>¦<!--¦-->¦ xmlns=''"
    "¦ xmlns:a='b'¦ role='episode:case-any'¦ xml:lang='x'¦ alphabet='x-sampa'¦ˈkiːjɪv¦<?pi ?>"
)
HTTP = _split(
    "HTTP/1.1 200 OK\r␤¦HTTP/1.1 302 Found\r␤¦HTTP/1.1 304 \r␤¦HTTP/0.9¦Content-Type: text/html; charset=utf-7\r␤"
    "¦Content-Encoding: gzip\r␤¦Content-Encoding: deflate\r␤¦Content-Encoding: br, gzip\r␤"
    "¦Transfer-Encoding: chunked\r␤¦Content-Length: -1\r␤¦Content-Length: 99999999999\r␤¦Location: file:///etc/passwd\r␤"
    "¦Location: http://2130706433/\r␤¦Location: //[::1%25lo]/\r␤¦Location: /page\r␤"
    '¦\r␤¦\r␤\r␤¦0\r␤\r␤¦ffffffff\r␤¦-1\r␤¦charset=rot13¦charset=idna¦charset=unicode_escape¦ETag: "a"\r␤'
    "¦Retry-After: 9999999\r␤¦User-agent: *␤¦Disallow: /*$*$␤¦Allow: ¦***********"
)
ITEM_FILE = _split(
    "episode_items: 1␤¦source: x␤¦order: oldest-first␤¦updates:␤¦not_told:␤¦- line: 1␤¦  line: 9¦last_line: ¦sure: "
    "¦because: ¦actors: ¦origin: ¦publisher: ¦url: ¦images:␤¦- url: ¦caption: ¦related: "
    "¦quotes:␤¦- speaker: ¦  text: ¦kind: ¦reason: ¦stamp: ¦place: ¦byline: ¦heading: ¦skip: true␤¦paragraphs:␤¦file: ¦null"
    "¦{}¦[]¦- []␤¦- {}␤¦0x_¦2026-99-99¦.inf¦.nan¦<<¦=¦? ¦12:30:99"
)
ADDRESS = _split(
    "http://¦https://¦//¦/¦?¦#¦@¦:¦[¦]¦[::1]¦[::ffff:127.0.0.1]¦[fe80::1%25eth0]¦2130706433¦0x7f.1¦127.1¦0177.0.0.1"
    "¦localhost¦LOCALHOST.¦xn--¦xn--a-ecp.ru¦é.example¦。¦％¦%00¦%0d%0a¦\\¦user:pw@"
    "¦:0¦:65536¦:99999999¦..¦/../¦;¦&¦ ¦\r␤¦\t¦..¦%zz¦javascript:¦file:///¦gopher://¦data:,x¦example.org¦.example.org¦-a.org¦a..b"
)


def words(kind: str) -> tuple[bytes, ...]:
    """What a kind of source is made of; for sniffing, what all are."""
    kinds = sorted(PIECES) if kind == "sniff" else [kind]
    own = tuple(piece.encode("utf-8", "surrogatepass") for each in kinds for piece in PIECES[each])
    return own + ITEM_FILE if kind == "items" else own


def sources(kind: str) -> Iterator[bytes]:
    """Sources of a kind: the tests' saved pages and texts, and small ones."""
    tests = ROOT / "tests" / "read"
    if kind in ("text", "wire", "sniff"):
        for file in sorted([*tests.glob("styles/*.txt"), *tests.glob("unseen/*.txt"), SAMPLE]):
            yield _head(file)
    if kind in ("wire", "sniff"):
        yield from (hostile.NINJS, hostile.API, hostile.NEWSML, hostile.NITF)
    if kind in ("html", "sniff"):
        yield from (_head(file) for file in sorted(tests.glob("saved/*.html")))
    if kind in ("feed", "sniff"):
        yield from (hostile.RSS, hostile.ATOM, hostile.RDF, hostile.JSON_FEED)
    if kind in ("markdown", "sniff"):
        yield from (hostile.MARKDOWN, (ROOT / "README.md").read_bytes()[:3_000])
    if kind in ("items", "sniff"):
        yield from (hostile.ITEMS, hostile.JSON_ITEMS, hostile.FOREIGN_ITEMS)
        yield read.items_file(read.read(_head(SAMPLE, 900), "sample.txt")).encode()
        yield read.items_file(read.read(hostile.RSS, "feed.xml")).encode()
    if kind != "sniff":
        yield b"".join(words(kind))


def _head(file: Path, most: int = 3_000) -> bytes:
    return file.read_bytes()[:most]


def scripts() -> Iterator[bytes]:
    """Script files: two that the templates render, and one with everything in it."""
    briefing = read.read(_head(SAMPLE, 900), "sample.txt")
    for form in ("briefing", "story"):
        show = {"title": "The Daily Story", "language": "en-GB", "tagline": "", "disclosure": True}
        made = write.render(edit.edit(briefing, form=form), form=form, date=dt.date(2026, 11, 27), show=show, briefing=briefing)
        yield write.format_script(made).encode()
    yield hostile.SCRIPT


def settings() -> Iterator[bytes]:
    """A new show's settings as they stand, and with every remark taken at its word."""
    text = init.SETTINGS
    yield text.encode()
    lines = [line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in text.splitlines()]
    yield "\n".join(lines).encode()
    yield hostile.SETTINGS


def lexicons() -> Iterator[bytes]:
    """The first of the bundled entries, in both forms."""
    yield lexicon.format_lexicon(lexicon.Lexicon(lexicon.bundled().entries[:12])).encode()
    yield hostile.LEXICON


def pls() -> Iterator[bytes]:
    """Some of the bundled entries, and a foreign document."""
    yield lexicon.format_pls(lexicon.Lexicon(lexicon.bundled().entries[:8])).encode()
    yield hostile.PLS


def answers() -> Iterator[bytes]:
    """Whole answers of a server: plain, packed, in chunks, redirecting; a bomb; rules for programs."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: "
    page = hostile.PAGE
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    yield head + b"gzip\r\n\r\n" + gzip.compress(page, mtime=0)
    yield head + b"deflate\r\n\r\n" + zlib.compress(page)
    yield head + b"gzip\r\n\r\n" + gzip.compress(bytes(20_000_000), mtime=0)[:6_000]
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    yield b"HTTP/1.1 302 Found\r\nLocation: /page?again\r\n\r\n"
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /a*b$\nAllow: /page\n"


def addresses() -> Iterator[bytes]:
    """Addresses of every form."""
    yield from (
        b"https://example.org/a/b?c=d#e",
        b"http://user:pw@example.org:8080/",
        b"//[::1]:80/x",
        b"/a/../b;c?d",
        b"http://xn--bcher-kva.example/\xc3\xa9",
    )
