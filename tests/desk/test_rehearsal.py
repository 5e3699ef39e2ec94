"""The rehearsal at the desk: which script, where the reel goes, and what is on it, measured."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
from mutagen.id3 import ID3

from pipeline import write
from pipeline.desk import day, opening, reel, rehearsal
from pipeline.desk.order import Order
from pipeline.desk.show import Part, Show
from pipeline.errors import EngineError, EngineUnavailable, ScriptError
from pipeline.mix.layout import RATE_HZ

HEAD = "---\ntitle: A day\ndate: 2026-11-27\nformat: briefing\nbriefing: day.txt\n---\n\n# A day\n\n"
DAY = f"""{HEAD}**Anchor:** Good evening. The mayor, Zylphia Quenby, said that the bridge would open on Friday.

**Voice of Quenby:** The repairs cost €3.7 million, and the WXQT paid half of it.

**Anchor:** Quenby met Grzegorz Brzęczyk in Houston.
"""
TONE = Order(engine="tone")


class Quiet:
    """Who watches, and remembers what was said."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None:
        pass

    def step(self, done: float, total: float) -> None:
        assert 0 <= done <= total


@pytest.fixture
def show(tmp_path: Path) -> Show:
    (tmp_path / "episode.toml").write_text('title = "Valley News"\n')
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/2026-11-27.md").write_text(DAY, encoding="utf-8")
    return opening.find(tmp_path, environ={})


def rehearse(show: Show, script: str = "", order: Order = TONE, **more: Any) -> rehearsal.Rehearsal:
    return rehearsal.rehearse(order, show, Quiet(), script=script, **more)


def decoded_s(file: Path) -> float:
    """Seconds of sound that a decoder gets out of a file."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(file), "-f", "s16le", "-ac", "1", "-ar", str(RATE_HZ), "-"]
    return len(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout) / 2 / RATE_HZ


def chapters(file: Path) -> dict[str, tuple[int, int]]:
    return {str(frame.sub_frames["TIT2"]): (frame.start_time, frame.end_time) for frame in ID3(file).getall("CHAP")}  # type: ignore[no-untyped-call]


def at(done: rehearsal.Rehearsal) -> Mapping[str, int | None]:
    return {word.risk.word: word.at_ms for word in done.words}


def test_the_reel_says_the_words_the_riskiest_first(show: Show) -> None:
    done = rehearse(show)
    file = show.folder / "output/2026-11-27/rehearsal.mp3" if show.folder else Path()
    assert done.reel is not None
    assert done.reel.path == file
    assert list(at(done)) == ["Brzęczyk", "Quenby", "Grzegorz", "Zylphia", "WXQT", "€3.7 million"]
    assert [word.line for word in done.words] == [14, 10, 14, 10, 12, 12]
    assert list(chapters(file)) == ["Brzęczyk, Grzegorz", "Quenby, Zylphia", "WXQT, €3.7 million"]
    starts = [start for start, _ in chapters(file).values()]
    assert starts == sorted(starts)
    for word in done.words:
        title = next(title for title in chapters(file) if word.risk.word in title)
        assert word.at_ms is not None
        start, end = chapters(file)[title]
        assert start - 1 <= word.at_ms < end
    assert abs(decoded_s(file) * 1000 - done.reel.duration_ms) <= 30
    assert abs(done.reel.loudness_lufs + 16) <= 0.5


def test_it_is_spoken_in_the_voices_of_the_show(show: Show) -> None:
    own = replace(show, voices=(Part("anchor", ("tone:low",)), Part("quote", ("tone:tone",))))
    assert dict(rehearse(own, order=Order(engine="tone")).voices) == {"Anchor": "tone:low", "Voice of Quenby": "tone:tone"}
    chosen = Order(engine="tone", voices=(("anchor", "tone:tone"),))
    assert dict(rehearse(own, order=chosen).voices)["Anchor"] == "tone:tone"


def test_a_minute_is_all_and_what_does_not_fit_is_left_out(show: Show, tmp_path: Path) -> None:
    names = [f"{a}{b}{c}" for a in ("Qu", "Zy", "Kr", "Vl") for b in ("im", "ox", "ub", "ev", "ad") for c in ("pha", "ndor", "zik")]
    text = HEAD + "\n\n".join(f"**Anchor:** In the old town of the valley {name} said that nothing had come of it." for name in names)
    (tmp_path / "long.md").write_text(text, encoding="utf-8")
    done = rehearse(show, str(tmp_path / "long.md"))
    assert done.reel is not None
    assert len(done.words) > 40
    assert 57 < decoded_s(done.reel.path) <= 60
    assert 57_000 < done.reel.duration_ms <= reel.LONGEST_MS
    told = [word for word in done.words if word.at_ms is not None]
    assert len(told) == len(chapters(done.reel.path)) < len(done.words)
    # All stretches are about as long: the ones left out are the last.
    assert max(done.words.index(word) for word in told) <= len(told) + 2


def test_a_long_stretch_gives_way_to_a_shorter_one(show: Show, tmp_path: Path) -> None:
    number = " ".join(str(n) for n in range(1000, 1120))
    text = f"{HEAD}**Anchor:** Call ada.{'x' * 40}@{'y' * 60}.example.org/{'z' * 60} and {number}\n\n**Anchor:** We met Quenby there."
    (tmp_path / "odd.md").write_text(text, encoding="utf-8")
    done = rehearse(show, str(tmp_path / "odd.md"))
    assert done.reel is not None
    assert at(done)["Quenby"] is not None
    assert decoded_s(done.reel.path) <= 60


def test_the_second_time_every_clip_is_there(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    first = rehearse(show)
    clips = sorted((tmp_path / "cache").rglob("*.wav"))
    assert len(clips) == 3
    times = [clip.stat().st_mtime_ns for clip in clips]
    assert at(rehearse(show)) == at(first)
    assert [clip.stat().st_mtime_ns for clip in sorted((tmp_path / "cache").rglob("*.wav"))] == times


def test_without_a_reel_nothing_is_written_and_no_voice_is_needed(show: Show, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = rehearse(show, order=Order(engine="nosuch"), with_reel=False)
    assert (done.reel, len(done.words), done.voices) == (None, 6, ())
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(EngineUnavailable):
        rehearse(show, order=Order(engine="nosuch"))
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_risky_is_no_reel(show: Show, tmp_path: Path) -> None:
    (tmp_path / "plain.md").write_text(f"{HEAD}**Anchor:** Good evening.\n", encoding="utf-8")
    done = rehearse(show, str(tmp_path / "plain.md"))
    assert (done.words, done.reel) == ((), None)


def test_the_lexicon_of_the_show_counts(show: Show, tmp_path: Path) -> None:
    (tmp_path / "lexicon.yaml").write_text("Quenby: ˈkwenbi\nZylphia: ˈzɪlfiə\n", encoding="utf-8")
    assert list(at(rehearse(show, with_reel=False))) == ["Brzęczyk", "Grzegorz", "WXQT", "€3.7 million"]


def test_the_newest_script_is_taken(show: Show, tmp_path: Path) -> None:
    (tmp_path / "scripts/README.md").write_text("scripts\n")
    (tmp_path / "scripts/2026-11-28.md").write_text(DAY.replace("Grzegorz", "Yordanka"), encoding="utf-8")
    (tmp_path / "scripts/2026-11-28.md.bak").write_text("no script\n")
    watch = Quiet()
    done = rehearsal.rehearse(TONE, show, watch, with_reel=False)
    assert done.path.name == "2026-11-28.md"
    assert "2026-11-28.md, the newest of 2" in watch.notes[0]


def test_where_there_is_no_script(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="not in a show"):
        rehearse(Show())
    (tmp_path / "episode.toml").write_text("")
    with pytest.raises(ScriptError, match="there is no script here"):
        rehearse(opening.find(tmp_path, environ={}))
    with pytest.raises(ScriptError, match="no such script"):
        rehearse(Show(), str(tmp_path / "none.md"))


def test_where_the_reel_goes(show: Show, tmp_path: Path) -> None:
    assert rehearsal.reel_path(tmp_path / "scripts/2026-11-27.md", show) == tmp_path / "output/2026-11-27/rehearsal.mp3"
    assert rehearsal.reel_path(tmp_path / "output/2026-11-27/script.md", Show()) == tmp_path / "output/2026-11-27/rehearsal.mp3"
    assert rehearsal.reel_path(tmp_path / "mine.md", show) == tmp_path / "mine.rehearsal.mp3"
    done = rehearse(show, target=tmp_path / "here/reel.mp3")
    assert done.reel is not None
    assert (done.reel.path, done.reel.path.is_file()) == (tmp_path / "here/reel.mp3", True)


def test_a_rehearsal_does_not_take_the_episodes_name(show: Show, tmp_path: Path) -> None:
    rehearse(show)
    (tmp_path / "scripts/2026-11-27.md").unlink()
    made = write.parse_script(DAY, "x.md")
    assert day.place(show, None, made.date, "briefing", "day.txt").folder == tmp_path / "output/2026-11-27"


def test_an_engine_that_charges_is_asked_with_consent_only(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.delenv("EPISODE_OPENAI_URL", raising=False)
    with pytest.raises(EngineError, match="this asks for") as caught:
        rehearse(show, order=Order(engine="openai", voices=(("anchor", "openai:alloy"), ("quote", "openai:alloy"))))
    assert "--yes" in caught.value.remedy


def test_the_document_names_every_word_with_its_line(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    facts = rehearsal.document(rehearse(show))
    assert facts["reel"] == {
        "file": str(tmp_path / "output/2026-11-27/rehearsal.mp3"),
        "duration_ms": facts["reel"]["duration_ms"],
        "words": 6,
    }
    word = facts["words"][1]
    assert (word["word"], word["count"], word["segment"], word["where"]) == ("Quenby", 2, 1, "scripts/2026-11-27.md:10")
    assert "{Quenby|ɪpə}" in word["remedy"]
    assert "episode lexicon add Quenby" in word["remedy"]
