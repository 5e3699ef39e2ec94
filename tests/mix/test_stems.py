"""The programme in parts: they add up to it, stand where it has them, and lie in no other folder."""

from __future__ import annotations

import datetime as dt
import wave
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest

from pipeline import mix
from pipeline.mix import Sounding
from pipeline.mix.encode import wave as ours
from pipeline.mix.layer3.cut import cut
from pipeline.mix.stems import cue_sheet, named
from pipeline.model import Cue, Music, Programme, Script, Tags

from .sounds import Studio, decode, ffmpeg, script_of

RATE = 44_100
HOW = Sounding(music=Music(), target_lufs=-26.0)
"""So soft that the limiter has nothing to do."""
TAGS = Tags("A", "B", dt.date(2026, 11, 27))
SCRIPT = script_of(
    ("Headlines", [Cue("sting", "open"), "Anchor", Cue("bed", "headlines"), "Anchor", "Anchor", Cue("bed", "stop")]),
    ("../../What: a “story”?", ["Anchor", "Voice of X", "Anchor", Cue("sting", "close")]),
)


@pytest.fixture
def made(studio: Studio) -> tuple[Path, Programme, Script]:
    studio.speak(len(SCRIPT.segments), 3.0, rms_db=-24)
    programme = mix.mix(SCRIPT, studio.clips, studio.folder / "made/episode.mp3", tags=TAGS, how=HOW)
    folder = studio.folder / "made/stems"
    mix.write_stems(SCRIPT, studio.clips, programme, TAGS, folder, HOW)
    return folder, programme, SCRIPT


def floats(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """What ffmpeg reads of a file, as (frames, channels)."""
    channels = int.from_bytes((head := path.read_bytes()[:4000])[head.index(b"fmt ") + 10 :][:2], "little")
    raw = ffmpeg("-loglevel", "error", "-i", f"file:{path}", "-f", "f32le", "-").stdout
    return np.frombuffer(raw, "<f4").reshape(-1, channels)


def test_the_parts_are_all_there_and_nowhere_else(made: tuple[Path, Programme, Script]) -> None:
    folder, _, _ = made
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert found == [
        "01-anchor.wav",
        "02-voice-of-x.wav",
        "chapters/01-headlines.mp3",
        "chapters/02-what-a-story.mp3",
        "episode.cue",
        "music.wav",
        *(f"segments/{n:03}-{'voice-of-x' if n == 5 else 'anchor'}.wav" for n in range(1, 7)),
    ]
    assert not list(folder.parent.parent.glob("*What*"))


def test_the_parts_add_up_to_the_mix(made: tuple[Path, Programme, Script], studio: Studio) -> None:
    folder, programme, script = made
    score, _ = mix.compose(script, studio.clips, HOW)
    whole = score.render(0, score.frames)
    parts = [floats(folder / name) for name in ("01-anchor.wav", "02-voice-of-x.wav", "music.wav")]
    assert {len(part) for part in parts} == {programme.frames}
    left = whole - sum(part if part.shape[1] == 2 else part[:, :1] for part in parts)
    assert float(np.abs(left).max()) < 10 ** (-90 / 20)


def test_a_segment_is_what_is_said_there_and_no_more(made: tuple[Path, Programme, Script]) -> None:
    folder, programme, _ = made
    voice = floats(folder / "02-voice-of-x.wav")[:, 0]
    timing = programme.timings[4]
    own = floats(folder / "segments/005-voice-of-x.wav")[:, 0]
    assert np.array_equal(own, voice[timing.start_frame : timing.end_frame])
    assert float(np.abs(voice[: timing.start_frame - RATE // 10]).max()) == 0.0


def test_the_bed_is_as_far_below_the_words_as_is_set(made: tuple[Path, Programme, Script]) -> None:
    folder, programme, _ = made
    speech, music = floats(folder / "01-anchor.wav")[:, 0], floats(folder / "music.wav")
    bed = next(span for span in programme.music if span.kind == "bed")
    step, spoken, under, alone = RATE // 10, [], [], []
    for first in range(bed.start_frame + RATE, bed.end_frame - RATE, step):
        words = np.mean(speech[first : first + 4 * step].reshape(4, step) ** 2, axis=1)
        tune = float(np.mean(music[first : first + 4 * step] ** 2))
        # Blocks that are full of speech, and blocks around which nothing is said for a second.
        if words.min() > 1e-6:
            spoken.append(10 * np.log10(words.mean() / tune))
            under.append(10 * np.log10(tune))
        elif float(np.abs(speech[first - RATE : first + RATE]).max()) == 0.0:
            alone.append(10 * np.log10(tune))
    assert len(spoken) > 20
    assert min(spoken) >= 12.0
    assert float(np.median(spoken)) >= 13.0
    assert alone == [] or float(np.median(alone)) > float(np.median(under))


def test_the_chapters_are_cut_from_the_file_without_encoding_it_again(made: tuple[Path, Programme, Script]) -> None:
    folder, programme, _ = made
    whole, heard = programme.path.read_bytes(), decode(programme.path)
    for n, (path, chapter) in enumerate(zip(sorted((folder / "chapters").iterdir()), programme.chapters, strict=True), 1):
        # To the sample: put behind one another they are the programme.
        assert decode(path) == pytest.approx(heard[chapter.start_frame : chapter.end_frame], abs=1e-5)
        bare = path.read_bytes()
        middle = len(bare) // 2
        assert bare[middle : middle + 4000] in whole
        read: Any = mutagen.File(path)
        assert read.info.length == pytest.approx((chapter.end_frame - chapter.start_frame) / RATE, abs=0.002)
        assert [str(read[name]) for name in ("TIT2", "TALB", "TRCK")] == [chapter.title, "B", f"{n}/{len(programme.chapters)}"]


def test_any_part_of_an_mp3_is_cut_to_the_sample(made: tuple[Path, Programme, Script], tmp_path: Path) -> None:
    _, programme, _ = made
    heard, end = decode(programme.path), programme.frames
    spans = [
        (0, 22_050),
        (1, 23_040),
        (1151, 40_000),
        (47, 90_000),
        (100_224, 123_264),
        (end - 23_039, end),
        (end - 50_000, end - 1),
        (0, end),
    ]
    for (first, last), sound in zip(spans, cut(programme.path, spans), strict=True):
        path = tmp_path / "part.mp3"
        path.write_bytes(sound)
        assert decode(path) == pytest.approx(heard[first:last], abs=1e-5), (first, last)


def test_the_sheet_names_the_file_and_the_chapters(made: tuple[Path, Programme, Script]) -> None:
    folder, programme, script = made
    text = (folder / "episode.cue").read_text(encoding="utf-8")
    assert text == cue_sheet(script, programme)
    assert 'FILE "../episode.mp3" MP3' in text
    assert "TRACK 02 AUDIO" in text
    seconds = programme.chapters[1].start_frame / RATE
    assert f"INDEX 01 {int(seconds // 60):02}:{int(seconds % 60):02}:" in text.split("TRACK 02")[1]


@pytest.mark.parametrize(("name", "kind"), [("a.wav", "WAVE"), ("a.flac", "WAVE"), ("a.mp3", "MP3"), ("a.m4a", "MP3")])
def test_the_sheet_names_the_kind_of_file(name: str, kind: str) -> None:
    assert f'FILE "../{name}" {kind}\n' in cue_sheet(script_of(("A", ["Anchor"])), Programme(Path(name), RATE, RATE, (), (), -16.0, -1.0))


def test_a_whole_stem_carries_the_chapters_as_markers(made: tuple[Path, Programme, Script]) -> None:
    folder, _, _ = made
    raw = (folder / "01-anchor.wav").read_bytes()
    assert b"cue " in raw[:2000]
    assert b"Headlines" in raw[:2000]


def test_floats_go_beyond_full_scale(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    ours.write(path, ours.Head(RATE, 1, 4, bits=ours.FLOAT), [np.array([[0.5], [-1.5], [2.0], [0.0]], np.float32)])
    assert floats(path)[:, 0].tolist() == [0.5, -1.5, 2.0, 0.0]
    with pytest.raises(wave.Error, match="unknown format: 3"):  # so that nobody takes it for integers
        wave.open(str(path), "rb").close()


@pytest.mark.parametrize("text", ["../../etc/passwd", "a/b", "…", "", "CON\x00", "x" * 300, "Ärzte & Söhne"])
def test_a_name_leads_nowhere(text: str) -> None:
    name = named(text)
    assert 0 < len(name) <= 40
    assert not set(name) & set("/\\.\x00: ")
