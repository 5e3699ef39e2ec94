"""An engine of somebody else's, installed as a package would install it."""

from __future__ import annotations

from pathlib import Path

import pytest

MODULE = """
from pipeline.errors import EngineUnavailable
from pipeline.speak import wav


class Rogue:
    name = "rogue"
    default_voice = "jones"

    def voices(self):
        raise EngineUnavailable("It is not in the mood", remedy="Ask again.")

    def check(self, voice):
        if voice != "jones":
            self.voices()

    def fingerprint(self, voice):
        return "rogue 1"

    def speak(self, text, voice, rate_wpm, target):
        if text == "bug":
            1 / 0
        target.write_bytes(text.encode()) if text.startswith("rubbish") else wav.write_silence(target, 16000, 500)

    def close(self):
        pass
"""


@pytest.fixture
def rogue_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an engine that a package brings by entry point: `broken` stands beside it and does not load."""
    site = tmp_path / "site"
    info = site / "rogue-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "rogue_engine.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rogue\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[episode.engines]\nrogue = rogue_engine:Rogue\nbroken = rogue_gone:Engine\n")
    monkeypatch.syspath_prepend(str(site))
    return "rogue"
