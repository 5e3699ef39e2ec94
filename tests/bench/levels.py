"""How loud the finished files are, by meters that are not ours: `python -m tests.bench.levels [PROGRAMME …]`.

Six programmes, each as MP3, M4A and Opus, built by the command line and read back: integrated loudness and true peak by ffmpeg's ebur128,
and integrated loudness once more by pyloudnorm on the decoded sound. Exits 1 where a file is outside the gate.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyloudnorm

from pipeline import mix, speak, write
from pipeline.mix import ffmpeg
from pipeline.model import Delivery, Tags
from tests.bench import long_scripts
from tests.bench.speed import EPISODE, ROOT
from tests.mix.sounds import ebur128

FORMATS = ("mp3", "m4a", "opus")
TARGET_LUFS, WITHIN_LU, CEILING_DBTP = -16.0, 0.5, -1.0
"""The gate: what a file must be to go on air."""
RATE_HZ = 48_000


VOICES = {"Anchor": "gmw/en-gb-x-rp", "Voice of the mission": "gmw/en-us+david"}

MUSIC = ("\n**Anchor:** ", "\n[sting: open]\n\n[bed: headlines]\n\n**Anchor:** ")


@dataclass(frozen=True, slots=True)
class Level:
    """What was read off one file."""

    programme: str
    form: str
    minutes: float
    lufs: float
    """By ebur128."""
    again_lufs: float
    """By pyloudnorm."""
    dbtp: float

    @property
    def good(self) -> bool:
        """Whether it may go on air."""
        return all(abs(each - TARGET_LUFS) <= WITHIN_LU for each in (self.lufs, self.again_lufs)) and self.dbtp <= CEILING_DBTP


def short(folder: Path) -> Path:
    """A minute in two voices."""
    return _built(long_scripts.a_show(folder, 1, "pyttsx3"))


def long(folder: Path) -> Path:
    """Twenty-five minutes in two voices."""
    return _built(long_scripts.a_show(folder, 25, "pyttsx3"))


def one_voice(folder: Path) -> Path:
    """Three minutes by one voice."""
    return _built(long_scripts.a_show(folder, 3, "pyttsx3"), lambda text: text.replace("**Voice of the mission:**", "**Anchor:**"))


def three_voices(folder: Path) -> Path:
    """Three minutes by three voices."""
    home = long_scripts.a_show(folder, 3, "pyttsx3", more='[voices]\nguest = "pyttsx3:gmw/en-us+steph"\n')
    return _built(home, lambda text: _every(text, "**Anchor:**", "**Guest:**", 3))


def with_bed(folder: Path) -> Path:
    """Three minutes with a sting and a bed all along."""
    return _built(long_scripts.a_show(folder, 3, "pyttsx3"), lambda text: text.replace(*MUSIC, 1))


def very_quiet(folder: Path) -> Path:
    """A minute whose clips are 40 dB softer than the engine spoke them: the stages are called here, as no engine of ours speaks so."""
    home = long_scripts.a_show(folder, 1, "pyttsx3")
    script = write.parse_script((home / f"scripts/{long_scripts.DATE}.md").read_text(encoding="utf-8"), "script.md")
    voices = {role: Delivery(f"pyttsx3:{voice}") for role, voice in VOICES.items()}
    utterances = write.utterances(script, voices, rate_wpm=160, notation=speak.notation)
    clips = [
        replace(clip, path=_softer(clip.path, folder / f"{n}.wav"))
        for n, clip in enumerate(speak.speak(utterances, cache_dir=folder / "cache"))
    ]
    tags = Tags("Quiet", "The Long Story", script.date)
    return mix.mix(script, clips, folder / "made/episode.mp3", tags=tags, how=mix.Sounding(formats=FORMATS)).path.parent


PROGRAMMES: dict[str, Callable[[Path], Path]] = {
    made.__name__.replace("_", " "): made for made in (short, long, one_voice, three_voices, with_bed, very_quiet)
}


def _built(home: Path, edit: Callable[[str], str] = lambda text: text) -> Path:
    """The folder of the finished episode."""
    script = home / f"scripts/{long_scripts.DATE}.md"
    script.write_text(edit(script.read_text(encoding="utf-8")), encoding="utf-8")
    env = {**os.environ, "EPISODE_CACHE": str(home / "cache"), "PYTHONPATH": str(ROOT)}
    subprocess.run([EPISODE, "build", "--quiet", "--formats", ",".join(FORMATS)], cwd=home, env=env, check=True)
    return home / "output" / long_scripts.DATE


def _every(text: str, old: str, new: str, nth: int) -> str:
    parts = text.split(old)
    return parts[0] + "".join((new if n % nth == 0 else old) + part for n, part in enumerate(parts[1:], 1))


def levels(name: str, folder: Path) -> Iterator[Level]:
    """Build a programme and read its files."""
    made = PROGRAMMES[name](folder)
    for form in FORMATS:
        path = made / f"episode.{form}"
        lufs, dbtp = ebur128(path)
        sound = _decoded(path)
        yield Level(name, form, len(sound) / RATE_HZ / 60, lufs, float(pyloudnorm.Meter(RATE_HZ).integrated_loudness(sound)), dbtp)


def _softer(clip: Path, target: Path) -> Path:
    with wave.open(str(clip), "rb") as file:
        form, samples = file.getparams(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    with wave.open(str(target), "wb") as file:
        file.setparams(form)
        file.writeframes((samples / 100).round().astype("<i2").tobytes())
    return target


def _decoded(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    raw = b"".join(ffmpeg.read(["-i", ffmpeg.file_url(path), "-map", "0:a", "-ar", str(RATE_HZ), "-ac", "2", "-f", "f32le", "pipe:1"]))
    return np.frombuffer(raw, "<f4").reshape(-1, 2)


def table(found: Sequence[Level]) -> str:
    """The readings for people, as Markdown."""
    rows = ["| programme | length | file | LUFS, ebur128 | LUFS, pyloudnorm | dBTP |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {each.programme} | {each.minutes:.0f} min | {each.form} | {each.lufs:.2f} | {each.again_lufs:.2f} | {each.dbtp:.2f} |"
        + ("" if each.good else " **outside the gate**")
        for each in found
    ]
    return "\n".join(rows)


def main() -> None:
    """Build, read, print."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.levels", description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("programmes", nargs="*", metavar="PROGRAMME", help=f"some of: {', '.join(PROGRAMMES)}")
    names = asked.parse_args().programmes or list(PROGRAMMES)
    found: list[Level] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            print(f"building: {name}", file=sys.stderr)  # noqa: T201 - a bench prints
            found += levels(name, Path(folder) / name.replace(" ", "-"))
    print(table(found))  # noqa: T201
    sys.exit(not all(each.good for each in found))


if __name__ == "__main__":
    main()
