"""How fast it is, against what could be done with less: `make bench`, or `python -m tests.bench.speed [--quick] [--only NAME …]`.

Every figure is a ratio of two things that run one after the other on this machine, so that it travels; the table says what it should be. All
of it goes through the command line, in folders and a cache of its own. `bench.json` holds the seconds, too. On a busy machine the ratio of
processor times (`cpu`) says more than that of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.mix import ffmpeg
from pipeline.mix.encode.piece import FAST
from pipeline.mix.layer3 import middle
from tests.bench import long_scripts

EPISODE = str(Path(sys.executable).with_name("episode"))
ROOT = Path(__file__).resolve().parents[2]

AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""A user's Python compiles our modules once and keeps them, as pip does when it installs."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    wall_s: float
    cpu_s: float
    """Of itself and what it started."""
    peak_mb: float
    """Of its largest process."""
    out: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    ratio: float
    target: float
    least: bool
    """Whether the target is the least that it should be; else it is the most."""
    detail: str
    cpu: float | None = None
    """The same ratio of processor times."""

    @property
    def good(self) -> bool:
        """Whether it is as it should be."""
        return self.ratio >= self.target if self.least else self.ratio <= self.target


def run(words: Sequence[str | Path], cwd: Path, env: Mapping[str, str], tries: int = 1) -> Took:
    """Run a command, `tries` times; the quickest counts."""
    best: Took | None = None
    for _ in range(tries):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.perf_counter()
            process = subprocess.Popen([str(word) for word in words], cwd=cwd, env={**AS_INSTALLED, **env}, stdout=out, stderr=err)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if process.returncode:
                raise RuntimeError(f"{' '.join(map(str, words))}: {err.read().decode(errors='replace')[-800:]}")
            took = Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read().decode())
        best = took if best is None or took.wall_s < best.wall_s else best
    assert best is not None
    return best


class Bench:
    """What the measurements share: a folder, the lengths, and what was built already."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder = folder
        self.short, self.long, self.longer, self.longest = (1, 4, 4, 10) if quick else (10, 60, 120, 600)
        """Minutes."""
        self._built: dict[tuple[float, str], tuple[Path, Took]] = {}

    def env(self, home: Path) -> dict[str, str]:
        """A cache for each show: what one spoke is no help to another."""
        return {"EPISODE_CACHE": str(home / "cache"), "PYTHONPATH": str(ROOT)}

    def build(self, home: Path, tries: int = 1) -> Took:
        return run([EPISODE, "build", "--json", "--quiet"], home, self.env(home), tries)

    def cold(self, minutes: float, engine: str) -> tuple[Path, Took]:
        """A show of that length, and what its first build took."""
        if (minutes, engine) not in self._built:
            home = long_scripts.a_show(self.folder / f"{engine}-{minutes:g}", minutes, engine)
            self._built[minutes, engine] = home, self.build(home)
        return self._built[minutes, engine]

    # ── the measurements ─────────────────────────────────────────────────────────────────────────────────

    def start(self) -> list[Figure]:
        """How long the command takes to start."""
        bare = run([sys.executable, "-c", "import typer"], self.folder, {}, 10)
        shown = run([EPISODE, "--help"], self.folder, {"PYTHONPATH": str(ROOT)}, 10)
        return [_ratio("episode --help ÷ import typer", shown, bare, 1.5)]

    def encode(self) -> list[Figure]:
        """A whole cold build against an encode of its sound alone: of both the quicker of two."""
        home, cold = self.cold(self.short, "pyttsx3")
        cold = min(
            cold, self.build(long_scripts.a_show(self.folder / "pyttsx3-again", self.short, "pyttsx3")), key=lambda took: took.wall_s
        )
        sound = home / f"output/{long_scripts.DATE}/episode.mp3"
        pcm, again = home / "bare.wav", home / "bare.mp3"
        program = ffmpeg.find()
        run([program, "-v", "error", "-y", "-i", sound, pcm], home, {})
        bare = run([program, "-v", "error", "-y", "-i", pcm, "-c:a", "libmp3lame", "-b:a", "128k", again], home, {}, 2)
        pcm.unlink()
        return [_ratio(f"cold build of {self.short} min ÷ bare libmp3lame", cold, bare, 1.5)]

    def plain(self) -> list[Figure]:
        """A whole cold build against the script that anybody would write first; and what of that build cannot be left out (speaking, encoding,
        decoding what was encoded, which is how it is measured), if each part did nothing else and kept all cores at work.
        """
        found = []
        for minutes, most in ((self.short, 0.7), (self.longer, 0.25)):
            home, cold = self.cold(minutes, "pyttsx3")
            script = home / f"scripts/{long_scripts.DATE}.md"
            theirs = run([sys.executable, "-m", "tests.bench.plain", script, home / "plain.mp3"], home, {"PYTHONPATH": str(ROOT)})
            found.append(_ratio(f"cold build of {minutes} min ÷ plain pyttsx3 + pydub", cold, theirs, most))
            spoken = run([sys.executable, "-m", "tests.bench.plain", script], home, {"PYTHONPATH": str(ROOT)})
            least = (spoken.cpu_s + self._coded(home)) / (os.cpu_count() or 1)
            name, detail = f"the parts of {minutes} min alone ÷ plain", f"{least:.2f} s, {theirs.wall_s:.2f} s"
            found.append(Figure(name, least / theirs.wall_s, most, least=False, detail=detail))
        return found

    def _coded(self, home: Path) -> float:
        """The processor time that ffmpeg takes to decode an episode, and to encode its sound as we do: one channel for both."""
        made, pcm, program = home / f"output/{long_scripts.DATE}/episode.mp3", home / "one.wav", ffmpeg.find()
        decoded = run([program, "-v", "error", "-y", "-i", made, "-f", "f32le", "-c:a", "pcm_f32le", os.devnull], home, {})
        run([program, "-v", "error", "-y", "-i", made, "-ac", "1", pcm], home, {})
        how = ["-c:a", "libmp3lame", "-b:a", f"{middle.NARROWER[128]}k", "-cutoff", str(middle.LOWPASS_HZ[128]), *FAST, "-reservoir", "0"]
        encoded = run([program, "-v", "error", "-y", "-i", pcm, *how, home / "one.mp3"], home, {})
        pcm.unlink()
        return decoded.cpu_s + encoded.cpu_s

    def again(self) -> list[Figure]:
        """Nothing changed, and one sentence changed, against the cold build: the quickest of three, and of two."""
        home, cold = self.cold(self.long, "pyttsx3")
        same = self.build(home, 3)
        assert json.loads(same.out)["unchanged"] is True
        edited = self._edited(home, "This is new.")
        held = json.loads(run([EPISODE, "cache", "--json"], home, self.env(home)).out)
        rate = Figure("of two builds, found in the cache", held["hit_rate"], 0.49, least=True, detail=f"{held['builds']} builds")
        edited = min(edited, self._edited(home, "So is this."), key=lambda took: took.wall_s)
        return [
            _ratio(f"nothing changed in {self.long} min ÷ cold", same, cold, 0.05),
            _ratio(f"one sentence changed in {self.long} min ÷ cold", edited, cold, 0.10),
            rate,
        ]

    def _edited(self, home: Path, sentence: str) -> Took:
        """What it takes to build once more with a sentence put into the middle."""
        script = home / f"scripts/{long_scripts.DATE}.md"
        text = script.read_text(encoding="utf-8")
        middle = text.index("\n**Anchor:** ", len(text) // 2) + len("\n**Anchor:** ")
        script.write_text(f"{text[:middle]}{sentence} {text[middle:]}", encoding="utf-8")
        edited = self.build(home)
        assert json.loads(edited.out)["spoken"] == 1
        return edited

    def length(self) -> list[Figure]:
        """Ten times as long, and how much memory the longest takes."""
        _, one = self.cold(self.short, "tone")
        _, ten = self.cold(self.short * 10, "tone")
        _, most = self.cold(self.longest, "tone")
        detail = f"{most.peak_mb:.0f} MB, {one.peak_mb:.0f} MB"
        return [
            _ratio(f"{self.short * 10} min ÷ {self.short} min", ten, one, 10.5),
            Figure(f"peak memory, {self.longest} min ÷ {self.short} min", most.peak_mb / one.peak_mb, 1.3, least=False, detail=detail),
            Figure(f"peak memory of {self.longest} min in MB", most.peak_mb, 300, least=False, detail=detail),
        ]

    def piper(self) -> list[Figure]:
        """A whole cold build with Piper against Piper alone on all cores."""
        report = json.loads(run([EPISODE, "doctor", "--json"], self.folder, {"PYTHONPATH": str(ROOT)}).out)
        if not any(engine["name"] == "piper" and engine["usable"] for engine in report["engines"]):
            return []
        from tests.bench.plain import paragraphs

        home, cold = self.cold(self.short, "piper")
        texts = home / "texts.json"
        texts.write_text(json.dumps(paragraphs((home / f"scripts/{long_scripts.DATE}.md").read_text(encoding="utf-8"))), encoding="utf-8")
        (home / "bare").mkdir()
        bare = run([sys.executable, "-m", "tests.bench.bare_piper", texts, home / "bare"], home, {"PYTHONPATH": str(ROOT)})
        return [_ratio(f"cold Piper, {self.short} min ÷ bare Piper", cold, bare, 1.10)]


def _ratio(name: str, ours: Took, other: Took, most: float) -> Figure:
    detail = f"{ours.wall_s:.2f} s, {other.wall_s:.2f} s"
    return Figure(name, ours.wall_s / other.wall_s, most, least=False, detail=detail, cpu=ours.cpu_s / other.cpu_s)


def table(figures: Sequence[Figure]) -> str:
    """The figures for people."""
    head = f"{'':4}{'figure':<50}{'is':>8}{'should':>10}{'cpu':>8}  took"
    rows = [
        f"{'ok' if each.good else '!!':<4}{each.name:<50}{each.ratio:>8.3g}{('≥ ' if each.least else '≤ ') + f'{each.target:g}':>10}"
        f"{'–' if each.cpu is None else f'{each.cpu:.3g}':>8}  {each.detail}"
        for each in figures
    ]
    return "\n".join([head, *rows])


def main() -> None:
    """Measure, print, write."""
    names = ("start", "encode", "plain", "again", "length", "piper")
    asked = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument(
        "--quick", action="store_true", help="short programmes: a minute or two in all; the targets are meant for the long ones"
    )
    asked.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=f"some of: {', '.join(names)}")
    asked.add_argument("--out", type=Path, default=ROOT / "bench.json", help="where the figures go as JSON")
    options = asked.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="episode-bench-") as folder:
        bench = Bench(Path(folder), quick=options.quick)
        for name in options.only:
            measure: Callable[[], list[Figure]] = getattr(bench, name)
            sys.stderr.write(f"measuring: {name}\n")
            figures += measure()
    sys.stdout.write(f"{table(figures)}\n")
    document = {
        "quick": options.quick,
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "figures": [{**asdict(f), "good": f.good} for f in figures],
    }
    options.out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
