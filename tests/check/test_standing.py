"""What was proved once is not proved again, and nothing that the gate refuses passes by that."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import check
from pipeline.desk import digests, opening, verdicts
from pipeline.errors import EpisodeError
from tests.check.test_gate import DATE, DAY, SETTINGS
from tests.conftest import Episode
from tests.desk.test_correcting import Quiet

OTHERS = {
    "2026-11-20": "Captain Bo Field said that the ferry to Lowe would sail again on Sunday.\nIt had been laid up for 9 days.\n",
    "2026-11-12": "The school at Sarn has 40 new desks, teacher Jo Lee said.\nThey are made of oak from the valley.\n",
}


FIRST, SECOND, LAST = (f"output/{date}" for date in sorted((*OTHERS, DATE)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with three episodes."""
    home = tmp_path_factory.mktemp("show")
    (home / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    (home / "briefings").mkdir()
    for date, text in sorted({**OTHERS, DATE: DAY}.items()):
        (home / f"briefings/{date}.txt").write_text(text, encoding="utf-8")
        ran = Episode(home)("build", "--quiet")
        assert ran.code == 0, ran.err
    return home


@pytest.fixture
def show(whole: Path, tmp_path: Path) -> Path:
    """The same in a place of its own: it may be moved, and its verdicts with it."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return tmp_path


def looked_at(show: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The episodes that the gate does not know any more, asked as `publish` asks."""
    asked: list[Path] = []

    def seen(target: str, *_: object) -> None:
        asked.append(Path(target))
        raise EpisodeError("looked at")

    folders = sorted(each for each in (show / "output").iterdir() if (each / "episode.json").is_file())
    with monkeypatch.context() as patched:
        patched.setattr(check, "of", seen)
        patched.setattr(check, "_cores", lambda: 1)
        check.standings(folders, opening.load(show / "episode.toml"), Quiet())
    return asked


def publish(episode: Episode, *words: str) -> tuple[int, str]:
    ran = episode("publish", "--out", "pub", "--unchecked", "--quiet", *words)
    return ran.code, " ".join(ran.err.split())


def test_what_a_build_has_proved_is_not_proved_again(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(show, monkeypatch) == []


def _append(path: Path, text: str = "\n") -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _earlier(show: Path) -> None:
    shutil.copytree(show / "output" / DATE, show / "output" / "2026-11-25")


CHANGES: dict[str, Callable[[Path], object]] = {
    "its record": lambda show: _append(show / f"output/{DATE}/episode.json"),
    "its own script, which nobody else gets": lambda show: _append(show / f"output/{DATE}/script.md"),
    "its text": lambda show: _append(show / f"briefings/{DATE}.txt"),
    "an item file in its text's place": lambda show: (show / f"briefings/{DATE}.items.yaml").write_text(
        "order: as-listed\nitems: []\n", encoding="utf-8"
    ),
    "what is marked as wrong": lambda show: (show / f"scripts/{DATE}.marked.txt").write_text("> Nobody says this.\n", encoding="utf-8"),
    "the same beside the episode": lambda show: (show / f"output/{DATE}/script.marked.txt").write_text(
        "> Nobody says this.\n", encoding="utf-8"
    ),
    "the settings": lambda show: _append(show / "episode.toml", "\n[pace]\nsegment_ms = 700\n"),
    "what was told the day before": _earlier,
    "the verdict's own file": lambda show: (show / f".episode/checked/output/{DATE}.json").write_text("{", encoding="utf-8"),
    "the verdict is of other bytes": lambda show: (show / f".episode/checked/output/{DATE}.json").write_text(
        json.dumps({"of": "", "ok": True, "errors": 0, "warnings": 0, "findings": []}), encoding="utf-8"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_proved_again_where_anything_is_another(show: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    CHANGES[change](show)
    assert show / "output" / DATE in looked_at(show, monkeypatch)


def test_another_version_of_the_gate_looks_for_itself(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "of_tool", lambda: "another")
    assert looked_at(show, monkeypatch) == [show / each for each in (FIRST, SECOND, LAST)]


def test_a_text_that_says_otherwise_since_is_not_passed_by(show: Path, episode: Episode) -> None:
    (show / f"briefings/{DATE}.txt").write_text(DAY.replace("12 days", "21 days"), encoding="utf-8")
    code, said = publish(episode, "--dry-run")
    assert code == 1
    assert f"the gate holds {DATE} back" in said


def test_a_file_that_was_exchanged_is_found_though_its_time_and_length_are_the_old_ones(show: Path, episode: Episode) -> None:
    assert publish(episode, "--dry-run") == (0, "")
    page = show / f"output/{DATE}/notes.html"
    stat = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    code, said = publish(episode)
    assert code == 1
    assert "is not the file that the record names" in said


def test_what_was_damaged_and_put_back_goes_out(show: Path, episode: Episode) -> None:
    script = show / f"output/{DATE}/script.md"
    whole = script.read_bytes()
    script.write_bytes(whole + b"\n")
    assert episode("check", f"output/{DATE}").code == 1
    assert publish(episode)[0] == 1
    script.write_bytes(whole)
    assert publish(episode) == (0, "")


def test_one_that_cannot_be_looked_at_keeps_no_other_from_its_listeners(show: Path, episode: Episode) -> None:
    first, second, last = (show / each for each in (FIRST, SECOND, LAST))
    (second / "script.md").unlink()
    code, said = publish(episode)
    assert code == 1
    assert "there is no episode in it: no script.md" in said
    assert [(show / "pub" / each.name / "episode.mp3").is_file() for each in (first, second, last)] == [True, False, True]


def test_many_are_judged_side_by_side_as_one_by_one(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [show / each for each in (FIRST, SECOND, LAST)]
    (show / f"briefings/{DATE}.txt").write_text(DAY.replace("12 days", "21 days"), encoding="utf-8")
    settings = opening.load(show / "episode.toml")
    said = []
    for cores in (1, 3):
        shutil.rmtree(show / ".episode/checked")
        monkeypatch.setattr(check, "_cores", lambda cores=cores: cores)
        said.append(check.standings(folders, settings, Quiet()))
    assert said[0] == said[1]
    assert [each["ok"] for each in said[0].values()] == [True, True, False]
    assert {folder: verdicts.kept(settings, folder) for folder in folders} == said[0]


def test_the_verdict_on_an_episode_that_was_taken_away_goes(show: Path, episode: Episode) -> None:
    kept = show / ".episode/checked/output"
    assert {each.stem for each in kept.iterdir()} == {DATE, *OTHERS}
    shutil.rmtree(show / FIRST)
    (show / "briefings/2026-11-27.txt").write_text("The mill at Fenn grinds again, miller Ada Stone said.\n", encoding="utf-8")
    assert episode("build", "--quiet").code == 0
    assert {each.stem for each in kept.iterdir()} == ({DATE, "2026-11-27", *OTHERS} - {Path(FIRST).name})


def test_outside_a_show_nothing_is_remembered(tmp_path: Path, episode: Episode) -> None:
    (tmp_path / "day.txt").write_text(DAY, encoding="utf-8")
    assert episode("build", "day.txt", "--engine", "tone", "--date", DATE, "--quiet").code == 0
    assert not (tmp_path / ".episode").exists()
