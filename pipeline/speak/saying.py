"""One text into one WAV file: whole where the engine takes it, else in smaller pieces; moved in pitch where that is asked."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.errors import SynthesisError
from pipeline.regex import regex
from pipeline.speak import plausible, wav, word_times
from pipeline.speak.engine import Engine
from pipeline.speak.pieces import speakable, split

SILENCE_MS = 200
"""What stands for a text without a letter or digit, such as “…”: a short breath, whatever the engine."""

SILENCE_RATE_HZ = 22_050

TRIES = 2
"""What comes out broken once may come out whole the next time: a model that stumbled, a process that was cut short."""

REMEDY = "Change the text, or try another voice (`--voice`)."

SMALLEST_CHARS = 40
"""What an engine refuses at this length it will refuse at any: the error is the text's or the engine's, not the length's."""

RATE_STEP_HZ = 50
"""Rates are rounded to this, 4 cents at 22,050 Hz: a rate with small factors is resampled quickly."""

SEMITONES = 12
"""Of an octave, which doubles the rate."""

_SOUNDS = regex(r"\[\[.*?\]\]")
"""A pronunciation, in an engine's own notation."""


def say(engine: Engine, text: str, voice: str, rate_wpm: int, target: Path, *, pitch_semitones: float = 0.0) -> None:
    """Write `text`, spoken whole, to `target`, `pitch_semitones` higher or lower than the voice's own; where it has no word, a short silence.

    A text that the engine refuses is given to it in halves, cut after a sentence, a clause or a word, and those in halves, down to
    SMALLEST_CHARS; no word is left out. What cannot be that text (silence, noise, half of it: see `plausible`) is asked for once more.
    Raises the engine's errors; what it refused at the last is what its error is about. SynthesisError for what was twice no speech.
    """
    word_times.write(target, ())  # those of what stood there
    if not speakable(text):
        wav.write_silence(target, SILENCE_RATE_HZ, SILENCE_MS)
        return
    moved = 2 ** (pitch_semitones / SEMITONES)
    _say_well(engine, text, voice, round(rate_wpm / moved), target)
    if pitch_semitones:
        # Spoken at another pace and played at the rate that undoes it: pitch and timbre move, the pace is as asked, and nothing is
        # computed that could smear a consonant.
        sound = wav.read(target)
        rate_hz = RATE_STEP_HZ * round(sound.rate_hz * moved / RATE_STEP_HZ)
        wav.write(target, rate_hz, sound.pcm)
        word_times.stretch(target, sound.rate_hz / rate_hz)


def _say_well(engine: Engine, text: str, voice: str, rate_wpm: int, target: Path) -> None:
    """The same, and nobody hears what is no speech."""
    for left in reversed(range(TRIES)):
        target.unlink(missing_ok=True)  # an engine that writes nothing shall not pass with what the last try wrote
        _say(engine, text, voice, rate_wpm, target)
        try:
            trouble = plausible.trouble(text, rate_wpm, wav.read(target))
        except wav.BadWav as error:
            trouble = str(error)
        if not trouble:
            return
        if not left:
            target.unlink(missing_ok=True)
            raise SynthesisError(f"What the engine “{engine.name}” made is no speech, twice: {trouble}", remedy=REMEDY)


def _say(engine: Engine, text: str, voice: str, rate_wpm: int, target: Path) -> None:
    try:
        engine.speak(text, voice, rate_wpm, target)
        return
    except SynthesisError:
        halves = halved(text)
        if len(halves) < 2:
            raise
    parts = [target.with_name(f"{target.stem}-{n}{target.suffix}") for n in range(len(halves))]
    try:
        for half, part in zip(halves, parts, strict=True):
            _say(engine, half, voice, rate_wpm, part)
        wav.join(parts, target)
        word_times.join(parts, target)
    finally:
        for path in (path for part in parts for path in (part, part.with_suffix(word_times.ENDING))):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def halved(text: str) -> tuple[str, ...]:
    """The text in about two pieces that can be spoken; it alone where it is too short. Put together they are the text."""
    if len(text) <= SMALLEST_CHARS:
        return (text,)
    pieces: list[str] = []
    at = 0
    # Sounds in double brackets are one word to the eye, whatever stands in them.
    longest = max((len(sounds) for sounds in _SOUNDS.findall(text)), default=0)
    limit = max(SMALLEST_CHARS, -(-len(text) // 2), longest)
    for shape in split(_SOUNDS.sub(lambda match: "X" * len(match[0]), text), limit):
        piece = text[at : at + len(shape)]
        at += len(shape)
        # A dash or a bracket alone is no utterance: it goes with the words before it, and at the beginning with those after.
        if pieces and not (speakable(piece) and speakable(pieces[-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)
