"""Nothing changed, nothing done: an episode that stands as it would be made is found at once, and whatever changes is noticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import speak, write
from pipeline.build import build
from pipeline.desk import digests, opening, unchanged
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.model import Delivery

BLOG = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.
The River Authority said that the water had fallen by two metres since Monday.
"""
NAME = "2026-11-27"
ORDER = Order()


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


def settings(home: Path) -> Show:
    return opening.load(home / "episode.toml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A show with a finished episode, and what its build told. The settings name no file that is not the show's."""
    home = tmp_path_factory.mktemp("show")
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    for folder in ("briefings", "templates"):
        (home / folder).mkdir()
    (home / f"briefings/{NAME}.txt").write_text(BLOG, encoding="utf-8")
    return home, build(ORDER, settings(home), Notes())


@pytest.fixture
def home(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(built[0], tmp_path / "show"))


def at_once(home: Path, order: Order = ORDER) -> dict[str, Any] | None:
    return unchanged.at_once(order, settings(home), Notes())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_episode_that_stands_is_left_as_it_is(home: Path, built: tuple[Path, dict[str, Any]]) -> None:
    folder = home / "output" / NAME
    before = {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.iterdir()}
    watch = Notes()
    found = unchanged.at_once(ORDER, settings(home), watch)
    assert found is not None
    assert watch.notes[-1].startswith("nothing has changed since ")
    assert {path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.iterdir()} == before
    told = json.loads(json.dumps(built[1]).replace(str(built[0]), str(home)))
    differing = {"script": "unchanged", "unchanged": True, "spoken": 0, "cached": told["segments"], "timings_s": found["timings_s"]}
    assert found == {**told, **differing}


def test_a_second_look_finds_what_the_first_is_not_sure_of(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_SOMETHING", "else")
    assert at_once(home) is None
    sound = home / "output" / NAME / "episode.mp3"
    before = sound.stat().st_mtime_ns
    again = build(ORDER, settings(home), Notes())
    assert (again["unchanged"], again["spoken"], again["cached"]) == (True, 0, again["segments"])
    assert sound.stat().st_mtime_ns == before


CHANGES: dict[str, Callable[[Path], object]] = {
    "a setting": lambda home: edit(home / "episode.toml", "Valley News", "Valley Today"),
    "the briefing": lambda home: edit(home / f"briefings/{NAME}.txt", "Friday", "Saturday"),
    "the script": lambda home: edit(home / f"scripts/{NAME}.md", "Hello.", "Good evening."),
    "a template": lambda home: (home / "templates/briefing.md.j2").write_text('{% extends "!builtin/briefing.md.j2" %}\n'),
    "the lexicon": lambda home: (home / "lexicon.yaml").write_text("- {grapheme: Ada, ipa: ˈeɪdə}\n", encoding="utf-8"),
    "the sound": lambda home: (home / "output" / NAME / "episode.mp3").write_bytes(b"ID3"),
    "a byte of the sound": lambda home: flip(home / "output" / NAME / "episode.mp3"),
    "a transcript": lambda home: (home / "output" / NAME / "transcript.vtt").unlink(),
    "the record": lambda home: (home / "output" / NAME / "episode.json").write_text("{}"),
    "what it was made from": lambda home: edit(home / "output" / NAME / "episode.json", '"inputs": "', '"inputs": "0'),
}


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_noticed(home: Path, what: str) -> None:
    CHANGES[what](home)
    assert at_once(home) is None


@pytest.mark.parametrize(
    "order",
    [
        Order(form="story"),
        Order(engine="pyttsx3"),
        Order(voices=(("anchor", "tone:low"),)),
        Order(target_ms=20_000),
        Order(cut="short"),
        Order(date="2026-11-28"),
        Order(keep=True),
        Order(rewrite=True),
        Order(repeats=True),
        Order(writer="conversational"),
        Order(briefing="-"),
        Order(briefing="https://example.org/"),
        Order(briefing="no-such-file.txt"),
    ],
    ids=lambda order: str(
        next(value for value in (order.form, order.engine, order.voices, order.cut, order.date, order.briefing, order) if value)
    ),
)
def test_another_order_is_another_episode(home: Path, order: Order) -> None:
    assert at_once(home, order) is None


@pytest.mark.parametrize("what", ["a byte of the sound", "a transcript"])
def test_a_file_that_is_not_what_it_was_is_made_again(home: Path, what: str) -> None:
    CHANGES[what](home)
    again = build(ORDER, settings(home), Notes())
    assert (again["unchanged"], again["spoken"]) == (False, 0)
    assert at_once(home) is not None


def test_what_an_earlier_edition_told_counts(home: Path) -> None:
    told = home / ".episode/told.json"
    (own,) = json.loads(told.read_text(encoding="utf-8"))["editions"]
    marks = dict(list(own["told"].items())[:1])
    told.write_text(json.dumps({"editions": [{**own, "date": "2026-11-26", "told": marks}, own]}), encoding="utf-8")
    assert at_once(home) is None
    told.write_text(json.dumps({"editions": [own, {**own, "date": "2026-11-28"}, {**own, "format": "story"}]}), encoding="utf-8")
    assert at_once(home) is not None  # neither a later edition nor another format's


def test_an_edited_script_stands_as_edited(home: Path) -> None:
    edit(home / f"scripts/{NAME}.md", "Hello.", "Good evening.")
    assert build(ORDER, settings(home), Notes())["script"] == "edited"
    watch = Notes()
    found = unchanged.at_once(ORDER, settings(home), watch)
    assert found is not None
    assert found["script"] == "edited"
    assert any("as it was edited by hand" in note for note in watch.notes)


def test_the_item_file_beside_a_text_counts(home: Path) -> None:
    from pipeline.desk import items

    items.write(f"{home}/briefings/{NAME}.txt", settings(home), None, rewrite=False)
    assert at_once(home) is None
    assert build(ORDER, settings(home), Notes())["unchanged"] is False
    assert at_once(home) is not None
    edit(home / f"briefings/{NAME}.items.yaml", "Friday", "Sunday")
    assert at_once(home) is None


def test_several_sources_and_no_show_at_all(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(BLOG.replace("north", f"{name} north"), encoding="utf-8")
    order = Order(str(tmp_path / "a.txt"), NAME, engine="tone", out=tmp_path / "out", more=(str(tmp_path / "b.txt"),))
    build(order, Show(), Notes())
    assert unchanged.at_once(order, Show(), Notes()) is not None
    assert unchanged.at_once(replace(order, more=()), Show(), Notes()) is None
    edit(tmp_path / "b.txt", "March", "April")
    assert unchanged.at_once(order, Show(), Notes()) is None


def test_another_program_makes_another_episode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "HOUSE", tmp_path / "pipeline")
    (tmp_path / "pipeline/mix").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    seen = set()
    for path, text in (("pipeline/mix/a.py", "x = 1"), ("pipeline/mix/a.py", "x = 2"), ("templates/t.j2", "x"), ("templates/t.j2", "y")):
        (tmp_path / path).write_text(text)
        seen.add(digests.of_tool.__wrapped__())
    assert len(seen) == 4
    (tmp_path / "pipeline/__pycache__").mkdir()
    (tmp_path / "pipeline/__pycache__/a.pyc").write_text("compiled")
    assert digests.of_tool.__wrapped__() in seen


def test_a_sound_that_the_script_names_counts(tmp_path: Path) -> None:
    show = Show(folder=tmp_path)
    script = "# Headlines\n\n[sting: music/open.wav]\n"
    without = digests.of_show(show, script)
    (tmp_path / "music").mkdir()
    (tmp_path / "music/open.wav").write_bytes(b"RIFF")
    assert digests.of_show(show, script) != without
    assert digests.of_show(show, "# Headlines\n") == without


def test_another_pronunciation_is_another_clip(tmp_path: Path) -> None:
    script = write.parse_script("---\ntitle: x\ndate: 2026-11-27\n---\n\n# One\n\n**Anchor:** Hello from Quxford.\n", "x.md")
    lexicon = tmp_path / "lexicon.yaml"
    keys = set()
    for entries in ("[]", "- {grapheme: Quxford, ipa: ˈkʌksfəd}", "- {grapheme: Quxford, ipa: ˈkuksfəd}"):
        lexicon.write_text(entries, encoding="utf-8")
        told = {"Anchor": Delivery("pyttsx3:gmw/en-gb-x-rp")}
        keys.add(speak.keys(write.utterances(script, told, rate_wpm=160, notation=speak.notation, lexicon_files=(lexicon,))))
    assert len(keys) == 3
