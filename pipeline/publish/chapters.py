"""The chapters as a file of their own: Podcasting 2.0 “JSON chapters”, version 1.2.0."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.model import Programme

VERSION = "1.2.0"
"""https://github.com/Podcastindex-org/podcast-namespace, docs/examples/chapters/jsonChapters.md"""


def chapters_json(programme: Programme, urls: Sequence[str] = ()) -> str:
    """The chapters with start and end in seconds (three decimals), in order.

    `urls` may give each chapter a page, in the chapters' order, empty for none; fewer than chapters are allowed.
    """
    chapters: list[dict[str, str | float]] = []
    for n, chapter in enumerate(programme.chapters):
        start_ms, end_ms = programme.ms(chapter.start_frame), programme.ms(chapter.end_frame)
        entry: dict[str, str | float] = {"startTime": start_ms / 1000, "endTime": end_ms / 1000, "title": chapter.title}
        if n < len(urls) and urls[n]:
            entry["url"] = urls[n]
        chapters.append(entry)
    return json.dumps({"version": VERSION, "chapters": chapters}, ensure_ascii=False, indent=2) + "\n"
