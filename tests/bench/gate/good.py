"""Good episodes of varied making: each is built by the real command, and the gate must let it pass."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipeline.check import ERROR, Finding
from pipeline.errors import BriefingError
from pipeline.read import read
from tests.bench.gate import days
from tests.bench.gate.place import Place, made, run
from tests.check.test_check import FEED, SAMPLE, SAVED
from tests.text.telling import TESTS

FIRST = dt.date(2026, 11, 2)
VOICES = ("tone", "pyttsx3", "tone")
FORMATS = ("mp3", "mp3,m4a", "mp3,opus", "mp3,wav", "mp3,flac", "mp3,m4a,opus,wav,flac")
SETTINGS = (
    "",
    "room_tone_db = -60",
    "[music]\nenabled = false",
    'loudness = "ebu"',
    "[pace]\nsentence_ms = 500\nstory_ms = 1500",
    "bitrate_kbps = 64",
    "[chain]",
)
WORDS = ((), ("--mono",), ("--target", "90s"), ("--stems",), ("--mono", "--stems"))
AFTER = ("", "", "corrected", "", "published", "", "both")
FEED_SETTINGS = '\n[feed]\nurl = "https://valley.example/pod/"\ndescription = "What happens in the valley."\n'


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one good episode is made."""

    name: str
    briefing: str
    """The file's name in `briefings/`."""
    text: bytes
    date: str
    show: str
    """Its show's folder: those of one show follow each other."""
    settings: str
    words: tuple[str, ...]
    after: str
    """`corrected`, `published`, `both`, or nothing."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gate said of a good episode."""

    recipe: Recipe
    findings: tuple[Finding, ...]

    @property
    def false(self) -> tuple[Finding, ...]:
        """The false alarms."""
        return tuple(one for one in self.findings if one.severity == ERROR)


def recipes(count: int, seed: int) -> list[Recipe]:
    """So many ways to make one; another seed makes other days and other pairs of text and settings."""
    rng = Random(seed)  # noqa: S311 - days, not secrets
    voices, formats, settings, after = (itertools.cycle(rng.sample(each, len(each))) for each in (VOICES, FORMATS, SETTINGS, AFTER))
    words = itertools.cycle(rng.sample(WORDS, len(WORDS)))
    found = []
    for n, (name, briefing, text, show) in enumerate(itertools.islice(itertools.cycle(_texts(seed)), count)):
        engine, files, more, extra, then = next(voices), next(formats), next(settings), next(words), next(after)
        form = "story" if n % 3 == 1 else "briefing"
        toml = f'title = "Valley News"\nengine = "{engine}"\n{more}\n{FEED_SETTINGS}'
        label = f"{name}: {form}, {engine}, {files}{''.join(f' {word}' for word in extra)}{f', {more.splitlines()[-1]}' if more else ''}{f', {then}' if then else ''}"
        date = (FIRST + dt.timedelta(days=n)).isoformat()
        found.append(Recipe(label, briefing, text, date, show or f"show{n}", toml, ("--format", form, "--formats", files, *extra), then))
    return found


def _texts(seed: int) -> list[tuple[str, str, bytes, str]]:
    """(name, file name, text, show) of each; days of one show follow each other."""
    sample = SAMPLE.read_bytes()
    others = [(file.stem, file.name, file.read_bytes(), "") for file in (*SAVED, *sorted((TESTS / "read").rglob("*.txt")))]
    fixed = [("the sample", "sample.txt", sample, ""), ("the sample", "sample.txt", sample, ""), ("a feed", "feed.xml", FEED.encode(), "")]
    fixed += [each for each in others if _news(each[2], each[1])]
    kinds = list(days.FORMS.items())
    weeks = [
        (f"day {n + 1} of week {week + 1}", f"{week}-{n}.{kind}", make(days.stories(seed * 1000 + week * 10 + n)).encode(), f"week{week}")
        for week in range(3)
        for n, (kind, make) in enumerate(kinds)
    ]
    return [each for pair in itertools.zip_longest(fixed[:35], _spread(weeks, 35)) for each in pair if each is not None]


def _spread(some: list[tuple[str, str, bytes, str]], count: int) -> Iterator[tuple[str, str, bytes, str] | None]:
    """The same, with gaps where there are fewer."""
    for n in range(count):
        yield some[n * len(some) // count] if n * len(some) // count != (n - 1) * len(some) // count else None


def _news(text: bytes, name: str) -> bool:
    """Whether there is news in it."""
    try:
        return bool(read(text, name).updates)
    except BriefingError:
        return False


def build(recipe: Recipe, away: Path) -> Place:
    """Make it as a user does."""
    show = away / recipe.show
    place = made(show, recipe.date, recipe.briefing, recipe.text, *recipe.words, settings=recipe.settings)
    if recipe.after in ("published", "both"):
        run(show, "publish", "--unchecked", "--quiet")
    if recipe.after in ("corrected", "both"):
        _correct(place)
    if recipe.after == "both":
        run(show, "publish", "--unchecked", "--quiet")
    return place


def _correct(place: Place) -> None:
    """The show's own thanks in other words: what is news must stay as its source says it."""
    said = json.loads(run(place.show, "correct", place.date, "--json"))["sentences"]
    thanks = next(each for each in said if "Thank you" in each["text"])
    run(place.show, "correct", place.date, "-n", str(thanks["number"]), "Thank you all for listening.", "--quiet")


def passes(asked: Sequence[Recipe], away: Path, tell: Callable[[Passed], None]) -> list[Passed]:
    """Build one after the other, and ask the gate."""
    rows = []
    for recipe in asked:
        rows.append(Passed(recipe, build(recipe, away).findings()))
        tell(rows[-1])
    return rows
