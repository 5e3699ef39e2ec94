"""Engines of somebody else's, installed as a package would install them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.speak import voice_files

MODULE = """
from pipeline.errors import EngineUnavailable
from pipeline.speak.tone import ToneEngine


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
        target.write_bytes(text.encode()) if text.startswith("rubbish") else ToneEngine().speak(text, "tone", rate_wpm, target)

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


RANKED = """
import threading
from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Voice
from pipeline.speak.tone import ToneEngine


class Fair:
    quality = 50
    workers = 0
    languages = {"jane": "en-US", "ann": "en-GB", "tom": "en-GB"}
    genders = {"tom": "male"}
    asked = []

    def __init__(self):
        self.closed = threading.Event()

    @property
    def name(self):
        return type(self).__name__.lower()

    @property
    def default_voice(self):
        return next(iter(self.languages))

    def voices(self):
        return tuple(
            Voice(f"{self.name}:{voice}", self.name, language, self.genders.get(voice, "female"), "MIT", True)
            for voice, language in self.languages.items()
        )

    def check(self, voice):
        if voice not in self.languages:
            raise EngineUnavailable("There is no such voice")

    def fingerprint(self, voice):
        return f"{self.name} {voice} 1"

    def speak(self, text, voice, rate_wpm, target):
        self.asked.append((self.name, voice))
        ToneEngine().speak(text, "tone", rate_wpm, target)

    def close(self):
        self.closed.set()


class Paid(Fair):
    quality = 99
    paid = True


class Silent(Fair):
    quality = None


class Loud(Fair):
    quality = float("nan")


class Broken(Fair):
    quality = 60

    def speak(self, text, voice, rate_wpm, target):
        raise EngineUnavailable("Its licence has run out", remedy="Renew it: `renew --now`.")


class German(Fair):
    quality = 70
    languages = {"eva": "de-DE"}


class Hanging(Fair):
    def speak(self, text, voice, rate_wpm, target):
        self.closed.wait(10)
        raise EngineError("Speaking was broken off.")
"""

Installed = Callable[..., None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """`installed("Fair", "Paid")`: a package brings these engines; of our own there is pyttsx3 alone. The cache is empty."""
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(voice_files, "find_voices", lambda: ())

    def install(*classes: str) -> None:
        site = tmp_path / "site"
        info = site / "engines-1.0.dist-info"
        info.mkdir(parents=True)
        (site / "some_engines.py").write_text(RANKED)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: engines\nVersion: 1.0\n")
        points = "".join(f"{name.lower()} = some_engines:{name}\n" for name in classes)
        (info / "entry_points.txt").write_text(f"[episode.engines]\n{points}")
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, "some_engines", raising=False)

    return install
