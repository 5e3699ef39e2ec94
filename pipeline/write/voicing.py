"""`Script` → utterances: what each voice is given, in its spoken form and with the sounds of names in its engine's notation."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import ScriptError
from pipeline.model import Cue, Delivery, Pace, Script, Segment, Sentence, Tone, Utterance
from pipeline.model.recording import ENGINE, recording_of
from pipeline.regex import regex
from pipeline.text.found import once
from pipeline.write import lexicon
from pipeline.write.aloud.edits import Edit, apply
from pipeline.write.matching import begins
from pipeline.write.told import tell

SETTINGS = {"slower": "slower", "slow": "slower", "faster": "faster", "fast": "faster"}
"""The settings of a role, `**Anchor (slower):**`, and which of the pace's numbers each takes."""

_AMERICAN = regex(r"en[-_]us|^kokoro:a[fm]_", re.IGNORECASE)
"""Voices that sound an r where it is written: `pyttsx3:gmw/en-us`, `piper:en_US-joe-medium`, `kokoro:af_heart`."""

SLOWEST_WPM, FASTEST_WPM = 100, 280
"""What every engine speaks. Settings that multiply may ask for less or more: they get this."""


def utterances(
    made: Script,
    voices: Mapping[str, Delivery],
    *,
    rate_wpm: int,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    language: str = "en-GB",
    file: str = "",
    notation: Callable[[str], str],
    lexicon_files: Sequence[Path] = (),
    recording: Callable[[str], str] = lambda named: named,
) -> tuple[Utterance, ...]:
    """What each segment's voice is to speak, sentence by sentence, in order.

    `voices` says how each role speaks; `language` is the kind of English that numbers and dates are read in; `file` is the script's name
    in errors; `notation` says which of `lexicon.NOTATIONS` a voice takes, or "" for none; `lexicon_files` are the show's own, the
    weightiest first; `recording` gives the voice by which the engine of recordings knows one. Raises ScriptError for a setting of a role or
    a tone that nobody knows, a lexicon with a mistake, and sounds that no voice can say.
    """
    words = lexicon.load(lexicon_files)
    for mistake in mistakes(made, pace, file):
        raise mistake
    made_of = []
    for number, (segment, tone) in enumerate(zip(made.segments, made.tones, strict=True), 1):
        if segment.recording:
            voice, nothing = f"{ENGINE}:{recording(segment.recording)}", ((),) * len(segment.passages)
            made_of.append(Utterance(number, segment.text, voice, rate_wpm, begins=nothing))
            continue
        by = voices[segment.role]
        rate = rate_wpm * by.rate * _rate(segment, pace) * _tone(tone, pace).rate
        rate = min(max(rate, SLOWEST_WPM), FASTEST_WPM)
        for nth, part in enumerate(segment.parts, 1):
            said = [_said(passage, words, notation(by.voice), by.voice, language) for passage in part]
            text = " ".join(text for text, _ in said)
            made_of.append(Utterance(number, text, by.voice, round(rate), by.pitch_semitones, by.gain_db, nth, _together(said)))
    return tuple(made_of)


def _together(said: Sequence[tuple[str, tuple[int | None, ...]]]) -> tuple[tuple[int | None, ...], ...]:
    """The places of each passage's words in the text of all."""
    found, before = [], 0
    for text, places in said:
        found.append(tuple(None if place is None else before + place for place in places))
        before += len(text.split())
    return tuple(found)


def is_american(voice: str) -> bool:
    """Whether a voice, `engine:voice`, sounds an r where it is written."""
    return bool(_AMERICAN.search(voice))


class _Said(NamedTuple):
    """What an engine is given for a passage."""

    text: str
    begins: str
    """Which of its words begin the written ones, `-` where none does."""


def _said(passage: Sentence, words: lexicon.Lexicon, notation: str, voice: str, language: str) -> tuple[str, tuple[int | None, ...]]:
    """What an engine is given for a passage, and which of its words begin the written ones."""
    of = (passage.text, passage.pronunciations, words.digest, notation, is_american(voice), language)
    (said,) = once("said", of, lambda: [_put(passage, words, notation, voice, language)], _Said)
    return said.text, tuple(None if place == "-" else int(place) for place in said.begins.split())


def _put(passage: Sentence, words: lexicon.Lexicon, notation: str, voice: str, language: str) -> _Said:
    told = tell(passage, language)
    said = told.sentence()
    known = next((n for n in lexicon.NOTATIONS if n == notation), None)
    sounds: tuple[Edit, ...] = ()
    if known is not None:
        try:
            sounds = lexicon.edits(said.text, words, known, said.pronunciations, american=is_american(voice))
        except ScriptError as error:
            raise ScriptError(error.message, where=error.where or f"the sentence “{passage.text[:50]}”", remedy=error.remedy) from error
    places = begins(passage.text, (*told.passes(), sounds))
    return _Said(apply(said.text, sounds), " ".join("-" if place is None else str(place) for place in places))


def mistakes(made: Script, pace: Pace, file: str) -> Iterator[ScriptError]:
    """Each tone that the pace does not know, then each setting of a role that nobody knows."""
    known = ["plain", *(tone.name for tone in pace.tones)]
    for cue in (part for section in made.sections for part in section.parts if isinstance(part, Cue)):
        if cue.kind == "tone" and cue.name not in known:
            near = difflib.get_close_matches(cue.name, known, 1)
            remedy = (
                f"Did you mean '{near[0]}'?" if near else f"The tones are {', '.join(known)}; [pace.NAME] in the settings makes another"
            )
            yield ScriptError(f"there is no tone '{cue.name}'", where=_place(file, cue.line) or f"[tone: {cue.name}]", remedy=remedy)
    for segment in made.segments:
        where = _place(file, segment.line) or f"the segment '{segment.text[:40]}'"
        if (wrong := _recorded_wrong(segment)) is not None:
            yield ScriptError(wrong[0], where=where, remedy=wrong[1])
            continue
        for setting in segment.settings:
            if setting not in SETTINGS and not segment.recording:
                near = difflib.get_close_matches(setting, SETTINGS, 1, 0.75)
                yield ScriptError(
                    f"'{segment.role} ({setting})' is no setting of a role",
                    where=where,
                    remedy=f"Did you mean '{near[0]}'?" if near else f"Use {', '.join(SETTINGS)}, or {ENGINE}: FILE",
                )


RIGHT = f"({ENGINE}: FILE), or a stretch of it: ({ENGINE}: FILE 1:02-1:19)"
"""How a recording is written."""


def _recorded_wrong(segment: Segment) -> tuple[str, str] | None:
    """(what is wrong with how a segment names its recording, what would be right), if anything is."""
    said = [setting for setting in segment.settings if setting.partition(":")[0].strip().lower() == ENGINE]
    if not said:
        if f"({ENGINE}:" in segment.role.lower():  # what is no setting was taken for a part of the role
            return f"'{segment.role}' names no recording", f"Write {RIGHT}; FILE has no brackets, commas or asterisks: give it another name"
        return None
    if len(segment.settings) > 1:
        other = next((setting for setting in segment.settings if setting != said[0]), said[0])
        alone = f"({said[0]})"
        if other in SETTINGS:
            return f"a recording cannot be '{other}': no voice speaks it", f"Write {alone}"
        return f"'{other}' stands beside a recording", f"Write {alone} alone; the name of its file has no comma"
    try:
        recording_of(segment.recording)
    except ValueError as problem:
        return f"'{segment.role} ({said[0]})': {problem}", f"Write {RIGHT}"
    if not any(character.isalnum() for character in segment.text):
        return f"{segment.role}'s recording has no words", "Write down what is said in it: it is what listeners read"
    return None


def _rate(segment: Segment, pace: Pace) -> float:
    rate = 1.0
    for setting in segment.settings:
        rate *= pace.slower if SETTINGS[setting] == "slower" else pace.faster
    return rate


def _tone(name: str, pace: Pace) -> Tone:
    return pace.tone(name) or Tone(name)


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if file and line else ""
