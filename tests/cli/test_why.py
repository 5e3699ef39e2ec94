"""`episode items --why`: every decision of the running order, for a producer and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Episode

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_every_story_and_every_line_that_is_left_out_has_its_reason(episode: Episode, form: str) -> None:
    document = episode("items", SAMPLE, "--json", "--format", form).json
    order = document["running_order"]
    body = {f"sample.txt:{line['n']}" for line in document["lines"] if line["kind"] == "body"}
    told = {source for entry in order for source in entry.get("sources", ())}
    left = {entry["source"] for entry in order if entry["told"] == "no"}
    assert told | left == body
    assert all(entry["why"] and all(entry["why"]) for entry in order)
    stories = [entry for entry in order if entry["told"] in ("in full", "in brief") and entry["title"] != "How we got here"]
    assert {update for story in stories for update in story["updates"]} == {update["id"] for update in document["updates"]}
    assert [story["place"] for story in order if "place" in story] == list(range(1, len([s for s in order if "place" in s]) + 1))


def test_what_machines_were_promised_stays(episode: Episode) -> None:
    document = episode("items", SAMPLE, "--json").json
    assert document["order"] == "newest-first"
    assert {"n", "kind", "reason", "confidence"} <= document["lines"][0].keys()
    assert {"start", "lines", "lead", "actors", "confidence"} <= document["updates"][0].keys()


def test_a_producer_reads_why(episode: Episode) -> None:
    done = episode("items", SAMPLE, "--why")
    assert done.code == 0, done.err
    for words in ("1. The recovery ship Iwo Jima: u01 (lines 3–7)", "u10 and u06 are one subject", "In brief", "Left out", "sample.txt:24"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_a_pin_is_given_as_the_reason_and_the_corrected_items_count(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_bytes(SAMPLE.read_bytes())
    assert episode("items", "day.txt", "--edit", "--out", ".").code == 0
    items = tmp_path / "day.items.yaml"
    text = items.read_text(encoding="utf-8")
    place = text.index("- id: u07")
    items.write_text(text[:place] + text[place:].replace("  sure:", "  importance: 5\n  sure:", 1), encoding="utf-8")
    done = episode("items", "day.txt", "--why")
    first = done.out.split("\n\n")[1]
    assert "u07" in first
    assert "set by hand: importance 5" in first


@pytest.mark.parametrize("name", ["today.txt", "copied.txt"])
def test_of_a_text_that_was_built_the_edition_that_it_made_is_explained(episode: Episode, tmp_path: Path, name: str) -> None:
    """Under the date that the build was given, which the text's name does not tell; what its own earlier editions told is still left out."""
    (tmp_path / "briefings").mkdir()
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    first = "Mayor Ada Stone said that the north bridge would open again on Friday.\n"
    (tmp_path / "briefings/2026-11-26.txt").write_text(first, encoding="utf-8")
    (tmp_path / "briefings/today.txt").write_text(f"{first}The bridge has been closed since a barge hit it in March.\n", encoding="utf-8")
    assert episode("build", "briefings/2026-11-26.txt", "--quiet").code == 0
    assert episode("build", "briefings/today.txt", "--date", "2026-11-27", "--quiet").code == 0
    (tmp_path / "briefings/today.txt").rename(tmp_path / "briefings" / name)
    done = episode("items", f"briefings/{name}", "--why")
    assert done.code == 0, done.err
    assert "the edition of 2026-11-26" in done.out.partition("Left out")[2]
    order = episode("items", f"briefings/{name}", "--json").json["running_order"]
    assert [entry["told"] for entry in order].count("no") == 1
    assert "in full" in [entry["told"] for entry in order]


def test_a_main_voice_is_named(episode: Episode, tmp_path: Path) -> None:
    lines = [
        f"1{n}:00\nMayor Ada Stone said that the {what} would be mended soon by the town.\n"
        for n, what in enumerate(("bridge", "roof", "quay", "mill"))
    ]
    (tmp_path / "day.txt").write_text("".join(lines), encoding="utf-8")
    out = episode("items", "day.txt", "--why").out
    assert "Stone is the main actor of 4 of 4 updates" in " ".join(out.split())


def test_why_and_edit_exclude_each_other_and_nothing_to_tell_is_an_error(episode: Episode, tmp_path: Path) -> None:
    assert episode("items", SAMPLE, "--why", "--edit").code == 2
    (tmp_path / "empty.txt").write_text("A view of the bridge\nANN OTHER/AP\n", encoding="utf-8")
    assert episode("items", "empty.txt", "--why").code == 1
    assert episode("items", "empty.txt", "--json").json["running_order"] == []


def test_several_files_are_one_day_and_each_place_names_its_file(episode: Episode, tmp_path: Path) -> None:
    full = "Mayor Ada Stone said that the north bridge would open again on Friday. A barge had hit it in March."
    for name, publisher, text in (
        ("a", "The Valley Times", full),
        ("b", "Coast Radio", full.split(". ")[0] + "."),
        ("c", "Hill FM", "Snow fell on the pass."),
    ):
        item = {"body": text, "source": {"name": publisher}}
        (tmp_path / f"{name}.json").write_text(json.dumps([item]), encoding="utf-8")
    files = ("a.json", "b.json", "c.json")
    document = episode("items", *files, "--json").json
    assert {line["file"].split("#")[0] for line in document["lines"]} == set(files)
    told = {source.split("#")[0] for entry in document["running_order"] for source in entry.get("sources", ())}
    assert told == {"a.json", "c.json"}
    why = episode("items", *files, "--why").out
    assert "(a.json#1 1" in why
    assert "c.json#1 1" in why
    listing = episode("items", *files).out
    assert [line for line in listing.splitlines() if line.startswith(files)][1:] == [f"{name}#1" for name in files]
    done = episode("items", *files, "--edit")
    assert (done.code, "one text" in done.err) == (2, True)
