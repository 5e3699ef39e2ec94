"""Clips are looked at while others are still spoken: mixing then finds what was seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.mix.ahead import looking
from pipeline.speak import speak
from tests.speak.helpers import utterances


def test_what_is_spoken_has_been_looked_at(tmp_path: Path) -> None:
    with looking() as look:
        clips = speak(utterances(5, "tone"), cache_dir=tmp_path, on_clip=look)
    assert all(clip.path.with_suffix(".look").is_file() for clip in clips)


def test_what_was_there_before_is_not(tmp_path: Path) -> None:
    speak(utterances(2, "tone"), cache_dir=tmp_path)
    with looking() as look:
        clips = speak(utterances(2, "tone"), cache_dir=tmp_path, on_clip=look)
    assert not any(clip.path.with_suffix(".look").exists() for clip in clips)


def test_a_clip_that_cannot_be_read_is_for_mixing_to_say(tmp_path: Path) -> None:
    (clip,) = speak(utterances(1, "tone"), cache_dir=tmp_path)
    with looking() as look:
        look(replace(clip, path=tmp_path / "gone.wav", cached=False))


def test_an_interruption_does_not_wait(tmp_path: Path) -> None:
    clips = speak(utterances(30, "tone"), cache_dir=tmp_path)

    def broken_off() -> None:
        with looking() as look:
            for clip in clips:
                look(replace(clip, cached=False))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert len([clip for clip in clips if clip.path.with_suffix(".look").exists()]) < len(clips)
