"""The list of voices: what comes first, what is left out, what is measured."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import EngineUnavailable
from pipeline.speak import listing
from tests.speak.conftest import Installed


def names(language: str, **more: Any) -> list[str]:
    return [one.voice.name for one in listing(language, **more)]


def test_the_shows_language_comes_first_then_quality_then_accent(installed: Installed) -> None:
    installed("German", "Fair", "Silent", "Paid")
    ours = [name for name in names("en-GB") if not name.startswith(("pyttsx3:", "tone:"))]
    english = ["paid:ann", "paid:tom", "paid:jane", "fair:ann", "fair:tom", "fair:jane", "silent:ann", "silent:tom", "silent:jane"]
    assert ours == [*english, "german:eva"]
    assert names("de")[0] == "german:eva"
    assert {one.voice.engine for one in listing("en-GB") if one.paid} == {"paid"}


def test_it_can_be_narrowed(installed: Installed) -> None:
    installed("German", "Fair")
    assert names("en-GB", engine="fair") == ["fair:ann", "fair:tom", "fair:jane"]
    assert names("en-US", engine="fair") == ["fair:jane", "fair:ann", "fair:tom"]
    assert names("en-GB", engine="fair", only="en-US") == ["fair:jane"]
    assert "german:eva" in names("en-GB", only="de")
    assert names("en-GB", engine="german", only="en") == []


def test_only_a_wanted_engine_that_cannot_be_used_is_an_error(installed: Installed) -> None:
    installed("Fair")
    assert not [name for name in names("en-GB") if name.startswith("kokoro:")]
    with pytest.raises(EngineUnavailable, match="Kokoro"):
        listing("en-GB", engine="kokoro")
    with pytest.raises(EngineUnavailable, match="no engine “fare”"):
        listing("en-GB", engine="fare")


def test_speeds_are_measured_where_they_are_asked_for_and_only_once(installed: Installed) -> None:
    installed("Fair", "Paid", "Broken")
    timed: list[str] = []
    assert {one.speed_x for one in listing("en-GB", only="en")} == {None}
    first = {one.voice.engine: one.speed_x for one in listing("en-GB", only="en", on_timing=timed.append)}
    assert first["fair"] is not None
    assert (first["paid"], first["broken"]) == (None, None)
    assert (timed.count("fair"), timed.count("paid"), timed.count("tone")) == (1, 0, 0)
    timed.clear()
    again = {one.voice.engine: one.speed_x for one in listing("en-GB", engine="fair", on_timing=timed.append)}
    assert (again["fair"], timed) == (first["fair"], [])
