"""A thread of posts, as it is copied: `2/4` in front or behind says that it goes on, and is not told."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.regex import regex

POSTS = 2
"""So many with the same number behind the stroke make a thread. `9/11` alone is a date."""

_FRONT = regex(r"(?P<n>\d{1,2})/(?P<of>\d{1,2})[.:)]?\s+(?=\S)")
_BACK = regex(r"\s+\(?(?P<n>\d{1,2})/(?P<of>\d{1,2})\)?$")
_OPEN = regex(r"(?P<n>\d{1,2})/\s+(?=\S)")
"""`2/ The river …`: of how many is not said."""
_THREAD = regex(r"^[\W_]*(?:(?:NEW|BREAKING|THREAD|EXCLUSIVE)\s?:\s+)?")
_MORE = regex(
    r"\s*(?:(?:here['’]s what we know(?: so far)?|a thread|thread|more below)\W*|(?:(?:full|read|more|link)\b[^.!?]{0,40}\s)?(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/\S*)$",
    re.IGNORECASE,
)
_ENDS = regex(r"[.!?…:;][”\"’')\]]*$")


def joined(text: str) -> str:
    """The text with each post of a thread as a sentence of its own, without its number; as many lines as before."""
    if "/" not in text:
        return text
    lines = text.split("\n")
    marks = {
        i: mark
        for i, line in enumerate(lines)
        if (mark := _FRONT.match(line.lstrip(" 🧵")) or _BACK.search(line.rstrip())) and int(mark["n"]) <= int(mark["of"])
    }
    threads: dict[str, set[str]] = defaultdict(set)
    for mark in marks.values():
        threads[mark["of"]].add(mark["n"])
    for i, mark in marks.items():
        if len(threads[mark["of"]]) >= POSTS and "1" in threads[mark["of"]]:
            lines[i] = _post(_BACK.sub("", _FRONT.sub("", lines[i].strip(" 🧵"), count=1)))
    counted = [i for i, line in enumerate(lines) if _OPEN.match(line)]
    if [int(lines[i].partition("/")[0]) for i in counted] == list(range(1, len(counted) + 1)) and len(counted) > POSTS:
        for i in counted:
            lines[i] = _post(_OPEN.sub("", lines[i].strip(" 🧵"), count=1))
    return "\n".join(lines)


def _post(words: str) -> str:
    words = _MORE.sub("", _THREAD.sub("", words, count=1))
    return words if not words or _ENDS.search(words) else f"{words}."
