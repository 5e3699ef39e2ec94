"""How long each voice breathes at each mark.

    python -m tests.bench.pauses [pyttsx3:gmw/en-gb-x-rp piper:en_US-joe-medium kokoro:bf_emma …]

Ten pairs of clauses of our own are spoken with each mark between them, as the product gives them to the engine. A pause is the time at that
place below `QUIET_DB` against the level of the speech, if it is `SHORTEST_MS` or more; the clauses end and begin in vowels and nasals, so that
no stop consonant is taken for one. The figures: the median, the shortest and the longest of the ten, in ms, and what a newsreader does.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np

from pipeline import speak
from pipeline.errors import EngineError
from pipeline.speak import wav
from pipeline.speak.engine import load_engine, split_name
from pipeline.write.aloud import spoken

QUIET_DB = -40.0
SHORTEST_MS = 30
FRAME_MS = 5
NEAR = 0.16
"""How far from where it is reckoned to be, as a share of the whole, a pause may lie."""

RATE_WPM = 160
VOICES = ("pyttsx3:gmw/en-gb-x-rp", "piper:en_US-joe-medium", "kokoro:bf_emma")

PAIRS = (
    ("the minister has gone home", "nobody knows when he will return"),
    ("the vote is over now", "many in the hall are still arguing"),
    ("they want to know more", "all of us want to know more"),
    ("he gave them a warning", "no one in the room was listening"),
    ("the rain is moving away", "rivers in the valley are still rising"),
    ("the union has a new plan", "members will see it on Monday"),
    ("she is the only woman", "every other winner was a man"),
    ("the army is leaving soon", "families are already going home"),
    ("they are running out of time", "everyone agrees on how it will end"),
    ("the mayor knew the law", "no warning was ever given"),
)
"""Two clauses each, without a mark of their own."""

MARKS = {
    "nothing": (" ", 0, 30), "comma": (", ", 120, 250), "semicolon": ("; ", 200, 400), "colon": (": ", 200, 400), "dash": (" — ", 200, 400),
    "ellipsis": ("… ", 300, 600), "full stop": (". ", 400, 700), "question": ("? ", 400, 700), "exclamation": ("! ", 400, 700),
}  # fmt: skip
"""Mark → how it stands in a text, and a newsreader's least and most in ms."""


def sentence(pair: tuple[str, str], mark: str) -> str:
    """The pair with a mark between, as the voice is given it."""
    sign = MARKS[mark][0]
    first, second = pair
    second = second[:1].upper() + second[1:] if sign[0] in ".?!" else second
    return spoken(f"{first[:1].upper()}{first[1:]}{sign}{second}.")


def pause_ms(pair: tuple[str, str], path: Path) -> float:
    """How long the voice breathes between the clauses of a pair; 0 for not at all."""
    return longest_ms(path, len(pair[0]) / (len(pair[0]) + len(pair[1])))


def longest_ms(path: Path, place: float, near: float = NEAR) -> float:
    """The longest silence in a file around a place, given as a share of its speech."""
    sound = wav.read(path)
    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float64)
    frame = sound.rate_hz * FRAME_MS // 1000
    power = np.square(samples[: len(samples) // frame * frame].reshape(-1, frame)).mean(axis=1)
    # The level of the speech: the mean of what is louder than its tenth.
    speech = power[power > power.max() / 100].mean()
    quiet = power < speech * 10 ** (QUIET_DB / 10)
    first, last = int(np.argmin(quiet)), len(quiet) - int(np.argmin(quiet[::-1]))
    found, start = 0.0, None
    for at in range(first, last + 1):
        if at < last and quiet[at]:
            start = at if start is None else start
        elif start is not None:
            middle = ((start + at) / 2 - first) / (last - first)
            if abs(middle - place) <= near:
                found = max(found, (at - start) * FRAME_MS)
            start = None
    return found if found >= SHORTEST_MS else 0.0


def measure(voice: str, marks: tuple[str, ...] = tuple(MARKS), pairs: tuple[tuple[str, str], ...] = PAIRS) -> dict[str, list[float]]:
    """The pauses of a voice at each mark, in ms. Raises EngineError."""
    name, own = split_name(voice)
    engine = load_engine(name)
    try:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "said.wav"
            found: dict[str, list[float]] = {}
            for mark in marks:
                for pair in pairs:
                    engine.speak(sentence(pair, mark), own or engine.default_voice, RATE_WPM, target)
                    found.setdefault(mark, []).append(pause_ms(pair, target))
            return found
    finally:
        engine.close()


def main() -> None:
    """Measure the voices that are named, else those of `VOICES`."""
    say = sys.stdout.write
    say(f"{'mark':<12}{'newsreader':>12}  median (shortest–longest) ms, of {len(PAIRS)}\n")
    for voice in sys.argv[1:] or VOICES:
        try:
            speak.check_voice(voice)
            found = measure(voice)
        except EngineError as error:
            say(f"\n{voice}: {error.message}\n")
            continue
        say(f"\n{voice}\n")
        for mark, pauses in found.items():
            _, least, most = MARKS[mark]
            middle = statistics.median(pauses)
            say(f"{mark:<12}{f'{least}–{most}':>12}  {middle:>5.0f} ({min(pauses):.0f}–{max(pauses):.0f})")
            say("\n" if least <= middle <= most else "   outside\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
