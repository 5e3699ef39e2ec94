"""What was found of a show's texts is kept from one build to the next, and no build says anything else for that."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import edit as editing
from pipeline import read as reading
from pipeline.build import build
from pipeline.desk import digests, opening, texts
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.text import faithful
from pipeline.text.found import once

BLOG = """\
Mayor Ada Stone said that the south pier would open again on Sunday.
“The planks are new and the pier is safe,” Stone told reporters at the harbour.
The pier has been closed since a storm broke it in February.
The Harbour Office said that the water had risen by three metres since Tuesday.
"""
NAME = "2026-11-27"


class Nobody:
    """No watch at all."""

    def note(self, text: str) -> None: ...

    def stage(self, name: str) -> None: ...

    def step(self, done: float, total: float) -> None: ...


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A show with a cache of its own."""
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    home = tmp_path / "show"
    (home / "briefings").mkdir(parents=True)
    (home / "episode.toml").write_text('title = "Harbour News"\nengine = "tone"\n')
    (home / f"briefings/{NAME}.txt").write_text(BLOG, encoding="utf-8")
    return opening.load(home / "episode.toml")


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that are proved, each time that one is."""
    found: list[str] = []

    def watched(told: str, *more: Any, **named: Any) -> tuple[faithful.Fault, ...]:
        found.append(told)
        return faithful.unfaithful(told, *more, **named)

    monkeypatch.setattr(sys.modules["pipeline.check.provenance.proof"], "unfaithful", watched)
    return found


def watched(monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str) -> list[str]:
    """How often something is called."""
    found: list[str] = []
    really = getattr(room, name)

    def noted(*of: Any, **more: Any) -> Any:
        found.append(name)
        return really(*of, **more)

    monkeypatch.setattr(room, name, noted)
    return found


def told(show: Show) -> list[Any]:
    """What the record says that was told, and what was left out."""
    made = json.loads((Path(show.folder or "") / f"output/{NAME}/episode.json").read_text(encoding="utf-8"))
    return [made["chapters"], [segment["sentences"] for segment in made["segments"]], made["left_out"]]


def edited(show: Show, old: str, new: str) -> None:
    script = next((show.folder or Path()).glob("scripts/*.md"))
    text = script.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    script.write_text(text.replace(old, new), encoding="utf-8")


def file_of(show: Show) -> Path:
    (path,) = (Path(show.folder or "").parent / "cache" / "texts").glob("*.json")
    return path


def test_after_an_edit_only_the_new_sentence_is_proved_and_what_is_wrong_with_it_is_told(show: Show, proved: list[str]) -> None:
    assert build(Order(), show, Nobody())["check"]["ok"]
    assert len(proved) >= 4
    proved.clear()
    edited(show, "by three metres", "by four metres")
    made = build(Order(), show, Nobody())
    assert len(proved) == 1
    assert "four metres" in proved[0]
    assert {each["code"] for each in made["check"]["findings"] if each["severity"] == "error"} == {"provenance.number"}
    # What was found wrong is found wrong again, though it is not proved again.
    proved.clear()
    edited(show, "the pier is safe", "the pier is safe enough")
    again = build(Order(), show, Nobody())
    assert len(proved) == 1
    assert {each["code"] for each in again["check"]["findings"] if each["severity"] == "error"} >= {"provenance.number"}


def test_a_text_that_stands_as_it_stood_is_not_read_again(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    read = watched(monkeypatch, reading, "read")
    ordered = watched(monkeypatch, editing, "edit")
    build(Order(), show, Nobody())
    first = told(show)
    assert (len(read), len(ordered)) == (1, 1)
    for old, new in (("the pier is safe", "the pier is sound"), ("the pier is sound", "the pier is safe")):
        edited(show, old, new)
        build(Order(), show, Nobody())
        assert (len(read), len(ordered)) == (1, 1)
    assert told(show) == first
    # Another text is another day, and another form another order.
    briefing = Path(show.folder or "") / f"briefings/{NAME}.txt"
    briefing.write_text(BLOG + "The ferry is off.\n", encoding="utf-8")
    build(Order(rewrite=True), show, Nobody())
    assert "The ferry is off." in (Path(show.folder or "") / f"scripts/{NAME}.md").read_text(encoding="utf-8")
    assert (len(read), len(ordered)) == (2, 2)
    build(Order(form="story", rewrite=True), show, Nobody())
    assert (len(read), len(ordered)) == (2, 3)


def test_kept_or_found_anew_it_is_the_same(show: Show, proved: list[str]) -> None:
    """Script, clips, verdict: with what was kept, and without it."""
    documents = []
    for keep in (True, True, False):
        for folder in (Path(show.folder or "") / "output").glob(NAME):
            (folder / "episode.json").unlink()
        if not keep:
            file_of(show).unlink()
        proved.clear()
        documents.append(build(Order(), show, Nobody()))
        assert bool(proved) == (len(documents) != 2)
    told = [(each["check"], each["duration_ms"], each["loudness_lufs"]) for each in documents]
    assert told[0] == told[1] == told[2]
    assert [each["spoken"] for each in documents][1:] == [0, 0]  # the engine is given the very same texts


def broken(damage: Callable[[bytes], bytes]) -> Callable[[Show], object]:
    return lambda show: file_of(show).write_bytes(damage(file_of(show).read_bytes()))


def another_program(show: Show) -> None:
    path = file_of(show)
    head, body = path.read_bytes().split(b"\n", 1)
    path.write_bytes(b"0" * 64 + head[64:] + b"\n" + body)


@pytest.mark.parametrize(
    "change",
    [
        another_program,
        broken(lambda raw: raw[:-40]),
        broken(lambda raw: raw.replace(b"proof", b"PROOF").replace(b"a", b"b", 9)),
        broken(lambda raw: b""),
    ],
    ids=["another program's", "cut off", "changed", "empty"],
)
def test_what_is_not_whole_or_not_ours_is_found_anew(show: Show, proved: list[str], change: Callable[[Show], None]) -> None:
    build(Order(), show, Nobody())
    sentences = len(proved)
    proved.clear()
    change(show)
    edited(show, "by three metres", "by 3 metres")
    build(Order(), show, Nobody())
    assert len(proved) == sentences
    head, body = file_of(show).read_bytes().split(b"\n", 1)
    assert head.decode().startswith(digests.of(digests.of_tool(), digests.of_machine()))
    assert json.loads(body)


def test_a_cache_that_cannot_be_written_stops_nothing(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    for place in (str(tmp_path / "file"), "s3://bucket/clips"):
        monkeypatch.setenv("EPISODE_CACHE", place)
        with texts.kept(show):
            assert once("kind", ("text",), lambda: [("found",)], lambda word: (word,)) == [("found",)]
