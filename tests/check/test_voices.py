"""What the voices of this machine make of the sample goes on air: no finding of the gate is a voice's own way to speak."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Episode

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"


@pytest.mark.parametrize("engine", ["pyttsx3", "piper", "kokoro"])
def test_the_sample_goes_on_air(episode: Episode, engine: str) -> None:
    if not any(one["name"] == engine and one["usable"] for one in episode("doctor", "--json").json["engines"]):
        pytest.skip(f"{engine} has no voice here")
    shutil.copy(SAMPLE, episode.folder)
    assert episode("build", "sample.txt", "--engine", engine, "--quiet").code == 0
    (folder,) = (episode.folder / "output").glob("*/")
    checked = episode("check", folder, "--json")
    found = [one for one in checked.json["findings"] if one["severity"] == "error" or one["code"].startswith("sound.")]
    assert checked.code == 0
    assert not found
