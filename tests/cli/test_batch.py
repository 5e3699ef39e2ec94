"""`episode batch`: many at once, one table; what stands costs nothing, what fails is named, what is stopped leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Episode
from tests.desk.test_unchanged import BLOG, edit
from tests.speak.helpers import children, linux_only


@pytest.fixture
def day(tmp_path: Path) -> list[str]:
    """Three briefings of different days and words, outside a show."""
    names = []
    for n, name in enumerate(("2026-11-25.txt", "2026-11-26.txt", "2026-11-27.txt")):
        (tmp_path / name).write_text(BLOG.replace("two metres", f"{n + 2} metres"), encoding="utf-8")
        names.append(name)
    return names


def test_many_are_built_and_then_nothing_is_done_twice(episode: Episode, tmp_path: Path, day: list[str]) -> None:
    first = episode("batch", *day, day[0], "--engine", "tone", "--jobs", "2", "--json")
    assert first.code == 0, first.err
    made = first.json["episodes"]
    assert first.json["failed"] == 0
    assert [each["date"] for each in made] == [name.removesuffix(".txt") for name in day]  # one that is named twice is built once
    assert all(Path(each["files"]["mp3"]).is_file() for each in made)
    assert all(each["spoken"] > 0 for each in made)
    edit(tmp_path / day[1], "Friday", "Saturday")
    again = episode("batch", *day, "--engine", "tone", "--json").json["episodes"]
    assert [each["unchanged"] for each in again] == [True, False, True]
    assert {path.name for path in (tmp_path / "output").iterdir() if path.is_dir()} == {name.removesuffix(".txt") for name in day}
    people = episode("batch", *day, "--engine", "tone")
    assert people.out.splitlines()[0].split() == ["SHOW", "DATE", "LENGTH", "SPOKEN", "CACHED", "SECONDS", "EPISODE"]
    assert people.out.splitlines()[-1] == "0 made, 3 unchanged"


def test_shows_are_built_each_in_its_own_folder(episode: Episode, tmp_path: Path) -> None:
    for name in ("north", "south"):
        (tmp_path / name / "briefings").mkdir(parents=True)
        (tmp_path / name / "episode.toml").write_text(f'title = "The {name}"\nengine = "tone"\n')
        (tmp_path / name / "briefings/2026-11-27.txt").write_text(BLOG.replace("north", name), encoding="utf-8")
    done = episode("batch", "--shows", "north", "--shows", "south", "--json")
    assert done.code == 0, done.err
    assert [each["show"] for each in done.json["episodes"]] == ["The north", "The south"]
    assert all((tmp_path / name / "output/2026-11-27/episode.mp3").is_file() for name in ("north", "south"))


def test_one_that_fails_is_named_and_the_others_are_built(episode: Episode, tmp_path: Path, day: list[str]) -> None:
    (tmp_path / day[1]).write_text("", encoding="utf-8")
    done = episode("batch", *day[:2], "nowhere.txt", "--engine", "tone", "--json")
    assert done.code == 1
    assert done.json["failed"] == 2
    good, empty, nowhere = done.json["episodes"]
    assert Path(good["files"]["mp3"]).is_file()
    assert (empty["error"]["kind"], nowhere["error"]["kind"]) == ("briefing", "briefing")
    assert "nowhere.txt" in done.err
    assert "there is no such file" in done.err
    assert "1 unchanged, 2 failed" in episode("batch", *day[:2], "nowhere.txt", "--engine", "tone").out


@pytest.mark.parametrize(("there", "what"), [(False, "there is no such folder"), (True, "is a file")])
def test_a_show_that_is_not_there_is_named_and_the_others_are_built(
    episode: Episode, tmp_path: Path, day: list[str], there: bool, what: str
) -> None:
    (tmp_path / "episode.toml").write_text('title = "Around it"\nengine = "tone"\n')
    if there:
        (tmp_path / "nope").touch()
    done = episode("batch", day[0], "--shows", "nope", "--json")
    assert done.code == 1
    good, nowhere = done.json["episodes"]
    assert Path(good["files"]["mp3"]).is_file()
    assert (nowhere["error"]["kind"], nowhere["show"]) == ("show", "")
    assert nowhere["error"]["message"].startswith(what)
    assert len(done.err.splitlines()) == 1
    assert f"{tmp_path / 'nope'}: {what}" in done.err


def test_of_two_of_one_day_the_same_one_has_the_days_folder_each_time(episode: Episode, tmp_path: Path) -> None:
    """One after the other, so that the second also knows what the first told; the name that is the date alone comes first."""
    (tmp_path / "briefings").mkdir()
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    later = BLOG + "\n18:30\n\nThe bridge at Lower Mill was opened to traffic again on Friday evening, the council said.\n"
    (tmp_path / "briefings/2026-11-27-evening.txt").write_text(later, encoding="utf-8")
    (tmp_path / "briefings/2026-11-27.txt").write_text(BLOG, encoding="utf-8")
    done = episode("batch", "briefings/2026-11-27-evening.txt", "briefings/2026-11-27.txt", "--jobs", "2", "--json")
    assert done.code == 0, done.err
    evening, plain = done.json["episodes"]
    assert Path(plain["dir"]).name == "2026-11-27"
    assert Path(evening["dir"]).name == "2026-11-27-briefing"
    assert plain["segments"] > evening["segments"]


def test_the_days_of_one_show_are_built_in_the_order_of_their_dates(episode: Episode, tmp_path: Path) -> None:
    """Whatever the order on the command line: what a later day tells that is new depends on what the earlier ones told."""
    (tmp_path / "briefings").mkdir()
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    names = [f"briefings/2026-11-{n}.txt" for n in (25, 26, 27)]
    text = BLOG
    for n, name in enumerate(names):
        (tmp_path / name).write_text(text, encoding="utf-8")
        text += (
            f"\n1{n}:30\n\nThe council of Lower Mill opened {n + 2} more ferries to traffic on Friday evening, the harbour master said.\n"
        )
    done = episode("batch", *reversed(names), "--jobs", "3", "--json")
    assert done.code == 0, done.err
    last, middle, first = done.json["episodes"]
    assert [each["date"] for each in (first, middle, last)] == ["2026-11-25", "2026-11-26", "2026-11-27"]
    earlier = [[left["reason"] for left in each["left_out"] if "the edition of" in left["reason"]] for each in (first, middle, last)]
    assert not earlier[0]
    assert {reason[-10:] for reason in earlier[1]} == {"2026-11-25"}
    assert "2026-11-26" in {reason[-10:] for reason in earlier[2]}
    events = [json.loads(line) for line in (tmp_path / ".episode/journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["briefing"] for each in events if each["event"] == "start"] == names
    assert [each["event"] for each in events if each["event"] in ("start", "end")] == ["start", "end"] * 3

    again = episode("batch", *names, "--json").json["episodes"]
    assert [each["unchanged"] for each in again] == [True, True, True]
    edit(tmp_path / names[0], "Friday", "Saturday")  # what the second day told again is news no longer, or news once more
    again = episode("batch", *reversed(names), "--json").json["episodes"]
    assert not again[2]["unchanged"]
    assert [episode("build", name, "--json").json["unchanged"] for name in names] == [True, True, True]


def test_the_first_that_fails_may_end_it(episode: Episode, tmp_path: Path, day: list[str]) -> None:
    done = episode("batch", "nowhere.txt", *day, "--engine", "tone", "--jobs", "1", "--fail-fast", "--json")
    assert done.code == 1
    assert [each["error"]["kind"] for each in done.json["episodes"]] == ["briefing", "stopped", "stopped", "stopped"]
    assert not (tmp_path / "output").exists()


def test_a_build_that_crashes_takes_no_other_with_it(episode: Episode, tmp_path: Path, day: list[str]) -> None:
    """`sitecustomize` ends the process of one of them, as a broken library would."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(
        f"import os, sys\nif {day[0]!r} in sys.orig_argv and 'build' in sys.orig_argv:\n    os.abort()\n"
    )
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])}
    done = episode("batch", *day[:2], "--engine", "tone", "--json", env=env)
    assert done.code == 1
    crashed, good = done.json["episodes"]
    assert crashed["error"]["kind"] == "crash"
    assert Path(good["files"]["mp3"]).is_file()


@linux_only
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_running_and_nothing_half_made(tmp_path: Path, day: list[str], blow: signal.Signals) -> None:
    words = [str(PROGRAM), "batch", *day, "--jobs", "2", "--json"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as batch:
        builds: set[int] = set()
        while len(builds) < 2:
            assert batch.poll() is None
            builds = children(batch.pid)
        handles = [os.pidfd_open(pid) for pid in builds]
        batch.send_signal(blow)
        batch.communicate(timeout=60)
    assert batch.returncode == (130 if blow == signal.SIGINT else 128 + blow)
    for handle in handles:
        with pytest.raises(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        os.close(handle)
    assert not list(tmp_path.rglob("*.partial"))
    for record in tmp_path.rglob("episode.json"):
        named = json.loads(record.read_text(encoding="utf-8"))["files"].values()
        assert all((record.parent / file["name"]).stat().st_size == file["bytes"] for file in named)


@pytest.mark.parametrize("words", [[], ["-"], ["a.txt", "--jobs", "many"]])
def test_what_is_no_batch_is_wrong_usage(episode: Episode, words: list[str]) -> None:
    assert episode("batch", *words).code == 2


def test_what_a_build_says_is_said_in_the_words_of_a_batch(episode: Episode, tmp_path: Path) -> None:
    """A build has `--keep-script`; a batch of builds has not."""
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    text, script = tmp_path / "2026-11-27.txt", tmp_path / "scripts" / "2026-11-27.md"
    text.write_text("The old bridge is open again, the council said on Friday. It had been closed for two years.\n")
    assert episode("script", text.name).code == 0
    script.write_text(script.read_text().replace("Thank you for listening.", "Good night."))
    text.write_text("The old bridge is open again, the council said on Friday. It had been closed for three years.\n")
    assert "as it is with --keep-script" in episode("build", text.name).err
    assert "as it is with `episode build --keep-script`" in episode("batch", text.name).err
