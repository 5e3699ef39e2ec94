"""A web address → its bytes: one page or feed, asked for politely, from a machine that may be asked, in a size and a time that are bounded.

The standard library's `http.client` is used, and not a larger one, because the connection must go to the very machine that was looked at:
a name that is looked up again may by then mean another (DNS rebinding). Proxies are not used, for the same reason.
"""

from __future__ import annotations

import codecs
import random
import re
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from pipeline import __version__
from pipeline.errors import BriefingError
from pipeline.net import retry
from pipeline.read.web import address as addresses
from pipeline.read.web import robots
from pipeline.read.web.address import Address, PassingError, Resolve
from pipeline.read.web.cache import Cache, Entry
from pipeline.read.web.exchange import AGAIN, Answer, Deadline, Limits, get
from pipeline.regex import regex

__all__ = ["AGENT", "Fetched", "Limits", "Web", "fetch", "is_address"]

AGENT = f"{robots.NAME}/{__version__}"
"""How we call ourselves; the name alone is what a robots.txt can name."""
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/*;q=0.8, application/json;q=0.8, */*;q=0.1"
)

TRIES = 3
"""At six in the morning nobody is there to try again: a server that starts anew, a network that has just woken."""

LONGEST_S = 10.0
"""No longer is waited because a server asks for it."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTS = regex(
    r"text/|multipart/related|application/(?:[\w.-]+\+)?(?:xml|json|xhtml|yaml|x-yaml|rss|atom|rdf|octet-stream|x-download)\b",
    re.IGNORECASE,
)
_LATIN = frozenset({"cp1252", "iso8859-1", "ascii"})
"""What servers say of everything where nobody set them up."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address."""

    data: bytes
    """For `read`. Where the server's charset is to be believed, the text is UTF-8 with its mark, so that it need not be told."""
    name: str
    """For `read`: the address, without a fragment and without the values of keys that only its user may have."""
    url: str
    """Where it stood in the end, after redirects."""
    content_type: str
    unchanged: bool
    """True where the server said that it is what was fetched before."""


def is_address(source: str) -> bool:
    """Whether what a user names as a source is a web address."""
    return bool(re.match(r"https?://", source, re.IGNORECASE))


def fetch(url: str, *, cache: Path | None = None) -> Fetched:
    """What stands at an address. For several, use one `Web`: it asks for each robots.txt once. Raises BriefingError."""
    return Web(cache=cache).get(url)


class Web:
    """Fetches pages and feeds, one after the other.

    `allow` names networks that may be asked though they are not public ("127.0.0.1/32"). `cache` is a folder for what was fetched before.
    `resolve` and `context` are the system's where they are not given; `pause` waits so many seconds before it asks again.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        allow: Sequence[str] = (),
        limits: Limits | None = None,
        resolve: Resolve = addresses.system,
        context: ssl.SSLContext | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._cache = Cache(cache) if cache is not None else None
        self._allow = addresses.allowed_networks(allow)
        self._limits = limits or Limits()
        self._resolve = resolve
        self._context = context
        self._pause = pause
        self._robots: dict[str, robots.Rules | None] = {}

    def get(self, url: str) -> Fetched:
        """What stands at an address. Raises BriefingError with the address, what went wrong and what to do."""
        asked = addresses.parse(url)
        deadline = Deadline(self._limits.total_s)
        here = asked
        for _ in range(self._limits.redirects + 1):
            self._may_be_read(here, deadline)
            known = self._cache.find(here.url) if self._cache else None
            answer = self._ask(here, _conditions(known), deadline)
            if answer.status in _REDIRECTS:
                here = _next(here, answer)
                continue
            return self._fetched(asked, here, answer, known)
        what = f"more than {self._limits.redirects} redirects"
        raise BriefingError(what, where=asked.shown, remedy="Open it in a browser and give the address that it ends at")

    def _ask(self, here: Address, more: dict[str, str], deadline: Deadline) -> Answer:
        """The answer. Where it may be another in a moment it is asked for again, TRIES times in all, while there is time."""
        tried = 0
        while True:
            tried += 1
            try:
                answer = self._once(here, more, deadline)
            except PassingError:
                if not self._waited(tried, None, deadline):
                    raise
                continue
            asked_s = retry.retry_after_s(answer.headers.get("retry-after", ""), time.time())
            # Who is asked too often, and does not say when to come back, is not asked again at once.
            passing = retry.again(answer.status) and (answer.status != 429 or asked_s is not None)
            if not passing or not self._waited(tried, asked_s, deadline):
                return answer

    def _waited(self, tried: int, asked_s: float | None, deadline: Deadline) -> bool:
        """Wait for another try, if there is to be one."""
        pause_s = retry.wait_s(tried, asked_s, random.random())  # noqa: S311 - no secret
        if tried == TRIES or (asked_s or 0) > LONGEST_S or pause_s > deadline.left_s():
            return False
        self._pause(pause_s)
        return True

    def _once(self, here: Address, more: dict[str, str], deadline: Deadline) -> Answer:
        if deadline.over:
            raise BriefingError(f"no whole answer within {deadline.limit_s:g} s", where=here.shown, remedy=AGAIN)
        machines = addresses.checked(here, self._resolve, self._allow, min(self._limits.connect_s, deadline.left_s()))
        return get(here, machines, {"User-Agent": AGENT, "Accept": ACCEPT, **more}, self._limits, deadline, self._context)

    def _fetched(self, asked: Address, here: Address, answer: Answer, known: Entry | None) -> Fetched:
        if answer.status == 304 and known is not None:
            return Fetched(_in_utf8(known.body, known.content_type), asked.shown, here.url, known.content_type, True)
        if answer.status != 200:
            raise _refused(here, answer)
        content_type = answer.headers.get("content-type", "")
        if content_type and not _TEXTS.match(content_type):
            what = f"this is {content_type.split(';')[0][:60]}, neither a page nor a feed nor a text"
            raise BriefingError(what, where=here.shown, remedy="Give the address of the page itself")
        if not answer.body.strip():
            raise BriefingError("the page is empty", where=here.shown, remedy=AGAIN)
        if self._cache:
            self._cache.keep(
                Entry(here.url, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""), content_type, answer.body)
            )
        return Fetched(_in_utf8(answer.body, content_type), asked.shown, here.url, content_type, False)

    # ── robots.txt ───────────────────────────────────────────────────────────────────────────────────────

    def _may_be_read(self, here: Address, deadline: Deadline) -> None:
        """Raise BriefingError where the site asks programs not to read this address, or where nobody answers: for this address, not for its rules'."""
        if here.origin not in self._robots:
            try:
                self._robots[here.origin] = self._rules(here, deadline)
            except BriefingError as error:
                raise BriefingError(error.message, where=here.shown, remedy=error.remedy) from error
        rules = self._robots[here.origin]
        if rules is not None and not rules.allow(here.url):
            what = "the site's robots.txt asks programs not to read this page"
            raise BriefingError(
                what, where=here.shown, remedy="Read it in a browser, save it as a file and give that, if its terms allow it"
            )

    def _rules(self, here: Address, deadline: Deadline) -> robots.Rules | None:
        """A site's rules (rfc 9309); None where it has none. A site whose server fails is not asked for anything."""
        at = Address(here.tls, here.host, here.port, "/robots.txt")
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(at, {"Accept": "text/plain, */*;q=0.1"}, deadline)
            if answer.status in _REDIRECTS:
                at = _next(at, answer)
                continue
            break
        else:
            return None
        if answer.status >= 500:
            what = f"the site's robots.txt answers {answer.status}, so that nobody knows what may be read"
            raise BriefingError(what, where=at.shown, remedy=AGAIN)
        if answer.status != 200:
            return None
        return robots.Rules(answer.body)


def _conditions(known: Entry | None) -> dict[str, str]:
    if known is None:
        return {}
    both = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in both.items() if value and value.isascii() and value.isprintable()}


def _next(here: Address, answer: Answer) -> Address:
    """Where a redirect leads: checked like any address, and never out of a secure connection."""
    target = answer.headers.get("location", "")
    if not target:
        raise BriefingError(f"the server answers {answer.status}, but not where to go", where=here.shown, remedy=AGAIN)
    try:
        there = addresses.parse(target.encode("latin-1", "replace").decode("utf-8", "replace"), here)
    except BriefingError as error:
        raise BriefingError(f"it redirects to {error.where}: {error.message}", where=here.shown, remedy=error.remedy) from error
    if here.tls and not there.tls:
        what = f"it redirects from a secure connection to {there.url}"
        raise BriefingError(what, where=here.shown, remedy="Give that address itself if it is to be trusted")
    return there


def _refused(here: Address, answer: Answer) -> BriefingError:
    status = answer.status
    later = answer.headers.get("retry-after", "")
    when = f" after {later} s" if later.isdigit() and len(later) < 7 else " later"
    what, remedy = {
        401: ("the page asks for a login", "Read it in a browser, save it as a file and give that"),
        402: ("the page asks for money", "Read it in a browser, save it as a file and give that"),
        403: (
            "the server does not let programs read this page",
            "Read it in a browser, save it as a file and give that, if its terms allow it",
        ),
        404: ("there is no such page", "Check the address"),
        410: ("the page is gone", "Check the address"),
        429: ("the server says that it is asked too often", f"Try again{when}"),
        503: ("the server is not available", f"Try again{when}"),
    }.get(status, (f"the server answers {status}", AGAIN if status >= 500 else "Check the address"))
    return BriefingError(what if str(status) in what else f"{what} ({status})", where=here.shown, remedy=remedy)


def _in_utf8(body: bytes, content_type: str) -> bytes:
    """The body as UTF-8 with a mark where the server's charset is right; else as it came, for its own declaration to be read."""
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_content_charset() or ""
    if not charset or body[:4].startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    try:
        encoding = codecs.lookup(charset)
        if encoding.name in _LATIN or encoding.name == "utf-8":
            return body  # found out from the bytes: servers say these of everything
        return codecs.BOM_UTF8 + body.decode(encoding.name).encode()
    except (LookupError, ValueError):
        return body
