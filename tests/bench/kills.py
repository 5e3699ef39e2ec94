"""Builds that are killed at random moments, and what stands afterwards: `python -m tests.bench.kills --count 200`.

Each show begins with an earlier episode of the day and a changed briefing. A few of its builds die by SIGKILL: one at a moment drawn evenly from a
build's length, the next so long after one of its stages began, drawn evenly, as that stage lasts (a busy machine is late with all of them). Then
one comes to its end, and must be what a build is that nobody disturbs. Prints what stood after each kill by the stage that was killed, and exits 1
where anything was lost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import PROGRAM

NAME = "2026-11-27"
A_SHOW = 8
"""Kills in one show before a build comes to its end: what several leave adds up."""
LIMIT_S = 300
JOURNAL = ".episode/journal.jsonl"

BEFORE = """\
9:00 a.m.
Repairs to the bridge will be finished on Friday, the council said. The work took two years.
9:10 a.m.
Ferries between the islands were cancelled because of the storm. They will sail again on Sunday, the operator said.
"""
AFTER = (
    BEFORE.replace("Friday", "Saturday")
    + "9:20 a.m.\nThe museum opened its new wing on Thursday. It holds forty paintings, the director said.\n"
)

EARLIER, NEW, MOVING, LOST = "the earlier episode", "the new episode", "between two renames", "LOST"
"""What can stand: MOVING has whole files of both, and the record of neither; the next build makes it again."""

VARIES = ("timings_s", "spoken", "cached", "files", "made_from")


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: the stage that the build was in, and what stood afterwards."""

    stage: str
    stands: str


@dataclass(frozen=True, slots=True)
class Result:
    """All of them."""

    kills: tuple[Killed, ...]
    shows: int
    same: int
    """Shows whose last build was what an undisturbed one is, byte for byte."""

    @property
    def good(self) -> bool:
        """Whether nothing was lost."""
        return self.same == self.shows and all(kill.stands != LOST for kill in self.kills)


def run(count: int, seed: int, work: Path) -> Result:
    """Kill so many builds."""
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, not secrets
    earlier = show(work / "earlier")
    build(earlier)
    whole = work / "whole"
    shutil.copytree(earlier, whole)
    took_s, stages_s = renewed(whole)
    kills: list[Killed] = []
    shows = same = 0
    while len(kills) < count:
        home = work / "killed"
        shutil.copytree(earlier, home)
        (home / f"briefings/{NAME}.txt").write_text(AFTER, encoding="utf-8")
        (home / f"scripts/{NAME}.md").unlink()
        here = 0
        while here < A_SHOW and len(kills) < count:
            stage = chance.choice([*stages_s]) if len(kills) % 2 else ""
            if (kill := killed(home, chance.uniform(0, stages_s.get(stage, took_s)), stage)) is not None:
                kills.append(kill)
                here += 1
                sys.stderr.write(f"{len(kills)} {kill.stage}: {kill.stands}\n")
            elif stands(home) == NEW:  # it came to its end before the blow
                break
        build(home)
        shows += 1
        other = list(unlike(home, whole))
        same += not other
        if other:
            sys.stderr.write(f"the last build is another: {'; '.join(other)}\n")
        shutil.rmtree(home)
    return Result(tuple(kills), shows, same)


def show(home: Path) -> Path:
    """A show with a briefing."""
    (home / "briefings").mkdir(parents=True)
    (home / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (home / f"briefings/{NAME}.txt").write_text(BEFORE, encoding="utf-8")
    return home


def environment(home: Path) -> dict[str, str]:
    """Its cache is its own."""
    return {**os.environ, "EPISODE_CACHE": str(home / "cache")}


def build(home: Path) -> None:
    """To its end."""
    subprocess.run([PROGRAM, "build", "--quiet"], cwd=home, env=environment(home), check=True, timeout=LIMIT_S)


def renewed(home: Path) -> tuple[float, dict[str, float]]:
    """The build that is to be killed, undisturbed; returns how long it took, and each of its stages, in seconds."""
    (home / f"briefings/{NAME}.txt").write_text(AFTER, encoding="utf-8")
    (home / f"scripts/{NAME}.md").unlink()
    began = time.monotonic()
    build(home)
    took_s = time.monotonic() - began
    return took_s, next(line["timings_s"] for line in reversed(told(home / JOURNAL)) if line["event"] == "end")


def killed(home: Path, after_s: float, stage: str = "") -> Killed | None:
    """A build that is killed after so long, behind the beginning of a stage where one is named; None where it was done by then. Raises where it failed by
    itself.
    """
    journal = home / JOURNAL
    lines = len(told(journal))
    with subprocess.Popen([PROGRAM, "build", "--quiet"], cwd=home, env=environment(home)) as process:
        try:
            while stage and process.poll() is None and all(line.get("stage") != stage for line in told(journal)[lines:]):
                time.sleep(0.002)
            if process.wait(after_s):
                raise SystemExit(f"a build after a kill ended with status {process.returncode}")
            return None
        except subprocess.TimeoutExpired:
            process.kill()
    if process.returncode == 0:
        return None
    new = told(journal)[lines:]
    return Killed(next((line.get("stage") or line["event"] for line in reversed(new)), "before it began"), stands(home))


def told(journal: Path) -> list[dict[str, Any]]:
    """The journal's whole lines."""
    found = []
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def stands(home: Path) -> str:
    """What a listener finds."""
    made = home / "output" / NAME
    if not made.is_dir() or any(".partial" in path.name or not path.stat().st_size for path in made.iterdir()):
        return LOST
    try:
        record = json.loads((made / "episode.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return MOVING
    except ValueError:
        return LOST
    if all(is_named(made, file) for file in record["files"].values()):
        return NEW if "Saturday" in json.dumps(record["segments"]) else EARLIER
    return MOVING


def is_named(made: Path, file: dict[str, Any]) -> bool:
    """Whether a file is what the record says."""
    try:
        return str(file["sha256"]) == hashlib.sha256((made / file["name"]).read_bytes()).hexdigest()
    except FileNotFoundError:
        return False


def leftovers(home: Path) -> list[Path]:
    """What was being made, beside what is."""
    return [path for top in ("output", "scripts") for path in (home / top).rglob("*") if ".partial" in path.name]


def outcome(home: Path) -> tuple[bytes, dict[str, Any], bytes]:
    """The episode's sound, its record without what two builds may differ in, and the script."""
    made = home / "output" / NAME
    text = re.sub(r'"cached": (true|false)', '"cached": null', (made / "episode.json").read_text(encoding="utf-8"))
    record = {key: value for key, value in json.loads(text).items() if key not in VARIES}
    return (made / "episode.mp3").read_bytes(), record, (home / f"scripts/{NAME}.md").read_bytes()


def unlike(home: Path, whole: Path) -> Iterator[str]:
    """What is not as an undisturbed build leaves it."""
    (sound, record, script), (other_sound, other_record, other_script) = outcome(home), outcome(whole)
    if sound != other_sound:
        at = next((n for n, (a, b) in enumerate(zip(sound, other_sound, strict=False)) if a != b), min(len(sound), len(other_sound)))
        yield f"the sound, from byte {at} of {len(sound)} ({len(other_sound)}) on"
    for key in sorted({*record, *other_record}):
        if record.get(key) != other_record.get(key):
            yield f"the record's {key}: {str(record.get(key))[:300]} ({str(other_record.get(key))[:300]})"
    if script != other_script:
        yield "the script"
    if (now := stands(home)) != NEW:
        yield f"what stands is {now}"
    if left := leftovers(home):
        yield f"left over: {', '.join(str(path.relative_to(home)) for path in left)}"


def table(result: Result) -> str:
    """For people."""
    places = (EARLIER, MOVING, NEW, LOST)
    counted = Counter((kill.stage, kill.stands) for kill in result.kills)
    stages = Counter(kill.stage for kill in result.kills)
    lines = [f"| killed in | kills | {' | '.join(places)} |", f"|---|--:|{'--:|' * len(places)}"]
    lines += [
        f"| {stage} | {number} | {' | '.join(str(counted[stage, place]) for place in places)} |" for stage, number in stages.most_common()
    ]
    return "\n".join(
        [
            *lines,
            "",
            f"{len(result.kills)} kills in {result.shows} shows; the last build as an undisturbed one: {result.same} of {result.shows}",
        ]
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261127)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="episode-kills-") as work:
        result = run(asked.count, asked.seed, Path(work))
    sys.stdout.write(f"{table(result)}\n")
    raise SystemExit(not result.good)


if __name__ == "__main__":
    main()
