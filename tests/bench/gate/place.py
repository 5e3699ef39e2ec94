"""A show in a folder of its own, its one episode, and what the gate says of it."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import build, check
from pipeline.check import Finding
from pipeline.desk.opening import find
from pipeline.desk.order import Order
from tests.check.test_check import Silent
from tests.conftest import PROGRAM

SETTINGS = 'title = "Valley News"\nengine = "tone"\nloudness_lufs = -16\n'

LIMIT_S = 900
"""For one command, on a machine that has much else to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A show and the episode that is looked at."""

    show: Path
    date: str

    @property
    def folder(self) -> Path:
        """The finished episode."""
        return self.show / "output" / self.date

    @property
    def script(self) -> Path:
        """Its script as a human would change it."""
        return self.show / "scripts" / f"{self.date}.md"

    def copy(self, to: Path) -> Place:
        """The same to be spoiled."""
        return Place(Path(shutil.copytree(self.show, to)), self.date)

    def record(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "episode.json").read_text(encoding="utf-8")))

    def rebuild(self) -> None:
        """Make the episode of its script as it now stands."""
        with contextlib.chdir(self.show):
            build.build(Order(date=self.date, keep=True), find(Path()), Silent())

    def findings(self) -> tuple[Finding, ...]:
        """What the gate finds."""
        with contextlib.chdir(self.show):
            return check.check(f"output/{self.date}", find(Path()), Silent()).findings


Plant = Callable[[Place], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that must not go on air."""

    group: str
    name: str
    base: str
    """Which good episode it is planted in; a key of `bases.BASES`."""
    plant: Plant
    codes: tuple[str, ...]
    """It is caught where a finding's code begins with one of these."""


class BuildError(Exception):
    """A good episode could not be made."""


def made(show: Path, date: str, briefing: str, text: str | bytes, *words: str, settings: str = SETTINGS) -> Place:
    """Build one episode with the real command."""
    file = show / "briefings" / briefing
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    (show / "episode.toml").write_text(settings, encoding="utf-8")
    run(show, "build", f"briefings/{briefing}", "--date", date, *words)
    return Place(show, date)


def run(show: Path, *words: str) -> str:
    """Run the real command; what it says."""
    ran = subprocess.run(
        [PROGRAM, *words], cwd=show, capture_output=True, text=True, timeout=LIMIT_S, stdin=subprocess.DEVNULL, check=False
    )
    if ran.returncode != 0:
        raise BuildError(f"episode {' '.join(words)}: {ran.stderr.strip() or ran.stdout.strip()}")
    return ran.stdout


def caught(defect: Defect, findings: Iterable[Finding]) -> Finding | None:
    """The finding that names the defect; an error before a warning."""
    named = [one for one in findings if one.code.startswith(defect.codes)]
    return min(named, key=lambda one: one.severity, default=None)
