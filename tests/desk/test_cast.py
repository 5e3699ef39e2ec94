"""Who speaks what: the command, the settings, the rules, the engine's own choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk.cast import Cast, cast
from pipeline.desk.roles import brief
from pipeline.desk.show import Part, Show
from pipeline.errors import EngineUnavailable

ROLES = ("Anchor", "Voice of President Putin", "Voice", "Reporter")
TONE = Show(engine="tone")


def show(*parts: Part) -> Show:
    return Show(engine="tone", voices=parts)


def voices(found: Cast) -> dict[str, str]:
    return {role: delivery.voice for role, delivery in found.parts.items()}


def test_quotes_have_a_voice_of_their_own() -> None:
    assert voices(cast(ROLES, TONE, "", ())) == {
        "Anchor": "tone:tone",
        "Voice of President Putin": "tone:low",
        "Voice": "tone:low",
        "Reporter": "tone:tone",
    }


def test_a_role_can_be_named_in_any_case() -> None:
    found = voices(cast(ROLES, show(Part("voice of president putin", ("tone:tone",)), Part("REPORTER", ("tone:low",))), "", ()))
    assert (found["Voice of President Putin"], found["Reporter"], found["Voice"]) == ("tone:tone", "tone:low", "tone:low")


def test_the_command_comes_before_the_settings() -> None:
    low = show(Part("anchor", ("tone:low",)), Part("quote", ("tone:low",)), Part("men", ("tone:low",)))
    assert voices(cast(ROLES, low, "", [("anchor", "tone:tone")]))["Anchor"] == "tone:tone"
    assert voices(cast(ROLES, low, "", [("quote", "tone:tone")], pronouns={"putin": "he"}))["Voice of President Putin"] == "tone:tone"


def test_a_choice_of_engine_sets_aside_voices_of_others() -> None:
    mixed = Show(
        voices=(Part("anchor", ("elsewhere:alice",), rate=1.1), Part("quote", ("tone:tone",)), Part("Reporter", ("elsewhere:bob",)))
    )
    expected = {"Anchor": "tone:tone", "Voice of President Putin": "tone:tone", "Voice": "tone:tone", "Reporter": "tone:tone"}
    assert voices(cast(ROLES, mixed, "tone", ())) == expected
    assert voices(cast(ROLES, mixed, "", [("anchor", "tone")])) == expected
    assert cast(ROLES, mixed, "tone", ()).parts["Anchor"].rate == 1.1


def test_only_roles_that_speak_are_asked_for() -> None:
    elsewhere = show(Part("quote", ("elsewhere:alice",)))
    assert voices(cast(("Anchor",), elsewhere, "", ())) == {"Anchor": "tone:tone"}
    with pytest.raises(EngineUnavailable):
        cast(ROLES, elsewhere, "", ())


def test_a_name_in_the_settings_is_found_in_every_form_of_the_role() -> None:
    found = voices(
        cast(
            ("Voice of Ann Other", "Voice of Mrs Other", "Voice of Mother Superior", "Voice of the Other Place committee", "Other"),
            show(Part("Other", ("tone:tone",)), Part("Other Place", ("tone:low",)), Part("quote", ("tone:low",))),
            "",
            (),
        )
    )
    assert list(found.values()) == ["tone:tone", "tone:tone", "tone:low", "tone:low", "tone:tone"]


def test_the_longest_name_says_most() -> None:
    rules = show(Part("Other", ("tone:tone",)), Part("Ann Other", ("tone:low",)))
    assert voices(cast(("Voice of Ann Other",), rules, "", ()))["Voice of Ann Other"] == "tone:low"


@pytest.mark.parametrize(
    ("role", "pronouns", "expected"),
    [
        ("Voice of Dame Ann Other", {}, "tone:tone"),
        ("Voice of Mr Other", {}, "tone:low"),
        ("Voice of Ann Other", {"other": "she"}, "tone:tone"),
        ("Voice of Ann Other", {"other": "he"}, "tone:low"),
        ("Voice of Ann Other", {}, "tone:low"),
        ("Voice", {"voice": "she"}, "tone:low"),
    ],
)
def test_women_and_men_by_title_or_by_the_pronoun_of_the_sources(role: str, pronouns: dict[str, str], expected: str) -> None:
    rules = show(Part("women", ("tone:tone",)), Part("men", ("tone:low",)), Part("quote", ("tone:low",)))
    assert voices(cast((role,), rules, "", (), pronouns=pronouns))[role] == expected


BOTH = Part("quote", ("tone:tone", "tone:low"))


def test_speakers_take_turns() -> None:
    found = cast(("Anchor", "Voice of Ann Other", "Voice of John Doe", "Voice of Mrs Other"), show(BOTH), "", ())
    assert voices(found) == {
        "Anchor": "tone:tone",
        "Voice of Ann Other": "tone:tone",
        "Voice of John Doe": "tone:low",
        "Voice of Mrs Other": "tone:tone",
    }
    assert found.turns == {"other": "tone:tone", "doe": "tone:low"}


def test_a_speaker_keeps_the_voice_from_day_to_day() -> None:
    first = cast(("Voice of Ann Other", "Voice of John Doe"), show(BOTH), "", ())
    second = cast(("Voice of Jo New", "Voice of John Doe"), show(BOTH), "", (), turns=first.turns)
    assert voices(second)["Voice of John Doe"] == "tone:low"
    third = cast(("Voice of John Doe", "Voice of Ann Other"), show(BOTH), "", (), turns=second.turns)
    assert voices(third) == {"Voice of John Doe": "tone:low", "Voice of Ann Other": "tone:tone"}


def test_a_voice_that_is_taken_out_of_the_settings_is_given_anew() -> None:
    found = cast(("Voice of John Doe",), show(BOTH), "", (), turns={"doe": "tone:gone"})
    assert voices(found)["Voice of John Doe"] in BOTH.voices


def test_rate_pitch_and_gain_are_the_roles_own() -> None:
    part = Part("quote", rate=0.95, pitch_semitones=-1.5, gain_db=2.0)
    found = cast(("Anchor", "Voice of John Doe"), show(part), "", ()).parts
    assert (found["Voice of John Doe"].rate, found["Voice of John Doe"].pitch_semitones, found["Voice of John Doe"].gain_db) == (
        0.95,
        -1.5,
        2.0,
    )
    assert found["Voice of John Doe"].voice == "tone:low"
    assert (found["Anchor"].rate, found["Anchor"].pitch_semitones, found["Anchor"].gain_db) == (1.0, 0.0, 0.0)


def test_an_engine_with_one_voice_quotes_lower() -> None:
    found = cast(("Anchor", "Voice of John Doe"), Show(), "piper", ()).parts
    assert found["Voice of John Doe"].voice == found["Anchor"].voice == "piper:en_US-joe-medium"
    assert found["Voice of John Doe"].pitch_semitones < 0


def test_in_short() -> None:
    given = {"Anchor": "a", "Voice of A": "b", "Voice of B": "b", "Voice of C": "c", "Reporter": "d"}
    assert brief(given) == {"anchor": "a", "quote": "b", "Voice of C": "c", "Reporter": "d"}


def test_an_engine_speaks_the_shows_kind_of_english_where_it_can() -> None:
    american, british = (cast(("Anchor",), Show(language=tag), "", ()).parts["Anchor"].voice for tag in ("en-US", "en-GB"))
    assert (american, british) == ("pyttsx3:gmw/en-us", "pyttsx3:gmw/en-gb-x-rp")


def test_the_best_engine_is_taken_and_said() -> None:
    found = cast(("Anchor", "Voice of John Doe"), Show(engine="auto"), "", ())
    assert found.parts["Anchor"].voice.startswith(("kokoro:", "piper:", "pyttsx3:"))
    assert found.why.startswith(found.parts["Anchor"].voice)
    assert cast(("Anchor",), Show(engine="tone"), "auto", ()).parts["Anchor"] == found.parts["Anchor"]


def test_a_voice_that_is_not_there_is_said_with_the_setting_that_names_it(tmp_path: Path) -> None:
    """Whoever reads it at six knows which line to change; what the command names is the command's."""
    own = Show(file=tmp_path / "episode.toml", voices=(Part("Lovell", ("nowhere:x",)),), engine="tone")
    at = str(tmp_path / "episode.toml")
    for wrong, chosen, where in (
        (own, (), f"{at}: voices.Lovell"),
        (Show(file=tmp_path / "episode.toml", engine="nowhere"), (), f"{at}: engine"),
        (own, (("anchor", "nowhere:y"),), "nowhere"),
    ):
        with pytest.raises(EngineUnavailable) as refused:
            cast(("Anchor", "Voice of Lovell"), wrong, "", chosen)
        assert refused.value.where == where
