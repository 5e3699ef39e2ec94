"""When each written word is heard in the programme: what the engine said of its clips, put where the mix put them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline import mix, speak
from pipeline.model import Chain, Clip, Programme, Utterance


def of_programme(
    utterances: Sequence[Utterance], clips: Sequence[Clip], programme: Programme, chain: Chain
) -> dict[int, list[list[int | None]]]:
    """By a segment's number, for each of its sentences, when each of its words begins, in milliseconds of the programme: rising, and within
    the time of what was spoken in one go.

    An empty list where the engine does not say, or says it of other words; None for a word that has no time of its own (see
    `Utterance.begins`).
    """
    spans = {timing.number: timing.parts for timing in programme.timings}
    found: dict[int, list[list[int | None]]] = {}
    for number, pairs in groupby(zip(utterances, clips, strict=True), key=lambda pair: pair[0].number):
        found[number] = []
        for said, clip in pairs:
            heard = placed(said.text.split(), speak.words_of(clip.path))
            if not heard:
                found[number] += [[] for _ in said.begins]
                continue
            start, end = map(programme.ms, spans[number][said.part - 1])
            shift = start - mix.speech_begins_ms(clip, chain)
            times = {place: max(start, round(at + shift)) for place, at in heard.items()}
            if max(times.values()) >= end:  # not the words of this sound
                times = {}
            found[number] += _rising([[times.get(place) if place is not None else None for place in begins] for begins in said.begins])
    return found


def placed(words: Sequence[str], heard: Sequence[tuple[str, int]]) -> dict[int, int]:
    """When each of the words was begun, by its place; one that was not heard, or of which that is not sure, is left out.

    Empty where what was heard are not these words in this order.
    """
    first = _found(words, [word for word, _ in heard])
    last = _found(words[::-1], [word for word, _ in reversed(heard)])
    if not first or not last:
        return {}
    ends = [len(words) - 1 - place for place in reversed(last)]
    return {one: at for one, other, (_, at) in zip(first, ends, heard, strict=True) if one == other}


def _found(words: Sequence[str], heard: Sequence[str]) -> list[int]:
    """The first place for each of the heard words, in order; empty where one has none."""
    places, at = [], 0
    for word in heard:
        try:
            at = words.index(word, at) + 1
        except ValueError:
            return []
        places.append(at - 1)
    return places


def _rising(sentences: list[list[int | None]]) -> list[list[int | None]]:
    """The same without the times that are not later than those before; of a sentence that has none, an empty list."""
    before = -1
    made = []
    for times in sentences:
        kept: list[int | None] = []
        for at in times:
            kept.append(at if at is not None and at > before else None)
            before = kept[-1] if kept[-1] is not None else before
        made.append(kept if any(at is not None for at in kept) else [])
    return made
