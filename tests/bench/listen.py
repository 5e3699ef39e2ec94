"""How well each voice is understood: Whisper writes down what it hears, and the words are compared with those that were given to the voice.

    pip install --group listen -e .
    python -m tests.bench.listen                                    the engines that are here, and the bundled sample
    python -m tests.bench.listen --engine pyttsx3 piper FILE …      these engines, these briefings
    python -m tests.bench.listen --plain pyttsx3:gmw/en-us+david pyttsx3:gmw/en-us+f5 --sentences 30      which of two voices is clearer
    python -m tests.bench.listen --engine kokoro --voice anchor=kokoro:bf_emma --voice quote=kokoro:bm_george

Two figures for each voice. “Plain” is the engine's own: 60 news sentences without names or figures (plain_sentences.txt), so that what is
misheard is the voice's sound or the recogniser's ear. “Built” is the finished MP3 of an episode against its script's spoken text: names,
figures and all. The ratio of the two says what our text adds; it should be at most 1.2. “By ear” leaves out what is only spelled otherwise
(words.py). Whisper base is off by ± 1.5 points either way; it spells foreign names as it likes, so the line below the figures sets the words
that belong to names of the lexicon apart from all others.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import build, speak, write
from pipeline.check.listening.whisper import RATE_HZ
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError
from pipeline.model import Delivery, Utterance
from pipeline.speak.engine import engine_names
from tests.bench.hearing import Ear, Place
from tests.bench.words import Error, Said, Score, by_espeak, score
from tests.real import BLOG

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "briefings" / "sample.txt"
PLAIN = tuple((HERE / "plain_sentences.txt").read_text(encoding="utf-8").splitlines())
A_PARAGRAPH = 4
"""Plain sentences that are spoken in one go, as in an episode."""
PAUSE_S = 0.35
"""Between two paragraphs, as in an episode."""
TARGET = 1.2
"""Built against plain."""
WORST = 15
"""Errors that are shown for each engine."""
RATE_WPM = Show().rate_wpm


class Silent:
    """Watches a build and says nothing."""

    def note(self, text: str) -> None:
        """A remark for a user."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def step(self, done: float, total: float) -> None:
        """So much is done."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    engine: str
    voice: str
    """Empty for all of an engine's."""
    plain: Score
    built: Score

    def text(self) -> str:
        """Its figures."""
        voice = self.voice
        plain, built = self.plain.wer(voice), self.built.wer(voice)
        plain_ear, built_ear = self.plain.wer(voice, by_ear=True), self.built.wer(voice, by_ear=True)
        said = sum(count for name, count in self.built.words if voice in ("", name))
        return (
            f"{self.engine:<8} {voice.partition(':')[2] or 'all':<22} {plain:>6.1f} {built:>6.1f} {_ratio(built, plain):>6}"
            f"   {plain_ear:>6.1f} {built_ear:>6.1f} {_ratio(built_ear, plain_ear):>6}   {said:>5}"
        )


HEAD = f"{'engine':<8} {'voice':<22} {'plain':>6} {'built':>6} {'ratio':>6}   {'by ear':>6} {'built':>6} {'ratio':>6}   {'words':>5}"


def plain(voice: str, ear: Ear, sentences: Sequence[str] = PLAIN, rate_wpm: int = RATE_WPM) -> Score:
    """One voice's plain sentences. Raises EngineError."""
    import numpy as np
    from faster_whisper.audio import decode_audio

    texts = [" ".join(sentences[at : at + A_PARAGRAPH]) for at in range(0, len(sentences), A_PARAGRAPH)]
    clips = speak.speak([Utterance(number, text, voice, rate_wpm) for number, text in enumerate(texts, 1)])
    gap = np.zeros(int(PAUSE_S * RATE_HZ / 2), np.float32)
    whole = Score((), ())
    for text, clip in zip(texts, clips, strict=True):
        sound = np.concatenate([gap, decode_audio(str(clip.path), sampling_rate=RATE_HZ), gap])
        whole += score([Said(text, voice)], ear.hears(sound), by_espeak)
    return whole


def built(file: Path, engine: str, voices: Sequence[tuple[str, str]], form: str, ear: Ear) -> Score:
    """An episode's finished audio. Raises EpisodeError."""
    with tempfile.TemporaryDirectory() as folder:
        order = Order(briefing=str(file), date="2026-11-27", form=form, voices=tuple(voices), engine=engine, out=Path(folder))
        made = build.build(order, Show(), Silent())
        record = json.loads(Path(made["files"]["episode"]).read_text(encoding="utf-8"))
        script = write.parse_script(Path(made["files"]["script"]).read_text(encoding="utf-8"), "script.md")
        cast = {role: Delivery(voice) for role, voice in record["voices"].items()}
        said = write.utterances(script, cast, rate_wpm=RATE_WPM, notation=lambda voice: "")
        times = []  # passages of one part were spoken in one go, and have one time
        for segment, told in zip(script.segments, record["segments"], strict=True):
            passages = iter(told["sentences"])
            times += [[next(passages) for _ in part] for part in segment.parts]
        places = [Place(time[0]["start_ms"], time[0]["end_ms"], one.voice) for time, one in zip(times, said, strict=True)]
        heard = ear.hears_file(Path(made["files"]["mp3"]), places)
    return score([Said(one.text, one.voice) for one in said], heard, by_espeak)


def worst(errors: Sequence[Error]) -> list[str]:
    """The most frequent errors, those that only look wrong behind the others."""
    count = collections.Counter((error.said, error.heard, error.alike) for error in errors)
    weight = {(e.said, e.heard, e.alike): e.count for e in errors}
    order = sorted(count, key=lambda error: (error[2], -count[error] * weight[error], error))
    return [f"  {count[one]} × {one[0] or '–'} → {one[1] or '–'}{'   (sounds alike)' if one[2] else ''}" for one in order[:WORST]]


def measure(engine: str, files: Sequence[Path], voices: Sequence[tuple[str, str]], forms: Sequence[str], ear: Ear) -> list[str]:
    """The rows and errors of one engine."""
    own = [(role, voice) for role, voice in voices if voice.partition(":")[0] == engine]
    whole = Score((), ())
    for file in files:
        for form in forms:
            whole += built(file, engine, own, form, ear)
    base = Score((), ())
    for voice in whole.voices:
        base += plain(voice, ear)
    rows = [Row(engine, voice, base, whole).text() for voice in whole.voices]
    if len(rows) > 1:
        rows.append(Row(engine, "", base, whole).text())
    split = f"  by ear: {base.plain_wer():.1f} plain; built {whole.plain_wer():.1f} where no name is, {whole.name_wer():.1f} in {whole.names} words of names"
    return [*rows, split, *worst(whole.errors)]


def _ratio(built: float, plain: float) -> str:
    return f"{built / plain:.2f}" if plain else "–"


def _usable() -> list[str]:
    return [one.name for one in speak.engine_report() if one.usable and one.name in ("pyttsx3", "piper", "kokoro")]


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--engine", nargs="+", default=[])
    parser.add_argument("--voice", action="append", default=[], metavar="ROLE=ENGINE:VOICE")
    parser.add_argument("--plain", nargs="+", default=[], metavar="ENGINE:VOICE", help="only the plain sentences, by each of these voices")
    parser.add_argument("--sentences", type=int, default=len(PLAIN), help="how many of the plain sentences")
    parser.add_argument("--form", nargs="+", default=["briefing"], choices=["briefing", "story"])
    asked = parser.parse_args()
    known = engine_names()
    engines = [name for name in asked.engine if name in known] or _usable()
    # `--engine piper day.txt`: what is no engine is a file.
    files = [*(Path(name) for name in asked.engine if name not in known), *asked.files] or [
        file for file in (SAMPLE, BLOG) if file.exists()
    ]
    voices = [(role, voice) for role, _, voice in (one.partition("=") for one in asked.voice)]
    ear = Ear()
    say = sys.stdout.write
    for voice in asked.plain:
        try:
            found = plain(voice, ear, PLAIN[: asked.sentences])
            say(f"{voice:<32} {found.wer():>6.1f}   by ear {found.wer(by_ear=True):>6.1f}   of {found.words_said} words\n")
        except EpisodeError as error:
            say(f"{voice:<32} {error}\n")
        sys.stdout.flush()
    if asked.plain:
        return
    say(f"{ear.name}; {', '.join(file.name for file in files)}; {', '.join(asked.form)}; errors in a hundred words\n\n{HEAD}\n")
    for engine in engines:
        try:
            say("\n".join(measure(engine, files, voices, asked.form, ear)) + "\n\n")
        except EpisodeError as error:
            say(f"{engine:<8} {error.message}\n\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
