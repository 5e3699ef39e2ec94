"""A codec that overshoots: the file is made again with its peaks held, and is as loud as the others all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline import mix
from pipeline.mix import Sounding
from pipeline.mix.encode import passing
from pipeline.mix.hearing import Figures
from pipeline.model import Programme, Tags

from .sounds import Studio, ebur128, script_of


def opus_said_to_reach(studio: Studio, monkeypatch: pytest.MonkeyPatch, *peaks_dbtp: float) -> tuple[Programme, int]:
    """Four sentences as Opus, whose first files are said to be so high (it overshoots on sounds that nobody can foresee), and how often it was heard."""
    heard: list[Figures] = []
    hear = passing.hear

    def high(*call: Any) -> Figures:
        found = hear(*call)
        if len(heard) < len(peaks_dbtp):
            found = replace(found, reading=replace(found.reading, dbtp=peaks_dbtp[len(heard)]))
        heard.append(found)
        return found

    monkeypatch.setattr(passing, "hear", high)
    script = script_of(("One", ["Anchor"] * 4))
    studio.speak(4, 3.0, rms_db=-24)
    how = Sounding(formats=("opus",))
    made = mix.mix(script, studio.clips, studio.folder / "made/episode.opus", tags=Tags("A", "B", script.date), how=how)
    lufs, dbtp = ebur128(made.path)
    assert lufs == pytest.approx(-16.0, abs=0.25)
    assert dbtp <= -1.0
    return made, len(heard)


def test_a_file_that_came_out_too_high_is_brought_back_to_the_target(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    made, times = opus_said_to_reach(studio, monkeypatch, 1.25)
    assert times > 1
    assert [each.bitrate_kbps for each in made.encoded] == [64]


def test_a_pulse_of_the_codec_s_own_goes_with_another_bit_rate(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    # As high wherever the limiter stands.
    made, _ = opus_said_to_reach(studio, monkeypatch, -0.8, -0.8)
    assert [each.bitrate_kbps for each in made.encoded] == [72]
