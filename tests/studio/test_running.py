"""The running order: pins and what was left out are remembered, a length is met, and what is shown is what is built."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Episode

from .conftest import Studio, serving, show_in

STORIES = {
    "The bridge": ["The bridge at Kellmoor is open again after two weeks. [^3]", "Nobody was hurt when it was shut, the county said. [^4]"],
    "The harbour": [
        "The harbour at Sandwell has a new crane. [^5]",
        "The crane can lift forty tonnes from the deck of a ship, and it is painted blue. [^6]",
    ],
    "The library": ["The library will stay open on Sundays from the spring. [^7]"],
    "The weather": ["It will be cold and dry until the weekend, with a little frost in the valleys each morning. [^8]"],
}


def programme_in(folder: Path) -> Path:
    """The show, its script with several chapters, stings and a bed."""
    home = show_in(folder)
    script = home / "scripts" / "2026-11-27.md"
    header = script.read_text(encoding="utf-8").partition("\n# ")[0]
    heads = "**Anchor:** The bridge at Kellmoor is open again. [^3]\n\n**Anchor:** The harbour at Sandwell has a new crane. [^5]"
    chapters = [f"# Headlines\n\n[sting: open]\n\n**Anchor:** Good evening.\n\n[bed: headlines]\n\n{heads}\n\n[bed: stop]\n"]
    for title, paragraphs in STORIES.items():
        chapters.append(f"# {title}\n\n[sting: story]\n\n" + "\n\n".join(f"**Anchor:** {words}" for words in paragraphs) + "\n")
    chapters.append("# Sign-off\n\n**Anchor:** That is all for today.\n\n[sting: close]\n")
    notes = "\n".join(f"[^{n}]: briefings/2026-11-27.txt:{n}" for n in range(3, 9))
    script.write_text("\n".join([header, "", *chapters, notes, ""]), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme_in(tmp_path_factory.mktemp("running") / "show")


@pytest.fixture(scope="module")
def serves(home: Path) -> Iterator[Studio]:
    with serving(home) as running:
        yield running


@pytest.fixture
def studio(serves: Studio) -> Iterator[Studio]:
    """The day as it was, nothing pinned or left out."""
    before = serves.script.read_text(encoding="utf-8")
    yield serves
    serves.script.write_text(before, encoding="utf-8")
    (serves.folder / ".episode" / "running-order.json").unlink(missing_ok=True)


def titles(day: Any) -> list[str]:
    return [chapter["title"] for chapter in day["chapters"]]


def ask(studio: Studio, path: str, **given: Any) -> Any:
    status, answer = studio.post(path, **given)
    assert status == 200, answer
    return answer


def test_the_length_that_is_shown_is_the_length_that_is_built(studio: Studio) -> None:
    studio.get("api/stretch.wav")
    day = studio.day()
    assert not day["estimated"]
    assert sum(chapter["length_ms"] for chapter in day["chapters"]) == day["length_ms"]
    made = Episode(studio.folder)("build", "briefings/2026-11-27.txt", "--json")
    assert made.code == 0, made
    assert abs(json.loads(made.out)["duration_ms"] - day["length_ms"]) <= 50
    spoken_ms = sum(part["length_ms"] for part in day["parts"] if part["kind"] == "segment")
    assert day["length_ms"] > spoken_ms + 10_000  # the stings and the bed's lead-in


def test_a_chapter_that_was_left_out_comes_back_as_it_was(studio: Studio) -> None:
    before = studio.day()
    day = ask(studio, "api/arrange", version=before["version"], chapters=[3, 4])
    assert titles(day) == ["Headlines", "The bridge", "The weather", "Sign-off"]
    assert [(left["kind"], left["title"], left["by"]) for left in day["left"]] == [
        ("chapter", "The harbour", "hand"),
        ("chapter", "The library", "hand"),
    ]
    assert day["left"][1]["text"] == "The library will stay open on Sundays from the spring."
    library, harbour = day["left"][1]["id"], day["left"][0]["id"]
    day = ask(studio, "api/arrange", version=day["version"], back=[library])
    assert titles(day) == ["Headlines", "The bridge", "The library", "The weather", "Sign-off"]
    day = ask(studio, "api/arrange", version=day["version"], back=[harbour])
    assert day["text"] == before["text"]
    assert day["left"] == []
    assert studio.post("api/arrange", version=day["version"], back=[harbour])[0] == 422
    assert studio.post("api/arrange", version=day["version"], chapters=[1, 2, 3, 4, 5, 6])[0] == 422
    day = ask(studio, "api/order", version=day["version"], chapters=[1, 3, 2, 6])
    assert titles(day) == ["Headlines", "The harbour", "The bridge", "Sign-off"]
    assert len(day["left"]) == 2
    assert ask(studio, "api/text", version=day["version"], text=before["text"])["left"] == []  # undone: it is there


def test_the_fit_meets_the_target_leaves_pins_alone_and_brings_back_its_own(studio: Studio) -> None:
    studio.get("api/stretch.wav")
    before = studio.day()
    lengths = {chapter["title"]: chapter["length_ms"] for chapter in before["chapters"]}
    ask(studio, "api/pin", title="The weather", pinned=True)
    ask(studio, "api/target", target_ms=before["length_ms"] - lengths["The library"] - lengths["The harbour"])
    plan = ask(studio, "api/fit", version=before["version"])
    assert studio.day()["text"] == before["text"]
    assert plan["meets"]
    assert abs(plan["becomes_ms"] - plan["target_ms"]) <= 5000
    assert "The weather" not in [each["title"] for each in plan["out"]]
    if "The harbour" in [each["title"] for each in plan["out"] if each["kind"] == "chapter"]:
        assert "The harbour at Sandwell has a new crane." in [each["text"] for each in plan["out"]]  # a headline goes with its story
    day = ask(studio, "api/arrange", version=plan["version"], **plan["ask"])
    assert abs(day["length_ms"] - plan["becomes_ms"]) <= 20
    assert {left["by"] for left in day["left"]} == {"fit"}
    ask(studio, "api/target", target_ms=before["length_ms"])
    again = ask(studio, "api/fit", version=day["version"])
    assert ask(studio, "api/arrange", version=day["version"], **again["ask"])["text"] == before["text"]


def test_what_cannot_be_met_is_met_from_below_or_as_far_as_pins_allow(studio: Studio) -> None:
    studio.get("api/stretch.wav")
    day = studio.day()
    ask(studio, "api/target", target_ms=1000)
    least = ask(studio, "api/fit", version=day["version"])
    assert not least["meets"]
    assert {each["title"] for each in least["out"] if each["kind"] == "chapter"} == set(STORIES)
    for title in titles(day):
        ask(studio, "api/pin", title=title, pinned=True)
    assert ask(studio, "api/fit", version=day["version"])["out"] == []
    ask(studio, "api/target", target_ms=None)
    assert studio.post("api/fit", version=day["version"])[0] == 422
    assert studio.post("api/fit", version="old")[0] == 409
    assert studio.post("api/pin", title="No such chapter", pinned=True)[0] == 422


def test_pins_target_and_what_was_left_out_outlive_the_studio(tmp_path: Path) -> None:
    folder = programme_in(tmp_path / "show")
    with serving(folder) as first:
        day = ask(first, "api/pin", title="The library", pinned=True)
        ask(first, "api/target", target_ms=60_000)
        ask(first, "api/arrange", version=day["version"], chapters=[3])
        first.process.send_signal(signal.SIGKILL)
    with serving(folder) as second:
        day = second.day()
        assert [chapter["title"] for chapter in day["chapters"] if chapter["pinned"]] == ["The library"]
        assert day["target_ms"] == 60_000
        assert [left["title"] for left in day["left"]] == ["The harbour"]
        (folder / ".episode" / "running-order.json").write_text("[", encoding="utf-8")
        assert second.day()["left"] == []


def test_a_risky_word_says_why_and_a_homograph_how_it_is_said_here(studio: Studio) -> None:
    day = studio.day()
    version, bridge = day["version"], next(part for part in day["parts"] if part["kind"] == "segment" and "Kellmoor" in part["text"])
    name = next(each for each in bridge["risky"] if each["word"] == "Kellmoor")
    assert name["why"].startswith("in no dictionary or lexicon")
    n = bridge["n"]
    ask(studio, "api/segment", version=version, n=n, text="He read it, in the wind. The {lead|lɛd} pipe was misread. [^3]")
    day = studio.day()
    found = next(part for part in day["parts"] if part.get("n") == n)["risky"]
    assert [each["word"] for each in found] == ["read", "wind"]
    assert "rɛd (in the past)" in found[0]["why"]
    assert [way["ipa"] for way in found[0]["ways"]] == ["riːd", "rɛd"]
    assert found[0]["says"] == "riːd or rɛd"  # the tone engine says neither
    ask(studio, "api/segment", version=day["version"], n=n, text="He {read|rɛd} it, in the {wind|wɪnd}. [^3]")
    day = studio.day()
    assert next(part for part in day["parts"] if part.get("n") == n)["risky"] == []
    assert studio.get(f"api/clip/{n}.wav")[0] == 200
