"""The checks of `[feed]`: what Apple, Spotify and Podcasting 2.0 would refuse is refused here, with what would be right."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import uuid
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from pipeline.desk.checking import Check, RefusedError, any_text, each_of, flag, kind_of, number, some_text, table_of
from pipeline.desk.feed_lists import AUDIO, CATEGORIES, GROUPS, LANGUAGES, LICENCES, MEDIUMS, TYPES
from pipeline.desk.feed_settings import Feed, Funding, Licence, Person, Trailer
from pipeline.errors import ShowError
from pipeline.regex import regex

LONGEST_TEXT, LONGEST_NAME = 255, 128
"""Characters: Apple's limit of a plain tag, and that of Podcasting 2.0 for names and captions."""
LONGEST_DESCRIPTION = 4000
"""Bytes: Apple's limit."""

_HOST = regex(r"(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]")
_EMAIL = regex(r"[^\s@<>,;:\"()\[\]\\]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+")


def feed(value: Any, file: str, name: str) -> Feed:
    """The whole table."""
    found = Feed(**table_of(value, CHECKS, file=file, prefix=name))
    if found.owner_name and not found.email:
        remedy = 'Add email = "…", which directories write to, or take owner_name out.'
        raise ShowError("needs the owner's address as well", where=f"{file}: {name}.owner_name", remedy=remedy)
    return found


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────────


def _address(value: Any, file: str, name: str) -> str:
    """An address of the web, without a password."""
    given = some_text(value, file, name)
    example = f'Write it whole: {name.split(".")[-1]} = "https://example.org/…"'
    try:
        parts = urlsplit(given)
        host, port = parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}"), parts.port
    except ValueError:
        raise RefusedError(f"{given!r} is no address", example) from None
    if parts.username is not None:
        raise RefusedError("has a user or a password in it", "Everybody can read it in the feed: take it out.")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or port == 0 or re.search(r"[\s\\<>\"]", given):
        raise RefusedError(f"{given!r} is no address of the web", example)
    return given


def _base(value: Any, file: str, name: str) -> str:
    """The address of a folder, with the `/` at its end."""
    given = _address(value, file, name)
    parts = urlsplit(given)
    if parts.query or parts.fragment:
        raise RefusedError("has a part behind “?” or “#”", "Give the address of the folder that holds the files, and nothing behind it.")
    if PurePosixPath(parts.path).suffix.lower() in (".xml", ".rss", ".mp3", ".html"):
        raise RefusedError(f"{given!r} is a file's address", "Give the folder's: the feed will be feed.xml in it.")
    return given if given.endswith("/") else f"{given}/"


def _email(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name)
    if not _EMAIL.fullmatch(given):
        raise RefusedError(f"{given!r} is no e-mail address", 'Write the address alone: email = "news@example.org"')
    return given


def _guid(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name)
    try:
        return str(uuid.UUID(given))
    except ValueError:
        remedy = "Copy it from the old feed's podcast:guid, or take the line out: it then follows from feed.url."
        raise RefusedError(f"{given!r} is no UUID", remedy) from None


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────


def _short(longest: int = LONGEST_TEXT) -> Check:
    def check(value: Any, file: str, name: str) -> str:
        given = any_text(value, file, name)
        if len(given) > longest:
            raise RefusedError(f"has {len(given)} characters", f"Players show {longest} at most: shorten it.")
        return given

    return check


def _description(value: Any, file: str, name: str) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"must be a text, not {kind_of(value)}", 'Put it in quotes: description = "…"')
    if any(ord(char) < 32 and char not in "\n\t" for char in value):
        raise RefusedError("has control characters in it", "Take them out; line breaks may stay.")
    if re.search(r"</?[a-zA-Z]", value):
        raise RefusedError("has HTML in it", "Write plain text; an empty line makes a paragraph.")
    size = len(value.strip().encode())
    if size > LONGEST_DESCRIPTION:
        raise RefusedError(f"has {size} bytes", f"Apple takes {LONGEST_DESCRIPTION}: shorten it.")
    return value.strip()


def _language(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name)
    if not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{2,8})*", given) or given[:2].lower() not in LANGUAGES:
        raise RefusedError(
            f"{given!r} is no language that Apple knows", "Write two letters and a country: en-gb, de-ch; or take the line out."
        )
    return given


def _one_of(known: tuple[str, ...], what: str) -> Check:
    def check(value: Any, file: str, name: str) -> str:
        given = some_text(value, file, name)
        if given not in known:
            raise RefusedError(f"{given!r} is no {what}", f"Use one of: {', '.join(known)}.")
        return given

    return check


def _category(value: Any, file: str, name: str) -> tuple[tuple[str, str], ...]:
    """`"News > Daily News"`, or a list of such."""
    if not isinstance(value, list):
        return (_one_category(value, file, name),)
    if not value:
        raise RefusedError("has no category in it", 'Write category = "News > Daily News"')
    found = tuple(each_of(_one_category, value, file, name))
    if len(set(found)) != len(found):
        raise RefusedError("names a category twice", "Take one of them out.")
    return found


def _one_category(value: Any, file: str, name: str) -> tuple[str, str]:
    given = some_text(value, file, name)
    main, arrow, sub = (part.strip() for part in given.partition(">"))
    if main not in CATEGORIES:
        above = next((f"{each} > {main}" for each, subs in CATEGORIES.items() if main in subs), "")
        near = above or next(iter(difflib.get_close_matches(main, CATEGORIES, n=1, cutoff=0.5)), "")
        remedy = f"Did you mean {near!r}?" if near else f"Apple's are: {', '.join(CATEGORIES)}."
        raise RefusedError(f"{main!r} is no category of Apple's", remedy)
    subs = CATEGORIES[main]
    if arrow and sub not in subs:
        remedy = f"Use one of: {', '.join(subs)}; or none." if subs else f"{main} has none: write {main!r} alone."
        raise RefusedError(f"{sub!r} is no subcategory of {main}", remedy)
    return main, sub


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


def _license(value: Any, file: str, name: str) -> Licence:
    """A known licence by its identifier, or a table with the name and the text's address."""
    if isinstance(value, dict):
        made = Licence(**table_of(value, {"name": _filled_short, "url": _address}, file=file, prefix=name))
    else:
        made = Licence(_filled_short(value, file, name))
    made = Licence(made.name.lower() if made.name.lower() in LICENCES else made.name, made.url)
    if not made.name:
        raise ShowError("has no name", where=f"{file}: {name}", remedy='Write license = "cc-by-4.0"')
    if made.name not in LICENCES and not made.url:
        near = difflib.get_close_matches(made.name.lower(), LICENCES, n=1)
        known = f"Did you mean {near[0]!r}?" if near else f"Known ones are: {', '.join(LICENCES)}."
        remedy = f'{known} One of your own needs its text: license = {{ name = "…", url = "https://…" }}'
        raise ShowError(f"{made.name!r} is no known licence", where=f"{file}: {name}", remedy=remedy)
    return made


def _funding(value: Any, file: str, name: str) -> tuple[Funding, ...]:
    """An address, a table with `url` and `text`, or a list of these."""
    if isinstance(value, list):
        return tuple(one for found in each_of(_funding, value, file, name) for one in found)
    if not isinstance(value, dict):
        return (Funding(_address(value, file, name)),)
    found = table_of(value, {"url": _address, "text": _filled_short}, file=file, prefix=name)
    if "url" not in found:
        raise ShowError("has no url", where=f"{file}: {name}", remedy='Add url = "https://…"')
    return (Funding(**found),)


def _persons(value: Any, file: str, name: str) -> tuple[Person, ...]:
    if not isinstance(value, list):
        raise RefusedError(f"must be a list of tables, not {kind_of(value)}", 'Write persons = [{ name = "…", role = "host" }]')
    return tuple(each_of(_person, value, file, name))


def _person(value: Any, file: str, name: str) -> Person:
    checks = {"name": _filled_short, "role": _filled_short, "group": _group, "img": _address, "href": _address}
    found = table_of(value, checks, file=file, prefix=name)
    if "name" not in found:
        raise ShowError("has no name", where=f"{file}: {name}", remedy='Add name = "…"')
    return Person(**found)


def _group(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name)
    known = {group.lower(): group for group in GROUPS}
    if given.lower() not in known:
        raise RefusedError(f"{given!r} is no group of the Podcast Taxonomy", f"Use one of: {', '.join(GROUPS)}.")
    return known[given.lower()]


def _trailer(value: Any, file: str, name: str) -> Trailer:
    """A file, or a table with `file`, `title`, `date` and `season`."""
    if not isinstance(value, dict):
        return Trailer(_audio(value, file, name))
    checks: dict[str, Check] = {"file": _audio, "title": _filled_short, "date": _date, "season": number(1, 9999, "(a season's number)")}
    found = table_of(value, checks, file=file, prefix=name)
    if "file" not in found:
        raise ShowError("names no file", where=f"{file}: {name}", remedy='Add file = "trailer.mp3"')
    return Trailer(**found)


def _audio(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name).replace("\\", "/")
    path = PurePosixPath(given)
    if given.startswith(("/", "~")) or ":" in given or ".." in path.parts:
        raise RefusedError(f"{given!r} is not inside the show's folder", 'Put it there, and write its path from there: "trailer.mp3"')
    if path.suffix.lower() not in AUDIO:
        raise RefusedError(f"{given!r} is no audio that Apple plays", f"Use a file that ends in {' or '.join(AUDIO)}.")
    return given


def _date(value: Any, file: str, name: str) -> dt.date:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise RefusedError("must be a date", "Write it without quotes: date = 2026-11-27")
    return value


def _season(value: Any, file: str, name: str) -> int | str:
    if value == "year":
        return "year"
    if isinstance(value, str):
        raise RefusedError(f"{value!r} is no season", 'Write a number, season = 1, or season = "year" for one a year.')
    season: int = number(1, 9999, "(a season's number)")(value, file, name)
    return season


def _to(value: Any, file: str, name: str) -> str:
    given = some_text(value, file, name)
    if given.lower().startswith(("http://", "https://")):
        remedy = 'Name a folder, or where files can be put: "s3://bucket/podcast", "sftp://host/path", "webdav://…".'
        raise RefusedError("is an address that files are read from, not put to", remedy)
    try:
        secret = bool(urlsplit(given).password)
    except ValueError:
        raise RefusedError(f"{given!r} is no address", "Name a folder, or an address such as s3://bucket/podcast.") from None
    if secret:
        raise RefusedError("has a password in it", "Keep it out of the settings: use a key, or the store's own configuration.")
    return given


def _filled_short(value: Any, file: str, name: str) -> str:
    some_text(value, file, name)
    given: str = _short(LONGEST_NAME)(value, file, name)
    return given


CHECKS: dict[str, Check] = {
    "url": _base,
    "to": _to,
    "link": _address,
    "guid": _guid,
    "description": _description,
    "author": _short(),
    "owner_name": _short(),
    "email": _email,
    "category": _category,
    "language": _language,
    "explicit": flag,
    "copyright": _short(),
    "locked": flag,
    "private": flag,
    "license": _license,
    "funding": _funding,
    "persons": _persons,
    "medium": _one_of(MEDIUMS, "medium of such a feed"),
    "type": _one_of(TYPES, "type of show"),
    "season": _season,
    "trailer": _trailer,
    "keep_episodes": number(1, 100_000, "episodes"),
    "keep_days": number(1, 36_500, "days"),
    "moved_to": _address,
    "hub": _address,
}
"""By key; `test_checks_feed` holds that they are the fields of `Feed`."""
