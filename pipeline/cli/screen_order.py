"""The running order as a producer reads it: each story with its reasons, then what is left out."""

from __future__ import annotations

import textwrap

from pipeline.model import Briefing, LeftOut, Rundown, Source, Story

WIDTH = 100
"""Columns: it is prose, and wraps."""


def running_order(briefing: Briefing, rundown: Rundown) -> str:
    """Every decision, in the order of the programme."""
    several = len(briefing.files) > 1
    stories, shorts = len(rundown.stories), len(rundown.shorts)
    counts = [f"{stories} in full", *([f"{shorts} in brief"] if shorts else []), f"{len(rundown.left_out)} lines left out"]
    out = [f"{briefing.file}: {len(briefing.updates)} updates, {', '.join(counts)}", ""]
    for n, story in enumerate(rundown.stories, 1):
        out += _story(n, story, several)
    if rundown.shorts:
        out += ["In brief", ""]
        for n, story in enumerate(rundown.shorts, len(rundown.stories) + 1):
            out += _story(n, story, several)
    if rundown.others:
        out += ["Other stories: --about WORDS tells one of them", "", *(line for title in rundown.others for line in _wrapped(title)), ""]
    if rundown.left_out:
        out += ["Left out", "", *(line for left in rundown.left_out for line in _left(left)), ""]
    if rundown.notes:
        out += ["To look at", "", *(line for note in rundown.notes for line in _wrapped(note))]
    return "\n".join(out).rstrip()


def _story(number: int, story: Story, several: bool) -> list[str]:
    sources = [source for beat in story.beats for source in beat.sources]
    head = f"{number:>2}. {story.title}: {', '.join(story.updates)} ({_lines(sources, several)})"
    return [*textwrap.wrap(head, WIDTH, subsequent_indent="    "), *(line for why in story.why for line in _wrapped(why)), ""]


def _lines(sources: list[Source], several: bool) -> str:
    """`line 3`, `lines 3–6, 9`, each with its file where the day has several."""
    files = dict.fromkeys(source.file for source in sources)
    parts = []
    for file in files:
        numbers = sorted({n for s in sources if s.file == file for n in range(s.first_line, s.last_line + 1)})
        spans: list[list[int]] = []
        for n in numbers:
            if spans and n == spans[-1][-1] + 1:
                spans[-1].append(n)
            else:
                spans.append([n])
        text = ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)
        parts.append(f"{file} {text}" if several else f"line{'s' if len(numbers) > 1 else ''} {text}")
    return "; ".join(parts)


def _left(left: LeftOut) -> list[str]:
    start = textwrap.shorten(left.text, 44, placeholder="…")
    return textwrap.wrap(f"{left.source}  {left.reason}: {start}", WIDTH, initial_indent="    ", subsequent_indent="      ")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    - ", subsequent_indent="      ")
