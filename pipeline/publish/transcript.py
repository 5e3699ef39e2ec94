"""The transcript as WebVTT: what is said, by whom, when; in the written form, as a reader expects it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Programme, Script, Segment, Sentence, Timing

LINE = 65
"""Characters a line at most, the speaker's tag included where that leaves LEAST_LINE: what players that show transcripts ask for."""

LEAST_LINE = 25
"""Beside a longer tag the first line keeps this much; players do not show the tag."""

LINES = 2
"""A cue."""

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

SAID_SO = re.compile(r"\{([^{}|]*)\|[^{}]*\}")
"""`{Kyiv|ˈkiːjɪv}`: how a script gives one word's pronunciation. A reader sees the word."""

SENTENCE_END, CLAUSE_END = re.compile(r"[.!?…]['\"’”)\]]*$"), re.compile(r"[,;:–—]['\"’”)\]]*$")

SENTENCE_PULL, CLAUSE_PULL = 0.35, 0.2
"""How far from the middle, as shares of the text's length, a cue is rather broken behind a sentence or a clause than between words."""


def webvtt(script: Script, programme: Programme) -> str:
    """A WebVTT file with a cue for each sentence, longer ones in several cues.

    A sentence's first cue starts and its last cue ends exactly where its speech does, to the millisecond; where it takes several, the
    time between is shared out by the number of characters. Cues never overlap, and each lasts a millisecond at least.
    """
    parts = ["WEBVTT\n"]
    for segment, timing in zip(script.segments, programme.timings, strict=True):
        for start_ms, end_ms, lines in cues(segment, timing, programme):
            parts.append(f"{_stamp(start_ms)} --> {_stamp(end_ms)}\n{lines}\n")
    return "\n".join(parts)


def cues(segment: Segment, timing: Timing, programme: Programme) -> Iterator[tuple[int, int, str]]:
    """(start, end, payload) of each cue of a segment, in milliseconds; none for a segment without words."""
    tag = f"<v {escape(' '.join(segment.role.split())) or 'Voice'}>"
    spoken = segment.parts if len(segment.parts) == len(timing.parts) else (segment.passages,)
    spans = timing.parts if len(segment.parts) == len(timing.parts) else ((timing.start_frame, timing.end_frame),)
    for part, (start, end) in zip(spoken, spans, strict=True):
        yield from _cues(part, programme.ms(start), programme.ms(end), tag)


def _cues(part: Sequence[Sentence], start: int, end: int, tag: str) -> Iterator[tuple[int, int, str]]:
    first_line = max(LINE - len(tag), LEAST_LINE)
    pieces = [piece for passage in part for piece in split(as_read(passage.text), first_line)]
    if end - start < len(pieces):  # hardly a sound: as many cues as there are milliseconds
        pieces = [*pieces[: end - start - 1], "\n".join(pieces[end - start - 1 :])] if end > start else []
    total, heard, at = sum(map(len, pieces)), 0, start
    for left, piece in zip(reversed(range(len(pieces))), pieces, strict=True):
        heard += len(piece)
        until = min(max(start + round((end - start) * heard / total), at + 1), end - left)
        yield at, until, tag + piece
        at = until


def split(text: str, first_line: int = LINE) -> list[str]:
    """A text as the payloads of cues, escaped: each of at most LINES lines of LINE characters, the first of `first_line`.

    A text that is too long is broken in two near its middle, rather behind a sentence or a clause, until every part fits.
    """
    words = [part for word in text.split() for part in _hard(word, first_line)]
    return _split(words, first_line) if words else []


def _split(words: list[str], first_line: int) -> list[str]:
    lines = _wrap(words, first_line)
    if len(lines) <= LINES:
        return ["\n".join(lines)]
    length = sum(len(word) + 1 for word in words)
    best, least, at = 1, float(length), 0
    for n, word in enumerate(words[:-1], 1):
        at += len(word) + 1
        pull = SENTENCE_PULL if SENTENCE_END.search(word) else CLAUSE_PULL if CLAUSE_END.search(word) else 0.0
        cost = abs(at - length / 2) - pull * length
        if cost < least:
            best, least = n, cost
    return _split(words[:best], first_line) + _split(words[best:], first_line)


def _wrap(words: list[str], first_line: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= (first_line if len(lines) == 1 else LINE):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _hard(word: str, room: int) -> list[str]:
    """A word, escaped, in pieces of at most `room` characters: an address may be longer than a line."""
    if len(whole := escape(word)) <= room:
        return [whole]
    pieces = [""]
    for character in map(escape, word):
        if len(pieces[-1]) + len(character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def as_read(text: str) -> str:
    """The written form without what only a voice needs: pronunciations, control characters, runs of white space."""
    return " ".join(CONTROLS.sub(" ", SAID_SO.sub(r"\1", text)).split())


def escape(text: str) -> str:
    """Text as WebVTT takes it: `&`, `<` and `>` (so `-->` too) as references."""
    return CONTROLS.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
