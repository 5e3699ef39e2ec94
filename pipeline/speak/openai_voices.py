"""What a speech server of one's own says of its voices: `GET /audio/voices`, which is not OpenAI's but what such servers agree on.

    {"voices": ["af_heart", …]}                                    Kokoro-FastAPI before 0.3, Kokoros
    {"voices": [{"id": "af_heart", "name": "af_heart"}, …]}        Kokoro-FastAPI, speaches (with `language`, `gender`)
    {"object": "list", "data": [{"id": …, "model": …}, …]}         others, in the manner of OpenAI's lists

A server that answers something else, or nothing in time, has no list: that is no error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.model import Voice
from pipeline.net.post import Caller, HttpFault
from pipeline.regex import regex
from pipeline.speak import http_refusal
from pipeline.speak.http_address import Address

VOICES = "/audio/voices"

LIMIT_S = 2.0
"""A server that is there answers from memory; one that is not must not hold up a list of voices."""

MAX_BYTES = 1 << 20
"""Of an answer: 5,000 voices with a line each."""

MOST = 500
"""Voices that are listed: all others can be named."""

NAME_CHARS = 200
"""Of a model or a voice."""

_LANGUAGE = regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def ask(caller: Caller, limit_s: float = LIMIT_S) -> tuple[Voice, ...]:
    """The server's voices, in its order; empty where it does not say, or not in time, or nothing that can be understood."""
    headers = {"Accept": "application/json", "User-Agent": "daily-episode"}
    try:
        answer = caller.get(VOICES, headers, limit_s, MAX_BYTES)
    except HttpFault:
        return ()
    return listed(answer.body, caller.address) if answer.status == http_refusal.OK else ()


def listed(body: bytes, address: Address) -> tuple[Voice, ...]:
    """The voices that an answer lists; none of them would show what lets one in."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    voices = {voice.name: voice for entry in _entries(document) if (voice := _voice(entry)) is not None}
    # A name that would have to be shown with something struck out, such as the key, is no name.
    return tuple(voice for name, voice in voices.items() if address.quote(name) == name)[:MOST]


def is_name(text: object) -> bool:
    """Whether this can be the name of a model or a voice."""
    return isinstance(text, str) and bool(text.strip()) and text.isprintable() and len(text) <= NAME_CHARS


def _entries(document: Any) -> Iterator[Any]:
    listed = document
    if isinstance(document, dict):
        listed = next((document[key] for key in ("voices", "data") if isinstance(document.get(key), list)), ())
    yield from listed if isinstance(listed, list) else ()


def _voice(entry: Any) -> Voice | None:
    """One entry of a list; none where it is no voice that can be asked for as `openai:MODEL/VOICE`."""
    told = entry if isinstance(entry, dict) else {"id": entry}
    name = next((told[key] for key in ("id", "voice_id", "name") if is_name(told.get(key))), "")
    model = next((told[key] for key in ("model", "model_id") if is_name(told.get(key))), "")
    # What stands before the last `/` is taken for the model, and what ends in a space would lose it on the way.
    if not name or "/" in name or name != name.strip() or model != model.strip():
        return None
    gender = str(told.get("gender") or "").lower()
    language = next((told[key] for key in ("language", "locale", "lang") if isinstance(told.get(key), str)), "")
    return Voice(
        f"openai:{model}/{name}" if model else f"openai:{name}",
        "openai",
        language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
        gender if gender in ("female", "male") else "",
        "the server's",
        installed=True,
    )
