"""espeak-ng stands at a distance: what brings it down costs a restart and no word."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.speak.onnx_phonemes import Phonemizer

BACKENDS = {"piper": ("piper", "en-us"), "espeak": ("espeakng_loader", "gmw/en-US")}


@pytest.fixture(params=BACKENDS)
def espeak(request: pytest.FixtureRequest) -> Iterator[tuple[Phonemizer, str]]:
    package, voice = BACKENDS[request.param]
    if find_spec(package) is None:
        pytest.skip(f"needs {package}")
    one = Phonemizer(request.param, "Install it.")
    yield one, voice
    one.close()


def test_each_text_gets_its_phonemes(espeak: tuple[Phonemizer, str]) -> None:
    one, voice = espeak
    hello, smith = one.phonemes(["Hello", "Mr. Smith"], voice)
    assert hello.replace("^", "") == "həlˈoʊ"
    assert smith.replace("^", "") == "mˈɪstɚ smˈɪθ"
    assert one.phonemes([], voice) == ()


def test_a_text_at_which_it_crashes_is_said_in_pieces(espeak: tuple[Phonemizer, str]) -> None:
    one, voice = espeak
    before, bad, after = one.phonemes(["Hello", "a.m. " * 100, "Hello"], voice)
    assert bad.count("m") == 100
    assert before == after


def test_what_it_drops_is_asked_for_again(espeak: tuple[Phonemizer, str]) -> None:
    one, voice = espeak
    (found,) = one.phonemes(["e.g. " * 60], voice)
    assert len(found.split()) >= 30


def test_a_voice_that_is_not_there_is_said(espeak: tuple[Phonemizer, str]) -> None:
    one, voice = espeak
    with pytest.raises(EngineUnavailable, match="speaks a language that is not there"):
        one.phonemes(["Hello"], "xx-none")
    assert one.phonemes(["Hello"], voice)


def test_nothing_is_asked_after_close(espeak: tuple[Phonemizer, str]) -> None:
    one, voice = espeak
    one.phonemes(["Hello"], voice)
    one.close()
    with pytest.raises(EngineError, match="Speaking was broken off"):
        one.phonemes(["Hello"], voice)


def test_a_backend_that_is_not_installed_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Phonemizer("nothing", "Install it.")
    with pytest.raises(EngineUnavailable, match="does not start") as raised:
        one.phonemes(["Hello"], "en")
    assert raised.value.remedy == "Install it."
    one.close()
