"""Every kind of file, read back by other libraries: sound, length, loudness, names, chapters, cover."""

from __future__ import annotations

import base64
import importlib
import io
import os
import re
import subprocess
import time
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import AudioError
from pipeline.mix.encode import Wish, encode
from pipeline.mix.encode.formats import ALL
from pipeline.mix.encode.labels import jpeg_size
from pipeline.model import Chapter, Encoded, Programme, Tags
from tests.mix.sounds import TAGS, Sound, ebur128, ffmpeg

from .scores import RATE, Written, over_music, spoken
from .test_mp3 import db, kept_pieces, stand_in

NAMES = tuple(form.name for form in ALL)
TITLES = ("Headlines; “a=b” #1 \\", "The offer\nfrom Bishkek", "Zwölf")
COMMENT = "The voices are synthetic.\nA second line; with = and #."


def cover() -> bytes:
    # Larger than a command line's argument may be (128 KiB).
    made = io.BytesIO()
    Image.effect_noise((1400, 1400), 90).convert("RGB").save(made, "JPEG", quality=70)
    return made.getvalue()


COVER = cover()
ALL_TAGS = replace(TAGS, title="Día = uno; dos", comment=COMMENT, cover_jpeg=COVER)


def programme_of(folder: Path, score: Written) -> Programme:
    starts = [0, score.frames // 3, score.frames // 2, score.frames]
    chapters = tuple(Chapter(title, starts[n], starts[n + 1]) for n, title in enumerate(TITLES))
    return Programme(folder / "out" / "episode.mp3", RATE, score.frames, (), chapters, 0, 0)


def made(folder: Path, score: Written, tags: Tags = ALL_TAGS, **wish: Any) -> dict[str, Encoded]:
    wanted = Wish(**{"formats": NAMES, "target_lufs": lufs(score), **wish})
    programme = encode(score, programme_of(folder, score), lambda: tags, wanted, cache=folder / "pieces")
    assert {path.name for path in programme.path.parent.iterdir()} == {each.path.name for each in programme.encoded}
    return {each.format: each for each in programme.encoded}


def lufs(score: Written) -> float:
    import pyloudnorm

    return round(float(pyloudnorm.Meter(RATE).integrated_loudness(np.broadcast_to(score.sound, (score.frames, 2)).astype(float))), 1)


def heard(path: Path) -> Sound:
    raw = ffmpeg("-loglevel", "error", "-i", f"file:{path}", "-map", "0:a", "-ar", str(RATE), "-f", "f32le", "-").stdout
    return np.frombuffer(raw, "<f4").astype(np.float64).reshape(-1, 2)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Encoded]:
    return made(tmp_path_factory.mktemp("formats"), SCORE)


SCORE = over_music(20, cut_s=6)


@pytest.mark.parametrize("name", NAMES)
def test_the_sound_is_the_score_s(files: dict[str, Encoded], name: str) -> None:
    sound = heard(files[name].path)
    assert abs(len(sound) - SCORE.frames) <= (0 if name in ("mp3", "wav", "flac") else 1024)
    both = min(len(sound), SCORE.frames)
    spectrum = np.fft.rfft(sound[:both, 0], 2 * both) * np.conj(np.fft.rfft(SCORE.sound[:both, 0], 2 * both))
    assert int(np.argmax(np.fft.irfft(spectrum))) == 0
    noise = db(sound[:both] - SCORE.sound[:both])
    assert noise < db(SCORE.sound) - {"opus": 3}.get(name, 10)
    if name in ("wav", "flac"):
        assert noise < -130


@pytest.mark.parametrize("name", NAMES)
def test_each_is_measured_as_others_measure_it(files: dict[str, Encoded], name: str) -> None:
    found = files[name]
    loud, peak = ebur128(found.path)
    assert found.loudness_lufs == pytest.approx(loud, abs=0.03)
    assert found.true_peak_dbtp == pytest.approx(peak, abs=0.15)
    assert loud == pytest.approx(lufs(SCORE), abs=0.25)
    assert peak <= -1.0


def test_a_bit_rate_for_each(files: dict[str, Encoded]) -> None:
    assert {name: (each.bitrate_kbps, each.channels) for name, each in files.items()} == {
        "mp3": (128, 2), "m4a": (128, 2), "opus": (64, 2), "wav": (0, 2), "flac": (0, 2),
    }  # fmt: skip
    for name in ("mp3", "m4a", "opus"):
        least = (files[name].path.stat().st_size - len(COVER) * (1 if name != "opus" else 4 / 3)) * 8 / 20 / 1000
        assert least == pytest.approx(files[name].bitrate_kbps, rel=0.15)


# ── what stands beside the sound ─────────────────────────────────────────────────────────────────────────


def test_what_stands_in_the_m4a(files: dict[str, Encoded]) -> None:
    path = files["m4a"].path
    file = reader("mp4.MP4", path)
    tags = {name: file.tags[name][0] for name in ("©nam", "©ART", "©alb", "©day", "©gen", "©cmt", "stik")}
    assert tags == {"©nam": "Día = uno; dos", "©ART": TAGS.show, "©alb": TAGS.show, "©day": "2026-11-27", "©gen": "Podcast", "©cmt": COMMENT,
                    "stik": 21}  # fmt: skip
    assert bytes(file.tags["covr"][0]) == COVER
    assert [(round(c.start, 3), c.title.rstrip()) for c in file.chapters] == [(start, title) for start, _, title in listed(path)]
    raw = path.read_bytes()
    assert raw.find(b"moov") < raw.find(b"mdat")  # a player can begin before all is there
    assert raw[8:12] == b"M4A "
    # QuickTime's chapters: a track of text, which the sound's track names. Apple's players read these.
    assert b"chap" in raw
    assert raw.count(b"text") >= 1
    assert "Data: bin_data (text" in listing(path) or raw.count(b"hdlr") >= 2


def test_what_stands_in_the_opus_file(files: dict[str, Encoded]) -> None:
    file = reader("oggopus.OggOpus", files["opus"].path)
    comments(file)
    block = reader("flac.Picture", base64.b64decode(file["metadata_block_picture"][0]))
    assert (block.type, block.mime, block.width, block.height, block.data) == (3, "image/jpeg", 1400, 1400, COVER)


def test_what_stands_in_the_flac_file(files: dict[str, Encoded]) -> None:
    file = reader("flac.FLAC", files["flac"].path)
    comments(file)
    assert (file.info.bits_per_sample, file.info.channels, file.info.total_samples) == (24, 2, SCORE.frames)
    assert [(picture.type, picture.data) for picture in file.pictures] == [(3, COVER)]


def reader(name: str, what: Any) -> Any:
    """What mutagen, which has no types, makes of it."""
    module, _, kind = name.partition(".")
    return getattr(importlib.import_module(f"mutagen.{module}"), kind)(what)


def comments(file: Any) -> None:
    """Vorbis comments, as Ogg and FLAC have them."""
    assert {name: file[name][0] for name in ("title", "artist", "album", "date", "genre")} == {
        "title": "Día = uno; dos", "artist": TAGS.show, "album": TAGS.show, "date": "2026-11-27", "genre": "Podcast",
    }  # fmt: skip
    assert COMMENT in (file.get("comment") or file.get("description"))
    starts = [file[f"chapter{n:03}"][0] for n in range(3)]
    assert starts == ["00:00:00.000", "00:00:06.667", "00:00:10.000"]
    assert [file[f"chapter{n:03}name"][0].rstrip() for n in range(3)] == ["Headlines; “a=b” #1 \\", "The offer from Bishkek", "Zwölf"]


def test_what_stands_in_the_wav_file(files: dict[str, Encoded]) -> None:
    said = listing(files["wav"].path)
    assert "Día = uno; dos" in said
    assert "pcm_s24le" in said


@pytest.mark.parametrize("name", NAMES)
def test_ffmpeg_lists_the_chapters(files: dict[str, Encoded], name: str) -> None:
    assert [(start, title) for start, _, title in listed(files[name].path)] == [
        (0.0, "Headlines; “a=b” #1 \\"), (6.667, "The offer from Bishkek"), (10.0, "Zwölf"),
    ]  # fmt: skip


def listing(path: Path) -> str:
    from imageio_ffmpeg import get_ffmpeg_exe

    return subprocess.run([get_ffmpeg_exe(), "-hide_banner", "-i", str(path)], capture_output=True).stderr.decode()


def listed(path: Path) -> list[tuple[float, float, str]]:
    found = re.findall(r"Chapter #0:\d+: start (\S+), end (\S+)\n +Metadata:\n +title +: (.*)\n", listing(path))
    return [(round(float(start), 3), round(float(end), 3), title.rstrip()) for start, end, title in found]


def test_without_cover_chapters_and_comment(tmp_path: Path) -> None:
    score = spoken(3)
    bare = Programme(tmp_path / "episode.mp3", RATE, score.frames, (), (), 0, 0)
    found = encode(score, bare, lambda: Tags("", "", TAGS.date), Wish(NAMES), cache=None)
    for each in found.encoded:
        assert len(heard(each.path)) == pytest.approx(score.frames, abs=1024)
        assert listed(each.path) == []


def test_the_size_of_a_picture() -> None:
    assert jpeg_size(COVER) == (1400, 1400)
    progressive = io.BytesIO()
    Image.new("RGB", (300, 200)).save(progressive, "JPEG", progressive=True, comment=b"x" * 500)
    assert jpeg_size(progressive.getvalue()) == (300, 200)
    for odd in (b"", b"\xff\xd8", b"\xff\xd8\xff\xe0", COVER[:20], bytes(100), b"\xff\xd8\xff\xc0\x00\x00"):
        assert jpeg_size(odd) == (0, 0)


# ── only what is wrong is made again ─────────────────────────────────────────────────────────────────────


def test_one_channel(tmp_path: Path) -> None:
    score = spoken(12)
    found = made(tmp_path, score, mono=True, target_lufs=lufs(score) - 3)
    for name, each in found.items():
        with wave.open(
            io.BytesIO(ffmpeg("-loglevel", "error", "-i", str(each.path), "-f", "wav", "-").stdout)
        ) as heard:  # older muxers write 2 into an m4a's box
            assert heard.getnchannels() == each.channels == 1
        assert each.loudness_lufs == pytest.approx(lufs(score) - 3.01, abs=0.2), name
    assert (found["mp3"].bitrate_kbps, found["opus"].bitrate_kbps) == (64, 32)


def test_a_score_that_is_off_is_brought_to_the_target(tmp_path: Path) -> None:
    score = spoken(12)
    target = lufs(score) - 1.0
    for name, each in made(tmp_path, score, target_lufs=target).items():
        assert each.loudness_lufs == pytest.approx(target, abs=0.2), name
        assert ebur128(each.path)[0] == pytest.approx(target, abs=0.25)


def test_only_the_piece_that_is_too_high_is_held_lower(tmp_path: Path) -> None:
    score = spoken(40)
    sound = score.sound.copy()
    sound[7 * RATE : 7 * RATE + 4000, 0] = 0.97 * np.sin(np.arange(4000) * 0.15)  # in the second piece alone
    high = Written(sound, score.cuts, ceiling=0.98)
    found = made(tmp_path, high)
    pieces = kept_pieces(tmp_path)
    assert len(score.cuts) + 1 <= len(pieces) <= len(score.cuts) + 3
    for each in found.values():
        assert ebur128(each.path)[1] <= -1.0, each.format


def test_a_score_that_cannot_be_mended_is_still_a_file(tmp_path: Path) -> None:
    high = Written(np.clip(3 * spoken(6).sound, -1, 1), spoken(6).cuts, fixed=True)
    found = made(tmp_path, high, formats=("mp3", "m4a"))
    assert found["mp3"].true_peak_dbtp > -1.0


def test_pieces_are_used_again_whatever_else_is_made(tmp_path: Path) -> None:
    first = made(tmp_path, SCORE, formats=("mp3",))["mp3"].path.read_bytes()
    kept = {path: path.stat().st_ino for path in (tmp_path / "pieces").rglob("*.piece")}
    assert len(kept) == len(SCORE.cuts) + 1  # and what is heard of the whole
    assert made(tmp_path, SCORE, formats=("mp3", "flac"))["mp3"].path.read_bytes() == first
    after = {path: path.stat().st_ino for path in (tmp_path / "pieces").rglob("*.piece")}
    assert len(after) == len(kept) + 1  # what is heard of the other file
    assert kept.items() <= after.items()


def test_the_programme_is_rendered_once_for_all(tmp_path: Path) -> None:
    score = spoken(20)
    made(tmp_path, score, target_lufs=lufs(score) - 0.1)
    asked = sum(last - first for first, last in score.rendered)
    assert asked <= score.frames + len(score.cuts) * 14 * 1152


# ── when it cannot be made ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize("broken", ["aac", "libopus", "flac"])
@pytest.mark.parametrize("how", ["echo 'No space left on device' >&2; exit 1", "head -c 100000 > /dev/null; echo Gone >&2; exit 1"])
def test_one_encoder_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, how: str) -> None:
    from imageio_ffmpeg import get_ffmpeg_exe

    stand_in(tmp_path, f'case " $* " in *" {broken} "*) {how};; esac\nexec \'{get_ffmpeg_exe()}\' "$@"', monkeypatch)
    score = spoken(12)
    target = programme_of(tmp_path, score).path
    target.parent.mkdir()
    target.write_bytes(b"what was there")
    started = time.monotonic()
    with pytest.raises(AudioError, match=r"No space left|Gone"):
        made(tmp_path, score)
    assert time.monotonic() - started < 60
    assert [path.name for path in target.parent.iterdir()] == ["episode.mp3"]
    assert target.read_bytes() == b"what was there"


def test_a_kind_of_file_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="'ogg' is not a kind of file") as caught:
        made(tmp_path, spoken(3), formats=("ogg",))
    assert "mp3, m4a, opus, wav, flac" in caught.value.remedy
