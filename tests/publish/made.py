"""An episode as build would hand it over, without any sound: frames that were chosen, and a file that stands for the audio."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import MappingProxyType

from pipeline.model import Chapter, Clip, Credit, Cue, Episode, LeftOut, Programme, Script, Section, Segment, Sentence, Source, Timing
from pipeline.publish.record import Words, document
from pipeline.publish.told import Told, told

RATE = 44_100
DAY = dt.date(2026, 11, 27)


CREDIT = Credit(
    "briefings/day.txt",
    (Source("briefings/day.txt", 14, 14), Source("briefings/day.txt", 15, 16), Source("briefings/day.txt", 17, 17)),
    "The Example & Sons",
    url="https://example.org/day?a=1&b=2",
    licence="CC BY 4.0",
)


def said(text: str, *lines: int, role: str = "Anchor") -> Segment:
    return Segment(role, (Sentence(text, tuple(Source("briefings/day.txt", n, n) for n in lines)),))


PUTIN = Segment(
    "Voice of President Putin",
    (
        Sentence("There are questions still to be discussed.", (Source("briefings/day.txt", 15, 16),)),
        Sentence("“We’ll see,” he said & left <early>.", (Source("briefings/day.txt", 17, 17),)),
    ),
)

SCRIPT = Script(
    "Kyiv weighs a peace plan",
    DAY,
    "The Daily Story",
    "story",
    "briefings/day.txt",
    "5f" * 32,
    (
        Section("Headlines", (Cue("sting", "open"), said("Good evening. It’s Thursday, and this is The Daily Story."))),
        Section(
            "The offer from {Bishkek|bɪʃˈkɛk}",
            (said("Russia’s president said he hoped that an agreement could be reached one day.", 14), PUTIN),
        ),
    ),
)


def programme_of(
    path: Path, bounds: list[tuple[int, int]], chapters: tuple[Chapter, ...] = (), last: tuple[tuple[int, int], ...] = ()
) -> Programme:
    """`bounds` are those of the segments, `last` those of the last one's sentences."""
    timings = tuple(Timing(n, start, end, last if n == len(bounds) else ()) for n, (start, end) in enumerate(bounds, 1))
    return Programme(path, RATE, (bounds[-1][1] if bounds else 0) + 30_870, timings, chapters, -16.013, -2.41)


def told_of(script: Script, programme: Programme, words: Words = MappingProxyType({})) -> Told:
    """What a reader is told of a script and its sound."""
    return told(document(Episode(programme.path.parent, script, programme, (), 0, 0, (), (), ()), words=words))


def episode_in(folder: Path) -> Episode:
    folder.mkdir(parents=True, exist_ok=True)
    mp3 = folder / "episode.mp3"
    mp3.write_bytes(b"ID3 stands for the sound")
    bounds = [(11_025, 190_000), (238_510, 480_001), (492_349, 700_000)]
    chapters = (Chapter("Headlines", 0, 238_510), Chapter("The offer from Bishkek", 238_510, 730_870))
    return Episode(
        folder,
        SCRIPT,
        programme_of(mp3, bounds, chapters, ((492_349, 590_000), (607_000, 700_000))),
        voices=(("Anchor", "pyttsx3:gmw/en-gb-x-rp"), ("quote", "pyttsx3:gmw/en-us")),
        spoken=2,
        cached=1,
        left_out=(LeftOut(Source("briefings/day.txt", 3, 3), "Sign up for our newsletter", "promo"),),
        settings=(("format", "story"), ("rate_wpm", "160")),
        timings_s=(("read", 0.01), ("speak", 1.23456)),
        credits=(CREDIT,),
    )


CLIPS = tuple(
    Clip(n, Path(f"{n}.wav"), 22_050, 100, voice, cached)
    for n, (voice, cached) in enumerate(
        [("pyttsx3:gmw/en-gb-x-rp", True), ("pyttsx3:gmw/en-gb-x-rp", False), ("pyttsx3:gmw/en-us", False)], 1
    )
)
