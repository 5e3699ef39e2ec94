"""A script's text, read once: for one answer to the page a dozen places ask what the same text says, and an hour's takes a while to read."""

from __future__ import annotations

from functools import lru_cache

from pipeline import write
from pipeline.model import Script, Segment

KEPT = 8
"""Texts: the one that stands there, and what is made of it on the way to the next."""


@lru_cache(KEPT)
def script(text: str, file: str) -> Script:
    """As `write.parse_script`. Raises ScriptError."""
    return write.parse_script(text, file)


@lru_cache(KEPT)
def lines_of_segments(text: str, file: str) -> tuple[tuple[int, ...], ...]:
    """As `write.lines_of_segments`. Raises ScriptError."""
    return write.lines_of_segments(text, file)


class Flat:
    """The segments of the script that was last asked for, in a row with their tones: what asks for one of them asks for all."""

    def __init__(self) -> None:
        self._last: tuple[Script, tuple[Segment, ...], tuple[str, ...], tuple[str, ...]] | None = None

    def of(self, script: Script) -> tuple[tuple[Segment, ...], tuple[str, ...], tuple[str, ...]]:
        """(segments, the tone of each, the roles that voices speak in the order in which they first do)."""
        last = self._last
        if last is None or last[0] is not script:
            segments = script.segments
            self._last = last = (script, segments, script.tones, script.spoken_roles)
        return last[1:]
