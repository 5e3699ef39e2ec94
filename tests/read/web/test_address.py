"""Which addresses are asked: what is on the public internet, and nothing of one's own network."""

from __future__ import annotations

import ipaddress
import threading
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BriefingError
from pipeline.read.web import Limits, Web, is_address
from pipeline.read.web.address import is_closed, parse
from tests.loopback import PATIENCE_S
from tests.read.web.site import HTML, Site, gives, web


@pytest.mark.parametrize(
    ("given_", "url"),
    [
        ("https://news.example/page", "https://news.example/page"),
        ("  HTTPS://News.Example:443/Page?b=1&a=%20#top ", "https://news.example/Page?b=1&a=%20"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("https://zürich.example/café?q=ö", "https://xn--zrich-kva.example/caf%C3%A9?q=%C3%B6"),
        ("https://[2606:4700::1111]:8443/x", "https://[2606:4700::1111]:8443/x"),
        ("https://news.example/a;b=(1),*'!@:~", "https://news.example/a;b=(1),*'!@:~"),
    ],
)
def test_an_address_has_one_spelling(given_: str, url: str) -> None:
    assert parse(given_).url == url


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ("file:///etc/passwd", "file: is not fetched"),
        ("ftp://news.example/", "ftp: is not fetched"),
        ("gopher://news.example/", "gopher: is not fetched"),
        ("data:text/html,x", "data: is not fetched"),
        ("javascript:alert(1)", "javascript: is not fetched"),
        ("news.example/page", "no web address"),
        ("https://", "no web address"),
        ("https://a b/", "holds a character"),
        ("https://news.example/\r\nHost: x", "holds a character"),
        ("https://news.example/\tx", "holds a character"),
        ("https://news.example\\@127.0.0.1/", "holds a character"),
        ("https://user@news.example/", "a name or a password"),
        ("https://user:TopSecret@news.example/", "a name or a password"),
        ("https://news.example:0/", "no web address"),
        ("https://news.example:99999/", "no web address"),
        ("https://news.example:x/", "no web address"),
        ("https://[::1/", "no web address"),
        ("https://[fe80::1%25eth0]/", "no web address"),
        ("https://-.example/", "no web address"),
        ("https://news.example/" + "x" * 3000, "too long"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused(given_: str, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        parse(given_)
    assert says in str(caught.value)
    assert "TopSecret" not in str(caught.value)
    assert caught.value.remedy


@given(
    st.text(max_size=60)
    | st.builds("https://{}".format, st.text(max_size=40))
    | st.builds("http://[{}]/".format, st.text("0123456789abcdef:.%", max_size=30))
)
def test_any_words_are_an_address_or_a_briefing_error(words: str) -> None:
    try:
        address = parse(words)
    except BriefingError:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert address.url.split("://")[0] in ("http", "https")
    assert parse(address.url) == address


@pytest.mark.parametrize("word", ["http://a", "HTTPS://a", "https://x.example/feed.xml"])
def test_an_address_is_known_as_one(word: str) -> None:
    assert is_address(word)
    assert not any(map(is_address, ("morning.txt", "-", "http", "httpx://a", "./http://a", "")))


CLOSED = """
127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.168.0.1
192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 192.88.99.1
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1
2002:7f00:1:: 2002:a00:1:: 2001::1 2001:db8::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1 3fff::1 5f00::1
""".split()
OPEN = """
8.8.8.8 1.1.1.1 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 192.167.255.255 223.255.255.255
2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8
""".split()


@pytest.mark.parametrize("number", CLOSED)
def test_machines_of_ones_own_network_are_not_asked(number: str) -> None:
    assert is_closed(ipaddress.ip_address(number))
    with pytest.raises(BriefingError, match="private network"):
        Web(resolve=lambda host, port: [number], limits=Limits(total_s=2)).get("http://news.example/")


@pytest.mark.parametrize("number", OPEN)
def test_public_machines_are(number: str) -> None:
    assert not is_closed(ipaddress.ip_address(number))


@given(st.ip_addresses(v=4))
def test_no_address_that_python_calls_private_is_open(number: ipaddress.IPv4Address) -> None:
    private = (
        number.is_private
        or number.is_loopback
        or number.is_link_local
        or number.is_multicast
        or number.is_reserved
        or number.is_unspecified
    )
    if private:
        assert is_closed(number)
        assert is_closed(ipaddress.IPv6Address(f"::ffff:{number}"))
        assert is_closed(ipaddress.IPv6Address(f"64:ff9b::{number}"))


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]", "017700000001"]
)
def test_this_machine_is_not_asked_under_any_of_its_names(site: Site, host: str) -> None:
    site.pages["/"] = gives()
    with pytest.raises(BriefingError, match=r"private network|nobody knows the host|no web address"):
        Web().get(f"http://{host}:{site.server_port}/")
    assert site.asked == []


def test_it_is_asked_where_that_is_allowed(site: Site) -> None:
    site.pages["/"] = gives()
    assert web().get(f"{site.url}/").data == HTML
    assert (
        web(resolve=lambda host, port: ["::ffff:127.0.0.1"], allow=["127.0.0.1/32", "::1/128"])
        .get(f"http://news.example:{site.server_port}/")
        .data
        == HTML
    )


def _known(hosts: dict[str, list[str]], host: str, port: int) -> list[str]:
    return hosts[host]


def test_one_private_machine_among_public_ones_is_a_trap(site: Site) -> None:
    site.pages["/"] = gives()
    for known in ({"news.example": ["8.8.8.8", "127.0.0.1"]}, {"news.example": ["127.0.0.1", "8.8.8.8"]}):
        one = Web(resolve=partial(_known, known))
        with pytest.raises(BriefingError, match=r"127\.0\.0\.1"):
            one.get(f"http://news.example:{site.server_port}/")
    assert site.asked == []


def test_the_connection_goes_to_the_machine_that_was_looked_at(site: Site) -> None:
    """DNS rebinding: a name that is looked up again means another machine. It is looked up once a request, and the answer is used."""
    site.pages["/"] = gives()
    answers = [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.9"]]
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    found = web(resolve=resolve).get(f"http://news.example:{site.server_port}/")
    assert found.data == HTML
    assert asked == ["news.example", "news.example"]  # the robots.txt, and the page
    assert {each.headers["host"] for each in site.asked} == {f"news.example:{site.server_port}"}


def test_the_second_machine_is_asked_where_the_first_is_away(site: Site) -> None:
    site.pages["/"] = gives()
    found = web(resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"], allow=["127.0.0.0/8"]).get(
        f"http://news.example:{site.server_port}/"
    )
    assert found.data == HTML


def test_a_name_that_nobody_knows() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(BriefingError, match=r"nobody knows the host news\.example"):
        Web(resolve=unknown).get("https://news.example/")
    with pytest.raises(BriefingError, match="nobody knows the host"):
        Web(resolve=lambda host, port: []).get("https://news.example/")


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    over = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        over.wait(PATIENCE_S)
        return ["8.8.8.8"]

    with pytest.raises(BriefingError, match="nobody says in time"):
        Web(resolve=hangs, limits=Limits(total_s=0.2)).get("https://news.example/")
    over.set()
