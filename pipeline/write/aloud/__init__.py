"""Written text → spoken text, with a trace: what a voice is given so that it reads numbers, signs and pauses as a newsreader would.

Three passes: `fold` (Unicode's many forms of one sign), `scan` (the rules, from left to right), `tidy` (one mark, one space); again
until nothing changes, so that the spoken form of a spoken form is itself. Each pass gives edits as data; put together they are the trace.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.write.aloud.edits import Edit, Replacement, apply, compose, replacements
from pipeline.write.aloud.fold import fold
from pipeline.write.aloud.grammar import CALLS
from pipeline.write.aloud.here import Here
from pipeline.write.aloud.scan import scan
from pipeline.write.aloud.style import style_of
from pipeline.write.aloud.tidy import tidy

__all__ = ["Replacement", "Spoken", "spoken", "trace"]

ROUNDS = 6
"""Rounds after which a text is left as it is; two are enough for all but random signs."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as it is spoken, and what was written instead."""

    text: str
    """One line."""
    replacements: tuple[Replacement, ...] = ()
    """In order, not overlapping; outside them the spoken text is the written one."""


def spoken(text: str, *, style: str = "en-GB", keep: Collection[str] = ()) -> str:
    """The spoken form of a written text: one line, figures and signs in words; ` — ` and `… ` are pauses, as the voices know them.

    `style` is a language tag, British unless American. `keep` holds words that are left as written, whatever they look like (the
    lexicon's). Any text is good; nothing is raised.
    """
    return trace(text, style=style, keep=keep).text


def trace(text: str, *, style: str = "en-GB", keep: Collection[str] = ()) -> Spoken:
    """As `spoken`, with each stretch that is said otherwise than it is written."""
    said, edits, slow_left = text, list[Edit](), CALLS
    for _ in range(ROUNDS):
        before = said
        here = Here(style_of(style), keep, slow_left=slow_left)
        said, edits = _then(said, edits, fold(said))
        said, edits = _then(said, edits, scan(said, here))
        said, edits = _then(said, edits, tidy(said))
        slow_left = here.slow_left
        if said == before:
            break
    return Spoken(said, replacements(text, edits))


def _then(said: str, edits: list[Edit], more: list[Edit]) -> tuple[str, list[Edit]]:
    """The next pass's edits made, and put together with those before."""
    return (apply(said, more), compose(edits, said, more)) if more else (said, edits)
