"""Telling a WebSub hub that the feed has changed, so that the apps which asked it hear of the episode at once and not at their next round.

The hub stands in the feed (W3C WebSub §4: `atom:link` with `rel` `hub`, beside `self`), and is told by a POST of `hub.mode=publish` and
`hub.url` (PubSubHubbub 0.4 §7.1, as the public hubs take it); any 2xx is yes.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request

from pipeline import __version__
from pipeline.net.retry import Clock, again, wait_s

TIMEOUT_S = 15.0
TRIES = 3


def tell(hub: str, feed_url: str, clock: Clock = Clock()) -> str:  # noqa: B008 - frozen
    """Tell the `hub` that there is something new at `feed_url`. Returns what went wrong, after a few tries; empty where it was told."""
    sleep = clock.sleep or time.sleep
    fault = ""
    for tried in range(1, TRIES + 1):
        fault, passes = _once(hub, feed_url)
        if not fault or not passes or tried == TRIES:
            break
        sleep(wait_s(tried, None, clock.fraction()))
    return fault


def _once(hub: str, feed_url: str) -> tuple[str, bool]:
    """(what went wrong, whether it may pass)."""
    body = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": feed_url, "hub.topic": feed_url}).encode()
    about = {"User-Agent": f"Episode/{__version__}", "Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(hub, body, about, method="POST")  # noqa: S310 - the settings take http and https alone
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            return "" if answer.status < http.HTTPStatus.MULTIPLE_CHOICES else f"it answers {answer.status}", False
    except urllib.error.HTTPError as answer:
        with answer:
            return f"it answers {answer.code}", again(answer.code)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as problem:
        reason = getattr(problem, "reason", problem)
        return f"it cannot be reached ({getattr(reason, 'strerror', None) or str(reason) or type(reason).__name__})", True
