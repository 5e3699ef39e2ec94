"""What macOS writes, made here by ffmpeg."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.speak import aiff, wav
from pipeline.speak.tone import ToneEngine


@pytest.mark.parametrize("codec", ["pcm_s16be", "pcm_s16le"])
def test_the_samples_are_the_same(tmp_path: Path, codec: str) -> None:
    import imageio_ffmpeg

    ToneEngine().speak("Good evening and welcome.", "tone", 160, tmp_path / "x.wav")
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([ffmpeg, "-v", "error", "-i", tmp_path / "x.wav", "-c:a", codec, tmp_path / "x.aiff"], check=True, timeout=60)
    sound = wav.read(tmp_path / "x.wav")
    assert aiff.read(tmp_path / "x.aiff") == (sound.rate_hz, sound.pcm)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.aiff").write_bytes(b"FORM0000AIFF")
    with pytest.raises(ValueError, match="holds no sound"):
        aiff.read(tmp_path / "x.aiff")
    (tmp_path / "x.aiff").write_bytes(b"RIFF0000WAVE")
    with pytest.raises(ValueError, match="is not AIFF"):
        aiff.read(tmp_path / "x.aiff")
