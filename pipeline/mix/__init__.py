"""Clips → one mastered programme: cut to the speech, laid out with its music, levelled, encoded, measured on the finished file.

The sound is looked at once (edges, loudness of its cells, peaks), and what was found is kept beside each clip. All that is decided needs
no sound; what is decided is a `Score`, which the encoder asks for the stretches that it has not encoded before. numpy and pydub are
loaded by the first mix, not by importing this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AudioError
from pipeline.model import Chain, Clip, Music, Pace, Programme, Script, Tags

if TYPE_CHECKING:
    from pipeline.mix.clips import Take
    from pipeline.mix.layout import Layout, Span
    from pipeline.mix.programme import Composed

HEADROOM_DB = 2.0
"""The limiter holds peaks this far below the ceiling: MP3 at 128 kbit/s puts 0.1 to 0.5 dB on top of what it was given (measured),
and other players' decoders and re-encoders more."""

LOOKERS = 2
"""Clips looked at side by side: FFTs let go of the interpreter's lock."""

LOOKED = 0.1
"""Share of the progress: where looking at the clips ends and encoding begins."""

SILENT, NO_CHAIN = Music(enabled=False), Chain()


@dataclass(frozen=True, slots=True)
class Sounding:
    """How a programme is to sound."""

    pace: Pace = field(default_factory=Pace)
    music: Music = SILENT
    sounds: Path | None = None
    """The folder of a show's own sounds; none outside a show."""
    target_lufs: float = -16.0
    """Integrated loudness of the finished file (BS.1770)."""
    ceiling_dbtp: float = -1.0
    formats: tuple[str, ...] = ("mp3",)
    """Kinds of file, by their endings: `pipeline.mix.encode.formats` has them."""
    bitrate_kbps: int = 128
    """Of the MP3; the others follow from it."""
    mono: bool = False
    """One channel; it reads 3 LU less than two equal ones."""
    chain: Chain = NO_CHAIN
    """What each voice goes through first."""
    room_tone_db: float = 0.0
    """Of a quiet noise under everything, dBFS; 0 for none."""


def mix(
    script: Script,
    clips: Sequence[Clip],
    target: Path,
    *,
    tags: Tags | Callable[[], Tags],
    how: Sounding = Sounding(),
    pieces: Path | None = None,
    on_looked: Callable[[Sequence[Take]], object] = lambda takes: None,
    on_progress: Callable[[float], None] | None = None,
) -> Programme:
    """Make `target`, a tagged file of all the clips (one or more for each segment of the script, in any order), and say what was measured.

    Each voice gets one gain, so that all voices are equally loud; the whole gets one more, so that the file's integrated loudness is
    the target (±0.2) with true peaks at or below the ceiling. Where several formats are asked for, `target` is the first, and the others
    stand beside it under their own endings. `tags` may be a function: it is asked once, when the first stretch has been encoded, so that
    a cover can be drawn meanwhile. `pieces` is a folder for encoded pieces that other builds use again; none keeps them
    nowhere. `on_looked` hears what was found in the clips, in their order, before anything is encoded; `on_progress` hears shares from 0
    to 1. A file appears whole or not at all. A programme that cannot reach the target (silence, or clicks alone) is still written: its
    figures say so, and `check` refuses it.

    Raises AudioError where a clip or a sound cannot be read, ffmpeg fails or the target cannot be written; ShowError where a sound lies
    outside the show.
    """
    from pipeline.mix import arenas
    from pipeline.mix.encode import Wish, encode
    from pipeline.mix.layout import RATE_HZ

    arenas.few()
    tell = _growing(on_progress)
    score, layout = compose(script, clips, how, tell, on_looked)
    score = score.settled()
    arenas.trim()
    programme = Programme(target, RATE_HZ, layout.frames, layout.timings, layout.chapters, 0.0, 0.0, layout.music)
    wish = Wish(how.formats, how.bitrate_kbps, how.mono, how.target_lufs, how.ceiling_dbtp)
    labels = tags if callable(tags) else lambda: tags
    made = encode(score, programme, labels, wish, cache=pieces, tell=lambda share: tell(LOOKED + (1 - LOOKED) * share))
    tell(1.0)
    return made


def write_stems(script: Script, clips: Sequence[Clip], programme: Programme, tags: Tags, folder: Path, how: Sounding) -> None:
    """Write the parts of a programme that `mix` made of the same; see `pipeline.mix.stems`. Raises AudioError as `mix` does."""
    from pipeline.mix.stems import write

    write(compose(script, clips, how)[0], script, programme, tags, folder)


def compose(
    script: Script,
    clips: Sequence[Clip],
    how: Sounding,
    tell: Callable[[float], None] = lambda share: None,
    on_looked: Callable[[Sequence[Take]], object] = lambda takes: None,
) -> tuple[Composed, Layout]:
    """The programme of these clips, laid out and levelled, as a score, and where everything stands in it. Raises as `mix` does."""
    from pipeline.mix import cuts, level, music
    from pipeline.mix.layout import lay_out
    from pipeline.mix.programme import Composed

    channels = 1 if how.mono else 2
    takes = _look(script, clips, how.chain, tell)
    spans = [[take.span for take in own] for _, own in groupby(takes, key=lambda take: take.clip.number)]
    layout = lay_out(script, spans, how.pace, how.music, music.lengths(script, how.music, how.sounds))
    voices = level.voice_gains(takes, how.target_lufs, channels)
    tape = music.tape(script, layout, how.music, how.sounds, how.target_lufs, takes, voices, channels)
    ceiling = level.factor(how.ceiling_dbtp - HEADROOM_DB)
    said = {start: take.digest for start, take in zip(layout.starts, takes, strict=True)}
    places = cuts.cuts(layout.opens, layout.frames, said.__getitem__, lambda first: bool(tape.within(first, first + 1)))
    score = Composed(tuple(takes), layout, voices, tape, places, 1.0, ceiling, how.mono, how.room_tone_db)
    gain = level.find_gain(takes, layout, voices, how.target_lufs, ceiling, music=score.beside_speech(), channels=channels)
    on_looked(takes)
    return score.louder(min(gain, level.most_gain(takes, voices, ceiling))), layout


def check_chain(chain: Chain) -> None:
    """Raise AudioError, with the command that gets it, where a voice chain is asked for and cannot be had."""
    if chain:
        from pipeline.mix.chain import pedalboard

        pedalboard()


def length_ms(script: Script, clips: Sequence[Clip], how: Sounding) -> int:
    """How long the programme of these clips will be, to the millisecond, without mixing it. Raises AudioError as `mix` does."""
    from pipeline.mix.layout import RATE_HZ

    ordered = sorted(clips, key=lambda clip: (clip.number, clip.part))
    spans = [[span(clip) for clip in own] for _, own in groupby(ordered, key=lambda clip: clip.number)]
    return round(placed(script, spans, how).frames * 1000 / RATE_HZ)


def placed(script: Script, spans: Sequence[Sequence[Span]], how: Sounding) -> Layout:
    """Where everything would stand in a programme of clips that are so long, its music among them. Raises AudioError as `mix` does."""
    from pipeline.mix import music
    from pipeline.mix.layout import lay_out

    return lay_out(script, spans, how.pace, how.music, music.lengths(script, how.music, how.sounds))


def span(clip: Clip) -> Span:
    """How long a clip is, its speech and the soft edges apart. Raises AudioError where it cannot be read."""
    return _span(clip.path, clip.number)


def speech_ms(clip: Clip) -> float:
    """How long the speech of a clip is, its soft edges left out."""
    from pipeline.mix.layout import RATE_HZ

    return _span(clip.path, clip.number).body * 1000 / RATE_HZ


def speech_begins_ms(clip: Clip, chain: Chain = NO_CHAIN) -> float:
    """Where in a clip its speech begins, in milliseconds: what a programme's timings call its start."""
    from pipeline.mix.clips import look
    from pipeline.mix.layout import RATE_HZ

    take = look(clip, chain)
    return take.first_frame * 1000 / take.rate_hz + take.span.lead * 1000 / RATE_HZ


@lru_cache(maxsize=4096)
def _span(path: Path, number: int) -> Span:
    """A clip's length; its path stands for its content, see `pipeline.speak.cache`."""
    from pipeline.mix.clips import look

    return look(Clip(number, path, 0, 0, "", cached=True)).span


def _look(script: Script, clips: Sequence[Clip], chain: Chain, tell: Callable[[float], None]) -> list[Take]:
    """Look at every clip, in the order of their numbers, which must be those of the script's segments, and of their parts, which begin
    with 1.
    """
    from pipeline.mix.clips import look

    ordered = sorted(clips, key=lambda clip: (clip.number, clip.part))
    missing = set(range(1, len(script.segments) + 1)) ^ {clip.number for clip in ordered}
    places = [(clip.number, clip.part) for clip in ordered]
    if missing or any(part != (1 if number != before else last + 1) for (before, last), (number, part) in pairwise([(0, 0), *places])):
        numbers = ", ".join(map(str, sorted(missing)[:5])) or "two clips of one number"
        raise AudioError(f"clips and script do not match: segment {numbers}.", remedy="Build again.")
    takes: list[Take] = []
    with ThreadPoolExecutor(LOOKERS, "look") as pool:
        for take in pool.map(lambda clip: look(clip, chain), ordered):
            takes.append(take)
            tell(LOOKED * len(takes) / len(ordered))
    return takes


def _growing(on_progress: Callable[[float], None] | None) -> Callable[[float], None]:
    """Passes on what is more than before."""
    most = 0.0

    def tell(share: float) -> None:
        nonlocal most
        if on_progress is not None and share > most:
            most = share
            on_progress(share)

    return tell
