"""Where everything comes to stand, speech and music: a table of small programmes, read and kept as a golden file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.mix.layout import Layout, Span, lay_out
from pipeline.model import Cue, Music, Pace, Tone
from tests.conftest import Golden

from .sounds import script_of

PACE = Pace(
    sentence_ms=200,
    segment_ms=350,
    quote_ms=280,
    story_ms=1100,
    opening_ms=250,
    closing_ms=700,
    tones=(Tone("casualties", 0.9, 1.5, stings=False),),
)
SECOND = 44_100
LENGTHS = {"open": 3 * SECOND, "close": 2 * SECOND, "story": SECOND, "headlines": 8 * SECOND, "between": 5 * SECOND}
ANCHOR = Span(800, SECOND, 1200)
OPEN, CLOSE, STORY = (Cue("sting", name) for name in ("open", "close", "story"))
BED, BETWEEN, STOP = (Cue("bed", name) for name in ("headlines", "between", "stop"))
GRAVE, PLAIN = Cue("tone", "casualties"), Cue("tone", "plain")
PAUSE = Cue("pause", pause_ms=2000)
NO_GAP = Music(gap_ms=0, overlap_ms=0, fade_ms=0)
PROGRAMMES: dict[str, tuple[Music, list[tuple[str, Sequence[str | Cue]]]]] = {
    "speech alone": (Music(), [("One", ["A", "A", "B"]), ("Two", ["B", PAUSE, "A"])]),
    "music that is off": (Music(enabled=False), [("One", [OPEN, "A", BED, "A", CLOSE])]),
    "a whole briefing": (Music(), [("Headlines", [OPEN, "A", BED, "A", "A", STOP]), ("Story", ["A", "B"]), ("Off", ["A", CLOSE])]),
    "two stings in one joint": (Music(), [("One", [OPEN, STORY, "A", STORY, STORY, "B", CLOSE, STORY])]),
    "a bed behind a sting": (Music(), [("One", [OPEN, BED, "A", "A"])]),
    "a bed behind a bed": (Music(), [("One", ["A", BED, "A", BETWEEN, "A", STOP, "A"])]),
    "a bed that nobody stops": (Music(), [("One", ["A", BED, "A"]), ("Two", ["A"])]),
    "a bed to the end": (Music(), [("One", [BED, "A"])]),
    "a bed and a sting at the end": (Music(), [("One", ["A", BED, "A", CLOSE])]),
    "a bed over long pauses": (Music(), [("One", [BED, PAUSE, "A", PAUSE, "A", STOP, PAUSE, "A", PAUSE])]),
    "nothing beside the dead": (
        Music(),
        [("One", [OPEN, "A", BED, "A"]), ("Two", [GRAVE, STORY, "A"]), ("Three", [PLAIN, STORY, "A", STORY, "A"])],
    ),
    "the dead at the end": (Music(), [("One", [OPEN, "A"]), ("Two", [GRAVE, STORY, "A", "B", CLOSE])]),
    "cues without a sound": (replace(Music(), stings=(("open", ""),)), [("One", [OPEN, STORY, Cue("bed", "nobody"), "A"])]),
    "no gap, overlap or fade": (NO_GAP, [("One", [OPEN, "A", BED, "A", STOP, STORY, "A", CLOSE])]),
    "long gaps": (Music(gap_ms=3000, overlap_ms=5000, fade_ms=9000), [("One", ["A", STORY, "A", BED, "A", STOP, "A", CLOSE])]),
    "chapters without words": (Music(), [("One", [STORY]), ("Two", ["A"]), ("Three", [PAUSE, STORY]), (" ", ["A"])]),
}


def table(layout: Layout) -> list[str]:
    """In frames, so that one too many is seen."""
    lines = [f"  {chapter.title}: {chapter.start_frame} to {chapter.end_frame}" for chapter in layout.chapters]
    lines += [f"  {each.kind} {each.cue} ({each.sound}): {each.start_frame} to {each.end_frame}" for each in layout.music]
    for timing in layout.timings:
        lines += [f"  {timing.number}: {timing.start_frame} to {timing.end_frame}, parts {timing.parts}"]
    return [*lines, f"  clips {layout.starts}", f"  opens {layout.opens}", f"  frames {layout.frames}"]


def test_programmes_are_laid_out_as_they_were_read_and_approved(golden: Golden) -> None:
    lines: list[str] = []
    for name, (music, sections) in PROGRAMMES.items():
        script = script_of(*sections)
        # A voice that quotes has two sentences, and soft edges longer than a pause between them.
        spans = [[ANCHOR] if segment.role == "A" else [Span(9000, 30_000, 500), Span(100, 20_001, 7000)] for segment in script.segments]
        lines += [f"{name}", *table(lay_out(script, spans, PACE, music, LENGTHS))]
    golden("layout.txt", "\n".join(lines) + "\n")
