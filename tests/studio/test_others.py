"""What other editors, and the rest of the program, have to do with the studio."""

from __future__ import annotations

import json
import signal

from tests.studio.conftest import Studio


def test_a_change_by_another_editor_is_told(studio: Studio) -> None:
    with studio.events() as told:
        version = studio.post("api/segment", version=studio.day()["version"], n=3, text="We are very glad.")[1]["version"]
        text = studio.script.read_text(encoding="utf-8").replace("two weeks", "ten weeks")
        studio.script.write_text(text, encoding="utf-8")
        assert any(data["version"] == studio.day()["version"] != version for name, data in told if name == "day")
        studio.process.send_signal(signal.SIGINT)
        assert studio.process.wait(30) == 0


def test_a_word_is_learned_for_good(studio: Studio) -> None:
    assert [each["word"] for each in studio.day()["parts"][0]["risky"]] == ["Kellmoor"]
    status, done = studio.post("api/lexicon", word="Kellmoor", ipa="ˈkɛlmɔː")
    assert status == 200
    assert done["entry"]["word"] == "Kellmoor"
    assert studio.day()["parts"][0]["risky"] == []
    assert "Kellmoor" in (studio.folder / "lexicon.yaml").read_text(encoding="utf-8")
    assert studio.post("api/lexicon", word="Kellmoor", ipa="!!")[0] == 422


def test_templates_stay_in_their_folder(studio: Studio) -> None:
    (studio.folder / "templates" / "out.md.j2").symlink_to("/etc/hostname")
    names = [each["name"] for each in json.loads(studio.get("api/templates")[2])]
    assert "briefing.md.j2" in names
    assert "out.md.j2" not in names
    there = json.loads(studio.get("api/template/briefing.md.j2")[2])
    assert not there["own"]
    assert studio.post("api/template/briefing.md.j2", version=there["version"], text="{% if %}")[0] == 422
    assert studio.post("api/template/briefing.md.j2", version="0", text="x")[0] == 409
    assert not (studio.folder / "templates" / "briefing.md.j2").exists()
    assert studio.post("api/template/briefing.md.j2", version=there["version"], text=there["text"])[1]["template"]["own"]
    assert studio.get("api/template/out.md.j2")[0] == 422
    assert studio.post("api/template/x.py", version="", text="x")[0] == 422


def test_the_gate_is_asked_before_publishing(studio: Studio) -> None:
    status, found = studio.post("api/check")
    assert status == 200
    assert {"ok", "findings", "measured"} <= found.keys()
    assert studio.post("api/target", target_ms=60_000)[1]["target_ms"] == 60_000
