"""Whether it would pay to encode while later clips are still spoken: `python -m tests.bench.ahead [--engine NAME] [--minutes N] [--times N] [--waits]`.

A programme has one gain for each voice and one over all, and both need every clip. Here they are known beforehand, which no build can: a first
build keeps what it found, and of the builds behind it every other one encodes each piece as soon as the clips in it are spoken, in order,
with the gains of the first. It is what could be had at most. With `--waits` nothing is spoken: a clip takes as long as a server
would, four at a time, and the cores are free for whatever else there is to do.

Each build speaks all anew and then goes on with the first one's clip: an engine may say the same words a sample longer the next time, and the
pieces would lie elsewhere.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import long_scripts, speed

if TYPE_CHECKING:
    from pipeline.mix.encode.piece import Piece, Place, Plan
    from pipeline.mix.programme import Composed
    from pipeline.model import Clip
    from pipeline.speak.cache import ClipCache, Entry
    from pipeline.speak.jobs import Job

WAIT_S, WAIT_SHARE, AT_ONCE = 0.3, 0.1, 4
"""A server's answer: so long, and so much of the length of what it says; so many are asked for at a time."""

CHARS_A_SECOND = 16

KNOWN, FIRST, AHEAD = "known.pickle", "first", "ahead.txt"
"""What the first build found, its cache, and how much the last one encoded ahead."""


def build(home: Path, how: str, *, waits: bool) -> None:
    """One build of the show in `home`, as the command does it: `first`, `after` (as it is) or `ahead`."""
    from pipeline.cli.commands import app
    from pipeline.speak import stage
    from pipeline.speak.cache import ClipCache

    if how == "first":
        _keep_what_is_found(home / KNOWN)
    else:
        stage._make = _made_before(stage._make, ClipCache(home / FIRST), waits=waits)  # type: ignore[assignment]
        if waits:
            stage._workers = lambda jobs: AT_ONCE
    if how == "ahead":
        _encode_ahead(home / KNOWN)
    sys.argv = ["episode", "build", "--quiet", "--json"]
    app()


def _keep_what_is_found(file: Path) -> None:
    from pipeline.mix.encode import passing

    real = passing.once

    def once(sheet, files, *others):  # type: ignore[no-untyped-def]
        if not file.exists():
            file.write_bytes(pickle.dumps((replace(sheet.score, shelf=None), files[0].plan)))
        return real(sheet, files, *others)

    passing.once = once


def _made_before(
    real: Callable[[Job, ClipCache, Path], Entry], first: ClipCache, *, waits: bool
) -> Callable[[Job, ClipCache, Path], Entry]:
    def make(job: Job, cache: ClipCache, workshop: Path) -> Entry:
        if waits:
            time.sleep(WAIT_S + WAIT_SHARE * len(job.utterance.text) / CHARS_A_SECOND)
        else:
            real(job, cache, workshop)
        entry = first.find(job.key)
        assert entry is not None
        return entry

    return make


def _encode_ahead(file: Path) -> None:
    import pipeline.build
    from pipeline.mix import ahead, ffmpeg
    from pipeline.mix.encode import mp3, passing
    from pipeline.mix.encode.piece import make, places
    from pipeline.mix.programme import _Shelf
    from pipeline.speak import stage

    score: Composed
    plan: Plan
    score, plan = pickle.loads(file.read_bytes())  # noqa: S301 - written by the build before this one
    score = replace(score, shelf=_Shelf())
    stop, begun, real_get, real_looking = ffmpeg.Stop(), dict[tuple[int, int], "Future[Piece]"](), mp3.get, ahead.looking

    def get(name: str, own: object, at: Place, *others: object) -> Piece:
        piece = begun.get((at.first, at.last))
        return real_get(name, own, at, *others) if piece is None else piece.result()  # type: ignore[arg-type]

    @contextmanager
    def looking() -> Iterator[Callable[[Clip], None]]:
        missing = {at: _clips_of(score, at) for at in places(score)}
        pool, taking = ThreadPoolExecutor(1, "ahead"), threading.Lock()
        with real_looking() as look:

            def there(clip: Clip) -> None:
                look(clip)
                with taking:
                    for at, clips in list(missing.items()):
                        clips.discard((clip.number, clip.part))
                        if not clips:
                            del missing[at]
                            begun[at.first, at.last] = pool.submit(make, score, at, plan, stop=stop)

            yield there
        for place in [place for place, piece in begun.items() if piece.cancel()]:
            del begun[place]
        file.with_name(AHEAD).write_text(f"{len(begun)} of {len(places(score))} pieces", encoding="utf-8")

    for module, name, new in ((passing, "get", get), (pipeline.build, "looking", looking)):
        setattr(module, name, new)
    # In their order, not the longest first: else hardly a piece is whole before the end.
    setattr(stage, "sorted", lambda jobs, key: jobs)  # noqa: B010 - it is a builtin that is covered


def _clips_of(score: Composed, at: Place) -> set[tuple[int, int]]:
    return {(score.takes[place].clip.number, score.takes[place].clip.part) for place in score._within(*score._heard(*at.heard))}


def measure(folder: Path, engine: str, minutes: float, times: int, *, waits: bool) -> tuple[dict[str, list[speed.Took]], str]:
    """What the builds took, by how they were done, and how much was encoded ahead in the last."""
    base = long_scripts.a_show(folder / "base", minutes, "tone" if waits else engine)
    home = folder / "show"

    def once(how: str) -> speed.Took:
        for name in ("output", "cache", ".episode"):
            shutil.rmtree(home / name, ignore_errors=True)
        for look in (home / FIRST).rglob("*.look"):
            look.unlink()
        shutil.copytree(base, home, dirs_exist_ok=True)
        words = [sys.executable, "-m", "tests.bench.ahead", "--as", how, *(["--waits"] if waits else [])]
        return speed.run(words, home, {"EPISODE_CACHE": str(home / (FIRST if how == "first" else "cache")), "PYTHONPATH": str(speed.ROOT)})

    once("first")
    shutil.rmtree(home / FIRST / "pieces")
    found: dict[str, list[speed.Took]] = {"after": [], "ahead": []}
    sound = home / f"output/{long_scripts.DATE}/episode.mp3"
    heard = set()
    for _ in range(times):
        for how, took in found.items():
            took.append(once(how))
            heard.add(sound.read_bytes())
    assert len(heard) == 1, "not the same programme"
    return found, (home / AHEAD).read_text(encoding="utf-8")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--waits", action="store_true")
    parser.add_argument("--as", dest="how", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.how:
        build(Path.cwd(), asked.how, waits=asked.waits)
        return 0
    with tempfile.TemporaryDirectory(prefix="episode-bench-") as folder:
        found, ahead = measure(Path(folder), asked.engine, asked.minutes, asked.times, waits=asked.waits)
    wall = {how: statistics.mean(took.wall_s for took in each) for how, each in found.items()}
    cpu = {how: statistics.mean(took.cpu_s for took in each) for how, each in found.items()}
    what = "an engine that waits" if asked.waits else asked.engine
    sys.stdout.write(
        f"{what}, {asked.minutes:g} min, {os.cpu_count()} cores, the mean of {asked.times}:\n"
        f"encoded when all is spoken  {wall['after']:6.2f} s, {cpu['after']:6.2f} s of processor time\n"
        f"encoded ahead ({ahead}) {wall['ahead']:6.2f} s, {cpu['ahead']:6.2f} s: {wall['ahead'] / wall['after']:.3f} of it\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
