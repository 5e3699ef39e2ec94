"""Done in time: where the better voice would be late a faster one goes on, from a boundary on, and all that is told of it says so."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import speak
from pipeline.build import build, correct, plan
from pipeline.cli import screen_episode
from pipeline.desk import correcting, deadline, due, opening, speeds, stepped
from pipeline.desk import show as shows
from pipeline.desk.order import Order
from pipeline.errors import EngineError, EngineUnavailable, EpisodeError, ShowError
from pipeline.model import Clip, Utterance
from tests.conftest import Episode
from tests.desk.hurried import Clock, Hurried, Middling, Quick, Slow

BLOG = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.
The River Authority said that the water had fallen by two metres since Monday.
The authority will open the locks at Millford on Saturday.
"""
SIX = dt.datetime(2026, 11, 27, 6).timestamp()
"""Six in the morning, by this machine's time."""
PACES, ANOTHER = {"slow": 175.0, "middling": 350.0, "quick": 5000.0}, 1000.0
"""What is noted of each engine's speed, and of one that is not ours: as it is measured where the machine has nothing else to do. On a busy one the quick
one's clip takes as long as the slow one's."""
HURRY_S = 600.0
"""Of time by the clock for one sentence: then nothing that is left fits."""


class Notes:
    """A watch that keeps what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None:
        pass

    def step(self, done: float, total: float) -> None:
        assert done <= total


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which every engine's speed is noted, once for all tests."""
    home = tmp_path_factory.mktemp("measured")
    with pytest.MonkeyPatch.context() as patch:
        _engines(patch, home)
        for name in ("slow", *speak.below("slow")):
            for more, voice in enumerate((f"{name}:low", f"{name}:high") if name in PACES else (name,)):
                before = set(home.glob("cache/speeds/*"))
                with suppress(EngineError):
                    speak.pace_of(speak.check_voice(voice))
                for note in set(home.glob("cache/speeds/*")) - before:
                    note.write_text(f"{PACES.get(name, ANOTHER) + more}\n")
    return home


@pytest.fixture(autouse=True)
def engines(measured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The three engines, installed as a package's would be, and a cache that holds nothing but their speeds."""
    shutil.copytree(measured / "cache/speeds", tmp_path / "cache/speeds")
    _engines(monkeypatch, tmp_path)
    Clock.now_s = SIX - 3600
    Hurried.said.clear()
    yield
    for engine in (Slow, Middling, Quick):
        engine.by_clock_s = 0.0


def _engines(patch: pytest.MonkeyPatch, home: Path) -> None:
    info = home / "site/hurried-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hurried\nVersion: 1.0\n")
    points = [f"{engine.name} = tests.desk.hurried:{engine.__name__}" for engine in (Slow, Middling, Quick)]
    (info / "entry_points.txt").write_text("\n".join(["[episode.engines]", *points, ""]))
    patch.syspath_prepend(home / "site")
    patch.setenv("EPISODE_CACHE", str(home / "cache"))
    patch.setenv("EPISODE_WORKERS", "1")


# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "now", "left_min"),
    [
        ("06:00", "05:20", 40),
        ("6:00", "06:00", 0),
        ("06:00", "06:10", -10),
        ("06:00", "17:59", -719),
        ("06:00", "18:00", 720),
        ("06:00", "23:30", 390),
        ("23:50", "00:10", -20),
        ("17:00", "00:10", 1010),
        ("+20m", "23:50", 20),
        ("+90s", "23:50", 1.5),
        ("+1h", "05:00", 60),
    ],
)
def test_a_time_of_day_is_today_tomorrow_or_just_missed(asked: str, now: str, left_min: float) -> None:
    at = dt.datetime.combine(dt.date(2026, 11, 27), dt.time.fromisoformat(now)).timestamp()
    found = due.due(asked, "", lambda: at)
    assert found is not None
    assert found.left_s / 60 == left_min


def test_the_shows_own_is_in_force_until_an_hour_after_and_can_be_set_aside() -> None:
    assert due.due("", "06:00", lambda: SIX + 3599) is not None
    assert due.due("", "06:00", lambda: SIX + 3601) is None
    assert due.due("off", "06:00", lambda: SIX - 60) is None
    assert due.due("", "", lambda: SIX) is None
    asked = due.due("07:00", "06:00", lambda: SIX)
    assert asked is not None
    assert (asked.left_s, str(asked)) == (3600, "07:00")


@pytest.mark.parametrize("text", ["24:00", "6", "06:60", "20m", "+", "+m", "soon", "06:00:00"])
def test_what_says_no_time_is_refused(text: str, tmp_path: Path, episode: Episode) -> None:
    assert not due.is_deadline(text)
    with pytest.raises(EpisodeError, match="no deadline"):
        deadline.of(Order(deadline=text), shows.Show(), Notes(), Clock())
    (tmp_path / "episode.toml").write_text(f'deadline = "{text}"\n')
    with pytest.raises(ShowError, match="is no time of day"):
        opening.load(tmp_path / "episode.toml")


def test_the_command_says_how_it_is_written(episode: Episode) -> None:
    done = episode("build", "x.txt", "--deadline", "soon")
    assert done.code == 2
    assert "06:00" in done.err


# ── who speaks ───────────────────────────────────────────────────────────────────────────────────────────

SENTENCES = 3
"""A segment."""


def words(voice: str, segments: int = 6) -> tuple[Utterance, ...]:
    """A programme of segments with some sentences each, every sentence another."""
    numbers = [(segment, part) for segment in range(1, segments + 1) for part in range(1, SENTENCES + 1)]
    return tuple(Utterance(n, f"Sentence {n} {part} of the news of this day is told here.", voice, 160, part=part) for n, part in numbers)


def recast_by(engine: str) -> tuple[Utterance, ...]:
    if engine not in ("middling", "quick"):
        raise EngineUnavailable("not in this test")
    return words(f"{engine}:low")


def in_time(left_s: float, said: Sequence[Utterance] = (), stories: Sequence[int] = (1,), watch: Notes | None = None) -> stepped.Spoken:
    moment = due.Due(Clock.now_s + left_s, Clock())
    recast = stepped.Recast(recast_by, frozenset(stories))
    return deadline.in_time(said or words("slow:low"), moment, recast, on_note=(watch or Notes()).note)


def engines_of(clips: Sequence[Clip]) -> list[list[str]]:
    """By segment, the engines of its sentences."""
    found: dict[int, list[str]] = {}
    for clip in clips:
        found.setdefault(clip.number, []).append(clip.voice.partition(":")[0])
    return list(found.values())


def test_where_there_is_time_nobody_steps_in() -> None:
    said = in_time(3600)
    assert (said.steps, said.utterances) == ((), words("slow:low"))
    assert engines_of(said.clips) == [["slow"] * SENTENCES] * 6


def test_what_will_not_fit_goes_to_the_best_that_will() -> None:
    pace = speak.pace_of("slow:low")
    assert pace
    seconds = sum(map(speeds.speech_s, words("slow:low")))
    after_s = deadline.AFTER_S + deadline.AFTER * seconds
    slow_s, middling_s = (seconds / (speak.pace_of(f"{name}:low") or 0) + deadline.START_S for name in ("slow", "middling"))
    said = in_time(after_s + (slow_s + middling_s) / 2 * deadline.MARGIN)
    assert [(step.source, step.target, step.at_segment) for step in said.steps] == [("slow", "middling", 1)]
    assert engines_of(said.clips) == [["middling"] * SENTENCES] * 6


@pytest.mark.parametrize("left_s", [0, -600])
def test_once_it_has_passed_the_fastest_speaks_at_once(left_s: float) -> None:
    watch = Notes()
    said = in_time(left_s, watch=watch)
    assert [(step.source, step.target, step.at_segment) for step in said.steps] == [("slow", "quick", 1)]
    assert engines_of(said.clips) == [["quick"] * SENTENCES] * 6
    assert "late with quick, too" in watch.notes[0]
    assert not [each for each in Hurried.said if each.startswith("slow")]


def test_where_none_is_faster_it_goes_on_and_says_so() -> None:
    watch = Notes()
    said = in_time(0, words("quick:low"), watch=watch)
    assert said.steps == ()
    assert engines_of(said.clips) == [["quick"] * SENTENCES] * 6
    assert [note for note in watch.notes if "it will be late" in note] == watch.notes
    assert len(watch.notes) == 1


def test_who_turns_out_slow_is_followed_by_another_from_the_next_paragraph_on() -> None:
    Slow.by_clock_s = 20.0
    said = in_time(300)
    (step,) = said.steps
    spoken_by = engines_of(said.clips)
    assert step.at_segment == 3  # five clips tell how fast it goes; the second paragraph is finished
    assert spoken_by == [["slow"] * SENTENCES] * 2 + [[step.target] * SENTENCES] * 4
    assert "slow would have taken" in step.why
    assert Clock.now_s == SIX - 3600 + 2 * SENTENCES * 20


def test_it_changes_at_a_story_where_there_is_time_to_wait_for_one() -> None:
    Slow.by_clock_s = 20.0
    said = in_time(300, stories=(1, 5))
    assert [step.at_segment for step in said.steps] == [5]


def test_it_changes_within_a_paragraph_where_nothing_else_is_in_time() -> None:
    Slow.by_clock_s = HURRY_S
    said = in_time(3600)
    (step,) = said.steps
    assert engines_of(said.clips)[:3] == [["slow"] * 3, ["slow", "slow", step.target], [step.target] * 3]
    assert step.at_segment == 2


@pytest.mark.parametrize("by_clock_s", [1.0, 7.0, 15.0, 40.0, 90.0])
@pytest.mark.parametrize("left_s", [30.0, 100.0, 200.0])
def test_every_sentence_has_one_voice_and_nobody_steps_back(by_clock_s: float, left_s: float) -> None:
    Slow.by_clock_s = by_clock_s
    Middling.by_clock_s = by_clock_s / 3
    said = in_time(left_s)
    assert [(clip.number, clip.part) for clip in said.clips] == [(each.number, each.part) for each in said.utterances]
    assert [clip.voice for clip in said.clips] == [each.voice for each in said.utterances]
    ranks = [("slow", "middling", "quick", "pyttsx3").index(clip.voice.partition(":")[0]) for clip in said.clips]
    assert ranks == sorted(ranks)
    assert len(Hurried.said) == len(set(Hurried.said)) == len(said.clips)  # nothing is said twice, nor by two
    assert bool(said.steps) == (ranks[-1] > 0)


def _age(tmp_path: Path, hours: float) -> list[Path]:
    """The notes of what was measured, written so long ago."""
    notes = sorted((tmp_path / "cache/speeds").iterdir())
    for note in notes:
        os.utime(note, (at := time.time() - hours * 3600, at))
    return notes


def test_nobody_steps_in_for_what_was_measured_when_the_machine_was_busy(tmp_path: Path) -> None:
    """A note says that the engine is slow; where it is from yesterday, it is looked at once more before anything is decided by it."""
    pace = speak.pace_of("slow:low")  # on one core
    (busy,) = [note for note in (tmp_path / "cache/speeds").iterdir() if float(note.read_text()) == pace]
    busy.write_text("0.2\n")
    assert in_time(120).steps
    busy.write_text("0.2\n")
    _age(tmp_path, 24)
    said = in_time(120, [replace(each, text=f"{each.text} Again.") for each in words("slow:low")])
    assert said.steps == ()
    assert engines_of(said.clips) == [["slow"] * SENTENCES] * 6


def test_where_there_is_plenty_of_time_nothing_is_measured_anew(tmp_path: Path) -> None:
    notes = _age(tmp_path, 24)
    before = [note.stat().st_mtime for note in notes]
    assert deadline.foreseen(words("slow:low"), due.Due(Clock.now_s + 3600, Clock()), stepped.Recast(recast_by))[1] == ()
    assert [note.stat().st_mtime for note in notes] == before


@pytest.mark.parametrize(("times", "believed"), [(1.0, True), (50.0, False), (0.02, False)])
def test_real_speech_is_evidence_against_what_was_measured(tmp_path: Path, times: float, believed: bool) -> None:
    """A sentence takes so many times as long as it should: a note that is far from that goes, and it is measured anew when it is asked for."""
    Slow.by_clock_s = times * speeds.speech_s(words("slow:low")[0]) / (speak.pace_of("slow:low") or 1)
    before = {note.name for note in (tmp_path / "cache/speeds").iterdir()}
    in_time(20.0 if times < 1 else 3600 * 3, words("slow:low", segments=4) if times > 1 else ())
    gone = before - {note.name for note in (tmp_path / "cache/speeds").iterdir()}
    assert (not gone) == believed


def test_what_is_in_the_cache_stays_and_takes_no_time() -> None:
    speak.speak(words("slow:low")[: 4 * SENTENCES + 1])
    said = in_time(0)
    assert engines_of(said.clips) == [["slow"] * SENTENCES] * 4 + [["quick"] * SENTENCES] * 2  # a paragraph has one voice, too
    assert [step.at_segment for step in said.steps] == [5]


# ── the whole day ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "show"
    (home / "briefings").mkdir(parents=True)
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "slow"\n')
    (home / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    return home


def _last(record: dict[str, Any]) -> int:
    """The number of its last sentence."""
    return sum(len(each["sentences"]) for each in record["segments"])


def made(home: Path, watch: Notes | None = None, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a build told, and its record."""
    document = build(Order(**asked), opening.load(home / "episode.toml"), watch or Notes(), Clock())
    return document, json.loads((Path(document["dir"]) / "episode.json").read_text(encoding="utf-8"))


def test_all_that_is_told_of_the_episode_says_so_and_the_next_build_makes_good(home: Path) -> None:
    Slow.by_clock_s = 60.0
    watch = Notes()
    document, record = made(home, watch, deadline="+10m")
    (step,) = record["stepped_down"]
    number = step["at_segment"]
    assert (step["from"], document["stepped_down"]) == ("slow", [step])
    errors = {each["code"] for each in document["check"]["findings"] if each["severity"] == "error"}
    assert errors <= {"sound.steady"}  # this engine says everything in one tone
    assert number > 1
    most = {
        voice: sum(each["end_ms"] - each["start_ms"] for each in record["segments"] if each["voice"] == voice)
        for voice in ("slow:low", f"{step['to']}:low")
    }
    assert document["voices"]["anchor"] == max(most, key=lambda voice: most[voice])
    assert [each["voice"].partition(":")[0] for each in record["segments"]] == ["slow"] * (number - 1) + [step["to"]] * (
        len(record["segments"]) - number + 1
    )
    assert [note for note in watch.notes if f"{step['to']} speaks from segment {number} on" in note]
    assert f"{step['to']} from segment {number} on, for slow" in screen_episode.episode(document)
    at_s = record["segments"][number - 1]["start_ms"] // 1000
    sentence = f"From 0:{at_s:02} on another synthetic voice speaks: the better one would not have been done in time."
    for name in ("notes.txt", "notes.html"):
        assert sentence in (Path(document["dir"]) / name).read_text(encoding="utf-8")

    before, Slow.by_clock_s = len(Hurried.said), 0.0
    asked = correcting.Asked("2026-11-27", sentence=_last(record), text="Goodbye until Monday.")
    correct(asked, opening.load(home / "episode.toml"), Notes())
    assert Hurried.said[before:] == [f"{step['to']}: Goodbye until Monday."]
    corrected = json.loads((Path(document["dir"]) / "episode.json").read_text(encoding="utf-8"))
    assert [each["voice"] for each in corrected["segments"]] == [each["voice"] for each in record["segments"]]
    assert "another synthetic voice speaks" in (Path(document["dir"]) / "notes.txt").read_text(encoding="utf-8")
    shutil.rmtree(home / "scripts")  # as it was, for the next

    before = len(Hurried.said)
    stepped = sum(len(each["sentences"]) for each in record["segments"][number - 1 :])
    document, record = made(home)
    assert not document["unchanged"]
    assert {each.partition(":")[0] for each in Hurried.said[before:]} == {"slow"}
    assert 0 < len(Hurried.said) - before <= stepped
    assert document["spoken"] <= document["segments"] - number + 1
    assert (document["stepped_down"], "stepped_down" in record) == ([], False)
    assert "another synthetic voice" not in (Path(document["dir"]) / "notes.txt").read_text(encoding="utf-8")
    assert made(home)[0]["unchanged"]


def test_a_late_episode_is_not_made_again_as_long_as_it_would_be_late_again(home: Path) -> None:
    watch = Notes()
    Clock.now_s = SIX + 60
    first, record = made(home, watch, deadline="06:00")
    assert {each["voice"].partition(":")[0] for each in record["segments"]} == {"quick"}
    heard = {"anchor": "quick:low", "quote": "quick:high"}
    assert (first["voices"], set(record["voices"].values())) == (heard, set(heard.values()))
    assert "anchor: quick:low" in screen_episode.episode(first)
    assert "slow:" not in screen_episode.episode(first)
    assert "From the start another synthetic voice speaks" in Path(first["files"]["notes"]).with_name("notes.txt").read_text(
        encoding="utf-8"
    )
    assert watch.notes[-1] == "1:00 min after 06:00: the episode is late"
    again, _ = made(home, deadline="06:00")
    assert (again["unchanged"], again["stepped_down"]) == (True, first["stepped_down"])
    assert not made(home, deadline="off")[0]["unchanged"]


def test_an_episode_that_was_done_in_time_stands_with_and_without_a_deadline(home: Path) -> None:
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "slow"\ndeadline = "06:00"\n')
    first, record = made(home)
    assert (first["stepped_down"], "stepped_down" in record) == ([], False)
    assert made(home, deadline="off")[0]["unchanged"]
    assert made(home, deadline="+1s")[0]["unchanged"]


def test_the_other_engines_voices_are_as_near_as_there_are(home: Path) -> None:
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "slow"\n[voices]\nanchor = "slow:high"\nquote = "slow:low"\n')
    document, _ = made(home, deadline="+0s")
    assert document["voices"] == {"anchor": "quick:high", "quote": "quick:low"}
    record = json.loads((Path(document["dir"]) / "episode.json").read_text(encoding="utf-8"))
    spoken_by = {each["role"]: each["voice"] for each in record["segments"]}
    assert spoken_by == {"Anchor": "quick:high", "Voice of Ada Stone": "quick:low"}


def test_a_programme_of_a_given_length_is_in_time_too(home: Path) -> None:
    document, _ = made(home, deadline="+0s", target_ms=30_000)
    assert [step["to"] for step in document["stepped_down"]] == ["quick"]
    assert {each.partition(":")[0] for each in Hurried.said} == {"quick"}


@pytest.mark.parametrize(
    ("left", "heard", "said"),
    [("+1h", "slow:low", "and 60:00 min are left until 06:00"), ("+0s", "quick:low", "quick speaks from segment 1 on")],
)
def test_a_rehearsal_says_what_would_happen_and_speaks_nothing(home: Path, left: str, heard: str, said: str) -> None:
    watch = Notes()
    planned = plan(Order(deadline=left), opening.load(home / "episode.toml"), watch, Clock())
    assert planned["voices"]["anchor"] == heard
    assert (Hurried.said, (home / "output").exists()) == ([], False)
    assert bool(planned["stepped_down"]) == (heard != "slow:low")
    assert any(said in note for note in watch.notes)
    assert ("in time   quick from segment 1 on, for slow" in screen_episode.plan(planned)) == (heard != "slow:low")
    document, _ = made(home, deadline=left)
    assert [(step["from"], step["to"], step["at_segment"]) for step in document["stepped_down"]] == [
        (step["from"], step["to"], step["at_segment"]) for step in planned["stepped_down"]
    ]
    assert document["voices"] == planned["voices"]


def test_a_rehearsal_says_that_it_would_be_late_where_nobody_is_faster(home: Path) -> None:
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "quick"\n')
    watch = Notes()
    assert plan(Order(deadline="+0s"), opening.load(home / "episode.toml"), watch, Clock())["stepped_down"] == []
    assert any(note.startswith("it will be late") for note in watch.notes)


def test_a_cluster_and_a_deadline_are_refused_before_anything_is_spoken(episode: Episode, home: Path) -> None:
    done = episode("build", "--engine", "tone", "--cluster", "local:1", "--deadline", "+5m", cwd=home)
    assert done.code == 2
    assert "--deadline and --cluster exclude each other" in done.err
    assert not (home / "output").exists()
    assert episode("build", "--engine", "tone", "--cluster", "local:1", "--deadline", "off", "--dry-run", cwd=home).code == 0


def test_a_cluster_is_not_watched(home: Path) -> None:
    watch = Notes()
    found = deadline.of(replace(Order(), cluster="local:1", deadline="+0s"), opening.load(home / "episode.toml"), watch, Clock())
    assert found is None
    assert "cluster" in watch.notes[0]
