"""Pages as they should come: asked for politely, redirected, packed, in any encoding, unchanged."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from pipeline import __version__, read
from pipeline.errors import BriefingError
from pipeline.read.web import Fetched, Limits
from tests.read.web.site import HTML, Asked, Handler, Page, Site, gives, raw, to, web


def test_a_page_comes_as_it_is(site: Site) -> None:
    site.pages["/news/bridge"] = gives()
    found = web().get(f"{site.url}/news/bridge?id=3#top")
    url = f"{site.url}/news/bridge?id=3"
    assert found == Fetched(HTML, url, url, "text/html; charset=utf-8", False)
    briefing = read.read(found.data, found.name)
    assert str(briefing.updates[0].paragraphs[0].source) == f"{url}:1"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=bridge&api-key=s3cret&page=2", "q=bridge&api-key=hidden&page=2"),
        ("apiKey=s3cret", "apiKey=hidden"),
        ("X-Amz-Signature=s3cret&access_token=s3cret", "X-Amz-Signature=hidden&access_token=hidden"),
        ("keyword=bridge&authors=Other&design=1", "keyword=bridge&authors=Other&design=1"),
    ],
)
def test_a_key_is_sent_and_never_shown(site: Site, query: str, shown: str) -> None:
    site.pages[f"/search?{query}"] = site.pages["/search"] = gives()
    found = web().get(f"{site.url}/search?{query}")
    assert found.name == f"{site.url}/search?{shown}"
    assert site.asked[-1].path.endswith(query)
    with pytest.raises(BriefingError) as caught:
        web().get(f"{site.url}/gone?{query}")
    assert "s3cret" not in str(caught.value)


def test_it_is_asked_for_politely(site: Site) -> None:
    site.pages["/"] = gives()
    web().get(f"{site.url}/")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/"]
    for asked in site.asked:
        assert asked.headers["user-agent"] == f"daily-episode/{__version__}"
        assert asked.headers["host"] == f"127.0.0.1:{site.server_port}"
        assert not {"cookie", "authorization", "referer"} & asked.headers.keys()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["/there", "there", "http://127.0.0.1:{port}/there", "//127.0.0.1:{port}/there#x"])
def test_redirects_are_followed(site: Site, status: int, target: str) -> None:
    site.pages |= {"/here": to(target.format(port=site.server_port), status), "/there": gives()}
    found = web().get(f"{site.url}/here")
    assert (found.data, found.name, found.url) == (HTML, f"{site.url}/here", f"{site.url}/there")


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(HTML)),
        ("x-gzip", gzip.compress(HTML)),
        ("GZIP", gzip.compress(HTML)),
        ("gzip", gzip.compress(HTML[:50]) + gzip.compress(HTML[50:])),
        ("deflate", zlib.compress(HTML)),
        ("deflate", zlib.compress(HTML)[2:-4]),
        ("identity", HTML),
        ("", HTML),
    ],
)
def test_what_is_packed_is_unpacked(site: Site, packing: str, body: bytes) -> None:
    site.pages["/"] = gives(body, headers={"Content-Encoding": packing})
    assert web().get(f"{site.url}/").data == HTML


def test_a_chunked_answer_and_one_without_a_length(site: Site) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (HTML[:10], HTML[10:]))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    site.pages |= {"/a": raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"), "/b": raw(head + b"\r\n" + HTML)}
    assert web().get(f"{site.url}/a").data == HTML
    assert web().get(f"{site.url}/b").data == HTML


TEXT = "“Zürich’s café,” the mayor said on Tuesday, “is open again for €5.”"


def page(label: str = "") -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}<title>T</title></head><body><article><p>{TEXT}</p></article></body></html>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page().encode(), "text/html"),
        (page().encode(), "text/html; charset=UTF-8"),
        (page().encode(), 'text/html; charset="utf-8"'),
        (page().encode("cp1252"), "text/html; charset=windows-1252"),
        (page().encode("cp1252"), "text/html; charset=iso-8859-1"),
        (page().encode("cp1252"), "text/html"),
        (page("windows-1252").encode("cp1252"), "text/html"),
        (page().encode("mac-roman"), "text/html; charset=macintosh"),
        (page().encode("utf-16"), "text/html; charset=utf-16"),
        (page().encode("utf-16"), "text/html"),
        # Servers that are wrong.
        (page().encode(), "text/html; charset=iso-8859-1"),
        (page().encode("cp1252"), "text/html; charset=utf-8"),
        (page("utf-8").encode("cp1252"), "text/html; charset=utf-8"),
        (page().encode(), "text/html; charset=klingon"),
        (page().encode(), "text/html; charset=us-ascii"),
        (page().encode(), "text/html; charset=big5"),
    ],
)
def test_a_page_in_any_encoding_however_it_is_labelled(site: Site, body: bytes, kind: str) -> None:
    site.pages["/"] = gives(body, kind)
    found = web().get(f"{site.url}/")
    assert [p.text for p in read.read(found.data, found.name).updates[0].paragraphs] == [TEXT]


@pytest.mark.parametrize(
    "kind",
    ["text/html", "text/plain", "application/xhtml+xml", "application/rss+xml", "application/atom+xml; charset=utf-8", "application/xml", "text/xml",
     "application/json", "application/feed+json", "text/yaml", "text/markdown", "application/octet-stream", ""],
)  # fmt: skip
def test_texts_of_any_kind_are_taken(site: Site, kind: str) -> None:
    site.pages["/"] = gives(HTML, kind)
    assert web().get(f"{site.url}/").data == HTML


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "audio/mpeg", "application/zip", "font/woff2"])
def test_what_is_no_text_is_refused(site: Site, kind: str) -> None:
    site.pages["/"] = gives(b"\x89PNG", kind)
    with pytest.raises(BriefingError, match=kind):
        web().get(f"{site.url}/")


# ── unchanged ────────────────────────────────────────────────────────────────────────────────────────────


def conditional(body: bytes, etag: str = "", modified: str = "") -> Page:
    """Gives the body, or says that it is what the client has."""

    def answer(handler: Handler, asked: Asked) -> None:
        has = (etag and asked.headers.get("if-none-match") == etag) or (modified and asked.headers.get("if-modified-since") == modified)
        headers = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
        (gives(b"", status=304, headers=headers) if has else gives(body, headers=headers))(handler, asked)

    return answer


@pytest.mark.parametrize("validators", [{"etag": '"v1"'}, {"etag": 'W/"v1"'}, {"modified": "Fri, 27 Nov 2026 10:00:00 GMT"}])
def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path, validators: dict[str, str]) -> None:
    site.pages["/"] = conditional(HTML, **validators)
    first, second = (web(cache=tmp_path / "web").get(f"{site.url}/") for _ in range(2))
    assert (first.data, first.unchanged) == (HTML, False)
    assert (second.data, second.unchanged) == (HTML, True)
    site.pages["/"] = conditional(HTML.replace(b"open", b"shut"), etag='"v2"')
    third = web(cache=tmp_path / "web").get(f"{site.url}/")
    assert (third.data, third.unchanged) == (HTML.replace(b"open", b"shut"), False)


def test_without_a_folder_or_a_validator_it_is_asked_for_whole(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": conditional(HTML, etag='"v1"'), "/b": gives()}
    for _ in range(2):
        assert not web().get(f"{site.url}/a").unchanged
        assert not web(cache=tmp_path).get(f"{site.url}/b").unchanged
    assert all("if-none-match" not in asked.headers for asked in site.asked)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_cache_counts_as_none(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = conditional(HTML, etag='"v1"')
    web(cache=tmp_path).get(f"{site.url}/")
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    other = json.loads(whole.split(b"\n")[0]) | {"url": "http://127.0.0.1/other"}
    for damage in (b"", b"{", whole[:-5], whole.replace(b"open", b"shut"), b"[" * 100_000, json.dumps(other).encode() + b"\n" + HTML):
        kept.write_bytes(damage)
        found = web(cache=tmp_path).get(f"{site.url}/")
        assert (found.data, found.unchanged) == (HTML, False)


def test_a_cache_that_cannot_be_written_does_no_harm(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = conditional(HTML, etag='"v1"')
    (tmp_path / "file").write_text("no folder")
    assert web(cache=tmp_path / "file").get(f"{site.url}/").data == HTML


def test_a_cache_stays_small(site: Site, tmp_path: Path) -> None:
    from pipeline.read.web.cache import MAX_ENTRIES, Cache, Entry

    cache = Cache(tmp_path)
    for n in range(MAX_ENTRIES + 5):
        cache.keep(Entry(f"http://news.example/{n}", '"v"', "", "text/html", HTML))
    assert len(list(tmp_path.iterdir())) == MAX_ENTRIES
    assert cache.find(f"http://news.example/{MAX_ENTRIES + 4}") is not None


def test_a_server_that_says_unchanged_unasked(site: Site) -> None:
    site.pages["/"] = gives(b"", status=304)
    with pytest.raises(BriefingError, match="304"):
        web().get(f"{site.url}/")


# ── robots.txt ───────────────────────────────────────────────────────────────────────────────────────────

ALL, OURS = "User-agent: *\nDisallow: /private/\n", "User-agent: daily-episode\nDisallow: /\n\nUser-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("robots", "path", "read_"),
    [
        (gives(ALL.encode(), "text/plain"), "/private/x", False),
        (gives(ALL.encode(), "text/plain"), "/public/x", True),
        (gives(OURS.encode(), "text/plain"), "/public/x", False),
        (gives(b"\xef\xbb\xbf" + ALL.encode(), "text/plain"), "/private/x", False),
        (gives(gzip.compress(ALL.encode()), "text/plain", headers={"Content-Encoding": "gzip"}), "/private/x", False),
        (to("/rules"), "/private/x", False),
        (gives(b"User-agent: Googlebot\nDisallow: /\n"), "/private/x", True),
        (gives(b"", "text/plain"), "/private/x", True),
        (gives(b"\xff\xfe\x00nonsense"), "/private/x", True),
        (gives(b"", status=404), "/private/x", True),
        (gives(b"", status=403), "/private/x", True),
        (gives(b"", status=500), "/public/x", False),
        (gives(b"", status=503), "/public/x", False),
    ],
)
def test_a_robots_txt_is_respected(site: Site, robots: Page, path: str, read_: bool) -> None:
    site.pages |= {"/robots.txt": robots, "/rules": gives(ALL.encode(), "text/plain"), path: gives()}
    if read_:
        assert web().get(f"{site.url}{path}").data == HTML
        return
    with pytest.raises(BriefingError, match=r"robots\.txt") as caught:
        web().get(f"{site.url}{path}")
    assert caught.value.remedy
    assert path not in site.paths


def test_a_redirect_to_where_programs_may_not_read(site: Site) -> None:
    site.pages |= {"/robots.txt": gives(ALL.encode(), "text/plain"), "/a": to("/private/x"), "/private/x": gives()}
    with pytest.raises(BriefingError, match=r"robots\.txt"):
        web().get(f"{site.url}/a")
    assert site.paths == ["/a"]


def test_a_site_is_asked_for_its_rules_once(site: Site) -> None:
    site.pages |= {"/a": to("/b"), "/b": gives()}
    one = web()
    for _ in range(3):
        one.get(f"{site.url}/a")
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_the_size_of_an_answer_is_that_of_a_briefing() -> None:
    from pipeline.read.decode import MAX_BYTES

    assert Limits().max_bytes == MAX_BYTES
