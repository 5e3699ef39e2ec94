"""`--target`, swept: wanted against got, minute by minute, over long days of text; `python -m tests.bench.lengths [MINUTES…]`.

The days are two of our own (`tests/desk/long/`: a stamped live blog of the first landing on the Moon, an unstamped one of the rescue from Elephant
Island) and the newspaper's, where it is there. The tone engine speaks, and nothing is mixed: a length is what `pipeline.mix` lays out, which is
what the file has (`tests/desk/test_length.py` builds some). A target that the material cannot fill is got with all that there is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import mix, write
from pipeline.desk import intake, job, length
from pipeline.desk.draft import Draft
from pipeline.desk.order import Order
from pipeline.desk.show import FORMS, Show
from pipeline.desk.soundtrack import sounding
from pipeline.text.clock import clock
from tests.real import BLOG

LONG = Path(__file__).resolve().parents[1] / "desk" / "long"
MINUTES = range(1, 21)


class Notes:
    """A watch that keeps what the user is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        """Keep it."""
        self.notes.append(text)

    def stage(self, name: str) -> None: ...

    def step(self, done: float, total: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Got:
    """What one target became."""

    day: str
    form: str
    wanted_ms: int
    got_ms: int
    fills: bool
    """Whether the material fills it."""
    notes: tuple[str, ...]

    @property
    def off_ms(self) -> int:
        """How far from what was wanted."""
        return self.got_ms - self.wanted_ms


def days() -> list[Path]:
    """The texts."""
    return [*sorted(LONG.glob("*.txt")), *([BLOG] if BLOG.exists() else [])]


def length_of(path: Path, form: str, target_ms: int) -> tuple[int, tuple[str, ...]]:
    """How long a programme of this target becomes, and what the user is told; without a target all is told that the format tells."""
    watch = Notes()
    order = Order(str(path), "2026-11-27", form, (), "tone", target_ms=target_ms)
    show = Show()
    task = job.task(order, show, intake.briefing(order, show, watch), watch)
    rundown = length.fit(task, watch, target_ms) if target_ms else task.rundown()
    script = task.renderer(rundown)()
    clips = task.speak(task.utterances(script, task.cast(script, rundown))).clips
    words = Draft(script, write.format_script(script), "rendered")
    pace = length.pauses(words, clips, show, target_ms, watch) if target_ms else show.pace
    return mix.length_ms(script, clips, sounding(show, pace)), tuple(watch.notes)


def sweep(path: Path, form: str, minutes: Sequence[float]) -> Iterator[Got]:
    """Each target in turn."""
    for wanted in (round(each * 60_000) for each in minutes):
        got, notes = length_of(path, form, wanted)
        yield Got(path.stem, form, wanted, got, not any("all that there is to tell" in note for note in notes), notes)


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where a target was missed that the material fills."""
    minutes = [float(word) for word in words] or list(MINUTES)
    missed = 0
    for path in days():
        for form in FORMS:
            print(f"{path.stem}, {form}")  # noqa: T201 - a bench prints
            for got in sweep(path, form, minutes):
                bad = got.fills and abs(got.off_ms) > length.TOLERANCE_MS
                missed += bad
                note = "" if got.fills else "all that there is"
                print(f"  {clock(got.wanted_ms):>6}  {clock(got.got_ms):>6}  {got.off_ms / 1000:+7.1f} s  {'MISSED' if bad else note}")  # noqa: T201
    print(f"{missed} missed")  # noqa: T201
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
