"""Servers that hang, drip, break off, lie and lead astray: each is left in time, with a word that says what and what to do."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import BriefingError
from pipeline.read.web import TRIES, Limits, Web
from tests.loopback import PATIENCE_S
from tests.read.web.site import HTML, Page, Site, drips, drips_headers, endless, gives, hangs, hangs_up, raw, running, to, web

SMALL = Limits(total_s=PATIENCE_S, read_s=PATIENCE_S, max_bytes=200_000)
HURRIED = Limits(total_s=0.4, read_s=PATIENCE_S)
IMPATIENT = Limits(total_s=PATIENCE_S, read_s=0.3)
PAST = "Fri, 27 Nov 2020 10:00:00 GMT"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def refused(site: Site, page: Page, limits: Limits = SMALL) -> BriefingError:
    """Ask for a page that cannot be had. The error has address and remedy, and fits on a line."""
    site.pages["/page"] = page
    start = time.monotonic()
    with pytest.raises(BriefingError) as caught:
        web(limits=limits).get(f"{site.url}/page")
    assert time.monotonic() - start < PATIENCE_S
    assert caught.value.where.startswith("http")
    assert caught.value.remedy
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()
    return caught.value


@pytest.mark.parametrize("page", [hangs, drips, drips_headers])
def test_who_takes_too_long_is_left(site: Site, page: Page) -> None:
    assert "no whole answer within 0.4 s" in str(refused(site, page, HURRIED))


def test_who_falls_silent_is_left(site: Site) -> None:
    assert "sent nothing for 0.3 s" in str(refused(site, hangs, IMPATIENT))


def test_a_robots_txt_that_hangs_is_no_way_round_the_limit(site: Site) -> None:
    site.pages["/robots.txt"] = hangs
    error = refused(site, gives(), HURRIED)
    assert "no whole answer within 0.4 s" in str(error)
    assert error.where == f"{site.url}/page"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (hangs_up, "hung up without an answer"),
        (gives(HTML, length=len(HTML) + 7), f"broke after {len(HTML)} of {len(HTML) + 7} bytes"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\nshort"), "in the middle of the answer"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n"), "in the middle of the answer"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "not an HTTP answer"),
        (raw(b"\x00\x01\x02\x03"), "not an HTTP answer"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 300 + b"\r\n"), "not an HTTP answer"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), "not an HTTP answer"),
        (raw(b"HTTP/1.1 abc\r\n\r\n"), "not an HTTP answer"),
        (raw(HEAD + b"Content-Length: -5\r\n\r\n"), "empty"),
        (gives(b""), "empty"),
        (gives(b" \n "), "empty"),
        (gives(gzip.compress(HTML)[:-20], headers={"Content-Encoding": "gzip"}), "breaks off"),
        (gives(b"not packed at all", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (gives(HTML, headers={"Content-Encoding": "br"}), "packs its answer as 'br'"),
        (gives(HTML, headers={"Content-Encoding": "gzip, gzip"}), "packs its answer as"),
    ],
)
def test_an_answer_that_is_none(site: Site, page: Page, says: str) -> None:
    assert says in str(refused(site, page))


@pytest.mark.parametrize(
    ("status", "headers", "says", "remedy"),
    [
        (400, {}, "answers 400", "Check the address"),
        (401, {}, "login", "save it as a file"),
        (402, {}, "money", "save it as a file"),
        (403, {}, "does not let programs", "save it as a file"),
        (404, {}, "no such page (404)", "Check the address"),
        (410, {}, "gone (410)", "Check the address"),
        (429, {"Retry-After": "120"}, "asked too often (429)", "Try again after 120 s"),
        (429, {"Retry-After": PAST}, "asked too often", "Try again later"),
        (429, {}, "asked too often", "Try again later"),
        (500, {}, "answers 500", "Try again later"),
        (503, {"Retry-After": "4"}, "not available (503)", "Try again after 4 s"),
        (204, {}, "answers 204", "Check the address"),
        (302, {}, "answers 302, but not where to go", "Try again later"),
    ],
)
def test_a_refusal_is_put_into_words(site: Site, status: int, headers: dict[str, str], says: str, remedy: str) -> None:
    error = refused(site, gives(b"<p>Some words of the server.</p>" if status != 204 else b"", status=status, headers=headers))
    assert says in str(error)
    assert remedy in error.remedy
    assert "Some words" not in str(error)
    assert len(site.paths) == (TRIES if status == 500 or headers.get("Retry-After") in (PAST, "4") else 1)


def in_turn(pages: list[Page]) -> Page:
    """One page after the other."""
    return lambda handler, asked: pages.pop(0)(handler, asked)


def test_what_may_pass_is_asked_for_again(site: Site) -> None:
    for fault in (
        gives(b"", status=502),
        gives(b"", status=503, headers={"Retry-After": "2"}),
        hangs_up,
        gives(HTML, length=len(HTML) + 7),
    ):
        waited: list[float] = []
        site.pages["/page"] = in_turn([fault] * (TRIES - 1) + [gives(HTML)])
        assert web(pause=waited.append).get(f"{site.url}/page").data == HTML
        assert len(waited) == TRIES - 1
        assert max(waited) < 3


def test_a_network_that_has_just_woken_is_waited_for(site: Site) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        if len(asked) < TRIES:
            raise OSError("Temporary failure in name resolution")
        return ["127.0.0.1"]

    site.pages["/page"] = gives(HTML)
    assert web(resolve=resolve).get(f"http://news.example:{site.server_port}/page").data == HTML


@pytest.mark.parametrize("asked_s", ["11", "3600", "Fri, 27 Nov 2126 10:00:00 GMT"])
def test_nobody_is_waited_for_that_long(site: Site, asked_s: str) -> None:
    def pause(seconds: float) -> None:
        raise AssertionError(seconds)

    site.pages["/page"] = gives(b"", status=503, headers={"Retry-After": asked_s})
    with pytest.raises(BriefingError, match="not available"):
        web(pause=pause).get(f"{site.url}/page")


@pytest.mark.parametrize(
    "page",
    [
        endless,
        gives(b"x" * 200_001),
        gives(b"", length=300_000_000),
        raw(
            HEAD
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + b"186a0\r\n"
            + b"x" * 100_000
            + b"\r\n"
            + b"186a1\r\n"
            + b"x" * 100_001
            + b"\r\n0\r\n\r\n"
        ),
        gives(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
        gives(gzip.compress(bytes(150_000)) * 1000, headers={"Content-Encoding": "gzip"}),
        gives(zlib.compress(bytes(50_000_000)), headers={"Content-Encoding": "deflate"}),
    ],
)
def test_what_is_too_large_is_left(site: Site, page: Page) -> None:
    assert "more than 0.2 MB" in str(refused(site, page))


def test_a_page_of_just_the_size_is_taken(site: Site) -> None:
    site.pages |= {"/a": gives(b"x" * 200_000), "/b": gives(gzip.compress(b"x" * 200_000), headers={"Content-Encoding": "gzip"})}
    for path in ("/a", "/b"):
        assert len(web(limits=SMALL).get(site.url + path).data) == 200_000


def test_redirects_come_to_an_end(site: Site) -> None:
    assert "more than 5 redirects" in str(refused(site, to("/page")))
    assert len(site.paths) == 6


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file:///etc/passwd", "file: is not fetched"),
        ("ftp://127.0.0.1/", "ftp: is not fetched"),
        ("data:text/html,<p>x", "data: is not fetched"),
        ("http://10.0.0.1/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://127.0.0.2/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://[::ffff:192.168.0.1]/", "private network"),
        ("//192.168.1.1/admin", "private network"),
        ("http://user:TopSecret@127.0.0.1/", "a name or a password"),
        ("http://[x/", "no web address"),
        ("http://127.0.0.1:99999/", "no web address"),
        ("/a b", "holds a character"),
    ],
)
def test_each_redirect_is_looked_at(site: Site, target: str, says: str) -> None:
    error = refused(site, to(target))
    assert says in str(error)
    assert "TopSecret" not in str(error)
    assert len(site.paths) == 1


def test_nobody_there() -> None:
    with running() as gone:
        url = gone.url
    with pytest.raises(BriefingError, match=r"no connection to 127\.0\.0\.1") as caught:
        web().get(f"{url}/bridge?id=3")
    assert caught.value.where == f"{url}/bridge?id=3"


def test_of_a_host_that_nobody_knows_the_page_that_was_asked_for_is_named() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(BriefingError, match="nobody knows the host") as caught:
        web(resolve=resolve).get("https://news.example/bridge")
    assert caught.value.where == "https://news.example/bridge"


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example, with its key, made for this run."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    try:
        more = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(folder / "key"), "-out", str(folder / "cert")]
        subprocess.run([*command, *more], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no openssl command to make a certificate with")
    made.write_bytes((folder / "cert").read_bytes() + (folder / "key").read_bytes())
    return made


@pytest.fixture
def secure(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(context) as site:
        site.pages["/"] = gives()
        yield site


def trusting(certificate: Path, **more: object) -> Web:
    return web(context=ssl.create_default_context(cafile=str(certificate)), resolve=lambda host, port: ["127.0.0.1"], **more)


def test_a_secure_page_is_asked_for_by_its_name(secure: Site, certificate: Path) -> None:
    assert trusting(certificate).get(f"https://news.example:{secure.server_port}/").data == HTML


def test_a_certificate_for_another_name_is_not_accepted(secure: Site, certificate: Path) -> None:
    with pytest.raises(BriefingError, match=r"certificate is not accepted.*other\.example"):
        trusting(certificate).get(f"https://other.example:{secure.server_port}/")
    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(secure: Site) -> None:
    with pytest.raises(BriefingError, match="certificate is not accepted"):
        web(resolve=lambda host, port: ["127.0.0.1"]).get(f"https://news.example:{secure.server_port}/")
    assert secure.asked == []


def test_a_redirect_out_of_a_secure_connection_is_not_followed(secure: Site, site: Site, certificate: Path) -> None:
    secure.pages["/"] = to(f"http://news.example:{site.server_port}/")
    with pytest.raises(BriefingError, match="from a secure connection to http://"):
        trusting(certificate).get(f"https://news.example:{secure.server_port}/")
    assert site.asked == []


def test_a_server_that_speaks_no_tls(site: Site, certificate: Path) -> None:
    with pytest.raises(BriefingError, match=r"no secure connection|connection broke"):
        trusting(certificate).get(f"https://news.example:{site.server_port}/")


def test_a_handshake_that_never_ends_is_left(certificate: Path) -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def serve() -> None:
            connection, _ = silent.accept()
            with connection, suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00")  # a TLS record of 16,384 bytes, and then one at a time
                while not over.wait(0.02):
                    connection.sendall(b"\x02")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(BriefingError, match=r"no whole answer within 0\.4 s"):
            trusting(certificate, limits=HURRIED).get(f"https://news.example:{silent.getsockname()[1]}/")
        over.set()
        thread.join(PATIENCE_S)
