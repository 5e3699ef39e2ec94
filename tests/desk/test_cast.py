from __future__ import annotations

import pytest

from pipeline.desk.cast import cast, parts
from pipeline.desk.show import Show
from pipeline.errors import EngineUnavailable

ROLES = ("Anchor", "Voice of President Putin", "Voice", "Reporter")
TONE = Show(engine="tone")


def test_quotes_have_a_voice_of_their_own() -> None:
    assert cast(ROLES, TONE, "", ()) == {
        "Anchor": "tone:tone",
        "Voice of President Putin": "tone:low",
        "Voice": "tone:low",
        "Reporter": "tone:tone",
    }


def test_a_role_can_be_named_in_any_case() -> None:
    show = Show(engine="tone", voices=(("voice of president putin", "tone:tone"), ("REPORTER", "tone:low")))
    found = cast(ROLES, show, "", ())
    assert (found["Voice of President Putin"], found["Reporter"], found["Voice"]) == ("tone:tone", "tone:low", "tone:low")


def test_the_command_comes_before_the_settings() -> None:
    show = Show(engine="tone", voices=(("anchor", "tone:low"), ("quote", "tone:low")))
    assert cast(ROLES, show, "", [("anchor", "tone:tone")])["Anchor"] == "tone:tone"
    assert cast(ROLES, show, "", [("quote", "tone:tone")])["Voice"] == "tone:tone"


def test_a_choice_of_engine_sets_aside_voices_of_others() -> None:
    show = Show(voices=(("anchor", "elsewhere:alice"), ("quote", "tone:tone"), ("Reporter", "elsewhere:bob")))
    expected = {"Anchor": "tone:tone", "Voice of President Putin": "tone:tone", "Voice": "tone:tone", "Reporter": "tone:tone"}
    assert cast(ROLES, show, "tone", ()) == expected
    assert cast(ROLES, show, "", [("anchor", "tone")]) == expected


def test_only_roles_that_speak_are_asked_for() -> None:
    show = Show(engine="tone", voices=(("quote", "elsewhere:alice"),))
    assert cast(("Anchor",), show, "", ()) == {"Anchor": "tone:tone"}
    with pytest.raises(EngineUnavailable):
        cast(ROLES, show, "", ())


def test_in_short() -> None:
    voices = {"Anchor": "a", "Voice of A": "b", "Voice of B": "b", "Voice of C": "c", "Reporter": "d"}
    assert parts(voices) == {"anchor": "a", "quote": "b", "Voice of C": "c", "Reporter": "d"}
