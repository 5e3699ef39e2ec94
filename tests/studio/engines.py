"""A speech engine that waits, and that fails, where a test says so: as a package of somebody else's, installed in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENGINE = '''"""Speaks as `tone` does; a text with “holds” once the test lets it, one with “breaks” never."""

import os
from dataclasses import replace
from pipeline.errors import SynthesisError
from pipeline.speak.tone import ToneEngine


class HeldEngine(ToneEngine):
    name = "held"

    def voices(self):
        return tuple(replace(each, name=each.name.replace("tone:", "held:"), engine="held") for each in super().voices())

    def begin(self, usual):
        open(os.environ["HELD_GATE"] + ".begun", "a").write(f"usual={usual} ")

    def speak(self, text, voice, rate_wpm, target):
        if "breaks" in text:
            raise SynthesisError("the engine stumbled", remedy="Write it in another way.")
        if "holds" in text:
            with open(os.environ["HELD_GATE"], "rb") as gate:
                gate.read()
        super().speak(text, voice, rate_wpm, target)
'''


class Held:
    """The engine `held`, and the gate before which it waits."""

    def __init__(self, folder: Path) -> None:
        site, self._gate = folder / "site", folder / "gate"
        info = site / "held-1.0.dist-info"
        info.mkdir(parents=True)
        (site / "held_engine.py").write_text(ENGINE, encoding="utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: held\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[episode.engines]\nheld = held_engine:HeldEngine\n", encoding="utf-8")
        os.mkfifo(self._gate)
        before = os.environ.get("PYTHONPATH", "")
        self.env = {
            "PYTHONPATH": f"{before}{os.pathsep}{site}" if before else str(site),
            "HELD_GATE": str(self._gate),
            "EPISODE_WORKERS": "1",
        }

    @property
    def begun(self) -> str:
        """With what it was told to begin, each time."""
        return self._gate.with_name("gate.begun").read_text(encoding="utf-8")

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Goes on once the engine waits, and lets it speak at the end."""
        with self._gate.open("wb"):
            yield

    def let_go(self) -> None:
        """Have it speak what it waits with, or comes to wait with."""
        with self.waiting():
            pass
