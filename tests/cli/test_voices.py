"""`episode voices`: what there is, hearing it, and getting more from a folder, without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3

from tests.conftest import Episode
from tests.speak.helpers import linux_only
from tests.speak.openai_server import Asked, SpeechServer, running, status

# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────


@linux_only
def test_the_list_can_be_narrowed_and_starts_with_the_shows_language(episode: Episode, tmp_path: Path) -> None:
    def listed(*words: str) -> list[str]:
        done = episode("voices", "--engine", "pyttsx3", *words, "--json")
        assert done.code == 0, done.err
        return [voice["name"] for voice in done.json]

    everything = listed()
    assert everything[0] == "pyttsx3:gmw/en-gb-x-rp"
    assert len(everything) > 100
    assert set(listed("--language", "en-US")) == {name for name in everything if "/en-us" in name}
    assert listed("--language", "de") == ["pyttsx3:gmw/de"]
    assert listed("--language", "xx") == []
    (tmp_path / "episode.toml").write_text('title = "A"\nlanguage = "en-US"\n')
    assert listed()[0].startswith("pyttsx3:gmw/en-us")
    assert set(listed()) == set(everything)


@linux_only
def test_the_speed_is_measured_once_and_shown(episode: Episode, tmp_path: Path) -> None:
    env = {"EPISODE_CACHE": str(tmp_path / "cache")}
    first = episode("voices", "--engine", "pyttsx3", "--language", "en-GB", env=env)
    assert "timing pyttsx3, once" in first.err
    row = first.out.splitlines()[1].split()
    assert row[:5] == ["pyttsx3:gmw/en-gb-x-rp", "en-gb-x-rp", "male", "22050", "Hz"]
    assert row[6] == "×"
    assert first.out.splitlines()[-1] == "Speed: times real time, on one core of this machine"
    again = episode("voices", "--engine", "pyttsx3", "--language", "en-GB", "--json", env=env)
    assert again.err == ""
    assert {voice["speed_x"] for voice in again.json} == {again.json[0]["speed_x"]}
    assert again.json[0]["speed_x"] > 1
    assert again.json[0]["rate_hz"] == 22_050


def test_no_server_is_asked_how_fast_it_is(episode: Episode) -> None:
    with running() as server:
        done = episode("voices", "--engine", "openai", "--json", env={"EPISODE_OPENAI_URL": server.url})
        assert [voice["speed_x"] for voice in done.json] == [None]
        assert server.asked == []


def test_an_engine_that_is_not_there_is_an_error(episode: Episode) -> None:
    done = episode("voices", "--engine", "ton")
    assert (done.code, done.out) == (1, "")
    assert "There is no engine “ton” (did you mean “tone”?)" in done.err
    assert episode("voices", "--engine", "tone", "--language", "fr").out.startswith("no such voices here")


# ── hearing them ─────────────────────────────────────────────────────────────────────────────────────────

TEXT = "The ferry leaves at noon."


def chapters(mp3: Path) -> list[tuple[str, int]]:
    tags: Any = ID3(mp3)  # type: ignore[no-untyped-call]
    return sorted(((str(frame.sub_frames["TIT2"]), frame.start_time) for frame in tags.getall("CHAP")), key=lambda one: one[1])


def test_an_audition_has_a_chapter_for_each_voice(episode: Episode, tmp_path: Path) -> None:
    done = episode("voices", "--audition", TEXT, "--engine", "tone", "--json")
    assert done.code == 0, done.err
    made = done.json
    assert made["mp3"] == str(tmp_path / "output" / "audition.mp3")
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["audition.mp3"]
    assert chapters(Path(made["mp3"])) == [(chapter["voice"], chapter["start_ms"]) for chapter in made["chapters"]]
    assert [chapter["voice"] for chapter in made["chapters"]] == ["tone:tone", "tone:low"]
    assert abs(made["loudness_lufs"] + 16) <= 0.5
    assert made["chapters"][-1]["end_ms"] == made["duration_ms"]
    people = episode("voices", "--audition", TEXT, "--engine", "tone")
    assert people.out.splitlines()[0].startswith("output/audition.mp3: 0:")
    assert people.out.splitlines()[1].split() == ["0:00", "tone:tone"]


def test_named_voices_come_in_the_order_of_the_command_each_once(episode: Episode, tmp_path: Path) -> None:
    words = ["--voice", "tone:low", "--voice", "tone", "--voice", "tone:low", "--out", "heard/x.mp3"]
    made = episode("voices", "--audition", TEXT, *words, "--json").json
    assert [chapter["voice"] for chapter in made["chapters"]] == ["tone:low", "tone:tone"]
    assert [title for title, _ in chapters(tmp_path / "heard" / "x.mp3")] == ["tone:low", "tone:tone"]
    short = episode("voices", "--audition", TEXT, "--engine", "tone", "--voice", "low", "--out", "heard", "--json").json
    assert short["mp3"] == str(tmp_path / "heard" / "audition.mp3")
    assert [chapter["voice"] for chapter in short["chapters"]] == ["tone:low"]


def test_one_that_charges_is_not_asked_without_consent(episode: Episode, tmp_path: Path) -> None:
    with running() as server:
        env = {"EPISODE_OPENAI_URL": server.url, "EPISODE_OPENAI_USD_PER_MILLION_CHARS": "15", "EPISODE_CACHE": str(tmp_path / "cache")}
        refused = episode("voices", "--audition", TEXT, "--voice", "openai:nova", env=env)
        assert refused.code == 1
        assert "Run it again with --yes if it may" in refused.err
        assert server.asked == []
        assert not (tmp_path / "output").exists()
        assert episode("voices", "--audition", TEXT, "--voice", "openai:nova", "--yes", "--json", env=env).code == 0
        assert [asked.json["input"] for asked in by_length(server)] == [TEXT, "This is Nova, of Open A.I."]


def test_a_voice_that_fails_while_it_speaks_is_named(episode: Episode, tmp_path: Path) -> None:
    with running() as server:
        server.faults.extend([status(400, "no such voice")] * 20)
        env = {"EPISODE_OPENAI_URL": server.url, "EPISODE_CACHE": str(tmp_path / "cache")}
        words = ["--voice", "tone:tone", "--voice", "tone:low", "--voice", "openai:nova"]
        done = episode("voices", "--audition", "It rained. It snowed. It hailed.", *words, env=env)
    assert done.code == 1
    assert done.err.startswith("episode: openai:nova: “")
    assert "no such voice" in done.err
    assert not (tmp_path / "output").exists()


def by_length(server: SpeechServer) -> list[Asked]:
    return sorted(server.asked, key=lambda asked: len(asked.json["input"]))


@pytest.mark.parametrize(
    "words",
    [
        ["--audition", ""],
        ["--audition", "…"],
        ["--audition", TEXT, "--out", "notes.txt"],
        ["--voice", "tone"],
        ["--out", "a.mp3"],
        ["--yes"],
    ],
)
def test_wrong_usage_is_exit_2_and_writes_nothing(episode: Episode, tmp_path: Path, words: list[str]) -> None:
    done = episode("voices", *words)
    assert (done.code, done.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_a_voice_that_is_not_there_stops_it_before_anything_is_written(episode: Episode, tmp_path: Path) -> None:
    done = episode("voices", "--audition", TEXT, "--voice", "tone", "--voice", "tone:soprano", "--json")
    assert done.code == 1
    assert json.loads(done.out)["error"]["kind"] == "engine-unavailable"
    assert list(tmp_path.iterdir()) == []


# ── getting more ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_can_be_had_is_listed_with_its_licence(episode: Episode) -> None:
    done = episode("voices", "install")
    assert done.code == 0
    assert "en_US-joe-medium" in done.out
    assert "CC0-1.0" in done.out


def test_an_unknown_voice_names_those_that_there_are(episode: Episode) -> None:
    done = episode("voices", "install", "nobody")
    assert (done.code, "Traceback" in done.err) == (1, False)
    assert "en_US-joe-medium" in done.err


def test_a_folder_without_the_files_is_an_error_in_one_line(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = episode("voices", "install", "en_US-joe-medium", "--from", tmp_path / "empty", "--to", tmp_path / "to")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "licence" in done.err
    assert not [path for path in (tmp_path / "to").rglob("*") if path.is_file() and path.stat().st_size == 0]
