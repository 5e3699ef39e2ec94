"""What a programme does not tell, each paragraph with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline.edit.day import Day
from pipeline.model import Beat, LeftOut, Source, Update

CUT = "cut to the length that was asked for"
"""Why a line is not told that would be, if there were time."""


def left_out(
    updates: Sequence[Update], beats: Sequence[Beat], day: Day, shortened: Mapping[Source, str], kept: Collection[Source] | None
) -> tuple[LeftOut, ...]:
    """The paragraphs of which no beat tells anything; `shortened` says why chapters lost some, `kept` is what a cut to a length tells."""
    told = {place for beat in beats for source in beat.sources for place in _lines(source)}
    found = []
    for update in updates:
        for paragraph in update.paragraphs:
            source = paragraph.source
            if (source.file, source.first_line) in told:
                continue
            past = day.fresh.told.get(source)
            cut = CUT if kept is not None and source not in kept else ""
            why = day.dropped.get(update.id) or (past.reason if past else "") or day.reasons.get(source) or cut or shortened.get(source)
            found.append(LeftOut(source, paragraph.text, why or "a repeat of what is told"))
    return tuple(found)


def _lines(source: Source) -> list[tuple[str, int]]:
    """The lines of a source, each with its file: a day can have several."""
    return [(source.file, n) for n in range(source.first_line, source.last_line + 1)]
