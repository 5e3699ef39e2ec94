"""The transcript in four forms: WebVTT, SubRip, JSON and HTML. What is said, by whom, when; in the written form, as a reader expects it.

The last two are those of Podcasting 2.0: https://github.com/Podcastindex-org/podcast-namespace, docs/examples/transcripts.
"""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Iterator

from pipeline.publish.cues import Cue, Form, Word, cues
from pipeline.publish.told import Span, Told, Turn
from pipeline.regex import regex
from pipeline.text.clock import clock

VTT_LINE = 65
"""Characters a line at most, the speaker's tag included where that leaves LEAST_LINE: what players that show transcripts ask for. Word
times do not count: nobody sees them."""

LEAST_LINE = 25
"""Beside a longer tag the first line keeps this much; players do not show the tag."""

SRT_LINE = 32
"""Characters a line at most, the speaker's name included."""

JSON_VERSION = "1.0.0"

NAMELESS = "Voice"
"""Who speaks where a role has no name."""

CONTROLS = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

SAID_SO = regex(r"\{([^{}|]*)\|[^{}]*\}")
"""`{Kyiv|ˈkiːjɪv}`: how a script gives one word's pronunciation. A reader sees the word."""


def as_read(text: str) -> str:
    """The written form without what only a voice needs: pronunciations, control characters, runs of white space."""
    return " ".join(CONTROLS.sub(" ", SAID_SO.sub(r"\1", text)).split())


def webvtt(told: Told) -> str:
    """A WebVTT file with a cue for each sentence, longer ones in several; inside a cue the time of each word, where it is known."""
    parts = ["WEBVTT\n"]
    for turn in told.turns:
        tag = f"<v {escape(turn.role) or NAMELESS}>"
        form = Form(VTT_LINE, max(VTT_LINE - len(tag), LEAST_LINE), escape)
        for cue in _in_order(cue for span in turn.spans for cue in cues(span, form)):
            payload = "\n".join(" ".join(_timed(word, cue) for word in line) for line in cue.lines)
            parts.append(f"{stamp(cue.start_ms)} --> {stamp(cue.end_ms)}\n{tag}{payload}\n")
    return "\n".join(parts)


def _timed(word: Word, cue: Cue) -> str:
    """A word, with its time in front where that lies inside its cue: WebVTT takes none that is the cue's own start or end."""
    return f"<{stamp(word.at_ms)}>{word.text}" if word.at_ms is not None and cue.start_ms < word.at_ms < cue.end_ms else word.text


def _in_order(found: Iterator[Cue]) -> Iterator[Cue]:
    """Cues whose word times go back are shown without them: a reader of the file would refuse it."""
    for cue in found:
        times = [word.at_ms for line in cue.lines for word in line if word.at_ms is not None]
        if all(a < b for a, b in itertools.pairwise(times)):
            yield cue
        else:
            yield cue._replace(lines=tuple(tuple(word._replace(at_ms=None) for word in line) for line in cue.lines))


def srt(told: Told) -> str:
    """A SubRip file: two lines of SRT_LINE characters a cue, the speaker's name where the speaker changes."""
    parts: list[str] = []
    form = Form(SRT_LINE, SRT_LINE, lambda text: CONTROLS.sub(" ", text).replace("-->", "→"))
    role = None
    for turn in told.turns:
        name = [] if turn.role == role else [Word(word, spoken=False) for word in shortened(f"{turn.role or NAMELESS}:", SRT_LINE).split()]
        for span in turn.spans:
            for cue in cues(span, form, name):
                lines = "\n".join(" ".join(word.text for word in line) for line in cue.lines)
                parts.append(f"{len(parts) + 1}\n{stamp(cue.start_ms, ',')} --> {stamp(cue.end_ms, ',')}\n{lines}\n")
                name, role = [], turn.role
    return "\n".join(parts)


def transcript_json(told: Told) -> str:
    """The transcript as Podcasting 2.0 has it: a segment a sentence, times in seconds."""
    segments = [
        {"speaker": turn.role or NAMELESS, "startTime": span.start_ms / 1000, "endTime": span.end_ms / 1000, "body": span.text}
        for turn, span in _said(told)
    ]
    return json.dumps({"version": JSON_VERSION, "segments": segments}, ensure_ascii=False, indent=2) + "\n"


def transcript_html(told: Told) -> str:
    """The transcript as Podcasting 2.0 has it: speaker, time and paragraph, one after another, in a page that stands alone."""
    head = f'<!doctype html>\n<html lang="{html.escape(told.language)}">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(told.title)}</title>'
    rows = [
        f"<cite>{html.escape(turn.role or NAMELESS)}:</cite>\n<time>{clock(turn.start_ms)}</time>\n"
        f"<p>{html.escape(' '.join(span.text for span in turn.spans), quote=False)}</p>"
        for turn in told.turns
        if turn.spans
    ]
    return "\n".join([head, "</head>", "<body>", *rows, "</body>", "</html>", ""])


def _said(told: Told) -> Iterator[tuple[Turn, Span]]:
    for turn in told.turns:
        for span in turn.spans:
            yield turn, span


def escape(text: str) -> str:
    """Text as WebVTT takes it: `&`, `<` and `>` (so `-->` too) as references."""
    return CONTROLS.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """A text of at most `most` characters, cut at a word, with an ellipsis; its closing colon stays."""
    colon = ":" if text.endswith(":") else ""
    if len(text) <= most:
        return text
    cut = text[: most - 1 - len(colon)]
    whole = cut if text[len(cut)] == " " else cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip(' ,;:–—-')}…{colon}"


def stamp(ms: int, point: str = ".") -> str:
    """`00:01:02.345`."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"
