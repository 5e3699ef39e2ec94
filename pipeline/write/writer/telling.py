"""A wording laid over a rundown: the same sentences with the same sources, in other words, by one presenter or by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Beat, Rundown, Sentence, Story
from pipeline.write.writer.asked import Line

LINK = "link"
"""The kind of a beat of the show's own words."""


@dataclass(frozen=True, slots=True)
class Told:
    """How one sentence is told."""

    text: str
    second: bool = False
    """Whether the second presenter tells it."""
    before: tuple[Line, ...] = ()
    """The show's own words in front of it."""


def told_otherwise(rundown: Rundown, told: Mapping[str, Told]) -> Rundown:
    """Every sentence that is known in its other words, wherever it stands."""

    def beats(some: Sequence[Beat]) -> tuple[Beat, ...]:
        return tuple(b if b.kind == "quote" else replace(b, sentences=tuple(_sentence(s, told) for s in b.sentences)) for b in some)

    def stories(some: Sequence[Story]) -> tuple[Story, ...]:
        return tuple(replace(story, beats=beats(story.beats)) for story in some)

    return replace(
        rundown,
        headlines=beats(rundown.headlines),
        stories=stories(rundown.stories),
        in_brief=beats(rundown.in_brief),
        shorts=stories(rundown.shorts),
        ahead=beats(rundown.ahead),
    )


def told_by_two(rundown: Rundown, told: Mapping[str, Told], host: str) -> Rundown:
    """Each story as a conversation; `host` is the role of the second presenter. Quotations stay with their own voices."""
    return replace(rundown, stories=tuple(replace(story, beats=_conversation(story.beats, told, host)) for story in rundown.stories))


def _conversation(beats: Sequence[Beat], told: Mapping[str, Told], host: str) -> tuple[Beat, ...]:
    out: list[Beat] = []
    speaker, introduced = "", False
    for beat in beats:
        if beat.kind == "quote":
            out.append(beat)
            introduced = False
            continue
        begun = len(out)
        for sentence in beat.sentences:
            known = told.get(sentence.text)
            if known is not None:
                # Never between what introduces a quotation and the quotation.
                for own in () if introduced else known.before:
                    _add(out, begun, replace(beat, kind=LINK, sentences=(Sentence(own.text),), role=host if own.second else ""))
                speaker = host if known.second else ""
            _add(out, begun, replace(beat, sentences=(_sentence(sentence, told),), role=speaker))
            introduced = sentence.text.rstrip().endswith(":")
    return tuple(out)


def _add(out: list[Beat], begun: int, beat: Beat) -> None:
    """A beat behind the others, in one with what the same presenter has just said of it."""
    last = out[-1] if len(out) > begun else None
    if last is not None and (last.kind, last.role) == (beat.kind, beat.role):
        out[-1] = replace(last, sentences=(*last.sentences, *beat.sentences))
    else:
        out.append(beat)


def _sentence(one: Sentence, told: Mapping[str, Told]) -> Sentence:
    known = told.get(one.text)
    return one if known is None else replace(one, text=known.text)
