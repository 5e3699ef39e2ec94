"""A script with a recording in the studio: shown, heard, edited, and never taken for what a voice says."""

from __future__ import annotations

import io
import itertools
import json
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Studio, serving, show_in

RATE_HZ = 16_000


def tone(path: Path, hz: float, seconds: float = 2.0) -> None:
    path.parent.mkdir(exist_ok=True)
    frames = [round(9000 * math.sin(2 * math.pi * hz * n / RATE_HZ)) for n in range(round(seconds * RATE_HZ))]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(frames)}h", *frames))


def crossings_hz(sound: bytes) -> float:
    """The pitch of a tone: how often it changes sign."""
    with wave.open(io.BytesIO(sound)) as file:
        width, count, rate_hz = file.getnchannels(), file.getnframes(), file.getframerate()
        samples = struct.unpack(f"<{count * width}h", file.readframes(count))[::width]
    middle: tuple[int, ...] = samples[count // 4 : count * 3 // 4]
    crossings: int = sum((a < 0) != (b < 0) for a, b in itertools.pairwise(middle))
    return float(crossings * rate_hz / len(middle) / 2)


@pytest.fixture
def recorded(tmp_path: Path) -> Iterator[Studio]:
    show = show_in(tmp_path / "show")
    tone(show / "recordings/host.wav", 500)
    script = show / "scripts/2026-11-27.md"
    text = script.read_text(encoding="utf-8").replace("**Anchor (slower):** It was", "**Anchor (recording: host.wav):** Zvbrunn, it was")
    script.write_text(text, encoding="utf-8")
    with serving(show) as running:
        yield running


def test_it_is_shown_and_heard(recorded: Studio) -> None:
    (part,) = [each for each in recorded.day()["parts"] if each.get("n") == 2]
    assert part["settings"] == ["recording: host.wav"]
    assert not part["risky"]  # nobody says its names
    status, _, sound = recorded.get("api/clip/2.wav")
    assert status == 200
    assert crossings_hz(sound) == pytest.approx(500, rel=0.02)
    (part,) = [each for each in recorded.day()["parts"] if each.get("n") == 2]
    assert part["cached"]
    assert part["length_ms"] == pytest.approx(2000, abs=60)
    assert recorded.get("api/stretch.wav")[0] == 200


def test_its_words_are_changed_and_it_stays(recorded: Studio) -> None:
    recorded.get("api/clip/2.wav")
    day = recorded.day()
    status, _ = recorded.post("api/segment", version=day["version"], n=2, text="It was shut for ten weeks. [^3]")
    assert status == 200
    assert "**Anchor (recording: host.wav):** It was shut for ten weeks. [^3]" in recorded.script.read_text(encoding="utf-8")
    assert next(each for each in recorded.day()["parts"] if each.get("n") == 2)["cached"]  # nothing is decoded again


def test_the_voice_speaks_again_where_it_is_taken_off(recorded: Studio) -> None:
    day = recorded.day()
    status, _ = recorded.post("api/segment", version=day["version"], n=2, text="It was shut for ten weeks. [^3]", settings=[])
    assert status == 200
    assert crossings_hz(recorded.get("api/clip/2.wav")[2]) == pytest.approx(1000, rel=0.3)  # the engine's tone, in syllables


def test_another_file_of_its_name_is_heard_at_once(recorded: Studio) -> None:
    recorded.get("api/clip/2.wav")
    tone(recorded.folder / "recordings/host.wav", 800)
    assert crossings_hz(recorded.get("api/clip/2.wav")[2]) == pytest.approx(800, rel=0.02)


def test_it_is_not_parted_nor_joined(recorded: Studio) -> None:
    before = recorded.script.read_text(encoding="utf-8")
    for asked in ({"op": "split", "n": 2, "at": 10}, {"op": "join", "n": 2}):
        status, told = recorded.post("api/segments", version=recorded.day()["version"], **asked)
        assert status >= 400
        assert "a recording is one paragraph" in json.dumps(told)
    assert recorded.script.read_text(encoding="utf-8") == before


def test_what_is_not_there_is_told_and_the_day_goes_on(recorded: Studio) -> None:
    (recorded.folder / "recordings/host.wav").rename(recorded.folder / "recordings/hosts.wav")
    status, _, told = recorded.get("api/clip/2.wav")
    assert status >= 400
    assert b"there is no such file in recordings/" in told
    assert b"hosts.wav" in told
    assert recorded.get("api/clip/1.wav")[0] == 200
    assert len([each for each in recorded.day()["parts"] if each["kind"] == "segment"]) == 3
