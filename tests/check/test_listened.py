"""What is listened to, and what is made of it: by an ear that knows each sentence by the pitch of its tone, so that all but the recogniser is real."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.check import listening
from pipeline.check.listening import Stretch
from pipeline.check.listening.whisper import RATE_HZ, Word
from pipeline.check.subject import Subject
from pipeline.desk.show import Show
from pipeline.write import parse_script

PITCH_HZ, FRAME = 400, RATE_HZ // 20
"""Of the sentence n the tone is n + 1 times so high; an ear that listens 50 ms at a time."""
SCRIPT = """\
---
title: The mill
date: 2026-11-26
show: Valley News
format: briefing
briefing: day.txt
---

# The mill

**Anchor:** The old mill was sold to a baker. [^1] The road was closed for three hours. [^2]

**Voice of Ada Stone:** Nobody was hurt in the storm. [^3]

[^1]: day.txt:1
[^2]: day.txt:2
[^3]: day.txt:3
"""
SAID = ["The old mill was sold to a baker.", "The road was closed for three hours.", "Nobody was hurt in the storm."]
TIMES = [(1_000, 3_000), (3_400, 5_400), (6_000, 8_000)]


class Quiet:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.notes, self.steps = list[str](), list[tuple[float, float]]()

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None:
        self.notes.append(name)

    def step(self, done: float, total: float) -> None:
        self.steps.append((done, total))


@dataclass
class Pitch:
    """Hears `says[n]` where the tone of sentence n is; in a longer sound `long[n]`, where there is such."""

    says: Sequence[str]
    long: dict[int, str] = field(default_factory=dict)
    asked_ms: list[int] = field(default_factory=list)
    """How long each sound was."""

    def words(self, sound: Any) -> list[Word]:
        self.asked_ms.append(len(sound) * 1000 // RATE_HZ)
        frames = [sound[at : at + FRAME] for at in range(0, len(sound) - FRAME + 1, FRAME)]
        loud = [
            int(np.argmax(np.abs(np.fft.rfft(frame))) * 20 / PITCH_HZ + 0.5) - 1 if np.abs(frame).max() > 0.05 else -1 for frame in frames
        ]
        found = []
        for n in sorted(set(loud) - {-1}):
            at = [k * 50 for k, each in enumerate(loud) if each == n]
            text = self.long.get(n, self.says[n]) if len(set(loud) - {-1}) > 1 else self.says[n]
            parts = text.split()
            step = (at[-1] + 50 - at[0]) / max(1, len(parts))
            found += [Word(f" {word}", round(at[0] + k * step), round(at[0] + (k + 1) * step)) for k, word in enumerate(parts)]
        return found


def heard(
    tmp_path: Path, ear: Pitch, *, times: Sequence[tuple[int, int]] = TIMES, silent: Sequence[int] = (), **record: Any
) -> tuple[Any, Quiet]:
    """What is found of an episode of three sentences, of which those in `silent` cannot be heard."""
    sound = np.zeros(RATE_HZ * 9, dtype=np.float64)
    for n, (start, end) in enumerate(times):
        at = np.arange(start * RATE_HZ // 1000, end * RATE_HZ // 1000)
        sound[at] = 0 if n in silent else 0.4 * np.sin(2 * np.pi * PITCH_HZ * (n + 1) * at / RATE_HZ)
    with wave.open(str(tmp_path / "episode.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    rows = [{"text": text, "start_ms": start, "end_ms": end} for text, (start, end) in zip(SAID, times, strict=True)]
    segments = [{"number": 1, "voice": "a", "sentences": rows[:2]}, {"number": 2, "voice": "b", "sentences": rows[2:]}]
    files = {"mp3": {"name": "gone.mp3"}, "wav": {"name": "episode.wav"}}
    known: dict[str, Any] = {"segments": segments, "audio": ["mp3", "wav"], "files": files, **record}
    subject = Subject(tmp_path / "script.md", Show(), parse_script(SCRIPT, "script.md"), None, tmp_path, known, None, "")
    watch = Quiet()
    return listening.check(subject, watch, ear), watch


def codes(part: Any) -> list[tuple[str, str, int | None]]:
    return [(one.severity, one.code, one.at_ms) for one in part.findings]


def test_what_is_said_is_heard_a_voice_at_a_time_with_a_margin(tmp_path: Path) -> None:
    ear = Pitch(SAID)
    part, watch = heard(tmp_path, ear)
    assert codes(part) == []
    assert part.measured == {"listen": {"sentences": 3, "heard": 3, "wer": 0.0}}
    assert ear.asked_ms == [4_400 + 250 + 250, 2_000 + 250 + 250]  # the two sentences of one voice, and the other’s
    assert watch.steps == [(1, 3), (2, 3), (3, 3)]


def test_a_sentence_that_is_not_there_is_an_error_at_its_place_and_silence_is_not_asked_about(tmp_path: Path) -> None:
    ear = Pitch(SAID)
    part, _ = heard(tmp_path, ear, silent=[2])
    assert codes(part) == [("error", "listen.missing", 6_000)]
    assert part.findings[0].where.endswith("script.md:13")
    assert "clear the clip" in part.findings[0].remedy
    assert part.measured["listen"] == {"sentences": 3, "heard": 2, "wer": 28.6}
    assert len(ear.asked_ms) == 1


def test_a_number_that_is_heard_otherwise_is_a_warning_to_listen_to(tmp_path: Path) -> None:
    part, _ = heard(tmp_path, Pitch([SAID[0], "The road was closed for nine hours.", SAID[2]]))
    assert codes(part) == [("warning", "listen.number", 3_400)]
    assert "Listen to it" in part.findings[0].remedy
    assert part.measured["listen"]["heard"] == 3  # it was heard, if otherwise


def test_what_is_amiss_in_a_window_is_heard_again_by_itself_and_the_better_counts(tmp_path: Path) -> None:
    ear = Pitch(SAID, long={0: ""})
    part, _ = heard(tmp_path, ear)
    assert codes(part) == []
    assert ear.asked_ms == [4_900, 2_000 + 250 + 200, 2_500]  # to the next sentence half of the pause
    part, _ = heard(tmp_path, Pitch(["A lorry ran into a shop window.", *SAID[1:]], long={0: SAID[0]}))
    assert codes(part) == []  # it was heard right at first, and is not asked about again


@pytest.mark.parametrize(
    "record",
    [{"segments": []}, {"segments": [{"voice": "a", "sentences": [{"start_ms": 0, "end_ms": 1}]}] * 2}, {"audio": ["mp3"]}, {"files": {}}],
)
def test_a_record_that_says_not_where_or_which_is_an_error(tmp_path: Path, record: dict[str, Any]) -> None:
    part, _ = heard(tmp_path, Pitch(SAID), **record)
    assert codes(part) == [("error", "listen.record", None)]
    assert ("which file" if "segments" not in record else "where the script’s sentences") in part.findings[0].message


def test_sentences_that_were_spoken_in_one_go_are_heard_as_one(tmp_path: Path) -> None:
    rows = [{"text": text, "start_ms": 1_000, "end_ms": 5_400} for text in SAID[:2]]
    last = {"voice": "b", "sentences": [{"text": SAID[2], "start_ms": 6_000, "end_ms": 8_000}]}
    record = {"segments": [{"voice": "a", "sentences": rows}, last]}
    script = parse_script(SCRIPT, "script.md")
    assert listening.stretches(record, script) == [
        Stretch(f"{SAID[0]} {SAID[1]}", 11, "a", 1_000, 5_400),
        Stretch(SAID[2], 13, "b", 6_000, 8_000),
    ]
    rows[0]["start_ms"] = "soon"
    assert listening.stretches(record, script) is None


def test_a_window_is_of_one_voice_and_no_longer_than_whisper_hears() -> None:
    def places(*ends: tuple[str, int]) -> list[Stretch]:
        starts = [0, *(end for _, end in ends)]
        return [Stretch("", 1, voice, start, end) for (voice, end), start in zip(ends, starts[:-1], strict=True)]

    assert listening.windows([]) == []
    assert listening.windows(places(("a", 10_000), ("a", 27_500), ("a", 30_000))) == [(0, 2), (2, 3)]
    assert listening.windows(places(("a", 10_000), ("a", 27_501))) == [(0, 1), (1, 2)]
    assert listening.windows(places(("a", 5_000), ("b", 6_000), ("b", 7_000), ("a", 8_000))) == [(0, 1), (1, 3), (3, 4)]
    assert listening.windows(places(("a", 90_000), ("a", 91_000))) == [(0, 1), (1, 2)]
