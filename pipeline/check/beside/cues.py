"""The transcripts: WebVTT (W3C, “WebVTT: The Web Video Text Tracks Format” §4), SubRip and Podcasting 2.0's JSON, read by hand and held against what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pipeline.check.beside.chapters import seconds
from pipeline.check.beside.match import Piece, matched
from pipeline.check.beside.told import Told, clock, finding, json_of, lines_with, quoted
from pipeline.check.finding import Finding
from pipeline.regex import regex
from pipeline.text.entities import unescaped

VTT_TIMES = regex(r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?")
SRT_TIMES = regex(r"(\d{2,}:[0-5]\d:[0-5]\d,\d{3}) --> (\d{2,}:[0-5]\d:[0-5]\d,\d{3})")
STAMP = regex(r"<((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})>")
VOICE = regex(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
TAG = regex(r"</?(?:[cibuv]|ruby|rt|lang)(?:[.\s][^<>]*)?>")
BARE = regex(r"&(?!(?:amp|lt|gt|lrm|rlm|nbsp|#\d+|#[xX][0-9a-fA-F]+);)")
MOST_LABEL = 40
"""Characters of a speaker's name in front of SubRip's text, at most."""

Fault = tuple[int, str]
"""(line, what is wrong)."""


def check(told: Told) -> Iterator[Finding]:
    """What is wrong with the transcripts."""
    for role, usual, reader in (("vtt", "transcript.vtt", webvtt), ("srt", "transcript.srt", srt)):
        name = told.name(role, usual)
        text = told.read(name)
        if text is None:
            continue
        pieces, faults = reader(text)
        for line, message in faults:
            yield finding("cue-syntax", told.where(name, line), message)
        yield from _in_order(told, name, pieces)
        if not faults:
            yield from matched(told, name, pieces, _unlabelled, _in_srt) if role == "srt" else matched(told, name, pieces)
    yield from _json(told, told.name("transcript", "transcript.json"))


def _in_order(told: Told, name: str, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """Cues by their times alone."""
    before = 0
    for piece in pieces:
        start, end = piece.start_ms or 0, piece.end_ms or 0
        for kind, message in _one(piece, before, told.duration_ms):
            yield finding(kind, told.where(name, piece.line), message, at_ms=start)
        before = max(before, end)


def _one(piece: Piece, before: int, duration_ms: int) -> Iterator[tuple[str, str]]:
    """(kind, what is wrong) of one cue; `before` is where the last one ended."""
    start, end = piece.start_ms or 0, piece.end_ms or 0
    if not piece.text.strip():
        yield "cue-empty", "shows nothing"
    if end <= start:
        yield "cue-order", f"ends at {clock(end)}, before it has begun"
    elif start < before:
        yield "cue-order", f"begins at {clock(start)}, before the one in front of it has ended at {clock(before)}"
    if end > duration_ms:
        yield "cue-late", f"ends at {clock(end)}, and the programme at {clock(duration_ms)}"
    if any(not start < at < end for at in piece.stamps) or any(b <= a for a, b in pairwise(piece.stamps)):
        yield "word-time", f"a word of {quoted(piece.text)} has a time outside its cue, or before the word in front of it"


# ── WebVTT ───────────────────────────────────────────────────────────────────────────────────────────────


def webvtt(text: str) -> tuple[list[Piece], list[Fault]]:
    """The cues of a WebVTT file, and what is no WebVTT in it."""
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        return [], [(1, "does not begin with WEBVTT")]
    pieces: list[Piece] = []
    faults: list[Fault] = []
    for first, block in [each for each in _blocks(lines) if each[0] > 1]:
        if re.match(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)", block[0]):
            continue
        at = 0 if "-->" in block[0] else 1
        found = VTT_TIMES.fullmatch(block[at]) if at < len(block) else None
        if found is None:
            faults.append((first + at, f"is no cue's times: {block[min(at, len(block) - 1)][:60]!r}"))
            continue
        payload = "\n".join(block[at + 1 :])
        if fault := _unread(payload):
            faults.append((first + at + 1, fault))
        voice = VOICE.search(payload)
        stamps = tuple(_vtt_ms(each) for each in STAMP.findall(payload))
        said = " ".join(unescaped(TAG.sub("", STAMP.sub("", payload))).split())
        speaker = unescaped(voice[1]).strip() if voice else None
        pieces.append(Piece(first + at, said, speaker, _vtt_ms(found[1]), _vtt_ms(found[2]), stamps))
    return pieces, faults


def _unread(payload: str) -> str:
    """What in a cue's text is neither text nor markup."""
    rest = TAG.sub("", STAMP.sub("", payload))
    if "-->" in payload:
        return "has an arrow in its text"
    if "<" in rest:
        return f"has a tag that WebVTT does not know: {rest[rest.index('<') :][:30]!r}"
    if found := BARE.search(rest):
        return f"has an & that begins no reference: {rest[found.start() :][:20]!r}"
    return ""


def _vtt_ms(stamp: str) -> int:
    whole, _, thousandths = stamp.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(thousandths)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not blank, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


# ── SubRip ───────────────────────────────────────────────────────────────────────────────────────────────


def srt(text: str) -> tuple[list[Piece], list[Fault]]:
    """The cues of a SubRip file, and what is no SubRip in it."""
    pieces: list[Piece] = []
    faults: list[Fault] = []
    for count, (first, block) in enumerate(_blocks(text.split("\n")), 1):
        if block[0].strip() != str(count):
            faults.append((first, f"is not number {count}: {block[0][:40]!r}"))
        found = SRT_TIMES.fullmatch(block[1].rstrip()) if len(block) > 1 else None
        if found is None:
            faults.append((first + 1, f"is no cue's times: {block[min(1, len(block) - 1)][:60]!r}"))
            continue
        pieces.append(Piece(first + 1, " ".join(" ".join(block[2:]).split()), None, _vtt_ms(found[1]), _vtt_ms(found[2])))
    return pieces, faults


def _in_srt(word: str) -> str:
    """An arrow would end a cue's text."""
    return word.replace("-->", "→")


def _unlabelled(text: str, role: str, before: str) -> tuple[str, bool]:
    """SubRip's text without the name in front, which stands where the speaker changes; a long one is cut with an ellipsis."""
    role = role or "Voice"
    if role == before:
        return text, True
    for found in re.finditer(":", text[: max(MOST_LABEL, len(role) + 1)]):
        label = text[: found.start()]
        if label == role or (label.endswith("…") and role.startswith(label[:-1])):
            return text[found.end() :].strip(), True
    return text, False


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────


def _json(told: Told, name: str) -> Iterator[Finding]:
    """Podcasting 2.0's form: https://github.com/Podcastindex-org/podcast-namespace, docs/examples/transcripts."""
    read = yield from json_of(told, name)
    if read is None:
        return
    text, found = read
    segments = found.get("segments") if isinstance(found, dict) else None
    if not isinstance(segments, list) or not isinstance(found.get("version"), str):
        yield finding("json-field", told.where(name), "has no version and segments, as a transcript has")
        return
    pieces, lines = [], list(lines_with(text, r'"startTime"\s*:'))
    for n, each in enumerate(segments):
        line = lines[n] if len(lines) == len(segments) else 0
        piece = _piece(each, line)
        if piece is None:
            yield finding(
                "json-field", told.where(name, line), f"segment {n + 1} has no startTime, endTime and body, as a transcript's has"
            )
            return
        pieces.append(piece)
    yield from _in_order(told, name, pieces)
    yield from matched(told, name, pieces)


def _piece(each: Any, line: int) -> Piece | None:
    if not isinstance(each, dict):
        return None
    start, end, body, speaker = (each.get(key) for key in ("startTime", "endTime", "body", "speaker"))
    if not isinstance(body, str) or not (speaker is None or isinstance(speaker, str)):
        return None
    if not seconds(start) or not seconds(end):
        return None
    return Piece(line, " ".join(body.split()), speaker, round(start * 1000), round(end * 1000))
