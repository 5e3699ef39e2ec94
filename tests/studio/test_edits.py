"""Changes on the page are changes of the file, and of nothing else in it."""

from __future__ import annotations

import io
import json
import signal
import wave

from tests.studio.conftest import Studio, serving


def test_the_day_tells_all_that_the_file_has(studio: Studio) -> None:
    day = studio.day()
    assert day["fault"] is None
    assert day["text"] == studio.script.read_text(encoding="utf-8")
    assert [(c["k"], c["title"], c["first"], c["last"]) for c in day["chapters"]] == [(1, "Opening", 1, 1), (2, "The bridge", 2, 3)]
    assert [part["kind"] for part in day["parts"]] == ["segment", "cue", "segment", "segment"]
    first = day["parts"][0]
    assert first["text"] == "Good evening. The bridge at Kellmoor is open again. [^3]"
    assert first["passages"][0]["sources"][0]["words"].startswith("The bridge at Kellmoor is open again after two weeks")
    assert [each["word"] for each in first["risky"]] == ["Kellmoor"]
    assert first["text"][first["risky"][0]["start"] : first["risky"][0]["end"]] == "Kellmoor"
    assert day["parts"][2]["settings"] == ["slower"]
    assert day["length_ms"] > 0


def test_an_edit_changes_its_own_lines_alone_and_is_heard(studio: Studio) -> None:
    before = studio.script.read_text(encoding="utf-8")
    version = studio.day()["version"]
    status, day = studio.post("api/segment", version=version, n=2, text="It was shut for three weeks. [^3]")
    assert status == 200
    assert day["version"] != version
    there = "**Anchor (slower):** It was shut for two weeks,\nand nobody was hurt. [^3]"
    assert studio.script.read_text(encoding="utf-8") == before.replace(there, "**Anchor (slower):** It was shut for three weeks. [^3]")
    status, headers, sound = studio.get("api/clip/2.wav")
    assert (status, headers["x-episode-spoken"]) == (200, "1")
    with wave.open(io.BytesIO(sound)) as found:
        assert found.getnframes() > found.getframerate()
    assert studio.get("api/clip/2.wav")[1]["x-episode-spoken"] == "0"
    assert studio.day()["parts"][2]["cached"]
    studio.process.send_signal(signal.SIGKILL)
    with serving(studio.folder) as again:
        assert again.day()["version"] == day["version"]


def test_a_brief_answer_tells_the_version_alone(studio: Studio) -> None:
    status, told = studio.post("api/segment", version=studio.day()["version"], n=3, text="We are most glad.", brief=True)
    assert (status, told) == (200, {"version": studio.day()["version"]})


def test_the_second_of_two_pages_is_told_and_nothing_is_written(studio: Studio) -> None:
    version = studio.day()["version"]
    assert studio.post("api/segment", version=version, n=3, text="We are very glad.")[0] == 200
    after = studio.script.read_bytes()
    status, told = studio.post("api/segment", version=version, n=3, text="We are sad.")
    assert status == 409
    assert told["day"]["version"] != version
    assert studio.script.read_bytes() == after


def test_what_is_no_script_is_refused_with_its_place(studio: Studio) -> None:
    before, version = studio.script.read_bytes(), studio.day()["version"]
    for words in ("", "An open {brace", "No such note. [^99]", "One.\n# Two", "One.\n[pause 1s]"):
        status, told = studio.post("api/segment", version=version, n=1, text=words)
        assert status == 422, words
        assert told["error"]["where"].startswith("scripts/2026-11-27.md")
        assert studio.post("api/segments", version=version, op="insert", n=1, text=words)[0] == 422, words
    assert studio.post("api/text", version=version, text="nothing")[0] == 422
    assert studio.post("api/segment", version=version, n=99, text="One.")[0] == 422
    assert studio.script.read_bytes() == before


def test_chapters_move_whole_and_footnotes_stay(studio: Studio) -> None:
    before, version = studio.script.read_text(encoding="utf-8"), studio.day()["version"]
    status, day = studio.post("api/order", version=version, chapters=[2, 1])
    assert status == 200
    assert [chapter["title"] for chapter in day["chapters"]] == ["The bridge", "Opening"]
    assert sorted(day["text"].splitlines()) == sorted(before.splitlines())
    assert day["text"].endswith("[^3]: briefings/2026-11-27.txt:3\n")
    assert studio.post("api/order", version=day["version"], chapters=[2, 1])[1]["text"] == before


def test_paragraphs_are_parted_joined_put_in_and_taken_out(studio: Studio) -> None:
    before = studio.day()
    _, day = studio.post("api/segments", version=before["version"], op="split", n=1, at=len("Good evening. "))
    assert [part["text"] for part in day["parts"][:2]] == ["Good evening.", "The bridge at Kellmoor is open again. [^3]"]
    _, day = studio.post("api/segments", version=day["version"], op="join", n=1)
    assert day["text"] == before["text"]
    _, day = studio.post("api/segments", version=day["version"], op="insert", n=1, text="And now.")
    assert day["parts"][1]["text"] == "And now."
    _, day = studio.post("api/segments", version=day["version"], op="delete", n=2)
    assert day["text"] == before["text"]
    _, day = studio.post("api/cue", version=day["version"], line=day["parts"][1]["line"], text="[pause 2s]")
    assert day["text"] == before["text"].replace("[pause 0.6s]", "[pause 2s]")
    _, day = studio.post("api/cue", version=day["version"], line=day["parts"][1]["line"], text=None)
    assert "[pause" not in day["text"]


def test_a_script_that_another_editor_broke_is_told_with_its_text(studio: Studio) -> None:
    studio.script.write_text("---\nbroken", encoding="utf-8")
    day = studio.day()
    assert day["text"] == "---\nbroken"
    assert day["fault"]["message"] == "the header has no end"


def test_a_stretch_is_the_mix_and_a_phrase_can_be_heard(studio: Studio) -> None:
    status, _, sound = studio.get("api/stretch.wav?from=2&to=3")
    assert status == 200
    with wave.open(io.BytesIO(sound)) as found:
        two = found.getnframes() / found.getframerate()
    _, _, sound = studio.get("api/stretch.wav?from=3&to=3")
    with wave.open(io.BytesIO(sound)) as found:
        assert 0 < found.getnframes() / found.getframerate() < two
    assert studio.get("api/stretch.wav?from=9")[0] == 422
    status, said = studio.post("api/say", text="It cost £5.", role="Anchor")
    assert (status, said["spoken"]) == (200, "It cost five pounds.")
    assert studio.get(said["wav"])[2][:4] == b"RIFF"


def test_every_error_is_json(studio: Studio) -> None:
    status, _, body = studio.get("api/clip/9.wav")
    assert status == 422
    assert json.loads(body)["error"]["message"] == "there is no paragraph 9"
