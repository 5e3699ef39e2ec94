"""The script in the folder: it says what the record says that was spoken, and is the one that is checked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import write
from pipeline.check.beside.told import Told, as_read, finding, quoted
from pipeline.check.finding import Finding
from pipeline.errors import ScriptError
from pipeline.model import Script

REMEDY = "Build it again: episode build; it speaks the script as it now stands."


def check(told: Told, checked: Script | None) -> Iterator[Finding]:
    """What is wrong with it; `checked` is the script that the other checks look at."""
    name = told.name("script", "script.md")
    text = told.read(name)
    if text is None:
        return
    try:
        script = write.parse_script(text, told.where(name))
    except ScriptError as error:
        yield finding("script", error.where or told.where(name), error.message, remedy=error.remedy or REMEDY)
        return
    for field, says, has in (
        ("title", script.title, told.title),
        ("date", script.date.isoformat(), told.date),
        ("show", script.show, told.show),
    ):
        if as_read(says) != as_read(has):
            yield finding("script-head", told.where(name), f"its {field} is {says!r}, and the record’s {has!r}", remedy=REMEDY)
    yield from _segments(told, script, name)
    titles = [as_read(section.title) for section in script.sections]
    ours = [" ".join(mark.title.split()) for mark in told.chapters]
    if strange := [title for title in ours if title not in titles]:
        yield finding("script-chapters", told.where(name), f"has no chapter {strange[0]!r}, as the record has", remedy=REMEDY)
    if checked is not None and checked != script:
        yield finding(
            "script-other",
            told.where(name),
            "is not the script that is checked here: it has been changed since the episode was made",
            remedy=REMEDY,
        )


def _segments(told: Told, script: Script, name: str) -> Iterator[Finding]:
    for segment, spoken in zip(script.segments, told.segments, strict=False):
        role, text = as_read(segment.role), as_read(segment.text)
        if role != spoken.role:
            message = f"gives segment {spoken.number} to {role!r}; {spoken.role!r} is heard"
        elif text != as_read(spoken.text):
            message = f"says {_apart(text, spoken.text)} in segment {spoken.number}"
        else:
            continue
        yield finding("script-words", told.where(name, segment.line), message, remedy=REMEDY, at_ms=spoken.start_ms)
    if len(script.segments) != len(told.segments):
        message = f"has {len(script.segments)} segments, and {len(told.segments)} are heard"
        yield finding("script-words", told.where(name), message, remedy=REMEDY)


def _apart(text: str, heard: str) -> str:
    """Where two texts part."""
    one, other = text.split(), heard.split()
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{quoted(' '.join(one[at:]), 5)} where {quoted(' '.join(other[at:]), 5)} is heard"
