"""Subtitles (SRT, WebVTT, SubStation Alpha): what is said, in sentences; their times and numbers are not told."""

from __future__ import annotations

import re

from pipeline.regex import regex

CUES = 2
"""So many times make a text subtitles."""
LONGEST = 600
"""Characters: where no full stop comes for so long, one that is heard does."""

_TIME = regex(r"(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3} --> (?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\b.*")
_HEAD = regex(r"WEBVTT\b.*|(?:NOTE|STYLE|REGION)\b.*|(?:Kind|Language): .*")
_VOICE = regex(r"<v(?:\.\S+)?\s+([^<>]{2,60})>")
_DIALOGUE = regex(r"Dialogue: (?:[^,]*,){9}(.*)")
_TAG = regex(r"</?[a-z][^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_ENDS = regex(r"[.!?…][”\"’')\]]*$")


def joined(text: str) -> tuple[str, dict[int, int]]:
    """A text of subtitles with each sentence on its first line, and where such sentences end: first line → last (from 1); any other as it is."""
    lines = text.split("\n")
    if "[Events]" in text and any(map(_DIALOGUE.fullmatch, lines)):
        return _sentences([match[1].replace("\\N", " ") if (match := _DIALOGUE.fullmatch(line)) else "" for line in lines])
    times = {i for i, line in enumerate(lines) if "-->" in line and _TIME.fullmatch(line.strip())}
    if len(times) < CUES:
        return text, {}
    names = {match[1] for line in lines for match in _VOICE.finditer(line)}
    if len(names) > 1:
        lines = [_VOICE.sub(r"\1: ", line) for line in lines]
    aside = {
        i
        for i, line in enumerate(lines)
        if i in times
        or (i + 1 in times and not "".join(lines[max(0, i - 1) : i]).strip())
        or line.strip().isdigit()
        or _HEAD.fullmatch(line.strip())
    }
    return _sentences(["" if i in aside else line for i, line in enumerate(lines)])


def _sentences(found: list[str]) -> tuple[str, dict[int, int]]:
    """The text of lines that are said, with each sentence on its first line, and where the sentences end."""
    ends: dict[int, int] = {}
    first = -1
    for i, line in enumerate(found):
        words = " ".join(_TAG.sub("", line).split())
        found[i] = ""
        if not words:
            continue
        if first < 0 or _ENDS.search(found[first]) or len(found[first]) > LONGEST or words[0] in "[(":
            first, found[i] = i, words
        else:
            found[first] = f"{found[first]} {words}"
            ends[first + 1] = i + 1
    return "\n".join(found), ends
