"""What a voice is given: names in its engine's notation; what a reader is given: the words as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import write
from pipeline.errors import ScriptError
from pipeline.model import Utterance

HEAD = "---\ntitle: A\ndate: 2026-11-27\nshow: S\nformat: story\nbriefing: x\nbriefing_sha256: ''\n---\n\n# A\n\n"


def voiced(line: str, notation: str = "espeak", files: tuple[Path, ...] = (), voice: str = "pyttsx3:gmw/en-gb-x-rp") -> Utterance:
    script = write.parse_script(f"{HEAD}{line}\n", "x.md")
    roles = {segment.role: voice for segment in script.segments}
    return write.utterances(script, roles, rate_wpm=160, notation=lambda _: notation, lexicon_files=files)[0]


def test_a_name_of_the_bundled_lexicon_is_given_as_sounds() -> None:
    text = voiced("**Anchor:** Talks in Kyiv’s centre go on.").text
    assert text.startswith("Talks in [[")
    assert text.endswith("]] centre go on.")


def test_an_engine_without_a_notation_gets_the_words() -> None:
    assert voiced("**Anchor:** Talks in {Kyiv|ˈkiːjɪv} go on.", notation="").text == "Talks in Kyiv go on."


def test_a_pronunciation_in_the_script_wins_here_alone() -> None:
    marked = voiced("**Anchor:** Not {Kyiv|ˈkɪv} but €5bn, and Kyiv.").text
    first, second = marked.split("[[")[1:]
    assert first.split("]]")[0] != second.split("]]")[0]
    assert "5 billion euros" in marked or "five billion euros" in marked


def test_the_shows_own_lexicon_lies_over_the_bundled_one(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.yaml"
    own.write_text("Kyiv: ˈbɑːbɑː\n", encoding="utf-8")
    line = "**Anchor:** In Kyiv."
    assert voiced(line, files=(own,)).text != voiced(line).text


def test_a_mistake_in_a_lexicon_has_its_line(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.yaml"
    own.write_text("Lviv: lˈviːv\nKyiv: 4\n", encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        voiced("**Anchor:** In Kyiv.", files=(own,))
    assert "lexicon.yaml:2" in caught.value.where


def test_sounds_that_nobody_can_say_are_named_with_their_sentence() -> None:
    with pytest.raises(ScriptError) as caught:
        voiced("**Anchor:** In {Kyiv|☃☃} it snows.")
    assert "Kyiv" in str(caught.value) or "☃" in str(caught.value)


@pytest.mark.parametrize(("setting", "rate"), [("slower", 141), ("faster", 176), ("slower, faster", 155)])
def test_a_roles_settings_change_its_pace(setting: str, rate: int) -> None:
    assert voiced(f"**Anchor ({setting}):** Well.").rate_wpm == rate


def test_an_unknown_setting_names_those_that_are_known() -> None:
    with pytest.raises(ScriptError) as caught:
        voiced("**Anchor (louder):** Well.")
    assert "slower" in str(caught.value)
