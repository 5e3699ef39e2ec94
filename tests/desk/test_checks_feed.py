"""`[feed]`: every mistake is answered with the key's name and what would be right."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib

import pytest

from pipeline.desk import checks, checks_feed, feed_lists
from pipeline.desk.feed_settings import Feed, Funding, Licence, Person, Trailer
from pipeline.errors import ShowError

EVERYTHING = """
[feed]
url = "https://example.org/podcast"
to = "s3://bucket/podcast"
link = "https://example.org"
guid = "917393E3-1b1e-5cef-ace4-edaa54e1f810"
description = \"\"\"The day, in depth.

One story each evening.\"\"\"
author = "The Example"
owner_name = "Eva Muster"
email = "news@example.org"
category = ["News > Politics", "Society & Culture", "TV & Film > TV Reviews"]
language = "de-CH"
explicit = true
copyright = "2026 The Example"
locked = true
private = true
license = "CC-BY-4.0"
funding = ["https://example.org/support", { url = "https://example.org/members", text = "Join" }]
persons = [{ name = "Eva Muster", role = "host", group = "cast", img = "https://example.org/eva.jpg", href = "https://example.org/eva" }]
medium = "newsletter"
type = "serial"
season = "year"
trailer = { file = "sound/trailer.mp3", title = "Soon", date = 2026-11-01, season = 2 }
keep_episodes = 300
keep_days = 400
moved_to = "https://example.net/feed.xml"
hub = "https://hub.example.net/"
"""


def load(text: str) -> Feed:
    return checks.check(tomllib.loads(text), file="episode.toml").feed


def test_every_key_can_be_set() -> None:
    feed, plain = load(EVERYTHING), Feed()
    assert [each.name for each in dataclasses.fields(Feed) if getattr(feed, each.name) == getattr(plain, each.name)] == []
    assert feed.url == "https://example.org/podcast/"
    assert feed.guid == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert feed.category == (("News", "Politics"), ("Society & Culture", ""), ("TV & Film", "TV Reviews"))
    assert feed.license == Licence("cc-by-4.0")
    assert feed.funding == (Funding("https://example.org/support"), Funding("https://example.org/members", "Join"))
    assert feed.persons == (Person("Eva Muster", "host", "Cast", "https://example.org/eva.jpg", "https://example.org/eva"),)
    assert feed.trailer == Trailer("sound/trailer.mp3", "Soon", dt.date(2026, 11, 1), 2)


def test_every_field_is_a_key() -> None:
    assert set(checks_feed.CHECKS) == {each.name for each in dataclasses.fields(Feed)}


def test_short_forms() -> None:
    feed = load(
        '[feed]\nlicense = { name = "House rules", url = "https://example.org/rules" }\nfunding = "https://example.org/give"\ntrailer = "t.m4a"'
    )
    assert feed.license == Licence("House rules", "https://example.org/rules")
    assert feed.funding == (Funding("https://example.org/give", "Support the show"),)
    assert feed.trailer.file == "t.m4a"


@pytest.mark.parametrize(
    "category", [main if not sub else f"{main} > {sub}" for main, subs in feed_lists.CATEGORIES.items() for sub in ("", *subs)]
)
def test_every_category_of_apples_is_taken(category: str) -> None:
    assert load(f'[feed]\ncategory = "{category}"').category == (tuple([*category.split(" > "), ""][:2]),)


MISTAKES = [
    # (what stands in [feed], the key that is named, what is said, what would be right)
    ('ulr = "https://example.org"', "feed.ulr", "no setting", "Did you mean url"),
    ('nonsense = "x"', "feed.nonsense", "no setting", "The settings are: url"),
    ("url = 5", "feed.url", "must be a text", "Put it in quotes"),
    ('url = ""', "feed.url", "is empty", "take the line out"),
    ('url = "example.org/podcast"', "feed.url", "no address of the web", "https://"),
    ('url = "ftp://example.org/"', "feed.url", "no address of the web", "https://"),
    ('url = "https://"', "feed.url", "no address of the web", "https://"),
    ('url = "https://exa mple.org/"', "feed.url", "no address of the web", "https://"),
    ('url = "https://example.org:99999/"', "feed.url", "no address", "https://"),
    ('url = "https://[::1/"', "feed.url", "no address", "https://"),
    ('url = "https://me:secret@example.org/"', "feed.url", "a password", "take it out"),
    ('url = "https://example.org/?show=1"', "feed.url", "behind “?”", "address of the folder"),
    ('url = "https://example.org/#top"', "feed.url", "behind “?”", "address of the folder"),
    ('url = "https://example.org/podcast/feed.xml"', "feed.url", "a file's address", "the folder's"),
    ('url = "https://example.org/\\u0007"', "feed.url", "one line", "control characters"),
    ('to = "https://example.org/put"', "feed.to", "read from, not put to", "s3://"),
    ('to = "sftp://me:secret@example.org/podcast"', "feed.to", "a password", "a key"),
    ("to = true", "feed.to", "must be a text", "quotes"),
    ('link = "www.example.org"', "feed.link", "no address of the web", "https://"),
    ('guid = "podcast-1"', "feed.guid", "no UUID", "podcast:guid"),
    ("description = 3", "feed.description", "must be a text", "quotes"),
    (f'description = "{"ä" * 2001}"', "feed.description", "4002 bytes", "4000"),
    ('description = "The <b>day</b>"', "feed.description", "HTML", "plain text"),
    ('description = "a\\u0000b"', "feed.description", "control characters", "Take them out"),
    (f'author = "{"a" * 256}"', "feed.author", "256 characters", "255"),
    ("author = [1]", "feed.author", "must be a text", "quotes"),
    ('owner_name = "Eva"', "feed.owner_name", "address as well", 'email = "'),
    ('email = "Eva <eva@example.org>"', "feed.email", "no e-mail address", "news@example.org"),
    ('email = "eva@localhost"', "feed.email", "no e-mail address", "news@example.org"),
    ('email = "eva at example.org"', "feed.email", "no e-mail address", "news@example.org"),
    ('category = "Newz"', "feed.category", "no category", "Did you mean 'News'"),
    ('category = "Daily News"', "feed.category", "no category", "Did you mean 'News > Daily News'"),
    ('category = "News & Politics"', "feed.category", "no category", ""),
    ('category = "Gadgets"', "feed.category", "no category", "Apple's are: Arts"),
    ('category = "News > Gossip"', "feed.category", "no subcategory of News", "Daily News"),
    ('category = "News >"', "feed.category", "no subcategory of News", "or none"),
    ('category = "True Crime > Murder"', "feed.category", "no subcategory", "has none"),
    ('category = "news"', "feed.category", "no category", "Did you mean 'News'"),
    ("category = []", "feed.category", "no category in it", "News > Daily News"),
    ('category = ["News", "Gossip"]', "feed.category[2]", "no category", ""),
    ('category = ["News", "News"]', "feed.category", "twice", "Take one"),
    ('language = "english"', "feed.language", "no language", "en-gb"),
    ('language = "xx-GB"', "feed.language", "no language", "en-gb"),
    ('language = "en_GB"', "feed.language", "no language", "en-gb"),
    ('explicit = "no"', "feed.explicit", "true or false", "without quotes"),
    ("explicit = 0", "feed.explicit", "true or false", "without quotes"),
    ('locked = "yes"', "feed.locked", "true or false", "without quotes"),
    (f'copyright = "{"c" * 300}"', "feed.copyright", "300 characters", "shorten"),
    ('license = "cc-by"', "feed.license", "no known licence", "Did you mean 'cc-by-4.0'"),
    ('license = "Ours"', "feed.license", "no known licence", "needs its text"),
    ('license = { url = "https://example.org/rules" }', "feed.license", "no name", "cc-by-4.0"),
    ('license = { name = "Ours", link = "https://x.org" }', "feed.license.link", "no setting", ""),
    ('funding = "donate"', "feed.funding", "no address of the web", "https://"),
    ('funding = { text = "Give" }', "feed.funding", "no url", "url ="),
    (f'funding = {{ url = "https://x.org", text = "{"x" * 129}" }}', "feed.funding.text", "129 characters", "128"),
    ('funding = ["https://x.org", "nowhere"]', "feed.funding[2]", "no address of the web", "https://"),
    ('persons = "Eva"', "feed.persons", "a list of tables", "persons = [{"),
    ('persons = [{ role = "host" }]', "feed.persons[1]", "no name", "name ="),
    ('persons = [{ name = "Eva", group = "Band" }]', "feed.persons[1].group", "no group", "Cast"),
    ('persons = [{ name = "Eva" }, { name = "" }]', "feed.persons[2].name", "is empty", "value"),
    ('persons = [{ name = "Eva", img = "eva.jpg" }]', "feed.persons[1].img", "no address of the web", "https://"),
    ('persons = ["Eva"]', "feed.persons[1]", "must be a table", "keys below"),
    ('medium = "radio"', "feed.medium", "no medium", "podcast"),
    ('type = "daily"', "feed.type", "no type of show", "episodic, serial"),
    ('season = "autumn"', "feed.season", "no season", '"year"'),
    ("season = 0", "feed.season", "out of range", "1 to 9999"),
    ("season = 1.5", "feed.season", "a whole number", "1 to 9999"),
    ('trailer = "../trailer.mp3"', "feed.trailer", "not inside", "Put it there"),
    ('trailer = "/etc/trailer.mp3"', "feed.trailer", "not inside", "Put it there"),
    ('trailer = "trailer.wav"', "feed.trailer", "no audio that Apple plays", ".mp3"),
    ('trailer = { title = "Soon" }', "feed.trailer", "names no file", "file ="),
    ('trailer = { file = "t.mp3", date = "2026-11-01" }', "feed.trailer.date", "must be a date", "without quotes"),
    ("keep_episodes = 0", "feed.keep_episodes", "out of range", "1 to 100000"),
    ('keep_episodes = "all"', "feed.keep_episodes", "a whole number", "episodes"),
    ("keep_days = -1", "feed.keep_days", "out of range", "days"),
    ("keep_days = true", "feed.keep_days", "a whole number", "days"),
    ("keep = 5", "feed.keep", "no setting", "Did you mean keep_"),
    ('hub = "elsewhere"', "feed.hub", "no address of the web", "https://"),
    ('moved_to = "elsewhere"', "feed.moved_to", "no address of the web", "https://"),
]


@pytest.mark.parametrize(("wrong", "key", "said", "right"), MISTAKES, ids=[f"{n}-{each[1]}" for n, each in enumerate(MISTAKES)])
def test_a_mistake_is_named_with_what_would_be_right(wrong: str, key: str, said: str, right: str) -> None:
    with pytest.raises(ShowError) as caught:
        load(f"[feed]\n{wrong}")
    assert caught.value.where == f"episode.toml: {key}"
    assert said in caught.value.message
    assert right in caught.value.remedy
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


def test_the_table_itself_must_be_one() -> None:
    with pytest.raises(ShowError, match=r"episode\.toml: feed: must be a table, not a text"):
        load('feed = "https://example.org"')
