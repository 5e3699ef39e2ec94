"""A package of somebody else's brings an engine: built from its pyproject.toml, installed by pip, used by the real command."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Episode
from tests.speak.helpers import REPO, samples

PLUGIN = Path(__file__).with_name("plugin")
SAMPLE = REPO / "briefings" / "sample.txt"


def wheel(folder: Path) -> Path:
    """The package as a wheel, made here: a build backend would have to be fetched."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text())["project"]
    name, version = project["name"].replace("-", "_"), project["version"]
    needs = "".join(f"Requires-Dist: {one}\n" for one in project["dependencies"])
    points = "".join(
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in found.items()) for group, found in project["entry-points"].items()
    )
    info = f"{name}-{version}.dist-info"
    files = {f"{name}/{file.name}": file.read_text() for file in (PLUGIN / name).glob("*.py")}
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {version}\n{needs}"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = points
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD"))
    made = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package installed in it, and nothing else."""
    pytest.importorskip("pip", reason="an environment that uv made has none")
    folder = tmp_path_factory.mktemp("plugin")
    words = ["install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check", "--no-input"]
    where = ["--target", str(folder / "site"), str(wheel(folder))]
    done = subprocess.run([sys.executable, "-m", "pip", *words, *where], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def pitches_hz(clips: list[Path]) -> set[int]:
    """The loudest frequency of each clip, to 5 Hz."""
    found = set()
    for clip in clips:
        rate_hz, sound = samples(clip)
        spectrum = np.abs(np.fft.rfft(sound))
        found.add(round(int(spectrum.argmax()) * rate_hz / len(sound) / 5) * 5)
    return found


def test_the_package_holds_what_its_pyproject_says(site: Path) -> None:
    assert {entry.name for entry in site.iterdir()} >= {"episode_engine_hum", "episode_engine_hum-1.0.dist-info"}


def test_its_voices_are_listed_and_its_engine_is_usable(episode: Episode, site: Path) -> None:
    env = {"PYTHONPATH": str(site)}
    voices = {voice["name"]: voice for voice in episode("voices", "--json", env=env).json}
    assert voices["hum:low"] == {**voices["hum:low"], "engine": "hum", "language": "en", "licence": "MIT", "installed": True}
    engines = {engine["name"]: engine for engine in episode("doctor", "--json", env=env).json["engines"]}
    assert engines["hum"]["usable"]
    assert not [voice for voice in episode("voices", "--json").json if voice["engine"] == "hum"]


def test_it_makes_an_episode(episode: Episode, site: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(site), "EPISODE_CACHE": str(tmp_path / "cache")}
    words = ("build", SAMPLE, "--engine", "hum", "--voice", "hum:low", "--format", "story", "--out", tmp_path / "out", "--json")
    done = episode(*words, env=env)
    assert done.code == 0, done.err
    made = done.json
    assert made["voices"] == {"anchor": "hum:low", "quote": "hum:high"}
    assert made["spoken"] + made["cached"] == made["segments"] > 10
    assert -17 < made["loudness_lufs"] < -15
    assert made["duration_ms"] > 60_000
    clips = list((tmp_path / "cache" / "clips").rglob("*.wav"))
    # A clip a sentence; one that is said twice is spoken once.
    record = json.loads(Path(made["files"]["episode"]).read_text(encoding="utf-8"))
    assert made["spoken"] < len(clips) <= sum(len(segment["sentences"]) for segment in record["segments"])
    assert pitches_hz(clips) == {110, 220}
    again = episode(*words, env=env).json
    assert (again["spoken"], again["cached"]) == (0, made["segments"])


def test_without_the_package_the_voice_is_not_there(episode: Episode, tmp_path: Path) -> None:
    done = episode("build", SAMPLE, "--voice", "hum:low", "--out", tmp_path / "out")
    assert done.code == 1
    assert "There is no engine “hum”" in done.err
    assert "Traceback" not in done.err


def test_a_voice_that_it_does_not_have_is_answered_by_the_package(episode: Episode, site: Path, tmp_path: Path) -> None:
    done = episode("build", SAMPLE, "--voice", "hum:lo", "--out", tmp_path / "out", env={"PYTHONPATH": str(site)})
    assert done.code == 1
    assert "There is no hum “lo” (did you mean “low”?)" in done.err
