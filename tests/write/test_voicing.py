"""What a voice is given: names in its engine's notation; what a reader is given: the words as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import write
from pipeline.errors import ScriptError
from pipeline.model import Delivery, Pace, Utterance

HEAD = "---\ntitle: A\ndate: 2026-11-27\nshow: S\nformat: story\nbriefing: x\nbriefing_sha256: ''\n---\n\n# A\n\n"


def voiced(line: str, notation: str = "espeak", files: tuple[Path, ...] = (), voice: str = "pyttsx3:gmw/en-gb-x-rp") -> Utterance:
    script = write.parse_script(f"{HEAD}{line}\n", "x.md")
    roles = {segment.role: Delivery(voice) for segment in script.segments}
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


def rates(lines: str, pace: Pace = Pace(), role: Delivery = Delivery("tone")) -> list[int]:  # noqa: B008 - frozen
    script = write.parse_script(f"{HEAD}{lines}\n", "x.md")
    return [each.rate_wpm for each in write.utterances(script, {"Anchor": role}, rate_wpm=150, pace=pace, file="scripts/x.md")]


def test_settings_tones_and_roles_change_the_pace() -> None:
    assert rates("**Anchor:** A.\n\n**Anchor (slower):** B.\n\n**Anchor (faster):** C.") == [150, 132, 165]
    told = "**Anchor:** A.\n\n[tone: casualties]\n\n**Anchor:** B.\n\n[tone: plain]\n\n**Anchor:** C.\n\n[tone: casualties]\n\n# D\n\n**Anchor:** D."
    assert rates(told) == [150, 141, 150, 150]
    assert rates("**Anchor (slower):** A.", Pace(slower=0.8), Delivery("tone", rate=1.1)) == [132]


def test_no_engine_is_asked_for_what_none_can_do() -> None:
    assert rates("**Anchor (slower, slower, slower, slower):** A.") == [100]


@pytest.mark.parametrize(
    ("line", "says", "remedy"),
    [
        ("**Anchor (slwoer):** A.", "'Anchor (slwoer)' is no setting of a role", "Did you mean 'slower'?"),
        ("**Anchor (louder):** A.", "'Anchor (louder)' is no setting of a role", "Use slower, slow, faster, fast"),
        ("[tone: causalties]\n\n**Anchor:** A.", "there is no tone 'causalties'", "Did you mean 'casualties'?"),
        ("[tone: jolly]\n\n**Anchor:** A.", "there is no tone 'jolly'", "[pace.NAME] in the settings makes another"),
    ],
)
def test_a_setting_or_tone_that_nobody_knows_has_its_line(line: str, says: str, remedy: str) -> None:
    with pytest.raises(ScriptError) as caught:
        rates(line)
    assert caught.value.where == "scripts/x.md:12"
    assert says in caught.value.message
    assert remedy in caught.value.remedy


def test_numbers_and_dates_follow_the_language() -> None:
    script = write.parse_script(f"{HEAD}**Anchor:** It has 2,150 rooms.\n", "x.md")
    said = [write.utterances(script, {"Anchor": Delivery("tone")}, rate_wpm=150, language=tag)[0].text for tag in ("en-GB", "en-US")]
    assert said == ["It has two thousand one hundred and fifty rooms.", "It has two thousand one hundred fifty rooms."]


def test_each_sentence_is_spoken_by_itself_and_what_ends_none_is_not_cut() -> None:
    line = "**Anchor:** The council met. [^1] It said [^2] nothing (so far). [^3] “Why?” [^4] Nobody knows [^1]\n\n[^1]: a:1\n[^2]: a:2\n[^3]: a:3\n[^4]: a:4"
    script = write.parse_script(f"{HEAD}{line}\n", "x.md")
    said = write.utterances(script, {"Anchor": Delivery("tone")}, rate_wpm=150)
    assert [(each.number, each.part, each.text) for each in said] == [
        (1, 1, "The council met."),
        (1, 2, "It said nothing, so far."),
        (1, 3, "Why?"),
        (1, 4, "Nobody knows"),
    ]
