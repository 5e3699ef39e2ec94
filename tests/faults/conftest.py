"""A show whose engine, ffmpeg or disk is broken on purpose, and the same show where nothing is."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad import whole
from tests.conftest import PROGRAM, Ran

NAME = "2026-11-27"
LIMIT_S = 100

BLOG = """\
9:00 a.m.
Repairs to the bridge will be finished on Friday, the council said. The work took two years.
9:10 a.m.
Ferries between the islands were cancelled because of the storm. They will sail again on Sunday, the operator said.
"""

FAULTY = Path(__file__).with_name("faulty_engine.py")
"""An engine of somebody else's that does what `$FAULT` says; without it, what `tone` does."""


@dataclass(frozen=True, slots=True)
class Home:
    """A show of its own, with a cache of its own."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def build(self, *words: str, env: Mapping[str, str] | None = None, **more: Any) -> Ran:
        """`episode build` there."""
        done = subprocess.run(
            [PROGRAM, "build", "--quiet", *words],
            cwd=self.folder,
            env=self.environment(env),
            capture_output=True,
            timeout=LIMIT_S,
            check=False,
            **more,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def environment(self, env: Mapping[str, str] | None = None) -> dict[str, str]:
        """Of its builds."""
        return {**os.environ, **self.env, **(env or {})}

    @property
    def made(self) -> Path:
        """The episode's folder."""
        return self.folder / "output" / NAME

    @property
    def script(self) -> Path:
        """What a human may have written in."""
        return self.folder / "scripts" / f"{NAME}.md"

    def state(self) -> dict[str, bytes]:
        """All that a listener or the editor could lose."""
        files = [path for top in ("output", "scripts", "briefings") for path in (self.folder / top).rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}

    def news(self, text: str) -> None:
        """Another briefing of the same day."""
        (self.folder / f"briefings/{NAME}.txt").write_text(text, encoding="utf-8")

    def outcome(self) -> tuple[bytes, dict[str, Any]]:
        """The episode's sound, byte for byte, and its record without what two builds of the same may differ in: times, and what came from
        the cache.
        """
        text = re.sub(r'"cached": (true|false)', '"cached": null', (self.made / "episode.json").read_text(encoding="utf-8"))
        record: dict[str, Any] = json.loads(text)
        return (self.made / "episode.mp3").read_bytes(), {key: value for key, value in record.items() if key not in VARIES}


VARIES = ("timings_s", "spoken", "cached", "files", "made_from")
"""Of a record: when, how long, and digests of files that hold it."""

HomeOf = Callable[[str, str], Home]


def a_home(folder: Path, engine: str = "tone") -> Home:
    """A new show."""
    (folder / "briefings").mkdir(parents=True)
    (folder / "episode.toml").write_text(f'title = "Valley News"\nengine = "{engine}"\n')
    env = {"EPISODE_CACHE": str(folder.with_name(f"{folder.name}-cache"))}
    if engine == "faulty":
        env["PYTHONPATH"] = os.pathsep.join(
            filter(None, (str(site(folder.with_name(f"{folder.name}-site"))), os.environ.get("PYTHONPATH")))
        )
    home = Home(folder, env)
    home.news(BLOG)
    return home


def site(folder: Path) -> Path:
    """A folder with the faulty engine installed in it."""
    info = folder / "faulty-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / FAULTY.name).write_text(FAULTY.read_text(encoding="utf-8"), encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[episode.engines]\nfaulty = faulty_engine:Faulty\n")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A show with the tone engine."""
    return a_home(tmp_path / "show")


def undisturbed(folder: Path, engine: str = "tone") -> tuple[bytes, dict[str, Any]]:
    """What the show becomes where nothing goes wrong."""
    home = a_home(folder, engine)
    done = home.build()
    assert done.code == 0, done.err
    return home.outcome()


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Any]]:
    """The same of the tone engine."""
    return undisturbed(tmp_path_factory.mktemp("good") / "show")


def refused(done: Ran, *words: str, code: int = 1) -> str:
    """One line with these words in it, and no traceback; returns it."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    (line,) = done.err.splitlines()
    assert line.startswith("episode: ")
    for word in words:
        assert word in line, line
    return line


def stands(home: Home, before: Mapping[str, bytes]) -> None:
    """Nothing is lost, changed or half-written."""
    assert {name: home.state().get(name) for name in before} == before
    whole(home.folder)
