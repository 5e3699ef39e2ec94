"""A paragraph that somebody has recorded: found, decoded, as loud as the voices, made once, and told as what it is."""

from __future__ import annotations

import hashlib
import json
import os
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from pipeline import check, speak
from pipeline.build import build, correct, plan
from pipeline.desk import correcting, opening, rehearsal, unchanged
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.errors import EngineUnavailable, PublishError, ScriptError
from pipeline.mix import ffmpeg
from pipeline.model import Recording, recording_of
from pipeline.studio.following import Followed

NAME = "2026-11-27"
RATE_HZ = 48_000
BLOG = """\
Ms Field, who keeps the ferry at Kellmoor, said that the harbour was shut at three on Thursday.
“We left at three, and took nothing with us,” Ms Field said.
The council of Kellmoor closed the harbour when a crane fell across the quay. Nobody was hurt.
"""
SCRIPT = """---
title: The harbour at Kellmoor
date: 2026-11-27
show: Valley News
format: briefing
briefing: briefings/2026-11-27.txt
briefing_sha256: {sha}
---

# The harbour

**Anchor (recording: greeting.wav):** Good evening. This is Valley News.

**Anchor:** The council of Kellmoor closed the harbour when a crane fell across the quay. [^3] Nobody was hurt. [^3]

**Voice of Ms Field (recording: field.mp3 0:09-0:15):** We left at three, and took nothing with us. [^2]

**Anchor:** Apart from the recordings, the voices in this programme are synthetic: they read a script made from the day’s reports.

[^2]: briefings/2026-11-27.txt:2
[^3]: briefings/2026-11-27.txt:3
"""
TAKEN = "(recording: greeting.wav)"


class Notes:
    """A watch that keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None:
        pass

    def step(self, done: float, total: float) -> None:
        pass


def spoken(hz: float, seconds: float, level: float, silence_s: float = 0.0) -> NDArray[np.float64]:
    """Syllables of one pitch, and a room's noise, with so much of it alone before and after."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    voiced = level * np.sqrt(np.clip(np.sin(2 * np.pi * 3.3 * t) + 0.7, 0, 1)) * np.sin(2 * np.pi * hz * t)
    quiet = np.zeros(round(silence_s * RATE_HZ))
    made = np.concatenate([quiet, voiced, quiet])
    return np.asarray(made + np.random.default_rng(1).normal(0, level / 1000, len(made)))


def wav(path: Path, samples: NDArray[np.float64], channels: int = 2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.repeat(np.rint(samples * 32767).astype("<i2"), channels).tobytes())
    return path


def settings(home: Path) -> Show:
    return opening.load(home / "episode.toml")


def say(home: Path, text: str) -> None:
    (home / f"scripts/{NAME}.md").write_text(text, encoding="utf-8")


def made(home: Path) -> dict[str, Any]:
    return build(Order(), settings(home), Notes())


def record(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / f"output/{NAME}/episode.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show with a script that names a quiet greeting, and 0:09 to 0:15 of an interview in which each 8 seconds have a pitch of their own."""
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    home = tmp_path / "show"
    for folder in ("briefings", "scripts", "recordings"):
        (home / folder).mkdir(parents=True)
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n[music]\nenabled = false\n')
    text = home / f"briefings/{NAME}.txt"
    text.write_text(BLOG, encoding="utf-8")
    say(home, SCRIPT.format(sha=hashlib.sha256(text.read_bytes()).hexdigest()))
    wav(home / "recordings/greeting.wav", spoken(300, 3, 0.01, silence_s=1.5))
    whole = wav(tmp_path / "field.wav", np.concatenate([spoken(hz, 8, 0.4) for hz in (250, 400, 700)]))
    ffmpeg.run(["-i", ffmpeg.file_url(whole), "-b:a", "96k", ffmpeg.file_url(home / "recordings/field.mp3")])
    return home


def heard(home: Path) -> tuple[list[NDArray[np.float64]], list[dict[str, Any]]]:
    """The sound of each segment of the finished MP3, and what the record says of it."""
    raw = b"".join(
        ffmpeg.read(["-i", ffmpeg.file_url(home / f"output/{NAME}/episode.mp3"), "-ac", "1", "-ar", "48000", "-f", "f32le", "-"])
    )
    samples = np.frombuffer(raw, "<f4").astype(np.float64)
    segments = record(home)["segments"]
    return [samples[each["start_ms"] * 48 : each["end_ms"] * 48] for each in segments], segments


def pitch(samples: NDArray[np.float64]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE_HZ / len(samples))


def test_the_recordings_are_heard_trimmed_from_the_right_stretch_and_as_loud_as_the_voices(home: Path) -> None:
    made(home)
    sounds, segments = heard(home)
    assert [round(pitch(sound), -1) for sound in sounds] == [300, 1000, 400, 1000]
    assert segments[0]["end_ms"] - segments[0]["start_ms"] == pytest.approx(3000, abs=120)  # of 6 s, half of them silence
    assert segments[2]["end_ms"] - segments[2]["start_ms"] == pytest.approx(6000, abs=200)
    meter = pyloudnorm.Meter(RATE_HZ)
    levels = [meter.integrated_loudness(sound) for sound in sounds]
    assert max(levels) - min(levels) < 1.0  # the greeting was recorded 32 dB below the interview


def test_the_record_names_them_and_no_voice_is_theirs(home: Path) -> None:
    made(home)
    found = record(home)
    assert [each["voice"] for each in found["segments"]] == [
        "recording:greeting.wav",
        "tone:tone",
        "recording:field.mp3 0:09-0:15",
        "tone:tone",
    ]
    assert found["voices"] == {"Anchor": "tone:tone"}
    assert [(each["segment"], each["file"], each["start_ms"], each["end_ms"]) for each in found["recordings"]] == [
        (1, "greeting.wav", 0, None),
        (3, "field.mp3", 9000, 15_000),
    ]
    told = (home / f"output/{NAME}/transcript.vtt").read_text(encoding="utf-8")
    assert "We left at three, and took nothing with us." in told.replace("\n", " ")
    notes = (home / f"output/{NAME}/notes.txt").read_text(encoding="utf-8")
    assert "Apart from the recordings (0:00, 0:" in notes
    page = (home / f"output/{NAME}/index.html").read_text(encoding="utf-8")
    assert ">Anchor (recording)<" in page
    assert ">Anchor<" in page
    assert ">Voice of Ms Field (recording)<" in page


def test_other_words_do_not_decode_it_again_and_another_file_does(home: Path) -> None:
    made(home)
    say(home, (home / f"scripts/{NAME}.md").read_text().replace("This is Valley News", "Here is Valley News"))
    assert made(home)["spoken"] == 0
    wav(home / "recordings/greeting.wav", spoken(500, 3, 0.1))
    assert made(home)["spoken"] == 1
    assert round(pitch(heard(home)[0][0]), -1) == 500


def test_a_build_with_nothing_changed_notices_a_changed_recording(home: Path) -> None:
    made(home)
    assert made(home)["unchanged"]
    assert unchanged.at_once(Order(), settings(home), Notes()) is not None
    wav(home / "recordings/other.wav", spoken(500, 1, 0.1))  # nothing names it
    assert unchanged.at_once(Order(), settings(home), Notes()) is not None
    wav(home / "recordings/greeting.wav", spoken(500, 3, 0.1))
    assert unchanged.at_once(Order(), settings(home), Notes()) is None
    assert "unchanged" not in {key for key, value in made(home).items() if value is True}


def test_a_changed_recording_does_not_look_changed_by_its_time(home: Path) -> None:
    made(home)
    os.utime(home / "recordings/greeting.wav", (1, 1))
    assert made(home)["unchanged"]


def test_a_script_of_recordings_needs_no_voice(home: Path) -> None:
    text = (home / f"scripts/{NAME}.md").read_text()
    alone = text.replace("**Anchor:** The council", "**Anchor (recording: field.mp3 0:01-0:07):** The council")
    say(home, alone[: alone.index("**Anchor:** Apart")] + alone[alone.index("[^2]:") :])
    (home / "episode.toml").write_text('engine = "pyttsx3"\n[voices]\nanchor = "pyttsx3:nobody-has-this"\n')
    made(home)
    assert record(home)["voices"] == {}
    assert "synthetic" not in (home / f"output/{NAME}/notes.txt").read_text()


@pytest.mark.parametrize(
    ("written", "wrong", "remedy"),
    [
        ("recording: greting.wav", "there is no such file in recordings/", "Did you mean greeting.wav?"),
        ("recording: nobody.wav", "there is no such file", "there are field.mp3, greeting.wav"),
        ("recording: words.mp3", "no sound is found in it", "Save it again"),
        ("recording: still.wav", "nothing but silence", "Record it again"),
        ("recording: field.mp3 0:20-0:40", "ends behind the recording's end at 0:24", "Correct the stretch"),
        ("recording: field.mp3 5:20-5:40", "ends behind the recording's end at 0:24", "Correct the stretch"),
        ("recording: field.mp3 0:15-0:09", "0:15-0:09 ends before it begins", "FILE 1:02-1:19"),
        ("recording: field.mp3 1:75-1:80", "1:75 is no time", "FILE 1:02-1:19"),
        ("recording: hour.wav", "it lasts 2:00, and its words take 0:15 at most", "Name the stretch"),
        ("recording: away.wav", "lies outside the show", "Copy the file into recordings/"),
        ("recording: ../episode.toml", "lies outside the show", "Copy the file into recordings/"),
        ("recording: greeting.wav, slower", "cannot be 'slower'", "Write (recording: greeting.wav)"),
        ("faster, recording: greeting.wav", "cannot be 'faster'", "Write (recording: greeting.wav)"),
        ("recording: one, two.wav", "'two.wav' stands beside a recording", "has no comma"),
        ("recording: greeting (1).wav", "names no recording", "no brackets"),
        ("recording:", "names no file", "Write (recording: FILE)"),
        ("recording", "names no file", "Write (recording: FILE)"),
        ("recordng: greeting.wav", "is no setting of a role", "recording: FILE"),
    ],
)
def test_what_cannot_be_heard_is_told_with_its_line(home: Path, written: str, wrong: str, remedy: str) -> None:
    (home / "recordings/words.mp3").write_text("Nothing but words.\n")
    wav(home / "recordings/still.wav", np.zeros(RATE_HZ))
    wav(home / "recordings/hour.wav", spoken(300, 120, 0.1), channels=1)
    (home / "recordings/away.wav").symlink_to(wav(home.parent / "away.wav", spoken(300, 3, 0.1)))
    if "nobody" in written:
        for name in ("words.mp3", "still.wav", "hour.wav", "away.wav"):
            (home / "recordings" / name).unlink()
    text = (home / f"scripts/{NAME}.md").read_text().replace(TAKEN, f"({written})")
    say(home, text)
    line = text.split("\n").index(next(each for each in text.split("\n") if written in each)) + 1
    for attempt in (made, lambda home: plan(Order(), settings(home), Notes())):
        with pytest.raises(ScriptError) as caught:
            attempt(home)
        assert caught.value.where.endswith(f"{NAME}.md:{line}")
        assert wrong in caught.value.message
        assert remedy in caught.value.remedy
    found = check.check(str(home / f"scripts/{NAME}.md"), settings(home), Notes()).findings
    assert any(wrong in each.message and each.where.endswith(f":{line}") and each.severity == "error" for each in found)


def test_words_there_must_be(home: Path) -> None:
    say(home, (home / f"scripts/{NAME}.md").read_text().replace("Good evening. This is Valley News.", "…"))
    with pytest.raises(ScriptError, match="has no words"):
        made(home)


def test_no_role_can_have_a_recording_for_its_voice(home: Path) -> None:
    with pytest.raises(EngineUnavailable, match="in one paragraph"):
        build(Order(voices=(("anchor", "recording:greeting.wav"),)), settings(home), Notes())
    assert not speak.available_voices("recording")


def test_a_template_may_name_one_and_the_sign_off_says_what_is_so(home: Path) -> None:
    (home / f"scripts/{NAME}.md").unlink()
    (home / "templates").mkdir()
    (home / "templates/briefing.md.j2").write_text(
        '{% extends "!builtin/briefing.md.j2" %}\n{% block greeting %}\n**Anchor (recording: greeting.wav):** Good evening.\n{% endblock %}\n'
    )
    made(home)
    text = (home / f"scripts/{NAME}.md").read_text()
    assert "**Anchor (recording: greeting.wav):** Good evening." in text
    assert "**Anchor:** Apart from the recordings, the voices in this programme are synthetic: they read a script" in text
    found = check.check(str(home / f"output/{NAME}"), settings(home), Notes()).findings
    assert {each.code for each in found} <= {"words.unsaid"}


def findings(home: Path, code: str) -> list[str]:
    found = check.check(str(home / f"output/{NAME}"), settings(home), Notes()).findings
    assert {each.severity for each in found if each.code == code} <= {"warning"}
    return [each.message for each in found if each.code == code]


def test_the_gate_tells_a_recording_that_is_another_or_gone(home: Path) -> None:
    made(home)
    assert not findings(home, "recordings.file")
    wav(home / "recordings/greeting.wav", spoken(500, 3, 0.1))
    assert findings(home, "recordings.file") == ["the recording greeting.wav has changed since"]
    assert check.standing(home / f"output/{NAME}", settings(home), Notes())["warnings"] >= 1
    (home / "recordings/field.mp3").unlink()
    assert findings(home, "recordings.file") == [
        "the recording greeting.wav has changed since",
        "the recording field.mp3 is no longer there",
    ]


def test_what_the_gate_said_is_not_believed_once_a_recording_is_another(home: Path) -> None:
    made(home)
    before = check.standing(home / f"output/{NAME}", settings(home), Notes())["warnings"]
    wav(home / "recordings/greeting.wav", spoken(500, 3, 0.1))
    assert check.standing(home / f"output/{NAME}", settings(home), Notes())["warnings"] == before + 1


def test_the_gate_tells_a_length_that_the_words_do_not_have(home: Path) -> None:
    text = (home / f"scripts/{NAME}.md").read_text()
    say(home, text.replace("0:09-0:15", "0:01-0:23"))
    made(home)
    (found,) = findings(home, "recordings.length")
    assert "9 words are said in 2" in found
    assert "a speaker takes 1.8 to 10.5" in found
    say(home, text.replace("0:09-0:15", "0:09-0:10"))
    made(home)
    assert "9 words are said in 1.0 s" in findings(home, "recordings.length")[0]


def test_the_gate_hears_no_fault_in_a_long_pause(home: Path) -> None:
    paused = np.concatenate([spoken(300, 1.5, 0.1), spoken(300, 0.01, 0.0001, 0.8), spoken(300, 1.5, 0.1)])
    wav(home / "recordings/greeting.wav", paused)
    made(home)
    assert not [each for each in check.check(str(home / f"output/{NAME}"), settings(home), Notes()).findings if each.code == "sound.hole"]


def test_the_gate_tells_that_not_all_voices_are_synthetic(home: Path) -> None:
    text = (home / f"scripts/{NAME}.md").read_text()
    made(home)
    assert not findings(home, "recordings.disclosure")
    assert not findings(home, "provenance.own-words")
    say(home, text.replace("Apart from the recordings, the voices", "The voices"))
    made(home)
    assert len(findings(home, "recordings.disclosure")) == 1


def test_a_recorded_sentence_is_not_corrected_by_a_voice(home: Path) -> None:
    made(home)
    with pytest.raises(PublishError, match="it is a recording"):
        correct(correcting.Asked(NAME, 1, "Good morning."), settings(home), Notes())
    correct(
        correcting.Asked(NAME, 3, "The council of Kellmoor shut the harbour when a crane fell across the quay."), settings(home), Notes()
    )
    assert [each["voice"].partition(":")[0] for each in record(home)["segments"]] == ["recording", "tone", "recording", "tone"]


def test_no_word_of_it_is_rehearsed_and_watching_looks_at_it(home: Path) -> None:
    text = (home / f"scripts/{NAME}.md").read_text()
    say(home, text.replace("Good evening.", "Good evening, Xqwarth.").replace("Nobody was hurt.", "Nobody in Zvbrunn was hurt."))
    found = rehearsal.rehearse(Order(), settings(home), Notes(), with_reel=False)
    words = [each.risk.word for each in found.words]
    assert "Zvbrunn" in words
    assert "Xqwarth" not in words
    assert Followed(NAME, settings(home)).matters((home / "recordings/greeting.wav").resolve())


def test_it_costs_no_speaking_time_and_is_stepped_down_to_nobody(home: Path) -> None:
    planned = plan(Order(deadline="+2h"), settings(home), Notes())
    assert planned["voices"] == {"anchor": "tone:tone"}
    assert not planned["stepped_down"]
    assert speak.pace_of("recording:/x/./y.wav") == float("inf")


def test_a_cluster_speaks_the_rest(home: Path) -> None:
    pytest.importorskip("joblib")
    done = build(Order(cluster="local:1"), settings(home), Notes())
    assert done["spoken"] == 4
    assert [round(pitch(sound), -1) for sound in heard(home)[0]] == [300, 1000, 400, 1000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("field.mp3", Recording("field.mp3")),
        ("an  interview.mp3", Recording("an interview.mp3")),
        ("field.mp3 1:02-1:19", Recording("field.mp3", 62_000, 79_000)),
        ("field.mp3 1:02.5 – 1:19.25", Recording("field.mp3", 62_500, 79_250)),
        ("field.mp3 1:00:02-1:01:00", Recording("field.mp3", 3_602_000, 3_660_000)),
        ("field.mp3 62-79", Recording("field.mp3", 62_000, 79_000)),
        ("field.mp3 1:02-", Recording("field.mp3", 62_000, None)),
        ("2026-11-27 field 1-2.mp3", Recording("2026-11-27 field 1-2.mp3")),
    ],
)
def test_a_stretch_is_read(text: str, expected: Recording) -> None:
    assert recording_of(text) == expected


def test_a_script_without_recordings_says_what_it_said(home: Path) -> None:
    (home / f"scripts/{NAME}.md").unlink()
    made(home)
    assert "**Anchor:** The voices in this programme are synthetic: they read" in (home / f"scripts/{NAME}.md").read_text()
    assert "\nThe voices in this programme are synthetic: they read" in (home / f"output/{NAME}/notes.txt").read_text()
    assert "recordings" not in record(home)
