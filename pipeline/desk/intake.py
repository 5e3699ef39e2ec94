"""What goes in: the files, addresses and standard input that a command names, each read as what it is, and put together as one briefing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import read
from pipeline.desk import day
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import BriefingError, EngineError
from pipeline.model import Briefing
from pipeline.read.sniff import kind_of
from pipeline.regex import regex
from pipeline.text.found import last

if TYPE_CHECKING:
    from pipeline.read.web import Fetched, Web

FETCHED = "web"
"""The folder in the cache that keeps what was fetched, so that a page which did not change is not sent again."""
_A_FEED = regex(
    r"(?:\.(?:xml|rss|atom|rdf)|/(?:feeds?|rss2?|feed/atom|(?:feed|rss|atom)\.(?:php|aspx?))/?)(?:[?#].*)?$|[?&](?:format|feed)=(?:feed|rss2?|atom)"
)
"""How the address of a feed ends, in small letters."""


def briefing(order: Order, show: Show, watch: Watch) -> Briefing:
    """The briefing that an order means: its sources, else those of the show's settings, else the newest in its folder of briefings.

    Of several sources one that fails is told to the user, and the others go on, unless the order is `strict`. Raises BriefingError where
    none is left.
    """
    names = [name for name in (order.briefing, *order.more) if name] or list(show.sources) or [""]
    return gather(names, show, watch, kind=order.kind, strict=order.strict, out=order.out, date=day.asked(order.date))


def gather(
    names: Sequence[str],
    show: Show,
    watch: Watch | None,
    *,
    kind: str = "",
    strict: bool = False,
    beside: bool = True,
    to_tell: bool = True,
    known_as: str = "",
    out: Path | None = None,
    date: dt.date | None = None,
) -> Briefing:
    """Read each source and put them together. `kind` is one of `read.SOURCE_KINDS`; `beside`, `out`, `date` and `to_tell` as in `day.given` and `read.read`.

    `known_as` is the name that a single source's lines carry, where not its own.
    """
    given: list[tuple[bytes, str]] = []
    found: list[Briefing] = []
    failed: list[BriefingError] = []
    web: Web | None = None

    def fail(error: BriefingError) -> None:
        if strict or len(names) == 1:
            raise error
        failed.append(error)

    for name in names:
        try:
            if _is_address(name):
                web = web or _web(show)
                page = web.get(name)
                if not kind:
                    _refuse_a_page(name, page)
                given.append((page.data, page.name))
            else:
                file = day.given(name, show, beside=beside, out=out, date=date)
                given.append((file.data, file.name))
                if file.note and watch is not None:
                    watch.note(file.note)
        except BriefingError as error:
            fail(error)
    newest = read.newest(given, kind)
    for data, own_name in given:
        try:
            found.append(_read(data, known_as or own_name, to_tell, kind, newest))
        except BriefingError as error:
            fail(error)
    if not found:
        raise failed[0]
    for lost in failed:
        if watch is not None:
            watch.note(f"going on without this: {lost}")
    if watch is not None:
        for each in found:
            for note in read.held_back(each):
                watch.note(note)
    return read.together(found)


def _read(data: bytes, name: str, to_tell: bool, kind: str, newest: dict[str, tuple[str, str]]) -> Briefing:
    """A source as it is read; what stands as it stood in the show's last build is not read again, unless an embargo may have ended since."""

    def find() -> Briefing:
        return read.read(data, name, to_tell=to_tell, kind=kind, newest=newest)

    of = (hashlib.sha256(data).hexdigest(), to_tell, kind, *sorted(newest.items()))
    return find() if read.waits(data) else last(f"read {name}", of, find, Briefing, chars=len(data))


def _refuse_a_page(address: str, page: Fetched) -> None:
    """Raise BriefingError for a web page where the address is a feed's: “We will be back soon” and “Please sign in” are no news, and nobody
    reads them before they go on air.
    """
    if _A_FEED.search(address.lower()) and kind_of(page.data, page.name) == "html":
        what = "a web page came where the address is a feed’s: the site may be down, or ask its readers to sign in"
        raise BriefingError(what, where=page.name, remedy="Open it in a browser; if the page is what is to be told, build with --as html.")


def _is_address(name: str) -> bool:
    return "://" in name


def _web(show: Show) -> Web:
    from pipeline.read.web import Web
    from pipeline.speak import cache

    try:
        folder = cache.default_folder() / FETCHED
    except EngineError:  # the cache's folder is no folder: then nothing is kept
        return Web(allow=show.networks)
    return Web(cache=folder, allow=show.networks)
