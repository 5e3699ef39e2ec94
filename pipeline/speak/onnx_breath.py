"""Breath: how long a neural voice pauses at a mark inside what it says in one go.

The models were trained on reading aloud and breathe as it comes: Kokoro takes 0 to 390 ms at a full stop, Piper more at a comma than at a
dash. They know, though, where each mark stands: their graphs reckon how long each sign lasts. So each pause that is too short or too long
for a newsreader is made so long as it should be, in the silence at its mark; all others are left as the voice made them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

USUAL_WPM = 160
"""The rate at which the figures below hold; a slower reader breathes longer."""

SENTENCE_MS = (450, 620)
"""A newsreader's 400 to 700 between two sentences."""

BREATHS_MS = {
    ",": (130, 240), "(": (130, 240), ")": (130, 240), ";": (230, 380), ":": (230, 380), "—": (230, 380), "…": (360, 560),
    ".": SENTENCE_MS, "?": SENTENCE_MS, "!": SENTENCE_MS,
}  # fmt: skip
"""Mark → the shortest and the longest silence at it. Newsreaders: 120 to 250 at a comma, 200 to 400 at a dash, semicolon or colon, 300 to
600 at an ellipsis."""

_WEIGHT = ",()—:;…!?."
"""Of several marks together the last of these counts."""

_SILENT = ' _“”"'
"""What has no sound and is no mark: space, Piper's padding, quotation marks."""

_FRAME_MS = 5
_QUIET_DB = -40.0
"""Against the level of the speech: below it nothing is heard."""

_BEFORE_MS, _BEHIND_MS = 20, 80
"""How far from where its mark is reckoned a silence may begin or end."""

_FADE_MS = 8
"""Where a voice runs on through a mark, the cut is made inaudible so."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark inside what is said, and when."""

    sign: str
    start: int
    """First sample of its time."""
    end: int
    """One past its last."""


def marks(signs: Sequence[str], lengths: Sequence[int]) -> tuple[Mark, ...]:
    """Where the marks are that stand between two words: `signs` as the model was given them, and how many samples each lasts."""
    found: list[Mark] = []
    run, start, at, said = "", 0, 0, False
    for sign, length in zip(signs, lengths, strict=True):
        if sign in _SILENT or sign in BREATHS_MS:
            start = start if run else at
            run += sign
        else:
            # A full stop that touches the next word is a short form's, not the end of a sentence.
            heard = [one for one in run if one in BREATHS_MS and (one != "." or " " in run)]
            if heard and said:
                found.append(Mark(max(heard, key=_WEIGHT.index), start, at))
            run, said = "", said or sign.isalpha()
        at += length
    return tuple(found)


def breathe(samples: Samples, rate_hz: int, places: Sequence[Mark], rate_wpm: int) -> Samples:
    """The same speech with a pause of the right length at each mark."""
    import numpy as np

    frame = rate_hz * _FRAME_MS // 1000
    power = np.square(samples[: len(samples) // frame * frame].reshape(-1, frame)).mean(axis=1)
    if not places or not power.max(initial=0.0):
        return samples
    quiet = power < power[power > power.max() / 100].mean() * 10 ** (_QUIET_DB / 10)
    parts: list[Samples] = []
    at = 0
    for mark in places:
        first, last = (mark.start - rate_hz * _BEFORE_MS // 1000) // frame, (mark.end + rate_hz * _BEHIND_MS // 1000) // frame
        start, end = _silence(quiet, power, max(first, 0), min(last, len(power)))
        least, most = (round(ms * USUAL_WPM / rate_wpm * rate_hz / 1000) for ms in BREATHS_MS[mark.sign])
        start, end = max(start * frame, at), max(end * frame, at)
        middle, wanted = (start + end) // 2, min(max(end - start, least), most)
        if wanted > end - start:
            before, behind = samples[at:middle], samples[middle:]
            parts += [before if end > start else faded(before, rate_hz), np.zeros(wanted - (end - start), np.float32)]
            if end == start:
                samples = np.concatenate([samples[:middle], faded(behind[::-1], rate_hz)[::-1]])
            at = middle
        elif wanted < end - start:
            parts.append(samples[at : start + wanted // 2])
            at = end - (wanted - wanted // 2)
    return np.concatenate([*parts, samples[at:]])


def _silence(quiet: NDArray[np.bool_], power: Samples, first: int, last: int) -> tuple[int, int]:
    """The longest silence that lies at least partly in these frames, whole; else the quietest place, without length."""
    best, at = (0, 0), first
    while at < last:
        if not quiet[at]:
            at += 1
            continue
        start, end = at, at
        while start and quiet[start - 1]:
            start -= 1
        while end < len(quiet) and quiet[end]:
            end += 1
        best = max(best, (start, end), key=lambda one: one[1] - one[0])
        at = end
    if best[1] > best[0]:
        return best
    place = first + int(power[first:last].argmin()) if last > first else first
    return place, place


def faded(samples: Samples, rate_hz: int, ms: int = _FADE_MS) -> Samples:
    """With its end faded out over so many milliseconds."""
    import numpy as np

    made = samples.copy()
    count = min(len(made), rate_hz * ms // 1000)
    made[len(made) - count :] *= np.linspace(1, 0, count, dtype=np.float32)
    return made
