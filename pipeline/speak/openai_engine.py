"""The `openai` engine: any server that speaks OpenAI's `/v1/audio/speech`, in the cloud or on this machine.

Voices are `openai:MODEL/VOICE`, or `openai:VOICE` with DEFAULT_MODEL. `EPISODE_OPENAI_URL` and `OPENAI_API_KEY` say where, and as whom.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Utterance, Voice
from pipeline.net import retry as http_retry
from pipeline.net.post import MAX_BYTES, Caller, HttpFault
from pipeline.speak import http_address, http_refusal, http_wav, openai_voices, pieces, wav
from pipeline.speak.cost import Estimate
from pipeline.speak.engine import LIST_VOICES

DEFAULT_MODEL = "tts-1"
"""It keeps to the text, takes a speed, and is the name that other servers know too."""

LIMIT_CHARS = 4096
"""Of one request, by OpenAI's reference."""

NATURAL_WPM = 160
"""tts-1 at speed 1: 4,096 characters took 256 s (sanand0/blog, “OpenAI TTS cost”, November 2025): 16 a second, or 160 words a minute
at 6 characters a word with its space."""

SPEEDS = (0.25, 4.0)

USD_PER_MILLION_CHARS = {"tts-1": 15.0, "tts-1-hd": 30.0, "gpt-4o-mini-tts": 16.0}
"""OpenAI's list prices as of June 2026. gpt-4o-mini-tts is billed by tokens ($0.60 a million in, $12 of sound out): 15.9 was measured
(sanand0/blog). `EPISODE_OPENAI_USD_PER_MILLION_CHARS` takes the place of all of them, and serves other servers."""

OLD_VOICES = ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
MODEL_VOICES = {"tts-1": OLD_VOICES, "gpt-4o-mini-tts": (*OLD_VOICES, "ballad", "cedar", "marin", "verse")}
"""OpenAI's own; another server's are not known, but most have an `alloy` too."""


def time_limit_s(text: str) -> float:
    """How long a server may take over a piece: one without a graphics card may need twice as long as speaking takes."""
    return 30 + 2 * len(text) * 60 / NATURAL_WPM / 6


class OpenAIEngine:
    """Asks a server for WAV, several requests at a time, and believes no answer that it has not checked."""

    name = "openai"
    default_voice = f"{DEFAULT_MODEL}/alloy"
    workers = 4
    """Requests at a time: the work is done elsewhere, and OpenAI's lowest paid tier allows 50 a minute."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str] | None = None,
        clock: http_retry.Clock | None = None,
        time_limit_s: Callable[[str], float] = time_limit_s,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """`environ` is where the settings are (else the process's), `time_limit_s` gives the seconds for a piece's answer."""
        self._environ = os.environ if environ is None else environ
        self._clock = clock or http_retry.Clock()
        self._time_limit_s = time_limit_s
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._made: Caller | None = None
        self._closing = threading.Event()

    # ── what there is ────────────────────────────────────────────────────────────────────────────────────

    def voices(self) -> tuple[Voice, ...]:
        """OpenAI's voices where it is OpenAI's server, else what a server that costs nothing lists, else the one that most have.

        Raises EngineUnavailable for bad settings. A server that charges is not asked.
        """
        address = self._entry()
        if not address.official:
            listed = () if self.paid else openai_voices.ask(self._caller())
            return listed or (Voice(f"{self.name}:{self.default_voice}", self.name, "", "", "the server's", installed=True),)
        names = [f"{self.name}:{model}/{voice}" for model, voices in MODEL_VOICES.items() for voice in voices]
        return tuple(Voice(name, self.name, "", "", "OpenAI's terms of use", installed=True) for name in names)

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable unless there is an address, a key where one is needed, and a name. Asks nobody: that could cost."""
        self._entry()
        _names(voice)

    def fingerprint(self, voice: str) -> str:
        """The address without credentials, and the version of this adapter."""
        return f"openai speech, adapter 1, {http_address.address(self._environ).url}"

    @property
    def paid(self) -> bool:
        """Whether requests cost money: not on this machine, nor where the price is set to 0."""
        price = http_address.usd_per_million_chars(self._environ)
        return not http_address.address(self._environ).loopback if price is None else price > 0

    def estimate(self, utterances: Sequence[Utterance]) -> Estimate:
        """What these would take, each voice being the one inside the engine. Asks nobody. Raises EngineUnavailable for bad settings."""
        address = http_address.address(self._environ)
        given = http_address.usd_per_million_chars(self._environ)
        total = Estimate()
        for utterance in utterances:
            model, _ = _names(utterance.voice)
            texts = _texts(utterance.text)
            price = USD_PER_MILLION_CHARS.get(model) if given is None and address.official else given
            characters = sum(map(len, texts))
            cost = None if price is None else characters * price / 1e6
            total += Estimate(len(texts), characters, cost, (address.url,) if texts else ())
        return total

    # ── speaking ─────────────────────────────────────────────────────────────────────────────────────────

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write `text` to `target`, in as many requests as it takes. Raises EngineError and its kinds; no error shows the key."""
        target.unlink(missing_ok=True)
        model, name = _names(voice)
        speed = round(rate_wpm / NATURAL_WPM, 2)
        if not SPEEDS[0] <= speed <= SPEEDS[1]:
            least, most = (round(speed * NATURAL_WPM) for speed in SPEEDS)
            raise EngineError(f"The engine “openai” cannot speak at {rate_wpm} words a minute", remedy=f"Choose {least} to {most}.")
        self._entry()
        sounds = []
        for piece in _texts(text):
            asked = {"model": model, "voice": name, "input": piece, "response_format": "wav", "speed": speed}
            sounds.append(self._say(asked, piece, speed))
        if len({sound.rate_hz for sound in sounds}) > 1:
            raise SynthesisError("The server changed its sample rate within a paragraph", remedy="Run it again, or shorten the paragraph.")
        part = target.with_name(f"{target.stem}-part.wav")
        try:
            wav.write(part, sounds[0].rate_hz, b"".join(sound.pcm for sound in sounds))
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise EngineError(f"The sound cannot be written ({error.strerror or error})", where=str(target)) from error

    def close(self) -> None:
        """Break off all requests and waits; a thread in one gets an EngineError."""
        with self._lock:
            self._closing.set()
            made = self._made
        if made is not None:
            made.close()

    def _say(self, asked: Mapping[str, object], piece: str, speed: float) -> wav.Sound:
        """Ask until there is a whole sound, or no hope."""
        clock, begun = self._clock, self._clock.monotonic()
        for tried in count(1):
            try:
                return self._once(asked, piece, speed)
            except http_refusal.Again as trouble:
                wait_s = http_retry.wait_s(tried, trouble.asked_s, clock.fraction())
                late = clock.monotonic() - begun + wait_s > http_retry.PATIENCE_S
                if tried >= http_retry.TRIES[trouble.cause] or late:
                    raise http_refusal.given_up(trouble, self._caller().address, tried) from trouble
                (clock.sleep or self._closing.wait)(wait_s)
                if self._closing.is_set():
                    raise EngineError("Speaking was broken off.") from trouble
        raise AssertionError("unreachable")

    def _once(self, asked: Mapping[str, object], piece: str, speed: float) -> wav.Sound:
        """One request. Raises Again for what may pass, EngineError for the rest."""
        caller = self._caller()
        body = json.dumps(asked, ensure_ascii=False).encode("utf-8")
        headers = {"Content-Type": "application/json", "Accept": "audio/wav, application/json;q=0.5", "User-Agent": "daily-episode"}
        try:
            answer = caller.post(http_address.SPEECH, headers, body, self._time_limit_s(piece))
        except HttpFault as fault:
            raise http_refusal.from_fault(fault, caller.address) from fault
        if answer.status != http_refusal.OK:
            raise http_refusal.from_status(answer, caller.address, str(asked["model"]), self._clock.wall())
        try:
            sound = http_wav.sound(answer)
            http_wav.verify(piece, speed, sound)
        except http_wav.BadSound as bad:
            raise http_refusal.from_sound(bad, answer, caller.address) from bad
        return sound

    def _entry(self) -> http_address.Address:
        """The address, with a key where nobody gets in without one. Raises EngineUnavailable."""
        address = self._caller().address
        if address.official and not address.authorization:
            raise EngineUnavailable(
                f"{address.host} needs a key",
                where=http_address.KEY,
                remedy=f"Set {http_address.KEY}, or {http_address.URL} to a server of your own.",
            )
        return address

    def _caller(self) -> Caller:
        """The one caller of this engine: what the environment says is read once."""
        with self._lock:
            if self._made is None:
                self._made = Caller(http_address.address(self._environ), self._max_bytes)
                if self._closing.is_set():
                    self._made.close()
            return self._made


def _names(voice: str) -> tuple[str, str]:
    """Model and voice; a model may have `/` in it. Raises EngineUnavailable for what can be no name."""
    model, slash, name = voice.rpartition("/")
    model = model if slash else DEFAULT_MODEL
    for part in (model, name):
        if not openai_voices.is_name(part):
            where = f"openai:{voice[: openai_voices.NAME_CHARS]}" if voice.isprintable() else "openai"
            raise EngineUnavailable("A voice of this engine is written openai:MODEL/VOICE", where=where, remedy=LIST_VOICES)
    return model, name


def _texts(text: str) -> tuple[str, ...]:
    """What is sent for a text, one a request."""
    return tuple(piece.strip() for piece in pieces.split(pieces.clean(text), LIMIT_CHARS) if pieces.speakable(piece))
