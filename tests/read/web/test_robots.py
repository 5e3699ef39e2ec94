"""robots.txt by RFC 9309: its own examples, Google's published ones, and what real files have in them."""

from __future__ import annotations

import pytest

from pipeline.read.web.robots import MAX_BYTES, NAME, Rules

SITE = "https://news.example"


def allows(text: str | bytes, path: str) -> bool:
    return Rules(text.encode() if isinstance(text, str) else text).allow(f"{SITE}{path}")


@pytest.mark.parametrize(
    ("rule", "path", "matches"),
    [
        ("/", "/anything", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish.asp", False),
        ("/fish", "/catfish", False),
        ("/fish*", "/fishheads/yummy.html", True),
        ("/fish/", "/fish", False),
        ("/fish/", "/fish/?id=any", True),
        ("/*.php", "/folder/filename.php?parameters", True),
        ("/*.php", "/windows.PHP", False),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?parameters", False),
        ("/*.php$", "/filename.php5", False),
        ("/fish*.php", "/fishheads/catfish.php?parameters", True),
        ("/a*b$", "/axxb", True),
        ("/a*b$", "/axxbc", False),
        ("*private", "/very/private/page", True),
        ("/a$b", "/a$b", True),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/foo/bar/baz", "/foo/bar/%62%61%7A", True),
        ("/a%2Fb", "/a/b", False),
        ("/?q=https://x.example", "/?q=https://x.example", True),
        ("/a.b", "/axb", False),
        ("/(a|b)+", "/aab", False),
        ("", "/anything", False),
    ],
)
def test_a_rule_matches_as_the_standard_says(rule: str, path: str, matches: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {rule}", path) is not matches
    assert allows(f"User-agent: *\nDisallow: /\nAllow: {rule}", path) is matches


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Allow: /p\nDisallow: /", "/page", True),
        ("Allow: /page\nDisallow: /*.htm", "/page.htm", False),
        ("Allow: /page\nDisallow: /*.ph", "/page.php5", True),
        ("Allow: /$\nDisallow: /", "/", True),
        ("Allow: /$\nDisallow: /", "/page.htm", False),
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_match_wins_and_allow_where_both_are_as_long(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}", path) is allowed


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        (f"User-agent: *\nDisallow: /\n\nUser-agent: {NAME}\nDisallow: /x", "/y", True),
        (f"User-agent: {NAME}\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: daily\nAllow: /", "/y", False),
        ("User-agent: *\nAllow: /\n\nUser-agent: my-daily-episode\nDisallow: /", "/y", True),
        ("User-agent: Daily-Episode\nDisallow: /a\n\nUser-agent: DAILY-EPISODE\nDisallow: /b", "/a", False),
        ("User-agent: Daily-Episode\nDisallow: /a\n\nUser-agent: DAILY-EPISODE\nDisallow: /b", "/b", False),
        (f"User-agent: bot\nUser-agent: {NAME}\nDisallow: /a", "/a", False),
        (f"User-agent: {NAME}/2.0 # us\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nCrawl-delay: 3\n\nUser-agent: x\nDisallow: /a", "/a", True),
        ("Disallow: /a", "/a", True),
        ("user-agent:*\ndisallow:/a#b", "/a", False),
        ("User-agent: *\rDisallow: /a\rSitemap: https://x.example/s.xml", "/a", False),
        ("User agent: *\r\nDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("<html><body>Not found</body></html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_the_group_that_names_us_counts_else_the_one_for_all(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_what_lies_behind_500_kib_does_not_count_and_no_rule_is_cut_in_two() -> None:
    head = b"User-agent: *\nDisallow: /private/\n"
    comment = b"# " + b"x" * (MAX_BYTES - len(head) - len(b"# \nDisallow: /")) + b"\n"
    assert not allows(head + comment + b"Disallow: /a/long/rule\n", "/private/x")
    assert allows(head + comment + b"Disallow: /a/long/rule\n", "/a/short/one")
    assert allows(head + b"# " + b"x" * MAX_BYTES + b"\nDisallow: /late\n", "/late")


@pytest.mark.parametrize(
    ("rule", "allowed"), [("/" + "*a" * 2000 + "*b", True), ("/" + "a*" * 40 + "$", False), ("/*" + "a" * 1000, False)]
)
def test_a_rule_full_of_stars_has_an_answer(rule: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {rule}", "/" + "a" * 2000) is allowed
