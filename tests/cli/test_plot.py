"""`episode plot`: what it draws is what is in the file, as ffmpeg's own meter reads it."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline.desk import plotting
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError
from tests.conftest import Episode
from tests.mix.sounds import ffmpeg
from tests.publish.test_plot import Picture

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode by the tone, in `output/2026-11-27`, that nobody may change."""
    home = tmp_path_factory.mktemp("show")
    done = Episode(home)("build", SAMPLE, "--engine", "tone", "--date", "2026-11-27", "--format", "story", "--out", home / "output")
    assert done.code == 0, done.err
    return home


def test_the_drawn_curve_is_what_ebur128_reads_of_the_file(made: Path) -> None:
    done = Episode(made)("plot", "output/2026-11-27")
    assert (done.code, done.out) == (0, "output/2026-11-27/plot.svg\n"), done.err
    picture = Picture((made / "output/2026-11-27/plot.svg").read_text(encoding="utf-8"))
    chain = "ebur128=metadata=1,ametadata=mode=print:file=-"
    mp3 = made / "output/2026-11-27/episode.mp3"
    said = ffmpeg("-loglevel", "error", "-i", str(mp3), "-map", "0:a", "-af", chain, "-f", "null", "-").stdout.decode()
    for name, key in (("momentary", "M"), ("short-term", "S")):
        drawn = np.array(picture.line(name))
        read = np.array([float(value) for value in re.findall(rf"r128\.{key}=(\S+)", said)])
        count = min(len(drawn), len(read))
        assert abs(len(drawn) - len(read)) <= 1
        assert np.abs(drawn[:count, 0] - 0.1 * (1 + np.arange(count))).max() < 0.1
        inside = (read[:count] > -47) & (read[:count] < -7) & (np.arange(count) >= 30)
        assert inside.sum() > 0.5 * count
        assert np.abs(drawn[:count, 1] - read[:count])[inside].max() < 0.3
    record = json.loads((made / "output/2026-11-27/episode.json").read_text(encoding="utf-8"))
    assert f"−{-record['loudness_lufs']:.1f} LUFS" in " ".join(picture.texts())
    assert record["music"]
    for span in record["music"]:
        assert any(words.startswith(f"{span['kind']}: {span['sound']}, ") for words in picture.texts()), span


@pytest.mark.parametrize("name", ["", "2026-11-27"])
def test_which_episode_is_meant(made: Path, name: str) -> None:
    done = Episode(made)("plot", *([name] if name else []), "--out", "-")
    assert done.code == 0, done.err
    assert done.out.startswith("<svg ")
    Picture(done.out)


def test_it_goes_where_it_is_sent(made: Path, tmp_path: Path) -> None:
    done = Episode(made)("plot", "--out", tmp_path / "new" / "picture.svg")
    assert done.code == 0, done.err
    assert (tmp_path / "new" / "picture.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_another_file_in_its_place_is_kept_and_an_earlier_picture_is_not(made: Path, tmp_path: Path) -> None:
    mine = tmp_path / "2026-11-27.md"
    mine.write_text("A script that somebody wrote.\n")
    first = Episode(made)("plot", "--out", mine)
    assert (first.code, first.err) == (0, f"episode: the file as it was is kept as {mine}.bak\n")
    assert (tmp_path / "2026-11-27.md.bak").read_text() == "A script that somebody wrote.\n"
    assert (Episode(made)("plot", "--out", mine)).err == ""
    Picture(mine.read_text(encoding="utf-8"))
    page, settings = tmp_path / "found.html", tmp_path / "episode.toml"
    settings.write_text('title = "Mine"\n')
    for target, err in ((page, ""), (page, ""), (settings, f"episode: the file as it was is kept as {settings}.bak\n")):
        done = Episode(made)("check", "output/2026-11-27", "--report", target, "--quiet")
        assert done.err == err
        assert "<!doctype html>" in target.read_text(encoding="utf-8")
    assert (tmp_path / "episode.toml.bak").read_text() == 'title = "Mine"\n'
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.skipif(os.name != "posix", reason="POSIX limits")
def test_the_file_in_its_place_is_back_where_the_picture_cannot_be_written(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("Mine.\n")

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    assert Episode(made)("plot", "--out", tmp_path / "mine.md", preexec_fn=limit).code == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"mine.md": "Mine.\n"}


def refused(target: str, home: Path) -> str:
    with pytest.raises(EpisodeError) as caught:
        plotting.picture(plotting.of(target, Show(folder=home)))
    return str(caught.value)


def test_what_cannot_be_drawn_is_one_line(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made / "output", "output", ignore=shutil.ignore_patterns("*.svg"))
    folder = Path("output/2026-11-27")
    Path("empty").mkdir()
    assert (
        refused("empty", tmp_path)
        == "empty: there is no episode in it: no episode.json. Name an episode's folder, such as output/2026-11-27."
    )
    assert "there is no finished episode 2026-01-01. The newest is 2026-11-27" in refused("2026-01-01", tmp_path)
    (folder / "episode.mp3").write_bytes(b"no sound at all")
    done = Episode(tmp_path)("plot")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "episode.mp3" in done.err
    assert not list(tmp_path.rglob("*.svg"))
    (folder / "episode.mp3").unlink()
    assert "the episode's audio is not there. Build the episode again." in refused("", tmp_path)
    (folder / "episode.json").write_text("[]")
    assert "is not the record of an episode" in refused("", tmp_path)
    shutil.rmtree(folder)
    assert "there is no finished episode here. Make one with: episode build" in refused("", tmp_path)
