"""What each audio file says of itself to a player: its title and its cover. Its chapters are heard out with the sound."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.beside import labels, pictures
from pipeline.check.beside.told import Told, as_read, finding
from pipeline.check.finding import WARNING, Finding

SMALLEST_PX, LARGEST_PX, MOST_BYTES = 1400, 3000, 300_000
"""Of a cover: what Apple takes, and what players load without complaint."""
INKS = 4
COVER = "Build it again: episode build; a show's own cover is named by cover = in its settings."


def check(told: Told) -> Iterator[Finding]:
    """What is wrong with the tags of the episode's audio files."""
    for name in told.audio:
        where = told.where(name)
        try:
            label = labels.read(told.folder / name)
        except labels.NoLabelError as problem:
            yield finding("tag", where, f"its tag cannot be read: {problem}")
            continue
        except OSError:
            continue  # which is said elsewhere
        if label is None:
            continue
        if label.title != as_read(told.title):
            yield finding("tag-title", where, f"its tag has the title {label.title!r}, and the episode {told.title!r}")
        for kind, picture in label.pictures:
            yield from _cover(where, kind, picture)
        if not label.pictures:
            yield finding("cover", where, "it has no cover", severity=WARNING, remedy=COVER)


def _cover(where: str, kind: str, data: bytes) -> Iterator[Finding]:
    try:
        real, width, height = pictures.size_of(data)
    except (ValueError, IndexError) as problem:
        yield finding("cover", where, f"its cover cannot be opened: {problem}", remedy=COVER)
        return
    wrong = []
    if kind not in (real, "image/jpg" if real == "image/jpeg" else real):
        wrong.append(f"is called {kind or 'nothing'}, and is {real}")
    if width != height:
        wrong.append(f"is {width} × {height} pixels, not square")
    elif not SMALLEST_PX <= width <= LARGEST_PX:
        wrong.append(f"is {width} pixels wide, not {SMALLEST_PX} to {LARGEST_PX}")
    if len(data) >= MOST_BYTES:
        wrong.append(f"has {len(data)} bytes, and players want less than {MOST_BYTES}")
    if pictures.inks(data) == INKS:
        wrong.append("is in the colours of a printer (CMYK): players show them wrong, or nothing; save it as RGB")
    for each in wrong:
        yield finding("cover", where, f"its cover {each}", severity=WARNING, remedy=COVER)
