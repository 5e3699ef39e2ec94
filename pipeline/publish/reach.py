"""Whether new addresses answer as players need, asked before the feed names them: there, as long as they should be, and in parts."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from pipeline import __version__
from pipeline.errors import PublishError
from pipeline.net.retry import Clock, wait_s
from pipeline.publish.kinds import File

TIMEOUT_S = 15.0
TRIES = 3
"""Of each address: a file that has just gone up may be unknown to a network of caches for a moment."""
AT_ONCE = 8
"""Addresses asked side by side."""
SHOWN = 3
"""Faults that are named; the rest are counted."""


class _UnreachableError(Exception):
    """Nobody answers at all."""


def asker(note: Callable[[str], None], clock: Clock = Clock()) -> Callable[[Sequence[tuple[str, File]]], None]:  # noqa: B008 - frozen
    """What asks addresses, each with the file that it should give, once the files are there.

    Raises PublishError where one answers otherwise. Where nobody answers at all, `note` is told, and that is all: the files may be put on
    their way from another machine than the one that is asked.
    """

    def check(urls: Sequence[tuple[str, File]]) -> None:
        asked = [(url, file) for url, file in urls if url.startswith(("http://", "https://"))]
        if not asked:
            return
        try:
            first = _fault(asked[0], clock)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                faults = [first, *pool.map(lambda one: _fault(one, clock), asked[1:])]
        except _UnreachableError as problem:
            note(f"{asked[0][0]} cannot be reached from here ({problem}): the feed goes up without its addresses having been asked")
            return
        wrong = [fault for fault in faults if fault]
        if wrong:
            more = f"; and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
            what = f"{len(wrong)} of {len(asked)} new addresses do not answer as players need: {'; '.join(wrong[:SHOWN])}{more}"
            remedy = "The feed is as it was. See that feed.url is where the files are reached, or leave this out with --unchecked."
            raise PublishError(what, where="feed.url", remedy=remedy)

    return check


def _fault(one: tuple[str, File], clock: Clock) -> str:
    """What is wrong with an address; empty for nothing. Raises _UnreachableError where nobody answers."""
    sleep = clock.sleep or time.sleep
    url, file = one
    fault = ""
    for tried in range(1, TRIES + 1):
        fault = _once(url, file)
        if not fault:
            return ""
        if tried < TRIES:
            sleep(wait_s(tried, None, clock.fraction()))
    return f"{url} {fault}"


def _once(url: str, file: File) -> str:
    status, headers, _ = _ask(url, "HEAD")
    if status != 200:
        return f"answers {status} to HEAD"
    length = headers.get("Content-Length")
    if length is not None and not headers.get("Content-Encoding") and length != str(file.bytes):
        return f"says that it has {length} bytes, not {file.bytes}"
    if file.part != "audio":
        return ""
    status, headers, body = _ask(url, "GET", {"Range": "bytes=0-0"})
    if status == 200:
        return "gives no byte ranges, which Apple asks for"
    whole = headers.get("Content-Range", "").rpartition("/")[2]
    if status != 206 or len(body) != 1 or whole not in (str(file.bytes), "*"):
        return f"answers {status} with {len(body)} bytes of {whole or 'nothing'} to a request for its first byte"
    return ""


class _Redirect(urllib.request.HTTPRedirectHandler):
    """A HEAD that is sent elsewhere stays one."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> urllib.request.Request | None:
        new = super().redirect_request(req, fp, code, msg, headers, newurl)
        if new is not None:
            new.method = req.get_method()
        return new


def _ask(url: str, method: str, headers: dict[str, str] | None = None) -> tuple[int, Any, bytes]:
    """(status, headers, the first two bytes)."""
    about = {"User-Agent": f"Episode/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
    request = urllib.request.Request(url, headers=about, method=method)  # noqa: S310 - http and https alone come here
    try:
        with urllib.request.build_opener(_Redirect).open(request, timeout=TIMEOUT_S) as answer:
            return answer.status, answer.headers, answer.read(2) if method == "GET" else b""
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, b""
    except (urllib.error.URLError, http.client.HTTPException, OSError) as problem:
        reason = getattr(problem, "reason", problem)
        raise _UnreachableError(getattr(reason, "strerror", None) or str(reason) or type(reason).__name__) from problem
