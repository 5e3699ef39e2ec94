"""What a speech server's refusals and failures mean to a user: each with where and what to do next, translated in this one place."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.net import retry as http_retry
from pipeline.net.post import Answer, HttpFault, Kind
from pipeline.net.retry import Cause
from pipeline.speak import http_address
from pipeline.speak.http_address import KEY, URL, Address
from pipeline.speak.http_wav import BadSound

OK = 200

NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
"""OpenAI answers 429 for an empty account too. Only these codes count, not words: others call a limit a minute “insufficient quota”."""

CAUSES: dict[Kind, Cause] = {"connect": "unreachable", "cut": "broken", "late": "broken"}
"""The faults of a connection that may pass."""

KEPT = "Run the same command again later: what was spoken is kept."
ADDRESS = f"Check {URL} (it usually ends in /v1)."


class Again(Exception):  # noqa: N818 - it says what to do
    """It may go well the next time; the text is for people and shows no secret."""

    def __init__(self, cause: Cause, message: str, asked_s: float | None = None) -> None:
        super().__init__(message)
        self.cause = cause
        self.asked_s = asked_s
        """The seconds that the server asked to wait."""


def from_fault(fault: HttpFault, address: Address) -> Again | EngineError:
    """No whole answer."""
    if fault.kind in CAUSES:
        return Again(CAUSES[fault.kind], str(fault))
    if fault.kind == "closed":
        return EngineError("Speaking was broken off.")
    if fault.kind == "tls":
        return EngineUnavailable(
            f"{address.url} cannot be trusted: {fault}", where=URL, remedy="Check the address, or name your own authority in SSL_CERT_FILE."
        )
    return EngineError(f"{address.url} did not answer with speech: {fault}", where=URL, remedy=ADDRESS)


def from_status(answer: Answer, address: Address, model: str, wall_s: float) -> Again | EngineError:
    """An answer that is no success."""
    status = answer.status
    said, codes = _said(answer, address)
    heard = f"{address.url} answered {status}{said}"
    if status == 402 or (status == 429 and codes & NO_CREDIT):
        return EngineUnavailable(f"The account has no credit: {heard}", where=KEY, remedy="Add credit there, or choose another `--voice`.")
    if http_retry.again(status):
        return Again("busy", f"it answered {status}{said}", http_retry.retry_after_s(answer.headers.get("retry-after", ""), wall_s))
    if 300 <= status <= 399:
        return EngineUnavailable(
            f"{address.url} sends its callers on{_to(answer, address)} ({status}); the key is not taken there",
            where=URL,
            remedy=f"Set {URL} to the address that is meant.",
        )
    if status in (401, 403):
        remedy = f"Set {KEY} to a key that is valid there and may be used for speech."
        return EngineUnavailable(
            f"The key is refused: {heard}" if address.authorization else f"A key is asked for: {heard}", where=KEY, remedy=remedy
        )
    if status in (404, 405):
        remedy = f"{ADDRESS} The voice is written openai:MODEL/VOICE."
        return EngineUnavailable(f"The address or the model “{model}” is not known: {heard}", where=URL, remedy=remedy)
    refused = f"The request is refused: {heard}"
    remedy = "Change the text, or choose another `--voice`."
    # The text may be what it does not take, or its length: then it is asked for smaller pieces.
    return SynthesisError(refused, remedy=remedy) if status in (400, 413, 422) else EngineError(refused, remedy=remedy)


def from_sound(bad: BadSound, answer: Answer, address: Address) -> Again | EngineError:
    """An answer that says that it is a success, and is no sound of use."""
    if bad.again:
        return Again("unsound", f"what it sent is of no use: {bad}")
    said, _ = _said(answer, address)
    return EngineError(f"{address.url} did not answer with speech: {bad}{said}", where=URL, remedy=ADDRESS)


def given_up(trouble: Again, address: Address, tried: int) -> EngineError:
    """After the last try."""
    times = "once" if tried == 1 else f"{tried} times"
    if trouble.cause == "unreachable":
        return EngineUnavailable(
            f"{address.url} cannot be reached: {trouble} (tried {times})", where=URL, remedy=f"Start it, or check {URL}."
        )
    asked = f"; it asks for a wait of {trouble.asked_s:.0f} s" if trouble.asked_s and trouble.asked_s > http_retry.RETRY_AFTER_CAP_S else ""
    message = f"{address.url} was asked {times}: {trouble}{asked}"
    if trouble.cause == "unsound":
        return SynthesisError(message, remedy="Change the text, or try another voice (`--voice`).")
    return EngineError(message, remedy=KEPT)


def _said(answer: Answer, address: Address) -> tuple[str, set[str]]:
    """The server's own words as `: “…”`, or nothing; and the codes that it gives."""
    kind = answer.headers.get("content-type", "").lower()
    if "html" in kind or answer.body[:1] == b"<":
        return " with an HTML page", set()
    if not ("json" in kind or "text" in kind or answer.body[:1] == b"{"):
        return "", set()
    text = answer.body.decode("utf-8", "replace")
    codes: set[str] = set()
    try:
        message, codes = _message(json.loads(text))
    except (ValueError, RecursionError):
        # Cut off, or no JSON: what stands there may spell a secret in JSON's own way.
        message = text if "\\" not in text else ""
    quote = address.quote(message)
    return (f": “{quote}”" if quote else ""), codes


def _message(found: Any) -> tuple[str, set[str]]:
    """Where servers put it: `error.message` (OpenAI), `error`, `detail` or `detail[0].msg` (FastAPI), `message`."""
    codes: set[str] = set()
    for key in ("error", "detail", "message", "msg"):
        while isinstance(found, list) and found:
            found = found[0]
        if isinstance(found, dict):
            codes |= {value for name in ("code", "type") if isinstance(value := found.get(name), str)}
            found = found.get(key, found)
    return (found if isinstance(found, str) else ""), codes


def _to(answer: Answer, address: Address) -> str:
    """The host that a redirect names; the rest of the address may hold anything."""
    try:
        host = urlsplit(answer.headers.get("location", "")).hostname or ""
    except ValueError:
        host = ""
    return f" to {address.quote(host)}" if host and http_address.is_host(host) else ""
