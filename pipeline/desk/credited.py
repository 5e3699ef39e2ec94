"""Who published what is told: each place that the script cites, under its source."""

from __future__ import annotations

from pipeline.model import Briefing, Credit, Origin, Script, Source

NOBODY = Origin()


def credits_of(briefing: Briefing, script: Script) -> tuple[Credit, ...]:
    """The sources that the script cites, in the order in which it does, each with all that it cites of it.

    Items of one file that different publishers brought are different sources. A file that is an address can be read there.
    """
    spans: dict[str, list[tuple[int, int, Origin]]] = {}
    for update in briefing.updates:
        for paragraph in update.paragraphs:
            place = paragraph.source
            spans.setdefault(place.file, []).append((place.first_line, place.last_line, update.origin or NOBODY))
    found: dict[tuple[str, Origin], list[Source]] = {}
    for place in dict.fromkeys(source for segment in script.segments for source in segment.sources):
        told = (origin for first, last, origin in spans.get(place.file, ()) if first <= place.last_line and place.first_line <= last)
        found.setdefault((place.file, next(told, NOBODY)), []).append(place)
    return tuple(
        Credit(file, tuple(cited), origin.publisher, origin.title, origin.url or _page(file), origin.licence, origin.published)
        for (file, origin), cited in found.items()
    )


def _page(file: str) -> str:
    """The address that a source was read from, without the mark of an entry in it."""
    return file.partition("#")[0] if file.startswith(("https://", "http://")) else ""
